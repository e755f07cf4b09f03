/* bench-reading.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What a reader waits for: the first picture of a series, the next slice. */

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "app/cli/bench-series.h"
#include "bench-program.h"
#include "browser/rl-browser.h"
#include "canvas/rl-mip-view.h"
#include "rim-test-data.h"
#include "window/rl-view-grid.h"

#define N_OPENINGS 7
#define N_STEPS    300
#define SETTLE     0.5

/* Two CTs, so that one can be opened while the other is shown, and a PET. */
static const BenchSeries study[] = {
  { "CT", 1, 512, 500, 0.9765625, 1.0 },
  { "CT", 2, 512, 500, 0.9765625, 1.0 },
  { "PT", 3, 168, 167, 4.07, 3.0 },
};

/* Four planes that all change with each step. */
static const char four_axial[] =
  "([1, 1], [1, 1],"
  " [('plane', 'ct', 'axial', 'current', 0, 0, 1, 1),"
  "  ('plane', 'pet', 'axial', 'current', 1, 0, 1, 1),"
  "  ('plane', 'fused', 'axial', 'current', 0, 1, 1, 1),"
  "  ('plane', 'fused', 'axial', 'current', 1, 1, 1, 1)])";

/* How much of it was stored may lie in memory besides: pictures, the window. */
#define MEMORY_ALLOWED 2.5

typedef struct
{
  BenchProgram  program;
  RlSession    *session;
  RlViewGrid   *views;
  RimVolume    *before;         /* what was shown when another was chosen */
  gboolean      is_due;         /* the slice that is looked at has arrived */
  double        first;          /* when it was painted; 0 for not yet */
  double        all;
  gboolean      painted;
} Reading;

/* Seconds in the code that draws panes. */
static double seconds_in_panes;

static void (*snapshot_plane) (GtkWidget   *widget,
                               GtkSnapshot *snapshot);
static void (*snapshot_mip) (GtkWidget   *widget,
                             GtkSnapshot *snapshot);

static void
time_plane (GtkWidget   *widget,
            GtkSnapshot *snapshot)
{
  double begin = bench_clock ();

  snapshot_plane (widget, snapshot);
  seconds_in_panes += bench_clock () - begin;
}

static void
time_mip (GtkWidget   *widget,
          GtkSnapshot *snapshot)
{
  double begin = bench_clock ();

  snapshot_mip (widget, snapshot);
  seconds_in_panes += bench_clock () - begin;
}

/* GTK calls what is ours in the midst of a frame that is mostly its own. */
static void
time_panes (void)
{
  GtkWidgetClass *plane = g_type_class_ref (RL_TYPE_SLICE_CANVAS);
  GtkWidgetClass *mip = g_type_class_ref (RL_TYPE_MIP_VIEW);

  snapshot_plane = plane->snapshot;
  plane->snapshot = time_plane;
  snapshot_mip = mip->snapshot;
  mip->snapshot = time_mip;
}

static gint64
get_resident_bytes (void)
{
  g_autofree char *text = NULL;
  g_auto(GStrv) words = NULL;

  if (!g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    return 0;

  words = g_strsplit (text, " ", 3);

  return g_ascii_strtoll (words[1], NULL, 10) * sysconf (_SC_PAGESIZE);
}

static gboolean
is_slice_there (Reading *self)
{
  RimVolume *base = rl_session_get_base (self->session);
  guint k;

  if (base == NULL || base == self->before)
    return FALSE;

  rim_volume_step (base, RIM_ORIENTATION_AXIAL, rl_session_get_cursor (self->session), 0, &k, NULL);

  return rim_volume_is_slice_ready (base, k);
}

static void
slices_cb (Reading *self)
{
  self->is_due = self->is_due || is_slice_there (self);
}

static void
painted_cb (Reading *self)
{
  RlStudyLoader *loader = rl_review_get_loader (self->program.review);

  self->painted = TRUE;
  if (self->first == 0 && self->is_due)
    self->first = bench_clock ();
  if (self->all == 0 && self->first > 0 && rl_study_loader_get_state (loader) == RL_LOAD_DONE)
    self->all = bench_clock ();
}

static void
wait_for_frame (Reading *self)
{
  self->painted = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self->views));
  while (!self->painted)
    g_main_context_iteration (NULL, TRUE);
}

/* As the browser does when a row is activated. */
static gboolean
choose (Reading *self,
        guint    number,
        double  *first,
        double  *all)
{
  RimLibraryRow *row = bench_program_find_ct (&self->program, number);
  double begin = bench_clock ();

  if (row == NULL)
    return FALSE;

  self->before = rl_session_get_base (self->session);
  self->is_due = FALSE;
  self->first = self->all = 0;
  g_signal_emit_by_name (rl_window_get_place (self->program.window, "browser"), "open",
                         row->parent_id, row->id);
  while (self->all == 0)
    g_main_context_iteration (NULL, TRUE);

  *first = self->first - begin;
  *all = self->all - begin;

  return TRUE;
}

