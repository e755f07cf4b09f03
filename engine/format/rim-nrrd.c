/* rim-nrrd.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-nrrd.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rim-image.h"
#include "rim-nrrd-private.h"
#include "rim-writer-private.h"

/* A file of labels with more layers than this is a film. */
#define MAX_LAYERS 256

static gboolean
skip_lines (RimReader  *reader,
            guint64     n_lines,
            GError    **error)
{
  for (guint64 n = 0; n < n_lines; n++)
    {
      g_autofree char *line = rim_reader_read_line (reader, 1 << 20);

      if (line != NULL)
        continue;
      g_set_error (error, RIM_FORMAT_ERROR, RIM_FORMAT_ERROR_DAMAGED,
                   _("%s: it has fewer lines than the header says"), rim_reader_get_path (reader));
      return FALSE;
    }

  return TRUE;
}

/* Goes to where the voxels begin: behind the header or in another file, after
 * lines that are skipped before inflating and bytes that are skipped after it.
 */
static RimReader *
open_data (const char     *path,
           RimNrrdHeader  *header,
           guint64         length,
           GError        **error)
{
  const char *data_path = header->data_path != NULL ? header->data_path : path;
  goffset offset = header->data_path != NULL ? 0 : header->data_offset;
  g_autoptr(RimReader) reader = rim_reader_open (data_path, offset, RIM_READER_RAW, error);
  guint64 skip = header->byte_skip > 0 ? (guint64) header->byte_skip : 0;

  if (reader == NULL || !skip_lines (reader, header->line_skip, error))
    return NULL;

  if (header->encoding == RIM_READER_GZIP)
    {
      offset = rim_reader_get_offset (reader);
      g_clear_pointer (&reader, rim_reader_close);
      reader = rim_reader_open (data_path, offset, RIM_READER_GZIP, error);
      if (reader == NULL)
        return NULL;
    }

  if (header->byte_skip < 0)
    return rim_reader_skip_to_last (reader, length, error) ? g_steal_pointer (&reader) : NULL;

  if (!rim_reader_can_hold (reader, skip, error) || !rim_reader_skip (reader, skip, error))
    return NULL;

  return g_steal_pointer (&reader);
}

static RimSource *
make_source (const char    *path,
             RimNrrdHeader *header)
{
  RimSource *source = rim_source_new ();

  source->series_description = g_path_get_basename (path);
  for (guint i = 0; i < header->warnings->len; i++)
    rim_source_add_warning (source, "%s", (const char *) g_ptr_array_index (header->warnings, i));

  return source;
}

/* Reads one of the images of the file. */
static RimVolume *
read_layer (const char     *path,
            RimNrrdHeader  *header,
            gsize           layer,
            GError        **error)
{
  RimVoxelLayout layout = header->layout;
  guint64 image = (guint64) rim_grid_get_n_voxels (&header->grid) * (layout.text ? 2 : layout.item_size);
  g_autoptr(RimReader) reader = NULL;
  g_autoptr(RimVolume) volume = NULL;
  g_autoptr(RimSource) source = NULL;

  layout.layer = header->interleaved ? layer : 0;
  reader = open_data (path, header, image * header->n_layers, error);
  if (reader == NULL ||
      !rim_reader_can_hold (reader, image * header->n_layers - (layout.text ? 1 : 0), error))
    return NULL;
  if (!header->interleaved && !layout.text && !rim_reader_skip (reader, image * layer, error))
    return NULL;

  volume = rim_volume_new (&header->grid, layout.type, error);
  if (volume == NULL || !rim_voxels_read (reader, volume, &layout, error))
    return NULL;

  source = make_source (path, header);
  rim_volume_set_source (volume, source);
  rim_volume_set_unit (volume, header->unit);

  return g_steal_pointer (&volume);
}

/**
 * rim_nrrd_read:
 * @path: a .nrrd or a .nhdr
 * @error: where to put an error
 *
 * Of several images in one file the first is read; what is doubtful is among the
 * warnings of the source.
 *
 * Returns: (transfer full): the volume
 */
RimVolume *
rim_nrrd_read (const char  *path,
               GError     **error)
{
  g_autoptr(RimNrrdHeader) header = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  header = rim_nrrd_header_read (path, error);
  if (header == NULL)
    return NULL;

  if (header->n_layers > 1)
    g_ptr_array_add (header->warnings,
                     g_strdup_printf (_("The file has %zu volumes; the first was read."),
                                      header->n_layers));

  return read_layer (path, header, 0, error);
}

static gboolean
check_layers (const char     *path,
              RimNrrdHeader  *header,
              GError        **error)
{
  gboolean text_film = header->layout.text && !header->interleaved && header->n_layers > 1;

  if (header->n_layers <= MAX_LAYERS && !text_film)
    return TRUE;

  g_set_error (error, RIM_FORMAT_ERROR, RIM_FORMAT_ERROR_NOT_LABELS,
               _("%s: it has %zu layers, so it is not a label map"), path, header->n_layers);

  return FALSE;
}

static void
roi_set_free (gpointer set)
{
  rim_roi_set_free (set);
}

/**
 * rim_nrrd_read_labels:
 * @path: a .nrrd, a .nhdr or Slicer's .seg.nrrd
 * @error: where to put an error
 *
 * Regions may overlap where they are in different layers.
 *
 * Returns: (transfer full): a region for each label of each layer, with what
 *   Slicer's keys say of it
 */
