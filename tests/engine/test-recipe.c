/* test-recipe.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "core/rim-file.h"
#include "rim-test-data.h"
#include "rim-test-training.h"

static RimRecipe *
parse (const char *text)
{
  g_autoptr(GError) error = NULL;
  RimRecipe *recipe = rim_recipe_new_from_yaml (text, strlen (text), "test.yaml", &error);

  g_assert_no_error (error);

  return recipe;
}

/* The small recipe with @from replaced by @to is refused with @reason on a line. */
static void
assert_refused (const char *from,
                const char *to,
                const char *reason)
{
  g_auto(GStrv) parts = g_strsplit (rim_test_recipe, from, 2);
  g_autofree char *text = g_strjoinv (to, parts);
  g_autoptr(GError) error = NULL;
  g_autoptr(RimRecipe) recipe = rim_recipe_new_from_yaml (text, strlen (text), "test.yaml", &error);

  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  g_assert_null (recipe);
  g_assert_error (error, RIM_SIGNATURE_ERROR, RIM_SIGNATURE_ERROR_SYNTAX);
  g_assert_true (g_str_has_prefix (error->message, "test.yaml:"));
  if (strstr (error->message, reason) == NULL)
    g_error ("“%s” is not in “%s”", reason, error->message);
}

/* Every recipe says what it is for, and can be learned or says why not. */
static void
test_ready (void)
{
  g_auto(GStrv) ids = rim_recipe_list ();

  g_assert_cmpuint (g_strv_length (ids), ==, 11);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(RimRecipe) recipe = rim_recipe_find (ids[i], &error);
      guint n_here = 0;

      g_assert_no_error (error);
      g_assert_cmpstr (recipe->id, ==, ids[i]);
      g_assert_cmpuint (strlen (recipe->purpose), >, 40);
      g_assert_cmpuint (strlen (recipe->citation), >, 40);
      g_assert_cmpuint (strlen (recipe->limits), >, 40);
      g_assert_nonnull (recipe->settings);
      g_assert_nonnull (strstr (recipe->text, recipe->title));
      for (guint v = 0; v < recipe->variants->len; v++)
        {
          const RimRecipeVariant *variant = recipe->variants->pdata[v];

          if (rim_recipe_check (recipe, variant, NULL))
            n_here++;
          g_assert_true (variant->images != 0 || variant->clinical != NULL);
          for (guint l = 0; l < variant->pipeline->n_learners; l++)
            g_assert_true (variant->pipeline->learners[l].learner->kinds >> recipe->outcome.kind & 1);
          for (guint s = 0; s < variant->pipeline->n_steps; s++)
            g_assert_true (variant->pipeline->steps[s].selector->kinds >> recipe->outcome.kind & 1);
        }
      g_assert_cmpuint (n_here, >, 0);
    }
}

static void
test_comb (void)
{
  g_autoptr(RimRecipe) recipe = rim_recipe_find ("comb-radscore", NULL);
  const char *const ids[] = { "pet", "ct", "pet-ct", "comb", "comb-tps" };
  const RimRecipeVariant *comb = rim_recipe_find_variant (recipe, "comb");

  g_assert_cmpuint (recipe->variants->len, ==, G_N_ELEMENTS (ids));
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    g_assert_cmpstr (((RimRecipeVariant *) recipe->variants->pdata[i])->id, ==, ids[i]);
  g_assert_cmpuint (comb->images, ==, 7);
  g_assert_cmpuint (comb->vois, ==, 15);
  g_assert_cmpuint (comb->pipeline->n_steps, ==, 6);
  g_assert_cmpuint (comb->pipeline->inner_folds, ==, 10);
  g_assert_false (comb->pipeline->keep_clinical);
  g_assert_true (rim_recipe_find_variant (recipe, "comb-tps")->pipeline->keep_clinical);
  g_assert_cmpstr (recipe->strata->column, ==, "tps");
  g_assert_cmpuint (recipe->strata->n_cuts, ==, 2);
  g_assert_cmpuint (recipe->outer.seed, ==, 2025);
  g_assert_cmpuint (comb->pipeline->seed, ==, 2025);
  g_assert_true (rim_recipe_needs_icc (recipe));
  rim_recipe_drop_icc (recipe);
  g_assert_false (rim_recipe_needs_icc (recipe));
  g_assert_true (recipe->lacks_icc);
  g_assert_cmpuint (comb->pipeline->n_steps, ==, 5);
}

/* What is not here is refused with its name. */
static void
test_missing_parts (void)
{
  g_autoptr(RimRecipe) recipe = rim_recipe_find ("hyperprogression", NULL);
  g_autoptr(RimCohort) cohort = rim_test_cohort_new (10, 1);
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) columns = rim_recipe_list_columns (recipe, rim_recipe_find_variant (recipe, "texture-vessels"), cohort,
                                                   &error);

  g_assert_null (columns);
  g_assert_error (error, RIM_SIGNATURE_ERROR, RIM_SIGNATURE_ERROR_UNAVAILABLE);
  g_assert_nonnull (strstr (error->message, "tortuosity of vessels"));
}

