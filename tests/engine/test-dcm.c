/* test-dcm.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "dicom/rim-dcm.h"
#include "dicom/rim-dicom-header.h"
#include "rim-test-data.h"

#define PATIENT_NAME        RIM_DCM_TAG (0x0010, 0x0010)
#define PATIENT_ID          RIM_DCM_TAG (0x0010, 0x0020)
#define REQUEST_SEQUENCE    RIM_DCM_TAG (0x0040, 0x0275)
#define REQUESTED_PROCEDURE RIM_DCM_TAG (0x0032, 0x1060)

typedef struct
{
  const char *file;
  const char *name;
} NameCase;

/* What the files are documented to say in FileInfo.txt beside them. */
static const NameCase name_cases[] = {
  { "chrArab", "قباني^لنزار" },
  { "chrFren", "Buc^Jérôme" },
  { "chrGerm", "Äneas^Rüdiger" },
  { "chrGreek", "Διονυσιος" },
  { "chrH31", "Yamada^Tarou=山田^太郎=やまだ^たろう" },
  { "chrH32", "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう" },
  { "chrHbrw", "שרון^דבורה" },
  { "chrI2", "Hong^Gildong=洪^吉洞=홍^길동" },
  { "chrJapMulti", "やまだ^たろう" },
  { "chrJapMultiExplicitIR6", "やまだ^たろう" },
  { "chrKoreanMulti", "김희중" },
  { "chrRuss", "Люкceмбypг" },
  { "chrX1", "Wang^XiaoDong=王^小東=" },
  { "chrX2", "Wang^XiaoDong=王^小东=" },
};

static RimDcmFile *
open_charset_file (const char *name)
{
  g_autofree char *relative = g_strdup_printf ("data/robustness/charset_files/%s.dcm", name);
  g_autofree char *path = rim_test_data_or_skip (relative);
  g_autoptr(GError) error = NULL;
  RimDcmFile *file;

  if (path == NULL)
    return NULL;

  file = rim_dcm_file_open (path, &error);
  g_assert_no_error (error);
  g_assert_nonnull (file);

  return file;
}

static void
test_charset_names (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (name_cases); i++)
    {
      g_autoptr(RimDcmFile) file = open_charset_file (name_cases[i].file);
      g_autofree char *name = NULL;

      if (file == NULL)
        return;

      name = rim_dcm_item_dup_string (rim_dcm_file_get_dataset (file), PATIENT_NAME);
      g_assert_cmpstr (name, ==, name_cases[i].name);
    }
}

static void
test_charset_items (void)
{
  static const char *const files[] = { "chrSQEncoding", "chrSQEncoding1" };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr(RimDcmFile) file = open_charset_file (files[i]);
      g_autofree char *name = NULL;
      RimDcmItem *item;

      if (file == NULL)
        return;

      item = rim_dcm_item_get_item (rim_dcm_file_get_dataset (file),
                                    RIM_DCM_TAG (0x0032, 0x1064), 0);
      g_assert_nonnull (item);
      name = rim_dcm_item_dup_string (item, PATIENT_NAME);
      g_assert_cmpstr (name, ==, "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう");
    }
}

static void
fill (RimDcmItem *dataset)
{
  static const guint16 words[] = { 1, 0xfffe, 3 };
  static const double spacing[] = { 0.1234567890123456, -1.0e-7 };
  RimDcmItem *item;

  rim_dcm_item_put_string (dataset, RIM_DCM_TAG (0x0008, 0x0016), "1.2.840.10008.5.1.4.1.1.2");
  rim_dcm_item_put_string (dataset, RIM_DCM_TAG (0x0008, 0x0018), "2.25.1");
  rim_dcm_item_put_string (dataset, PATIENT_NAME, "Müller^Jörg=山田");
  rim_dcm_item_put_empty (dataset, PATIENT_ID);
  rim_dcm_item_put_string (dataset, RIM_DCM_TAG (0x0008, 0x0008), "ORIGINAL\\PRIMARY");
  rim_dcm_item_put_int (dataset, RIM_DCM_TAG (0x0028, 0x0010), 512);
  rim_dcm_item_put_int (dataset, RIM_DCM_TAG (0x0020, 0x0013), -7);
  rim_dcm_item_put_doubles (dataset, RIM_DCM_TAG (0x0028, 0x0030), spacing, 2);
  rim_dcm_item_put_tag (dataset, RIM_DCM_TAG (0x0028, 0x0009), RIM_DCM_TAG (0x0018, 0x1063));
  rim_dcm_item_put_private (dataset, 0x0009, "GEMS_PETD_01", 0x0d, "DT", "20260101120000");
  rim_dcm_item_put_words (dataset, RIM_DCM_TAG (0x7fe0, 0x0010), words, 3);

  for (int i = 0; i < 3; i++)
    {
      item = rim_dcm_item_add_item (dataset, REQUEST_SEQUENCE);
      rim_dcm_item_put_string (item, REQUESTED_PROCEDURE, i == 1 ? "zwei" : "andere");
    }
}

