/* test-extract.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "core/rim-parallel.h"
#include "feature/rim-extract.h"
#include "filter/rim-resample.h"

#define SIZE_I 24
#define SIZE_J 20
#define SIZE_K 14

static RimGrid
make_grid (void)
{
  RimGrid grid = { { SIZE_I, SIZE_J, SIZE_K } };

  rim_affine_init_identity (&grid.to_patient);
  grid.to_patient.m[0][0] = 0.8;
  grid.to_patient.m[1][1] = 0.8;
  grid.to_patient.m[2][2] = 2.5;
  grid.to_patient.m[0][3] = -40.0;

  return grid;
}

static double
make_value (guint i,
            guint j,
            guint k)
{
  const guint noise = (i * 7919u + j * 104729u + k * 1299709u) % 97u;

  return (float) (120.0 * sin (i * 0.6) * cos (j * 0.5 + k * 0.3) + noise * 0.37);
}

static RimVolume *
make_image (RimVoxelType type)
{
  RimGrid grid = make_grid ();
  RimVolume *image = rim_volume_new (&grid, type, NULL);

  for (guint k = 0; k < SIZE_K; k++)
    {
      gpointer slice = rim_volume_get_slice_for_writing (image, k);

      for (guint j = 0; j < SIZE_J; j++)
        for (guint i = 0; i < SIZE_I; i++)
          {
            const guint at = j * SIZE_I + i;

            if (type == RIM_VOXEL_FLOAT)
              ((float *) slice)[at] = (float) make_value (i, j, k);
            else
              ((gint16 *) slice)[at] = (gint16) make_value (i, j, k);
          }
    }
  rim_volume_publish_all (image);

  return image;
}

static RimMask *
make_mask (const RimGrid *grid,
           RimVec3        middle,
           RimVec3        radii)
{
  g_autofree guint8 *voxels = g_malloc0 (rim_grid_get_n_voxels (grid));
  guint8 *voxel = voxels;

  for (guint k = 0; k < grid->size[2]; k++)
    for (guint j = 0; j < grid->size[1]; j++)
      for (guint i = 0; i < grid->size[0]; i++)
        {
          const double x = (i - middle.x) / radii.x;
          const double y = (j - middle.y) / radii.y;
          const double z = (k - middle.z) / radii.z;

          *voxel++ = x * x + y * y + z * z < 1.0;
        }

  return rim_mask_new_from_bytes (grid, voxels);
}

static RimMask *
make_ball (const RimGrid *grid)
{
  return make_mask (grid, RIM_VEC3 (11, 9, 6), RIM_VEC3 (7.5, 6.5, 4.5));
}

static RimSettings *
parse (const char *yaml)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RimSettings) settings = rim_settings_new_from_yaml (yaml, NULL, &error);

  g_assert_no_error (error);

  return rim_settings_with_diagnostics (settings, FALSE);
}

static RimFeatureTable *
extract (RimVolume  *image,
         RimMask    *mask,
         const char *yaml)
{
  g_autoptr(RimSettings) settings = parse (yaml);
  g_autoptr(GError) error = NULL;
  RimFeatureTable *table = rim_extract (image, mask, settings, NULL, NULL, NULL, &error);

  g_assert_no_error (error);

  return table;
}

static void
assert_fails (RimVolume       *image,
              RimMask         *mask,
              const char      *yaml,
              RimFeatureError  code,
              const char      *reason)
{
  g_autoptr(RimSettings) settings = parse (yaml);
  g_autoptr(GError) error = NULL;

  g_assert_null (rim_extract (image, mask, settings, NULL, NULL, NULL, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, RIM_FEATURE_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, reason));
}

static const RimFeatureRow *
find_row (RimFeatureTable *table,
          const char      *image_type,
          const char      *family,
          const char      *name)
{
  for (guint a = RIM_AGGREGATION_NONE; a <= RIM_AGGREGATION_3D_MERGED; a++)
    {
      const RimFeatureRow *row = rim_feature_table_find (table, image_type, family, name, (RimAggregation) a);

      if (row != NULL)
        return row;
    }

  return NULL;
}

static double
get_value (RimFeatureTable *table,
           const char      *image_type,
           const char      *family,
           const char      *name)
{
  const RimFeatureRow *row = find_row (table, image_type, family, name);

  g_assert_nonnull (row);

  return row->value;
}

static void
assert_same_bits (RimFeatureTable *a,
                  RimFeatureTable *b)
{
  g_assert_cmpuint (rim_feature_table_get_n_rows (a), ==, rim_feature_table_get_n_rows (b));
  for (gsize i = 0; i < rim_feature_table_get_n_rows (a); i++)
    {
      const RimFeatureRow *x = rim_feature_table_get_row (a, i);
      const RimFeatureRow *y = rim_feature_table_get_row (b, i);

      g_assert_cmpstr (x->image_type, ==, y->image_type);
      g_assert_true (x->info == y->info);
      g_assert_cmpmem (&x->value, sizeof x->value, &y->value, sizeof y->value);
    }
}

#define ALL_IMAGES \
  "imageType: {Original: {}, Wavelet: {}, LoG: {sigma: [1.0, 2]}, Square: {}, SquareRoot: {}, Logarithm: {},\n" \
  "  Exponential: {}, Gradient: {}, LBP2D: {binWidth: 1}, LBP3D: {binWidth: 0.1}}\n"

/* Zero difference, whatever the number of threads. */
static void
test_threads (void)
{
  static const RimVoxelType types[] = { RIM_VOXEL_FLOAT, RIM_VOXEL_INT16 };
  static const guint threads[] = { 1, 2, 3, 8 };
  RimGrid grid = make_grid ();
  g_autoptr(RimMask) mask = make_ball (&grid);

  for (guint t = 0; t < G_N_ELEMENTS (types); t++)
    {
      g_autoptr(RimVolume) image = make_image (types[t]);
      g_autoptr(RimFeatureTable) first = extract (image, mask, "setting: {binWidth: 10}\n" ALL_IMAGES);

      g_assert_cmpuint (rim_feature_table_get_n_rows (first), ==, 107 + 19 * 93);
      for (guint n = 0; n < G_N_ELEMENTS (threads); n++)
        {
          g_autoptr(RimFeatureTable) again = NULL;

          rim_parallel_set_n_threads (threads[n]);
          again = extract (image, mask, "setting: {binWidth: 10}\n" ALL_IMAGES);
          assert_same_bits (first, again);
        }
      rim_parallel_set_n_threads (0);
    }
}

