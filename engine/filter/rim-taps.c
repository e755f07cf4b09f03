/* rim-taps.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-taps-private.h"

#include <math.h>

/* SimpleITK's constants. */
#define SINC_RADIUS     5
#define GAUSSIAN_SIGMA  0.8
#define GAUSSIAN_CUTOFF 3.2

#define MAX_TAPS 10

/* Where rounding alone decides which voxel a point is in, it is the higher one. */
#define PLACE_GUARD 1e-9

/* Coefficients depend on values so far away that |pole|^n is this. */
#define DECAY 1e-17

typedef struct
{
  int    begin;
  double weights[MAX_TAPS];
} Tap;

static guint
spline_order (RimInterpolator interpolator)
{
  return interpolator >= RIM_INTERPOLATOR_BSPLINE_1 && interpolator <= RIM_INTERPOLATOR_BSPLINE_5
           ? interpolator - RIM_INTERPOLATOR_BSPLINE_1 + 1 : 0;
}

static guint
count_taps (RimInterpolator interpolator)
{
  if (interpolator == RIM_INTERPOLATOR_NEAREST)
    return 1;
  if (interpolator == RIM_INTERPOLATOR_LINEAR)
    return 2;
  if (spline_order (interpolator) > 0)
    return spline_order (interpolator) + 1;
  if (interpolator == RIM_INTERPOLATOR_GAUSSIAN)
    return 8;

  return 2 * SINC_RADIUS;
}

/* Unser, Aldroubi, Eden: B-spline signal processing, part II, table I (1993). */
static guint
find_poles (guint  order,
            double poles[2])
{
  switch (order)
    {
    case 2:
      poles[0] = sqrt (8.0) - 3.0;
      return 1;

    case 3:
      poles[0] = sqrt (3.0) - 2.0;
      return 1;

    case 4:
      poles[0] = sqrt (664.0 - sqrt (438976.0)) + sqrt (304.0) - 19.0;
      poles[1] = sqrt (664.0 + sqrt (438976.0)) - sqrt (304.0) - 19.0;
      return 2;

    case 5:
      poles[0] = sqrt (67.5 - sqrt (4436.25)) + sqrt (26.25) - 6.5;
      poles[1] = sqrt (67.5 + sqrt (4436.25)) - sqrt (26.25) - 6.5;
      return 2;

    default:
      return 0;
    }
}

/* The B-spline of @order at @x by de Boor's recursion. */
static double
evaluate_bspline (guint  order,
                  double x)
{
  double half = (order + 1) / 2.0;

  if (order == 0)
    return x >= -0.5 && x < 0.5 ? 1.0 : 0.0;
  if (fabs (x) >= half)
    return 0.0;

  return ((half + x) * evaluate_bspline (order - 1, x + 0.5) +
          (half - x) * evaluate_bspline (order - 1, x - 0.5)) / order;
}

static void
weigh_spline (Tap   *tap,
              guint  order,
              double place)
{
  double middle = floor (order % 2 == 0 ? place + 0.5 : place);
  double sum = 0.0;
  guint center = order / 2;

  tap->begin = (int) middle - (int) center;

  for (guint t = 0; t <= order; t++)
    {
      tap->weights[t] = evaluate_bspline (order, place - (tap->begin + (int) t));
      sum += t == center ? 0.0 : tap->weights[t];
    }
  tap->weights[center] = 1.0 - sum;
}

static void
weigh_linear (Tap   *tap,
              double place)
{
  double low = floor (place);

  tap->begin = (int) low;
  tap->weights[1] = place - low;
  tap->weights[0] = 1.0 - tap->weights[1];
}

/* The share of a Gaussian about @place that each voxel of the axis has. */
static void
weigh_gaussian (Tap   *tap,
                double place,
                guint  n_voxels)
{
  const double scale = 1.0 / (G_SQRT2 * GAUSSIAN_SIGMA);
  int begin = (int) floor (place + 0.5 - GAUSSIAN_CUTOFF);
  int end = (int) ceil (place + 0.5 + GAUSSIAN_CUTOFF);
  double sum = 0.0;

  tap->begin = begin;

  for (int v = begin; v < end; v++)
    {
      double weight = erf ((v + 0.5 - place) * scale) - erf ((v - 0.5 - place) * scale);

      weight = v >= 0 && v < (int) n_voxels ? weight : 0.0;
      tap->weights[v - begin] = weight;
      sum += weight;
    }

  for (int t = 0; t < end - begin; t++)
    tap->weights[t] /= sum;
}

static double
evaluate_window (RimInterpolator interpolator,
                 double          x)
{
  double angle = G_PI * x / SINC_RADIUS;

  switch ((int) interpolator)
    {
    case RIM_INTERPOLATOR_HAMMING:
      return 0.54 + 0.46 * cos (angle);

    case RIM_INTERPOLATOR_COSINE:
      return cos (angle / 2.0);

    case RIM_INTERPOLATOR_WELCH:
      return 1.0 - x * x / (SINC_RADIUS * SINC_RADIUS);

    case RIM_INTERPOLATOR_LANCZOS:
      return sin (angle) / angle;

    case RIM_INTERPOLATOR_BLACKMAN:
      return 0.42 + 0.5 * cos (angle) + 0.08 * cos (2.0 * angle);

    default:
      g_return_val_if_reached (0.0);
    }
}

