/* rim-transform.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-transform-private.h"

#include <math.h>
#include <string.h>

static void
find_range (RimFitInput        *self,
            const RimSelection *selection,
            const RimColumn    *column)
{
  self->low = INFINITY;
  self->high = -INFINITY;
  for (gsize i = 0; i < selection->n; i++)
    {
      const double value = column->values[selection->rows[i]];

      if (isnan (value))
        continue;
      self->low = MIN (self->low, value);
      self->high = MAX (self->high, value);
    }
}

static void
add_input (RimTransform             *self,
           const RimSelection       *selection,
           const RimSelectionColumn *column)
{
  const RimColumn *source = column->input->column;
  RimFitInput *input = &self->inputs[self->n_inputs];

  *input = (RimFitInput) {
    .name = g_strdup (source->name), .type = source->type, .role = source->role,
    .levels = source->type == RIM_COLUMN_CATEGORY ? g_strdupv ((char **) source->levels) : NULL,
    .level = column->input->level, .fill = column->fill, .center = column->center, .scale = column->scale,
  };
  find_range (input, selection, source);
  self->sources[self->n_inputs++] = column->input;
}

/* Components, and behind them clinical inputs as they are. */
static void
take_loadings (RimTransform       *self,
               const RimSelection *selection)
{
  const guint n_parts = selection->parts->len;

  self->loadings = g_new0 (double, (gsize) self->n_outputs * self->n_inputs);
  for (guint c = 0; c < selection->n_live; c++)
    memcpy (self->loadings + (gsize) c * self->n_inputs, selection->live[c]->loadings, n_parts * sizeof (double));
  for (guint i = 0; i < selection->clinical->len; i++)
    self->loadings[(gsize) (selection->n_live + i) * self->n_inputs + n_parts + i] = 1.0;
}

/* Takes what a chain has left. */
void
rim_transform_init (RimTransform *self,
                    RimSelection *selection)
{
  const GPtrArray *parts = selection->n_live > 0 ? selection->parts : NULL;
  const guint n_inputs = (parts != NULL ? parts->len : selection->n_live) + selection->clinical->len;

  rim_selection_scale (selection);
  self->n_outputs = selection->n_live + selection->clinical->len;
  self->inputs = g_new0 (RimFitInput, MAX (n_inputs, 1));
  self->sources = g_new0 (const RimLearnInput *, MAX (n_inputs, 1));
  for (guint i = 0; i < n_inputs - selection->clinical->len; i++)
    add_input (self, selection, parts != NULL ? parts->pdata[i] : selection->live[i]);
  for (guint i = 0; i < selection->clinical->len; i++)
    add_input (self, selection, selection->clinical->pdata[i]);
  if (parts != NULL)
    take_loadings (self, selection);
}

void
rim_transform_clear (RimTransform *self)
{
  for (guint i = 0; i < self->n_inputs; i++)
    {
      g_free (self->inputs[i].name);
      g_strfreev (self->inputs[i].levels);
    }
  g_free (self->inputs);
  g_free (self->sources);
  g_free (self->loadings);
}

static double
scale_input (const RimFitInput *input,
             double             value)
{
  if (isnan (value))
    value = input->fill;
  if (isnan (value))
    return NAN;
  if (input->type == RIM_COLUMN_CATEGORY)
    value = value == input->level;

  return (value - input->center) / input->scale;
}

/*
 * @values: (array length=n_inputs): as the columns are; NAN where missing
 * @scaled: (out) (array length=n_inputs): filled in and scaled
 *
 * Returns: %FALSE where a value is missing that is not filled in; it is NAN then
 */
gboolean
rim_transform_scale (const RimTransform *self,
                     const double       *values,
                     double             *scaled)
{
  gboolean complete = TRUE;

  for (guint i = 0; i < self->n_inputs; i++)
    {
      scaled[i] = scale_input (&self->inputs[i], values[i]);
      complete = complete && !isnan (scaled[i]);
    }

  return complete;
}

/* @outputs: (out) (array length=n_outputs) */
void
rim_transform_project (const RimTransform *self,
                       const double       *scaled,
                       double             *outputs)
{
  for (guint k = 0; k < self->n_outputs; k++)
    {
      const double *loadings = self->loadings + (gsize) k * self->n_inputs;
      double sum = 0.0;

      for (guint i = 0; self->loadings != NULL && i < self->n_inputs; i++)
        sum += loadings[i] * scaled[i];
      outputs[k] = self->loadings != NULL ? sum : scaled[k];
    }
}

/*
 * A row of the table that was learned from.
 *
 * Returns: %FALSE where a value is missing that is not filled in
 */
gboolean
rim_transform_row (const RimTransform *self,
                   guint32             row,
                   double             *outputs)
{
  g_autofree double *values = g_new (double, MAX (self->n_inputs, 1));
  g_autofree double *scaled = g_new (double, MAX (self->n_inputs, 1));

  for (guint i = 0; i < self->n_inputs; i++)
    values[i] = self->sources[i]->column->values[row];
  if (!rim_transform_scale (self, values, scaled))
    return FALSE;

  rim_transform_project (self, scaled, outputs);

  return TRUE;
}
