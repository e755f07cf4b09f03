/* rl-recipe-card.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cohort/rl-recipe-card.h"

#include <glib/gi18n-lib.h>

struct _RlRecipeCard
{
  GtkWidget     parent_instance;

  RlRecipeItem *item;
  gulong        checked_id;

  GtkWidget    *box;
  GtkLabel     *title;
  GtkLabel     *purpose;
  GtkLabel     *problem;
  GtkBox       *variants;
  GPtrArray    *checks;         /* of GtkCheckButton, one for each variant */
  GtkLabel     *chain;
  GtkLabel     *limits;
  GtkLabel     *citation;
  GtkWidget    *sections;
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlRecipeCard, rl_recipe_card, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

/* What is done, in a line */

static void
append_step (GString               *text,
             const RimPipelineStep *step)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? " → " : "", step->selector->title);
}

static gboolean
is_same_pipeline (const RimPipeline *a,
                  const RimPipeline *b)
{
  gboolean is_same = a->n_steps == b->n_steps && a->n_learners == b->n_learners;

  for (guint i = 0; is_same && i < a->n_steps; i++)
    is_same = a->steps[i].selector == b->steps[i].selector;
  for (guint i = 0; is_same && i < a->n_learners; i++)
    is_same = a->learners[i].learner == b->learners[i].learner;

  return is_same;
}

static char *
dup_pipeline (const RimPipeline *pipeline)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < pipeline->n_steps; i++)
    append_step (text, &pipeline->steps[i]);
  for (guint i = 0; i < pipeline->n_learners; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " + " : text->len > 0 ? " → " : "",
                            pipeline->learners[i].learner->title);
  if (pipeline->inner_folds > 0)
    g_string_append_printf (text, _(", grid in %u folds"), pipeline->inner_folds);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* One line for all variants where they are learned alike. */
static char *
dup_chain (const RimRecipe *recipe)
{
  const RimRecipeVariant *first = recipe->variants->len > 0 ? recipe->variants->pdata[0] : NULL;
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < recipe->variants->len; i++)
    {
      const RimRecipeVariant *variant = recipe->variants->pdata[i];
      g_autofree char *chain = NULL;

      if (i > 0 && is_same_pipeline (variant->pipeline, first->pipeline))
        continue;

      chain = dup_pipeline (variant->pipeline);
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", chain);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Variants */

static void
toggled_cb (RlRecipeCard *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static GtkWidget *
new_status (const RlRecipeCheck *check)
{
  g_autofree char *text = NULL;
  GtkWidget *label;

  if (check == NULL)
    text = g_strdup (_("Looking for its columns…"));
  else if (check->n_columns > 0)
    text = g_strdup_printf (_("%u columns"), check->n_columns);
  else
    text = g_strdup (check->reason);

  label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_set_margin_start (label, 26);

  return label;
}

static void
add_variant (RlRecipeCard           *self,
             const RimRecipeVariant *variant,
             const RlRecipeCheck    *check)
{
  GtkWidget *toggle = gtk_check_button_new_with_label (variant->title);
  const gboolean is_ready = check != NULL && check->n_columns > 0;

  gtk_check_button_set_active (GTK_CHECK_BUTTON (toggle), is_ready);
  gtk_widget_set_sensitive (toggle, is_ready);
  g_signal_connect_object (toggle, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->checks, toggle);
  gtk_box_append (self->variants, toggle);
  gtk_box_append (self->variants, new_status (check));
}

static void
show_variants (RlRecipeCard *self)
{
  const RimRecipe *recipe = self->item != NULL ? rl_recipe_item_get_recipe (self->item) : NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->variants))) != NULL)
    gtk_box_remove (self->variants, child);
  g_ptr_array_set_size (self->checks, 0);

  for (guint i = 0; recipe != NULL && i < recipe->variants->len; i++)
    add_variant (self, recipe->variants->pdata[i], rl_recipe_item_get_check (self->item, i));
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
show_recipe (RlRecipeCard    *self,
             const RimRecipe *recipe)
{
  g_autofree char *chain = dup_chain (recipe);
  g_autofree char *citation = recipe->doi != NULL ? g_strdup_printf ("%s doi:%s", recipe->citation, recipe->doi)
                                                  : g_strdup (recipe->citation);

  gtk_label_set_text (self->purpose, recipe->purpose);
  gtk_label_set_text (self->chain, chain);
  gtk_label_set_text (self->limits, recipe->limits);
  gtk_label_set_text (self->citation, citation);
}

