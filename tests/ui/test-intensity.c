/* test-intensity.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>

#include "canvas/rl-slice-canvas.h"
#include "delineate/rim-refine.h"
#include "delineate/rim-seeds.h"
#include "rl-test-canvas.h"
#include "rl-test-images.h"
#include "tools/rl-operator.h"
#include "tools/rl-seeder.h"
#include "tools/rl-target.h"
#include "tools/rl-thresholder.h"
#include "volume/rim-mask-resample.h"

/* The middle of the tumour of the test images. */
#define TUMOUR RIM_VEC3 (22, -4, 6)

static RimSegmentation *
get_segmentation (RlTestCanvas *fixture)
{
  return rl_session_get_segmentation (fixture->session);
}

static void
wait_for_thresholder (RlThresholder *thresholder)
{
  while (rl_thresholder_is_busy (thresholder))
    g_main_context_iteration (NULL, TRUE);
}

static RlThresholder *
take_threshold (RlTestCanvas *fixture)
{
  RlThresholder *thresholder = rl_thresholder_get (fixture->session);

  rl_session_set_cursor (fixture->session, TUMOUR);
  rl_session_set_tool (fixture->session, RL_TOOL_THRESHOLD);
  wait_for_thresholder (thresholder);

  return thresholder;
}

static RimMask *
get_proposed (RlTestCanvas *fixture)
{
  RimLesion *proposal = rl_session_get_proposal (fixture->session);

  g_assert_nonnull (proposal);

  return proposal->mask;
}

static RimMask *
find_in_ball (RlTestCanvas *fixture,
              RimRange      range)
{
  RimVolume *volume = rl_session_get_volume (fixture->session, RL_LAYER_CT);
  RimRangeRegion region;

  rim_range_region_init_ball (&region, volume, TUMOUR, 40);

  return rim_range_find (volume, &region, &range, NULL, NULL);
}

/* It begins with a range that the image says, and proposes what the engine finds. */
static void
test_threshold (RlTestCanvas  *fixture,
                gconstpointer  data)
{
  RlThresholder *thresholder = take_threshold (fixture);
  const RimRangeLevels *levels = rl_thresholder_get_levels (thresholder);
  g_autoptr(RimMask) first = NULL;
  g_autoptr(RimMask) second = NULL;
  double low, high;

  g_assert_nonnull (levels);
  g_assert_true (rl_thresholder_get_range (thresholder, &low, &high));
  g_assert_cmpfloat (low, ==, round (levels->threshold));
  g_assert_cmpfloat (high, ==, ceil (levels->max));
  first = find_in_ball (fixture, (RimRange) { low, high, RIM_RANGE_ALL, TUMOUR });
  g_assert_true (rim_mask_equal (get_proposed (fixture), first));
  g_assert_cmpuint (rim_segmentation_get_n_edits (get_segmentation (fixture)), ==, 0);

  rl_thresholder_set_range (thresholder, low + 20, high);
  rl_thresholder_set_pieces (thresholder, RIM_RANGE_LARGEST);
  wait_for_thresholder (thresholder);
  second = find_in_ball (fixture, (RimRange) { low + 20, high, RIM_RANGE_LARGEST, TUMOUR });
  g_assert_true (rim_mask_equal (get_proposed (fixture), second));
  g_assert_false (rim_mask_equal (first, second));

  g_assert_true (rl_session_accept_proposal (fixture->session));
  g_assert_cmpuint (rim_segmentation_get_n_edits (get_segmentation (fixture)), ==, 1);
  g_assert_true (rim_mask_equal (rim_segmentation_get_lesion (get_segmentation (fixture), 0)->mask, second));
  g_assert_null (rl_session_get_proposal (fixture->session));
}

/* Of a region nothing of which has such values there is nothing to accept; other numbers
 * begin anew, also after a no.
 */
static void
test_threshold_nothing (RlTestCanvas  *fixture,
                        gconstpointer  data)
{
  RlThresholder *thresholder = take_threshold (fixture);
  RimMask *before;

  rl_thresholder_set_range (thresholder, 90000, 90001);
  wait_for_thresholder (thresholder);
  g_assert_null (rl_session_get_proposal (fixture->session));
  g_assert_cmpstr (rl_thresholder_get_text (thresholder), !=, "");

  rl_thresholder_use_otsu (thresholder);
  wait_for_thresholder (thresholder);
  before = rim_mask_ref (get_proposed (fixture));
  g_assert_true (rl_session_discard_proposal (fixture->session));
  wait_for_thresholder (thresholder);
  g_assert_null (rl_session_get_proposal (fixture->session));

  rl_thresholder_use_otsu (thresholder);
  wait_for_thresholder (thresholder);
  g_assert_true (rim_mask_equal (get_proposed (fixture), before));
  rl_thresholder_set_where (thresholder, RL_THRESHOLD_ALL);
  wait_for_thresholder (thresholder);
  g_assert_cmpuint (rim_mask_count (get_proposed (fixture)), >, rim_mask_count (before));
  rim_mask_unref (before);
}

