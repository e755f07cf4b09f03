/* rim-seg-pixels.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dicom/rim-seg-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/rim-parallel.h"
#include "dicom/rim-dicom-header.h"
#include "dicom/rim-pixels-private.h"

/* Frames that are not compressed are read on all cores. */
typedef struct
{
  const RimSegFile  *file;
  const guint8      *bytes;       /* of all frames */
  guint              limit;       /* the lowest stored value that is in */
  GArray           **pieces;      /* of RimSegPiece, one array per frame */
} Reading;

/* The pixels of one frame. */
typedef struct
{
  const guint8 *bytes;
  guint         bits;             /* per pixel */
  gsize         first_bit;
} Pixels;

/* The runs of one segment on the frame being read. */
typedef struct
{
  GArray *runs;                   /* of RimRun */
  GArray *rows;                   /* of guint, one per run */
} Collected;

static Collected *
collected_new (void)
{
  Collected *self = g_new (Collected, 1);

  self->runs = g_array_new (FALSE, FALSE, sizeof (RimRun));
  self->rows = g_array_new (FALSE, FALSE, sizeof (guint));

  return self;
}

static void
collected_free (Collected *self)
{
  g_array_unref (self->runs);
  g_array_unref (self->rows);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Collected, collected_free)

static RimMaskSlice *
collected_to_slice (const Collected *self)
{
  guint n_runs = self->runs->len;
  guint first = g_array_index (self->rows, guint, 0);
  guint n_rows = g_array_index (self->rows, guint, n_runs - 1) - first + 1;
  g_autofree guint32 *starts = g_new0 (guint32, n_rows + 1);

  for (guint r = 0; r < n_runs; r++)
    starts[g_array_index (self->rows, guint, r) - first + 1]++;
  for (guint row = 0; row < n_rows; row++)
    starts[row + 1] += starts[row];

  return rim_mask_slice_new_from_rows (first, n_rows, starts, (const RimRun *) (gpointer) self->runs->data);
}

static inline guint
get_stored (const Pixels *pixels,
            gsize         index)
{
  if (pixels->bits == 8)
    return pixels->bytes[index];

  return ((const guint16 *) (gconstpointer) pixels->bytes)[index];
}

static void
collect_run (GHashTable *by_segment,
             guint       value,
             RimRun      run,
             guint       row)
{
  Collected *collected = g_hash_table_lookup (by_segment, GUINT_TO_POINTER (value));

  if (collected == NULL)
    {
      collected = collected_new ();
      g_hash_table_insert (by_segment, GUINT_TO_POINTER (value), collected);
    }

  g_array_append_val (collected->runs, run);
  g_array_append_val (collected->rows, row);
}

static void
collect_row (const RimSegFile *file,
             const Pixels     *pixels,
             guint             row,
             GHashTable       *by_segment)
{
  gsize offset = (gsize) row * file->columns;
  guint i = 0;

  while (i < file->columns)
    {
      guint value = get_stored (pixels, offset + i);
      RimRun run = { i, i + 1 };

      while (run.end < file->columns && get_stored (pixels, offset + run.end) == value)
        run.end++;

      if (value != 0 && value != file->padding)
        collect_run (by_segment, value, run, row);
      i = run.end;
    }
}

static void
add_piece (const Reading *reading,
           guint          f,
           guint          segment,
           RimMaskSlice  *slice)
{
  RimSegPiece piece = { segment, slice };

  if (slice != NULL)
    g_array_append_val (reading->pieces[f], piece);
}

static void
read_label_map (const Reading *reading,
                guint          f,
                const Pixels  *pixels)
{
  g_autoptr(GHashTable) by_segment = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) collected_free);
  GHashTableIter iter;
  gpointer key, value;

  for (guint row = 0; row < reading->file->rows; row++)
    collect_row (reading->file, pixels, row, by_segment);

  g_hash_table_iter_init (&iter, by_segment);
  while (g_hash_table_iter_next (&iter, &key, &value))
    add_piece (reading, f, GPOINTER_TO_UINT (key), collected_to_slice (value));
}

