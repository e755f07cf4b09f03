/* rim-map-local.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-map-local-private.h"

#include <string.h>

#include "texture/rim-directions.h"

/* Makes room for windows, with @reach voxels of nothing around. */
void
rim_map_local_init (RimMapLocal       *self,
                    const RimMapInput *input,
                    guint              reach)
{
  const guint *radius = input->radius;
  guint n = 0;

  *self = (RimMapLocal) { .input = input, .reach = reach, .stride = { 1 } };
  for (guint axis = 0; axis < 2; axis++)
    self->stride[axis + 1] = self->stride[axis] * (2 * radius[axis] + 1 + 2 * reach);
  self->n = self->stride[2] * (2 * radius[2] + 1 + 2 * reach);
  self->n_inside = (2 * radius[0] + 1) * (2 * radius[1] + 1) * (2 * radius[2] + 1);
  self->inside = g_new (guint16, self->n_inside);
  self->indices = g_new0 (guint16, self->n);

  for (guint k = 0; k <= 2 * radius[2]; k++)
    for (guint j = 0; j <= 2 * radius[1]; j++)
      for (guint i = 0; i <= 2 * radius[0]; i++)
        self->inside[n++] = (guint16) (i + reach + (j + reach) * self->stride[1] + (k + reach) * self->stride[2]);
}

void
rim_map_local_clear (RimMapLocal *self)
{
  g_free (self->inside);
  g_free (self->indices);
}

/* Takes the window around @at, in the place of the one before; returns how many of its
 * voxels are in the region.
 */
guint
rim_map_local_take (RimMapLocal *self,
                    gsize        at)
{
  const RimMapInput *input = self->input;
  const guint *radius = input->radius;
  const gsize *stride = input->levels->stride;
  const guint width = 2 * radius[0] + 1;
  const guint16 *from = input->index->indices + (gssize) at -
                        (gssize) (radius[0] + radius[1] * stride[1] + radius[2] * stride[2]);
  guint16 *to = self->indices + self->inside[0];
  guint count = 0;

  for (guint k = 0; k <= 2 * radius[2]; k++)
    for (guint j = 0; j <= 2 * radius[1]; j++)
      {
        const guint16 *row = from + j * stride[1] + k * stride[2];
        guint16 *into = to + j * self->stride[1] + k * self->stride[2];

        for (guint i = 0; i < width; i++)
          {
            into[i] = row[i];
            count += row[i] != 0;
          }
      }

  return count;
}

/* Returns: (transfer full): from a voxel to each neighbour at one of @distances */
int *
rim_map_local_new_neighbours (const RimMapLocal *self,
                              const guint       *distances,
                              guint              n_distances,
                              guint             *n_neighbours)
{
  g_autoptr(RimDirections) directions = rim_directions_new (distances, n_distances,
                                                            self->input->settings.family.force_2d_axis);
  int *neighbours = g_new (int, 2 * (gsize) directions->n);

  for (guint d = 0; d < directions->n; d++)
    {
      const int *step = directions->directions[d].step;
      const int ahead = step[0] + step[1] * (int) self->stride[1] + step[2] * (int) self->stride[2];

      neighbours[2 * d] = ahead;
      neighbours[2 * d + 1] = -ahead;
    }
  *n_neighbours = 2 * directions->n;

  return neighbours;
}
