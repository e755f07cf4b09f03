/* test-seg-forms.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Segmentations in forms that others write and we do not: fractions, and frames
 * that are compressed. What they must hold is made here, voxel by voxel.
 */

#include <math.h>

#include "dicom/rim-dcm.h"
#include "dicom/rim-dicom-header.h"
#include "dicom/rim-seg.h"
#include "rim-test-data.h"
#include "rim-test-tool.h"

#define TAG RIM_DCM_TAG

/* Rows are whole bytes of bits; test-seg.c has some that are not. */
#define N_COLUMNS 24
#define N_ROWS    37
#define N_SLICES  5
#define N_VOXELS  (N_COLUMNS * N_ROWS * N_SLICES)
#define N_FRAME   (N_COLUMNS * N_ROWS)

typedef struct
{
  char    *folder;
  char    *plain;
  char    *coded;
  RimGrid  grid;
  guint8  *values;       /* of each voxel, as they are in the file */
} Fixture;

/* A way from the plain file to the coded one. */
typedef struct
{
  const char *name;
  const char *program;
  const char *option;
} Coder;

static const Coder coders[] = {
  { "rle", "dcmcrle", "--quiet" },
  { "jpeg-ls", "dcmcjpls", "+el" },
  { "jpeg-2000", "gdcmconv", "--j2k" },
  { "deflated", "dcmconv", "+td" },
  { "big-endian", "dcmconv", "+tb" },
  { "implicit", "dcmconv", "+ti" },
};

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = rim_test_folder_new ();
  fixture->plain = g_build_filename (fixture->folder, "plain.dcm", NULL);
  fixture->coded = g_build_filename (fixture->folder, "coded.dcm", NULL);
  fixture->values = g_malloc0 (N_VOXELS);
  fixture->grid = (RimGrid) {
    { N_COLUMNS, N_ROWS, N_SLICES },
    { { { 0.7, 0, 0, -31.2 }, { 0, 0.8, 0, 12.5 }, { 0, 0, 2.5, -104.0 } } }
  };
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  rim_test_folder_remove (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->plain);
  g_free (fixture->coded);
  g_free (fixture->values);
}

/* A frame for each slice, of single bits. */
static void
write_bits (Fixture *fixture)
{
  g_autoptr(GPtrArray) rois = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_roi_free);
  g_autoptr(RimSource) source = rim_source_new ();
  g_autoptr(GError) error = NULL;
  RimRoi *roi = rim_roi_new ();

  roi->number = 1;
  roi->name = g_strdup ("GTV");
  roi->mask = rim_mask_new_from_bytes (&fixture->grid, fixture->values);
  g_ptr_array_add (rois, roi);
  g_assert_true (rim_seg_write (fixture->plain, rois, "Test", source, &fixture->grid, &error));
  g_assert_no_error (error);
}

/* Makes bytes of the single bits: @values, one per voxel or, with fewer columns,
 * several in each.
 */
static void
write_bytes (Fixture      *fixture,
             const char   *type,
             guint         max_value,
             const guint8 *bytes,
             guint         n_columns)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RimDcmFile) file = rim_dcm_file_open (fixture->plain, &error);
  RimDcmItem *item;

  g_assert_no_error (error);
  item = rim_dcm_file_get_dataset (file);
  rim_dcm_item_put_int (item, TAG (0x0028, 0x0011), n_columns);
  rim_dcm_item_put_int (item, TAG (0x0028, 0x0100), 8);
  rim_dcm_item_put_int (item, TAG (0x0028, 0x0101), 8);
  rim_dcm_item_put_int (item, TAG (0x0028, 0x0102), 7);
  rim_dcm_item_put_bytes (item, RIM_DCM_PIXEL_DATA, bytes, (gsize) n_columns * N_ROWS * N_SLICES);

  if (type != NULL)
    {
      rim_dcm_item_put_string (item, TAG (0x0062, 0x0001), "FRACTIONAL");
      rim_dcm_item_put_string (item, TAG (0x0062, 0x0010), type);
      rim_dcm_item_put_int (item, TAG (0x0062, 0x000e), max_value);
    }

  g_assert_true (rim_dcm_file_save (file, fixture->plain, &error));
  g_assert_no_error (error);
}