RimRoiSet *
rim_nrrd_read_labels (const char  *path,
                      GError     **error)
{
  g_autoptr(RimNrrdHeader) header = NULL;
  g_autoptr(GPtrArray) layers = g_ptr_array_new_with_free_func (roi_set_free);
  RimRoiSet *set;

  g_return_val_if_fail (path != NULL, NULL);

  header = rim_nrrd_header_read (path, error);
  if (header == NULL || !check_layers (path, header, error))
    return NULL;

  for (gsize layer = 0; layer < header->n_layers; layer++)
    {
      g_autoptr(RimVolume) volume = read_layer (path, header, layer, error);
      RimRoiSet *labels = volume != NULL ? rim_labels_from_volume (volume, path, error) : NULL;

      if (labels == NULL)
        return NULL;
      g_ptr_array_add (layers, labels);
    }

  set = rim_nrrd_segments_apply (header, layers);
  set->path = g_strdup (path);
  for (guint i = 0; i < header->warnings->len; i++)
    g_ptr_array_add (set->warnings, g_strdup (g_ptr_array_index (header->warnings, i)));

  return set;
}

/* The name of the voxels' file of a detached header, without its folder. */
static char *
make_data_name (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  char *dot = strrchr (name, '.');

  if (dot != NULL)
    *dot = '\0';

  return g_strdup_printf ("%s.raw.gz", name);
}

/* Writes the head @text and the slices that @file makes; of a detached header
 * the voxels first, so that no header stands without them.
 */
static gboolean
write_image (const char     *path,
             const RimGrid  *grid,
             RimVoxelType    type,
             const char     *keys,
             RimImageFile   *file,
             GError        **error)
{
  gboolean detached = g_str_has_suffix (path, ".nhdr");
  g_autofree char *data_name = detached ? make_data_name (path) : NULL;
  g_autoptr(GString) text = rim_nrrd_header_make (grid, type, TRUE, data_name);
  g_autoptr(GBytes) header = NULL;
  g_autoptr(GBytes) none = g_bytes_new_static ("", 0);
  RimImageFile head = { .func = file->func, .data = file->data, .slice_length = 1 };
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *data_path = detached ? g_build_filename (folder, data_name, NULL) : NULL;

  g_string_append (text, keys);
  g_string_append_c (text, '\n');
  header = g_bytes_new (text->str, text->len);

  file->n_slices = grid->size[2];
  file->slice_length = (gsize) grid->size[0] * grid->size[1] * rim_voxel_type_get_size (type);
  file->gzip = TRUE;
  file->gzip_header = detached;
  file->header = detached ? none : header;
  if (!detached)
    return rim_image_file_write (file, path, error);

  head.header = header;

  return rim_image_file_write (file, data_path, error) && rim_image_file_write (&head, path, error);
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
 * rim_nrrd_write:
 * @path: .nrrd for one file, .nhdr for a header with its voxels beside it
 * @volume: a volume, all of whose slices are there
 * @error: where to put an error
 *
 * Writes deflated voxels, whose values are the volume's to the last bit: stored
 * values where they are the values, else whole numbers or doubles.
 *
 * Returns: whether @path is the whole new file
 */
gboolean
rim_nrrd_write (const char  *path,
                RimVolume   *volume,
                GError     **error)
{
  VolumeWriter writer = { .volume = volume };
  RimImageFile file = { .func = make_volume_slice, .data = &writer };
  g_autoptr(GString) keys = g_string_new (NULL);

  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (volume != NULL, FALSE);

  if (rim_volume_get_unit (volume) != RIM_UNIT_STORED)
    g_string_append_printf (keys, "rimlight_unit:=%s\n", rim_unit_get_id (rim_volume_get_unit (volume)));
  rim_voxel_plan_init (&writer.plan, volume, FALSE);

  return write_image (path, rim_volume_get_grid (volume), writer.plan.type, keys->str, &file, error);
}

/**
 * rim_nrrd_write_mask:
 * @path: as for rim_nrrd_write()
 * @mask: a mask
 * @error: where to put an error
 *
 * Writes bytes of 0 and 1.
 *
 * Returns: whether @path is the whole new file
 */
gboolean
rim_nrrd_write_mask (const char  *path,
                     RimMask     *mask,
                     GError     **error)
{
  RimImageFile file = { .func = rim_mask_make_slice, .data = mask };

  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (mask != NULL, FALSE);

  return write_image (path, rim_mask_get_grid (mask), RIM_VOXEL_UINT8, "", &file, error);
}

/**
 * rim_nrrd_write_labels:
 * @path: as for rim_nrrd_write()
 * @rois: (element-type RimRoi): regions with masks on one grid and numbers of
 *   their own
 * @error: where to put an error
 *
 * Writes a label map of 16 bits: the number of a region in each of its voxels,
 * with names, colours and codes in Slicer's keys. Regions that overlap are
 * refused.
 *
 * Returns: whether @path is the whole new file
 */
gboolean
rim_nrrd_write_labels (const char  *path,
                       GPtrArray   *rois,
                       GError     **error)
{
  RimLabelSlices labels = { 0 };
  RimImageFile file = { .func = rim_label_slices_make, .data = &labels };
  g_autoptr(GString) keys = g_string_new (NULL);
  gboolean done;

  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (rois != NULL && rois->len > 0, FALSE);

  if (!rim_label_slices_init (&labels, rois, error))
    return FALSE;

  rim_nrrd_segments_make (rois, keys);
  done = write_image (path, rim_mask_get_grid (labels.masks->pdata[0]), RIM_VOXEL_UINT16, keys->str,
                      &file, error);
  rim_label_slices_clear (&labels);

  return done;
}
