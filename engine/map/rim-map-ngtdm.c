/* rim-map-ngtdm.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-map-family-private.h"

#include <math.h>
#include <string.h>

#include "rim-map-lines-private.h"
#include "rim-map-local-private.h"
#include "texture/rim-ngtdm.h"

/* Means of up to 26 neighbours are whole multiples of 1 / UNIT, the least common multiple
 * of 1 to 26, and sums over all voxels of a window do not overflow.
 */
#define MAX_NEIGHBOURS 26
#define UNIT G_GINT64_CONSTANT (26771144400)

/* What the voxels of a line and of those beside it add up to, at each place along i. */
enum
{
  SUM,
  COUNT,
  N_PARTS
};

typedef struct
{
  const guint8 *wanted;
  RimMapLocal   local;
  guint         n_neighbours;
  int          *neighbours;
  guint        *counts;            /* of each index */
  double       *differences;
  gint64       *parts;             /* the same in units, where neighbours touch */
  guint         n_indices;
  guint16      *indices;           /* that are in the window */
  double       *levels;
  double       *p;
  double       *s;
  gboolean      slides;
  guint         n_voxels;
  RimMapLines   lines;
  gint64        shares[MAX_NEIGHBOURS + 1];
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
  self->parts = g_new0 (gint64, (gsize) input->index->n + 1);
  self->indices = g_new (guint16, n);
  self->levels = g_new (double, n);
  self->p = g_new (double, n);
  self->s = g_new (double, n);
  self->slides = rim_map_lines_can_slide (input);
  rim_map_lines_init (&self->lines, input, N_PARTS);
  for (guint c = 1; c <= MAX_NEIGHBOURS; c++)
    self->shares[c] = UNIT / c;

  return self;
}

static void
state_free (gpointer data)
{
  State *self = data;

  rim_map_lines_clear (&self->lines);
  rim_map_local_clear (&self->local);
  g_free (self->neighbours);
  g_free (self->counts);
  g_free (self->differences);
  g_free (self->parts);
  g_free (self->indices);
  g_free (self->levels);
  g_free (self->p);
  g_free (self->s);
  g_free (self);
}

/* How far a level is from the mean of its neighbours; 0 where there are none. */
static inline gint64
find_part (const State *self,
           guint        level,
           guint        sum,
           guint        n)
{
  const gint64 difference = (gint64) level * n - sum;

  return ABS (difference) * self->shares[n];
}

/* Indices are in order. */
static void
enter_index (State   *self,
             guint16  index)
{
  guint n;

  self->n_voxels++;
  if (self->counts[index]++ > 0)
    return;

  for (n = self->n_indices++; n > 0 && self->indices[n - 1] > index; n--)
    self->indices[n] = self->indices[n - 1];
  self->indices[n] = index;
}

static void
leave_index (State   *self,
             guint16  index)
{
  guint n = 0;

  self->n_voxels--;
  if (--self->counts[index] > 0)
    return;

  while (self->indices[n] != index)
    n++;
  self->n_indices--;
  memmove (self->indices + n, self->indices + n + 1, (self->n_indices - n) * sizeof *self->indices);
}

static void
add_voxel (State         *self,
           const guint16 *voxel)
{
  const guint16 *values = self->local.input->index->values;
  const guint level = values[*voxel];
  guint sum = 0;
  guint n = 0;

  for (guint b = 0; b < self->n_neighbours; b++)
    {
      const guint16 other = voxel[self->neighbours[b]];

      sum += values[other];
      n += other != 0;
    }

  enter_index (self, *voxel);
  if (self->slides)
    self->parts[*voxel] += find_part (self, level, sum, n);
  else if (n > 0)
    self->differences[*voxel] += fabs (level - (double) sum / n);
}

static void
fill (State    *self,
      RimNgtdm *matrix)
{
  *matrix = (RimNgtdm) { self->n_indices, self->levels, self->p, self->s, self->n_voxels };
  for (guint i = 0; i < self->n_indices; i++)
    {
      const guint16 index = self->indices[i];

      matrix->levels[i] = self->local.input->index->values[index];
      matrix->p[i] = (double) self->counts[index] / self->n_voxels;
      matrix->s[i] = self->slides ? (double) self->parts[index] / (double) UNIT : self->differences[index];
    }
}

