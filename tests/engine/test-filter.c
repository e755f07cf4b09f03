/* test-filter.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rim-parallel.h"
#include "filter/rim-filter-private.h"
#include "filter/rim-image-type.h"

#include <math.h>
#include <string.h>

/* What must hold for every image type: the same bits for a box as for the whole, for
 * any number of threads and any CPU; nothing that crashes it; and what each promises.
 */

typedef double (*ValueFunc) (guint i,
                             guint j,
                             guint k);

static double
get_noise (guint i,
           guint j,
           guint k)
{
  guint32 hash = i * 73856093u ^ j * 19349663u ^ k * 83492791u;

  hash ^= hash >> 13;
  hash *= 0x5bd1e995u;
  hash ^= hash >> 15;

  return (hash % 4096) / 3.0 - 500.0;
}

static double
get_constant (guint i,
              guint j,
              guint k)
{
  return 42.5;
}

static double
get_parabola (guint i,
              guint j,
              guint k)
{
  return 0.01 * ((double) i * i + (double) j * j + (double) k * k);
}

static double
get_ramp (guint i,
          guint j,
          guint k)
{
  return 3.0 * i - 2.0 * j + 6.0 * k;
}

static double
get_impulse (guint i,
             guint j,
             guint k)
{
  return i == 20 && j == 18 && k == 16 ? 1000.0 : 0.0;
}

static RimVolume *
make_image (const guint  size[3],
            RimVoxelType type,
            ValueFunc    get_value)
{
  RimGrid grid = { .size = { size[0], size[1], size[2] } };
  g_autoptr(GError) error = NULL;
  RimVolume *image;

  rim_affine_set_column (&grid.to_patient, 0, RIM_VEC3 (0.75, 0, 0));
  rim_affine_set_column (&grid.to_patient, 1, RIM_VEC3 (0, 1.0, 0));
  rim_affine_set_column (&grid.to_patient, 2, RIM_VEC3 (0, 0, 2.0));
  image = rim_volume_new (&grid, type, &error);
  g_assert_no_error (error);

  for (guint k = 0; k < size[2]; k++)
    {
      gpointer slice = rim_volume_get_slice_for_writing (image, k);

      for (guint j = 0; j < size[1]; j++)
        for (guint i = 0; i < size[0]; i++)
          if (type == RIM_VOXEL_FLOAT)
            ((float *) slice)[j * size[0] + i] = (float) get_value (i, j, k);
          else if (type == RIM_VOXEL_DOUBLE)
            ((double *) slice)[j * size[0] + i] = get_value (i, j, k);
          else
            ((gint16 *) slice)[j * size[0] + i] = (gint16) rint (get_value (i, j, k));
    }
  rim_volume_publish_all (image);

  return image;
}

static RimImageTypeSettings
make_settings (void)
{
  RimImageTypeSettings settings = RIM_IMAGE_TYPE_SETTINGS_INIT;

  settings.log.n_sigmas = 2;
  settings.log.sigmas[0] = (RimLogSigma) { 1.0, FALSE };
  settings.log.sigmas[1] = (RimLogSigma) { 3.5, FALSE };
  settings.wavelet.level = 2;

  return settings;
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
run_type (const RimImageType         *type,
          RimVolume                  *image,
          const RimBox               *box,
          const RimImageTypeSettings *settings)
{
  const guint *size = rim_volume_get_grid (image)->size;
  const RimBox whole = { { 0, 0, 0 }, { size[0], size[1], size[2] } };
  g_autoptr(GError) error = NULL;
  GHashTable *fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                              (GDestroyNotify) rim_field_unref);

  g_assert_true (type->run (image, box != NULL ? box : &whole, NULL, settings, keep_field, fields, NULL,
                            &error));
  g_assert_no_error (error);

  return fields;
}

static GHashTable *
run_name (const char *name,
          RimVolume  *image)
{
  RimImageTypeSettings settings = make_settings ();

  return run_type (rim_image_type_find (name), image, NULL, &settings);
}

static double
look_up (GHashTable *fields,
         const char *name,
         guint       i,
         guint       j,
         guint       k)
{
  const RimField *field = g_hash_table_lookup (fields, name);
  const guint *size;

  g_assert_nonnull (field);
  size = field->grid.size;

  return field->values[((gsize) k * size[1] + j) * size[0] + i];
}

