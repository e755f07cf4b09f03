/* rim-window.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-render.h"

#include "view/rim-sampler-private.h"

/* A window needs no more voxels than this to be found well. */
#define MAX_SAMPLES (1u << 18)

/* CT scanners fill what lies outside the circle of reconstruction with values
 * such as -2000 or -3024 HU, which no tissue has.
 */
#define OUTSIDE_CIRCLE_HU -1999.5

typedef struct
{
  RimVolume *volume;
  gboolean   has_padding;
  double     pad_low;
  double     pad_high;
  double     floor;
  float     *values;
  gsize      n;
} Sample;

static void
sample_clear (Sample *self)
{
  g_free (self->values);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sample, sample_clear)

static void
add_row (Sample       *self,
         const double *values,
         guint         n,
         RimRescale    rescale)
{
  for (guint i = 0; i < n; i++)
    {
      double stored = (values[i] - rescale.intercept) / rescale.slope;
      gboolean is_padding = self->has_padding &&
                            stored >= self->pad_low - 1e-6 && stored <= self->pad_high + 1e-6;

      if (isfinite (values[i]) && values[i] > self->floor && !is_padding)
        self->values[self->n++] = (float) values[i];
    }
}

/* Whole rows, evenly over the slices that are there. */
static void
collect (Sample *self)
{
  const RimGrid *grid = rim_volume_get_grid (self->volume);
  gsize n_rows = (gsize) rim_volume_get_n_ready (self->volume) * grid->size[1];
  gsize room = MAX (MAX_SAMPLES / grid->size[0], 1);
  gsize step = MAX ((n_rows + room - 1) / room, 1);
  g_autofree double *row = g_new (double, grid->size[0]);
  gsize n_seen = 0;

  self->values = g_new (float, (n_rows / step + 1) * grid->size[0]);

  for (guint k = 0; k < grid->size[2]; k++)
    {
      /* More may arrive while we look. */
      if (n_seen >= n_rows || !rim_volume_is_slice_ready (self->volume, k))
        continue;

      for (guint j = 0; j < grid->size[1]; j++, n_seen++)
        if (n_seen % step == step / 2)
          {
            rim_volume_read_row (self->volume, 0, j, k, grid->size[0], row);
            add_row (self, row, grid->size[0], rim_volume_get_rescale (self->volume, k));
          }
    }
}

/* Hoare's selection: afterwards values[rank] is what sorting would put there,
 * nothing before it is higher and nothing after it lower.
 */
static float
select_rank (float *values,
             gsize  n,
             gsize  rank)
{
  gsize low = 0;
  gsize high = n - 1;

  while (low < high)
    {
      float pivot = values[low + (high - low) / 2];
      gssize i = (gssize) low;
      gssize j = (gssize) high;

      while (i <= j)
        {
          while (values[i] < pivot)
            i++;
          while (values[j] > pivot)
            j--;
          if (i <= j)
            {
              float swapped = values[i];

              values[i++] = values[j];
              values[j--] = swapped;
            }
        }

      if ((gssize) rank <= j)
        high = (gsize) j;
      else if ((gssize) rank >= i)
        low = (gsize) i;
      else
        break;
    }

  return values[rank];
}

static float
select_percentile (Sample *self,
                   double  percentile)
{
  double rank = CLAMP (percentile, 0.0, 100.0) / 100.0 * (self->n - 1.0);

  return select_rank (self->values, self->n, (gsize) floor (rank + 0.5));
}

static gboolean
is_in_steps (RimUnit unit)
{
  return unit == RIM_UNIT_HU || unit == RIM_UNIT_STORED;
}

static gboolean
choose (Sample    *sample,
        RimUnit    unit,
        double     low_percentile,
        double     high_percentile,
        RimWindow *window)
{
  double low, high;

  if (sample->n == 0)
    return FALSE;

  low = select_percentile (sample, low_percentile);
  high = select_percentile (sample, high_percentile);
  if (is_in_steps (unit))
    high = MAX (high, low + 1.0);
  else if (!(high > low))
    high = low + 1.0;
  *window = rim_window_from_range (low, high, unit);

  return TRUE;
}

