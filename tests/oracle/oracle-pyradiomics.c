/* oracle-pyradiomics.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "feature/rim-extract.h"
#include "format/rim-nifti.h"
#include "rim-test-data.h"
#include "rim-test-reference.h"
#include "volume/rim-roi.h"

/* Every value that PyRadiomics 3.1 gave for public images, through the whole
 * pipeline; the last test prints the worst difference per image and class.
 *
 * The same tolerance does for all of them, as filters keep to the order and the
 * precision in which ITK, PyWavelets and SciPy compute. What is left are sums in
 * another order, and eigenvalues.
 */
#define TOLERANCE 1e-10

typedef struct
{
  const char *reference;
  const char *image;
  const char *mask;
  const char *settings;
} Case;

#define STS(patient, modality, settings_) \
  { "features_" patient "_" modality "_GTV", "sts/" patient "/nifti/" modality "_image", \
    "sts/" patient "/nifti/" modality "_mask", settings_ }
#define ISO(patient, settings_) \
  { "features_" patient "_CT_GTV-iso1mm", "sts/" patient "/nifti/CT_image", \
    "sts/" patient "/nifti/CT_mask", settings_ }

#define IMAGES \
  "imageType: {Original: {}, Wavelet: {}, LoG: {sigma: [1.0, 2.0, 3.0, 4.0, 5.0]}, Square: {}, " \
  "SquareRoot: {}, Logarithm: {}, Exponential: {}, Gradient: {}, LBP3D: {}}"
#define ISO_1MM "setting: {resampledPixelSpacing: [1, 1, 1], interpolator: sitkBSpline}\n"
#define PET     "setting: {binWidth: 0.25}\n"

static const Case cases[] = {
  { "features_IBSI1-digital-phantom_binWidth1_mask", "ibsi1/digital_phantom/image/phantom",
    "ibsi1/digital_phantom/mask/mask", "setting: {binWidth: 1}" },
  STS ("STS_001", "CT", IMAGES),
  STS ("STS_002", "CT", IMAGES),
  STS ("STS_003", "CT", IMAGES),
  STS ("STS_001", "PET", PET IMAGES),
  STS ("STS_002", "PET", PET IMAGES),
  STS ("STS_003", "PET", PET IMAGES),
  ISO ("STS_002", ISO_1MM),
  ISO ("STS_003", ISO_1MM),
};

/* Worst differences by "image class", in the order in which they are met. */
static GPtrArray *names;
static GHashTable *worst;

static void
note (const char *image_type,
      const char *class,
      double      difference)
{
  const gboolean is_wavelet = g_str_has_prefix (image_type, "wavelet");
  g_autofree char *name = g_strdup_printf ("%s %s", is_wavelet ? "wavelet" : image_type, class);
  double *before = g_hash_table_lookup (worst, name);

  if (before == NULL)
    {
      before = g_new0 (double, 1);
      g_ptr_array_add (names, g_strdup (name));
      g_hash_table_insert (worst, g_strdup (name), before);
    }
  *before = MAX (*before, difference);
}

/* A reference that is nothing but rounding (-3.2e-16 bits of a flat region) has no
 * relative difference; there an absolute 1e-14 is what 1e-10 is elsewhere.
 */
static double
get_difference (double actual,
                double expected)
{
  if (fabs (expected) < 1e-12)
    return fabs (actual - expected) * 1e4;

  return rim_test_relative_difference (actual, expected);
}

static RimVolume *
load_image (const char *path)
{
  g_autoptr(GError) error = NULL;
  RimVolume *image = rim_nifti_read (path, &error);

  g_assert_no_error (error);

  return image;
}

static RimMask *
load_mask (const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RimRoiSet) set = rim_nifti_read_labels (path, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (set->rois->len, ==, 1);

  return rim_mask_ref (((RimRoi *) g_ptr_array_index (set->rois, 0))->mask);
}

static RimFeatureTable *
extract (RimVolume  *image,
         RimMask    *mask,
         const char *yaml)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RimSettings) all = rim_settings_new_from_yaml (yaml, NULL, &error);
  g_autoptr(RimSettings) settings = NULL;
  RimFeatureTable *table;

  g_assert_no_error (error);
  settings = rim_settings_with_diagnostics (all, FALSE);
  table = rim_extract (image, mask, settings, NULL, NULL, NULL, &error);
  g_assert_no_error (error);

  return table;
}

/* Returns: whether the value is near enough */
static gboolean
check_row (const RimFeatureRow *row,
           const RimTestTable  *reference,
           guint                i)
{
  const double expected = g_ascii_strtod (rim_test_table_get (reference, i, "value"), NULL);
  double difference;

  g_assert_cmpstr (row->image_type, ==, rim_test_table_get (reference, i, "image_type"));
  g_assert_cmpstr (row->family->name, ==, rim_test_table_get (reference, i, "feature_class"));
  g_assert_cmpstr (row->name, ==, rim_test_table_get (reference, i, "feature"));

  difference = get_difference (row->value, expected);
  note (row->image_type, row->family->name, difference);
  if (difference <= TOLERANCE)
    return TRUE;

  g_test_message ("%s %s %s: %.17g instead of %.17g", row->image_type, row->family->name, row->name,
                  row->value, expected);

  return FALSE;
}

static void
test_case (gconstpointer data)
{
  const Case *self = data;
  g_autofree char *csv = g_strdup_printf ("reference/pyradiomics/%s.csv", self->reference);
  g_autofree char *image_name = g_strdup_printf ("data/%s.nii.gz", self->image);
  g_autofree char *mask_name = g_strdup_printf ("data/%s.nii.gz", self->mask);
  g_autoptr(RimTestTable) reference = rim_test_table_load_or_skip (csv);
  g_autofree char *image_path = NULL;
  g_autofree char *mask_path = NULL;
  g_autoptr(RimVolume) image = NULL;
  g_autoptr(RimMask) mask = NULL;
  g_autoptr(RimFeatureTable) table = NULL;
  guint n_wrong = 0;

  if (reference == NULL || (image_path = rim_test_data_or_skip (image_name)) == NULL ||
      (mask_path = rim_test_data_or_skip (mask_name)) == NULL)
    return;

  image = load_image (image_path);
  mask = load_mask (mask_path);
  table = extract (image, mask, self->settings);
  g_assert_cmpuint (rim_feature_table_get_n_rows (table), ==, reference->rows->len);
  for (guint i = 0; i < reference->rows->len; i++)
    n_wrong += !check_row (rim_feature_table_get_row (table, i), reference, i);
  g_assert_cmpuint (n_wrong, ==, 0);
}

static void
print_table (void)
{
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);

      g_test_message ("worst relative difference %-32s %.1e", name, *(double *) g_hash_table_lookup (worst, name));
    }
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  names = g_ptr_array_new_with_free_func (g_free);
  worst = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/oracle/pyradiomics/%s", cases[i].reference);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/oracle/pyradiomics/worst", print_table);
  status = g_test_run ();
  g_ptr_array_unref (names);
  g_hash_table_unref (worst);

  return status;
}
