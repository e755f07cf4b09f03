/* test-planes.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "canvas/rl-crosshair.h"
#include "canvas/rl-cube.h"
#include "canvas/rl-slice.h"
#include "rl-test-canvas.h"
#include "rl-test-images.h"

#define SIZE     RL_TEST_CANVAS_SIZE
#define EPSILON  1e-9
#define CUBE     64

static double
get_angle (RlTestCanvas   *fixture,
           RimOrientation  plane)
{
  return rim_mpr_get_angle (rl_session_get_mpr (fixture->session), plane);
}

static void
get_middle (RlTestCanvas *fixture,
            double       *x,
            double       *y)
{
  g_assert_true (rl_slice_canvas_from_patient (fixture->canvas,
                                               rl_session_get_cursor (fixture->session), x, y));
}

static void
drag (RlTestCanvas    *fixture,
      GdkModifierType  modifiers,
      double           x,
      double           y,
      double           to_x,
      double           to_y)
{
  const double halfway[2] = { (x + to_x) / 2, (y + to_y) / 2 };
  const double to[2] = { to_x, to_y };

  g_assert_true (rl_slice_canvas_press (fixture->canvas, GDK_BUTTON_PRIMARY, modifiers, x, y));
  rl_slice_canvas_drag (fixture->canvas, halfway, 1);
  rl_slice_canvas_drag (fixture->canvas, to, 1);
  rl_slice_canvas_release (fixture->canvas);
}

/* The middle of the canvas, so that all four arms are long. */
static void
go_to_middle (RlTestCanvas *fixture)
{
  rl_session_set_tool (fixture->session, RL_TOOL_CROSSHAIR);
  rl_session_set_cursor (fixture->session, RIM_VEC3 (0.5, -0.5, 1));
}

/* A line moves the plane it stands for, and no other. */
static void
test_line (RlTestCanvas  *fixture,
           gconstpointer  data)
{
  RimVec3 before, after;
  double x, y;

  go_to_middle (fixture);
  before = rl_session_get_cursor (fixture->session);
  get_middle (fixture, &x, &y);
  drag (fixture, 0, x + 1, y - 30, x + 21, y - 10);

  after = rl_session_get_cursor (fixture->session);
  g_assert_cmpfloat (after.x, >, before.x + 5);
  g_assert_cmpfloat (fabs (after.y - before.y), <, EPSILON);
  g_assert_cmpfloat (fabs (after.z - before.z), <, 2.0);
  get_middle (fixture, &before.x, &before.y);
  g_assert_cmpfloat (fabs (before.x - x - 20), <, 1e-6);
  g_assert_cmpfloat (fabs (before.y - y), <, 1e-6);
}

/* Its outer part turns it; a quarter of the way round. */
static void
test_turn (RlTestCanvas  *fixture,
           gconstpointer  data)
{
  double x, y;

  go_to_middle (fixture);
  get_middle (fixture, &x, &y);
  drag (fixture, 0, x + 70, y, x + 50, y + 50);
  g_assert_cmpfloat (fabs (get_angle (fixture, RIM_ORIENTATION_CORONAL) - 45.0), <, 1e-6);
  g_assert_cmpfloat (get_angle (fixture, RIM_ORIENTATION_SAGITTAL), <, EPSILON);
  g_assert_cmpfloat (get_angle (fixture, RIM_ORIENTATION_AXIAL), <, EPSILON);

  /* Clockwise on the screen is from the patient's left to the back. */
  g_assert_cmpfloat (rl_session_get_mpr (fixture->session)->axes[RIM_ORIENTATION_CORONAL].right.y,
                     >, 0.7);

  rl_session_reset_planes (fixture->session);
  g_assert_cmpfloat (get_angle (fixture, RIM_ORIENTATION_CORONAL), ==, 0.0);
  drag (fixture, GDK_CONTROL_MASK, x + 70, y, x + 50, y + 50);
  g_assert_cmpfloat (fabs (get_angle (fixture, RIM_ORIENTATION_CORONAL) - 45.0), <, 1e-6);
  g_assert_cmpfloat (fabs (get_angle (fixture, RIM_ORIENTATION_SAGITTAL) - 45.0), <, 1e-6);
  g_assert_cmpfloat (get_angle (fixture, RIM_ORIENTATION_AXIAL), <, EPSILON);
}

