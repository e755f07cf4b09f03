/* rim-answer-table.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "queue/rim-answer-table.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "core/rim-csv.h"
#include "core/rim-file.h"

/* The columns, the same in CSV and in JSON. */
enum
{
  PATIENT,
  STUDY,
  SERIES,
  READER,
  LESION,
  LESION_ID,
  FORM,
  QUESTION,
  TITLE,
  ANSWER,
  WORDS,
  UNIT,
  CODE_VALUE,
  CODE_SCHEME,
  CODE_MEANING,
  N_COLUMNS
};

static const char *const columns[N_COLUMNS] = {
  "patient_id", "study_uid", "series_uid", "reader", "lesion", "lesion_id", "form", "question", "title",
  "answer", "words", "unit", "code_value", "code_scheme", "code_meaning",
};

struct _RimAnswerTable
{
  GHashTable *forms;       /* id → RimProtocol, or NULL where there is none */
  GPtrArray  *rows;        /* of char *[N_COLUMNS] */
};

static void
row_free (gpointer data)
{
  char **row = data;

  for (guint i = 0; i < N_COLUMNS; i++)
    g_free (row[i]);
  g_free (row);
}

static void
form_free (gpointer data)
{
  if (data != NULL)
    rim_protocol_unref (data);
}

/**
 * rim_answer_table_new:
 *
 * Returns: (transfer full): a table of what is answered of lesions, a row per answer, that
 *   knows the forms that come with the program
 */
RimAnswerTable *
rim_answer_table_new (void)
{
  RimAnswerTable *self = g_new (RimAnswerTable, 1);

  self->forms = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, form_free);
  self->rows = g_ptr_array_new_with_free_func (row_free);

  return self;
}

void
rim_answer_table_free (RimAnswerTable *self)
{
  g_hash_table_unref (self->forms);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

/**
 * rim_answer_table_add_form:
 * @self: a table
 * @form: a form whose titles and codes it is to know, before lesions are added
 */
void
rim_answer_table_add_form (RimAnswerTable *self,
                           RimProtocol    *form)
{
  g_hash_table_replace (self->forms, g_strdup (form->id), rim_protocol_ref (form));
}

static RimProtocol *
find_form (RimAnswerTable *self,
           const char     *id)
{
  gpointer form = NULL;

  if (!g_hash_table_lookup_extended (self->forms, id, NULL, &form))
    {
      form = rim_protocol_load_ready (id);
      g_hash_table_insert (self->forms, g_strdup (id), form);
    }

  return form;
}

/* A choice says more than its question; several choices have no one code. */
static const RimCode *
find_code (const RimQuestion *question,
           const char        *answer)
{
  const RimChoice *choice = question->kind == RIM_QUESTION_CHOICE ? rim_question_find_choice (question, answer) : NULL;

  return choice != NULL ? &choice->code : NULL;
}

static void
explain (char              **row,
         const RimQuestion  *question,
         const char         *answer)
{
  const RimCode *code = find_code (question, answer);

  row[TITLE] = g_strdup (question->title);
  row[WORDS] = rim_question_describe (question, answer);
  row[UNIT] = g_strdup (question->unit);
  if (code == NULL)
    return;

  row[CODE_VALUE] = g_strdup (code->value);
  row[CODE_SCHEME] = g_strdup (code->scheme);
  row[CODE_MEANING] = g_strdup (code->meaning);
}

static void
add_answer (RimAnswerTable        *self,
            const RimAnswerSource *source,
            RimLesion             *lesion,
            const RimAnswer       *answer)
{
  const char *slash = strchr (answer->question, '/');
  g_autofree char *id = slash != NULL ? g_strndup (answer->question, (gsize) (slash - answer->question)) : g_strdup ("");
  const char *asked = slash != NULL ? slash + 1 : answer->question;
  const RimProtocol *form = find_form (self, id);
  const RimQuestion *question = form != NULL ? rim_protocol_find_question (form, TRUE, asked) : NULL;
  char **row = g_new0 (char *, N_COLUMNS);

  row[PATIENT] = g_strdup (source->patient);
  row[STUDY] = g_strdup (source->study_uid);
  row[SERIES] = g_strdup (source->series_uid);
  row[READER] = g_strdup (source->reader != NULL ? source->reader : lesion->review.reader);
  row[LESION] = g_strdup (lesion->name);
  row[LESION_ID] = g_strdup (lesion->id);
  row[FORM] = g_steal_pointer (&id);
  row[QUESTION] = g_strdup (asked);
  row[ANSWER] = g_strdup (answer->value);
  if (question != NULL)
    explain (row, question, answer->value);
  g_ptr_array_add (self->rows, row);
}

/**
 * rim_answer_table_add_lesion:
 * @self: a table
 * @source: where it comes from
 * @lesion: a lesion
 *
 * Adds what is answered of a lesion; of a form that is not known only what is stored.
 */
void
rim_answer_table_add_lesion (RimAnswerTable        *self,
                             const RimAnswerSource *source,
                             RimLesion             *lesion)
{
  for (guint i = 0; i < rim_answers_get_n (lesion->review.answers); i++)
    add_answer (self, source, lesion, g_ptr_array_index (lesion->review.answers, i));
}

guint
rim_answer_table_get_n_rows (const RimAnswerTable *self)
{
  return self->rows->len;
}

/* Returns: (transfer full): the table, with a line of names */
char *
rim_answer_table_to_csv (const RimAnswerTable *self)
{
  GString *csv = g_string_new (NULL);

  for (guint i = 0; i < N_COLUMNS; i++)
    g_string_append_printf (csv, "%s%s", i > 0 ? "," : "", columns[i]);
  g_string_append (csv, "\r\n");

  for (guint r = 0; r < self->rows->len; r++)
    {
      char **row = self->rows->pdata[r];

      for (guint i = 0; i < N_COLUMNS; i++)
        {
          if (i > 0)
            g_string_append_c (csv, ',');
          if (row[i] != NULL)
            rim_csv_append_field (csv, row[i]);
        }
      g_string_append (csv, "\r\n");
    }

  return g_string_free (csv, FALSE);
}

/* Returns: (transfer full): the table as an array of objects, null where there is nothing */
char *
rim_answer_table_to_json (const RimAnswerTable *self)
{
  g_autoptr(JsonBuilder) json = json_builder_new ();
  g_autoptr(JsonNode) root = NULL;

  json_builder_begin_array (json);
  for (guint r = 0; r < self->rows->len; r++)
    {
      char **row = self->rows->pdata[r];

      json_builder_begin_object (json);
      for (guint i = 0; i < N_COLUMNS; i++)
        {
          json_builder_set_member_name (json, columns[i]);
          if (row[i] != NULL)
            json_builder_add_string_value (json, row[i]);
          else
            json_builder_add_null_value (json);
        }
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  root = json_builder_get_root (json);

  return json_to_string (root, TRUE);
}

/**
 * rim_answer_table_write:
 * @self: a table
 * @path: where to; JSON where it ends in ".json", or else CSV
 * @error: where to put an error
 *
 * Returns: whether the file is written, whole
 */
gboolean
rim_answer_table_write (const RimAnswerTable  *self,
                        const char            *path,
                        GError               **error)
{
  g_autofree char *text = g_str_has_suffix (path, ".json") ? rim_answer_table_to_json (self)
                                                          : rim_answer_table_to_csv (self);

  return rim_file_replace_contents (path, text, strlen (text), error);
}
