/* rl-map-question.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-jobs.h"
#include "map/rim-map-cache.h"
#include "maps/rl-map-work.h"

G_BEGIN_DECLS

/**
 * RlMapQuestion:
 *
 * What maps a worker is to compute, and where it leaves them while it fills them in. All of
 * it is immutable, but for the point that is looked at and the part that waits to be shown.
 * Reference counted; safe on any thread.
 */
typedef struct _RlMapQuestion RlMapQuestion;

RlMapQuestion     *rl_map_question_new   (RlFeatureImages    *images,
                                          const RlMapChoice  *choice,
                                          RimMask            *lesion,
                                          RlMapVoxels        *voxels,
                                          RlMapResult        *before) G_GNUC_WARN_UNUSED_RESULT;
RlMapQuestion     *rl_map_question_ref   (RlMapQuestion      *self);
void               rl_map_question_unref (RlMapQuestion      *self);
const RlMapChoice *rl_map_question_get_choice (RlMapQuestion *self);
RlFeatureImages   *rl_map_question_get_images (RlMapQuestion *self);
RimMask           *rl_map_question_get_lesion (RlMapQuestion *self);
RlMapVoxels       *rl_map_question_dup_voxels (RlMapQuestion *self) G_GNUC_WARN_UNUSED_RESULT;
void               rl_map_question_set_cache  (RlMapQuestion    *self,
                                               RimMapCache      *cache);
void               rl_map_question_set_focus  (RlMapQuestion    *self,
                                               const RlMapFocus *focus);
RlMapResult       *rl_map_question_take_part  (RlMapQuestion *self) G_GNUC_WARN_UNUSED_RESULT;

RlMapResult       *rl_map_question_answer     (RlMapQuestion *self,
                                               RlJob         *job,
                                               GError       **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RlMapQuestion, rl_map_question_unref)

G_END_DECLS
