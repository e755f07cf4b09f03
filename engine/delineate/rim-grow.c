/* rim-grow.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-grow.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "delineate/rim-search-private.h"

G_DEFINE_QUARK (rim-grow-error-quark, rim_grow_error)

/* Runs between two looks at the cancellable. */
#define RUNS_PER_LOOK 4096

/* A row of voxels of the box, read when it is first come to. */
typedef struct
{
  double *values;       /* NAN where it is too far from the seed or has no value */
  guint8 *inside;
} Row;

typedef struct
{
  guint j;
  guint k;
  guint begin;          /* columns of the box to look for voxels that join */
  guint end;
} Span;

struct _RimGrow
{
  RimVolume *volume;
  RimVec3    seed;
  double     max_distance;
  guint      index[3];      /* of the seed */
  RimBox     box;
  guint      size[3];
  Row       *rows;
  double    *scratch;
  GArray    *stack;
  GArray    *touched;       /* numbers of the rows with voxels inside */
};

static gboolean
find_seed (RimGrow  *self,
           GError  **error)
{
  if (rim_place_find_voxel (rim_volume_get_grid (self->volume), self->seed, self->index))
    return TRUE;

  g_set_error_literal (error, RIM_GROW_ERROR, RIM_GROW_ERROR_OUTSIDE,
                       _("The point lies outside the image"));

  return FALSE;
}

static void
find_box (RimGrow *self)
{
  rim_place_find_box (rim_volume_get_grid (self->volume), self->index, self->max_distance, &self->box);
  for (guint axis = 0; axis < 3; axis++)
    self->size[axis] = self->box.max[axis] - self->box.min[axis];
}

static void
read_row (RimGrow *self,
          Row     *row,
          guint    j,
          guint    k)
{
  const RimGrid *grid = rim_volume_get_grid (self->volume);
  RimVec3 step = rim_affine_get_column (&grid->to_patient, 0);
  RimVec3 at = rim_grid_to_patient (grid, RIM_VEC3 (self->box.min[0], self->box.min[1] + j,
                                                    self->box.min[2] + k));
  RimVec3 offset = rim_vec3_sub (at, self->seed);
  double far = self->max_distance * self->max_distance;

  row->values = g_new (double, self->size[0]);
  row->inside = g_new0 (guint8, self->size[0]);
  rim_volume_read_row (self->volume, self->box.min[0], self->box.min[1] + j, self->box.min[2] + k,
                       self->size[0], self->scratch);

  for (guint i = 0; i < self->size[0]; i++)
    {
      RimVec3 d = rim_vec3_add (offset, rim_vec3_scale (step, i));

      row->values[i] = rim_vec3_dot (d, d) <= far ? self->scratch[i] : NAN;
    }
}

static Row *
get_row (RimGrow *self,
         guint    j,
         guint    k)
{
  Row *row = &self->rows[(gsize) k * self->size[1] + j];

  if (row->values == NULL)
    read_row (self, row, j, k);

  return row;
}

/* Of the row that the span is of, all runs that begin in it and can join do. */
static void
fill_span (RimGrow *self,
           Span     span,
           double   low,
           double   high)
{
  Row *row = get_row (self, span.j, span.k);

  for (guint i = span.begin; i < span.end; i++)
    {
      guint begin = i, end = i;
      guint32 number = span.k * self->size[1] + span.j;

      if (row->inside[i] || !(row->values[i] >= low && row->values[i] <= high))
        continue;

      while (begin > 0 && !row->inside[begin - 1] &&
             row->values[begin - 1] >= low && row->values[begin - 1] <= high)
        begin--;
      while (end < self->size[0] && !row->inside[end] &&
             row->values[end] >= low && row->values[end] <= high)
        end++;

      memset (row->inside + begin, 1, end - begin);
      g_array_append_val (self->touched, number);
      for (guint n = 0; n < 4; n++)
        {
          Span next = { span.j, span.k, begin, end };

          next.j += n == 0 ? 1 : n == 1 ? -1u : 0;
          next.k += n == 2 ? 1 : n == 3 ? -1u : 0;
          if (next.j < self->size[1] && next.k < self->size[2])
            g_array_append_val (self->stack, next);
        }
      i = end;
    }
}

