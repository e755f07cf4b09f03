/* rim-order.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-order.h"

typedef struct
{
  double  value;
  guint32 row;
} Item;

/* Without a branch, which random data would mispredict at every other item. */
static inline gsize
choose (gsize a,
        gsize b,
        gsize is_b)
{
  return a + ((b - a) & (0 - is_b));
}

/* Of two runs of @n items, from both ends at once, so that neither waits for the other. */
static void
merge_equal (const Item *items,
             gsize       n,
             Item       *out)
{
  gsize left = 0, right = n;
  gsize left_end = n - 1, right_end = 2 * n - 1;

  for (gsize i = 0; i < n; i++)
    {
      const gsize is_right = items[right].value < items[left].value;
      const gsize is_left = items[right_end].value < items[left_end].value;

      out[i] = items[choose (left, right, is_right)];
      right += is_right;
      left += 1 - is_right;

      out[2 * n - 1 - i] = items[choose (right_end, left_end, is_left)];
      left_end -= is_left;
      right_end -= 1 - is_left;
    }
}

/* What is left over at the end of all, of which the second run may be shorter or none. */
static void
merge_rest (const Item *items,
            gsize       n_left,
            gsize       n,
            Item       *out)
{
  gsize left = 0, right = n_left;

  while (left < n_left && right < n)
    {
      const gsize is_right = items[right].value < items[left].value;

      *out++ = items[choose (left, right, is_right)];
      right += is_right;
      left += 1 - is_right;
    }
  while (left < n_left)
    *out++ = items[left++];
  while (right < n)
    *out++ = items[right++];
}

/* Sorts, and keeps the order of what is equal. Returns: which of the two has it */
static Item *
sort (Item  *items,
      Item  *scratch,
      gsize  n)
{
  for (gsize width = 1; width < n; width *= 2)
    {
      Item *sorted = scratch;
      gsize begin = 0;

      for (; begin + 2 * width <= n; begin += 2 * width)
        merge_equal (items + begin, width, scratch + begin);
      if (begin < n)
        merge_rest (items + begin, MIN (width, n - begin), n - begin, scratch + begin);
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
