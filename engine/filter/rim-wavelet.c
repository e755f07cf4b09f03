/* rim-wavelet.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-wavelet.h"

#include <string.h>

#include "rim-filter-private.h"
#include "rim-wavelet-block-private.h"

typedef struct
{
  RimWaveletFilter  low;
  RimWaveletFilter  high;
  guint             axes[3];        /* that are filtered, in that order */
  guint             n_axes;
  RimWaveletSpan    box[3];
  RimGrid           cropped;
  RimWaveletBlock  *smooth;         /* of the last level, handed out last */
  guint             level;          /* that hands out images, from 1 */
  RimFilteredFunc   func;
  gpointer          data;
  GCancellable     *cancellable;
} Wavelet;

static gboolean
hand_out (Wavelet                *self,
          const RimWaveletBlock  *block,
          const char             *bands,
          GError                **error)
{
  g_autoptr(RimField) field = rim_field_new (&self->cropped, error);
  g_autofree char *name = NULL;

  if (field == NULL)
    return FALSE;

  rim_wavelet_block_get_values (block, field->values);
  field->is_single = block->is_single;
  name = self->level == 1 ? g_strdup_printf ("wavelet-%s", bands)
                          : g_strdup_printf ("wavelet%u-%s", self->level, bands);

  return self->func (name, field, self->data, error);
}

static gboolean
is_smooth (const char *bands)
{
  return strchr (bands, 'H') == NULL;
}

/* Filters @block along the axes from @depth on, one band after the other, so that
 * no more than a block per axis is in memory; @bands has what came before.
 */
static gboolean
descend (Wavelet         *self,
         RimWaveletBlock *block,
         guint            depth,
         char            *bands,
         gboolean         is_last,
         GError         **error)
{
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (depth == self->n_axes)
    return hand_out (self, block, bands, error);

  for (guint band = 0; band < 2; band++)
    {
      guint axis = self->axes[depth];
      g_autoptr(RimWaveletBlock) next = NULL;

      bands[depth] = band == 0 ? 'L' : 'H';
      bands[depth + 1] = '\0';
      if (depth + 1 == self->n_axes && is_smooth (bands) && !is_last)
        continue;

      next = rim_wavelet_block_filter (block, axis, band == 0 ? &self->low : &self->high,
                                       &self->box[axis], error);
      if (next == NULL)
        return FALSE;

      if (depth + 1 == self->n_axes && is_smooth (bands))
        self->smooth = g_steal_pointer (&next);
      else if (!descend (self, next, depth + 1, bands, is_last, error))
        return FALSE;
    }

  return TRUE;
}

/* The smooth half along all axes, which the next level starts from. */
static RimWaveletBlock *
smooth_block (const Wavelet         *self,
              const RimWaveletBlock *block,
              const RimWaveletSpan   spans[3],
              GError               **error)
{
  g_autoptr(RimWaveletBlock) smooth = NULL;

  for (guint a = 0; a < self->n_axes; a++)
    {
      guint axis = self->axes[a];
      RimWaveletBlock *next = rim_wavelet_block_filter (smooth != NULL ? smooth : block, axis,
                                                        &self->low, &spans[axis], error);

      g_clear_pointer (&smooth, rim_wavelet_block_free);
      if (next == NULL)
        return NULL;
      smooth = next;
    }

  return g_steal_pointer (&smooth);
}

/* What must be there before the last @n_levels levels for the box to come out. */
static void
find_spans (const Wavelet  *self,
            guint           n_levels,
            RimWaveletSpan  spans[3])
{
  memcpy (spans, self->box, sizeof self->box);

  for (guint level = 0; level < n_levels; level++)
    for (guint a = 0; a < self->n_axes; a++)
      spans[self->axes[a]] = rim_wavelet_span_widen (spans[self->axes[a]], self->low.n);
}

