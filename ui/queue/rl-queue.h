/* rl-queue.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-jobs.h"
#include "queue/rim-worklist.h"

G_BEGIN_DECLS

#define RL_TYPE_QUEUE (rl_queue_get_type ())

/**
 * RlQueue:
 *
 * The cases of a protocol that the user labels, and the one that is open. Lists are
 * read on a worker; what is said is kept off the main thread.
 *
 * Signal "changed": other cases, another filter, or something was said.
 * Signal "case-changed": another case is open, or none.
 * Signal "open-case" (gint64 study_id): the images of a case are to be shown.
 * Signal "failed" (const char *message): a protocol or a list could not be read.
 */
G_DECLARE_FINAL_TYPE (RlQueue, rl_queue, RL, QUEUE, GObject)

RlQueue     *rl_queue_new (RlJobs        *jobs) G_GNUC_WARN_UNUSED_RESULT;
void         rl_queue_set_library  (RlQueue       *self,
                                    RimLibrary    *library);
void         rl_queue_open         (RlQueue       *self,
                                    const char    *path,
                                    const char    *reader);
void         rl_queue_close        (RlQueue       *self);
RimWorklist *rl_queue_get_worklist (RlQueue       *self);
RimCase     *rl_queue_get_case     (RlQueue       *self);
int          rl_queue_get_index    (RlQueue       *self);
const RimWorklistFilter *rl_queue_get_filter (RlQueue *self);
void         rl_queue_set_filter   (RlQueue       *self,
                                    guint          states,
                                    const char    *text);
void         rl_queue_select       (RlQueue       *self,
                                    int            index);
gboolean     rl_queue_step         (RlQueue       *self,
                                    int            direction,
                                    gboolean       undone);
RimCase     *rl_queue_get_next     (RlQueue       *self);
void         rl_queue_begin        (RlQueue       *self);
gboolean     rl_queue_answer       (RlQueue       *self,
                                    const char    *question,
                                    const char    *text,
                                    GError       **error);
gboolean     rl_queue_set_state    (RlQueue       *self,
                                    RimCaseState   state,
                                    const char    *reason,
                                    GPtrArray     *lesions,
                                    GError       **error);
void         rl_queue_touch        (RlQueue       *self);
void         rl_queue_pause        (RlQueue       *self);

G_END_DECLS