static gboolean
is_same (double a,
         double b)
{
  return memcmp (&a, &b, sizeof a) == 0 || (isnan (a) && isnan (b));
}

/* @part is @box of @whole. */
static void
assert_part (const RimField *whole,
             const RimField *part,
             const RimBox   *box)
{
  gsize v = 0;

  g_assert_true (whole->is_single == part->is_single);
  for (guint k = box->min[2]; k < box->max[2]; k++)
    for (guint j = box->min[1]; j < box->max[1]; j++)
      for (guint i = box->min[0]; i < box->max[0]; i++, v++)
        {
          gsize at = ((gsize) k * whole->grid.size[1] + j) * whole->grid.size[0] + i;

          g_assert_true (is_same (whole->values[at], part->values[v]));
          g_assert_true (!part->is_single || isnan (part->values[v]) ||
                         (double) (float) part->values[v] == part->values[v]);
        }
}

static void
assert_parts (GHashTable   *whole,
              GHashTable   *part,
              const RimBox *box)
{
  GHashTableIter iter;
  gpointer name, field;

  g_assert_cmpuint (g_hash_table_size (whole), ==, g_hash_table_size (part));
  g_hash_table_iter_init (&iter, part);
  while (g_hash_table_iter_next (&iter, &name, &field))
    assert_part (g_hash_table_lookup (whole, name), field, box);
}

static void
test_boxes (gconstpointer data)
{
  static const RimBox boxes[] = {
    { { 7, 5, 3 }, { 30, 21, 10 } }, { { 0, 0, 0 }, { 3, 2, 1 } }, { { 36, 30, 12 }, { 37, 31, 13 } },
    { { 11, 0, 0 }, { 12, 31, 13 } }, { { 0, 9, 4 }, { 37, 10, 5 } }, { { 33, 27, 9 }, { 37, 31, 13 } },
  };
  static const RimVoxelType voxel_types[] = { RIM_VOXEL_FLOAT, RIM_VOXEL_DOUBLE, RIM_VOXEL_INT16 };
  const guint size[3] = { 37, 31, 13 };
  const RimImageType *type = data;
  RimImageTypeSettings settings = make_settings ();

  for (guint v = 0; v < G_N_ELEMENTS (voxel_types); v++)
    {
      g_autoptr(RimVolume) image = make_image (size, voxel_types[v], get_noise);
      g_autoptr(GHashTable) whole = run_type (type, image, NULL, &settings);

      for (guint b = 0; b < G_N_ELEMENTS (boxes); b++)
        {
          g_autoptr(GHashTable) part = run_type (type, image, &boxes[b], &settings);

          assert_parts (whole, part, &boxes[b]);
        }
    }
}

static void
test_threads (gconstpointer data)
{
  const guint size[3] = { 37, 31, 13 };
  const RimBox whole = { { 0, 0, 0 }, { 37, 31, 13 } };
  const RimImageType *type = data;
  RimImageTypeSettings settings = make_settings ();
  g_autoptr(RimVolume) image = make_image (size, RIM_VOXEL_FLOAT, get_noise);
  g_autoptr(GHashTable) one = NULL;

  rim_parallel_set_n_threads (1);
  one = run_type (type, image, NULL, &settings);

  for (guint n_threads = 2; n_threads <= 8; n_threads *= 4)
    {
      g_autoptr(GHashTable) many = NULL;

      rim_parallel_set_n_threads (n_threads);
      many = run_type (type, image, NULL, &settings);
      assert_parts (one, many, &whole);
    }
  rim_parallel_set_n_threads (0);
}

/* Images of all small shapes, without and with what is no number. */
static double
get_gaps (guint i,
          guint j,
          guint k)
{
  return (i + j + k) % 5 == 3 ? NAN : (i + 2 * j) % 7 == 2 ? -INFINITY : get_noise (i, j, k);
}

