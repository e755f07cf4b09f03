/* rl-pane.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "canvas/rl-pane.h"

G_DEFINE_INTERFACE (RlPane, rl_pane, GTK_TYPE_WIDGET)

static void
rl_pane_default_init (RlPaneInterface *iface)
{
}

/* Keys of what has the focus, as elsewhere; those of the window are not here. */
void
rl_pane_class_add_bindings (GtkWidgetClass *widget_class)
{
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "view.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "view.menu", NULL);
}

/* Returns: (transfer none): what it shows */
RlSession *
rl_pane_get_session (RlPane *self)
{
  g_return_val_if_fail (RL_IS_PANE (self), NULL);

  return RL_PANE_GET_IFACE (self)->get_session (self);
}

/* Returns: the image whose window is its own */
RlLayerKind
rl_pane_get_layer (RlPane *self)
{
  g_return_val_if_fail (RL_IS_PANE (self), RL_LAYER_CT);

  return RL_PANE_GET_IFACE (self)->get_layer (self);
}

/**
 * rl_pane_set_active:
 * @self: a pane
 * @active: whether keys go to this one
 */
void
rl_pane_set_active (RlPane   *self,
                    gboolean  active)
{
  g_return_if_fail (RL_IS_PANE (self));

  RL_PANE_GET_IFACE (self)->set_active (self, active);
}

/**
 * rl_pane_scroll:
 * @self: a pane
 * @steps: how many slices or turns, towards the feet, the back or the right
 */
void
rl_pane_scroll (RlPane *self,
                int     steps)
{
  g_return_if_fail (RL_IS_PANE (self));

  RL_PANE_GET_IFACE (self)->scroll (self, steps);
}

/**
 * rl_pane_get_position:
 * @self: a pane
 * @index: (out): the step it is at, from 0
 * @n: (out): how many there are
 *
 * Returns: whether it shows an image
 */
gboolean
rl_pane_get_position (RlPane *self,
                      guint  *index,
                      guint  *n)
{
  g_return_val_if_fail (RL_IS_PANE (self), FALSE);
  g_return_val_if_fail (index != NULL && n != NULL, FALSE);

  return RL_PANE_GET_IFACE (self)->get_position (self, index, n);
}

/**
 * rl_pane_zoom:
 * @self: a pane
 * @factor: how much larger, about the middle
 */
void
rl_pane_zoom (RlPane *self,
              double  factor)
{
  g_return_if_fail (RL_IS_PANE (self));
  g_return_if_fail (factor > 0.0);

  RL_PANE_GET_IFACE (self)->zoom (self, factor);
}

/* Shows the whole. */
void
rl_pane_fit (RlPane *self)
{
  g_return_if_fail (RL_IS_PANE (self));

  RL_PANE_GET_IFACE (self)->fit (self);
}

/* Shows a pixel of the image on a pixel of the screen. */
void
rl_pane_show_actual (RlPane *self)
{
  g_return_if_fail (RL_IS_PANE (self));

  if (RL_PANE_GET_IFACE (self)->show_actual != NULL)
    RL_PANE_GET_IFACE (self)->show_actual (self);
}

/* Returns: (transfer none) (nullable): how it is flipped and turned, if it can be */
RlViewport *
rl_pane_get_viewport (RlPane *self)
{
  g_return_val_if_fail (RL_IS_PANE (self), NULL);

  return RL_PANE_GET_IFACE (self)->get_viewport != NULL
         ? RL_PANE_GET_IFACE (self)->get_viewport (self) : NULL;
}

/**
 * rl_pane_cancel:
 * @self: a pane
 *
 * Drops what is being drawn.
 *
 * Returns: whether there was anything
 */
gboolean
rl_pane_cancel (RlPane *self)
{
  g_return_val_if_fail (RL_IS_PANE (self), FALSE);

  return RL_PANE_GET_IFACE (self)->cancel (self);
}

