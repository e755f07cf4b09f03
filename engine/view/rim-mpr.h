/* rim-mpr.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "view/rim-plane.h"

G_BEGIN_DECLS

#define RIM_N_ORIENTATIONS 3

/**
 * RimPlaneAxes:
 * @right: to the right on the screen, unit length, LPS
 * @down: down on the screen, unit length and square to @right, LPS
 *
 * How a plane lies in space, without saying where.
 */
typedef struct
{
  RimVec3 right;
  RimVec3 down;
} RimPlaneAxes;

/**
 * RimMpr:
 * @straight: how the three planes of reading lie along the grid
 * @axes: how they lie now
 *
 * Three planes that are read together, by #RimOrientation. Each may be turned
 * by itself; one that was turned is called oblique and keeps its name.
 */
typedef struct
{
  RimPlaneAxes straight[RIM_N_ORIENTATIONS];
  RimPlaneAxes axes[RIM_N_ORIENTATIONS];
} RimMpr;

void     rim_mpr_init        (RimMpr         *self,
                              const RimGrid  *grid);
gboolean rim_mpr_is_oblique  (const RimMpr  *self,
                              RimOrientation plane);
double   rim_mpr_get_angle   (const RimMpr  *self,
                              RimOrientation plane);
RimVec3  rim_mpr_get_normal  (const RimMpr  *self,
                              RimOrientation plane);
gboolean rim_mpr_get_line    (const RimMpr   *self,
                              RimOrientation  plane,
                              RimOrientation  view,
                              RimVec3        *direction);
void     rim_mpr_turn        (RimMpr        *self,
                              RimOrientation plane,
                              RimVec3        about,
                              double         angle);
double   rim_mpr_get_step    (const RimMpr   *self,
                              RimOrientation  plane,
                              const RimGrid  *grid);

G_END_DECLS
