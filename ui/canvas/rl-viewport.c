/* rl-viewport.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "canvas/rl-viewport.h"

#define MIN_ZOOM 0.25
#define MAX_ZOOM 40.0

struct _RlViewport
{
  GObject  parent_instance;

  double   zoom;
  RimVec3  center;
  gboolean has_center;
  gboolean is_flipped;
  guint    quarters;
};

G_DEFINE_FINAL_TYPE (RlViewport, rl_viewport, G_TYPE_OBJECT)

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
rl_viewport_class_init (RlViewportClass *klass)
{
  signals[CHANGED] = g_signal_new ("changed", RL_TYPE_VIEWPORT, G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rl_viewport_init (RlViewport *self)
{
  self->zoom = 1.0;
}

RlViewport *
rl_viewport_new (void)
{
  return g_object_new (RL_TYPE_VIEWPORT, NULL);
}

/**
 * rl_viewport_reset:
 * @self: a viewport
 *
 * Shows the whole of every plane, the way it is read.
 */
void
rl_viewport_reset (RlViewport *self)
{
  g_return_if_fail (RL_IS_VIEWPORT (self));

  self->is_flipped = FALSE;
  self->quarters = 0;
  rl_viewport_fit (self);
}

/**
 * rl_viewport_fit:
 * @self: a viewport
 *
 * Shows the whole of every plane.
 */
void
rl_viewport_fit (RlViewport *self)
{
  g_return_if_fail (RL_IS_VIEWPORT (self));

  self->zoom = 1.0;
  self->has_center = FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * rl_viewport_flip:
 * @self: a viewport
 *
 * Exchanges left and right, as they are on the screen.
 */
void
rl_viewport_flip (RlViewport *self)
{
  g_return_if_fail (RL_IS_VIEWPORT (self));

  self->is_flipped = !self->is_flipped;
  self->quarters = (4 - self->quarters) % 4;
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * rl_viewport_rotate:
 * @self: a viewport
 *
 * Makes a quarter turn, clockwise.
 */
void
rl_viewport_rotate (RlViewport *self)
{
  g_return_if_fail (RL_IS_VIEWPORT (self));

  self->quarters = (self->quarters + 1) % 4;
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * rl_viewport_set_turn:
 * @self: a viewport
 * @flipped: whether left and right are exchanged before it is turned
 * @quarters: how many quarter turns it is turned, clockwise
 */
void
rl_viewport_set_turn (RlViewport *self,
                      gboolean    flipped,
                      guint       quarters)
{
  g_return_if_fail (RL_IS_VIEWPORT (self));

  self->is_flipped = !!flipped;
  self->quarters = quarters % 4;
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Returns: whether left and right are exchanged before it is turned */
gboolean
rl_viewport_get_flipped (RlViewport *self)
{
  g_return_val_if_fail (RL_IS_VIEWPORT (self), FALSE);

  return self->is_flipped;
}

/* Returns: how many quarter turns it is turned, clockwise */
guint
rl_viewport_get_quarters (RlViewport *self)
{
  g_return_val_if_fail (RL_IS_VIEWPORT (self), 0);

  return self->quarters;
}

/**
 * rl_viewport_get_zoom:
 * @self: a viewport
 *
 * Returns: the magnification; at 1 a plane just fits
 */
double
rl_viewport_get_zoom (RlViewport *self)
{
  g_return_val_if_fail (RL_IS_VIEWPORT (self), 1.0);

  return self->zoom;
}

/**
 * rl_viewport_get_center:
 * @self: a viewport
 * @center: (out): what is in the middle, LPS mm
 *
 * Returns: whether the view was moved away from the middle of the image
 */
gboolean
rl_viewport_get_center (RlViewport *self,
                        RimVec3    *center)
{
  g_return_val_if_fail (RL_IS_VIEWPORT (self), FALSE);
  g_return_val_if_fail (center != NULL, FALSE);

  if (self->has_center)
    *center = self->center;

  return self->has_center;
}

/**
 * rl_viewport_set:
 * @self: a viewport
 * @zoom: the magnification; at 1 a plane just fits
 * @center: what is to be in the middle, LPS mm
 */
void
rl_viewport_set (RlViewport    *self,
                 double         zoom,
                 const RimVec3 *center)
{
  g_return_if_fail (RL_IS_VIEWPORT (self));
  g_return_if_fail (center != NULL);

  self->zoom = CLAMP (zoom, MIN_ZOOM, MAX_ZOOM);
  self->center = *center;
  self->has_center = TRUE;
  g_signal_emit (self, signals[CHANGED], 0);
}
