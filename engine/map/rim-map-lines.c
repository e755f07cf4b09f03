/* rim-map-lines.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-map-lines-private.h"

#include <string.h>

/* Whether neighbours are those that touch, as the lines have them. */
gboolean
rim_map_lines_can_slide (const RimMapInput *input)
{
  const RimFamilySettings *settings = &input->settings.family;

  return settings->n_distances == 1 && settings->distances[0] == 1;
}

void
rim_map_lines_init (RimMapLines       *self,
                    const RimMapInput *input,
                    guint              n_parts)
{
  const int radius[3] = { (int) input->radius[0], (int) input->radius[1], (int) input->radius[2] };
  const gsize *stride = input->levels->stride;

  *self = (RimMapLines) { .input = input, .n_parts = n_parts };
  self->starts = g_new (gssize, (2 * (gsize) input->radius[1] + 1) * (2 * (gsize) input->radius[2] + 1));
  for (int z = -radius[2]; z <= radius[2]; z++)
    for (int y = -radius[1]; y <= radius[1]; y++)
      self->starts[self->n_lines++] = y * (gssize) stride[1] + z * (gssize) stride[2] - radius[0];
}

void
rim_map_lines_clear (RimMapLines *self)
{
  g_free (self->starts);
  g_free (self->sums);
}

static void
make_room (RimMapLines *self,
           gsize        length)
{
  const gsize rounded = (length + RIM_MAP_LINES_STEP - 1) / RIM_MAP_LINES_STEP * RIM_MAP_LINES_STEP;

  self->length = rounded;
  if (self->capacity < rounded + RIM_MAP_LINES_STEP)
    {
      g_free (self->sums);
      self->capacity = rounded + RIM_MAP_LINES_STEP;
      self->sums = g_new (guint16, self->n_lines * self->n_parts * self->capacity);
    }
  memset (self->sums, 0, self->n_lines * self->n_parts * self->capacity * sizeof *self->sums);
}

static void
fill_line (RimMapLines    *self,
           int             y,
           int             z,
           RimMapLineFunc  func,
           gconstpointer   data)
{
  const int height = 2 * (int) self->input->radius[1] + 1;
  const int depth = 2 * (int) self->input->radius[2] + 1;
  const guint16 *levels = self->input->levels->levels + self->first;
  const guint line = (guint) (z * height + y);
  guint16 *parts[RIM_MAP_LINES_MAX_PARTS] = { NULL };

  for (guint part = 0; part < self->n_parts; part++)
    parts[part] = self->sums + (line * self->n_parts + part) * self->capacity;

  for (int w = MAX (z - 1, 0); w <= MIN (z + 1, depth - 1); w++)
    for (int v = MAX (y - 1, 0); v <= MIN (y + 1, height - 1); v++)
      func (data, levels + self->starts[line], levels + self->starts[w * height + v], self->length, parts);
}

/* Fills in the lines of the windows around the first of @n voxels of a row, at @offsets of
 * the levels, ascending; returns around how many: as far as they lie close together.
 */
gsize
rim_map_lines_fill (RimMapLines    *self,
                    const gsize    *offsets,
                    gsize           n,
                    RimMapLineFunc  func,
                    gconstpointer   data)
{
  const int height = 2 * (int) self->input->radius[1] + 1;
  const int depth = 2 * (int) self->input->radius[2] + 1;
  gsize n_filled = 1;

  while (n_filled < n && offsets[n_filled] - offsets[n_filled - 1] <= RIM_MAP_LINES_STEP)
    n_filled++;

  self->first = offsets[0];
  make_room (self, offsets[n_filled - 1] - offsets[0] + 2 * (gsize) self->input->radius[0] + 1);
  for (int z = 0; z < depth; z++)
    for (int y = 0; y < height; y++)
      fill_line (self, y, z, func, data);

  return n_filled;
}