static gboolean
run_levels (Wavelet                   *self,
            RimVolume                 *image,
            const RimWaveletSettings  *settings,
            GError                   **error)
{
  const guint n_levels = settings->start_level + settings->level;
  g_autoptr(RimWaveletBlock) block = NULL;
  RimWaveletSpan spans[3];

  find_spans (self, n_levels, spans);
  block = rim_wavelet_block_new_from_volume (image, spans, error);

  for (guint level = 0; level < n_levels && block != NULL; level++)
    {
      const gboolean is_last = level + 1 == n_levels;
      char bands[4] = "";
      RimWaveletBlock *next;

      if (level >= settings->start_level)
        {
          self->level = level - settings->start_level + 1;
          if (!descend (self, block, 0, bands, is_last, error))
            return FALSE;
        }
      if (is_last)
        break;

      find_spans (self, n_levels - level - 1, spans);
      next = smooth_block (self, block, spans, error);
      rim_wavelet_block_free (block);
      block = next;
    }

  return block != NULL;
}

static gboolean
wavelet_init (Wavelet                   *self,
              RimVolume                 *image,
              const RimBox              *box,
              const RimWaveletSettings  *settings,
              GError                   **error)
{
  const RimGrid *grid = rim_volume_get_grid (image);
  const gboolean is_single = rim_volume_is_single (image);
  RimWaveletBank bank;

  if (!rim_wavelet_bank_init (&bank, settings->wavelet))
    {
      g_set_error (error, RIM_FILTER_ERROR, RIM_FILTER_ERROR_SETTINGS,
                   "There is no wavelet “%s”", settings->wavelet);
      return FALSE;
    }

  if (settings->level < 1 || settings->level > RIM_WAVELET_MAX_LEVELS ||
      settings->start_level > RIM_WAVELET_MAX_LEVELS || settings->force_2d_axis > 2)
    {
      g_set_error (error, RIM_FILTER_ERROR, RIM_FILTER_ERROR_SETTINGS,
                   "A wavelet has 1 to %d levels and as many before them, along axes 0 to 2",
                   RIM_WAVELET_MAX_LEVELS);
      return FALSE;
    }

  rim_wavelet_filter_init (&self->low, bank.n, bank.low, bank.single_low, is_single);
  rim_wavelet_filter_init (&self->high, bank.n, bank.high, bank.single_high, is_single);
  rim_grid_crop (grid, box, &self->cropped);

  for (guint axis = 0; axis < 3; axis++)
    {
      self->box[axis] = (RimWaveletSpan) { box->min[axis], box->max[axis] - box->min[axis],
                                           grid->size[axis] + grid->size[axis] % 2 };
      if ((int) axis != settings->force_2d_axis)
        self->axes[self->n_axes++] = axis;
    }

  return TRUE;
}

/**
 * rim_wavelet_is_known:
 * @wavelet: a name
 *
 * Returns: whether there is a wavelet of this name
 */
gboolean
rim_wavelet_is_known (const char *wavelet)
{
  RimWaveletBank bank;

  return rim_wavelet_bank_init (&bank, wavelet);
}

/**
 * rim_filter_wavelet:
 * @image: an image, all slices ready
 * @box: the voxels to compute, not empty
 * @settings: the wavelet and its levels
 * @func: what takes the images
 * @data: for @func
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * The stationary wavelet transform, as PyRadiomics makes it with PyWavelets: the
 * image repeats itself, its first voxel once more where its size is odd; each level
 * starts from the smooth half of the one before. The letters of "wavelet-LLH" are
 * those of i, j and k; images of later levels are "wavelet2-LLH"; the smooth half of
 * the last level comes last. In single precision where the image is.
 *
 * Returns: whether all images were made and taken
 */
gboolean
rim_filter_wavelet (RimVolume                 *image,
                    const RimBox              *box,
                    const RimWaveletSettings  *settings,
                    RimFilteredFunc            func,
                    gpointer                   data,
                    GCancellable              *cancellable,
                    GError                   **error)
{
  Wavelet self = { .func = func, .data = data, .cancellable = cancellable };
  char bands[4] = "LLL";
  gboolean done;

  if (!rim_filter_check_box (image, box, error) ||
      !wavelet_init (&self, image, box, settings, error))
    return FALSE;

  bands[self.n_axes] = '\0';
  done = run_levels (&self, image, settings, error) && hand_out (&self, self.smooth, bands, error);
  g_clear_pointer (&self.smooth, rim_wavelet_block_free);

  return done;
}
