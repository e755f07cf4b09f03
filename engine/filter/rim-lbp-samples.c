/* rim-lbp-samples.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-lbp-samples-private.h"

#include <string.h>

/* Voxels of a row whose coefficients all begin equally far from them. */
typedef struct
{
  gsize    begin;
  gsize    end;
  gint64   shift;
  gboolean are_same;    /* their weights */
} Run;

typedef struct
{
  double  offset;
  double *weights;      /* 4 × n */
  GArray *runs;
} Places;

static void
places_free (gpointer data)
{
  Places *self = data;

  g_free (self->weights);
  g_array_unref (self->runs);
  g_free (self);
}

static Run *
get_last_run (Places *self)
{
  return self->runs->len > 0 ? &g_array_index (self->runs, Run, self->runs->len - 1) : NULL;
}

/* Short runs of the same weights become one of weights that differ. */
static void
add_run (Places *self,
         Run     run)
{
  Run *last = get_last_run (self);

  run.are_same = run.end - run.begin >= RIM_SPLINE_ROW_BLOCK;
  if (last != NULL && !run.are_same && !last->are_same && last->end == run.begin &&
      last->shift == run.shift)
    last->end = run.end;
  else if (run.end > run.begin)
    g_array_append_val (self->runs, run);
}

/* Runs too short for a block begin earlier, in the run before them, or end later. */
static void
widen_runs (Places *self)
{
  const gsize block = RIM_SPLINE_ROW_BLOCK;

  for (guint r = 0; r < self->runs->len; r++)
    {
      Run *run = &g_array_index (self->runs, Run, r);
      const Run *before = r > 0 ? run - 1 : NULL;
      const Run *behind = r + 1 < self->runs->len ? run + 1 : NULL;

      if (before != NULL && before->end == run->begin && before->shift == run->shift)
        run->begin = MIN (run->begin, MAX (before->begin + block, run->end) - block);
      if (behind != NULL && behind->begin == run->end && behind->shift == run->shift)
        run->end = MAX (run->end, MIN (behind->end, run->begin + block));
    }
}

/* Rounding makes the weights of neighbours differ in their last digits where indices
 * reach a power of two.
 */
static Places *
places_new (const RimLbpSampler *sampler,
            double               offset)
{
  Places *self = g_new (Places, 1);
  Run run = { 0, 0, 0, FALSE };
  RimSplineTaps last = { .is_inside = FALSE };

  self->offset = offset;
  self->weights = g_new0 (double, 4 * sampler->n);
  self->runs = g_array_new (FALSE, FALSE, sizeof (Run));

  for (gsize i = 0; i < sampler->n; i++)
    {
      double voxel = (double) (sampler->first + i);
      RimSplineTaps taps = rim_spline_find_taps (sampler->spline, 0, voxel + offset);
      gint64 shift = taps.first - (gint64) i;

      for (guint c = 0; c < 4; c++)
        self->weights[c * sampler->n + i] = taps.weights[c];

      if (!taps.is_inside || !last.is_inside || shift != run.shift ||
          memcmp (taps.weights, last.weights, sizeof taps.weights) != 0)
        {
          add_run (self, run);
          run = (Run) { i, i, shift, FALSE };
        }

      run.end = taps.is_inside ? i + 1 : i;
      last = taps;
    }
  add_run (self, run);
  widen_runs (self);

  return self;
}

/* Vertices equally far along a row share their places. */
static const Places *
find_places (RimLbpSampler *self,
             double         offset)
{
  for (guint p = 0; p < self->places->len; p++)
    {
      const Places *places = g_ptr_array_index (self->places, p);

      if (places->offset == offset)
        return places;
    }

  g_ptr_array_add (self->places, places_new (self, offset));

  return g_ptr_array_index (self->places, self->places->len - 1);
}

static void
find_taps (RimSplineTaps   *taps,
           const RimSpline *spline,
           guint            axis,
           guint            index,
           const RimVec3   *vertices,
           guint            n_vertices)
{
  for (guint v = 0; v < n_vertices; v++)
    taps[v] = rim_spline_find_taps (spline, axis,
                                    index + (axis == 2 ? vertices[v].x : vertices[v].y));
}

