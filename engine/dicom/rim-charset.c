/* rim-charset.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dicom/rim-charset-private.h"

#include <string.h>

#define ESCAPE '\x1b'

/**
 * CharacterSet:
 * @ir: the number in "ISO_IR n" and "ISO 2022 IR n"
 * @escape: what follows ESC to designate it
 * @is_g0: whether it takes the bytes below 0x80, else those above
 * @encoding: what iconv calls it
 * @prefix: what iconv must see before the bytes
 *
 * A row of PS3.3 tables C.12-2 to C.12-4.
 */
typedef struct
{
  guint       ir;
  const char *escape;
  gboolean    is_g0;
  const char *encoding;
  const char *prefix;
} CharacterSet;

static const CharacterSet character_sets[] = {
  { 6, "(B", TRUE, NULL, NULL },
  { 14, "(J", TRUE, NULL, NULL },
  { 87, "$B", TRUE, "ISO-2022-JP", "\x1b$B" },
  { 87, "$@", TRUE, "ISO-2022-JP", "\x1b$@" },
  { 159, "$(D", TRUE, "ISO-2022-JP-2", "\x1b$(D" },
  { 13, ")I", FALSE, "SHIFT_JIS", NULL },
  { 100, "-A", FALSE, "ISO-8859-1", NULL },
  { 101, "-B", FALSE, "ISO-8859-2", NULL },
  { 109, "-C", FALSE, "ISO-8859-3", NULL },
  { 110, "-D", FALSE, "ISO-8859-4", NULL },
  { 144, "-L", FALSE, "ISO-8859-5", NULL },
  { 127, "-G", FALSE, "ISO-8859-6", NULL },
  { 126, "-F", FALSE, "ISO-8859-7", NULL },
  { 138, "-H", FALSE, "ISO-8859-8", NULL },
  { 148, "-M", FALSE, "ISO-8859-9", NULL },
  { 203, "-b", FALSE, "ISO-8859-15", NULL },
  { 166, "-T", FALSE, "TIS-620", NULL },
  { 149, "$)C", FALSE, "EUC-KR", NULL },
  { 58, "$)A", FALSE, "GB2312", NULL },
};

/* What the bytes below and above 0x80 mean, now and after a delimiter; NULL is
 * ASCII below and nothing above.
 */
typedef struct
{
  const CharacterSet *g0;
  const CharacterSet *g1;
  const CharacterSet *first_g1;
  gboolean            is_person_name;
} State;

static const CharacterSet *
find_by_escape (const char *text,
                gsize       length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (character_sets); i++)
    {
      gsize n = strlen (character_sets[i].escape);

      if (n <= length && memcmp (text, character_sets[i].escape, n) == 0)
        return &character_sets[i];
    }

  return NULL;
}

/* Writers spell "ISO_IR 100" with underscores, hyphens and spaces in every
 * order: the last number is what tells the sets apart.
 */
static const CharacterSet *
find_by_name (const char *name)
{
  gsize length = strlen (name);
  gsize start;
  guint64 ir;

  while (length > 0 && !g_ascii_isdigit (name[length - 1]))
    length--;

  for (start = length; start > 0 && g_ascii_isdigit (name[start - 1]);)
    start--;

  ir = g_ascii_strtoull (name + start, NULL, 10);

  for (gsize i = 0; i < G_N_ELEMENTS (character_sets); i++)
    if (character_sets[i].ir == ir)
      return &character_sets[i];

  return NULL;
}

/* The whole value is in one encoding that has no escapes. */
static const char *
find_whole_encoding (const char *name)
{
  if (strstr (name, "192") != NULL || g_ascii_strcasecmp (name, "utf-8") == 0)
    return "UTF-8";

  if (g_ascii_strncasecmp (name, "GB18030", 7) == 0 || g_ascii_strncasecmp (name, "GBK", 3) == 0 ||
      strstr (name, "GBK") != NULL || strstr (name, "GB18030") != NULL)
    return "GB18030";

  return NULL;
}

/* Appends what iconv makes of the bytes; a byte that it refuses becomes
 * U+FFFD, so that one bad byte does not lose a name.
 */
static void
append_converted (GString    *result,
                  const char *bytes,
                  gsize       length,
                  const char *encoding,
                  const char *prefix)
{
  g_autoptr(GString) input = g_string_new (prefix);
  gsize offset = 0;

  while (offset < length)
    {
      g_autofree char *text = NULL;
      gsize prefix_length = prefix != NULL ? strlen (prefix) : 0;
      gsize n_read = 0;
      gsize n_written = 0;

      g_string_truncate (input, prefix_length);
      g_string_append_len (input, bytes + offset, (gssize) (length - offset));
      text = g_convert (input->str, (gssize) input->len, "UTF-8", encoding,
                        &n_read, &n_written, NULL);

      if (text != NULL)
        {
          g_string_append_len (result, text, (gssize) n_written);
          return;
        }

      n_read = n_read > prefix_length ? n_read - prefix_length : 0;
      n_read = MIN (n_read, length - offset);

      if (n_read > 0)
        {
          g_string_truncate (input, prefix_length + n_read);
          text = g_convert (input->str, (gssize) input->len, "UTF-8", encoding,
                            NULL, &n_written, NULL);
          if (text != NULL)
            g_string_append_len (result, text, (gssize) n_written);
        }

      if (offset + n_read < length)
        g_string_append (result, "\xef\xbf\xbd");
      offset += n_read + 1;
    }
}

