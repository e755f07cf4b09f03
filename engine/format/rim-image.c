/* rim-image.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-image.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rim-label-table.h"
#include "rim-nifti.h"
#include "rim-nrrd.h"
#include "rim-reader-private.h"

G_DEFINE_QUARK (rim-format-error-quark, rim_format_error)

typedef enum
{
  FORMAT_NONE,
  FORMAT_NIFTI,
  FORMAT_NRRD,
} Format;

static const struct
{
  const char *extension;
  Format      format;
} extensions[] = {
  { ".nii", FORMAT_NIFTI },
  { ".nii.gz", FORMAT_NIFTI },
  { ".hdr", FORMAT_NIFTI },
  { ".hdr.gz", FORMAT_NIFTI },
  { ".nrrd", FORMAT_NRRD },
  { ".nhdr", FORMAT_NRRD },
};

static gboolean
has_extension (const char *path,
               const char *extension)
{
  gsize length = strlen (path);
  gsize n = strlen (extension);

  return length > n && g_ascii_strcasecmp (path + length - n, extension) == 0;
}

/* The first number of a NIfTI header is its length, in either byte order. */
static gboolean
begins_like_nifti (const guint8 *bytes)
{
  guint32 little = bytes[0] | (guint32) bytes[1] << 8 | (guint32) bytes[2] << 16 | (guint32) bytes[3] << 24;
  guint32 big = GUINT32_SWAP_LE_BE (little);

  return little == 348 || little == 540 || big == 348 || big == 540;
}

/* By the first bytes; the voxels of a pair have none of their own, so these go
 * by their name.
 */
static Format
find_format (const char  *path,
             GError     **error)
{
  g_autoptr(RimReader) reader = rim_reader_open (path, 0, RIM_READER_AUTO, error);
  guint8 bytes[8] = { 0 };
  gsize n;

  if (reader == NULL)
    return FORMAT_NONE;

  n = rim_reader_read_some (reader, bytes, sizeof bytes);
  if (n == sizeof bytes && memcmp (bytes, "NRRD000", 7) == 0)
    return FORMAT_NRRD;
  if (n == sizeof bytes && begins_like_nifti (bytes))
    return FORMAT_NIFTI;
  if (has_extension (path, ".img") || has_extension (path, ".img.gz"))
    return FORMAT_NIFTI;

  g_set_error (error, RIM_FORMAT_ERROR, RIM_FORMAT_ERROR_UNSUPPORTED,
               _("%s: neither NIfTI nor NRRD"), path);

  return FORMAT_NONE;
}

static Format
find_format_by_name (const char  *path,
                     GError     **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (extensions); i++)
    {
      if (has_extension (path, extensions[i].extension))
        return extensions[i].format;
    }

  g_set_error (error, RIM_FORMAT_ERROR, RIM_FORMAT_ERROR_UNSUPPORTED,
               _("%s: the name must end in .nii, .nii.gz, .hdr, .nrrd or .nhdr"), path);

  return FORMAT_NONE;
}

/**
 * rim_image_is_supported:
 * @path: a file
 *
 * Returns: whether it begins like NIfTI or NRRD
 */
gboolean
rim_image_is_supported (const char *path)
{
  g_return_val_if_fail (path != NULL, FALSE);

  return find_format (path, NULL) != FORMAT_NONE;
}

/**
 * rim_image_read:
 * @path: a file
 * @error: where to put an error
 *
 * Returns: (transfer full): its volume, whatever the file is called
 */
RimVolume *
rim_image_read (const char  *path,
                GError     **error)
{
  Format format;

  g_return_val_if_fail (path != NULL, NULL);

  format = find_format (path, error);
  if (format == FORMAT_NONE)
    return NULL;

  return format == FORMAT_NRRD ? rim_nrrd_read (path, error) : rim_nifti_read (path, error);
}

/**
 * rim_image_read_labels:
 * @path: a file
 * @error: where to put an error
 *
 * Returns: (transfer full): a region for each of its labels
 */
RimRoiSet *
rim_image_read_labels (const char  *path,
                       GError     **error)
{
  Format format;

  g_return_val_if_fail (path != NULL, NULL);

  format = find_format (path, error);
  if (format == FORMAT_NONE)
    return NULL;

  return format == FORMAT_NRRD ? rim_nrrd_read_labels (path, error) : rim_nifti_read_labels (path, error);
}

/**
 * rim_image_write:
 * @path: a file, whose name says the format
 * @volume: a volume, all of whose slices are there
 * @error: where to put an error
 *
 * Returns: whether @path is the whole new file
 */
gboolean
rim_image_write (const char  *path,
                 RimVolume   *volume,
                 GError     **error)
{
  Format format;

  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (volume != NULL, FALSE);

  format = find_format_by_name (path, error);
  if (format == FORMAT_NONE)
    return FALSE;

  return format == FORMAT_NRRD ? rim_nrrd_write (path, volume, error) : rim_nifti_write (path, volume, error);
}

/**
 * rim_image_write_labels:
 * @path: a file, whose name says the format
 * @rois: (element-type RimRoi): regions with masks on one grid and numbers of
 *   their own; a single one is written as 0 and 1
 * @error: where to put an error
 *
 * Returns: whether @path is the whole new file
 */
gboolean
rim_image_write_labels (const char  *path,
                        GPtrArray   *rois,
                        GError     **error)
{
  Format format;

  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (rois != NULL && rois->len > 0, FALSE);

  format = find_format_by_name (path, error);
  if (format == FORMAT_NONE)
    return FALSE;

  if (rois->len == 1)
    {
      RimMask *mask = ((RimRoi *) g_ptr_array_index (rois, 0))->mask;

      return format == FORMAT_NRRD ? rim_nrrd_write_mask (path, mask, error)
                                   : rim_nifti_write_mask (path, mask, error);
    }

  return format == FORMAT_NRRD ? rim_nrrd_write_labels (path, rois, error)
                               : rim_nifti_write_labels (path, rois, error);
}

/**
 * rim_image_write_labels_with_table:
 * @path: as for rim_image_write_labels()
 * @rois: (element-type RimRoi): as there
 * @error: where to put an error
 *
 * Writes codes and tracking UIDs, too, for which a NIfTI has no room, into a table
 * beside it (rim_label_table_get_path()), in the place of an earlier one.
 *
 * Returns: whether @path is the whole new file and its table, too
 */
gboolean
rim_image_write_labels_with_table (const char  *path,
                                   GPtrArray   *rois,
                                   GError     **error)
{
  g_autofree char *table = rim_label_table_get_path (path);
  g_autoptr(GPtrArray) singles = g_ptr_array_new ();
  RimRoi single;

  if (!rim_image_write_labels (path, rois, error))
    return FALSE;
  if (find_format_by_name (path, error) != FORMAT_NIFTI)
    return TRUE;
  if (rois->len > 1)
    return rim_label_table_write (table, rois, error);

  /* It was written as 1, whatever its number. */
  single = *(RimRoi *) g_ptr_array_index (rois, 0);
  single.number = 1;
  g_ptr_array_add (singles, &single);

  return rim_label_table_write (table, singles, error);
}
