/* cli-train-print.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cli-train.h"

#include <math.h>
#include <string.h>

#include "signature/rim-strata.h"

/* The measure by which variants are compared. */
static const RimMeasure *
find_main_measure (const RimTraining *training)
{
  static const char *const ids[] = { "auc", "concordance", "r2", NULL };
  const RimMeasure *measure = NULL;

  for (guint i = 0; measure == NULL && ids[i] != NULL; i++)
    measure = rim_validation_find (training->validation, ids[i]);

  return measure;
}

static char *
describe_estimate (const RimEstimate *estimate)
{
  if (!isfinite (estimate->value))
    return g_strdup ("–");
  if (!isfinite (estimate->low))
    return g_strdup (CLI_NUMBER (estimate->value));

  return g_strdup_printf ("%s (%s to %s)", CLI_NUMBER (estimate->value), CLI_NUMBER (estimate->low),
                          CLI_NUMBER (estimate->high));
}

static gboolean
has_strata (const CliTrain  *self,
            guint           *training)
{
  for (*training = 0; self->recipe->strata != NULL && *training < self->learned->len; (*training)++)
    if (strcmp (((RimRecipeVariant *) self->learned->pdata[*training])->id, self->recipe->strata->variant) == 0)
      return TRUE;

  return FALSE;
}

/* Text */

static void
print_variant (const CliTrain *self,
               guint           i)
{
  const RimRecipeVariant *variant = self->learned->pdata[i];
  const RimTraining *training = self->trainings->pdata[i];
  const RimMeasure *measure = find_main_measure (training);
  g_autofree char *value = measure != NULL ? describe_estimate (&measure->estimate) : g_strdup ("–");
  g_autofree char *path = cli_train_get_path (self, variant->id, ".json");

  g_print ("%-16s  %s %s, %u inputs, %s\n", variant->id, measure != NULL ? measure->title : "no measure", value,
           rim_fit_get_n_inputs (training->trial->final_fit), path);
}

static void
print_comparisons (const CliTrain *self)
{
  for (guint a = 0; self->outcome->kind == RIM_OUTCOME_BINARY && a < self->trainings->len; a++)
    for (guint b = a + 1; b < self->trainings->len; b++)
      {
        const char *first = ((RimRecipeVariant *) self->learned->pdata[a])->id;
        const char *second = ((RimRecipeVariant *) self->learned->pdata[b])->id;
        g_autoptr(GError) error = NULL;
        g_autofree char *difference = NULL;
        RimDelongTest test;

        if (a == 0 && b == 1)
          g_print ("\nDifferences of the AUC of mean predictions (DeLong)\n");
        if (!rim_training_compare (self->trainings->pdata[a], self->trainings->pdata[b], self->cohort, self->outcome,
                                   &test, &error))
          {
            g_print ("%s, %s: %s\n", first, second, error->message);
            continue;
          }
        difference = describe_estimate (&test.difference);
        g_print ("%s, %s: %s, p = %s\n", first, second, difference, CLI_NUMBER (test.p));
      }
}

static void
print_strata (const CliTrain *self)
{
  g_autoptr(RimStrata) strata = NULL;
  g_autoptr(GError) error = NULL;
  guint training;

  if (!has_strata (self, &training))
    return;

  g_print ("\nStrata of %s by %s\n", self->recipe->strata->variant, self->recipe->strata->column);
  strata = rim_strata_new (self->recipe, self->trainings->pdata[training], self->cohort, self->outcome, &error);
  if (strata == NULL)
    {
      g_print ("none: %s\n", error->message);
      return;
    }

  for (guint s = 0; s < strata->strata->len; s++)
    {
      const RimStratum *stratum = &g_array_index (strata->strata, RimStratum, s);
      g_autofree char *rate = describe_estimate (&stratum->rate);
      g_autofree char *median = describe_estimate (&stratum->median);

      g_print ("%s: %zu rows, class 1 %s, %zu of %zu with the event, median %s\n", stratum->title, stratum->n, rate,
               stratum->n_events, stratum->n_timed, median);
    }
  if (isfinite (strata->log_rank.p))
    g_print ("log-rank: p = %s\n", CLI_NUMBER (strata->log_rank.p));
  else if (strata->note != NULL)
    g_print ("log-rank: %s\n", strata->note);
}

void
cli_train_print (const CliTrain *self)
{
  if (self->options.is_synthetic)
    g_print ("SYNTHETIC: the patients do not exist. ");
  g_print ("Research use only. Internal validation of “%s” on %zu rows with an outcome\n", self->recipe->title,
           self->outcome->n_known);
  for (guint i = 0; i < self->trainings->len; i++)
    print_variant (self, i);
  for (guint i = 0; i < self->refused->len; i++)
    g_print ("left out: %s\n", (const char *) self->refused->pdata[i]);
  if (self->trainings->len > 1)
    print_comparisons (self);
  print_strata (self);
}

