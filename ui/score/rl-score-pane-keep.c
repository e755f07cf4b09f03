/* rl-score-pane-keep.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "score/rl-score-pane-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/rim-file.h"
#include "library/rim-lesion-times.h"
#include "library/rim-library-scores.h"
#include "score/rl-score-text.h"
#include "segment/rim-lesion-tracking.h"
#include "signature/rim-score-text.h"
#include "widgets/rl-csv-file.h"

/* A score that is to be kept, or to go to a file. */
typedef struct
{
  RlScoreQuestion *question;
  RimSignature    *signature;
  RlScoreAnswer   *answer;
  RimLibrary      *library;       /* nullable */
  char            *author;
  char            *study_uid;
  char            *series_uid;
  char            *tracking_uid;
  char            *path;          /* nullable */
} Keep;

static void
keep_free (gpointer data)
{
  Keep *self = data;

  rl_score_question_free (self->question);
  rim_signature_unref (self->signature);
  rl_score_answer_unref (self->answer);
  g_clear_object (&self->library);
  g_free (self->author);
  g_free (self->study_uid);
  g_free (self->series_uid);
  g_free (self->tracking_uid);
  g_free (self->path);
  g_free (self);
}

static RimScoreRecord *
make_record (const Keep    *keep,
             GCancellable  *cancellable,
             GError       **error)
{
  const RimScoreCase score_case = { .ct = keep->question->ct, .pet = keep->question->pet,
                                    .lesion = keep->answer->mask, .clinical = keep->question->clinical };

  return rim_score_record_new (keep->signature, &score_case, keep->answer->score, keep->author, cancellable, error);
}

static gpointer
keep_run (RlJob     *job,
          gpointer   data,
          GError   **error)
{
  const Keep *keep = data;
  g_autoptr(RimScoreRecord) record = make_record (keep, rl_job_get_cancellable (job), error);

  if (record == NULL ||
      !rim_library_keep_score (keep->library, keep->study_uid, keep->series_uid, keep->tracking_uid, record, error))
    return NULL;

  return g_strdup (_("Score kept"));
}

static void
keep_done (gpointer      owner,
           gpointer      result,
           const GError *error)
{
  RlScorePane *self = owner;

  rl_score_pane_say (self, result != NULL ? result : error->message);
  rl_score_pane_list_kept (self);
}

static const RlJobKind keep_kind = {
  .policy = RL_JOB_KEEP,
  .run = keep_run,
  .done = keep_done,
  .free_input = keep_free,
  .free_result = g_free,
};

/* Where a file ends in .json it is the whole record, with the hashes of what it was of. */
static gpointer
export_run (RlJob     *job,
            gpointer   data,
            GError   **error)
{
  const Keep *keep = data;
  g_autoptr(RimScoreRecord) record = NULL;
  g_autofree char *text = NULL;
  g_autofree char *name = g_filename_display_basename (keep->path);

  if (g_str_has_suffix (keep->path, ".json"))
    {
      record = make_record (keep, rl_job_get_cancellable (job), error);
      text = record != NULL ? rim_score_record_to_json (record) : NULL;
    }
  else
    {
      text = rim_score_to_csv (keep->answer->score, keep->signature);
    }

  if (text == NULL || !rim_file_replace_contents (keep->path, text, strlen (text), error))
    return NULL;

  return g_strdup_printf (_("Saved %s"), name);
}

static void
export_done (gpointer      owner,
             gpointer      result,
             const GError *error)
{
  g_autofree char *problem = result == NULL ? g_strdup_printf (_("Not saved: %s"), error->message) : NULL;

  rl_score_pane_say (owner, problem != NULL ? problem : result);
}

static const RlJobKind export_kind = {
  .policy = RL_JOB_KEEP,
  .run = export_run,
  .done = export_done,
  .free_input = keep_free,
  .free_result = g_free,
};

