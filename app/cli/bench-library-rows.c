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
