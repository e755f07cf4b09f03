/* rim-map-gldm.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-map-family-private.h"

#include <math.h>

#include "rim-map-counts-private.h"
#include "rim-map-lines-private.h"
#include "rim-map-local-private.h"
#include "texture/rim-gldm.h"

/* What a voxel is like among its neighbours before, beside and after it along i. */
enum
{
  BEFORE,
  BESIDE,
  AFTER,
  N_PARTS
};

typedef struct
{
  const guint8 *wanted;
  double        alpha;
  RimMapLocal   local;
  RimMapCounts  counts;
  guint         n_neighbours;
  int          *neighbours;
  RimMapLines   lines;
  guint16       difference;        /* of levels that are alike */
} State;

static guint
find_reach (const RimFamilySettings *settings)
{
  guint reach = 1;

  for (guint d = 0; d < settings->n_distances; d++)
    reach = MAX (reach, settings->distances[d]);

  return reach;
}

static gpointer
state_new (const RimMapInput *input,
           const guint8      *wanted)
{
  const RimFamilySettings *settings = &input->settings.family;
  State *self = g_new0 (State, 1);

  self->wanted = wanted;
  self->alpha = settings->alpha;
  rim_map_local_init (&self->local, input, find_reach (settings));
  self->neighbours = rim_map_local_new_neighbours (&self->local, settings->distances, settings->n_distances,
                                                   &self->n_neighbours);
  rim_map_counts_init (&self->counts, input->index, self->n_neighbours + 1, self->local.n_inside);
  rim_map_lines_init (&self->lines, input, N_PARTS);
  self->difference = (guint16) CLAMP (self->alpha, 0.0, RIM_MAP_MAX_LEVELS);

  return self;
}

static void
state_free (gpointer data)
{
  State *self = data;

  rim_map_lines_clear (&self->lines);
  rim_map_local_clear (&self->local);
  rim_map_counts_clear (&self->counts);
  g_free (self->neighbours);
  g_free (self);
}

/* How many neighbours of a voxel are like it, and it itself. */
static guint
count_dependent (const State   *self,
                 const guint16 *voxel)
{
  const guint16 *values = self->local.input->index->values;
  guint n = 1;

  if (self->alpha < 1.0)
    for (guint b = 0; b < self->n_neighbours; b++)
      n += voxel[self->neighbours[b]] == *voxel;
  else
    for (guint b = 0; b < self->n_neighbours; b++)
      {
        const guint16 other = voxel[self->neighbours[b]];

        n += other != 0 && ABS (values[other] - values[*voxel]) <= self->alpha;
      }

  return n;
}

/* Counts the dependences in the window around a voxel; returns how many voxels it has. */
static guint
count_window (State *self,
              gsize  at)
{
  const guint n_voxels = rim_map_local_take (&self->local, at);

  for (guint w = 0; w < self->local.n_inside; w++)
    {
      const guint16 *voxel = &self->local.indices[self->local.inside[w]];

      if (*voxel != 0)
        rim_map_counts_add (&self->counts, *voxel, count_dependent (self, voxel));
    }

  return n_voxels;
}

static void
explain (gpointer   data,
         gsize      offset,
         guint      row,
         GPtrArray *tables)
{
  State *self = data;
  const guint n_voxels = count_window (self, offset);

  g_ptr_array_add (tables, rim_map_counts_explain (&self->counts, RIM_MAP_TABLE_DEPENDENCES,
                                                   &rim_gldm_get_features ()[row], n_voxels));
}

/* Counts where a level beside another is like it. */
static void
count_alike (const guint16 *restrict line,
             const guint16 *restrict beside,
             gsize                   n,
             guint16                 difference,
             guint16 *restrict       counts)
{
  const guint16 span = (guint16) (2 * difference);

  for (gsize step = 0; step < n / RIM_MAP_LINES_STEP; step++)
    {
      for (guint l = 0; l < RIM_MAP_LINES_STEP; l++)
        {
          const guint16 from = (guint16) (beside[l] - line[l] + difference);

          counts[l] = (guint16) (counts[l] + ((beside[l] != 0) & (from <= span)));
        }

      line += RIM_MAP_LINES_STEP;
      beside += RIM_MAP_LINES_STEP;
      counts += RIM_MAP_LINES_STEP;
    }
}

