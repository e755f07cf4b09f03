/* rim-validation-rows.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-validation-rows-private.h"

#include <math.h>
#include <string.h>

typedef struct
{
  const RimValidationRows *rows;
  RimSampleFunc            func;
  gpointer                 data;
  guint                    n_values;
} Estimation;

void
rim_sample_clear (RimSample *self)
{
  g_clear_pointer (&self->margins, g_free);
  g_clear_pointer (&self->probabilities, g_free);
  g_clear_pointer (&self->is_high, g_free);
  g_clear_pointer (&self->labels, g_free);
  g_clear_pointer (&self->values, g_free);
}

static void
sample_init (RimSample                *self,
             const RimValidationInput *input,
             gsize                     n_most)
{
  const gsize n = MAX (n_most, 1);

  *self = (RimSample) { 0 };
  self->margins = g_new (double, n);
  self->probabilities = input->probabilities != NULL && !isnan (input->probabilities[0]) ? g_new (double, n) : NULL;
  self->is_high = input->is_high != NULL ? g_new (guint8, n) : NULL;
  self->labels = input->labels != NULL ? g_new (guint8, n) : NULL;
  self->values = input->values != NULL ? g_new (double, n) : NULL;
}

static void
sample_add (RimSample                *self,
            const RimValidationInput *input,
            gsize                     row)
{
  const gsize i = self->n++;

  self->margins[i] = input->margins[row];
  if (self->probabilities != NULL)
    self->probabilities[i] = input->probabilities[row];
  if (self->is_high != NULL)
    self->is_high[i] = input->is_high[row] != 0;
  if (self->labels != NULL)
    self->labels[i] = input->labels[row] != 0;
  if (self->values != NULL)
    self->values[i] = input->values[row];
}

/* Returns: of each row its number, counted from 0 in the order of first rows. */
static guint32 *
count_numbers (const guint32 *numbers,
               gsize          n,
               guint         *n_numbers)
{
  g_autoptr(GHashTable) known = g_hash_table_new (NULL, NULL);
  guint32 *counted = g_new (guint32, MAX (n, 1));

  *n_numbers = 0;
  for (gsize row = 0; row < n; row++)
    {
      gpointer number;

      if (!g_hash_table_lookup_extended (known, GUINT_TO_POINTER (numbers[row]), NULL, &number))
        g_hash_table_insert (known, GUINT_TO_POINTER (numbers[row]), number = GUINT_TO_POINTER ((*n_numbers)++));
      counted[row] = GPOINTER_TO_UINT (number);
    }

  return counted;
}

static guint32 *
number_rows (gsize   n,
             guint  *n_numbers)
{
  guint32 *numbers = g_new (guint32, MAX (n, 1));

  for (gsize row = 0; row < n; row++)
    numbers[row] = (guint32) row;
  *n_numbers = (guint) n;

  return numbers;
}

/* Sorts rows by repeat and patient; those of the same keep their order. */
static void
sort_rows (RimValidationRows *self,
           const guint32     *repeats,
           const guint32     *patients)
{
  const gsize n = self->input->n;
  const gsize n_places = (gsize) self->n_repeats * self->n_patients;
  g_autofree gsize *at = NULL;

  self->begins = g_new0 (gsize, n_places + 1);
  for (gsize row = 0; row < n; row++)
    self->begins[(gsize) repeats[row] * self->n_patients + patients[row] + 1]++;
  for (gsize place = 0; place < n_places; place++)
    self->begins[place + 1] += self->begins[place];

  at = g_memdup2 (self->begins, (n_places + 1) * sizeof *at);
  self->rows = g_new (guint32, MAX (n, 1));
  for (gsize row = 0; row < n; row++)
    self->rows[at[(gsize) repeats[row] * self->n_patients + patients[row]]++] = (guint32) row;
}

/**
 * rim_validation_rows_init:
 * @self: (out): rows by repeat and patient
 * @input: what was given, which stays the caller's
 * @cancellable: (nullable): ends estimates early
 */
void
rim_validation_rows_init (RimValidationRows        *self,
                          const RimValidationInput *input,
                          GCancellable             *cancellable)
{
  g_autofree guint32 *repeats = NULL, *patients = NULL;

  *self = (RimValidationRows) { .input = input, .cancellable = cancellable, .n_repeats = 1 };
  repeats = input->repeats != NULL ? count_numbers (input->repeats, input->n, &self->n_repeats)
                                   : g_new0 (guint32, MAX (input->n, 1));
  patients = input->patients != NULL ? count_numbers (input->patients, input->n, &self->n_patients)
                                     : number_rows (input->n, &self->n_patients);
  sort_rows (self, repeats, patients);
  self->is_simple = self->n_repeats == 1 && self->n_patients == input->n;
}

void
rim_validation_rows_clear (RimValidationRows *self)
{
  g_clear_pointer (&self->begins, g_free);
  g_clear_pointer (&self->rows, g_free);
}

/* Rows of patients in a repeat, as often as they are drawn. */
static void
gather (const RimValidationRows *self,
        const guint32           *patients,
        gsize                    n,
        guint                    repeat,
        RimSample               *sample)
{
  const gsize *begins = &self->begins[(gsize) repeat * self->n_patients];
  gsize n_rows = 0;

  for (gsize i = 0; i < n; i++)
    n_rows += begins[patients[i] + 1] - begins[patients[i]];

  sample_init (sample, self->input, n_rows);
  for (gsize i = 0; i < n; i++)
    for (gsize place = begins[patients[i]]; place < begins[patients[i] + 1]; place++)
      sample_add (sample, self->input, self->rows[place]);
}

