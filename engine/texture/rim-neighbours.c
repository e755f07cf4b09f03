/* rim-neighbours.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-neighbours.h"

/* So that neighbours, and sums of their levels, can be counted in few bits. */
#define MAX_NEIGHBOURS (G_MAXUINT16 - 1)
#define MAX_DISTANCE   32

typedef struct
{
  guint    furthest;
  gboolean is_ball;              /* all neighbours up to the furthest distance */
  gboolean is_wanted[MAX_DISTANCE + 1];
  gssize   reach[3];
} Shells;

static gboolean
shells_init (Shells                  *self,
             const RimLevels         *levels,
             const RimFamilySettings *settings,
             int                      flat_axis,
             GError                 **error)
{
  *self = (Shells) { .is_ball = settings->profile == RIM_PROFILE_IBSI };

  for (guint d = 0; d < settings->n_distances; d++)
    {
      const guint distance = settings->distances[d];

      if (distance == 0 || distance > levels->pad || distance > MAX_DISTANCE)
        {
          g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS,
                       "Neighbours at a distance of %u voxels are not possible", distance);
          return FALSE;
        }
      self->is_wanted[distance] = TRUE;
      self->furthest = MAX (self->furthest, distance);
    }

  for (int axis = 0; axis < 3; axis++)
    self->reach[axis] = axis == flat_axis ? 0 : MIN (self->furthest, levels->size[axis] - 1);

  return TRUE;
}

static gboolean
shells_contain (const Shells *self,
                gssize        x,
                gssize        y,
                gssize        z)
{
  const gssize distance = MAX (MAX (ABS (x), ABS (y)), ABS (z));

  return distance > 0 && (self->is_ball || self->is_wanted[distance]);
}

static void
collect (RimNeighbours   *self,
         const Shells    *shells,
         const RimLevels *levels)
{
  const gssize *reach = shells->reach;

  for (gssize z = -reach[2]; z <= reach[2]; z++)
    for (gssize y = -reach[1]; y <= reach[1]; y++)
      for (gssize x = -reach[0]; x <= reach[0]; x++)
        if (shells_contain (shells, x, y, z))
          self->offsets[self->n++] = x + y * (gssize) levels->stride[1] +
                                     z * (gssize) levels->stride[2];
}

/**
 * rim_neighbours_new:
 * @levels: levels, padded by the greatest distance
 * @settings: profile and distances: PyRadiomics has neighbours at exactly these
 *   Chebyshev distances, the IBSI all up to the greatest
 * @flat_axis: -1, or the axis along which there are none
 * @error: where to put an error
 *
 * Those further away than the region is long are left out.
 *
 * Returns: (transfer full) (nullable): where neighbours are
 */
RimNeighbours *
rim_neighbours_new (const RimLevels         *levels,
                    const RimFamilySettings *settings,
                    int                      flat_axis,
                    GError                 **error)
{
  RimNeighbours *self;
  Shells shells;
  gsize n;

  if (!shells_init (&shells, levels, settings, flat_axis, error))
    return NULL;

  n = (gsize) ((2 * shells.reach[0] + 1) * (2 * shells.reach[1] + 1) * (2 * shells.reach[2] + 1));
  if (n > MAX_NEIGHBOURS)
    {
      g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS,
                   "A distance of %u voxels makes too many neighbours", shells.furthest);
      return NULL;
    }

  self = g_new0 (RimNeighbours, 1);
  self->offsets = g_new (gssize, n);
  collect (self, &shells, levels);

  return self;
}

/**
 * rim_neighbours_free:
 * @self: (transfer full) (nullable): neighbours
 */
void
rim_neighbours_free (RimNeighbours *self)
{
  if (self == NULL)
    return;

  g_free (self->offsets);
  g_free (self);
}
