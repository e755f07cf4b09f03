/* cmd-demo.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cli.h"
#include "demo/rim-demo.h"

static CliStatus
run (const CliCommand *self,
     int               argc,
     char            **argv)
{
  g_autofree char *patient = NULL;
  int n_scans = 0;
  const GOptionEntry entries[] = {
    { "patient", 'p', 0, G_OPTION_ARG_STRING, &patient, "Only the patient with this Patient ID", "ID" },
    { "scans", 'n', 0, G_OPTION_ARG_INT, &n_scans, "At most so many time points of each, earliest first", "N" },
    { NULL }
  };
  RimDemoOptions options = { 0 };
  g_autoptr(GError) error = NULL;
  gboolean known = FALSE;

  if (!cli_parse (self, entries, &argc, &argv, 1, 1))
    return CLI_USAGE;
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
  "what was given and when in a file beside them.",
  run,
};
