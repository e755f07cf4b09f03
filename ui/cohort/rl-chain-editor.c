/* rl-chain-editor.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cohort/rl-chain-editor.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cohort/rl-chain-list.h"
#include "cohort/rl-form-rows.h"

#define WIDTH  640
#define HEIGHT 720

struct _RlChainEditor
{
  AdwWindow      parent_instance;

  RlRecipeItem  *base;          /* keeps the recipe that the chain began with */
  RlChain       *chain;
  RlCohortPlan  *plan;
  char          *problem;
  gboolean       is_showing;

  AdwEntryRow   *title;
  AdwEntryRow   *columns;
  AdwComboRow   *missing;
  AdwComboRow   *scaling;
  GtkSwitch     *weights;
  GtkSpinButton *inner;
  RlChainList   *steps;
  RlChainList   *learners;
  GtkLabel      *message;
  GtkWidget     *save;
};

enum
{
  SAVE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlChainEditor, rl_chain_editor, ADW_TYPE_WINDOW)

static guint signals[N_SIGNALS];

/* A recipe that can be read is one that can be learned. */
static void
check (RlChainEditor *self)
{
  g_autofree char *yaml = rl_chain_to_yaml (self->chain, self->plan);
  g_autoptr(GError) error = NULL;
  g_autoptr(RimRecipe) recipe = rim_recipe_new_from_yaml (yaml, strlen (yaml), self->chain->title, &error);

  g_free (self->problem);
  self->problem = error != NULL ? g_strdup (error->message) : NULL;
  gtk_label_set_text (self->message, self->problem != NULL ? self->problem : _("Ready to be saved and trained"));
  if (recipe == NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->message), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->message), "warning");
  gtk_widget_set_sensitive (self->save, recipe != NULL);
}

static void
used_cb (RlChainEditor *self)
{
  RlChain *chain = self->chain;

  if (self->is_showing)
    return;

  g_free (chain->title);
  chain->title = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->title)));
  g_free (chain->columns);
  chain->columns = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->columns)));
  chain->missing = (RimMissingRule) adw_combo_row_get_selected (self->missing);
  chain->scaling = (RimScaling) adw_combo_row_get_selected (self->scaling);
  chain->class_weights = gtk_switch_get_active (self->weights);
  chain->inner_folds = (guint) gtk_spin_button_get_value_as_int (self->inner);
  check (self);
}

static void
show_chain (RlChainEditor *self)
{
  const RlChain *chain = self->chain;

  self->is_showing = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->title), chain->title);
  gtk_editable_set_text (GTK_EDITABLE (self->columns), chain->columns);
  gtk_widget_set_visible (GTK_WIDGET (self->columns), chain->base == NULL);
  adw_combo_row_set_selected (self->missing, (guint) chain->missing);
  adw_combo_row_set_selected (self->scaling, (guint) chain->scaling);
  gtk_switch_set_active (self->weights, chain->class_weights);
  gtk_spin_button_set_value (self->inner, chain->inner_folds);
  self->is_showing = FALSE;
}

/* What can be added */

static void
add_step_action (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *param)
{
  RlChainEditor *self = RL_CHAIN_EDITOR (widget);
  const RimSelector *selector = rim_selectors_find (g_variant_get_string (param, NULL));

  if (selector == NULL)
    return;

  rl_chain_add_step (self->chain, selector);
  rl_chain_editor_update (self);
}

static void
add_learner_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *param)
{
  RlChainEditor *self = RL_CHAIN_EDITOR (widget);
  const RimLearner *learner = rim_learners_find (g_variant_get_string (param, NULL));

  if (learner == NULL)
    return;

  rl_chain_add_learner (self->chain, learner);
  rl_chain_editor_update (self);
}

static void
add_entry (GMenu      *menu,
           const char *title,
           const char *action,
           const char *id)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (title, NULL);

  g_menu_item_set_action_and_target (item, action, "s", id);
  g_menu_append_item (menu, item);
}

