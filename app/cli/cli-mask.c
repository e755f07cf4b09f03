/* cli-mask.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cli-mask.h"

#include "cli-image.h"
#include "cli.h"
#include "dicom/rim-roi-match.h"
#include "dicom/rim-rtstruct.h"
#include "dicom/rim-seg.h"
#include "format/rim-image.h"

struct _CliMaskFile
{
  char      *path;
  RimRoiSet *labels;             /* %NULL for DICOM */
};

/* Returns: whether @path is a file of NIfTI or NRRD */
gboolean
cli_is_image_file (const char *path)
{
  return g_file_test (path, G_FILE_TEST_IS_REGULAR) && rim_image_is_supported (path);
}

/* The one structure set or segmentation under @path. */
static RimRoiSet *
read_dicom (const char  *path,
            double       threshold,
            GError     **error)
{
  g_autoptr(GPtrArray) refused = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) images = cli_images_find (path, refused, error);
  RimDicomHeader *found = NULL;
  RimSeriesKind kind = RIM_SERIES_OTHER;
  guint n = 0;

  if (images == NULL)
    return NULL;

  for (guint i = 0; i < images->len; i++)
    {
      CliImage *image = g_ptr_array_index (images, i);

      if (image->series == NULL ||
          (image->series->kind != RIM_SERIES_RTSTRUCT && image->series->kind != RIM_SERIES_SEG))
        continue;
      n += image->series->headers->len;
      found = g_ptr_array_index (image->series->headers, 0);
      kind = image->series->kind;
    }

  if (n == 1)
    return kind == RIM_SERIES_RTSTRUCT ? rim_rtstruct_read (found->path, error)
                                       : rim_seg_read (found->path, threshold, error);

  if (images->len == 0 && refused->len == 1)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, g_ptr_array_index (refused, 0));
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                 n == 0 ? "%s: neither RTSTRUCT, SEG, NIfTI nor NRRD"
                        : "%s: several segmentations; name the file of one", path);

  return NULL;
}

/**
 * cli_segmentation_read:
 * @path: RTSTRUCT, SEG, NIfTI or NRRD
 * @threshold: from which fraction on a voxel of a SEG is in
 * @error: where to put an error
 *
 * Returns: (transfer full): the regions as the file has them, where no image is
 *   needed; those of an RTSTRUCT have no voxels yet
 */
RimRoiSet *
cli_segmentation_read (const char  *path,
                       double       threshold,
                       GError     **error)
{
  return cli_is_image_file (path) ? rim_image_read_labels (path, error) : read_dicom (path, threshold, error);
}

/* Puts labels on the grid of the image, which have no UIDs to go by. */
static gboolean
match_labels (RimRoiSet      *set,
              const RimGrid  *grid,
              GError        **error)
{
  for (guint i = 0; i < set->rois->len; i++)
    {
      RimRoi *roi = g_ptr_array_index (set->rois, i);
      RimMask *matched = rim_mask_match (roi->mask, grid, CLI_MASK_TOLERANCE, error);

      if (matched == NULL)
        {
          g_prefix_error (error, "%s: ", set->path);
          return FALSE;
        }
      rim_mask_unref (roi->mask);
      roi->mask = matched;
    }

  return TRUE;
}

/**
 * cli_segmentation_load:
 * @path: RTSTRUCT, SEG, NIfTI or NRRD
 * @threshold: from which fraction on a voxel of a SEG is in
 * @volume: the image
 * @error: where to put an error
 *
 * Returns: (transfer full): the regions of the file on the grid of the image
 */
RimRoiSet *
cli_segmentation_load (const char  *path,
                       double       threshold,
                       RimVolume   *volume,
                       GError     **error)
{
  g_autoptr(RimRoiSet) set = cli_segmentation_read (path, threshold, error);
  gboolean is_file = cli_is_image_file (path);

  if (set == NULL)
    return NULL;

  if (is_file ? !match_labels (set, rim_volume_get_grid (volume), error)
              : !rim_roi_match_volume (set, volume, error))
    return NULL;

  for (guint i = 0; i < set->warnings->len; i++)
    cli_warn (g_ptr_array_index (set->warnings, i));

  return g_steal_pointer (&set);
}

/* One region for features */

static void
fail_choice (RimRoiSet   *set,
             const char  *path,
             const char  *wanted,
             GError     **error)
{
  g_autoptr(GString) choice = g_string_new (NULL);

  for (guint i = 0; i < set->rois->len; i++)
    {
      const RimRoi *roi = g_ptr_array_index (set->rois, i);

      g_string_append_printf (choice, "%s%u", i > 0 ? ", " : "", roi->number);
      if (roi->name != NULL && *roi->name != '\0')
        g_string_append_printf (choice, " “%s”", roi->name);
    }

  if (set->rois->len == 0)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                 "%s: No labels found in this mask (i.e. nothing is segmented)!", path);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s: %s; choose one with --roi: %s", path, wanted,
                 choice->str);
}

/* By name or number; else, in DICOM, the only one, and in label maps the label
 * that the settings name.
 */
static RimRoi *
choose_roi (RimRoiSet   *set,
            const char  *path,
            const char  *roi,
            guint        label,
            GError     **error)
{
  g_autofree char *number = g_strdup_printf ("%u", label);
  g_autofree char *wanted = NULL;
  RimRoi *found = NULL;

  if (roi != NULL)
    {
      found = rim_roi_set_find (set, roi);
      wanted = g_strdup_printf ("there is no region “%s”", roi);
    }
  else if (cli_is_image_file (path))
    {
      found = rim_roi_set_find (set, number);
      wanted = g_strdup_printf ("Label (%u) not present in mask", label);
    }
  else
    {
      found = set->rois->len == 1 ? g_ptr_array_index (set->rois, 0) : NULL;
      wanted = g_strdup_printf ("there are %u regions", set->rois->len);
    }

  if (found == NULL)
    fail_choice (set, path, wanted, error);

  return found;
}

