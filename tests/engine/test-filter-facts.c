/* test-filter-facts.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "filter/rim-image-type.h"

#include <math.h>
#include <string.h>

/* What PyWavelets 1.1.1, SciPy 1.10.1 and the published text of scikit-image make of
 * one small image.
 */
#define NX 6
#define NY 5
#define NZ 3

typedef struct
{
  guint i;
  guint j;
  guint k;
} Voxel;

static double
get_value (Voxel v)
{
  return (double) ((v.i * 7 + v.j * 13 + v.k * 5) % 11) - 4.0 + (v.i * v.j) % 3 * 0.37;
}

static RimVolume *
make_image (RimVoxelType type)
{
  RimGrid grid = { .size = { NX, NY, NZ } };
  g_autoptr(GError) error = NULL;
  RimVolume *image;

  rim_affine_init_identity (&grid.to_patient);
  image = rim_volume_new (&grid, type, &error);
  g_assert_no_error (error);

  for (Voxel v = { 0 }; v.k < NZ; v.k++)
    for (v.j = 0; v.j < NY; v.j++)
      for (v.i = 0; v.i < NX; v.i++)
        {
          gpointer slice = rim_volume_get_slice_for_writing (image, v.k);
          guint at = v.j * NX + v.i;

          if (type == RIM_VOXEL_DOUBLE)
            ((double *) slice)[at] = get_value (v);
          else if (type == RIM_VOXEL_FLOAT)
            ((float *) slice)[at] = (float) get_value (v);
          else
            ((gint16 *) slice)[at] = (gint16) rint (get_value (v) * 7.0);
        }
  rim_volume_publish_all (image);

  return image;
}

static gboolean
keep_field (const char *name,
            RimField   *field,
            gpointer    data,
            GError    **error)
{
  g_hash_table_insert (data, g_strdup (name), field);

  return TRUE;
}

static GHashTable *
run_type (const char                 *name,
          RimVoxelType                type,
          const RimImageTypeSettings *settings)
{
  const RimBox box = { { 0, 0, 0 }, { NX, NY, NZ } };
  g_autoptr(RimVolume) image = make_image (type);
  g_autoptr(GError) error = NULL;
  GHashTable *fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                              (GDestroyNotify) rim_field_unref);

  g_assert_true (rim_image_type_find (name)->run (image, &box, NULL, settings, keep_field, fields, NULL,
                                                  &error));
  g_assert_no_error (error);

  return fields;
}

static double
look_up (GHashTable *fields,
         const char *name,
         Voxel       v)
{
  const RimField *field = g_hash_table_lookup (fields, name);

  g_assert_nonnull (field);

  return field->values[(v.k * NY + v.j) * NX + v.i];
}

static const Voxel middle = { 1, 2, 1 };
static const Voxel corner = { 5, 4, 2 };
static const Voxel edge = { 3, 1, 0 };

static void
test_wavelets (void)
{
  static const struct
  {
    const char *wavelet;
    double      values[4];
  } facts[] = {
    { "haar", { -3.1819805153394647, 3.8890872965260126, -1.320000000000002,
                3.305000000000003 } },
    { "db3", { -2.419222503929957, 0.14948012024526766, -1.945485048104036,
               13.506502909320226 } },
    { "sym5", { -0.8177038437812456, 3.839254463206723, -0.8514403151116862,
                -3.0404311481776727 } },
    { "bior2.2", { -5.137572707058509, 0.9722718241315031, 5.965234374999996,
                   14.897128906249996 } },
    { "rbio3.1", { 1.1269514325160594, -17.500892834367054, 1.2444433593750006,
                   6.583017578124999 } },
    { "coif2", { 2.09016049406716, -0.08293192301901785, 2.006172965913478,
                 12.815375572706055 } },
    { "dmey", { -1.2155783936283675, 0.8456251453898735, 0.008635399320910014,
                9.158522898038434 } },
    { "DB38", { -3.5059368461808824, -3.571992107203723, 0.008585166995938958,
                12.170392310682026 } },
  };

  for (guint f = 0; f < G_N_ELEMENTS (facts); f++)
    {
      RimImageTypeSettings settings = RIM_IMAGE_TYPE_SETTINGS_INIT;
      g_autoptr(GHashTable) fields = NULL;

      g_strlcpy (settings.wavelet.wavelet, facts[f].wavelet, sizeof settings.wavelet.wavelet);
      settings.wavelet.level = 2;
      fields = run_type ("Wavelet", RIM_VOXEL_DOUBLE, &settings);
      g_assert_cmpuint (g_hash_table_size (fields), ==, 15);

      g_assert_cmpfloat (look_up (fields, "wavelet-LLH", middle), ==, facts[f].values[0]);
      g_assert_cmpfloat (look_up (fields, "wavelet-HHH", corner), ==, facts[f].values[1]);
      g_assert_cmpfloat (look_up (fields, "wavelet2-HLL", middle), ==, facts[f].values[2]);
      g_assert_cmpfloat (look_up (fields, "wavelet2-LLL", corner), ==, facts[f].values[3]);
    }
}

