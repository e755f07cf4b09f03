/* rim-nifti.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-nifti.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rim-image.h"
#include "rim-label-table.h"
#include "rim-nifti-private.h"
#include "rim-voxels-private.h"
#include "rim-writer-private.h"

/* Extensions longer than this are skipped. */
#define MAX_EXTENSION (16u << 20)

#define CARET_EXTENSION 30

static const struct
{
  const char *header;
  const char *voxels;
} pairs[] = {
  { ".hdr.gz", ".img.gz" },
  { ".hdr.gz", ".img" },
  { ".hdr", ".img" },
  { ".hdr", ".img.gz" },
};

static gboolean
ends_with (const char *path,
           const char *extension)
{
  gsize length = strlen (path);
  gsize n = strlen (extension);

  return length > n && g_ascii_strcasecmp (path + length - n, extension) == 0;
}

static char *
replace_end (const char *path,
             const char *old,
             const char *new)
{
  return g_strdup_printf ("%.*s%s", (int) (strlen (path) - strlen (old)), path, new);
}

/* Returns: (transfer full) (nullable): the file of the voxels of the header */
static char *
find_voxels (const char *path)
{
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *other = NULL;

      if (!ends_with (path, pairs[i].header))
        continue;
      other = replace_end (path, pairs[i].header, pairs[i].voxels);
      if (g_file_test (other, G_FILE_TEST_IS_REGULAR))
        return g_steal_pointer (&other);
    }

  return NULL;
}

/* Returns: (transfer full): the header that goes with @path, if that is the
 * voxels of a pair, else @path
 */
static char *
find_header (const char *path)
{
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *other = NULL;

      if (!ends_with (path, pairs[i].voxels))
        continue;
      other = replace_end (path, pairs[i].voxels, pairs[i].header);
      if (g_file_test (other, G_FILE_TEST_IS_REGULAR))
        return g_steal_pointer (&other);
    }

  return g_strdup (path);
}

/* Reads the extensions up to @end and gives the one with names to @names; stops
 * at the first one that is damaged, which is no reason to refuse the image.
 */
static void
read_extensions (RimReader            *reader,
                 const RimNiftiHeader *header,
                 guint64               end,
                 GBytes              **names)
{
  guint8 flag[4];

  if (end < (guint64) rim_reader_get_offset (reader) + 4 ||
      !rim_reader_read (reader, flag, sizeof flag, NULL) || flag[0] == 0)
    return;

  while ((guint64) rim_reader_get_offset (reader) + 8 <= end)
    {
      gint32 start[2];
      g_autofree guint8 *bytes = NULL;
      gsize length;

      if (!rim_reader_read (reader, start, sizeof start, NULL))
        return;
      if (header->swapped)
        rim_swap_bytes (start, 2, sizeof start[0]);
      if (start[0] < 8 || start[0] > (gint32) MAX_EXTENSION ||
          (guint64) rim_reader_get_offset (reader) + (guint64) start[0] - 8 > end)
        return;

      length = (gsize) start[0] - 8;
      bytes = g_malloc (length + 1);
      if (!rim_reader_read (reader, bytes, length, NULL))
        return;
      if (start[1] == CARET_EXTENSION && names != NULL && *names == NULL)
        *names = g_bytes_new_take (g_steal_pointer (&bytes), length);
    }
}

static RimSource *
make_source (const char           *path,
             const RimNiftiHeader *header)
{
  RimSource *source = rim_source_new ();

  source->series_description = g_path_get_basename (path);
  for (guint i = 0; i < header->warnings->len; i++)
    rim_source_add_warning (source, "%s", (const char *) g_ptr_array_index (header->warnings, i));

  return source;
}

static RimVolume *
read_volume (RimReader       *reader,
             RimNiftiHeader  *header,
             GError         **error)
{
  RimVoxelLayout layout = { header->type, header->item_size, header->whole, header->is_signed,
                            header->swapped, FALSE, 1, 0 };
  guint64 length = (guint64) rim_grid_get_n_voxels (&header->grid) * header->item_size;
  g_autoptr(RimVolume) volume = NULL;

  if (!rim_reader_can_hold (reader, length, error))
    return NULL;

  volume = rim_volume_new (&header->grid, header->type, error);
  if (volume == NULL || !rim_voxels_read (reader, volume, &layout, error))
    return NULL;

  for (guint k = 0; k < header->grid.size[2]; k++)
    rim_volume_set_rescale (volume, k, header->rescale);
  rim_volume_set_rescaled_is_single (volume, header->type != RIM_VOXEL_DOUBLE &&
                                     (header->rescale.slope != 1.0 || header->rescale.intercept != 0.0));
  rim_volume_set_unit (volume, header->unit);

  return g_steal_pointer (&volume);
}