/**
 * rim_window_get_range:
 * @window: a window
 * @unit: what its values are in
 * @lower: (out): the value that has the first colour
 * @upper: (out): the value that has the last
 *
 * Undoes rim_window_from_range().
 */
void
rim_window_get_range (RimWindow  window,
                      RimUnit    unit,
                      double    *lower,
                      double    *upper)
{
  double step = is_in_steps (unit) ? 1.0 : 0.0;

  *lower = window.center - window.width / 2.0;
  *upper = window.center + window.width / 2.0 - step;
}

/**
 * rim_window_from_range:
 * @lower: the value that is to have the first colour
 * @upper: the value that is to have the last
 * @unit: what they are in
 *
 * LINEAR (DICOM PS3.3 C.11.2.1.2.1), which counts in steps of 1, reaches from
 * center - width / 2 to center + width / 2 - 1.
 *
 * Returns: the window
 */
RimWindow
rim_window_from_range (double  lower,
                       double  upper,
                       RimUnit unit)
{
  double step = is_in_steps (unit) ? 1.0 : 0.0;

  return (RimWindow) { (lower + upper) / 2.0 + step / 2.0, upper - lower + step };
}

/**
 * rim_window_auto:
 * @volume: an image
 * @low_percentile: what becomes the first colour, such as 0.1
 * @high_percentile: what becomes the last, such as 99.9
 * @window: (out): the window
 *
 * Chooses a window by the values of the slices that are there, without padding
 * and what lies outside a CT's circle of reconstruction. Of a large image it
 * looks at rows evenly spread over it, a quarter of a million voxels in all.
 *
 * Returns: whether there was any value
 */
gboolean
rim_window_auto (RimVolume *volume,
                 double     low_percentile,
                 double     high_percentile,
                 RimWindow *window)
{
  RimUnit unit = rim_volume_get_unit (volume);
  g_auto(Sample) sample = { .volume = volume };

  sample.has_padding = rim_volume_get_padding (volume, &sample.pad_low, &sample.pad_high);
  sample.floor = unit == RIM_UNIT_HU ? OUTSIDE_CIRCLE_HU : -INFINITY;
  collect (&sample);

  return choose (&sample, unit, low_percentile, high_percentile, window);
}

/**
 * rim_window_auto_region:
 * @volume: an image
 * @plane: the part of a plane to look at; one voxel is looked at per pixel
 * @low_percentile: what becomes the first colour, such as 0.1
 * @high_percentile: what becomes the last, such as 99.9
 * @window: (out): the window
 *
 * rim_window_auto() for what lies in a rectangle: voxels are taken as they are,
 * not interpolated, and without padding.
 *
 * Returns: whether there was any value
 */
gboolean
rim_window_auto_region (RimVolume      *volume,
                        const RimPlane *plane,
                        double          low_percentile,
                        double          high_percentile,
                        RimWindow      *window)
{
  RimUnit unit = rim_volume_get_unit (volume);
  double floor = unit == RIM_UNIT_HU ? OUTSIDE_CIRCLE_HU : -INFINITY;
  g_auto(Sample) sample = { .volume = volume };
  RimSampler sampler;
  RimSamplerCache cache;

  g_return_val_if_fail (plane->width > 0 && plane->height > 0, FALSE);

  sample.values = g_new (float, (gsize) plane->width * plane->height);
  rim_sampler_init (&sampler, volume, RIM_INTERPOLATE_NEAREST, plane);
  rim_sampler_cache_init (&cache, &sampler);

  for (guint y = 0; y < plane->height; y++)
    {
      const float *row = rim_sampler_read_row (&sampler, &cache, y);

      for (guint x = 0; x < plane->width; x++)
        if (isfinite (row[x]) && row[x] > floor)
          sample.values[sample.n++] = row[x];
    }

  rim_sampler_cache_clear (&cache);
  rim_sampler_clear (&sampler);

  return choose (&sample, unit, low_percentile, high_percentile, window);
}
