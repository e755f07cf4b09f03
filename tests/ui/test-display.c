/* test-display.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>

#include "canvas/rl-legend.h"
#include "canvas/rl-presets.h"
#include "core/rl-unit.h"
#include "rl-test-canvas.h"
#include "rl-test-images.h"
#include "window/rl-display-popover.h"

#define WIDTH  240
#define HEIGHT 260

static void
set_up (RlTestCanvas  *fixture,
        gconstpointer  data)
{
  rl_test_canvas_init (fixture, RIM_ORIENTATION_AXIAL, WIDTH, HEIGHT);
  rl_session_set_show_legend (fixture->session, TRUE);
}

/* Grey, inverse grey and colours over CT, each with its legend. */
static void
test_legends (RlTestCanvas  *fixture,
              gconstpointer  data)
{
  rl_test_canvas_compare (fixture, "legend-ct.png");

  rl_slice_canvas_set_content (fixture->canvas, RL_CONTENT_PET);
  rl_test_canvas_compare (fixture, "legend-pet.png");

  rl_slice_canvas_set_content (fixture->canvas, RL_CONTENT_FUSED);
  rl_session_set_colormap (fixture->session, RL_LOOK_FUSED, rim_colormap_find ("pet-20-step"));
  rl_test_canvas_compare (fixture, "legend-fused.png");

  rl_session_set_colormap (fixture->session, RL_LOOK_CT, rim_colormap_find ("viridis"));
  rl_session_set_inverted (fixture->session, RL_LAYER_CT, TRUE);
  rl_test_canvas_compare (fixture, "legend-both.png");
}

/* PET below the threshold is not drawn, and left out of the legend. */
static void
test_threshold (RlTestCanvas  *fixture,
                gconstpointer  data)
{
  rl_slice_canvas_set_content (fixture->canvas, RL_CONTENT_FUSED);
  rl_session_set_pet_opacity (fixture->session, 1.0);
  rl_session_set_pet_threshold (fixture->session, 3.0);
  rl_test_canvas_compare (fixture, "threshold.png");

  rl_session_set_swap_layers (fixture->session, TRUE);
  rl_session_set_pet_opacity (fixture->session, 0.3);
  rl_test_canvas_compare (fixture, "threshold-swapped.png");
}

/* Another grid of 3 mm, turned about all axes, with the same ball. */
static RimVolume *
new_tilted_pet (RimVolume *pet)
{
  RimGrid grid = *rim_volume_get_grid (pet);
  RimVec3 axes[3] = { RIM_VEC3 (2.6, 1.2, -0.7), RIM_VEC3 (-1.0, 2.7, 0.6), RIM_VEC3 (0.9, -0.3, 2.8) };
  RimVec3 origin = RIM_VEC3 (0, 0, 0);
  g_autoptr(GError) error = NULL;
  RimVolume *tilted;

  grid.size[0] = grid.size[1] = grid.size[2] = 41;
  for (guint axis = 0; axis < 3; axis++)
    {
      grid.to_patient.m[0][axis] = axes[axis].x;
      grid.to_patient.m[1][axis] = axes[axis].y;
      grid.to_patient.m[2][axis] = axes[axis].z;
      origin = rim_vec3_sub (origin, rim_vec3_scale (axes[axis], 20));
    }
  grid.to_patient.m[0][3] = origin.x + 22;
  grid.to_patient.m[1][3] = origin.y - 4;
  grid.to_patient.m[2][3] = origin.z + 6;

  tilted = rim_volume_new (&grid, RIM_VOXEL_FLOAT, &error);
  g_assert_no_error (error);
  rim_volume_set_unit (tilted, RIM_UNIT_SUVBW);
  for (guint k = 0; k < 41; k++)
    {
      float *slice = rim_volume_get_slice_for_writing (tilted, k);

      for (guint v = 0; v < 41 * 41; v++)
        {
          RimVec3 p = rim_grid_to_patient (&grid, RIM_VEC3 (v % 41, v / 41, k));
          double r = rim_vec3_length (rim_vec3_sub (p, RIM_VEC3 (22, -4, 6)));

          slice[v] = (float) (9 * exp (-r * r / 60));
        }
      rim_volume_publish_slice (tilted, k);
    }

  return tilted;
}

/* The pixel over the ball's middle and the probe agree, though the grid of the
 * PET is of another resolution and turned.
 */
