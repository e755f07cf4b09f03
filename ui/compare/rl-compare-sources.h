/* rl-compare-sources.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "compare/rl-compare-source.h"
#include "core/rl-jobs.h"
#include "core/rl-session.h"

G_BEGIN_DECLS

#define RL_COMPARE_WITH_NOTHING "none"

#define RL_TYPE_COMPARE_SOURCES (rl_compare_sources_get_type ())

/**
 * RlCompareSources:
 *
 * What the lesions that are shown can be compared with: a list of #RlCompareSource
 * of which the first is nothing. It follows the session and its journal, remembers
 * lesions as they were opened, and has a worker look for what others drew in the
 * same frame of reference.
 *
 * Signal "changed": the list was made anew.
 */
G_DECLARE_FINAL_TYPE (RlCompareSources, rl_compare_sources, RL, COMPARE_SOURCES, GObject)

RlCompareSources *rl_compare_sources_new (RlJobs           *jobs,
                                          RlSession        *session) G_GNUC_WARN_UNUSED_RESULT;
void              rl_compare_sources_set_library  (RlCompareSources *self,
                                                   RimLibrary       *library);
GListModel       *rl_compare_sources_get_list     (RlCompareSources *self);
guint             rl_compare_sources_find         (RlCompareSources *self,
                                                   const char       *id);
gboolean          rl_compare_sources_is_updating  (RlCompareSources *self);
GPtrArray        *rl_compare_sources_list_lesions (RlCompareSources *self,
                                                   RlCompareSource  *source) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
