/* test-annotations.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "canvas/rl-slice-canvas.h"
#include "commands/rl-keys.h"
#include "core/rl-evaluator.h"
#include "core/rl-measurement-text.h"
#include "measurements/rl-measurement-item.h"
#include "measurements/rl-measurement-pane.h"
#include "rl-test-images.h"

#define SIZE 320

typedef struct
{
  RlSession      *session;
  RlMeasurements *measurements;
  RlViewport     *viewport;
  RlJobs         *jobs;
  RlEvaluator    *evaluator;
  GtkWidget      *window;
  RlSliceCanvas  *canvas;
} Fixture;

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  GtkWidget *canvas;

  fixture->session = rl_test_session_new (TRUE);
  fixture->measurements = rl_session_get_measurements (fixture->session);
  fixture->jobs = rl_jobs_new ();
  fixture->evaluator = rl_evaluator_new (fixture->jobs, fixture->session);
  rl_session_set_cursor (fixture->session, RIM_VEC3 (21, -5, 7));

  fixture->viewport = rl_viewport_new ();
  canvas = rl_slice_canvas_new (fixture->session, fixture->viewport, RIM_ORIENTATION_AXIAL);
  fixture->canvas = RL_SLICE_CANVAS (canvas);
  gtk_widget_set_size_request (canvas, SIZE, SIZE);
  fixture->window = gtk_window_new ();
  gtk_window_set_decorated (GTK_WINDOW (fixture->window), FALSE);
  gtk_window_set_child (GTK_WINDOW (fixture->window), canvas);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (canvas);
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  rl_jobs_shut_down (fixture->jobs);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;

  g_assert_finalize_object (fixture->evaluator);
  g_assert_finalize_object (fixture->jobs);
  g_assert_finalize_object (fixture->viewport);
  g_assert_finalize_object (fixture->session);
}

static void
press (Fixture *fixture,
       double   x,
       double   y)
{
  g_assert_true (rl_slice_canvas_press (fixture->canvas, GDK_BUTTON_PRIMARY, 0, x, y));
}

static void
move (Fixture *fixture,
      double   x,
      double   y)
{
  const double xy[2] = { x, y };

  rl_slice_canvas_drag (fixture->canvas, xy, 1);
}

static void
drag (Fixture *fixture,
      double   x0,
      double   y0,
      double   x1,
      double   y1)
{
  press (fixture, x0, y0);
  move (fixture, (x0 + x1) / 2, (y0 + y1) / 2);
  move (fixture, x1, y1);
  rl_slice_canvas_release (fixture->canvas);
}

static void
click (Fixture *fixture,
       double   x,
       double   y)
{
  press (fixture, x, y);
  rl_slice_canvas_release (fixture->canvas);
}

static RimMeasurement *
get_last (Fixture *fixture)
{
  return rl_measurements_get (fixture->measurements, rl_measurements_get_n (fixture->measurements) - 1);
}

static void
draw_frame (Fixture *fixture)
{
  gtk_widget_queue_draw (GTK_WIDGET (fixture->canvas));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->canvas));
}

static void
wait_for_values (Fixture *fixture)
{
  while (!rl_evaluator_is_up_to_date (fixture->evaluator))
    g_main_context_iteration (NULL, TRUE);
}

static double
get_pixel_mm (Fixture *fixture)
{
  RimVec3 a = rl_slice_canvas_to_patient (fixture->canvas, 0, 0);
  RimVec3 b = rl_slice_canvas_to_patient (fixture->canvas, 1, 0);

  return rim_vec3_length (rim_vec3_sub (b, a));
}

static void
test_length (Fixture       *fixture,
             gconstpointer  data)
{
  RimSegmentation *segmentation = rl_session_get_segmentation (fixture->session);
  g_autofree char *text = NULL;
  RimMeasurementValues values;
  RimMeasurement *length;
  graphene_rect_t label;
  const char *said;

  rl_session_set_tool (fixture->session, RL_TOOL_LENGTH);
  drag (fixture, 60, 80, 140, 140);

  g_assert_cmpuint (rl_measurements_get_n (fixture->measurements), ==, 1);
  length = get_last (fixture);
  g_assert_cmpint (length->kind, ==, RIM_MEASUREMENT_LENGTH);
  g_assert_cmpfloat_with_epsilon (length->normal.z * length->normal.z, 1, 1e-12);
  g_assert_cmpstr (length->author, ==, rim_segmentation_get_author (segmentation));
  rl_measurements_get_values (fixture->measurements, length, RL_LAYER_CT, &values);
  g_assert_cmpfloat_with_epsilon (values.length, 100 * get_pixel_mm (fixture), 1e-9);

  /* One edit, undone and made again. */
  g_assert_cmpuint (rim_segmentation_get_n_edits (segmentation), ==, 1);
  rim_segmentation_undo (segmentation);
  g_assert_cmpuint (rl_measurements_get_n (fixture->measurements), ==, 0);
  rim_segmentation_redo (segmentation);
  g_assert_cmpuint (rl_measurements_get_n (fixture->measurements), ==, 1);

  draw_frame (fixture);
  length = get_last (fixture);
  text = rl_measurement_dup_values (fixture->session, length, "\n");
  g_assert_true (g_str_has_suffix (text, " mm"));
  g_assert_true (rl_slice_canvas_get_annotation_label (fixture->canvas, length->id, &label, &said));
  g_assert_cmpstr (said, ==, text);
}

