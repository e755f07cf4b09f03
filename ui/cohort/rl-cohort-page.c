/* rl-cohort-page.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cohort/rl-cohort-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "cohort/rl-chain-editor.h"
#include "cohort/rl-column-pane.h"
#include "cohort/rl-outcome-page.h"
#include "cohort/rl-recipe-page.h"
#include "cohort/rl-row-table.h"
#include "cohort/rl-signature-page.h"
#include "cohort/rl-trainer.h"
#include "cohort/rl-training-page.h"

struct _RlCohortPage
{
  GtkWidget             parent_instance;

  RlCohort             *cohort;
  RlColumnList         *columns;
  RlRecipes            *recipe_list;
  RlTrainer            *trainer;
  RlSignatures         *signatures;
  char                 *author;
  gboolean              was_synthetic;
  gboolean              shows_learned;  /* a page that needs no cohort was asked for */
  GtkFileChooserNative *chooser;

  GtkStack             *states;
  AdwStatusPage        *loading;
  AdwStatusPage        *failed;
  GtkWidget            *recent[2];      /* what was open last, where nothing is and in the bar */
  GtkBox               *tabs;
  GtkStack             *pages;
  GtkLabel             *facts;
  GtkWidget            *spinner;
  RlRecipePage         *recipes;
  RlTrainingPage       *trainings;
};

enum
{
  PROP_0,
  PROP_PAGE,
  N_PROPS
};

enum
{
  MESSAGE,
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlCohortPage, rl_cohort_page, GTK_TYPE_WIDGET)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
say (RlCohortPage *self,
     const char   *message)
{
  g_signal_emit (self, signals[MESSAGE], 0, message);
}

/* What is open */

static void
update_facts (RlCohortPage *self)
{
  RimCohort *cohort = rl_cohort_get_cohort (self->cohort);
  g_autofree char *text = NULL;

  if (cohort == NULL)
    return;

  text = g_strdup_printf (_("%" G_GSIZE_FORMAT " rows × %u columns"), rim_cohort_get_n_rows (cohort),
                          rim_cohort_get_n_columns (cohort));
  gtk_label_set_text (self->facts, text);
}

static void
show_loading (RlCohortPage *self)
{
  gtk_stack_set_visible_child_name (self->states, "loading");
}

static void
show_failed (RlCohortPage *self,
             const char   *problem)
{
  g_autofree char *text = g_strdup_printf ("%s\n\n%s", problem,
                                           _("A table has a line of names and a line for each lesion or patient, "
                                             "with commas or semicolons between values."));
  g_autofree char *markup = g_markup_escape_text (text, -1);

  adw_status_page_set_description (self->failed, markup);
  gtk_stack_set_visible_child_name (self->states, "failed");
}

/* What is open stays in sight while another table is read, and if that fails. */
static void
show_state (RlCohortPage *self)
{
  const RlCohortState state = rl_cohort_get_state (self->cohort);
  const gboolean is_open = rl_cohort_get_cohort (self->cohort) != NULL;

  gtk_widget_set_visible (self->spinner, state == RL_COHORT_LOADING);
  if (is_open || (self->shows_learned && state == RL_COHORT_EMPTY))
    gtk_stack_set_visible_child_name (self->states, "open");
  else if (state == RL_COHORT_LOADING)
    show_loading (self);
  else if (state == RL_COHORT_FAILED)
    show_failed (self, rl_cohort_get_problem (self->cohort));
  else
    gtk_stack_set_visible_child_name (self->states, "empty");

  if (is_open && state == RL_COHORT_FAILED)
    say (self, rl_cohort_get_problem (self->cohort));
}

