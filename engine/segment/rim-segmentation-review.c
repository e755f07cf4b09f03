/* rim-segmentation-review.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-segmentation-private.h"

#include "rim-lesion-review.h"

/* Whether what a lesion was may become what it shall be by the hand of a user. A
 * finished lesion keeps its voxels until it is finished no more, and a signed one all
 * that it is.
 */
gboolean
rim_segmentation_may_become (RimLesion *before,
                             RimLesion *after)
{
  if (rim_lesion_is_signed (before) || (after != NULL && rim_lesion_is_signed (after)))
    return FALSE;

  if (after == NULL)
    return !rim_lesion_is_finished (before);

  if (rim_mask_equal (before->mask, after->mask))
    return TRUE;

  return !(before->locked && after->locked) &&
         !(rim_lesion_is_finished (before) && rim_lesion_is_finished (after));
}

/* Whether undo or redo of @edit leaves a signed lesion alone */
gboolean
rim_segmentation_check_step (RimSegmentation  *self,
                             RimEdit          *edit,
                             GError          **error)
{
  RimLesion *now;

  if (rim_edit_is_of_measurement (edit))
    return TRUE;

  now = rim_segmentation_find (self, rim_edit_get_target_id (edit), NULL);

  return now == NULL || !rim_lesion_is_signed (now) || rim_lesion_check_editable (now, error);
}

/**
 * rim_segmentation_check_undo:
 * @self: a segmentation
 * @error: where to put why not
 *
 * Returns: whether the next undo would be done; it is not where it would change a
 *   lesion that is signed
 */
gboolean
rim_segmentation_check_undo (RimSegmentation  *self,
                             GError          **error)
{
  g_return_val_if_fail (RIM_IS_SEGMENTATION (self), FALSE);

  return self->position == 0 ||
         rim_segmentation_check_step (self, g_ptr_array_index (self->edits, self->position - 1), error);
}

/* As rim_segmentation_check_undo(), of redo */
gboolean
rim_segmentation_check_redo (RimSegmentation  *self,
                             GError          **error)
{
  g_return_val_if_fail (RIM_IS_SEGMENTATION (self), FALSE);

  return self->position == self->edits->len ||
         rim_segmentation_check_step (self, g_ptr_array_index (self->edits, self->position), error);
}

static void
apply_review (RimSegmentation *self,
              RimLesion       *before,
              RimLesion       *after,
              guint            index,
              const char      *tool)
{
  g_autoptr(RimEdit) edit = rim_edit_new (before, after, index, tool, self->author);

  rim_segmentation_apply (self, RIM_JOURNAL_SIGN, edit);
}

/**
 * rim_segmentation_sign:
 * @self: a segmentation
 * @lesion_id: (nullable): which lesion; all that are not rejected if %NULL
 * @name: who signs
 *
 * Approves lesions and signs them as they are. Nothing changes them from then on but
 * rim_segmentation_reopen(); undo does not take a signature back. A lesion without
 * voxels is not signed.
 *
 * Returns: how many were signed
 */
guint
rim_segmentation_sign (RimSegmentation *self,
                       const char      *lesion_id,
                       const char      *name)
{
  g_autofree char *id = g_strdup (lesion_id);   /* which may be the lesion's own */
  gint64 time = g_get_real_time ();
  guint n_signed = 0;

  g_return_val_if_fail (RIM_IS_SEGMENTATION (self), 0);
  g_return_val_if_fail (name != NULL && *name != '\0', 0);

  for (guint i = 0; i < self->lesions->len; i++)
    {
      RimLesion *lesion = g_ptr_array_index (self->lesions, i);
      g_autoptr(RimLesion) after = NULL;

      if (id != NULL ? !g_str_equal (lesion->id, id)
                     : lesion->review.status == RIM_REVIEW_REJECTED)
        continue;
      if (rim_lesion_is_signed (lesion) || rim_lesion_get_status (lesion) == RIM_REVIEW_NOT_STARTED)
        continue;

      after = rim_lesion_with_signature (lesion, name, time);
      apply_review (self, lesion, after, i, "sign");
      n_signed++;
    }

  return n_signed;
}

/**
 * rim_segmentation_reopen:
 * @self: a segmentation
 * @lesion_id: which lesion
 * @reason: (nullable): why; needed for one that is signed
 *
 * Puts a lesion that is done, approved, rejected or signed back in progress. The
 * signature stays in the journal.
 *
 * Returns: whether it was reopened
 */
gboolean
rim_segmentation_reopen (RimSegmentation *self,
                         const char      *lesion_id,
                         const char      *reason)
{
  RimLesion *before;
  g_autoptr(RimLesion) after = NULL;
  guint index;

  g_return_val_if_fail (RIM_IS_SEGMENTATION (self), FALSE);
  g_return_val_if_fail (lesion_id != NULL, FALSE);

  before = rim_segmentation_find (self, lesion_id, &index);
  if (before == NULL || before->review.status == RIM_REVIEW_IN_PROGRESS)
    return FALSE;

  after = rim_lesion_with_reopening (before, reason);
  if (!rim_lesion_is_signed (before))
    return rim_segmentation_replace (self, after, "reopen");
  if (reason == NULL || *reason == '\0')
    return FALSE;

  apply_review (self, before, after, index, "reopen");

  return TRUE;
}
