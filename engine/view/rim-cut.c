/* rim-cut.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-cut-private.h"

#include <string.h>

/* Slopes that move no corner of the grid by more than this many voxels are none;
 * the renderer has the same tolerance.
 */
#define ALIGNED_TOLERANCE 1e-4

typedef struct
{
  const RimCut *cut;
  RimMask      *mask;
  RimBox        box;
  GArray       *ends;
} Search;

typedef struct
{
  gint64 i;
  gint64 j;
  gint64 k;
} Corner;

static double
get_k_place (const RimCut *self,
             gint64        k)
{
  return self->k_places != NULL ? self->k_places[k] : (double) k;
}

static gint64
get_layer (const RimCut *self,
           gint64        slice)
{
  return self->layers != NULL ? self->layers[slice] : slice;
}

static double
distance_at (const RimCut *self,
             Corner        corner)
{
  return self->slope[0] * (double) corner.i + self->slope[1] * (double) corner.j +
         self->slope[2] * get_k_place (self, corner.k) + self->offset;
}

/* The plane passes between a corner that is beyond it and one that is not, so a
 * corner that it touches is no special case.
 */
static gboolean
is_beyond (double distance)
{
  return distance > 0.0;
}

static void
append_end (Search *search,
            Corner  from,
            Corner  to,
            double  distance_from,
            double  distance_to)
{
  const RimCut *cut = search->cut;
  double t = distance_from / (distance_from - distance_to);
  double i = (double) from.i + t * (double) (to.i - from.i);
  double j = (double) from.j + t * (double) (to.j - from.j);
  double from_k = get_k_place (cut, from.k);
  double k = from_k + t * (get_k_place (cut, to.k) - from_k);
  guint64 axis = from.i != to.i ? 0 : from.j != to.j ? 1 : 2;
  RimCutEnd end;

  end.key = axis << 60 | (guint64) MIN (from.k, to.k) << 40 |
            (guint64) MIN (from.j, to.j) << 20 | (guint64) MIN (from.i, to.i);
  end.x = cut->x_row[0] * i + cut->x_row[1] * j + cut->x_row[2] * k + cut->x_row[3];
  end.y = cut->y_row[0] * i + cut->y_row[1] * j + cut->y_row[2] * k + cut->y_row[3];

  g_array_append_val (search->ends, end);
}

/* A face between a voxel that is in and one that is not. */
static void
cut_face (Search       *search,
          const Corner  corners[4])
{
  double distances[4];

  for (guint c = 0; c < 4; c++)
    distances[c] = distance_at (search->cut, corners[c]);

  for (guint c = 0; c < 4; c++)
    {
      guint next = (c + 1) % 4;

      if (is_beyond (distances[c]) != is_beyond (distances[next]))
        append_end (search, corners[c], corners[next], distances[c], distances[next]);
    }
}

static void
cut_i_face (Search *search,
            gint64  i,
            gint64  j,
            gint64  k)
{
  cut_face (search, (Corner[4]) { { i, j, k }, { i, j + 1, k }, { i, j + 1, k + 1 },
                                  { i, j, k + 1 } });
}

static void
cut_j_face (Search *search,
            gint64  i,
            gint64  j,
            gint64  k)
{
  cut_face (search, (Corner[4]) { { i, j, k }, { i + 1, j, k }, { i + 1, j, k + 1 },
                                  { i, j, k + 1 } });
}

static void
cut_k_face (Search *search,
            gint64  i,
            gint64  j,
            gint64  k)
{
  cut_face (search, (Corner[4]) { { i, j, k }, { i + 1, j, k }, { i + 1, j + 1, k },
                                  { i, j + 1, k } });
}

typedef void (*FaceFunc) (Search *search,
                          gint64  i,
                          gint64  j,
                          gint64  k);

/* The cells of low <= x < high where slope * x + g can pass through 0 for x in
 * the cell and g between g_low and g_high, and perhaps one more at each end.
 */
static gboolean
find_range (double  slope,
            double  g_low,
            double  g_high,
            gint64  low,
            gint64  high,
            gint64 *begin,
            gint64 *end)
{
  double a, b;

  *begin = low;
  *end = high;

  if (fabs (slope) < 1e-300)
    return g_low <= 0.0 && g_high >= 0.0 && low < high;

  a = -g_low / slope;
  b = -g_high / slope;
  *begin = (gint64) CLAMP (floor (MIN (a, b)) - 1.0, (double) low, (double) high);
  *end = (gint64) CLAMP (ceil (MAX (a, b)) + 1.0, (double) low, (double) high);

  return *begin < *end;
}

/* The lowest and the highest of slope * x for low <= x <= high, added. */
static void
widen (double  slope,
       double  low,
       double  high,
       double *g_low,
       double *g_high)
{
  *g_low += MIN (slope * low, slope * high);
  *g_high += MAX (slope * low, slope * high);
}