/* JSON */

static void
build_estimate (JsonBuilder       *builder,
                const RimEstimate *estimate)
{
  cli_json_number (builder, "value", estimate->value);
  cli_json_number (builder, "low", estimate->low);
  cli_json_number (builder, "high", estimate->high);
}

static void
build_variant (const CliTrain *self,
               JsonBuilder    *builder,
               guint           i)
{
  const RimRecipeVariant *variant = self->learned->pdata[i];
  const RimTraining *training = self->trainings->pdata[i];
  g_autofree char *path = cli_train_get_path (self, variant->id, ".json");
  g_autofree char *predictions = cli_train_get_path (self, variant->id, ".predictions.csv");

  json_builder_begin_object (builder);
  cli_json_string (builder, "id", variant->id);
  cli_json_string (builder, "title", variant->title);
  cli_json_string (builder, "file", path);
  cli_json_string (builder, "predictions", predictions);
  cli_json_string (builder, "sha256", rim_signature_get_hash (training->signature));
  json_builder_set_member_name (builder, "inputs");
  json_builder_begin_array (builder);
  for (guint n = 0; n < rim_fit_get_n_inputs (training->trial->final_fit); n++)
    json_builder_add_string_value (builder, rim_fit_get_input (training->trial->final_fit, n)->name);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "measures");
  json_builder_begin_object (builder);
  for (guint m = 0; m < rim_validation_get_n_measures (training->validation); m++)
    {
      const RimMeasure *measure = rim_validation_get_measure (training->validation, m);

      json_builder_set_member_name (builder, measure->id);
      json_builder_begin_object (builder);
      build_estimate (builder, &measure->estimate);
      cli_json_number (builder, "p", measure->p);
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static void
build_comparisons (const CliTrain *self,
                   JsonBuilder    *builder)
{
  json_builder_set_member_name (builder, "comparisons");
  json_builder_begin_array (builder);
  for (guint a = 0; self->outcome->kind == RIM_OUTCOME_BINARY && a < self->trainings->len; a++)
    for (guint b = a + 1; b < self->trainings->len; b++)
      {
        RimDelongTest test;

        if (!rim_training_compare (self->trainings->pdata[a], self->trainings->pdata[b], self->cohort, self->outcome,
                                   &test, NULL))
          continue;
        json_builder_begin_object (builder);
        cli_json_string (builder, "first", ((RimRecipeVariant *) self->learned->pdata[a])->id);
        cli_json_string (builder, "second", ((RimRecipeVariant *) self->learned->pdata[b])->id);
        build_estimate (builder, &test.difference);
        cli_json_number (builder, "p", test.p);
        json_builder_end_object (builder);
      }
  json_builder_end_array (builder);
}

static void
build_strata (const CliTrain *self,
              JsonBuilder    *builder)
{
  g_autoptr(RimStrata) strata = NULL;
  guint training;

  if (has_strata (self, &training))
    strata = rim_strata_new (self->recipe, self->trainings->pdata[training], self->cohort, self->outcome, NULL);
  if (strata == NULL)
    return;

  json_builder_set_member_name (builder, "strata");
  json_builder_begin_array (builder);
  for (guint s = 0; s < strata->strata->len; s++)
    {
      const RimStratum *stratum = &g_array_index (strata->strata, RimStratum, s);

      json_builder_begin_object (builder);
      cli_json_string (builder, "title", stratum->title);
      cli_json_whole (builder, "rows", (gint64) stratum->n);
      cli_json_number (builder, "rate", stratum->rate.value);
      cli_json_whole (builder, "timed", (gint64) stratum->n_timed);
      cli_json_whole (builder, "events", (gint64) stratum->n_events);
      cli_json_number (builder, "median", stratum->median.value);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  cli_json_number (builder, "log_rank_p", strata->log_rank.p);
}

void
cli_train_print_json (const CliTrain *self)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  cli_json_string (builder, "recipe", self->recipe->id);
  cli_json_string (builder, "notice", "Research use only");
  json_builder_set_member_name (builder, "synthetic");
  json_builder_add_boolean_value (builder, self->options.is_synthetic);
  cli_json_whole (builder, "rows", (gint64) self->outcome->n_known);
  json_builder_set_member_name (builder, "variants");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->trainings->len; i++)
    build_variant (self, builder, i);
  json_builder_end_array (builder);
  cli_json_lines (builder, "left_out", self->refused);
  build_comparisons (self, builder);
  build_strata (self, builder);
  json_builder_end_object (builder);
  cli_json_print (builder);
}