/* Fills in the matrix of the window around a voxel, and begins anew. */
static void
count_window (State    *self,
              gsize     at,
              RimNgtdm *matrix)
{
  rim_map_local_take (&self->local, at);
  for (guint w = 0; w < self->local.n_inside; w++)
    {
      const guint16 *voxel = &self->local.indices[self->local.inside[w]];

      if (*voxel != 0)
        add_voxel (self, voxel);
    }

  fill (self, matrix);
  for (guint i = 0; i < self->n_indices; i++)
    {
      const guint16 index = self->indices[i];

      self->counts[index] = 0;
      self->differences[index] = 0.0;
      self->parts[index] = 0;
    }
  self->n_indices = self->n_voxels = 0;
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

  count_window (self, offset, &matrix);
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
add_up (const guint16 *restrict levels,
        gsize                   n,
        guint16 *restrict       sums,
        guint16 *restrict       counts)
{
  for (gsize step = 0; step < n / RIM_MAP_LINES_STEP; step++)
    {
      for (guint l = 0; l < RIM_MAP_LINES_STEP; l++)
        {
          sums[l] = (guint16) (sums[l] + levels[l]);
          counts[l] = (guint16) (counts[l] + (levels[l] != 0));
        }

      levels += RIM_MAP_LINES_STEP;
      sums += RIM_MAP_LINES_STEP;
      counts += RIM_MAP_LINES_STEP;
    }
}

/* A line is beside itself, so that a voxel is among its own neighbours here. */
static void
add_line (gconstpointer   data,
          const guint16  *line,
          const guint16  *beside,
          gsize           n,
          guint16 *const *parts)
{
  add_up (beside, n, parts[SUM], parts[COUNT]);
}

/* How far a voxel of a line is from the mean of its neighbours, or 0. */
static G_ALWAYS_INLINE inline gint64
get_part (const State *self,
          guint        line,
          gsize        x,
          guint        level,
          RimMapSide   side)
{
  const guint16 *sums = rim_map_lines_get (&self->lines, line, SUM) + x;
  const guint16 *counts = rim_map_lines_get (&self->lines, line, COUNT) + x;
  guint sum = sums[0] - level;
  guint n = counts[0] - 1u;

  if (side == RIM_MAP_SIDE_OUT)
    return 0;
  if (side == RIM_MAP_SIDE_WITHIN || side == RIM_MAP_SIDE_LAST)
    {
      sum += sums[-1];
      n += counts[-1];
    }
  if (side == RIM_MAP_SIDE_WITHIN || side == RIM_MAP_SIDE_FIRST)
    {
      sum += sums[1];
      n += counts[1];
    }

  return find_part (self, level, sum, n);
}

static G_ALWAYS_INLINE inline void
change_face (gpointer   data,
             gsize      x,
             RimMapSide before,
             RimMapSide after)
{
  State *self = data;
  const RimMapLines *lines = &self->lines;
  const RimLevelIndex *of = lines->input->index;
  const guint16 *first = of->indices + lines->first + x;

  for (guint line = 0; line < lines->n_lines; line++)
    {
      const guint16 index = first[lines->starts[line]];
      const guint level = of->values[index];

      if (index == 0)
        continue;

      if (before == RIM_MAP_SIDE_OUT)
        enter_index (self, index);
      self->parts[index] += get_part (self, line, x, level, after) - get_part (self, line, x, level, before);
      if (after == RIM_MAP_SIDE_OUT)
        leave_index (self, index);
    }
}

static void
add_features (const State    *self,
              const RimNgtdm *matrix,
              double         *values)
{
  for (guint f = 0; f < RIM_NGTDM_N_FEATURES; f++)
    if (self->wanted[f])
      values[f] = rim_ngtdm_measure (matrix, f);
}

/* Of voxels that lie close together; returns how many they are. */
static gsize
slide (State       *self,
       const gsize *offsets,
       gsize        n,
       double      *values)
{
  const gsize n_near = rim_map_lines_fill (&self->lines, offsets, n, add_line, NULL);

  rim_map_lines_change (&self->lines, offsets[0], TRUE, change_face, self);
  for (gsize v = 0; v < n_near; v++)
    {
      RimNgtdm matrix;

      if (v > 0)
        rim_map_lines_move (&self->lines, offsets[v - 1], offsets[v], change_face, self);
      fill (self, &matrix);
      add_features (self, &matrix, values + v * RIM_NGTDM_N_FEATURES);
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

  for (gsize v = 0; self->slides && v < n;)
    v += slide (self, offsets + v, n - v, values + v * RIM_NGTDM_N_FEATURES);

  for (gsize v = 0; !self->slides && v < n; v++)
    {
      RimNgtdm matrix;

      count_window (self, offsets[v], &matrix);
      add_features (self, &matrix, values + v * RIM_NGTDM_N_FEATURES);
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
