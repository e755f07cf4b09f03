/* test-bits.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "segment/rim-bits-private.h"

#include <math.h>

static void
make_grid (RimGrid *grid,
           guint    width)
{
  *grid = (RimGrid) { .size = { width, 13, 7 } };
  rim_affine_set_column (&grid->to_patient, 0, RIM_VEC3 (0.9, 0, 0));
  rim_affine_set_column (&grid->to_patient, 1, RIM_VEC3 (0, 1.1, 0));
  rim_affine_set_column (&grid->to_patient, 2, RIM_VEC3 (0, 0, 2.5));
}

static gboolean
get (const RimBits *bits,
     guint          i,
     guint          j,
     guint          k)
{
  return (rim_bits_get_row (bits, j, k)[i / 64] >> (i % 64) & 1) != 0;
}

static RimBits *
make_noise (const RimGrid *grid,
            guint          one_in)
{
  RimBits *bits = rim_bits_new (grid, NULL);

  for (guint k = 0; k < grid->size[2]; k++)
    for (guint j = 0; j < grid->size[1]; j++)
      for (guint i = 0; i < grid->size[0]; i++)
        if (g_test_rand_int_range (0, (gint32) one_in) == 0)
          rim_bits_set_run (bits, (RimRun) { i, i + 1 }, j, k);

  return bits;
}

/* Whether a voxel that is as @value says lies within the radius. */
static gboolean
has_near (const RimBits *bits,
          guint          i,
          guint          j,
          guint          k,
          double         radius,
          gboolean       value)
{
  const RimGrid *grid = &bits->grid;

  for (guint c = 0; c < grid->size[2]; c++)
    for (guint b = 0; b < grid->size[1]; b++)
      for (guint a = 0; a < grid->size[0]; a++)
        {
          RimVec3 d = rim_vec3_sub (rim_grid_to_patient (grid, RIM_VEC3 (a, b, c)),
                                    rim_grid_to_patient (grid, RIM_VEC3 (i, j, k)));

          if (rim_vec3_length (d) <= radius && get (bits, a, b, c) == value)
            return TRUE;
        }

  return FALSE;
}

/* Around the ends of words, and along them. */
static void
test_morphology (void)
{
  static const guint widths[] = { 1, 63, 64, 65, 130 };
  static const double radii[] = { 0.0, 1.0, 2.6, 5.3 };

  for (guint w = 0; w < G_N_ELEMENTS (widths); w++)
    for (guint r = 0; r < G_N_ELEMENTS (radii); r++)
      {
        RimGrid grid;
        g_autoptr(RimBits) bits = NULL;
        g_autoptr(RimBits) dilated = NULL;
        g_autoptr(RimBits) eroded = NULL;
        g_autoptr(RimBits) dense = NULL;

        make_grid (&grid, widths[w]);
        bits = make_noise (&grid, 150);
        dense = rim_bits_copy (bits, NULL);
        rim_bits_invert (dense);
        dilated = rim_bits_copy (bits, NULL);
        eroded = rim_bits_copy (dense, NULL);
        g_assert_true (rim_bits_dilate (dilated, radii[r], NULL));
        g_assert_true (rim_bits_erode (eroded, radii[r], NULL));

        for (guint n = 0; n < 200; n++)
          {
            guint i = (guint) g_test_rand_int_range (0, (gint32) widths[w]);
            guint j = (guint) g_test_rand_int_range (0, 13);
            guint k = (guint) g_test_rand_int_range (0, 7);

            g_assert_true (get (dilated, i, j, k) == has_near (bits, i, j, k, radii[r], TRUE));
            g_assert_true (get (eroded, i, j, k) == !has_near (dense, i, j, k, radii[r], FALSE));
          }
        rim_bits_invert (eroded);
        rim_bits_combine (eroded, dilated, RIM_MASK_XOR);
        for (guint k = 0; k < 7; k++)
          g_assert_cmpuint (rim_bits_count_slice (eroded, k), ==, 0);
      }
}

