/* rim-fusion-divergence.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-fusion-private.h"

#include "core/rim-parallel.h"

#include <math.h>
#include <string.h>

typedef struct
{
  RimFusion *fusion;
  guint8    *bins[2];            /* of PET and CT, over the outer box */
  double    *logarithms;         /* of a count with its pseudo-count */
} Divergence;

/* The counts of a window of both images. */
typedef struct
{
  guint  n;
  guint *counts[2];
} Window;

static guint8 *
find_bins (const RimField  *field,
           guint            n_bins,
           GError         **error)
{
  const gsize n = rim_grid_get_n_voxels (&field->grid);
  guint8 *bins = g_try_malloc (n);

  if (bins == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                   "There is no memory for the bins of %" G_GSIZE_FORMAT " voxels", n);
      return NULL;
    }

  for (gsize v = 0; v < n; v++)
    bins[v] = (guint8) CLAMP (floor (field->values[v] * n_bins), 0.0, n_bins - 1.0);

  return bins;
}

/* Adds the voxels of a plane of the window across i, or takes them away. */
static void
count_plane (const Divergence *self,
             Window           *window,
             const RimBox     *range,
             guint             i,
             gboolean          add)
{
  const RimBox *outer = &self->fusion->outer;
  const guint *size = self->fusion->pet->grid.size;

  for (guint k = range->min[2]; k < range->max[2]; k++)
    for (guint j = range->min[1]; j < range->max[1]; j++)
      {
        const gsize at = ((gsize) (k - outer->min[2]) * size[1] + (j - outer->min[1])) * size[0] +
                         (i - outer->min[0]);

        for (guint image = 0; image < 2; image++)
          window->counts[image][self->bins[image][at]] += add ? 1 : G_MAXUINT;
        window->n += add ? 1 : G_MAXUINT;
      }
}

static double
compare_counts (const Divergence *self,
                const Window     *window)
{
  const RimFusionSettings *settings = self->fusion->settings;
  double sum = 0.0;

  for (guint bin = 0; bin < settings->n_bins; bin++)
    sum += (window->counts[0][bin] + settings->pseudo_count) *
           (self->logarithms[window->counts[0][bin]] - self->logarithms[window->counts[1][bin]]);

  return sum / (window->n + settings->pseudo_count * settings->n_bins);
}

/* The window slides along a row; counts are whole, so nothing is lost on the way. */
static void
compare_row (const Divergence *self,
             Window           *window,
             guint             j,
             guint             k,
             double           *values)
{
  const guint radius = self->fusion->settings->radius;
  const RimBox *box = &self->fusion->box;
  const RimBox *outer = &self->fusion->outer;
  const RimBox range = {
    { 0, j - MIN (radius, j - outer->min[1]), k - MIN (radius, k - outer->min[2]) },
    { 0, MIN (j + radius + 1, outer->max[1]), MIN (k + radius + 1, outer->max[2]) },
  };
  guint begin = box->min[0] - MIN (radius, box->min[0] - outer->min[0]);
  guint end = begin;

  window->n = 0;
  for (guint image = 0; image < 2; image++)
    memset (window->counts[image], 0, self->fusion->settings->n_bins * sizeof (guint));

  for (guint i = box->min[0]; i < box->max[0]; i++)
    {
      for (; end < MIN (i + radius + 1, outer->max[0]); end++)
        count_plane (self, window, &range, end, TRUE);
      for (; begin + radius < i; begin++)
        count_plane (self, window, &range, begin, FALSE);
      values[i - box->min[0]] = compare_counts (self, window);
    }
}

static void
compare_rows (gsize    begin,
              gsize    end,
              gpointer data)
{
  const Divergence *self = data;
  const RimField *fused = self->fusion->fused;
  g_autofree guint *counts = g_new (guint, 2 * self->fusion->settings->n_bins);
  Window window = { 0, { counts, counts + self->fusion->settings->n_bins } };

  for (gsize row = begin; row < end; row++)
    {
      if (g_cancellable_is_cancelled (self->fusion->cancellable))
        return;
      compare_row (self, &window, self->fusion->box.min[1] + (guint) (row % fused->grid.size[1]),
                   self->fusion->box.min[2] + (guint) (row / fused->grid.size[1]),
                   fused->values + row * fused->grid.size[0]);
    }
}

gboolean
rim_fusion_divergence (RimFusion  *fusion,
                       GError    **error)
{
  const RimFusionSettings *settings = fusion->settings;
  const guint width = 2 * settings->radius + 1;
  const guint most = width * width * width;
  g_autofree guint8 *pet = find_bins (fusion->pet, settings->n_bins, error);
  g_autofree guint8 *ct = pet != NULL ? find_bins (fusion->ct, settings->n_bins, error) : NULL;
  g_autofree double *logarithms = g_new (double, most + 1);
  Divergence self = { fusion, { pet, ct }, logarithms };

  if (ct == NULL)
    return FALSE;

  for (guint n = 0; n <= most; n++)
    logarithms[n] = log (n + settings->pseudo_count);

  rim_parallel_for ((gsize) fusion->fused->grid.size[1] * fusion->fused->grid.size[2], 4,
                    compare_rows, &self);

  return TRUE;
}
