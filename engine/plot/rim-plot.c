/* rim-plot.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-plot.h"

#include <math.h>

#include "core/rim-csv.h"

static void
series_free (RimPlotSeries *self)
{
  if (self->labels != NULL)
    for (gsize i = 0; i < self->n; i++)
      g_free (self->labels[i]);

  g_free (self->labels);
  g_free (self->title);
  g_free (self->x);
  g_free (self->y);
  g_free (self->x2);
  g_free (self->x3);
  g_free (self->y2);
  g_free (self->y3);
  g_free (self);
}

/* Nothing of nobody, but never NULL where a row is asked for. */
static double *
copy_numbers (const double *numbers,
              gsize         n)
{
  return numbers == NULL ? NULL : n == 0 ? g_new0 (double, 1) : g_memdup2 (numbers, n * sizeof *numbers);
}

/**
 * rim_plot_new:
 * @id: "roc", "calibration", …: part of a file's name
 * @title: as people read it
 *
 * Returns: (transfer full): a plot without series, whose axes go from 0 to 1
 */
RimPlot *
rim_plot_new (const char *id,
              const char *title)
{
  RimPlot *self = g_new0 (RimPlot, 1);

  self->id = g_strdup (id);
  self->title = g_strdup (title);
  self->series = g_ptr_array_new_with_free_func ((GDestroyNotify) series_free);
  rim_plot_set_axes (self, "", 0.0, 1.0, "", 0.0, 1.0);

  return self;
}

static void
copy_axis (RimPlotAxis       *to,
           const RimPlotAxis *from)
{
  g_free (to->title);
  *to = *from;
  to->title = g_strdup (from->title);
  to->labels = g_strdupv (from->labels);
}

static void
copy_series (RimPlot             *self,
             const RimPlotSeries *from)
{
  RimPlotSeries *to = rim_plot_add_series (self, from->title, from->mark, from->color, from->x, from->y, from->n);

  rim_plot_series_set_widths (to, from->x2, from->x3);
  rim_plot_series_set_heights (to, from->y2, from->y3);
  if (from->labels == NULL)
    return;

  to->labels = g_new0 (char *, from->n + 1);
  for (gsize i = 0; i < from->n; i++)
    to->labels[i] = g_strdup (from->labels[i]);
}

/**
 * rim_plot_copy:
 * @self: a plot
 *
 * Returns: (transfer full): the same once more
 */
RimPlot *
rim_plot_copy (const RimPlot *self)
{
  RimPlot *copy = rim_plot_new (self->id, self->title);

  copy->note = g_strdup (self->note);
  copy->footer = g_strdup (self->footer);
  copy->is_square = self->is_square;
  copy_axis (&copy->x, &self->x);
  copy_axis (&copy->y, &self->y);
  for (guint i = 0; i < self->series->len; i++)
    copy_series (copy, g_ptr_array_index (self->series, i));

  if (self->table != NULL)
    {
      copy->table = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
      for (guint i = 0; i < self->table->len; i++)
        g_ptr_array_add (copy->table, g_strdupv (g_ptr_array_index (self->table, i)));
    }
  if (self->table_x != NULL)
    copy->table_x = g_array_copy (self->table_x);

  return copy;
}

/**
 * rim_plot_free:
 * @self: (nullable) (transfer full): a plot
 */
void
rim_plot_free (RimPlot *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->series, g_ptr_array_unref);
  g_clear_pointer (&self->table, g_ptr_array_unref);
  g_clear_pointer (&self->table_x, g_array_unref);
  g_clear_pointer (&self->x.labels, g_strfreev);
  g_clear_pointer (&self->y.labels, g_strfreev);
  g_free (self->x.title);
  g_free (self->y.title);
  g_free (self->id);
  g_free (self->title);
  g_free (self->note);
  g_free (self->footer);
  g_free (self);
}

static void
set_axis (RimPlotAxis *self,
          const char  *title,
          double       low,
          double       high)
{
  g_free (self->title);
  self->title = g_strdup (title);
  self->low = low;
  self->high = high;
}

/**
 * rim_plot_set_axes:
 * @self: a plot
 * @x: the title of the horizontal axis, with its unit
 * @x_low: its left end
 * @x_high: its right end, above @x_low
 * @y: the title of the vertical axis, with its unit
 * @y_low: its lower end
 * @y_high: its upper end, above @y_low
 */
void
rim_plot_set_axes (RimPlot    *self,
                   const char *x,
                   double      x_low,
                   double      x_high,
                   const char *y,
                   double      y_low,
                   double      y_high)
{
  g_return_if_fail (x_low < x_high && y_low < y_high);

  set_axis (&self->x, x, x_low, x_high);
  set_axis (&self->y, y, y_low, y_high);
}

/**
 * rim_plot_take_note:
 * @self: a plot
 * @note: (nullable) (transfer full): what stands below it
 */
void
rim_plot_take_note (RimPlot *self,
                    char    *note)
{
  g_free (self->note);
  self->note = note;
}

/**
 * rim_plot_take_footer:
 * @self: a plot
 * @footer: (nullable) (transfer full): what must not be overlooked
 */
void
rim_plot_take_footer (RimPlot *self,
                      char    *footer)
{
  g_free (self->footer);
  self->footer = footer;
}