/* The last voxels of a line add their taps in another order, which single precision
 * shows.
 */
static void
test_single_wavelets (void)
{
  static const struct
  {
    const char *wavelet;
    float       values[4];
  } facts[] = {
    { "coif1", { -1.04285979f, 2.58817172f, 5.58446503f, 2.36119461f } },
    { "coif5", { 1.72290599f, -0.306488037f, 4.43449545f, -0.188591659f } },
    { "db3", { -0.000735521317f, 0.149480313f, 4.01681376f, -2.58916211f } },
  };

  for (guint f = 0; f < G_N_ELEMENTS (facts); f++)
    {
      RimImageTypeSettings settings = RIM_IMAGE_TYPE_SETTINGS_INIT;
      g_autoptr(GHashTable) fields = NULL;

      g_strlcpy (settings.wavelet.wavelet, facts[f].wavelet, sizeof settings.wavelet.wavelet);
      fields = run_type ("Wavelet", RIM_VOXEL_FLOAT, &settings);

      g_assert_cmpfloat (look_up (fields, "wavelet-LLH", corner), ==, facts[f].values[0]);
      g_assert_cmpfloat (look_up (fields, "wavelet-HHH", corner), ==, facts[f].values[1]);
      g_assert_cmpfloat (look_up (fields, "wavelet-LLL", corner), ==, facts[f].values[2]);
      g_assert_cmpfloat (look_up (fields, "wavelet-HHL", ((Voxel) { 4, 3, 0 })), ==,
                         facts[f].values[3]);
    }
}

static void
test_wavelet_in_slices (void)
{
  RimImageTypeSettings settings = RIM_IMAGE_TYPE_SETTINGS_INIT;
  g_autoptr(GHashTable) fields = NULL;

  g_strlcpy (settings.wavelet.wavelet, "db3", sizeof settings.wavelet.wavelet);
  settings.wavelet.start_level = 1;
  settings.wavelet.force_2d_axis = 2;
  fields = run_type ("Wavelet", RIM_VOXEL_DOUBLE, &settings);

  g_assert_cmpuint (g_hash_table_size (fields), ==, 4);
  g_assert_cmpfloat (look_up (fields, "wavelet-LH", middle), ==, -1.8669205812838012);
  g_assert_cmpfloat (look_up (fields, "wavelet-LL", corner), ==, 2.621009329309505);
}

static void
test_lbp_2d (void)
{
  static const struct
  {
    int            axis;
    RimLbp2dMethod method;
    double         values[3];
  } facts[] = {
    { -1, RIM_LBP_2D_DEFAULT, { 90, 0, 255 } },
    { 2, RIM_LBP_2D_ROR, { 45, 0, 255 } },
    { 2, RIM_LBP_2D_UNIFORM, { 9, 0, 8 } },
    { 2, RIM_LBP_2D_VAR, { 9.276712156760283, 1.8778345756016703, 3.8239979574325806 } },
    { 1, RIM_LBP_2D_DEFAULT, { 210, 0, 255 } },
    { 1, RIM_LBP_2D_VAR, { 2.99311441466455, 2.5283129019532122, 5.468185843353478 } },
    { 0, RIM_LBP_2D_DEFAULT, { 75, 0, 255 } },
    { 0, RIM_LBP_2D_VAR, { 9.469580451096494, 2.44714464158793, 2.4544134033848843 } },
  };

  for (guint f = 0; f < G_N_ELEMENTS (facts); f++)
    {
      RimImageTypeSettings settings = RIM_IMAGE_TYPE_SETTINGS_INIT;
      g_autoptr(GHashTable) fields = NULL;

      settings.lbp_2d.radius = 1.5;
      settings.lbp_2d.method = facts[f].method;
      settings.lbp_2d.force_2d_axis = facts[f].axis;
      fields = run_type ("LBP2D", RIM_VOXEL_DOUBLE, &settings);

      g_assert_cmpfloat_with_epsilon (look_up (fields, "lbp-2D", middle), facts[f].values[0],
                                      1e-14);
      g_assert_cmpfloat_with_epsilon (look_up (fields, "lbp-2D", corner), facts[f].values[1],
                                      1e-14);
      g_assert_cmpfloat_with_epsilon (look_up (fields, "lbp-2D", edge), facts[f].values[2],
                                      1e-14);
    }
}

