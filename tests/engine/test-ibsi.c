/* test-ibsi.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "core/rim-parallel.h"
#include "feature/rim-extract.h"

/* Settings and pipeline of the IBSI's profile, but for the published values. */

#define SIZE   20
#define HEADER "profile: ibsi\n"

static double
make_value (guint i,
            guint j,
            guint k)
{
  const guint noise = (i * 7919u + j * 104729u + k * 1299709u) % 97u;

  return floor (120.0 * sin (i * 0.6) * cos (j * 0.5 + k * 0.3) + noise * 0.37);
}

static RimVolume *
make_image (double thickness)
{
  RimGrid grid = { { SIZE, SIZE, SIZE }, { { { 0.0 } } } };
  RimVolume *image;

  rim_affine_init_identity (&grid.to_patient);
  grid.to_patient.m[2][2] = thickness;
  image = rim_volume_new (&grid, RIM_VOXEL_DOUBLE, NULL);
  for (guint k = 0; k < SIZE; k++)
    {
      double *value = rim_volume_get_slice_for_writing (image, k);

      for (guint j = 0; j < SIZE; j++)
        for (guint i = 0; i < SIZE; i++)
          *value++ = make_value (i, j, k);
    }
  rim_volume_publish_all (image);

  return image;
}

static RimMask *
make_ball (RimVolume *image,
           double     radius)
{
  const RimGrid *grid = rim_volume_get_grid (image);
  g_autofree guint8 *voxels = g_malloc (rim_grid_get_n_voxels (grid));
  guint8 *voxel = voxels;

  for (int k = 0; k < SIZE; k++)
    for (int j = 0; j < SIZE; j++)
      for (int i = 0; i < SIZE; i++)
        *voxel++ = (i - 9) * (i - 9) + (j - 10) * (j - 10) + (k - 8) * (k - 8) < radius * radius;

  return rim_mask_new_from_bytes (grid, voxels);
}

static RimSettings *
parse (const char *yaml)
{
  g_autoptr(GError) error = NULL;
  RimSettings *settings = rim_settings_new_from_yaml (yaml, "params.yaml", &error);

  g_assert_no_error (error);

  return settings;
}

static RimFeatureTable *
extract_thick (const char *yaml,
               double      thickness)
{
  g_autoptr(RimSettings) settings = parse (yaml);
  g_autoptr(RimVolume) image = make_image (thickness);
  g_autoptr(RimMask) mask = make_ball (image, 6.5);
  g_autoptr(GError) error = NULL;
  RimFeatureTable *table = rim_extract (image, mask, settings, NULL, NULL, NULL, &error);

  g_assert_no_error (error);

  return table;
}

static RimFeatureTable *
extract (const char *yaml)
{
  return extract_thick (yaml, 1.0);
}

static double
find (RimFeatureTable *table,
      const char      *image_type,
      const char      *family,
      const char      *name)
{
  const RimFeatureRow *row = rim_feature_table_find (table, image_type, family, name, RIM_AGGREGATION_NONE);

  g_assert_nonnull (row);

  return row->value;
}

static double
find_diagnostic (RimFeatureTable *table,
                 const char      *name)
{
  return find (table, "diagnostics", NULL, name);
}

static const char *
find_compliance (RimFeatureTable *table)
{
  return rim_feature_table_find (table, "diagnostics", NULL, "ibsi_compliant", RIM_AGGREGATION_NONE)->text;
}

/* Settings */

/* A recipe says what it is read back as. */
static void
test_recipes (void)
{
  const char *const *names = rim_settings_list_names ();
  guint n = 0;

  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_has_prefix (names[i], "ibsi-"))
      {
        g_autoptr(RimSettings) recipe = rim_settings_load (names[i], NULL);
        g_autofree char *yaml = rim_settings_to_yaml (recipe);
        g_autoptr(RimSettings) again = parse (yaml);

        g_assert_cmpint (rim_settings_get_profile (recipe), ==, RIM_PROFILE_IBSI);
        g_assert_cmpstr (rim_settings_get_hash (recipe), ==, rim_settings_get_hash (again));
        n++;
      }
  g_assert_cmpuint (n, ==, 11);
}

