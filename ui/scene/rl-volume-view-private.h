/* rl-volume-view-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "canvas/rl-gestures.h"
#include "canvas/rl-narrator.h"
#include "scene/rl-volume-presets.h"
#include "scene/rl-volume-renderer.h"
#include "scene/rl-volume-view.h"

G_BEGIN_DECLS

#define RL_VOLUME_FIRST_ZOOM 1.5 /* patients leave the corners of the ball empty */

typedef enum
{
  LETTER_LEFT,
  LETTER_RIGHT,
  LETTER_TOP,
  LETTER_BOTTOM,
  N_LETTERS
} Letter;

struct _RlVolumeView
{
  GtkWidget                 parent_instance;

  RlJobs                   *jobs;
  RlSession                *session;
  RlVolumeScene            *scene;
  RlCamera                  camera;
  const RlVolumePreset     *preset;

  GtkWidget                *overlay;
  GtkGLArea                *area;
  GtkLabel                 *letters[N_LETTERS];
  GtkLabel                 *message;
  GtkMenuButton            *presets;
  RlVolumeRenderer         *renderer;
  char                     *problem;

  gboolean                  has_moved;
  gboolean                  is_sharp;
  gboolean                  needs_image;
  gboolean                  needs_meshes;
  gboolean                  needs_preset;
  guint                     tick;

  RlNarrator               *narrator;
  RlGestures               *gestures;
  guint                     button;
  double                    drag[2];
  RlCamera                  drag_camera;
};

void rl_volume_view_move            (RlVolumeView    *self);
void rl_volume_view_add_controllers (RlVolumeView    *self);
void rl_volume_view_hand_init       (RlPaneInterface *iface);

G_END_DECLS
