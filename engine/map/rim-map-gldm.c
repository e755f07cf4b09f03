/* rim-map-gldm.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-map-family-private.h"

#include "rim-map-counts-private.h"
#include "rim-map-local-private.h"
#include "texture/rim-gldm.h"

typedef struct
{
  const guint8 *wanted;
  double        alpha;
  RimMapLocal   local;
  RimMapCounts  counts;
  guint         n_neighbours;
  int          *neighbours;
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

  return self;
}

static void
state_free (gpointer data)
{
  State *self = data;

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

static void
measure (gpointer     data,
         const gsize *offsets,
         gsize        n,
         double      *values)
{
  const RimCountFeature *features = rim_gldm_get_features ();
  State *self = data;

  for (gsize v = 0; v < n; v++, values += RIM_GLDM_N_FEATURES)
    {
      RimCountSums sums;

      count_window (self, offsets[v]);
      rim_map_counts_finish (&self->counts, &sums);
      for (guint f = 0; f < RIM_GLDM_N_FEATURES; f++)
        if (self->wanted[f])
          values[f] = features[f].function (&sums);
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
