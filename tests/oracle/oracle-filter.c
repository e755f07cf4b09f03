/* oracle-filter.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "filter/rim-image-type.h"
#include "format/rim-nifti.h"
#include "rim-test-data.h"
#include "rim-test-reference.h"
#include "volume/rim-region.h"

#include <math.h>

/* PyRadiomics' first-order features of every filtered image of public patients, from
 * the values that our filters give to the voxels of the ROI.
 */

typedef struct
{
  const char *image_type;       /* its prefix */
  double      tolerance;
} Tolerance;

/* Relative to the value, or to the deviation where a value may be 0. Filters add in
 * the order of the libraries that PyRadiomics calls and round where they round, so
 * that no value of a voxel is off but by the last digit of a logarithm or a sine:
 * rounding in another order moves wavelets by 4e-7, and one sample of one voxel on
 * the other side of its centre moves the mean of lbp-3D-m1 by more than 1e-7.
 */
static const Tolerance tolerances[] = {
  { "original", 1e-13 },
  { "wavelet", 1e-13 },
  { "log", 1e-10 },
  { "square", 1e-13 },
  { "squareroot", 1e-13 },
  { "logarithm", 1e-13 },
  { "exponential", 1e-13 },
  { "gradient", 1e-13 },
  { "lbp-3D", 1e-13 },
};

typedef struct
{
  RimRegion    *region;
  RimTestTable *table;
  GHashTable   *worst;          /* image type → double */
  guint         n_images;
} Check;

typedef struct
{
  const char *name;
  double      value;
} Feature;

static int
compare_values (gconstpointer a,
                gconstpointer b)
{
  double one = *(const double *) a;
  double other = *(const double *) b;

  return one < other ? -1 : one > other;
}

/* Values are sorted. */
static double
get_percentile (const double *values,
                gsize         n,
                double        percent)
{
  double at = (double) (n - 1) * percent / 100.0;
  gsize below = (gsize) at;
  gsize above = MIN (below + 1, n - 1);

  return values[below] + (values[above] - values[below]) * (at - (double) below);
}

static double
get_moment (const double *values,
            gsize         n,
            double        center,
            double        power)
{
  long double sum = 0.0L;

  for (gsize v = 0; v < n; v++)
    sum += powl ((long double) values[v] - center, power);

  return (double) (sum / n);
}

static void
check_feature (Check       *self,
               const char  *image_type,
               Feature      feature,
               double       scale)
{
  double *worst = g_hash_table_lookup (self->worst, image_type);
  double expected, difference;

  g_assert_true (rim_test_find_pyradiomics (self->table, image_type, "firstorder", feature.name,
                                            &expected));
  difference = fabs (feature.value - expected) / MAX (fabs (expected), scale);
  g_test_message ("%s %s: %.17g, published %.17g, %.2g", image_type, feature.name, feature.value,
                  expected, difference);

  if (worst == NULL)
    {
      worst = g_new0 (double, 1);
      g_hash_table_insert (self->worst, g_strdup (image_type), worst);
    }
  *worst = fmax (*worst, difference);
}

static gboolean
check_image (const char *name,
             RimField   *field,
             gpointer    data,
             GError    **error)
{
  g_autoptr(RimField) own G_GNUC_UNUSED = field;
  Check *self = data;
  const gsize n = self->region->n_voxels;
  g_autofree double *values = g_new (double, n);
  double mean, variance, deviation;

  rim_region_gather (self->region, field, values);
  qsort (values, n, sizeof *values, compare_values);
  mean = get_moment (values, n, 0.0, 1.0);
  variance = get_moment (values, n, mean, 2.0);
  deviation = sqrt (variance);

  check_feature (self, name, (Feature) { "Mean", mean }, deviation);
  check_feature (self, name, (Feature) { "Variance", variance }, 0.0);
  check_feature (self, name, (Feature) { "Minimum", values[0] }, 0.0);
  check_feature (self, name, (Feature) { "Maximum", values[n - 1] }, 0.0);
  check_feature (self, name, (Feature) { "Median", get_percentile (values, n, 50) }, deviation);
  check_feature (self, name, (Feature) { "10Percentile", get_percentile (values, n, 10) },
                 deviation);
  check_feature (self, name, (Feature) { "90Percentile", get_percentile (values, n, 90) },
                 deviation);
  check_feature (self, name, (Feature) { "Energy", get_moment (values, n, 0.0, 2.0) * (double) n },
                 0.0);
  check_feature (self, name, (Feature) { "Skewness", get_moment (values, n, mean, 3.0) /
                                         pow (variance, 1.5) }, 1.0);
  check_feature (self, name, (Feature) { "Kurtosis", get_moment (values, n, mean, 4.0) /
                                         (variance * variance) }, 0.0);
  self->n_images++;

  return TRUE;
}

