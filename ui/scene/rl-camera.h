/* rl-camera.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "volume/rim-grid.h"

G_BEGIN_DECLS

/**
 * RlCamera:
 * @center: what is turned about, LPS mm
 * @right: to the right on the screen, of length 1
 * @up: up on the screen, of length 1
 * @forward: into the screen, of length 1
 * @radius: of a ball about @center that holds everything, mm
 * @zoom: 1 shows the whole ball
 *
 * From where a volume is looked at, without perspective. Plain data.
 */
typedef struct
{
  RimVec3 center;
  RimVec3 right;
  RimVec3 up;
  RimVec3 forward;
  double  radius;
  double  zoom;
} RlCamera;

void     rl_camera_init       (RlCamera       *self,
                               const RimGrid  *grid);
gboolean rl_camera_look_from  (RlCamera       *self,
                               char            side);
void     rl_camera_turn       (RlCamera       *self,
                               double          about_up,
                               double          about_right);
void     rl_camera_zoom       (RlCamera       *self,
                               double          factor);
void     rl_camera_pan        (RlCamera       *self,
                               double          right_mm,
                               double          up_mm);
void     rl_camera_get_extent (const RlCamera *self,
                               double          aspect,
                               double         *half_width,
                               double         *half_height);
void     rl_camera_project    (const RlCamera *self,
                               double          aspect,
                               RimVec3         point,
                               double          clip[3]);
void     rl_camera_get_matrix (const RlCamera *self,
                               double          aspect,
                               float           matrix[16]);

G_END_DECLS
