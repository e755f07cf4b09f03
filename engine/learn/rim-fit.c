/* rim-fit.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-fit-private.h"

#include <math.h>
#include <string.h>

#include "statistics/rim-statistics-error.h"

/* Returns: (transfer full): a fit that says nothing yet */
RimFit *
rim_fit_alloc (RimOutcomeKind kind)
{
  RimFit *self = g_new0 (RimFit, 1);

  rim_ref_count_init (&self->ref_count);
  self->kind = kind;
  self->slope = NAN;
  self->intercept = NAN;
  self->notes = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->notes, NULL);

  return self;
}

/* @note: (transfer full): a whole sentence */
void
rim_fit_take_note (RimFit *self,
                   char   *note)
{
  g_ptr_array_insert (self->notes, (int) self->notes->len - 1, note);
}

RimFit *
rim_fit_ref (RimFit *self)
{
  rim_ref_count_inc (&self->ref_count);

  return self;
}

void
rim_fit_unref (RimFit *self)
{
  if (!rim_ref_count_dec (&self->ref_count))
    return;

  rim_transform_clear (&self->transform);
  for (guint i = 0; i < self->n_steps; i++)
    g_free (self->steps[i].selector);
  g_free (self->steps);
  g_clear_pointer (&self->model, rim_model_unref);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_free (self->margins);
  g_free (self->fold_margins);
  g_free (self->means);
  g_free (self->covariance);
  g_free (self->factor);
  g_free (self->distances);
  g_free (self);
}

RimOutcomeKind
rim_fit_get_kind (RimFit *self)
{
  return self->kind;
}

guint
rim_fit_get_n_inputs (RimFit *self)
{
  return self->transform.n_inputs;
}

/* Returns: (transfer none): what becomes of the values of one input */
const RimFitInput *
rim_fit_get_input (RimFit *self,
                   guint   input)
{
  g_return_val_if_fail (input < self->transform.n_inputs, NULL);

  return &self->transform.inputs[input];
}

guint
rim_fit_get_n_steps (RimFit *self)
{
  return self->n_steps;
}

/* Returns: (transfer none): what a step did with all rows that were learned from */
const RimFitStep *
rim_fit_get_step (RimFit *self,
                  guint   step)
{
  g_return_val_if_fail (step < self->n_steps, NULL);

  return &self->steps[step];
}

/* Returns: (transfer none) (nullable): the model; %NULL where no column was left */
RimModel *
rim_fit_get_model (RimFit *self)
{
  return self->model;
}

/* Returns: above which margin a row is high; infinite where all or none is best */
double
rim_fit_get_cut_off (RimFit *self)
{
  return self->cut_off;
}

/* Returns: whether cut-off and calibration come from rows that were not learned from */
gboolean
rim_fit_is_out_of_fold (RimFit *self)
{
  return self->fold_margins != NULL;
}

/* Returns: (transfer none) (array zero-terminated=1): whole sentences */
const char *const *
rim_fit_list_notes (RimFit *self)
{
  return (const char *const *) self->notes->pdata;
}

/* Returns: (transfer none) (array length=n_margins): of the rows that were learned from */
const double *
rim_fit_get_training_margins (RimFit *self,
                              gsize  *n_margins)
{
  *n_margins = self->n;

  return self->margins;
}

/* Returns: (transfer none) (nullable) (array length=n_margins): of the same rows, by models
 *   of inner folds that did not see them; %NULL where there are no inner folds
 */
const double *
rim_fit_get_fold_margins (RimFit *self,
                          gsize  *n_margins)
{
  *n_margins = self->fold_margins != NULL ? self->n : 0;

  return self->fold_margins;
}

/* @scaled: (array length=n_scaled): filled in, harmonised and scaled */
double
rim_fit_margin_scaled (RimFit       *self,
                       const double *scaled)
{
  g_autofree double *outputs = NULL;

  if (self->model == NULL)
    return self->base;

  outputs = g_new (double, MAX (self->transform.n_outputs, 1));
  rim_transform_project (&self->transform, scaled, outputs);

  return rim_model_predict (self->model, outputs);
}