static void
test_clicks (Fixture       *fixture,
             gconstpointer  data)
{
  RimMeasurementValues values;

  rl_session_set_tool (fixture->session, RL_TOOL_ANGLE);
  drag (fixture, 200, 100, 100, 100);
  g_assert_nonnull (rl_measurements_get_pending (fixture->measurements));
  g_assert_cmpuint (rim_segmentation_get_n_measurements (rl_session_get_segmentation (fixture->session)), ==, 0);
  click (fixture, 100, 200);
  g_assert_null (rl_measurements_get_pending (fixture->measurements));
  rl_measurements_get_values (fixture->measurements, get_last (fixture), RL_LAYER_CT, &values);
  g_assert_cmpfloat_with_epsilon (values.angle, 90, 1e-9);

  rl_session_set_tool (fixture->session, RL_TOOL_LENGTH);
  click (fixture, 40, 250);
  click (fixture, 80, 250);
  rl_measurements_get_values (fixture->measurements, get_last (fixture), RL_LAYER_CT, &values);
  g_assert_cmpfloat_with_epsilon (values.length, 40 * get_pixel_mm (fixture), 1e-9);

  rl_session_set_tool (fixture->session, RL_TOOL_BIDIRECTIONAL);
  click (fixture, 200, 200);
  click (fixture, 280, 200);
  g_assert_nonnull (rl_measurements_get_pending (fixture->measurements));
  click (fixture, 220, 215);
  rl_measurements_get_values (fixture->measurements, get_last (fixture), RL_LAYER_CT, &values);
  g_assert_cmpfloat_with_epsilon (values.length, 80 * get_pixel_mm (fixture), 1e-9);
  g_assert_cmpfloat_with_epsilon (values.short_axis, 30 * get_pixel_mm (fixture), 1e-9);
}

/* Every kind that a drag can finish is finished by one. */
static void
test_drags (Fixture       *fixture,
            gconstpointer  data)
{
  RimSegmentation *segmentation = rl_session_get_segmentation (fixture->session);
  guint n = 0;

  for (RlTool tool = RL_TOOL_LENGTH; tool <= RL_TOOL_TEXT; tool++)
    {
      double x = 20 + 100 * (n % 3), y = 20 + 100 * (n / 3);
      RimMeasurementKind kind;

      g_assert_true (rl_tool_get_measurement_kind (tool, &kind));
      rl_session_set_tool (fixture->session, tool);
      press (fixture, x, y);
      move (fixture, x + 40, y);
      move (fixture, x + 40, y + 40);
      rl_slice_canvas_release (fixture->canvas);
      if (tool == RL_TOOL_ANGLE)
        click (fixture, x + 60, y);

      n++;
      g_assert_null (rl_measurements_get_pending (fixture->measurements));
      g_assert_cmpuint (rl_measurements_get_n (fixture->measurements), ==, n);
      g_assert_cmpuint (rim_segmentation_get_n_edits (segmentation), ==, n);
      g_assert_cmpint (get_last (fixture)->kind, ==, kind);
    }
}

