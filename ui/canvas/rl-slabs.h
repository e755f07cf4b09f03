/* rl-slabs.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-session.h"

G_BEGIN_DECLS

#define RL_SLABS_MAX_LAYERS 2

/**
 * RlSlabs:
 *
 * The slabs of the images of a picture, kept while what they depend on stays,
 * so that a window can be changed without looking through the voxels again.
 */
typedef struct _RlSlabs RlSlabs;

RlSlabs *rl_slabs_new      (void) G_GNUC_WARN_UNUSED_RESULT;
RlSlabs *rl_slabs_copy     (RlSlabs        *self) G_GNUC_WARN_UNUSED_RESULT;
void     rl_slabs_free     (RlSlabs        *self);
void     rl_slabs_clear    (RlSlabs        *self);
gsize    rl_slabs_get_cost (RlSlabs        *self,
                            const RimLayer *layers,
                            guint           n_layers,
                            const RimPlane *plane,
                            RlSlab          slab);
void     rl_slabs_apply    (RlSlabs        *self,
                            RimLayer       *layers,
                            guint           n_layers,
                            const RimPlane *plane,
                            RlSlab          slab,
                            guint           stride);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RlSlabs, rl_slabs_free)

G_END_DECLS