/* A line follows the hand however the plane is seen. */
static void
test_flipped (RlTestCanvas  *fixture,
              gconstpointer  data)
{
  double x, y;

  go_to_middle (fixture);
  rl_viewport_flip (fixture->viewport);

  for (guint quarter = 0; quarter < 4; quarter++)
    {
      RimPlane plane;
      RlCrosshair crosshair;
      RlCrosshairHit hit;

      rl_session_reset_planes (fixture->session);
      get_middle (fixture, &x, &y);
      drag (fixture, 0, x + 70, y, x + 50, y + 50);
      g_assert_true (rl_slice_canvas_get_plane (fixture->canvas, &plane));
      rl_crosshair_init (&crosshair, fixture->session, RIM_ORIENTATION_AXIAL, &plane, 1);
      hit = rl_crosshair_hit (&crosshair, x + 50, y + 50);
      g_assert_cmpint (hit.part, !=, RL_CROSSHAIR_NOTHING);
      rl_viewport_rotate (fixture->viewport);
    }
}

/* A click is a click on the image, wherever it falls. */
static void
test_click (RlTestCanvas  *fixture,
            gconstpointer  data)
{
  const double places[][2] = { { 70, 1 }, { 1, 30 }, { 40, 30 } };
  double x, y, now_x, now_y;

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      go_to_middle (fixture);
      get_middle (fixture, &x, &y);
      g_assert_true (rl_slice_canvas_press (fixture->canvas, GDK_BUTTON_PRIMARY, 0,
                                            x + places[i][0], y + places[i][1]));
      rl_slice_canvas_release (fixture->canvas);
      get_middle (fixture, &now_x, &now_y);
      g_assert_cmpfloat (fabs (now_x - x - places[i][0]), <, 1e-6);
      g_assert_cmpfloat (fabs (now_y - y - places[i][1]), <, 1e-6);
      g_assert_cmpfloat (get_angle (fixture, RIM_ORIENTATION_CORONAL), ==, 0.0);
    }
}

/* With Shift the crosshair is in hand for a moment; without it, its lines are not. */
static void
test_shift (RlTestCanvas  *fixture,
            gconstpointer  data)
{
  double x, y;

  go_to_middle (fixture);
  rl_session_set_tool (fixture->session, RL_TOOL_WINDOW);
  get_middle (fixture, &x, &y);
  drag (fixture, 0, x + 70, y, x + 50, y + 50);
  g_assert_cmpfloat (get_angle (fixture, RIM_ORIENTATION_CORONAL), ==, 0.0);
  drag (fixture, GDK_SHIFT_MASK, x + 70, y, x + 50, y + 50);
  g_assert_cmpfloat (get_angle (fixture, RIM_ORIENTATION_CORONAL), >, 40.0);
}

static void
test_slab (RlTestCanvas  *fixture,
           gconstpointer  data)
{
  RlSlab slab;

  drag (fixture, GDK_ALT_MASK, 40, 140, 43, 60);
  slab = rl_session_get_slab (fixture->session, RIM_ORIENTATION_AXIAL);
  g_assert_cmpint (slab.kind, ==, RIM_SLAB_MAX);
  g_assert_cmpfloat (slab.mm, ==, 20.0);
  g_assert_cmpfloat (rl_session_get_slab (fixture->session, RIM_ORIENTATION_CORONAL).mm, ==, 0.0);

  drag (fixture, GDK_ALT_MASK, 40, 10, 43, 150);
  g_assert_cmpfloat (rl_slice_canvas_get_slab (fixture->canvas).mm, ==, 0.0);

  rl_slice_canvas_set_slab (fixture->canvas, (RlSlab) { RIM_SLAB_MIN, 1e9 });
  g_assert_cmpfloat (rl_slice_canvas_get_slab (fixture->canvas).mm, ==, RL_MAX_SLAB);
}