/* A drag has the long axis; the short one is proposed, and corrected by its handles. */
static void
test_short_axis (Fixture       *fixture,
                 gconstpointer  data)
{
  RimVolume *base = rl_session_get_base (fixture->session);
  g_autoptr(RimLesion) ball = rl_test_lesion_new (base, "Ball", RIM_VEC3 (22, -4, 6), 9);
  double mm = get_pixel_mm (fixture);
  RimMeasurementValues values;
  double x, y;

  rl_session_set_tool (fixture->session, RL_TOOL_BIDIRECTIONAL);
  drag (fixture, 200, 200, 290, 200);
  rl_measurements_get_values (fixture->measurements, get_last (fixture), RL_LAYER_CT, &values);
  g_assert_cmpfloat_with_epsilon (values.length, 90 * mm, 1e-9);
  g_assert_cmpfloat_with_epsilon (values.short_axis, 60 * mm, 1e-9);

  drag (fixture, 245, 230, 220, 220);
  rl_measurements_get_values (fixture->measurements, get_last (fixture), RL_LAYER_CT, &values);
  g_assert_cmpfloat_with_epsilon (values.length, 90 * mm, 1e-9);
  g_assert_cmpfloat_with_epsilon (values.short_axis, 50 * mm, 1e-9);

  /* Across a lesion it is as wide as that. */
  rim_segmentation_add (rl_session_get_segmentation (fixture->session), ball, "test");
  rl_slice_canvas_from_patient (fixture->canvas, RIM_VEC3 (22, -4, 6), &x, &y);
  drag (fixture, x - 30, y - 1, x + 30, y - 1);
  rl_measurements_get_values (fixture->measurements, get_last (fixture), RL_LAYER_CT, &values);
  g_assert_cmpfloat_with_epsilon (values.length, 60 * mm, 1e-9);
  g_assert_cmpfloat (values.short_axis, >, 15);
  g_assert_cmpfloat (values.short_axis, <, 21);

  /* Not across one that is hidden. */
  rl_session_set_lesion_visible (fixture->session, ball->id, FALSE);
  drag (fixture, x - 30, y + 60, x + 30, y + 60);
  rl_measurements_get_values (fixture->measurements, get_last (fixture), RL_LAYER_CT, &values);
  g_assert_cmpfloat_with_epsilon (values.short_axis, 40 * mm, 1e-9);
}

/* An outline is clicked corner by corner, and closed on its first. */
static void
test_corners (Fixture       *fixture,
              gconstpointer  data)
{
  RimSegmentation *segmentation = rl_session_get_segmentation (fixture->session);
  double mm = get_pixel_mm (fixture);
  RimMeasurementValues values;

  rl_session_set_tool (fixture->session, RL_TOOL_FREEHAND);
  click (fixture, 100, 100);
  g_assert_nonnull (rl_measurements_get_pending (fixture->measurements));
  click (fixture, 180, 100);
  click (fixture, 180, 160);
  click (fixture, 100, 160);
  click (fixture, 102, 101);
  g_assert_null (rl_measurements_get_pending (fixture->measurements));
  g_assert_cmpuint (get_last (fixture)->n_points, ==, 4);
  rl_measurements_get_values (fixture->measurements, get_last (fixture), RL_LAYER_CT, &values);
  g_assert_cmpfloat_with_epsilon (values.area, 80 * 60 * mm * mm, 1e-6);

  /* So does a double click on the last; two corners are nothing yet. */
  click (fixture, 200, 200);
  click (fixture, 280, 200);
  click (fixture, 280, 200);
  g_assert_nonnull (rl_measurements_get_pending (fixture->measurements));
  click (fixture, 280, 260);
  click (fixture, 280, 260);
  g_assert_cmpuint (get_last (fixture)->n_points, ==, 3);
  g_assert_cmpuint (rim_segmentation_get_n_edits (segmentation), ==, 2);
}

/* Escape drops what is being drawn; nothing is left in the journal. */
static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  RimSegmentation *segmentation = rl_session_get_segmentation (fixture->session);

  rl_session_set_tool (fixture->session, RL_TOOL_ANGLE);
  drag (fixture, 200, 100, 100, 100);
  g_assert_true (rl_slice_canvas_cancel (fixture->canvas));
  g_assert_false (rl_slice_canvas_cancel (fixture->canvas));
  g_assert_cmpuint (rl_measurements_get_n (fixture->measurements), ==, 0);
  g_assert_cmpuint (rim_segmentation_get_n_edits (segmentation), ==, 0);
  g_assert_null (rl_measurements_get_active (fixture->measurements));

  /* So does another tool where points are missing, and a click that gives no length. */
  drag (fixture, 200, 100, 100, 100);
  rl_session_set_tool (fixture->session, RL_TOOL_LENGTH);
  g_assert_cmpuint (rl_measurements_get_n (fixture->measurements), ==, 0);
  click (fixture, 50, 50);
  click (fixture, 50, 50);
  g_assert_cmpuint (rim_segmentation_get_n_edits (segmentation), ==, 0);
  rl_slice_canvas_cancel (fixture->canvas);
}

