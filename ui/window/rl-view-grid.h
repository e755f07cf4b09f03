/* rl-view-grid.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "canvas/rl-slice-canvas.h"

G_BEGIN_DECLS

GType rl_layout_get_type (void);

#define RL_TYPE_LAYOUT (rl_layout_get_type ())

/**
 * RlLayout:
 * @RL_LAYOUT_PLANES: axial large, sagittal and coronal beside it
 * @RL_LAYOUT_NINE: CT, PET and fusion in columns, the planes in rows
 *
 * How the canvases are arranged.
 */
typedef enum
{
  RL_LAYOUT_PLANES,
  RL_LAYOUT_NINE,
} RlLayout;

#define RL_TYPE_VIEW_GRID (rl_view_grid_get_type ())

/**
 * RlViewGrid:
 *
 * The canvases and their arrangement. One of them is active: keys go to it.
 *
 * Properties: "session" (RlSession), "layout" (RlLayout), "content" (RlContent,
 * of the layout of three).
 *
 * Signal "message" (string): why something could not be done.
 */
G_DECLARE_FINAL_TYPE (RlViewGrid, rl_view_grid, RL, VIEW_GRID, GtkWidget)

RlLayout       rl_view_grid_get_layout   (RlViewGrid *self);
void           rl_view_grid_set_layout   (RlViewGrid *self,
                                          RlLayout    layout);
RlContent      rl_view_grid_get_content  (RlViewGrid *self);
void           rl_view_grid_set_content  (RlViewGrid *self,
                                          RlContent   content);
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
