/* bench-library.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What importing, drawing and the journal cost. */

#include <stdio.h>
#include <stdlib.h>

#include "app/cli/bench-library.h"
#include "app/cli/bench-load-ct.h"
#include "rim-test-data.h"

#define N_STROKES 500

static gboolean
bench_import (GError **error)
{
  g_autofree char *folder = rim_test_folder_new ();
  double first = 0;
  double again = 0;
  gboolean done = bench_load_ct_write (folder, BENCH_IMPORT_FILES, error) &&
                  bench_import_run (folder, &first, &again, error);

  rim_test_folder_remove (folder);
  if (done)
    {
      printf ("import 1000 files             %9.1f ms\n", 1e3 * first);
      printf ("import them again             %9.1f ms\n", 1e3 * again);
    }

  return done;
}

static gboolean
bench_strokes (void)
{
  const guint sizes[] = { 100, 500, 1000 };

  for (guint n = 0; n < G_N_ELEMENTS (sizes); n++)
    {
      BenchStroke result;

      if (!bench_stroke_run (sizes[n], &result))
        return FALSE;

      printf ("dab, %4u slices              %9.1f us median, %9.1f us worst\n", sizes[n],
              1e6 * result.dab.median, 1e6 * result.dab.worst);
      printf ("undo, %4u slices             %9.1f us median, %9.1f us worst\n", sizes[n],
              1e6 * result.undo.median, 1e6 * result.undo.worst);
      printf ("1000 strokes, %4u slices     %9.1f MB\n", sizes[n], (double) result.bytes / 1e6);
    }

  return TRUE;
}

static gboolean
bench_journal (GError **error)
{
  BenchJournal result;

  if (!bench_journal_run (N_STROKES, &result, error))
    return FALSE;

  printf ("step on the drawing thread    %9.1f us median, %9.1f us worst\n",
          1e6 * result.step.median, 1e6 * result.step.worst);
  printf ("step to commit on the disk    %9.2f ms median, %9.2f ms worst\n",
          1e3 * result.commit.median, 1e3 * result.commit.worst);
  printf ("record                        %9.0f bytes\n", result.record);

  return TRUE;
}

int
main (void)
{
  g_autoptr(GError) error = NULL;
  gboolean done = bench_import (&error) && bench_strokes () && bench_journal (&error);

  if (!done)
    fprintf (stderr, "%s\n", error != NULL ? error->message : "a stroke was not taken back");

  return done ? EXIT_SUCCESS : EXIT_FAILURE;
}
