/* rim-export.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "library/rim-export-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "core/rim-file.h"
#include "dicom/rim-roi-match.h"
#include "dicom/rim-rtstruct.h"
#include "dicom/rim-seg.h"
#include "format/rim-image.h"
#include "format/rim-label-table.h"
#include "format/rim-nifti.h"
#include "format/rim-nrrd.h"
#include "library/rim-export-note-private.h"
#include "segment/rim-lesion-review.h"

/* Grids that differ by less are the same: a NIfTI keeps its affine in single
 * precision.
 */
#define GRID_TOLERANCE 1e-3
#define MAX_LABELS     255u

G_DEFINE_QUARK (rim-export-error-quark, rim_export_error)

static const struct
{
  const char *name;
  const char *extensions[3];
} formats[RIM_N_EXPORT_FORMATS] = {
  [RIM_EXPORT_RTSTRUCT] = { "DICOM RTSTRUCT", { ".dcm", NULL } },
  [RIM_EXPORT_SEG] = { "DICOM SEG", { ".dcm", NULL } },
  [RIM_EXPORT_NIFTI] = { "NIfTI", { ".nii.gz", ".nii", NULL } },
  [RIM_EXPORT_NRRD] = { "NRRD", { ".nrrd", NULL } },
};

static guint
count_number (GPtrArray *lesions,
              guint      number)
{
  guint n = 0;

  for (guint i = 0; i < lesions->len; i++)
    if (((RimLesion *) g_ptr_array_index (lesions, i))->roi_number == number)
      n++;

  return n;
}

static gboolean
have_numbers_of_their_own (GPtrArray *lesions)
{
  for (guint i = 0; i < lesions->len; i++)
    {
      RimLesion *lesion = g_ptr_array_index (lesions, i);

      if (lesion->roi_number == 0 || count_number (lesions, lesion->roi_number) > 1)
        return FALSE;
    }

  return TRUE;
}

/* Segments of a SEG are numbered from 1 without a gap, whatever they were. */
static gboolean
keeps_numbers (GPtrArray       *lesions,
               RimExportFormat  format)
{
  return format == RIM_EXPORT_RTSTRUCT && have_numbers_of_their_own (lesions);
}

/* The number is the key in the file, so each lesion gets one of its own; the
 * ones they came with are kept if that is possible.
 */
static GPtrArray *
make_rois (GPtrArray       *lesions,
           RimExportFormat  format)
{
  g_autoptr(GPtrArray) rois = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_roi_free);
  gboolean keep = keeps_numbers (lesions, format);

  for (guint i = 0; i < lesions->len; i++)
    {
      RimRoi *roi = rim_lesion_to_roi (g_ptr_array_index (lesions, i));

      if (!keep)
        roi->number = i + 1;
      g_ptr_array_add (rois, roi);
    }

  return g_steal_pointer (&rois);
}

static guint
get_number (GPtrArray       *lesions,
            RimExportFormat  format,
            guint            index)
{
  RimLesion *lesion = g_ptr_array_index (lesions, index);

  return keeps_numbers (lesions, format) ? lesion->roi_number : index + 1;
}

/* Returns: (transfer full) (nullable): the lesions, on the grid of the image */
static GPtrArray *
match_lesions (GPtrArray      *lesions,
               const RimGrid  *grid,
               GError        **error)
{
  g_autoptr(GPtrArray) matched = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_lesion_unref);

  for (guint i = 0; i < lesions->len; i++)
    {
      RimLesion *lesion = g_ptr_array_index (lesions, i);
      g_autoptr(RimMask) mask = rim_mask_match (lesion->mask, grid, GRID_TOLERANCE, error);

      if (mask == NULL)
        {
          g_prefix_error (error, "%s: ", lesion->name);
          return NULL;
        }

      g_ptr_array_add (matched, mask == lesion->mask ? rim_lesion_ref (lesion)
                                                     : rim_lesion_with_mask (lesion, mask));
    }

  return g_steal_pointer (&matched);
}

static gboolean
check_not_empty (GPtrArray  *lesions,
                 GError    **error)
{
  for (guint i = 0; i < lesions->len; i++)
    if (rim_mask_count (((RimLesion *) g_ptr_array_index (lesions, i))->mask) > 0)
      return TRUE;

  g_set_error_literal (error, RIM_EXPORT_ERROR, RIM_EXPORT_ERROR_NOTHING,
                       _("Nothing is drawn yet, so there is nothing to save"));

  return FALSE;
}

