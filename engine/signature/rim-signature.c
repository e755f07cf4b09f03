/* rim-signature.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-signature-private.h"

#include <string.h>

#include "core/rim-file.h"
#include "core/rim-json.h"

#define MAX_FILE (256u << 20)

G_DEFINE_BOXED_TYPE (RimSignature, rim_signature, rim_signature_ref, rim_signature_unref)

const char *const rim_lesion_rule_ids[] = { "largest", "mean", "highest", "each", NULL };
const char *const rim_outcome_kind_ids[] = { "binary", "survival", "number", NULL };
const char *const rim_split_method_ids[] = { "hold-out", "k-fold", "leave-one-out", "by-group", NULL };

/**
 * rim_signature_new_from_data:
 * @name: what to call it in messages
 * @data: a signature's document
 * @length: how many bytes it has
 * @error: where to put a #RimSignatureError, which names @name
 *
 * Returns: (transfer full) (nullable): the signature
 */
RimSignature *
rim_signature_new_from_data (const char  *name,
                             const char  *data,
                             gsize        length,
                             GError     **error)
{
  g_autoptr(GError) reason = NULL;
  JsonNode *document;

  g_return_val_if_fail (name != NULL && data != NULL, NULL);

  document = rim_json_parse (data, length, &reason);
  if (document != NULL)
    return rim_signature_new_from_node (name, document, error);

  g_set_error (error, RIM_SIGNATURE_ERROR, RIM_SIGNATURE_ERROR_SYNTAX, "%s: it is no signature: %s", name,
               reason->message);

  return NULL;
}

/**
 * rim_signature_load:
 * @path: a file of a signature
 * @error: where to put a #RimSignatureError or an error of reading, which names the file
 *
 * Returns: (transfer full) (nullable): the signature, whose hash is that of its contents
 */
RimSignature *
rim_signature_load (const char  *path,
                    GError     **error)
{
  g_autoptr(GBytes) bytes = NULL;
  const char *data;
  gsize length;

  g_return_val_if_fail (path != NULL, NULL);

  bytes = rim_file_read (path, MAX_FILE, error);
  if (bytes == NULL)
    return NULL;

  data = g_bytes_get_data (bytes, &length);

  return rim_signature_new_from_data (path, data != NULL ? data : "", length, error);
}

/* Returns: (transfer full): the document, for a file */
char *
rim_signature_to_data (RimSignature *self)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  text = rim_json_to_text (self->document, FALSE);

  return g_strconcat (text, "\n", NULL);
}

/**
 * rim_signature_save:
 * @self: a signature
 * @path: the file to write
 * @error: where to put an error
 *
 * The file is whole or as it was before.
 *
 * Returns: whether it could
 */
gboolean
rim_signature_save (RimSignature  *self,
                    const char    *path,
                    GError       **error)
{
  g_autofree char *data = rim_signature_to_data (self);

  return rim_file_replace_contents (path, data, strlen (data), error);
}

RimSignature *
rim_signature_ref (RimSignature *self)
{
  rim_ref_count_inc (&self->ref_count);

  return self;
}

void
rim_signature_unref (RimSignature *self)
{
  if (!rim_ref_count_dec (&self->ref_count))
    return;

  json_node_unref (self->document);
  g_free (self->hash);
  g_free (self->id);
  g_free (self->title);
  g_clear_pointer (&self->settings, rim_settings_unref);
  g_clear_pointer (&self->fit, rim_fit_unref);
  g_ptr_array_unref (self->notes);
  g_ptr_array_unref (self->keys);
  g_array_unref (self->measures);
  g_free (self);
}

const char *
rim_signature_get_id (RimSignature *self)
{
  return self->id;
}

const char *
rim_signature_get_title (RimSignature *self)
{
  return self->title;
}

/* Returns: SHA-256 of all of the document but this hash, in canonical form */
const char *
rim_signature_get_hash (RimSignature *self)
{
  return self->hash;
}

/* Returns: whether it was trained on patients that do not exist */
gboolean
rim_signature_is_synthetic (RimSignature *self)
{
  return self->is_synthetic;
}

/* Returns: whether its features are changes between two time points */
gboolean
rim_signature_is_delta (RimSignature *self)
{
  return self->is_delta;
}

RimFit *
rim_signature_get_fit (RimSignature *self)
{
  return self->fit;
}

/* Returns: (transfer none) (nullable): what its features are extracted with */
RimSettings *
rim_signature_get_settings (RimSignature *self)
{
  return self->settings;
}

/**
 * rim_signature_get_study:
 * @self: a signature
 * @study: (out): how VOIs and the fused image are made, and which of them it looks at
 *
 * Returns: whether it looks at images at all
 */
gboolean
rim_signature_get_study (RimSignature     *self,
                         RimStudySettings *study)
{
  g_return_val_if_fail (self != NULL && study != NULL, FALSE);

  *study = (RimStudySettings) { .images = 0 };
  if (self->settings != NULL)
    rim_settings_get_study (self->settings, study);
  study->images = self->images;
  study->vois = self->vois;

  return self->settings != NULL && self->images != 0;
}

RimLesionRule
rim_signature_get_rule (RimSignature *self)
{
  return self->rule;
}

/* Returns: (transfer none) (nullable): what it says of itself under @key */
const char *
rim_signature_get_note (RimSignature *self,
                        const char   *key)
{
  for (guint i = 0; i < self->notes->len; i++)
    {
      const RimSignatureNote *note = self->notes->pdata[i];

      if (strcmp (note->key, key) == 0)
        return note->text;
    }

  return NULL;
}

/* Returns: (transfer none) (array zero-terminated=1): the keys of all notes, by name */
const char *const *
rim_signature_list_notes (RimSignature *self)
{
  return (const char *const *) self->keys->pdata;
}

guint
rim_signature_get_n_measures (RimSignature *self)
{
  return self->measures->len;
}

const RimMeasure *
rim_signature_get_measure (RimSignature *self,
                           guint         measure)
{
  g_return_val_if_fail (measure < self->measures->len, NULL);

  return &g_array_index (self->measures, RimMeasure, measure);
}

/**
 * rim_signature_get_tripod:
 * @self: a signature
 *
 * Returns: (transfer full) (element-type RimChecklistItem): the items of TRIPOD 2015, with
 *   what is known
 */
GPtrArray *
rim_signature_get_tripod (RimSignature *self)
{
  return rim_tripod_new (self);
}

/**
 * rim_signature_get_quality:
 * @self: a signature
 *
 * Returns: (transfer full) (element-type RimChecklistItem): the items of the radiomics
 *   quality score, with points only for what is shown
 */
GPtrArray *
rim_signature_get_quality (RimSignature *self)
{
  return rim_quality_new (self);
}
