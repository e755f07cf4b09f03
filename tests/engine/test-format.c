/* test-format.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>
#include <zlib.h>

#include "format/rim-image.h"
#include "format/rim-nifti.h"
#include "format/rim-nrrd.h"
#include "rim-test-data.h"

/* What holds of every file we write: reading it gives back the same. */

static const char *const names[] = { "a.nii", "b.nii.gz", "c.hdr", "d.hdr.gz", "e.nrrd", "f.nhdr" };

/* Turned about all three axes, with voxels of different length. */
static RimGrid
make_oblique_grid (guint  nx,
                   guint  ny,
                   guint  nz,
                   double shear)
{
  RimGrid grid = { { nx, ny, nz } };
  double a = 0.3;
  double b = -0.7;
  RimVec3 x = RIM_VEC3 (cos (a) * cos (b), sin (a) * cos (b), -sin (b));
  RimVec3 y = RIM_VEC3 (-sin (a), cos (a), 0);
  RimVec3 z = rim_vec3_cross (x, y);

  rim_affine_set_column (&grid.to_patient, 0, rim_vec3_scale (x, 0.9765625));
  rim_affine_set_column (&grid.to_patient, 1, rim_vec3_scale (y, 1.1));
  rim_affine_set_column (&grid.to_patient, 2, rim_vec3_add (rim_vec3_scale (z, 3.27), rim_vec3_scale (y, shear)));
  rim_affine_set_column (&grid.to_patient, 3, RIM_VEC3 (-250.5, 12.25, -743.1));

  return grid;
}

static void
fill_random (RimVolume *volume,
             GRand     *rand)
{
  const RimGrid *grid = rim_volume_get_grid (volume);
  RimVoxelType type = rim_volume_get_voxel_type (volume);
  gsize n = (gsize) grid->size[0] * grid->size[1];

  for (guint k = 0; k < grid->size[2]; k++)
    {
      gpointer slice = rim_volume_get_slice_for_writing (volume, k);

      for (gsize i = 0; i < n; i++)
        {
          if (type == RIM_VOXEL_FLOAT)
            ((float *) slice)[i] = (float) g_rand_double_range (rand, -1e6, 1e6);
          else if (type == RIM_VOXEL_DOUBLE)
            ((double *) slice)[i] = g_rand_double_range (rand, -1e6, 1e6);
          else if (rim_voxel_type_get_size (type) == 1)
            ((guint8 *) slice)[i] = (guint8) g_rand_int (rand);
          else if (rim_voxel_type_get_size (type) == 2)
            ((guint16 *) slice)[i] = (guint16) g_rand_int (rand);
          else
            ((guint32 *) slice)[i] = g_rand_int (rand);
        }
    }
  rim_volume_publish_all (volume);
}

static void
assert_same_values (RimVolume *a,
                    RimVolume *b)
{
  const RimGrid *grid = rim_volume_get_grid (a);

  g_assert_true (rim_grid_equal (grid, rim_volume_get_grid (b), 1e-4));
  for (guint k = 0; k < grid->size[2]; k++)
    for (guint j = 0; j < grid->size[1]; j++)
      for (guint i = 0; i < grid->size[0]; i++)
        g_assert_cmpfloat (rim_volume_get_value (a, i, j, k), ==, rim_volume_get_value (b, i, j, k));
}

static RimVolume *
round_trip (RimVolume  *volume,
            const char *folder,
            const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GError) error = NULL;
  RimVolume *back;

  g_assert_true (rim_image_write (path, volume, &error));
  g_assert_no_error (error);
  g_assert_true (rim_image_is_supported (path));
  back = rim_image_read (path, &error);
  g_assert_no_error (error);

  return back;
}

static void
test_types (void)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autoptr(GRand) rand = g_rand_new_with_seed (1);
  const RimVoxelType types[] = { RIM_VOXEL_UINT8, RIM_VOXEL_INT8, RIM_VOXEL_UINT16, RIM_VOXEL_INT16,
                                 RIM_VOXEL_UINT32, RIM_VOXEL_INT32, RIM_VOXEL_FLOAT, RIM_VOXEL_DOUBLE };

  for (guint t = 0; t < G_N_ELEMENTS (types); t++)
    {
      RimGrid grid = make_oblique_grid (7 + t, 5, 3, 0.0);
      g_autoptr(RimVolume) volume = rim_volume_new (&grid, types[t], NULL);

      fill_random (volume, rand);
      rim_volume_set_unit (volume, RIM_UNIT_SUL_JAMES120);
      for (guint n = 0; n < G_N_ELEMENTS (names); n++)
        {
          g_autoptr(RimVolume) back = round_trip (volume, folder, names[n]);

          g_assert_cmpint (rim_volume_get_voxel_type (back), ==, types[t]);
          g_assert_cmpint (rim_volume_get_unit (back), ==, RIM_UNIT_SUL_JAMES120);
          g_assert_cmpuint (rim_volume_get_source (back)->warnings->len, ==, 0);
          assert_same_values (volume, back);
        }
    }

  rim_test_folder_remove (folder);
}

