/* test-operate.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "operate/rim-operation.h"

#include <math.h>
#include <string.h>

#include "core/rim-parallel.h"
#include "rim-test-ball.h"

/* Two lobes of a lesion, slices of it missing, on a grid of any size. */
static RimMask *
make_lesion (const RimGrid *grid,
             guint          first_k,
             double         shift,
             guint          step)
{
  const RimBox box = { { 40, 40, first_k }, { 70, 66, first_k + 25 } };
  g_autofree guint8 *voxels = g_malloc0 (30 * 26 * 25);

  for (guint v = 0; v < 30 * 26 * 25; v++)
    {
      const double x = v % 30 - 15.0 - shift;
      const double y = v / 30 % 26 - 13.0;
      const double z = v / 780 - 12.0;

      voxels[v] = v / 780 % step == 0 && (x * x + y * y + z * z <= 100.0 || (x - 8.0) * (x - 8.0) + y * y <= 9.0);
    }

  return rim_mask_new_from_box (grid, &box, voxels);
}

static GPtrArray *
run (const RimOperation *operation,
     RimMask            *mask,
     RimMask            *other,
     GCancellable       *cancellable,
     GError            **error)
{
  RimMask *const masks[] = { mask, other };
  const RimOperationInput input = {
    .masks = masks,
    .n_masks = operation->takes == RIM_TAKES_SEVERAL ? 2 : 1,
    .other = operation->takes == RIM_TAKES_SEVERAL ? NULL : other,
  };

  return rim_operation_run (operation, &input, NULL, cancellable, error);
}

/* Every row can be listed as a form. */
static void
test_table (void)
{
  const RimOperation *operation;
  guint n = 0;

  for (; (operation = rim_operation_get (n)) != NULL; n++)
    {
      g_assert_true (rim_operation_find (operation->id) == operation);
      g_assert_nonnull (operation->name);
      g_assert_nonnull (operation->summary);
      for (guint p = 0; p < operation->n_parameters; p++)
        {
          const RimParameter *parameter = &operation->parameters[p];
          g_autoptr(GError) error = NULL;
          double value;

          g_assert_nonnull (parameter->name);
          g_assert_true (rim_parameter_check (parameter, parameter->value, &error));
          g_assert_false (rim_parameter_check (parameter, parameter->max + 1.0, NULL));
          g_assert_false (rim_parameter_check (parameter, NAN, NULL));
          g_assert_false (rim_parameter_parse (parameter, "1 mm", &value, NULL));
          g_assert_false (rim_parameter_parse (parameter, "", &value, NULL));
          for (guint q = 0; q < p; q++)
            g_assert_cmpstr (parameter->id, !=, operation->parameters[q].id);
          for (guint c = 0; parameter->choices != NULL && parameter->choices[c] != NULL; c++)
            {
              g_assert_true (rim_parameter_parse (parameter, parameter->choices[c], &value, NULL));
              g_assert_cmpfloat (value, ==, c);
              g_assert_cmpfloat (value, <=, parameter->max);
            }
        }
    }
  g_assert_cmpuint (n, >=, 20);
  g_assert_null (rim_operation_find ("vanish"));
}

static const RimOperation *
next_plain (guint *n)
{
  const RimOperation *operation;

  /* An island is kept at a voxel, which has to be one of it. */
  do
    operation = rim_operation_get ((*n)++);
  while (operation != NULL && strcmp (operation->id, "keep-island") == 0);

  return operation;
}

/* The slices of grids of other sizes, moved by @shift, hold the same. */
static void
assert_same (RimMask *a,
             RimMask *b,
             guint    shift)
{
  const guint n = rim_mask_get_grid (a)->size[2];

  g_assert_cmpuint (rim_mask_count (a), ==, rim_mask_count (b));
  for (guint k = 0; k < n; k++)
    {
      RimMaskSlice *slice = rim_mask_get_slice (a, k);

      if (slice != NULL)
        g_assert_true (rim_mask_slice_equal (slice, rim_mask_get_slice (b, k + shift)));
    }
}

/* An image with slices of four milliards of voxels and one of sixty thousand
 * slices: whoever touches a slice or the image does not come back, and whoever touches
 * no more than the lesion takes what it always takes.
 */
