/* test-settings.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <string.h>

#include "feature/rim-feature-table.h"
#include "feature/rim-settings.h"
#include "rim-test-data.h"

static RimSettings *
parse (const char *yaml)
{
  g_autoptr(GError) error = NULL;
  RimSettings *settings = rim_settings_new_from_yaml (yaml, "params.yaml", &error);

  g_assert_no_error (error);

  return settings;
}

/* Settings are plain data behind their text: what a file sets is found there. */
static void
assert_has (const char *yaml,
            const char *line)
{
  g_autoptr(RimSettings) settings = parse (yaml);
  g_autofree char *text = rim_settings_to_yaml (settings);
  g_autofree char *whole = g_strconcat ("\n", line, "\n", NULL);

  if (strstr (text, whole) == NULL)
    g_test_message ("%s\nis not in\n%s", line, text);
  g_assert_nonnull (strstr (text, whole));
}

static void
assert_lacks (const char *yaml,
              const char *word)
{
  g_autoptr(RimSettings) settings = parse (yaml);
  g_autofree char *text = rim_settings_to_yaml (settings);

  g_assert_null (strstr (text, word));
}

/* An error names the file, the line and the key. */
static void
assert_fails (const char *yaml,
              const char *start,
              const char *reason)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RimSettings) settings = rim_settings_new_from_yaml (yaml, "params.yaml", &error);

  g_assert_null (settings);
  g_assert_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS);
  g_test_message ("%s", error->message);
  g_assert_true (g_str_has_prefix (error->message, start));
  g_assert_nonnull (strstr (error->message, reason));
  g_assert_null (strchr (error->message, '\n'));
}

/* Every key with a value that is not its default, by lines of the output. */
static void
test_keys (void)
{
  static const char *const lines[] = {
    "minimumROIDimensions: 3", "minimumROISize: 50", "geometryTolerance: 0.0001", "correctMask: true",
    "additionalInfo: false", "label: 2", "label_channel: 1", "normalize: true", "normalizeScale: 100",
    "removeOutliers: 3", "resampledPixelSpacing: [1, 1.5, 0]", "interpolator: sitkLinear",
    "padDistance: 10", "preCrop: true", "resegmentRange: [-500, 400.5]", "resegmentMode: sigma",
    "resegmentShape: true", "sigma: [1.0, 2, 3.5]", "start_level: 1", "level: 2", "wavelet: bior2.2",
    "gradientUseSpacing: false", "lbp2DRadius: 2", "lbp2DSamples: 9", "lbp2DMethod: ror",
    "lbp3DLevels: 3", "lbp3DIcosphereRadius: 2.5", "lbp3DIcosphereSubdivision: 2", "binWidth: 0.1",
    "binCount: 64", "force2D: true", "force2Ddimension: 2", "distances: [1, 2, 3]",
    "weightingNorm: euclidean", "symmetricalGLCM: false", "gldm_a: 1", "voxelArrayShift: -300",
  };
  static const char *const voxel_lines[] = {
    "kernelRadius: 2", "maskedKernel: false", "initValue: .nan", "voxelBatch: 10000",
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *yaml = g_strdup_printf ("setting:\n  %s\n", lines[i]);
      g_autofree char *line = g_strdup_printf ("  %s", lines[i]);

      assert_has (yaml, line);
    }
  for (guint i = 0; i < G_N_ELEMENTS (voxel_lines); i++)
    {
      g_autofree char *yaml = g_strdup_printf ("voxelSetting:\n  %s\n", voxel_lines[i]);
      g_autofree char *line = g_strdup_printf ("  %s", voxel_lines[i]);

      assert_has (yaml, line);
    }
}

