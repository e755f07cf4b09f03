/* rl-difference-swatch.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "compare/rl-difference-swatch.h"

#include "core/rl-session.h"

#define WIDTH  22
#define HEIGHT 14

struct _RlDifferenceSwatch
{
  GtkWidget     parent_instance;

  RimDifference difference;
};

G_DEFINE_FINAL_TYPE (RlDifferenceSwatch, rl_difference_swatch, GTK_TYPE_WIDGET)

static void
rl_difference_swatch_measure (GtkWidget      *widget,
                              GtkOrientation  orientation,
                              int             for_size,
                              int            *minimum,
                              int            *natural,
                              int            *minimum_baseline,
                              int            *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : HEIGHT;
}

static void
paint_hatching (cairo_t       *cr,
                RimDifference  difference)
{
  const double rise = difference == RIM_DIFFERENCE_ONLY_A ? -HEIGHT : HEIGHT;
  const double start = difference == RIM_DIFFERENCE_ONLY_A ? HEIGHT : 0.0;

  cairo_rectangle (cr, 0.5, 0.5, WIDTH - 1, HEIGHT - 1);
  cairo_clip_preserve (cr);
  cairo_set_line_width (cr, 1.25);
  for (double x = -HEIGHT; x < WIDTH; x += 6.0)
    {
      cairo_move_to (cr, x, start);
      cairo_line_to (cr, x + HEIGHT, start + rise);
    }
  cairo_stroke (cr);
}

static void
rl_difference_swatch_snapshot (GtkWidget   *widget,
                               GtkSnapshot *snapshot)
{
  RlDifferenceSwatch *self = RL_DIFFERENCE_SWATCH (widget);
  gboolean is_outline = self->difference == RIM_DIFFERENCE_BOTH;
  const guint8 *color = rl_difference_get_color (is_outline ? RIM_DIFFERENCE_ONLY_B : self->difference);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, WIDTH, HEIGHT));

  cairo_set_source_rgb (cr, color[0] / 255.0, color[1] / 255.0, color[2] / 255.0);
  if (!is_outline)
    paint_hatching (cr, self->difference);
  else
    {
      cairo_set_dash (cr, (double[]) { 5.0 }, 1, 0);
      cairo_set_line_width (cr, 2.25);
      cairo_move_to (cr, 0, HEIGHT / 2.0);
      cairo_line_to (cr, WIDTH, HEIGHT / 2.0);
      cairo_stroke (cr);
    }
  cairo_destroy (cr);
}

static void
rl_difference_swatch_class_init (RlDifferenceSwatchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = rl_difference_swatch_measure;
  widget_class->snapshot = rl_difference_swatch_snapshot;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
rl_difference_swatch_init (RlDifferenceSwatch *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

/**
 * rl_difference_swatch_new:
 * @difference: what only one side has; of both, the outline of the other side
 */
GtkWidget *
rl_difference_swatch_new (RimDifference difference)
{
  RlDifferenceSwatch *self = g_object_new (RL_TYPE_DIFFERENCE_SWATCH, NULL);

  self->difference = difference;

  return GTK_WIDGET (self);
}
