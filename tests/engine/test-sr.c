/* test-sr.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <string.h>

#include "dicom/rim-dcm.h"
#include "feature/rim-measurement-values.h"
#include "library/rim-measurement-export.h"
#include "rim-test-tool.h"

#define TAG RIM_DCM_TAG

typedef struct
{
  char      *folder;
  char      *path;
  GPtrArray *images;
  GPtrArray *measurements;
} Fixture;

static RimVolume *
make_image (const char *modality,
            const char *series_uid,
            RimUnit     unit)
{
  const RimGrid grid = { { 30, 24, 6 }, { { { 0.9, 0, 0, -12.3 }, { 0, 0.9, 0, 4.7 }, { 0, 0, 3, 101.1 } } } };
  RimVolume *volume = rim_volume_new (&grid, RIM_VOXEL_INT16, NULL);
  g_autoptr(RimSource) source = rim_source_new ();

  source->patient_id = g_strdup ("P1");
  source->patient_name = g_strdup ("Müller^Änne");
  source->patient_birth_date = g_strdup ("19500102");
  source->patient_sex = g_strdup ("F");
  source->study_uid = g_strdup ("1.2.3.4");
  source->study_date = g_strdup ("20260102");
  source->study_time = g_strdup ("101112");
  source->study_id = g_strdup ("S");
  source->accession_number = g_strdup ("A1");
  source->referring_physician = g_strdup ("");
  source->series_uid = g_strdup (series_uid);
  source->modality = g_strdup (modality);
  source->sop_class_uid = g_strdup (unit == RIM_UNIT_HU ? "1.2.840.10008.5.1.4.1.1.2"
                                                        : "1.2.840.10008.5.1.4.1.1.128");
  source->frame_of_reference_uid = g_strdup ("1.2.3.9");

  for (guint k = 0; k < 6; k++)
    {
      gint16 *voxels = rim_volume_get_slice_for_writing (volume, k);
      g_autofree char *uid = g_strdup_printf ("%s.%u", series_uid, k + 1);

      for (guint v = 0; v < 720; v++)
        voxels[v] = (gint16) ((v * 37 + k * 11) % 501);
      rim_volume_set_rescale (volume, k, (RimRescale) { 0.37 + k, -100 });
      rim_source_add_slice (source, uid, NULL, 0, 0);
    }
  rim_volume_publish_all (volume);
  rim_volume_set_unit (volume, unit);
  rim_volume_set_source (volume, source);

  return volume;
}

static void
add_measurement (Fixture            *fixture,
                 RimMeasurementKind  kind,
                 const RimVec3      *points,
                 guint               n,
                 const char         *label,
                 const char         *lesion)
{
  g_autoptr(RimMeasurement) plain = rim_measurement_new (kind, points, n, RIM_VEC3 (0, 0.1, 1));
  g_autoptr(RimMeasurement) placed = rim_measurement_on (plain, fixture->images->pdata[kind % 2]);
  g_autoptr(RimMeasurement) named = rim_measurement_with_label (placed, label);
  g_autoptr(RimMeasurement) tracking = rim_measurement_with_lesion (named, lesion);

  g_ptr_array_add (fixture->measurements,
                   rim_measurement_with_author (tracking, kind == 3 ? NULL : "reader one",
                                                1764201600123456 + kind));
}

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  static const guint n_points[RIM_N_MEASUREMENT_KINDS] = { 2, 4, 3, 4, 4, 7, 1, 2, 1 };
  const RimVec3 points[] = {
    { -7.123456789, 10.5, 107.1 }, { 8.2, 10.5, 107.1 }, { 0.1, 7.7, 107.1 }, { 0.1, 14.2, 107.1 },
    { -3, 15, 107.1 }, { -5, 14, 107.1 }, { -6, 12, 107.1 },
  };
  const RimVec3 box[] = {
    { -7.2, 9.1, 107.1 }, { 5.3, 9.1, 107.1 }, { 5.3, 17.7, 107.1 }, { -7.2, 17.7, 107.1 },
  };

  fixture->folder = g_dir_make_tmp ("rimlight-sr-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "report.dcm", NULL);
  fixture->images = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_volume_unref);
  fixture->measurements = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_measurement_unref);
  g_ptr_array_add (fixture->images, make_image ("CT", "1.2.3.5", RIM_UNIT_HU));
  g_ptr_array_add (fixture->images, make_image ("PT", "1.2.3.6", RIM_UNIT_SUVBW));

  for (guint kind = 0; kind < RIM_N_MEASUREMENT_KINDS; kind++)
    add_measurement (fixture, kind, kind == RIM_MEASUREMENT_RECTANGLE ? box : points, n_points[kind],
                     kind % 3 == 1 ? "Lymphknoten 4R, größter" : NULL,
                     kind % 2 == 0 ? "0b6b1f64-2c26-4f0e-9d5f-222222222222" : NULL);
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  g_unlink (fixture->path);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_free (fixture->path);
  g_ptr_array_unref (fixture->images);
  g_ptr_array_unref (fixture->measurements);
}

static void
save (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;

  rim_export_measurements (fixture->path, RIM_MEASUREMENTS_SR, fixture->measurements, NULL,
                           fixture->images, &error);
  g_assert_no_error (error);
}

static void
test_round_trip (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(RimSrReport) report = NULL;
  g_autoptr(GPtrArray) groups = rim_measurements_to_groups (fixture->measurements, fixture->images);
  g_autoptr(GError) error = NULL;

  save (fixture);
  report = rim_sr_read (fixture->path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->warnings->len, ==, 0);
  g_assert_cmpuint (report->groups->len, ==, RIM_N_MEASUREMENT_KINDS);

  for (guint i = 0; i < groups->len; i++)
    {
      RimSrGroup *read = report->groups->pdata[i];

      g_assert_true (rim_sr_group_equal (groups->pdata[i], read));
      g_assert_cmpuint (read->measurement->kind, ==, i);
    }

  /* Values and units of both images, each by its code. */
  {
    RimSrGroup *ellipse = report->groups->pdata[RIM_MEASUREMENT_ELLIPSE];
    RimMeasurementValues values;

    rim_measurement_evaluate (fixture->measurements->pdata[RIM_MEASUREMENT_ELLIPSE],
                              fixture->images->pdata[1], &values);
    g_assert_cmpuint (ellipse->values->len, ==, 13);
    g_assert_cmpstr (g_array_index (ellipse->values, RimSrValue, 1).unit.value, ==, "[hnsf'U]");
    g_assert_cmpstr (g_array_index (ellipse->values, RimSrValue, 7).quantity.meaning, ==, "SUVbw");
    g_assert_cmpfloat (g_array_index (ellipse->values, RimSrValue, 7).value, ==, values.statistics.mean);
  }
}

