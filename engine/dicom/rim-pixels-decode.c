/* rim-pixels-decode.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dicom/rim-pixels-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dicom/rim-j2k-private.h"
#include "dicom/rim-rle-private.h"

#define MODALITY_LUT_SEQUENCE RIM_DCM_TAG (0x0028, 0x3000)
#define LUT_DESCRIPTOR        RIM_DCM_TAG (0x0028, 0x3002)
#define LUT_DATA              RIM_DCM_TAG (0x0028, 0x3006)
#define PALETTE_DESCRIPTOR    RIM_DCM_TAG (0x0028, 0x1101)
#define PALETTE_DATA          RIM_DCM_TAG (0x0028, 0x1201)

/* A frame as it was decoded: samples in the byte order of the machine. */
typedef struct
{
  RimDicomHeader *header;
  gsize           n_pixels;
  guint           n_bytes;         /* of a sample */
  gboolean        is_planar;
  gboolean        is_luma;         /* its first sample is the brightness */
  guint8         *bytes;
} Frame;

/* A table from stored values to others. */
typedef struct
{
  guint32  n_entries;
  gint64   first;
  guint16 *values;
} Table;

static gboolean
refuse (RimDicomHeader  *header,
        const char      *why,
        GError         **error)
{
  g_set_error (error, RIM_DICOM_ERROR, RIM_DICOM_ERROR_DAMAGED,
               _("%s: the pixels cannot be read: %s"), header->path, why);
  return FALSE;
}

static gboolean
is_j2k (RimDicomHeader *header)
{
  return g_strcmp0 (header->transfer_syntax, "1.2.840.10008.1.2.4.90") == 0 ||
         g_strcmp0 (header->transfer_syntax, "1.2.840.10008.1.2.4.91") == 0;
}

static gboolean
is_supported (RimDicomHeader *header)
{
  static const char *const codecs[] = {
    "1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51", "1.2.840.10008.1.2.4.57",
    "1.2.840.10008.1.2.4.70", "1.2.840.10008.1.2.4.80", "1.2.840.10008.1.2.4.81",
    "1.2.840.10008.1.2.4.90", "1.2.840.10008.1.2.4.91", "1.2.840.10008.1.2.5", NULL
  };

  return g_strv_contains (codecs, header->transfer_syntax != NULL ? header->transfer_syntax : "");
}

static gboolean
decode_j2k (Frame       *frame,
            RimDcmFile  *file,
            guint        index,
            GError     **error)
{
  RimDicomHeader *header = frame->header;
  RimJ2kImage wanted = {
    .columns = header->columns,
    .rows = header->rows,
    .n_samples = header->samples_per_pixel,
    .n_bytes = frame->n_bytes,
    .is_signed = header->is_signed,
  };
  g_autoptr(GBytes) codestream = rim_dcm_file_dup_frame (file, index, header->n_frames, error);
  const char *why_not = NULL;

  if (codestream == NULL)
    return FALSE;

  if (!rim_j2k_decode (codestream, &wanted, frame->bytes, &why_not))
    return refuse (header, why_not, error);

  frame->is_planar = FALSE;
  frame->is_luma = FALSE;

  return TRUE;
}

static gboolean
is_rle (RimDicomHeader *header)
{
  return g_strcmp0 (header->transfer_syntax, "1.2.840.10008.1.2.5") == 0;
}

static gboolean
decode_rle (Frame       *frame,
            RimDcmFile  *file,
            guint        index,
            GError     **error)
{
  RimDicomHeader *header = frame->header;
  g_autoptr(GBytes) bytes = rim_dcm_file_dup_frame (file, index, header->n_frames, error);

  if (bytes == NULL)
    return FALSE;

  frame->is_planar = FALSE;

  return rim_rle_decode (bytes, frame->n_pixels, header->samples_per_pixel, frame->n_bytes,
                         frame->bytes) ||
         refuse (header, _("the compressed image is damaged"), error);
}

static gboolean
decode_others (Frame       *frame,
               gsize        length,
               RimDcmFile  *file,
               guint        index,
               GError     **error)
{
  g_autofree char *photometric = NULL;

  if (!rim_dcm_file_decode_frame (file, index, frame->header->n_frames, frame->bytes,
                                  (length + 1) & ~(gsize) 1, &photometric, error))
    return FALSE;

  frame->is_luma = g_str_has_prefix (photometric, "YBR");

  return TRUE;
}

static gboolean
decode_frame (Frame       *frame,
              gsize        length,
              RimDcmFile  *file,
              guint        index,
              GError     **error)
{
  RimDicomHeader *header = frame->header;

  if (!is_supported (header) || header->bits_allocated < 8)
    {
      g_set_error (error, RIM_DICOM_ERROR, RIM_DICOM_ERROR_UNSUPPORTED,
                   _("%s: pixels in transfer syntax %s are not supported"), header->path,
                   header->transfer_syntax);
      return FALSE;
    }

  if (is_j2k (header))
    return decode_j2k (frame, file, index, error);

  if (is_rle (header))
    return decode_rle (frame, file, index, error);

  return decode_others (frame, length, file, index, error);
}

