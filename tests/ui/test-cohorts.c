/* test-cohorts.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <adwaita.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "cohort/rl-answer-view.h"
#include "cohort/rl-chain-editor.h"
#include "cohort/rl-cohort-page.h"
#include "cohort/rl-column-list.h"
#include "cohort/rl-recipes.h"
#include "cohort/rl-trainer.h"
#include "core/rim-random.h"

#define N_ROWS     60
#define N_FEATURES 12

typedef struct
{
  RlJobs   *jobs;
  RlCohort *cohort;
  char     *folder;
  char     *path;
} Fixture;

/* Feature 2 follows the class; feature 5 never changes; feature 7 misses a value. */
static char *
write_table (const char *folder,
             const char *name,
             guint64     seed,
             gboolean    one_class)
{
  g_autoptr(GString) text = g_string_new ("id,patient,age,scanner,dcb,pfs_months,pfs_event");
  char *path = g_build_filename (folder, name, NULL);
  RimRandom random;

  rim_random_init (&random, seed);
  for (guint c = 0; c < N_FEATURES; c++)
    g_string_append_printf (text, ",ct_tumour_original_firstorder_F%u", c);
  for (guint row = 0; row < N_ROWS; row++)
    {
      const guint label = one_class ? 1 : row % 2;

      g_string_append_printf (text, "\nL%u,P%u,%u,%c,%u,%.3f,%u", row, row / 2, 50 + row % 30, 'A' + (int) (row % 3),
                              label, rim_random_uniform (&random, 1.0, 12.0 + 12.0 * label), row % 3 != 0);
      for (guint c = 0; c < N_FEATURES; c++)
        {
          const double value = c == 5 ? 1.0 : rim_random_uniform (&random, -1.0, 1.0) + (c == 2 ? 0.8 * label : 0.0);

          if (c == 7 && row == 4)
            g_string_append (text, ",");
          else
            g_string_append_printf (text, ",%.6f", value);
        }
    }
  g_string_append_c (text, '\n');
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));

  return path;
}

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  fixture->jobs = rl_jobs_new ();
  fixture->cohort = rl_cohort_new (fixture->jobs);
  fixture->folder = g_dir_make_tmp ("cohorts-XXXXXX", NULL);
  fixture->path = write_table (fixture->folder, "cohort.csv", 1, FALSE);
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  rl_jobs_shut_down (fixture->jobs);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->cohort);
  g_assert_finalize_object (fixture->jobs);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static void
wait_for_jobs (Fixture *fixture)
{
  while (rl_jobs_get_n_jobs (fixture->jobs) > 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
open_table (Fixture    *fixture,
            const char *path)
{
  rl_cohort_open (fixture->cohort, path);
  g_assert_cmpint (rl_cohort_get_state (fixture->cohort), ==, RL_COHORT_LOADING);
  wait_for_jobs (fixture);
}

/* What is guessed, summed up, listed and changed. */
static void
test_open (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(RlColumnList) list = rl_column_list_new (fixture->cohort);
  g_autoptr(GHashTable) changes = NULL;
  const RlCohortSummary *summary;
  const RlCohortPlan *plan;
  guint feature;

  open_table (fixture, fixture->path);
  g_assert_cmpint (rl_cohort_get_state (fixture->cohort), ==, RL_COHORT_OPEN);
  plan = rl_cohort_get_plan (fixture->cohort);
  g_assert_cmpint (plan->outcome.kind, ==, RIM_OUTCOME_BINARY);
  g_assert_cmpstr (plan->outcome.column, ==, "dcb");
  summary = rl_cohort_get_summary (fixture->cohort);
  g_assert_cmpuint (rl_cohort_summary_count (summary, 1), ==, N_ROWS / 2);
  g_assert_cmpuint (summary->n_constant, ==, 1);
  g_assert_cmpuint (summary->n_missing, ==, 1);
  g_assert_nonnull (summary->preview);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 5 + N_FEATURES);
  rl_column_list_set_filter (list, RL_COLUMN_FILTER_CONSTANT);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1);
  rl_column_list_set_filter (list, RL_COLUMN_FILTER_ALL);
  rl_column_list_set_search (list, "f1 FIRSTORDER");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 3);

  feature = 5 + 3;
  g_assert_false (rl_column_list_is_shown (list, feature));
  rl_cohort_set_use (fixture->cohort, feature, (RimColumnUse) { RIM_COLUMN_NUMBER, RIM_COLUMN_IGNORED });
  rl_cohort_set_use (fixture->cohort, 0, (RimColumnUse) { RIM_COLUMN_NUMBER, RIM_COLUMN_BATCH });
  wait_for_jobs (fixture);
  g_assert_cmpint (rim_cohort_get_column (rl_cohort_get_cohort (fixture->cohort), feature)->role, ==,
                   RIM_COLUMN_IGNORED);
  g_assert_cmpint (rim_cohort_get_column (rl_cohort_get_cohort (fixture->cohort), 0)->role, ==, RIM_COLUMN_BATCH);
  changes = rl_cohort_dup_changes (fixture->cohort);
  g_assert_cmpuint (g_hash_table_size (changes), ==, 2);
}

