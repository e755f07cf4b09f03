/* cmd-validate.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cli-validate.h"

#include <math.h>
#include <string.h>

/* Numbers between commas. */
static gboolean
parse_numbers (GArray     *numbers,
               const char *text)
{
  g_auto(GStrv) parts = text != NULL ? g_strsplit (text, ",", -1) : NULL;

  for (guint i = 0; parts != NULL && parts[i] != NULL; i++)
    {
      char *end = NULL;
      const double number = g_ascii_strtod (parts[i], &end);

      if (end == parts[i] || *end != '\0' || !isfinite (number) ||
          (numbers->len > 0 && number <= g_array_index (numbers, double, numbers->len - 1)))
        return FALSE;
      g_array_append_val (numbers, number);
    }

  return TRUE;
}

static CliStatus
check_input (const CliCommand  *self,
             const CliValidate *options)
{
  if ((options->signature == NULL) == (options->predictions == NULL))
    return cli_usage (self, "give either --signature with --cohort, or --predictions");
  if ((options->signature != NULL) != (options->cohort != NULL))
    return cli_usage (self, "--signature and --cohort go together");
  if (options->signature != NULL && options->outcome.column == NULL)
    return cli_usage (self, "--outcome is missing");
  if (options->predictions != NULL && (options->outcome.column != NULL || options->outcome.event != NULL || options->forest != NULL))
    return cli_usage (self, "--outcome, --event and --forest go with --signature");
  if (options->forest != NULL && options->outcome.is_number)
    return cli_usage (self, "a forest plot needs classes or times");

  return CLI_DONE;
}

static CliStatus
check (const CliCommand *self,
       CliValidate      *options,
       const char       *cutoffs,
       const char       *times)
{
  const char *const formats[] = { "svg", "pdf", "csv", NULL };
  const CliStatus status = check_input (self, options);

  if (status != CLI_DONE)
    return status;
  if (!g_strv_contains (formats, options->format))
    return cli_usage (self, "--format is svg, pdf or csv");
  if (options->n_bootstraps < 0 || options->n_bootstraps > 100000 || options->n_permutations < 0 ||
      options->n_permutations > 100000 || options->seed < 0)
    return cli_usage (self, "--bootstraps and --permutations take a number from 0 to 100000, --seed one from 0");
  if (!parse_numbers (options->cutoffs, cutoffs) || !parse_numbers (options->times, times))
    return cli_usage (self, "--cutoffs and --at take rising numbers between commas");

  return CLI_DONE;
}

static CliStatus
run (const CliCommand *self,
     int               argc,
     char            **argv)
{
  g_auto(CliValidate) options = { .n_bootstraps = 2000, .n_permutations = 2000, .seed = 1 };
  g_autofree char *cutoffs = NULL, *times = NULL;
  const GOptionEntry entries[] = {
    { "signature", 'S', 0, G_OPTION_ARG_FILENAME, &options.signature, "What predicts", "FILE.json" },
    { "cohort", 'C', 0, G_OPTION_ARG_STRING, &options.cohort, "Whom it predicts: tables that are joined", "FILE.csv[,…]" },
    { "predictions", 'P', 0, G_OPTION_ARG_FILENAME, &options.predictions, "What was predicted, instead", "FILE.csv" },
    { "compare", 0, 0, G_OPTION_ARG_FILENAME, &options.compare, "Another signature, or its predictions", "FILE" },
    CLI_OUTCOME_ENTRIES (&options.outcome, "The outcome"),
    { "forest", 0, 0, G_OPTION_ARG_STRING, &options.forest, "Columns beside the score in forest plots", "COLUMN[,…]" },
    { "cutoffs", 0, 0, G_OPTION_ARG_STRING, &cutoffs, "Probabilities between categories of --compare", "P[,…]" },
    { "at", 0, 0, G_OPTION_ARG_STRING, &times, "Times at which an AUC is wanted (quartiles of events)", "TIME[,…]" },
    { "time-unit", 0, 0, G_OPTION_ARG_STRING, &options.time_unit, "What times are counted in", "UNIT" },
    { "bootstraps", 0, 0, G_OPTION_ARG_INT, &options.n_bootstraps, "For intervals without a formula (2000)", "N" },
    { "permutations", 0, 0, G_OPTION_ARG_INT, &options.n_permutations, "Of the permutation test (2000)", "N" },
    { "seed", 0, 0, G_OPTION_ARG_INT, &options.seed, "Of both (1)", "N" },
    { "plots", 0, 0, G_OPTION_ARG_FILENAME, &options.plots, "Write every plot into a folder", "DIR" },
    { "format", 0, 0, G_OPTION_ARG_STRING, &options.format, "As what (svg)", "svg|pdf|csv" },
    { "report", 0, 0, G_OPTION_ARG_FILENAME, &options.report, "Write measures and plots as one PDF", "FILE.pdf" },
    { "synthetic", 0, 0, G_OPTION_ARG_NONE, &options.is_synthetic, "The patients do not exist", NULL },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &options.json, "Print JSON", NULL },
    CLI_TABLES_ENTRIES (&options.tables),
    { NULL }
  };
  g_autoptr(GError) error = NULL;
  CliStatus status;

  options.cutoffs = g_array_new (FALSE, FALSE, sizeof (double));
  options.times = g_array_new (FALSE, FALSE, sizeof (double));
  if (!cli_parse (self, entries, &argc, &argv, 1, 1))
    return CLI_USAGE;
  if (options.format == NULL)
    options.format = g_strdup ("svg");
  status = check (self, &options, cutoffs, times);
  if (status != CLI_DONE)
    return status;
  if (!cli_validate_run (&options, &error) || !cli_validate_write (&options, argv[1], &error))
    return cli_fail (error);

  cli_validate_print (&options);

  return CLI_DONE;
}

const CliCommand cmd_validate = {
  "validate",
  "OUT.csv",
  "Say how good predictions are",
  "Applies a signature to a cohort that it was not learned from, or reads predictions, and\n"
  "writes every measure that fits the outcome with its interval. Tables of predictions have\n"
  "the columns id, margin, and class (0 or 1), time and event, or value; and as far as they\n"
  "are there probability, high, patient and repeat, as rimlightctl train writes them.\n"
  "Nothing is learned of the cohort: the cut-off and the calibration are the signature’s.\n"
  "The same input and seed give the same bits on any number of threads.",
  run,
};
