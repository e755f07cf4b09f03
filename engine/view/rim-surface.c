/* rim-surface.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "view/rim-surface.h"

#include <string.h>

#define NO_POINT G_MAXUINT32

/* Finer than this nobody sees, and memory is bounded by it. */
#define MAX_VOXELS ((gsize) 1 << 24)

/* Voxels with a border of empty ones, and the cells between them: cell (i, j, k)
 * has voxels (i, j, k) to (i + 1, j + 1, k + 1) as corners.
 */
typedef struct
{
  RimBox   box;
  guint    step;
  gsize    size[3];       /* of the voxels, border included */
  guint8  *voxels;
  guint32 *points_of;     /* cells to points; as many as voxels */
  GArray  *cells;         /* gsize: the cell of each point */
  GArray  *places;        /* double[3]: each point in voxels, border included */
  GArray  *triangles;     /* guint32[3] */
} Nets;

static gsize
get_index (const Nets *self,
           gsize       i,
           gsize       j,
           gsize       k)
{
  return (k * self->size[1] + j) * self->size[0] + i;
}

static gsize
get_stride (const Nets *self,
            guint       axis)
{
  return axis == 0 ? 1 : axis == 1 ? self->size[0] : self->size[0] * self->size[1];
}

static void
set_sizes (Nets *self)
{
  for (guint a = 0; a < 3; a++)
    self->size[a] = (self->box.max[a] - self->box.min[a] + self->step - 1) / self->step + 2;
}

static gsize
count_voxels (const Nets *self)
{
  return self->size[0] * self->size[1] * self->size[2];
}

static void
read_slice (Nets    *self,
            RimMask *mask,
            guint    k)
{
  RimBox slice = self->box;
  gsize width = self->box.max[0] - self->box.min[0];
  gsize height = self->box.max[1] - self->box.min[1];
  g_autofree guint8 *bytes = g_new0 (guint8, width * height);

  slice.min[2] = self->box.min[2] + k * self->step;
  slice.max[2] = slice.min[2] + 1;
  rim_mask_paint_box (mask, &slice, bytes, 1);

  for (gsize j = 0; j < self->size[1] - 2; j++)
    for (gsize i = 0; i < self->size[0] - 2; i++)
      self->voxels[get_index (self, i + 1, j + 1, k + 1)] = bytes[j * self->step * width + i * self->step];
}

static void
read_mask (Nets    *self,
           RimMask *mask)
{
  self->step = 1;
  set_sizes (self);
  while (count_voxels (self) > MAX_VOXELS)
    {
      self->step++;
      set_sizes (self);
    }

  self->voxels = g_new0 (guint8, count_voxels (self));
  for (guint k = 0; k < self->size[2] - 2; k++)
    read_slice (self, mask, k);
}

/* Returns: bit n set where corner n is inside; n has i in its lowest bit */
static guint
get_corners (const Nets *self,
             gsize       cell)
{
  guint corners = 0;

  for (guint n = 0; n < 8; n++)
    {
      gsize at = cell + (n & 1) + (n >> 1 & 1) * get_stride (self, 1) + (n >> 2) * get_stride (self, 2);

      corners |= (guint) (self->voxels[at] != 0) << n;
    }

  return corners;
}

/* In the middle of where the edges of the cell go through the surface. */
static void
place_point (guint  corners,
             double place[3])
{
  double sum[3] = { 0 };
  guint n_edges = 0;

  for (guint n = 0; n < 8; n++)
    for (guint a = 0; a < 3; a++)
      {
        guint other = n | 1u << a;

        if (other == n || ((corners >> n ^ corners >> other) & 1) == 0)
          continue;

        for (guint b = 0; b < 3; b++)
          sum[b] += b == a ? 0.5 : (double) (n >> b & 1);
        n_edges++;
      }

  for (guint b = 0; b < 3; b++)
    place[b] += sum[b] / n_edges;
}

