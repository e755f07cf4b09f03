/* rim-dcm-pixels.cc
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dicom/rim-dcm-internal.hh"

#include <dcmtk/dcmdata/dcpixel.h>
#include <dcmtk/dcmdata/dcpixseq.h>
#include <dcmtk/dcmdata/dcpxitem.h>

#include <glib/gi18n-lib.h>
#include <exception>
#include <new>
#include <string.h>

#include "dicom/rim-dicom-header.h"

static gboolean
refuse (RimDcmFile  *self,
        const char  *why,
        GError     **error)
{
  g_set_error (error, RIM_DICOM_ERROR, RIM_DICOM_ERROR_DAMAGED,
               _("%s: the pixels cannot be read: %s"), self->path, why);
  return FALSE;
}

/* Pixels of 32 bits are words of 16 to dcmtk; of a big-endian file it turns the
 * bytes of each word, not the words.
 */
static void
swap_words (guint8 *bytes,
            gsize   length)
{
  for (gsize i = 0; i + 4 <= length; i += 4)
    {
      guint8 low[2] = { bytes[i], bytes[i + 1] };

      memcpy (bytes + i, bytes + i + 2, 2);
      memcpy (bytes + i + 2, low, 2);
    }
}

/**
 * rim_dcm_file_read_native:
 * @tag: a pixel element that is not encapsulated
 * @bits_allocated: of its samples
 * @offset: from the start of the value, in bytes
 * @bytes: (array length=length): where to put it
 * @length: how many bytes
 * @error: where to put an error
 *
 * Reads a part of the pixels, in the byte order of the machine.
 *
 * Returns: whether it is there
 */
gboolean
rim_dcm_file_read_native (RimDcmFile  *self,
                          guint32      tag,
                          guint        bits_allocated,
                          gsize        offset,
                          gpointer     bytes,
                          gsize        length,
                          GError     **error)
{
  DcmElement *element = rim_dcm_find (rim_dcm_file_get_dataset (self), tag);
  DcmXfer xfer (self->format.getDataset ()->getOriginalXfer ());
  OFCondition condition;

  if (element == NULL || offset + length > element->getLength (xfer.getXfer ()))
    return refuse (self, _("the file is cut short"), error);

  condition = element->getPartialValue (bytes, (Uint32) offset, (Uint32) length);
  if (condition.bad ())
    return refuse (self, condition.text (), error);

  if (bits_allocated == 32 && tag == RIM_DCM_PIXEL_DATA && !xfer.isLittleEndian ())
    swap_words ((guint8 *) bytes, length);

  return TRUE;
}

static DcmPixelSequence *
find_fragments (RimDcmFile *self)
{
  DcmElement *element = rim_dcm_find (rim_dcm_file_get_dataset (self), RIM_DCM_PIXEL_DATA);
  DcmPixelData *pixels = element != NULL ? dynamic_cast<DcmPixelData *> (element) : NULL;
  DcmPixelSequence *sequence = NULL;
  E_TransferSyntax xfer = self->format.getDataset ()->getOriginalXfer ();

  if (pixels == NULL || pixels->getEncapsulatedRepresentation (xfer, NULL, sequence).bad ())
    return NULL;

  return sequence;
}

static const guint8 *
get_fragment (DcmPixelSequence *sequence,
              guint             index,
              gsize            *length)
{
  DcmPixelItem *item = NULL;
  Uint8 *bytes = NULL;

  *length = 0;
  if (sequence->getItem (item, index).bad () || item == NULL ||
      item->getUint8Array (bytes).bad () || bytes == NULL)
    return NULL;

  *length = item->getLength ();

  return bytes;
}

/* The offset of a frame in the table, from the item of the first fragment. */
static gboolean
get_table_offset (DcmPixelSequence *sequence,
                  guint             frame,
                  guint             n_frames,
                  guint64          *offset)
{
  gsize length;
  const guint8 *table = get_fragment (sequence, 0, &length);

  if (table == NULL || length < 4 * (gsize) n_frames)
    return FALSE;

  table += 4 * (gsize) frame;
  *offset = table[0] | table[1] << 8 | table[2] << 16 | (guint64) table[3] << 24;

  return TRUE;
}

/* Whether a compressed image starts here: JPEG, JPEG-LS or JPEG 2000. */
static gboolean
starts_image (const guint8 *bytes,
              gsize         length)
{
  static const guint8 jp2[] = { 0, 0, 0, 12, 'j', 'P', ' ', ' ' };

  if (length >= 4 && bytes[0] == 0xff && (bytes[1] == 0xd8 || bytes[1] == 0x4f) && bytes[2] == 0xff)
    return TRUE;

  return length >= sizeof jp2 && memcmp (bytes, jp2, sizeof jp2) == 0;
}

