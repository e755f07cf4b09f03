/* rim-stroke.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-stroke.h"

#include <string.h>

/* A voxel exactly on the rim is in, whichever way its distance is rounded. */
#define RIM_TOLERANCE 1e-9

/* Of the two slices that a plane halfway between them is equally near to, it is
 * one that is painted, never both or none: the slab is open on one side, and
 * that by more than rounding.
 */
#define SLAB_TOLERANCE 1e-6

/* A point on the plane of the stroke, and its distance from that plane, mm. */
typedef struct
{
  double x;
  double y;
  double d;
} PlanePoint;

typedef struct
{
  double x;
  double y;
} PlaneVector;

typedef struct
{
  PlaneVector from;
  PlaneVector to;
} Segment;

typedef struct
{
  double low;
  double high;
} Interval;

struct _RimStroke
{
  RimMask       *base;
  RimMask       *mask;        /* what get_mask gave last, or NULL */
  RimGrid        grid;
  RimStrokeSpec  spec;
  gboolean       is_ball;
  RimVolume     *limiting;    /* whose values rule, or NULL */
  RimAffine      to_limiting; /* from indices of the mask to those of it */
  double         lowest;
  double         highest;
  RimVec3        u;
  RimVec3        v;

  gboolean       has_last;
  RimVec3        origin;      /* the first point */
  PlaneVector    last;
  PlanePoint     index_origin;
  PlanePoint     index_step[3];
  double         half_slab;

  RimMaskSlice **slices;      /* the stroke by itself, one per k */
  guint          first_k;
  guint          end_k;

  GArray        *starts;
  GArray        *runs;
};

static const Interval nothing = { INFINITY, -INFINITY };
static const Interval everything = { -INFINITY, INFINITY };

static Interval
interval_intersect (Interval a,
                    Interval b)
{
  return (Interval) { MAX (a.low, b.low), MIN (a.high, b.high) };
}

/* The union of intervals that are known to overlap or touch. */
static Interval
interval_join (Interval a,
               Interval b)
{
  if (a.low > a.high)
    return b;
  if (b.low > b.high)
    return a;

  return (Interval) { MIN (a.low, b.low), MAX (a.high, b.high) };
}

/* Where low <= start + t * step <= high. */
static Interval
solve_linear (double start,
              double step,
              double low,
              double high)
{
  double a, b;

  if (fabs (step) < 1e-12)
    return start >= low && start <= high ? everything : nothing;

  a = (low - start) / step;
  b = (high - start) / step;

  return (Interval) { MIN (a, b), MAX (a, b) };
}

/* Where |start + t * step| <= radius. */
static Interval
solve_disc (PlaneVector start,
            PlaneVector step,
            double      radius)
{
  double a = step.x * step.x + step.y * step.y;
  double b = start.x * step.x + start.y * step.y;
  double c = start.x * start.x + start.y * start.y - radius * radius;
  double root;

  if (a < 1e-18)
    return c <= 0 ? everything : nothing;

  root = b * b - a * c;
  if (root < 0)
    return nothing;
  root = sqrt (root);

  return (Interval) { (-b - root) / a, (-b + root) / a };
}

/* Where the line is in the rectangle that the disc's diameter sweeps. */
static Interval
solve_band (const Segment *segment,
            PlaneVector    start,
            PlaneVector    step,
            double         radius)
{
  PlaneVector w = { segment->to.x - segment->from.x, segment->to.y - segment->from.y };
  double length = hypot (w.x, w.y);

  if (length < 1e-12)
    return nothing;

  w.x /= length;
  w.y /= length;
  start.x -= segment->from.x;
  start.y -= segment->from.y;

  return interval_intersect (solve_linear (start.x * w.x + start.y * w.y,
                                           step.x * w.x + step.y * w.y, 0, length),
                             solve_linear (start.x * w.y - start.y * w.x,
                                           step.x * w.y - step.y * w.x, -radius, radius));
}

