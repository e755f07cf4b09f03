/* test-map-contours.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Contours from maps: habitats, and a range of values. */

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "maps/rl-habitat-panel.h"
#include "maps/rl-map-threshold-panel.h"
#include "rl-test-images.h"
#include "segment/rim-edit.h"
#include "volume/rim-mask-resample.h"

typedef struct
{
  RlSession           *session;
  RlJobs              *jobs;
  RimSegmentation     *segmentation;
  RlFeatureExtractor  *extractor;
  RlMapPane           *maps;
  RlHabitatPanel      *panel;
  RlHabitatFinder     *finder;
  RlMapThresholdPanel *threshold;
  GtkWidget           *window;
  RimLesion           *lesion;           /* as it is to begin with */
  RimMask             *ball;             /* its voxels */
  char                *said;
} Fixture;

static void
message_cb (Fixture    *fixture,
            const char *message)
{
  g_free (fixture->said);
  fixture->said = g_strdup (message);
}

static RimLesion *
add_ball (Fixture *fixture,
          double   radius)
{
  g_autoptr(RimLesion) lesion = rl_test_lesion_new (rl_session_get_base (fixture->session), "Ball",
                                                    RIM_VEC3 (22, -4, 6), radius);

  g_assert_true (rim_segmentation_add (fixture->segmentation, lesion, "test"));

  return rim_segmentation_find (fixture->segmentation, lesion->id, NULL);
}

static void
settle (Fixture *fixture)
{
  do
    while (g_main_context_iteration (NULL, FALSE))
      ;
  while (rl_jobs_get_n_jobs (fixture->jobs) > 0);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  fixture->session = rl_test_session_new (TRUE);
  fixture->jobs = rl_jobs_new ();
  fixture->segmentation = rl_session_get_segmentation (fixture->session);
  fixture->extractor = rl_feature_extractor_new (fixture->jobs, fixture->session);
  fixture->maps = RL_MAP_PANE (rl_map_pane_new (fixture->jobs, fixture->session));
  fixture->panel = RL_HABITAT_PANEL (rl_habitat_panel_new (fixture->jobs, fixture->session, fixture->maps,
                                                           fixture->extractor));
  fixture->finder = rl_habitat_panel_get_finder (fixture->panel);
  fixture->threshold = RL_MAP_THRESHOLD_PANEL (rl_map_threshold_panel_new (fixture->jobs, fixture->session));
  g_signal_connect_swapped (fixture->panel, "message", G_CALLBACK (message_cb), fixture);

  gtk_box_append (GTK_BOX (box), GTK_WIDGET (fixture->panel));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (fixture->threshold));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (fixture->maps));
  fixture->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (fixture->window), box);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (fixture->window);
  fixture->lesion = rim_lesion_ref (add_ball (fixture, 9.0));
  fixture->ball = fixture->lesion->mask;
  g_assert_cmpuint (rl_habitat_finder_get_n_maps (fixture->finder), ==, 2);
  while (rl_habitat_finder_get_n_maps (fixture->finder) > 0)
    rl_habitat_finder_remove_map (fixture->finder, 0);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  rl_jobs_shut_down (fixture->jobs);
  while (g_main_context_iteration (NULL, FALSE))
    ;

  g_assert_finalize_object (fixture->extractor);
  g_assert_finalize_object (fixture->jobs);
  g_assert_finalize_object (fixture->session);
  rim_lesion_unref (fixture->lesion);
  g_free (fixture->said);
}

static void
add_intensity (Fixture       *fixture,
               RimStudyImage  image)
{
  const char *features[] = { "image_Intensity", NULL };
  g_autoptr(RlMapChoice) choice = rl_map_pane_dup_choice (fixture->maps);

  choice->image = image;
  g_strfreev (choice->features);
  choice->features = g_strdupv ((char **) features);
  g_assert_true (rl_habitat_finder_add_map (fixture->finder, choice));
  g_assert_false (rl_habitat_finder_add_map (fixture->finder, choice));
}