/* Calmly, and what was open stays. */
static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *path = write_table (fixture->folder, "one.csv", 2, TRUE);
  g_autofree char *none = g_build_filename (fixture->folder, "none.csv", NULL);

  g_assert_true (g_file_set_contents (none, "\x01\x02 no table", -1, NULL));
  open_table (fixture, none);
  g_assert_cmpint (rl_cohort_get_state (fixture->cohort), ==, RL_COHORT_FAILED);
  g_assert_nonnull (strstr (rl_cohort_get_problem (fixture->cohort), "none.csv"));

  open_table (fixture, path);
  g_assert_cmpint (rl_cohort_get_state (fixture->cohort), ==, RL_COHORT_OPEN);
  g_assert_null (rl_cohort_get_summary (fixture->cohort)->outcome);
  g_assert_nonnull (rl_cohort_get_summary (fixture->cohort)->problem);

  open_table (fixture, none);
  g_assert_cmpint (rl_cohort_get_state (fixture->cohort), ==, RL_COHORT_FAILED);
  g_assert_nonnull (rl_cohort_get_cohort (fixture->cohort));
}

/* Features and outcomes come from different hands. */
static void
test_add (Fixture       *fixture,
          gconstpointer  data)
{
  g_autofree char *more = g_build_filename (fixture->folder, "more.csv", NULL);

  g_assert_true (g_file_set_contents (more, "patient,ecog\nP0,1\nP1,0\nP2,2\n", -1, NULL));
  open_table (fixture, fixture->path);
  rl_cohort_add (fixture->cohort, more);
  wait_for_jobs (fixture);
  g_assert_cmpint (rl_cohort_get_state (fixture->cohort), ==, RL_COHORT_OPEN);
  g_assert_cmpuint (rim_cohort_get_n_rows (rl_cohort_get_cohort (fixture->cohort)), ==, 6);
  g_assert_nonnull (rim_cohort_find (rl_cohort_get_cohort (fixture->cohort), "ecog"));
  g_assert_cmpstr (rl_cohort_get_paths (fixture->cohort)[1], ==, more);
}

static void
test_plan (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(RlCohortPlan) plan = rl_cohort_plan_new ();
  g_autoptr(RlCohortPlan) read = NULL;
  g_autoptr(GKeyFile) file = g_key_file_new ();

  rl_cohort_plan_set_outcome (plan, RIM_OUTCOME_BINARY, "pfs_months", NULL, "pfs_event", 6.5);
  plan->own_outer = TRUE;
  plan->outer = (RimSplitSettings) { RIM_SPLIT_BY_GROUP, 7, 3, 0.25, FALSE, G_GUINT64_CONSTANT (4294967296) };
  plan->group = g_strdup ("scanner; A");
  plan->own_missing = TRUE;
  plan->missing = RIM_MISSING_DROP_COLUMNS;
  rl_cohort_plan_store (plan, file);
  read = rl_cohort_plan_restore (file);

  g_assert_cmpint (read->outcome.kind, ==, RIM_OUTCOME_BINARY);
  g_assert_cmpstr (read->outcome.event, ==, "pfs_event");
  g_assert_null (read->outcome.positive);
  g_assert_cmpfloat (read->outcome.horizon, ==, 6.5);
  g_assert_cmpint (read->outer.method, ==, RIM_SPLIT_BY_GROUP);
  g_assert_cmpuint (read->outer.n_repeats, ==, 3);
  g_assert_cmpuint (read->outer.seed, ==, G_GUINT64_CONSTANT (4294967296));
  g_assert_cmpstr (read->group, ==, "scanner; A");
  g_assert_cmpint (read->missing, ==, RIM_MISSING_DROP_COLUMNS);
}