/* Returns: the first of bits @bit to @end that is @value, or @end */
static gsize
find_bit (const guint8 *bytes,
          gsize         bit,
          gsize         end,
          gboolean      value)
{
  const gsize n_bytes = (end + 7) / 8;

  while (bit < end)
    {
      guint64 word = 0;

      memcpy (&word, bytes + bit / 8, MIN (sizeof word, n_bytes - bit / 8));
      word = GUINT64_FROM_LE (word);
      word = (value ? word : ~word) >> bit % 8;
      if (word != 0)
        return MIN (bit + (gsize) __builtin_ctzll (word), end);
      bit += 64 - bit % 8;
    }

  return end;
}

/* Single bits follow each other over all frames without padding, the lowest
 * first (PS3.5 8.1.1): a frame may begin in the middle of a byte. Most of them are
 * 0, and are passed over eight bytes at a time.
 */
static RimMaskSlice *
read_bits (const RimSegFile *file,
           const Pixels     *pixels)
{
  const gsize n_voxels = (gsize) file->rows * file->columns;
  const gsize end = pixels->first_bit + n_voxels;
  g_autoptr(Collected) collected = collected_new ();
  gsize bit = find_bit (pixels->bytes, pixels->first_bit, end, TRUE);

  while (bit < end)
    {
      guint row = (guint) ((bit - pixels->first_bit) / file->columns);
      gsize row_begin = pixels->first_bit + (gsize) row * file->columns;
      RimRun run = { .begin = (guint) (bit - row_begin) };

      bit = find_bit (pixels->bytes, bit, row_begin + file->columns, FALSE);
      run.end = (guint) (bit - row_begin);
      g_array_append_val (collected->runs, run);
      g_array_append_val (collected->rows, row);
      bit = find_bit (pixels->bytes, bit, end, TRUE);
    }

  return collected->runs->len > 0 ? collected_to_slice (collected) : NULL;
}

static RimMaskSlice *
read_fractions (const Reading *reading,
                const Pixels  *pixels)
{
  const RimSegFile *file = reading->file;
  gsize n_voxels = (gsize) file->rows * file->columns;
  g_autofree guint8 *voxels = g_malloc (n_voxels);

  for (gsize n = 0; n < n_voxels; n++)
    voxels[n] = get_stored (pixels, n) >= reading->limit;

  return rim_mask_slice_new_from_bytes (voxels, file->columns, file->rows, file->columns);
}

static void
read_segment (const Reading *reading,
              guint          f,
              const Pixels  *pixels)
{
  add_piece (reading, f, reading->file->frames[f].segment,
             pixels->bits == 1 ? read_bits (reading->file, pixels) : read_fractions (reading, pixels));
}

static void
read_frame (const Reading *reading,
            guint          f,
            const Pixels  *pixels)
{
  if (reading->file->kind == RIM_SEG_LABELMAP)
    read_label_map (reading, f, pixels);
  else
    read_segment (reading, f, pixels);
}

static void
read_frames (gsize    begin,
             gsize    end,
             gpointer data)
{
  const Reading *reading = data;
  const RimSegFile *file = reading->file;
  gsize n_voxels = (gsize) file->rows * file->columns;

  for (gsize f = begin; f < end; f++)
    {
      Pixels pixels = { reading->bytes, file->bits_allocated, f * n_voxels };

      if (file->bits_allocated > 1)
        pixels.bytes += f * n_voxels * (file->bits_allocated / 8);

      read_frame (reading, (guint) f, &pixels);
    }
}

static gboolean
read_native (Reading  *reading,
             GError  **error)
{
  const RimSegFile *file = reading->file;
  guint64 n_bits = (guint64) file->rows * file->columns * file->bits_allocated;
  gsize length;

  reading->bytes = rim_dcm_item_get_bytes (file->dataset, RIM_DCM_PIXEL_DATA, &length);
  if (reading->bytes == NULL || n_bits > (guint64) length * 8 ||
      file->n_frames > (guint64) length * 8 / n_bits)
    {
      g_set_error (error, RIM_DICOM_ERROR, RIM_DICOM_ERROR_DAMAGED,
                   _("%s: its pixels are fewer than its frames need"), file->path);
      return FALSE;
    }

  rim_parallel_for (file->n_frames, 1, read_frames, reading);

  return TRUE;
}

/* Numbers of segments are no colours and have no sign, whatever a label map says
 * of how it should look.
 */
