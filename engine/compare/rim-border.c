/* rim-border.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-border-private.h"

#include "feature/rim-mesh.h"

static RimLatticePoint
get_place (const RimBorder *self,
           gsize            i,
           gsize            j,
           gsize            k)
{
  return (RimLatticePoint) { { self->first[0] + (gint32) i, self->first[1] + (gint32) j,
                               self->first[2] + (gint32) k } };
}

static void
add_corners (RimBorder    *self,
             const double *case_areas,
             gsize         j,
             gsize         k)
{
  const RimSolid *solid = self->solid;
  const guint8 *here = rim_solid_get_row (solid, j, k);
  const guint8 *next = rim_solid_get_row (solid, j, k + 1);
  guint low = rim_mesh_get_side (here, next, solid->stride);

  for (gsize i = 0; i + 1 < solid->size[0]; i++)
    {
      guint high = rim_mesh_get_side (here + i + 1, next + i + 1, solid->stride);
      guint index = low | rim_mesh_move_side (high);
      RimLatticePoint place = get_place (self, i, j, k);

      low = high;
      if (index == 0 || index == RIM_MESH_N_CASES - 1)
        continue;
      g_array_append_val (self->corners, place);
      g_array_append_val (self->areas, case_areas[index]);
    }
}

static void
add_voxels (RimBorder *self,
            gsize      j,
            gsize      k)
{
  const RimSolid *solid = self->solid;
  const guint8 *row = rim_solid_get_row (solid, j, k);

  for (gsize i = 1; i + 1 < solid->size[0]; i++)
    {
      RimLatticePoint place = get_place (self, i, j, k);

      if (row[i] && !(row[i - 1] && row[i + 1] && row[i - solid->stride] && row[i + solid->stride] &&
                      row[i - solid->slice] && row[i + solid->slice]))
        g_array_append_val (self->voxels, place);
    }
}

/**
 * rim_border_new:
 * @mask: a mask, not empty
 * @error: where to put an error
 *
 * Finds the surface of a mask. Its area is that of the triangles of marching cubes
 * at half height, as Nikolov et al. (2021, doi:10.2196/26151) weight it.
 *
 * Returns: (transfer full): the surface; %NULL where there is no memory
 */
RimBorder *
rim_border_new (RimMask  *mask,
                GError  **error)
{
  g_autoptr(RimRegion) region = rim_region_new (mask);
  g_autoptr(RimBorder) self = g_new0 (RimBorder, 1);
  double case_areas[RIM_MESH_N_CASES];
  RimFrame frame;

  g_return_val_if_fail (region != NULL, NULL);

  self->solid = rim_solid_new (region, error);
  if (self->solid == NULL)
    return NULL;

  for (guint axis = 0; axis < 3; axis++)
    self->first[axis] = (gint32) region->box.min[axis] - 1;
  self->corners = g_array_new (FALSE, FALSE, sizeof (RimLatticePoint));
  self->areas = g_array_new (FALSE, FALSE, sizeof (double));
  self->voxels = g_array_new (FALSE, FALSE, sizeof (RimLatticePoint));
  rim_frame_init (&frame, &region->grid);
  rim_mesh_get_case_areas (&frame, case_areas);

  for (gsize k = 0; k + 1 < self->solid->size[2]; k++)
    for (gsize j = 0; j + 1 < self->solid->size[1]; j++)
      {
        add_corners (self, case_areas, j, k);
        if (j > 0 && k > 0)
          add_voxels (self, j, k);
      }

  return g_steal_pointer (&self);
}

void
rim_border_free (RimBorder *self)
{
  g_clear_pointer (&self->solid, rim_solid_free);
  g_clear_pointer (&self->corners, g_array_unref);
  g_clear_pointer (&self->areas, g_array_unref);
  g_clear_pointer (&self->voxels, g_array_unref);
  g_free (self);
}

/* Added path length */

/* Whether a voxel is on the outline of its slice. */
static gboolean
is_on_outline (const RimBorder       *self,
               const RimLatticePoint *place)
{
  const RimSolid *solid = self->solid;
  const guint8 *voxel;
  gint32 at[3];

  for (guint axis = 0; axis < 3; axis++)
    {
      at[axis] = place->at[axis] - self->first[axis];
      if (at[axis] < 1 || at[axis] > (gint32) solid->size[axis] - 2)
        return FALSE;
    }
  voxel = rim_solid_get_row (solid, (gsize) at[1], (gsize) at[2]) + at[0];

  return voxel[0] && !(voxel[-1] && voxel[1] && *(voxel - solid->stride) && voxel[solid->stride]);
}

/**
 * rim_border_count_added:
 * @self: (nullable): the surface that was there; %NULL where nothing was
 * @edited: the surface that was made of it
 *
 * Returns: how many voxels are on the outline of a slice of @edited and on none of
 *   @self: the added path length (Vaassen et al. 2020,
 *   doi:10.1016/j.phro.2019.12.001)
 */
gsize
rim_border_count_added (const RimBorder *self,
                        const RimBorder *edited)
{
  gsize n_added = 0;

  for (guint n = 0; n < edited->voxels->len; n++)
    {
      const RimLatticePoint *place = &g_array_index (edited->voxels, RimLatticePoint, n);

      n_added += is_on_outline (edited, place) && (self == NULL || !is_on_outline (self, place));
    }

  return n_added;
}