/* The part that is seen at once becomes no edit; who accepts it gets all of it. */
static void
test_partial (RlTestCanvas  *fixture,
              gconstpointer  data)
{
  g_autoptr(RimMask) all = find_in_ball (fixture, (RimRange) { 0, 3000, RIM_RANGE_ALL, TUMOUR });
  const RimGrid *grid = rim_mask_get_grid (all);
  g_autoptr(RimMask) part = rim_mask_new_box (grid, &(RimBox) { { 0, 0, 0 }, { 5, 5, 1 } });
  g_autoptr(RimLesion) lesion = rl_target_choose (fixture->session, FALSE, NULL);

  rl_session_propose (fixture->session, lesion, part, RIM_MASK_UNION, "click");
  rl_session_warn_of_proposal (fixture->session, rl_target_get_leak_warning ());
  g_assert_cmpstr (rl_session_get_proposal_warning (fixture->session), ==, rl_target_get_leak_warning ());
  rl_session_propose_part (fixture->session, lesion, part, RIM_MASK_UNION, "threshold");
  g_assert_null (rl_session_get_proposal_warning (fixture->session));
  g_assert_true (rl_session_is_proposal_partial (fixture->session));
  g_assert_true (rl_session_accept_proposal (fixture->session));
  g_assert_cmpuint (rim_segmentation_get_n_edits (get_segmentation (fixture)), ==, 0);

  rl_session_propose (fixture->session, lesion, all, RIM_MASK_UNION, "threshold");
  g_assert_null (rl_session_get_proposal (fixture->session));
  g_assert_cmpuint (rim_segmentation_get_n_edits (get_segmentation (fixture)), ==, 1);
  g_assert_true (rim_mask_equal (rim_segmentation_get_lesion (get_segmentation (fixture), 0)->mask, all));

  rl_session_propose_part (fixture->session, lesion, part, RIM_MASK_UNION, "threshold");
  g_assert_true (rl_session_accept_proposal (fixture->session));
  g_assert_true (rl_session_discard_proposal (fixture->session));
  rl_session_propose (fixture->session, lesion, part, RIM_MASK_UNION, "threshold");
  g_assert_cmpuint (rim_segmentation_get_n_edits (get_segmentation (fixture)), ==, 1);
}

/* Whether a value was allowed, read off the image voxel by voxel. */
static gsize
assert_within (RlTestCanvas *fixture,
               double        low,
               double        high)
{
  RimVolume *base = rl_session_get_base (fixture->session);
  RimMask *mask = rim_segmentation_get_lesion (get_segmentation (fixture), 0)->mask;
  gsize n = 0;
  RimBox box;

  g_assert_true (rim_mask_get_bounds (mask, &box));
  for (guint k = box.min[2]; k < box.max[2]; k++)
    for (guint j = box.min[1]; j < box.max[1]; j++)
      for (guint i = box.min[0]; i < box.max[0]; i++)
        if (rim_mask_contains (mask, i, j, k))
          {
            g_assert_cmpfloat (rim_volume_get_value (base, i, j, k), >=, low);
            g_assert_cmpfloat (rim_volume_get_value (base, i, j, k), <=, high);
            n++;
          }

  return n;
}

static void
click (RlTestCanvas *fixture,
       double        x,
       double        y)
{
  g_assert_true (rl_slice_canvas_press (fixture->canvas, GDK_BUTTON_PRIMARY, 0, x, y));
  rl_slice_canvas_release (fixture->canvas);
}

