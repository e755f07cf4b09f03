/* rim-collage-window.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "feature/rim-collage-map.h"

G_BEGIN_DECLS

/**
 * RimCollageWindow:
 *
 * The window around one voxel after the other, and how often two neighbours in it, in
 * any of the 13 directions, have orientations in two bins (Prasanna et al. 2016). For
 * one thread.
 */
typedef struct _RimCollageWindow RimCollageWindow;

RimCollageWindow *rim_collage_window_new     (const RimOrientations  *orientations,
                                              RimOrientationAngle     angle,
                                              guint                   radius) G_GNUC_WARN_UNUSED_RESULT;
void              rim_collage_window_free    (RimCollageWindow       *self);
void              rim_collage_window_move    (RimCollageWindow       *self,
                                              guint                   i,
                                              guint                   j,
                                              guint                   k);
void              rim_collage_window_measure (const RimCollageWindow *self,
                                              double                  statistics[RIM_N_COLLAGE_STATISTICS]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimCollageWindow, rim_collage_window_free)

G_END_DECLS
