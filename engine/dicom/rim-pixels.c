/* rim-pixels.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dicom/rim-pixels-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

/* How much larger than its file a compressed image may be. The best real ones
 * stay below a hundred; a small image of one grey is excused.
 */
#define MAX_COMPRESSION  1000
#define EXCUSED_BYTES    (G_GUINT64_CONSTANT (64) << 20)

/**
 * rim_pixels_are_color:
 * @header: an instance with pixels
 *
 * Returns: whether its pixels are colours, which a volume keeps as their
 *   brightness
 */
gboolean
rim_pixels_are_color (RimDicomHeader *header)
{
  return header->samples_per_pixel == 3 ||
         g_strcmp0 (header->photometric, "PALETTE COLOR") == 0;
}

static gboolean
refuse (RimDicomHeader  *header,
        GError         **error,
        const char      *what,
        guint            number)
{
  g_set_error (error, RIM_DICOM_ERROR, RIM_DICOM_ERROR_UNSUPPORTED,
               _("%s: pixels with %s %u are not supported"), header->path, what, number);
  return FALSE;
}

/**
 * rim_pixels_get_type:
 * @header: an instance with pixels
 * @type: (out): how a volume stores its voxels
 * @error: where to put an error
 *
 * Colours become a grey of the same depth, single bits become bytes.
 *
 * Returns: whether such pixels can be read
 */
gboolean
rim_pixels_get_type (RimDicomHeader  *header,
                     RimVoxelType    *type,
                     GError         **error)
{
  gboolean is_signed = header->is_signed && !rim_pixels_are_color (header);

  if (header->samples_per_pixel != 1 && header->samples_per_pixel != 3)
    return refuse (header, error, "Samples per Pixel", header->samples_per_pixel);

  if (header->float_pixels && (header->bits_allocated == 32 || header->bits_allocated == 64))
    *type = header->bits_allocated == 32 ? RIM_VOXEL_FLOAT : RIM_VOXEL_DOUBLE;
  else if (header->float_pixels)
    return refuse (header, error, "Bits Allocated", header->bits_allocated);
  else if (header->has_modality_lut)
    *type = RIM_VOXEL_UINT16;
  else if (header->bits_allocated == 1)
    *type = RIM_VOXEL_UINT8;
  else if (header->bits_allocated == 8)
    *type = is_signed ? RIM_VOXEL_INT8 : RIM_VOXEL_UINT8;
  else if (header->bits_allocated == 16)
    *type = is_signed ? RIM_VOXEL_INT16 : RIM_VOXEL_UINT16;
  else if (header->bits_allocated == 32)
    *type = is_signed ? RIM_VOXEL_INT32 : RIM_VOXEL_UINT32;
  else
    return refuse (header, error, "Bits Allocated", header->bits_allocated);

  return TRUE;
}

/**
 * rim_pixels_get_frame_bits:
 * @header: an instance with pixels
 *
 * Returns: how many bits one frame has before compression
 */
gsize
rim_pixels_get_frame_bits (RimDicomHeader *header)
{
  gsize n = (gsize) header->rows * header->columns;

  if (g_strcmp0 (header->photometric, "YBR_FULL_422") == 0 && !header->encapsulated)
    return n * 2 * header->bits_allocated;

  return n * header->samples_per_pixel * header->bits_allocated;
}

/**
 * rim_pixels_check_size:
 * @header: an instance with pixels
 * @error: where to put an error
 *
 * Compares what the header claims with what the file can hold, before anything
 * is allocated for it.
 *
 * Returns: whether the pixels are all there
 */
gboolean
rim_pixels_check_size (RimDicomHeader  *header,
                       GError         **error)
{
  guint64 needed = ((guint64) rim_pixels_get_frame_bits (header) * header->n_frames + 7) / 8;
  guint64 available = header->pixel_length;

  if (header->encapsulated)
    {
      needed = ((guint64) header->rows * header->columns * header->samples_per_pixel *
                header->bits_allocated / 8) * header->n_frames;
      available = (guint64) header->file_size * MAX_COMPRESSION + EXCUSED_BYTES;
    }

  if (needed <= available)
    return TRUE;

  g_set_error (error, RIM_DICOM_ERROR, RIM_DICOM_ERROR_DAMAGED,
               _("%s: the image should have %" PRIu64 " bytes, the file has %"
                 PRIu64), header->path, needed,
               header->encapsulated ? (guint64) header->file_size : available);
  return FALSE;
}

/**
 * rim_pixels_are_plain:
 * @header: an instance with pixels
 *
 * Returns: whether the bytes in the file are voxels but for unused bits, and
 *   where they are is known
 */
gboolean
rim_pixels_are_plain (RimDicomHeader *header)
{
  return header->pixel_offset >= 0 && !rim_pixels_are_color (header) && !header->has_modality_lut &&
         header->bits_allocated >= 8 && G_BYTE_ORDER == G_LITTLE_ENDIAN;
}

static void
normalise_bytes (guint8   *v,
                 gsize     n,
                 guint     left,
                 guint     right,
                 gboolean  is_signed)
{
  for (gsize i = 0; i < n; i++)
    {
      guint8 top = (guint8) (v[i] << left);

      v[i] = is_signed ? (guint8) ((gint8) top >> right) : (guint8) (top >> right);
    }
}

static void
normalise_words (guint16  *v,
                 gsize     n,
                 guint     left,
                 guint     right,
                 gboolean  is_signed)
{
  if (is_signed)
    for (gsize i = 0; i < n; i++)
      v[i] = (guint16) ((gint16) (guint16) (v[i] << left) >> right);
  else
    for (gsize i = 0; i < n; i++)
      v[i] = (guint16) ((guint16) (v[i] << left) >> right);
}

static void
normalise_longs (guint32  *v,
                 gsize     n,
                 guint     left,
                 guint     right,
                 gboolean  is_signed)
{
  for (gsize i = 0; i < n; i++)
    v[i] = is_signed ? (guint32) ((gint32) (v[i] << left) >> right) : (v[i] << left) >> right;
}

/**
 * rim_pixels_normalise:
 * @header: an instance with pixels
 * @voxels: a frame of it, one sample per voxel
 *
 * Obeys Bits Stored, High Bit and Pixel Representation: clears what else is in
 * the unused bits, such as overlays, and extends the sign.
 */
void
rim_pixels_normalise (RimDicomHeader *header,
                      gpointer        voxels)
{
  gsize n = (gsize) header->rows * header->columns;
  guint left = header->bits_allocated - 1 - header->high_bit;
  guint right = header->bits_allocated - header->bits_stored;

  if (header->float_pixels || right == 0)
    return;

  if (header->bits_allocated == 8)
    normalise_bytes (voxels, n, left, right, header->is_signed);
  else if (header->bits_allocated == 16)
    normalise_words (voxels, n, left, right, header->is_signed);
  else if (header->bits_allocated == 32)
    normalise_longs (voxels, n, left, right, header->is_signed);
}
