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

static RimFitInput *
add_input (RimTransform       *self,
           const RimSelection *selection,
           const RimColumn    *source)
{
  RimFitInput *input = &self->inputs[self->n_inputs];

  *input = (RimFitInput) {
    .name = g_strdup (source->name), .type = source->type, .role = source->role,
    .levels = source->type == RIM_COLUMN_CATEGORY ? g_strdupv ((char **) source->levels) : NULL,
    .fill = NAN, .scale = 1.0,
  };
  find_range (input, selection, source);
  self->sources[self->n_inputs++] = source;

  return input;
}

static void
add_scaled (RimTransform             *self,
            const RimSelection       *selection,
            const RimSelectionColumn *column)
{
  RimFitInput *input = add_input (self, selection, column->input->column);

  input->level = column->input->level;
  input->fill = column->fill;
  input->center = column->center;
  input->scale = column->scale;
  self->harmonised[self->n_scaled++] = column->harmonised;
}

/* What is known of the batches of inputs that are left; none where none of them is harmonised. */
static void
take_combat (RimTransform       *self,
             const RimSelection *selection)
{
  g_autofree guint32 *columns = g_new (guint32, MAX (self->n_scaled, 1));
  guint n = 0;

  for (guint i = 0; selection->combat != NULL && i < self->n_scaled; i++)
    if (self->harmonised[i] >= 0)
      {
        columns[n] = (guint32) self->harmonised[i];
        self->harmonised[i] = (int) n++;
      }
  if (n == 0)
    return;

  self->combat = rim_combat_new_subset (selection->combat, columns, n);
  add_input (self, selection, selection->table->batch)->role = RIM_COLUMN_BATCH;
}

/* Components, and behind them clinical inputs as they are. */
static void
take_loadings (RimTransform       *self,
               const RimSelection *selection)
{
  const guint n_parts = selection->parts->len;

  self->loadings = g_new0 (double, (gsize) self->n_outputs * self->n_scaled);
  for (guint c = 0; c < selection->n_live; c++)
    memcpy (self->loadings + (gsize) c * self->n_scaled, selection->live[c]->loadings, n_parts * sizeof (double));
  for (guint i = 0; i < selection->clinical->len; i++)
    self->loadings[(gsize) (selection->n_live + i) * self->n_scaled + n_parts + i] = 1.0;
}

/* Takes what a chain has left. */
void
rim_transform_init (RimTransform *self,
                    RimSelection *selection)
{
  const GPtrArray *parts = selection->n_live > 0 ? selection->parts : NULL;
  const guint n_chosen = parts != NULL ? parts->len : selection->n_live;
  const guint n_scaled = n_chosen + selection->clinical->len;

  rim_selection_scale (selection);
  self->n_outputs = selection->n_live + selection->clinical->len;
  self->inputs = g_new0 (RimFitInput, n_scaled + 1);
  self->sources = g_new0 (const RimColumn *, n_scaled + 1);
  self->harmonised = g_new (int, n_scaled + 1);
  for (guint i = 0; i < n_chosen; i++)
    add_scaled (self, selection, parts != NULL ? parts->pdata[i] : selection->live[i]);
  for (guint i = 0; i < selection->clinical->len; i++)
    add_scaled (self, selection, selection->clinical->pdata[i]);
  take_combat (self, selection);
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
  g_free (self->harmonised);
  g_free (self->loadings);
  g_clear_pointer (&self->combat, rim_combat_free);
}

/* Returns: whether there is a batch, and something is known of it */
static gboolean
knows_batch (const RimTransform *self,
             double              batch)
{
  return batch >= 0.0 && batch < self->combat->n_batches && self->combat->counts[(guint) batch] > 0;
}

static double
scale_input (const RimTransform *self,
             guint               index,
             double              value,
             double              batch)
{
  const RimFitInput *input = &self->inputs[index];

  if (isnan (value))
    value = input->fill;
  if (isnan (value))
    return NAN;
  if (input->type == RIM_COLUMN_CATEGORY)
    value = value == input->level;
  else if (self->combat != NULL && self->harmonised[index] >= 0)
    value = rim_combat_apply (self->combat, (guint) self->harmonised[index], (guint) batch, value, NULL);

  return (value - input->center) / input->scale;
}

/*
 * @values: (array length=n_inputs): as the columns are; NAN where missing
 * @scaled: (out) (array length=n_scaled): filled in, harmonised and scaled
 *
 * Returns: %FALSE where a value is missing that is not filled in, which is NAN then, or
 *   nothing is known of the batch
 */
gboolean
rim_transform_scale (const RimTransform *self,
                     const double       *values,
                     double             *scaled)
{
  const double batch = self->combat != NULL ? values[self->n_scaled] : 0.0;
  gboolean complete = TRUE;

  if (self->combat != NULL && !knows_batch (self, batch))
    return FALSE;

  for (guint i = 0; i < self->n_scaled; i++)
    {
      scaled[i] = scale_input (self, i, values[i], batch);
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
  if (self->loadings == NULL)
    {
      for (guint k = 0; k < self->n_outputs; k++)
        outputs[k] = scaled[k];
      return;
    }

  for (guint k = 0; k < self->n_outputs; k++)
    {
      const double *loadings = self->loadings + (gsize) k * self->n_scaled;
      double sum = 0.0;

      for (guint i = 0; i < self->n_scaled; i++)
        sum += loadings[i] * scaled[i];
      outputs[k] = sum;
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
    values[i] = self->sources[i]->values[row];
  if (!rim_transform_scale (self, values, scaled))
    return FALSE;

  rim_transform_project (self, scaled, outputs);

  return TRUE;
}