/* Chains */

static char *
make_chain (const RlCohortPlan *plan)
{
  g_autoptr(RlChain) chain = rl_chain_new (NULL);

  g_free (chain->title);
  chain->title = g_strdup ("Mine: \"first\"");
  rl_chain_add_step (chain, rim_selectors_find ("variance"));
  rl_chain_add_learner (chain, rim_learners_find ("logistic"));

  return rl_chain_to_yaml (chain, plan);
}

/* Every recipe can be the beginning of one's own, and comes out as it went in. */
static void
test_chains (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(RlCohortPlan) plan = rl_cohort_plan_new ();
  g_auto(GStrv) names = rim_recipe_list ();

  rl_cohort_plan_set_outcome (plan, RIM_OUTCOME_BINARY, "dcb", NULL, NULL, 0.0);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(RimRecipe) recipe = rim_recipe_find (names[i], &error);
      g_autoptr(RlChain) chain = rl_chain_new (recipe);
      g_autofree char *yaml = rl_chain_to_yaml (chain, plan);
      g_autoptr(RimRecipe) own = rim_recipe_new_from_yaml (yaml, strlen (yaml), "own", &error);
      const RimPipeline *a, *b;

      g_assert_no_error (error);
      g_assert_cmpuint (own->variants->len, ==, recipe->variants->len);
      a = ((RimRecipeVariant *) recipe->variants->pdata[0])->pipeline;
      b = ((RimRecipeVariant *) own->variants->pdata[0])->pipeline;
      g_assert_cmpuint (a->n_steps, ==, b->n_steps);
      g_assert_cmpuint (a->n_learners, ==, b->n_learners);
      g_assert_cmpuint (a->inner_folds, ==, b->inner_folds);
      for (guint k = 0; k < a->learners[0].learner->n_parameters; k++)
        g_assert_cmpuint (a->learners[0].n_grid[k], ==, b->learners[0].n_grid[k]);
    }
}

static void
test_editor (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(RlCohortPlan) plan = rl_cohort_plan_new ();
  RlChainEditor *editor;
  RlChain *chain;
  const char *first;

  rl_cohort_plan_set_outcome (plan, RIM_OUTCOME_BINARY, "dcb", NULL, NULL, 0.0);
  editor = RL_CHAIN_EDITOR (rl_chain_editor_new (NULL, plan));
  gtk_window_present (GTK_WINDOW (editor));
  g_assert_nonnull (rl_chain_editor_get_problem (editor));

  gtk_widget_activate_action (GTK_WIDGET (editor), "chain.add-step", "s", "variance");
  gtk_widget_activate_action (GTK_WIDGET (editor), "chain.add-step", "s", "t-test");
  gtk_widget_activate_action (GTK_WIDGET (editor), "chain.add-learner", "s", "logistic");
  g_assert_null (rl_chain_editor_get_problem (editor));

  chain = rl_chain_editor_get_chain (editor);
  first = ((RlChainLink *) chain->steps->pdata[0])->id;
  rl_chain_move (chain->steps, 0, 1);
  rl_chain_editor_update (editor);
  g_assert_true (((RlChainLink *) chain->steps->pdata[1])->id == first);

  g_free (((RlChainLink *) chain->learners->pdata[0])->values[0]);
  ((RlChainLink *) chain->learners->pdata[0])->values[0] = g_strdup ("many");
  rl_chain_editor_update (editor);
  g_assert_nonnull (rl_chain_editor_get_problem (editor));
  gtk_window_destroy (GTK_WINDOW (editor));
}

