/* rim-airway.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-lung-private.h"

#include <math.h>

/* A slice of the trachea, and of what it divides into. */
#define MIN_TRACHEA_MM2 60.0
#define MAX_TRACHEA_MM2 700.0
#define MAX_AIRWAY_MM2  900.0

/* How much larger an airway may get from slice to slice before it is taken for
 * lung that it leaks into.
 */
#define MAX_GROWTH     1.6
#define MAX_GROWTH_MM2 40.0

/* Where a slice holds so much lung, the trachea is in it. */
#define LUNG_SLICE_MM2 2000.0

/* A trachea lies near the middle, goes on for some way, and is nearly round. */
#define MAX_OFF_MIDDLE_MM 40.0
#define MIN_LENGTH_MM     30.0
#define MAX_ASPECT        2.2
#define MIN_FILL          0.5

/* An airway most of which is surrounded by lung, this far off, is part of it. */
#define SURROUNDINGS_MM 5.0
#define MAX_SURROUNDED  0.55

typedef struct
{
  gsize  n;
  guint  min[2];
  guint  max[2];
  double sum_i;
  gsize  n_shared;               /* with the slice before */
} Shape;

typedef struct
{
  const RimBits *gas;
  const RimBits *body;
  const RimBits *lung;
  RimBits       *airway;
  double         pixel;          /* mm² */
  int            down;           /* towards the feet: +1 or -1 */
} Search;

/* Every run of one slice adds to what it belongs to. */
static Shape *
measure_shapes (const Search        *self,
                const RimComponents *parts,
                int                  before)
{
  Shape *shapes = g_new0 (Shape, parts->n_components);

  for (guint c = 0; c < parts->n_components; c++)
    shapes[c].min[0] = shapes[c].min[1] = G_MAXUINT;

  for (guint j = 0; j < self->gas->grid.size[1]; j++)
    for (gsize r = parts->row_starts[j]; r < parts->row_starts[j + 1]; r++)
      {
        const RimRun run = parts->runs[r];
        Shape *shape = &shapes[parts->labels[r]];

        shape->n += run.end - run.begin;
        shape->min[0] = MIN (shape->min[0], run.begin);
        shape->max[0] = MAX (shape->max[0], run.end);
        shape->min[1] = MIN (shape->min[1], j);
        shape->max[1] = j + 1;
        shape->sum_i += 0.5 * (run.end - run.begin) * ((double) run.begin + run.end - 1.0);
        if (before >= 0)
          shape->n_shared += rim_bits_count_run (self->airway, run, j, (guint) before);
      }

  return shapes;
}

static double
find_middle (const RimBits *body,
             guint          k)
{
  g_autoptr(RimComponents) parts = rim_components_new (body, k, 1);
  double sum = 0.0;
  double n = 0.0;

  for (gsize r = 0; r < parts->row_starts[body->grid.size[1]]; r++)
    {
      const RimRun run = parts->runs[r];

      n += run.end - run.begin;
      sum += 0.5 * (run.end - run.begin) * ((double) run.begin + run.end - 1.0);
    }

  return n > 0.0 ? sum / n : NAN;
}

static gboolean
is_trachea (const Search *self,
            const Shape  *shape,
            double        middle)
{
  const RimGrid *grid = &self->gas->grid;
  const double area = (double) shape->n * self->pixel;
  const double width = (shape->max[0] - shape->min[0]) * rim_grid_get_spacing (grid, 0);
  const double height = (shape->max[1] - shape->min[1]) * rim_grid_get_spacing (grid, 1);
  const double off = fabs (shape->sum_i / (double) shape->n - middle) *
                     rim_grid_get_spacing (grid, 0);

  return area >= MIN_TRACHEA_MM2 && area <= MAX_TRACHEA_MM2 &&
         MAX (width, height) <= MAX_ASPECT * MIN (width,
                                                  height) &&
         area >= MIN_FILL * width * height && off <= MAX_OFF_MIDDLE_MM;
}

static void
add_part (const RimComponents *parts,
          guint                label,
          RimBits             *bits)
{
  g_autofree gboolean *keep = g_new0 (gboolean, parts->n_components);

  keep[label] = TRUE;
  rim_components_keep (parts, keep, bits);
}