/* What has all its points is kept, whatever the user turns to. */
static void
test_finish (Fixture       *fixture,
             gconstpointer  data)
{
  RimSegmentation *segmentation = rl_session_get_segmentation (fixture->session);
  double mm = get_pixel_mm (fixture);
  RimMeasurementValues values;

  rl_session_set_tool (fixture->session, RL_TOOL_BIDIRECTIONAL);
  click (fixture, 200, 200);
  click (fixture, 260, 200);
  rl_session_set_tool (fixture->session, RL_TOOL_FREEHAND);
  g_assert_cmpuint (rim_segmentation_get_n_edits (segmentation), ==, 1);
  rl_measurements_get_values (fixture->measurements, get_last (fixture), RL_LAYER_CT, &values);
  g_assert_cmpfloat_with_epsilon (values.short_axis, 40 * mm, 1e-9);

  click (fixture, 100, 100);
  click (fixture, 180, 100);
  click (fixture, 180, 160);
  rl_measurements_set_active (fixture->measurements, get_last (fixture)->id);
  g_assert_cmpuint (rim_segmentation_get_n_edits (segmentation), ==, 1);
  rl_measurements_set_active (fixture->measurements, rl_measurements_get (fixture->measurements, 0)->id);
  g_assert_cmpuint (rim_segmentation_get_n_edits (segmentation), ==, 2);
  g_assert_cmpuint (get_last (fixture)->n_points, ==, 3);

  /* A drag ends where another tool is taken up, and where the window is closed. */
  rl_session_set_tool (fixture->session, RL_TOOL_LENGTH);
  press (fixture, 40, 40);
  move (fixture, 90, 40);
  rl_session_set_tool (fixture->session, RL_TOOL_ELLIPSE);
  move (fixture, 200, 40);
  rl_slice_canvas_release (fixture->canvas);
  rl_measurements_get_values (fixture->measurements, get_last (fixture), RL_LAYER_CT, &values);
  g_assert_cmpfloat_with_epsilon (values.length, 50 * mm, 1e-9);

  press (fixture, 40, 240);
  move (fixture, 90, 280);
  gtk_widget_set_visible (fixture->window, FALSE);
  g_assert_cmpint (get_last (fixture)->kind, ==, RIM_MEASUREMENT_ELLIPSE);
  g_assert_cmpuint (rim_segmentation_get_n_edits (segmentation), ==, 4);
}

/* Other lesions: the last ones have what was drawn among them. */
static void
test_other_patient (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr(RimSegmentation) segmentation = g_object_ref (rl_session_get_segmentation (fixture->session));
  g_autoptr(RimSegmentation) other = rim_segmentation_new ("other");

  rl_session_set_tool (fixture->session, RL_TOOL_BIDIRECTIONAL);
  click (fixture, 200, 200);
  click (fixture, 260, 200);
  rl_session_set_segmentation (fixture->session, other);
  g_assert_cmpuint (rim_segmentation_get_n_measurements (segmentation), ==, 1);
  g_assert_cmpuint (rim_segmentation_get_n_measurements (other), ==, 0);
  g_assert_null (rl_measurements_get_active (fixture->measurements));
}

