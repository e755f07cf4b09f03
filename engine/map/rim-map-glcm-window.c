/* rim-map-glcm-window.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-map-glcm-window-private.h"

#include <math.h>
#include <string.h>

/* Of a count that is listed already; counts are below it. */
#define LISTED 0x8000

static void
count_up (const RimMapEntropy *entropy,
          guint16             *count,
          gint64              *terms,
          guint               *n)
{
  *n += *count == 0;
  *terms -= entropy->terms[*count];
  *terms += entropy->terms[++*count];
}

static void
count_down (const RimMapEntropy *entropy,
            guint16             *count,
            gint64              *terms,
            guint               *n)
{
  *terms -= entropy->terms[*count];
  *terms += entropy->terms[--*count];
  *n -= *count == 0;
}

static void
add_top (RimMapGlcmWindow *self,
         guint             before,
         guint             after)
{
  self->tops[before]--;
  self->tops[after]++;
  self->s.top = MAX (self->s.top, after);
}

static void
drop_top (RimMapGlcmWindow *self,
          guint             before,
          guint             after)
{
  self->tops[before]--;
  self->tops[after]++;
  while (self->s.top > 0 && self->tops[self->s.top] == 0)
    self->s.top--;
}

/* A pair of equal levels and its mirror image are two in one cell; others are one in
 * each of two cells.
 */
static void
add_cell (RimMapGlcmWindow *self,
          guint             a,
          guint             b)
{
  RimMapGlcmSums *s = &self->s;
  const gint64 *terms = self->entropy->terms;
  guint16 *cell = &self->cells[MIN (a, b) * (self->input->index->n + 1) + MAX (a, b)];
  const guint c = (*cell)++;

  if (a == b)
    {
      s->n_cells += c == 0;
      s->energy += 2 * (2 * c + 1);
      s->cells += terms[2 * c + 2] - terms[2 * c];
      add_top (self, 2 * c, 2 * c + 2);
    }
  else
    {
      s->n_cells += c == 0 ? 2 : 0;
      s->energy += 2 * c + 1;
      s->cells += 2 * (terms[c + 1] - terms[c]);
      add_top (self, c, c + 1);
    }
  count_up (self->entropy, &self->margins[a], &s->margins, &s->n_margins);
  count_up (self->entropy, &self->margins[b], &s->margins, &s->n_margins);
}

static void
drop_cell (RimMapGlcmWindow *self,
           guint             a,
           guint             b)
{
  RimMapGlcmSums *s = &self->s;
  const gint64 *terms = self->entropy->terms;
  guint16 *cell = &self->cells[MIN (a, b) * (self->input->index->n + 1) + MAX (a, b)];
  const guint c = --(*cell);

  if (a == b)
    {
      s->n_cells -= c == 0;
      s->energy -= 2 * (2 * c + 1);
      s->cells -= terms[2 * c + 2] - terms[2 * c];
      drop_top (self, 2 * c + 2, 2 * c);
    }
  else
    {
      s->n_cells -= c == 0 ? 2 : 0;
      s->energy -= 2 * c + 1;
      s->cells -= 2 * (terms[c + 1] - terms[c]);
      drop_top (self, c + 1, c);
    }
  count_down (self->entropy, &self->margins[a], &s->margins, &s->n_margins);
  count_down (self->entropy, &self->margins[b], &s->margins, &s->n_margins);
}

static G_ALWAYS_INLINE inline void
add_moments (RimMapGlcmSums *s,
             guint           parts,
             gint64          i,
             gint64          j,
             gint64          sign)
{
  const gint64 sum = i + j;
  const gint64 square = sum * sum;

  s->n += sign;
  s->sum[1] += sign * sum;
  s->sum[2] += sign * square;
  if (parts & RIM_MAP_GLCM_POWERS)
    {
      s->sum[3] += sign * (square * sum);
      s->sum[4] += sign * (square * square);
    }
  s->product += sign * (i * j);
  s->difference += sign * ABS (i - j);
}

