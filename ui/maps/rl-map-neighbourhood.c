/* rl-map-neighbourhood.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "maps/rl-map-neighbourhood.h"

#include <math.h>

#include "maps/rl-map-explanation-text.h"

#define CELL_HEIGHT  20
#define CHAR_WIDTH  7
#define CELL_PAD    7
#define MIN_CHARS    2
#define GAP          10
#define BAR          6
#define FRAME        2

struct _RlMapNeighbourhood
{
  GtkWidget                parent_instance;

  const RimMapExplanation *told;
  guint                    size[3];
  guint                    n_chars;
  double                   low;
  double                   high;
  PangoLayout             *layout;
  GtkAdjustment           *scroll;
};

G_DEFINE_FINAL_TYPE (RlMapNeighbourhood, rl_map_neighbourhood, GTK_TYPE_WIDGET)

static int
get_cell_width (RlMapNeighbourhood *self)
{
  return CELL_PAD + CHAR_WIDTH * (int) self->n_chars;
}

static int
get_slice_width (RlMapNeighbourhood *self)
{
  return get_cell_width (self) * (int) self->size[0];
}

static guint
count_chars (const RimMapExplanation *told)
{
  glong n = MIN_CHARS;

  for (gsize v = 0; v < rim_grid_get_n_voxels (&told->grid); v++)
    {
      g_autofree char *text = rl_map_explanation_dup_voxel (told, v);

      n = MAX (n, g_utf8_strlen (text, -1));
    }

  return (guint) n;
}

static double
get_value (RlMapNeighbourhood *self,
           gsize               voxel)
{
  return rl_map_explanation_is_of_values (self->told) ? self->told->intensities[voxel]
                                                      : self->told->levels[voxel];
}

static void
find_ends (RlMapNeighbourhood *self)
{
  self->low = INFINITY;
  self->high = -INFINITY;
  for (gsize v = 0; self->told != NULL && v < rim_grid_get_n_voxels (&self->told->grid); v++)
    if (self->told->levels[v] != 0)
      {
        self->low = MIN (self->low, get_value (self, v));
        self->high = MAX (self->high, get_value (self, v));
      }
}

/* Which grey a value has among those of the window. */
static float
find_shade (RlMapNeighbourhood *self,
            gsize               voxel)
{
  const double share = self->high > self->low
                       ? (get_value (self, voxel) - self->low) / (self->high - self->low)
                       : 0.35;

  return (float) (0.12 + 0.68 * share);
}

static void
append_text (RlMapNeighbourhood    *self,
             GtkSnapshot           *snapshot,
             const char            *text,
             const GdkRGBA         *color,
             const graphene_rect_t *cell)
{
  int width, height;

  pango_layout_set_text (self->layout, text, -1);
  pango_layout_get_pixel_size (self->layout, &width, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (floorf (cell->origin.x + (cell->size.width - (float) width) / 2),
                                                          floorf (cell->origin.y + (cell->size.height - (float) height) / 2)));
  gtk_snapshot_append_layout (snapshot, self->layout, color);
  gtk_snapshot_restore (snapshot);
}

static void
append_cell (RlMapNeighbourhood    *self,
             GtkSnapshot           *snapshot,
             gsize                  voxel,
             const graphene_rect_t *cell,
             const GdkRGBA         *plain)
{
  const RimMapExplanation *told = self->told;
  g_autofree char *text = NULL;
  float grey;

  if (told == NULL || told->levels[voxel] == 0)
    {
      append_text (self, snapshot, "·", plain, cell);
      return;
    }

  grey = find_shade (self, voxel);
  text = rl_map_explanation_dup_voxel (told, voxel);
  gtk_snapshot_append_color (snapshot, &(GdkRGBA) { grey, grey, grey, 1.0f },
                             &GRAPHENE_RECT_INIT (cell->origin.x, cell->origin.y, cell->size.width - 1,
                                                  cell->size.height - 1));
  append_text (self, snapshot, text, grey > 0.5f ? &(GdkRGBA) { 0, 0, 0, 1 } : &(GdkRGBA) { 1, 1, 1, 1 }, cell);
}

static void
append_border (GtkSnapshot           *snapshot,
               const graphene_rect_t *cell,
               const GdkRGBA         *color,
               float                  width)
{
  const graphene_rect_t around = GRAPHENE_RECT_INIT (cell->origin.x - FRAME, cell->origin.y - FRAME,
                                                     cell->size.width - 1 + 2 * FRAME,
                                                     cell->size.height - 1 + 2 * FRAME);
  GskRoundedRect frame;

  gsk_rounded_rect_init_from_rect (&frame, &around, 1.0f);
  gtk_snapshot_append_border (snapshot, &frame, (const float[]) { width, width, width, width },
                              (const GdkRGBA[]) { *color, *color, *color, *color });
}

/* Bright with a dark edge, so that it stands out from any grey. */
static void
append_frame (GtkSnapshot           *snapshot,
              const graphene_rect_t *cell)
{
  append_border (snapshot, cell, &(GdkRGBA) { 0.0f, 0.0f, 0.0f, 1.0f }, FRAME + 1);
  append_border (snapshot, cell, &(GdkRGBA) { 1.0f, 0.84f, 0.25f, 1.0f }, FRAME);
}

