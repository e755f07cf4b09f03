/* rim-dcm-write.cc
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dicom/rim-dcm-internal.hh"

#include <dcmtk/dcmdata/dcvrda.h>

#include <glib/gi18n-lib.h>

#include "core/rim-file.h"
#include "dicom/rim-dicom-header.h"

/* UIDs made from UUIDs (PS3.5 B.2) need no registered root. */
#define IMPLEMENTATION_CLASS_UID "2.25.214862331964226713842095276380611425177"
#define IMPLEMENTATION_NAME      "RIMLIGHT_" RIM_VERSION

/**
 * rim_dcm_file_new:
 *
 * Returns: (transfer full): a file to be filled and saved, its texts in UTF-8
 */
RimDcmFile *
rim_dcm_file_new (void)
{
  RimDcmFile *self = new RimDcmFile ();
  g_autoptr(GError) error = NULL;

  if (!rim_dcm_initialise (&error))
    g_critical ("%s", error->message);

  self->path = g_strdup ("");
  self->transfer_syntax = g_strdup (UID_LittleEndianExplicitTransferSyntax);
  rim_dcm_item_put_string (rim_dcm_file_get_dataset (self),
                           RIM_DCM_TAG (0x0008, 0x0005), "ISO_IR 192");

  return self;
}

/**
 * rim_dcm_file_set_implicit:
 *
 * Has the file written in implicit little endian, where a value of any kind may
 * be longer than 65534 bytes, as a contour of many points is.
 */
void
rim_dcm_file_set_implicit (RimDcmFile *self)
{
  g_free (self->transfer_syntax);
  self->transfer_syntax = g_strdup (UID_LittleEndianImplicitTransferSyntax);
}

static E_TransferSyntax
get_syntax (RimDcmFile *self)
{
  return DcmXfer (self->transfer_syntax).getXfer ();
}

static void
put_meta (DcmMetaInfo      *meta,
          const DcmTagKey  &key,
          const char       *value)
{
  meta->putAndInsertString (key, value != NULL ? value : "");
}

static void
fill_meta (RimDcmFile *self)
{
  static const Uint8 version[] = { 0, 1 };
  RimDcmItem *dataset = rim_dcm_file_get_dataset (self);
  DcmMetaInfo *meta = self->format.getMetaInfo ();
  g_autofree char *class_uid = rim_dcm_item_dup_string (dataset, RIM_DCM_TAG (0x0008, 0x0016));
  g_autofree char *instance_uid = rim_dcm_item_dup_string (dataset, RIM_DCM_TAG (0x0008, 0x0018));

  meta->clear ();
  meta->putAndInsertUint32 (DCM_FileMetaInformationGroupLength, 0);
  meta->putAndInsertUint8Array (DCM_FileMetaInformationVersion, version, sizeof version);
  put_meta (meta, DCM_MediaStorageSOPClassUID, class_uid);
  put_meta (meta, DCM_MediaStorageSOPInstanceUID, instance_uid);
  put_meta (meta, DCM_TransferSyntaxUID, self->transfer_syntax);
  put_meta (meta, DCM_ImplementationClassUID, IMPLEMENTATION_CLASS_UID);
  put_meta (meta, DCM_ImplementationVersionName, IMPLEMENTATION_NAME);
  meta->computeGroupLengthAndPadding (EGL_recalcGL, EPD_noChange, EXS_LittleEndianExplicit,
                                      EET_ExplicitLength);
}

static gboolean
write_file (const char  *path,
            gpointer     data,
            GError     **error)
{
  RimDcmFile *self = (RimDcmFile *) data;
  OFCondition condition;

  fill_meta (self);
  condition = self->format.saveFile (path, get_syntax (self), EET_ExplicitLength,
                                     EGL_recalcGL, EPD_withoutPadding, 0, 0,
                                     EWM_dontUpdateMeta);
  if (condition.good ())
    return TRUE;

  g_set_error (error, RIM_DICOM_ERROR, RIM_DICOM_ERROR_FAILED,
               _("%s: cannot be written: %s"), path, condition.text ());
  return FALSE;
}

/**
 * rim_dcm_file_save:
 * @path: where to
 * @error: where to put an error
 *
 * Writes the file whole or not at all, in little endian, with a meta header that
 * names its SOP class and instance and this program.
 *
 * Returns: whether it was written
 */
