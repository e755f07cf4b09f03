/* rim-pipeline.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-pipeline.h"

#include <math.h>
#include <string.h>

#include "statistics/rim-statistics-error.h"

/**
 * rim_pipeline_new:
 *
 * Returns: (transfer full): a pipeline without steps or learners, with z-scores of columns
 *   whose missing values are refused
 */
RimPipeline *
rim_pipeline_new (void)
{
  RimPipeline *self = g_new0 (RimPipeline, 1);

  self->scaling = RIM_SCALING_Z_SCORE;
  self->inner_repeats = 1;

  return self;
}

/**
 * rim_pipeline_free:
 * @self: (transfer full): a pipeline
 *
 * Frees it.
 */
void
rim_pipeline_free (RimPipeline *self)
{
  for (guint i = 0; i < self->n_learners; i++)
    for (guint k = 0; k < RIM_MAX_PARAMETERS; k++)
      g_free (self->learners[i].grid[k]);
  g_free (self->learners);
  g_free (self->steps);
  g_free (self->batch);
  g_clear_pointer (&self->icc, g_hash_table_unref);
  g_free (self);
}

static gboolean
refuse (GError     **error,
        const char  *format,
        ...) G_GNUC_PRINTF (2, 3);

static gboolean
refuse (GError     **error,
        const char  *format,
        ...)
{
  va_list args;

  va_start (args, format);
  if (error != NULL)
    *error = g_error_new_valist (RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_RANGE, format, args);
  va_end (args);

  return FALSE;
}

static const RimParameter *
find_parameter (const RimParameter  *parameters,
                guint                n_parameters,
                const char          *owner,
                const char          *name,
                GError             **error)
{
  for (guint i = 0; i < n_parameters; i++)
    if (strcmp (parameters[i].name, name) == 0)
      return &parameters[i];

  refuse (error, "“%s” has no parameter “%s”", owner, name);

  return NULL;
}

static gboolean
check_value (const RimParameter  *parameter,
             const char          *owner,
             double               value,
             GError             **error)
{
  if (!(value >= parameter->low && value <= parameter->high))
    return refuse (error, "%s of “%s” is %g, not between %g and %g", parameter->name, owner, value, parameter->low,
                   parameter->high);
  if (parameter->is_whole && value != floor (value))
    return refuse (error, "%s of “%s” is %g, not a whole number", parameter->name, owner, value);

  return TRUE;
}

/**
 * rim_pipeline_add_step:
 * @self: a pipeline
 * @selector: the id of a #RimSelector
 * @error: return location for an error of #RIM_STATISTICS_ERROR
 *
 * Adds a step behind the others, whose parameters are as usual.
 *
 * Returns: %FALSE where there is no such selector
 */
gboolean
rim_pipeline_add_step (RimPipeline  *self,
                       const char   *selector,
                       GError      **error)
{
  const RimSelector *found = rim_selectors_find (selector);
  RimPipelineStep *step;

  if (found == NULL)
    return refuse (error, "There is no step “%s”", selector);

  self->steps = g_renew (RimPipelineStep, self->steps, self->n_steps + 1);
  step = &self->steps[self->n_steps++];
  *step = (RimPipelineStep) { found };
  for (guint i = 0; i < found->n_parameters; i++)
    step->parameters[i] = found->parameters[i].value;

  return TRUE;
}

/**
 * rim_pipeline_set_step:
 * @self: a pipeline
 * @parameter: the name of a parameter of the step that was added last
 * @value: what it becomes
 * @error: return location for an error of #RIM_STATISTICS_ERROR
 *
 * Returns: %FALSE where there is no such parameter, or @value is not allowed
 */
gboolean
rim_pipeline_set_step (RimPipeline  *self,
                       const char   *parameter,
                       double        value,
                       GError      **error)
{
  RimPipelineStep *step;
  const RimParameter *found;

  g_return_val_if_fail (self->n_steps > 0, FALSE);

  step = &self->steps[self->n_steps - 1];
  found = find_parameter (step->selector->parameters, step->selector->n_parameters, step->selector->id, parameter,
                          error);
  if (found == NULL || !check_value (found, step->selector->id, value, error))
    return FALSE;

  step->parameters[found - step->selector->parameters] = value;

  return TRUE;
}

/**
 * rim_pipeline_add_learner:
 * @self: a pipeline
 * @learner: the id of a #RimLearner
 * @error: return location for an error of #RIM_STATISTICS_ERROR
 *
 * Adds a learner with a weight of 1 and a grid of one point, the usual parameters.
 *
 * Returns: %FALSE where there is no such learner
 */
gboolean
rim_pipeline_add_learner (RimPipeline  *self,
                          const char   *learner,
                          GError      **error)
{
  const RimLearner *found = rim_learners_find (learner);
  double values[RIM_MAX_PARAMETERS] = { 0.0 };
  RimPipelineLearner *added;

  if (found == NULL)
    return refuse (error, "There is no learner “%s”", learner);

  self->learners = g_renew (RimPipelineLearner, self->learners, self->n_learners + 1);
  added = &self->learners[self->n_learners++];
  *added = (RimPipelineLearner) { .learner = found, .weight = 1.0 };
  rim_learner_defaults (found, values);
  for (guint i = 0; i < found->n_parameters; i++)
    {
      added->grid[i] = g_memdup2 (&values[i], sizeof *values);
      added->n_grid[i] = 1;
    }

  return TRUE;
}

/**
 * rim_pipeline_set_learner:
 * @self: a pipeline
 * @parameter: the name of a parameter of the learner that was added last
 * @values: (array length=n_values): what to try
 * @n_values: how many, at least 1
 * @error: return location for an error of #RIM_STATISTICS_ERROR
 *
 * Returns: %FALSE where there is no such parameter, or one of @values is not allowed
 */
gboolean
rim_pipeline_set_learner (RimPipeline   *self,
                          const char    *parameter,
                          const double  *values,
                          guint          n_values,
                          GError       **error)
{
  RimPipelineLearner *last;
  const RimParameter *found;
  guint index;

  g_return_val_if_fail (self->n_learners > 0 && n_values > 0, FALSE);

  last = &self->learners[self->n_learners - 1];
  found = find_parameter (last->learner->parameters, last->learner->n_parameters, last->learner->id, parameter, error);
  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < n_values; i++)
    if (!check_value (found, last->learner->id, values[i], error))
      return FALSE;

  index = (guint) (found - last->learner->parameters);
  g_free (last->grid[index]);
  last->grid[index] = g_memdup2 (values, n_values * sizeof *values);
  last->n_grid[index] = n_values;

  return TRUE;
}
