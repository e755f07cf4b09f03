/* test-map-files.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Maps that go out of the window, stay in the library and come back. */

#include <math.h>
#include <string.h>

#include "library/rim-library-audit.h"
#include "library/rim-library-maps.h"
#include "review/rl-review-private.h"
#include "rim-test-data.h"
#include "rim-test-run.h"
#include "rl-test-window.h"

#define PATIENT "data/sts/STS_001/CT"

typedef struct
{
  RlTestWindow  base;
  const char   *folder;
  RlReview     *review;
  RlSession    *session;
  guint         n_saved;
  char         *problem;
} Fixture;

static void
saved_cb (Fixture    *fixture,
          const char *path,
          const char *problem)
{
  fixture->n_saved++;
  g_free (fixture->problem);
  fixture->problem = g_strdup (problem);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  rl_test_window_set_up (&fixture->base, data);
  fixture->folder = fixture->base.folder;
  fixture->review = fixture->base.review;
  fixture->session = rl_window_get_session (fixture->base.window);
  g_signal_connect_swapped (fixture->review, "saved", G_CALLBACK (saved_cb), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  rl_test_window_tear_down (&fixture->base, data);
  g_free (fixture->problem);
}

static void
import (Fixture    *fixture,
        const char *path)
{
  const char *paths[2] = { path, NULL };
  const guint n = fixture->base.n_imported;

  rl_review_import (fixture->review, paths, TRUE);
  while (fixture->base.n_imported == n)
    g_main_context_iteration (NULL, TRUE);
}

/* Returns: whether the real patient is here and shown */
static gboolean
open_patient (Fixture *fixture)
{
  g_autofree char *path = rim_test_data_or_skip (PATIENT);

  if (path == NULL)
    return FALSE;

  import (fixture, path);
  while (rl_study_loader_get_state (rl_review_get_loader (fixture->review)) != RL_LOAD_DONE)
    g_main_context_iteration (NULL, TRUE);

  return TRUE;
}

static void
activate_path (Fixture    *fixture,
               const char *action,
               const char *path)
{
  g_action_group_activate_action (G_ACTION_GROUP (fixture->base.window), action, g_variant_new_string (path));
}

/* The audit trail has the file and one beside it. */
static void
assert_told (Fixture    *fixture,
             const char *format,
             const char *path)
{
  g_autofree char *detail = g_strdup_printf ("%s: %s, SHA-256 ", format, path);
  g_autoptr(GPtrArray) rows = rim_library_list_audit (fixture->review->library, NULL, NULL);
  guint n = 0;
  guint n_exports = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const RimAuditRow *row = g_ptr_array_index (rows, i);

      n_exports += strcmp (row->what, "export") == 0;
      n += strcmp (row->what, "export") == 0 && g_str_has_prefix (row->detail, detail);
    }
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (n_exports, ==, 2);
}

static RlMapMaker *
get_maker (Fixture *fixture)
{
  return rl_map_pane_get_maker (fixture->review->tab->maps);
}

static const RlMapResult *
choose_map (Fixture    *fixture,
            const char *feature)
{
  rl_map_chooser_set_feature (rl_map_pane_get_chooser (fixture->review->tab->maps), feature);
  while (rl_map_maker_get_state (get_maker (fixture)) != RL_MAP_READY)
    g_main_context_iteration (NULL, TRUE);

  return rl_map_maker_get_result (get_maker (fixture));
}