static RimDicomHeader *
read_pixel_header (const RimSegFile  *file,
                   GError           **error)
{
  RimDicomHeader *header = rim_dicom_header_read (file->path, error);

  if (header == NULL)
    return NULL;

  g_free (header->photometric);
  header->photometric = g_strdup ("MONOCHROME2");
  header->is_signed = FALSE;
  header->has_modality_lut = FALSE;
  header->bits_allocated = MAX (header->bits_allocated, 8);

  return header;
}

/* Most who compress single bits give the coder a byte for each (PS3.5 8.2); some
 * give it eight in each byte, and then a frame unpacks to so many bytes only.
 */
static gboolean
decode_frame (const RimSegFile  *file,
              RimDicomHeader    *header,
              RimDicomHeader    *packed,
              guint              f,
              guint8            *voxels,
              Pixels            *pixels,
              GError           **error)
{
  g_autoptr(GError) own_error = NULL;

  *pixels = (Pixels) { voxels, header->bits_allocated, 0 };
  if (rim_pixels_decode (file->file, header, f, voxels, &own_error))
    return TRUE;

  pixels->bits = 1;
  if (packed != NULL && rim_pixels_decode (file->file, packed, f, voxels, NULL))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&own_error));

  return FALSE;
}

/* A frame of single bits as an image of the bytes that they are packed in. */
static RimDicomHeader *
read_packed_header (const RimSegFile  *file,
                    GError           **error)
{
  RimDicomHeader *header = read_pixel_header (file, error);

  if (header == NULL)
    return NULL;

  header->rows = 1;
  header->columns = (guint) (((gsize) file->rows * file->columns + 7) / 8);
  header->bits_stored = 8;
  header->high_bit = 7;

  return header;
}

static gboolean
read_compressed (Reading  *reading,
                 GError  **error)
{
  const RimSegFile *file = reading->file;
  g_autoptr(RimDicomHeader) header = read_pixel_header (file, error);
  g_autoptr(RimDicomHeader) packed = NULL;
  g_autofree guint8 *voxels = NULL;

  if (header == NULL || !rim_pixels_check_size (header, error))
    return FALSE;

  if (file->bits_allocated == 1)
    {
      packed = read_packed_header (file, error);
      if (packed == NULL)
        return FALSE;
    }

  voxels = g_malloc ((gsize) file->rows * file->columns * header->bits_allocated / 8);
  for (guint f = 0; f < file->n_frames; f++)
    {
      Pixels pixels;

      if (!decode_frame (file, header, packed, f, voxels, &pixels, error))
        return FALSE;
      read_frame (reading, f, &pixels);
    }

  return TRUE;
}

static void
clear_piece (RimSegPiece *piece)
{
  rim_mask_slice_unref (piece->slice);
}

void
rim_seg_free_pieces (GArray **pieces)
{
  for (guint f = 0; pieces[f] != NULL; f++)
    g_array_unref (pieces[f]);
  g_free (pieces);
}

/**
 * rim_seg_read_pixels:
 * @self: a segmentation
 * @threshold: the fraction from which on a voxel of FRACTIONAL is in; one of no
 *   fraction is never
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable) (array): for each frame an array of
 *   #RimSegPiece, ended by %NULL
 */
GArray **
rim_seg_read_pixels (RimSegFile  *self,
                     double       threshold,
                     GError     **error)
{
  Reading reading = { self, NULL, 1, NULL };
  RimDcmPixels native;
  gboolean done;

  if (self->kind == RIM_SEG_FRACTIONAL)
    reading.limit = (guint) MAX (ceil (threshold * self->max_value - 1e-9), 1.0);

  reading.pieces = g_new0 (GArray *, (gsize) self->n_frames + 1);
  for (guint f = 0; f < self->n_frames; f++)
    {
      reading.pieces[f] = g_array_new (FALSE, FALSE, sizeof (RimSegPiece));
      g_array_set_clear_func (reading.pieces[f], (GDestroyNotify) clear_piece);
    }

  done = rim_dcm_file_get_pixels (self->file, &native) && native.encapsulated
    ? read_compressed (&reading, error)
    : read_native (&reading, error);
  if (!done)
    g_clear_pointer (&reading.pieces, rim_seg_free_pieces);

  return reading.pieces;
}
