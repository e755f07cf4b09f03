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
  RimVolume        *image;
  RimWaveletBlock  *start;          /* of a level; %NULL where that is the image */
  guint             level;          /* that hands out images, from 1 */
  const char       *only;           /* nullable: what alone is wanted */
  RimFilteredFunc   func;
  gpointer          data;
  GCancellable     *cancellable;
} Wavelet;

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

/* Filters what a level starts from along all axes: with the detailed half where @band
 * has a bit, that of the first axis highest. As filtering costs little, nothing is kept
 * from band to band that would be in memory while another uses the image.
 */
static RimWaveletBlock *
filter_band (const Wavelet         *self,
             guint                  band,
             guint                  n_levels,
             const RimWaveletSpan   spans[3],
             GError               **error)
{
  g_autoptr(RimWaveletBlock) block = NULL;

  if (self->start == NULL)
    {
      RimWaveletSpan all[3];

      find_spans (self, n_levels, all);
      block = rim_wavelet_block_new_from_volume (self->image, all, self->cancellable, error);
      if (block == NULL)
        return NULL;
    }

  for (guint a = 0; a < self->n_axes; a++)
    {
      const guint axis = self->axes[a];
      const gboolean is_high = band >> (self->n_axes - 1 - a) & 1;
      RimWaveletBlock *next = rim_wavelet_block_filter (block != NULL ? block : self->start, axis,
                                                        is_high ? &self->high : &self->low,
                                                        &spans[axis], self->cancellable, error);

      g_clear_pointer (&block, rim_wavelet_block_free);
      if (next == NULL)
        return NULL;
      block = next;
    }

  return g_steal_pointer (&block);
}

/* The bands of "wavelet2-LLH". */
static char *
make_name (guint level,
           guint band,
           guint n_axes)
{
  char bands[4] = "";

  for (guint a = 0; a < n_axes; a++)
    bands[a] = band >> (n_axes - 1 - a) & 1 ? 'H' : 'L';

  return level == 1 ? g_strdup_printf ("wavelet-%s", bands) : g_strdup_printf ("wavelet%u-%s", level, bands);
}

static gboolean
hand_out (const Wavelet  *self,
          guint           band,
          guint           n_levels,
          GError        **error)
{
  g_autofree char *name = make_name (self->level, band, self->n_axes);
  g_autoptr(RimField) field = NULL;
  RimWaveletBlock *block;

  if (self->only != NULL && strcmp (name, self->only) != 0)
    return TRUE;

  block = filter_band (self, band, n_levels, self->box, error);
  if (block != NULL)
    field = rim_wavelet_block_free_to_field (block, &self->cropped, error);

  return field != NULL && self->func (name, g_steal_pointer (&field), self->data, error);
}

/* The smooth half along all axes, which the next level starts from. */
static gboolean
start_next (Wavelet  *self,
            guint     n_levels,
            GError  **error)
{
  RimWaveletSpan spans[3];
  RimWaveletBlock *next;

  find_spans (self, n_levels - 1, spans);
  next = filter_band (self, 0, n_levels, spans, error);
  if (next == NULL)
    return FALSE;

  g_clear_pointer (&self->start, rim_wavelet_block_free);
  self->start = next;

  return TRUE;
}

static gboolean
run_levels (Wavelet                   *self,
            const RimWaveletSettings  *settings,
            GError                   **error)
{
  const guint n_bands = 1u << self->n_axes;

  for (guint n_levels = settings->start_level + settings->level; n_levels > 0; n_levels--)
    {
      if (n_levels <= settings->level)
        {
          self->level = settings->level - n_levels + 1;
          for (guint band = 1; band < n_bands; band++)
            if (!hand_out (self, band, n_levels, error))
              return FALSE;
        }

      if (n_levels == 1)
        return hand_out (self, 0, n_levels, error);
      if (!start_next (self, n_levels, error))
        return FALSE;
    }

  return TRUE;
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
 * rim_wavelet_list_names:
 * @settings: the wavelet and its levels
 * @names: gets the names of the images of rim_filter_wavelet(), in their order
 */
void
rim_wavelet_list_names (const RimWaveletSettings *settings,
                        GStrvBuilder             *names)
{
  const guint n_axes = settings->force_2d_axis < 0 ? 3 : 2;
  const guint n_bands = 1u << n_axes;

  for (guint level = 1; level <= settings->level; level++)
    for (guint band = 1; band <= n_bands; band++)
      if (band < n_bands || level == settings->level)
        {
          g_autofree char *name = make_name (level, band % n_bands, n_axes);

          g_strv_builder_add (names, name);
        }
}

/**
 * rim_filter_wavelet:
 * @image: an image, all slices ready
 * @box: the voxels to compute, not empty
 * @settings: the wavelet and its levels
 * @only: (nullable): the name of the only image that is made; all of them else
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
                    const char                *only,
                    RimFilteredFunc            func,
                    gpointer                   data,
                    GCancellable              *cancellable,
                    GError                   **error)
{
  Wavelet self = { .image = image, .only = only, .func = func, .data = data, .cancellable = cancellable };
  gboolean done;

  if (!rim_filter_check_box (image, box, error) ||
      !wavelet_init (&self, image, box, settings, error))
    return FALSE;

  done = run_levels (&self, settings, error);
  g_clear_pointer (&self.start, rim_wavelet_block_free);

  return done;
}
