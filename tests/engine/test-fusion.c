/* test-fusion.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "filter/rim-fusion.h"

#include <string.h>

#include "core/rim-parallel.h"
#include "rim-test-ball.h"
#include "volume/rim-field.h"

static RimVolume *
make_noise (const RimGrid *grid,
            double         low,
            double         high)
{
  RimVolume *volume = rim_volume_new (grid, RIM_VOXEL_DOUBLE, NULL);

  for (guint k = 0; k < grid->size[2]; k++)
    {
      double *slice = rim_volume_get_slice_for_writing (volume, k);

      for (gsize v = 0; v < (gsize) grid->size[0] * grid->size[1]; v++)
        slice[v] = g_test_rand_double_range (low, high);
    }
  rim_volume_publish_all (volume);

  return volume;
}

/* A function of the place in the patient, linear along each axis. */
static double
ramp (RimVec3 at)
{
  return 3.0 + 0.5 * at.x - 0.25 * at.y + 0.125 * at.z;
}

static RimVolume *
make_ramp (const RimGrid *grid)
{
  RimVolume *volume = rim_volume_new (grid, RIM_VOXEL_DOUBLE, NULL);

  for (guint k = 0; k < grid->size[2]; k++)
    {
      double *slice = rim_volume_get_slice_for_writing (volume, k);

      for (guint j = 0; j < grid->size[1]; j++)
        for (guint i = 0; i < grid->size[0]; i++)
          *slice++ = ramp (rim_grid_to_patient (grid, RIM_VEC3 (i, j, k)));
    }
  rim_volume_publish_all (volume);

  return volume;
}

static RimMask *
make_box (const RimGrid *grid,
          const RimBox  *box)
{
  g_autofree guint8 *voxels = g_malloc0 (rim_grid_get_n_voxels (grid));

  for (guint k = box->min[2]; k < box->max[2]; k++)
    for (guint j = box->min[1]; j < box->max[1]; j++)
      for (guint i = box->min[0]; i < box->max[0]; i++)
        voxels[((gsize) k * grid->size[1] + j) * grid->size[0] + i] = (i + j * k) % 3 != 0;

  return rim_mask_new_from_bytes (grid, voxels);
}

/* CT and PET on one grid, and a VOI. */
typedef struct
{
  RimGrid    grid;
  RimVolume *ct;
  RimVolume *pet;
  RimMask   *voi;
} Case;

static void
case_init (Case *self)
{
  const RimBox box = { { 9, 8, 6 }, { 18, 19, 14 } };

  rim_test_grid_init (&self->grid, 30, 28, 22, RIM_VEC3 (1, 1.5, 2));
  self->ct = make_noise (&self->grid, -800, 200);
  self->pet = make_noise (&self->grid, 0.5, 12);
  self->voi = make_box (&self->grid, &box);
}

static void
case_clear (Case *self)
{
  rim_volume_unref (self->ct);
  rim_volume_unref (self->pet);
  rim_mask_unref (self->voi);
}

static RimField *
fuse (RimVolume               *ct,
      RimVolume               *pet,
      RimMask                 *voi,
      const RimFusionSettings *settings,
      RimBox                  *box)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RimVolume) fused = rim_fuse (ct, pet, voi, settings, box, NULL, &error);
  RimField *field;

  g_assert_no_error (error);
  g_assert_cmpint (rim_volume_get_unit (fused), ==, RIM_UNIT_STORED);
  field = rim_field_new_from_volume (fused, NULL, &error);
  g_assert_no_error (error);

  return field;
}

