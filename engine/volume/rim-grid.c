/* rim-grid.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-grid.h"

/* Axes whose cosine is below this are square: at a distance of 10 mm the error
 * is under a hundredth of one.
 */
#define SQUARE_COSINE 1e-3

static const RimAffine *
inverse_of (const RimGrid *self,
            RimAffine     *inverse)
{
  if (!rim_affine_invert (&self->to_patient, inverse))
    rim_affine_init_identity (inverse);

  return inverse;
}

/**
 * rim_grid_is_valid:
 * @self: a grid
 *
 * Returns: whether it has voxels, not absurdly many, and a volume that is finite
 *   and not zero
 */
gboolean
rim_grid_is_valid (const RimGrid *self)
{
  guint64 n_voxels = 1;
  double determinant = rim_affine_determinant (&self->to_patient);

  for (guint axis = 0; axis < 3; axis++)
    {
      if (self->size[axis] == 0 || self->size[axis] > RIM_GRID_MAX_SIZE)
        return FALSE;
      if (!isfinite (self->to_patient.m[axis][3]))
        return FALSE;
      n_voxels *= self->size[axis];
    }

  return n_voxels <= RIM_GRID_MAX_VOXELS && isfinite (determinant) && fabs (determinant) > 1e-12;
}

gsize
rim_grid_get_n_voxels (const RimGrid *self)
{
  return (gsize) self->size[0] * self->size[1] * self->size[2];
}

/**
 * rim_grid_get_spacing:
 * @self: a grid
 * @axis: 0, 1 or 2
 *
 * Returns: the distance between the centres of neighbours along @axis, in mm;
 *   with gantry tilt, along the slanted axis
 */
double
rim_grid_get_spacing (const RimGrid *self,
                      guint          axis)
{
  return rim_vec3_length (rim_affine_get_column (&self->to_patient, axis));
}

/**
 * rim_grid_get_spacing_along:
 * @self: a grid
 * @direction: unit length, LPS
 *
 * Returns: how far, in mm, one goes along @direction to pass one voxel: the
 *   spacing of an axis along that axis, and what lies between on the way from one
 *   to the other
 */
double
rim_grid_get_spacing_along (const RimGrid *self,
                            RimVec3        direction)
{
  RimAffine to_index;
  double voxels;

  if (!rim_affine_invert (&self->to_patient, &to_index))
    return rim_grid_get_spacing (self, 0);

  voxels = rim_vec3_length (rim_affine_apply_vector (&to_index, direction));

  return voxels > 0.0 ? 1.0 / voxels : rim_grid_get_spacing (self, 0);
}

/**
 * rim_grid_get_voxel_volume:
 * @self: a grid
 *
 * Returns: the volume of a voxel in mm³, exact with gantry tilt too
 */
double
rim_grid_get_voxel_volume (const RimGrid *self)
{
  return fabs (rim_affine_determinant (&self->to_patient));
}

/**
 * rim_grid_get_normal:
 * @self: a grid
 *
 * Returns: the unit normal of its slices, to the side where k grows
 */
RimVec3
rim_grid_get_normal (const RimGrid *self)
{
  RimVec3 normal = rim_vec3_cross (rim_affine_get_column (&self->to_patient, 0),
                                   rim_affine_get_column (&self->to_patient, 1));

  rim_vec3_normalize (&normal);

  if (rim_vec3_dot (normal, rim_affine_get_column (&self->to_patient, 2)) < 0.0)
    normal = rim_vec3_scale (normal, -1.0);

  return normal;
}

/**
 * rim_grid_get_slice_distance:
 * @self: a grid
 *
 * Returns: the distance between the planes of neighbouring slices, in mm
 */
double
rim_grid_get_slice_distance (const RimGrid *self)
{
  return rim_vec3_dot (rim_grid_get_normal (self), rim_affine_get_column (&self->to_patient, 2));
}

RimVec3
rim_grid_to_patient (const RimGrid *self,
                     RimVec3        index)
{
  return rim_affine_apply (&self->to_patient, index);
}

/**
 * rim_grid_from_patient:
 * @self: a grid
 * @point: LPS mm
 *
 * Returns: its continuous index; (0, 0, 0) is the centre of the first voxel.
 *   Many points want rim_affine_invert() once.
 */
