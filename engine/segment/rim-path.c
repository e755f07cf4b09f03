/* rim-path.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-path.h"

#include <math.h>

#include "volume/rim-contour.h"

/* Of two slices that a plane is equally near to one is filled: the slab is open
 * on one side, and that by more than rounding (as of a stroke).
 */
#define SLAB_TOLERANCE 1e-6

/* The sine of the angle below which a plane is one of the slices. */
#define PARALLEL 1e-6

/* Points of a curve between two of its knots. */
#define PER_KNOT 16

typedef struct
{
  double x;
  double y;
  double d;
} PathPoint;

/* Where the path crosses a row, and whether it turns about what comes behind by one or by
 * minus one.
 */
typedef struct
{
  double at;
  int    turn;
} Crossing;

typedef struct
{
  RimGrid    grid;
  PathPoint *points;         /* of the path, on its plane, mm */
  gsize      n_points;
  PathPoint  origin;         /* of the voxel 0, 0, 0 */
  PathPoint  step[3];        /* of an index along each axis */
  double     low;            /* of the slab along the normal, mm */
  double     high;
  double     min[2];         /* of the path, mm */
  double     max[2];
  RimBox     box;
  gboolean   overlaps_only;  /* only what is gone around an even number of times */
  GArray    *crossings;
  GArray    *starts;
  GArray    *runs;
} Path;

static void
choose_axes (RimVec3  normal,
             RimVec3 *u,
             RimVec3 *v)
{
  RimVec3 aside = fabs (normal.x) < 0.6 ? RIM_VEC3 (1, 0, 0) : RIM_VEC3 (0, 1, 0);

  *u = rim_vec3_cross (normal, aside);
  rim_vec3_normalize (u);
  *v = rim_vec3_cross (normal, *u);
}

static double
get_half_voxel (const RimGrid *grid,
                RimVec3        normal)
{
  double half = 0;

  for (guint axis = 0; axis < 3; axis++)
    half += fabs (rim_vec3_dot (rim_affine_get_column (&grid->to_patient, axis), normal)) / 2;

  return half;
}

static void
path_init (Path          *self,
           const RimGrid *grid,
           const RimVec3 *points,
           gsize          n_points,
           RimVec3        normal)
{
  RimVec3 u, v;

  *self = (Path) { .grid = *grid, .n_points = n_points };
  choose_axes (normal, &u, &v);
  self->points = g_new (PathPoint, n_points);
  self->crossings = g_array_new (FALSE, FALSE, sizeof (Crossing));
  self->starts = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->runs = g_array_new (FALSE, FALSE, sizeof (RimRun));

  for (guint axis = 0; axis < 4; axis++)
    {
      RimVec3 column = rim_affine_get_column (&grid->to_patient, axis);
      PathPoint *p = axis < 3 ? &self->step[axis] : &self->origin;

      if (axis == 3)
        column = rim_vec3_sub (column, points[0]);
      *p = (PathPoint) { rim_vec3_dot (column, u), rim_vec3_dot (column, v),
                         rim_vec3_dot (column, normal) };
    }

  self->min[0] = self->min[1] = INFINITY;
  self->max[0] = self->max[1] = -INFINITY;
  for (gsize n = 0; n < n_points; n++)
    {
      RimVec3 offset = rim_vec3_sub (points[n], points[0]);
      PathPoint p = { rim_vec3_dot (offset, u), rim_vec3_dot (offset, v), 0 };

      self->points[n] = p;
      self->min[0] = MIN (self->min[0], p.x);
      self->max[0] = MAX (self->max[0], p.x);
      self->min[1] = MIN (self->min[1], p.y);
      self->max[1] = MAX (self->max[1], p.y);
    }
}

static void
path_clear (Path *self)
{
  g_free (self->points);
  g_array_unref (self->crossings);
  g_array_unref (self->starts);
  g_array_unref (self->runs);
}

