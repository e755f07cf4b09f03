/* rl-outcome-page.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cohort/rl-outcome-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#include "cohort/rl-form-rows.h"
#include "plots/rl-plot.h"
#include "widgets/rl-csv-file.h"

/* As the rows of "Kind" are: two classes are read in two ways. */
typedef enum
{
  KIND_CLASSES,
  KIND_HORIZON,
  KIND_SURVIVAL,
  KIND_NUMBER,
} Kind;

struct _RlOutcomePage
{
  GtkWidget             parent_instance;

  RlCohort             *cohort;
  GtkFileChooserNative *chooser;
  gboolean              is_showing;     /* rows are set, not used */

  AdwComboRow          *kind;
  AdwComboRow          *column;
  AdwComboRow          *positive;
  AdwComboRow          *event;
  GtkSpinButton        *horizon;
  GtkSwitch            *recipe_splits;
  AdwComboRow          *method;
  GtkSpinButton        *folds;
  GtkSpinButton        *repeats;
  GtkSpinButton        *test;
  AdwComboRow          *group;
  GtkSwitch            *stratified;
  GtkSpinButton        *seed;
  AdwComboRow          *missing;
  AdwComboRow          *batch;
  AdwActionRow         *icc;

  GtkLabel             *counts;
  GtkLabel             *notes;
  RlPlot               *preview;
};

G_DEFINE_FINAL_TYPE (RlOutcomePage, rl_outcome_page, GTK_TYPE_WIDGET)

/* From the rows to the plan */

static Kind
get_kind (const RimOutcomeSettings *outcome)
{
  switch (outcome->kind)
    {
    case RIM_OUTCOME_BINARY:
      return outcome->event != NULL ? KIND_HORIZON : KIND_CLASSES;

    case RIM_OUTCOME_SURVIVAL:
      return KIND_SURVIVAL;

    case RIM_OUTCOME_NUMBER:
      return KIND_NUMBER;

    default:
      g_return_val_if_reached (KIND_CLASSES);
    }
}

static void
read_outcome (RlOutcomePage *self,
              RlCohortPlan  *plan)
{
  static const RimOutcomeKind kinds[] = {
    RIM_OUTCOME_BINARY, RIM_OUTCOME_BINARY, RIM_OUTCOME_SURVIVAL, RIM_OUTCOME_NUMBER,
  };
  const Kind kind = (Kind) adw_combo_row_get_selected (self->kind);
  const gboolean has_event = kind == KIND_HORIZON || kind == KIND_SURVIVAL;
  g_autofree char *column = g_strdup (rl_form_get_text (self->column));
  g_autofree char *positive = g_strdup (kind == KIND_CLASSES ? rl_form_get_text (self->positive) : NULL);
  g_autofree char *event = g_strdup (has_event ? rl_form_get_text (self->event) : NULL);

  rl_cohort_plan_set_outcome (plan, kinds[kind], column, positive, event,
                              kind == KIND_HORIZON ? gtk_spin_button_get_value (self->horizon) : 0.0);
}

static void
read_rest (RlOutcomePage *self,
           RlCohortPlan  *plan)
{
  const guint missing = adw_combo_row_get_selected (self->missing);

  plan->own_outer = !gtk_switch_get_active (self->recipe_splits);
  plan->outer.method = (RimSplitMethod) adw_combo_row_get_selected (self->method);
  plan->outer.n_folds = (guint) gtk_spin_button_get_value_as_int (self->folds);
  plan->outer.n_repeats = (guint) gtk_spin_button_get_value_as_int (self->repeats);
  plan->outer.test_part = gtk_spin_button_get_value (self->test) / 100.0;
  plan->outer.stratified = gtk_switch_get_active (self->stratified);
  plan->outer.seed = (guint64) gtk_spin_button_get_value (self->seed);
  g_free (plan->group);
  plan->group = plan->outer.method == RIM_SPLIT_BY_GROUP ? g_strdup (rl_form_get_text (self->group)) : NULL;

  plan->own_missing = missing > 0;
  if (missing > 0)
    plan->missing = (RimMissingRule) (missing - 1);
  g_free (plan->batch);
  plan->batch = adw_combo_row_get_selected (self->batch) > 0 ? g_strdup (rl_form_get_text (self->batch)) : NULL;
}

static void
used_cb (RlOutcomePage *self)
{
  RlCohortPlan *plan;

  if (self->is_showing)
    return;

  plan = rl_cohort_plan_copy (rl_cohort_get_plan (self->cohort));
  read_outcome (self, plan);
  read_rest (self, plan);
  rl_cohort_take_plan (self->cohort, plan);
}