/* What the VOI makes comparable: by mean and deviation, or by range. */
static void
find_scaling (const Case *self,
              RimVolume  *image,
              gboolean    by_range,
              double     *offset,
              double     *width)
{
  double n = 0, sum = 0, squares = 0, min = INFINITY, max = -INFINITY;

  for (guint pass = 0; pass < 2; pass++)
    for (guint k = 0; k < self->grid.size[2]; k++)
      for (guint j = 0; j < self->grid.size[1]; j++)
        for (guint i = 0; i < self->grid.size[0]; i++)
          if (rim_mask_contains (self->voi, i, j, k))
            {
              double value = rim_volume_get_value (image, i, j, k);

              min = MIN (min, value);
              max = MAX (max, value);
              if (pass == 0)
                sum += value, n++;
              else
                squares += (value - sum / n) * (value - sum / n);
            }

  *offset = by_range ? min : sum / n;
  *width = by_range ? max - min : sqrt (squares / n);
}

static double
largest_difference (const RimField *a,
                    const RimField *b)
{
  double largest = 0.0;

  g_assert_cmpmem (a->grid.size, sizeof a->grid.size, b->grid.size, sizeof b->grid.size);
  for (gsize v = 0; v < rim_grid_get_n_voxels (&a->grid); v++)
    largest = MAX (largest, fabs (a->values[v] - b->values[v]));

  return largest;
}

static void
assert_is_scaled (const Case     *self,
                  const RimField *field,
                  const RimBox   *box,
                  RimVolume      *image,
                  gboolean        by_range)
{
  double offset, width;
  const double *value = field->values;

  find_scaling (self, image, by_range, &offset, &width);
  for (guint k = box->min[2]; k < box->max[2]; k++)
    for (guint j = box->min[1]; j < box->max[1]; j++)
      for (guint i = box->min[0]; i < box->max[0]; i++)
        g_assert_cmpfloat_with_epsilon (*value++,
                                        (rim_volume_get_value (image, i, j, k) - offset) / width,
                                        1e-12);
}

/* A weight of 0 or 1 gives one of the images. */
static void
test_weights (void)
{
  RimFusionSettings settings = RIM_FUSION_SETTINGS_INIT;
  RimBox box;
  Case self;

  case_init (&self);
  settings.margin_mm = 4.0;

  for (guint scale = 0; scale < RIM_N_FUSION_SCALES; scale++)
    {
      g_autoptr(RimField) pet = NULL;
      g_autoptr(RimField) ct = NULL;

      settings.scale = (RimFusionScale) scale;
      settings.ct_weight = 0.0;
      pet = fuse (self.ct, self.pet, self.voi, &settings, &box);
      assert_is_scaled (&self, pet, &box, self.pet, scale == RIM_FUSION_SCALE_MIN_MAX);
      settings.ct_weight = 1.0;
      ct = fuse (self.ct, self.pet, self.voi, &settings, &box);
      assert_is_scaled (&self, ct, &box, self.ct, scale == RIM_FUSION_SCALE_MIN_MAX);
    }

  /* 4 mm around the VOI. */
  g_assert_cmpuint (box.min[0], ==, 5);
  g_assert_cmpuint (box.max[1], ==, 22);
  g_assert_cmpuint (box.min[2], ==, 4);
  case_clear (&self);
}

static void
test_itself (void)
{
  RimFusionSettings settings = RIM_FUSION_SETTINGS_INIT;
  g_autoptr(RimField) weighted = NULL;
  g_autoptr(RimField) wavelet = NULL;
  g_autoptr(RimField) divergence = NULL;
  RimBox box;
  Case self;

  case_init (&self);
  settings.margin_mm = 4.0;
  settings.ct_weight = 0.3;
  settings.detail_weight = 0.8;

  weighted = fuse (self.ct, self.ct, self.voi, &settings, &box);
  assert_is_scaled (&self, weighted, &box, self.ct, FALSE);
  settings.method = RIM_FUSION_WAVELET;
  wavelet = fuse (self.ct, self.ct, self.voi, &settings, &box);
  g_assert_cmpfloat (largest_difference (weighted, wavelet), <, 1e-10);
  settings.clip_bands = TRUE;
  g_clear_pointer (&wavelet, rim_field_unref);
  wavelet = fuse (self.ct, self.ct, self.voi, &settings, &box);
  g_assert_cmpfloat (largest_difference (weighted, wavelet), <, 1e-10);

  settings.method = RIM_FUSION_DIVERGENCE;
  divergence = fuse (self.ct, self.ct, self.voi, &settings, &box);
  for (gsize v = 0; v < rim_grid_get_n_voxels (&divergence->grid); v++)
    g_assert_cmpfloat (divergence->values[v], ==, 0.0);
  case_clear (&self);
}