static void
add_line (gconstpointer   data,
          const guint16  *line,
          const guint16  *beside,
          gsize           n,
          guint16 *const *parts)
{
  const guint16 difference = *(const guint16 *) data;

  count_alike (line + 1, beside, n, difference, parts[BEFORE] + 1);
  if (line != beside)
    count_alike (line, beside, n, difference, parts[BESIDE]);
  count_alike (line, beside + 1, n, difference, parts[AFTER]);
}

/* The dependence of a voxel of a line, or 0. */
static G_ALWAYS_INLINE inline guint
get_dependence (const RimMapLines *lines,
                guint              line,
                gsize              x,
                RimMapSide         side)
{
  guint n = 1u + rim_map_lines_get (lines, line, BESIDE)[x];

  if (side == RIM_MAP_SIDE_OUT)
    return 0;
  if (side == RIM_MAP_SIDE_WITHIN || side == RIM_MAP_SIDE_LAST)
    n += rim_map_lines_get (lines, line, BEFORE)[x];
  if (side == RIM_MAP_SIDE_WITHIN || side == RIM_MAP_SIDE_FIRST)
    n += rim_map_lines_get (lines, line, AFTER)[x];

  return n;
}

static G_ALWAYS_INLINE inline void
change_face (gpointer   data,
             gsize      x,
             RimMapSide before,
             RimMapSide after)
{
  State *self = data;
  const RimMapLines *lines = &self->lines;
  const guint16 *first = lines->input->index->indices + lines->first + x;

  for (guint line = 0; line < lines->n_lines; line++)
    {
      const guint16 index = first[lines->starts[line]];
      const guint from = get_dependence (lines, line, x, before);
      const guint to = get_dependence (lines, line, x, after);

      if (index == 0 || from == to)
        continue;

      if (from == 0)
        rim_map_counts_put (&self->counts, index, to);
      else if (to == 0)
        rim_map_counts_take (&self->counts, index, from);
      else
        rim_map_counts_move (&self->counts, index, from, to);
    }
}

static void
add_features (const State        *self,
              const RimCountSums *sums,
              double             *values)
{
  const RimCountFeature *features = rim_gldm_get_features ();

  for (guint f = 0; f < RIM_GLDM_N_FEATURES; f++)
    if (self->wanted[f])
      values[f] = features[f].function (sums);
}

/* Of voxels that lie close together; returns how many they are. */
static gsize
slide (State       *self,
       const gsize *offsets,
       gsize        n,
       double      *values)
{
  const gsize n_near = rim_map_lines_fill (&self->lines, offsets, n, add_line, &self->difference);

  rim_map_lines_change (&self->lines, offsets[0], TRUE, change_face, self);
  for (gsize v = 0; v < n_near; v++)
    {
      RimCountSums sums;

      if (v > 0)
        rim_map_lines_move (&self->lines, offsets[v - 1], offsets[v], change_face, self);
      rim_map_counts_sum (&self->counts, &sums);
      add_features (self, &sums, values + v * RIM_GLDM_N_FEATURES);
    }
  rim_map_lines_change (&self->lines, offsets[n_near - 1], FALSE, change_face, self);

  return n_near;
}

static void
measure (gpointer     data,
         const gsize *offsets,
         gsize        n,
         double      *values)
{
  State *self = data;
  const gboolean slides = rim_map_lines_can_slide (self->local.input);

  for (gsize v = 0; slides && v < n;)
    v += slide (self, offsets + v, n - v, values + v * RIM_GLDM_N_FEATURES);

  for (gsize v = 0; !slides && v < n; v++)
    {
      RimCountSums sums;

      count_window (self, offsets[v]);
      rim_map_counts_finish (&self->counts, &sums);
      add_features (self, &sums, values + v * RIM_GLDM_N_FEATURES);
    }
}

static gboolean
keeps (const RimMapInput *before,
       const RimMapInput *after,
       int                shift,
       guint              row)
{
  return rim_map_counts_keep (&rim_gldm_get_features ()[row], shift);
}

const RimMapFamily rim_map_family_gldm = {
  .family = &rim_family_gldm,
  .explain = explain,
  .state_new = state_new,
  .state_free = state_free,
  .measure = measure,
  .keeps = keeps,
};
