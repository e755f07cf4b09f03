/* rim-nrrd-segments.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-nrrd-private.h"

#include <string.h>

/* Codes as Slicer has them: scheme^value^meaning. */
static void
parse_code (const char *text,
            RimCode    *code)
{
  g_auto(GStrv) parts = g_strsplit (text, "^", 3);

  if (g_strv_length (parts) == 3 && *parts[1] != '\0')
    rim_code_set (code, parts[1], parts[0], parts[2]);
}

/* The category, the type and the region of a TerminologyEntry tag. */
static void
parse_tags (const char *tags,
            RimRoi     *roi)
{
  const char *entry = strstr (tags, "TerminologyEntry:");
  g_auto(GStrv) fields = NULL;
  guint n;

  if (entry == NULL)
    return;

  fields = g_strsplit (entry + strlen ("TerminologyEntry:"), "~", -1);
  n = g_strv_length (fields);
  for (char *bar = n > 0 ? strchr (fields[n - 1], '|') : NULL; bar != NULL; bar = NULL)
    *bar = '\0';

  if (n > 1)
    parse_code (fields[1], &roi->category);
  if (n > 2)
    parse_code (fields[2], &roi->type);
  if (n > 5)
    parse_code (fields[5], &roi->region);
}

static const char *
get_key (RimNrrdHeader *header,
         guint          segment,
         const char    *name)
{
  g_autofree char *key = g_strdup_printf ("Segment%u_%s", segment, name);

  return g_hash_table_lookup (header->keys, key);
}

static guint
get_number (RimNrrdHeader *header,
            guint          segment,
            const char    *name,
            guint          fallback)
{
  const char *text = get_key (header, segment, name);
  gint64 value;

  if (text == NULL || !g_ascii_string_to_signed (text, 10, 0, G_MAXINT32, &value, NULL))
    return fallback;

  return (guint) value;
}

static void
parse_color (const char *text,
             RimRoi     *roi)
{
  const char *cursor = text;
  char *end;

  for (guint part = 0; part < 3; part++)
    {
      double value = g_ascii_strtod (cursor, &end);

      if (end == cursor)
        return;
      roi->color[part] = (guint8) (CLAMP (value, 0.0, 1.0) * 255.0 + 0.5);
      cursor = end;
    }
  roi->has_color = TRUE;
}

/* The region with that label, taken from its layer; an empty one if no voxel has
 * it.
 */
static RimRoi *
take_region (RimNrrdHeader *header,
             GPtrArray     *layers,
             guint          layer,
             guint          label)
{
  RimRoiSet *set = layer < layers->len ? g_ptr_array_index (layers, layer) : NULL;
  RimRoi *roi;

  for (guint i = 0; set != NULL && i < set->rois->len; i++)
    {
      roi = g_ptr_array_index (set->rois, i);
      if (roi->number == label)
        return g_ptr_array_steal_index (set->rois, i);
    }

  roi = rim_roi_new ();
  roi->number = label;
  roi->mask = rim_mask_new (&header->grid);

  return roi;
}

static RimRoi *
read_segment (RimNrrdHeader *header,
              GPtrArray     *layers,
              guint          segment)
{
  RimRoi *roi = take_region (header, layers, get_number (header, segment, "Layer", 0),
                             get_number (header, segment, "LabelValue", segment + 1));
  const char *name = get_key (header, segment, "Name");
  const char *color = get_key (header, segment, "Color");
  const char *tags = get_key (header, segment, "Tags");

  if (name == NULL)
    name = get_key (header, segment, "ID");
  if (name != NULL)
    {
      g_free (roi->name);
      roi->name = g_utf8_make_valid (name, -1);
    }
  if (color != NULL)
    parse_color (color, roi);
  if (tags != NULL)
    parse_tags (tags, roi);

  return roi;
}

/* Numbers are keys in a set; labels are so only within a layer. */
static void
number_uniquely (GPtrArray *rois)
{
  g_autoptr(GHashTable) numbers = g_hash_table_new (NULL, NULL);
  gboolean unique = TRUE;

  for (guint i = 0; i < rois->len; i++)
    {
      RimRoi *roi = g_ptr_array_index (rois, i);

      unique = g_hash_table_add (numbers, GUINT_TO_POINTER (roi->number)) && roi->number > 0 && unique;
    }
  for (guint i = 0; i < rois->len && !unique; i++)
    ((RimRoi *) g_ptr_array_index (rois, i))->number = i + 1;
}

