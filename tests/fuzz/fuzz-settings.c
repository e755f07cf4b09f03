/* fuzz-settings.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "feature/rim-settings.h"
#include "rim-fuzz.h"

/* What is read at all is read again from its own text as the same. */
static void
read_file (const char *path)
{
  g_autoptr(RimSettings) settings = rim_settings_load (path, NULL);
  g_autoptr(RimSettings) again = NULL;
  g_autofree char *text = NULL;

  if (settings == NULL)
    return;

  text = rim_settings_to_yaml (settings);
  again = rim_settings_new_from_yaml (text, NULL, NULL);
  g_assert_nonnull (again);
  g_assert_cmpstr (rim_settings_get_hash (again), ==, rim_settings_get_hash (settings));
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        gsize         length)
{
  return rim_fuzz_file (bytes, length, read_file);
}
