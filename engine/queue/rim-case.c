/* rim-case.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "queue/rim-case.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "segment/rim-lesion.h"

static const char *const state_ids[RIM_N_CASE_STATES] = {
  [RIM_CASE_NOT_STARTED] = "not-started",
  [RIM_CASE_IN_PROGRESS] = "in-progress",
  [RIM_CASE_DONE] = "done",
  [RIM_CASE_SKIPPED] = "skipped",
  [RIM_CASE_REJECTED] = "rejected",
};

/**
 * rim_case_state_get_id:
 * @state: a state
 *
 * Returns: (transfer none): the word for it in files, such as "in-progress"
 */
const char *
rim_case_state_get_id (RimCaseState state)
{
  g_return_val_if_fail (state < RIM_N_CASE_STATES, NULL);

  return state_ids[state];
}

/**
 * rim_case_state_from_id:
 * @id: (nullable): a word, as rim_case_state_get_id() gives it
 * @state: (out): the state
 *
 * Returns: whether it stands for one
 */
gboolean
rim_case_state_from_id (const char   *id,
                        RimCaseState *state)
{
  for (guint i = 0; id != NULL && i < RIM_N_CASE_STATES; i++)
    if (strcmp (id, state_ids[i]) == 0)
      {
        *state = (RimCaseState) i;
        return TRUE;
      }

  return FALSE;
}

