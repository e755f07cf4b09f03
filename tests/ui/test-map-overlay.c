/* test-map-overlay.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "canvas/rl-slice-canvas-private.h"
#include "rl-test-canvas.h"
#include "rl-test-images.h"

#define SIZE RL_TEST_CANVAS_SIZE

/* A ball about the crosshair, on a grid of its own; values grow to the left. */
static RimVolume *
make_map (void)
{
  g_autoptr(GError) error = NULL;
  RimGrid grid = { .size = { 20, 20, 20 } };
  RimVolume *map;

  rim_affine_set_column (&grid.to_patient, 0, RIM_VEC3 (2, 0, 0));
  rim_affine_set_column (&grid.to_patient, 1, RIM_VEC3 (0, 2, 0));
  rim_affine_set_column (&grid.to_patient, 2, RIM_VEC3 (0, 0, 2));
  rim_affine_set_column (&grid.to_patient, 3, RIM_VEC3 (21 - 19, -5 - 19, 7 - 19));
  map = rim_volume_new (&grid, RIM_VOXEL_FLOAT, &error);
  g_assert_no_error (error);

  for (guint k = 0; k < 20; k++)
    {
      float *slice = rim_volume_get_slice_for_writing (map, k);

      for (guint v = 0; v < 400; v++)
        {
          double x = v % 20 - 9.5;
          double y = v / 20 - 9.5;
          double z = k - 9.5;

          slice[v] = x * x + y * y + z * z < 90.0 ? (float) x : NAN;
        }
    }
  rim_volume_publish_all (map);

  return map;
}

static void
show (RlMapLayer *layer)
{
  g_autoptr(RimVolume) map = make_map ();

  rl_map_layer_set_about (layer, "original_glcm_Contrast", "GLCM contrast", NULL);
  rl_map_layer_set_range (layer, -8.0, 8.0);
  rl_map_layer_set_volume (layer, map);
}

static void
act (RlTestCanvas *fixture)
{
  g_autoptr(GdkTexture) texture = rl_test_canvas_snap (fixture);

  g_assert_nonnull (texture);
}

/* Pixels that are not as they were. */
static guint
count_different (guint32 a[SIZE][SIZE],
                 guint32 b[SIZE][SIZE])
{
  guint n = 0;

  for (guint y = 0; y < SIZE; y++)
    for (guint x = 0; x < SIZE; x++)
      n += a[y][x] != b[y][x];

  return n;
}

/* In the colours of the map where it has values, and nowhere else. */
static void
test_pixels (RlTestCanvas  *fixture,
             gconstpointer  data)
{
  RlMapLayer *layer = rl_session_get_map_layer (fixture->session);
  const RimColormap *viridis = rim_colormap_find ("viridis");
  guint32 before[SIZE][SIZE];
  guint32 after[SIZE][SIZE];
  RimPlane plane;
  guint n = 0;

  rl_test_canvas_grab (fixture, before);
  rl_map_layer_set_opacity (layer, 1.0);
  show (layer);
  rl_test_canvas_grab (fixture, after);
  g_assert_true (rl_slice_canvas_get_plane (fixture->canvas, &plane));

  for (guint y = 0; y < SIZE; y++)
    for (guint x = 0; x < SIZE; x++)
      {
        RimVec3 point = rim_plane_to_patient (&plane, x + 0.5, y + 0.5);
        double value;

        if (!rl_map_layer_get_value (layer, point, &value))
          {
            g_assert_cmphex (after[y][x], ==, before[y][x]);
            continue;
          }
        if (x == SIZE / 2 || y == SIZE / 2)
          continue;
        n += after[y][x] == (0xff000000u | viridis->colors[(int) ((value + 8.0) / 16.0 * 255.0 + 0.5)]);
      }

  g_assert_cmpuint (n, >, 500);
}

/* Half of what is below and half of what lies over it. */
static void
test_opacity (RlTestCanvas  *fixture,
              gconstpointer  data)
{
  RlMapLayer *layer = rl_session_get_map_layer (fixture->session);
  guint32 none[SIZE][SIZE], half[SIZE][SIZE], full[SIZE][SIZE];

  rl_test_canvas_grab (fixture, none);
  show (layer);
  rl_map_layer_set_opacity (layer, 1.0);
  rl_test_canvas_grab (fixture, full);
  rl_map_layer_set_opacity (layer, 0.5);
  rl_test_canvas_grab (fixture, half);

  for (guint y = 0; y < SIZE; y++)
    for (guint x = 0; x < SIZE; x++)
      for (guint shift = 0; shift < 24; shift += 8)
        {
          int a = none[y][x] >> shift & 0xff;
          int b = full[y][x] >> shift & 0xff;
          int c = half[y][x] >> shift & 0xff;

          g_assert_cmpint (ABS (a + b - 2 * c), <=, 3);
        }
}

