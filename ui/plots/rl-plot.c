/* rl-plot.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "plots/rl-plot.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/rl-accessible.h"
#include "core/rl-contrast.h"
#include "plots/rl-plot-private.h"

#define MIN_WIDTH 240
#define NATURAL_WIDTH 330

/* Of text in a plot, to that of the window. */
#define TEXT 0.86

/* Around what is read. */
#define PAD 8.0f

enum
{
  MESSAGE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlPlot, rl_plot, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static guint32
pack (const GdkRGBA *color)
{
  const float parts[] = { color->red, color->green, color->blue };
  guint32 rgb = 0;

  for (guint c = 0; c < 3; c++)
    rgb = rgb << 8 | (guint32) lroundf (CLAMP (parts[c], 0.0f, 1.0f) * 255.0f);

  return rgb;
}

static guint32
look_up (RlPlot     *self,
         const char *name,
         guint32     otherwise)
{
  GdkRGBA color;

  return gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self)), name, &color)
         ? pack (&color) : otherwise;
}

/* Colours and font of the theme. */
static void
update_style (RlPlot *self)
{
  const PangoFontDescription *font = pango_context_get_font_description (gtk_widget_get_pango_context (GTK_WIDGET (self)));
  const double dpi = pango_cairo_context_get_resolution (gtk_widget_get_pango_context (GTK_WIDGET (self)));
  double size = (double) pango_font_description_get_size (font) / PANGO_SCALE;

  if (!pango_font_description_get_size_is_absolute (font))
    size *= (dpi > 0.0 ? dpi : 96.0) / 72.0;
  g_free (self->font);
  self->font = g_strdup (pango_font_description_get_family (font));
  self->style = (RimPlotStyle) {
    .foreground = look_up (self, "view_fg_color", 0x1a1a1a),
    .background = look_up (self, "view_bg_color", 0xffffff),
    .accent = look_up (self, "accent_color", 0x1a5fb4),
    .font = self->font,
    .size = MAX (size * TEXT, 1.0),
  };
}

static void
drop_texture (RlPlot *self)
{
  g_clear_object (&self->texture);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* As many pixels as the screen has. */
static GdkTexture *
draw (RlPlot *self)
{
  const int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  const int width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width * scale, height * scale);
  cairo_t *cairo = cairo_create (surface);
  g_autoptr(GBytes) bytes = NULL;

  cairo_scale (cairo, scale, scale);
  rim_plot_draw (self->plot, &self->style, cairo, width, height);
  rim_plot_get_area (self->plot, &self->style, width, height, self->area);
  cairo_destroy (cairo);
  cairo_surface_flush (surface);
  bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface),
                                      (gsize) cairo_image_surface_get_stride (surface) * (gsize) height * (gsize) scale,
                                      (GDestroyNotify) cairo_surface_destroy, surface);

  return gdk_memory_texture_new (width * scale, height * scale, GDK_MEMORY_DEFAULT, bytes,
                                 (gsize) cairo_image_surface_get_stride (surface));
}

