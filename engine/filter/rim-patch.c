/* rim-patch.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-patch.h"

#include <math.h>
#include <string.h>

#include "core/rim-parallel.h"

#define VALUES_PER_BLOCK 32768

typedef struct
{
  RimPatch       *to;
  const RimPatch *from;
  RimVolume      *volume;
  RimBoundary     boundary;
  const guint    *margin;
  double          divisor;
} Job;

/**
 * rim_box_get_size:
 * @self: a box, not empty
 * @size: (out): how many voxels it has along i, j, k
 */
void
rim_box_get_size (const RimBox *self,
                  guint         size[3])
{
  for (guint axis = 0; axis < 3; axis++)
    size[axis] = self->max[axis] - self->min[axis];
}

/* Calls @func for blocks of rows of @to. */
static void
for_rows (Job             *job,
          RimParallelFunc  func)
{
  guint size[3];

  rim_box_get_size (&job->to->box, size);
  rim_parallel_for ((gsize) size[1] * size[2], MAX (1, VALUES_PER_BLOCK / size[0]), func, job);
}

static void
locate_row (const RimPatch *self,
            gsize           row,
            guint          *j,
            guint          *k)
{
  const guint height = self->box.max[1] - self->box.min[1];

  *j = self->box.min[1] + (guint) (row % height);
  *k = self->box.min[2] + (guint) (row / height);
}

static double *
get_row (const RimPatch *self,
         guint           j,
         guint           k)
{
  guint size[3];

  rim_box_get_size (&self->box, size);

  return self->values + ((gsize) (k - self->box.min[2]) * size[1] + j - self->box.min[1]) * size[0];
}

static void
read_rows (gsize    begin,
           gsize    end,
           gpointer data)
{
  const Job *job = data;
  const guint first = job->to->box.min[0];

  for (gsize row = begin; row < end; row++)
    {
      guint j, k;

      locate_row (job->to, row, &j, &k);
      rim_volume_read_row (job->volume, first, j, k, job->to->box.max[0] - first,
                           get_row (job->to, j, k));
    }
}

static void
crop_rows (gsize    begin,
           gsize    end,
           gpointer data)
{
  const Job *job = data;
  const RimBox *box = &job->to->box;

  for (gsize row = begin; row < end; row++)
    {
      guint j, k;

      locate_row (job->to, row, &j, &k);
      memcpy (get_row (job->to, j, k),
              get_row (job->from, j, k) + box->min[0] - job->from->box.min[0],
              (box->max[0] - box->min[0]) * sizeof (double));
    }
}

static gssize
map_padded (const Job *job,
            guint      axis,
            guint      index)
{
  return rim_boundary_map (job->boundary, (gssize) index - (gssize) job->margin[axis],
                           job->from->size[axis]);
}

static void
pad_rows (gsize    begin,
          gsize    end,
          gpointer data)
{
  const Job *job = data;
  const guint first = job->to->box.min[0];
  const guint width = job->to->box.max[0] - first;
  const guint from_first = job->from->box.min[0];

  for (gsize row = begin; row < end; row++)
    {
      guint j, k;
      gssize from_j, from_k;
      double *to;

      locate_row (job->to, row, &j, &k);
      from_j = map_padded (job, 1, j);
      from_k = map_padded (job, 2, k);
      to = get_row (job->to, j, k);

      for (guint i = 0; i < width; i++)
        {
          gssize from_i = map_padded (job, 0, first + i);

          if (from_i < 0 || from_j < 0 || from_k < 0)
            to[i] = 0.0;
          else
            to[i] = get_row (job->from, (guint) from_j, (guint) from_k)[from_i - from_first];
        }
    }
}

static void
add_values (gsize    begin,
            gsize    end,
            gpointer data)
{
  const Job *job = data;

  for (gsize v = begin; v < end; v++)
    job->to->values[v] += job->from->values[v];
}

static void
divide_values (gsize    begin,
               gsize    end,
               gpointer data)
{
  const Job *job = data;

  for (gsize v = begin; v < end; v++)
    job->to->values[v] /= job->divisor;
}

static void
absolute_values (gsize    begin,
                 gsize    end,
                 gpointer data)
{
  const Job *job = data;

  for (gsize v = begin; v < end; v++)
    job->to->values[v] = fabs (job->to->values[v]);
}

/**
 * rim_patch_get_n:
 * @self: a patch
 *
 * Returns: how many values it has
 */
gsize
rim_patch_get_n (const RimPatch *self)
{
  guint size[3];

  rim_box_get_size (&self->box, size);

  return (gsize) size[0] * size[1] * size[2];
}

