/* rim-signature-new.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-signature-private.h"

#include <math.h>
#include <string.h>

#include "core/rim-json.h"
#include "signature/rim-acquisition.h"

#define NOTICE "Research use only. Not a medical device; no decision about a patient may rest on it."

static void
set_text (JsonObject *object,
          const char *name,
          const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
}

static void
set_number (JsonObject *object,
            const char *name,
            double      value)
{
  if (isfinite (value))
    json_object_set_double_member (object, name, value);
  else
    json_object_set_null_member (object, name);
}

static JsonObject *
add_object (JsonObject *object,
            const char *name)
{
  JsonObject *added = json_object_new ();

  json_object_set_object_member (object, name, added);

  return added;
}

static JsonArray *
add_array (JsonObject *object,
           const char *name)
{
  JsonArray *added = json_array_new ();

  json_object_set_array_member (object, name, added);

  return added;
}

static void
add_recipe (JsonObject             *document,
            const RimRecipe        *recipe,
            const RimRecipeVariant *variant)
{
  JsonObject *object = add_object (document, "recipe");

  set_text (object, "id", recipe->id);
  set_text (object, "title", recipe->title);
  set_text (object, "variant", variant->id);
  set_text (object, "doi", recipe->doi);
  set_text (object, "text", recipe->text);
  json_object_set_string_member (document, "rule", rim_lesion_rule_ids[recipe->rule]);
  json_object_set_int_member (document, "seed", recipe->seed);
  if (recipe->settings != NULL)
    {
      g_autofree char *yaml = rim_settings_to_yaml (recipe->settings);

      set_text (document, "settings", yaml);
      set_text (document, "settings_sha256", rim_settings_get_hash (recipe->settings));
    }
}

static void
add_inputs (JsonObject             *document,
            const RimRecipe        *recipe,
            const RimRecipeVariant *variant)
{
  JsonObject *object = add_object (document, "inputs");
  JsonArray *images = add_array (object, "images");
  JsonArray *vois = add_array (object, "vois");
  JsonArray *clinical = add_array (object, "clinical");

  json_object_set_boolean_member (object, "delta", recipe->is_delta);
  for (guint i = 0; i < RIM_N_STUDY_IMAGES; i++)
    if (variant->images >> i & 1)
      json_array_add_string_element (images, rim_study_image_get_id ((RimStudyImage) i));
  for (guint i = 0; i < RIM_N_VOI_KINDS; i++)
    if (variant->vois >> i & 1)
      json_array_add_string_element (vois, rim_voi_kind_get_id ((RimVoiKind) i));
  for (guint i = 0; variant->clinical != NULL && variant->clinical[i] != NULL; i++)
    json_array_add_string_element (clinical, variant->clinical[i]);
}

/* Ones are patients of class 1, or events. */
static void
add_outcome (JsonObject               *document,
             const RimOutcomeSettings *settings,
             const RimOutcome         *outcome)
{
  JsonObject *object = add_object (document, "outcome");
  guint ones = 0;

  json_object_set_string_member (object, "kind", rim_outcome_kind_ids[outcome->kind]);
  set_text (object, "column", settings->column);
  set_text (object, "positive", settings->positive);
  set_text (object, "event", settings->event);
  json_object_set_double_member (object, "horizon", settings->horizon);
  json_object_set_int_member (object, "rows", (gint64) outcome->n_known);
  if (outcome->labels == NULL)
    return;

  for (gsize i = 0; i < outcome->n_known; i++)
    ones += outcome->labels[outcome->rows[i]];
  json_object_set_int_member (object, "ones", ones);
}

static guint
count_patients (RimCohort *cohort)
{
  g_autoptr(GHashTable) patients = g_hash_table_new (NULL, NULL);
  const guint32 *numbers = rim_cohort_get_patient_numbers (cohort);

  for (gsize i = 0; i < rim_cohort_get_n_rows (cohort); i++)
    g_hash_table_add (patients, GUINT_TO_POINTER (numbers[i] + 1));

  return g_hash_table_size (patients);
}

/* What batches there were, so that a patient of another can be told. */
static void
add_cohort (JsonObject *document,
            RimCohort  *cohort)
{
  JsonObject *object = add_object (document, "cohort");
  JsonObject *batches = add_object (object, "batches");
  g_autofree char *hash = rim_cohort_dup_hash (cohort);

  set_text (object, "sha256", hash);
  json_object_set_int_member (object, "rows", (gint64) rim_cohort_get_n_rows (cohort));
  json_object_set_int_member (object, "patients", count_patients (cohort));
  for (guint c = 0; c < rim_cohort_get_n_columns (cohort); c++)
    {
      const RimColumn *column = rim_cohort_get_column (cohort, c);
      JsonArray *levels;

      if (column->role != RIM_COLUMN_BATCH || column->levels == NULL)
        continue;
      levels = add_array (batches, column->name);
      for (guint i = 0; column->levels[i] != NULL; i++)
        json_array_add_string_element (levels, column->levels[i]);
    }
}

