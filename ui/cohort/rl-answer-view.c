/* rl-answer-view.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cohort/rl-answer-view.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "cohort/rl-input-table.h"
#include "cohort/rl-judgement.h"
#include "cohort/rl-validation-view.h"
#include "report/rim-learn-plots.h"
#include "widgets/rl-csv-file.h"
#include "widgets/rl-list-name.h"
#include "widgets/rl-model-card.h"

/* In the plot of how often they are chosen. */
#define MOST_FEATURES 20

struct _RlAnswerView
{
  GtkWidget             parent_instance;

  RlTrainer            *trainer;
  RlSignatures         *signatures;
  RlJobs               *jobs;
  RlTrainingItem       *item;
  GtkFileChooserNative *chooser;

  GtkWidget            *box;
  GtkLabel             *title;
  GtkLabel             *subtitle;
  GtkMenuButton        *compare;
  GtkWidget            *back;
  GtkWidget            *spinner;
  RlValidationView     *view;
};

enum
{
  MESSAGE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlAnswerView, rl_answer_view, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static const RlTrainingAnswer *
get_answer (RlAnswerView *self)
{
  return self->item != NULL ? rl_training_item_get_answer (self->item) : NULL;
}

static RimSignature *
get_signature (RlAnswerView *self)
{
  const RlTrainingAnswer *answer = get_answer (self);

  return answer != NULL ? answer->training->signature : NULL;
}

static void
say (RlAnswerView *self,
     const char   *message)
{
  g_signal_emit (self, signals[MESSAGE], 0, message);
}

/* What is shown */

static void
set_subtitle (RlAnswerView *self,
              const char   *what)
{
  RimSignature *signature = get_signature (self);
  g_autofree char *text = g_strdup_printf (
    rim_signature_is_synthetic (signature) ? _("SYNTHETIC: nobody in the cohort is a person · research use only · %s")
                                           : _("Research use only · %s"), what);

  gtk_label_set_text (self->subtitle, text);
}

/* How often features were chosen over the splits. */
static void
add_stability (RlAnswerView           *self,
               const RlTrainingAnswer *answer)
{
  g_autoptr(RimPlot) plot = rim_learn_plots_new_stability (answer->training->trial, MOST_FEATURES);

  if (rim_plot_is_empty (plot))
    return;
  if (rim_signature_is_synthetic (answer->training->signature))
    rim_plot_take_footer (plot, g_strdup (RIM_PLOT_SYNTHETIC));
  rl_validation_view_add_plot (self->view, plot);
}

static void
show_own (RlAnswerView *self)
{
  const RlTrainingAnswer *answer = get_answer (self);
  g_autofree char *headline = rl_training_answer_dup_headline (answer);
  g_autofree char *text = g_strdup_printf (_("%s, of rows it had not seen"), headline);

  gtk_label_set_text (self->title, rim_signature_get_title (answer->training->signature));
  set_subtitle (self, text);
  if (rl_validation_view_get_validation (self->view) != answer->training->validation)
    {
      rl_validation_view_set_validation (self->view, answer->training->validation);
      add_stability (self, answer);
    }
  rl_validation_view_set_aside (self->view, rl_input_table_new (answer));
  gtk_widget_set_visible (self->back, FALSE);
}

static void
show_other (RlAnswerView  *self,
            RimValidation *validation,
            const char    *what)
{
  set_subtitle (self, what);
  rl_validation_view_set_aside (self->view, NULL);
  rl_validation_view_set_validation (self->view, validation);
  gtk_widget_set_visible (self->back, TRUE);
}

/* Workers */

typedef struct
{
  RlTrainingAnswer *answer;
  RlTrainingAnswer *other;      /* NULL where it is validated elsewhere */
  char             *path;
  char             *title;
  RlCohortPlan     *plan;
  RimValidation    *validation;
} Judgement;

static void
judgement_free (gpointer data)
{
  Judgement *judgement = data;

  g_clear_pointer (&judgement->answer, rl_training_answer_unref);
  g_clear_pointer (&judgement->other, rl_training_answer_unref);
  g_clear_pointer (&judgement->plan, rl_cohort_plan_free);
  g_clear_pointer (&judgement->validation, rim_validation_unref);
  g_free (judgement->path);
  g_free (judgement->title);
  g_free (judgement);
}

static gpointer
judge_run (RlJob     *job,
           gpointer   data,
           GError   **error)
{
  const Judgement *question = data;
  GCancellable *cancellable = rl_job_get_cancellable (job);
  RimValidation *validation;
  Judgement *judgement;

  if (question->other != NULL)
    validation = rl_judgement_compare (question->answer, question->other, cancellable, error);
  else
    validation = rl_judgement_elsewhere (question->answer->training->signature, question->path,
                                         &question->plan->outcome, cancellable, error);
  if (validation == NULL)
    return NULL;

  judgement = g_new0 (Judgement, 1);
  judgement->validation = validation;
  judgement->title = g_strdup (question->title);

  return judgement;
}

static void
judge_done (gpointer      owner,
            gpointer      result,
            const GError *error)
{
  RlAnswerView *self = owner;
  const Judgement *judgement = result;

  gtk_widget_set_visible (self->spinner, FALSE);
  if (judgement != NULL)
    show_other (self, judgement->validation, judgement->title);
  else
    say (self, error->message);
}

static const RlJobKind judge_kind = {
  .policy = RL_JOB_REPLACE,
  .run = judge_run,
  .done = judge_done,
  .free_input = judgement_free,
  .free_result = judgement_free,
};

static void
judge (RlAnswerView     *self,
       RlTrainingAnswer *other,
       const char       *path,
       char             *title)
{
  Judgement *question = g_new0 (Judgement, 1);
  const RlTrainingQuestion *asked = rl_training_item_get_question (self->item);

  question->answer = rl_training_answer_ref ((RlTrainingAnswer *) get_answer (self));
  question->other = other;
  question->path = g_strdup (path);
  question->title = title;
  question->plan = rl_cohort_plan_copy (asked->plan);
  gtk_widget_set_visible (self->spinner, TRUE);
  rl_jobs_start (self->jobs, &judge_kind, self, question);
}

/* What else was learned */

static void
compare_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *param)
{
  RlAnswerView *self = RL_ANSWER_VIEW (widget);
  g_autoptr(RlTrainingItem) other = g_list_model_get_item (G_LIST_MODEL (self->trainer), g_variant_get_uint32 (param));

  if (other != NULL)
    rl_answer_view_compare (self, other);
}

