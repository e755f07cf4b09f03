/* rl-history-item.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "history/rl-history-item.h"

struct _RlHistoryItem
{
  GObject    parent_instance;

  GPtrArray *edits;       /* of RimEdit; none of what was before all steps */
  guint      position;
};

G_DEFINE_FINAL_TYPE (RlHistoryItem, rl_history_item, G_TYPE_OBJECT)

static void
rl_history_item_finalize (GObject *object)
{
  RlHistoryItem *self = RL_HISTORY_ITEM (object);

  g_clear_pointer (&self->edits, g_ptr_array_unref);

  G_OBJECT_CLASS (rl_history_item_parent_class)->finalize (object);
}

static void
rl_history_item_class_init (RlHistoryItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rl_history_item_finalize;
}

static void
rl_history_item_init (RlHistoryItem *self)
{
  self->edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_edit_unref);
}

/**
 * rl_history_item_new:
 * @segmentation: whose journal
 * @start: the first edit of a step
 * @end: the one after its last; as @start for what was before all steps
 */
RlHistoryItem *
rl_history_item_new (RimSegmentation *segmentation,
                     guint            start,
                     guint            end)
{
  RlHistoryItem *self = g_object_new (RL_TYPE_HISTORY_ITEM, NULL);

  end = MIN (end, rim_segmentation_get_n_edits (segmentation));
  for (guint i = start; i < end; i++)
    g_ptr_array_add (self->edits, rim_edit_ref (rim_segmentation_get_edit (segmentation, i)));
  self->position = end;

  return self;
}

/* Returns: (transfer none) (element-type RimEdit): what was done */
GPtrArray *
rl_history_item_get_edits (RlHistoryItem *self)
{
  g_return_val_if_fail (RL_IS_HISTORY_ITEM (self), NULL);

  return self->edits;
}

/* Returns: where the journal stands once the step is done and no later one */
guint
rl_history_item_get_position (RlHistoryItem *self)
{
  g_return_val_if_fail (RL_IS_HISTORY_ITEM (self), 0);

  return self->position;
}

/* Returns: what no other step has; empty for what was before all */
const char *
rl_history_item_get_id (RlHistoryItem *self)
{
  g_return_val_if_fail (RL_IS_HISTORY_ITEM (self), NULL);

  return self->edits->len > 0 ? ((RimEdit *) g_ptr_array_index (self->edits, 0))->id : "";
}

/**
 * rl_history_item_get_place:
 * @self: a step
 * @place: (out): the middle of the voxels that it changed of its first lesion, or of a
 *   measurement, LPS mm
 *
 * Returns: whether it is at a place
 */
gboolean
rl_history_item_get_place (RlHistoryItem *self,
                           RimVec3       *place)
{
  g_return_val_if_fail (RL_IS_HISTORY_ITEM (self), FALSE);

  for (guint i = 0; i < self->edits->len; i++)
    {
      RimEdit *edit = g_ptr_array_index (self->edits, i);
      RimLesion *lesion = edit->after != NULL ? edit->after : edit->before;
      RimMeasurement *measurement = edit->measurement_after != NULL ? edit->measurement_after
                                                                    : edit->measurement_before;
      const RimBox *box = &edit->region;

      if (measurement != NULL)
        {
          *place = rim_measurement_get_middle (measurement);
          return TRUE;
        }
      if (lesion == NULL || box->max[0] <= box->min[0])
        continue;

      *place = rim_grid_to_patient (rim_mask_get_grid (lesion->mask),
                                    RIM_VEC3 ((box->min[0] + box->max[0] - 1) / 2,
                                              (box->min[1] + box->max[1] - 1) / 2,
                                              (box->min[2] + box->max[2] - 1) / 2));
      return TRUE;
    }

  return FALSE;
}
