/* rl-slice-canvas.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "canvas/rl-slice-canvas-private.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE_WITH_CODE (RlSliceCanvas, rl_slice_canvas, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (RL_TYPE_PANE, rl_slice_canvas_pane_init))

enum {
  MESSAGE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Returns: (transfer full): the plane, and of which study where there are more */
char *
rl_slice_canvas_dup_name (RlSliceCanvas *self,
                          gboolean       brief)
{
  g_autofree char *plane = rl_slice_describe_plane (rl_session_get_mpr (self->session),
                                                    self->orientation, brief);

  return self->caption != NULL ? g_strdup_printf ("%s · %s", plane, self->caption)
                               : g_steal_pointer (&plane);
}

/* Screen readers hear what the corner text says. */
static void
update_label (RlSliceCanvas *self)
{
  RlContent content = rl_content_resolve (self->content, self->session);
  g_autofree char *plane = rl_slice_canvas_dup_name (self, FALSE);
  g_autofree char *label = NULL;
  RlSlice slice;

  /* Translators: plane and image, such as "Axial CT, slice 57 of 120". */
  if (rl_slice_canvas_get_slice (self, &slice))
    label = g_strdup_printf (_("%s %s, slice %u of %u"), plane, rl_content_get_name (content),
                             slice.number, slice.n);
  else
    label = g_steal_pointer (&plane);

  if (g_strcmp0 (label, self->label) == 0)
    return;

  g_free (self->label);
  self->label = g_steal_pointer (&label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, self->label,
                                  -1);
}