static void
test_lbp_3d (gconstpointer data)
{
  static const struct
  {
    RimVoxelType type;
    guint        subdivision;
    double       radius;
    guint        levels;
    double       middles[5];        /* of each level, then of the kurtosis */
    double       edges[5];
  } facts[] = {
    { RIM_VOXEL_DOUBLE, 1, 1.0, 4,
      { 8.767256294911682, 9.575818768457117, 8.851953047784106, 9.801908989211928,
        0.04993885775755569 },
      { 21.660280258017078, 18.401806215963287, 18.79098507549479, 12.431074498334606,
        0.11030796789359831 } },
    { RIM_VOXEL_FLOAT, 2, 1.5, 3,
      { 28.35996395894885, 36.63804236639755, 30.089608348460224, 2.9015297889709473 },
      { 163.06979276395617, 140.3598010942916, 125.10339644552106, 1.0296363830566406 } },
    { RIM_VOXEL_INT16, 1, 1.0, 2,
      { 9.798698211960117, 10.662673651310163, 0.053411258832543496 },
      { 21.660280258017078, 18.401806215963287, 0.09504207720066926 } },
  };
  const guint f = GPOINTER_TO_UINT (data);
  RimImageTypeSettings settings = RIM_IMAGE_TYPE_SETTINGS_INIT;
  g_autoptr(GHashTable) fields = NULL;

  settings.lbp_3d = (RimLbp3dSettings) { facts[f].levels, facts[f].radius, facts[f].subdivision };
  fields = run_type ("LBP3D", facts[f].type, &settings);
  g_assert_cmpuint (g_hash_table_size (fields), ==, facts[f].levels + 1);

  for (guint level = 0; level <= facts[f].levels; level++)
    {
      g_autofree char *name = level < facts[f].levels ? g_strdup_printf ("lbp-3D-m%u", level + 1)
                                                      : g_strdup ("lbp-3D-k");

      g_assert_cmpfloat_with_epsilon (look_up (fields, name, middle), facts[f].middles[level],
                                      1e-12);
      g_assert_cmpfloat_with_epsilon (look_up (fields, name, edge), facts[f].edges[level], 1e-12);
    }
}

static void
test_log_names (void)
{
  static const struct
  {
    RimLogSigma sigma;
    const char *name;
  } facts[] = {
    { { 1.0, FALSE }, "log-sigma-1-0-mm-3D" },
    { { 1.0, TRUE }, "log-sigma-1-mm-3D" },
    { { 0.1, FALSE }, "log-sigma-0-1-mm-3D" },
    { { 2.75, FALSE }, "log-sigma-2-75-mm-3D" },
    { { 10.0, FALSE }, "log-sigma-10-0-mm-3D" },
    { { 100.0, FALSE }, "log-sigma-100-0-mm-3D" },
    { { 1.0 / 3.0, FALSE }, "log-sigma-0-3333333333333333-mm-3D" },
  };

  for (guint f = 0; f < G_N_ELEMENTS (facts); f++)
    {
      g_autofree char *name = rim_log_get_name (facts[f].sigma);

      g_assert_cmpstr (name, ==, facts[f].name);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/filter-facts/wavelets", test_wavelets);
  g_test_add_func ("/engine/filter-facts/single-wavelets", test_single_wavelets);
  g_test_add_func ("/engine/filter-facts/wavelet-in-slices", test_wavelet_in_slices);
  g_test_add_func ("/engine/filter-facts/lbp-2d", test_lbp_2d);
  g_test_add_data_func ("/engine/filter-facts/lbp-3d/double", GUINT_TO_POINTER (0), test_lbp_3d);
  g_test_add_data_func ("/engine/filter-facts/lbp-3d/float", GUINT_TO_POINTER (1), test_lbp_3d);
  g_test_add_data_func ("/engine/filter-facts/lbp-3d/int16", GUINT_TO_POINTER (2), test_lbp_3d);
  g_test_add_func ("/engine/filter-facts/log-names", test_log_names);

  return g_test_run ();
}
