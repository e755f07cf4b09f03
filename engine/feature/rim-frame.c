/* rim-frame.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-frame.h"

/**
 * rim_frame_init:
 * @self: (out): the frame of @grid
 * @grid: a grid, which may be sheared
 */
void
rim_frame_init (RimFrame      *self,
                const RimGrid *grid)
{
  RimVec3 i = rim_affine_get_column (&grid->to_patient, 0);
  RimVec3 j = rim_affine_get_column (&grid->to_patient, 1);
  RimVec3 k = rim_affine_get_column (&grid->to_patient, 2);
  double length = rim_vec3_length (i);
  RimVec3 x = rim_vec3_scale (i, 1.0 / length);
  double along = rim_vec3_dot (j, x);
  RimVec3 across = rim_vec3_sub (j, rim_vec3_scale (x, along));
  double width = rim_vec3_length (across);
  RimVec3 y = rim_vec3_scale (across, 1.0 / width);
  RimVec3 z = rim_vec3_cross (x, y);

  self->axes[0] = RIM_VEC3 (length, 0.0, 0.0);
  self->axes[1] = RIM_VEC3 (along, width, 0.0);
  self->axes[2] = RIM_VEC3 (rim_vec3_dot (k, x), rim_vec3_dot (k, y), fabs (rim_vec3_dot (k, z)));
}

/**
 * rim_frame_init_orthogonal:
 * @self: (out): a frame of the spacings of @grid
 * @grid: a grid, whose shear is ignored, as PyRadiomics does
 */
void
rim_frame_init_orthogonal (RimFrame      *self,
                           const RimGrid *grid)
{
  self->axes[0] = RIM_VEC3 (rim_grid_get_spacing (grid, 0), 0.0, 0.0);
  self->axes[1] = RIM_VEC3 (0.0, rim_grid_get_spacing (grid, 1), 0.0);
  self->axes[2] = RIM_VEC3 (0.0, 0.0, rim_grid_get_spacing (grid, 2));
}

/**
 * rim_frame_place:
 * @self: a frame
 * @i: an index or a difference of indices, in voxels; so are @j and @k
 *
 * Returns: the same in mm
 */
RimVec3
rim_frame_place (const RimFrame *self,
                 double          i,
                 double          j,
                 double          k)
{
  return RIM_VEC3 (self->axes[0].x * i + self->axes[1].x * j + self->axes[2].x * k,
                   self->axes[1].y * j + self->axes[2].y * k,
                   self->axes[2].z * k);
}

/**
 * rim_frame_cross:
 * @self: a frame
 * @i: the first component of a cross product of two vectors in voxels; @j and @k
 *   are the others
 *
 * Returns: the cross product of the same vectors in mm, in mm²
 */
RimVec3
rim_frame_cross (const RimFrame *self,
                 double          i,
                 double          j,
                 double          k)
{
  const RimVec3 *a = self->axes;

  return RIM_VEC3 (i * a[1].y * a[2].z,
                   j * a[2].z * a[0].x - i * a[1].x * a[2].z,
                   k * a[0].x * a[1].y - j * a[0].x * a[2].y +
                   i * (a[1].x * a[2].y - a[1].y * a[2].x));
}

/**
 * rim_frame_get_volume:
 * @self: a frame
 *
 * Returns: mm³ of a voxel
 */
double
rim_frame_get_volume (const RimFrame *self)
{
  return self->axes[0].x * self->axes[1].y * self->axes[2].z;
}