static void
test_handles (Fixture       *fixture,
              gconstpointer  data)
{
  RimSegmentation *segmentation = rl_session_get_segmentation (fixture->session);
  RimVec3 target = rl_slice_canvas_to_patient (fixture->canvas, 200, 60);
  RimVec3 start;
  RimMeasurementValues values;

  rl_session_set_tool (fixture->session, RL_TOOL_LENGTH);
  drag (fixture, 60, 80, 140, 80);
  rl_session_set_tool (fixture->session, RL_TOOL_WINDOW);

  drag (fixture, 141, 81, 200, 60);
  g_assert_cmpfloat_with_epsilon (rim_vec3_length (rim_vec3_sub (get_last (fixture)->points[1], target)), 0, 1e-9);
  g_assert_cmpuint (rim_segmentation_get_n_edits (segmentation), ==, 2);

  /* By its line it moves as a whole. */
  start = get_last (fixture)->points[0];
  rl_measurements_get_values (fixture->measurements, get_last (fixture), RL_LAYER_CT, &values);
  drag (fixture, 130, 70, 130, 90);
  g_assert_cmpfloat_with_epsilon (rim_vec3_length (rim_vec3_sub (get_last (fixture)->points[0], start)),
                                  20 * get_pixel_mm (fixture), 1e-9);
  g_assert_cmpuint (rl_measurements_get_n (fixture->measurements), ==, 1);

  /* A click selects and changes nothing; beside it the tool is the tool's. */
  rl_measurements_set_active (fixture->measurements, NULL);
  click (fixture, 130, 90);
  g_assert_cmpstr (rl_measurements_get_active (fixture->measurements), ==, get_last (fixture)->id);
  g_assert_cmpuint (rim_segmentation_get_n_edits (segmentation), ==, 3);
  drag (fixture, 250, 250, 260, 260);
  g_assert_null (rl_measurements_get_active (fixture->measurements));
  g_assert_cmpuint (rim_segmentation_get_n_edits (segmentation), ==, 3);
}

/* Statistics are those of both images, each with its name and unit. */
static void
test_region (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *text = NULL;
  double x, y;

  rl_slice_canvas_from_patient (fixture->canvas, RIM_VEC3 (22, -4, 6), &x, &y);
  rl_session_set_tool (fixture->session, RL_TOOL_ELLIPSE);
  drag (fixture, x - 10, y - 10, x + 10, y + 10);
  wait_for_values (fixture);

  for (guint layer = 0; layer < RL_N_LAYERS; layer++)
    {
      RimVolume *volume = rl_session_get_volume (fixture->session, layer);
      RimMeasurementValues expected, shown;

      rim_measurement_evaluate (get_last (fixture), volume, &expected);
      rl_measurements_get_values (fixture->measurements, get_last (fixture), layer, &shown);
      g_assert_true (expected.has_statistics);
      g_assert_cmpmem (&shown, sizeof shown, &expected, sizeof expected);
    }

  text = rl_measurement_dup_values (fixture->session, get_last (fixture), "\n");
  g_assert_nonnull (strstr (text, "cm²\nCT "));
  g_assert_nonnull (strstr (text, " HU, "));
  g_assert_nonnull (strstr (text, "\nPET "));
  g_assert_nonnull (strstr (text, " SUVbw g/ml, "));
  g_assert_null (strstr (text, "Central layer"));

  /* On a slab they are those of one layer of it, and say so. */
  rl_session_set_slab (fixture->session, RIM_ORIENTATION_SAGITTAL, (RlSlab) { RIM_SLAB_MEAN, 20 });
  g_free (text);
  text = rl_measurement_dup_values (fixture->session, get_last (fixture), "\n");
  g_assert_null (strstr (text, "Central layer"));
  rl_session_set_slab (fixture->session, RIM_ORIENTATION_AXIAL, (RlSlab) { RIM_SLAB_MEAN, 20 });
  g_free (text);
  text = rl_measurement_dup_values (fixture->session, get_last (fixture), "\n");
  g_assert_true (g_str_has_suffix (text, "\nCentral layer of the slab"));
}

/* On its slice, dimmed on the next, gone beyond; its label covers no lesion. */
static void
test_slices (Fixture       *fixture,
             gconstpointer  data)
{
  RimVolume *base = rl_session_get_base (fixture->session);
  g_autoptr(RimLesion) lesion = rl_test_lesion_new (base, "Ball", RIM_VEC3 (22, -4, 6), 9);
  graphene_rect_t label;
  const char *text;
  double x, y, radius;

  rim_segmentation_add (rl_session_get_segmentation (fixture->session), lesion, "test");
  rl_slice_canvas_from_patient (fixture->canvas, RIM_VEC3 (22, -4, 6), &x, &y);
  radius = 9 / get_pixel_mm (fixture);
  rl_session_set_tool (fixture->session, RL_TOOL_LENGTH);
  drag (fixture, x - radius, y, x - radius - 30, y);
  draw_frame (fixture);
  draw_frame (fixture);

  g_assert_true (rl_slice_canvas_get_annotation_label (fixture->canvas, get_last (fixture)->id, &label, &text));
  g_assert_false (graphene_rect_intersection (&label, &GRAPHENE_RECT_INIT ((float) (x - radius * 0.7),
                                                                           (float) (y - radius * 0.7),
                                                                           (float) (1.4 * radius),
                                                                           (float) (1.4 * radius)), NULL));

  rl_slice_canvas_scroll (fixture->canvas, 1);
  draw_frame (fixture);
  g_assert_false (rl_slice_canvas_get_annotation_label (fixture->canvas, get_last (fixture)->id, &label, &text));
  rl_session_set_tool (fixture->session, RL_TOOL_WINDOW);
  drag (fixture, x - radius, y, x - radius - 10, y);
  g_assert_null (rl_measurements_get_pending (fixture->measurements));
  g_assert_cmpuint (rim_segmentation_get_n_edits (rl_session_get_segmentation (fixture->session)), ==, 2);
}

