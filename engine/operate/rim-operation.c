/* rim-operation.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-operation-private.h"

#include <math.h>
#include <string.h>

#include "rim-operate-private.h"

static const RimOperationRow *
find_row (const char *id)
{
  guint n_rows;
  const RimOperationRow *rows = rim_operation_table_get (&n_rows);

  for (guint n = 0; n < n_rows; n++)
    if (strcmp (rows[n].operation.id, id) == 0)
      return &rows[n];

  return NULL;
}

double
rim_task_get (const RimTask *self,
              const char    *id)
{
  for (guint p = 0; p < self->operation->n_parameters; p++)
    if (strcmp (self->operation->parameters[p].id, id) == 0)
      return self->values[p];

  g_return_val_if_reached (NAN);
}

/**
 * rim_operation_get:
 * @n: a number from 0 on
 *
 * Returns: (transfer none) (nullable): the n-th operation of the table; %NULL behind
 *   the last
 */
const RimOperation *
rim_operation_get (guint n)
{
  guint n_rows;
  const RimOperationRow *rows = rim_operation_table_get (&n_rows);

  return n < n_rows ? &rows[n].operation : NULL;
}

/**
 * rim_operation_find:
 * @id: an identifier
 *
 * Returns: (transfer none) (nullable): the operation
 */
const RimOperation *
rim_operation_find (const char *id)
{
  const RimOperationRow *row = find_row (id);

  return row != NULL ? &row->operation : NULL;
}

/**
 * rim_parameter_check:
 * @self: a parameter
 * @value: a value
 * @error: where to put an error
 *
 * Returns: whether it may have the value
 */
gboolean
rim_parameter_check (const RimParameter  *self,
                     double               value,
                     GError             **error)
{
  const gboolean whole = self->kind != RIM_PARAMETER_NUMBER;

  if (value >= self->min && value <= self->max && (!whole || value == floor (value)))
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s takes a %snumber from %g to %g, not %g",
               self->id, whole ? "whole " : "", self->min, self->max, value);

  return FALSE;
}

/**
 * rim_parameter_parse:
 * @self: a parameter
 * @text: a number, or the identifier of a choice; does not depend on the locale
 * @value: (out): its value
 * @error: where to put an error
 *
 * Returns: whether @text is a value that it may have
 */
gboolean
rim_parameter_parse (const RimParameter  *self,
                     const char          *text,
                     double              *value,
                     GError             **error)
{
  char *end;

  for (guint c = 0; self->choices != NULL && self->choices[c] != NULL; c++)
    if (strcmp (self->choices[c], text) == 0)
      {
        *value = c;
        return TRUE;
      }

  if (self->choices != NULL)
    {
      g_autofree char *list = g_strjoinv (", ", (char **) self->choices);

      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s takes one of %s, not “%s”",
                   self->id, list, text);
      return FALSE;
    }

  *value = g_ascii_strtod (text, &end);
  if (end == text || *end != '\0')
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s takes a number, not “%s”", self->id, text);
      return FALSE;
    }

  return rim_parameter_check (self, *value, error);
}

static gboolean
check_input (const RimOperation       *self,
             const RimOperationInput  *input,
             GError                  **error)
{
  for (guint m = 1; m < input->n_masks; m++)
    if (!rim_operate_check_grid (input->masks[0], input->masks[m], error))
      return FALSE;
  if (!rim_operate_check_grid (input->masks[0], input->other, error))
    return FALSE;

  if (self->takes == RIM_TAKES_OTHER && input->other == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s needs a second mask", self->id);
      return FALSE;
    }
  if (self->takes != RIM_TAKES_SEVERAL && input->n_masks > 1)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s takes one mask, not %u", self->id,
                   input->n_masks);
      return FALSE;
    }

  return TRUE;
}

static double *
choose_values (const RimOperation  *self,
               const double        *values,
               GError             **error)
{
  g_autofree double *chosen = g_new (double, self->n_parameters + 1);

  for (guint p = 0; p < self->n_parameters; p++)
    {
      chosen[p] = values != NULL ? values[p] : self->parameters[p].value;
      if (!rim_parameter_check (&self->parameters[p], chosen[p], error))
        return NULL;
    }

  return g_steal_pointer (&chosen);
}

/**
 * rim_operation_run:
 * @self: an operation
 * @input: what to work on
 * @cut: (out) (optional): whether the result would have reached beyond the grid, and
 *   what lies there is missing
 * @cancellable: (nullable): stops it
 * @error: where to put an error
 *
 * Does it. The cost follows the lesions and not the image; masks do not depend on the
 * number of threads.
 *
 * Returns: (transfer full) (nullable) (element-type RimMask): what comes of it, on the
 *   grid of the first mask; %NULL where cancelled or wrongly asked
 */
GPtrArray *
rim_operation_run (const RimOperation       *self,
                   const RimOperationInput  *input,
                   gboolean                 *cut,
                   GCancellable             *cancellable,
                   GError                  **error)
{
  const RimOperationRow *row = find_row (self->id);
  g_autofree double *values = NULL;
  RimTask task = { self, input, NULL, FALSE, cancellable };
  GPtrArray *masks = NULL;

  g_return_val_if_fail (row != NULL && input->n_masks > 0, NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error) || !check_input (self, input, error))
    return NULL;
  task.values = values = choose_values (self, input->values, error);
  if (values == NULL)
    return NULL;

  if (row->run_several != NULL)
    {
      masks = row->run_several (&task, error);
    }
  else
    {
      RimMask *mask = row->run (&task, error);

      if (mask == NULL)
        return NULL;
      masks = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_mask_unref);
      g_ptr_array_add (masks, mask);
    }
  if (cut != NULL)
    *cut = task.cut;

  return masks;
}
