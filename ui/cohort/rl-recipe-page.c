/* rl-recipe-page.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cohort/rl-recipe-page.h"

#include <glib/gi18n-lib.h>

#include "cohort/rl-recipe-card.h"

struct _RlRecipePage
{
  GtkWidget       parent_instance;

  RlRecipes      *recipes;

  GtkListBox     *list;
  RlRecipeCard   *card;
  GtkWidget      *train;
  GtkWidget      *edit;
  char           *wanted;       /* the id of what is selected when it is there */
};

enum
{
  TRAIN,
  EDIT,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlRecipePage, rl_recipe_page, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static RlRecipeItem *
get_selected (RlRecipePage *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  return row != NULL ? g_object_get_data (G_OBJECT (row), "rl-item") : NULL;
}

/* Rows */

static char *
dup_status (RlRecipeItem *item)
{
  const RimRecipe *recipe = rl_recipe_item_get_recipe (item);
  const guint n_ready = rl_recipe_item_get_n_ready (item);

  if (recipe == NULL)
    return g_strdup (_("Cannot be read"));
  if (rl_recipe_item_get_check (item, 0) == NULL)
    return g_strdup ("");
  if (n_ready == 0)
    return g_strdup (_("Not with this cohort"));
  if (n_ready == recipe->variants->len)
    return g_strdup_printf (n_ready == 1 ? _("%u signature") : _("%u signatures"), n_ready);

  return g_strdup_printf (_("%u of %u signatures"), n_ready, recipe->variants->len);
}

static void
update_row (RlRecipeItem *item,
            GtkLabel     *status)
{
  g_autofree char *text = dup_status (item);

  gtk_label_set_text (status, text);
}

static void
checked_cb (GtkLabel     *status,
            RlRecipeItem *item)
{
  update_row (item, status);
}

/* Unless somebody chose one, the first that can be learned is shown. */
static void
prefer_ready (RlRecipePage *self,
              RlRecipeItem *item)
{
  RlRecipeItem *selected = get_selected (self);
  GtkListBoxRow *row;

  if (self->wanted != NULL || rl_recipe_item_get_n_ready (item) == 0 ||
      (selected != NULL && rl_recipe_item_get_n_ready (selected) > 0))
    return;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (g_object_get_data (G_OBJECT (row), "rl-item") == item)
      gtk_list_box_select_row (self->list, row);
}

static GtkWidget *
create_row (gpointer data,
            gpointer user_data)
{
  RlRecipePage *self = user_data;
  RlRecipeItem *item = data;
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget *title = gtk_label_new (rl_recipe_item_get_title (item));
  GtkWidget *status = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (status), 0);
  gtk_widget_add_css_class (status, "dim-label");
  gtk_widget_add_css_class (status, "caption");
  g_signal_connect_object (item, "checked", G_CALLBACK (checked_cb), status, G_CONNECT_SWAPPED);
  g_signal_connect_object (item, "checked", G_CALLBACK (prefer_ready), self, G_CONNECT_SWAPPED);
  update_row (item, GTK_LABEL (status));
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), status);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  rl_recipe_item_get_title (item), -1);
  g_object_set_data_full (G_OBJECT (row), "rl-item", g_object_ref (item), g_object_unref);

  return row;
}

static void
update_buttons (RlRecipePage *self)
{
  RlRecipeItem *item = get_selected (self);

  gtk_widget_set_sensitive (self->train, rl_recipe_card_get_variants (self->card) != 0);
  gtk_widget_set_sensitive (self->edit, item != NULL && rl_recipe_item_get_recipe (item) != NULL);
}

static void
activated_cb (RlRecipePage  *self,
              GtkListBoxRow *row)
{
  const RimRecipe *recipe = rl_recipe_item_get_recipe (g_object_get_data (G_OBJECT (row), "rl-item"));

  g_free (self->wanted);
  self->wanted = recipe != NULL ? g_strdup (recipe->id) : NULL;
}

static void
selected_cb (RlRecipePage *self)
{
  rl_recipe_card_set_item (self->card, get_selected (self));
  update_buttons (self);
}

static gboolean
is_wanted (RlRecipePage *self,
           RlRecipeItem *item)
{
  const RimRecipe *recipe = rl_recipe_item_get_recipe (item);

  return self->wanted == NULL || (recipe != NULL && g_strcmp0 (recipe->id, self->wanted) == 0);
}

