/* rim-dcm-read.cc
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dicom/rim-dcm-internal.hh"

#include <math.h>
#include <string.h>

#include "dicom/rim-charset-private.h"

DcmElement *
rim_dcm_find (RimDcmItem *item,
              guint32     tag)
{
  DcmElement *element = NULL;

  g_return_val_if_fail (item != NULL, NULL);

  if (rim_dcm_unwrap (item)->findAndGetElement (rim_dcm_key (tag), element).bad ())
    return NULL;

  return element;
}

gboolean
rim_dcm_item_has (RimDcmItem *self,
                  guint32     tag)
{
  return rim_dcm_find (self, tag) != NULL;
}

/**
 * rim_dcm_item_find_private:
 * @group: an odd group
 * @creator: the private creator, such as "GEMS_PETD_01"
 * @element: the low byte of the element's number
 *
 * Private elements are named by their creator; the block it took may be any.
 *
 * Returns: the tag, or 0 if the creator has no block here
 */
guint32
rim_dcm_item_find_private (RimDcmItem *self,
                           guint16     group,
                           const char *creator,
                           guint8      element)
{
  DcmItem *item = rim_dcm_unwrap (self);

  for (DcmObject *object = item->nextInContainer (NULL); object != NULL;
       object = item->nextInContainer (object))
    {
      guint16 block = object->getETag ();
      g_autofree char *name = NULL;

      if (object->getGTag () != group || block < 0x10 || block > 0xff)
        continue;

      name = rim_dcm_item_dup_string (self, RIM_DCM_TAG (group, block));
      if (g_strcmp0 (name, creator) == 0)
        return RIM_DCM_TAG (group, (guint32) block << 8 | element);
    }

  return 0;
}

/* The character set of an item is its own, else that of what it is in. */
static char *
dup_character_set (DcmItem *item)
{
  for (; item != NULL; item = item->getParentItem ())
    {
      DcmElement *element = NULL;
      char *value = NULL;

      if (item->findAndGetElement (DCM_SpecificCharacterSet, element).good () &&
          element->getString (value).good () && value != NULL)
        return g_strdup (value);
    }

  return NULL;
}

static gboolean
is_text (DcmEVR vr)
{
  return vr == EVR_AE || vr == EVR_AS || vr == EVR_CS || vr == EVR_DA || vr == EVR_DS ||
         vr == EVR_DT || vr == EVR_IS || vr == EVR_LO || vr == EVR_LT || vr == EVR_PN ||
         vr == EVR_SH || vr == EVR_ST || vr == EVR_TM || vr == EVR_UC || vr == EVR_UI ||
         vr == EVR_UR || vr == EVR_UT;
}

/* An element that no dictionary knows may still be text. */
static gboolean
get_unknown_text (DcmElement   *element,
                  const char  **text,
                  gsize        *length)
{
  Uint8 *bytes = NULL;

  if (element->getLength () > RIM_DCM_HEADER_VALUE_LENGTH ||
      element->getUint8Array (bytes).bad () || bytes == NULL)
    return FALSE;

  *text = (const char *) bytes;
  *length = element->getLength ();

  for (gsize i = 0; i < *length; i++)
    if (bytes[i] < 0x20 && bytes[i] != 0 && bytes[i] != 0x1b && !g_ascii_isspace (bytes[i]))
      return FALSE;

  return TRUE;
}

static gboolean
get_text (DcmElement   *element,
          const char  **text,
          gsize        *length)
{
  DcmEVR vr = element->getVR ();
  char *string = NULL;
  Uint32 string_length = 0;

  if (vr == EVR_UN)
    return get_unknown_text (element, text, length);

  if (!is_text (vr) || element->getString (string, string_length).bad () || string == NULL)
    return FALSE;

  *text = string;
  *length = string_length;

  return TRUE;
}

/* Padding is no part of a value: trailing spaces and zeros of each, and the
 * leading spaces too.
 */
