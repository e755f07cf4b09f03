/* test-dicom-files.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "dicom/rim-dcm.h"
#include "dicom/rim-rtstruct.h"
#include "dicom/rim-series.h"
#include "rim-test-data.h"
#include "rim-test-series.h"

#define CT_IMAGE "1.2.840.10008.5.1.4.1.1.2"
#define DICOMDIR "1.2.840.10008.1.3.10"

/* The DICOM files of the collection that are refused or warned about: they are
 * cut short, lack what identifies an instance, have no pixels, or only look like
 * DICOM.
 */
static const char *const refused_names[] = {
  "JPEG2000-embedded-sequence-delimiter.dcm", "MR_truncated.dcm", "SC_rgb_jpeg.dcm",
  "empty_charset_LEI.dcm", "meta_missing_tsyntax.dcm", "nested_priv_SQ.dcm", "no_meta.dcm",
  "rtplan_truncated.dcm", "chrJapMultiExplicitIR6.dcm", "chrSQEncoding.dcm",
  "chrJapMulti.dcm", "chrSQEncoding1.dcm", "chrKoreanMulti.dcm", "UN_sequence.dcm",
  "priv_SQ.dcm", NULL
};

static GPtrArray *
find_files (const char *path)
{
  const char *paths[] = { path, NULL };
  g_autoptr(GError) error = NULL;
  GPtrArray *files = rim_dicom_find_files (paths, NULL, NULL, NULL, &error);

  g_assert_no_error (error);

  return files;
}

static void
assert_one_line (const char *message,
                 const char *path)
{
  g_assert_nonnull (message);
  g_assert_true (g_str_has_prefix (message, path));
  g_assert_null (strchr (message, '\n'));
  g_assert_cmpuint (strlen (message), >, strlen (path) + 5);
}

/* Returns: whether all that is in the file could be read */
static gboolean
try_file (const char *path)
{
  const char *paths[] = { path, NULL };
  g_autoptr(GPtrArray) refused = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) all = rim_dicom_scan (paths, refused, NULL, NULL, NULL, &error);

  g_assert_no_error (error);

  for (guint i = 0; i < refused->len; i++)
    g_assert_null (strchr (refused->pdata[i], '\n'));

  for (guint i = 0; i < all->len; i++)
    {
      RimSeries *series = all->pdata[i];
      g_autoptr(RimVolume) volume = NULL;

      if (series->slices == NULL && series->source->warnings->len > 0)
        return FALSE;

      if (series->slices == NULL)
        continue;

      volume = rim_series_load (series, NULL, NULL, &error);
      if (volume == NULL)
        {
          assert_one_line (error->message, path);
          return FALSE;
        }
    }

  if (refused->len > 0 && all->len == 0)
    assert_one_line (refused->pdata[0], path);

  return refused->len == 0;
}

static void
test_walk (void)
{
  g_autofree char *folder = rim_test_data_or_skip ("data/robustness");
  g_autoptr(GPtrArray) files = NULL;

  if (folder == NULL)
    return;

  files = find_files (folder);
  g_assert_cmpuint (files->len, >, 190);

  for (guint i = 0; i < files->len; i++)
    {
      const char *path = files->pdata[i];
      g_autofree char *name = g_path_get_basename (path);
      gboolean read = try_file (path);

      if (g_str_has_suffix (name, ".dcm"))
        g_assert_cmpint (read, ==, !g_strv_contains (refused_names, name));
    }
}

/* A file cut anywhere is refused, and whole it is not. */
static void
test_cut_short (void)
{
  g_autofree char *original = rim_test_data_or_skip ("data/robustness/test_files/CT_small.dcm");
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  g_autofree char *contents = NULL;
  gsize length;

  if (original == NULL)
    return;

  folder = rim_test_folder_new ();
  path = g_build_filename (folder, "cut.dcm", NULL);
  g_assert_true (g_file_get_contents (original, &contents, &length, NULL));

  /* A few bytes of padding follow the pixels of this file. */
  for (gsize n = 0; n < length - 200; n += 331)
    {
      g_assert_true (g_file_set_contents_full (path, contents, (gssize) n,
                                               G_FILE_SET_CONTENTS_NONE, 0600, NULL));
      g_assert_false (try_file (path));
    }

  rim_test_folder_remove (folder);
}