static void
test_cost_is_the_lesion (void)
{
  const RimOperation *operation;

  for (guint n = 0; (operation = next_plain (&n)) != NULL;)
    {
      RimGrid small, wide, tall;
      g_autoptr(GPtrArray) of_small = NULL;
      g_autoptr(GPtrArray) of_wide = NULL;
      g_autoptr(GPtrArray) of_tall = NULL;
      g_autoptr(GError) error = NULL;

      rim_test_grid_init (&small, 120, 110, 60, RIM_VEC3 (0.8, 0.8, 1.5));
      wide = tall = small;
      wide.size[0] = wide.size[1] = RIM_GRID_MAX_SIZE;
      tall.size[2] = RIM_GRID_MAX_SIZE;
      for (guint g = 0; g < 3; g++)
        {
          const RimGrid *grid = g == 0 ? &small : g == 1 ? &wide : &tall;
          const guint first_k = g == 2 ? 60000 : 18;
          g_autoptr(RimMask) mask = make_lesion (grid, first_k, 0.0, 4);
          g_autoptr(RimMask) other = make_lesion (grid, first_k, 4.0, 1);
          GPtrArray *results = run (operation, mask, other, NULL, &error);

          g_assert_no_error (error);
          *(g == 0 ? &of_small : g == 1 ? &of_wide : &of_tall) = results;
        }

      /* A place of the patient and a slice by number are others there. */
      if (strcmp (operation->id, "split-plane") == 0 || strcmp (operation->id, "copy-slice") == 0)
        continue;
      g_assert_cmpuint (of_small->len, >, 0);
      for (guint m = 0; m < of_small->len; m++)
        {
          assert_same (g_ptr_array_index (of_small, m), g_ptr_array_index (of_wide, m), 0);
          assert_same (g_ptr_array_index (of_small, m), g_ptr_array_index (of_tall, m), 60000 - 18);
        }
    }
}

/* Whatever the mask: a result or a reason, and the input as it was. */
static void
test_any_mask (void)
{
  const RimOperation *operation;

  for (guint round = 0; round < 25; round++)
    for (guint n = 0; (operation = rim_operation_get (n)) != NULL; n++)
      {
        static const guint one_in[] = { 1, 2, 7, 60, 1000000 };
        RimGrid grid;
        g_autoptr(RimMask) mask = NULL;
        g_autoptr(RimMask) copy = NULL;
        g_autoptr(RimMask) other = NULL;
        g_autoptr(GPtrArray) results = NULL;
        g_autofree guint8 *bytes = NULL;
        g_autoptr(GError) error = NULL;

        rim_test_grid_init_kind (&grid, round % RIM_TEST_N_GRIDS, 2 + round / 3);
        mask = round % 6 == 5 ? rim_mask_new (&grid) : rim_test_mask_new_noise (&grid, one_in[round % 5]);
        other = rim_test_mask_new_noise (&grid, 3);
        bytes = rim_mask_to_bytes (mask);
        copy = rim_mask_new_from_bytes (&grid, bytes);
        results = run (operation, mask, other, NULL, &error);
        g_assert_true ((results == NULL) == (error != NULL));
        g_assert_true (rim_mask_equal (mask, copy));
        for (guint m = 0; results != NULL && m < results->len; m++)
          g_assert_cmpmem (rim_mask_get_grid (g_ptr_array_index (results, m))->size, sizeof grid.size,
                           grid.size, sizeof grid.size);
      }
}

static void
test_threads_and_cancel (void)
{
  const RimOperation *operation;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  for (guint n = 0; (operation = next_plain (&n)) != NULL;)
    {
      RimGrid grid;
      g_autoptr(RimMask) mask = NULL;
      g_autoptr(RimMask) other = NULL;
      g_autoptr(GPtrArray) one = NULL;
      g_autoptr(GPtrArray) many = NULL;
      g_autoptr(GError) error = NULL;

      rim_test_grid_init (&grid, 120, 110, 60, RIM_VEC3 (0.8, 0.8, 1.5));
      mask = make_lesion (&grid, 18, 0.0, 3);
      other = make_lesion (&grid, 20, 5.0, 1);
      rim_parallel_set_n_threads (1);
      one = run (operation, mask, other, NULL, NULL);
      rim_parallel_set_n_threads (5);
      many = run (operation, mask, other, NULL, NULL);
      rim_parallel_set_n_threads (0);
      for (guint m = 0; m < one->len; m++)
        g_assert_true (rim_mask_equal (g_ptr_array_index (one, m), g_ptr_array_index (many, m)));

      g_assert_null (run (operation, mask, other, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

static void
test_refused (void)
{
  const RimOperation *margin = rim_operation_find ("margin");
  const RimOperation *subtract = rim_operation_find ("subtract");
  const double far[] = { 1e9, 0.0 };
  RimGrid grid, larger;
  g_autoptr(RimMask) mask = NULL;
  g_autoptr(RimMask) other = NULL;
  g_autoptr(GError) error = NULL;
  RimOperationInput input = { .n_masks = 1, .values = far };

  rim_test_grid_init_kind (&grid, 0, 9);
  rim_test_grid_init_kind (&larger, 0, 10);
  mask = rim_test_mask_new_ball (&grid, 3.0);
  other = rim_test_mask_new_ball (&larger, 3.0);
  input.masks = &mask;

  g_assert_null (rim_operation_run (margin, &input, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_assert_cmpstr (error->message, ==, "margin takes a number from -50 to 50, not 1e+09");
  g_clear_error (&error);
  g_assert_null (run (subtract, mask, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);
  g_assert_null (run (subtract, mask, other, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/operate/table", test_table);
  g_test_add_func ("/engine/operate/cost-is-the-lesion", test_cost_is_the_lesion);
  g_test_add_func ("/engine/operate/any-mask", test_any_mask);
  g_test_add_func ("/engine/operate/threads-and-cancel", test_threads_and_cancel);
  g_test_add_func ("/engine/operate/refused", test_refused);

  return g_test_run ();
}
