/* rim-ngtdm.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-ngtdm.h"

#include <math.h>
#include <stdlib.h>

#include "core/rim-compare.h"
#include "rim-tone-difference.h"

#define REFERENCE "Amadasun and King 1989; IBSI manual 3.10"

typedef struct
{
  RimFeatureInfo info;
  double (*function)(const RimNgtdm *self);
} Feature;

static const Feature features[RIM_NGTDM_N_FEATURES] = {
  {
    { "Coarseness", "ngt_coarseness", "QCDE", RIM_IN_BOTH, TRUE,
      RIM_FEATURE_UNIT_NONE, "1 / Σ p s, at most 10⁶", REFERENCE },
    rim_ngtdm_coarseness,
  },
  {
    { "Contrast", "ngt_contrast", "65HE", RIM_IN_BOTH, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σ Σ pᵢ pⱼ (i − j)² / (Ng (Ng − 1)) · Σ s / Nv", REFERENCE },
    rim_ngtdm_contrast,
  },
  {
    { "Busyness", "ngt_busyness", "NQ30", RIM_IN_BOTH, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σ p s / Σ Σ |i pᵢ − j pⱼ|", REFERENCE },
    rim_ngtdm_busyness,
  },
  {
    { "Complexity", "ngt_complexity", "HDEZ", RIM_IN_BOTH, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σ Σ |i − j| (pᵢ sᵢ + pⱼ sⱼ) / (pᵢ + pⱼ) / Nv", REFERENCE },
    rim_ngtdm_complexity,
  },
  {
    { "Strength", "ngt_strength", "1X9X", RIM_IN_BOTH, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σ Σ (pᵢ + pⱼ) (i − j)² / Σ s", REFERENCE },
    rim_ngtdm_strength,
  },
};

static guint
find_highest (const guint16 *levels,
              gsize          n)
{
  guint highest = 0;

  for (gsize v = 0; v < n; v++)
    highest = MAX (highest, levels[v]);

  return highest;
}

static void
keep_level (RimNgtdm *self,
            guint     level,
            gsize     count,
            double    sum)
{
  self->levels[self->n] = level;
  self->p[self->n] = (double) count / self->n_voxels;
  self->s[self->n++] = sum;
}

/**
 * rim_ngtdm_new:
 * @levels: (array length=n): levels of voxels, from 1
 * @differences: (array length=n): see rim_tone_differences_new()
 * @n: how many voxels
 *
 * Returns: (transfer full): their matrix; without levels where no voxel counts
 */
RimNgtdm *
rim_ngtdm_new (const guint16 *levels,
               const double  *differences,
               gsize          n)
{
  const gsize n_levels = (gsize) find_highest (levels, n) + 1;
  g_autofree gsize *counts = g_new0 (gsize, n_levels);
  g_autofree double *sums = g_new0 (double, n_levels);
  RimNgtdm *self = g_new0 (RimNgtdm, 1);
  gsize n_voxels = 0;

  for (gsize v = 0; v < n; v++)
    if (differences[v] >= 0.0)
      {
        counts[levels[v]]++;
        sums[levels[v]] += differences[v];
        n_voxels++;
      }

  self->n_voxels = (double) n_voxels;
  self->levels = g_new (double, n_levels);
  self->p = g_new (double, n_levels);
  self->s = g_new (double, n_levels);
  for (guint level = 0; level < n_levels; level++)
    if (counts[level] > 0)
      keep_level (self, level, counts[level], sums[level]);

  return self;
}

/**
 * rim_ngtdm_free:
 * @self: (transfer full) (nullable): a matrix
 */
void
rim_ngtdm_free (RimNgtdm *self)
{
  if (self == NULL)
    return;

  g_free (self->levels);
  g_free (self->p);
  g_free (self->s);
  g_free (self);
}

static double
sum_products (const RimNgtdm *self)
{
  double sum = 0.0;

  for (gsize i = 0; i < self->n; i++)
    sum += self->p[i] * self->s[i];

  return sum;
}

static double
sum_differences (const RimNgtdm *self)
{
  double sum = 0.0;

  for (gsize i = 0; i < self->n; i++)
    sum += self->s[i];

  return sum;
}

/* The mean of the levels, and their variance about it, which spares the double
 * sums of (i - j)².
 */
