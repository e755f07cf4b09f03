/* cli-score-print.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <stdio.h>

#include "cli-score.h"
#include "signature/rim-patient-score.h"

#define NOTICE     "Research use only."
#define MM3_PER_ML 1000.0

static const char *const rules[] = { "largest", "mean", "highest", "each" };

/* JSON */

static void
add_number (JsonBuilder *builder,
            const char  *name,
            double       value)
{
  if (isfinite (value))
    cli_json_number (builder, name, value);
}

static void
add_bool (JsonBuilder *builder,
          const char  *name,
          gboolean     value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

static void
add_list (JsonBuilder *builder,
          const char  *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
}

static void
add_limits (JsonBuilder    *builder,
            const RimScore *score)
{
  add_list (builder, "limits");
  for (guint i = 0; i < score->limits->len; i++)
    {
      const RimScoreLimit *limit = score->limits->pdata[i];

      json_builder_begin_object (builder);
      add_bool (builder, "serious", limit->is_serious);
      cli_json_string (builder, "text", limit->text);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_inputs (JsonBuilder    *builder,
            const RimScore *score)
{
  add_list (builder, "inputs");
  for (guint i = 0; i < score->inputs->len; i++)
    {
      const RimScoreInput *input = score->inputs->pdata[i];

      json_builder_begin_object (builder);
      cli_json_string (builder, "name", input->name);
      if (input->text != NULL)
        cli_json_string (builder, "value", input->text);
      else
        add_number (builder, "value", input->value);
      add_number (builder, "contribution", input->contribution);
      if (!input->is_category)
        {
          add_number (builder, "low", input->low);
          add_number (builder, "high", input->high);
        }
      add_bool (builder, "outside", input->is_outside);
      add_bool (builder, "filled", input->is_filled);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_contours (JsonBuilder    *builder,
              const RimScore *score)
{
  if (score->n_contours == 0)
    return;

  json_builder_set_member_name (builder, "contours");
  json_builder_begin_object (builder);
  cli_json_whole (builder, "n", score->n_contours);
  cli_json_whole (builder, "asked", score->n_asked);
  add_number (builder, "low", score->low);
  add_number (builder, "high", score->high);
  add_number (builder, "deviation", score->deviation);
  add_number (builder, "other_group", score->flips);
  json_builder_end_object (builder);
}

static void
add_scored (JsonBuilder     *builder,
            const CliScored *scored)
{
  const RimScore *score = scored->score;

  json_builder_begin_object (builder);
  cli_json_string (builder, "name", scored->name);
  add_number (builder, "volume_mm3", scored->volume);
  add_limits (builder, score);
  add_number (builder, "margin", score->margin);
  add_number (builder, "base", score->base);
  add_number (builder, "probability", score->probability);
  cli_json_string (builder, "group", score->is_high ? "high" : "low");
  add_number (builder, "percentile", score->percentile);
  add_number (builder, "distance", score->distance);
  add_number (builder, "part_beyond", score->part_beyond);
  add_contours (builder, score);
  add_inputs (builder, score);
  json_builder_end_object (builder);
}

static void
add_patient (JsonBuilder           *builder,
             const RimPatientScore *patient)
{
  json_builder_set_member_name (builder, "patient");
  json_builder_begin_object (builder);
  cli_json_string (builder, "rule", rules[patient->rule]);
  cli_json_string (builder, "text", patient->text);
  if (isfinite (patient->margin))
    {
      add_number (builder, "margin", patient->margin);
      add_number (builder, "probability", patient->probability);
      cli_json_string (builder, "group", patient->is_high ? "high" : "low");
      add_number (builder, "percentile", patient->percentile);
    }
  json_builder_end_object (builder);
}

/* Text */

static void
print_number (const char *label,
              double      margin,
              double      probability,
              gboolean    is_high,
              double      percentile)
{
  g_print ("%s%.4f", label, margin);
  if (isfinite (probability))
    g_print (", probability %.3f", probability);
  g_print (", %s group, above %.0f %% of the training cohort\n", is_high ? "high" : "low", 100.0 * percentile);
}

static void
print_input (const RimScoreInput *input)
{
  g_print ("  %+10.4f  %s = ", input->contribution, input->name);
  if (input->is_filled)
    g_print ("missing, filled in");
  else if (input->text != NULL)
    g_print ("%s", input->text);
  else
    g_print ("%.6g", input->value);
  g_print ("%s\n", input->is_outside ? "  (outside of training)" : "");
}

static void
print_scored (const CliScored *scored)
{
  const RimScore *score = scored->score;

  g_print ("\n%s", scored->name);
  if (scored->volume > 0.0)
    g_print ("  %.2f ml", scored->volume / MM3_PER_ML);
  g_print ("\n");
  for (guint i = 0; i < score->limits->len; i++)
    {
      const RimScoreLimit *limit = score->limits->pdata[i];

      g_print ("%s %s\n", limit->is_serious ? "!!" : " !", limit->text);
    }
  print_number ("Score ", score->margin, score->probability, score->is_high, score->percentile);
  if (score->n_contours > 0)
    g_print ("Other contours (%u): %.4f to %.4f, standard deviation %.4f, %.0f %% in the other group\n",
             score->n_contours, score->low, score->high, score->deviation, 100.0 * score->flips);
  g_print ("  %+10.4f  of nobody in particular\n", score->base);
  for (guint i = 0; i < score->inputs->len; i++)
    print_input (score->inputs->pdata[i]);
}

static RimPatientScore *
make_patient (RimSignature *signature,
              GPtrArray    *scored)
{
  g_autofree const RimScore **scores = g_new (const RimScore *, scored->len);
  g_autofree double *volumes = g_new (double, scored->len);

  for (guint i = 0; i < scored->len; i++)
    {
      scores[i] = ((const CliScored *) scored->pdata[i])->score;
      volumes[i] = ((const CliScored *) scored->pdata[i])->volume;
    }

  return rim_patient_score_new (signature, scores, volumes, scored->len);
}

/**
 * cli_score_begin:
 * @signature: whose scores follow
 * @builder: (nullable): of JSON; text is printed where %NULL
 *
 * Says which signature it is and what it is not for.
 */
void
cli_score_begin (RimSignature *signature,
                 JsonBuilder  *builder)
{
  if (builder == NULL)
    {
      g_print ("%s (%s, SHA-256 %.16s…)\n%s%s\n", rim_signature_get_title (signature), rim_signature_get_id (signature),
               rim_signature_get_hash (signature), rim_signature_is_synthetic (signature) ? "SYNTHETIC. " : "", NOTICE);
      return;
    }

  json_builder_begin_object (builder);
  cli_json_string (builder, "signature", rim_signature_get_id (signature));
  cli_json_string (builder, "title", rim_signature_get_title (signature));
  cli_json_string (builder, "signature_sha256", rim_signature_get_hash (signature));
  add_bool (builder, "synthetic", rim_signature_is_synthetic (signature));
  cli_json_string (builder, "notice", NOTICE);
}

/**
 * cli_score_print:
 * @signature: whose scores they are
 * @scored: (element-type CliScored): of the lesions of one time point
 * @builder: (nullable): of JSON; text is printed where %NULL
 *
 * Says of each lesion what there is against its score, the score and its reasons, and what
 * they make of the patient.
 */
void
cli_score_print (RimSignature *signature,
                 GPtrArray    *scored,
                 JsonBuilder  *builder)
{
  g_autoptr(RimPatientScore) patient = scored->len > 0 ? make_patient (signature, scored) : NULL;

  if (builder != NULL)
    add_list (builder, "lesions");
  for (guint i = 0; i < scored->len; i++)
    if (builder != NULL)
      add_scored (builder, scored->pdata[i]);
    else
      print_scored (scored->pdata[i]);
  if (builder != NULL)
    json_builder_end_array (builder);

  if (patient != NULL && builder != NULL)
    {
      add_patient (builder, patient);
    }
  else if (patient != NULL && scored->len > 1)
    {
      g_print ("\nPatient: %s\n", patient->text);
      if (isfinite (patient->margin))
        print_number ("Score ", patient->margin, patient->probability, patient->is_high, patient->percentile);
    }
}

void
cli_score_end (JsonBuilder *builder)
{
  if (builder == NULL)
    return;

  json_builder_end_object (builder);
  cli_json_print (builder);
}
