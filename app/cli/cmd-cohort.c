/* cmd-cohort.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "cli-extract.h"
#include "cli-outcome.h"
#include "cli-tables.h"
#include "cli.h"
#include "cohort/rim-cohort-csv.h"
#include "cohort/rim-cohort-icc.h"
#include "cohort/rim-outcome.h"
#include "core/rim-csv.h"
#include "core/rim-file.h"

#define MAX_SETTINGS (1024 * 1024)

typedef struct
{
  CliTables           tables;
  RimOutcomeSettings  outcome;
  char               *out;
  gboolean            icc;
  gboolean            consistency;
  gboolean            by_bound;
  gboolean            json;
} Options;

/* What is said of a column of numbers. */
typedef struct
{
  double low;
  double high;
} Range;

static Range
find_range (RimCohort       *cohort,
            const RimColumn *column)
{
  Range range = { INFINITY, -INFINITY };

  for (gsize row = 0; row < rim_cohort_get_n_rows (cohort); row++)
    if (!isnan (column->values[row]))
      {
        range.low = fmin (range.low, column->values[row]);
        range.high = fmax (range.high, column->values[row]);
      }

  return range;
}

static gsize
count_level (RimCohort       *cohort,
             const RimColumn *column,
             guint            level)
{
  gsize n = 0;

  for (gsize row = 0; row < rim_cohort_get_n_rows (cohort); row++)
    n += column->values[row] == level;

  return n;
}

static gsize
count_patients (RimCohort *cohort)
{
  guint32 n = 0;

  for (gsize row = 0; row < rim_cohort_get_n_rows (cohort); row++)
    n = MAX (n, rim_cohort_get_patient_numbers (cohort)[row] + 1);

  return n;
}

/* Text */