/**
 * rim_patch_new:
 * @size: the voxels of the image along i, j, k
 * @box: which of them, at least one
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): a patch whose values are not set, or %NULL
 *   when there is no memory for it
 */
RimPatch *
rim_patch_new (const guint    size[3],
               const RimBox  *box,
               GError       **error)
{
  RimPatch *self = g_new (RimPatch, 1);

  memcpy (self->size, size, sizeof self->size);
  self->box = *box;
  self->values = g_try_new (double, rim_patch_get_n (self));

  if (self->values == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                   "There is no memory to filter %" G_GSIZE_FORMAT " voxels",
                   rim_patch_get_n (self));
      g_free (self);
      return NULL;
    }

  return self;
}

/**
 * rim_patch_new_from_volume:
 * @volume: an image, all slices of the box ready
 * @box: which voxels, at least one
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): the values of these voxels
 */
RimPatch *
rim_patch_new_from_volume (RimVolume     *volume,
                           const RimBox  *box,
                           GError       **error)
{
  RimPatch *self = rim_patch_new (rim_volume_get_grid (volume)->size, box, error);
  Job job = { .to = self, .volume = volume };

  if (self != NULL)
    for_rows (&job, read_rows);

  return self;
}

/**
 * rim_patch_pad:
 * @self: a patch that has the whole image along the axes that are padded
 * @boundary: what to put around it
 * @margin: how many voxels at either end of each axis
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): the same of a wider image
 */
RimPatch *
rim_patch_pad (const RimPatch  *self,
               RimBoundary      boundary,
               const guint      margin[3],
               GError         **error)
{
  RimBox box = self->box;
  guint size[3];
  RimPatch *padded;
  Job job;

  for (guint axis = 0; axis < 3; axis++)
    {
      size[axis] = self->size[axis] + 2 * margin[axis];
      if (margin[axis] > 0)
        box.max[axis] = size[axis];
    }

  padded = rim_patch_new (size, &box, error);
  if (padded == NULL)
    return NULL;

  job = (Job) { .to = padded, .from = self, .boundary = boundary, .margin = margin };
  for_rows (&job, pad_rows);

  return padded;
}

/**
 * rim_patch_crop:
 * @self: a patch
 * @box: voxels of the image that @self has
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): the values of these alone
 */
RimPatch *
rim_patch_crop (const RimPatch  *self,
                const RimBox    *box,
                GError         **error)
{
  RimPatch *cropped = rim_patch_new (self->size, box, error);
  Job job = { .to = cropped, .from = self };

  if (cropped != NULL)
    for_rows (&job, crop_rows);

  return cropped;
}

/**
 * rim_patch_to_field:
 * @self: (transfer full): a patch
 * @grid: the grid of the image
 *
 * Returns: (transfer full): the same values, as what features are computed on
 */
RimField *
rim_patch_to_field (RimPatch      *self,
                    const RimGrid *grid)
{
  RimField *field = g_new0 (RimField, 1);

  rim_ref_count_init (&field->ref_count);
  rim_grid_crop (grid, &self->box, &field->grid);
  field->values = g_steal_pointer (&self->values);
  rim_patch_free (self);

  return field;
}

/**
 * rim_patch_free:
 * @self: (transfer full) (nullable): a patch
 */
void
rim_patch_free (RimPatch *self)
{
  if (self == NULL)
    return;

  g_free (self->values);
  g_free (self);
}

/**
 * rim_patch_add:
 * @self: a patch
 * @other: another of the same box
 *
 * Adds the values of @other to those of @self.
 */
void
rim_patch_add (RimPatch       *self,
               const RimPatch *other)
{
  Job job = { .to = self, .from = other };

  rim_parallel_for (rim_patch_get_n (self), VALUES_PER_BLOCK, add_values, &job);
}

/**
 * rim_patch_divide:
 * @self: a patch
 * @divisor: what to divide its values by
 */
void
rim_patch_divide (RimPatch *self,
                  double    divisor)
{
  Job job = { .to = self, .divisor = divisor };

  rim_parallel_for (rim_patch_get_n (self), VALUES_PER_BLOCK, divide_values, &job);
}

/**
 * rim_patch_absolute:
 * @self: a patch whose values become their absolute values
 */
void
rim_patch_absolute (RimPatch *self)
{
  Job job = { .to = self };

  rim_parallel_for (rim_patch_get_n (self), VALUES_PER_BLOCK, absolute_values, &job);
}
