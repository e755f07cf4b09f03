/* rim-frame.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "volume/rim-grid.h"

G_BEGIN_DECLS

/**
 * RimFrame:
 * @axes: what one step along i, j and k is in mm; i lies along x, j in the plane
 *   of x and y, and x of i, y of j and z of k are positive
 *
 * The axes of a grid turned straight. Lengths, angles and volumes are those in the
 * patient; only the way the patient lies is forgotten.
 */
typedef struct
{
  RimVec3 axes[3];
} RimFrame;

void    rim_frame_init            (RimFrame       *self,
                                   const RimGrid  *grid);
void    rim_frame_init_orthogonal (RimFrame       *self,
                                   const RimGrid  *grid);
RimVec3 rim_frame_place           (const RimFrame *self,
                                   double          i,
                                   double          j,
                                   double          k);
RimVec3 rim_frame_cross           (const RimFrame *self,
                                   double          i,
                                   double          j,
                                   double          k);
double  rim_frame_get_volume      (const RimFrame *self);

G_END_DECLS