/**
 * rim_validation_rows_get_repeat:
 * @self: rows
 * @repeat: below n_repeats
 * @sample: (out caller-allocates): the rows of that repeat
 */
void
rim_validation_rows_get_repeat (const RimValidationRows *self,
                                guint                    repeat,
                                RimSample               *sample)
{
  guint n;
  g_autofree guint32 *patients = number_rows (self->n_patients, &n);

  gather (self, patients, n, repeat, sample);
}

/* Whether a repeat has the same rows as the first one. */
static gboolean
is_alike (const RimSample *a,
          const RimSample *b)
{
  return a->n == b->n && (a->labels == NULL || memcmp (a->labels, b->labels, a->n) == 0) &&
         (a->values == NULL || memcmp (a->values, b->values, a->n * sizeof *a->values) == 0);
}

static void
add_up (RimSample       *sum,
        const RimSample *other,
        guint           *n_high)
{
  for (gsize i = 0; i < sum->n; i++)
    {
      sum->margins[i] += other->margins[i];
      if (sum->probabilities != NULL)
        sum->probabilities[i] += other->probabilities[i];
      if (sum->is_high != NULL)
        n_high[i] += other->is_high[i];
    }
}

/**
 * rim_validation_rows_average:
 * @self: rows
 * @sample: (out caller-allocates): rows of the first repeat with the means of their
 *   margins and probabilities over all repeats; high are those that are high in more than
 *   half of the repeats
 *
 * Repeats whose rows are others than those of the first one are left out.
 */
void
rim_validation_rows_average (const RimValidationRows *self,
                             RimSample               *sample)
{
  g_autofree guint *n_high = NULL;
  guint n_alike = 1;

  rim_validation_rows_get_repeat (self, 0, sample);
  n_high = g_new0 (guint, MAX (sample->n, 1));
  for (gsize i = 0; i < sample->n && sample->is_high != NULL; i++)
    n_high[i] = sample->is_high[i];

  for (guint repeat = 1; repeat < self->n_repeats; repeat++)
    {
      g_auto(RimSample) other = { 0 };

      rim_validation_rows_get_repeat (self, repeat, &other);
      if (!is_alike (sample, &other))
        continue;
      add_up (sample, &other, n_high);
      n_alike++;
    }

  for (gsize i = 0; i < sample->n && n_alike > 1; i++)
    {
      sample->margins[i] /= n_alike;
      if (sample->probabilities != NULL)
        sample->probabilities[i] /= n_alike;
      if (sample->is_high != NULL)
        sample->is_high[i] = 2 * n_high[i] > n_alike;
    }
}

/* The mean over those repeats that give a value. */
static void
estimate (const Estimation  *self,
          const guint32     *patients,
          gsize              n,
          double            *values,
          char             **notes)
{
  g_autofree double *here = g_new (double, self->n_values);
  g_autofree guint *n_finite = g_new0 (guint, self->n_values);

  for (guint v = 0; v < self->n_values; v++)
    values[v] = 0.0;
  for (guint repeat = 0; repeat < self->rows->n_repeats; repeat++)
    {
      g_auto(RimSample) sample = { 0 };

      gather (self->rows, patients, n, repeat, &sample);
      for (guint v = 0; v < self->n_values; v++)
        here[v] = NAN;
      if (!g_cancellable_is_cancelled (self->rows->cancellable))
        self->func (&sample, here, notes, self->data);
      for (guint v = 0; v < self->n_values; v++)
        if (isfinite (here[v]))
          {
            values[v] += here[v];
            n_finite[v]++;
          }
    }

  for (guint v = 0; v < self->n_values; v++)
    values[v] = n_finite[v] > 0 ? values[v] / n_finite[v] : NAN;
}

static void
estimate_cb (const guint32 *patients,
             gsize          n,
             double        *values,
             gpointer       data)
{
  estimate (data, patients, n, values, NULL);
}

/**
 * rim_validation_rows_estimate:
 * @self: rows
 * @func: measures rows of one repeat
 * @data: what @func gets
 * @n_values: how many values it has
 * @estimates: (out) (array length=n_values): the means over those repeats that give a
 *   value, with percentile intervals of a bootstrap of patients: whoever is drawn is drawn
 *   with all rows in all repeats
 * @notes: (inout) (array length=n_values): why there is no value
 *
 * Intervals are NAN where no bootstrap was asked for or there are fewer than two patients.
 */
void
rim_validation_rows_estimate (const RimValidationRows  *self,
                              RimSampleFunc             func,
                              gpointer                  data,
                              guint                     n_values,
                              RimEstimate              *estimates,
                              char                    **notes)
{
  Estimation estimation = { self, func, data, n_values };
  g_autofree double *values = g_new (double, n_values);
  g_autofree RimBootstrap *bootstraps = g_new0 (RimBootstrap, n_values);
  guint n;
  g_autofree guint32 *patients = number_rows (self->n_patients, &n);
  const gboolean is_drawn = self->input->n_bootstraps > 1 && n > 1;

  estimate (&estimation, patients, n, values, notes);
  if (is_drawn)
    rim_bootstrap_init_many (bootstraps, n_values, estimate_cb, &estimation, n, NULL,
                             self->input->n_bootstraps, self->input->seed);

  for (guint v = 0; v < n_values; v++)
    {
      estimates[v] = is_drawn ? bootstraps[v].percentile : (RimEstimate) { NAN, NAN, NAN };
      estimates[v].value = values[v];
    }
}