static void
add_points (Nets *self)
{
  self->points_of = g_new (guint32, count_voxels (self));
  for (gsize n = 0; n < count_voxels (self); n++)
    self->points_of[n] = NO_POINT;

  for (gsize k = 0; k + 1 < self->size[2]; k++)
    for (gsize j = 0; j + 1 < self->size[1]; j++)
      for (gsize i = 0; i + 1 < self->size[0]; i++)
        {
          gsize cell = get_index (self, i, j, k);
          guint corners = get_corners (self, cell);
          double place[3] = { (double) i, (double) j, (double) k };

          if (corners == 0 || corners == 0xff)
            continue;

          place_point (corners, place);
          self->points_of[cell] = self->cells->len;
          g_array_append_val (self->cells, cell);
          g_array_append_vals (self->places, place, 3);
        }
}

static void
add_triangle (Nets    *self,
              guint32  a,
              guint32  b,
              guint32  c,
              gboolean is_turned)
{
  guint32 triangle[3] = { a, is_turned ? c : b, is_turned ? b : c };

  g_array_append_vals (self->triangles, triangle, 3);
}

/* The four cells about the edge from a voxel to the next along an axis. */
static void
add_quad (Nets  *self,
          gsize  voxel,
          guint  axis)
{
  gsize u = get_stride (self, (axis + 1) % 3);
  gsize v = get_stride (self, (axis + 2) % 3);
  const guint32 *points = self->points_of;
  guint32 a = points[voxel - u - v];
  guint32 b = points[voxel - v];
  guint32 c = points[voxel];
  guint32 d = points[voxel - u];
  gboolean is_turned = self->voxels[voxel] == 0;

  add_triangle (self, a, b, c, is_turned);
  add_triangle (self, a, c, d, is_turned);
}

static void
add_triangles (Nets *self)
{
  for (gsize k = 0; k + 1 < self->size[2]; k++)
    for (gsize j = 0; j + 1 < self->size[1]; j++)
      for (gsize i = 0; i + 1 < self->size[0]; i++)
        for (guint a = 0; a < 3; a++)
          {
            gsize voxel = get_index (self, i, j, k);

            if (self->voxels[voxel] != self->voxels[voxel + get_stride (self, a)])
              add_quad (self, voxel, a);
          }
}

/* Towards the mean of the points beside it, but not out of its cell. */
static void
smooth_point (const Nets   *self,
              guint         n,
              const double *from,
              double       *to)
{
  gsize cell = g_array_index (self->cells, gsize, n);
  double sum[3] = { 0 };
  guint n_near = 0;

  for (guint side = 0; side < 6; side++)
    {
      gsize stride = get_stride (self, side / 2);
      gsize near = side % 2 == 0 ? cell - stride : cell + stride;
      guint32 point;

      if ((side % 2 == 0 && cell < stride) || near >= count_voxels (self))
        continue;
      point = self->points_of[near];
      if (point == NO_POINT)
        continue;

      for (guint b = 0; b < 3; b++)
        sum[b] += from[3 * point + b];
      n_near++;
    }

  for (guint b = 0; b < 3; b++)
    {
      double low = (double) (cell / get_stride (self, b) % self->size[b]);

      to[3 * n + b] = n_near > 0 ? CLAMP (sum[b] / n_near, low, low + 1) : from[3 * n + b];
    }
}

static void
smooth (Nets  *self,
        guint  n_smoothings)
{
  double *from = (gpointer) self->places->data;
  g_autofree double *copy = g_new (double, self->places->len);

  for (guint round = 0; round < n_smoothings; round++)
    {
      memcpy (copy, from, self->places->len * sizeof (double));
      for (guint n = 0; n < self->cells->len; n++)
        smooth_point (self, n, copy, from);
    }
}

static void
to_patient (const Nets    *self,
            const RimGrid *grid,
            RimSurface    *surface)
{
  const double *places = (gconstpointer) self->places->data;

  for (guint n = 0; n < surface->n_points; n++)
    {
      double index[3];
      RimVec3 point;

      for (guint a = 0; a < 3; a++)
        index[a] = self->box.min[a] + self->step * (places[3 * n + a] - 1);
      point = rim_grid_to_patient (grid, RIM_VEC3 (index[0], index[1], index[2]));

      surface->points[3 * n] = (float) point.x;
      surface->points[3 * n + 1] = (float) point.y;
      surface->points[3 * n + 2] = (float) point.z;
    }
}

