/* rl-swatch.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "widgets/rl-swatch.h"

#define SIZE   20
#define RADIUS 4

struct _RlSwatch
{
  GtkWidget    parent_instance;

  GdkRGBA      color;
  gboolean     filled;
  PangoLayout *number;
};

G_DEFINE_FINAL_TYPE (RlSwatch, rl_swatch, GTK_TYPE_WIDGET)

/* Black or white, whichever is easier to read on the colour. */
static GdkRGBA
get_ink (RlSwatch *self)
{
  double luminance = 0.2126 * self->color.red + 0.7152 * self->color.green +
                     0.0722 * self->color.blue;
  float level = luminance > 0.45 ? 0 : 1;

  return self->filled ? (GdkRGBA) { level, level, level, 1 } : self->color;
}

static void
append_number (RlSwatch    *self,
               GtkSnapshot *snapshot,
               float        width,
               float        height)
{
  GdkRGBA ink = get_ink (self);
  int text_width, text_height;

  pango_layout_get_pixel_size (self->number, &text_width, &text_height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((width - (float) text_width) / 2,
                                                          (height - (float) text_height) / 2));
  gtk_snapshot_append_layout (snapshot, self->number, &ink);
  gtk_snapshot_restore (snapshot);
}

static void
rl_swatch_snapshot (GtkWidget   *widget,
                    GtkSnapshot *snapshot)
{
  RlSwatch *self = RL_SWATCH (widget);
  float width = (float) gtk_widget_get_width (widget);
  float height = (float) gtk_widget_get_height (widget);
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (0, 0, width, height), RADIUS);
  if (self->filled)
    {
      gtk_snapshot_push_rounded_clip (snapshot, &outline);
      gtk_snapshot_append_color (snapshot, &self->color, &outline.bounds);
      gtk_snapshot_pop (snapshot);
    }
  else
    {
      GdkRGBA colors[4] = { self->color, self->color, self->color, self->color };

      gtk_snapshot_append_border (snapshot, &outline, (float[4]) { 1, 1, 1, 1 }, colors);
    }

  if (self->number != NULL)
    append_number (self, snapshot, width, height);
}

static void
rl_swatch_measure (GtkWidget      *widget,
                   GtkOrientation  orientation,
                   int             for_size,
                   int            *minimum,
                   int            *natural,
                   int            *minimum_baseline,
                   int            *natural_baseline)
{
  *minimum = *natural = SIZE;
}

static void
rl_swatch_dispose (GObject *object)
{
  g_clear_object (&RL_SWATCH (object)->number);

  G_OBJECT_CLASS (rl_swatch_parent_class)->dispose (object);
}

static void
rl_swatch_class_init (RlSwatchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rl_swatch_dispose;

  widget_class->snapshot = rl_swatch_snapshot;
  widget_class->measure = rl_swatch_measure;

  gtk_widget_class_set_css_name (widget_class, "swatch");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
rl_swatch_init (RlSwatch *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
rl_swatch_new (void)
{
  return g_object_new (RL_TYPE_SWATCH, NULL);
}

/**
 * rl_swatch_set:
 * @self: a swatch
 * @color: sRGB
 * @number: what to write in it
 * @filled: whether it is solid
 */
void
rl_swatch_set (RlSwatch     *self,
               const guint8  color[3],
               guint         number,
               gboolean      filled)
{
  g_autofree char *text = g_strdup_printf ("%u", number);

  g_return_if_fail (RL_IS_SWATCH (self));

  self->color = (GdkRGBA) { (float) color[0] / 255.0f, (float) color[1] / 255.0f,
                            (float) color[2] / 255.0f, 1 };
  self->filled = filled;
  if (self->number == NULL)
    self->number = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  pango_layout_set_text (self->number, text, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
