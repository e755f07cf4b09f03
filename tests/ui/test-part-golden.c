/* test-part-golden.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rl-test-golden.h"
#include "rl-test-window.h"

/* The panes beside the images, with a bar for all that is written: in a golden
 * picture of the whole window their rows are not drawn.
 */

static void
act (GtkWidget  *widget,
     const char *detailed)
{
  g_autoptr(GVariant) target = NULL;
  g_autofree char *name = NULL;

  g_assert_true (g_action_parse_detailed_name (detailed, &name, &target, NULL));
  g_assert_true (gtk_widget_activate_action_variant (widget, name, target));
}

static void
compare_both (GtkWidget  *widget,
              const char *stem)
{
  rl_test_golden_set_dark (TRUE);
  rl_test_golden_compare (widget, RL_TEST_WRITING_BARS, stem);
  rl_test_golden_set_dark (FALSE);
  rl_test_golden_compare (widget, RL_TEST_WRITING_BARS, stem);
}

/* Pictures, badges and what is read of a study; then only what is of one modality. */
static void
test_browser (RlTestWindow  *fixture,
              gconstpointer  data)
{
  GtkWidget *browser = rl_window_get_place (fixture->window, "browser");

  rl_test_window_fill (fixture);
  compare_both (browser, "browser");
  act (browser, "filter.modality('PT')");
  compare_both (browser, "browser-filtered");
}

static GtkWidget *
show_page (RlTestWindow *fixture,
           const char   *page)
{
  rl_window_show_inspector (fixture->window, page);

  return rl_inspector_find_page (rl_window_get_inspector (fixture->window), page);
}

static void
test_features (RlTestWindow  *fixture,
               gconstpointer  data)
{
  RlSession *session = rl_window_get_session (fixture->window);

  compare_both (show_page (fixture, "features"), "features-empty");
  rl_test_window_fill (fixture);
  rl_session_set_active_lesion (session, rl_session_get_lesion (session, 0)->id);
  compare_both (show_page (fixture, "features"), "features");
}

static void
add (RlTestWindow       *fixture,
     RimMeasurementKind  kind,
     const RimVec3      *points,
     guint               n_points,
     const char         *label)
{
  RlSession *session = rl_window_get_session (fixture->window);
  RimSource *source = rim_volume_get_source (rl_session_get_base (session));
  g_autoptr(RimMeasurement) drawn = rim_measurement_new (kind, points, n_points, RIM_VEC3 (0, 0, 1));
  g_autoptr(RimMeasurement) named = rim_measurement_with_label (drawn, label);
  g_autoptr(RimMeasurement) placed =
    rim_measurement_with_layer (named, source->series_uid, source->modality,
                                source->frame_of_reference_uid);

  rl_measurements_add (rl_session_get_measurements (session), placed, "test");
}

static void
test_measurements (RlTestWindow  *fixture,
                   gconstpointer  data)
{
  const RimVec3 cross[] = { { -4, -2, 10 }, { 4, -2, 10 }, { 0, -4, 10 }, { 0, 0, 10 } };
  const RimVec3 corners[] = { { -4, -3, 12 }, { 2, -3, 12 }, { 2, 3, 12 }, { -4, 3, 12 } };

  rl_test_window_fill (fixture);
  compare_both (show_page (fixture, "measurements"), "measurements-empty");
  add (fixture, RIM_MEASUREMENT_LENGTH, cross, 2, NULL);
  add (fixture, RIM_MEASUREMENT_BIDIRECTIONAL, cross, 4, "Left upper lobe");
  add (fixture, RIM_MEASUREMENT_RECTANGLE, corners, 4, NULL);
  compare_both (show_page (fixture, "measurements"), "measurements");
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  rl_test_golden_set_look (NULL);

#define ADD(path, func) \
  g_test_add (path, RlTestWindow, NULL, rl_test_window_set_up, func, rl_test_window_tear_down)

  ADD ("/ui/part-golden/browser", test_browser);
  ADD ("/ui/part-golden/features", test_features);
  ADD ("/ui/part-golden/measurements", test_measurements);

  return g_test_run ();
}
