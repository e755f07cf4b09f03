/* rim-seg-read.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dicom/rim-seg-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "dicom/rim-dicom-header.h"
#include "dicom/rim-object-private.h"

#define TAG RIM_DCM_TAG

#define SEGMENTS           TAG (0x0062, 0x0002)
#define REFERENCED_SERIES  TAG (0x0008, 0x1115)
#define REFERENCED_IMAGES  TAG (0x0008, 0x114a)

/* Slices of all segments together; a list that claims more is damaged. */
#define MAX_SLICES (G_GUINT64_CONSTANT (1) << 24)

static gboolean
check_class (RimSegFile  *self,
             GError     **error)
{
  g_autofree char *class_uid = rim_dcm_item_dup_string (self->dataset, TAG (0x0008, 0x0016));

  if (g_strcmp0 (class_uid, RIM_UID_SEG) == 0 || g_strcmp0 (class_uid, RIM_UID_LABELMAP_SEG) == 0)
    return TRUE;

  g_set_error (error, RIM_DICOM_ERROR, RIM_DICOM_ERROR_UNSUPPORTED,
               _("%s: not a DICOM segmentation"), self->path);
  return FALSE;
}

static gboolean
read_kind (RimSegFile *self)
{
  g_autofree char *kind = rim_dcm_item_dup_string (self->dataset, TAG (0x0062, 0x0001));

  self->bits_allocated = (guint) rim_dcm_item_get_int_or (self->dataset, TAG (0x0028, 0x0100), 0);
  self->max_value = (guint) CLAMP (rim_dcm_item_get_int_or (self->dataset, TAG (0x0062, 0x000e), 255), 1, 65535);
  self->padding = rim_dcm_item_get_int_or (self->dataset, TAG (0x0028, 0x0120), -1);

  if (g_strcmp0 (kind, "BINARY") == 0)
    {
      self->kind = RIM_SEG_BINARY;
      return self->bits_allocated == 1 || self->bits_allocated == 8;
    }
  if (g_strcmp0 (kind, "FRACTIONAL") == 0)
    {
      self->kind = RIM_SEG_FRACTIONAL;
      return self->bits_allocated == 8 || self->bits_allocated == 16;
    }

  self->kind = RIM_SEG_LABELMAP;

  return g_strcmp0 (kind, "LABELMAP") == 0 &&
         (self->bits_allocated == 8 || self->bits_allocated == 16);
}

static gboolean
read_image (RimSegFile  *self,
            GError     **error)
{
  gint64 rows = rim_dcm_item_get_int_or (self->dataset, TAG (0x0028, 0x0010), 0);
  gint64 columns = rim_dcm_item_get_int_or (self->dataset, TAG (0x0028, 0x0011), 0);
  gint64 n_frames = rim_dcm_item_get_int_or (self->dataset, TAG (0x0028, 0x0008), 1);

  if (!read_kind (self))
    {
      g_set_error (error, RIM_DICOM_ERROR, RIM_DICOM_ERROR_UNSUPPORTED,
                   _("%s: neither a BINARY, FRACTIONAL nor LABELMAP segmentation"), self->path);
      return FALSE;
    }

  if (rows <= 0 || rows > RIM_GRID_MAX_SIZE || columns <= 0 || columns > RIM_GRID_MAX_SIZE ||
      n_frames <= 0 || n_frames > G_MAXINT32)
    {
      g_set_error (error, RIM_DICOM_ERROR, RIM_DICOM_ERROR_DAMAGED,
                   _("%s: has no frames of sensible size"), self->path);
      return FALSE;
    }

  self->rows = (guint) rows;
  self->columns = (guint) columns;
  self->n_frames = (guint) n_frames;

  return TRUE;
}

static void
read_color (RimRoi     *roi,
            RimDcmItem *item)
{
  guint16 lab[3];

  for (guint n = 0; n < 3; n++)
    {
      gint64 value;

      if (!rim_dcm_item_get_int (item, TAG (0x0062, 0x000d), n, &value))
        return;
      lab[n] = (guint16) CLAMP (value, 0, 65535);
    }

  roi->has_color = TRUE;
  rim_cielab_to_rgb (lab, roi->color);
}