static void
update_others (RlAnswerView *self)
{
  g_autoptr(GMenu) menu = g_menu_new ();
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->trainer));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(RlTrainingItem) other = g_list_model_get_item (G_LIST_MODEL (self->trainer), i);
      g_autoptr(GMenuItem) entry = NULL;

      if (other == self->item || rl_training_item_get_answer (other) == NULL)
        continue;

      entry = g_menu_item_new (rl_training_item_get_title (other), NULL);
      g_menu_item_set_action_and_target (entry, "answer.compare", "u", i);
      g_menu_append_item (menu, entry);
    }

  gtk_menu_button_set_menu_model (self->compare, G_MENU_MODEL (menu));
  gtk_widget_set_sensitive (GTK_WIDGET (self->compare), g_menu_model_get_n_items (G_MENU_MODEL (menu)) > 0);
}

/* What becomes of it */

static void
keep_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *param)
{
  RlAnswerView *self = RL_ANSWER_VIEW (widget);

  rl_signatures_add (self->signatures, get_signature (self));
}

static void
card_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *param)
{
  rl_model_card_present (get_signature (RL_ANSWER_VIEW (widget)), widget);
}

static void
back_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *param)
{
  show_own (RL_ANSWER_VIEW (widget));
}

static char *
predictions_to_csv (gpointer table)
{
  const RlTrainingAnswer *answer = table;

  return rim_training_to_csv (answer->training, answer->cohort, answer->outcome);
}

static char *
measures_to_csv (gpointer table)
{
  return rim_validation_to_csv (table);
}

static char *
signature_to_text (gpointer table)
{
  return rim_signature_to_data (table);
}

static void
save_predictions_cb (RlAnswerView         *self,
                     int                   response,
                     GtkFileChooserNative *chooser)
{
  g_autofree char *path = rl_csv_file_dup_path (chooser, response);

  if (path != NULL)
    rl_csv_file_save (self->jobs, GTK_WIDGET (self), path, predictions_to_csv,
                      rl_training_answer_ref ((RlTrainingAnswer *) get_answer (self)),
                      (GDestroyNotify) rl_training_answer_unref);
}

