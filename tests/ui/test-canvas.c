/* test-canvas.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "canvas/rl-pane.h"
#include "canvas/rl-slice-canvas-private.h"
#include "canvas/rl-slice.h"
#include "rl-test-canvas.h"
#include "rl-test-images.h"
#include "segment/rim-lesion-review.h"
#include "segment/rim-stroke.h"

#define SIZE RL_TEST_CANVAS_SIZE

static RimLesion *
add_ball (RlTestCanvas    *fixture,
          const char      *name,
          RimVec3          center,
          double           radius)
{
  g_autoptr(RimLesion) lesion = rl_test_lesion_new (rl_session_get_base (fixture->session),
                                                    name, center, radius);
  RimSegmentation *segmentation = rl_session_get_segmentation (fixture->session);

  rim_segmentation_add (segmentation, lesion, "test");

  return rim_segmentation_find (segmentation, lesion->id, NULL);
}

/* Which way the patient lies on the screen, in words of the axes: each plane's
 * x and y to the right and down, and the axis across it.
 */
static RimVec3
point_at (RimOrientation orientation,
          double         right,
          double         down,
          RimVec3        through)
{
  switch (orientation)
    {
    case RIM_ORIENTATION_SAGITTAL:
      return RIM_VEC3 (through.x, right, -down);

    case RIM_ORIENTATION_CORONAL:
      return RIM_VEC3 (right, through.y, -down);

    case RIM_ORIENTATION_AXIAL:
    default:
      return RIM_VEC3 (right, down, through.z);
    }
}

static double
get_extent (RimOrientation orientation)
{
  return orientation == RIM_ORIENTATION_SAGITTAL ? 96.0 : 128.0;
}

/* The grey of the nearest voxel by the standard's own formula; -1 near an edge
 * between voxels, where rounding decides.
 */
static int
get_grey (RimVolume *volume,
          RimVec3    point)
{
  const RimGrid *grid = rim_volume_get_grid (volume);
  RimVec3 index = rim_grid_from_patient (grid, point);
  double at[3] = { index.x, index.y, index.z };
  double value;

  for (guint axis = 0; axis < 3; axis++)
    {
      if (fabs (at[axis] - floor (at[axis]) - 0.5) < 1e-3)
        return -1;
      if (at[axis] < -0.5 || at[axis] > grid->size[axis] - 0.5)
        return 0;
    }

  value = rim_volume_get_value (volume, (guint) lround (at[0]), (guint) lround (at[1]),
                                (guint) lround (at[2]));

  return (int) lround (CLAMP ((value - 39.5) / 399.0 + 0.5, 0.0, 1.0) * 255.0);
}

static gboolean
is_crosshair (guint32 pixel)
{
  guint8 r = (pixel >> 16) & 0xff;
  guint8 g = (pixel >> 8) & 0xff;
  guint8 b = pixel & 0xff;

  return r != g || g != b;
}

static void
test_pixels (RlTestCanvas       *fixture,
             gconstpointer       data)
{
  RimOrientation orientation = GPOINTER_TO_UINT (data);
  RimVolume *ct = rl_session_get_volume (fixture->session, RL_LAYER_CT);
  double mm = get_extent (orientation) / SIZE;
  guint32 pixels[SIZE][SIZE];
  guint n_compared = 0;

  if (orientation == RIM_ORIENTATION_SAGITTAL)
    mm = MAX (96.0, 80.0) / SIZE;

  rl_test_canvas_grab (fixture, pixels);

  for (guint y = 0; y < SIZE; y++)
    for (guint x = 0; x < SIZE; x++)
      {
        RimVec3 point = point_at (orientation, (x + 0.5 - SIZE / 2.0) * mm,
                                  (y + 0.5 - SIZE / 2.0) * mm, RIM_VEC3 (21, -5, 7));
        int grey = get_grey (ct, point);

        if (grey < 0 || is_crosshair (pixels[y][x]))
          continue;

        g_assert_cmpint (abs ((int) (pixels[y][x] & 0xff) - grey), <=, 1);
        n_compared++;
      }

  g_assert_cmpuint (n_compared, >, SIZE * SIZE / 2);
}

