/* test-transfer-syntax.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "dicom/rim-series.h"
#include "rim-test-data.h"

typedef struct
{
  const char *name;
  const char *program;
  const char *option;
} Coder;

/* Each writes the same pixels in another transfer syntax. */
static const Coder coders[] = {
  { "implicit", "dcmconv", "+ti" },
  { "big-endian", "dcmconv", "+tb" },
  { "deflated", "dcmconv", "+td" },
  { "no-preamble", "dcmconv", "-F" },
  { "jpeg-process-14", "dcmcjpeg", "+el" },
  { "jpeg-process-14-sv1", "dcmcjpeg", "+e1" },
  { "jpeg-ls", "dcmcjpls", "+el" },
  { "rle", "dcmcrle", "--quiet" },
  { "jpeg-2000", "gdcmconv", "--j2k" },
};

static RimVolume *
load_file (const char *path)
{
  const char *paths[] = { path, NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) all = rim_dicom_scan (paths, NULL, NULL, NULL, NULL, &error);
  RimVolume *volume;

  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 1);
  volume = rim_series_load (all->pdata[0], NULL, NULL, &error);
  g_assert_no_error (error);

  return volume;
}

static char *
find_slice (void)
{
  g_autofree char *folder = rim_test_data_or_skip ("data/lung/LUNG1-001/image");
  const char *paths[] = { folder, NULL };
  g_autoptr(GPtrArray) files = NULL;

  if (folder == NULL)
    return NULL;

  files = rim_dicom_find_files (paths, NULL, NULL, NULL, NULL);

  return g_strdup (files->pdata[files->len / 2]);
}

static gboolean
run_coder (const Coder *coder,
           const char  *from,
           const char  *to)
{
  const char *arguments[] = { coder->program, coder->option, from, to, NULL };
  g_autofree char *program = g_find_program_in_path (coder->program);
  int status = 0;

  if (program == NULL)
    {
      g_test_skip ("The program that writes this syntax is not installed");
      return FALSE;
    }

  g_assert_true (g_spawn_sync (NULL, (char **) arguments, NULL,
                               G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL |
                               G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, NULL, &status, NULL));
  g_assert_cmpint (status, ==, 0);

  return TRUE;
}

static void
assert_same_voxels (RimVolume *a,
                    RimVolume *b)
{
  const RimGrid *grid = rim_volume_get_grid (a);
  g_autofree double *x = g_new (double, grid->size[0]);
  g_autofree double *y = g_new (double, grid->size[0]);

  g_assert_true (rim_grid_equal (grid, rim_volume_get_grid (b), 1e-9));

  for (guint j = 0; j < grid->size[1]; j++)
    {
      rim_volume_read_row (a, 0, j, 0, grid->size[0], x);
      rim_volume_read_row (b, 0, j, 0, grid->size[0], y);
      g_assert_cmpmem (x, grid->size[0] * sizeof *x, y, grid->size[0] * sizeof *y);
    }
}

static void
test_lossless (gconstpointer data)
{
  const Coder *coder = data;
  g_autofree char *original = find_slice ();
  g_autofree char *folder = NULL;
  g_autofree char *coded = NULL;

  if (original == NULL)
    return;

  folder = rim_test_folder_new ();
  coded = g_build_filename (folder, "coded", NULL);

  if (run_coder (coder, original, coded))
    {
      g_autoptr(RimVolume) expected = load_file (original);
      g_autoptr(RimVolume) volume = load_file (coded);

      assert_same_voxels (expected, volume);
    }

  rim_test_folder_remove (folder);
}

/* The codestream of this file says its samples are unsigned, the header that
 * they are signed. The numbers are those its makers publish for it.
 */
static void
test_sign_mismatch (void)
{
  static const double column[] = { 621, 412, 138, -193, -520, -767, -907, -966, -988, -995 };
  g_autofree char *path =
    rim_test_data_or_skip ("data/robustness/test_files/J2K_pixelrep_mismatch.dcm");
  g_autoptr(RimVolume) volume = NULL;

  if (path == NULL)
    return;

  volume = load_file (path);
  g_assert_cmpfloat (rim_volume_get_value (volume, 0, 0, 0), ==, -2000.0);

  for (guint i = 0; i < G_N_ELEMENTS (column); i++)
    g_assert_cmpfloat (rim_volume_get_value (volume, 279, 47 + i, 0), ==, column[i]);
}

/* The same image in nine forms. */
static void
test_same_image (void)
{
  static const char *const names[] = {
    "MR_small_RLE", "MR_small_bigendian", "MR_small_expb", "MR_small_implicit",
    "MR_small_jp2klossless", "MR_small_jpeg_ls_lossless", "MR_small_padded",
  };
  g_autofree char *path = rim_test_data_or_skip ("data/robustness/test_files/MR_small.dcm");
  g_autoptr(RimVolume) expected = NULL;

  if (path == NULL)
    return;

  expected = load_file (path);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *relative = g_strdup_printf ("data/robustness/test_files/%s.dcm", names[i]);
      g_autofree char *other = rim_test_data_find (relative);
      g_autoptr(RimVolume) volume = load_file (other);

      assert_same_voxels (expected, volume);
    }
}

/* Doses of 32 bits, in both byte orders and run-length coded. */
static void
test_same_dose (void)
{
  static const char *const names[] = { "rtdose_expb", "rtdose_rle" };
  g_autofree char *path = rim_test_data_or_skip ("data/robustness/test_files/rtdose.dcm");
  g_autoptr(RimVolume) expected = NULL;

  if (path == NULL)
    return;

  expected = load_file (path);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *relative = g_strdup_printf ("data/robustness/test_files/%s.dcm", names[i]);
      g_autofree char *other = rim_test_data_find (relative);
      g_autoptr(RimVolume) volume = load_file (other);

      for (guint k = 0; k < 15; k++)
        for (guint j = 0; j < 10; j++)
          for (guint x = 0; x < 10; x++)
            g_assert_cmpfloat (rim_volume_get_value (volume, x, j, k), ==,
                               rim_volume_get_value (expected, x, j, k));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (coders); i++)
    {
      g_autofree char *path = g_strconcat ("/transfer-syntax/lossless/", coders[i].name, NULL);

      g_test_add_data_func (path, &coders[i], test_lossless);
    }

  g_test_add_func ("/transfer-syntax/sign-mismatch", test_sign_mismatch);
  g_test_add_func ("/transfer-syntax/same-image", test_same_image);
  g_test_add_func ("/transfer-syntax/same-dose", test_same_dose);

  return g_test_run ();
}