/* Every key with a value that is not its default. */
static void
test_keys (void)
{
  static const char *const lines[] = {
    "dimensions: 2", "imageInterpolation: linear", "roiThreshold: 0.75", "roundIntensities: true",
    "outlierSigma: 3", "ivhStep: 0.5", "ivhBinWidth: 2.5", "ivhBinCount: 1000", "coarseness: 1",
    "aggregation: [2D_avg, 2.5D_comb, 3D_comb]", "binCount: 32", "resegmentRange: [-.inf, 400]",
  };
  static const char *const filters[] = {
    "type: Mean\n    support: 7", "type: LoG\n    sigma: 1.5", "type: LoG\n    cutoff: 3",
    "type: Laws\n    kernels: S5E5L5", "type: Laws\n    energyDistance: 7",
    "type: Laws\n    rotationInvariant: true", "type: Gabor\n    angle: -112.5",
    "type: Gabor\n    lambda: 2", "type: Gabor\n    gamma: 1.5", "type: Gabor\n    angleStep: 45",
    "type: Gabor\n    orthogonalPlanes: true", "type: Wavelet\n    wavelet: coif3",
    "type: Wavelet\n    subband: HHH", "type: Simoncelli\n    level: 2",
    "type: RieszLoG\n    order: [0, 2, 0]", "type: RieszSimoncelli\n    steered: true",
    "type: RieszSimoncelli\n    tensorSigma: 2", "type: Mean\n    name: smooth",
    "type: Mean\n    dimensions: 2", "type: Mean\n    boundary: zero", "type: Wavelet\n    pooling: max",
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *yaml = g_strdup_printf (HEADER "setting:\n  %s\n", lines[i]);
      g_autofree char *line = g_strdup_printf ("\n  %s\n", lines[i]);
      g_autoptr(RimSettings) settings = parse (yaml);
      g_autofree char *text = rim_settings_to_yaml (settings);

      g_assert_nonnull (strstr (text, line));
    }
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      g_autofree char *yaml = g_strdup_printf (HEADER "filter:\n  - %s\n", filters[i]);
      g_autofree char *line = g_strdup_printf ("\n    %s\n", strstr (filters[i], "    ") + 4);
      g_autoptr(RimSettings) settings = parse (yaml);
      g_autofree char *text = rim_settings_to_yaml (settings);
      g_autoptr(RimSettings) again = parse (text);

      g_assert_nonnull (strstr (text, line));
      g_assert_cmpstr (rim_settings_get_hash (settings), ==, rim_settings_get_hash (again));
    }
}

/* An error names the file, the line and the key. */
static void
test_errors (void)
{
  static const char *const cases[][3] = {
    { HEADER "setting:\n  normalize: true\n", "params.yaml:3: setting.normalize", "not known" },
    { "setting:\n  dimensions: 2\n", "params.yaml:2: setting.dimensions", "not known" },
    { "filter: Mean\n", "params.yaml:1: filter", "list of filters" },
    { HEADER "setting:\n  dimensions: 4\n", "params.yaml:3: dimensions", "at most 3" },
    { HEADER "setting:\n  roiThreshold: 0\n", "params.yaml:3: roiThreshold", "above 0" },
    { HEADER "setting:\n  imageInterpolation: cubic\n", "params.yaml:3: imageInterpolation", "cubicSpline" },
    { HEADER "setting:\n  aggregation: 3D\n", "params.yaml:3: aggregation", "list" },
    { HEADER "setting:\n  aggregation: []\n", "params.yaml:3: aggregation", "list" },
    { HEADER "setting:\n  aggregation: [4D]\n", "params.yaml:3: aggregation", "3D_comb" },
    { HEADER "setting:\n  ivhBinCount: 1\n", "params.yaml:3: ivhBinCount", "at least 2" },
    { HEADER "imageType:\n  Wavelet:\n", "params.yaml:3: imageType.Wavelet", "not known" },
    { HEADER "imageType:\n  filter:\n", "params.yaml:3: imageType.filter", "not known" },
    { HEADER "featureClass:\n  firstorder:\n", "params.yaml:3: featureClass.firstorder", "not known" },
    { HEADER "filter: Mean\n", "params.yaml:2: filter", "list of filters" },
    { HEADER "filter:\n  -\n", "params.yaml:3: ", "needs a type" },
    { HEADER "filter:\n  - Mean\n", "params.yaml:3: filter", "map" },
    { HEADER "filter:\n  - support: 5\n", "params.yaml:3: ", "needs a type" },
    { HEADER "filter:\n  - type: Median\n", "params.yaml:3: type", "RieszLoG" },
    { HEADER "filter:\n  - type: Mean\n    sigma: 5\n", "params.yaml:4: filter.sigma", "no setting of Mean" },
    { HEADER "filter:\n  - type: Mean\n    size: 5\n", "params.yaml:4: filter.size", "not known" },
    { HEADER "filter:\n  - type: Mean\n    support: 4\n", "params.yaml:3: filter", "odd" },
    { HEADER "filter:\n  - type: Mean\n    name: a,b\n", "params.yaml:4: name", "a,b" },
    { HEADER "filter:\n  - type: Mean\n    name: original\n", "params.yaml:3: filter.name", "original" },
    { HEADER "filter:\n  - type: Laws\n    kernels: L5E5\n", "params.yaml:3: filter", "" },
    { HEADER "filter:\n  - type: Laws\n    kernels: L5E5S5X5\n", "params.yaml:4: kernels", "" },
    { HEADER "filter:\n  - type: Wavelet\n    subband: LHXX\n", "params.yaml:4: subband", "" },
    { HEADER "filter:\n  - type: Mean\n  - type: Mean\n", "params.yaml:4: ", "ibsi-mean-3" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (rim_settings_new_from_yaml (cases[i][0], "params.yaml", &error));
      g_test_message ("%s", error->message);
      g_assert_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS);
      g_assert_true (g_str_has_prefix (error->message, cases[i][1]));
      g_assert_nonnull (strstr (error->message, cases[i][2]));
    }
}