/* What another edit changed is seen. */
static void
test_differences (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(GPtrArray) groups = rim_measurements_to_groups (fixture->measurements, fixture->images);
  RimSrGroup *length = groups->pdata[0];
  g_autoptr(RimMeasurement) moved = rim_measurement_with_offset (length->measurement, RIM_VEC3 (1e-4, 0, 0));
  g_autoptr(RimMeasurement) named = rim_measurement_with_label (length->measurement, "x");
  RimMeasurement *others[] = { moved, named };

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(RimSrGroup) other = rim_sr_group_new (others[i]);

      g_array_unref (other->values);
      other->values = g_array_ref (length->values);
      g_assert_false (rim_sr_group_equal (length, other));
    }
}

static void
test_dciodvfy (Fixture       *fixture,
               gconstpointer  data)
{
  save (fixture);
  rim_test_dciodvfy_or_skip (fixture->path);
}

static RimDcmItem *
add_item (RimDcmItem *parent,
          const char *relationship,
          const char *type,
          const char *concept)
{
  RimDcmItem *item = rim_dcm_item_add_item (parent, TAG (0x0040, 0xa730));

  rim_dcm_item_put_string (item, TAG (0x0040, 0xa010), relationship);
  rim_dcm_item_put_string (item, TAG (0x0040, 0xa040), type);
  if (concept != NULL)
    rim_dcm_item_put_string (rim_dcm_item_add_item (item, TAG (0x0040, 0xa043)), TAG (0x0008, 0x0100), concept);

  return item;
}