gboolean
rim_dcm_file_save (RimDcmFile  *self,
                   const char  *path,
                   GError     **error)
{
  g_return_val_if_fail (self != NULL && path != NULL, FALSE);

  return rim_file_write_atomically (path, write_file, self, error);
}

/**
 * rim_dcm_file_save_unsynced:
 * @path: where to, which should not exist
 * @error: where to put an error
 *
 * Writes the file without waiting for the disk: for one of many files in a
 * folder that is only put into place when all are there.
 *
 * Returns: whether it was written
 */
gboolean
rim_dcm_file_save_unsynced (RimDcmFile  *self,
                            const char  *path,
                            GError     **error)
{
  g_return_val_if_fail (self != NULL && path != NULL, FALSE);

  return write_file (path, self, error);
}

static void
check (const OFCondition &condition,
       guint32            tag)
{
  if (condition.bad ())
    g_critical ("(%04x,%04x) cannot be set: %s", tag >> 16, tag & 0xffff, condition.text ());
}

static DcmTag
as_dcm_tag (guint32 tag)
{
  return DcmTag (rim_dcm_key (tag));
}

static gboolean
takes_one_text (DcmEVR vr)
{
  return vr == EVR_LT || vr == EVR_ST || vr == EVR_UT;
}

/**
 * rim_dcm_item_put_string:
 * @tag: a tag whose value representation is text
 * @value: (nullable): UTF-8, several values separated by backslashes; %NULL
 *   puts the element without a value
 *
 * Sets an element, in the place of what was there.
 */
void
rim_dcm_item_put_string (RimDcmItem *self,
                         guint32     tag,
                         const char *value)
{
  DcmItem *item = rim_dcm_unwrap (self);
  DcmTag key = as_dcm_tag (tag);

  if (value == NULL || value[0] == '\0')
    rim_dcm_item_put_empty (self, tag);
  else if (takes_one_text (key.getEVR ()))
    check (item->putAndInsertString (key, value), tag);
  else
    check (item->putAndInsertOFStringArray (key, value), tag);
}

void
rim_dcm_item_put_empty (RimDcmItem *self,
                        guint32     tag)
{
  check (rim_dcm_unwrap (self)->insertEmptyElement (as_dcm_tag (tag)), tag);
}

/* A new element of the tag's own value representation, not yet in the item. */
static DcmElement *
new_element (guint32 tag)
{
  DcmElement *element = NULL;

  check (DcmItem::newDicomElement (element, as_dcm_tag (tag)), tag);

  return element;
}

static OFCondition
put_binary_int (DcmElement *element,
                gint64      value,
                gsize       index)
{
  switch ((int) element->getVR ())
    {
    case EVR_US:
    case EVR_xs:
      return element->putUint16 ((Uint16) value, index);
    case EVR_SS:
      return element->putSint16 ((Sint16) value, index);
    case EVR_UL:
    case EVR_up:
      return element->putUint32 ((Uint32) value, index);
    case EVR_SL:
      return element->putSint32 ((Sint32) value, index);
    default:
      return EC_InvalidVR;
    }
}

static void
put_element (RimDcmItem *self,
             guint32     tag,
             DcmElement *element)
{
  OFCondition condition = rim_dcm_unwrap (self)->insert (element, OFTrue);

  check (condition, tag);
  if (condition.bad ())
    delete element;
}

static void
put_joined (RimDcmItem *self,
            guint32     tag,
            GString    *text)
{
  rim_dcm_item_put_string (self, tag, text->str);
}

/**
 * rim_dcm_item_put_ints:
 * @tag: a tag of US, SS, UL, SL, IS or a VR of US or SS
 * @values: (array length=n_values): the values
 * @n_values: how many
 *
 * Sets an element to whole numbers in its own value representation.
 */
void
rim_dcm_item_put_ints (RimDcmItem   *self,
                       guint32       tag,
                       const gint64 *values,
                       gsize         n_values)
{
  DcmTag key = as_dcm_tag (tag);
  DcmElement *element;

  if (key.getEVR () == EVR_IS || key.getEVR () == EVR_DS)
    {
      g_autoptr(GString) text = g_string_new (NULL);

      for (gsize i = 0; i < n_values; i++)
        g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i > 0 ? "\\" : "", values[i]);

      put_joined (self, tag, text);
      return;
    }

  element = new_element (tag);
  for (gsize i = 0; i < n_values; i++)
    check (put_binary_int (element, values[i], i), tag);

  put_element (self, tag, element);
}

