/* test-map-import.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "library/rim-map-import.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "dicom/rim-dcm.h"
#include "dicom/rim-pmap.h"
#include "format/rim-image.h"
#include "library/rim-library-maps.h"
#include "rim-test-data.h"
#include "rim-test-series.h"

/* Parametric maps as other programs write them: floats, doubles and whole numbers, with
 * values by Real World Value Mapping, and what is none.
 */

#define TAG      RIM_DCM_TAG
#define SIZE     16
#define N_FRAMES 3
#define N        (SIZE * SIZE * N_FRAMES)

typedef struct
{
  const char *name;
  const char *space;             /* NULL: the study's own */
  const char *modality;
  guint32     pixels;
  guint       bits;
  double      slope;
  double      intercept;
  gboolean    has_table;         /* and no slope */
  double      padding;
  const char *unit;
  const char *quantity;
} Case;

static const Case floats = {
  "Floats", NULL, "CT", RIM_DCM_FLOAT_PIXEL_DATA, 32, 1.0, 0.0, FALSE, NAN, "mm2/s", "Apparent Diffusion Coefficient"
};
static const Case whole = { "Whole", NULL, "CT", RIM_DCM_PIXEL_DATA, 16, 0.25, -3.0, FALSE, 9.0, "1", NULL };

static const RimTestSeries series = { "Patient", "Study", "Image", "CT", 6 };

static void
put_uid (RimDcmItem *item,
         guint32     tag,
         const char *name)
{
  g_autofree char *uid = rim_test_series_dup_uid (name);

  rim_dcm_item_put_string (item, tag, uid);
}

static void
put_code (RimDcmItem *item,
          guint32     tag,
          const char *value,
          const char *scheme,
          const char *meaning)
{
  RimDcmItem *code = rim_dcm_item_add_item (item, tag);

  rim_dcm_item_put_string (code, TAG (0x0008, 0x0100), value);
  rim_dcm_item_put_string (code, TAG (0x0008, 0x0102), scheme);
  rim_dcm_item_put_string (code, TAG (0x0008, 0x0104), meaning);
}

static void
put_identity (RimDcmItem *item,
              const Case *of)
{
  rim_dcm_item_put_string (item, TAG (0x0008, 0x0016), "1.2.840.10008.5.1.4.1.1.30");
  put_uid (item, TAG (0x0008, 0x0018), of->name);
  rim_dcm_item_put_string (item, TAG (0x0008, 0x0020), "20260102");
  rim_dcm_item_put_string (item, TAG (0x0008, 0x0060), of->modality);
  rim_dcm_item_put_string (item, TAG (0x0008, 0x103e), of->name);
  rim_dcm_item_put_string (item, TAG (0x0010, 0x0010), series.patient);
  rim_dcm_item_put_string (item, TAG (0x0010, 0x0020), series.patient);
  put_uid (item, TAG (0x0020, 0x000d), series.study);
  put_uid (item, TAG (0x0020, 0x000e), of->name);
  put_uid (item, TAG (0x0020, 0x0052), of->space != NULL ? of->space : "Study frame");
  rim_dcm_item_put_string (item, TAG (0x0070, 0x0080), "MAP");
}

static void
put_mapping (RimDcmItem *groups,
             const Case *of)
{
  RimDcmItem *transformation = rim_dcm_item_add_item (groups, TAG (0x0028, 0x9145));
  RimDcmItem *mapping = rim_dcm_item_add_item (groups, TAG (0x0040, 0x9096));

  rim_dcm_item_put_double (transformation, TAG (0x0028, 0x1052), 0.0);
  rim_dcm_item_put_double (transformation, TAG (0x0028, 0x1053), 1.0);
  rim_dcm_item_put_string (mapping, TAG (0x0040, 0x9210), "label");
  put_code (mapping, TAG (0x0040, 0x08ea), of->unit, "UCUM", of->unit);
  if (of->has_table)
    rim_dcm_item_put_doubles (mapping, TAG (0x0040, 0x9212), (double[]) { 1.0, 4.0 }, 2);
  else
    {
      rim_dcm_item_put_double (mapping, TAG (0x0040, 0x9224), of->intercept);
      rim_dcm_item_put_double (mapping, TAG (0x0040, 0x9225), of->slope);
    }
  if (of->quantity != NULL)
    {
      RimDcmItem *item = rim_dcm_item_add_item (mapping, TAG (0x0040, 0x9220));

      put_code (item, TAG (0x0040, 0xa043), "246205007", "SCT", "Quantity");
      put_code (item, TAG (0x0040, 0xa168), "113041", "DCM", of->quantity);
    }
}

