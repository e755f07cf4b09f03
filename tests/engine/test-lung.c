/* test-lung.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "segment/rim-body.h"
#include "segment/rim-lung.h"

#include <math.h>

#include "core/rim-parallel.h"

/* A chest of simple shapes: what is where, at a place in mm. */
typedef enum
{
  PART_OUTSIDE,
  PART_BODY,
  PART_LUNG,
  PART_TRACHEA,
  PART_VESSEL,
  PART_TABLE,
  N_PARTS
} Part;

typedef Part (*PartFunc) (RimVec3 at);

static const double hu_of_part[N_PARTS] = { -1000, 40, -850, -1000, 50, -100 };

static gboolean
in_ellipsoid (RimVec3 at,
              RimVec3 center,
              RimVec3 radii)
{
  RimVec3 d = rim_vec3_sub (at, center);

  return d.x * d.x / (radii.x * radii.x) + d.y * d.y / (radii.y * radii.y) +
         d.z * d.z / (radii.z * radii.z) <= 1.0;
}

/* The table lies against the back and is 4 mm thick. */
static Part
find_chest (RimVec3 at)
{
  const double side = fabs (at.x);

  if (hypot (at.x, at.y) <= 8.0 && at.z > 0.0)
    return PART_TRACHEA;
  if (in_ellipsoid (RIM_VEC3 (side, at.y, at.z), RIM_VEC3 (70, 0, 0), RIM_VEC3 (60, 70, 90)))
    return hypot (at.y - 10.0, at.z) <= 4.0 && side < 90 ? PART_VESSEL : PART_LUNG;
  if (hypot (at.x / 150.0, at.y / 100.0) <= 1.0)
    return PART_BODY;

  return at.y > 98.0 && at.y < 102.0 ? PART_TABLE : PART_OUTSIDE;
}

/* Legs that enclose air between them, and bowel gas that is large. */
static Part
find_legs (RimVec3 at)
{
  if (hypot (at.x, at.y) <= 20.0)
    return PART_OUTSIDE;
  if (hypot (fabs (at.x) - 60.0, at.y) <= 65.0)
    return in_ellipsoid (at, RIM_VEC3 (60, 0, 0), RIM_VEC3 (40, 40, 60)) ? PART_OUTSIDE : PART_BODY;

  return PART_OUTSIDE;
}

/* Stored from the feet up, or from the head down. */
static void
make_grid (RimGrid  *grid,
           gboolean  head_first)
{
  *grid = (RimGrid) { .size = { 150, 110, 50 } };
  rim_affine_set_column (&grid->to_patient, 0, RIM_VEC3 (2.2, 0, 0));
  rim_affine_set_column (&grid->to_patient, 1, RIM_VEC3 (0, 2.2, 0));
  rim_affine_set_column (&grid->to_patient, 2, RIM_VEC3 (0, 0, head_first ? -5 : 5));
  rim_affine_set_column (&grid->to_patient, 3, RIM_VEC3 (-163, -120, head_first ? 122 : -123));
}

static RimVolume *
make_ct (const RimGrid *grid,
         PartFunc       func)
{
  RimVolume *ct = rim_volume_new (grid, RIM_VOXEL_INT16, NULL);

  for (guint k = 0; k < grid->size[2]; k++)
    {
      gint16 *slice = rim_volume_get_slice_for_writing (ct, k);

      for (guint j = 0; j < grid->size[1]; j++)
        for (guint i = 0; i < grid->size[0]; i++)
          *slice++ = (gint16) (hu_of_part[func (rim_grid_to_patient (grid, RIM_VEC3 (i, j, k)))] +
                               g_test_rand_int_range (-30, 31));
    }
  rim_volume_set_unit (ct, RIM_UNIT_HU);
  rim_volume_publish_all (ct);

  return ct;
}

/* How much of each part is in a mask. */
static void
find_shares (RimMask  *mask,
             PartFunc  func,
             double    shares[N_PARTS])
{
  const RimGrid *grid = rim_mask_get_grid (mask);
  double in[N_PARTS] = { 0 };
  double all[N_PARTS] = { 0 };

  for (guint k = 0; k < grid->size[2]; k++)
    for (guint j = 0; j < grid->size[1]; j++)
      for (guint i = 0; i < grid->size[0]; i++)
        {
          Part part = func (rim_grid_to_patient (grid, RIM_VEC3 (i, j, k)));

          all[part]++;
          in[part] += rim_mask_contains (mask, i, j, k);
        }

  for (guint part = 0; part < N_PARTS; part++)
    shares[part] = all[part] > 0 ? in[part] / all[part] : 0.0;
}

