/* test-signature.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#include "core/rim-file.h"
#include "core/rim-json.h"
#include "core/rim-random.h"
#include "rim-test-data.h"
#include "rim-test-training.h"
#include "signature/rim-strata.h"

static RimTraining *training;
static char *data;

static RimSignature *
load (const char  *text,
      GError     **error)
{
  return rim_signature_new_from_data ("one.json", text, strlen (text), error);
}

/* The document with @from replaced by @to, which has to be there, is refused. */
static void
assert_refused (const char *from,
                const char *to,
                int         code,
                const char *reason)
{
  g_auto(GStrv) parts = g_strsplit (data, from, 2);
  g_autofree char *text = g_strjoinv (to, parts);
  g_autoptr(GError) error = NULL;
  g_autoptr(RimSignature) signature = load (text, &error);

  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  g_assert_null (signature);
  g_assert_error (error, RIM_SIGNATURE_ERROR, code);
  g_assert_true (g_str_has_prefix (error->message, "one.json: "));
  if (strstr (error->message, reason) == NULL)
    g_error ("“%s” is not in “%s”", reason, error->message);
}

/* What comes from a file predicts the same bits, and is written the same again. */
static void
test_round_trip (void)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "one.json", NULL);
  g_autoptr(RimCohort) cohort = rim_test_cohort_new (40, 7);
  g_autoptr(GError) error = NULL;
  g_autoptr(RimSignature) back = NULL;
  g_autofree char *again = NULL;
  guint32 rows[40];
  double before[40];
  double after[40];

  g_assert_true (rim_signature_save (training->signature, path, &error));
  back = rim_signature_load (path, &error);
  g_assert_no_error (error);
  again = rim_signature_to_data (back);
  g_assert_cmpstr (again, ==, data);
  g_assert_cmpstr (rim_signature_get_hash (back), ==, rim_signature_get_hash (training->signature));

  for (guint i = 0; i < 40; i++)
    rows[i] = i;
  g_assert_true (rim_fit_predict_rows (rim_signature_get_fit (training->signature), cohort, rows, 40, before, &error));
  g_assert_true (rim_fit_predict_rows (rim_signature_get_fit (back), cohort, rows, 40, after, &error));
  g_assert_cmpmem (before, sizeof before, after, sizeof after);
  rim_test_folder_remove (folder);
}

static void
test_contents (void)
{
  RimSignature *signature = training->signature;
  RimStudySettings study;

  g_assert_cmpstr (rim_signature_get_id (signature), ==, "small-images");
  g_assert_cmpstr (rim_signature_get_title (signature), ==, "Small: Images");
  g_assert_true (rim_signature_is_synthetic (signature));
  g_assert_false (rim_signature_is_delta (signature));
  g_assert_true (rim_signature_get_study (signature, &study));
  g_assert_cmpuint (study.images, ==, 1u << RIM_STUDY_IMAGE_CT);
  g_assert_cmpuint (study.vois, ==, 1u << RIM_VOI_TUMOUR);
  g_assert_nonnull (rim_signature_get_settings (signature));
  g_assert_cmpint (rim_signature_get_rule (signature), ==, RIM_LESION_RULE_LARGEST);
  g_assert_cmpstr (rim_signature_get_note (signature, "intended_use"), ==, "For tests.");
  g_assert_null (rim_signature_get_note (signature, "authors"));
  g_assert_true (g_strv_contains (rim_signature_list_notes (signature), "limits"));
  g_assert_cmpuint (rim_signature_get_n_measures (signature), ==, rim_validation_get_n_measures (training->validation));
  g_assert_cmpfloat (rim_signature_get_stability (signature, "ct_tumour_original_firstorder_Mean"), ==, 1.0);
  g_assert_true (isnan (rim_signature_get_stability (signature, "none")));
  g_assert_nonnull (strstr (data, "Research use only"));
}

