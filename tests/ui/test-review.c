/* test-review.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>

#include "browser/rl-browser.h"
#include "canvas/rl-slice-canvas.h"
#include "core/rl-lesion-center.h"
#include "lesions/rl-lesion-pane.h"
#include "library/rim-library-audit.h"
#include "review/rl-review-private.h"
#include "rim-test-data.h"
#include "rim-test-series.h"

#define PATIENT "data/sts/STS_001"

/* The whole window on a library of its own. */
typedef struct
{
  char       *folder;
  RlSettings *settings;
  RlWindow   *window;
  RlReview   *review;
  RlSession  *session;
  guint       n_imported;
  guint       n_added;
  guint       n_saved;
  char       *problem;
} Fixture;

static void
imported_cb (Fixture    *fixture,
             guint       n_added,
             const char *problem)
{
  fixture->n_imported++;
  fixture->n_added = n_added;
  g_free (fixture->problem);
  fixture->problem = g_strdup (problem);
}

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
open_window (Fixture *fixture)
{
  g_autofree char *library = g_build_filename (fixture->folder, "library", NULL);

  fixture->window = rl_window_new (NULL);
  fixture->session = g_object_ref (rl_window_get_session (fixture->window));
  fixture->review = rl_review_new (fixture->window, fixture->settings);
  g_signal_connect_swapped (fixture->review, "imported", G_CALLBACK (imported_cb), fixture);
  g_signal_connect_swapped (fixture->review, "saved", G_CALLBACK (saved_cb), fixture);
  g_assert_true (rl_review_open_library (fixture->review, library));
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
close_window (Fixture *fixture)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  rl_review_shut_down (fixture->review);
  while (g_main_context_iteration (NULL, FALSE))
    ;

  g_assert_finalize_object (fixture->review);
  g_assert_finalize_object (fixture->session);
}

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  fixture->folder = rim_test_folder_new ();
  fixture->settings = rl_settings_new ();
  open_window (fixture);
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  close_window (fixture);
  g_assert_finalize_object (fixture->settings);
  rim_test_folder_remove (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->problem);
}

static void
wait_for_state (Fixture     *fixture,
                RlLoadState  state)
{
  while (rl_study_loader_get_state (rl_review_get_loader (fixture->review)) != state)
    g_main_context_iteration (NULL, TRUE);
}

static void
wait_for_measures (Fixture *fixture)
{
  do
    while (g_main_context_iteration (NULL, FALSE))
      ;
  while (!rl_measurer_is_up_to_date (rl_review_get_measurer (fixture->review)));
}

static void
import (Fixture    *fixture,
        const char *path)
{
  const char *paths[2] = { path, NULL };
  guint n = fixture->n_imported;

  rl_review_import (fixture->review, paths, TRUE);
  while (fixture->n_imported == n)
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
  g_assert_cmpstr (fixture->problem, ==, NULL);
  g_assert_cmpuint (fixture->n_added, >=, 120);
  wait_for_state (fixture, RL_LOAD_DONE);

  return TRUE;
}

static RimLesion *
get_active (Fixture *fixture)
{
  return rl_session_find_lesion (fixture->session,
                                 rl_session_get_active_lesion (fixture->session));
}

static void
paint (Fixture *fixture)
{
  RlViewGrid *views = rl_window_get_views (fixture->window);
  RlSliceCanvas *canvas = rl_view_grid_get_canvas (views, 0);
  double x, y, to[2];

  gtk_test_widget_wait_for_draw (GTK_WIDGET (canvas));
  x = to[0] = gtk_widget_get_width (GTK_WIDGET (canvas)) / 4.0;
  y = gtk_widget_get_height (GTK_WIDGET (canvas)) / 2.0;
  to[1] = y / 2;

  rl_session_set_tool (fixture->session, RL_TOOL_BRUSH);
  rl_session_set_brush_radius (fixture->session, 12);
  g_assert_true (rl_slice_canvas_press (canvas, GDK_BUTTON_PRIMARY, 0, x, y));
  rl_slice_canvas_drag (canvas, to, 1);
  rl_slice_canvas_release (canvas);
}

