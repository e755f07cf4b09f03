/* rl-slice-canvas-map.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "canvas/rl-slice-canvas-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "canvas/rl-range-grip.h"
#include "canvas/rl-swipe-handle.h"

#define MARGIN          7
#define TITLE_GAP       8
#define BAR_GAP         10
#define ROOM_FOR_LETTER 14
#define ROOM_FOR_BAR    110
#define ROOM_FOR_LEGEND 240
#define ROOM_FOR_BRIEF  60    /* legends across */
#define LEAST_LEGEND    32
#define MOST_LEGEND     220

/* A pane's edge may be dragged, too, from a little within it. */
#define BAR_EDGE 12

/* How far beside bar and numbers a hand may take them by. */
#define GRIP_REACH 5

static RlMapLayer *
get_chosen (RlSliceCanvas *self)
{
  return self->map_layer != NULL ? self->map_layer : rl_session_get_map_layer (self->session);
}

/* What lies over the images has changed, or whether it does. */
void
rl_slice_canvas_update_map (RlSliceCanvas *self)
{
  gboolean has_map;

  if (self->swipe_handle == NULL)
    return;

  has_map = rl_slice_canvas_has_map (self);
  gtk_widget_set_visible (self->swipe_handle, has_map && rl_map_layer_get_swipe (get_chosen (self)) > 0.0);
  gtk_widget_set_visible (self->range_grip, has_map && rl_session_get_show_legend (self->session));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
map_changed_cb (RlSliceCanvas *self)
{
  g_assert (RL_IS_SLICE_CANVAS (self));

  rl_slice_canvas_update_map (self);
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
      rl_swipe_handle_set_layer (RL_SWIPE_HANDLE (self->swipe_handle), layer);
      rl_range_grip_set_layer (RL_RANGE_GRIP (self->range_grip), layer);
    }
  rl_slice_canvas_update_map (self);
}

/* The canvas has its session now. */
void
rl_slice_canvas_init_map (RlSliceCanvas *self)
{
  self->map_overlay = rl_map_overlay_new ();
  self->map_legend = rl_legend_new ();
  self->range_grip = rl_range_grip_new (self->session);
  self->swipe_handle = rl_swipe_handle_new (self->session);
  gtk_widget_set_parent (self->range_grip, GTK_WIDGET (self));
  gtk_widget_set_parent (self->swipe_handle, GTK_WIDGET (self));
  follow (self);
}

void
rl_slice_canvas_clear_map (RlSliceCanvas *self)
{
  g_clear_pointer (&self->range_grip, gtk_widget_unparent);
  g_clear_pointer (&self->swipe_handle, gtk_widget_unparent);
  g_clear_pointer (&self->map_legend, rl_legend_free);
  g_clear_pointer (&self->map_overlay, rl_map_overlay_free);
  g_clear_object (&self->map_layer);
  g_clear_object (&self->followed_map);
}

/* Returns: whether a map is seen over the images */
gboolean
rl_slice_canvas_has_map (RlSliceCanvas *self)
{
  return !self->hides_map && !rl_session_get_hide_map (self->session) &&
         !rl_session_get_ct_only (self->session) && rl_map_layer_is_shown (get_chosen (self));
}

/* Returns: (transfer none) (nullable): the map that is seen at a column of the pane */
RlMapLayer *
rl_slice_canvas_get_map_at (RlSliceCanvas *self,
                            double         x)
{
  RlMapLayer *layer = get_chosen (self);
  double width = gtk_widget_get_width (GTK_WIDGET (self));

  return rl_slice_canvas_has_map (self) && x >= rl_map_layer_get_swipe (layer) * width ? layer : NULL;
}

/* Returns: (transfer full) (nullable): what lies over the images, for those who do not see it */
char *
rl_slice_canvas_describe_map (RlSliceCanvas *self)
{
  RlMapLayer *layer = get_chosen (self);

  return rl_slice_canvas_has_map (self) ? rl_map_layer_describe_range (layer) : NULL;
}

