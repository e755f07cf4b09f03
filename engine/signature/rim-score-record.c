/* rim-score-record.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-score-record.h"

#include <math.h>
#include <string.h>

#include "core/rim-json.h"

#define MAX_LIMITS 1000

/* The texts of a record, as they are written. */
static const struct
{
  const char *name;
  gsize       offset;
  gboolean    can_be_null;
} texts[] = {
  { "author", G_STRUCT_OFFSET (RimScoreRecord, author), FALSE },
  { "program", G_STRUCT_OFFSET (RimScoreRecord, program), FALSE },
  { "signature", G_STRUCT_OFFSET (RimScoreRecord, signature), FALSE },
  { "title", G_STRUCT_OFFSET (RimScoreRecord, title), FALSE },
  { "signature_sha256", G_STRUCT_OFFSET (RimScoreRecord, signature_hash), FALSE },
  { "settings_sha256", G_STRUCT_OFFSET (RimScoreRecord, settings_hash), TRUE },
  { "ct_sha256", G_STRUCT_OFFSET (RimScoreRecord, ct_hash), TRUE },
  { "pet_sha256", G_STRUCT_OFFSET (RimScoreRecord, pet_hash), TRUE },
  { "contour_sha256", G_STRUCT_OFFSET (RimScoreRecord, mask_hash), TRUE },
  { "before_sha256", G_STRUCT_OFFSET (RimScoreRecord, before_hashes), TRUE },
};

static const struct
{
  const char *name;
  gsize       offset;
} numbers[] = {
  { "margin", G_STRUCT_OFFSET (RimScoreRecord, margin) },
  { "probability", G_STRUCT_OFFSET (RimScoreRecord, probability) },
  { "low", G_STRUCT_OFFSET (RimScoreRecord, low) },
  { "high", G_STRUCT_OFFSET (RimScoreRecord, high) },
};

static const struct
{
  const char *name;
  gsize       offset;
} switches[] = {
  { "synthetic", G_STRUCT_OFFSET (RimScoreRecord, is_synthetic) },
  { "is_high", G_STRUCT_OFFSET (RimScoreRecord, is_high) },
  { "serious", G_STRUCT_OFFSET (RimScoreRecord, is_serious) },
};

/* Hashes */

/**
 * rim_score_hash_mask:
 * @mask: a contour
 *
 * Returns: (transfer full): SHA-256 as 64 hexadecimal digits; equal voxels in an equal place
 *   have an equal one
 */
char *
rim_score_hash_mask (RimMask *mask)
{
  const RimGrid *grid = rim_mask_get_grid (mask);
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *place = rim_grid_describe (grid);

  for (guint axis = 0; axis < 3; axis++)
    for (guint column = 0; column < 4; column++)
      {
        char number[G_ASCII_DTOSTR_BUF_SIZE + 1];

        g_ascii_dtostr (number, G_ASCII_DTOSTR_BUF_SIZE, grid->to_patient.m[axis][column]);
        g_checksum_update (checksum, (const guchar *) number, -1);
        g_checksum_update (checksum, (const guchar *) " ", 1);
      }
  g_checksum_update (checksum, (const guchar *) place, -1);
  for (guint k = 0; k < grid->size[2]; k++)
    {
      RimMaskSlice *slice = rim_mask_get_slice (mask, k);
      g_autoptr(GByteArray) bytes = g_byte_array_new ();
      const guint64 at = GUINT64_TO_LE (k);

      if (slice == NULL)
        continue;
      rim_mask_slice_serialize (slice, bytes);
      g_checksum_update (checksum, (const guchar *) &at, sizeof at);
      g_checksum_update (checksum, bytes->data, (gssize) bytes->len);
    }

  return g_strdup (g_checksum_get_string (checksum));
}

static gboolean
hash_volume (RimVolume     *volume,
             char         **hash,
             GCancellable  *cancellable,
             GError       **error)
{
  if (volume != NULL)
    *hash = rim_volume_dup_hash (volume, cancellable, error);

  return volume == NULL || *hash != NULL;
}