static void
update_accessible (RlPlot *self)
{
  const char *title = self->plot != NULL ? self->plot->title : _("Plot");
  const char *note = self->plot != NULL && self->plot->note != NULL ? self->plot->note : "";
  g_autofree char *value = self->reading != NULL ? g_strdelimit (g_strdup (self->reading), "\n", ';') : NULL;
  g_autofree char *label = value != NULL ? g_strdup_printf ("%s: %s", title, value) : g_strdup (title);

  /* GTK tells the value of its own sliders only, so it is in the name too. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, note,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, value != NULL ? value : "", -1);
}

static void
update_reading (RlPlot *self)
{
  g_clear_pointer (&self->reading, g_free);
  if (self->has_place)
    self->reading = rl_plot_place_describe (&self->place, self->plot, self->area);
  update_accessible (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
clear_place (RlPlot *self)
{
  if (!self->has_place)
    return;

  self->has_place = FALSE;
  update_reading (self);
}

static void
motion_cb (RlPlot *self,
           double  x,
           double  y)
{
  RlPlotPlace place;

  if (self->plot == NULL || self->texture == NULL)
    return;
  if (x < self->area[0] || x > self->area[0] + self->area[2] || y < self->area[1] ||
      y > self->area[1] + self->area[3])
    {
      clear_place (self);
      return;
    }
  if (!rl_plot_place_init (&place, self->plot, self->area, x, y) ||
      (self->has_place && place.series == self->place.series && place.point == self->place.point))
    return;

  self->has_place = TRUE;
  self->place = place;
  update_reading (self);
}

static void
leave_cb (RlPlot *self)
{
  clear_place (self);
}

/* Without a point the arrows begin at the first one of the first series. */
static gboolean
begin (RlPlot *self)
{
  self->has_place = rl_plot_place_init (&self->place, self->plot, self->area, self->area[0],
                                        self->area[1] + self->area[3]);
  update_reading (self);

  return TRUE;
}

static gboolean
move (RlPlot *self,
      int     points,
      int     series)
{
  if (self->plot == NULL || rim_plot_is_empty (self->plot))
    return FALSE;
  if (!self->has_place)
    return begin (self);
  if (rl_plot_place_step (&self->place, self->plot, points, series))
    update_reading (self);

  return TRUE;
}

static gboolean
key_cb (RlPlot          *self,
        guint            keyval,
        guint            keycode,
        GdkModifierType  modifiers)
{
  if ((modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return FALSE;

  switch (keyval)
    {
    case GDK_KEY_Left:
      return move (self, -1, 0);
    case GDK_KEY_Right:
      return move (self, 1, 0);
    case GDK_KEY_Up:
      return move (self, 0, 1);
    case GDK_KEY_Down:
      return move (self, 0, -1);
    case GDK_KEY_Home:
      return move (self, -G_MAXINT, 0);
    case GDK_KEY_End:
      return move (self, G_MAXINT, 0);
    case GDK_KEY_Escape:
      if (!self->has_place)
        return FALSE;
      clear_place (self);
      return TRUE;
    default:
      return FALSE;
    }
}

static void
append_color (GtkSnapshot *snapshot,
              guint32      rgb,
              float        alpha,
              double       x,
              double       y,
              double       width,
              double       height)
{
  const GdkRGBA color = { (float) (rgb >> 16 & 0xff) / 255.0f, (float) (rgb >> 8 & 0xff) / 255.0f,
                          (float) (rgb & 0xff) / 255.0f, alpha };

  gtk_snapshot_append_color (snapshot, &color,
                             &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, (float) height));
}

static void
append_ring (RlPlot      *self,
             GtkSnapshot *snapshot,
             double       x,
             double       y)
{
  const float radius = (float) (0.5 * self->style.size);
  const float widths[] = { 2.0f, 2.0f, 2.0f, 2.0f };
  const GdkRGBA ink = { (float) (self->style.foreground >> 16 & 0xff) / 255.0f,
                        (float) (self->style.foreground >> 8 & 0xff) / 255.0f,
                        (float) (self->style.foreground & 0xff) / 255.0f, 1.0f };
  const GdkRGBA colors[] = { ink, ink, ink, ink };
  GskRoundedRect ring;

  gsk_rounded_rect_init_from_rect (&ring, &GRAPHENE_RECT_INIT ((float) x - radius, (float) y - radius, 2.0f * radius,
                                                               2.0f * radius), radius);
  gtk_snapshot_append_border (snapshot, &ring, widths, colors);
}

/* Beside the point, within the plot. */
static void
append_reading (RlPlot      *self,
                GtkSnapshot *snapshot,
                double       x,
                double       y)
{
  g_autoptr(PangoLayout) text = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->reading);
  const GdkRGBA white = { 1.0f, 1.0f, 1.0f, 1.0f };
  const double width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();
  GskRoundedRect frame;
  double left, top;
  int w, h;

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  pango_attr_list_insert (attributes, pango_attr_scale_new (TEXT));
  pango_layout_set_attributes (text, attributes);
  pango_layout_get_pixel_size (text, &w, &h);
  w += 2 * (int) PAD;
  h += 2 * (int) (PAD / 2);
  left = x + 12.0 + w <= width ? x + 12.0 : x - 12.0 - w;
  left = CLAMP (left, 0.0, MAX (width - w, 0.0));
  top = CLAMP (y - h - 8.0 >= 0.0 ? y - h - 8.0 : y + 8.0, 0.0, MAX (height - h, 0.0));

  gsk_rounded_rect_init_from_rect (&frame, &GRAPHENE_RECT_INIT ((float) left, (float) top, (float) w, (float) h), 6.0f);
  gtk_snapshot_push_rounded_clip (snapshot, &frame);
  append_color (snapshot, 0x000000, 0.85f, left, top, w, h);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) left + PAD, (float) top + PAD / 2.0f));
  gtk_snapshot_append_layout (snapshot, text, &white);
  gtk_snapshot_restore (snapshot);
}

static void
rl_plot_snapshot (GtkWidget   *widget,
                  GtkSnapshot *snapshot)
{
  RlPlot *self = RL_PLOT (widget);
  const int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  double x, y;

  if (self->plot == NULL || width <= 0 || height <= 0)
    return;

  if (self->texture == NULL)
    self->texture = draw (self);
  gtk_snapshot_append_texture (snapshot, self->texture,
                               &GRAPHENE_RECT_INIT (0.0f, 0.0f, (float) width, (float) height));
  if (!self->has_place || self->reading == NULL)
    return;

  rl_plot_place_locate (&self->place, self->plot, self->area, &x, &y);
  if (self->plot->y.labels == NULL)
    append_color (snapshot, self->style.foreground, rl_contrast_fade (0.35f), floor (x), self->area[1], 1.0,
                  self->area[3]);
  append_ring (self, snapshot, x, y);
  append_reading (self, snapshot, x, y);
}

