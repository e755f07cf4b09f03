/* rim-map-ngtdm.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-map-family-private.h"

#include <math.h>

#include "rim-map-local-private.h"
#include "texture/rim-ngtdm.h"

typedef struct
{
  const guint8 *wanted;
  RimMapLocal   local;
  guint         n_neighbours;
  int          *neighbours;
  guint        *counts;            /* of each index */
  double       *differences;
  guint         n_indices;
  guint16      *indices;           /* that are in the window */
  double       *levels;
  double       *p;
  double       *s;
} State;

static gpointer
state_new (const RimMapInput *input,
           const guint8      *wanted)
{
  const RimFamilySettings *settings = &input->settings.family;
  State *self = g_new0 (State, 1);
  guint reach = 1;
  gsize n;

  for (guint d = 0; d < settings->n_distances; d++)
    reach = MAX (reach, settings->distances[d]);

  self->wanted = wanted;
  rim_map_local_init (&self->local, input, reach);
  self->neighbours = rim_map_local_new_neighbours (&self->local, settings->distances, settings->n_distances,
                                                   &self->n_neighbours);
  n = MIN (self->local.n_inside, input->index->n);
  self->counts = g_new0 (guint, (gsize) input->index->n + 1);
  self->differences = g_new0 (double, (gsize) input->index->n + 1);
  self->indices = g_new (guint16, n);
  self->levels = g_new (double, n);
  self->p = g_new (double, n);
  self->s = g_new (double, n);

  return self;
}

static void
state_free (gpointer data)
{
  State *self = data;

  rim_map_local_clear (&self->local);
  g_free (self->neighbours);
  g_free (self->counts);
  g_free (self->differences);
  g_free (self->indices);
  g_free (self->levels);
  g_free (self->p);
  g_free (self->s);
  g_free (self);
}

/* How far a level is from the mean of its neighbours; 0 where there are none. */
static double
find_difference (const State   *self,
                 const guint16 *voxel)
{
  const guint16 *values = self->local.input->index->values;
  guint sum = 0;
  guint n = 0;

  for (guint b = 0; b < self->n_neighbours; b++)
    {
      const guint16 other = voxel[self->neighbours[b]];

      sum += values[other];
      n += other != 0;
    }

  return n > 0 ? fabs (values[*voxel] - (double) sum / n) : 0.0;
}

/* Keeps the indices in order. */
static void
add_voxel (State         *self,
           const guint16 *voxel)
{
  if (self->counts[*voxel]++ == 0)
    {
      guint n = self->n_indices++;

      for (; n > 0 && self->indices[n - 1] > *voxel; n--)
        self->indices[n] = self->indices[n - 1];
      self->indices[n] = *voxel;
    }
  self->differences[*voxel] += find_difference (self, voxel);
}

static void
fill (State    *self,
      RimNgtdm *matrix,
      guint     n_voxels)
{
  self->n_indices = 0;
  for (guint w = 0; w < self->local.n_inside; w++)
    {
      const guint16 *voxel = &self->local.indices[self->local.inside[w]];

      if (*voxel != 0)
        add_voxel (self, voxel);
    }

  *matrix = (RimNgtdm) { self->n_indices, self->levels, self->p, self->s, n_voxels };
  for (guint i = 0; i < self->n_indices; i++)
    {
      const guint16 index = self->indices[i];

      matrix->levels[i] = self->local.input->index->values[index];
      matrix->p[i] = (double) self->counts[index] / n_voxels;
      matrix->s[i] = self->differences[index];
      self->counts[index] = 0;
      self->differences[index] = 0.0;
    }
}

static void
explain (gpointer   data,
         gsize      offset,
         guint      row,
         GPtrArray *tables)
{
  const RimFeatureInfo *info = rim_family_ngtdm.get_info (row);
  State *self = data;
  double sum = 0.0, weighted = 0.0;
  RimMapTable *table;
  RimNgtdm matrix;

  fill (self, &matrix, rim_map_local_take (&self->local, offset));
  table = rim_map_table_new (RIM_MAP_TABLE_TONES, (guint) matrix.n, 3);
  for (gsize i = 0; i < matrix.n; i++)
    {
      table->rows[i] = (guint) matrix.levels[i];
      table->cells[3 * i] = round (matrix.p[i] * matrix.n_voxels);
      table->cells[3 * i + 1] = matrix.p[i];
      table->cells[3 * i + 2] = matrix.s[i];
      sum += matrix.s[i];
      weighted += matrix.p[i] * matrix.s[i];
    }

  table->value = rim_ngtdm_measure (&matrix, row);
  rim_map_table_add_term (table, info, "Ng", (double) matrix.n);
  rim_map_table_add_term (table, info, "Nv", matrix.n_voxels);
  rim_map_table_add_term (table, info, "Σ s", sum);
  rim_map_table_add_term (table, info, "Σ p s", weighted);
  g_ptr_array_add (tables, table);
}

static void
measure (gpointer     data,
         const gsize *offsets,
         gsize        n,
         double      *values)
{
  State *self = data;

  for (gsize v = 0; v < n; v++, values += RIM_NGTDM_N_FEATURES)
    {
      RimNgtdm matrix;

      fill (self, &matrix, rim_map_local_take (&self->local, offsets[v]));
      for (guint f = 0; f < RIM_NGTDM_N_FEATURES; f++)
        if (self->wanted[f])
          values[f] = rim_ngtdm_measure (&matrix, f);
    }
}

static gboolean
keeps (const RimMapInput *before,
       const RimMapInput *after,
       int                shift,
       guint              row)
{
  return shift == 0;
}

const RimMapFamily rim_map_family_ngtdm = {
  .family = &rim_family_ngtdm,
  .explain = explain,
  .state_new = state_new,
  .state_free = state_free,
  .measure = measure,
  .keeps = keeps,
};
