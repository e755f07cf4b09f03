/* rim-rtstruct-write.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dicom/rim-rtstruct.h"

#include <string.h>

#include "dicom/rim-object-private.h"

#define TAG RIM_DCM_TAG

#define REFERENCED_FRAMES     TAG (0x3006, 0x0010)
#define REFERENCED_STUDIES    TAG (0x3006, 0x0012)
#define REFERENCED_SERIES     TAG (0x3006, 0x0014)
#define CONTOUR_IMAGES        TAG (0x3006, 0x0016)
#define STRUCTURE_ROIS        TAG (0x3006, 0x0020)
#define ROI_CONTOURS          TAG (0x3006, 0x0039)
#define CONTOURS              TAG (0x3006, 0x0040)
#define SOURCE_PIXEL_PLANES   TAG (0x3006, 0x004a)
#define OBSERVATIONS          TAG (0x3006, 0x0080)
#define REFERENCED_ROI        TAG (0x3006, 0x0084)

#define DETACHED_STUDY_CLASS  "1.2.840.10008.3.1.2.3.1"

#define MAX_LABEL 16

/* How close to the corners of voxels what we traced ourselves lies. */
#define ON_CORNER 1e-6

/* A file being made. */
typedef struct
{
  const RimRtstructOptions *options;
  RimDcmItem               *dataset;
  RimObjectNames            names;
  guint                    *numbers;     /* of each region */
} Writer;

static const RimSourceSlice *
get_slice (const Writer *writer,
           int           k)
{
  GArray *slices = writer->options->image->slices;

  if (k < 0 || slices == NULL || (guint) k >= slices->len)
    return NULL;

  return &g_array_index (slices, RimSourceSlice, k);
}

static void
put_images (Writer     *writer,
            RimDcmItem *series)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GArray *slices = writer->options->image->slices;

  for (guint k = 0; slices != NULL && k < slices->len; k++)
    {
      char *uid = g_array_index (slices, RimSourceSlice, k).sop_instance_uid;

      if (uid != NULL && g_hash_table_add (seen, uid))
        rim_object_put_image (series, CONTOUR_IMAGES, writer->options->image, uid, 0);
    }
}

static gboolean
has_images (const Writer *writer)
{
  const RimSourceSlice *first = get_slice (writer, 0);

  return first != NULL && first->sop_instance_uid != NULL;
}

static void
put_references (Writer *writer)
{
  RimDcmItem *frame = rim_dcm_item_add_item (writer->dataset, REFERENCED_FRAMES);
  RimDcmItem *study;
  RimDcmItem *series;

  rim_dcm_item_put_string (frame, TAG (0x0020, 0x0052), writer->names.frame_of_reference_uid);
  if (!has_images (writer))
    return;

  study = rim_dcm_item_add_item (frame, REFERENCED_STUDIES);
  rim_dcm_item_put_string (study, TAG (0x0008, 0x1150), DETACHED_STUDY_CLASS);
  rim_dcm_item_put_string (study, TAG (0x0008, 0x1155), writer->names.study_uid);

  series = rim_dcm_item_add_item (study, REFERENCED_SERIES);
  rim_dcm_item_put_string (series, TAG (0x0020, 0x000e), writer->names.series_uid);
  put_images (writer, series);
}

static void
put_structure (Writer       *writer,
               const RimRoi *roi,
               guint         number)
{
  RimDcmItem *item = rim_dcm_item_add_item (writer->dataset, STRUCTURE_ROIS);

  rim_dcm_item_put_int (item, TAG (0x3006, 0x0022), number);
  rim_dcm_item_put_string (item, TAG (0x3006, 0x0024), writer->names.frame_of_reference_uid);
  rim_object_put_text (item, TAG (0x3006, 0x0026), roi->name, 64);
  if (roi->description != NULL)
    rim_object_put_text (item, TAG (0x3006, 0x0028), roi->description, 1024);
  rim_dcm_item_put_string (item, TAG (0x3006, 0x0036), roi->algorithm);
}

