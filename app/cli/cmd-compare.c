/* cmd-compare.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cli-comparison.h"
#include "cli-csv.h"
#include "cli.h"
#include "core/rim-file.h"
#include "dicom/rim-seg.h"

#define MAX_MANIFEST      (64 * 1024 * 1024)
#define DEFAULT_TOLERANCE 2.0

typedef struct
{
  char              *image;
  char              *series;
  char              *lesion;
  char              *match;
  char              *cohort;
  gboolean           csv;
  gboolean           json;
  gboolean           summary;
  double             threshold;
  CliCompareOptions  compare;
} Options;

/* A cohort */

typedef struct
{
  const char    *path;
  const Options *options;
  CliCsvRow     *header;
  GPtrArray     *comparisons;
  guint          n_cases;
  guint          n_failed;
} Cohort;

/* Returns: (nullable): what stands there */
static const char *
get_field (const Cohort    *self,
           const CliCsvRow *row,
           const char      *name)
{
  for (guint i = 0; i < self->header->n && i < row->n; i++)
    if (g_ascii_strcasecmp (self->header->fields[i], name) == 0)
      return *row->fields[i] != '\0' ? row->fields[i] : NULL;

  return NULL;
}

static gboolean
compare_files (GPtrArray                *comparisons,
               const CliReadersFrom     *from,
               const char               *id,
               const CliCompareOptions  *options,
               GError                  **error)
{
  g_auto(CliReaders) readers = { NULL };

  return cli_readers_load (&readers, from, error) &&
         cli_comparisons_add (comparisons, &readers, id, options, error);
}

static gboolean
compare_case (Cohort           *self,
              const CliCsvRow  *row,
              GError          **error)
{
  g_autofree char *a = cli_csv_resolve (self->path, get_field (self, row, "a"));
  g_autofree char *b = cli_csv_resolve (self->path, get_field (self, row, "b"));
  g_autofree char *image = cli_csv_resolve (self->path, get_field (self, row, "image"));
  const char *const paths[] = { a, b, NULL };
  CliReadersFrom from = { paths, image, get_field (self, row, "series"), self->options->threshold };
  CliCompareOptions options = self->options->compare;

  if (a == NULL || b == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "a or b is empty");
      return FALSE;
    }
  if (get_field (self, row, "lesion") != NULL)
    options.lesion = get_field (self, row, "lesion");

  return compare_files (self->comparisons, &from, get_field (self, row, "id"), &options, error);
}

static void
compare_cases (Cohort    *self,
               GPtrArray *rows)
{
  for (guint r = 1; r < rows->len; r++)
    {
      g_autoptr(GError) error = NULL;
      CliCsvRow *row = rows->pdata[r];

      self->n_cases++;
      if (compare_case (self, row, &error))
        continue;

      {
        g_autofree char *text = g_strdup_printf ("%s:%u: %s", self->path, row->line, error->message);

        cli_warn (text);
      }
      self->n_failed++;
    }
}

static gboolean
check_header (Cohort     *self,
              GPtrArray  *rows,
              GError    **error)
{
  const char *const needed[] = { "id", "a", "b" };

  for (guint n = 0; n < G_N_ELEMENTS (needed); n++)
    {
      gboolean found = FALSE;

      self->header = rows->len > 0 ? rows->pdata[0] : NULL;
      for (guint i = 0; self->header != NULL && i < self->header->n; i++)
        found |= g_ascii_strcasecmp (g_strstrip (self->header->fields[i]), needed[n]) == 0;
      if (found)
        continue;

      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s:1: there is no column “%s”", self->path, needed[n]);
      return FALSE;
    }

  return TRUE;
}

static gboolean
compare_cohort (GPtrArray      *comparisons,
                const Options  *options,
                GError        **error)
{
  g_autoptr(GBytes) bytes = rim_file_read (options->cohort, MAX_MANIFEST, error);
  g_autofree char *text = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  Cohort self = { options->cohort, options, NULL, comparisons };

  if (bytes == NULL)
    return FALSE;

  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  rows = cli_csv_parse (text);
  if (!check_header (&self, rows, error))
    return FALSE;

  compare_cases (&self, rows);
  if (comparisons->len > 0)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: none of %u cases could be compared", options->cohort,
               self.n_cases);

  return FALSE;
}

/* The command */

static void
print_csv (GPtrArray *comparisons)
{
  g_autofree char *csv = rim_roi_comparisons_to_csv (comparisons);

  g_print ("%s", csv);
}

static void
print_all (const Options *options,
           GPtrArray     *comparisons)
{
  if (options->json)
    cli_comparisons_print_json (comparisons, options->cohort != NULL);
  else if (options->summary)
    cli_comparisons_print_summary_csv (comparisons);
  else if (options->csv)
    print_csv (comparisons);
  else
    cli_comparisons_print (comparisons, options->cohort != NULL);
}

