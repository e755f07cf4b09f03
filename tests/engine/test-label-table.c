/* test-label-table.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "format/rim-image.h"
#include "format/rim-label-table-private.h"
#include "format/rim-label-table.h"
#include "rim-test-data.h"

/* What others write: two labels, 1 named “tumour” and 3 named “lymph node, left”. */
static const struct
{
  const char *name;
  const char *text;
  gboolean    has_color;       /* label 1: 255, 16, 0 */
} tables[] = {
  { "itk-snap.label",
    "# ITK-SnAP Label Description File\n    0     0    0    0        0  0  0    \"Clear Label\"\n"
    "    1   255   16    0        1  1  1    \"tumour\"\n    3     0  255    0      0.5  1  1    \"lymph node, left\"\r\n",
    TRUE },
  { "bids.tsv", "index\tname\tcolor\tmapping\n1\ttumour\t#ff1000\t9\n3\tlymph node, left\tn/a\t8\n", TRUE },
  { "table.csv", "\xef\xbb\xbf" "Label,Name,R,G,B\r\n1,tumour,255,16,0\r\n3,\"lymph node, left\",1,2,3\r\n", TRUE },
  { "index-and-label.csv", "label,index\n\"tumour\",1\nbackground,0\n\"lymph node, left\",3", FALSE },
  { "dataset.json", "{\"channel_names\": {\"0\": \"CT\"}, \"labels\": {\"background\": 0, \"tumour\": 1, "
    "\"whole\": [1, 3], \"lymph node, left\": 3}, \"numTraining\": 12}", FALSE },
  { "numbers.json", "{\"1\": \"tumour\", \"3\": \"lymph node, left\"}", FALSE },
};

static GPtrArray *
read_text (const char  *name,
           const char  *text,
           GError     **error)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, name, NULL);
  GPtrArray *rows;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  rows = rim_label_table_read (path, error);
  rim_test_folder_remove (folder);

  return rows;
}

static RimRoi *
find_row (GPtrArray *rows,
          guint      number)
{
  for (guint n = 0; n < rows->len; n++)
    if (((RimRoi *) rows->pdata[n])->number == number)
      return rows->pdata[n];

  g_assert_not_reached ();
}

static void
test_others (void)
{
  for (guint n = 0; n < G_N_ELEMENTS (tables); n++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) rows = read_text (tables[n].name, tables[n].text, &error);
      RimRoi *row;

      g_test_message ("%s", tables[n].name);
      g_assert_no_error (error);
      g_assert_cmpuint (rows->len, ==, 2);
      row = find_row (rows, 1);
      g_assert_cmpstr (row->name, ==, "tumour");
      g_assert_cmpint (row->has_color, ==, tables[n].has_color);
      if (row->has_color)
        g_assert_cmpmem (row->color, 3, ((guint8[]) { 255, 16, 0 }), 3);
      g_assert_cmpstr (find_row (rows, 3)->name, ==, "lymph node, left");
    }
}

static GPtrArray *
make_rois (void)
{
  GPtrArray *rois = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_roi_free);
  const char *const names[] = { "Läsion \"1\", oben\nlinks", "b\tc" };

  for (guint n = 0; n < G_N_ELEMENTS (names); n++)
    {
      RimRoi *roi = rim_roi_new ();

      roi->number = 7 * (n + 1);
      roi->name = g_strdup (names[n]);
      roi->has_color = TRUE;
      roi->color[1] = (guint8) (250 + n);
      rim_code_set (&roi->region, "39607008", "SCT", "Lung");
      roi->tracking_uid = n == 0 ? g_strdup ("2.25.77") : NULL;
      g_ptr_array_add (rois, roi);
    }

  return rois;
}

static GPtrArray *
write_and_read (const char *name,
                GPtrArray  *rois)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GError) error = NULL;
  GPtrArray *rows;

  g_assert_true (rim_label_table_write (path, rois, &error));
  g_assert_no_error (error);
  rows = rim_label_table_read (path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, rois->len);
  rim_test_folder_remove (folder);

  return rows;
}