/* The planes that voxels were drawn on, where these are not the image's. */
static void
put_pixel_planes (Writer        *writer,
                  RimDcmItem    *item,
                  const RimGrid *grid)
{
  RimDcmItem *planes = rim_dcm_item_add_item (item, SOURCE_PIXEL_PLANES);
  RimVec3 row = rim_affine_get_column (&grid->to_patient, 0);
  RimVec3 column = rim_affine_get_column (&grid->to_patient, 1);
  RimVec3 origin = rim_affine_get_column (&grid->to_patient, 3);
  double spacing[2] = { rim_grid_get_spacing (grid, 1), rim_grid_get_spacing (grid, 0) };

  rim_vec3_normalize (&row);
  rim_vec3_normalize (&column);

  rim_dcm_item_put_doubles (planes, TAG (0x0028, 0x0030), spacing, 2);
  rim_dcm_item_put_double (planes, TAG (0x0018, 0x0088), rim_grid_get_slice_distance (grid));
  rim_dcm_item_put_doubles (planes, TAG (0x0020, 0x0037),
                            (double[]) { row.x, row.y, row.z, column.x, column.y, column.z }, 6);
  rim_dcm_item_put_doubles (planes, TAG (0x0020, 0x0032),
                            (double[]) { origin.x, origin.y, origin.z }, 3);
  rim_dcm_item_put_int (planes, TAG (0x0028, 0x0008), grid->size[2]);
  rim_dcm_item_put_int (planes, TAG (0x0028, 0x0010), grid->size[1]);
  rim_dcm_item_put_int (planes, TAG (0x0028, 0x0011), grid->size[0]);
}

/* A tenth of a nanometre is far below what any reader rounds to, and with it a
 * number of any patient fits into the 16 characters of a DS.
 */
static void
append_decimal (GString *text,
                double   value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  double rounded = round (value * 1e8) / 1e8;

  g_ascii_formatd (buffer, sizeof buffer, "%.12g", rounded == 0.0 ? 0.0 : rounded);
  if (strlen (buffer) > 16)
    g_ascii_formatd (buffer, sizeof buffer, "%.9g", rounded);

  if (text->len > 0)
    g_string_append_c (text, '\\');
  g_string_append (text, buffer);
}

static char *
format_points (const RimContour *contour)
{
  GString *text = g_string_sized_new (48 * contour->n_points);

  for (gsize n = 0; n < contour->n_points; n++)
    {
      append_decimal (text, contour->points[n].x);
      append_decimal (text, contour->points[n].y);
      append_decimal (text, contour->points[n].z);
    }

  return g_string_free (text, FALSE);
}

static gsize
count_points (const RimContour *contour)
{
  gsize n_values = 1;

  if (contour->n_points > 0 || contour->text == NULL || contour->text[0] == '\0')
    return contour->n_points;

  for (const char *c = contour->text; *c != '\0'; c++)
    n_values += *c == '\\';

  return n_values / 3;
}

static void
put_contour_image (Writer     *writer,
                   RimDcmItem *item,
                   RimContour *contour)
{
  const RimRtstructOptions *options = writer->options;
  const RimSourceSlice *slice =
    get_slice (writer, rim_contour_find_slice (contour, options->grid, options->slice_positions));

  if (contour->sop_instance_uid != NULL &&
      (slice == NULL || g_strcmp0 (slice->sop_instance_uid, contour->sop_instance_uid) != 0))
    rim_object_put_image (item, CONTOUR_IMAGES, options->image, contour->sop_instance_uid, 0);
  else if (slice != NULL && slice->sop_instance_uid != NULL)
    rim_object_put_image (item, CONTOUR_IMAGES, options->image, slice->sop_instance_uid, slice->frame);
}

static void
put_contour (Writer     *writer,
             RimDcmItem *roi_item,
             RimContour *contour,
             guint       number)
{
  RimDcmItem *item = rim_dcm_item_add_item (roi_item, CONTOURS);
  g_autofree char *text = contour->text != NULL ? g_strdup (contour->text) : format_points (contour);

  put_contour_image (writer, item, contour);
  rim_dcm_item_put_string (item, TAG (0x3006, 0x0042), rim_contour_kind_get_dicom_name (contour->kind));
  rim_dcm_item_put_int (item, TAG (0x3006, 0x0046), (gint64) count_points (contour));
  rim_dcm_item_put_int (item, TAG (0x3006, 0x0048), number);
  rim_dcm_item_put_string (item, TAG (0x3006, 0x0050), text);
}

/* Where the true position of a slice is not where the grid has it, the contour
 * has to lie in the true plane.
 */
static double
find_true_k (const RimRtstructOptions *options,
             const RimGrid            *grid,
             guint                     k)
{
  double first, step;

  if (options->slice_positions == NULL || !rim_grid_equal (grid, options->grid, 1e-3))
    return k;

  first = rim_vec3_dot (rim_grid_get_normal (grid), rim_affine_get_column (&grid->to_patient, 3));
  step = rim_grid_get_slice_distance (grid);

  return (options->slice_positions[k] - first) / step;
}

static GPtrArray *
trace_slice (const RimRtstructOptions *options,
             RimMask                  *mask,
             guint                     k)
{
  const RimGrid *grid = rim_mask_get_grid (mask);
  g_autoptr(GPtrArray) polygons = rim_mask_slice_trace (rim_mask_get_slice (mask, k));
  g_autoptr(GPtrArray) joined = options->keyholes ? rim_polygons_join_holes (polygons) : NULL;

  return rim_polygons_to_contours (joined != NULL ? joined : polygons, grid,
                                   find_true_k (options, grid, k));
}

