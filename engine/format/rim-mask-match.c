/* rim-mask-match.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-image.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* How the axes of one grid lie along those of another: axis n of the mask is
 * axis to[n] of the grid, run backwards where flip[n]; its first voxel is voxel
 * from[n] there.
 */
typedef struct
{
  guint    to[3];
  gboolean flip[3];
  gint64   from[3];
} AxisMap;

static double
get_part (RimVec3 v,
          guint   axis)
{
  return axis == 0 ? v.x : axis == 1 ? v.y : v.z;
}

/* Where an index of the mask lies in the grid. */
static RimVec3
map_index (const AxisMap *map,
           const guint    index[3])
{
  double result[3];

  for (guint n = 0; n < 3; n++)
    {
      gint64 way = map->flip[n] ? -(gint64) index[n] : (gint64) index[n];

      result[map->to[n]] = (double) (map->from[n] + way);
    }

  return RIM_VEC3 (result[0], result[1], result[2]);
}

/* Whether both ends of an axis of the mask lie within the grid. */
static gboolean
find_first (AxisMap *map,
            guint    n,
            double   first,
            guint    from_size,
            guint    to_size)
{
  gint64 last;

  if (!(fabs (first) <= RIM_GRID_MAX_SIZE))
    return FALSE;

  map->from[n] = (gint64) floor (first + 0.5);
  last = map->from[n] + (map->flip[n] ? -(gint64) from_size + 1 : (gint64) from_size - 1);

  return map->from[n] >= 0 && map->from[n] < to_size && last >= 0 && last < to_size;
}

/* The axis of the grid that each axis of the mask runs along most. */
static gboolean
find_axes (const RimAffine *to_grid,
           const RimGrid   *from,
           const RimGrid   *to,
           AxisMap         *map)
{
  RimVec3 first = rim_affine_get_column (to_grid, 3);
  gboolean taken[3] = { FALSE, FALSE, FALSE };

  for (guint n = 0; n < 3; n++)
    {
      RimVec3 step = rim_affine_get_column (to_grid, n);
      guint axis = 0;

      for (guint m = 1; m < 3; m++)
        if (fabs (get_part (step, m)) > fabs (get_part (step, axis)))
          axis = m;
      if (taken[axis])
        return FALSE;
      taken[axis] = TRUE;
      map->to[n] = axis;
      map->flip[n] = get_part (step, axis) < 0.0;
      if (!find_first (map, n, get_part (first, axis), from->size[n], to->size[axis]))
        return FALSE;
    }

  return TRUE;
}

/* Whether every corner of the mask lies where the map says. */
static gboolean
check_corners (const RimAffine *to_grid,
               const RimGrid   *from,
               const AxisMap   *map,
               double           tolerance)
{
  for (guint corner = 0; corner < 8; corner++)
    {
      guint index[3];
      RimVec3 there;
      RimVec3 off;

      for (guint n = 0; n < 3; n++)
        index[n] = corner >> n & 1 ? from->size[n] - 1 : 0;
      there = rim_affine_apply (to_grid, RIM_VEC3 (index[0], index[1], index[2]));
      off = rim_vec3_sub (there, map_index (map, index));
      if (!(fabs (off.x) <= tolerance && fabs (off.y) <= tolerance && fabs (off.z) <= tolerance))
        return FALSE;
    }

  return TRUE;
}

static gboolean
find_map (const RimGrid *from,
          const RimGrid *to,
          double         tolerance,
          AxisMap       *map)
{
  RimAffine inverse;
  RimAffine to_grid;

  if (!rim_affine_invert (&to->to_patient, &inverse))
    return FALSE;
  rim_affine_multiply (&inverse, &from->to_patient, &to_grid);

  return find_axes (&to_grid, from, to, map) && check_corners (&to_grid, from, map, tolerance);
}