/* Shape comes first; images, classes and features as the file names them, as in
 * PyRadiomics, and after a round trip of the settings, too; all of a class by name.
 */
static void
test_order (void)
{
  RimGrid grid = make_grid ();
  g_autoptr(RimMask) mask = make_ball (&grid);
  g_autoptr(RimVolume) image = make_image (RIM_VOXEL_FLOAT);
  g_autoptr(RimSettings) settings =
    parse ("imageType: {LoG: {sigma: [2, 1.0]}, Original: {}}\n"
           "featureClass: {ngtdm: , firstorder: [MeanAbsoluteDeviation, Mean, Energy, Mean], shape: [Flatness]}");
  g_autofree char *yaml = rim_settings_to_yaml (settings);
  g_autoptr(RimFeatureTable) table = extract (image, mask, yaml);
  static const char *const features[][2] = {
    { "ngtdm", "Busyness" },
    { "ngtdm", "Coarseness" },
    { "ngtdm", "Complexity" },
    { "ngtdm", "Contrast" },
    { "ngtdm", "Strength" },
    { "firstorder", "MeanAbsoluteDeviation" },
    { "firstorder", "Mean" },
    { "firstorder", "Energy" },
  };
  static const char *const images[] = { "log-sigma-2-mm-3D", "log-sigma-1-0-mm-3D", "original" };
  const gsize n = G_N_ELEMENTS (features);

  g_assert_cmpuint (rim_feature_table_get_n_rows (table), ==, 1 + 3 * n);
  g_assert_cmpstr (rim_feature_table_get_row (table, 0)->name, ==, "Flatness");
  for (guint i = 0; i < 3 * n; i++)
    {
      const RimFeatureRow *row = rim_feature_table_get_row (table, i + 1);

      g_assert_cmpstr (row->image_type, ==, images[i / n]);
      g_assert_cmpstr (row->family->name, ==, features[i % n][0]);
      g_assert_cmpstr (row->name, ==, features[i % n][1]);
    }
}

/* An image type's own settings are those of an extraction with nothing else. */
static void
test_own_settings (void)
{
  RimGrid grid = make_grid ();
  g_autoptr(RimMask) mask = make_ball (&grid);
  g_autoptr(RimVolume) image = make_image (RIM_VOXEL_FLOAT);
  g_autoptr(RimFeatureTable) own =
    extract (image, mask, "setting: {binWidth: 25}\nimageType: {Original: {}, Square: {binCount: 16, force2D: true}}");
  g_autoptr(RimFeatureTable) alone =
    extract (image, mask, "setting: {binCount: 16, force2D: true}\nimageType: {Square: {}}\n"
             "featureClass: {firstorder: , glcm: , gldm: , glrlm: , glszm: , ngtdm: }");

  g_assert_cmpfloat (get_value (own, "original", "glcm", "JointEntropy"), !=,
                     get_value (own, "square", "glcm", "JointEntropy"));
  for (gsize i = 0; i < rim_feature_table_get_n_rows (alone); i++)
    {
      const RimFeatureRow *row = rim_feature_table_get_row (alone, i);

      g_assert_cmpfloat (row->value, ==, get_value (own, row->image_type, row->family->name, row->name));
    }
}

