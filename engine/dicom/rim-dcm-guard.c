/* rim-dcm-guard.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* dcmtk 3.6.7 recurses for each sequence within a sequence, without a limit: a
 * damaged file can exhaust the stack, and a deflated one the memory. This walks
 * the elements first, without recursion and without keeping anything.
 */

#include "dicom/rim-dcm-guard-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "dicom/rim-dcm.h"
#include "dicom/rim-dicom-header.h"

#define WINDOW           16384
#define MAX_DEPTH        256     /* sequences and items; real ones stay below 40 */
#define UNDEFINED_LENGTH 0xffffffffu
#define ITEM             RIM_DCM_TAG (0xfffe, 0xe000)
#define ITEM_END         RIM_DCM_TAG (0xfffe, 0xe00d)
#define SEQUENCE_END     RIM_DCM_TAG (0xfffe, 0xe0dd)
#define TRANSFER_SYNTAX  RIM_DCM_TAG (0x0002, 0x0010)
#define MAX_INFLATION    1000
#define EXCUSED_BYTES    (G_GUINT64_CONSTANT (64) << 20)

/* A sequence or an item that is open. */
typedef struct
{
  guint64  end;                    /* G_MAXUINT64 when a delimiter ends it */
  gboolean is_implicit;
  gboolean holds_fragments;
} Level;

/* The bytes, in a file or in memory, seen through a window. */
typedef struct
{
  int           file;
  const guint8 *memory;            /* or NULL */
  guint64       length;
  guint64       at;                /* of the window */
  gsize         n;                 /* in the window */
  guint8        window[WINDOW];
} Bytes;

typedef struct
{
  Bytes    *bytes;
  guint64   at;
  gboolean  is_big_endian;
  gboolean  is_implicit;
  gboolean  overruns;              /* a value goes beyond the end */
  char      transfer_syntax[65];
  guint     depth;
  Level     levels[MAX_DEPTH];
} Walk;

typedef struct
{
  guint32 tag;
  char    vr[3];                   /* empty when implicit */
  guint32 length;
  guint64 value;                   /* where it starts */
} Element;

/* Returns: (nullable): @n bytes at @at, until the next call */
static const guint8 *
peek (Bytes   *bytes,
      guint64  at,
      gsize    n)
{
  gssize n_read;

  if (at > bytes->length || n > bytes->length - at)
    return NULL;

  if (bytes->memory != NULL)
    return bytes->memory + at;

  if (at >= bytes->at && at + n <= bytes->at + bytes->n)
    return bytes->window + (at - bytes->at);

  n_read = pread (bytes->file, bytes->window, sizeof bytes->window, (off_t) at);
  bytes->at = at;
  bytes->n = n_read > 0 ? (gsize) n_read : 0;

  return bytes->n >= n ? bytes->window : NULL;
}

static gboolean
has_preamble (Bytes *bytes)
{
  const guint8 *magic = peek (bytes, 128, 4);

  return magic != NULL && memcmp (magic, "DICM", 4) == 0;
}

static guint32
get_number (const Walk   *walk,
            const guint8 *bytes,
            guint         n)
{
  guint32 value = 0;

  for (guint i = 0; i < n; i++)
    value |= (guint32) bytes[walk->is_big_endian ? n - 1 - i : i] << (8 * i);

  return value;
}

static guint32
get_tag (const Walk   *walk,
         const guint8 *bytes)
{
  return RIM_DCM_TAG (get_number (walk, bytes, 2), get_number (walk, bytes + 2, 2));
}

/* Any other, also one that no standard knows, has a long length; so dcmtk reads
 * it.
 */
static gboolean
has_short_length (const char *vr)
{
  static const char *const names[] = { "AE", "AS", "AT", "CS", "DA", "DS", "DT", "FD", "FL",
                                       "IS", "LO", "LT", "PN", "SH", "SL", "SS", "ST", "TM",
                                       "UI", "UL", "US", NULL };

  return g_strv_contains (names, vr);
}

static gboolean
read_element (Walk     *walk,
              gboolean  is_implicit,
              Element  *element)
{
  const guint8 *bytes = peek (walk->bytes, walk->at, 8);
  gboolean has_vr;

  if (bytes == NULL)
    return FALSE;

  *element = (Element) { .tag = get_tag (walk, bytes), .value = walk->at + 8 };
  has_vr = !is_implicit && (element->tag >> 16) != 0xfffe &&
           g_ascii_isupper (bytes[4]) && g_ascii_isupper (bytes[5]);

  if (!has_vr)
    {
      element->length = get_number (walk, bytes + 4, 4);
      return TRUE;
    }

  element->vr[0] = (char) bytes[4];
  element->vr[1] = (char) bytes[5];

  if (has_short_length (element->vr))
    {
      element->length = get_number (walk, bytes + 6, 2);
      return TRUE;
    }

  bytes = peek (walk->bytes, walk->at, 12);
  if (bytes == NULL)
    return FALSE;

  element->length = get_number (walk, bytes + 8, 4);
  element->value += 4;

  return TRUE;
}

