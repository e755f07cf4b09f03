/* rim-direction-matrices.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-direction-matrices-private.h"

#include <math.h>

#include "core/rim-parallel.h"

/* What all counts together may take. */
#define MAX_BYTES (G_GUINT64_CONSTANT (2) << 30)

/* Voxels of the whole region or of one slice, in one direction. */
typedef struct
{
  gsize               begin;
  gsize               end;
  const RimDirection *direction;
  gboolean            is_needed;
} Pass;

/* One matrix that features are taken from: the sum of successive passes. */
typedef struct
{
  guint aggregation;
  gsize first_pass;
  gsize n_passes;
} Matrix;

typedef struct
{
  const RimDirectionFamily *family;
  const RimFamilySettings  *settings;
  const RimAggregation     *aggregations;
  guint                     n_aggregations;
  RimLevelIndex            *index;
  RimDirections            *directions;
  GArray                   *passes;
  GArray                   *matrices;
  RimTally                 *tallies;
  double                   *weights;
  double                   *values;
  gboolean                 *is_filled;
  GCancellable             *cancellable;
} Plan;

static gboolean
is_weighed (const RimFamilySettings *settings,
            RimAggregation           aggregation)
{
  return settings->profile == RIM_PROFILE_PYRADIOMICS &&
         settings->weighting != RIM_WEIGHTING_NONE &&
         aggregation == RIM_AGGREGATION_3D_AVERAGED;
}

static gboolean
is_merged (const Plan     *self,
           RimAggregation  aggregation)
{
  return aggregation == RIM_AGGREGATION_2D_MERGED ||
         aggregation == RIM_AGGREGATION_25D_MERGED ||
         aggregation == RIM_AGGREGATION_3D_MERGED ||
         is_weighed (self->settings, aggregation);
}

static gboolean
is_in_slice (RimAggregation aggregation)
{
  return aggregation == RIM_AGGREGATION_2D_AVERAGED ||
         aggregation == RIM_AGGREGATION_2D_MERGED;
}

static gboolean
is_in_space (RimAggregation aggregation)
{
  return aggregation == RIM_AGGREGATION_3D_AVERAGED ||
         aggregation == RIM_AGGREGATION_3D_MERGED;
}

/* Voxels are in scan order, so those of a slice follow each other. */
static gsize
find_slice_end (const RimLevels *levels,
                gsize            begin)
{
  gsize slice = levels->offsets[begin] / levels->stride[2];
  gsize end = begin + 1;

  while (end < levels->n_voxels && levels->offsets[end] / levels->stride[2] == slice)
    end++;

  return end;
}

static void
add_passes (Plan  *self,
            gsize  begin,
            gsize  end)
{
  for (guint d = 0; d < self->directions->n; d++)
    {
      Pass pass = { begin, end, &self->directions->directions[d], FALSE };

      g_array_append_val (self->passes, pass);
    }
}

static void
add_slice_passes (Plan *self)
{
  const RimLevels *levels = self->index->levels;

  for (gsize begin = 0, end; begin < levels->n_voxels; begin = end)
    {
      end = find_slice_end (levels, begin);
      for (guint d = self->directions->first_in_slice; d < self->directions->n; d++)
        {
          Pass pass = { begin, end, &self->directions->directions[d], FALSE };

          g_array_append_val (self->passes, pass);
        }
    }
}

static void
add_matrices (Plan  *self,
              guint  aggregation,
              gsize  first_pass,
              gsize  n_passes,
              gsize  n_merged)
{
  for (gsize p = 0; p < n_passes; p += n_merged)
    {
      Matrix matrix = { aggregation, first_pass + p, n_merged };

      g_array_append_val (self->matrices, matrix);
      for (gsize merged = 0; merged < n_merged; merged++)
        g_array_index (self->passes, Pass, first_pass + p + merged).is_needed = TRUE;
    }
}

