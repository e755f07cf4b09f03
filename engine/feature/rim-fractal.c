/* rim-fractal.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-fractal.h"

#include <math.h>
#include <string.h>

#include "feature/rim-intensity-private.h"
#include "feature/rim-lacunarity.h"

#define BOX_COUNTING "box counting, Mandelbrot 1982, The Fractal Geometry of Nature; in lung tumours Al-Kadi and " \
  "Watson 2008, doi:10.1109/TBME.2008.919735"
#define DIFFERENTIAL "Sarkar and Chaudhuri 1994, doi:10.1109/21.259692"
#define GLIDING      "Allain and Cloitre 1991, doi:10.1103/PhysRevA.44.3552"

#define MAX_SIDES 16

typedef struct
{
  double dimension;
  double r_squared;
} Dimension;

typedef struct
{
  Dimension volume;
  Dimension surface;
  Dimension intensity;
  double    lacunarity[3];
  double    intensity_lacunarity[3];
} Found;

static const guint glide_sides[3] = { 2, 4, 8 };

#define ROW(name_, formula_, reference_, member_) \
  { { name_, NULL, NULL, RIM_IN_RIMLIGHT, TRUE, RIM_FEATURE_UNIT_NONE, formula_, reference_ }, \
    G_STRUCT_OFFSET (Found, member_) }

static const RimIntensityRow rows[] = {
  ROW ("BoxCountingDimension",
       "− the slope of log N(s) over log s; N boxes of side s = 1, 2, 4 … voxels hold a voxel of the VOI",
       BOX_COUNTING, volume.dimension),
  ROW ("BoxCountingFit", "R² of that line", BOX_COUNTING, volume.r_squared),
  ROW ("SurfaceDimension", "the same of the voxels of the VOI that have a face outside", BOX_COUNTING,
       surface.dimension),
  ROW ("SurfaceFit", "R² of that line", BOX_COUNTING, surface.r_squared),
  ROW ("IntensityDimension",
       "the same with N(s) = Σ (⌊max g / s⌋ − ⌊min g / s⌋ + 1), s = 2, 4 …; "
       "g from 0 to the longest side of the VOI less 1", DIFFERENTIAL, intensity.dimension),
  ROW ("IntensityFit", "R² of that line", DIFFERENTIAL, intensity.r_squared),
  ROW ("Lacunarity2", "E(m²) / E(m)² of the voxels m of the VOI in every box of side 2 in its bounds", GLIDING,
       lacunarity[0]),
  ROW ("Lacunarity4", "the same with side 4", GLIDING, lacunarity[1]),
  ROW ("Lacunarity8", "the same with side 8", GLIDING, lacunarity[2]),
  ROW ("IntensityLacunarity2", "E(m²) / E(m)² of m = Σ (I − min I) in every box of side 2 within the VOI", GLIDING,
       intensity_lacunarity[0]),
  ROW ("IntensityLacunarity4", "the same with side 4", GLIDING, intensity_lacunarity[1]),
  ROW ("IntensityLacunarity8", "the same with side 8", GLIDING, intensity_lacunarity[2]),
};

static const RimFeatureInfo *
get_info (guint i)
{
  return &rows[i].info;
}

/* Box counting */

typedef struct
{
  gint32 low;
  gint32 high;                   /* below low where no voxel is in */
} Range;

static void
widen_ranges (const guint8 *inside,
              const double *heights,
              guint         n,
              guint         side,
              Range        *ranges)
{
  for (guint i = 0; i < n; i++)
    if (inside[i])
      {
        Range *range = &ranges[i / side];
        const gint32 at = heights != NULL ? (gint32) floor (heights[i] / side) : 0;

        range->low = MIN (range->low, at);
        range->high = MAX (range->high, at);
      }
}

/**
 * rim_fractal_count_boxes:
 * @inside: one byte per voxel, i fastest
 * @heights: (nullable): one per voxel, in voxels and less than 2³¹: the intensity as
 *   a fourth dimension
 * @size: along i, j, k
 * @side: of the boxes, which lie beside each other from the first voxel on
 * @n: (out): how many boxes it takes to cover the set or, with @heights, the
 *   intensities over it, where each column of boxes is filled from the lowest to
 *   the highest
 * @error: where to put an error
 *
 * Returns: whether there was memory for it
 */
