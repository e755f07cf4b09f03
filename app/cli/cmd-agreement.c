/* cmd-agreement.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>

#include "cli-ratings.h"
#include "cli.h"
#include "compare/rim-reader-agreement.h"
#include "core/rim-file.h"
#include "core/rim-parallel.h"

#define FEATURES_PER_BLOCK 16

typedef struct
{
  char     *out;
  double    min_icc;
  gboolean  by_bound;
  gboolean  by_consistency;
} Options;

typedef struct
{
  const CliRatings   *ratings;
  const double       *values;
  RimReaderAgreement *found;
} Job;

static void
compute_block (gsize    begin,
               gsize    end,
               gpointer data)
{
  const Job *self = data;
  const gsize n_cases = self->ratings->cases->len;
  const guint n_readers = self->ratings->readers->len;

  for (gsize f = begin; f < end; f++)
    rim_reader_agreement_init (&self->found[f], self->values + f * n_cases * n_readers, n_cases, n_readers);
}

/* What nobody knows is not good enough. */
static gboolean
is_kept (const RimReaderAgreement *found,
         const Options            *options)
{
  const RimEstimate *icc = options->by_consistency ? &found->icc_3_1 : &found->icc_2_1;

  return isnan (options->min_icc) || (options->by_bound ? icc->low : icc->value) >= options->min_icc;
}

static GString *
make_table (const CliRatings *ratings,
            const Options    *options)
{
  g_autofree double *values = cli_ratings_spread (ratings);
  g_autofree RimReaderAgreement *found = g_new0 (RimReaderAgreement, ratings->features->len);
  GString *csv = g_string_new (NULL);
  Job job = { ratings, values, found };

  rim_reader_agreement_append_header (csv);
  rim_parallel_for (ratings->features->len, FEATURES_PER_BLOCK, compute_block, &job);
  for (guint f = 0; f < ratings->features->len; f++)
    if (is_kept (&found[f], options))
      rim_reader_agreement_append_row (&found[f], ratings->features->pdata[f], csv);

  return csv;
}

static CliStatus
compute (const Options      *options,
         const char *const  *paths)
{
  g_auto(CliRatings) ratings = { NULL };
  g_autoptr(GString) csv = NULL;
  g_autoptr(GError) error = NULL;

  if (!cli_ratings_load (&ratings, paths, &error))
    return cli_fail (error);

  csv = make_table (&ratings, options);
  if (options->out == NULL)
    g_print ("%s", csv->str);
  else if (!rim_file_replace_contents (options->out, csv->str, csv->len, &error))
    return cli_fail (error);

  return CLI_DONE;
}

static CliStatus
run (const CliCommand *self,
     int               argc,
     char            **argv)
{
  Options options = { .min_icc = NAN };
  g_autofree char *out = NULL;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &out, "Write the table to a file instead of printing it", "OUT.csv" },
    { "min-icc", 'm', 0, G_OPTION_ARG_DOUBLE, &options.min_icc, "Keep only features whose ICC(2,1) is at least this", "ICC" },
    { "lower-bound", 'b', 0, G_OPTION_ARG_NONE, &options.by_bound, "Hold the lower end of the interval to --min-icc", NULL },
    { "consistency", 'c', 0, G_OPTION_ARG_NONE, &options.by_consistency, "Hold ICC(3,1) to --min-icc", NULL },
    { NULL }
  };

  if (!cli_parse (self, entries, &argc, &argv, 1, -1))
    return CLI_USAGE;
  if (isnan (options.min_icc) && (options.by_bound || options.by_consistency))
    return cli_usage (self, "--lower-bound and --consistency go with --min-icc");

  options.out = out;

  return compute (&options, (const char *const *) argv + 1);
}

const CliCommand cmd_agreement = {
  "agreement",
  "FEATURES.csv…",
  "Say how well readers agree on each feature",
  "Either a table of each reader, as extract --manifest writes it, with the same ids, or\n"
  "one with a column “reader”; or the columns id, reader, feature, value. Each feature is\n"
  "a row: ICC(2,1) and ICC(3,1) of Shrout and Fleiss with 95 % intervals of McGraw and\n"
  "Wong, Lin's concordance and, of two readers, Bland and Altman's limits of agreement.\n"
  "A case that lacks a number of one reader is left out for that feature. “state” is\n"
  "“constant” where all values are alike and “too-few” for fewer than two cases.",
  run,
};