static RimSource *
get_source (RlScorePane *self)
{
  RimVolume *base = rl_session_get_base (self->session);

  return base != NULL ? rim_volume_get_source (base) : NULL;
}

static Keep *
new_keep (RlScorePane *self)
{
  RlScoreAnswer *answer = rl_scorer_get_answer (self->scorer);
  RimLesion *lesion = rl_session_find_lesion (self->session, answer->lesion_id);
  RimSegmentation *segmentation = rl_session_get_segmentation (self->session);
  RimSource *source = get_source (self);
  Keep *keep = g_new0 (Keep, 1);

  keep->question = rl_score_question_copy (rl_scorer_get_question (self->scorer));
  keep->signature = rim_signature_ref (self->signature);
  keep->answer = rl_score_answer_ref (answer);
  g_set_object (&keep->library, self->library);
  keep->author = g_strdup (rim_segmentation_get_author (segmentation));
  keep->study_uid = source != NULL ? g_strdup (source->study_uid) : NULL;
  keep->series_uid = source != NULL ? g_strdup (source->series_uid) : NULL;
  keep->tracking_uid = lesion != NULL ? rim_lesion_dup_tracking_uid (lesion) : NULL;

  return keep;
}

static void
keep_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *param)
{
  RlScorePane *self = RL_SCORE_PANE (widget);

  rl_jobs_start (self->jobs, &keep_kind, self, new_keep (self));
  rl_scorer_keep (self->scorer);
}

/**
 * rl_score_pane_export:
 * @self: a pane that shows a score
 * @path: where to: JSON where it ends in .json, else CSV
 */
void
rl_score_pane_export (RlScorePane *self,
                      const char  *path)
{
  Keep *keep;

  g_return_if_fail (RL_IS_SCORE_PANE (self));

  if (rl_scorer_get_answer (self->scorer) == NULL)
    return;

  keep = new_keep (self);
  keep->path = g_strdup (path);
  rl_jobs_start (self->jobs, &export_kind, self, keep);
}

static void
path_chosen_cb (RlScorePane          *self,
                int                   response,
                GtkFileChooserNative *chooser)
{
  g_autofree char *path = rl_csv_file_dup_path (chooser, response);

  if (path != NULL)
    rl_score_pane_export (self, path);
  g_clear_object (&self->chooser);
}

static void
export_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *param)
{
  RlScorePane *self = RL_SCORE_PANE (widget);

  g_clear_object (&self->chooser);
  self->chooser = rl_csv_file_ask (widget, _("Save Score (CSV or JSON)"), "score.csv", G_CALLBACK (path_chosen_cb));
}

/* What was kept of the patient, the latest first. */
typedef struct
{
  RimLibrary *library;
  char       *study_uid;
} Search;

static void
search_free (gpointer data)
{
  Search *self = data;

  g_object_unref (self->library);
  g_free (self->study_uid);
  g_free (self);
}

static gpointer
list_run (RlJob     *job,
          gpointer   data,
          GError   **error)
{
  const Search *search = data;

  return rim_library_list_scores (search->library, rim_library_find_patient (search->library, search->study_uid),
                                  error);
}

static GtkWidget *
new_kept_row (const RimScoreRecord *record)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (record->time / G_USEC_PER_SEC);
  g_autofree char *date = g_date_time_format (time, "%Y-%m-%d %H:%M");
  g_autofree char *margin = rl_score_text_margin (record->margin);
  g_autofree char *hash = g_strndup (record->mask_hash != NULL ? record->mask_hash : "", 8);
  g_autofree char *first = g_strdup_printf ("%s · %s · %s", date, margin, rl_score_text_group (record->is_high));
  g_autofree char *text = g_strdup_printf (_("%s\n%s, %s, contour %s"), first, record->title, record->author, hash);
  g_autofree char *tip = g_strdup_printf (_("Signature %s\nContour %s\nCT %s\nPET %s"), record->signature_hash,
                                          record->mask_hash, record->ct_hash != NULL ? record->ct_hash : "–",
                                          record->pet_hash != NULL ? record->pet_hash : "–");
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "score-line");
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_set_tooltip_text (label, tip);

  return label;
}

