/* test-mip.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "core/rim-parallel.h"
#include "view/rim-mip.h"
#include "view/rim-outline.h"
#include "view/rim-render.h"

typedef struct
{
  const char *name;
  RimVec3     i;
  RimVec3     j;
  RimVec3     k;
} Acquisition;

static const Acquisition acquisitions[] = {
  { "supine", { 2, 0, 0 }, { 0, 2, 0 }, { 0, 0, 3 } },
  { "feet-last", { 2, 0, 0 }, { 0, 2, 0 }, { 0, 0, -3 } },
  { "prone", { -2, 0, 0 }, { 0, -2, 0 }, { 0, 0, 3 } },
  { "wide", { 3, 0, 0 }, { 0, 2, 0 }, { 0, 0, 1.5 } },
  { "coronal", { 2, 0, 0 }, { 0, 0, -2 }, { 0, 3, 0 } },
  { "sagittal", { 0, 2, 0 }, { 0, 0, -2 }, { 3, 0, 0 } },
  { "tilted", { 2, 0, 0 }, { 0, 1.9, 0.6 }, { 0, 0, 3 } },
  { "oblique", { 1.9, 0.4, 0 }, { -0.4, 1.9, 0.2 }, { 0.1, -0.3, 2.9 } },
};

#define N_UPRIGHT 6

static RimVolume *
new_volume (const Acquisition *acquisition)
{
  g_autoptr(GError) error = NULL;
  RimGrid grid = { .size = { 19, 14, 11 } };
  RimVolume *volume;
  guint32 state = 4711;

  rim_affine_set_column (&grid.to_patient, 0, acquisition->i);
  rim_affine_set_column (&grid.to_patient, 1, acquisition->j);
  rim_affine_set_column (&grid.to_patient, 2, acquisition->k);
  rim_affine_set_column (&grid.to_patient, 3, RIM_VEC3 (-40, 12, 300));

  volume = rim_volume_new (&grid, RIM_VOXEL_INT16, &error);
  g_assert_no_error (error);
  rim_volume_set_unit (volume, RIM_UNIT_SUVBW);

  for (guint k = 0; k < grid.size[2]; k++)
    {
      gint16 *slice = rim_volume_get_slice_for_writing (volume, k);

      for (guint v = 0; v < grid.size[0] * grid.size[1]; v++)
        {
          state = state * 1664525u + 1013904223u;
          slice[v] = (gint16) (state >> 17);
        }
      rim_volume_set_rescale (volume, k, (RimRescale) { 0.001 + 0.0003 * (k % 4), 0 });
    }

  return volume;
}

static RimVolume *
new_ready_volume (const Acquisition *acquisition)
{
  RimVolume *volume = new_volume (acquisition);

  rim_volume_publish_all (volume);

  return volume;
}

static RimVolume *
project (RimMip *mip,
         double  degrees)
{
  g_autoptr(GError) error = NULL;
  RimVolume *frame = rim_mip_project (mip, degrees, &error);

  g_assert_no_error (error);

  return frame;
}

static void
assert_same_frames (RimVolume *a,
                    RimVolume *b)
{
  const RimGrid *grid = rim_volume_get_grid (a);

  g_assert_cmpmem (&grid->to_patient, sizeof grid->to_patient,
                   &rim_volume_get_grid (b)->to_patient, sizeof grid->to_patient);
  g_assert_cmpuint (grid->size[0], ==, rim_volume_get_grid (b)->size[0]);
  for (guint k = 0; k < grid->size[2]; k++)
    g_assert_cmpmem (rim_volume_get_slice (a, k), grid->size[0] * sizeof (float),
                     rim_volume_get_slice (b, k), grid->size[0] * sizeof (float));
}

/* As images are drawn: in single precision, from what is stored. */
static float
get_single (RimVolume *volume,
            guint      i,
            guint      j,
            guint      k)
{
  RimRescale rescale = rim_volume_get_rescale (volume, k);
  gconstpointer slice = rim_volume_get_slice (volume, k);
  gint16 stored = ((const gint16 *) slice)[j * rim_volume_get_grid (volume)->size[0] + i];

  return (float) stored * (float) rescale.slope + (float) rescale.intercept;
}