static void
add_pipeline (JsonObject        *document,
              const RimPipeline *pipeline)
{
  static const char *const missing[] = { "refuse", "median", "drop-rows", "drop-columns" };
  static const char *const scalings[] = { "none", "z-score", "robust", "min-max" };
  JsonObject *object = add_object (document, "pipeline");
  JsonArray *steps = add_array (object, "steps");
  JsonArray *learners = add_array (object, "learners");

  json_object_set_string_member (object, "missing", missing[pipeline->missing]);
  json_object_set_string_member (object, "scaling", scalings[pipeline->scaling]);
  set_text (object, "batch", pipeline->batch);
  json_object_set_boolean_member (object, "class_weights", pipeline->class_weights);
  json_object_set_boolean_member (object, "icc", pipeline->icc != NULL);
  json_object_set_int_member (object, "inner_folds", pipeline->inner_folds);
  for (guint i = 0; i < pipeline->n_steps; i++)
    json_array_add_string_element (steps, pipeline->steps[i].selector->id);
  for (guint i = 0; i < pipeline->n_learners; i++)
    json_array_add_string_element (learners, pipeline->learners[i].learner->id);
}

static void
add_validation (JsonObject      *document,
                const RimRecipe *recipe,
                const RimTrial  *trial)
{
  const RimSplitSettings *outer = &recipe->outer;
  JsonObject *object = add_object (document, "validation");

  json_object_set_string_member (object, "method", rim_split_method_ids[outer->method]);
  json_object_set_int_member (object, "folds", outer->n_folds);
  json_object_set_int_member (object, "repeats", outer->n_repeats);
  json_object_set_double_member (object, "test_part", outer->test_part);
  json_object_set_boolean_member (object, "stratified", outer->stratified);
  set_text (object, "group", recipe->group);
  json_object_set_int_member (object, "fits", trial->fits->len);
  json_object_set_int_member (object, "predictions", trial->predictions->len);
}

static guint
count_fits_with (const RimTrial *trial,
                 const char     *name)
{
  guint n = 0;

  for (guint f = 0; f < trial->fits->len; f++)
    {
      RimFit *fit = trial->fits->pdata[f];

      for (guint i = 0; i < rim_fit_get_n_inputs (fit); i++)
        if (strcmp (rim_fit_get_input (fit, i)->name, name) == 0)
          {
            n++;
            break;
          }
    }

  return n;
}

/* In what part of the outer splits each input was chosen too. */
static void
add_stability (JsonObject     *document,
               const RimTrial *trial)
{
  JsonObject *object = add_object (document, "stability");

  for (guint i = 0; i < rim_fit_get_n_inputs (trial->final_fit) && trial->fits->len > 0; i++)
    {
      const char *name = rim_fit_get_input (trial->final_fit, i)->name;

      json_object_set_double_member (object, name, (double) count_fits_with (trial, name) / (double) trial->fits->len);
    }
}

static void
add_measures (JsonObject    *document,
              RimValidation *validation)
{
  JsonArray *measures = add_array (document, "measures");
  JsonArray *plots = add_array (document, "plots");

  for (guint i = 0; validation != NULL && i < rim_validation_get_n_measures (validation); i++)
    {
      const RimMeasure *measure = rim_validation_get_measure (validation, i);
      JsonObject *object = json_object_new ();

      json_array_add_object_element (measures, object);
      set_text (object, "id", measure->id);
      set_text (object, "title", measure->title);
      set_text (object, "note", measure->note);
      set_number (object, "value", measure->estimate.value);
      set_number (object, "low", measure->estimate.low);
      set_number (object, "high", measure->estimate.high);
      set_number (object, "p", measure->p);
    }
  for (guint i = 0; validation != NULL && i < rim_validation_get_n_plots (validation); i++)
    json_array_add_string_element (plots, rim_validation_get_plot (validation, i)->id);
}

