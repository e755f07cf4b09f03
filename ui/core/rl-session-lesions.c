/* rl-session-lesions.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rl-session-private.h"

#include <string.h>

/* Told from every colour of the palette by its tint. */
static const guint8 highlight_color[3] = { 255, 214, 64 };

/* What is active may go away and come back with undo and redo. A lesion that
 * appears is the one the user wants to work on.
 */
static void
follow_step (RlSession      *self,
             RimJournalStep  step,
             RimEdit        *edit)
{
  RimLesion *now = step == RIM_JOURNAL_UNDO ? edit->before : edit->after;
  RimLesion *was = step == RIM_JOURNAL_UNDO ? edit->after : edit->before;

  if (was == NULL && now != NULL)
    rl_session_set_active_lesion (self, now->id);
  else if (now == NULL && was != NULL && g_strcmp0 (self->active_lesion, was->id) == 0)
    rl_session_set_active_lesion (self, NULL);
}

static void
step_cb (RlSession       *self,
         RimJournalStep   step,
         RimEdit         *edit,
         RimSegmentation *segmentation)
{
  g_assert (RL_IS_SESSION (self));

  if (rim_edit_is_of_measurement (edit))
    return;

  follow_step (self, step, edit);
  rl_session_emit_lesions_changed (self, edit);
}

/* While an act is open there is nothing to undo; now there is. */
static void
act_cb (RlSession       *self,
        RimJournalStep   step,
        GPtrArray       *edits,
        RimSegmentation *segmentation)
{
  if (((RimEdit *) g_ptr_array_index (edits, 0))->act != NULL)
    rl_session_emit_lesions_changed (self, NULL);
}

static gboolean
is_pending_new (RlSession *self)
{
  return self->pending != NULL &&
         (self->segmentation == NULL ||
          rim_segmentation_find (self->segmentation, self->pending->id, NULL) == NULL);
}

static guint
get_n_committed (RlSession *self)
{
  return self->segmentation != NULL ? rim_segmentation_get_n_lesions (self->segmentation) : 0;
}

/**
 * rl_session_set_segmentation:
 * @self: a session
 * @segmentation: (nullable): the lesions to show
 *
 * Shows other lesions. What a hand is at is finished before ("finish"), so that nothing that
 * was drawn is lost; the first lesion becomes the active one.
 */
void
rl_session_set_segmentation (RlSession       *self,
                             RimSegmentation *segmentation)
{
  RimLesion *first = NULL;

  g_return_if_fail (RL_IS_SESSION (self));
  g_return_if_fail (segmentation == NULL || RIM_IS_SEGMENTATION (segmentation));

  if (self->segmentation == segmentation)
    return;

  rl_session_emit (self, RL_SESSION_FINISH);
  if (self->segmentation != NULL)
    g_signal_handlers_disconnect_by_data (self->segmentation, self);

  g_clear_pointer (&self->pending, rim_lesion_unref);
  g_clear_pointer (&self->highlight, rim_lesion_unref);
  rl_session_discard_proposal (self);
  rl_session_clear_compared (self);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_hash_table_remove_all (self->hidden_lesions);
  g_set_object (&self->segmentation, segmentation);

  if (segmentation != NULL)
    {
      g_signal_connect_object (segmentation, "step", G_CALLBACK (step_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (segmentation, "act", G_CALLBACK (act_cb), self, G_CONNECT_SWAPPED);
    }

  rl_measurements_set_segmentation (self->measurements, segmentation);

  if (get_n_committed (self) > 0)
    first = rim_segmentation_get_lesion (segmentation, 0);

  rl_session_notify (self, RL_SESSION_PROP_SEGMENTATION);
  rl_session_set_active_lesion (self, first != NULL ? first->id : NULL);
  rl_session_emit_lesions_changed (self, NULL);
}

/**
 * rl_session_get_segmentation:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): the lesions shown
 */
RimSegmentation *
rl_session_get_segmentation (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), NULL);

  return self->segmentation;
}

/**
 * rl_session_get_active_lesion:
 * @self: a session
 *
 * Returns: (nullable): the id of the lesion that tools change
 */
const char *
rl_session_get_active_lesion (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), NULL);

  return self->active_lesion;
}

/**
 * rl_session_set_active_lesion:
 * @self: a session
 * @lesion_id: (nullable): the id of the lesion that tools are to change
 */
void
rl_session_set_active_lesion (RlSession  *self,
                              const char *lesion_id)
{
  char *copy;

  g_return_if_fail (RL_IS_SESSION (self));

  if (g_strcmp0 (self->active_lesion, lesion_id) == 0)
    return;

  copy = g_strdup (lesion_id);
  g_free (self->active_lesion);
  self->active_lesion = copy;

  rl_session_notify (self, RL_SESSION_PROP_ACTIVE_LESION);
  rl_session_emit (self, RL_SESSION_DISPLAY_CHANGED);
}

/**
 * rl_session_get_n_lesions:
 * @self: a session
 *
 * Returns: how many lesions are shown, with one that a stroke is just making
 */
guint
rl_session_get_n_lesions (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), 0);

  return get_n_committed (self) + (is_pending_new (self) ? 1 : 0);
}

