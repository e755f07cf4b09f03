/* test-plot.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Plots as data, along their axes, on any surface and in files. */

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "plot/rim-plot-axis.h"
#include "report/rim-plot-draw.h"

static RimPlot *
new_plot (void)
{
  const double x[] = { 0.0, 0.5, 1.0 }, y[] = { 0.0, 0.7, 1.0 }, low[] = { 0.0, 0.5, 0.9 };
  RimPlot *plot = rim_plot_new ("roc", "ROC, \"curve\"");
  RimPlotSeries *series;
  char **labels = g_new0 (char *, 3);

  rim_plot_set_axes (plot, "1 − specificity", 0.0, 1.0, "Sensitivity", 0.0, 1.0);
  series = rim_plot_add_series (plot, "A, B", RIM_PLOT_LINE, 0, x, y, 3);
  rim_plot_series_set_heights (series, low, NULL);
  labels[1] = g_strdup ("here");
  rim_plot_series_take_labels (series, labels);
  rim_plot_take_note (plot, g_strdup ("AUC 0.7"));

  return plot;
}

static void
test_csv (void)
{
  g_autoptr(RimPlot) plot = new_plot (), copy = rim_plot_copy (plot);
  g_autofree char *csv = rim_plot_to_csv (plot), *again = rim_plot_to_csv (copy);

  g_assert_cmpstr (csv, ==, "series,x,y,x_low,x_high,y_low,y_high,label,x_label,y_label\n"
                   "\"A, B\",0,0,,,0,,,,\n"
                   "\"A, B\",0.5,0.69999999999999996,,,0.5,,here,,\n"
                   "\"A, B\",1,1,,,0.90000000000000002,,,,\n");
  g_assert_cmpstr (csv, ==, again);
}

static void
assert_ticks (double      low,
              double      high,
              gboolean    is_logarithmic,
              guint       n_most,
              const char *expected)
{
  const RimPlotAxis axis = { NULL, low, high, is_logarithmic, NULL };
  g_autoptr(GArray) ticks = rim_plot_axis_list_ticks (&axis, n_most);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < ticks->len; i++)
    {
      g_autofree char *label = rim_plot_axis_format (&axis, ticks, g_array_index (ticks, double, i));

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", label);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_ticks (void)
{
  assert_ticks (0.0, 1.0, FALSE, 6, "0.0 0.2 0.4 0.6 0.8 1.0");
  assert_ticks (0.0, 48.96, FALSE, 8, "0 10 20 30 40");
  assert_ticks (-3.3, 3.5, FALSE, 8, "−3 −2 −1 0 1 2 3");
  assert_ticks (-0.1, 0.42, FALSE, 6, "−0.1 0.0 0.1 0.2 0.3 0.4");
  assert_ticks (1e-4, 3e-4, FALSE, 5, "0.00010 0.00015 0.00020 0.00025 0.00030");
  assert_ticks (1234567.0, 1234569.0, FALSE, 4, "1234567.0 1234567.5 1234568.0 1234568.5 1234569.0");
  assert_ticks (0.5, 20.0, TRUE, 8, "0.5 1 2 5 10 20");
  assert_ticks (0.001, 1000.0, TRUE, 8, "0.001 0.01 0.1 1 10 100 1000");
}

static void
test_axis (void)
{
  RimPlotAxis straight = { NULL, -2.0, 6.0, FALSE, NULL }, logarithmic = { NULL, 0.1, 10.0, TRUE, NULL };

  for (double part = -0.25; part <= 1.25; part += 0.125)
    {
      const double value = rim_plot_axis_get_value (&straight, part);
      const double ratio = rim_plot_axis_get_value (&logarithmic, part);

      g_assert_true (rim_plot_axis_get_part (&straight, value) == part);
      g_assert_cmpfloat_with_epsilon (rim_plot_axis_get_part (&logarithmic, ratio), part, 1e-14);
    }
  g_assert_true (isnan (rim_plot_axis_get_part (&logarithmic, -1.0)));
  rim_plot_axis_widen (&straight);
  g_assert_true (straight.low == -2.0 && straight.high == 6.0);
  straight.high = 6.1;
  rim_plot_axis_widen (&straight);
  g_assert_true (straight.low == -2.0 && straight.high == 8.0);
}

/* A surface of any size takes any plot: empty, without numbers, endless, beyond the axes. */
static void
test_any (void)
{
  const double numbers[] = { NAN, -1e300, 1e300, INFINITY, 0.5 }, widths[] = { 1.0, 20.0, 200.0, 3000.0 };

  for (guint mark = RIM_PLOT_LINE; mark <= RIM_PLOT_CELLS; mark++)
    for (guint n = 0; n <= G_N_ELEMENTS (numbers); n++)
      for (guint w = 0; w < G_N_ELEMENTS (widths); w++)
        {
          cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 40, 40);
          cairo_t *cairo = cairo_create (surface);
          g_autoptr(RimPlot) plot = rim_plot_new ("any", "A title that is rather long for what is below it");
          RimPlotSeries *series = rim_plot_add_series (plot, "Series", (RimPlotMark) mark, (int) n - 1, numbers, numbers, n);
          double area[4];

          rim_plot_series_set_heights (series, numbers, numbers);
          if (n % 2 == 0)
            rim_plot_series_set_widths (series, numbers, numbers);
          rim_plot_draw (plot, &RIM_PLOT_STYLE_PAPER, cairo, widths[w], 200.0);
          rim_plot_get_area (plot, &RIM_PLOT_STYLE_PAPER, widths[w], 200.0, area);
          g_assert_true (area[2] > 0.0 && area[3] > 0.0);
          g_assert_cmpint (cairo_status (cairo), ==, CAIRO_STATUS_SUCCESS);
          cairo_destroy (cairo);
          cairo_surface_destroy (surface);
        }
}

/* The same bytes whenever and however often; a file that cannot be written changes nothing. */
static void
test_files (void)
{
  static const char *const begins[] = { "series,", "<?xml", "%PDF-" };
  g_autoptr(RimPlot) plot = new_plot ();
  g_autofree char *folder = g_dir_make_tmp ("rim-plot-XXXXXX", NULL);

  for (guint format = RIM_PLOT_CSV; format <= RIM_PLOT_PDF; format++)
    {
      g_autofree char *path = g_build_filename (folder, "plot", NULL), *nowhere = g_build_filename (folder, "no", "plot", NULL);
      g_autoptr(GBytes) bytes = rim_plot_to_bytes (plot, (RimPlotFormat) format);
      g_autoptr(GBytes) again = rim_plot_to_bytes (plot, (RimPlotFormat) format);
      g_autoptr(GError) error = NULL;
      g_autofree char *read = NULL;
      gsize length;

      g_assert_true (g_bytes_equal (bytes, again));
      g_assert_true (rim_plot_save (plot, (RimPlotFormat) format, path, NULL));
      g_assert_true (g_file_get_contents (path, &read, &length, NULL));
      g_assert_true (g_str_has_prefix (read, begins[format]));
      g_assert_cmpmem (read, length, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      g_assert_false (rim_plot_save (plot, (RimPlotFormat) format, nowhere, &error));
      g_assert_nonnull (error);
      g_remove (path);
    }
  g_rmdir (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/plot/csv", test_csv);
  g_test_add_func ("/plot/ticks", test_ticks);
  g_test_add_func ("/plot/axis", test_axis);
  g_test_add_func ("/plot/any", test_any);
  g_test_add_func ("/plot/files", test_files);

  return g_test_run ();
}
