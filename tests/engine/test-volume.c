/* test-volume.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "volume/rim-volume.h"

static RimGrid
make_grid (void)
{
  RimGrid grid = { { 4, 3, 2 } };

  rim_affine_init_identity (&grid.to_patient);
  rim_affine_set_column (&grid.to_patient, 2, RIM_VEC3 (0, 1, 3));
  rim_affine_set_column (&grid.to_patient, 3, RIM_VEC3 (-10, 20, -30));

  return grid;
}

static void
put_voxel (gpointer     slice,
           RimVoxelType type,
           guint        n,
           int          value)
{
  switch (type)
    {
    case RIM_VOXEL_UINT8:
      ((guint8 *) slice)[n] = (guint8) value;
      break;

    case RIM_VOXEL_INT8:
      ((gint8 *) slice)[n] = (gint8) value;
      break;

    case RIM_VOXEL_UINT16:
      ((guint16 *) slice)[n] = (guint16) value;
      break;

    case RIM_VOXEL_INT16:
      ((gint16 *) slice)[n] = (gint16) value;
      break;

    case RIM_VOXEL_UINT32:
      ((guint32 *) slice)[n] = (guint32) value;
      break;

    case RIM_VOXEL_INT32:
      ((gint32 *) slice)[n] = value;
      break;

    case RIM_VOXEL_FLOAT:
      ((float *) slice)[n] = (float) value;
      break;

    case RIM_VOXEL_DOUBLE:
      ((double *) slice)[n] = value;
      break;

    default:
      g_assert_not_reached ();
    }
}

static void
test_volume_values (gconstpointer data)
{
  RimVoxelType type = GPOINTER_TO_UINT (data);
  gboolean is_signed = type != RIM_VOXEL_UINT8 && type != RIM_VOXEL_UINT16 && type != RIM_VOXEL_UINT32;
  RimGrid grid = make_grid ();
  g_autoptr(GError) error = NULL;
  g_autoptr(RimVolume) volume = rim_volume_new (&grid, type, &error);
  double row[4];

  g_assert_no_error (error);

  for (guint k = 0; k < 2; k++)
    {
      gpointer slice = rim_volume_get_slice_for_writing (volume, k);

      for (guint n = 0; n < 12; n++)
        put_voxel (slice, type, n, is_signed ? 5 - (int) n : (int) n);
      rim_volume_set_rescale (volume, k, (RimRescale) { k + 0.5, -100.0 });
    }

  g_assert_false (rim_volume_is_slice_ready (volume, 1));
  rim_volume_publish_slice (volume, 1);
  rim_volume_publish_slice (volume, 1);
  g_assert_true (rim_volume_is_slice_ready (volume, 1));
  g_assert_cmpuint (rim_volume_get_n_ready (volume), ==, 1);
  rim_volume_publish_all (volume);
  g_assert_cmpuint (rim_volume_get_n_ready (volume), ==, 2);

  for (guint k = 0; k < 2; k++)
    for (guint j = 0; j < 3; j++)
      {
        rim_volume_read_row (volume, 0, j, k, 4, row);
        for (guint i = 0; i < 4; i++)
          {
            int n = (int) (j * 4 + i);
            double expected = (k + 0.5) * (is_signed ? 5 - n : n) - 100.0;

            g_assert_cmpfloat (row[i], ==, expected);
            g_assert_cmpfloat (rim_volume_get_value (volume, i, j, k), ==, expected);
          }
      }
}

static void
test_volume_rescaled (void)
{
  const double factors[] = { 2.0, 0.25 };
  RimGrid grid = make_grid ();
  g_autoptr(GError) error = NULL;
  g_autoptr(RimVolume) volume = rim_volume_new (&grid, RIM_VOXEL_INT16, &error);
  g_autoptr(RimVolume) suv = NULL;

  for (guint k = 0; k < 2; k++)
    {
      put_voxel (rim_volume_get_slice_for_writing (volume, k), RIM_VOXEL_INT16, 0, 40);
      rim_volume_set_rescale (volume, k, (RimRescale) { 3.0, 0.0 });
    }

  suv = rim_volume_new_rescaled (volume, factors, RIM_UNIT_SUVBW);
  rim_volume_publish_all (volume);

  g_assert_cmpint (rim_volume_get_unit (suv), ==, RIM_UNIT_SUVBW);
  g_assert_true (rim_volume_is_slice_ready (suv, 1));
  g_assert_true (rim_volume_get_slice (suv, 1) == rim_volume_get_slice (volume, 1));
  g_assert_cmpfloat (rim_volume_get_value (suv, 0, 0, 0), ==, 240.0);
  g_assert_cmpfloat (rim_volume_get_value (suv, 0, 0, 1), ==, 30.0);

  /* The voxels outlive the volume they were read into. */
  g_clear_pointer (&volume, rim_volume_unref);
  g_assert_cmpfloat (rim_volume_get_value (suv, 0, 0, 0), ==, 240.0);
}

