/* rim-log-rank.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "statistics/rim-significance.h"

G_BEGIN_DECLS

/**
 * RimLogRank:
 * @significance: chi-squared with a degree of freedom less than groups
 * @n_groups: how many groups
 * @observed: (array length=n_groups): how many events each has
 * @expected: (array length=n_groups): how many it would have, were all alike
 *
 * Whether groups survive alike (Mantel 1966). Immutable.
 */
typedef struct
{
  RimSignificance significance;
  guint           n_groups;
  double         *observed;
  double         *expected;
} RimLogRank;

RimLogRank *rim_log_rank_new  (const double   *times,
                               const guint8   *events,
                               const guint32  *groups,
                               const guint32  *strata,
                               gsize           n,
                               guint           n_groups,
                               GError        **error) G_GNUC_WARN_UNUSED_RESULT;
void        rim_log_rank_free (RimLogRank     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimLogRank, rim_log_rank_free)

G_END_DECLS