/* Returns: (transfer full): a case of nothing, without answers */
RimCase *
rim_case_new (void)
{
  RimCase *self = g_new0 (RimCase, 1);

  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

void
rim_case_free (RimCase *self)
{
  g_free (self->patient);
  g_free (self->name);
  g_free (self->study_uid);
  g_free (self->date);
  g_free (self->title);
  g_free (self->reason);
  g_free (self->read);
  g_hash_table_unref (self->answers);
  g_free (self);
}

/* Neither an id of a lesion nor that of a question has a line feed. */
static char *
make_key (const char *lesion,
          const char *question)
{
  return g_strconcat (lesion != NULL ? lesion : "", "\n", question, NULL);
}

/**
 * rim_case_get_answer:
 * @self: a case
 * @lesion: (nullable): the id of a lesion; %NULL for the case itself
 * @question: the id of a question
 *
 * Returns: (nullable): the answer, or %NULL where there is none
 */
const char *
rim_case_get_answer (const RimCase *self,
                     const char    *lesion,
                     const char    *question)
{
  g_autofree char *key = make_key (lesion, question);

  return g_hash_table_lookup (self->answers, key);
}

/**
 * rim_case_get_lesion_answer:
 * @self: a case
 * @protocol: its protocol
 * @lesion: a lesion of it
 * @question: the id of a question of lesions
 *
 * What is answered of a lesion is part of the lesion; earlier versions kept it with the
 * case, where it is read still.
 *
 * Returns: (nullable): the answer, or %NULL where there is none
 */
const char *
rim_case_get_lesion_answer (const RimCase     *self,
                            const RimProtocol *protocol,
                            const RimLesion   *lesion,
                            const char        *question)
{
  g_autofree char *key = rim_protocol_make_key (protocol, question);
  const char *answer = rim_answers_get (lesion->review.answers, key);

  return answer != NULL ? answer : rim_case_get_answer (self, lesion->id, question);
}

/**
 * rim_case_take_answer:
 * @self: a case
 * @lesion: (nullable): the id of a lesion
 * @question: the id of a question
 * @answer: (nullable): the answer; empty or %NULL takes back what there was
 */
void
rim_case_take_answer (RimCase    *self,
                      const char *lesion,
                      const char *question,
                      const char *answer)
{
  g_autofree char *key = make_key (lesion, question);

  if (answer == NULL || *answer == '\0')
    g_hash_table_remove (self->answers, key);
  else
    g_hash_table_insert (self->answers, g_steal_pointer (&key), g_strdup (answer));
}

static gboolean
contains (const char *text,
          const char *folded)
{
  g_autofree char *other = text != NULL ? g_utf8_casefold (text, -1) : NULL;

  return other != NULL && strstr (other, folded) != NULL;
}

/**
 * rim_case_matches:
 * @self: a case
 * @filter: (nullable): what to look for
 *
 * Returns: whether it is to be shown
 */
gboolean
rim_case_matches (const RimCase           *self,
                  const RimWorklistFilter *filter)
{
  g_autofree char *folded = NULL;

  if (filter == NULL)
    return TRUE;
  if (filter->states != 0 && !(filter->states >> self->state & 1))
    return FALSE;
  if (filter->text == NULL || *filter->text == '\0')
    return TRUE;

  folded = g_utf8_casefold (filter->text, -1);

  return contains (self->name, folded) || contains (self->patient, folded) || contains (self->title, folded);
}

/**
 * rim_case_is_undone:
 * @self: a case
 *
 * Returns: whether there is still something to do
 */
gboolean
rim_case_is_undone (const RimCase *self)
{
  return self->state == RIM_CASE_NOT_STARTED || self->state == RIM_CASE_IN_PROGRESS;
}

/* What is missing, in words */

static void
G_GNUC_PRINTF (2,
               3)
add_sentence (GPtrArray  *sentences,
              const char *format,
              ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (sentences, g_strdup_vprintf (format, args));
  va_end (args);
}

static void
count_targets (const RimProtocol *protocol,
               GPtrArray         *lesions,
               GPtrArray         *sentences)
{
  g_autoptr(GArray) counts = rim_protocol_count_targets (protocol, lesions);

  for (guint i = 0; i < protocol->targets->len; i++)
    {
      const RimTarget *target = protocol->targets->pdata[i];
      const guint n = g_array_index (counts, guint, i);

      if (n < target->min)
        add_sentence (sentences, _("“%s”: %u drawn, at least %u needed"), target->name, n, target->min);
      if (n > target->max)
        add_sentence (sentences, _("“%s”: %u drawn, at most %u allowed"), target->name, n, target->max);
    }
}

static void
check_lesion (const RimCase     *self,
              const RimProtocol *protocol,
              RimLesion         *lesion,
              GPtrArray         *sentences)
{
  const RimTarget *target = rim_protocol_find_target (protocol, lesion->name, NULL);

  if (target == NULL)
    return;
  if (rim_mask_count (lesion->mask) == 0)
    add_sentence (sentences, _("“%s” is empty"), lesion->name);

  for (guint q = 0; q < protocol->lesion_questions->len; q++)
    {
      const RimQuestion *question = protocol->lesion_questions->pdata[q];

      if (question->is_required && rim_protocol_asks (question, target) &&
          rim_case_get_lesion_answer (self, protocol, lesion, question->id) == NULL)
        add_sentence (sentences, _("“%s” of “%s” is not answered"), question->title, lesion->name);
    }
}

/**
 * rim_case_list_missing:
 * @self: a case
 * @protocol: its protocol
 * @lesions: (element-type RimLesion): what is drawn in it
 *
 * Lesions that the protocol does not name are nobody's concern.
 *
 * Returns: (transfer full) (element-type utf8): a sentence for each thing that the
 *   protocol asks for and that is not there
 */
GPtrArray *
rim_case_list_missing (const RimCase     *self,
                       const RimProtocol *protocol,
                       GPtrArray         *lesions)
{
  GPtrArray *sentences = g_ptr_array_new_with_free_func (g_free);

  count_targets (protocol, lesions, sentences);
  for (guint q = 0; q < protocol->case_questions->len; q++)
    {
      const RimQuestion *question = protocol->case_questions->pdata[q];

      if (question->is_required && rim_case_get_answer (self, NULL, question->id) == NULL)
        add_sentence (sentences, _("“%s” is not answered"), question->title);
    }
  for (guint i = 0; i < lesions->len; i++)
    check_lesion (self, protocol, lesions->pdata[i], sentences);

  return sentences;
}
