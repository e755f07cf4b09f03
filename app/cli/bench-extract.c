/* bench-extract.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>

#include "bench.h"
#include "feature/rim-extract.h"
#include "format/rim-image.h"

/* Features of a lesion of about 100,000 voxels in memory: a public CT where
 * RIMLIGHT_TEST_DATA says it is, else one of its size that is made up.
 */
#define CT_IMAGE "data/sts/STS_001/nifti/CT_image.nii.gz"
#define CT_MASK  "data/sts/STS_001/nifti/CT_mask.nii.gz"

typedef struct
{
  RimVolume   *image;
  RimMask     *mask;
  RimSettings *settings;
  double       sum;
} Extraction;

static gboolean
load_public (Extraction *self)
{
  const char *root = g_getenv ("RIMLIGHT_TEST_DATA");
  g_autofree char *image = g_build_filename (root != NULL ? root : "../shared", CT_IMAGE, NULL);
  g_autofree char *mask = g_build_filename (root != NULL ? root : "../shared", CT_MASK, NULL);
  g_autoptr(RimRoiSet) set = NULL;

  self->image = rim_image_read (image, NULL);
  if (self->image == NULL)
    return FALSE;

  set = rim_image_read_labels (mask, NULL);
  if (set != NULL && set->rois->len > 0)
    self->mask = rim_mask_ref (((RimRoi *) g_ptr_array_index (set->rois, 0))->mask);
  else
    g_clear_pointer (&self->image, rim_volume_unref);

  return self->image != NULL;
}

/* Soft tissue with structure of some scales and noise, in air. */
static float
make_value (guint  i,
            guint  j,
            guint  k,
            double distance)
{
  guint hash = (i * 73856093u) ^ (j * 19349663u) ^ (k * 83492791u);

  hash ^= hash >> 13;
  hash *= 0x5bd1e995u;
  hash ^= hash >> 15;

  return (float) round ((distance < 1.6 ? 40.0 : -850.0) +
                        60.0 * sin (i * 0.21) * cos (j * 0.17 + k * 0.4) + (hash % 121u) - 60.0);
}

static void
make_synthetic (Extraction *self)
{
  RimGrid grid = { { 200, 200, 60 } };
  g_autofree guint8 *voxels = NULL;
  gsize n = 0;

  rim_affine_init_identity (&grid.to_patient);
  grid.to_patient.m[0][0] = 0.98;
  grid.to_patient.m[1][1] = 0.98;
  grid.to_patient.m[2][2] = 3.27;
  voxels = g_malloc (rim_grid_get_n_voxels (&grid));
  self->image = rim_volume_new (&grid, RIM_VOXEL_FLOAT, NULL);
  for (guint k = 0; k < grid.size[2]; k++)
    {
      float *slice = rim_volume_get_slice_for_writing (self->image, k);

      for (guint j = 0; j < grid.size[1]; j++)
        for (guint i = 0; i < grid.size[0]; i++, n++)
          {
            const double distance = hypot (hypot ((i - 100.0) / 36.0, (j - 100.0) / 34.0), (k - 30.0) / 22.0);

            *slice++ = make_value (i, j, k, distance);
            voxels[n] = distance < 1.0;
          }
    }
  rim_volume_publish_all (self->image);
  self->mask = rim_mask_new_from_bytes (&grid, voxels);
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
  if (!load_public (self))
    make_synthetic (self);
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

static void
finish (gpointer data)
{
  Extraction *self = data;

  rim_volume_unref (self->image);
  rim_mask_unref (self->mask);
  rim_settings_unref (self->settings);
  g_free (self);
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