/* A line on an image, as web viewers write them: in pixels, by the image's instance. */
static void
add_foreign_line (RimDcmItem   *group,
                  const char   *instance,
                  const double *pixels,
                  gsize         n)
{
  RimDcmItem *number = add_item (group, "CONTAINS", "NUM", "G-D7FE");
  RimDcmItem *measured = rim_dcm_item_add_item (number, TAG (0x0040, 0xa300));
  RimDcmItem *line = add_item (number, "INFERRED FROM", "SCOORD", NULL);
  RimDcmItem *image = add_item (line, "SELECTED FROM", "IMAGE", NULL);

  rim_dcm_item_put_string (measured, TAG (0x0040, 0xa30a), "12.5");
  rim_dcm_item_put_string (line, TAG (0x0070, 0x0023), "POLYLINE");
  rim_dcm_item_put_doubles (line, TAG (0x0070, 0x0022), pixels, n);
  image = rim_dcm_item_add_item (image, TAG (0x0008, 0x1199));
  rim_dcm_item_put_string (image, TAG (0x0008, 0x1155), instance);
}

static void
test_foreign (Fixture       *fixture,
              gconstpointer  data)
{
  const double line[] = { 3.5, 4.5, 13.5, 4.5 };
  const double square[] = { 2, 2, 8, 2, 8, 6, 2, 6, 2, 2 };
  g_autoptr(RimDcmFile) file = rim_dcm_file_new ();
  RimDcmItem *dataset = rim_dcm_file_get_dataset (file);
  RimDcmItem *container, *group;
  g_autoptr(RimSrReport) report = NULL;
  g_autoptr(RimSrReport) again = NULL;
  g_autoptr(GError) error = NULL;
  RimMeasurement *length, *rectangle;
  RimVec3 first;

  rim_dcm_item_put_string (dataset, TAG (0x0008, 0x0016), "1.2.840.10008.5.1.4.1.1.88.33");
  rim_dcm_item_put_string (dataset, TAG (0x0008, 0x0018), "1.9.8.7");
  rim_dcm_item_put_string (dataset, TAG (0x0008, 0x0060), "SR");
  container = add_item (dataset, "CONTAINS", "CONTAINER", "126010");
  group = add_item (container, "CONTAINS", "CONTAINER", "125007");
  rim_dcm_item_put_string (add_item (group, "HAS OBS CONTEXT", "TEXT", "112039"), TAG (0x0040, 0xa160), "Target 1");
  add_foreign_line (group, "1.2.3.5.3", line, 4);
  group = add_item (container, "CONTAINS", "CONTAINER", "125007");
  add_foreign_line (group, "1.2.3.6.2", square, 10);
  group = add_item (container, "CONTAINS", "CONTAINER", "125007");
  add_foreign_line (group, "1.2.3.777", line, 4);
  rim_dcm_file_save (file, fixture->path, &error);
  g_assert_no_error (error);

  report = rim_sr_read (fixture->path, fixture->images, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->groups->len, ==, 2);
  g_assert_cmpuint (report->warnings->len, ==, 1);

  length = ((RimSrGroup *) report->groups->pdata[0])->measurement;
  first = rim_grid_to_patient (rim_volume_get_grid (fixture->images->pdata[0]), RIM_VEC3 (3, 4, 2));
  g_assert_cmpint (length->kind, ==, RIM_MEASUREMENT_LENGTH);
  g_assert_cmpstr (length->label, ==, "Target 1");
  g_assert_cmpstr (length->series_uid, ==, "1.2.3.5");
  g_assert_cmpstr (length->frame_of_reference_uid, ==, "1.2.3.9");
  g_assert_cmpfloat_with_epsilon (rim_vec3_length (rim_vec3_sub (length->points[0], first)), 0, 1e-9);
  g_assert_cmpfloat_with_epsilon (rim_vec3_length (rim_vec3_sub (length->points[0], length->points[1])), 9, 1e-9);

  rectangle = ((RimSrGroup *) report->groups->pdata[1])->measurement;
  g_assert_cmpint (rectangle->kind, ==, RIM_MEASUREMENT_RECTANGLE);
  g_assert_cmpstr (rectangle->modality, ==, "PT");

  /* Read twice, it is the same measurement. */
  again = rim_sr_read (fixture->path, fixture->images, &error);
  g_assert_cmpstr (((RimSrGroup *) again->groups->pdata[0])->measurement->id, ==, length->id);

  g_assert_null (rim_sr_read (fixture->path, NULL, &error));
  g_assert_error (error, RIM_SR_ERROR, RIM_SR_ERROR_NOTHING);
}