static const RimRun *
get_runs (const Search *search,
          gint64        j,
          gint64        k,
          guint        *n_runs)
{
  const RimGrid *grid = rim_mask_get_grid (search->mask);
  RimMaskSlice *slice;

  if (k >= 0 && search->cut->slices != NULL)
    k = search->cut->slices[k];

  *n_runs = 0;
  if (j < 0 || k < 0 || j >= grid->size[1] || k >= grid->size[2])
    return NULL;

  slice = rim_mask_get_slice (search->mask, (guint) k);

  return slice != NULL ? rim_mask_slice_get_runs (slice, (guint) j, n_runs) : NULL;
}

static void
cut_run_ends (Search       *search,
              const RimRun *runs,
              guint         n_runs,
              gint64        begin,
              gint64        end,
              gint64        j,
              gint64        k)
{
  for (guint r = 0; r < n_runs; r++)
    {
      if (runs[r].begin >= begin && runs[r].begin <= end)
        cut_i_face (search, runs[r].begin, j, k);
      if (runs[r].end >= begin && runs[r].end <= end)
        cut_i_face (search, runs[r].end, j, k);
    }
}

/* The n-th place where a row turns from out to in or back. */
static gint64
get_turn (const RimRun *runs,
          guint         n_runs,
          guint         n)
{
  if (n >= 2 * n_runs)
    return G_MAXINT64;

  return n % 2 == 0 ? runs[n / 2].begin : runs[n / 2].end;
}

/* Where exactly one of two neighbouring rows is in, there are faces between. */
static void
cut_between_rows (Search       *search,
                  const RimRun *a,
                  guint         n_a,
                  const RimRun *b,
                  guint         n_b,
                  gint64        begin,
                  gint64        end,
                  gint64        j,
                  gint64        k,
                  FaceFunc      face)
{
  guint at_a = 0;
  guint at_b = 0;
  gint64 from = 0;

  while (at_a < 2 * n_a || at_b < 2 * n_b)
    {
      gint64 turn_a = get_turn (a, n_a, at_a);
      gint64 turn_b = get_turn (b, n_b, at_b);
      gint64 to = MIN (turn_a, turn_b);

      if ((at_a + at_b) % 2 == 1)
        for (gint64 i = MAX (from, begin); i < MIN (to, end); i++)
          face (search, i, j, k);

      at_a += turn_a == to;
      at_b += turn_b == to;
      from = to;
    }
}

static void
cut_row (Search *search,
         gint64  j,
         gint64  k)
{
  const double *slope = search->cut->slope;
  double g_low = search->cut->offset;
  double g_high = search->cut->offset;
  gint64 begin, end;
  const RimRun *here, *above, *before;
  guint n_here, n_above, n_before;

  widen (slope[1], (double) j, (double) j + 1.0, &g_low, &g_high);
  widen (slope[2], get_k_place (search->cut, k), get_k_place (search->cut, k + 1), &g_low, &g_high);
  if (!find_range (slope[0], g_low, g_high, search->box.min[0], search->box.max[0], &begin, &end))
    return;

  here = get_runs (search, j, k, &n_here);
  above = get_runs (search, j - 1, k, &n_above);
  before = get_runs (search, j, k - 1, &n_before);

  cut_run_ends (search, here, n_here, begin, end, j, k);
  cut_between_rows (search, here, n_here, above, n_above, begin, end, j, k, cut_j_face);
  cut_between_rows (search, here, n_here, before, n_before, begin, end, j, k, cut_k_face);
}

/**
 * rim_cut_find_ends:
 * @self: how the plane cuts the lattice
 * @mask: a mask on the grid that @self was made for
 *
 * Cuts every face between a voxel that is in and one that is not. Costs what
 * the plane meets, not what the mask weighs.
 *
 * Returns: (transfer full) (element-type RimCutEnd): the ends of all pieces;
 *   each key occurs twice or four times
 */
GArray *
rim_cut_find_ends (const RimCut *self,
                   RimMask      *mask)
{
  Search search = { .cut = self, .mask = mask };
  gint64 first, last;

  search.ends = g_array_new (FALSE, FALSE, sizeof (RimCutEnd));
  if (!rim_mask_get_bounds (mask, &search.box))
    return search.ends;

  first = get_layer (self, search.box.min[2]);
  last = get_layer (self, search.box.max[2] - 1);

  for (gint64 k = first; k <= last + 1; k++)
    {
      double g_low = self->offset;
      double g_high = self->offset;
      gint64 begin, end;

      widen (self->slope[0], search.box.min[0], search.box.max[0], &g_low, &g_high);
      widen (self->slope[2], get_k_place (self, k), get_k_place (self, k + 1), &g_low, &g_high);
      if (!find_range (self->slope[1], g_low, g_high, search.box.min[1],
                       (gint64) search.box.max[1] + 1, &begin, &end))
        continue;

      for (gint64 j = begin; j < end; j++)
        cut_row (&search, j, k);
    }

  return search.ends;
}