static RimVec3
get_point (const RimSurface *self,
           guint32           n)
{
  return RIM_VEC3 (self->points[3 * n], self->points[3 * n + 1], self->points[3 * n + 2]);
}

static void
add_to (double  *sum,
        RimVec3  value)
{
  sum[0] += value.x;
  sum[1] += value.y;
  sum[2] += value.z;
}

/* Each triangle counts by its area. */
static void
add_normals (RimSurface *self)
{
  g_autofree double *sums = g_new0 (double, 3 * (gsize) self->n_points);

  for (guint t = 0; t < self->n_triangles; t++)
    {
      const guint32 *triangle = self->triangles + 3 * (gsize) t;
      RimVec3 a = get_point (self, triangle[0]);
      RimVec3 b = rim_vec3_sub (get_point (self, triangle[1]), a);
      RimVec3 c = rim_vec3_sub (get_point (self, triangle[2]), a);

      for (guint corner = 0; corner < 3; corner++)
        add_to (sums + 3 * (gsize) triangle[corner], rim_vec3_cross (b, c));
    }

  for (guint n = 0; n < self->n_points; n++)
    {
      RimVec3 normal = RIM_VEC3 (sums[3 * n], sums[3 * n + 1], sums[3 * n + 2]);

      rim_vec3_normalize (&normal);
      self->normals[3 * n] = (float) normal.x;
      self->normals[3 * n + 1] = (float) normal.y;
      self->normals[3 * n + 2] = (float) normal.z;
    }
}

/* Where the axes of the voxels are left-handed, so is what was made of them. */
static void
turn_triangles (RimSurface *self)
{
  for (guint t = 0; t < self->n_triangles; t++)
    {
      guint32 *triangle = self->triangles + 3 * (gsize) t;
      guint32 second = triangle[1];

      triangle[1] = triangle[2];
      triangle[2] = second;
    }
}

static RimSurface *
take_surface (Nets          *self,
              const RimGrid *grid)
{
  RimSurface *surface = g_new0 (RimSurface, 1);

  surface->n_points = self->cells->len;
  surface->n_triangles = self->triangles->len / 3;
  surface->points = g_new (float, 3 * (gsize) surface->n_points);
  surface->normals = g_new (float, 3 * (gsize) surface->n_points);
  surface->triangles = (gpointer) g_array_free (g_steal_pointer (&self->triangles), FALSE);

  to_patient (self, grid, surface);
  if (rim_affine_determinant (&grid->to_patient) < 0)
    turn_triangles (surface);
  add_normals (surface);

  return surface;
}

/**
 * rim_surface_new:
 * @mask: a mask
 * @n_smoothings: how often points are moved between those beside them; 0 leaves
 *   them in the middle of their cells
 *
 * Finds the surface by constrained elastic surface nets (Gibson 1998): one point
 * in every cell of eight voxels that is partly inside, and a square across every
 * edge between a voxel inside and one outside. A mask of more than 2^24 voxels is
 * read in steps. For a worker.
 *
 * Returns: (transfer full): the surface; without points where the mask is empty
 */
RimSurface *
rim_surface_new (RimMask *mask,
                 guint    n_smoothings)
{
  Nets nets = { 0 };
  RimSurface *surface;

  if (!rim_mask_get_bounds (mask, &nets.box))
    return g_new0 (RimSurface, 1);

  nets.cells = g_array_new (FALSE, FALSE, sizeof (gsize));
  nets.places = g_array_new (FALSE, FALSE, sizeof (double));
  nets.triangles = g_array_new (FALSE, FALSE, sizeof (guint32));
  read_mask (&nets, mask);
  add_points (&nets);
  add_triangles (&nets);
  smooth (&nets, n_smoothings);
  surface = take_surface (&nets, rim_mask_get_grid (mask));

  g_array_unref (nets.cells);
  g_array_unref (nets.places);
  g_free (nets.voxels);
  g_free (nets.points_of);

  return surface;
}

void
rim_surface_free (RimSurface *self)
{
  g_free (self->points);
  g_free (self->normals);
  g_free (self->triangles);
  g_free (self);
}
