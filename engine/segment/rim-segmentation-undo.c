/* rim-segmentation-undo.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-segmentation-private.h"

#include "rim-lesion-review.h"

gboolean
rim_segmentation_can_undo (RimSegmentation *self)
{
  g_return_val_if_fail (RIM_IS_SEGMENTATION (self), FALSE);

  return self->position > 0 && self->n_open == 0;
}

gboolean
rim_segmentation_can_redo (RimSegmentation *self)
{
  g_return_val_if_fail (RIM_IS_SEGMENTATION (self), FALSE);

  return self->position < self->edits->len && self->n_open == 0;
}

/* Whether undo or redo of @edit leaves a signed lesion alone */
static gboolean
check_edit (RimSegmentation  *self,
            RimEdit          *edit,
            GError          **error)
{
  RimLesion *now;

  if (rim_edit_is_of_measurement (edit))
    return TRUE;

  now = rim_segmentation_find (self, rim_edit_get_target_id (edit), NULL);

  return now == NULL || !rim_lesion_is_signed (now) || rim_lesion_check_editable (now, error);
}

static gboolean
check_act (RimSegmentation  *self,
           guint             index,
           GError          **error)
{
  guint start, end;

  rim_segmentation_get_act (self, index, &start, &end);
  for (guint i = start; i < end; i++)
    if (!check_edit (self, g_ptr_array_index (self->edits, i), error))
      return FALSE;

  return TRUE;
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
         check_act (self, self->position - 1, error);
}

/* As rim_segmentation_check_undo(), of redo */
gboolean
rim_segmentation_check_redo (RimSegmentation  *self,
                             GError          **error)
{
  g_return_val_if_fail (RIM_IS_SEGMENTATION (self), FALSE);

  return self->position == self->edits->len ||
         check_act (self, self->position, error);
}

/* Undoes and redoes without asking; there is something to undo or redo. */
gboolean
rim_segmentation_step_back (RimSegmentation *self)
{
  g_autoptr(GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_edit_unref);
  guint start, end;

  rim_segmentation_get_act (self, self->position - 1, &start, &end);
  while (self->position > start)
    {
      RimEdit *edit = rim_segmentation_get_edit (self, --self->position);

      rim_segmentation_put (self, edit, FALSE);
      g_ptr_array_add (edits, rim_edit_ref (edit));
    }
  rim_segmentation_tell (self, RIM_JOURNAL_UNDO, edits);

  return TRUE;
}

gboolean
rim_segmentation_step_forth (RimSegmentation *self)
{
  g_autoptr(GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_edit_unref);
  guint start, end;

  rim_segmentation_get_act (self, self->position, &start, &end);
  while (self->position < end)
    {
      RimEdit *edit = rim_segmentation_get_edit (self, self->position++);

      rim_segmentation_put (self, edit, TRUE);
      g_ptr_array_add (edits, rim_edit_ref (edit));
    }
  rim_segmentation_tell (self, RIM_JOURNAL_REDO, edits);

  return TRUE;
}

/* Returns: whether it was done; see rim_segmentation_check_undo() */
gboolean
rim_segmentation_undo (RimSegmentation *self)
{
  g_return_val_if_fail (RIM_IS_SEGMENTATION (self), FALSE);

  return rim_segmentation_can_undo (self) && rim_segmentation_check_undo (self, NULL) &&
         rim_segmentation_step_back (self);
}

/* Returns: whether it was done; see rim_segmentation_check_redo() */
gboolean
rim_segmentation_redo (RimSegmentation *self)
{
  g_return_val_if_fail (RIM_IS_SEGMENTATION (self), FALSE);

  return rim_segmentation_can_redo (self) && rim_segmentation_check_redo (self, NULL) &&
         rim_segmentation_step_forth (self);
}

/**
 * rim_segmentation_get_n_edits:
 * @self: a segmentation
 *
 * Returns: how many edits are within reach of undo and redo
 */
guint
rim_segmentation_get_n_edits (RimSegmentation *self)
{
  g_return_val_if_fail (RIM_IS_SEGMENTATION (self), 0);

  return self->edits->len;
}

/**
 * rim_segmentation_get_position:
 * @self: a segmentation
 *
 * Returns: how many of them are done; the rest is undone
 */
guint
rim_segmentation_get_position (RimSegmentation *self)
{
  g_return_val_if_fail (RIM_IS_SEGMENTATION (self), 0);

  return self->position;
}

/* Returns: (transfer none): an edit, the oldest being 0; those from
 *   rim_segmentation_get_position() on are undone
 */
RimEdit *
rim_segmentation_get_edit (RimSegmentation *self,
                           guint            index)
{
  g_return_val_if_fail (RIM_IS_SEGMENTATION (self), NULL);
  g_return_val_if_fail (index < self->edits->len, NULL);

  return g_ptr_array_index (self->edits, index);
}

static gboolean
is_same_act (RimSegmentation *self,
             guint            a,
             guint            b)
{
  const char *act = rim_segmentation_get_edit (self, a)->act;

  return act != NULL && g_strcmp0 (act, rim_segmentation_get_edit (self, b)->act) == 0;
}

/**
 * rim_segmentation_get_act:
 * @self: a segmentation
 * @index: an edit
 * @start: (out): the first of the edits that are one step with it
 * @end: (out): the one after the last
 */
void
rim_segmentation_get_act (RimSegmentation *self,
                          guint            index,
                          guint           *start,
                          guint           *end)
{
  g_return_if_fail (RIM_IS_SEGMENTATION (self));
  g_return_if_fail (index < self->edits->len);

  *start = index;
  while (*start > 0 && is_same_act (self, *start - 1, index))
    --*start;

  *end = index + 1;
  while (*end < self->edits->len && is_same_act (self, index, *end))
    ++*end;
}