static void
changed_cb (RlCohortPage *self)
{
  const gboolean is_synthetic = rl_cohort_is_synthetic (self->cohort);

  if (is_synthetic && !self->was_synthetic)
    rl_recipe_page_select (self->recipes, "synthetic-demo");
  self->was_synthetic = is_synthetic;
  show_state (self);
  update_facts (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Opening */

static void
open_file (RlCohortPage *self,
           GFile        *file)
{
  if (g_file_peek_path (file) != NULL)
    rl_cohort_open (self->cohort, g_file_peek_path (file));
}

static void
ask (RlCohortPage *self,
     const char   *title,
     GCallback     chosen)
{
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                               GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  gtk_file_filter_set_name (filter, _("Tables (CSV)"));
  gtk_file_filter_add_suffix (filter, "csv");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", chosen, self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
chosen_cb (RlCohortPage         *self,
           int                   response,
           GtkFileChooserNative *chooser)
{
  g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    open_file (self, file);
}

static void
open_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *param)
{
  rl_cohort_page_ask (RL_COHORT_PAGE (widget));
}

static void
add_chosen_cb (RlCohortPage         *self,
               int                   response,
               GtkFileChooserNative *chooser)
{
  g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL && g_file_peek_path (file) != NULL)
    rl_cohort_add (self->cohort, g_file_peek_path (file));
}

static void
add_action (GtkWidget  *widget,
            const char *action_name,
            GVariant   *param)
{
  RlCohortPage *self = RL_COHORT_PAGE (widget);

  ask (self, _("Add a Table"), G_CALLBACK (add_chosen_cb));
}

static void
open_recent_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *param)
{
  rl_cohort_open (RL_COHORT_PAGE (widget)->cohort, g_variant_get_string (param, NULL));
}

static void
demo_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *param)
{
  rl_cohort_open_demo (RL_COHORT_PAGE (widget)->cohort);
}

static void
progress_cb (RlCohortPage *self,
             guint         n_done,
             guint         n_total)
{
  g_autofree char *text = g_strdup_printf (_("Making synthetic patients: %u of %u"), n_done, n_total);

  adw_status_page_set_description (self->loading, n_done < n_total ? text : NULL);
}

static void
close_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *param)
{
  rl_cohort_close (RL_COHORT_PAGE (widget)->cohort);
}

/* Several are put beside each other. */
static gboolean
drop_cb (RlCohortPage *self,
         const GValue *value)
{
  g_autoptr(GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) paths = NULL;

  for (GSList *file = files; file != NULL; file = file->next)
    if (g_file_peek_path (file->data) != NULL)
      g_strv_builder_add (builder, g_file_peek_path (file->data));
  paths = g_strv_builder_end (builder);
  if (paths[0] == NULL)
    return FALSE;

  rl_cohort_open_all (self->cohort, (const char *const *) paths);

  return TRUE;
}

/* What was open last */

static void
update_recent (RlCohortPage *self)
{
  g_autoptr(GMenu) menu = g_menu_new ();
  g_auto(GStrv) recent = NULL;

  g_object_get (self->cohort, "recent", &recent, NULL);
  for (guint i = 0; recent != NULL && recent[i] != NULL; i++)
    {
      g_autofree char *name = g_filename_display_basename (recent[i]);
      g_autoptr(GMenuItem) item = g_menu_item_new (name, NULL);

      g_menu_item_set_action_and_target (item, "cohort.open-recent", "s", recent[i]);
      g_menu_append_item (menu, item);
    }

  for (guint i = 0; i < G_N_ELEMENTS (self->recent); i++)
    {
      gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->recent[i]), G_MENU_MODEL (menu));
      gtk_widget_set_visible (self->recent[i], recent != NULL && recent[0] != NULL);
    }
}