/* On CT and PET, so many as are wanted. */
static const RimStudyHabitats *
find_habitats (Fixture *fixture,
               guint    number)
{
  add_intensity (fixture, RIM_STUDY_IMAGE_CT);
  add_intensity (fixture, RIM_STUDY_IMAGE_PET);
  rl_habitat_finder_set_number (fixture->finder, number);
  rl_habitat_finder_run (fixture->finder);
  g_assert_cmpint (rl_habitat_finder_get_state (fixture->finder), ==, RL_HABITATS_FINDING);
  settle (fixture);
  g_assert_cmpstr (rl_habitat_finder_get_problem (fixture->finder), ==, NULL);
  g_assert_cmpint (rl_habitat_finder_get_state (fixture->finder), ==, RL_HABITATS_READY);

  return rl_habitat_finder_get_found (fixture->finder);
}

/* What is found is shown as colours that can be hidden and pointed at, and is out of date once
 * the lesion or a choice is another.
 */
static void
test_find (Fixture       *fixture,
           gconstpointer  data)
{
  const RimStudyHabitats *found;
  g_autofree char *text = NULL;

  rl_habitat_finder_run (fixture->finder);
  g_assert_cmpint (rl_habitat_finder_get_state (fixture->finder), ==, RL_HABITATS_FAILED);
  found = find_habitats (fixture, 3);
  g_assert_cmpuint (found->habitats->n, ==, 3);
  g_assert_cmpuint (rl_session_get_parts (fixture->session)->len, ==, 3);
  g_assert_true (rl_habitat_finder_is_up_to_date (fixture->finder));
  g_assert_cmpstr (rl_habitat_finder_get_found_title (fixture->finder, 1), ==, "PET · Intensity");
  text = rl_habitat_finder_dup_text (fixture->finder);
  g_assert_true (g_str_has_prefix (text, "habitat\tml\tpercent\tCT · Intensity mean\t"));

  rl_habitat_finder_set_visible (fixture->finder, 1, FALSE);
  g_assert_cmpuint (rl_session_get_parts (fixture->session)->len, ==, 2);
  rl_habitat_finder_set_visible (fixture->finder, 1, TRUE);
  rl_habitat_finder_point_at (fixture->finder, 2);
  g_assert_cmpuint (rl_session_get_parts (fixture->session)->len, ==, 1);
  g_assert_true (((RimLesion *) g_ptr_array_index (rl_session_get_parts (fixture->session), 0))->mask ==
                 g_ptr_array_index (found->masks, 2));
  rl_habitat_finder_point_at (fixture->finder, -1);
  g_assert_cmpuint (rl_session_get_parts (fixture->session)->len, ==, 3);

  rl_habitat_finder_set_number (fixture->finder, 2);
  g_assert_false (rl_habitat_finder_is_up_to_date (fixture->finder));
  rl_habitat_finder_run (fixture->finder);
  rl_habitat_finder_cancel (fixture->finder);
  g_assert_cmpint (rl_habitat_finder_get_state (fixture->finder), ==, RL_HABITATS_NOTHING);
  g_assert_null (rl_session_get_parts (fixture->session));
}

static void
test_out_of_date (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(RimMask) empty = NULL;
  g_autoptr(RimLesion) other = NULL;

  find_habitats (fixture, 2);
  empty = rim_mask_new (rim_mask_get_grid (fixture->lesion->mask));
  other = rim_lesion_with_mask (fixture->lesion, empty);
  rim_segmentation_replace (fixture->segmentation, other, "test");
  g_assert_false (rl_habitat_finder_is_up_to_date (fixture->finder));
  g_assert_nonnull (rl_session_get_parts (fixture->session));
  rim_segmentation_undo (fixture->segmentation);
  g_assert_true (rl_habitat_finder_is_up_to_date (fixture->finder));

  g_assert_false (rl_map_layer_get_visible (rl_session_get_map_layer (fixture->session)));
  rl_habitat_finder_clear (fixture->finder);
  g_assert_null (rl_session_get_parts (fixture->session));
  g_assert_true (rl_map_layer_get_visible (rl_session_get_map_layer (fixture->session)));
}