static void
report_openings (double *firsts,
                 double *alls)
{
  bench_print_goal ("first image of 500 slices, first time", 1e3 * firsts[0], 150);
  bench_print_goal ("  all of them", 1e3 * alls[0], 1000);
  bench_sort (firsts, N_OPENINGS);
  bench_sort (alls, N_OPENINGS);
  bench_print_goal ("first image of 500 slices, median", 1e3 * firsts[N_OPENINGS / 2], 150);
  bench_print_goal ("  fastest", 1e3 * firsts[0], 0);
  bench_print_goal ("all 500 slices, median", 1e3 * alls[N_OPENINGS / 2], 1000);
  bench_print_goal ("  fastest", 1e3 * alls[0], 0);
}

static gboolean
bench_openings (Reading *self)
{
  double firsts[N_OPENINGS];
  double alls[N_OPENINGS];

  for (guint i = 0; i < N_OPENINGS; i++)
    {
      rl_image_cache_clear (rl_review_get_cache (self->program.review));
      if (!choose (self, i % 2, &firsts[i], &alls[i]))
        return FALSE;
      bench_settle (SETTLE);
    }

  report_openings (firsts, alls);

  return TRUE;
}

static void
bench_memory (Reading *self,
              gint64   before)
{
  gint64 more = get_resident_bytes () - before;
  RimVolume *pet = rl_session_get_volume (self->session, RL_LAYER_PET);
  gsize n_pet = rim_grid_get_n_voxels (rim_volume_get_grid (pet));
  gsize n_ct = rim_grid_get_n_voxels (rim_volume_get_grid (rl_session_get_base (self->session)));
  double bytes = ((double) more - 2.0 * (double) n_pet) / (double) n_ct;

  printf ("%-44s %9.2f bytes  %s: %g allowed\n", "resident per voxel of CT, PET taken off", bytes,
          bytes <= MEMORY_ALLOWED ? "met" : "MISSED", MEMORY_ALLOWED);
}

static void
report_steps (const char *what,
              double     *own,
              double     *frames)
{
  g_autofree char *median = g_strdup_printf ("%s, median", what);

  bench_sort (own, N_STEPS);
  bench_sort (frames, N_STEPS);
  bench_print_goal (median, 1e3 * own[N_STEPS / 2], 8);
  bench_print_goal ("  99th percentile", 1e3 * own[N_STEPS * 99 / 100], 16);
  bench_print_goal ("  most", 1e3 * own[N_STEPS - 1], 0);
  bench_print_goal ("  with GTK's own, main thread, median", 1e3 * frames[N_STEPS / 2], 0);
}

/* There and back through the slices, one for each frame. */
static void
bench_steps (Reading    *self,
             const char *what)
{
  double own[N_STEPS];
  double frames[N_STEPS];

  bench_settle (SETTLE);
  for (guint i = 0; i < N_STEPS; i++)
    {
      double begin = bench_clock ();
      double begin_own = bench_own_clock ();

      seconds_in_panes = 0;
      rl_slice_canvas_scroll (rl_view_grid_get_canvas (self->views, 0), i / 100 % 2 == 0 ? 1 : -1);
      own[i] = bench_clock () - begin;
      wait_for_frame (self);
      own[i] += seconds_in_panes;
      frames[i] = bench_own_clock () - begin_own;
    }

  report_steps (what, own, frames);
}

static gboolean
read_study (const char *library)
{
  Reading self = { 0 };
  g_autoptr(RlLayout) four = NULL;
  GdkFrameClock *clock;
  gint64 before;
  double first, all;

  time_panes ();
  if (!bench_program_open (&self.program, library))
    return FALSE;

  self.session = rl_window_get_session (self.program.window);
  self.views = rl_window_get_views (self.program.window);
  clock = gtk_widget_get_frame_clock (GTK_WIDGET (self.program.window));
  g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (painted_cb), &self);
  g_signal_connect_swapped (self.session, "slices-changed", G_CALLBACK (slices_cb), &self);
  bench_settle (SETTLE);
  rl_study_loader_close (rl_review_get_loader (self.program.review));
  bench_settle (SETTLE);
  before = get_resident_bytes ();
  if (!choose (&self, 0, &first, &all))
    return FALSE;

  bench_settle (SETTLE);
  printf ("panes of %d × %d\n", gtk_widget_get_width (GTK_WIDGET (rl_view_grid_get_canvas (self.views, 0))),
          gtk_widget_get_height (GTK_WIDGET (rl_view_grid_get_canvas (self.views, 0))));
  bench_memory (&self, before);
  bench_steps (&self, "scroll three planes and the MIP");
  four = rl_layout_parse ("bench", "bench", four_axial, NULL);
  rl_view_grid_set_layout (self.views, four);
  bench_steps (&self, "scroll four axial planes");

  rl_view_grid_set_layout (self.views, rl_layouts_find ("four"));
  bench_settle (SETTLE);

  return bench_openings (&self);
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

int
main (void)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autofree char *images = rim_test_folder_new ();
  g_autoptr(GError) error = NULL;
  gboolean done = make_library (folder, images, &error) && read_study (folder);

  if (!done)
    fprintf (stderr, "%s\n", error != NULL ? error->message : "the study cannot be shown");
  rim_test_folder_remove (folder);
  rim_test_folder_remove (images);

  return done ? EXIT_SUCCESS : EXIT_FAILURE;
}