static gboolean
check_disjoint (RimLesion  *a,
                RimLesion  *b,
                GError    **error)
{
  g_autoptr(RimMask) both = rim_mask_combine (a->mask, b->mask, RIM_MASK_INTERSECT);
  gsize n = rim_mask_count (both);

  if (n == 0)
    return TRUE;

  g_set_error (error, RIM_EXPORT_ERROR, RIM_EXPORT_ERROR_OVERLAP,
               _("“%s” and “%s” share %zu voxels, which a label map cannot "
                 "hold; save them one by one, or as RTSTRUCT or SEG"),
               a->name, b->name, n);

  return FALSE;
}

static gboolean
check_label_map (GPtrArray  *lesions,
                 GError    **error)
{
  if (lesions->len > MAX_LABELS)
    {
      g_set_error (error, RIM_EXPORT_ERROR, RIM_EXPORT_ERROR_TOO_MANY,
                   _("A label map holds at most %u lesions, and these are %u"),
                   MAX_LABELS, lesions->len);
      return FALSE;
    }

  for (guint i = 0; i < lesions->len; i++)
    for (guint j = i + 1; j < lesions->len; j++)
      if (!check_disjoint (g_ptr_array_index (lesions, i), g_ptr_array_index (lesions, j), error))
        return FALSE;

  return TRUE;
}

static gboolean
write_labels (const char       *path,
              RimExportFormat   format,
              GPtrArray        *lesions,
              GError          **error)
{
  g_autoptr(GPtrArray) rois = make_rois (lesions, format);

  return format == RIM_EXPORT_NIFTI ? rim_nifti_write_labels (path, rois, error)
                                    : rim_nrrd_write_labels (path, rois, error);
}

/* A NIfTI has room for names and colours only. */
static gboolean
write_table (const char       *path,
             RimExportFormat   format,
             GPtrArray        *lesions,
             GError          **error)
{
  g_autoptr(GPtrArray) rois = make_rois (lesions, format);
  g_autofree char *table = rim_label_table_get_path (path);

  return format != RIM_EXPORT_NIFTI || rim_label_table_write (table, rois, error);
}

/* A structure set has one status for all that is in it: approved where each lesion is
 * what somebody signed, rejected where each is rejected.
 *
 * Returns: whether it has one
 */
static gboolean
find_approval (GPtrArray           *lesions,
               RimRtstructApproval *approval)
{
  guint n_signed = 0;
  guint n_rejected = 0;

  for (guint i = 0; i < lesions->len; i++)
    {
      RimLesion *lesion = g_ptr_array_index (lesions, i);

      if (lesion->review.status == RIM_REVIEW_REJECTED)
        {
          approval->reviewer = lesion->review.reader;
          n_rejected++;
        }
      else if (rim_lesion_check_signature (lesion) == RIM_LESION_SIGNED)
        {
          if (lesion->review.signed_time >= approval->time)
            approval->reviewer = lesion->review.signed_by;
          approval->time = MAX (approval->time, lesion->review.signed_time);
          n_signed++;
        }
    }

  approval->rejected = n_rejected > 0;

  return n_signed == lesions->len || n_rejected == lesions->len;
}

static gboolean
write_dicom (const char       *path,
             RimExportFormat   format,
             GPtrArray        *lesions,
             RimVolume        *image,
             const char       *label,
             GError          **error)
{
  const RimGrid *grid = rim_volume_get_grid (image);
  RimSource *source = rim_volume_get_source (image);
  g_autoptr(RimSource) known = source != NULL ? rim_source_ref (source) : rim_source_new ();
  g_autoptr(GPtrArray) rois = make_rois (lesions, format);
  g_autofree double *positions = rim_volume_dup_slice_positions (image);
  RimRtstructApproval approval = { 0 };
  gboolean has_approval = find_approval (lesions, &approval);
  const RimRtstructOptions rtstruct = {
    label, known, grid, positions, FALSE, has_approval ? &approval : NULL
  };
  const RimSegOptions seg = { label, known, grid, positions };

  return format == RIM_EXPORT_SEG ? rim_seg_write_with (path, rois, &seg, error)
                                  : rim_rtstruct_write_with (path, rois, &rtstruct, error);
}

gboolean
rim_export_write (const char       *path,
                  RimExportFormat   format,
                  GPtrArray        *lesions,
                  RimVolume        *image,
                  const char       *label,
                  GError          **error)
{
  if (format == RIM_EXPORT_NIFTI || format == RIM_EXPORT_NRRD)
    return write_labels (path, format, lesions, error);

  return write_dicom (path, format, lesions, image, label, error);
}

RimRoiSet *
rim_export_read (const char       *path,
                 RimExportFormat   format,
                 GError          **error)
{
  if (format == RIM_EXPORT_RTSTRUCT)
    return rim_rtstruct_read (path, error);
  if (format == RIM_EXPORT_SEG)
    return rim_seg_read (path, RIM_SEG_DEFAULT_THRESHOLD, error);

  return rim_image_read_labels (path, error);
}

