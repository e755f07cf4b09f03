/* rim-sheet-distance.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-sheet-private.h"

#include <math.h>

/* Squared distances to points that lie between pixels, along the second axis: the
 * lower envelope of parabolas, as in rim_distance_new().
 */
typedef struct
{
  gsize   n;
  double *at;                    /* where each parabola stands, mm */
  double *height;
  double *from;                  /* from where on it is the lowest */
} Envelope;

static void
envelope_add (Envelope *self,
              double    at,
              double    height)
{
  double from = -INFINITY;

  if (!isfinite (height))
    return;

  while (self->n > 0)
    {
      const gsize last = self->n - 1;

      from = ((height + at * at) - (self->height[last] + self->at[last] * self->at[last])) /
             (2.0 * (at - self->at[last]));
      if (from > self->from[last])
        break;
      self->n--;
      from = -INFINITY;
    }

  self->at[self->n] = at;
  self->height[self->n] = height;
  self->from[self->n++] = from;
}

static void
envelope_read (const Envelope *self,
               double          spacing,
               gsize           n,
               double         *column,
               gsize           stride)
{
  gsize part = 0;

  for (gsize v = 0; v < n && self->n > 0; v++)
    {
      const double at = (double) v * spacing;
      double away;

      while (part + 1 < self->n && self->from[part + 1] <= at)
        part++;
      away = at - self->at[part];
      column[v * stride] = MIN (column[v * stride], away * away + self->height[part]);
    }
}

/* In each row the squared distance of each pixel to the nearest point of the
 * outline that lies in that row, between columns or, with @below, between this row and
 * the next.
 */
static void
measure_row (const guint8 *row,
             gsize         width,
             gboolean      below,
             double        spacing,
             double       *squared)
{
  const double half = below ? 0.0 : 0.5;
  double away = INFINITY;

  for (gsize u = 0; u < width; u++)
    {
      if (below ? row[u] != row[u + width] : u > 0 && row[u] != row[u - 1])
        away = half;
      squared[u] = away;
      away += 1.0;
    }
  away = INFINITY;
  for (gsize u = width; u > 0; u--)
    {
      const gsize at = u - 1;

      if (below ? row[at] != row[at + width] : u < width && row[at] != row[at + 1])
        away = half;
      squared[at] = MIN (squared[at], away);
      squared[at] *= squared[at] * spacing * spacing;
      away += 1.0;
    }
}

static void
pass (const guint8 *pixels,
      const gsize   size[2],
      gboolean      below,
      const double  spacing[2],
      double       *squared)
{
  const gsize n_rows = size[1] - below;
  g_autofree double *rows = g_new (double, size[0] * n_rows);
  g_autofree double *space = g_new (double, 3 * n_rows);
  Envelope envelope = { 0, space, space + n_rows, space + 2 * n_rows };

  for (gsize v = 0; v < n_rows; v++)
    measure_row (pixels + v * size[0], size[0], below, spacing[0], rows + v * size[0]);

  for (gsize u = 0; u < size[0]; u++)
    {
      envelope.n = 0;
      for (gsize v = 0; v < n_rows; v++)
        envelope_add (&envelope, ((double) v + (below ? 0.5 : 0.0)) * spacing[1], rows[v * size[0] + u]);
      envelope_read (&envelope, spacing[1], size[1], squared + u, size[0]);
    }
}

/* The points of the outline, twice their index. */
static GArray *
list_outline (const guint8 *pixels,
              const gsize   size[2])
{
  GArray *points = g_array_new (FALSE, FALSE, 2 * sizeof (double));

  for (gsize v = 0; v < size[1]; v++)
    for (gsize u = 0; u < size[0]; u++)
      {
        const guint8 *pixel = pixels + v * size[0] + u;
        const double right[2] = { (double) u + 0.5, (double) v };
        const double below[2] = { (double) u, (double) v + 0.5 };

        if (u + 1 < size[0] && pixel[0] != pixel[1])
          g_array_append_vals (points, right, 1);
        if (v + 1 < size[1] && pixel[0] != pixel[size[0]])
          g_array_append_vals (points, below, 1);
      }

  return points;
}

/* Where the axes of the slice are not square every point is asked; only slices along
 * the rows or columns of a tilted image are like that.
 */
static void
search (const guint8    *pixels,
        const gsize      size[2],
        const RimMetric *metric,
        double          *squared)
{
  g_autoptr(GArray) points = list_outline (pixels, size);
  const double *point = (const double *) (gpointer) points->data;

  for (gsize p = 0; p < size[0] * size[1]; p++)
    for (guint n = 0; n < points->len; n++)
      {
        const double u = (double) (p % size[0]) - point[2 * n];
        const double v = (double) (p / size[0]) - point[2 * n + 1];

        squared[p] = MIN (squared[p], u * u * metric->uu + 2.0 * u * v * metric->uv + v * v * metric->vv);
      }
}

double *
rim_sheet_distance (const RimSheet    *self,
                    const RimSheetBox *box,
                    const RimMetric   *metric)
{
  const gsize size[2] = { (gsize) (box->max[0] - box->min[0]), (gsize) (box->max[1] - box->min[1]) };
  const gsize n = size[0] * size[1];
  const double spacing[2] = { sqrt (metric->uu), sqrt (metric->vv) };
  g_autofree guint8 *pixels = g_malloc (n);
  double *distances = g_new (double, n);

  for (gsize p = 0; p < n; p++)
    {
      pixels[p] = rim_sheet_contains (self, box->min[0] + (gssize) (p % size[0]),
                                      box->min[1] + (gssize) (p / size[0]));
      distances[p] = INFINITY;
    }

  if (metric->uv == 0.0)
    {
      pass (pixels, size, FALSE, spacing, distances);
      pass (pixels, size, TRUE, spacing, distances);
    }
  else
    {
      search (pixels, size, metric, distances);
    }

  for (gsize p = 0; p < n; p++)
    distances[p] = pixels[p] ? -sqrt (distances[p]) : sqrt (distances[p]);

  return distances;
}
