/* rim-order.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-order.h"

#define RUN 8

typedef struct
{
  double  value;
  guint32 row;
} Item;

static void
sort_run (Item  *items,
          gsize  n)
{
  for (gsize i = 1; i < n; i++)
    {
      const Item item = items[i];
      gsize at = i;

      for (; at > 0 && items[at - 1].value > item.value; at--)
        items[at] = items[at - 1];
      items[at] = item;
    }
}

/* Without a branch that depends on the data, which is what sorting costs. */
static void
merge (const Item *left,
       const Item *middle,
       const Item *end,
       Item       *out)
{
  const Item *right = middle;

  while (left < middle && right < end)
    {
      const gsize is_right = right->value < left->value;

      *out++ = is_right ? *right : *left;
      right += is_right;
      left += 1 - is_right;
    }
  while (left < middle)
    *out++ = *left++;
  while (right < end)
    *out++ = *right++;
}

/* Sorts, and keeps the order of what is equal. Returns: which of the two has it */
static Item *
sort (Item  *items,
      Item  *scratch,
      gsize  n)
{
  for (gsize begin = 0; begin < n; begin += RUN)
    sort_run (items + begin, MIN (RUN, n - begin));

  for (gsize width = RUN; width < n; width *= 2)
    {
      Item *sorted = scratch;

      for (gsize begin = 0; begin < n; begin += 2 * width)
        merge (items + begin, items + MIN (begin + width, n), items + MIN (begin + 2 * width, n), scratch + begin);
      scratch = items;
      items = sorted;
    }

  return items;
}

/**
 * rim_order_init:
 * @order: (out caller-allocates): @n rows
 * @values: @n numbers, none of which is NAN
 * @n: how many
 *
 * Lists the rows from the lowest value to the highest, equal ones by their row.
 */
void
rim_order_init (guint32      *order,
                const double *values,
                gsize         n)
{
  for (gsize row = 0; row < n; row++)
    order[row] = (guint32) row;

  rim_order_refine (order, values, n);
}

/**
 * rim_order_refine:
 * @order: (inout): @n rows
 * @values: @n numbers by row, none of which is NAN
 * @n: how many
 *
 * Orders by @values, and what is equal as @order had it.
 */
void
rim_order_refine (guint32      *order,
                  const double *values,
                  gsize         n)
{
  g_autofree Item *items = g_new (Item, 2 * n);
  const Item *sorted;

  for (gsize i = 0; i < n; i++)
    items[i] = (Item) { values[order[i]], order[i] };

  sorted = sort (items, items + n, n);
  for (gsize i = 0; i < n; i++)
    order[i] = sorted[i].row;
}

/**
 * rim_order_init_rows:
 * @order: (out caller-allocates): @n rows
 * @columns: (array length=n_columns): @n numbers each, none of which is NAN
 * @n_columns: how many columns
 * @n: how many rows
 *
 * Lists the rows by the first column, equal ones by the second, and so on: an order
 * that does not depend on that of the rows, but for rows that are the same, so that
 * sums in it have the same bits however the rows are given.
 */
void
rim_order_init_rows (guint32       *order,
                     const double **columns,
                     guint          n_columns,
                     gsize          n)
{
  for (gsize row = 0; row < n; row++)
    order[row] = (guint32) row;

  for (guint c = n_columns; c-- > 0;)
    rim_order_refine (order, columns[c], n);
}

/**
 * rim_order_find_run:
 * @order: of rim_order_init()
 * @values: @n numbers by row
 * @n: how many
 * @begin: a place in @order
 *
 * Returns: the place in @order behind those that are equal to the one at @begin
 */
gsize
rim_order_find_run (const guint32 *order,
                    const double  *values,
                    gsize          n,
                    gsize          begin)
{
  gsize end = begin + 1;

  while (end < n && values[order[end]] == values[order[begin]])
    end++;

  return end;
}

/**
 * rim_order_find_ranks:
 * @order: of rim_order_init()
 * @values: @n numbers by row
 * @n: how many
 * @ranks: (out caller-allocates): by row, from 1; equal values have their mean rank
 *
 * Returns: the sum of t³ - t over groups of t equal values, which corrects variances
 */
double
rim_order_find_ranks (const guint32 *order,
                      const double  *values,
                      gsize          n,
                      double        *ranks)
{
  double ties = 0.0;

  for (gsize begin = 0, end; begin < n; begin = end)
    {
      double t;

      end = rim_order_find_run (order, values, n, begin);
      t = (double) (end - begin);
      for (gsize i = begin; i < end; i++)
        ranks[order[i]] = (double) (begin + end + 1) / 2.0;
      ties += t * t * t - t;
    }

  return ties;
}
