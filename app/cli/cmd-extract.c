/* cmd-extract.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli-extract.h"
#include "cli.h"
#include "core/rim-file.h"

typedef struct
{
  CliVoi           voi;
  CliStudyOptions  study;
  char            *manifest;
  gboolean         diagnostics;
  gboolean         json;
} Options;

/**
 * cli_extract_run:
 * @self: what features are to be computed of
 * @settings: settings
 * @error: where to put an error
 *
 * Returns: (transfer full): their table
 */
RimFeatureTable *
cli_extract_run (const CliExtract  *self,
                 RimSettings       *settings,
                 GError           **error)
{
  g_auto(CliCase) files = { NULL, NULL, NULL };
  RimFeatureTable *table;

  if (!cli_case_load (&files, self, rim_settings_get_label (settings), error))
    return NULL;

  table = rim_extract (files.image, files.mask, settings, NULL, NULL, NULL, error);
  if (table == NULL)
    g_prefix_error (error, "%s: ", self->mask);

  return table;
}

/* @study is %NULL for the table of one VOI of one image. */
static void
add_row (JsonBuilder         *builder,
         const RimStudyTable *study,
         const RimFeatureRow *row)
{
  const char *aggregation = rim_aggregation_get_name (row->aggregation, row->family);

  json_builder_begin_object (builder);
  if (study != NULL)
    {
      cli_json_string (builder, "image", rim_study_image_get_id (study->image));
      cli_json_string (builder, "voi", rim_voi_kind_get_id (study->voi));
    }
  cli_json_string (builder, "image_type", row->image_type);
  if (row->family != NULL)
    cli_json_string (builder, "feature_class", row->family->name);
  cli_json_string (builder, "feature", row->name);
  if (row->text != NULL)
    cli_json_string (builder, "text", row->text);
  else if (isfinite (row->value))
    cli_json_number (builder, "value", row->value);
  if (row->info != NULL)
    cli_json_string (builder, "ibsi_id", row->info->ibsi_id);
  if (*aggregation != '\0')
    cli_json_string (builder, "aggregation", aggregation);
  json_builder_end_object (builder);
}

static void
add_rows (JsonBuilder         *builder,
          const RimStudyTable *study,
          RimFeatureTable     *table)
{
  for (gsize i = 0; i < rim_feature_table_get_n_rows (table); i++)
    add_row (builder, study, rim_feature_table_get_row (table, i));
}

static JsonBuilder *
begin_json (RimSettings *settings)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  cli_json_string (builder, "profile",
                   rim_settings_get_profile (settings) == RIM_PROFILE_IBSI ? "ibsi" : "pyradiomics");
  cli_json_string (builder, "settings_hash", rim_settings_get_hash (settings));
  json_builder_set_member_name (builder, "features");
  json_builder_begin_array (builder);

  return builder;
}

static char *
end_json (JsonBuilder *builder)
{
  g_autoptr(JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, TRUE);

  return g_strconcat (text, "\n", NULL);
}

static gboolean
write_text (const char  *out,
            const char  *text,
            GError     **error)
{
  if (strcmp (out, "-") != 0)
    return rim_file_replace_contents (out, text, strlen (text), error);

  if (fputs (text, stdout) >= 0 && fflush (stdout) == 0)
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "standard output cannot be written");

  return FALSE;
}

static char *
extract_voi (const CliExtract  *extract,
             RimSettings       *settings,
             gboolean           is_json,
             GError           **error)
{
  g_autoptr(RimFeatureTable) table = cli_extract_run (extract, settings, error);
  g_autoptr(JsonBuilder) builder = NULL;

  if (table == NULL)
    return NULL;
  if (!is_json)
    return rim_feature_table_to_csv (table);

  builder = begin_json (settings);
  add_rows (builder, NULL, table);

  return end_json (builder);
}

