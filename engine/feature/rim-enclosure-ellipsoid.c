/* rim-enclosure-ellipsoid.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-enclosure.h"

#include <math.h>

#include "rim-moments.h"

/* L. G. Khachiyan's algorithm with the steps away from points that M. J. Todd and
 * E. A. Yildirim add (Discrete Applied Mathematics 155, 2007). It puts weights on
 * points; the ellipsoid is about their weighted mean, and its shape is that of
 * their weighted covariance S: all points have a height (x - c)' S^-1 (x - c) of
 * at most 3, and those with a weight have exactly that. It stops where heights
 * plus 1 are within a factor of 1 ± TOLERANCE of 4; the volume then is within
 * 2 TOLERANCE of the least.
 */
#define TOLERANCE       1e-9
#define MAX_STEPS       20000
#define STEPS_TO_DROP   16

typedef struct
{
  gsize    n;
  RimVec3 *points;
  double  *weights;
  double  *heights;
  RimVec3  centre;
  double   spread[3][3];
} Ellipsoid;

static void
compute_spread (Ellipsoid *self)
{
  RimVec3 centre = RIM_VEC3 (0.0, 0.0, 0.0);
  double s[3][3] = { { 0.0 } };

  for (gsize p = 0; p < self->n; p++)
    centre = rim_vec3_add (centre, rim_vec3_scale (self->points[p], self->weights[p]));

  for (gsize p = 0; p < self->n; p++)
    {
      RimVec3 d = rim_vec3_sub (self->points[p], centre);
      double w = self->weights[p];

      s[0][0] += w * d.x * d.x;
      s[0][1] += w * d.x * d.y;
      s[0][2] += w * d.x * d.z;
      s[1][1] += w * d.y * d.y;
      s[1][2] += w * d.y * d.z;
      s[2][2] += w * d.z * d.z;
    }

  self->centre = centre;
  for (guint a = 0; a < 3; a++)
    for (guint b = 0; b < 3; b++)
      self->spread[a][b] = s[MIN (a, b)][MAX (a, b)];
}

static void
compute_heights (Ellipsoid *self)
{
  double (*s)[3] = self->spread;
  double xx = s[1][1] * s[2][2] - s[1][2] * s[1][2];
  double xy = s[0][2] * s[1][2] - s[0][1] * s[2][2];
  double xz = s[0][1] * s[1][2] - s[0][2] * s[1][1];
  double yy = s[0][0] * s[2][2] - s[0][2] * s[0][2];
  double yz = s[0][1] * s[0][2] - s[0][0] * s[1][2];
  double zz = s[0][0] * s[1][1] - s[0][1] * s[0][1];
  double determinant = s[0][0] * xx + s[0][1] * xy + s[0][2] * xz;

  for (gsize p = 0; p < self->n; p++)
    {
      RimVec3 d = rim_vec3_sub (self->points[p], self->centre);

      self->heights[p] = (xx * d.x * d.x + yy * d.y * d.y + zz * d.z * d.z +
                          2.0 * (xy * d.x * d.y + xz * d.x * d.z + yz * d.y * d.z)) / determinant;
    }
}

/* The highest point, and the lowest of those that have a weight. */
static void
find_extremes (const Ellipsoid *self,
               gsize           *highest,
               gsize           *lowest)
{
  double low = INFINITY;

  *highest = 0;
  *lowest = 0;
  for (gsize p = 0; p < self->n; p++)
    {
      if (self->heights[p] > self->heights[*highest])
        *highest = p;
      if (self->weights[p] > 0.0 && self->heights[p] < low)
        {
          low = self->heights[p];
          *lowest = p;
        }
    }
}

/* Moves weight to @point, or from it where @step is negative. */
static void
move_weight (Ellipsoid *self,
             gsize      point,
             double     step)
{
  for (gsize p = 0; p < self->n; p++)
    self->weights[p] *= 1.0 - step;
  self->weights[point] = MAX (self->weights[point] + step, 0.0);
}

/* Points so low that none of them can have a weight in the end (R. Harman,
 * L. Pronzato, Statistics & Probability Letters 77, 2007).
 */
