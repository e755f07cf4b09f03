/* test-compare.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>

#include "compare/rl-compare-pane.h"
#include "core/rl-format.h"
#include "rl-test-images.h"

typedef struct
{
  RlSession       *session;
  RlJobs          *jobs;
  RlComparePane   *pane;
  RlComparer      *comparer;
  GtkWidget       *window;
  RimSegmentation *segmentation;
} Fixture;

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  fixture->session = rl_test_session_new (TRUE);
  fixture->jobs = rl_jobs_new ();
  fixture->segmentation = rl_session_get_segmentation (fixture->session);
  fixture->pane = RL_COMPARE_PANE (rl_compare_pane_new (fixture->jobs, fixture->session));
  fixture->comparer = rl_compare_pane_get_comparer (fixture->pane);
  fixture->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->pane));
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->pane), (gpointer *) &fixture->pane);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  rl_jobs_shut_down (fixture->jobs);
  while (g_main_context_iteration (NULL, FALSE))
    ;

  g_assert_null (fixture->pane);
  g_assert_finalize_object (fixture->jobs);
  g_assert_finalize_object (fixture->session);
}

static void
settle (Fixture *fixture)
{
  do
    while (g_main_context_iteration (NULL, FALSE))
      ;
  while (rl_jobs_get_n_jobs (fixture->jobs) > 0);
}

static RimLesion *
new_ball (Fixture    *fixture,
          const char *name,
          double      x,
          double      radius)
{
  return rl_test_lesion_new (rl_session_get_base (fixture->session), name, RIM_VEC3 (x, 0, 0), radius);
}

static RimLesion *
add_ball (Fixture    *fixture,
          const char *name,
          double      x,
          double      radius)
{
  g_autoptr(RimLesion) lesion = new_ball (fixture, name, x, radius);

  g_assert_true (rim_segmentation_add (fixture->segmentation, lesion, "test"));

  return rim_segmentation_find (fixture->segmentation, lesion->id, NULL);
}

/* One change: the lesion becomes another ball. */
static RimLesion *
redraw (Fixture   *fixture,
        RimLesion *lesion,
        double     x,
        double     radius)
{
  g_autoptr(RimLesion) like = new_ball (fixture, "like", x, radius);
  g_autoptr(RimLesion) changed = rim_lesion_with_mask (lesion, like->mask);

  g_assert_true (rim_segmentation_replace (fixture->segmentation, changed, "test"));

  return rim_segmentation_find (fixture->segmentation, lesion->id, NULL);
}

/* As when a study is opened: what is drawn by now is what was opened. */
static void
open_again (Fixture *fixture)
{
  g_autoptr(RimSegmentation) segmentation = g_object_ref (fixture->segmentation);

  rl_session_set_segmentation (fixture->session, NULL);
  rl_session_set_segmentation (fixture->session, segmentation);
}

static void
choose (Fixture    *fixture,
        const char *id)
{
  guint position = rl_sources_find (RL_SOURCES (rl_compare_pane_get_sources (fixture->pane)), id);

  g_assert_cmpuint (position, >, 0);
  gtk_drop_down_set_selected (rl_compare_pane_get_choice (fixture->pane), position);
  g_assert_cmpstr (rl_comparer_get_source (fixture->comparer), ==, id);
  settle (fixture);
}

static const char *
get_value (Fixture    *fixture,
           const char *id)
{
  return rl_comparison_table_get_value (rl_compare_pane_get_table (fixture->pane), id);
}

static void
assert_value (Fixture    *fixture,
              const char *id,
              double      value,
              guint       n_decimals)
{
  g_autofree char *text = rl_format_number (value, n_decimals);

  g_assert_cmpstr (get_value (fixture, id), ==, text);
}