static char *
describe_values (RimCohort       *cohort,
                 const RimColumn *column)
{
  g_autoptr(GString) text = g_string_new (NULL);

  if (column->type == RIM_COLUMN_NUMBER && column->n_missing < rim_cohort_get_n_rows (cohort))
    {
      const Range range = find_range (cohort, column);

      g_string_append_printf (text, "%s to %s", CLI_NUMBER (range.low), CLI_NUMBER (range.high));
    }
  for (guint i = 0; column->type == RIM_COLUMN_CATEGORY && column->levels[i] != NULL; i++)
    g_string_append_printf (text, "%s%s (%zu)", i > 0 ? ", " : "", column->levels[i],
                            count_level (cohort, column, i));
  if (column->n_missing > 0)
    g_string_append_printf (text, "%s%zu missing", text->len > 0 ? "; " : "", column->n_missing);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
print_features (RimCohort *cohort)
{
  guint n = 0, n_missing = 0, n_constant = 0;

  for (guint c = 0; c < rim_cohort_get_n_columns (cohort); c++)
    {
      const RimColumn *column = rim_cohort_get_column (cohort, c);
      const Range range = find_range (cohort, column);

      if (column->role != RIM_COLUMN_FEATURE)
        continue;
      n++;
      n_missing += column->n_missing > 0;
      n_constant += !(range.low < range.high);
    }

  g_print ("%u features, %u with values missing, %u constant\n", n, n_missing, n_constant);
}

static void
print_columns (RimCohort     *cohort,
               RimColumnRole  role)
{
  for (guint c = 0; c < rim_cohort_get_n_columns (cohort); c++)
    {
      const RimColumn *column = rim_cohort_get_column (cohort, c);
      g_autofree char *values = NULL;

      if (column->role != role)
        continue;
      values = describe_values (cohort, column);
      g_print ("%-8s  %s: %s\n", rim_column_role_get_id (role), column->name, values);
    }
}

static void
print_outcome (const RimOutcome *outcome)
{
  gsize n = 0;

  for (gsize i = 0; outcome->labels != NULL && i < outcome->n_known; i++)
    n += outcome->labels[outcome->rows[i]];

  if (outcome->kind == RIM_OUTCOME_NUMBER)
    g_print ("%zu of %zu rows have an outcome\n", outcome->n_known, outcome->n_rows);
  else
    g_print ("%zu of %zu rows have an outcome: %zu %s, %zu %s\n", outcome->n_known, outcome->n_rows, n,
             outcome->kind == RIM_OUTCOME_BINARY ? "of class 1" : "with the event", outcome->n_known - n,
             outcome->kind == RIM_OUTCOME_BINARY ? "of class 0" : "censored");
}

static void
print_text (RimCohort        *cohort,
            const RimOutcome *outcome)
{
  g_print ("%zu rows of %zu patients, %u columns\n", rim_cohort_get_n_rows (cohort), count_patients (cohort),
           rim_cohort_get_n_columns (cohort));
  print_features (cohort);
  for (RimColumnRole role = RIM_COLUMN_CLINICAL; role <= RIM_COLUMN_IGNORED; role++)
    print_columns (cohort, role);
  if (outcome != NULL)
    print_outcome (outcome);
}

/* JSON */

static void
build_column (JsonBuilder     *builder,
              RimCohort       *cohort,
              const RimColumn *column)
{
  json_builder_begin_object (builder);
  cli_json_string (builder, "name", column->name);
  cli_json_string (builder, "role", rim_column_role_get_id (column->role));
  cli_json_string (builder, "type", column->type == RIM_COLUMN_NUMBER ? "number" : "category");
  cli_json_whole (builder, "missing", (gint64) column->n_missing);
  if (column->type == RIM_COLUMN_NUMBER)
    {
      const Range range = find_range (cohort, column);

      cli_json_number (builder, "low", range.low);
      cli_json_number (builder, "high", range.high);
    }
  else
    {
      json_builder_set_member_name (builder, "levels");
      json_builder_begin_object (builder);
      for (guint i = 0; column->levels[i] != NULL; i++)
        cli_json_whole (builder, column->levels[i], (gint64) count_level (cohort, column, i));
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
}

static void
print_json (RimCohort        *cohort,
            const RimOutcome *outcome)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autofree char *hash = rim_cohort_dup_hash (cohort);
  gsize n = 0;

  json_builder_begin_object (builder);
  cli_json_whole (builder, "rows", (gint64) rim_cohort_get_n_rows (cohort));
  cli_json_whole (builder, "patients", (gint64) count_patients (cohort));
  cli_json_string (builder, "hash", hash);
  json_builder_set_member_name (builder, "columns");
  json_builder_begin_array (builder);
  for (guint c = 0; c < rim_cohort_get_n_columns (cohort); c++)
    build_column (builder, cohort, rim_cohort_get_column (cohort, c));
  json_builder_end_array (builder);
  if (outcome != NULL)
    {
      for (gsize i = 0; outcome->labels != NULL && i < outcome->n_known; i++)
        n += outcome->labels[outcome->rows[i]];
      cli_json_whole (builder, "known", (gint64) outcome->n_known);
      if (outcome->labels != NULL)
        cli_json_whole (builder, outcome->kind == RIM_OUTCOME_BINARY ? "positive" : "events", (gint64) n);
    }
  json_builder_end_object (builder);
  cli_json_print (builder);
}

/* Readings */

static GPtrArray *
load_readings (const Options      *options,
               const char *const  *paths,
               GError            **error)
{
  g_autoptr(RimCohort) table = NULL;

  if (options->tables.reading == NULL)
    return cli_tables_load_each (&options->tables, paths, error);

  table = cli_tables_load (&options->tables, paths, error);

  return table != NULL ? rim_cohort_split (table, options->tables.reading, error) : NULL;
}

static CliStatus
print_iccs (const Options      *options,
            const char *const  *paths)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) readings = load_readings (options, paths, &error);
  g_autoptr(GHashTable) iccs = NULL;
  g_autoptr(GString) csv = g_string_new ("column,icc\n");
  RimCohort *first;

  if (readings != NULL)
    iccs = rim_cohort_icc_new ((RimCohort *const *) readings->pdata, readings->len,
                               options->consistency ? RIM_COHORT_ICC_CONSISTENCY : RIM_COHORT_ICC_AGREEMENT,
                               options->by_bound, &error);
  if (iccs == NULL)
    return cli_fail (error);

  first = readings->pdata[0];
  for (guint c = 0; c < rim_cohort_get_n_columns (first); c++)
    {
      const char *name = rim_cohort_get_column (first, c)->name;
      const double *icc = g_hash_table_lookup (iccs, name);

      if (icc == NULL)
        continue;
      rim_csv_append_field (csv, name);
      rim_csv_append_number (csv, *icc);
      g_string_append_c (csv, '\n');
    }
  if (options->out == NULL)
    g_print ("%s", csv->str);
  else if (!rim_file_replace_contents (options->out, csv->str, csv->len, &error))
    return cli_fail (error);

  return CLI_DONE;
}

