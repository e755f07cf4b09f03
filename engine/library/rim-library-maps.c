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
 * @folder: of a library
 * @budget: how many bytes it may have
 *
 * Maps show patients, so they lie in the library's folder, which is for its owner alone,
 * and go where the library goes.
 *
 * Returns: (transfer full): where maps of the library's images are kept
 */
RimMapCache *
rim_library_new_map_cache (const char *folder,
                           guint64     budget)
{
  g_autofree char *below = g_build_filename (folder, FOLDER, NULL);

  return rim_map_cache_new (below, budget);
}

static gboolean
add_maps (GPtrArray  *maps,
          GPtrArray  *series)
{
  for (guint i = 0; series != NULL && i < series->len; i++)
    {
      RimLibraryRow *row = g_steal_pointer (&series->pdata[i]);

      if (row->kind == RIM_SERIES_PARAMETRIC_MAP)
        g_ptr_array_add (maps, row);
      else
        rim_library_row_free (row);
    }

  return series != NULL;
}

static void
row_free (gpointer row)
{
  if (row != NULL)
    rim_library_row_free (row);
}

/**
 * rim_library_list_maps:
 * @self: a library
 * @study_id: a study
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable) (element-type RimLibraryRow): the series of parametric
 *   maps of the patient, those of the study first
 */
GPtrArray *
rim_library_list_maps (RimLibrary  *self,
                       gint64       study_id,
                       GError     **error)
{
  g_autoptr(GPtrArray) studies = rim_library_list_studies_beside (self, study_id, error);
  g_autoptr(GPtrArray) maps = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_library_row_free);
  g_autoptr(GPtrArray) own = studies != NULL ? rim_library_list_series (self, study_id, error) : NULL;

  if (own == NULL)
    return NULL;

  g_ptr_array_set_free_func (own, row_free);
  add_maps (maps, own);
  for (guint i = 0; i < studies->len; i++)
    {
      const RimLibraryRow *study = g_ptr_array_index (studies, i);
      g_autoptr(GPtrArray) series = study->id != study_id ? rim_library_list_series (self, study->id, error) : NULL;

      if (study->id == study_id)
        continue;
      if (series != NULL)
        g_ptr_array_set_free_func (series, row_free);
      if (!add_maps (maps, series))
        return NULL;
    }

  return g_steal_pointer (&maps);
}
