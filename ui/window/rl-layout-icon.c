/* rl-layout-icon.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "window/rl-layout-icon.h"

#define WIDTH  33
#define HEIGHT 24
#define GAP    2

struct _RlLayoutIcon
{
  GtkWidget  parent_instance;

  RlLayout  *layout;
};

/* A plane that shows the images alone, beside one with a map. */
#define PLAIN_ALPHA 0.45f

G_DEFINE_FINAL_TYPE (RlLayoutIcon, rl_layout_icon, GTK_TYPE_WIDGET)

static void
paint_cell (GtkSnapshot        *snapshot,
            const RlCell       *cell,
            const GdkRectangle *area,
            GdkRGBA             color)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT ((float) area->x, (float) area->y,
                                               (float) area->width, (float) area->height);
  float radius = cell->kind != RL_CELL_PLANE ? (float) MIN (area->width, area->height) / 2 : 1.0f;
  const float widths[4] = { 1, 1, 1, 1 };
  const GdkRGBA colors[4] = { color, color, color, color };
  GskRoundedRect shape;

  gsk_rounded_rect_init_from_rect (&shape, &bounds, radius);
  if (cell->role == RL_ROLE_PRIOR)
    {
      gtk_snapshot_append_border (snapshot, &shape, widths, colors);
      return;
    }

  color.alpha *= cell->hides_map ? PLAIN_ALPHA : 1.0f;
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  gtk_snapshot_append_color (snapshot, &color, &bounds);
  gtk_snapshot_pop (snapshot);
}

static void
rl_layout_icon_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  RlLayoutIcon *self = RL_LAYOUT_ICON (widget);
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  for (guint i = 0; i < rl_layout_get_n_cells (self->layout); i++)
    {
      const RlCell *cell = rl_layout_get_cell (self->layout, i);
      GdkRectangle area;

      rl_layout_get_area (self->layout, cell, gtk_widget_get_width (widget),
                          gtk_widget_get_height (widget), GAP, &area);
      paint_cell (snapshot, cell, &area, color);
    }
}

static void
rl_layout_icon_measure (GtkWidget      *widget,
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
rl_layout_icon_finalize (GObject *object)
{
  g_clear_pointer (&RL_LAYOUT_ICON (object)->layout, rl_layout_unref);

  G_OBJECT_CLASS (rl_layout_icon_parent_class)->finalize (object);
}

static void
rl_layout_icon_class_init (RlLayoutIconClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rl_layout_icon_finalize;

  widget_class->measure = rl_layout_icon_measure;
  widget_class->snapshot = rl_layout_icon_snapshot;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
rl_layout_icon_init (RlLayoutIcon *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

/**
 * rl_layout_icon_new:
 * @layout: what to show in small
 */
GtkWidget *
rl_layout_icon_new (RlLayout *layout)
{
  RlLayoutIcon *self = g_object_new (RL_TYPE_LAYOUT_ICON, NULL);

  self->layout = rl_layout_ref (layout);

  return GTK_WIDGET (self);
}