static void
test_refused (void)
{
  assert_refused ("title: Small\n", "", "has no “title”");
  assert_refused ("limits: No claim.\n", "limits: No claim.\nlimit: x\n", "has no “limit”");
  assert_refused ("title: Small\n", "title: Small\ntitle: Small\n", "“title” twice");
  assert_refused ("kothinti-baselines", "nothing-such", "there are no settings “nothing-such”");
  assert_refused ("kothinti-baselines", "\"setting:\\n  binWdth: 25\\n\"", "settings:2: setting.binWdth");
  assert_refused ("column: dcb", "column: dcb, horizon: 6", "both “event” and “horizon”");
  assert_refused ("kind: binary", "kind: survival", "needs the column “event”");
  assert_refused ("kind: binary", "kind: ternary", "one of binary, survival, number");
  assert_refused ("folds: 3", "folds: 1", "from 2 to 1000");
  assert_refused ("folds: 3", "folds: 3, group: centre", "goes with it alone");
  assert_refused ("method: k-fold", "method: by-group", "goes with it alone");
  assert_refused ("variance,", "varance,", "varance");
  assert_refused ("{level: 1", "{levl: 1", "levl");
  assert_refused ("{level: 1", "{level: [1, 2]", "one number");
  assert_refused ("{level: 1", "{level: .nan", "number from");
  assert_refused ("ridge: 0.01", "ridge: -1", "ridge");
  assert_refused ("ridge: 0.01", "ridge: 0.01, ridge: 0.1", "twice");
  assert_refused ("{logistic: {ridge: 0.01}}", "", "no learner");
  assert_refused ("images: [ct]", "images: [mr]", "there are ct, pet, fused");
  assert_refused ("images: [ct]", "images: [pet]", "settings do not have");
  assert_refused ("vois: [tumour]", "vois: [liver]", "there are tumour, core, rim");
  assert_refused (", vois: [tumour]", "", "both images and vois");
  assert_refused ("id: images-tps", "id: images", "two variants “images”");
  assert_refused ("cuts: [1, 50]", "cuts: [50, 1]", "have to rise");
  assert_refused ("variant: images", "variant: none", "is no variant");
  assert_refused (", event: pfs_event", "", "both “time” and “event”");
  assert_refused ("title: Small\n", "title: [\n", "not YAML");
  assert_refused ("variants:\n", "---\nvariants:\n", "no “variants”");
}

static void
test_second_document (void)
{
  g_autofree char *text = g_strconcat (rim_test_recipe, "---\nid: more\n", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(RimRecipe) recipe = rim_recipe_new_from_yaml (text, strlen (text), "test.yaml", &error);
  g_autoptr(GError) of_empty = NULL;
  g_autoptr(RimRecipe) empty = rim_recipe_new_from_yaml ("", 0, "empty.yaml", &of_empty);
  g_autoptr(GError) of_none = NULL;
  g_autoptr(RimRecipe) none = rim_recipe_find ("no-such", &of_none);

  g_assert_null (recipe);
  g_assert_nonnull (strstr (error->message, "a second document"));
  g_assert_null (empty);
  g_assert_cmpstr (of_empty->message, ==, "empty.yaml: the file is empty");
  g_assert_null (none);
  g_assert_error (of_none, RIM_SIGNATURE_ERROR, RIM_SIGNATURE_ERROR_MISSING);
  g_assert_nonnull (strstr (of_none->message, "comb-radscore"));
}

/* Features of the settings come in, others do not; clinical columns come last. */
static void
test_columns (void)
{
  g_autoptr(RimRecipe) recipe = parse (rim_test_recipe);
  g_autoptr(RimCohort) cohort = rim_test_cohort_new (10, 1);
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) images = rim_recipe_list_columns (recipe, recipe->variants->pdata[0], cohort, &error);
  g_auto(GStrv) both = rim_recipe_list_columns (recipe, recipe->variants->pdata[1], cohort, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (images), ==, 5);
  g_assert_cmpstr (images[0], ==, "ct_tumour_original_firstorder_Mean");
  g_assert_cmpuint (g_strv_length (both), ==, 6);
  g_assert_cmpstr (both[5], ==, "tps");
}

static RimCohort *
make_cohort (const char   *name,
             RimColumnRole role)
{
  const char *const ids[] = { "a", "b" };
  const double values[] = { 1.0, 2.0 };
  g_autoptr(RimCohortBuilder) builder = rim_cohort_builder_new (ids, NULL, 2);

  rim_cohort_builder_add_numbers (builder, "original_glcm_Contrast", RIM_COLUMN_FEATURE, values, NULL);
  rim_cohort_builder_add_numbers (builder, name, role, values, NULL);

  return rim_cohort_builder_end (builder);
}