/* What cannot take the outcome is not offered. */
static GMenu *
make_selectors (RlChainEditor *self)
{
  GMenu *menu = g_menu_new ();
  guint n;
  const RimSelector *const *all = rim_selectors_get (&n);

  for (guint i = 0; i < n; i++)
    if ((all[i]->kinds >> self->plan->outcome.kind & 1) != 0)
      add_entry (menu, all[i]->title, "chain.add-step", all[i]->id);

  return menu;
}

static GMenu *
make_learners (RlChainEditor *self)
{
  GMenu *menu = g_menu_new ();
  guint n;
  const RimLearner *const *all = rim_learners_get (&n);

  for (guint i = 0; i < n; i++)
    if ((all[i]->kinds >> self->plan->outcome.kind & 1) != 0)
      add_entry (menu, all[i]->title, "chain.add-learner", all[i]->id);

  return menu;
}

static void
save_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *param)
{
  RlChainEditor *self = RL_CHAIN_EDITOR (widget);
  g_autofree char *id = rl_chain_dup_id (self->chain);
  g_autofree char *yaml = rl_chain_to_yaml (self->chain, self->plan);

  if (self->problem != NULL)
    return;

  g_signal_emit (self, signals[SAVE], 0, id, yaml);
  gtk_window_close (GTK_WINDOW (self));
}

static void
rl_chain_editor_finalize (GObject *object)
{
  RlChainEditor *self = RL_CHAIN_EDITOR (object);

  g_clear_pointer (&self->chain, rl_chain_free);
  g_clear_pointer (&self->plan, rl_cohort_plan_free);
  g_clear_pointer (&self->problem, g_free);
  g_clear_object (&self->base);

  G_OBJECT_CLASS (rl_chain_editor_parent_class)->finalize (object);
}

static void
rl_chain_editor_class_init (RlChainEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rl_chain_editor_finalize;

  signals[SAVE] = g_signal_new ("save", RL_TYPE_CHAIN_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                G_TYPE_STRING, G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "chain.add-step", "s", add_step_action);
  gtk_widget_class_install_action (widget_class, "chain.add-learner", "s", add_learner_action);
  gtk_widget_class_install_action (widget_class, "chain.save", NULL, save_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "chain.save", NULL);
}

static void
rl_chain_editor_init (RlChainEditor *self)
{
  gtk_window_set_title (GTK_WINDOW (self), _("Chain of Your Own"));
  gtk_window_set_default_size (GTK_WINDOW (self), WIDTH, HEIGHT);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
}

static GtkWidget *
new_header (RlChainEditor *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_label (_("Cancel"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "window.close");
  self->save = gtk_button_new_with_label (_("Save"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->save), "chain.save");
  gtk_widget_add_css_class (self->save, "suggested-action");
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->save);

  return header;
}

static AdwEntryRow *
add_entry_row (RlChainEditor *self,
               GtkWidget     *group,
               const char    *title)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  g_signal_connect_object (row, "changed", G_CALLBACK (used_cb), self, G_CONNECT_SWAPPED);

  return ADW_ENTRY_ROW (row);
}