static void
test_forms (void)
{
  assert_has ("setting: {binWidth: 25.0}", "  binWidth: 25");
  assert_has ("setting: {geometryTolerance: 1e-6}", "  geometryTolerance: 1e-06");
  assert_has ("setting: {binWidth: '10'}", "  binWidth: 10");
  assert_has ("setting: {interpolator: 3}", "  interpolator: sitkBSpline");
  assert_has ("setting: {interpolator: 1}", "  interpolator: sitkNearestNeighbor");
  assert_has ("setting: {interpolator: }", "  interpolator: null");
  assert_has ("setting: {weightingNorm: 'no_weighting'}", "  weightingNorm: no_weighting");
  assert_has ("setting: {resegmentRange: [-.inf, 400]}", "  resegmentRange: [-.inf, 400]");
  assert_has ("setting: {resegmentRange: [0.5]}", "  resegmentRange: [0.5]");
  assert_has ("setting: {force2D: yes}", "  force2D: true");
  assert_has ("setting: {normalize: }", "  normalize: false");
  assert_has ("voxelSetting: {initValue: nan}", "  initValue: .nan");
  assert_has ("{\"setting\": {\"binCount\": 32}}", "  binCount: 32");
  assert_lacks ("setting: {resampledPixelSpacing: }", "resampledPixelSpacing");
  assert_lacks ("setting: {weightingNorm: ~, removeOutliers: null}", "weightingNorm");
  assert_lacks ("setting: {minimumROISize: null, binCount: null}", "null");
}

/* What PyRadiomics does where a file says nothing of it. */
static void
test_defaults (void)
{
  g_autoptr(RimSettings) none = parse ("");
  g_autoptr(RimSettings) comment = parse ("# nothing\n");
  g_autoptr(RimSettings) plain = rim_settings_new_default ();
  g_autoptr(RimSettings) empty = parse ("setting:\nimageType: {}\nfeatureClass: {}\nvoxelSetting:\n");
  g_autofree char *text = rim_settings_to_yaml (plain);

  g_assert_cmpstr (rim_settings_get_hash (none), ==, rim_settings_get_hash (plain));
  g_assert_cmpstr (rim_settings_get_hash (comment), ==, rim_settings_get_hash (plain));
  g_assert_cmpstr (rim_settings_get_hash (empty), ==, rim_settings_get_hash (plain));
  g_assert_cmpuint (strlen (rim_settings_get_hash (plain)), ==, 64);
  g_assert_cmpint (rim_settings_get_profile (plain), ==, RIM_PROFILE_PYRADIOMICS);
  g_assert_cmpuint (rim_settings_get_label (plain), ==, 1);

  g_assert_nonnull (strstr (text, "  binWidth: 25\n"));
  g_assert_nonnull (strstr (text, "  minimumROIDimensions: 2\n"));
  g_assert_nonnull (strstr (text, "  interpolator: sitkBSpline\n"));
  g_assert_nonnull (strstr (text, "  padDistance: 5\n"));
  g_assert_nonnull (strstr (text, "  distances: [1]\n"));
  g_assert_nonnull (strstr (text, "  symmetricalGLCM: true\n"));
  g_assert_nonnull (strstr (text, "imageType:\n  Original: {}\nfeatureClass:\n  shape: []\n  firstorder: []\n"));
  g_assert_null (strstr (text, "shape2D"));
  assert_has ("setting: {force2D: true}", "  shape2D: []");
}

/* An image type has the settings of all, but for its own, wherever they stand. */
static void
test_images (void)
{
  const char *yaml = "imageType:\n  LoG: {sigma: [3, 1.0]}\n  Wavelet: {binWidth: 10, force2D: true}\n"
                     "  Original:\nsetting:\n  binWidth: 5\n  binCount: 8\n";

  assert_has (yaml, "imageType:\n  LoG:\n    sigma: [3, 1.0]\n  Wavelet:\n    binWidth: 10\n    force2D: true\n"
              "  Original: {}\nfeatureClass:");
  assert_has ("setting: {binCount: 8}\nimageType: {Square: {binCount: null}}", "    binCount: null");
}