/* To the very pixel what the engine rendered for this plane. */
static void
test_engine_pixels (RlTestCanvas       *fixture,
                    gconstpointer       data)
{
  RimLayer layer = { .volume = rl_session_get_volume (fixture->session, RL_LAYER_CT),
                     .window = rl_session_get_window (fixture->session, RL_LAYER_CT),
                     .colormap = rim_colormap_find ("grey"), .opacity = 1.0,
                     .threshold = -INFINITY };
  guint32 pixels[SIZE][SIZE];
  guint32 expected[SIZE][SIZE];
  RimPlane plane;

  g_assert_true (rl_slice_canvas_get_plane (fixture->canvas, &plane));
  rim_render (&layer, 1, &plane, &expected[0][0], SIZE);
  rl_test_canvas_grab (fixture, pixels);

  for (guint y = 0; y < SIZE; y++)
    for (guint x = 0; x < SIZE; x++)
      if (!is_crosshair (pixels[y][x]))
        g_assert_cmphex (pixels[y][x], ==, expected[y][x]);
}

/* Crosshair, two contours and the frame of the active pane. */
static void
test_golden (RlTestCanvas       *fixture,
             gconstpointer       data)
{
  static const char *const names[] = { "axial.png", "sagittal.png", "coronal.png" };
  const guint8 green[3] = { 0x2f, 0xc4, 0xa8 };
  const guint8 red[3] = { 0xff, 0x5d, 0x5d };
  RimSegmentation *segmentation = rl_session_get_segmentation (fixture->session);
  RimLesion *first = add_ball (fixture, "First", RIM_VEC3 (22, -4, 6), 9);
  RimLesion *second = add_ball (fixture, "Second", RIM_VEC3 (18, -12, 10), 15);
  g_autoptr(RimLesion) first_red = rim_lesion_with_color (first, red);
  g_autoptr(RimLesion) second_green = rim_lesion_with_color (second, green);

  rim_segmentation_replace (segmentation, first_red, "test");
  rim_segmentation_replace (segmentation, second_green, "test");
  rl_session_set_active_lesion (fixture->session, first_red->id);
  rl_slice_canvas_set_active (fixture->canvas, TRUE);
  rl_session_set_show_fill (fixture->session, TRUE);

  rl_test_canvas_compare (fixture, names[GPOINTER_TO_UINT (data)]);
}

static void
test_renders (RlTestCanvas       *fixture,
              gconstpointer       data)
{
  guint n = rl_slice_canvas_get_n_renders (fixture->canvas);
  guint n_traces;
  g_autoptr(GdkTexture) texture = NULL;

  add_ball (fixture, "Ball", RIM_VEC3 (22, -4, 6), 9);
  g_clear_object (&texture);
  texture = rl_test_canvas_snap (fixture);
  n_traces = rl_slice_canvas_get_n_traces (fixture->canvas);
  g_assert_cmpuint (rl_slice_canvas_get_n_renders (fixture->canvas), ==, n);
  g_assert_cmpuint (n_traces, ==, 1);

  /* The crosshair moves in the plane: neither pixels nor contours are others. */
  rl_session_set_cursor (fixture->session, RIM_VEC3 (3, 9, 7));
  g_clear_object (&texture);
  texture = rl_test_canvas_snap (fixture);
  g_assert_cmpuint (rl_slice_canvas_get_n_renders (fixture->canvas), ==, n);
  g_assert_cmpuint (rl_slice_canvas_get_n_traces (fixture->canvas), ==, n_traces);

  /* Ten slices in one frame are one render. */
  for (guint i = 0; i < 10; i++)
    rl_slice_canvas_scroll (fixture->canvas, 1);
  g_clear_object (&texture);
  texture = rl_test_canvas_snap (fixture);
  g_assert_cmpuint (rl_slice_canvas_get_n_renders (fixture->canvas), ==, n + 1);
}

