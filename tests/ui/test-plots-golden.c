/* test-plots-golden.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Plots in the window: what is read of them by pointer and arrows, how they wrap, and what
 * they look like.
 */

#include <math.h>
#include <string.h>

#include "plots/rl-plot-grid.h"
#include "plots/rl-plot.h"
#include "report/rim-plot-draw.h"
#include "rl-test-golden.h"

typedef struct
{
  GtkWidget *window;
  GtkWidget *plot;
  char      *message;
} Fixture;

static RimPlot *
new_plot (void)
{
  const double ends[] = { 0, 1 }, x[] = { 0, 0, 0.25, 0.5, 1 }, y[] = { 0, 0.5, 0.75, 1, 1 };
  const double other[] = { 0, 0.25, 0.5, 0.75, 1 }, low[] = { 0, 0.3, 0.5, 0.8, 1 }, high[] = { 0.2, 0.7, 0.9, 1, 1 };
  RimPlot *plot = rim_plot_new ("roc", "ROC curve");

  rim_plot_set_axes (plot, "1 − specificity", 0, 1, "Sensitivity", 0, 1);
  plot->is_square = TRUE;
  rim_plot_add_series (plot, "Chance", RIM_PLOT_LINE, -1, ends, ends, 2);
  rim_plot_series_set_heights (rim_plot_add_series (plot, "95% interval", RIM_PLOT_BAND, 0, x, high, 5), low, NULL);
  rim_plot_add_series (plot, "PET", RIM_PLOT_LINE, 0, x, y, 5);
  rim_plot_add_series (plot, "CT", RIM_PLOT_LINE, 1, other, other, 5);
  rim_plot_take_note (plot, g_strdup ("AUC 0.81"));
  rim_plot_take_footer (plot, g_strdup (RIM_PLOT_RESEARCH));

  return plot;
}

static void
message_cb (Fixture    *fixture,
            const char *message)
{
  g_free (fixture->message);
  fixture->message = g_strdup (message);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(RimPlot) plot = new_plot ();

  fixture->window = g_object_ref_sink (gtk_window_new ());
  fixture->plot = rl_plot_new ();
  rl_plot_set_plot (RL_PLOT (fixture->plot), plot);
  g_signal_connect_swapped (fixture->plot, "message", G_CALLBACK (message_cb), fixture);
  gtk_window_set_decorated (GTK_WINDOW (fixture->window), FALSE);
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->plot);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 420, 420);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (fixture->window);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (fixture->window);
  g_free (fixture->message);
}

static gboolean
press (Fixture *fixture,
       guint    keyval)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (fixture->plot);
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !handled; i++)
    {
      g_autoptr(GObject) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, 0, &handled);
    }

  return handled;
}

static void
point (Fixture *fixture,
       double   x,
       double   y)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (fixture->plot);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GObject) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_MOTION (controller))
        g_signal_emit_by_name (controller, "motion", x, y);
    }
}

static void
assert_reading (Fixture    *fixture,
                const char *expected)
{
  g_assert_cmpstr (rl_plot_get_reading (RL_PLOT (fixture->plot)), ==, expected);
}

static void
test_arrows (Fixture       *fixture,
             gconstpointer  data)
{
  assert_reading (fixture, NULL);
  g_assert_false (press (fixture, GDK_KEY_Escape));
  g_assert_true (press (fixture, GDK_KEY_Right));
  assert_reading (fixture, "1 − specificity: 0\nPET: 0 (0 to 0.2)\nCT: 0");
  press (fixture, GDK_KEY_Right);
  press (fixture, GDK_KEY_Right);
  assert_reading (fixture, "1 − specificity: 0.25\nPET: 0.75 (0.5 to 0.9)\nCT: 0.25");
  press (fixture, GDK_KEY_Up);
  assert_reading (fixture, "1 − specificity: 0.25\nCT: 0.25\nPET: 0.75 (0.5 to 0.9)");
  press (fixture, GDK_KEY_Up);
  press (fixture, GDK_KEY_End);
  assert_reading (fixture, "1 − specificity: 1\nCT: 1\nPET: 1 (1 to 1)");
  press (fixture, GDK_KEY_Right);
  press (fixture, GDK_KEY_Home);
  press (fixture, GDK_KEY_Down);
  assert_reading (fixture, "1 − specificity: 0\nPET: 0 (0 to 0.2)\nCT: 0");
  gtk_test_widget_wait_for_draw (fixture->window);
  g_assert_true (press (fixture, GDK_KEY_Escape));
  assert_reading (fixture, NULL);
}