/* Goes to where the voxels begin, in the same file or in the one beside it. */
static RimReader *
open_voxels (RimReader       *header_reader,
             RimNiftiHeader  *header,
             GBytes         **names,
             GError         **error)
{
  const char *path = rim_reader_get_path (header_reader);
  g_autoptr(RimReader) reader = NULL;
  g_autofree char *other = NULL;

  read_extensions (header_reader, header, header->is_pair ? G_MAXINT64 : header->voxel_offset, names);
  if (!header->is_pair)
    {
      reader = rim_reader_open (path, 0, RIM_READER_AUTO, error);
    }
  else
    {
      other = find_voxels (path);
      if (other == NULL)
        {
          g_set_error (error, RIM_FORMAT_ERROR, RIM_FORMAT_ERROR_DAMAGED,
                       _("%s: the file of its voxels (.img) is not beside it"), path);
          return NULL;
        }
      reader = rim_reader_open (other, 0, RIM_READER_AUTO, error);
    }

  if (reader == NULL || !rim_reader_can_hold (reader, header->voxel_offset, error) ||
      !rim_reader_skip (reader, header->voxel_offset, error))
    return NULL;

  return g_steal_pointer (&reader);
}

/* Also gives the XML with the labels' names, where the file has one. */
static RimVolume *
read_with_names (const char  *path,
                 GBytes     **names,
                 GError     **error)
{
  g_autofree char *header_path = find_header (path);
  g_autoptr(RimReader) header_reader = rim_reader_open (header_path, 0, RIM_READER_AUTO, error);
  g_autoptr(RimNiftiHeader) header = NULL;
  g_autoptr(RimReader) reader = NULL;
  g_autoptr(RimVolume) volume = NULL;
  g_autoptr(RimSource) source = NULL;

  if (header_reader == NULL)
    return NULL;
  header = rim_nifti_header_read (header_reader, error);
  if (header == NULL)
    return NULL;
  reader = open_voxels (header_reader, header, names, error);
  if (reader == NULL)
    return NULL;
  volume = read_volume (reader, header, error);
  if (volume == NULL)
    return NULL;

  source = make_source (path, header);
  rim_volume_set_source (volume, source);

  return g_steal_pointer (&volume);
}

/**
 * rim_nifti_read:
 * @path: a .nii, or either file of a .hdr and .img pair, deflated or not
 * @error: where to put an error
 *
 * Reads NIfTI-1 or NIfTI-2. Of several volumes the first is read; what is
 * doubtful is among the warnings of the source.
 *
 * Returns: (transfer full): the volume
 */
RimVolume *
rim_nifti_read (const char  *path,
                GError     **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  return read_with_names (path, NULL, error);
}

/* What stands beside the file counts more than what stands in it. */
static void
apply_table (RimRoiSet *set)
{
  g_autofree char *path = rim_label_table_find (set->path);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = path != NULL ? rim_label_table_read (path, &error) : NULL;

  if (rows != NULL)
    rim_label_table_apply (rows, set->rois);
  else if (error != NULL && !g_error_matches (error, RIM_FORMAT_ERROR, RIM_FORMAT_ERROR_DAMAGED))
    rim_roi_set_add_warning (set, "%s", error->message);
}

/**
 * rim_nifti_read_labels:
 * @path: as for rim_nifti_read()
 * @error: where to put an error
 *
 * Returns: (transfer full): a region for each label, with the names of the
 *   file's extension where it has one, and with what a table says that lies beside
 *   it (rim_label_table_find())
 */
RimRoiSet *
rim_nifti_read_labels (const char  *path,
                       GError     **error)
{
  g_autoptr(GBytes) names = NULL;
  g_autoptr(RimVolume) volume = NULL;
  g_autoptr(RimRoiSet) set = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  volume = read_with_names (path, &names, error);
  if (volume == NULL)
    return NULL;
  set = rim_labels_from_volume (volume, path, error);
  if (set == NULL)
    return NULL;

  if (names != NULL)
    rim_nifti_names_apply (g_bytes_get_data (names, NULL), g_bytes_get_size (names), set->rois);
  apply_table (set);
  for (guint i = 0; i < rim_volume_get_source (volume)->warnings->len; i++)
    g_ptr_array_add (set->warnings,
                     g_strdup (g_ptr_array_index (rim_volume_get_source (volume)->warnings, i)));

  return g_steal_pointer (&set);
}

/* Writes the head and the slices that @file makes; of a pair the voxels first,
 * so that no header stands without them.
 */
