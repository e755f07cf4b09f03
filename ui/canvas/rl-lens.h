/* rl-lens.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "canvas/rl-picture.h"

G_BEGIN_DECLS

/**
 * RlLens:
 *
 * A magnifying glass over a plane: images, map and contours around the pointer, made
 * anew at the resolution of the screen and not blown up.
 */
typedef struct _RlLens RlLens;

RlLens *rl_lens_new      (GtkWidget      *widget) G_GNUC_WARN_UNUSED_RESULT;
void    rl_lens_free     (RlLens         *self);
void    rl_lens_snapshot (RlLens         *self,
                          GtkSnapshot    *snapshot,
                          RlSession      *session,
                          RlContent       content,
                          const RimPlane *plane,
                          RlSlab          slab,
                          RlMapLayer     *map,
                          int             scale_factor,
                          double          x,
                          double          y);

G_END_DECLS
