/* oracle-suv.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "dicom/rim-rtstruct.h"
#include "dicom/rim-series.h"
#include "format/rim-image.h"
#include "rim-test-data.h"

/* The digital reference objects of the IBSI's SUV chapter, with the values that
 * DRO_list.csv expects. The pixels of DRO_2_3 were cut off at a slope of 0.01,
 * so a right reader gets the values that were measured. Those of DRO_5_0 are
 * whole Bq/ml of 0.00035 SUV each: 0.2 was cut off to 568 of them, 0.19979.
 */
static const struct
{
  const char *name;
  double      min;
  double      median;
  double      max;
} phantoms[] = {
  { "DRO_0_0", 0.20, 1.00, 4.00 },
  { "DRO_1_0", 0.20, 1.00, 4.00 },
  { "DRO_2_0", 0.20, 1.00, 4.00 },
  { "DRO_2_1", 0.1994, 0.9995, 3.9991 },
  { "DRO_2_2", 0.1997, 0.9985, 4.0000 },
  { "DRO_2_3", 0.1894, 0.9848, 3.9770 },
  { "DRO_2_4", 0.20, 1.00, 4.00 },
  { "DRO_2_5", 0.20, 1.00, 4.00 },
  { "DRO_3_0", 0.20, 1.00, 4.00 },
  { "DRO_3_1", 0.20, 1.00, 4.00 },
  { "DRO_3_2", 0.20, 1.00, 4.00 },
  { "DRO_3_3", 0.20, 1.00, 4.00 },
  { "DRO_3_4", 0.1997, 1.0000, 3.9998 },
  { "DRO_4_0", 0.20, 1.00, 4.00 },
  { "DRO_4_1", 0.20, 1.00, 4.00 },
  { "DRO_4_2", 0.20, 1.00, 4.00 },
  { "DRO_5_0", 0.1998, 1.00, 4.00 },
};

#define TOLERANCE 2e-4

/* The one image series under @path. */
static RimSeries *
find (const char *path)
{
  const char *paths[] = { path, NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) series = rim_dicom_scan (paths, NULL, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < series->len; i++)
    {
      RimSeries *candidate = series->pdata[i];

      if (candidate->kind == RIM_SERIES_IMAGE && candidate->has_grid)
        return rim_series_ref (candidate);
    }

  g_assert_not_reached ();
}

static RimVolume *
load (const char *path,
      RimUnit     unit)
{
  RimLoadOptions options = { .unit = unit };
  g_autoptr(RimSeries) series = find (path);
  g_autoptr(GError) error = NULL;
  RimVolume *volume = rim_series_load (series, &options, NULL, &error);

  g_assert_no_error (error);

  return volume;
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return x < y ? -1 : x > y;
}

/* The values of the voxels in @mask, ascending. */
static GArray *
collect (RimVolume *volume,
         RimMask   *mask)
{
  const RimGrid *grid = rim_volume_get_grid (volume);
  GArray *values = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint k = 0; k < grid->size[2]; k++)
    for (guint j = 0; j < grid->size[1]; j++)
      {
        guint n_runs;
        const RimRun *runs = rim_mask_slice_get_runs (rim_mask_get_slice (mask, k), j, &n_runs);

        for (guint r = 0; r < n_runs; r++)
          for (guint i = runs[r].begin; i < runs[r].end; i++)
            {
              double value = rim_volume_get_value (volume, i, j, k);

              g_array_append_val (values, value);
            }
      }
  g_array_sort (values, compare_doubles);

  return values;
}

static double
get_median (GArray *values)
{
  guint n = values->len;

  return (g_array_index (values, double, (n - 1) / 2) + g_array_index (values, double, n / 2)) / 2.0;
}

static void
assert_expected (RimVolume *volume,
                 RimMask   *mask,
                 guint      phantom)
{
  g_autoptr(GArray) values = collect (volume, mask);

  g_assert_cmpuint (values->len, >, 0);
  g_test_message ("%u voxels: %.6f %.6f %.6f", values->len, g_array_index (values, double, 0),
                  get_median (values), g_array_index (values, double, values->len - 1));
  g_assert_cmpfloat_with_epsilon (g_array_index (values, double, 0), phantoms[phantom].min, TOLERANCE);
  g_assert_cmpfloat_with_epsilon (get_median (values), phantoms[phantom].median, TOLERANCE);
  g_assert_cmpfloat_with_epsilon (g_array_index (values, double, values->len - 1), phantoms[phantom].max, TOLERANCE);
}