static void
test_classes (void)
{
  assert_has ("featureClass: {glcm: , ngtdm: [], shape: ~}", "featureClass:\n  glcm: []\n  ngtdm: []\n  shape: []");
  assert_has ("featureClass:\n  firstorder: [Mean, '10Percentile']\n",
              "featureClass:\n  firstorder:\n    - Mean\n    - 10Percentile");
  assert_has ("featureClass:\n  shape: [Compactness1]\n", "  shape:\n    - Compactness1");

  /* What PyRadiomics 3.1 takes and gives no value. */
  assert_has ("featureClass:\n  glcm: [Dissimilarity, Homogeneity1, Id, Homogeneity2, SumVariance]\n",
              "featureClass:\n  glcm:\n    - Id");
  assert_has ("featureClass: {gldm: [DependencePercentage, GrayLevelNonUniformityNormalized], ngtdm: }",
              "featureClass:\n  ngtdm: []");
}

/* Text and hash of settings are those of what is read back from the text. */
static void
test_round_trip (void)
{
  static const char *const cases[] = {
    "",
    "setting: {binWidth: 0.1, sigma: [0.1, 1, 1e-7], resegmentRange: [-3, 3], interpolator: null}\n"
    "imageType: {LoG: {sigma: [1.0]}, LBP3D: {binCount: null, binWidth: 1}}\n"
    "featureClass: {glcm: [Contrast], shape: [Flatness, SphericalDisproportion]}\n",
    "setting: {force2D: true, additionalInfo: false, removeOutliers: 3}\nvoxelSetting: {initValue: .inf}\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(RimSettings) settings = parse (cases[i]);
      g_autofree char *text = rim_settings_to_yaml (settings);
      g_autoptr(RimSettings) again = parse (text);
      g_autofree char *text_again = rim_settings_to_yaml (again);

      g_assert_cmpstr (text, ==, text_again);
      g_assert_cmpstr (rim_settings_get_hash (settings), ==, rim_settings_get_hash (again));
    }
}

/* What families that no standard has are set to stands in text and hash where it is
 * set to anything else.
 */
static void
test_beyond (void)
{
  g_autoptr(RimSettings) plain = parse ("featureClass: {collage: }");
  g_autoptr(RimSettings) same = parse ("featureClass: {collage: }\nbeyond: {collageRadius: 2, sectorShellMm: 3.0}");
  g_autoptr(RimSettings) other = parse ("featureClass: {collage: }\nbeyond: {collageRadius: 3}");

  assert_has ("beyond: {gaborSigmaMm: 3}", "  gaborSigmaMm: 3");
  assert_has ("profile: ibsi\nbeyond: {lawsBins: 64}", "  lawsBins: 64");
  assert_lacks ("beyond: {lawsBins: 32}", "beyond");
  g_assert_cmpstr (rim_settings_get_hash (plain), ==, rim_settings_get_hash (same));
  g_assert_cmpstr (rim_settings_get_hash (plain), !=, rim_settings_get_hash (other));
}

/* Diagnostics are no part of what decides values. */
static void
test_hash (void)
{
  g_autoptr(RimSettings) with = parse ("setting: {binWidth: 5}");
  g_autoptr(RimSettings) without = rim_settings_with_diagnostics (with, FALSE);
  g_autoptr(RimSettings) other = parse ("setting: {binWidth: 5, gldm_a: 1}");
  g_autoptr(RimSettings) order = parse ("imageType: {LBP3D: {}, Original: {}}\nsetting: {binWidth: 5}\n"
                                        "featureClass: {ngtdm: , firstorder: [Mean, Energy]}");
  g_autoptr(RimSettings) ordered = parse ("setting: {binWidth: 5.0}\nimageType: {Original: {}, LBP3D: {}}\n"
                                          "featureClass: {firstorder: [Energy, Mean], ngtdm: []}");
  g_autofree char *text = rim_settings_to_yaml (without);

  g_assert_nonnull (strstr (text, "additionalInfo: false\n"));
  g_assert_cmpstr (rim_settings_get_hash (with), ==, rim_settings_get_hash (without));
  g_assert_cmpstr (rim_settings_get_hash (with), !=, rim_settings_get_hash (other));
  g_assert_cmpstr (rim_settings_get_hash (order), ==, rim_settings_get_hash (ordered));
}

