/* bench-extract.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <math.h>

#include "bench-lesion.h"
#include "bench.h"
#include "feature/rim-extract-study.h"
#include "filter/rim-log.h"
#include "format/rim-image.h"

/* Features of a lesion of about 100,000 voxels in memory: a public CT where
 * RIMLIGHT_TEST_DATA says it is, else one of its size that is made up.
 */
#define PATIENT   "STS_001"
#define PET_IMAGE "data/sts/STS_001/nifti/PET_image.nii.gz"

/* @tenth has a lesion of a tenth of the voxels. */
typedef struct _Extraction Extraction;

struct _Extraction
{
  RimVolume   *image;
  RimVolume   *pet;
  RimMask     *mask;
  RimMask     *dab;
  RimSettings *settings;
  Extraction  *tenth;
  char        *folder;
  guint        n_edits;
  double       sum;
};

static RimVolume *
read_public (const char *name)
{
  const char *root = g_getenv ("RIMLIGHT_TEST_DATA");
  g_autofree char *path = g_build_filename (root != NULL ? root : "../shared", name, NULL);

  return rim_image_read (path, NULL);
}

static void
finish (gpointer data)
{
  Extraction *self = data;

  if (self->tenth != NULL)
    finish (self->tenth);
  if (self->folder != NULL)
    bench_remove_folder (self->folder);
  g_clear_pointer (&self->image, rim_volume_unref);
  g_clear_pointer (&self->pet, rim_volume_unref);
  g_clear_pointer (&self->mask, rim_mask_unref);
  g_clear_pointer (&self->dab, rim_mask_unref);
  g_clear_pointer (&self->settings, rim_settings_unref);
  g_free (self->folder);
  g_free (self);
}

static gpointer
prepare (const char  *recipe,
         GError     **error)
{
  g_autoptr(RimSettings) settings = rim_settings_load (recipe, error);
  Extraction *self;

  if (settings == NULL)
    return NULL;

  self = g_new0 (Extraction, 1);
  if (!bench_lesion_load (PATIENT, &self->image, &self->mask))
    bench_lesion_make (1e5, &self->image, &self->mask);
  self->settings = rim_settings_with_diagnostics (settings, FALSE);

  return self;
}

static gpointer
prepare_107 (GError **error)
{
  return prepare ("pyradiomics-default", error);
}

static gpointer
prepare_2060 (GError **error)
{
  return prepare ("pyradiomics-2060", error);
}

static Extraction *
new_synthetic (double n_voxels)
{
  g_autoptr(RimSettings) settings = rim_settings_load ("pyradiomics-default", NULL);
  Extraction *self = g_new0 (Extraction, 1);

  bench_lesion_make (n_voxels, &self->image, &self->mask);
  self->settings = rim_settings_with_diagnostics (settings, FALSE);

  return self;
}

static gpointer
prepare_of (double n_voxels)
{
  Extraction *self = new_synthetic (n_voxels);

  self->tenth = new_synthetic (n_voxels / 10.0);

  return self;
}

static gpointer
prepare_10k (GError **error)
{
  return prepare_of (1e4);
}

static gpointer
prepare_100k (GError **error)
{
  return prepare_of (1e5);
}

static gpointer
prepare_1m (GError **error)
{
  return prepare_of (1e6);
}

static gpointer
prepare_750k (GError **error)
{
  return new_synthetic (7.5e5);
}

/* A dab of the brush at the border, which goes in and out by turns. */
static gpointer
prepare_edit (GError **error)
{
  Extraction *self = new_synthetic (1e5);
  const RimGrid *grid = rim_mask_get_grid (self->mask);
  g_autofree guint8 *voxels = g_malloc0 (rim_grid_get_n_voxels (grid));
  RimBox bounds;

  rim_mask_get_bounds (self->mask, &bounds);
  for (guint j = grid->size[1] / 2; j < grid->size[1] / 2 + 9; j++)
    for (guint i = bounds.max[0] - 4; i < bounds.max[0] + 4; i++)
      voxels[((gsize) (grid->size[2] / 2) * grid->size[1] + j) * grid->size[0] + i] = 1;
  self->dab = rim_mask_new_from_bytes (grid, voxels);

  return self;
}

