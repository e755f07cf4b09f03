/* rim-signature-read.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-signature-private.h"

#include <math.h>
#include <string.h>

#include "core/rim-json.h"

#define MAX_NOTES    256
#define MAX_MEASURES 1024

/* A document that is being read. */
typedef struct
{
  const char  *name;
  GError     **error;
} Reader;

static gboolean
fail (const Reader *self,
      const char   *member,
      const char   *what)
{
  g_set_error (self->error, RIM_SIGNATURE_ERROR, RIM_SIGNATURE_ERROR_SYNTAX, "%s: “%s” %s", self->name, member, what);

  return FALSE;
}

/* Returns: whether an error of something else could be told as one of the document */
static gboolean
fail_with (const Reader *self,
           const char   *member,
           GError       *error)
{
  g_autoptr(GError) owned = error;

  return fail (self, member, owned->message);
}

/* Members */

static gboolean
get_text (const Reader  *self,
          JsonObject    *object,
          const char    *member,
          gboolean       is_required,
          const char   **text)
{
  JsonNode *node = json_object_get_member (object, member);

  *text = NULL;
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return !is_required || fail (self, member, "is missing");
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return fail (self, member, "has to be a text");
  *text = json_node_get_string (node);

  return TRUE;
}

static gboolean
dup_text (const Reader  *self,
          JsonObject    *object,
          const char    *member,
          char         **text)
{
  const char *found;

  if (!get_text (self, object, member, TRUE, &found))
    return FALSE;
  *text = g_strdup (found);

  return TRUE;
}

static gboolean
get_bool (const Reader *self,
          JsonObject   *object,
          const char   *member,
          gboolean     *value)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return fail (self, member, "has to be true or false");
  *value = json_node_get_boolean (node);

  return TRUE;
}

/* A number that is missing or null is NAN. */
static gboolean
get_number (const Reader *self,
            JsonObject   *object,
            const char   *member,
            double       *value)
{
  JsonNode *node = json_object_get_member (object, member);
  GType type;

  *value = NAN;
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;

  type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;
  if (type != G_TYPE_INT64 && type != G_TYPE_DOUBLE)
    return fail (self, member, "has to be a number");
  *value = json_node_get_double (node);

  return TRUE;
}

static gboolean
get_object (const Reader  *self,
            JsonObject    *object,
            const char    *member,
            JsonObject   **found)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return fail (self, member, "has to be a map");
  *found = json_node_get_object (node);

  return TRUE;
}

static gboolean
get_array (const Reader  *self,
           JsonObject    *object,
           const char    *member,
           guint          most,
           JsonArray    **found)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return fail (self, member, "has to be a list");
  *found = json_node_get_array (node);

  return json_array_get_length (*found) <= most || fail (self, member, "is too long");
}

static gboolean
get_choice (const Reader      *self,
            JsonObject        *object,
            const char        *member,
            const char *const *choices,
            guint             *choice)
{
  const char *text;

  if (!get_text (self, object, member, TRUE, &text))
    return FALSE;
  for (*choice = 0; choices[*choice] != NULL; (*choice)++)
    if (strcmp (choices[*choice], text) == 0)
      return TRUE;

  return fail (self, member, "says what this program does not know");
}

/* The hash */

/**
 * rim_signature_compute_hash:
 * @document: a signature's document, with or without a hash
 *
 * Returns: (transfer full): SHA-256 of all of it but "sha256", in canonical form
 */