/* Any byte may be wrong; the file is read or refused, never more. */
static void
test_damaged (void)
{
  g_autofree char *original = rim_test_data_or_skip ("data/robustness/test_files/MR_small.dcm");
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  g_autofree char *contents = NULL;
  gsize length;

  if (original == NULL)
    return;

  folder = rim_test_folder_new ();
  path = g_build_filename (folder, "damaged.dcm", NULL);
  g_assert_true (g_file_get_contents (original, &contents, &length, NULL));

  for (gsize i = 132; i < 1700; i += 3)
    {
      char byte = contents[i];

      contents[i] = (char) g_test_rand_int ();
      g_assert_true (g_file_set_contents_full (path, contents, (gssize) length,
                                               G_FILE_SET_CONTENTS_NONE, 0600, NULL));
      try_file (path);
      contents[i] = byte;
    }

  rim_test_folder_remove (folder);
}

/* What was drawn before a structure set ends too early is still there; the file
 * of this patient is published so.
 */
static void
test_cut_structures (void)
{
  g_autofree char *path = rim_test_data_or_skip ("data/lung/LUNG1-001/mask_rtstruct/1-1.dcm");
  const char *paths[] = { path, NULL };
  g_autoptr(GPtrArray) all = NULL;
  g_autoptr(RimRoiSet) set = NULL;
  g_autoptr(GError) error = NULL;
  RimSeries *series;

  if (path == NULL)
    return;

  all = rim_dicom_scan (paths, NULL, NULL, NULL, NULL, NULL);
  g_assert_cmpuint (all->len, ==, 1);
  series = all->pdata[0];
  g_assert_cmpint (series->kind, ==, RIM_SERIES_RTSTRUCT);
  g_assert_cmpstr (series->source->patient_id, ==, "LUNG1-001");
  g_assert_cmpuint (series->source->warnings->len, ==, 1);

  set = rim_rtstruct_read (path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (set->rois->len, >, 0);
  g_assert_cmpuint (set->warnings->len, >, 0);
}

static void
put_image (RimDcmItem *dataset)
{
  static const double orientation[] = { 1, 0, 0, 0, 1, 0 };
  static const double zero[] = { 0, 0, 0 };
  static const guint16 pixels[16];

  rim_dcm_item_put_string (dataset, RIM_DCM_TAG (0x0008, 0x0016), CT_IMAGE);
  rim_dcm_item_put_string (dataset, RIM_DCM_TAG (0x0008, 0x0018), "2.25.7");
  rim_dcm_item_put_string (dataset, RIM_DCM_TAG (0x0008, 0x0060), "CT");
  rim_dcm_item_put_string (dataset, RIM_DCM_TAG (0x0020, 0x000e), "2.25.8");
  rim_dcm_item_put_doubles (dataset, RIM_DCM_TAG (0x0020, 0x0032), zero, 3);
  rim_dcm_item_put_doubles (dataset, RIM_DCM_TAG (0x0020, 0x0037), orientation, 6);
  rim_dcm_item_put_int (dataset, RIM_DCM_TAG (0x0028, 0x0002), 1);
  rim_dcm_item_put_string (dataset, RIM_DCM_TAG (0x0028, 0x0004), "MONOCHROME2");
  rim_dcm_item_put_int (dataset, RIM_DCM_TAG (0x0028, 0x0010), 4);
  rim_dcm_item_put_int (dataset, RIM_DCM_TAG (0x0028, 0x0011), 4);
  rim_dcm_item_put_int (dataset, RIM_DCM_TAG (0x0028, 0x0100), 16);
  rim_dcm_item_put_int (dataset, RIM_DCM_TAG (0x0028, 0x0101), 16);
  rim_dcm_item_put_int (dataset, RIM_DCM_TAG (0x0028, 0x0102), 15);
  rim_dcm_item_put_int (dataset, RIM_DCM_TAG (0x0028, 0x0103), 0);
  rim_dcm_item_put_words (dataset, RIM_DCM_PIXEL_DATA, pixels, G_N_ELEMENTS (pixels));
}

typedef struct
{
  guint32 tag;
  gint64  value;
} Lie;

/* What a header may claim that its pixels do not bear out. */
static const Lie lies[] = {
  { RIM_DCM_TAG (0x0028, 0x0010), 65535 },
  { RIM_DCM_TAG (0x0028, 0x0010), 5 },
  { RIM_DCM_TAG (0x0028, 0x0002), 3 },
  { RIM_DCM_TAG (0x0028, 0x0002), 200 },
  { RIM_DCM_TAG (0x0028, 0x0008), 2 },
  { RIM_DCM_TAG (0x0028, 0x0008), 2000000000 },
  { RIM_DCM_TAG (0x0028, 0x0100), 0 },
  { RIM_DCM_TAG (0x0028, 0x0100), 12 },
  { RIM_DCM_TAG (0x0028, 0x0100), 32 },
  { RIM_DCM_TAG (0x0028, 0x0100), 65528 },
};

static void
test_lies (void)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "image", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (lies); i++)
    {
      g_autoptr(RimDcmFile) file = rim_dcm_file_new ();

      put_image (rim_dcm_file_get_dataset (file));
      g_assert_true (rim_dcm_file_save (file, path, NULL));
      g_assert_true (try_file (path));

      rim_dcm_item_put_int (rim_dcm_file_get_dataset (file), lies[i].tag, lies[i].value);
      g_assert_true (rim_dcm_file_save (file, path, NULL));
      g_assert_false (try_file (path));
    }

  rim_test_folder_remove (folder);
}

