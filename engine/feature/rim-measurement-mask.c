/* rim-measurement-mask.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "feature/rim-planar-shape-private.h"

#include <stdlib.h>

/* A place along an axis is rounded to this part of a voxel, as the views do, so that
 * what lies halfway between two voxels is found there whatever the arithmetic before.
 */
#define PLACE_UNIT 1048576.0

/* Slices farther apart than this, in slice distances, leave a gap. */
#define MAX_STEP (4.0 / 3.0)

/* The voxels of an image that a plane cuts: along the axis of the grid that is
 * nearest to the plane's normal, one on each line.
 */
typedef struct
{
  const RimGrid *grid;
  double        *places;         /* of the slices, in slice distances; NULL where even */
  double         normal[4];      /* the plane, in indices: normal · (i, j, k, 1) = 0 */
  guint          axis;
  guint          across[2];
} Cut;

static void
cut_init_places (Cut       *self,
                 RimVolume *image)
{
  double first, distance;

  if (rim_volume_get_geometry_kind (image) == RIM_GEOMETRY_REGULAR)
    return;

  first = rim_vec3_dot (rim_grid_get_normal (self->grid),
                        rim_grid_to_patient (self->grid, RIM_VEC3 (0, 0, 0)));
  distance = rim_grid_get_slice_distance (self->grid);
  self->places = g_new (double, self->grid->size[2]);
  for (guint k = 0; k < self->grid->size[2]; k++)
    self->places[k] = (rim_volume_get_slice_position (image, k) - first) / distance;
}

static void
cut_init (Cut            *self,
          RimMeasurement *measurement,
          RimVolume      *image)
{
  *self = (Cut) { .grid = rim_volume_get_grid (image) };
  cut_init_places (self, image);

  for (guint axis = 0; axis < 3; axis++)
    {
      self->normal[axis] = rim_vec3_dot (measurement->normal,
                                         rim_affine_get_column (&self->grid->to_patient, axis));
      if (fabs (self->normal[axis]) > fabs (self->normal[self->axis]))
        self->axis = axis;
    }

  self->normal[3] = rim_measurement_get_distance (measurement,
                                                  rim_affine_get_column (&self->grid->to_patient, 3));
  self->across[0] = self->axis == 0 ? 1 : 0;
  self->across[1] = self->axis == 2 ? 1 : 2;
}

