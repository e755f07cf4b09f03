/* test-map-change.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "map/rim-map-change.h"

#include <math.h>
#include <string.h>

/* After any edit, what stays of maps and what is computed anew are together, bit for
 * bit, the maps computed whole; and nothing is computed of which the window is as it was.
 */

#define N_MAX    128
#define WIDTH    15
#define HEIGHT   11
#define DEPTH    8
#define N        (WIDTH * HEIGHT * DEPTH)
#define N_ROUNDS 5

typedef struct
{
  const char *name;
  guint       radius;
  gboolean    is_masked;
  int         force_2d_axis;
  RimBinning  binning;
  double      width;
  double      spread;          /* of values; some voxels are far below or above */
  guint       distance;
  double      slope;           /* of values, per voxel along i */
} Case;

static const Case cases[] = {
  { "masked-1", 1, TRUE, -1, RIM_BINNING_WIDTH, 25.0, 200.0, 1 },
  { "masked-2", 2, TRUE, -1, RIM_BINNING_WIDTH, 10.0, 400.0, 1 },
  { "masked-3", 3, TRUE, -1, RIM_BINNING_WIDTH, 10.0, 60.0, 2 },
  { "flat", 2, TRUE, 2, RIM_BINNING_WIDTH, 0.3, 9.0, 1 },
  { "unmasked-1", 1, FALSE, -1, RIM_BINNING_WIDTH, 25.0, 200.0, 1 },
  { "unmasked-flat-3", 3, FALSE, 0, RIM_BINNING_WIDTH, 25.0, 800.0, 1 },
  { "count", 1, TRUE, -1, RIM_BINNING_COUNT, 0.0, 200.0, 1 },
  { "one-level", 1, TRUE, -1, RIM_BINNING_WIDTH, 25.0, 0.5, 1 },
  { "slope", 1, TRUE, -1, RIM_BINNING_WIDTH, 1.0, 2.0, 1, 3.5 },
};

typedef struct
{
  RimGrid        grid;
  double         values[N];
  RimVolume     *volume;
  RimMapSettings settings;
  guint          n_features;
  RimMapFeature  features[N_MAX];
} Fixture;

static void
fixture_publish (Fixture *self)
{
  g_clear_pointer (&self->volume, rim_volume_unref);
  self->volume = rim_volume_new (&self->grid, RIM_VOXEL_DOUBLE, NULL);
  for (guint k = 0; k < DEPTH; k++)
    memcpy (rim_volume_get_slice_for_writing (self->volume, k), self->values + k * WIDTH * HEIGHT,
            WIDTH * HEIGHT * sizeof (double));
  rim_volume_publish_all (self->volume);
}

static void
fixture_init (Fixture    *self,
              const Case *of)
{
  *self = (Fixture) { .grid = { { WIDTH, HEIGHT, DEPTH } } };
  rim_affine_init_identity (&self->grid.to_patient);
  self->settings = (RimMapSettings) {
    .kernel_radius = of->radius,
    .is_masked = of->is_masked,
    .bins = { .binning = of->binning, .width = of->width, .count = 8 },
    .family = RIM_FAMILY_SETTINGS_INIT,
  };
  self->settings.family.force_2d_axis = of->force_2d_axis;
  self->settings.family.distances[0] = of->distance;
  while (rim_map_feature_get (self->n_features, &self->features[self->n_features]))
    self->n_features++;

  for (guint n = 0; n < N; n++)
    {
      self->values[n] = of->slope * (n % WIDTH) + g_test_rand_double_range (0.0, of->spread);
      if (n % WIDTH == 0 && n % 3 == 0)
        self->values[n] -= 3.0 * of->spread;
      if (n % WIDTH == WIDTH - 1 && n % 3 == 0)
        self->values[n] += 2.0 * of->spread;
    }

  fixture_publish (self);
}

static void
fixture_clear (Fixture *self)
{
  rim_volume_unref (self->volume);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_clear)

