/* rim-map-order.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-map-order.h"

#include <math.h>

/* Layers farther away than that are not told apart. */
#define MAX_LAYERS 4096

/* What rounding may take off half a layer. */
#define TOLERANCE 1e-6

/* How far voxel (i, j, k) of the region is from a plane, in layers of voxels. */
typedef struct
{
  double origin;
  double step[3];
} Distance;

static RimVec3
get_column (const RimGrid *grid,
            guint          axis)
{
  const RimAffine *affine = &grid->to_patient;

  return RIM_VEC3 (affine->m[0][axis], affine->m[1][axis], affine->m[2][axis]);
}

/* A layer is as thick as a voxel is along the normal, from corner to corner. */
static void
find_distance (const RimGrid     *grid,
               const RimMapPlane *plane,
               Distance          *distance)
{
  const RimVec3 origin = rim_vec3_sub (get_column (grid, 3), plane->point);
  double thickness = 0.0;

  for (guint axis = 0; axis < 3; axis++)
    {
      distance->step[axis] = rim_vec3_dot (plane->normal, get_column (grid, axis));
      thickness += fabs (distance->step[axis]);
    }

  distance->origin = rim_vec3_dot (plane->normal, origin) / thickness;
  for (guint axis = 0; axis < 3; axis++)
    distance->step[axis] /= thickness;
}

/* Returns: the first plane that a voxel lies on, or @n_planes and how many layers it is
 * from the nearest
 */
static guint
find_layer (const Distance *distances,
            guint           n_planes,
            const gsize    *at)
{
  double nearest = MAX_LAYERS;

  for (guint p = 0; p < n_planes; p++)
    {
      const Distance *d = &distances[p];
      const double layer = fabs (d->origin + d->step[0] * (double) at[0] + d->step[1] * (double) at[1] +
                                 d->step[2] * (double) at[2]);

      if (layer <= 0.5 + TOLERANCE)
        return p;
      nearest = layer < nearest ? layer : nearest;
    }

  return n_planes + (guint) (nearest + 0.5);
}

/* Where a voxel lies in the box of the region. */
static void
find_place (const RimMapInput *input,
            guint32            voxel,
            gsize             *at)
{
  const gsize *stride = input->levels->stride;
  const gsize offset = input->offsets[voxel];
  const RimBox *box = &input->region->box;

  at[0] = offset % stride[1] - (box->min[0] - input->box.min[0]);
  at[1] = offset % stride[2] / stride[1] - (box->min[1] - input->box.min[1]);
  at[2] = offset / stride[2] - (box->min[2] - input->box.min[2]);
}

/* What of a row no plane goes through stays together, as near as its nearest voxel. */
static gsize
find_row_keys (const RimMapInput *input,
               const Distance    *distances,
               guint              n_planes,
               const guint32     *voxels,
               gsize              n_voxels,
               guint             *keys)
{
  const gsize width = input->region->grid.size[0];
  guint nearest = G_MAXUINT;
  gsize n = 0;
  gsize at[3];
  gsize row;

  find_place (input, voxels[0], at);
  row = input->offsets[voxels[0]] - at[0];
  for (; n < n_voxels && input->offsets[voxels[n]] >= row && input->offsets[voxels[n]] < row + width; n++)
    {
      at[0] = input->offsets[voxels[n]] - row;
      keys[n] = find_layer (distances, n_planes, at);
      if (keys[n] >= n_planes)
        nearest = MIN (nearest, keys[n]);
    }

  for (gsize v = 0; v < n; v++)
    if (keys[v] >= n_planes)
      keys[v] = nearest;

  return n;
}

/* A stable sort of voxels by their keys, which are below @n_keys. */
static guint32 *
sort (const guint32 *voxels,
      const guint   *keys,
      gsize          n_voxels,
      guint          n_keys)
{
  g_autofree gsize *ends = g_new0 (gsize, (gsize) n_keys + 1);
  guint32 *sorted = g_new (guint32, n_voxels);

  for (gsize v = 0; v < n_voxels; v++)
    ends[keys[v] + 1]++;
  for (guint key = 0; key < n_keys; key++)
    ends[key + 1] += ends[key];
  for (gsize v = 0; v < n_voxels; v++)
    sorted[ends[keys[v]]++] = voxels[v];

  return sorted;
}

static guint32 *
list_all (gsize n_voxels)
{
  guint32 *voxels = g_new (guint32, n_voxels);

  for (gsize v = 0; v < n_voxels; v++)
    voxels[v] = (guint32) v;

  return voxels;
}

/**
 * rim_map_order_voxels:
 * @input: what maps are computed from
 * @planes: (array length=n_planes): where the map is looked at
 * @n_planes: how many
 * @voxels: (nullable) (array length=n_voxels): which voxels of the region, in scan order;
 *   %NULL for all of them
 * @n_voxels: how many; read where @voxels is not %NULL
 * @n_visible: (out): how many of those that are returned lie on a plane
 *
 * Orders voxels for rim_map_compute(): those on the first plane come first, then those on
 * the second and so on, then the others from the nearest layers outwards. But for the
 * voxels on a plane those of a row stay together, so that windows slide. The list may be
 * cut anywhere.
 *
 * Returns: (transfer full) (array): the same voxels, in order
 */
guint32 *
rim_map_order_voxels (RimMapInput       *input,
                      const RimMapPlane *planes,
                      guint              n_planes,
                      const guint32     *voxels,
                      gsize              n_voxels,
                      gsize             *n_visible)
{
  const gsize n = voxels != NULL ? n_voxels : input->region->n_voxels;
  g_autofree guint32 *all = voxels != NULL ? NULL : list_all (n);
  const guint32 *unordered = voxels != NULL ? voxels : all;
  g_autofree Distance *distances = g_new (Distance, n_planes);
  g_autofree guint *keys = g_new (guint, n);

  for (guint p = 0; p < n_planes; p++)
    find_distance (&input->region->grid, &planes[p], &distances[p]);
  for (gsize v = 0; v < n;)
    v += find_row_keys (input, distances, n_planes, unordered + v, n - v, keys + v);

  *n_visible = 0;
  for (gsize v = 0; v < n; v++)
    *n_visible += keys[v] < n_planes;

  return sort (unordered, keys, n, n_planes + MAX_LAYERS + 1);
}