/* What the window says is what the engine says of the same masks. */
static void
assert_compared (Fixture   *fixture,
                 RimLesion *a,
                 RimLesion *b,
                 double     tolerance_mm)
{
  g_autoptr(GError) error = NULL;
  RimComparison found;

  g_assert_true (rim_masks_compare (a->mask, b->mask, tolerance_mm, &found, &error));
  assert_value (fixture, "dice", found.dice, 3);
  assert_value (fixture, "jaccard", found.jaccard, 3);
  assert_value (fixture, "volume-a", found.volume_a_ml, 2);
  assert_value (fixture, "volume-difference", found.volume_difference_ml, 2);
  assert_value (fixture, "hausdorff", found.surface.hausdorff, 2);
  assert_value (fixture, "hausdorff-95", found.surface.hausdorff_95, 2);
  assert_value (fixture, "mean-distance", found.surface.mean, 2);
  assert_value (fixture, "surface-dice", found.surface_dice, 3);
  assert_value (fixture, "added-path", found.added_path_mm, 0);
}

static void
test_nothing (Fixture       *fixture,
              gconstpointer  data)
{
  g_assert_cmpstr (get_value (fixture, "dice"), ==, RL_NO_VALUE);
  g_assert_nonnull (rl_comparer_get_why_nothing (fixture->comparer));

  add_ball (fixture, "A", 0, 8);
  settle (fixture);
  g_assert_cmpstr (get_value (fixture, "dice"), ==, RL_NO_VALUE);
  g_assert_null (rl_session_get_compared (fixture->session));
}

static void
test_lesion (Fixture       *fixture,
             gconstpointer  data)
{
  RimLesion *b = add_ball (fixture, "B", 4, 9);
  RimLesion *a = add_ball (fixture, "A", 0, 8);

  choose (fixture, b->id);
  assert_compared (fixture, a, b, RL_DEFAULT_TOLERANCE_MM);
  rl_comparer_set_tolerance (fixture->comparer, 0.5);
  settle (fixture);
  assert_compared (fixture, a, b, 0.5);
}

/* The list is made anew while a lesion is drawn, and what was chosen stays. */
static void
test_opened (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(RimLesion) before = rim_lesion_ref (add_ball (fixture, "A", 0, 8));
  g_autoptr(RimLesion) stroke = NULL;
  g_autoptr(RimLesion) like = new_ball (fixture, "like", 2, 10);
  RimLesion *after;

  open_again (fixture);
  choose (fixture, "opened");
  g_assert_cmpstr (get_value (fixture, "dice"), ==, "1.000");

  after = redraw (fixture, before, 3, 8);
  settle (fixture);
  g_assert_cmpstr (rl_comparer_get_source (fixture->comparer), ==, "opened");
  assert_compared (fixture, after, before, RL_DEFAULT_TOLERANCE_MM);

  stroke = rim_lesion_with_mask (after, like->mask);
  rl_session_set_pending (fixture->session, stroke);
  settle (fixture);
  assert_compared (fixture, stroke, before, RL_DEFAULT_TOLERANCE_MM);

  rl_session_set_pending (fixture->session, NULL);
  settle (fixture);
  assert_compared (fixture, after, before, RL_DEFAULT_TOLERANCE_MM);
}

static void
add_ruler (Fixture *fixture)
{
  g_autoptr(RimMeasurement) ruler =
    rim_measurement_new (RIM_MEASUREMENT_LENGTH, (RimVec3[]) { RIM_VEC3 (0, 0, 0), RIM_VEC3 (9, 0, 0) }, 2,
                         RIM_VEC3 (0, 0, 1));

  g_assert_true (rim_segmentation_add_measurement (fixture->segmentation, ruler, "test"));
}

/* Changes are counted without those of measurements; a lesion that was deleted since
 * is there again.
 */
static void
test_versions (Fixture       *fixture,
               gconstpointer  data)
{
  RlCompareSources *sources = rl_compare_pane_get_sources (fixture->pane);
  g_autoptr(RimLesion) first = rim_lesion_ref (add_ball (fixture, "A", 0, 8));
  g_autoptr(RimLesion) other = rim_lesion_ref (add_ball (fixture, "B", -20, 6));
  g_autoptr(RimLesion) second = rim_lesion_ref (redraw (fixture, first, 3, 8));
  g_autoptr(RlCompareSource) version = NULL;
  g_autoptr(GPtrArray) lesions = NULL;

  rim_segmentation_remove (fixture->segmentation, other->id, "test");
  add_ruler (fixture);
  rl_session_set_active_lesion (fixture->session, first->id);

  version = g_list_model_get_item (rl_sources_get_list (RL_SOURCES (sources)),
                                   rl_sources_find (RL_SOURCES (sources), "changes-1"));
  lesions = rl_compare_sources_list_lesions (sources, version);
  g_assert_cmpuint (lesions->len, ==, 2);
  g_assert_true (g_ptr_array_index (lesions, 0) == second);
  g_assert_true (g_ptr_array_index (lesions, 1) == other);

  choose (fixture, "changes-1");
  g_assert_cmpstr (get_value (fixture, "dice"), ==, "1.000");
  redraw (fixture, second, 3, 12);
  settle (fixture);
  assert_compared (fixture, rim_segmentation_find (fixture->segmentation, first->id, NULL), second,
                   RL_DEFAULT_TOLERANCE_MM);
}

