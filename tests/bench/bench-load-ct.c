/* bench-load-ct.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Loads a CT of 600 slices from the page cache, and has GDCM do the same in the
 * same run. Each measurement is a process of its own; the best of several
 * counts, as everything else on the machine only adds.
 */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/cli/bench-load-ct.h"
#include "bench-gdcm.h"
#include "rim-test-data.h"

#define N_RUNS 5

typedef enum
{
  RIMLIGHT,
  GDCM_SERIES,
  GDCM_IMAGES,
} Reader;

static void
measure (Reader       reader,
         const char  *folder,
         BenchLoadCt *result)
{
  g_autoptr(GError) error = NULL;

  *result = (BenchLoadCt) { .load = -1.0 };

  if (reader == GDCM_SERIES)
    result->load = bench_gdcm_series (folder);
  else if (reader == GDCM_IMAGES)
    result->load = bench_gdcm_images (folder);
  else if (!bench_load_ct_run (folder, result, &error))
    fprintf (stderr, "%s\n", error != NULL ? error->message : "no series");
}

static gboolean
measure_apart (Reader       reader,
               const char  *folder,
               BenchLoadCt *result)
{
  int ends[2];
  pid_t child;
  gssize n;

  if (pipe (ends) != 0)
    return FALSE;

  child = fork ();
  if (child == 0)
    {
      measure (reader, folder, result);
      n = write (ends[1], result, sizeof *result);
      _exit (n == sizeof *result ? 0 : 1);
    }

  close (ends[1]);
  n = read (ends[0], result, sizeof *result);
  close (ends[0]);
  waitpid (child, NULL, 0);

  return n == sizeof *result && result->load > 0.0;
}

static gboolean
measure_best (Reader       reader,
              const char  *folder,
              BenchLoadCt *best)
{
  best->load = INFINITY;

  for (int i = 0; i < N_RUNS; i++)
    {
      BenchLoadCt result;

      if (!measure_apart (reader, folder, &result))
        return FALSE;
      if (result.load < best->load)
        *best = result;
    }

  return TRUE;
}

static void
report (const BenchLoadCt *ours,
        const BenchLoadCt *series,
        const BenchLoadCt *images)
{
  double over = ((double) ours->peak_bytes - (double) ours->voxel_bytes) / 1e6;

  printf ("rimlight scan            %8.1f ms\n", 1e3 * ours->scan);
  printf ("rimlight first slice     %8.1f ms\n", 1e3 * ours->first);
  printf ("rimlight scan and load   %8.1f ms\n", 1e3 * ours->load);
  printf ("gdcm scan and load       %8.1f ms\n", 1e3 * series->load);
  printf ("gdcm load alone          %8.1f ms\n", 1e3 * images->load);
  printf ("ratio to gdcm            %8.2f\n", ours->load / series->load);
  printf ("ratio to gdcm load alone %8.2f\n", ours->load / images->load);
  printf ("peak over voxels         %8.1f MB\n", over);
}

int
main (void)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autoptr(GError) error = NULL;
  BenchLoadCt ours;
  BenchLoadCt series;
  BenchLoadCt images;
  gboolean done;

  done = bench_load_ct_write (folder, BENCH_CT_SLICES, &error) &&
         measure_best (RIMLIGHT, folder, &ours) &&
         measure_best (GDCM_SERIES, folder, &series) &&
         measure_best (GDCM_IMAGES, folder, &images);

  if (done)
    report (&ours, &series, &images);
  else
    fprintf (stderr, "%s\n", error != NULL ? error->message : "a reader failed");

  rim_test_folder_remove (folder);

  return done ? EXIT_SUCCESS : EXIT_FAILURE;
}