/* While it is learned: the margin of a row of the table. */
void
rim_fit_margin_row (RimFit  *self,
                    guint32  row,
                    double  *margin)
{
  g_autofree double *outputs = g_new (double, MAX (self->transform.n_outputs, 1));

  if (!rim_transform_row (&self->transform, row, outputs))
    *margin = NAN;
  else
    *margin = self->model != NULL ? rim_model_predict (self->model, outputs) : self->base;
}

/**
 * rim_fit_predict:
 * @self: a fit
 * @values: (array length=n_inputs): as the columns are, levels by their number, in the
 *   order of the inputs; NAN where missing
 *
 * Returns: the margin; NAN where a value is missing that is not filled in
 */
double
rim_fit_predict (RimFit       *self,
                 const double *values)
{
  g_autofree double *scaled = g_new (double, MAX (self->transform.n_inputs, 1));

  return rim_transform_scale (&self->transform, values, scaled) ? rim_fit_margin_scaled (self, scaled) : NAN;
}

/* What an input has to do with a component: its term where the model is linear, or else the
 * term's size; where all terms are 0 what the component would take of it.
 */
static double
find_share (const double *loadings,
            const double *scaled,
            guint         input,
            gboolean      by_sign,
            gboolean      all_zero)
{
  if (all_zero)
    return fabs (loadings[input]);

  return by_sign ? loadings[input] * scaled[input] : fabs (loadings[input] * scaled[input]);
}

/* Gives what components add to the inputs that make them up. */
static void
share_out (const RimFit *self,
           const double *scaled,
           const double *outputs,
           const double *added,
           double       *contributions)
{
  const RimTransform *transform = &self->transform;
  const guint n = transform->n_scaled;

  for (guint k = 0; k < transform->n_outputs; k++)
    {
      const double *loadings = transform->loadings + (gsize) k * n;
      const gboolean by_sign = self->is_linear && outputs[k] != 0.0;
      gboolean all_zero = TRUE;
      double whole = 0.0;

      for (guint i = 0; i < n; i++)
        all_zero = all_zero && loadings[i] * scaled[i] == 0.0;
      for (guint i = 0; i < n; i++)
        whole += find_share (loadings, scaled, i, by_sign, all_zero);
      for (guint i = 0; i < n && whole != 0.0; i++)
        contributions[i] += added[k] * (find_share (loadings, scaled, i, by_sign, all_zero) / whole);
    }
}

/**
 * rim_fit_explain:
 * @self: a fit
 * @values: (array length=n_inputs): as of rim_fit_predict()
 * @contributions: (out) (array length=n_inputs): what each input adds to the margin
 *
 * What components add is given to their inputs: of a linear model as its terms are, of
 * others by the sizes of what inputs bring to a component.
 *
 * Returns: the margin of nobody in particular, which with all contributions is the margin;
 *   NAN, as all contributions, where a value is missing that is not filled in
 */
double
rim_fit_explain (RimFit       *self,
                 const double *values,
                 double       *contributions)
{
  const guint n = self->transform.n_inputs;
  g_autofree double *scaled = g_new (double, MAX (n, 1));
  g_autofree double *outputs = g_new0 (double, MAX (self->transform.n_outputs, 1));
  g_autofree double *added = g_new0 (double, MAX (self->transform.n_outputs, 1));
  double base = self->base;

  for (guint i = 0; i < n; i++)
    contributions[i] = 0.0;
  if (!rim_transform_scale (&self->transform, values, scaled))
    {
      for (guint i = 0; i < n; i++)
        contributions[i] = NAN;
      return NAN;
    }
  if (self->model == NULL)
    return base;

  rim_transform_project (&self->transform, scaled, outputs);
  base = rim_model_explain (self->model, outputs, added);
  if (self->transform.loadings != NULL)
    share_out (self, scaled, outputs, added, contributions);
  else
    memcpy (contributions, added, self->transform.n_scaled * sizeof *contributions);

  return base;
}

/* Returns: the probability of class 1; NAN unless the outcome is binary */
double
rim_fit_get_probability (RimFit *self,
                         double  margin)
{
  return 1.0 / (1.0 + exp (-(self->intercept + self->slope * margin)));
}

/**
 * rim_fit_get_distance:
 * @self: a fit
 * @values: (array length=n_inputs): as of rim_fit_predict()
 * @part_beyond: (out): what part of the rows that were learned from is further away
 *
 * Returns: the Mahalanobis distance of scaled inputs from their mean; NAN where a value is
 *   missing that is not filled in, or the fit has no inputs or too many
 */
