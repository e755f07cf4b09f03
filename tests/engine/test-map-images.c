/* test-map-images.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "feature/rim-extract-voxels.h"
#include "feature/rim-image-title.h"
#include "rim-test-ball.h"

/* The images that maps are made of: one by one as all of them, at the cost of one. */

static double
get_value (RimVec3  at,
           gpointer data)
{
  return 100.0 * (1.5 + sin (at.x * 0.4) * cos (at.y * 0.3 + at.z * 0.2)) + fmod (fabs (at.x * 7.9 + at.y * 3.7), 9.0);
}

static RimVolume *
make_image (RimGrid *grid)
{
  rim_test_grid_init (grid, 22, 20, 12, RIM_VEC3 (1.0, 1.0, 2.5));

  return rim_test_volume_new (grid, get_value, NULL);
}

static gboolean
keep (const RimVoxelImage  *image,
      gpointer              data,
      GError              **error)
{
  GPtrArray *fields = data;
  RimField *field = rim_field_ref ((RimField *) image->field);

  g_ptr_array_add (fields, g_strdup (image->name));
  g_ptr_array_add (fields, field);

  return TRUE;
}

static void
assert_same_field (const RimField *a,
                   const RimField *b)
{
  const gsize n = rim_grid_get_n_voxels (&a->grid) * sizeof (double);

  g_assert_cmpint (a->is_single, ==, b->is_single);
  g_assert_cmpmem (a->values, n, b->values, rim_grid_get_n_voxels (&b->grid) * sizeof (double));
}

static void
clear_fields (GPtrArray *fields)
{
  for (guint i = 0; i < fields->len; i += 2)
    {
      g_free (g_ptr_array_index (fields, i));
      rim_field_unref (g_ptr_array_index (fields, i + 1));
    }
  g_ptr_array_unref (fields);
}

