/* rim-shipped-signature.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-shipped-signature.h"

#include "rim-shipped-signatures.h"

#define PREFIX "/org/rimlight/shipped/"

/**
 * rim_shipped_signature_list:
 *
 * Returns: (transfer full) (array zero-terminated=1): the names of the signatures that come
 *   with the program, in no order
 */
char **
rim_shipped_signature_list (void)
{
  return g_resource_enumerate_children (rim_shipped_signatures_get_resource (), PREFIX, G_RESOURCE_LOOKUP_FLAGS_NONE,
                                        NULL);
}

/**
 * rim_shipped_signature_load:
 * @name: of rim_shipped_signature_list()
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): the signature; %NULL with an error where there is none
 */
RimSignature *
rim_shipped_signature_load (const char  *name,
                            GError     **error)
{
  g_autofree char *path = g_strconcat (PREFIX, name, NULL);
  g_autoptr(GBytes) bytes = g_resource_lookup_data (rim_shipped_signatures_get_resource (), path,
                                                    G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  gsize length;
  const char *data;

  if (bytes == NULL)
    return NULL;

  data = g_bytes_get_data (bytes, &length);

  return rim_signature_new_from_data (name, data, length, error);
}
