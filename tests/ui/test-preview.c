/* test-preview.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "canvas/rl-slice-canvas-private.h"
#include "rl-test-drawing.h"
#include "tools/rl-livewire-hand.h"
#include "tools/rl-operator.h"
#include "tools/rl-thresholder.h"

/* What each tool shows of what is no edit yet, held to golden/preview-NAME.png. The next
 * one is a row of the table.
 */
typedef struct
{
  const char *name;
  RlTool      tool;
  void (*draw)(RlTestCanvas *fixture);
  gboolean    on_lesion;        /* there is a ball, and it is the active lesion */
} Preview;

static void
press_and_drag (RlTestCanvas *fixture)
{
  g_assert_true (rl_slice_canvas_press (fixture->canvas, GDK_BUTTON_PRIMARY, 0, rl_test_corners[0][0],
                                        rl_test_corners[0][1]));
  rl_slice_canvas_drag (fixture->canvas, &rl_test_corners[1][0], RL_TEST_N_CORNERS - 1);
}

/* Three points, and the pointer where the next one would be. */
static void
click_three (RlTestCanvas *fixture)
{
  for (guint n = 0; n < 3; n++)
    rl_test_click (fixture, 0, rl_test_corners[n][0], rl_test_corners[n][1]);
  rl_slice_canvas_move_pointer (fixture->canvas, rl_test_corners[3][0], rl_test_corners[3][1]);
}

static void
click_wire (RlTestCanvas *fixture)
{
  RlHand *hand;

  rl_test_click (fixture, 0, rl_test_corners[0][0], rl_test_corners[0][1]);
  rl_test_click (fixture, 0, rl_test_corners[1][0], rl_test_corners[1][1]);
  hand = fixture->canvas->hand;
  while (!rl_livewire_hand_is_ready (RL_LIVEWIRE_HAND (hand)))
    g_main_context_iteration (NULL, TRUE);
  rl_slice_canvas_move_pointer (fixture->canvas, rl_test_corners[2][0], rl_test_corners[2][1]);
}

/* From inside the ball outwards. */
static void
push (RlTestCanvas *fixture)
{
  const double to[] = { 100, 80, 120, 84 };

  g_assert_true (rl_slice_canvas_press (fixture->canvas, GDK_BUTTON_PRIMARY, 0, 80, 80));
  rl_slice_canvas_drag (fixture->canvas, to, 2);
}

static void
hover (RlTestCanvas *fixture)
{
  rl_slice_canvas_move_pointer (fixture->canvas, 70, 90);
}

