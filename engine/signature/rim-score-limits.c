/* rim-score-limits.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-score-private.h"

#include <math.h>

/* How many inputs a sentence names. */
#define MAX_NAMED 3

/* How far outside of the range of training, in parts of the range, a value makes a score one
 * of no patient like those in training.
 */
#define FAR_OUTSIDE 0.5

/* Of the training cohort; who is further away than all but this part of it is unlike it. */
#define PART_BEYOND 0.01

/**
 * rim_score_add_limit:
 * @self: a score
 * @is_serious: whether it should not be used
 * @text: (transfer full): a sentence
 */
void
rim_score_add_limit (RimScore *self,
                     gboolean  is_serious,
                     char     *text)
{
  RimScoreLimit *limit = g_new (RimScoreLimit, 1);

  *limit = (RimScoreLimit) { is_serious, text };
  g_ptr_array_add (self->limits, limit);
}

/* Serious ones first, else in the order they were found in. */
void
rim_score_sort_limits (RimScore *self)
{
  for (guint i = 1; i < self->limits->len; i++)
    {
      RimScoreLimit *limit = self->limits->pdata[i];
      guint at = i;

      for (; at > 0 && limit->is_serious && !((RimScoreLimit *) self->limits->pdata[at - 1])->is_serious; at--)
        self->limits->pdata[at] = self->limits->pdata[at - 1];
      self->limits->pdata[at] = limit;
    }
}

/* A list of names that ends in "and 4 others". */
static void
append_name (GString *text,
             guint    n,
             char    *name)
{
  if (n < MAX_NAMED)
    g_string_append_printf (text, "%s%s", n > 0 ? ", " : "", name);
  g_free (name);
}

static void
end_names (GString *text,
           guint    n)
{
  if (n > MAX_NAMED)
    g_string_append_printf (text, " and %u others", n - MAX_NAMED);
}

static char *
describe_fill (const RimScoreInput *input)
{
  if (input->is_category)
    return g_strdup (input->name);

  return g_strdup_printf ("%s (%.4g)", input->name, input->fill);
}

/* A third of all that are filled in leaves little of the patient. */
static void
find_missing (RimScore *self)
{
  g_autoptr(GString) names = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < self->inputs->len; i++)
    {
      const RimScoreInput *input = self->inputs->pdata[i];

      if (input->is_filled)
        append_name (names, n++, describe_fill (input));
    }
  if (n == 0)
    return;

  end_names (names, n);
  rim_score_add_limit (self, n * 3 >= self->inputs->len,
                       g_strdup_printf ("%u of %u inputs %s missing and filled in as in training: %s.", n,
                                        self->inputs->len, n == 1 ? "is" : "are", names->str));
}

/* How far outside, in parts of the range. */
static double
get_excess (const RimScoreInput *input)
{
  const double beyond = input->value > input->high ? input->value - input->high : input->low - input->value;
  const double range = input->high - input->low;

  return range > 0.0 ? beyond / range : INFINITY;
}

static char *
describe_outside (const RimScoreInput *input)
{
  const gboolean is_above = input->value > input->high;
  const double excess = get_excess (input);
  const char *what = is_above ? "above the highest" : "below the lowest";

  if (!isfinite (excess))
    return g_strdup_printf ("%s (%.4g, in training always %.4g)", input->name, input->value, input->low);

  return g_strdup_printf ("%s (%.4g, %s of training, %.4g, by %.0f %% of its range)", input->name, input->value, what,
                          is_above ? input->high : input->low, 100.0 * excess);
}

static void
find_outside (RimScore *self)
{
  g_autoptr(GString) names = g_string_new (NULL);
  gboolean is_far = FALSE;
  guint n = 0;

  for (guint i = 0; i < self->inputs->len; i++)
    {
      const RimScoreInput *input = self->inputs->pdata[i];

      if (!input->is_outside)
        continue;
      is_far = is_far || get_excess (input) > FAR_OUTSIDE;
      append_name (names, n++, describe_outside (input));
    }
  if (n == 0)
    return;

  end_names (names, n);
  rim_score_add_limit (self, is_far,
                       g_strdup_printf ("%u of %u inputs %s outside of what the signature was trained on: %s.", n,
                                        self->inputs->len, n == 1 ? "is" : "are", names->str));
}

static void
find_distance (RimScore *self)
{
  if (isnan (self->distance) || self->part_beyond >= PART_BEYOND)
    return;

  if (self->part_beyond == 0.0)
    rim_score_add_limit (self, TRUE,
                         g_strdup_printf ("Nobody in training is as unlike the others as this patient: the inputs "
                                          "together are at a Mahalanobis distance of %.3g.", self->distance));
  else
    rim_score_add_limit (self, TRUE,
                         g_strdup_printf ("The inputs together are unlike those of training: at a Mahalanobis "
                                          "distance of %.3g, further than %.1f %% of the cohort.", self->distance,
                                          100.0 * (1.0 - self->part_beyond)));
}

/**
 * rim_score_find_limits:
 * @self: a score with inputs
 * @signature: whose it is
 *
 * Adds what the inputs alone say.
 */
void
rim_score_find_limits (RimScore     *self,
                       RimSignature *signature)
{
  if (rim_signature_is_synthetic (signature))
    rim_score_add_limit (self, TRUE,
                         g_strdup ("SYNTHETIC: this signature was trained on patients that do not exist and says "
                                   "nothing about real ones."));
  if (rim_fit_get_model (rim_signature_get_fit (signature)) == NULL)
    rim_score_add_limit (self, TRUE,
                         g_strdup ("No input was left in training, so that the score is the same for everybody."));
  find_missing (self);
  find_outside (self);
  find_distance (self);
}