static double
distance_to_segment (RimVec3 point,
                     RimVec3 from,
                     RimVec3 to)
{
  RimVec3 along = rim_vec3_sub (to, from);
  double length = rim_vec3_dot (along, along);
  double t = length > 0 ? rim_vec3_dot (rim_vec3_sub (point, from), along) / length : 0.0;
  RimVec3 nearest = rim_vec3_add (from, rim_vec3_scale (along, CLAMP (t, 0.0, 1.0)));

  return rim_vec3_length (rim_vec3_sub (point, nearest));
}

/* By the rule of the brush, voxel by voxel. */
static void
assert_stroke (RimMask *mask,
               RimVec3  from,
               RimVec3  to,
               double   radius)
{
  const RimGrid *grid = rim_mask_get_grid (mask);
  gsize n = 0;

  for (guint k = 0; k < grid->size[2]; k++)
    for (guint j = 0; j < grid->size[1]; j++)
      for (guint i = 0; i < grid->size[0]; i++)
        {
          RimVec3 center = rim_grid_to_patient (grid, RIM_VEC3 (i, j, k));
          gboolean is_near = fabs (center.z - from.z) < 0.5;
          double distance = distance_to_segment (center, from, to);

          if (fabs (distance - radius) < 1e-6)
            continue;

          g_assert_true (rim_mask_contains (mask, i, j, k) == (is_near && distance < radius));
          n += is_near && distance < radius;
        }

  g_assert_cmpuint (n, >, 20);
}

static void
test_stroke (RlTestCanvas       *fixture,
             gconstpointer       data)
{
  RimSegmentation *segmentation = rl_session_get_segmentation (fixture->session);
  const double ends[4] = { 40, 70, 90, 95 };
  RimVec3 from = rl_slice_canvas_to_patient (fixture->canvas, ends[0], ends[1]);
  RimVec3 to = rl_slice_canvas_to_patient (fixture->canvas, ends[2], ends[3]);
  guint n = rl_slice_canvas_get_n_renders (fixture->canvas);
  g_autoptr(GdkTexture) texture = NULL;
  g_autoptr(RimMask) painted = NULL;
  RimLesion *lesion;

  rl_session_set_tool (fixture->session, RL_TOOL_BRUSH);
  rl_session_set_brush_radius (fixture->session, 6.3);
  rl_session_set_show_contours (fixture->session, FALSE);

  g_assert_true (rl_slice_canvas_press (fixture->canvas, GDK_BUTTON_PRIMARY, 0, ends[0], ends[1]));
  rl_slice_canvas_drag (fixture->canvas, &ends[2], 1);
  g_assert_nonnull (rl_session_get_pending (fixture->session));
  g_assert_true (rl_session_get_show_contours (fixture->session));
  g_assert_cmpuint (rim_segmentation_get_n_edits (segmentation), ==, 0);
  texture = rl_test_canvas_snap (fixture);
  g_assert_cmpuint (rl_slice_canvas_get_n_renders (fixture->canvas), ==, n);

  rl_slice_canvas_release (fixture->canvas);
  g_assert_cmpuint (rim_segmentation_get_n_edits (segmentation), ==, 1);
  g_assert_cmpuint (rim_segmentation_get_n_lesions (segmentation), ==, 1);
  lesion = rim_segmentation_get_lesion (segmentation, 0);
  assert_stroke (lesion->mask, from, to, 6.3);
  painted = rim_mask_ref (lesion->mask);

  /* Alt takes away what the brush gave. */
  g_assert_true (rl_slice_canvas_press (fixture->canvas, GDK_BUTTON_PRIMARY, GDK_ALT_MASK,
                                        ends[0], ends[1]));
  rl_slice_canvas_drag (fixture->canvas, &ends[2], 1);
  rl_slice_canvas_release (fixture->canvas);
  g_assert_cmpuint (rim_mask_count (rim_segmentation_get_lesion (segmentation, 0)->mask), ==, 0);

  rim_segmentation_undo (segmentation);
  g_assert_true (rim_mask_equal (rim_segmentation_get_lesion (segmentation, 0)->mask, painted));
  rim_segmentation_undo (segmentation);
  g_assert_cmpuint (rim_segmentation_get_n_lesions (segmentation), ==, 0);
}

