/* rim-sigmoid.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-sigmoid.h"

#include <math.h>
#include <string.h>

#define N_WIDTHS  9
#define N_ROUNDS  60
#define N_UNKNOWN 4

struct _RimSigmoidFitter
{
  double  first;
  double  step;
  guint   n;
  double *curves;                /* n × N_WIDTHS × n: by place, width, sample */
};

/* The sums of a line through pairs of a curve's height and a value. */
typedef struct
{
  double n;
  double f;
  double ff;
  double y;
  double yy;
  double fy;
} Sums;

/* Unknown: inside, outside, place, the logarithm of width. */
typedef struct
{
  double matrix[N_UNKNOWN][N_UNKNOWN + 1];
  double squares;
} Normal;

static double
get_width (const RimSigmoidFitter *self,
           guint                   w)
{
  return self->step * 0.125 * (double) (1u << w);
}

static double
get_height (double x,
            double place,
            double width)
{
  return 1.0 / (1.0 + exp ((x - place) / width));
}

/**
 * rim_sigmoid_fitter_new:
 * @first: where the first value is
 * @step: how far it is from one to the next
 * @n: how many there are at most
 *
 * Returns: (transfer full): what fits their curves
 */
RimSigmoidFitter *
rim_sigmoid_fitter_new (double first,
                        double step,
                        guint  n)
{
  RimSigmoidFitter *self = g_new (RimSigmoidFitter, 1);
  double *height;

  self->first = first;
  self->step = step;
  self->n = n;
  self->curves = height = g_new (double, (gsize) n * n * N_WIDTHS);
  for (guint p = 0; p < n; p++)
    for (guint w = 0; w < N_WIDTHS; w++)
      for (guint s = 0; s < n; s++)
        *height++ = get_height (first + s * step, first + p * step, get_width (self, w));

  return self;
}

/**
 * rim_sigmoid_fitter_free:
 * @self: (transfer full) (nullable): what fits curves
 */
void
rim_sigmoid_fitter_free (RimSigmoidFitter *self)
{
  if (self == NULL)
    return;

  g_free (self->curves);
  g_free (self);
}

/* What is left of the squares when a curve of fixed place and width is raised and
 * stretched as well as can be.
 */
static double
find_residue (const double *heights,
              const double *values,
              guint         begin,
              guint         end,
              RimSigmoid   *found)
{
  Sums s = { (double) (end - begin), 0.0, 0.0, 0.0, 0.0, 0.0 };
  double ff, fy, yy, slope;

  for (guint i = begin; i < end; i++)
    {
      s.f += heights[i];
      s.ff += heights[i] * heights[i];
      s.y += values[i];
      s.yy += values[i] * values[i];
      s.fy += heights[i] * values[i];
    }
  ff = s.ff - s.f * s.f / s.n;
  fy = s.fy - s.f * s.y / s.n;
  yy = s.yy - s.y * s.y / s.n;
  slope = ff > 1e-9 ? fy / ff : 0.0;
  found->outside = (s.y - slope * s.f) / s.n;
  found->inside = found->outside + slope;

  return yy - slope * fy;
}

static void
find_start (const RimSigmoidFitter *self,
            const double           *values,
            guint                   begin,
            guint                   end,
            RimSigmoid             *found)
{
  double least = INFINITY;

  for (guint p = begin; p < end; p++)
    for (guint w = 0; w < N_WIDTHS; w++)
      {
        const double *heights = self->curves + ((gsize) p * N_WIDTHS + w) * self->n;
        RimSigmoid tried;
        const double residue = find_residue (heights, values, begin, end, &tried);

        if (residue < least)
          {
            least = residue;
            *found = tried;
            found->place = self->first + p * self->step;
            found->width = get_width (self, w);
          }
      }
}

static void
add_sample (Normal       *self,
            const double *slopes,
            double        residue)
{
  self->squares += residue * residue;
  for (guint r = 0; r < N_UNKNOWN; r++)
    {
      for (guint c = 0; c < N_UNKNOWN; c++)
        self->matrix[r][c] += slopes[r] * slopes[c];
      self->matrix[r][N_UNKNOWN] += slopes[r] * residue;
    }
}

