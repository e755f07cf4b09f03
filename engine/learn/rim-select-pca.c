/* rim-select-pca.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-selectors-private.h"

#include <math.h>
#include <string.h>

#include "core/rim-parallel.h"
#include "core/rim-singular.h"
#include "learn/rim-multiply-private.h"
#include "statistics/rim-order.h"

/* Of the largest variance: what is below it is rounding. */
#define NOTHING 1e-12

enum { MOST, VARIANCE };

/* What components are made of what columns, by their variance. */
typedef struct
{
  guint    n;              /* how many directions there are */
  gsize    p;              /* columns */
  double  *directions;     /* n × p, of length 1, in no order */
  double  *variances;
  guint32 *order;          /* from the largest variance */
} Axes;

static void
axes_clear (Axes *self)
{
  g_free (self->directions);
  g_free (self->variances);
  g_free (self->order);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Axes, axes_clear)

/* Scaled values get a mean of 0, whatever scaling is. */
static void
centre (RimSelection *self)
{
  rim_selection_scale (self);
  for (guint c = 0; c < self->n_live; c++)
    {
      RimSelectionColumn *column = self->live[c];
      double mean = 0.0;

      for (gsize i = 0; i < self->n; i++)
        mean += column->scaled[i];
      mean /= (double) self->n;
      if (column->loadings != NULL)
        continue;

      column->center += mean * column->scale;
      for (gsize i = 0; i < self->n; i++)
        column->scaled[i] = (column->values[self->rows[i]] - column->center) / column->scale;
    }
}

static void
axes_init_tall (Axes         *self,
                RimSelection *selection)
{
  const gsize n = selection->n;
  g_autofree double *columns = rim_selection_pack (selection);

  self->n = selection->n_live;
  self->directions = g_new (double, self->p * self->p);
  self->variances = g_new0 (double, self->n);
  rim_singular_rotate (columns, n, self->n, self->directions);
  for (guint k = 0; k < self->n; k++)
    for (gsize i = 0; i < n; i++)
      self->variances[k] += columns[k * n + i] * columns[k * n + i];
}

typedef struct
{
  Axes               *axes;
  const RimSelection *selection;
  const double       *packed;
  double             *products;      /* n × n, of rows */
  const double       *rotations;     /* n × n */
} Wide;

static void
multiply_rows (gsize    begin,
               gsize    end,
               gpointer data)
{
  const Wide *self = data;
  const gsize n = self->axes->n, p = self->axes->p;

  for (gsize a = begin; a < end; a++)
    for (gsize b = 0; b < n; b++)
      self->products[a * n + b] = rim_multiply (self->packed + a * p, self->packed + b * p, p);
}

static void
make_directions (gsize    begin,
                 gsize    end,
                 gpointer data)
{
  const Wide *self = data;
  const gsize n = self->axes->n, p = self->axes->p;

  for (gsize k = begin; k < end; k++)
    {
      double *direction = self->axes->directions + k * p;
      double square;

      for (gsize i = 0; i < n; i++)
        for (gsize c = 0; c < p; c++)
          direction[c] += self->rotations[k * n + i] * self->packed[i * p + c];
      self->axes->variances[k] = square = rim_multiply (direction, direction, p);
      for (gsize c = 0; c < p && square > 0.0; c++)
        direction[c] /= sqrt (square);
    }
}

/* Of more columns than rows by the products of rows. */
static void
axes_init_wide (Axes         *self,
                RimSelection *selection)
{
  const gsize n = selection->n;
  g_autofree double *packed = g_new (double, n * self->p);
  g_autofree double *products = g_new (double, n * n);
  g_autofree double *rotations = g_new (double, n * n);
  Wide wide = { self, selection, packed, products, rotations };

  self->n = (guint) n;
  self->directions = g_new0 (double, n * self->p);
  self->variances = g_new0 (double, n);
  for (gsize i = 0; i < n; i++)
    for (gsize c = 0; c < self->p; c++)
      packed[i * self->p + c] = selection->live[c]->scaled[i];
  rim_parallel_for (n, 1, multiply_rows, &wide);
  rim_singular_rotate (products, n, self->n, rotations);
  rim_parallel_for (n, 1, make_directions, &wide);
}

