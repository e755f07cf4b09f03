/* rl-view-grid-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "canvas/rl-cine.h"
#include "canvas/rl-mip-view.h"
#include "scene/rl-volume-view.h"
#include "window/rl-view-grid.h"

G_BEGIN_DECLS

#define RL_N_ORIENTATIONS 3

/* A cell of the layout with the widget in it. */
typedef struct
{
  RlCell  cell;
  RlPane *pane;
} RlSlot;

struct _RlViewGrid
{
  GtkWidget      parent_instance;

  RlJobs        *jobs;
  RlSession     *sessions[RL_N_ROLES];
  RlViewport    *viewports[RL_N_ROLES][RL_N_ORIENTATIONS];

  RlLayout      *layout;        /* asked for */
  RlLayout      *shown;         /* what can be shown of it, or instead of it */
  GPtrArray     *own_layouts;   /* of RlLayout, nullable */
  RlContent      content;

  GArray        *slots;         /* of RlSlot, in reading order */
  RlPane        *active;
  gboolean       is_maximized;
  gboolean       is_magnified;
  RlCine        *cine;
};

void    rl_view_grid_arrange      (RlViewGrid *self);
void    rl_view_grid_clear        (RlViewGrid *self);
void    rl_view_grid_activate     (RlViewGrid *self,
                                   RlPane     *pane);
void    rl_view_grid_say          (RlViewGrid *self,
                                   const char *message);
RlSlot *rl_view_grid_get_slot     (RlViewGrid *self,
                                   guint       index);

G_END_DECLS
