/* rl-compare-source.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-other-image.h"
#include "core/rl-source.h"

G_BEGIN_DECLS

/**
 * RlCompareKind:
 * @RL_COMPARE_NOTHING: there is no other side
 * @RL_COMPARE_OPENED: all lesions as they were opened
 * @RL_COMPARE_JOURNAL: all lesions as they were some changes ago
 * @RL_COMPARE_OTHER: all lesions of another reader's image
 * @RL_COMPARE_LESION: one lesion of those that are shown
 */
typedef enum
{
  RL_COMPARE_NOTHING,
  RL_COMPARE_OPENED,
  RL_COMPARE_JOURNAL,
  RL_COMPARE_OTHER,
  RL_COMPARE_LESION,
} RlCompareKind;

#define RL_TYPE_COMPARE_SOURCE (rl_compare_source_get_type ())

/**
 * RlCompareSource:
 *
 * What lesions can be compared with. Immutable.
 */
G_DECLARE_FINAL_TYPE (RlCompareSource, rl_compare_source, RL, COMPARE_SOURCE, RlSource)

RlCompareSource *rl_compare_source_new (RlCompareKind kind,
                                        const char      *id,
                                        const char      *title) G_GNUC_WARN_UNUSED_RESULT;
RlCompareSource *rl_compare_source_new_journal  (guint            n_changes,
                                                 const char      *title) G_GNUC_WARN_UNUSED_RESULT;
RlCompareSource *rl_compare_source_new_other    (RlOtherImage    *other,
                                                 const char      *title) G_GNUC_WARN_UNUSED_RESULT;
RlCompareKind    rl_compare_source_get_kind     (RlCompareSource *self);
guint            rl_compare_source_get_n_changes (RlCompareSource *self);
RlOtherImage    *rl_compare_source_get_other    (RlCompareSource *self);

G_END_DECLS
