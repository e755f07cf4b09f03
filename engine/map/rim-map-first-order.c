/* rim-map-first-order.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-map-family-private.h"

#include <math.h>
#include <string.h>

#include "feature/rim-first-order.h"
#include "rim-map-sorted-private.h"

#define N RIM_FIRST_ORDER_N_FEATURES

typedef struct
{
  const RimMapInput *input;
  RimMapEntropy      entropy;
  double             voxel_volume;
  double            *values;          /* of one window, sorted */
  guint16           *indices;
  guint16           *counts;          /* of each index of a level */
  gboolean           has_robust;
  gboolean           has_moments;
  RimMapSorted       window;
} State;

static gboolean
is_wanted (const guint8      *wanted,
           const char *const *names)
{
  for (guint f = 0; f < N; f++)
    if (wanted[f] && g_strv_contains (names, rim_family_firstorder.get_info (f)->name))
      return TRUE;

  return FALSE;
}

static void
find_needs (State        *self,
            const guint8 *wanted)
{
  static const char *const levels[] = { "Entropy", "Uniformity", NULL };
  static const char *const robust[] = { "RobustMeanAbsoluteDeviation", NULL };
  static const char *const moments[] = {
    "Kurtosis", "MeanAbsoluteDeviation", "Skewness", "StandardDeviation", "Variance", NULL,
  };
  static const char *const others[] = {
    "10Percentile", "90Percentile", "Energy", "InterquartileRange", "Maximum", "Mean", "Median", "Minimum", "Range",
    "RootMeanSquared", "TotalEnergy", NULL,
  };

  self->has_robust = is_wanted (wanted, robust);
  self->has_moments = is_wanted (wanted, moments);
  rim_map_sorted_init (&self->window, self->input, self->has_robust || self->has_moments || is_wanted (wanted, others),
                       is_wanted (wanted, levels), &self->entropy);
}

static gpointer
state_new (const RimMapInput *input,
           const guint8      *wanted)
{
  const guint *radius = input->radius;
  const guint n = (2 * radius[0] + 1) * (2 * radius[1] + 1) * (2 * radius[2] + 1);
  State *self = g_new0 (State, 1);

  self->input = input;
  self->voxel_volume = rim_grid_get_voxel_volume (&input->region->grid);
  rim_map_entropy_init (&self->entropy, n);
  self->values = g_new (double, n);
  self->indices = g_new (guint16, n);
  self->counts = g_new0 (guint16, (gsize) input->index->n + 1);
  find_needs (self, wanted);

  return self;
}

static void
state_free (gpointer data)
{
  State *self = data;

  rim_map_sorted_clear (&self->window);
  rim_map_entropy_clear (&self->entropy);
  g_free (self->values);
  g_free (self->indices);
  g_free (self->counts);
  g_free (self);
}

static guint
gather (State *self,
        gsize  at)
{
  const RimMapInput *input = self->input;
  const gsize *stride = input->levels->stride;
  const guint *radius = input->radius;
  const gssize corner = (gssize) at - (gssize) (radius[0] + radius[1] * stride[1] + radius[2] * stride[2]);
  guint n = 0;

  for (guint k = 0; k <= 2 * radius[2]; k++)
    for (guint j = 0; j <= 2 * radius[1]; j++)
      for (guint i = 0; i <= 2 * radius[0]; i++)
        {
          const gssize from = corner + (gssize) (i + j * stride[1] + k * stride[2]);

          self->values[n] = input->values[from] + 0.0;
          self->indices[n] = input->index->indices[from];
          n += self->indices[n] != 0;
        }

  return n;
}

/* numpy.percentile: between ranks linearly, in its order of operations. */
static double
get_percentile (const double *sorted,
                guint         n,
                double        share)
{
  const double rank = (n - 1) * share;
  const guint low = (guint) rank;
  const double fraction = rank - low;
  const double difference = sorted[MIN (low + 1, n - 1)] - sorted[low];

  return fraction >= 0.5 ? sorted[MIN (low + 1, n - 1)] - difference * (1.0 - fraction)
                         : sorted[low] + difference * fraction;
}

static void
find_mean_and_energy (RimFirstOrder *found,
                      const double  *values,
                      guint          n,
                      double         shift)
{
  double sum = 0.0, energy = 0.0;

  for (guint v = 0; v < n; v++)
    {
      sum += values[v];
      energy += (values[v] + shift) * (values[v] + shift);
    }
  found->mean = sum / n;
  found->energy = energy;
  found->root_mean_squared = sqrt (energy / n);
}