static gboolean
hash_case (const RimScoreCase  *score_case,
           char               **ct,
           char               **pet,
           char               **mask,
           GCancellable        *cancellable,
           GError             **error)
{
  if (score_case->lesion != NULL)
    *mask = rim_score_hash_mask (score_case->lesion);

  return hash_volume (score_case->ct, ct, cancellable, error) && hash_volume (score_case->pet, pet, cancellable, error);
}

static gboolean
hash_before (const RimScoreCase  *before,
             char               **hashes,
             GCancellable        *cancellable,
             GError             **error)
{
  g_autofree char *ct = NULL;
  g_autofree char *pet = NULL;
  g_autofree char *mask = NULL;

  if (before == NULL)
    return TRUE;
  if (!hash_case (before, &ct, &pet, &mask, cancellable, error))
    return FALSE;

  *hashes = g_strjoin (" ", ct != NULL ? ct : "-", pet != NULL ? pet : "-", mask != NULL ? mask : "-", NULL);

  return TRUE;
}

/* From a score */

static void
set_number (JsonObject *object,
            const char *name,
            double      value)
{
  if (isfinite (value))
    json_object_set_double_member (object, name, value);
  else
    json_object_set_null_member (object, name);
}

static char *
describe_inputs (const RimScore *score)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < score->inputs->len; i++)
    {
      const RimScoreInput *input = score->inputs->pdata[i];
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "name", input->name);
      if (input->text != NULL)
        json_object_set_string_member (object, "value", input->text);
      else
        set_number (object, "value", input->value);
      if (input->is_filled)
        set_number (object, "filled", input->fill);
      set_number (object, "contribution", input->contribution);
      json_array_add_object_element (array, object);
    }
  json_node_take_array (node, array);

  return rim_json_to_text (node, TRUE);
}

static char **
list_limits (const RimScore *score)
{
  char **limits = g_new0 (char *, score->limits->len + 1);

  for (guint i = 0; i < score->limits->len; i++)
    limits[i] = g_strdup (((RimScoreLimit *) score->limits->pdata[i])->text);

  return limits;
}

/**
 * rim_score_record_new:
 * @signature: whose score it is
 * @score_case: what it is of
 * @score: what was said
 * @author: who asked
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): the record, with the time now
 */
RimScoreRecord *
rim_score_record_new (RimSignature        *signature,
                      const RimScoreCase  *score_case,
                      const RimScore      *score,
                      const char          *author,
                      GCancellable        *cancellable,
                      GError             **error)
{
  g_autoptr(RimScoreRecord) self = g_new0 (RimScoreRecord, 1);
  RimSettings *settings = rim_signature_get_settings (signature);

  *self = (RimScoreRecord) {
    .time = g_get_real_time (),
    .author = g_strdup (author),
    .program = g_strdup ("Rimlight " RIM_VERSION),
    .signature = g_strdup (rim_signature_get_id (signature)),
    .title = g_strdup (rim_signature_get_title (signature)),
    .signature_hash = g_strdup (rim_signature_get_hash (signature)),
    .is_synthetic = rim_signature_is_synthetic (signature),
    .settings_hash = settings != NULL ? g_strdup (rim_settings_get_hash (settings)) : NULL,
    .margin = score->margin,
    .probability = score->probability,
    .is_high = score->is_high,
    .is_serious = rim_score_is_serious (score),
    .low = score->low,
    .high = score->high,
    .inputs = describe_inputs (score),
    .limits = list_limits (score),
  };
  if (!hash_case (score_case, &self->ct_hash, &self->pet_hash, &self->mask_hash, cancellable, error) ||
      !hash_before (score_case->before, &self->before_hashes, cancellable, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
rim_score_record_free (RimScoreRecord *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (G_STRUCT_MEMBER (char *, self, texts[i].offset));
  g_free (self->inputs);
  g_strfreev (self->limits);
  g_free (self);
}

/* As text */

/**
 * rim_score_record_to_json:
 * @self: a record
 *
 * Returns: (transfer full): all of it, of equal records equal text
 */
char *
rim_score_record_to_json (const RimScoreRecord *self)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *limits = json_array_new ();

  json_node_take_object (node, object);
  json_object_set_int_member (object, "time", self->time);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (G_STRUCT_MEMBER (char *, self, texts[i].offset) != NULL)
      json_object_set_string_member (object, texts[i].name, G_STRUCT_MEMBER (char *, self, texts[i].offset));
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    set_number (object, numbers[i].name, G_STRUCT_MEMBER (double, self, numbers[i].offset));
  for (guint i = 0; i < G_N_ELEMENTS (switches); i++)
    json_object_set_boolean_member (object, switches[i].name, G_STRUCT_MEMBER (gboolean, self, switches[i].offset));
  json_object_set_member (object, "inputs", json_from_string (self->inputs, NULL));
  for (guint i = 0; self->limits[i] != NULL; i++)
    json_array_add_string_element (limits, self->limits[i]);
  json_object_set_array_member (object, "limits", limits);

  return rim_json_to_text (node, TRUE);
}

static const char *
find_text (JsonObject *object,
           const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
         ? json_node_get_string (node) : NULL;
}

static gboolean
fail (GError     **error,
      const char  *name)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "A score that was kept makes no sense: %s", name);

  return FALSE;
}