/* The passes over the whole region stand first, those over slices follow. */
static void
make_matrices (Plan *self)
{
  const gsize n = self->directions->n;
  const gsize first = self->directions->first_in_slice;

  for (guint a = 0; a < self->n_aggregations; a++)
    {
      RimAggregation aggregation = self->aggregations[a];
      gboolean merged = is_merged (self, aggregation);

      if (is_in_slice (aggregation))
        add_matrices (self, a, n, self->passes->len - n, merged ? n - first : 1);
      else if (is_in_space (aggregation))
        add_matrices (self, a, 0, n, merged ? n : 1);
      else
        add_matrices (self, a, first, n - first, merged ? n - first : 1);
    }
}

static void
plan_init (Plan            *self,
           const RimLevels *levels)
{
  static const guint near[] = { 1 };
  const RimFamilySettings *settings = self->settings;
  gboolean in_slices = FALSE;

  self->index = rim_level_index_new (levels);
  self->directions =
    rim_directions_new (self->family->is_near ? near : settings->distances,
                        self->family->is_near ? 1 : settings->n_distances,
                        settings->force_2d_axis);
  self->passes = g_array_new (FALSE, FALSE, sizeof (Pass));
  self->matrices = g_array_new (FALSE, FALSE, sizeof (Matrix));

  for (guint a = 0; a < self->n_aggregations; a++)
    in_slices |= is_in_slice (self->aggregations[a]);

  add_passes (self, 0, levels->n_voxels);
  if (in_slices)
    add_slice_passes (self);
  make_matrices (self);

  self->tallies = g_new0 (RimTally, self->passes->len);
  self->weights = g_new (double, self->directions->n);
  for (guint d = 0; d < self->directions->n; d++)
    self->weights[d] = self->family->get_weight (&self->directions->directions[d],
                                                 levels->spacing, settings->weighting);
  self->values = g_new (double, self->matrices->len * self->family->n_features);
  self->is_filled = g_new0 (gboolean, self->matrices->len);
}

static void
plan_clear (Plan *self)
{
  for (gsize p = 0; p < self->passes->len; p++)
    rim_tally_clear (&self->tallies[p]);

  rim_level_index_free (self->index);
  rim_directions_free (self->directions);
  g_array_unref (self->passes);
  g_array_unref (self->matrices);
  g_free (self->tallies);
  g_free (self->weights);
  g_free (self->values);
  g_free (self->is_filled);
}

/* A pass has no more different keys than voxels, and 8 bytes for each. */
static gboolean
plan_check_memory (const Plan  *self,
                   GError     **error)
{
  guint64 n_keys = self->family->get_n_keys (self->index);
  guint64 n_bytes = 0;

  for (gsize p = 0; p < self->passes->len; p++)
    {
      const Pass *pass = &g_array_index (self->passes, Pass, p);

      if (pass->is_needed)
        n_bytes += 8 * MIN (n_keys, pass->end - pass->begin);
    }

  if (n_bytes > MAX_BYTES)
    {
      g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_TOO_MANY_LEVELS,
                   "%u directions of %u grey levels need more than %u MiB",
                   self->directions->n, self->index->n, (guint) (MAX_BYTES >> 20));
      return FALSE;
    }

  return TRUE;
}

static void
count_passes (gsize    begin,
              gsize    end,
              gpointer data)
{
  Plan *self = data;

  for (gsize p = begin; p < end; p++)
    {
      const Pass *pass = &g_array_index (self->passes, Pass, p);

      if (pass->is_needed && !g_cancellable_is_cancelled (self->cancellable))
        self->family->count (self->index, pass->begin, pass->end, pass->direction, self->settings,
                             &self->tallies[p]);
    }
}

