/* rim-label-table-snap.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-label-table-private.h"

#include <string.h>

#define N_NUMBERS 7

/* number, red, green, blue, opacity, shown, mesh shown, "name" */
static void
parse_line (const char *line,
            GPtrArray  *rows)
{
  double numbers[N_NUMBERS];
  const char *name, *end;
  char *next = (char *) line;
  RimRoi *row;

  for (guint n = 0; n < N_NUMBERS; n++)
    {
      const char *begin = next;

      numbers[n] = g_ascii_strtod (begin, &next);
      if (next == begin)
        return;
    }

  name = strchr (next, '"');
  end = name != NULL ? strrchr (name + 1, '"') : NULL;
  if (end == NULL || !(numbers[0] >= 1.0 && numbers[0] <= RIM_LABEL_TABLE_MAX_LABEL) ||
      rows->len > RIM_LABEL_TABLE_MAX_LABEL || !g_utf8_validate (name + 1, end - name - 1, NULL))
    return;

  row = rim_roi_new ();
  row->number = (guint) numbers[0];
  row->name = g_strndup (name + 1, (gsize) (end - name - 1));
  row->has_color = TRUE;
  for (guint part = 0; part < 3; part++)
    row->color[part] = (guint8) CLAMP (numbers[1 + part], 0.0, 255.0);
  g_ptr_array_add (rows, row);
}

/* ITK-SNAP's label descriptions: a line for each label, and comments. */
void
rim_label_table_parse_snap (const char *text,
                            GPtrArray  *rows)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint n = 0; lines[n] != NULL; n++)
    {
      const char *line = g_strstrip (lines[n]);

      if (*line != '#')
        parse_line (line, rows);
    }
}

char *
rim_label_table_make_snap (GPtrArray *rois)
{
  GString *text = g_string_new ("################################################\n"
                                "# ITK-SnAP Label Description File\n"
                                "# IDX   -R-  -G-  -B-  -A--  VIS MSH  LABEL\n"
                                "################################################\n"
                                "    0     0    0    0        0  0  0    \"Clear Label\"\n");

  for (guint n = 0; n < rois->len; n++)
    {
      const RimRoi *roi = g_ptr_array_index (rois, n);
      g_autofree char *name = g_strdup (roi->name != NULL ? roi->name : "");
      const guint8 white[3] = { 255, 255, 255 };
      const guint8 *color = roi->has_color ? roi->color : white;

      g_strdelimit (name, "\"\r\n", '\'');
      g_string_append_printf (text, "%5u %5u %4u %4u        1  1  1    \"%s\"\n",
                              roi->number, color[0], color[1], color[2], name);
    }

  return g_string_free (text, FALSE);
}