void
rim_dcm_item_put_int (RimDcmItem *self,
                      guint32     tag,
                      gint64      value)
{
  rim_dcm_item_put_ints (self, tag, &value, 1);
}

/* The shortest text of at most 16 characters (PS3.5, DS) nearest to the value. */
static void
append_decimal (GString *text,
                double   value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  char format[8];

  for (int digits = 17; digits > 0; digits--)
    {
      if (digits == 17)
        {
          g_ascii_dtostr (buffer, sizeof buffer, value);
        }
      else
        {
          g_snprintf (format, sizeof format, "%%.%dg", digits);
          g_ascii_formatd (buffer, sizeof buffer, format, value);
        }

      if (strlen (buffer) <= 16)
        break;
    }

  g_string_append (text, buffer);
}

/**
 * rim_dcm_item_put_doubles:
 * @tag: a tag of FD, FL, OD or DS
 * @values: (array length=n_values): finite numbers
 * @n_values: how many
 *
 * Sets an element to numbers. A DS holds at most 16 characters: each number is
 * written as exactly as they allow.
 */
void
rim_dcm_item_put_doubles (RimDcmItem   *self,
                          guint32       tag,
                          const double *values,
                          gsize         n_values)
{
  DcmTag key = as_dcm_tag (tag);
  g_autoptr(GString) text = NULL;

  if (key.getEVR () == EVR_OD)
    {
      check (rim_dcm_unwrap (self)->putAndInsertFloat64Array (key, values, n_values), tag);
      return;
    }
  if (key.getEVR () == EVR_FD || key.getEVR () == EVR_FL)
    {
      DcmElement *element = new_element (tag);

      for (gsize i = 0; i < n_values; i++)
        check (key.getEVR () == EVR_FD
               ? element->putFloat64 (values[i], i)
               : element->putFloat32 ((Float32) values[i], i), tag);

      put_element (self, tag, element);
      return;
    }

  text = g_string_sized_new (12 * n_values);
  for (gsize i = 0; i < n_values; i++)
    {
      if (i > 0)
        g_string_append_c (text, '\\');
      append_decimal (text, values[i]);
    }

  put_joined (self, tag, text);
}

void
rim_dcm_item_put_double (RimDcmItem *self,
                         guint32     tag,
                         double      value)
{
  rim_dcm_item_put_doubles (self, tag, &value, 1);
}

/**
 * rim_dcm_item_put_tag:
 * @tag: a tag of value representation AT
 * @value: the tag it names
 */
void
rim_dcm_item_put_tag (RimDcmItem *self,
                      guint32     tag,
                      guint32     value)
{
  check (rim_dcm_unwrap (self)->putAndInsertTagKey (as_dcm_tag (tag), rim_dcm_key (value)), tag);
}

/* Pixel Data and the like may be bytes or words: what is put says which. */
static DcmTag
as_binary_tag (guint32 tag,
               DcmEVR  vr)
{
  DcmTag key = as_dcm_tag (tag);

  if (key.getEVR () == EVR_ox || key.getEVR () == EVR_px || key.getEVR () == EVR_lt ||
      key.getEVR () == EVR_OB || key.getEVR () == EVR_OW)
    key.setVR (vr);

  return key;
}

/**
 * rim_dcm_item_put_bytes:
 * @tag: a tag of OB, or of OB or OW
 * @bytes: (array length=length): the value
 * @length: its length; an odd one is padded with a zero
 */
void
rim_dcm_item_put_bytes (RimDcmItem    *self,
                        guint32        tag,
                        gconstpointer  bytes,
                        gsize          length)
{
  g_return_if_fail (length <= G_MAXUINT32 - 2);

  check (rim_dcm_unwrap (self)->putAndInsertUint8Array (as_binary_tag (tag, EVR_OB),
                                                        (const Uint8 *) bytes, length), tag);
}

/**
 * rim_dcm_item_put_words:
 * @tag: a tag of OW, or of OB or OW
 * @words: (array length=n_words): the value in the byte order of the machine
 * @n_words: how many
 */
void
rim_dcm_item_put_words (RimDcmItem    *self,
                        guint32        tag,
                        const guint16 *words,
                        gsize          n_words)
{
  g_return_if_fail (n_words <= (G_MAXUINT32 - 2) / 2);

  check (rim_dcm_unwrap (self)->putAndInsertUint16Array (as_binary_tag (tag, EVR_OW),
                                                         words, n_words), tag);
}