static gboolean
push (Walk     *walk,
      guint64   end,
      gboolean  is_implicit,
      gboolean  holds_fragments)
{
  if (walk->depth == MAX_DEPTH)
    return FALSE;

  walk->levels[walk->depth++] = (Level) { end, is_implicit, holds_fragments };

  return TRUE;
}

static gboolean
starts_with_item (Walk          *walk,
                  const Element *element)
{
  const guint8 *bytes = element->length >= 8 ? peek (walk->bytes, element->value, 4) : NULL;

  return bytes != NULL && get_tag (walk, bytes) == ITEM;
}

/* Returns: whether @element leads no deeper than allowed */
static gboolean
enter (Walk          *walk,
       const Element *element,
       gboolean       is_implicit)
{
  gboolean unknown = strcmp (element->vr, "UN") == 0;
  gboolean may_hold_items = element->vr[0] == '\0' || unknown || strcmp (element->vr, "SQ") == 0;

  walk->at = element->value;

  if (element->length == UNDEFINED_LENGTH)
    return push (walk, G_MAXUINT64, is_implicit || unknown,
                 element->tag == RIM_DCM_PIXEL_DATA || element->vr[0] == 'O');

  if (may_hold_items && starts_with_item (walk, element))
    return push (walk, element->value + element->length, is_implicit, FALSE);

  walk->overruns |= element->length > walk->bytes->length - walk->at;
  walk->at += element->length;

  return TRUE;
}

static gboolean
enter_item (Walk          *walk,
            const Element *item,
            gboolean       is_implicit,
            gboolean       in_fragments)
{
  walk->at = item->value;

  if (item->length == UNDEFINED_LENGTH)
    return push (walk, G_MAXUINT64, is_implicit, FALSE);

  if (!in_fragments)
    return push (walk, item->value + item->length, is_implicit, FALSE);

  walk->overruns |= item->length > walk->bytes->length - walk->at;
  walk->at += item->length;

  return TRUE;
}

static gboolean
step (Walk          *walk,
      const Element *element,
      gboolean       is_implicit)
{
  gboolean in_fragments = walk->depth > 0 && walk->levels[walk->depth - 1].holds_fragments;

  if (element->tag == ITEM)
    return enter_item (walk, element, is_implicit, in_fragments);

  if (element->tag == ITEM_END || element->tag == SEQUENCE_END)
    {
      walk->depth -= walk->depth > 0;
      walk->at = element->value;
      return TRUE;
    }

  return enter (walk, element, is_implicit);
}

/* Returns: whether nothing is nested too deeply; the end of the bytes, where
 * ever it comes, is for dcmtk to judge
 */
static gboolean
walk_elements (Walk *walk)
{
  Element element;

  for (;;)
    {
      gboolean is_implicit;

      while (walk->depth > 0 && walk->at >= walk->levels[walk->depth - 1].end)
        walk->depth--;

      is_implicit = walk->depth > 0 ? walk->levels[walk->depth - 1].is_implicit
                                    : walk->is_implicit;

      if (!read_element (walk, is_implicit, &element))
        return TRUE;

      if (!step (walk, &element, is_implicit))
        return FALSE;
    }
}

static void
keep_transfer_syntax (Walk          *walk,
                      const Element *element)
{
  gsize length = MIN (element->length, sizeof walk->transfer_syntax - 1);
  const guint8 *bytes = peek (walk->bytes, element->value, length);

  if (bytes == NULL)
    return;

  memcpy (walk->transfer_syntax, bytes, length);
  walk->transfer_syntax[length] = '\0';
  g_strchomp (walk->transfer_syntax);
}

/* The meta header is little endian and explicit whatever follows it. */
static void
skip_meta (Walk *walk)
{
  Element element;

  while (read_element (walk, FALSE, &element) && (element.tag >> 16) == 0x0002)
    {
      if (element.tag == TRANSFER_SYNTAX)
        keep_transfer_syntax (walk, &element);
      walk->at = element.value + element.length;
    }
}

/* From the bytes, as dcmtk does where the meta header is missing or wrong. */
static void
detect_encoding (Walk *walk)
{
  const guint8 *bytes = peek (walk->bytes, walk->at, 8);

  if (bytes == NULL)
    return;

  walk->is_big_endian = bytes[0] == 0 && bytes[1] != 0;
  walk->is_implicit = !(g_ascii_isupper (bytes[4]) && g_ascii_isupper (bytes[5]));
}