static void
test_pointer (Fixture       *fixture,
              gconstpointer  data)
{
  const double width = gtk_widget_get_width (fixture->plot), height = gtk_widget_get_height (fixture->plot);
  double area[4] = { 0 };

  /* The middle of the area is where 0.5 is; find the area by walking until something is read. */
  for (double x = 0; x < width && area[0] == 0; x += 1)
    {
      point (fixture, x, height / 2);
      if (rl_plot_get_reading (RL_PLOT (fixture->plot)) != NULL)
        area[0] = x;
    }
  g_assert_cmpfloat (area[0], >, 20);
  g_assert_nonnull (strstr (rl_plot_get_reading (RL_PLOT (fixture->plot)), "1 − specificity: 0\n"));
  point (fixture, width - 2, height / 2);
  assert_reading (fixture, NULL);
}

static void
test_labels (Fixture       *fixture,
             gconstpointer  data)
{
  const double x[] = { 1.5, 0.8 }, y[] = { 1, 0 }, low[] = { 1.1, 0.5 }, high[] = { 2.1, 1.2 };
  static const char *const names[] = { "Age", "Score", NULL };
  g_autoptr(RimPlot) plot = rim_plot_new ("forest", "All together");

  rim_plot_set_axes (plot, "Hazard ratio", 0.3, 3, "", -0.5, 1.5);
  plot->x.is_logarithmic = TRUE;
  plot->y.labels = g_strdupv ((char **) names);
  rim_plot_series_set_widths (rim_plot_add_series (plot, NULL, RIM_PLOT_INTERVALS, 0, x, y, 2), low, high);
  rl_plot_set_plot (RL_PLOT (fixture->plot), plot);
  gtk_test_widget_wait_for_draw (fixture->window);
  press (fixture, GDK_KEY_Right);
  press (fixture, GDK_KEY_Home);
  assert_reading (fixture, "Score\n1.5 (1.1 to 2.1)");
  rl_plot_set_plot (RL_PLOT (fixture->plot), NULL);
  assert_reading (fixture, NULL);
  g_assert_false (press (fixture, GDK_KEY_Right));
}

static void
pasted_cb (GObject      *clipboard,
           GAsyncResult *result,
           gpointer      data)
{
  *(char **) data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
}

static void
test_copy (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *csv = rim_plot_to_csv (rl_plot_get_plot (RL_PLOT (fixture->plot))), *pasted = NULL;

  g_assert_true (gtk_widget_activate_action (fixture->plot, "plot.copy", NULL));
  g_assert_nonnull (fixture->message);
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (fixture->plot), NULL, pasted_cb, &pasted);
  while (pasted == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (pasted, ==, csv);
}

static int
count_lines (GtkWidget *grid)
{
  int n = 0;
  double last = -2;

  for (GtkWidget *child = gtk_widget_get_first_child (gtk_widget_get_first_child (grid)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      graphene_rect_t bounds;

      g_assert_true (gtk_widget_compute_bounds (child, grid, &bounds));
      n += bounds.origin.y > last + 1;
      last = MAX (last, (double) bounds.origin.y);
      g_assert_cmpfloat (bounds.origin.x + bounds.size.width, <=, gtk_widget_get_width (grid) + 1);
    }

  return n;
}

/* As many in a row as there is width for. */
static void
test_grid (Fixture       *fixture,
           gconstpointer  data)
{
  static const int widths[] = { 300, 1060 }, lines[] = { 4, 2 };
  g_autoptr(RimPlot) plot = new_plot ();
  GtkWidget *grid = rl_plot_grid_new (), *scroller = gtk_scrolled_window_new ();

  for (guint i = 0; i < 4; i++)
    rl_plot_grid_add (RL_PLOT_GRID (grid), plot);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), grid);
  g_signal_handlers_disconnect_by_data (fixture->plot, fixture);
  gtk_window_set_child (GTK_WINDOW (fixture->window), scroller);
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      gtk_window_set_default_size (GTK_WINDOW (fixture->window), widths[i], 500);
      while (gtk_widget_get_width (grid) < widths[i] - 60 || gtk_widget_get_width (grid) > widths[i])
        g_main_context_iteration (NULL, TRUE);
      gtk_test_widget_wait_for_draw (fixture->window);
      g_assert_cmpint (count_lines (grid), ==, lines[i]);
    }
  rl_plot_grid_clear (RL_PLOT_GRID (grid));
  g_assert_null (gtk_widget_get_first_child (gtk_widget_get_first_child (grid)));
}

static void
test_look (Fixture       *fixture,
           gconstpointer  data)
{
  rl_test_golden_set_look (NULL);
  for (guint dark = 0; dark < 2; dark++)
    {
      rl_test_golden_set_dark (dark != 0);
      rl_test_golden_compare (fixture->plot, RL_TEST_WRITING_PLAIN, "plot");
    }
}

#define ADD(name, func) g_test_add ("/plots/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("arrows", test_arrows);
  ADD ("pointer", test_pointer);
  ADD ("labels", test_labels);
  ADD ("copy", test_copy);
  ADD ("grid", test_grid);
  ADD ("look", test_look);

  return g_test_run ();
}
