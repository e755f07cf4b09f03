/* rim-search.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-search-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/rim-parallel.h"
#include "volume/rim-field.h"

G_DEFINE_QUARK (rim-delineate-error-quark, rim_delineate_error)

#define ROWS_PER_BLOCK 64

/* What reading its rows takes. */
typedef struct
{
  RimSearch *search;
  double     radius;
  guint8    *allowed;   /* NULL where there is no limit */
} Reading;

/**
 * rim_place_find_voxel:
 * @grid: a grid
 * @point: LPS mm
 * @index: (out caller-allocates): the voxel whose centre lies nearest along each axis
 *
 * Returns: whether @point lies in a voxel of @grid
 */
gboolean
rim_place_find_voxel (const RimGrid *grid,
                      RimVec3        point,
                      guint          index[3])
{
  RimVec3 place = rim_grid_from_patient (grid, point);
  double at[3] = { floor (place.x + 0.5), floor (place.y + 0.5), floor (place.z + 0.5) };

  for (guint axis = 0; axis < 3; axis++)
    {
      if (!(at[axis] >= 0 && at[axis] < grid->size[axis]))
        return FALSE;
      index[axis] = (guint) at[axis];
    }

  return TRUE;
}

/**
 * rim_place_require_voxel:
 * @grid: a grid
 * @point: LPS mm
 * @index: (out caller-allocates): as rim_place_find_voxel() finds it
 * @error: where to put a %RIM_DELINEATE_ERROR_OUTSIDE
 *
 * Returns: whether @point lies in a voxel of @grid
 */
gboolean
rim_place_require_voxel (const RimGrid  *grid,
                         RimVec3         point,
                         guint           index[3],
                         GError        **error)
{
  if (rim_place_find_voxel (grid, point, index))
    return TRUE;

  g_set_error_literal (error, RIM_DELINEATE_ERROR, RIM_DELINEATE_ERROR_OUTSIDE,
                       _("The point lies outside the image"));

  return FALSE;
}

/**
 * rim_place_find_box:
 * @grid: a grid
 * @index: one of its voxels
 * @distance: in mm
 * @box: (out caller-allocates): has every voxel whose centre lies within @distance of a
 *   point of that voxel, along sheared axes as well: planes of constant index lie as
 *   far apart as their normals say
 */
void
rim_place_find_box (const RimGrid *grid,
                    const guint    index[3],
                    double         distance,
                    RimBox        *box)
{
  for (guint axis = 0; axis < 3; axis++)
    {
      RimVec3 a = rim_affine_get_column (&grid->to_patient, (axis + 1) % 3);
      RimVec3 b = rim_affine_get_column (&grid->to_patient, (axis + 2) % 3);
      RimVec3 normal = rim_vec3_cross (a, b);
      double step, reach;

      rim_vec3_normalize (&normal);
      step = fabs (rim_vec3_dot (rim_affine_get_column (&grid->to_patient, axis), normal));
      reach = MIN (ceil (distance / step) + 1, grid->size[axis]);
      box->min[axis] = index[axis] - MIN (index[axis], (guint) reach);
      box->max[axis] = MIN (index[axis] + (guint) reach + 1, grid->size[axis]);
    }
}

static void
read_rows (gsize    begin,
           gsize    end,
           gpointer data)
{
  const Reading *reading = data;
  RimSearch *self = reading->search;
  guint n = self->grid.size[0];
  RimVec3 step = rim_affine_get_column (&self->grid.to_patient, 0);
  double far = reading->radius * reading->radius;

  for (gsize row = begin; row < end; row++)
    {
      guint j = (guint) (row % self->grid.size[1]);
      guint k = (guint) (row / self->grid.size[1]);
      double *values = self->values + row * n;
      RimVec3 offset = rim_vec3_sub (rim_grid_to_patient (&self->grid, RIM_VEC3 (0, j, k)), self->point);

      rim_volume_read_row (self->volume, self->box.min[0], self->box.min[1] + j, self->box.min[2] + k,
                           n, values);
      for (guint i = 0; i < n; i++)
        {
          RimVec3 d = rim_vec3_add (offset, rim_vec3_scale (step, i));

          if (rim_vec3_dot (d, d) > far || (reading->allowed != NULL && !reading->allowed[row * n + i]))
            values[i] = NAN;
        }
    }
}