static void
test_damaged (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (9);
  g_autofree char *bytes = NULL;
  gsize length;

  save (fixture);
  g_assert_true (g_file_get_contents (fixture->path, &bytes, &length, NULL));

  for (guint round = 0; round < 300; round++)
    {
      g_autofree char *copy = g_memdup2 (bytes, length);
      g_autoptr(RimSrReport) report = NULL;
      g_autoptr(GError) error = NULL;

      for (int n = g_rand_int_range (rand, 1, 6); n > 0; n--)
        copy[g_rand_int_range (rand, 132, (int) length)] = (char) g_rand_int (rand);
      g_file_set_contents (fixture->path, copy, (gssize) length, NULL);
      report = rim_sr_read (fixture->path, fixture->images, &error);
      g_assert_true ((report == NULL) == (error != NULL));
    }
}

static void
test_csv (Fixture       *fixture,
          gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "table.csv", NULL);
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  g_auto(GStrv) fields = NULL;
  g_autoptr(GError) error = NULL;
  RimMeasurementValues values;

  rim_export_measurements (path, RIM_MEASUREMENTS_CSV, fixture->measurements, NULL, fixture->images, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);

  /* A head, five without images, four of both images, and the end. */
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + 5 + 2 * 4 + 1);
  g_assert_true (strstr (lines[2], "\"Lymphknoten 4R, größter\"") != NULL);

  fields = g_strsplit (lines[4], ",", -1);
  rim_measurement_evaluate (fixture->measurements->pdata[RIM_MEASUREMENT_ELLIPSE], fixture->images->pdata[0], &values);
  g_assert_cmpstr (fields[1], ==, "ellipse");
  g_assert_cmpstr (fields[11], ==, "CT");
  g_assert_cmpstr (fields[13], ==, "HU");
  g_assert_cmpfloat (g_ascii_strtod (fields[10], NULL), ==, values.area);
  g_assert_cmpstr (fields[14], ==, "central layer");
  g_assert_cmpfloat (g_ascii_strtod (fields[16], NULL), ==, values.statistics.mean);
  g_unlink (path);
}

/* What cannot be saved says why and leaves nothing behind. */
static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GPtrArray) nothing = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;

  g_assert_false (rim_export_measurements (fixture->path, RIM_MEASUREMENTS_SR, nothing, NULL, fixture->images, &error));
  g_assert_error (error, RIM_EXPORT_ERROR, RIM_EXPORT_ERROR_NOTHING);
  g_clear_error (&error);
  g_assert_false (rim_export_measurements (fixture->path, RIM_MEASUREMENTS_SR, fixture->measurements, NULL, nothing,
                                           &error));
  g_assert_error (error, RIM_EXPORT_ERROR, RIM_EXPORT_ERROR_NOTHING);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

typedef void (*Test) (Fixture       *fixture,
                      gconstpointer  data);

static void
add (const char *path,
     Test        test)
{
  g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/sr/round-trip", test_round_trip);
  add ("/sr/differences", test_differences);
  add ("/sr/dciodvfy", test_dciodvfy);
  add ("/sr/foreign", test_foreign);
  add ("/sr/damaged", test_damaged);
  add ("/sr/csv", test_csv);
  add ("/sr/refused", test_refused);

  return g_test_run ();
}
