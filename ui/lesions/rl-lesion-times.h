/* rl-lesion-times.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-jobs.h"
#include "core/rl-link.h"
#include "core/rl-session.h"
#include "lesions/rl-time-item.h"

G_BEGIN_DECLS

#define RL_TYPE_LESION_TIMES (rl_lesion_times_get_type ())

/**
 * RlLesionTimes:
 *
 * The lesions that are shown, and those of the patient's other images, over time. A worker
 * looks in the library for what was drawn on these, measures it, and proposes which may be
 * the same. Links are edits of the lesions that are shown.
 *
 * Signal "changed": there are others now.
 */
G_DECLARE_FINAL_TYPE (RlLesionTimes, rl_lesion_times, RL, LESION_TIMES, GObject)

RlLesionTimes *rl_lesion_times_new (RlJobs    *jobs,
                                    RlSession *session) G_GNUC_WARN_UNUSED_RESULT;
void           rl_lesion_times_set_library   (RlLesionTimes *self,
                                              RimLibrary    *library);
void           rl_lesion_times_set_link      (RlLesionTimes *self,
                                              RlLink        *link,
                                              RlSession     *prior);
void           rl_lesion_times_refresh       (RlLesionTimes *self);
gboolean       rl_lesion_times_is_busy       (RlLesionTimes *self);
GListModel    *rl_lesion_times_get_elsewhere (RlLesionTimes *self);
GPtrArray     *rl_lesion_times_list          (RlLesionTimes *self,
                                              const char    *lesion_id) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray     *rl_lesion_times_list_others   (RlLesionTimes *self) G_GNUC_WARN_UNUSED_RESULT;

gboolean       rl_lesion_times_link          (RlLesionTimes *self,
                                              const char    *lesion_id,
                                              RimLesionTime *time);
guint          rl_lesion_times_get_n_proposals (RlLesionTimes *self);
gboolean       rl_lesion_times_link_all      (RlLesionTimes *self);
gboolean       rl_lesion_times_unlink        (RlLesionTimes *self,
                                              const char    *lesion_id);

G_END_DECLS
