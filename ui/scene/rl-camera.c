/* rl-camera.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "scene/rl-camera.h"

#include <math.h>

#define LEAST_ZOOM 0.2
#define MOST_ZOOM  20.0

/**
 * rl_camera_init:
 * @self: a camera
 * @grid: of what is looked at
 *
 * Looks at the whole of it from the front.
 */
void
rl_camera_init (RlCamera      *self,
                const RimGrid *grid)
{
  RimVec3 last = RIM_VEC3 (grid->size[0] - 1.0, grid->size[1] - 1.0, grid->size[2] - 1.0);
  RimVec3 low = rim_grid_to_patient (grid, RIM_VEC3 (0, 0, 0));
  RimVec3 middle = rim_grid_to_patient (grid, rim_vec3_scale (last, 0.5));

  self->center = middle;
  self->radius = MAX (rim_vec3_length (rim_vec3_sub (middle, low)), 1.0);
  self->zoom = 1.0;
  for (guint corner = 1; corner < 8; corner++)
    {
      RimVec3 index = RIM_VEC3 (corner & 1 ? last.x : 0, corner & 2 ? last.y : 0, corner & 4 ? last.z : 0);
      RimVec3 point = rim_grid_to_patient (grid, index);

      self->radius = MAX (self->radius, rim_vec3_length (rim_vec3_sub (point, middle)));
    }

  rl_camera_look_from (self, 'A');
}

/**
 * rl_camera_look_from:
 * @self: a camera
 * @side: of the patient: 'A', 'P', 'L', 'R', 'H' or 'F'
 *
 * Returns: whether there is such a side
 */
gboolean
rl_camera_look_from (RlCamera *self,
                     char      side)
{
  static const struct
  {
    char    side;
    RimVec3 forward;
    RimVec3 up;
  } sides[] = {
    { 'A', { 0, 1, 0 }, { 0, 0, 1 } },
    { 'P', { 0, -1, 0 }, { 0, 0, 1 } },
    { 'L', { -1, 0, 0 }, { 0, 0, 1 } },
    { 'R', { 1, 0, 0 }, { 0, 0, 1 } },
    { 'H', { 0, 0, -1 }, { 0, -1, 0 } },
    { 'F', { 0, 0, 1 }, { 0, -1, 0 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    if (sides[i].side == side)
      {
        self->forward = sides[i].forward;
        self->up = sides[i].up;
        self->right = rim_vec3_cross (self->forward, self->up);
        return TRUE;
      }

  return FALSE;
}

static RimVec3
rotate (RimVec3 vector,
        RimVec3 axis,
        double  angle)
{
  double along = rim_vec3_dot (axis, vector) * (1 - cos (angle));
  RimVec3 across = rim_vec3_cross (axis, vector);

  return RIM_VEC3 (vector.x * cos (angle) + across.x * sin (angle) + axis.x * along,
                   vector.y * cos (angle) + across.y * sin (angle) + axis.y * along,
                   vector.z * cos (angle) + across.z * sin (angle) + axis.z * along);
}

/**
 * rl_camera_turn:
 * @self: a camera
 * @about_up: how far what is seen turns to the right, radians
 * @about_right: how far it turns downwards, radians
 *
 * Turns what is seen, as if it were held in the hand.
 */
void
rl_camera_turn (RlCamera *self,
                double    about_up,
                double    about_right)
{
  self->forward = rotate (self->forward, self->up, -about_up);
  self->forward = rotate (self->forward, self->right, -about_right);
  self->up = rotate (self->up, self->right, -about_right);

  /* Square again, however often it is turned. */
  rim_vec3_normalize (&self->forward);
  self->right = rim_vec3_cross (self->forward, self->up);
  rim_vec3_normalize (&self->right);
  self->up = rim_vec3_cross (self->right, self->forward);
}

void
rl_camera_zoom (RlCamera *self,
                double    factor)
{
  self->zoom = CLAMP (self->zoom * factor, LEAST_ZOOM, MOST_ZOOM);
}

/* Moves what is seen by mm on the screen. */
void
rl_camera_pan (RlCamera *self,
               double    right_mm,
               double    up_mm)
{
  self->center = rim_vec3_sub (self->center, rim_vec3_scale (self->right, right_mm));
  self->center = rim_vec3_sub (self->center, rim_vec3_scale (self->up, up_mm));
}

/**
 * rl_camera_get_extent:
 * @self: a camera
 * @aspect: width of the picture by its height
 * @half_width: (out): mm from the middle to the side
 * @half_height: (out): mm from the middle to the top
 */
void
rl_camera_get_extent (const RlCamera *self,
                      double          aspect,
                      double         *half_width,
                      double         *half_height)
{
  double smaller = self->radius / self->zoom;

  *half_width = aspect > 1 ? smaller * aspect : smaller;
  *half_height = aspect > 1 ? smaller : smaller / aspect;
}

/**
 * rl_camera_project:
 * @self: a camera
 * @aspect: width of the picture by its height
 * @point: LPS mm
 * @clip: (out): right, up and depth, each from -1 to 1 where it is seen
 */
void
rl_camera_project (const RlCamera *self,
                   double          aspect,
                   RimVec3         point,
                   double          clip[3])
{
  RimVec3 from_center = rim_vec3_sub (point, self->center);
  double half_width, half_height;

  rl_camera_get_extent (self, aspect, &half_width, &half_height);
  clip[0] = rim_vec3_dot (from_center, self->right) / half_width;
  clip[1] = rim_vec3_dot (from_center, self->up) / half_height;
  clip[2] = rim_vec3_dot (from_center, self->forward) / (2 * self->radius);
}

/**
 * rl_camera_get_matrix:
 * @self: a camera
 * @aspect: width of the picture by its height
 * @matrix: (out): what rl_camera_project() does, by columns as OpenGL has it
 */
void
rl_camera_get_matrix (const RlCamera *self,
                      double          aspect,
                      float           matrix[16])
{
  static const RimVec3 axes[] = { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } };
  double origin[3];

  rl_camera_project (self, aspect, RIM_VEC3 (0, 0, 0), origin);
  for (guint column = 0; column < 4; column++)
    {
      double clip[3] = { origin[0], origin[1], origin[2] };

      if (column < 3)
        rl_camera_project (self, aspect, axes[column], clip);
      for (guint row = 0; row < 3; row++)
        matrix[4 * column + row] = (float) (clip[row] - (column < 3 ? origin[row] : 0));
      matrix[4 * column + 3] = column == 3 ? 1 : 0;
    }
}
