/* rl-habitat-question.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-jobs.h"
#include "map/rim-study-habitats.h"
#include "maps/rl-map-choice.h"
#include "segment/rim-lesion.h"

G_BEGIN_DECLS

/* The most that are told apart by their colours. */
#define RL_HABITATS_MAX 8

/**
 * RlHabitatQuestion:
 * @ct: (nullable): the CT
 * @pet: (nullable): the PET
 * @lesion: in which
 * @maps: (element-type RlMapChoice): on what, of each its first feature
 * @voi: in which part of the lesion
 * @how: how that is made
 * @method: how
 * @number: of habitats; 0 for as many as the criterion says
 * @serial: which question it is
 *
 * Everything that decides what habitats are. Immutable once asked.
 */
typedef struct
{
  RimVolume        *ct;
  RimVolume        *pet;
  RimLesion        *lesion;
  GPtrArray        *maps;
  RimVoiKind        voi;
  RlFeatureVoi      how;
  RimHabitatMethod  method;
  guint             number;
  guint             serial;
} RlHabitatQuestion;

RlHabitatQuestion *rl_habitat_question_copy     (const RlHabitatQuestion *self) G_GNUC_WARN_UNUSED_RESULT;
void               rl_habitat_question_free     (RlHabitatQuestion       *self);
void               rl_habitat_question_get_study (const RlHabitatQuestion *self,
                                                  RimStudySettings        *study);
RimStudyHabitats  *rl_habitat_question_answer   (const RlHabitatQuestion *self,
                                                 GCancellable            *cancellable,
                                                 GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
char              *rl_habitat_question_describe (const RlHabitatQuestion *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RlHabitatQuestion, rl_habitat_question_free)

G_END_DECLS
