/* rim-map-sorted.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-map-sorted-private.h"

#include <math.h>

/* Ends a list; no value is greater. */
#define END INFINITY

/* Makes an empty window. */
void
rim_map_sorted_init (RimMapSorted        *self,
                     const RimMapInput   *input,
                     gboolean             has_values,
                     gboolean             has_levels,
                     const RimMapEntropy *entropy)
{
  const guint *radius = input->radius;

  *self = (RimMapSorted) {
    .input = input, .entropy = entropy, .has_values = has_values, .has_levels = has_levels,
  };
  self->n_faces = 2 * radius[0] + 1;
  self->face_size = (2 * (gsize) radius[1] + 1) * (2 * (gsize) radius[2] + 1) + 1;
  self->faces = g_new (double, self->n_faces * self->face_size);
  self->values = g_new (double, self->n_faces * self->face_size);
  self->merged = g_new (double, self->n_faces * self->face_size);
  self->counts = g_new0 (guint16, (gsize) input->index->n + 1);
  for (guint f = 0; f < self->n_faces; f++)
    self->faces[f * self->face_size] = END;
}

void
rim_map_sorted_clear (RimMapSorted *self)
{
  g_free (self->faces);
  g_free (self->values);
  g_free (self->merged);
  g_free (self->counts);
}

/* Sorts the values of a window or a part of it: they are few, and neighbours alike. */
void
rim_map_sort (double *values,
              guint   n)
{
  for (guint gap = n > 64 ? 40 : 1; gap > 0; gap = gap > 1 ? gap / 3 : 0)
    for (guint i = gap; i < n; i++)
      {
        const double value = values[i];
        guint j = i;

        for (; j >= gap && values[j - gap] > value; j -= gap)
          values[j] = values[j - gap];
        values[j] = value;
      }
}

static void
count_level (RimMapSorted *self,
             guint16       index)
{
  const guint count = self->counts[index]++;

  self->n_voxels++;
  self->n_levels += count == 0;
  self->squares += 2 * count + 1;
  self->terms += self->entropy->terms[count + 1] - self->entropy->terms[count];
}

static void
uncount_level (RimMapSorted *self,
               guint16       index)
{
  const guint count = --self->counts[index];

  self->n_voxels--;
  self->n_levels -= count == 0;
  self->squares -= 2 * count + 1;
  self->terms -= self->entropy->terms[count + 1] - self->entropy->terms[count];
}

/* The corner of the face where i is @x from that of @at. */
static gsize
get_corner (const RimMapSorted *self,
            gsize               at,
            gssize              x)
{
  const gsize *stride = self->input->levels->stride;
  const guint *radius = self->input->radius;

  return (gsize) ((gssize) at + x - (gssize) (radius[1] * stride[1] + radius[2] * stride[2]));
}

typedef void (*LevelFunc) (RimMapSorted *self,
                           guint16       index);

static G_ALWAYS_INLINE inline void
for_levels (RimMapSorted *self,
            gsize         corner,
            LevelFunc     func)
{
  const gsize *stride = self->input->levels->stride;
  const guint *radius = self->input->radius;

  for (guint z = 0; z <= 2 * radius[2]; z++)
    for (guint y = 0; y <= 2 * radius[1]; y++)
      {
        const guint16 index = self->input->index->indices[(gssize) (corner + y * stride[1] + z * stride[2])];

        if (index != 0)
          func (self, index);
      }
}

/* The values of a face, ascending, the end of them marked. A zero has no sign, as what is
 * alike must not be told apart.
 */
static void
gather (const RimMapSorted *self,
        gsize               corner,
        double             *values)
{
  const gsize *stride = self->input->levels->stride;
  const guint *radius = self->input->radius;
  guint n = 0;

  for (guint z = 0; z <= 2 * radius[2]; z++)
    for (guint y = 0; y <= 2 * radius[1]; y++)
      {
        const gssize from = (gssize) (corner + y * stride[1] + z * stride[2]);

        values[n] = self->input->values[from] + 0.0;
        n += self->input->index->indices[from] != 0;
      }

  rim_map_sort (values, n);
  values[n] = END;
}

/* Drops what is in @out, puts @in. */
static void
merge (RimMapSorted *self,
       const double *out,
       const double *in)
{
  double *merged = self->merged;
  guint n = 0;

  for (guint v = 0; v < self->n; v++)
    {
      const double value = self->values[v];

      if (value == *out)
        {
          out++;
          continue;
        }

      while (*in < value)
        merged[n++] = *in++;
      merged[n++] = value;
    }
  while (*in < END)
    merged[n++] = *in++;

  self->n = n;
  self->merged = self->values;
  self->values = merged;
}

/* One face leaves and another enters where i is @x from that of @at; the first one of all
 * is empty.
 */
static void
turn_faces (RimMapSorted *self,
            gsize         at,
            gssize        x)
{
  double *face = self->faces + self->first * self->face_size;
  double out[(2 * RIM_MAP_MAX_RADIUS + 1) * (2 * RIM_MAP_MAX_RADIUS + 1) + 1];

  for (gsize v = 0; v < self->face_size; v++)
    out[v] = face[v];
  gather (self, get_corner (self, at, x), face);
  merge (self, out, face);
  self->first = (self->first + 1) % self->n_faces;
}

/* Brings the window around @at in. */
void
rim_map_sorted_enter (RimMapSorted *self,
                      gsize         at)
{
  const gssize radius = (gssize) self->input->radius[0];

  for (gssize x = -radius; x <= radius; x++)
    {
      if (self->has_values)
        turn_faces (self, at, x);
      if (self->has_levels)
        for_levels (self, get_corner (self, at, x), count_level);
    }
}

/* Takes it out again. */
void
rim_map_sorted_leave (RimMapSorted *self,
                      gsize         at)
{
  const gssize radius = (gssize) self->input->radius[0];

  self->n = 0;
  for (guint f = 0; f < self->n_faces; f++)
    self->faces[f * self->face_size] = END;
  for (gssize x = -radius; self->has_levels && x <= radius; x++)
    for_levels (self, get_corner (self, at, x), uncount_level);
}

/* Slides the window to a voxel further on in the row. */
void
rim_map_sorted_move (RimMapSorted *self,
                     gsize         from,
                     gsize         to)
{
  const gssize radius = (gssize) self->input->radius[0];

  if (to - from >= self->n_faces)
    {
      rim_map_sorted_leave (self, from);
      rim_map_sorted_enter (self, to);
      return;
    }

  for (; from < to; from++)
    {
      if (self->has_values)
        turn_faces (self, from, radius + 1);
      if (!self->has_levels)
        continue;
      for_levels (self, get_corner (self, from, -radius), uncount_level);
      for_levels (self, get_corner (self, from, radius + 1), count_level);
    }
}