static gboolean
allocate (RimSearch  *self,
          GError    **error)
{
  self->n_voxels = rim_grid_get_n_voxels (&self->grid);
  if (self->n_voxels <= RIM_DELINEATE_MAX_VOXELS)
    self->values = g_try_new (double, self->n_voxels);
  if (self->values != NULL)
    return TRUE;

  g_set_error_literal (error, RIM_DELINEATE_ERROR, RIM_DELINEATE_ERROR_TOO_LARGE,
                       _("The region to search is too large"));

  return FALSE;
}

static void
read_values (RimSearch *self,
             double     radius,
             RimMask   *within)
{
  g_autofree guint8 *allowed = within != NULL ? g_malloc0 (self->n_voxels) : NULL;
  Reading reading = { self, radius, allowed };

  if (within != NULL)
    rim_mask_paint_box (within, &self->box, allowed, 1);

  rim_parallel_for ((gsize) self->grid.size[1] * self->grid.size[2], ROWS_PER_BLOCK, read_rows, &reading);
}

/**
 * rim_search_new:
 * @volume: an image, all of whose slices are there
 * @point: the middle of the region, LPS mm
 * @radius: of a ball, in mm
 * @within: (nullable): what is beyond it is not looked at; on the grid of @volume
 * @error: where to put an error of %RIM_DELINEATE_ERROR
 *
 * Returns: (transfer full) (nullable): the region; %NULL where @point is not in @volume
 */
RimSearch *
rim_search_new (RimVolume  *volume,
                RimVec3     point,
                double      radius,
                RimMask    *within,
                GError    **error)
{
  const RimGrid *grid = rim_volume_get_grid (volume);
  g_autoptr(RimSearch) self = NULL;
  guint index[3];

  g_return_val_if_fail (radius > 0, NULL);
  g_return_val_if_fail (within == NULL || rim_grid_equal (rim_mask_get_grid (within), grid, 0.01), NULL);

  self = g_new0 (RimSearch, 1);
  self->volume = rim_volume_ref (volume);
  self->point = point;
  if (!rim_place_require_voxel (grid, point, index, error))
    return NULL;

  rim_place_find_box (grid, index, radius, &self->box);
  rim_grid_crop (grid, &self->box, &self->grid);
  self->at = ((gsize) (index[2] - self->box.min[2]) * self->grid.size[1] + index[1] - self->box.min[1]) *
             self->grid.size[0] + index[0] - self->box.min[0];
  if (!allocate (self, error))
    return NULL;

  read_values (self, radius, within);

  return g_steal_pointer (&self);
}

/**
 * rim_search_new_box:
 * @volume: an image, all of whose slices are there
 * @box: of its voxels, not empty
 * @error: where to put an error of %RIM_DELINEATE_ERROR
 *
 * Returns: (transfer full) (nullable): the whole box as a region, about its middle
 */
RimSearch *
rim_search_new_box (RimVolume     *volume,
                    const RimBox  *box,
                    GError       **error)
{
  g_autoptr(RimSearch) self = g_new0 (RimSearch, 1);

  self->volume = rim_volume_ref (volume);
  self->box = *box;
  rim_grid_crop (rim_volume_get_grid (volume), box, &self->grid);
  self->point = rim_grid_to_patient (&self->grid, RIM_VEC3 (self->grid.size[0] / 2, self->grid.size[1] / 2,
                                                            self->grid.size[2] / 2));
  self->at = ((gsize) (self->grid.size[2] / 2) * self->grid.size[1] + self->grid.size[1] / 2) *
             self->grid.size[0] + self->grid.size[0] / 2;
  if (!allocate (self, error))
    return NULL;

  read_values (self, HUGE_VAL, NULL);

  return g_steal_pointer (&self);
}

