/* rim-surface-distance.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-surface-distance-private.h"

#include <stdlib.h>

#include "core/rim-parallel.h"

/* How much farther than the tolerance rounding may put what lies right at it. */
#define SLACK (1.0 + 1e-9)

typedef struct
{
  double distance;
  double weight;
} Element;

/* The distances of one surface to another, or of both, the smallest first. */
typedef struct
{
  Element *elements;
  gsize    n;
  double   total;                /* of the weights */
} Directed;

static int
compare_elements (gconstpointer a,
                  gconstpointer b)
{
  const Element *first = a;
  const Element *second = b;

  if (first->distance != second->distance)
    return first->distance < second->distance ? -1 : 1;

  return (first->weight > second->weight) - (first->weight < second->weight);
}

static void
directed_sort (Directed *self)
{
  qsort (self->elements, self->n, sizeof (Element), compare_elements);
  self->total = 0.0;
  for (gsize e = 0; e < self->n; e++)
    self->total += self->elements[e].weight;
}

static void
directed_init_pooled (Directed       *self,
                      const Directed *a,
                      const Directed *b)
{
  self->n = a->n + b->n;
  self->elements = g_new (Element, self->n);
  for (gsize e = 0; e < self->n; e++)
    self->elements[e] = e < a->n ? a->elements[e] : b->elements[e - a->n];
  directed_sort (self);
}

static void
directed_clear (Directed *self)
{
  g_free (self->elements);
}

static double
directed_get_max (const Directed *self)
{
  return self->elements[self->n - 1].distance;
}

static double
directed_get_mean (const Directed *self)
{
  double sum = 0.0;

  for (gsize e = 0; e < self->n; e++)
    sum += self->elements[e].weight * self->elements[e].distance;

  return sum / self->total;
}

/* The weight that lies within the tolerance. */
static double
directed_get_within (const Directed *self,
                     double          tolerance)
{
  double within = 0.0;

  for (gsize e = 0; e < self->n && self->elements[e].distance <= tolerance * SLACK; e++)
    within += self->elements[e].weight;

  return within;
}

/* The first distance up to which @part of the weight lies. */
static double
percentile_weighted (const Directed *self,
                     double          part)
{
  double sum = 0.0;

  for (gsize e = 0; e < self->n; e++)
    {
      sum += self->elements[e].weight;
      if (sum / self->total >= part)
        return self->elements[e].distance;
    }

  return directed_get_max (self);
}

/* Between two by proportion (Hyndman and Fan's seventh, as NumPy's). */
static double
percentile_alike (const Directed *self,
                  double          part)
{
  const double place = part * (double) (self->n - 1);
  const gsize low = (gsize) place;
  const gsize high = MIN (low + 1, self->n - 1);
  const double below = self->elements[low].distance;

  return below + (place - (double) low) * (self->elements[high].distance - below);
}

static void
fill (RimSurfaceDistances *self,
      const Directed      *a,
      const Directed      *b,
      double (*percentile)(const Directed *, double))
{
  Directed pooled;

  directed_init_pooled (&pooled, a, b);

  self->hausdorff = directed_get_max (&pooled);
  self->hausdorff_95 = MAX (percentile (a, 0.95), percentile (b, 0.95));
  self->hausdorff_95_pooled = percentile (&pooled, 0.95);
  self->mean_a_to_b = directed_get_mean (a);
  self->mean_b_to_a = directed_get_mean (b);
  self->mean = (self->mean_a_to_b + self->mean_b_to_a) / 2.0;
  self->mean_pooled = directed_get_mean (&pooled);

  directed_clear (&pooled);
}

/* Two surfaces on their way to distances. */
typedef struct
{
  const RimGrid *grid;
  GArray        *points[2];
  GArray        *weights[2];     /* %NULL: all count the same */
  RimNearest    *nearest[2];
  double        *distances[2];
  Directed       directed[2];
} Both;

static void
plant (gsize    begin,
       gsize    end,
       gpointer data)
{
  Both *self = data;

  for (gsize s = begin; s < end; s++)
    self->nearest[s] = rim_nearest_new (self->grid, (gconstpointer) self->points[s]->data, self->points[s]->len);
}

static void
sort (gsize    begin,
      gsize    end,
      gpointer data)
{
  Both *self = data;

  for (gsize s = begin; s < end; s++)
    {
      Directed *directed = &self->directed[s];
      GArray *weights = self->weights[s];

      directed->n = self->points[s]->len;
      directed->elements = g_new (Element, directed->n);
      for (guint e = 0; e < directed->n; e++)
        directed->elements[e] = (Element) { self->distances[s][e],
                                            weights != NULL ? g_array_index (weights, double, e) : 1.0 };
      directed_sort (directed);
    }
}

/* Of each surface to the other. */
static void
measure_both (Both *self)
{
  rim_parallel_for (2, 1, plant, self);
  for (guint s = 0; s < 2; s++)
    {
      self->distances[s] = g_new (double, self->points[s]->len);
      rim_nearest_measure (self->nearest[1 - s], (gconstpointer) self->points[s]->data, self->points[s]->len,
                           self->distances[s]);
    }
  rim_parallel_for (2, 1, sort, self);
}

static void
both_clear (Both *self)
{
  for (guint s = 0; s < 2; s++)
    {
      rim_nearest_free (self->nearest[s]);
      g_free (self->distances[s]);
      directed_clear (&self->directed[s]);
    }
}

void
rim_surface_distances_weighted (RimComparison   *comparison,
                                const RimGrid   *grid,
                                const RimBorder *a,
                                const RimBorder *b)
{
  Both both = { grid, { a->corners, b->corners }, { a->areas, b->areas } };
  const Directed *directed = both.directed;
  double within[2];

  measure_both (&both);
  fill (&comparison->surface, &directed[0], &directed[1], percentile_weighted);

  for (guint d = 0; d < 2; d++)
    within[d] = directed_get_within (&directed[d], comparison->tolerance_mm);
  comparison->surface_overlap_a = within[0] / directed[0].total;
  comparison->surface_overlap_b = within[1] / directed[1].total;
  comparison->surface_dice = (within[0] + within[1]) / (directed[0].total + directed[1].total);

  both_clear (&both);
}

void
rim_surface_distances_alike (RimComparison   *comparison,
                             const RimGrid   *grid,
                             const RimBorder *a,
                             const RimBorder *b)
{
  Both both = { grid, { a->voxels, b->voxels }, { NULL, NULL } };

  measure_both (&both);
  fill (&comparison->voxel, &both.directed[0], &both.directed[1], percentile_alike);
  both_clear (&both);
}

void
rim_surface_distances_none (RimSurfaceDistances *self,
                            double               distance)
{
  *self = (RimSurfaceDistances) { distance, distance, distance, distance, distance, distance, distance };
}