/* Frames begin one slice above the first of the image. */
static void
put_frames (RimDcmItem *item,
            const Case *of)
{
  RimDcmItem *shared = rim_dcm_item_add_item (item, TAG (0x5200, 0x9229));
  RimDcmItem *measures = rim_dcm_item_add_item (shared, TAG (0x0028, 0x9110));
  RimDcmItem *orientation = rim_dcm_item_add_item (shared, TAG (0x0020, 0x9116));

  rim_dcm_item_put_doubles (measures, TAG (0x0028, 0x0030), (double[]) { 1, 1 }, 2);
  rim_dcm_item_put_doubles (orientation, TAG (0x0020, 0x0037), (double[]) { 1, 0, 0, 0, 1, 0 }, 6);
  put_mapping (shared, of);
  for (guint k = 0; k < N_FRAMES; k++)
    {
      RimDcmItem *frame = rim_dcm_item_add_item (item, TAG (0x5200, 0x9230));
      RimDcmItem *position = rim_dcm_item_add_item (frame, TAG (0x0020, 0x9113));

      rim_dcm_item_put_doubles (position, TAG (0x0020, 0x0032), (double[]) { -8, -8, 2.0 * (k + 1) }, 3);
    }
}

static void
put_pixels (RimDcmItem *item,
            const Case *of)
{
  float values[N];
  double doubles[N];
  guint16 words[N];

  for (guint v = 0; v < N; v++)
    {
      values[v] = v == 7 ? NAN : (float) v * 0.5f;
      doubles[v] = v == 7 ? NAN : v * 0.1;
      words[v] = (guint16) v;
    }

  rim_dcm_item_put_int (item, TAG (0x0028, 0x0002), 1);
  rim_dcm_item_put_string (item, TAG (0x0028, 0x0004), "MONOCHROME2");
  rim_dcm_item_put_int (item, TAG (0x0028, 0x0008), N_FRAMES);
  rim_dcm_item_put_int (item, TAG (0x0028, 0x0010), SIZE);
  rim_dcm_item_put_int (item, TAG (0x0028, 0x0011), SIZE);
  rim_dcm_item_put_int (item, TAG (0x0028, 0x0100), of->bits);
  if (of->pixels == RIM_DCM_FLOAT_PIXEL_DATA)
    rim_dcm_item_put_floats (item, of->pixels, values, N);
  else if (of->pixels == RIM_DCM_DOUBLE_PIXEL_DATA)
    rim_dcm_item_put_doubles (item, of->pixels, doubles, N);
  else
    {
      rim_dcm_item_put_int (item, TAG (0x0028, 0x0101), 16);
      rim_dcm_item_put_int (item, TAG (0x0028, 0x0102), 15);
      rim_dcm_item_put_int (item, TAG (0x0028, 0x0103), 0);
      rim_dcm_item_put_words (item, of->pixels, words, N);
    }
  if (!isnan (of->padding) && of->pixels == RIM_DCM_FLOAT_PIXEL_DATA)
    rim_dcm_item_put_floats (item, TAG (0x0028, 0x0122), (float[]) { (float) of->padding }, 1);
  else if (!isnan (of->padding))
    rim_dcm_item_put_int (item, TAG (0x0028, 0x0120), (gint64) of->padding);
}

/* Returns: (transfer full): where it is */
static char *
write_map (const char *folder,
           const Case *of)
{
  g_autoptr(RimDcmFile) file = rim_dcm_file_new ();
  g_autofree char *name = g_strconcat (of->name, ".dcm", NULL);
  char *path = g_build_filename (folder, name, NULL);
  RimDcmItem *item = rim_dcm_file_get_dataset (file);
  g_autoptr(GError) error = NULL;

  put_identity (item, of);
  put_frames (item, of);
  put_pixels (item, of);
  rim_dcm_file_save_unsynced (file, path, &error);
  g_assert_no_error (error);

  return path;
}

static RimVolume *
load_image (const char *folder)
{
  const char *paths[] = { folder, NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) found = NULL;
  RimVolume *volume;

  rim_test_series_write (folder, &series);
  found = rim_dicom_scan (paths, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);
  volume = rim_series_load (found->pdata[0], NULL, NULL, &error);
  g_assert_no_error (error);

  return volume;
}

