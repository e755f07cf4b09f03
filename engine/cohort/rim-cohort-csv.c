/* rim-cohort-csv.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-cohort-csv.h"

#include <math.h>
#include <string.h>

#include "cohort/rim-cohort-error.h"
#include "cohort/rim-cohort-values-private.h"
#include "core/rim-csv.h"
#include "core/rim-file.h"

#define MAX_TABLE ((gsize) 1024 * 1024 * 1024)

/* Who each row is, and in which columns that stands. */
typedef struct
{
  int         id;                /* a column, or -1 */
  int         patient;
  int         reading;
  char      **ids;
  char      **patients;
} Names;

static void
names_clear (Names *self)
{
  g_clear_pointer (&self->ids, g_strfreev);
  g_clear_pointer (&self->patients, g_strfreev);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Names, names_clear)

/* Several spellings may do where none is asked for. */
static gboolean
find_column (const RimCsvTable  *table,
             const char         *name,
             const char *const  *guesses,
             int                *column,
             GError            **error)
{
  *column = name != NULL ? rim_csv_table_find (table, name) : -1;
  if (name != NULL && *column < 0)
    {
      g_set_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_MISSING, "%s:1: there is no column “%s”", table->path,
                   name);
      return FALSE;
    }

  for (guint i = 0; name == NULL && guesses[i] != NULL && *column < 0; i++)
    *column = rim_csv_table_find (table, guesses[i]);

  return TRUE;
}

static gboolean
find_columns (Names                       *self,
              const RimCsvTable           *table,
              const RimCohortCsvSettings  *settings,
              GError                     **error)
{
  static const char *const ids[] = { "id", "case", "case_id", "lesion_id", NULL };
  static const char *const patients[] = { "patient", "patient_id", "patientid", "subject", "subject_id", NULL };
  static const char *const none[] = { NULL };

  if (!find_column (table, settings->id, ids, &self->id, error) ||
      !find_column (table, settings->patient, patients, &self->patient, error) ||
      !find_column (table, settings->reading, none, &self->reading, error))
    return FALSE;

  /* A table of patients has nothing else that names its rows. */
  if (self->id < 0)
    self->id = self->patient >= 0 ? self->patient : 0;
  if (self->patient == self->id)
    self->patient = -1;

  return TRUE;
}

static char *
find_patient (const RimCsvTable  *table,
              gsize               row,
              const char         *id,
              GRegex             *regex,
              GError            **error)
{
  g_autoptr(GMatchInfo) match = NULL;
  g_autofree char *patient = NULL;

  if (regex == NULL)
    return g_strdup (id);
  if (g_regex_match (regex, id, 0, &match))
    patient = g_match_info_fetch (match, 1);
  if (patient != NULL && *patient != '\0')
    return g_steal_pointer (&patient);

  g_set_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_VALUE, "%s:%u: the patient is not found in “%s”", table->path,
               table->lines[row], id);

  return NULL;
}

static gboolean
fail_row (const RimCsvTable  *table,
          gsize               row,
          const char         *id,
          const char         *reason,
          GError            **error)
{
  g_set_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_DUPLICATE, "%s:%u: “%s” %s", table->path, table->lines[row],
               id, reason);

  return FALSE;
}

static gboolean
read_name (Names              *self,
           const RimCsvTable  *table,
           gsize               row,
           GRegex             *regex,
           GHashTable         *known,
           GError            **error)
{
  const char *id = rim_csv_table_get_cell (table, row, (guint) self->id);
  const char *reading = self->reading >= 0 ? rim_csv_table_get_cell (table, row, (guint) self->reading) : NULL;
  const char *patient = self->patient >= 0 ? rim_csv_table_get_cell (table, row, (guint) self->patient) : NULL;

  if (*id == '\0' || (patient != NULL && *patient == '\0'))
    return fail_row (table, row, table->header[*id == '\0' ? self->id : self->patient], "is empty", error);

  self->ids[row] = reading != NULL ? g_strdup_printf ("%s (%s)", id, reading) : g_strdup (id);
  self->patients[row] = patient != NULL ? g_strdup (patient) : find_patient (table, row, id, regex, error);
  if (self->patients[row] == NULL)
    return FALSE;
  if (!g_hash_table_add (known, self->ids[row]))
    return fail_row (table, row, self->ids[row], "is there already", error);

  return TRUE;
}

static gboolean
read_names (Names                       *self,
            const RimCsvTable           *table,
            const RimCohortCsvSettings  *settings,
            GError                     **error)
{
  g_autoptr(GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GRegex) regex = NULL;

  if (settings->patient_pattern != NULL && self->patient < 0)
    {
      regex = g_regex_new (settings->patient_pattern, G_REGEX_OPTIMIZE, 0, error);
      if (regex == NULL)
        return FALSE;
    }

  self->ids = g_new0 (char *, table->n_rows + 1);
  self->patients = g_new0 (char *, table->n_rows + 1);
  for (gsize row = 0; row < table->n_rows; row++)
    if (!read_name (self, table, row, regex, known, error))
      return FALSE;

  return TRUE;
}

static void
note_table (const Names       *self,
            const RimCsvTable *table,
            GPtrArray         *notes)
{
  if (notes == NULL)
    return;

  if (self->patient >= 0)
    g_ptr_array_add (notes, g_strdup_printf ("%s: rows are named by “%s”, patients by “%s”", table->path,
                                             table->header[self->id], table->header[self->patient]));
  else
    g_ptr_array_add (notes, g_strdup_printf ("%s: rows are named by “%s”", table->path, table->header[self->id]));
}