static gboolean
run_coder (Fixture     *fixture,
           const Coder *coder)
{
  const char *const arguments[] = {
    coder->program, coder->option, fixture->plain, fixture->coded, NULL
  };
  g_autofree char *said = NULL;

  if (!rim_test_has_tool_or_skip (coder->program))
    return FALSE;

  said = rim_test_run_tool (arguments);
  g_test_message ("%s: %s", coder->program, said);
  g_assert_true (g_file_test (fixture->coded, G_FILE_TEST_EXISTS));

  return TRUE;
}

/* Says of compressed bytes that they are single bits. */
static void
claim_bits (Fixture *fixture)
{
  g_autofree char *columns = g_strdup_printf ("(0028,0011)=%u", N_COLUMNS);
  const char *const arguments[] = {
    "dcmodify", "-nb", "-m", "(0028,0100)=1", "-m", "(0028,0101)=1", "-m", "(0028,0102)=0",
    "-m", columns, fixture->coded, NULL
  };
  g_autofree char *said = rim_test_run_tool (arguments);

  g_assert_cmpstr (said, ==, "");
}

/* What is at least @limit must be in, and nothing else. */
static void
assert_read (Fixture    *fixture,
             const char *path,
             double      threshold,
             guint       limit,
             gboolean    probability)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RimRoiSet) set = rim_seg_read (path, threshold, &error);
  g_autofree guint8 *expected = g_malloc (N_VOXELS);
  g_autoptr(RimMask) mask = NULL;
  RimRoi *roi;

  g_assert_no_error (error);
  g_assert_cmpuint (set->rois->len, ==, 1);
  g_assert_cmpuint (set->warnings->len, ==, 0);
  for (guint n = 0; n < N_VOXELS; n++)
    expected[n] = fixture->values[n] >= limit;
  mask = rim_mask_new_from_bytes (&fixture->grid, expected);

  roi = set->rois->pdata[0];
  g_assert_cmpstr (roi->name, ==, "GTV");
  g_assert_true (roi->probability == probability);
  g_assert_true (rim_grid_equal (rim_mask_get_grid (roi->mask), &fixture->grid, 1e-6));
  g_assert_cmpuint (rim_mask_count (mask), >, 0);
  g_assert_true (rim_mask_equal (roi->mask, mask));
}

static void
fill_fractions (Fixture *fixture,
                guint    max_value)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (max_value);

  for (guint n = 0; n < N_VOXELS; n++)
    fixture->values[n] = (guint8) g_rand_int_range (rand, 0, (gint32) max_value + 1);
  for (guint k = 0; k < N_SLICES; k++)
    fixture->values[k * N_FRAME] = (guint8) max_value;
}

/* @threshold of the largest value is the first that is in, however the division
 * rounds; none is never in.
 */
static void
test_thresholds (Fixture       *fixture,
                 gconstpointer  data)
{
  static const struct
  {
    guint  max_value;
    double threshold;
    guint  limit;
  } cases[] = {
    { 255, 0.5, 128 }, { 255, 0.0, 1 }, { 255, 1.0, 255 }, { 255, 0.2, 51 },
    { 100, 0.5, 50 }, { 100, 0.29, 29 }, { 100, 0.07, 7 }, { 100, 0.295, 30 },
    { 10, 0.3, 3 }, { 10, 0.7, 7 }, { 1, 0.5, 1 },
  };
  const char *type = data;

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      fill_fractions (fixture, cases[c].max_value);
      write_bits (fixture);
      write_bytes (fixture, type, cases[c].max_value, fixture->values, N_COLUMNS);
      assert_read (fixture, fixture->plain, cases[c].threshold, cases[c].limit, TRUE);
    }
}

