/* rim-label-table.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-label-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/rim-file.h"
#include "rim-image.h"
#include "rim-label-table-private.h"

#define MAX_BYTES (16u << 20)

typedef enum
{
  KIND_JSON,
  KIND_CSV,
  KIND_TSV,
  KIND_SNAP,
} Kind;

/* Beside an image, in the order they are looked for. */
static const struct
{
  const char *ending;
  Kind        kind;
} endings[] = {
  { ".labels.json", KIND_JSON },
  { ".labels.csv", KIND_CSV },
  { ".labels.tsv", KIND_TSV },
  { ".labels.txt", KIND_SNAP },
  { ".csv", KIND_CSV },
  { ".tsv", KIND_TSV },
  { ".label", KIND_SNAP },
  { ".txt", KIND_SNAP },
  { ".json", KIND_JSON },
};

/* @label is the key and no field. */
static const struct
{
  const char *key;
  gsize       offset;
} fields[] = {
  { "name", G_STRUCT_OFFSET (RimRoi, name) },
  { "description", G_STRUCT_OFFSET (RimRoi, description) },
  { "interpreted_type", G_STRUCT_OFFSET (RimRoi, interpreted_type) },
  { "category_value", G_STRUCT_OFFSET (RimRoi, category.value) },
  { "category_scheme", G_STRUCT_OFFSET (RimRoi, category.scheme) },
  { "category_meaning", G_STRUCT_OFFSET (RimRoi, category.meaning) },
  { "type_value", G_STRUCT_OFFSET (RimRoi, type.value) },
  { "type_scheme", G_STRUCT_OFFSET (RimRoi, type.scheme) },
  { "type_meaning", G_STRUCT_OFFSET (RimRoi, type.meaning) },
  { "region_value", G_STRUCT_OFFSET (RimRoi, region.value) },
  { "region_scheme", G_STRUCT_OFFSET (RimRoi, region.scheme) },
  { "region_meaning", G_STRUCT_OFFSET (RimRoi, region.meaning) },
  { "tracking_id", G_STRUCT_OFFSET (RimRoi, tracking_id) },
  { "tracking_uid", G_STRUCT_OFFSET (RimRoi, tracking_uid) },
};

#define COLOR G_N_ELEMENTS (fields)

/* What others call these columns. */
static const struct
{
  const char *theirs;
  const char *ours;
} aliases[] = {
  { "label", "name" },
  { "label_name", "name" },
  { "labelname", "name" },
  { "structure", "name" },
  { "segment", "name" },
  { "colour", "color" },
  { "hex", "color" },
  { "r", "red" },
  { "g", "green" },
  { "b", "blue" },
};

guint
rim_label_table_get_n_fields (void)
{
  return COLOR + 1;
}

const char *
rim_label_table_get_field (guint n)
{
  return n == COLOR ? "color" : fields[n].key;
}

/* Returns: (nullable): the value of a field as text; %NULL where it has none */
char *
rim_label_table_dup_value (const RimRoi *roi,
                           guint         field)
{
  if (field < COLOR)
    return g_strdup (G_STRUCT_MEMBER (const char *, roi, fields[field].offset));

  return roi->has_color ? g_strdup_printf ("#%02x%02x%02x", roi->color[0], roi->color[1], roi->color[2]) : NULL;
}

/* Any whole number of a label map but 0, also "3.0". */
gboolean
rim_label_table_parse_number (const char *text,
                              guint      *number)
{
  char *end;
  double value = g_ascii_strtod (text, &end);

  if (end == text || *g_strchug (end) != '\0' || !(value >= 1.0 && value <= RIM_LABEL_TABLE_MAX_LABEL) ||
      value != (guint) value)
    return FALSE;

  *number = (guint) value;

  return TRUE;
}

static gboolean
set_color (RimRoi     *roi,
           const char *text)
{
  char *end;
  guint64 color;

  text += *text == '#';
  color = g_ascii_strtoull (text, &end, 16);
  if (end != text + 6 || *end != '\0')
    return FALSE;

  roi->has_color = TRUE;
  for (guint part = 0; part < 3; part++)
    roi->color[part] = (guint8) (color >> (16 - 8 * part));

  return TRUE;
}

/* A part of a colour from 0 to 255. */
static gboolean
set_part (RimRoi     *roi,
          const char *key,
          const char *text)
{
  const char *const parts[] = { "red", "green", "blue" };

  for (guint part = 0; part < G_N_ELEMENTS (parts); part++)
    {
      if (strcmp (parts[part], key) != 0)
        continue;
      roi->has_color = TRUE;
      roi->color[part] = (guint8) CLAMP (g_ascii_strtod (text, NULL), 0.0, 255.0);
      return TRUE;
    }

  return FALSE;
}

/* Returns: whether there is a field that @key names, in any case */
gboolean
rim_label_table_set_value (RimRoi     *roi,
                           const char *key,
                           const char *value)
{
  g_autofree char *name = g_strstrip (g_ascii_strdown (key, -1));

  if (value == NULL || *value == '\0')
    return FALSE;

  for (guint n = 0; n < G_N_ELEMENTS (aliases); n++)
    {
      if (strcmp (name, aliases[n].theirs) == 0)
        {
          g_free (name);
          name = g_strdup (aliases[n].ours);
        }
    }

  for (guint n = 0; n < G_N_ELEMENTS (fields); n++)
    {
      char **member = &G_STRUCT_MEMBER (char *, roi, fields[n].offset);

      if (strcmp (name, fields[n].key) != 0 || !g_utf8_validate (value, -1, NULL))
        continue;
      g_free (*member);
      *member = g_strdup (value);
      return TRUE;
    }

  return strcmp (name, "color") == 0 ? set_color (roi, value) : set_part (roi, name, value);
}