/* Notches of the wheel go voxel by voxel along the normal, and not out of the image. */
static void
test_scroll (RlTestCanvas  *fixture,
             gconstpointer  data)
{
  RimVolume *base = rl_session_get_base (fixture->session);
  const RimMpr *mpr = rl_session_get_mpr (fixture->session);
  RimVec3 before, after, normal;
  RlSlice slice;

  rl_slice_canvas_turn (fixture->canvas, 20, 10);
  normal = rim_mpr_get_normal (mpr, RIM_ORIENTATION_AXIAL);
  before = rl_session_get_cursor (fixture->session);
  rl_slice_canvas_scroll (fixture->canvas, 3);
  after = rl_session_get_cursor (fixture->session);
  g_assert_cmpfloat (fabs (rim_vec3_dot (rim_vec3_sub (before, after), normal) - 6.0), <, 1e-6);
  g_assert_cmpfloat (rim_vec3_length (rim_vec3_cross (rim_vec3_sub (before, after), normal)), <,
                     1e-6);

  rl_slice_canvas_scroll (fixture->canvas, -10000);
  rl_slice_at (&slice, base, mpr, RIM_ORIENTATION_AXIAL, rl_session_get_cursor (fixture->session));
  g_assert_cmpuint (slice.index, ==, slice.n - 1);
  g_assert_cmpuint (slice.number, ==, 1);
  g_assert_true (g_str_has_prefix (rl_slice_canvas_get_label (fixture->canvas),
                                   "Axial, oblique 22° CT, slice 1 of "));
  rl_slice_canvas_scroll (fixture->canvas, 10000);
  rl_slice_at (&slice, base, mpr, RIM_ORIENTATION_AXIAL, rl_session_get_cursor (fixture->session));
  g_assert_cmpuint (slice.index, ==, 0);
  g_assert_cmpuint (slice.number, ==, slice.n);
}

/* Other images come with straight planes. */
static void
test_images (RlTestCanvas  *fixture,
             gconstpointer  data)
{
  rl_slice_canvas_turn (fixture->canvas, 20, 10);
  rl_slice_canvas_set_slab (fixture->canvas, (RlSlab) { RIM_SLAB_MEAN, 12 });
  rl_test_session_fill (fixture->session, FALSE);
  g_assert_false (rim_mpr_is_oblique (rl_session_get_mpr (fixture->session), RIM_ORIENTATION_AXIAL));
  g_assert_cmpfloat (rl_slice_canvas_get_slab (fixture->canvas).mm, ==, 0.0);
}

/* What would not fit in a frame is coarse at first and sharp soon. */
static void
test_coarse (RlTestCanvas  *fixture,
             gconstpointer  data)
{
  guint n_renders;

  rl_slice_canvas_set_content (fixture->canvas, RL_CONTENT_FUSED);
  gtk_widget_set_size_request (GTK_WIDGET (fixture->canvas), 1000, 800);
  g_object_unref (rl_test_canvas_snap (fixture));
  g_assert_true (rl_slice_canvas_is_sharp (fixture->canvas));

  rl_slice_canvas_turn (fixture->canvas, 20, 10);
  n_renders = rl_slice_canvas_get_n_renders (fixture->canvas);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->canvas));
  while (rl_slice_canvas_get_n_renders (fixture->canvas) == n_renders)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (rl_slice_canvas_is_sharp (fixture->canvas));

  while (!rl_slice_canvas_is_sharp (fixture->canvas))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (rl_slice_canvas_get_n_renders (fixture->canvas), ==, n_renders + 2);
}