static RimRoi *
find_number (RimRoiSet *set,
             guint      number)
{
  for (guint i = 0; i < set->rois->len; i++)
    if (((RimRoi *) g_ptr_array_index (set->rois, i))->number == number)
      return g_ptr_array_index (set->rois, i);

  return NULL;
}

/* Returns: (transfer full) (nullable): the voxels that came back; %NULL with an
 * error if they lie elsewhere
 */
static RimMask *
get_mask (RimRoiSet  *set,
          RimRoi     *roi,
          RimVolume  *image,
          GError    **error)
{
  const RimGrid *grid = rim_volume_get_grid (image);
  g_autofree double *positions = rim_volume_dup_slice_positions (image);
  RimRasterReport report;
  RimMask *mask;

  if (roi == NULL || (roi->mask == NULL && roi->contours == NULL))
    return rim_mask_new (grid);
  if (roi->mask == NULL)
    return rim_contours_to_mask (roi->contours, grid, positions, &report);

  /* A SEG has fewer slices where the others are empty. */
  mask = rim_roi_match_mask (roi->mask, set->slice_positions, grid, positions);

  return mask != NULL ? mask : rim_mask_match (roi->mask, grid, GRID_TOLERANCE, error);
}

static gboolean
compare (RimLesion  *lesion,
         RimRoiSet  *set,
         RimRoi     *roi,
         RimVolume  *image,
         GError    **error)
{
  g_autoptr(RimMask) wanted = rim_mask_match (lesion->mask, rim_volume_get_grid (image),
                                              GRID_TOLERANCE, error);
  g_autoptr(RimMask) found = wanted != NULL ? get_mask (set, roi, image, error) : NULL;
  g_autoptr(RimMask) differing = NULL;

  if (found == NULL)
    return FALSE;

  differing = rim_mask_combine (wanted, found, RIM_MASK_XOR);
  if (rim_mask_count (differing) == 0)
    return TRUE;

  g_set_error (error, RIM_EXPORT_ERROR, RIM_EXPORT_ERROR_DIFFERENT,
               _("“%s” read back differs in %zu of %zu voxels"),
               lesion->name, rim_mask_count (differing), rim_mask_count (lesion->mask));

  return FALSE;
}

/* A folder beside the target, so that the checked file only needs a rename. */
char *
rim_export_make_folder_beside (const char  *path,
                               GError     **error)
{
  g_autofree char *parent = g_path_get_dirname (path);
  g_autofree char *folder = g_build_filename (parent, ".rimlight-save-XXXXXX", NULL);

  if (g_mkdtemp (folder) != NULL)
    return g_steal_pointer (&folder);

  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno),
               _("%s: cannot be written: %s"), path, g_strerror (errno));

  return NULL;
}

static gboolean
write_and_check (const char          *path,
                 RimExportFormat      format,
                 GPtrArray           *lesions,
                 RimVolume           *image,
                 const char          *label,
                 RimExportWriter      writer,
                 const RimExportNote *note,
                 GError             **error)
{
  g_autofree char *folder = rim_export_make_folder_beside (path, error);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *draft = NULL;
  gboolean done;

  if (folder == NULL)
    return FALSE;

  draft = g_build_filename (folder, name, NULL);
  done = writer (draft, format, lesions, image, label, error) &&
         rim_export_verify (draft, format, lesions, image, error) &&
         rim_export_note_place (note, draft, path, formats[format].name, error) &&
         write_table (path, format, lesions, error);

  g_unlink (draft);
  g_rmdir (folder);

  return done;
}

static gboolean
save (const char          *path,
      RimExportFormat      format,
      GPtrArray           *lesions,
      RimVolume           *image,
      const char          *label,
      RimExportWriter      writer,
      const RimExportNote *note,
      GError             **error)
{
  g_autoptr(GPtrArray) matched = NULL;

  if (!check_not_empty (lesions, error))
    return FALSE;

  matched = match_lesions (lesions, rim_volume_get_grid (image), error);
  if (matched == NULL)
    return FALSE;

  if ((format == RIM_EXPORT_NIFTI || format == RIM_EXPORT_NRRD) &&
      !check_label_map (matched, error))
    return FALSE;

  return write_and_check (path, format, matched, image, label, writer, note, error);
}

gboolean
rim_export_lesions_with (const char       *path,
                         RimExportFormat   format,
                         GPtrArray        *lesions,
                         RimVolume        *image,
                         const char       *label,
                         RimExportWriter   writer,
                         GError          **error)
{
  return save (path, format, lesions, image, label, writer, NULL, error);
}

