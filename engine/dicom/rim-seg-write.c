/* rim-seg-write.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dicom/rim-seg.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dicom/rim-dicom-header.h"
#include "dicom/rim-object-private.h"
#include "dicom/rim-seg-private.h"

#define TAG RIM_DCM_TAG

#define SEGMENT_NUMBER     TAG (0x0062, 0x0004)
#define SEGMENT_ID         TAG (0x0062, 0x000a)
#define REFERENCED_SEGMENT TAG (0x0062, 0x000b)
#define IMAGE_POSITION     TAG (0x0020, 0x0032)
#define PLANE_POSITION     TAG (0x0020, 0x9113)

/* One frame to be written. */
typedef struct
{
  guint roi;
  guint k;
} Frame;

typedef struct
{
  const RimSegOptions *options;
  GPtrArray           *rois;
  RimDcmItem          *dataset;
  RimObjectNames       names;
  guint               *numbers;     /* of each region */
  GArray              *frames;      /* of Frame */
  char                *dimensions;  /* UID */
} Writer;

static gboolean
check_masks (GPtrArray            *rois,
             const RimSegOptions  *options,
             const char           *path,
             GError              **error)
{
  for (guint n = 0; n < rois->len; n++)
    {
      const RimRoi *roi = rois->pdata[n];

      if (roi->mask != NULL && rim_grid_equal (rim_mask_get_grid (roi->mask), options->grid, 1e-3))
        continue;

      g_set_error (error, RIM_DICOM_ERROR, RIM_DICOM_ERROR_FAILED,
                   roi->mask == NULL
                   ? _("%s: cannot be written: “%s” has no voxels of its own")
                   : _("%s: cannot be written: “%s” is on another grid"),
                   path, roi->name != NULL ? roi->name : "");
      return FALSE;
    }

  if (rois->len > 0)
    return TRUE;

  g_set_error (error, RIM_DICOM_ERROR, RIM_DICOM_ERROR_FAILED,
               _("%s: cannot be written: there is nothing to segment"), path);
  return FALSE;
}

/* Frames without voxels are left out, but for one in a region that has none. */
static void
list_frames (Writer *writer)
{
  for (guint n = 0; n < writer->rois->len; n++)
    {
      const RimRoi *roi = writer->rois->pdata[n];
      Frame frame = { n, 0 };
      guint before = writer->frames->len;

      for (frame.k = 0; frame.k < writer->options->grid->size[2]; frame.k++)
        if (rim_mask_get_slice (roi->mask, frame.k) != NULL)
          g_array_append_val (writer->frames, frame);

      frame.k = 0;
      if (writer->frames->len == before)
        g_array_append_val (writer->frames, frame);
    }
}

/* Segments are numbered from 1 without a gap (PS3.3 C.8.20.2.1): their own
 * numbers are kept where they are that already.
 */
static void
number_segments (GPtrArray *rois,
                 guint     *numbers)
{
  gboolean keep = TRUE;

  rim_object_number_rois (rois, 1, numbers);
  for (guint n = 0; n < rois->len; n++)
    keep &= numbers[n] <= rois->len;

  for (guint n = 0; n < rois->len && !keep; n++)
    numbers[n] = n + 1;
}

static gboolean
overlap (GPtrArray *rois)
{
  for (guint a = 0; a < rois->len; a++)
    for (guint b = a + 1; b < rois->len; b++)
      {
        g_autoptr(RimMask) common = rim_mask_combine (((RimRoi *) rois->pdata[a])->mask,
                                                      ((RimRoi *) rois->pdata[b])->mask,
                                                      RIM_MASK_INTERSECT);

        if (rim_mask_count (common) > 0)
          return TRUE;
      }

  return FALSE;
}

