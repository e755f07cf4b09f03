/* rim-nifti-names.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-nifti-private.h"

#include <stdlib.h>
#include <string.h>

typedef struct
{
  GPtrArray *rois;
  RimRoi    *current;   /* whose name is being read, or NULL */
  GString   *name;
} NameParser;

/* A colour part from 0 to 1. */
static guint8
parse_part (const char *text)
{
  return (guint8) (CLAMP (g_ascii_strtod (text, NULL), 0.0, 1.0) * 255.0 + 0.5);
}

static RimRoi *
find_roi (GPtrArray  *rois,
          const char *number)
{
  guint64 key = g_ascii_strtoull (number, NULL, 10);

  for (guint i = 0; i < rois->len; i++)
    {
      RimRoi *roi = g_ptr_array_index (rois, i);

      if (roi->number == key)
        return roi;
    }

  return NULL;
}

static void
start_cb (GMarkupParseContext  *context,
          const char           *element,
          const char          **names,
          const char          **values,
          gpointer              data,
          GError              **error)
{
  NameParser *self = data;
  const char *parts[] = { "Red", "Green", "Blue" };

  if (strcmp (element, "Label") != 0)
    return;

  self->current = NULL;
  g_string_truncate (self->name, 0);
  for (guint n = 0; names[n] != NULL; n++)
    {
      if (strcmp (names[n], "Key") == 0)
        self->current = find_roi (self->rois, values[n]);
    }
  for (guint n = 0; names[n] != NULL && self->current != NULL; n++)
    {
      for (guint part = 0; part < G_N_ELEMENTS (parts); part++)
        {
          if (strcmp (names[n], parts[part]) != 0)
            continue;
          self->current->has_color = TRUE;
          self->current->color[part] = parse_part (values[n]);
        }
    }
}

static void
text_cb (GMarkupParseContext  *context,
         const char           *text,
         gsize                 length,
         gpointer              data,
         GError              **error)
{
  NameParser *self = data;

  if (self->current != NULL)
    g_string_append_len (self->name, text, (gssize) length);
}

static void
end_cb (GMarkupParseContext  *context,
        const char           *element,
        gpointer              data,
        GError              **error)
{
  NameParser *self = data;

  if (strcmp (element, "Label") != 0 || self->current == NULL)
    return;

  g_strstrip (self->name->str);
  if (*self->name->str != '\0')
    {
      g_free (self->current->name);
      self->current->name = g_strdup (self->name->str);
    }
  self->current = NULL;
}

/* A name that cannot be read is left as it was; names are never keys. */
void
rim_nifti_names_apply (const char *xml,
                       gsize       length,
                       GPtrArray  *rois)
{
  static const GMarkupParser parser = { start_cb, end_cb, text_cb, NULL, NULL };
  NameParser self = { rois, NULL, NULL };
  GMarkupParseContext *context;

  self.name = g_string_new (NULL);
  context = g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, &self, NULL);
  if (g_markup_parse_context_parse (context, xml, (gssize) strnlen (xml, length), NULL))
    g_markup_parse_context_end_parse (context, NULL);
  g_markup_parse_context_free (context);
  g_string_free (self.name, TRUE);
}

static void
append_color (GString      *xml,
              const RimRoi *roi)
{
  const char *parts[] = { "Red", "Green", "Blue" };
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  for (guint part = 0; part < G_N_ELEMENTS (parts); part++)
    {
      double value = roi->has_color ? roi->color[part] / 255.0 : 1.0;

      g_ascii_formatd (number, sizeof number, "%.6f", value);
      g_string_append_printf (xml, " %s=\"%s\"", parts[part], number);
    }
}

char *
rim_nifti_names_make (GPtrArray *rois)
{
  GString *xml = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                               "<CaretExtension><VolumeInformation Index=\"0\"><LabelTable>");

  for (guint i = 0; i < rois->len; i++)
    {
      RimRoi *roi = g_ptr_array_index (rois, i);
      g_autofree char *name = g_markup_escape_text (roi->name != NULL ? roi->name : "", -1);

      g_string_append_printf (xml, "<Label Key=\"%u\"", roi->number);
      append_color (xml, roi);
      g_string_append_printf (xml, " Alpha=\"1\">%s</Label>", name);
    }
  g_string_append (xml, "</LabelTable></VolumeInformation></CaretExtension>");

  return g_string_free (xml, FALSE);
}
