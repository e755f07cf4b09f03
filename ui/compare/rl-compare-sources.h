/* rl-compare-sources.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "compare/rl-compare-source.h"
#include "core/rl-sources.h"

G_BEGIN_DECLS

#define RL_TYPE_COMPARE_SOURCES (rl_compare_sources_get_type ())

/**
 * RlCompareSources:
 *
 * What the lesions that are shown can be compared with: a list of #RlCompareSource.
 * They are the lesions as they were opened and some changes ago, what others drew in
 * the same frame of reference, and the other lesions.
 */
G_DECLARE_FINAL_TYPE (RlCompareSources, rl_compare_sources, RL, COMPARE_SOURCES, RlSources)

RlCompareSources *rl_compare_sources_new (RlJobs           *jobs,
                                          RlSession        *session) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray        *rl_compare_sources_list_lesions (RlCompareSources *self,
                                                   RlCompareSource  *source) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