static RimMapInput *
make_input (Fixture      *self,
            const guint8 *inside)
{
  g_autoptr(RimRegion) region = rim_region_new_from_bytes (&self->grid, inside);
  const guint radius = self->settings.kernel_radius;
  g_autoptr(RimField) field = NULL;
  g_autoptr(RimMask) lesion = NULL;
  g_autoptr(GError) error = NULL;
  RimMapInput *input;
  RimBox box = region->box;
  RimGrid cropped;
  double *values, *next;

  for (guint axis = 0; axis < 3; axis++)
    {
      box.min[axis] -= MIN (box.min[axis], radius);
      box.max[axis] = MIN (box.max[axis] + radius, self->grid.size[axis]);
    }
  rim_grid_crop (&self->grid, &box, &cropped);
  values = next = g_new (double, rim_grid_get_n_voxels (&cropped));
  for (guint k = box.min[2]; k < box.max[2]; k++)
    for (guint j = box.min[1]; j < box.max[1]; j++)
      for (guint i = box.min[0]; i < box.max[0]; i++)
        *next++ = self->values[(k * HEIGHT + j) * WIDTH + i];
  field = rim_field_new_take (&cropped, values);
  lesion = rim_mask_new_from_bytes (&self->grid, inside);
  input = rim_map_input_new_for_image (&(RimVoxelImage) {
    .name = "original", .volume = self->volume, .lesion = lesion, .grid = &self->grid, .field = field, .box = box,
    .region = region, .kernel_radius = radius, .is_masked = self->settings.is_masked,
    .bins = self->settings.bins, .family = self->settings.family,
  }, &error);
  g_assert_no_error (error);

  return input;
}

static void
paint (guint8 *inside,
       guint8  value)
{
  const double radius = g_test_rand_double_range (0.5, 4.0);
  const double at[3] = {
    g_test_rand_double_range (0, WIDTH), g_test_rand_double_range (0, HEIGHT), g_test_rand_double_range (0, DEPTH),
  };

  for (guint n = 0; n < N; n++)
    {
      const double i = n % WIDTH - at[0];
      const double j = n / WIDTH % HEIGHT - at[1];
      const double k = n / WIDTH / HEIGHT - at[2];

      if (i * i + j * j + k * k <= radius * radius)
        inside[n] = value;
    }
}

static void
compute (Fixture       *self,
         RimMapInput   *input,
         guint          first,
         guint          n_features,
         const guint32 *voxels,
         gsize          n_voxels,
         float         *values)
{
  float *maps[N_MAX];
  g_autoptr(GError) error = NULL;

  for (guint f = 0; f < n_features; f++)
    maps[f] = values + f * input->region->n_voxels;
  g_assert_true (rim_map_compute (input, self->features + first, n_features, voxels, n_voxels, maps, NULL, &error));
  g_assert_no_error (error);
}

static float *
compute_whole (Fixture     *self,
               RimMapInput *input)
{
  const gsize n = input->region->n_voxels;
  g_autofree guint32 *voxels = g_new (guint32, n);
  float *values = g_new (float, self->n_features * n);

  for (gsize v = 0; v < n; v++)
    voxels[v] = (guint32) v;
  compute (self, input, 0, self->n_features, voxels, n, values);

  return values;
}

static void
assert_maps_equal (Fixture     *self,
                   guint        feature,
                   const float *actual,
                   const float *expected,
                   gsize        n)
{
  g_autofree char *name = rim_map_feature_dup_name (&self->features[feature]);

  for (gsize v = 0; v < n; v++)
    if (memcmp (&actual[v], &expected[v], sizeof *actual) != 0)
      g_error ("%s of voxel %" G_GSIZE_FORMAT ": %.9g instead of %.9g", name, v, actual[v], expected[v]);
}