/* A slope that a float can hold stays a slope; whole numbers stay whole; the
 * slopes of a PET need doubles.
 */
static void
test_rescale (void)
{
  static const struct
  {
    RimRescale   rescale;
    double       slope_step;
    RimVoxelType nifti;
    RimVoxelType nrrd;
  } cases[] = {
    { { 1, -1024 }, 0, RIM_VOXEL_UINT16, RIM_VOXEL_INT32 },
    { { 0.5, 0 }, 0, RIM_VOXEL_UINT16, RIM_VOXEL_DOUBLE },
    { { 0.1, 0 }, 0, RIM_VOXEL_DOUBLE, RIM_VOXEL_DOUBLE },
    { { 0.00018386491272, 0 }, 1e-6, RIM_VOXEL_DOUBLE, RIM_VOXEL_DOUBLE },
    { { 2, 1 }, 1, RIM_VOXEL_INT32, RIM_VOXEL_INT32 },
  };
  g_autofree char *folder = rim_test_folder_new ();
  g_autoptr(GRand) rand = g_rand_new_with_seed (2);
  RimGrid grid = make_oblique_grid (20, 10, 4, 0.0);

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      g_autoptr(RimVolume) volume = rim_volume_new (&grid, RIM_VOXEL_UINT16, NULL);

      fill_random (volume, rand);
      for (guint k = 0; k < grid.size[2]; k++)
        rim_volume_set_rescale (volume, k, (RimRescale) { cases[c].rescale.slope + k * cases[c].slope_step,
                                                          cases[c].rescale.intercept });
      for (guint n = 0; n < G_N_ELEMENTS (names); n++)
        {
          g_autoptr(RimVolume) back = round_trip (volume, folder, names[n]);

          g_assert_cmpint (rim_volume_get_voxel_type (back), ==, n < 4 ? cases[c].nifti : cases[c].nrrd);
          assert_same_values (volume, back);
        }
    }

  rim_test_folder_remove (folder);
}

/* NRRD keeps the affine to the last bit, NIfTI to the last bit of a float; a
 * sheared grid stays sheared.
 */
static void
test_geometry (void)
{
  g_autofree char *folder = rim_test_folder_new ();

  for (int s = 0; s < 2; s++)
    {
      RimGrid grid = make_oblique_grid (30, 20, 100, s * 1.7);
      g_autoptr(RimVolume) volume = rim_volume_new (&grid, RIM_VOXEL_UINT8, NULL);

      rim_volume_publish_all (volume);
      for (guint n = 0; n < G_N_ELEMENTS (names); n++)
        {
          g_autoptr(RimVolume) back = round_trip (volume, folder, names[n]);
          const RimGrid *read = rim_volume_get_grid (back);

          g_assert_true (rim_grid_equal (&grid, read, n < 4 ? 1e-3 : 1e-9));
          g_assert_cmpfloat_with_epsilon (rim_grid_get_shear_angle (read), rim_grid_get_shear_angle (&grid), 1e-4);
          if (n >= 4)
            g_assert_cmpmem (&grid.to_patient, sizeof grid.to_patient, &read->to_patient, sizeof read->to_patient);
        }
    }

  rim_test_folder_remove (folder);
}

/* More than 32767 voxels along an axis need NIfTI-2, which is exact. */
static void
test_long_axis (void)
{
  g_autofree char *folder = rim_test_folder_new ();
  RimGrid grid = make_oblique_grid (40000, 2, 2, 0.0);
  g_autoptr(RimVolume) volume = rim_volume_new (&grid, RIM_VOXEL_INT16, NULL);
  g_autoptr(GRand) rand = g_rand_new_with_seed (3);
  g_autoptr(RimVolume) back = NULL;

  fill_random (volume, rand);
  rim_volume_set_unit (volume, RIM_UNIT_HU);
  back = round_trip (volume, folder, "long.nii.gz");
  assert_same_values (volume, back);
  g_assert_cmpint (rim_volume_get_unit (back), ==, RIM_UNIT_HU);
  g_assert_cmpmem (&grid.to_patient, sizeof grid.to_patient,
                   &rim_volume_get_grid (back)->to_patient, sizeof grid.to_patient);

  rim_test_folder_remove (folder);
}