static void
test_chest (void)
{
  for (guint head_first = 0; head_first < 2; head_first++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(RimVolume) ct = NULL;
      g_autoptr(RimMask) lung = NULL;
      g_autoptr(RimMask) both = NULL;
      g_autoptr(RimMask) body = NULL;
      double shares[N_PARTS];
      RimGrid grid;

      make_grid (&grid, head_first);
      ct = make_ct (&grid, find_chest);
      lung = rim_lung_mask_new (ct, NULL, &error);
      g_assert_no_error (error);
      find_shares (lung, find_chest, shares);
      g_assert_cmpfloat (shares[PART_LUNG], >, 0.99);
      g_assert_cmpfloat (shares[PART_VESSEL], >, 0.95);
      g_assert_cmpfloat (shares[PART_TRACHEA], <, 0.01);
      g_assert_cmpfloat (shares[PART_BODY], <, 0.02);
      g_assert_cmpfloat (shares[PART_OUTSIDE], ==, 0.0);

      body = rim_body_mask_new (ct, NULL, &error);
      g_assert_no_error (error);
      find_shares (body, find_chest, shares);
      g_assert_cmpfloat (shares[PART_BODY], >, 0.999);
      g_assert_cmpfloat (shares[PART_LUNG], ==, 1.0);
      g_assert_cmpfloat (shares[PART_TRACHEA], ==, 1.0);
      g_assert_cmpfloat (shares[PART_OUTSIDE], ==, 0.0);
      g_assert_cmpfloat (shares[PART_TABLE], <, 0.3);

      both = rim_mask_combine (lung, body, RIM_MASK_SUBTRACT);
      g_assert_cmpuint (rim_mask_count (both), ==, 0);
    }
}

static void
test_no_lungs (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RimVolume) ct = NULL;
  g_autoptr(RimMask) body = NULL;
  double shares[N_PARTS];
  RimGrid grid;

  make_grid (&grid, FALSE);
  ct = make_ct (&grid, find_legs);
  g_assert_null (rim_lung_mask_new (ct, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);

  body = rim_body_mask_new (ct, NULL, &error);
  g_assert_no_error (error);
  find_shares (body, find_legs, shares);
  g_assert_cmpfloat (shares[PART_BODY], >, 0.99);
}

static void
test_refusals (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(RimVolume) air = NULL;
  g_autoptr(RimVolume) voxel = NULL;
  RimGrid grid, one;

  make_grid (&grid, FALSE);
  air = rim_volume_new (&grid, RIM_VOXEL_INT16, NULL);
  rim_volume_set_unit (air, RIM_UNIT_HU);
  g_assert_null (rim_lung_mask_new (air, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
  g_clear_error (&error);

  for (guint k = 0; k < grid.size[2]; k++)
    rim_volume_set_rescale (air, k, (RimRescale) { 1.0, -1000.0 });
  rim_volume_publish_all (air);
  g_assert_null (rim_body_mask_new (air, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (rim_lung_mask_new (air, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);

  rim_volume_set_unit (air, RIM_UNIT_SUVBW);
  g_assert_null (rim_lung_mask_new (air, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);

  rim_volume_set_unit (air, RIM_UNIT_HU);
  g_cancellable_cancel (cancellable);
  g_assert_null (rim_lung_mask_new (air, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  one = grid;
  one.size[0] = one.size[1] = one.size[2] = 1;
  voxel = rim_volume_new (&one, RIM_VOXEL_INT16, NULL);
  rim_volume_set_unit (voxel, RIM_UNIT_HU);
  rim_volume_publish_all (voxel);
  g_assert_null (rim_lung_mask_new (voxel, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
test_threads (void)
{
  static const guint n_threads[] = { 1, 2, 8 };
  g_autoptr(RimVolume) ct = NULL;
  g_autoptr(RimMask) first_lung = NULL;
  g_autoptr(RimMask) first_body = NULL;
  RimGrid grid;

  make_grid (&grid, FALSE);
  ct = make_ct (&grid, find_chest);

  for (guint n = 0; n < G_N_ELEMENTS (n_threads); n++)
    {
      g_autoptr(RimMask) lung = NULL;
      g_autoptr(RimMask) body = NULL;

      rim_parallel_set_n_threads (n_threads[n]);
      lung = rim_lung_mask_new (ct, NULL, NULL);
      body = rim_body_mask_new (ct, NULL, NULL);
      if (n == 0)
        {
          first_lung = g_steal_pointer (&lung);
          first_body = g_steal_pointer (&body);
          continue;
        }
      g_assert_true (rim_mask_equal (lung, first_lung));
      g_assert_true (rim_mask_equal (body, first_body));
    }
  rim_parallel_set_n_threads (0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/lung/chest", test_chest);
  g_test_add_func ("/engine/lung/no-lungs", test_no_lungs);
  g_test_add_func ("/engine/lung/refusals", test_refusals);
  g_test_add_func ("/engine/lung/threads", test_threads);

  return g_test_run ();
}