/**
 * rl_session_get_lesion:
 * @self: a session
 * @index: which
 *
 * Returns: (transfer none): the lesion as it is now, a stroke in progress
 *   included
 */
RimLesion *
rl_session_get_lesion (RlSession *self,
                       guint      index)
{
  RimLesion *lesion;

  g_return_val_if_fail (RL_IS_SESSION (self), NULL);
  g_return_val_if_fail (index < rl_session_get_n_lesions (self), NULL);

  if (index >= get_n_committed (self))
    return self->pending;

  lesion = rim_segmentation_get_lesion (self->segmentation, index);

  if (self->pending != NULL && g_strcmp0 (lesion->id, self->pending->id) == 0)
    return self->pending;

  return lesion;
}

/**
 * rl_session_find_lesion:
 * @self: a session
 * @lesion_id: (nullable): its id
 *
 * Returns: (transfer none) (nullable): the lesion as it is now, a stroke in
 *   progress included
 */
RimLesion *
rl_session_find_lesion (RlSession  *self,
                        const char *lesion_id)
{
  g_return_val_if_fail (RL_IS_SESSION (self), NULL);

  if (lesion_id == NULL)
    return NULL;

  if (self->pending != NULL && g_strcmp0 (self->pending->id, lesion_id) == 0)
    return self->pending;

  if (self->segmentation == NULL)
    return NULL;

  return rim_segmentation_find (self->segmentation, lesion_id, NULL);
}

gboolean
rl_session_is_lesion_visible (RlSession  *self,
                              const char *lesion_id)
{
  g_return_val_if_fail (RL_IS_SESSION (self), FALSE);
  g_return_val_if_fail (lesion_id != NULL, FALSE);

  return !g_hash_table_contains (self->hidden_lesions, lesion_id);
}

/**
 * rl_session_set_lesion_visible:
 * @self: a session
 * @lesion_id: the id of a lesion
 * @visible: whether it is drawn
 */
void
rl_session_set_lesion_visible (RlSession  *self,
                               const char *lesion_id,
                               gboolean    visible)
{
  g_return_if_fail (RL_IS_SESSION (self));
  g_return_if_fail (lesion_id != NULL);

  if (rl_session_is_lesion_visible (self, lesion_id) == !!visible)
    return;

  if (visible)
    g_hash_table_remove (self->hidden_lesions, lesion_id);
  else
    g_hash_table_add (self->hidden_lesions, g_strdup (lesion_id));

  rl_session_emit (self, RL_SESSION_DISPLAY_CHANGED);
}

/**
 * rl_session_get_pending:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): the lesion of the stroke in progress
 */
RimLesion *
rl_session_get_pending (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), NULL);

  return self->pending;
}

/**
 * rl_session_set_pending:
 * @self: a session
 * @lesion: (nullable): the lesion as the stroke in progress leaves it, or
 *   %NULL to drop the stroke
 */
void
rl_session_set_pending (RlSession *self,
                        RimLesion *lesion)
{
  g_return_if_fail (RL_IS_SESSION (self));

  if (self->pending == lesion)
    return;

  if (lesion != NULL)
    rim_lesion_ref (lesion);
  g_clear_pointer (&self->pending, rim_lesion_unref);
  self->pending = lesion;

  rl_session_emit_lesions_changed (self, NULL);
}

/**
 * rl_session_commit_pending:
 * @self: a session
 * @tool: what made it, such as "brush"
 *
 * Makes the stroke in progress one edit. Does nothing where there is none.
 */
void
rl_session_commit_pending (RlSession  *self,
                           const char *tool)
{
  g_autoptr(RimLesion) lesion = NULL;
  gboolean is_edit;

  g_return_if_fail (RL_IS_SESSION (self));
  g_return_if_fail (tool != NULL);

  if (self->pending == NULL || self->segmentation == NULL)
    return;

  lesion = g_steal_pointer (&self->pending);

  if (rim_segmentation_find (self->segmentation, lesion->id, NULL) != NULL)
    is_edit = rim_segmentation_replace (self->segmentation, lesion, tool);
  else
    is_edit = rim_segmentation_add (self->segmentation, lesion, tool);

  if (!is_edit)
    rl_session_emit_lesions_changed (self, NULL);
}

/**
 * rl_session_set_highlight:
 * @self: a session
 * @mask: (nullable): voxels to point at, on the grid of one of the images, or
 *   %NULL for none
 */
void
rl_session_set_highlight (RlSession *self,
                          RimMask   *mask)
{
  g_return_if_fail (RL_IS_SESSION (self));

  if (mask == NULL && self->highlight == NULL)
    return;

  g_clear_pointer (&self->highlight, rim_lesion_unref);
  if (mask != NULL)
    {
      self->highlight = rim_lesion_new ("highlight", mask);
      memcpy (self->highlight->color, highlight_color, sizeof highlight_color);
    }

  rl_session_emit (self, RL_SESSION_DISPLAY_CHANGED);
}

/* Returns: (transfer none) (nullable): the voxels that are pointed at, drawn as
 * a lesion is but in no segmentation
 */
RimLesion *
rl_session_get_highlight (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), NULL);

  return self->highlight;
}

/* Returns: (transfer none): what is drawn with rulers */
RlMeasurements *
rl_session_get_measurements (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), NULL);

  return self->measurements;
}
