/* rim-ngtdm.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "texture/rim-family.h"

G_BEGIN_DECLS

/**
 * RimNgtdm:
 * @n: how many levels occur, "Ng,p"
 * @levels: (array length=n): i, ascending
 * @p: (array length=n): the share of voxels that have level i
 * @s: (array length=n): the sum over those of the difference between i and the
 *   mean level of the neighbours
 * @n_voxels: how many voxels count, "Nv,c"
 *
 * A neighbourhood grey tone difference matrix.
 */
typedef struct
{
  gsize   n;
  double *levels;
  double *p;
  double *s;
  double  n_voxels;
} RimNgtdm;

#define RIM_NGTDM_N_FEATURES 5

RimNgtdm *rim_ngtdm_new             (const guint16  *levels,
                                     const double   *differences,
                                     gsize           n) G_GNUC_WARN_UNUSED_RESULT;
void      rim_ngtdm_free            (RimNgtdm       *self);
double    rim_ngtdm_measure         (const RimNgtdm *self,
                                     guint           feature);
double    rim_ngtdm_coarseness      (const RimNgtdm *self);
double    rim_ngtdm_contrast        (const RimNgtdm *self);
double    rim_ngtdm_busyness        (const RimNgtdm *self);
double    rim_ngtdm_complexity      (const RimNgtdm *self);
double    rim_ngtdm_strength        (const RimNgtdm *self);

extern const RimFamily rim_family_ngtdm;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimNgtdm, rim_ngtdm_free)

G_END_DECLS
