/* cli-manifest.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cli-manifest.h"

#include "cli-csv.h"
#include "core/rim-file.h"

#define MAX_MANIFEST (64 * 1024 * 1024)

typedef enum
{
  COLUMN_IMAGE,
  COLUMN_MASK,
  COLUMN_ID,
  COLUMN_STUDY,
  COLUMN_SERIES,
  COLUMN_ROI,
  COLUMN_PET,
  COLUMN_PET_SERIES,
  N_COLUMNS,
} Column;

static const char *const names[N_COLUMNS] = { "image", "mask", "id", "study", "series", "roi", "pet", "pet_series" };

typedef struct
{
  const char *path;
  gboolean    needs_ct;
  gboolean    needs_pet;
  int         columns[N_COLUMNS];
  GPtrArray  *cases;
  GHashTable *ids;
} Manifest;

static void
case_free (gpointer data)
{
  CliManifestCase *self = data;

  g_free (self->id);
  g_free (self->image);
  g_free (self->series);
  g_free (self->mask);
  g_free (self->roi);
  g_free (self->pet);
  g_free (self->pet_series);
  g_free (self->failure);
  g_free (self);
}

/* Columns */

static int
find_column (const CliCsvRow *header,
             const char      *name)
{
  for (guint i = 0; i < header->n; i++)
    if (g_ascii_strcasecmp (g_strstrip (header->fields[i]), name) == 0)
      return (int) i;

  return -1;
}

/* A study holds image and mask where these have no column. */
static gboolean
find_columns (Manifest   *self,
              GPtrArray  *rows,
              GError    **error)
{
  const CliCsvRow *header = rows->len > 0 ? g_ptr_array_index (rows, 0) : NULL;

  for (guint c = 0; c < N_COLUMNS; c++)
    self->columns[c] = header != NULL ? find_column (header, names[c]) : -1;
  for (guint c = COLUMN_IMAGE; c <= COLUMN_ID; c++)
    if (self->columns[c] < 0 && (c == COLUMN_ID || self->columns[COLUMN_STUDY] < 0))
      {
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s:1: there is no column “%s”", self->path,
                     names[c]);
        return FALSE;
      }

  return TRUE;
}

/* Returns: (nullable): what stands there */
static const char *
get_field (const Manifest  *self,
           const CliCsvRow *row,
           Column           column)
{
  const int at = self->columns[column];

  return at >= 0 && (guint) at < row->n && *row->fields[at] != '\0' ? row->fields[at] : NULL;
}

/* Cases */

static gboolean
fail_line (const Manifest   *self,
           const CliCsvRow  *row,
           const char       *reason,
           GError          **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s:%u: %s", self->path, row->line, reason);

  return FALSE;
}

/* What a study is asked for has a modality, unless the line says which series. */
static void
take_files (const Manifest  *self,
            const CliCsvRow *row,
            CliManifestCase *one)
{
  const char *study = get_field (self, row, COLUMN_STUDY);
  const char *image = get_field (self, row, COLUMN_IMAGE);
  const char *mask = get_field (self, row, COLUMN_MASK);
  const char *pet = get_field (self, row, COLUMN_PET);
  const char *series = get_field (self, row, COLUMN_SERIES);
  const char *pet_series = get_field (self, row, COLUMN_PET_SERIES);

  if (image == NULL && series == NULL)
    series = self->needs_ct ? "CT" : "PT";
  if (pet == NULL && study != NULL && self->needs_ct && self->needs_pet)
    {
      pet = study;
      pet_series = pet_series != NULL ? pet_series : "PT";
    }

  one->image = cli_csv_resolve (self->path, image != NULL ? image : study);
  one->mask = cli_csv_resolve (self->path, mask != NULL ? mask : study);
  one->pet = cli_csv_resolve (self->path, pet);
  one->series = g_strdup (series);
  one->pet_series = g_strdup (pet_series);
  one->roi = g_strdup (get_field (self, row, COLUMN_ROI));
}

static gboolean
add_case (Manifest         *self,
          const CliCsvRow  *row,
          GError          **error)
{
  const char *id = get_field (self, row, COLUMN_ID);
  CliManifestCase *one;

  if (id == NULL || (get_field (self, row, COLUMN_STUDY) == NULL &&
                     (get_field (self, row, COLUMN_IMAGE) == NULL || get_field (self, row, COLUMN_MASK) == NULL)))
    return fail_line (self, row, "image, mask or id is empty", error);
  if (!g_utf8_validate (id, -1, NULL))
    return fail_line (self, row, "the id is no UTF-8", error);
  if (g_hash_table_contains (self->ids, id))
    return fail_line (self, row, "the id is there already", error);

  one = g_new0 (CliManifestCase, 1);
  one->id = g_strdup (id);
  take_files (self, row, one);
  g_hash_table_add (self->ids, one->id);
  g_ptr_array_add (self->cases, one);

  return TRUE;
}

/**
 * cli_manifest_load:
 * @path: a table of cases (CSV)
 * @needs_ct: whether a CT is wanted of a study
 * @needs_pet: whether a PET is
 * @error: where to put an error, which names the line
 *
 * Reads which files are of which case. Either image and mask, and perhaps pet, are
 * named, or a study: a folder of DICOM in which they are found by modality.
 *
 * Returns: (transfer full) (element-type CliManifestCase): at least one case
 */
GPtrArray *
cli_manifest_load (const char  *path,
                   gboolean     needs_ct,
                   gboolean     needs_pet,
                   GError     **error)
{
  g_autoptr(GBytes) bytes = rim_file_read (path, MAX_MANIFEST, error);
  g_autoptr(GPtrArray) cases = g_ptr_array_new_with_free_func (case_free);
  g_autoptr(GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) rows = NULL;
  g_autofree char *text = NULL;
  Manifest self = { .path = path, .needs_ct = needs_ct, .needs_pet = needs_pet, .cases = cases, .ids = ids };

  if (bytes == NULL)
    return NULL;

  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  rows = cli_csv_parse (text);
  if (!find_columns (&self, rows, error))
    return NULL;

  for (guint i = 1; i < rows->len; i++)
    if (!add_case (&self, g_ptr_array_index (rows, i), error))
      return NULL;
  if (cases->len > 0)
    return g_steal_pointer (&cases);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s: there are no cases", path);

  return NULL;
}

/* Returns: what features are to be computed of, as long as @self is there */
CliExtract
cli_manifest_case_get_extract (const CliManifestCase *self,
                               const char            *units)
{
  return (CliExtract) { self->image, self->series, units, self->mask, self->roi, self->pet, self->pet_series };
}