static double
distance_squared (const Segment *segment,
                  double         x,
                  double         y)
{
  double wx = segment->to.x - segment->from.x;
  double wy = segment->to.y - segment->from.y;
  double length_squared = wx * wx + wy * wy;
  double t = 0;

  x -= segment->from.x;
  y -= segment->from.y;
  if (length_squared > 0)
    t = CLAMP ((x * wx + y * wy) / length_squared, 0, 1);
  x -= t * wx;
  y -= t * wy;

  return x * x + y * y;
}

static PlanePoint
get_voxel (RimStroke *self,
           double     i,
           double     j,
           double     k)
{
  const PlanePoint *s = self->index_step;
  PlanePoint p = self->index_origin;

  p.x += i * s[0].x + j * s[1].x + k * s[2].x;
  p.y += i * s[0].y + j * s[1].y + k * s[2].y;
  p.d += i * s[0].d + j * s[1].d + k * s[2].d;

  return p;
}

/* The rule itself; all else only saves asking it. */
static gboolean
is_in (RimStroke     *self,
       const Segment *segment,
       int            i,
       guint          j,
       guint          k)
{
  PlanePoint p = get_voxel (self, i, j, k);
  double radius = self->spec.radius;
  double tolerance = SLAB_TOLERANCE * self->half_slab;

  if (self->is_ball)
    return distance_squared (segment, p.x, p.y) + p.d * p.d <= radius * radius * (1 + RIM_TOLERANCE);

  return p.d > -self->half_slab + tolerance &&
         p.d <= self->half_slab + tolerance &&
         distance_squared (segment, p.x, p.y) <= radius * radius * (1 + RIM_TOLERANCE);
}

/* How far from the path a row can be in plane; of a ball that shrinks away from the middle. */
static double
get_row_radius (RimStroke *self,
                double     d)
{
  double radius = self->spec.radius;

  if (!self->is_ball || fabs (self->index_step[0].d) > 1e-12)
    return radius;

  return sqrt (MAX (radius * radius - d * d, 0.0));
}

/* The capsule, and the disc's times the slab, is convex, so a row of voxels has one run in it.
 * It is computed, then its ends are put right by the rule.
 */
static gboolean
find_run (RimStroke     *self,
          const Segment *segment,
          guint          j,
          guint          k,
          RimRun        *run)
{
  PlanePoint p = get_voxel (self, 0, j, k);
  PlaneVector step = { self->index_step[0].x, self->index_step[0].y };
  PlaneVector start = { p.x, p.y };
  double width = self->grid.size[0];
  double slack = 1e-6 * (self->half_slab + self->spec.radius);
  double radius = get_row_radius (self, p.d) + slack;
  Interval found = solve_band (segment, start, step, radius);
  int low, high;

  found = interval_join (found, solve_disc ((PlaneVector) { p.x - segment->from.x, p.y - segment->from.y },
                                            step, radius));
  found = interval_join (found, solve_disc ((PlaneVector) { p.x - segment->to.x, p.y - segment->to.y },
                                            step, radius));
  found = interval_intersect (found, solve_linear (p.d, self->index_step[0].d,
                                                   -self->half_slab - slack, self->half_slab + slack));
  found = interval_intersect (found, (Interval) { 0, width - 1 });
  if (!(found.low <= found.high + 2))
    return FALSE;

  low = (int) MAX (floor (found.low), 0);
  high = (int) MIN (ceil (found.high), width - 1);
  while (low <= high && !is_in (self, segment, low, j, k))
    low++;
  while (high >= low && !is_in (self, segment, high, j, k))
    high--;

  run->begin = (guint32) low;
  run->end = (guint32) (high + 1);

  return low <= high;
}