static guint32
get_pixel_tag (RimDicomHeader *header)
{
  if (!header->float_pixels)
    return RIM_DCM_PIXEL_DATA;

  return header->bits_allocated == 32 ? RIM_DCM_FLOAT_PIXEL_DATA : RIM_DCM_DOUBLE_PIXEL_DATA;
}

/* One bit per pixel, the lowest first; frames are not padded to whole bytes. */
static gboolean
read_bits (RimDcmFile      *file,
           RimDicomHeader  *header,
           guint            index,
           guint8          *voxels,
           GError         **error)
{
  gsize n = (gsize) header->rows * header->columns;
  guint64 first = (guint64) n * index;
  gsize begin = (gsize) (first / 8) & ~(gsize) 1;
  gsize end = (gsize) ((first + n + 7) / 8);
  g_autofree guint8 *bytes = g_malloc (end - begin);

  if (!rim_dcm_file_read_native (file, RIM_DCM_PIXEL_DATA, 1, begin, bytes, end - begin, error))
    return FALSE;

  for (gsize i = 0; i < n; i++)
    {
      gsize bit = (gsize) (first - (guint64) begin * 8) + i;

      voxels[i] = bytes[bit / 8] >> (bit % 8) & 1;
    }

  return TRUE;
}

static guint32
get_sample (const Frame *frame,
            gsize        i)
{
  if (frame->n_bytes == 1)
    return frame->bytes[i];

  if (frame->n_bytes == 2)
    return ((const guint16 *) (gconstpointer) frame->bytes)[i];

  return ((const guint32 *) (gconstpointer) frame->bytes)[i];
}

static void
put_voxel (const Frame *frame,
           gpointer     voxels,
           gsize        i,
           guint32      value)
{
  if (frame->n_bytes == 1)
    ((guint8 *) voxels)[i] = (guint8) value;
  else if (frame->n_bytes == 2)
    ((guint16 *) voxels)[i] = (guint16) value;
  else
    ((guint32 *) voxels)[i] = value;
}

/* Rec. 601, as the colours of DICOM's YBR are. */
static guint32
get_brightness (double red,
                double green,
                double blue)
{
  return (guint32) (0.299 * red + 0.587 * green + 0.114 * blue + 0.5);
}

static void
convert_color (const Frame *frame,
               gpointer     voxels)
{
  gsize step = frame->is_planar ? 1 : 3;
  gsize next = frame->is_planar ? frame->n_pixels : 1;

  for (gsize i = 0; i < frame->n_pixels; i++)
    {
      gsize at = i * step;
      guint32 value = get_sample (frame, at);

      if (!frame->is_luma)
        value = get_brightness (value, get_sample (frame, at + next),
                                get_sample (frame, at + 2 * next));
      put_voxel (frame, voxels, i, value);
    }
}

/* Two pixels share their colour: Y, Y, B, R. */
static void
convert_422 (const Frame *frame,
             gpointer     voxels)
{
  for (gsize i = 0; i < frame->n_pixels; i++)
    put_voxel (frame, voxels, i, get_sample (frame, i / 2 * 4 + i % 2));
}

static gboolean
read_table (RimDcmItem *item,
            guint32     descriptor,
            guint32     data,
            Table      *table)
{
  double d[3];
  gsize length;
  const guint8 *bytes;

  if (!rim_dcm_item_get_doubles (item, descriptor, d, 3) || d[0] < 0.0 || d[0] > 65536.0)
    return FALSE;

  table->n_entries = d[0] == 0.0 ? 65536 : (guint32) d[0];
  table->first = (gint64) d[1];
  bytes = rim_dcm_item_get_bytes (item, data, &length);

  if (bytes == NULL || length < table->n_entries)
    return FALSE;

  table->values = g_new (guint16, table->n_entries);

  /* Eight bits deep, a table may have a byte or a word for each entry. */
  for (guint32 i = 0; i < table->n_entries; i++)
    if (length < 2 * (gsize) table->n_entries)
      table->values[i] = bytes[i];
    else
      table->values[i] = (guint16) (bytes[2 * i] | bytes[2 * i + 1] << 8);

  return TRUE;
}

static guint16
look_up (const Table *table,
         gint64       stored)
{
  gint64 i = CLAMP (stored - table->first, 0, (gint64) table->n_entries - 1);

  return table->values[i];
}

static gint64
get_stored (const Frame *frame,
            gsize        i)
{
  guint32 value = get_sample (frame, i);

  if (!frame->header->is_signed)
    return value;

  return frame->n_bytes == 1 ? (gint8) value : frame->n_bytes == 2 ? (gint16) value
                                                                   : (gint32) value;
}

