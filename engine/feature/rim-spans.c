/* rim-spans.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-spans.h"

#include <math.h>
#include <string.h>

#include "core/rim-parallel.h"

#define SLICES_PER_BLOCK 4
#define PLANES_PER_BLOCK 32

static const RimSpan nothing = { 0, -1 };

/* Eight voxels; the first in the lowest byte. */
static inline guint64
load_voxels (const guint8 *voxels)
{
  guint64 word;

  memcpy (&word, voxels, sizeof word);

  return GUINT64_FROM_LE (word);
}

static inline guint64
load_difference (const guint8 *a,
                 const guint8 *b)
{
  return load_voxels (a) ^ load_voxels (b);
}

static inline gint32
get_first_byte (guint64 word)
{
  return __builtin_ctzll (word) / 8;
}

static inline gint32
get_last_byte (guint64 word)
{
  return 7 - __builtin_clzll (word) / 8;
}

/* Where two rows differ, first and last. */
static RimSpan
compare_rows (const guint8 *a,
              const guint8 *b,
              gsize         stride)
{
  RimSpan span = nothing;
  gsize at = 0;
  gsize end = stride;

  while (at < end && load_difference (a + at, b + at) == 0)
    at += 8;
  if (at == end)
    return span;

  while (load_difference (a + end - 8, b + end - 8) == 0)
    end -= 8;

  span.low = (gint32) at + get_first_byte (load_difference (a + at, b + at));
  span.high = (gint32) end - 8 + get_last_byte (load_difference (a + end - 8, b + end - 8));

  return span;
}

/* The first rows where eight columns of two slices differ, from @row on by @step;
 * returns which columns do.
 */
static guint64
find_rows (const guint8 *a,
           const guint8 *b,
           gssize        stride,
           gint32        row,
           gint32        step,
           gint32        n_rows,
           guint64       wanted,
           gint32       *found)
{
  guint64 seen = 0;

  for (gint32 r = 0; r < n_rows && seen != wanted; r++, row += step)
    {
      guint64 fresh = load_difference (a + row * stride, b + row * stride) & ~seen;

      seen |= fresh;
      for (; fresh != 0; fresh &= fresh - 1)
        found[get_first_byte (fresh)] = row;
    }

  return seen;
}

/* Where columns of two slices differ, first and last, for eight at a time. */
static void
compare_columns (const RimSolid *solid,
                 const guint8   *a,
                 const guint8   *b,
                 gsize           i,
                 RimSpan         spans[8])
{
  gint32 n_rows = (gint32) solid->size[1];
  gssize stride = (gssize) solid->stride;
  gint32 low[8], high[8];
  guint64 seen = find_rows (a + i, b + i, stride, 0, 1, n_rows, G_MAXUINT64, low);

  find_rows (a + i, b + i, stride, n_rows - 1, -1, n_rows, seen, high);

  for (guint c = 0; c < 8; c++)
    spans[c] = (seen >> 8 * c & 1) ? (RimSpan) { low[c], high[c] }: nothing;
}

/* The middles of the faces at the ends of a line of voxels, and of those that lie
 * across it.
 */
static inline RimSpan
get_ends (RimSpan voxels)
{
  return voxels.low > voxels.high ? nothing
                                  : (RimSpan) { 2 * voxels.low - 1, 2 * voxels.high + 1 };
}

static inline RimSpan
get_middles (RimSpan voxels)
{
  return voxels.low > voxels.high ? nothing : (RimSpan) { 2 * voxels.low, 2 * voxels.high };
}

typedef struct
{
  const RimSolid *solid;
  const guint8   *empty;         /* a slice */
  RimSpans       *spans;
} FindJob;

/* Along i: lines through voxels, between two rows and between two slices. */
static void
find_along_i (const FindJob *job,
              gsize          k)
{
  const RimSolid *solid = job->solid;
  RimSpan *here = job->spans->along_i + 2 * k * job->spans->size[1];
  RimSpan *between = here + job->spans->size[1];
  gboolean is_last = k + 1 == solid->size[2];

  for (gsize j = 0; j < solid->size[1]; j++)
    {
      const guint8 *row = rim_solid_get_row (solid, j, k);
      const guint8 *below = j + 1 < solid->size[1] ? row + solid->stride : row;
      const guint8 *behind = is_last ? row : row + solid->slice;

      here[2 * j] = get_ends (compare_rows (row, job->empty, solid->stride));
      here[2 * j + 1] = get_middles (compare_rows (row, below, solid->stride));
      between[2 * j] = get_middles (compare_rows (row, behind, solid->stride));
      between[2 * j + 1] = nothing;
    }
}

