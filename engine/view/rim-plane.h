/* rim-plane.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "volume/rim-grid.h"

G_BEGIN_DECLS

/**
 * RimOrientation:
 *
 * The three planes of reading, by the patient's axes: axial is seen from the
 * feet, coronal from the front, sagittal with the front to the left.
 */
typedef enum
{
  RIM_ORIENTATION_AXIAL,
  RIM_ORIENTATION_SAGITTAL,
  RIM_ORIENTATION_CORONAL,
} RimOrientation;

/**
 * RimPlane:
 * @origin: the centre of the top left pixel, LPS mm
 * @right: one pixel to the right, LPS mm
 * @down: one pixel down, LPS mm
 * @width: in device pixels
 * @height: in device pixels
 *
 * A plane through the patient, sampled at the resolution of the device.
 */
typedef struct
{
  RimVec3 origin;
  RimVec3 right;
  RimVec3 down;
  guint   width;
  guint   height;
} RimPlane;

/**
 * RimSliceAxis:
 * @axis: which axis of the grid the plane scrolls along: 0, 1 or 2
 * @right_axis: the grid axis that runs along the screen
 * @down_axis: the grid axis that runs down the screen
 * @right_sign: +1 or -1
 * @down_sign: +1 or -1
 *
 * How a plane of reading lies on a grid.
 */
typedef struct
{
  guint axis;
  guint right_axis;
  guint down_axis;
  int   right_sign;
  int   down_sign;
} RimSliceAxis;

void    rim_slice_axis_init   (RimSliceAxis       *self,
                               const RimGrid      *grid,
                               RimOrientation      orientation);
void    rim_orientation_get_directions (RimOrientation  orientation,
                                        const RimGrid  *grid,
                                        RimVec3        *right,
                                        RimVec3        *down);
void    rim_plane_init_along  (RimPlane           *self,
                               RimVec3             right,
                               RimVec3             down,
                               RimVec3             through,
                               RimVec3             center,
                               double              mm_per_pixel,
                               guint               width,
                               guint               height);
void    rim_plane_init        (RimPlane           *self,
                               const RimGrid      *grid,
                               RimOrientation      orientation,
                               RimVec3             through,
                               RimVec3             center,
                               double              mm_per_pixel,
                               guint               width,
                               guint               height);
double  rim_plane_fit         (const RimGrid      *grid,
                               RimOrientation      orientation,
                               guint               width,
                               guint               height,
                               RimVec3            *center);
gboolean rim_plane_equal      (const RimPlane     *a,
                               const RimPlane     *b);
void    rim_plane_turn        (RimPlane           *self,
                               gboolean            flip,
                               guint               quarters);
RimVec3 rim_plane_get_normal  (const RimPlane     *self);
RimVec3 rim_plane_to_patient  (const RimPlane     *self,
                               double              x,
                               double              y);
void    rim_plane_from_patient (const RimPlane     *self,
                                RimVec3             point,
                                double             *x,
                                double             *y,
                                double             *distance);
void    rim_direction_get_letters (RimVec3 direction,
                                   char    letters[4]);

G_END_DECLS
