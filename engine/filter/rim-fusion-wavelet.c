/* rim-fusion-wavelet.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-fusion-private.h"

#include "core/rim-parallel.h"
#include "rim-wavelet-bank-private.h"

#include <math.h>
#include <string.h>

#define ROWS_PER_BLOCK 32

/* How far off the mean of its band a coefficient of the CT may lie, in standard
 * deviations (Collewet, Strzelecki and Mariette 2004, doi:10.1016/j.mri.2003.09.001).
 */
#define MAX_DEVIATIONS 3.0

enum
{
  CT,
  PET,
  N_IMAGES
};

/* The transform is circular in a box so large that what comes around the edge
 * does not get to the voxels that are wanted. On each level one axis has been
 * split: values of both images on the way down, their mixture on the way up.
 */
typedef struct
{
  RimFusion      *fusion;
  RimWaveletBank  bank;
  gint64          first[3];      /* of the box, on the grid; may lie before it */
  gsize           size[3];
  gsize           n;
  double         *values[4][N_IMAGES];
  double         *mixed[4];
} Transform;

typedef struct
{
  const Transform *transform;
  const double    *from;
  double          *to;
  const double    *taps;
  guint            axis;
  gboolean         is_synthesis;
} Pass;

/* Voxel @index of an axis of @n that has all before and after it mirrored at its
 * ends, without repeating the mirror's turn: … 1 0 | 0 1 2 … n-1 | n-1 …
 */
static guint
mirror (gint64 index,
        guint  n)
{
  gint64 period = 2 * (gint64) n;

  index = ((index % period) + period) % period;

  return (guint) (index < n ? index : period - 1 - index);
}

static void
lay_out (const Transform *self,
         const RimField  *field,
         double          *values)
{
  const RimFusion *fusion = self->fusion;
  const RimBox *outer = &fusion->outer;
  const guint *size = field->grid.size;

  for (gsize k = 0; k < self->size[2]; k++)
    for (gsize j = 0; j < self->size[1]; j++)
      {
        const guint row = mirror (self->first[1] + (gint64) j, fusion->grid->size[1]) - outer->min[1];
        const guint slice = mirror (self->first[2] + (gint64) k, fusion->grid->size[2]) - outer->min[2];
        const double *from = field->values + ((gsize) slice * size[1] + row) * size[0];

        for (gsize i = 0; i < self->size[0]; i++)
          *values++ = from[mirror (self->first[0] + (gint64) i, fusion->grid->size[0]) -
                           outer->min[0]];
      }
}

/* to[x] is the sum of taps[t] from[x + t]; of synthesis, half that of from[x - t],
 * added to what is there.
 */
static void
filter_row (const Pass *self,
            gsize       row)
{
  const gsize *size = self->transform->size;
  const guint n_taps = self->transform->bank.n;
  const gsize at[3] = { 0, row % size[1], row / size[1] };
  double *to = self->to + row * size[0];

  if (!self->is_synthesis)
    memset (to, 0, size[0] * sizeof *to);

  for (guint t = 0; t < n_taps; t++)
    {
      const gsize n = size[self->axis];
      const gsize shift = self->is_synthesis ? n - t % n : t % n;
      const double tap = self->is_synthesis ? 0.5 * self->taps[t] : self->taps[t];
      const double *from = self->from;
      gsize there[3] = { at[0], at[1], at[2] };
      gsize turn;

      there[self->axis] = (there[self->axis] + shift) % n;
      from += (there[2] * size[1] + there[1]) * size[0];
      turn = self->axis == 0 ? n - there[0] : size[0];

      for (gsize i = 0; i < turn; i++)
        to[i] += tap * from[there[0] + i];
      for (gsize i = turn; i < size[0]; i++)
        to[i] += tap * from[i - turn];
    }
}

static void
filter_rows (gsize    begin,
             gsize    end,
             gpointer data)
{
  for (gsize row = begin; row < end; row++)
    filter_row (data, row);
}