/**
 * rim_dcm_item_put_floats:
 * @tag: a tag of OF
 * @values: (array length=n_values): the values
 * @n_values: how many
 */
void
rim_dcm_item_put_floats (RimDcmItem  *self,
                         guint32      tag,
                         const float *values,
                         gsize        n_values)
{
  g_return_if_fail (n_values <= (G_MAXUINT32 - 2) / sizeof *values);

  check (rim_dcm_unwrap (self)->putAndInsertFloat32Array (as_dcm_tag (tag), values, n_values), tag);
}

static guint32
reserve_block (RimDcmItem *self,
               guint16     group,
               const char *creator)
{
  guint32 tag = rim_dcm_item_find_private (self, group, creator, 0);
  guint32 block = 0x10;

  if (tag != 0)
    return (tag & 0xffff) >> 8;

  while (block < 0xff && rim_dcm_item_has (self, RIM_DCM_TAG (group, block)))
    block++;

  check (rim_dcm_unwrap (self)->putAndInsertString (DcmTag (group, (Uint16) block, EVR_LO),
                                                    creator), RIM_DCM_TAG (group, block));

  return block;
}

/**
 * rim_dcm_item_put_private:
 * @group: an odd group
 * @creator: the private creator, which gets a block if it has none
 * @element: the low byte of the element's number
 * @vr: its value representation, one of text, such as "DS"
 * @value: the value
 */
void
rim_dcm_item_put_private (RimDcmItem *self,
                          guint16     group,
                          const char *creator,
                          guint8      element,
                          const char *vr,
                          const char *value)
{
  guint32 block = reserve_block (self, group, creator);
  guint32 tag = RIM_DCM_TAG (group, block << 8 | element);
  DcmTag key (rim_dcm_key (tag), DcmVR (vr));

  key.setPrivateCreator (creator);
  check (rim_dcm_unwrap (self)->putAndInsertString (key, value), tag);
}

/**
 * rim_dcm_item_add_item:
 * @tag: a tag of a sequence, which is made if it is not there
 *
 * Returns: (transfer none): a new item at the end of the sequence
 */
RimDcmItem *
rim_dcm_item_add_item (RimDcmItem *self,
                       guint32     tag)
{
  DcmItem *item = NULL;

  check (rim_dcm_unwrap (self)->findOrCreateSequenceItem (as_dcm_tag (tag), item, -2), tag);

  return rim_dcm_wrap (item);
}

void
rim_dcm_item_remove (RimDcmItem *self,
                     guint32     tag)
{
  rim_dcm_unwrap (self)->findAndDeleteElement (rim_dcm_key (tag));
}

/* A UID of the form 2.25.n, n being the 128 bits as a decimal number. */
static char *
uid_from_bits (const guint8 *bits)
{
  char digits[40];
  gsize n = sizeof digits;
  guint8 rest[16];
  gboolean more = TRUE;

  memcpy (rest, bits, sizeof rest);
  digits[--n] = '\0';

  while (more)
    {
      guint carry = 0;

      more = FALSE;
      for (gsize i = 0; i < sizeof rest; i++)
        {
          carry = carry << 8 | rest[i];
          rest[i] = (guint8) (carry / 10);
          carry %= 10;
          more |= rest[i] != 0;
        }

      digits[--n] = (char) ('0' + carry);
    }

  return g_strconcat ("2.25.", digits + n, NULL);
}

/**
 * rim_dcm_uid_from_name:
 * @name: any text
 *
 * Returns: (transfer full): the UID that stands for the text, always the same
 */
char *
rim_dcm_uid_from_name (const char *name)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;

  g_checksum_update (checksum, (const guchar *) name, -1);
  g_checksum_get_digest (checksum, digest, &length);
  digest[6] = (guint8) ((digest[6] & 0x0f) | 0x80);
  digest[8] = (guint8) ((digest[8] & 0x3f) | 0x80);

  return uid_from_bits (digest);
}

/**
 * rim_dcm_uid_new:
 *
 * Returns: (transfer full): a UID that nothing else has
 */
char *
rim_dcm_uid_new (void)
{
  g_autofree char *uuid = g_uuid_string_random ();
  guint8 bits[16];
  gsize n = 0;

  for (const char *p = uuid; *p != '\0' && n < sizeof bits; p++)
    if (*p != '-')
      {
        bits[n++] = (guint8) (g_ascii_xdigit_value (p[0]) << 4 | g_ascii_xdigit_value (p[1]));
        p++;
      }

  return uid_from_bits (bits);
}
