/* rim-test-reference.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-test-reference.h"

#include <math.h>

#include "rim-test-data.h"

/* Fields between commas; quotes around a field keep the commas within it. */
static char **
split_line (const char *line)
{
  g_autoptr(GStrvBuilder) fields = g_strv_builder_new ();
  g_autoptr(GString) field = g_string_new (NULL);
  gboolean is_quoted = FALSE;

  for (const char *c = line; *c != '\0'; c++)
    if (*c == '"')
      is_quoted = !is_quoted;
    else if (*c == ',' && !is_quoted)
      {
        g_strv_builder_add (fields, field->str);
        g_string_truncate (field, 0);
      }
    else if (*c != '\r')
      g_string_append_c (field, *c);

  g_strv_builder_add (fields, field->str);

  return g_strv_builder_end (fields);
}

static gboolean
find_column (const RimTestTable *self,
             const char         *name,
             guint              *column)
{
  for (guint c = 0; self->header[c] != NULL; c++)
    if (g_str_equal (self->header[c], name))
      {
        *column = c;
        return TRUE;
      }

  return FALSE;
}

static gboolean
is_equal (const RimTestTable *self,
          guint               row,
          const char         *column,
          const char         *text)
{
  return g_str_equal (rim_test_table_get (self, row, column), text);
}

/* The aggregation stands at the end of a tag: "cm_contrast_2_5D_avg". */
static gboolean
is_tag (const char *text,
        const char *tag,
        const char *aggregation)
{
  g_autofree char *whole = g_strdup_printf ("%s_%s", tag, aggregation);

  return g_str_equal (text, tag) || g_str_equal (text, g_strdelimit (whole, ".", '_'));
}

/**
 * rim_test_table_load_or_skip:
 * @relative: a CSV below the folder of test data
 *
 * Marks the running test as skipped where it is not here. The caller then
 * returns.
 *
 * Returns: (transfer full) (nullable): its rows
 */
RimTestTable *
rim_test_table_load_or_skip (const char *relative)
{
  g_autofree char *path = rim_test_data_or_skip (relative);
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  g_autoptr(GError) error = NULL;
  RimTestTable *self;

  if (path == NULL)
    return NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);

  self = g_new0 (RimTestTable, 1);
  self->header = split_line (lines[0]);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  for (guint l = 1; lines[l] != NULL; l++)
    if (*lines[l] != '\0')
      {
        char **row = split_line (lines[l]);

        g_assert_cmpuint (g_strv_length (row), ==, g_strv_length (self->header));
        g_ptr_array_add (self->rows, row);
      }

  return self;
}

/**
 * rim_test_table_free:
 * @self: (transfer full) (nullable): a table
 */
void
rim_test_table_free (RimTestTable *self)
{
  if (self == NULL)
    return;

  g_strfreev (self->header);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

/**
 * rim_test_table_get:
 * @self: a table
 * @row: one of its rows
 * @column: the name of a column that it has
 *
 * Returns: what stands there, perhaps an empty string
 */
const char *
rim_test_table_get (const RimTestTable *self,
                    guint               row,
                    const char         *column)
{
  char **fields = g_ptr_array_index (self->rows, row);
  guint c = 0;

  g_assert_true (find_column (self, column, &c));

  return fields[c];
}

/**
 * rim_test_find_pyradiomics:
 * @self: a table of reference/pyradiomics
 * @image_type: "original", "wavelet-LLH"
 * @feature_class: "glcm"
 * @feature: "Contrast"
 * @value: (out): what PyRadiomics gives
 *
 * Returns: whether it has such a row
 */
gboolean
rim_test_find_pyradiomics (const RimTestTable *self,
                           const char         *image_type,
                           const char         *feature_class,
                           const char         *feature,
                           double             *value)
{
  for (guint row = 0; row < self->rows->len; row++)
    if (is_equal (self, row, "feature", feature) &&
        is_equal (self, row, "feature_class", feature_class) &&
        is_equal (self, row, "image_type", image_type))
      {
        *value = g_ascii_strtod (rim_test_table_get (self, row, "value"), NULL);
        return TRUE;
      }

  return FALSE;
}

/**
 * rim_test_find_ibsi:
 * @self: the table reference/ibsi/ibsi1_reference.csv
 * @dataset: "digital_phantom", "config_A"
 * @tag: the tag of a feature without its aggregation: "cm_contrast"
 * @aggregation: as the table writes it: "2.5D_avg"; "" where there is none
 * @reference: (out): value and tolerance
 *
 * Returns: whether the feature is standardised there
 */
gboolean
rim_test_find_ibsi (const RimTestTable *self,
                    const char         *dataset,
                    const char         *tag,
                    const char         *aggregation,
                    RimTestIbsi        *reference)
{
  for (guint row = 0; row < self->rows->len; row++)
    if (is_equal (self, row, "dataset", dataset) &&
        is_equal (self, row, "aggregation", aggregation) &&
        is_tag (rim_test_table_get (self, row, "tag"), tag, aggregation))
      {
        const char *value = rim_test_table_get (self, row, "reference_value");

        reference->value = g_ascii_strtod (value, NULL);
        reference->tolerance = g_ascii_strtod (rim_test_table_get (self, row, "tolerance"), NULL);

        return *value != '\0';
      }

  return FALSE;
}

/**
 * rim_test_ibsi_accepts:
 * @self: a published value
 * @value: ours
 *
 * The consortium's rule: @value, rounded to three significant digits, lies
 * within the tolerance. What is added to that is below the last bits that
 * decimal fractions lose.
 *
 * Returns: whether @value is accepted
 */
gboolean
rim_test_ibsi_accepts (const RimTestIbsi *self,
                       double             value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  double rounded = g_ascii_strtod (g_ascii_formatd (text, sizeof text, "%.2e", value), NULL);

  return fabs (rounded - self->value) <= self->tolerance + 1e-9 * fabs (self->value);
}

/**
 * rim_test_ibsi_aggregation:
 * @aggregation: how matrices become one number
 * @has_directions: whether the family has matrices per direction
 *
 * Returns: how the IBSI's table writes it
 */
const char *
rim_test_ibsi_aggregation (RimAggregation aggregation,
                           gboolean       has_directions)
{
  switch (aggregation)
    {
    case RIM_AGGREGATION_2D_AVERAGED:
      return has_directions ? "2D_avg" : "2D";
    case RIM_AGGREGATION_2D_MERGED:
      return "2D_comb";
    case RIM_AGGREGATION_25D_AVERAGED:
      return has_directions ? "2.5D_avg" : "2.5D";
    case RIM_AGGREGATION_25D_MERGED:
      return "2.5D_comb";
    case RIM_AGGREGATION_3D_AVERAGED:
      return has_directions ? "3D_avg" : "3D";
    case RIM_AGGREGATION_3D_MERGED:
      return "3D_comb";
    case RIM_AGGREGATION_NONE:
    default:
      return "";
    }
}

/**
 * rim_test_relative_difference:
 * @actual: ours
 * @expected: theirs
 *
 * Returns: how far they are apart, relative to @expected; absolute where that is
 *   below 1e-9, which is 0 but for rounding; infinite where one is not a number
 */
double
rim_test_relative_difference (double actual,
                              double expected)
{
  if (isnan (actual) && isnan (expected))
    return 0.0;
  if (isnan (actual) || isnan (expected))
    return INFINITY;
  if (fabs (expected) < 1e-9)
    return fabs (actual - expected);

  return fabs (actual - expected) / fabs (expected);
}
