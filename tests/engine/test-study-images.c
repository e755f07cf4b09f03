/* test-study-images.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "feature/rim-study-images.h"
#include "rim-test-ball.h"
#include "rim-test-study.h"

static RimVolume *
make_noise (const RimGrid *grid,
            RimUnit        unit,
            int            low,
            int            high)
{
  RimVolume *volume = rim_volume_new (grid, RIM_VOXEL_INT16, NULL);

  for (guint k = 0; k < grid->size[2]; k++)
    {
      gint16 *slice = rim_volume_get_slice_for_writing (volume, k);

      for (gsize v = 0; v < (gsize) grid->size[0] * grid->size[1]; v++)
        slice[v] = (gint16) g_test_rand_int_range (low, high);
    }
  rim_volume_set_unit (volume, unit);
  rim_volume_publish_all (volume);

  return volume;
}

static void
study_init (RimTestStudy *self,
            double        radius)
{
  RimGrid ct_grid, pet_grid;
  RimVolume *ct, *pet;

  rim_test_grid_init (&ct_grid, 70, 70, 30, RIM_VEC3 (1.0, 1.0, 3.0));
  rim_test_grid_init (&pet_grid, 22, 22, 28, RIM_VEC3 (4.0, 4.0, 3.3));
  ct = make_noise (&ct_grid, RIM_UNIT_HU, -100, 200);
  pet = make_noise (&pet_grid, RIM_UNIT_SUVBW, 1, 20);
  rim_test_study_init (self, ct, pet, radius);
}

static RimStudySettings
all_of_it (void)
{
  RimFusionSettings fusion = RIM_FUSION_SETTINGS_INIT;

  return (RimStudySettings) {
           .images = (1u << RIM_N_STUDY_IMAGES) - 1, .vois = (1u << RIM_N_VOI_KINDS) - 1,
           .voi = RIM_VOI_SETTINGS_DEFAULT, .fusion = fusion,
  };
}

static void
test_all (void)
{
  for (guint grid = 0; grid < RIM_N_FUSION_GRIDS; grid++)
    {
      RimStudySettings settings = all_of_it ();
      g_autoptr(GPtrArray) pairs = NULL;
      g_autoptr(GError) error = NULL;
      RimTestStudy self;

      study_init (&self, 12.0);
      settings.fusion.grid = (RimFusionGrid) grid;
      settings.voi.clip = RIM_VOI_CLIP_BODY;
      pairs = rim_study_images (self.ct, self.pet, self.lesion, &settings, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (pairs->len, ==, RIM_N_STUDY_IMAGES * RIM_N_VOI_KINDS);

      for (guint p = 0; p < pairs->len; p++)
        {
          const RimStudyPair *pair = pairs->pdata[p];

          g_assert_cmpuint (pair->image, ==, p / RIM_N_VOI_KINDS);
          g_assert_cmpuint (pair->voi, ==, p % RIM_N_VOI_KINDS);
          g_assert_true (rim_grid_equal (rim_mask_get_grid (pair->mask),
                                         rim_volume_get_grid (pair->volume), 1e-6));
          g_assert_cmpuint (rim_mask_count (pair->mask), >, 0);
        }

      /* The fused image lies where its grid does, with the same voxels in. */
      for (guint voi = 0; voi < RIM_N_VOI_KINDS; voi++)
        {
          const RimStudyPair *image = pairs->pdata[grid * RIM_N_VOI_KINDS + voi];
          const RimStudyPair *fused = pairs->pdata[RIM_STUDY_IMAGE_FUSED * RIM_N_VOI_KINDS + voi];

          g_assert_cmpuint (rim_mask_count (image->mask), ==, rim_mask_count (fused->mask));
        }
      g_assert_true (((RimStudyPair *) pairs->pdata[0])->volume == self.ct);
      g_assert_true (((RimStudyPair *) pairs->pdata[RIM_N_VOI_KINDS])->volume == self.pet);
      rim_test_study_clear (&self);
    }
}

static void
test_refusals (void)
{
  RimStudySettings settings = all_of_it ();
  g_autoptr(GPtrArray) some = NULL;
  g_autoptr(GError) error = NULL;
  RimTestStudy self;

  study_init (&self, 2.0);
  g_assert_null (rim_study_images (self.ct, NULL, self.lesion, &settings, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (rim_study_images (NULL, self.pet, self.lesion, &settings, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);

  /* A lesion of 2 mm has no core of 3 mm. */
  g_assert_null (rim_study_images (self.ct, self.pet, self.lesion, &settings, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);

  /* There are no lungs in noise. */
  settings.vois = 1u << RIM_VOI_RIM;
  settings.voi.clip = RIM_VOI_CLIP_LUNG;
  g_assert_null (rim_study_images (self.ct, self.pet, self.lesion, &settings, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);

  settings.images = 1u << RIM_STUDY_IMAGE_CT;
  settings.voi.clip = RIM_VOI_CLIP_NONE;
  some = rim_study_images (self.ct, NULL, self.lesion, &settings, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (some->len, ==, 1);
  rim_test_study_clear (&self);
}

static void
test_ids (void)
{
  RimStudyImage image;

  for (guint n = 0; n < RIM_N_STUDY_IMAGES; n++)
    {
      g_assert_true (rim_study_image_from_id (rim_study_image_get_id ((RimStudyImage) n), &image));
      g_assert_cmpuint (image, ==, n);
    }
  g_assert_false (rim_study_image_from_id ("mr", &image));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/study-images/all", test_all);
  g_test_add_func ("/engine/study-images/refusals", test_refusals);
  g_test_add_func ("/engine/study-images/ids", test_ids);

  return g_test_run ();
}