/* The PET stands in for itself where there is no public one. */
static gpointer
prepare_comb (GError **error)
{
  Extraction *self = prepare ("comb-2060", error);

  if (self == NULL)
    return NULL;

  self->pet = read_public (PET_IMAGE);
  if (self->pet == NULL)
    self->pet = rim_volume_ref (self->image);

  return self;
}

static gpointer
prepare_process (GError **error)
{
  Extraction *self = prepare ("pyradiomics-2060", error);
  g_autoptr(GPtrArray) rois = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_roi_free);
  g_autofree char *image = NULL;
  g_autofree char *mask = NULL;
  RimRoi *roi;

  if (self == NULL)
    return NULL;

  self->folder = g_dir_make_tmp ("rimlight-bench-XXXXXX", error);
  roi = rim_roi_new ();
  roi->number = 1;
  roi->mask = rim_mask_ref (self->mask);
  g_ptr_array_add (rois, roi);
  if (self->folder != NULL)
    {
      image = g_build_filename (self->folder, "image.nii.gz", NULL);
      mask = g_build_filename (self->folder, "mask.nii.gz", NULL);
      if (rim_image_write (image, self->image, error) && rim_image_write_labels (mask, rois, error))
        return self;
    }

  finish (self);

  return NULL;
}

/* As many voxels as the CT has that ITK's time is of. */
static gpointer
prepare_log (GError **error)
{
  Extraction *self = g_new0 (Extraction, 1);
  RimGrid grid = { { 173, 183, 85 } };

  rim_affine_init_identity (&grid.to_patient);
  grid.to_patient.m[0][0] = 0.98;
  grid.to_patient.m[1][1] = 0.98;
  grid.to_patient.m[2][2] = 3.27;
  self->image = rim_volume_new (&grid, RIM_VOXEL_FLOAT, NULL);
  for (guint k = 0; k < grid.size[2]; k++)
    {
      float *slice = rim_volume_get_slice_for_writing (self->image, k);

      for (guint j = 0; j < grid.size[1]; j++)
        for (guint i = 0; i < grid.size[0]; i++)
          *slice++ = bench_lesion_get_value (i, j, k, 1.0);
    }
  rim_volume_publish_all (self->image);

  return self;
}

static gboolean
run (gpointer   data,
     double    *seconds,
     GError   **error)
{
  Extraction *self = data;
  const double start = bench_now ();
  g_autoptr(RimFeatureTable) table = rim_extract (self->image, self->mask, self->settings, NULL, NULL, NULL, error);

  *seconds = bench_now () - start;

  return table != NULL;
}

static gboolean
run_tenth (gpointer   data,
           double    *seconds,
           GError   **error)
{
  return run (((Extraction *) data)->tenth, seconds, error);
}

static gboolean
run_edit (gpointer   data,
          double    *seconds,
          GError   **error)
{
  Extraction *self = data;
  const double start = bench_now ();
  g_autoptr(RimMask) edited = rim_mask_combine (self->mask, self->dab,
                                                self->n_edits++ % 2 == 0 ? RIM_MASK_UNION : RIM_MASK_SUBTRACT);
  g_autoptr(RimFeatureTable) table = rim_extract (self->image, edited, self->settings, NULL, NULL, NULL, error);

  *seconds = bench_now () - start;

  return table != NULL;
}

static gboolean
run_comb (gpointer   data,
          double    *seconds,
          GError   **error)
{
  Extraction *self = data;
  const double start = bench_now ();
  g_autoptr(GPtrArray) tables = rim_extract_study (self->image, self->pet, self->mask, self->settings, NULL, NULL,
                                                   NULL, NULL, error);

  *seconds = bench_now () - start;

  return tables != NULL;
}