static void
test_tilted (RlTestCanvas  *fixture,
             gconstpointer  data)
{
  g_autoptr(RimVolume) ct = rim_volume_ref (rl_session_get_volume (fixture->session, RL_LAYER_CT));
  g_autoptr(RimVolume) tilted = new_tilted_pet (rl_session_get_volume (fixture->session, RL_LAYER_PET));
  const RimColormap *map = rim_colormap_find ("viridis");
  g_autofree guint32 *pixels = g_new (guint32, WIDTH * HEIGHT);
  g_autoptr(GdkTexture) texture = NULL;
  double x, y, value;

  rl_session_set_images (fixture->session, ct, tilted);
  rl_session_set_cursor (fixture->session, RIM_VEC3 (60, 40, 7));
  rl_slice_canvas_set_content (fixture->canvas, RL_CONTENT_FUSED);
  rl_session_set_colormap (fixture->session, RL_LOOK_FUSED, map);
  rl_session_set_pet_opacity (fixture->session, 1.0);
  rl_session_set_window (fixture->session, RL_LAYER_PET, (RimWindow) { 5, 10 });

  texture = rl_test_canvas_snap (fixture);
  gdk_texture_download (texture, (guchar *) pixels, 4 * WIDTH);
  g_assert_true (rl_slice_canvas_from_patient (fixture->canvas, RIM_VEC3 (22, -4, 7), &x, &y));
  g_assert_true (rim_probe (tilted, rl_slice_canvas_to_patient (fixture->canvas, floor (x) + 0.5, floor (y) + 0.5),
                            &value));
  g_assert_cmpfloat (value, >, 8);
  g_assert_cmphex (pixels[(int) y * WIDTH + (int) x], ==, map->colors[lround (255 * value / 10)]);
  g_assert_true (rim_probe (ct, RIM_VEC3 (22, -4, 7), &value));
}