static CliStatus
check_usage (const CliCommand *self,
             Options          *options,
             int               argc)
{
  if (options->cohort != NULL ? argc > 1 : argc != 3)
    return cli_usage (self, "give two segmentations, or --cohort and none");
  if (options->csv + options->json + options->summary > 1)
    return cli_usage (self, "only one of --csv, --json and --summary can be printed");
  if (!(options->compare.tolerance_mm >= 0.0 && options->compare.tolerance_mm < 1e6))
    return cli_usage (self, "--tolerance takes millimetres from 0 on");
  if (!cli_check_threshold (self, options->threshold))
    return CLI_USAGE;
  if (options->match != NULL && !rim_roi_match_from_name (options->match, &options->compare.match))
    return cli_usage (self, "--match takes tracking-uid, name, number, overlap or only");
  options->compare.lesion = options->lesion;

  return CLI_DONE;
}

static CliStatus
run_with (const CliCommand *self,
          Options          *options,
          int               argc,
          char            **argv)
{
  const GOptionEntry entries[] = {
    { "image", 'i', 0, G_OPTION_ARG_FILENAME, &options->image, "The image that was drawn on, which RTSTRUCT needs", "PATH" },
    { "series", 's', 0, G_OPTION_ARG_STRING, &options->series, "UID or number of the image, where PATH has several", "SERIES" },
    { "lesion", 'l', 0, G_OPTION_ARG_STRING, &options->lesion, "Only the lesion of this name or number", "LESION" },
    { "match", 'm', 0, G_OPTION_ARG_STRING, &options->match, "Match lesions only by tracking-uid, name, number, overlap or only", "HOW" },
    { "tolerance", 't', 0, G_OPTION_ARG_DOUBLE, &options->compare.tolerance_mm, "Distance that does not count for the surface Dice (2)", "MM" },
    { "threshold", 0, 0, G_OPTION_ARG_DOUBLE, &options->threshold, "From which fraction on a voxel of a SEG is in (0.5)", "FRACTION" },
    { "cohort", 'c', 0, G_OPTION_ARG_FILENAME, &options->cohort, "Compare the cases of a table: id, a, b and, where wanted, image, series, lesion", "MANIFEST" },
    { "csv", 0, 0, G_OPTION_ARG_NONE, &options->csv, "Print a row for each lesion", NULL },
    { "summary", 0, 0, G_OPTION_ARG_NONE, &options->summary, "Print a row for each measure: median and quartiles over lesions", NULL },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &options->json, "Print JSON, with the definition of each measure", NULL },
    { NULL }
  };
  g_autoptr(GPtrArray) comparisons = cli_comparisons_new ();
  g_autoptr(GError) error = NULL;
  CliReadersFrom from = { NULL };
  CliStatus status;

  if (!cli_parse (self, entries, &argc, &argv, 0, 2))
    return CLI_USAGE;
  status = check_usage (self, options, argc);
  if (status != CLI_DONE)
    return status;

  from = (CliReadersFrom) { (const char *const *) argv + 1, options->image, options->series, options->threshold };
  if (options->cohort != NULL ? !compare_cohort (comparisons, options, &error)
                              : !compare_files (comparisons, &from, NULL, &options->compare, &error))
    return cli_fail (error);
  print_all (options, comparisons);

  return CLI_DONE;
}

static CliStatus
run (const CliCommand *self,
     int               argc,
     char            **argv)
{
  Options options = { .threshold = RIM_SEG_DEFAULT_THRESHOLD, .compare.tolerance_mm = DEFAULT_TOLERANCE };
  CliStatus status = run_with (self, &options, argc, argv);

  g_free (options.image);
  g_free (options.series);
  g_free (options.lesion);
  g_free (options.match);
  g_free (options.cohort);

  return status;
}

const CliCommand cmd_compare = {
  "compare",
  "[A B]",
  "Compare the contours of two readers or versions",
  "A and B are RTSTRUCT, SEG, NIfTI or NRRD; A is the one that was there first. Lesions\n"
  "are matched by tracking UID, then by name, by number where there is no name, by the\n"
  "highest Dice coefficient, and a single pair that is left by being the only one; what\n"
  "only one reader has is compared with nothing. Masks on different grids are put on the\n"
  "finer one (a voxel is in when its centre lies in one that was in); different frames\n"
  "of reference are refused. Surfaces are measured as by Nikolov et al. 2021, those with\n"
  "“voxel_” between border voxels. “--json” has the definition of every measure.",
  run,
};
