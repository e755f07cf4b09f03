/* rim-dicom-scan.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dicom/rim-series.h"

#include <glib/gi18n-lib.h>
#include <pthread.h>

#include "core/rim-parallel.h"
#include "dicom/rim-series-private.h"

#define REPORT_INTERVAL 100000

typedef struct
{
  GPtrArray          *files;
  RimDicomHeader    **headers;
  char              **reasons;
  RimProgressReport  *report;
  GCancellable       *cancellable;
  guint               n_done;        /* atomic */
} Reading;

/* Whether now is the time for a report, and nobody else's. */
static gboolean
is_time (RimProgressReport *self)
{
  gint64 now = g_get_monotonic_time ();
  gint64 last = __atomic_load_n (&self->last, __ATOMIC_RELAXED);

  return now - last >= REPORT_INTERVAL &&
         __atomic_compare_exchange_n (&self->last, &last, now, FALSE,
                                      __ATOMIC_RELAXED, __ATOMIC_RELAXED);
}

void
rim_progress_report (RimProgressReport *self,
                     guint              n_done,
                     guint              n_found)
{
  if (self->func != NULL && is_time (self))
    self->func (n_done, n_found, self->data);
}

static void
read_some (gsize    begin,
           gsize    end,
           gpointer data)
{
  Reading *reading = data;

  for (gsize i = begin; i < end; i++)
    {
      g_autoptr(GError) error = NULL;
      guint n_done;

      if (g_cancellable_is_cancelled (reading->cancellable))
        return;

      reading->headers[i] = rim_dicom_header_read (reading->files->pdata[i], &error);
      if (error != NULL)
        reading->reasons[i] = g_strdup (error->message);

      n_done = __atomic_add_fetch (&reading->n_done, 1, __ATOMIC_RELAXED);
      rim_progress_report (reading->report, n_done, reading->files->len);
    }
}

static GPtrArray *
collect (Reading   *reading,
         GPtrArray *refused)
{
  GPtrArray *headers = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_dicom_header_unref);

  for (guint i = 0; i < reading->files->len; i++)
    {
      if (reading->headers[i] != NULL)
        g_ptr_array_add (headers, reading->headers[i]);

      if (refused != NULL && reading->reasons[i] != NULL)
        g_ptr_array_add (refused, g_steal_pointer (&reading->reasons[i]));

      g_free (reading->reasons[i]);
    }

  return headers;
}

/**
 * rim_dicom_read_headers:
 * @files: (element-type filename): files of any kind
 * @refused: (nullable) (element-type utf8): gets one line for each file that is
 *   no DICOM or is damaged; it names the file and the reason
 * @progress: (nullable): told how far it is
 * @data: for @progress
 * @cancellable: (nullable): a cancellable
 * @error: where to put an error
 *
 * Reads the headers of many files on all processors. The order of the result is
 * that of @files.
 *
 * Returns: (transfer full) (nullable) (element-type RimDicomHeader): the headers,
 *   or %NULL when cancelled
 */
GPtrArray *
rim_dicom_read_headers (GPtrArray        *files,
                        GPtrArray        *refused,
                        RimScanProgress   progress,
                        gpointer          data,
                        GCancellable     *cancellable,
                        GError          **error)
{
  RimProgressReport report = { .func = progress, .data = data };
  g_autofree RimDicomHeader **headers = NULL;
  g_autofree char **reasons = NULL;
  g_autoptr(GPtrArray) result = NULL;
  Reading reading;

  g_return_val_if_fail (files != NULL, NULL);

  headers = g_new0 (RimDicomHeader *, files->len);
  reasons = g_new0 (char *, files->len);
  reading = (Reading) { files, headers, reasons, &report, cancellable, 0 };
  rim_parallel_for (files->len, 4, read_some, &reading);
  result = collect (&reading, refused);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  if (progress != NULL)
    progress (files->len, files->len, data);

  return g_steal_pointer (&result);
}

/**
 * rim_dicom_scan:
 * @paths: (array zero-terminated=1): files, folders and DICOMDIRs
 * @refused: (nullable) (element-type utf8): as in rim_dicom_read_headers()
 * @progress: (nullable): told how far it is
 * @data: for @progress
 * @cancellable: (nullable): a cancellable
 * @error: where to put an error
 *
 * Finds, reads and groups: rim_dicom_find_files(), rim_dicom_read_headers() and
 * rim_dicom_group() in one call.
 *
 * Returns: (transfer full) (nullable) (element-type RimSeries): the series
 */
GPtrArray *
rim_dicom_scan (const char *const  *paths,
                GPtrArray          *refused,
                RimScanProgress     progress,
                gpointer            data,
                GCancellable       *cancellable,
                GError            **error)
{
  g_autoptr(GPtrArray) files = rim_dicom_find_files (paths, progress, data, cancellable, error);
  g_autoptr(GPtrArray) headers = NULL;

  if (files == NULL)
    return NULL;

  headers = rim_dicom_read_headers (files, refused, progress, data, cancellable, error);

  return headers != NULL ? rim_dicom_group (headers) : NULL;
}
