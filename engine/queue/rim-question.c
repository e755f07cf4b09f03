/* rim-question.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "queue/rim-question.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "queue/rim-protocol.h"

static const char *const kind_ids[RIM_N_QUESTION_KINDS] = {
  [RIM_QUESTION_CHOICE] = "choice",
  [RIM_QUESTION_MULTIPLE] = "multiple",
  [RIM_QUESTION_NUMBER] = "number",
  [RIM_QUESTION_YES_NO] = "yes-no",
  [RIM_QUESTION_TEXT] = "text",
};

/* Returns: (transfer none): the word for it in a protocol, such as "yes-no" */
const char *
rim_question_kind_get_id (RimQuestionKind kind)
{
  g_return_val_if_fail (kind < RIM_N_QUESTION_KINDS, NULL);

  return kind_ids[kind];
}

static void
choice_free (gpointer data)
{
  RimChoice *self = data;

  g_free (self->id);
  g_free (self->title);
  rim_code_clear (&self->code);
  g_free (self);
}

RimQuestion *
rim_question_new (void)
{
  RimQuestion *self = g_new0 (RimQuestion, 1);

  self->choices = g_ptr_array_new_with_free_func (choice_free);
  self->min = -INFINITY;
  self->max = INFINITY;

  return self;
}

void
rim_question_free (RimQuestion *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->help);
  g_free (self->unit);
  rim_code_clear (&self->code);
  g_ptr_array_unref (self->choices);
  g_strfreev (self->lesions);
  g_free (self);
}

/**
 * rim_question_find_choice:
 * @self: a question
 * @id: the id of a choice
 *
 * Returns: (nullable): the choice
 */
RimChoice *
rim_question_find_choice (const RimQuestion *self,
                          const char        *id)
{
  for (guint i = 0; i < self->choices->len; i++)
    if (strcmp (((RimChoice *) self->choices->pdata[i])->id, id) == 0)
      return self->choices->pdata[i];

  return NULL;
}

static char *
refuse (const RimQuestion  *self,
        GError            **error,
        const char         *text,
        const char         *wanted)
{
  g_autofree char *cut = g_utf8_make_valid (text, (gssize) MIN (strlen (text), 40));

  g_set_error (error, RIM_PROTOCOL_ERROR, RIM_PROTOCOL_ERROR_ANSWER,
               _("“%s” is no answer to “%s”, which takes %s"), cut, self->title, wanted);

  return NULL;
}

static char *
refuse_choice (const RimQuestion  *self,
               GError            **error,
               const char         *text)
{
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; i < self->choices->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                            ((RimChoice *) self->choices->pdata[i])->id);

  return refuse (self, error, text, names->str);
}

/* Ids in the order of the protocol, whatever that of @text. */
static char *
parse_multiple (const RimQuestion  *self,
                const char         *text,
                GError            **error)
{
  g_auto(GStrv) ids = g_strsplit (text, ",", -1);
  g_autoptr(GString) answer = g_string_new (NULL);

  for (guint i = 0; ids[i] != NULL; i++)
    if (rim_question_find_choice (self, g_strstrip (ids[i])) == NULL)
      return refuse_choice (self, error, ids[i]);

  for (guint i = 0; i < self->choices->len; i++)
    {
      const RimChoice *choice = self->choices->pdata[i];

      if (g_strv_contains ((const char *const *) ids, choice->id))
        g_string_append_printf (answer, "%s%s", answer->len > 0 ? "," : "", choice->id);
    }

  return g_string_free (g_steal_pointer (&answer), FALSE);
}

static char *
parse_number (const RimQuestion  *self,
              const char         *text,
              GError            **error)
{
  char least[G_ASCII_DTOSTR_BUF_SIZE];
  char most[G_ASCII_DTOSTR_BUF_SIZE];
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *wanted = NULL;
  char *end = NULL;
  const double value = g_ascii_strtod (text, &end);

  if (end != text && *end == '\0' && isfinite (value) && value >= self->min && value <= self->max)
    return g_strdup (g_ascii_dtostr (number, sizeof number, value));

  wanted = g_strdup_printf (_("a number from %s to %s"), g_ascii_formatd (least, sizeof least, "%g", self->min),
                            g_ascii_formatd (most, sizeof most, "%g", self->max));

  return refuse (self, error, text, wanted);
}

static char *
parse_text (const RimQuestion  *self,
            const char         *text,
            GError            **error)
{
  if (strlen (text) <= RIM_ANSWER_MAX_LENGTH && g_utf8_validate (text, -1, NULL))
    return g_strdup (text);

  return refuse (self, error, text, _("text in UTF-8 that is not too long"));
}

/**
 * rim_question_parse:
 * @self: a question
 * @text: an answer: the id of a choice, several of them with commas between, a
 *   number with a decimal point, yes or no, or text
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): the answer in the one form it is stored
 *   in; an empty one is no answer
 */
char *
rim_question_parse (const RimQuestion  *self,
                    const char         *text,
                    GError            **error)
{
  g_autofree char *stripped = NULL;

  g_return_val_if_fail (self != NULL && text != NULL, NULL);

  stripped = g_strstrip (g_strdup (text));
  if (*stripped == '\0')
    return g_steal_pointer (&stripped);

  switch (self->kind)
    {
    case RIM_QUESTION_CHOICE:
      return rim_question_find_choice (self, stripped) != NULL ? g_steal_pointer (&stripped)
                                                               : refuse_choice (self, error, text);
    case RIM_QUESTION_MULTIPLE:
      return parse_multiple (self, stripped, error);
    case RIM_QUESTION_NUMBER:
      return parse_number (self, stripped, error);
    case RIM_QUESTION_YES_NO:
      return strcmp (stripped, "yes") == 0 || strcmp (stripped, "no") == 0
             ? g_steal_pointer (&stripped)
             : refuse (self, error, text, "yes, no");
    case RIM_QUESTION_TEXT:
      return parse_text (self, stripped, error);
    case RIM_N_QUESTION_KINDS:
    default:
      g_return_val_if_reached (NULL);
    }
}

/**
 * rim_question_describe:
 * @self: a question
 * @answer: an answer to it, as rim_question_parse() gives it
 *
 * Returns: (transfer full): the answer in words: titles of choices, a number
 *   with its unit
 */
char *
rim_question_describe (const RimQuestion *self,
                       const char        *answer)
{
  g_auto(GStrv) ids = NULL;
  g_autoptr(GString) words = NULL;

  if (self->kind == RIM_QUESTION_NUMBER && self->unit != NULL && *answer != '\0')
    return g_strdup_printf ("%s %s", answer, self->unit);
  if (self->kind != RIM_QUESTION_CHOICE && self->kind != RIM_QUESTION_MULTIPLE)
    return g_strdup (answer);

  ids = g_strsplit (answer, ",", -1);
  words = g_string_new (NULL);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      const RimChoice *choice = rim_question_find_choice (self, ids[i]);

      g_string_append_printf (words, "%s%s", i > 0 ? ", " : "", choice != NULL ? choice->title : ids[i]);
    }

  return g_string_free (g_steal_pointer (&words), FALSE);
}