static double
find_tolerance (const char *image_type)
{
  double tolerance = NAN;

  for (guint t = 0; t < G_N_ELEMENTS (tolerances); t++)
    if (g_str_has_prefix (image_type, tolerances[t].image_type))
      tolerance = tolerances[t].tolerance;

  return tolerance;
}

static void
report (const Check *self)
{
  g_autoptr(GList) names = g_list_sort (g_hash_table_get_keys (self->worst),
                                        (GCompareFunc) g_strcmp0);

  for (GList *name = names; name != NULL; name = name->next)
    {
      double worst = *(double *) g_hash_table_lookup (self->worst, name->data);

      g_test_message ("%s: at most %.2g", (char *) name->data, worst);
      g_assert_cmpfloat (worst, <=, find_tolerance (name->data));
    }
}

static RimRegion *
load_region (const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RimRoiSet) set = rim_nifti_read_labels (path, &error);
  const RimRoi *roi;

  g_assert_no_error (error);
  g_assert_cmpuint (set->rois->len, ==, 1);
  roi = g_ptr_array_index (set->rois, 0);

  return rim_region_new (roi->mask);
}

static void
run_types (Check     *self,
           RimVolume *image)
{
  RimImageTypeSettings settings = RIM_IMAGE_TYPE_SETTINGS_INIT;
  guint n_types;
  const RimImageType *types = rim_image_types_get (&n_types);

  settings.log.n_sigmas = 5;
  for (guint s = 0; s < 5; s++)
    settings.log.sigmas[s] = (RimLogSigma) { s + 1.0, FALSE };

  for (guint t = 0; t < n_types; t++)
    {
      g_autoptr(GError) error = NULL;

      if (g_str_equal (types[t].name, "LBP2D"))
        continue;

      g_assert_true (types[t].run (image, &self->region->box, self->region->inside, &settings, check_image,
                                   self, NULL, &error));
      g_assert_no_error (error);
    }
}

static void
test_pyradiomics (gconstpointer data)
{
  g_auto(GStrv) name = g_strsplit (data, " ", 2);
  g_autofree char *image_name = g_strdup_printf ("data/sts/%s/nifti/%s_image.nii.gz", name[0],
                                                 name[1]);
  g_autofree char *mask_name = g_strdup_printf ("data/sts/%s/nifti/%s_mask.nii.gz", name[0],
                                                name[1]);
  g_autofree char *table_name = g_strdup_printf ("reference/pyradiomics/features_%s_%s_GTV.csv",
                                                 name[0], name[1]);
  g_autofree char *image_path = rim_test_data_or_skip (image_name);
  g_autofree char *mask_path = image_path != NULL ? rim_test_data_or_skip (mask_name) : NULL;
  g_autoptr(RimTestTable) table = NULL;
  g_autoptr(RimVolume) image = NULL;
  g_autoptr(RimRegion) region = NULL;
  g_autoptr(GHashTable) worst = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(GError) error = NULL;
  Check self;

  if (mask_path == NULL || (table = rim_test_table_load_or_skip (table_name)) == NULL)
    return;

  image = rim_nifti_read (image_path, &error);
  g_assert_no_error (error);
  region = load_region (mask_path);

  self = (Check) { region, table, worst, 0 };
  run_types (&self, image);
  g_assert_cmpuint (self.n_images, ==, 22);
  report (&self);
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
      g_autofree char *path = g_strdup_printf ("/oracle/filter/%s", cases[c]);

      g_test_add_data_func (path, cases[c], test_pyradiomics);
    }

  return g_test_run ();
}