static void
put_image_attributes (Writer *writer)
{
  RimDcmItem *dataset = writer->dataset;
  const RimGrid *grid = writer->options->grid;
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();

  rim_dcm_item_put_string (dataset, TAG (0x0008, 0x0008), "DERIVED\\PRIMARY");
  rim_object_put_date (dataset, TAG (0x0008, 0x0023), TAG (0x0008, 0x0033), now);
  rim_dcm_item_put_int (dataset, TAG (0x0028, 0x0002), 1);
  rim_dcm_item_put_string (dataset, TAG (0x0028, 0x0004), "MONOCHROME2");
  rim_dcm_item_put_int (dataset, TAG (0x0028, 0x0008), writer->frames->len);
  rim_dcm_item_put_int (dataset, TAG (0x0028, 0x0010), grid->size[1]);
  rim_dcm_item_put_int (dataset, TAG (0x0028, 0x0011), grid->size[0]);
  rim_dcm_item_put_int (dataset, TAG (0x0028, 0x0100), 1);
  rim_dcm_item_put_int (dataset, TAG (0x0028, 0x0101), 1);
  rim_dcm_item_put_int (dataset, TAG (0x0028, 0x0102), 0);
  rim_dcm_item_put_int (dataset, TAG (0x0028, 0x0103), 0);
  rim_dcm_item_put_string (dataset, TAG (0x0028, 0x2110), "00");
  rim_dcm_item_put_string (dataset, TAG (0x0062, 0x0001), "BINARY");
  rim_dcm_item_put_string (dataset, TAG (0x0062, 0x0013), overlap (writer->rois) ? "YES" : "NO");
  rim_dcm_item_put_string (dataset, TAG (0x0070, 0x0080), "SEGMENTATION");
  rim_object_put_text (dataset, TAG (0x0070, 0x0081), writer->options->label, 64);
  rim_dcm_item_put_empty (dataset, TAG (0x0070, 0x0084));
}

/* What a region is where nobody said so. */
static void
get_default_codes (const RimRoi *roi,
                   RimCode      *category,
                   RimCode      *type)
{
  const char *interpreted = roi->interpreted_type != NULL ? roi->interpreted_type : "GTV";

  if (strcmp (interpreted, "GTV") == 0)
    {
      *category = (RimCode) { "49755003", "SCT", "Morphologically Abnormal Structure" };
      *type = (RimCode) { "108369006", "SCT", "Neoplasm" };
    }
  else if (strcmp (interpreted, "ORGAN") == 0)
    {
      *category = (RimCode) { "123037004", "SCT", "Anatomical Structure" };
      *type = (RimCode) { "113343008", "SCT", "Organ" };
    }
  else
    {
      *category = (RimCode) { "85756007", "SCT", "Tissue" };
      *type = (RimCode) { "85756007", "SCT", "Tissue" };
    }
}

static void
put_codes (RimDcmItem   *item,
           const RimRoi *roi)
{
  RimCode category, type;

  get_default_codes (roi, &category, &type);
  rim_object_put_code (item, TAG (0x0062, 0x0003), roi->category.value != NULL ? &roi->category : &category);
  rim_object_put_code (item, TAG (0x0062, 0x000f), roi->type.value != NULL ? &roi->type : &type);
  rim_object_put_code (item, TAG (0x0008, 0x2218), &roi->region);
}

static void
put_algorithm (RimDcmItem   *item,
               const RimRoi *roi)
{
  const char *type = roi->algorithm != NULL ? roi->algorithm : "MANUAL";

  if (strcmp (type, "AUTOMATIC") != 0 && strcmp (type, "SEMIAUTOMATIC") != 0)
    type = "MANUAL";

  rim_dcm_item_put_string (item, TAG (0x0062, 0x0008), type);
  if (strcmp (type, "MANUAL") != 0)
    rim_dcm_item_put_string (item, TAG (0x0062, 0x0009), "Rimlight");
}

