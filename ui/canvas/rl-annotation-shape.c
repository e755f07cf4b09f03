/* rl-annotation-shape.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "canvas/rl-annotation-shape.h"

#include <math.h>

/* Planes that lean by less than two degrees are the same to the eye. */
#define LEAST_COSINE 0.9994

#define ARROW_LENGTH 11.0
#define ARROW_ANGLE  0.42
#define CROSS        6.0
#define N_ARC        48

/* Half a slice, along the normal of the measurement. */
static double
get_half_thickness (const RimGrid *grid,
                    RimVec3        normal)
{
  double most = 0.0;

  for (guint axis = 0; axis < 3; axis++)
    most = MAX (most, fabs (rim_vec3_dot (normal, rim_affine_get_column (&grid->to_patient, axis))));

  return most / 2;
}

static RlAnnotationPresence
find_presence (RimMeasurement *measurement,
               const RimGrid  *grid,
               const RimPlane *plane)
{
  RimVec3 normal = rim_plane_get_normal (plane);
  double half = get_half_thickness (grid, normal);
  double farthest = 0.0;

  if (measurement->kind != RIM_MEASUREMENT_PROBE &&
      fabs (rim_vec3_dot (normal, measurement->normal)) < LEAST_COSINE)
    return RL_ANNOTATION_HIDDEN;

  for (guint i = 0; i < measurement->n_points; i++)
    farthest = MAX (farthest, fabs (rim_vec3_dot (rim_vec3_sub (measurement->points[i], plane->origin),
                                                  normal)));

  if (farthest <= half * (1 + 1e-6))
    return RL_ANNOTATION_HERE;

  return farthest < 3 * half ? RL_ANNOTATION_NEAR : RL_ANNOTATION_HIDDEN;
}

static void
place (const RimPlane *plane,
       RimVec3         point,
       int             scale_factor,
       double          xy[2])
{
  double distance;

  rim_plane_from_patient (plane, point, &xy[0], &xy[1], &distance);
  xy[0] /= scale_factor;
  xy[1] /= scale_factor;
}

/**
 * rl_annotation_shape_init:
 * @self: (out caller-allocates): a shape
 * @measurement: what to place
 * @grid: of the image, which says how thick a slice is
 * @plane: where
 * @scale_factor: pixels of @plane per pixel of the widget
 */
void
rl_annotation_shape_init (RlAnnotationShape *self,
                          RimMeasurement    *measurement,
                          const RimGrid     *grid,
                          const RimPlane    *plane,
                          int                scale_factor)
{
  self->kind = measurement->kind;
  self->presence = find_presence (measurement, grid, plane);
  self->n = measurement->n_points;
  self->xy = g_new (double, 2 * (gsize) self->n);

  for (guint i = 0; i < self->n; i++)
    place (plane, measurement->points[i], scale_factor, &self->xy[2 * i]);

  self->has_label = measurement->has_label_offset;
  if (self->has_label)
    place (plane, rim_vec3_add (rim_measurement_get_middle (measurement), measurement->label_offset),
           scale_factor, self->label);
}

void
rl_annotation_shape_clear (RlAnnotationShape *self)
{
  g_clear_pointer (&self->xy, g_free);
}

void
rl_annotation_shape_get_box (const RlAnnotationShape *self,
                             graphene_rect_t         *box)
{
  double min[2] = { self->xy[0], self->xy[1] };
  double max[2] = { self->xy[0], self->xy[1] };
  double room = self->kind == RIM_MEASUREMENT_PROBE || self->kind == RIM_MEASUREMENT_TEXT ? CROSS : 0;

  for (guint i = 0; i < 2 * self->n; i++)
    {
      min[i % 2] = MIN (min[i % 2], self->xy[i]);
      max[i % 2] = MAX (max[i % 2], self->xy[i]);
    }

  /* The ends of the axes of an ellipse do not hold all of it where these lean. */
  if (self->kind == RIM_MEASUREMENT_ELLIPSE)
    for (guint i = 0; i < 2; i++)
      {
        double middle = (self->xy[i] + self->xy[2 + i]) / 2;
        double reach = hypot (self->xy[2 + i] - self->xy[i], self->xy[6 + i] - self->xy[4 + i]) / 2;

        min[i] = middle - reach;
        max[i] = middle + reach;
      }

  graphene_rect_init (box, (float) (min[0] - room), (float) (min[1] - room),
                      (float) (max[0] - min[0] + 2 * room), (float) (max[1] - min[1] + 2 * room));
}

/* A point of an ellipse; @turn from 0 to 1. */
static void
get_arc_point (const RlAnnotationShape *self,
               double                   turn,
               double                   point[2])
{
  for (guint i = 0; i < 2; i++)
    {
      double middle = (self->xy[i] + self->xy[2 + i]) / 2;

      point[i] = middle + cos (2 * G_PI * turn) * (self->xy[2 + i] - middle) +
                 sin (2 * G_PI * turn) * (self->xy[6 + i] - (self->xy[4 + i] + self->xy[6 + i]) / 2);
    }
}