/* The box of the corners of path times slab, in voxels. */
static gboolean
find_box (Path    *self,
          RimVec3  through,
          RimVec3  normal)
{
  double low[3] = { INFINITY, INFINITY, INFINITY };
  double high[3] = { -INFINITY, -INFINITY, -INFINITY };
  RimVec3 u, v;

  choose_axes (normal, &u, &v);
  for (guint corner = 0; corner < 8; corner++)
    {
      RimVec3 point = through, index;

      point = rim_vec3_add (point, rim_vec3_scale (u, corner & 1 ? self->max[0] : self->min[0]));
      point = rim_vec3_add (point, rim_vec3_scale (v, corner & 2 ? self->max[1] : self->min[1]));
      point = rim_vec3_add (point, rim_vec3_scale (normal, corner & 4 ? self->high : self->low));
      index = rim_grid_from_patient (&self->grid, point);

      for (guint axis = 0; axis < 3; axis++)
        {
          double value = axis == 0 ? index.x : axis == 1 ? index.y : index.z;

          low[axis] = MIN (low[axis], value);
          high[axis] = MAX (high[axis], value);
        }
    }

  for (guint axis = 0; axis < 3; axis++)
    {
      double size = self->grid.size[axis];

      self->box.min[axis] = (guint) CLAMP (floor (low[axis] - 0.01), 0, size);
      self->box.max[axis] = (guint) CLAMP (ceil (high[axis] + 0.01) + 1, 0, size);
      if (!(self->box.min[axis] < self->box.max[axis]))
        return FALSE;
    }

  return TRUE;
}

static int
compare_crossings (gconstpointer a,
                   gconstpointer b)
{
  double x = ((const Crossing *) a)->at;
  double y = ((const Crossing *) b)->at;

  return x < y ? -1 : x > y;
}

/* What is gone around is in, whichever way and however often. */
static gboolean
is_held (const Path *self,
         int         winding)
{
  return winding != 0 && (!self->overlaps_only || winding % 2 == 0);
}

/* An edge has its lower end and not its upper. */
static gboolean
contains (const Path *self,
          double      x,
          double      y)
{
  int winding = 0;

  for (gsize n = 0; n < self->n_points; n++)
    {
      const PathPoint *a = &self->points[n];
      const PathPoint *b = &self->points[n + 1 < self->n_points ? n + 1 : 0];

      if ((a->y <= y) != (b->y <= y) && x < a->x + (y - a->y) / (b->y - a->y) * (b->x - a->x))
        winding += a->y <= y ? 1 : -1;
    }

  return is_held (self, winding);
}

/* Where along the row, in voxels, the path crosses it. */
static void
find_crossings (Path      *self,
                PathPoint  start)
{
  double sx = self->step[0].x, sy = self->step[0].y;
  double scale = sx * sx + sy * sy;

  g_array_set_size (self->crossings, 0);
  for (gsize n = 0; n < self->n_points; n++)
    {
      const PathPoint *a = &self->points[n];
      const PathPoint *b = &self->points[n + 1 < self->n_points ? n + 1 : 0];
      double da = (a->x - start.x) * sy - (a->y - start.y) * sx;
      double db = (b->x - start.x) * sy - (b->y - start.y) * sx;
      Crossing crossing = { 0.0, da <= 0 ? 1 : -1 };
      double t, x, y;

      if ((da <= 0) == (db <= 0))
        continue;

      t = da / (da - db);
      x = a->x + t * (b->x - a->x) - start.x;
      y = a->y + t * (b->y - a->y) - start.y;
      crossing.at = (x * sx + y * sy) / scale;
      g_array_append_val (self->crossings, crossing);
    }

  g_array_sort (self->crossings, compare_crossings);
}

/* Of the row, in voxels, what lies in the slab. */
static gboolean
clip_to_slab (const Path *self,
              PathPoint   start,
              double     *low,
              double     *high)
{
  double step = self->step[0].d;
  double tolerance = SLAB_TOLERANCE * (self->high - self->low) / 2;
  double a = self->low + tolerance - start.d;
  double b = self->high + tolerance - start.d;

  *low = self->box.min[0];
  *high = self->box.max[0] - 1.0;

  if (fabs (step) < 1e-12)
    return a < 0 && b >= 0;

  /* Open at the low end of the slab, closed at its high one. */
  if (step > 0)
    {
      *low = MAX (*low, floor (a / step) + 1);
      *high = MIN (*high, floor (b / step));
    }
  else
    {
      *low = MAX (*low, ceil (b / step));
      *high = MIN (*high, ceil (a / step) - 1);
    }

  return *low <= *high;
}