static gboolean
find_box (RimStroke     *self,
          const Segment *segment,
          RimBox        *box)
{
  double radius = self->spec.radius;
  double x[2] = { MIN (segment->from.x, segment->to.x) - radius, MAX (segment->from.x, segment->to.x) + radius };
  double y[2] = { MIN (segment->from.y, segment->to.y) - radius, MAX (segment->from.y, segment->to.y) + radius };
  double d[2] = { -self->half_slab, self->half_slab };
  double low[3] = { INFINITY, INFINITY, INFINITY };
  double high[3] = { -INFINITY, -INFINITY, -INFINITY };

  for (guint corner = 0; corner < 8; corner++)
    {
      RimVec3 point = self->origin;
      RimVec3 index;

      point = rim_vec3_add (point, rim_vec3_scale (self->u, x[corner & 1]));
      point = rim_vec3_add (point, rim_vec3_scale (self->v, y[(corner >> 1) & 1]));
      point = rim_vec3_add (point, rim_vec3_scale (self->spec.normal, d[corner >> 2]));
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

      box->min[axis] = (guint) CLAMP (floor (low[axis] - 0.01), 0, size);
      box->max[axis] = (guint) CLAMP (ceil (high[axis] + 0.01) + 1, 0, size);
      if (!(box->min[axis] < box->max[axis]))
        return FALSE;
    }

  return TRUE;
}

static void
touch (RimBox       *touched,
       const RimRun *run,
       guint         j,
       guint         k)
{
  touched->min[0] = MIN (touched->min[0], run->begin);
  touched->max[0] = MAX (touched->max[0], run->end);
  touched->min[1] = MIN (touched->min[1], j);
  touched->max[1] = MAX (touched->max[1], j + 1);
  touched->min[2] = MIN (touched->min[2], k);
  touched->max[2] = MAX (touched->max[2], k + 1);
}

/* Of the voxel of the image that the centre lies in; of slices that are not there yet none
 * is.
 */
static gboolean
is_in_limits (RimStroke *self,
              guint      i,
              guint      j,
              guint      k)
{
  const RimGrid *grid = rim_volume_get_grid (self->limiting);
  RimVec3 index = rim_affine_apply (&self->to_limiting, RIM_VEC3 (i, j, k));
  double at[3] = { floor (index.x + 0.5), floor (index.y + 0.5), floor (index.z + 0.5) };
  double value;

  for (guint axis = 0; axis < 3; axis++)
    if (!(at[axis] >= 0 && at[axis] < grid->size[axis]))
      return FALSE;
  if (!rim_volume_is_slice_ready (self->limiting, (guint) at[2]))
    return FALSE;

  value = rim_volume_get_value (self->limiting, (guint) at[0], (guint) at[1], (guint) at[2]);

  return value >= self->lowest && value <= self->highest;
}

static void
append_run (RimStroke    *self,
            const RimRun *run,
            guint         j,
            guint         k,
            RimBox       *touched)
{
  RimRun part = { run->begin, run->begin };

  if (self->limiting == NULL)
    {
      g_array_append_val (self->runs, *run);
      touch (touched, run, j, k);
      return;
    }

  for (guint32 i = run->begin; i <= run->end; i++)
    {
      if (i < run->end && is_in_limits (self, i, j, k))
        {
          part.end = i + 1;
          continue;
        }
      if (part.begin < part.end)
        {
          g_array_append_val (self->runs, part);
          touch (touched, &part, j, k);
        }
      part = (RimRun) { i + 1, i + 1 };
    }
}

/* Returns: (nullable): the part of the capsule on slice @k */
static RimMaskSlice *
rasterise_slice (RimStroke     *self,
                 const Segment *segment,
                 const RimBox  *box,
                 guint          k,
                 RimBox        *touched)
{
  g_array_set_size (self->starts, 0);
  g_array_set_size (self->runs, 0);

  for (guint j = box->min[1]; j < box->max[1]; j++)
    {
      guint32 at = self->runs->len;
      RimRun run;

      g_array_append_val (self->starts, at);
      if (!find_run (self, segment, j, k, &run))
        continue;

      append_run (self, &run, j, k, touched);
    }

  g_array_append_val (self->starts, self->runs->len);

  return rim_mask_slice_new_from_rows (box->min[1], box->max[1] - box->min[1],
                                       (const guint32 *) (gpointer) self->starts->data,
                                       (const RimRun *) (gpointer) self->runs->data);
}

