/* rim-training-tables.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-training-private.h"

#include <string.h>

#include "core/rim-csv.h"
#include "core/rim-file.h"

static void
add_field (GString    *csv,
           const char *text)
{
  if (csv->len > 0 && csv->str[csv->len - 1] != '\n')
    g_string_append_c (csv, ',');
  if (text != NULL)
    rim_csv_append_field (csv, text);
}

static void
add_questions (GString   *csv,
               GPtrArray *questions)
{
  for (guint i = 0; i < questions->len; i++)
    add_field (csv, ((RimQuestion *) questions->pdata[i])->id);
  g_string_append (csv, "\r\n");
}

static void
add_number (GString *csv,
            double   value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  add_field (csv, g_ascii_dtostr (buffer, sizeof buffer, value));
}

/* JSON */

static void
add_member (JsonBuilder *json,
            const char  *name,
            const char  *value)
{
  json_builder_set_member_name (json, name);
  if (value != NULL)
    json_builder_add_string_value (json, value);
  else
    json_builder_add_null_value (json);
}

static void
add_asked (JsonBuilder *json,
           const char  *name,
           GPtrArray   *questions)
{
  json_builder_set_member_name (json, name);
  json_builder_begin_object (json);
  for (guint i = 0; i < questions->len; i++)
    {
      const RimQuestion *question = questions->pdata[i];

      add_member (json, question->id, question->title);
    }
  json_builder_end_object (json);
}

/* Both a row of a table and a member of an object. */
static void
add_answers (RimTrainingWriter *self,
             RimTrainingItem   *item,
             GString           *csv,
             GPtrArray         *questions,
             const RimLesion   *lesion)
{
  json_builder_set_member_name (self->json, "answers");
  json_builder_begin_object (self->json);
  for (guint i = 0; i < questions->len; i++)
    {
      const RimQuestion *question = questions->pdata[i];
      const char *answer = lesion != NULL
                           ? rim_case_get_lesion_answer (item->kase, self->protocol, lesion, question->id)
                           : rim_case_get_answer (item->kase, NULL, question->id);

      add_field (csv, answer);
      if (answer == NULL)
        continue;
      json_builder_set_member_name (self->json, question->id);
      if (question->kind == RIM_QUESTION_NUMBER)
        json_builder_add_double_value (self->json, g_ascii_strtod (answer, NULL));
      else
        json_builder_add_string_value (self->json, answer);
    }
  json_builder_end_object (self->json);
  g_string_append (csv, "\r\n");
}

static void
add_lesion (RimTrainingWriter *self,
            RimTrainingItem   *item,
            RimLesion         *lesion)
{
  guint index = 0;
  const RimTarget *target = rim_protocol_find_target (self->protocol, lesion->name, &index);
  g_autofree char *mask = target != NULL ? rim_training_get_mask_path (self, item, lesion) : NULL;

  if (target == NULL)
    return;

  add_field (self->lesions, item->name);
  add_field (self->lesions, lesion->name);
  add_field (self->lesions, target->name);
  add_number (self->lesions, index + 1);
  add_field (self->lesions, mask);
  add_number (self->lesions, rim_mask_get_volume (lesion->mask));
  json_builder_begin_object (self->json);
  add_member (self->json, "lesion", lesion->name);
  add_member (self->json, "id", lesion->id);
  add_member (self->json, "target", target->name);
  json_builder_set_member_name (self->json, "label");
  json_builder_add_int_value (self->json, index + 1);
  add_member (self->json, "mask", mask);
  add_answers (self, item, self->lesions, self->protocol->lesion_questions, lesion);
  json_builder_end_object (self->json);
}

/* Adds a case to all tables. */
void
rim_training_add_rows (RimTrainingWriter *self,
                       RimTrainingItem   *item)
{
  add_field (self->cases, item->name);
  add_field (self->cases, item->subject);
  add_number (self->cases, item->session);
  add_field (self->cases, item->split != NULL ? item->split : "");
  add_field (self->cases, rim_worklist_get_reader (self->worklist));
  add_number (self->cases, (double) item->kase->active / G_USEC_PER_SEC);
  json_builder_begin_object (self->json);
  add_member (self->json, "case", item->name);
  add_member (self->json, "subject", item->subject);
  add_member (self->json, "split", item->split);
  add_member (self->json, "state", rim_case_state_get_id (item->kase->state));
  json_builder_set_member_name (self->json, "seconds");
  json_builder_add_double_value (self->json, (double) item->kase->active / G_USEC_PER_SEC);
  add_answers (self, item, self->cases, self->protocol->case_questions, NULL);
  json_builder_set_member_name (self->json, "lesions");
  json_builder_begin_array (self->json);
  for (guint i = 0; i < item->drawing->lesions->len; i++)
    add_lesion (self, item, item->drawing->lesions->pdata[i]);
  json_builder_end_array (self->json);
  json_builder_end_object (self->json);
}

