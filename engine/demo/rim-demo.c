/* rim-demo.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-demo.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "core/rim-file.h"
#include "core/rim-parallel.h"
#include "demo/rim-demo-dicom-private.h"
#include "demo/rim-demo-rois-private.h"

#define IMAGES_PER_SCAN  (RIM_DEMO_CT_SLICES + RIM_DEMO_PET_SLICES)
#define SLICES_AT_A_TIME 8

/* One call: what to write and how far it is. */
typedef struct
{
  const char           *folder;
  const RimDemoOptions *options;
  GCancellable         *cancellable;
  const RimDemoNoise   *noise;
  guint                 n_done;
  guint                 n_total;
} Job;

/* A stretch of slices of one series, written by several threads. */
typedef struct
{
  const RimDemoAnatomy *anatomy;
  const float          *suv; /* NULL for a CT */
  const char           *folder;
  guint                 first;
  GError               *errors[SLICES_AT_A_TIME];
} Stretch;

static guint
count_scans (const RimDemoOptions *options)
{
  return options->n_scans == 0 ? RIM_DEMO_N_SCANS : MIN (options->n_scans, RIM_DEMO_N_SCANS);
}

static gboolean
is_wanted (const RimDemoOptions *options,
           const RimDemoPatient *patient)
{
  return options->patient == NULL || g_str_equal (options->patient, patient->id);
}

static void
write_slices (gsize    begin,
              gsize    end,
              gpointer data)
{
  const gsize n_pet = (gsize) RIM_DEMO_PET_SIZE * RIM_DEMO_PET_SIZE;
  Stretch *stretch = data;
  g_autofree gint16 *stored = NULL;

  if (stretch->suv == NULL)
    stored = g_new (gint16, (gsize) RIM_DEMO_CT_SIZE * RIM_DEMO_CT_SIZE);

  for (gsize i = begin; i < end; i++)
    {
      guint k = stretch->first + (guint) i;

      if (stretch->suv != NULL)
        {
          rim_demo_dicom_write_pet (stretch->anatomy, k, stretch->suv + k * n_pet,
                                    stretch->folder, &stretch->errors[i]);
          continue;
        }

      rim_demo_scanner_ct_slice (stretch->anatomy, k, stored);
      rim_demo_dicom_write_ct (stretch->anatomy, k, stored, stretch->folder, &stretch->errors[i]);
    }
}

static gboolean
take_error (Stretch *stretch,
            GError **error)
{
  gboolean good = TRUE;

  for (guint i = 0; i < SLICES_AT_A_TIME; i++)
    {
      if (stretch->errors[i] != NULL && good)
        {
          g_propagate_error (error, g_steal_pointer (&stretch->errors[i]));
          good = FALSE;
        }

      g_clear_error (&stretch->errors[i]);
    }

  return good;
}

static void
advance (Job  *job,
         guint n_more)
{
  job->n_done += n_more;
  if (job->options->progress != NULL)
    job->options->progress (job->n_done, job->n_total, job->options->data);
}

static gboolean
write_series (Job                   *job,
              const RimDemoAnatomy  *anatomy,
              const float           *suv,
              const char            *folder,
              GError               **error)
{
  guint n_slices = suv != NULL ? RIM_DEMO_PET_SLICES : RIM_DEMO_CT_SLICES;
  Stretch stretch = { anatomy, suv, folder };

  if (g_mkdir (folder, 0777) != 0)
    {
      g_set_error (error, G_IO_ERROR, (gint) g_io_error_from_errno (errno),
                   _("%s: the folder cannot be made: %s"), folder, g_strerror (errno));
      return FALSE;
    }

  for (guint k = 0; k < n_slices; k += SLICES_AT_A_TIME)
    {
      guint n = MIN (SLICES_AT_A_TIME, n_slices - k);

      if (g_cancellable_set_error_if_cancelled (job->cancellable, error))
        return FALSE;

      stretch.first = k;
      rim_parallel_for (n, 1, write_slices, &stretch);
      if (!take_error (&stretch, error))
        return FALSE;

      advance (job, n);
    }

  return TRUE;
}

/* In PET one breathes on: the diaphragm is where it is at rest. */
static gboolean
write_images (Job                   *job,
              const RimDemoAnatomy  *anatomy,
              const char            *folder,
              GError               **error)
{
  g_autoptr(RimDemoAnatomy) at_rest = rim_demo_anatomy_new (anatomy->patient, anatomy->scan, 0.0,
                                                            job->noise);
  g_autofree char *ct = g_build_filename (folder, "CT", NULL);
  g_autofree char *pet = g_build_filename (folder, "PT", NULL);
  g_autofree float *suv = NULL;

  if (!write_series (job, anatomy, NULL, ct, error))
    return FALSE;

  suv = rim_demo_scanner_pet (at_rest);

  return write_series (job, at_rest, suv, pet, error);
}

static gboolean
fill_scan (Job                   *job,
           const RimDemoPatient  *patient,
           const RimDemoScan     *scan,
           const char            *folder,
           GError               **error)
{
  g_autoptr(RimDemoAnatomy) anatomy = rim_demo_anatomy_new (patient, scan, scan->breath, job->noise);
  g_autofree char *structures = g_build_filename (folder, "RTSTRUCT.dcm", NULL);

  return write_images (job, anatomy, folder, error) &&
         rim_demo_rois_write (anatomy, structures, error);
}

