/* oracle-ibsi2.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "feature/rim-extract.h"
#include "rim-test-case.h"
#include "rim-test-reference.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The second part of the IBSI through the recipes and the whole pipeline: all 323
 * values of phase 2, what its teams tell of the region, and phase 3 on six
 * patients, of which nothing is published but what has to hold of any image.
 */

#define VALUES      "reference/ibsi/ibsi2_phase2.csv"
#define DIAGNOSTICS "reference/ibsi/ibsi2_phase2_diagnostics.csv"
#define IMAGE       "data/ibsi1/ct_phantom/nifti/image/phantom.nii.gz"
#define MASK        "data/ibsi1/ct_phantom/nifti/mask/mask.nii.gz"

#define N_FILTERS    9
#define N_STATISTICS 18

typedef struct
{
  const char *name;
  const char *recipe;
  const char *configuration;
  guint       n_values;
} Configuration;

static const Configuration configurations[] = {
  { "/ibsi2/phase2/A", "ibsi-2-A", "A", 162 },
  { "/ibsi2/phase2/B", "ibsi-2-B", "B", 161 },
};

typedef struct
{
  const char *name;
  const char *recipe;
  const char *image;
  const char *mask;
} Patient;

#define FILES(id, modality) \
  "data/sts/STS_" id "/nifti/" modality "_image.nii.gz", "data/sts/STS_" id "/nifti/" modality "_mask.nii.gz"
#define SERIES(id, modality) \
  "data/sts/STS_" id "/" modality "/image", "data/sts/STS_" id "/" modality "/mask/RS.dcm"
#define PATIENT(id, kind) \
  { "/ibsi2/phase3/" id "-CT", "ibsi-2-phase3-ct", kind (id, "CT") }, \
  { "/ibsi2/phase3/" id "-PET", "ibsi-2-phase3-pet", kind (id, "PET") }

static const Patient patients[] = {
  PATIENT ("001", FILES),
  PATIENT ("002", FILES),
  PATIENT ("003", SERIES),
  PATIENT ("010", SERIES),
  PATIENT ("015", SERIES),
  PATIENT ("024", SERIES),
};

/* Sanitizers cost so much that one patient is enough. */
#ifndef __has_feature
#define __has_feature(feature) 0
#endif
#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__ || \
  __has_feature (address_sanitizer) || __has_feature (thread_sanitizer)
#define N_PATIENTS 2
#else
#define N_PATIENTS G_N_ELEMENTS (patients)
#endif

static RimFeatureTable *
extract (const char *recipe,
         const char *image,
         const char *mask)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RimSettings) settings = NULL;
  g_auto(RimTestCase) roi = { NULL, NULL };
  RimFeatureTable *table;

  if (!rim_test_case_load_or_skip (&roi, image, mask))
    return NULL;

  settings = rim_settings_load (recipe, &error);
  g_assert_no_error (error);
  table = rim_extract (roi.image, roi.mask, settings, NULL, NULL, NULL, &error);
  g_assert_no_error (error);

  return table;
}

/* The names of the images, in the order of the filters. */
static GPtrArray *
list_images (RimFeatureTable *table)
{
  GPtrArray *names = g_ptr_array_new ();

  for (gsize i = 0; i < rim_feature_table_get_n_rows (table); i++)
    {
      const RimFeatureRow *row = rim_feature_table_get_row (table, i);

      if (row->family != NULL &&
          (names->len == 0 || strcmp (names->pdata[names->len - 1], row->image_type) != 0))
        g_ptr_array_add (names, (gpointer) row->image_type);
    }
  g_assert_cmpuint (names->len, ==, N_FILTERS);
  g_assert_cmpstr (names->pdata[0], ==, "original");

  return names;
}

static double
find (RimFeatureTable *table,
      const char      *image,
      const char      *tag)
{
  for (gsize i = 0; i < rim_feature_table_get_n_rows (table); i++)
    {
      const RimFeatureRow *row = rim_feature_table_get_row (table, i);

      if (row->family != NULL && strcmp (row->image_type, image) == 0 &&
          strcmp (row->info->ibsi_tag, tag) == 0)
        return row->value;
    }

  g_error ("%s has no %s", image, tag);
}

static double
find_diagnostic (RimFeatureTable *table,
                 const char      *name)
{
  const RimFeatureRow *row = rim_feature_table_find (table, "diagnostics", NULL, name, RIM_AGGREGATION_NONE);

  g_assert_nonnull (row);

  return row->value;
}

static void
check_compliance (RimFeatureTable *table)
{
  const RimFeatureRow *row = rim_feature_table_find (table, "diagnostics", NULL, "ibsi_compliant",
                                                     RIM_AGGREGATION_NONE);

  g_assert_cmpstr (row->text, ==, "yes");
}

/* Phase 2 */

/* Returns: 1 where the value is accepted; says so where it is not */
static guint
check_value (RimFeatureTable    *table,
             GPtrArray          *images,
             const RimTestTable *values,
             guint               row)
{
  const char *id = rim_test_table_get (values, row, "filter_id");
  const char *tag = rim_test_table_get (values, row, "tag");
  const guint filter = (guint) atoi (id);
  RimTestIbsi reference;
  double value;

  g_assert_true (filter >= 1 && filter <= N_FILTERS);
  value = find (table, images->pdata[filter - 1], tag);
  reference.value = g_ascii_strtod (rim_test_table_get (values, row, "reference_value"), NULL);
  reference.tolerance = g_ascii_strtod (rim_test_table_get (values, row, "tolerance"), NULL);
  if (rim_test_ibsi_accepts (&reference, value))
    return 1;

  g_test_message ("%s %s: %.9g is not %g ± %g", id, tag, value, reference.value, reference.tolerance);
  g_test_fail ();

  return 0;
}