/* What is wrong, where the error says it is, and what it says. */
static const struct
{
  const char *yaml;
  const char *start;
  const char *reason;
} bad_cases[] = {
  { "setting:\n  binWidht: 25\n", "params.yaml:2: setting.binWidht is not known", "binWidht" },
  { "\n\ninputImage: {}\n", "params.yaml:3: ", "inputImage is not known" },
  { "setting:\n  force2DDimension: 0\n", "params.yaml:2: ", "setting.force2DDimension" },
  { "imageType:\n  Original: {}\n  wavelet: {}\n", "params.yaml:3: ", "imageType.wavelet" },
  { "imageType:\n  Wavelet:\n    binwidth: 3\n", "params.yaml:3: ", "imageType.Wavelet.binwidth" },
  { "imageType:\n  Wavelet:\n    kernelRadius: 3\n", "params.yaml:3: ", "imageType.Wavelet.kernelRadius" },
  { "voxelSetting:\n  binWidth: 3\n", "params.yaml:2: ", "voxelSetting.binWidth" },
  { "featureClass:\n  glcm: [SumVariance]\n", "params.yaml:2: ", "gives no value" },
  { "featureClass:\n  glcm: [Contrast,\n    Kontrast]\n", "params.yaml:3: ", "featureClass.glcm has no feature “Kontrast”" },
  { "featureClass:\n  glmc:\n", "params.yaml:2: ", "featureClass.glmc" },
  { "featureClass:\n  glcm: Contrast\n", "params.yaml:2: ", "list of features" },
  { "featureClass:\n  glcm: [[Contrast]]\n", "params.yaml:2: ", "a list" },
  { "featureClass: [glcm]\n", "params.yaml:1: ", "featureClass is a list" },
  { "beyond:\n  collageRadius: 8\n", "params.yaml:2: collageRadius", "at most 7" },
  { "beyond:\n  collageBins: 32.5\n", "params.yaml:2: collageBins", "whole number" },
  { "beyond:\n  sectorShell: 3\n", "params.yaml:2: beyond.sectorShell is not known", "" },
  { "beyond:\n  marginReachMm: 1\n", "params.yaml:2: beyond.marginReachMm", "3 to 500 times" },
  { "beyond:\n  marginStepMm: 0.001\n", "params.yaml:2: beyond.marginReachMm", "3 to 500 times" },
  { "beyond: [3]\n", "params.yaml:1: ", "beyond is a list" },
  { "setting:\n  binWidth: 0\n", "params.yaml:2: binWidth", "above 0" },
  { "setting:\n  binWidth: -25\n", "params.yaml:2: binWidth", "above 0" },
  { "setting:\n  binWidth: wide\n", "params.yaml:2: binWidth", "“wide”" },
  { "setting:\n  binWidth: nan\n", "params.yaml:2: binWidth", "" },
  { "setting:\n  binWidth: inf\n", "params.yaml:2: binWidth", "at most" },
  { "setting:\n  binWidth: 0x10\n", "params.yaml:2: binWidth", "number" },
  { "setting:\n  binWidth:\n", "params.yaml:2: binWidth", "number" },
  { "setting:\n  binWidth: [25]\n", "params.yaml:2: binWidth", "a list" },
  { "setting:\n  binCount: 32.5\n", "params.yaml:2: binCount", "whole number" },
  { "setting:\n  binCount: '32'\n", "params.yaml:2: binCount", "whole number" },
  { "setting:\n  binCount: 0\n", "params.yaml:2: binCount", "at least 1" },
  { "setting:\n  label: 99999999999999999999\n", "params.yaml:2: label", "whole number" },
  { "setting:\n  minimumROIDimensions: 4\n", "params.yaml:2: minimumROIDimensions", "at most 3" },
  { "setting:\n  normalize: 1\n", "params.yaml:2: normalize", "true or false" },
  { "setting:\n  normalize: 'true'\n", "params.yaml:2: normalize", "true or false" },
  { "setting:\n  resampledPixelSpacing: [1, 1]\n", "params.yaml:2: resampledPixelSpacing", "2 numbers" },
  { "setting:\n  resampledPixelSpacing: [1, 1, -1]\n", "params.yaml:2: resampledPixelSpacing", "at least 0" },
  { "setting:\n  resampledPixelSpacing: 1\n", "params.yaml:2: resampledPixelSpacing", "list" },
  { "setting:\n  distances: [1, 1.5]\n", "params.yaml:2: distances", "whole number" },
  { "setting:\n  distances: []\n", "params.yaml:2: distances", "0 numbers" },
  { "setting:\n  sigma: [1, 0]\n", "params.yaml:2: sigma", "above 0" },
  { "setting:\n  interpolator: sitkCubic\n", "params.yaml:2: interpolator", "sitkBSpline" },
  { "setting:\n  interpolator: 11\n", "params.yaml:2: interpolator", "sitkBSpline" },
  { "setting:\n  weightingNorm: 2\n", "params.yaml:2: weightingNorm", "euclidean" },
  { "setting:\n  resegmentMode: [absolute]\n", "params.yaml:2: resegmentMode", "absolute, relative, sigma" },
  { "setting:\n  wavelet: coif18\n", "params.yaml:2: wavelet", "coif18" },
  { "setting:\n  wavelet: db0\n", "params.yaml:2: wavelet", "db0" },
  { "setting:\n  wavelet: bior1.2\n", "params.yaml:2: wavelet", "bior1.2" },
  { "setting:\n  label: 1\n  label: 2\n", "params.yaml:3: setting.label is there already", "line 2" },
  { "setting: {}\nsetting: {}\n", "params.yaml:2: ", "line 1" },
  { "setting: 5\n", "params.yaml:1: setting", "has to be a map" },
  { "setting:\n  ? [a]\n  : b\n", "params.yaml:2: setting", "no word" },
  { "- setting\n", "params.yaml:1: ", "a list" },
  { "profile: mirp\n", "params.yaml:1: profile", "mirp" },
  { "setting: {}\n---\nsetting: {}\n", "params.yaml:3: ", "second document" },
  { "setting: {label: 1\n", "params.yaml:", "not YAML" },
  { "setting: *nobody\n", "params.yaml:1: ", "not YAML" },
  { "a: b: c\n", "params.yaml:1: ", "not YAML" },
  { "setting: \xff\xfe\n", "params.yaml:", "not YAML" },
};