static void
find_moments (RimFirstOrder *found,
              const double  *values,
              guint          n)
{
  double m2 = 0.0, m3 = 0.0, m4 = 0.0, deviation = 0.0;

  for (guint v = 0; v < n && found->range > 0.0; v++)
    {
      const double x = values[v] - found->mean;

      m2 += x * x;
      m3 += x * x * x;
      m4 += x * x * (x * x);
      deviation += fabs (x);
    }

  found->variance = m2 / n;
  found->standard_deviation = sqrt (found->variance);
  found->mean_absolute_deviation = deviation / n;
  if (m2 > 0.0)
    {
      found->skewness = m3 / n / (found->variance * found->standard_deviation);
      found->kurtosis = m4 / n / (found->variance * found->variance);
    }
}

/* Which values lie from the tenth percentile to the ninetieth. */
static void
find_middle (const RimFirstOrder *found,
             const double        *sorted,
             guint                n,
             guint               *first,
             guint               *end)
{
  *first = 0;
  *end = n;
  while (sorted[*first] < found->percentile_10)
    ++*first;
  while (sorted[*end - 1] > found->percentile_90)
    --*end;
}

static void
find_order (RimFirstOrder *found,
            const double  *sorted,
            guint          n)
{
  found->minimum = sorted[0];
  found->maximum = sorted[n - 1];
  found->range = sorted[n - 1] - sorted[0];
  found->percentile_10 = get_percentile (sorted, n, 0.1);
  found->percentile_90 = get_percentile (sorted, n, 0.9);
  found->interquartile_range = get_percentile (sorted, n, 0.75) - get_percentile (sorted, n, 0.25);
  found->median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2.0;
}

static void
find_robust (RimFirstOrder *found,
             const double  *sorted,
             guint          n)
{
  double sum = 0.0, deviation = 0.0;
  guint first, end;

  find_middle (found, sorted, n, &first, &end);
  for (guint v = first; v < end; v++)
    sum += sorted[v];
  for (guint v = first; v < end && sorted[first] < sorted[end - 1]; v++)
    deviation += fabs (sorted[v] - sum / (end - first));
  found->robust_mean_absolute_deviation = deviation / (end - first);
}

/* What is asked for of values in order. */
static void
find_values (const State   *self,
             const double  *sorted,
             guint          n,
             gboolean       has_moments,
             gboolean       has_robust,
             RimFirstOrder *found)
{
  find_order (found, sorted, n);
  find_mean_and_energy (found, sorted, n, self->input->settings.family.voxel_array_shift);
  found->total_energy = found->energy * self->voxel_volume;
  if (has_moments)
    find_moments (found, sorted, n);
  if (has_robust)
    find_robust (found, sorted, n);
}

static void
find_entropy (const State   *self,
              gint64         terms,
              guint64        squares,
              guint          n_levels,
              guint          n,
              RimFirstOrder *found)
{
  found->entropy = rim_map_entropy_get (&self->entropy, terms, n_levels, n);
  found->uniformity = (double) squares / ((double) n * n);
}

static void
count_levels (State         *self,
              guint          n,
              RimFirstOrder *found)
{
  gint64 terms = 0;
  guint64 squares = 0;
  guint n_levels = 0;

  for (guint v = 0; v < n; v++)
    {
      const guint count = self->counts[self->indices[v]]++;

      n_levels += count == 0;
      squares += 2 * count + 1;
      terms += self->entropy.terms[count + 1] - self->entropy.terms[count];
    }
  for (guint v = 0; v < n; v++)
    self->counts[self->indices[v]] = 0;

  find_entropy (self, terms, squares, n_levels, n, found);
}

/* All of the window around a voxel; returns how many values it has. */
static guint
measure_window (State         *self,
                gsize          at,
                RimFirstOrder *found)
{
  const guint n = gather (self, at);

  *found = (RimFirstOrder) { 0 };
  rim_map_sort (self->values, n);
  find_values (self, self->values, n, TRUE, TRUE, found);
  count_levels (self, n, found);

  return n;
}

