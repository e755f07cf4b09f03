/* rim-dcm.cc
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dicom/rim-dcm-internal.hh"

#include <dcmtk/dcmdata/dcistrmf.h>
#include <dcmtk/dcmjpeg/djdecode.h>
#include <dcmtk/dcmjpls/djdecode.h>
#include <dcmtk/oflog/oflog.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <exception>
#include <new>

#include "dicom/rim-dcm-guard-private.h"
#include "dicom/rim-dicom-header.h"

static gboolean
load_dictionary (void)
{
  const char *const *folders = g_get_system_data_dirs ();
  static const char *const names[] = { "libdcmtk17", "dcmtk" };

  if (dcmDataDict.isDictionaryLoaded ())
    return TRUE;

  for (gsize i = 0; folders[i] != NULL; i++)
    for (gsize j = 0; j < G_N_ELEMENTS (names); j++)
      {
        g_autofree char *path = g_build_filename (folders[i], names[j], "dicom.dic", NULL);
        gboolean loaded;

        if (!g_file_test (path, G_FILE_TEST_EXISTS))
          continue;

        loaded = dcmDataDict.wrlock ().loadDictionary (path);
        dcmDataDict.wrunlock ();
        if (loaded)
          return TRUE;
      }

  return FALSE;
}

/* dcmtk keeps its logger, its codecs and its dictionary in globals; they are
 * set here, once, before any file is opened.
 */
static gboolean
initialise_once (void)
{
  OFLog::configure (OFLogger::OFF_LOG_LEVEL);
  DJDecoderRegistration::registerCodecs (EDC_photometricInterpretation, EUC_never,
                                         EPC_colorByPixel);
  DJLSDecoderRegistration::registerCodecs (EJLSUC_never, EJLSPC_colorByPixel);

  return load_dictionary ();
}

gboolean
rim_dcm_initialise (GError **error)
{
  static const gboolean is_ready = initialise_once ();

  if (is_ready)
    return TRUE;

  g_set_error_literal (error, RIM_DICOM_ERROR, RIM_DICOM_ERROR_FAILED,
                       _("The DICOM data dictionary of dcmtk is not installed"));
  return FALSE;
}

static guint64
get_file_size (const char *path)
{
  GStatBuf facts;

  return g_stat (path, &facts) == 0 ? (guint64) facts.st_size : 0;
}

/* The element in which a file ends has the length that the file claims, not that
 * of what is there; nothing may ask for its value.
 */
static void
drop_incomplete (DcmItem *item,
                 guint64  file_size)
{
  DcmObject *next;

  for (DcmObject *object = item->nextInContainer (NULL); object != NULL; object = next)
    {
      DcmSequenceOfItems *sequence = dynamic_cast<DcmSequenceOfItems *> (object);

      next = item->nextInContainer (object);

      for (unsigned long i = 0; sequence != NULL && i < sequence->card (); i++)
        drop_incomplete (sequence->getItem (i), file_size);

      if (sequence == NULL && (object->transferState () != ERW_ready ||
                               object->getLengthField () > file_size))
        delete item->remove (object);
    }
}

