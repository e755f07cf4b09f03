/* rl-map-overlay.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "canvas/rl-map-overlay.h"

#include "canvas/rl-picture.h"
#include "view/rim-overlay.h"

struct _RlMapOverlay
{
  RimLayer       layer;       /* holds its volume */
  RimPlane       plane;
  int            scale_factor;
  gboolean       is_copied;
  GskRenderNode *node;        /* NULL where there is nothing to see */
  guint          n_renders;
};

static void
forget (RlMapOverlay *self)
{
  g_clear_pointer (&self->node, gsk_render_node_unref);
  g_clear_pointer (&self->layer.volume, rim_volume_unref);
}

static graphene_rect_t
get_bounds (const RimOverlay *overlay,
            int               scale_factor)
{
  float scale = 1.0f / (float) scale_factor;

  return GRAPHENE_RECT_INIT ((float) overlay->x * scale, (float) overlay->y * scale,
                             (float) overlay->width * scale, (float) overlay->height * scale);
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

static void
update (RlMapOverlay   *self,
        const RimLayer *layer,
        const RimPlane *plane,
        int             scale_factor)
{
  if (self->layer.volume != NULL && self->scale_factor == scale_factor &&
      rim_layer_equal (&self->layer, layer) && rim_plane_equal (&self->plane, plane))
    return;

  forget (self);
  self->layer = *layer;
  rim_volume_ref (self->layer.volume);
  self->plane = *plane;
  self->scale_factor = scale_factor;
  render (self);
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
  RimLayer shown;

  g_return_if_fail (self != NULL);

  if (!rl_map_layer_get_layer (layer, &shown))
    return;

  update (self, &shown, plane, scale_factor);
  if (self->node != NULL)
    gtk_snapshot_append_node (snapshot, self->node);
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
