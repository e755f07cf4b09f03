/* rl-sources.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-jobs.h"
#include "core/rl-session.h"
#include "core/rl-source.h"
#include "library/rim-library.h"

G_BEGIN_DECLS

#define RL_TYPE_SOURCES (rl_sources_get_type ())

/**
 * RlSources:
 *
 * What the lesions that are shown can be compared with: a list of #RlSource of which
 * the first is nothing. It follows the session, remembers lesions as they were opened,
 * and has a worker look in the library for what was drawn on other images of the
 * patient. What is made of that is for a page to say, which derives it. The list
 * changes only where an entry does.
 *
 * Signal "changed": the list was made anew.
 */
G_DECLARE_DERIVABLE_TYPE (RlSources, rl_sources, RL, SOURCES, GObject)

typedef void (*RlSourcesListFunc) (RlSources *self,
                                   GPtrArray *sources);

/**
 * RlSourcesClass:
 * @list: adds all there is to compare with, as #RlSource, nothing first; the array
 *   owns them
 */
struct _RlSourcesClass
{
  GObjectClass      parent_class;

  RlSourcesListFunc list;
};

void        rl_sources_set_library (RlSources  *self,
                                    RimLibrary *library);
GListModel *rl_sources_get_list    (RlSources  *self);
guint       rl_sources_find        (RlSources  *self,
                                    const char *id);
gboolean    rl_sources_is_updating (RlSources  *self);

/* For those that derive it */
void        rl_sources_follow      (RlSources  *self,
                                    RlJobs     *jobs,
                                    RlSession  *session);
void        rl_sources_update      (RlSources  *self);
RlSession  *rl_sources_get_session (RlSources  *self);
RimLibrary *rl_sources_get_library (RlSources  *self);
GPtrArray  *rl_sources_get_opened  (RlSources  *self);
GPtrArray  *rl_sources_get_others  (RlSources  *self);
const char *rl_sources_find_author (RlSources  *self,
                                    const char *lesion_id);

G_END_DECLS