static void
find_along_j (const FindJob *job,
              gsize          k)
{
  const RimSolid *solid = job->solid;
  const guint8 *slice = rim_solid_get_row (solid, 0, k);
  const guint8 *behind = k + 1 < solid->size[2] ? slice + solid->slice : slice;
  RimSpan *here = job->spans->along_j + 2 * k * job->spans->size[0];
  RimSpan *between = here + job->spans->size[0];

  for (gsize i = 0; i < solid->size[0]; i += 8)
    {
      RimSpan through[8], beside[8], across[8];

      compare_columns (solid, slice, job->empty, i, through);
      compare_columns (solid, slice, slice + 1, i, beside);
      compare_columns (solid, slice, behind, i, across);

      for (gsize c = 0; c < 8 && i + c < solid->size[0]; c++)
        {
          here[2 * (i + c)] = get_ends (through[c]);
          here[2 * (i + c) + 1] = get_middles (beside[c]);
          between[2 * (i + c)] = get_middles (across[c]);
          between[2 * (i + c) + 1] = nothing;
        }
    }
}

static void
find_slices (gsize    begin,
             gsize    end,
             gpointer data)
{
  const FindJob *job = data;

  for (gsize k = begin; k < end; k++)
    {
      find_along_i (job, k);
      find_along_j (job, k);
    }
}

/**
 * rim_spans_new:
 * @solid: a solid
 *
 * Returns: (transfer full): the ends of its vertices
 */
RimSpans *
rim_spans_new (const RimSolid *solid)
{
  RimSpans *self = g_new0 (RimSpans, 1);
  g_autofree guint8 *empty = g_malloc0 (solid->slice + 8);
  FindJob job = { solid, empty, self };

  for (guint axis = 0; axis < 3; axis++)
    self->size[axis] = 2 * solid->size[axis];
  self->along_i = g_new (RimSpan, (gsize) self->size[1] * self->size[2]);
  self->along_j = g_new (RimSpan, (gsize) self->size[0] * self->size[2]);
  rim_parallel_for (solid->size[2], SLICES_PER_BLOCK, find_slices, &job);

  return self;
}

/**
 * rim_spans_free:
 * @self: (transfer full): spans
 */
void
rim_spans_free (RimSpans *self)
{
  g_free (self->along_i);
  g_free (self->along_j);
  g_free (self);
}

/* Spans of parallel lines of a plane: u along them, v from line to line. */
typedef struct
{
  const RimSpan *spans;
  gsize          stride;
  gsize          n;
} Plane;

typedef struct
{
  gint32 u;
  gint32 v;
} Point;

static Plane
get_plane (const RimSpans *self,
           guint           axis,
           gsize           at)
{
  if (axis == 2)
    return (Plane) { self->along_i + at * self->size[1], 1, self->size[1] };
  if (axis == 1)
    return (Plane) { self->along_i + at, self->size[1], self->size[2] };

  return (Plane) { self->along_j + at, self->size[0], self->size[2] };
}

static inline gint64
turn (const Point *a,
      const Point *b,
      const Point *c)
{
  return (gint64) (b->u - a->u) * (c->v - a->v) - (gint64) (b->v - a->v) * (c->u - a->u);
}

/* One side of the convex hull: the corners at the low or the high ends. */
static gsize
append_side (const Plane *plane,
             gboolean     is_high,
             Point       *hull)
{
  gint64 sign = is_high ? -1 : 1;
  gsize n = 0;

  for (gsize line = 0; line < plane->n; line++)
    {
      RimSpan span = plane->spans[line * plane->stride];
      Point point = { is_high ? span.high : span.low, (gint32) line };

      if (span.low > span.high)
        continue;
      while (n >= 2 && sign * turn (&hull[n - 2], &hull[n - 1], &point) >= 0)
        n--;
      hull[n++] = point;
    }

  return n;
}

