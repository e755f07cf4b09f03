/* rim-library-maps.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "library/rim-library-maps.h"

#define FOLDER "maps"

/**
 * rim_library_new_map_cache:
 * @self: a library
 * @budget: how many bytes it may have
 *
 * Maps show patients, so they lie in the library's folder, which is for its owner alone,
 * and go where the library goes.
 *
 * Returns: (transfer full): where maps of the library's images are kept
 */
RimMapCache *
rim_library_new_map_cache (RimLibrary *self,
                           guint64     budget)
{
  g_autofree char *folder = NULL;

  g_return_val_if_fail (RIM_IS_LIBRARY (self), NULL);

  folder = g_build_filename (rim_library_get_folder (self), FOLDER, NULL);

  return rim_map_cache_new (folder, budget);
}
