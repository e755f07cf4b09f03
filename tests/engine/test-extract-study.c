/* test-extract-study.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "core/rim-parallel.h"
#include "feature/rim-extract-study.h"
#include "format/rim-image.h"
#include "rim-test-ball.h"
#include "rim-test-data.h"
#include "rim-test-run.h"
#include "rim-test-study.h"

static RimSettings *
parse (const char *yaml)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RimSettings) settings = rim_settings_new_from_yaml (yaml, NULL, &error);

  g_assert_no_error (error);

  return rim_settings_with_diagnostics (settings, FALSE);
}

static GPtrArray *
extract (const RimTestStudy *self,
         RimSettings        *settings)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *tables = rim_extract_study (self->ct, self->pet, self->lesion, settings, NULL, NULL, NULL, NULL, &error);

  g_assert_no_error (error);

  return tables;
}

#define SETTINGS                                                                      \
  "setting: {binWidth: 20, label: 1%s}\n"                                             \
  "images: {fused: {binWidth: 0.2}, ct: {}, pet: {binWidth: 0.25, distances: [1, 2]}}\n" \
  "vois: [tumour+rim, core, rim, tumour]\n"                                           \
  "voi: {rOutMm: 4.5}\n"                                                              \
  "fusion: {ctWeight: 0.3, marginMm: 10}\n"                                           \
  "imageType: {Original: {}, LoG: {sigma: [2.0], binWidth: 7}, Gradient: {}, Exponential: {}}\n"

/* Each table has the bits of its image and VOI alone, whether images are shared or
 * each VOI has one of its own.
 */
static void
test_pairs (void)
{
  static const char *const ways[] = {
    "", ", preCrop: true", ", resampledPixelSpacing: [2, 2, 3]", ", normalize: true, resegmentRange: [-2, 2]",
  };
  RimTestStudy self;

  rim_test_study_init_textured (&self);
  for (guint way = 0; way < G_N_ELEMENTS (ways); way++)
    {
      g_autofree char *yaml = g_strdup_printf (SETTINGS, ways[way]);
      g_autoptr(RimSettings) settings = parse (yaml);
      g_autoptr(GPtrArray) tables = extract (&self, settings);
      g_autoptr(GPtrArray) pairs = NULL;
      RimStudySettings study;

      g_assert_true (rim_settings_get_study (settings, &study));
      g_assert_cmpfloat (study.voi.r_out_mm, ==, 4.5);
      g_assert_cmpfloat (study.voi.r_in_mm, ==, 3.0);
      g_assert_cmpfloat (study.fusion.ct_weight, ==, 0.3);
      pairs = rim_study_images (self.ct, self.pet, self.lesion, &study, NULL, NULL);
      g_assert_cmpuint (pairs->len, ==, 12);
      g_assert_cmpuint (tables->len, ==, pairs->len);

      for (guint i = 0; i < pairs->len; i++)
        {
          const RimStudyPair *pair = g_ptr_array_index (pairs, i);
          const RimStudyTable *table = g_ptr_array_index (tables, i);
          g_autoptr(RimSettings) own = rim_settings_for_study_image (settings, pair->image);
          g_autoptr(RimFeatureTable) alone = rim_extract (pair->volume, pair->mask, own, NULL, NULL, NULL, NULL);
          g_autofree char *expected = rim_feature_table_to_csv (alone);
          g_autofree char *csv = rim_feature_table_to_csv (table->table);

          g_assert_cmpuint (table->image, ==, i / RIM_N_VOI_KINDS);
          g_assert_cmpuint (table->voi, ==, i % RIM_N_VOI_KINDS);
          g_assert_cmpstr (csv, ==, expected);
        }
    }
  rim_test_study_clear (&self);
}

/* Zero difference of the 24,720 features, whatever the number of threads. */
static void
test_threads (void)
{
  static const guint threads[] = { 1, 2, 8 };
  g_autoptr(RimSettings) recipe = rim_settings_load ("comb-2060", NULL);
  g_autoptr(RimSettings) settings = rim_settings_with_diagnostics (recipe, FALSE);
  g_autofree char *first = NULL;
  RimTestStudy self;

  rim_test_study_init_textured (&self);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autoptr(GPtrArray) tables = NULL;
      g_autofree char *csv = NULL;
      gsize n_rows = 0;

      rim_parallel_set_n_threads (threads[i]);
      tables = extract (&self, settings);
      csv = rim_study_tables_to_csv (tables);
      for (guint t = 0; t < tables->len; t++)
        n_rows += rim_feature_table_get_n_rows (((RimStudyTable *) g_ptr_array_index (tables, t))->table);
      g_assert_cmpuint (n_rows, ==, 24720);
      g_assert_true (g_str_has_prefix (csv, "image,voi,image_type,feature_class,feature,value\nct,tumour,original,shape,"));
      if (first == NULL)
        first = g_steal_pointer (&csv);
      else
        g_assert_cmpstr (csv, ==, first);
    }
  rim_parallel_set_n_threads (0);
  rim_test_study_clear (&self);
}

