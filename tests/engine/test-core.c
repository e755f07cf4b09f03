/* test-core.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/stat.h>

#include "core/rim-affine.h"
#include "core/rim-cholesky.h"
#include "core/rim-eigen.h"
#include "core/rim-file.h"
#include "core/rim-parallel.h"
#include "core/rim-random.h"
#include "rim-test-data.h"

#define N_ITEMS 10007

static void
mark_block (gsize    begin,
            gsize    end,
            gpointer data)
{
  atomic_uint *marks = data;

  for (gsize i = begin; i < end; i++)
    atomic_fetch_add (&marks[i], 1);
}

static void
mark_nested (gsize    begin,
             gsize    end,
             gpointer data)
{
  atomic_uint *marks = data;

  for (gsize i = begin; i < end; i++)
    rim_parallel_for (1, 1, mark_block, &marks[i]);
}

static void
assert_each_once (RimParallelFunc func,
                  gsize           block)
{
  g_autofree atomic_uint *marks = g_new0 (atomic_uint, N_ITEMS);

  rim_parallel_for (N_ITEMS, block, func, marks);

  for (gsize i = 0; i < N_ITEMS; i++)
    g_assert_cmpuint (atomic_load (&marks[i]), ==, 1);
}

static void
test_parallel_each_once (void)
{
  const guint n_threads[] = { 1, 2, 3, 8, 0 };

  for (guint t = 0; t < G_N_ELEMENTS (n_threads); t++)
    {
      rim_parallel_set_n_threads (n_threads[t]);

      for (gsize block = 1; block <= 20000; block = block * 7 + 1)
        {
          assert_each_once (mark_block, block);
          assert_each_once (mark_nested, block);
        }
    }

  rim_parallel_for (0, 1, mark_block, NULL);
}

static gpointer
run_loops (gpointer data)
{
  for (guint round = 0; round < 50; round++)
    assert_each_once (mark_block, 64);

  return NULL;
}

/* Several threads want the pool at once: each loop is still done whole. */
static void
test_parallel_contended (void)
{
  GThread *threads[4];

  for (guint t = 0; t < G_N_ELEMENTS (threads); t++)
    threads[t] = g_thread_new ("loops", run_loops, NULL);
  for (guint t = 0; t < G_N_ELEMENTS (threads); t++)
    g_thread_join (threads[t]);
}

static void
test_affine_inverse (void)
{
  for (guint round = 0; round < 1000; round++)
    {
      RimAffine affine, inverse, product;
      RimVec3 point = RIM_VEC3 (g_test_rand_double_range (-500, 500), 3, -7);

      for (guint n = 0; n < 12; n++)
        affine.m[n / 4][n % 4] = g_test_rand_double_range (-10, 10);

      if (fabs (rim_affine_determinant (&affine)) < 1.0)
        continue;

      g_assert_true (rim_affine_invert (&affine, &inverse));
      rim_affine_multiply (&inverse, &affine, &product);
      g_assert_cmpfloat_with_epsilon (rim_affine_apply (&product, point).x, point.x, 1e-7);
      g_assert_cmpfloat_with_epsilon (rim_affine_apply (&product, point).z, point.z, 1e-7);
    }
}

static void
test_affine_singular (void)
{
  RimAffine affine = { { { 1, 2, 0, 0 }, { 2, 4, 0, 0 }, { 0, 0, 1, 0 } } };
  RimAffine inverse;
  RimVec3 zero = RIM_VEC3 (0, 0, 0);

  g_assert_false (rim_affine_invert (&affine, &inverse));
  g_assert_false (rim_vec3_normalize (&zero));
}

static void
assert_contents (const char *path,
                 const char *expected)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = rim_file_read (path, 1000, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                   expected, strlen (expected));
}

static guint
count_files (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  guint count = 0;

  while (g_dir_read_name (dir) != NULL)
    count++;

  return count;
}

static gboolean
fail_half_way (const char  *path,
               gpointer     data,
               GError     **error)
{
  g_assert_true (g_file_set_contents (path, "half", -1, NULL));
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "no more");

  return FALSE;
}

