/* rl-window-fit.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "window/rl-window-private.h"

/* In a window too narrow for all, sliders go first, which have keys, and then one of the side
 * panes, until there is room again. A key or button that shows it folds the other.
 */

static int
get_needed (RlWindow *self)
{
  int needed;

  gtk_widget_measure (self->browser_paned, GTK_ORIENTATION_HORIZONTAL, -1, &needed, NULL, NULL, NULL);

  return needed;
}

static gboolean
has_room (RlWindow *self)
{
  return get_needed (self) <= gtk_widget_get_width (GTK_WIDGET (self));
}

static void
set_tight (RlWindow *self,
           gboolean  tight)
{
  self->is_tight = tight;
  gtk_widget_set_visible (self->brush_size, !tight);
  rl_window_update_actions (self);
}

static void
unfold (RlWindow *self)
{
  GtkWidget *pane = g_steal_pointer (&self->folded);

  gtk_widget_set_visible (pane, TRUE);
  if (has_room (self))
    {
      rl_window_show_pane (self, pane, TRUE);
      return;
    }

  gtk_widget_set_visible (pane, FALSE);
  self->folded = pane;
}

/* Who reads needs the lesions, who does not yet the patients. */
static GtkWidget *
choose_folded (RlWindow  *self,
               GtkWidget *keep)
{
  GtkWidget *browser = GTK_WIDGET (self->browser);
  GtkWidget *inspectors = GTK_WIDGET (self->inspectors);

  if (keep == NULL)
    keep = rl_session_get_base (self->session) != NULL ? inspectors : browser;

  return keep == browser ? inspectors : browser;
}

/**
 * rl_window_fit:
 * @self: a window
 * @keep: (nullable): the side pane that was just asked for
 *
 * Shows as much as there is room for.
 */
void
rl_window_fit (RlWindow  *self,
               GtkWidget *keep)
{
  if (self->images_only || !rl_window_shows_images (self) || gtk_widget_get_width (GTK_WIDGET (self)) == 0)
    return;

  set_tight (self, TRUE);
  if (self->folded != NULL)
    unfold (self);
  if (!has_room (self) && self->show_browser && self->show_lesions)
    {
      GtkWidget *pane = choose_folded (self, keep);

      rl_window_show_pane (self, pane, FALSE);
      self->folded = pane;
    }

  set_tight (self, FALSE);
  if (!has_room (self))
    set_tight (self, TRUE);
}

static gboolean
fit_cb (gpointer data)
{
  RlWindow *self = data;

  self->fit_id = 0;
  rl_window_fit (self, NULL);

  return G_SOURCE_REMOVE;
}

/* After the window has its size; what is shown then must not change while sizes are given. */
void
rl_window_queue_fit (RlWindow *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int needed = get_needed (self);

  if (self->fit_id != 0 || (self->fitted[0] == width && self->fitted[1] == needed))
    return;

  self->fitted[0] = width;
  self->fitted[1] = needed;
  self->fit_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, fit_cb, self, NULL);
}