static double
get_component (RimVec3 v,
               guint   axis)
{
  return axis == 0 ? v.x : axis == 1 ? v.y : v.z;
}

/* The largest value of the voxels that a ray along a patient's axis runs
 * through.
 */
static float
find_maximum_along (RimVolume *volume,
                    RimVec3    point,
                    guint      ray_axis)
{
  const RimGrid *grid = rim_volume_get_grid (volume);
  float largest = -INFINITY;

  for (guint k = 0; k < grid->size[2]; k++)
    for (guint j = 0; j < grid->size[1]; j++)
      for (guint i = 0; i < grid->size[0]; i++)
        {
          RimVec3 voxel = rim_grid_to_patient (grid, RIM_VEC3 (i, j, k));
          gboolean is_met = TRUE;

          for (guint axis = 0; axis < 3; axis++)
            {
              double half = 0.0;

              for (guint g = 0; g < 3; g++)
                half += fabs (get_component (rim_affine_get_column (&grid->to_patient, g),
                                             axis)) / 2.0;
              if (axis != ray_axis &&
                  fabs (get_component (voxel, axis) - get_component (point, axis)) > half - 0.01)
                is_met = FALSE;
            }

          if (is_met)
            largest = MAX (largest, get_single (volume, i, j, k));
        }

  return largest;
}

/* A ray at the very border of two voxels belongs to one of them. */
static gboolean
is_at_border (RimVolume *volume,
              RimVec3    point,
              guint      ray_axis)
{
  RimVec3 place = rim_grid_from_patient (rim_volume_get_grid (volume), point);
  guint n_borders = 0;

  for (guint axis = 0; axis < 3; axis++)
    {
      double at = get_component (place, axis) + 0.5;
      RimVec3 column = rim_affine_get_column (&rim_volume_get_grid (volume)->to_patient, axis);

      if (fabs (get_component (column, ray_axis)) < 1e-9 && fabs (at - floor (at + 0.5)) < 1e-3)
        n_borders++;
    }

  return n_borders > 0;
}

static void
check_maxima (RimVolume *volume,
              RimMip    *mip,
              double     degrees,
              guint      ray_axis)
{
  g_autoptr(RimVolume) frame = project (mip, degrees);
  const RimGrid *grid = rim_volume_get_grid (frame);
  guint n_checked = 0;

  for (guint k = 0; k < grid->size[2]; k++)
    for (guint i = 0; i < grid->size[0]; i++)
      {
        RimVec3 point = rim_grid_to_patient (grid, RIM_VEC3 (i, 0, k));
        float found = (float) rim_volume_get_value (frame, i, 0, k);
        float expected = find_maximum_along (volume, point, ray_axis);

        if (is_at_border (volume, point, ray_axis))
          continue;
        if (expected > -INFINITY)
          {
            g_assert_cmpfloat (found, ==, expected);
            n_checked++;
          }
        else
          {
            g_assert_true (isnan (found));
          }
      }

  g_assert_cmpuint (n_checked, >, 60);
}

static void
test_axes (gconstpointer data)
{
  g_autoptr(RimVolume) volume = new_ready_volume (data);
  g_autoptr(RimMip) mip = rim_mip_new (volume);

  check_maxima (volume, mip, 0, 1);
  check_maxima (volume, mip, 90, 0);
  check_maxima (volume, mip, 180, 1);
  check_maxima (volume, mip, 270, 0);
}

static float
find_largest_of_layer (RimVolume *volume,
                       double     height)
{
  const RimGrid *grid = rim_volume_get_grid (volume);
  float largest = -INFINITY;

  for (guint k = 0; k < grid->size[2]; k++)
    for (guint j = 0; j < grid->size[1]; j++)
      for (guint i = 0; i < grid->size[0]; i++)
        if (fabs (rim_grid_to_patient (grid, RIM_VEC3 (i, j, k)).z - height) < 0.01)
          largest = MAX (largest, get_single (volume, i, j, k));

  return largest;
}