static void
test_many_filters (void)
{
  g_autoptr(GString) yaml = g_string_new (HEADER "filter:\n");
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < 40; i++)
    g_string_append_printf (yaml, "  - {type: Mean, support: %u}\n", 2 * i + 1);
  g_assert_null (rim_settings_new_from_yaml (yaml->str, NULL, &error));
  g_assert_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS);
}

/* Pipeline */

/* Zero difference, whatever the number of threads. */
static void
test_threads (void)
{
  static const char *const yaml =
    HEADER "setting: {resampledPixelSpacing: [0.8, 0.8, 0.8], binCount: 16, outlierSigma: 3, "
    "aggregation: [2D_avg, 2D_comb, 2.5D_avg, 2.5D_comb, 3D_avg, 3D_comb]}\n"
    "imageType: {Original: }\n"
    "filter: [{type: Mean}, {type: LoG, sigma: 1}, {type: Wavelet, rotationInvariant: true}]\n";
  static const guint threads[] = { 1, 2, 3, 8 };
  g_autofree char *first = NULL;

  for (guint n = 0; n < G_N_ELEMENTS (threads); n++)
    {
      g_autoptr(RimFeatureTable) table = NULL;
      g_autofree char *csv = NULL;

      rim_parallel_set_n_threads (threads[n]);
      table = extract (yaml);
      csv = rim_feature_table_to_csv (table);
      if (first == NULL)
        first = g_steal_pointer (&csv);
      else
        g_assert_cmpstr (csv, ==, first);
    }
  rim_parallel_set_n_threads (0);
}

static guint
count_rows (RimFeatureTable *table,
            const char      *family,
            const char      *aggregation)
{
  guint n = 0;

  for (gsize i = 0; i < rim_feature_table_get_n_rows (table); i++)
    {
      const RimFeatureRow *row = rim_feature_table_get_row (table, i);

      n += row->family != NULL && strcmp (row->family->name, family) == 0 &&
           strcmp (rim_aggregation_get_name (row->aggregation, row->family), aggregation) == 0;
    }

  return n;
}

