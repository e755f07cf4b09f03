/* rl-volume-scene.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-jobs.h"
#include "core/rl-session.h"
#include "view/rim-coarse.h"
#include "view/rim-surface.h"

G_BEGIN_DECLS

/**
 * RlMesh:
 * @mask: (nullable): what it is the surface of, if that is a mask
 * @surface: the surface
 * @colors: (nullable): sRGB of each point, 0 to 1
 *
 * Immutable and reference counted.
 */
typedef struct
{
  gatomicrefcount  ref_count;
  RimMask         *mask;
  RimSurface      *surface;
  float           *colors;
} RlMesh;

RlMesh *rl_mesh_ref   (RlMesh *self);
void    rl_mesh_unref (RlMesh *self);

#define RL_TYPE_VOLUME_SCENE (rl_volume_scene_get_type ())

/**
 * RlVolumeScene:
 *
 * What a view in 3-D shows of a session: the CT (or what else is the base image)
 * in fewer voxels, the surfaces of the lesions, and that of the map in its colours. All
 * are made by workers while somebody looks, surfaces once drawing has rested for a moment,
 * so that no edit waits for them.
 *
 * Signals "image-changed", "meshes-changed".
 */
G_DECLARE_FINAL_TYPE (RlVolumeScene, rl_volume_scene, RL, VOLUME_SCENE, GObject)

RlVolumeScene   *rl_volume_scene_new (RlJobs          *jobs,
                                      RlSession       *session) G_GNUC_WARN_UNUSED_RESULT;
void             rl_volume_scene_set_active  (RlVolumeScene   *self,
                                              gboolean         active);
const RimCoarse *rl_volume_scene_get_image   (RlVolumeScene   *self);
RimUnit          rl_volume_scene_get_unit    (RlVolumeScene   *self);
gboolean         rl_volume_scene_is_busy     (RlVolumeScene   *self);
RlMesh          *rl_volume_scene_find_mesh   (RlVolumeScene   *self,
                                              RimMask         *mask);
RlMesh          *rl_volume_scene_get_map     (RlVolumeScene   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RlMesh, rl_mesh_unref)

G_END_DECLS
