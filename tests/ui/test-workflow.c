/* test-workflow.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* From a structure set that needs correction to files that others read: one program
 * draws in its window with every sort of tool until it is killed, and another goes on
 * where it was. What the first reported as done has to be there, to the voxel.
 */

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "rim-test-data.h"
#include "rim-test-series.h"
#include "rl-test-window.h"
#include "segment/rim-lesion-review.h"
#include "segment/rim-lesion-tracking.h"

#define N_REPORTS 20
#define REPORT_FD 3
#define NAME      "Tumeur “2” äöü"

/* What the first program says of a step once it is on the disk. */
typedef struct
{
  guint32 position;             /* of the journal */
  char    state[65];            /* SHA-256 of the lesions there */
} Report;

static const RimTestSeries ct = { "Patient", "Study", "CT", "CT", 12 };

static RimSegmentation *
get_segmentation (RlTestWindow *fixture)
{
  return rl_session_get_segmentation (rl_window_get_session (fixture->window));
}

static void
note_code (GString       *text,
           const RimCode *code)
{
  g_string_append_printf (text, "%s/%s/%s;", code->value, code->scheme, code->meaning);
}

/* All that a file has to keep of a lesion. */
static void
note_lesion (GString   *text,
             RimLesion *lesion)
{
  gsize n = rim_grid_get_n_voxels (rim_mask_get_grid (lesion->mask));
  g_autofree guint8 *voxels = rim_mask_to_bytes (lesion->mask);
  g_autofree char *uid = rim_lesion_dup_tracking_uid (lesion);
  g_autofree char *sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, voxels, n);

  g_string_append_printf (text, "%s;%02x%02x%02x;", lesion->name, lesion->color[0],
                          lesion->color[1], lesion->color[2]);
  note_code (text, &lesion->category);
  note_code (text, &lesion->property);
  note_code (text, &lesion->region);
  g_string_append_printf (text, "%s;%s;%s\n", lesion->tracking_id != NULL ? lesion->tracking_id : lesion->name,
                          uid, sum);
}

static char *
describe (RlTestWindow *fixture)
{
  RimSegmentation *segmentation = get_segmentation (fixture);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < rim_segmentation_get_n_lesions (segmentation); i++)
    note_lesion (text, rim_segmentation_get_lesion (segmentation, i));

  return g_string_free (text, FALSE);
}

static void
make_report (RlTestWindow *fixture,
             Report       *report)
{
  g_autofree char *text = describe (fixture);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  memset (report, 0, sizeof *report);
  report->position = rim_segmentation_get_position (get_segmentation (fixture));
  g_strlcpy (report->state, sum, sizeof report->state);
}

static void
report_step (RlTestWindow *fixture)
{
  g_autoptr(GError) error = NULL;
  Report report;

  while (g_main_context_iteration (NULL, FALSE))
    ;
  rim_library_flush (rl_review_get_library (fixture->review), &error);
  g_assert_no_error (error);
  make_report (fixture, &report);
  if (write (REPORT_FD, &report, sizeof report) != sizeof report)
    _exit (1);
}

static void
wait_until_loaded (RlTestWindow *fixture)
{
  while (rl_study_loader_get_state (rl_review_get_loader (fixture->review)) != RL_LOAD_DONE)
    g_main_context_iteration (NULL, TRUE);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (rl_window_get_views (fixture->window)));
}

static void
import (RlTestWindow *fixture,
        const char   *path)
{
  guint n = fixture->n_imported;

  rl_review_import (fixture->review, (const char *const[]) { path, NULL }, TRUE);
  while (fixture->n_imported == n)
    g_main_context_iteration (NULL, TRUE);
  wait_until_loaded (fixture);
}

static RlSliceCanvas *
get_canvas (RlTestWindow *fixture)
{
  return rl_view_grid_get_canvas (rl_window_get_views (fixture->window), 0);
}

