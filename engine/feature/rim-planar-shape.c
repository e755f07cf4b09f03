/* rim-planar-shape.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "feature/rim-planar-shape-private.h"

/* What lies on the line is in; so far from it is on it, as a part of its size. */
#define ON_LINE 1e-9

static void
set_axes (RimPlanarShape *self,
          RimMeasurement *measurement)
{
  RimVec3 u = rim_vec3_sub (measurement->points[1], measurement->points[0]);

  u = rim_vec3_sub (u, rim_vec3_scale (measurement->normal,
                                       rim_vec3_dot (u, measurement->normal)));
  if (!rim_vec3_normalize (&u))
    {
      u = rim_vec3_cross (measurement->normal, fabs (measurement->normal.x) < 0.5
                                               ? RIM_VEC3 (1, 0, 0) : RIM_VEC3 (0, 1, 0));
      rim_vec3_normalize (&u);
    }

  self->u = u;
  self->v = rim_vec3_cross (measurement->normal, u);
}

static void
put_corner (RimPlanarShape *self,
            guint           corner,
            RimVec3         point)
{
  RimVec3 d = rim_vec3_sub (point, self->origin);

  self->xy[2 * corner] = rim_vec3_dot (d, self->u);
  self->xy[2 * corner + 1] = rim_vec3_dot (d, self->v);
}

/* The first axis lies along u; its middle is the origin. */
static void
set_ellipse (RimPlanarShape *self,
             const RimVec3  *points)
{
  double a = rim_vec3_length (rim_vec3_sub (points[1], points[0])) / 2;
  double b = rim_vec3_length (rim_vec3_sub (points[3], points[2])) / 2;
  const double corners[8] = { -a, -b, a, -b, a, b, -a, b };

  self->origin = rim_vec3_scale (rim_vec3_add (points[0], points[1]), 0.5);
  self->n = 4;
  self->xy = g_memdup2 (corners, sizeof corners);
}

/**
 * rim_planar_shape_init:
 * @self: (out caller-allocates): a shape
 * @measurement: a region
 */
void
rim_planar_shape_init (RimPlanarShape *self,
                       RimMeasurement *measurement)
{
  self->kind = measurement->kind;
  self->origin = measurement->points[0];
  set_axes (self, measurement);

  if (self->kind == RIM_MEASUREMENT_ELLIPSE)
    {
      set_ellipse (self, measurement->points);
      return;
    }

  self->n = measurement->n_points;
  self->xy = g_new (double, 2 * (gsize) self->n);
  for (guint i = 0; i < self->n; i++)
    put_corner (self, i, measurement->points[i]);
}

void
rim_planar_shape_clear (RimPlanarShape *self)
{
  g_clear_pointer (&self->xy, g_free);
}

/* Returns: a corner of it, LPS mm */
RimVec3
rim_planar_shape_get_corner (const RimPlanarShape *self,
                             guint                 corner)
{
  RimVec3 point = rim_vec3_add (self->origin, rim_vec3_scale (self->u, self->xy[2 * corner]));

  return rim_vec3_add (point, rim_vec3_scale (self->v, self->xy[2 * corner + 1]));
}

static gboolean
is_on_side (const double *a,
            const double *b,
            double        x,
            double        y)
{
  double dx = b[0] - a[0], dy = b[1] - a[1];
  double squared = dx * dx + dy * dy;
  double across = dx * (y - a[1]) - dy * (x - a[0]);
  double along = dx * (x - a[0]) + dy * (y - a[1]);

  return fabs (across) <= ON_LINE * squared && along >= 0.0 && along <= squared;
}

static gboolean
outline_contains (const RimPlanarShape *self,
                  double                x,
                  double                y)
{
  gboolean is_in = FALSE;

  for (guint i = 0; i < self->n; i++)
    {
      const double *a = self->xy + 2 * i;
      const double *b = self->xy + 2 * ((i + 1) % self->n);

      if (is_on_side (a, b, x, y))
        return TRUE;
      if ((a[1] > y) != (b[1] > y) && x < a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]))
        is_in = !is_in;
    }

  return is_in;
}

static gboolean
ellipse_contains (const RimPlanarShape *self,
                  double                x,
                  double                y)
{
  double a = self->xy[4];
  double b = self->xy[5];

  if (a <= 0.0 || b <= 0.0)
    return FALSE;

  return x * x / (a * a) + y * y / (b * b) <= 1.0 + ON_LINE;
}

/**
 * rim_planar_shape_contains:
 * @self: a shape
 * @point: LPS mm
 *
 * Returns: whether the foot of @point on the plane lies in the shape or on its line;
 *   of an outline that crosses itself, inside an odd number of turns
 */
gboolean
rim_planar_shape_contains (const RimPlanarShape *self,
                           RimVec3               point)
{
  RimVec3 d = rim_vec3_sub (point, self->origin);
  double x = rim_vec3_dot (d, self->u);
  double y = rim_vec3_dot (d, self->v);

  if (self->kind == RIM_MEASUREMENT_ELLIPSE)
    return ellipse_contains (self, x, y);

  return outline_contains (self, x, y);
}

static double
get_side (const double *a,
          const double *b,
          const double *p)
{
  return (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]);
}

static gboolean
crosses (const double *a,
         const double *b,
         const double *c,
         const double *d)
{
  return get_side (a, b, c) * get_side (a, b, d) < 0.0 &&
         get_side (c, d, a) * get_side (c, d, b) < 0.0;
}

static gboolean
crosses_itself (const RimPlanarShape *self)
{
  for (guint i = 0; i < self->n; i++)
    for (guint j = i + 2; j < self->n; j++)
      if ((j + 1) % self->n != i &&
          crosses (self->xy + 2 * i, self->xy + 2 * (i + 1),
                   self->xy + 2 * j, self->xy + 2 * ((j + 1) % self->n)))
        return TRUE;

  return FALSE;
}

/**
 * rim_planar_shape_measure_outline:
 * @measurement: a freehand outline
 *
 * Returns: the area within, mm²; NAN where the outline crosses itself
 */
double
rim_planar_shape_measure_outline (RimMeasurement *measurement)
{
  g_auto(RimPlanarShape) self = { 0 };
  double twice = 0.0;

  rim_planar_shape_init (&self, measurement);
  if (crosses_itself (&self))
    return NAN;

  for (guint i = 0; i < self.n; i++)
    {
      const double *a = self.xy + 2 * i;
      const double *b = self.xy + 2 * ((i + 1) % self.n);

      twice += a[0] * b[1] - b[0] * a[1];
    }

  return fabs (twice) / 2;
}
