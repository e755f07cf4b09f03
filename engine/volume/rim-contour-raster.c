/* rim-contour-raster.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-contour.h"

/* The rule, found by comparing with the masks that the IBSI consortium
 * published for its CT phantom and its sarcoma patients:
 *
 * - the position of a point in voxels is not rounded: a path that passes a
 *   centre at 2e-5 voxels leaves it out where it passes inside of it, and takes
 *   it where it passes outside;
 * - a centre is in if a ray from it crosses an odd number of edges, an edge
 *   having its lower end and not its upper;
 * - a centre that lies on the path is in.
 *
 * On the path means within what arithmetic in double loses on the way from
 * decimal text in mm to voxels, which is far below 2e-5.
 */
#define ON_PATH 1e-9

#define WORD_BITS 64

/* One bit per voxel of the box around the contours. A bit of toggles says that
 * the row goes in or out there.
 */
typedef struct
{
  double   first_column;
  double   first_row;
  double   n_columns;
  double   n_rows;
  gsize    stride;
  guint64 *toggles;
  guint64 *path;
} Canvas;

static gboolean
canvas_init (Canvas        *self,
             const RimVec3 *points,
             gsize          n_points,
             guint          width,
             guint          height,
             gboolean       with_path)
{
  RimVec3 min = RIM_VEC3 (INFINITY, INFINITY, 0);
  RimVec3 max = RIM_VEC3 (-INFINITY, -INFINITY, 0);

  for (gsize n = 0; n < n_points; n++)
    {
      min.x = MIN (min.x, points[n].x);
      min.y = MIN (min.y, points[n].y);
      max.x = MAX (max.x, points[n].x);
      max.y = MAX (max.y, points[n].y);
    }

  self->first_column = MAX (ceil (min.x - ON_PATH), 0.0);
  self->first_row = MAX (ceil (min.y - ON_PATH), 0.0);
  self->n_columns = MIN (floor (max.x + ON_PATH), width - 1.0) - self->first_column + 1.0;
  self->n_rows = MIN (floor (max.y + ON_PATH), height - 1.0) - self->first_row + 1.0;

  if (!(self->n_columns >= 1.0 && self->n_rows >= 1.0))
    return FALSE;

  self->stride = ((gsize) self->n_columns + WORD_BITS - 1) / WORD_BITS;
  self->toggles = g_new0 (guint64, self->stride * (gsize) self->n_rows);
  self->path = with_path ? g_new0 (guint64, self->stride * (gsize) self->n_rows) : NULL;

  return TRUE;
}

static void
canvas_clear (Canvas *self)
{
  g_free (self->toggles);
  g_free (self->path);
}

static inline void
toggle (Canvas *self,
        gsize   row,
        double  x)
{
  double column = MAX (ceil (x) - self->first_column, 0.0);

  if (column < self->n_columns)
    self->toggles[row * self->stride + (gsize) column / WORD_BITS] ^=
      G_GUINT64_CONSTANT (1) << ((gsize) column % WORD_BITS);
}

/* Crossings of the rows from the lower end, which counts, to the upper, which
 * does not, so that a ray through a corner counts it once.
 */
static void
cross_rows (Canvas  *self,
            RimVec3  low,
            RimVec3  high)
{
  double first = MAX (ceil (low.y) - self->first_row, 0.0);
  double end = MIN (ceil (high.y) - self->first_row, self->n_rows);
  double slope;

  if (!(first < end))
    return;

  slope = (high.x - low.x) / (high.y - low.y);
  for (gsize row = (gsize) first; row < (gsize) end; row++)
    toggle (self, row, low.x + (self->first_row + (double) row - low.y) * slope);
}

static inline double
edge_at (RimVec3 low,
         RimVec3 high,
         double  y)
{
  double t = (y - low.y) / (high.y - low.y);

  return low.x + CLAMP (t, 0.0, 1.0) * (high.x - low.x);
}

static void
set_path (Canvas *self,
          gsize   row,
          double  min,
          double  max)
{
  double first = MAX (ceil (min - ON_PATH) - self->first_column, 0.0);
  double last = MIN (floor (max + ON_PATH) - self->first_column, self->n_columns - 1.0);

  for (double column = first; column <= last; column++)
    self->path[row * self->stride + (gsize) column / WORD_BITS] |=
      G_GUINT64_CONSTANT (1) << ((gsize) column % WORD_BITS);
}

/* The centres on an edge: what of it lies in a narrow band about each row. */
static void
touch_rows (Canvas  *self,
            RimVec3  low,
            RimVec3  high)
{
  double first = MAX (ceil (low.y - ON_PATH) - self->first_row, 0.0);
  double last = MIN (floor (high.y + ON_PATH) - self->first_row, self->n_rows - 1.0);

  if (!(first <= last))
    return;

  for (gsize row = (gsize) first; row <= (gsize) last; row++)
    {
      double y = self->first_row + (double) row;
      double a = low.x;
      double b = high.x;

      if (high.y - low.y > ON_PATH)
        {
          a = edge_at (low, high, y - ON_PATH);
          b = edge_at (low, high, y + ON_PATH);
        }

      set_path (self, row, MIN (a, b), MAX (a, b));
    }
}