static void
begin_stroke (RlTestCanvas *fixture)
{
  const double ends[4] = { 40, 70, 90, 95 };

  rl_session_set_tool (fixture->session, RL_TOOL_BRUSH);
  g_assert_true (rl_slice_canvas_press (fixture->canvas, GDK_BUTTON_PRIMARY, 0, ends[0], ends[1]));
  rl_slice_canvas_drag (fixture->canvas, &ends[2], 1);
  g_assert_nonnull (rl_session_get_pending (fixture->session));
}

/* The button is down while another patient comes, or the tab goes: what is painted stays. */
static void
test_stroke_kept (RlTestCanvas  *fixture,
                  gconstpointer  data)
{
  g_autoptr(RimSegmentation) segmentation =
    g_object_ref (rl_session_get_segmentation (fixture->session));

  begin_stroke (fixture);
  rl_session_set_segmentation (fixture->session, NULL);
  g_assert_cmpuint (rim_segmentation_get_n_edits (segmentation), ==, 1);
  g_assert_null (rl_session_get_pending (fixture->session));
  rl_slice_canvas_release (fixture->canvas);
  g_assert_cmpuint (rim_segmentation_get_n_edits (segmentation), ==, 1);

  rl_session_set_segmentation (fixture->session, segmentation);
  rl_session_set_active_lesion (fixture->session, NULL);
  begin_stroke (fixture);
  gtk_widget_set_visible (GTK_WIDGET (fixture->canvas), FALSE);
  g_assert_cmpuint (rim_segmentation_get_n_edits (segmentation), ==, 2);
  g_assert_null (rl_session_get_pending (fixture->session));
}

static void
count_cb (RlSession *session,
          RimEdit   *edit,
          guint     *n)
{
  (*n)++;
}

static RimVec3
curve_at (RlSliceCanvas *canvas,
          guint          i,
          double        *xy)
{
  xy[0] = 30.0 + 0.1 * i;
  xy[1] = 80.0 + 35.0 * sin (i / 90.0);

  return rl_slice_canvas_to_patient (canvas, xy[0], xy[1]);
}

/* A second of a mouse that speaks 1000 times, at 60 frames: each frame's events
 * come as one, with those before as its history.
 */
static void
test_fast_stroke (RlTestCanvas       *fixture,
                  gconstpointer       data)
{
  enum { N_EVENTS = 1000, PER_FRAME = 17 };
  RimSegmentation *segmentation = rl_session_get_segmentation (fixture->session);
  guint n_traces = rl_slice_canvas_get_n_traces (fixture->canvas);
  guint n_renders = rl_slice_canvas_get_n_renders (fixture->canvas);
  g_autoptr(RimStroke) stroke = NULL;
  g_autoptr(RimMask) empty = rim_mask_new (rim_volume_get_grid (rl_session_get_base (fixture->session)));
  RimStrokeSpec spec = { 2.5, RIM_VEC3 (0, 0, 1), FALSE };
  double xy[2 * N_EVENTS];
  RimVec3 points[N_EVENTS];
  guint n_changes = 0;
  guint n_frames = 0;
  RimBox box;

  for (guint i = 0; i < N_EVENTS; i++)
    points[i] = curve_at (fixture->canvas, i, &xy[2 * i]);

  rl_session_set_tool (fixture->session, RL_TOOL_BRUSH);
  rl_session_set_brush_radius (fixture->session, 2.5);
  g_assert_true (rl_slice_canvas_press (fixture->canvas, GDK_BUTTON_PRIMARY, 0, xy[0], xy[1]));
  g_signal_connect (fixture->session, "lesions-changed", G_CALLBACK (count_cb), &n_changes);

  for (guint i = 1; i < N_EVENTS; i += PER_FRAME, n_frames++)
    {
      g_autoptr(GdkTexture) texture = NULL;

      rl_slice_canvas_drag (fixture->canvas, &xy[2 * i], MIN (PER_FRAME, N_EVENTS - i));
      if (n_frames % 10 == 0)
        texture = rl_test_canvas_snap (fixture);
    }

  g_assert_cmpuint (n_changes, <=, n_frames);
  g_assert_cmpuint (rl_slice_canvas_get_n_renders (fixture->canvas), ==, n_renders);
  g_assert_cmpuint (rl_slice_canvas_get_n_traces (fixture->canvas) - n_traces, <=, 2 * n_frames);
  rl_slice_canvas_release (fixture->canvas);

  /* Nothing between two events is left out, however they were bundled. */
  stroke = rim_stroke_new (empty, &spec);
  for (guint i = 0; i < N_EVENTS; i++)
    rim_stroke_add (stroke, &points[i], 1, &box);
  g_assert_cmpuint (rim_segmentation_get_n_edits (segmentation), ==, 1);
  g_assert_true (rim_mask_equal (rim_segmentation_get_lesion (segmentation, 0)->mask,
                                 rim_stroke_get_mask (stroke)));
}