static gboolean
run_process (gpointer   data,
             double    *seconds,
             GError   **error)
{
  Extraction *self = data;
  const char *arguments[] = {
    "/proc/self/exe", "extract", "--image", "image.nii.gz", "--mask", "mask.nii.gz", "--settings",
    "pyradiomics-2060", "out.csv", NULL,
  };
  g_autofree char *program = g_file_read_link (arguments[0], error);
  const double start = bench_now ();
  int status;

  arguments[0] = program;
  if (program == NULL ||
      !g_spawn_sync (self->folder, (char **) arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status, error) ||
      !g_spawn_check_wait_status (status, error))
    return FALSE;

  *seconds = bench_now () - start;

  return TRUE;
}

static gboolean
take_field (const char  *name,
            RimField    *field,
            gpointer     data,
            GError     **error)
{
  Extraction *self = data;

  self->sum += field->values[0];
  rim_field_unref (field);

  return TRUE;
}

static gboolean
run_log (gpointer   data,
         double    *seconds,
         GError   **error)
{
  Extraction *self = data;
  const guint *size = rim_volume_get_grid (self->image)->size;
  const RimBox box = { { 0, 0, 0 }, { size[0], size[1], size[2] } };
  const RimLogSettings settings = {
    5, { { 1.0, FALSE }, { 2.0, FALSE }, { 3.0, FALSE }, { 4.0, FALSE }, { 5.0, FALSE } }
  };
  const double start = bench_now ();
  const gboolean done = rim_filter_log (self->image, &box, &settings, take_field, self, NULL, error);

  *seconds = bench_now () - start;

  return done;
}

static gboolean
read_image (gpointer   data,
            double    *seconds,
            GError   **error)
{
  Extraction *self = data;
  const guint *size = rim_volume_get_grid (self->image)->size;
  g_autofree double *row = g_new (double, size[0]);
  const double start = bench_now ();

  for (guint k = 0; k < size[2]; k++)
    for (guint j = 0; j < size[1]; j++)
      {
        rim_volume_read_row (self->image, 0, j, k, size[0], row);
        self->sum += row[size[0] / 2];
      }
  *seconds = bench_now () - start;

  return TRUE;
}

const Bench bench_extract_107 = {
  "extract-107",
  "the 107 features of PyRadiomics of a lesion of about 100,000 voxels, in memory",
  "reading every value of the image once",
  prepare_107, run, read_image, finish,
};

const Bench bench_extract_2060 = {
  "extract-2060",
  "the 2060 features of PyRadiomics of the same, 21 filtered images",
  "reading every value of the image once",
  prepare_2060, run, read_image, finish,
};

const Bench bench_extract_process = {
  "extract-process",
  "rimlightctl extract of the same 2060 features, from two NIfTI files to a CSV, the whole process",
  "reading every value of the image once",
  prepare_process, run_process, read_image, finish,
};

const Bench bench_extract_24720 = {
  "extract-24720",
  "the 24,720 features of the recipe comb-2060 of the same lesion, 3 images and 4 VOIs, in memory",
  "reading every value of the CT once",
  prepare_comb, run_comb, read_image, finish,
};

const Bench bench_extract_edit = {
  "extract-edit",
  "a dab on a lesion of 100,000 voxels, to the new table of 107 features",
  "reading every value of the image once",
  prepare_edit, run_edit, read_image, finish,
};

const Bench bench_extract_10k = {
  "extract-10k",
  "107 features of 10,000 voxels, in memory",
  "those of 1,000",
  prepare_10k, run, run_tenth, finish,
};

const Bench bench_extract_100k = {
  "extract-100k",
  "107 features of 100,000 voxels, in memory",
  "those of 10,000",
  prepare_100k, run, run_tenth, finish,
};

const Bench bench_extract_750k = {
  "extract-750k",
  "107 features of 750,000 voxels, in memory",
  "reading every value of the image once",
  prepare_750k, run, read_image, finish,
};

const Bench bench_extract_1m = {
  "extract-1m",
  "107 features of 1,000,000 voxels, in memory",
  "those of 100,000",
  prepare_1m, run, run_tenth, finish,
};

const Bench bench_log = {
  "log-5",
  "an image of 173 × 183 × 85 through Laplacians of 5 Gaussians",
  "reading every value of the image once",
  prepare_log, run_log, read_image, finish,
};
