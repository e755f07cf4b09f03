/* rim-enclosure.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-enclosure.h"

#include <math.h>

/* Terms of the series of an ellipsoid's area; the IBSI manual asks for 20. */
#define N_TERMS 20

/**
 * rim_enclosure_place_points:
 * @hull: a hull, whose points are counted in half voxels
 * @frame: where voxels lie
 *
 * Returns: (transfer full) (array length=hull.n_points): where its points lie, in
 *   mm
 */
RimVec3 *
rim_enclosure_place_points (const RimHull  *hull,
                            const RimFrame *frame)
{
  RimVec3 *places = g_new (RimVec3, hull->n_points);

  for (gsize p = 0; p < hull->n_points; p++)
    places[p] = rim_frame_place (frame, hull->points[p].i / 2.0, hull->points[p].j / 2.0,
                                 hull->points[p].k / 2.0);

  return places;
}

/**
 * rim_enclosure_init_hull:
 * @self: (out): how large a hull is
 * @hull: a hull
 * @frame: where its points lie
 */
void
rim_enclosure_init_hull (RimEnclosure   *self,
                         const RimHull  *hull,
                         const RimFrame *frame)
{
  double area = 0.0;

  for (gsize f = 0; f < hull->n_faces; f++)
    {
      gint64 normal[3];

      rim_hull_get_normal (hull, f, normal);
      area += rim_vec3_length (rim_frame_cross (frame, (double) normal[0], (double) normal[1],
                                                (double) normal[2]));
    }

  self->area = area / 8.0;
  self->volume = (double) rim_hull_get_volume (hull) / 48.0 * rim_frame_get_volume (frame);
}

/**
 * rim_enclosure_init_box:
 * @self: (out): how large the box is
 * @hull: a hull
 * @frame: where its points lie
 *
 * The box along the axes of @frame.
 */
void
rim_enclosure_init_box (RimEnclosure   *self,
                        const RimHull  *hull,
                        const RimFrame *frame)
{
  g_autofree RimVec3 *places = rim_enclosure_place_points (hull, frame);
  RimVec3 low = places[0];
  RimVec3 high = places[0];
  RimVec3 size;

  for (gsize p = 1; p < hull->n_points; p++)
    {
      low = RIM_VEC3 (MIN (low.x, places[p].x), MIN (low.y, places[p].y), MIN (low.z, places[p].z));
      high = RIM_VEC3 (MAX (high.x, places[p].x), MAX (high.y, places[p].y),
                       MAX (high.z, places[p].z));
    }

  size = rim_vec3_sub (high, low);
  self->volume = size.x * size.y * size.z;
  self->area = 2.0 * (size.x * size.y + size.y * size.z + size.z * size.x);
}

/**
 * rim_enclosure_init_ellipsoid:
 * @self: (out): how large the ellipsoid is
 * @semi_axes: descending
 *
 * With a ≥ b ≥ c, α² = 1 − b²/a² and β² = 1 − c²/a² the area is 4 π a b times the
 * sum of (αβ)^ν / (1 − 4 ν²) P_ν ((α² + β²) / (2 α β)) (IBSI manual, RDD2). The
 * series of L. R. M. Maas (Journal of Computational and Applied Mathematics 51,
 * 1994) has 1 − c²/a² and 1 − c²/b² there, and that is the area of an ellipsoid;
 * what the manual has is up to some per cent more, but all reference values come
 * from it.
 */
void
rim_enclosure_init_ellipsoid (RimEnclosure *self,
                              const double  semi_axes[3])
{
  double a = semi_axes[0];
  double b = semi_axes[1];
  double c = semi_axes[2];
  double alpha2 = 1.0 - (b / a) * (b / a);
  double beta2 = 1.0 - (c / a) * (c / a);
  double x = (alpha2 + beta2) / 2.0;
  double before = 1.0;
  double here = x;
  double sum = 1.0;

  /* Legendre's recurrence times (αβ)^ν, so that α may be 0. */
  for (guint nu = 1; nu <= N_TERMS; nu++)
    {
      double after = ((2.0 * nu + 1.0) * x * here - nu * alpha2 * beta2 * before) / (nu + 1.0);

      sum += here / (1.0 - 4.0 * nu * nu);
      before = here;
      here = after;
    }

  self->volume = 4.0 / 3.0 * G_PI * a * b * c;
  self->area = 4.0 * G_PI * a * b * sum;
}
