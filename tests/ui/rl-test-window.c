/* rl-test-window.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rl-test-window.h"

#include <glib/gstdio.h>

#include "rim-test-data.h"
#include "rim-test-series.h"

#define WIDTH  1280
#define HEIGHT 800

static void
imported_cb (RlTestWindow *fixture)
{
  fixture->n_imported++;
}

/* Opens the window on the library in the folder. */
void
rl_test_window_open (RlTestWindow *fixture)
{
  g_autofree char *library = g_build_filename (fixture->folder, "library", NULL);

  fixture->settings = rl_settings_new ();
  fixture->window = rl_window_new (NULL);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), WIDTH, HEIGHT);
  fixture->review = rl_review_new (fixture->window, fixture->settings);
  g_signal_connect_swapped (fixture->review, "imported", G_CALLBACK (imported_cb), fixture);
  rl_session_set_show_text (rl_window_get_session (fixture->window), FALSE);
  g_assert_true (rl_review_open_library (fixture->review, library));
  gtk_window_present (GTK_WINDOW (fixture->window));
}

void
rl_test_window_close (RlTestWindow *fixture)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  rl_review_shut_down (fixture->review);
  while (g_main_context_iteration (NULL, FALSE))
    ;

  g_assert_finalize_object (fixture->review);
  g_assert_finalize_object (fixture->settings);
}

void
rl_test_window_set_up (RlTestWindow  *fixture,
                       gconstpointer  data)
{
  fixture->folder = rim_test_folder_new ();
  rl_test_window_open (fixture);
}

void
rl_test_window_tear_down (RlTestWindow  *fixture,
                          gconstpointer  data)
{
  rl_test_window_close (fixture);
  rim_test_folder_remove (fixture->folder);
  g_free (fixture->folder);
}

/* Imports a patient with a CT, a PET and contours, and opens it. */
void
rl_test_window_fill (RlTestWindow *fixture)
{
  const RimTestSeries ct = { "Patient", "Study", "CT", "CT", 12 };
  const RimTestSeries pet = { "Patient", "Study", "PET", "PT", 12 };
  g_autofree char *images = g_build_filename (fixture->folder, "images", NULL);
  g_autofree char *rois = NULL;
  const char *paths[] = { images, NULL };

  g_assert_cmpint (g_mkdir (images, 0700), ==, 0);
  rim_test_series_write (images, &ct);
  rim_test_series_write (images, &pet);
  rois = rim_test_series_add_rois (images, &ct);

  rl_review_import (fixture->review, paths, TRUE);
  while (fixture->n_imported == 0 ||
         rl_study_loader_get_state (rl_review_get_loader (fixture->review)) != RL_LOAD_DONE)
    g_main_context_iteration (NULL, TRUE);
}