static void
wait_for_proposal (RlTestCanvas *fixture)
{
  while (rl_session_get_proposal (fixture->session) == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* The tumour lies where the crosshair is. */
static void
click_tumour (RlTestCanvas *fixture)
{
  double x, y;

  g_assert_true (rl_slice_canvas_from_patient (fixture->canvas, RIM_VEC3 (22, -4, 7), &x, &y));
  rl_test_click (fixture, 0, x, y);
  wait_for_proposal (fixture);
}

static void
click_pet (RlTestCanvas *fixture)
{
  rl_method_choice_set_method (rl_session_get_method_choice (fixture->session), "percent-41");
  click_tumour (fixture);
}

static void
try_operation (RlTestCanvas *fixture,
               const char   *id)
{
  g_autoptr(RlOperator) operator = rl_operator_new (fixture->session);

  g_assert_true (rl_session_set_operation (fixture->session, id));
  while (rl_operator_is_busy (operator))
    g_main_context_iteration (NULL, TRUE);
  wait_for_proposal (fixture);
}

static void
try_margin (RlTestCanvas *fixture)
{
  try_operation (fixture, "margin");
}

static void
try_hollow (RlTestCanvas *fixture)
{
  try_operation (fixture, "hollow");
}

static void
draw_polygon (RlTestCanvas *fixture,
              double        dx)
{
  for (guint n = 0; n < RL_TEST_N_CORNERS; n++)
    rl_test_click (fixture, 0, rl_test_corners[n][0] + dx, rl_test_corners[n][1]);
  g_assert_true (rl_slice_canvas_command (fixture->canvas, RL_HAND_FINISH));
}

/* Seen half way between two slices. */
static void
fill_between (RlTestCanvas *fixture)
{
  draw_polygon (fixture, 0);
  rl_slice_canvas_scroll (fixture->canvas, 4);
  draw_polygon (fixture, 20);
  rl_slice_canvas_scroll (fixture->canvas, -2);
  try_operation (fixture, "fill-slices");
}

/* A node of the ball is pulled outwards. */
static void
move_node (RlTestCanvas *fixture)
{
  double x, y;

  g_assert_true (rl_slice_canvas_from_patient (fixture->canvas, RIM_VEC3 (18, 0, 7), &x, &y));
  g_assert_true (rl_slice_canvas_press (fixture->canvas, GDK_BUTTON_PRIMARY, 0, x, y));
  rl_slice_canvas_drag (fixture->canvas, (const double[]) { x + 24, y + 6 }, 1);
}

static void
draw_line (RlTestCanvas *fixture,
           double        from,
           double        to,
           double        y)
{
  const double end[] = { to, y };

  g_assert_true (rl_slice_canvas_press (fixture->canvas, GDK_BUTTON_PRIMARY, 0, from, y));
  rl_slice_canvas_drag (fixture->canvas, end, 1);
  rl_slice_canvas_release (fixture->canvas);
}

static void
mark_seeds (RlTestCanvas *fixture)
{
  draw_line (fixture, 72, 88, 80);
  rl_session_set_tool (fixture->session, RL_TOOL_SEEDS_OUT);
  draw_line (fixture, 60, 100, 20);
  wait_for_proposal (fixture);
}

/* The planes come first, all of it follows. */
static void
look_about (RlTestCanvas *fixture)
{
  RlThresholder *thresholder = rl_thresholder_get (fixture->session);

  click_tumour (fixture);
  while (rl_thresholder_is_busy (thresholder))
    g_main_context_iteration (NULL, TRUE);
}

static const Preview previews[] = {
  { "brush", RL_TOOL_BRUSH, press_and_drag },
  { "brush-hover", RL_TOOL_BRUSH, hover },
  { "click", RL_TOOL_CLICK, click_pet },
  { "contour", RL_TOOL_CONTOUR, press_and_drag },
  { "eraser", RL_TOOL_ERASER, press_and_drag, TRUE },
  { "fill-slices", RL_TOOL_POLYGON, fill_between },
  { "grow", RL_TOOL_GROW, click_tumour },
  { "hollow", RL_TOOL_WINDOW, try_hollow, TRUE },
  { "livewire", RL_TOOL_LIVEWIRE, click_wire },
  { "margin", RL_TOOL_WINDOW, try_margin, TRUE },
  { "nodes", RL_TOOL_NODES, move_node, TRUE },
  { "nudge", RL_TOOL_NUDGE, push, TRUE },
  { "polygon", RL_TOOL_POLYGON, click_three },
  { "scissors", RL_TOOL_LASSO, press_and_drag, TRUE },
  { "seeds", RL_TOOL_SEEDS, mark_seeds },
  { "sphere", RL_TOOL_SPHERE, press_and_drag },
  { "spline", RL_TOOL_SPLINE, click_three },
  { "threshold", RL_TOOL_THRESHOLD, look_about },
};

static void
test_preview (RlTestCanvas  *fixture,
              gconstpointer  data)
{
  const Preview *preview = data;
  g_autofree char *name = g_strdup_printf ("preview-%s.png", preview->name);

  rl_session_set_brush_radius (fixture->session, 8);
  if (preview->on_lesion)
    rl_session_set_active_lesion (fixture->session,
                                  rl_test_add_ball (fixture, "Ball", RIM_VEC3 (0, 0, 7), 18)->id);
  rl_session_set_tool (fixture->session, preview->tool);
  preview->draw (fixture);
  rl_test_canvas_compare (fixture, name);

  rl_slice_canvas_cancel (fixture->canvas);
}

static void
set_up (RlTestCanvas  *fixture,
        gconstpointer  data)
{
  rl_test_canvas_set_up (fixture, GUINT_TO_POINTER (RIM_ORIENTATION_AXIAL));
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (previews); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ui/preview/%s", previews[i].name);

      g_test_add (path, RlTestCanvas, &previews[i], set_up, test_preview, rl_test_canvas_tear_down);
    }

  return g_test_run ();
}
