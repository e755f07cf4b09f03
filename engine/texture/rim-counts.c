/* rim-counts.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-counts.h"

#include <float.h>
#include <math.h>

/* Adds 1 to counts[k + 1] for every voxel of slice k. */
static void
count_by_slice (const RimLevels *levels,
                const gsize     *offsets,
                gsize            n,
                gsize           *counts)
{
  gsize v = 0;

  for (guint k = 0; k < levels->size[2]; k++)
    {
      const gsize begin = v;

      while (v < n && offsets[v] < (k + 1) * levels->stride[2])
        v++;
      counts[k + 1] = v - begin;
    }
}

/**
 * rim_pairs_new:
 * @levels: the region that they are of
 * @offsets: (array length=n): where the voxel of each, or its first one, lies in
 *   @levels; ascending
 * @n: how many
 *
 * Returns: (transfer full): room for @n pairs
 */
RimPairs *
rim_pairs_new (const RimLevels *levels,
               const gsize     *offsets,
               gsize            n)
{
  RimPairs *self = g_new0 (RimPairs, 1);

  self->n = n;
  self->levels = g_new (guint16, n);
  self->sizes = g_new (guint32, n);
  self->n_slices = levels->size[2];
  self->slices = g_new0 (gsize, self->n_slices + 1);
  self->n_voxels = g_new0 (gsize, self->n_slices + 1);

  count_by_slice (levels, offsets, n, self->slices);
  count_by_slice (levels, levels->offsets, levels->n_voxels, self->n_voxels);
  for (guint k = 0; k < self->n_slices; k++)
    {
      self->slices[k + 1] += self->slices[k];
      self->n_voxels[k] = self->n_voxels[k + 1];
    }

  for (gsize v = 0; v < n; v++)
    self->levels[v] = levels->levels[offsets[v]];

  return self;
}

/**
 * rim_pairs_free:
 * @self: (transfer full) (nullable): pairs
 */
void
rim_pairs_free (RimPairs *self)
{
  if (self == NULL)
    return;

  g_free (self->levels);
  g_free (self->sizes);
  g_free (self->slices);
  g_free (self->n_voxels);
  g_free (self);
}

static void
find_greatest (const guint16 *levels,
               const guint32 *sizes,
               gsize          n,
               guint32       *level,
               guint32       *size)
{
  *level = 0;
  *size = 0;

  for (gsize v = 0; v < n; v++)
    {
      *level = levels[v] > *level ? levels[v] : *level;
      *size = sizes[v] > *size ? sizes[v] : *size;
    }
}

/* The sizes of each level, from begins[level] to begins[level + 1]. @begins is
 * all 0.
 */
static guint32 *
group_by_level (const guint16 *levels,
                const guint32 *sizes,
                gsize          n,
                guint32        n_levels,
                gsize         *begins)
{
  guint32 *grouped = g_new (guint32, n);

  for (gsize v = 0; v < n; v++)
    begins[levels[v]]++;
  for (guint32 level = 1; level <= n_levels + 1; level++)
    begins[level] += begins[level - 1];
  for (gsize v = n; v-- > 0;)
    grouped[--begins[levels[v]]] = sizes[v];

  return grouped;
}

/* Finds the elements of one row of the matrix. @row is all 0, and left so. */
static gsize
count_row (const guint32 *sizes,
           gsize          n,
           guint32        level,
           gsize         *row,
           RimCount      *counts)
{
  gsize n_counts = 0;

  for (gsize v = 0; v < n; v++)
    if (row[sizes[v]]++ == 0)
      counts[n_counts++] = (RimCount) { level, sizes[v], 0 };

  for (gsize c = 0; c < n_counts; c++)
    {
      counts[c].n = row[counts[c].size];
      row[counts[c].size] = 0;
    }

  return n_counts;
}

/**
 * rim_counts_new:
 * @levels: (array length=n): levels, from 1
 * @sizes: (array length=n): sizes
 * @n: how many pairs
 * @n_counts: (out): how many elements
 *
 * Counts equal pairs, in linear time whatever the sizes.
 *
 * Returns: (transfer full) (array length=n_counts): the elements that are not 0,
 *   levels ascending
 */
RimCount *
rim_counts_new (const guint16 *levels,
                const guint32 *sizes,
                gsize          n,
                gsize         *n_counts)
{
  RimCount *counts;
  g_autofree gsize *begins = NULL;
  g_autofree guint32 *grouped = NULL;
  g_autofree gsize *row = NULL;
  guint32 n_levels, greatest;

  find_greatest (levels, sizes, n, &n_levels, &greatest);
  begins = g_new0 (gsize, n_levels + 2);
  grouped = group_by_level (levels, sizes, n, n_levels, begins);
  row = g_new0 (gsize, (gsize) greatest + 1);
  counts = g_new (RimCount, MIN (n, (gsize) n_levels * ((gsize) greatest + 1)));

  *n_counts = 0;
  for (guint32 level = 1; level <= n_levels; level++)
    *n_counts += count_row (grouped + begins[level], begins[level + 1] - begins[level], level, row,
                            counts + *n_counts);

  return g_renew (RimCount, counts, *n_counts);
}