static RimMapImport *
import (const char *path,
        RimVolume  *image)
{
  g_autoptr(GError) error = NULL;
  RimMapImport *map = rim_map_import_file (path, image, FALSE, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (rim_volume_get_voxel_type (map->volume), ==, RIM_VOXEL_FLOAT);

  return map;
}

static float
get_value (const RimMapImport *map,
           guint               v)
{
  return ((const float *) rim_volume_get_slice (map->volume, v / (SIZE * SIZE)))[v % (SIZE * SIZE)];
}

static void
test_floats (void)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autoptr(RimVolume) image = load_image (folder);
  Case padded = floats;
  g_autofree char *path = write_map (folder, &floats);
  g_autoptr(RimMapImport) map = import (path, image);
  g_autofree char *padded_path = NULL;
  g_autoptr(RimMapImport) padded_map = NULL;

  g_assert_cmpstr (map->title, ==, "Apparent Diffusion Coefficient");
  g_assert_cmpstr (map->unit, ==, "mm2/s");
  g_assert_cmpuint (rim_volume_get_grid (map->volume)->size[2], ==, N_FRAMES);
  g_assert_cmpfloat (rim_grid_to_patient (rim_volume_get_grid (map->volume), RIM_VEC3 (0, 0, 0)).z, ==, 2.0);
  for (guint v = 0; v < N; v++)
    if (v == 7)
      g_assert_true (isnan (get_value (map, v)));
    else
      g_assert_cmpfloat (get_value (map, v), ==, (float) v * 0.5f);
  g_assert_cmpfloat (map->lower, <, map->upper);

  padded.name = "Padded";
  padded.padding = 20.0;
  padded_path = write_map (folder, &padded);
  padded_map = import (padded_path, image);
  g_assert_true (isnan (get_value (padded_map, 40)));
  g_assert_cmpfloat (get_value (padded_map, 41), ==, 20.5f);
  rim_test_folder_remove (folder);
}

/* What is mapped is mapped though a transformation for the screen stands beside it, and a
 * map of a CT or PET is neither in HU nor an SUV.
 */
static void
test_whole_numbers (void)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autoptr(RimVolume) image = load_image (folder);
  static const char *const modalities[] = { "CT", "PT", "MR" };

  for (guint i = 0; i < G_N_ELEMENTS (modalities); i++)
    {
      Case of = whole;
      g_autofree char *path = NULL;
      g_autoptr(RimMapImport) map = NULL;

      of.modality = modalities[i];
      path = write_map (folder, &of);
      map = import (path, image);
      g_assert_cmpstr (map->title, ==, "Whole");
      g_assert_null (map->unit);
      for (guint v = 0; v < N; v++)
        if (v == 9)
          g_assert_true (isnan (get_value (map, v)));
        else
          g_assert_cmpfloat (get_value (map, v), ==, (float) v * 0.25f - 3.0f);
    }
  rim_test_folder_remove (folder);
}

static void
test_doubles (void)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autoptr(RimVolume) image = load_image (folder);
  Case of = floats;
  g_autofree char *path = NULL;
  g_autoptr(RimMapImport) map = NULL;

  of.pixels = RIM_DCM_DOUBLE_PIXEL_DATA;
  of.bits = 64;
  of.slope = 2.0;
  of.unit = "[hnsf'U]";
  path = write_map (folder, &of);
  map = import (path, image);
  g_assert_cmpstr (map->unit, ==, "HU");
  g_assert_cmpfloat (get_value (map, 100), ==, (float) (100 * 0.1 * 2.0));
  rim_test_folder_remove (folder);
}

static void
assert_refused (const char *path,
                RimVolume  *image,
                GQuark      domain,
                int         code,
                const char *why)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (rim_map_import_file (path, image, FALSE, NULL, &error));
  g_assert_error (error, domain, code);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_nonnull (strstr (error->message, why));
}

static void
test_refused (void)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autoptr(RimVolume) image = load_image (folder);
  g_autofree char *slice = g_build_filename (folder, "Image 0000", NULL);
  g_autofree char *text = g_build_filename (folder, "text.nii", NULL);
  g_autofree char *elsewhere_path = NULL;
  g_autofree char *table_path = NULL;
  Case elsewhere = floats;
  Case table = whole;

  elsewhere.space = "another frame";
  elsewhere_path = write_map (folder, &elsewhere);
  assert_refused (elsewhere_path, image, RIM_MAP_IMPORT_ERROR, RIM_MAP_IMPORT_ERROR_ELSEWHERE, "frame of reference");
  table.has_table = TRUE;
  table_path = write_map (folder, &table);
  assert_refused (table_path, image, RIM_DICOM_ERROR, RIM_DICOM_ERROR_UNSUPPORTED, "table");
  assert_refused (slice, image, RIM_MAP_IMPORT_ERROR, RIM_MAP_IMPORT_ERROR_NO_MAP, "Parametric Map");
  g_assert_true (g_file_set_contents (text, "no map", -1, NULL));
  assert_refused (text, image, RIM_MAP_IMPORT_ERROR, RIM_MAP_IMPORT_ERROR_NO_MAP, "");
  rim_test_folder_remove (folder);
}

