/* rim-scaled.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-scaled.h"

#include <math.h>

#include "rim-filter-private.h"

/* Filters that take each value by itself and scale what comes out to the greatest
 * magnitude of the whole image, in double precision.
 */
#define SLICES_PER_BLOCK 4
#define VALUES_PER_BLOCK 8192

/* Of one value. @scale is made from the greatest magnitude beforehand. */
typedef double (*ScaledFunc) (double value,
                              double scale);
typedef double (*ScaleFunc) (double greatest);

static double
square (double value,
        double scale)
{
  return (scale * value) * (scale * value);
}

static double
get_square_scale (double greatest)
{
  return 1.0 / sqrt (greatest);
}

static double
square_root (double value,
             double scale)
{
  if (value > 0.0)
    return sqrt (value * scale);
  if (value < 0.0)
    return -sqrt (-value * scale);

  return value;
}

static double
get_square_root_scale (double greatest)
{
  return greatest;
}

static double
logarithm (double value,
           double scale)
{
  if (value > 0.0)
    return log (value + 1.0) * scale;
  if (value < 0.0)
    return -log (-(value - 1.0)) * scale;

  return value * scale;
}

static double
get_logarithm_scale (double greatest)
{
  return greatest / log (greatest + 1.0);
}

static double
exponential (double value,
             double scale)
{
  return exp (scale * value);
}

static double
get_exponential_scale (double greatest)
{
  return log (greatest) / greatest;
}

typedef struct
{
  RimVolume *image;
  double    *greatest;      /* of each slice */
} Search;

/* Four at a time, as each waits for the last. */
static double
search_row (const double *row,
            gsize         n,
            double        greatest)
{
  double found[4] = { greatest, greatest, greatest, greatest };

  for (gsize i = 0; i < n; i++)
    {
      double magnitude = fabs (row[i]);

      magnitude = magnitude <= G_MAXDOUBLE ? magnitude : 0.0;
      found[i % 4] = magnitude > found[i % 4] ? magnitude : found[i % 4];
    }

  return MAX (MAX (found[0], found[1]), MAX (found[2], found[3]));
}

static void
search_slices (gsize    begin,
               gsize    end,
               gpointer data)
{
  const Search *self = data;
  const guint *size = rim_volume_get_grid (self->image)->size;
  g_autofree double *row = g_new (double, size[0]);

  for (gsize k = begin; k < end; k++)
    {
      self->greatest[k] = 0.0;
      for (guint j = 0; j < size[1]; j++)
        {
          rim_volume_read_row (self->image, 0, j, (guint) k, size[0], row);
          self->greatest[k] = search_row (row, size[0], self->greatest[k]);
        }
    }
}

/* What is no number or infinite has no say. */
static gboolean
find_greatest (RimVolume     *image,
               double        *greatest,
               GCancellable  *cancellable,
               GError       **error)
{
  const guint n_slices = rim_volume_get_grid (image)->size[2];
  g_autofree double *slices = g_new (double, n_slices);
  Search search = { image, slices };

  if (!rim_filter_for (n_slices, SLICES_PER_BLOCK, search_slices, &search, cancellable, error))
    return FALSE;

  *greatest = 0.0;
  for (guint k = 0; k < n_slices; k++)
    *greatest = MAX (*greatest, slices[k]);

  return TRUE;
}

typedef struct
{
  ScaledFunc  func;
  double      scale;
  double     *values;
} Scaling;

static void
scale_values (gsize    begin,
              gsize    end,
              gpointer data)
{
  const Scaling *self = data;

  for (gsize v = begin; v < end; v++)
    self->values[v] = self->func (self->values[v], self->scale);
}

static gboolean
run (const char       *name,
     ScaledFunc        scaled,
     ScaleFunc         get_scale,
     RimVolume        *image,
     const RimBox     *box,
     RimFilteredFunc   func,
     gpointer          data,
     GCancellable     *cancellable,
     GError          **error)
{
  g_autoptr(RimField) field = NULL;
  Scaling scaling = { .func = scaled };
  double greatest;

  if (!rim_filter_check_box (image, box, error) ||
      g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  field = rim_field_new_from_volume (image, box, error);
  if (field == NULL || !find_greatest (image, &greatest, cancellable, error))
    return FALSE;

  scaling.scale = get_scale (greatest);
  scaling.values = field->values;
  field->is_single = FALSE;

  return rim_filter_for (rim_grid_get_n_voxels (&field->grid), VALUES_PER_BLOCK, scale_values,
                         &scaling, cancellable, error) &&
         func (name, g_steal_pointer (&field), data, error);
}

/**
 * rim_filter_square:
 * @image: an image, all slices ready
 * @box: the voxels to compute, not empty
 * @func: what takes the image
 * @data: for @func
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * x² / M with M the greatest magnitude in the whole image, as PyRadiomics: the sign
 * is lost.
 *
 * Returns: whether the image was made and taken
 */
gboolean
rim_filter_square (RimVolume        *image,
                   const RimBox     *box,
                   RimFilteredFunc   func,
                   gpointer          data,
                   GCancellable     *cancellable,
                   GError          **error)
{
  return run ("square", square, get_square_scale, image, box, func, data, cancellable, error);
}

/**
 * rim_filter_square_root:
 * @image: an image, all slices ready
 * @box: the voxels to compute, not empty
 * @func: what takes the image
 * @data: for @func
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * √(M |x|) with the sign of x, as PyRadiomics; see rim_filter_square().
 *
 * Returns: whether the image was made and taken
 */
gboolean
rim_filter_square_root (RimVolume        *image,
                        const RimBox     *box,
                        RimFilteredFunc   func,
                        gpointer          data,
                        GCancellable     *cancellable,
                        GError          **error)
{
  return run ("squareroot", square_root, get_square_root_scale, image, box, func, data,
              cancellable, error);
}

/**
 * rim_filter_logarithm:
 * @image: an image, all slices ready
 * @box: the voxels to compute, not empty
 * @func: what takes the image
 * @data: for @func
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * M ln (|x| + 1) / ln (M + 1) with the sign of x, as PyRadiomics; see
 * rim_filter_square().
 *
 * Returns: whether the image was made and taken
 */
gboolean
rim_filter_logarithm (RimVolume        *image,
                      const RimBox     *box,
                      RimFilteredFunc   func,
                      gpointer          data,
                      GCancellable     *cancellable,
                      GError          **error)
{
  return run ("logarithm", logarithm, get_logarithm_scale, image, box, func, data, cancellable,
              error);
}

/**
 * rim_filter_exponential:
 * @image: an image, all slices ready
 * @box: the voxels to compute, not empty
 * @func: what takes the image
 * @data: for @func
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * exp (x ln (M) / M), as PyRadiomics; see rim_filter_square().
 *
 * Returns: whether the image was made and taken
 */
gboolean
rim_filter_exponential (RimVolume        *image,
                        const RimBox     *box,
                        RimFilteredFunc   func,
                        gpointer          data,
                        GCancellable     *cancellable,
                        GError          **error)
{
  return run ("exponential", exponential, get_exponential_scale, image, box, func, data,
              cancellable, error);
}
