/* bench-view.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/cli/bench-view.h"

/* The workloads of the view and of measuring, without the rest of rimlightctl. */
int
main (int   argc,
      char *argv[])
{
  guint (*const workloads[]) (BenchViewResult *, GError **) = {
    bench_view_run_render, bench_view_run_outline, bench_view_run_measure,
  };

  for (guint w = 0; w < G_N_ELEMENTS (workloads); w++)
    {
      g_autoptr(GError) error = NULL;
      BenchViewResult results[BENCH_VIEW_MAX_RESULTS];
      guint n = workloads[w] (results, &error);

      if (n == 0)
        {
          g_printerr ("%s\n", error->message);
          return 1;
        }

      for (guint r = 0; r < n; r++)
        g_print ("%-32s %8.2f ms  (worst of %u: %.2f ms)\n", results[r].name, results[r].median,
                 results[r].n_runs, results[r].worst);
    }

  return 0;
}
