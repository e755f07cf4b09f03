/* rim-nomogram.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-nomogram.h"

#include <math.h>
#include <string.h>

#define MOST_POINTS 100.0

static void
axis_free (gpointer data)
{
  RimNomogramAxis *self = data;

  g_free (self->name);
  g_strfreev (self->levels);
  g_free (self->level_points);
  g_free (self);
}

static gboolean
is_linear (RimFit *fit)
{
  RimModel *model = rim_fit_get_model (fit);
  g_autoptr(JsonNode) node = model != NULL ? rim_model_to_json (model) : NULL;

  return node != NULL &&
         g_strcmp0 (json_object_get_string_member_with_default (json_node_get_object (node), "form", NULL),
                    "linear") == 0;
}

/* What all inputs of a column add where it has a value and the others their centres. */
static double
find_contribution (RimFit     *fit,
                   const char *name,
                   double      value)
{
  const guint n = rim_fit_get_n_inputs (fit);
  g_autofree double *values = g_new (double, n);
  g_autofree double *contributions = g_new (double, n);
  double sum = 0.0;

  for (guint i = 0; i < n; i++)
    {
      const RimFitInput *input = rim_fit_get_input (fit, i);

      values[i] = strcmp (input->name, name) == 0 ? value : input->type == RIM_COLUMN_CATEGORY ? 0.0 : input->center;
    }
  rim_fit_explain (fit, values, contributions);
  for (guint i = 0; i < n; i++)
    if (strcmp (rim_fit_get_input (fit, i)->name, name) == 0)
      sum += contributions[i];

  return sum;
}

/* Until they are scaled, points are what an input adds to the margin. */
static RimNomogramAxis *
axis_new (RimFit            *fit,
          const RimFitInput *input)
{
  RimNomogramAxis *self = g_new0 (RimNomogramAxis, 1);
  const guint n = input->levels != NULL ? g_strv_length (input->levels) : 0;

  self->name = g_strdup (input->name);
  self->low = input->low;
  self->high = input->high;
  if (n == 0)
    {
      self->points_low = find_contribution (fit, input->name, input->low);
      self->points_high = find_contribution (fit, input->name, input->high);
      return self;
    }

  self->levels = g_strdupv (input->levels);
  self->level_points = g_new (double, n);
  self->low = 0.0;
  self->high = n - 1;
  for (guint i = 0; i < n; i++)
    self->level_points[i] = find_contribution (fit, input->name, i);
  self->points_low = self->level_points[0];
  self->points_high = self->level_points[n - 1];

  return self;
}

static void
find_range (const RimNomogramAxis *self,
            double                *least,
            double                *most)
{
  *least = MIN (self->points_low, self->points_high);
  *most = MAX (self->points_low, self->points_high);
  for (guint i = 0; self->levels != NULL && self->levels[i] != NULL; i++)
    {
      *least = MIN (*least, self->level_points[i]);
      *most = MAX (*most, self->level_points[i]);
    }
}

static void
scale_axis (RimNomogramAxis *self,
            double           least,
            double           per_point)
{
  self->points_low = (self->points_low - least) / per_point;
  self->points_high = (self->points_high - least) / per_point;
  for (guint i = 0; self->levels != NULL && self->levels[i] != NULL; i++)
    self->level_points[i] = (self->level_points[i] - least) / per_point;
}

static gboolean
scale_axes (RimNomogram  *self,
            GError      **error)
{
  double widest = 0.0, least, most;

  for (guint i = 0; i < self->axes->len; i++)
    {
      find_range (self->axes->pdata[i], &least, &most);
      widest = MAX (widest, most - least);
    }
  if (!(widest > 0.0) || !isfinite (widest))
    {
      g_set_error_literal (error, RIM_SIGNATURE_ERROR, RIM_SIGNATURE_ERROR_UNAVAILABLE,
                           "No input of the signature changes its score, so that there is no nomogram");
      return FALSE;
    }

  self->margin_per_point = widest / MOST_POINTS;
  for (guint i = 0; i < self->axes->len; i++)
    {
      find_range (self->axes->pdata[i], &least, &most);
      self->margin_at_zero += least;
      self->total += (most - least) / self->margin_per_point;
      scale_axis (self->axes->pdata[i], least, self->margin_per_point);
    }

  return TRUE;
}

static int
compare_axes (gconstpointer a,
              gconstpointer b)
{
  double least, x, y;

  find_range (*(RimNomogramAxis *const *) a, &least, &x);
  find_range (*(RimNomogramAxis *const *) b, &least, &y);

  return x != y ? (x < y) - (x > y)
                : strcmp ((*(RimNomogramAxis *const *) a)->name, (*(RimNomogramAxis *const *) b)->name);
}

static gboolean
has_axis (const RimNomogram *self,
          const char        *name)
{
  for (guint i = 0; i < self->axes->len; i++)
    if (strcmp (((RimNomogramAxis *) self->axes->pdata[i])->name, name) == 0)
      return TRUE;

  return FALSE;
}

/**
 * rim_nomogram_new:
 * @signature: a signature
 * @error: where to put a #RimSignatureError
 *
 * Returns: (transfer full) (nullable): its nomogram; %NULL where it is not linear, as the
 *   points of an input would depend on the others
 */
RimNomogram *
rim_nomogram_new (RimSignature  *signature,
                  GError       **error)
{
  RimFit *fit = rim_signature_get_fit (signature);
  g_autoptr(RimNomogram) self = NULL;
  g_autofree double *values = NULL;
  g_autofree double *contributions = NULL;

  if (!is_linear (fit))
    {
      g_set_error (error, RIM_SIGNATURE_ERROR, RIM_SIGNATURE_ERROR_UNAVAILABLE,
                   "The signature “%s” is not linear: what an input adds depends on the others, so that there is no "
                   "nomogram", rim_signature_get_title (signature));
      return NULL;
    }

  self = g_new0 (RimNomogram, 1);
  self->axes = g_ptr_array_new_with_free_func (axis_free);
  for (guint i = 0; i < rim_fit_get_n_inputs (fit); i++)
    if (!has_axis (self, rim_fit_get_input (fit, i)->name))
      g_ptr_array_add (self->axes, axis_new (fit, rim_fit_get_input (fit, i)));

  values = g_new (double, MAX (rim_fit_get_n_inputs (fit), 1));
  contributions = g_new (double, MAX (rim_fit_get_n_inputs (fit), 1));
  for (guint i = 0; i < rim_fit_get_n_inputs (fit); i++)
    values[i] = rim_fit_get_input (fit, i)->low;
  self->margin_at_zero = rim_fit_explain (fit, values, contributions);
  if (!scale_axes (self, error))
    return NULL;
  g_ptr_array_sort (self->axes, compare_axes);

  return g_steal_pointer (&self);
}

void
rim_nomogram_free (RimNomogram *self)
{
  g_ptr_array_unref (self->axes);
  g_free (self);
}

/**
 * rim_nomogram_get_points:
 * @axis: an axis
 * @value: of a patient, of a category the number of its level
 *
 * Returns: its points, below 0 or above 100 where it lies outside of training; NAN where
 *   it is missing
 */
double
rim_nomogram_get_points (const RimNomogramAxis *axis,
                         double                 value)
{
  if (isnan (value))
    return NAN;
  if (axis->levels != NULL)
    return value >= 0.0 && value <= axis->high ? axis->level_points[(gsize) value] : NAN;
  if (axis->high == axis->low)
    return axis->points_low;

  return axis->points_low + (axis->points_high - axis->points_low) * (value - axis->low) / (axis->high - axis->low);
}
