/* test-object-files.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Every published structure set and segmentation is read whole, and every file
 * that is none is refused with one clear line.
 */

#include <math.h>
#include <string.h>

#include "dicom/rim-dicom-header.h"
#include "dicom/rim-object-private.h"
#include "dicom/rim-rtstruct.h"
#include "dicom/rim-seg.h"
#include "dicom/rim-series.h"
#include "format/rim-image.h"
#include "rim-test-data.h"

typedef struct
{
  const char *name;
  guint       n_rois;
} Count;

/* How many regions the files have, by dcmdump. */
static const Count counts[] = {
  { "label.seg", 1 }, { "liver.dcm", 1 }, { "liver_1frame.dcm", 1 }, { "liver_expb_1frame.dcm", 1 },
  { "partial_overlaps.dcm", 5 }, { "rtstruct.dcm", 3 }, { "seg.dcm", 1 },
  { "sparse-labelmap-noppv.dcm", 1 }, { "sparse-labelmap-ppv5.dcm", 1 },
};

typedef RimRoiSet *(*ReadFunc) (const char  *path,
                                GError     **error);

static RimRoiSet *
read_seg (const char  *path,
          GError     **error)
{
  return rim_seg_read (path, RIM_SEG_DEFAULT_THRESHOLD, error);
}

static void
assert_refused (const char *path,
                ReadFunc    read)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RimRoiSet) set = read (path, &error);

  g_assert_null (set);
  g_assert_nonnull (error);
  g_assert_true (g_str_has_prefix (error->message, path));
  g_assert_null (strchr (error->message, '\n'));
  g_assert_cmpuint (strlen (error->message), >, strlen (path) + 5);
}

static gboolean
has_something (RimRoi *roi)
{
  if (roi->mask != NULL)
    return rim_mask_count (roi->mask) > 0;

  return roi->contours->len > 0;
}

/* Returns: whether the counts know the file */
static gboolean
assert_counted (const char *path,
                RimRoiSet  *set)
{
  g_autofree char *name = g_path_get_basename (path);

  for (guint n = 0; n < G_N_ELEMENTS (counts); n++)
    if (g_str_equal (counts[n].name, name))
      {
        g_assert_cmpuint (set->rois->len, ==, counts[n].n_rois);
        return TRUE;
      }

  return FALSE;
}

/* Returns: 1 if the file is of the class, and then it is read */
static guint
try_object (const char *path,
            gboolean    is_one,
            ReadFunc    read)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RimRoiSet) set = NULL;

  if (!is_one)
    {
      assert_refused (path, read);
      return 0;
    }

  set = read (path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (set->warnings->len, ==, 0);
  for (guint n = 0; n < set->rois->len; n++)
    g_assert_true (has_something (set->rois->pdata[n]));
  if (!assert_counted (path, set))
    g_error ("%s is not counted; it has %u regions", path, set->rois->len);

  return 1;
}

static void
find_values (RimVolume *volume,
             double    *low,
             double    *high)
{
  const RimGrid *grid = rim_volume_get_grid (volume);

  *low = INFINITY;
  *high = -INFINITY;
  for (guint k = 0; k < grid->size[2]; k++)
    for (guint j = 0; j < grid->size[1]; j++)
      for (guint i = 0; i < grid->size[0]; i++)
        {
          double value = rim_volume_get_value (volume, i, j, k);

          g_assert_true (isfinite (value));
          *low = MIN (*low, value);
          *high = MAX (*high, value);
        }
}

static GPtrArray *
find_files (const char *folder)
{
  const char *paths[] = { folder, NULL };
  g_autoptr(GError) error = NULL;
  GPtrArray *files = rim_dicom_find_files (paths, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (files->len, >, 0);

  return files;
}

static void
test_dicom (void)
{
  static const char *const folders[] = { "data/segmentation_objects", "data/robustness" };
  guint n_structure_sets = 0;
  guint n_segmentations = 0;

  for (guint f = 0; f < G_N_ELEMENTS (folders); f++)
    {
      g_autofree char *folder = rim_test_data_or_skip (folders[f]);
      g_autoptr(GPtrArray) files = NULL;

      if (folder == NULL)
        return;

      files = find_files (folder);
      for (guint n = 0; n < files->len; n++)
        {
          const char *path = files->pdata[n];
          g_autoptr(RimDicomHeader) header = rim_dicom_header_read (path, NULL);
          const char *class_uid = header != NULL ? header->sop_class_uid : NULL;

          n_structure_sets += try_object (path, g_strcmp0 (class_uid, RIM_UID_RTSTRUCT) == 0,
                                          rim_rtstruct_read);
          n_segmentations += try_object (path, g_strcmp0 (class_uid, RIM_UID_SEG) == 0 ||
                                         g_strcmp0 (class_uid, RIM_UID_LABELMAP_SEG) == 0, read_seg);
        }
    }

  g_assert_cmpuint (n_structure_sets, ==, 1);
  g_assert_cmpuint (n_segmentations, ==, 9);
}

/* The images that they belong to, and the maps, which are kept as images. */
static void
test_images (void)
{
  g_autofree char *folder = rim_test_data_or_skip ("data/segmentation_objects");
  const char *paths[] = { folder, NULL };
  g_autoptr(GPtrArray) refused = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) all = NULL;
  g_autoptr(GError) error = NULL;
  guint n_loaded = 0;

  if (folder == NULL)
    return;

  all = rim_dicom_scan (paths, refused, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint n = 0; n < refused->len; n++)
    g_assert_null (strstr (refused->pdata[n], ".dcm"));

  for (guint n = 0; n < all->len; n++)
    {
      g_autoptr(RimVolume) volume = NULL;
      double low, high;

      if (((RimSeries *) all->pdata[n])->slices == NULL)
        continue;

      volume = rim_series_load (all->pdata[n], NULL, NULL, &error);
      g_assert_no_error (error);
      find_values (volume, &low, &high);
      g_assert_cmpfloat (low, <, high);
      n_loaded++;
    }
  g_assert_cmpuint (n_loaded, >=, 6);
}

/* What the segmentations and maps were made from. */
static void
test_nrrd (void)
{
  g_autofree char *folder = rim_test_data_or_skip ("data/segmentation_objects");
  g_autoptr(GPtrArray) files = NULL;
  guint n_read = 0;

  if (folder == NULL)
    return;

  files = find_files (folder);
  for (guint n = 0; n < files->len; n++)
    {
      const char *path = files->pdata[n];
      g_autoptr(GError) error = NULL;

      if (!g_str_has_suffix (path, ".nrrd"))
        continue;

      n_read++;
      if (strstr (path, "paramaps") != NULL)
        {
          g_autoptr(RimVolume) volume = rim_image_read (path, &error);

          g_assert_no_error (error);
          g_assert_nonnull (volume);
        }
      else
        {
          g_autoptr(RimRoiSet) set = rim_image_read_labels (path, &error);

          g_assert_no_error (error);
          g_assert_cmpuint (set->rois->len, >=, 1);
          g_assert_cmpuint (rim_mask_count (((RimRoi *) set->rois->pdata[0])->mask), >, 0);
        }
    }
  g_assert_cmpuint (n_read, >=, 15);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/object-files/dicom", test_dicom);
  g_test_add_func ("/object-files/images", test_images);
  g_test_add_func ("/object-files/nrrd", test_nrrd);

  return g_test_run ();
}