/* Numbers of readers are no numbers. */
static gboolean
add_reading (const Names        *names,
             const RimCsvTable  *table,
             RimCohortBuilder   *builder,
             GError            **error)
{
  g_autofree const char **texts = g_new (const char *, MAX (table->n_rows, 1));

  for (gsize row = 0; row < table->n_rows; row++)
    texts[row] = rim_csv_table_get_cell (table, row, (guint) names->reading);

  return rim_cohort_builder_add_categories (builder, table->header[names->reading], RIM_COLUMN_IGNORED, texts, error);
}

static RimCohort *
build (const Names                 *names,
       const RimCsvTable           *table,
       const RimCohortCsvSettings  *settings,
       GPtrArray                   *notes,
       GError                     **error)
{
  g_autoptr(RimCohortBuilder) builder = NULL;
  g_auto(RimCohortValues) values = { NULL };

  builder = rim_cohort_builder_new ((const char *const *) names->ids, (const char *const *) names->patients,
                                    table->n_rows);
  rim_cohort_values_init (&values, table);
  if (names->reading >= 0 && !add_reading (names, table, builder, error))
    return NULL;
  for (guint column = 0; column < table->n_columns; column++)
    if ((int) column != names->id && (int) column != names->patient && (int) column != names->reading &&
        !rim_cohort_values_add (&values, column, settings->rules, builder, notes, error))
      return NULL;

  return rim_cohort_builder_end (builder);
}

/**
 * rim_cohort_load_csv:
 * @path: a table in CSV with a header, as “extract --manifest” writes it, or of clinical data
 * @settings: (nullable): how it is read
 * @notes: (nullable) (element-type utf8): gets sentences about what was decided
 * @error: return location for an error, which names file, line and column
 *
 * Nothing, NA, N/A, NaN and ? are missing, and infinite numbers are made so. A column whose
 * values are all numbers has numbers, and any other one levels; one of numbers with a few
 * words among them is refused.
 *
 * Returns: (transfer full): the cohort, or %NULL
 */
RimCohort *
rim_cohort_load_csv (const char                  *path,
                     const RimCohortCsvSettings  *settings,
                     GPtrArray                   *notes,
                     GError                     **error)
{
  const RimCohortCsvSettings defaults = { NULL };
  g_autoptr(RimCsvTable) table = rim_csv_table_load (path, MAX_TABLE, error);
  g_auto(Names) names = { 0 };

  if (settings == NULL)
    settings = &defaults;
  if (table == NULL || !find_columns (&names, table, settings, error) || !read_names (&names, table, settings, error))
    return NULL;
  if (table->n_rows == 0)
    {
      g_set_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_TOO_FEW, "%s: there are no rows below the header", path);
      return NULL;
    }

  note_table (&names, table, notes);

  return build (&names, table, settings, notes, error);
}

static gboolean
has_patients (RimCohort *self)
{
  for (gsize row = 0; row < rim_cohort_get_n_rows (self); row++)
    if (strcmp (rim_cohort_get_id (self, row), rim_cohort_get_patient (self, row)) != 0)
      return TRUE;

  return FALSE;
}

/* With as few digits as say which number it is. */
static void
append_number (GString *csv,
               double   value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (text, sizeof text, "%.15g", value);
  if (g_ascii_strtod (text, NULL) != value)
    g_ascii_formatd (text, sizeof text, "%.17g", value);
  g_string_append (csv, text);
}

static void
append_value (GString         *csv,
              const RimColumn *column,
              gsize            row)
{
  const double value = column->values[row];

  g_string_append_c (csv, ',');
  if (isnan (value))
    return;

  if (column->type == RIM_COLUMN_NUMBER)
    append_number (csv, value);
  else
    rim_csv_append_field (csv, column->levels[(gsize) value]);
}

/**
 * rim_cohort_save_csv:
 * @self: a cohort
 * @path: a file that is written whole or not at all
 * @error: return location for an error
 *
 * Numbers have all digits that they need, and what is missing is empty. Patients stand in a
 * column where they are not the rows.
 *
 * Returns: whether it could be written
 */
gboolean
rim_cohort_save_csv (RimCohort   *self,
                     const char  *path,
                     GError     **error)
{
  const guint n_columns = rim_cohort_get_n_columns (self);
  const gboolean names_patients = has_patients (self);
  g_autoptr(GString) csv = g_string_new (names_patients ? "id,patient" : "id");

  for (guint c = 0; c < n_columns; c++)
    {
      g_string_append_c (csv, ',');
      rim_csv_append_field (csv, rim_cohort_get_column (self, c)->name);
    }
  for (gsize row = 0; row < rim_cohort_get_n_rows (self); row++)
    {
      g_string_append_c (csv, '\n');
      rim_csv_append_field (csv, rim_cohort_get_id (self, row));
      if (names_patients)
        {
          g_string_append_c (csv, ',');
          rim_csv_append_field (csv, rim_cohort_get_patient (self, row));
        }
      for (guint c = 0; c < n_columns; c++)
        append_value (csv, rim_cohort_get_column (self, c), row);
    }
  g_string_append_c (csv, '\n');

  return rim_file_replace_contents (path, csv->str, csv->len, error);
}