/* Learning */

static RlTrainingQuestion *
ask (Fixture *fixture)
{
  const RlCohortPlan *plan = rl_cohort_get_plan (fixture->cohort);
  g_autofree char *yaml = make_chain (plan);
  g_autoptr(GError) error = NULL;
  g_autoptr(RimRecipe) recipe = rim_recipe_new_from_yaml (yaml, strlen (yaml), "own", &error);

  g_assert_no_error (error);

  return rl_training_question_new (recipe, recipe->variants->pdata[0], plan, rl_cohort_get_cohort (fixture->cohort),
                                   rl_cohort_get_paths (fixture->cohort));
}

static double
get_auc (RlTrainingItem *item)
{
  const RlTrainingAnswer *answer = rl_training_item_get_answer (item);

  return rim_validation_find (answer->training->validation, "auc")->estimate.value;
}

/* What was stopped goes on, in another window too, and says the same. */
static void
test_train (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(RlTrainer) trainer = rl_trainer_new (fixture->jobs);
  g_autoptr(RlTrainer) later = NULL;
  g_autoptr(RlTrainingItem) again = NULL;
  RlTrainingItem *item, *stopped;

  open_table (fixture, fixture->path);
  item = rl_trainer_add (trainer, ask (fixture));
  wait_for_jobs (fixture);
  g_assert_cmpint (rl_training_item_get_state (item), ==, RL_TRAINING_DONE);
  g_assert_cmpfloat (get_auc (item), >, 0.6);
  g_assert_cmpfloat (get_auc (item), <=, 1.0);
  g_assert_false (g_file_test (rl_training_item_get_question (item)->folder, G_FILE_TEST_EXISTS));

  stopped = rl_trainer_add (trainer, ask (fixture));
  g_assert_true (rl_training_question_store (rl_training_item_get_question (stopped), NULL));
  rl_trainer_stop (trainer, stopped);
  wait_for_jobs (fixture);
  g_assert_cmpint (rl_training_item_get_state (stopped), ==, RL_TRAINING_STOPPED);

  later = rl_trainer_new (fixture->jobs);
  wait_for_jobs (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (later)), ==, 1);
  again = g_list_model_get_item (G_LIST_MODEL (later), 0);
  g_assert_cmpint (rl_training_item_get_state (again), ==, RL_TRAINING_STOPPED);
  rl_trainer_resume (later, again);
  wait_for_jobs (fixture);
  g_assert_cmpint (rl_training_item_get_state (again), ==, RL_TRAINING_DONE);
  g_assert_cmpfloat (get_auc (again), ==, get_auc (item));
}

static void
test_train_refused (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr(RlTrainer) trainer = rl_trainer_new (fixture->jobs);
  RlTrainingQuestion *question;
  RlTrainingItem *item;
  g_autofree char *status = NULL;

  open_table (fixture, fixture->path);
  question = ask (fixture);
  question->plan->icc = g_strdup ("/nowhere/icc.csv");
  item = rl_trainer_add (trainer, question);
  wait_for_jobs (fixture);
  g_assert_cmpint (rl_training_item_get_state (item), ==, RL_TRAINING_FAILED);
  status = rl_training_item_dup_status (item);
  g_assert_nonnull (strstr (status, "icc.csv"));
}