static void
append_run (Path   *self,
            double  low,
            double  high)
{
  RimRun run = { (guint32) low, (guint32) high + 1 };
  guint32 first = self->starts->len > 0
                    ? g_array_index (self->starts, guint32, self->starts->len - 1) : 0;
  RimRun *last = self->runs->len > first
                   ? &g_array_index (self->runs, RimRun, self->runs->len - 1) : NULL;

  if (!(low <= high))
    return;

  if (last != NULL && last->end >= run.begin)
    last->end = MAX (last->end, run.end);
  else
    g_array_append_val (self->runs, run);
}

static void
fill_row (Path  *self,
          guint  j,
          guint  k)
{
  PathPoint start = self->origin;
  double low, high;
  int winding = 0;

  start.x += j * self->step[1].x + k * self->step[2].x;
  start.y += j * self->step[1].y + k * self->step[2].y;
  start.d += j * self->step[1].d + k * self->step[2].d;

  if (!clip_to_slab (self, start, &low, &high))
    return;

  /* A row across the plane is one point on it. */
  if (hypot (self->step[0].x, self->step[0].y) < 1e-9)
    {
      if (contains (self, start.x, start.y))
        append_run (self, low, high);
      return;
    }

  find_crossings (self, start);
  for (guint n = 0; n + 1 < self->crossings->len; n++)
    {
      const Crossing *crossing = &g_array_index (self->crossings, Crossing, n);

      winding += crossing[0].turn;
      if (is_held (self, winding))
        append_run (self, MAX (low, ceil (crossing[0].at)), MIN (high, ceil (crossing[1].at) - 1));
    }
}

static RimMaskSlice *
fill_slice (Path  *self,
            guint  k)
{
  guint32 end;

  g_array_set_size (self->starts, 0);
  g_array_set_size (self->runs, 0);

  for (guint j = self->box.min[1]; j < self->box.max[1]; j++)
    {
      guint32 at = self->runs->len;

      g_array_append_val (self->starts, at);
      fill_row (self, j, k);
    }

  end = self->runs->len;
  g_array_append_val (self->starts, end);

  return rim_mask_slice_new_from_rows (self->box.min[1], self->box.max[1] - self->box.min[1],
                                       (const guint32 *) (gpointer) self->starts->data,
                                       (const RimRun *) (gpointer) self->runs->data);
}

static RimMask *
fill_box (Path *self)
{
  g_autoptr(RimMask) empty = rim_mask_new (&self->grid);
  guint n_slices = self->box.max[2] - self->box.min[2];
  g_autofree RimMaskSlice **slices = g_new0 (RimMaskSlice *, n_slices);
  RimMask *mask;

  for (guint n = 0; n < n_slices; n++)
    slices[n] = fill_slice (self, self->box.min[2] + n);

  mask = rim_mask_with_slices (empty, self->box.min[2], n_slices, slices);
  for (guint n = 0; n < n_slices; n++)
    rim_mask_slice_unref (slices[n]);

  return mask;
}

static gboolean
are_finite (const RimVec3 *points,
            gsize          n_points)
{
  for (gsize n = 0; n < n_points; n++)
    if (!isfinite (points[n].x + points[n].y + points[n].z))
      return FALSE;

  return TRUE;
}

static RimMask *
sweep (const RimGrid *grid,
       const RimVec3 *points,
       gsize          n_points,
       RimVec3        normal,
       double         low,
       double         high,
       gboolean       overlaps_only)
{
  RimMask *mask = NULL;
  Path path;

  path_init (&path, grid, points, n_points, normal);
  path.low = low;
  path.high = high;
  path.overlaps_only = overlaps_only;
  if (find_box (&path, points[0], normal))
    mask = fill_box (&path);
  path_clear (&path);

  return mask != NULL ? mask : rim_mask_new (grid);
}

/* On a slice a path is a contour, and what contours hold is ruled already, but for what a
 * path that crosses itself goes around twice.
 */