/* Slices at 0, 2, 4, 30, 32 mm: no notch of the wheel lands between 4 and 30. */
static void
test_irregular (RlTestCanvas       *fixture,
                gconstpointer       data)
{
  static const double places[] = { 0, 2, 4, 30, 32 };
  RimGrid grid = { { 8, 8, G_N_ELEMENTS (places) }, { { { 0 } } } };
  g_autoptr(GError) error = NULL;
  g_autoptr(RimVolume) volume = NULL;
  RlSlice slice;

  rim_affine_init_identity (&grid.to_patient);
  grid.to_patient.m[2][2] = 8.0;
  volume = rim_volume_new (&grid, RIM_VOXEL_INT16, &error);
  g_assert_no_error (error);
  rim_volume_set_slice_positions (volume, places, RIM_GEOMETRY_IRREGULAR);
  rim_volume_set_unit (volume, RIM_UNIT_HU);
  rim_volume_publish_all (volume);
  rl_session_set_images (fixture->session, volume, NULL);
  rl_slice_canvas_scroll (fixture->canvas, 100);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *label = g_strdup_printf ("Axial CT, slice %u of 5", 5 - i);

      rl_slice_at (&slice, volume, rl_session_get_mpr (fixture->session), RIM_ORIENTATION_AXIAL,
                   rl_session_get_cursor (fixture->session));
      g_assert_cmpuint (slice.index, ==, i);
      g_assert_cmpfloat_with_epsilon (slice.position, places[i], 1e-9);
      g_assert_cmpstr (rl_slice_canvas_get_label (fixture->canvas), ==, label);
      rl_slice_canvas_scroll (fixture->canvas, -1);
    }
}

static RimSource *
number_slices (RimVolume *volume,
               guint      first,
               int        step)
{
  RimSource *source = rim_source_new ();

  for (guint k = 0; k < rim_volume_get_grid (volume)->size[2]; k++)
    rim_source_add_slice (source, NULL, NULL, 0, (guint) ((int) first + step * (int) k));

  return source;
}

static void
assert_number (RlTestCanvas   *fixture,
               RimOrientation  orientation,
               const char     *number)
{
  g_autofree char *text = NULL;
  RlSlice slice;

  rl_slice_at (&slice, rl_session_get_base (fixture->session), rl_session_get_mpr (fixture->session),
               orientation, rl_session_get_cursor (fixture->session));
  text = rl_slice_dup_number (&slice);
  g_assert_cmpstr (text, ==, number);
}