static void
add_arrow_head (const RlAnnotationShape *self,
                cairo_t                 *cr)
{
  const double *tip = self->xy;
  double direction = atan2 (self->xy[3] - tip[1], self->xy[2] - tip[0]);

  for (int side = -1; side <= 1; side += 2)
    {
      double angle = direction + side * ARROW_ANGLE;

      cairo_move_to (cr, tip[0], tip[1]);
      cairo_line_to (cr, tip[0] + ARROW_LENGTH * cos (angle), tip[1] + ARROW_LENGTH * sin (angle));
    }
}

static void
add_cross (const RlAnnotationShape *self,
           cairo_t                 *cr)
{
  double x = self->xy[0], y = self->xy[1];

  cairo_move_to (cr, x - CROSS, y);
  cairo_line_to (cr, x - 2, y);
  cairo_move_to (cr, x + 2, y);
  cairo_line_to (cr, x + CROSS, y);
  cairo_move_to (cr, x, y - CROSS);
  cairo_line_to (cr, x, y - 2);
  cairo_move_to (cr, x, y + 2);
  cairo_line_to (cr, x, y + CROSS);
}

static void
add_ellipse (const RlAnnotationShape *self,
             cairo_t                 *cr)
{
  for (guint i = 0; i < N_ARC; i++)
    {
      double point[2];

      get_arc_point (self, (double) i / N_ARC, point);
      cairo_line_to (cr, point[0], point[1]);
    }
  cairo_close_path (cr);
}

/* Its lines, for cairo to stroke. */
void
rl_annotation_shape_add_path (const RlAnnotationShape *self,
                              cairo_t                 *cr)
{
  cairo_new_path (cr);

  if (self->kind == RIM_MEASUREMENT_ELLIPSE)
    {
      add_ellipse (self, cr);
      return;
    }
  if (self->kind == RIM_MEASUREMENT_PROBE || self->kind == RIM_MEASUREMENT_TEXT)
    {
      add_cross (self, cr);
      return;
    }

  for (guint i = 0; i < self->n; i++)
    {
      if (self->kind == RIM_MEASUREMENT_BIDIRECTIONAL && i == 2)
        cairo_new_sub_path (cr);
      cairo_line_to (cr, self->xy[2 * i], self->xy[2 * i + 1]);
    }

  if (rim_measurement_kind_is_region (self->kind))
    cairo_close_path (cr);
  if (self->kind == RIM_MEASUREMENT_ARROW)
    add_arrow_head (self, cr);
}

/* Returns: the handle nearest to a point within @reach, or -1 */
int
rl_annotation_shape_find_handle (const RlAnnotationShape *self,
                                 double                   x,
                                 double                   y,
                                 double                   reach)
{
  int found = -1;

  for (guint i = 0; i < self->n; i++)
    {
      double distance = hypot (self->xy[2 * i] - x, self->xy[2 * i + 1] - y);

      if (distance <= reach)
        {
          reach = distance;
          found = (int) i;
        }
    }

  return found;
}

static double
get_segment_distance (const double *a,
                      const double *b,
                      double        x,
                      double        y,
                      double        nearest[2])
{
  double dx = b[0] - a[0], dy = b[1] - a[1];
  double squared = dx * dx + dy * dy;
  double t = squared > 0 ? CLAMP (((x - a[0]) * dx + (y - a[1]) * dy) / squared, 0.0, 1.0) : 0.0;

  nearest[0] = a[0] + t * dx;
  nearest[1] = a[1] + t * dy;

  return hypot (nearest[0] - x, nearest[1] - y);
}

static guint
get_n_segments (const RlAnnotationShape *self)
{
  if (self->kind == RIM_MEASUREMENT_ELLIPSE)
    return N_ARC;
  if (rim_measurement_kind_is_region (self->kind))
    return self->n;

  return MAX (self->n, 2) - 1;
}

static void
get_segment (const RlAnnotationShape *self,
             guint                    segment,
             double                   a[2],
             double                   b[2])
{
  guint next = (segment + 1) % self->n;

  if (self->kind == RIM_MEASUREMENT_ELLIPSE)
    {
      get_arc_point (self, (double) segment / N_ARC, a);
      get_arc_point (self, (segment + 1.0) / N_ARC, b);
      return;
    }

  for (guint i = 0; i < 2; i++)
    {
      a[i] = self->xy[2 * segment + i];
      b[i] = self->xy[2 * next + i];
    }
}

/**
 * rl_annotation_shape_get_distance:
 * @self: a shape
 * @x: in pixels of the widget
 * @y: in pixels of the widget
 * @nearest: (out): the point of its lines that is nearest
 *
 * Returns: how far that is, in pixels
 */
double
rl_annotation_shape_get_distance (const RlAnnotationShape *self,
                                  double                   x,
                                  double                   y,
                                  double                   nearest[2])
{
  double least = G_MAXDOUBLE;

  for (guint s = 0; s < get_n_segments (self); s++)
    {
      double a[2], b[2], point[2];
      double distance;

      /* The two axes are not joined. */
      if (self->kind == RIM_MEASUREMENT_BIDIRECTIONAL && s == 1)
        continue;

      get_segment (self, s, a, b);
      distance = get_segment_distance (a, b, x, y, point);
      if (distance >= least)
        continue;

      least = distance;
      nearest[0] = point[0];
      nearest[1] = point[1];
    }

  return least;
}