static GtkWidget *
new_recent (RlCohortPage *self,
            guint         place,
            const char   *label)
{
  GtkWidget *button = gtk_menu_button_new ();

  if (label != NULL)
    gtk_menu_button_set_label (GTK_MENU_BUTTON (button), label);
  gtk_widget_set_tooltip_text (button, _("Cohorts that were open last"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Cohorts that were open last"), -1);
  self->recent[place] = button;

  return button;
}

/* Learning */

static RlTrainingItem *
train_variant (RlCohortPage *self,
               RlRecipeItem *item,
               guint         variant)
{
  const RimRecipe *recipe = rl_recipe_item_get_recipe (item);
  RlTrainingQuestion *question =
    rl_training_question_new (recipe, g_ptr_array_index (recipe->variants, variant), rl_cohort_get_plan (self->cohort),
                              rl_cohort_get_cohort (self->cohort), rl_cohort_get_paths (self->cohort));

  question->is_synthetic = rl_cohort_is_synthetic (self->cohort);
  question->changes = rl_cohort_dup_changes (self->cohort);
  question->authors = g_strdup (self->author);

  return rl_trainer_add (self->trainer, question);
}

/* Nothing is begun that cannot end well. */
static gboolean
can_train (RlCohortPage *self)
{
  const RlCohortSummary *summary = rl_cohort_get_summary (self->cohort);

  if (rl_cohort_get_cohort (self->cohort) == NULL)
    return FALSE;
  if (summary != NULL && summary->outcome != NULL)
    return TRUE;

  rl_cohort_page_show (self, "outcome");
  say (self, summary != NULL && summary->problem != NULL ? summary->problem : _("Choose what is to be predicted"));

  return FALSE;
}

static void
train_cb (RlCohortPage *self,
          RlRecipeItem *item,
          guint         variants)
{
  RlTrainingItem *first = NULL;

  if (!can_train (self))
    return;

  for (guint i = 0; i < 32; i++)
    if ((variants >> i & 1) != 0)
      {
        RlTrainingItem *added = train_variant (self, item, i);

        first = first != NULL ? first : added;
      }
  rl_training_page_select (self->trainings, first);
  rl_cohort_page_show (self, "training");
}

/* Chains of one's own */

static void
save_chain_cb (RlCohortPage *self,
               const char   *id,
               const char   *yaml)
{
  rl_recipe_page_select (self->recipes, id);
  rl_recipes_save (self->recipe_list, id, yaml);
}

static void
edit_cb (RlCohortPage *self,
         RlRecipeItem *item)
{
  GtkWidget *editor = rl_chain_editor_new (item, rl_cohort_get_plan (self->cohort));

  g_signal_connect_object (editor, "save", G_CALLBACK (save_chain_cb), self, G_CONNECT_SWAPPED);
  gtk_window_set_transient_for (GTK_WINDOW (editor), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
  gtk_window_present (GTK_WINDOW (editor));
}

static void
train_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *param)
{
  rl_recipe_page_train (RL_COHORT_PAGE (widget)->recipes);
}

/* Making it */

static GtkWidget *
new_button (const char *label,
            const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);

  return button;
}

/* What there is without a cohort. */
static GtkWidget *
new_page_button (const char *label,
                 const char *page)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", page);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "cohort.page");

  return button;
}

static GtkWidget *
new_empty (RlCohortPage *self)
{
  GtkWidget *page = adw_status_page_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *open = new_button (_("Open a Table…"), "cohort.open");

  gtk_widget_add_css_class (open, "suggested-action");
  gtk_box_append (GTK_BOX (box), open);
  gtk_box_append (GTK_BOX (box), new_recent (self, 0, _("Open Last")));
  gtk_box_append (GTK_BOX (box), new_button (_("Try With the Synthetic Cohort"), "cohort.demo"));
  gtk_box_append (GTK_BOX (box), new_page_button (_("Signatures"), "signatures"));
  gtk_box_append (GTK_BOX (box), new_page_button (_("What Was Learned"), "training"));
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "x-office-spreadsheet-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _("No Cohort Open"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page),
                                   _("Open, or drop here, a table (CSV) with a row for each lesion or patient: "
                                     "features, clinical data and outcomes."));
  adw_status_page_set_child (ADW_STATUS_PAGE (page), box);

  return page;
}

static GtkWidget *
new_loading (RlCohortPage *self)
{
  GtkWidget *page = adw_status_page_new ();
  GtkWidget *spinner = gtk_spinner_new ();

  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_widget_set_size_request (spinner, 32, 32);
  self->loading = ADW_STATUS_PAGE (page);
  adw_status_page_set_title (self->loading, _("Reading the Table…"));
  adw_status_page_set_child (self->loading, spinner);

  return page;
}

static GtkWidget *
new_failed (RlCohortPage *self)
{
  GtkWidget *page = adw_status_page_new ();
  GtkWidget *open = new_button (_("Open Another Table…"), "cohort.open");

  gtk_widget_set_halign (open, GTK_ALIGN_CENTER);
  self->failed = ADW_STATUS_PAGE (page);
  adw_status_page_set_icon_name (self->failed, "dialog-warning-symbolic");
  adw_status_page_set_title (self->failed, _("This Table Cannot Be Read"));
  adw_status_page_set_child (self->failed, open);

  return page;
}