static void
measure_matrices (gsize    begin,
                  gsize    end,
                  gpointer data)
{
  Plan *self = data;

  for (gsize m = begin; m < end; m++)
    {
      const Matrix *matrix = &g_array_index (self->matrices, Matrix, m);
      gboolean weighed = is_weighed (self->settings, self->aggregations[matrix->aggregation]);
      RimCells cells;

      if (g_cancellable_is_cancelled (self->cancellable))
        return;

      rim_cells_init (&cells, self->tallies + matrix->first_pass,
                      weighed ? self->weights : NULL, matrix->n_passes);
      self->is_filled[m] = self->family->measure (self->index, &cells, self->settings,
                                                  self->values + m * self->family->n_features);
      rim_cells_clear (&cells);
    }
}

/* The mean over the matrices that are not empty, of what is a number. */
static double
average (const Plan *self,
         guint       aggregation,
         guint       feature)
{
  double sum = 0.0;
  gsize n = 0;

  for (gsize m = 0; m < self->matrices->len; m++)
    {
      const Matrix *matrix = &g_array_index (self->matrices, Matrix, m);
      double value = self->values[m * self->family->n_features + feature];

      if (matrix->aggregation == aggregation && self->is_filled[m] && !isnan (value))
        {
          sum += value;
          n++;
        }
    }

  return n > 0 ? sum / (double) n : NAN;
}

static gboolean
check_settings (const RimDirectionFamily *self,
                const RimFamilyInput     *input,
                GError                  **error)
{
  const RimFamilySettings *settings = input->settings;
  guint reach = 1;

  for (guint d = 0; !self->is_near && d < settings->n_distances; d++)
    reach = MAX (reach, settings->distances[d] == 0 ? G_MAXUINT : settings->distances[d]);

  if (settings->n_distances == 0 || settings->n_distances > RIM_MAX_DISTANCES ||
      reach > input->levels->pad)
    {
      g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS,
                   "Distances of neighbours must lie between 1 and %u", input->levels->pad);
      return FALSE;
    }

  if (settings->force_2d_axis < -1 || settings->force_2d_axis > 2)
    {
      g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS,
                   "There is no axis %d", settings->force_2d_axis);
      return FALSE;
    }

  if (input->levels->n_voxels == 0)
    {
      g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_EMPTY, "The region has no voxels");
      return FALSE;
    }

  return TRUE;
}

static gboolean
plan_run (Plan    *self,
          double  *values,
          GError **error)
{
  if (!plan_check_memory (self, error))
    return FALSE;

  rim_parallel_for (self->passes->len, 1, count_passes, self);
  rim_parallel_for (self->matrices->len, 1, measure_matrices, self);
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;

  for (guint a = 0; a < self->n_aggregations; a++)
    for (guint f = 0; f < self->family->n_features; f++)
      *values++ = average (self, a, f);

  return TRUE;
}

/**
 * rim_direction_family_compute:
 * @self: a family
 * @input: as for #RimFamilyFunc
 * @aggregations: (array length=n_aggregations): any but RIM_AGGREGATION_NONE
 * @n_aggregations: how many
 * @values: (out caller-allocates): n_aggregations × n_features
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * Counts a matrix per direction, for the whole region and, where it is asked
 * for, per slice; adds up what is to be merged; and averages what is measured.
 * Counts are integers, so that the order of adding does not matter, and the
 * results do not depend on threads.
 *
 * Returns: whether it could
 */
gboolean
rim_direction_family_compute (const RimDirectionFamily *self,
                              const RimFamilyInput     *input,
                              const RimAggregation     *aggregations,
                              guint                     n_aggregations,
                              double                   *values,
                              GCancellable             *cancellable,
                              GError                  **error)
{
  Plan plan = {
    .family = self,
    .settings = input->settings,
    .aggregations = aggregations,
    .n_aggregations = n_aggregations,
    .cancellable = cancellable,
  };
  gboolean done;

  g_return_val_if_fail (input->levels != NULL, FALSE);

  if (!check_settings (self, input, error))
    return FALSE;

  plan_init (&plan, input->levels);
  done = plan_run (&plan, values, error);
  plan_clear (&plan);

  return done;
}