static void
show_kept (RlScorePane *self,
           GPtrArray   *scores)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->kept))) != NULL)
    gtk_box_remove (self->kept, child);
  for (guint i = scores != NULL ? scores->len : 0; i > 0; i--)
    gtk_box_append (self->kept, new_kept_row (((RimLibraryScore *) scores->pdata[i - 1])->record));
  gtk_widget_set_visible (self->kept_heading, scores != NULL && scores->len > 0);
}

static void
list_done (gpointer      owner,
           gpointer      result,
           const GError *error)
{
  show_kept (owner, result);
}

static const RlJobKind list_kind = {
  .policy = RL_JOB_LATEST,
  .run = list_run,
  .done = list_done,
  .free_input = search_free,
  .free_result = (GDestroyNotify) g_ptr_array_unref,
};

void
rl_score_pane_list_kept (RlScorePane *self)
{
  RimSource *source = get_source (self);
  Search *search;

  if (self->library == NULL || source == NULL || source->study_uid == NULL)
    {
      show_kept (self, NULL);
      return;
    }

  search = g_new0 (Search, 1);
  search->library = g_object_ref (self->library);
  search->study_uid = g_strdup (source->study_uid);
  rl_jobs_start (self->jobs, &list_kind, self, search);
}

/* What is not up to date, or not in the library, cannot be kept. */
void
rl_score_pane_update_keep (RlScorePane *self)
{
  RimSource *source = get_source (self);
  gboolean has_score = rl_scorer_get_answer (self->scorer) != NULL && rl_scorer_is_up_to_date (self->scorer);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "score.export", has_score);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "score.keep",
                                 has_score && self->library != NULL && source != NULL && source->study_uid != NULL);
}

/**
 * rl_score_pane_set_library:
 * @self: a pane
 * @library: where scores are kept
 */
void
rl_score_pane_set_library (RlScorePane *self,
                           RimLibrary  *library)
{
  g_return_if_fail (RL_IS_SCORE_PANE (self));

  g_set_object (&self->library, library);
  rl_score_pane_update_keep (self);
  rl_score_pane_list_kept (self);
}

void
rl_score_pane_class_install_keep (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "score.keep", NULL, keep_action);
  gtk_widget_class_install_action (widget_class, "score.export", NULL, export_action);
}

static GtkWidget *
new_button (const char *label,
            const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_add_css_class (button, "small-button");

  return button;
}

void
rl_score_pane_set_up_keep (RlScorePane *self,
                           GtkBox      *page)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (buttons), new_button (_("Keep this score"), "score.keep"));
  gtk_box_append (GTK_BOX (buttons), new_button (_("Save as file…"), "score.export"));
  gtk_box_append (page, buttons);
  self->kept_heading = gtk_label_new (_("Kept scores"));
  gtk_label_set_xalign (GTK_LABEL (self->kept_heading), 0.0f);
  gtk_widget_add_css_class (self->kept_heading, "score-heading");
  gtk_widget_set_visible (self->kept_heading, FALSE);
  gtk_box_append (page, self->kept_heading);
  self->kept = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 4));
  gtk_box_append (page, GTK_WIDGET (self->kept));
}

static char *
dup_patient (RlScorePane *self)
{
  RimSource *source = get_source (self);

  return g_strdup (source != NULL && source->patient_id != NULL ? source->patient_id : "");
}

/* What was said of a patient is there again with every signature. */
void
rl_score_pane_remember_clinical (RlScorePane *self,
                                 GHashTable  *values)
{
  g_hash_table_replace (self->known, dup_patient (self), g_hash_table_ref (values));
}

void
rl_score_pane_recall_clinical (RlScorePane *self)
{
  g_autofree char *patient = dup_patient (self);

  rl_score_pane_show_clinical (self, g_hash_table_lookup (self->known, patient));
}