/* From the plan to the rows */

static char **
list_columns (RlOutcomePage *self,
              RimColumnRole  role,
              const char    *first)
{
  RimCohort *cohort = rl_cohort_get_cohort (self->cohort);
  GStrvBuilder *names = g_strv_builder_new ();
  char **list;

  if (first != NULL)
    g_strv_builder_add (names, first);
  for (guint i = 0; cohort != NULL && i < rim_cohort_get_n_columns (cohort); i++)
    if (rim_cohort_get_column (cohort, i)->role == role)
      g_strv_builder_add (names, rim_cohort_get_column (cohort, i)->name);

  list = g_strv_builder_end (names);
  g_strv_builder_unref (names);

  return list;
}

/* What can be class 1 of a column. */
static char **
list_levels (RlOutcomePage *self,
             const char    *name)
{
  RimCohort *cohort = rl_cohort_get_cohort (self->cohort);
  const RimColumn *column = cohort != NULL && name != NULL ? rim_cohort_find (cohort, name) : NULL;

  return g_strdupv (column != NULL && column->type == RIM_COLUMN_CATEGORY ? (char **) column->levels : NULL);
}

static void
show_columns (RlOutcomePage      *self,
              const RlCohortPlan *plan)
{
  g_auto(GStrv) outcomes = list_columns (self, RIM_COLUMN_OUTCOME, NULL);
  g_auto(GStrv) batches = list_columns (self, RIM_COLUMN_BATCH, _("None"));
  g_auto(GStrv) groups = list_columns (self, RIM_COLUMN_BATCH, NULL);
  g_auto(GStrv) levels = list_levels (self, plan->outcome.column);

  rl_form_set_texts (self->column, outcomes, plan->outcome.column);
  rl_form_set_texts (self->event, outcomes, plan->outcome.event);
  rl_form_set_texts (self->positive, levels, plan->outcome.positive);
  rl_form_set_texts (self->batch, batches, plan->batch);
  rl_form_set_texts (self->group, groups, plan->group);
}

static void
show_splits (RlOutcomePage      *self,
             const RlCohortPlan *plan)
{
  const RimSplitMethod method = plan->outer.method;

  gtk_switch_set_active (self->recipe_splits, !plan->own_outer);
  adw_combo_row_set_selected (self->method, (guint) method);
  gtk_spin_button_set_value (self->folds, plan->outer.n_folds);
  gtk_spin_button_set_value (self->repeats, plan->outer.n_repeats);
  gtk_spin_button_set_value (self->test, plan->outer.test_part * 100.0);
  gtk_switch_set_active (self->stratified, plan->outer.stratified);
  gtk_spin_button_set_value (self->seed, (double) plan->outer.seed);

  rl_form_set_visible (GTK_WIDGET (self->method), plan->own_outer);
  rl_form_set_visible (GTK_WIDGET (self->folds), plan->own_outer && method == RIM_SPLIT_K_FOLD);
  rl_form_set_visible (GTK_WIDGET (self->repeats),
                       plan->own_outer && (method == RIM_SPLIT_K_FOLD || method == RIM_SPLIT_HOLD_OUT));
  rl_form_set_visible (GTK_WIDGET (self->test), plan->own_outer && method == RIM_SPLIT_HOLD_OUT);
  rl_form_set_visible (GTK_WIDGET (self->group), plan->own_outer && method == RIM_SPLIT_BY_GROUP);
  rl_form_set_visible (GTK_WIDGET (self->stratified),
                       plan->own_outer && (method == RIM_SPLIT_K_FOLD || method == RIM_SPLIT_HOLD_OUT));
  rl_form_set_visible (GTK_WIDGET (self->seed), plan->own_outer);
}

static void
show_plan (RlOutcomePage *self)
{
  const RlCohortPlan *plan = rl_cohort_get_plan (self->cohort);
  const Kind kind = get_kind (&plan->outcome);
  g_autofree char *icc = plan->icc != NULL ? g_filename_display_basename (plan->icc) : NULL;

  self->is_showing = TRUE;
  adw_combo_row_set_selected (self->kind, kind);
  show_columns (self, plan);
  gtk_spin_button_set_value (self->horizon, plan->outcome.horizon > 0.0 ? plan->outcome.horizon : 6.0);
  rl_form_set_visible (GTK_WIDGET (self->positive),
                       kind == KIND_CLASSES && rl_form_get_text (self->positive) != NULL);
  rl_form_set_visible (GTK_WIDGET (self->event), kind == KIND_HORIZON || kind == KIND_SURVIVAL);
  rl_form_set_visible (GTK_WIDGET (self->horizon), kind == KIND_HORIZON);
  show_splits (self, plan);
  adw_combo_row_set_selected (self->missing, plan->own_missing ? (guint) plan->missing + 1 : 0);
  adw_action_row_set_subtitle (self->icc, icc != NULL ? icc : _("A table with repeated readings; none yet"));
  self->is_showing = FALSE;
}