/**
 * rl_pane_get_hint:
 * @self: a pane
 * @button: a button of the mouse, or 0 for the wheel
 * @modifiers: the keys held
 *
 * Returns: (nullable): what that does here, or %NULL where the tool in hand says it
 */
const char *
rl_pane_get_hint (RlPane          *self,
                  guint            button,
                  GdkModifierType  modifiers)
{
  g_return_val_if_fail (RL_IS_PANE (self), NULL);

  return RL_PANE_GET_IFACE (self)->get_hint != NULL
         ? RL_PANE_GET_IFACE (self)->get_hint (self, button, modifiers) : NULL;
}

/* Returns: (transfer full): what a screen reader says besides its name; nothing without an image */
char *
rl_pane_describe (RlPane *self)
{
  g_return_val_if_fail (RL_IS_PANE (self), NULL);

  if (RL_PANE_GET_IFACE (self)->describe == NULL ||
      rl_session_get_base (rl_pane_get_session (self)) == NULL)
    return g_strdup ("");

  return RL_PANE_GET_IFACE (self)->describe (self);
}

/**
 * rl_pane_press:
 * @self: a pane
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
rl_pane_press (RlPane          *self,
               guint            button,
               GdkModifierType  modifiers,
               double           x,
               double           y)
{
  g_return_val_if_fail (RL_IS_PANE (self), FALSE);

  return RL_PANE_GET_IFACE (self)->press (self, button, modifiers, x, y);
}

/**
 * rl_pane_erase:
 * @self: a pane
 * @x: from the left, in pixels of the pane
 * @y: from the top
 *
 * Begins to erase, whatever tool is in hand.
 *
 * Returns: whether it did
 */
gboolean
rl_pane_erase (RlPane *self,
               double  x,
               double  y)
{
  g_return_val_if_fail (RL_IS_PANE (self), FALSE);

  return RL_PANE_GET_IFACE (self)->erase != NULL && RL_PANE_GET_IFACE (self)->erase (self, x, y);
}

/**
 * rl_pane_drag:
 * @self: a pane
 * @xy: (array): x and y of each point since the last, in pixels of the pane
 * @n_points: how many
 *
 * Goes on with a drag, if there is one.
 */
void
rl_pane_drag (RlPane       *self,
              const double *xy,
              gsize         n_points)
{
  g_return_if_fail (RL_IS_PANE (self));
  g_return_if_fail (n_points > 0);

  RL_PANE_GET_IFACE (self)->drag (self, xy, n_points);
}

/* Ends a drag, if there is one. */
void
rl_pane_release (RlPane *self)
{
  g_return_if_fail (RL_IS_PANE (self));

  RL_PANE_GET_IFACE (self)->release (self);
}

/* Ends a drag, and all is as it was before. */
void
rl_pane_take_back (RlPane *self)
{
  g_return_if_fail (RL_IS_PANE (self));

  RL_PANE_GET_IFACE (self)->take_back (self);
}

/**
 * rl_pane_move_view:
 * @self: a pane
 * @dx: how far what is shown moves to the right, in pixels of the pane
 * @dy: how far it moves down
 * @factor: how much larger it is after that
 * @x: what stays where it is then, from the left
 * @y: from the top
 */
void
rl_pane_move_view (RlPane *self,
                   double  dx,
                   double  dy,
                   double  factor,
                   double  x,
                   double  y)
{
  g_return_if_fail (RL_IS_PANE (self));
  g_return_if_fail (factor > 0.0);

  RL_PANE_GET_IFACE (self)->move_view (self, dx, dy, factor, x, y);
}

/* Returns: whether a double click was of use, so that it does not maximise the pane */
gboolean
rl_pane_press_twice (RlPane *self)
{
  g_return_val_if_fail (RL_IS_PANE (self), FALSE);

  return RL_PANE_GET_IFACE (self)->press_twice != NULL &&
         RL_PANE_GET_IFACE (self)->press_twice (self);
}
