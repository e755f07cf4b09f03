/* rim-library-queue.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "library/rim-library.h"

G_BEGIN_DECLS

/**
 * RimQueueRecordKind:
 * @RIM_QUEUE_RECORD_STATE: @name is the state of the case, @value the reason
 * @RIM_QUEUE_RECORD_ANSWER: @name is a question, @value the answer
 * @RIM_QUEUE_RECORD_TIME: the case was looked at from @opened to @time
 *
 * The numbers are those of the library.
 */
typedef enum
{
  RIM_QUEUE_RECORD_STATE,
  RIM_QUEUE_RECORD_ANSWER,
  RIM_QUEUE_RECORD_TIME,
  RIM_N_QUEUE_RECORD_KINDS
} RimQueueRecordKind;

/**
 * RimQueueRecord:
 * @protocol: the id of a protocol
 * @version: its version at that time
 * @study_uid: the case
 * @reader: who
 * @kind: what of it
 * @time: when, microseconds since 1970, UTC
 * @opened: (of a time): since when, the same
 * @lesion: (nullable): the id of the lesion that an answer is of; %NULL for the case
 * @name: (nullable): the state or the question, as #RimQueueRecordKind says
 * @value: (nullable): the reason or the answer
 *
 * One thing that a reader said of a case. Nothing is ever taken out: of the same
 * thing the last counts.
 */
typedef struct
{
  char               *protocol;
  char               *version;
  char               *study_uid;
  char               *reader;
  RimQueueRecordKind  kind;
  gint64              time;
  gint64              opened;
  char               *lesion;
  char               *name;
  char               *value;
} RimQueueRecord;

RimQueueRecord *rim_queue_record_copy     (const RimQueueRecord  *self) G_GNUC_WARN_UNUSED_RESULT;
void            rim_queue_record_free     (RimQueueRecord        *self);
void            rim_library_append_record (RimLibrary            *self,
                                           const RimQueueRecord  *record);
GPtrArray      *rim_library_list_records  (RimLibrary            *self,
                                           const char            *protocol,
                                           GError               **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimQueueRecord, rim_queue_record_free)

G_END_DECLS
