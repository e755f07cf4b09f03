/* rl-gestures.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "canvas/rl-pane.h"

G_BEGIN_DECLS

#define RL_TYPE_GESTURES (rl_gestures_get_type ())

/**
 * RlGestures:
 *
 * The hand on a pane: what a mouse, fingers or a pen do there, as calls of #RlPane.
 * One finger does what the left button does, two move and zoom, three scroll; a finger
 * that rests asks for the menu. While a pen is near, fingers do nothing: they are the
 * palm that it is held with.
 *
 * A finger does nothing before it has moved a little or is lifted, so that the first
 * of two leaves no trace. Times are of events, in milliseconds.
 */
G_DECLARE_FINAL_TYPE (RlGestures, rl_gestures, RL, GESTURES, GObject)

RlGestures  *rl_gestures_new (RlPane          *pane) G_GNUC_WARN_UNUSED_RESULT;
void     rl_gestures_add_controllers (RlGestures      *self);

/* Buttons, and the tip and the other end of a pen */
gboolean rl_gestures_press       (RlGestures          *self,
                                  guint                button,
                                  GdkModifierType      modifiers,
                                  double               x,
                                  double               y);
gboolean rl_gestures_erase       (RlGestures          *self,
                                  double               x,
                                  double               y);
void     rl_gestures_drag        (RlGestures          *self,
                                  const double        *xy,
                                  gsize                n_points);
void     rl_gestures_release     (RlGestures          *self);
void     rl_gestures_cancel      (RlGestures          *self);
void     rl_gestures_note_pen    (RlGestures          *self,
                                  guint32              time);

/* Fingers */
gboolean rl_gestures_touch       (RlGestures          *self,
                                  double               x,
                                  double               y,
                                  guint32              time);
void     rl_gestures_slide       (RlGestures          *self,
                                  const double        *xy,
                                  gsize                n_points,
                                  guint32              time);
void     rl_gestures_lift        (RlGestures          *self);
void     rl_gestures_take_back   (RlGestures          *self);
void     rl_gestures_rest        (RlGestures          *self,
                                  double               x,
                                  double               y);
void     rl_gestures_pinch_begin (RlGestures          *self,
                                  double               x,
                                  double               y,
                                  guint32              time);
void     rl_gestures_pinch       (RlGestures          *self,
                                  double               scale,
                                  double               x,
                                  double               y);
void     rl_gestures_sweep_begin (RlGestures          *self,
                                  guint32              time);
void     rl_gestures_sweep       (RlGestures          *self,
                                  double               dy);

G_END_DECLS
