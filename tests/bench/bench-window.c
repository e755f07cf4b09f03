/* bench-window.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What a user waits for in the window: its start, a search, an import beside it. */

#include <stdio.h>
#include <stdlib.h>

#include "app/cli/bench-library.h"
#include "app/cli/bench-load-ct.h"
#include "bench-program.h"
#include "demo/rim-demo-library.h"
#include "rim-test-data.h"

#define N_STARTS 7

static void
print_lag (const char     *when,
           const BenchLag *lag,
           double          goal)
{
  g_autofree char *wall = g_strdup_printf ("  %s, held up at most", when);
  g_autofree char *own = g_strdup_printf ("  %s, by itself", when);

  bench_print_goal (wall, 1e3 * lag->wall, goal);
  bench_print_goal (own, 1e3 * lag->own, goal);
}

/* From the start of the process to the first frame that has the patients. */
static int
run_start (const char *folder,
           double      started)
{
  BenchProgram program = { 0 };

  if (!bench_program_open (&program, folder))
    return EXIT_FAILURE;

  printf ("%f\n", bench_clock () - started);

  return EXIT_SUCCESS;
}

static gboolean
measure_start (const char *self,
               const char *folder,
               double     *seconds)
{
  g_autofree char *started = g_strdup_printf ("%f", bench_clock ());
  const char *arguments[] = { self, "start", folder, started, NULL };
  g_autofree char *output = NULL;

  if (!g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL,
                     NULL, NULL))
    return FALSE;

  *seconds = g_ascii_strtod (output, NULL);

  return *seconds > 0;
}

static gboolean
bench_start (const char               *self,
             const RimDemoLibrarySize *size)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autofree char *what = NULL;
  double times[N_STARTS];
  gboolean done = rim_demo_write_library (folder, size, NULL);

  for (guint i = 0; i < N_STARTS && done; i++)
    done = measure_start (self, folder, &times[i]);
  rim_test_folder_remove (folder);
  if (!done)
    return FALSE;

  bench_sort (times, N_STARTS);
  what = g_strdup_printf ("start, %u patients, median", size->n_patients);
  bench_print_goal (what, 1e3 * times[N_STARTS / 2], size->n_patients <= 1000 ? 700 : 0);
  bench_print_goal ("  fastest", 1e3 * times[0], 0);

  return TRUE;
}

static double
type (BenchProgram *program,
      const char   *words)
{
  double start = bench_clock ();

  g_object_set (bench_program_get_model (program), "search", words, NULL);
  do
    g_main_context_iteration (NULL, TRUE);
  while (rl_browser_model_is_busy (bench_program_get_model (program)));

  return bench_clock () - start;
}

/* From a key to the list that was found, and what the main loop is held up. */
static int
run_search (const char *folder)
{
  static const char words[] = "muller anna pet 2019";
  BenchProgram program = { 0 };
  double times[sizeof words];
  BenchLag lag;
  guint n = 0;

  if (!bench_program_open (&program, folder))
    return EXIT_FAILURE;

  bench_settle (1);
  bench_lag_start (&lag);
  for (gsize i = 1; i < sizeof words; i++)
    {
      g_autofree char *typed = g_strndup (words, i);

      times[n++] = type (&program, typed);
      bench_settle (0.05);
    }
  times[n++] = type (&program, "");
  bench_settle (0.1);
  bench_lag_stop (&lag);

  bench_sort (times, n);
  bench_print_goal ("key to list, 100,000 series, median", 1e3 * times[n / 2], 50);
  bench_print_goal ("  slowest", 1e3 * times[n - 1], 50);
  print_lag ("main loop meanwhile", &lag, 0);

  return EXIT_SUCCESS;
}

static int
run_import (const char *folder,
            const char *images)
{
  BenchProgram program = { 0 };
  BenchLag idle, lag;
  double start;

  if (!bench_program_open (&program, folder))
    return EXIT_FAILURE;

  bench_settle (1);
  bench_lag_start (&idle);
  bench_settle (2);
  bench_lag_stop (&idle);

  start = bench_clock ();
  bench_lag_start (&lag);
  rl_review_import (program.review, (const char *const[]) { images, NULL }, FALSE);
  while (!program.imported || rl_browser_model_is_busy (bench_program_get_model (&program)))
    g_main_context_iteration (NULL, TRUE);
  bench_lag_stop (&lag);

  bench_print_goal ("import 1000 files", 1e3 * (bench_clock () - start), 3000);
  print_lag ("main loop meanwhile", &lag, 16);
  print_lag ("main loop while idle", &idle, 0);

  return EXIT_SUCCESS;
}

/* Each in a process of its own. */
static gboolean
run_self (const char *self,
          const char *what,
          const char *folder,
          const char *images)
{
  const char *arguments[] = { self, what, folder, images, NULL };
  int status;

  fflush (stdout);

  return g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL,
                       &status, NULL) && status == 0;
}

static gboolean
bench_search (const char *self)
{
  static const RimDemoLibrarySize size = { 10000, 2, 5, 1 };
  g_autofree char *folder = rim_test_folder_new ();
  gboolean done = rim_demo_write_library (folder, &size, NULL) &&
                  run_self (self, "search", folder, NULL);

  rim_test_folder_remove (folder);

  return done;
}

static gboolean
bench_import (const char *self)
{
  static const RimDemoLibrarySize size = { 1000, 2, 5, 10 };
  g_autofree char *folder = rim_test_folder_new ();
  g_autofree char *images = rim_test_folder_new ();
  gboolean done = rim_demo_write_library (folder, &size, NULL) &&
                  bench_load_ct_write (images, BENCH_IMPORT_FILES, NULL) &&
                  run_self (self, "import", folder, images);

  rim_test_folder_remove (folder);
  rim_test_folder_remove (images);

  return done;
}

/* Without a name all are. */
static gboolean
is_asked (char       **argv,
          const char  *name)
{
  return argv[1] == NULL || g_str_equal (argv[1], name);
}

int
main (int    argc,
      char **argv)
{
  static const RimDemoLibrarySize sizes[] = { { 1, 2, 5, 10 }, { 1000, 2, 5, 10 },
                                              { 10000, 2, 5, 1 } };
  gboolean done = TRUE;

  if (argc == 4 && g_str_equal (argv[1], "start"))
    return run_start (argv[2], g_ascii_strtod (argv[3], NULL));
  if (argc == 3 && g_str_equal (argv[1], "search"))
    return run_search (argv[2]);
  if (argc == 4 && g_str_equal (argv[1], "import"))
    return run_import (argv[2], argv[3]);

  for (guint i = 0; i < G_N_ELEMENTS (sizes) && done && is_asked (argv, "start"); i++)
    done = bench_start (argv[0], &sizes[i]);
  if (done && is_asked (argv, "search"))
    done = bench_search (argv[0]);
  if (done && is_asked (argv, "import"))
    done = bench_import (argv[0]);

  return done ? EXIT_SUCCESS : EXIT_FAILURE;
}