/* Settings of an image replace those of all, but not those of an image type. */
static void
test_settings (void)
{
  g_autoptr(RimSettings) settings = parse ("setting: {binWidth: 20, gldm_a: 1}\nimageType: {Original: {}, LoG: {sigma: [1], binWidth: 7}}\n"
                                           "images: {pet: {binWidth: 0.5}, ct: }\n");
  g_autoptr(RimSettings) listed = parse ("images: [ct, fused]\nvois: [rim]");
  g_autoptr(RimSettings) pet = rim_settings_for_study_image (settings, RIM_STUDY_IMAGE_PET);
  g_autoptr(RimSettings) ct = rim_settings_for_study_image (settings, RIM_STUDY_IMAGE_CT);
  g_autoptr(RimSettings) pet_alone =
    parse ("setting: {binWidth: 0.5, gldm_a: 1}\nimageType: {Original: {}, LoG: {sigma: [1], binWidth: 7}}");
  g_autoptr(RimSettings) ct_alone =
    parse ("setting: {binWidth: 20, gldm_a: 1}\nimageType: {Original: {}, LoG: {sigma: [1], binWidth: 7}}");
  g_autoptr(RimSettings) plain = rim_settings_new_default ();
  g_autofree char *yaml = rim_settings_to_yaml (settings);
  g_autoptr(RimSettings) again = parse (yaml);
  g_autofree char *plain_yaml = rim_settings_to_yaml (plain);
  RimStudySettings study;

  g_assert_cmpstr (rim_settings_get_hash (pet), ==, rim_settings_get_hash (pet_alone));
  g_assert_cmpstr (rim_settings_get_hash (ct), ==, rim_settings_get_hash (ct_alone));
  g_assert_cmpstr (rim_settings_get_hash (again), ==, rim_settings_get_hash (settings));
  g_assert_cmpstr (rim_settings_get_hash (settings), !=, rim_settings_get_hash (ct_alone));

  g_assert_true (rim_settings_get_study (settings, &study));
  g_assert_cmpuint (study.images, ==, 1u << RIM_STUDY_IMAGE_CT | 1u << RIM_STUDY_IMAGE_PET);
  g_assert_cmpuint (study.vois, ==, 0);
  g_assert_true (rim_settings_get_study (listed, &study));
  g_assert_cmpuint (study.images, ==, 1u << RIM_STUDY_IMAGE_CT | 1u << RIM_STUDY_IMAGE_FUSED);
  g_assert_cmpuint (study.vois, ==, 1u << RIM_VOI_RIM);
  g_assert_false (rim_settings_get_study (ct, &study));
  g_assert_false (rim_settings_get_study (plain, &study));
  g_assert_null (strstr (plain_yaml, "vois"));
}

/* What a file does not say is what the engine's own defaults say. */
static void
test_defaults (void)
{
  g_autoptr(RimSettings) settings = rim_settings_new_default ();
  const RimFusionSettings fusion = RIM_FUSION_SETTINGS_INIT;
  RimStudySettings study;

  rim_settings_get_study (settings, &study);
  g_assert_cmpfloat (study.voi.r_in_mm, ==, RIM_VOI_SETTINGS_DEFAULT.r_in_mm);
  g_assert_cmpfloat (study.voi.r_out_mm, ==, RIM_VOI_SETTINGS_DEFAULT.r_out_mm);
  g_assert_cmpint (study.voi.rim_inside, ==, RIM_VOI_SETTINGS_DEFAULT.rim_inside);
  g_assert_cmpint (study.voi.clip, ==, RIM_VOI_SETTINGS_DEFAULT.clip);
  g_assert_cmpint (study.fusion.method, ==, fusion.method);
  g_assert_cmpint (study.fusion.grid, ==, fusion.grid);
  g_assert_cmpint (study.fusion.interpolator, ==, fusion.interpolator);
  g_assert_cmpint (study.fusion.scale, ==, fusion.scale);
  g_assert_cmpint (study.fusion.scope, ==, fusion.scope);
  g_assert_cmpint (study.fusion.pet_square_root, ==, fusion.pet_square_root);
  g_assert_cmpfloat (study.fusion.ct_weight, ==, fusion.ct_weight);
  g_assert_cmpfloat (study.fusion.detail_weight, ==, fusion.detail_weight);
  g_assert_cmpstr (study.fusion.wavelet, ==, fusion.wavelet);
  g_assert_cmpint (study.fusion.clip_bands, ==, fusion.clip_bands);
  g_assert_cmpuint (study.fusion.radius, ==, fusion.radius);
  g_assert_cmpuint (study.fusion.n_bins, ==, fusion.n_bins);
  g_assert_cmpfloat (study.fusion.pseudo_count, ==, fusion.pseudo_count);
  g_assert_cmpfloat (study.fusion.margin_mm, ==, fusion.margin_mm);
}