static void
stroke (RlTestCanvas *fixture)
{
  rl_session_set_tool (fixture->session, RL_TOOL_BRUSH);
  rl_session_set_brush_radius (fixture->session, 8.0);
  g_assert_true (rl_slice_canvas_press (fixture->canvas, GDK_BUTTON_PRIMARY, 0, SIZE / 2, SIZE / 2));
  act (fixture);
  rl_slice_canvas_drag (fixture->canvas, (double[]) { SIZE / 2 + 9, SIZE / 2 + 4 }, 1);
  act (fixture);
  rl_slice_canvas_release (fixture->canvas);
  act (fixture);
}

/* Neither a stroke nor a map that follows it makes the pictures of the images again, and
 * the map is made anew only when it is another.
 */
static void
test_renders (RlTestCanvas  *fixture,
              gconstpointer  data)
{
  RlMapLayer *layer = rl_session_get_map_layer (fixture->session);
  guint n_renders, n_maps;

  show (layer);
  act (fixture);
  n_renders = rl_slice_canvas_get_n_renders (fixture->canvas);
  n_maps = rl_slice_canvas_get_n_map_renders (fixture->canvas);

  stroke (fixture);
  g_assert_cmpuint (rl_slice_canvas_get_n_map_renders (fixture->canvas), ==, n_maps);

  show (layer);
  act (fixture);
  rl_map_layer_set_opacity (layer, 0.3);
  act (fixture);
  g_assert_cmpuint (rl_slice_canvas_get_n_map_renders (fixture->canvas), ==, n_maps + 2);
  g_assert_cmpuint (rl_slice_canvas_get_n_renders (fixture->canvas), ==, n_renders);

  rl_session_set_cursor (fixture->session, RIM_VEC3 (21, -5, 9));
  act (fixture);
  g_assert_cmpuint (rl_slice_canvas_get_n_map_renders (fixture->canvas), ==, n_maps + 3);
}

/* A pane has a map of its own, or none. */
static void
test_panes (RlTestCanvas  *fixture,
            gconstpointer  data)
{
  RlMapLayer *main_layer = rl_session_get_map_layer (fixture->session);
  g_autoptr(RlMapLayer) own = rl_map_layer_new ();
  guint32 none[SIZE][SIZE], first[SIZE][SIZE], second[SIZE][SIZE];

  rl_test_canvas_grab (fixture, none);
  show (main_layer);
  rl_test_canvas_grab (fixture, first);
  g_assert_cmpuint (count_different (none, first), >, 500);

  rl_slice_canvas_set_show_map (fixture->canvas, FALSE);
  g_assert_null (rl_slice_canvas_get_map_layer (fixture->canvas));
  rl_test_canvas_grab (fixture, second);
  g_assert_cmpuint (count_different (none, second), ==, 0);

  rl_slice_canvas_set_show_map (fixture->canvas, TRUE);
  rl_slice_canvas_set_map_layer (fixture->canvas, own);
  g_assert_true (rl_slice_canvas_get_map_layer (fixture->canvas) == own);
  rl_test_canvas_grab (fixture, second);
  g_assert_cmpuint (count_different (none, second), ==, 0);

  rl_map_layer_set_colormap (own, rim_colormap_find ("grey"));
  show (own);
  rl_test_canvas_grab (fixture, second);
  g_assert_cmpuint (count_different (none, second), >, 500);
  g_assert_cmpuint (count_different (first, second), >, 500);

  rl_slice_canvas_set_map_layer (fixture->canvas, NULL);
  rl_test_canvas_grab (fixture, second);
  g_assert_cmpuint (count_different (first, second), ==, 0);
}

/* Left of the line the images are as they are without a map. */
static void
test_swipe (RlTestCanvas  *fixture,
            gconstpointer  data)
{
  RlMapLayer *layer = rl_session_get_map_layer (fixture->session);
  guint32 none[SIZE][SIZE], all[SIZE][SIZE], swiped[SIZE][SIZE];
  const int line = SIZE / 2 + 10;

  rl_test_canvas_grab (fixture, none);
  show (layer);
  rl_test_canvas_grab (fixture, all);
  g_assert_false (gtk_widget_get_visible (fixture->canvas->swipe_handle));

  rl_map_layer_set_swipe (layer, (double) line / SIZE);
  rl_test_canvas_grab (fixture, swiped);
  g_assert_true (gtk_widget_get_visible (fixture->canvas->swipe_handle));
  for (int y = 0; y < SIZE; y++)
    for (int x = 0; x < SIZE; x++)
      if (ABS (x - line) > 10)
        g_assert_cmphex (swiped[y][x], ==, x < line ? none[y][x] : all[y][x]);
}

