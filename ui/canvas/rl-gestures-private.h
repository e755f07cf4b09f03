/* rl-gestures-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "canvas/rl-gestures.h"

G_BEGIN_DECLS

/**
 * RlFinger:
 * @RL_FINGER_WAITS: it may be a tap, a rest, a drag, or the first of two
 * @RL_FINGER_DRAGS: it does what the left button does
 * @RL_FINGER_DEAD: whatever it does now means nothing
 */
typedef enum
{
  RL_FINGER_NONE,
  RL_FINGER_WAITS,
  RL_FINGER_DRAGS,
  RL_FINGER_DEAD,
} RlFinger;

struct _RlGestures
{
  GObject   parent_instance;

  RlPane   *pane;               /* which owns it */

  guint     button;
  double    start[2];
  gboolean  has_moved;

  RlFinger  finger;
  gboolean  is_palm;            /* several fingers, while a pen is near */
  double    pinch[2];
  double    pinch_scale;
  int       swept;              /* steps */
};

G_END_DECLS