static const char *
get_value (Fixture    *fixture,
           const char *id)
{
  return rl_lesion_pane_get_value (RL_LESION_PANE (rl_inspector_find_page (rl_window_get_inspector (fixture->window),
                                                                           "lesions")), id);
}

static void
save (Fixture         *fixture,
      const char      *name,
      RimExportFormat  format)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  guint n = fixture->n_saved;

  rl_review_save (fixture->review, path, format, RL_SAVE_ALL);
  while (fixture->n_saved == n)
    g_main_context_iteration (NULL, TRUE);
}

static void
verify (Fixture         *fixture,
        const char      *name,
        RimExportFormat  format)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr(GPtrArray) lesions = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < rl_session_get_n_lesions (fixture->session); i++)
    g_ptr_array_add (lesions, rl_session_get_lesion (fixture->session, i));

  g_assert_true (rim_export_verify (path, format, lesions, rl_session_get_base (fixture->session),
                                    &error));
  g_assert_no_error (error);
}

/* A real patient: opened, corrected, measured, undone, saved and read again. */
static void
test_patient (Fixture       *fixture,
              gconstpointer  data)
{
  RimVolume *ct, *pet;
  g_autoptr(RimMask) before = NULL;
  g_autofree char *volume = NULL;

  g_assert_cmpstr (rl_window_get_page (fixture->window), ==, "empty");
  if (!open_patient (fixture))
    return;

  ct = rl_session_get_volume (fixture->session, RL_LAYER_CT);
  pet = rl_session_get_volume (fixture->session, RL_LAYER_PET);
  g_assert_cmpstr (rl_window_get_page (fixture->window), ==, "views");
  g_assert_nonnull (ct);
  g_assert_nonnull (pet);
  g_assert_cmpint (rim_volume_get_unit (ct), ==, RIM_UNIT_HU);
  g_assert_cmpint (rim_volume_get_unit (pet), ==, RIM_UNIT_SUVBW);
  g_assert_cmpuint (rl_session_get_n_lesions (fixture->session), ==, 1);
  g_assert_cmpstr (get_active (fixture)->name, ==, "GTV_Mass_CT");

  wait_for_measures (fixture);
  before = rim_mask_ref (get_active (fixture)->mask);
  volume = g_strdup (get_value (fixture, "volume"));
  g_assert_cmpstr (volume, !=, "–");
  g_assert_cmpstr (get_value (fixture, "pet-max"), !=, "–");

  paint (fixture);
  wait_for_measures (fixture);
  g_assert_false (rim_mask_equal (get_active (fixture)->mask, before));
  g_assert_cmpstr (get_value (fixture, "volume"), !=, volume);

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.undo", NULL));
  wait_for_measures (fixture);
  g_assert_true (rim_mask_equal (get_active (fixture)->mask, before));
  g_assert_cmpstr (get_value (fixture, "volume"), ==, volume);

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.redo", NULL));
  save (fixture, "out.dcm", RIM_EXPORT_RTSTRUCT);
  g_assert_cmpstr (fixture->problem, ==, NULL);
  save (fixture, "out.nii.gz", RIM_EXPORT_NIFTI);
  g_assert_cmpstr (fixture->problem, ==, NULL);
  verify (fixture, "out.dcm", RIM_EXPORT_RTSTRUCT);
  verify (fixture, "out.nii.gz", RIM_EXPORT_NIFTI);
}

/* What was drawn is there again when the program starts again. */
static void
test_again (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(RimMask) drawn = NULL;

  if (!open_patient (fixture))
    return;

  paint (fixture);
  drawn = rim_mask_ref (get_active (fixture)->mask);
  close_window (fixture);
  open_window (fixture);
  rl_review_open_first (fixture->review);
  wait_for_state (fixture, RL_LOAD_DONE);

  g_assert_true (rim_mask_equal (get_active (fixture)->mask, drawn));
  g_assert_true (rim_segmentation_can_undo (rl_session_get_segmentation (fixture->session)));
}