static gboolean
apply_modality_lut (const Frame  *frame,
                    RimDcmFile   *file,
                    guint16      *voxels,
                    GError      **error)
{
  RimDcmItem *item = rim_dcm_item_get_item (rim_dcm_file_get_dataset (file),
                                            MODALITY_LUT_SEQUENCE, 0);
  Table table = { 0 };

  if (item == NULL || !read_table (item, LUT_DESCRIPTOR, LUT_DATA, &table))
    return refuse (frame->header, _("its Modality LUT is damaged"), error);

  rim_pixels_normalise (frame->header, frame->bytes);

  for (gsize i = 0; i < frame->n_pixels; i++)
    voxels[i] = look_up (&table, get_stored (frame, i));

  g_free (table.values);

  return TRUE;
}

static gboolean
read_palette (RimDcmFile *file,
              Table       palette[3],
              guint      *shift)
{
  RimDcmItem *dataset = rim_dcm_file_get_dataset (file);
  double d[3];

  for (guint i = 0; i < 3; i++)
    if (!read_table (dataset, PALETTE_DESCRIPTOR + i, PALETTE_DATA + i, &palette[i]))
      return FALSE;

  *shift = rim_dcm_item_get_doubles (dataset, PALETTE_DESCRIPTOR, d, 3) && d[2] > 8.0 ? 8 : 0;

  return TRUE;
}

static gboolean
apply_palette (const Frame  *frame,
               RimDcmFile   *file,
               gpointer      voxels,
               GError      **error)
{
  Table palette[3] = { { 0 }, { 0 }, { 0 } };
  guint shift;
  gboolean complete = read_palette (file, palette, &shift);

  for (gsize i = 0; complete && i < frame->n_pixels; i++)
    {
      guint32 stored = get_sample (frame, i);

      put_voxel (frame, voxels, i, get_brightness (look_up (&palette[0], stored) >> shift,
                                                   look_up (&palette[1], stored) >> shift,
                                                   look_up (&palette[2], stored) >> shift));
    }

  for (guint i = 0; i < 3; i++)
    g_free (palette[i].values);

  return complete || refuse (frame->header, _("its palette is missing or damaged"), error);
}

static gboolean
convert (const Frame  *frame,
         RimDcmFile   *file,
         gpointer      voxels,
         GError      **error)
{
  RimDicomHeader *header = frame->header;

  if (header->has_modality_lut && header->samples_per_pixel == 1)
    return apply_modality_lut (frame, file, voxels, error);

  if (g_strcmp0 (header->photometric, "PALETTE COLOR") == 0)
    return apply_palette (frame, file, voxels, error);

  if (header->samples_per_pixel == 1)
    {
      memcpy (voxels, frame->bytes, frame->n_pixels * frame->n_bytes);
      rim_pixels_normalise (header, voxels);
    }
  else if (!header->encapsulated && g_strcmp0 (header->photometric, "YBR_FULL_422") == 0)
    {
      convert_422 (frame, voxels);
    }
  else
    {
      convert_color (frame, voxels);
    }

  return TRUE;
}

/**
 * rim_pixels_decode:
 * @file: the open file
 * @header: its header
 * @frame: from 0
 * @voxels: where to put the voxels, of the type of rim_pixels_get_type()
 * @error: where to put an error
 *
 * Reads a frame in whatever form the file has it. Colours become their
 * brightness.
 *
 * Returns: whether it could
 */
gboolean
rim_pixels_decode (RimDcmFile      *file,
                   RimDicomHeader  *header,
                   guint            frame,
                   gpointer         voxels,
                   GError         **error)
{
  gsize length = (rim_pixels_get_frame_bits (header) + 7) / 8;
  g_autofree guint8 *bytes = NULL;
  Frame decoded = {
    .header = header,
    .n_pixels = (gsize) header->rows * header->columns,
    .n_bytes = header->bits_allocated / 8,
    .is_planar = header->planar_configuration == 1 && !header->encapsulated,
    .is_luma = header->photometric != NULL && g_str_has_prefix (header->photometric, "YBR"),
  };

  if (header->bits_allocated == 1 && !header->encapsulated)
    return read_bits (file, header, frame, voxels, error);

  bytes = g_try_malloc0 (length + 2);
  if (bytes == NULL)
    return refuse (header, _("there is not enough memory"), error);

  decoded.bytes = bytes;

  if (header->encapsulated)
    {
      if (!decode_frame (&decoded, length, file, frame, error))
        return FALSE;
    }
  else if (!rim_dcm_file_read_native (file, get_pixel_tag (header), header->bits_allocated,
                                      length * frame, bytes, length, error))
    {
      return FALSE;
    }

  return convert (&decoded, file, voxels, error);
}