/* What is carried over and computed of each feature alone is the whole map. */
static void
check_maps (Fixture            *self,
            const RimMapChange *change,
            const float        *before)
{
  const gsize n_before = change->before->region->n_voxels;
  const gsize n = change->after->region->n_voxels;
  g_autofree float *expected = compute_whole (self, change->after);
  g_autofree float *map = g_new (float, n);

  for (guint f = 0; f < self->n_features; f++)
    {
      gsize n_voxels;
      g_autofree guint32 *voxels = rim_map_change_carry (change, &self->features[f], NULL, before + f * n_before,
                                                         map, &n_voxels);

      g_assert_cmpuint (n_voxels, ==, rim_map_change_keeps (change, &self->features[f]) ? change->n_new : n);
      compute (self, change->after, f, 1, voxels, n_voxels, map);
      assert_maps_equal (self, f, map, expected + f * n, n);
    }
}

static gboolean
is_held (const RimMapInput *input,
         const int         *at)
{
  gsize offset = 0;

  for (guint axis = 0; axis < 3; axis++)
    {
      if (at[axis] < (int) input->box.min[axis] || at[axis] >= (int) input->box.max[axis])
        return FALSE;
      offset += ((guint) at[axis] - input->box.min[axis]) * input->levels->stride[axis];
    }

  return input->levels->levels[offset] != 0;
}

static gboolean
has_changed (const RimMapChange *change,
             const int          *at)
{
  const int radius[3] = {
    (int) change->after->radius[0], (int) change->after->radius[1], (int) change->after->radius[2],
  };

  for (int k = -radius[2]; k <= radius[2]; k++)
    for (int j = -radius[1]; j <= radius[1]; j++)
      for (int i = -radius[0]; i <= radius[0]; i++)
        {
          const int beside[] = { at[0] + i, at[1] + j, at[2] + k };

          if (is_held (change->before, beside) != is_held (change->after, beside))
            return TRUE;
        }

  return FALSE;
}

/* A voxel is new where it had no number or something entered or left its window. */
static void
check_numbers (const RimMapChange *change,
               const guint8       *before,
               const guint8       *after)
{
  guint32 n_before = 0;
  gsize n_after = 0;

  for (guint n = 0; n < N; n++)
    {
      const int at[] = { (int) (n % WIDTH), (int) (n / WIDTH % HEIGHT), (int) (n / WIDTH / HEIGHT) };
      const gboolean stays = before[n] && after[n] && !has_changed (change, at);

      if (after[n])
        g_assert_cmpuint (change->numbers[n_after], ==, stays ? n_before : RIM_MAP_CHANGE_NEW);
      n_before += before[n];
      n_after += after[n];
    }
}

static void
test_edits (gconstpointer data)
{
  const Case *of = data;
  guint8 inside[N] = { 0 };
  g_auto(Fixture) fixture = { 0 };
  g_autoptr(RimMapInput) before = NULL;

  fixture_init (&fixture, of);
  inside[N / 2 + WIDTH / 2] = 1;
  for (guint stroke = 0; stroke < 3; stroke++)
    paint (inside, 1);
  before = make_input (&fixture, inside);
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autofree float *maps = compute_whole (&fixture, before);
      g_autofree guint8 *old = g_memdup2 (inside, sizeof inside);
      g_autoptr(RimMapInput) after = NULL;
      g_autoptr(RimMapChange) change = NULL;

      paint (inside, round % 3 != 1);
      inside[N / 2 + WIDTH / 2] = 1;
      after = make_input (&fixture, inside);
      change = rim_map_change_new (before, after);
      if (of->binning == RIM_BINNING_WIDTH)
        check_numbers (change, old, inside);
      check_maps (&fixture, change, maps);
      rim_map_input_unref (before);
      before = g_steal_pointer (&after);
    }
}

/* A slice to which a voxel of the next is added, of a level below all others or not: what
 * hangs on the whole region is computed whole, the rest is not.
 */
