/* rim-answer-table.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "queue/rim-protocol.h"

G_BEGIN_DECLS

typedef struct _RimAnswerTable RimAnswerTable;

/**
 * RimAnswerSource:
 * @patient: (nullable): Patient ID
 * @study_uid: (nullable): Study Instance UID
 * @series_uid: (nullable): Series Instance UID of the image that lesions are drawn on
 * @reader: (nullable): who drew and answered, where that is known
 *
 * Where lesions come from. Borrowed.
 */
typedef struct
{
  const char *patient;
  const char *study_uid;
  const char *series_uid;
  const char *reader;
} RimAnswerSource;

RimAnswerTable *rim_answer_table_new         (void) G_GNUC_WARN_UNUSED_RESULT;
void            rim_answer_table_free        (RimAnswerTable         *self);
void            rim_answer_table_add_form    (RimAnswerTable         *self,
                                              RimProtocol            *form);
void            rim_answer_table_add_lesion  (RimAnswerTable         *self,
                                              const RimAnswerSource  *source,
                                              RimLesion              *lesion);
guint           rim_answer_table_get_n_rows  (const RimAnswerTable   *self);
char           *rim_answer_table_to_csv      (const RimAnswerTable   *self) G_GNUC_WARN_UNUSED_RESULT;
char           *rim_answer_table_to_json     (const RimAnswerTable   *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean        rim_answer_table_write       (const RimAnswerTable   *self,
                                              const char             *path,
                                              GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimAnswerTable, rim_answer_table_free)

G_END_DECLS
