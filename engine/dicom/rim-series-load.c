/* rim-series-load.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dicom/rim-series.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <pthread.h>
#include <unistd.h>

#include "core/rim-parallel.h"
#include "dicom/rim-pixels-private.h"
#include "dicom/rim-series-private.h"

static const RimLoadOptions default_options = { .unit = RIM_UNIT_STORED };

/* What the workers share while a volume is filled. */
typedef struct
{
  RimSeries            *series;
  RimVolume            *volume;
  const RimLoadOptions *options;
  GCancellable         *cancellable;
  guint                *order;      /* of the slices */
  gboolean              stop;       /* atomic */
  pthread_mutex_t       lock;
  GHashTable           *idle_files; /* RimDicomHeader to GPtrArray of RimDcmFile; locked */
  GError               *error;      /* of the slice first in order; locked */
  gsize                 error_at;
} Decoding;

static void
fail (Decoding *decoding,
      gsize     at,
      GError   *error)
{
  pthread_mutex_lock (&decoding->lock);

  if (decoding->error == NULL || at < decoding->error_at)
    {
      g_clear_error (&decoding->error);
      decoding->error = g_error_copy (error);
      decoding->error_at = at;
    }

  pthread_mutex_unlock (&decoding->lock);
  __atomic_store_n (&decoding->stop, TRUE, __ATOMIC_RELAXED);
}

static gboolean
read_all (int       file,
          guint8   *bytes,
          gsize     length,
          goffset   offset)
{
  while (length > 0)
    {
      gssize n = pread (file, bytes, length, offset);

      if (n < 0 && errno == EINTR)
        continue;

      if (n <= 0)
        return FALSE;

      bytes += n;
      length -= (gsize) n;
      offset += n;
    }

  return TRUE;
}

/* Straight from the file into the volume. */
static gboolean
read_plain_slice (RimDicomHeader  *header,
                  guint            frame,
                  gpointer         voxels,
                  GError         **error)
{
  gsize length = rim_pixels_get_frame_bits (header) / 8;
  goffset offset = header->pixel_offset + (goffset) (length * frame);
  int file = open (header->path, O_RDONLY | O_CLOEXEC);
  gboolean complete = file >= 0 && read_all (file, voxels, length, offset);

  if (file >= 0)
    close (file);

  if (!complete)
    {
      g_set_error (error, RIM_DICOM_ERROR, RIM_DICOM_ERROR_DAMAGED,
                   _("%s: the pixels cannot be read to the end"), header->path);
      return FALSE;
    }

  rim_pixels_normalise (header, voxels);

  return TRUE;
}

/* A file of many frames is opened once per worker, not once per frame. */
static RimDcmFile *
take_file (Decoding        *decoding,
           RimDicomHeader  *header,
           GError         **error)
{
  RimDcmFile *file = NULL;
  GPtrArray *idle;

  pthread_mutex_lock (&decoding->lock);
  idle = g_hash_table_lookup (decoding->idle_files, header);
  if (idle != NULL && idle->len > 0)
    file = g_ptr_array_steal_index_fast (idle, idle->len - 1);
  pthread_mutex_unlock (&decoding->lock);

  return file != NULL ? file : rim_dcm_file_open (header->path, error);
}

static void
give_back_file (Decoding       *decoding,
                RimDicomHeader *header,
                RimDcmFile     *file)
{
  GPtrArray *idle;

  if (header->n_frames == 1)
    {
      rim_dcm_file_free (file);
      return;
    }

  pthread_mutex_lock (&decoding->lock);
  idle = g_hash_table_lookup (decoding->idle_files, header);
  if (idle == NULL)
    {
      idle = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_dcm_file_free);
      g_hash_table_insert (decoding->idle_files, header, idle);
    }
  g_ptr_array_add (idle, file);
  pthread_mutex_unlock (&decoding->lock);
}

static gboolean
decode_slice (Decoding  *decoding,
              guint      k,
              GError   **error)
{
  RimSeriesSlice *slice = &decoding->series->slices[k];
  gpointer voxels = rim_volume_get_slice_for_writing (decoding->volume, k);
  RimDcmFile *file;
  gboolean done;

  if (rim_pixels_are_plain (slice->header))
    return read_plain_slice (slice->header, slice->frame, voxels, error);

  file = take_file (decoding, slice->header, error);
  if (file == NULL)
    return FALSE;

  done = rim_pixels_decode (file, slice->header, slice->frame, voxels, error);
  give_back_file (decoding, slice->header, file);

  return done;
}

static void
decode_some (gsize    begin,
             gsize    end,
             gpointer data)
{
  Decoding *decoding = data;

  for (gsize i = begin; i < end; i++)
    {
      g_autoptr(GError) error = NULL;
      guint k = decoding->order[i];

      if (__atomic_load_n (&decoding->stop, __ATOMIC_RELAXED) ||
          g_cancellable_is_cancelled (decoding->cancellable))
        return;

      if (!decode_slice (decoding, k, &error))
        {
          fail (decoding, i, error);
          return;
        }

      rim_volume_publish_slice (decoding->volume, k);
      if (decoding->options->slice_ready != NULL)
        decoding->options->slice_ready (decoding->volume, k, decoding->options->data);
    }
}

