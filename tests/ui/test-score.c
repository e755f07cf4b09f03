/* test-score.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <gtk/gtk.h>
#include <math.h>
#include <string.h>

#include "rl-test-images.h"
#include "rl-test-score.h"
#include "score/rl-patient-page.h"
#include "score/rl-score-pane.h"
#include "score/rl-waterfall.h"
#include "signature/rim-score-text.h"

typedef struct
{
  char              *folder;
  RlSession         *session;
  RlJobs            *jobs;
  RlSignatures      *signatures;
  RlSignatureChoice *choice;
  RlScorePane       *pane;
  RlScorer          *scorer;
  GtkWidget         *window;
  char              *shown;      /* what the page wanted a map of */
} Fixture;

static void
settle (Fixture *fixture)
{
  do
    while (g_main_context_iteration (NULL, FALSE))
      ;
  while (rl_jobs_get_n_jobs (fixture->jobs) > 0);
}

static void
show_map_cb (Fixture           *fixture,
             const RlInputName *name,
             RimSignature      *signature,
             RlScorePane       *pane)
{
  g_free (fixture->shown);
  fixture->shown = g_strdup (name->map);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = g_dir_make_tmp ("test-score-XXXXXX", NULL);
  fixture->session = rl_test_session_new (TRUE);
  fixture->jobs = rl_jobs_new ();
  fixture->signatures = rl_signatures_new (fixture->jobs, fixture->folder);
  fixture->choice = rl_signature_choice_new (fixture->signatures);
  fixture->pane = RL_SCORE_PANE (rl_score_pane_new (fixture->jobs, fixture->session, fixture->choice));
  fixture->scorer = rl_score_pane_get_scorer (fixture->pane);
  g_signal_connect_swapped (fixture->pane, "show-map", G_CALLBACK (show_map_cb), fixture);

  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 320, 700);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->pane));
  gtk_window_present (GTK_WINDOW (fixture->window));
  settle (fixture);
}

static void
remove_files (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->pane), (gpointer *) &fixture->pane);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  rl_jobs_shut_down (fixture->jobs);
  while (g_main_context_iteration (NULL, FALSE))
    ;

  g_assert_null (fixture->pane);
  g_assert_finalize_object (fixture->choice);
  g_assert_finalize_object (fixture->signatures);
  g_assert_finalize_object (fixture->jobs);
  g_assert_finalize_object (fixture->session);
  remove_files (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->shown);
}

static gboolean
is_chosen (Fixture    *fixture,
           const char *hash)
{
  RimSignature *signature = rl_signature_choice_get_signature (fixture->choice);

  return signature != NULL && g_strcmp0 (rim_signature_get_hash (signature), hash) == 0;
}

static void
use_signature (Fixture    *fixture,
               const char *variant)
{
  g_autoptr(RimSignature) signature = rl_test_signature_new (variant);

  rl_signature_choice_choose (fixture->choice, rim_signature_get_hash (signature));
  rl_signatures_add (fixture->signatures, signature);
  while (!is_chosen (fixture, rim_signature_get_hash (signature)))
    settle (fixture);
  settle (fixture);
}

static RimLesion *
add_ball (Fixture    *fixture,
          const char *name,
          double      radius)
{
  RimSegmentation *segmentation = rl_session_get_segmentation (fixture->session);
  g_autoptr(RimLesion) lesion =
    rl_test_lesion_new (rl_session_get_base (fixture->session), name, RIM_VEC3 (22, -4, 6), radius);

  g_assert_true (rim_segmentation_add (segmentation, lesion, "test"));
  settle (fixture);

  return rim_segmentation_find (segmentation, lesion->id, NULL);
}