static void
cut_clear (Cut *self)
{
  g_clear_pointer (&self->places, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Cut, cut_clear)

static double
get_place (const Cut *self,
           guint      axis,
           guint      n)
{
  return axis == 2 && self->places != NULL ? self->places[n] : n;
}

/* Where slices are not even a voxel reaches to the middle between it and the next, or
 * half a voxel into a gap.
 */
static int
find_uneven_slice (const Cut *self,
                   double     place)
{
  guint last = self->grid->size[2] - 1;
  guint low = 0;
  double step;

  if (place < self->places[0] - 0.5 || place >= self->places[last] + 0.5)
    return -1;

  while (low < last && self->places[low + 1] <= place)
    low++;
  if (low == last || place <= self->places[low])
    return (int) low;

  step = self->places[low + 1] - self->places[low];
  if (step <= MAX_STEP)
    return (int) ((place - self->places[low]) / step < 0.5 ? low : low + 1);
  if (place < self->places[low] + 0.5)
    return (int) low;

  return place >= self->places[low + 1] - 0.5 ? (int) low + 1 : -1;
}

/* Returns: the voxel that a place along an axis lies in, or -1; the same that
 * rim_probe() reads and rim_render() shows
 */
static int
find_voxel (const Cut *self,
            guint      axis,
            double     place)
{
  double n = self->grid->size[axis];

  place = floor (place * PLACE_UNIT + 0.5) / PLACE_UNIT;
  if (axis == 2 && self->places != NULL)
    return find_uneven_slice (self, place);

  return place >= -0.5 && place < n - 0.5 ? (int) floor (place + 0.5) : -1;
}

/* Of a voxel with the indices @u and @v across, where the plane cuts its line. */
static gboolean
cut_line (const Cut *self,
          guint      u,
          guint      v,
          guint      voxel[3])
{
  double rest = self->normal[3] + self->normal[self->across[0]] * get_place (self, self->across[0], u) +
                self->normal[self->across[1]] * get_place (self, self->across[1], v);
  int n = find_voxel (self, self->axis, -rest / self->normal[self->axis]);

  if (n < 0)
    return FALSE;

  voxel[self->across[0]] = u;
  voxel[self->across[1]] = v;
  voxel[self->axis] = (guint) n;

  return TRUE;
}

static RimVec3
get_center (const Cut   *self,
            const guint *voxel)
{
  return rim_grid_to_patient (self->grid, RIM_VEC3 (voxel[0], voxel[1],
                                                    get_place (self, 2, voxel[2])));
}

static double
get_component (RimVec3 point,
               guint   axis)
{
  return axis == 0 ? point.x : axis == 1 ? point.y : point.z;
}

/* The first and the last slice near to places, where slices are not even. */
static void
find_slices (const Cut *self,
             double     low,
             double     high,
             guint     *begin,
             guint     *end)
{
  guint n = self->grid->size[2];

  *begin = 0;
  while (*begin < n && self->places[*begin] < low)
    (*begin)++;
  *end = *begin;
  while (*end < n && self->places[*end] <= high)
    (*end)++;
}

/* Which indices across lines may pass through the shape. A voxel that is cut has its
 * centre up to half its height off the plane.
 */
static void
find_range (const Cut            *self,
            const RimPlanarShape *shape,
            RimVec3               normal,
            guint                 axis,
            guint                *begin,
            guint                *end)
{
  double size = self->grid->size[axis];
  RimVec3 tip = rim_grid_from_patient (self->grid, rim_vec3_add (shape->origin, normal));
  RimVec3 foot = rim_grid_from_patient (self->grid, shape->origin);
  double lean = fabs (get_component (tip, axis) - get_component (foot, axis));
  double slack = 1.0 + lean * fabs (self->normal[self->axis]);
  double low = G_MAXDOUBLE, high = -G_MAXDOUBLE;

  for (guint corner = 0; corner < shape->n; corner++)
    {
      RimVec3 index = rim_grid_from_patient (self->grid,
                                             rim_planar_shape_get_corner (shape, corner));

      low = MIN (low, get_component (index, axis));
      high = MAX (high, get_component (index, axis));
    }

  if (axis == 2 && self->places != NULL)
    {
      find_slices (self, low - slack, high + slack, begin, end);
      return;
    }

  *begin = (guint) CLAMP (floor (low - slack), 0.0, size);
  *end = (guint) CLAMP (ceil (high + slack) + 1.0, 0.0, size);
}

static int
compare_keys (gconstpointer a,
              gconstpointer b)
{
  guint64 first = *(const guint64 *) a;
  guint64 second = *(const guint64 *) b;

  return (first > second) - (first < second);
}

static void
add_voxel (GArray      *keys,
           const guint *voxel)
{
  guint64 key = (guint64) voxel[2] << 40 | (guint64) voxel[1] << 20 | voxel[0];

  g_array_append_val (keys, key);
}

static guint
get_row (guint64 key)
{
  return (guint) (key >> 20 & 0xfffff);
}

/* One slice of sorted voxels, from @first on; returns past its last. */
static gsize
make_slice (GArray        *keys,
            gsize          first,
            RimMaskSlice **slice)
{
  const guint64 *voxels = (gconstpointer) keys->data;
  guint64 k = voxels[first] >> 40;
  guint row = get_row (voxels[first]);
  guint first_row = row;
  g_autoptr(GArray) starts = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr(GArray) runs = g_array_new (FALSE, FALSE, sizeof (RimRun));
  gsize n = first;

  g_array_append_val (starts, runs->len);

  for (; n < keys->len && voxels[n] >> 40 == k; n++)
    {
      guint32 i = (guint32) (voxels[n] & 0xfffff);
      RimRun run = { i, i + 1 };

      for (; row < get_row (voxels[n]); row++)
        g_array_append_val (starts, runs->len);

      if (n > first && voxels[n] == voxels[n - 1] + 1)
        g_array_index (runs, RimRun, runs->len - 1).end = i + 1;
      else
        g_array_append_val (runs, run);
    }

  g_array_append_val (starts, runs->len);
  *slice = rim_mask_slice_new_from_rows (first_row, row - first_row + 1,
                                         (gconstpointer) starts->data,
                                         (gconstpointer) runs->data);

  return n;
}

static RimMask *
make_mask (const RimGrid *grid,
           GArray        *keys)
{
  g_autofree RimMaskSlice **slices = g_new0 (RimMaskSlice *, grid->size[2]);

  g_array_sort (keys, compare_keys);
  for (gsize n = 0; n < keys->len;)
    {
      guint64 k = g_array_index (keys, guint64, n) >> 40;

      n = make_slice (keys, n, &slices[k]);
    }

  return rim_mask_new_take_slices (grid, slices);
}

static void
add_region (const Cut      *self,
            RimMeasurement *measurement,
            GArray         *keys)
{
  g_auto(RimPlanarShape) shape = { 0 };
  guint begin[2], end[2];
  guint voxel[3];

  rim_planar_shape_init (&shape, measurement);
  for (guint i = 0; i < 2; i++)
    find_range (self, &shape, measurement->normal, self->across[i], &begin[i], &end[i]);

  for (guint v = begin[1]; v < end[1]; v++)
    for (guint u = begin[0]; u < end[0]; u++)
      if (cut_line (self, u, v, voxel) &&
          rim_planar_shape_contains (&shape, get_center (self, voxel)))
        add_voxel (keys, voxel);
}

static void
add_point (const Cut *self,
           RimVec3    point,
           GArray    *keys)
{
  RimVec3 index = rim_grid_from_patient (self->grid, point);
  guint voxel[3];

  for (guint axis = 0; axis < 3; axis++)
    {
      int n = find_voxel (self, axis, get_component (index, axis));

      if (n < 0)
        return;
      voxel[axis] = (guint) n;
    }

  add_voxel (keys, voxel);
}

/**
 * rim_measurement_to_mask:
 * @self: a region or a probe
 * @layer: an image
 *
 * Finds the pixels that a measurement holds. The plane is one voxel thick: on each
 * line of voxels along the axis of the grid nearest to its normal that voxel counts
 * which the plane cuts; on a plane along the slices that is one slice. Of these a
 * region holds those whose centre's foot on the plane lies within the line
 * or on it. A probe holds the voxel that its point is in. Slices count where they
 * truly are; between slices that leave a gap there is nothing.
 *
 * Returns: (transfer full): the voxels, on the grid of @layer; empty where the
 *   measurement holds none or its kind has none
 */
RimMask *
rim_measurement_to_mask (RimMeasurement *self,
                         RimVolume      *layer)
{
  g_auto(Cut) cut = { 0 };
  g_autoptr(GArray) keys = g_array_new (FALSE, FALSE, sizeof (guint64));

  g_return_val_if_fail (self != NULL && layer != NULL, NULL);

  cut_init (&cut, self, layer);
  if (self->kind == RIM_MEASUREMENT_PROBE)
    add_point (&cut, self->points[0], keys);
  else if (rim_measurement_kind_is_region (self->kind))
    add_region (&cut, self, keys);

  return make_mask (cut.grid, keys);
}