static gboolean
is_at_corner (RimVec3 index,
              int     k)
{
  return fabs (index.z - k) < ON_CORNER &&
         fabs (index.x - floor (index.x) - 0.5) < ON_CORNER &&
         fabs (index.y - floor (index.y) - 0.5) < ON_CORNER;
}

/* Returns: whether a contour follows the corners of voxels of slice @k of the
 * mask, and so was traced from it and may be traced again as this file wants it
 */
static gboolean
is_traced (RimContour *contour,
           RimMask    *mask,
           int        *k)
{
  if (contour->text != NULL || mask == NULL || !rim_contour_is_closed (contour))
    return FALSE;

  *k = rim_contour_find_slice (contour, rim_mask_get_grid (mask), NULL);
  if (*k < 0)
    return FALSE;

  for (gsize n = 0; n < contour->n_points; n++)
    if (!is_at_corner (rim_grid_from_patient (rim_mask_get_grid (mask), contour->points[n]), *k))
      return FALSE;

  return TRUE;
}

static void
append_all (GPtrArray *contours,
            GPtrArray *more)
{
  for (guint n = 0; n < more->len; n++)
    g_ptr_array_add (contours, rim_contour_ref (more->pdata[n]));
}

static GPtrArray *
collect_contours (Writer       *writer,
                  const RimRoi *roi)
{
  GPtrArray *contours = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_contour_unref);
  g_autoptr(GHashTable) done = g_hash_table_new (NULL, NULL);
  guint n_slices = roi->mask != NULL ? rim_mask_get_grid (roi->mask)->size[2] : 0;

  for (guint n = 0; roi->contours != NULL && n < roi->contours->len; n++)
    {
      RimContour *contour = roi->contours->pdata[n];
      int k;

      if (!is_traced (contour, roi->mask, &k))
        {
          g_ptr_array_add (contours, rim_contour_ref (contour));
        }
      else if (g_hash_table_add (done, GINT_TO_POINTER (k)))
        {
          g_autoptr(GPtrArray) traced = trace_slice (writer->options, roi->mask, (guint) k);

          append_all (contours, traced);
        }
    }

  for (guint k = 0; roi->contours == NULL && k < n_slices; k++)
    {
      g_autoptr(GPtrArray) traced = trace_slice (writer->options, roi->mask, k);

      append_all (contours, traced);
    }

  return contours;
}

static void
put_contours (Writer       *writer,
              const RimRoi *roi,
              guint         number)
{
  RimDcmItem *item = rim_dcm_item_add_item (writer->dataset, ROI_CONTOURS);
  g_autoptr(GPtrArray) contours = collect_contours (writer, roi);

  if (roi->has_color)
    rim_dcm_item_put_ints (item, TAG (0x3006, 0x002a),
                           (gint64[]) { roi->color[0], roi->color[1], roi->color[2] }, 3);

  for (guint n = 0; n < contours->len; n++)
    put_contour (writer, item, contours->pdata[n], n + 1);

  if (roi->mask != NULL && !rim_grid_equal (rim_mask_get_grid (roi->mask), writer->options->grid, 1e-3))
    put_pixel_planes (writer, item, rim_mask_get_grid (roi->mask));

  rim_dcm_item_put_int (item, REFERENCED_ROI, number);
}

static void
put_observation (Writer       *writer,
                 const RimRoi *roi,
                 guint         index)
{
  RimDcmItem *item = rim_dcm_item_add_item (writer->dataset, OBSERVATIONS);

  rim_dcm_item_put_int (item, TAG (0x3006, 0x0082), index + 1);
  rim_dcm_item_put_int (item, REFERENCED_ROI, writer->numbers[index]);
  rim_object_put_code (item, TAG (0x0062, 0x0003), &roi->category);
  rim_object_put_code (item, TAG (0x3006, 0x0086), &roi->type);
  rim_object_put_code (item, TAG (0x0008, 0x2218), &roi->region);
  rim_dcm_item_put_string (item, TAG (0x3006, 0x00a4), roi->interpreted_type);
  rim_dcm_item_put_empty (item, TAG (0x3006, 0x00a6));

  if (roi->tracking_id != NULL && roi->tracking_uid != NULL)
    {
      rim_object_put_text (item, TAG (0x0062, 0x0020), roi->tracking_id, 1024);
      rim_dcm_item_put_string (item, TAG (0x0062, 0x0021), roi->tracking_uid);
    }
}

/* The standard counts characters, validators and old systems count bytes: a
 * label, which nobody reads for its end, stays below both.
 */