static void
put_segment (Writer *writer,
             guint   index)
{
  RimDcmItem *item = rim_dcm_item_add_item (writer->dataset, TAG (0x0062, 0x0002));
  const RimRoi *roi = writer->rois->pdata[index];
  g_autofree char *label = g_strdup_printf ("Segment %u", writer->numbers[index]);
  guint16 lab[3];

  rim_dcm_item_put_int (item, SEGMENT_NUMBER, writer->numbers[index]);
  rim_object_put_text (item, TAG (0x0062, 0x0005),
                       roi->name != NULL && roi->name[0] != '\0' ? roi->name : label, 64);
  if (roi->description != NULL)
    rim_object_put_text (item, TAG (0x0062, 0x0006), roi->description, 1024);
  put_algorithm (item, roi);
  put_codes (item, roi);

  if (roi->tracking_id != NULL && roi->tracking_uid != NULL)
    {
      rim_object_put_text (item, TAG (0x0062, 0x0020), roi->tracking_id, 1024);
      rim_dcm_item_put_string (item, TAG (0x0062, 0x0021), roi->tracking_uid);
    }

  if (roi->has_color)
    {
      rim_cielab_from_rgb (roi->color, lab);
      rim_dcm_item_put_ints (item, TAG (0x0062, 0x000d), (gint64[]) { lab[0], lab[1], lab[2] }, 3);
    }
}

static void
put_dimensions (Writer *writer)
{
  rim_object_put_organization (writer->dataset, writer->dimensions);
  rim_object_put_dimension (writer->dataset, writer->dimensions, REFERENCED_SEGMENT, SEGMENT_ID, "Segment");
  rim_object_put_dimension (writer->dataset, writer->dimensions, IMAGE_POSITION, PLANE_POSITION, "Position");
}

static RimVec3
get_position (const RimSegOptions *options,
              guint                k)
{
  const RimGrid *grid = options->grid;
  RimVec3 origin = rim_affine_get_column (&grid->to_patient, 3);
  double at = k;

  if (options->slice_positions != NULL)
    at = (options->slice_positions[k] - rim_vec3_dot (rim_grid_get_normal (grid), origin)) /
         rim_grid_get_slice_distance (grid);

  return rim_grid_to_patient (grid, RIM_VEC3 (0, 0, at));
}

static void
put_frame_groups (Writer      *writer,
                  const Frame *frame)
{
  static const RimCode segmentation = { "113076", "DCM", "Segmentation" };
  RimDcmItem *groups = rim_dcm_item_add_item (writer->dataset, RIM_OBJECT_FRAME_GROUPS);
  RimDcmItem *content = rim_dcm_item_add_item (groups, TAG (0x0020, 0x9111));
  RimDcmItem *position = rim_dcm_item_add_item (groups, PLANE_POSITION);
  RimDcmItem *segment = rim_dcm_item_add_item (groups, SEGMENT_ID);
  guint number = writer->numbers[frame->roi];
  RimVec3 at = get_position (writer->options, frame->k);

  rim_object_put_derivation (groups, writer->options->image, writer->options->grid, frame->k, &segmentation);
  rim_dcm_item_put_ints (content, TAG (0x0020, 0x9157), (gint64[]) { number, frame->k + 1 }, 2);
  rim_dcm_item_put_doubles (position, IMAGE_POSITION, (double[]) { at.x, at.y, at.z }, 3);
  rim_dcm_item_put_int (segment, REFERENCED_SEGMENT, number);
}

static void
set_bits (guint8 *bytes,
          gsize   first,
          gsize   n_bits)
{
  for (gsize bit = first; bit < first + n_bits; bit++)
    bytes[bit / 8] |= (guint8) (1u << (bit % 8));
}

static void
pack_frame (guint8        *bytes,
            gsize          offset,
            RimMaskSlice  *slice,
            const RimGrid *grid)
{
  guint first_row, n_rows;

  rim_mask_slice_get_rows (slice, &first_row, &n_rows);
  for (guint j = first_row; j < first_row + n_rows; j++)
    {
      guint n_runs;
      const RimRun *runs = rim_mask_slice_get_runs (slice, j, &n_runs);

      for (guint r = 0; r < n_runs; r++)
        set_bits (bytes, offset + (gsize) j * grid->size[0] + runs[r].begin, runs[r].end - runs[r].begin);
    }
}