/* White space is not what the hash is of. */
static void
test_white_space (void)
{
  g_autoptr(JsonNode) node = json_from_string (data, NULL);
  g_autofree char *dense = rim_json_to_text (node, TRUE);
  g_autofree char *pretty = json_to_string (node, TRUE);
  g_autoptr(GError) error = NULL;
  g_autoptr(RimSignature) of_dense = load (dense, &error);
  g_autoptr(RimSignature) of_pretty = load (pretty, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (rim_signature_get_hash (of_dense), ==, rim_signature_get_hash (training->signature));
  g_assert_cmpstr (rim_signature_get_hash (of_pretty), ==, rim_signature_get_hash (training->signature));
}

static void
test_refused (void)
{
  assert_refused ("\"version\": 1", "\"version\": 2", RIM_SIGNATURE_ERROR_VERSION, "newer program made it (version 2");
  assert_refused ("\"version\": 1", "\"version\": 0", RIM_SIGNATURE_ERROR_SYNTAX, "no version of a signature");
  assert_refused ("\"version\": 1", "\"version\": \"1\"", RIM_SIGNATURE_ERROR_SYNTAX, "has to be a number");
  assert_refused ("rimlight-signature", "other", RIM_SIGNATURE_ERROR_SYNTAX, "“format”");
  assert_refused ("\"synthetic\": true", "\"synthetic\": false", RIM_SIGNATURE_ERROR_TAMPERED, "was changed");
  assert_refused ("For tests.", "For patients.", RIM_SIGNATURE_ERROR_TAMPERED, "was changed");
  assert_refused ("\"seed\": 1", "\"seed\": 2", RIM_SIGNATURE_ERROR_TAMPERED, "was changed");
  assert_refused ("\"seed\": 1", "\"seed\": NaN", RIM_SIGNATURE_ERROR_SYNTAX, "no signature");
  assert_refused ("\"seed\": 1", "\"seed\": 1e999", RIM_SIGNATURE_ERROR_SYNTAX, "not finite");
  assert_refused ("\"seed\": 1", "\"seed\": 1, \"more\": 1", RIM_SIGNATURE_ERROR_TAMPERED, "was changed");
  assert_refused ("\"sha256\"", "\"sha\"", RIM_SIGNATURE_ERROR_TAMPERED, "");
}

static void
assert_no_signature (const char *text,
                     gsize       length)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RimSignature) signature = rim_signature_new_from_data ("one.json", text, length, &error);

  g_assert_null (signature);
  g_assert_true (error->domain == RIM_SIGNATURE_ERROR);
  g_assert_true (g_str_has_prefix (error->message, "one.json: "));
}

static void
test_no_signature (void)
{
  g_autofree char *deep = g_strnfill (100000, '[');

  for (gsize length = 0; length + 2 < strlen (data); length += 97)
    assert_no_signature (data, length);
  assert_no_signature (deep, strlen (deep));
  assert_no_signature ("[]", 2);
  assert_no_signature ("{}", 2);
  assert_no_signature ("null", 4);
  assert_no_signature ("\xff\xfe", 2);
  assert_no_signature ("{\0}", 3);
}

/* A byte that is another is found, unless it says the same. */
static void
test_bytes (void)
{
  const gsize length = strlen (data);
  RimRandom random;

  rim_random_init (&random, 5);
  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *text = g_strdup (data);
      g_autoptr(RimSignature) signature = NULL;
      g_autofree char *again = NULL;

      text[rim_random_below (&random, length)] = (char) (32 + rim_random_below (&random, 95));
      signature = load (text, NULL);
      again = signature != NULL ? rim_signature_to_data (signature) : NULL;
      g_assert_true (again == NULL || strcmp (again, data) == 0);
    }
}