/* Each setting of a family that no standard has changes that family alone. */
static void
test_beyond (void)
{
  static const struct
  {
    const char *setting;
    const char *family;
  } cases[] = {
    { "collageRadius: 1", "collage" }, { "collageBins: 16", "collage" }, { "marginReachMm: 4", "margin" },
    { "marginStepMm: 0.25", "margin" }, { "marginProfiles: 20", "margin" }, { "sectorShellMm: 2", "rimsectors" },
    { "gaborSigmaMm: 1.5", "gabor" }, { "gaborLambdaMm: 3", "gabor" }, { "gaborBins: 8", "gabor" },
    { "lawsBins: 8", "laws" },
  };
  const char *classes = "featureClass: {collage: [ThetaEntropyMean], margin: , rimsectors: , gabor: , laws: }\n";
  RimGrid grid = make_grid ();
  g_autoptr(RimMask) mask = make_ball (&grid);
  g_autoptr(RimVolume) image = make_image (RIM_VOXEL_FLOAT);
  g_autoptr(RimFeatureTable) plain = extract (image, mask, classes);

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      g_autofree char *yaml = g_strdup_printf ("%sbeyond: {%s}", classes, cases[c].setting);
      g_autoptr(RimFeatureTable) table = extract (image, mask, yaml);
      gboolean differs = FALSE;

      g_assert_cmpuint (rim_feature_table_get_n_rows (table), ==, rim_feature_table_get_n_rows (plain));
      for (gsize i = 0; i < rim_feature_table_get_n_rows (plain); i++)
        {
          const RimFeatureRow *a = rim_feature_table_get_row (plain, i);
          const RimFeatureRow *b = rim_feature_table_get_row (table, i);
          const gboolean is_same = memcmp (&a->value, &b->value, sizeof a->value) == 0;

          if (!g_str_equal (a->family->name, cases[c].family))
            g_assert_true (is_same || (isnan (a->value) && isnan (b->value)));
          else
            differs = differs || !is_same;
        }
      g_assert_true (differs);
    }
}

static void
test_bad_masks (void)
{
  RimGrid grid = make_grid ();
  RimGrid other = grid;
  g_autoptr(RimVolume) image = make_image (RIM_VOXEL_FLOAT);
  g_autoptr(RimMask) empty = rim_mask_new (&grid);
  g_autoptr(RimMask) voxel = make_mask (&grid, RIM_VEC3 (5, 5, 5), RIM_VEC3 (0.5, 0.5, 0.5));
  g_autoptr(RimMask) line = make_mask (&grid, RIM_VEC3 (5, 5, 5), RIM_VEC3 (3.5, 0.5, 0.5));
  g_autoptr(RimMask) plane = make_mask (&grid, RIM_VEC3 (8, 8, 5), RIM_VEC3 (4.5, 4.5, 0.5));
  g_autoptr(RimMask) ball = make_ball (&grid);
  g_autoptr(RimMask) moved = NULL;
  g_autoptr(RimMask) cut = NULL;
  g_autoptr(RimFeatureTable) flat = extract (image, plane, "");
  g_autoptr(RimFeatureTable) thin = extract (image, line, "setting: {minimumROIDimensions: 1}");

  assert_fails (image, empty, "", RIM_FEATURE_ERROR_EMPTY, "No labels found in this mask");
  assert_fails (image, voxel, "setting: {minimumROIDimensions: 1}", RIM_FEATURE_ERROR_TOO_SMALL, "1 segmented voxel");
  assert_fails (image, line, "", RIM_FEATURE_ERROR_TOO_SMALL, "number of dimensions 1, minimum required 2");
  assert_fails (image, plane, "setting: {minimumROIDimensions: 3}", RIM_FEATURE_ERROR_TOO_SMALL, "too few dimensions");
  assert_fails (image, ball, "setting: {minimumROISize: 5000}", RIM_FEATURE_ERROR_TOO_SMALL, "minimum size: 5000");
  g_assert_cmpuint (rim_feature_table_get_n_rows (flat), ==, 107);
  g_assert_cmpuint (rim_feature_table_get_n_rows (thin), ==, 107);

  other.to_patient.m[0][3] += 2e-6 * 0.8;
  moved = make_ball (&other);
  assert_fails (image, moved, "", RIM_FEATURE_ERROR_GEOMETRY, "geometryTolerance");
  other.size[2] = SIZE_K - 1;
  cut = make_ball (&other);
  assert_fails (image, cut, "", RIM_FEATURE_ERROR_GEOMETRY, "size mismatch");
}

/* A mask on another grid is put on that of the image where that is asked for. */
static void
test_correct_mask (void)
{
  RimGrid grid = make_grid ();
  RimGrid other = grid;
  g_autoptr(RimVolume) image = make_image (RIM_VOXEL_FLOAT);
  g_autoptr(RimMask) ball = make_ball (&grid);
  g_autoptr(RimFeatureTable) reference = extract (image, ball, "");
  g_autoptr(RimFeatureTable) tolerant = NULL;
  g_autoptr(RimFeatureTable) corrected = NULL;
  g_autoptr(RimMask) moved = NULL;
  g_autoptr(RimMask) large = NULL;
  g_autoptr(RimMask) outside = NULL;

  other.to_patient.m[0][3] += 0.01;
  moved = make_ball (&other);
  tolerant = extract (image, moved, "setting: {geometryTolerance: 0.02}");
  assert_same_bits (reference, tolerant);

  /* The same voxels in a larger field. */
  other = grid;
  other.size[0] += 6;
  other.to_patient.m[0][3] -= 3 * 0.8;
  large = make_mask (&other, RIM_VEC3 (14, 9, 6), RIM_VEC3 (7.5, 6.5, 4.5));
  corrected = extract (image, large, "setting: {correctMask: true}");
  assert_same_bits (reference, corrected);

  outside = make_mask (&other, RIM_VEC3 (4, 9, 6), RIM_VEC3 (3.5, 6.5, 4.5));
  assert_fails (image, outside, "setting: {correctMask: true}", RIM_FEATURE_ERROR_GEOMETRY, "larger than image space");
}