/* What is not standardised is only there when it is named. */
static void
test_aggregations (void)
{
  g_autoptr(RimFeatureTable) flat = extract (HEADER "setting: {dimensions: 2}\n");
  g_autoptr(RimFeatureTable) space = extract (HEADER);
  g_autoptr(RimFeatureTable) some = extract (HEADER "setting: {aggregation: [2D_comb, 3D_avg, 3D_comb]}\n");

  g_assert_cmpuint (count_rows (flat, "glcm", "2D_avg"), ==, 25);
  g_assert_cmpuint (count_rows (flat, "glrlm", "2.5D_comb"), ==, 16);
  g_assert_cmpuint (count_rows (flat, "glszm", "2D"), ==, 16);
  g_assert_cmpuint (count_rows (flat, "gldzm", "2.5D"), ==, 16);
  g_assert_cmpuint (count_rows (flat, "glcm", "3D_avg"), ==, 0);
  g_assert_cmpuint (count_rows (space, "glcm", "3D_comb"), ==, 25);
  g_assert_cmpuint (count_rows (space, "ngtdm", "3D"), ==, 5);
  g_assert_cmpuint (count_rows (space, "ngldm", "3D"), ==, 17);
  g_assert_cmpuint (count_rows (space, "statistics", ""), ==, 18);
  g_assert_cmpuint (count_rows (space, "morphology", ""), ==, 25);
  g_assert_cmpuint (count_rows (space, "ivh", ""), ==, 6);
  g_assert_cmpuint (count_rows (some, "glcm", "2D_avg"), ==, 0);
  g_assert_cmpuint (count_rows (some, "glszm", "2D"), ==, 16);
  g_assert_cmpuint (count_rows (some, "glszm", "3D"), ==, 16);
}

/* The range first, then outliers among what is left; the shape stays. */
static void
test_resegmentation (void)
{
  g_autoptr(RimFeatureTable) whole = extract (HEADER);
  g_autoptr(RimFeatureTable) range = extract (HEADER "setting: {resegmentRange: [-50, 80]}\n");
  g_autoptr(RimFeatureTable) above = extract (HEADER "setting: {resegmentRange: [-50, .inf]}\n");
  g_autoptr(RimFeatureTable) both = extract (HEADER "setting: {resegmentRange: [-50, 80], outlierSigma: 1}\n");
  const double mean = find (range, "original", "statistics", "Mean");
  const double deviation = sqrt (find (range, "original", "statistics", "Variance"));

  g_assert_cmpfloat (find_diagnostic (range, "int_mask_min_int_reseg_roi"), >=, -50.0);
  g_assert_cmpfloat (find_diagnostic (range, "int_mask_max_int_reseg_roi"), <=, 80.0);
  g_assert_cmpfloat (find_diagnostic (above, "int_mask_max_int_reseg_roi"), ==,
                     find_diagnostic (whole, "int_mask_max_int_reseg_roi"));
  g_assert_cmpfloat (find_diagnostic (both, "int_mask_min_int_reseg_roi"), >=, mean - deviation);
  g_assert_cmpfloat (find_diagnostic (both, "int_mask_min_int_reseg_roi"), <, mean - deviation + 3.0);
  g_assert_cmpfloat (find_diagnostic (both, "int_mask_max_int_reseg_roi"), <=, mean + deviation);
  g_assert_cmpfloat (find_diagnostic (both, "int_mask_max_int_reseg_roi"), >, mean + deviation - 3.0);
  g_assert_cmpfloat (find (both, "original", "morphology", "MeshVolume"), ==,
                     find (whole, "original", "morphology", "MeshVolume"));
}