static RimVolume *
make_part (const RimGrid *grid,
           double         shift)
{
  RimGrid part = *grid;
  RimVolume *volume;

  for (guint axis = 0; axis < 3; axis++)
    part.size[axis] = axis == 2 ? 2 : 5;
  part.to_patient.m[0][3] += 4.0 + shift;
  part.to_patient.m[2][3] += 6.0;
  volume = rim_volume_new (&part, RIM_VOXEL_FLOAT, NULL);
  for (guint k = 0; k < 2; k++)
    for (guint v = 0; v < 25; v++)
      ((float *) rim_volume_get_slice_for_writing (volume, k))[v] = (float) (v % 5);
  rim_volume_publish_all (volume);

  return volume;
}

/* A part of the grid will do, as PyRadiomics crops its maps; half a voxel beside will not. */
static void
test_nifti (void)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autoptr(RimVolume) image = load_image (folder);
  g_autofree char *path = g_build_filename (folder, "original_glcm_Contrast.nii.gz", NULL);
  g_autofree char *beside = g_build_filename (folder, "beside.nrrd", NULL);
  g_autoptr(RimVolume) part = make_part (rim_volume_get_grid (image), 0.0);
  g_autoptr(RimVolume) shifted = make_part (rim_volume_get_grid (image), 0.5);
  g_autoptr(RimMapImport) map = NULL;
  g_autoptr(RimMapImport) without = NULL;

  g_assert_true (rim_image_write (path, part, NULL));
  g_assert_true (rim_image_write (beside, shifted, NULL));
  map = import (path, image);
  g_assert_cmpstr (map->title, ==, "original_glcm_Contrast");
  g_assert_null (map->unit);
  g_assert_cmpfloat (rim_volume_get_value (map->volume, 0, 0, 0), ==, 0.0);
  without = rim_map_import_file (path, image, TRUE, NULL, NULL);
  g_assert_true (isnan (rim_volume_get_value (without->volume, 0, 0, 0)));
  g_assert_cmpfloat (rim_volume_get_value (without->volume, 4, 0, 0), ==, 4.0);
  assert_refused (beside, image, RIM_MAP_IMPORT_ERROR, RIM_MAP_IMPORT_ERROR_ELSEWHERE, "voxels");
  rim_test_folder_remove (folder);
}

/* A map comes into the library as a series of its own, which is no image. */
static void
test_library (void)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autofree char *files = g_build_filename (folder, "files", NULL);
  const char *paths[] = { files, NULL };
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(RimLibrary) library = rim_library_open (folder, NULL);
  g_autoptr(RimVolume) image = NULL;
  g_autoptr(GPtrArray) maps = NULL;
  g_autoptr(GPtrArray) studies = NULL;
  g_autoptr(RimMapImport) map = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = NULL;
  RimLibraryRow *study;

  g_assert_cmpint (g_mkdir (files, 0700), ==, 0);
  image = load_image (files);
  path = write_map (files, &whole);
  g_assert_true (rim_library_import (library, paths, RIM_IMPORT_IN_PLACE, NULL, NULL, NULL, ids, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (ids->len, ==, 2);

  studies = rim_library_list_studies (library, 1, NULL);
  study = studies->pdata[0];
  maps = rim_library_list_maps (library, study->id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (maps->len, ==, 1);
  g_assert_cmpstr (((RimLibraryRow *) maps->pdata[0])->title, ==, "Whole");
  map = rim_map_import_series (library, ((RimLibraryRow *) maps->pdata[0])->id, image, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (get_value (map, 100), ==, 22.0f);
  rim_test_folder_remove (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/map-import/floats", test_floats);
  g_test_add_func ("/map-import/whole-numbers", test_whole_numbers);
  g_test_add_func ("/map-import/doubles", test_doubles);
  g_test_add_func ("/map-import/refused", test_refused);
  g_test_add_func ("/map-import/nifti", test_nifti);
  g_test_add_func ("/map-import/library", test_library);

  return g_test_run ();
}