static double
get_pet_max (Fixture *fixture)
{
  wait_for_measures (fixture);

  return g_ascii_strtod (get_value (fixture, "pet-max"), NULL);
}

/* Opens the PET in Bq/ml with the CT of the same patient. */
static gboolean
open_raw_pet (Fixture *fixture)
{
  g_autofree char *raw = rim_test_data_or_skip ("data/pet_raw/STS_001");

  if (raw == NULL || !open_patient (fixture))
    return FALSE;

  import (fixture, raw);
  wait_for_state (fixture, RL_LOAD_DONE);

  return rl_session_get_volume (fixture->session, RL_LAYER_PET) != NULL;
}

/* Windows, colours and unit are there again when the program starts again. */
static void
test_display_again (Fixture       *fixture,
                    gconstpointer  data)
{
  RimUnit unit;

  if (!open_raw_pet (fixture))
    return;

  g_assert_true (rl_study_loader_set_pet_unit (rl_review_get_loader (fixture->review), RIM_UNIT_SUL_JAMES, NULL));
  if (rl_session_get_volume (fixture->session, RL_LAYER_CT) != NULL)
    rl_session_set_window (fixture->session, RL_LAYER_CT, (RimWindow) { -600, 1500 });
  rl_session_set_window (fixture->session, RL_LAYER_PET, (RimWindow) { 2, 4 });
  rl_session_set_colormap (fixture->session, RL_LOOK_FUSED, rim_colormap_find ("inferno"));
  close_window (fixture);
  open_window (fixture);
  rl_review_open_first (fixture->review);
  wait_for_state (fixture, RL_LOAD_DONE);

  unit = rim_volume_get_unit (rl_session_get_volume (fixture->session, RL_LAYER_PET));
  g_assert_cmpint (unit, ==, RIM_UNIT_SUL_JAMES);
  g_assert_cmpfloat (rl_session_get_window (fixture->session, RL_LAYER_PET).width, ==, 4);
  if (rl_session_get_volume (fixture->session, RL_LAYER_CT) != NULL)
    g_assert_cmpfloat (rl_session_get_window (fixture->session, RL_LAYER_CT).width, ==, 1500);
  g_assert_cmpstr (rl_session_get_colormap (fixture->session, RL_LOOK_FUSED)->id, ==, "inferno");
}

/* Twice the weight is twice the SUV, marked, after a new start too, until it is
 * taken back.
 */
static void
test_correction (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(RimSuvOverrides) typed = rim_suv_overrides_new ();
  g_autoptr(RimSuvOverrides) back = rim_suv_overrides_new ();
  g_autoptr(GError) error = NULL;
  double plain;

  if (!open_raw_pet (fixture) || rl_session_get_n_lesions (fixture->session) == 0)
    return;

  plain = get_pet_max (fixture);
  typed->weight = 142.0;
  typed->reason = g_strdup ("from the chart");
  typed->author = g_strdup ("Ann");
  g_assert_true (rl_study_loader_correct_suv (rl_review_get_loader (fixture->review), typed, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat_with_epsilon (get_pet_max (fixture), 2 * plain, 0.011);

  close_window (fixture);
  open_window (fixture);
  rl_review_open_first (fixture->review);
  wait_for_state (fixture, RL_LOAD_DONE);
  g_assert_true (rim_volume_get_is_corrected (rl_session_get_volume (fixture->session, RL_LAYER_PET)));
  g_assert_cmpfloat_with_epsilon (get_pet_max (fixture), 2 * plain, 0.011);

  back->reason = g_strdup ("the chart was wrong");
  g_assert_true (rl_study_loader_correct_suv (rl_review_get_loader (fixture->review), back, &error));
  g_assert_false (rim_volume_get_is_corrected (rl_session_get_volume (fixture->session, RL_LAYER_PET)));
  g_assert_cmpfloat (get_pet_max (fixture), ==, plain);
}

static void
activate_path (Fixture    *fixture,
               const char *action,
               const char *path)
{
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), action,
                                  g_variant_new_string (path));
}