/* Brushes change what lies between two values, or is like where they were put down. */
static void
test_brush_limits (RlTestCanvas  *fixture,
                   gconstpointer  data)
{
  RlBrushLimits *limits = rl_session_get_brush_limits (fixture->session);
  RimVec3 point = rl_slice_canvas_to_patient (fixture->canvas, 80, 80);
  double value, low, high;
  gboolean is_limited;

  g_assert_true (rim_probe (rl_session_get_base (fixture->session), point, &value));
  rl_session_set_brush_radius (fixture->session, 30);
  rl_session_set_tool (fixture->session, RL_TOOL_SPHERE);

  rl_brush_limits_set_tolerance (limits, RL_LAYER_CT, 12);
  rl_brush_limits_set_kind (limits, RL_BRUSH_LIMIT_LIKE);
  g_assert_true (rl_session_find_brush_range (fixture->session, RL_LAYER_CT, &point, &low, &high));
  g_assert_cmpfloat (low, ==, value - 12);
  g_assert_cmpfloat (high, ==, value + 12);
  click (fixture, 80, 80);
  g_assert_cmpuint (assert_within (fixture, value - 12, value + 12), >, 0);

  rl_brush_limits_set_kind (limits, RL_BRUSH_LIMIT_RANGE);
  rl_brush_limits_set_range (limits, RL_LAYER_CT, value + 1, value + 30);
  rim_segmentation_undo (get_segmentation (fixture));
  rl_session_set_active_lesion (fixture->session, NULL);
  click (fixture, 80, 80);
  g_assert_cmpuint (assert_within (fixture, value + 1, value + 30), >, 0);

  g_object_set (limits, "limited", FALSE, NULL);
  g_assert_false (rl_session_find_brush_range (fixture->session, RL_LAYER_CT, &point, &low, &high));
  g_object_set (limits, "limited", TRUE, NULL);
  g_object_get (limits, "limited", &is_limited, NULL);
  g_assert_true (is_limited);
  g_assert_cmpint (rl_brush_limits_get_kind (limits), ==, RL_BRUSH_LIMIT_RANGE);
}

static void
wait_for_seeder (RlTestCanvas *fixture)
{
  while (rl_seeder_is_busy (rl_seeder_get (fixture->session)))
    g_main_context_iteration (NULL, TRUE);
}

static void
dab (RlTestCanvas    *fixture,
     guint            button,
     GdkModifierType  modifiers,
     double           x,
     double           y)
{
  const double to[2] = { x + 6, y };

  g_assert_true (rl_slice_canvas_press (fixture->canvas, button, modifiers, x, y));
  rl_slice_canvas_drag (fixture->canvas, to, 1);
  rl_slice_canvas_release (fixture->canvas);
  wait_for_seeder (fixture);
}

/* What grows from seeds is what the engine says of the same marks, after each stroke. */
static void
test_seeds (RlTestCanvas  *fixture,
            gconstpointer  data)
{
  RlSeeder *seeder = rl_seeder_get (fixture->session);
  const RimSeedsOptions options = { 10, 0 };
  RimMask *seeds[RL_N_SEEDS];
  g_autoptr(GPtrArray) grown = NULL;
  g_autoptr(RimMask) first = NULL;

  rl_session_set_brush_radius (fixture->session, 4);
  rl_session_set_tool (fixture->session, RL_TOOL_SEEDS);
  dab (fixture, GDK_BUTTON_PRIMARY, 0, 80, 80);
  g_assert_null (rl_session_get_proposal (fixture->session));
  dab (fixture, GDK_BUTTON_SECONDARY, 0, 40, 80);
  first = rim_mask_ref (get_proposed (fixture));

  dab (fixture, GDK_BUTTON_PRIMARY, GDK_SHIFT_MASK, 80, 40);
  rl_session_set_tool (fixture->session, RL_TOOL_SEEDS_OUT);
  dab (fixture, GDK_BUTTON_PRIMARY, 0, 110, 80);
  for (guint kind = 0; kind < RL_N_SEEDS; kind++)
    seeds[kind] = rl_seeder_get_seed (seeder, kind)->mask;
  grown = rim_seeds_grow (rl_session_get_base (fixture->session), seeds, RL_N_SEEDS, &options, NULL, NULL);
  g_assert_true (rim_mask_equal (get_proposed (fixture), g_ptr_array_index (grown, RL_SEED_IN)));
  g_assert_cmpuint (rim_segmentation_get_n_edits (get_segmentation (fixture)), ==, 0);

  /* Two strokes back; a no keeps the seeds, a yes needs them no longer. */
  g_assert_true (rl_seeder_back (seeder));
  g_assert_true (rl_slice_canvas_command (fixture->canvas, RL_HAND_BACK));
  wait_for_seeder (fixture);
  g_assert_true (rim_mask_equal (get_proposed (fixture), first));
  g_assert_true (rl_session_discard_proposal (fixture->session));
  g_assert_nonnull (rl_seeder_get_seed (seeder, RL_SEED_IN));
  dab (fixture, GDK_BUTTON_SECONDARY, 0, 80, 80);
  dab (fixture, GDK_BUTTON_PRIMARY, 0, 30, 80);
  g_assert_nonnull (rl_session_get_proposal (fixture->session));
  g_assert_true (rl_session_accept_proposal (fixture->session));
  g_assert_cmpuint (rim_segmentation_get_n_edits (get_segmentation (fixture)), ==, 1);
  g_assert_null (rl_seeder_get_seed (seeder, RL_SEED_IN));
}