/* The image with other values in a corner and in the middle of the ball. */
static RimVolume *
make_marked (float corner,
             float middle)
{
  RimGrid grid = make_grid ();
  g_autoptr(RimVolume) from = make_image (RIM_VOXEL_FLOAT);
  RimVolume *image = rim_volume_new (&grid, RIM_VOXEL_FLOAT, NULL);

  for (guint k = 0; k < SIZE_K; k++)
    {
      float *slice = rim_volume_get_slice_for_writing (image, k);

      memcpy (slice, rim_volume_get_slice (from, k), SIZE_I * SIZE_J * sizeof *slice);
      if (k == 0)
        slice[0] = corner;
      if (k == 6)
        slice[9 * SIZE_I + 11] = middle;
    }
  rim_volume_publish_all (image);

  return image;
}

/* What is no number counts where it is looked at. */
static void
test_not_finite (void)
{
  static const struct
  {
    float           corner;
    float           middle;
    RimFeatureError code;
  } cases[] = {
    { 0.0f, NAN, RIM_FEATURE_ERROR_NOT_FINITE },
    { 0.0f, INFINITY, RIM_FEATURE_ERROR_NOT_FINITE },
    { 0.0f, 1e30f, RIM_FEATURE_ERROR_TOO_MANY_LEVELS },
  };
  RimGrid grid = make_grid ();
  g_autoptr(RimMask) ball = make_ball (&grid);
  g_autoptr(RimVolume) image = make_marked (0.0f, 5.0f);
  g_autoptr(RimVolume) nan = make_marked (NAN, 5.0f);
  g_autoptr(RimFeatureTable) reference = extract (image, ball, "");
  g_autoptr(RimFeatureTable) outside = extract (nan, ball, "");

  assert_same_bits (reference, outside);
  assert_fails (nan, ball, "setting: {normalize: true}", RIM_FEATURE_ERROR_NOT_FINITE, "normalized");
  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      g_autoptr(RimVolume) bad = make_marked (cases[c].corner, cases[c].middle);

      assert_fails (bad, ball, "", cases[c].code, "original: ");
    }
}

/* A range keeps values apart, and what is no value is on neither side of it. */
static void
test_not_finite_in_range (void)
{
  static const char *const settings[] = {
    "setting: {resegmentRange: [-1000, 1000]}",
    "setting: {resegmentRange: [0.1], resegmentMode: relative}",
    "profile: ibsi\nsetting: {binWidth: 25, resegmentRange: [-1000, 1000]}",
    "profile: ibsi\nsetting: {binWidth: 25, outlierSigma: 3}",
    "profile: ibsi\nsetting: {binWidth: 25}\nfeatureClass: {morphology: [MoranI]}",
  };
  RimGrid grid = make_grid ();
  g_autoptr(RimMask) ball = make_ball (&grid);
  g_autoptr(RimVolume) nan = make_marked (0.0f, NAN);
  g_autoptr(RimVolume) infinite = make_marked (0.0f, INFINITY);

  for (guint s = 0; s < G_N_ELEMENTS (settings); s++)
    {
      assert_fails (nan, ball, settings[s], RIM_FEATURE_ERROR_NOT_FINITE, "infinite or not a number");
      assert_fails (infinite, ball, settings[s], RIM_FEATURE_ERROR_NOT_FINITE, "infinite or not a number");
    }
}

static void
test_constant (void)
{
  RimGrid grid = make_grid ();
  g_autoptr(RimMask) ball = make_ball (&grid);
  g_autoptr(RimVolume) image = rim_volume_new (&grid, RIM_VOXEL_INT16, NULL);
  g_autoptr(RimFeatureTable) table = NULL;

  rim_volume_publish_all (image);
  table = extract (image, ball, "");
  g_assert_cmpuint (rim_feature_table_get_n_rows (table), ==, 107);
  g_assert_cmpfloat (get_value (table, "original", "glcm", "MCC"), ==, 1.0);
  g_assert_cmpfloat (get_value (table, "original", "firstorder", "Kurtosis"), ==, 0.0);
  g_assert_cmpfloat (get_value (table, "original", "ngtdm", "Coarseness"), ==, 1e6);
  assert_fails (image, ball, "setting: {normalize: true}", RIM_FEATURE_ERROR_NOT_FINITE, "equal");
}

