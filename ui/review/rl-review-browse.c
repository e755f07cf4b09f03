/* rl-review-browse.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "review/rl-review-private.h"

#include <glib/gi18n-lib.h>

#include "core/rl-format.h"

static const char *const statuses[] = {
  [RIM_READING_UNREAD] = "unread",
  [RIM_READING_STARTED] = "started",
  [RIM_READING_REVIEWED] = "reviewed",
  [RIM_READING_REJECTED] = "rejected",
};

static RlBrowserModel *
get_model (RlReview *self)
{
  return rl_browser_get_model (self->browser);
}

static void
show_ids (RlReview     *self,
          const gint64  ids[3])
{
  rl_review_show_place (self, (RlPlace) { ids[0], ids[1], ids[2] });
}

static void
next_series_cb (GSimpleAction *action,
                GVariant      *param,
                gpointer       data)
{
  RlReview *self = data;
  gint64 ids[3];

  if (rl_browser_model_find_series (get_model (self),
                                    rl_study_loader_get_asked_study (self->tab->loader),
                                    rl_study_loader_get_asked (self->tab->loader),
                                    g_variant_get_int32 (param), ids))
    show_ids (self, ids);
  else
    gtk_widget_error_bell (GTK_WIDGET (self->window));
}

static void
next_study_cb (GSimpleAction *action,
               GVariant      *param,
               gpointer       data)
{
  RlReview *self = data;
  gint64 ids[3];

  if (rl_review_shows_queue (self))
    rl_review_step_queue (self, g_variant_get_int32 (param), FALSE);
  else if (rl_browser_model_find_study (get_model (self),
                                        rl_study_loader_get_asked_study (self->tab->loader),
                                        g_variant_get_int32 (param), ids))
    show_ids (self, ids);
  else
    gtk_widget_error_bell (GTK_WIDGET (self->window));
}

static void
next_undone_cb (GSimpleAction *action,
                GVariant      *param,
                gpointer       data)
{
  RlReview *self = data;
  gint64 ids[3];

  if (rl_review_shows_queue (self))
    rl_review_step_queue (self, 1, TRUE);
  else if (rl_browser_model_find_undone (get_model (self),
                                         rl_study_loader_get_asked_study (self->tab->loader), ids))
    show_ids (self, ids);
  else
    rl_window_say (self->window, rl_browser_model_is_filtered (get_model (self))
                   ? _("No other study in the list waits to be read")
                   : _("No other study waits to be read"));
}

static char *
dup_study_name (RlReview *self,
                gint64    study_id)
{
  RimIndex *index = rl_browser_model_get_index (get_model (self));
  RimLibraryRow *row, *patient;
  guint study;
  g_autofree char *name = NULL;
  g_autofree char *date = NULL;

  if (index == NULL || !rim_index_find_study (index, study_id, &study))
    return g_strdup ("");

  row = rim_index_get_study (index, study);
  patient = rim_index_get_patient (index, rim_index_get_patient_of (index, study));
  name = rl_format_person_name (patient->title != NULL && *patient->title != '\0'
                                ? patient->title : patient->uid);
  date = rl_format_date (row->date);

  return g_strdup_printf ("%s, %s", name, date);
}

static char *
describe (const char *study,
          RimReading  status)
{
  switch (status)
    {
    case RIM_READING_REVIEWED:
      return g_strdup_printf (_("%s: reviewed"), study);

    case RIM_READING_REJECTED:
      return g_strdup_printf (_("%s: rejected"), study);

    case RIM_READING_STARTED:
      return g_strdup_printf (_("%s: in progress"), study);

    case RIM_READING_UNREAD:
    default:
      return g_strdup_printf (_("%s: unread"), study);
    }
}

typedef struct
{
  RlReview   *review;
  gint64      study_id;
  RimReading  before;
} Undo;

static gboolean
say_status (RlReview   *self,
            gint64      study_id,
            RimReading  status)
{
  g_autofree char *author = rl_settings_dup_author (self->settings);

  return rl_browser_model_set_status (get_model (self), study_id, status, author);
}

static void
undo_cb (AdwToast *toast,
         Undo     *undo)
{
  if (!undo->review->is_closing)
    say_status (undo->review, undo->study_id, undo->before);
}

static void
undo_free (gpointer  data,
           GClosure *closure)
{
  Undo *undo = data;

  g_object_unref (undo->review);
  g_free (undo);
}

/* Says how far the reading of a study is; the toast takes it back. */
void
rl_review_set_status (RlReview *self,
                      gint64    study_id,
                      guint     status)
{
  RimReading before = rl_browser_model_get_status (get_model (self), study_id);
  g_autofree char *study = dup_study_name (self, study_id);
  g_autofree char *message = describe (study, (RimReading) status);
  g_autofree char *markup = g_markup_escape_text (message, -1);
  AdwToast *toast;
  Undo *undo;

  if (!say_status (self, study_id, (RimReading) status))
    return;

  toast = adw_toast_new (markup);
  if (before != (RimReading) status)
    {
      undo = g_new (Undo, 1);
      undo->review = g_object_ref (self);
      undo->study_id = study_id;
      undo->before = before;
      adw_toast_set_button_label (toast, _("Undo"));
      g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_cb), undo, undo_free, 0);
    }
  rl_window_add_toast (self->window, toast);
}

/* In the queue the keys are for the case that is open. */
static gboolean
set_case_state (RlReview   *self,
                const char *name)
{
  if (!rl_review_has_case (self))
    return FALSE;

  if (g_str_equal (name, "reviewed"))
    rl_review_finish_case (self);
  else if (g_str_equal (name, "rejected"))
    rl_review_ask_reason (self, RIM_CASE_REJECTED);
  else
    return FALSE;

  return TRUE;
}

/* Of the study that is selected while the keyboard is in the list, else of the
 * one that is shown.
 */
static void
set_status_cb (GSimpleAction *action,
               GVariant      *param,
               gpointer       data)
{
  RlReview *self = data;
  gint64 study_id = rl_review_shows_queue (self) ? 0 : rl_browser_get_focused_study (self->browser);
  const char *name = g_variant_get_string (param, NULL);

  if (set_case_state (self, name))
    return;
  if (study_id == 0)
    study_id = rl_study_loader_get_asked_study (self->tab->loader);

  for (guint i = 0; study_id != 0 && i < G_N_ELEMENTS (statuses); i++)
    if (g_str_equal (name, statuses[i]))
      rl_review_set_status (self, study_id, i);
}

static void
find_patient_cb (GSimpleAction *action,
                 GVariant      *param,
                 gpointer       data)
{
  RlReview *self = data;

  rl_review_show_patients (self);
  g_object_set (self->window, "show-browser", TRUE, NULL);
  rl_browser_focus_search (self->browser);
}

void
rl_review_set_up_browse (RlReview *self)
{
  static const GActionEntry entries[] = {
    { .name = "next-series", .activate = next_series_cb, .parameter_type = "i" },
    { .name = "next-study", .activate = next_study_cb, .parameter_type = "i" },
    { .name = "next-undone", .activate = next_undone_cb },
    { .name = "set-status", .activate = set_status_cb, .parameter_type = "s" },
    { .name = "find-patient", .activate = find_patient_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self->window), entries, G_N_ELEMENTS (entries),
                                   self);
}
