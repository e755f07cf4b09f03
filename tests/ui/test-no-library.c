/* test-no-library.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "review/rl-review-private.h"
#include "rim-test-data.h"

/* Where no library can be there is a way on, and the settings learn of it. */
static void
test_no_library (void)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autofree char *file = g_build_filename (folder, "file", NULL);
  g_autofree char *beneath = g_build_filename (file, "library", NULL);
  g_autofree char *other = g_build_filename (folder, "other", NULL);
  g_autofree char *kept = NULL;
  g_autoptr(RlSettings) settings = rl_settings_new ();
  RlWindow *window = rl_window_new (NULL);
  g_autoptr(RlReview) review = rl_review_new (window, settings);
  GAction *choose = g_action_map_lookup_action (G_ACTION_MAP (window), "choose-library");

  g_assert_true (g_file_set_contents (file, "", 0, NULL));
  g_object_set (settings, "library-folder", beneath, NULL);
  g_assert_false (rl_review_open_library (review, beneath));
  g_assert_cmpstr (rl_window_get_page (window), ==, "error");
  g_assert_true (g_action_get_enabled (choose));

  g_assert_false (rl_review_change_library (review, beneath));
  g_assert_true (g_action_get_enabled (choose));
  g_assert_true (rl_review_change_library (review, other));
  g_assert_false (g_action_get_enabled (choose));
  g_assert_cmpstr (rl_window_get_page (window), !=, "error");
  kept = rl_settings_dup_library_folder (settings);
  g_assert_cmpstr (kept, ==, other);

  gtk_window_destroy (GTK_WINDOW (window));
  rl_review_shut_down (review);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  rim_test_folder_remove (folder);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/no-library/other", test_no_library);

  return g_test_run ();
}