static void
loaded_cb (RlRecipePage *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (is_wanted (self, g_object_get_data (G_OBJECT (row), "rl-item")))
      {
        gtk_list_box_select_row (self->list, row);
        return;
      }
}

static void
train_cb (RlRecipePage *self)
{
  rl_recipe_page_train (self);
}

static void
edit_cb (RlRecipePage *self)
{
  g_signal_emit (self, signals[EDIT], 0, get_selected (self));
}

static void
new_cb (RlRecipePage *self)
{
  g_signal_emit (self, signals[EDIT], 0, NULL);
}

static void
rl_recipe_page_dispose (GObject *object)
{
  RlRecipePage *self = RL_RECIPE_PAGE (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->recipes);
  g_clear_pointer (&self->wanted, g_free);

  G_OBJECT_CLASS (rl_recipe_page_parent_class)->dispose (object);
}

static void
rl_recipe_page_class_init (RlRecipePageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_recipe_page_dispose;

  signals[TRAIN] = g_signal_new ("train", RL_TYPE_RECIPE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                 RL_TYPE_RECIPE_ITEM, G_TYPE_UINT);
  signals[EDIT] = g_signal_new ("edit", RL_TYPE_RECIPE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                RL_TYPE_RECIPE_ITEM);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "recipepage");
}

static GtkWidget *
new_button (RlRecipePage *self,
            const char   *label,
            GCallback     clicked)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);

  return button;
}

static GtkWidget *
new_side (RlRecipePage *self)
{
  GtkWidget *side = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *own = new_button (self, _("New Chain…"), G_CALLBACK (new_cb));

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "cohort-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Recipes"), -1);
  g_signal_connect_object (self->list, "row-selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_widget_set_margin_start (own, 8);
  gtk_widget_set_margin_end (own, 8);
  gtk_widget_set_margin_bottom (own, 8);
  gtk_box_append (GTK_BOX (side), scroller);
  gtk_box_append (GTK_BOX (side), own);
  gtk_widget_set_size_request (side, 260, -1);

  return side;
}

static GtkWidget *
new_footer (RlRecipePage *self)
{
  GtkWidget *footer = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->train = new_button (self, _("Train"), G_CALLBACK (train_cb));
  gtk_widget_add_css_class (self->train, "suggested-action");
  self->edit = new_button (self, _("Customise…"), G_CALLBACK (edit_cb));
  gtk_box_append (GTK_BOX (footer), self->train);
  gtk_box_append (GTK_BOX (footer), self->edit);
  gtk_widget_add_css_class (footer, "column-detail");

  return footer;
}

static GtkWidget *
new_main (RlRecipePage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->card = RL_RECIPE_CARD (rl_recipe_card_new ());
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->card));
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_widget_set_hexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_box_append (GTK_BOX (box), new_footer (self));
  g_signal_connect_object (self->card, "changed", G_CALLBACK (update_buttons), self, G_CONNECT_SWAPPED);

  return box;
}

static void
rl_recipe_page_init (RlRecipePage *self)
{
  gtk_widget_set_parent (new_side (self), GTK_WIDGET (self));
  gtk_widget_set_parent (gtk_separator_new (GTK_ORIENTATION_VERTICAL), GTK_WIDGET (self));
  gtk_widget_set_parent (new_main (self), GTK_WIDGET (self));
}

GtkWidget *
rl_recipe_page_new (RlRecipes *recipes)
{
  RlRecipePage *self = g_object_new (RL_TYPE_RECIPE_PAGE, NULL);

  self->recipes = g_object_ref (recipes);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (recipes), create_row, self, NULL);
  g_signal_connect_object (recipes, "loaded", G_CALLBACK (loaded_cb), self, G_CONNECT_SWAPPED);
  loaded_cb (self);
  update_buttons (self);

  return GTK_WIDGET (self);
}

/* Selects the recipe of an id, as soon as it is there. */
void
rl_recipe_page_select (RlRecipePage *self,
                       const char   *id)
{
  g_return_if_fail (RL_IS_RECIPE_PAGE (self));

  g_free (self->wanted);
  self->wanted = g_strdup (id);
  loaded_cb (self);
}

/* Learns what is chosen. */
void
rl_recipe_page_train (RlRecipePage *self)
{
  RlRecipeItem *item;
  guint variants;

  g_return_if_fail (RL_IS_RECIPE_PAGE (self));

  item = get_selected (self);
  variants = rl_recipe_card_get_variants (self->card);
  if (item != NULL && variants != 0)
    g_signal_emit (self, signals[TRAIN], 0, item, variants);
}