static char *
strip_values (char     *text,
              gboolean  single)
{
  g_autoptr(GString) result = NULL;
  g_auto(GStrv) values = NULL;

  if (single || strchr (text, '\\') == NULL)
    return g_strdup (g_strchomp (text));

  result = g_string_new (NULL);
  values = g_strsplit (text, "\\", -1);

  for (gsize i = 0; values[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (result, '\\');
      g_string_append (result, g_strstrip (values[i]));
    }

  return g_string_free (g_steal_pointer (&result), FALSE);
}

static char *
dup_numbers_as_text (DcmElement *element)
{
  OFString text;

  if (!element->isLeaf () || element->getLength () > RIM_DCM_HEADER_VALUE_LENGTH ||
      element->getOFStringArray (text, OFFalse).bad () || text.empty ())
    return NULL;

  return g_strdup (text.c_str ());
}

static char *
dup_element_text (RimDcmItem *self,
                  DcmElement *element)
{
  g_autofree char *charset = NULL;
  g_autofree char *decoded = NULL;
  g_autofree char *result = NULL;
  const char *text = NULL;
  gsize length = 0;
  DcmEVR vr = element->getVR ();
  gboolean single = vr == EVR_LT || vr == EVR_ST || vr == EVR_UT || vr == EVR_UR;

  if (vr != EVR_UN && !is_text (vr))
    return dup_numbers_as_text (element);

  if (!get_text (element, &text, &length))
    return NULL;

  if (!rim_charset_is_ascii (text, length))
    charset = dup_character_set (rim_dcm_unwrap (self));

  decoded = rim_charset_decode (text, length, charset, vr == EVR_PN);
  result = strip_values (decoded, single);

  return result[0] != '\0' ? g_steal_pointer (&result) : NULL;
}

/**
 * rim_dcm_item_dup_string:
 * @tag: a tag
 *
 * Returns: (transfer full) (nullable): the value in UTF-8 without padding,
 *   several values separated by backslashes; %NULL when absent or empty
 */
char *
rim_dcm_item_dup_string (RimDcmItem *self,
                         guint32     tag)
{
  DcmElement *element = rim_dcm_find (self, tag);

  return element != NULL ? dup_element_text (self, element) : NULL;
}

/**
 * rim_dcm_item_dup_string_at:
 * @tag: a tag
 * @index: which value, from 0
 *
 * Returns: (transfer full) (nullable): one value of several
 */
char *
rim_dcm_item_dup_string_at (RimDcmItem *self,
                            guint32     tag,
                            guint       index)
{
  g_autofree char *text = rim_dcm_item_dup_string (self, tag);
  g_auto(GStrv) values = text != NULL ? g_strsplit (text, "\\", -1) : NULL;

  if (values == NULL || index >= g_strv_length (values) || values[index][0] == '\0')
    return NULL;

  return g_strdup (values[index]);
}

gsize
rim_dcm_item_get_n_values (RimDcmItem *self,
                           guint32     tag)
{
  DcmElement *element = rim_dcm_find (self, tag);

  return element != NULL && element->isLeaf () ? element->getVM () : 0;
}

/* Parses values of DS or IS; stops at the first that is no number. */
static gsize
parse_numbers (const char *text,
               gsize       length,
               gsize       skip,
               double     *values,
               gsize       n_values)
{
  const char *end = text + length;
  gsize n = 0;

  for (const char *p = text; p <= end && n < n_values; p++)
    {
      const char *stop = (const char *) memchr (p, '\\', (gsize) (end - p));
      char buffer[64];
      char *rest;

      stop = stop != NULL ? stop : end;

      if (skip > 0)
        {
          skip--;
          p = stop;
          continue;
        }

      if (stop - p >= (gssize) sizeof buffer)
        break;

      memcpy (buffer, p, (gsize) (stop - p));
      buffer[stop - p] = '\0';
      g_strstrip (buffer);
      values[n] = g_ascii_strtod (buffer, &rest);
      if (buffer[0] == '\0' || *rest != '\0' || !isfinite (values[n]))
        break;

      n++;
      p = stop;
    }

  return n;
}

static gboolean
get_binary_number (DcmElement *element,
                   gsize       index,
                   double     *value)
{
  union { Uint16 us; Sint16 ss; Uint32 ul; Sint32 sl; Uint64 uv; Sint64 sv; Float32 fl; Float64 fd; } n;
  unsigned long i = index;

  if (element->getUint16 (n.us, i).good ())
    *value = n.us;
  else if (element->getSint16 (n.ss, i).good ())
    *value = n.ss;
  else if (element->getUint32 (n.ul, i).good ())
    *value = n.ul;
  else if (element->getSint32 (n.sl, i).good ())
    *value = n.sl;
  else if (element->getFloat32 (n.fl, i).good ())
    *value = n.fl;
  else if (element->getFloat64 (n.fd, i).good ())
    *value = n.fd;
  else if (element->getUint64 (n.uv, i).good ())
    *value = (double) n.uv;
  else if (element->getSint64 (n.sv, i).good ())
    *value = (double) n.sv;
  else
    return FALSE;

  return TRUE;
}

static gsize
read_numbers (DcmElement *element,
              gsize       skip,
              double     *values,
              gsize       n_values)
{
  const char *text = NULL;
  gsize length = 0;
  gsize n = 0;

  if (get_text (element, &text, &length))
    return parse_numbers (text, strnlen (text, length), skip, values, n_values);

  if (!element->isLeaf ())
    return 0;

  while (n < n_values && get_binary_number (element, skip + n, &values[n]))
    n++;

  return n;
}

/**
 * rim_dcm_item_get_double:
 * @tag: a tag
 * @index: which value, from 0
 * @value: (out): where to put it
 *
 * Returns: whether the value is there and a finite number
 */
gboolean
rim_dcm_item_get_double (RimDcmItem *self,
                         guint32     tag,
                         guint       index,
                         double     *value)
{
  DcmElement *element = rim_dcm_find (self, tag);
  double result;

  if (element == NULL || read_numbers (element, index, &result, 1) != 1 || !isfinite (result))
    return FALSE;

  *value = result;

  return TRUE;
}

/**
 * rim_dcm_item_get_int:
 * @tag: a tag
 * @index: which value, from 0
 * @value: (out): where to put it
 *
 * Returns: whether the value is there and a whole number
 */
gboolean
rim_dcm_item_get_int (RimDcmItem *self,
                      guint32     tag,
                      guint       index,
                      gint64     *value)
{
  double result;

  if (!rim_dcm_item_get_double (self, tag, index, &result) ||
      fabs (result) > 9007199254740992.0 || result != floor (result))
    return FALSE;

  *value = (gint64) result;

  return TRUE;
}

double
rim_dcm_item_get_double_or (RimDcmItem *self,
                            guint32     tag,
                            double      otherwise)
{
  double value;

  return rim_dcm_item_get_double (self, tag, 0, &value) ? value : otherwise;
}

gint64
rim_dcm_item_get_int_or (RimDcmItem *self,
                         guint32     tag,
                         gint64      otherwise)
{
  gint64 value;

  return rim_dcm_item_get_int (self, tag, 0, &value) ? value : otherwise;
}

/**
 * rim_dcm_item_get_tag:
 * @tag: a tag of value representation AT
 * @index: which value, from 0
 * @value: (out): the tag it names
 */
gboolean
rim_dcm_item_get_tag (RimDcmItem *self,
                      guint32     tag,
                      guint       index,
                      guint32    *value)
{
  DcmElement *element = rim_dcm_find (self, tag);
  DcmTagKey key;

  if (element == NULL || element->getTagVal (key, index).bad ())
    return FALSE;

  *value = RIM_DCM_TAG (key.getGroup (), key.getElement ());

  return TRUE;
}

static gsize
count_values (DcmElement *element)
{
  const char *text = NULL;
  gsize length = 0;
  gsize n = 1;

  if (!get_text (element, &text, &length))
    return element->isLeaf () ? element->getVM () : 0;

  for (gsize i = 0; i < length; i++)
    n += text[i] == '\\';

  return length > 0 ? n : 0;
}

/**
 * rim_dcm_item_dup_doubles:
 * @tag: a tag
 * @n_values: (out): how many numbers there are
 *
 * Reads all numbers of an element in one pass; a long list, such as Contour
 * Data, costs what it is long.
 *
 * Returns: (transfer full) (nullable): the numbers up to the first damaged one
 */
double *
rim_dcm_item_dup_doubles (RimDcmItem *self,
                          guint32     tag,
                          gsize      *n_values)
{
  DcmElement *element = rim_dcm_find (self, tag);
  gsize n = element != NULL ? count_values (element) : 0;
  g_autofree double *values = NULL;

  *n_values = 0;
  if (n == 0)
    return NULL;

  values = g_try_new (double, n);
  if (values == NULL)
    return NULL;

  *n_values = read_numbers (element, 0, values, n);

  return *n_values > 0 ? g_steal_pointer (&values) : NULL;
}

/**
 * rim_dcm_item_get_doubles:
 * @tag: a tag
 * @values: (array length=n_values): where to put the numbers
 * @n_values: how many there must be at least
 *
 * Returns: whether so many finite numbers are there
 */
gboolean
rim_dcm_item_get_doubles (RimDcmItem *self,
                          guint32     tag,
                          double     *values,
                          gsize       n_values)
{
  DcmElement *element = rim_dcm_find (self, tag);

  if (element == NULL || read_numbers (element, 0, values, n_values) != n_values)
    return FALSE;

  for (gsize i = 0; i < n_values; i++)
    if (!isfinite (values[i]))
      return FALSE;

  return TRUE;
}

/**
 * rim_dcm_item_get_bytes:
 * @tag: a tag of a binary element that is not encapsulated
 * @length: (out): its length in bytes
 *
 * Reads the value into memory if it is not there yet. Words are in the byte
 * order of the machine.
 *
 * Returns: (transfer none) (nullable): the bytes, which live as long as the file
 */
const guint8 *
rim_dcm_item_get_bytes (RimDcmItem *self,
                        guint32     tag,
                        gsize      *length)
{
  DcmElement *element = rim_dcm_find (self, tag);
  Uint8 *bytes = NULL;
  Uint16 *words = NULL;
  Float32 *floats = NULL;
  Float64 *doubles = NULL;

  *length = 0;
  if (element == NULL || !element->isLeaf ())
    return NULL;

  if (element->getUint8Array (bytes).bad () || bytes == NULL)
    {
      if (element->getUint16Array (words).good () && words != NULL)
        bytes = (Uint8 *) words;
      else if (element->getFloat32Array (floats).good () && floats != NULL)
        bytes = (Uint8 *) floats;
      else if (element->getFloat64Array (doubles).good () && doubles != NULL)
        bytes = (Uint8 *) doubles;
    }

  if (bytes != NULL)
    *length = element->getLength ();

  return bytes;
}

/**
 * rim_dcm_item_get_text:
 * @tag: a tag of plain text, such as one of many decimal numbers
 * @length: (out): its length in bytes, without padding at the end
 *
 * As it stands in the file, to the letter.
 *
 * Returns: (transfer none) (nullable): the text, not terminated, which lives as
 *   long as the file
 */
const char *
rim_dcm_item_get_text (RimDcmItem *self,
                       guint32     tag,
                       gsize      *length)
{
  DcmElement *element = rim_dcm_find (self, tag);
  const char *text = NULL;
  gsize n = 0;

  *length = 0;
  if (element == NULL)
    return NULL;

  /* What is too long for its representation is written as unknown bytes. */
  if (element->getVR () == EVR_UN)
    text = (const char *) rim_dcm_item_get_bytes (self, tag, &n);
  else if (!get_text (element, &text, &n))
    return NULL;

  if (text == NULL)
    return NULL;

  while (n > 0 && (text[n - 1] == ' ' || text[n - 1] == '\0'))
    n--;
  *length = n;

  return text;
}

static DcmSequenceOfItems *
find_sequence (RimDcmItem *self,
               guint32     tag)
{
  DcmElement *element = rim_dcm_find (self, tag);

  return element != NULL ? dynamic_cast<DcmSequenceOfItems *> (element) : NULL;
}

guint
rim_dcm_item_get_n_items (RimDcmItem *self,
                          guint32     tag)
{
  DcmSequenceOfItems *sequence = find_sequence (self, tag);

  return sequence != NULL ? (guint) sequence->card () : 0;
}

/**
 * rim_dcm_item_get_item:
 * @tag: a tag of a sequence
 * @index: which item, from 0; quick when items are visited in order
 *
 * Returns: (transfer none) (nullable): the item
 */
RimDcmItem *
rim_dcm_item_get_item (RimDcmItem *self,
                       guint32     tag,
                       guint       index)
{
  DcmSequenceOfItems *sequence = find_sequence (self, tag);

  if (sequence == NULL || index >= sequence->card ())
    return NULL;

  return rim_dcm_wrap (sequence->getItem (index));
}
