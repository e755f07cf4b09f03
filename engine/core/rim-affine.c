/* rim-affine.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-affine.h"

void
rim_affine_init_identity (RimAffine *self)
{
  *self = (RimAffine) { { { 1, 0, 0, 0 }, { 0, 1, 0, 0 }, { 0, 0, 1, 0 } } };
}

/**
 * rim_affine_apply:
 * @self: an affine map
 * @point: a point
 *
 * Returns: where @self takes @point
 */
RimVec3
rim_affine_apply (const RimAffine *self,
                  RimVec3          point)
{
  const double (*m)[4] = self->m;

  return RIM_VEC3 (m[0][0] * point.x + m[0][1] * point.y + m[0][2] * point.z + m[0][3],
                   m[1][0] * point.x + m[1][1] * point.y + m[1][2] * point.z + m[1][3],
                   m[2][0] * point.x + m[2][1] * point.y + m[2][2] * point.z + m[2][3]);
}

/**
 * rim_affine_apply_vector:
 * @self: an affine map
 * @direction: a direction
 *
 * As rim_affine_apply(), without the translation.
 */
RimVec3
rim_affine_apply_vector (const RimAffine *self,
                         RimVec3          direction)
{
  const double (*m)[4] = self->m;

  return RIM_VEC3 (m[0][0] * direction.x + m[0][1] * direction.y + m[0][2] * direction.z,
                   m[1][0] * direction.x + m[1][1] * direction.y + m[1][2] * direction.z,
                   m[2][0] * direction.x + m[2][1] * direction.y + m[2][2] * direction.z);
}

RimVec3
rim_affine_get_column (const RimAffine *self,
                       guint            column)
{
  g_return_val_if_fail (column < 4, RIM_VEC3 (0, 0, 0));

  return RIM_VEC3 (self->m[0][column], self->m[1][column], self->m[2][column]);
}

void
rim_affine_set_column (RimAffine *self,
                       guint      column,
                       RimVec3    value)
{
  g_return_if_fail (column < 4);

  self->m[0][column] = value.x;
  self->m[1][column] = value.y;
  self->m[2][column] = value.z;
}

/**
 * rim_affine_determinant:
 * @self: an affine map
 *
 * Returns: the signed volume of the image of the unit cube
 */
double
rim_affine_determinant (const RimAffine *self)
{
  return rim_vec3_dot (rim_affine_get_column (self, 0),
                       rim_vec3_cross (rim_affine_get_column (self, 1),
                                       rim_affine_get_column (self, 2)));
}

/**
 * rim_affine_invert:
 * @self: an affine map
 * @inverse: (out): its inverse
 *
 * Returns: whether there is one; @inverse is untouched if not
 */
gboolean
rim_affine_invert (const RimAffine *self,
                   RimAffine       *inverse)
{
  RimVec3 c0 = rim_affine_get_column (self, 0);
  RimVec3 c1 = rim_affine_get_column (self, 1);
  RimVec3 c2 = rim_affine_get_column (self, 2);
  double determinant = rim_affine_determinant (self);
  RimVec3 rows[3];
  RimVec3 origin = rim_affine_get_column (self, 3);

  if (!isfinite (determinant) || determinant == 0.0)
    return FALSE;

  rows[0] = rim_vec3_scale (rim_vec3_cross (c1, c2), 1.0 / determinant);
  rows[1] = rim_vec3_scale (rim_vec3_cross (c2, c0), 1.0 / determinant);
  rows[2] = rim_vec3_scale (rim_vec3_cross (c0, c1), 1.0 / determinant);

  for (guint i = 0; i < 3; i++)
    {
      inverse->m[i][0] = rows[i].x;
      inverse->m[i][1] = rows[i].y;
      inverse->m[i][2] = rows[i].z;
      inverse->m[i][3] = -rim_vec3_dot (rows[i], origin);
    }

  return TRUE;
}

/**
 * rim_affine_multiply:
 * @a: an affine map
 * @b: an affine map
 * @result: (out): the map that applies @b first, then @a; may be @a or @b
 */
void
rim_affine_multiply (const RimAffine *a,
                     const RimAffine *b,
                     RimAffine       *result)
{
  RimAffine product;

  for (guint column = 0; column < 3; column++)
    rim_affine_set_column (&product, column,
                           rim_affine_apply_vector (a, rim_affine_get_column (b, column)));
  rim_affine_set_column (&product, 3, rim_affine_apply (a, rim_affine_get_column (b, 3)));

  *result = product;
}

/**
 * rim_vec3_normalize:
 * @self: a direction
 *
 * Makes it one long.
 *
 * Returns: whether it had a direction; it is untouched if not
 */
gboolean
rim_vec3_normalize (RimVec3 *self)
{
  double length = rim_vec3_length (*self);

  if (!isfinite (length) || length == 0.0)
    return FALSE;

  *self = rim_vec3_scale (*self, 1.0 / length);

  return TRUE;
}