static RimRoi *
read_segment (RimDcmItem *item)
{
  RimRoi *roi = rim_roi_new ();

  roi->name = rim_dcm_item_dup_string (item, TAG (0x0062, 0x0005));
  roi->description = rim_dcm_item_dup_string (item, TAG (0x0062, 0x0006));
  roi->algorithm = rim_dcm_item_dup_string (item, TAG (0x0062, 0x0008));
  roi->tracking_id = rim_dcm_item_dup_string (item, TAG (0x0062, 0x0020));
  roi->tracking_uid = rim_dcm_item_dup_string (item, TAG (0x0062, 0x0021));
  rim_object_get_code (item, TAG (0x0062, 0x0003), &roi->category);
  rim_object_get_code (item, TAG (0x0062, 0x000f), &roi->type);
  rim_object_get_code (item, TAG (0x0008, 0x2218), &roi->region);
  read_color (roi, item);

  return roi;
}

static RimRoi *
add_roi (RimRoiSet  *set,
         GHashTable *by_number,
         RimRoi     *roi,
         guint       number)
{
  roi->number = number;
  g_hash_table_insert (by_number, GUINT_TO_POINTER (number), roi);
  g_ptr_array_add (set->rois, roi);

  return roi;
}

static void
read_segments (RimSegFile *self,
               RimRoiSet  *set,
               GHashTable *by_number)
{
  guint n_segments = rim_dcm_item_get_n_items (self->dataset, SEGMENTS);

  for (guint n = 0; n < n_segments; n++)
    {
      RimDcmItem *item = rim_dcm_item_get_item (self->dataset, SEGMENTS, n);
      gint64 number = rim_dcm_item_get_int_or (item, TAG (0x0062, 0x0004), -1);

      /* In a label map, 0 and what pads the image are its background. */
      if (self->kind == RIM_SEG_LABELMAP && (number == 0 || number == self->padding))
        continue;

      if (number < 0 || number > G_MAXUINT16 ||
          g_hash_table_contains (by_number, GUINT_TO_POINTER ((guint) number)))
        {
          rim_roi_set_add_warning (set, _("%s: a segment is left out, as its number %"
                                          PRId64 " stands twice or is none"),
                                   self->path, number);
          continue;
        }

      add_roi (set, by_number, read_segment (item), (guint) number);
    }
}

static void
read_references (RimRoiSet  *set,
                 RimDcmItem *dataset)
{
  RimDcmItem *series = rim_dcm_item_get_item (dataset, REFERENCED_SERIES, 0);
  guint n_images;

  set->label = rim_dcm_item_dup_string (dataset, TAG (0x0070, 0x0081));
  if (set->label == NULL)
    set->label = rim_dcm_item_dup_string (dataset, TAG (0x0070, 0x0080));
  set->sop_instance_uid = rim_dcm_item_dup_string (dataset, TAG (0x0008, 0x0018));
  set->series_uid = rim_dcm_item_dup_string (dataset, TAG (0x0020, 0x000e));
  set->study_uid = rim_dcm_item_dup_string (dataset, TAG (0x0020, 0x000d));
  set->frame_of_reference_uid = rim_dcm_item_dup_string (dataset, TAG (0x0020, 0x0052));

  if (series == NULL)
    return;

  set->referenced_series_uid = rim_dcm_item_dup_string (series, TAG (0x0020, 0x000e));
  n_images = rim_dcm_item_get_n_items (series, REFERENCED_IMAGES);
  for (guint n = 0; n < n_images; n++)
    {
      RimDcmItem *item = rim_dcm_item_get_item (series, REFERENCED_IMAGES, n);
      char *uid = rim_dcm_item_dup_string (item, TAG (0x0008, 0x1155));

      if (uid != NULL)
        g_ptr_array_add (set->referenced_sop_uids, uid);
    }
}

static RimRoi *
find_roi (RimSegFile *self,
          RimRoiSet  *set,
          GHashTable *by_number,
          guint       number)
{
  RimRoi *roi = g_hash_table_lookup (by_number, GUINT_TO_POINTER (number));

  if (roi != NULL)
    return roi;

  rim_roi_set_add_warning (set, _("%s: there are voxels of a segment %u that is not described"),
                           self->path, number);

  return add_roi (set, by_number, rim_roi_new (), number);
}

/* Slices of a segment come together here before they make a mask. */
static void
place_piece (RimSegFile  *self,
             GHashTable  *slices_of,
             RimRoi      *roi,
             guint        k,
             RimSegPiece *piece)
{
  RimMaskSlice **slices = g_hash_table_lookup (slices_of, roi);
  RimMaskSlice *both;

  if (slices == NULL)
    {
      slices = g_new0 (RimMaskSlice *, self->grid.size[2]);
      g_hash_table_insert (slices_of, roi, slices);
    }

  both = rim_mask_slice_combine (slices[k], piece->slice, RIM_MASK_UNION);
  rim_mask_slice_unref (slices[k]);
  slices[k] = both;
}