static char *
describe_columns (const RimOutcomeSettings *outcome)
{
  g_autofree char *positive = outcome->positive != NULL ? g_strdup_printf ("“%s”", outcome->positive) : g_strdup ("1");
  char horizon[G_ASCII_DTOSTR_BUF_SIZE];

  if (outcome->kind == RIM_OUTCOME_SURVIVAL)
    return g_strdup_printf ("the time “%s” to an event that “%s” tells", outcome->column, outcome->event);
  if (outcome->kind == RIM_OUTCOME_NUMBER)
    return g_strdup_printf ("the number “%s”", outcome->column);
  if (outcome->horizon > 0.0)
    return g_strdup_printf ("no event (“%s”) until the time %s of “%s”", outcome->event,
                            g_ascii_formatd (horizon, sizeof horizon, "%g", outcome->horizon), outcome->column);

  return g_strdup_printf ("“%s” is %s", outcome->column, positive);
}

/* What people call it, and by which columns it is told. */
static char *
describe_outcome (const RimOutcomeSettings *outcome)
{
  g_autofree char *columns = describe_columns (outcome);

  return outcome->title != NULL ? g_strdup_printf ("%s (%s)", outcome->title, columns) : g_steal_pointer (&columns);
}

static void
add_notes (JsonObject      *document,
           const RimRecipe *recipe,
           GHashTable      *notes)
{
  JsonObject *object = add_object (document, "notes");
  g_autofree char *outcome = describe_outcome (&recipe->outcome);
  GHashTableIter iter;
  gpointer key;
  gpointer text;

  set_text (object, "intended_use", recipe->purpose);
  set_text (object, "limits", recipe->limits);
  set_text (object, "citation", recipe->citation);
  set_text (object, "outcome", outcome);
  if (recipe->lacks_icc)
    set_text (object, "deviation", "No test-retest or two-reader set was given: features were not chosen by their ICC, "
              "as the recipe does.");
  if (notes == NULL)
    return;

  g_hash_table_iter_init (&iter, notes);
  while (g_hash_table_iter_next (&iter, &key, &text))
    if (strcmp (key, "created") != 0)
      json_object_set_string_member (object, key, text);
}

static void
add_head (JsonObject             *document,
          const RimRecipe        *recipe,
          const RimRecipeVariant *variant,
          GHashTable             *notes,
          gboolean                is_synthetic)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *id = g_strdup_printf ("%s-%s", recipe->id, variant->id);
  g_autofree char *title = strcmp (recipe->title, variant->title) == 0
                           ? g_strdup (recipe->title) : g_strdup_printf ("%s: %s", recipe->title, variant->title);
  g_autofree char *created = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
  const char *given = notes != NULL ? g_hash_table_lookup (notes, "created") : NULL;

  set_text (document, "format", RIM_SIGNATURE_FORMAT);
  json_object_set_int_member (document, "version", RIM_SIGNATURE_VERSION);
  set_text (document, "id", id);
  set_text (document, "title", title);
  json_object_set_boolean_member (document, "synthetic", is_synthetic);
  set_text (document, "notice", NOTICE);
  set_text (document, "created", given != NULL ? given : created);
  set_text (document, "program", "Rimlight " RIM_VERSION);
}

/**
 * rim_signature_new:
 * @recipe: how it was learned
 * @variant: which of the recipe's variants
 * @cohort: of what
 * @outcome: of the cohort
 * @trial: what came of it
 * @validation: (nullable): how good its predictions were for rows it had not seen
 * @notes: (nullable) (element-type utf8 utf8): what else to say of it: "authors",
 *   "population", …; "created" stands for the time of now
 * @is_synthetic: whether the cohort's patients do not exist
 *
 * Returns: (transfer full): the signature
 */
RimSignature *
rim_signature_new (const RimRecipe        *recipe,
                   const RimRecipeVariant *variant,
                   RimCohort              *cohort,
                   const RimOutcome       *outcome,
                   RimTrial               *trial,
                   RimValidation          *validation,
                   GHashTable             *notes,
                   gboolean                is_synthetic)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *document = json_object_new ();
  g_autoptr(GHashTable) all_notes = rim_acquisitions_with_notes (cohort, notes);
  g_autofree char *hash = NULL;
  RimSignature *self;

  add_head (document, recipe, variant, notes, is_synthetic);
  add_recipe (document, recipe, variant);
  add_inputs (document, recipe, variant);
  add_outcome (document, &recipe->outcome, outcome);
  add_cohort (document, cohort);
  add_pipeline (document, variant->pipeline);
  add_validation (document, recipe, trial);
  add_stability (document, trial);
  add_measures (document, validation);
  add_notes (document, recipe, all_notes);
  json_object_set_member (document, "fit", rim_fit_to_json (trial->final_fit));
  hash = rim_signature_compute_hash (document);
  set_text (document, "sha256", hash);
  json_node_take_object (node, document);

  self = rim_signature_new_from_node ("signature", node, NULL);
  g_assert (self != NULL);

  return self;
}