static void
add_segment (RimStroke     *self,
             const Segment *segment,
             RimBox        *touched)
{
  RimBox box;

  if (!find_box (self, segment, &box))
    return;

  for (guint k = box.min[2]; k < box.max[2]; k++)
    {
      g_autoptr(RimMaskSlice) capsule = rasterise_slice (self, segment, &box, k, touched);
      RimMaskSlice *joined;

      if (capsule == NULL)
        continue;

      joined = rim_mask_slice_combine (self->slices[k], capsule, RIM_MASK_UNION);
      rim_mask_slice_unref (self->slices[k]);
      self->slices[k] = joined;
      self->first_k = MIN (self->first_k, k);
      self->end_k = MAX (self->end_k, k + 1);
    }
}

static PlanePoint
project (RimStroke *self,
         RimVec3    direction)
{
  PlanePoint p = {
    rim_vec3_dot (direction, self->u),
    rim_vec3_dot (direction, self->v),
    rim_vec3_dot (direction, self->spec.normal),
  };

  return p;
}

/* Half the extent of a voxel across the plane: what a plane cuts through is
 * what is painted, so that an oblique plane shows no holes either.
 */
static void
start_at (RimStroke *self,
          RimVec3    point)
{
  const RimAffine *affine = &self->grid.to_patient;

  self->origin = point;
  self->index_origin = project (self, rim_vec3_sub (rim_affine_get_column (affine, 3), point));
  self->half_slab = 0;

  for (guint axis = 0; axis < 3; axis++)
    {
      self->index_step[axis] = project (self, rim_affine_get_column (affine, axis));
      self->half_slab += fabs (self->index_step[axis].d) / 2;
    }
  if (self->is_ball)
    self->half_slab = self->spec.radius;

  self->last = (PlaneVector) { 0, 0 };
  self->has_last = TRUE;
}

static void
choose_axes (RimStroke *self)
{
  RimVec3 n = self->spec.normal;
  RimVec3 aside = fabs (n.x) < 0.6 ? RIM_VEC3 (1, 0, 0) : RIM_VEC3 (0, 1, 0);

  self->u = rim_vec3_cross (n, aside);
  rim_vec3_normalize (&self->u);
  self->v = rim_vec3_cross (n, self->u);
}

/**
 * rim_stroke_new:
 * @base: the mask to draw on
 * @spec: the brush; the normal need not have unit length
 *
 * Returns: (transfer full): a stroke without a point yet
 */
RimStroke *
rim_stroke_new (RimMask             *base,
                const RimStrokeSpec *spec)
{
  RimStroke *self;

  g_return_val_if_fail (base != NULL && spec != NULL, NULL);
  g_return_val_if_fail (spec->radius >= 0 && isfinite (spec->radius), NULL);

  self = g_new0 (RimStroke, 1);
  self->base = rim_mask_ref (base);
  self->grid = *rim_mask_get_grid (base);
  self->spec = *spec;
  if (!rim_vec3_normalize (&self->spec.normal))
    self->spec.normal = rim_grid_get_normal (&self->grid);
  choose_axes (self);
  self->slices = g_new0 (RimMaskSlice *, self->grid.size[2]);
  self->first_k = self->grid.size[2];
  self->starts = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->runs = g_array_new (FALSE, FALSE, sizeof (RimRun));

  return self;
}

/**
 * rim_stroke_new_ball:
 * @base: the mask to draw on
 * @spec: the brush; its plane is that on which it is led
 *
 * As rim_stroke_new(), but a ball of the radius is led along the plane instead of a disc.
 *
 * Returns: (transfer full): a stroke without a point yet
 */
RimStroke *
rim_stroke_new_ball (RimMask             *base,
                     const RimStrokeSpec *spec)
{
  RimStroke *self = rim_stroke_new (base, spec);

  if (self != NULL)
    self->is_ball = TRUE;

  return self;
}

/**
 * rim_stroke_limit:
 * @self: a stroke without a point yet
 * @volume: an image of the same patient, on any grid
 * @lowest: the lowest value, in its unit
 * @highest: the highest
 *
 * Leaves alone what has other values: those of the voxel of @volume that the centre of a
 * voxel of the mask lies in. Beyond the image nothing is swept.
 */
