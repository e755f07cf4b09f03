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
#include "cli-image.h"
#include "cli-mask.h"
#include "cli.h"
#include "core/rim-file.h"

typedef struct
{
  char     *image;
  char     *series;
  char     *units;
  char     *mask;
  char     *roi;
  char     *settings;
  char     *manifest;
  gboolean  diagnostics;
  gboolean  json;
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
  g_autoptr(RimVolume) image = cli_load (self->image, self->series, self->units, error);
  g_autoptr(RimMask) mask = NULL;
  RimFeatureTable *table;

  if (image == NULL)
    return NULL;

  mask = cli_mask_load (self->mask, self->roi, rim_settings_get_label (settings), image, error);
  if (mask == NULL)
    return NULL;

  table = rim_extract (image, mask, settings, NULL, NULL, NULL, error);
  if (table == NULL)
    g_prefix_error (error, "%s: ", self->mask);

  return table;
}

static void
add_row (JsonBuilder         *builder,
         const RimFeatureRow *row)
{
  const char *aggregation = rim_aggregation_get_name (row->aggregation, row->family);

  json_builder_begin_object (builder);
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

static char *
make_json (RimFeatureTable *table,
           RimSettings     *settings)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  cli_json_string (builder, "profile",
                   rim_feature_table_get_profile (table) == RIM_PROFILE_IBSI ? "ibsi" : "pyradiomics");
  cli_json_string (builder, "settings_hash", rim_settings_get_hash (settings));
  json_builder_set_member_name (builder, "features");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < rim_feature_table_get_n_rows (table); i++)
    add_row (builder, rim_feature_table_get_row (table, i));
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

static gboolean
extract_one (const Options  *options,
             RimSettings    *settings,
             const char     *out,
             GError        **error)
{
  const CliExtract extract = {
    options->image, options->series, options->units, options->mask, options->roi
  };
  g_autoptr(RimFeatureTable) table = cli_extract_run (&extract, settings, error);
  g_autofree char *text = NULL;

  if (table == NULL)
    return FALSE;

  text = options->json ? make_json (table, settings) : rim_feature_table_to_csv (table);

  return write_text (out, text, error);
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
    options->manifest, out, settings, options->units, options->json
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
  const char *name = options->settings != NULL ? options->settings : "pyradiomics-default";
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
  g_free (self->image);
  g_free (self->series);
  g_free (self->units);
  g_free (self->mask);
  g_free (self->roi);
  g_free (self->settings);
  g_free (self->manifest);
}

static CliStatus
check_options (const CliCommand *self,
               const Options    *options,
               const char       *out)
{
  RimUnit unit;

  if (options->manifest != NULL && (options->image != NULL || options->mask != NULL || options->roi != NULL ||
                                    options->series != NULL))
    return cli_usage (self, "--manifest says itself what images and masks are");
  if (options->manifest != NULL && strcmp (out, "-") == 0)
    return cli_usage (self, "--manifest wants a file as OUT");
  if (options->manifest == NULL && options->image == NULL)
    return cli_usage (self, "--image is missing");
  if (options->manifest == NULL && options->mask == NULL)
    return cli_usage (self, "--mask is missing");
  if (options->units != NULL && !rim_unit_from_id (options->units, &unit))
    return cli_usage (self, "there is no unit “%s”", options->units);

  return CLI_DONE;
}

static CliStatus
run_with (const CliCommand *self,
          Options          *options,
          int               argc,
          char            **argv)
{
  const GOptionEntry entries[] = {
    { "image", 'i', 0, G_OPTION_ARG_FILENAME, &options->image, "The image: DICOM folder or file, NIfTI, NRRD", "PATH" },
    { "series", 0, 0, G_OPTION_ARG_STRING, &options->series, "UID or number of the image, where PATH has several", "SERIES" },
    { "units", 'u', 0, G_OPTION_ARG_STRING, &options->units, "hu, suvbw, sul …; a PET is in SUVbw where that can be had", "UNIT" },
    { "mask", 'm', 0, G_OPTION_ARG_FILENAME, &options->mask, "The VOI: RTSTRUCT, SEG, NIfTI, NRRD", "PATH" },
    { "roi", 'r', 0, G_OPTION_ARG_STRING, &options->roi, "A region by name or number", "ROI" },
    { "settings", 's', 0, G_OPTION_ARG_FILENAME, &options->settings, "PyRadiomics' parameter file, or a recipe", "FILE|NAME" },
    { "diagnostics", 'd', 0, G_OPTION_ARG_NONE, &options->diagnostics, "Begin with what PyRadiomics calls diagnostics", NULL },
    { "manifest", 0, 0, G_OPTION_ARG_FILENAME, &options->manifest, "A table of cases: image, mask, id and, if wanted, roi", "FILE.csv" },
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
  Options options = { NULL };
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
  "With --manifest many cases run in parallel and OUT gets a row for each: id, then\n"
  "image_class_feature. Paths are looked for beside the manifest first. Rows are\n"
  "added as cases end, and a second run keeps those that are there, as long as the\n"
  "settings are the same (OUT.settings.yaml). What fails is listed in\n"
  "OUT.failures.csv, tried again by the next run, and an error only when no case is\n"
  "left.",
  run,
};