/**
 * rim_export_lesions:
 * @path: the file to write; replaced if it exists
 * @format: how
 * @lesions: (element-type RimLesion): what to write
 * @image: the image they were drawn on
 * @label: (nullable): what the segmentation is called
 * @error: where to put an error
 *
 * Saves lesions in a file, reads the file back and compares every voxel. Only a
 * file that compared equal takes its place; otherwise nothing is left behind
 * and what stood at @path still does. What a NIfTI has no room for goes into a
 * table beside it (rim_label_table_get_path()).
 *
 * Returns: whether the lesions are saved
 */
gboolean
rim_export_lesions (const char       *path,
                    RimExportFormat   format,
                    GPtrArray        *lesions,
                    RimVolume        *image,
                    const char       *label,
                    GError          **error)
{
  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (format < RIM_N_EXPORT_FORMATS, FALSE);
  g_return_val_if_fail (lesions != NULL && image != NULL, FALSE);

  return rim_export_lesions_noted (path, format, lesions, image, label, NULL, error);
}

/**
 * rim_export_lesions_noted:
 * @path: the file to write; replaced if it exists
 * @format: how
 * @lesions: (element-type RimLesion): what to write
 * @image: the image they were drawn on
 * @label: (nullable): what the segmentation is called
 * @note: (nullable): which audit trail is to tell of it
 * @error: where to put an error
 *
 * As rim_export_lesions(). The trail has the file, with its SHA-256, before it takes its
 * place. For a worker.
 *
 * Returns: whether the lesions are saved
 */
gboolean
rim_export_lesions_noted (const char           *path,
                          RimExportFormat       format,
                          GPtrArray            *lesions,
                          RimVolume            *image,
                          const char           *label,
                          const RimExportNote  *note,
                          GError              **error)
{
  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (format < RIM_N_EXPORT_FORMATS, FALSE);
  g_return_val_if_fail (lesions != NULL && image != NULL, FALSE);

  return save (path, format, lesions, image, label, rim_export_write, note, error);
}

/**
 * rim_export_verify:
 * @path: a file that rim_export_lesions() wrote
 * @format: how
 * @lesions: (element-type RimLesion): what it should hold
 * @image: the image they were drawn on
 * @error: where to put an error
 *
 * Reads a file and compares it with lesions voxel by voxel.
 *
 * Returns: whether it holds them and nothing else
 */
gboolean
rim_export_verify (const char       *path,
                   RimExportFormat   format,
                   GPtrArray        *lesions,
                   RimVolume        *image,
                   GError          **error)
{
  g_autoptr(RimRoiSet) set = rim_export_read (path, format, error);

  if (set == NULL)
    return FALSE;

  if (set->rois->len > lesions->len)
    {
      g_set_error (error, RIM_EXPORT_ERROR, RIM_EXPORT_ERROR_DIFFERENT,
                   _("%u regions were written and %u read back"),
                   lesions->len, set->rois->len);
      return FALSE;
    }

  for (guint i = 0; i < lesions->len; i++)
    if (!compare (g_ptr_array_index (lesions, i), set,
                  find_number (set, get_number (lesions, format, i)), image, error))
      return FALSE;

  return TRUE;
}

const char *
rim_export_format_get_name (RimExportFormat format)
{
  g_return_val_if_fail (format < RIM_N_EXPORT_FORMATS, NULL);

  return formats[format].name;
}

/* Returns: with its dot */
const char *
rim_export_format_get_extension (RimExportFormat format)
{
  g_return_val_if_fail (format < RIM_N_EXPORT_FORMATS, NULL);

  return formats[format].extensions[0];
}

/**
 * rim_export_format_accepts_path:
 * @format: a format
 * @path: a file
 *
 * Returns: whether the name of the file ends as the format's do
 */
gboolean
rim_export_format_accepts_path (RimExportFormat  format,
                                const char      *path)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  g_return_val_if_fail (format < RIM_N_EXPORT_FORMATS, FALSE);

  for (guint i = 0; formats[format].extensions[i] != NULL; i++)
    if (g_str_has_suffix (lower, formats[format].extensions[i]))
      return TRUE;

  return FALSE;
}

/**
 * rim_export_format_from_path:
 * @path: a file
 * @format: (out): the format its name stands for; RTSTRUCT for .dcm
 *
 * Returns: whether its name stands for one
 */
gboolean
rim_export_format_from_path (const char      *path,
                             RimExportFormat *format)
{
  for (guint i = 0; i < RIM_N_EXPORT_FORMATS; i++)
    if (rim_export_format_accepts_path (i, path))
      {
        *format = i;
        return TRUE;
      }

  return FALSE;
}