static void
draw_contour (Canvas        *self,
              const RimVec3 *points,
              gsize          n_points)
{
  for (gsize n = 0; n < n_points; n++)
    {
      RimVec3 low = points[n];
      RimVec3 high = points[n + 1 < n_points ? n + 1 : 0];

      if (high.y < low.y)
        {
          RimVec3 swap = low;

          low = high;
          high = swap;
        }

      cross_rows (self, low, high);
      if (self->path != NULL)
        touch_rows (self, low, high);
    }
}

/* Every bit becomes the parity of the bits up to it. */
static inline guint64
parity_from_left (guint64 word)
{
  word ^= word << 1;
  word ^= word << 2;
  word ^= word << 4;
  word ^= word << 8;
  word ^= word << 16;
  word ^= word << 32;

  return word;
}

static inline guint64
fill_word (const Canvas *self,
           gsize         index,
           guint64      *inside)
{
  guint64 word = parity_from_left (self->toggles[index]) ^ *inside;

  *inside = word >> (WORD_BITS - 1) ? ~G_GUINT64_CONSTANT (0) : 0;

  return self->path != NULL ? word | self->path[index] : word;
}

static void
append_runs (const Canvas *self,
             gsize         row,
             GArray       *runs)
{
  guint32 first = (guint32) self->first_column;
  guint32 n_columns = (guint32) self->n_columns;
  RimRun run = { 0, 0 };
  gboolean open = FALSE;
  guint64 inside = 0;
  guint64 previous = 0;

  for (gsize w = 0; w < self->stride; w++)
    {
      guint64 word = fill_word (self, row * self->stride + w, &inside);
      guint64 changes = word ^ (word << 1 | previous);

      previous = word >> (WORD_BITS - 1);

      for (; changes != 0; changes &= changes - 1)
        {
          guint32 at = (guint32) (w * WORD_BITS) + (guint32) __builtin_ctzll (changes);

          if (at >= n_columns)
            break;

          if (open)
            {
              run.end = first + at;
              g_array_append_val (runs, run);
            }
          else
            run.begin = first + at;
          open = !open;
        }
    }

  if (open)
    {
      run.end = first + n_columns;
      g_array_append_val (runs, run);
    }
}

static RimMaskSlice *
canvas_to_slice (const Canvas *self)
{
  g_autoptr(GArray) runs = g_array_new (FALSE, FALSE, sizeof (RimRun));
  guint n_rows = (guint) self->n_rows;
  g_autofree guint32 *starts = g_new (guint32, n_rows + 1);

  for (guint row = 0; row < n_rows; row++)
    {
      starts[row] = runs->len;
      append_runs (self, row, runs);
    }
  starts[n_rows] = runs->len;

  return rim_mask_slice_new_from_rows ((guint) self->first_row, n_rows, starts,
                                       (const RimRun *) (gpointer) runs->data);
}

static RimMaskSlice *
rasterise (const RimVec3 *points,
           const gsize   *starts,
           gsize          n_contours,
           guint          width,
           guint          height,
           gboolean       with_path)
{
  Canvas canvas;
  RimMaskSlice *slice;

  if (n_contours == 0 ||
      !canvas_init (&canvas, points + starts[0], starts[n_contours] - starts[0],
                    width, height, with_path))
    return NULL;

  for (gsize n = 0; n < n_contours; n++)
    draw_contour (&canvas, points + starts[n], starts[n + 1] - starts[n]);

  slice = canvas_to_slice (&canvas);
  canvas_clear (&canvas);

  return slice;
}

/**
 * rim_contour_rasterise:
 * @points_ij: the points of all contours in voxels, x along columns, y along
 *   rows, (0, 0) being the centre of the first voxel; z is not looked at
 * @starts: (array): where each contour begins in @points_ij; one more than there
 *   are contours
 * @n_contours: how many closed contours
 * @width: the columns of the grid
 * @height: the rows of the grid
 *
 * A voxel is in if its centre lies inside an odd number of the contours or on
 * the path of one. What lies outside the grid is cut off. The memory it takes
 * depends on the size of the grid alone.
 *
 * Returns: (transfer full) (nullable): the voxels; %NULL if there are none
 */
RimMaskSlice *
rim_contour_rasterise (const RimVec3 *points_ij,
                       const gsize   *starts,
                       gsize          n_contours,
                       guint          width,
                       guint          height)
{
  return rasterise (points_ij, starts, n_contours, width, height, TRUE);
}

/**
 * rim_contour_rasterise_interior:
 *
 * As rim_contour_rasterise(), but a centre on the path belongs to one side only,
 * so that of two contours with a common border each voxel is in one.
 */
RimMaskSlice *
rim_contour_rasterise_interior (const RimVec3 *points_ij,
                                const gsize   *starts,
                                gsize          n_contours,
                                guint          width,
                                guint          height)
{
  return rasterise (points_ij, starts, n_contours, width, height, FALSE);
}
