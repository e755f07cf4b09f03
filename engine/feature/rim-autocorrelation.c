/* rim-autocorrelation.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-autocorrelation.h"

#include <math.h>
#include <string.h>

#include "core/rim-fft.h"
#include "core/rim-parallel.h"
#include "kernels/rim-kernels.h"
#include "texture/rim-family.h"

#define VALUES_PER_BLOCK 4096
#define VOXELS_PER_BLOCK 32
#define ROWS_PER_BLOCK   64

/* Pairs cost about as much as this many to a cell of a Fourier transform. */
#define PAIRS_PER_CELL   16

/* Beyond these neither way is affordable: 2 GB, and a minute. */
#define MAX_CELLS        (G_GUINT64_CONSTANT (1) << 26)
#define MAX_PAIRS        (G_GUINT64_CONSTANT (1) << 34)

/* Sums over all ordered pairs of voxels, weighted with the inverse of their
 * distance: of 1, of the product of their values, and of the square of the value
 * of one.
 */
typedef struct
{
  double weights;
  double products;
  double squares;
} PairSums;

static double
sum_values (const double *values,
            gsize         n)
{
  double sum = 0.0;

  for (gsize at = 0; at < n; at += VALUES_PER_BLOCK)
    sum += rim_kernels_get ()->sum (values + at, MIN (VALUES_PER_BLOCK, n - at));

  return sum;
}

static double
sum_squares (const double *values,
             gsize         n)
{
  double sum = 0.0;

  for (gsize at = 0; at < n; at += VALUES_PER_BLOCK)
    sum += rim_kernels_get ()->sum_squares (values + at, MIN (VALUES_PER_BLOCK, n - at), 0.0);

  return sum;
}

/* Pair by pair. */

typedef struct
{
  gsize         n;
  RimVec3      *places;
  const double *values;
  GCancellable *cancellable;
  PairSums     *blocks;
} PairJob;

static RimVec3 *
place_voxels (const RimRegion *region,
              const RimFrame  *frame)
{
  const guint *size = region->grid.size;
  RimVec3 *places = g_new (RimVec3, region->n_voxels);
  gsize n = 0;
  gsize v = 0;

  for (guint k = 0; k < size[2]; k++)
    for (guint j = 0; j < size[1]; j++)
      for (guint i = 0; i < size[0]; i++)
        if (region->inside[v++])
          places[n++] = rim_frame_place (frame, i, j, k);

  return places;
}

static void
sum_pairs_of (const PairJob *job,
              gsize          a,
              PairSums      *sums)
{
  double value = job->values[a];

  for (gsize b = a + 1; b < job->n; b++)
    {
      RimVec3 d = rim_vec3_sub (job->places[a], job->places[b]);
      double weight = 1.0 / rim_vec3_length (d);
      double other = job->values[b];

      sums->weights += 2.0 * weight;
      sums->products += 2.0 * weight * value * other;
      sums->squares += weight * (value * value + other * other);
    }
}

static void
sum_pair_block (gsize    begin,
                gsize    end,
                gpointer data)
{
  const PairJob *job = data;

  if (g_cancellable_is_cancelled (job->cancellable))
    return;

  for (gsize a = begin; a < end; a++)
    sum_pairs_of (job, a, &job->blocks[begin / VOXELS_PER_BLOCK]);
}

static void
sum_pairs (PairSums        *sums,
           const RimRegion *region,
           const double    *values,
           const RimFrame  *frame,
           GCancellable    *cancellable)
{
  g_autofree RimVec3 *places = place_voxels (region, frame);
  gsize n = region->n_voxels;
  gsize n_blocks = (n + VOXELS_PER_BLOCK - 1) / VOXELS_PER_BLOCK;
  g_autofree PairSums *blocks = g_new0 (PairSums, n_blocks);
  PairJob job = { n, places, values, cancellable, blocks };

  rim_parallel_for (n, VOXELS_PER_BLOCK, sum_pair_block, &job);

  for (gsize b = 0; b < n_blocks; b++)
    {
      sums->weights += blocks[b].weights;
      sums->products += blocks[b].products;
      sums->squares += blocks[b].squares;
    }
}

/* By Fourier transforms: with W, A and B the spectra of the weights and of two
 * images in a box twice as large, so that nothing wraps round, the sum of
 * a(x) w(x - y) b(y) over all x and y is the sum of W A* B over the number of
 * cells (Parseval). W is real, as weights are the same either way.
 */

