/* rim-segmentation-replay.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-segmentation-private.h"

#include <glib/gi18n-lib.h>

#include "rim-edit-private.h"

/* The edit that took away what another edit is meant for: what is drawn on a lesion
 * or done to a measurement brings it back.
 */
static RimEdit *
find_removal (RimSegmentation *self,
              const char      *target_id,
              gboolean        *is_done)
{
  guint position = rim_segmentation_get_position (self);

  for (guint i = rim_segmentation_get_n_edits (self); i > 0; i--)
    {
      RimEdit *edit = rim_segmentation_get_edit (self, i - 1);
      gboolean done = i <= position;
      gboolean is_removal = done ? edit->after == NULL && edit->measurement_after == NULL
                                 : edit->before == NULL && edit->measurement_before == NULL;

      if (is_removal && g_str_equal (rim_edit_get_target_id (edit), target_id))
        {
          *is_done = done;
          return edit;
        }
    }

  return NULL;
}

/* Returns: (transfer full): @edit as what brings back what was removed */
static RimEdit *
make_addition (RimEdit *edit)
{
  RimEdit *addition;

  if (edit->measurement_after != NULL)
    addition = rim_edit_new_recorded_of_measurement (edit->id, NULL, edit->measurement_after,
                                                     edit->index, edit->tool, edit->author,
                                                     edit->time);
  else if (edit->after != NULL)
    addition = rim_edit_new_recorded (edit->id, NULL, edit->after, edit->index,
                                      edit->tool, edit->author, edit->time);
  else
    return rim_edit_ref (edit);
  rim_edit_set_act (addition, edit->act);

  return addition;
}

static RimEdit *
make_edit_again (RimSegmentation  *self,
                 GBytes           *bytes,
                 GError          **error)
{
  RimLesion *lesion;
  RimMeasurement *measurement;
  gboolean is_done = FALSE;
  RimEdit *removal = NULL;
  g_autofree char *target_id = NULL;
  g_autofree char *id = NULL;
  g_autoptr(RimEdit) edit = NULL;

  if (!rim_edit_peek (bytes, &target_id, &id, error))
    return NULL;

  lesion = rim_segmentation_find (self, target_id, NULL);
  measurement = rim_segmentation_find_measurement (self, target_id, NULL);
  if (lesion == NULL && measurement == NULL)
    removal = find_removal (self, target_id, &is_done);
  if (removal != NULL)
    {
      lesion = is_done ? removal->before : removal->after;
      measurement = is_done ? removal->measurement_before : removal->measurement_after;
    }

  edit = rim_edit_deserialize (bytes, lesion, measurement, error);

  return edit != NULL && removal != NULL ? make_addition (edit) : g_steal_pointer (&edit);
}

/* Returns: whether @bytes are of the step that @index is part of */
static gboolean
is_of_step (RimSegmentation *self,
            guint            index,
            GBytes          *bytes)
{
  RimEdit *edit = rim_segmentation_get_edit (self, index);
  g_autofree char *act = rim_edit_peek_act (bytes);
  g_autofree char *target_id = NULL;
  g_autofree char *id = NULL;

  if (act != NULL || edit->act != NULL)
    return g_strcmp0 (act, edit->act) == 0;

  return rim_edit_peek (bytes, &target_id, &id, NULL) && g_str_equal (edit->id, id);
}

/* Returns: whether what is next to be undone or made again is what was recorded, if
 *   anything was
 */
static gboolean
is_next (RimSegmentation *self,
         RimJournalStep   step,
         GBytes          *bytes)
{
  guint position = rim_segmentation_get_position (self);

  if (step == RIM_JOURNAL_UNDO && position > 0)
    return bytes == NULL || is_of_step (self, position - 1, bytes);
  if (step == RIM_JOURNAL_REDO && position < rim_segmentation_get_n_edits (self))
    return bytes == NULL || is_of_step (self, position, bytes);

  return FALSE;
}