/* As a transform is linear, equal weights in all bands are a weighted sum; and bands
 * add up, so that what each weight changes is what the other leaves.
 */
static void
test_wavelet (void)
{
  static const char *const wavelets[] = { "haar", "db2", "sym8", "coif1", "db10" };
  RimFusionSettings settings = RIM_FUSION_SETTINGS_INIT;
  RimBox box;
  Case self;

  case_init (&self);
  settings.margin_mm = 10.0;

  for (guint w = 0; w < G_N_ELEMENTS (wavelets); w++)
    {
      g_autoptr(RimField) weighted = NULL;
      g_autoptr(RimField) all = NULL;
      g_autoptr(RimField) smooth = NULL;
      g_autoptr(RimField) detail = NULL;
      g_autoptr(RimField) none = NULL;

      g_strlcpy (settings.wavelet, wavelets[w], sizeof settings.wavelet);
      settings.ct_weight = settings.detail_weight = 0.4;
      settings.method = RIM_FUSION_WEIGHTED;
      weighted = fuse (self.ct, self.pet, self.voi, &settings, &box);
      settings.method = RIM_FUSION_WAVELET;
      all = fuse (self.ct, self.pet, self.voi, &settings, &box);
      g_assert_cmpfloat (largest_difference (weighted, all), <, 1e-10);

      settings.detail_weight = 0.0;
      smooth = fuse (self.ct, self.pet, self.voi, &settings, &box);
      settings.ct_weight = 0.0;
      none = fuse (self.ct, self.pet, self.voi, &settings, &box);
      settings.detail_weight = 0.4;
      detail = fuse (self.ct, self.pet, self.voi, &settings, &box);

      g_assert_cmpfloat (largest_difference (smooth, none), >, 0.01);
      g_assert_cmpfloat (largest_difference (detail, none), >, 0.01);
      for (gsize v = 0; v < rim_grid_get_n_voxels (&all->grid); v++)
        smooth->values[v] += detail->values[v] - none->values[v];
      g_assert_cmpfloat (largest_difference (smooth, all), <, 1e-10);
    }
  case_clear (&self);
}

/* Haar's smooth band, there and back, is an average by 1 2 1 along each axis. */
static void
test_haar (void)
{
  RimFusionSettings settings = RIM_FUSION_SETTINGS_INIT;
  g_autoptr(RimField) fused = NULL;
  g_autoptr(RimField) ct = NULL;
  g_autoptr(RimField) pet = NULL;
  RimBox box, whole;
  Case self;

  case_init (&self);
  g_strlcpy (settings.wavelet, "haar", sizeof settings.wavelet);
  settings.margin_mm = 0.0;
  settings.method = RIM_FUSION_WAVELET;
  settings.ct_weight = 1.0;
  settings.detail_weight = 0.0;
  fused = fuse (self.ct, self.pet, self.voi, &settings, &box);

  settings.method = RIM_FUSION_WEIGHTED;
  settings.margin_mm = 1000.0;
  ct = fuse (self.ct, self.pet, self.voi, &settings, &whole);
  settings.ct_weight = 0.0;
  pet = fuse (self.ct, self.pet, self.voi, &settings, &whole);

  for (gsize v = 0; v < rim_grid_get_n_voxels (&fused->grid); v++)
    {
      guint at[3] = { box.min[0] + (guint) (v % fused->grid.size[0]),
                      box.min[1] + (guint) (v / fused->grid.size[0] % fused->grid.size[1]),
                      box.min[2] + (guint) (v / fused->grid.size[0] / fused->grid.size[1]) };
      gsize here = ((gsize) at[2] * 28 + at[1]) * 30 + at[0];
      double expected = pet->values[here];

      for (int n = 0; n < 27; n++)
        {
          int d[3] = { n % 3 - 1, n / 3 % 3 - 1, n / 9 - 1 };
          gsize there = ((gsize) ((int) at[2] + d[2]) * 28 + (gsize) ((int) at[1] + d[1])) * 30 +
                        (gsize) ((int) at[0] + d[0]);
          double weight = (2 - ABS (d[0])) * (2 - ABS (d[1])) * (2 - ABS (d[2])) / 64.0;

          expected += weight * (ct->values[there] - pet->values[there]);
        }
      g_assert_cmpfloat_with_epsilon (fused->values[v], expected, 1e-12);
    }
  case_clear (&self);
}