/* Slices are counted as they are scrolled, and cited as the files number them. */
static void
test_numbers (RlTestCanvas  *fixture,
              gconstpointer  data)
{
  g_autoptr(RimVolume) volume = rl_test_volume_new (6, 7, 5, 2.0, RIM_UNIT_HU);
  g_autoptr(RimSource) from_head = number_slices (volume, 5, -1);
  g_autoptr(RimSource) from_feet = number_slices (volume, 11, 1);

  rl_session_set_images (fixture->session, volume, NULL);
  rl_slice_canvas_scroll (fixture->canvas, -100);
  assert_number (fixture, RIM_ORIENTATION_AXIAL, "1 / 5");
  rl_slice_canvas_scroll (fixture->canvas, 1);
  assert_number (fixture, RIM_ORIENTATION_AXIAL, "2 / 5");

  rim_volume_set_source (volume, from_head);
  assert_number (fixture, RIM_ORIENTATION_AXIAL, "Im 2 / 5");
  rim_volume_set_source (volume, from_feet);
  assert_number (fixture, RIM_ORIENTATION_AXIAL, "Im 14 · 2 / 5");
  assert_number (fixture, RIM_ORIENTATION_SAGITTAL, "3 / 6");
  assert_number (fixture, RIM_ORIENTATION_CORONAL, "4 / 7");
}

static void
message_cb (RlSliceCanvas *canvas,
            const char    *message,
            guint         *n_messages)
{
  g_assert_nonnull (message);
  (*n_messages)++;
}

static void
test_stroke_refused (RlTestCanvas       *fixture,
                     gconstpointer       data)
{
  RimSegmentation *segmentation = rl_session_get_segmentation (fixture->session);
  RimLesion *ball = add_ball (fixture, "Ball", RIM_VEC3 (22, -4, 6), 9);
  g_autoptr(RimLesion) locked = rim_lesion_with_locked (ball, TRUE);
  const double xy[2] = { 100, 100 };
  guint n_messages = 0;

  g_signal_connect (fixture->canvas, "message", G_CALLBACK (message_cb), &n_messages);
  rl_session_set_tool (fixture->session, RL_TOOL_BRUSH);

  /* Esc drops the stroke. */
  g_assert_true (rl_slice_canvas_press (fixture->canvas, GDK_BUTTON_PRIMARY, 0, 60, 60));
  rl_slice_canvas_drag (fixture->canvas, xy, 1);
  g_assert_true (rl_slice_canvas_cancel (fixture->canvas));
  rl_slice_canvas_release (fixture->canvas);
  g_assert_null (rl_session_get_pending (fixture->session));
  g_assert_cmpuint (rim_segmentation_get_n_edits (segmentation), ==, 1);

  rim_segmentation_replace (segmentation, locked, "lock");
  g_assert_false (rl_slice_canvas_press (fixture->canvas, GDK_BUTTON_PRIMARY, 0, 60, 60));
  g_assert_cmpuint (n_messages, ==, 1);

  rl_session_set_active_lesion (fixture->session, NULL);
  rl_session_set_tool (fixture->session, RL_TOOL_ERASER);
  g_assert_false (rl_slice_canvas_press (fixture->canvas, GDK_BUTTON_PRIMARY, 0, 60, 60));
  g_assert_cmpuint (n_messages, ==, 2);
  g_assert_cmpuint (rim_segmentation_get_n_edits (segmentation), ==, 2);
}

