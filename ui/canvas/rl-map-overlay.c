/* rl-map-overlay.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "canvas/rl-map-overlay.h"

#include <math.h>

#include "canvas/rl-picture.h"
#include "core/rl-contrast.h"
#include "view/rim-isolines.h"
#include "view/rim-overlay.h"

/* Lines lie over pixels of their own colour: what sets them off is their halo. */
#define LINE_WIDTH  1.0
#define HALO_WIDTH  2.25
#define HALO_ALPHA  0.7
#define DARKEST     40.0
#define STRONG_PART 2.0

struct _RlMapOverlay
{
  RimLayer       layer;       /* holds its volume */
  RimPlane       plane;
  int            scale_factor;
  guint          n_isolines;
  gboolean       is_strong;   /* for high contrast */
  gboolean       is_copied;
  GskRenderNode *node;        /* NULL where there is nothing to see */
  GskRenderNode *lines;
  guint          n_renders;
};

static void
forget (RlMapOverlay *self)
{
  g_clear_pointer (&self->node, gsk_render_node_unref);
  g_clear_pointer (&self->lines, gsk_render_node_unref);
  g_clear_pointer (&self->layer.volume, rim_volume_unref);
}

static graphene_rect_t
get_bounds (const RimOverlay *overlay,
            int               scale_factor)
{
  float scale = (float) scale_factor;

  return GRAPHENE_RECT_INIT ((float) overlay->x / scale, (float) overlay->y / scale,
                             (float) overlay->width / scale, (float) overlay->height / scale);
}

static GskRenderNode *
new_texture_node (RimOverlay            *overlay,
                  const graphene_rect_t *bounds)
{
  gsize stride = overlay->width * sizeof (guint32);
  g_autoptr(GBytes) bytes = g_bytes_new_take (g_steal_pointer (&overlay->pixels),
                                              stride * overlay->height);
  g_autoptr(GdkTexture) texture = gdk_memory_texture_new ((int) overlay->width, (int) overlay->height,
                                                          GDK_MEMORY_DEFAULT, bytes, stride);

  return gsk_texture_node_new (texture, bounds);
}

static void
render (RlMapOverlay *self)
{
  g_autoptr(RimOverlay) overlay = rim_overlay_new (&self->layer, &self->plane);
  graphene_rect_t bounds;

  self->n_renders++;
  if (overlay == NULL)
    return;

  bounds = get_bounds (overlay, self->scale_factor);
  if (self->is_copied)
    self->node = rl_picture_copy_new (overlay->pixels, (int) overlay->width, (int) overlay->height,
                                      &bounds);
  else
    self->node = new_texture_node (overlay, &bounds);
}

static graphene_rect_t
get_line_bounds (const RimIsolines *lines,
                 int                scale_factor)
{
  double reach = STRONG_PART * HALO_WIDTH;
  double min[2] = { G_MAXDOUBLE, G_MAXDOUBLE };
  double max[2] = { -G_MAXDOUBLE, -G_MAXDOUBLE };

  for (gsize i = 0; i < 2 * lines->starts[lines->n_lines]; i++)
    {
      min[i % 2] = MIN (min[i % 2], lines->points[i] / scale_factor);
      max[i % 2] = MAX (max[i % 2], lines->points[i] / scale_factor);
    }

  return GRAPHENE_RECT_INIT ((float) floor (min[0] - reach), (float) floor (min[1] - reach),
                             (float) ceil (max[0] - min[0] + 2 * reach + 1),
                             (float) ceil (max[1] - min[1] + 2 * reach + 1));
}

/* Dark about all but what is darkest. */
static void
stroke (cairo_t      *cr,
        const guint8 *color,
        double        scale)
{
  double halo = 0.299 * color[0] + 0.587 * color[1] + 0.114 * color[2] < DARKEST ? 1.0 : 0.0;

  cairo_set_source_rgba (cr, halo, halo, halo, HALO_ALPHA);
  cairo_set_line_width (cr, HALO_WIDTH * scale);
  cairo_stroke_preserve (cr);
  cairo_set_source_rgb (cr, color[0] / 255.0, color[1] / 255.0, color[2] / 255.0);
  cairo_set_line_width (cr, LINE_WIDTH * scale);
  cairo_stroke (cr);
}

