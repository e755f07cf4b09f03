/* bench-search.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "bench.h"
#include "demo/rim-demo-library.h"
#include "library/rim-index.h"

/* Searching in a large library as one types. */

static const RimDemoLibrarySize large = { 10000, 2, 5, 1 };

static gpointer
prepare_index (GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("rimlight-bench-XXXXXX", error);
  g_autoptr(RimLibrary) library = NULL;
  RimIndex *index = NULL;

  if (folder == NULL)
    return NULL;

  if (rim_demo_write_library (folder, &large, error))
    library = rim_library_open (folder, error);
  if (library != NULL)
    index = rim_library_make_index (library, error);
  g_clear_object (&library);
  bench_remove_folder (folder);

  return index;
}

/* The slowest of all keys that are pressed. */
static gboolean
run_search (gpointer   data,
            double    *seconds,
            GError   **error)
{
  static const char *const typed[] = {
    "muller anna pet 2019", "nsclc-04711", "thorax ct 2021-03", "fdg wb nac", "xyz",
  };

  *seconds = 0;
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    for (gsize n = 1; n <= strlen (typed[i]); n++)
      {
        g_autofree char *words = g_strndup (typed[i], n);
        RimIndexQuery query = { .words = words, .order = RIM_ORDER_DATE };
        double start = bench_now ();
        RimIndexHits *hits = rim_index_search (data, &query);

        *seconds = MAX (*seconds, bench_now () - start);
        rim_index_hits_free (hits);
      }

  return TRUE;
}

static gboolean
scan_titles (gpointer   data,
             double    *seconds,
             GError   **error)
{
  guint n = rim_index_get_n_series (data);
  double start = bench_now ();
  guint n_found = 0;

  for (guint i = 0; i < n; i++)
    n_found += strstr (rim_index_get_series (data, i)->title, "xyz") != NULL;
  *seconds = bench_now () - start;

  return n_found == 0;
}

static void
finish_index (gpointer data)
{
  rim_index_unref (data);
}

const Bench bench_search_100k = {
  "search-100k",
  "the slowest key while typing five searches, by date, in a library of 100,000 series",
  "strstr() in the description of every series",
  prepare_index, run_search, scan_titles, finish_index,
};

static gpointer
prepare_library (GError **error)
{
  char *folder = g_dir_make_tmp ("rimlight-bench-XXXXXX", error);

  if (folder == NULL || rim_demo_write_library (folder, &large, error))
    return folder;

  bench_remove_folder (folder);
  g_free (folder);

  return NULL;
}

static gboolean
run_index (gpointer   data,
           double    *seconds,
           GError   **error)
{
  g_autoptr(RimLibrary) library = rim_library_open (data, error);
  double start = bench_now ();
  g_autoptr(RimIndex) index = library != NULL ? rim_library_make_index (library, error) : NULL;

  *seconds = bench_now () - start;

  return index != NULL;
}

static gboolean
list_patients (gpointer   data,
               double    *seconds,
               GError   **error)
{
  g_autoptr(RimLibrary) library = rim_library_open (data, error);
  double start = bench_now ();
  g_autoptr(GPtrArray) rows = library != NULL ? rim_library_list_patients (library, error) : NULL;

  *seconds = bench_now () - start;

  return rows != NULL;
}

static void
finish_library (gpointer data)
{
  bench_remove_folder (data);
  g_free (data);
}

const Bench bench_index_100k = {
  "index-100k",
  "read the index of a library of 100,000 series, in a worker",
  "listing its patients",
  prepare_library, run_index, list_patients, finish_library,
};