static G_ALWAYS_INLINE inline void
add_pair (RimMapGlcmWindow *self,
          guint             parts,
          guint             a,
          guint             b)
{
  RimMapGlcmSums *s = &self->s;
  const guint i = self->input->index->values[a];
  const guint j = self->input->index->values[b];
  const guint k = i > j ? i - j : j - i;

  add_moments (s, parts, i, j, 1);
  if (parts & RIM_MAP_GLCM_WEIGHTS)
    for (guint w = 0; w < RIM_MAP_GLCM_N_WEIGHTS; w++)
      s->weights[w] += self->weights[k * RIM_MAP_GLCM_N_WEIGHTS + w];
  if (parts & RIM_MAP_GLCM_LINES)
    {
      count_up (self->entropy, &self->sums[i + j], &s->sums, &s->n_sums);
      count_up (self->entropy, &self->differences[k], &s->differences, &s->n_differences);
    }
  if (parts & RIM_MAP_GLCM_CELLS)
    add_cell (self, a, b);
}

static G_ALWAYS_INLINE inline void
drop_pair (RimMapGlcmWindow *self,
           guint             parts,
           guint             a,
           guint             b)
{
  RimMapGlcmSums *s = &self->s;
  const guint i = self->input->index->values[a];
  const guint j = self->input->index->values[b];
  const guint k = i > j ? i - j : j - i;

  add_moments (s, parts, i, j, -1);
  if (parts & RIM_MAP_GLCM_WEIGHTS)
    for (guint w = 0; w < RIM_MAP_GLCM_N_WEIGHTS; w++)
      s->weights[w] -= self->weights[k * RIM_MAP_GLCM_N_WEIGHTS + w];
  if (parts & RIM_MAP_GLCM_LINES)
    {
      count_down (self->entropy, &self->sums[i + j], &s->sums, &s->n_sums);
      count_down (self->entropy, &self->differences[k], &s->differences, &s->n_differences);
    }
  if (parts & RIM_MAP_GLCM_CELLS)
    drop_cell (self, a, b);
}

typedef void (*PairFunc) (RimMapGlcmWindow *self,
                          guint             parts,
                          guint             a,
                          guint             b);

static G_ALWAYS_INLINE inline void
for_pairs (RimMapGlcmWindow *self,
           guint             parts,
           gsize             at,
           int               x,
           PairFunc          func)
{
  const gsize *stride = self->input->levels->stride;
  const guint16 *plane = self->input->index->indices + (gssize) at + x +
                         self->low[2] * (gssize) stride[2] + self->low[1] * (gssize) stride[1];

  for (int z = self->low[2]; z <= self->high[2]; z++, plane += stride[2])
    {
      const guint16 *voxel = plane;

      for (int y = self->low[1]; y <= self->high[1]; y++, voxel += stride[1])
        if (voxel[0] != 0 && voxel[self->ahead] != 0)
          func (self, parts, voxel[0], voxel[self->ahead]);
    }
}

/* Does so to the pairs that start where i is @x from the middle. */
static G_ALWAYS_INLINE inline void
for_face (RimMapGlcmWindow *self,
          gsize             at,
          int               x,
          PairFunc          func)
{
  if (self->parts == 0)
    for_pairs (self, 0, at, x, func);
  else
    for_pairs (self, self->parts, at, x, func);
}

/* Brings the window around @at in. */
void
rim_map_glcm_window_enter (RimMapGlcmWindow *self,
                           gsize             at)
{
  for (int x = self->low[0]; x <= self->high[0]; x++)
    for_face (self, at, x, add_pair);
}

/* Takes it out again. */
void
rim_map_glcm_window_leave (RimMapGlcmWindow *self,
                           gsize             at)
{
  for (int x = self->low[0]; x <= self->high[0]; x++)
    for_face (self, at, x, drop_pair);
}

/* Slides the window to a voxel further on in the row. */
void
rim_map_glcm_window_move (RimMapGlcmWindow *self,
                          gsize             from,
                          gsize             to)
{
  const gsize width = (gsize) (self->high[0] - self->low[0] + 1);

  if (to - from >= width)
    {
      rim_map_glcm_window_leave (self, from);
      rim_map_glcm_window_enter (self, to);
      return;
    }

  for (; from < to; from++)
    {
      for_face (self, from, self->low[0], drop_pair);
      for_face (self, from, self->high[0] + 1, add_pair);
    }
}