static void
add_emphases (RimCountSums   *self,
              const RimCount *count)
{
  const double n = count->n;
  const double level_square = (double) count->level * count->level;
  const double size_square = (double) count->size * count->size;
  const double by_size = n / size_square;
  const double by_level = n / level_square;

  self->n += n;
  self->small += by_size;
  self->large += n * size_square;
  self->low += by_level;
  self->high += n * level_square;
  self->small_low += n / (level_square * size_square);
  self->small_high += by_size * level_square;
  self->large_low += by_level * size_square;
  self->large_high += n * (level_square * size_square);
}

static void
add_squares (RimCountSums   *self,
             const RimCount *counts,
             gsize           n_counts)
{
  guint32 greatest = 0;
  g_autofree gsize *by_size = NULL;

  for (gsize c = 0; c < n_counts; c++)
    greatest = MAX (greatest, counts[c].size);

  by_size = g_new0 (gsize, (gsize) greatest + 1);
  for (gsize c = 0; c < n_counts;)
    {
      const guint32 level = counts[c].level;
      gsize n = 0;

      for (; c < n_counts && counts[c].level == level; c++)
        {
          n += counts[c].n;
          by_size[counts[c].size] += counts[c].n;
        }
      self->level_squares += (double) n * (double) n;
    }

  for (gsize c = 0; c < n_counts; c++)
    {
      gsize *n = &by_size[counts[c].size];

      self->size_squares += (double) *n * (double) *n;
      *n = 0;
    }
}

static void
add_moments (RimCountSums   *self,
             const RimCount *counts,
             gsize           n_counts,
             double          epsilon)
{
  double level_mean = 0.0;
  double size_mean = 0.0;

  for (gsize c = 0; c < n_counts; c++)
    {
      level_mean += (double) counts[c].n * counts[c].level;
      size_mean += (double) counts[c].n * counts[c].size;
    }
  level_mean /= self->n;
  size_mean /= self->n;

  for (gsize c = 0; c < n_counts; c++)
    {
      const double p = counts[c].n / self->n;
      const double level = counts[c].level - level_mean;
      const double size = counts[c].size - size_mean;

      self->level_variance += counts[c].n * (level * level);
      self->size_variance += counts[c].n * (size * size);
      self->entropy -= p * log2 (p + epsilon);
      self->energy += p * p;
    }
  self->level_variance /= self->n;
  self->size_variance /= self->n;
}

/**
 * rim_count_sums_init:
 * @self: (out caller-allocates): sums
 * @counts: (array length=n_counts): elements, those of a level together
 * @n_counts: how many, at least one
 * @n_voxels: the voxels that they come from
 * @epsilon: what is added inside logarithms
 *
 * Sums up a matrix.
 */
void
rim_count_sums_init (RimCountSums   *self,
                     const RimCount *counts,
                     gsize           n_counts,
                     gsize           n_voxels,
                     double          epsilon)
{
  *self = (RimCountSums) { .n_voxels = n_voxels };

  for (gsize c = 0; c < n_counts; c++)
    add_emphases (self, &counts[c]);
  add_squares (self, counts, n_counts);
  add_moments (self, counts, n_counts, epsilon);
}

/* Adds the features of the matrix of pairs @begin to @end. */
static void
add_features (const RimCountFeature *features,
              guint                  n_features,
              const RimPairs        *pairs,
              gsize                  begin,
              gsize                  end,
              gsize                  n_voxels,
              RimProfile             profile,
              double                *values)
{
  const double epsilon = profile == RIM_PROFILE_PYRADIOMICS ? DBL_EPSILON : 0.0;
  gsize n_counts;
  g_autofree RimCount *counts = rim_counts_new (pairs->levels + begin, pairs->sizes + begin,
                                                end - begin, &n_counts);
  RimCountSums sums;

  rim_count_sums_init (&sums, counts, n_counts, n_voxels, epsilon);
  for (guint f = 0; f < n_features; f++)
    values[f] += features[f].function (&sums);
}