static void
test_not_ready (void)
{
  RimGrid grid = make_grid ();
  g_autoptr(RimMask) ball = make_ball (&grid);
  g_autoptr(RimVolume) image = rim_volume_new (&grid, RIM_VOXEL_INT16, NULL);
  double positions[SIZE_K];

  rim_volume_publish_slice (image, 0);
  assert_fails (image, ball, "", RIM_FEATURE_ERROR_EMPTY, "not loaded to its end");

  for (guint k = 0; k < SIZE_K; k++)
    positions[k] = 2.5 * k + (k > 5 ? 4.0 : 0.0);
  rim_volume_set_slice_positions (image, positions, RIM_GEOMETRY_IRREGULAR);
  rim_volume_publish_all (image);
  assert_fails (image, ball, "", RIM_FEATURE_ERROR_GEOMETRY, "uneven");
}

static double
count_between (RimMask   *mask,
               RimVolume *image,
               double     low,
               double     high)
{
  double n = 0.0;

  for (guint k = 0; k < SIZE_K; k++)
    for (guint j = 0; j < SIZE_J; j++)
      for (guint i = 0; i < SIZE_I; i++)
        if (rim_mask_contains (mask, i, j, k))
          {
            const double value = rim_volume_get_value (image, i, j, k);

            n += value >= low && value <= high;
          }

  return n;
}

/* How much of @mask is in the box of what has values between. */
static double
count_in_box_between (RimMask   *mask,
                      RimVolume *image,
                      double     low,
                      double     high)
{
  RimVec3 min = RIM_VEC3 (SIZE_I, SIZE_J, SIZE_K);
  RimVec3 max = RIM_VEC3 (0, 0, 0);
  double n = 0.0;

  for (guint round = 0; round < 2; round++)
    for (guint k = 0; k < SIZE_K; k++)
      for (guint j = 0; j < SIZE_J; j++)
        for (guint i = 0; i < SIZE_I; i++)
          {
            const double value = rim_volume_get_value (image, i, j, k);

            if (!rim_mask_contains (mask, i, j, k))
              continue;
            if (round == 1)
              n += i >= min.x && i <= max.x && j >= min.y && j <= max.y && k >= min.z && k <= max.z;
            else if (value >= low && value <= high)
              {
                min = RIM_VEC3 (MIN (min.x, i), MIN (min.y, j), MIN (min.z, k));
                max = RIM_VEC3 (MAX (max.x, i), MAX (max.y, j), MAX (max.z, k));
              }
          }

  return n;
}

/* With diagnostics. */
static RimFeatureTable *
extract_all (RimVolume  *image,
             RimMask    *mask,
             const char *yaml)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RimSettings) settings = rim_settings_new_from_yaml (yaml, NULL, &error);
  RimFeatureTable *table;

  g_assert_no_error (error);
  table = rim_extract (image, mask, settings, NULL, NULL, NULL, &error);
  g_assert_no_error (error);

  return table;
}

/* As featureextractor.execute() of PyRadiomics 3.1: shape is not re-segmented, but cut
 * to the box of what is left.
 */
static void
test_resegment (void)
{
  RimGrid grid = make_grid ();
  g_autoptr(RimMask) ball = make_ball (&grid);
  g_autoptr(RimVolume) image = make_image (RIM_VOXEL_FLOAT);
  g_autoptr(RimFeatureTable) plain = extract (image, ball, "");
  const double max = get_value (plain, "original", "firstorder", "Maximum");
  const double mean = get_value (plain, "original", "firstorder", "Mean");
  const double sd = sqrt (get_value (plain, "original", "firstorder", "Variance"));
  const struct
  {
    const char *yaml;
    double      low;
    double      high;
  } cases[] = {
    { "setting: {resegmentRange: [-20, 60]}", -20.0, 60.0 },
    { "setting: {resegmentRange: [60, -20]}", -20.0, 60.0 },
    { "setting: {resegmentRange: [10]}", 10.0, INFINITY },
    { "setting: {resegmentRange: [0.8], resegmentMode: relative}", 0.8 * max, INFINITY },
    { "setting: {resegmentRange: [0.2], resegmentMode: relative}", 0.2 * max, INFINITY },
    { "setting: {resegmentRange: [-1, 1.5], resegmentMode: sigma}", mean - sd, mean + 1.5 * sd },
  };

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      g_autoptr(RimFeatureTable) table = extract_all (image, ball, cases[c].yaml);

      g_assert_cmpfloat (get_value (table, "diagnostics", NULL, "Mask-resegmented_VoxelNum"), ==,
                         count_between (ball, image, cases[c].low, cases[c].high));
      g_assert_cmpfloat (get_value (table, "original", "firstorder", "Minimum"), >=, cases[c].low);
      g_assert_cmpfloat (get_value (table, "original", "firstorder", "Maximum"), <=, cases[c].high);
      g_assert_cmpfloat_with_epsilon (get_value (table, "original", "shape", "VoxelVolume"),
                                      1.6 * count_in_box_between (ball, image, cases[c].low, cases[c].high), 1e-9);
    }

  {
    g_autoptr(RimFeatureTable) table =
      extract (image, ball, "setting: {resegmentRange: [-20, 60], resegmentShape: true}");

    g_assert_cmpfloat_with_epsilon (get_value (table, "original", "shape", "VoxelVolume"),
                                    1.6 * count_between (ball, image, -20.0, 60.0), 1e-9);
  }
  assert_fails (image, ball, "setting: {resegmentRange: [5000]}", RIM_FEATURE_ERROR_TOO_SMALL, "retained 0 voxel(s)");
}