static gboolean
put_pixels (Writer      *writer,
            const char  *path,
            GError     **error)
{
  const RimGrid *grid = writer->options->grid;
  gsize n_voxels = (gsize) grid->size[0] * grid->size[1];
  gsize length = (n_voxels * writer->frames->len + 7) / 8;
  g_autofree guint8 *bytes = NULL;

  length += length & 1;
  if (length <= G_MAXUINT32 - 2)
    bytes = g_try_malloc0 (length);

  if (bytes == NULL)
    {
      g_set_error (error, RIM_DICOM_ERROR, RIM_DICOM_ERROR_FAILED,
                   _("%s: cannot be written: %u frames are too many for one file"),
                   path, writer->frames->len);
      return FALSE;
    }

  for (guint f = 0; f < writer->frames->len; f++)
    {
      const Frame *frame = &g_array_index (writer->frames, Frame, f);
      const RimRoi *roi = writer->rois->pdata[frame->roi];

      pack_frame (bytes, f * n_voxels, rim_mask_get_slice (roi->mask, frame->k), grid);
    }

  rim_dcm_item_put_bytes (writer->dataset, TAG (0x7fe0, 0x0010), bytes, length);

  return TRUE;
}

static gboolean
fill (Writer      *writer,
      const char  *path,
      GError     **error)
{
  list_frames (writer);
  rim_object_put_common (writer->dataset, writer->options->image, &writer->names,
                         RIM_UID_SEG, "SEG", writer->options->label);
  put_image_attributes (writer);
  for (guint n = 0; n < writer->rois->len; n++)
    put_segment (writer, n);

  put_dimensions (writer);
  rim_object_put_grid (rim_dcm_item_add_item (writer->dataset, RIM_OBJECT_SHARED_GROUPS), writer->options->grid);
  for (guint f = 0; f < writer->frames->len; f++)
    put_frame_groups (writer, &g_array_index (writer->frames, Frame, f));

  rim_object_put_references (writer->dataset, writer->options->image, writer->options->grid,
                             writer->names.series_uid);

  return put_pixels (writer, path, error);
}

/**
 * rim_seg_write_with:
 * @path: where to
 * @rois: (element-type RimRoi): the segments, each with a mask on the grid
 * @options: what they were drawn on
 * @error: where to put an error
 *
 * Writes a BINARY segmentation (PS3.3 A.51), one frame per segment and slice
 * that has voxels. Segments are numbered from 1 on.
 *
 * Returns: whether it was written
 */
gboolean
rim_seg_write_with (const char           *path,
                    GPtrArray            *rois,
                    const RimSegOptions  *options,
                    GError              **error)
{
  g_autoptr(RimDcmFile) file = NULL;
  g_autoptr(GArray) frames = NULL;
  g_autofree guint *numbers = NULL;
  g_autofree char *dimensions = NULL;
  Writer writer = { 0 };
  gboolean filled;

  g_return_val_if_fail (path != NULL && rois != NULL && options != NULL, FALSE);
  g_return_val_if_fail (options->image != NULL && options->grid != NULL, FALSE);

  if (!check_masks (rois, options, path, error))
    return FALSE;

  file = rim_dcm_file_new ();
  frames = g_array_new (FALSE, FALSE, sizeof (Frame));
  numbers = g_new (guint, rois->len);
  dimensions = rim_dcm_uid_new ();
  number_segments (rois, numbers);

  writer = (Writer) { options, rois, rim_dcm_file_get_dataset (file), { 0 }, numbers, frames, dimensions };
  rim_object_names_init (&writer.names, options->image);
  filled = fill (&writer, path, error);
  rim_object_names_clear (&writer.names);

  return filled && rim_dcm_file_save (file, path, error);
}

/**
 * rim_seg_write:
 *
 * As rim_seg_write_with() where the slices are even.
 */
gboolean
rim_seg_write (const char     *path,
               GPtrArray      *rois,
               const char     *label,
               RimSource      *image,
               const RimGrid  *grid,
               GError        **error)
{
  const RimSegOptions options = { label, image, grid, NULL };

  return rim_seg_write_with (path, rois, &options, error);
}
