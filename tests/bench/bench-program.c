/* bench-program.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bench-program.h"

#include <adwaita.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "browser/rl-browser.h"

/* Returns: seconds */
double
bench_clock (void)
{
  return (double) g_get_monotonic_time () / G_USEC_PER_SEC;
}

/* Returns: seconds this thread has had a processor */
double
bench_own_clock (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);

  return (double) time.tv_sec + 1e-9 * (double) time.tv_nsec;
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

void
bench_sort (double *times,
            guint   n)
{
  qsort (times, n, sizeof *times, compare_doubles);
}

/* Lets the main loop run. */
void
bench_settle (double seconds)
{
  double until = bench_clock () + seconds;

  while (bench_clock () < until)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (500);
}

static gboolean
lag_cb (gpointer data)
{
  BenchLag *self = data;
  double wall = bench_clock ();
  double own = bench_own_clock ();

  self->wall = MAX (self->wall, wall - self->last_wall);
  self->own = MAX (self->own, own - self->last_own);
  self->last_wall = wall;
  self->last_own = own;

  return G_SOURCE_CONTINUE;
}

void
bench_lag_start (BenchLag *self)
{
  self->wall = self->own = 0;
  self->last_wall = bench_clock ();
  self->last_own = bench_own_clock ();
  self->id = g_timeout_add_full (G_PRIORITY_HIGH, 1, lag_cb, self, NULL);
}

void
bench_lag_stop (BenchLag *self)
{
  lag_cb (self);
  g_source_remove (self->id);
}

RlBrowserModel *
bench_program_get_model (BenchProgram *self)
{
  return rl_browser_get_model (RL_BROWSER (rl_window_get_place (self->window, "browser")));
}

/**
 * bench_program_find_ct:
 * @self: a program
 * @number: which CT of the library, from 0
 *
 * Returns: (transfer none) (nullable): its row
 */
RimLibraryRow *
bench_program_find_ct (BenchProgram *self,
                       guint         number)
{
  RimIndex *index = rl_browser_model_get_index (bench_program_get_model (self));
  guint n = 0;

  for (guint i = 0; i < rim_index_get_n_series (index); i++)
    {
      RimLibraryRow *row = rim_index_get_series (index, i);

      if (g_strcmp0 (row->modality, "CT") == 0 && n++ == number)
        return row;
    }

  return NULL;
}

static void
painted_cb (BenchProgram *self)
{
  self->painted = rl_browser_model_get_index (bench_program_get_model (self)) != NULL;
}

static void
imported_cb (BenchProgram *self)
{
  self->imported = TRUE;
}

/**
 * bench_program_open:
 * @self: (out caller-allocates): a program that was not opened yet
 * @folder: of a library
 *
 * Opens the window as the application does and waits for a frame with the patients.
 *
 * Returns: whether the library is open
 */
gboolean
bench_program_open (BenchProgram *self,
                    const char   *folder)
{
  GdkFrameClock *clock;

  adw_init ();
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      ADW_COLOR_SCHEME_FORCE_DARK);
  self->settings = rl_settings_new ();
  self->window = rl_window_new (NULL);
  self->review = rl_review_new (self->window, self->settings);
  if (!rl_review_open_library (self->review, folder))
    return FALSE;

  gtk_window_present (GTK_WINDOW (self->window));
  rl_review_open_first (self->review);
  clock = gtk_widget_get_frame_clock (GTK_WIDGET (self->window));
  g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (painted_cb), self);
  g_signal_connect_swapped (self->review, "imported", G_CALLBACK (imported_cb), self);
  while (!self->painted)
    g_main_context_iteration (NULL, TRUE);

  return TRUE;
}

/**
 * bench_print_goal:
 * @what: was measured
 * @ms: came out
 * @goal: what is allowed, ms; 0 where nothing was asked for
 */
void
bench_print_goal (const char *what,
                  double      ms,
                  double      goal)
{
  printf ("%-44s %9.2f ms", what, ms);
  if (goal > 0)
    printf ("  %s: %g allowed", ms <= goal ? "met" : "MISSED", goal);
  printf ("\n");
}
