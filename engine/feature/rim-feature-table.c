/* rim-feature-table.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-feature-table.h"

#include <math.h>
#include <string.h>

#include "core/rim-csv.h"
#include "core/rim-ref-count.h"

struct _RimFeatureTable
{
  RimRefCount   ref_count;
  RimProfile    profile;
  GArray       *rows;            /* of RimFeatureRow */
  GStringChunk *texts;
};

G_DEFINE_BOXED_TYPE (RimFeatureTable, rim_feature_table, rim_feature_table_ref, rim_feature_table_unref)

/**
 * rim_feature_table_new:
 * @profile: whose definitions its values follow
 *
 * Returns: (transfer full): a table without rows
 */
RimFeatureTable *
rim_feature_table_new (RimProfile profile)
{
  RimFeatureTable *self = g_new0 (RimFeatureTable, 1);

  rim_ref_count_init (&self->ref_count);
  self->profile = profile;
  self->rows = g_array_new (FALSE, FALSE, sizeof (RimFeatureRow));
  self->texts = g_string_chunk_new (1024);

  return self;
}

/**
 * rim_feature_table_append:
 * @self: a table that nobody else has yet
 * @row: (transfer none): a row; its texts are copied
 */
void
rim_feature_table_append (RimFeatureTable     *self,
                          const RimFeatureRow *row)
{
  RimFeatureRow copy = *row;

  copy.image_type = g_string_chunk_insert_const (self->texts, row->image_type);
  if (row->info == NULL)
    copy.name = g_string_chunk_insert_const (self->texts, row->name);
  if (row->text != NULL)
    copy.text = g_string_chunk_insert (self->texts, row->text);
  g_array_append_val (self->rows, copy);
}

RimFeatureTable *
rim_feature_table_ref (RimFeatureTable *self)
{
  rim_ref_count_inc (&self->ref_count);

  return self;
}

void
rim_feature_table_unref (RimFeatureTable *self)
{
  if (!rim_ref_count_dec (&self->ref_count))
    return;

  g_array_unref (self->rows);
  g_string_chunk_free (self->texts);
  g_free (self);
}

RimProfile
rim_feature_table_get_profile (RimFeatureTable *self)
{
  return self->profile;
}

gsize
rim_feature_table_get_n_rows (RimFeatureTable *self)
{
  return self->rows->len;
}

/**
 * rim_feature_table_get_row:
 * @self: a table
 * @row: which row
 *
 * Returns: (transfer none): the row
 */
const RimFeatureRow *
rim_feature_table_get_row (RimFeatureTable *self,
                           gsize            row)
{
  g_return_val_if_fail (row < self->rows->len, NULL);

  return &g_array_index (self->rows, RimFeatureRow, row);
}

/**
 * rim_feature_table_find:
 * @self: a table
 * @image_type: "original"
 * @family: (nullable): the name of the class, "glcm"; %NULL for diagnostics
 * @name: the name of the feature
 * @aggregation: which aggregation
 *
 * Returns: (transfer none) (nullable): the row
 */
const RimFeatureRow *
rim_feature_table_find (RimFeatureTable *self,
                        const char      *image_type,
                        const char      *family,
                        const char      *name,
                        RimAggregation   aggregation)
{
  for (gsize i = 0; i < self->rows->len; i++)
    {
      const RimFeatureRow *row = &g_array_index (self->rows, RimFeatureRow, i);

      if (row->aggregation == aggregation && strcmp (row->name, name) == 0 &&
          strcmp (row->image_type, image_type) == 0 &&
          g_strcmp0 (row->family != NULL ? row->family->name : NULL, family) == 0)
        return row;
    }

  return NULL;
}

static void
append_ibsi (GString             *csv,
             const RimFeatureRow *row)
{
  const char *id = row->info != NULL ? row->info->ibsi_id : NULL;
  const char *aggregation = rim_aggregation_get_name (row->aggregation, row->family);

  g_string_append_printf (csv, ",%s,%s", id != NULL ? id : "", aggregation);
}

/**
 * rim_feature_table_append_header:
 * @self: a table
 * @prefix: columns that go first, "image,voi,"
 * @csv: gets the line that names the columns
 */
void
rim_feature_table_append_header (RimFeatureTable *self,
                                 const char      *prefix,
                                 GString         *csv)
{
  g_string_append_printf (csv, "%simage_type,feature_class,feature,value%s\n", prefix,
                          self->profile == RIM_PROFILE_IBSI ? ",ibsi_id,aggregation" : "");
}

/**
 * rim_feature_table_append_csv:
 * @self: a table
 * @prefix: what every line begins with
 * @csv: gets the lines
 *
 * Numbers are written so that they are read back as the same bits; what has no
 * value is "nan".
 */
void
rim_feature_table_append_csv (RimFeatureTable *self,
                              const char      *prefix,
                              GString         *csv)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  for (gsize i = 0; i < self->rows->len; i++)
    {
      const RimFeatureRow *row = &g_array_index (self->rows, RimFeatureRow, i);

      g_string_append (csv, prefix);
      rim_csv_append_field (csv, row->image_type);
      g_string_append_c (csv, ',');
      g_string_append (csv, row->family != NULL ? row->family->name : "");
      g_string_append_c (csv, ',');
      rim_csv_append_field (csv, row->name);
      g_string_append_c (csv, ',');
      rim_csv_append_field (csv, row->text != NULL ? row->text
                                           : g_ascii_formatd (number, sizeof number, "%.17g", row->value));
      if (self->profile == RIM_PROFILE_IBSI)
        append_ibsi (csv, row);
      g_string_append_c (csv, '\n');
    }
}

/**
 * rim_feature_table_to_csv:
 * @self: a table
 *
 * Writes the table as CSV: image_type, feature_class, feature, value, and in the
 * IBSI profile ibsi_id and aggregation.
 *
 * Returns: (transfer full): the text
 */
char *
rim_feature_table_to_csv (RimFeatureTable *self)
{
  GString *csv = g_string_new (NULL);

  rim_feature_table_append_header (self, "", csv);
  rim_feature_table_append_csv (self, "", csv);

  return g_string_free (csv, FALSE);
}