static void
cursor_changed_cb (RlSliceCanvas *self)
{
  g_assert (RL_IS_SLICE_CANVAS (self));

  update_label (self);
  rl_slice_canvas_show_hand (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The images of another patient may lie where those of the last one lay. */
static void
images_changed_cb (RlSliceCanvas *self)
{
  g_assert (RL_IS_SLICE_CANVAS (self));

  rl_slice_canvas_cancel (self);
  rl_picture_invalidate (self->picture);
  cursor_changed_cb (self);
}

static void
display_changed_cb (RlSliceCanvas *self)
{
  g_assert (RL_IS_SLICE_CANVAS (self));

  update_label (self);
  rl_slice_canvas_update_map (self);
}

static void
slices_changed_cb (RlSliceCanvas *self)
{
  g_assert (RL_IS_SLICE_CANVAS (self));

  rl_picture_invalidate (self->picture);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* What a hand is drawing with one tool does not go on with another. */
static void
tool_changed_cb (RlSliceCanvas *self)
{
  g_assert (RL_IS_SLICE_CANVAS (self));

  rl_slice_canvas_end_pointing (self);
  rl_slice_canvas_finish_annotation (self);
  rl_slice_canvas_take_tool (self);
  rl_slice_canvas_update_cursor (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Others will be shown, or nothing: what the hand is at stays as it is drawn so far. */
static void
finish (RlSliceCanvas *self)
{
  rl_slice_canvas_finish_annotation (self);
  if (self->brush != NULL)
    rl_slice_canvas_release (self);
  rl_slice_canvas_command (self, RL_HAND_PUT_DOWN);
}

static void
connect_measurements (RlSliceCanvas *self)
{
  RlMeasurements *measurements = rl_session_get_measurements (self->session);
  static const char *const changes[] = { "changed", "notify::active", "notify::visible" };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    g_signal_connect_object (measurements, changes[i], G_CALLBACK (gtk_widget_queue_draw), self,
                             G_CONNECT_SWAPPED);
  g_signal_connect_object (measurements, "finish", G_CALLBACK (rl_slice_canvas_finish_annotation),
                           self, G_CONNECT_SWAPPED);
}

static void
connect_session (RlSliceCanvas *self)
{
  const struct {
    const char *signal;
    GCallback   callback;
  } handlers[] = {
    { "finish", G_CALLBACK (finish) },
    { "images-changed", G_CALLBACK (images_changed_cb) },
    { "slices-changed", G_CALLBACK (slices_changed_cb) },
    { "cursor-changed", G_CALLBACK (cursor_changed_cb) },
    { "display-changed", G_CALLBACK (display_changed_cb) },
    { "planes-changed", G_CALLBACK (cursor_changed_cb) },
    { "lesions-changed", G_CALLBACK (gtk_widget_queue_draw) },
    { "notify::tool", G_CALLBACK (tool_changed_cb) },
    { "notify::brush-radius", G_CALLBACK (gtk_widget_queue_draw) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (handlers); i++)
    g_signal_connect_object (self->session, handlers[i].signal, handlers[i].callback,
                             self, G_CONNECT_SWAPPED);
}

static void
rl_slice_canvas_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  RlSliceCanvas *self = RL_SLICE_CANVAS (widget);
  RlContent content = rl_content_resolve (self->content, self->session);
  RimPlane plane;

  if (!rl_slice_canvas_get_plane (self, &plane))
    {
      rl_slice_canvas_paint_caption (self, snapshot);
      return;
    }

  rl_picture_set_renderer (self->picture, gtk_native_get_renderer (gtk_widget_get_native (widget)));
  rl_picture_snapshot (self->picture, snapshot, self->session, content, &plane,
                       rl_session_get_slab (self->session, self->orientation),
                       gtk_widget_get_scale_factor (widget));

  rl_slice_canvas_paint_map (self, snapshot, &plane);
  if (rl_session_get_show_contours (self->session))
    rl_contours_snapshot (self->contours, snapshot, self->session, &plane,
                          gtk_widget_get_scale_factor (widget), content != RL_CONTENT_CT,
                          rl_slice_canvas_get_aimed (self));

  rl_slice_canvas_paint_overlay (self, snapshot, &plane);
  rl_slice_canvas_paint_hand (self, snapshot, &plane);
  rl_annotations_snapshot (self->annotations, widget, snapshot, self->session, self->contours, &plane);
  rl_slice_canvas_paint_comments (self, snapshot, &plane);
  rl_slice_canvas_paint_point (self, snapshot);
  if (gtk_widget_is_visible (self->swipe_handle))
    gtk_widget_snapshot_child (widget, self->swipe_handle, snapshot);

  if (self->is_magnified && self->has_pointer)
    rl_lens_snapshot (self->lens, snapshot, self->session, content, &plane,
                      rl_session_get_slab (self->session, self->orientation),
                      rl_slice_canvas_get_map_at (self, self->pointer[0]),
                      gtk_widget_get_scale_factor (widget), self->pointer[0], self->pointer[1]);
}

static void
rl_slice_canvas_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  *minimum = 48;
  *natural = 48;
}

static void
rl_slice_canvas_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  rl_slice_canvas_allocate_map (RL_SLICE_CANVAS (widget), width, height);
}

/* The frame says where the focus is. */
static void
rl_slice_canvas_state_flags_changed (GtkWidget     *widget,
                                     GtkStateFlags  previous)
{
  GtkStateFlags changed = previous ^ gtk_widget_get_state_flags (widget);

  GTK_WIDGET_CLASS (rl_slice_canvas_parent_class)->state_flags_changed (widget, previous);

  if ((changed & (GTK_STATE_FLAG_FOCUSED | GTK_STATE_FLAG_FOCUS_VISIBLE)) != 0)
    gtk_widget_queue_draw (widget);
}

/* Where the cursor was is no longer where it is on the image. */
static void
rl_slice_canvas_unmap (GtkWidget *widget)
{
  finish (RL_SLICE_CANVAS (widget));
  rl_slice_canvas_cancel (RL_SLICE_CANVAS (widget));

  GTK_WIDGET_CLASS (rl_slice_canvas_parent_class)->unmap (widget);
}

static void
rl_slice_canvas_css_changed (GtkWidget         *widget,
                             GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (rl_slice_canvas_parent_class)->css_changed (widget, change);

  rl_slice_canvas_clear_texts (RL_SLICE_CANVAS (widget));
  rl_annotations_clear (RL_SLICE_CANVAS (widget)->annotations);
}

static void
rl_slice_canvas_dispose (GObject *object)
{
  RlSliceCanvas *self = RL_SLICE_CANVAS (object);

  if (self->session != NULL)
    rl_slice_canvas_cancel (self);

  rl_slice_canvas_put_tool_down (self);
  rl_slice_canvas_clear_texts (self);
  g_clear_pointer (&self->picture, rl_picture_free);
  rl_slice_canvas_clear_map (self);
  g_clear_pointer (&self->contours, rl_contours_free);
  g_clear_pointer (&self->annotations, rl_annotations_free);
  for (guint i = 0; i < RL_N_LAYERS; i++)
    g_clear_pointer (&self->legends[i], rl_legend_free);
  g_clear_pointer (&self->lens, rl_lens_free);
  g_clear_pointer (&self->caption, g_free);
  g_clear_pointer (&self->label, g_free);
  g_clear_pointer (&self->hovered_comment, g_free);
  g_clear_object (&self->narrator);
  g_clear_object (&self->gestures);
  g_clear_object (&self->viewport);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (rl_slice_canvas_parent_class)->dispose (object);
}

static void
rl_slice_canvas_class_init (RlSliceCanvasClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rl_slice_canvas_dispose;

  widget_class->css_changed = rl_slice_canvas_css_changed;
  widget_class->measure = rl_slice_canvas_measure;
  widget_class->size_allocate = rl_slice_canvas_size_allocate;
  widget_class->snapshot = rl_slice_canvas_snapshot;
  widget_class->state_flags_changed = rl_slice_canvas_state_flags_changed;
  widget_class->unmap = rl_slice_canvas_unmap;

  signals[MESSAGE] = g_signal_new ("message", RL_TYPE_SLICE_CANVAS, G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  rl_pane_class_add_bindings (widget_class);
  gtk_widget_class_set_css_name (widget_class, "slicecanvas");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "measure.delete", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "measure.rename", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, 0, "view.finish", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, 0, "view.finish", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_BackSpace, 0, "view.back", NULL);
}

static void
rl_slice_canvas_init (RlSliceCanvas *self)
{
  self->picture = rl_picture_new ();
  rl_picture_set_sharpened_func (self->picture, (RlPictureFunc) gtk_widget_queue_draw, self);
  self->contours = rl_contours_new ();
  self->annotations = rl_annotations_new ();
  for (guint i = 0; i < RL_N_LAYERS; i++)
    self->legends[i] = rl_legend_new ();

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);

  rl_slice_canvas_add_controllers (self);
}

/**
 * rl_slice_canvas_new:
 * @session: what is shown
 * @viewport: which part of it
 * @orientation: on which plane
 */
GtkWidget *
rl_slice_canvas_new (RlSession      *session,
                     RlViewport     *viewport,
                     RimOrientation  orientation)
{
  RlSliceCanvas *self = g_object_new (RL_TYPE_SLICE_CANVAS, NULL);

  self->session = g_object_ref (session);
  self->viewport = g_object_ref (viewport);
  self->orientation = orientation;

  connect_session (self);
  connect_measurements (self);
  rl_slice_canvas_init_map (self);
  g_signal_connect_object (viewport,
                           "changed",
                           G_CALLBACK (gtk_widget_queue_draw),
                           self,
                           G_CONNECT_SWAPPED);
  self->narrator = rl_narrator_new (RL_PANE (self));
  update_label (self);
  rl_slice_canvas_take_tool (self);
  rl_slice_canvas_update_cursor (self);

  return GTK_WIDGET (self);
}

RimOrientation
rl_slice_canvas_get_orientation (RlSliceCanvas *self)
{
  g_return_val_if_fail (RL_IS_SLICE_CANVAS (self), RIM_ORIENTATION_AXIAL);

  return self->orientation;
}

RlContent
rl_slice_canvas_get_content (RlSliceCanvas *self)
{
  g_return_val_if_fail (RL_IS_SLICE_CANVAS (self), RL_CONTENT_CT);

  return self->content;
}

void
rl_slice_canvas_set_content (RlSliceCanvas *self,
                             RlContent      content)
{
  g_return_if_fail (RL_IS_SLICE_CANVAS (self));

  if (self->content == content)
    return;

  self->content = content;
  update_label (self);
  rl_narrator_wake (self->narrator);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * rl_slice_canvas_set_active:
 * @self: a canvas
 * @active: whether keys go to this one
 */
void
rl_slice_canvas_set_active (RlSliceCanvas *self,
                            gboolean       active)
{
  g_return_if_fail (RL_IS_SLICE_CANVAS (self));

  if (self->is_active == !!active)
    return;

  self->is_active = !!active;
  if (self->is_active)
    rl_session_set_active_plane (self->session, self->orientation);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * rl_slice_canvas_set_caption:
 * @self: a canvas
 * @caption: (nullable): which study it shows, where there is more than one
 */
void
rl_slice_canvas_set_caption (RlSliceCanvas *self,
                             const char    *caption)
{
  g_return_if_fail (RL_IS_SLICE_CANVAS (self));

  if (g_strcmp0 (self->caption, caption) == 0)
    return;

  g_free (self->caption);
  self->caption = g_strdup (caption);
  update_label (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * rl_slice_canvas_set_magnified:
 * @self: a canvas
 * @magnified: whether there is a magnifying glass under the pointer
 */
void
rl_slice_canvas_set_magnified (RlSliceCanvas *self,
                               gboolean       magnified)
{
  g_return_if_fail (RL_IS_SLICE_CANVAS (self));

  if (self->is_magnified == !!magnified)
    return;

  self->is_magnified = !!magnified;
  if (self->lens == NULL)
    self->lens = rl_lens_new (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
rl_slice_canvas_get_slice (RlSliceCanvas *self,
                           RlSlice       *slice)
{
  RimVolume *base = rl_session_get_base (self->session);

  if (base == NULL)
    return FALSE;

  rl_slice_at (slice, base, rl_session_get_mpr (self->session), self->orientation,
               rl_session_get_cursor (self->session));

  return TRUE;
}

void
rl_slice_canvas_say (RlSliceCanvas *self,
                     const char    *message)
{
  g_signal_emit (self, signals[MESSAGE], 0, message);
}

/**
 * rl_slice_canvas_get_plane:
 * @self: a canvas
 * @plane: (out caller-allocates): the plane it shows, at device resolution
 *
 * Returns: whether it has an image and a size
 */
gboolean
rl_slice_canvas_get_plane (RlSliceCanvas *self,
                           RimPlane      *plane)
{
  int factor = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  int width = gtk_widget_get_width (GTK_WIDGET (self)) * factor;
  int height = gtk_widget_get_height (GTK_WIDGET (self)) * factor;
  const RimPlaneAxes *axes;
  const RimGrid *grid;
  RlSlice slice;
  RimVec3 center;
  double mm_per_pixel;
  guint quarters;

  g_return_val_if_fail (RL_IS_SLICE_CANVAS (self), FALSE);
  g_return_val_if_fail (plane != NULL, FALSE);

  if (width <= 0 || height <= 0 || !rl_slice_canvas_get_slice (self, &slice))
    return FALSE;

  grid = rim_volume_get_grid (rl_session_get_base (self->session));
  quarters = rl_viewport_get_quarters (self->viewport);
  mm_per_pixel = rim_plane_fit (grid, self->orientation,
                                (guint) (quarters % 2 == 0 ? width : height),
                                (guint) (quarters % 2 == 0 ? height : width), &center);
  mm_per_pixel /= rl_viewport_get_zoom (self->viewport);
  rl_viewport_get_center (self->viewport, &center);

  /* However far it is turned, a plane keeps its magnification. */
  axes = &rl_session_get_mpr (self->session)->axes[self->orientation];
  rim_plane_init_along (plane, axes->right, axes->down, slice.through, center,
                        mm_per_pixel, (guint) width, (guint) height);
  rim_plane_turn (plane, rl_viewport_get_flipped (self->viewport), quarters);

  return TRUE;
}

/**
 * rl_slice_canvas_to_patient:
 * @self: a canvas that shows an image
 * @x: from the left, in pixels of the widget
 * @y: from the top
 *
 * Returns: the point there on the plane, LPS mm
 */
RimVec3
rl_slice_canvas_to_patient (RlSliceCanvas *self,
                            double         x,
                            double         y)
{
  int factor = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  RimPlane plane;

  if (!rl_slice_canvas_get_plane (self, &plane))
    g_return_val_if_reached (RIM_VEC3 (0, 0, 0));

  return rim_plane_to_patient (&plane, x * factor, y * factor);
}

/**
 * rl_slice_canvas_from_patient:
 * @self: a canvas
 * @point: a point, LPS mm
 * @x: (out): from the left, in pixels of the widget
 * @y: (out): from the top
 *
 * Returns: whether the canvas shows an image
 */
gboolean
rl_slice_canvas_from_patient (RlSliceCanvas *self,
                              RimVec3        point,
                              double        *x,
                              double        *y)
{
  int factor = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  double distance;
  RimPlane plane;

  if (!rl_slice_canvas_get_plane (self, &plane))
    return FALSE;

  rim_plane_from_patient (&plane, point, x, y, &distance);
  *x /= factor;
  *y /= factor;

  return TRUE;
}

const char *
rl_slice_canvas_get_label (RlSliceCanvas *self)
{
  g_return_val_if_fail (RL_IS_SLICE_CANVAS (self), NULL);

  return self->label;
}

gboolean
rl_slice_canvas_is_sharp (RlSliceCanvas *self)
{
  g_return_val_if_fail (RL_IS_SLICE_CANVAS (self), TRUE);

  return rl_picture_get_coarseness (self->picture) == 1;
}

guint
rl_slice_canvas_get_n_renders (RlSliceCanvas *self)
{
  g_return_val_if_fail (RL_IS_SLICE_CANVAS (self), 0);

  return rl_picture_get_n_renders (self->picture);
}

guint
rl_slice_canvas_get_n_traces (RlSliceCanvas *self)
{
  g_return_val_if_fail (RL_IS_SLICE_CANVAS (self), 0);

  return rl_contours_get_n_traces (self->contours);
}