static GtkWidget *
new_group (RlChainEditor *self)
{
  const char *rules[] = {
    _("Refuse"), _("Median of the rows that train"), _("Leave out rows"), _("Leave out columns"), NULL
  };
  const char *scalings[] = { _("None"), _("z-score"), _("Median and quartiles"), _("0 to 1"), NULL };
  GtkWidget *group = rl_form_group_new (_("Inputs"), NULL);

  self->title = add_entry_row (self, group, _("Name"));
  self->columns = add_entry_row (self, group, _("Columns that come in, with * for anything"));
  self->missing = rl_form_add_combo (group, _("Missing values"), rules);
  self->scaling = rl_form_add_combo (group, _("Scaling"), scalings);
  self->weights = rl_form_add_switch (group, _("Classes weigh the same"));
  self->inner = rl_form_add_spin (group, _("Inner folds that choose among numbers to try"), 0, 100, 1);
  g_signal_connect_object (self->missing, "notify::selected", G_CALLBACK (used_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->scaling, "notify::selected", G_CALLBACK (used_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->weights, "notify::active", G_CALLBACK (used_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->inner, "value-changed", G_CALLBACK (used_cb), self, G_CONNECT_SWAPPED);

  return group;
}

static GtkWidget *
new_section (RlChainEditor *self,
             const char    *title,
             const char    *description,
             GtkWidget     *list,
             GMenu         *menu)
{
  GtkWidget *group = rl_form_group_new (title, description);
  GtkWidget *add = gtk_menu_button_new ();
  g_autofree char *name = g_strdup_printf (_("Add to %s"), title);

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (add), "list-add-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (add), G_MENU_MODEL (menu));
  gtk_widget_set_tooltip_text (add, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (add), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_add_css_class (add, "flat");
  gtk_widget_set_valign (add, GTK_ALIGN_CENTER);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), add);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), list);
  g_signal_connect_object (list, "changed", G_CALLBACK (check), self, G_CONNECT_SWAPPED);

  return group;
}

static GtkWidget *
new_content (RlChainEditor *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  g_autoptr(GMenu) selectors = make_selectors (self);
  g_autoptr(GMenu) learners = make_learners (self);

  self->steps = RL_CHAIN_LIST (rl_chain_list_new (self->chain->steps, _("Steps")));
  self->learners = RL_CHAIN_LIST (rl_chain_list_new (self->chain->learners, _("Learners")));
  gtk_box_append (GTK_BOX (box), new_group (self));
  gtk_box_append (GTK_BOX (box), new_section (self, _("Steps"),
                                              _("One after the other, within each fold; drag, or Alt and arrows"),
                                              GTK_WIDGET (self->steps), selectors));
  gtk_box_append (GTK_BOX (box), new_section (self, _("Learners"),
                                              _("Several are an ensemble; commas between numbers to try"),
                                              GTK_WIDGET (self->learners), learners));
  gtk_widget_add_css_class (box, "cohort-form");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  gtk_widget_set_vexpand (scroller, TRUE);

  return scroller;
}

static void
fill (RlChainEditor *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->message = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->message, 0);
  gtk_label_set_wrap (self->message, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->message), "column-detail");
  gtk_box_append (GTK_BOX (box), new_header (self));
  gtk_box_append (GTK_BOX (box), new_content (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->message));
  adw_window_set_content (ADW_WINDOW (self), box);
}

/**
 * rl_chain_editor_new:
 * @base: (nullable): a recipe to begin with
 * @plan: what is predicted, and how that is validated
 */
GtkWidget *
rl_chain_editor_new (RlRecipeItem       *base,
                     const RlCohortPlan *plan)
{
  RlChainEditor *self = g_object_new (RL_TYPE_CHAIN_EDITOR, NULL);

  self->base = base != NULL ? g_object_ref (base) : NULL;
  self->chain = rl_chain_new (base != NULL ? rl_recipe_item_get_recipe (base) : NULL);
  self->plan = rl_cohort_plan_copy (plan);
  fill (self);
  show_chain (self);
  check (self);

  return GTK_WIDGET (self);
}

/* Returns: (transfer none): the chain; rl_chain_editor_update() after a change */
RlChain *
rl_chain_editor_get_chain (RlChainEditor *self)
{
  g_return_val_if_fail (RL_IS_CHAIN_EDITOR (self), NULL);

  return self->chain;
}

/* Returns: (nullable): what is wrong with it */
const char *
rl_chain_editor_get_problem (RlChainEditor *self)
{
  g_return_val_if_fail (RL_IS_CHAIN_EDITOR (self), NULL);

  return self->problem;
}

/* Shows the chain as it is now. */
void
rl_chain_editor_update (RlChainEditor *self)
{
  g_return_if_fail (RL_IS_CHAIN_EDITOR (self));

  show_chain (self);
  rl_chain_list_update (self->steps);
  rl_chain_list_update (self->learners);
  check (self);
}