typedef struct
{
  guint       size[3];
  gsize       n_cells;
  gsize       n_spectrum;
  double     *cells;
  double     *weights;           /* their spectrum */
  RimComplex *inside;
  RimComplex *image;
} Transform;

static void
transform_clear (Transform *self)
{
  g_free (self->cells);
  g_free (self->weights);
  g_free (self->inside);
  g_free (self->image);
}

static void
transform_init_size (Transform       *self,
                     const RimRegion *region)
{
  *self = (Transform) { .n_cells = 1 };
  for (guint axis = 0; axis < 3; axis++)
    {
      guint n = region->grid.size[axis];

      self->size[axis] = n == 1 ? 1 : (guint) rim_fft_good_size (2 * (gsize) n - 1);
      self->n_cells *= self->size[axis];
    }
  self->n_spectrum = rim_fft_get_n_spectrum (self->size);
}

static gboolean
transform_allocate (Transform *self,
                    GError   **error)
{
  self->cells = g_try_new (double, self->n_cells);
  self->weights = g_try_new (double, self->n_spectrum);
  self->inside = g_try_new (RimComplex, self->n_spectrum);
  self->image = g_try_new (RimComplex, self->n_spectrum);

  if (self->cells != NULL && self->weights != NULL && self->inside != NULL && self->image != NULL)
    return TRUE;

  g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS,
               "There is no memory to correlate %u × %u × %u voxels",
               self->size[0], self->size[1], self->size[2]);

  return FALSE;
}

/* An index as a distance to 0 either way round. */
static inline double
unwrap (guint at,
        guint size)
{
  return at <= size / 2 ? (double) at : (double) at - (double) size;
}

typedef struct
{
  const Transform *transform;
  const RimFrame  *frame;
} WeightJob;

static void
fill_weight_rows (gsize    begin,
                  gsize    end,
                  gpointer data)
{
  const WeightJob *job = data;
  const guint *size = job->transform->size;

  for (gsize row = begin; row < end; row++)
    {
      double *cells = job->transform->cells + row * size[0];
      double j = unwrap ((guint) (row % size[1]), size[1]);
      double k = unwrap ((guint) (row / size[1]), size[2]);

      for (guint i = 0; i < size[0]; i++)
        {
          double length = rim_vec3_length (rim_frame_place (job->frame, unwrap (i, size[0]), j, k));

          cells[i] = length > 0.0 ? 1.0 / length : 0.0;
        }
    }
}

static gboolean
transform_weights (Transform      *self,
                   const RimFrame *frame,
                   GError        **error)
{
  WeightJob job = { self, frame };

  rim_parallel_for ((gsize) self->size[1] * self->size[2], ROWS_PER_BLOCK, fill_weight_rows, &job);
  if (!rim_fft_transform_real (self->size, self->cells, self->image, error))
    return FALSE;

  for (gsize s = 0; s < self->n_spectrum; s++)
    self->weights[s] = self->image[s].re;

  return TRUE;
}

/* The spectrum of values to a power; of 1 where @power is 0. */
static gboolean
transform_values (Transform       *self,
                  const RimRegion *region,
                  const double    *values,
                  guint            power,
                  RimComplex      *spectrum,
                  GError         **error)
{
  const guint *size = region->grid.size;
  gsize v = 0;

  memset (self->cells, 0, self->n_cells * sizeof (double));

  for (gsize k = 0; k < size[2]; k++)
    for (gsize j = 0; j < size[1]; j++)
      {
        double *row = self->cells + (k * self->size[1] + j) * self->size[0];

        for (gsize i = 0; i < size[0]; i++)
          if (region->inside[v++])
            {
              row[i] = power == 0 ? 1.0 : power == 1 ? *values : *values * *values;
              values++;
            }
      }

  return rim_fft_transform_real (self->size, self->cells, spectrum, error);
}

typedef struct
{
  const Transform  *transform;
  const RimComplex *a;
  const RimComplex *b;
  double           *blocks;
} ProductJob;

static inline double
multiply (const ProductJob *job,
          gsize             s)
{
  return job->transform->weights[s] * (job->a[s].re * job->b[s].re + job->a[s].im * job->b[s].im);
}

/* Of the two halves of a spectrum that are alike one is there: all but the first
 * of a row, and the last of one of even length, count twice.
 */