static void
test_mouse (RlTestCanvas       *fixture,
            gconstpointer       data)
{
  const double xy[2] = { 90, 60 };
  RimVec3 under, now;
  RimWindow window;
  double x, y;

  rl_slice_canvas_press (fixture->canvas, GDK_BUTTON_PRIMARY, 0, 60, 60);
  rl_slice_canvas_drag (fixture->canvas, xy, 1);
  rl_slice_canvas_release (fixture->canvas);
  window = rl_session_get_window (fixture->session, RL_LAYER_CT);
  g_assert_cmpfloat (window.width, >, 400.0);
  g_assert_cmpfloat (window.center, ==, 40.0);

  under = rl_slice_canvas_to_patient (fixture->canvas, 60, 60);
  rl_slice_canvas_press (fixture->canvas, GDK_BUTTON_MIDDLE, 0, 60, 60);
  rl_slice_canvas_drag (fixture->canvas, xy, 1);
  rl_slice_canvas_release (fixture->canvas);
  g_assert_true (rl_slice_canvas_from_patient (fixture->canvas, under, &x, &y));
  g_assert_cmpfloat_with_epsilon (x, 90, 1e-9);
  g_assert_cmpfloat_with_epsilon (y, 60, 1e-9);

  under = rl_slice_canvas_to_patient (fixture->canvas, SIZE / 2.0, SIZE / 2.0);
  rl_slice_canvas_zoom (fixture->canvas, 2.0);
  g_assert_cmpfloat (rl_viewport_get_zoom (fixture->viewport), ==, 2.0);
  now = rl_slice_canvas_to_patient (fixture->canvas, SIZE / 2.0, SIZE / 2.0);
  g_assert_cmpfloat (rim_vec3_length (rim_vec3_sub (under, now)), <, 1e-9);

  rl_session_set_tool (fixture->session, RL_TOOL_CROSSHAIR);
  rl_slice_canvas_press (fixture->canvas, GDK_BUTTON_PRIMARY, 0, 30, 110);
  rl_slice_canvas_release (fixture->canvas);
  now = rl_session_get_cursor (fixture->session);
  g_assert_true (rl_slice_canvas_from_patient (fixture->canvas, now, &x, &y));
  g_assert_cmpfloat_with_epsilon (x, 30, 1e-9);
  g_assert_cmpfloat_with_epsilon (y, 110, 1e-9);
}

static void
test_label (RlTestCanvas       *fixture,
            gconstpointer       data)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (fixture->canvas);

  gtk_test_accessible_assert_role (accessible, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Axial CT, slice 17 of 40");

  /* Down is towards the feet. */
  rl_slice_canvas_scroll (fixture->canvas, 1);
  gtk_test_accessible_assert_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Axial CT, slice 18 of 40");
  rl_slice_canvas_scroll (fixture->canvas, 1000);
  g_assert_cmpstr (rl_slice_canvas_get_label (fixture->canvas), ==, "Axial CT, slice 40 of 40");
}

/* What is said besides: where, how it is shown, and what is under the crosshair. */
static void
test_description (RlTestCanvas       *fixture,
                  gconstpointer       data)
{
  RimVolume *ct = rl_session_get_volume (fixture->session, RL_LAYER_CT);
  RimVolume *pet = rl_session_get_volume (fixture->session, RL_LAYER_PET);
  g_autofree char *before = rl_pane_describe (RL_PANE (fixture->canvas));
  g_autofree char *after = NULL;
  g_autofree char *expected = NULL;
  double hu, suv;

  g_assert_true (rim_probe (ct, RIM_VEC3 (21, -5, 7), &hu));
  g_assert_true (rim_probe (pet, RIM_VEC3 (21, -5, 7), &suv));
  expected = g_strdup_printf ("At 7.0 mm. CT window 400, level 40. Crosshair at LPS 21.0, -5.0, 7.0 mm; "
                              "CT %.0f HU; PET %.2f SUVbw g/ml", hu, suv);
  g_assert_cmpstr (before, ==, expected);

  add_ball (fixture, "Node", RIM_VEC3 (22, -4, 6), 9);
  add_ball (fixture, "Elsewhere", RIM_VEC3 (-20, -4, 6), 9);
  after = rl_pane_describe (RL_PANE (fixture->canvas));
  g_assert_true (g_str_has_suffix (after, "g/ml; in Node"));

  rl_session_set_images (fixture->session, NULL, NULL);
  g_free (after);
  after = rl_pane_describe (RL_PANE (fixture->canvas));
  g_assert_cmpstr (after, ==, "");
}

static guint
count_differing (RlTestCanvas *fixture,
                 guint32       before[SIZE][SIZE])
{
  static guint32 now[SIZE][SIZE];
  guint n = 0;

  rl_test_canvas_grab (fixture, now);
  for (guint y = 0; y < SIZE; y++)
    for (guint x = 0; x < SIZE; x++)
      n += now[y][x] != before[y][x];

  return n;
}