/* With a hash of its own a document is still of the types that it has to be. */
static void
assert_wrong (const char *member,
              const char *value,
              const char *reason)
{
  g_autoptr(JsonNode) node = json_from_string (data, NULL);
  JsonObject *object = json_node_get_object (node);
  g_autofree char *hash = NULL;
  g_autofree char *bare = NULL;
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(RimSignature) signature = NULL;

  json_object_set_member (object, member, json_from_string (value, NULL));
  json_object_remove_member (object, "sha256");
  bare = rim_json_to_text (node, TRUE);
  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, bare, -1);
  json_object_set_string_member (object, "sha256", hash);
  text = rim_json_to_text (node, TRUE);

  signature = load (text, &error);
  g_assert_null (signature);
  g_assert_error (error, RIM_SIGNATURE_ERROR, RIM_SIGNATURE_ERROR_SYNTAX);
  if (strstr (error->message, reason) == NULL)
    g_error ("“%s” is not in “%s”", reason, error->message);
}

static void
test_wrong_types (void)
{
  assert_wrong ("id", "1", "“id” has to be a text");
  assert_wrong ("title", "null", "“title” is missing");
  assert_wrong ("synthetic", "1", "true or false");
  assert_wrong ("rule", "\"smallest\"", "“rule” says what this program does not know");
  assert_wrong ("inputs", "[]", "“inputs” has to be a map");
  assert_wrong ("inputs", "{\"images\": [1], \"vois\": [], \"delta\": false}", "names no image");
  assert_wrong ("inputs", "{\"images\": [], \"vois\": [[]], \"delta\": false}", "names no VOI");
  assert_wrong ("inputs", "{\"images\": [\"ct\",\"ct\",\"ct\",\"ct\"], \"vois\": [], \"delta\": false}", "too long");
  assert_wrong ("settings", "\"setting: [\"", "“settings”");
  assert_wrong ("settings", "{}", "“settings” has to be a text");
  assert_wrong ("fit", "{}", "“fit”");
  assert_wrong ("fit", "[]", "“fit” has to be a map");
  assert_wrong ("notes", "{\"a\": 1}", "“a” has to be a text");
  assert_wrong ("measures", "{}", "“measures” has to be a list");
  assert_wrong ("measures", "[1]", "no map");
  assert_wrong ("measures", "[{\"id\": \"a\", \"title\": \"b\", \"value\": \"c\"}]", "“value” has to be a number");
}

static const RimChecklistItem *
find_item (GPtrArray  *list,
           const char *id)
{
  for (guint i = 0; i < list->len; i++)
    if (strcmp (((RimChecklistItem *) list->pdata[i])->id, id) == 0)
      return list->pdata[i];

  g_assert_not_reached ();
}

/* Lambin 2017 has 16 items and 36 points; TRIPOD 2015 has 37 items under 22 numbers. */
static void
test_checklists (void)
{
  g_autoptr(GPtrArray) quality = rim_signature_get_quality (training->signature);
  g_autoptr(GPtrArray) tripod = rim_signature_get_tripod (training->signature);
  int most = 0;

  g_assert_cmpuint (quality->len, ==, 16);
  for (guint i = 0; i < quality->len; i++)
    {
      const RimChecklistItem *item = quality->pdata[i];

      most += item->most;
      g_assert_cmpint (item->points, <=, item->most);
      g_assert_true (item->points == 0 || item->answer != NULL);
    }
  g_assert_cmpint (most, ==, 36);
  g_assert_cmpint (find_item (quality, "rqs-2")->points, ==, 0);
  g_assert_cmpint (find_item (quality, "rqs-5")->points, ==, 3);
  g_assert_cmpint (find_item (quality, "rqs-9")->points, ==, 2);
  g_assert_cmpint (find_item (quality, "rqs-10")->points, ==, 2);
  g_assert_cmpint (find_item (quality, "rqs-11")->points, ==, 0);
  g_assert_cmpint (find_item (quality, "rqs-12")->points, ==, -5);

  g_assert_cmpuint (tripod->len, ==, 37);
  g_assert_nonnull (strstr (find_item (tripod, "tripod-16")->answer, "95 % interval"));
  g_assert_nonnull (strstr (find_item (tripod, "tripod-6a")->answer, "“dcb” is 1"));
  g_assert_null (find_item (tripod, "tripod-5b")->answer);
}

