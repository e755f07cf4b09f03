/* bench-drawing.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What a hand that draws waits for, in the whole window: from the motion of a pointer
 * of the X server to the frame that shows the stroke.
 */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "app/cli/bench-series.h"
#include "bench-pen.h"
#include "bench-program.h"
#include "rim-test-data.h"
#include "segment/rim-stroke.h"
#include "window/rl-view-grid.h"

#define WIDTH       1440
#define HEIGHT      900
#define SETTLE      1.0
#define N_EVENTS    200
#define N_SWITCHES  60
#define RADIUS      15.0
#define PEN_HZ      1000
#define PEN_SECONDS 5
#define N_LESIONS   100

static const BenchSeries study[] = {
  { "CT", 1, 512, 100, 0.9765625, 1.0 },
  { "CT", 2, 512, 1000, 0.9765625, 1.0 },
};

typedef struct
{
  BenchProgram   program;
  RlSession     *session;
  RlSliceCanvas *canvas;
  BenchPen      *pen;
  gboolean       painted;       /* since the last event of the pointer */
  guint          n_events;      /* of the pointer over the canvas */
  guint32        event_time;    /* of the last of them, ms */
  double         offset[2];     /* from the canvas to the screen, pixels */
  double         at[2];         /* the last of them, on the canvas */
  GArray        *lags;          /* when not NULL: of each frame, ms */
} Drawing;

/* Medians and so on of what was measured, seconds. */
typedef struct
{
  double median;
  double high;                  /* 99th percentile */
  double own;                   /* median of what the main thread did */
} Summary;

static void
painted_cb (Drawing *self)
{
  self->painted = TRUE;
  if (self->lags != NULL && self->n_events > 0)
    {
      double lag = 1e3 * bench_clock () - (double) self->event_time;

      g_array_append_val (self->lags, lag);
    }
}

static void
motion_cb (Drawing            *self,
           double              x,
           double              y,
           GtkEventController *controller)
{
  self->n_events++;
  self->painted = FALSE;
  self->event_time = gtk_event_controller_get_current_event_time (controller);
  self->at[0] = x;
  self->at[1] = y;
}

static void
wait_for_frame (Drawing *self)
{
  self->painted = FALSE;
  while (!self->painted)
    g_main_context_iteration (NULL, TRUE);
}

/* To a point of the canvas, and the frame that shows it. */
static void
move (Drawing *self,
      double   x,
      double   y)
{
  guint n = self->n_events;

  bench_pen_move (self->pen, (int) lround (x + self->offset[0]), (int) lround (y + self->offset[1]));
  while (self->n_events == n || !self->painted)
    g_main_context_iteration (NULL, TRUE);
}

/* Where the canvas is on the screen. */
static void
find_canvas (Drawing *self)
{
  double x = gtk_widget_get_width (GTK_WIDGET (self->canvas)) / 2.0;
  double y = gtk_widget_get_height (GTK_WIDGET (self->canvas)) / 2.0;

  gtk_widget_translate_coordinates (GTK_WIDGET (self->canvas), GTK_WIDGET (self->program.window), x, y,
                                    &self->offset[0], &self->offset[1]);
  self->offset[0] = round (self->offset[0] - x);
  self->offset[1] = round (self->offset[1] - y);
  move (self, x - 7, y - 7);
  move (self, x, y);
  self->offset[0] += x - self->at[0];
  self->offset[1] += y - self->at[1];
}

static void
watch_canvas (Drawing *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self->program.window));

  gtk_event_controller_set_propagation_phase (motion, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (painted_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->canvas), motion);
}

static Summary
summarise (double *times,
           double *owns,
           guint   n)
{
  bench_sort (times, n);
  bench_sort (owns, n);

  return (Summary) { times[n / 2], times[n * 99 / 100], owns[n / 2] };
}

static void
print (const char    *what,
       const Summary *summary,
       double         goal)
{
  bench_print_goal (what, 1e3 * summary->median, goal);
  bench_print_goal ("  99th percentile", 1e3 * summary->high, goal);
  bench_print_goal ("  main thread, median", 1e3 * summary->own, 0);
}

