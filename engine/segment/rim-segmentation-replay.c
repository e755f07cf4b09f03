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

static RimEdit *
make_edit_again (RimSegmentation  *self,
                 GBytes           *bytes,
                 const char       *target_id,
                 GError          **error)
{
  RimLesion *lesion = rim_segmentation_find (self, target_id, NULL);
  RimMeasurement *measurement = rim_segmentation_find_measurement (self, target_id, NULL);
  gboolean is_lost = lesion == NULL && measurement == NULL;
  gboolean is_done = FALSE;
  RimEdit *removal = is_lost ? find_removal (self, target_id, &is_done) : NULL;
  g_autoptr(RimEdit) edit = NULL;

  if (removal != NULL)
    {
      lesion = is_done ? removal->before : removal->after;
      measurement = is_done ? removal->measurement_before : removal->measurement_after;
    }

  edit = rim_edit_deserialize (bytes, lesion, measurement, error);
  if (edit == NULL || removal == NULL)
    return g_steal_pointer (&edit);

  if (edit->measurement_after != NULL)
    return rim_edit_new_recorded_of_measurement (edit->id, NULL, edit->measurement_after,
                                                 edit->index, edit->tool, edit->author,
                                                 edit->time);
  if (edit->after != NULL)
    return rim_edit_new_recorded (edit->id, NULL, edit->after, edit->index,
                                  edit->tool, edit->author, edit->time);

  return g_steal_pointer (&edit);
}

static gboolean
is_next_undo (RimSegmentation *self,
              const char      *id)
{
  guint position = rim_segmentation_get_position (self);

  return position > 0 &&
         (id == NULL || g_str_equal (rim_segmentation_get_edit (self, position - 1)->id, id));
}

static gboolean
is_next_redo (RimSegmentation *self,
              const char      *id)
{
  guint position = rim_segmentation_get_position (self);

  return position < rim_segmentation_get_n_edits (self) &&
         (id == NULL || g_str_equal (rim_segmentation_get_edit (self, position)->id, id));
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

/**
 * rim_segmentation_replay:
 * @self: a segmentation
 * @step: what happened
 * @edit: (nullable): the edit as rim_edit_serialize() wrote it; for
 *   %RIM_JOURNAL_UNDO its inverse (rim_edit_invert()); %NULL with undo and redo
 *   for whichever is next
 * @error: where to put an error
 *
 * Lets a recorded step happen again. Steps of one program give exactly what it
 * had. Where the records of two programs that drew at the same time are mixed,
 * an undo that does not take back the last edit becomes an edit of its own.
 *
 * Returns: whether the record could be read
 */
gboolean
rim_segmentation_replay (RimSegmentation  *self,
                         RimJournalStep    step,
                         GBytes           *edit,
                         GError          **error)
{
  g_autofree char *target_id = NULL;
  g_autofree char *id = NULL;
  g_autoptr(RimEdit) again = NULL;

  g_return_val_if_fail (RIM_IS_SEGMENTATION (self), FALSE);

  if (edit != NULL && !rim_edit_peek (edit, &target_id, &id, error))
    return FALSE;

  if (step == RIM_JOURNAL_UNDO && is_next_undo (self, id))
    return rim_segmentation_step_back (self);
  if (step == RIM_JOURNAL_REDO && is_next_redo (self, id))
    return rim_segmentation_step_forth (self);

  if (edit == NULL)
    {
      g_set_error_literal (error, RIM_EDIT_ERROR, RIM_EDIT_ERROR_DAMAGED,
                           _("A record of the journal has no edit"));
      return FALSE;
    }

  again = make_edit_again (self, edit, target_id, error);
  if (again == NULL)
    return FALSE;

  if (changes_something (again))
    rim_segmentation_apply (self, is_out_of_reach (step) ? step : RIM_JOURNAL_DO, again);

  return TRUE;
}