static void
check_filled (RimDcmItem *dataset)
{
  g_autofree char *name = rim_dcm_item_dup_string (dataset, PATIENT_NAME);
  g_autofree char *type = rim_dcm_item_dup_string_at (dataset, RIM_DCM_TAG (0x0008, 0x0008), 1);
  g_autofree char *private_text = NULL;
  g_autofree char *procedure = NULL;
  double spacing[2];
  const guint8 *bytes;
  guint32 tag;
  gsize length;

  g_assert_cmpstr (name, ==, "Müller^Jörg=山田");
  g_assert_cmpstr (type, ==, "PRIMARY");
  g_assert_true (rim_dcm_item_has (dataset, PATIENT_ID));
  g_assert_null (rim_dcm_item_dup_string (dataset, PATIENT_ID));
  g_assert_cmpint (rim_dcm_item_get_int_or (dataset, RIM_DCM_TAG (0x0028, 0x0010), 0), ==, 512);
  g_assert_cmpint (rim_dcm_item_get_int_or (dataset, RIM_DCM_TAG (0x0020, 0x0013), 0), ==, -7);
  g_assert_true (rim_dcm_item_get_doubles (dataset, RIM_DCM_TAG (0x0028, 0x0030), spacing, 2));
  g_assert_cmpfloat_with_epsilon (spacing[0], 0.1234567890123456, 1e-14);
  g_assert_cmpfloat (spacing[1], ==, -1.0e-7);
  g_assert_true (rim_dcm_item_get_tag (dataset, RIM_DCM_TAG (0x0028, 0x0009), 0, &tag));
  g_assert_cmphex (tag, ==, RIM_DCM_TAG (0x0018, 0x1063));

  tag = rim_dcm_item_find_private (dataset, 0x0009, "GEMS_PETD_01", 0x0d);
  g_assert_cmphex (tag, ==, RIM_DCM_TAG (0x0009, 0x100d));
  private_text = rim_dcm_item_dup_string (dataset, tag);
  g_assert_cmpstr (private_text, ==, "20260101120000");

  bytes = rim_dcm_item_get_bytes (dataset, RIM_DCM_TAG (0x7fe0, 0x0010), &length);
  g_assert_cmpmem (bytes, length, "\x01\x00\xfe\xff\x03\x00", 6);

  g_assert_cmpuint (rim_dcm_item_get_n_items (dataset, REQUEST_SEQUENCE), ==, 3);
  procedure = rim_dcm_item_dup_string (rim_dcm_item_get_item (dataset, REQUEST_SEQUENCE, 1),
                                       REQUESTED_PROCEDURE);
  g_assert_cmpstr (procedure, ==, "zwei");
}

static void
test_write_and_read (void)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "written.dcm", NULL);
  g_autoptr(RimDcmFile) written = rim_dcm_file_new ();
  g_autoptr(RimDcmFile) file = NULL;
  g_autofree char *class_uid = NULL;
  g_autoptr(GError) error = NULL;

  fill (rim_dcm_file_get_dataset (written));
  g_assert_true (rim_dcm_file_save (written, path, &error));
  g_assert_no_error (error);

  file = rim_dcm_file_open (path, &error);
  g_assert_no_error (error);
  check_filled (rim_dcm_file_get_dataset (file));
  g_assert_cmpstr (rim_dcm_file_get_transfer_syntax (file), ==, "1.2.840.10008.1.2.1");
  class_uid = rim_dcm_file_dup_meta_string (file, RIM_DCM_TAG (0x0002, 0x0002));
  g_assert_cmpstr (class_uid, ==, "1.2.840.10008.5.1.4.1.1.2");

  rim_test_folder_remove (folder);
}

static void
test_uids (void)
{
  g_autofree char *a = rim_dcm_uid_new ();
  g_autofree char *b = rim_dcm_uid_new ();
  g_autofree char *c = rim_dcm_uid_from_name ("patient 1");
  g_autofree char *d = rim_dcm_uid_from_name ("patient 1");

  g_assert_cmpstr (a, !=, b);
  g_assert_cmpstr (c, ==, d);
  g_assert_cmpuint (strlen (a), <=, 64);
  g_assert_true (g_regex_match_simple ("^2\\.25\\.[1-9][0-9]*$", a, 0, 0));
  g_assert_true (g_regex_match_simple ("^2\\.25\\.[1-9][0-9]*$", c, 0, 0));
}

static void
test_not_dicom (void)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "notes.txt", NULL);
  g_autoptr(GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "These are notes, not an image.\n", -1, NULL));
  g_assert_null (rim_dcm_file_open (path, &error));
  g_assert_error (error, RIM_DICOM_ERROR, RIM_DICOM_ERROR_NOT_DICOM);
  g_assert_nonnull (strstr (error->message, path));

  rim_test_folder_remove (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/dcm/charset/names", test_charset_names);
  g_test_add_func ("/dcm/charset/items", test_charset_items);
  g_test_add_func ("/dcm/write-and-read", test_write_and_read);
  g_test_add_func ("/dcm/uids", test_uids);
  g_test_add_func ("/dcm/not-dicom", test_not_dicom);

  return g_test_run ();
}
