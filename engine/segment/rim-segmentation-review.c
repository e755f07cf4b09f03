/* rim-segmentation-review.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-segmentation-private.h"

#include "rim-edit-private.h"
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

static gboolean
may_sign (RimLesion  *lesion,
          const char *wanted_id)
{
  if (wanted_id != NULL ? !g_str_equal (lesion->id, wanted_id)
                        : lesion->review.status == RIM_REVIEW_REJECTED)
    return FALSE;

  return !rim_lesion_is_signed (lesion) && rim_lesion_get_status (lesion) != RIM_REVIEW_NOT_STARTED;
}

/* Returns: (element-type RimEdit): what signs */
static GPtrArray *
make_signatures (RimSegmentation *self,
                 const char      *lesion_id,
                 const char      *name)
{
  GPtrArray *edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_edit_unref);
  gint64 time = g_get_real_time ();

  for (guint i = 0; i < self->lesions->len; i++)
    {
      RimLesion *lesion = g_ptr_array_index (self->lesions, i);
      g_autoptr(RimLesion) after = NULL;

      if (!may_sign (lesion, lesion_id))
        continue;

      after = rim_lesion_with_signature (lesion, name, time);
      g_ptr_array_add (edits, rim_edit_new (lesion, after, i, "sign", self->author));
    }

  return edits;
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
  g_autoptr(GPtrArray) edits = NULL;
  g_autofree char *act = g_uuid_string_random ();

  g_return_val_if_fail (RIM_IS_SEGMENTATION (self), 0);
  g_return_val_if_fail (name != NULL && *name != '\0', 0);
  g_return_val_if_fail (self->n_open == 0, 0);

  edits = make_signatures (self, lesion_id, name);
  for (guint i = 0; i < edits->len; i++)
    {
      RimEdit *edit = g_ptr_array_index (edits, i);

      rim_edit_set_act (edit, edits->len > 1 ? act : NULL);
      rim_segmentation_put (self, edit, TRUE);
    }
  if (edits->len > 0)
    rim_segmentation_tell (self, RIM_JOURNAL_SIGN, edits);

  return edits->len;
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
  g_autoptr(RimEdit) edit = NULL;
  guint index;

  g_return_val_if_fail (RIM_IS_SEGMENTATION (self), FALSE);
  g_return_val_if_fail (lesion_id != NULL, FALSE);

  before = rim_segmentation_find (self, lesion_id, &index);
  if (before == NULL || before->review.status == RIM_REVIEW_IN_PROGRESS)
    return FALSE;

  after = rim_lesion_with_reopening (before, reason);
  if (!rim_lesion_is_signed (before))
    return rim_segmentation_replace (self, after, "reopen");
  if (reason == NULL || *reason == '\0' || self->n_open > 0)
    return FALSE;

  edit = rim_edit_new (before, after, index, "reopen", self->author);
  rim_segmentation_apply (self, RIM_JOURNAL_SIGN, edit);

  return TRUE;
}