gboolean
rim_fractal_count_boxes (const guint8  *inside,
                         const double  *heights,
                         const guint    size[3],
                         guint          side,
                         double        *n,
                         GError       **error)
{
  const gsize n_i = (size[0] + side - 1) / side;
  const gsize n_j = (size[1] + side - 1) / side;
  const gsize n_k = (size[2] + side - 1) / side;
  g_autofree Range *ranges = g_try_new (Range, n_i * n_j * n_k);

  if (ranges == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "There is no memory for %zu boxes", n_i * n_j * n_k);
      return FALSE;
    }

  for (gsize b = 0; b < n_i * n_j * n_k; b++)
    ranges[b] = (Range) { G_MAXINT32, -1 };
  for (guint k = 0; k < size[2]; k++)
    for (guint j = 0; j < size[1]; j++)
      {
        const gsize row = (gsize) size[0] * (j + (gsize) k * size[1]);

        widen_ranges (inside + row, heights != NULL ? heights + row : NULL, size[0], side,
                      ranges + n_i * (j / side + n_j * (k / side)));
      }

  *n = 0.0;
  for (gsize b = 0; b < n_i * n_j * n_k; b++)
    if (ranges[b].high >= ranges[b].low)
      *n += (double) (ranges[b].high - ranges[b].low) + 1.0;

  return TRUE;
}

/**
 * rim_fractal_fit:
 * @sides: (array length=n): sides of boxes
 * @counts: (array length=n): how many it took
 * @n: how many sides
 * @r_squared: (out): the share of the variance that the line explains
 *
 * Returns: the dimension, by least squares in the logarithms; NAN of less than two
 */
double
rim_fractal_fit (const guint  *sides,
                 const double *counts,
                 guint         n,
                 double       *r_squared)
{
  double x_mean = 0.0, y_mean = 0.0, xx = 0.0, xy = 0.0, yy = 0.0;

  *r_squared = NAN;
  if (n < 2)
    return NAN;

  for (guint s = 0; s < n; s++)
    {
      x_mean += log2 (sides[s]) / n;
      y_mean += log2 (counts[s]) / n;
    }
  for (guint s = 0; s < n; s++)
    {
      const double x = log2 (sides[s]) - x_mean, y = log2 (counts[s]) - y_mean;

      xx += x * x;
      xy += x * y;
      yy += y * y;
    }
  *r_squared = yy > 0.0 ? xy * xy / (xx * yy) : 1.0;

  return -xy / xx;
}

/* Sides are powers of two, up to half of the longest side of the box. */
static gboolean
find_dimension (const guint8  *inside,
                const double  *heights,
                const guint    size[3],
                guint          first,
                Dimension     *found,
                GError       **error)
{
  const guint longest = MAX (size[0], MAX (size[1], size[2]));
  guint sides[MAX_SIDES];
  double counts[MAX_SIDES];
  guint n = 0;

  for (guint side = first; side <= longest / 2 && n < MAX_SIDES; side *= 2)
    {
      if (!rim_fractal_count_boxes (inside, heights, size, side, &counts[n], error))
        return FALSE;
      sides[n++] = side;
    }
  found->dimension = rim_fractal_fit (sides, counts, n, &found->r_squared);

  return TRUE;
}

/* Parts */

static guint8 *
make_surface (const RimRegion  *region,
              GError          **error)
{
  const guint *size = region->grid.size;
  const gsize stride[3] = { 1, size[0], (gsize) size[0] * size[1] };
  guint8 *surface = g_try_malloc0 (rim_grid_get_n_voxels (&region->grid));

  if (surface == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "There is no memory for a surface");
      return NULL;
    }

  for (guint k = 0; k < size[2]; k++)
    for (guint j = 0; j < size[1]; j++)
      for (guint i = 0; i < size[0]; i++)
        {
          const gsize v = i + j * stride[1] + k * stride[2];
          const guint at[3] = { i, j, k };

          for (guint axis = 0; axis < 3 && region->inside[v]; axis++)
            surface[v] |= at[axis] == 0 || at[axis] + 1 == size[axis] ||
                          !region->inside[v - stride[axis]] || !region->inside[v + stride[axis]];
        }

  return surface;
}

