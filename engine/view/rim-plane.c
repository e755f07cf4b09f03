/* rim-plane.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-plane.h"

#include <string.h>

/* A component of a direction below this, about six degrees, gets no letter. */
#define LETTER_THRESHOLD 0.1

/* Which patient axis runs across the screen, which down it, which through it,
 * and which way they run: seen from the feet, from the front, and with the front
 * to the left.
 */
static const struct
{
  guint right;
  int   right_sign;
  guint down;
  int   down_sign;
  guint through;
} screens[] = {
  [RIM_ORIENTATION_AXIAL] = { 0, +1, 1, +1, 2 },
  [RIM_ORIENTATION_SAGITTAL] = { 1, +1, 2, -1, 0 },
  [RIM_ORIENTATION_CORONAL] = { 0, +1, 2, -1, 1 },
};

static double
component (RimVec3 v,
           guint   axis)
{
  return axis == 0 ? v.x : axis == 1 ? v.y : v.z;
}

static RimVec3
direction_of (const RimGrid *grid,
              guint          axis)
{
  RimVec3 direction = rim_affine_get_column (&grid->to_patient, axis);

  rim_vec3_normalize (&direction);

  return direction;
}

/* The assignment of grid axes to patient axes that leaves the least angle, one
 * for all three planes, so that no axis is shown twice.
 */
static void
match_axes (const RimGrid *grid,
            guint          grid_axis[3])
{
  static const guint permutations[6][3] = {
    { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 }, { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 },
  };
  double best = -1.0;

  for (guint p = 0; p < G_N_ELEMENTS (permutations); p++)
    {
      double sum = 0.0;

      for (guint axis = 0; axis < 3; axis++)
        sum += fabs (component (direction_of (grid, permutations[p][axis]), axis));

      if (sum > best + 1e-9)
        {
          best = sum;
          memcpy (grid_axis, permutations[p], sizeof permutations[p]);
        }
    }
}

/**
 * rim_slice_axis_init:
 * @self: (out caller-allocates): how the plane lies
 * @grid: a grid
 * @orientation: a plane of reading
 */
void
rim_slice_axis_init (RimSliceAxis   *self,
                     const RimGrid  *grid,
                     RimOrientation  orientation)
{
  guint grid_axis[3] = { 0, 1, 2 };
  guint right = screens[orientation].right;
  guint down = screens[orientation].down;
  double along_right, along_down;

  match_axes (grid, grid_axis);

  self->axis = grid_axis[screens[orientation].through];
  self->right_axis = grid_axis[right];
  self->down_axis = grid_axis[down];

  along_right = component (direction_of (grid, self->right_axis), right);
  along_down = component (direction_of (grid, self->down_axis), down);
  self->right_sign = along_right < 0.0 ? -screens[orientation].right_sign
                                       : screens[orientation].right_sign;
  self->down_sign = along_down < 0.0 ? -screens[orientation].down_sign
                                     : screens[orientation].down_sign;
}

static RimVec3
reject (RimVec3 v,
        RimVec3 from)
{
  RimVec3 rest = rim_vec3_sub (v, rim_vec3_scale (from, rim_vec3_dot (v, from)));

  rim_vec3_normalize (&rest);

  return rest;
}

/**
 * rim_orientation_get_directions:
 * @orientation: a plane of reading
 * @grid: the grid whose axes it follows
 * @right: (out): to the right on the screen, unit length, LPS
 * @down: (out): down on the screen, unit length and square to @right, LPS
 *
 * Pixels are square, so with gantry tilt one of two slanted axes has to give
 * way: not the one along which slices follow each other.
 */
void
rim_orientation_get_directions (RimOrientation  orientation,
                                const RimGrid  *grid,
                                RimVec3        *right,
                                RimVec3        *down)
{
  RimSliceAxis axis;

  rim_slice_axis_init (&axis, grid, orientation);
  *right = rim_vec3_scale (direction_of (grid, axis.right_axis), axis.right_sign);
  *down = rim_vec3_scale (direction_of (grid, axis.down_axis), axis.down_sign);

  if (axis.down_axis == 2)
    *right = reject (*right, *down);
  else
    *down = reject (*down, *right);
}

/**
 * rim_plane_init_along:
 * @self: (out caller-allocates): the plane
 * @right: to the right on the screen, unit length, LPS
 * @down: down on the screen, unit length and square to @right, LPS
 * @through: a point of the plane, LPS mm
 * @center: what is shown in the middle, LPS mm; only its place in the plane
 *   matters
 * @mm_per_pixel: the size of a device pixel
 * @width: in device pixels
 * @height: in device pixels
 *
 * Puts a plane that lies in any way through a point.
 */
void
rim_plane_init_along (RimPlane *self,
                      RimVec3   right,
                      RimVec3   down,
                      RimVec3   through,
                      RimVec3   center,
                      double    mm_per_pixel,
                      guint     width,
                      guint     height)
{
  RimVec3 normal = rim_vec3_cross (right, down);
  double off_plane = rim_vec3_dot (rim_vec3_sub (center, through), normal);
  RimVec3 middle = rim_vec3_sub (center, rim_vec3_scale (normal, off_plane));

  g_return_if_fail (mm_per_pixel > 0.0);

  self->right = rim_vec3_scale (right, mm_per_pixel);
  self->down = rim_vec3_scale (down, mm_per_pixel);
  self->width = width;
  self->height = height;
  self->origin = rim_vec3_sub (middle, rim_vec3_scale (self->right, (width - 1.0) / 2.0));
  self->origin = rim_vec3_sub (self->origin, rim_vec3_scale (self->down, (height - 1.0) / 2.0));
}