/* What rows were made with goes with them. */
static gboolean
save (const Options  *options,
      RimCohort      *cohort,
      const char     *first,
      GError        **error)
{
  g_autofree char *settings = cli_tables_dup_settings (first);
  g_autofree char *beside = cli_cohort_get_path (options->out, ".settings.yaml");
  g_autoptr(GBytes) bytes = NULL;

  if (settings != NULL)
    {
      bytes = rim_file_read (settings, MAX_SETTINGS, error);
      if (bytes == NULL || !rim_file_replace_contents (beside, g_bytes_get_data (bytes, NULL),
                                                       g_bytes_get_size (bytes), error))
        return FALSE;
    }

  return rim_cohort_save_csv (cohort, options->out, error);
}

static CliStatus
describe (const Options      *options,
          const char *const  *paths)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RimCohort) cohort = cli_tables_load (&options->tables, paths, &error);
  g_autoptr(RimOutcome) outcome = NULL;

  if (cohort == NULL)
    return cli_fail (error);
  if (options->outcome.column != NULL)
    {
      outcome = rim_outcome_new (cohort, &options->outcome, &error);
      if (outcome == NULL)
        return cli_fail (error);
    }
  if (options->out != NULL && !save (options, cohort, paths[0], &error))
    return cli_fail (error);

  if (options->json)
    print_json (cohort, outcome);
  else
    print_text (cohort, outcome);

  return CLI_DONE;
}

static CliStatus
run (const CliCommand *self,
     int               argc,
     char            **argv)
{
  g_auto(CliTables) tables = { 0 };
  g_autofree char *out = NULL;
  g_auto(CliOutcome) outcome = { NULL };
  Options options = { .out = NULL };
  const GOptionEntry entries[] = {
    CLI_TABLES_ENTRIES (&tables),
    CLI_OUTCOME_ENTRIES (&outcome, "Say what can be learned of this column"),
    { "icc", 'i', 0, G_OPTION_ARG_NONE, &options.icc, "Tables are readings: print the ICC of each column", NULL },
    { "reading", 0, 0, G_OPTION_ARG_STRING, &tables.reading, "The column that tells readings of one table apart", "COLUMN" },
    { "consistency", 'c', 0, G_OPTION_ARG_NONE, &options.consistency, "ICC(3,1) instead of ICC(2,1)", NULL },
    { "lower-bound", 'b', 0, G_OPTION_ARG_NONE, &options.by_bound, "The lower end of its interval", NULL },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &out, "Write the table", "OUT.csv" },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &options.json, "Print JSON", NULL },
    { NULL }
  };

  if (!cli_parse (self, entries, &argc, &argv, 1, -1))
    return CLI_USAGE;
  if (!options.icc && (options.consistency || options.by_bound))
    return cli_usage (self, "--consistency and --lower-bound go with --icc");
  if (!cli_outcome_check (self, &outcome))
    return CLI_USAGE;

  options.out = out;
  options.tables = tables;
  options.outcome = cli_outcome_get_settings (&outcome);

  return options.icc ? print_iccs (&options, (const char *const *) argv + 1)
                     : describe (&options, (const char *const *) argv + 1);
}

const CliCommand cmd_cohort = {
  "cohort",
  "TABLE.csv…",
  "Join tables of features and outcomes, and say what is in them",
  "Rows are those of the first table; the others add columns, by id or, where no id is the\n"
  "same, by patient. Tables that several machines made are put one below the other by\n"
  "--append, which refuses those of other settings. Nothing, NA, N/A, NaN and ? are\n"
  "missing. What columns are for is guessed from their names, or said by --role, --columns\n"
  "or a file TABLE.columns.csv beside the table. COLUMNS may hold * and ?.",
  run,
};