static void
test_errors (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad_cases); i++)
    assert_fails (bad_cases[i].yaml, bad_cases[i].start, bad_cases[i].reason);
}

/* What is deep, long or goes round in circles is an error as any other. */
static void
test_hostile (void)
{
  g_autofree char *deep = g_strnfill (20000, '[');
  g_autofree char *wide = g_strnfill (200 * 1024, '7');
  g_autofree char *number = g_strdup_printf ("setting: {binWidth: %s}", wide);
  g_autofree char *large = g_strnfill (300 * 1024, '#');
  g_autoptr(RimSettings) shared = parse ("setting: &s {binWidth: 3}\nimageType: {Wavelet: *s}\n");
  g_autofree char *text = rim_settings_to_yaml (shared);

  g_assert_nonnull (strstr (text, "  Wavelet:\n    binWidth: 3\n"));
  assert_fails (deep, "params.yaml:", "not YAML");
  assert_fails (number, "params.yaml:1: binWidth", "…");
  assert_fails (large, "params.yaml: ", "too many");
  assert_fails ("&a [*a]", "params.yaml:1: ", "a list");
  assert_fails ("setting: &a {sigma: [*a]}", "params.yaml:1: sigma", "a map");
  assert_fails ("&a {*a : *a}", "params.yaml:1: ", "no word");
}

