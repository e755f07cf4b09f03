/* rim-morph-match.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-morph-match-private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/rim-disjoint.h"

/* More parts than that are noise, of which none is meant for another. */
#define MAX_PAIRS 1000000

typedef struct
{
  double  distance;
  guint32 a;
  guint32 b;
} Pair;

static RimMorphPart *
measure_parts (const RimSheet *sheet,
               const guint32  *labels,
               guint32         n_parts)
{
  RimMorphPart *parts = g_new0 (RimMorphPart, n_parts);

  for (gsize p = 0; p < sheet->size[0] * sheet->size[1]; p++)
    if (labels[p] > 0)
      {
        RimMorphPart *part = &parts[labels[p] - 1];

        part->n_pixels += 1.0;
        part->middle[0] += (double) (p % sheet->size[0]);
        part->middle[1] += (double) (p / sheet->size[0]);
      }

  for (guint32 n = 0; n < n_parts; n++)
    for (guint axis = 0; axis < 2; axis++)
      parts[n].middle[axis] = parts[n].middle[axis] / parts[n].n_pixels + (double) sheet->first[axis];

  return parts;
}

/* Joins the parts that lie over each other in the patient. */
static void
join_overlaps (const RimSheet *a,
               const guint32  *labels_a,
               const RimSheet *b,
               const guint32  *labels_b,
               const gssize    shift[2],
               guint32         n_a,
               guint32        *parents)
{
  for (gsize p = 0; p < a->size[0] * a->size[1]; p++)
    {
      const gssize u = a->first[0] + (gssize) (p % a->size[0]) + shift[0];
      const gssize v = a->first[1] + (gssize) (p / a->size[0]) + shift[1];

      if (labels_a[p] > 0 && rim_sheet_contains (b, u, v))
        {
          const gsize q = (gsize) (v - b->first[1]) * b->size[0] + (gsize) (u - b->first[0]);

          rim_disjoint_join (parents, labels_a[p] - 1, n_a + labels_b[q] - 1);
        }
    }
}

static int
compare_pairs (gconstpointer a,
               gconstpointer b)
{
  const Pair *x = a;
  const Pair *y = b;

  if (x->distance != y->distance)
    return x->distance < y->distance ? -1 : 1;
  if (x->a != y->a)
    return x->a < y->a ? -1 : 1;

  return (x->b > y->b) - (x->b < y->b);
}

/* Which parts that lie over nothing may belong together: those whose middles are
 * not farther apart than both are wide and the slices are distant.
 */
static GArray *
list_pairs (const RimMorphMatch *self,
            const RimMorphSpace *space,
            const gboolean      *alone)
{
  const RimMetric *metric = &space->metric;
  const double pixel = sqrt (metric->uu * metric->vv - metric->uv * metric->uv);
  const gboolean only = self->n_parts[0] == 1 && self->n_parts[1] == 1;
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (Pair));

  for (guint32 a = 0; a < self->n_parts[0]; a++)
    for (guint32 b = 0; alone[a] && b < self->n_parts[1]; b++)
      {
        const RimMorphPart *from = &self->parts[0][a];
        const RimMorphPart *to = &self->parts[1][b];
        const double u = to->middle[0] - from->middle[0] - space->shift[0];
        const double v = to->middle[1] - from->middle[1] - space->shift[1];
        Pair pair = { sqrt (u * u * metric->uu + 2.0 * u * v * metric->uv + v * v * metric->vv), a, b };
        const double reach = sqrt (from->n_pixels * pixel / G_PI) + sqrt (to->n_pixels * pixel / G_PI) +
                             space->gap_mm;

        if (alone[self->n_parts[0] + b] && (only || pair.distance <= reach))
          g_array_append_val (pairs, pair);
      }
  g_array_sort (pairs, compare_pairs);

  return pairs;
}

static void
join_nearest (const RimMorphMatch *self,
              const RimMorphSpace *space,
              guint32             *parents)
{
  const guint32 n = self->n_parts[0] + self->n_parts[1];
  g_autofree gboolean *alone = g_new (gboolean, n);
  g_autoptr(GArray) pairs = NULL;

  if ((guint64) self->n_parts[0] * self->n_parts[1] > MAX_PAIRS)
    return;

  for (guint32 part = 0; part < n; part++)
    alone[part] = TRUE;
  for (guint32 part = 0; part < n; part++)
    {
      const guint32 root = rim_disjoint_find (parents, part);

      if (root != part)
        alone[root] = alone[part] = FALSE;
    }

  pairs = list_pairs (self, space, alone);
  for (guint p = 0; p < pairs->len; p++)
    {
      const Pair *pair = &g_array_index (pairs, Pair, p);

      if (!alone[pair->a] || !alone[self->n_parts[0] + pair->b])
        continue;
      rim_disjoint_join (parents, pair->a, self->n_parts[0] + pair->b);
      alone[pair->a] = alone[self->n_parts[0] + pair->b] = FALSE;
    }
}

/* Finds the parts of two sheets and which of them belong together. */
RimMorphMatch *
rim_morph_match_new (const RimSheet      *from,
                     const RimSheet      *to,
                     const RimMorphSpace *space)
{
  RimMorphMatch *self = g_new0 (RimMorphMatch, 1);
  const RimSheet *sheets[2] = { from, to };
  const gssize shift[2] = { lround (space->shift[0]), lround (space->shift[1]) };
  guint32 n;

  for (guint side = 0; side < 2; side++)
    {
      self->labels[side] = rim_sheet_label (sheets[side], &self->n_parts[side]);
      self->parts[side] = measure_parts (sheets[side], self->labels[side], self->n_parts[side]);
    }

  n = self->n_parts[0] + self->n_parts[1];
  self->groups = g_new (guint32, n);
  for (guint32 part = 0; part < n; part++)
    self->groups[part] = part;
  join_overlaps (from, self->labels[0], to, self->labels[1], shift, self->n_parts[0], self->groups);
  join_nearest (self, space, self->groups);

  /* A root is the lowest of its group, so the groups get their numbers in order. */
  for (guint32 part = 0; part < n; part++)
    {
      const guint32 root = rim_disjoint_find (self->groups, part);

      self->groups[part] = root;
    }
  for (guint32 part = 0; part < n; part++)
    self->groups[part] = self->groups[part] == part ? self->n_groups++ : self->groups[self->groups[part]];

  return self;
}

void
rim_morph_match_free (RimMorphMatch *self)
{
  if (self == NULL)
    return;

  for (guint side = 0; side < 2; side++)
    {
      g_free (self->labels[side]);
      g_free (self->parts[side]);
    }
  g_free (self->groups);
  g_free (self);
}
