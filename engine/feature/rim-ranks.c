/* rim-ranks.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-value-moments-private.h"

#include <math.h>
#include <string.h>

#define N_BUCKETS 2048

/* Fewer values are selected from as they are. */
#define FEW 512

/* Values sorted into buckets, so that those of one are below those of the next;
 * only buckets that hold a wanted rank keep their values.
 */
typedef struct
{
  double   min;
  double   scale;
  gsize    begins[N_BUCKETS + 1]; /* the rank of the first value of each */
  gssize   places[N_BUCKETS];     /* where it lies in @kept; -1 where it does not */
  guint16 *buckets;              /* of each value */
  double  *kept;
} Buckets;

static void
swap (double *a,
      double *b)
{
  double swapped = *a;

  *a = *b;
  *b = swapped;
}

/* Hoare's selection: afterwards nothing before @rank is higher, and nothing
 * after it lower, than what stands there.
 */
static double
select_rank (double *values,
             gsize   n,
             gsize   rank)
{
  gssize low = 0;
  gssize high = (gssize) n - 1;

  while (low < high)
    {
      double pivot = values[low + (high - low) / 2];
      gssize i = low;
      gssize j = high;

      while (i <= j)
        {
          while (values[i] < pivot)
            i++;
          while (values[j] > pivot)
            j--;
          if (i <= j)
            swap (&values[i++], &values[j--]);
        }

      if ((gssize) rank <= j)
        high = j;
      else if ((gssize) rank >= i)
        low = i;
      else
        break;
    }

  return values[rank];
}

/* Never falls where values rise, whatever is rounded. */
static guint
find_bucket (const Buckets *self,
             double         value)
{
  double place = (value - self->min) * self->scale;

  return place < N_BUCKETS - 1 ? (guint) place : N_BUCKETS - 1;
}

static guint
find_bucket_of_rank (const Buckets *self,
                     gsize          rank)
{
  guint low = 0;
  guint high = N_BUCKETS;

  while (high - low > 1)
    {
      guint middle = (low + high) / 2;

      if (self->begins[middle] <= rank)
        low = middle;
      else
        high = middle;
    }

  return low;
}

static void
count (Buckets      *self,
       const double *values,
       gsize         n)
{
  memset (self->begins, 0, sizeof self->begins);
  for (gsize v = 0; v < n; v++)
    {
      self->buckets[v] = (guint16) find_bucket (self, values[v]);
      self->begins[self->buckets[v] + 1]++;
    }
  for (guint b = 0; b < N_BUCKETS; b++)
    self->begins[b + 1] += self->begins[b];
}

static void
keep (Buckets      *self,
      const double *values,
      gsize         n,
      const gsize  *ranks,
      guint         n_ranks)
{
  gsize n_kept = 0;
  gssize next[N_BUCKETS];

  for (guint b = 0; b < N_BUCKETS; b++)
    self->places[b] = -1;

  for (guint r = 0; r < n_ranks; r++)
    {
      guint b = find_bucket_of_rank (self, ranks[r]);

      if (self->places[b] >= 0)
        continue;
      self->places[b] = (gssize) n_kept;
      n_kept += self->begins[b + 1] - self->begins[b];
    }

  memcpy (next, self->places, sizeof next);
  self->kept = g_new (double, n_kept);
  for (gsize v = 0; v < n; v++)
    if (next[self->buckets[v]] >= 0)
      self->kept[next[self->buckets[v]]++] = values[v];
}

static void
find_ranks_slowly (const double *values,
                   gsize         n,
                   const gsize  *ranks,
                   guint         n_ranks,
                   double       *found)
{
  g_autofree double *copy = g_memdup2 (values, n * sizeof *values);

  for (guint r = 0; r < n_ranks; r++)
    found[r] = select_rank (copy, n, ranks[r]);
}

void
rim_values_find_ranks (const double *values,
                       gsize         n,
                       double        min,
                       double        max,
                       const gsize  *ranks,
                       guint         n_ranks,
                       double       *found)
{
  Buckets self = { .min = min, .scale = N_BUCKETS / (max - min) };

  if (n < FEW || !isnormal (self.scale))
    {
      find_ranks_slowly (values, n, ranks, n_ranks, found);
      return;
    }

  self.buckets = g_new (guint16, n);
  count (&self, values, n);
  keep (&self, values, n, ranks, n_ranks);

  for (guint r = 0; r < n_ranks; r++)
    {
      guint b = find_bucket_of_rank (&self, ranks[r]);

      found[r] = select_rank (self.kept + self.places[b], self.begins[b + 1] - self.begins[b],
                              ranks[r] - self.begins[b]);
    }
  g_free (self.buckets);
  g_free (self.kept);
}

double
rim_values_find_median (const double *values,
                        gsize         n,
                        double        min,
                        double        max)
{
  const gsize ranks[2] = { (n - 1) / 2, n / 2 };
  double found[2];

  rim_values_find_ranks (values, n, min, max, ranks, 2, found);

  return rim_values_get_middle (found[0], found[1]);
}
