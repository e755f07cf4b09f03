/* rl-review-queue.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "review/rl-review-private.h"

#include <glib/gi18n-lib.h>

#include "queue/rl-question-form.h"
#include "queue/rl-queue-pane.h"

/* What a worker needs to get the images of the next case ready. */
typedef struct
{
  RimLibrary *library;
  gint64      study_id;
  gint64      series_id;
  RlOpened   *opened;
} Prefetch;

static void
prefetch_free (gpointer data)
{
  Prefetch *prefetch = data;

  g_object_unref (prefetch->library);
  g_clear_pointer (&prefetch->opened, rl_opened_free);
  g_free (prefetch);
}

static gboolean
decode (RlJob      *job,
        RimSeries  *series,
        RimVolume  *volume,
        GError    **error)
{
  const RimLoadOptions options = { .unit = RIM_UNIT_STORED };

  return series == NULL || rim_series_decode (series, volume, &options, rl_job_get_cancellable (job), error);
}

static gpointer
prefetch_run (RlJob     *job,
              gpointer   data,
              GError   **error)
{
  Prefetch *input = data;
  g_autoptr(RlOpened) opened = rl_opened_new ();
  Prefetch *result;

  if (!rl_opened_read (opened, input->library, input->study_id, input->series_id, rl_job_get_cancellable (job),
                       error) ||
      !decode (job, opened->ct_series, opened->ct, error) ||
      !decode (job, opened->pet_series, opened->pet, error))
    return NULL;

  result = g_new0 (Prefetch, 1);
  result->library = g_object_ref (input->library);
  result->series_id = input->series_id;
  result->opened = g_steal_pointer (&opened);

  return result;
}

/* What fails now fails again, and is told, when the case is opened. */
static void
prefetch_done (gpointer      owner,
               gpointer      data,
               const GError *error)
{
  RlReview *self = owner;
  Prefetch *result = data;

  if (result != NULL && !self->is_closing)
    rl_image_cache_put (self->cache, result->series_id, result->opened);
}

static const RlJobKind prefetch_kind = {
  .policy = RL_JOB_REPLACE,
  .run = prefetch_run,
  .done = prefetch_done,
  .free_input = prefetch_free,
  .free_result = prefetch_free,
};

static gint64
choose_series (RlReview *self,
               gint64    study_id)
{
  g_autoptr(GPtrArray) series = rim_library_list_series (self->library, study_id, NULL);
  const RimLibraryRow *row = series != NULL ? rl_choose_image (series) : NULL;

  return row != NULL ? row->id : 0;
}

/* Once the images of a case are there, those of the next one are got ready. */
void
rl_review_prefetch (RlReview *self)
{
  const RimCase *next = rl_queue_get_case (self->queue) != NULL ? rl_queue_get_next (self->queue) : NULL;
  g_autoptr(RlOpened) known = NULL;
  Prefetch *input;
  gint64 series_id;

  if (next == NULL || next->study_id == self->prefetched || self->tab->loader == NULL ||
      rl_study_loader_get_state (self->tab->loader) != RL_LOAD_DONE)
    return;

  self->prefetched = next->study_id;
  series_id = choose_series (self, next->study_id);
  known = series_id != 0 ? rl_image_cache_get (self->cache, series_id) : NULL;
  if (series_id == 0 || known != NULL)
    return;

  input = g_new0 (Prefetch, 1);
  input->library = g_object_ref (self->library);
  input->study_id = next->study_id;
  input->series_id = series_id;
  rl_jobs_start (self->jobs, &prefetch_kind, self, input);
}

static void
open_case_cb (RlReview *self,
              gint64    study_id)
{
  const gint64 series_id = choose_series (self, study_id);

  self->prefetched = 0;
  if (series_id != 0)
    rl_review_open_series (self, study_id, series_id);
}

static void
failed_cb (RlReview   *self,
           const char *message)
{
  if (!self->is_closing)
    rl_review_fail (self, _("Cannot Open the Queue"), message);
}

/* The list */

gboolean
rl_review_shows_queue (RlReview *self)
{
  return rl_window_get_place (self->window, "browser") == self->queue_pane;
}

/* A case of the queue is open, so that its keys are meant for it. */
gboolean
rl_review_has_case (RlReview *self)
{
  return rl_review_shows_queue (self) && rl_queue_get_case (self->queue) != NULL;
}

static void
swap (RlReview  *self,
      GtkWidget *widget)
{
  GtkWidget *shown = rl_window_get_place (self->window, "browser");

  if (shown == widget)
    return;

  g_object_ref (shown);
  rl_window_set_place (self->window, "browser", widget);
  g_set_object (&self->away, shown);
  g_object_unref (shown);
}

