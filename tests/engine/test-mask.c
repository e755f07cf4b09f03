/* test-mask.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "volume/rim-mask.h"

#include <math.h>
#include <string.h>

#define WIDTH  37
#define HEIGHT 23
#define DEPTH  5
#define N      (WIDTH * HEIGHT * DEPTH)
#define ROUNDS 300

/* Random masks against the same thing done byte by byte. */
static RimGrid
make_grid (void)
{
  RimGrid grid = { { WIDTH, HEIGHT, DEPTH } };

  rim_affine_init_identity (&grid.to_patient);

  return grid;
}

static void
fill_random (guint8 *voxels)
{
  guint density = (guint) g_test_rand_int_range (0, 5);

  for (guint n = 0; n < N; n++)
    voxels[n] = (guint) g_test_rand_int_range (0, 4) < density;

  /* An empty slice and a full row are where mistakes hide. */
  memset (voxels, 0, WIDTH * HEIGHT);
  memset (voxels + WIDTH * HEIGHT, 1, WIDTH);
}

static guint8
combine_voxel (guint8    a,
               guint8    b,
               RimMaskOp op)
{
  const guint8 results[] = { a | b, a & !b, a & b, a ^ b };

  return results[op];
}

static void
test_mask_round_trip (void)
{
  RimGrid grid = make_grid ();

  for (guint round = 0; round < ROUNDS; round++)
    {
      guint8 voxels[N];
      g_autoptr(RimMask) mask = NULL;
      g_autofree guint8 *back = NULL;
      gsize count = 0;

      fill_random (voxels);
      mask = rim_mask_new_from_bytes (&grid, voxels);
      back = rim_mask_to_bytes (mask);
      g_assert_cmpmem (voxels, N, back, N);

      for (guint n = 0; n < N; n++)
        {
          count += voxels[n];
          g_assert_cmpint (rim_mask_contains (mask, n % WIDTH, n / WIDTH % HEIGHT, n / WIDTH / HEIGHT),
                           ==, voxels[n]);
        }
      g_assert_cmpuint (rim_mask_count (mask), ==, count);
    }
}

static void
test_mask_combine (void)
{
  RimGrid grid = make_grid ();

  for (guint round = 0; round < ROUNDS; round++)
    {
      guint8 a[N], b[N], expected[N];
      g_autoptr(RimMask) mask_a = NULL;
      g_autoptr(RimMask) mask_b = NULL;

      fill_random (a);
      fill_random (b);
      mask_a = rim_mask_new_from_bytes (&grid, a);
      mask_b = rim_mask_new_from_bytes (&grid, b);

      for (RimMaskOp op = RIM_MASK_UNION; op <= RIM_MASK_XOR; op++)
        {
          g_autoptr(RimMask) combined = rim_mask_combine (mask_a, mask_b, op);
          g_autoptr(RimMask) reference = NULL;

          for (guint n = 0; n < N; n++)
            expected[n] = combine_voxel (a[n], b[n], op);

          /* Equal voxels must give equal runs. */
          reference = rim_mask_new_from_bytes (&grid, expected);
          g_assert_true (rim_mask_equal (combined, reference));
        }
    }
}

static void
test_mask_bounds (void)
{
  RimGrid grid = make_grid ();
  guint8 voxels[N] = { 0 };
  g_autoptr(RimMask) empty = rim_mask_new (&grid);
  g_autoptr(RimMask) mask = NULL;
  RimBox box;

  g_assert_false (rim_mask_get_bounds (empty, &box));

  voxels[(1 * HEIGHT + 4) * WIDTH + 30] = 1;
  voxels[(3 * HEIGHT + 2) * WIDTH + 7] = 1;
  mask = rim_mask_new_from_bytes (&grid, voxels);

  g_assert_true (rim_mask_get_bounds (mask, &box));
  g_assert_cmpuint (box.min[0], ==, 7);
  g_assert_cmpuint (box.max[0], ==, 31);
  g_assert_cmpuint (box.min[1], ==, 2);
  g_assert_cmpuint (box.max[1], ==, 5);
  g_assert_cmpuint (box.min[2], ==, 1);
  g_assert_cmpuint (box.max[2], ==, 4);
}