static RimMask *
fill_slice_of_grid (const RimGrid *grid,
                    const RimVec3 *points,
                    gsize          n_points,
                    RimVec3        normal)
{
  double half = get_half_voxel (grid, normal);
  g_autoptr(RimMask) empty = rim_mask_new (grid);
  g_autofree RimVec3 *indices = g_new (RimVec3, n_points);
  gsize starts[2] = { 0, n_points };
  g_autoptr(RimMask) overlaps = NULL;
  g_autoptr(RimMaskSlice) once = NULL;
  g_autoptr(RimMaskSlice) slice = NULL;
  double k;

  for (gsize n = 0; n < n_points; n++)
    indices[n] = rim_grid_from_patient (grid, points[n]);

  k = ceil (indices[0].z - 0.5 - SLAB_TOLERANCE);
  if (!(k >= 0 && k < grid->size[2]))
    return g_steal_pointer (&empty);

  once = rim_contour_rasterise (indices, starts, 1, grid->size[0], grid->size[1]);
  overlaps = sweep (grid, points, n_points, normal, -half, half, TRUE);
  slice = rim_mask_slice_combine (once, rim_mask_get_slice (overlaps, (guint) k), RIM_MASK_UNION);

  return rim_mask_with_slice (empty, (guint) k, slice);
}

/**
 * rim_path_fill:
 * @grid: the voxels
 * @points: (array length=n_points): a closed path, LPS mm; taken straight onto the
 *   plane through its first point
 * @n_points: how many; fewer than three hold nothing
 * @normal: of the plane, LPS, of any length
 *
 * What a path drawn on a plane holds. On a slice of the grid these are the voxels
 * that a contour there has (rim_contour_rasterise()). On any other plane a voxel is in
 * if the plane cuts it (half its extent across the plane, as of a stroke) and its
 * centre, seen along the normal, is inside; a centre on the path belongs to one side of
 * it. Inside is what the path goes around, by the non-zero winding rule, so that a hand
 * that crosses its own line leaves no hole.
 *
 * Returns: (transfer full): the voxels
 */
RimMask *
rim_path_fill (const RimGrid *grid,
               const RimVec3 *points,
               gsize          n_points,
               RimVec3        normal)
{
  RimVec3 of_grid;
  double half;

  g_return_val_if_fail (grid != NULL, NULL);
  g_return_val_if_fail (points != NULL || n_points == 0, NULL);

  of_grid = rim_grid_get_normal (grid);
  if (n_points < 3 || !are_finite (points, n_points))
    return rim_mask_new (grid);
  if (!rim_vec3_normalize (&normal))
    normal = of_grid;

  if (rim_vec3_length (rim_vec3_cross (normal, of_grid)) < PARALLEL)
    return fill_slice_of_grid (grid, points, n_points, normal);

  half = get_half_voxel (grid, normal);

  return sweep (grid, points, n_points, normal, -half, half, FALSE);
}

/**
 * rim_path_sweep:
 * @grid: the voxels
 * @points: (array length=n_points): as of rim_path_fill()
 * @n_points: how many
 * @normal: of the plane, LPS
 * @before: how far it reaches against the normal, in mm, beyond the voxels that the
 *   plane cuts; `INFINITY` for all of the grid
 * @behind: the same along the normal
 *
 * What a path holds that cuts through slices, as scissors do.
 *
 * Returns: (transfer full): the voxels
 */
RimMask *
rim_path_sweep (const RimGrid *grid,
                const RimVec3 *points,
                gsize          n_points,
                RimVec3        normal,
                double         before,
                double         behind)
{
  double half, extent = 0;

  g_return_val_if_fail (grid != NULL, NULL);
  g_return_val_if_fail (points != NULL || n_points == 0, NULL);
  g_return_val_if_fail (before >= 0 && behind >= 0, NULL);

  if (n_points < 3 || !are_finite (points, n_points))
    return rim_mask_new (grid);
  if (!rim_vec3_normalize (&normal))
    normal = rim_grid_get_normal (grid);

  for (guint axis = 0; axis < 3; axis++)
    extent += rim_grid_get_spacing (grid, axis) * grid->size[axis];
  extent += rim_vec3_length (rim_vec3_sub (points[0], rim_affine_get_column (&grid->to_patient, 3)));
  half = get_half_voxel (grid, normal);

  return sweep (grid, points, n_points, normal,
                -half - MIN (before, extent), half + MIN (behind, extent), FALSE);
}

