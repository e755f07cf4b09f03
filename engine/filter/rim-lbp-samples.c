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
  gsize  begin;
  gsize  end;
  gint64 shift;
} Run;

typedef struct
{
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

static void
add_voxel (Places              *self,
           gsize                i,
           gsize                n,
           const RimSplineTaps *taps,
           gint64               shift)
{
  Run run = { i, i + 1, shift };
  Run *last = self->runs->len > 0 ? &g_array_index (self->runs, Run, self->runs->len - 1) : NULL;

  for (guint c = 0; c < 4; c++)
    self->weights[c * n + i] = taps->weights[c];

  if (last != NULL && last->end == i && last->shift == shift)
    last->end++;
  else
    g_array_append_val (self->runs, run);
}

/* Rounding makes the weights of neighbours differ in their last digits, so each voxel
 * has its own.
 */
static Places *
places_new (const RimLbpSampler *sampler,
            double               offset)
{
  Places *self = g_new (Places, 1);

  self->weights = g_new0 (double, 4 * sampler->n);
  self->runs = g_array_new (FALSE, FALSE, sizeof (Run));

  for (gsize i = 0; i < sampler->n; i++)
    {
      double voxel = (double) (sampler->first + i);
      RimSplineTaps taps = rim_spline_find_taps (sampler->spline, 0, voxel + offset);

      if (taps.is_inside)
        add_voxel (self, i, sampler->n, &taps, taps.first - (gint64) i);
    }

  return self;
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
                            box->max[0] - box->min[0], NULL };

  self->places = g_ptr_array_new_with_free_func (places_free);
  for (guint v = 0; v < n_vertices; v++)
    g_ptr_array_add (self->places, places_new (self, vertices[v].z));
}

void
rim_lbp_sampler_clear (RimLbpSampler *self)
{
  g_clear_pointer (&self->places, g_ptr_array_unref);
}

/**
 * rim_lbp_sampler_sample:
 * @self: a sampler
 * @vertex: which vertex
 * @j: the row
 * @k: the slice
 * @samples: (out caller-allocates): what is there beside each voxel of the row, 0
 *   outside the image
 */
void
rim_lbp_sampler_sample (const RimLbpSampler *self,
                        guint                vertex,
                        guint                j,
                        guint                k,
                        double              *samples)
{
  const RimSplineTaps outer = rim_spline_find_taps (self->spline, 2, k + self->vertices[vertex].x);
  const RimSplineTaps middle = rim_spline_find_taps (self->spline, 1, j + self->vertices[vertex].y);
  const Places *places = g_ptr_array_index (self->places, vertex);
  RimSplineRow row = { .stride = self->n };

  memset (samples, 0, self->n * sizeof *samples);
  if (!outer.is_inside || !middle.is_inside)
    return;

  memcpy (row.outer, outer.weights, sizeof row.outer);
  memcpy (row.middle, middle.weights, sizeof row.middle);

  for (guint r = 0; r < places->runs->len; r++)
    {
      Run run = g_array_index (places->runs, Run, r);

      for (guint tap = 0; tap < 16; tap++)
        row.rows[tap] = rim_spline_get_row (self->spline, middle.first + tap % 4,
                                            outer.first + tap / 4) +
                        (run.shift + (gint64) run.begin - self->spline->min[0]);
      row.inner = places->weights + run.begin;
      row.n = run.end - run.begin;
      rim_kernels_get ()->spline_row (&row, samples + run.begin);
    }
}