/* One Escape drops the proposal, a second the seeds; a right click without a drag marks
 * nothing, for it asks for the menu.
 */
static void
test_seeds_cancel (RlTestCanvas  *fixture,
                   gconstpointer  data)
{
  RlSeeder *seeder = rl_seeder_get (fixture->session);

  rl_session_set_tool (fixture->session, RL_TOOL_SEEDS);
  g_assert_true (rl_slice_canvas_press (fixture->canvas, GDK_BUTTON_SECONDARY, 0, 80, 80));
  rl_slice_canvas_release (fixture->canvas);
  g_assert_null (rl_seeder_get_seed (seeder, RL_SEED_OUT));

  dab (fixture, GDK_BUTTON_PRIMARY, 0, 80, 80);
  dab (fixture, GDK_BUTTON_SECONDARY, 0, 40, 80);
  g_assert_false (rl_slice_canvas_command (fixture->canvas, RL_HAND_CANCEL));
  g_assert_true (rl_session_discard_proposal (fixture->session));
  rl_session_set_tool (fixture->session, RL_TOOL_WINDOW);
  rl_session_set_tool (fixture->session, RL_TOOL_SEEDS);
  g_assert_nonnull (rl_seeder_get_seed (seeder, RL_SEED_IN));
  g_assert_true (rl_slice_canvas_command (fixture->canvas, RL_HAND_CANCEL));
  g_assert_null (rl_seeder_get_seed (seeder, RL_SEED_IN));
  g_assert_cmpuint (rim_segmentation_get_n_edits (get_segmentation (fixture)), ==, 0);
}

/* Refining is an operation like others: a proposal, anew with each number. */
static void
test_refine (RlTestCanvas  *fixture,
             gconstpointer  data)
{
  RimVolume *base = rl_session_get_base (fixture->session);
  g_autoptr(RimLesion) ball = rl_test_lesion_new (base, "Ball", RIM_VEC3 (20, -2, 6), 12);
  g_autoptr(RlOperator) operator = rl_operator_new (fixture->session);
  RimRefineOptions options = RIM_REFINE_OPTIONS_INIT;
  g_autoptr(RimMask) usual = rim_refine (base, ball->mask, &options, NULL, NULL, NULL);
  g_autoptr(RimMask) near = NULL;

  options.reach = 3;
  near = rim_refine (base, ball->mask, &options, NULL, NULL, NULL);
  g_assert_false (rim_mask_equal (usual, near));
  rim_segmentation_add (get_segmentation (fixture), ball, "test");
  rl_session_set_active_lesion (fixture->session, ball->id);

  rl_session_set_operation (fixture->session, "refine");
  while (rl_operator_is_busy (operator))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (rim_mask_equal (get_proposed (fixture), usual));

  rl_operator_set_value (operator, 1, 3);
  while (rl_operator_is_busy (operator))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (rim_mask_equal (get_proposed (fixture), near));
  g_assert_true (rl_session_accept_proposal (fixture->session));
  g_assert_true (rim_mask_equal (rim_segmentation_get_lesion (get_segmentation (fixture), 0)->mask, near));
}

static void
add (const char *path,
     void (*test)(RlTestCanvas *, gconstpointer))
{
  g_test_add (path, RlTestCanvas, GUINT_TO_POINTER (RIM_ORIENTATION_AXIAL),
              rl_test_canvas_set_up, test, rl_test_canvas_tear_down);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

  add ("/intensity/threshold", test_threshold);
  add ("/intensity/threshold-nothing", test_threshold_nothing);
  add ("/intensity/partial", test_partial);
  add ("/intensity/brush-limits", test_brush_limits);
  add ("/intensity/refine", test_refine);
  add ("/intensity/seeds", test_seeds);
  add ("/intensity/seeds-cancel", test_seeds_cancel);

  return g_test_run ();
}
