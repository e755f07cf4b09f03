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

/* Frames are read on all cores. */
typedef struct
{
  const RimSegFile  *file;
  const guint8      *bytes;
  guint              limit;       /* the lowest stored value that is in */
  GArray           **pieces;      /* of RimSegPiece, one array per frame */
} Reading;

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
get_stored (const Reading *reading,
            gsize          index)
{
  if (reading->file->bits_allocated == 8)
    return reading->bytes[index];

  return ((const guint16 *) (gconstpointer) reading->bytes)[index];
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
collect_row (const Reading *reading,
             gsize          offset,
             guint          row,
             GHashTable    *by_segment)
{
  guint columns = reading->file->columns;
  guint i = 0;

  while (i < columns)
    {
      guint value = get_stored (reading, offset + i);
      RimRun run = { i, i + 1 };

      while (run.end < columns && get_stored (reading, offset + run.end) == value)
        run.end++;

      if (value != 0 && value != reading->file->padding)
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
                guint          f)
{
  const RimSegFile *file = reading->file;
  g_autoptr(GHashTable) by_segment = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) collected_free);
  gsize offset = (gsize) f * file->rows * file->columns;
  GHashTableIter iter;
  gpointer key, value;

  for (guint row = 0; row < file->rows; row++)
    collect_row (reading, offset + (gsize) row * file->columns, row, by_segment);

  g_hash_table_iter_init (&iter, by_segment);
  while (g_hash_table_iter_next (&iter, &key, &value))
    add_piece (reading, f, GPOINTER_TO_UINT (key), collected_to_slice (value));
}

/* Bits follow each other over all frames without padding, the lowest first
 * (PS3.5 8.1.1): a frame may begin in the middle of a byte.
 */
static void
unpack_bits (const Reading *reading,
             guint          f,
             guint8        *voxels,
             gsize          n_voxels)
{
  gsize bit = (gsize) f * n_voxels;

  for (gsize n = 0; n < n_voxels; n++, bit++)
    voxels[n] = reading->bytes[bit / 8] >> (bit % 8) & 1;
}

static void
threshold_fractions (const Reading *reading,
                     guint          f,
                     guint8        *voxels,
                     gsize          n_voxels)
{
  for (gsize n = 0; n < n_voxels; n++)
    voxels[n] = get_stored (reading, (gsize) f * n_voxels + n) >= reading->limit;
}

static void
read_segment (const Reading *reading,
              guint          f)
{
  const RimSegFile *file = reading->file;
  gsize n_voxels = (gsize) file->rows * file->columns;
  g_autofree guint8 *voxels = g_malloc (n_voxels);

  if (file->bits_allocated == 1)
    unpack_bits (reading, f, voxels, n_voxels);
  else
    threshold_fractions (reading, f, voxels, n_voxels);

  add_piece (reading, f, file->frames[f].segment,
             rim_mask_slice_new_from_bytes (voxels, file->columns, file->rows, file->columns));
}

static void
read_frames (gsize    begin,
             gsize    end,
             gpointer data)
{
  const Reading *reading = data;

  for (gsize f = begin; f < end; f++)
    {
      if (reading->file->kind == RIM_SEG_LABELMAP)
        read_label_map (reading, (guint) f);
      else
        read_segment (reading, (guint) f);
    }
}

static const guint8 *
get_bytes (RimSegFile  *self,
           GError     **error)
{
  guint64 n_bits = (guint64) self->rows * self->columns * self->bits_allocated;
  const guint8 *bytes;
  gsize length;

  bytes = rim_dcm_item_get_bytes (self->dataset, RIM_DCM_TAG (0x7fe0, 0x0010), &length);
  if (bytes != NULL && n_bits <= (guint64) length * 8 && n_bits * self->n_frames <= (guint64) length * 8)
    return bytes;

  g_set_error (error, RIM_DICOM_ERROR, RIM_DICOM_ERROR_DAMAGED,
               _("%s: its pixels are fewer than its frames need"), self->path);
  return NULL;
}

static void
clear_piece (RimSegPiece *piece)
{
  rim_mask_slice_unref (piece->slice);
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

  reading.bytes = get_bytes (self, error);
  if (reading.bytes == NULL)
    return NULL;

  if (self->kind == RIM_SEG_FRACTIONAL)
    reading.limit = (guint) MAX (ceil (threshold * self->max_value - 1e-9), 1.0);

  reading.pieces = g_new0 (GArray *, (gsize) self->n_frames + 1);
  for (guint f = 0; f < self->n_frames; f++)
    {
      reading.pieces[f] = g_array_new (FALSE, FALSE, sizeof (RimSegPiece));
      g_array_set_clear_func (reading.pieces[f], (GDestroyNotify) clear_piece);
    }

  rim_parallel_for (self->n_frames, 1, read_frames, &reading);

  return reading.pieces;
}
