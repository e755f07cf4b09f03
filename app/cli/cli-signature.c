/* cli-signature.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cli-signature.h"

#include <string.h>

#include "signature/rim-shipped-signature.h"

/**
 * cli_signature_load:
 * @file_or_name: a file, or the name of one in the user's folder of signatures or of one that
 *   comes with the program
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): the signature
 */
RimSignature *
cli_signature_load (const char  *file_or_name,
                    GError     **error)
{
  g_autofree char *name = g_str_has_suffix (file_or_name, ".json") ? g_strdup (file_or_name)
                                                                   : g_strconcat (file_or_name, ".json", NULL);
  g_autofree char *own = g_build_filename (g_get_user_data_dir (), "rimlight", "signatures", name, NULL);
  g_auto(GStrv) shipped = rim_shipped_signature_list ();

  if (g_file_test (file_or_name, G_FILE_TEST_EXISTS) || strchr (file_or_name, '/') != NULL)
    return rim_signature_load (file_or_name, error);
  if (!g_file_test (own, G_FILE_TEST_EXISTS) && g_strv_contains ((const char *const *) shipped, name))
    return rim_shipped_signature_load (name, error);

  return rim_signature_load (g_file_test (own, G_FILE_TEST_EXISTS) ? own : file_or_name, error);
}
