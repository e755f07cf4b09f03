/* fuzz-signature.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#include "core/rim-json.h"
#include "rim-fuzz.h"
#include "signature/rim-signature.h"

/* What was read can be used, and is written so that it is read again. */
static void
use (RimSignature *signature)
{
  RimFit *fit = rim_signature_get_fit (signature);
  g_autofree double *values = g_new0 (double, rim_fit_get_n_inputs (fit) + 1);
  g_autofree double *contributions = g_new0 (double, rim_fit_get_n_inputs (fit) + 1);
  g_autofree char *card = rim_signature_to_markdown (signature);
  g_autofree char *data = rim_signature_to_data (signature);
  g_autoptr(RimSignature) again = rim_signature_new_from_data ("again", data, strlen (data), NULL);

  g_assert_nonnull (card);
  g_assert_nonnull (again);
  g_assert_cmpstr (rim_signature_get_hash (again), ==, rim_signature_get_hash (signature));
  rim_fit_predict (fit, values);
  rim_fit_explain (fit, values, contributions);
}

static RimSignature *
load (const char *data,
      gsize       length)
{
  g_autoptr(GError) error = NULL;
  RimSignature *signature = rim_signature_new_from_data ("fuzz", data, length, &error);

  g_assert_true ((signature == NULL) == (error != NULL));

  return signature;
}

/* Gives a document the hash that it should have, as nothing gets further without. */
static char *
seal (const char *data,
      gsize       length)
{
  g_autoptr(JsonNode) parsed = rim_json_parse (data, length, NULL);
  g_autoptr(JsonNode) node = parsed != NULL && JSON_NODE_HOLDS_OBJECT (parsed) ? json_node_copy (parsed) : NULL;
  g_autoptr(JsonObject) object = json_object_new ();
  g_autofree char *bare = NULL;
  g_autofree char *hash = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  if (node == NULL)
    return NULL;

  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &member))
    if (strcmp (name, "sha256") != 0)
      json_object_set_member (object, name, json_node_copy (member));
  json_node_unref (g_steal_pointer (&node));
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_set_object (node, object);
  bare = rim_json_to_text (node, TRUE);
  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, bare, -1);
  json_object_set_string_member (object, "sha256", hash);

  return rim_json_to_text (node, TRUE);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        gsize         length)
{
  g_autofree char *data = g_strndup ((const char *) bytes, length);
  g_autoptr(RimSignature) plain = load (data, length);
  g_autofree char *sealed = seal (data, length);
  g_autoptr(RimSignature) signature = sealed != NULL ? load (sealed, strlen (sealed)) : NULL;

  if (plain != NULL)
    use (plain);
  if (signature != NULL)
    use (signature);

  return 0;
}
