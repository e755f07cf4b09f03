/* rim-mpr.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-mpr.h"

/* What turns there and back leave behind is no turn. */
#define NO_TURN 1e-9

/* Planes that meet at less than this sine have no line in common. */
#define LEAST_SINE 1e-6

static gboolean
is_near (RimVec3 a,
         RimVec3 b)
{
  return rim_vec3_length (rim_vec3_sub (a, b)) < NO_TURN;
}

/* Rodrigues' rotation about a unit vector. */
static RimVec3
turn (RimVec3 v,
      RimVec3 about,
      double  angle)
{
  RimVec3 turned = rim_vec3_scale (v, cos (angle));
  double along = rim_vec3_dot (about, v) * (1.0 - cos (angle));

  turned = rim_vec3_add (turned, rim_vec3_scale (rim_vec3_cross (about, v), sin (angle)));

  return rim_vec3_add (turned, rim_vec3_scale (about, along));
}

/**
 * rim_mpr_init:
 * @self: (out caller-allocates): the planes
 * @grid: the grid whose axes it follows
 *
 * Makes the planes axial, sagittal and coronal.
 */
void
rim_mpr_init (RimMpr        *self,
              const RimGrid *grid)
{
  for (guint p = 0; p < RIM_N_ORIENTATIONS; p++)
    {
      RimPlaneAxes *axes = &self->straight[p];

      rim_orientation_get_directions ((RimOrientation) p, grid, &axes->right, &axes->down);
      self->axes[p] = *axes;
    }
}

/**
 * rim_mpr_is_oblique:
 * @self: three planes
 * @plane: one of its planes
 *
 * Returns: whether it was turned away from the grid
 */
gboolean
rim_mpr_is_oblique (const RimMpr  *self,
                    RimOrientation plane)
{
  return !is_near (self->axes[plane].right, self->straight[plane].right) ||
         !is_near (self->axes[plane].down, self->straight[plane].down);
}

/**
 * rim_mpr_get_normal:
 * @self: three planes
 * @plane: one of its planes
 *
 * Returns: the unit normal, away from the reader, LPS
 */
RimVec3
rim_mpr_get_normal (const RimMpr  *self,
                    RimOrientation plane)
{
  return rim_vec3_cross (self->axes[plane].right, self->axes[plane].down);
}

/**
 * rim_mpr_get_angle:
 * @self: three planes
 * @plane: one of its planes
 *
 * Returns: how far its normal was turned, in degrees, 0 to 180
 */
double
rim_mpr_get_angle (const RimMpr  *self,
                   RimOrientation plane)
{
  RimVec3 now = rim_mpr_get_normal (self, plane);
  RimVec3 before = rim_vec3_cross (self->straight[plane].right, self->straight[plane].down);

  return atan2 (rim_vec3_length (rim_vec3_cross (before, now)),
                rim_vec3_dot (before, now)) * 180.0 / G_PI;
}

/**
 * rim_mpr_get_line:
 * @self: three planes
 * @plane: one of its planes
 * @view: another
 * @direction: (out): of the line in which they meet, unit length, LPS
 *
 * Returns: whether they meet
 */
gboolean
rim_mpr_get_line (const RimMpr   *self,
                  RimOrientation  plane,
                  RimOrientation  view,
                  RimVec3        *direction)
{
  *direction = rim_vec3_cross (rim_mpr_get_normal (self, plane),
                               rim_mpr_get_normal (self, view));

  return rim_vec3_length (*direction) > LEAST_SINE && rim_vec3_normalize (direction);
}

/**
 * rim_mpr_turn:
 * @self: three planes
 * @plane: the plane to turn
 * @about: about which direction, LPS
 * @angle: how far, in radians, counted as a right-handed screw along @about
 *
 * The axes stay square and of unit length however often they are turned, and a
 * plane that comes back to where it was is straight again.
 */
void
rim_mpr_turn (RimMpr        *self,
              RimOrientation plane,
              RimVec3        about,
              double         angle)
{
  RimPlaneAxes *axes = &self->axes[plane];

  g_return_if_fail (isfinite (angle));

  if (!rim_vec3_normalize (&about))
    return;

  axes->right = turn (axes->right, about, angle);
  axes->down = turn (axes->down, about, angle);
  rim_vec3_normalize (&axes->right);
  axes->down = rim_vec3_sub (axes->down,
                             rim_vec3_scale (axes->right, rim_vec3_dot (axes->down, axes->right)));
  rim_vec3_normalize (&axes->down);

  if (!rim_mpr_is_oblique (self, plane))
    *axes = self->straight[plane];
}

/**
 * rim_mpr_get_step:
 * @self: three planes
 * @plane: one of its planes
 * @grid: a grid
 *
 * Returns: how far apart planes lie that show different voxels, in mm: what lies
 *   between the centres of neighbouring voxels along the plane's normal
 */
double
rim_mpr_get_step (const RimMpr   *self,
                  RimOrientation  plane,
                  const RimGrid  *grid)
{
  return rim_grid_get_spacing_along (grid, rim_mpr_get_normal (self, plane));
}
