/* rim-livewire-edges.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-livewire-private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Weights of the paper: zero crossing of the Laplacian, direction, gradient. */
#define W_ZERO      0.43
#define W_DIRECTION 0.43
#define W_GRADIENT  0.14

/* Edges as steep as this part of all pixels are as steep as can be: the edge of bone or of
 * a table else makes all others look flat.
 */
#define STEEPEST 0.98

const int rim_livewire_steps[8][2] = {
  { -1, 0 }, { 1, 0 }, { 0, -1 }, { 0, 1 }, { -1, -1 }, { 1, -1 }, { -1, 1 }, { 1, 1 },
};

/* Which of row, column and diagonals a step goes along. */
static const guint lines[8] = { 0, 0, 1, 1, 2, 3, 3, 2 };

static int
compare_floats (gconstpointer a,
                gconstpointer b)
{
  float x = *(const float *) a;
  float y = *(const float *) b;

  return x < y ? -1 : x > y;
}

/* A neighbour's value; what is beyond the plane or has none is as the pixel itself. */
static double
get (const RimLivewirePlane *plane,
     guint                   x,
     guint                   y,
     int                     dx,
     int                     dy)
{
  gint64 a = (gint64) x + dx, b = (gint64) y + dy;
  double middle = plane->values[(gsize) y * plane->width + x], value;

  if (a < 0 || b < 0 || a >= plane->width || b >= plane->height)
    return middle;
  value = plane->values[(gsize) b * plane->width + (gsize) a];

  return isfinite (value) ? value : middle;
}

/* Sobel's: the slope over two steps, smoothed across. */
static void
find_slopes (const RimLivewirePlane *plane,
             guint                   x,
             guint                   y,
             double                  slopes[2])
{
  slopes[0] = slopes[1] = 0;
  for (int n = -1; n <= 1; n++)
    {
      double weight = n == 0 ? 0.5 : 0.25;

      slopes[0] += weight * (get (plane, x, y, 1, n) - get (plane, x, y, -1, n));
      slopes[1] += weight * (get (plane, x, y, n, 1) - get (plane, x, y, n, -1));
    }
  slopes[0] /= 2 * plane->step_x;
  slopes[1] /= 2 * plane->step_y;
}

static double
find_laplacian (const RimLivewirePlane *plane,
                guint                   x,
                guint                   y)
{
  double middle = plane->values[(gsize) y * plane->width + x];

  return (get (plane, x, y, 1, 0) + get (plane, x, y, -1, 0) - 2 * middle) / (plane->step_x * plane->step_x) +
         (get (plane, x, y, 0, 1) + get (plane, x, y, 0, -1) - 2 * middle) / (plane->step_y * plane->step_y);
}

static void
find_turns (const RimLivewireEdges *self,
            const double            slopes[2],
            float                  *turns)
{
  double length = hypot (slopes[0], slopes[1]);

  for (guint step = 0; step < 8; step++)
    {
      double x = rim_livewire_steps[step][0] * self->steps[0], y = rim_livewire_steps[step][1] * self->steps[1];
      double along = length > 0 ? fabs (slopes[1] * x - slopes[0] * y) / (length * hypot (x, y)) : 0;

      turns[lines[step]] = (float) (acos (MIN (along, 1)) / G_PI);
    }
}

/* Of two neighbours with different signs the one nearer to 0. */
static gboolean
is_crossing (const RimLivewireEdges *self,
             const float            *laplacians,
             guint                   x,
             guint                   y)
{
  float here = laplacians[(gsize) y * self->width + x];

  for (guint n = 0; n < 4; n++)
    {
      gint64 a = (gint64) x + rim_livewire_steps[n][0], b = (gint64) y + rim_livewire_steps[n][1];
      float there;

      if (a < 0 || b < 0 || a >= self->width || b >= self->height)
        continue;
      there = laplacians[(gsize) b * self->width + (gsize) a];
      if ((here > 0) != (there > 0) && fabsf (here) <= fabsf (there))
        return TRUE;
    }

  return FALSE;
}

static double
find_steepest (const float *lengths,
               gsize        n)
{
  g_autofree float *sorted = g_memdup2 (lengths, n * sizeof (float));

  qsort (sorted, n, sizeof (float), compare_floats);
  for (gsize at = (gsize) (STEEPEST * (double) (n - 1)); at < n; at++)
    if (sorted[at] > 0)
      return (double) sorted[at];

  return 1;
}

static void
find_costs (RimLivewireEdges *self,
            const float      *lengths,
            const float      *laplacians)
{
  double steepest = find_steepest (lengths, (gsize) self->width * self->height);

  for (guint y = 0; y < self->height; y++)
    for (guint x = 0; x < self->width; x++)
      {
        gsize at = (gsize) y * self->width + x;
        double part = MIN ((double) lengths[at] / steepest, 1);
        double zero = lengths[at] > 0 && is_crossing (self, laplacians, x, y) ? 0 : 1;

        self->costs[at] = (float) (W_ZERO * zero + W_GRADIENT * (1 - part));
      }
}

void
rim_livewire_edges_init (RimLivewireEdges       *self,
                         const RimLivewirePlane *plane)
{
  gsize n = (gsize) plane->width * plane->height;
  g_autofree float *lengths = g_new0 (float, n);
  g_autofree float *laplacians = g_new0 (float, n);
  double diagonal = hypot (plane->step_x, plane->step_y);

  *self = (RimLivewireEdges) { plane->width, plane->height, { plane->step_x, plane->step_y } };
  self->turns = g_malloc_n (n, sizeof *self->turns);
  self->costs = g_new (float, n);
  for (guint step = 0; step < 8; step++)
    self->lengths[step] = hypot (rim_livewire_steps[step][0] * plane->step_x,
                                 rim_livewire_steps[step][1] * plane->step_y) / diagonal;

  for (guint y = 0; y < plane->height; y++)
    for (guint x = 0; x < plane->width; x++)
      {
        gsize at = (gsize) y * plane->width + x;
        double slopes[2] = { 0, 0 };

        if (isfinite (plane->values[at]))
          {
            find_slopes (plane, x, y, slopes);
            laplacians[at] = (float) find_laplacian (plane, x, y);
          }
        lengths[at] = (float) hypot (slopes[0], slopes[1]);
        find_turns (self, slopes, self->turns[at]);
      }

  find_costs (self, lengths, laplacians);
}

void
rim_livewire_edges_clear (RimLivewireEdges *self)
{
  g_clear_pointer (&self->turns, g_free);
  g_clear_pointer (&self->costs, g_free);
}

/**
 * rim_livewire_edges_get_cost:
 * @self: the edges of a plane
 * @from: a pixel
 * @to: its neighbour
 * @step: which one
 *
 * Returns: 1 to %RIM_LIVEWIRE_MAX_COST: what the step costs
 */
guint
rim_livewire_edges_get_cost (const RimLivewireEdges *self,
                             gsize                   from,
                             gsize                   to,
                             guint                   step)
{
  guint line = lines[step];
  double turn = (double) self->turns[from][line] + (double) self->turns[to][line];
  double cost = self->lengths[step] * ((double) self->costs[to] + W_DIRECTION * turn);

  return 1 + (guint) ((RIM_LIVEWIRE_MAX_COST - 1) * MIN (cost, 1));
}