/* The journal of all that was done, happening again elsewhere. */
static RimSegmentation *
replay (RimSegmentation *of)
{
  RimSegmentation *again = rim_segmentation_new (rim_segmentation_get_id (of));
  guint start = 0;

  while (start < rim_segmentation_get_n_edits (of))
    {
      g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
      g_autoptr(GError) error = NULL;
      guint begin, end;

      rim_segmentation_get_act (of, start, &begin, &end);
      for (guint e = begin; e < end; e++)
        g_ptr_array_add (records, rim_edit_serialize (rim_segmentation_get_edit (of, e)));
      rim_segmentation_replay_act (again, RIM_JOURNAL_DO, (GBytes *const *) records->pdata, records->len, &error);
      g_assert_no_error (error);
      start = end;
    }

  return again;
}

/* All habitats become lesions in one step, which is undone, redone and happens again as one. */
static void
test_make_contours (Fixture       *fixture,
                    gconstpointer  data)
{
  const RimStudyHabitats *found = find_habitats (fixture, 3);
  g_autoptr(RimSegmentation) again = NULL;

  g_assert_true (rl_habitat_finder_make_contours (fixture->finder, -1));
  g_assert_cmpuint (rim_segmentation_get_n_lesions (fixture->segmentation), ==, 4);
  g_assert_cmpstr (rl_session_get_active_lesion (fixture->session), ==, fixture->lesion->id);
  g_assert_null (rl_session_get_parts (fixture->session));
  for (guint c = 0; c < 3; c++)
    {
      RimLesion *lesion = rim_segmentation_get_lesion (fixture->segmentation, c + 1);
      g_autofree char *name = g_strdup_printf ("Ball – habitat %u", c + 1);

      g_assert_cmpstr (lesion->name, ==, name);
      g_assert_true (rim_mask_equal (lesion->mask, g_ptr_array_index (found->masks, c)));
      g_assert_cmpmem (lesion->color, 3, rl_habitat_finder_get_color (c), 3);
      g_assert_nonnull (strstr (lesion->description, "k-means"));
    }

  again = replay (fixture->segmentation);
  g_assert_cmpuint (rim_segmentation_get_n_lesions (again), ==, 4);
  g_assert_true (rim_segmentation_undo (again));
  g_assert_cmpuint (rim_segmentation_get_n_lesions (again), ==, 1);

  g_assert_true (rim_segmentation_undo (fixture->segmentation));
  g_assert_cmpuint (rim_segmentation_get_n_lesions (fixture->segmentation), ==, 1);
  g_assert_true (rim_segmentation_redo (fixture->segmentation));
  g_assert_cmpuint (rim_segmentation_get_n_lesions (fixture->segmentation), ==, 4);

  g_assert_true (rl_habitat_finder_make_contours (fixture->finder, 1));
  g_assert_cmpuint (rim_segmentation_get_n_lesions (fixture->segmentation), ==, 5);
  g_assert_cmpstr (rim_segmentation_get_lesion (fixture->segmentation, 4)->name, ==, "Ball – habitat 2 (2)");
}

static void
test_export (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *folder = g_dir_make_tmp ("rimlight-habitats-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "habitats.csv", NULL);
  g_autofree char *text = NULL;

  find_habitats (fixture, 2);
  rl_habitat_panel_export (fixture->panel, path);
  settle (fixture);
  g_assert_nonnull (fixture->said);
  g_assert_nonnull (strstr (fixture->said, "Saved"));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "habitat,image,image_type,feature_class,feature,value"));
  g_assert_nonnull (strstr (text, "\n2,ct,original,firstorder,Mean,"));
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* The number of its column is the value of each voxel of the lesion. Whoever makes maps takes
 * that away when the lesion changes, since none is chosen.
 */
static void
show_map (Fixture *fixture)
{
  RlMapLayer *layer = rl_session_get_map_layer (fixture->session);
  const RimGrid *grid = rim_mask_get_grid (fixture->ball);
  g_autoptr(RimVolume) map = rim_volume_new (grid, RIM_VOXEL_FLOAT, NULL);

  for (guint k = 0; k < grid->size[2]; k++)
    {
      float *slice = rim_volume_get_slice_for_writing (map, k);

      for (guint j = 0; j < grid->size[1]; j++)
        for (guint i = 0; i < grid->size[0]; i++)
          *slice++ = rim_mask_contains (fixture->ball, i, j, k) ? (float) i : NAN;
    }
  rim_volume_publish_all (map);
  rl_map_layer_set_about (layer, "original_test_Column", "Column", NULL);
  rl_map_layer_set_volume (layer, map);
  settle (fixture);
}

