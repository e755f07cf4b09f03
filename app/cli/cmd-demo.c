/* cmd-demo.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cli.h"
#include "demo/rim-demo-cohort.h"
#include "demo/rim-demo.h"

#define MAX_COHORT 100000

static CliStatus
write_cohort (const CliCommand *self,
              const char       *folder,
              int               n,
              int               first,
              gboolean          has_images)
{
  const RimDemoCohortOptions options = { (guint) first, (guint) n, has_images ? folder : NULL };
  g_autoptr(GError) error = NULL;

  if (n < 1 || n > MAX_COHORT || first < 0 || first > MAX_COHORT)
    return cli_usage (self, "--size takes a number from 1 to %d, and --first one from 0", MAX_COHORT);

  return rim_demo_cohort_write (folder, &options, NULL, &error) ? CLI_DONE : cli_fail (error);
}

static CliStatus
run (const CliCommand *self,
     int               argc,
     char            **argv)
{
  g_autofree char *patient = NULL;
  int n_scans = 0, n_cohort = RIM_DEMO_COHORT_SIZE, first = 0;
  gboolean is_cohort = FALSE, has_images = FALSE;
  const GOptionEntry entries[] = {
    { "patient", 'p', 0, G_OPTION_ARG_STRING, &patient, "Only the patient with this Patient ID", "ID" },
    { "scans", 'n', 0, G_OPTION_ARG_INT, &n_scans, "At most so many time points of each, earliest first", "N" },
    { "cohort", 'c', 0, G_OPTION_ARG_NONE, &is_cohort, "Write a cohort to learn from instead", NULL },
    { "size", 0, 0, G_OPTION_ARG_INT, &n_cohort, "How many patients the cohort has", "N" },
    { "first", 0, 0, G_OPTION_ARG_INT, &first, "The number of the first: others are other patients", "N" },
    { "images", 'i', 0, G_OPTION_ARG_NONE, &has_images, "Also write CT and contour of each of the cohort", NULL },
    { NULL }
  };
  RimDemoOptions options = { 0 };
  g_autoptr(GError) error = NULL;
  gboolean known = FALSE;

  if (!cli_parse (self, entries, &argc, &argv, 1, 1))
    return CLI_USAGE;
  if (is_cohort && (patient != NULL || n_scans != 0))
    return cli_usage (self, "--patient and --scans do not go with --cohort");
  if (is_cohort)
    return write_cohort (self, argv[1], n_cohort, first, has_images);
  if (n_scans < 0)
    return cli_usage (self, "--scans takes a number above 0");
  for (guint i = 0; i < rim_demo_get_n_patients (); i++)
    known = known || g_strcmp0 (patient, rim_demo_get_patient_id (i)) == 0;
  if (patient != NULL && !known)
    return cli_usage (self, "there is no demo patient “%s”", patient);

  options.patient = patient;
  options.n_scans = (guint) n_scans;

  return rim_demo_write_some (argv[1], &options, NULL, &error) ? CLI_DONE : cli_fail (error);
}

const CliCommand cmd_demo = {
  "demo",
  "DIR",
  "Write the synthetic patients as DICOM",
  "The same bytes every time: CT, PET and structure sets at four time points, with\n"
  "what was given and when in a file beside them. With --cohort: features of tumour and rim\n"
  "on CT, clinical data and outcomes of 240 synthetic patients, in CSV, from which a\n"
  "signature can be learned. How well the outcome can be told at all stands in truth.json.",
  run,
};