static RimMapTable *
list_levels (State *self,
             guint  n)
{
  g_autofree RimMapCell *cells = g_new (RimMapCell, n);
  g_autoptr(RimMapTable) counts = NULL;
  RimMapTable *table;

  for (guint v = 0; v < n; v++)
    cells[v] = (RimMapCell) { self->input->index->values[self->indices[v]], 0, 1.0 };
  counts = rim_map_table_new_from_cells (RIM_MAP_TABLE_LEVELS, cells, n);

  table = rim_map_table_new (RIM_MAP_TABLE_LEVELS, counts->n_rows, 2);
  for (guint row = 0; row < counts->n_rows; row++)
    {
      table->rows[row] = counts->rows[row];
      table->cells[2 * row] = counts->cells[row];
      table->cells[2 * row + 1] = counts->cells[row] / n;
    }

  return table;
}

static RimMapTable *
list_values (State *self,
             guint  n)
{
  RimMapTable *table = rim_map_table_new (RIM_MAP_TABLE_VALUES, 1, n);

  table->columns = g_new (guint, n);
  for (guint v = 0; v < n; v++)
    {
      table->columns[v] = v;
      table->cells[v] = self->values[v];
    }

  return table;
}

/* The mean of values, or of the @power of what they are from @about. */
static double
find_mean (const double *values,
           guint         n,
           double        about,
           double        power)
{
  double sum = 0.0;

  for (guint v = 0; v < n; v++)
    sum += pow (values[v] - about, power);

  return sum / n;
}

static void
add_terms (State                *self,
           RimMapTable          *table,
           const RimFeatureInfo *info,
           const RimFirstOrder  *found,
           guint                 n)
{
  const double *values = self->values;
  guint first = 0, end = n;
  double mean;

  if (rim_map_formula_has (info, "P10"))
    find_middle (found, values, n, &first, &end);
  mean = find_mean (values + first, end - first, 0.0, 1.0);

  rim_map_table_add_term (table, info, "N", end - first);
  rim_map_table_add_term (table, info, "x̄", mean);
  rim_map_table_add_term (table, info, "P10", found->percentile_10);
  rim_map_table_add_term (table, info, "P90", found->percentile_90);
  rim_map_table_add_term (table, info, "P25", get_percentile (values, n, 0.25));
  rim_map_table_add_term (table, info, "P75", get_percentile (values, n, 0.75));
  rim_map_table_add_term (table, info, "μ₂", found->variance);
  rim_map_table_add_term (table, info, "μ₃", find_mean (values, n, found->mean, 3.0));
  rim_map_table_add_term (table, info, "μ₄", find_mean (values, n, found->mean, 4.0));
  rim_map_table_add_term (table, info, "c", self->input->settings.family.voxel_array_shift);
  rim_map_table_add_term (table, info, "V", self->voxel_volume);
}

static void
explain (gpointer   data,
         gsize      offset,
         guint      row,
         GPtrArray *tables)
{
  const RimFeatureInfo *info = rim_family_firstorder.get_info (row);
  State *self = data;
  RimFirstOrder found;
  const guint n = measure_window (self, offset, &found);
  const gboolean of_levels = rim_map_formula_has (info, "p(i)");
  RimMapTable *table = of_levels ? list_levels (self, n) : list_values (self, n);
  double values[N];

  rim_first_order_list (&found, values);
  table->value = values[row];
  add_terms (self, table, info, &found, n);
  g_ptr_array_add (tables, table);
}

static void
measure (gpointer     data,
         const gsize *offsets,
         gsize        n,
         double      *values)
{
  State *self = data;
  RimMapSorted *window = &self->window;

  rim_map_sorted_enter (window, offsets[0]);
  for (gsize v = 0; v < n; v++)
    {
      RimFirstOrder found = { 0 };

      if (v > 0)
        rim_map_sorted_move (window, offsets[v - 1], offsets[v]);
      if (window->has_values)
        find_values (self, window->values, window->n, self->has_moments, self->has_robust, &found);
      if (window->has_levels)
        find_entropy (self, window->terms, window->squares, window->n_levels, window->n_voxels, &found);
      rim_first_order_list (&found, values + v * N);
    }
  rim_map_sorted_leave (window, offsets[n - 1]);
}

/* Levels are told apart, but not numbered. */
static gboolean
keeps (const RimMapInput *before,
       const RimMapInput *after,
       int                shift,
       guint              row)
{
  return TRUE;
}

const RimMapFamily rim_map_family_firstorder = {
  .family = &rim_family_firstorder,
  .explain = explain,
  .state_new = state_new,
  .state_free = state_free,
  .measure = measure,
  .keeps = keeps,
};