/* All lines of one level, as one stroke. Returns: the first line of the next level */
static gsize
draw_level (cairo_t           *cr,
            const RimIsolines *lines,
            gsize              line,
            const guint8      *color,
            double             scale)
{
  guint level = lines->levels[line];

  for (; line < lines->n_lines && lines->levels[line] == level; line++)
    {
      cairo_new_sub_path (cr);
      for (gsize i = lines->starts[line]; i < lines->starts[line + 1]; i++)
        cairo_line_to (cr, lines->points[2 * i], lines->points[2 * i + 1]);
    }
  stroke (cr, color, scale);

  return line;
}

static void
draw_lines (RlMapOverlay *self,
            RlMapLayer   *layer)
{
  double scale = self->scale_factor * (self->is_strong ? STRONG_PART : 1.0);
  double levels[RL_MAP_LAYER_MAX_ISOLINES];
  guint8 colors[RL_MAP_LAYER_MAX_ISOLINES][3];
  g_autoptr(RimIsolines) lines = NULL;
  graphene_rect_t bounds;
  cairo_t *cr;

  for (guint i = 0; i < self->n_isolines; i++)
    levels[i] = rl_map_layer_get_level (layer, i, colors[i]);

  lines = rim_isolines_new (self->layer.volume, &self->plane, levels, self->n_isolines);
  if (lines->n_lines == 0)
    return;

  bounds = get_line_bounds (lines, self->scale_factor);
  self->lines = gsk_cairo_node_new (&bounds);
  cr = gsk_cairo_node_get_draw_context (self->lines);
  cairo_scale (cr, 1.0 / self->scale_factor, 1.0 / self->scale_factor);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  for (gsize line = 0; line < lines->n_lines;)
    line = draw_level (cr, lines, line, colors[lines->levels[line]], scale);
  cairo_destroy (cr);
}

static gboolean
is_same (RlMapOverlay   *self,
         const RimLayer *layer,
         guint           n_isolines,
         const RimPlane *plane,
         int             scale_factor)
{
  return self->layer.volume != NULL && self->scale_factor == scale_factor &&
         self->is_strong == rl_contrast_is_high () &&
         self->n_isolines == n_isolines && rim_layer_equal (&self->layer, layer) &&
         rim_plane_equal (&self->plane, plane);
}

static void
update (RlMapOverlay   *self,
        RlMapLayer     *layer,
        const RimPlane *plane,
        int             scale_factor)
{
  guint n_isolines = rl_map_layer_get_isolines (layer);
  RimLayer shown;
  gboolean has_pixels = rl_map_layer_get_layer (layer, &shown);

  if (is_same (self, &shown, n_isolines, plane, scale_factor))
    return;

  forget (self);
  self->layer = shown;
  rim_volume_ref (self->layer.volume);
  self->n_isolines = n_isolines;
  self->plane = *plane;
  self->scale_factor = scale_factor;
  self->is_strong = rl_contrast_is_high ();
  if (has_pixels)
    render (self);
  draw_lines (self, layer);
}

RlMapOverlay *
rl_map_overlay_new (void)
{
  return g_new0 (RlMapOverlay, 1);
}

void
rl_map_overlay_free (RlMapOverlay *self)
{
  forget (self);
  g_free (self);
}

/**
 * rl_map_overlay_set_renderer:
 * @self: the overlay of a canvas
 * @renderer: (nullable): what it is drawn with; see rl_picture_set_renderer()
 */
void
rl_map_overlay_set_renderer (RlMapOverlay *self,
                             GskRenderer  *renderer)
{
  gboolean is_copied = renderer != NULL && GSK_IS_CAIRO_RENDERER (renderer);

  g_return_if_fail (self != NULL);

  if (self->is_copied == is_copied)
    return;

  self->is_copied = is_copied;
  forget (self);
}

/**
 * rl_map_overlay_snapshot:
 * @self: the overlay of a canvas
 * @snapshot: where to put it
 * @layer: the map
 * @plane: where
 * @scale_factor: pixels of @plane per pixel of @snapshot
 */
void
rl_map_overlay_snapshot (RlMapOverlay   *self,
                         GtkSnapshot    *snapshot,
                         RlMapLayer     *layer,
                         const RimPlane *plane,
                         int             scale_factor)
{
  g_return_if_fail (self != NULL);

  if (!rl_map_layer_is_shown (layer))
    return;

  update (self, layer, plane, scale_factor);
  if (self->node != NULL)
    gtk_snapshot_append_node (snapshot, self->node);
  if (self->lines != NULL)
    gtk_snapshot_append_node (snapshot, self->lines);
}

/**
 * rl_map_overlay_get_n_renders:
 * @self: the overlay of a canvas
 *
 * Returns: how often pixels were made
 */
guint
rl_map_overlay_get_n_renders (RlMapOverlay *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_renders;
}
