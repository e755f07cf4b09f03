/* test-labelling.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "queue/rl-question-form.h"
#include "review/rl-review-private.h"
#include "rim-test-series.h"
#include "rl-test-window.h"

static const char protocol[] =
  "id: q\nversion: \"1\"\ntitle: Two questions\nmodalities: [CT]\n"
  "lesions: [{name: ROI, min: 1}]\n"
  "questions:\n"
  "  case:\n"
  "  - {id: good, title: Good, kind: yes-no, required: true}\n"
  "  lesion:\n"
  "  - {id: size, title: Size, kind: number, unit: mm, min: 0, max: 9}\n";

static void
imported_cb (guint *n)
{
  (*n)++;
}

/* Two patients with contours, and the queue of a protocol on both. */
static void
open_queue (RlTestWindow *fixture)
{
  g_autofree char *images = g_build_filename (fixture->folder, "images", NULL);
  g_autofree char *path = g_build_filename (fixture->folder, "protocol.yaml", NULL);
  static const char *const patients[] = { "Anna", "Ben" };
  guint n = 0;

  g_mkdir_with_parents (images, 0700);
  for (guint i = 0; i < G_N_ELEMENTS (patients); i++)
    {
      const RimTestSeries ct = { patients[i], patients[i], patients[i], "CT", 6, NULL };
      g_autofree char *rois = NULL;

      rim_test_series_write (images, &ct);
      rois = rim_test_series_add_rois (images, &ct);
      g_assert_nonnull (rois);
    }
  g_signal_connect_swapped (fixture->review, "imported", G_CALLBACK (imported_cb), &n);
  rl_review_import (fixture->review, (const char *[]) { images, NULL }, FALSE);
  while (n == 0)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handlers_disconnect_by_func (fixture->review, imported_cb, &n);

  g_assert_true (g_file_set_contents (path, protocol, -1, NULL));
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "use-protocol", g_variant_new_string (path));
  while (rl_queue_get_worklist (fixture->review->queue) == NULL ||
         rim_worklist_get_n_cases (rl_queue_get_worklist (fixture->review->queue)) < 2)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
is_case_open (RlTestWindow *fixture)
{
  const RimCase *kase = rl_queue_get_case (fixture->review->queue);
  RimVolume *base = rl_session_get_base (rl_window_get_session (fixture->window));

  return kase != NULL && base != NULL && rl_session_get_segmentation (rl_window_get_session (fixture->window)) != NULL &&
         strcmp (rim_volume_get_source (base)->study_uid, kase->study_uid) == 0 &&
         rl_study_loader_get_state (rl_review_get_loader (fixture->review)) == RL_LOAD_DONE;
}

static void
wait_for_case (RlTestWindow *fixture)
{
  while (!is_case_open (fixture))
    g_main_context_iteration (NULL, TRUE);
}

static void
activate (RlTestWindow *fixture,
          const char   *action)
{
  g_autofree char *name = NULL;
  g_autoptr(GVariant) target = NULL;

  g_assert_true (g_action_parse_detailed_name (action, &name, &target, NULL));
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), name, target);
}

/* Through two cases with the keys' commands: what is missing holds a case back. */
static void
test_cases (RlTestWindow  *fixture,
            gconstpointer  data)
{
  RlQueue *queue = fixture->review->queue;
  RlInspector *inspector;
  g_autofree char *first = NULL;
  g_autoptr(GError) error = NULL;

  open_queue (fixture);
  g_assert_true (rl_review_shows_queue (fixture->review));
  activate (fixture, "queue-step(1)");
  wait_for_case (fixture);
  g_assert_cmpint (rl_queue_get_index (queue), ==, 0);
  first = g_strdup (rl_queue_get_case (queue)->study_uid);
  inspector = rl_reading_get_inspector (rl_window_get_reading (fixture->window));
  g_assert_nonnull (rl_inspector_find_page (inspector, "questions"));

  activate (fixture, "set-status('reviewed')");
  g_assert_cmpint (rl_queue_get_case (queue)->state, ==, RIM_CASE_NOT_STARTED);
  g_assert_cmpstr (rl_inspector_get_page (inspector), ==, "questions");

  g_assert_false (rl_queue_answer (queue, NULL, "good", "maybe", &error));
  g_clear_error (&error);
  g_assert_true (rl_queue_answer (queue, NULL, "good", "yes", &error));
  g_assert_cmpint (rl_queue_get_case (queue)->state, ==, RIM_CASE_IN_PROGRESS);
  activate (fixture, "set-status('reviewed')");
  g_assert_cmpint (rl_queue_get_index (queue), ==, 1);
  g_assert_cmpint (rim_worklist_find_case (rl_queue_get_worklist (queue), first, NULL)->state, ==, RIM_CASE_DONE);
  wait_for_case (fixture);
}

/* While one case is read the images of the next are got ready. */
static void
test_prefetch (RlTestWindow  *fixture,
               gconstpointer  data)
{
  g_autoptr(GPtrArray) series = NULL;
  g_autoptr(RlOpened) opened = NULL;
  RimLibraryRow *row;

  open_queue (fixture);
  activate (fixture, "queue-step(1)");
  wait_for_case (fixture);
  series = rim_library_list_series (fixture->review->library, rl_queue_get_next (fixture->review->queue)->study_id,
                                    NULL);
  row = rl_choose_image (series);
  while ((opened = rl_image_cache_get (rl_review_get_cache (fixture->review), row->id)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (rim_volume_get_n_ready (opened->ct), ==, 6);
}

/* Patients come back as they were. */
static void
test_toggle (RlTestWindow  *fixture,
             gconstpointer  data)
{
  GtkWidget *browser = rl_window_get_place (fixture->window, "browser");

  activate (fixture, "show-queue");
  g_assert_true (rl_review_shows_queue (fixture->review));
  activate (fixture, "show-queue");
  g_assert_true (rl_window_get_place (fixture->window, "browser") == browser);
  activate (fixture, "show-queue");
  activate (fixture, "find-patient");
  g_assert_true (rl_window_get_place (fixture->window, "browser") == browser);
}

#define ADD(name, func) \
  g_test_add ("/labelling/" name, RlTestWindow, NULL, rl_test_window_set_up, func, rl_test_window_tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("cases", test_cases);
  ADD ("prefetch", test_prefetch);
  ADD ("toggle", test_toggle);

  return g_test_run ();
}
