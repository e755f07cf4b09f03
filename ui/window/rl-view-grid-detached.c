/* rl-view-grid-detached.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "window/rl-view-grid-private.h"

#define DETACHED_SIZE 900
#define STATUS_LINE   "rl-status-line"

static RlDetached *
get_detached (RlViewGrid *self,
              guint       index)
{
  return &g_array_index (self->detached, RlDetached, index);
}

/* Its pane is gone already. Keys go back to the panes in the grid. */
static void
destroy_cb (RlViewGrid *self,
            GtkWindow  *window)
{
  g_assert (RL_IS_VIEW_GRID (self));

  for (guint i = self->detached->len; i > 0; i--)
    {
      if (get_detached (self, i - 1)->window != window)
        continue;

      if (get_detached (self, i - 1)->slot.pane == self->active)
        self->active = NULL;
      g_array_remove_index (self->detached, i - 1);
    }

  if (self->active == NULL && self->slots->len > 0)
    rl_view_grid_activate (self, rl_view_grid_get_slot (self, 0)->pane);
}

static void
update_title (GtkWindow *window,
              RlPane    *pane)
{
  RimVolume *base = rl_session_get_base (rl_pane_get_session (pane));
  RimSource *source = base != NULL ? rim_volume_get_source (base) : NULL;

  gtk_window_set_title (window, source != NULL && source->patient_name != NULL
                                ? source->patient_name : "Rimlight");
}

/* What hands do in it is said in it: the other window may be far away. */
static void
fill (GtkWindow *window,
      RlPane    *pane)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *line = g_object_new (RL_TYPE_STATUS_LINE, NULL);

  rl_status_line_set_session (RL_STATUS_LINE (line), rl_pane_get_session (pane));
  rl_status_line_set_pane (RL_STATUS_LINE (line), pane);
  gtk_widget_set_vexpand (GTK_WIDGET (pane), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (pane));
  gtk_box_append (GTK_BOX (box), line);
  gtk_window_set_child (window, box);
  g_object_set_data (G_OBJECT (window), STATUS_LINE, line);
}

/**
 * rl_view_grid_detach:
 * @self: a view grid
 *
 * Makes a window with another pane of what the active one shows, for a second
 * screen. It shows the same sessions and closes with the study or the grid.
 *
 * Returns: (transfer none): the window, not yet shown
 */
GtkWindow *
rl_view_grid_detach (RlViewGrid *self)
{
  RlDetached detached;
  RlSlot *slot = &detached.slot;
  GtkWidget *window;

  g_return_val_if_fail (RL_IS_VIEW_GRID (self), NULL);

  *slot = *rl_view_grid_get_slot (self, rl_view_grid_get_active_index (self));
  slot->pane = rl_view_grid_create_pane (self, &slot->cell, NULL);
  window = gtk_window_new ();
  detached.window = GTK_WINDOW (window);
  gtk_window_set_default_size (GTK_WINDOW (window), DETACHED_SIZE, DETACHED_SIZE);
  fill (GTK_WINDOW (window), slot->pane);
  update_title (GTK_WINDOW (window), slot->pane);
  g_signal_connect_object (window, "destroy", G_CALLBACK (destroy_cb), self, G_CONNECT_SWAPPED);

  g_array_append_val (self->detached, detached);
  rl_view_grid_arrange (self);

  return GTK_WINDOW (window);
}

/* They show what the panes of the grid show, or go when there is nothing. */
void
rl_view_grid_update_detached (RlViewGrid *self)
{
  if (rl_session_get_base (self->sessions[RL_ROLE_CURRENT]) == NULL)
    {
      rl_view_grid_close_detached (self);
      return;
    }

  for (guint i = 0; i < self->detached->len; i++)
    {
      RlDetached *detached = get_detached (self, i);

      rl_view_grid_update_content (self, &detached->slot);
      update_title (detached->window, detached->slot.pane);
    }
}

void
rl_view_grid_close_detached (RlViewGrid *self)
{
  while (self->detached->len > 0)
    gtk_window_destroy (get_detached (self, self->detached->len - 1)->window);
}

/* Returns: whether the active pane has a window of its own, which has all the room now, or
 * not any more
 */
gboolean
rl_view_grid_toggle_detached (RlViewGrid *self)
{
  for (guint i = 0; i < self->detached->len; i++)
    {
      RlDetached *detached = get_detached (self, i);

      if (detached->slot.pane != self->active)
        continue;

      if (gtk_window_is_maximized (detached->window))
        gtk_window_unmaximize (detached->window);
      else
        gtk_window_maximize (detached->window);
      return TRUE;
    }

  return FALSE;
}

/**
 * rl_view_grid_get_status_line:
 * @window: of a pane that has its own
 *
 * Returns: (transfer none): what says there what hands do
 */
RlStatusLine *
rl_view_grid_get_status_line (GtkWindow *window)
{
  return g_object_get_data (G_OBJECT (window), STATUS_LINE);
}
