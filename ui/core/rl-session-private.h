/* rl-session-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-session.h"

G_BEGIN_DECLS

/* How one image is shown. */
typedef struct
{
  RimVolume         *volume;
  RimWindow          window;
  const RimColormap *colormap;
  gboolean           inverted;
  gboolean           window_is_automatic;
} RlSessionLayer;

struct _RlSession
{
  GObject           parent_instance;

  RlSessionLayer    layers[RL_N_LAYERS];
  RimVec3           cursor;
  RimVec3           probe;
  gboolean          has_probe;

  double            pet_opacity;
  gboolean          interpolate;
  gboolean          show_contours;
  gboolean          show_text;
  gboolean          show_fill;
  gboolean          ct_only;

  RimSegmentation  *segmentation;
  char             *active_lesion;
  RimLesion        *pending;
  GHashTable       *hidden_lesions;

  RlTool            tool;
  double            brush_radius;
};

void rl_session_emit_lesions_changed (RlSession *self,
                                      RimEdit   *edit);
void rl_session_emit_display_changed (RlSession *self);
void rl_session_notify_active_lesion (RlSession *self);
void rl_session_notify_segmentation  (RlSession *self);

G_END_DECLS