static void
make_masks (RimSegFile *self,
            RimRoiSet  *set,
            GHashTable *slices_of)
{
  for (guint n = 0; n < set->rois->len; n++)
    {
      RimRoi *roi = set->rois->pdata[n];
      RimMaskSlice **slices = g_hash_table_lookup (slices_of, roi);

      roi->probability = self->kind == RIM_SEG_FRACTIONAL;
      roi->frame_of_reference_uid = g_strdup (set->frame_of_reference_uid);
      roi->mask = slices != NULL
        ? rim_mask_new_take_slices (&self->grid, slices)
        : rim_mask_new (&self->grid);
    }
}

static gboolean
check_count (RimSegFile  *self,
             RimRoiSet   *set,
             GError     **error)
{
  if ((guint64) (set->rois->len + 1) * self->grid.size[2] <= MAX_SLICES)
    return TRUE;

  g_set_error (error, RIM_DICOM_ERROR, RIM_DICOM_ERROR_DAMAGED,
               _("%s: %u segments of %u slices are more than can be"),
               self->path, set->rois->len, self->grid.size[2]);
  return FALSE;
}

static gboolean
read_masks (RimSegFile  *self,
            RimRoiSet   *set,
            GHashTable  *by_number,
            double       threshold,
            GError     **error)
{
  g_autoptr(GHashTable) slices_of = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  GArray **pieces = rim_seg_read_pixels (self, threshold, error);

  if (pieces == NULL)
    return FALSE;

  for (guint f = 0; f < self->n_frames; f++)
    for (guint p = 0; p < pieces[f]->len; p++)
      {
        RimSegPiece *piece = &g_array_index (pieces[f], RimSegPiece, p);

        find_roi (self, set, by_number, piece->segment);
      }

  if (!check_count (self, set, error))
    {
      rim_seg_free_pieces (pieces);
      return FALSE;
    }

  for (guint f = 0; f < self->n_frames; f++)
    for (guint p = 0; p < pieces[f]->len; p++)
      {
        RimSegPiece *piece = &g_array_index (pieces[f], RimSegPiece, p);

        place_piece (self, slices_of, find_roi (self, set, by_number, piece->segment),
                     self->frames[f].k, piece);
      }

  rim_seg_free_pieces (pieces);
  make_masks (self, set, slices_of);

  return TRUE;
}

static void
warn_of_layout (RimSegFile *self,
                RimRoiSet  *set)
{
  if (self->slice_positions != NULL)
    rim_roi_set_add_warning (set, _("%s: its frames lie at uneven distances"), self->path);
  set->slice_positions = g_steal_pointer (&self->slice_positions);
}

static RimRoiSet *
read_set (RimSegFile  *self,
          double       threshold,
          GError     **error)
{
  g_autoptr(GHashTable) by_number = g_hash_table_new (NULL, NULL);
  g_autoptr(RimRoiSet) set = NULL;

  if (!check_class (self, error) || !read_image (self, error) ||
      !rim_seg_read_frames (self, error) || !rim_seg_lay_out (self, error))
    return NULL;

  set = rim_roi_set_new ();
  set->path = g_strdup (self->path);
  read_references (set, self->dataset);
  read_segments (self, set, by_number);
  if (!read_masks (self, set, by_number, threshold, error))
    return NULL;

  warn_of_layout (self, set);

  return g_steal_pointer (&set);
}

/**
 * rim_seg_read:
 * @path: a file
 * @threshold: from which fraction on a voxel of a FRACTIONAL segmentation is in,
 *   such as %RIM_SEG_DEFAULT_THRESHOLD
 * @error: where to put an error
 *
 * Reads a segmentation (PS3.3 A.51, A.90) BINARY, FRACTIONAL or LABELMAP. Each
 * frame is put where it says it lies; frames that are left out are empty. The
 * masks are on the grid of the frames, which need not be that of the image, and
 * may overlap.
 *
 * Returns: (transfer full) (nullable): the segments
 */
RimRoiSet *
rim_seg_read (const char  *path,
              double       threshold,
              GError     **error)
{
  g_autoptr(RimDcmFile) file = NULL;
  RimSegFile self = { 0 };
  RimRoiSet *set;

  g_return_val_if_fail (path != NULL, NULL);

  file = rim_dcm_file_open (path, error);
  if (file == NULL)
    return NULL;

  self.path = path;
  self.file = file;
  self.dataset = rim_dcm_file_get_dataset (file);
  set = read_set (&self, threshold, error);

  g_free (self.frames);
  g_free (self.slice_positions);

  return set;
}