/* The page and the engine say the same, to the last bit. */
static void
assert_score (Fixture   *fixture,
              RimLesion *lesion)
{
  const RimScoreCase score_case = {
    .ct = rl_session_get_volume (fixture->session, RL_LAYER_CT),
    .pet = rl_session_get_volume (fixture->session, RL_LAYER_PET),
    .lesion = lesion->mask,
  };
  RlScoreAnswer *answer = rl_scorer_get_answer (fixture->scorer);
  g_autoptr(GError) error = NULL;
  g_autoptr(RimScore) score = rim_score_new (rl_scorer_get_signature (fixture->scorer), &score_case, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (answer);
  g_assert_true (answer->mask == lesion->mask);
  g_assert_cmpfloat (answer->score->margin, ==, score->margin);
}

static void
test_states (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *text = NULL;
  RimLesion *lesion;

  g_assert_cmpstr (rl_score_pane_get_message (fixture->pane), ==, "No lesion is selected");
  use_signature (fixture, "ct");
  g_assert_cmpstr (rl_score_pane_get_message (fixture->pane), ==, "No lesion is selected");

  lesion = add_ball (fixture, "A", 8);
  g_assert_null (rl_score_pane_get_message (fixture->pane));
  assert_score (fixture, lesion);
  text = rl_score_pane_dup_text (fixture->pane);
  g_assert_true (g_str_has_prefix (text, "SYNTHETIC"));
  g_assert_nonnull (strstr (text, "the cut-off"));
}

/* A signature that needs a PET says so where none is open. */
static void
test_no_pet (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(RimVolume) ct = rim_volume_ref (rl_session_get_base (fixture->session));
  RimSegmentation *segmentation = g_object_ref (rl_session_get_segmentation (fixture->session));

  use_signature (fixture, "both");
  add_ball (fixture, "A", 8);
  g_assert_null (rl_score_pane_get_message (fixture->pane));

  rl_session_set_images (fixture->session, ct, NULL);
  rl_session_set_segmentation (fixture->session, segmentation);
  settle (fixture);
  g_assert_nonnull (rl_score_pane_get_message (fixture->pane));
  g_object_unref (segmentation);
}

/* What is drawn is scored while it is drawn, and told against what was there. */
static void
test_stroke (Fixture       *fixture,
             gconstpointer  data)
{
  RimLesion *lesion = add_ball (fixture, "A", 7);
  g_autoptr(RimLesion) stroke = NULL;
  double before;

  use_signature (fixture, "ct");
  assert_score (fixture, lesion);
  before = rl_scorer_get_answer (fixture->scorer)->score->margin;
  rl_scorer_keep (fixture->scorer);

  stroke = rl_test_lesion_new (rl_session_get_base (fixture->session), "A", RIM_VEC3 (22, -4, 6), 9);
  g_free (stroke->id);
  stroke->id = g_strdup (lesion->id);
  rl_session_set_pending (fixture->session, stroke);
  settle (fixture);
  assert_score (fixture, stroke);
  g_assert_cmpfloat (rl_scorer_get_answer (fixture->scorer)->score->margin, !=, before);
  g_assert_cmpfloat (rl_scorer_get_reference (fixture->scorer)->score->margin, ==, before);

  rl_session_set_pending (fixture->session, NULL);
  settle (fixture);
  g_assert_cmpfloat (rl_scorer_get_answer (fixture->scorer)->score->margin, ==, before);
}

static void
test_several_lesions (Fixture       *fixture,
                      gconstpointer  data)
{
  RimLesion *a = add_ball (fixture, "A", 7);
  RimLesion *b = add_ball (fixture, "B", 9);

  use_signature (fixture, "ct");
  g_assert_nonnull (rl_scorer_find (fixture->scorer, a->id));
  g_assert_nonnull (rl_scorer_find (fixture->scorer, b->id));
  g_assert_false (rl_scorer_is_busy (fixture->scorer));
  rl_session_set_active_lesion (fixture->session, a->id);
  settle (fixture);
  assert_score (fixture, a);
}

static void
test_clinical (Fixture       *fixture,
               gconstpointer  data)
{
  RlClinicalForm *form = rl_score_pane_get_form (fixture->pane);
  double before;

  add_ball (fixture, "A", 8);
  use_signature (fixture, "clinical");
  g_assert_cmpuint (rl_clinical_form_get_n_rows (form), ==, 2);
  g_assert_cmpuint (rl_clinical_form_get_n_missing (form), ==, 2);
  before = rl_scorer_get_answer (fixture->scorer)->score->margin;

  rl_clinical_form_set_value (form, RL_TEST_AGE, "70,5");
  rl_clinical_form_set_value (form, RL_TEST_HISTOLOGY, "squamous");
  settle (fixture);
  g_assert_cmpuint (rl_clinical_form_get_n_missing (form), ==, 0);
  g_assert_cmpfloat_with_epsilon (rl_scorer_get_answer (fixture->scorer)->score->margin - before, 0.3 * 1.05 + 0.7,
                                  1e-12);

  /* What is no number is missing. */
  rl_clinical_form_set_value (form, RL_TEST_AGE, "old");
  settle (fixture);
  g_assert_cmpuint (rl_clinical_form_get_n_missing (form), ==, 1);
}

static void
test_contour (Fixture       *fixture,
              gconstpointer  data)
{
  RlContourEffect *effect = rl_score_pane_get_effect (fixture->pane);
  double margin, low, high;

  add_ball (fixture, "A", 8);
  use_signature (fixture, "ct");
  g_assert_false (rl_contour_effect_get_interval (effect, &low, &high));

  rl_contour_effect_ask (effect);
  settle (fixture);
  g_assert_null (rl_contour_effect_get_problem (effect));
  g_assert_true (rl_contour_effect_get_interval (effect, &low, &high));
  g_assert_true (rl_contour_effect_is_up_to_date (effect));
  margin = rl_scorer_get_answer (fixture->scorer)->score->margin;
  g_assert_cmpfloat (low, <=, margin);
  g_assert_cmpfloat (high, >=, margin);
}

static void
test_reasons (Fixture       *fixture,
              gconstpointer  data)
{
  RlWaterfall *waterfall = RL_WATERFALL (g_object_ref_sink (rl_waterfall_new ()));
  const RimScore *score;
  g_autofree char *csv = NULL;

  add_ball (fixture, "A", 8);
  use_signature (fixture, "ct");
  score = rl_scorer_get_answer (fixture->scorer)->score;
  rl_waterfall_set_score (waterfall, score, RIM_PROFILE_PYRADIOMICS);
  g_assert_cmpuint (rl_waterfall_get_n_rows (waterfall), ==, 4);
  g_assert_true (g_str_has_prefix (rl_waterfall_get_label (waterfall, 0), "Average of training"));
  g_assert_true (g_str_has_prefix (rl_waterfall_get_label (waterfall, 3), "Score"));

  rl_score_pane_choose_input (fixture->pane, RL_TEST_TEXTURE);
  g_assert_cmpstr (fixture->shown, ==, "glcm_Contrast");
  rl_score_pane_choose_input (fixture->pane, RL_TEST_SIZE);
  g_assert_cmpstr (fixture->shown, ==, "glcm_Contrast");

  csv = rim_score_to_csv (score, rl_scorer_get_signature (fixture->scorer));
  g_assert_nonnull (strstr (csv, "\ninput," RL_TEST_TEXTURE ","));
  g_assert_nonnull (strstr (csv, "SYNTHETIC"));
  g_object_unref (waterfall);
}

/* Without a library there is no patient, and nothing is asked. */
static void
test_no_patient (Fixture       *fixture,
                 gconstpointer  data)
{
  RlPatientPage *page = RL_PATIENT_PAGE (g_object_ref_sink (rl_patient_page_new (fixture->jobs, fixture->choice)));

  rl_patient_scores_set_active (rl_patient_page_get_scores (page), TRUE);
  use_signature (fixture, "ct");
  g_assert_cmpstr (rl_patient_page_get_message (page), ==, "Open a patient in Review to see all of it here.");
  g_assert_cmpuint (rl_patient_page_get_n_rows (page), ==, 0);
  g_object_unref (page);
}

int
main (int    argc,
      char **argv)
{
  const struct
  {
    const char *path;
    void        (*run)(Fixture *,
                       gconstpointer);
  } tests[] = {
    { "/score/states", test_states },
    { "/score/no-pet", test_no_pet },
    { "/score/stroke", test_stroke },
    { "/score/several-lesions", test_several_lesions },
    { "/score/clinical", test_clinical },
    { "/score/contour", test_contour },
    { "/score/reasons", test_reasons },
    { "/score/no-patient", test_no_patient },
  };

  gtk_test_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].run, tear_down);

  return g_test_run ();
}