/* Waves that go on in their mirror lie within three deviations, in every band, so that
 * clipping changes nothing; and all bands mixed one by one are what one smooth band adds.
 */
static void
test_waves (void)
{
  RimFusionSettings settings = RIM_FUSION_SETTINGS_INIT;
  g_autoptr(RimVolume) waves = NULL;
  g_autoptr(RimField) kept = NULL;
  g_autoptr(RimField) clipped = NULL;
  Case self;

  case_init (&self);
  waves = rim_volume_new (&self.grid, RIM_VOXEL_DOUBLE, NULL);
  for (guint k = 0; k < self.grid.size[2]; k++)
    {
      double *slice = rim_volume_get_slice_for_writing (waves, k);

      for (guint v = 0; v < 30 * 28; v++)
        slice[v] = cos (9 * G_PI * (v % 30 + 0.5) / 30) * cos (7 * G_PI * (v / 30 + 0.5) / 28) *
                   cos (5 * G_PI * (k + 0.5) / 22);
    }
  rim_volume_publish_all (waves);

  settings.method = RIM_FUSION_WAVELET;
  settings.scope = RIM_FUSION_SCOPE_IMAGE;
  settings.margin_mm = 1000.0;
  settings.ct_weight = 0.7;
  settings.detail_weight = 0.2;
  g_strlcpy (settings.wavelet, "haar", sizeof settings.wavelet);
  kept = fuse (waves, self.pet, self.voi, &settings, NULL);
  settings.clip_bands = TRUE;
  clipped = fuse (waves, self.pet, self.voi, &settings, NULL);
  g_assert_cmpfloat (largest_difference (kept, clipped), <, 1e-10);
  case_clear (&self);
}

/* Some coefficients of the CT lie so far off that those of the PET take their place. */
static void
test_clip_bands (void)
{
  RimFusionSettings settings = RIM_FUSION_SETTINGS_INIT;
  g_autoptr(RimField) kept = NULL;
  g_autoptr(RimField) clipped = NULL;
  RimBox box;
  Case self;

  case_init (&self);
  settings.method = RIM_FUSION_WAVELET;
  settings.margin_mm = 0.0;
  kept = fuse (self.ct, self.pet, self.voi, &settings, &box);
  settings.clip_bands = TRUE;
  clipped = fuse (self.ct, self.pet, self.voi, &settings, &box);
  g_assert_cmpfloat (largest_difference (kept, clipped), >, 1e-3);
  case_clear (&self);
}