/* The audit trail has one export. */
static void
assert_told_of_export (Fixture    *fixture,
                       const char *format,
                       const char *path)
{
  g_autofree char *detail = g_strdup_printf ("%s: %s, SHA-256 ", format, path);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = rim_library_list_audit (fixture->review->library, NULL, &error);
  guint n = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    {
      const RimAuditRow *row = g_ptr_array_index (rows, i);

      if (strcmp (row->what, "export") != 0)
        continue;
      g_assert_true (g_str_has_prefix (row->detail, detail));
      g_assert_nonnull (row->segmentation);
      g_assert_nonnull (row->author);
      n++;
    }
  g_assert_cmpuint (n, ==, 1);
}

/* The lesion is measured, saved as a report, deleted, and comes back with the report and
 * with the next start.
 */
static void
test_measurements (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "report.dcm", NULL);
  RlMeasurements *measurements = rl_session_get_measurements (fixture->session);
  g_autoptr(RimMeasurement) drawn = NULL;
  RimMeasurementValues values, again;

  if (!open_patient (fixture))
    return;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "measure.lesion", NULL));
  g_assert_cmpuint (rl_measurements_get_n (measurements), ==, 1);
  drawn = rim_measurement_ref (rl_measurements_get (measurements, 0));
  g_assert_cmpstr (drawn->lesion_id, ==, get_active (fixture)->id);
  g_assert_cmpstr (drawn->modality, ==, "CT");
  rim_measurement_measure_shape (drawn, &values);

  activate_path (fixture, "save-measurements-to", path);
  while (!g_file_test (path, G_FILE_TEST_EXISTS))
    g_main_context_iteration (NULL, TRUE);

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "measure.delete", NULL));
  g_assert_cmpuint (rl_measurements_get_n (measurements), ==, 0);
  activate_path (fixture, "open-measurements-from", path);
  while (rl_measurements_get_n (measurements) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (rl_measurements_get (measurements, 0)->id, ==, drawn->id);

  close_window (fixture);
  open_window (fixture);
  rl_review_open_first (fixture->review);
  wait_for_state (fixture, RL_LOAD_DONE);
  measurements = rl_session_get_measurements (fixture->session);
  g_assert_cmpuint (rl_measurements_get_n (measurements), ==, 1);
  rim_measurement_measure_shape (rl_measurements_get (measurements, 0), &again);
  g_assert_cmpfloat_with_epsilon (again.length, values.length, 1e-4);
  g_assert_cmpfloat_with_epsilon (again.short_axis, values.short_axis, 1e-4);
  assert_told_of_export (fixture, "DICOM SR", path);
}

/* The same files add nothing, and what is no image is refused. */
static void
test_import (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *source = rim_test_data_or_skip (PATIENT);
  g_autofree char *rubbish = g_build_filename (fixture->folder, "rubbish.dcm", NULL);

  if (source == NULL)
    return;

  import (fixture, source);
  import (fixture, source);
  g_assert_cmpuint (fixture->n_added, ==, 0);
  g_assert_null (fixture->problem);

  g_assert_true (g_file_set_contents (rubbish, "rubbish", -1, NULL));
  import (fixture, rubbish);
  g_assert_cmpuint (fixture->n_added, ==, 0);
}

static void
open_kind (Fixture       *fixture,
           RimSeriesKind  kind,
           const char    *modality)
{
  RlStudyLoader *loader = rl_review_get_loader (fixture->review);
  gint64 study = rl_study_loader_get_asked_study (loader);
  g_autoptr(GPtrArray) rows = rim_library_list_series (fixture->review->library, study, NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      RimLibraryRow *row = g_ptr_array_index (rows, i);

      if (row->kind != kind || g_strcmp0 (row->modality, modality) != 0)
        continue;

      rl_review_open_series (fixture->review, study, row->id);
      wait_for_state (fixture, RL_LOAD_DONE);
    }
}

