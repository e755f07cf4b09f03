/* rim-plot-axis.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-plot-axis.h"

#include <math.h>

/* Of the length of an axis: a tick so near to its end is on it. */
#define NEAR 1e-9

#define MINUS "\342\210\222"

static const double steps[] = { 1.0, 2.0, 5.0, 10.0 };

/**
 * rim_plot_axis_get_part:
 * @self: an axis
 * @value: a number
 *
 * Returns: where it is along the axis, 0 at the lower end and 1 at the upper one; NAN
 *   where it is nowhere
 */
double
rim_plot_axis_get_part (const RimPlotAxis *self,
                        double             value)
{
  if (!self->is_logarithmic)
    return (value - self->low) / (self->high - self->low);

  return value > 0.0 ? log (value / self->low) / log (self->high / self->low) : NAN;
}

/**
 * rim_plot_axis_get_value:
 * @self: an axis
 * @part: where along it, 0 at the lower end and 1 at the upper one
 *
 * Returns: the number there
 */
double
rim_plot_axis_get_value (const RimPlotAxis *self,
                         double             part)
{
  if (!self->is_logarithmic)
    return self->low + part * (self->high - self->low);

  return self->low * exp (part * log (self->high / self->low));
}

static void
add_tick (GArray            *ticks,
          const RimPlotAxis *axis,
          double             value)
{
  const double part = rim_plot_axis_get_part (axis, value);

  if (part >= -NEAR && part <= 1.0 + NEAR)
    g_array_append_val (ticks, value);
}

/* 1, 2 and 5 in every decade, as many of them as there is space for. */
static void
add_logarithmic (GArray            *ticks,
                 const RimPlotAxis *axis,
                 guint              n_most)
{
  static const double within[][3] = { { 1.0, 2.0, 5.0 }, { 1.0, 3.0, 0.0 }, { 1.0, 0.0, 0.0 } };
  const int first = (int) floor (log10 (axis->low)), last = (int) ceil (log10 (axis->high));

  for (guint of = 0; of < G_N_ELEMENTS (within); of++)
    {
      g_array_set_size (ticks, 0);
      for (int decade = first; decade <= last; decade++)
        for (guint i = 0; i < 3 && within[of][i] > 0.0; i++)
          add_tick (ticks, axis, within[of][i] * pow (10.0, decade));
      if (ticks->len <= n_most)
        return;
    }
}

static double
find_step (double length,
           guint  n_most)
{
  const double rough = length / n_most;
  const double decade = pow (10.0, floor (log10 (rough)));

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (steps[i] * decade >= rough * (1.0 - NEAR))
      return steps[i] * decade;

  return 10.0 * decade;
}

/**
 * rim_plot_axis_list_ticks:
 * @self: an axis
 * @n_most: how many steps there is space for, at least 1
 *
 * Returns: (transfer full) (element-type double): where marks stand: whole multiples of
 *   1, 2 or 5 times a power of ten, or each label
 */
GArray *
rim_plot_axis_list_ticks (const RimPlotAxis *self,
                          guint              n_most)
{
  GArray *ticks = g_array_new (FALSE, FALSE, sizeof (double));

  if (self->labels != NULL)
    for (guint i = 0; self->labels[i] != NULL; i++)
      add_tick (ticks, self, i);
  else if (self->is_logarithmic)
    add_logarithmic (ticks, self, n_most);
  else
    {
      const double step = find_step (self->high - self->low, MAX (n_most, 1));
      const double first = ceil (self->low / step - NEAR), last = floor (self->high / step + NEAR);

      for (double i = first; i <= last && ticks->len < 1000; i += 1.0)
        add_tick (ticks, self, i * step);
    }

  return ticks;
}

/* How many digits after the point tell ticks apart. */
static int
count_decimals (const GArray *ticks)
{
  double least = INFINITY;

  for (guint i = 1; i < ticks->len; i++)
    least = MIN (least, fabs (g_array_index (ticks, double, i) - g_array_index (ticks, double, i - 1)));

  return isfinite (least) && least > 0.0 ? MAX (0, -(int) floor (log10 (least) + 1e-6)) : 0;
}

/**
 * rim_plot_axis_format:
 * @self: an axis
 * @ticks: (nullable): those beside which the number stands; %NULL for one by itself
 * @value: a number
 *
 * Returns: (transfer full): how it is written there, a label where there is one
 */
char *
rim_plot_axis_format (const RimPlotAxis *self,
                      const GArray      *ticks,
                      double             value)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE], format[16];
  const int decimals = ticks != NULL ? count_decimals (ticks) : 0;

  if (self->labels != NULL)
    return value >= 0.0 && value == floor (value) && value < g_strv_length (self->labels)
           ? g_strdup (self->labels[(guint) value]) : g_strdup ("");

  if (ticks == NULL)
    g_strlcpy (format, "%.4g", sizeof format);
  else if (self->is_logarithmic || fabs (value) >= 1e9 || decimals > 6)
    g_strlcpy (format, "%.10g", sizeof format);
  else
    g_snprintf (format, sizeof format, "%%.%df", decimals);
  g_ascii_formatd (digits, sizeof digits, format, value == 0.0 ? 0.0 : fabs (value));

  return g_strconcat (value < 0.0 ? MINUS : "", digits, NULL);
}

/**
 * rim_plot_axis_widen:
 * @self: an axis of numbers
 *
 * Moves its ends outwards to the next ticks.
 */
void
rim_plot_axis_widen (RimPlotAxis *self)
{
  const double step = self->is_logarithmic ? 0.0 : find_step (self->high - self->low, 6);

  if (self->is_logarithmic)
    return;

  self->low = step * floor (self->low / step + NEAR);
  self->high = step * ceil (self->high / step - NEAR);
}