/* The page is there once it is of use. */
static void
add_questions (RlReview *self)
{
  RlInspector *inspector = rl_reading_get_inspector (self->tab->reading);

  if (rl_inspector_find_page (inspector, "questions") == NULL)
    rl_inspector_add_page (inspector, "questions", _("Questions"),
                           rl_question_form_new (self->queue, self->tab->session));
  rl_review_add_targets (self, self->tab);
}

/* The patients, with the workspace that has them. */
void
rl_review_show_patients (RlReview *self)
{
  rl_window_set_workspace (self->window, "review");
  rl_queue_close (self->queue);
  swap (self, GTK_WIDGET (self->browser));
}

void
rl_review_update_queue (RlReview *self)
{
  if (self->queue_pane == NULL || !rl_review_shows_queue (self))
    return;

  add_questions (self);
  rl_review_update_protocol (self);
  rl_review_prefetch (self);
}

static void
show_queue (RlReview *self)
{
  rl_window_set_workspace (self->window, "queue");
  g_object_set (self->window, "show-browser", TRUE, NULL);
  swap (self, self->queue_pane);
  add_questions (self);
}

/* A queue that is open stays so while other workspaces but that of the patients are shown. */
static void
workspace_cb (RlReview *self)
{
  const char *workspace = rl_window_get_workspace (self->window);

  if (g_str_equal (workspace, "queue"))
    show_queue (self);
  else if (g_str_equal (workspace, "review") && rl_review_shows_queue (self))
    rl_review_show_patients (self);
  rl_review_update_actions (self);
}

static void
show_queue_cb (GSimpleAction *action,
               GVariant      *param,
               gpointer       data)
{
  RlReview *self = data;

  if (rl_review_shows_queue (self) && rl_window_shows_images (self->window))
    rl_review_show_patients (self);
  else
    show_queue (self);
}

/* Protocols */

static void
open_protocol (RlReview   *self,
               const char *path)
{
  g_autofree char *author = rl_settings_dup_author (self->settings);

  if (self->library == NULL)
    return;

  rl_queue_close (self->queue);
  rl_queue_set_library (self->queue, self->library);
  rl_queue_open (self->queue, path, author);
  show_queue (self);
}

static void
use_protocol_cb (GSimpleAction *action,
                 GVariant      *param,
                 gpointer       data)
{
  open_protocol (data, g_variant_get_string (param, NULL));
}

static void
chosen_cb (RlReview *self,
           int       response)
{
  g_autoptr(GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser))
                                                          : NULL;

  if (file != NULL)
    open_protocol (self, g_file_peek_path (file));
}

static void
open_protocol_cb (GSimpleAction *action,
                  GVariant      *param,
                  gpointer       data)
{
  RlReview *self = data;
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_("Open a Protocol"), GTK_WINDOW (self->window),
                                                               GTK_FILE_CHOOSER_ACTION_OPEN, _("_Open"), NULL);

  gtk_file_filter_set_name (filter, _("Protocols (YAML)"));
  gtk_file_filter_add_suffix (filter, "yaml");
  gtk_file_filter_add_suffix (filter, "yml");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  rl_review_choose (self, chooser, G_CALLBACK (chosen_cb));
}

/* Cases */

/* Also when a step is none, so that keys give an answer. */
void
rl_review_step_queue (RlReview *self,
                      int       direction,
                      gboolean  undone)
{
  if (rl_queue_step (self->queue, direction, undone))
    return;

  if (undone)
    rl_window_say (self->window, _("No other case waits"));
  else
    gtk_widget_error_bell (GTK_WIDGET (self->window));
}

static void
step_cb (GSimpleAction *action,
         GVariant      *param,
         gpointer       data)
{
  rl_review_step_queue (data, g_variant_get_int32 (param), FALSE);
}

static void
set_state (RlReview     *self,
           RimCaseState  state,
           const char   *reason)
{
  g_autoptr(GPtrArray) lesions = rl_session_list_lesions (self->tab->session);
  g_autoptr(GError) error = NULL;

  if (rl_queue_get_case (self->queue) == NULL)
    return;

  if (rl_queue_set_state (self->queue, state, reason, lesions, &error))
    {
      rl_review_step_queue (self, 1, TRUE);
      return;
    }

  rl_window_say (self->window, error->message);
  if (g_error_matches (error, RIM_PROTOCOL_ERROR, RIM_PROTOCOL_ERROR_INCOMPLETE))
    rl_window_show_inspector (self->window, "questions");
}

/* What is still being typed is an answer, too. Only what is on the screen is done. */
void
rl_review_finish_case (RlReview *self)
{
  gtk_window_set_focus (GTK_WINDOW (self->window), NULL);
  if (rl_queue_is_case_of (self->queue, self->tab->session))
    set_state (self, RIM_CASE_DONE, NULL);
  else
    rl_window_say (self->window, _("Open the case first"));
}