static gboolean
measure_shape (const RimRegion  *shape,
               Found            *found,
               GError          **error)
{
  const guint *size = shape->grid.size;
  const gsize n = rim_grid_get_n_voxels (&shape->grid);
  g_autofree guint8 *surface = make_surface (shape, error);
  g_autofree double *ones = g_try_new (double, n);
  g_autoptr(RimBoxSums) sums = NULL;

  if (surface == NULL || ones == NULL)
    {
      if (surface != NULL)
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "There is no memory for %zu voxels", n);
      return FALSE;
    }

  for (gsize v = 0; v < n; v++)
    ones[v] = shape->inside[v];
  sums = rim_box_sums_new (ones, size, error);
  if (sums == NULL || !find_dimension (shape->inside, NULL, size, 1, &found->volume, error) ||
      !find_dimension (surface, NULL, size, 1, &found->surface, error))
    return FALSE;

  for (guint s = 0; s < G_N_ELEMENTS (glide_sides); s++)
    found->lacunarity[s] = rim_lacunarity (sums, NULL, glide_sides[s]);

  return TRUE;
}

/* Spreads intensities over the box, from 0 to @top. */
static void
spread (const RimFamilyInput *input,
        double                top,
        double               *heights,
        double               *filling)
{
  const RimRegion *region = input->region;
  const gsize n = rim_grid_get_n_voxels (&region->grid);
  const double *value = input->values;
  double min = INFINITY, max = -INFINITY;

  for (gsize v = 0; v < region->n_voxels; v++)
    {
      min = MIN (min, input->values[v]);
      max = MAX (max, input->values[v]);
    }

  for (gsize v = 0; v < n; v++)
    {
      filling[v] = region->inside[v];
      heights[v] = region->inside[v] && max > min ? (*value - min) / (max - min) * top : 0.0;
      value += region->inside[v];
    }
}

static gboolean
measure_intensities (const RimFamilyInput  *input,
                     Found                 *found,
                     GError               **error)
{
  const RimRegion *region = input->region;
  const guint *size = region->grid.size;
  const gsize n = rim_grid_get_n_voxels (&region->grid);
  g_autofree double *room = g_try_new (double, 2 * n);
  g_autoptr(RimBoxSums) masses = NULL;
  g_autoptr(RimBoxSums) filling = NULL;

  if (room == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "There is no memory for %zu voxels", n);
      return FALSE;
    }

  spread (input, MAX (size[0], MAX (size[1], size[2])) - 1.0, room, room + n);
  masses = rim_box_sums_new (room, size, error);
  if (masses == NULL)
    return FALSE;

  filling = rim_box_sums_new (room + n, size, error);
  if (filling == NULL || !find_dimension (region->inside, room, size, 2, &found->intensity, error))
    return FALSE;

  for (guint s = 0; s < G_N_ELEMENTS (glide_sides); s++)
    found->intensity_lacunarity[s] = rim_lacunarity (masses, filling, glide_sides[s]);

  return TRUE;
}

static gboolean
compute (const RimFamilyInput *input,
         const RimAggregation *aggregations,
         guint                 n_aggregations,
         double               *values,
         GCancellable         *cancellable,
         GError              **error)
{
  Found found;

  if (!rim_intensity_check (input, cancellable, error) ||
      !measure_shape (input->shape, &found, error) ||
      g_cancellable_set_error_if_cancelled (cancellable, error) ||
      !measure_intensities (input, &found, error))
    return FALSE;

  rim_intensity_fill (rows, G_N_ELEMENTS (rows), &found, input->settings->profile, n_aggregations, values);

  return TRUE;
}

const RimFamily rim_family_fractal = {
  .name = "fractal",
  .title = "Fractal dimensions and lacunarity",
  .needs_levels = FALSE,
  .needs_intensity = TRUE,
  .n_features = G_N_ELEMENTS (rows),
  .get_info = get_info,
  .compute = compute,
};