/* Deflates a file as @n_members gzip members, each with a share of its bytes, and
 * @n_more bytes of 0x55 behind.
 */
static void
deflate_file (const char *path,
              const char *deflated,
              gsize       n_members,
              gsize       n_more)
{
  g_autofree guint8 *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, (char **) &bytes, &length, NULL));
  bytes = g_realloc (bytes, length + n_more);
  memset (bytes + length, 0x55, n_more);
  length += n_more;
  for (gsize m = 0; m < n_members; m++)
    {
      const gsize begin = length * m / n_members;
      const gsize end = length * (m + 1) / n_members;
      gzFile file = gzopen (deflated, m == 0 ? "wb1" : "ab1");

      g_assert_cmpint (gzwrite (file, bytes + begin, (unsigned) (end - begin)), ==, (int) (end - begin));
      g_assert_cmpint (gzclose (file), ==, Z_OK);
    }
}

/* However a file was deflated, and whatever follows its voxels. */
static void
test_deflated (void)
{
  static const struct
  {
    gsize n_members;
    gsize n_more;
  } cases[] = { { 1, 0 }, { 2, 0 }, { 37, 0 }, { 1, 512 }, { 3, 65536 }, { 1, 400000 }, { 5, 400000 } };
  g_autofree char *folder = rim_test_folder_new ();
  g_autofree char *plain = g_build_filename (folder, "plain.nii", NULL);
  g_autofree char *path = g_build_filename (folder, "deflated.nii.gz", NULL);
  RimGrid grid = make_oblique_grid (50, 41, 33, 0.0);
  g_autoptr(RimVolume) volume = rim_volume_new (&grid, RIM_VOXEL_FLOAT, NULL);
  g_autoptr(GRand) rand = g_rand_new_with_seed (4);

  fill_random (volume, rand);
  g_assert_true (rim_image_write (plain, volume, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(RimVolume) back = NULL;
      g_autoptr(GError) error = NULL;

      deflate_file (plain, path, cases[i].n_members, cases[i].n_more);
      back = rim_image_read (path, &error);
      g_assert_no_error (error);
      assert_same_values (volume, back);
    }

  rim_test_folder_remove (folder);
}

/* A damaged file is an error or, where only its check sum is, its voxels. */
static void
test_deflated_damaged (void)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autofree char *plain = g_build_filename (folder, "plain.nii", NULL);
  g_autofree char *path = g_build_filename (folder, "deflated.nii.gz", NULL);
  RimGrid grid = make_oblique_grid (50, 41, 33, 0.0);
  g_autoptr(RimVolume) volume = rim_volume_new (&grid, RIM_VOXEL_FLOAT, NULL);
  g_autoptr(GRand) rand = g_rand_new_with_seed (5);
  g_autofree guint8 *bytes = NULL;
  gsize length;

  fill_random (volume, rand);
  g_assert_true (rim_image_write (plain, volume, NULL));
  deflate_file (plain, path, 1, 0);
  g_assert_true (g_file_get_contents (path, (char **) &bytes, &length, NULL));
  for (guint i = 0; i < 40; i++)
    {
      const gsize at = (gsize) g_rand_int_range (rand, 400, (int) length);
      const gsize end = i % 2 == 0 ? length : at;
      g_autoptr(RimVolume) back = NULL;
      g_autoptr(GError) error = NULL;

      bytes[at] ^= 0x10;
      g_assert_true (g_file_set_contents (path, (const char *) bytes, (gssize) end, NULL));
      bytes[at] ^= 0x10;
      back = rim_image_read (path, &error);
      if (back == NULL)
        g_assert_error (error, RIM_FORMAT_ERROR, RIM_FORMAT_ERROR_DAMAGED);
      else
        g_assert_cmpuint (at + 8, >=, length);
    }

  rim_test_folder_remove (folder);
}

static RimMask *
make_random_mask (const RimGrid *grid,
                  GRand         *rand,
                  double         density)
{
  gsize n = rim_grid_get_n_voxels (grid);
  g_autofree guint8 *voxels = g_new (guint8, n);

  for (gsize i = 0; i < n; i++)
    voxels[i] = g_rand_double (rand) < density;

  return rim_mask_new_from_bytes (grid, voxels);
}