char *
rim_signature_compute_hash (JsonObject *document)
{
  g_autoptr(JsonObject) bare = json_object_new ();
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;
  JsonObjectIter iter;
  const char *member;
  JsonNode *value;

  json_object_iter_init (&iter, document);
  while (json_object_iter_next (&iter, &member, &value))
    if (strcmp (member, "sha256") != 0)
      json_object_set_member (bare, member, json_node_copy (value));

  json_node_set_object (node, bare);
  text = rim_json_to_text (node, TRUE);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

static gboolean
check_hash (const Reader *self,
            JsonObject   *document,
            RimSignature *signature)
{
  g_autofree char *hash = rim_signature_compute_hash (document);

  if (!dup_text (self, document, "sha256", &signature->hash))
    return FALSE;
  if (strcmp (hash, signature->hash) == 0)
    return TRUE;

  g_set_error (self->error, RIM_SIGNATURE_ERROR, RIM_SIGNATURE_ERROR_TAMPERED,
               "%s: it was changed after it was made: its hash is not that of its contents", self->name);

  return FALSE;
}

static gboolean
check_version (const Reader *self,
               JsonObject   *document)
{
  const char *format;
  double version;

  if (!get_text (self, document, "format", TRUE, &format) || !get_number (self, document, "version", &version))
    return FALSE;
  if (strcmp (format, RIM_SIGNATURE_FORMAT) != 0)
    return fail (self, "format", "is not that of a signature");
  if (version == RIM_SIGNATURE_VERSION)
    return TRUE;
  if (!(version > RIM_SIGNATURE_VERSION))
    return fail (self, "version", "is no version of a signature");

  g_set_error (self->error, RIM_SIGNATURE_ERROR, RIM_SIGNATURE_ERROR_VERSION,
               "%s: a newer program made it (version %.17g; this one reads version %d)", self->name, version,
               RIM_SIGNATURE_VERSION);

  return FALSE;
}

/* Parts */

static gboolean
read_inputs (const Reader *self,
             JsonObject   *document,
             RimSignature *signature)
{
  JsonObject *object;
  JsonArray *images;
  JsonArray *vois;

  if (!get_object (self, document, "inputs", &object) ||
      !get_array (self, object, "images", RIM_N_STUDY_IMAGES, &images) ||
      !get_array (self, object, "vois", RIM_N_VOI_KINDS, &vois) ||
      !get_bool (self, object, "delta", &signature->is_delta))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (images); i++)
    {
      const char *id = json_node_get_string (json_array_get_element (images, i));
      RimStudyImage image = RIM_STUDY_IMAGE_CT;

      if (id == NULL || !rim_study_image_from_id (id, &image))
        return fail (self, "images", "names no image that there is");
      signature->images |= 1u << image;
    }
  for (guint i = 0; i < json_array_get_length (vois); i++)
    {
      const char *id = json_node_get_string (json_array_get_element (vois, i));
      RimVoiKind voi = RIM_VOI_TUMOUR;

      if (id == NULL || !rim_voi_kind_from_id (id, &voi))
        return fail (self, "vois", "names no VOI that there is");
      signature->vois |= 1u << voi;
    }

  return TRUE;
}

static gboolean
read_settings (const Reader *self,
               JsonObject   *document,
               RimSignature *signature)
{
  GError *error = NULL;
  const char *yaml;

  if (!get_text (self, document, "settings", FALSE, &yaml))
    return FALSE;
  if (yaml == NULL)
    return TRUE;

  signature->settings = rim_settings_new_from_yaml (yaml, "settings", &error);

  return signature->settings != NULL || fail_with (self, "settings", error);
}

static gboolean
read_fit (const Reader *self,
          JsonObject   *document,
          RimSignature *signature)
{
  JsonObject *object;
  GError *error = NULL;

  if (!get_object (self, document, "fit", &object))
    return FALSE;

  signature->fit = rim_fit_new_from_json (json_object_get_member (document, "fit"), &error);

  return signature->fit != NULL || fail_with (self, "fit", error);
}

static gboolean
read_notes (const Reader *self,
            JsonObject   *document,
            RimSignature *signature)
{
  g_autoptr(GList) members = NULL;
  JsonObject *object;

  if (!get_object (self, document, "notes", &object))
    return FALSE;
  if (json_object_get_size (object) > MAX_NOTES)
    return fail (self, "notes", "is too long");

  members = g_list_sort (json_object_get_members (object), (GCompareFunc) strcmp);
  for (GList *l = members; l != NULL; l = l->next)
    {
      RimSignatureNote *note = g_new0 (RimSignatureNote, 1);

      g_ptr_array_add (signature->notes, note);
      note->key = g_strdup (l->data);
      if (!dup_text (self, object, note->key, &note->text))
        return FALSE;
      g_ptr_array_insert (signature->keys, (int) signature->keys->len - 1, note->key);
    }

  return TRUE;
}

