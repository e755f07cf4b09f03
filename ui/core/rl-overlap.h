/* rl-overlap.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "segment/rim-lesion.h"

G_BEGIN_DECLS

typedef struct _RlSession RlSession;

#define RL_TYPE_OVERLAP (rl_overlap_get_type ())

/**
 * RlOverlap:
 *
 * What becomes of a contour that was drawn over voxels of a lesion. What is usual is done
 * already; as long as nothing else is edited it can be had otherwise, each time as an edit:
 *
 * - over the same lesion: "join" (what was done), "cut-out" takes the contour away from it,
 *   "keep" makes the contour a lesion of its own;
 * - over another one, where these are to be kept ("keep-others"): "trim" (what was done)
 *   leaves what both have to the other, "cut-out" takes it from that, "keep" gives it to both,
 *   "join" makes one lesion of them.
 *
 * Properties: "choice" (string): which of these is so; "" while nothing is offered.
 */
G_DECLARE_FINAL_TYPE (RlOverlap, rl_overlap, RL, OVERLAP, GObject)

RlOverlap  *rl_overlap_new (RlSession  *session) G_GNUC_WARN_UNUSED_RESULT;
gboolean    rl_overlap_offer      (RlOverlap  *self,
                                   RimLesion  *before,
                                   RimMask    *region,
                                   RimLesion  *spare);
const char *rl_overlap_get_choice (RlOverlap  *self);
void        rl_overlap_set_choice (RlOverlap  *self,
                                   const char *choice);
RimLesion  *rl_overlap_get_lesion (RlOverlap  *self);
gboolean    rl_overlap_is_other   (RlOverlap  *self);
void        rl_overlap_dismiss    (RlOverlap  *self);

G_END_DECLS
