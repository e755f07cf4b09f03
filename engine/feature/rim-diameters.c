/* rim-diameters.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-measure.h"

/* A corner of the outline in the plane of its slice, mm. */
typedef struct
{
  double x;
  double y;
} Point;

/* The axes of a slice: from index to a square frame in mm. */
typedef struct
{
  RimVec3 i_direction;
  RimVec3 across;                /* unit, square to i_direction, in the slice */
  double  i_step;
  double  j_step_along;          /* what a step of j adds along i_direction */
  double  j_step;
} SliceFrame;

static void
reverse (Point *points,
         gsize  n)
{
  for (gsize p = 0; p < n / 2; p++)
    {
      Point swapped = points[p];

      points[p] = points[n - 1 - p];
      points[n - 1 - p] = swapped;
    }
}

static void
slice_frame_init (SliceFrame    *self,
                  const RimGrid *grid)
{
  RimVec3 i = rim_affine_get_column (&grid->to_patient, 0);
  RimVec3 j = rim_affine_get_column (&grid->to_patient, 1);

  self->i_step = rim_vec3_length (i);
  self->i_direction = rim_vec3_scale (i, 1.0 / self->i_step);
  self->j_step_along = rim_vec3_dot (j, self->i_direction);
  self->across = rim_vec3_sub (j, rim_vec3_scale (self->i_direction, self->j_step_along));
  self->j_step = rim_vec3_length (self->across);
  self->across = rim_vec3_scale (self->across, 1.0 / self->j_step);
}

static Point
slice_frame_place (const SliceFrame *self,
                   double            i,
                   double            j)
{
  return (Point) { i * self->i_step + j * self->j_step_along, j * self->j_step };
}

static RimVec3
slice_frame_to_patient (const SliceFrame *self,
                        const RimGrid    *grid,
                        guint             k,
                        Point             point)
{
  RimVec3 origin = rim_grid_to_patient (grid, RIM_VEC3 (0, 0, k));

  origin = rim_vec3_add (origin, rim_vec3_scale (self->i_direction, point.x));

  return rim_vec3_add (origin, rim_vec3_scale (self->across, point.y));
}

static double
cross (Point o,
       Point a,
       Point b)
{
  return (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);
}

/* One side of the hull, of the points at one end of every row, top to bottom. */
static gsize
append_side (Point            *hull,
             gsize             n,
             gsize             start,
             Point             point,
             double            turn)
{
  while (n >= start + 2 && turn * cross (hull[n - 2], hull[n - 1], point) <= 0.0)
    n--;
  hull[n++] = point;

  return n;
}

/* The convex hull of the edges of the voxels of a slice, all round: down one
 * side and up the other.
 */
static gsize
find_hull (RimMaskSlice     *slice,
           const SliceFrame *frame,
           Point            *hull)
{
  guint first_row, n_rows;
  gsize n = 0;
  gsize start = 0;

  rim_mask_slice_get_rows (slice, &first_row, &n_rows);

  for (guint side = 0; side < 2; side++)
    {
      start = n;
      for (guint row = 0; row < n_rows; row++)
        {
          guint j = first_row + row;
          guint n_runs;
          const RimRun *runs = rim_mask_slice_get_runs (slice, j, &n_runs);
          double i;

          if (n_runs == 0)
            continue;
          i = (side == 0 ? runs[0].begin : runs[n_runs - 1].end) - 0.5;

          for (guint edge = 0; edge < 2; edge++)
            n = append_side (hull, n, start, slice_frame_place (frame, i, j - 0.5 + edge),
                             side == 0 ? -1.0 : 1.0);
        }
    }
  reverse (hull + start, n - start);

  return n;
}

static double
squared_distance (Point a,
                  Point b)
{
  return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
}

static double
find_longest (const Point *hull,
              gsize        n,
              Point        ends[2])
{
  double longest = -1.0;

  for (gsize a = 0; a < n; a++)
    for (gsize b = a + 1; b < n; b++)
      {
        double squared = squared_distance (hull[a], hull[b]);

        if (squared > longest)
          {
            longest = squared;
            ends[0] = hull[a];
            ends[1] = hull[b];
          }
      }

  return sqrt (MAX (longest, 0.0));
}

