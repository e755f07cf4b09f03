/* rl-comparer.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "compare/rl-compare-sources.h"
#include "compare/rl-lesion-pairs.h"

G_BEGIN_DECLS

#define RL_DEFAULT_TOLERANCE_MM 2.0

#define RL_TYPE_COMPARER (rl_comparer_get_type ())

/**
 * RlComparer:
 *
 * Compares the lesions that are shown with those of another side: asks a worker
 * anew whenever either changes, takes the newest answer, and gives the session the
 * other side of the active lesion to show.
 *
 * Signal "changed": there are other results, or none, or other reasons.
 */
G_DECLARE_FINAL_TYPE (RlComparer, rl_comparer, RL, COMPARER, GObject)

RlComparer   *rl_comparer_new (RlJobs           *jobs,
                               RlSession        *session,
                               RlCompareSources *sources) G_GNUC_WARN_UNUSED_RESULT;
void          rl_comparer_set_source      (RlComparer       *self,
                                           const char       *id);
const char   *rl_comparer_get_source      (RlComparer       *self);
void          rl_comparer_set_tolerance   (RlComparer       *self,
                                           double            tolerance_mm);
GPtrArray    *rl_comparer_get_pairs       (RlComparer       *self);
RlLesionPair *rl_comparer_get_active      (RlComparer       *self);
const char   *rl_comparer_get_why_nothing (RlComparer       *self);
gboolean      rl_comparer_is_up_to_date   (RlComparer       *self);

G_END_DECLS