static void
test_file_atomic (void)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "file.dcm", NULL);
  g_autoptr(GError) error = NULL;
  GStatBuf status;

  g_assert_true (rim_file_replace_contents (path, "first", 5, &error));
  g_assert_no_error (error);
  assert_contents (path, "first");

  g_assert_cmpint (g_chmod (path, 0640), ==, 0);
  g_assert_true (rim_file_replace_contents (path, "second", 6, &error));
  assert_contents (path, "second");
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0640);

  g_assert_false (rim_file_write_atomically (path, fail_half_way, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  assert_contents (path, "second");
  g_assert_cmpuint (count_files (folder), ==, 1);

  rim_test_folder_remove (folder);
}

static void
test_file_refusals (void)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "file", NULL);
  g_autofree char *nowhere = g_build_filename (folder, "no", "file", NULL);
  g_autoptr(GError) error = NULL;

  g_assert_null (rim_file_read (path, 1000, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, path));
  g_clear_error (&error);

  g_assert_null (rim_file_read (folder, 1000, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE);
  g_clear_error (&error);

  g_assert_false (rim_file_replace_contents (nowhere, "x", 1, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_true (rim_file_replace_contents (path, "0123456789", 10, &error));
  g_assert_null (rim_file_read (path, 9, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE);

  rim_test_folder_remove (folder);
}

/* A v = λ v, and the vectors are square to each other; also where values are
 * equal, and where they lie far apart.
 */
static void
test_eigen (void)
{
  for (guint round = 0; round < 300; round++)
    {
      double m[3][3], values[3], scale = 0.0;
      RimVec3 vectors[3];

      for (guint a = 0; a < 3; a++)
        for (guint b = 0; b <= a; b++)
          {
            m[a][b] = m[b][a] = round == 0 ? a == b : g_test_rand_double_range (-1, 1) * pow (10, round % 7 * (double) a);
            scale = MAX (scale, fabs (m[a][b]));
          }
      rim_eigen_init ((const double (*)[3])m, values, vectors);

      for (guint a = 0; a < 3; a++)
        {
          RimVec3 v = vectors[a];
          RimVec3 turned = RIM_VEC3 (m[0][0] * v.x + m[0][1] * v.y + m[0][2] * v.z,
                                     m[1][0] * v.x + m[1][1] * v.y + m[1][2] * v.z,
                                     m[2][0] * v.x + m[2][1] * v.y + m[2][2] * v.z);

          g_assert_cmpfloat (rim_vec3_length (rim_vec3_sub (turned, rim_vec3_scale (v, values[a]))), <=, 1e-14 * scale);
          g_assert_true (a == 0 || values[a - 1] <= values[a]);
          for (guint b = 0; b < 3; b++)
            g_assert_cmpfloat_with_epsilon (rim_vec3_dot (v, vectors[b]), a == b, 1e-14);
        }
    }
}

/* As published for SplitMix64, and as of all that draw by streams. */
static void
test_random (void)
{
  guint counts[7] = { 0 };
  RimRandom random, other;

  rim_random_init (&random, 1234567);
  g_assert_cmpuint (rim_random_next (&random), ==, G_GUINT64_CONSTANT (6457827717110365317));
  g_assert_cmpuint (rim_random_next (&random), ==, G_GUINT64_CONSTANT (3203168211198807973));
  g_assert_cmpuint (rim_random_next (&random), ==, G_GUINT64_CONSTANT (9817491932198370423));

  for (guint i = 0; i < 70000; i++)
    counts[rim_random_below (&random, 7)]++;
  for (guint i = 0; i < 7; i++)
    g_assert_cmpint (ABS ((int) counts[i] - 10000), <, 500);
  g_assert_cmpuint (rim_random_below (&random, 1), ==, 0);

  rim_random_init_stream (&random, 5, 1);
  rim_random_init_stream (&other, 5, 2);
  g_assert_cmpuint (random.state, !=, other.state);
  rim_random_init_stream (&other, 6, 1);
  g_assert_cmpuint (random.state, !=, other.state);
}

static void
test_cholesky (void)
{
  const double matrix[9] = { 4, 2, -2, 2, 10, 5, -2, 5, 9 };
  const double dependent[9] = { 4, 2, 6, 2, 10, 12, 6, 12, 18 };
  double factor[9], inverse[9], vector[3] = { 4, 17, 12 };

  memcpy (factor, matrix, sizeof matrix);
  g_assert_true (rim_cholesky_factor (factor, 3, 1e-12));
  rim_cholesky_solve (factor, 3, vector);
  rim_cholesky_invert (factor, 3, inverse);
  for (guint row = 0; row < 3; row++)
    {
      g_assert_cmpfloat_with_epsilon (vector[row], 1.0, 1e-14);
      for (guint column = 0; column < 3; column++)
        {
          double sum = 0.0;

          for (guint k = 0; k < 3; k++)
            sum += matrix[row * 3 + k] * inverse[k * 3 + column];
          g_assert_cmpfloat_with_epsilon (sum, row == column ? 1.0 : 0.0, 1e-14);
        }
    }

  memcpy (factor, dependent, sizeof dependent);
  g_assert_false (rim_cholesky_factor (factor, 3, 1e-12));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/parallel/each-once", test_parallel_each_once);
  g_test_add_func ("/engine/parallel/contended", test_parallel_contended);
  g_test_add_func ("/engine/affine/inverse", test_affine_inverse);
  g_test_add_func ("/engine/affine/singular", test_affine_singular);
  g_test_add_func ("/engine/file/atomic", test_file_atomic);
  g_test_add_func ("/engine/file/refusals", test_file_refusals);
  g_test_add_func ("/engine/eigen", test_eigen);
  g_test_add_func ("/engine/random", test_random);
  g_test_add_func ("/engine/cholesky", test_cholesky);

  return g_test_run ();
}
