/* rim-answers.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RimAnswer:
 * @question: the form and the question, as "form/question"
 * @value: the answer, never empty
 *
 * What somebody said of a lesion when a form asked. Immutable.
 */
typedef struct
{
  char *question;
  char *value;
} RimAnswer;

/* Lists of answers are never changed, sorted by question, and %NULL where there are none
 * (element-type RimAnswer).
 */
guint       rim_answers_get_n   (const GPtrArray *self);
const char *rim_answers_get     (const GPtrArray *self,
                                 const char      *question);
GPtrArray  *rim_answers_with    (const GPtrArray *self,
                                 const char      *question,
                                 const char      *value) G_GNUC_WARN_UNUSED_RESULT;
gboolean    rim_answers_equal   (const GPtrArray *a,
                                 const GPtrArray *b);

G_END_DECLS