/* Names without image and VOI are those of a variant with one of each. */
static void
test_columns_of_one (void)
{
  g_autoptr(RimRecipe) recipe = parse (rim_test_recipe);
  g_autoptr(RimRecipe) comb = rim_recipe_find ("comb-radscore", NULL);
  g_autoptr(RimCohort) cohort = make_cohort ("tps", RIM_COLUMN_OUTCOME);
  g_autoptr(RimCohort) bare = make_cohort ("x", RIM_COLUMN_FEATURE);
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) columns = rim_recipe_list_columns (recipe, recipe->variants->pdata[0], cohort, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (columns), ==, 1);
  g_assert_null (rim_recipe_list_columns (recipe, recipe->variants->pdata[1], cohort, &error));
  g_assert_error (error, RIM_SIGNATURE_ERROR, RIM_SIGNATURE_ERROR_MISSING);
  g_assert_nonnull (strstr (error->message, "“tps” in, which is an outcome"));
  g_clear_error (&error);

  g_assert_null (rim_recipe_list_columns (recipe, recipe->variants->pdata[1], bare, &error));
  g_assert_nonnull (strstr (error->message, "clinical columns that the cohort has not: tps"));
  g_clear_error (&error);

  g_assert_null (rim_recipe_list_columns (comb, rim_recipe_find_variant (comb, "pet"), bare, &error));
  g_assert_nonnull (strstr (error->message, "pet_tumour_…, pet_core_…, pet_rim_…, pet_tumour+rim_…"));
}

static void
test_delta (void)
{
  g_autoptr(RimRecipe) recipe = rim_recipe_find ("delta-response", NULL);
  const RimRecipeVariant *variant = rim_recipe_find_variant (recipe, "delta-tumour");
  g_autoptr(RimCohort) plain = make_cohort ("x", RIM_COLUMN_FEATURE);
  g_autoptr(RimCohort) changes = make_cohort ("delta_ct_tumour_original_glcm_Contrast", RIM_COLUMN_FEATURE);
  g_auto(GStrv) columns = rim_recipe_list_columns (recipe, variant, changes, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_cmpuint (g_strv_length (columns), ==, 1);
  g_assert_cmpstr (columns[0], ==, "delta_ct_tumour_original_glcm_Contrast");
  g_assert_null (rim_recipe_list_columns (recipe, variant, plain, &error));
  g_assert_nonnull (strstr (error->message, "delta_ct_tumour_…"));
}

/* Globs name columns that settings do not know. */
static void
test_patterns (void)
{
  g_autoptr(RimRecipe) recipe = parse ("id: own\ntitle: Own\npurpose: Test.\ncitation: None.\nlimits: None.\n"
                                       "columns: ['x*', 'original_*']\noutcome: {kind: number, column: y}\n"
                                       "pipeline: {learners: [elastic-net]}\n"
                                       "variants: [{id: all, title: All}]\n");
  g_autoptr(RimCohort) cohort = make_cohort ("xyz", RIM_COLUMN_CLINICAL);
  g_autoptr(RimCohort) outcomes = make_cohort ("x", RIM_COLUMN_OUTCOME);
  g_auto(GStrv) columns = rim_recipe_list_columns (recipe, recipe->variants->pdata[0], cohort, NULL);
  g_auto(GStrv) fewer = rim_recipe_list_columns (recipe, recipe->variants->pdata[0], outcomes, NULL);

  g_assert_cmpuint (g_strv_length (columns), ==, 2);
  g_assert_cmpuint (g_strv_length (fewer), ==, 1);
}

/* A file says the same as a text; what cannot be read is told by its name. */
static void
test_files (void)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "small.yaml", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(RimRecipe) recipe = NULL;

  g_assert_null (rim_recipe_load (path, &error));
  g_assert_nonnull (strstr (error->message, "small.yaml"));
  g_clear_error (&error);
  g_assert_true (rim_file_replace_contents (path, rim_test_recipe, strlen (rim_test_recipe), NULL));
  recipe = rim_recipe_load (path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (recipe->text, ==, rim_test_recipe);
  rim_test_folder_remove (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recipe/ready", test_ready);
  g_test_add_func ("/recipe/comb", test_comb);
  g_test_add_func ("/recipe/missing-parts", test_missing_parts);
  g_test_add_func ("/recipe/refused", test_refused);
  g_test_add_func ("/recipe/second-document", test_second_document);
  g_test_add_func ("/recipe/columns", test_columns);
  g_test_add_func ("/recipe/columns-of-one", test_columns_of_one);
  g_test_add_func ("/recipe/delta", test_delta);
  g_test_add_func ("/recipe/patterns", test_patterns);
  g_test_add_func ("/recipe/files", test_files);

  return g_test_run ();
}