/* What PyRadiomics' example files set, that for CT and those for MR. */
static void
test_examples (void)
{
  static const char *const texts[] = {
    "imageType:\n  Original: {}\n  LoG:\n    sigma: [1.0, 2.0, 3.0, 4.0, 5.0]  # padDistance\n  Wavelet: {}\n\n"
    "featureClass:\n  # comment\n  shape:\n  firstorder:\n  glcm:  # all but SumAverage\n"
    "    - 'Autocorrelation'\n    - 'JointAverage'\n    - 'ClusterProminence'\n    - 'MaximumProbability'\n"
    "  glrlm:\n  glszm:\n  gldm:\n\nsetting:\n  #normalize: true\n  interpolator: 'sitkBSpline'\n"
    "  resampledPixelSpacing: [1, 1, 1]\n  padDistance: 10\n  binWidth: 25\n  voxelArrayShift: 1000\n  label: 1\n",

    "imageType:\n  Original: {}\n  LoG:\n    sigma: [2.0, 3.0, 4.0, 5.0]\n  Wavelet: {}\nfeatureClass:\n"
    "  shape2D:\n  firstorder:\n  glcm:\n    - 'Id'\n    - 'Idn'\n  ngtdm:\nsetting:\n  normalize: true\n"
    "  normalizeScale: 100\n  \n  interpolator: 'sitkBSpline'\n  resampledPixelSpacing: [2, 2, 0]\n"
    "  padDistance: 10\n  preCrop: true\n\n\n  force2D: true\n  force2Ddimension: 0\n  binWidth: 5\n"
    "  voxelArrayShift: 300\n  label: 1\n",

    "setting:\n  binWidth: 25\n  label: 1\n  interpolator: 'sitkBSpline' # enumerated\n"
    "  resampledPixelSpacing: # None\n  weightingNorm: # None\nimageType:\n  Original: {}\nfeatureClass:\n"
    "  shape:\n  firstorder: []\n  glrlm: # all\n",

    "\nimageType:\n  Original: {}\n\nfeatureClass:\n  glcm:\n    - JointEntropy\n\nsetting:\n  binWidth: 25\n"
    "  force2D: true\n  label: 1\n\nvoxelSetting:\n  kernelRadius: 2\n  maskedKernel: true\n  initValue: nan\n"
    "  voxelBatch: 10000\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(RimSettings) settings = parse (texts[i]);

      g_assert_nonnull (settings);
    }
}

static void
test_recipes (void)
{
  g_autoptr(RimSettings) recipe = rim_settings_load ("pyradiomics-default", NULL);
  g_autoptr(RimSettings) plain = rim_settings_new_default ();
  const char *const *names = rim_settings_list_names ();
  g_autofree char *folder = rim_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "mine.yaml", NULL);
  g_autofree char *missing = g_build_filename (folder, "nothing.yaml", NULL);
  g_autoptr(RimSettings) loaded = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpstr (rim_settings_get_hash (recipe), ==, rim_settings_get_hash (plain));
  g_assert_true (g_strv_contains (names, "pyradiomics-default"));
  for (; *names != NULL; names++)
    {
      g_autoptr(RimSettings) settings = rim_settings_load (*names, &error);

      g_assert_no_error (error);
      g_assert_nonnull (settings);
    }

  g_assert_true (g_file_set_contents (path, "setting: {binWidth: 7}", -1, NULL));
  loaded = rim_settings_load (path, &error);
  g_assert_no_error (error);
  g_assert_null (rim_settings_load (missing, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "pyradiomics-default"));
  g_clear_error (&error);
  g_assert_null (rim_settings_load (folder, &error));
  g_assert_nonnull (error);
  rim_test_folder_remove (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/settings/keys", test_keys);
  g_test_add_func ("/settings/forms", test_forms);
  g_test_add_func ("/settings/defaults", test_defaults);
  g_test_add_func ("/settings/images", test_images);
  g_test_add_func ("/settings/classes", test_classes);
  g_test_add_func ("/settings/round-trip", test_round_trip);
  g_test_add_func ("/settings/beyond", test_beyond);
  g_test_add_func ("/settings/hash", test_hash);
  g_test_add_func ("/settings/errors", test_errors);
  g_test_add_func ("/settings/hostile", test_hostile);
  g_test_add_func ("/settings/examples", test_examples);
  g_test_add_func ("/settings/recipes", test_recipes);

  return g_test_run ();
}