static double
get_chord (RimVec3 a,
           RimVec3 b)
{
  return MAX (sqrt (rim_vec3_length (rim_vec3_sub (b, a))), 1e-6);
}

static RimVec3
blend (RimVec3 a,
       RimVec3 b,
       double  from,
       double  to,
       double  at)
{
  double t = (at - from) / (to - from);

  return rim_vec3_add (rim_vec3_scale (a, 1 - t), rim_vec3_scale (b, t));
}

/* The pyramid of Barry and Goldman, between the middle two knots. */
static RimVec3
get_curve_point (const RimVec3 knots[4],
                 double        t)
{
  double at[4] = { 0 };
  RimVec3 a[3], b[2];
  double x;

  for (guint n = 1; n < 4; n++)
    at[n] = at[n - 1] + get_chord (knots[n - 1], knots[n]);

  x = at[1] + t * (at[2] - at[1]);
  for (guint n = 0; n < 3; n++)
    a[n] = blend (knots[n], knots[n + 1], at[n], at[n + 1], x);
  for (guint n = 0; n < 2; n++)
    b[n] = blend (a[n], a[n + 1], at[n], at[n + 2], x);

  return blend (b[0], b[1], at[1], at[2], x);
}

static RimVec3
get_knot (const RimVec3 *knots,
          gsize          n_knots,
          gboolean       closed,
          gssize         index)
{
  gssize n = (gssize) n_knots;

  if (closed)
    return knots[((index % n) + n) % n];

  /* Beyond its ends an open curve goes on as it came. */
  if (index < 0)
    return rim_vec3_sub (rim_vec3_scale (knots[0], 2), knots[1]);
  if (index >= n)
    return rim_vec3_sub (rim_vec3_scale (knots[n - 1], 2), knots[n - 2]);

  return knots[index];
}

/**
 * rim_path_spline:
 * @knots: (array length=n_knots): points that the curve goes through, LPS mm
 * @n_knots: how many
 * @closed: whether it comes back to the first
 * @n_points: (out): how many points come out
 *
 * A centripetal Catmull-Rom curve, which goes through every knot and has neither cusps
 * nor loops between two of them (Yuksel, Schaefer and Keyser, Parameterization and
 * applications of Catmull-Rom curves, Computer-Aided Design 43, 2011).
 *
 * Returns: (transfer full) (array length=n_points): points of the curve, the knots
 *   among them; fewer than three knots come back as they are
 */
RimVec3 *
rim_path_spline (const RimVec3 *knots,
                 gsize          n_knots,
                 gboolean       closed,
                 gsize         *n_points)
{
  g_autoptr(GArray) points = g_array_new (FALSE, FALSE, sizeof (RimVec3));
  gsize n_spans = closed ? n_knots : n_knots - 1;

  g_return_val_if_fail (knots != NULL || n_knots == 0, NULL);
  g_return_val_if_fail (n_points != NULL, NULL);

  if (n_knots < 3)
    {
      *n_points = n_knots;
      return g_memdup2 (knots, n_knots * sizeof *knots);
    }

  for (gsize span = 0; span < n_spans; span++)
    {
      RimVec3 four[4];

      for (guint n = 0; n < 4; n++)
        four[n] = get_knot (knots, n_knots, closed, (gssize) span + (gssize) n - 1);
      g_array_append_val (points, four[1]);
      for (guint n = 1; n < PER_KNOT; n++)
        {
          RimVec3 point = get_curve_point (four, (double) n / PER_KNOT);

          g_array_append_val (points, point);
        }
    }

  if (!closed)
    g_array_append_val (points, knots[n_knots - 1]);

  *n_points = points->len;

  return (RimVec3 *) (gpointer) g_array_free (g_steal_pointer (&points), FALSE);
}