static void
test_model_card (void)
{
  g_autofree char *card = rim_signature_to_markdown (training->signature);

  g_assert_true (g_str_has_prefix (card, "# Small: Images\n"));
  g_assert_nonnull (strstr (card, "SYNTHETIC"));
  g_assert_nonnull (strstr (card, "Research use only"));
  g_assert_nonnull (strstr (card, rim_signature_get_hash (training->signature)));
  g_assert_nonnull (strstr (card, "to be filled in by the authors"));
  g_assert_nonnull (strstr (card, "| Area under the ROC curve |"));
  g_assert_nonnull (strstr (card, "ct_tumour_original_firstorder_Mean"));
}

/* Every known row is predicted once in each repeat. */
static void
test_predictions (void)
{
  g_autoptr(RimCohort) cohort = rim_test_cohort_new (60, 3);
  RimOutcomeSettings settings = { .kind = RIM_OUTCOME_BINARY, .column = "dcb" };
  g_autoptr(RimOutcome) outcome = rim_outcome_new (cohort, &settings, NULL);
  g_autofree char *csv = rim_training_to_csv (training, cohort, outcome);
  g_auto(GStrv) lines = g_strsplit (csv, "\n", -1);
  g_autofree double *margins = rim_training_dup_margins (training, cohort);

  g_assert_cmpstr (lines[0], ==, "id,patient,repeat,fold,margin,probability,high,class");
  g_assert_cmpuint (g_strv_length (lines), ==, 2 * 60 + 2);
  for (guint i = 0; i < 60; i++)
    g_assert_true (isfinite (margins[i]));
}

/* Eight rows of which models said what is wanted, half of them twice. */
static RimTraining *
make_predictions (const double *margins)
{
  RimTraining *made = g_new0 (RimTraining, 1);

  made->trial = g_new0 (RimTrial, 1);
  made->trial->predictions = g_array_new (FALSE, FALSE, sizeof (RimTrialPrediction));
  for (guint repeat = 0; repeat < 2; repeat++)
    for (guint32 row = 4 * repeat; row < 8; row++)
      {
        const RimTrialPrediction prediction = { .row = row, .repeat = repeat, .margin = margins[row] + repeat,
                                                .is_high = margins[row] > 0.0 };

        g_array_append_val (made->trial->predictions, prediction);
      }

  return made;
}

static RimCohort *
make_eight (void)
{
  const char *const ids[] = { "a", "b", "c", "d", "e", "f", "g", "h" };
  const double tps[] = { 0, 0, 60, 60, 0, 0, 60, NAN };
  const double dcb[] = { 0, 1, 1, 1, 0, 0, 1, 1 };
  const double times[] = { 2, 4, 9, 12, 1, 3, 8, 9 };
  const double events[] = { 1, 1, 1, 0, 1, 1, 1, 1 };
  g_autoptr(RimCohortBuilder) builder = rim_cohort_builder_new (ids, NULL, 8);

  rim_cohort_builder_add_numbers (builder, "tps", RIM_COLUMN_CLINICAL, tps, NULL);
  rim_cohort_builder_add_numbers (builder, "dcb", RIM_COLUMN_OUTCOME, dcb, NULL);
  rim_cohort_builder_add_numbers (builder, "pfs_months", RIM_COLUMN_OUTCOME, times, NULL);
  rim_cohort_builder_add_numbers (builder, "pfs_event", RIM_COLUMN_OUTCOME, events, NULL);

  return rim_cohort_builder_end (builder);
}

/* By hand: low without TPS are b, e and f (median 3), with it g (8); high without TPS is a
 * (2), with it c and d (9, when half are left); h has no TPS. The log-rank test is that of
 * R's survdiff().
 */