void
rim_training_begin_tables (RimTrainingWriter *self)
{
  g_string_append (self->cases, "case,subject,session,split,reader,seconds");
  add_questions (self->cases, self->protocol->case_questions);
  g_string_append (self->lesions, "case,lesion,target,label,mask,volume_mm3");
  add_questions (self->lesions, self->protocol->lesion_questions);

  json_builder_begin_object (self->json);
  add_member (self->json, "protocol", self->protocol->id);
  add_member (self->json, "version", self->protocol->version);
  add_member (self->json, "reader", rim_worklist_get_reader (self->worklist));
  add_asked (self->json, "case_questions", self->protocol->case_questions);
  add_asked (self->json, "lesion_questions", self->protocol->lesion_questions);
  json_builder_set_member_name (self->json, "cases");
  json_builder_begin_array (self->json);
}

/* Files */

static gboolean
write_text (RimTrainingWriter *self,
            const char        *name,
            const char        *text,
            GError           **error)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);

  return rim_file_replace_contents (path, text, strlen (text), error);
}

static gboolean
write_json (RimTrainingWriter *self,
            const char        *name,
            JsonBuilder       *builder,
            GError           **error)
{
  g_autoptr(JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, TRUE);

  return write_text (self, name, text, error);
}

static void
add_names_of_split (RimTrainingWriter *self,
                    JsonBuilder       *json,
                    const char        *name,
                    const char        *split)
{
  json_builder_set_member_name (json, name);
  json_builder_begin_array (json);
  for (guint i = 0; i < self->items->len; i++)
    {
      const RimTrainingItem *item = self->items->pdata[i];

      if (g_strcmp0 (item->split, split) == 0)
        json_builder_add_string_value (json, item->name);
    }
  json_builder_end_array (json);
}

static gboolean
write_splits (RimTrainingWriter *self,
              GError           **error)
{
  g_autoptr(JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  for (guint i = 0; i < self->protocol->splits->len; i++)
    {
      const char *name = ((RimProtocolSplit *) self->protocol->splits->pdata[i])->name;

      add_names_of_split (self, json, name, name);
    }
  json_builder_end_object (json);

  return write_json (self, "splits.json", json, error);
}

static guint
count_training (const RimTrainingWriter *self)
{
  guint n = 0;

  for (guint i = 0; i < self->items->len; i++)
    n += g_strcmp0 (((RimTrainingItem *) self->items->pdata[i])->split, "test") != 0;

  return n;
}

/* As nnU-Net's documentation/dataset_format.md says. */
static gboolean
write_dataset (RimTrainingWriter *self,
               GError           **error)
{
  g_autoptr(JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  add_member (json, "name", self->protocol->title);
  add_member (json, "description", self->protocol->description);
  json_builder_set_member_name (json, "channel_names");
  json_builder_begin_object (json);
  add_member (json, "0", self->protocol->modalities[0]);
  if (self->options.with_pet)
    add_member (json, "1", "PET");
  json_builder_end_object (json);
  json_builder_set_member_name (json, "labels");
  json_builder_begin_object (json);
  json_builder_set_member_name (json, "background");
  json_builder_add_int_value (json, 0);
  for (guint t = 0; t < self->protocol->targets->len; t++)
    {
      json_builder_set_member_name (json, ((RimTarget *) self->protocol->targets->pdata[t])->name);
      json_builder_add_int_value (json, t + 1);
    }
  json_builder_end_object (json);
  json_builder_set_member_name (json, "numTraining");
  json_builder_add_int_value (json, count_training (self));
  add_member (json, "file_ending", ".nii.gz");
  json_builder_end_object (json);

  return write_json (self, "dataset.json", json, error);
}

/* What nnU-Net reads once it lies in its folder of preprocessed data. */
static gboolean
write_folds (RimTrainingWriter *self,
             GError           **error)
{
  g_autoptr(JsonBuilder) json = json_builder_new ();

  json_builder_begin_array (json);
  json_builder_begin_object (json);
  add_names_of_split (self, json, "train", "train");
  add_names_of_split (self, json, "val", "validation");
  json_builder_end_object (json);
  json_builder_end_array (json);

  return write_json (self, "splits_final.json", json, error);
}

static gboolean
write_description (RimTrainingWriter *self,
                   GError           **error)
{
  g_autoptr(JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  add_member (json, "Name", self->protocol->title);
  add_member (json, "BIDSVersion", "1.8.0");
  add_member (json, "DatasetType", "raw");
  json_builder_end_object (json);

  return write_json (self, "dataset_description.json", json, error);
}

/* Ends all tables and writes them. */
gboolean
rim_training_write_tables (RimTrainingWriter *self,
                           GError           **error)
{
  json_builder_end_array (self->json);
  json_builder_end_object (self->json);

  if (!write_text (self, "cases.csv", self->cases->str, error) ||
      !write_text (self, "lesions.csv", self->lesions->str, error) ||
      !write_json (self, "answers.json", self->json, error))
    return FALSE;
  if (self->protocol->splits->len > 0 && !write_splits (self, error))
    return FALSE;
  if (self->options.layout == RIM_TRAINING_BIDS)
    return write_description (self, error);

  return write_dataset (self, error) && (self->protocol->splits->len == 0 || write_folds (self, error));
}
