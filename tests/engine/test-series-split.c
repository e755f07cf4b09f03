/* test-series-split.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "dicom/rim-dcm.h"
#include "dicom/rim-series.h"
#include "rim-test-data.h"

#define SIZE 4

/* One frame or instance that a test writes. Its voxels are all @value. */
typedef struct
{
  double      z;
  guint16     value;
  int         time;
  int         acquisition;
  double      slope;
  const char *image_type;
  const char *content_time;
  gboolean    is_sagittal;
  int         bits_stored;
} Slice;

typedef struct
{
  char *folder;
  guint n_files;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = rim_test_folder_new ();
  fixture->n_files = 0;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  rim_test_folder_remove (fixture->folder);
  g_free (fixture->folder);
}

static void
put_common (RimDcmItem *dataset,
            const char *sop_class,
            guint       n)
{
  g_autofree char *uid = g_strdup_printf ("2.25.1%04u", n);

  rim_dcm_item_put_string (dataset, RIM_DCM_TAG (0x0008, 0x0016), sop_class);
  rim_dcm_item_put_string (dataset, RIM_DCM_TAG (0x0008, 0x0018), uid);
  rim_dcm_item_put_string (dataset, RIM_DCM_TAG (0x0008, 0x0060), "CT");
  rim_dcm_item_put_string (dataset, RIM_DCM_TAG (0x0020, 0x000d), "2.25.2");
  rim_dcm_item_put_string (dataset, RIM_DCM_TAG (0x0020, 0x000e), "2.25.3");
  rim_dcm_item_put_string (dataset, RIM_DCM_TAG (0x0020, 0x0052), "2.25.4");
  rim_dcm_item_put_int (dataset, RIM_DCM_TAG (0x0020, 0x0013), 1000 - (int) n);
  rim_dcm_item_put_int (dataset, RIM_DCM_TAG (0x0028, 0x0002), 1);
  rim_dcm_item_put_string (dataset, RIM_DCM_TAG (0x0028, 0x0004), "MONOCHROME2");
  rim_dcm_item_put_int (dataset, RIM_DCM_TAG (0x0028, 0x0010), SIZE);
  rim_dcm_item_put_int (dataset, RIM_DCM_TAG (0x0028, 0x0011), SIZE);
  rim_dcm_item_put_int (dataset, RIM_DCM_TAG (0x0028, 0x0100), 16);
  rim_dcm_item_put_int (dataset, RIM_DCM_TAG (0x0028, 0x0101), 16);
  rim_dcm_item_put_int (dataset, RIM_DCM_TAG (0x0028, 0x0102), 15);
  rim_dcm_item_put_int (dataset, RIM_DCM_TAG (0x0028, 0x0103), 0);
}

static void
put_plane (RimDcmItem  *position_item,
           RimDcmItem  *orientation_item,
           const Slice *slice)
{
  static const double axial[] = { 1, 0, 0, 0, 1, 0 };
  static const double sagittal[] = { 0, 1, 0, 0, 0, -1 };
  double position[] = { -5, -5, slice->z };

  rim_dcm_item_put_doubles (position_item, RIM_DCM_TAG (0x0020, 0x0032), position, 3);
  rim_dcm_item_put_doubles (orientation_item, RIM_DCM_TAG (0x0020, 0x0037),
                            slice->is_sagittal ? sagittal : axial, 6);
}

static void
put_spacing_and_rescale (RimDcmItem  *spacing_item,
                         RimDcmItem  *rescale_item,
                         const Slice *slice)
{
  static const double spacing[] = { 2, 3 };

  rim_dcm_item_put_doubles (spacing_item, RIM_DCM_TAG (0x0028, 0x0030), spacing, 2);
  rim_dcm_item_put_double (rescale_item, RIM_DCM_TAG (0x0028, 0x1052), -10.0);
  rim_dcm_item_put_double (rescale_item, RIM_DCM_TAG (0x0028, 0x1053),
                           slice->slope > 0.0 ? slice->slope : 1.0);
  rim_dcm_item_put_string (rescale_item, RIM_DCM_TAG (0x0028, 0x1054), "HU");
}

static void
put_pixels (RimDcmItem  *dataset,
            const Slice *slices,
            gsize        n)
{
  g_autofree guint16 *pixels = g_new (guint16, n * SIZE * SIZE);

  for (gsize i = 0; i < n * SIZE * SIZE; i++)
    pixels[i] = slices[i / (SIZE * SIZE)].value;

  rim_dcm_item_put_words (dataset, RIM_DCM_PIXEL_DATA, pixels, n * SIZE * SIZE);
}