/* Returns: (transfer full) (nullable): what was deflated, or %NULL if it is
 * damaged or absurdly much
 */
static GByteArray *
inflate_rest (Bytes   *bytes,
              guint64  at)
{
  g_autoptr(GByteArray) result = g_byte_array_new ();
  guint64 limit = (bytes->length - at) * MAX_INFLATION + EXCUSED_BYTES;
  g_autofree guint8 *output = g_malloc (65536);
  guint8 input[WINDOW];
  z_stream stream = { 0 };
  int status = Z_OK;

  if (inflateInit2 (&stream, -MAX_WBITS) != Z_OK)
    return NULL;

  while (status == Z_OK && result->len < limit && result->len < G_MAXUINT / 2)
    {
      if (stream.avail_in == 0)
        {
          gssize n = pread (bytes->file, input, sizeof input, (off_t) at);

          if (n <= 0)
            break;
          at += (guint64) n;
          stream.next_in = input;
          stream.avail_in = (guint) n;
        }

      stream.next_out = output;
      stream.avail_out = 65536;
      status = inflate (&stream, Z_NO_FLUSH);
      g_byte_array_append (result, output, 65536 - stream.avail_out);
    }

  inflateEnd (&stream);

  return status == Z_STREAM_END ? g_steal_pointer (&result) : NULL;
}

static gboolean
refuse (const char  *path,
        const char  *why,
        GError     **error)
{
  g_set_error (error, RIM_DICOM_ERROR, RIM_DICOM_ERROR_DAMAGED, "%s: %s", path, why);
  return FALSE;
}

static gboolean
check_dataset (Walk        *walk,
               const char  *path,
               GError     **error)
{
  detect_encoding (walk);

  if (!walk_elements (walk))
    return refuse (path, _("damaged: its sequences are nested too deeply"), error);

  /* dcmtk knows how much is left in a file, but not in what it inflates. */
  if (walk->overruns && walk->bytes->memory != NULL)
    return refuse (path, _("damaged or truncated: a value goes beyond its end"), error);

  return TRUE;
}

static gboolean
check_bytes (Bytes       *bytes,
             const char  *path,
             GError     **error)
{
  Walk walk = { .bytes = bytes, .at = has_preamble (bytes) ? 132 : 0 };
  g_autoptr(GByteArray) inflated = NULL;

  skip_meta (&walk);

  if (strcmp (walk.transfer_syntax, "1.2.840.10008.1.2.1.99") == 0)
    {
      inflated = inflate_rest (bytes, walk.at);
      if (inflated == NULL)
        return refuse (path, _("damaged: its deflated part cannot be inflated"), error);

      bytes->memory = inflated->data;
      bytes->length = inflated->len;
      walk.at = 0;
    }

  return check_dataset (&walk, path, error);
}

/* A file without preamble starts with a tag of the meta header or of the
 * identifying group. Anything else would be read as a data set of nonsense.
 */
static gboolean
looks_like_dicom (Bytes *bytes)
{
  const guint8 *start;

  if (has_preamble (bytes))
    return TRUE;

  start = peek (bytes, 0, 8);
  if (start == NULL)
    return FALSE;

  for (int big_endian = 0; big_endian < 2; big_endian++)
    {
      Walk walk = { .is_big_endian = big_endian };
      guint32 tag = get_tag (&walk, start);

      if (((tag >> 16) == 0x0002 || (tag >> 16) == 0x0008) && (tag & 0xffff) <= 0x0102)
        return TRUE;
    }

  return FALSE;
}

static gboolean
fail_to_open (const char  *path,
              GError     **error)
{
  int code = errno;

  g_set_error (error, RIM_DICOM_ERROR, RIM_DICOM_ERROR_FAILED,
               "%s: %s", path, g_strerror (code));
  return FALSE;
}

/**
 * rim_dcm_guard_check:
 * @path: a file
 * @error: where to put an error
 *
 * Returns: whether @path looks like DICOM and can be given to dcmtk
 */
gboolean
rim_dcm_guard_check (const char  *path,
                     GError     **error)
{
  int file = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  Bytes bytes = { .file = file };
  gboolean sound = FALSE;
  struct stat facts;

  if (file < 0)
    return fail_to_open (path, error);

  if (fstat (file, &facts) != 0)
    {
      fail_to_open (path, error);
    }
  else
    {
      bytes.length = S_ISREG (facts.st_mode) ? (guint64) facts.st_size : 0;

      if (looks_like_dicom (&bytes))
        sound = check_bytes (&bytes, path, error);
      else
        g_set_error (error, RIM_DICOM_ERROR, RIM_DICOM_ERROR_NOT_DICOM,
                     _("%s: not a DICOM file"), path);
    }

  close (file);

  return sound;
}