/* The next event of a stroke, and the frame that shows it, with nothing else going on. */
static Summary
stroke (Drawing *self,
        RlTool   tool)
{
  double x = gtk_widget_get_width (GTK_WIDGET (self->canvas)) / 2.0;
  double y = gtk_widget_get_height (GTK_WIDGET (self->canvas)) / 2.0;
  double times[N_EVENTS];
  double owns[N_EVENTS];

  rl_session_set_tool (self->session, tool);
  rl_session_set_brush_radius (self->session, RADIUS);
  move (self, x + 90, y);
  bench_settle (SETTLE);
  bench_pen_press (self->pen, TRUE);
  bench_settle (0.1);
  for (guint n = 0; n < N_EVENTS; n++)
    {
      double angle = 0.06 * (n + 1);
      double begin, begin_own;

      bench_settle (0.02);
      begin = bench_clock ();
      begin_own = bench_own_clock ();
      move (self, x + 90 * cos (angle), y + 90 * sin (angle));
      times[n] = bench_clock () - begin;
      owns[n] = bench_own_clock () - begin_own;
    }
  bench_pen_press (self->pen, FALSE);
  bench_settle (SETTLE);
  gtk_widget_activate_action (GTK_WIDGET (self->program.window), "win.undo", NULL);
  bench_settle (SETTLE);

  return summarise (times, owns, N_EVENTS);
}

static double
get_median (const double *lags,
            guint         n)
{
  g_autofree double *sorted = g_memdup2 (lags, n * sizeof *lags);

  bench_sort (sorted, n);

  return sorted[n / 2];
}

/* How far behind the pen each frame is, in the first second and in the last. */
static void
bench_pen (Drawing *self)
{
  g_autoptr(GArray) lags = g_array_new (FALSE, FALSE, sizeof (double));
  double x = gtk_widget_get_width (GTK_WIDGET (self->canvas)) / 2.0;
  double y = gtk_widget_get_height (GTK_WIDGET (self->canvas)) / 2.0;
  const double *all;
  guint part;
  double end;

  rl_session_set_tool (self->session, RL_TOOL_BRUSH);
  move (self, x + 90, y);
  bench_pen_press (self->pen, TRUE);
  bench_settle (0.1);
  self->n_events = 0;
  self->lags = lags;
  bench_pen_circle (self->pen, (int) (x + self->offset[0]), (int) (y + self->offset[1]), PEN_HZ, PEN_SECONDS);
  while (bench_pen_is_moving (self->pen))
    g_main_context_iteration (NULL, FALSE);
  end = bench_clock ();
  wait_for_frame (self);
  end = bench_clock () - end;
  self->lags = NULL;
  bench_pen_press (self->pen, FALSE);
  bench_settle (SETTLE);
  gtk_widget_activate_action (GTK_WIDGET (self->program.window), "win.undo", NULL);

  all = (gconstpointer) lags->data;
  part = MAX (lags->len / PEN_SECONDS, 1);
  printf ("pen of %u Hz for %u s: %u frames, %u events of the pointer\n", PEN_HZ, PEN_SECONDS, lags->len,
          self->n_events);
  bench_print_goal ("  behind it, first second, median", get_median (all, part), 0);
  bench_print_goal ("  behind it, last second, median", get_median (all + lags->len - part, part), 0);
  bench_print_goal ("  from its end to the last frame", 1e3 * end, 0);
}

/* @act: what is called with the number of the switch; timed until it returns, and until
 * the frame that shows it.
 */