static void
test_grid_geometry (void)
{
  RimGrid grid = make_grid ();
  RimGrid other = grid;
  RimVec3 point = rim_grid_to_patient (&grid, RIM_VEC3 (1, 2, 1));
  RimVec3 index = rim_grid_from_patient (&grid, point);
  g_autofree char *text = rim_grid_describe (&grid);

  g_assert_cmpfloat (point.x, ==, -9.0);
  g_assert_cmpfloat (point.y, ==, 23.0);
  g_assert_cmpfloat (point.z, ==, -27.0);
  g_assert_cmpfloat_with_epsilon (index.x, 1.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (index.y, 2.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (index.z, 1.0, 1e-12);

  /* Tilted by one to three. */
  g_assert_cmpfloat_with_epsilon (rim_grid_get_shear_angle (&grid), 18.434948822922, 1e-9);
  g_assert_cmpfloat_with_epsilon (rim_grid_get_slice_distance (&grid), 3.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (rim_grid_get_spacing (&grid, 2), 3.1622776601684, 1e-12);
  g_assert_cmpfloat_with_epsilon (rim_grid_get_voxel_volume (&grid), 3.0, 1e-12);

  g_assert_true (rim_grid_equal (&grid, &other, 1e-6));
  other.to_patient.m[1][3] += 0.002;
  g_assert_false (rim_grid_equal (&grid, &other, 1e-3));
  g_assert_true (rim_grid_equal (&grid, &other, 1e-2));

  g_assert_cmpstr (text, ==, "4×3×2, 1×1×3.16228 mm, origin (-10, 20, -30) mm, "
                   "axes (1, 0, 0) (0, 1, 0) (0, 0.316228, 0.948683)");
}

static void
test_grid_validity (void)
{
  RimGrid grid = make_grid ();
  RimGrid bad = grid;

  g_assert_true (rim_grid_is_valid (&grid));

  bad.size[1] = 0;
  g_assert_false (rim_grid_is_valid (&bad));

  bad = (RimGrid) { { 65535, 65535, 65535 }, grid.to_patient };
  g_assert_false (rim_grid_is_valid (&bad));

  bad = grid;
  bad.to_patient.m[0][0] = 0.0;
  g_assert_false (rim_grid_is_valid (&bad));

  bad = grid;
  bad.to_patient.m[0][3] = NAN;
  g_assert_false (rim_grid_is_valid (&bad));
}

static void
test_units (void)
{
  for (guint i = 0; i < RIM_N_UNITS; i++)
    {
      RimUnit unit;

      g_assert_true (rim_unit_from_id (rim_unit_get_id ((RimUnit) i), &unit));
      g_assert_cmpuint (unit, ==, i);

      /* "SUV" or "SUL" never stands over values that are neither. */
      g_assert_cmpint (g_str_has_prefix (rim_unit_get_label (unit), "SU"), ==, rim_unit_is_suv (unit));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint type = RIM_VOXEL_UINT8; type <= RIM_VOXEL_DOUBLE; type++)
    {
      g_autofree char *path = g_strdup_printf ("/engine/volume/values/%u", type);

      g_test_add_data_func (path, GUINT_TO_POINTER (type), test_volume_values);
    }

  g_test_add_func ("/engine/volume/rescaled", test_volume_rescaled);
  g_test_add_func ("/engine/grid/geometry", test_grid_geometry);
  g_test_add_func ("/engine/grid/validity", test_grid_validity);
  g_test_add_func ("/engine/unit/ids", test_units);

  return g_test_run ();
}
