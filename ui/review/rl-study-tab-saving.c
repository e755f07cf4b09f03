/* rl-study-tab-saving.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "review/rl-review-private.h"

/* An edit is on disk within milliseconds; a mark that came and went with each stroke
 * would say nothing.
 */
#define UNSAVED_DELAY 500

static gboolean
look_cb (gpointer data)
{
  RlStudyTab *self = data;
  RimSegmentation *segmentation = rl_session_get_segmentation (self->session);
  gboolean is_unsaved = segmentation != NULL && self->review->library != NULL &&
                        !self->review->is_closing &&
                        !rim_library_is_saved (self->review->library, segmentation);

  if (self->reading != NULL)
    rl_reading_set_unsaved (self->reading, is_unsaved);
  if (!is_unsaved)
    self->unsaved_id = 0;

  return is_unsaved ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
queue_look (RlStudyTab *self)
{
  if (self->unsaved_id == 0)
    self->unsaved_id = g_timeout_add (UNSAVED_DELAY, look_cb, self);
}

static void
lesions_changed_cb (RlStudyTab *self,
                    RimEdit    *edit)
{
  if (edit != NULL)
    queue_look (self);
}

/* Measurements are edits of the segmentation, too. */
void
rl_study_tab_set_up_saving (RlStudyTab *self)
{
  g_signal_connect_object (self->session, "lesions-changed", G_CALLBACK (lesions_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::segmentation", G_CALLBACK (queue_look), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (rl_session_get_measurements (self->session), "changed",
                           G_CALLBACK (queue_look), self, G_CONNECT_SWAPPED);
}

void
rl_study_tab_clear_saving (RlStudyTab *self)
{
  g_clear_handle_id (&self->unsaved_id, g_source_remove);
}