static void
test_mask_paint_box (void)
{
  RimGrid grid = make_grid ();
  RimBox box = { { 3, 5, 1 }, { 20, 19, 4 } };
  guint8 voxels[N];
  guint8 painted[17 * 14 * 3] = { 0 };
  g_autoptr(RimMask) mask = NULL;

  fill_random (voxels);
  mask = rim_mask_new_from_bytes (&grid, voxels);
  rim_mask_paint_box (mask, &box, painted, 7);

  for (guint k = 0; k < 3; k++)
    for (guint j = 0; j < 14; j++)
      for (guint i = 0; i < 17; i++)
        g_assert_cmpuint (painted[(k * 14 + j) * 17 + i], ==,
                          voxels[((k + 1) * HEIGHT + j + 5) * WIDTH + i + 3] * 7);
}

/* What a box is painted with comes back, and nothing around it. */
static void
test_mask_from_box (void)
{
  RimGrid grid = make_grid ();
  RimBox box = { { 3, 5, 1 }, { 20, 19, 4 } };
  guint8 voxels[N];
  guint8 painted[17 * 14 * 3] = { 0 };
  g_autoptr(RimMask) mask = NULL;
  g_autoptr(RimMask) again = NULL;

  fill_random (voxels);
  mask = rim_mask_new_from_bytes (&grid, voxels);
  rim_mask_paint_box (mask, &box, painted, 7);
  again = rim_mask_new_from_box (&grid, &box, painted);

  for (guint k = 0; k < grid.size[2]; k++)
    for (guint j = 0; j < HEIGHT; j++)
      for (guint i = 0; i < WIDTH; i++)
        {
          gboolean is_in = i >= 3 && i < 20 && j >= 5 && j < 19 && k >= 1 && k < 4;

          g_assert_true (rim_mask_contains (again, i, j, k) == (is_in && voxels[(k * HEIGHT + j) * WIDTH + i]));
        }
}

static void
test_mask_shares (void)
{
  RimGrid grid = make_grid ();
  guint8 voxels[N];
  g_autoptr(RimMask) mask = NULL;
  g_autoptr(RimMask) changed = NULL;

  fill_random (voxels);
  mask = rim_mask_new_from_bytes (&grid, voxels);
  changed = rim_mask_with_slice (mask, 2, NULL);

  for (guint k = 0; k < DEPTH; k++)
    if (k == 2)
      g_assert_null (rim_mask_get_slice (changed, k));
    else
      g_assert_true (rim_mask_get_slice (changed, k) == rim_mask_get_slice (mask, k));
}

static void
test_mask_serialize (void)
{
  for (guint round = 0; round < ROUNDS; round++)
    {
      guint8 voxels[N];
      g_autoptr(GByteArray) bytes = g_byte_array_new ();
      g_autoptr(RimMaskSlice) slice = NULL;
      g_autoptr(RimMaskSlice) back = NULL;
      g_autoptr(GError) error = NULL;
      const guint8 *cursor;

      fill_random (voxels);
      slice = rim_mask_slice_new_from_bytes (voxels + WIDTH * HEIGHT, WIDTH, HEIGHT, WIDTH);
      rim_mask_slice_serialize (slice, bytes);

      cursor = bytes->data;
      back = rim_mask_slice_deserialize (&cursor, bytes->data + bytes->len, WIDTH, HEIGHT, &error);
      g_assert_no_error (error);
      g_assert_true (rim_mask_slice_equal (slice, back));
      g_assert_true (cursor == bytes->data + bytes->len);
    }
}