static void
save (Fixture    *fixture,
      RimDcmFile *file)
{
  g_autofree char *name = g_strdup_printf ("%u", fixture->n_files++);
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_true (rim_dcm_file_save (file, path, &error));
  g_assert_no_error (error);
}

static void
write_slice (Fixture     *fixture,
             const Slice *slice)
{
  g_autoptr(RimDcmFile) file = rim_dcm_file_new ();
  RimDcmItem *dataset = rim_dcm_file_get_dataset (file);

  put_common (dataset, "1.2.840.10008.5.1.4.1.1.2", fixture->n_files);
  put_plane (dataset, dataset, slice);
  put_spacing_and_rescale (dataset, dataset, slice);
  put_pixels (dataset, slice, 1);

  if (slice->time > 0)
    rim_dcm_item_put_int (dataset, RIM_DCM_TAG (0x0020, 0x0100), slice->time);
  if (slice->acquisition > 0)
    rim_dcm_item_put_int (dataset, RIM_DCM_TAG (0x0020, 0x0012), slice->acquisition);
  if (slice->image_type != NULL)
    rim_dcm_item_put_string (dataset, RIM_DCM_TAG (0x0008, 0x0008), slice->image_type);
  if (slice->content_time != NULL)
    rim_dcm_item_put_string (dataset, RIM_DCM_TAG (0x0008, 0x0033), slice->content_time);
  if (slice->bits_stored > 0)
    {
      rim_dcm_item_put_int (dataset, RIM_DCM_TAG (0x0028, 0x0101), slice->bits_stored);
      rim_dcm_item_put_int (dataset, RIM_DCM_TAG (0x0028, 0x0102), slice->bits_stored - 1);
    }

  save (fixture, file);
}

static void
put_frame (RimDcmItem  *dataset,
           const Slice *slice)
{
  RimDcmItem *groups = rim_dcm_item_add_item (dataset, RIM_DCM_TAG (0x5200, 0x9230));
  RimDcmItem *content = rim_dcm_item_add_item (groups, RIM_DCM_TAG (0x0020, 0x9111));

  put_plane (rim_dcm_item_add_item (groups, RIM_DCM_TAG (0x0020, 0x9113)),
             rim_dcm_item_add_item (groups, RIM_DCM_TAG (0x0020, 0x9116)), slice);
  put_spacing_and_rescale (rim_dcm_item_add_item (groups, RIM_DCM_TAG (0x0028, 0x9110)),
                           rim_dcm_item_add_item (groups, RIM_DCM_TAG (0x0028, 0x9145)), slice);
  rim_dcm_item_put_string (content, RIM_DCM_TAG (0x0020, 0x9056), "1");
  rim_dcm_item_put_int (content, RIM_DCM_TAG (0x0020, 0x9128), slice->time);
}

static void
write_enhanced (Fixture     *fixture,
                const Slice *slices,
                gsize        n)
{
  g_autoptr(RimDcmFile) file = rim_dcm_file_new ();
  RimDcmItem *dataset = rim_dcm_file_get_dataset (file);

  put_common (dataset, "1.2.840.10008.5.1.4.1.1.2.1", 0);
  rim_dcm_item_put_int (dataset, RIM_DCM_TAG (0x0028, 0x0008), (gint64) n);
  put_pixels (dataset, slices, n);

  for (gsize i = 0; i < n; i++)
    put_frame (dataset, &slices[i]);

  save (fixture, file);
}

static GPtrArray *
scan (const char *path)
{
  const char *paths[] = { path, NULL };
  g_autoptr(GPtrArray) refused = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) error = NULL;
  GPtrArray *all = rim_dicom_scan (paths, refused, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (refused->len, ==, 0);

  return all;
}

static gboolean
has_warning (RimSeries  *series,
             const char *part)
{
  for (guint i = 0; i < series->source->warnings->len; i++)
    if (strstr (series->source->warnings->pdata[i], part) != NULL)
      return TRUE;

  return FALSE;
}

/* Loads a series and compares the stored value of each slice. */
static void
assert_values (RimSeries    *series,
               const double *values,
               guint         n)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RimVolume) volume = rim_series_load (series, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (series->n_slices, ==, n);

  for (guint k = 0; k < n; k++)
    g_assert_cmpfloat (rim_volume_get_value (volume, 1, 2, k), ==, values[k]);
}