static void
filter_axis (const Transform *self,
             const double    *from,
             double          *to,
             guint            axis,
             gboolean         is_high,
             gboolean         is_synthesis)
{
  Pass pass = { self, from, to, is_high ? self->bank.high : self->bank.low, axis, is_synthesis };

  rim_parallel_for (self->size[1] * self->size[2], ROWS_PER_BLOCK, filter_rows, &pass);
}

/* Mean and deviation of a band of the CT, in the VOI or in what is fused. */
static void
find_limits (const Transform *self,
             double          *low,
             double          *high)
{
  const RimFusion *fusion = self->fusion;
  const gboolean in_voi = fusion->settings->scope == RIM_FUSION_SCOPE_VOI;
  const RimBox *box = &fusion->box;
  double sums[2] = { 0.0, 0.0 };
  double n = 0.0, mean = 0.0;

  for (guint pass = 0; pass < 2; pass++)
    {
      for (guint k = box->min[2]; k < box->max[2]; k++)
        for (guint j = box->min[1]; j < box->max[1]; j++)
          {
            const double *row = self->values[3][CT] +
                                ((gsize) (k - self->first[2]) * self->size[1] +
                                 (gsize) (j - self->first[1])) * self->size[0];
            const RimRun all = { box->min[0], box->max[0] };
            const RimRun *runs = &all;
            guint n_runs = 1;

            if (in_voi)
              runs = rim_mask_slice_get_runs (rim_mask_get_slice (fusion->voi, k), j, &n_runs);
            for (guint r = 0; r < n_runs; r++)
              for (guint i = runs[r].begin; i < runs[r].end; i++)
                {
                  const double value = row[i - self->first[0]];

                  sums[pass] += pass == 0 ? value : (value - mean) * (value - mean);
                  n += pass == 0;
                }
          }
      mean = sums[0] / n;
    }

  *low = mean - MAX_DEVIATIONS * sqrt (sums[1] / n);
  *high = mean + MAX_DEVIATIONS * sqrt (sums[1] / n);
}

static void
mix_band (const Transform *self,
          double           weight)
{
  const double *ct = self->values[3][CT];
  const double *pet = self->values[3][PET];
  double low, high;

  find_limits (self, &low, &high);

  for (gsize v = 0; v < self->n; v++)
    {
      const double anatomy = ct[v] >= low && ct[v] <= high ? ct[v] : pet[v];

      self->mixed[3][v] = (1.0 - weight) * pet[v] + weight * anatomy;
    }
}

/* Splits along @axis and the axes after it, mixes, and puts together again. */
static void
transform_axis (const Transform *self,
                guint            axis,
                gboolean         is_smooth)
{
  const RimFusionSettings *settings = self->fusion->settings;

  if (axis == 3)
    {
      mix_band (self, is_smooth ? settings->ct_weight : settings->detail_weight);
      return;
    }

  memset (self->mixed[axis], 0, self->n * sizeof (double));
  for (guint is_high = 0; is_high < 2; is_high++)
    {
      if (g_cancellable_is_cancelled (self->fusion->cancellable))
        return;
      for (guint image = 0; image < N_IMAGES; image++)
        filter_axis (self, self->values[axis][image], self->values[axis + 1][image], axis, is_high,
                     FALSE);
      transform_axis (self, axis + 1, is_smooth && !is_high);
      filter_axis (self, self->mixed[axis + 1], self->mixed[axis], axis, is_high, TRUE);
    }
}

/* With nothing clipped all is linear: the details' weighted sum, to which the smooth
 * band alone adds what its own weight makes different.
 */
static void
add_smooth_band (const Transform *self)
{
  const RimFusionSettings *settings = self->fusion->settings;
  const double detail = settings->detail_weight;
  const double *ct = self->values[0][CT];
  const double *pet = self->values[0][PET];

  for (gsize v = 0; v < self->n; v++)
    self->values[1][CT][v] = (settings->ct_weight - detail) * (ct[v] - pet[v]);

  for (guint axis = 0; axis < 3; axis++)
    filter_axis (self, self->values[1 + axis % 2][CT], self->values[2 - axis % 2][CT], axis, FALSE,
                 FALSE);
  for (guint axis = 0; axis < 3; axis++)
    {
      memset (self->values[1 + axis % 2][CT], 0, self->n * sizeof (double));
      filter_axis (self, self->values[2 - axis % 2][CT], self->values[1 + axis % 2][CT], axis, FALSE,
                   TRUE);
    }

  for (gsize v = 0; v < self->n; v++)
    self->mixed[0][v] = (1.0 - detail) * pet[v] + detail * ct[v] + self->values[1][CT][v];
}

