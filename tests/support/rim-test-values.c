/* rim-test-values.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-test-values.h"

#include <math.h>

/**
 * rim_test_values_load:
 * @relative: a file below the folder of the tests, such as "oracle/statistics/cohort.csv"
 *
 * Returns: (transfer full): its fields; the test fails where it cannot be read
 */
RimTestValues *
rim_test_values_load (const char *relative)
{
  g_autofree char *path = g_build_filename (g_getenv ("RIMLIGHT_SOURCE_DIR"), "tests", relative, NULL);
  RimTestValues *self = g_new0 (RimTestValues, 1);
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  g_autoptr(GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  lines = g_strsplit (text, "\n", -1);
  self->header = g_strsplit (lines[0], ",", -1);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  for (guint line = 1; lines[line] != NULL && *lines[line] != '\0'; line++)
    g_ptr_array_add (self->rows, g_strsplit (lines[line], ",", -1));
  self->used = g_new0 (gboolean, self->rows->len);

  return self;
}

void
rim_test_values_free (RimTestValues *self)
{
  g_strfreev (self->header);
  g_ptr_array_unref (self->rows);
  g_free (self->used);
  g_free (self);
}

double
rim_test_values_get_number (const RimTestValues *self,
                            guint                row,
                            const char          *column)
{
  const char *const *fields = g_ptr_array_index (self->rows, row);

  for (guint c = 0; self->header[c] != NULL; c++)
    if (g_str_equal (self->header[c], column))
      return g_ascii_strtod (fields[c], NULL);

  g_assert_not_reached ();
}

double *
rim_test_values_get_column (const RimTestValues *self,
                            const char          *column)
{
  double *values = g_new (double, self->rows->len);

  for (guint row = 0; row < self->rows->len; row++)
    values[row] = rim_test_values_get_number (self, row, column);

  return values;
}

guint8 *
rim_test_values_get_labels (const RimTestValues *self,
                            const char          *column)
{
  guint8 *labels = g_new (guint8, self->rows->len);

  for (guint row = 0; row < self->rows->len; row++)
    labels[row] = (guint8) rim_test_values_get_number (self, row, column);

  return labels;
}

static double
find (RimTestValues *self,
      const char    *name)
{
  for (guint row = 0; row < self->rows->len; row++)
    if (g_str_equal (((char **) g_ptr_array_index (self->rows, row))[0], name))
      {
        self->used[row] = TRUE;

        return rim_test_values_get_number (self, row, "value");
      }

  g_error ("There is no value %s", name);
}

/* Returns: the value of the row whose first field is @format */
double
rim_test_values_find (RimTestValues *self,
                      const char    *format,
                      ...)
{
  g_autofree char *name = NULL;
  va_list arguments;

  va_start (arguments, format);
  name = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  return find (self, name);
}

/**
 * rim_test_values_assert:
 * @self: values by name
 * @value: what we say
 * @tolerance: how far it may be away, relative to the value and, below 1e-3, to 1e-3
 * @format: the name
 *
 * Fails unless both are the same.
 */
void
rim_test_values_assert (RimTestValues *self,
                        double         value,
                        double         tolerance,
                        const char    *format,
                        ...)
{
  g_autofree char *name = NULL;
  va_list arguments;
  double expected;

  va_start (arguments, format);
  name = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  expected = find (self, name);
  if (!(fabs (value - expected) <= tolerance * MAX (fabs (expected), 1e-3)))
    g_error ("%s is %.17g and not %.17g", name, value, expected);
}

/* Every value was asked for. */
void
rim_test_values_assert_used (const RimTestValues *self)
{
  for (guint row = 0; row < self->rows->len; row++)
    if (!self->used[row])
      g_error ("%s was not compared", ((char **) g_ptr_array_index (self->rows, row))[0]);
}
