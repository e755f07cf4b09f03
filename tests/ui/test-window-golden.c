/* test-window-golden.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rl-test-golden.h"
#include "rl-test-window.h"

static void
compare (RlTestWindow *fixture,
         const char   *state)
{
  g_autofree char *stem = g_strdup_printf ("window-%s", state);

  rl_test_golden_compare (GTK_WIDGET (fixture->window), RL_TEST_WRITING_PLAIN, stem);
}

static void
test_empty (RlTestWindow  *fixture,
            gconstpointer  data)
{
  rl_test_golden_set_dark (data != NULL);
  compare (fixture, "empty");
}

static void
test_loading (RlTestWindow  *fixture,
              gconstpointer  data)
{
  rl_test_golden_set_dark (data != NULL);
  rl_reading_set_heading (rl_window_get_reading (fixture->window), "Patient", "2026-01-02");
  rl_window_show_page (fixture->window, "loading");
  compare (fixture, "loading");
}

/* With words of its own, since real ones name a file, and files lie elsewhere. */
static void
test_error (RlTestWindow  *fixture,
            gconstpointer  data)
{
  RlReading *reading = rl_window_get_reading (fixture->window);
  AdwStatusPage *page = ADW_STATUS_PAGE (rl_reading_get_place (reading, "error"));

  rl_test_golden_set_dark (data != NULL);
  adw_status_page_set_title (page, "This series cannot be opened");
  adw_status_page_set_description (page, "slice: not a DICOM file");
  rl_window_show_page (fixture->window, "error");
  compare (fixture, "error");
}

static void
test_full (RlTestWindow  *fixture,
           gconstpointer  data)
{
  rl_test_golden_set_dark (data != NULL);
  rl_test_window_fill (fixture);
  compare (fixture, "full");
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  /* What is written is left out, its place is not. */
  rl_test_golden_set_look ("label:not(.skeleton), text, inscription, browserrow, swatch, toast "
                           "{ opacity: 0; } .skeleton { color: transparent; }");

#define ADD(path, func) \
  g_test_add (path "/dark", RlTestWindow, GINT_TO_POINTER (TRUE), rl_test_window_set_up, func, rl_test_window_tear_down); \
  g_test_add (path "/light", RlTestWindow, NULL, rl_test_window_set_up, func, rl_test_window_tear_down)

  ADD ("/ui/window-golden/empty", test_empty);
  ADD ("/ui/window-golden/loading", test_loading);
  ADD ("/ui/window-golden/error", test_error);
  ADD ("/ui/window-golden/full", test_full);

  return g_test_run ();
}
