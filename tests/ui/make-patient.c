/* make-patient.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-test-series.h"

/* Writes a small patient with CT, PET and two regions into a folder. */
int
main (int   argc,
      char *argv[])
{
  const RimTestSeries ct = { "Patient", "Study", "Small CT", "CT", 12 };
  const RimTestSeries pet = { "Patient", "Study", "Small PET", "PT", 12 };
  g_autofree char *rois = NULL;

  if (argc != 2)
    {
      g_printerr ("Usage: make-patient FOLDER\n");
      return 1;
    }

  rim_test_series_write (argv[1], &ct);
  rim_test_series_write (argv[1], &pet);
  rois = rim_test_series_add_rois (argv[1], &ct);

  return 0;
}