/**
 * rim_lbp_sampler_init:
 * @self: (out caller-allocates): the sampler; rim_lbp_sampler_clear() it
 * @spline: the image; must outlive @self
 * @vertices: (array length=n_vertices): around a voxel; must outlive @self
 * @n_vertices: how many there are
 * @box: the voxels
 */
void
rim_lbp_sampler_init (RimLbpSampler   *self,
                      const RimSpline *spline,
                      const RimVec3   *vertices,
                      guint            n_vertices,
                      const RimBox    *box)
{
  *self = (RimLbpSampler) { spline, vertices, n_vertices, box->min[0],
                            box->max[0] - box->min[0], NULL, NULL };

  self->places = g_ptr_array_new_with_free_func (places_free);
  self->vertex_places = g_new (gconstpointer, n_vertices);
  for (guint v = 0; v < n_vertices; v++)
    self->vertex_places[v] = find_places (self, vertices[v].z);
}

void
rim_lbp_sampler_clear (RimLbpSampler *self)
{
  g_clear_pointer (&self->vertex_places, g_free);
  g_clear_pointer (&self->places, g_ptr_array_unref);
}

/**
 * rim_lbp_taps_init:
 * @self: (out caller-allocates): the taps; rim_lbp_taps_clear() them
 * @sampler: a sampler; must outlive @self
 */
void
rim_lbp_taps_init (RimLbpTaps          *self,
                   const RimLbpSampler *sampler)
{
  *self = (RimLbpTaps) { .sampler = sampler };
  self->outer = g_new (RimSplineTaps, sampler->n_vertices);
  self->middle = g_new (RimSplineTaps, sampler->n_vertices);
}

void
rim_lbp_taps_clear (RimLbpTaps *self)
{
  g_clear_pointer (&self->outer, g_free);
  g_clear_pointer (&self->middle, g_free);
}

/**
 * rim_lbp_taps_move:
 * @self: taps
 * @j: the row to sample around
 * @k: its slice
 */
void
rim_lbp_taps_move (RimLbpTaps *self,
                   guint       j,
                   guint       k)
{
  const RimLbpSampler *sampler = self->sampler;

  if (!self->is_placed || k != self->k)
    find_taps (self->outer, sampler->spline, 2, k, sampler->vertices, sampler->n_vertices);
  find_taps (self->middle, sampler->spline, 1, j, sampler->vertices, sampler->n_vertices);

  self->k = k;
  self->is_placed = TRUE;
}

/**
 * rim_lbp_taps_sample:
 * @self: taps, moved to a row
 * @vertex: which vertex
 * @begin: the first voxel of the row to sample around, counted from that of the box
 * @end: one past the last
 * @samples: (inout): what is there beside each voxel of the row, 0 outside the image;
 *   those before @begin and from @end on may be written too, with anything
 */
void
rim_lbp_taps_sample (const RimLbpTaps *self,
                     guint             vertex,
                     gsize             begin,
                     gsize             end,
                     double           *samples)
{
  const RimSpline *spline = self->sampler->spline;
  const RimSplineTaps *outer = &self->outer[vertex];
  const RimSplineTaps *middle = &self->middle[vertex];
  const Places *places = self->sampler->vertex_places[vertex];
  const gsize block = RIM_SPLINE_ROW_BLOCK;
  RimSplineRow row = { .stride = self->sampler->n };

  memset (samples + begin, 0, (end - begin) * sizeof *samples);
  if (!outer->is_inside || !middle->is_inside)
    return;

  memcpy (row.outer, outer->weights, sizeof row.outer);
  memcpy (row.middle, middle->weights, sizeof row.middle);

  for (guint r = 0; r < places->runs->len; r++)
    {
      const Run run = g_array_index (places->runs, Run, r);
      gsize from = MAX (run.begin, begin);
      gsize to = MIN (run.end, end);

      if (from >= to)
        continue;
      to = MAX (to, MIN (run.end, from + block));
      from = MIN (from, MAX (run.begin + block, to) - block);

      for (guint tap = 0; tap < 16; tap++)
        row.rows[tap] = rim_spline_get_row (spline, middle->first + tap % 4,
                                            outer->first + tap / 4) +
                        (run.shift + (gint64) from - spline->min[0]);
      row.inner = places->weights + from;
      row.step = run.are_same ? 0 : 1;
      row.n = to - from;
      rim_kernels_get ()->spline_row (&row, samples + from);
    }
}