static void
test_enhanced (Fixture       *fixture,
               gconstpointer  data)
{
  static const Slice slices[] = {
    { .z = 10, .value = 3, .time = 2, .slope = 2 }, { .z = 0, .value = 1, .time = 1 },
    { .z = 5, .value = 2, .time = 1, .slope = 4 }, { .z = 5, .value = 2, .time = 2 },
    { .z = 0, .value = 1, .time = 2 }, { .z = 10, .value = 3, .time = 1 },
  };
  static const double first[] = { -9, -2, -7 };
  static const double second[] = { -9, -8, -4 };
  g_autoptr(GPtrArray) all = NULL;
  RimSeries *series;

  write_enhanced (fixture, slices, G_N_ELEMENTS (slices));
  all = scan (fixture->folder);
  g_assert_cmpuint (all->len, ==, 2);

  series = all->pdata[0];
  assert_values (series, first, 3);
  assert_values (all->pdata[1], second, 3);
  g_assert_cmpuint (series->source->series_part, ==, 1);
  g_assert_cmpuint (rim_source_get_slice (series->source, 0)->frame, ==, 2);
  g_assert_cmpuint (rim_source_get_slice (series->source, 0)->number, ==, 2);
  g_assert_cmpfloat (rim_grid_get_spacing (&series->grid, 0), ==, 3.0);
  g_assert_cmpfloat (rim_grid_get_spacing (&series->grid, 1), ==, 2.0);
  g_assert_cmpfloat_with_epsilon (rim_grid_get_slice_distance (&series->grid), 5.0, 1e-12);
}

static void
test_times (Fixture       *fixture,
            gconstpointer  data)
{
  static const Slice slices[] = {
    { .z = 0, .value = 1, .time = 1 }, { .z = 2, .value = 2, .time = 1 },
    { .z = 0, .value = 11, .time = 2 }, { .z = 2, .value = 12, .time = 2 },
  };
  static const double first[] = { -9, -8 };
  static const double second[] = { 1, 2 };
  g_autoptr(GPtrArray) all = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (slices); i++)
    write_slice (fixture, &slices[i]);

  all = scan (fixture->folder);
  g_assert_cmpuint (all->len, ==, 2);
  assert_values (all->pdata[0], first, 2);
  assert_values (all->pdata[1], second, 2);
  g_assert_true (has_warning (all->pdata[0], "time"));
}

/* Every image has a time of its own: only their order at each position tells. */
static void
test_content_times (Fixture       *fixture,
                    gconstpointer  data)
{
  static const Slice slices[] = {
    { .z = 2, .value = 12, .content_time = "120004" },
    { .z = 0, .value = 1, .content_time = "120001" },
    { .z = 2, .value = 2, .content_time = "120002" },
    { .z = 0, .value = 11, .content_time = "120003" },
  };
  static const double first[] = { -9, -8 };
  static const double second[] = { 1, 2 };
  g_autoptr(GPtrArray) all = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (slices); i++)
    write_slice (fixture, &slices[i]);

  all = scan (fixture->folder);
  g_assert_cmpuint (all->len, ==, 2);
  assert_values (all->pdata[0], first, 2);
  assert_values (all->pdata[1], second, 2);
}

static void
test_duplicates (Fixture       *fixture,
                 gconstpointer  data)
{
  static const Slice slices[] = {
    { .z = 0, .value = 1, .acquisition = 1 }, { .z = 2, .value = 2, .acquisition = 3 },
    { .z = 2, .value = 9, .acquisition = 2 }, { .z = 4, .value = 3, .acquisition = 4 },
  };
  static const double values[] = { -9, -8, -7 };
  g_autoptr(GPtrArray) all = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (slices); i++)
    write_slice (fixture, &slices[i]);

  all = scan (fixture->folder);
  g_assert_cmpuint (all->len, ==, 1);
  assert_values (all->pdata[0], values, 3);
  g_assert_true (has_warning (all->pdata[0], "left out: 1"));
}

static void
test_localizer (Fixture       *fixture,
                gconstpointer  data)
{
  static const Slice slices[] = {
    { .z = 0, .value = 1, .image_type = "ORIGINAL\\PRIMARY\\AXIAL" },
    { .z = 2, .value = 2, .image_type = "ORIGINAL\\PRIMARY\\AXIAL" },
    { .z = 1, .value = 9, .image_type = "ORIGINAL\\PRIMARY\\LOCALIZER" },
    { .z = 3, .value = 8, .is_sagittal = TRUE },
  };
  static const double values[] = { -9, -8 };
  g_autoptr(GPtrArray) all = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (slices); i++)
    write_slice (fixture, &slices[i]);

  all = scan (fixture->folder);
  g_assert_cmpuint (all->len, ==, 3);
  assert_values (all->pdata[0], values, 2);
  g_assert_true (has_warning (all->pdata[0], "split in 3"));
}

/* Compression and archives lower Bits Stored where the values of a slice allow
 * it; what is above them is no value.
 */
