/* cli-library.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cli-library.h"

/**
 * cli_library_open:
 * @folder: (nullable): where it is; %NULL for the user's own
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): the library
 */
RimLibrary *
cli_library_open (const char  *folder,
                  GError     **error)
{
  g_autofree char *own = folder == NULL ? rim_library_get_default_folder () : NULL;

  return rim_library_open (folder != NULL ? folder : own, error);
}
