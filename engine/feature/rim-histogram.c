/* rim-histogram.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "feature/rim-histogram.h"

#include <math.h>
#include <string.h>

#include "texture/rim-family.h"

/* The runs of a mask with the values in them, one after the other. */
typedef void (*RunFunc) (const double *values,
                         const RimRun *run,
                         guint         j,
                         guint         k,
                         gpointer      data);

static void
foreach_run_in_slice (RimMask   *mask,
                      RimVolume *image,
                      guint      k,
                      double    *values,
                      RunFunc    func,
                      gpointer   data)
{
  RimMaskSlice *slice = rim_mask_get_slice (mask, k);
  guint first_row = 0;
  guint n_rows = 0;

  if (slice == NULL)
    return;

  rim_mask_slice_get_rows (slice, &first_row, &n_rows);
  for (guint j = first_row; j < first_row + n_rows; j++)
    {
      guint n_runs = 0;
      const RimRun *runs = rim_mask_slice_get_runs (slice, j, &n_runs);

      for (guint r = 0; r < n_runs; r++)
        {
          rim_volume_read_row (image, runs[r].begin, j, k, runs[r].end - runs[r].begin, values);
          func (values, &runs[r], j, k, data);
        }
    }
}

static void
foreach_run (RimMask   *mask,
             RimVolume *image,
             RunFunc    func,
             gpointer   data)
{
  const guint *size = rim_mask_get_grid (mask)->size;
  g_autofree double *values = g_new (double, size[0]);
  RimBox box;

  if (!rim_mask_get_bounds (mask, &box))
    return;

  for (guint k = box.min[2]; k < box.max[2]; k++)
    foreach_run_in_slice (mask, image, k, values, func, data);
}

static void
widen (const double *values,
       const RimRun *run,
       guint         j,
       guint         k,
       gpointer      data)
{
  RimHistogram *self = data;

  for (guint i = 0; i < run->end - run->begin; i++)
    if (isfinite (values[i]))
      {
        self->min = MIN (self->min, values[i]);
        self->max = MAX (self->max, values[i]);
        self->n_voxels++;
      }
}

static void
count (const double *values,
       const RimRun *run,
       guint         j,
       guint         k,
       gpointer      data)
{
  RimHistogram *self = data;
  guint bin;

  for (guint i = 0; i < run->end - run->begin; i++)
    if (rim_histogram_find_bin (self, values[i], &bin))
      self->counts[bin]++;
}

/* Edges lie at multiples of the width, as those that PyRadiomics discretises by;
 * where bins would be too many, several are one.
 */
static void
set_edges (RimHistogram *self,
           double        width,
           guint         n_bins)
{
  const double range = self->max - self->min;
  double n;

  if (n_bins > 0 || !(width > 0))
    {
      self->n_bins = CLAMP (n_bins, 1, RIM_HISTOGRAM_MAX_BINS);
      self->width = range > 0 ? range / self->n_bins : 1.0;
      self->lower = self->min;
      return;
    }

  width *= MAX (1.0, ceil (range / width / (RIM_HISTOGRAM_MAX_BINS - 2)));
  self->width = width;
  self->lower = floor (self->min / width) * width;
  n = floor ((self->max - self->lower) / width) + 1.0;
  self->n_bins = (guint) CLAMP (n, 1.0, RIM_HISTOGRAM_MAX_BINS);
}

/**
 * rim_histogram_new:
 * @image: an image, all slices ready
 * @mask: a VOI on the grid of @image
 * @width: of the bins, whose edges lie at its multiples
 * @n_bins: or so many between the least and the greatest intensity, where not 0
 * @error: where to put an error
 *
 * Counts the intensities of a VOI. Where a width would give more than
 * RIM_HISTOGRAM_MAX_BINS bins, they are a multiple of it wide.
 *
 * Returns: (transfer full) (nullable): the histogram; none without a finite voxel
 */
