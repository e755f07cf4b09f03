/* rl-cube.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "view/rim-plane.h"

G_BEGIN_DECLS

#define RL_CUBE_MAX_FACES 3

/**
 * RlCubeFace:
 * @letter: which side of the patient it is: R, L, A, P, H or F
 * @x: of its middle, in pixels from the middle of the cube
 * @y: of its middle
 * @facing: 1 where it is seen from the front, to 0 from its edge
 *
 * A face of the cube that can be seen.
 */
typedef struct
{
  char   letter;
  double x;
  double y;
  double facing;
} RlCubeFace;

/**
 * RlCube:
 *
 * The patient as a box, seen as a plane is seen: which sides face the reader.
 */
typedef struct
{
  guint      n_faces;
  RlCubeFace faces[RL_CUBE_MAX_FACES];
  RimVec3    right;
  RimVec3    down;
  double     half;
} RlCube;

void rl_cube_init  (RlCube         *self,
                    const RimPlane *plane,
                    RimVec3         away,
                    double          size);
void rl_cube_paint (const RlCube   *self,
                    GtkSnapshot    *snapshot,
                    const GdkRGBA  *ink,
                    double          x,
                    double          y);

G_END_DECLS
