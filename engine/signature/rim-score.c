/* rim-score.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-score-private.h"

#include <math.h>
#include <string.h>

static void
input_free (gpointer data)
{
  RimScoreInput *self = data;

  g_free (self->name);
  g_free (self->text);
  g_free (self);
}

static void
limit_free (gpointer data)
{
  RimScoreLimit *self = data;

  g_free (self->text);
  g_free (self);
}

static const char *
get_level (const RimFitInput *input,
           double             value)
{
  if (input->levels == NULL || isnan (value) || value < 0.0 || value >= g_strv_length (input->levels))
    return NULL;

  return input->levels[(gsize) value];
}

static RimScoreInput *
add_input (RimScore          *self,
           const RimFitInput *input,
           double             value)
{
  RimScoreInput *added = g_new (RimScoreInput, 1);
  const gboolean is_category = input->type == RIM_COLUMN_CATEGORY;

  *added = (RimScoreInput) {
    .name = g_strdup (input->name),
    .value = value,
    .text = g_strdup (get_level (input, value)),
    .low = input->low,
    .high = input->high,
    .is_outside = !is_category && !isnan (value) && (value < input->low || value > input->high),
    .is_category = is_category,
    .is_clinical = input->role != RIM_COLUMN_FEATURE,
    .is_filled = isnan (value),
    .fill = input->fill,
  };
  g_ptr_array_add (self->inputs, added);

  return added;
}

/* Levels of one category are one input. */
static void
add_inputs (RimScore     *self,
            RimFit       *fit,
            const double *values,
            const double *contributions)
{
  for (guint i = 0; i < rim_fit_get_n_inputs (fit); i++)
    {
      const RimFitInput *input = rim_fit_get_input (fit, i);
      RimScoreInput *added = NULL;

      for (guint k = 0; k < self->inputs->len && added == NULL && input->type == RIM_COLUMN_CATEGORY; k++)
        if (strcmp (((RimScoreInput *) self->inputs->pdata[k])->name, input->name) == 0)
          added = self->inputs->pdata[k];
      if (added == NULL)
        added = add_input (self, input, values[i]);
      added->contribution += contributions[i];
    }
}

/* Stable, so that equal contributions stay in the order of the signature. */
static void
sort_inputs (GPtrArray *inputs)
{
  for (guint i = 1; i < inputs->len; i++)
    {
      RimScoreInput *input = inputs->pdata[i];
      guint at = i;

      for (; at > 0; at--)
        {
          const RimScoreInput *before = inputs->pdata[at - 1];

          if (fabs (before->contribution) >= fabs (input->contribution))
            break;
          inputs->pdata[at] = inputs->pdata[at - 1];
        }
      inputs->pdata[at] = input;
    }
}

/* Returns: what part of the training cohort has a lower margin */
double
rim_score_find_percentile (RimFit *fit,
                           double  margin)
{
  gsize n, n_below = 0;
  const double *margins = rim_fit_get_training_margins (fit, &n);

  for (gsize i = 0; i < n; i++)
    n_below += margins[i] < margin;

  return n > 0 ? (double) n_below / (double) n : NAN;
}

/* Names what is missing and not filled in, and why. */
static void
fail_missing (RimSignature  *signature,
              const double  *values,
              GPtrArray     *reasons,
              GError       **error)
{
  RimFit *fit = rim_signature_get_fit (signature);
  g_autoptr(GString) text = g_string_new (NULL);
  const char *last = NULL;

  for (guint i = 0; i < rim_fit_get_n_inputs (fit); i++)
    {
      const RimFitInput *input = rim_fit_get_input (fit, i);

      if (!isnan (values[i]) || !isnan (input->fill) || g_strcmp0 (last, input->name) == 0)
        continue;
      g_string_append_printf (text, "%s%s", last != NULL ? ", " : "", input->name);
      last = input->name;
    }
  for (guint i = 0; reasons != NULL && i < reasons->len; i++)
    g_string_append_printf (text, "%s%s", i == 0 ? ". " : "; ", (char *) reasons->pdata[i]);

  g_set_error (error, RIM_SIGNATURE_ERROR, RIM_SIGNATURE_ERROR_MISSING,
               "The signature “%s” has no score without all of its inputs; there is no %s",
               rim_signature_get_title (signature), text->str);
}

/**
 * rim_score_new_with_reasons:
 * @signature: a signature
 * @values: as of rim_score_new_values()
 * @reasons: (nullable) (element-type utf8): why values are missing
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): the score
 */
RimScore *
rim_score_new_with_reasons (RimSignature  *signature,
                            const double  *values,
                            GPtrArray     *reasons,
                            GError       **error)
{
  RimFit *fit = rim_signature_get_fit (signature);
  const guint n = rim_fit_get_n_inputs (fit);
  g_autofree double *contributions = g_new0 (double, MAX (n, 1));
  const double margin = rim_fit_predict (fit, values);
  RimScore *self;

  if (isnan (margin))
    {
      fail_missing (signature, values, reasons, error);
      return NULL;
    }

  self = g_new (RimScore, 1);
  *self = (RimScore) {
    .margin = margin,
    .base = rim_fit_explain (fit, values, contributions),
    .probability = rim_fit_get_probability (fit, margin),
    .is_high = margin > rim_fit_get_cut_off (fit),
    .percentile = rim_score_find_percentile (fit, margin),
    .inputs = g_ptr_array_new_with_free_func (input_free),
    .limits = g_ptr_array_new_with_free_func (limit_free),
    .low = NAN, .high = NAN, .deviation = NAN, .flips = NAN,
  };
  self->distance = rim_fit_get_distance (fit, values, &self->part_beyond);
  add_inputs (self, fit, values, contributions);
  sort_inputs (self->inputs);
  rim_score_find_limits (self, signature);
  for (guint i = 0; reasons != NULL && i < reasons->len; i++)
    rim_score_add_limit (self, FALSE, g_strdup_printf ("%s.", (char *) reasons->pdata[i]));
  rim_score_sort_limits (self);

  return self;
}

/**
 * rim_score_new_values:
 * @signature: a signature
 * @values: a value per input of the fit, in its order; levels by their number; NAN where
 *   missing
 * @error: where to put a #RimSignatureError, which lists what is missing
 *
 * Returns: (transfer full) (nullable): the score; %NULL where an input is missing that the
 *   signature does not fill in
 */
RimScore *
rim_score_new_values (RimSignature  *signature,
                      const double  *values,
                      GError       **error)
{
  g_return_val_if_fail (signature != NULL && values != NULL, NULL);

  return rim_score_new_with_reasons (signature, values, NULL, error);
}

void
rim_score_free (RimScore *self)
{
  g_ptr_array_unref (self->inputs);
  g_ptr_array_unref (self->limits);
  g_free (self);
}

/* Returns: whether there is a reason not to use it */
gboolean
rim_score_is_serious (const RimScore *self)
{
  for (guint i = 0; i < self->limits->len; i++)
    if (((const RimScoreLimit *) self->limits->pdata[i])->is_serious)
      return TRUE;

  return FALSE;
}