/* The corners of the convex hull; @hull has room for two per line. */
static gsize
find_hull (const Plane *plane,
           Point       *hull)
{
  gsize n = append_side (plane, FALSE, hull);

  return n + append_side (plane, TRUE, hull + n);
}

static inline double
square (double value)
{
  return value * value;
}

/* The square of the diagonal of the box around all of a plane. */
static double
get_diagonal (const Plane *plane,
              double       u_step,
              double       v_step)
{
  RimSpan u = { G_MAXINT32, G_MININT32 };
  RimSpan v = { G_MAXINT32, G_MININT32 };

  for (gsize line = 0; line < plane->n; line++)
    {
      RimSpan span = plane->spans[line * plane->stride];

      if (span.low > span.high)
        continue;
      u.low = MIN (u.low, span.low);
      u.high = MAX (u.high, span.high);
      v.low = MIN (v.low, (gint32) line);
      v.high = (gint32) line;
    }

  return u.low > u.high ? 0.0
                        : square ((u.high - u.low) * u_step) + square ((v.high - v.low) * v_step);
}

static double
find_longest (const Point *hull,
              gsize        n,
              double       u_step,
              double       v_step)
{
  double longest = 0.0;

  for (gsize a = 0; a < n; a++)
    for (gsize b = a + 1; b < n; b++)
      {
        double squared = square ((hull[a].u - hull[b].u) * u_step) +
                         square ((hull[a].v - hull[b].v) * v_step);

        longest = MAX (longest, squared);
      }

  return longest;
}

typedef struct
{
  const RimSpans *spans;
  guint           axis;
  double          u_step;
  double          v_step;
  double         *longest;       /* squared, one per block */
} LongestJob;

static void
search_planes (gsize    begin,
               gsize    end,
               gpointer data)
{
  const LongestJob *job = data;
  double *longest = &job->longest[begin / PLANES_PER_BLOCK];
  g_autofree Point *hull = NULL;

  for (gsize at = begin; at < end; at++)
    {
      Plane plane = get_plane (job->spans, job->axis, at);
      double squared;

      /* What rounding may do to the diagonal is far below this. */
      if (get_diagonal (&plane, job->u_step, job->v_step) * (1.0 + 1e-12) <= *longest)
        continue;

      if (hull == NULL)
        hull = g_new (Point, 2 * plane.n);
      squared = find_longest (hull, find_hull (&plane, hull), job->u_step, job->v_step);
      *longest = MAX (*longest, squared);
    }
}

/**
 * rim_spans_get_longest:
 * @self: spans
 * @axis: 0 i, 1 j, 2 k
 * @spacing: mm
 *
 * The greatest distance between two vertices of one plane square to @axis, of the
 * planes through voxels and of those between them.
 *
 * Returns: mm; 0 where there is no plane with two
 */
double
rim_spans_get_longest (const RimSpans *self,
                       guint           axis,
                       const double    spacing[3])
{
  gsize n_blocks = (self->size[axis] + PLANES_PER_BLOCK - 1) / PLANES_PER_BLOCK;
  g_autofree double *longest = g_new0 (double, n_blocks);
  LongestJob job = { self, axis, spacing[axis == 0 ? 1 : 0] / 2.0,
                     spacing[axis == 2 ? 1 : 2] / 2.0, longest };
  double squared = 0.0;

  rim_parallel_for (self->size[axis], PLANES_PER_BLOCK, search_planes, &job);
  for (gsize b = 0; b < n_blocks; b++)
    squared = MAX (squared, longest[b]);

  return sqrt (squared);
}

/**
 * rim_spans_make_hull:
 * @self: spans
 *
 * Returns: (transfer full): the convex hull of all vertices
 */
RimHull *
rim_spans_make_hull (const RimSpans *self)
{
  g_autoptr(GArray) points = g_array_new (FALSE, FALSE, sizeof (RimHullPoint));
  g_autofree Point *hull = g_new (Point, 2 * (gsize) self->size[1]);

  for (gsize k = 0; k < self->size[2]; k++)
    {
      Plane plane = get_plane (self, 2, k);
      gsize n = find_hull (&plane, hull);

      for (gsize p = 0; p < n; p++)
        {
          RimHullPoint point = { hull[p].u, hull[p].v, (gint32) k };

          g_array_append_val (points, point);
        }
    }

  return rim_hull_new ((const RimHullPoint *) (gpointer) points->data, points->len);
}
