/* rl-gestures.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "canvas/rl-gestures-private.h"

#include <math.h>

/* A press that moves less than this, in pixels, is a click. */
#define CLICK 3.0

/* A finger trembles more than a mouse. */
#define TAP 8.0

/* Three fingers move so far for a step. */
#define SWEEP 12.0

/* A pen that was heard of so long ago, in ms, is near. */
#define NEAR_TIME 500

#define PEN_TIME "rl-pen-time"

G_DEFINE_FINAL_TYPE (RlGestures, rl_gestures, G_TYPE_OBJECT)

static void
begin (RlGestures *self,
       double      x,
       double      y)
{
  self->start[0] = x;
  self->start[1] = y;
  self->has_moved = FALSE;
}

static void
note_move (RlGestures *self,
           double      x,
           double      y,
           double      least)
{
  if (hypot (x - self->start[0], y - self->start[1]) >= least)
    self->has_moved = TRUE;
}

/* Everything that the pane can do, on the menu of the window. */
static void
ask_for_menu (RlGestures *self,
              double      x,
              double      y)
{
  gtk_widget_activate_action (GTK_WIDGET (self->pane), "view.menu-at", "(dd)", x, y);
}

static gboolean
is_pen_near (RlGestures  *self,
             guint32      time)
{
  GdkDisplay *display = gtk_widget_get_display (GTK_WIDGET (self->pane));
  guint32 pen = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (display), PEN_TIME));

  /* Times start again after 50 days, which the difference does not mind. */
  return pen != 0 && (guint32) (time - pen) < NEAR_TIME;
}

static void
rl_gestures_class_init (RlGesturesClass *klass)
{
}

static void
rl_gestures_init (RlGestures *self)
{
}

/**
 * rl_gestures_new:
 * @pane: what is under the hand; it owns the hand and outlives it
 *
 * Returns: (transfer full): a hand
 */
RlGestures *
rl_gestures_new (RlPane *pane)
{
  RlGestures *self;

  g_return_val_if_fail (RL_IS_PANE (pane), NULL);

  self = g_object_new (RL_TYPE_GESTURES, NULL);
  self->pane = pane;

  return self;
}

/**
 * rl_gestures_press:
 * @self: a hand
 * @button: the button that was pressed
 * @modifiers: the keys held
 * @x: from the left, in pixels of the pane
 * @y: from the top
 *
 * Begins a drag.
 *
 * Returns: whether it did
 */
gboolean
rl_gestures_press (RlGestures          *self,
                   guint                button,
                   GdkModifierType      modifiers,
                   double               x,
                   double               y)
{
  g_return_val_if_fail (RL_IS_GESTURES (self), FALSE);

  begin (self, x, y);
  self->button = rl_pane_press (self->pane, button, modifiers, x, y) ? button : 0;

  return self->button != 0;
}

/**
 * rl_gestures_erase:
 * @self: a hand
 * @x: from the left, in pixels of the pane
 * @y: from the top
 *
 * Begins to erase, whatever tool is in hand.
 *
 * Returns: whether there is something to erase from
 */
gboolean
rl_gestures_erase (RlGestures *self,
                   double      x,
                   double      y)
{
  g_return_val_if_fail (RL_IS_GESTURES (self), FALSE);

  begin (self, x, y);
  self->button = 0;

  return rl_pane_erase (self->pane, x, y);
}

/**
 * rl_gestures_drag:
 * @self: a hand
 * @xy: (array): x and y of each point, in pixels of the pane
 * @n_points: how many
 *
 * Goes on with a drag.
 */
void
rl_gestures_drag (RlGestures       *self,
                  const double     *xy,
                  gsize             n_points)
{
  g_return_if_fail (RL_IS_GESTURES (self));
  g_return_if_fail (n_points > 0);

  note_move (self, xy[2 * n_points - 2], xy[2 * n_points - 1], CLICK);
  rl_pane_drag (self->pane, xy, n_points);
}

/**
 * rl_gestures_release:
 * @self: a hand
 *
 * Ends a drag. The right button, or that of a pen, asks for the menu where it was not
 * dragged.
 */
void
rl_gestures_release (RlGestures *self)
{
  g_return_if_fail (RL_IS_GESTURES (self));

  rl_pane_release (self->pane);
  if (self->button == GDK_BUTTON_SECONDARY && !self->has_moved)
    ask_for_menu (self, self->start[0], self->start[1]);
  self->button = 0;
}

/* Drops a drag. */
void
rl_gestures_cancel (RlGestures *self)
{
  g_return_if_fail (RL_IS_GESTURES (self));

  rl_pane_cancel (self->pane);
  self->button = 0;
}

/**
 * rl_gestures_note_pen:
 * @self: a hand
 * @time: of an event of a pen
 *
 * A pen is near this pane and all others of the display.
 */
void
rl_gestures_note_pen (RlGestures  *self,
                      guint32      time)
{
  GdkDisplay *display;

  g_return_if_fail (RL_IS_GESTURES (self));

  display = gtk_widget_get_display (GTK_WIDGET (self->pane));
  g_object_set_data (G_OBJECT (display), PEN_TIME, GUINT_TO_POINTER (time));
}

