/* rim-forest-grow.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "learn/rim-forest-private.h"

/* A tree that grows. */
typedef struct
{
  const RimForestPlan *plan;
  RimRandom           *random;
  guint32             *counts;     /* n: how many times a row was drawn */
  double              *weights;    /* n: of a row, that many times */
  guint32             *rows;       /* rows that were drawn, those of a node beside each other */
  guint32             *room;       /* n */
  guint32             *sorted;     /* n */
  guint8              *is_here;    /* n: whether a row is of the node */
  guint32             *columns;    /* p, the first ones in the order in which they are tried */
  GArray              *of_nodes[3];
  GArray              *numbers;
  GArray              *covers;
} Growth;

/* Rows of a node, and what they sum to. */
typedef struct
{
  guint32 *rows;
  gsize    n;
  gsize    n_drawn;
  double   weight;
  double   sum;
  gboolean is_pure;
} Node;

typedef struct
{
  guint32 column;
  double  threshold;
  double  gain;
} Split;

static void
growth_init (Growth              *self,
             const RimForestPlan *plan,
             RimRandom           *random)
{
  const gsize n = plan->data->n;

  *self = (Growth) { plan, random, g_new0 (guint32, n), g_new (double, n), g_new (guint32, n), g_new (guint32, n),
                     g_new (guint32, n), g_new0 (guint8, n), g_new (guint32, plan->data->p) };
  for (guint i = 0; i < 3; i++)
    self->of_nodes[i] = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->numbers = g_array_new (FALSE, FALSE, sizeof (double));
  self->covers = g_array_new (FALSE, FALSE, sizeof (double));
  for (guint c = 0; c < plan->data->p; c++)
    self->columns[c] = c;
}

static void
growth_clear (Growth *self)
{
  g_free (self->counts);
  g_free (self->weights);
  g_free (self->rows);
  g_free (self->room);
  g_free (self->sorted);
  g_free (self->is_here);
  g_free (self->columns);
  for (guint i = 0; i < 3; i++)
    g_array_unref (self->of_nodes[i]);
  g_array_unref (self->numbers);
  g_array_unref (self->covers);
}

static void
node_init (Node         *self,
           const Growth *growth,
           guint32      *rows,
           gsize         n)
{
  const double *outcomes = growth->plan->outcomes;

  *self = (Node) { rows, n, 0, 0.0, 0.0, TRUE };
  for (gsize i = 0; i < n; i++)
    {
      self->n_drawn += growth->counts[rows[i]];
      self->weight += growth->weights[rows[i]];
      self->sum += growth->weights[rows[i]] * outcomes[rows[i]];
      self->is_pure = self->is_pure && outcomes[rows[i]] == outcomes[rows[0]];
    }
}

static gsize
draw_rows (Growth *growth)
{
  const RimTaskData *data = growth->plan->data;
  gsize n = 0;

  for (gsize i = 0; i < data->n; i++)
    growth->counts[growth->plan->is_bootstrap ? rim_random_below (growth->random, data->n) : i]++;
  for (guint32 i = 0; i < data->n; i++)
    {
      growth->weights[i] = growth->counts[i] * (data->weights != NULL ? data->weights[i] : 1.0);
      if (growth->counts[i] > 0)
        growth->rows[n++] = i;
    }

  return n;
}

static void
insert_sorted (guint32      *sorted,
               const Node   *node,
               const double *values)
{
  for (gsize i = 0; i < node->n; i++)
    {
      const guint32 row = node->rows[i];
      gsize at = i;

      for (; at > 0 && values[sorted[at - 1]] > values[row]; at--)
        sorted[at] = sorted[at - 1];
      sorted[at] = row;
    }
}

/* Rows of the node by the value of a column: few are put in their places, many are picked
 * out of the order of all.
 */
static void
sort_rows (Growth     *growth,
           const Node *node,
           guint32     column)
{
  const RimTaskData *data = growth->plan->data;
  const guint32 *order = growth->plan->orders + column * data->n;
  gsize n = 0;

  if (node->n * node->n < 4 * data->n)
    {
      insert_sorted (growth->sorted, node, data->columns + column * data->n);
      return;
    }

  for (gsize i = 0; n < node->n; i++)
    if (growth->is_here[order[i]])
      growth->sorted[n++] = order[i];
}

/* Between two values, such that the lower one is below it and the higher one is not. */
static double
find_threshold (double low,
                double high)
{
  const double middle = low + (high - low) / 2.0;

  return middle > low && middle <= high ? middle : high;
}

/* The most of Σ sum² / weight over both sides, which is the least of the variance, and of
 * two classes the least of Gini's impurity.
 *
 * Returns: whether the column has more than one value
 */