static void
show_item (RlRecipeCard *self)
{
  const RimRecipe *recipe = rl_recipe_item_get_recipe (self->item);
  const char *problem = rl_recipe_item_get_problem (self->item);

  gtk_label_set_text (self->title, rl_recipe_item_get_title (self->item));
  gtk_label_set_text (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
  gtk_widget_set_visible (self->sections, recipe != NULL);
  if (recipe != NULL)
    show_recipe (self, recipe);
  show_variants (self);
}

static void
clear_item (RlRecipeCard *self)
{
  if (self->item != NULL)
    g_clear_signal_handler (&self->checked_id, self->item);
  g_clear_object (&self->item);
}

static void
rl_recipe_card_dispose (GObject *object)
{
  RlRecipeCard *self = RL_RECIPE_CARD (object);

  clear_item (self);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->checks, g_ptr_array_unref);

  G_OBJECT_CLASS (rl_recipe_card_parent_class)->dispose (object);
}

static void
rl_recipe_card_class_init (RlRecipeCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_recipe_card_dispose;

  signals[CHANGED] = g_signal_new ("changed", RL_TYPE_RECIPE_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "recipecard");
}

static GtkLabel *
add_label (GtkWidget  *box,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 90);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);

  return GTK_LABEL (label);
}

static void
add_heading (GtkWidget  *box,
             const char *title)
{
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_set_margin_top (label, 10);
  gtk_box_append (GTK_BOX (box), label);
}

static void
rl_recipe_card_init (RlRecipeCard *self)
{
  self->checks = g_ptr_array_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->title = add_label (self->box, "title-2");
  self->problem = add_label (self->box, "warning");
  self->sections = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_box_append (GTK_BOX (self->box), self->sections);
  self->purpose = add_label (self->sections, NULL);
  add_heading (self->sections, _("Signatures"));
  self->variants = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 2));
  gtk_box_append (GTK_BOX (self->sections), GTK_WIDGET (self->variants));
  add_heading (self->sections, _("How it is learned, within each fold"));
  self->chain = add_label (self->sections, NULL);
  add_heading (self->sections, _("Limits"));
  self->limits = add_label (self->sections, NULL);
  add_heading (self->sections, _("Citation"));
  self->citation = add_label (self->sections, "dim-label");
  gtk_widget_add_css_class (self->box, "cohort-form");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
rl_recipe_card_new (void)
{
  return g_object_new (RL_TYPE_RECIPE_CARD, NULL);
}

/* @item (nullable) is what it shows. */
void
rl_recipe_card_set_item (RlRecipeCard *self,
                         RlRecipeItem *item)
{
  g_return_if_fail (RL_IS_RECIPE_CARD (self));

  clear_item (self);
  gtk_widget_set_visible (self->box, item != NULL);
  if (item == NULL)
    return;

  self->item = g_object_ref (item);
  self->checked_id = g_signal_connect_object (item, "checked", G_CALLBACK (show_variants), self, G_CONNECT_SWAPPED);
  show_item (self);
}

/* Which variants are chosen, as bits. */
guint
rl_recipe_card_get_variants (RlRecipeCard *self)
{
  guint variants = 0;

  g_return_val_if_fail (RL_IS_RECIPE_CARD (self), 0);

  for (guint i = 0; i < self->checks->len; i++)
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (self->checks->pdata[i])))
      variants |= 1u << i;

  return variants;
}