static void
bench_switch (Drawing    *self,
              const char *what,
              void (     *act ) (Drawing             *self,
                                 guint                n))
{
  double times[N_SWITCHES], owns[N_SWITCHES], frames[N_SWITCHES], frame_owns[N_SWITCHES];
  Summary call, frame;

  for (guint n = 0; n < N_SWITCHES; n++)
    {
      double begin, begin_own;

      bench_settle (0.1);
      begin = bench_clock ();
      begin_own = bench_own_clock ();
      act (self, n);
      times[n] = bench_clock () - begin;
      owns[n] = bench_own_clock () - begin_own;
      gtk_widget_queue_draw (GTK_WIDGET (self->canvas));
      wait_for_frame (self);
      frames[n] = bench_clock () - begin;
      frame_owns[n] = bench_own_clock () - begin_own;
    }

  call = summarise (times, owns, N_SWITCHES);
  frame = summarise (frames, frame_owns, N_SWITCHES);
  print (what, &call, 5);
  bench_print_goal ("  to the frame, median", 1e3 * frame.median, 0);
  bench_print_goal ("  to the frame, main thread, median", 1e3 * frame.own, 0);
}

static void
switch_tool (Drawing *self,
             guint    n)
{
  static const char *const tools[] = { "brush", "polygon", "sphere", "livewire", "nudge", "contour" };

  gtk_widget_activate_action (GTK_WIDGET (self->program.window), "session.tool", "s",
                              tools[n % G_N_ELEMENTS (tools)]);
}

static void
switch_lesion (Drawing *self,
               guint    n)
{
  RimLesion *lesion = rl_session_get_lesion (self->session, n * 7 % rl_session_get_n_lesions (self->session));

  rl_session_set_active_lesion (self->session, lesion->id);
}

/* Balls of 12 mm all over the volume, so that some lie on any slice. */
static void
add_lesions (Drawing *self,
             guint    n_lesions)
{
  const RimGrid *grid = rim_volume_get_grid (rl_session_get_base (self->session));
  const RimStrokeSpec spec = { 12, RIM_VEC3 (0, 0, 1), FALSE };
  g_autoptr(RimMask) blank = rim_mask_new (grid);

  for (guint i = 0; i < n_lesions; i++)
    {
      RimVec3 voxel = RIM_VEC3 (60 + i * 97 % 390, 60 + i * 61 % 390,
                                grid->size[2] / 2.0 + i % 9 - 4.0);
      RimVec3 point = rim_grid_to_patient (grid, voxel);
      g_autoptr(RimStroke) ball = rim_stroke_new_ball (blank, &spec);
      g_autofree char *name = g_strdup_printf ("Lesion %u", i + 1);
      g_autoptr(RimLesion) lesion = NULL;

      rim_stroke_add (ball, &point, 1, NULL);
      lesion = rim_lesion_new (name, rim_stroke_get_mask (ball));
      rim_segmentation_add (rl_session_get_segmentation (self->session), lesion, "bench");
    }
  rl_session_set_active_lesion (self->session, rl_session_get_lesion (self->session, 0)->id);
  bench_settle (3 * SETTLE);
}

/* As the browser does when a row is activated; the crosshair comes to the middle. */
static void
choose (Drawing *self,
        guint    number)
{
  RimLibraryRow *row = bench_program_find_ct (&self->program, number);
  RlStudyLoader *loader = rl_review_get_loader (self->program.review);

  g_assert (row != NULL);
  g_signal_emit_by_name (rl_window_get_place (self->program.window, "browser"), "open", row->parent_id,
                         row->id);
  while (rl_study_loader_get_asked (loader) != row->id || rl_study_loader_get_state (loader) != RL_LOAD_DONE)
    g_main_context_iteration (NULL, TRUE);
  bench_settle (2 * SETTLE);
}

static void
print_ratio (const char    *what,
             const Summary *more,
             const Summary *less)
{
  double ratio = more->own / less->own;

  printf ("%-44s %9.2f  %s: 1.2 allowed\n", what, ratio, ratio <= 1.2 ? "met" : "MISSED");
}

static void
draw_on_sizes (Drawing *self)
{
  Summary few, many, sphere;

  choose (self, 0);
  find_canvas (self);
  add_lesions (self, 1);
  few = stroke (self, RL_TOOL_BRUSH);
  print ("stroke event to frame, 100 slices", &few, 16);

  choose (self, 1);
  add_lesions (self, 1);
  many = stroke (self, RL_TOOL_BRUSH);
  print ("stroke event to frame, 1000 slices", &many, 16);
  print_ratio ("1000 against 100 slices, main thread", &many, &few);
  sphere = stroke (self, RL_TOOL_SPHERE);
  print ("sphere of 30 mm, event to frame", &sphere, 16);
  bench_pen (self);
}