static void
remove_folder (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        remove_folder (path);
      else
        g_unlink (path);
    }

  g_rmdir (folder);
}

static gboolean
move_into_place (const char  *from,
                 const char  *to,
                 GError     **error)
{
  if (g_rename (from, to) == 0)
    return TRUE;

  g_set_error (error, G_IO_ERROR, (gint) g_io_error_from_errno (errno),
               _("%s: the folder cannot be put into place: %s"), to, g_strerror (errno));
  return FALSE;
}

/* A time point is written beside its place and moved there whole, so that one
 * that is there is complete and need not be written again.
 */
static gboolean
write_scan (Job                   *job,
            const RimDemoPatient  *patient,
            const RimDemoScan     *scan,
            const char            *place,
            GError               **error)
{
  g_autofree char *pattern = g_strconcat (place, ".XXXXXX", NULL);
  gboolean good;

  if (g_mkdtemp_full (pattern, 0777) == NULL)
    {
      g_set_error (error, G_IO_ERROR, (gint) g_io_error_from_errno (errno),
                   _("%s: the folder cannot be made: %s"), place, g_strerror (errno));
      return FALSE;
    }

  good = fill_scan (job, patient, scan, pattern, error) && move_into_place (pattern, place, error);
  if (!good)
    remove_folder (pattern);

  return good;
}

static gboolean
write_patient (Job                   *job,
               const RimDemoPatient  *patient,
               GError               **error)
{
  g_autofree char *folder = g_build_filename (job->folder, patient->id, NULL);
  g_autofree char *sidecar = g_build_filename (folder, "clinical.json", NULL);
  g_autofree char *clinical = rim_demo_story_dup_clinical (patient);

  if (g_mkdir_with_parents (folder, 0777) != 0)
    {
      g_set_error (error, G_IO_ERROR, (gint) g_io_error_from_errno (errno),
                   _("%s: the folder cannot be made: %s"), folder, g_strerror (errno));
      return FALSE;
    }

  if (!rim_file_replace_contents (sidecar, clinical, strlen (clinical), error))
    return FALSE;

  for (guint i = 0; i < count_scans (job->options); i++)
    {
      const RimDemoScan *scan = &patient->scans[i];
      g_autofree char *place = g_build_filename (folder, scan->date, NULL);

      if (g_file_test (place, G_FILE_TEST_IS_DIR))
        advance (job, IMAGES_PER_SCAN);
      else if (!write_scan (job, patient, scan, place, error))
        return FALSE;

      if (job->options->ready != NULL)
        job->options->ready (place, job->options->data);
    }

  return TRUE;
}

/**
 * rim_demo_get_n_patients:
 *
 * Returns: how many synthetic patients there are
 */
guint
rim_demo_get_n_patients (void)
{
  return rim_demo_story_get_n_patients ();
}

/**
 * rim_demo_get_patient_id:
 * @index: which one
 *
 * Returns: its Patient ID, which is also the name of its folder
 */
const char *
rim_demo_get_patient_id (guint index)
{
  g_return_val_if_fail (index < rim_demo_story_get_n_patients (), NULL);

  return rim_demo_story_get_patient (index)->id;
}

/**
 * rim_demo_write_some:
 * @folder: where to; made if it is not there
 * @options: what to write
 * @cancellable: (nullable): a cancellable
 * @error: where to put an error
 *
 * Writes synthetic patients as rim_demo_write() does, but only the wanted ones.
 * A time point that is there already is left as it is, so that a call continues
 * what one before it did not finish.
 *
 * Returns: whether all that was wanted is there
 */
gboolean
rim_demo_write_some (const char            *folder,
                     const RimDemoOptions  *options,
                     GCancellable          *cancellable,
                     GError               **error)
{
  g_autoptr(RimDemoNoise) noise = NULL;
  Job job = { folder, options, cancellable };

  g_return_val_if_fail (folder != NULL && options != NULL, FALSE);

  for (guint i = 0; i < rim_demo_story_get_n_patients (); i++)
    if (is_wanted (options, rim_demo_story_get_patient (i)))
      job.n_total += count_scans (options) * IMAGES_PER_SCAN;

  if (job.n_total == 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                   _("There is no synthetic patient “%s”"), options->patient);
      return FALSE;
    }

  job.noise = noise = rim_demo_noise_new (RIM_DEMO_NOISE_SEED);
  for (guint i = 0; i < rim_demo_story_get_n_patients (); i++)
    if (is_wanted (options, rim_demo_story_get_patient (i)) &&
        !write_patient (&job, rim_demo_story_get_patient (i), error))
      return FALSE;

  return TRUE;
}

/**
 * rim_demo_write:
 * @folder: where to; made if it is not there
 * @progress: (nullable): told how far it is
 * @data: for @progress
 * @cancellable: (nullable): a cancellable
 * @error: where to put an error
 *
 * Writes three synthetic patients with four time points each: CT, PET in Bq/ml
 * and a structure set as DICOM in @folder/PATIENT/DATE, clinical data as JSON
 * in @folder/PATIENT/clinical.json. The bytes are the same at every call,
 * whatever the number of threads. What is put into place is complete.
 *
 * Returns: whether all of it is there
 */
gboolean
rim_demo_write (const char       *folder,
                RimDemoProgress   progress,
                gpointer          data,
                GCancellable     *cancellable,
                GError          **error)
{
  RimDemoOptions options = { .progress = progress, .data = data };

  return rim_demo_write_some (folder, &options, cancellable, error);
}
