/* cli-cohort.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <pthread.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "cli-csv.h"
#include "cli-extract.h"
#include "cli-sheet.h"
#include "core/rim-file.h"
#include "core/rim-parallel.h"

#define MAX_MANIFEST (64 * 1024 * 1024)
#define BAR_WIDTH    30

typedef struct
{
  char  *id;
  char  *image;
  char  *mask;
  char  *roi;
  char  *failure;
} Case;

typedef struct
{
  const CliCohort *cohort;
  CliSheet        *sheet;
  GPtrArray       *cases;        /* of Case */
  GPtrArray       *pending;      /* of Case, not owned */
  guint            n_ended;
  gboolean         shows_bar;
  GError          *error;        /* of writing, which ends the run */
  pthread_mutex_t  lock;
} Run;

static void
case_free (gpointer data)
{
  Case *self = data;

  g_free (self->id);
  g_free (self->image);
  g_free (self->mask);
  g_free (self->roi);
  g_free (self->failure);
  g_free (self);
}

/**
 * cli_cohort_get_path:
 * @out: the table of features
 * @suffix: ".failures.csv"
 *
 * Returns: (transfer full): the path of a file that stands beside it
 */
char *
cli_cohort_get_path (const char *out,
                     const char *suffix)
{
  const gsize length = strlen (out) - (g_str_has_suffix (out, ".csv") ? strlen (".csv") : 0);

  return g_strdup_printf ("%.*s%s", (int) length, out, suffix);
}

/* The manifest */

static int
find_column (const CliCsvRow *header,
             const char      *name)
{
  for (guint i = 0; i < header->n; i++)
    if (g_ascii_strcasecmp (g_strstrip (header->fields[i]), name) == 0)
      return (int) i;

  return -1;
}

static const char *
get_field (const CliCsvRow *row,
           int              column)
{
  return column >= 0 && (guint) column < row->n ? row->fields[column] : "";
}

/* Beside the manifest or, where nothing is there, as any path. */
static char *
resolve (const char *manifest,
         const char *path)
{
  g_autofree char *folder = g_path_get_dirname (manifest);
  g_autofree char *beside = NULL;

  if (g_path_is_absolute (path))
    return g_strdup (path);

  beside = g_build_filename (folder, path, NULL);

  return g_file_test (beside, G_FILE_TEST_EXISTS) ? g_steal_pointer (&beside) : g_strdup (path);
}

static gboolean
fail_line (const char       *manifest,
           const CliCsvRow  *row,
           const char       *reason,
           GError          **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s:%u: %s", manifest, row->line, reason);

  return FALSE;
}

static gboolean
add_case (GPtrArray        *cases,
          GHashTable       *ids,
          const char       *manifest,
          const CliCsvRow  *row,
          const int         columns[4],
          GError          **error)
{
  const char *id = get_field (row, columns[2]);
  const char *roi = get_field (row, columns[3]);
  Case *self;

  if (*id == '\0' || *get_field (row, columns[0]) == '\0' || *get_field (row, columns[1]) == '\0')
    return fail_line (manifest, row, "image, mask or id is empty", error);
  if (!g_utf8_validate (id, -1, NULL))
    return fail_line (manifest, row, "the id is no UTF-8", error);
  if (g_hash_table_contains (ids, id))
    return fail_line (manifest, row, "the id is there already", error);

  self = g_new0 (Case, 1);
  self->id = g_strdup (id);
  self->image = resolve (manifest, get_field (row, columns[0]));
  self->mask = resolve (manifest, get_field (row, columns[1]));
  self->roi = *roi != '\0' ? g_strdup (roi) : NULL;
  g_hash_table_add (ids, self->id);
  g_ptr_array_add (cases, self);

  return TRUE;
}

static GPtrArray *
load_manifest (const char  *path,
               GError     **error)
{
  static const char *const names[] = { "image", "mask", "id", "roi" };
  g_autoptr(GBytes) bytes = rim_file_read (path, MAX_MANIFEST, error);
  g_autoptr(GPtrArray) cases = g_ptr_array_new_with_free_func (case_free);
  g_autoptr(GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) rows = NULL;
  g_autofree char *text = NULL;
  int columns[4];

  if (bytes == NULL)
    return NULL;

  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  rows = cli_csv_parse (text);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      columns[i] = rows->len > 0 ? find_column (g_ptr_array_index (rows, 0), names[i]) : -1;
      if (columns[i] < 0 && i < 3)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s:1: there is no column “%s”", path,
                       names[i]);
          return NULL;
        }
    }

  for (guint i = 1; i < rows->len; i++)
    if (!add_case (cases, ids, path, g_ptr_array_index (rows, i), columns, error))
      return NULL;
  if (cases->len > 0)
    return g_steal_pointer (&cases);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s: there are no cases", path);

  return NULL;
}

/* Progress */

