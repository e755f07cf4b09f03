/* rim-map-glrlm.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-map-family-private.h"

#include <math.h>
#include <string.h>

#include "rim-map-glrlm-window-private.h"
#include "texture/rim-directions.h"
#include "texture/rim-glrlm.h"

#define N RIM_GLRLM_N_FEATURES

/* A voxel of a line; the line ends after it, or goes on. */
typedef struct
{
  gssize   offset;
  gboolean is_last;
} Step;

typedef struct
{
  const RimMapInput *input;
  const guint8      *wanted;
  RimDirections     *directions;
  guint              n_steps;
  Step              *steps;         /* the lines of each direction */
  RimMapCounts       counts;
  RimMapGlrlmWindow  window;
} State;

static gboolean
is_within (const RimMapInput *input,
           const int         *at)
{
  for (guint axis = 0; axis < 3; axis++)
    if (ABS (at[axis]) > (int) input->radius[axis])
      return FALSE;

  return TRUE;
}

/* The line that starts @at; none where the voxel before is in the window. */
static Step *
add_line (const RimMapInput  *input,
          const RimDirection *direction,
          const int          *first,
          Step               *steps)
{
  const gsize *stride = input->levels->stride;
  int at[3];

  for (guint axis = 0; axis < 3; axis++)
    at[axis] = first[axis] - direction->step[axis];
  if (is_within (input, at))
    return steps;

  for (;;)
    {
      for (guint axis = 0; axis < 3; axis++)
        at[axis] += direction->step[axis];
      if (!is_within (input, at))
        break;
      *steps++ = (Step) { at[0] + at[1] * (gssize) stride[1] + at[2] * (gssize) stride[2], FALSE };
    }
  steps[-1].is_last = TRUE;

  return steps;
}

static void
add_lines (const RimMapInput  *input,
           const RimDirection *direction,
           Step               *steps)
{
  const int radius[3] = { (int) input->radius[0], (int) input->radius[1], (int) input->radius[2] };

  for (int k = -radius[2]; k <= radius[2]; k++)
    for (int j = -radius[1]; j <= radius[1]; j++)
      for (int i = -radius[0]; i <= radius[0]; i++)
        steps = add_line (input, direction, (const int[]) { i, j, k }, steps);
}

static gpointer
state_new (const RimMapInput *input,
           const guint8      *wanted)
{
  const guint *radius = input->radius;
  const guint next = 1;
  State *self = g_new0 (State, 1);

  self->input = input;
  self->wanted = wanted;
  self->directions = rim_directions_new (&next, 1, input->settings.family.force_2d_axis);
  self->n_steps = (2 * radius[0] + 1) * (2 * radius[1] + 1) * (2 * radius[2] + 1);
  self->steps = g_new (Step, (gsize) self->n_steps * self->directions->n);
  for (guint d = 0; d < self->directions->n; d++)
    add_lines (input, &self->directions->directions[d], self->steps + (gsize) d * self->n_steps);
  rim_map_counts_init (&self->counts, input->index, 2 * input->settings.kernel_radius + 1, self->n_steps);
  rim_map_glrlm_window_init (&self->window, input, &self->counts);

  return self;
}

static void
state_free (gpointer data)
{
  State *self = data;

  rim_directions_free (self->directions);
  rim_map_glrlm_window_clear (&self->window);
  rim_map_counts_clear (&self->counts);
  g_free (self->steps);
  g_free (self);
}

/* Counts the runs of a direction. PyRadiomics leaves a direction out in which no line
 * meets the region twice.
 */
static gboolean
count_runs (State         *self,
            const guint16 *middle,
            const Step    *steps,
            guint         *n_voxels)
{
  gboolean has_line = FALSE;
  guint16 index = 0;
  guint length = 0;
  guint met = 0;

  for (const Step *step = steps; step < steps + self->n_steps; step++)
    {
      const guint16 next = middle[step->offset];

      if (next != index && length > 0)
        {
          rim_map_counts_add (&self->counts, index, length);
          length = 0;
        }
      index = next;
      length += next != 0;
      met += next != 0;
      if (!step->is_last)
        continue;

      if (length > 0)
        rim_map_counts_add (&self->counts, index, length);
      has_line = has_line || met > 1;
      *n_voxels += met;
      index = 0;
      length = met = 0;
    }

  return has_line;
}

