/* oracle-nifti.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>

#include "dicom/rim-series.h"
#include "format/rim-image.h"
#include "rim-test-data.h"

/* Patients of the IBSI's validation set, which publishes each image both as
 * DICOM and as NIfTI: the two must be one image.
 */
static const struct
{
  const char *dicom;
  const char *nifti;
} images[] = {
  { "data/sts/STS_001/CT/image", "data/sts/STS_001/nifti/CT_image.nii.gz" },
  { "data/sts/STS_001/PET/image", "data/sts/STS_001/nifti/PET_image.nii.gz" },
  { "data/sts/STS_002/CT/image", "data/sts/STS_002/nifti/CT_image.nii.gz" },
  { "data/sts/STS_002/PET/image", "data/sts/STS_002/nifti/PET_image.nii.gz" },
  { "data/sts/STS_003/CT/image", "data/sts/STS_003/nifti/CT_image.nii.gz" },
  { "data/sts/STS_003/PET/image", "data/sts/STS_003/nifti/PET_image.nii.gz" },
  { "data/ibsi1/ct_phantom/dicom/image", "data/ibsi1/ct_phantom/nifti/image/phantom.nii.gz" },
};

static RimVolume *
load_dicom (const char *path)
{
  const char *paths[] = { path, NULL };
  RimLoadOptions options = { .unit = RIM_UNIT_STORED };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) series = rim_dicom_scan (paths, NULL, NULL, NULL, NULL, &error);
  RimVolume *volume;

  g_assert_no_error (error);
  g_assert_cmpuint (series->len, ==, 1);
  volume = rim_series_load (series->pdata[0], &options, NULL, &error);
  g_assert_no_error (error);

  return volume;
}

static double
compare_values (RimVolume *a,
                RimVolume *b)
{
  const RimGrid *grid = rim_volume_get_grid (a);
  g_autofree double *x = g_new (double, grid->size[0]);
  g_autofree double *y = g_new (double, grid->size[0]);
  double worst = 0.0;

  for (guint k = 0; k < grid->size[2]; k++)
    for (guint j = 0; j < grid->size[1]; j++)
      {
        rim_volume_read_row (a, 0, j, k, grid->size[0], x);
        rim_volume_read_row (b, 0, j, k, grid->size[0], y);
        for (guint i = 0; i < grid->size[0]; i++)
          worst = MAX (worst, fabs (x[i] - y[i]));
      }

  return worst;
}

static void
test_image (gconstpointer data)
{
  guint image = GPOINTER_TO_UINT (data);
  g_autofree char *dicom_path = rim_test_data_or_skip (images[image].dicom);
  g_autofree char *nifti_path = rim_test_data_or_skip (images[image].nifti);
  g_autoptr(GError) error = NULL;
  g_autoptr(RimVolume) dicom = NULL;
  g_autoptr(RimVolume) nifti = NULL;
  g_autofree char *one = NULL;
  g_autofree char *other = NULL;
  double worst;

  if (dicom_path == NULL || nifti_path == NULL)
    return;

  dicom = load_dicom (dicom_path);
  nifti = rim_image_read (nifti_path, &error);
  g_assert_no_error (error);
  one = rim_grid_describe (rim_volume_get_grid (dicom));
  other = rim_grid_describe (rim_volume_get_grid (nifti));
  g_test_message ("DICOM %s", one);
  g_test_message ("NIfTI %s", other);
  g_assert_true (rim_grid_equal (rim_volume_get_grid (dicom), rim_volume_get_grid (nifti), 1e-3));

  worst = compare_values (dicom, nifti);
  g_test_message ("largest difference %g", worst);
  /* The NIfTI of a PET has floats, which end at the seventh digit. */
  g_assert_cmpfloat (worst, <=, (rim_volume_get_unit (dicom) == RIM_UNIT_HU ? 0.0 : 1e-5));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (images); i++)
    {
      g_autofree char *path = g_strdup_printf ("/oracle/nifti/%s", images[i].nifti);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_image);
    }

  return g_test_run ();
}