static gboolean
try_column (Growth     *growth,
            const Node *node,
            guint32     column,
            Split      *best)
{
  const RimForestPlan *plan = growth->plan;
  const double *values = plan->data->columns + column * plan->data->n;
  const guint32 *sorted = growth->sorted;
  double weight = 0.0, sum = 0.0;
  gsize n_drawn = 0;

  sort_rows (growth, node, column);
  for (gsize i = 0; i + 1 < node->n; i++)
    {
      double rest, gain;

      n_drawn += growth->counts[sorted[i]];
      weight += growth->weights[sorted[i]];
      sum += growth->weights[sorted[i]] * plan->outcomes[sorted[i]];
      if (values[sorted[i]] == values[sorted[i + 1]] || n_drawn < plan->min_leaf ||
          node->n_drawn - n_drawn < plan->min_leaf)
        continue;
      rest = node->sum - sum;
      gain = sum * sum / weight + rest * rest / (node->weight - weight);
      if (gain > best->gain)
        *best = (Split) { column, find_threshold (values[sorted[i]], values[sorted[i + 1]]), gain };
    }

  return values[sorted[0]] != values[sorted[node->n - 1]];
}

/* Draws columns until enough of them vary, or there are no more. */
static gboolean
find_split (Growth     *growth,
            const Node *node,
            Split      *best)
{
  const guint p = growth->plan->data->p;
  guint n_varying = 0;

  *best = (Split) { RIM_TREE_LEAF, 0.0, -1.0 };
  for (gsize i = 0; i < node->n; i++)
    growth->is_here[node->rows[i]] = TRUE;
  for (guint i = 0; i < p && n_varying < growth->plan->n_tried; i++)
    {
      const gsize other = i + rim_random_below (growth->random, p - i);
      const guint32 column = growth->columns[other];

      growth->columns[other] = growth->columns[i];
      growth->columns[i] = column;
      n_varying += try_column (growth, node, column, best);
    }
  for (gsize i = 0; i < node->n; i++)
    growth->is_here[node->rows[i]] = FALSE;

  return best->column != RIM_TREE_LEAF;
}

/* Rows keep their order on both sides.
 *
 * Returns: how many go to the left
 */
static gsize
part_rows (Growth      *growth,
           const Node  *node,
           const Split *split)
{
  const double *values = growth->plan->data->columns + split->column * growth->plan->data->n;
  gsize n_left = 0, n_right = 0;

  for (gsize i = 0; i < node->n; i++)
    if (values[node->rows[i]] < split->threshold)
      node->rows[n_left++] = node->rows[i];
    else
      growth->room[n_right++] = node->rows[i];
  memcpy (node->rows + n_left, growth->room, n_right * sizeof (guint32));

  return n_left;
}

static guint32
add_node (Growth     *growth,
          const Node *node,
          Split       split)
{
  const guint32 none = RIM_TREE_LEAF;
  const double mean = growth->plan->centre + node->sum / node->weight;
  const double number = split.column == RIM_TREE_LEAF ? mean : split.threshold;

  g_array_append_val (growth->of_nodes[0], split.column);
  g_array_append_val (growth->of_nodes[1], none);
  g_array_append_val (growth->of_nodes[2], none);
  g_array_append_val (growth->numbers, number);
  g_array_append_val (growth->covers, node->weight);

  return growth->numbers->len - 1;
}

static guint32
grow_node (Growth  *growth,
           guint32 *rows,
           gsize    n,
           guint    depth)
{
  Split split = { RIM_TREE_LEAF, 0.0, 0.0 };
  guint32 at, child;
  gsize n_left;
  Node node;

  node_init (&node, growth, rows, n);
  if (node.is_pure || depth >= growth->plan->max_depth || node.n_drawn < 2 * (gsize) growth->plan->min_leaf ||
      !find_split (growth, &node, &split))
    return add_node (growth, &node, split);

  at = add_node (growth, &node, split);
  n_left = part_rows (growth, &node, &split);
  child = grow_node (growth, rows, n_left, depth + 1);
  g_array_index (growth->of_nodes[1], guint32, at) = child;
  child = grow_node (growth, rows + n_left, n - n_left, depth + 1);
  g_array_index (growth->of_nodes[2], guint32, at) = child;

  return at;
}

/* @tree: (out): a tree that is grown */
void
rim_forest_grow (const RimForestPlan *plan,
                 RimRandom           *random,
                 RimTree             *tree)
{
  Growth growth;
  RimTreeParts parts;

  growth_init (&growth, plan, random);
  grow_node (&growth, growth.rows, draw_rows (&growth), 0);
  parts = (RimTreeParts) { growth.numbers->len,
                           (const guint32 *) (gpointer) growth.of_nodes[0]->data,
                           (const guint32 *) (gpointer) growth.of_nodes[1]->data,
                           (const guint32 *) (gpointer) growth.of_nodes[2]->data,
                           (const double *) (gpointer) growth.numbers->data,
                           (const double *) (gpointer) growth.covers->data };
  if (!rim_tree_init (tree, &parts, plan->data->p, NULL))
    g_assert_not_reached ();
  growth_clear (&growth);
}
