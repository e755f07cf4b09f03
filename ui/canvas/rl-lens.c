/* rl-lens.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "canvas/rl-lens.h"

#include <math.h>

#include "canvas/rl-contours.h"
#include "canvas/rl-map-overlay.h"

#define RADIUS 110
#define FACTOR 3.0

struct _RlLens
{
  RlPicture    *picture;
  RlMapOverlay *map;
  RlContours   *contours;
};

/**
 * rl_lens_new:
 * @widget: what it is a lens of, drawn again when a picture gets sharp
 *
 * Returns: (transfer full): a lens
 */
RlLens *
rl_lens_new (GtkWidget *widget)
{
  RlLens *self = g_new0 (RlLens, 1);

  self->picture = rl_picture_new ();
  rl_picture_set_sharpened_func (self->picture, (RlPictureFunc) gtk_widget_queue_draw, widget);
  self->map = rl_map_overlay_new ();
  self->contours = rl_contours_new ();

  return self;
}

void
rl_lens_free (RlLens *self)
{
  rl_picture_free (self->picture);
  rl_map_overlay_free (self->map);
  rl_contours_free (self->contours);
  g_free (self);
}

static void
look_at (RimPlane       *lens,
         const RimPlane *plane,
         RimVec3         middle,
         guint           size)
{
  lens->right = rim_vec3_scale (plane->right, 1.0 / FACTOR);
  lens->down = rim_vec3_scale (plane->down, 1.0 / FACTOR);
  lens->width = size;
  lens->height = size;
  middle = rim_vec3_sub (middle, rim_vec3_scale (lens->right, (size - 1.0) / 2.0));
  lens->origin = rim_vec3_sub (middle, rim_vec3_scale (lens->down, (size - 1.0) / 2.0));
}

static void
paint_rim (GtkSnapshot          *snapshot,
           const GskRoundedRect *circle)
{
  static const float widths[4] = { 2, 2, 2, 2 };
  static const GdkRGBA color = { 0.55f, 0.62f, 0.72f, 1.0f };
  const GdkRGBA colors[4] = { color, color, color, color };

  gtk_snapshot_append_border (snapshot, circle, widths, colors);
}

/**
 * rl_lens_snapshot:
 * @self: a lens
 * @snapshot: where to put it
 * @session: what is shown
 * @content: which images, as rl_content_resolve() gives it
 * @plane: what it lies over
 * @slab: how thick that is
 * @map: (nullable): what lies over the images there
 * @scale_factor: pixels of @plane per pixel of @snapshot
 * @x: of the pointer, in pixels of @snapshot
 * @y: of the pointer
 */
void
rl_lens_snapshot (RlLens         *self,
                  GtkSnapshot    *snapshot,
                  RlSession      *session,
                  RlContent       content,
                  const RimPlane *plane,
                  RlSlab          slab,
                  RlMapLayer     *map,
                  int             scale_factor,
                  double          x,
                  double          y)
{
  RimVec3 middle = rim_plane_to_patient (plane, x * scale_factor, y * scale_factor);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, 2 * RADIUS, 2 * RADIUS);
  GskRoundedRect circle;
  RimPlane lens;

  look_at (&lens, plane, middle, (guint) (2 * RADIUS * scale_factor));
  gsk_rounded_rect_init_from_rect (&circle, &bounds, RADIUS);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) round (x - RADIUS),
                                                          (float) round (y - RADIUS)));
  gtk_snapshot_push_rounded_clip (snapshot, &circle);
  rl_picture_snapshot (self->picture, snapshot, session, content, &lens, slab, scale_factor);
  if (map != NULL)
    rl_map_overlay_snapshot (self->map, snapshot, map, &lens, scale_factor);
  if (rl_session_get_show_contours (session))
    rl_contours_snapshot (self->contours, snapshot, session, &lens, scale_factor,
                          content != RL_CONTENT_CT, NULL);
  gtk_snapshot_pop (snapshot);
  paint_rim (snapshot, &circle);
  gtk_snapshot_restore (snapshot);
}