/* What is listed is what there is, and each alone has the bits that it has among all. */
static void
test_images (const char *recipe,
             guint       n_images)
{
  RimGrid grid;
  g_autoptr(RimVolume) image = make_image (&grid);
  g_autoptr(RimMask) mask = rim_test_mask_new_ball (&grid, 5.0);
  g_autoptr(GError) error = NULL;
  g_autoptr(RimSettings) settings = rim_settings_load (recipe, &error);
  g_auto(GStrv) names = NULL;
  GPtrArray *all = g_ptr_array_new ();

  g_assert_no_error (error);
  names = rim_extract_list_voxel_images (settings, &grid);
  g_assert_true (rim_extract_voxel_images (image, mask, settings, keep, all, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (names), ==, n_images);
  g_assert_cmpuint (all->len, ==, 2 * n_images);

  for (guint i = 0; i < n_images; i++)
    {
      GPtrArray *one = g_ptr_array_new ();

      g_assert_cmpstr (names[i], ==, g_ptr_array_index (all, 2 * i));
      g_assert_true (rim_extract_voxel_image (image, mask, settings, names[i], keep, one, NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (one->len, ==, 2);
      g_assert_cmpstr (names[i], ==, g_ptr_array_index (one, 0));
      assert_same_field (g_ptr_array_index (one, 1), g_ptr_array_index (all, 2 * i + 1));
      clear_fields (one);
    }
  clear_fields (all);
}

static void
test_recipe (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RimSettings) settings = rim_settings_load ("maps", &error);
  g_autofree char *yaml = rim_settings_to_yaml (settings);
  g_autoptr(RimSettings) again = rim_settings_new_from_yaml (yaml, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (rim_settings_get_hash (settings), ==, rim_settings_get_hash (again));
  test_images ("maps", 37);
}

/* Levels of wavelets; widths that are too great for the image are not there. */
static void
test_listed (void)
{
  const char *const expected[] = {
    "log-sigma-2-mm-3D", "wavelet-LH", "wavelet-HL", "wavelet-HH", "wavelet2-LH", "wavelet2-HL", "wavelet2-HH",
    "wavelet2-LL", NULL
  };
  RimGrid grid;
  g_autoptr(RimVolume) image = make_image (&grid);
  g_autoptr(RimMask) mask = rim_test_mask_new_ball (&grid, 5.0);
  g_autoptr(GError) error = NULL;
  g_autoptr(RimSettings) settings =
    rim_settings_new_from_yaml ("setting: {force2D: true, level: 2, sigma: [2, 25.0]}\n"
                                "imageType: {LoG: {}, Wavelet: {}}\n", NULL, &error);
  g_auto(GStrv) names = NULL;
  GPtrArray *one = g_ptr_array_new ();

  g_assert_no_error (error);
  names = rim_extract_list_voxel_images (settings, &grid);
  g_assert_true (g_strv_equal ((const char *const *) names, expected));
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_assert_true (rim_extract_voxel_image (image, mask, settings, names[i], keep, one, NULL, &error));
      g_assert_no_error (error);
    }
  g_assert_cmpuint (one->len, ==, 2 * g_strv_length (names));
  clear_fields (one);

  g_assert_false (rim_extract_voxel_image (image, mask, settings, "log-sigma-25-0-mm-3D", keep, NULL, NULL, &error));
  g_assert_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS);
  g_assert_nonnull (strstr (error->message, "log-sigma-25-0-mm-3D"));
  g_assert_nonnull (strstr (error->message, "log-sigma-2-mm-3D, wavelet-LH"));
}

/* Filters of the IBSI may have no name that an image type has. */
static void
test_names (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RimSettings) settings = NULL;

  g_assert_null (rim_settings_new_from_yaml ("imageType: {Gradient: {}}\nfilter:\n  - {type: Mean, name: gradient}\n",
                                             "params.yaml", &error));
  g_assert_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS);
  g_assert_nonnull (strstr (error->message, "gradient"));
  g_clear_error (&error);

  settings = rim_settings_new_from_yaml ("imageType: {Square: {}}\nfilter:\n  - {type: Mean, name: gradient}\n", NULL,
                                         &error);
  g_assert_no_error (error);
}

static void
test_titles (void)
{
  const char *const titles[][2] = {
    { "original", "Original" },
    { "log-sigma-3-0-mm-3D", "LoG, σ 3 mm" },
    { "log-sigma-3-mm-3D", "LoG, σ 3 mm" },
    { "log-sigma-0-75-mm-3D", "LoG, σ 0.75 mm" },
    { "wavelet-LLH", "Wavelet LLH" },
    { "wavelet2-HH", "Wavelet HH, level 2" },
    { "squareroot", "Square root" },
    { "lbp-3D-k", "Local binary pattern, 3-D, kurtosis" },
    { "ibsi-gabor-sigma-1.5-lambda-4", "Gabor, σ 1.5 mm, λ 4 mm" },
    { "ibsi-laws-L5E5S5", "Laws L5E5S5" },
    { "ibsi-mean-5", "Mean of 5 voxels" },
    { "ibsi-wavelet-db3-LLH-level-2", "Wavelet db3 LLH, level 2" },
    { "ibsi-riesz-log-sigma-2-110-steered", "Riesz of LoG, σ 2 mm, order 110, steered" },
    { "mine", "mine" },
    { "log-sigma", "log-sigma" },
    { "log-sigma-x-mm-3D", "log-sigma-x-mm-3D" },
    { "wavelet-LLH-more", "wavelet-LLH-more" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      g_autofree char *title = rim_image_title_new (titles[i][0]);

      g_assert_cmpstr (title, ==, titles[i][1]);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/map-images/recipe", test_recipe);
  g_test_add_func ("/map-images/listed", test_listed);
  g_test_add_func ("/map-images/names", test_names);
  g_test_add_func ("/map-images/titles", test_titles);

  return g_test_run ();
}