/* Only what changed is compared anew; what one side alone has is named. */
static void
test_pairs (Fixture       *fixture,
            gconstpointer  data)
{
  RimLesion *node = add_ball (fixture, "Node", -20, 6);
  RimLesion *tumour = add_ball (fixture, "Tumour", 0, 8);
  RlPairList *list = rl_compare_pane_get_list (fixture->pane);
  g_autoptr(RlLesionPair) pair = NULL;

  add_ball (fixture, "Gone", 22, 5);
  open_again (fixture);
  rim_segmentation_remove (fixture->segmentation, rim_segmentation_get_lesion (fixture->segmentation, 2)->id, "test");
  add_ball (fixture, "New", 22, 4);
  rl_session_set_active_lesion (fixture->session, tumour->id);
  choose (fixture, "opened");

  g_assert_cmpuint (rl_pair_list_get_n (list), ==, 3);
  pair = rl_lesion_pair_ref (rl_lesion_pairs_find (rl_comparer_get_pairs (fixture->comparer), node->id));
  g_assert_cmpint (pair->match, !=, RIM_ROI_MATCH_NONE);
  redraw (fixture, tumour, 2, 8);
  settle (fixture);
  g_assert_true (rl_lesion_pairs_find (rl_comparer_get_pairs (fixture->comparer), node->id) == pair);

  rl_pair_list_choose (list, 0);
  g_assert_cmpstr (rl_session_get_active_lesion (fixture->session), ==, node->id);
  g_assert_cmpfloat_with_epsilon (rl_session_get_cursor (fixture->session).x, -20, 2.0);
}

static void
test_alone (Fixture       *fixture,
            gconstpointer  data)
{
  RimLesion *tumour = add_ball (fixture, "Tumour", 0, 8);
  RlPairList *list = rl_compare_pane_get_list (fixture->pane);

  open_again (fixture);
  add_ball (fixture, "Node", -20, 6);
  choose (fixture, "opened");
  g_assert_cmpuint (rl_pair_list_get_n (list), ==, 2);
  g_assert_cmpstr (rl_pair_list_get_text (list, 1), ==, "Only in A");
  g_assert_cmpstr (get_value (fixture, "dice"), ==, "0.000");
  g_assert_cmpstr (get_value (fixture, "hausdorff"), ==, "∞");
  g_assert_cmpstr (get_value (fixture, "precision"), ==, RL_NO_VALUE);
  g_assert_null (rl_session_get_compared (fixture->session));

  rl_session_set_active_lesion (fixture->session, tumour->id);
  settle (fixture);
  g_assert_cmpstr (get_value (fixture, "dice"), ==, "1.000");
  g_assert_nonnull (rl_session_get_compared (fixture->session));
}

/* The voxels that are seen over the images, and that they can be put out of sight. */
static void
test_difference (Fixture       *fixture,
                 gconstpointer  data)
{
  RimLesion *b = add_ball (fixture, "B", 4, 9);
  RimLesion *a = add_ball (fixture, "A", 0, 8);

  choose (fixture, b->id);
  for (guint i = RIM_DIFFERENCE_ONLY_A; i <= RIM_DIFFERENCE_ONLY_B; i++)
    {
      g_autoptr(RimMask) expected = rim_mask_find_class (a->mask, b->mask, (RimDifference) i);
      RimLesion *shown = rl_session_get_difference (fixture->session, (RimDifference) i);

      g_assert_true (rim_mask_equal (shown->mask, expected));
      g_assert_true (rl_session_get_difference (fixture->session, (RimDifference) i) == shown);
    }

  rl_session_set_show_difference (fixture->session, FALSE);
  g_assert_null (rl_session_get_difference (fixture->session, RIM_DIFFERENCE_ONLY_A));
  g_assert_null (rl_session_get_compared (fixture->session));
}

