/* rim-nearest.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-nearest-private.h"

#include "core/rim-parallel.h"

/* Fewer places than this are looked at one by one. */
#define LEAF 8

#define QUERIES_PER_BLOCK 512

/* A plane splits each range that is no leaf: no place before the middle of the range
 * lies beyond it, and none from the middle on before it.
 */
typedef struct
{
  gint32 at;
  guint8 axis;
} Plane;

struct _RimNearest
{
  RimLatticePoint *points;
  Plane           *planes;       /* by the middle of the range */
  gsize            n_points;
  double           squares[3];   /* of one step along each axis, mm² */
  double           products[3];  /* twice those of the axes ij, ik, jk, mm² */
  double           widths[3];    /* the least that a step can move away, squared */
};

typedef struct
{
  const RimNearest      *nearest;
  const RimLatticePoint *points;
  double                *distances;
} Queries;

static void
take_metric (RimNearest    *self,
             const RimGrid *grid)
{
  const double volume = rim_grid_get_voxel_volume (grid);
  RimVec3 axes[3];

  for (guint a = 0; a < 3; a++)
    axes[a] = rim_affine_get_column (&grid->to_patient, a);

  for (guint a = 0; a < 3; a++)
    {
      double across = rim_vec3_length (rim_vec3_cross (axes[(a + 1) % 3], axes[(a + 2) % 3]));

      self->squares[a] = rim_vec3_dot (axes[a], axes[a]);
      /* A bound that rounding cannot make too large. */
      self->widths[a] = volume / across * (volume / across) * (1.0 - 1e-12);
    }
  self->products[0] = 2.0 * rim_vec3_dot (axes[0], axes[1]);
  self->products[1] = 2.0 * rim_vec3_dot (axes[0], axes[2]);
  self->products[2] = 2.0 * rim_vec3_dot (axes[1], axes[2]);
}

static double
get_squared (const RimNearest      *self,
             const RimLatticePoint *a,
             const RimLatticePoint *b)
{
  double i = (double) (a->at[0] - b->at[0]);
  double j = (double) (a->at[1] - b->at[1]);
  double k = (double) (a->at[2] - b->at[2]);
  double squared = self->squares[0] * i * i + self->squares[1] * j * j + self->squares[2] * k * k +
                   self->products[0] * i * j + self->products[1] * i * k + self->products[2] * j * k;

  return MAX (squared, 0.0);
}

/* Building */

static guint
find_widest (const RimNearest *self,
             gsize             begin,
             gsize             end)
{
  double widest = -1.0;
  guint axis = 0;

  for (guint a = 0; a < 3; a++)
    {
      gint32 low = self->points[begin].at[a];
      gint32 high = low;
      double width;

      for (gsize n = begin + 1; n < end; n++)
        {
          low = MIN (low, self->points[n].at[a]);
          high = MAX (high, self->points[n].at[a]);
        }
      width = (double) (high - low) * (double) (high - low) * self->squares[a];
      if (width > widest)
        {
          widest = width;
          axis = a;
        }
    }

  return axis;
}

static void
swap_points (RimLatticePoint *a,
             RimLatticePoint *b)
{
  RimLatticePoint kept = *a;

  *a = *b;
  *b = kept;
}

/* Hoare's selection: the place at @middle is the one that sorting along @axis
 * would put there.
 */
static void
select_middle (RimLatticePoint *points,
               gsize            begin,
               gsize            end,
               gsize            middle,
               guint            axis)
{
  gssize left = (gssize) begin;
  gssize right = (gssize) end - 1;

  while (left < right)
    {
      const gint32 pivot = points[left + (right - left) / 2].at[axis];
      gssize low = left;
      gssize high = right;

      while (low <= high)
        {
          while (points[low].at[axis] < pivot)
            low++;
          while (points[high].at[axis] > pivot)
            high--;
          if (low <= high)
            swap_points (&points[low++], &points[high--]);
        }
      if ((gssize) middle <= high)
        right = high;
      else if ((gssize) middle >= low)
        left = low;
      else
        return;
    }
}

static void
split (RimNearest *self,
       gsize       begin,
       gsize       end)
{
  const gsize middle = begin + (end - begin) / 2;
  guint axis;

  if (end - begin <= LEAF)
    return;

  axis = find_widest (self, begin, end);
  select_middle (self->points, begin, end, middle, axis);
  self->planes[middle] = (Plane) { self->points[middle].at[axis], (guint8) axis };
  split (self, begin, middle);
  split (self, middle, end);
}

/* Asking */

static double
search (const RimNearest      *self,
        const RimLatticePoint *from,
        gsize                  begin,
        gsize                  end,
        double                 best)
{
  const gsize middle = begin + (end - begin) / 2;
  Plane plane;
  gboolean is_before;
  double away;

  if (end - begin <= LEAF)
    {
      for (gsize n = begin; n < end; n++)
        best = MIN (best, get_squared (self, from, &self->points[n]));
      return best;
    }

  plane = self->planes[middle];
  away = (double) (from->at[plane.axis] - plane.at);
  is_before = away < 0.0;

  best = is_before ? search (self, from, begin, middle, best) : search (self, from, middle, end, best);
  if (away * away * self->widths[plane.axis] < best)
    best = is_before ? search (self, from, middle, end, best) : search (self, from, begin, middle, best);

  return best;
}

static void
measure_block (gsize    begin,
               gsize    end,
               gpointer data)
{
  const Queries *self = data;

  for (gsize n = begin; n < end; n++)
    self->distances[n] = sqrt (search (self->nearest, &self->points[n], 0, self->nearest->n_points,
                                       INFINITY));
}

/**
 * rim_nearest_measure:
 * @self: a set of places
 * @points: (array length=n_points): places on the same lattice
 * @n_points: how many
 * @distances: (out caller-allocates) (array length=n_points): how far each is from
 *   the nearest of @self, mm; %INFINITY where @self is empty
 */
void
rim_nearest_measure (const RimNearest      *self,
                     const RimLatticePoint *points,
                     gsize                  n_points,
                     double                *distances)
{
  Queries queries = { self, points, distances };

  rim_parallel_for (n_points, QUERIES_PER_BLOCK, measure_block, &queries);
}

/**
 * rim_nearest_new:
 * @grid: whose lattice it is
 * @points: (array length=n_points): the places
 * @n_points: how many
 *
 * Returns: (transfer full): the set
 */
RimNearest *
rim_nearest_new (const RimGrid         *grid,
                 const RimLatticePoint *points,
                 gsize                  n_points)
{
  RimNearest *self = g_new0 (RimNearest, 1);

  take_metric (self, grid);
  self->n_points = n_points;
  self->points = g_memdup2 (points, n_points * sizeof *points);
  self->planes = g_new0 (Plane, n_points);
  split (self, 0, n_points);

  return self;
}

void
rim_nearest_free (RimNearest *self)
{
  g_free (self->points);
  g_free (self->planes);
  g_free (self);
}