/* Sequences in sequences, thousands deep: dcmtk alone would run out of stack. */
static void
test_nesting (void)
{
  static const char level[] = "\x08\0\x15\x11SQ\0\0\xff\xff\xff\xff\xfe\xff\0\xe0\xff\xff\xff\xff";
  static const char start[] = "\x08\0\x16\0UI\x1a\0" CT_IMAGE;
  g_autofree char *folder = rim_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "nested", NULL);
  g_autoptr(GByteArray) bytes = g_byte_array_new ();

  g_byte_array_append (bytes, (const guint8 *) start, sizeof start);
  for (guint i = 0; i < 100000; i++)
    g_byte_array_append (bytes, (const guint8 *) level, sizeof level - 1);

  g_assert_true (g_file_set_contents (path, (const char *) bytes->data, bytes->len, NULL));
  g_assert_false (try_file (path));

  rim_test_folder_remove (folder);
}

static void
test_dicomdir (void)
{
  g_autofree char *path = rim_test_data_or_skip ("data/robustness/test_files/dicomdirtests/DICOMDIR");
  g_autoptr(GPtrArray) files = NULL;
  guint n_missing = 0;

  if (path == NULL)
    return;

  files = find_files (path);
  g_assert_cmpuint (files->len, ==, 1 + 31);

  for (guint i = 0; i < files->len; i++)
    n_missing += !g_file_test (files->pdata[i], G_FILE_TEST_EXISTS);

  g_assert_cmpuint (n_missing, ==, 0);
}

static void
add_record (RimDcmItem *dataset,
            const char *reference)
{
  RimDcmItem *record = rim_dcm_item_add_item (dataset, RIM_DCM_TAG (0x0004, 0x1220));

  rim_dcm_item_put_int (record, RIM_DCM_TAG (0x0004, 0x1400), 1);
  rim_dcm_item_put_int (record, RIM_DCM_TAG (0x0004, 0x1420), 1);
  rim_dcm_item_put_string (record, RIM_DCM_TAG (0x0004, 0x1430), "IMAGE");
  rim_dcm_item_put_string (record, RIM_DCM_TAG (0x0004, 0x1500), reference);
}

/* A directory that names itself, what is outside it, what is not there and one
 * file twice.
 */
static void
test_dicomdir_strange (void)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autofree char *inner = g_build_filename (folder, "inner", NULL);
  g_autofree char *path = g_build_filename (inner, "DICOMDIR", NULL);
  g_autofree char *outside = g_build_filename (folder, "OUTSIDE", NULL);
  g_autofree char *image = g_build_filename (inner, "IMAGE", NULL);
  g_autoptr(RimDcmFile) file = rim_dcm_file_new ();
  RimDcmItem *dataset = rim_dcm_file_get_dataset (file);
  g_autoptr(GPtrArray) files = NULL;

  g_mkdir (inner, 0700);
  g_assert_true (g_file_set_contents (outside, "x", 1, NULL));
  g_assert_true (g_file_set_contents (image, "x", 1, NULL));
  rim_dcm_item_put_string (dataset, RIM_DCM_TAG (0x0008, 0x0016), DICOMDIR);
  rim_dcm_item_put_string (dataset, RIM_DCM_TAG (0x0008, 0x0018), "2.25.9");
  add_record (dataset, "DICOMDIR");
  add_record (dataset, "..\\OUTSIDE");
  add_record (dataset, "IMAGE");
  add_record (dataset, "IMAGE");
  add_record (dataset, "MISSING");
  g_assert_true (rim_dcm_file_save (file, path, NULL));

  files = find_files (path);
  g_assert_cmpuint (files->len, ==, 3);
  g_assert_cmpstr (files->pdata[0], ==, path);
  g_assert_cmpstr (files->pdata[1], ==, image);
  g_assert_true (g_str_has_suffix (files->pdata[2], "MISSING"));

  rim_test_folder_remove (folder);
}