static gboolean
is_taken (RlTestCanvas *fixture,
          double        x,
          double        y)
{
  GtkWidget *canvas = GTK_WIDGET (fixture->canvas);

  return gtk_widget_pick (canvas, x, y, GTK_PICK_DEFAULT) != canvas;
}

/* The line takes what is pressed on it; with a tool that draws in hand only its grip does, and
 * the legend nothing.
 */
static void
test_presses (RlTestCanvas  *fixture,
              gconstpointer  data)
{
  RlMapLayer *layer = rl_session_get_map_layer (fixture->session);
  const double grip = round (SIZE * 0.78);

  rl_session_set_show_legend (fixture->session, TRUE);
  show (layer);
  rl_map_layer_set_swipe (layer, 0.5);
  act (fixture);
  g_assert_true (is_taken (fixture, SIZE / 2, 20));
  g_assert_true (is_taken (fixture, SIZE / 2 + 3, 20));
  g_assert_false (is_taken (fixture, SIZE / 2 + 9, 20));
  g_assert_true (is_taken (fixture, SIZE / 2 + 6, grip));
  g_assert_true (is_taken (fixture, 9, 40));

  rl_session_set_tool (fixture->session, RL_TOOL_BRUSH);
  g_assert_false (is_taken (fixture, SIZE / 2, 20));
  g_assert_true (is_taken (fixture, SIZE / 2 + 6, grip));
  g_assert_false (is_taken (fixture, 9, 40));
  rl_session_set_tool (fixture->session, RL_TOOL_LENGTH);
  g_assert_false (is_taken (fixture, SIZE / 2, 20));

  rl_map_layer_set_visible (layer, FALSE);
  act (fixture);
  g_assert_false (is_taken (fixture, SIZE / 2 + 6, grip));
}

/* Tab reaches the line, and Shift+Tab leaves it. */
static void
test_focus (RlTestCanvas  *fixture,
            gconstpointer  data)
{
  RlMapLayer *layer = rl_session_get_map_layer (fixture->session);
  GtkWidget *canvas = GTK_WIDGET (fixture->canvas);
  GtkWidget *handle = fixture->canvas->swipe_handle;

  show (layer);
  rl_map_layer_set_swipe (layer, 0.5);
  act (fixture);
  gtk_widget_grab_focus (canvas);
  g_assert_true (gtk_widget_has_focus (canvas));
  gtk_widget_child_focus (fixture->window, GTK_DIR_TAB_FORWARD);
  g_assert_true (gtk_widget_has_focus (handle));
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (handle), GTK_ACCESSIBLE_ROLE_SLIDER);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (handle), GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, 50.0);
  gtk_widget_child_focus (fixture->window, GTK_DIR_TAB_BACKWARD);
  g_assert_true (gtk_widget_has_focus (canvas));
}

/* For a moment, with what else keys hide. */
static void
test_hidden (RlTestCanvas  *fixture,
             gconstpointer  data)
{
  RlMapLayer *layer = rl_session_get_map_layer (fixture->session);
  guint32 none[SIZE][SIZE], other[SIZE][SIZE];

  rl_test_canvas_grab (fixture, none);
  show (layer);
  rl_session_set_hide_map (fixture->session, TRUE);
  rl_test_canvas_grab (fixture, other);
  g_assert_cmpuint (count_different (none, other), ==, 0);

  rl_session_set_hide_map (fixture->session, FALSE);
  rl_session_set_ct_only (fixture->session, TRUE);
  rl_test_canvas_grab (fixture, other);
  g_assert_cmpuint (count_different (none, other), ==, 0);

  rl_session_set_ct_only (fixture->session, FALSE);
  rl_map_layer_set_visible (layer, FALSE);
  rl_test_canvas_grab (fixture, other);
  g_assert_cmpuint (count_different (none, other), ==, 0);
}

/* Lines are there with the least opacity, too. */
static void
test_isolines (RlTestCanvas  *fixture,
               gconstpointer  data)
{
  RlMapLayer *layer = rl_session_get_map_layer (fixture->session);
  guint32 none[SIZE][SIZE], lines[SIZE][SIZE];
  guint n;

  rl_test_canvas_grab (fixture, none);
  show (layer);
  rl_map_layer_set_opacity (layer, 0.0);
  rl_test_canvas_grab (fixture, lines);
  g_assert_cmpuint (count_different (none, lines), ==, 0);

  rl_map_layer_set_isolines (layer, 1);
  rl_test_canvas_grab (fixture, lines);
  n = count_different (none, lines);
  g_assert_cmpuint (n, >, 30);
  rl_map_layer_set_isolines (layer, 5);
  rl_test_canvas_grab (fixture, lines);
  g_assert_cmpuint (count_different (none, lines), >, 2 * n);
}

