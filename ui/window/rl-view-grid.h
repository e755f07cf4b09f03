/* rl-view-grid.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "canvas/rl-slice-canvas.h"

G_BEGIN_DECLS

GType rl_view_mode_get_type (void);

#define RL_TYPE_VIEW_MODE (rl_view_mode_get_type ())

/**
 * RlViewMode:
 * @RL_VIEW_MODE_CT: CT, axial large, sagittal and coronal beside it
 * @RL_VIEW_MODE_PET: PET likewise
 * @RL_VIEW_MODE_FUSED: PET over CT likewise
 * @RL_VIEW_MODE_NINE: CT, PET and fusion in columns, the planes in rows
 *
 * What the canvases show and how they are arranged.
 */
typedef enum
{
  RL_VIEW_MODE_CT,
  RL_VIEW_MODE_PET,
  RL_VIEW_MODE_FUSED,
  RL_VIEW_MODE_NINE,
} RlViewMode;

#define RL_TYPE_VIEW_GRID (rl_view_grid_get_type ())

/**
 * RlViewGrid:
 *
 * The canvases and their arrangement. One of them is active: keys go to it.
 *
 * Properties: "session" (RlSession), "mode" (RlViewMode).
 *
 * Signal "message" (string): why something could not be done.
 */
G_DECLARE_FINAL_TYPE (RlViewGrid, rl_view_grid, RL, VIEW_GRID, GtkWidget)

RlViewMode     rl_view_grid_get_mode     (RlViewGrid *self);
void           rl_view_grid_set_mode     (RlViewGrid *self,
                                          RlViewMode  mode);
void           rl_view_grid_set_session  (RlViewGrid *self,
                                          RlSession  *session);
RlSliceCanvas *rl_view_grid_get_active   (RlViewGrid *self);
RlSliceCanvas *rl_view_grid_get_canvas   (RlViewGrid *self,
                                          guint       index);
guint          rl_view_grid_get_n_shown  (RlViewGrid *self);
void           rl_view_grid_focus_next   (RlViewGrid *self,
                                          int         steps);
void           rl_view_grid_toggle_maximized (RlViewGrid    *self);
void           rl_view_grid_reset        (RlViewGrid *self);
gboolean       rl_view_grid_cancel       (RlViewGrid *self);

G_END_DECLS