static void
append_slice (RlMapNeighbourhood *self,
              GtkSnapshot        *snapshot,
              guint               k,
              const GdkRGBA      *color)
{
  const int width = get_cell_width (self);
  const int left = FRAME + (int) k * (get_slice_width (self) + GAP);
  const guint *size = self->size;
  const guint middle[2] = { size[0] / 2, size[1] / 2 };
  g_autofree char *caption = self->told != NULL ? rl_map_explanation_dup_slice (self->told, k) : g_strdup ("");
  GdkRGBA faint = *color;

  faint.alpha *= 0.6f;
  for (guint j = 0; j < size[1]; j++)
    for (guint i = 0; i < size[0]; i++)
      append_cell (self, snapshot, ((gsize) k * size[1] + j) * size[0] + i,
                   &GRAPHENE_RECT_INIT ((float) (left + (int) i * width), (float) (FRAME + (int) j * CELL_HEIGHT),
                                        (float) width, CELL_HEIGHT), &faint);
  if (k == size[2] / 2 && self->told != NULL)
    append_frame (snapshot,
                  &GRAPHENE_RECT_INIT ((float) (left + (int) middle[0] * width),
                                       (float) (FRAME + (int) middle[1] * CELL_HEIGHT), (float) width, CELL_HEIGHT));
  append_text (self, snapshot, caption, &faint,
               &GRAPHENE_RECT_INIT ((float) left, (float) (2 * FRAME + (int) size[1] * CELL_HEIGHT),
                                    (float) get_slice_width (self), CELL_HEIGHT));
}

static void
rl_map_neighbourhood_snapshot (GtkWidget   *widget,
                               GtkSnapshot *snapshot)
{
  RlMapNeighbourhood *self = RL_MAP_NEIGHBOURHOOD (widget);
  const double start = gtk_adjustment_get_value (self->scroll);
  const double page = gtk_adjustment_get_page_size (self->scroll);
  const int step = get_slice_width (self) + GAP;
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  for (guint k = 0; k < self->size[2]; k++)
    if ((int) (k + 1) * step >= start && (int) k * step <= start + page)
      append_slice (self, snapshot, k, &color);
}

static void
rl_map_neighbourhood_measure (GtkWidget      *widget,
                              GtkOrientation  orientation,
                              int             for_size,
                              int            *minimum,
                              int            *natural,
                              int            *minimum_baseline,
                              int            *natural_baseline)
{
  RlMapNeighbourhood *self = RL_MAP_NEIGHBOURHOOD (widget);
  const int n_slices = (int) self->size[2];

  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL
                        ? 2 * FRAME + n_slices * get_slice_width (self) + (n_slices - 1) * GAP
                        : 2 * FRAME + ((int) self->size[1] + 1) * CELL_HEIGHT + BAR;
}

static void
rl_map_neighbourhood_css_changed (GtkWidget         *widget,
                                  GtkCssStyleChange *change)
{
  RlMapNeighbourhood *self = RL_MAP_NEIGHBOURHOOD (widget);

  GTK_WIDGET_CLASS (rl_map_neighbourhood_parent_class)->css_changed (widget, change);
  g_clear_object (&self->layout);
  self->layout = gtk_widget_create_pango_layout (widget, NULL);
}

static void
rl_map_neighbourhood_dispose (GObject *object)
{
  g_clear_object (&RL_MAP_NEIGHBOURHOOD (object)->layout);
  g_clear_object (&RL_MAP_NEIGHBOURHOOD (object)->scroll);

  G_OBJECT_CLASS (rl_map_neighbourhood_parent_class)->dispose (object);
}

static void
rl_map_neighbourhood_class_init (RlMapNeighbourhoodClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rl_map_neighbourhood_dispose;
  widget_class->css_changed = rl_map_neighbourhood_css_changed;
  widget_class->measure = rl_map_neighbourhood_measure;
  widget_class->snapshot = rl_map_neighbourhood_snapshot;

  gtk_widget_class_set_css_name (widget_class, "neighbourhood");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
rl_map_neighbourhood_init (RlMapNeighbourhood *self)
{
  self->size[0] = self->size[1] = self->size[2] = 3;
  self->n_chars = MIN_CHARS;
  self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
}

/**
 * rl_map_neighbourhood_new:
 * @scroll: of the window that it is scrolled in sideways, for what is not seen is not drawn
 *
 * Returns: (transfer floating): a neighbourhood without a voxel
 */
GtkWidget *
rl_map_neighbourhood_new (GtkAdjustment *scroll)
{
  RlMapNeighbourhood *self = g_object_new (RL_TYPE_MAP_NEIGHBOURHOOD, NULL);

  self->scroll = g_object_ref (scroll);
  g_signal_connect_object (scroll, "value-changed", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (scroll, "changed", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

/**
 * rl_map_neighbourhood_set_told:
 * @self: a neighbourhood
 * @told: (nullable): whose window to show; to be taken away before it is freed
 *
 * Columns grow with what numbers need and do not shrink again while there is a window to show.
 */
void
rl_map_neighbourhood_set_told (RlMapNeighbourhood      *self,
                               const RimMapExplanation *told)
{
  const guint n_chars = told != NULL ? MAX (count_chars (told), self->n_chars) : MIN_CHARS;
  gboolean is_as_large = self->n_chars == n_chars;
  g_autofree char *text = NULL;

  g_return_if_fail (RL_IS_MAP_NEIGHBOURHOOD (self));

  self->told = told;
  find_ends (self);
  self->n_chars = n_chars;
  for (guint axis = 0; axis < 3 && told != NULL; axis++)
    {
      is_as_large = is_as_large && self->size[axis] == told->grid.size[axis];
      self->size[axis] = told->grid.size[axis];
    }
  if (!is_as_large)
    gtk_widget_queue_resize (GTK_WIDGET (self));

  text = told != NULL ? rl_map_explanation_describe_window (told) : g_strdup ("");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