static void
test_link_loop (void)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autofree char *inner = g_build_filename (folder, "inner", NULL);
  g_autofree char *link = g_build_filename (inner, "up", NULL);
  g_autofree char *file = g_build_filename (inner, "file", NULL);
  g_autoptr(GPtrArray) files = NULL;

  g_mkdir (inner, 0700);
  g_assert_cmpint (symlink ("..", link), ==, 0);
  g_assert_true (g_file_set_contents (file, "x", 1, NULL));

  files = find_files (folder);
  g_assert_cmpuint (files->len, ==, 1);

  g_unlink (link);
  rim_test_folder_remove (folder);
}

static void
check_window (RimSource  *source,
              guint       index,
              double      center,
              double      width,
              const char *name)
{
  const RimSourceWindow *window = &g_array_index (source->windows, RimSourceWindow, index);

  g_assert_cmpfloat (window->center, ==, center);
  g_assert_cmpfloat (window->width, ==, width);
  g_assert_cmpstr (window->name, ==, name);
}

/* Windows of a file with @function; what is no window is left out. */
static RimVolume *
load_with_windows (const char *folder,
                   const char *function)
{
  const RimTestSeries series = { "Anna", "study", "windows", "CT", 1 };
  g_autofree char *path = g_build_filename (folder, "windows 0000", NULL);
  g_autoptr(RimDcmFile) file = NULL;
  g_autoptr(GPtrArray) scanned = NULL;
  g_autoptr(GError) error = NULL;
  RimDcmItem *item;
  RimVolume *volume;

  rim_test_series_write (folder, &series);
  file = rim_dcm_file_open (path, &error);
  g_assert_no_error (error);
  item = rim_dcm_file_get_dataset (file);
  rim_dcm_item_put_string (item, RIM_DCM_TAG (0x0028, 0x1050), "40\\-600\\1\\7");
  rim_dcm_item_put_string (item, RIM_DCM_TAG (0x0028, 0x1051), "400\\1500 \\-3");
  rim_dcm_item_put_string (item, RIM_DCM_TAG (0x0028, 0x1055), "MEDIASTINUM");
  if (function != NULL)
    rim_dcm_item_put_string (item, RIM_DCM_TAG (0x0028, 0x1056), function);
  rim_dcm_file_save (file, path, &error);
  g_assert_no_error (error);

  scanned = rim_dicom_scan ((const char *const[]) { path, NULL }, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  volume = rim_series_load (g_ptr_array_index (scanned, 0), NULL, NULL, &error);
  g_assert_no_error (error);

  return volume;
}

/* LINEAR_EXACT reaches from 40 - 200 to 40 + 200, which LINEAR writes as 40.5
 * and 401.
 */
static void
test_windows (void)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autoptr(RimVolume) linear = load_with_windows (folder, NULL);
  g_autoptr(RimVolume) exact = load_with_windows (folder, "LINEAR_EXACT");

  g_assert_cmpuint (rim_volume_get_source (linear)->windows->len, ==, 2);
  check_window (rim_volume_get_source (linear), 0, 40, 400, "MEDIASTINUM");
  check_window (rim_volume_get_source (linear), 1, -600, 1500, NULL);
  g_assert_cmpuint (rim_volume_get_source (exact)->windows->len, ==, 2);
  check_window (rim_volume_get_source (exact), 0, 40.5, 401, "MEDIASTINUM");

  rim_test_folder_remove (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/dicom-files/walk", test_walk);
  g_test_add_func ("/dicom-files/cut-short", test_cut_short);
  g_test_add_func ("/dicom-files/cut-structures", test_cut_structures);
  g_test_add_func ("/dicom-files/damaged", test_damaged);
  g_test_add_func ("/dicom-files/lies", test_lies);
  g_test_add_func ("/dicom-files/nesting", test_nesting);
  g_test_add_func ("/dicom-files/dicomdir", test_dicomdir);
  g_test_add_func ("/dicom-files/dicomdir-strange", test_dicomdir_strange);
  g_test_add_func ("/dicom-files/link-loop", test_link_loop);
  g_test_add_func ("/dicom-files/windows", test_windows);

  return g_test_run ();
}