/* What hands take the map by lies over all of the pane, and takes little of it. */
void
rl_slice_canvas_allocate_map (RlSliceCanvas *self,
                              int            width,
                              int            height)
{
  GtkWidget *children[] = { self->range_grip, self->swipe_handle };

  for (guint i = 0; i < G_N_ELEMENTS (children); i++)
    if (gtk_widget_should_layout (children[i]))
      {
        gtk_widget_measure (children[i], GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
        gtk_widget_allocate (children[i], width, height, -1, NULL);
      }
}

/* Over the picture and under the contours, to the right of the line where there is one. */
void
rl_slice_canvas_paint_map (RlSliceCanvas  *self,
                           GtkSnapshot    *snapshot,
                           const RimPlane *plane)
{
  GtkWidget *widget = GTK_WIDGET (self);
  float width = (float) gtk_widget_get_width (widget);
  RlMapLayer *layer = get_chosen (self);
  float line = (float) round (rl_map_layer_get_swipe (layer) * width);

  if (!rl_slice_canvas_has_map (self))
    return;

  rl_map_overlay_set_renderer (self->map_overlay, gtk_native_get_renderer (gtk_widget_get_native (widget)));
  if (line > 0)
    gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (line, 0, width - line,
                                                           (float) gtk_widget_get_height (widget)));
  rl_map_overlay_snapshot (self->map_overlay, snapshot, layer, plane, gtk_widget_get_scale_factor (widget));
  if (line > 0)
    gtk_snapshot_pop (snapshot);
}

/* What is mapped, whether more of it is to come, and of a slab which part. */
static char *
describe_map (RlSliceCanvas *self,
              gboolean       is_brief)
{
  RlMapLayer *layer = get_chosen (self);
  const char *title = rl_map_layer_get_title (layer);
  const char *unit = rl_map_layer_get_unit (layer);
  GString *text = g_string_new (title != NULL ? title : _("Map"));

  if (is_brief && unit != NULL)
    g_string_append_printf (text, " (%s)", unit);
  if (rl_map_layer_get_busy (layer))
    g_string_append (text, " …");
  if (rl_session_get_slab (self->session, self->orientation).mm > 0.0)
    g_string_append_printf (text, "\n%s", _("Middle of the slab"));

  return g_string_free (text, FALSE);
}

/* Returns: how far down it reaches */
static double
paint_title (RlSliceCanvas *self,
             GtkSnapshot   *snapshot,
             const RlPen   *pen,
             gboolean       is_brief,
             double         top)
{
  g_autofree char *text = describe_map (self, is_brief);
  PangoLayout *layout = rl_slice_canvas_get_text (self, RL_CANVAS_TEXT_MAP, text);
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int most = is_brief ? width - ROOM_FOR_BRIEF : width / 2 - 3 * MARGIN;
  int height;

  if (!rl_session_get_show_text (self->session))
    return top;

  pango_layout_set_width (layout, most * PANGO_SCALE);
  pango_layout_get_pixel_size (layout, NULL, &height);
  rl_pen_append_text (pen, snapshot, layout, MARGIN, top + TITLE_GAP);

  return top + TITLE_GAP + height;
}

/* Below the names of what is shown, across from the legends of the images. */
void
rl_slice_canvas_paint_map_legend (RlSliceCanvas *self,
                                  GtkSnapshot   *snapshot,
                                  const RlPen   *pen,
                                  int            top)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double middle = gtk_widget_get_height (GTK_WIDGET (self)) / 2.0;
  RlLegendPlace place = { .edge = BAR_EDGE, .pen = pen, .is_left = TRUE, .is_brief = width < ROOM_FOR_LEGEND };
  RlMapLayer *map = get_chosen (self);
  RimLayer layer;
  double inner;

  rl_range_grip_set_bounds (RL_RANGE_GRIP (self->range_grip), NULL);
  if (!rl_slice_canvas_has_map (self) || !rl_session_get_show_legend (self->session) || width < ROOM_FOR_BAR)
    return;

  rl_map_layer_get_layer (map, &layer);
  place.has_text = rl_session_get_show_text (self->session);
  place.unit = rl_map_layer_get_unit (map) != NULL ? rl_map_layer_get_unit (map) : "";
  place.top = round (paint_title (self, snapshot, pen, place.is_brief, top) + BAR_GAP);
  place.height = MIN (floor (middle - ROOM_FOR_LETTER - place.top), MOST_LEGEND);
  if (place.height < LEAST_LEGEND)
    return;

  inner = rl_legend_snapshot (self->map_legend, GTK_WIDGET (self), snapshot, &layer, &place);
  rl_range_grip_set_bounds (RL_RANGE_GRIP (self->range_grip),
                            &GRAPHENE_RECT_INIT ((float) (place.edge - GRIP_REACH), (float) place.top,
                                                 (float) (inner - place.edge + 2 * GRIP_REACH),
                                                 (float) place.height));
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
  rl_slice_canvas_update_map (self);
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