/* A label map has no more to say where it lies than its grid. Where that comes
 * from another format than the image's, rounding does not count; else the engine
 * judges as strictly as the settings say.
 */
static RimMask *
fit_label (RimMask    *mask,
           const char *path,
           RimVolume  *volume)
{
  const RimSource *source = rim_volume_get_source (volume);
  const gboolean is_dicom = source != NULL && source->series_uid != NULL;
  RimMask *matched = NULL;

  if (is_dicom || g_str_has_suffix (path, ".nrrd") || g_str_has_suffix (path, ".nhdr"))
    matched = rim_mask_match (mask, rim_volume_get_grid (volume), CLI_MASK_TOLERANCE, NULL);

  return matched != NULL ? matched : rim_mask_ref (mask);
}

/**
 * cli_mask_file_open:
 * @path: RTSTRUCT, SEG, NIfTI or NRRD
 * @error: where to put an error
 *
 * Reads a label map. DICOM is read when the image is there, which says where its
 * contours lie.
 *
 * Returns: (transfer full): the file
 */
CliMaskFile *
cli_mask_file_open (const char  *path,
                    GError     **error)
{
  g_autoptr(RimRoiSet) labels = NULL;
  CliMaskFile *self;

  if (cli_is_image_file (path))
    {
      labels = rim_image_read_labels (path, error);
      if (labels == NULL)
        return NULL;
    }

  self = g_new0 (CliMaskFile, 1);
  self->path = g_strdup (path);
  self->labels = g_steal_pointer (&labels);

  return self;
}

void
cli_mask_file_free (CliMaskFile *self)
{
  g_clear_pointer (&self->labels, rim_roi_set_free);
  g_free (self->path);
  g_free (self);
}

/**
 * cli_mask_file_get:
 * @self: a file
 * @roi: (nullable): the name or number of a region
 * @label: the label of a label map where @roi is %NULL
 * @volume: the image
 * @error: where to put an error
 *
 * Returns: (transfer full): one region; that of a label map may lie on a grid of
 *   its own
 */
RimMask *
cli_mask_file_get (CliMaskFile  *self,
                   const char   *roi,
                   guint         label,
                   RimVolume    *volume,
                   GError      **error)
{
  g_autoptr(RimRoiSet) dicom = NULL;
  RimRoiSet *set = self->labels;
  RimRoi *found;

  if (set == NULL)
    set = dicom = cli_segmentation_load (self->path, RIM_SEG_DEFAULT_THRESHOLD, volume, error);
  if (set == NULL)
    return NULL;

  found = choose_roi (set, self->path, roi, label, error);
  if (found == NULL)
    return NULL;
  if (found->mask == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: “%s” has no voxels on the image", self->path,
                   found->name != NULL ? found->name : "");
      return NULL;
    }

  return self->labels != NULL ? fit_label (found->mask, self->path, volume) : rim_mask_ref (found->mask);
}

/**
 * cli_mask_load:
 * @path: RTSTRUCT, SEG, NIfTI or NRRD
 * @roi: (nullable): the name or number of a region
 * @label: the label of a label map where @roi is %NULL
 * @volume: the image
 * @error: where to put an error
 *
 * Returns: (transfer full): one region, as cli_mask_file_get() gives it
 */
RimMask *
cli_mask_load (const char  *path,
               const char  *roi,
               guint        label,
               RimVolume   *volume,
               GError     **error)
{
  g_autoptr(CliMaskFile) file = cli_mask_file_open (path, error);

  return file != NULL ? cli_mask_file_get (file, roi, label, volume, error) : NULL;
}

/* Writing */

static gboolean
write_dicom (const char  *path,
             GPtrArray   *rois,
             const char  *as,
             const char  *label,
             RimVolume   *volume,
             GError     **error)
{
  RimSource *source = volume != NULL ? rim_volume_get_source (volume) : NULL;
  g_autofree double *positions = NULL;
  RimRtstructOptions rtstruct = { label, source };
  RimSegOptions seg = { label, source };

  if (source == NULL || source->series_uid == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                   "%s: DICOM refers to an image, so the image must be DICOM", path);
      return FALSE;
    }

  rtstruct.slice_positions = seg.slice_positions = positions = rim_volume_dup_slice_positions (volume);
  rtstruct.grid = seg.grid = rim_volume_get_grid (volume);

  return g_strcmp0 (as, "seg") == 0 ? rim_seg_write_with (path, rois, &seg, error)
                                    : rim_rtstruct_write_with (path, rois, &rtstruct, error);
}

/**
 * cli_rois_write:
 * @path: RTSTRUCT or SEG where it ends in .dcm, else a label map
 * @rois: (element-type RimRoi): regions on the grid of @volume
 * @as: (nullable): "seg" for a SEG
 * @label: (nullable): what they are
 * @volume: (nullable): the image, which DICOM refers to
 * @error: where to put an error
 *
 * Returns: whether the file was written
 */
gboolean
cli_rois_write (const char  *path,
                GPtrArray   *rois,
                const char  *as,
                const char  *label,
                RimVolume   *volume,
                GError     **error)
{
  return g_str_has_suffix (path, ".dcm") ? write_dicom (path, rois, as, label, volume, error)
                                         : rim_image_write_labels_with_table (path, rois, error);
}