static char *
extract_study (const CliExtract  *extract,
               const CliStudy    *study,
               RimSettings       *settings,
               gboolean           is_json,
               GError           **error)
{
  g_autoptr(GPtrArray) tables = cli_study_run (study, extract, settings, error);
  g_autoptr(JsonBuilder) builder = NULL;

  if (tables == NULL)
    return NULL;
  if (!is_json)
    return rim_study_tables_to_csv (tables);

  builder = begin_json (settings);
  for (guint i = 0; i < tables->len; i++)
    {
      const RimStudyTable *table = g_ptr_array_index (tables, i);

      add_rows (builder, table, table->table);
    }

  return end_json (builder);
}

static gboolean
extract_one (const Options  *options,
             RimSettings    *settings,
             const char     *out,
             GError        **error)
{
  const CliExtract extract = cli_extract_get (&options->voi, &options->study);
  const CliStudy study = cli_study_get (&options->study);
  RimStudySettings declared;
  g_autofree char *text = NULL;

  if (rim_settings_get_study (settings, &declared) || options->study.pet != NULL || cli_study_is_asked_for (&study))
    text = extract_study (&extract, &study, settings, options->json, error);
  else
    text = extract_voi (&extract, settings, options->json, error);

  return text != NULL && write_text (out, text, error);
}

static void
print_result (const CliCohortResult *result)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  cli_json_whole (builder, "cases", result->n_cases);
  cli_json_whole (builder, "kept", result->n_kept);
  cli_json_whole (builder, "done", result->n_done);
  cli_json_whole (builder, "failed", result->n_failed);
  json_builder_end_object (builder);
  cli_json_print (builder);
}

/* Some failures are listed and told, but only a cohort without a single row has
 * failed.
 */
static gboolean
extract_cohort (const Options  *options,
                RimSettings    *settings,
                const char     *out,
                GError        **error)
{
  const CliCohort cohort = {
    options->manifest, out, settings, cli_study_get (&options->study), options->voi.units, options->json
  };
  g_autofree char *failures = cli_cohort_get_path (out, ".failures.csv");
  g_autofree char *warning = NULL;
  CliCohortResult result;

  if (!cli_cohort_run (&cohort, &result, error))
    return FALSE;

  if (result.n_failed == result.n_cases)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "all %u cases failed; see %s", result.n_cases,
                   failures);
      return FALSE;
    }

  warning = g_strdup_printf ("%u of %u cases failed; see %s", result.n_failed, result.n_cases, failures);
  if (result.n_failed > 0)
    cli_warn (warning);
  if (options->json)
    print_result (&result);

  return TRUE;
}

static gboolean
extract (const Options  *options,
         const char     *out,
         GError        **error)
{
  const char *name = options->voi.settings != NULL ? options->voi.settings : "pyradiomics-default";
  g_autoptr(RimSettings) loaded = rim_settings_load (name, error);
  g_autoptr(RimSettings) settings = NULL;

  if (loaded == NULL)
    return FALSE;

  settings = rim_settings_with_diagnostics (loaded, options->diagnostics);

  return options->manifest != NULL ? extract_cohort (options, settings, out, error)
                                   : extract_one (options, settings, out, error);
}

static void
options_clear (Options *self)
{
  cli_voi_clear (&self->voi);
  cli_study_options_clear (&self->study);
  g_free (self->manifest);
}

static CliStatus
check_options (const CliCommand *self,
               const Options    *options,
               const char       *out)
{
  const CliStudy study = cli_study_get (&options->study);
  RimStudySettings parsed = { 0 };
  g_autoptr(GError) error = NULL;
  RimUnit unit;

  if (!cli_study_parse (&study, &parsed, &error))
    return cli_usage (self, "%s", error->message);
  if (options->manifest != NULL && (options->voi.image != NULL || options->voi.mask != NULL || options->voi.roi != NULL ||
                                    options->voi.series != NULL || options->study.pet != NULL || options->study.pet_series != NULL))
    return cli_usage (self, "--manifest says itself what images and masks are");
  if (options->manifest != NULL && options->study.library != NULL)
    return cli_usage (self, "--manifest does not go with --library");
  if (options->manifest != NULL && strcmp (out, "-") == 0)
    return cli_usage (self, "--manifest wants a file as OUT");
  if (options->manifest == NULL && options->voi.image == NULL)
    return cli_usage (self, "--image is missing");
  if (options->manifest == NULL && options->voi.mask == NULL)
    return cli_usage (self, "--mask is missing");
  if (options->voi.units != NULL && !rim_unit_from_id (options->voi.units, &unit))
    return cli_usage (self, "there is no unit “%s”", options->voi.units);

  return CLI_DONE;
}