static void
export_map (Fixture    *fixture,
            const char *path)
{
  const guint n = fixture->n_saved;

  activate_path (fixture, "export-map-to", path);
  while (fixture->n_saved == n)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (fixture->problem);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* What the window exports is what the program makes with the settings beside it. */
static void
test_export (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *source = rim_test_data_or_skip (PATIENT);
  g_autofree char *path = g_build_filename (fixture->folder, "map.nii.gz", NULL);
  g_autofree char *made = g_build_filename (fixture->folder, "made", "original_glcm_Contrast.nii.gz", NULL);
  g_autofree char *line =
    g_strdup_printf ("map --image %s/image --mask %s/mask --settings %%s/map.settings.yaml --image-type original "
                     "--features glcm_Contrast %%s/made", source, source);
  g_autofree char *exported = NULL;
  g_autofree char *expected = NULL;
  gsize n_exported, n_expected;

  if (source == NULL || !open_patient (fixture))
    return;

  choose_map (fixture, "glcm_Contrast");
  export_map (fixture, path);
  assert_told (fixture, "NIfTI", path);
  rim_test_assert_runs (fixture->folder, line);
  g_assert_true (g_file_get_contents (path, &exported, &n_exported, NULL));
  g_assert_true (g_file_get_contents (made, &expected, &n_expected, NULL));
  g_assert_cmpmem (exported, n_exported, expected, n_expected);
}

/* A map that was computed once is read. */
static void
test_kept (Fixture       *fixture,
           gconstpointer  data)
{
  const RlMapResult *result;
  g_autofree float *values = NULL;
  gsize n;

  if (!open_patient (fixture))
    return;

  result = choose_map (fixture, "glcm_MCC");
  g_assert_cmpint (result->time, >, 0);
  n = result->voxels->input->region->n_voxels;
  values = g_memdup2 (result->maps[0].values, n * sizeof *values);
  choose_map (fixture, "firstorder_Mean");
  while (rim_map_cache_get_size (fixture->review->tab->map_cache, NULL) == 0)
    g_main_context_iteration (NULL, FALSE);

  result = choose_map (fixture, "glcm_MCC");
  g_assert_cmpint (result->time, ==, 0);
  g_assert_cmpmem (result->maps[0].values, n * sizeof *values, values, n * sizeof *values);
}

static gint64
find_map (Fixture *fixture)
{
  const gint64 study_id = rl_study_loader_get_asked_study (rl_review_get_loader (fixture->review));
  g_autoptr(GPtrArray) maps = rim_library_list_maps (fixture->review->library, study_id, NULL);

  g_assert_cmpuint (maps->len, ==, 1);

  return ((RimLibraryRow *) maps->pdata[0])->id;
}

static void
assert_layer_has (Fixture   *fixture,
                  RimVolume *map)
{
  RlMapLayer *layer = rl_session_get_map_layer (fixture->session);
  const RimGrid *grid = rim_volume_get_grid (map);
  gsize n = 0;

  for (guint k = 0; k < grid->size[2]; k += 3)
    for (guint j = 0; j < grid->size[1]; j += 2)
      for (guint i = 0; i < grid->size[0]; i++)
        {
          const double expected = rim_volume_get_value (map, i, j, k);
          double value;

          if (isnan (expected))
            continue;
          g_assert_true (rl_map_layer_get_value (layer, rim_grid_to_patient (grid, RIM_VEC3 (i, j, k)), &value));
          g_assert_cmpfloat (value, ==, expected);
          n++;
        }
  g_assert_cmpuint (n, >, 100);
}

/* A map that comes back as a Parametric Map takes the place of the one that is computed. */
static void
test_import (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "map.dcm", NULL);
  RlMapLayer *layer;
  RlMapFiles *files;
  g_autoptr(RimVolume) map = NULL;

  if (!open_patient (fixture))
    return;

  files = rl_map_pane_get_files (fixture->review->tab->maps);
  map = rim_volume_ref (choose_map (fixture, "glcm_Contrast")->maps[0].volume);
  export_map (fixture, path);
  import (fixture, path);
  while (!rl_map_files_is_shown (files))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (rl_map_files_get_n_maps (files), ==, 1);

  choose_map (fixture, "firstorder_Mean");
  g_signal_emit_by_name (files, "open-series", find_map (fixture));
  while (!rl_map_files_is_shown (files))
    g_main_context_iteration (NULL, TRUE);
  layer = rl_session_get_map_layer (fixture->session);
  g_assert_cmpstr (rl_map_layer_get_name (layer), ==, "original_glcm_Contrast");
  g_assert_null (rl_map_chooser_get_feature (rl_map_pane_get_chooser (fixture->review->tab->maps)));
  assert_layer_has (fixture, map);

  rl_session_set_active_lesion (fixture->session, NULL);
  g_assert_true (rl_map_files_is_shown (files));
  g_assert_nonnull (rl_map_layer_get_volume (layer));
  rl_session_set_active_lesion (fixture->session, rl_session_get_lesion (fixture->session, 0)->id);
  choose_map (fixture, "firstorder_Mean");
  g_assert_false (rl_map_files_is_shown (files));

  activate_path (fixture, "open-map-from", path);
  while (!rl_map_files_is_shown (files))
    g_main_context_iteration (NULL, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (files), "map-files.hide", NULL);
  g_assert_null (rl_map_layer_get_volume (layer));
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/ui/map-files/export", Fixture, NULL, set_up, test_export, tear_down);
  g_test_add ("/ui/map-files/kept", Fixture, NULL, set_up, test_kept, tear_down);
  g_test_add ("/ui/map-files/import", Fixture, NULL, set_up, test_import, tear_down);

  return g_test_run ();
}