static void
test_small_images (gconstpointer data)
{
  static const guint sizes[][3] = {
    { 1, 1, 1 }, { 2, 1, 1 }, { 1, 3, 2 }, { 5, 4, 1 }, { 1, 1, 9 }, { 4, 4, 4 }, { 7, 5, 4 },
  };
  const RimImageType *type = data;
  RimImageTypeSettings settings = make_settings ();

  settings.wavelet.start_level = 1;
  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    for (guint gaps = 0; gaps < 2; gaps++)
      {
        g_autoptr(RimVolume) image = make_image (sizes[s], RIM_VOXEL_FLOAT,
                                                 gaps ? get_gaps : get_noise);
        g_autoptr(GHashTable) fields = run_type (type, image, NULL, &settings);

        g_assert_cmpuint (g_hash_table_size (fields), >=, g_str_equal (type->name, "LoG") ? 0 : 1);
      }
}

static gboolean
refuse_field (const char *name,
              RimField   *field,
              gpointer    data,
              GError    **error)
{
  rim_field_unref (field);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "no");
  ++*(guint *) data;

  return FALSE;
}

static void
test_stops (gconstpointer data)
{
  const guint size[3] = { 12, 11, 10 };
  const RimBox whole = { { 0, 0, 0 }, { 12, 11, 10 } };
  static const RimBox bad[] = { { { 3, 3, 3 }, { 3, 5, 5 } }, { { 0, 0, 0 }, { 13, 1, 1 } } };
  const RimImageType *type = data;
  RimImageTypeSettings settings = make_settings ();
  g_autoptr(RimVolume) image = make_image (size, RIM_VOXEL_INT16, get_noise);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  guint n_taken = 0;

  g_assert_false (type->run (image, &whole, NULL, &settings, refuse_field, &n_taken, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_cmpuint (n_taken, ==, 1);
  g_clear_error (&error);

  g_cancellable_cancel (cancellable);
  g_assert_false (type->run (image, &whole, NULL, &settings, refuse_field, &n_taken, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (n_taken, ==, 1);
  g_clear_error (&error);

  for (guint b = 0; b < G_N_ELEMENTS (bad); b++)
    {
      g_assert_false (type->run (image, &bad[b], NULL, &settings, refuse_field, &n_taken, NULL, &error));
      g_assert_error (error, RIM_FILTER_ERROR, RIM_FILTER_ERROR_BOX);
      g_clear_error (&error);
    }
}

typedef struct
{
  GCancellable *cancellable;
  guint         n_run;
} Stop;

static void
stop_third (gsize    begin,
            gsize    end,
            gpointer data)
{
  Stop *self = data;

  if (++self->n_run == 3)
    g_cancellable_cancel (self->cancellable);
}

/* No block is begun once a filter is cancelled. */
static void
test_stops_within (void)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  Stop self = { cancellable, 0 };

  rim_parallel_set_n_threads (1);
  g_assert_true (rim_filter_for (2, 1, stop_third, &self, cancellable, &error));
  g_assert_false (rim_filter_for (100, 7, stop_third, &self, cancellable, &error));
  rim_parallel_set_n_threads (0);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (self.n_run, ==, 3);
}

/* A number for all bits of all images. */
static guint64
hash_all (void)
{
  const guint size[3] = { 37, 31, 13 };
  RimImageTypeSettings settings = make_settings ();
  g_autoptr(RimVolume) image = make_image (size, RIM_VOXEL_FLOAT, get_noise);
  guint n_types;
  const RimImageType *types = rim_image_types_get (&n_types);
  guint64 all = 0;

  for (guint t = 0; t < n_types; t++)
    {
      g_autoptr(GHashTable) fields = run_type (&types[t], image, NULL, &settings);
      GHashTableIter iter;
      gpointer name, data;

      g_hash_table_iter_init (&iter, fields);
      while (g_hash_table_iter_next (&iter, &name, &data))
        {
          const RimField *field = data;
          guint64 hash = g_str_hash (name);

          for (gsize v = 0; v < rim_grid_get_n_voxels (&field->grid); v++)
            {
              guint64 bits;

              memcpy (&bits, &field->values[v], sizeof bits);
              hash = (hash ^ bits) * G_GUINT64_CONSTANT (0x100000001b3);
            }
          all += hash;
        }
    }

  return all;
}

static void
test_cpu (void)
{
  g_autofree char *expected = g_strdup_printf ("*all %" G_GINT64_MODIFIER "x*", hash_all ());

  g_test_trap_subprocess ("/engine/filter/cpu/subprocess/reference", 0, 0);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stdout (expected);
}

static void
test_cpu_reference (void)
{
  g_setenv ("RIMLIGHT_CPU", "c", TRUE);
  g_print ("all %" G_GINT64_MODIFIER "x\n", hash_all ());
}

static void
test_constant (void)
{
  const guint size[3] = { 15, 14, 13 };
  g_autoptr(RimVolume) image = make_image (size, RIM_VOXEL_DOUBLE, get_constant);
  g_autoptr(GHashTable) wavelets = run_name ("Wavelet", image);
  g_autoptr(GHashTable) logs = run_name ("LoG", image);
  g_autoptr(GHashTable) gradient = run_name ("Gradient", image);
  g_autoptr(GHashTable) patterns = run_name ("LBP3D", image);
  g_autoptr(GHashTable) square = run_name ("Square", image);

  g_assert_cmpfloat (fabs (look_up (wavelets, "wavelet-LLH", 3, 4, 5)), <, 1e-11);
  g_assert_cmpfloat_with_epsilon (look_up (wavelets, "wavelet2-LLL", 3, 4, 5), 42.5 * 8, 1e-9);
  g_assert_cmpfloat (fabs (look_up (logs, "log-sigma-1-0-mm-3D", 3, 4, 5)), <, 1e-4);
  g_assert_cmpfloat (look_up (gradient, "gradient", 0, 0, 12), ==, 0.0);
  g_assert_cmpfloat (look_up (patterns, "lbp-3D-k", 7, 7, 6), ==, -3.0);
  g_assert_cmpfloat_with_epsilon (look_up (square, "square", 1, 1, 1), 42.5, 1e-12);
}

/* The second derivatives of c r² are 2 c; three of them, times sigma². */
static void
test_log_parabola (void)
{
  const guint size[3] = { 61, 51, 45 };
  g_autoptr(RimVolume) image = make_image (size, RIM_VOXEL_DOUBLE, get_parabola);
  g_autoptr(GHashTable) logs = run_name ("LoG", image);
  const double per_mm = 0.02 / (0.75 * 0.75) + 0.02 + 0.02 / 4.0;

  g_assert_cmpfloat_with_epsilon (look_up (logs, "log-sigma-1-0-mm-3D", 30, 25, 22), per_mm,
                                  1e-2 * per_mm);
  g_assert_cmpfloat_with_epsilon (look_up (logs, "log-sigma-3-5-mm-3D", 30, 25, 22),
                                  per_mm * 3.5 * 3.5, 1e-2 * per_mm * 3.5 * 3.5);
}

/* The response to an impulse sums to nothing, is lowest in its middle and is even. */
static void
test_log_impulse (void)
{
  const guint size[3] = { 41, 37, 33 };
  g_autoptr(RimVolume) image = make_image (size, RIM_VOXEL_FLOAT, get_impulse);
  g_autoptr(GHashTable) logs = run_name ("LoG", image);
  const RimField *field = g_hash_table_lookup (logs, "log-sigma-3-5-mm-3D");
  double sum = 0.0, magnitude = 0.0, lowest = 0.0;

  for (gsize v = 0; v < rim_grid_get_n_voxels (&field->grid); v++)
    {
      sum += field->values[v];
      magnitude += fabs (field->values[v]);
      lowest = fmin (lowest, field->values[v]);
    }

  g_assert_cmpfloat (fabs (sum), <, 1e-2 * magnitude);
  g_assert_cmpfloat (look_up (logs, "log-sigma-3-5-mm-3D", 20, 18, 16), ==, lowest);
  g_assert_cmpfloat_with_epsilon (look_up (logs, "log-sigma-3-5-mm-3D", 17, 18, 16),
                                  look_up (logs, "log-sigma-3-5-mm-3D", 23, 18, 16), 1e-5);
}

static void
test_log_skips (void)
{
  const guint size[3] = { 9, 4, 5 };
  const guint flat[3] = { 50, 50, 3 };
  g_autoptr(RimVolume) image = make_image (size, RIM_VOXEL_FLOAT, get_noise);
  g_autoptr(RimVolume) thin = make_image (flat, RIM_VOXEL_FLOAT, get_noise);
  g_autoptr(GHashTable) logs = run_name ("LoG", image);
  g_autoptr(GHashTable) none = run_name ("LoG", thin);
  const RimGrid *grid = rim_volume_get_grid (image);

  g_assert_cmpuint (g_hash_table_size (logs), ==, 1);
  g_assert_cmpuint (g_hash_table_size (none), ==, 0);
  g_assert_true (rim_log_is_apt (grid, (RimLogSigma) { 3.0, FALSE }));
  g_assert_false (rim_log_is_apt (grid, (RimLogSigma) { 3.1, FALSE }));
  g_assert_false (rim_log_is_apt (grid, (RimLogSigma) { 0.0, FALSE }));
  g_assert_false (rim_log_is_apt (grid, (RimLogSigma) { NAN, FALSE }));
}

static void
test_gradient_ramp (void)
{
  const guint size[3] = { 8, 7, 6 };
  g_autoptr(RimVolume) image = make_image (size, RIM_VOXEL_INT16, get_ramp);
  RimImageTypeSettings settings = make_settings ();
  const RimImageType *type = rim_image_type_find ("Gradient");
  g_autoptr(GHashTable) per_mm = run_type (type, image, NULL, &settings);
  g_autoptr(GHashTable) per_voxel = NULL;

  settings.gradient.use_spacing = FALSE;
  per_voxel = run_type (type, image, NULL, &settings);

  g_assert_cmpfloat (look_up (per_voxel, "gradient", 3, 3, 3), ==, 7.0);
  g_assert_cmpfloat (look_up (per_voxel, "gradient", 0, 0, 0), ==, 3.5);
  g_assert_cmpfloat_with_epsilon (look_up (per_mm, "gradient", 3, 3, 3), sqrt (16.0 + 4.0 + 9.0),
                                  1e-6);
}

static void
test_scaled (void)
{
  const guint size[3] = { 3, 1, 1 };
  g_autoptr(RimVolume) image = make_image (size, RIM_VOXEL_FLOAT, get_ramp);
  const char *types[] = { "Square", "SquareRoot", "Logarithm", "Exponential" };
  const char *names[] = { "square", "squareroot", "logarithm", "exponential" };

  /* 0, 3 and 6; the greatest of all stays itself. */
  for (guint t = 0; t < G_N_ELEMENTS (types); t++)
    {
      g_autoptr(GHashTable) fields = run_name (types[t], image);

      g_assert_cmpfloat_with_epsilon (look_up (fields, names[t], 2, 0, 0), 6.0, 1e-14);
      g_assert_cmpfloat (look_up (fields, names[t], 0, 0, 0), ==, t == 3 ? 1.0 : 0.0);
      g_assert_cmpfloat (look_up (fields, names[t], 1, 0, 0), >, t == 3 ? 1.0 : 0.0);
    }
}

/* An image that is shifted has wavelets that are shifted, and energy is kept up to the
 * redundancy of 8.
 */
static double
get_shifted_noise (guint i,
                   guint j,
                   guint k)
{
  return get_noise ((i + 3) % 16, (j + 1) % 12, (k + 2) % 8);
}

static void
test_wavelet_shift (void)
{
  const guint size[3] = { 16, 12, 8 };
  g_autoptr(RimVolume) image = make_image (size, RIM_VOXEL_DOUBLE, get_noise);
  g_autoptr(RimVolume) shifted = make_image (size, RIM_VOXEL_DOUBLE, get_shifted_noise);
  RimImageTypeSettings settings = RIM_IMAGE_TYPE_SETTINGS_INIT;
  const RimImageType *type = rim_image_type_find ("Wavelet");
  g_autoptr(GHashTable) one = run_type (type, image, NULL, &settings);
  g_autoptr(GHashTable) other = run_type (type, shifted, NULL, &settings);
  GHashTableIter iter;
  gpointer name, data;
  double energy = 0.0, expected = 0.0;

  for (gsize v = 0; v < 16 * 12 * 8; v++)
    expected += pow (get_noise (v % 16, v / 16 % 12, (guint) (v / 192)), 2.0);

  g_hash_table_iter_init (&iter, one);
  while (g_hash_table_iter_next (&iter, &name, &data))
    {
      const RimField *field = data;

      g_assert_cmpfloat_with_epsilon (look_up (one, name, (5 + 3) % 16, 7, 5),
                                      look_up (other, name, 5, 6, 3), 1e-10);
      for (gsize v = 0; v < 16 * 12 * 8; v++)
        energy += field->values[v] * field->values[v];
    }
  g_assert_cmpfloat_with_epsilon (energy / expected, 8.0, 1e-9);
}

static void
assert_refused (const char                 *name,
                const RimImageTypeSettings *settings)
{
  const guint size[3] = { 8, 8, 8 };
  const RimBox box = { { 0, 0, 0 }, { 8, 8, 8 } };
  g_autoptr(RimVolume) image = make_image (size, RIM_VOXEL_FLOAT, get_noise);
  g_autoptr(GError) error = NULL;

  g_assert_false (rim_image_type_find (name)->run (image, &box, NULL, settings, keep_field, NULL, NULL,
                                                   &error));
  g_assert_error (error, RIM_FILTER_ERROR, RIM_FILTER_ERROR_SETTINGS);
}

static void
test_settings (void)
{
  RimImageTypeSettings settings = make_settings ();

  g_strlcpy (settings.wavelet.wavelet, "rbio9.9", sizeof settings.wavelet.wavelet);
  assert_refused ("Wavelet", &settings);
  settings = make_settings ();
  settings.wavelet.level = 0;
  assert_refused ("Wavelet", &settings);
  settings.lbp_2d.n_samples = 32;
  assert_refused ("LBP2D", &settings);
  settings.lbp_3d.subdivision = 5;
  assert_refused ("LBP3D", &settings);
  settings = make_settings ();
  settings.lbp_3d.radius = NAN;
  assert_refused ("LBP3D", &settings);
  settings = make_settings ();
  settings.lbp_3d.levels = 0;
  assert_refused ("LBP3D", &settings);

  g_assert_true (rim_wavelet_is_known ("Haar") && rim_wavelet_is_known ("coif17"));
  g_assert_false (rim_wavelet_is_known ("coif18") || rim_wavelet_is_known (""));
  g_assert_null (rim_image_type_find ("Fourier"));
}

static void
add_type_tests (const RimImageType *type)
{
  static const struct
  {
    const char         *name;
    GTestDataFunc       func;
  } tests[] = {
    { "boxes", test_boxes }, { "threads", test_threads }, { "small-images", test_small_images },
    { "stops", test_stops },
  };

  for (guint t = 0; t < G_N_ELEMENTS (tests); t++)
    {
      g_autofree char *path = g_strdup_printf ("/engine/filter/%s/%s", type->name, tests[t].name);

      g_test_add_data_func (path, type, tests[t].func);
    }
}

int
main (int   argc,
      char *argv[])
{
  guint n_types;
  const RimImageType *types = rim_image_types_get (&n_types);

  g_test_init (&argc, &argv, NULL);
  for (guint t = 0; t < n_types; t++)
    add_type_tests (&types[t]);
  g_test_add_func ("/engine/filter/stops-within", test_stops_within);
  g_test_add_func ("/engine/filter/cpu", test_cpu);
  g_test_add_func ("/engine/filter/cpu/subprocess/reference", test_cpu_reference);
  g_test_add_func ("/engine/filter/constant", test_constant);
  g_test_add_func ("/engine/filter/log-parabola", test_log_parabola);
  g_test_add_func ("/engine/filter/log-impulse", test_log_impulse);
  g_test_add_func ("/engine/filter/log-skips", test_log_skips);
  g_test_add_func ("/engine/filter/gradient-ramp", test_gradient_ramp);
  g_test_add_func ("/engine/filter/scaled", test_scaled);
  g_test_add_func ("/engine/filter/wavelet-shift", test_wavelet_shift);
  g_test_add_func ("/engine/filter/settings", test_settings);

  return g_test_run ();
}