static gboolean
is_out_of_reach (RimJournalStep step)
{
  return step == RIM_JOURNAL_IMPORT || step == RIM_JOURNAL_SIGN;
}

static gboolean
changes_something (RimEdit *edit)
{
  if (edit->measurement_before != NULL && edit->measurement_after != NULL)
    return !rim_measurement_equal (edit->measurement_before, edit->measurement_after);

  if (edit->before == NULL || edit->after == NULL)
    return TRUE;

  return !rim_lesion_equal (edit->before, edit->after);
}

/* Lets the edits of an act happen, all or none: what one of them changes the next finds. */
static GPtrArray *
put_act_again (RimSegmentation  *self,
               GBytes *const    *edits,
               guint             n_edits,
               GError          **error)
{
  g_autoptr(GPtrArray) put = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_edit_unref);

  for (guint i = 0; i < n_edits; i++)
    {
      g_autoptr(RimEdit) again = make_edit_again (self, edits[i], error);

      if (again == NULL)
        {
          for (guint n = put->len; n > 0; n--)
            rim_segmentation_put (self, g_ptr_array_index (put, n - 1), FALSE);
          return NULL;
        }
      if (!changes_something (again))
        continue;

      rim_segmentation_put (self, again, TRUE);
      g_ptr_array_add (put, g_steal_pointer (&again));
    }

  return g_steal_pointer (&put);
}

/**
 * rim_segmentation_replay:
 * @self: a segmentation
 * @step: what happened
 * @edit: (nullable): the edit as rim_edit_serialize() wrote it; for
 *   %RIM_JOURNAL_UNDO its inverse (rim_edit_invert()); %NULL with undo and redo
 *   for whichever is next
 * @error: where to put an error
 *
 * As rim_segmentation_replay_act(), for a step that is one edit.
 *
 * Returns: whether the record could be read
 */
gboolean
rim_segmentation_replay (RimSegmentation  *self,
                         RimJournalStep    step,
                         GBytes           *edit,
                         GError          **error)
{
  return rim_segmentation_replay_act (self, step, &edit, edit != NULL ? 1 : 0, error);
}

/**
 * rim_segmentation_replay_act:
 * @self: a segmentation
 * @step: what happened
 * @edits: (array length=n_edits): all edits of the step, as rim_edit_serialize() wrote
 *   them, in the order in which they happened; for %RIM_JOURNAL_UNDO their inverses
 * @n_edits: how many; none with undo and redo for whichever is next
 * @error: where to put an error
 *
 * Lets a recorded step happen again, all of it or, where a part cannot be read, none.
 * Steps of one program give exactly what it had. Where the records of two programs that
 * drew at the same time are mixed, an undo that does not take back the last step becomes
 * a step of its own.
 *
 * Returns: whether the records could be read
 */
gboolean
rim_segmentation_replay_act (RimSegmentation  *self,
                             RimJournalStep    step,
                             GBytes *const    *edits,
                             guint             n_edits,
                             GError          **error)
{
  g_autoptr(GPtrArray) again = NULL;

  g_return_val_if_fail (RIM_IS_SEGMENTATION (self), FALSE);
  g_return_val_if_fail (self->n_open == 0, FALSE);

  if (is_next (self, step, n_edits > 0 ? edits[0] : NULL))
    return step == RIM_JOURNAL_UNDO ? rim_segmentation_step_back (self)
                                    : rim_segmentation_step_forth (self);

  if (n_edits == 0)
    {
      g_set_error_literal (error, RIM_EDIT_ERROR, RIM_EDIT_ERROR_DAMAGED,
                           _("A record of the journal has no edit"));
      return FALSE;
    }

  again = put_act_again (self, edits, n_edits, error);
  if (again == NULL)
    return FALSE;

  if (again->len > 0)
    rim_segmentation_tell (self, is_out_of_reach (step) ? step : RIM_JOURNAL_DO, again);

  return TRUE;
}