static void
put_label (Writer     *writer,
           const char *label)
{
  gsize n_characters = MAX_LABEL;

  if (label == NULL || label[0] == '\0' || !g_utf8_validate (label, -1, NULL))
    label = "RTSTRUCT";

  n_characters = MIN (n_characters, (gsize) g_utf8_strlen (label, -1));
  while (g_utf8_offset_to_pointer (label, (glong) n_characters) - label > MAX_LABEL)
    n_characters--;

  rim_object_put_text (writer->dataset, TAG (0x3006, 0x0002), label, n_characters);
}

static void
put_approval (RimDcmItem                *dataset,
              const RimRtstructApproval *approval)
{
  g_autoptr(GDateTime) utc = NULL;
  g_autoptr(GDateTime) when = NULL;

  if (approval == NULL)
    {
      rim_dcm_item_put_string (dataset, TAG (0x300e, 0x0002), "UNAPPROVED");
      return;
    }

  rim_dcm_item_put_string (dataset, TAG (0x300e, 0x0002), approval->rejected ? "REJECTED" : "APPROVED");
  rim_object_put_text (dataset, TAG (0x300e, 0x0008), approval->reviewer, 64);

  utc = g_date_time_new_from_unix_utc (approval->time / G_USEC_PER_SEC);
  when = utc != NULL ? g_date_time_to_local (utc) : NULL;
  if (approval->time != 0 && when != NULL)
    {
      rim_object_put_date (dataset, TAG (0x300e, 0x0004), TAG (0x300e, 0x0005), when);
      return;
    }

  rim_dcm_item_put_empty (dataset, TAG (0x300e, 0x0004));
  rim_dcm_item_put_empty (dataset, TAG (0x300e, 0x0005));
}

static void
put_structure_set (Writer    *writer,
                   GPtrArray *rois)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();

  put_label (writer, writer->options->label);
  rim_object_put_date (writer->dataset, TAG (0x3006, 0x0008), TAG (0x3006, 0x0009), now);
  rim_dcm_item_put_empty (writer->dataset, TAG (0x0008, 0x1070));
  put_approval (writer->dataset, writer->options->approval);
  put_references (writer);

  for (guint n = 0; n < rois->len; n++)
    put_structure (writer, rois->pdata[n], writer->numbers[n]);
  for (guint n = 0; n < rois->len; n++)
    put_contours (writer, rois->pdata[n], writer->numbers[n]);
  for (guint n = 0; n < rois->len; n++)
    put_observation (writer, rois->pdata[n], n);
}

/**
 * rim_rtstruct_write_with:
 * @path: where to
 * @rois: (element-type RimRoi): the regions; a contour with a text is written to
 *   the letter, one without is written from its points, or traced anew where it
 *   was traced from the mask; a region without contours is traced from its mask
 * @options: what they were drawn on and how to write them
 * @error: where to put an error
 *
 * Writes an RT structure set (PS3.3 A.19) in implicit little endian, which is
 * the only syntax that has room for contours of any length. Each region keeps
 * its number where no other has it.
 *
 * Returns: whether it was written
 */
gboolean
rim_rtstruct_write_with (const char                *path,
                         GPtrArray                 *rois,
                         const RimRtstructOptions  *options,
                         GError                   **error)
{
  g_autoptr(RimDcmFile) file = NULL;
  g_autofree guint *numbers = NULL;
  Writer writer = { 0 };

  g_return_val_if_fail (path != NULL && rois != NULL && options != NULL, FALSE);
  g_return_val_if_fail (options->image != NULL && options->grid != NULL, FALSE);

  file = rim_dcm_file_new ();
  rim_dcm_file_set_implicit (file);
  numbers = g_new (guint, rois->len + 1);
  rim_object_number_rois (rois, 0, numbers);

  writer.options = options;
  writer.dataset = rim_dcm_file_get_dataset (file);
  writer.numbers = numbers;
  rim_object_names_init (&writer.names, options->image);
  rim_object_put_common (writer.dataset, options->image, &writer.names,
                         RIM_UID_RTSTRUCT, "RTSTRUCT", options->label);
  put_structure_set (&writer, rois);
  rim_object_names_clear (&writer.names);

  return rim_dcm_file_save (file, path, error);
}

/**
 * rim_rtstruct_write:
 *
 * As rim_rtstruct_write_with() where the slices are even, without keyholes.
 */
gboolean
rim_rtstruct_write (const char     *path,
                    GPtrArray      *rois,
                    const char     *label,
                    RimSource      *image,
                    const RimGrid  *grid,
                    GError        **error)
{
  const RimRtstructOptions options = { label, image, grid, NULL, FALSE, NULL };

  return rim_rtstruct_write_with (path, rois, &options, error);
}
