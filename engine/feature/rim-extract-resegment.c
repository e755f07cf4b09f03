/* rim-extract-resegment.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-extract-private.h"

#include <math.h>

/* numpy sums an array in the type of the array, buffer by buffer, each of them in
 * halves, and the last of these in eight strands. A threshold from mean and
 * deviation of floats is only the same where the sums are.
 */
#define STRANDS 8
#define LEAF    128
#define BUFFER  8192

static float
sum_leaf (const float *values,
          gsize        n)
{
  float strands[STRANDS];
  float sum;
  gsize i;

  if (n < STRANDS)
    {
      sum = -0.0f;
      for (i = 0; i < n; i++)
        sum += values[i];
      return sum;
    }

  for (i = 0; i < STRANDS; i++)
    strands[i] = values[i];
  for (i = STRANDS; i < n - n % STRANDS; i += STRANDS)
    for (guint s = 0; s < STRANDS; s++)
      strands[s] += values[i + s];
  sum = ((strands[0] + strands[1]) + (strands[2] + strands[3])) +
        ((strands[4] + strands[5]) + (strands[6] + strands[7]));
  for (; i < n; i++)
    sum += values[i];

  return sum;
}

static float
sum_buffer (const float *values,
            gsize        n)
{
  gsize half = n / 2;

  if (n <= LEAF)
    return sum_leaf (values, n);

  half -= half % STRANDS;

  return sum_buffer (values, half) + sum_buffer (values + half, n - half);
}

static float
sum_single (const float *values,
            gsize        n)
{
  float sum = 0.0f;

  for (gsize i = 0; i < n; i += BUFFER)
    sum += sum_buffer (values + i, MIN (BUFFER, n - i));

  return sum;
}

static void
get_moments_single (const double *values,
                    gsize         n,
                    double       *mean,
                    double       *deviation)
{
  g_autofree float *floats = g_new (float, n);
  float middle;

  for (gsize i = 0; i < n; i++)
    floats[i] = (float) values[i];
  middle = (float) ((double) sum_single (floats, n) / (double) n);
  for (gsize i = 0; i < n; i++)
    {
      float off = floats[i] - middle;

      floats[i] = off * off;
    }
  *mean = middle;
  *deviation = sqrtf ((float) ((double) sum_single (floats, n) / (double) n));
}

static void
get_moments (const double *values,
             gsize         n,
             double       *mean,
             double       *deviation)
{
  double sum = 0.0;
  double squares = 0.0;

  for (gsize i = 0; i < n; i++)
    sum += values[i];
  *mean = sum / (double) n;
  for (gsize i = 0; i < n; i++)
    squares += (values[i] - *mean) * (values[i] - *mean);
  *deviation = sqrt (squares / (double) n);
}

static double
get_highest (const double *values,
             gsize         n)
{
  double highest = -INFINITY;

  for (gsize i = 0; i < n; i++)
    highest = MAX (highest, values[i]);

  return highest;
}

/* Thresholds in the unit of the image; there is none above where one is given. */
static void
find_thresholds (const RimSettingValues *values,
                 const double           *voxels,
                 gsize                   n,
                 gboolean                is_single,
                 double                  thresholds[2])
{
  const double *range = values->resegment_range.values;
  const gboolean has_two = values->resegment_range.n == 2;
  double mean = 0.0;
  double unit = 1.0;

  if (values->resegment_mode == RIM_RESEGMENT_RELATIVE)
    unit = get_highest (voxels, n);
  else if (values->resegment_mode == RIM_RESEGMENT_SIGMA)
    (is_single ? get_moments_single : get_moments)(voxels, n, &mean, &unit);

  thresholds[0] = mean + unit * (has_two ? MIN (range[0], range[1]) : range[0]);
  thresholds[1] = has_two ? mean + unit * MAX (range[0], range[1]) : INFINITY;
  for (guint i = 0; i < 2 && is_single; i++)
    thresholds[i] = (float) thresholds[i];
}

/**
 * rim_extract_gather:
 * @region: a VOI
 * @field: values over its box
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): the values of @region in scan order; %NULL
 *   where one of them is no number, which is on no side of any threshold
 */
double *
rim_extract_gather (const RimRegion  *region,
                    const RimField   *field,
                    GError          **error)
{
  g_autofree double *voxels = g_try_new (double, region->n_voxels);
  gboolean are_finite = TRUE;

  if (voxels == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "There is no memory for %zu voxels", region->n_voxels);
      return NULL;
    }

  rim_region_gather (region, field, voxels);
  for (gsize i = 0; i < region->n_voxels; i++)
    are_finite &= isfinite (voxels[i]) != 0;
  if (are_finite)
    return g_steal_pointer (&voxels);

  g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_NOT_FINITE,
               "A value in the region is infinite or not a number");

  return NULL;
}

/* Returns: (transfer full): the voxels of the VOI whose values are in a range */
RimMask *
rim_extract_keep_between (RimMask         *mask,
                          const RimRegion *region,
                          const RimField  *field,
                          const double     thresholds[2])
{
  const gsize n = rim_grid_get_n_voxels (&region->grid);
  g_autofree guint8 *kept = g_malloc (n);

  for (gsize v = 0; v < n; v++)
    kept[v] = region->inside[v] && field->values[v] >= thresholds[0] && field->values[v] <= thresholds[1];

  return rim_mask_new_from_box (rim_mask_get_grid (mask), &region->box, kept);
}

/**
 * rim_extract_resegment:
 * @mask: a VOI with voxels, on the grid of @image
 * @image: an image
 * @values: resegmentRange and resegmentMode
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): the voxels of the VOI whose values are in
 *   the range
 */
RimMask *
rim_extract_resegment (RimMask                 *mask,
                       RimVolume               *image,
                       const RimSettingValues  *values,
                       GError                 **error)
{
  g_autoptr(RimRegion) region = rim_region_new (mask);
  g_autoptr(RimField) field = rim_field_new_from_volume (image, &region->box, error);
  g_autofree double *voxels = NULL;
  RimMask *kept;
  double thresholds[2];

  voxels = field != NULL ? rim_extract_gather (region, field, error) : NULL;
  if (voxels == NULL)
    return NULL;

  find_thresholds (values, voxels, region->n_voxels, field->is_single, thresholds);
  kept = rim_extract_keep_between (mask, region, field, thresholds);
  if (rim_mask_count (kept) > 1)
    return kept;

  g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_TOO_SMALL,
               "Resegmentation excluded too many voxels with label %" G_GINT64_FORMAT
               " (retained %zu voxel(s))! Cannot extract features", values->label, rim_mask_count (kept));
  rim_mask_unref (kept);

  return NULL;
}
