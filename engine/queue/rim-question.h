/* rim-question.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "volume/rim-roi.h"

G_BEGIN_DECLS

/* The longest answer, in bytes. */
#define RIM_ANSWER_MAX_LENGTH 4096

/**
 * RimQuestionKind:
 * @RIM_QUESTION_CHOICE: one of its choices
 * @RIM_QUESTION_MULTIPLE: any of its choices
 * @RIM_QUESTION_NUMBER: a number within a range
 * @RIM_QUESTION_YES_NO: yes or no
 * @RIM_QUESTION_TEXT: any text
 */
typedef enum
{
  RIM_QUESTION_CHOICE,
  RIM_QUESTION_MULTIPLE,
  RIM_QUESTION_NUMBER,
  RIM_QUESTION_YES_NO,
  RIM_QUESTION_TEXT,
  RIM_N_QUESTION_KINDS
} RimQuestionKind;

/**
 * RimChoice:
 * @id: what is stored
 * @title: what is shown
 * @code: what it is in a coding scheme; empty where none is known
 */
typedef struct
{
  char    *id;
  char    *title;
  RimCode  code;
} RimChoice;

/**
 * RimQuestion:
 * @id: a word, unique among the questions of a case or of a lesion
 * @title: what is asked
 * @help: (nullable): how to judge it
 * @kind: what answers it
 * @is_required: whether a case is only done with an answer
 * @code: what is asked in a coding scheme
 * @choices: (element-type RimChoice): of a choice, in their order
 * @unit: (nullable): of a number, UCUM
 * @min: the least number
 * @max: the greatest number
 * @lesions: (nullable) (array zero-terminated=1): names of the only lesions that
 *   it is asked of; %NULL for all
 *
 * What a protocol asks of a case or of a lesion. Part of a #RimProtocol.
 */
typedef struct
{
  char            *id;
  char            *title;
  char            *help;
  RimQuestionKind  kind;
  gboolean         is_required;
  RimCode          code;
  GPtrArray       *choices;
  char            *unit;
  double           min;
  double           max;
  char           **lesions;
} RimQuestion;

RimQuestion *rim_question_new         (void) G_GNUC_WARN_UNUSED_RESULT;
void         rim_question_free        (RimQuestion        *self);
RimChoice   *rim_question_find_choice (const RimQuestion  *self,
                                       const char         *id);
char        *rim_question_parse       (const RimQuestion  *self,
                                       const char         *text,
                                       GError            **error) G_GNUC_WARN_UNUSED_RESULT;
char        *rim_question_describe    (const RimQuestion  *self,
                                       const char         *answer) G_GNUC_WARN_UNUSED_RESULT;
const char  *rim_question_kind_get_id (RimQuestionKind kind);

G_END_DECLS
