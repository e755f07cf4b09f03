/* rim-directions.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-directions.h"

#include <math.h>

static gboolean
is_at (const guint        *distances,
       guint               n_distances,
       const RimDirection *direction)
{
  guint distance = 0;

  for (guint axis = 0; axis < 3; axis++)
    distance = MAX (distance, (guint) ABS (direction->step[axis]));

  for (guint d = 0; d < n_distances; d++)
    if (distances[d] == distance)
      return TRUE;

  return FALSE;
}

/* Of a neighbour and the one opposite, the later in scan order. */
static gboolean
is_later (const RimDirection *direction)
{
  for (guint axis = 3; axis-- > 0;)
    if (direction->step[axis] != 0)
      return direction->step[axis] > 0;

  return FALSE;
}

/**
 * rim_directions_new:
 * @distances: (array length=n_distances): Chebyshev distances, from 1 to 65535
 * @n_distances: how many
 * @still_axis: -1, or the axis (0 i, 1 j, 2 k) along which nothing moves
 *
 * All offsets whose greatest component is one of @distances, each with or
 * without its opposite: PyRadiomics' angles in its order, and the IBSI's.
 *
 * Returns: (transfer full): the directions
 */
RimDirections *
rim_directions_new (const guint *distances,
                    guint        n_distances,
                    int          still_axis)
{
  RimDirections *self = g_new0 (RimDirections, 1);
  g_autoptr(GArray) found = g_array_new (FALSE, FALSE, sizeof (RimDirection));
  int reach = 0;

  for (guint d = 0; d < n_distances; d++)
    reach = MAX (reach, (int) distances[d]);

  for (int k = reach; k >= 0; k--)
    {
      if (k == 0)
        self->first_in_slice = found->len;

      for (int j = reach; j >= -reach; j--)
        for (int i = reach; i >= -reach; i--)
          {
            RimDirection direction = { { i, j, k } };

            if (is_later (&direction) && is_at (distances, n_distances, &direction) &&
                (still_axis < 0 || direction.step[still_axis] == 0))
              g_array_append_val (found, direction);
          }
    }

  self->n = found->len;
  self->directions = (gpointer) g_array_free (g_steal_pointer (&found), FALSE);

  return self;
}

/**
 * rim_directions_free:
 * @self: (transfer full) (nullable): directions
 */
void
rim_directions_free (RimDirections *self)
{
  if (self == NULL)
    return;

  g_free (self->directions);
  g_free (self);
}

/**
 * rim_direction_get_length:
 * @self: a direction
 * @spacing: mm along i, j, k
 * @norm: which norm; 1 without one
 *
 * Returns: how far the neighbour is, in mm
 */
double
rim_direction_get_length (const RimDirection *self,
                          const double        spacing[3],
                          RimWeighting        norm)
{
  double x = ABS (self->step[0]) * spacing[0];
  double y = ABS (self->step[1]) * spacing[1];
  double z = ABS (self->step[2]) * spacing[2];

  switch (norm)
    {
    case RIM_WEIGHTING_MANHATTAN:
      return x + y + z;
    case RIM_WEIGHTING_EUCLIDEAN:
      return sqrt (x * x + y * y + z * z);
    case RIM_WEIGHTING_INFINITY:
      return MAX (MAX (x, y), z);
    case RIM_WEIGHTING_NONE:
    case RIM_WEIGHTING_NO_WEIGHTING:
    default:
      return 1.0;
    }
}

/**
 * rim_direction_get_offset:
 * @self: a direction
 * @levels: levels in their box
 *
 * Returns: how many elements the neighbour is ahead; positive
 */
gssize
rim_direction_get_offset (const RimDirection *self,
                          const RimLevels    *levels)
{
  gssize offset = 0;

  for (guint axis = 0; axis < 3; axis++)
    offset += self->step[axis] * (gssize) levels->stride[axis];

  return offset;
}