/* GTK 4.8 draws each node of a window with every frame, also the rows of the lesions:
 * both with the list in sight and without.
 */
static void
draw_among_lesions (Drawing *self)
{
  Summary one, one_alone, crowded, crowded_alone;

  choose (self, 0);
  find_canvas (self);
  add_lesions (self, 1);
  one = stroke (self, RL_TOOL_BRUSH);
  rl_window_show_inspector (self->program.window, "measurements");
  one_alone = stroke (self, RL_TOOL_BRUSH);
  add_lesions (self, N_LESIONS - 1);
  crowded_alone = stroke (self, RL_TOOL_BRUSH);
  rl_window_show_inspector (self->program.window, "lesions");
  crowded = stroke (self, RL_TOOL_BRUSH);
  print ("stroke event to frame, 100 lesions", &crowded, 16);
  print_ratio ("100 against 1 lesions, main thread", &crowded, &one);
  print_ratio ("  without their list", &crowded_alone, &one_alone);
}

static void
draw_by_turns (Drawing *self)
{
  choose (self, 0);
  find_canvas (self);
  add_lesions (self, N_LESIONS);
  bench_switch (self, "another tool, 100 lesions", switch_tool);
  bench_switch (self, "another lesion, 100 lesions", switch_lesion);
}

static gboolean
open_window (const char *library,
             void (     *draw ) (Drawing *self))
{
  Drawing self = { 0 };

  if (!bench_program_open (&self.program, library))
    return FALSE;

  gtk_window_unmaximize (GTK_WINDOW (self.program.window));
  gtk_window_set_default_size (GTK_WINDOW (self.program.window), WIDTH, HEIGHT);
  self.pen = bench_pen_new ();
  if (self.pen == NULL)
    return FALSE;

  self.session = rl_window_get_session (self.program.window);
  bench_settle (2 * SETTLE);
  self.canvas = rl_view_grid_get_canvas (rl_window_get_views (self.program.window), 0);
  watch_canvas (&self);
  printf ("window of %d × %d, pane of %d × %d\n", gtk_widget_get_width (GTK_WIDGET (self.program.window)),
          gtk_widget_get_height (GTK_WIDGET (self.program.window)),
          gtk_widget_get_width (GTK_WIDGET (self.canvas)), gtk_widget_get_height (GTK_WIDGET (self.canvas)));
  draw (&self);
  bench_pen_free (self.pen);

  return TRUE;
}

static gboolean
make_library (const char  *folder,
              const char  *images,
              GError     **error)
{
  g_autoptr(RimLibrary) library = rim_library_open (folder, error);

  if (library == NULL)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (study); i++)
    if (!bench_series_write (&study[i], images, error))
      return FALSE;

  return rim_library_import (library, (const char *const[]) { images, NULL }, RIM_IMPORT_IN_PLACE,
                             NULL, NULL, NULL, NULL, NULL, error);
}

/* In a library and a window of its own. */
static gboolean
bench (void (*draw)(Drawing *self))
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autofree char *images = rim_test_folder_new ();
  g_autoptr(GError) error = NULL;
  gboolean done = make_library (folder, images, &error) && open_window (folder, draw);

  if (!done)
    fprintf (stderr, "%s\n", error != NULL ? error->message : "there is no window, X server or XTest");
  rim_test_folder_remove (folder);
  rim_test_folder_remove (images);

  return done;
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *name;
    void        (*draw)(Drawing *self);
  } parts[] = {
    { "sizes", draw_on_sizes },
    { "lesions", draw_among_lesions },
    { "turns", draw_by_turns },
  };

  setvbuf (stdout, NULL, _IOLBF, 0);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (argc > 1 && g_str_equal (argv[1], parts[i].name))
      return bench (parts[i].draw) ? EXIT_SUCCESS : EXIT_FAILURE;

  fprintf (stderr, "Usage: bench-drawing sizes|lesions|turns\n");

  return EXIT_FAILURE;
}