static void
test_freehand (Fixture       *fixture,
               gconstpointer  data)
{
  RimMeasurementValues values;
  double mm = get_pixel_mm (fixture);

  rl_session_set_tool (fixture->session, RL_TOOL_FREEHAND);
  press (fixture, 200, 150);
  for (guint i = 1; i < 200; i++)
    move (fixture, 150 + 50 * cos (G_PI * i / 100), 150 + 50 * sin (G_PI * i / 100));
  rl_slice_canvas_release (fixture->canvas);

  rl_measurements_get_values (fixture->measurements, get_last (fixture), RL_LAYER_CT, &values);
  g_assert_cmpuint (get_last (fixture)->n_points, <, 60);
  g_assert_cmpfloat_with_epsilon (values.area / (G_PI * 2500 * mm * mm), 1, 0.02);
}

/* A label stays where it is put, with the measurement, until it is let go. */
static void
test_label (Fixture       *fixture,
            gconstpointer  data)
{
  RimSegmentation *segmentation = rl_session_get_segmentation (fixture->session);
  graphene_rect_t first, second, third;
  const char *text;
  double x, y;

  rl_session_set_tool (fixture->session, RL_TOOL_LENGTH);
  drag (fixture, 120, 80, 180, 80);
  draw_frame (fixture);
  g_assert_true (rl_slice_canvas_get_annotation_label (fixture->canvas, get_last (fixture)->id, &first, &text));

  x = first.origin.x + first.size.width / 2;
  y = first.origin.y + first.size.height / 2;
  drag (fixture, x, y, x - 50, y + 90);
  draw_frame (fixture);
  rl_slice_canvas_get_annotation_label (fixture->canvas, get_last (fixture)->id, &second, &text);
  g_assert_cmpfloat_with_epsilon (second.origin.x, first.origin.x - 50, 1);
  g_assert_cmpfloat_with_epsilon (second.origin.y, first.origin.y + 90, 1);
  g_assert_cmpuint (rim_segmentation_get_n_edits (segmentation), ==, 2);

  drag (fixture, 150, 80, 160, 100);
  draw_frame (fixture);
  rl_slice_canvas_get_annotation_label (fixture->canvas, get_last (fixture)->id, &third, &text);
  g_assert_cmpfloat_with_epsilon (third.origin.x, second.origin.x + 10, 1);
  g_assert_cmpfloat_with_epsilon (third.origin.y, second.origin.y + 20, 1);
  rim_segmentation_undo (segmentation);
  draw_frame (fixture);

  g_assert_false (rl_slice_canvas_release_label (fixture->canvas, 20, 300));
  g_assert_true (rl_slice_canvas_release_label (fixture->canvas, second.origin.x + 5, second.origin.y + 5));
  draw_frame (fixture);
  rl_slice_canvas_get_annotation_label (fixture->canvas, get_last (fixture)->id, &third, &text);
  g_assert_true (graphene_rect_equal (&first, &third));
  rim_segmentation_undo (segmentation);
  g_assert_true (get_last (fixture)->has_label_offset);
}