/* A comment is marked on its slice and faintly on the next ones, and says what it says under
 * the pointer.
 */
static void
test_comment (RlTestCanvas  *fixture,
              gconstpointer  data)
{
  static guint32 without[SIZE][SIZE], marked[SIZE][SIZE];
  RimLesion *lesion = add_ball (fixture, "Tumour", RIM_VEC3 (22, -4, 6), 9);
  RimSegmentation *segmentation = rl_session_get_segmentation (fixture->session);
  RimVec3 cursor = rl_session_get_cursor (fixture->session);
  RimVec3 place = rim_vec3_add (cursor, RIM_VEC3 (12, 12, 0));
  g_autoptr(RimComment) comment = rim_comment_new (place, "A vessel?", "Ann");
  g_autoptr(RimLesion) commented = NULL;
  double x, y;

  rl_test_canvas_grab (fixture, without);
  commented = rim_lesion_with_comment (lesion, comment);
  rim_segmentation_replace (segmentation, commented, "comment");
  g_assert_cmpuint (count_differing (fixture, without), >, 50);
  rl_test_canvas_grab (fixture, marked);

  g_assert_true (rl_slice_canvas_from_patient (fixture->canvas, place, &x, &y));
  rl_slice_canvas_move_pointer (fixture->canvas, x + 2, y - 8);
  g_assert_cmpuint (count_differing (fixture, marked), >, 300);
  rl_slice_canvas_move_pointer (fixture->canvas, x - 30, y - 8);
  g_assert_cmpuint (count_differing (fixture, marked), ==, 0);

  g_object_set (fixture->session, "show-contours", FALSE, NULL);
  rl_test_canvas_grab (fixture, marked);
  rim_segmentation_undo (segmentation);
  g_assert_cmpuint (count_differing (fixture, marked), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  static const char *const planes[] = { "axial", "sagittal", "coronal" };

  gtk_test_init (&argc, &argv, NULL);

#define ADD(path, plane, func) \
  g_test_add (path, RlTestCanvas, GUINT_TO_POINTER (plane), rl_test_canvas_set_up, func, rl_test_canvas_tear_down)

  for (guint i = 0; i < G_N_ELEMENTS (planes); i++)
    {
      g_autofree char *pixels = g_strdup_printf ("/ui/canvas/pixels/%s", planes[i]);
      g_autofree char *engine = g_strdup_printf ("/ui/canvas/engine-pixels/%s", planes[i]);
      g_autofree char *golden = g_strdup_printf ("/ui/canvas/golden/%s", planes[i]);

      ADD (pixels, i, test_pixels);
      ADD (engine, i, test_engine_pixels);
      ADD (golden, i, test_golden);
    }

  ADD ("/ui/canvas/renders", RIM_ORIENTATION_AXIAL, test_renders);
  ADD ("/ui/canvas/stroke", RIM_ORIENTATION_AXIAL, test_stroke);
  ADD ("/ui/canvas/stroke-kept", RIM_ORIENTATION_AXIAL, test_stroke_kept);
  ADD ("/ui/canvas/fast-stroke", RIM_ORIENTATION_AXIAL, test_fast_stroke);
  ADD ("/ui/canvas/irregular", RIM_ORIENTATION_AXIAL, test_irregular);
  ADD ("/ui/canvas/numbers", RIM_ORIENTATION_AXIAL, test_numbers);
  ADD ("/ui/canvas/stroke-refused", RIM_ORIENTATION_AXIAL, test_stroke_refused);
  ADD ("/ui/canvas/mouse", RIM_ORIENTATION_AXIAL, test_mouse);
  ADD ("/ui/canvas/comment", RIM_ORIENTATION_AXIAL, test_comment);
  ADD ("/ui/canvas/label", RIM_ORIENTATION_AXIAL, test_label);
  ADD ("/ui/canvas/description", RIM_ORIENTATION_AXIAL, test_description);

  return g_test_run ();
}