static void
init_pixel_rows (RimCut         *self,
                 const RimGrid  *grid,
                 const RimPlane *plane)
{
  RimVec3 corner = rim_grid_to_patient (grid, RIM_VEC3 (-0.5, -0.5, -0.5));
  double across = rim_vec3_dot (plane->right, plane->right);
  double along = rim_vec3_dot (plane->down, plane->down);

  for (guint axis = 0; axis < 3; axis++)
    {
      RimVec3 step = rim_affine_get_column (&grid->to_patient, axis);

      self->x_row[axis] = rim_vec3_dot (step, plane->right) / across;
      self->y_row[axis] = rim_vec3_dot (step, plane->down) / along;
    }

  rim_plane_from_patient (plane, corner, &self->x_row[3], &self->y_row[3], NULL);
}

/* Where the plane runs along the grid it lies in one layer of voxels: the one
 * that the renderer shows.
 */
static void
settle_in_layer (RimCut           *self,
                 const RimGrid    *grid,
                 const RimAxisMap *slices)
{
  RimAxisSample sample;
  guint largest = 0;
  double off = 0.0;
  double place;

  for (guint axis = 1; axis < 3; axis++)
    if (fabs (self->slope[axis]) > fabs (self->slope[largest]))
      largest = axis;

  for (guint axis = 0; axis < 3; axis++)
    if (axis != largest)
      off = MAX (off, fabs (self->slope[axis]) * grid->size[axis]);

  self->slice = -1;
  if (off > ALIGNED_TOLERANCE * fabs (self->slope[largest]))
    return;

  place = rim_round_place (-self->offset / self->slope[largest] - 0.5);
  memset (self->slope, 0, sizeof self->slope);
  self->slope[largest] = 1.0;
  self->offset = -(place + 0.5);

  if (largest != 2)
    return;

  sample = rim_axis_map_sample (slices, place, RIM_INTERPOLATE_NEAREST);
  if (sample.state == RIM_AXIS_INSIDE)
    self->slice = sample.low;
}

static void
add_layer (RimCut *self,
           guint  *n,
           int     slice,
           double  end)
{
  self->slices[*n] = slice;
  self->k_places[++*n] = end;
}

/* Neighbouring slices meet half way; those with a gap between them reach half a
 * voxel into it, as the renderer draws them. One corner more than there are lets
 * a search look beyond the last slice.
 */
static void
init_layers (RimCut           *self,
             const RimAxisMap *slices)
{
  const double *places = slices->places;
  guint n_layers = 0;

  self->k_places = NULL;
  self->slices = NULL;
  self->layers = NULL;
  if (places == NULL)
    return;

  self->k_places = g_new (double, 2 * slices->n + 2);
  self->slices = g_new (int, 2 * slices->n);
  self->layers = g_new (guint, slices->n);
  self->k_places[0] = places[0];

  for (guint k = 0; k < slices->n; k++)
    {
      gboolean is_last = k + 1 == slices->n;
      gboolean has_gap = !is_last && rim_axis_map_has_gap (slices, k);

      self->layers[k] = n_layers;
      add_layer (self, &n_layers, (int) k,
                 is_last || has_gap ? places[k] + 1.0 : (places[k] + places[k + 1]) / 2.0 + 0.5);
      if (has_gap)
        add_layer (self, &n_layers, -1, places[k + 1]);
    }

  add_layer (self, &n_layers, -1, places[slices->n - 1] + 2.0);
}

/**
 * rim_cut_init:
 * @self: (out caller-allocates): the cut
 * @grid: a grid
 * @slices: its slices
 * @plane: a plane
 */
void
rim_cut_init (RimCut           *self,
              const RimGrid    *grid,
              const RimAxisMap *slices,
              const RimPlane   *plane)
{
  RimVec3 normal = rim_plane_get_normal (plane);
  RimVec3 corner = rim_grid_to_patient (grid, RIM_VEC3 (-0.5, -0.5, -0.5));

  for (guint axis = 0; axis < 3; axis++)
    self->slope[axis] = rim_vec3_dot (normal, rim_affine_get_column (&grid->to_patient, axis));

  self->offset = rim_vec3_dot (normal, rim_vec3_sub (corner, plane->origin));
  init_pixel_rows (self, grid, plane);
  init_layers (self, slices);
  settle_in_layer (self, grid, slices);
}

void
rim_cut_clear (RimCut *self)
{
  g_clear_pointer (&self->k_places, g_free);
  g_clear_pointer (&self->slices, g_free);
  g_clear_pointer (&self->layers, g_free);
}