static void
add_features (const State  *self,
              RimCountSums *sums,
              guint         n_voxels,
              double       *values)
{
  const RimCountFeature *features = rim_glrlm_get_features ();

  sums->n_voxels = n_voxels;
  for (guint f = 0; f < N; f++)
    if (self->wanted[f])
      values[f] += features[f].function (sums);
}

/* Returns: how many directions have a line */
static guint
measure_window (State    *self,
                gsize     at,
                double   *values)
{
  guint n_directions = 0;
  const guint16 *middle = self->input->index->indices + at;

  for (guint d = 0; d < self->directions->n; d++)
    {
      guint n_voxels = 0;
      gboolean has_line = count_runs (self, middle, self->steps + (gsize) d * self->n_steps, &n_voxels);
      RimCountSums sums;

      rim_map_counts_finish (&self->counts, &sums);
      if (!has_line)
        continue;

      add_features (self, &sums, n_voxels, values);
      n_directions++;
    }

  return n_directions;
}

/* The same of the window that slides, where a run of two voxels tells at once. */
static gboolean
has_line (const State *self,
          gsize        at,
          const Step  *steps)
{
  const guint16 *middle = self->input->index->indices + at;
  guint met = 0;

  if (self->window.n_voxels > self->counts.n)
    return TRUE;

  for (const Step *step = steps; step < steps + self->n_steps && met < 2; step++)
    met = (middle[step->offset] != 0) + (step > steps && step[-1].is_last ? 0 : met);

  return met > 1;
}

static void
slide (State       *self,
       guint        direction,
       const gsize *offsets,
       gsize        n,
       double      *values,
       guint       *n_directions)
{
  const Step *steps = self->steps + (gsize) direction * self->n_steps;

  rim_map_glrlm_window_turn (&self->window, &self->directions->directions[direction]);
  rim_map_glrlm_window_enter (&self->window, offsets[0]);
  for (gsize v = 0; v < n; v++)
    {
      RimCountSums sums;

      if (v > 0)
        rim_map_glrlm_window_move (&self->window, offsets[v - 1], offsets[v]);
      if (!has_line (self, offsets[v], steps))
        continue;

      rim_map_counts_sum (&self->counts, &sums);
      add_features (self, &sums, self->window.n_voxels, values + v * N);
      n_directions[v]++;
    }
  rim_map_glrlm_window_leave (&self->window, offsets[n - 1]);
}

static void
explain (gpointer   data,
         gsize      offset,
         guint      row,
         GPtrArray *tables)
{
  State *self = data;
  const guint16 *middle = self->input->index->indices + offset;

  for (guint d = 0; d < self->directions->n; d++)
    {
      guint n_voxels = 0;
      gboolean has_line = count_runs (self, middle, self->steps + (gsize) d * self->n_steps, &n_voxels);
      RimMapTable *table = rim_map_counts_explain (&self->counts, RIM_MAP_TABLE_RUNS,
                                                   &rim_glrlm_get_features ()[row], n_voxels);

      memcpy (table->step, self->directions->directions[d].step, sizeof table->step);
      if (!has_line)
        table->value = NAN;
      g_ptr_array_add (tables, table);
    }
}

static void
measure (gpointer     data,
         const gsize *offsets,
         gsize        n,
         double      *values)
{
  State *self = data;
  const gboolean slides = n > 1;
  g_autofree guint *n_directions = g_new0 (guint, n);

  memset (values, 0, n * N * sizeof *values);
  for (guint d = 0; slides && d < self->directions->n; d++)
    slide (self, d, offsets, n, values, n_directions);
  for (gsize v = 0; !slides && v < n; v++)
    n_directions[v] = measure_window (self, offsets[v], values + v * N);

  for (gsize v = 0; v < n; v++)
    for (guint f = 0; f < N; f++)
      values[v * N + f] = n_directions[v] > 0 ? values[v * N + f] / n_directions[v] : NAN;
}

static gboolean
keeps (const RimMapInput *before,
       const RimMapInput *after,
       int                shift,
       guint              row)
{
  return rim_map_counts_keep (&rim_glrlm_get_features ()[row], shift);
}

const RimMapFamily rim_map_family_glrlm = {
  .family = &rim_family_glrlm,
  .explain = explain,
  .state_new = state_new,
  .state_free = state_free,
  .measure = measure,
  .keeps = keeps,
};