/* What was learned is kept, and a file that somebody changed is not relied on. */
static void
tamper (const char *path)
{
  g_autofree char *text = NULL;
  char *at;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  at = strstr (text, "\"title\"");
  g_assert_nonnull (at);
  at = strstr (at, "first");
  g_assert_nonnull (at);
  *at = 'F';
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
test_keep (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(RlTrainer) trainer = rl_trainer_new (fixture->jobs);
  g_autofree char *folder = g_build_filename (fixture->folder, "signatures", NULL);
  g_autoptr(RlSignatures) signatures = rl_signatures_new (fixture->jobs, folder);
  g_autofree char *elsewhere = write_table (fixture->folder, "other.csv", 9, FALSE);
  g_autofree char *path = NULL;
  GtkWidget *view = g_object_ref_sink (rl_answer_view_new (trainer, signatures, fixture->jobs));
  RlTrainingItem *item, *other;
  RlSignatureItem *kept;
  RimSignature *signature;
  guint n_before;

  open_table (fixture, fixture->path);
  item = rl_trainer_add (trainer, ask (fixture));
  other = rl_trainer_add (trainer, ask (fixture));
  wait_for_jobs (fixture);
  n_before = g_list_model_get_n_items (G_LIST_MODEL (signatures));

  rl_answer_view_set_item (RL_ANSWER_VIEW (view), item);
  g_assert_nonnull (rim_validation_find (rl_answer_view_get_validation (RL_ANSWER_VIEW (view)), "auc"));
  rl_answer_view_compare (RL_ANSWER_VIEW (view), other);
  wait_for_jobs (fixture);
  g_assert_cmpfloat (rim_validation_find (rl_answer_view_get_validation (RL_ANSWER_VIEW (view)), "idi")->estimate.value,
                     ==, 0.0);
  rl_answer_view_validate (RL_ANSWER_VIEW (view), elsewhere);
  wait_for_jobs (fixture);
  g_assert_cmpfloat (rim_validation_find (rl_answer_view_get_validation (RL_ANSWER_VIEW (view)), "auc")->estimate.value,
                     >, 0.6);

  signature = rl_training_item_get_answer (item)->training->signature;
  rl_signatures_add (signatures, signature);
  wait_for_jobs (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (signatures)), ==, n_before + 1);
  kept = rl_signatures_find (signatures, rim_signature_get_hash (signature));
  g_assert_nonnull (kept);

  path = g_strdup (rl_signature_item_get_path (kept));
  tamper (path);
  rl_signatures_refresh (signatures);
  wait_for_jobs (fixture);
  g_assert_null (rl_signatures_find (signatures, rim_signature_get_hash (signature)));
  g_object_unref (view);
}

/* The workspace in its states. */
static void
test_page (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(RlSignatures) signatures = rl_signatures_new (fixture->jobs, fixture->folder);
  GtkWidget *window = gtk_window_new ();
  RlCohortPage *page = RL_COHORT_PAGE (rl_cohort_page_new (fixture->jobs, signatures));
  static const char *const pages[] = { "outcome", "recipe", "training", "signatures", "data" };

  gtk_window_set_default_size (GTK_WINDOW (window), 1100, 700);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (page));
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (page));
  rl_cohort_open (rl_cohort_page_get_cohort (page), fixture->path);
  wait_for_jobs (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *shown = NULL;

      rl_cohort_page_show (page, pages[i]);
      gtk_test_widget_wait_for_draw (GTK_WIDGET (page));
      g_object_get (page, "page", &shown, NULL);
      g_assert_cmpstr (shown, ==, pages[i]);
    }
  rl_cohort_close (rl_cohort_page_get_cohort (page));
  g_assert_cmpint (rl_cohort_get_state (rl_cohort_page_get_cohort (page)), ==, RL_COHORT_EMPTY);
  gtk_window_destroy (GTK_WINDOW (window));
  wait_for_jobs (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *home = g_dir_make_tmp ("cohorts-home-XXXXXX", NULL);

  g_setenv ("XDG_DATA_HOME", home, TRUE);
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

  ADD ("/ui/cohorts/open", test_open);
  ADD ("/ui/cohorts/refused", test_refused);
  ADD ("/ui/cohorts/add", test_add);
  ADD ("/ui/cohorts/plan", test_plan);
  ADD ("/ui/cohorts/chains", test_chains);
  ADD ("/ui/cohorts/editor", test_editor);
  ADD ("/ui/cohorts/train", test_train);
  ADD ("/ui/cohorts/train/refused", test_train_refused);
  ADD ("/ui/cohorts/keep", test_keep);
  ADD ("/ui/cohorts/page", test_page);

  return g_test_run ();
}