/**
 * rim_plane_init:
 * @self: (out caller-allocates): the plane
 * @grid: the grid whose axes it follows
 * @orientation: a plane of reading
 * @through: a point of the plane, LPS mm
 * @center: what is shown in the middle, LPS mm; only its place in the plane
 *   matters
 * @mm_per_pixel: the size of a device pixel
 * @width: in device pixels
 * @height: in device pixels
 *
 * Puts a plane of reading through a point, with the conventions of radiology.
 */
void
rim_plane_init (RimPlane       *self,
                const RimGrid  *grid,
                RimOrientation  orientation,
                RimVec3         through,
                RimVec3         center,
                double          mm_per_pixel,
                guint           width,
                guint           height)
{
  RimVec3 right, down;

  rim_orientation_get_directions (orientation, grid, &right, &down);
  rim_plane_init_along (self, right, down, through, center, mm_per_pixel, width, height);
}

/**
 * rim_plane_fit:
 * @grid: a grid
 * @orientation: a plane of reading
 * @width: in device pixels
 * @height: in device pixels
 * @center: (out) (optional): the middle of the grid, LPS mm
 *
 * Returns: the size of a pixel in mm at which the whole grid is seen
 */
double
rim_plane_fit (const RimGrid  *grid,
               RimOrientation  orientation,
               guint           width,
               guint           height,
               RimVec3        *center)
{
  RimVec3 right, down;
  double across = 0.0;
  double along = 0.0;

  rim_orientation_get_directions (orientation, grid, &right, &down);

  for (guint axis = 0; axis < 3; axis++)
    {
      RimVec3 edge = rim_vec3_scale (rim_affine_get_column (&grid->to_patient, axis),
                                     grid->size[axis]);

      across += fabs (rim_vec3_dot (edge, right));
      along += fabs (rim_vec3_dot (edge, down));
    }

  if (center != NULL)
    *center = rim_grid_to_patient (grid, RIM_VEC3 ((grid->size[0] - 1.0) / 2.0,
                                                   (grid->size[1] - 1.0) / 2.0,
                                                   (grid->size[2] - 1.0) / 2.0));

  return MAX (across / MAX (width, 1), along / MAX (height, 1));
}

/**
 * rim_plane_get_normal:
 * @self: a plane
 *
 * Returns: the unit normal, away from the reader
 */
RimVec3
rim_plane_get_normal (const RimPlane *self)
{
  RimVec3 normal = rim_vec3_cross (self->right, self->down);

  rim_vec3_normalize (&normal);

  return normal;
}

/**
 * rim_plane_to_patient:
 * @self: a plane
 * @x: in device pixels; 0 is the left edge of the first pixel
 * @y: in device pixels; 0 is the top edge of the first pixel
 *
 * Returns: the point there, LPS mm
 */
RimVec3
rim_plane_to_patient (const RimPlane *self,
                      double          x,
                      double          y)
{
  RimVec3 point = rim_vec3_add (self->origin, rim_vec3_scale (self->right, x - 0.5));

  return rim_vec3_add (point, rim_vec3_scale (self->down, y - 0.5));
}

/**
 * rim_plane_from_patient:
 * @self: a plane
 * @point: LPS mm
 * @x: (out): in device pixels; 0 is the left edge of the first pixel
 * @y: (out): in device pixels; 0 is the top edge of the first pixel
 * @distance: (out) (optional): from the plane in mm, positive away from the
 *   reader
 */
void
rim_plane_from_patient (const RimPlane *self,
                        RimVec3         point,
                        double         *x,
                        double         *y,
                        double         *distance)
{
  RimVec3 offset = rim_vec3_sub (point, self->origin);

  *x = rim_vec3_dot (offset, self->right) / rim_vec3_dot (self->right, self->right) + 0.5;
  *y = rim_vec3_dot (offset, self->down) / rim_vec3_dot (self->down, self->down) + 0.5;

  if (distance != NULL)
    *distance = rim_vec3_dot (offset, rim_plane_get_normal (self));
}

static gboolean
vec3_equal (RimVec3 a,
            RimVec3 b)
{
  return a.x == b.x && a.y == b.y && a.z == b.z;
}

/* Returns: whether both have the same pixels */
gboolean
rim_plane_equal (const RimPlane *a,
                 const RimPlane *b)
{
  return a->width == b->width && a->height == b->height &&
         vec3_equal (a->origin, b->origin) &&
         vec3_equal (a->right, b->right) &&
         vec3_equal (a->down, b->down);
}

/**
 * rim_direction_get_letters:
 * @direction: of any length, LPS
 * @letters: (out caller-allocates): one to three of R L A P H F, the nearest
 *   first, then a zero; none when the direction has no length
 *
 * Names the side of the patient that a direction points to (DICOM PS3.3
 * C.7.6.1.1.1), as "R", or "RA" where it is oblique.
 */
void
rim_direction_get_letters (RimVec3 direction,
                           char    letters[4])
{
  static const char names[3][2] = { { 'L', 'R' }, { 'P', 'A' }, { 'H', 'F' } };
  guint n = 0;

  memset (letters, 0, 4);
  if (!rim_vec3_normalize (&direction))
    return;

  for (guint n_left = 3; n_left > 0; n_left--)
    {
      guint largest = 0;

      for (guint axis = 1; axis < 3; axis++)
        if (fabs (component (direction, axis)) > fabs (component (direction, largest)))
          largest = axis;

      if (fabs (component (direction, largest)) < LETTER_THRESHOLD)
        break;

      letters[n++] = names[largest][component (direction, largest) < 0.0];
      if (largest == 0)
        direction.x = 0.0;
      else if (largest == 1)
        direction.y = 0.0;
      else
        direction.z = 0.0;
    }
}