static void
average_slices (const RimCountFeature *features,
                guint                  n_features,
                const RimPairs        *pairs,
                RimProfile             profile,
                double                *values)
{
  guint n_slices = 0;

  for (guint k = 0; k < pairs->n_slices; k++)
    if (pairs->n_voxels[k] > 0)
      {
        add_features (features, n_features, pairs, pairs->slices[k], pairs->slices[k + 1],
                      pairs->n_voxels[k], profile, values);
        n_slices++;
      }

  for (guint f = 0; f < n_features; f++)
    values[f] /= n_slices;
}

static gboolean
compute_aggregation (const RimCountFeature *features,
                     guint                  n_features,
                     RimPairsFunc           make_pairs,
                     const RimFamilyInput  *input,
                     RimAggregation         aggregation,
                     double                *values,
                     GCancellable          *cancellable,
                     GError               **error)
{
  const RimProfile profile = input->settings->profile;
  const gboolean is_flat = aggregation != RIM_AGGREGATION_3D_AVERAGED;
  const int flat_axis = is_flat ? 2 : input->settings->force_2d_axis;
  g_autoptr(RimPairs) pairs = make_pairs (input, flat_axis, cancellable, error);

  if (pairs == NULL)
    return FALSE;

  for (guint f = 0; f < n_features; f++)
    values[f] = 0.0;

  if (aggregation == RIM_AGGREGATION_2D_AVERAGED)
    average_slices (features, n_features, pairs, profile, values);
  else
    add_features (features, n_features, pairs, 0, pairs->n, input->levels->n_voxels, profile,
                  values);

  for (guint f = 0; f < n_features; f++)
    if ((features[f].info.profiles & (1 << profile)) == 0)
      values[f] = NAN;

  return TRUE;
}

/**
 * rim_count_features_compute:
 * @features: (array length=n_features): the table of the family
 * @n_features: how many
 * @make_pairs: what the matrix counts
 * @input: see #RimFamilyFunc
 * @aggregations: see #RimFamilyFunc; 2D_AVERAGED, 25D_AVERAGED, 3D_AVERAGED
 * @n_aggregations: see #RimFamilyFunc
 * @values: see #RimFamilyFunc
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * Computes a family of features of matrices of levels by sizes. Slices are those
 * of k; the force_2d_axis of the settings is for 3D_AVERAGED alone.
 *
 * Returns: whether it could
 */
gboolean
rim_count_features_compute (const RimCountFeature *features,
                            guint                  n_features,
                            RimPairsFunc           make_pairs,
                            const RimFamilyInput  *input,
                            const RimAggregation  *aggregations,
                            guint                  n_aggregations,
                            double                *values,
                            GCancellable          *cancellable,
                            GError               **error)
{
  g_return_val_if_fail (input->levels != NULL && input->levels->n_voxels > 0, FALSE);

  for (guint a = 0; a < n_aggregations; a++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !compute_aggregation (features, n_features, make_pairs, input, aggregations[a],
                              values + a * n_features, cancellable, error))
      return FALSE;

  return TRUE;
}

double
rim_count_small_emphasis (const RimCountSums *sums)
{
  return sums->small / sums->n;
}

double
rim_count_large_emphasis (const RimCountSums *sums)
{
  return sums->large / sums->n;
}

double
rim_count_low_emphasis (const RimCountSums *sums)
{
  return sums->low / sums->n;
}

double
rim_count_high_emphasis (const RimCountSums *sums)
{
  return sums->high / sums->n;
}

double
rim_count_small_low_emphasis (const RimCountSums *sums)
{
  return sums->small_low / sums->n;
}

double
rim_count_small_high_emphasis (const RimCountSums *sums)
{
  return sums->small_high / sums->n;
}

double
rim_count_large_low_emphasis (const RimCountSums *sums)
{
  return sums->large_low / sums->n;
}

double
rim_count_large_high_emphasis (const RimCountSums *sums)
{
  return sums->large_high / sums->n;
}

double
rim_count_level_non_uniformity (const RimCountSums *sums)
{
  return sums->level_squares / sums->n;
}

double
rim_count_level_non_uniformity_normalised (const RimCountSums *sums)
{
  return sums->level_squares / (sums->n * sums->n);
}

double
rim_count_size_non_uniformity (const RimCountSums *sums)
{
  return sums->size_squares / sums->n;
}

double
rim_count_size_non_uniformity_normalised (const RimCountSums *sums)
{
  return sums->size_squares / (sums->n * sums->n);
}

double
rim_count_percentage (const RimCountSums *sums)
{
  return sums->n / sums->n_voxels;
}

double
rim_count_level_variance (const RimCountSums *sums)
{
  return sums->level_variance;
}

double
rim_count_size_variance (const RimCountSums *sums)
{
  return sums->size_variance;
}

double
rim_count_entropy (const RimCountSums *sums)
{
  return sums->entropy;
}

double
rim_count_energy (const RimCountSums *sums)
{
  return sums->energy;
}