/* Without filters a crop changes nothing. */
static void
test_pre_crop (void)
{
  RimGrid grid = make_grid ();
  g_autoptr(RimMask) ball = make_ball (&grid);
  g_autoptr(RimVolume) image = make_image (RIM_VOXEL_FLOAT);
  g_autoptr(RimFeatureTable) whole = extract (image, ball, "");
  g_autoptr(RimFeatureTable) cropped = extract (image, ball, "setting: {preCrop: true, padDistance: 1}");

  assert_same_bits (whole, cropped);
}

static void
test_normalize (void)
{
  RimGrid grid = make_grid ();
  g_autoptr(RimMask) all = make_mask (&grid, RIM_VEC3 (0, 0, 0), RIM_VEC3 (999, 999, 999));
  g_autoptr(RimVolume) image = make_image (RIM_VOXEL_INT16);
  g_autoptr(RimFeatureTable) table =
    extract (image, all, "setting: {normalize: true, normalizeScale: 100}\nfeatureClass: {firstorder: }");
  g_autoptr(RimFeatureTable) clipped =
    extract (image, all, "setting: {normalize: true, normalizeScale: 100, removeOutliers: 1}\nfeatureClass: {firstorder: }");
  const double n = SIZE_I * SIZE_J * SIZE_K;

  g_assert_cmpfloat_with_epsilon (get_value (table, "original", "firstorder", "Mean"), 0.0, 1e-11);
  g_assert_cmpfloat_with_epsilon (get_value (table, "original", "firstorder", "Variance"), 1e4 * (n - 1.0) / n, 1e-7);
  g_assert_cmpfloat (get_value (clipped, "original", "firstorder", "Minimum"), ==, -100.0);
  g_assert_cmpfloat (get_value (clipped, "original", "firstorder", "Maximum"), ==, 100.0);
}

/* ITK makes floats of whole numbers that a NIfTI rescales, so that resampling does
 * not truncate them and bins have edges in single precision.
 */
static void
test_rescaled (void)
{
  const char *yaml = "setting: {resampledPixelSpacing: [1, 1, 2], binCount: 16}\nimageType: {Original: {}, Wavelet: {}}";
  RimGrid grid = make_grid ();
  g_autoptr(RimMask) ball = make_ball (&grid);
  g_autoptr(RimVolume) scaled = make_image (RIM_VOXEL_INT16);
  g_autoptr(RimVolume) single = rim_volume_new (&grid, RIM_VOXEL_FLOAT, NULL);
  g_autoptr(RimFeatureTable) table = NULL;
  g_autoptr(RimFeatureTable) expected = NULL;

  rim_volume_set_rescaled_is_single (scaled, TRUE);
  for (guint k = 0; k < SIZE_K; k++)
    {
      float *slice = rim_volume_get_slice_for_writing (single, k);

      rim_volume_set_rescale (scaled, k, (RimRescale) { 0.375, -3.3 });
      for (guint n = 0; n < SIZE_I * SIZE_J; n++)
        slice[n] = (float) rim_volume_get_value (scaled, n % SIZE_I, n / SIZE_I, k);
    }
  rim_volume_publish_all (single);

  table = extract (scaled, ball, yaml);
  expected = extract (single, ball, yaml);
  g_assert_cmpfloat (get_value (table, "original", "firstorder", "Mean"), ==,
                     get_value (expected, "original", "firstorder", "Mean"));
  g_assert_cmpfloat (get_value (table, "wavelet-HHH", "glcm", "JointEntropy"), ==,
                     get_value (expected, "wavelet-HHH", "glcm", "JointEntropy"));
}

static void
test_resample (void)
{
  RimGrid grid = make_grid ();
  g_autoptr(RimMask) ball = make_ball (&grid);
  g_autoptr(RimVolume) image = make_image (RIM_VOXEL_FLOAT);
  g_autoptr(RimFeatureTable) plain = extract (image, ball, "");
  g_autoptr(RimFeatureTable) none = extract (image, ball, "setting: {resampledPixelSpacing: [1, 1, 1], interpolator: null}");
  g_autoptr(RimFeatureTable) iso = extract (image, ball, "setting: {resampledPixelSpacing: [1, 1, 1]}");
  g_autoptr(RimSettings) refused = parse ("setting: {resampledPixelSpacing: [1, 1, 1], interpolator: sitkLabelGaussian}");
  g_autoptr(GError) error = NULL;
  double voxels = get_value (iso, "original", "shape", "VoxelVolume");

  assert_same_bits (plain, none);
  g_assert_cmpfloat_with_epsilon (voxels, round (voxels), 1e-9);
  g_assert_null (rim_extract (image, ball, refused, NULL, NULL, NULL, &error));
  g_assert_nonnull (error);
}

