/* rim-worklist.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "library/rim-library-queue.h"
#include "queue/rim-case.h"

G_BEGIN_DECLS

/**
 * RimWorklist:
 *
 * The cases of a protocol that a reader has, in an order that never changes: by
 * lot, so that who stops half-way has not read one hospital only. Belongs to one
 * thread.
 */
typedef struct _RimWorklist RimWorklist;

RimWorklist  *rim_worklist_new         (RimLibrary               *library,
                                        RimProtocol              *protocol,
                                        const char               *reader,
                                        GError                  **error) G_GNUC_WARN_UNUSED_RESULT;
void          rim_worklist_free        (RimWorklist              *self);
gboolean      rim_worklist_update      (RimWorklist              *self,
                                        GError                  **error);
RimProtocol  *rim_worklist_get_protocol (RimWorklist             *self);
const char   *rim_worklist_get_reader  (RimWorklist              *self);
guint         rim_worklist_get_n_cases (RimWorklist              *self);
RimCase      *rim_worklist_get_case    (RimWorklist              *self,
                                        guint                     index);
RimCase      *rim_worklist_find_case   (RimWorklist              *self,
                                        const char               *study_uid,
                                        guint                    *index);
guint         rim_worklist_count       (RimWorklist              *self,
                                        RimCaseState              state);
int           rim_worklist_step        (RimWorklist              *self,
                                        int                       from,
                                        int                       direction,
                                        gboolean                  undone,
                                        const RimWorklistFilter  *filter);

/* Second reads */
gboolean      rim_read_is_accepted     (RimLibrary               *library,
                                        const char               *study_uid,
                                        const char               *read,
                                        GError                  **error);
void          rim_worklist_apply_reads (RimWorklist              *self,
                                        RimLibrary               *library);

/* What a reader says of a case */
void          rim_worklist_begin       (RimWorklist              *self,
                                        RimCase                  *kase);
gboolean      rim_worklist_answer      (RimWorklist              *self,
                                        RimCase                  *kase,
                                        const char               *question,
                                        const char               *text,
                                        GError                  **error);
gboolean      rim_worklist_set_state   (RimWorklist              *self,
                                        RimCase                  *kase,
                                        RimCaseState              state,
                                        const char               *reason,
                                        GPtrArray                *lesions,
                                        GError                  **error);
void          rim_worklist_add_time    (RimWorklist              *self,
                                        RimCase                  *kase,
                                        gint64                    opened,
                                        gint64                    closed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimWorklist, rim_worklist_free)

G_END_DECLS