static void
show_bar (Run        *self,
          const char *id)
{
  const guint n = self->cases->len;
  const guint filled = BAR_WIDTH * self->n_ended / n;
  char bar[BAR_WIDTH + 1];

  if (!self->shows_bar)
    return;

  memset (bar, ' ', BAR_WIDTH);
  memset (bar, '#', filled);
  bar[BAR_WIDTH] = '\0';
  g_printerr ("\r[%s] %u/%u %.40s\033[K%s", bar, self->n_ended, n, id, self->n_ended == n ? "\n" : "");
}

/* Failures are written whole each time, so that the list is right whenever the
 * run is stopped.
 */
static gboolean
write_failures (Run     *self,
                GError **error)
{
  g_autofree char *path = cli_cohort_get_path (self->cohort->out, ".failures.csv");
  g_autoptr(GString) csv = g_string_new ("id,error\n");
  gboolean any = FALSE;

  for (guint i = 0; i < self->cases->len; i++)
    {
      const Case *one = g_ptr_array_index (self->cases, i);

      if (one->failure == NULL)
        continue;
      cli_csv_append_field (csv, one->id);
      g_string_append_c (csv, ',');
      cli_csv_append_field (csv, one->failure);
      g_string_append_c (csv, '\n');
      any = TRUE;
    }

  if (any)
    return rim_file_replace_contents (path, csv->str, csv->len, error);

  unlink (path);

  return TRUE;
}

/* Running */

static void
end_case (Run             *self,
          Case            *one,
          RimFeatureTable *table,
          const GError    *failure)
{
  pthread_mutex_lock (&self->lock);

  if (table == NULL)
    one->failure = g_strdelimit (g_strdup (failure->message), "\r\n", ' ');
  if (self->error == NULL && (table != NULL ? !cli_sheet_add (self->sheet, one->id, table, &self->error)
                                            : !write_failures (self, &self->error)))
    g_assert (self->error != NULL);
  self->n_ended++;
  show_bar (self, one->id);

  pthread_mutex_unlock (&self->lock);
}

static gboolean
has_stopped (Run *self)
{
  gboolean stopped;

  pthread_mutex_lock (&self->lock);
  stopped = self->error != NULL;
  pthread_mutex_unlock (&self->lock);

  return stopped;
}

static void
run_cases (gsize    begin,
           gsize    end,
           gpointer data)
{
  Run *self = data;

  for (gsize i = begin; i < end && !has_stopped (self); i++)
    {
      Case *one = g_ptr_array_index (self->pending, i);
      const CliExtract extract = { one->image, NULL, self->cohort->units, one->mask, one->roi };
      g_autoptr(GError) failure = NULL;
      g_autoptr(RimFeatureTable) table = cli_extract_run (&extract, self->cohort->settings, &failure);

      end_case (self, one, table, failure);
    }
}

/* One case has all processors for itself; of many each has one. */
static void
run_pending (Run *self)
{
  show_bar (self, "");
  if (self->pending->len == 1)
    run_cases (0, 1, self);
  else
    rim_parallel_for (self->pending->len, 1, run_cases, self);
}

static void
find_pending (Run *self)
{
  for (guint i = 0; i < self->cases->len; i++)
    {
      Case *one = g_ptr_array_index (self->cases, i);

      if (!cli_sheet_has (self->sheet, one->id))
        g_ptr_array_add (self->pending, one);
    }
  self->n_ended = self->cases->len - self->pending->len;
}

static gboolean
finish (Run              *self,
        CliCohortResult  *result,
        GError          **error)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new ();

  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }

  *result = (CliCohortResult) { .n_cases = self->cases->len, .n_kept = self->cases->len - self->pending->len };
  for (guint i = 0; i < self->cases->len; i++)
    {
      const Case *one = g_ptr_array_index (self->cases, i);

      result->n_failed += one->failure != NULL;
      g_ptr_array_add (ids, one->id);
    }
  result->n_done = self->pending->len - result->n_failed;

  return cli_sheet_finish (self->sheet, ids, error) && write_failures (self, error);
}

/**
 * cli_cohort_run:
 * @self: a cohort
 * @result: (out): how many cases came to what
 * @error: where to put an error
 *
 * Extracts the features of every case that the table does not have yet. A case
 * that fails is listed and the others go on.
 *
 * Returns: whether the table could be written
 */
gboolean
cli_cohort_run (const CliCohort  *self,
                CliCohortResult  *result,
                GError          **error)
{
  g_autoptr(GPtrArray) cases = load_manifest (self->manifest, error);
  g_autoptr(GPtrArray) pending = g_ptr_array_new ();
  Run run = { .cohort = self, .cases = cases, .pending = pending };
  gboolean done;

  if (cases == NULL)
    return FALSE;

  run.sheet = cli_sheet_open (self->out, self->settings, error);
  if (run.sheet == NULL)
    return FALSE;

  pthread_mutex_init (&run.lock, NULL);
  run.shows_bar = !self->is_quiet && isatty (STDERR_FILENO);
  find_pending (&run);
  run_pending (&run);
  done = finish (&run, result, error);
  pthread_mutex_destroy (&run.lock);
  cli_sheet_close (run.sheet);

  return done;
}