static void
decode_rest (gsize    begin,
             gsize    end,
             gpointer data)
{
  decode_some (begin + 1, end + 1, data);
}

/* The slice that is looked at, then its neighbours, nearest first. */
static guint *
dup_order (guint n_slices,
           guint first)
{
  guint *order = g_new (guint, n_slices);
  guint n = 0;

  first = MIN (first, n_slices - 1);
  order[n++] = first;

  for (guint distance = 1; n < n_slices; distance++)
    {
      if (distance <= first)
        order[n++] = first - distance;
      if (first + distance < n_slices)
        order[n++] = first + distance;
    }

  return order;
}

/**
 * rim_series_decode:
 * @self: a series
 * @volume: what rim_series_prepare() made of it
 * @options: (nullable): which slice first, and whom to tell
 * @cancellable: (nullable): a cancellable
 * @error: where to put an error
 *
 * Reads the slices into the volume and publishes them one by one: the first one
 * before all others, the rest on all processors, nearest to it first.
 *
 * Returns: whether all slices are there
 */
gboolean
rim_series_decode (RimSeries             *self,
                   RimVolume             *volume,
                   const RimLoadOptions  *options,
                   GCancellable          *cancellable,
                   GError               **error)
{
  Decoding decoding = {
    .series = self,
    .volume = volume,
    .options = options != NULL ? options : &default_options,
    .cancellable = cancellable,
    .lock = PTHREAD_MUTEX_INITIALIZER,
  };

  g_return_val_if_fail (self != NULL && self->has_grid && volume != NULL, FALSE);

  decoding.idle_files = g_hash_table_new_full (NULL, NULL, NULL,
                                               (GDestroyNotify) g_ptr_array_unref);
  decoding.order = dup_order (self->n_slices, decoding.options->first_slice);
  decode_some (0, 1, &decoding);
  rim_parallel_for (self->n_slices - 1, 1, decode_rest, &decoding);
  g_free (decoding.order);
  g_hash_table_unref (decoding.idle_files);

  if (decoding.error != NULL)
    {
      g_propagate_error (error, decoding.error);
      return FALSE;
    }

  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static gboolean
check_pixels (RimSeries     *self,
              RimVoxelType  *type,
              GError       **error)
{
  for (guint i = 0; i < self->headers->len; i++)
    if (!rim_pixels_get_type (self->headers->pdata[i], type, error) ||
        !rim_pixels_check_size (self->headers->pdata[i], error))
      return FALSE;

  return TRUE;
}

static gboolean
check_volume (RimSeries  *self,
              GError    **error)
{
  RimDicomHeader *header = self->headers->pdata[0];

  if (self->has_grid)
    return TRUE;

  g_set_error (error, RIM_DICOM_ERROR, RIM_DICOM_ERROR_UNSUPPORTED,
               self->slices == NULL
               ? _("%s: it holds no image")
               : _("%s: where its image lies in space makes no sense"), header->path);
  return FALSE;
}

/**
 * rim_series_prepare:
 * @self: a series
 * @options: (nullable): the unit wanted
 * @error: where to put an error
 *
 * Makes the volume that rim_series_decode() fills: grid, unit, rescale of each
 * slice and provenance are there at once, voxels are not.
 *
 * Returns: (transfer full) (nullable): the volume
 */
RimVolume *
rim_series_prepare (RimSeries             *self,
                    const RimLoadOptions  *options,
                    GError               **error)
{
  g_autoptr(RimVolume) volume = NULL;
  g_autoptr(RimSource) source = NULL;
  RimVoxelType type;

  g_return_val_if_fail (self != NULL, NULL);

  options = options != NULL ? options : &default_options;

  if (!check_volume (self, error) || !check_pixels (self, &type, error))
    return NULL;

  volume = rim_volume_new (&self->grid, type, error);
  if (volume == NULL)
    return NULL;

  source = rim_source_copy (self->source);
  if (!rim_series_set_values (self, volume, source, options, error))
    return NULL;

  if (rim_pixels_are_color (self->headers->pdata[0]))
    rim_source_add_warning (source, _("The image is in colour; its brightness is shown."));

  rim_volume_set_source (volume, source);
  rim_volume_set_slice_positions (volume, self->positions, self->geometry);

  return g_steal_pointer (&volume);
}

/**
 * rim_series_load:
 * @self: a series
 * @options: (nullable): the unit wanted, which slice first, and whom to tell
 * @cancellable: (nullable): a cancellable
 * @error: where to put an error
 *
 * rim_series_prepare() and rim_series_decode() in one call.
 *
 * Returns: (transfer full) (nullable): the volume, complete
 */
RimVolume *
rim_series_load (RimSeries             *self,
                 const RimLoadOptions  *options,
                 GCancellable          *cancellable,
                 GError               **error)
{
  g_autoptr(RimVolume) volume = rim_series_prepare (self, options, error);

  if (volume == NULL || !rim_series_decode (self, volume, options, cancellable, error))
    return NULL;

  return g_steal_pointer (&volume);
}