static gsize
count_columns (Fixture *fixture,
               double   low,
               double   high)
{
  const RimGrid *grid = rim_mask_get_grid (fixture->ball);
  gsize n = 0;

  for (guint k = 0; k < grid->size[2]; k++)
    for (guint j = 0; j < grid->size[1]; j++)
      for (guint i = 0; i < grid->size[0]; i++)
        n += i >= low && i <= high && rim_mask_contains (fixture->ball, i, j, k);

  return n;
}

/* A range is proposed with every change; accepted, it is one step. */
static void
test_threshold (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *id = g_strdup (fixture->lesion->id);
  double low, high, middle;
  gsize n_all, n_range;

  show_map (fixture);
  g_assert_true (rl_map_threshold_panel_get_range (fixture->threshold, &low, &high));
  g_assert_null (rl_session_get_proposal (fixture->session));
  n_all = rim_mask_count (fixture->ball);
  middle = floor ((low + high) / 2.0);
  n_range = count_columns (fixture, middle, high);
  g_assert_cmpuint (n_range, >, 0);
  g_assert_cmpuint (n_range, <, n_all);

  rl_map_threshold_panel_set_range (fixture->threshold, middle, high);
  settle (fixture);
  g_assert_cmpuint (rim_mask_count (rl_session_get_proposal (fixture->session)->mask), ==, n_range);
  g_assert_cmpuint (rim_segmentation_get_n_lesions (fixture->segmentation), ==, 1);
  g_assert_true (rl_session_accept_proposal (fixture->session));
  g_assert_cmpuint (rim_segmentation_get_n_lesions (fixture->segmentation), ==, 2);
  g_assert_true (rim_segmentation_undo (fixture->segmentation));
  g_assert_cmpuint (rim_segmentation_get_n_lesions (fixture->segmentation), ==, 1);

  rl_session_set_active_lesion (fixture->session, id);
  for (guint result = RL_MAP_THRESHOLD_REPLACE; result <= RL_MAP_THRESHOLD_INTERSECT; result++)
    {
      show_map (fixture);
      rl_map_threshold_panel_set_range (fixture->threshold, middle, high);
      rl_map_threshold_panel_set_result (fixture->threshold, (RlMapThresholdResult) result);
      settle (fixture);
      g_assert_true (rl_session_accept_proposal (fixture->session));
      g_assert_cmpuint (rim_mask_count (rl_session_find_lesion (fixture->session, id)->mask), ==, n_range);
      g_assert_true (rim_segmentation_undo (fixture->segmentation));
      g_assert_cmpuint (rim_mask_count (rl_session_find_lesion (fixture->session, id)->mask), ==, n_all);
    }
}

/* What is proposed goes with another map, and with values that nothing has. */
static void
test_threshold_nothing (Fixture       *fixture,
                        gconstpointer  data)
{
  RlMapLayer *layer = rl_session_get_map_layer (fixture->session);

  show_map (fixture);
  rl_map_threshold_panel_set_range (fixture->threshold, -20.0, -10.0);
  settle (fixture);
  g_assert_null (rl_session_get_proposal (fixture->session));
  rl_map_threshold_panel_set_range (fixture->threshold, 0.0, 1000.0);
  settle (fixture);
  g_assert_nonnull (rl_session_get_proposal (fixture->session));
  rl_map_layer_set_volume (layer, NULL);
  settle (fixture);
  g_assert_null (rl_session_get_proposal (fixture->session));
}

static void
add (const char *path,
     void (*test)(Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

  add ("/map-contours/find", test_find);
  add ("/map-contours/out-of-date", test_out_of_date);
  add ("/map-contours/make-contours", test_make_contours);
  add ("/map-contours/export", test_export);
  add ("/map-contours/threshold", test_threshold);
  add ("/map-contours/threshold-nothing", test_threshold_nothing);

  return g_test_run ();
}