/* What one finger has begun leaves nothing behind, and what it goes on to do means nothing. */
void
rl_gestures_take_back (RlGestures *self)
{
  g_return_if_fail (RL_IS_GESTURES (self));

  if (self->finger == RL_FINGER_DRAGS)
    rl_pane_take_back (self->pane);
  self->finger = RL_FINGER_DEAD;
}

/**
 * rl_gestures_touch:
 * @self: a hand
 * @x: from the left, in pixels of the pane
 * @y: from the top
 * @time: of the event
 *
 * A finger is there.
 *
 * Returns: whether it will do something
 */
gboolean
rl_gestures_touch (RlGestures  *self,
                   double       x,
                   double       y,
                   guint32      time)
{
  g_return_val_if_fail (RL_IS_GESTURES (self), FALSE);

  begin (self, x, y);
  self->finger = is_pen_near (self, time) ? RL_FINGER_DEAD : RL_FINGER_WAITS;

  return self->finger != RL_FINGER_DEAD;
}

/**
 * rl_gestures_slide:
 * @self: a hand
 * @xy: (array): x and y of each point, in pixels of the pane
 * @n_points: how many
 * @time: of the event
 *
 * The finger moved. Beyond a tremor it does what the left button does.
 */
void
rl_gestures_slide (RlGestures       *self,
                   const double     *xy,
                   gsize             n_points,
                   guint32           time)
{
  g_return_if_fail (RL_IS_GESTURES (self));
  g_return_if_fail (n_points > 0);

  if (is_pen_near (self, time))
    rl_gestures_take_back (self);
  if (self->finger == RL_FINGER_WAITS)
    {
      note_move (self, xy[2 * n_points - 2], xy[2 * n_points - 1], TAP);
      if (!self->has_moved)
        return;
      self->finger = rl_pane_press (self->pane, GDK_BUTTON_PRIMARY, 0, self->start[0], self->start[1])
                     ? RL_FINGER_DRAGS : RL_FINGER_DEAD;
    }

  if (self->finger == RL_FINGER_DRAGS)
    rl_pane_drag (self->pane, xy, n_points);
}

/**
 * rl_gestures_lift:
 * @self: a hand
 *
 * The finger is gone. One that did not move was a click.
 */
void
rl_gestures_lift (RlGestures *self)
{
  gboolean was_tap;

  g_return_if_fail (RL_IS_GESTURES (self));

  was_tap = self->finger == RL_FINGER_WAITS &&
            rl_pane_press (self->pane, GDK_BUTTON_PRIMARY, 0, self->start[0], self->start[1]);
  if (was_tap || self->finger == RL_FINGER_DRAGS)
    rl_pane_release (self->pane);
  self->finger = RL_FINGER_NONE;
}

/**
 * rl_gestures_rest:
 * @self: a hand
 * @x: from the left, in pixels of the pane
 * @y: from the top
 *
 * The finger has been there for long. If it has done nothing it asks for the menu.
 */
void
rl_gestures_rest (RlGestures *self,
                  double      x,
                  double      y)
{
  g_return_if_fail (RL_IS_GESTURES (self));

  if (self->finger != RL_FINGER_WAITS)
    return;

  self->finger = RL_FINGER_DEAD;
  ask_for_menu (self, x, y);
}

/**
 * rl_gestures_pinch_begin:
 * @self: a hand
 * @x: the middle of two fingers, from the left, in pixels of the pane
 * @y: from the top
 * @time: of the event
 *
 * There is a second finger.
 */
void
rl_gestures_pinch_begin (RlGestures  *self,
                         double       x,
                         double       y,
                         guint32      time)
{
  g_return_if_fail (RL_IS_GESTURES (self));

  rl_gestures_take_back (self);
  self->is_palm = is_pen_near (self, time);
  self->pinch[0] = x;
  self->pinch[1] = y;
  self->pinch_scale = 1.0;
}

/**
 * rl_gestures_pinch:
 * @self: a hand
 * @scale: how much farther apart the fingers are than they were first
 * @x: their middle
 * @y: from the top
 *
 * What is between the fingers stays between them.
 */
void
rl_gestures_pinch (RlGestures *self,
                   double      scale,
                   double      x,
                   double      y)
{
  g_return_if_fail (RL_IS_GESTURES (self));
  g_return_if_fail (scale > 0.0);

  if (self->is_palm)
    return;

  rl_pane_move_view (self->pane, x - self->pinch[0], y - self->pinch[1],
                     scale / self->pinch_scale, x, y);
  self->pinch[0] = x;
  self->pinch[1] = y;
  self->pinch_scale = scale;
}

/* There is a third finger. */
void
rl_gestures_sweep_begin (RlGestures  *self,
                         guint32      time)
{
  g_return_if_fail (RL_IS_GESTURES (self));

  rl_gestures_take_back (self);
  self->is_palm = is_pen_near (self, time);
  self->swept = 0;
}

/**
 * rl_gestures_sweep:
 * @self: a hand
 * @dy: how far down three fingers have moved since they began
 *
 * Scrolls.
 */
void
rl_gestures_sweep (RlGestures *self,
                   double      dy)
{
  int steps;

  g_return_if_fail (RL_IS_GESTURES (self));

  steps = (int) (dy / SWEEP) - self->swept;
  self->swept += steps;
  if (steps != 0 && !self->is_palm)
    rl_pane_scroll (self->pane, steps);
}
