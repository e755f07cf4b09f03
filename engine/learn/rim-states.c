/* rim-states.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-states-private.h"

#include <math.h>

/* How far from the mean a value is low or high, in standard deviations. */
#define WIDTH 0.5

static guint64 *
get_bits (const RimStates *self,
          guint            column,
          guint            state)
{
  return self->bits + ((gsize) column * RIM_N_STATES + state) * self->n_words;
}

static gsize
count_both (const RimStates *self,
            const guint64   *a,
            const guint64   *b)
{
  gsize n = 0;

  for (gsize w = 0; w < self->n_words; w++)
    n += (gsize) __builtin_popcountll (a[w] & b[w]);

  return n;
}

static void
find_own (RimStates *self,
          guint      column)
{
  for (guint s = 0; s < RIM_N_STATES; s++)
    self->own[column] += self->logs[count_both (self, get_bits (self, column, s), get_bits (self, column, s))];
}

static void
set_state (RimStates *self,
           guint      column,
           guint      state,
           gsize      row)
{
  get_bits (self, column, state)[row / 64] |= G_GUINT64_CONSTANT (1) << (row % 64);
}

static void
take_numbers (RimStates    *self,
              guint         column,
              const double *values)
{
  double mean = 0.0, squares = 0.0, width;

  for (gsize i = 0; i < self->n; i++)
    mean += values[i];
  mean /= (double) self->n;
  for (gsize i = 0; i < self->n; i++)
    squares += (values[i] - mean) * (values[i] - mean);
  width = WIDTH * sqrt (squares / (double) self->n);
  for (gsize i = 0; i < self->n; i++)
    set_state (self, column, values[i] < mean - width ? 0 : values[i] > mean + width ? 2 : 1, i);
  find_own (self, column);
}

static void
take_classes (RimStates    *self,
              guint         column,
              const guint8 *labels)
{
  for (gsize i = 0; i < self->n; i++)
    set_state (self, column, labels[i] != 0 ? 2 : 0, i);
  find_own (self, column);
}

/* Returns: (transfer full): the states of live columns and, behind them, of the outcome */
RimStates *
rim_states_new (RimSelection *selection)
{
  RimStates *self = g_new0 (RimStates, 1);
  const gsize n_columns = (gsize) selection->n_live + 1;

  rim_selection_scale (selection);
  self->n = selection->n;
  self->n_words = (self->n + 63) / 64;
  self->bits = g_new0 (guint64, n_columns * RIM_N_STATES * self->n_words);
  self->own = g_new0 (double, n_columns);
  self->logs = g_new0 (double, self->n + 1);
  for (gsize k = 1; k <= self->n; k++)
    self->logs[k] = (double) k * log ((double) k);

  for (guint c = 0; c < selection->n_live; c++)
    take_numbers (self, c, selection->live[c]->scaled);
  if (selection->kind == RIM_OUTCOME_BINARY)
    take_classes (self, selection->n_live, selection->labels);
  else
    take_numbers (self, selection->n_live, selection->values);

  return self;
}

void
rim_states_free (RimStates *self)
{
  g_free (self->bits);
  g_free (self->logs);
  g_free (self->own);
  g_free (self);
}

/* Returns: mutual information of two columns in nats, by the frequencies of their states */
double
rim_states_find_information (const RimStates *self,
                             guint            a,
                             guint            b)
{
  double both = 0.0;

  for (guint s = 0; s < RIM_N_STATES; s++)
    for (guint t = 0; t < RIM_N_STATES; t++)
      both += self->logs[count_both (self, get_bits (self, a, s), get_bits (self, b, t))];

  return ((both - self->own[a] - self->own[b]) + self->logs[self->n]) / (double) self->n;
}
