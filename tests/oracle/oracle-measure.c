/* oracle-measure.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "feature/rim-measure.h"
#include "rim-test-case.h"
#include "rim-test-data.h"

/* Values that PyRadiomics and the IBSI publish for public images. */

static double
find_reference (const char *csv,
                const char *row)
{
  const char *at = strstr (csv, row);

  g_assert_nonnull (at);

  return g_ascii_strtod (at + strlen (row), NULL);
}

static void
assert_relative (double actual,
                 double expected,
                 double tolerance)
{
  g_assert_cmpfloat (fabs (actual - expected), <=, tolerance * fabs (expected));
}

static void
test_pyradiomics (gconstpointer data)
{
  g_auto(GStrv) name = g_strsplit (data, " ", 2);
  g_autofree char *image = g_strdup_printf ("data/sts/%s/nifti/%s_image.nii.gz", name[0], name[1]);
  g_autofree char *mask = g_strdup_printf ("data/sts/%s/nifti/%s_mask.nii.gz", name[0], name[1]);
  g_autofree char *table = g_strdup_printf ("reference/pyradiomics/features_%s_%s_GTV.csv",
                                            name[0], name[1]);
  g_autofree char *path = rim_test_data_or_skip (table);
  g_autofree char *csv = NULL;
  g_autoptr(GError) error = NULL;
  RimStatistics statistics;
  RimTestCase self;

  if (path == NULL || !rim_test_case_load_or_skip (&self, image, mask))
    return;

  g_file_get_contents (path, &csv, NULL, &error);
  g_assert_no_error (error);

  assert_relative (rim_measure_mesh_volume (self.mask),
                   find_reference (csv, "\noriginal,shape,MeshVolume,"), 1e-9);
  assert_relative ((double) rim_mask_count (self.mask) *
                   rim_grid_get_voxel_volume (rim_mask_get_grid (self.mask)),
                   find_reference (csv, "\noriginal,shape,VoxelVolume,"), 1e-9);

  g_assert_true (rim_measure_statistics (self.mask, self.image, &statistics));
  assert_relative (statistics.mean, find_reference (csv, "\noriginal,firstorder,Mean,"), 1e-12);
  assert_relative (statistics.median, find_reference (csv, "\noriginal,firstorder,Median,"), 1e-12);
  assert_relative (statistics.min, find_reference (csv, "\noriginal,firstorder,Minimum,"), 1e-12);
  assert_relative (statistics.max, find_reference (csv, "\noriginal,firstorder,Maximum,"), 1e-12);
  assert_relative (statistics.sd * statistics.sd,
                   find_reference (csv, "\noriginal,firstorder,Variance,"), 1e-12);
  rim_test_case_clear (&self);
}

/* IBSI 1, digital phantom: RNU0, YEKZ, Q4LE, ECT3, 1GSF, 84IY, Y12H, VJGA, 0F91,
 * with the tolerances of the reference.
 */
static void
test_digital_phantom (void)
{
  RimStatistics statistics;
  RimSuvPeak peak;
  RimTestCase self;

  if (!rim_test_case_load_or_skip (&self, "data/ibsi1/digital_phantom/image/phantom.nii.gz",
                                   "data/ibsi1/digital_phantom/mask/mask.nii.gz"))
    return;

  g_assert_cmpuint (rim_mask_count (self.mask), ==, 74);
  g_assert_cmpfloat_with_epsilon (rim_measure_mesh_volume (self.mask), 556, 0.5);
  g_assert_cmpfloat (74 * rim_grid_get_voxel_volume (rim_mask_get_grid (self.mask)), ==, 592);

  g_assert_true (rim_measure_statistics (self.mask, self.image, &statistics));
  g_assert_cmpfloat_with_epsilon (statistics.mean, 2.15, 0.005);
  g_assert_cmpfloat_with_epsilon (statistics.sd * statistics.sd, 3.05, 0.005);
  g_assert_cmpfloat (statistics.min, ==, 1);
  g_assert_cmpfloat (statistics.max, ==, 6);
  g_assert_cmpfloat (statistics.median, ==, 1);

  g_assert_true (rim_measure_suv_peak (self.mask, self.image, &peak));
  g_assert_cmpfloat_with_epsilon (peak.local, 2.6, 0.05);
  g_assert_cmpfloat_with_epsilon (peak.value, 3.1, 0.05);
  rim_test_case_clear (&self);
}

/* The voxels of a mask from -500 to 400 HU, as IBSI configuration A segments
 * again.
 */
static RimMask *
resegment (const RimTestCase *self)
{
  const RimGrid *grid = rim_mask_get_grid (self->mask);
  g_autofree guint8 *voxels = rim_mask_to_bytes (self->mask);
  gsize v = 0;

  for (guint k = 0; k < grid->size[2]; k++)
    for (guint j = 0; j < grid->size[1]; j++)
      for (guint i = 0; i < grid->size[0]; i++, v++)
        if (voxels[v])
          {
            double value = rim_volume_get_value (self->image, i, j, k);

            voxels[v] = value >= -500 && value <= 400;
          }

  return rim_mask_new_from_bytes (grid, voxels);
}

/* IBSI 1, CT phantom, configuration A: VJGA -277 +- 10, 0F91 189 +- 5. */
static void
test_ct_phantom (void)
{
  g_autoptr(RimMask) again = NULL;
  RimSuvPeak peak;
  RimTestCase self;

  if (!rim_test_case_load_or_skip (&self, "data/ibsi1/ct_phantom/nifti/image/phantom.nii.gz",
                                   "data/ibsi1/ct_phantom/nifti/mask/mask.nii.gz"))
    return;

  rim_volume_set_unit (self.image, RIM_UNIT_HU);
  again = resegment (&self);
  g_assert_true (rim_measure_suv_peak (again, self.image, &peak));
  g_assert_cmpfloat_with_epsilon (peak.local, -277, 10);
  g_assert_cmpfloat_with_epsilon (peak.value, 189, 5);
  rim_test_case_clear (&self);
}

int
main (int   argc,
      char *argv[])
{
  static const char *const cases[] = {
    "STS_001 CT", "STS_001 PET", "STS_002 CT", "STS_002 PET", "STS_003 CT", "STS_003 PET",
  };

  g_test_init (&argc, &argv, NULL);
  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      g_autofree char *path = g_strdup_printf ("/oracle/measure/%s", cases[c]);

      g_test_add_data_func (path, cases[c], test_pyradiomics);
    }
  g_test_add_func ("/oracle/measure/ibsi-digital-phantom", test_digital_phantom);
  g_test_add_func ("/oracle/measure/ibsi-ct-phantom", test_ct_phantom);

  return g_test_run ();
}
