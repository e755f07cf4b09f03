/* rim-map-glszm.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-map-family-private.h"

#include <string.h>

#include "rim-map-counts-private.h"
#include "rim-map-local-private.h"
#include "texture/rim-glszm.h"

typedef struct
{
  const guint8 *wanted;
  RimMapLocal   local;
  RimMapCounts  counts;
  guint         n_neighbours;
  int          *neighbours;
  guint16      *stack;
} State;

static gpointer
state_new (const RimMapInput *input,
           const guint8      *wanted)
{
  const guint touching = 1;
  State *self = g_new0 (State, 1);

  self->wanted = wanted;
  rim_map_local_init (&self->local, input, 1);
  rim_map_counts_init (&self->counts, input->index, self->local.n_inside, self->local.n_inside);
  self->neighbours = rim_map_local_new_neighbours (&self->local, &touching, 1, &self->n_neighbours);
  self->stack = g_new (guint16, self->local.n_inside);

  return self;
}

static void
state_free (gpointer data)
{
  State *self = data;

  rim_map_local_clear (&self->local);
  rim_map_counts_clear (&self->counts);
  g_free (self->neighbours);
  g_free (self->stack);
  g_free (self);
}

/* Takes the zone of a voxel out of the copy; returns how many voxels it has. */
static guint
take_zone (State *self,
           guint  first)
{
  guint16 *indices = self->local.indices;
  const guint16 index = indices[first];
  guint n_waiting = 1;
  guint size = 0;

  self->stack[0] = (guint16) first;
  indices[first] = 0;
  while (n_waiting > 0)
    {
      const guint at = self->stack[--n_waiting];

      size++;
      for (guint b = 0; b < self->n_neighbours; b++)
        {
          const guint beside = (guint) ((int) at + self->neighbours[b]);

          if (indices[beside] == index)
            {
              indices[beside] = 0;
              self->stack[n_waiting++] = (guint16) beside;
            }
        }
    }

  return size;
}

/* Counts the zones of the window around a voxel; returns how many voxels they have. */
static guint
count_zones (State *self,
             gsize  at)
{
  const guint n_voxels = rim_map_local_take (&self->local, at);

  for (guint w = 0; w < self->local.n_inside; w++)
    {
      const guint16 index = self->local.indices[self->local.inside[w]];

      if (index != 0)
        rim_map_counts_add (&self->counts, index, take_zone (self, self->local.inside[w]));
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
  const guint n_voxels = count_zones (self, offset);

  g_ptr_array_add (tables, rim_map_counts_explain (&self->counts, RIM_MAP_TABLE_ZONES,
                                                   &rim_glszm_get_features ()[row], n_voxels));
}

static void
measure (gpointer     data,
         const gsize *offsets,
         gsize        n,
         double      *values)
{
  const RimCountFeature *features = rim_glszm_get_features ();
  State *self = data;

  for (gsize v = 0; v < n; v++, values += RIM_GLSZM_N_FEATURES)
    {
      const guint n_voxels = count_zones (self, offsets[v]);
      RimCountSums sums;

      rim_map_counts_finish (&self->counts, &sums);
      sums.n_voxels = n_voxels;
      for (guint f = 0; f < RIM_GLSZM_N_FEATURES; f++)
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
  return rim_map_counts_keep (&rim_glszm_get_features ()[row], shift);
}

const RimMapFamily rim_map_family_glszm = {
  .family = &rim_family_glszm,
  .explain = explain,
  .state_new = state_new,
  .state_free = state_free,
  .measure = measure,
  .keeps = keeps,
};
