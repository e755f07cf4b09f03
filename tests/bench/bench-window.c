/* bench-window.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What a user waits for in the window: its start, a search, an import beside it. */

#include <adwaita.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "app/cli/bench-library.h"
#include "app/cli/bench-load-ct.h"
#include "browser/rl-browser.h"
#include "demo/rim-demo-library.h"
#include "review/rl-review.h"
#include "rim-test-data.h"

#define N_STARTS 7

/* How long the main loop did not come round, in seconds: by the clock, which
 * counts what other programs do, and by what this thread did itself.
 */
typedef struct
{
  double wall;
  double own;
  double last_wall;
  double last_own;
  guint  id;
} Lag;

typedef struct
{
  RlSettings *settings;
  RlWindow   *window;
  RlReview   *review;
  gboolean    painted;
  gboolean    imported;
} Program;

static double
now (void)
{
  return (double) g_get_monotonic_time () / G_USEC_PER_SEC;
}

static double
own_now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);

  return (double) time.tv_sec + 1e-9 * (double) time.tv_nsec;
}

static gboolean
lag_cb (gpointer data)
{
  Lag *lag = data;
  double wall = now ();
  double own = own_now ();

  lag->wall = MAX (lag->wall, wall - lag->last_wall);
  lag->own = MAX (lag->own, own - lag->last_own);
  lag->last_wall = wall;
  lag->last_own = own;

  return G_SOURCE_CONTINUE;
}

static void
lag_start (Lag *lag)
{
  lag->wall = lag->own = 0;
  lag->last_wall = now ();
  lag->last_own = own_now ();
  lag->id = g_timeout_add_full (G_PRIORITY_HIGH, 1, lag_cb, lag, NULL);
}

static void
lag_stop (Lag *lag)
{
  lag_cb (lag);
  g_source_remove (lag->id);
}

static RlBrowserModel *
get_model (Program *program)
{
  return rl_browser_get_model (RL_BROWSER (rl_window_get_place (program->window, "browser")));
}

static void
painted_cb (Program *program)
{
  program->painted = rl_browser_model_get_index (get_model (program)) != NULL;
}

static void
imported_cb (Program *program)
{
  program->imported = TRUE;
}

/* As the application does it. */
static gboolean
program_open (Program    *program,
              const char *folder)
{
  GdkFrameClock *clock;

  adw_init ();
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      ADW_COLOR_SCHEME_FORCE_DARK);
  program->settings = rl_settings_new ();
  program->window = rl_window_new (NULL);
  program->review = rl_review_new (program->window, program->settings);
  if (!rl_review_open_library (program->review, folder))
    return FALSE;

  gtk_window_present (GTK_WINDOW (program->window));
  rl_review_open_first (program->review);
  clock = gtk_widget_get_frame_clock (GTK_WIDGET (program->window));
  g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (painted_cb), program);
  g_signal_connect_swapped (program->review, "imported", G_CALLBACK (imported_cb), program);
  while (!program->painted)
    g_main_context_iteration (NULL, TRUE);

  return TRUE;
}

static void
settle (double seconds)
{
  double until = now () + seconds;

  while (now () < until)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (500);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

/* From the start of the process to the first frame that has the patients. */
static int
run_start (const char *folder,
           double      started)
{
  Program program = { 0 };

  if (!program_open (&program, folder))
    return EXIT_FAILURE;

  printf ("%f\n", now () - started);

  return EXIT_SUCCESS;
}

static gboolean
measure_start (const char *self,
               const char *folder,
               double     *seconds)
{
  g_autofree char *started = g_strdup_printf ("%f", now ());
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
  double times[N_STARTS];
  gboolean done = rim_demo_write_library (folder, size, NULL);

  for (guint i = 0; i < N_STARTS && done; i++)
    done = measure_start (self, folder, &times[i]);
  rim_test_folder_remove (folder);
  if (!done)
    return FALSE;

  qsort (times, N_STARTS, sizeof *times, compare_doubles);
  printf ("start, %6u patients         %9.0f ms median, %9.0f ms fastest\n", size->n_patients,
          1e3 * times[N_STARTS / 2], 1e3 * times[0]);

  return TRUE;
}

static double
type (Program    *program,
      const char *words)
{
  double start = now ();

  g_object_set (get_model (program), "search", words, NULL);
  do
    g_main_context_iteration (NULL, TRUE);
  while (rl_browser_model_is_busy (get_model (program)));

  return now () - start;
}

/* From a key to the list that was found, and what the main loop is held up. */
static int
run_search (const char *folder)
{
  static const char words[] = "muller anna pet 2019";
  Program program = { 0 };
  double times[sizeof words];
  Lag lag;
  guint n = 0;

  if (!program_open (&program, folder))
    return EXIT_FAILURE;

  settle (1);
  lag_start (&lag);
  for (gsize i = 1; i < sizeof words; i++)
    {
      g_autofree char *typed = g_strndup (words, i);

      times[n++] = type (&program, typed);
      settle (0.05);
    }
  times[n++] = type (&program, "");
  settle (0.1);
  lag_stop (&lag);

  qsort (times, n, sizeof *times, compare_doubles);
  printf ("key to list, 100,000 series   %9.1f ms median, %9.1f ms slowest\n", 1e3 * times[n / 2],
          1e3 * times[n - 1]);
  printf ("  main loop meanwhile         %9.1f ms held up at most, %9.1f ms by itself\n",
          1e3 * lag.wall, 1e3 * lag.own);

  return EXIT_SUCCESS;
}

static int
run_import (const char *folder,
            const char *images)
{
  Program program = { 0 };
  Lag idle, lag;
  double start;

  if (!program_open (&program, folder))
    return EXIT_FAILURE;

  settle (1);
  lag_start (&idle);
  settle (2);
  lag_stop (&idle);

  start = now ();
  lag_start (&lag);
  rl_review_import (program.review, (const char *const[]) { images, NULL }, FALSE);
  while (!program.imported || rl_browser_model_is_busy (get_model (&program)))
    g_main_context_iteration (NULL, TRUE);
  lag_stop (&lag);

  printf ("import 1000 files             %9.0f ms\n", 1e3 * (now () - start));
  printf ("  main loop meanwhile         %9.1f ms held up at most, %9.1f ms by itself\n",
          1e3 * lag.wall, 1e3 * lag.own);
  printf ("  main loop while idle        %9.1f ms held up at most, %9.1f ms by itself\n",
          1e3 * idle.wall, 1e3 * idle.own);

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

  for (guint i = 0; i < G_N_ELEMENTS (sizes) && done; i++)
    done = bench_start (argv[0], &sizes[i]);

  return done && bench_search (argv[0]) && bench_import (argv[0]) ? EXIT_SUCCESS : EXIT_FAILURE;
}
