/* rl-mip-view-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "canvas/rl-gestures.h"
#include "canvas/rl-legend.h"
#include "canvas/rl-mip-view.h"
#include "canvas/rl-narrator.h"
#include "canvas/rl-picture.h"
#include "view/rim-mip.h"

G_BEGIN_DECLS

typedef enum
{
  RL_MIP_DRAG_NOTHING,
  RL_MIP_DRAG_TURN,
  RL_MIP_DRAG_PAN,
  RL_MIP_DRAG_ZOOM,
} RlMipDrag;

/* A lesion as it is seen at one angle. */
typedef struct
{
  RimLesion *lesion;
  RimLesion *shadow;            /* NULL where it has no voxels */
  guint      step;
} RlMipShadow;

struct _RlMipView
{
  GtkWidget        parent_instance;

  RlSession       *session;
  RlJobs          *jobs;
  gboolean         is_active;

  RimMip          *mip;         /* NULL until all slices are there */
  RimVolume       *source;      /* of @mip */
  RimVolume       *frames[RL_MIP_N_STEPS];
  guint            step;
  int              direction;   /* it was turned last */
  guint            shown_step;  /* whose frame is on the screen */

  RlPicture       *picture;
  GPtrArray       *shadows;     /* of RlMipShadow */
  PangoLayout     *layout;
  RlLegend        *legend;
  char            *label;
  char            *caption;

  double           zoom;
  double           pan[2];      /* from the middle, mm */

  RlNarrator      *narrator;
  RlGestures      *gestures;
  RlMipDrag        drag;
  double           drag_start[2];
  guint            drag_step;
  double           drag_zoom;
  double           drag_pan[2];
  gboolean         has_moved;
  double           scroll_rest;
};

gboolean rl_mip_view_get_plane       (RlMipView   *self,
                                      guint        step,
                                      RimPlane    *plane);
void     rl_mip_view_set_zoom        (RlMipView   *self,
                                      double       zoom);
void     rl_mip_view_paint           (RlMipView   *self,
                                      GtkSnapshot *snapshot);
void     rl_mip_view_add_controllers (RlMipView   *self);
void     rl_mip_view_hand_init       (RlPaneInterface *iface);

G_END_DECLS