static void
test_fractions (Fixture       *fixture,
                gconstpointer  data)
{
  fill_fractions (fixture, 200);
  write_bits (fixture);
  write_bytes (fixture, "PROBABILITY", 200, fixture->values, N_COLUMNS);

  if (run_coder (fixture, data))
    {
      assert_read (fixture, fixture->coded, 0.5, 100, TRUE);
      assert_read (fixture, fixture->coded, 0.9, 180, TRUE);
    }
}

static void
fill_bits (Fixture *fixture)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (11);

  for (guint n = 0; n < N_VOXELS; n++)
    fixture->values[n] = g_rand_int_range (rand, 0, 5) < 2;
  for (guint k = 0; k < N_SLICES; k++)
    fixture->values[k * N_FRAME] = 1;
}

/* Single bits that follow each other over all frames. */
static void
test_native_bits (Fixture       *fixture,
                  gconstpointer  data)
{
  fill_bits (fixture);
  write_bits (fixture);
  assert_read (fixture, fixture->plain, 0.5, 1, FALSE);
  if (run_coder (fixture, data))
    assert_read (fixture, fixture->coded, 0.5, 1, FALSE);
}

/* BINARY with a byte for each bit, as the codecs take it. */
static void
test_coded_bits (Fixture       *fixture,
                 gconstpointer  data)
{
  fill_bits (fixture);
  write_bits (fixture);
  write_bytes (fixture, NULL, 1, fixture->values, N_COLUMNS);

  if (run_coder (fixture, data))
    {
      assert_read (fixture, fixture->coded, 0.5, 1, FALSE);
      if (rim_test_has_tool_or_skip ("dcmodify"))
        {
          claim_bits (fixture);
          assert_read (fixture, fixture->coded, 0.5, 1, FALSE);
        }
    }
}

/* Eight bits packed in a byte before the run-length coder saw them. */
static void
test_packed_bits (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree guint8 *packed = g_malloc0 (N_VOXELS / 8);

  fill_bits (fixture);
  for (guint n = 0; n < N_VOXELS; n++)
    packed[n / 8] |= (guint8) (fixture->values[n] << (n % 8));
  write_bits (fixture);
  write_bytes (fixture, NULL, 1, packed, N_COLUMNS / 8);

  if (run_coder (fixture, &coders[0]) && rim_test_has_tool_or_skip ("dcmodify"))
    {
      claim_bits (fixture);
      assert_read (fixture, fixture->coded, 0.5, 1, FALSE);
    }
}

static void
test_too_short (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RimRoiSet) set = NULL;

  fill_fractions (fixture, 255);
  write_bits (fixture);
  write_bytes (fixture, "OCCUPANCY", 255, fixture->values, N_COLUMNS / 2);
  if (!run_coder (fixture, &coders[0]) || !rim_test_has_tool_or_skip ("dcmodify"))
    return;

  claim_bits (fixture);
  set = rim_seg_read (fixture->coded, 0.5, &error);
  g_assert_null (set);
  g_assert_nonnull (error);
  g_assert_true (g_str_has_prefix (error->message, fixture->coded));
}

typedef void (*CaseFunc) (Fixture       *fixture,
                          gconstpointer  data);

static void
add (const char    *name,
     const char    *part,
     gconstpointer  data,
     CaseFunc       func)
{
  g_autofree char *path = g_strdup_printf ("/seg/forms/%s/%s", name, part);

  g_test_add (path, Fixture, data, set_up, func, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("thresholds", "probability", "PROBABILITY", test_thresholds);
  add ("thresholds", "occupancy", "OCCUPANCY", test_thresholds);
  for (guint n = 0; n < G_N_ELEMENTS (coders); n++)
    add ("fractions", coders[n].name, &coders[n], test_fractions);
  for (guint n = 0; n < 3; n++)
    add ("coded-bits", coders[n].name, &coders[n], test_coded_bits);
  for (guint n = 3; n < G_N_ELEMENTS (coders); n++)
    add ("native-bits", coders[n].name, &coders[n], test_native_bits);
  add ("packed-bits", "rle", NULL, test_packed_bits);
  add ("refused", "too-short", NULL, test_too_short);

  return g_test_run ();
}