static void
save_measures_cb (RlAnswerView         *self,
                  int                   response,
                  GtkFileChooserNative *chooser)
{
  g_autofree char *path = rl_csv_file_dup_path (chooser, response);

  if (path != NULL)
    rl_csv_file_save (self->jobs, GTK_WIDGET (self), path, measures_to_csv,
                      rim_validation_ref (rl_validation_view_get_validation (self->view)),
                      (GDestroyNotify) rim_validation_unref);
}

static void
save_signature_cb (RlAnswerView         *self,
                   int                   response,
                   GtkFileChooserNative *chooser)
{
  g_autofree char *path = rl_csv_file_dup_path (chooser, response);

  if (path != NULL)
    rl_csv_file_save (self->jobs, GTK_WIDGET (self), path, signature_to_text,
                      rim_signature_ref (get_signature (self)), (GDestroyNotify) rim_signature_unref);
}

static void
ask (RlAnswerView *self,
     const char   *title,
     const char   *ending,
     GCallback     chosen)
{
  g_autofree char *name = g_strconcat (rim_signature_get_id (get_signature (self)), ending, NULL);

  g_clear_object (&self->chooser);
  self->chooser = rl_csv_file_ask (GTK_WIDGET (self), title, name, chosen);
}

static void
save_predictions_action (GtkWidget  *widget,
                         const char *action_name,
                         GVariant   *param)
{
  ask (RL_ANSWER_VIEW (widget), _("Save Predictions"), ".predictions.csv", G_CALLBACK (save_predictions_cb));
}

static void
save_measures_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *param)
{
  ask (RL_ANSWER_VIEW (widget), _("Save Measures"), ".validation.csv", G_CALLBACK (save_measures_cb));
}

static void
save_signature_action (GtkWidget  *widget,
                       const char *action_name,
                       GVariant   *param)
{
  ask (RL_ANSWER_VIEW (widget), _("Save the Signature"), ".json", G_CALLBACK (save_signature_cb));
}

static void
elsewhere_chosen_cb (RlAnswerView         *self,
                     int                   response,
                     GtkFileChooserNative *chooser)
{
  g_autofree char *path = rl_csv_file_dup_path (chooser, response);

  if (path != NULL)
    rl_answer_view_validate (self, path);
}

static void
elsewhere_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *param)
{
  RlAnswerView *self = RL_ANSWER_VIEW (widget);

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_("Another Cohort"), GTK_WINDOW (gtk_widget_get_root (widget)),
                                               GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (elsewhere_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
rl_answer_view_dispose (GObject *object)
{
  RlAnswerView *self = RL_ANSWER_VIEW (object);

  if (self->jobs != NULL)
    rl_jobs_cancel (self->jobs, &judge_kind, self);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->chooser);
  g_clear_object (&self->item);
  g_clear_object (&self->trainer);
  g_clear_object (&self->signatures);
  g_clear_object (&self->jobs);

  G_OBJECT_CLASS (rl_answer_view_parent_class)->dispose (object);
}

static void
rl_answer_view_class_init (RlAnswerViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rl_answer_view_dispose;

  signals[MESSAGE] = g_signal_new ("message", RL_TYPE_ANSWER_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "answerview");

  gtk_widget_class_install_action (widget_class, "answer.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "answer.card", NULL, card_action);
  gtk_widget_class_install_action (widget_class, "answer.compare", "u", compare_action);
  gtk_widget_class_install_action (widget_class, "answer.elsewhere", NULL, elsewhere_action);
  gtk_widget_class_install_action (widget_class, "answer.keep", NULL, keep_action);
  gtk_widget_class_install_action (widget_class, "answer.save-measures", NULL, save_measures_action);
  gtk_widget_class_install_action (widget_class, "answer.save-predictions", NULL, save_predictions_action);
  gtk_widget_class_install_action (widget_class, "answer.save-signature", NULL, save_signature_action);
}

static GtkWidget *
add_button (GtkWidget  *box,
            const char *label,
            const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_box_append (GTK_BOX (box), button);

  return button;
}

static GtkWidget *
new_save (void)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr(GMenu) menu = g_menu_new ();

  g_menu_append (menu, _("Signature…"), "answer.save-signature");
  g_menu_append (menu, _("Predictions…"), "answer.save-predictions");
  g_menu_append (menu, _("Measures…"), "answer.save-measures");
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _("Save"));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  rl_list_name_button (button, _("Save"), NULL);

  return button;
}