/* The pixels are the engine's, turned and thick as they are. */
static void
test_pixels (RlTestCanvas  *fixture,
             gconstpointer  data)
{
  RlSlab slab = { RIM_SLAB_MEAN, 9.0 };
  g_autoptr(RimVolume) flat = NULL;
  RimLayer layer = {
    .window = rl_session_get_window (fixture->session, RL_LAYER_CT), .opacity = 1.0,
    .colormap = rl_session_get_colormap (fixture->session, RL_LOOK_CT), .threshold = -INFINITY,
    .interpolation = RIM_INTERPOLATE_LINEAR,
  };
  guint32 expected[SIZE][SIZE], pixels[SIZE][SIZE];
  guint n_different = 0;
  RimPlane plane;

  rl_session_set_interpolate (fixture->session, TRUE);
  rl_slice_canvas_turn (fixture->canvas, 20, 10);
  rl_slice_canvas_set_slab (fixture->canvas, slab);
  rl_test_canvas_grab (fixture, pixels);

  g_assert_true (rl_slice_canvas_get_plane (fixture->canvas, &plane));
  flat = rim_slab_new (rl_session_get_base (fixture->session), &plane, slab.kind, slab.mm,
                       layer.interpolation, 1);
  layer.volume = flat;
  rim_render (&layer, 1, &plane, &expected[0][0], SIZE);

  /* But for the crosshair, which is nowhere near as much. */
  for (guint y = 0; y < SIZE; y++)
    for (guint x = 0; x < SIZE; x++)
      n_different += pixels[y][x] != expected[y][x];
  g_assert_cmpuint (n_different, <, 8 * SIZE);
}

static void
test_golden_oblique (RlTestCanvas  *fixture,
                     gconstpointer  data)
{
  RimLesion *lesion = rl_test_lesion_new (rl_session_get_base (fixture->session), "First",
                                          RIM_VEC3 (22, -4, 6), 9);

  rim_segmentation_add (rl_session_get_segmentation (fixture->session), lesion, "test");
  rim_lesion_unref (lesion);
  rl_session_set_interpolate (fixture->session, TRUE);
  rl_slice_canvas_set_content (fixture->canvas, RL_CONTENT_FUSED);
  rl_slice_canvas_turn (fixture->canvas, 25, -15);
  rl_session_turn_plane (fixture->session, RIM_ORIENTATION_SAGITTAL, RIM_VEC3 (0, 0, 1), 0.4);
  rl_test_canvas_compare (fixture, "oblique.png");
}

static void
test_golden_slab (RlTestCanvas  *fixture,
                  gconstpointer  data)
{
  rl_session_set_interpolate (fixture->session, TRUE);
  rl_slice_canvas_set_content (fixture->canvas, RL_CONTENT_FUSED);
  rl_session_set_slab (fixture->session, RIM_ORIENTATION_AXIAL, (RlSlab) { RIM_SLAB_MIN, 20 });
  rl_slice_canvas_set_slab (fixture->canvas, (RlSlab) { RIM_SLAB_MAX, 30 });
  rl_test_canvas_compare (fixture, "slab-mip.png");
}

/* Slices every 2 mm, with 14 mm missing in the middle. */
static void
test_golden_gap (RlTestCanvas  *fixture,
                 gconstpointer  data)
{
  g_autoptr(RimVolume) volume = rl_test_volume_new (64, 48, 40, 2.0, RIM_UNIT_HU);
  g_autoptr(RimVolume) gapped = NULL;
  double positions[40];

  gapped = rim_volume_new (rim_volume_get_grid (volume), RIM_VOXEL_FLOAT, NULL);
  rim_volume_set_unit (gapped, RIM_UNIT_HU);
  for (guint k = 0; k < 40; k++)
    {
      memcpy (rim_volume_get_slice_for_writing (gapped, k), rim_volume_get_slice (volume, k),
              64 * 48 * sizeof (float));
      positions[k] = rim_volume_get_slice_position (volume, k) + (k >= 24 ? 14.0 : 0.0);
    }
  rim_volume_set_slice_positions (gapped, positions, RIM_GEOMETRY_IRREGULAR);
  rim_volume_publish_all (gapped);

  rl_session_set_images (fixture->session, gapped, NULL);
  rl_slice_canvas_turn (fixture->canvas, 0, 10);
  rl_test_canvas_compare (fixture, "gap.png");
}