static gboolean
read_measure (const Reader *self,
              JsonObject   *object,
              RimMeasure   *measure)
{
  const char *note;

  if (!dup_text (self, object, "id", &measure->id) || !dup_text (self, object, "title", &measure->title) ||
      !get_text (self, object, "note", FALSE, &note))
    return FALSE;
  measure->note = g_strdup (note);

  return get_number (self, object, "value", &measure->estimate.value) &&
         get_number (self, object, "low", &measure->estimate.low) &&
         get_number (self, object, "high", &measure->estimate.high) && get_number (self, object, "p", &measure->p);
}

static gboolean
read_measures (const Reader *self,
               JsonObject   *document,
               RimSignature *signature)
{
  JsonArray *array;

  if (!get_array (self, document, "measures", MAX_MEASURES, &array))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_OBJECT (node))
        return fail (self, "measures", "has an item that is no map");
      g_array_set_size (signature->measures, i + 1);
      if (!read_measure (self, json_node_get_object (node), &g_array_index (signature->measures, RimMeasure, i)))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_parts (const Reader *self,
            JsonObject   *document,
            RimSignature *signature)
{
  guint rule = 0;

  if (!dup_text (self, document, "id", &signature->id) || !dup_text (self, document, "title", &signature->title) ||
      !get_bool (self, document, "synthetic", &signature->is_synthetic) ||
      !get_choice (self, document, "rule", rim_lesion_rule_ids, &rule))
    return FALSE;
  signature->rule = (RimLesionRule) rule;

  return read_inputs (self, document, signature) && read_settings (self, document, signature) &&
         read_fit (self, document, signature) && read_notes (self, document, signature) &&
         read_measures (self, document, signature);
}

static void
measure_clear (gpointer data)
{
  RimMeasure *self = data;

  g_free (self->id);
  g_free (self->title);
  g_free (self->note);
}

static void
note_free (gpointer data)
{
  RimSignatureNote *self = data;

  g_free (self->key);
  g_free (self->text);
  g_free (self);
}

/* @document: (transfer full) */
RimSignature *
rim_signature_new_from_node (const char  *name,
                             JsonNode    *document,
                             GError     **error)
{
  g_autoptr(RimSignature) self = g_new0 (RimSignature, 1);
  const Reader reader = { name, error };
  JsonObject *object;

  rim_ref_count_init (&self->ref_count);
  self->document = document;
  self->notes = g_ptr_array_new_with_free_func (note_free);
  self->keys = g_ptr_array_new ();
  g_ptr_array_add (self->keys, NULL);
  self->measures = g_array_new (FALSE, TRUE, sizeof (RimMeasure));
  g_array_set_clear_func (self->measures, measure_clear);

  if (!JSON_NODE_HOLDS_OBJECT (document))
    {
      g_set_error (error, RIM_SIGNATURE_ERROR, RIM_SIGNATURE_ERROR_SYNTAX, "%s: it is no signature", name);
      return NULL;
    }

  object = json_node_get_object (document);
  if (!check_version (&reader, object) || !check_hash (&reader, object, self) || !read_parts (&reader, object, self))
    return NULL;

  return g_steal_pointer (&self);
}

/* Looking things up */

JsonNode *
rim_signature_find_node (RimSignature *self,
                         const char   *path)
{
  g_auto(GStrv) members = g_strsplit (path, ".", -1);
  JsonNode *node = self->document;

  for (guint i = 0; members[i] != NULL && node != NULL; i++)
    node = JSON_NODE_HOLDS_OBJECT (node) ? json_object_get_member (json_node_get_object (node), members[i]) : NULL;

  return node;
}

const char *
rim_signature_find_text (RimSignature *self,
                         const char   *path)
{
  JsonNode *node = rim_signature_find_node (self, path);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
}

double
rim_signature_find_number (RimSignature *self,
                           const char   *path)
{
  JsonNode *node = rim_signature_find_node (self, path);
  const GType type = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  return type == G_TYPE_INT64 || type == G_TYPE_DOUBLE ? json_node_get_double (node) : NAN;
}
