/* rim-case.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "queue/rim-protocol.h"

G_BEGIN_DECLS

/**
 * RimCaseState:
 * @RIM_CASE_NOT_STARTED: the reader has said nothing of it
 * @RIM_CASE_IN_PROGRESS: it was begun
 * @RIM_CASE_DONE: all that the protocol asks for is there
 * @RIM_CASE_SKIPPED: put off, with a reason
 * @RIM_CASE_REJECTED: not to be used, with a reason
 *
 * How far a reader is with a case.
 */
typedef enum
{
  RIM_CASE_NOT_STARTED,
  RIM_CASE_IN_PROGRESS,
  RIM_CASE_DONE,
  RIM_CASE_SKIPPED,
  RIM_CASE_REJECTED,
  RIM_N_CASE_STATES
} RimCaseState;

/**
 * RimCaseRole:
 * @RIM_CASE_ROLE_NONE: the reader does not read it
 * @RIM_CASE_ROLE_FIRST: reads it
 * @RIM_CASE_ROLE_SECOND: reads it without knowing what the first said
 */
typedef enum
{
  RIM_CASE_ROLE_NONE,
  RIM_CASE_ROLE_FIRST,
  RIM_CASE_ROLE_SECOND,
} RimCaseRole;

/**
 * RimCase:
 * @patient_id: the id of the patient's row in the library
 * @patient: (nullable): the patient's id
 * @name: (nullable): the patient's name
 * @study_id: the row of the study in the library
 * @study_uid: its Study Instance UID, the key of the case
 * @date: (nullable): of the study, YYYYMMDD
 * @title: (nullable): of the study
 * @role: what the reader is to the case
 * @read: (nullable): of a second read, in which read of the library it is drawn; see
 *   rim_library_load_read()
 * @state: how far he is with it
 * @reason: (nullable): why it was skipped or rejected
 * @changed: when the state was said, µs since 1970, UTC; 0 where it never was
 * @active: how long the reader looked at it, in µs
 * @answers: of a case and of its lesions; see rim_case_get_answer()
 *
 * One case of a worklist as one reader has it. Part of a #RimWorklist.
 */
typedef struct
{
  gint64        patient_id;
  char         *patient;
  char         *name;
  gint64        study_id;
  char         *study_uid;
  char         *date;
  char         *title;
  RimCaseRole   role;
  char         *read;
  RimCaseState  state;
  char         *reason;
  gint64        changed;
  gint64        active;
  GHashTable   *answers;
} RimCase;

/**
 * RimWorklistFilter:
 * @states: which, as 1 << #RimCaseState; 0 for all
 * @text: (nullable): what has to be in name, id or title
 *
 * Which cases of a worklist to show. Plain data.
 */
typedef struct
{
  guint       states;
  const char *text;
} RimWorklistFilter;

RimCase      *rim_case_new             (void) G_GNUC_WARN_UNUSED_RESULT;
void          rim_case_free            (RimCase                  *self);
const char   *rim_case_get_answer      (const RimCase            *self,
                                        const char               *lesion,
                                        const char               *question);
void          rim_case_take_answer     (RimCase                  *self,
                                        const char               *lesion,
                                        const char               *question,
                                        const char               *answer);
gboolean      rim_case_matches         (const RimCase            *self,
                                        const RimWorklistFilter  *filter);
gboolean      rim_case_is_undone       (const RimCase            *self);
const char *rim_case_get_lesion_answer (const RimCase     *self,
                                        const RimProtocol *protocol,
                                        const RimLesion   *lesion,
                                        const char        *question);
GPtrArray    *rim_case_list_missing    (const RimCase            *self,
                                        const RimProtocol        *protocol,
                                        GPtrArray                *lesions) G_GNUC_WARN_UNUSED_RESULT;
const char   *rim_case_state_get_id    (RimCaseState state);
gboolean      rim_case_state_from_id   (const char               *id,
                                        RimCaseState             *state);

G_END_DECLS