static GtkWidget *
new_tools (RlAnswerView *self)
{
  GtkWidget *tools = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *keep = add_button (tools, _("Keep Signature"), "answer.keep");

  gtk_widget_set_tooltip_text (keep, _("Among your signatures, so that it can be applied to patients"));
  add_button (tools, _("Model Card"), "answer.card");
  self->compare = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_label (self->compare, _("Compare With"));
  rl_list_name_button (GTK_WIDGET (self->compare), _("Compare With"), NULL);
  gtk_box_append (GTK_BOX (tools), GTK_WIDGET (self->compare));
  add_button (tools, _("Validate on Another Cohort…"), "answer.elsewhere");
  gtk_box_append (GTK_BOX (tools), new_save ());
  self->back = add_button (tools, _("Back"), "answer.back");
  self->spinner = gtk_spinner_new ();
  gtk_spinner_start (GTK_SPINNER (self->spinner));
  gtk_widget_set_visible (self->spinner, FALSE);
  gtk_widget_set_visible (self->back, FALSE);
  gtk_box_append (GTK_BOX (tools), self->spinner);

  return tools;
}

static GtkWidget *
new_header (RlAnswerView *self)
{
  GtkWidget *header = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->title = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->title, 0);
  gtk_label_set_ellipsize (self->title, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "title-3");
  self->subtitle = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->subtitle, 0);
  gtk_label_set_ellipsize (self->subtitle, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->subtitle), "dim-label");
  gtk_box_append (GTK_BOX (header), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (header), GTK_WIDGET (self->subtitle));
  gtk_box_append (GTK_BOX (header), new_tools (self));
  gtk_widget_add_css_class (header, "answer-header");

  return header;
}

static void
rl_answer_view_init (RlAnswerView *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->view = RL_VALIDATION_VIEW (rl_validation_view_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->view), TRUE);
  g_signal_connect_object (self->view, "message", G_CALLBACK (say), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), new_header (self));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->view));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * rl_answer_view_new:
 * @trainer: what else was learned
 * @signatures: where signatures are kept
 * @jobs: what runs work that takes time
 */
GtkWidget *
rl_answer_view_new (RlTrainer    *trainer,
                    RlSignatures *signatures,
                    RlJobs       *jobs)
{
  RlAnswerView *self = g_object_new (RL_TYPE_ANSWER_VIEW, NULL);

  self->trainer = g_object_ref (trainer);
  self->signatures = g_object_ref (signatures);
  self->jobs = g_object_ref (jobs);
  g_signal_connect_object (trainer, "learned", G_CALLBACK (update_others), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (trainer, "items-changed", G_CALLBACK (update_others), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

/* @item is one that was learned. */
void
rl_answer_view_set_item (RlAnswerView   *self,
                         RlTrainingItem *item)
{
  g_return_if_fail (RL_IS_ANSWER_VIEW (self));
  g_return_if_fail (rl_training_item_get_answer (item) != NULL);

  if (self->item == item)
    return;

  rl_jobs_cancel (self->jobs, &judge_kind, self);
  gtk_widget_set_visible (self->spinner, FALSE);
  g_set_object (&self->item, item);
  update_others (self);
  show_own (self);
}

/* Shows by how much @other, of the same cohort, is better. */
void
rl_answer_view_compare (RlAnswerView   *self,
                        RlTrainingItem *other)
{
  const RlTrainingAnswer *answer = rl_training_item_get_answer (other);

  g_return_if_fail (RL_IS_ANSWER_VIEW (self));

  if (answer != NULL)
    judge (self, rl_training_answer_ref ((RlTrainingAnswer *) answer), NULL,
           g_strdup_printf (_("compared with %s"), rl_training_item_get_title (other)));
}

/* Shows how good it is on the cohort of a table. */
void
rl_answer_view_validate (RlAnswerView *self,
                         const char   *path)
{
  g_autofree char *name = g_filename_display_basename (path);

  g_return_if_fail (RL_IS_ANSWER_VIEW (self));
  g_return_if_fail (get_answer (self) != NULL);

  judge (self, NULL, path, g_strdup_printf (_("on %s, which it was not learned of"), name));
}

/* Returns: (transfer none) (nullable): what is shown */
RimValidation *
rl_answer_view_get_validation (RlAnswerView *self)
{
  g_return_val_if_fail (RL_IS_ANSWER_VIEW (self), NULL);

  return rl_validation_view_get_validation (self->view);
}