/* A shape in two dimensions is measured on one slice, and left out where slices do
 * not count.
 */
static void
test_shape_2d (void)
{
  RimGrid grid = make_grid ();
  g_autoptr(RimVolume) image = make_image (RIM_VOXEL_FLOAT);
  g_autoptr(RimMask) ball = make_ball (&grid);
  g_autoptr(RimMask) plane = make_mask (&grid, RIM_VEC3 (8, 8, 5), RIM_VEC3 (4.5, 4.5, 0.5));
  g_autoptr(RimFeatureTable) without = extract (image, ball, "featureClass: {shape2D: , firstorder: [Mean]}");
  g_autoptr(RimFeatureTable) slice = extract (image, plane, "setting: {force2D: true}\nfeatureClass: {shape2D: }");
  g_autoptr(RimFeatureTable) across =
    extract (image, plane, "setting: {force2D: true, force2Ddimension: 2}\nfeatureClass: {shape2D: , firstorder: [Mean]}");

  g_assert_cmpuint (rim_feature_table_get_n_rows (without), ==, 1);
  g_assert_cmpuint (rim_feature_table_get_n_rows (slice), ==, 9);
  g_assert_cmpfloat (get_value (slice, "original", "shape2D", "MeshSurface"), >, 0.0);
  g_assert_cmpuint (rim_feature_table_get_n_rows (across), ==, 1);
  assert_fails (image, ball, "setting: {force2D: true}\nfeatureClass: {shape2D: }", RIM_FEATURE_ERROR_SETTINGS, "one slice");
}

typedef struct
{
  GCancellable *cancellable;
  double        last;
  guint         n;
} Watch;