static void
drop_points (Ellipsoid *self,
             double     highest)
{
  double excess = MAX ((highest + 1.0) / 4.0 - 1.0, 0.0);
  double bound = 4.0 * (1.0 + excess / 2.0 - sqrt (excess * (4.0 + excess - 1.0)) / 2.0);
  gsize n = 0;

  for (gsize p = 0; p < self->n; p++)
    if (self->weights[p] > 0.0 || self->heights[p] + 1.0 >= bound - 1e-9)
      {
        self->points[n] = self->points[p];
        self->heights[n] = self->heights[p];
        self->weights[n++] = self->weights[p];
      }

  self->n = n;
}

static void
shrink (Ellipsoid *self)
{
  for (guint step = 0; step < MAX_STEPS; step++)
    {
      gsize highest, lowest;
      double above, below;

      compute_spread (self);
      compute_heights (self);
      find_extremes (self, &highest, &lowest);
      above = (self->heights[highest] + 1.0) / 4.0 - 1.0;
      below = 1.0 - (self->heights[lowest] + 1.0) / 4.0;
      if (MAX (above, below) <= TOLERANCE)
        return;

      if (above >= below)
        {
          move_weight (self, highest, above / self->heights[highest]);
        }
      else
        {
          double least = -self->weights[lowest] / (1.0 - self->weights[lowest]);
          double wanted = self->heights[lowest] > 0.0 ? -below / self->heights[lowest] : least;

          move_weight (self, lowest, MAX (wanted, least));
          if (wanted <= least)
            self->weights[lowest] = 0.0;
        }

      if (step % STEPS_TO_DROP == STEPS_TO_DROP - 1)
        drop_points (self, self->heights[highest]);
    }
}

/* The outermost points along a direction get a weight; returns the line from one
 * to the other.
 */
static RimVec3
weigh_extremes (Ellipsoid *self,
                RimVec3    direction)
{
  gsize low = 0;
  gsize high = 0;

  for (gsize p = 0; p < self->n; p++)
    {
      double along = rim_vec3_dot (self->points[p], direction);

      if (along < rim_vec3_dot (self->points[low], direction))
        low = p;
      if (along > rim_vec3_dot (self->points[high], direction))
        high = p;
    }
  self->weights[low] += 1.0 / 6.0;
  self->weights[high] += 1.0 / 6.0;

  return rim_vec3_sub (self->points[high], self->points[low]);
}

/* Six points that span space: each pair is found square to those before. */
static void
weigh_first_points (Ellipsoid *self)
{
  RimVec3 first = weigh_extremes (self, RIM_VEC3 (1.0, 0.0, 0.0));
  RimVec3 axis = fabs (first.y) < fabs (first.z) ? RIM_VEC3 (0.0, 1.0, 0.0)
                                                 : RIM_VEC3 (0.0, 0.0, 1.0);
  RimVec3 second = weigh_extremes (self, rim_vec3_cross (first, axis));

  weigh_extremes (self, rim_vec3_cross (first, second));
}

static void
set_size (RimEnclosure    *self,
          const Ellipsoid *ellipsoid)
{
  RimAxes axes;
  double semi_axes[3];

  rim_axes_init (&axes, (const double (*)[3])ellipsoid->spread);
  for (guint a = 0; a < 3; a++)
    semi_axes[a] = sqrt (3.0 * axes.variances[2 - a]);
  rim_enclosure_init_ellipsoid (self, semi_axes);
}

/**
 * rim_enclosure_init_smallest_ellipsoid:
 * @self: (out): how large the ellipsoid is
 * @hull: a hull
 * @frame: where its points lie
 *
 * The ellipsoid of the least volume around a hull.
 */
void
rim_enclosure_init_smallest_ellipsoid (RimEnclosure   *self,
                                       const RimHull  *hull,
                                       const RimFrame *frame)
{
  Ellipsoid ellipsoid = { .n = hull->n_points };

  ellipsoid.points = rim_enclosure_place_points (hull, frame);
  ellipsoid.weights = g_new0 (double, ellipsoid.n);
  ellipsoid.heights = g_new0 (double, ellipsoid.n);

  weigh_first_points (&ellipsoid);
  shrink (&ellipsoid);
  set_size (self, &ellipsoid);

  g_free (ellipsoid.points);
  g_free (ellipsoid.weights);
  g_free (ellipsoid.heights);
}
