/* rim-ibsi-laws.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-ibsi-filter-private.h"

#include <math.h>
#include <string.h>

#include "filter/rim-separable.h"

/* Whole numbers; the kernels are these, divided by the root of the sum of their
 * squares.
 */
static const struct
{
  const char *name;
  guint       n;
  double      taps[5];
} kernels[] = {
  { "L3", 3, { 1, 2, 1 } },
  { "E3", 3, { -1, 0, 1 } },
  { "S3", 3, { -1, 2, -1 } },
  { "L5", 5, { 1, 4, 6, 4, 1 } },
  { "E5", 5, { -1, -2, 0, 2, 1 } },
  { "S5", 5, { -1, 0, 2, 0, -1 } },
  { "W5", 5, { -1, 2, 0, -2, 1 } },
  { "R5", 5, { 1, -4, 6, -4, 1 } },
};

typedef struct
{
  double   taps[3][5];
  RimChain chains[3];
} Bank;

/* Returns: its place in the table, or -1 */
static gint
find_kernel (const char *name)
{
  for (guint k = 0; k < G_N_ELEMENTS (kernels); k++)
    if (strncmp (kernels[k].name, name, 2) == 0)
      return (gint) k;

  return -1;
}

gboolean
rim_ibsi_laws_check (const RimIbsiFilterSettings  *settings,
                     GError                      **error)
{
  const guint n_axes = settings->is_2d ? 2 : 3;
  gboolean valid = strnlen (settings->kernels, sizeof settings->kernels) == 2 * n_axes;

  for (guint axis = 0; axis < n_axes && valid; axis++)
    valid = find_kernel (settings->kernels + 2 * axis) >= 0;

  if (!valid)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 "Laws kernels are %u of L3, E3, S3, L5, E5, S5, W5 and R5, not “%.*s”", n_axes,
                 (int) sizeof settings->kernels, settings->kernels);

  return valid;
}

static void
init_chain (Bank  *self,
            guint  axis,
            guint  kernel)
{
  const guint n = kernels[kernel].n;
  double squares = 0.0;

  for (guint t = 0; t < n; t++)
    squares += kernels[kernel].taps[t] * kernels[kernel].taps[t];
  for (guint t = 0; t < n; t++)
    self->taps[axis][t] = kernels[kernel].taps[t] / sqrt (squares);

  self->chains[axis].levels[0] = (RimTaps) { self->taps[axis], n, 1, (gint) n / 2 };
  self->chains[axis].n_levels = 1;
}

RimPatch *
rim_ibsi_laws_respond (const RimIbsiJob  *job,
                       const RimBox      *box,
                       GError           **error)
{
  const RimIbsiFilterSettings *settings = job->settings;
  Bank bank = { .chains[2].n_levels = 0 };
  RimSeparable filter = {
    .boundary = settings->boundary,
    .is_2d = settings->is_2d,
    .rotate = settings->rotation_invariant,
    .pooling = settings->pooling,
    .chains[2] = &bank.chains[2],
  };

  for (guint axis = 0; axis < (settings->is_2d ? 2u : 3u); axis++)
    {
      const char *name = settings->kernels + 2 * axis;
      guint same = 0;

      while (strncmp (settings->kernels + 2 * same, name, 2) != 0)
        same++;

      init_chain (&bank, axis, (guint) find_kernel (name));
      filter.chains[axis] = &bank.chains[same];
    }

  return rim_separable_respond (&filter, job->image, box, job->cancellable, error);
}

/**
 * rim_laws_list_combinations:
 * @letters: of the kernels to combine, "LESWR"
 * @length: how long they are, 3 or 5
 * @n_axes: 2 or 3
 *
 * Returns: (transfer full): the names of all combinations, as the settings of a
 *   filter want them: "L5L5L5", "L5L5E5" and so on
 */
char **
rim_laws_list_combinations (const char *letters,
                            guint       length,
                            guint       n_axes)
{
  const guint n_letters = (guint) strlen (letters);
  guint n = 1;
  char **names;

  g_return_val_if_fail (n_axes == 2 || n_axes == 3, NULL);
  g_return_val_if_fail (n_letters <= G_N_ELEMENTS (kernels), NULL);

  for (guint axis = 0; axis < n_axes; axis++)
    n *= n_letters;

  names = g_new0 (char *, n + 1);
  for (guint c = 0; c < n; c++)
    {
      GString *name = g_string_new (NULL);

      for (guint axis = 0, divisor = n / n_letters; axis < n_axes; axis++, divisor /= n_letters)
        g_string_append_printf (name, "%c%u", letters[c / MAX (divisor, 1) % n_letters], length);
      names[c] = g_string_free (name, FALSE);
    }

  return names;
}