static gboolean
write_image (const char     *path,
             const RimGrid  *grid,
             RimVoxelType    type,
             RimRescale      rescale,
             RimUnit         unit,
             const char     *extension,
             RimImageFile   *file,
             GError        **error)
{
  gboolean is_pair = ends_with (path, ".hdr") || ends_with (path, ".hdr.gz");
  g_autoptr(GByteArray) bytes = rim_nifti_header_make (grid, type, rescale, unit, is_pair, extension);
  g_autoptr(GBytes) header = g_bytes_new (bytes->data, bytes->len);
  g_autoptr(GBytes) none = g_bytes_new_static ("", 0);
  g_autofree char *voxels_path = NULL;
  RimImageFile head = { .header = header, .func = file->func, .data = file->data, .slice_length = 1 };

  file->n_slices = grid->size[2];
  file->slice_length = (gsize) grid->size[0] * grid->size[1] * rim_voxel_type_get_size (type);
  file->gzip = ends_with (path, ".gz");
  file->gzip_header = TRUE;
  file->header = is_pair ? none : header;
  if (!is_pair)
    return rim_image_file_write (file, path, error);

  head.gzip = file->gzip;
  head.gzip_header = TRUE;
  voxels_path = file->gzip ? replace_end (path, ".hdr.gz", ".img.gz") : replace_end (path, ".hdr", ".img");

  return rim_image_file_write (file, voxels_path, error) && rim_image_file_write (&head, path, error);
}

typedef struct
{
  RimVoxelPlan  plan;
  RimVolume    *volume;
} VolumeWriter;

static void
make_volume_slice (guint    k,
                   gpointer bytes,
                   gpointer data)
{
  VolumeWriter *writer = data;

  rim_voxel_plan_slice (&writer->plan, writer->volume, k, bytes);
}

/**
 * rim_nifti_write:
 * @path: .nii for one file, .hdr for a pair; with .gz deflated
 * @volume: a volume, all of whose slices are there
 * @error: where to put an error
 *
 * Writes NIfTI-1, or NIfTI-2 when the size asks for it, with sform and qform.
 * What reads it gets the same values to the last bit: stored values where one
 * slope that a float can hold makes them values, else the values themselves.
 *
 * Returns: whether @path is the whole new file
 */
gboolean
rim_nifti_write (const char  *path,
                 RimVolume   *volume,
                 GError     **error)
{
  VolumeWriter writer = { .volume = volume };
  RimImageFile file = { .func = make_volume_slice, .data = &writer };

  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (volume != NULL, FALSE);

  rim_voxel_plan_init (&writer.plan, volume, TRUE);

  return write_image (path, rim_volume_get_grid (volume), writer.plan.type, writer.plan.rescale,
                      rim_volume_get_unit (volume), NULL, &file, error);
}

/**
 * rim_nifti_write_mask:
 * @path: as for rim_nifti_write()
 * @mask: a mask
 * @error: where to put an error
 *
 * Writes bytes of 0 and 1.
 *
 * Returns: whether @path is the whole new file
 */
gboolean
rim_nifti_write_mask (const char  *path,
                      RimMask     *mask,
                      GError     **error)
{
  RimImageFile file = { .func = rim_mask_make_slice, .data = mask };

  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (mask != NULL, FALSE);

  return write_image (path, rim_mask_get_grid (mask), RIM_VOXEL_UINT8, (RimRescale) { 1.0, 0.0 },
                      RIM_UNIT_STORED, NULL, &file, error);
}

/**
 * rim_nifti_write_labels:
 * @path: as for rim_nifti_write()
 * @rois: (element-type RimRoi): regions with masks on one grid and numbers of
 *   their own
 * @error: where to put an error
 *
 * Writes a label map of 16 bits: the number of a region in each of its voxels,
 * with names and colours in an extension. Regions that overlap are refused.
 *
 * Returns: whether @path is the whole new file
 */
gboolean
rim_nifti_write_labels (const char  *path,
                        GPtrArray   *rois,
                        GError     **error)
{
  RimLabelSlices labels = { 0 };
  RimImageFile file = { .func = rim_label_slices_make, .data = &labels };
  g_autofree char *names = NULL;
  gboolean done;

  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (rois != NULL && rois->len > 0, FALSE);

  if (!rim_label_slices_init (&labels, rois, error))
    return FALSE;

  names = rim_nifti_names_make (rois);
  done = write_image (path, rim_mask_get_grid (labels.masks->pdata[0]), RIM_VOXEL_UINT16,
                      (RimRescale) { 1.0, 0.0 }, RIM_UNIT_STORED, names, &file, error);
  rim_label_slices_clear (&labels);

  return done;
}