static GtkWidget *
new_bar (RlCohortPage *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *space = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *add;

  self->tabs = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  gtk_widget_add_css_class (GTK_WIDGET (self->tabs), "linked");
  self->facts = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->facts, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->facts), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->facts), "numeric");
  self->spinner = gtk_spinner_new ();
  gtk_spinner_start (GTK_SPINNER (self->spinner));
  gtk_widget_set_hexpand (space, TRUE);

  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->tabs));
  gtk_box_append (GTK_BOX (bar), space);
  gtk_box_append (GTK_BOX (bar), self->spinner);
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->facts));
  add = new_button (_("Add…"), "cohort.add");
  gtk_widget_set_tooltip_text (add, _("Another table of the same lesions or patients"));
  gtk_box_append (GTK_BOX (bar), add);
  gtk_box_append (GTK_BOX (bar), new_button (_("Open…"), "cohort.open"));
  gtk_box_append (GTK_BOX (bar), new_recent (self, 1, NULL));
  gtk_widget_add_css_class (bar, "viewbar");

  return bar;
}

static void
add_page (RlCohortPage *self,
          const char   *name,
          const char   *title,
          GtkWidget    *page)
{
  GtkWidget *button = gtk_toggle_button_new_with_label (title);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", name);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "cohort.page");
  gtk_box_append (self->tabs, button);
  gtk_stack_add_named (self->pages, page, name);
}

static GtkWidget *
new_data (RlCohortPage *self)
{
  GtkWidget *paned = gtk_paned_new (GTK_ORIENTATION_HORIZONTAL);

  gtk_paned_set_start_child (GTK_PANED (paned), rl_column_pane_new (self->cohort, self->columns));
  gtk_paned_set_end_child (GTK_PANED (paned), rl_row_table_new (self->cohort, self->columns));
  gtk_paned_set_shrink_start_child (GTK_PANED (paned), TRUE);
  gtk_paned_set_position (GTK_PANED (paned), 640);

  return paned;
}

static void
add_learning (RlCohortPage *self)
{
  RlJobs *jobs = rl_cohort_get_jobs (self->cohort);
  GtkWidget *signatures = rl_signature_page_new (self->signatures, jobs);

  self->recipes = RL_RECIPE_PAGE (rl_recipe_page_new (self->recipe_list));
  self->trainings = RL_TRAINING_PAGE (rl_training_page_new (self->trainer, self->signatures, jobs));
  g_signal_connect_object (self->recipes, "train", G_CALLBACK (train_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->recipes, "edit", G_CALLBACK (edit_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->recipe_list, "message", G_CALLBACK (say), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->trainings, "message", G_CALLBACK (say), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (signatures, "message", G_CALLBACK (say), self, G_CONNECT_SWAPPED);
  add_page (self, "recipe", _("Recipe"), GTK_WIDGET (self->recipes));
  add_page (self, "training", _("Training"), GTK_WIDGET (self->trainings));
  add_page (self, "signatures", _("Signatures"), signatures);
}

static GtkWidget *
new_open (RlCohortPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (box), new_bar (self));
  self->pages = GTK_STACK (gtk_stack_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->pages), TRUE);
  gtk_stack_set_hhomogeneous (self->pages, FALSE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->pages));
  add_page (self, "data", _("Data"), new_data (self));
  add_page (self, "outcome", _("Outcome"), rl_outcome_page_new (self->cohort));
  add_learning (self);

  return box;
}