/* Three corners, in mm about a point of the slice that is shown. */
static void
get_corners (RlTestWindow *fixture,
             RimVec3       about,
             double        reach,
             double        xy[6])
{
  const double steps[3][2] = { { -1, -1 }, { 1, -0.8 }, { 0.1, 1 } };

  for (guint i = 0; i < 3; i++)
    {
      RimVec3 corner = RIM_VEC3 (about.x + reach * steps[i][0], about.y + reach * steps[i][1], about.z);

      g_assert_true (rl_slice_canvas_from_patient (get_canvas (fixture), corner, &xy[2 * i], &xy[2 * i + 1]));
    }
}

static void
drag_tool (RlTestWindow *fixture,
           RlTool        tool,
           RimVec3       about,
           double        reach)
{
  RlSession *session = rl_window_get_session (fixture->window);
  RlSliceCanvas *canvas = get_canvas (fixture);
  double xy[6];

  rl_session_set_cursor (session, about);
  rl_session_set_tool (session, tool);
  get_corners (fixture, about, reach, xy);
  g_assert_true (rl_slice_canvas_press (canvas, GDK_BUTTON_PRIMARY, 0, xy[0], xy[1]));
  rl_slice_canvas_drag (canvas, &xy[2], 2);
  rl_slice_canvas_release (canvas);
  report_step (fixture);
}

static void
click_tool (RlTestWindow *fixture,
            RlTool        tool,
            RimVec3       about,
            double        reach)
{
  RlSession *session = rl_window_get_session (fixture->window);
  RlSliceCanvas *canvas = get_canvas (fixture);
  double xy[6];

  rl_session_set_cursor (session, about);
  rl_session_set_tool (session, tool);
  get_corners (fixture, about, reach, xy);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_true (rl_slice_canvas_press (canvas, GDK_BUTTON_PRIMARY, 0, xy[2 * i], xy[2 * i + 1]));
      rl_slice_canvas_release (canvas);
    }
  g_assert_true (rl_slice_canvas_command (canvas, RL_HAND_FINISH));
  report_step (fixture);
}

static void
operate (RlTestWindow *fixture,
         const char   *id)
{
  RlSession *session = rl_window_get_session (fixture->window);

  g_assert_true (rl_session_set_operation (session, id));
  while (rl_session_get_proposal (session) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (rl_session_accept_proposal (session));
  report_step (fixture);
}

static void
act (RlTestWindow *fixture,
     const char   *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), action, NULL));
  report_step (fixture);
}

static void
set_code (RimCode    *code,
          const char *value,
          const char *meaning)
{
  g_free (code->value);
  g_free (code->scheme);
  g_free (code->meaning);
  code->value = g_strdup (value);
  code->scheme = g_strdup ("SCT");
  code->meaning = g_strdup (meaning);
}

/* Says what the active lesion is. */
static void
name_active (RlTestWindow *fixture,
             const char   *name)
{
  static const guint8 color[3] = { 12, 200, 99 };
  RlSession *session = rl_window_get_session (fixture->window);
  RimLesion *lesion = rl_session_find_lesion (session, rl_session_get_active_lesion (session));
  g_autoptr(RimLesion) renamed = rim_lesion_with_name (lesion, name);
  g_autoptr(RimLesion) painted = rim_lesion_with_color (renamed, color);

  set_code (&painted->category, "49755003", "Morphologically Altered Structure");
  set_code (&painted->property, "86049000", "Neoplasm, Primary");
  set_code (&painted->region, "45653009", "Upper lobe of left lung");
  g_clear_pointer (&painted->tracking_id, g_free);
  g_clear_pointer (&painted->tracking_uid, g_free);
  painted->tracking_id = g_strdup (name);
  painted->tracking_uid = rim_test_series_dup_uid (name);
  g_assert_true (rim_segmentation_replace (get_segmentation (fixture), painted, "details"));
  report_step (fixture);
}