static void
test_settings_failures (void)
{
  static const struct
  {
    const char *yaml;
    const char *reason;
  } cases[] = {
    { "images: [ct, mr]", "“mr”, which is none of ct, pet, fused" },
    { "images: [ct, ct]", "images.ct is there twice" },
    { "images: {pet: {}, pet: {}}", "images.pet is there twice" },
    { "images: {pet: {binWidht: 1}}", "images.pet.binWidht is not known" },
    { "images: {pet: [1]}", "images.pet is a list but has to be a map" },
    { "images: ct", "images is “ct” but has to be a list or a map" },
    { "images: {[1]: {}}", "images has a list" },
    { "vois: [tumour, stone]", "“stone”, which is none of tumour, core, rim, tumour+rim" },
    { "vois: tumour", "vois is “tumour” but has to be a list" },
    { "vois: [[]]", "vois has a list" },
    { "voi: {rInMm: -1}", "rInMm is -1 but has to be at least 0" },
    { "voi: {clip: bone}", "one of none, body, lung" },
    { "voi: {binWidth: 1}", "voi.binWidth is not known" },
    { "fusion: {method: sum}", "one of weighted, wavelet, divergence" },
    { "fusion: {wavelet: nobody}", "wavelet is “nobody”, which does not exist" },
    { "fusion: {interpolator: nobody}", "interpolator is “nobody”, which does not exist" },
    { "setting: {rInMm: 1}", "setting.rInMm is not known" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(RimSettings) settings = rim_settings_new_from_yaml (cases[i].yaml, "params.yaml", &error);

      g_assert_null (settings);
      g_test_message ("%s", error->message);
      g_assert_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS);
      g_assert_true (g_str_has_prefix (error->message, "params.yaml:1: "));
      g_assert_nonnull (strstr (error->message, cases[i].reason));
    }
}

static void
count (double   done,
       gpointer data)
{
  double *last = data;

  g_assert_cmpfloat (done, >=, *last);
  g_assert_cmpfloat (done, <=, 1.0);
  *last = done;
}

/* An error says of which image and VOI; one that stops is no error of data. */
static void
test_failures (void)
{
  g_autofree char *yaml = g_strdup_printf (SETTINGS, "");
  g_autoptr(RimSettings) settings = parse (yaml);
  g_autoptr(RimSettings) large = parse ("setting: {minimumROISize: 2000}\nvois: [tumour, core]");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) tables = NULL;
  double last = 0.0;
  RimTestStudy self;

  rim_test_study_init_textured (&self);
  tables = rim_extract_study (self.ct, self.pet, self.lesion, settings, NULL, count, &last, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (last, ==, 1.0);

  g_assert_null (rim_extract_study (self.ct, NULL, self.lesion, settings, NULL, NULL, NULL, NULL, NULL));
  g_assert_null (rim_extract_study (self.ct, NULL, self.lesion, large, NULL, NULL, NULL, NULL, &error));
  g_test_message ("%s", error->message);
  g_assert_true (g_str_has_prefix (error->message, "ct: "));
  g_clear_error (&error);

  g_cancellable_cancel (cancellable);
  g_assert_null (rim_extract_study (self.ct, self.pet, self.lesion, settings, NULL, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  rim_test_study_clear (&self);
}

static char *
make_folder (const RimTestStudy *self)
{
  char *folder = rim_test_folder_new ();
  g_autofree char *ct = g_build_filename (folder, "ct.nii", NULL);
  g_autofree char *pet = g_build_filename (folder, "pet.nii.gz", NULL);
  g_autofree char *mask = g_build_filename (folder, "mask.nii", NULL);
  g_autoptr(GPtrArray) rois = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_roi_free);
  RimRoi *roi = rim_roi_new ();

  roi->number = 1;
  roi->name = g_strdup ("Tumour");
  roi->mask = rim_mask_ref (self->lesion);
  g_ptr_array_add (rois, roi);
  g_assert_true (rim_image_write (ct, self->ct, NULL));
  g_assert_true (rim_image_write (pet, self->pet, NULL));
  g_assert_true (rim_image_write_labels (mask, rois, NULL));

  return folder;
}

/* The program gives the bits that the engine gives, on any processor. */
static void
test_cli_bits (void)
{
  static const char *const ways[] = { "", "--threads 8 ", "RIMLIGHT_CPU=c " };
  g_autofree char *folder = NULL;
  g_autofree char *first = NULL;
  RimTestStudy self;

  rim_test_study_init_textured (&self);
  folder = make_folder (&self);
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *start = g_strdup_printf ("%sextract", ways[i]);
      g_autofree char *line = g_strconcat (start, " --image %s/ct.nii --pet %s/pet.nii.gz --mask %s/mask.nii "
                                           "--settings comb-2060 -", NULL);
      g_auto(RimTestRun) run = rim_test_run_cli (folder, line);

      g_assert_cmpint (run.status, ==, 0);
      if (first == NULL)
        first = g_strdup (run.out);
      g_assert_cmpstr (run.out, ==, first);
    }
  rim_test_folder_remove (folder);
  rim_test_study_clear (&self);
}