static void
assert_drawn (Fixture     *fixture,
              RlLayerKind  base,
              guint        n,
              guint        n_other)
{
  RlStudyLoader *loader = rl_review_get_loader (fixture->review);

  g_assert_nonnull (rl_session_get_volume (fixture->session, RL_LAYER_CT));
  g_assert_nonnull (rl_session_get_volume (fixture->session, RL_LAYER_PET));
  g_assert_cmpuint (rl_session_get_base_layer (fixture->session), ==, base);
  g_assert_true (rl_session_get_base (fixture->session) ==
                 rl_session_get_volume (fixture->session, base));
  g_assert_cmpuint (rl_session_get_n_lesions (fixture->session), ==, n);
  g_assert_cmpuint (rl_study_loader_get_n_other_drawn (loader), ==, n_other);
}

/* What is drawn on the PET is listed when the PET is asked for, though there is a CT. */
static void
test_drawn_on_pet (Fixture       *fixture,
                   gconstpointer  data)
{
  const RimTestSeries ct = { "Two", "study", "ct", "CT", 4, NULL };
  const RimTestSeries pet = { "Two", "study", "pet", "PT", 4, NULL };
  g_autofree char *folder = g_build_filename (fixture->folder, "images", NULL);
  g_autofree char *rois = NULL;
  RimVolume *shown;
  RimSource *source;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  rim_test_series_write (folder, &ct);
  rim_test_series_write (folder, &pet);
  rois = rim_test_series_add_rois (folder, &pet);
  import (fixture, folder);
  wait_for_state (fixture, RL_LOAD_DONE);
  assert_drawn (fixture, RL_LAYER_CT, 0, 2);
  source = rim_volume_get_source (rl_session_get_base (fixture->session));
  g_assert_cmpuint (rim_source_get_slice (source, 3)->number, ==, 4);

  open_kind (fixture, RIM_SERIES_RTSTRUCT, "RTSTRUCT");
  assert_drawn (fixture, RL_LAYER_PET, 2, 0);
  open_kind (fixture, RIM_SERIES_IMAGE, "PT");
  assert_drawn (fixture, RL_LAYER_PET, 2, 0);

  shown = rl_session_get_volume (fixture->session, RL_LAYER_CT);
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "switch-image", NULL);
  wait_for_state (fixture, RL_LOAD_DONE);
  assert_drawn (fixture, RL_LAYER_CT, 0, 2);
  g_assert_true (rl_session_get_volume (fixture->session, RL_LAYER_CT) == shown);
}