/**
 * rim_charset_is_ascii:
 * @text: the bytes of a value
 * @length: how many
 *
 * Returns: whether no character set matters: no escape, nothing above 0x7f
 */
gboolean
rim_charset_is_ascii (const char *text,
                      gsize       length)
{
  for (gsize i = 0; i < length; i++)
    if ((guchar) text[i] >= 0x80 || text[i] == ESCAPE)
      return FALSE;

  return TRUE;
}

static gboolean
is_reset (const State *state,
          char         c)
{
  if (c == '\r' || c == '\n' || c == '\f' || c == '\t')
    return TRUE;

  if (state->g0 != NULL && state->g0->encoding != NULL)
    return FALSE;

  return c == '\\' || (state->is_person_name && (c == '^' || c == '='));
}

/* How many bytes from @text on mean the same set and hold no delimiter. */
static gsize
measure_run (const State *state,
             const char  *text,
             gsize        length)
{
  gboolean high = ((guchar) text[0] & 0x80) != 0;
  gsize n = 1;

  while (n < length && text[n] != ESCAPE && !is_reset (state, text[n]) &&
         (((guchar) text[n] & 0x80) != 0) == high)
    n++;

  return n;
}

static void
append_run (GString            *result,
            const CharacterSet *set,
            const char         *text,
            gsize               length)
{
  if (set != NULL && set->encoding != NULL)
    append_converted (result, text, length, set->encoding, set->prefix);
  else if (rim_charset_is_ascii (text, length))
    g_string_append_len (result, text, (gssize) length);
  else if (g_utf8_validate (text, (gssize) length, NULL))
    g_string_append_len (result, text, (gssize) length);
  else
    append_converted (result, text, length, "ISO-8859-1", NULL);
}

static void
decode_segments (GString    *result,
                 State      *state,
                 const char *text,
                 gsize       length)
{
  gsize i = 0;

  while (i < length)
    {
      const CharacterSet *set;
      gsize n;

      if (text[i] == ESCAPE)
        {
          set = find_by_escape (text + i + 1, length - i - 1);
          if (set != NULL && set->is_g0)
            state->g0 = set;
          else if (set != NULL)
            state->g1 = set;
          i += 1 + (set != NULL ? strlen (set->escape) : 0);
          continue;
        }

      if (is_reset (state, text[i]))
        {
          g_string_append_c (result, text[i++]);
          state->g0 = NULL;
          state->g1 = state->first_g1;
          continue;
        }

      n = measure_run (state, text + i, length - i);
      set = ((guchar) text[i] & 0x80) != 0 ? state->g1 : state->g0;
      append_run (result, set, text + i, n);
      i += n;
    }
}

/**
 * rim_charset_decode:
 * @text: the bytes of a value as the file has them
 * @length: how many
 * @charsets: (nullable): Specific Character Set, backslash separated
 * @is_person_name: whether `^` and `=` end a run of escapes
 *
 * Decodes a text value (PS3.5 6.1, PS3.3 C.12.1.1.2): single-byte sets, ISO
 * 2022 escapes for Japanese, Korean and Chinese, UTF-8, GB18030 and GBK. Bytes
 * outside the declared set are read as UTF-8 where they are, else as Latin-1.
 *
 * Returns: (transfer full): the text in UTF-8
 */
char *
rim_charset_decode (const char *text,
                    gsize       length,
                    const char *charsets,
                    gboolean    is_person_name)
{
  g_autoptr(GString) result = NULL;
  g_auto(GStrv) names = NULL;
  State state = { .is_person_name = is_person_name };
  const char *whole;

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  length = length > 0 ? strnlen (text, length) : 0;

  if (rim_charset_is_ascii (text, length))
    return g_strndup (text, length);

  names = g_strsplit (charsets != NULL ? charsets : "", "\\", -1);
  whole = names[0] != NULL ? find_whole_encoding (names[0]) : NULL;
  result = g_string_sized_new (2 * length);

  if (whole != NULL)
    {
      append_converted (result, text, length, whole, NULL);
    }
  else
    {
      const CharacterSet *first = names[0] != NULL ? find_by_name (names[0]) : NULL;

      state.first_g1 = first != NULL && !first->is_g0 ? first : NULL;
      state.g1 = state.first_g1;
      decode_segments (result, &state, text, length);
    }

  return g_string_free (g_steal_pointer (&result), FALSE);
}