/**
 * rim_plot_take_table:
 * @self: a plot
 * @rows: (transfer full) (element-type GStrv): rows of a title and as many fields as @x
 * @x: (transfer full) (element-type double): where the fields stand along the axis
 */
void
rim_plot_take_table (RimPlot   *self,
                     GPtrArray *rows,
                     GArray    *x)
{
  g_clear_pointer (&self->table, g_ptr_array_unref);
  g_clear_pointer (&self->table_x, g_array_unref);
  self->table = rows;
  self->table_x = x;
}

/**
 * rim_plot_add_series:
 * @self: a plot
 * @title: (nullable): in the legend
 * @mark: how it is drawn
 * @color: which colour of the palette; -1 for a muted one
 * @x: (array length=n): along the horizontal axis
 * @y: (array length=n): along the vertical axis; NAN interrupts a line
 * @n: how many points
 *
 * Numbers are copied.
 *
 * Returns: (transfer none): the series, in front of the others
 */
RimPlotSeries *
rim_plot_add_series (RimPlot      *self,
                     const char   *title,
                     RimPlotMark   mark,
                     int           color,
                     const double *x,
                     const double *y,
                     gsize         n)
{
  RimPlotSeries *series = g_new0 (RimPlotSeries, 1);

  series->title = g_strdup (title);
  series->mark = mark;
  series->color = color;
  series->n = n;
  series->x = n == 0 ? g_new0 (double, 1) : copy_numbers (x, n);
  series->y = n == 0 ? g_new0 (double, 1) : copy_numbers (y, n);
  g_ptr_array_add (self->series, series);

  return series;
}

/**
 * rim_plot_series_set_widths:
 * @self: a series
 * @low: (nullable) (array length=n): the left ends of its points
 * @high: (nullable) (array length=n): the right ends
 */
void
rim_plot_series_set_widths (RimPlotSeries *self,
                            const double  *low,
                            const double  *high)
{
  g_free (self->x2);
  g_free (self->x3);
  self->x2 = copy_numbers (low, self->n);
  self->x3 = copy_numbers (high, self->n);
}

/**
 * rim_plot_series_set_heights:
 * @self: a series
 * @low: (nullable) (array length=n): the lower ends of its points, or the other edge of a
 *   band
 * @high: (nullable) (array length=n): the upper ends
 */
void
rim_plot_series_set_heights (RimPlotSeries *self,
                             const double  *low,
                             const double  *high)
{
  g_free (self->y2);
  g_free (self->y3);
  self->y2 = copy_numbers (low, self->n);
  self->y3 = copy_numbers (high, self->n);
}

/**
 * rim_plot_series_take_labels:
 * @self: a series
 * @labels: (transfer full) (array length=n): a text at each point; %NULL for none
 */
void
rim_plot_series_take_labels (RimPlotSeries  *self,
                             char          **labels)
{
  g_return_if_fail (self->labels == NULL);

  self->labels = labels;
}

/**
 * rim_plot_is_empty:
 * @self: a plot
 *
 * Returns: whether there is nothing to be drawn
 */
gboolean
rim_plot_is_empty (const RimPlot *self)
{
  for (guint i = 0; i < self->series->len; i++)
    {
      const RimPlotSeries *series = g_ptr_array_index (self->series, i);

      for (gsize point = 0; point < series->n; point++)
        if (isfinite (series->x[point]) && isfinite (series->y[point]))
          return FALSE;
    }

  return TRUE;
}

static const char *
get_tick (const RimPlotAxis *axis,
          double             value)
{
  const guint n = axis->labels != NULL ? g_strv_length (axis->labels) : 0;

  return value >= 0.0 && value < n && value == floor (value) ? axis->labels[(guint) value] : "";
}

static void
append_points (GString             *csv,
               const RimPlot       *plot,
               const RimPlotSeries *series)
{
  const double *const columns[] = { series->x, series->y, series->x2, series->x3, series->y2, series->y3 };

  for (gsize point = 0; point < series->n; point++)
    {
      rim_csv_append_field (csv, series->title != NULL ? series->title : "");
      for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
        rim_csv_append_number (csv, columns[i] != NULL ? columns[i][point] : NAN);
      g_string_append_c (csv, ',');
      if (series->labels != NULL && series->labels[point] != NULL)
        rim_csv_append_field (csv, series->labels[point]);
      g_string_append_c (csv, ',');
      rim_csv_append_field (csv, get_tick (&plot->x, series->x[point]));
      g_string_append_c (csv, ',');
      rim_csv_append_field (csv, get_tick (&plot->y, series->y[point]));
      g_string_append (csv, "\n");
    }
}

/**
 * rim_plot_to_csv:
 * @self: a plot
 *
 * Returns: (transfer full): its points, a row each: series, x, y, the ends of intervals
 *   (x_low, x_high, y_low, y_high), a label, and what stands at x and y on the axes
 */
char *
rim_plot_to_csv (const RimPlot *self)
{
  g_autoptr(GString) csv = g_string_new ("series,x,y,x_low,x_high,y_low,y_high,label,x_label,y_label\n");

  for (guint i = 0; i < self->series->len; i++)
    append_points (csv, self, g_ptr_array_index (self->series, i));

  return g_string_free (g_steal_pointer (&csv), FALSE);
}