/* Where a line through @from along @direction leaves the hull, to either side. */
static void
find_chord (const Point *hull,
            gsize        n,
            Point        from,
            Point        direction,
            double      *low,
            double      *high)
{
  *low = 0.0;
  *high = 0.0;

  for (gsize a = n - 1, b = 0; b < n; a = b++)
    {
      double side_a = direction.x * (hull[a].y - from.y) - direction.y * (hull[a].x - from.x);
      double side_b = direction.x * (hull[b].y - from.y) - direction.y * (hull[b].x - from.x);
      double t;
      Point at;
      double along;

      if ((side_a < 0.0 && side_b < 0.0) || (side_a > 0.0 && side_b > 0.0) || side_a == side_b)
        continue;

      t = side_a / (side_a - side_b);
      at = (Point) { hull[a].x + t * (hull[b].x - hull[a].x),
                     hull[a].y + t * (hull[b].y - hull[a].y) };
      along = (at.x - from.x) * direction.x + (at.y - from.y) * direction.y;
      *low = MIN (*low, along);
      *high = MAX (*high, along);
    }
}

/* Along one direction the longest chord of a convex outline goes through one of
 * its corners.
 */
static double
find_perpendicular (const Point *hull,
                    gsize        n,
                    const Point  long_ends[2],
                    Point        ends[2])
{
  double length = sqrt (squared_distance (long_ends[0], long_ends[1]));
  Point direction = { -(long_ends[1].y - long_ends[0].y) / length,
                      (long_ends[1].x - long_ends[0].x) / length };
  double longest = -1.0;

  for (gsize p = 0; p < n; p++)
    {
      double low, high;

      find_chord (hull, n, hull[p], direction, &low, &high);
      if (high - low > longest)
        {
          longest = high - low;
          ends[0] = (Point) { hull[p].x + low * direction.x, hull[p].y + low * direction.y };
          ends[1] = (Point) { hull[p].x + high * direction.x, hull[p].y + high * direction.y };
        }
    }

  return longest;
}

static guint
count_rows (RimMaskSlice *slice)
{
  guint first_row, n_rows;

  rim_mask_slice_get_rows (slice, &first_row, &n_rows);

  return n_rows;
}

static void
set_empty (RimDiameters *diameters)
{
  RimVec3 nowhere = RIM_VEC3 (NAN, NAN, NAN);

  *diameters = (RimDiameters) { NAN, NAN, 0, { nowhere, nowhere }, { nowhere, nowhere } };
}

static void
measure_perpendicular (RimMask          *mask,
                       const SliceFrame *frame,
                       RimDiameters     *diameters)
{
  const RimGrid *grid = rim_mask_get_grid (mask);
  RimMaskSlice *slice = rim_mask_get_slice (mask, diameters->slice);
  g_autofree Point *hull = g_new (Point, 4 * (gsize) count_rows (slice));
  gsize n = find_hull (slice, frame, hull);
  Point long_ends[2], short_ends[2];

  diameters->long_axis = find_longest (hull, n, long_ends);
  diameters->short_axis = find_perpendicular (hull, n, long_ends, short_ends);

  for (guint end = 0; end < 2; end++)
    {
      diameters->long_ends[end] = slice_frame_to_patient (frame, grid, diameters->slice,
                                                          long_ends[end]);
      diameters->short_ends[end] = slice_frame_to_patient (frame, grid, diameters->slice,
                                                           short_ends[end]);
    }
}

/**
 * rim_measure_diameters:
 * @mask: a mask
 * @diameters: (out): its diameters
 *
 * The longest diameter within a slice (RECIST 1.1), from edge to edge of the
 * outline along the edges of the voxels, and the longest chord of that slice's
 * convex hull at a right angle to it. Of equal ones the first, from the first
 * slice on.
 *
 * Returns: whether there is any voxel
 */
gboolean
rim_measure_diameters (RimMask      *mask,
                       RimDiameters *diameters)
{
  const RimGrid *grid = rim_mask_get_grid (mask);
  double longest = -1.0;
  SliceFrame frame;
  RimBox box;

  set_empty (diameters);
  if (!rim_mask_get_bounds (mask, &box))
    return FALSE;

  slice_frame_init (&frame, grid);

  for (guint k = box.min[2]; k < box.max[2]; k++)
    {
      RimMaskSlice *slice = rim_mask_get_slice (mask, k);
      g_autofree Point *hull = NULL;
      Point ends[2];
      double length;

      if (slice == NULL)
        continue;

      hull = g_new (Point, 4 * (gsize) count_rows (slice));
      length = find_longest (hull, find_hull (slice, &frame, hull), ends);
      if (length > longest)
        {
          longest = length;
          diameters->slice = k;
        }
    }

  measure_perpendicular (mask, &frame, diameters);

  return TRUE;
}