static char *
get_stem (const char *path)
{
  const char *const images[] = { ".gz", ".nii", ".hdr", ".img" };
  char *stem = g_strdup (path);

  for (guint n = 0; n < G_N_ELEMENTS (images); n++)
    {
      gsize length = strlen (stem);
      gsize ending = strlen (images[n]);

      if (length > ending && g_ascii_strcasecmp (stem + length - ending, images[n]) == 0)
        stem[length - ending] = '\0';
    }

  return stem;
}

/**
 * rim_label_table_get_path:
 * @image_path: a label map
 *
 * Returns: (transfer full): where its table is written
 */
char *
rim_label_table_get_path (const char *image_path)
{
  g_autofree char *stem = get_stem (image_path);

  return g_strconcat (stem, endings[0].ending, NULL);
}

/**
 * rim_label_table_find:
 * @image_path: a label map
 *
 * Returns: (transfer full) (nullable): the table that lies beside it, by its name
 */
char *
rim_label_table_find (const char *image_path)
{
  g_autofree char *stem = get_stem (image_path);

  for (guint n = 0; n < G_N_ELEMENTS (endings); n++)
    {
      g_autofree char *path = g_strconcat (stem, endings[n].ending, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
        return g_steal_pointer (&path);
    }

  return NULL;
}

static Kind
find_kind (const char *path)
{
  g_autofree char *name = g_ascii_strdown (path, -1);

  for (guint n = 0; n < G_N_ELEMENTS (endings); n++)
    if (g_str_has_suffix (name, endings[n].ending))
      return endings[n].kind;

  return KIND_SNAP;
}

/**
 * rim_label_table_read:
 * @path: a file, whose name says what it is: .json, .csv, .tsv, and anything else
 *   is ITK-SNAP's
 * @error: where to put an error
 *
 * JSON may be what rim_label_table_write() makes, nnU-Net's dataset.json (names
 * with numbers) or numbers with names.
 *
 * Returns: (transfer full) (element-type RimRoi): a row for each label, with its
 *   number and what is said of it; at least one
 */
GPtrArray *
rim_label_table_read (const char  *path,
                      GError     **error)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_roi_free);
  g_autofree char *text = NULL;
  gsize length;

  g_return_val_if_fail (path != NULL, NULL);

  bytes = rim_file_read (path, MAX_BYTES, error);
  if (bytes == NULL)
    return NULL;

  length = g_bytes_get_size (bytes);
  text = g_strndup (g_bytes_get_data (bytes, NULL), length);
  switch (find_kind (path))
    {
    case KIND_JSON:
      rim_label_table_parse_json (text, strlen (text), rows);
      break;

    case KIND_CSV:
      rim_label_table_parse_csv (text, ',', rows);
      break;

    case KIND_TSV:
      rim_label_table_parse_csv (text, '\t', rows);
      break;

    case KIND_SNAP:
    default:
      rim_label_table_parse_snap (text, rows);
      break;
    }

  if (rows->len > 0)
    return g_steal_pointer (&rows);

  g_set_error (error, RIM_FORMAT_ERROR, RIM_FORMAT_ERROR_DAMAGED, _("%s: no label is described in it"), path);

  return NULL;
}

/**
 * rim_label_table_apply:
 * @rows: (element-type RimRoi): what rim_label_table_read() gave
 * @rois: (element-type RimRoi): the regions of a label map
 *
 * Gives each region what the row of its number says.
 */
void
rim_label_table_apply (GPtrArray *rows,
                       GPtrArray *rois)
{
  g_autoptr(GHashTable) by_number = g_hash_table_new (NULL, NULL);

  for (guint n = 0; n < rows->len; n++)
    {
      RimRoi *row = g_ptr_array_index (rows, n);

      g_hash_table_insert (by_number, GUINT_TO_POINTER (row->number), row);
    }

  for (guint n = 0; n < rois->len; n++)
    {
      RimRoi *roi = g_ptr_array_index (rois, n);
      const RimRoi *row = g_hash_table_lookup (by_number, GUINT_TO_POINTER (roi->number));

      for (guint field = 0; row != NULL && field <= COLOR; field++)
        {
          g_autofree char *value = rim_label_table_dup_value (row, field);

          if (value != NULL)
            rim_label_table_set_value (roi, rim_label_table_get_field (field), value);
        }
    }
}

/**
 * rim_label_table_write:
 * @path: a file, whose name says what it becomes, as for rim_label_table_read()
 * @rois: (element-type RimRoi): what the labels stand for
 * @error: where to put an error
 *
 * ITK-SNAP's form keeps names and colours only.
 *
 * Returns: whether @path is the whole new file
 */
gboolean
rim_label_table_write (const char  *path,
                       GPtrArray   *rois,
                       GError     **error)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (path != NULL && rois != NULL, FALSE);

  switch (find_kind (path))
    {
    case KIND_JSON:
      text = rim_label_table_make_json (rois);
      break;

    case KIND_CSV:
      text = rim_label_table_make_csv (rois, ',');
      break;

    case KIND_TSV:
      text = rim_label_table_make_csv (rois, '\t');
      break;

    case KIND_SNAP:
    default:
      text = rim_label_table_make_snap (rois);
      break;
    }

  return rim_file_replace_contents (path, text, strlen (text), error);
}