/* Whatever the bytes are: a valid slice or an error, never a crash. */
static void
test_mask_deserialize_noise (void)
{
  guint n_failed = 0;

  for (guint round = 0; round < 20000; round++)
    {
      guint8 noise[24];
      const guint8 *cursor = noise;
      g_autoptr(RimMaskSlice) slice = NULL;
      g_autoptr(GError) error = NULL;
      guint8 voxels[WIDTH * HEIGHT] = { 0 };

      for (guint n = 0; n < sizeof noise; n++)
        noise[n] = (guint8) g_test_rand_int_range (0, g_test_rand_bit () ? 256 : 4);

      slice = rim_mask_slice_deserialize (&cursor, noise + sizeof noise, WIDTH, HEIGHT, &error);
      rim_mask_slice_paint (slice, voxels, WIDTH, 1);
      n_failed += error != NULL;
    }

  g_assert_cmpuint (n_failed, >, 1000);
}

/* Where two masks differ is where their exclusive or has voxels. */
static void
test_mask_difference (void)
{
  RimGrid grid = make_grid ();

  for (guint round = 0; round < ROUNDS; round++)
    {
      guint8 a[N], b[N];
      g_autoptr(RimMask) mask_a = NULL;
      g_autoptr(RimMask) mask_b = NULL;
      g_autoptr(RimMask) differing = NULL;
      RimBox box = { 0 };
      RimBox expected = { 0 };

      fill_random (a);
      memcpy (b, a, N);
      if (round % 3 == 0)
        fill_random (b);
      for (int n = g_test_rand_int_range (0, 4); n > 0; n--)
        b[g_test_rand_int_range (0, N)] ^= 1;

      mask_a = rim_mask_new_from_bytes (&grid, a);
      mask_b = rim_mask_new_from_bytes (&grid, b);
      differing = rim_mask_combine (mask_a, mask_b, RIM_MASK_XOR);
      for (guint k = 0; k < DEPTH; k++)
        rim_mask_slice_find_difference (rim_mask_get_slice (mask_a, k), rim_mask_get_slice (mask_b, k), &box, k);

      if (!rim_mask_get_bounds (differing, &expected))
        expected = (RimBox) { 0 };
      g_assert_cmpmem (&box, sizeof box, &expected, sizeof expected);
    }
}

/* A point is in where the voxel is that it lies in, and nowhere beyond the grid. */
static void
test_mask_contains_point (void)
{
  RimGrid grid = make_grid ();
  g_autofree guint8 *voxels = g_new0 (guint8, N);
  g_autoptr(RimMask) mask = NULL;

  voxels[(3 * HEIGHT + 2) * WIDTH] = 1;
  mask = rim_mask_new_from_bytes (&grid, voxels);

  g_assert_true (rim_mask_contains_point (mask, RIM_VEC3 (0, 2, 3)));
  g_assert_true (rim_mask_contains_point (mask, RIM_VEC3 (-0.4, 2.4, 2.6)));
  g_assert_false (rim_mask_contains_point (mask, RIM_VEC3 (0.6, 2, 3)));
  g_assert_false (rim_mask_contains_point (mask, RIM_VEC3 (0, 2, 3.6)));
  g_assert_false (rim_mask_contains_point (mask, RIM_VEC3 (-0.6, 2, 3)));
  g_assert_false (rim_mask_contains_point (mask, RIM_VEC3 (WIDTH, 2, 3)));
  g_assert_false (rim_mask_contains_point (mask, RIM_VEC3 (NAN, 2, 3)));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/mask/round-trip", test_mask_round_trip);
  g_test_add_func ("/engine/mask/contains-point", test_mask_contains_point);
  g_test_add_func ("/engine/mask/combine", test_mask_combine);
  g_test_add_func ("/engine/mask/difference", test_mask_difference);
  g_test_add_func ("/engine/mask/bounds", test_mask_bounds);
  g_test_add_func ("/engine/mask/paint-box", test_mask_paint_box);
  g_test_add_func ("/engine/mask/from-box", test_mask_from_box);
  g_test_add_func ("/engine/mask/shares", test_mask_shares);
  g_test_add_func ("/engine/mask/serialize", test_mask_serialize);
  g_test_add_func ("/engine/mask/deserialize-noise", test_mask_deserialize_noise);

  return g_test_run ();
}