static double
find_mean (const RimNgtdm *self,
           double         *variance)
{
  double mean = 0.0;

  for (gsize i = 0; i < self->n; i++)
    mean += self->p[i] * self->levels[i];

  *variance = 0.0;
  for (gsize i = 0; i < self->n; i++)
    *variance += self->p[i] * (self->levels[i] - mean) * (self->levels[i] - mean);

  return mean;
}

/**
 * rim_ngtdm_coarseness:
 * @self: a matrix
 *
 * Returns: its coarseness; 10⁶ where no level differs from its neighbours
 */
double
rim_ngtdm_coarseness (const RimNgtdm *self)
{
  const double sum = sum_products (self);

  return sum == 0.0 ? 1e6 : 1.0 / sum;
}

/**
 * rim_ngtdm_contrast:
 * @self: a matrix
 *
 * Returns: its contrast; 0 where there is one level
 */
double
rim_ngtdm_contrast (const RimNgtdm *self)
{
  const double n = (double) self->n;
  double variance;

  if (self->n < 2)
    return 0.0;

  find_mean (self, &variance);

  return 2.0 * variance / (n * (n - 1.0)) * sum_differences (self) / self->n_voxels;
}

/**
 * rim_ngtdm_busyness:
 * @self: a matrix
 *
 * Of sorted values, those below a gap differ by it from all above.
 *
 * Returns: its busyness; 0 where all i p are equal
 */
double
rim_ngtdm_busyness (const RimNgtdm *self)
{
  g_autofree double *products = g_new (double, self->n);
  double sum = 0.0;

  for (gsize i = 0; i < self->n; i++)
    products[i] = self->levels[i] * self->p[i];
  qsort (products, self->n, sizeof *products, rim_compare_doubles);

  for (gsize i = 1; i < self->n; i++)
    sum += 2.0 * (double) i * (double) (self->n - i) * (products[i] - products[i - 1]);

  return sum == 0.0 ? 0.0 : sum_products (self) / sum;
}

/* A level and its share of the voxels. */
typedef struct
{
  double p;
  double level;
} Share;

static int
compare_shares (gconstpointer a,
                gconstpointer b)
{
  const Share *x = a;
  const Share *y = b;

  return x->p != y->p ? rim_compare_doubles (&x->p, &y->p) : rim_compare_doubles (&x->level, &y->level);
}

/* Adds to sums[i] the sum over some levels j of |i - j| / (p[i] + p[j]), where
 * all p[j] are equal and the levels ascend. The sums of integers are exact.
 */
static void
add_equal_shares (const RimNgtdm *self,
                  const Share    *shares,
                  gsize           n,
                  double         *sums)
{
  double total = 0.0;
  double below = 0.0;
  gsize n_below = 0;

  for (gsize j = 0; j < n; j++)
    total += shares[j].level;

  for (gsize i = 0; i < self->n; i++)
    {
      const double level = self->levels[i];
      double distance;

      for (; n_below < n && shares[n_below].level <= level; n_below++)
        below += shares[n_below].level;

      distance = level * (double) n_below - below + (total - below) - level * (double) (n - n_below);
      sums[i] += distance / (self->p[i] + shares->p);
    }
}

/**
 * rim_ngtdm_complexity:
 * @self: a matrix
 *
 * The double sum is twice that of pᵢ sᵢ |i − j| / (pᵢ + pⱼ), and of the pⱼ few
 * are different where levels are many.
 *
 * Returns: its complexity; 0 where there is one level
 */
double
rim_ngtdm_complexity (const RimNgtdm *self)
{
  g_autofree Share *shares = g_new (Share, self->n);
  g_autofree double *sums = g_new0 (double, self->n);
  double sum = 0.0;
  gsize end;

  for (gsize i = 0; i < self->n; i++)
    shares[i] = (Share) { self->p[i], self->levels[i] };
  qsort (shares, self->n, sizeof *shares, compare_shares);

  for (gsize begin = 0; begin < self->n; begin = end)
    {
      for (end = begin + 1; end < self->n && shares[end].p == shares[begin].p; end++)
        ;
      add_equal_shares (self, shares + begin, end - begin, sums);
    }

  for (gsize i = 0; i < self->n; i++)
    sum += self->p[i] * self->s[i] * sums[i];

  return self->n == 0 ? 0.0 : 2.0 * sum / self->n_voxels;
}