/* Whether the transform is its own inverse turned around. */
static gboolean
is_orthogonal (const RimWaveletBank *bank)
{
  for (guint shift = 0; shift < bank->n; shift += 2)
    {
      double sum = 0.0;

      for (guint t = 0; t + shift < bank->n; t++)
        sum += bank->low[t] * bank->low[t + shift];
      if (fabs (sum - (shift == 0 ? 1.0 : 0.0)) > 1e-6)
        return FALSE;
    }

  return TRUE;
}

/* How many voxels beyond the box a method looks; G_MAXUINT and @error where the
 * wavelet is none to use.
 */
guint
rim_fusion_get_reach (const RimFusionSettings  *settings,
                      GError                  **error)
{
  RimWaveletBank bank;

  if (settings->method == RIM_FUSION_DIVERGENCE)
    return settings->radius;
  if (settings->method != RIM_FUSION_WAVELET)
    return 0;

  if (!rim_wavelet_bank_init (&bank, settings->wavelet) || !is_orthogonal (&bank))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   "Images cannot be fused by the wavelet \"%s\"; it must be an orthogonal one",
                   settings->wavelet);
      return G_MAXUINT;
    }

  return bank.n - 1;
}

static void
find_extent (Transform *self)
{
  const RimBox *box = &self->fusion->box;
  const guint reach = self->bank.n - 1;

  self->n = 1;
  for (guint axis = 0; axis < 3; axis++)
    {
      self->first[axis] = (gint64) box->min[axis] - reach;
      self->size[axis] = box->max[axis] - box->min[axis] + 2 * (gsize) reach;
      self->n *= self->size[axis];
    }
}

static gboolean
allocate (Transform  *self,
          GError    **error)
{
  gboolean done = TRUE;

  const guint n_levels = self->fusion->settings->clip_bands ? 4 : 3;

  for (guint level = 0; level < n_levels; level++)
    {
      for (guint image = 0; image < N_IMAGES; image++)
        done &= (self->values[level][image] = g_try_new (double, self->n)) != NULL;
      done &= (self->mixed[level] = g_try_new (double, self->n)) != NULL;
    }

  if (!done)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                 "There is no memory to fuse %" G_GSIZE_FORMAT " voxels by wavelets", self->n);

  return done;
}

static void
release (Transform *self)
{
  for (guint level = 0; level < 4; level++)
    {
      for (guint image = 0; image < N_IMAGES; image++)
        g_free (self->values[level][image]);
      g_free (self->mixed[level]);
    }
}

static void
take_box (const Transform *self)
{
  RimField *fused = self->fusion->fused;
  const guint *size = fused->grid.size;
  const gsize reach = self->bank.n - 1;

  for (gsize k = 0; k < size[2]; k++)
    for (gsize j = 0; j < size[1]; j++)
      memcpy (fused->values + (k * size[1] + j) * size[0],
              self->mixed[0] + ((k + reach) * self->size[1] + j + reach) * self->size[0] + reach,
              size[0] * sizeof (double));
}

gboolean
rim_fusion_wavelet (RimFusion  *fusion,
                    GError    **error)
{
  Transform self = { .fusion = fusion };
  gboolean done;

  rim_wavelet_bank_init (&self.bank, fusion->settings->wavelet);
  find_extent (&self);
  done = allocate (&self, error);

  if (done)
    {
      lay_out (&self, fusion->ct, self.values[0][CT]);
      lay_out (&self, fusion->pet, self.values[0][PET]);
      if (fusion->settings->clip_bands)
        transform_axis (&self, 0, TRUE);
      else
        add_smooth_band (&self);
      take_box (&self);
    }
  release (&self);

  return done;
}