/* How much of what lies around a part, in its box and a little more, is lung. */
static double
find_surrounded (const Search        *self,
                 const RimComponents *parts,
                 guint                label,
                 const Shape         *shape,
                 guint                k)
{
  const RimGrid *grid = &self->gas->grid;
  const guint margin[2] = {
    (guint) ceil (SURROUNDINGS_MM / rim_grid_get_spacing (grid, 0)),
    (guint) ceil (SURROUNDINGS_MM / rim_grid_get_spacing (grid, 1)),
  };
  const guint first = shape->min[1] - MIN (margin[1], shape->min[1]);
  const guint end = MIN (shape->max[1] + margin[1], grid->size[1]);
  const RimRun across = { shape->min[0] - MIN (margin[0], shape->min[0]),
                          MIN (shape->max[0] + margin[0], grid->size[0]) };
  gsize n_lung = 0;
  gsize n = 0;

  for (guint j = first; j < end; j++)
    {
      n += across.end - across.begin;
      n_lung += rim_bits_count_run (self->lung, across, j, k);
      for (gsize r = parts->row_starts[j]; r < parts->row_starts[j + 1]; r++)
        if (parts->labels[r] == label)
          {
            n -= parts->runs[r].end - parts->runs[r].begin;
            n_lung -= rim_bits_count_run (self->lung, parts->runs[r], j, k);
          }
    }

  return n > 0 ? (double) n_lung / (double) n : 1.0;
}

/* Goes on from the slice before; whether there is anything to go on with. */
static gboolean
follow (const Search *self,
        guint         before,
        guint         k)
{
  g_autoptr(RimComponents) parts = rim_components_new (self->gas, k, 1);
  g_autofree Shape *shapes = measure_shapes (self, parts, (int) before);
  gboolean any = FALSE;

  for (guint c = 0; c < parts->n_components; c++)
    {
      const double area = (double) shapes[c].n * self->pixel;
      const double most = MAX_GROWTH * (double) shapes[c].n_shared * self->pixel + MAX_GROWTH_MM2;

      if (shapes[c].n_shared == 0 || area > MIN (most, MAX_AIRWAY_MM2) ||
          find_surrounded (self, parts, c, &shapes[c], k) > MAX_SURROUNDED)
        continue;

      add_part (parts, c, self->airway);
      any = TRUE;
    }

  return any;
}

/* From slice @k in both directions; how many slices that makes. */
static guint
follow_both_ways (const Search *self,
                  guint         k)
{
  const guint n_slices = self->gas->grid.size[2];
  guint n = 1;

  for (int step = -1; step <= 1; step += 2)
    for (int at = (int) k + step; at >= 0 && at < (int) n_slices; at += step)
      {
        if (!follow (self, (guint) (at - step), (guint) at))
          break;
        n++;
      }

  return n;
}

static void
clear_airway (const Search *self)
{
  rim_bits_combine (self->airway, self->airway, RIM_MASK_XOR);
}

/* Whether a trachea passes through slice @k; the airways are what it leads to. */
static gboolean
try_slice (const Search *self,
           guint         k)
{
  const double distance = rim_grid_get_slice_distance (&self->gas->grid);
  const double middle = find_middle (self->body, k);
  g_autoptr(RimComponents) parts = rim_components_new (self->gas, k, 1);
  g_autofree Shape *shapes = measure_shapes (self, parts, -1);

  for (guint c = 0; c < parts->n_components; c++)
    {
      if (!is_trachea (self, &shapes[c], middle) ||
          find_surrounded (self, parts, c, &shapes[c], k) > MAX_SURROUNDED)
        continue;

      add_part (parts, c, self->airway);
      if (follow_both_ways (self, k) * distance >= MIN_LENGTH_MM)
        return TRUE;
      clear_airway (self);
    }

  return FALSE;
}

/* Looks where the lungs begin, from the head down. */
static void
search (const Search *self)
{
  const guint n_slices = self->gas->grid.size[2];
  guint n_tried = 0;

  for (guint n = 0; n < n_slices && n_tried * rim_grid_get_slice_distance (&self->gas->grid) < 60.0; n++)
    {
      const guint k = self->down > 0 ? n : n_slices - 1 - n;

      if ((double) rim_bits_count_slice (self->lung, k) * self->pixel < LUNG_SLICE_MM2)
        continue;
      if (try_slice (self, k))
        return;
      n_tried++;
    }
}

RimBits *
rim_airway_find (const RimBits  *gas,
                 const RimBits  *body,
                 const RimBits  *lung,
                 GError        **error)
{
  g_autoptr(RimBits) inside = rim_bits_copy (gas, error);
  RimBits *airway = inside != NULL ? rim_bits_new (&gas->grid, error) : NULL;
  RimVec3 step = rim_affine_get_column (&gas->grid.to_patient, 2);
  Search self = { inside, body, lung, airway, 0.0, step.z < 0.0 ? 1 : -1 };

  if (airway == NULL)
    return NULL;

  rim_bits_combine (inside, body, RIM_MASK_INTERSECT);
  self.pixel = rim_grid_get_spacing (&gas->grid, 0) * rim_grid_get_spacing (&gas->grid, 1);

  /* Airways are followed down axial slices. */
  if (fabs (step.z) > 0.7 * rim_vec3_length (step))
    search (&self);

  return airway;
}