/* What is locked is selected and no more; its label moves. */
static void
test_locked (Fixture       *fixture,
             gconstpointer  data)
{
  RimSegmentation *segmentation = rl_session_get_segmentation (fixture->session);
  graphene_rect_t label;
  const char *text;
  char *id;

  rl_session_set_tool (fixture->session, RL_TOOL_LENGTH);
  drag (fixture, 120, 80, 180, 80);
  id = get_last (fixture)->id;
  rl_measurements_set_locked (fixture->measurements, id, TRUE);
  id = get_last (fixture)->id;
  rl_measurements_set_active (fixture->measurements, NULL);
  drag (fixture, 120, 80, 100, 60);
  drag (fixture, 150, 80, 150, 120);
  g_assert_cmpstr (rl_measurements_get_active (fixture->measurements), ==, id);
  rl_measurements_rename (fixture->measurements, id, "Node");
  rl_measurements_remove (fixture->measurements, id);
  g_assert_cmpuint (rim_segmentation_get_n_edits (segmentation), ==, 2);

  draw_frame (fixture);
  rl_slice_canvas_get_annotation_label (fixture->canvas, id, &label, &text);
  drag (fixture, label.origin.x + 8, label.origin.y + 8, label.origin.x + 8, label.origin.y + 60);
  g_assert_cmpuint (rim_segmentation_get_n_edits (segmentation), ==, 3);
  rl_measurements_set_locked (fixture->measurements, get_last (fixture)->id, FALSE);
  drag (fixture, 120, 80, 100, 60);
  g_assert_cmpuint (rim_segmentation_get_n_edits (segmentation), ==, 5);
}

/* The list follows drawing, names, lesions and undo, item by item. */
static void
test_list (Fixture       *fixture,
           gconstpointer  data)
{
  RimSegmentation *segmentation = rl_session_get_segmentation (fixture->session);
  g_autoptr(RlMeasurementPane) pane =
    g_object_ref_sink (RL_MEASUREMENT_PANE (rl_measurement_pane_new (fixture->session)));
  GListModel *list = rl_measurement_pane_get_list (pane);
  g_autoptr(RlMeasurementItem) item = NULL;
  g_autofree char *details = NULL;
  RimLesion *lesion;

  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 0);
  rl_session_set_tool (fixture->session, RL_TOOL_LENGTH);
  drag (fixture, 60, 80, 140, 140);
  rl_session_set_tool (fixture->session, RL_TOOL_PROBE);
  click (fixture, 160, 160);
  wait_for_values (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 2);

  item = g_list_model_get_item (list, 1);
  g_assert_cmpstr (rl_measurement_item_get_name (item), ==, "Probe");
  g_assert_true (g_str_has_prefix (rl_measurement_item_get_values (item), "CT "));
  rl_measurement_item_rename (item, "Node");
  g_assert_cmpstr (rl_measurement_item_get_name (item), ==, "Node");

  {
    g_autoptr(RimLesion) ball = rl_test_lesion_new (rl_session_get_base (fixture->session), "Ball",
                                                    RIM_VEC3 (22, -4, 6), 9);

    rim_segmentation_add (segmentation, ball, "test");
  }
  lesion = rim_segmentation_get_lesion (segmentation, 0);
  rl_measurements_attach (fixture->measurements, rl_measurement_item_get_id (item), lesion->id);
  g_object_get (item, "details", &details, NULL);
  g_assert_cmpstr (details, ==, "Ball");

  rl_measurement_item_remove (item);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 1);
  rim_segmentation_undo (segmentation);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 2);
  while (rim_segmentation_undo (segmentation))
    ;
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 0);
}

typedef void (*Test) (Fixture       *fixture,
                      gconstpointer  data);

static void
add (const char *path,
     Test        test)
{
  g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down);
}

static void
point (Fixture *fixture,
       double   dx,
       double   dy)
{
  g_assert_true (rl_slice_canvas_move_point (fixture->canvas, dx, dy));
}

/* Enter, arrows, Enter: the length is what a mouse draws there, and no more keys are taken. */
static void
test_keys (Fixture       *fixture,
           gconstpointer  data)
{
  const RimVec3 *points;
  double length;

  g_assert_false (rl_slice_canvas_place (fixture->canvas));
  g_assert_false (rl_slice_canvas_move_point (fixture->canvas, 1, 0));
  rl_session_set_tool (fixture->session, RL_TOOL_LENGTH);

  g_assert_true (rl_slice_canvas_place (fixture->canvas));
  g_assert_false (rl_keys_may_fire (GTK_WIDGET (fixture->canvas), GDK_KEY_Up, 0));
  g_assert_true (rl_keys_may_fire (GTK_WIDGET (fixture->canvas), GDK_KEY_l, 0));
  g_assert_nonnull (rl_session_get_pointing (fixture->session));
  g_assert_true (rl_slice_canvas_place (fixture->canvas));
  g_assert_cmpstr (rl_session_get_pointing (fixture->session), ==, "Other end");
  point (fixture, 10, 0);
  point (fixture, 0, -1);
  g_assert_true (rl_slice_canvas_place (fixture->canvas));

  g_assert_cmpuint (rl_measurements_get_n (fixture->measurements), ==, 1);
  points = get_last (fixture)->points;
  length = rim_vec3_length (rim_vec3_sub (points[1], points[0]));
  g_assert_cmpfloat_with_epsilon (length, sqrt (101.0) * get_pixel_mm (fixture), 1e-9);
  g_assert_null (rl_session_get_pointing (fixture->session));
  g_assert_true (rl_keys_may_fire (GTK_WIDGET (fixture->canvas), GDK_KEY_Up, 0));
}