static void
draw_with_all (RlTestWindow *fixture)
{
  RlSession *session = rl_window_get_session (fixture->window);

  rl_session_set_brush_radius (session, 1.5);
  rl_session_set_active_lesion (session, rl_session_get_lesion (session, 0)->id);
  drag_tool (fixture, RL_TOOL_BRUSH, RIM_VEC3 (-2, 1, 8), 2);
  drag_tool (fixture, RL_TOOL_ERASER, RIM_VEC3 (-4, -4, 10), 1);
  act (fixture, "win.undo");
  act (fixture, "win.redo");

  rl_session_set_active_lesion (session, NULL);
  click_tool (fixture, RL_TOOL_POLYGON, RIM_VEC3 (3, 2, 12), 3);
  name_active (fixture, NAME);
  drag_tool (fixture, RL_TOOL_SPHERE, RIM_VEC3 (3, 2, 14), 1);
  click_tool (fixture, RL_TOOL_SPLINE, RIM_VEC3 (2, 2, 16), 3);
  drag_tool (fixture, RL_TOOL_CONTOUR, RIM_VEC3 (2, 1, 18), 3);
  drag_tool (fixture, RL_TOOL_NUDGE, RIM_VEC3 (2, 1, 18), 1);
  operate (fixture, "margin");
  drag_tool (fixture, RL_TOOL_LASSO, RIM_VEC3 (5, 5, 14), 1.5);
}

/* The first program: it never ends by itself. */
static void
run_until_killed (const char *folder)
{
  RlTestWindow fixture = { .folder = g_strdup (folder) };
  g_autofree char *images = g_build_filename (folder, "images", NULL);

  rl_test_window_open (&fixture);
  import (&fixture, images);
  report_step (&fixture);
  draw_with_all (&fixture);
  for (guint n = 0; ; n++)
    drag_tool (&fixture, n % 2 == 0 ? RL_TOOL_BRUSH : RL_TOOL_ERASER, RIM_VEC3 (n % 5 - 2.0, 0, 6), 2);
}

/* This program once more, drawing; it reports into a pipe of its own. */
static GSubprocess *
start (const char *folder,
       int         report_pipe)
{
  g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_autoptr(GError) error = NULL;
  g_autofree char *self = g_file_read_link ("/proc/self/exe", &error);
  GSubprocess *program;

  g_assert_no_error (error);
  g_subprocess_launcher_take_fd (launcher, report_pipe, REPORT_FD);
  program = g_subprocess_launcher_spawn (launcher, &error, self, "draw", folder, NULL);
  g_assert_no_error (error);

  return program;
}

/* Returns: (element-type Report): what it reported before it was killed */
static GArray *
run_and_kill (const char *folder)
{
  GArray *reports = g_array_new (FALSE, FALSE, sizeof (Report));
  g_autoptr(GSubprocess) program = NULL;
  Report report;
  int ends[2];

  g_assert_cmpint (pipe (ends), ==, 0);
  program = start (folder, ends[1]);
  while (read (ends[0], &report, sizeof report) == sizeof report)
    {
      g_array_append_val (reports, report);
      if (reports->len == N_REPORTS)
        g_subprocess_send_signal (program, SIGKILL);
    }
  close (ends[0]);
  g_subprocess_wait (program, NULL, NULL);
  g_assert_true (g_subprocess_get_if_signaled (program));
  g_assert_cmpint (g_subprocess_get_term_sig (program), ==, SIGKILL);
  g_assert_cmpuint (reports->len, >=, N_REPORTS);

  return reports;
}

static gboolean
shows_text (GtkWidget  *widget,
            const char *text)
{
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (shows_text (child, text))
      return TRUE;

  return FALSE;
}

static void
assert_state (RlTestWindow *fixture,
              const Report *expected)
{
  Report found;

  make_report (fixture, &found);
  g_assert_cmpuint (found.position, ==, expected->position);
  g_assert_cmpstr (found.state, ==, expected->state);
}

