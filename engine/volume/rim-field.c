/* rim-field.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-field.h"

#include "core/rim-parallel.h"

#define ROWS_PER_BLOCK 256

/**
 * rim_grid_crop:
 * @self: a grid
 * @box: a box of its voxels, not empty
 * @cropped: (out): the grid of these voxels alone
 */
void
rim_grid_crop (const RimGrid *self,
               const RimBox  *box,
               RimGrid       *cropped)
{
  RimVec3 origin = rim_grid_to_patient (self, RIM_VEC3 (box->min[0], box->min[1], box->min[2]));

  cropped->to_patient = self->to_patient;
  rim_affine_set_column (&cropped->to_patient, 3, origin);
  for (guint axis = 0; axis < 3; axis++)
    cropped->size[axis] = box->max[axis] - box->min[axis];
}

/**
 * rim_volume_is_single:
 * @volume: an image
 *
 * Whether the image holds floats as they are, so that what is computed from it
 * is stored in single precision by programs that keep the type of their input
 * (PyRadiomics, ITK). Whole numbers and what is rescaled are computed in double.
 */
gboolean
rim_volume_is_single (RimVolume *volume)
{
  const guint n_slices = rim_volume_get_grid (volume)->size[2];

  if (rim_volume_get_voxel_type (volume) != RIM_VOXEL_FLOAT)
    return FALSE;

  for (guint k = 0; k < n_slices; k++)
    {
      RimRescale rescale = rim_volume_get_rescale (volume, k);

      if (rescale.slope != 1.0 || rescale.intercept != 0.0)
        return FALSE;
    }

  return TRUE;
}

/**
 * rim_field_new:
 * @grid: where its voxels lie
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): a field whose values are not set, or
 *   %NULL when there is no memory for it
 */
RimField *
rim_field_new (const RimGrid  *grid,
               GError        **error)
{
  const gsize n = rim_grid_get_n_voxels (grid);
  double *values = g_try_new (double, n);

  if (values == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                   "There is no memory for %" G_GSIZE_FORMAT " values", n);
      return NULL;
    }

  return rim_field_new_take (grid, values);
}

/**
 * rim_field_new_take:
 * @grid: where its voxels lie
 * @values: (transfer full): as many, i fastest, to be freed with g_free()
 *
 * Returns: (transfer full): a field of these values
 */
RimField *
rim_field_new_take (const RimGrid *grid,
                    double        *values)
{
  RimField *self = g_new0 (RimField, 1);

  rim_ref_count_init (&self->ref_count);
  self->grid = *grid;
  self->values = values;

  return self;
}

typedef struct
{
  RimField     *field;
  RimVolume    *volume;
  const RimBox *box;
} Reading;

static void
read_rows (gsize    begin,
           gsize    end,
           gpointer data)
{
  const Reading *self = data;
  const guint *size = self->field->grid.size;

  for (gsize row = begin; row < end; row++)
    rim_volume_read_row (self->volume, self->box->min[0],
                         self->box->min[1] + (guint) (row % size[1]),
                         self->box->min[2] + (guint) (row / size[1]), size[0],
                         self->field->values + row * size[0]);
}

/**
 * rim_field_new_from_volume:
 * @volume: an image, all slices of the box ready
 * @box: (nullable): which voxels; all where %NULL
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): the values of these voxels in the unit of
 *   the image
 */
RimField *
rim_field_new_from_volume (RimVolume     *volume,
                           const RimBox  *box,
                           GError       **error)
{
  const RimGrid *whole = rim_volume_get_grid (volume);
  const RimBox all = { { 0, 0, 0 }, { whole->size[0], whole->size[1], whole->size[2] } };
  RimGrid grid;
  RimField *self;
  Reading reading;

  if (box == NULL)
    box = &all;
  rim_grid_crop (whole, box, &grid);

  self = rim_field_new (&grid, error);
  if (self == NULL)
    return NULL;

  self->is_single = rim_volume_is_single (volume);
  reading = (Reading) { self, volume, box };
  rim_parallel_for ((gsize) grid.size[1] * grid.size[2], ROWS_PER_BLOCK, read_rows, &reading);

  return self;
}

/**
 * rim_field_ref:
 * @self: a field
 *
 * Returns: (transfer full): @self
 */
RimField *
rim_field_ref (RimField *self)
{
  rim_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * rim_field_unref:
 * @self: (transfer full): a field
 */
void
rim_field_unref (RimField *self)
{
  if (!rim_ref_count_dec (&self->ref_count))
    return;

  g_free (self->values);
  g_free (self);
}