void
rim_search_free (RimSearch *self)
{
  g_free (self->values);
  rim_volume_unref (self->volume);
  g_free (self);
}

RimVec3
rim_search_get_place (const RimSearch *self,
                      gsize            voxel)
{
  gsize row = voxel / self->grid.size[0];

  return rim_grid_to_patient (&self->grid, RIM_VEC3 ((double) (voxel % self->grid.size[0]),
                                                     (double) (row % self->grid.size[1]),
                                                     (double) (row / self->grid.size[1])));
}

/**
 * rim_search_get_neighbour:
 * @self: a region
 * @voxel: one of its box
 * @side: 0 to 5: down and up along i, j, k
 *
 * Returns: the voxel beyond that face, or %RIM_NOWHERE at an end of the box
 */
gsize
rim_search_get_neighbour (const RimSearch *self,
                          gsize            voxel,
                          guint            side)
{
  const guint *size = self->grid.size;
  guint axis = side / 2;
  gsize stride = axis == 0 ? 1 : axis == 1 ? size[0] : (gsize) size[0] * size[1];
  gsize at = voxel / stride % size[axis];

  if (side % 2 == 0)
    return at > 0 ? voxel - stride : RIM_NOWHERE;

  return at + 1 < size[axis] ? voxel + stride : RIM_NOWHERE;
}

/**
 * rim_search_find_maximum:
 * @self: a region
 * @values: one for each voxel of its box
 * @distance: from the point of the region, in mm
 *
 * Returns: the first of the voxels with the highest value within @distance; of a
 *   distance less than a voxel it is the voxel of the point; %RIM_NOWHERE where none
 *   has a value
 */
gsize
rim_search_find_maximum (const RimSearch *self,
                         const double    *values,
                         double           distance)
{
  gsize best = isnan (values[self->at]) ? RIM_NOWHERE : self->at;
  guint index[3] = { 0 };
  RimBox box;

  rim_place_find_voxel (&self->grid, self->point, index);
  rim_place_find_box (&self->grid, index, distance, &box);
  for (guint k = box.min[2]; k < box.max[2]; k++)
    for (guint j = box.min[1]; j < box.max[1]; j++)
      for (guint i = box.min[0]; i < box.max[0]; i++)
        {
          gsize voxel = ((gsize) k * self->grid.size[1] + j) * self->grid.size[0] + i;
          RimVec3 offset = rim_vec3_sub (rim_grid_to_patient (&self->grid, RIM_VEC3 (i, j, k)), self->point);

          if (rim_vec3_length (offset) <= distance && !isnan (values[voxel]) &&
              (best == RIM_NOWHERE || values[voxel] > values[best]))
            best = voxel;
        }

  return best;
}

/**
 * rim_search_reaches_end:
 * @self: a region
 * @inside: 1 where voxels are in
 *
 * Returns: whether one of them lies beside what was not looked at, so that more may
 *   belong to it
 */
gboolean
rim_search_reaches_end (const RimSearch *self,
                        const guint8    *inside)
{
  for (gsize voxel = 0; voxel < self->n_voxels; voxel++)
    for (guint side = 0; inside[voxel] && side < 6; side++)
      {
        gsize next = rim_search_get_neighbour (self, voxel, side);

        if (next == RIM_NOWHERE || (!inside[next] && isnan (self->values[next])))
          return TRUE;
      }

  return FALSE;
}

/* Returns: (transfer full): the voxels on the grid of the image */
RimMask *
rim_search_to_mask (const RimSearch *self,
                    const guint8    *inside)
{
  return rim_mask_new_from_box (rim_volume_get_grid (self->volume), &self->box, inside);
}