double
rim_fit_get_distance (RimFit       *self,
                      const double *values,
                      double       *part_beyond)
{
  g_autofree double *scaled = g_new (double, MAX (self->transform.n_inputs, 1));
  double distance;
  gsize n_beyond = 0;

  *part_beyond = NAN;
  if (self->factor == NULL || !rim_transform_scale (&self->transform, values, scaled))
    return NAN;

  distance = rim_fit_distance_scaled (self, scaled);
  for (gsize i = 0; i < self->n; i++)
    n_beyond += self->distances[i] > distance;
  *part_beyond = (double) n_beyond / (double) self->n;

  return distance;
}

/* Levels of a cohort by the numbers that the fit gives them; -1 for a level it does not know. */
static int *
map_levels (const RimFitInput *input,
            const RimColumn   *column)
{
  const guint n = g_strv_length ((char **) column->levels);
  int *map = g_new (int, MAX (n, 1));

  for (guint k = 0; k < n; k++)
    {
      map[k] = -1;
      for (guint l = 0; input->levels[l] != NULL; l++)
        if (strcmp (input->levels[l], column->levels[k]) == 0)
          map[k] = (int) l;
    }

  return map;
}

static gboolean
refuse_level (const RimFitInput  *input,
              RimCohort          *cohort,
              guint32             row,
              const char         *level,
              GError            **error)
{
  g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_RANGE,
               "“%s” has “%s” in “%s”, which was not learned from", rim_cohort_get_id (cohort, row), level, input->name);

  return FALSE;
}

static gboolean
take_levels (const RimFitInput  *input,
             RimCohort          *cohort,
             const RimColumn    *column,
             const guint32      *rows,
             gsize               n_rows,
             const guint        *counts,
             double             *values,
             gsize               stride,
             GError            **error)
{
  g_autofree int *map = map_levels (input, column);

  for (gsize i = 0; i < n_rows; i++)
    {
      const double value = column->values[rows[i]];

      values[i * stride] = value;
      if (isnan (value))
        continue;
      if (map[(gsize) value] < 0 || (counts != NULL && counts[map[(gsize) value]] == 0))
        return refuse_level (input, cohort, rows[i], column->levels[(gsize) value], error);
      values[i * stride] = map[(gsize) value];
    }

  return TRUE;
}

static gboolean
take_column (const RimTransform  *transform,
             guint                index,
             RimCohort           *cohort,
             const guint32       *rows,
             gsize                n_rows,
             double              *values,
             GError             **error)
{
  const RimFitInput *input = &transform->inputs[index];
  const RimColumn *column = rim_cohort_find (cohort, input->name);

  if (column == NULL || column->type != input->type)
    {
      g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_RANGE,
                   column == NULL ? "There is no column “%s”" : "The column “%s” is of another type", input->name);
      return FALSE;
    }
  if (input->type == RIM_COLUMN_CATEGORY)
    return take_levels (input, cohort, column, rows, n_rows,
                        index >= transform->n_scaled ? transform->combat->counts : NULL, values + index,
                        transform->n_inputs, error);

  for (gsize i = 0; i < n_rows; i++)
    values[i * transform->n_inputs + index] = column->values[rows[i]];

  return TRUE;
}

/**
 * rim_fit_predict_rows:
 * @self: a fit
 * @cohort: any that has the inputs' columns
 * @rows: (array length=n_rows): rows of it
 * @n_rows: how many
 * @margins: (out) (array length=n_rows): NAN where a value is missing that is not filled in
 * @error: return location for an error of #RIM_STATISTICS_ERROR
 *
 * Returns: %FALSE where a column is missing, or has a level that was not learned from
 */
gboolean
rim_fit_predict_rows (RimFit         *self,
                      RimCohort      *cohort,
                      const guint32  *rows,
                      gsize           n_rows,
                      double         *margins,
                      GError        **error)
{
  const guint n = self->transform.n_inputs;
  g_autofree double *values = g_new (double, n_rows * n + 1);

  for (guint i = 0; i < n; i++)
    if (!take_column (&self->transform, i, cohort, rows, n_rows, values, error))
      return FALSE;
  for (gsize i = 0; i < n_rows; i++)
    margins[i] = rim_fit_predict (self, values + i * n);

  return TRUE;
}