static void
test_words (RlTestCanvas  *fixture,
            gconstpointer  data)
{
  RlMapLayer *layer = rl_session_get_map_layer (fixture->session);
  g_autofree char *large = rl_map_layer_describe_number (layer, 123456.7);
  g_autofree char *plain = rl_map_layer_describe_number (layer, 12.4);
  g_autofree char *small = rl_map_layer_describe_number (layer, 0.000123456);
  g_autofree char *least = rl_map_layer_describe_number (layer, 1.5e-9);
  g_autofree char *value = NULL;
  g_autofree char *point = NULL;
  g_autofree char *said = NULL;

  g_assert_cmpstr (large, ==, "123457");
  g_assert_cmpstr (plain, ==, "12.40");
  g_assert_cmpstr (small, ==, "0.0001235");
  g_assert_cmpstr (least, ==, "1.5e-09");

  g_assert_null (rl_map_layer_describe_point (layer, RIM_VEC3 (21, -5, 7)));
  show (layer);
  rl_map_layer_set_about (layer, "x", "Heat", "HU");
  value = rl_map_layer_describe_value (layer, -2.0);
  g_assert_cmpstr (value, ==, "Heat −2.000 HU");
  point = rl_map_layer_describe_point (layer, RIM_VEC3 (22, -5, 7));
  g_assert_cmpstr (point, ==, "Heat 0.5000 HU");
  said = rl_narrator_say_point (fixture->session);
  g_assert_nonnull (strstr (said, "; Heat "));
}

/* Title, legend, isolines and the line, in a pane with room for all and in one with little. */
static void
test_golden (gconstpointer data)
{
  gboolean is_small = GPOINTER_TO_INT (data);
  int size = is_small ? 160 : 420;
  RlTestCanvas fixture;
  RlMapLayer *layer;

  rl_test_canvas_init (&fixture, RIM_ORIENTATION_AXIAL, size, size);
  layer = rl_session_get_map_layer (fixture.session);
  rl_session_set_show_legend (fixture.session, TRUE);
  show (layer);
  rl_map_layer_set_isolines (layer, 3);
  rl_map_layer_set_swipe (layer, 0.58);
  rl_test_canvas_compare (&fixture, is_small ? "map-small.png" : "map.png");
  rl_test_canvas_tear_down (&fixture, NULL);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

#define ADD(path, orientation, func) \
  g_test_add (path, RlTestCanvas, GUINT_TO_POINTER (orientation), rl_test_canvas_set_up, func, \
              rl_test_canvas_tear_down)

  ADD ("/ui/map-overlay/pixels/axial", RIM_ORIENTATION_AXIAL, test_pixels);
  ADD ("/ui/map-overlay/pixels/sagittal", RIM_ORIENTATION_SAGITTAL, test_pixels);
  ADD ("/ui/map-overlay/pixels/coronal", RIM_ORIENTATION_CORONAL, test_pixels);
  ADD ("/ui/map-overlay/opacity", RIM_ORIENTATION_AXIAL, test_opacity);
  ADD ("/ui/map-overlay/renders", RIM_ORIENTATION_AXIAL, test_renders);
  ADD ("/ui/map-overlay/panes", RIM_ORIENTATION_AXIAL, test_panes);
  ADD ("/ui/map-overlay/swipe", RIM_ORIENTATION_AXIAL, test_swipe);
  ADD ("/ui/map-overlay/presses", RIM_ORIENTATION_AXIAL, test_presses);
  ADD ("/ui/map-overlay/focus", RIM_ORIENTATION_AXIAL, test_focus);
  ADD ("/ui/map-overlay/hidden", RIM_ORIENTATION_AXIAL, test_hidden);
  ADD ("/ui/map-overlay/isolines", RIM_ORIENTATION_AXIAL, test_isolines);
  ADD ("/ui/map-overlay/words", RIM_ORIENTATION_AXIAL, test_words);
  g_test_add_data_func ("/ui/map-overlay/golden", GINT_TO_POINTER (FALSE), test_golden);
  g_test_add_data_func ("/ui/map-overlay/golden-small", GINT_TO_POINTER (TRUE), test_golden);

  return g_test_run ();
}