static void
take_rest (GPtrArray *layers,
           GPtrArray *rois)
{
  for (guint layer = 0; layer < layers->len; layer++)
    {
      RimRoiSet *set = g_ptr_array_index (layers, layer);

      while (set->rois->len > 0)
        g_ptr_array_add (rois, g_ptr_array_steal_index (set->rois, 0));
    }
}

/**
 * rim_nrrd_segments_apply:
 * @header: the header with the keys
 * @layers: (element-type RimRoiSet): the labels of each layer; emptied
 *
 * Gives the labels the names, colours and codes that Slicer keeps in Segment
 * keys; labels without a segment follow under names of their own.
 *
 * Returns: (transfer full): all regions
 */
RimRoiSet *
rim_nrrd_segments_apply (RimNrrdHeader *header,
                         GPtrArray     *layers)
{
  RimRoiSet *set = rim_roi_set_new ();

  for (guint segment = 0; get_key (header, segment, "ID") != NULL || get_key (header, segment, "Name") != NULL; segment++)
    g_ptr_array_add (set->rois, read_segment (header, layers, segment));

  take_rest (layers, set->rois);
  number_uniquely (set->rois);

  return set;
}

/* A value must stay on its line. */
static void
append_key (GString    *header,
            guint       segment,
            const char *name,
            const char *value)
{
  g_autofree char *line = g_strdup (value);

  g_string_append_printf (header, "Segment%u_%s:=%s\n", segment, name, g_strdelimit (line, "\r\n", ' '));
}

static void
append_code (GString       *tags,
             const RimCode *code)
{
  g_string_append_printf (tags, "~%s^%s^%s",
                          code->scheme != NULL ? code->scheme : "",
                          code->value != NULL ? code->value : "",
                          code->meaning != NULL ? code->meaning : "");
}

static void
append_tags (GString      *header,
             guint         segment,
             const RimRoi *roi)
{
  g_autoptr(GString) tags = g_string_new ("TerminologyEntry:Segmentation category and type");

  if (roi->type.value == NULL)
    return;

  append_code (tags, &roi->category);
  append_code (tags, &roi->type);
  g_string_append (tags, "~^^~Anatomic codes");
  append_code (tags, &roi->region);
  g_string_append (tags, "~^^|");
  append_key (header, segment, "Tags", tags->str);
}

static void
append_extent (GString      *header,
               guint         segment,
               const RimRoi *roi)
{
  RimBox box = { { 0, 0, 0 }, { 0, 0, 0 } };
  g_autofree char *text = NULL;

  if (rim_mask_get_bounds (roi->mask, &box))
    text = g_strdup_printf ("%u %u %u %u %u %u", box.min[0], box.max[0] - 1, box.min[1], box.max[1] - 1,
                            box.min[2], box.max[2] - 1);

  append_key (header, segment, "Extent", text != NULL ? text : "0 -1 0 -1 0 -1");
}

static void
append_color (GString      *header,
              guint         segment,
              const RimRoi *roi)
{
  char parts[3][G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *text = NULL;

  if (!roi->has_color)
    return;

  for (guint part = 0; part < 3; part++)
    g_ascii_formatd (parts[part], sizeof parts[part], "%.6f", roi->color[part] / 255.0);
  text = g_strdup_printf ("%s %s %s", parts[0], parts[1], parts[2]);
  append_key (header, segment, "Color", text);
}

void
rim_nrrd_segments_make (GPtrArray *rois,
                        GString   *header)
{
  g_string_append (header, "Segmentation_SourceRepresentation:=Binary labelmap\n");
  for (guint i = 0; i < rois->len; i++)
    {
      RimRoi *roi = g_ptr_array_index (rois, i);
      g_autofree char *id = g_strdup_printf ("Segment_%u", roi->number);
      g_autofree char *label = g_strdup_printf ("%u", roi->number);

      append_key (header, i, "ID", id);
      append_key (header, i, "Name", roi->name != NULL ? roi->name : id);
      append_key (header, i, "LabelValue", label);
      append_key (header, i, "Layer", "0");
      append_color (header, i, roi);
      append_extent (header, i, roi);
      append_tags (header, i, roi);
    }
}