static void
test_round_trip (gconstpointer data)
{
  g_autoptr(GPtrArray) rois = make_rois ();
  g_autoptr(GPtrArray) rows = write_and_read (data, rois);

  for (guint n = 0; n < rois->len; n++)
    {
      const RimRoi *roi = rois->pdata[n];
      const RimRoi *row = find_row (rows, roi->number);

      g_assert_cmpmem (row->color, 3, roi->color, 3);
      if (g_str_has_suffix (data, ".label"))
        continue;
      g_assert_cmpstr (row->name, ==, roi->name);
      g_assert_cmpstr (row->region.value, ==, "39607008");
      g_assert_cmpstr (row->region.meaning, ==, "Lung");
      g_assert_cmpstr (row->tracking_uid, ==, roi->tracking_uid);
    }
}

/* A row gives what it says and leaves alone what it does not. */
static void
test_apply (void)
{
  g_autoptr(GPtrArray) rois = make_rois ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = read_text ("a.csv", "index,name\n7,new\n8,nobody\n", &error);
  RimRoi *roi = rois->pdata[0];

  g_assert_no_error (error);
  rim_label_table_apply (rows, rois);
  g_assert_cmpstr (roi->name, ==, "new");
  g_assert_cmpstr (roi->region.value, ==, "39607008");
  g_assert_cmpuint (roi->color[1], ==, 250);
  g_assert_cmpstr (((RimRoi *) rois->pdata[1])->name, ==, "b\tc");
}

static void
test_refused (void)
{
  const char *const names[] = { "a.csv", "a.json", "a.tsv", "a.txt" };
  const char *const texts[] = {
    "", "label", "label,name\n0,a\n-1,b\n70000,c\n1.5,d\n", "{\"labels\": [[[[[", "[1, 2]", "\"", "1 2 3 \"x\"",
    "{\"labels\": [{\"label\": {\"label\": 1}}]}",
  };
  g_autoptr(GString) deep = g_string_new (NULL);

  for (guint n = 0; n < 1000000; n++)
    g_string_append_c (deep, '[');

  for (guint n = 0; n < G_N_ELEMENTS (names); n++)
    for (guint t = 0; t <= G_N_ELEMENTS (texts); t++)
      {
        g_autoptr(GError) error = NULL;

        g_assert_null (read_text (names[n], t < G_N_ELEMENTS (texts) ? texts[t] : deep->str, &error));
        g_assert_error (error, RIM_FORMAT_ERROR, RIM_FORMAT_ERROR_DAMAGED);
        g_assert_nonnull (strstr (error->message, names[n]));
      }
}

/* Damage of any kind ends in some rows, each with a number of a label map. */
static void
test_damaged (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (3);

  for (guint round = 0; round < 20000; round++)
    {
      g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_roi_free);
      g_autofree char *text = g_strdup (tables[round % G_N_ELEMENTS (tables)].text);
      gsize length = strlen (text);

      for (int n = g_rand_int_range (rand, 1, 5); n > 0; n--)
        text[g_rand_int_range (rand, 0, (int) length)] = (char) g_rand_int_range (rand, 1, 256);
      rim_label_table_parse_csv (text, ',', rows);
      rim_label_table_parse_csv (text, '\t', rows);
      rim_label_table_parse_json (text, length, rows);
      rim_label_table_parse_snap (text, rows);
      for (guint n = 0; n < rows->len; n++)
        {
          const RimRoi *row = rows->pdata[n];

          g_assert_cmpuint (row->number - 1, <, RIM_LABEL_TABLE_MAX_LABEL);
          g_assert_true (row->name == NULL || g_utf8_validate (row->name, -1, NULL));
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/label-table/others", test_others);
  g_test_add_data_func ("/engine/label-table/round-trip/json", "a.labels.json", test_round_trip);
  g_test_add_data_func ("/engine/label-table/round-trip/csv", "a.csv", test_round_trip);
  g_test_add_data_func ("/engine/label-table/round-trip/tsv", "a.tsv", test_round_trip);
  g_test_add_data_func ("/engine/label-table/round-trip/itk-snap", "a.label", test_round_trip);
  g_test_add_func ("/engine/label-table/apply", test_apply);
  g_test_add_func ("/engine/label-table/refused", test_refused);
  g_test_add_func ("/engine/label-table/damaged", test_damaged);

  return g_test_run ();
}