static GdkTexture *
paint_cube (const RimPlane *plane)
{
  const GdkRGBA paper = { 0, 0, 0, 1 };
  const GdkRGBA ink = { 1, 1, 1, 1 };
  const graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, CUBE, CUBE);
  g_autoptr(GskRenderer) renderer = gsk_cairo_renderer_new ();
  g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr(GskRenderNode) node = NULL;
  GdkTexture *texture;
  RlCube cube;

  rl_cube_init (&cube, plane, rim_plane_get_normal (plane), CUBE - 4);
  gtk_snapshot_append_color (snapshot, &paper, &bounds);
  rl_cube_paint (&cube, snapshot, &ink, CUBE / 2.0, CUBE / 2.0);
  node = gtk_snapshot_to_node (snapshot);

  g_assert_true (gsk_renderer_realize (renderer, NULL, NULL));
  texture = gsk_renderer_render_texture (renderer, node, &bounds);
  gsk_renderer_unrealize (renderer);

  return texture;
}

/* A straight plane sees one side of the patient, an oblique one up to three. */
static void
test_cube (RlTestCanvas  *fixture,
           gconstpointer  data)
{
  g_autoptr(GdkTexture) straight = NULL;
  g_autoptr(GdkTexture) oblique = NULL;
  RimPlane plane;
  RlCube cube;

  g_assert_true (rl_slice_canvas_get_plane (fixture->canvas, &plane));
  rl_cube_init (&cube, &plane, rim_plane_get_normal (&plane), CUBE);
  g_assert_cmpuint (cube.n_faces, ==, 1);
  g_assert_cmpint (cube.faces[0].letter, ==, 'F');
  straight = paint_cube (&plane);
  rl_test_compare_golden (straight, "cube-straight.png");

  rl_slice_canvas_turn (fixture->canvas, 30, 20);
  g_assert_true (rl_slice_canvas_get_plane (fixture->canvas, &plane));
  rl_cube_init (&cube, &plane, rim_plane_get_normal (&plane), CUBE);
  g_assert_cmpuint (cube.n_faces, ==, 3);

  /* The edges at the left and at the back went away from a reader who now looks from there. */
  for (guint f = 0; f < 3; f++)
    {
      g_assert_nonnull (strchr ("LPF", cube.faces[f].letter));
      g_assert_true (cube.faces[f].letter != 'L' || cube.faces[f].x > 0.0);
      g_assert_true (cube.faces[f].letter != 'P' || cube.faces[f].y > 0.0);
    }
  oblique = paint_cube (&plane);
  rl_test_compare_golden (oblique, "cube-oblique.png");
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

#define ADD(path, plane, func) \
  g_test_add (path, RlTestCanvas, GUINT_TO_POINTER (plane), rl_test_canvas_set_up, func, \
              rl_test_canvas_tear_down)

  ADD ("/ui/planes/line", RIM_ORIENTATION_AXIAL, test_line);
  ADD ("/ui/planes/turn", RIM_ORIENTATION_AXIAL, test_turn);
  ADD ("/ui/planes/flipped", RIM_ORIENTATION_AXIAL, test_flipped);
  ADD ("/ui/planes/click", RIM_ORIENTATION_AXIAL, test_click);
  ADD ("/ui/planes/shift", RIM_ORIENTATION_AXIAL, test_shift);
  ADD ("/ui/planes/slab", RIM_ORIENTATION_AXIAL, test_slab);
  ADD ("/ui/planes/scroll", RIM_ORIENTATION_AXIAL, test_scroll);
  ADD ("/ui/planes/images", RIM_ORIENTATION_AXIAL, test_images);
  ADD ("/ui/planes/coarse", RIM_ORIENTATION_CORONAL, test_coarse);
  ADD ("/ui/planes/pixels", RIM_ORIENTATION_CORONAL, test_pixels);
  ADD ("/ui/planes/golden/oblique", RIM_ORIENTATION_AXIAL, test_golden_oblique);
  ADD ("/ui/planes/golden/slab-mip", RIM_ORIENTATION_CORONAL, test_golden_slab);
  ADD ("/ui/planes/golden/gap", RIM_ORIENTATION_SAGITTAL, test_golden_gap);
  ADD ("/ui/planes/golden/cube", RIM_ORIENTATION_AXIAL, test_cube);

  return g_test_run ();
}