static void
test_masks (void)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autoptr(GRand) rand = g_rand_new_with_seed (4);

  for (guint round = 0; round < 6; round++)
    {
      RimGrid grid = make_oblique_grid (13 + round, 11, 5, round % 2);
      g_autoptr(RimMask) mask = make_random_mask (&grid, rand, 0.2 * round);

      for (guint n = 0; n < G_N_ELEMENTS (names); n++)
        {
          g_autofree char *path = g_build_filename (folder, names[n], NULL);
          g_autoptr(RimRoiSet) set = NULL;
          g_autoptr(RimMask) matched = NULL;
          g_autoptr(GError) error = NULL;

          g_assert_true (n < 4 ? rim_nifti_write_mask (path, mask, &error) : rim_nrrd_write_mask (path, mask, &error));
          set = rim_image_read_labels (path, &error);
          g_assert_no_error (error);
          g_assert_cmpuint (set->rois->len, ==, round > 0);
          if (round == 0)
            continue;
          matched = rim_mask_match (((RimRoi *) set->rois->pdata[0])->mask, &grid, 1e-3, &error);
          g_assert_no_error (error);
          g_assert_true (rim_mask_equal (matched, mask));
        }
    }

  rim_test_folder_remove (folder);
}

static RimRoi *
make_roi (guint       number,
          const char *name,
          RimMask    *mask)
{
  RimRoi *roi = rim_roi_new ();

  roi->number = number;
  roi->name = g_strdup (name);
  roi->has_color = TRUE;
  roi->color[0] = (guint8) (number * 10);
  roi->color[1] = 128;
  roi->color[2] = 255;
  roi->mask = rim_mask_ref (mask);
  rim_code_set (&roi->category, "85756007", "SCT", "Tissue");
  rim_code_set (&roi->type, "86049000", "SCT", "Neoplasm, Primary");
  rim_code_set (&roi->region, "39607008", "SCT", "Lung");

  return roi;
}

/* Labels keep number, name and colour; in NRRD also the codes. */
static void
test_labels (void)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autoptr(GRand) rand = g_rand_new_with_seed (5);
  RimGrid grid = make_oblique_grid (9, 8, 7, 0.0);
  g_autoptr(RimMask) one = make_random_mask (&grid, rand, 0.3);
  g_autoptr(RimMask) other = make_random_mask (&grid, rand, 0.3);
  g_autoptr(RimMask) rest = rim_mask_combine (other, one, RIM_MASK_SUBTRACT);
  g_autoptr(GPtrArray) rois = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_roi_free);

  g_ptr_array_add (rois, make_roi (3, "Tumour <left> & “rim”", one));
  g_ptr_array_add (rois, make_roi (7, "Knötchen", rest));

  for (guint n = 0; n < G_N_ELEMENTS (names); n++)
    {
      g_autofree char *path = g_build_filename (folder, names[n], NULL);
      g_autoptr(RimRoiSet) set = NULL;
      g_autoptr(GError) error = NULL;

      g_assert_true (rim_image_write_labels (path, rois, &error));
      set = rim_image_read_labels (path, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (set->rois->len, ==, 2);
      for (guint i = 0; i < 2; i++)
        {
          RimRoi *roi = set->rois->pdata[i];
          RimRoi *expected = rois->pdata[i];

          g_assert_cmpuint (roi->number, ==, expected->number);
          g_assert_cmpstr (roi->name, ==, expected->name);
          g_assert_cmpmem (roi->color, 3, expected->color, 3);
          g_assert_cmpuint (rim_mask_count (roi->mask), ==, rim_mask_count (expected->mask));
          g_assert_cmpstr (roi->type.meaning, ==, n < 4 ? NULL : "Neoplasm, Primary");
          g_assert_cmpstr (roi->region.value, ==, n < 4 ? NULL : "39607008");
        }
    }

  rim_test_folder_remove (folder);
}

static void
test_overlap (void)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "labels.nii.gz", NULL);
  g_autoptr(GRand) rand = g_rand_new_with_seed (6);
  RimGrid grid = make_oblique_grid (9, 8, 7, 0.0);
  g_autoptr(RimMask) mask = make_random_mask (&grid, rand, 0.3);
  g_autoptr(GPtrArray) rois = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_roi_free);
  g_autoptr(GError) error = NULL;

  g_ptr_array_add (rois, make_roi (1, "One", mask));
  g_ptr_array_add (rois, make_roi (2, "Two", mask));
  g_assert_false (rim_image_write_labels (path, rois, &error));
  g_assert_error (error, RIM_FORMAT_ERROR, RIM_FORMAT_ERROR_OVERLAP);
  g_assert_cmpstr (error->message, ==, "“One” and “Two” overlap, which one label map cannot hold");
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));

  rim_test_folder_remove (folder);
}