/* Filters see the image, features the filtered one; peaks do, too. */
static void
test_filters (void)
{
  g_autoptr(RimFeatureTable) table =
    extract (HEADER "imageType: {Original: }\n"
             "filter: [{type: Mean, support: 1}, {type: Mean, support: 5, name: smooth}]\n"
             "featureClass: {statistics: , local_intensity: , glcm: , ivh: , morphology: }\n");
  const char *const families[][2] = {
    { "statistics", "Mean" }, { "statistics", "Variance" }, { "local_intensity", "LocalPeak" },
    { "local_intensity", "GlobalPeak" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    {
      const double plain = find (table, "original", families[i][0], families[i][1]);

      g_assert_cmpfloat (fabs (find (table, "ibsi-mean-1", families[i][0], families[i][1]) - plain), <=,
                         1e-12 * fabs (plain));
      g_assert_cmpfloat (find (table, "smooth", families[i][0], families[i][1]), !=, plain);
    }
  g_assert_cmpfloat (find (table, "smooth", "statistics", "Variance"), <,
                     find (table, "original", "statistics", "Variance"));
  g_assert_null (rim_feature_table_find (table, "smooth", "morphology", "MeshVolume", RIM_AGGREGATION_NONE));
}

static gboolean
take_image (const char  *name,
            RimField    *field,
            gpointer     data,
            GError     **error)
{
  g_autoptr(RimField) own G_GNUC_UNUSED = field;
  guint *n = data;

  for (guint axis = 0; axis < 3; axis++)
    {
      g_assert_cmpuint (field->grid.size[axis], ==, 2 * SIZE);
      g_assert_cmpfloat (fabs (rim_grid_get_spacing (&field->grid, axis) - 0.5), <=, 1e-12);
    }
  g_assert_cmpstr (name, ==, *n == 0 ? "original" : "ibsi-mean-3");
  (*n)++;

  return TRUE;
}

/* Images alone are interpolated as those that features are computed of. */
static void
test_images (void)
{
  g_autoptr(RimSettings) settings = parse (HEADER "setting: {resampledPixelSpacing: [0.5, 0.5, 0.5]}\n"
                                           "imageType: {Original: }\nfilter: [{type: Mean}]\n");
  g_autoptr(RimVolume) image = make_image (1.0);
  g_autoptr(GError) error = NULL;
  guint n = 0;

  g_assert_true (rim_extract_images (image, NULL, settings, take_image, &n, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 2);
}

/* Morphology reads the image itself, even where only filtered ones are asked for. */
static void
test_filter_alone (void)
{
  g_autoptr(RimFeatureTable) alone = extract (HEADER "filter: [{type: LoG}]\nfeatureClass: {morphology: }\n");
  g_autoptr(RimFeatureTable) plain = extract (HEADER "featureClass: {morphology: }\n");

  g_assert_cmpfloat (find (alone, "original", "morphology", "MoranI"), ==,
                     find (plain, "original", "morphology", "MoranI"));
}

static void
test_compliance (void)
{
  static const char *const cases[][2] = {
    { HEADER "setting: {binCount: 32}\n", "yes" },
    { HEADER "setting: {resegmentRange: [-500, 400]}\n", "yes" },
    { HEADER "setting: {additionalInfo: false, binCount: 32}\n", "yes" },
    { HEADER "featureClass: {statistics: }\nfilter: [{type: Mean}]\n", "yes" },
    { HEADER, "no: bins of a fixed size" },
    { HEADER "setting: {binCount: 32}\nfilter: [{type: Mean}]\n", "no: of filtered images" },
    { HEADER "featureClass: {statistics: }\nfilter: [{type: RieszLoG}]\n", "no: Riesz" },
    { HEADER "featureClass: {ivh: [AreaUnderCurve]}\n", "no: ivh_AreaUnderCurve is not standardised" },
    { HEADER "featureClass: {morphology: [AreaDensityMVEE]}\n", "no: morphology_AreaDensityMVEE" },
  };
  g_autoptr(RimFeatureTable) thick = extract_thick (HEADER "setting: {binCount: 32}\n", 3.0);
  g_autoptr(RimFeatureTable) flat = extract_thick (HEADER "setting: {binCount: 32, dimensions: 2}\n", 3.0);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(RimFeatureTable) table = extract (cases[i][0]);

      g_test_message ("%s", find_compliance (table));
      g_assert_true (g_str_has_prefix (find_compliance (table), cases[i][1]));
    }
  g_assert_true (g_str_has_prefix (find_compliance (thick), "no: voxels are not equally long"));
  g_assert_cmpstr (find_compliance (flat), ==, "yes");
}

/* Whatever a region or image is like, there is a table or a reason. */
static void
test_bad_input (void)
{
  static const struct
  {
    const char *yaml;
    double      radius;
    GQuark      (*domain)(void);
    int         code;
  } cases[] = {
    { HEADER, 0.0, rim_feature_error_quark, RIM_FEATURE_ERROR_EMPTY },
    { HEADER, 0.5, rim_feature_error_quark, RIM_FEATURE_ERROR_TOO_SMALL },
    { HEADER "setting: {resegmentRange: [1000, 2000]}\n", 5.0, rim_feature_error_quark, RIM_FEATURE_ERROR_EMPTY },
    { HEADER "setting: {resegmentRange: [.nan, .nan]}\n", 5.0, rim_feature_error_quark,
      RIM_FEATURE_ERROR_SETTINGS },
    { HEADER "setting: {resegmentRange: [5, -5]}\n", 5.0, rim_feature_error_quark, RIM_FEATURE_ERROR_SETTINGS },
    { HEADER "setting: {dimensions: 2, resampledPixelSpacing: [2, 2, 2]}\n", 5.0, rim_feature_error_quark,
      RIM_FEATURE_ERROR_SETTINGS },
    { HEADER "setting: {binWidth: 0.0001}\n", 5.0, rim_feature_error_quark, RIM_FEATURE_ERROR_TOO_MANY_LEVELS },
    { HEADER "setting: {resampledPixelSpacing: [100, 100, 100], roiThreshold: 1}\n", 5.0,
      rim_feature_error_quark, RIM_FEATURE_ERROR_TOO_SMALL },
  };
  g_autoptr(RimVolume) image = make_image (1.0);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(RimSettings) settings = parse (cases[i].yaml);
      g_autoptr(RimMask) mask = make_ball (image, cases[i].radius);
      g_autoptr(GError) error = NULL;

      g_assert_null (rim_extract (image, mask, settings, NULL, NULL, NULL, &error));
      g_test_message ("%s", error->message);
      g_assert_error (error, cases[i].domain (), cases[i].code);
    }
}

static void
test_not_finite (void)
{
  g_autoptr(RimSettings) settings = parse (HEADER);
  g_autoptr(RimVolume) image = make_image (1.0);
  g_autoptr(RimVolume) holed = rim_volume_new (rim_volume_get_grid (image), RIM_VOXEL_DOUBLE, NULL);
  g_autoptr(RimMask) mask = make_ball (image, 4.0);
  g_autoptr(GError) error = NULL;

  for (guint k = 0; k < SIZE; k++)
    {
      double *value = rim_volume_get_slice_for_writing (holed, k);

      memcpy (value, rim_volume_get_slice (image, k), SIZE * SIZE * sizeof *value);
      value[10 * SIZE + 9] = NAN;
    }
  rim_volume_publish_all (holed);
  g_assert_null (rim_extract (holed, mask, settings, NULL, NULL, NULL, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_NOT_FINITE);
}

/* A region of one intensity has values where they are defined, and is no error. */
static void
test_constant (void)
{
  g_autoptr(RimSettings) settings = parse (HEADER "filter: [{type: Mean}, {type: LoG}]\nimageType: {Original: }\n");
  g_autoptr(RimVolume) image = make_image (1.0);
  g_autoptr(RimVolume) flat = rim_volume_new (rim_volume_get_grid (image), RIM_VOXEL_DOUBLE, NULL);
  g_autoptr(RimMask) mask = make_ball (image, 4.0);
  g_autoptr(RimFeatureTable) table = NULL;
  g_autoptr(GError) error = NULL;

  for (guint k = 0; k < SIZE; k++)
    {
      double *value = rim_volume_get_slice_for_writing (flat, k);

      for (guint i = 0; i < SIZE * SIZE; i++)
        value[i] = 42.0;
    }
  rim_volume_publish_all (flat);
  table = rim_extract (flat, mask, settings, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (find (table, "original", "statistics", "Mean"), ==, 42.0);
  g_assert_cmpfloat (find (table, "original", "statistics", "Variance"), ==, 0.0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ibsi/recipes", test_recipes);
  g_test_add_func ("/ibsi/keys", test_keys);
  g_test_add_func ("/ibsi/errors", test_errors);
  g_test_add_func ("/ibsi/many-filters", test_many_filters);
  g_test_add_func ("/ibsi/threads", test_threads);
  g_test_add_func ("/ibsi/aggregations", test_aggregations);
  g_test_add_func ("/ibsi/resegmentation", test_resegmentation);
  g_test_add_func ("/ibsi/filters", test_filters);
  g_test_add_func ("/ibsi/images", test_images);
  g_test_add_func ("/ibsi/filter-alone", test_filter_alone);
  g_test_add_func ("/ibsi/compliance", test_compliance);
  g_test_add_func ("/ibsi/bad-input", test_bad_input);
  g_test_add_func ("/ibsi/not-finite", test_not_finite);
  g_test_add_func ("/ibsi/constant", test_constant);

  return g_test_run ();
}
