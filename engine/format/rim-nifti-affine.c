/* rim-nifti-affine.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-nifti-private.h"

#include <math.h>

/* The rotation of method 2 in nifti1.h, from the vector part of a quaternion
 * whose scalar part is not negative.
 */
static gboolean
rotation_from_quaternion (const double q[3],
                          double       r[3][3])
{
  double b = q[0];
  double c = q[1];
  double d = q[2];
  double a2 = 1.0 - (b * b + c * c + d * d);
  double a = 0.0;

  if (!isfinite (a2))
    return FALSE;

  if (a2 < 1e-7)
    {
      double length = sqrt (b * b + c * c + d * d);

      b /= length;
      c /= length;
      d /= length;
    }
  else
    {
      a = sqrt (a2);
    }

  r[0][0] = a * a + b * b - c * c - d * d;
  r[0][1] = 2.0 * (b * c - a * d);
  r[0][2] = 2.0 * (b * d + a * c);
  r[1][0] = 2.0 * (b * c + a * d);
  r[1][1] = a * a + c * c - b * b - d * d;
  r[1][2] = 2.0 * (c * d - a * b);
  r[2][0] = 2.0 * (b * d - a * c);
  r[2][1] = 2.0 * (c * d + a * b);
  r[2][2] = a * a + d * d - c * c - b * b;

  return TRUE;
}

gboolean
rim_nifti_quaternion_to_affine (const double  quaternion[3],
                                const double  offset[3],
                                const double  spacing[3],
                                gboolean      flip,
                                RimAffine    *affine)
{
  double r[3][3];

  if (!rotation_from_quaternion (quaternion, r))
    return FALSE;

  for (guint row = 0; row < 3; row++)
    {
      affine->m[row][0] = r[row][0] * spacing[0];
      affine->m[row][1] = r[row][1] * spacing[1];
      affine->m[row][2] = r[row][2] * spacing[2] * (flip ? -1.0 : 1.0);
      affine->m[row][3] = offset[row];
    }

  return TRUE;
}

/* The unit columns of @affine; the last one turned round when they are left
 * handed.
 */
static void
rotation_of_affine (const RimAffine *affine,
                    double           r[3][3],
                    gboolean        *flip)
{
  *flip = rim_affine_determinant (affine) < 0.0;

  for (guint column = 0; column < 3; column++)
    {
      RimVec3 axis = rim_affine_get_column (affine, column);

      rim_vec3_normalize (&axis);
      if (column == 2 && *flip)
        axis = rim_vec3_scale (axis, -1.0);
      r[0][column] = axis.x;
      r[1][column] = axis.y;
      r[2][column] = axis.z;
    }
}

/* Each form divides by the largest of the four parts, so none is by zero. */
void
rim_nifti_affine_to_quaternion (const RimAffine *affine,
                                double           quaternion[3],
                                gboolean        *flip)
{
  double r[3][3];
  double four[4];
  guint largest = 0;
  double root;
  double sign = 1.0;

  rotation_of_affine (affine, r, flip);
  four[0] = 1.0 + r[0][0] + r[1][1] + r[2][2];
  four[1] = 1.0 + r[0][0] - r[1][1] - r[2][2];
  four[2] = 1.0 - r[0][0] + r[1][1] - r[2][2];
  four[3] = 1.0 - r[0][0] - r[1][1] + r[2][2];
  for (guint n = 1; n < 4; n++)
    if (four[n] > four[largest])
      largest = n;
  root = 2.0 * sqrt (four[largest]);

  switch (largest)
    {
    case 0:
      quaternion[0] = (r[2][1] - r[1][2]) / root;
      quaternion[1] = (r[0][2] - r[2][0]) / root;
      quaternion[2] = (r[1][0] - r[0][1]) / root;
      break;

    case 1:
      quaternion[0] = root / 4.0;
      quaternion[1] = (r[0][1] + r[1][0]) / root;
      quaternion[2] = (r[0][2] + r[2][0]) / root;
      sign = r[2][1] - r[1][2];
      break;

    case 2:
      quaternion[0] = (r[0][1] + r[1][0]) / root;
      quaternion[1] = root / 4.0;
      quaternion[2] = (r[1][2] + r[2][1]) / root;
      sign = r[0][2] - r[2][0];
      break;

    default:
      quaternion[0] = (r[0][2] + r[2][0]) / root;
      quaternion[1] = (r[1][2] + r[2][1]) / root;
      quaternion[2] = root / 4.0;
      sign = r[1][0] - r[0][1];
      break;
    }

  for (guint n = 0; n < 3 && sign < 0.0; n++)
    quaternion[n] = -quaternion[n];
}