static void
weigh_sinc (Tap             *tap,
            RimInterpolator  interpolator,
            double           place)
{
  double low = floor (place);

  tap->begin = (int) low - SINC_RADIUS + 1;

  for (int t = 0; t < 2 * SINC_RADIUS; t++)
    {
      double x = place - low + SINC_RADIUS - 1 - t;

      tap->weights[t] = x == 0.0 ? 1.0 : place == low ? 0.0 :
                        evaluate_window (interpolator, x) * sin (G_PI * x) / (G_PI * x);
    }
}

static void
weigh (Tap             *tap,
       RimInterpolator  interpolator,
       double           place,
       guint            n_voxels)
{
  *tap = (Tap) { 0 };

  if (interpolator == RIM_INTERPOLATOR_NEAREST)
    *tap = (Tap) { (int) floor (place + 0.5 + PLACE_GUARD), { 1.0 } };
  else if (interpolator == RIM_INTERPOLATOR_LINEAR)
    weigh_linear (tap, place);
  else if (spline_order (interpolator) > 0)
    weigh_spline (tap, spline_order (interpolator), place);
  else if (interpolator == RIM_INTERPOLATOR_GAUSSIAN)
    weigh_gaussian (tap, place, n_voxels);
  else
    weigh_sinc (tap, interpolator, place);
}

static guint
extend (const RimSampling *sampling,
        gboolean           is_mirrored,
        int                index)
{
  int last = (int) sampling->n_voxels - 1;

  if (!is_mirrored || last == 0)
    return (guint) CLAMP (index, 0, last);

  index = ABS (index) % (2 * last);

  return (guint) (index <= last ? index : 2 * last - index);
}

/* The line: every voxel that a tap or, through the poles, a coefficient needs. */
static void
lay_line (RimTaps           *self,
          const RimSampling *sampling,
          gboolean           is_mirrored)
{
  int begin = G_MAXINT;
  int end = G_MININT;
  int margin = self->n_poles > 0 ? (int) ceil (log (DECAY) / log (fabs (self->poles[0]))) : 0;

  for (guint n = 0; n < self->n_samples; n++)
    if (self->begins[n] != G_MAXINT)
      {
        begin = MIN (begin, self->begins[n]);
        end = MAX (end, self->begins[n] + (int) self->n_taps);
      }

  if (begin > end)
    begin = 0, end = 1;
  begin -= margin;
  end += margin;

  self->n_line = (guint) (end - begin);
  self->line = g_new (guint, self->n_line);
  self->low = G_MAXUINT;
  self->high = 0;
  for (guint p = 0; p < self->n_line; p++)
    {
      self->line[p] = extend (sampling, is_mirrored, begin + (int) p);
      self->low = MIN (self->low, self->line[p]);
      self->high = MAX (self->high, self->line[p]);
    }

  for (guint n = 0; n < self->n_samples; n++)
    self->begins[n] = self->begins[n] == G_MAXINT ? -1 : self->begins[n] - begin;
}

void
rim_taps_init (RimTaps           *self,
               const RimSampling *sampling)
{
  gboolean is_identity = sampling->step == 1.0 && sampling->start == floor (sampling->start);
  RimInterpolator interpolator = is_identity ? RIM_INTERPOLATOR_NEAREST : sampling->interpolator;
  guint order = spline_order (interpolator);

  *self = (RimTaps) { .n_samples = sampling->n_samples, .n_taps = count_taps (interpolator) };
  self->n_poles = find_poles (order, self->poles);
  self->begins = g_new (gint32, self->n_samples);
  self->weights = g_new (double, (gsize) self->n_samples * self->n_taps);

  for (guint n = 0; n < self->n_samples; n++)
    {
      double place = sampling->start + ((double) sampling->first + n) * sampling->step;
      gboolean is_in = place >= -0.5 - PLACE_GUARD &&
                       place < sampling->n_voxels - 0.5 - PLACE_GUARD;
      Tap tap;

      weigh (&tap, interpolator, place, sampling->n_voxels);
      self->begins[n] = is_in || !sampling->is_clipped ? tap.begin : G_MAXINT;
      for (guint t = 0; t < self->n_taps; t++)
        self->weights[(gsize) n * self->n_taps + t] = tap.weights[t];
    }

  lay_line (self, sampling, order > 0 && sampling->extension == RIM_EXTENSION_MIRROR);
}

void
rim_taps_clear (RimTaps *self)
{
  g_clear_pointer (&self->begins, g_free);
  g_clear_pointer (&self->weights, g_free);
  g_clear_pointer (&self->line, g_free);
}

/* The samples that voxels @low to @high, inclusive, have a part in. */
void
rim_taps_find_range (const RimTaps *self,
                     guint          low,
                     guint          high,
                     guint         *first,
                     guint         *n_samples)
{
  guint end = 0;

  *first = 0;

  for (guint n = 0; n < self->n_samples; n++)
    for (guint t = 0; self->begins[n] >= 0 && t < self->n_taps; t++)
      {
        guint voxel = self->line[(guint) self->begins[n] + t];

        if (voxel < low || voxel > high)
          continue;
        *first = end == 0 ? n : *first;
        end = n + 1;
      }

  *n_samples = end - *first;
}