/* As DcmFileFormat::loadFile(), which forgets at its end what was complete. */
static OFCondition
load (RimDcmFile *self)
{
  DcmInputFileStream stream (self->path);
  OFCondition condition = stream.status ();

  if (condition.bad ())
    return condition;

  self->format.setReadMode (ERM_autoDetect);
  self->format.transferInit ();

  try
    {
      condition = self->format.read (stream, EXS_Unknown, EGL_noChange,
                                     RIM_DCM_HEADER_VALUE_LENGTH);
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
    drop_incomplete (self->format.getDataset (), get_file_size (self->path));

  self->format.transferEnd ();

  return condition;
}

/**
 * rim_dcm_file_open_partial:
 * @path: a file of any name, with or without preamble and meta header
 * @damage: (out) (transfer full) (nullable): why it could not be read to its
 *   end, or %NULL if it could
 * @error: where to put an error
 *
 * As rim_dcm_file_open(), but takes what can be read of a file that is cut
 * short. What was drawn is not given up for what is missing.
 *
 * Returns: (transfer full) (nullable): the file
 */
RimDcmFile *
rim_dcm_file_open_partial (const char  *path,
                           char       **damage,
                           GError     **error)
{
  g_autoptr(RimDcmFile) self = NULL;
  OFCondition condition;

  g_return_val_if_fail (path != NULL && damage != NULL, NULL);

  *damage = NULL;
  if (!rim_dcm_initialise (error) || !rim_dcm_guard_check (path, error))
    return NULL;

  self = new RimDcmFile ();
  self->path = g_strdup (path);
  condition = load (self);

  if (self->format.getDataset ()->card () == 0)
    {
      g_set_error (error, RIM_DICOM_ERROR, RIM_DICOM_ERROR_DAMAGED,
                   _("%s: damaged or truncated: it holds nothing"), path);
      return NULL;
    }

  if (condition.bad ())
    *damage = g_strdup (condition.text ());

  self->transfer_syntax =
    g_strdup (DcmXfer (self->format.getDataset ()->getOriginalXfer ()).getXferID ());

  return g_steal_pointer (&self);
}

/**
 * rim_dcm_file_open:
 * @path: a file of any name, with or without preamble and meta header
 * @error: where to put an error
 *
 * Opens a file and reads its elements, the long ones only by their place.
 *
 * Returns: (transfer full) (nullable): the file, or %NULL with a line that names
 *   it and says why
 */
RimDcmFile *
rim_dcm_file_open (const char  *path,
                   GError     **error)
{
  g_autofree char *damage = NULL;
  g_autoptr(RimDcmFile) self = rim_dcm_file_open_partial (path, &damage, error);

  if (self == NULL || damage == NULL)
    return g_steal_pointer (&self);

  g_set_error (error, RIM_DICOM_ERROR, RIM_DICOM_ERROR_DAMAGED,
               _("%s: damaged or truncated: %s"), path, damage);
  return NULL;
}

void
rim_dcm_file_free (RimDcmFile *self)
{
  if (self == NULL)
    return;

  g_free (self->path);
  g_free (self->transfer_syntax);
  delete self;
}

RimDcmItem *
rim_dcm_file_get_dataset (RimDcmFile *self)
{
  return rim_dcm_wrap (self->format.getDataset ());
}

const char *
rim_dcm_file_get_path (RimDcmFile *self)
{
  return self->path;
}

/**
 * rim_dcm_file_get_transfer_syntax:
 *
 * Returns: (transfer none): the UID of the syntax the file is really in, also
 *   where it has no meta header
 */
const char *
rim_dcm_file_get_transfer_syntax (RimDcmFile *self)
{
  return self->transfer_syntax;
}

/**
 * rim_dcm_file_dup_meta_string:
 * @tag: a tag of group 0002
 *
 * Returns: (transfer full) (nullable): what the meta header says
 */
char *
rim_dcm_file_dup_meta_string (RimDcmFile *self,
                              guint32     tag)
{
  return rim_dcm_item_dup_string (rim_dcm_wrap (self->format.getMetaInfo ()), tag);
}

/**
 * rim_dcm_file_get_pixels:
 * @pixels: (out caller-allocates): where its pixels are
 *
 * Returns: whether it has any
 */
gboolean
rim_dcm_file_get_pixels (RimDcmFile   *self,
                         RimDcmPixels *pixels)
{
  static const guint32 tags[] = { RIM_DCM_PIXEL_DATA, RIM_DCM_FLOAT_PIXEL_DATA,
                                  RIM_DCM_DOUBLE_PIXEL_DATA };
  DcmXfer xfer (self->format.getDataset ()->getOriginalXfer ());

  for (gsize i = 0; i < G_N_ELEMENTS (tags); i++)
    {
      DcmElement *element = rim_dcm_find (rim_dcm_file_get_dataset (self), tags[i]);

      if (element == NULL)
        continue;

      pixels->tag = tags[i];
      pixels->encapsulated = xfer.isEncapsulated ();
      pixels->length = pixels->encapsulated ? 0 : element->getLength (xfer.getXfer ());
      pixels->is_little_endian = xfer.isLittleEndian ();
      pixels->is_explicit = xfer.isExplicitVR ();
      pixels->is_deflated = xfer.getStreamCompression () != ESC_none;
      return TRUE;
    }

  return FALSE;
}