static void
test_bits_stored (Fixture       *fixture,
                  gconstpointer  data)
{
  static const Slice slices[] = {
    { .z = 0, .value = 0x9001 }, { .z = 2, .value = 0x9002, .bits_stored = 12 },
    { .z = 4, .value = 0x8003, .bits_stored = 15 }, { .z = 6, .value = 4 },
  };
  static const double values[] = { 0x9001 - 10, -8, -7, -6 };
  g_autoptr(GPtrArray) all = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (slices); i++)
    write_slice (fixture, &slices[i]);

  all = scan (fixture->folder);
  g_assert_cmpuint (all->len, ==, 1);
  assert_values (all->pdata[0], values, 4);
}

typedef struct
{
  double          z[5];
  RimGeometryKind kind;
  double          residual;
} Spacing;

/* The two thresholds: 1 % of the spacing or 0.01 mm, and a third of it. */
static const Spacing spacings[] = {
  { { 0, 2, 4, 6, 8 }, RIM_GEOMETRY_REGULAR, 0.0 },
  { { 0, 2, 4.02, 6, 8 }, RIM_GEOMETRY_REGULAR, 0.016 },
  { { 0, 2, 4.05, 6, 8 }, RIM_GEOMETRY_UNEVEN, 0.04 },
  { { 0, 2, 4.7, 6, 8 }, RIM_GEOMETRY_UNEVEN, 0.56 },
  { { 0, 2, 4.9, 6, 8 }, RIM_GEOMETRY_IRREGULAR, 0.72 },
  { { 0, 2, 4, 8, 10 }, RIM_GEOMETRY_IRREGULAR, 0.8 },
};

static void
test_spacing (Fixture       *fixture,
              gconstpointer  data)
{
  const Spacing *spacing = data;
  g_autoptr(GPtrArray) all = NULL;
  RimSeries *series;

  for (int i = 4; i >= 0; i--)
    {
      Slice slice = { .z = spacing->z[i], .value = (guint16) i };

      write_slice (fixture, &slice);
    }

  all = scan (fixture->folder);
  g_assert_cmpuint (all->len, ==, 1);
  series = all->pdata[0];
  g_assert_cmpint (series->geometry, ==, spacing->kind);
  g_assert_cmpfloat_with_epsilon (series->residual, spacing->residual, 1e-9);
  g_assert_cmpint (series->positions != NULL, ==, spacing->kind != RIM_GEOMETRY_REGULAR);

  for (int k = 0; k < 5 && series->positions != NULL; k++)
    g_assert_cmpfloat_with_epsilon (series->positions[k], spacing->z[k], 1e-9);
}

/* A legacy-converted instance and the images it was made of. */
static void
test_converted (void)
{
  static const char *const folders[] = {
    "data/segmentation_objects/segmentations/23x38x3",
    "data/segmentation_objects/segmentations/24x38x3",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *folder = rim_test_data_or_skip (folders[i]);
      g_autofree char *single = g_strconcat (folder, "/image", NULL);
      g_autofree char *multi = g_strconcat (folder, "/multiframe", NULL);
      g_autoptr(GPtrArray) a = NULL;
      g_autoptr(GPtrArray) b = NULL;
      g_autoptr(RimVolume) x = NULL;
      g_autoptr(RimVolume) y = NULL;
      const RimGrid *grid;

      if (folder == NULL)
        return;

      a = scan (single);
      b = scan (multi);
      x = rim_series_load (a->pdata[0], NULL, NULL, NULL);
      y = rim_series_load (b->pdata[0], NULL, NULL, NULL);
      grid = rim_volume_get_grid (x);
      g_assert_true (rim_grid_equal (grid, rim_volume_get_grid (y), 1e-6));

      for (guint k = 0; k < grid->size[2]; k++)
        for (guint j = 0; j < grid->size[1]; j++)
          for (guint n = 0; n < grid->size[0]; n++)
            g_assert_cmpfloat (rim_volume_get_value (x, n, j, k), ==,
                               rim_volume_get_value (y, n, j, k));
    }
}

#define ADD(name_, data_, func_) \
  g_test_add ("/series-split/" name_, Fixture, data_, set_up, func_, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("enhanced", NULL, test_enhanced);
  ADD ("times", NULL, test_times);
  ADD ("content-times", NULL, test_content_times);
  ADD ("duplicates", NULL, test_duplicates);
  ADD ("localizer", NULL, test_localizer);
  ADD ("bits-stored", NULL, test_bits_stored);

  for (gsize i = 0; i < G_N_ELEMENTS (spacings); i++)
    {
      g_autofree char *path = g_strdup_printf ("/series-split/spacing/%u", (guint) i);

      g_test_add (path, Fixture, &spacings[i], set_up, test_spacing, tear_down);
    }

  g_test_add_func ("/series-split/converted", test_converted);

  return g_test_run ();
}