static guint
count_lines (const char *text,
             const char *start)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  guint n = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    n += g_str_has_prefix (lines[i], start);

  return n;
}

static void
test_cli_options (void)
{
  static const struct
  {
    const char *line;
    const char *start;
    guint       n;
    guint       n_all;
  } cases[] = {
    { "extract --image %s/ct.nii --mask %s/mask.nii --voi rim --r-out 4 -", "ct,rim,", 107, 107 },
    { "extract --image %s/ct.nii --mask %s/mask.nii --voi all --clip body -", "ct,tumour+rim,", 107, 428 },
    { "extract --image %s/ct.nii --mask %s/mask.nii --voi core,rim --r-in 2 -", "ct,core,", 107, 214 },
    { "extract --image %s/ct.nii --mask %s/mask.nii --pet %s/pet.nii.gz -", "fused,tumour,", 107, 321 },
  };
  g_autofree char *folder = NULL;
  RimTestStudy self;

  rim_test_study_init_textured (&self);
  folder = make_folder (&self);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(RimTestRun) run = rim_test_run_cli (folder, cases[i].line);

      g_assert_cmpint (run.status, ==, 0);
      g_assert_cmpuint (count_lines (run.out, cases[i].start), ==, cases[i].n);
      g_assert_cmpuint (count_lines (run.out, "") - 2, ==, cases[i].n_all);
    }
  rim_test_assert_runs (folder, "extract --json --image %s/ct.nii --mask %s/mask.nii --voi rim %s/out.json");

  rim_test_folder_remove (folder);
  rim_test_study_clear (&self);
}

static void
test_cli_failures (void)
{
  static const struct
  {
    const char *line;
    int         status;
    const char *reason;
  } cases[] = {
    { "extract --image a --mask b --voi stone c.csv", 2, "no VOI “stone”" },
    { "extract --image a --mask b --clip bone c.csv", 2, "--clip takes none, body or lung" },
    { "extract --image a --mask b --r-in -1 c.csv", 2, "--r-in takes from 0 to 1000 mm" },
    { "extract --image a --mask b --r-out 1e9 c.csv", 2, "--r-out takes from 0 to 1000 mm" },
    { "extract --image %s/ct.nii --mask %s/mask.nii --settings comb-2060 -", 1, "There is no PET" },
    { "extract --image %s/ct.nii --mask %s/mask.nii --pet %s/nowhere -", 1, "nowhere" },
    { "extract --image %s/ct.nii --mask %s/mask.nii --voi core --r-in 50 -", 1, "mask.nii: " },
  };
  g_autofree char *folder = NULL;
  RimTestStudy self;

  rim_test_study_init_textured (&self);
  folder = make_folder (&self);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    rim_test_assert_fails (folder, cases[i].line, cases[i].status, cases[i].reason);
  rim_test_folder_remove (folder);
  rim_test_study_clear (&self);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/extract-study/pairs", test_pairs);
  g_test_add_func ("/extract-study/threads", test_threads);
  g_test_add_func ("/extract-study/settings", test_settings);
  g_test_add_func ("/extract-study/defaults", test_defaults);
  g_test_add_func ("/extract-study/settings-failures", test_settings_failures);
  g_test_add_func ("/extract-study/failures", test_failures);
  g_test_add_func ("/extract-study/cli-bits", test_cli_bits);
  g_test_add_func ("/extract-study/cli-options", test_cli_options);
  g_test_add_func ("/extract-study/cli-failures", test_cli_failures);

  return g_test_run ();
}