static void
rl_plot_size_allocate (GtkWidget *widget,
                       int        width,
                       int        height,
                       int        baseline)
{
  RlPlot *self = RL_PLOT (widget);

  g_clear_object (&self->texture);
  if (self->plot != NULL)
    rim_plot_get_area (self->plot, &self->style, width, height, self->area);
  if (self->menu != NULL)
    gtk_popover_present (GTK_POPOVER (self->menu));
}

static GtkSizeRequestMode
rl_plot_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
rl_plot_measure (GtkWidget      *widget,
                 GtkOrientation  orientation,
                 int             for_size,
                 int            *minimum,
                 int            *natural,
                 int            *minimum_baseline,
                 int            *natural_baseline)
{
  RlPlot *self = RL_PLOT (widget);
  double width = 4.0, height = 3.0;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MIN_WIDTH;
      *natural = NATURAL_WIDTH;
      return;
    }

  if (self->plot != NULL)
    rim_plot_get_size (self->plot, &self->style, &width, &height);
  if (self->plot == NULL || self->plot->y.labels == NULL || self->plot->is_square)
    height *= (for_size > 0 ? for_size : NATURAL_WIDTH) / width;
  *minimum = *natural = (int) ceil (height);
}

static void
rl_plot_css_changed (GtkWidget         *widget,
                     GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (rl_plot_parent_class)->css_changed (widget, change);

  update_style (RL_PLOT (widget));
  gtk_widget_queue_resize (widget);
  drop_texture (RL_PLOT (widget));
}

static void
rl_plot_dispose (GObject *object)
{
  RlPlot *self = RL_PLOT (object);

  if (self->jobs != NULL)
    rl_jobs_shut_down (self->jobs);
  g_clear_object (&self->jobs);
  g_clear_object (&self->chooser);
  g_clear_object (&self->texture);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->plot, rim_plot_free);
  g_clear_pointer (&self->reading, g_free);
  g_clear_pointer (&self->font, g_free);

  G_OBJECT_CLASS (rl_plot_parent_class)->dispose (object);
}

static void
rl_plot_class_init (RlPlotClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rl_plot_dispose;

  widget_class->css_changed = rl_plot_css_changed;
  widget_class->get_request_mode = rl_plot_get_request_mode;
  widget_class->measure = rl_plot_measure;
  widget_class->size_allocate = rl_plot_size_allocate;
  widget_class->snapshot = rl_plot_snapshot;

  signals[MESSAGE] = g_signal_new ("message", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);

  rl_plot_install_actions (widget_class);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "plot");
}

static void
rl_plot_init (RlPlot *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *key = gtk_event_controller_key_new ();

  self->jobs = rl_jobs_new ();
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  rl_accessible_set_keeps_arrows (GTK_WIDGET (self), TRUE);

  g_signal_connect_object (motion, "motion", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  g_signal_connect_object (key, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (drop_texture), NULL);
  update_style (self);
  update_accessible (self);
  rl_plot_add_menu (self);
}

GtkWidget *
rl_plot_new (void)
{
  return g_object_new (RL_TYPE_PLOT, NULL);
}

/**
 * rl_plot_set_plot:
 * @self: a view
 * @plot: (nullable): what to show, copied
 */
void
rl_plot_set_plot (RlPlot        *self,
                  const RimPlot *plot)
{
  g_return_if_fail (RL_IS_PLOT (self));

  self->has_place = FALSE;
  g_clear_pointer (&self->plot, rim_plot_free);
  if (plot != NULL)
    self->plot = rim_plot_copy (plot);
  if (plot != NULL && gtk_widget_get_width (GTK_WIDGET (self)) > 0)
    rim_plot_get_area (self->plot, &self->style, gtk_widget_get_width (GTK_WIDGET (self)),
                       gtk_widget_get_height (GTK_WIDGET (self)), self->area);
  update_reading (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  drop_texture (self);
}

/**
 * rl_plot_get_plot:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): what is shown
 */
const RimPlot *
rl_plot_get_plot (RlPlot *self)
{
  g_return_val_if_fail (RL_IS_PLOT (self), NULL);

  return self->plot;
}

/**
 * rl_plot_get_reading:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): the values under the pointer or where the arrows
 *   are, in lines
 */
const char *
rl_plot_get_reading (RlPlot *self)
{
  g_return_val_if_fail (RL_IS_PLOT (self), NULL);

  return self->reading;
}
