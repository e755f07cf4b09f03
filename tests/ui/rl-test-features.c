/* rl-test-features.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rl-test-features.h"

#include "rl-test-images.h"

static void
message_cb (RlTestFeatures *fixture,
            const char     *message)
{
  g_free (fixture->said);
  fixture->said = g_strdup (message);
}

void
rl_test_features_set_up (RlTestFeatures *fixture,
                         gconstpointer   data)
{
  fixture->session = rl_test_session_new (TRUE);
  fixture->jobs = rl_jobs_new ();
  fixture->segmentation = rl_session_get_segmentation (fixture->session);
  fixture->pane = RL_FEATURE_PANE (rl_feature_pane_new (fixture->jobs, fixture->session));
  fixture->extractor = rl_feature_pane_get_extractor (fixture->pane);
  fixture->model = rl_feature_pane_get_model (fixture->pane);
  g_signal_connect_swapped (fixture->pane, "message", G_CALLBACK (message_cb), fixture);

  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 320, 700);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->pane));
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (fixture->window);
}

void
rl_test_features_tear_down (RlTestFeatures *fixture,
                            gconstpointer   data)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->pane), (gpointer *) &fixture->pane);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  rl_jobs_shut_down (fixture->jobs);
  while (g_main_context_iteration (NULL, FALSE))
    ;

  g_assert_null (fixture->pane);
  g_assert_finalize_object (fixture->jobs);
  g_assert_finalize_object (fixture->session);
  g_free (fixture->said);
}

/* Runs what is due until no job is left. */
void
rl_test_features_settle (RlTestFeatures *fixture)
{
  do
    while (g_main_context_iteration (NULL, FALSE))
      ;
  while (rl_jobs_get_n_jobs (fixture->jobs) > 0);
}

/* Draws a ball of @radius mm, which becomes the lesion that is selected.
 *
 * Returns: (transfer none): the lesion
 */
RimLesion *
rl_test_features_add_ball (RlTestFeatures *fixture,
                           const char     *name,
                           double          radius)
{
  g_autoptr(RimLesion) lesion =
    rl_test_lesion_new (rl_session_get_base (fixture->session), name, RIM_VEC3 (22, -4, 6), radius);

  g_assert_true (rim_segmentation_add (fixture->segmentation, lesion, "test"));

  return rim_segmentation_find (fixture->segmentation, lesion->id, NULL);
}

/* Returns: (transfer full): @lesion as a ball of @radius mm */
RimLesion *
rl_test_features_make_stroke (RlTestFeatures *fixture,
                              RimLesion      *lesion,
                              double          radius)
{
  RimLesion *stroke = rl_test_lesion_new (rl_session_get_base (fixture->session), lesion->name,
                                          RIM_VEC3 (22, -4, 6), radius);

  g_free (stroke->id);
  stroke->id = g_strdup (lesion->id);

  return stroke;
}

/* Returns: (transfer none): a feature of the original image, which must be there */
RlFeatureItem *
rl_test_features_find (RlTestFeatures *fixture,
                       const char     *family,
                       const char     *name)
{
  RlFeatureItem *item = rl_feature_model_find (fixture->model, "original", family, name);

  g_assert_nonnull (item);

  return item;
}

/* Counts changes of rows in @n; connect to "items-changed". */
void
rl_test_features_count_cb (GListModel *list,
                           guint       position,
                           guint       removed,
                           guint       added,
                           guint      *n)
{
  g_test_message ("items-changed: %u rows removed and %u added at %u", removed, added, position);
  (*n)++;
}
