/* bench-features.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "features/rl-feature-pane.h"
#include "rl-test-images.h"

#define ALLOWED     8.0
#define N_FRAMES    400
#define SCROLL_STEP 61.0

typedef struct
{
  double sum;
  double most;
  guint  n;
} Times;

/* What the main thread did, whatever else the machine does. */
static double
get_cpu_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);

  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec * 1e-6;
}

static void
add_time (Times *self,
          double ms)
{
  self->sum += ms;
  self->most = MAX (self->most, ms);
  self->n++;
}

static void
print_times (const char  *title,
             const Times *self)
{
  double mean = self->sum / self->n;

  printf ("%-24s mean %6.2f ms, most %6.2f ms (%u)  %s: %g allowed\n", title, mean, self->most, self->n,
          mean <= ALLOWED ? "met" : "MISSED", ALLOWED);
}

static void
settle (RlJobs *jobs)
{
  do
    while (g_main_context_iteration (NULL, FALSE))
      ;
  while (rl_jobs_get_n_jobs (jobs) > 0);
}

static void
painted_cb (gboolean *painted)
{
  *painted = TRUE;
}

/* Everything up to the end of the next frame. */
static void
wait_for_frame (GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  gboolean painted = FALSE;
  gulong id = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (painted_cb), &painted);

  gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);
  while (!painted)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, id);
}

/* Lists that pop up scroll too, but not as far. */
static void
find_longest (GtkWidget      *widget,
              GtkAdjustment **longest)
{
  GtkAdjustment *own = NULL;

  if (GTK_IS_SCROLLED_WINDOW (widget))
    own = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (widget));
  if (own != NULL && (*longest == NULL ||
                      gtk_adjustment_get_upper (own) > gtk_adjustment_get_upper (*longest)))
    *longest = own;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    find_longest (child, longest);
}

/* Letter by letter there, and letter by letter back. */
static void
bench_search (RlFeaturePane *pane,
              const char    *words)
{
  Times times = { 0 };
  gsize length = strlen (words);

  for (gsize i = 1; i < 2 * length + 1; i++)
    {
      g_autofree char *typed = g_strndup (words, i <= length ? i : 2 * length - i);
      double begin = get_cpu_ms ();

      rl_feature_pane_set_search (pane, typed);
      wait_for_frame (GTK_WIDGET (pane));
      add_time (&times, get_cpu_ms () - begin);
    }

  print_times (words, &times);
}

static void
bench_scroll (RlFeaturePane *pane)
{
  GtkAdjustment *adjustment = NULL;
  Times times = { 0 };

  rl_feature_pane_set_search (pane, "o");
  wait_for_frame (GTK_WIDGET (pane));
  find_longest (GTK_WIDGET (pane), &adjustment);
  for (guint i = 0; i < N_FRAMES; i++)
    {
      double begin = get_cpu_ms ();

      gtk_adjustment_set_value (adjustment, SCROLL_STEP * i);
      wait_for_frame (GTK_WIDGET (pane));
      add_time (&times, get_cpu_ms () - begin);
    }

  print_times ("scroll", &times);
  rl_feature_pane_set_search (pane, "");
}

int
main (int   argc,
      char *argv[])
{
  static const char *const searches[] = { "glcm contrast", "wavelet-LLH", "entropy", "q4le" };
  g_autoptr(RlJobs) jobs = NULL;
  g_autoptr(RlSession) session = NULL;
  g_autoptr(RimLesion) lesion = NULL;
  RlFeaturePane *pane;
  GtkWidget *window;

  gtk_init ();
  jobs = rl_jobs_new ();
  session = rl_test_session_new (TRUE);
  lesion = rl_test_lesion_new (rl_session_get_base (session), "A", RIM_VEC3 (22, -4, 6), 6);
  pane = RL_FEATURE_PANE (rl_feature_pane_new (jobs, session));
  window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (window), 340, 900);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (pane));
  gtk_window_present (GTK_WINDOW (window));
  wait_for_frame (window);

  rim_segmentation_add (rl_session_get_segmentation (session), lesion, "bench");
  rl_feature_pane_load_settings (pane, "pyradiomics-2060");
  settle (jobs);
  printf ("%u features\n", rl_feature_model_get_n_items (rl_feature_pane_get_model (pane)));
  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    bench_search (pane, searches[i]);
  bench_scroll (pane);

  gtk_window_destroy (GTK_WINDOW (window));
  rl_jobs_shut_down (jobs);

  return 0;
}
