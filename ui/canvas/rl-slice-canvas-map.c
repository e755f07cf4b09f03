/* rl-slice-canvas-map.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "canvas/rl-slice-canvas-private.h"

static RlMapLayer *
get_chosen (RlSliceCanvas *self)
{
  return self->map_layer != NULL ? self->map_layer : rl_session_get_map_layer (self->session);
}

static void
map_changed_cb (RlSliceCanvas *self)
{
  g_assert (RL_IS_SLICE_CANVAS (self));

  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
follow (RlSliceCanvas *self)
{
  RlMapLayer *layer = get_chosen (self);

  if (layer != self->followed_map)
    {
      if (self->followed_map != NULL)
        g_signal_handlers_disconnect_by_func (self->followed_map, map_changed_cb, self);
      g_set_object (&self->followed_map, layer);
      g_signal_connect_object (layer, "changed", G_CALLBACK (map_changed_cb), self,
                               G_CONNECT_SWAPPED);
    }
  map_changed_cb (self);
}

/* The canvas has its session now. */
void
rl_slice_canvas_init_map (RlSliceCanvas *self)
{
  self->map_overlay = rl_map_overlay_new ();
  follow (self);
}

void
rl_slice_canvas_clear_map (RlSliceCanvas *self)
{
  g_clear_pointer (&self->map_overlay, rl_map_overlay_free);
  g_clear_object (&self->map_layer);
  g_clear_object (&self->followed_map);
}

/* Over the picture and under the contours. */
void
rl_slice_canvas_paint_map (RlSliceCanvas  *self,
                           GtkSnapshot    *snapshot,
                           const RimPlane *plane)
{
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (self));

  if (self->hides_map)
    return;

  rl_map_overlay_set_renderer (self->map_overlay, gtk_native_get_renderer (native));
  rl_map_overlay_snapshot (self->map_overlay, snapshot, get_chosen (self), plane,
                           gtk_widget_get_scale_factor (GTK_WIDGET (self)));
}

/**
 * rl_slice_canvas_set_map_layer:
 * @self: a canvas
 * @layer: (nullable): the map that lies over its images; NULL for the one of the session
 */
void
rl_slice_canvas_set_map_layer (RlSliceCanvas *self,
                               RlMapLayer    *layer)
{
  g_return_if_fail (RL_IS_SLICE_CANVAS (self));

  if (g_set_object (&self->map_layer, layer))
    follow (self);
}

/**
 * rl_slice_canvas_get_map_layer:
 * @self: a canvas
 *
 * Returns: (transfer none) (nullable): the map that lies over its images; NULL where it
 *   shows none
 */
RlMapLayer *
rl_slice_canvas_get_map_layer (RlSliceCanvas *self)
{
  g_return_val_if_fail (RL_IS_SLICE_CANVAS (self), NULL);

  return self->hides_map ? NULL : get_chosen (self);
}

/**
 * rl_slice_canvas_set_show_map:
 * @self: a canvas
 * @show: whether a map lies over its images, as it does where nothing else is said
 */
void
rl_slice_canvas_set_show_map (RlSliceCanvas *self,
                              gboolean       show)
{
  g_return_if_fail (RL_IS_SLICE_CANVAS (self));

  if (self->hides_map == !show)
    return;

  self->hides_map = !show;
  map_changed_cb (self);
}

gboolean
rl_slice_canvas_get_show_map (RlSliceCanvas *self)
{
  g_return_val_if_fail (RL_IS_SLICE_CANVAS (self), FALSE);

  return !self->hides_map;
}

/**
 * rl_slice_canvas_get_n_map_renders:
 * @self: a canvas
 *
 * Returns: how often the pixels of its map were made
 */
guint
rl_slice_canvas_get_n_map_renders (RlSliceCanvas *self)
{
  g_return_val_if_fail (RL_IS_SLICE_CANVAS (self), 0);

  return rl_map_overlay_get_n_renders (self->map_overlay);
}