/* The fused voxels do not depend on how many more are fused. */
static void
test_margin (void)
{
  Case self;

  case_init (&self);
  for (guint n = 0; n < 2 * RIM_N_FUSION_METHODS; n++)
    {
      RimFusionSettings settings = RIM_FUSION_SETTINGS_INIT;
      g_autoptr(RimField) small = NULL;
      g_autoptr(RimField) large = NULL;
      RimBox box, whole;

      settings.method = (RimFusionMethod) (n / 2);
      settings.ct_weight = 0.3;
      settings.clip_bands = n % 2 == 1;
      settings.margin_mm = 2.0;
      small = fuse (self.ct, self.pet, self.voi, &settings, &box);
      settings.margin_mm = 1000.0;
      large = fuse (self.ct, self.pet, self.voi, &settings, &whole);

      for (gsize v = 0; v < rim_grid_get_n_voxels (&small->grid); v++)
        {
          gsize i = box.min[0] + v % small->grid.size[0];
          gsize j = box.min[1] + v / small->grid.size[0] % small->grid.size[1];
          gsize k = box.min[2] + v / small->grid.size[0] / small->grid.size[1];

          g_assert_cmpfloat (small->values[v], ==, large->values[(k * 28 + j) * 30 + i]);
        }
    }
  case_clear (&self);
}

static double
divergence_slowly (const Case              *self,
                   const RimFusionSettings *settings,
                   int                      i,
                   int                      j,
                   int                      k)
{
  double counts[2][64] = { { 0 } };
  double offsets[2], widths[2];
  double n = 0, sum = 0;
  int r = (int) settings->radius;

  find_scaling (self, self->pet, TRUE, &offsets[0], &widths[0]);
  find_scaling (self, self->ct, TRUE, &offsets[1], &widths[1]);

  for (int c = MAX (k - r, 0); c <= MIN (k + r, (int) self->grid.size[2] - 1); c++)
    for (int b = MAX (j - r, 0); b <= MIN (j + r, (int) self->grid.size[1] - 1); b++)
      for (int a = MAX (i - r, 0); a <= MIN (i + r, (int) self->grid.size[0] - 1); a++, n++)
        for (guint image = 0; image < 2; image++)
          {
            RimVolume *volume = image == 0 ? self->pet : self->ct;
            double value = (rim_volume_get_value (volume, (guint) a, (guint) b, (guint) c) -
                            offsets[image]) / widths[image];

            counts[image][(guint) CLAMP (value * settings->n_bins, 0, settings->n_bins - 1)]++;
          }

  for (guint bin = 0; bin < settings->n_bins; bin++)
    {
      double total = n + settings->pseudo_count * settings->n_bins;
      double p = (counts[0][bin] + settings->pseudo_count) / total;
      double q = (counts[1][bin] + settings->pseudo_count) / total;

      sum += p * log (p / q);
    }

  return sum;
}

static void
test_divergence (void)
{
  RimFusionSettings settings = RIM_FUSION_SETTINGS_INIT;
  g_autoptr(RimField) field = NULL;
  RimBox box;
  Case self;

  case_init (&self);
  settings.method = RIM_FUSION_DIVERGENCE;
  settings.n_bins = 7;
  settings.pseudo_count = 0.25;
  settings.margin_mm = 1000.0;
  field = fuse (self.ct, self.pet, self.voi, &settings, &box);

  for (guint v = 0; v < 30 * 28 * 22; v += 911)
    {
      g_assert_cmpfloat (field->values[v], >=, 0.0);
      g_assert_cmpfloat_with_epsilon (field->values[v],
                                      divergence_slowly (&self, &settings, (int) (v % 30),
                                                         (int) (v / 30 % 28), (int) (v / 840)),
                                      1e-12);
    }
  g_assert_cmpfloat_with_epsilon (field->values[0], divergence_slowly (&self, &settings, 0, 0, 0),
                                  1e-12);
  case_clear (&self);
}