static void
test_wrong_name (void)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "volume.xyz", NULL);
  RimGrid grid = make_oblique_grid (2, 2, 2, 0.0);
  g_autoptr(RimVolume) volume = rim_volume_new (&grid, RIM_VOXEL_INT16, NULL);
  g_autoptr(GError) error = NULL;

  rim_volume_publish_all (volume);
  g_assert_false (rim_image_write (path, volume, &error));
  g_assert_error (error, RIM_FORMAT_ERROR, RIM_FORMAT_ERROR_UNSUPPORTED);

  rim_test_folder_remove (folder);
}

/* The same voxels under turned and swapped axes, all 48 ways. */
static RimGrid
turn_grid (const RimGrid *grid,
           const guint    axes[3],
           guint          flips)
{
  RimGrid turned;
  RimVec3 origin = rim_affine_get_column (&grid->to_patient, 3);

  for (guint n = 0; n < 3; n++)
    {
      RimVec3 step = rim_affine_get_column (&grid->to_patient, axes[n]);

      turned.size[n] = grid->size[axes[n]];
      if (flips >> n & 1)
        {
          origin = rim_vec3_add (origin, rim_vec3_scale (step, turned.size[n] - 1));
          step = rim_vec3_scale (step, -1);
        }
      rim_affine_set_column (&turned.to_patient, n, step);
    }
  rim_affine_set_column (&turned.to_patient, 3, origin);

  return turned;
}

static void
assert_same_places (RimMask *a,
                    RimMask *b)
{
  const RimGrid *grid = rim_mask_get_grid (a);
  const RimGrid *other = rim_mask_get_grid (b);

  g_assert_cmpuint (rim_mask_count (a), ==, rim_mask_count (b));
  for (guint k = 0; k < grid->size[2]; k++)
    for (guint j = 0; j < grid->size[1]; j++)
      for (guint i = 0; i < grid->size[0]; i++)
        {
          RimVec3 there = rim_grid_from_patient (other, rim_grid_to_patient (grid, RIM_VEC3 (i, j, k)));

          g_assert_cmpint (rim_mask_contains (a, i, j, k), ==,
                           rim_mask_contains (b, (guint) lround (there.x), (guint) lround (there.y),
                                              (guint) lround (there.z)));
        }
}

static void
test_match (void)
{
  static const guint orders[6][3] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 }, { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };
  g_autoptr(GRand) rand = g_rand_new_with_seed (7);
  RimGrid grid = make_oblique_grid (6, 5, 4, 0.0);

  for (guint order = 0; order < 6; order++)
    for (guint flips = 0; flips < 8; flips++)
      {
        RimGrid turned = turn_grid (&grid, orders[order], flips);
        g_autoptr(RimMask) mask = make_random_mask (&turned, rand, 0.4);
        g_autoptr(GError) error = NULL;
        g_autoptr(RimMask) matched = rim_mask_match (mask, &grid, 1e-3, &error);

        g_assert_no_error (error);
        g_assert_true (rim_grid_equal (rim_mask_get_grid (matched), &grid, 1e-9));
        assert_same_places (matched, mask);
      }
}

/* A box cut out of the grid, whatever way its axes run, also after its affine was
 * kept in single precision.
 */
static void
test_match_crop (void)
{
  static const guint orders[6][3] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 }, { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };
  g_autofree char *folder = rim_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "crop.nii", NULL);
  g_autoptr(GRand) rand = g_rand_new_with_seed (9);
  RimGrid grid = make_oblique_grid (60, 50, 40, 0.0);
  RimGrid crop = make_oblique_grid (7, 11, 5, 0.0);

  rim_affine_set_column (&crop.to_patient, 3, rim_grid_to_patient (&grid, RIM_VEC3 (53, 1, 12)));
  for (guint n = 0; n < 48; n++)
    {
      RimGrid turned = turn_grid (&crop, orders[n / 8], n % 8);
      g_autoptr(RimMask) mask = make_random_mask (&turned, rand, 0.4);
      g_autoptr(GError) error = NULL;
      g_autoptr(RimMask) matched = rim_mask_match (mask, &grid, 1e-3, &error);
      g_autoptr(RimMask) again = NULL;
      g_autoptr(RimRoiSet) set = NULL;

      g_assert_no_error (error);
      g_assert_true (rim_grid_equal (rim_mask_get_grid (matched), &grid, 1e-9));
      assert_same_places (mask, matched);

      g_assert_true (rim_nifti_write_mask (path, mask, &error));
      set = rim_image_read_labels (path, &error);
      g_assert_no_error (error);
      again = rim_mask_match (((RimRoi *) set->rois->pdata[0])->mask, &grid, 1e-3, &error);
      g_assert_no_error (error);
      g_assert_true (rim_mask_equal (again, matched));
    }
  rim_test_folder_remove (folder);
}

