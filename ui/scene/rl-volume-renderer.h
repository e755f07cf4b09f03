/* rl-volume-renderer.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "scene/rl-camera.h"
#include "scene/rl-volume-presets.h"
#include "scene/rl-volume-scene.h"

G_BEGIN_DECLS

/**
 * RlVolumeRenderer:
 *
 * Draws a volume and surfaces with OpenGL 3.3 or ES 3.0: surfaces first, then one
 * ray per pixel through the volume to where they are. Every function wants the
 * context current in which it was made.
 *
 * A picture is drawn coarse at once and then, while nothing moves, fine in bands
 * that take no longer than a part of a frame each, so that a slow machine stays
 * at hand.
 */
typedef struct _RlVolumeRenderer RlVolumeRenderer;

/**
 * RlColoredMesh:
 * @mesh: the surface
 * @color: sRGB, where the mesh has no colours of its own
 */
typedef struct
{
  RlMesh *mesh;
  guint8  color[3];
} RlColoredMesh;

RlVolumeRenderer *rl_volume_renderer_new         (gboolean               is_es,
                                                  GError               **error) G_GNUC_WARN_UNUSED_RESULT;
void              rl_volume_renderer_free        (RlVolumeRenderer      *self);
void              rl_volume_renderer_set_image   (RlVolumeRenderer      *self,
                                                  const RimCoarse       *image);
gboolean          rl_volume_renderer_upload      (RlVolumeRenderer      *self,
                                                  const RimCoarse       *image);
void              rl_volume_renderer_set_preset  (RlVolumeRenderer      *self,
                                                  const RlVolumePreset  *preset,
                                                  double                 low,
                                                  double                 high);
void              rl_volume_renderer_set_meshes  (RlVolumeRenderer      *self,
                                                  const RlColoredMesh   *meshes,
                                                  guint                  n_meshes);
gboolean          rl_volume_renderer_draw        (RlVolumeRenderer      *self,
                                                  const RlCamera        *camera,
                                                  guint                  width,
                                                  guint                  height,
                                                  gboolean               moved);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RlVolumeRenderer, rl_volume_renderer_free)

G_END_DECLS
