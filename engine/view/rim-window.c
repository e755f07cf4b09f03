/* rim-window.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-render.h"

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
  gboolean in_steps = unit == RIM_UNIT_HU || unit == RIM_UNIT_STORED;
  Sample sample = { .volume = volume };
  double low, high;

  sample.has_padding = rim_volume_get_padding (volume, &sample.pad_low, &sample.pad_high);
  sample.floor = unit == RIM_UNIT_HU ? OUTSIDE_CIRCLE_HU : -INFINITY;
  collect (&sample);

  if (sample.n == 0)
    {
      g_free (sample.values);
      return FALSE;
    }

  low = select_percentile (&sample, low_percentile);
  high = select_percentile (&sample, high_percentile);
  g_free (sample.values);

  /* LINEAR reaches from center - width / 2 to center - 1 + width / 2. */
  window->width = in_steps ? MAX (high - low, 1.0) + 1.0 : high > low ? high - low : 1.0;
  window->center = (low + high) / 2.0 + (in_steps ? 0.5 : 0.0);

  return TRUE;
}