static RimMask *
read_mask (const char *folder,
           RimVolume  *volume)
{
  g_autofree char *path = g_build_filename (folder, "mask", "DRO_mask.nii.gz", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(RimRoiSet) set = rim_image_read_labels (path, &error);
  RimMask *mask;

  g_assert_no_error (error);
  g_assert_cmpuint (set->rois->len, ==, 1);
  mask = rim_mask_match (((RimRoi *) set->rois->pdata[0])->mask, rim_volume_get_grid (volume), 1e-3, &error);
  g_assert_no_error (error);

  return mask;
}

static RimMask *
read_contours (const char *folder,
               RimVolume  *volume)
{
  g_autofree char *parent = g_build_filename (folder, "RS", NULL);
  g_autoptr(GDir) dir = g_dir_open (parent, 0, NULL);
  g_autofree char *path = g_build_filename (parent, g_dir_read_name (dir), NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(RimRoiSet) set = rim_rtstruct_read (path, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (set->rois->len, ==, 1);

  return rim_contours_to_mask (((RimRoi *) set->rois->pdata[0])->contours, rim_volume_get_grid (volume), NULL, NULL);
}

static void
test_phantom (gconstpointer data)
{
  guint phantom = GPOINTER_TO_UINT (data);
  g_autofree char *relative = g_build_filename ("data", "suv", phantoms[phantom].name, NULL);
  g_autofree char *folder = rim_test_data_or_skip (relative);
  g_autofree char *images = NULL;
  g_autoptr(RimVolume) volume = NULL;
  g_autoptr(RimMask) mask = NULL;
  g_autoptr(RimMask) contours = NULL;

  if (folder == NULL)
    return;

  images = g_build_filename (folder, "PT", NULL);
  volume = load (images, RIM_UNIT_SUVBW);
  g_test_message ("%s", rim_volume_get_provenance (volume));
  mask = read_mask (folder, volume);
  assert_expected (volume, mask, phantom);
  contours = read_contours (folder, volume);
  assert_expected (volume, contours, phantom);
}

/* What a phantom's header says wrongly, and what it said. */
static const struct
{
  const char *name;
  guint       phantom;
  gsize       offset;
  const char *wrong;
  gsize       right;
} slips[] = {
  { "weight", 0, G_STRUCT_OFFSET (RimPetHeader, patient_weight), "7", G_STRUCT_OFFSET (RimSuvOverrides, weight) },
  { "dose", 0, G_STRUCT_OFFSET (RimPetHeader, dose), "1e9", G_STRUCT_OFFSET (RimSuvOverrides, dose) },
  { "half-life", 0, G_STRUCT_OFFSET (RimPetHeader, half_life), "1223.4", G_STRUCT_OFFSET (RimSuvOverrides, half_life) },
};

static void
spoil (RimSeries  *series,
       gsize       offset,
       const char *text)
{
  for (guint i = 0; i < series->headers->len; i++)
    {
      RimPetHeader *pet = ((RimDicomHeader *) series->headers->pdata[i])->pet;
      char **field = G_STRUCT_MEMBER_P (pet, offset);

      g_free (*field);
      *field = g_strdup (text);
    }
}

/* A header that is wrong gives a wrong SUV; with what it should have said, typed
 * in, the expected one, in the same voxels.
 */
static void
test_corrected (gconstpointer data)
{
  guint slip = GPOINTER_TO_UINT (data);
  g_autofree char *relative = g_build_filename ("data", "suv", phantoms[slips[slip].phantom].name, NULL);
  g_autofree char *folder = rim_test_data_or_skip (relative);
  g_autofree char *images = folder != NULL ? g_build_filename (folder, "PT", NULL) : NULL;
  g_autoptr(RimSuvOverrides) typed = rim_suv_overrides_new ();
  RimLoadOptions options = { .unit = RIM_UNIT_SUVBW, .overrides = typed };
  g_autoptr(RimSeries) series = NULL;
  g_autoptr(RimVolume) wrong = NULL;
  g_autoptr(RimVolume) corrected = NULL;
  g_autoptr(RimMask) mask = NULL;
  g_autoptr(GArray) values = NULL;
  g_autoptr(GError) error = NULL;
  RimPetHeader *pet;

  if (folder == NULL)
    return;

  series = find (images);
  pet = ((RimDicomHeader *) series->headers->pdata[0])->pet;
  G_STRUCT_MEMBER (double, typed, slips[slip].right) =
    g_ascii_strtod (G_STRUCT_MEMBER (const char *, pet, slips[slip].offset), NULL);
  typed->reason = g_strdup ("the header is wrong");
  spoil (series, slips[slip].offset, slips[slip].wrong);

  wrong = rim_series_load (series, NULL, NULL, &error);
  g_assert_no_error (error);
  mask = read_mask (folder, wrong);
  values = collect (wrong, mask);
  g_assert_cmpfloat (fabs (get_median (values) - 1.0), >, 0.05);
  g_assert_false (rim_volume_get_is_corrected (wrong));

  corrected = rim_series_convert (series, wrong, &options, &error);
  g_assert_no_error (error);
  assert_expected (corrected, mask, slips[slip].phantom);
  g_assert_true (rim_volume_get_is_corrected (corrected));
  g_assert_nonnull (strstr (rim_volume_get_provenance (corrected), "the header is wrong"));
}

/* A moment typed in counts as the one in the file does: an hour more of uptake
 * makes an SUV larger by an hour's decay.
 */
static void
test_corrected_time (void)
{
  g_autofree char *images = rim_test_data_or_skip ("data/suv/DRO_0_0/PT");
  g_autoptr(RimSuvOverrides) typed = rim_suv_overrides_new ();
  g_autoptr(RimSeries) series = NULL;
  g_autoptr(RimSuv) plain = NULL;
  g_autoptr(RimSuv) later = NULL;
  g_autoptr(GDateTime) start = NULL;
  g_autoptr(GDateTime) moved = NULL;
  RimPetHeader *pet;
  double half_life;

  if (images == NULL)
    return;

  series = find (images);
  pet = ((RimDicomHeader *) series->headers->pdata[0])->pet;
  half_life = g_ascii_strtod (pet->half_life, NULL);
  plain = rim_series_dup_suv (series, NULL);
  g_assert_cmpuint (strlen (pet->series_date), ==, 8);
  start = g_date_time_new_utc (2000, 1, 1, atoi ((char[3]) { pet->series_time[0], pet->series_time[1], 0 }),
                               atoi ((char[3]) { pet->series_time[2], pet->series_time[3], 0 }),
                               atoi ((char[3]) { pet->series_time[4], pet->series_time[5], 0 }));
  moved = g_date_time_add_hours (start, 1);
  g_assert_cmpint (g_date_time_get_day_of_month (moved), ==, 1);
  typed->reference_datetime = g_strdup_printf ("%s%02d%02d%02d", pet->series_date, g_date_time_get_hour (moved),
                                               g_date_time_get_minute (moved), g_date_time_get_second (moved));
  typed->reason = g_strdup ("the clock was an hour slow");
  later = rim_series_dup_suv (series, typed);
  g_assert_true (later->convertible && later->is_corrected);
  g_assert_cmpfloat_with_epsilon (later->factor[0] / plain->factor[0], exp2 (3600.0 / half_life), 1e-9);
}

/* The slice of @volume whose true plane is that of slice @k of @other, or -1. */
static int
find_slice (RimVolume *volume,
            RimVolume *other,
            guint      k)
{
  double position = rim_volume_get_slice_position (other, k);

  for (guint n = 0; n < rim_volume_get_grid (volume)->size[2]; n++)
    {
      if (fabs (rim_volume_get_slice_position (volume, n) - position) < 0.011)
        return (int) n;
    }

  return -1;
}

/* The largest difference between slice @k of @suv and slice @n of @raw, which
 * has the same voxels around it. The second also counts the voxels above 1.
 */
static double
compare_slices (RimVolume *suv,
                guint      k,
                RimVolume *raw,
                guint      n,
                guint     *n_hot)
{
  const RimGrid *grid = rim_volume_get_grid (suv);
  RimVec3 first = rim_grid_from_patient (rim_volume_get_grid (raw), rim_grid_to_patient (grid, RIM_VEC3 (0, 0, k)));
  guint i0 = (guint) lround (first.x);
  guint j0 = (guint) lround (first.y);
  double worst = 0.0;

  g_assert_cmpfloat_with_epsilon (first.x, i0, 1e-3);
  g_assert_cmpfloat_with_epsilon (first.y, j0, 1e-3);
  for (guint j = 0; j < grid->size[1]; j++)
    for (guint i = 0; i < grid->size[0]; i++)
      {
        double expected = rim_volume_get_value (suv, i, j, k);

        worst = MAX (worst, fabs (rim_volume_get_value (raw, i0 + i, j0 + j, n) - expected));
        *n_hot += expected > 1.0;
      }

  return worst;
}

/* The volume in Bq/ml, converted by us, against the SUV volume that others cut
 * out of it: where the planes are the same, the numbers are.
 */
static void
test_real (void)
{
  g_autofree char *raw_path = rim_test_data_or_skip ("data/pet_raw/STS_001/image");
  g_autofree char *suv_path = rim_test_data_or_skip ("data/sts/STS_001/PET/image");
  g_autoptr(RimVolume) raw = NULL;
  g_autoptr(RimVolume) suv = NULL;
  guint n_slices = 0;
  guint n_hot = 0;
  double worst = 0.0;

  if (raw_path == NULL || suv_path == NULL)
    return;

  raw = load (raw_path, RIM_UNIT_SUVBW);
  suv = load (suv_path, RIM_UNIT_SUVBW);
  for (guint k = 0; k < rim_volume_get_grid (suv)->size[2]; k++)
    {
      int n = find_slice (raw, suv, k);

      if (n < 0)
        continue;
      n_slices++;
      worst = MAX (worst, compare_slices (suv, k, raw, (guint) n, &n_hot));
    }

  g_test_message ("%u slices, %u voxels above 1, largest difference %.3g SUV", n_slices, n_hot, worst);
  g_assert_cmpuint (n_slices, >=, 40);
  g_assert_cmpfloat (worst, <, 5e-4);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (phantoms); i++)
    {
      g_autofree char *path = g_strdup_printf ("/oracle/suv/%s", phantoms[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_phantom);
    }
  for (guint i = 0; i < G_N_ELEMENTS (slips); i++)
    {
      g_autofree char *path = g_strdup_printf ("/oracle/suv/corrected/%s", slips[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_corrected);
    }
  g_test_add_func ("/oracle/suv/corrected/time", test_corrected_time);
  g_test_add_func ("/oracle/suv/STS_001", test_real);

  return g_test_run ();
}
