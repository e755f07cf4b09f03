/* rl-window-held.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "commands/rl-keys.h"
#include "window/rl-window-private.h"

/* A press shorter than this is a tap. */
#define TAP_TIME (300 * G_TIME_SPAN_MILLISECOND)

#define MODIFIERS (GDK_SHIFT_MASK | GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)

static GdkModifierType
get_modifier (guint keyval)
{
  switch (keyval)
    {
    case GDK_KEY_Shift_L:
    case GDK_KEY_Shift_R:
      return GDK_SHIFT_MASK;

    case GDK_KEY_Control_L:
    case GDK_KEY_Control_R:
      return GDK_CONTROL_MASK;

    case GDK_KEY_Alt_L:
    case GDK_KEY_Alt_R:
      return GDK_ALT_MASK;

    default:
      return 0;
    }
}

/* Contours go at once, so that a hold is felt at once; only the release tells
 * whether they come back.
 */
static void
hold_contours (RlWindow *self)
{
  if (self->contours_held_since != 0)
    return;

  self->contours_held_since = g_get_monotonic_time ();
  self->contours_were_shown = rl_session_get_show_contours (self->session);
  rl_session_set_show_contours (self->session, FALSE);
}

static void
release_contours (RlWindow *self)
{
  gint64 held = g_get_monotonic_time () - self->contours_held_since;
  gboolean is_tap = held < TAP_TIME;

  if (self->contours_held_since == 0)
    return;

  self->contours_held_since = 0;
  rl_session_set_show_contours (self->session, is_tap ? !self->contours_were_shown
                                                      : self->contours_were_shown);
}

/* As contours; a tap shows or hides the map of the session for good. */
static void
hold_map (RlWindow *self)
{
  if (self->map_held_since != 0)
    return;

  self->map_held_since = g_get_monotonic_time ();
  rl_session_set_hide_map (self->session, TRUE);
}

static void
release_map (RlWindow *self)
{
  RlMapLayer *layer = rl_session_get_map_layer (self->session);
  gboolean is_tap = g_get_monotonic_time () - self->map_held_since < TAP_TIME;

  if (self->map_held_since == 0)
    return;

  self->map_held_since = 0;
  if (is_tap)
    rl_map_layer_set_visible (layer, !rl_map_layer_get_visible (layer));
  rl_session_set_hide_map (self->session, FALSE);
}

/* Of this window, or of that of a pane. */
static RlStatusLine *
find_line (RlWindow  *self,
           GtkWindow *window)
{
  return window == GTK_WINDOW (self) ? self->status_line
                                     : rl_view_grid_get_status_line (window);
}

static void
set_modifiers (RlWindow           *self,
               GtkEventController *controller,
               GdkModifierType     modifiers)
{
  GtkWindow *window = GTK_WINDOW (gtk_event_controller_get_widget (controller));

  rl_status_line_set_modifiers (find_line (self, window), modifiers);
}

static gboolean
key_pressed_cb (RlWindow           *self,
                guint               keyval,
                guint               keycode,
                GdkModifierType     state,
                GtkEventController *controller)
{
  GtkWidget *window = gtk_event_controller_get_widget (controller);
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));

  g_assert (RL_IS_WINDOW (self));

  set_modifiers (self, controller, state | get_modifier (keyval));

  if (!rl_window_shows_images (self) || (state & MODIFIERS) != 0 || !rl_keys_may_fire (focus, keyval, state))
    return FALSE;

  if (keyval == GDK_KEY_s)
    hold_contours (self);
  else if (keyval == GDK_KEY_f)
    hold_map (self);
  else if (keyval == GDK_KEY_t)
    rl_session_set_ct_only (self->session, TRUE);
  else if (keyval == GDK_KEY_m)
    rl_view_grid_set_magnified (self->views, TRUE);
  else
    return FALSE;

  return TRUE;
}

static void
key_released_cb (RlWindow           *self,
                 guint               keyval,
                 guint               keycode,
                 GdkModifierType     state,
                 GtkEventController *controller)
{
  g_assert (RL_IS_WINDOW (self));

  set_modifiers (self, controller, state & ~get_modifier (keyval));

  if (keyval == GDK_KEY_s || keyval == GDK_KEY_S)
    release_contours (self);
  else if (keyval == GDK_KEY_f || keyval == GDK_KEY_F)
    release_map (self);
  else if (keyval == GDK_KEY_t || keyval == GDK_KEY_T)
    rl_session_set_ct_only (self->session, FALSE);
  else if (keyval == GDK_KEY_m || keyval == GDK_KEY_M)
    rl_view_grid_set_magnified (self->views, FALSE);
}

void
rl_window_let_go_of_keys (RlWindow *self)
{
  if (self->contours_held_since != 0)
    rl_session_set_show_contours (self->session, self->contours_were_shown);
  self->contours_held_since = 0;
  self->map_held_since = 0;

  rl_session_set_hide_map (self->session, FALSE);
  rl_session_set_ct_only (self->session, FALSE);
  rl_view_grid_set_magnified (self->views, FALSE);
  rl_status_line_set_modifiers (self->status_line, 0);
}

/* A key that is let go over another window is never heard of again. */
static void
is_active_cb (RlWindow   *self,
              GParamSpec *pspec,
              GtkWindow  *window)
{
  g_assert (RL_IS_WINDOW (self));

  if (gtk_window_is_active (window))
    return;

  rl_window_let_go_of_keys (self);
  rl_status_line_set_modifiers (find_line (self, window), 0);
}

/* What was pressed over another window is held here all the same, and what the mouse
 * does depends on what it is over.
 */
static void
motion_cb (RlWindow           *self,
           double              x,
           double              y,
           GtkEventController *controller)
{
  GtkWidget *window = gtk_event_controller_get_widget (controller);
  GtkWidget *under = gtk_widget_pick (window, x, y, GTK_PICK_DEFAULT);
  GtkWidget *pane = under != NULL ? gtk_widget_get_ancestor (under, RL_TYPE_PANE) : NULL;
  RlStatusLine *line = find_line (self, GTK_WINDOW (window));

  g_assert (RL_IS_WINDOW (self));

  rl_status_line_set_pane (line, pane != NULL ? RL_PANE (pane) : NULL);
  rl_status_line_set_modifiers (line, gtk_event_controller_get_current_event_state (controller));
}

/**
 * rl_window_add_held_keys:
 * @self: a window
 * @window: this one, or one of its panes that has its own
 *
 * Has keys do something for as long as they are held, and the status line of @window say what
 * the mouse does there.
 */
void
rl_window_add_held_keys (RlWindow  *self,
                         GtkWindow *window)
{
  GtkEventController *controller = gtk_event_controller_key_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller,
                           "key-pressed",
                           G_CALLBACK (key_pressed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (controller,
                           "key-released",
                           G_CALLBACK (key_released_cb),
                           self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (window), controller);

  gtk_event_controller_set_propagation_phase (motion, GTK_PHASE_CAPTURE);
  g_signal_connect_object (motion, "motion", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (window), motion);

  g_signal_connect_object (window, "notify::is-active", G_CALLBACK (is_active_cb), self,
                           G_CONNECT_SWAPPED);
}