/* Onto another grid, linear interpolation keeps what is linear. */
static void
test_grids (void)
{
  const RimBox box = { { 4, 4, 4 }, { 9, 8, 8 } };
  RimFusionSettings settings = RIM_FUSION_SETTINGS_INIT;
  RimGrid ct_grid, pet_grid;
  g_autoptr(RimVolume) ct = NULL;
  g_autoptr(RimVolume) pet = NULL;

  rim_test_grid_init (&ct_grid, 40, 40, 20, RIM_VEC3 (1, 1, 2.5));
  rim_affine_set_column (&ct_grid.to_patient, 3, RIM_VEC3 (-50, 20, 300));
  rim_test_grid_init (&pet_grid, 14, 14, 16, RIM_VEC3 (3.1, 2.9, -3.3));
  rim_affine_set_column (&pet_grid.to_patient, 3, RIM_VEC3 (-51.2, 19.1, 348.8));
  ct = make_ramp (&ct_grid);
  pet = make_ramp (&pet_grid);

  for (guint grid = 0; grid < RIM_N_FUSION_GRIDS; grid++)
    {
      g_autoptr(RimMask) voi = make_box (grid == RIM_FUSION_GRID_CT ? &ct_grid : &pet_grid, &box);
      g_autoptr(RimField) a = NULL;
      g_autoptr(RimField) b = NULL;
      RimBox fused_box;

      settings.grid = (RimFusionGrid) grid;
      settings.margin_mm = 1.0;
      settings.ct_weight = 0.0;
      a = fuse (ct, pet, voi, &settings, &fused_box);
      settings.ct_weight = 1.0;
      b = fuse (ct, pet, voi, &settings, &fused_box);
      g_assert_cmpfloat (largest_difference (a, b), <, 1e-10);
      g_assert_cmpfloat (rim_grid_get_spacing (&a->grid, 0), ==, grid == RIM_FUSION_GRID_CT ? 1.0 : 3.1);
    }
}

static void
assert_refused (RimVolume               *ct,
                RimVolume               *pet,
                RimMask                 *voi,
                const RimFusionSettings *settings,
                GIOErrorEnum             code)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (rim_fuse (ct, pet, voi, settings, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, (int) code);
}

static void
set_frame (RimVolume  *volume,
           const char *uid)
{
  g_autoptr(RimSource) source = rim_source_new ();

  source->frame_of_reference_uid = g_strdup (uid);
  rim_volume_set_source (volume, source);
}

static void
test_refusals (void)
{
  RimFusionSettings settings = RIM_FUSION_SETTINGS_INIT;
  RimFusionSettings bad;
  RimGrid far, slanted;
  g_autoptr(RimMask) empty = NULL;
  g_autoptr(RimVolume) elsewhere = NULL;
  g_autoptr(RimVolume) turned = NULL;
  g_autoptr(RimVolume) constant = NULL;
  g_autoptr(RimVolume) unread = NULL;
  g_autoptr(RimField) same = NULL;
  Case self;

  case_init (&self);
  empty = rim_mask_new (&self.grid);
  far = slanted = self.grid;
  rim_affine_set_column (&far.to_patient, 3, RIM_VEC3 (0, 0, 0));
  rim_affine_set_column (&slanted.to_patient, 1, RIM_VEC3 (0.2, 1.5, 0));
  elsewhere = make_noise (&far, 0, 1);
  turned = make_noise (&slanted, 0, 1);
  constant = make_noise (&self.grid, 1, 1 + 1e-300);
  unread = rim_volume_new (&self.grid, RIM_VOXEL_FLOAT, NULL);

  assert_refused (self.ct, elsewhere, self.voi, &settings, G_IO_ERROR_INVALID_DATA);
  assert_refused (self.ct, turned, self.voi, &settings, G_IO_ERROR_NOT_SUPPORTED);
  assert_refused (self.ct, constant, self.voi, &settings, G_IO_ERROR_INVALID_DATA);
  assert_refused (unread, self.pet, self.voi, &settings, G_IO_ERROR_BUSY);
  assert_refused (self.ct, self.pet, empty, &settings, G_IO_ERROR_INVALID_DATA);
  assert_refused (self.ct, self.pet, NULL, &settings, G_IO_ERROR_INVALID_ARGUMENT);

  bad = settings;
  bad.ct_weight = NAN;
  assert_refused (self.ct, self.pet, self.voi, &bad, G_IO_ERROR_INVALID_ARGUMENT);
  bad = settings;
  bad.method = RIM_FUSION_WAVELET;
  g_strlcpy (bad.wavelet, "bior4.4", sizeof bad.wavelet);
  assert_refused (self.ct, self.pet, self.voi, &bad, G_IO_ERROR_INVALID_ARGUMENT);
  bad.method = RIM_FUSION_DIVERGENCE;
  bad.radius = 0;
  assert_refused (self.ct, self.pet, self.voi, &bad, G_IO_ERROR_INVALID_ARGUMENT);

  set_frame (self.ct, "1.2.3");
  set_frame (self.pet, "1.2.4");
  assert_refused (self.ct, self.pet, self.voi, &settings, G_IO_ERROR_INVALID_DATA);
  set_frame (self.pet, "1.2.3");
  same = fuse (self.ct, self.pet, self.voi, &settings, NULL);
  case_clear (&self);
}