/* Who chose something else while files were imported goes on reading it. */
static void
test_import_behind (Fixture       *fixture,
                    gconstpointer  data)
{
  const RimTestSeries ct = { "One", "one", "one", "CT", 4, NULL };
  const RimTestSeries second = { "One", "one", "one again", "CT", 3, NULL };
  const RimTestSeries other = { "Other", "other", "other", "CT", 4, NULL };
  g_autofree char *folder = g_build_filename (fixture->folder, "one", NULL);
  g_autofree char *behind = g_build_filename (fixture->folder, "other", NULL);
  const char *paths[2] = { behind, NULL };
  RlStudyLoader *loader = rl_review_get_loader (fixture->review);
  g_autoptr(GPtrArray) rows = NULL;
  gint64 study, first;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_cmpint (g_mkdir (behind, 0700), ==, 0);
  rim_test_series_write (folder, &ct);
  rim_test_series_write (folder, &second);
  rim_test_series_write (behind, &other);
  import (fixture, folder);
  wait_for_state (fixture, RL_LOAD_DONE);
  study = rl_study_loader_get_asked_study (loader);
  first = rl_study_loader_get_asked (loader);

  rl_review_import (fixture->review, paths, TRUE);
  rows = rim_library_list_series (fixture->review->library, study, NULL);
  for (guint i = 0; i < rows->len; i++)
    if (((RimLibraryRow *) rows->pdata[i])->id != first)
      rl_review_open_series (fixture->review, study, ((RimLibraryRow *) rows->pdata[i])->id);
  g_assert_cmpint (rl_study_loader_get_asked (loader), !=, first);
  while (fixture->n_imported < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (rl_study_loader_get_asked_study (loader), ==, study);

  import (fixture, behind);
  g_assert_cmpint (rl_study_loader_get_asked_study (loader), !=, study);
}

static void
wait_for_list (RlBrowserModel *model)
{
  do
    g_main_context_iteration (NULL, TRUE);
  while (rl_browser_model_is_busy (model));
}

static RlBrowserItem *
find_patient (RlBrowserModel *model,
              const char     *id)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (model)); i++)
    {
      g_autoptr(RlBrowserItem) item = g_list_model_get_item (G_LIST_MODEL (model), i);

      if (g_strcmp0 (rl_browser_item_get_row (item)->uid, id) == 0)
        return g_steal_pointer (&item);
    }

  return NULL;
}

/* The items of the browser stay while the library changes. */
static void
test_browser (Fixture       *fixture,
              gconstpointer  data)
{
  RlBrowser *browser = RL_BROWSER (rl_window_get_place (fixture->window, "browser"));
  RlBrowserModel *model = rl_browser_get_model (browser);
  g_autofree char *more = rim_test_data_or_skip ("data/sts/STS_002");
  g_autoptr(RlBrowserItem) first = NULL;
  g_autoptr(RlBrowserItem) again = NULL;
  guint n;

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 0);
  if (more == NULL || !open_patient (fixture))
    return;

  wait_for_list (model);
  n = g_list_model_get_n_items (G_LIST_MODEL (model));
  g_assert_cmpuint (n, >=, 1);
  first = find_patient (model, "STS_001");
  g_assert_nonnull (first);

  import (fixture, more);
  wait_for_list (model);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), >, n);
  again = find_patient (model, "STS_001");
  g_assert_true (again == first);
}

/* Files that went away are said, and what is shown stays. */
static void
test_missing (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *source = rim_test_data_or_skip (PATIENT "/CT/image");
  g_autofree char *copy = g_build_filename (fixture->folder, "moved", NULL);
  g_autoptr(GDir) dir = NULL;
  const char *name;

  if (source == NULL)
    return;

  g_mkdir (copy, 0700);
  dir = g_dir_open (source, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *from = g_build_filename (source, name, NULL);
      g_autofree char *to = g_build_filename (copy, name, NULL);
      g_autoptr(GFile) from_file = g_file_new_for_path (from);
      g_autoptr(GFile) to_file = g_file_new_for_path (to);

      g_assert_true (g_file_copy (from_file, to_file, 0, NULL, NULL, NULL, NULL));
    }

  import (fixture, copy);
  wait_for_state (fixture, RL_LOAD_DONE);
  rl_study_loader_close (rl_review_get_loader (fixture->review));
  rim_test_folder_remove (copy);

  rl_review_open_first (fixture->review);
  wait_for_state (fixture, RL_LOAD_FAILED);
  g_assert_cmpstr (rl_window_get_page (fixture->window), ==, "error");
  g_assert_true (rl_study_loader_is_missing (rl_review_get_loader (fixture->review)));
}