static gboolean
flood (RimGrow       *self,
       double         low,
       double         high,
       GCancellable  *cancellable,
       GError       **error)
{
  guint at = self->index[0] - self->box.min[0];
  Span seed = { self->index[1] - self->box.min[1], self->index[2] - self->box.min[2], at, at + 1 };
  guint n = 0;

  g_array_set_size (self->stack, 0);
  g_array_append_val (self->stack, seed);

  while (self->stack->len > 0)
    {
      Span span = g_array_index (self->stack, Span, self->stack->len - 1);

      if (n++ % RUNS_PER_LOOK == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;

      g_array_set_size (self->stack, self->stack->len - 1);
      fill_span (self, span, low, high);
    }

  return TRUE;
}

static RimMaskSlice *
build_slice (RimGrow *self,
             guint    k)
{
  g_autoptr(GArray) runs = g_array_new (FALSE, FALSE, sizeof (RimRun));
  g_autofree guint32 *starts = g_new (guint32, self->size[1] + 1);

  for (guint j = 0; j < self->size[1]; j++)
    {
      const guint8 *inside = self->rows[(gsize) k * self->size[1] + j].inside;

      starts[j] = runs->len;
      for (guint i = 0; inside != NULL && i < self->size[0]; i++)
        if (inside[i])
          {
            RimRun run = { self->box.min[0] + i, 0 };

            while (i < self->size[0] && inside[i])
              i++;
            run.end = self->box.min[0] + i;
            g_array_append_val (runs, run);
          }
    }
  starts[self->size[1]] = runs->len;

  return rim_mask_slice_new_from_rows (self->box.min[1], self->size[1], starts,
                                       (const RimRun *) (gpointer) runs->data);
}

static RimMask *
build_mask (RimGrow *self)
{
  g_autoptr(RimMask) empty = rim_mask_new (rim_volume_get_grid (self->volume));
  g_autofree RimMaskSlice **slices = g_new0 (RimMaskSlice *, self->size[2]);
  g_autofree gboolean *is_touched = g_new0 (gboolean, self->size[2]);
  RimMask *mask;

  for (guint n = 0; n < self->touched->len; n++)
    is_touched[g_array_index (self->touched, guint32, n) / self->size[1]] = TRUE;

  for (guint k = 0; k < self->size[2]; k++)
    slices[k] = is_touched[k] ? build_slice (self, k) : NULL;

  mask = rim_mask_with_slices (empty, self->box.min[2], self->size[2], slices);
  for (guint k = 0; k < self->size[2]; k++)
    g_clear_pointer (&slices[k], rim_mask_slice_unref);

  return mask;
}

static void
clear_inside (RimGrow *self)
{
  for (guint n = 0; n < self->touched->len; n++)
    memset (self->rows[g_array_index (self->touched, guint32, n)].inside, 0, self->size[0]);
  g_array_set_size (self->touched, 0);
}

/**
 * rim_grow_new:
 * @volume: an image, all of whose slices are there
 * @seed: where to begin, LPS mm
 * @max_distance: how far from @seed a voxel may be, in mm
 * @error: where to put an error of %RIM_GROW_ERROR
 *
 * Returns: (transfer full) (nullable): what grows there
 */
RimGrow *
rim_grow_new (RimVolume  *volume,
              RimVec3     seed,
              double      max_distance,
              GError    **error)
{
  g_autoptr(RimGrow) self = NULL;

  g_return_val_if_fail (volume != NULL, NULL);
  g_return_val_if_fail (max_distance > 0, NULL);

  self = g_new0 (RimGrow, 1);
  self->volume = rim_volume_ref (volume);
  self->max_distance = max_distance;
  self->seed = seed;
  self->stack = g_array_new (FALSE, FALSE, sizeof (Span));
  self->touched = g_array_new (FALSE, FALSE, sizeof (guint32));

  if (!find_seed (self, error))
    return NULL;

  find_box (self);
  self->rows = g_new0 (Row, (gsize) self->size[1] * self->size[2]);
  self->scratch = g_new (double, self->size[0]);

  if (!isfinite (rim_grow_get_value (self)))
    {
      g_set_error_literal (error, RIM_GROW_ERROR, RIM_GROW_ERROR_NO_VALUE,
                           _("There is no value at the point"));
      return NULL;
    }

  return g_steal_pointer (&self);
}

void
rim_grow_free (RimGrow *self)
{
  for (gsize n = 0; self->rows != NULL && n < (gsize) self->size[1] * self->size[2]; n++)
    {
      g_free (self->rows[n].values);
      g_free (self->rows[n].inside);
    }

  g_free (self->rows);
  g_free (self->scratch);
  g_array_unref (self->stack);
  g_array_unref (self->touched);
  rim_volume_unref (self->volume);
  g_free (self);
}

/**
 * rim_grow_get_value:
 * @self: what grows
 *
 * Returns: the value of the image at the voxel of the seed, in its unit
 */
double
rim_grow_get_value (RimGrow *self)
{
  g_return_val_if_fail (self != NULL, NAN);

  return rim_volume_get_value (self->volume, self->index[0], self->index[1], self->index[2]);
}

/**
 * rim_grow_get_noise:
 * @self: what grows
 *
 * Returns: the standard deviation of the values of the 5 × 5 voxels about the seed in
 *   its slice, with n in the denominator: what a tolerance can begin with
 */
double
rim_grow_get_noise (RimGrow *self)
{
  const RimGrid *grid = rim_volume_get_grid (self->volume);
  double sum = 0, squares = 0, n = 0;

  for (int dj = -2; dj <= 2; dj++)
    for (int di = -2; di <= 2; di++)
      {
        guint i = self->index[0] + (guint) di;
        guint j = self->index[1] + (guint) dj;
        double value;

        if (i >= grid->size[0] || j >= grid->size[1])
          continue;

        value = rim_volume_get_value (self->volume, i, j, self->index[2]) - rim_grow_get_value (self);
        if (!isfinite (value))
          continue;

        sum += value;
        squares += value * value;
        n++;
      }

  return sqrt (MAX (squares / n - (sum / n) * (sum / n), 0));
}

/**
 * rim_grow_fill:
 * @self: what grows
 * @low: the least value, in the unit of the image
 * @high: the greatest
 * @cancellable: (nullable): for giving up
 * @error: where to put an error
 *
 * The voxels that hang together by their faces with that of the seed, are no farther
 * from it than was allowed and have a value in the range; none where the seed has not.
 *
 * Returns: (transfer full) (nullable): the voxels on the grid of the image; %NULL
 *   where it was cancelled
 */
RimMask *
rim_grow_fill (RimGrow       *self,
               double         low,
               double         high,
               GCancellable  *cancellable,
               GError       **error)
{
  RimMask *mask = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (flood (self, low, high, cancellable, error))
    mask = build_mask (self);
  clear_inside (self);

  return mask;
}