static void
test_ties (gconstpointer data)
{
  const gboolean is_low = GPOINTER_TO_INT (data);
  static const char *const shifted[] = {
    "glcm_JointAverage", "glcm_SumAverage", "glrlm_LowGrayLevelRunEmphasis", "ngtdm_Strength", "glcm_Idn",
  };
  static const char *const kept[] = {
    "glcm_Contrast", "glcm_MCC", "firstorder_Entropy", "glrlm_GrayLevelVariance", "glszm_ZoneEntropy",
  };
  guint8 inside[N] = { 0 };
  g_auto(Fixture) fixture = { 0 };
  RimMapFeature feature;
  g_autoptr(RimMapInput) before = NULL;
  g_autoptr(RimMapInput) after = NULL;
  g_autoptr(RimMapChange) change = NULL;
  g_autofree float *maps = NULL;

  fixture_init (&fixture, &cases[0]);
  for (guint n = 0; n < N; n++)
    inside[n] = n % WIDTH > 2 && n % WIDTH < WIDTH - 1 && n / WIDTH / HEIGHT == 2;
  fixture.values[3 * WIDTH * HEIGHT + WIDTH + 4] = is_low ? -200.0 : 100.0;
  fixture_publish (&fixture);
  before = make_input (&fixture, inside);
  maps = compute_whole (&fixture, before);
  inside[3 * WIDTH * HEIGHT + WIDTH + 4] = 1;
  after = make_input (&fixture, inside);
  change = rim_map_change_new (before, after);
  g_assert_cmpint (change->shift, ==, is_low ? 8 : 0);

  for (guint i = 0; i < G_N_ELEMENTS (shifted); i++)
    {
      g_assert_true (rim_map_feature_find (shifted[i], &feature, NULL));
      g_assert_true (rim_map_change_keeps (change, &feature) == (!is_low && i > 0));
      g_assert_true (rim_map_feature_find (kept[i], &feature, NULL));
      g_assert_true (rim_map_change_keeps (change, &feature));
    }
  check_maps (&fixture, change, maps);
}

/* Other settings leave nothing; the same input leaves all but what was not known. */
static void
test_settings (void)
{
  guint8 inside[N] = { 0 };
  g_auto(Fixture) fixture = { 0 };
  g_autoptr(RimMapInput) input = NULL;
  g_autoptr(RimMapInput) other = NULL;
  g_autoptr(RimMapChange) same = NULL;
  g_autoptr(RimMapChange) change = NULL;
  g_autofree guint8 *is_known = NULL;
  g_autofree float *map = NULL;
  g_autofree guint32 *voxels = NULL;
  gsize n_voxels, n;

  fixture_init (&fixture, &cases[0]);
  inside[N / 2] = 1;
  paint (inside, 1);
  input = make_input (&fixture, inside);
  n = input->region->n_voxels;
  fixture.settings.family.alpha = 1.0;
  other = make_input (&fixture, inside);
  change = rim_map_change_new (input, other);
  g_assert_cmpuint (change->n_new, ==, n);
  g_assert_false (rim_map_change_keeps (change, &fixture.features[0]));

  same = rim_map_change_new (input, input);
  g_assert_cmpuint (same->n_new, ==, 0);
  map = g_new0 (float, n);
  is_known = g_malloc (n);
  memset (is_known, 1, n);
  is_known[n / 2] = 0;
  voxels = rim_map_change_carry (same, &fixture.features[0], is_known, map, map, &n_voxels);
  g_assert_cmpuint (n_voxels, ==, 1);
  g_assert_cmpuint (voxels[0], ==, n / 2);
  g_assert_true (isnan (map[n / 2]));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      g_autofree char *path = g_strdup_printf ("/engine/map-change/edits/%s", cases[c].name);

      g_test_add_data_func (path, &cases[c], test_edits);
    }
  g_test_add_data_func ("/engine/map-change/ties/low", GINT_TO_POINTER (TRUE), test_ties);
  g_test_add_data_func ("/engine/map-change/ties/within", GINT_TO_POINTER (FALSE), test_ties);
  g_test_add_func ("/engine/map-change/settings", test_settings);

  return g_test_run ();
}