static char *
join_notes (RlOutcomePage *self)
{
  GPtrArray *notes = rl_cohort_get_notes (self->cohort);
  const RlCohortSummary *summary = rl_cohort_get_summary (self->cohort);
  g_autoptr(GString) text = g_string_new (NULL);

  if (summary != NULL && summary->n_constant > 0)
    g_string_append_printf (text, ngettext ("%u input is the same in every row and cannot help",
                                            "%u inputs are the same in every row and cannot help",
                                            summary->n_constant), summary->n_constant);
  if (summary != NULL && summary->n_missing > 0)
    {
      g_string_append (text, text->len > 0 ? "\n" : "");
      g_string_append_printf (text, ngettext ("%u input misses values", "%u inputs miss values", summary->n_missing),
                              summary->n_missing);
    }
  for (guint i = 0; notes != NULL && i < notes->len; i++)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", (const char *) g_ptr_array_index (notes, i));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
show_summary (RlOutcomePage *self)
{
  const RlCohortSummary *summary = rl_cohort_get_summary (self->cohort);
  g_autofree char *counts = summary != NULL ? rl_cohort_summary_dup_counts (summary) : g_strdup ("");
  g_autofree char *notes = join_notes (self);

  gtk_label_set_text (self->counts, counts);
  if (summary != NULL && summary->problem != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->counts), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->counts), "warning");
  gtk_label_set_text (self->notes, notes);
  rl_plot_set_plot (self->preview, summary != NULL ? summary->preview : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->preview), summary != NULL && summary->preview != NULL);
}

/* Readings that were repeated */

static void
set_icc (RlOutcomePage *self,
         const char    *path)
{
  RlCohortPlan *plan = rl_cohort_plan_copy (rl_cohort_get_plan (self->cohort));

  g_free (plan->icc);
  plan->icc = g_strdup (path);
  rl_cohort_take_plan (self->cohort, plan);
}

static void
icc_chosen_cb (RlOutcomePage        *self,
               int                   response,
               GtkFileChooserNative *chooser)
{
  g_autofree char *path = rl_csv_file_dup_path (chooser, response);

  if (path != NULL)
    set_icc (self, path);
}