static void
sum_product_rows (gsize    begin,
                  gsize    end,
                  gpointer data)
{
  const ProductJob *job = data;
  const gsize size = job->transform->size[0];
  const gsize n = size / 2 + 1;
  const gsize n_twice = (size + 1) / 2;
  double once = 0.0;
  double twice = 0.0;

  for (gsize row = begin; row < end; row++)
    {
      gsize first = row * n;

      once += multiply (job, first);
      for (gsize s = first + 1; s < first + n_twice; s++)
        twice += multiply (job, s);
      if (n > n_twice)
        once += multiply (job, first + n_twice);
    }

  job->blocks[begin / ROWS_PER_BLOCK] = once + 2.0 * twice;
}

static double
sum_product (const Transform  *self,
             const RimComplex *a,
             const RimComplex *b)
{
  gsize n_rows = (gsize) self->size[1] * self->size[2];
  gsize n_blocks = (n_rows + ROWS_PER_BLOCK - 1) / ROWS_PER_BLOCK;
  g_autofree double *blocks = g_new0 (double, n_blocks);
  ProductJob job = { self, a, b, blocks };
  double sum = 0.0;

  rim_parallel_for (n_rows, ROWS_PER_BLOCK, sum_product_rows, &job);
  for (gsize block = 0; block < n_blocks; block++)
    sum += blocks[block];

  return sum / (double) self->n_cells;
}

static gboolean
sum_spectra (PairSums        *sums,
             Transform       *transform,
             const RimRegion *region,
             const double    *values,
             const RimFrame  *frame,
             GCancellable    *cancellable,
             GError         **error)
{
  if (!transform_allocate (transform, error) ||
      !transform_weights (transform, frame, error) ||
      g_cancellable_set_error_if_cancelled (cancellable, error) ||
      !transform_values (transform, region, values, 0, transform->inside, error))
    return FALSE;
  sums->weights = sum_product (transform, transform->inside, transform->inside);

  if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
      !transform_values (transform, region, values, 1, transform->image, error))
    return FALSE;
  sums->products = sum_product (transform, transform->image, transform->image);

  if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
      !transform_values (transform, region, values, 2, transform->image, error))
    return FALSE;
  sums->squares = sum_product (transform, transform->inside, transform->image);

  return TRUE;
}

static gboolean
sum_up (PairSums        *sums,
        const RimRegion *region,
        const double    *values,
        const RimFrame  *frame,
        GCancellable    *cancellable,
        GError         **error)
{
  guint64 n_pairs = (guint64) region->n_voxels * (region->n_voxels - 1) / 2;
  Transform transform;
  gboolean done = TRUE;

  transform_init_size (&transform, region);
  if (n_pairs <= PAIRS_PER_CELL * (guint64) transform.n_cells ||
      (transform.n_cells > MAX_CELLS && n_pairs <= MAX_PAIRS))
    sum_pairs (sums, region, values, frame, cancellable);
  else if (transform.n_cells <= MAX_CELLS)
    done = sum_spectra (sums, &transform, region, values, frame, cancellable, error);
  else
    *sums = (PairSums) { NAN, NAN, NAN };
  transform_clear (&transform);

  return done && !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/**
 * rim_autocorrelation_init:
 * @self: (out): how alike close values are
 * @region: a region
 * @values: its values, in scan order
 * @frame: where its voxels lie
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * Weights are the inverse of the distance in mm. Large regions are correlated by
 * Fourier transforms; which way is taken depends on sizes alone.
 *
 * Returns: whether there was the memory for it
 */
gboolean
rim_autocorrelation_init (RimAutocorrelation *self,
                          const RimRegion    *region,
                          const double       *values,
                          const RimFrame     *frame,
                          GCancellable       *cancellable,
                          GError            **error)
{
  gsize n = region->n_voxels;
  g_autofree double *centred = g_new (double, n);
  double mean = sum_values (values, n) / (double) n;
  PairSums sums = { 0.0, 0.0, 0.0 };
  double squares;

  for (gsize v = 0; v < n; v++)
    centred[v] = values[v] - mean;
  squares = sum_squares (centred, n);

  *self = (RimAutocorrelation) { NAN, NAN };
  if (n < 2 || !(squares > 0.0))
    return TRUE;
  if (!sum_up (&sums, region, centred, frame, cancellable, error))
    return FALSE;

  self->moran_i = (double) n / sums.weights * sums.products / squares;
  self->geary_c = ((double) n - 1.0) / (2.0 * sums.weights) *
                  2.0 * (sums.squares - sums.products) / squares;

  return TRUE;
}