static guint
find_by_offset (DcmPixelSequence *sequence,
                guint64           offset)
{
  guint n = (guint) sequence->card ();
  guint64 at = 0;

  for (guint i = 1; i < n; i++)
    {
      DcmPixelItem *item = NULL;

      if (at == offset)
        return i;
      if (sequence->getItem (item, i).bad () || item == NULL)
        return 0;
      at += 8 + (guint64) item->getLength ();
    }

  return 0;
}

static guint
find_by_start (DcmPixelSequence *sequence,
               guint             frame)
{
  guint n = (guint) sequence->card ();
  guint n_found = 0;

  for (guint i = 1; i < n; i++)
    {
      gsize length;
      const guint8 *bytes = get_fragment (sequence, i, &length);

      if (bytes != NULL && starts_image (bytes, length) && n_found++ == frame)
        return i;
    }

  return 0;
}

/* Returns: the fragment that the frame starts with, or 0. The table of offsets
 * may be empty, and a frame may have many fragments.
 */
static guint
find_start (DcmPixelSequence *sequence,
            guint             frame,
            guint             n_frames)
{
  guint n_fragments = (guint) sequence->card () - 1;
  guint64 offset;
  guint start;

  if (frame == 0)
    return n_fragments > 0 ? 1 : 0;

  if (n_fragments == n_frames)
    return frame + 1;

  if (get_table_offset (sequence, frame, n_frames, &offset) &&
      (start = find_by_offset (sequence, offset)) != 0)
    return start;

  return find_by_start (sequence, frame);
}

/**
 * rim_dcm_file_decode_frame:
 * @frame: from 0
 * @n_frames: how many frames the file has
 * @bytes: (array length=length): where to put it
 * @length: bytes of a frame, rounded up to be even
 * @photometric: (out) (transfer full): what its samples mean now
 * @error: where to put an error
 *
 * Decodes a frame of JPEG or JPEG-LS.
 *
 * Returns: whether it could
 */
gboolean
rim_dcm_file_decode_frame (RimDcmFile  *self,
                           guint        frame,
                           guint        n_frames,
                           gpointer     bytes,
                           gsize        length,
                           char       **photometric,
                           GError     **error)
{
  DcmElement *element = rim_dcm_find (rim_dcm_file_get_dataset (self), RIM_DCM_PIXEL_DATA);
  DcmPixelSequence *sequence = find_fragments (self);
  OFCondition condition = EC_CorruptedData;
  OFString color_model;
  Uint32 start;

  if (sequence == NULL || sequence->card () < 2 || length > G_MAXUINT32)
    return refuse (self, _("it has no compressed image"), error);

  start = find_start (sequence, frame, n_frames);
  if (start == 0)
    return refuse (self, _("a frame is missing"), error);

  try
    {
      condition = element->getUncompressedFrame (self->format.getDataset (), frame, start, bytes,
                                                 (Uint32) length, color_model);
    }
  catch (const std::bad_alloc &)
    {
      condition = EC_MemoryExhausted;
    }
  catch (const std::exception &)
    {
      condition = EC_CorruptedData;
    }

  if (condition.bad ())
    return refuse (self, condition.text (), error);

  *photometric = g_strdup (color_model.c_str ());

  return TRUE;
}

/**
 * rim_dcm_file_dup_frame:
 * @frame: from 0
 * @n_frames: how many frames the file has
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): a frame as it is compressed, its
 *   fragments joined
 */
GBytes *
rim_dcm_file_dup_frame (RimDcmFile  *self,
                        guint        frame,
                        guint        n_frames,
                        GError     **error)
{
  DcmPixelSequence *sequence = find_fragments (self);
  g_autoptr(GByteArray) joined = g_byte_array_new ();
  guint start;
  guint end;

  if (sequence == NULL || sequence->card () < 2)
    return refuse (self, _("it has no compressed image"), error), (GBytes *) NULL;

  start = find_start (sequence, frame, n_frames);
  end = (guint) sequence->card ();
  if (frame + 1 < n_frames)
    {
      guint next = find_start (sequence, frame + 1, n_frames);

      end = next > start ? next : end;
    }

  if (start == 0)
    return refuse (self, _("a frame is missing"), error), (GBytes *) NULL;

  for (guint i = start; i < end; i++)
    {
      gsize length;
      const guint8 *bytes = get_fragment (sequence, i, &length);

      if (bytes != NULL)
        g_byte_array_append (joined, bytes, (guint) length);
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&joined));
}