static void
message_cb (RlComparePane *pane,
            const char    *message,
            guint         *n_messages)
{
  (*n_messages)++;
}

static void
test_export (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *folder = g_dir_make_tmp ("rimlight-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "comparison.csv", NULL);
  g_autofree char *csv = NULL;
  g_autofree char *text = NULL;
  guint n_messages = 0;

  add_ball (fixture, "Tumour, left", 0, 8);
  open_again (fixture);
  redraw (fixture, rim_segmentation_get_lesion (fixture->segmentation, 0), 2, 8);
  add_ball (fixture, "Node", -20, 6);
  choose (fixture, "opened");

  g_signal_connect (fixture->pane, "message", G_CALLBACK (message_cb), &n_messages);
  rl_compare_pane_export (fixture->pane, path);
  settle (fixture);
  g_assert_cmpuint (n_messages, ==, 1);
  csv = rl_lesion_pairs_to_csv (rl_comparer_get_pairs (fixture->comparer));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, csv);
  g_assert_true (g_str_has_prefix (csv, "id,lesion_a,lesion_b,match,state,resampled,tolerance_mm,volume_a_ml,"));
  g_assert_nonnull (strstr (csv, "\n,\"Tumour, left\",\"Tumour, left\",name,both,no,2,"));
  g_assert_nonnull (strstr (csv, "\n,Node,,none,b-empty,no,2,"));

  g_unlink (path);
  g_rmdir (folder);
}

/* Readers are lesions of one name; what is proposed is a new lesion. */
static void
test_consensus (Fixture       *fixture,
                gconstpointer  data)
{
  RlConsensusBox *box = rl_compare_pane_get_consensus (fixture->pane);
  RimLesion *b = add_ball (fixture, "Tumour", 2, 8);
  RimLesion *c = add_ball (fixture, "Tumour", 0, 10);
  RimLesion *a = add_ball (fixture, "Tumour", 0, 8);
  g_autoptr(RimVotes) votes = rim_votes_new ((RimMask *[]) { a->mask, b->mask, c->mask }, 3, NULL);
  g_autoptr(RimConsensus) expected = rim_consensus_new (votes, RIM_CONSENSUS_MAJORITY, NULL);
  RimLesion *found;

  g_assert_cmpuint (rl_consensus_box_get_n_readers (box), ==, 3);
  rl_consensus_box_propose (box, RIM_CONSENSUS_MAJORITY);
  settle (fixture);
  g_assert_true (rim_mask_equal (rl_session_get_proposal (fixture->session)->mask, expected->mask));

  rl_consensus_box_propose (box, RIM_CONSENSUS_STAPLE);
  settle (fixture);
  g_assert_nonnull (strstr (rl_consensus_box_get_text (box), "Sensitivity"));
  g_assert_cmpuint (rim_segmentation_get_n_lesions (fixture->segmentation), ==, 3);
  g_assert_true (rl_session_accept_proposal (fixture->session));
  g_assert_cmpuint (rim_segmentation_get_n_lesions (fixture->segmentation), ==, 4);
  found = rim_segmentation_get_lesion (fixture->segmentation, 3);
  g_assert_true (g_str_has_prefix (found->description, "staple of 3 readers"));
  g_assert_cmpuint (rl_consensus_box_get_n_readers (box), ==, 3);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("/ui/compare/nothing", test_nothing);
  ADD ("/ui/compare/lesion", test_lesion);
  ADD ("/ui/compare/opened", test_opened);
  ADD ("/ui/compare/versions", test_versions);
  ADD ("/ui/compare/pairs", test_pairs);
  ADD ("/ui/compare/alone", test_alone);
  ADD ("/ui/compare/difference", test_difference);
  ADD ("/ui/compare/export", test_export);
  ADD ("/ui/compare/consensus", test_consensus);
#undef ADD

  return g_test_run ();
}