static void
flood (const RimBits *bits,
       guint         *labels,
       guint          i,
       guint          j,
       guint          k,
       guint          label)
{
  const guint *size = bits->grid.size;
  guint *here = &labels[((gsize) k * size[1] + j) * size[0] + i];

  if (*here != 0 || !get (bits, i, j, k))
    return;

  *here = label;
  if (i > 0)
    flood (bits, labels, i - 1, j, k, label);
  if (i + 1 < size[0])
    flood (bits, labels, i + 1, j, k, label);
  if (j > 0)
    flood (bits, labels, i, j - 1, k, label);
  if (j + 1 < size[1])
    flood (bits, labels, i, j + 1, k, label);
  if (k > 0)
    flood (bits, labels, i, j, k - 1, label);
  if (k + 1 < size[2])
    flood (bits, labels, i, j, k + 1, label);
}

static void
test_components (void)
{
  for (guint one_in = 1; one_in < 5; one_in++)
    {
      RimGrid grid;
      g_autoptr(RimBits) bits = NULL;
      g_autoptr(RimComponents) components = NULL;
      g_autofree guint *labels = NULL;
      guint n_labels = 0;

      make_grid (&grid, 70);
      bits = make_noise (&grid, one_in);
      components = rim_components_new (bits, 0, 7);
      labels = g_new0 (guint, 70 * 13 * 7);

      for (guint v = 0; v < 70 * 13 * 7; v++)
        if (labels[v] == 0 && get (bits, v % 70, v / 70 % 13, v / 910))
          flood (bits, labels, v % 70, v / 70 % 13, v / 910, ++n_labels);
      g_assert_cmpuint (components->n_components, ==, n_labels);

      /* Both are numbered by their first voxels. */
      for (gsize row = 0; row < 13 * 7; row++)
        for (gsize r = components->row_starts[row]; r < components->row_starts[row + 1]; r++)
          for (guint i = components->runs[r].begin; i < components->runs[r].end; i++)
            g_assert_cmpuint (labels[row * 70 + i], ==, components->labels[r] + 1);
    }
}

static void
test_fill (void)
{
  RimGrid grid;
  g_autoptr(RimBits) bits = NULL;
  g_autoptr(RimMask) mask = NULL;

  make_grid (&grid, 100);
  bits = rim_bits_new (&grid, NULL);

  /* A ring about 60 × 3 voxels, and one that is open at the edge of the slice. */
  for (guint j = 2; j < 7; j++)
    {
      rim_bits_set_run (bits, (RimRun) { 19, 20 }, j, 3);
      rim_bits_set_run (bits, (RimRun) { 80, 81 }, j, 3);
    }
  rim_bits_set_run (bits, (RimRun) { 19, 81 }, 2, 3);
  rim_bits_set_run (bits, (RimRun) { 19, 81 }, 6, 3);
  rim_bits_set_run (bits, (RimRun) { 5, 6 }, 12, 3);
  rim_bits_set_run (bits, (RimRun) { 7, 8 }, 12, 3);
  rim_bits_set_run (bits, (RimRun) { 5, 8 }, 11, 3);
  rim_bits_fill_slices (bits, 100.0);
  g_assert_cmpuint (rim_bits_count_slice (bits, 3), ==, 2 * 62 + 2 * 3 + 5);
  rim_bits_fill_slices (bits, INFINITY);
  g_assert_cmpuint (rim_bits_count_slice (bits, 3), ==, 5 * 62 + 5);

  mask = rim_bits_to_mask (bits);
  g_assert_cmpuint (rim_mask_count (mask), ==, 5 * 62 + 5);
  g_assert_true (rim_mask_contains (mask, 40, 4, 3));
  g_assert_false (rim_mask_contains (mask, 6, 12, 3));
  g_assert_cmpuint (rim_bits_count_run (bits, (RimRun) { 10, 90 }, 4, 3), ==, 62);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/bits/morphology", test_morphology);
  g_test_add_func ("/engine/bits/components", test_components);
  g_test_add_func ("/engine/bits/fill", test_fill);

  return g_test_run ();
}