void
rim_stroke_limit (RimStroke *self,
                  RimVolume *volume,
                  double     lowest,
                  double     highest)
{
  RimAffine inverse;

  g_return_if_fail (self != NULL && volume != NULL);
  g_return_if_fail (!self->has_last);

  if (!rim_affine_invert (&rim_volume_get_grid (volume)->to_patient, &inverse))
    return;

  self->limiting = rim_volume_ref (volume);
  rim_affine_multiply (&inverse, &self->grid.to_patient, &self->to_limiting);
  self->lowest = lowest;
  self->highest = highest;
}

void
rim_stroke_free (RimStroke *self)
{
  for (guint k = self->first_k; k < self->end_k; k++)
    rim_mask_slice_unref (self->slices[k]);

  g_clear_pointer (&self->base, rim_mask_unref);
  g_clear_pointer (&self->mask, rim_mask_unref);
  g_clear_pointer (&self->limiting, rim_volume_unref);
  g_clear_pointer (&self->starts, g_array_unref);
  g_clear_pointer (&self->runs, g_array_unref);
  g_free (self->slices);
  g_free (self);
}

/**
 * rim_stroke_add:
 * @self: a stroke
 * @points: (array length=n_points): where the pointer went since the last call,
 *   LPS mm; the plane is the one through the first point of the stroke, and
 *   later points are taken straight onto it
 * @n_points: how many
 * @touched: (out) (optional): the box of the voxels these points swept; empty
 *   where they swept none
 *
 * Returns: whether any voxel was swept
 */
gboolean
rim_stroke_add (RimStroke     *self,
                const RimVec3 *points,
                gsize          n_points,
                RimBox        *touched)
{
  RimBox box = { { G_MAXUINT, G_MAXUINT, G_MAXUINT }, { 0, 0, 0 } };

  for (gsize n = 0; n < n_points; n++)
    {
      Segment segment;
      PlanePoint p;

      if (!isfinite (points[n].x + points[n].y + points[n].z))
        continue;

      if (!self->has_last)
        start_at (self, points[n]);

      p = project (self, rim_vec3_sub (points[n], self->origin));
      segment.from = self->last;
      segment.to = (PlaneVector) { p.x, p.y };
      add_segment (self, &segment, &box);
      self->last = segment.to;
    }

  if (box.max[0] == 0)
    box = (RimBox) { 0 };
  else
    g_clear_pointer (&self->mask, rim_mask_unref);

  if (touched != NULL)
    *touched = box;

  return box.max[0] > 0;
}

static RimMask *
build_mask (RimStroke *self)
{
  RimMaskOp op = self->spec.erase ? RIM_MASK_SUBTRACT : RIM_MASK_UNION;
  guint n_slices = self->end_k - self->first_k;
  g_autofree RimMaskSlice **slices = g_new (RimMaskSlice *, n_slices);
  RimMask *mask;

  for (guint n = 0; n < n_slices; n++)
    {
      RimMaskSlice *old = rim_mask_get_slice (self->base, self->first_k + n);
      RimMaskSlice *new = rim_mask_slice_combine (old, self->slices[self->first_k + n], op);

      if (new != old && rim_mask_slice_equal (new, old))
        {
          rim_mask_slice_unref (new);
          new = rim_mask_slice_ref (old);
        }
      slices[n] = new;
    }

  mask = rim_mask_with_slices (self->base, self->first_k, n_slices, slices);
  for (guint n = 0; n < n_slices; n++)
    rim_mask_slice_unref (slices[n]);

  return mask;
}

/**
 * rim_stroke_get_mask:
 * @self: a stroke
 *
 * Returns: (transfer none): the base with the stroke so far; it shares the
 *   slices that the stroke did not change. Valid until the next call of
 *   rim_stroke_add() unless a reference is taken
 */
RimMask *
rim_stroke_get_mask (RimStroke *self)
{
  if (self->first_k >= self->end_k)
    return self->base;

  if (self->mask == NULL)
    self->mask = build_mask (self);

  return self->mask;
}