/* Going back to what was shown decodes nothing; closing it frees it. */
static void
test_memory (Fixture       *fixture,
             gconstpointer  data)
{
  RlStudyLoader *loader = rl_review_get_loader (fixture->review);
  g_autoptr(RimVolume) ct = NULL;
  gint64 asked;

  if (!open_patient (fixture))
    return;

  ct = rim_volume_ref (rl_session_get_volume (fixture->session, RL_LAYER_CT));
  asked = rl_study_loader_get_asked (loader);
  rl_review_open_series (fixture->review, rl_study_loader_get_asked_study (loader), asked);
  wait_for_state (fixture, RL_LOAD_DONE);
  g_assert_true (rl_session_get_volume (fixture->session, RL_LAYER_CT) == ct);
  g_assert_nonnull (rl_session_get_segmentation (fixture->session));

  rl_study_loader_close (loader);
  while (rim_volume_is_shared (ct))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (rl_image_cache_get_bytes (rl_review_get_cache (fixture->review)), ==, 0);
}

/* What the toolbar's command would write for each extension is read back. */
static void
test_save (Fixture       *fixture,
           gconstpointer  data)
{
  static const char *const names[RIM_N_EXPORT_FORMATS] = {
    [RIM_EXPORT_RTSTRUCT] = "a.dcm",
    [RIM_EXPORT_SEG] = "b.seg.dcm",
    [RIM_EXPORT_NIFTI] = "c.nii.gz",
    [RIM_EXPORT_NRRD] = "d.nrrd",
  };

  if (!open_patient (fixture))
    return;

  for (guint i = 0; i < RIM_N_EXPORT_FORMATS; i++)
    {
      save (fixture, names[i], i);
      g_assert_cmpstr (fixture->problem, ==, NULL);
      verify (fixture, names[i], i);
    }
}

/* Where nothing can be written nothing is said to be saved. */
static void
test_save_fails (Fixture       *fixture,
                 gconstpointer  data)
{
  if (!open_patient (fixture))
    return;

  save (fixture, "no/such/folder.nii.gz", RIM_EXPORT_NIFTI);
  g_assert_nonnull (fixture->problem);
}

static void
cancel (Fixture *fixture)
{
  g_signal_emit_by_name (fixture->review->progress, "cancel");
  g_assert_cmpuint (fixture->n_imported, ==, 1);
  g_assert_nonnull (fixture->problem);
}

/* A cancelled import leaves a library that takes the rest later. */
static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *source = rim_test_data_or_skip (PATIENT);
  const char *paths[2] = { source, NULL };

  if (source == NULL)
    return;

  rl_review_import (fixture->review, paths, TRUE);
  cancel (fixture);
  import (fixture, source);
  g_assert_null (fixture->problem);
  wait_for_state (fixture, RL_LOAD_DONE);
  g_assert_cmpuint (rl_session_get_n_lesions (fixture->session), ==, 1);
}

/* Demo patients are continued only where they were interrupted, and no longer
 * once the user cancelled them.
 */
static void
test_demo (Fixture       *fixture,
           gconstpointer  data)
{
  RimLibrary *library = rl_review_get_library (fixture->review);
  g_autofree char *folder = g_build_filename (rim_library_get_folder (library), "demo-patients",
                                              NULL);
  g_autofree char *mark = g_build_filename (folder, "unfinished", NULL);

  rl_review_continue_demo (fixture->review);
  g_assert_false (rl_review_is_importing (fixture->review));

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (mark, "", 0, NULL));
  rl_review_continue_demo (fixture->review);
  g_assert_true (rl_review_is_importing (fixture->review));

  cancel (fixture);
  g_assert_false (rl_demo_is_unfinished (library));
}

static RimLibraryRow *
find_row (GPtrArray  *rows,
          const char *modality)
{
  for (guint i = 0; i < rows->len; i++)
    {
      RimLibraryRow *row = g_ptr_array_index (rows, i);

      if (modality == NULL || g_strcmp0 (row->modality, modality) == 0)
        return row;
    }

  g_assert_not_reached ();
}

