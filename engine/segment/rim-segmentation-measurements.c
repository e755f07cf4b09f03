/* rim-segmentation-measurements.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-segmentation-private.h"

/* Puts a measurement in the list, in the place of the one with its id, or takes that
 * one out.
 */
void
rim_segmentation_put_measurement (RimSegmentation *self,
                                  const char      *id,
                                  RimMeasurement  *measurement,
                                  guint            wanted_index)
{
  guint index;
  gboolean found = rim_segmentation_find_measurement (self, id, &index) != NULL;

  if (measurement == NULL && found)
    {
      g_ptr_array_remove_index (self->measurements, index);
    }
  else if (measurement != NULL && found)
    {
      rim_measurement_unref (g_ptr_array_index (self->measurements, index));
      g_ptr_array_index (self->measurements, index) = rim_measurement_ref (measurement);
    }
  else if (measurement != NULL)
    {
      index = MIN (wanted_index, self->measurements->len);
      g_ptr_array_insert (self->measurements, (int) index, rim_measurement_ref (measurement));
    }
}

guint
rim_segmentation_get_n_measurements (RimSegmentation *self)
{
  g_return_val_if_fail (RIM_IS_SEGMENTATION (self), 0);

  return self->measurements->len;
}

/* Returns: (transfer none): the measurement as it is now */
RimMeasurement *
rim_segmentation_get_measurement (RimSegmentation *self,
                                  guint            index)
{
  g_return_val_if_fail (RIM_IS_SEGMENTATION (self), NULL);
  g_return_val_if_fail (index < self->measurements->len, NULL);

  return g_ptr_array_index (self->measurements, index);
}

/**
 * rim_segmentation_find_measurement:
 * @self: a segmentation
 * @id: an id
 * @index: (out) (optional): where in the list it stands
 *
 * Returns: (transfer none) (nullable): the measurement as it is now
 */
RimMeasurement *
rim_segmentation_find_measurement (RimSegmentation *self,
                                   const char      *id,
                                   guint           *index)
{
  g_return_val_if_fail (RIM_IS_SEGMENTATION (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  for (guint i = 0; i < self->measurements->len; i++)
    {
      RimMeasurement *measurement = g_ptr_array_index (self->measurements, i);

      if (!g_str_equal (measurement->id, id))
        continue;

      if (index != NULL)
        *index = i;
      return measurement;
    }

  return NULL;
}

static void
do_edit (RimSegmentation *self,
         RimMeasurement  *before,
         RimMeasurement  *after,
         guint            index,
         const char      *tool)
{
  g_autoptr(RimEdit) edit = rim_edit_new_of_measurement (before, after, index, tool,
                                                         self->author);

  rim_segmentation_apply (self, RIM_JOURNAL_DO, edit);
}

/**
 * rim_segmentation_add_measurement:
 * @self: a segmentation
 * @measurement: a measurement that it does not have
 * @tool: what made it
 *
 * Returns: whether it was added; %FALSE where its id is there already
 */
gboolean
rim_segmentation_add_measurement (RimSegmentation *self,
                                  RimMeasurement  *measurement,
                                  const char      *tool)
{
  g_return_val_if_fail (RIM_IS_SEGMENTATION (self), FALSE);
  g_return_val_if_fail (measurement != NULL, FALSE);

  if (rim_segmentation_find_measurement (self, measurement->id, NULL) != NULL)
    return FALSE;

  do_edit (self, NULL, measurement, self->measurements->len, tool);

  return TRUE;
}

/* Where its label stands is no part of what was measured. */
static gboolean
differs_in_more_than_label (RimMeasurement *before,
                            RimMeasurement *after)
{
  g_autoptr(RimMeasurement) same =
    rim_measurement_with_label_offset (after, before->has_label_offset ? &before->label_offset : NULL);

  return !rim_measurement_equal (before, same);
}

/**
 * rim_segmentation_replace_measurement:
 * @self: a segmentation
 * @measurement: a measurement that it has, as it shall be
 * @tool: what changed it
 *
 * A locked measurement stays as it is until it is unlocked; its label can be moved.
 *
 * Returns: whether that was a change
 */
gboolean
rim_segmentation_replace_measurement (RimSegmentation *self,
                                      RimMeasurement  *measurement,
                                      const char      *tool)
{
  RimMeasurement *before;
  guint index;

  g_return_val_if_fail (RIM_IS_SEGMENTATION (self), FALSE);
  g_return_val_if_fail (measurement != NULL, FALSE);

  before = rim_segmentation_find_measurement (self, measurement->id, &index);
  if (before == NULL || rim_measurement_equal (before, measurement))
    return FALSE;
  if (before->locked && measurement->locked && differs_in_more_than_label (before, measurement))
    return FALSE;

  do_edit (self, before, measurement, index, tool);

  return TRUE;
}

/* Returns: whether it was removed; one that is locked stays */
gboolean
rim_segmentation_remove_measurement (RimSegmentation *self,
                                     const char      *id,
                                     const char      *tool)
{
  RimMeasurement *before;
  guint index;

  g_return_val_if_fail (RIM_IS_SEGMENTATION (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  before = rim_segmentation_find_measurement (self, id, &index);
  if (before == NULL || before->locked)
    return FALSE;

  do_edit (self, before, NULL, index, tool);

  return TRUE;
}