RimHistogram *
rim_histogram_new (RimVolume  *image,
                   RimMask    *mask,
                   double      width,
                   guint       n_bins,
                   GError    **error)
{
  g_autoptr(RimHistogram) self = g_new0 (RimHistogram, 1);

  g_return_val_if_fail (rim_grid_equal (rim_volume_get_grid (image), rim_mask_get_grid (mask), 1e-3), NULL);

  self->min = INFINITY;
  self->max = -INFINITY;
  foreach_run (mask, image, widen, self);
  if (self->n_voxels == 0 || !isfinite (self->max - self->min))
    {
      g_set_error_literal (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_EMPTY, "No voxels to count");
      return NULL;
    }

  set_edges (self, width, n_bins);
  self->counts = g_new0 (gsize, self->n_bins);
  foreach_run (mask, image, count, self);
  for (guint i = 0; i < self->n_bins; i++)
    self->most = MAX (self->most, self->counts[i]);

  return g_steal_pointer (&self);
}

void
rim_histogram_free (RimHistogram *self)
{
  g_free (self->counts);
  g_free (self);
}

/**
 * rim_histogram_find_bin:
 * @self: a histogram
 * @value: an intensity
 * @bin: (out): the bin it is in
 *
 * Returns: whether it is between the least and the greatest intensity
 */
gboolean
rim_histogram_find_bin (const RimHistogram *self,
                        double              value,
                        guint              *bin)
{
  if (!(value >= self->min && value <= self->max))
    return FALSE;

  *bin = (guint) CLAMP (floor ((value - self->lower) / self->width), 0.0, self->n_bins - 1.0);

  return TRUE;
}

typedef struct
{
  double  lower;
  double  upper;
  guint   row_length;
  guint8 *voxels;
  gsize   n;
} Selection;

static void
select_run (const double *values,
            const RimRun *run,
            guint         j,
            guint         k,
            gpointer      data)
{
  Selection *self = data;
  guint8 *row = self->voxels + (gsize) j * self->row_length;

  for (guint i = run->begin; i < run->end; i++)
    if (values[i - run->begin] >= self->lower && values[i - run->begin] < self->upper)
      {
        row[i] = 1;
        self->n++;
      }
}

static RimMaskSlice *
select_slice (RimMask   *mask,
              RimVolume *image,
              guint      k,
              double    *values,
              Selection *selection)
{
  const guint *size = rim_mask_get_grid (mask)->size;

  if (rim_mask_get_slice (mask, k) == NULL)
    return NULL;

  memset (selection->voxels, 0, (gsize) size[0] * size[1]);
  selection->n = 0;
  foreach_run_in_slice (mask, image, k, values, select_run, selection);

  return selection->n > 0
         ? rim_mask_slice_new_from_bytes (selection->voxels, size[0], size[1], size[0])
         : NULL;
}

/**
 * rim_mask_select_range:
 * @mask: a VOI on the grid of @image
 * @image: an image, all slices ready
 * @lower: the least intensity
 * @upper: below which they are
 *
 * Returns: (transfer full): the voxels of @mask whose intensities lie in a range
 */
RimMask *
rim_mask_select_range (RimMask   *mask,
                       RimVolume *image,
                       double     lower,
                       double     upper)
{
  const RimGrid *grid = rim_mask_get_grid (mask);
  g_autofree RimMaskSlice **slices = g_new0 (RimMaskSlice *, grid->size[2]);
  g_autofree guint8 *voxels = g_malloc ((gsize) grid->size[0] * grid->size[1]);
  g_autofree double *values = g_new (double, grid->size[0]);
  Selection selection = { lower, upper, grid->size[0], voxels, 0 };

  g_return_val_if_fail (rim_grid_equal (rim_volume_get_grid (image), grid, 1e-3), NULL);

  for (guint k = 0; k < grid->size[2]; k++)
    slices[k] = select_slice (mask, image, k, values, &selection);

  return rim_mask_new_take_slices (grid, slices);
}
