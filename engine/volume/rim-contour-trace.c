/* rim-contour-trace.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-contour.h"

#include <string.h>

/* The box around a slice with a border of empty voxels, so that walking needs
 * no bounds. A corner (x, y) is the top left corner of the voxel (x, y).
 */
typedef struct
{
  guint   first_column;
  guint   first_row;
  guint   width;
  guint   height;
  guint8 *voxels;
} Field;

#define VOXEL_IN   1
#define VOXEL_SEEN 2   /* its upper edge is part of a polygon */

typedef enum { EAST, SOUTH, WEST, NORTH } Heading;

static const int step_x[4] = { 1, 0, -1, 0 };
static const int step_y[4] = { 0, 1, 0, -1 };

/* From a corner, the voxels ahead: to the left and to the right of the way. */
static const int left_x[4] = { 0, 0, -1, -1 };
static const int left_y[4] = { -1, 0, 0, -1 };
static const int right_x[4] = { 0, -1, -1, 0 };
static const int right_y[4] = { 0, 0, -1, -1 };

static void
find_columns (RimMaskSlice *slice,
              guint         first_row,
              guint         n_rows,
              guint        *begin,
              guint        *end)
{
  *begin = G_MAXUINT;
  *end = 0;

  for (guint j = first_row; j < first_row + n_rows; j++)
    {
      guint n_runs;
      const RimRun *runs = rim_mask_slice_get_runs (slice, j, &n_runs);

      if (n_runs == 0)
        continue;

      *begin = MIN (*begin, runs[0].begin);
      *end = MAX (*end, runs[n_runs - 1].end);
    }
}

static void
field_init (Field        *self,
            RimMaskSlice *slice)
{
  guint first_row, n_rows, begin, end;

  rim_mask_slice_get_rows (slice, &first_row, &n_rows);
  find_columns (slice, first_row, n_rows, &begin, &end);

  self->first_column = begin;
  self->first_row = first_row;
  self->width = end - begin + 2;
  self->height = n_rows + 2;
  self->voxels = g_new0 (guint8, (gsize) self->width * self->height);

  for (guint r = 0; r < n_rows; r++)
    {
      guint n_runs;
      const RimRun *runs = rim_mask_slice_get_runs (slice, first_row + r, &n_runs);
      guint8 *row = self->voxels + (gsize) (r + 1) * self->width + 1;

      for (guint n = 0; n < n_runs; n++)
        memset (row + runs[n].begin - begin, VOXEL_IN, runs[n].end - runs[n].begin);
    }
}

static inline guint8 *
field_at (const Field *self,
          int          x,
          int          y)
{
  return self->voxels + (gsize) y * self->width + (gsize) x;
}

static void
append_corner (GArray      *polygon,
               const Field *field,
               int          x,
               int          y)
{
  RimVec3 corner = RIM_VEC3 ((double) field->first_column + x - 1.5,
                             (double) field->first_row + y - 1.5,
                             0.0);

  g_array_append_val (polygon, corner);
}

/* Voxels to the right of the way are in, to the left out. Where two voxels touch
 * at a corner only, the way stays with the voxel it goes round, so that an outer
 * polygon never runs through its own corner into another voxel.
 */
static GArray *
walk (const Field *field,
      int          start_x,
      int          start_y)
{
  GArray *polygon = g_array_new (FALSE, FALSE, sizeof (RimVec3));
  Heading heading = EAST;
  int x = start_x;
  int y = start_y;

  do
    {
      Heading turn = heading;

      if (heading == EAST)
        *field_at (field, x, y) |= VOXEL_SEEN;

      x += step_x[heading];
      y += step_y[heading];

      if ((*field_at (field, x + right_x[heading], y + right_y[heading]) & VOXEL_IN) == 0)
        turn = (heading + 1) % 4;
      else if (*field_at (field, x + left_x[heading], y + left_y[heading]) & VOXEL_IN)
        turn = (heading + 3) % 4;

      if (turn != heading)
        append_corner (polygon, field, x, y);
      heading = turn;
    }
  while (x != start_x || y != start_y || heading != EAST);

  return polygon;
}

/**
 * rim_mask_slice_trace:
 * @slice: (nullable): a slice
 *
 * Follows the edges of its voxels. Outer polygons have a positive area
 * (rim_polygon_get_area()), holes a negative one; corners only, no point between
 * two in line. Voxels that touch at a corner only are apart. By the even-odd
 * rule the polygons give the very slice again.
 *
 * Returns: (transfer full) (element-type GArray): polygons of #RimVec3 in
 *   voxels, x along columns, y along rows, (0, 0) the centre of the first voxel
 */
GPtrArray *
rim_mask_slice_trace (RimMaskSlice *slice)
{
  GPtrArray *polygons = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  Field field;

  if (slice == NULL)
    return polygons;

  field_init (&field, slice);

  for (int y = 1; y < (int) field.height; y++)
    for (int x = 1; x < (int) field.width; x++)
      if (*field_at (&field, x, y) == VOXEL_IN &&
          (*field_at (&field, x, y - 1) & VOXEL_IN) == 0)
        g_ptr_array_add (polygons, walk (&field, x, y));

  g_free (field.voxels);

  return polygons;
}

/**
 * rim_polygon_get_area:
 * @polygon: (element-type RimVec3): a closed polygon; z is not looked at
 *
 * Returns: its area; positive where it turns from growing x to growing y
 */
double
rim_polygon_get_area (GArray *polygon)
{
  const RimVec3 *points = (const RimVec3 *) (gpointer) polygon->data;
  double area = 0.0;

  for (guint n = 0; n < polygon->len; n++)
    {
      RimVec3 a = points[n];
      RimVec3 b = points[n + 1 < polygon->len ? n + 1 : 0];

      area += (a.x * b.y - b.x * a.y) / 2.0;
    }

  return area;
}

/**
 * rim_polygons_to_contours:
 * @polygons: (element-type GArray): polygons in voxels
 * @grid: the grid
 * @k: the slice they lie on; not whole where the true position of a slice is not
 *   where the grid has it
 *
 * Returns: (transfer full) (element-type RimContour): closed planar contours in
 *   LPS mm
 */
GPtrArray *
rim_polygons_to_contours (GPtrArray     *polygons,
                          const RimGrid *grid,
                          double         k)
{
  GPtrArray *contours = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_contour_unref);

  for (guint p = 0; p < polygons->len; p++)
    {
      GArray *polygon = polygons->pdata[p];
      RimContour *contour = rim_contour_new (RIM_CONTOUR_CLOSED_PLANAR,
                                             (const RimVec3 *) (gpointer) polygon->data,
                                             polygon->len);

      for (gsize n = 0; n < contour->n_points; n++)
        {
          contour->points[n].z = k;
          contour->points[n] = rim_grid_to_patient (grid, contour->points[n]);
        }

      g_ptr_array_add (contours, contour);
    }

  return contours;
}

/**
 * rim_mask_trace_slice:
 * @mask: a mask
 * @k: a slice
 *
 * Returns: (transfer full) (element-type RimContour): the edges of the voxels of
 *   this slice as closed contours in LPS mm, outer ones and holes each their own
 */
GPtrArray *
rim_mask_trace_slice (RimMask *mask,
                      guint    k)
{
  g_autoptr(GPtrArray) polygons = NULL;

  g_return_val_if_fail (k < rim_mask_get_grid (mask)->size[2], NULL);

  polygons = rim_mask_slice_trace (rim_mask_get_slice (mask, k));

  return rim_polygons_to_contours (polygons, rim_mask_get_grid (mask), k);
}
