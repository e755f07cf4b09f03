/* rl-view-grid-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "canvas/rl-cine.h"
#include "canvas/rl-mip-view.h"
#include "core/rl-link.h"
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

/* A pane in a window of its own. */
typedef struct
{
  RlSlot     slot;
  GtkWindow *window;
} RlDetached;

struct _RlViewGrid
{
  GtkWidget      parent_instance;

  RlJobs        *jobs;
  RlSession     *sessions[RL_N_ROLES];
  RlViewport    *viewports[RL_N_ROLES][RL_N_ORIENTATIONS];
  RlLink        *link;
  gboolean       is_pairing;
  gboolean       expects_prior;

  RlLayout      *layout;        /* asked for */
  RlLayout      *maps;          /* shown in its stead while there are several maps; nullable */
  RlLayout      *shown;         /* what can be shown of it, or instead of it */
  GPtrArray     *own_layouts;   /* of RlLayout, nullable */
  RlContent      content;

  GArray        *slots;         /* of RlSlot, in reading order */
  GArray        *detached;      /* of RlDetached */
  RlPane        *active;
  gboolean       is_maximized;
  gboolean       is_magnified;
  RlCine        *cine;
};

void    rl_view_grid_arrange      (RlViewGrid *self);
RlPane *rl_view_grid_create_pane  (RlViewGrid   *self,
                                   const RlCell *cell,
                                   RlViewport   *viewport);
void    rl_view_grid_update_content (RlViewGrid *self,
                                     RlSlot     *slot);
void    rl_view_grid_update_detached (RlViewGrid *self);
void    rl_view_grid_close_detached (RlViewGrid *self);
gboolean rl_view_grid_toggle_detached (RlViewGrid *self);
void    rl_view_grid_add_pairs    (RlViewGrid *self);
char   *rl_view_grid_dup_caption  (RlViewGrid *self,
                                   RlRole      role) G_GNUC_WARN_UNUSED_RESULT;
void    rl_view_grid_update_maps  (RlViewGrid *self);
void    rl_view_grid_clear        (RlViewGrid *self);
void    rl_view_grid_activate     (RlViewGrid *self,
                                   RlPane     *pane);
void    rl_view_grid_say          (RlViewGrid *self,
                                   const char *message);
void    rl_view_grid_emit_focused (RlViewGrid *self);
RlSlot *rl_view_grid_get_slot     (RlViewGrid *self,
                                   guint       index);

G_END_DECLS