static void
test_strata (void)
{
  const double margins[] = { 1, -1, 1, 1, -1, -1, -1, 1 };
  const char *const titles[] = { "low, tps < 1", "low, tps 1 to < 50", "low, tps ≥ 50", "high, tps < 1",
                                 "high, tps 1 to < 50", "high, tps ≥ 50" };
  const gsize counts[] = { 3, 0, 1, 1, 0, 2 };
  const double medians[] = { 3, NAN, 8, 2, NAN, 9 };
  const double rates[] = { 1.0 / 3.0, NAN, 1.0, 0.0, NAN, 1.0 };
  RimOutcomeSettings settings = { .kind = RIM_OUTCOME_BINARY, .column = "dcb" };
  g_autoptr(RimRecipe) recipe = rim_recipe_new_from_yaml (rim_test_recipe, strlen (rim_test_recipe), "small", NULL);
  g_autoptr(RimTraining) made = make_predictions (margins);
  g_autoptr(RimCohort) cohort = make_eight ();
  g_autoptr(RimOutcome) outcome = rim_outcome_new (cohort, &settings, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(RimStrata) strata = rim_strata_new (recipe, made, cohort, outcome, &error);
  g_autofree double *means = rim_training_dup_margins (made, cohort);

  g_assert_no_error (error);
  g_assert_cmpfloat (means[0], ==, 1.0);
  g_assert_cmpfloat (means[4], ==, -0.5);
  g_assert_cmpuint (strata->n_unknown, ==, 1);
  g_assert_cmpuint (strata->strata->len, ==, 6);
  for (guint s = 0; s < 6; s++)
    {
      const RimStratum *stratum = &g_array_index (strata->strata, RimStratum, s);

      g_assert_cmpstr (stratum->title, ==, titles[s]);
      g_assert_cmpuint (stratum->n, ==, counts[s]);
      g_assert_true (isnan (rates[s]) ? isnan (stratum->rate.value) : stratum->rate.value == rates[s]);
      g_assert_true (isnan (medians[s]) ? isnan (stratum->median.value) : stratum->median.value == medians[s]);
    }
  g_assert_cmpfloat_with_epsilon (strata->log_rank.statistic, 6.7043535837697759, 1e-12);
  g_assert_cmpfloat (strata->log_rank.freedom, ==, 3.0);
}

/* Trainings that say the same tell classes apart alike; the other way round they do not. */
static void
test_compare (void)
{
  const double good[] = { -3, 1, 2, 3, -2, -1, 4, 0.5 };
  const double bad[] = { 3, -1, -2, -3, 2, 1, -4, -0.5 };
  RimOutcomeSettings settings = { .kind = RIM_OUTCOME_BINARY, .column = "dcb" };
  g_autoptr(RimTraining) first = make_predictions (good);
  g_autoptr(RimTraining) second = make_predictions (bad);
  g_autoptr(RimCohort) cohort = make_eight ();
  g_autoptr(RimOutcome) outcome = rim_outcome_new (cohort, &settings, NULL);
  RimDelongTest test;

  g_assert_true (rim_training_compare (first, first, cohort, outcome, &test, NULL));
  g_assert_cmpfloat (test.difference.value, ==, 0.0);
  g_assert_cmpfloat (test.p, ==, 1.0);
  g_assert_true (rim_training_compare (first, second, cohort, outcome, &test, NULL));
  g_assert_cmpfloat (test.difference.value, >, 0.8);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(RimCohort) cohort = rim_test_cohort_new (60, 3);
  int status;

  g_test_init (&argc, &argv, NULL);
  training = rim_test_training_new (cohort);
  data = rim_signature_to_data (training->signature);
  g_test_add_func ("/signature/round-trip", test_round_trip);
  g_test_add_func ("/signature/contents", test_contents);
  g_test_add_func ("/signature/white-space", test_white_space);
  g_test_add_func ("/signature/refused", test_refused);
  g_test_add_func ("/signature/no-signature", test_no_signature);
  g_test_add_func ("/signature/bytes", test_bytes);
  g_test_add_func ("/signature/wrong-types", test_wrong_types);
  g_test_add_func ("/signature/checklists", test_checklists);
  g_test_add_func ("/signature/model-card", test_model_card);
  g_test_add_func ("/signature/predictions", test_predictions);
  g_test_add_func ("/signature/strata", test_strata);
  g_test_add_func ("/signature/compare", test_compare);
  status = g_test_run ();
  g_free (data);
  rim_training_free (training);

  return status;
}
