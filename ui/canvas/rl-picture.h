/* rl-picture.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "core/rl-session.h"

G_BEGIN_DECLS

/* What a node says, for GTK's inspector and tests, that copies a picture of so many pixels. */
#define RL_PICTURE_COPY "Picture of %d × %d"

GType rl_content_get_type (void);

#define RL_TYPE_CONTENT (rl_content_get_type ())

/**
 * RlContent:
 *
 * Which images a canvas shows.
 */
typedef enum
{
  RL_CONTENT_CT,
  RL_CONTENT_PET,
  RL_CONTENT_FUSED,
} RlContent;

/**
 * RlPicture:
 *
 * The pixels of the images on a plane, made again only when what they show
 * differs from last time. Nothing that lies over the images matters to it. What
 * takes longer than a frame is drawn coarsely at once and sharply by a worker when
 * hands rest.
 */
typedef struct _RlPicture RlPicture;

typedef void (*RlPictureFunc) (gpointer data);

RlPicture   *rl_picture_new          (void) G_GNUC_WARN_UNUSED_RESULT;
void         rl_picture_free         (RlPicture      *self);
void         rl_picture_set_sharpened_func (RlPicture     *self,
                                            RlPictureFunc  func,
                                            gpointer       data);
void         rl_picture_invalidate   (RlPicture      *self);
GdkTexture  *rl_picture_get_texture  (RlPicture      *self,
                                      RlSession      *session,
                                      RlContent       content,
                                      const RimPlane *plane,
                                      RlSlab          slab);
GdkTexture  *rl_picture_get_layers   (RlPicture      *self,
                                      const RimLayer *layers,
                                      guint           n_layers,
                                      const RimPlane *plane);
void         rl_picture_set_renderer (RlPicture      *self,
                                      GskRenderer    *renderer);
void         rl_picture_append       (RlPicture             *self,
                                      GdkTexture            *texture,
                                      const graphene_rect_t *bounds,
                                      GtkSnapshot           *snapshot);
void         rl_picture_snapshot     (RlPicture      *self,
                                      GtkSnapshot    *snapshot,
                                      RlSession      *session,
                                      RlContent       content,
                                      const RimPlane *plane,
                                      RlSlab          slab,
                                      int             scale_factor);
guint        rl_picture_get_coarseness (RlPicture    *self);
guint        rl_picture_get_n_renders (RlPicture     *self);

GskRenderNode *rl_picture_copy_new   (gconstpointer          pixels,
                                      int                    width,
                                      int                    height,
                                      const graphene_rect_t *bounds) G_GNUC_WARN_UNUSED_RESULT;

RlContent    rl_content_resolve      (RlContent       content,
                                      RlSession      *session);
guint        rl_content_get_layers   (RlContent       content,
                                      RlSession      *session,
                                      RimLayer        layers[RL_N_LAYERS]);
gboolean     rl_content_is_light     (RlContent       content,
                                      RlSession      *session);
RlLayerKind  rl_content_get_layer    (RlContent content);
const char  *rl_content_get_name     (RlContent content);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RlPicture, rl_picture_free)

G_END_DECLS