static void
test_missing (void)
{
  RimFusionSettings settings = RIM_FUSION_SETTINGS_INIT;
  g_autoptr(RimVolume) holed = NULL;
  Case self;

  case_init (&self);
  holed = rim_volume_new (&self.grid, RIM_VOXEL_FLOAT, NULL);
  ((float *) rim_volume_get_slice_for_writing (holed, 10))[10 * 30 + 10] = NAN;
  rim_volume_publish_all (holed);
  assert_refused (self.ct, holed, self.voi, &settings, G_IO_ERROR_INVALID_DATA);
  case_clear (&self);
}

static void
test_threads (void)
{
  static const guint n_threads[] = { 1, 2, 8 };
  Case self;

  case_init (&self);
  for (guint round = 0; round < 2 * RIM_N_FUSION_METHODS; round++)
    {
      RimFusionSettings settings = RIM_FUSION_SETTINGS_INIT;
      g_autoptr(RimField) first = NULL;

      settings.method = (RimFusionMethod) (round / 2);
      settings.clip_bands = round % 2 == 1;
      settings.ct_weight = 0.3;
      for (guint n = 0; n < G_N_ELEMENTS (n_threads); n++)
        {
          g_autoptr(RimField) field = NULL;
          gsize length;

          rim_parallel_set_n_threads (n_threads[n]);
          field = fuse (self.ct, self.pet, self.voi, &settings, NULL);
          length = rim_grid_get_n_voxels (&field->grid) * sizeof (double);
          if (first == NULL)
            first = g_steal_pointer (&field);
          else
            g_assert_cmpmem (first->values, length, field->values, length);
        }
    }
  rim_parallel_set_n_threads (0);
  case_clear (&self);
}

static void
test_ids (void)
{
  RimFusionMethod method;

  for (guint n = 0; n < RIM_N_FUSION_METHODS; n++)
    {
      g_assert_true (rim_fusion_method_from_id (rim_fusion_method_get_id ((RimFusionMethod) n), &method));
      g_assert_cmpuint (method, ==, n);
    }
  g_assert_false (rim_fusion_method_from_id ("alpha", &method));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/fusion/weights", test_weights);
  g_test_add_func ("/engine/fusion/itself", test_itself);
  g_test_add_func ("/engine/fusion/wavelet", test_wavelet);
  g_test_add_func ("/engine/fusion/haar", test_haar);
  g_test_add_func ("/engine/fusion/waves", test_waves);
  g_test_add_func ("/engine/fusion/clip-bands", test_clip_bands);
  g_test_add_func ("/engine/fusion/margin", test_margin);
  g_test_add_func ("/engine/fusion/divergence", test_divergence);
  g_test_add_func ("/engine/fusion/grids", test_grids);
  g_test_add_func ("/engine/fusion/refusals", test_refusals);
  g_test_add_func ("/engine/fusion/missing", test_missing);
  g_test_add_func ("/engine/fusion/threads", test_threads);
  g_test_add_func ("/engine/fusion/ids", test_ids);

  return g_test_run ();
}