/* What the table calls the diagnostics, and we. */
static const char *
get_diagnostic (const char *name)
{
  static const char *const names[][2] = {
    { "Number of voxels in ROI before", "int_mask_vox_count_init_roi" },
    { "Number of voxels in intensity", "int_mask_vox_count_reseg_roi" },
    { "Mean", "int_mask_mean_int_reseg_roi" },
    { "Max", "int_mask_max_int_reseg_roi" },
    { "Min", "int_mask_min_int_reseg_roi" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_has_prefix (name, names[i][0]))
      return names[i][1];

  g_error ("no diagnostic is called %s", name);
}

/* Most teams submitted exactly this, means with four digits. */
static void
check_diagnostics (RimFeatureTable *table,
                   const char      *configuration)
{
  g_autoptr(RimTestTable) published = rim_test_table_load_or_skip (DIAGNOSTICS);

  for (guint row = 0; published != NULL && row < published->rows->len; row++)
    {
      const char *name = rim_test_table_get (published, row, "diagnostic");
      const double value = g_ascii_strtod (rim_test_table_get (published, row, "most_frequent_submitted"), NULL);

      if (g_str_has_suffix (rim_test_table_get (published, row, "filter_id"), configuration))
        g_assert_cmpfloat (fabs (find_diagnostic (table, get_diagnostic (name)) - value), <=, 0.005);
    }
}

static void
test_phase_2 (gconstpointer data)
{
  const Configuration *test = data;
  g_autoptr(RimTestTable) values = rim_test_table_load_or_skip (VALUES);
  g_autoptr(RimFeatureTable) table = values != NULL ? extract (test->recipe, IMAGE, MASK) : NULL;
  g_autoptr(GPtrArray) images = NULL;
  guint n_published = 0;
  guint n = 0;

  if (table == NULL)
    return;

  images = list_images (table);
  for (guint row = 0; row < values->rows->len; row++)
    if (strcmp (rim_test_table_get (values, row, "config"), test->configuration) == 0 &&
        *rim_test_table_get (values, row, "reference_value") != '\0')
      {
        n += check_value (table, images, values, row);
        n_published++;
      }

  g_test_message ("%s: %u of %u values", test->recipe, n, n_published);
  g_assert_cmpuint (n, ==, n_published);
  g_assert_cmpuint (n, ==, test->n_values);
  check_diagnostics (table, test->configuration);
  check_compliance (table);
}

/* Phase 3 */

static void
check_order (RimFeatureTable *table,
             const char      *image)
{
  static const char *const ascending[] = {
    "stat_min", "stat_p10", "stat_median", "stat_p90", "stat_max",
  };

  for (guint i = 1; i < G_N_ELEMENTS (ascending); i++)
    g_assert_cmpfloat (find (table, image, ascending[i - 1]), <=, find (table, image, ascending[i]));
  g_assert_cmpfloat (find (table, image, "stat_min"), <, find (table, image, "stat_mean"));
  g_assert_cmpfloat (find (table, image, "stat_mean"), <, find (table, image, "stat_max"));
  g_assert_cmpfloat (find (table, image, "stat_var"), >, 0.0);
}

/* Root mean square, mean and variance say the same in two ways; so do energy and
 * the number of voxels.
 */
static void
check_moments (RimFeatureTable *table,
               const char      *image)
{
  const double n = find_diagnostic (table, "int_mask_vox_count_reseg_roi");
  const double mean = find (table, image, "stat_mean");
  const double square = find (table, image, "stat_var") + mean * mean;

  g_assert_cmpfloat (fabs (find (table, image, "stat_energy") - n * square), <=, 1e-9 * n * square);
  g_assert_cmpfloat (fabs (find (table, image, "stat_rms") - sqrt (square)), <=, 1e-9 * sqrt (square));
}

static void
test_phase_3 (gconstpointer data)
{
  const Patient *test = data;
  g_autoptr(RimFeatureTable) table = extract (test->recipe, test->image, test->mask);
  g_autoptr(GPtrArray) images = NULL;
  const gboolean is_pet = strstr (test->recipe, "pet") != NULL;
  const double spacing = is_pet ? 3.0 : 1.0;
  const double lowest = is_pet ? 0.0 : -200.0;
  guint n = 0;

  if (table == NULL)
    return;

  images = list_images (table);
  for (gsize i = 0; i < rim_feature_table_get_n_rows (table); i++)
    {
      const RimFeatureRow *row = rim_feature_table_get_row (table, i);

      n += row->family != NULL;
      g_assert_true (row->family == NULL || isfinite (row->value));
    }
  g_assert_cmpuint (n, ==, N_FILTERS * N_STATISTICS);
  g_assert_cmpfloat (fabs (find_diagnostic (table, "vox_dim_z_interp_img") - spacing), <=, 1e-12);
  g_assert_cmpfloat (find_diagnostic (table, "int_mask_min_int_reseg_roi"), >=, lowest);
  check_compliance (table);

  for (guint i = 0; i < images->len; i++)
    {
      check_order (table, images->pdata[i]);
      check_moments (table, images->pdata[i]);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (configurations); i++)
    g_test_add_data_func (configurations[i].name, &configurations[i], test_phase_2);
  for (guint i = 0; i < N_PATIENTS; i++)
    g_test_add_data_func (patients[i].name, &patients[i], test_phase_3);

  return g_test_run ();
}