static void
done_cb (GSimpleAction *action,
         GVariant      *param,
         gpointer       data)
{
  rl_review_finish_case (data);
}

typedef struct
{
  RlReview     *review;
  GtkEditable  *entry;
  RimCaseState  state;
  char         *study_uid;
} Reason;

static void
reason_free (gpointer  data,
             GClosure *closure)
{
  Reason *reason = data;

  g_object_unref (reason->review);
  g_free (reason->study_uid);
  g_free (reason);
}

static void
reason_cb (AdwMessageDialog *dialog,
           const char       *response,
           Reason           *reason)
{
  const RimCase *kase = rl_queue_get_case (reason->review->queue);

  if (g_str_equal (response, "ok") && !reason->review->is_closing && kase != NULL &&
      g_str_equal (kase->study_uid, reason->study_uid))
    set_state (reason->review, reason->state, gtk_editable_get_text (reason->entry));
}

/* Skipping and rejecting take a reason. */
void
rl_review_ask_reason (RlReview     *self,
                      RimCaseState  state)
{
  const gboolean skips = state == RIM_CASE_SKIPPED;
  const RimCase *kase = rl_queue_get_case (self->queue);
  GtkWidget *dialog, *entry;
  Reason *reason;

  if (kase == NULL)
    return;

  dialog = adw_message_dialog_new (GTK_WINDOW (self->window), skips ? _("Skip This Case?") : _("Reject This Case?"),
                                   _("Say why, in a word or two."));
  entry = gtk_entry_new ();
  reason = g_new (Reason, 1);
  *reason = (Reason) { g_object_ref (self), GTK_EDITABLE (entry), state, g_strdup (kase->study_uid) };

  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Reason"), -1);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), entry);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "ok",
                                    skips ? _("_Skip") : _("_Reject"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "ok");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (reason_cb), reason, reason_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (entry);
}

static void
skip_cb (GSimpleAction *action,
         GVariant      *param,
         gpointer       data)
{
  rl_review_ask_reason (data, g_str_equal (g_variant_get_string (param, NULL), "rejected") ? RIM_CASE_REJECTED
                                                                                          : RIM_CASE_SKIPPED);
}

/* Signs of life */

static gboolean
key_cb (RlReview *self)
{
  rl_queue_touch (self->queue);

  return GDK_EVENT_PROPAGATE;
}

static void
motion_cb (RlReview *self)
{
  rl_queue_touch (self->queue);
}

static void
active_cb (RlReview *self)
{
  if (!self->is_closing && gtk_window_is_active (GTK_WINDOW (self->window)))
    rl_queue_touch (self->queue);
  else
    rl_queue_pause (self->queue);
}

static void
follow_signs_of_life (RlReview *self)
{
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  gtk_event_controller_set_propagation_phase (motion, GTK_PHASE_CAPTURE);
  g_signal_connect_object (key, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "motion", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->window, "notify::is-active", G_CALLBACK (active_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->window), key);
  gtk_widget_add_controller (GTK_WIDGET (self->window), motion);
}

void
rl_review_set_up_queue (RlReview *self)
{
  static const GActionEntry entries[] = {
    { .name = "show-queue", .activate = show_queue_cb },
    { .name = "open-protocol", .activate = open_protocol_cb },
    { .name = "use-protocol", .activate = use_protocol_cb, .parameter_type = "s" },
    { .name = "queue-step", .activate = step_cb, .parameter_type = "i" },
    { .name = "queue-done", .activate = done_cb },
    { .name = "queue-skip", .activate = skip_cb, .parameter_type = "s" },
  };

  self->queue = rl_queue_new (self->jobs);
  self->queue_pane = rl_queue_pane_new (self->queue);
  self->away = g_object_ref_sink (self->queue_pane);
  g_signal_connect_object (self->queue, "open-case", G_CALLBACK (open_case_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->queue, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_action_map_add_action_entries (G_ACTION_MAP (self->window), entries, G_N_ELEMENTS (entries), self);
  rl_window_offer_workspace (self->window, "queue");
  g_signal_connect_object (self->window, "notify::workspace", G_CALLBACK (workspace_cb), self, G_CONNECT_SWAPPED);
  rl_review_set_up_protocol (self);
  follow_signs_of_life (self);
}

/* The time that was spent is kept before the library closes. */
void
rl_review_clear_queue (RlReview *self)
{
  if (self->queue == NULL)
    return;

  rl_jobs_cancel (self->jobs, &prefetch_kind, self);
  g_clear_object (&self->away);
  g_clear_object (&self->queue);
  self->queue_pane = NULL;
}