RimVec3
rim_grid_from_patient (const RimGrid *self,
                       RimVec3        point)
{
  RimAffine inverse;

  return rim_affine_apply (inverse_of (self, &inverse), point);
}

/**
 * rim_grid_equal:
 * @a: a grid
 * @b: a grid
 * @tolerance: in voxels
 *
 * Returns: whether they have the same size and no voxel of @b lies farther than
 *   @tolerance of a voxel from where @a has it
 */
gboolean
rim_grid_equal (const RimGrid *a,
                const RimGrid *b,
                double         tolerance)
{
  RimAffine to_a;

  for (guint axis = 0; axis < 3; axis++)
    if (a->size[axis] != b->size[axis])
      return FALSE;

  inverse_of (a, &to_a);

  for (guint corner = 0; corner < 8; corner++)
    {
      RimVec3 index = RIM_VEC3 (corner & 1 ? a->size[0] - 1 : 0,
                                corner & 2 ? a->size[1] - 1 : 0,
                                corner & 4 ? a->size[2] - 1 : 0);
      RimVec3 there = rim_affine_apply (&to_a, rim_grid_to_patient (b, index));
      RimVec3 difference = rim_vec3_sub (there, index);

      if (!(fabs (difference.x) <= tolerance &&
            fabs (difference.y) <= tolerance &&
            fabs (difference.z) <= tolerance))
        return FALSE;
    }

  return TRUE;
}

/**
 * rim_grid_get_shear_angle:
 * @self: a grid
 *
 * Returns: the angle between the step from slice to slice and their normal, in
 *   degrees: the gantry tilt; 0 when the axes are square
 */
double
rim_grid_get_shear_angle (const RimGrid *self)
{
  RimVec3 step = rim_affine_get_column (&self->to_patient, 2);
  RimVec3 normal = rim_grid_get_normal (self);
  double across = rim_vec3_length (rim_vec3_cross (normal, step));

  return atan2 (across, rim_vec3_dot (normal, step)) * 180.0 / G_PI;
}

static void
append_vector (GString *text,
               RimVec3  v)
{
  char number[3][G_ASCII_DTOSTR_BUF_SIZE];

  /* Adding 0 turns -0 into 0. */
  g_ascii_formatd (number[0], sizeof number[0], "%.6g", v.x + 0.0);
  g_ascii_formatd (number[1], sizeof number[1], "%.6g", v.y + 0.0);
  g_ascii_formatd (number[2], sizeof number[2], "%.6g", v.z + 0.0);
  g_string_append_printf (text, " (%s, %s, %s)", number[0], number[1], number[2]);
}

/**
 * rim_grid_describe:
 * @self: a grid
 *
 * Returns: (transfer full): its geometry in one line: size, spacing, origin and
 *   the directions of its axes, in LPS mm
 */
char *
rim_grid_describe (const RimGrid *self)
{
  GString *text = g_string_new (NULL);
  char number[3][G_ASCII_DTOSTR_BUF_SIZE];

  for (guint axis = 0; axis < 3; axis++)
    g_ascii_formatd (number[axis], sizeof number[axis], "%.6g", rim_grid_get_spacing (self, axis));

  g_string_append_printf (text, "%u×%u×%u, %s×%s×%s mm, origin",
                          self->size[0], self->size[1], self->size[2],
                          number[0], number[1], number[2]);
  append_vector (text, rim_affine_get_column (&self->to_patient, 3));
  g_string_append (text, " mm, axes");

  for (guint axis = 0; axis < 3; axis++)
    {
      RimVec3 direction = rim_affine_get_column (&self->to_patient, axis);

      rim_vec3_normalize (&direction);
      append_vector (text, direction);
    }

  return g_string_free (text, FALSE);
}

/**
 * rim_grid_is_square:
 * @self: a grid
 *
 * Returns: whether its axes are square to each other, up to what no distance shows
 */
gboolean
rim_grid_is_square (const RimGrid *self)
{
  for (guint axis = 0; axis < 3; axis++)
    {
      RimVec3 a = rim_affine_get_column (&self->to_patient, axis);
      RimVec3 b = rim_affine_get_column (&self->to_patient, (axis + 1) % 3);

      if (fabs (rim_vec3_dot (a, b)) > SQUARE_COSINE * rim_vec3_length (a) * rim_vec3_length (b))
        return FALSE;
    }

  return TRUE;
}