/* Signs are such that the largest part of a direction, the first of several, is above 0. */
static void
turn (double *direction,
      gsize   p)
{
  gsize largest = 0;

  for (gsize c = 1; c < p; c++)
    if (fabs (direction[c]) > fabs (direction[largest]))
      largest = c;
  if (direction[largest] < 0.0)
    for (gsize c = 0; c < p; c++)
      direction[c] = -direction[c];
}

static void
axes_init (Axes         *self,
           RimSelection *selection)
{
  g_autofree double *keys = NULL;

  self->p = selection->n_live;
  if (self->p <= selection->n)
    axes_init_tall (self, selection);
  else
    axes_init_wide (self, selection);

  keys = g_new (double, self->n);
  self->order = g_new (guint32, self->n);
  for (guint k = 0; k < self->n; k++)
    {
      turn (self->directions + k * self->p, self->p);
      keys[k] = -self->variances[k];
    }
  rim_order_init (self->order, keys, self->n);
}

/* As few as explain a part of the variance, and not more than there may be. */
static guint
count_components (const Axes   *self,
                  const double *values)
{
  const guint most = values[MOST] > 0.0 ? (guint) MIN (values[MOST], self->n) : self->n;
  double whole = 0.0, part = 0.0;
  guint n = 0;

  for (guint k = 0; k < self->n; k++)
    whole += self->variances[self->order[k]];
  while (n < most && self->variances[self->order[n]] > NOTHING * self->variances[self->order[0]] &&
         (n == 0 || part < values[VARIANCE] * whole * (1.0 - 1e-12)))
    part += self->variances[self->order[n++]];

  return n;
}

/* Components of components are components of what those are made of. */
static RimSelectionColumn *
make_component (RimSelection *self,
                const double *direction)
{
  RimSelectionColumn *component = g_new0 (RimSelectionColumn, 1);
  const guint n_parts = self->parts->len;

  component->fill = NAN;
  component->scale = 1.0;
  component->loadings = g_new0 (double, n_parts);
  for (guint c = 0; c < self->n_live; c++)
    if (self->live[c]->loadings == NULL)
      component->loadings[c] = direction[c];
    else
      for (guint k = 0; k < n_parts; k++)
        component->loadings[k] += direction[c] * self->live[c]->loadings[k];

  component->scaled = g_new0 (double, self->n);
  for (guint k = 0; k < n_parts; k++)
    for (gsize i = 0; i < self->n; i++)
      component->scaled[i] += component->loadings[k] * ((RimSelectionColumn *) self->parts->pdata[k])->scaled[i];
  g_ptr_array_add (self->components, component);

  return component;
}

/* Principal components of scaled columns take the place of the columns. */
static gboolean
run_pca (RimSelection  *self,
         const double  *values,
         GError       **error)
{
  g_auto(Axes) axes = { 0 };
  g_autofree RimSelectionColumn **components = NULL;
  guint n;

  centre (self);
  axes_init (&axes, self);
  n = count_components (&axes, values);
  if (self->parts == NULL)
    {
      self->parts = g_ptr_array_new ();
      for (guint c = 0; c < self->n_live; c++)
        g_ptr_array_add (self->parts, self->live[c]);
    }
  components = g_new (RimSelectionColumn *, MAX (n, 1));
  for (guint k = 0; k < n; k++)
    components[k] = make_component (self, axes.directions + axes.order[k] * axes.p);
  memcpy (self->live, components, n * sizeof *components);
  self->n_live = n;

  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

static const RimParameter parameters[] = {
  { "most", "At most so many components (0 for any number)", 0.0, 0.0, 1e6, TRUE },
  { "variance", "As many as explain this part of the variance", 0.95, 0.0, 1.0, FALSE },
};

const RimSelector rim_selector_pca = {
  "pca", "Principal components", RIM_KIND_ANY, parameters, G_N_ELEMENTS (parameters), run_pca,
};
