/* rim-answers.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-answers.h"

#include <string.h>

static RimAnswer *
answer_new (const char *question,
            const char *value)
{
  RimAnswer *self = g_new (RimAnswer, 1);

  self->question = g_strdup (question);
  self->value = g_strdup (value);

  return self;
}

static void
answer_free (gpointer data)
{
  RimAnswer *self = data;

  g_free (self->question);
  g_free (self->value);
  g_free (self);
}

guint
rim_answers_get_n (const GPtrArray *self)
{
  return self != NULL ? self->len : 0;
}

/**
 * rim_answers_get:
 * @self: (nullable): answers
 * @question: which
 *
 * Returns: (nullable) (transfer none): what was answered
 */
const char *
rim_answers_get (const GPtrArray *self,
                 const char      *question)
{
  for (guint i = 0; i < rim_answers_get_n (self); i++)
    if (strcmp (((RimAnswer *) self->pdata[i])->question, question) == 0)
      return ((RimAnswer *) self->pdata[i])->value;

  return NULL;
}

/**
 * rim_answers_with:
 * @self: (nullable): answers
 * @question: which
 * @value: (nullable): the answer; nothing or %NULL takes back what there was
 *
 * Returns: (transfer full) (nullable): the answers with that one
 */
GPtrArray *
rim_answers_with (const GPtrArray *self,
                  const char      *question,
                  const char      *value)
{
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func (answer_free);
  gboolean is_there = value == NULL || *value == '\0';

  for (guint i = 0; i < rim_answers_get_n (self); i++)
    {
      const RimAnswer *answer = self->pdata[i];
      const int order = strcmp (answer->question, question);

      if (!is_there && order >= 0)
        {
          g_ptr_array_add (all, answer_new (question, value));
          is_there = TRUE;
        }
      if (order != 0)
        g_ptr_array_add (all, answer_new (answer->question, answer->value));
    }
  if (!is_there)
    g_ptr_array_add (all, answer_new (question, value));

  return all->len > 0 ? g_steal_pointer (&all) : NULL;
}

gboolean
rim_answers_equal (const GPtrArray *a,
                   const GPtrArray *b)
{
  if (a == b)
    return TRUE;
  if (rim_answers_get_n (a) != rim_answers_get_n (b))
    return FALSE;

  for (guint i = 0; i < rim_answers_get_n (a); i++)
    {
      const RimAnswer *first = a->pdata[i];
      const RimAnswer *second = b->pdata[i];

      if (strcmp (first->question, second->question) != 0 || strcmp (first->value, second->value) != 0)
        return FALSE;
    }

  return TRUE;
}