/* Every step that was reported is there, back to the first and on to the last. */
static void
assert_nothing_lost (RlTestWindow *fixture,
                     GArray       *reports)
{
  const Report *first = &g_array_index (reports, Report, 0);
  const Report *last = &g_array_index (reports, Report, reports->len - 1);
  RimSegmentation *segmentation = get_segmentation (fixture);

  g_assert_cmpuint (rim_segmentation_get_position (segmentation), >=, last->position);
  while (rim_segmentation_get_position (segmentation) > last->position)
    g_assert_true (rim_segmentation_undo (segmentation));
  assert_state (fixture, last);
  while (rim_segmentation_get_position (segmentation) > first->position)
    g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.undo", NULL));
  assert_state (fixture, first);
  while (rim_segmentation_get_position (segmentation) < last->position)
    g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.redo", NULL));
  assert_state (fixture, last);
}

static void
saved_cb (char      **told,
          const char *path,
          const char *problem)
{
  *told = g_strdup (problem != NULL ? problem : "");
}

static void
save (RlTestWindow *fixture,
      const char   *path)
{
  g_autofree char *told = NULL;
  gulong id = g_signal_connect_swapped (fixture->review, "saved", G_CALLBACK (saved_cb), &told);

  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "save-to",
                                  g_variant_new_string (path));
  while (told == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (fixture->review, id);
  g_assert_cmpstr (told, ==, "");
}

/* In a library that has never seen what was drawn a file shows the same lesions. */
static void
assert_read_again (const char *path,
                   const char *expected)
{
  RlTestWindow fixture = { .folder = rim_test_folder_new () };
  g_autofree char *images = g_build_filename (fixture.folder, "images", NULL);
  g_autofree char *found = NULL;

  g_assert_cmpint (g_mkdir (images, 0700), ==, 0);
  rim_test_series_write (images, &ct);
  rl_test_window_open (&fixture);
  import (&fixture, images);
  g_assert_cmpuint (rim_segmentation_get_n_lesions (get_segmentation (&fixture)), ==, 0);
  import (&fixture, path);
  found = describe (&fixture);
  g_assert_cmpstr (found, ==, expected);

  rl_test_window_tear_down (&fixture, NULL);
}

/* Drawn, corrected, undone, killed, opened again, exported and read elsewhere. */
static void
test_all (void)
{
  RlTestWindow fixture = { .folder = rim_test_folder_new () };
  g_autofree char *images = g_build_filename (fixture.folder, "images", NULL);
  g_autofree char *rtstruct = g_build_filename (fixture.folder, "out.dcm", NULL);
  g_autofree char *seg = g_build_filename (fixture.folder, "out.seg.dcm", NULL);
  g_autofree char *rois = NULL;
  g_autofree char *expected = NULL;
  g_autoptr(GArray) reports = NULL;

  g_assert_cmpint (g_mkdir (images, 0700), ==, 0);
  rim_test_series_write (images, &ct);
  rois = rim_test_series_add_rois (images, &ct);
  reports = run_and_kill (fixture.folder);

  rl_test_window_open (&fixture);
  while (!shows_text (GTK_WIDGET (fixture.window), "interrupted last time"))
    g_main_context_iteration (NULL, TRUE);
  rl_review_open_first (fixture.review);
  wait_until_loaded (&fixture);
  assert_nothing_lost (&fixture, reports);

  save (&fixture, rtstruct);
  save (&fixture, seg);
  expected = describe (&fixture);
  g_assert_nonnull (strstr (expected, NAME ";0cc863;49755003/SCT/Morphologically Altered Structure;"));
  rl_test_window_close (&fixture);
  assert_read_again (rtstruct, expected);
  assert_read_again (seg, expected);

  /* One that was closed was not interrupted. */
  rl_test_window_open (&fixture);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture.window));
  g_assert_false (shows_text (GTK_WIDGET (fixture.window), "interrupted last time"));
  rl_test_window_tear_down (&fixture, NULL);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  if (argc == 3 && g_str_equal (argv[1], "draw"))
    run_until_killed (argv[2]);

  g_test_add_func ("/ui/workflow/all", test_all);

  return g_test_run ();
}