/* A study of a patient, with two regions on its CT. */
static void
add_study (Fixture    *fixture,
           const char *name,
           guint       n_slices)
{
  g_autofree char *series_name = g_strconcat (name, " series", NULL);
  const RimTestSeries series = { "Pat", name, series_name, "CT", n_slices };
  g_autofree char *folder = g_build_filename (fixture->folder, name, NULL);
  g_autofree char *rois = NULL;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  rim_test_series_write (folder, &series);
  rois = rim_test_series_add_rois (folder, &series);
  import (fixture, folder);
  g_assert_cmpstr (fixture->problem, ==, NULL);
}

/* Opens the CT of a study; gives the id of that of the other one. */
static gint64
open_one_of_two (Fixture    *fixture,
                 const char *name)
{
  RimLibrary *library = rl_review_get_library (fixture->review);
  g_autofree char *uid = rim_test_series_dup_uid (name);
  g_autoptr(GPtrArray) patients = rim_library_list_patients (library, NULL);
  g_autoptr(GPtrArray) studies =
    rim_library_list_studies (library, find_row (patients, NULL)->id, NULL);
  gint64 other = 0;

  g_assert_cmpuint (studies->len, ==, 2);
  for (guint i = 0; i < studies->len; i++)
    {
      RimLibraryRow *study = g_ptr_array_index (studies, i);
      g_autoptr(GPtrArray) series = rim_library_list_series (library, study->id, NULL);
      RimLibraryRow *ct = find_row (series, "CT");

      if (g_strcmp0 (ct->uid, uid) == 0)
        rl_review_open_series (fixture->review, study->id, ct->id);
      else
        other = ct->id;
    }

  wait_for_state (fixture, RL_LOAD_DONE);

  return other;
}

/* The same lesion at another time stands beside it, from images of its own. */
static void
test_time_points (Fixture       *fixture,
                  gconstpointer  data)
{
  RlFeaturePane *pane = rl_review_get_features (fixture->review);
  RlFeatureExtractor *extractor = rl_feature_pane_get_other (pane);
  g_autofree char *id = NULL;
  RlFeatureItem *item;

  add_study (fixture, "before", 8);
  add_study (fixture, "after", 10);
  id = g_strdup_printf ("series-%" G_GINT64_FORMAT, open_one_of_two (fixture, "after series"));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.inspector-page", "s", "features");
  g_assert_cmpuint (rl_session_get_n_lesions (fixture->session), ==, 2);

  while (rl_feature_extractor_get_source (extractor) == NULL)
    {
      g_main_context_iteration (NULL, FALSE);
      rl_feature_pane_compare_with (pane, id);
    }
  while (rl_feature_extractor_get_table (extractor) == NULL ||
         rl_feature_extractor_get_table (rl_feature_pane_get_extractor (pane)) == NULL)
    g_main_context_iteration (NULL, TRUE);

  item = rl_feature_model_find (rl_feature_pane_get_model (pane), "original", "shape", "VoxelVolume");
  g_assert_cmpfloat (rl_feature_item_get_value (item), ==, 9 * 30 * 2.0);
  g_assert_cmpfloat (rl_feature_item_get_other (item), ==, 7 * 30 * 2.0);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

#define ADD(path, func) \
  g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

  ADD ("/ui/review/patient", test_patient);
  ADD ("/ui/review/again", test_again);
  ADD ("/ui/review/display-again", test_display_again);
  ADD ("/ui/review/correction", test_correction);
  ADD ("/ui/review/measurements", test_measurements);
  ADD ("/ui/review/import", test_import);
  ADD ("/ui/review/import-behind", test_import_behind);
  ADD ("/ui/review/drawn-on-pet", test_drawn_on_pet);
  ADD ("/ui/review/browser", test_browser);
  ADD ("/ui/review/missing", test_missing);
  ADD ("/ui/review/memory", test_memory);
  ADD ("/ui/review/save", test_save);
  ADD ("/ui/review/save-fails", test_save_fails);
  ADD ("/ui/review/cancel", test_cancel);
  ADD ("/ui/review/demo", test_demo);
  ADD ("/ui/review/time-points", test_time_points);

  return g_test_run ();
}
