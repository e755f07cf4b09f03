/* bench-library-rows.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <unistd.h>

#include "bench-library.h"
#include "bench-load-ct.h"
#include "bench.h"

#define N_COMMITS   100
#define FEW_SLICES  100
#define MANY_SLICES 1000

static void
finish_folder (gpointer data)
{
  bench_remove_folder (data);
  g_free (data);
}

static gpointer
prepare_files (GError **error)
{
  char *folder = g_dir_make_tmp ("rimlight-bench-XXXXXX", error);

  if (folder == NULL || bench_load_ct_write (folder, BENCH_IMPORT_FILES, error))
    return folder;

  finish_folder (folder);

  return NULL;
}

static gboolean
run_import (gpointer   data,
            double    *seconds,
            GError   **error)
{
  double again;

  return bench_import_run (data, seconds, &again, error);
}

const Bench bench_import_1000 = {
  "import-1000",
  "import 1000 CT slices of 512 x 512 into an empty library, in place, from the page cache",
  "reading the bytes of the files",
  prepare_files, run_import, bench_read_files, finish_folder,
};

static gboolean
run_dab (guint      n_slices,
         double    *seconds,
         GError   **error)
{
  BenchStroke result;

  if (!bench_stroke_run (n_slices, &result))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "A stroke was not taken back");
      return FALSE;
    }

  *seconds = result.dab.median;

  return TRUE;
}

static gboolean
run_many_slices (gpointer   data,
                 double    *seconds,
                 GError   **error)
{
  return run_dab (MANY_SLICES, seconds, error);
}

static gboolean
run_few_slices (gpointer   data,
                double    *seconds,
                GError   **error)
{
  return run_dab (FEW_SLICES, seconds, error);
}

const Bench bench_stroke = {
  "stroke",
  "one event of a brush of 30 mm and the mask it gives, on 512 x 512 x 1000",
  "the same on 512 x 512 x 100",
  NULL, run_many_slices, run_few_slices, NULL,
};

static gboolean
run_journal (gpointer   data,
             double    *seconds,
             GError   **error)
{
  BenchJournal result;

  if (!bench_journal_run (N_COMMITS, &result, error))
    return FALSE;

  *seconds = result.commit.median;

  return TRUE;
}

static gboolean
write_synced (gpointer   data,
              double    *seconds,
              GError   **error)
{
  g_autofree char *name = NULL;
  int fd = g_file_open_tmp ("rimlight-bench-XXXXXX", &name, error);
  double times[N_COMMITS];
  char page[4096] = { 0 };
  gboolean success = fd >= 0;

  for (guint n = 0; n < N_COMMITS && success; n++)
    {
      double start = bench_now ();

      success = write (fd, page, sizeof page) == sizeof page && fsync (fd) == 0;
      times[n] = bench_now () - start;
    }

  if (fd < 0)
    return FALSE;

  close (fd);
  g_unlink (name);
  if (!success)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s could not be written", name);
      return FALSE;
    }

  *seconds = bench_median (times, N_COMMITS);

  return TRUE;
}

const Bench bench_journal_write = {
  "journal-write",
  "from the end of a stroke until its record is on the disk",
  "a synced write of 4096 bytes",
  NULL, run_journal, write_synced, NULL,
};
