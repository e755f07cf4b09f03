/* rim-affine.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <math.h>

G_BEGIN_DECLS

/**
 * RimVec3:
 *
 * A point or a direction, in LPS millimetres unless said otherwise: x grows to
 * the patient's left, y to the back, z to the head (DICOM PS3.3 C.7.6.2.1.1).
 */
typedef struct
{
  double x;
  double y;
  double z;
} RimVec3;

/**
 * RimAffine:
 * @m: row-major; the fourth column is the translation
 *
 * An affine map of space.
 */
typedef struct
{
  double m[3][4];
} RimAffine;

#define RIM_VEC3(x_, y_, z_) ((RimVec3) { (x_), (y_), (z_) })

static inline RimVec3
rim_vec3_add (RimVec3 a,
              RimVec3 b)
{
  return RIM_VEC3 (a.x + b.x, a.y + b.y, a.z + b.z);
}

static inline RimVec3
rim_vec3_sub (RimVec3 a,
              RimVec3 b)
{
  return RIM_VEC3 (a.x - b.x, a.y - b.y, a.z - b.z);
}

static inline RimVec3
rim_vec3_scale (RimVec3 a,
                double  factor)
{
  return RIM_VEC3 (a.x * factor, a.y * factor, a.z * factor);
}

static inline double
rim_vec3_dot (RimVec3 a,
              RimVec3 b)
{
  return a.x * b.x + a.y * b.y + a.z * b.z;
}

static inline RimVec3
rim_vec3_cross (RimVec3 a,
                RimVec3 b)
{
  return RIM_VEC3 (a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x);
}

static inline double
rim_vec3_length (RimVec3 a)
{
  return sqrt (rim_vec3_dot (a, a));
}

void     rim_affine_init_identity (RimAffine       *self);
RimVec3  rim_affine_apply         (const RimAffine *self,
                                   RimVec3          point);
RimVec3  rim_affine_apply_vector  (const RimAffine *self,
                                   RimVec3          direction);
RimVec3  rim_affine_get_column    (const RimAffine *self,
                                   guint            column);
void     rim_affine_set_column    (RimAffine       *self,
                                   guint            column,
                                   RimVec3          value);
double   rim_affine_determinant   (const RimAffine *self);
gboolean rim_affine_invert        (const RimAffine *self,
                                   RimAffine       *inverse);
void     rim_affine_multiply      (const RimAffine *a,
                                   const RimAffine *b,
                                   RimAffine       *result);
gboolean rim_vec3_normalize       (RimVec3         *self);

G_END_DECLS