/* Ticks are multiples of 1, 2 or 5, and as many as there is room for. */
static void
test_steps (void)
{
  static const struct {
    double lower, upper;
    guint  max, n_decimals;
    double step;
  } cases[] = {
    { 0, 7, 9, 0, 1 }, { 0, 7, 4, 0, 2 }, { -160, 239, 5, 0, 100 }, { 0, 0.7, 9, 1, 0.1 },
    { 0, 25000, 4, 0, 10000 }, { 0.4, 0.61, 5, 2, 0.05 }, { -1350, 149, 9, 0, 200 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint n_decimals;
      double step = rl_legend_get_step (cases[i].lower, cases[i].upper, cases[i].max, &n_decimals);

      g_assert_cmpfloat_with_epsilon (step, cases[i].step, 1e-9);
      g_assert_cmpuint (n_decimals, ==, cases[i].n_decimals);
    }
}

static void
assert_window (RlSession   *session,
               RlLayerKind  kind,
               double       center,
               double       width)
{
  g_assert_cmpfloat_with_epsilon (rl_session_get_window (session, kind).center, center, 1e-9);
  g_assert_cmpfloat_with_epsilon (rl_session_get_window (session, kind).width, width, 1e-9);
}

static void
test_presets (RlTestCanvas  *fixture,
              gconstpointer  data)
{
  RlSession *session = fixture->session;
  RimSource *source;

  g_assert_true (rl_presets_apply (session, RL_LAYER_CT, 1));
  assert_window (session, RL_LAYER_CT, -600, 1500);
  g_assert_true (rl_presets_apply (session, RL_LAYER_PET, 4));
  assert_window (session, RL_LAYER_PET, 5, 10);

  g_assert_false (rl_presets_apply (session, RL_LAYER_CT, 7));
  rl_session_set_user_windows (session, g_variant_new_parsed ("[('Mine', 10.0, 20.0), ('', 0.0, 0.0)]"));
  g_assert_true (rl_presets_apply (session, RL_LAYER_CT, 7));
  assert_window (session, RL_LAYER_CT, 10, 20);
  for (guint i = 8; i <= RL_MAX_PRESET; i++)
    g_assert_false (rl_presets_apply (session, RL_LAYER_CT, i));
  g_assert_false (rl_presets_apply (session, RL_LAYER_PET, 7));

  g_assert_false (rl_presets_apply_file (session, RL_LAYER_CT, 0));
  source = rim_source_new ();
  rim_source_add_window (source, -500, 1200, "LUNG");
  rim_volume_set_source (rl_session_get_volume (session, RL_LAYER_CT), source);
  rim_source_unref (source);
  g_assert_true (rl_presets_apply_file (session, RL_LAYER_CT, 0));
  assert_window (session, RL_LAYER_CT, -500, 1200);
  g_assert_false (rl_presets_apply_file (session, RL_LAYER_CT, 1));
}

static RimSource *
new_windows (void)
{
  RimSource *source = rim_source_new ();

  rim_source_add_window (source, 35, 85, "BRAIN");
  rim_source_add_window (source, -500, 1200, "LUNG");

  return source;
}

/* A CT opens at the first window of its file; what suits a PET no file knows. */
static void
test_file_windows (RlTestCanvas  *fixture,
                   gconstpointer  data)
{
  RlSession *session = fixture->session;
  g_autoptr(RimVolume) ct = rim_volume_ref (rl_session_get_volume (session, RL_LAYER_CT));
  g_autoptr(RimVolume) pet = rim_volume_ref (rl_session_get_volume (session, RL_LAYER_PET));
  g_autoptr(RimSource) source = new_windows ();

  g_assert_false (rl_presets_apply_next_file (session, RL_LAYER_CT));
  rim_volume_set_source (ct, source);
  rim_volume_set_source (pet, source);
  rl_session_set_images (session, ct, pet);
  assert_window (session, RL_LAYER_CT, 35, 85);
  assert_window (session, RL_LAYER_PET, 3.5, 7);

  g_assert_true (rl_presets_apply_next_file (session, RL_LAYER_CT));
  assert_window (session, RL_LAYER_CT, -500, 1200);
  g_assert_true (rl_presets_apply_next_file (session, RL_LAYER_CT));
  assert_window (session, RL_LAYER_CT, 35, 85);
  g_assert_true (rl_presets_apply (session, RL_LAYER_CT, 3));
  g_assert_true (rl_presets_apply_next_file (session, RL_LAYER_CT));
  assert_window (session, RL_LAYER_CT, 35, 85);

  g_assert_true (rl_presets_apply (session, RL_LAYER_CT, 3));
  rl_session_reset_display (session);
  assert_window (session, RL_LAYER_CT, 35, 85);
}

/* A rectangle within the tumour, which is 60 HU throughout; then the tool that
 * was in hand is in hand again. A click is no rectangle.
 */
static void
test_region (RlTestCanvas  *fixture,
             gconstpointer  data)
{
  double x, y, to[2];

  rl_session_set_tool (fixture->session, RL_TOOL_CROSSHAIR);
  rl_session_set_tool (fixture->session, RL_TOOL_WINDOW_REGION);
  g_assert_true (rl_slice_canvas_from_patient (fixture->canvas, RIM_VEC3 (20, -6, 7), &x, &y));
  g_assert_true (rl_slice_canvas_press (fixture->canvas, GDK_BUTTON_PRIMARY, 0, x, y));
  rl_slice_canvas_release (fixture->canvas);
  g_assert_cmpint (rl_session_get_tool (fixture->session), ==, RL_TOOL_WINDOW_REGION);
  assert_window (fixture->session, RL_LAYER_CT, 40, 400);

  g_assert_true (rl_slice_canvas_from_patient (fixture->canvas, RIM_VEC3 (24, -2, 7), &to[0], &to[1]));
  g_assert_true (rl_slice_canvas_press (fixture->canvas, GDK_BUTTON_PRIMARY, 0, x, y));
  rl_slice_canvas_drag (fixture->canvas, to, 1);
  rl_slice_canvas_release (fixture->canvas);
  assert_window (fixture->session, RL_LAYER_CT, 61, 2);
  g_assert_cmpint (rl_session_get_tool (fixture->session), ==, RL_TOOL_CROSSHAIR);
}

/* What is kept comes back; what makes no sense is passed over. */
static void
test_display (RlTestCanvas  *fixture,
              gconstpointer  data)
{
  RlSession *session = fixture->session;
  g_autoptr(GVariant) ct = NULL;
  g_autoptr(GVariant) pet = NULL;
  g_autoptr(GVariant) strange = NULL;

  rl_session_set_window (session, RL_LAYER_CT, (RimWindow) { -600.5, 1500.25 });
  rl_session_set_window (session, RL_LAYER_PET, (RimWindow) { 2, 4 });
  rl_session_set_inverted (session, RL_LAYER_PET, FALSE);
  rl_session_set_colormap (session, RL_LOOK_FUSED, rim_colormap_find ("magma"));
  rl_session_set_pet_threshold (session, 1.25);
  rl_session_set_swap_layers (session, TRUE);
  ct = rl_session_dup_display (session, RL_LAYER_CT);
  pet = rl_session_dup_display (session, RL_LAYER_PET);

  rl_session_reset_display (session);
  assert_window (session, RL_LAYER_CT, 40, 400);
  assert_window (session, RL_LAYER_PET, 3.5, 7);
  g_assert_cmpfloat (rl_session_get_pet_threshold (session), ==, 0);

  rl_session_restore_display (session, RL_LAYER_CT, ct);
  rl_session_restore_display (session, RL_LAYER_PET, pet);
  assert_window (session, RL_LAYER_CT, -600.5, 1500.25);
  assert_window (session, RL_LAYER_PET, 2, 4);
  g_assert_false (rl_session_get_inverted (session, RL_LAYER_PET));
  g_assert_cmpstr (rl_session_get_colormap (session, RL_LOOK_FUSED)->id, ==, "magma");
  g_assert_cmpfloat (rl_session_get_pet_threshold (session), ==, 1.25);
  g_assert_true (rl_session_get_swap_layers (session));

  strange = g_variant_ref_sink (g_variant_new_parsed ("{'unit': <'hu'>, 'window': <(1.0, -5.0)>, 'colormap': <'none'>,"
                                                      " 'inverted': <7>, 'swap': <'x'>, 'new': <1>}"));
  rl_session_restore_display (session, RL_LAYER_CT, strange);
  rl_session_restore_display (session, RL_LAYER_PET, strange);
  assert_window (session, RL_LAYER_CT, -600.5, 1500.25);
  assert_window (session, RL_LAYER_PET, 2, 4);
}

/* In another unit the picture stays; with corrected values the window does. */
static void
test_values (RlTestCanvas  *fixture,
             gconstpointer  data)
{
  RlSession *session = fixture->session;
  g_autoptr(RimVolume) pet = rim_volume_ref (rl_session_get_volume (session, RL_LAYER_PET));
  double half[20], twice[20];
  g_autoptr(RimVolume) lean = NULL;
  g_autoptr(RimVolume) corrected = NULL;
  g_autofree char *name = NULL;
  g_autofree char *description = NULL;

  for (guint i = 0; i < 20; i++)
    {
      half[i] = 0.5;
      twice[i] = 2.0;
    }
  lean = rim_volume_new_rescaled (pet, half, RIM_UNIT_SUL_JANMA);
  rl_session_set_pet_threshold (session, 2.0);
  rl_session_set_pet_values (session, lean);
  assert_window (session, RL_LAYER_PET, 1.75, 3.5);
  g_assert_cmpfloat (rl_session_get_pet_threshold (session), ==, 1.0);

  corrected = rim_volume_new_rescaled (lean, twice, RIM_UNIT_SUL_JANMA);
  rim_volume_set_is_corrected (corrected, TRUE);
  rl_session_set_pet_values (session, corrected);
  assert_window (session, RL_LAYER_PET, 1.75, 3.5);
  name = rl_unit_name (corrected);
  description = rl_unit_describe (corrected);
  g_assert_cmpstr (name, ==, "SUL (Janmahasatian)*");
  g_assert_cmpstr (description, ==, "SUL (Janmahasatian) g/ml, corrected");
}

/* SUV that was not to be had before comes at its customary window, but for one that was
 * chosen.
 */
static void
test_becomes_suv (RlTestCanvas  *fixture,
                  gconstpointer  data)
{
  RlSession *session = fixture->session;
  g_autoptr(RimVolume) ct = rim_volume_ref (rl_session_get_volume (session, RL_LAYER_CT));
  g_autoptr(RimVolume) suv = rim_volume_ref (rl_session_get_volume (session, RL_LAYER_PET));
  g_autoptr(RimVolume) raw = NULL;
  double factors[20];

  for (guint i = 0; i < 20; i++)
    factors[i] = 1000.0;
  raw = rim_volume_new_rescaled (suv, factors, RIM_UNIT_BQML);

  rl_session_set_images (session, ct, raw);
  rl_session_notify_slices (session);
  rl_session_set_pet_values (session, suv);
  assert_window (session, RL_LAYER_PET, 3.5, 7);

  rl_session_set_images (session, ct, raw);
  rl_session_set_window (session, RL_LAYER_PET, (RimWindow) { 1500, 3000 });
  rl_session_set_pet_values (session, suv);
  assert_window (session, RL_LAYER_PET, 1.5, 3);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, RlTestCanvas, NULL, set_up, func, rl_test_canvas_tear_down)

  g_test_add_func ("/ui/display/steps", test_steps);
  ADD ("/ui/display/legends", test_legends);
  ADD ("/ui/display/threshold", test_threshold);
  ADD ("/ui/display/tilted", test_tilted);
  ADD ("/ui/display/presets", test_presets);
  ADD ("/ui/display/file-windows", test_file_windows);
  ADD ("/ui/display/region", test_region);
  ADD ("/ui/display/kept", test_display);
  ADD ("/ui/display/values", test_values);
  ADD ("/ui/display/becomes-suv", test_becomes_suv);

  return g_test_run ();
}