/* A point taken back can be placed elsewhere; Escape leaves nothing. */
static void
test_keys_back (Fixture       *fixture,
                gconstpointer  data)
{
  rl_session_set_tool (fixture->session, RL_TOOL_ANGLE);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_true (rl_slice_canvas_place (fixture->canvas));
      point (fixture, i == 1 ? 0 : 20, i == 1 ? 0 : 15);
    }
  g_assert_cmpstr (rl_session_get_pointing (fixture->session), ==, "End of the other arm");
  g_assert_true (rl_slice_canvas_back (fixture->canvas));
  g_assert_cmpstr (rl_session_get_pointing (fixture->session), ==, "Vertex");
  g_assert_true (rl_slice_canvas_back (fixture->canvas));
  g_assert_null (rl_measurements_get_pending (fixture->measurements));
  g_assert_false (rl_slice_canvas_back (fixture->canvas));

  g_assert_true (rl_slice_canvas_cancel (fixture->canvas));
  g_assert_false (rl_slice_canvas_cancel (fixture->canvas));
  g_assert_cmpuint (rl_measurements_get_n (fixture->measurements), ==, 0);
}

/* Enter a second time where the last corner is closes; Enter takes hold of what is there. */
static void
test_keys_outline (Fixture       *fixture,
                   gconstpointer  data)
{
  const RimVec3 *before;
  RimVec3 first, moved;

  rl_session_set_tool (fixture->session, RL_TOOL_FREEHAND);
  g_assert_true (rl_slice_canvas_place (fixture->canvas));
  g_assert_true (rl_slice_canvas_place (fixture->canvas));
  point (fixture, 60, 0);
  g_assert_true (rl_slice_canvas_place (fixture->canvas));
  point (fixture, 0, 60);
  g_assert_true (rl_slice_canvas_place (fixture->canvas));
  g_assert_cmpstr (rl_session_get_pointing (fixture->session), ==, "Close");
  g_assert_true (rl_slice_canvas_place (fixture->canvas));
  g_assert_cmpuint (rl_measurements_get_n (fixture->measurements), ==, 1);
  g_assert_cmpuint (get_last (fixture)->n_points, ==, 3);
  before = get_last (fixture)->points;
  first = before[0];

  draw_frame (fixture);
  g_assert_true (rl_slice_canvas_place (fixture->canvas));
  g_assert_true (rl_slice_canvas_place (fixture->canvas));
  g_assert_cmpstr (rl_session_get_pointing (fixture->session), ==, "Let go");
  point (fixture, -1, 0);
  g_assert_true (rl_slice_canvas_place (fixture->canvas));
  g_assert_cmpuint (rl_measurements_get_n (fixture->measurements), ==, 1);
  moved = get_last (fixture)->points[0];
  g_assert_cmpfloat_with_epsilon (rim_vec3_length (rim_vec3_sub (moved, first)),
                                  get_pixel_mm (fixture), 1e-9);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

  add ("/annotations/length", test_length);
  add ("/annotations/clicks", test_clicks);
  add ("/annotations/drags", test_drags);
  add ("/annotations/short-axis", test_short_axis);
  add ("/annotations/corners", test_corners);
  add ("/annotations/cancel", test_cancel);
  add ("/annotations/finish", test_finish);
  add ("/annotations/other-patient", test_other_patient);
  add ("/annotations/handles", test_handles);
  add ("/annotations/region", test_region);
  add ("/annotations/slices", test_slices);
  add ("/annotations/freehand", test_freehand);
  add ("/annotations/label", test_label);
  add ("/annotations/locked", test_locked);
  add ("/annotations/keys", test_keys);
  add ("/annotations/keys-back", test_keys_back);
  add ("/annotations/keys-outline", test_keys_outline);
  add ("/annotations/list", test_list);

  return g_test_run ();
}