static void
watch_cb (double   done,
          gpointer data)
{
  Watch *self = data;

  g_assert_cmpfloat (done, >=, self->last);
  g_assert_cmpfloat (done, <=, 1.0);
  self->last = done;
  if (++self->n == 3 && self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

static void
test_progress (void)
{
  RimGrid grid = make_grid ();
  g_autoptr(RimMask) ball = make_ball (&grid);
  g_autoptr(RimVolume) image = make_image (RIM_VOXEL_FLOAT);
  g_autoptr(RimSettings) settings = parse ("setting: {binWidth: 10}\n" ALL_IMAGES);
  g_autoptr(RimFeatureTable) table = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  Watch watch = { NULL, 0.0, 0 };

  table = rim_extract (image, ball, settings, watch_cb, &watch, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (watch.last, ==, 1.0);
  g_assert_cmpuint (watch.n, ==, 21);

  watch = (Watch) { cancellable, 0.0, 0 };
  g_assert_null (rim_extract (image, ball, settings, watch_cb, &watch, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (watch.n, <, 6);
  g_clear_error (&error);
  g_assert_null (rim_extract (image, ball, settings, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static const char *
get_text (RimFeatureTable *table,
          const char      *name)
{
  const RimFeatureRow *row = rim_feature_table_find (table, "diagnostics", NULL, name, RIM_AGGREGATION_NONE);

  g_assert_nonnull (row);

  return row->text;
}

static void
test_diagnostics (void)
{
  RimGrid grid = make_grid ();
  g_autoptr(RimVolume) image = make_image (RIM_VOXEL_INT16);
  g_autoptr(RimMask) ball = make_mask (&grid, RIM_VEC3 (5, 5, 5), RIM_VEC3 (2.5, 2.5, 1.5));
  g_autoptr(RimMask) second = make_mask (&grid, RIM_VEC3 (15, 12, 9), RIM_VEC3 (2.5, 2.5, 1.5));
  g_autoptr(RimMask) both = rim_mask_combine (ball, second, RIM_MASK_UNION);
  const char *yaml = "setting: {resegmentRange: [-1000, 20], resampledPixelSpacing: [1, 1, 0]}\n"
                     "featureClass: {firstorder: [Mean]}";
  g_autoptr(RimSettings) settings = parse (yaml);
  g_autoptr(RimFeatureTable) table = extract_all (image, both, yaml);

  g_assert_cmpstr (get_text (table, "Configuration_Hash"), ==, rim_settings_get_hash (settings));
  g_assert_cmpstr (get_text (table, "Image-original_Spacing"), ==, "(0.8, 0.8, 2.5)");
  g_assert_cmpstr (get_text (table, "Image-original_Size"), ==, "(24, 20, 14)");
  g_assert_cmpstr (get_text (table, "Image-interpolated_Spacing"), ==, "(1.0, 1.0, 2.5)");
  g_assert_cmpstr (get_text (table, "Mask-original_BoundingBox"), ==, "(3, 3, 4, 15, 12, 7)");
  g_assert_cmpstr (get_text (table, "Mask-original_CenterOfMassIndex"), ==, "(10.0, 8.5, 7.0)");
  g_assert_cmpuint (strlen (get_text (table, "Mask-original_Hash")), ==, 40);
  g_assert_cmpfloat (get_value (table, "diagnostics", NULL, "Mask-original_VolumeNum"), ==, 2.0);
  g_assert_cmpfloat (get_value (table, "diagnostics", NULL, "Mask-original_VoxelNum"), ==,
                     (double) rim_mask_count (both));
  g_assert_cmpfloat (get_value (table, "diagnostics", NULL, "Mask-resegmented_Maximum"), <=, 20.0);
  g_assert_nonnull (find_row (table, "diagnostics", NULL, "Mask-interpolated_Mean"));
  g_assert_null (find_row (table, "diagnostics", NULL, "Mask-corrected_Mean"));
}

/* Nothing but shape needs no image. */
static void
test_images (void)
{
  RimGrid grid = make_grid ();
  g_autoptr(RimMask) ball = make_ball (&grid);
  g_autoptr(RimVolume) image = make_image (RIM_VOXEL_FLOAT);
  g_autoptr(RimFeatureTable) shape = extract (image, ball, ALL_IMAGES "featureClass: {shape: }");
  g_autoptr(RimFeatureTable) log = extract (image, ball, "imageType: {LoG: {sigma: [1.0, 500]}}\nfeatureClass: {firstorder: [Mean]}");
  g_autoptr(RimFeatureTable) none = extract (image, ball, "imageType: {LoG: {}}\nfeatureClass: {firstorder: [Mean]}");

  g_assert_cmpuint (rim_feature_table_get_n_rows (shape), ==, 14);
  g_assert_cmpuint (rim_feature_table_get_n_rows (log), ==, 1);
  g_assert_cmpuint (rim_feature_table_get_n_rows (none), ==, 0);
}

static gboolean
keep_field (const char  *name,
            RimField    *field,
            gpointer     data,
            GError     **error)
{
  RimField **kept = data;

  g_assert_null (*kept);
  *kept = field;

  return TRUE;
}

/* Images are made of what the profile makes of the image. */
static void
test_images_of_ibsi (void)
{
  RimGrid grid = make_grid ();
  g_autoptr(RimMask) ball = make_ball (&grid);
  g_autoptr(RimVolume) image = make_image (RIM_VOXEL_FLOAT);
  g_autoptr(RimSettings) settings = parse ("profile: ibsi\nsetting: {resampledPixelSpacing: [1, 1, 1], imageInterpolation: linear, binWidth: 25}");
  RimResampleSettings resampling = RIM_RESAMPLE_SETTINGS_INIT;
  g_autoptr(RimVolume) volume = NULL;
  g_autoptr(RimMask) mask = NULL;
  g_autoptr(RimField) expected = NULL;
  g_autoptr(RimField) field = NULL;
  g_autoptr(GError) error = NULL;

  for (guint axis = 0; axis < 3; axis++)
    resampling.spacing[axis] = 1.0;
  resampling.interpolator = RIM_INTERPOLATOR_LINEAR;
  g_assert_true (rim_resample_ibsi (image, ball, &resampling, &volume, &mask, NULL, &error));
  expected = rim_field_new_from_volume (volume, NULL, &error);

  g_assert_true (rim_extract_images (image, ball, settings, keep_field, &field, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpmem (field->grid.size, sizeof field->grid.size, expected->grid.size, sizeof expected->grid.size);
  for (gsize v = 0; v < rim_grid_get_n_voxels (&field->grid); v++)
    g_assert_cmpfloat (field->values[v], ==, expected->values[v]);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/extract/threads", test_threads);
  g_test_add_func ("/extract/order", test_order);
  g_test_add_func ("/extract/own-settings", test_own_settings);
  g_test_add_func ("/extract/beyond", test_beyond);
  g_test_add_func ("/extract/bad-masks", test_bad_masks);
  g_test_add_func ("/extract/correct-mask", test_correct_mask);
  g_test_add_func ("/extract/not-finite", test_not_finite);
  g_test_add_func ("/extract/not-finite-in-range", test_not_finite_in_range);
  g_test_add_func ("/extract/constant", test_constant);
  g_test_add_func ("/extract/not-ready", test_not_ready);
  g_test_add_func ("/extract/resegment", test_resegment);
  g_test_add_func ("/extract/rescaled", test_rescaled);
  g_test_add_func ("/extract/pre-crop", test_pre_crop);
  g_test_add_func ("/extract/normalize", test_normalize);
  g_test_add_func ("/extract/resample", test_resample);
  g_test_add_func ("/extract/shape-2d", test_shape_2d);
  g_test_add_func ("/extract/progress", test_progress);
  g_test_add_func ("/extract/diagnostics", test_diagnostics);
  g_test_add_func ("/extract/images", test_images);
  g_test_add_func ("/extract/images-of-ibsi", test_images_of_ibsi);

  return g_test_run ();
}
