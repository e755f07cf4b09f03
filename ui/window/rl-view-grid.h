/* rl-view-grid.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "canvas/rl-cine.h"
#include "canvas/rl-pane.h"
#include "canvas/rl-slice-canvas.h"
#include "core/rl-jobs.h"
#include "core/rl-link.h"
#include "window/rl-layout.h"
#include "window/rl-status-line.h"

G_BEGIN_DECLS

#define RL_TYPE_VIEW_GRID (rl_view_grid_get_type ())

/**
 * RlViewGrid:
 *
 * The panes of a layout, made as the layout says. One of them is active: keys
 * go to it. Where the images lack what a layout shows, three planes are shown
 * instead until there are others.
 *
 * Properties: "session" (RlSession), "content" (RlContent: what the panes that
 * follow it show), "layout" (string: the id of the layout).
 *
 * Signal "message" (string): why something could not be done.
 */
G_DECLARE_FINAL_TYPE (RlViewGrid, rl_view_grid, RL, VIEW_GRID, GtkWidget)

void           rl_view_grid_set_sessions (RlViewGrid *self,
                                          RlJobs     *jobs,
                                          RlSession  *session,
                                          RlSession  *prior);
RlContent      rl_view_grid_get_content  (RlViewGrid *self);
void           rl_view_grid_set_content  (RlViewGrid *self,
                                          RlContent   content);
RlLayout      *rl_view_grid_get_layout   (RlViewGrid *self);
void           rl_view_grid_set_layout   (RlViewGrid *self,
                                          RlLayout   *layout);
void           rl_view_grid_set_own_layouts (RlViewGrid *self,
                                             GPtrArray  *layouts);
GPtrArray     *rl_view_grid_get_own_layouts (RlViewGrid *self);
RlLayout      *rl_view_grid_get_shown_layout (RlViewGrid *self);
guint          rl_view_grid_get_active_index (RlViewGrid *self);
RlLayout      *rl_view_grid_find_layout  (RlViewGrid *self,
                                          const char *id);
RlPane        *rl_view_grid_get_active_pane (RlViewGrid *self);
RlSliceCanvas *rl_view_grid_get_active   (RlViewGrid *self);
RlPane        *rl_view_grid_get_pane     (RlViewGrid *self,
                                          guint       index);
RlSliceCanvas *rl_view_grid_get_canvas   (RlViewGrid *self,
                                          guint       index);
guint          rl_view_grid_get_n_shown  (RlViewGrid *self);
void           rl_view_grid_focus_next   (RlViewGrid *self,
                                          int         steps);
RlStatusLine  *rl_view_grid_get_status_line  (GtkWindow     *window);
void           rl_view_grid_toggle_maximized (RlViewGrid    *self);
GtkWindow     *rl_view_grid_detach       (RlViewGrid *self);
void           rl_view_grid_reset        (RlViewGrid *self);
void           rl_view_grid_set_expects_prior (RlViewGrid *self,
                                               gboolean    expects_prior);
RlLink        *rl_view_grid_get_link     (RlViewGrid *self);
RlCine        *rl_view_grid_get_cine     (RlViewGrid *self);
void           rl_view_grid_toggle_cine  (RlViewGrid *self);
void           rl_view_grid_set_magnified (RlViewGrid *self,
                                           gboolean    magnified);
gboolean       rl_view_grid_cancel       (RlViewGrid *self);

G_END_DECLS