static CliStatus
run_with (const CliCommand *self,
          Options          *options,
          int               argc,
          char            **argv)
{
  const GOptionEntry entries[] = {
    CLI_VOI_ENTRIES (&options->voi),
    { "diagnostics", 'd', 0, G_OPTION_ARG_NONE, &options->diagnostics, "Begin with what PyRadiomics calls diagnostics", NULL },
    CLI_STUDY_ENTRIES (&options->study),
    { "manifest", 0, 0, G_OPTION_ARG_FILENAME, &options->manifest, "A table of cases; see below for its columns", "FILE.csv" },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &options->json, "Write JSON; with --manifest, print a summary", NULL },
    { NULL }
  };
  g_autoptr(GError) error = NULL;

  if (!cli_parse (self, entries, &argc, &argv, 1, 1))
    return CLI_USAGE;
  if (check_options (self, options, argv[1]) != CLI_DONE)
    return CLI_USAGE;

  return extract (options, argv[1], &error) ? CLI_DONE : cli_fail (error);
}

static CliStatus
run (const CliCommand *self,
     int               argc,
     char            **argv)
{
  Options options = { .study = CLI_STUDY_OPTIONS_INIT };
  CliStatus status = run_with (self, &options, argc, argv);

  options_clear (&options);

  return status;
}

const CliCommand cmd_extract = {
  "extract",
  "OUT.csv",
  "Compute radiomic features of a region",
  "OUT gets a line per feature: image_type, feature_class, feature, value; - is the\n"
  "standard output. Settings are a parameter file of PyRadiomics as it is, or the name\n"
  "of a recipe (pyradiomics-default without the option; an unknown name lists all).\n"
  "In a label map the VOI is the label of the settings, 1, unless --roi names another.\n"
  "\n"
  "With --pet, an option of VOIs, or settings that name images or VOIs (comb-2060:\n"
  "CT, PET and fused, four VOIs, 24,720 features), each line begins with image (ct,\n"
  "pet, fused) and voi (tumour, core, rim, tumour+rim). --image is the CT, or a PET\n"
  "alone where it is in SUV or Bq/ml; --units is that of the PET. Settings say it as\n"
  "  images: [ct, pet, fused]     or a map with settings of each: pet: {binWidth: 0.25}\n"
  "  vois: [tumour, core, rim, tumour+rim]\n"
  "  voi: {rInMm: 3, rOutMm: 5, rimInside: false, clip: none}\n"
  "  fusion: {method: weighted, grid: ct, ctWeight: 0.5}    or wavelet, divergence\n"
  "and what the command line says goes first.\n"
  "\n"
  "With --manifest many cases run in parallel and OUT gets a row for each: id, then\n"
  "image_class_feature, with ct_tumour_ and the like before it where settings or\n"
  "options name images or VOIs. FILE.csv has a column id and either image and mask\n"
  "(and, if wanted, series, roi, pet, pet_series) or study, a DICOM folder in which\n"
  "CT, PET and the only RTSTRUCT or SEG are found; a column that is there as well goes\n"
  "first. Paths are looked for beside the manifest first. Rows are added as cases end,\n"
  "and a second run keeps those that are there, as long as settings and VOIs are the\n"
  "same (OUT.settings.yaml). What fails is listed in OUT.failures.csv, tried again by\n"
  "the next run, and an error only when no case is left.",
  run,
};