static void
choose_icc_cb (RlOutcomePage *self)
{
  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_("Repeated Readings"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                               GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (icc_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
clear_icc_cb (RlOutcomePage *self)
{
  set_icc (self, NULL);
}

/* Making it */

static AdwComboRow *
add_combo (RlOutcomePage     *self,
           GtkWidget         *group,
           const char        *title,
           const char *const *texts)
{
  AdwComboRow *row = rl_form_add_combo (group, title, texts);

  g_signal_connect_object (row, "notify::selected", G_CALLBACK (used_cb), self, G_CONNECT_SWAPPED);

  return row;
}

static GtkSpinButton *
add_spin (RlOutcomePage *self,
          GtkWidget     *group,
          const char    *title,
          double         low,
          double         high,
          double         step)
{
  GtkSpinButton *spin = rl_form_add_spin (group, title, low, high, step);

  g_signal_connect_object (spin, "value-changed", G_CALLBACK (used_cb), self, G_CONNECT_SWAPPED);

  return spin;
}

static GtkSwitch *
add_switch (RlOutcomePage *self,
            GtkWidget     *group,
            const char    *title)
{
  GtkSwitch *toggle = rl_form_add_switch (group, title);

  g_signal_connect_object (toggle, "notify::active", G_CALLBACK (used_cb), self, G_CONNECT_SWAPPED);

  return toggle;
}

static GtkWidget *
new_outcome_group (RlOutcomePage *self)
{
  const char *kinds[] = {
    _("Two classes"), _("Two classes: without the event at a time"), _("Time to an event"),
    _("Number, or ordered levels"), NULL
  };
  GtkWidget *group = rl_form_group_new (_("Outcome"), _("Columns whose role is Outcome"));

  self->kind = add_combo (self, group, _("What is predicted"), kinds);
  self->column = add_combo (self, group, _("Column"), NULL);
  self->positive = add_combo (self, group, _("Class 1"), NULL);
  self->event = add_combo (self, group, _("Events"), NULL);
  self->horizon = add_spin (self, group, _("Time"), 0.1, 1e6, 1.0);
  gtk_spin_button_set_digits (self->horizon, 1);

  return group;
}

static GtkWidget *
new_splits_group (RlOutcomePage *self)
{
  const char *methods[] = {
    _("Hold out a part"), _("k folds"), _("Leave one patient out"), _("Leave one centre or scanner out"), NULL
  };
  GtkWidget *group = rl_form_group_new (_("Validation"), _("Rows of one patient never come apart"));

  self->recipe_splits = add_switch (self, group, _("As the recipe says"));
  self->method = add_combo (self, group, _("Method"), methods);
  self->folds = add_spin (self, group, _("Folds"), 2, 1000, 1);
  self->repeats = add_spin (self, group, _("Repeats"), 1, 10000, 1);
  self->test = add_spin (self, group, _("Held out (%)"), 1, 99, 5);
  self->group = add_combo (self, group, _("Groups"), NULL);
  self->stratified = add_switch (self, group, _("Same share of classes in each fold"));
  self->seed = add_spin (self, group, _("Seed"), 0, 4294967295.0, 1);

  return group;
}

static GtkWidget *
new_columns_group (RlOutcomePage *self)
{
  const char *rules[] = {
    _("As the recipe says"), _("Refuse"), _("Median of the rows that train"), _("Leave out rows"),
    _("Leave out columns"), NULL
  };
  GtkWidget *group = rl_form_group_new (_("Columns"), NULL);

  self->missing = add_combo (self, group, _("Missing values"), rules);
  self->batch = add_combo (self, group, _("Harmonise by ComBat"), NULL);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->batch), _("Between centres or scanners; learned in training"));
  self->icc = rl_form_add_action (group, _("Repeatability (ICC)"));
  rl_form_add_button (self->icc, _("Choose…"), G_CALLBACK (choose_icc_cb), G_OBJECT (self));
  rl_form_add_button (self->icc, _("None"), G_CALLBACK (clear_icc_cb), G_OBJECT (self));

  return group;
}

static GtkWidget *
new_form (RlOutcomePage *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  gtk_box_append (GTK_BOX (box), new_outcome_group (self));
  gtk_box_append (GTK_BOX (box), new_splits_group (self));
  gtk_box_append (GTK_BOX (box), new_columns_group (self));
  gtk_widget_add_css_class (box, "cohort-form");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  gtk_widget_set_size_request (scroller, 400, -1);

  return scroller;
}

static GtkLabel *
new_label (GtkWidget  *box,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);

  return GTK_LABEL (label);
}

static GtkWidget *
new_preview (RlOutcomePage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  self->counts = new_label (box, "heading");
  self->preview = RL_PLOT (rl_plot_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->preview), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->preview));
  self->notes = new_label (box, "dim-label");
  gtk_widget_add_css_class (box, "cohort-form");
  gtk_widget_set_hexpand (box, TRUE);

  return box;
}

static void
rl_outcome_page_dispose (GObject *object)
{
  RlOutcomePage *self = RL_OUTCOME_PAGE (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->chooser);
  g_clear_object (&self->cohort);

  G_OBJECT_CLASS (rl_outcome_page_parent_class)->dispose (object);
}

static void
rl_outcome_page_class_init (RlOutcomePageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_outcome_page_dispose;

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "outcomepage");
}

static void
rl_outcome_page_init (RlOutcomePage *self)
{
  self->is_showing = TRUE;
  gtk_widget_set_parent (new_form (self), GTK_WIDGET (self));
  gtk_widget_set_parent (new_preview (self), GTK_WIDGET (self));
  self->is_showing = FALSE;
}

GtkWidget *
rl_outcome_page_new (RlCohort *cohort)
{
  RlOutcomePage *self = g_object_new (RL_TYPE_OUTCOME_PAGE, NULL);

  self->cohort = g_object_ref (cohort);
  g_signal_connect_object (cohort, "changed", G_CALLBACK (show_plan), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cohort, "plan-changed", G_CALLBACK (show_plan), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cohort, "summarised", G_CALLBACK (show_summary), self, G_CONNECT_SWAPPED);
  show_plan (self);
  show_summary (self);

  return GTK_WIDGET (self);
}
