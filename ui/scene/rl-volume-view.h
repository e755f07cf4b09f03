/* rl-volume-view.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "canvas/rl-pane.h"
#include "scene/rl-camera.h"
#include "scene/rl-volume-scene.h"

G_BEGIN_DECLS

#define RL_TYPE_VOLUME_VIEW (rl_volume_view_get_type ())

/**
 * RlVolumeView:
 *
 * The CT in 3-D with the surfaces of the lesions in their colours. Drag turns,
 * the middle button moves, the wheel zooms. It looks on: nothing that is drawn
 * waits for it. Where there is no OpenGL it says so.
 *
 * Actions: "volume.preset" (string), "volume.look-from" (string: A, P, L, R, H, F).
 */
G_DECLARE_FINAL_TYPE (RlVolumeView, rl_volume_view, RL, VOLUME_VIEW, GtkWidget)

GtkWidget      *rl_volume_view_new (RlJobs        *jobs,
                                    RlSession     *session) G_GNUC_WARN_UNUSED_RESULT;
const RlCamera *rl_volume_view_get_camera (RlVolumeView  *self);
const char     *rl_volume_view_get_preset (RlVolumeView  *self);
const char     *rl_volume_view_get_problem (RlVolumeView *self);
gboolean        rl_volume_view_is_sharp   (RlVolumeView  *self);

G_END_DECLS