/* Writes the runs of a slice to where the map puts their voxels. */
static void
paint_slice (RimMask       *mask,
             guint          k,
             const AxisMap *map,
             const RimGrid *grid,
             guint8        *voxels)
{
  RimMaskSlice *slice = rim_mask_get_slice (mask, k);
  const gssize strides[3] = { 1, grid->size[0], (gssize) grid->size[0] * grid->size[1] };
  gssize step = map->flip[0] ? -strides[map->to[0]] : strides[map->to[0]];
  guint first_row;
  guint n_rows;

  if (slice == NULL)
    return;

  rim_mask_slice_get_rows (slice, &first_row, &n_rows);
  for (guint j = first_row; j < first_row + n_rows; j++)
    {
      guint n_runs;
      const RimRun *runs = rim_mask_slice_get_runs (slice, j, &n_runs);

      for (guint r = 0; r < n_runs; r++)
        {
          RimVec3 at = map_index (map, (guint[3]) { runs[r].begin, j, k });
          gssize place = (gssize) at.x + (gssize) at.y * strides[1] + (gssize) at.z * strides[2];

          for (guint i = runs[r].begin; i < runs[r].end; i++, place += step)
            voxels[place] = 1;
        }
    }
}

static RimMask *
reindex (RimMask       *mask,
         const RimGrid *grid,
         const AxisMap *map)
{
  gsize n_voxels = rim_grid_get_n_voxels (grid);
  guint8 *voxels = g_try_malloc0 (n_voxels);
  RimMask *result;

  if (voxels == NULL)
    return NULL;

  for (guint k = 0; k < rim_mask_get_grid (mask)->size[2]; k++)
    paint_slice (mask, k, map, grid, voxels);
  result = rim_mask_new_from_bytes (grid, voxels);
  g_free (voxels);

  return result;
}

/* The slices of @mask under another grid of the same size. */
static RimMask *
regrid (RimMask       *mask,
        const RimGrid *grid)
{
  g_autofree RimMaskSlice **slices = g_new (RimMaskSlice *, grid->size[2]);

  for (guint k = 0; k < grid->size[2]; k++)
    slices[k] = rim_mask_slice_ref (rim_mask_get_slice (mask, k));

  return rim_mask_new_take_slices (grid, slices);
}

static void
set_geometry_error (const RimGrid  *from,
                    const RimGrid  *to,
                    GError        **error)
{
  g_autofree char *one = rim_grid_describe (from);
  g_autofree char *other = rim_grid_describe (to);

  g_set_error (error, RIM_FORMAT_ERROR, RIM_FORMAT_ERROR_GEOMETRY,
               _("The mask does not lie on the grid of the image. Mask: %s. Image: %s."), one, other);
}

/**
 * rim_mask_match:
 * @mask: a mask
 * @grid: the grid of an image
 * @tolerance: in voxels
 * @error: where to put an error
 *
 * Puts a mask onto the grid of an image. The mask's grid must be the image's but
 * for the order and the direction of its axes, or a box cut out of it, all of it
 * inside: each of its voxels is a voxel of the image. No voxel is interpolated.
 *
 * Returns: (transfer full): the mask on @grid; @mask itself if it is there already
 */
RimMask *
rim_mask_match (RimMask        *mask,
                const RimGrid  *grid,
                double          tolerance,
                GError        **error)
{
  const RimGrid *from;
  AxisMap map;
  RimMask *result;

  g_return_val_if_fail (mask != NULL, NULL);
  g_return_val_if_fail (grid != NULL, NULL);

  from = rim_mask_get_grid (mask);
  if (memcmp (from->size, grid->size, sizeof grid->size) == 0 &&
      memcmp (&from->to_patient, &grid->to_patient, sizeof grid->to_patient) == 0)
    return rim_mask_ref (mask);
  if (rim_grid_equal (grid, from, tolerance))
    return regrid (mask, grid);

  if (!find_map (from, grid, tolerance, &map))
    {
      set_geometry_error (from, grid, error);
      return NULL;
    }

  result = reindex (mask, grid, &map);
  if (result == NULL)
    g_set_error_literal (error, RIM_FORMAT_ERROR, RIM_FORMAT_ERROR_TOO_LARGE,
                         _("Not enough memory to turn the mask"));

  return result;
}