static void
linearise (const RimSigmoidFitter *self,
           const double           *values,
           guint                   begin,
           guint                   end,
           const RimSigmoid       *curve,
           Normal                 *normal)
{
  const double contrast = curve->inside - curve->outside;

  memset (normal, 0, sizeof *normal);
  for (guint i = begin; i < end; i++)
    {
      const double x = self->first + i * self->step;
      const double f = get_height (x, curve->place, curve->width);
      const double bend = contrast * f * (1.0 - f) / curve->width;
      const double slopes[N_UNKNOWN] = { f, 1.0 - f, bend, bend * (x - curve->place) };

      add_sample (normal, slopes, values[i] - curve->outside - contrast * f);
    }
}

/* Solves by elimination; the damped matrix is positive definite. */
static gboolean
solve (const Normal *normal,
       double        damping,
       double        step[N_UNKNOWN])
{
  double m[N_UNKNOWN][N_UNKNOWN + 1];

  memcpy (m, normal->matrix, sizeof m);
  for (guint r = 0; r < N_UNKNOWN; r++)
    m[r][r] += damping * m[r][r] + 1e-300;

  for (guint p = 0; p < N_UNKNOWN; p++)
    for (guint r = p + 1; r < N_UNKNOWN; r++)
      {
        const double factor = m[r][p] / m[p][p];

        for (guint c = p; c <= N_UNKNOWN; c++)
          m[r][c] -= factor * m[p][c];
      }

  for (guint r = N_UNKNOWN; r-- > 0;)
    {
      step[r] = m[r][N_UNKNOWN];
      for (guint c = r + 1; c < N_UNKNOWN; c++)
        step[r] -= m[r][c] * step[c];
      step[r] /= m[r][r];
      if (!isfinite (step[r]))
        return FALSE;
    }

  return TRUE;
}

/* The place stays among the samples, and the width within what they can tell. */
static void
take_step (const RimSigmoidFitter *self,
           const RimSigmoid       *from,
           const double            step[N_UNKNOWN],
           RimSigmoid             *to)
{
  const double last = self->first + (self->n - 1) * self->step;

  to->inside = from->inside + step[0];
  to->outside = from->outside + step[1];
  to->place = CLAMP (from->place + step[2], self->first, last);
  to->width = from->width * exp (CLAMP (step[3], -1.0, 1.0));
  to->width = CLAMP (to->width, get_width (self, 0), get_width (self, N_WIDTHS - 1));
}

/* Levenberg's and Marquardt's method. */
static double
refine (const RimSigmoidFitter *self,
        const double           *values,
        guint                   begin,
        guint                   end,
        RimSigmoid             *found)
{
  double damping = 1e-3;
  Normal normal, next;
  gboolean is_done = FALSE;

  linearise (self, values, begin, end, found, &normal);
  for (guint round = 0; round < N_ROUNDS && !is_done; round++)
    {
      double step[N_UNKNOWN];
      RimSigmoid tried;

      if (!solve (&normal, damping, step))
        break;

      take_step (self, found, step, &tried);
      linearise (self, values, begin, end, &tried, &next);
      if (next.squares < normal.squares)
        {
          is_done = normal.squares - next.squares <= 1e-12 * normal.squares;
          *found = tried;
          normal = next;
          damping *= 0.1;
        }
      else
        {
          is_done = damping > 1e9;
          damping *= 10.0;
        }
    }

  return normal.squares;
}

/**
 * rim_sigmoid_fitter_fit:
 * @self: what fits curves
 * @values: (array): as many as @self was made for
 * @begin: the first that counts
 * @end: one past the last that counts, at least 5 more
 * @found: (out): the curve
 *
 * Finds the sigmoid whose squared distance from the values is least: the best of a
 * grid of places and widths, refined. A width is never below an eighth of a step,
 * as the values cannot tell.
 *
 * Returns: %FALSE where all values are equal
 */
gboolean
rim_sigmoid_fitter_fit (const RimSigmoidFitter *self,
                        const double           *values,
                        guint                   begin,
                        guint                   end,
                        RimSigmoid             *found)
{
  double mean = 0.0, squares = 0.0, residue;

  g_return_val_if_fail (begin + 5 <= end && end <= self->n, FALSE);

  for (guint i = begin; i < end; i++)
    mean += values[i] / (end - begin);
  for (guint i = begin; i < end; i++)
    squares += (values[i] - mean) * (values[i] - mean);
  if (!(squares > 1e-20 * mean * mean))
    return FALSE;

  find_start (self, values, begin, end, found);
  residue = refine (self, values, begin, end, found);
  found->r_squared = 1.0 - residue / squares;

  return TRUE;
}