/* Not a voxel of the box may lie beyond the grid or between its voxels. */
static void
test_match_crop_refused (void)
{
  static const RimVec3 corners[] = {
    { -1, 2, 3 }, { 5, 2, 3 }, { 4, -1, 3 }, { 4, 4, 3 }, { 4, 2, -1 }, { 4, 2, 6 },
    { 2.01, 2, 3 }, { 2, 2.5, 3 }, { 2, 2, 3.02 },
  };
  RimGrid grid = make_oblique_grid (10, 9, 8, 0.0);
  RimGrid crop = make_oblique_grid (6, 6, 3, 0.0);

  for (guint n = 0; n < G_N_ELEMENTS (corners); n++)
    {
      g_autoptr(GRand) rand = g_rand_new_with_seed (n);
      g_autoptr(GError) error = NULL;
      g_autoptr(RimMask) mask = NULL;

      rim_affine_set_column (&crop.to_patient, 3, rim_grid_to_patient (&grid, corners[n]));
      mask = make_random_mask (&crop, rand, 0.4);
      g_assert_null (rim_mask_match (mask, &grid, 1e-3, &error));
      g_assert_error (error, RIM_FORMAT_ERROR, RIM_FORMAT_ERROR_GEOMETRY);
    }
}

static void
test_match_refused (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (8);
  RimGrid grid = make_oblique_grid (6, 5, 4, 0.0);
  RimGrid moved = grid;
  RimGrid shorter = grid;
  RimGrid near = grid;
  g_autoptr(RimMask) mask = make_random_mask (&grid, rand, 0.4);
  g_autoptr(RimMask) same = NULL;
  g_autoptr(RimMask) close = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *described = rim_grid_describe (&moved);

  moved.to_patient.m[0][3] += 0.01;
  g_assert_null (rim_mask_match (mask, &moved, 1e-3, &error));
  g_assert_error (error, RIM_FORMAT_ERROR, RIM_FORMAT_ERROR_GEOMETRY);
  g_assert_nonnull (strstr (error->message, described));
  g_clear_error (&error);

  shorter.size[2] = 3;
  g_assert_null (rim_mask_match (mask, &shorter, 1e-3, &error));
  g_assert_error (error, RIM_FORMAT_ERROR, RIM_FORMAT_ERROR_GEOMETRY);
  g_clear_error (&error);

  same = rim_mask_match (mask, &grid, 1e-3, &error);
  g_assert_true (same == mask);
  near.to_patient.m[1][3] += 1e-5;
  close = rim_mask_match (mask, &near, 1e-3, &error);
  g_assert_true (rim_grid_equal (rim_mask_get_grid (close), &near, 1e-9));
  g_assert_cmpuint (rim_mask_count (close), ==, rim_mask_count (mask));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/format/types", test_types);
  g_test_add_func ("/engine/format/rescale", test_rescale);
  g_test_add_func ("/engine/format/geometry", test_geometry);
  g_test_add_func ("/engine/format/long-axis", test_long_axis);
  g_test_add_func ("/engine/format/deflated", test_deflated);
  g_test_add_func ("/engine/format/deflated-damaged", test_deflated_damaged);
  g_test_add_func ("/engine/format/masks", test_masks);
  g_test_add_func ("/engine/format/labels", test_labels);
  g_test_add_func ("/engine/format/overlap", test_overlap);
  g_test_add_func ("/engine/format/wrong-name", test_wrong_name);
  g_test_add_func ("/engine/format/match", test_match);
  g_test_add_func ("/engine/format/match-refused", test_match_refused);
  g_test_add_func ("/engine/format/match-crop", test_match_crop);
  g_test_add_func ("/engine/format/match-crop-refused", test_match_crop_refused);

  return g_test_run ();
}