static void
rl_cohort_page_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_PAGE:
      g_value_set_string (value, gtk_stack_get_visible_child_name (RL_COHORT_PAGE (object)->pages));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rl_cohort_page_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_PAGE:
      rl_cohort_page_show (RL_COHORT_PAGE (object), g_value_get_string (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rl_cohort_page_dispose (GObject *object)
{
  RlCohortPage *self = RL_COHORT_PAGE (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->chooser);
  g_clear_object (&self->columns);
  g_clear_object (&self->recipe_list);
  g_clear_object (&self->trainer);
  g_clear_object (&self->signatures);
  g_clear_pointer (&self->author, g_free);
  g_clear_object (&self->cohort);

  G_OBJECT_CLASS (rl_cohort_page_parent_class)->dispose (object);
}

static void
rl_cohort_page_class_init (RlCohortPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rl_cohort_page_dispose;
  object_class->get_property = rl_cohort_page_get_property;
  object_class->set_property = rl_cohort_page_set_property;

  properties[PROP_PAGE] = g_param_spec_string ("page", NULL, NULL, "data",
                                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[MESSAGE] = g_signal_new ("message", RL_TYPE_COHORT_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[CHANGED] = g_signal_new ("changed", RL_TYPE_COHORT_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "cohortpage");

  gtk_widget_class_install_action (widget_class, "cohort.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "cohort.demo", NULL, demo_action);
  gtk_widget_class_install_action (widget_class, "cohort.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "cohort.open-recent", "s", open_recent_action);
  gtk_widget_class_install_action (widget_class, "cohort.close", NULL, close_action);
  gtk_widget_class_install_action (widget_class, "cohort.train", NULL, train_action);
  gtk_widget_class_install_property_action (widget_class, "cohort.page", "page");
}

static void
rl_cohort_page_init (RlCohortPage *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  self->states = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (self->states, FALSE);
  gtk_widget_set_parent (GTK_WIDGET (self->states), GTK_WIDGET (self));
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  gtk_widget_add_css_class (GTK_WIDGET (self), "drop-target");
}

/**
 * rl_cohort_page_new:
 * @jobs: what runs work that takes time
 * @signatures: where signatures are kept
 */
GtkWidget *
rl_cohort_page_new (RlJobs       *jobs,
                    RlSignatures *signatures)
{
  RlCohortPage *self = g_object_new (RL_TYPE_COHORT_PAGE, NULL);

  self->cohort = rl_cohort_new (jobs);
  self->columns = rl_column_list_new (self->cohort);
  self->recipe_list = rl_recipes_new (self->cohort, NULL);
  self->trainer = rl_trainer_new (jobs);
  self->signatures = g_object_ref (signatures);
  gtk_stack_add_named (self->states, new_empty (self), "empty");
  gtk_stack_add_named (self->states, new_loading (self), "loading");
  gtk_stack_add_named (self->states, new_failed (self), "failed");
  gtk_stack_add_named (self->states, new_open (self), "open");
  g_signal_connect_object (self->cohort, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->cohort, "progress", G_CALLBACK (progress_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->cohort, "message", G_CALLBACK (say), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->cohort, "notify::recent", G_CALLBACK (update_recent), self, G_CONNECT_SWAPPED);
  update_recent (self);
  show_state (self);

  return GTK_WIDGET (self);
}

/* Returns: (transfer none): what is open */
RlCohort *
rl_cohort_page_get_cohort (RlCohortPage *self)
{
  g_return_val_if_fail (RL_IS_COHORT_PAGE (self), NULL);

  return self->cohort;
}

/* @author (nullable) is who learns, beside what is learned. */
void
rl_cohort_page_set_author (RlCohortPage *self,
                           const char   *author)
{
  g_return_if_fail (RL_IS_COHORT_PAGE (self));

  g_free (self->author);
  self->author = g_strdup (author);
}

/* Learns what is chosen on the page of recipes. */
void
rl_cohort_page_train (RlCohortPage *self)
{
  g_return_if_fail (RL_IS_COHORT_PAGE (self));

  rl_recipe_page_train (self->recipes);
}

/* Asks which table is to be opened. */
void
rl_cohort_page_ask (RlCohortPage *self)
{
  g_return_if_fail (RL_IS_COHORT_PAGE (self));

  ask (self, _("Open a Cohort"), G_CALLBACK (chosen_cb));
}

/* Shows a page by its name. */
void
rl_cohort_page_show (RlCohortPage *self,
                     const char   *page)
{
  g_return_if_fail (RL_IS_COHORT_PAGE (self));

  self->shows_learned = g_strcmp0 (page, "training") == 0 || g_strcmp0 (page, "signatures") == 0;
  show_state (self);
  if (gtk_stack_get_child_by_name (self->pages, page) == NULL ||
      g_strcmp0 (page, gtk_stack_get_visible_child_name (self->pages)) == 0)
    return;

  gtk_stack_set_visible_child_name (self->pages, page);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAGE]);
}
