/* rim-map-glrlm-window-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "map/rim-map-input.h"
#include "rim-map-counts-private.h"
#include "texture/rim-directions.h"

G_BEGIN_DECLS

/**
 * RimMapGlrlmWindow:
 * @counts: the runs in the window
 * @n_voxels: of the region, in the window
 * @step: along lines; where they leave the faces of the window, towards greater i
 * @ahead: the same between elements of the levels
 * @lengths: (array): of each voxel of a face at the lower end of i, how many voxels of
 *   its line are in a window of any length along i
 *
 * The runs in one direction of a window that slides along i. A face that comes or goes
 * changes the ends of lines, or brings and takes the lines within it.
 */
typedef struct
{
  const RimMapInput *input;
  RimMapCounts      *counts;
  guint              n_voxels;
  int                step[3];
  gssize             ahead;
  guint8            *lengths;
} RimMapGlrlmWindow;

void rim_map_glrlm_window_init  (RimMapGlrlmWindow  *self,
                                 const RimMapInput  *input,
                                 RimMapCounts       *counts);
void rim_map_glrlm_window_clear (RimMapGlrlmWindow  *self);
void rim_map_glrlm_window_turn  (RimMapGlrlmWindow  *self,
                                 const RimDirection *direction);
void rim_map_glrlm_window_enter (RimMapGlrlmWindow  *self,
                                 gsize               at);
void rim_map_glrlm_window_leave (RimMapGlrlmWindow  *self,
                                 gsize               at);
void rim_map_glrlm_window_move  (RimMapGlrlmWindow  *self,
                                 gsize               from,
                                 gsize               to);

G_END_DECLS