/**
 * rim_ngtdm_strength:
 * @self: a matrix
 *
 * Returns: its strength; 0 where no level differs from its neighbours
 */
double
rim_ngtdm_strength (const RimNgtdm *self)
{
  const double divisor = sum_differences (self);
  double sum = 0.0;
  double variance, mean;

  if (divisor == 0.0)
    return 0.0;

  mean = find_mean (self, &variance);
  for (gsize i = 0; i < self->n; i++)
    sum += variance + (self->levels[i] - mean) * (self->levels[i] - mean);

  return 2.0 * sum / divisor;
}

/**
 * rim_ngtdm_measure:
 * @self: a matrix of at least one level
 * @feature: a row of the table
 *
 * Returns: the value of that feature
 */
double
rim_ngtdm_measure (const RimNgtdm *self,
                   guint           feature)
{
  g_return_val_if_fail (feature < RIM_NGTDM_N_FEATURES, NAN);

  return features[feature].function (self);
}

static const RimFeatureInfo *
get_info (guint i)
{
  return &features[i].info;
}

/* Adds the features of voxels @begin to @end, if any of them counts. */
static gboolean
add_features (const guint16 *levels,
              const double  *differences,
              gsize          begin,
              gsize          end,
              double        *values)
{
  g_autoptr(RimNgtdm) matrix = rim_ngtdm_new (levels + begin, differences + begin, end - begin);

  for (guint f = 0; f < RIM_NGTDM_N_FEATURES && matrix->n > 0; f++)
    values[f] += features[f].function (matrix);

  return matrix->n > 0;
}

static void
average_slices (const RimLevels *levels,
                const guint16   *voxels,
                const double    *differences,
                double          *values)
{
  guint n_slices = 0;
  gsize end = 0;

  for (guint k = 0; k < levels->size[2]; k++)
    {
      const gsize begin = end;

      while (end < levels->n_voxels && levels->offsets[end] < (k + 1) * levels->stride[2])
        end++;
      n_slices += add_features (voxels, differences, begin, end, values);
    }

  for (guint f = 0; f < RIM_NGTDM_N_FEATURES; f++)
    values[f] /= n_slices;
}

static gboolean
compute_aggregation (const RimFamilyInput *input,
                     RimAggregation        aggregation,
                     double               *values,
                     GCancellable         *cancellable,
                     GError              **error)
{
  const RimLevels *levels = input->levels;
  const gboolean is_flat = aggregation != RIM_AGGREGATION_3D_AVERAGED;
  const int flat_axis = is_flat ? 2 : input->settings->force_2d_axis;
  g_autofree double *differences = rim_tone_differences_new (input, flat_axis, cancellable, error);
  g_autofree guint16 *voxels = NULL;

  if (differences == NULL)
    return FALSE;

  voxels = g_new (guint16, levels->n_voxels);
  for (gsize v = 0; v < levels->n_voxels; v++)
    voxels[v] = levels->levels[levels->offsets[v]];

  for (guint f = 0; f < RIM_NGTDM_N_FEATURES; f++)
    values[f] = 0.0;

  if (aggregation == RIM_AGGREGATION_2D_AVERAGED)
    average_slices (levels, voxels, differences, values);
  else if (!add_features (voxels, differences, 0, levels->n_voxels, values))
    for (guint f = 0; f < RIM_NGTDM_N_FEATURES; f++)
      values[f] = NAN;

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
  g_return_val_if_fail (input->levels != NULL && input->levels->n_voxels > 0, FALSE);

  for (guint a = 0; a < n_aggregations; a++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !compute_aggregation (input, aggregations[a], values + a * RIM_NGTDM_N_FEATURES,
                              cancellable, error))
      return FALSE;

  return TRUE;
}

const RimFamily rim_family_ngtdm = {
  .name = "ngtdm",
  .title = "Neighbourhood grey tone difference matrix",
  .ibsi_id = "IPET",
  .needs_levels = TRUE,
  .needs_intensity = TRUE,
  .n_features = RIM_NGTDM_N_FEATURES,
  .get_info = get_info,
  .compute = compute,
};