/* Returns: how many @keys, in no order: index of the lower level × (n + 1) + that of
 * the higher, once each, of the pairs around @at
 */
guint
rim_map_glcm_window_list (RimMapGlcmWindow *self,
                          gsize             at,
                          guint32          *keys)
{
  const gsize *stride = self->input->levels->stride;
  const guint32 width = self->input->index->n + 1;
  guint n = 0;

  for (int z = self->low[2]; z <= self->high[2]; z++)
    for (int y = self->low[1]; y <= self->high[1]; y++)
      for (int x = self->low[0]; x <= self->high[0]; x++)
        {
          const guint16 *voxel = self->input->index->indices + (gssize) at + x +
                                 y * (gssize) stride[1] + z * (gssize) stride[2];
          const guint32 a = voxel[0];
          const guint32 b = voxel[self->ahead];
          const guint32 key = MIN (a, b) * width + MAX (a, b);

          if (a != 0 && b != 0 && !(self->cells[key] & LISTED))
            {
              self->cells[key] |= LISTED;
              keys[n++] = key;
            }
        }

  for (guint c = 0; c < n; c++)
    self->cells[keys[c]] &= (guint16) ~LISTED;

  return n;
}

/* Returns: whether windows have pairs in that direction; they are empty as yet */
gboolean
rim_map_glcm_window_turn (RimMapGlcmWindow   *self,
                          const RimDirection *direction)
{
  gboolean has_pairs = TRUE;

  for (guint axis = 0; axis < 3; axis++)
    {
      const int radius = (int) self->input->radius[axis];
      const int step = direction->step[axis];

      self->low[axis] = MAX (-radius, -radius - step);
      self->high[axis] = MIN (radius, radius - step);
      has_pairs = has_pairs && self->low[axis] <= self->high[axis];
    }
  self->ahead = rim_direction_get_offset (direction, self->input->levels);

  return has_pairs;
}

/* 1 / (1 + k), 1 / (1 + k²), the same of k / Ng, and 1 / k². */
static gint64 *
make_weights (double n_levels)
{
  gint64 *weights = g_new (gint64, (gsize) n_levels * RIM_MAP_GLCM_N_WEIGHTS);

  for (guint k = 0; k < n_levels; k++)
    {
      const double of[RIM_MAP_GLCM_N_WEIGHTS] = {
        1.0 / (1.0 + k), 1.0 / (1.0 + (double) k * k), 1.0 / (1.0 + k / n_levels),
        1.0 / (1.0 + (double) k * k / (n_levels * n_levels)), k > 0 ? 1.0 / ((double) k * k) : 0.0,
      };

      for (guint w = 0; w < RIM_MAP_GLCM_N_WEIGHTS; w++)
        weights[k * RIM_MAP_GLCM_N_WEIGHTS + w] = (gint64) llrint (of[w] * RIM_MAP_GLCM_WEIGHT_SCALE);
    }

  return weights;
}

/* Makes an empty window. */
void
rim_map_glcm_window_init (RimMapGlcmWindow    *self,
                          const RimMapInput   *input,
                          guint                parts,
                          const RimMapEntropy *entropy)
{
  const gsize n = input->index->n + 1;
  const gsize n_levels = input->levels->n_levels;

  *self = (RimMapGlcmWindow) { .input = input, .parts = parts, .entropy = entropy };
  self->weights = make_weights ((double) n_levels);
  self->cells = g_new0 (guint16, n * n);
  self->margins = g_new0 (guint16, n);
  self->sums = g_new0 (guint16, 2 * n_levels + 1);
  self->differences = g_new0 (guint16, n_levels);
  self->tops = g_new0 (guint16, (gsize) entropy->n + 1);
}

void
rim_map_glcm_window_clear (RimMapGlcmWindow *self)
{
  g_free ((gpointer) self->weights);
  g_free (self->cells);
  g_free (self->margins);
  g_free (self->sums);
  g_free (self->differences);
  g_free (self->tops);
}