static gboolean
read_values (RimScoreRecord  *self,
             JsonObject      *object,
             GError         **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      const char *text = find_text (object, texts[i].name);

      if (text == NULL && !texts[i].can_be_null)
        return fail (error, texts[i].name);
      G_STRUCT_MEMBER (char *, self, texts[i].offset) = g_strdup (text);
    }
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      JsonNode *node = json_object_get_member (object, numbers[i].name);

      if (node == NULL || !(JSON_NODE_HOLDS_NULL (node) || JSON_NODE_HOLDS_VALUE (node)))
        return fail (error, numbers[i].name);
      G_STRUCT_MEMBER (double, self, numbers[i].offset) = JSON_NODE_HOLDS_NULL (node) ? NAN : json_node_get_double (node);
    }
  for (guint i = 0; i < G_N_ELEMENTS (switches); i++)
    G_STRUCT_MEMBER (gboolean, self, switches[i].offset) =
      json_object_get_boolean_member_with_default (object, switches[i].name, FALSE);
  self->time = json_object_get_int_member_with_default (object, "time", 0);

  return TRUE;
}

static gboolean
read_lists (RimScoreRecord  *self,
            JsonObject      *object,
            GError         **error)
{
  JsonNode *inputs = json_object_get_member (object, "inputs");
  JsonNode *limits = json_object_get_member (object, "limits");
  JsonArray *array;

  if (inputs == NULL || !JSON_NODE_HOLDS_ARRAY (inputs))
    return fail (error, "inputs");
  if (limits == NULL || !JSON_NODE_HOLDS_ARRAY (limits) ||
      json_array_get_length (json_node_get_array (limits)) > MAX_LIMITS)
    return fail (error, "limits");

  self->inputs = rim_json_to_text (inputs, TRUE);
  array = json_node_get_array (limits);
  self->limits = g_new0 (char *, json_array_get_length (array) + 1);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
        return fail (error, "limits");
      self->limits[i] = json_node_dup_string (node);
    }

  return TRUE;
}

/**
 * rim_score_record_new_from_json:
 * @json: what rim_score_record_to_json() wrote; any bytes are safe
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): the record
 */
RimScoreRecord *
rim_score_record_new_from_json (const char  *json,
                                GError     **error)
{
  g_autoptr(JsonNode) node = rim_json_parse (json, strlen (json), error);
  g_autoptr(RimScoreRecord) self = NULL;

  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      fail (error, "it is no map");
      return NULL;
    }

  self = g_new0 (RimScoreRecord, 1);
  if (!read_values (self, json_node_get_object (node), error) ||
      !read_lists (self, json_node_get_object (node), error))
    return NULL;

  return g_steal_pointer (&self);
}