/* However it is turned, the hottest voxel of every layer is seen. */
static void
test_nothing_missed (gconstpointer data)
{
  g_autoptr(RimVolume) volume = new_ready_volume (data);
  g_autoptr(RimMip) mip = rim_mip_new (volume);

  for (double degrees = -13; degrees < 400; degrees += 7.3)
    {
      g_autoptr(RimVolume) frame = project (mip, degrees);
      const RimGrid *grid = rim_volume_get_grid (frame);

      for (guint k = 0; k < grid->size[2]; k++)
        {
          float largest = -INFINITY;

          for (guint i = 0; i < grid->size[0]; i++)
            if (!isnan (rim_volume_get_value (frame, i, 0, k)))
              largest = MAX (largest, (float) rim_volume_get_value (frame, i, 0, k));
          g_assert_cmpfloat (largest, ==,
                             find_largest_of_layer (volume,
                                                    rim_grid_to_patient (grid, RIM_VEC3 (0, 0, k)).z));
        }
    }
}

static void
test_turns (gconstpointer data)
{
  g_autoptr(RimVolume) volume = new_ready_volume (data);
  g_autoptr(RimMip) mip = rim_mip_new (volume);
  static const double pairs[][2] = {
    { 0, 360 }, { 0, -720 }, { 35, 395 }, { 90, -270 }, { 180, 540 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autoptr(RimVolume) a = project (mip, pairs[i][0]);
      g_autoptr(RimVolume) b = project (mip, pairs[i][1]);

      assert_same_frames (a, b);
    }
}

static void
test_threads (void)
{
  g_autoptr(RimVolume) volume = new_ready_volume (&acquisitions[7]);
  g_autoptr(RimMip) mip = rim_mip_new (volume);
  g_autoptr(RimVolume) one = NULL;
  guint before = rim_parallel_get_n_threads ();

  rim_parallel_set_n_threads (1);
  one = project (mip, 33);
  for (guint n = 2; n <= 5; n++)
    {
      g_autoptr(RimVolume) many = NULL;

      rim_parallel_set_n_threads (n);
      many = project (mip, 33);
      assert_same_frames (one, many);
    }
  rim_parallel_set_n_threads (before);
}

/* What is seen at a pixel is the voxel that is found there. */
static void
test_pick (gconstpointer data)
{
  g_autoptr(RimVolume) volume = new_ready_volume (data);
  g_autoptr(RimMip) mip = rim_mip_new (volume);

  for (double degrees = 0; degrees < 360; degrees += 45.5)
    {
      g_autoptr(RimVolume) frame = project (mip, degrees);
      const RimGrid *grid = rim_volume_get_grid (frame);
      RimVec3 across = rim_affine_get_column (&grid->to_patient, 0);

      for (guint k = 0; k < grid->size[2]; k++)
        for (guint i = 0; i < grid->size[0]; i++)
          {
            RimVec3 point = rim_grid_to_patient (grid, RIM_VEC3 (i, 0, k));
            double seen = rim_volume_get_value (frame, i, 0, k);
            RimVec3 voxel;
            double probed;

            if (!rim_mip_pick (mip, degrees, point, &voxel))
              {
                g_assert_true (isnan (seen));
                continue;
              }

            g_assert_true (rim_probe (volume, voxel, &probed));
            g_assert_cmpfloat (fabs (probed - seen), <=, 1e-6 * probed);
            /* No farther aside than a voxel and half a ray. */
            g_assert_cmpfloat (fabs (rim_vec3_dot (rim_vec3_sub (voxel, point), across)) /
                               rim_vec3_dot (across, across), <=, 2.0);
          }
    }
}

/* A lesion's hottest voxel is found by clicking where it is seen. */
static void
test_click (void)
{
  g_autoptr(GError) error = NULL;
  RimGrid grid = { .size = { 40, 32, 20 } };
  g_autoptr(RimVolume) volume = NULL;
  g_autoptr(RimMip) mip = NULL;
  RimVec3 hot;

  rim_affine_set_column (&grid.to_patient, 0, RIM_VEC3 (4, 0, 0));
  rim_affine_set_column (&grid.to_patient, 1, RIM_VEC3 (0, 4, 0));
  rim_affine_set_column (&grid.to_patient, 2, RIM_VEC3 (0, 0, 3));
  volume = rim_volume_new (&grid, RIM_VOXEL_FLOAT, &error);
  g_assert_no_error (error);
  ((float *) rim_volume_get_slice_for_writing (volume, 13))[5 * 40 + 33] = 17.5f;
  rim_volume_publish_all (volume);
  mip = rim_mip_new (volume);
  hot = rim_grid_to_patient (&grid, RIM_VEC3 (33, 5, 13));

  for (double degrees = 0; degrees < 360; degrees += 5)
    {
      RimPlane plane;
      RimVec3 voxel;
      double x, y;

      rim_mip_init_plane (mip, degrees, 0.7, 3.0, -4.0, 300, 200, &plane);
      rim_plane_from_patient (&plane, hot, &x, &y, NULL);
      g_assert_true (rim_mip_pick (mip, degrees, rim_plane_to_patient (&plane, x, y), &voxel));
      g_assert_cmpfloat (rim_vec3_length (rim_vec3_sub (voxel, hot)), <, 1e-9);
    }
}

/* From the front right is left, from the left the front is left. */
static void
test_letters (void)
{
  static const char *const letters[] = { "L", "P", "R", "A" };

  for (guint a = 0; a < G_N_ELEMENTS (acquisitions); a++)
    {
      g_autoptr(RimVolume) volume = new_ready_volume (&acquisitions[a]);
      g_autoptr(RimMip) mip = rim_mip_new (volume);

      for (guint quarter = 0; quarter < 4; quarter++)
        {
          RimPlane plane;
          char right[4], down[4];

          rim_mip_init_plane (mip, 90.0 * quarter, 1.0, 0, 0, 10, 10, &plane);
          rim_direction_get_letters (plane.right, right);
          rim_direction_get_letters (plane.down, down);
          g_assert_cmpint (right[0], ==, letters[quarter][0]);
          g_assert_cmpint (down[0], ==, 'F');
        }
    }
}

static void
test_missing (void)
{
  g_autoptr(RimVolume) volume = new_volume (&acquisitions[0]);
  g_autoptr(RimMip) mip = NULL;
  g_autoptr(RimVolume) frame = NULL;

  rim_volume_set_padding (volume, 20000, 40000);
  for (guint k = 0; k < 5; k++)
    rim_volume_publish_slice (volume, k);

  mip = rim_mip_new (volume);
  frame = project (mip, 20);
  for (guint k = 0; k < 11; k++)
    for (guint i = 0; i < rim_volume_get_grid (frame)->size[0]; i++)
      {
        double value = rim_volume_get_value (frame, i, 0, k);

        g_assert_true (k < 5 || isnan (value));
        g_assert_false (value >= 20000 * rim_volume_get_rescale (volume, k).slope);
      }
}

/* The rays of a layer lie where it truly lies. */
static void
test_irregular (void)
{
  g_autoptr(RimVolume) volume = new_volume (&acquisitions[0]);
  g_autoptr(RimMip) mip = NULL;
  double positions[11];
  RimVec3 voxel;
  double value;

  for (guint k = 0; k < 11; k++)
    positions[k] = 300 + 3 * k + (k > 5 ? 12 : 0);
  rim_volume_set_slice_positions (volume, positions, RIM_GEOMETRY_IRREGULAR);
  rim_volume_publish_all (volume);

  mip = rim_mip_new (volume);
  g_assert_true (rim_mip_pick (mip, 0, RIM_VEC3 (-20, 0, positions[8]), &voxel));
  g_assert_cmpfloat_with_epsilon (voxel.z, positions[8], 1e-9);
  g_assert_true (rim_probe (volume, voxel, &value));
  g_assert_cmpfloat ((float) value, ==,
                     find_maximum_along (volume, RIM_VEC3 (-20, 0, 300 + 24), 1));
  g_assert_false (rim_mip_pick (mip, 0, RIM_VEC3 (-20, 0, positions[5] + 6), &voxel));
}

static RimMask *
new_ball (const RimGrid *grid,
          RimVec3        center,
          double         radius)
{
  g_autofree guint8 *voxels = g_malloc0 (rim_grid_get_n_voxels (grid));
  gsize v = 0;

  for (guint k = 0; k < grid->size[2]; k++)
    for (guint j = 0; j < grid->size[1]; j++)
      for (guint i = 0; i < grid->size[0]; i++)
        voxels[v++] = rim_vec3_length (rim_vec3_sub (rim_grid_to_patient (grid, RIM_VEC3 (i, j, k)),
                                                     center)) <= radius;

  return rim_mask_new_from_bytes (grid, voxels);
}

static RimVec3
find_centroid (RimMask *shadow)
{
  const RimGrid *grid = rim_mask_get_grid (shadow);
  RimVec3 sum = RIM_VEC3 (0, 0, 0);
  guint n = 0;

  for (guint k = 0; k < grid->size[2]; k++)
    for (guint i = 0; i < grid->size[0]; i++)
      if (rim_mask_contains (shadow, i, 0, k))
        {
          sum = rim_vec3_add (sum, rim_grid_to_patient (grid, RIM_VEC3 (i, 0, k)));
          n++;
        }

  return rim_vec3_scale (sum, 1.0 / n);
}

/* A ball is seen as a disc from everywhere, without holes. */
static void
test_mask (gconstpointer data)
{
  g_autoptr(RimVolume) volume = new_ready_volume (data);
  const RimGrid *grid = rim_volume_get_grid (volume);
  g_autoptr(RimMip) mip = rim_mip_new (volume);
  RimVec3 center = rim_grid_to_patient (grid, RIM_VEC3 (9, 6, 5));
  g_autoptr(RimMask) ball = new_ball (grid, center, 9);
  g_autoptr(RimMask) empty = rim_mask_new (grid);

  g_assert_null (rim_mip_project_mask (mip, 10, empty));

  for (double degrees = 0; degrees < 360; degrees += 15)
    {
      g_autoptr(RimMask) shadow = rim_mip_project_mask (mip, degrees, ball);
      g_autoptr(RimLesion) lesion = rim_lesion_new ("Ball", shadow);
      g_autoptr(RimOutline) outline = NULL;
      RimPlane plane;
      double x, y, mean_x, mean_y;

      rim_mip_init_plane (mip, degrees, 0.5, 0, 0, 400, 300, &plane);
      rim_plane_from_patient (&plane, center, &x, &y, NULL);
      outline = rim_outline_new (lesion, &plane);
      g_assert_nonnull (outline);
      g_assert_cmpuint (outline->n_polygons, ==, 1);

      for (gsize p = 0; p < outline->starts[1]; p++)
        g_assert_cmpfloat (hypot (outline->points[2 * p] - x, outline->points[2 * p + 1] - y) *
                           0.5, <, 9 + 5);

      /* Half a pixel, of 3 mm at most. */
      rim_plane_from_patient (&plane, find_centroid (shadow), &mean_x, &mean_y, NULL);
      g_assert_cmpfloat (fabs (mean_x - x) * 0.5, <=, 1.5);
      g_assert_cmpfloat (fabs (mean_y - y) * 0.5, <=, 1.5);
    }
}

/* Voxels of no round size lie side by side all the same. */
static void
test_mask_gaps (void)
{
  g_autoptr(RimVolume) volume = new_ready_volume (&acquisitions[0]);
  g_autoptr(RimMip) mip = rim_mip_new (volume);
  RimGrid grid = { .size = { 90, 40, 30 } };
  g_autofree guint8 *voxels = g_malloc (90 * 40 * 30);
  g_autoptr(RimMask) box = NULL;

  memset (voxels, 1, 90 * 40 * 30);
  rim_affine_set_column (&grid.to_patient, 0, RIM_VEC3 (0.7031, 0, 0));
  rim_affine_set_column (&grid.to_patient, 1, RIM_VEC3 (0, 0.7031, 0));
  rim_affine_set_column (&grid.to_patient, 2, RIM_VEC3 (0, 0, 0.9));
  rim_affine_set_column (&grid.to_patient, 3, RIM_VEC3 (-41.37, 13.21, 300.05));
  box = rim_mask_new_from_bytes (&grid, voxels);

  for (double degrees = 0; degrees < 360; degrees += 30)
    {
      g_autoptr(RimMask) shadow = rim_mip_project_mask (mip, degrees, box);
      const RimGrid *pixels = rim_mask_get_grid (shadow);

      g_assert_cmpuint (rim_mask_count (shadow), ==, pixels->size[0] * pixels->size[2]);
    }
}

/* The very bits of one frame of every acquisition, as they were when they had
 * been checked as above.
 */
static void
test_golden (void)
{
  static const char *const sums[] = {
    "61d8fd4bdf4b75bda311e2d8bc4757a456a80cee4239240815024c2d817943f0",
    "61d8fd4bdf4b75bda311e2d8bc4757a456a80cee4239240815024c2d817943f0",
    "4bbb5c642118444a8869f2fc8855a78a8e7a43ff62a54ddf45e2b2c1f99785c5",
    "f34221f65cb0d9df1a35330a679efe11a6d4c61bf298a7c0242df4f9c6c8e4b5",
    "31e43a80903a03320bbb1726355fc61f055247d6614e5c9149a0be0d8a38431d",
    "97a615a46bd5ffe9348d132b3e4f7222e7c9aa43d43364e1f3cdaf0498745c5a",
    "fb919bffe39f2df67286cb83655b349d66ebe8a8eaee69c98f7b0383738d47c6",
    "46366c16f83a3b3536f8f576caa565953da6bd282485cca37f819a892c0bc44c",
  };

  for (guint a = 0; a < G_N_ELEMENTS (acquisitions); a++)
    {
      g_autoptr(RimVolume) volume = new_ready_volume (&acquisitions[a]);
      g_autoptr(RimMip) mip = rim_mip_new (volume);
      g_autoptr(RimVolume) frame = project (mip, 35);
      const RimGrid *grid = rim_volume_get_grid (frame);
      g_autoptr(GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

      for (guint k = 0; k < grid->size[2]; k++)
        g_checksum_update (sum, rim_volume_get_slice (frame, k),
                           (gssize) (grid->size[0] * sizeof (float)));
      g_assert_cmpstr (g_checksum_get_string (sum), ==, sums[a]);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint a = 0; a < G_N_ELEMENTS (acquisitions); a++)
    {
      const struct {
        const char        *name;
        GTestDataFunc      func;
        guint              n;
      } tests[] = {
        { "axes", test_axes, N_UPRIGHT },
        { "nothing-missed", test_nothing_missed, N_UPRIGHT },
        { "turns", test_turns, G_N_ELEMENTS (acquisitions) },
        { "pick", test_pick, G_N_ELEMENTS (acquisitions) },
        { "mask", test_mask, G_N_ELEMENTS (acquisitions) },
      };

      for (guint t = 0; t < G_N_ELEMENTS (tests); t++)
        {
          g_autofree char *path = g_strdup_printf ("/mip/%s/%s", tests[t].name,
                                                   acquisitions[a].name);

          if (a < tests[t].n)
            g_test_add_data_func (path, &acquisitions[a], tests[t].func);
        }
    }

  g_test_add_func ("/mip/mask-gaps", test_mask_gaps);
  g_test_add_func ("/mip/threads", test_threads);
  g_test_add_func ("/mip/click", test_click);
  g_test_add_func ("/mip/letters", test_letters);
  g_test_add_func ("/mip/missing", test_missing);
  g_test_add_func ("/mip/irregular", test_irregular);
  g_test_add_func ("/mip/golden", test_golden);

  return g_test_run ();
}
