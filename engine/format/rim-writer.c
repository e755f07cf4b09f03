/* rim-writer.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-writer-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <zlib.h>

#include "core/rim-file.h"
#include "rim-image.h"

/* Twice as fast as zlib's own choice, for files a few per cent larger. */
#define GZIP_MODE "wb3"

static gboolean
is_integer_type (RimVoxelType type)
{
  return type != RIM_VOXEL_FLOAT && type != RIM_VOXEL_DOUBLE;
}

static gboolean
is_uniform (RimVolume *volume)
{
  RimRescale first = rim_volume_get_rescale (volume, 0);

  for (guint k = 1; k < rim_volume_get_grid (volume)->size[2]; k++)
    {
      RimRescale other = rim_volume_get_rescale (volume, k);

      if (other.slope != first.slope || other.intercept != first.intercept)
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_float (double value)
{
  return (double) (float) value == value;
}

static gboolean
is_whole (double value)
{
  return fabs (value) < 1e9 && value == rint (value);
}

static gboolean
all_whole (RimVolume *volume)
{
  if (!is_integer_type (rim_volume_get_voxel_type (volume)))
    return FALSE;

  for (guint k = 0; k < rim_volume_get_grid (volume)->size[2]; k++)
    {
      RimRescale rescale = rim_volume_get_rescale (volume, k);

      if (!is_whole (rescale.slope) || !is_whole (rescale.intercept))
        return FALSE;
    }

  return TRUE;
}

/* The smallest type that holds every value, which are whole numbers. */
static RimVoxelType
find_whole_type (RimVolume *volume)
{
  const RimGrid *grid = rim_volume_get_grid (volume);
  g_autofree double *row = g_new (double, grid->size[0]);
  double low = INFINITY;
  double high = -INFINITY;

  for (guint k = 0; k < grid->size[2]; k++)
    {
      for (guint j = 0; j < grid->size[1]; j++)
        {
          rim_volume_read_row (volume, 0, j, k, grid->size[0], row);
          for (guint i = 0; i < grid->size[0]; i++)
            {
              low = MIN (low, row[i]);
              high = MAX (high, row[i]);
            }
        }
    }

  if (low >= G_MININT16 && high <= G_MAXINT16)
    return RIM_VOXEL_INT16;
  if (low >= 0 && high <= G_MAXUINT16)
    return RIM_VOXEL_UINT16;
  if (low >= G_MININT32 && high <= G_MAXINT32)
    return RIM_VOXEL_INT32;

  return RIM_VOXEL_DOUBLE;
}

/**
 * rim_voxel_plan_init:
 * @self: a plan
 * @volume: the volume to write
 * @float_rescale: whether the format keeps one slope and intercept as floats
 *
 * Chooses stored values where the format can keep what they mean, whole numbers
 * where the values are whole, and doubles otherwise: the slopes of a PET have
 * no exact product in a float.
 */
void
rim_voxel_plan_init (RimVoxelPlan *self,
                     RimVolume    *volume,
                     gboolean      float_rescale)
{
  RimRescale first = rim_volume_get_rescale (volume, 0);
  gboolean uniform = is_uniform (volume);

  self->type = rim_volume_get_voxel_type (volume);
  self->stored = uniform && ((first.slope == 1.0 && first.intercept == 0.0) ||
                             (float_rescale && first.slope != 0.0 &&
                              is_float (first.slope) && is_float (first.intercept)));
  self->rescale = self->stored ? first : (RimRescale) { 1.0, 0.0 };
  if (!self->stored)
    self->type = all_whole (volume) ? find_whole_type (volume) : RIM_VOXEL_DOUBLE;
}

static void
store_row (RimVoxelType  type,
           const double *row,
           gsize         n,
           gpointer      bytes)
{
  for (gsize i = 0; i < n; i++)
    {
      if (type == RIM_VOXEL_INT16)
        ((gint16 *) bytes)[i] = (gint16) row[i];
      else if (type == RIM_VOXEL_UINT16)
        ((guint16 *) bytes)[i] = (guint16) row[i];
      else if (type == RIM_VOXEL_INT32)
        ((gint32 *) bytes)[i] = (gint32) row[i];
      else
        ((double *) bytes)[i] = row[i];
    }
}

void
rim_voxel_plan_slice (RimVoxelPlan *self,
                      RimVolume    *volume,
                      guint         k,
                      gpointer      bytes)
{
  const RimGrid *grid = rim_volume_get_grid (volume);
  gsize row_length = grid->size[0] * rim_voxel_type_get_size (self->type);
  g_autofree double *row = NULL;

  if (self->stored)
    {
      memcpy (bytes, rim_volume_get_slice (volume, k), row_length * grid->size[1]);
      return;
    }

  row = g_new (double, grid->size[0]);
  for (guint j = 0; j < grid->size[1]; j++)
    {
      rim_volume_read_row (volume, 0, j, k, grid->size[0], row);
      store_row (self->type, row, grid->size[0], (guint8 *) bytes + j * row_length);
    }
}

/* A plain file or a deflated one. */
typedef struct
{
  FILE   *file;
  gzFile  gzip;
} Sink;

static gboolean
sink_write (Sink          *sink,
            gconstpointer  bytes,
            gsize          length)
{
  if (sink->file != NULL)
    return fwrite (bytes, 1, length, sink->file) == length;

  return gzfwrite (bytes, 1, length, sink->gzip) == length;
}

static gboolean
write_slices (RimImageFile *self,
              Sink         *sink)
{
  g_autofree guint8 *slice = g_malloc (self->slice_length);

  for (guint k = 0; k < self->n_slices; k++)
    {
      self->func (k, slice, self->data);
      if (!sink_write (sink, slice, self->slice_length))
        return FALSE;
    }

  return TRUE;
}

static gboolean
sink_close (Sink *sink)
{
  gboolean done = sink->file == NULL || fclose (sink->file) == 0;

  if (sink->gzip != NULL && gzclose (sink->gzip) != Z_OK)
    done = FALSE;

  return done;
}

/* The header raw and the voxels deflated, as NRRD has it, are two streams that
 * follow each other in one file.
 */
static gboolean
write_file (const char  *path,
            gpointer     data,
            GError     **error)
{
  RimImageFile *self = data;
  Sink sink = { NULL, NULL };
  gsize length;
  const void *header = g_bytes_get_data (self->header, &length);
  gboolean done = TRUE;

  if (!self->gzip || !self->gzip_header)
    {
      sink.file = g_fopen (path, "wbe");
      done = sink.file != NULL && sink_write (&sink, header, length);
      if (done && self->gzip)
        {
          done = sink_close (&sink);
          sink.file = NULL;
        }
    }
  if (done && self->gzip)
    {
      sink.gzip = gzopen (path, self->gzip_header ? GZIP_MODE : "ab3");
      done = sink.gzip != NULL && (!self->gzip_header || sink_write (&sink, header, length));
    }

  done = done && write_slices (self, &sink);
  if (!sink_close (&sink) || !done)
    {
      g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (errno), "%s: %s", path,
                   errno != 0 ? g_strerror (errno) : _("the file could not be written"));
      return FALSE;
    }

  return TRUE;
}

/**
 * rim_image_file_write:
 * @self: what to write
 * @path: the file
 * @error: where to put an error
 *
 * Returns: whether @path is the whole new file
 */
gboolean
rim_image_file_write (RimImageFile  *self,
                      const char    *path,
                      GError       **error)
{
  return rim_file_write_atomically (path, write_file, self, error);
}

/* A #RimVoxelFunc for a mask: one byte per voxel. */
void
rim_mask_make_slice (guint    k,
                     gpointer bytes,
                     gpointer data)
{
  RimMask *mask = data;
  const RimGrid *grid = rim_mask_get_grid (mask);
  RimMaskSlice *slice = rim_mask_get_slice (mask, k);

  memset (bytes, 0, (gsize) grid->size[0] * grid->size[1]);
  if (slice != NULL)
    rim_mask_slice_paint (slice, bytes, grid->size[0], 1);
}

static gboolean
check_disjoint (RimRoi  *a,
                RimRoi  *b,
                GError **error)
{
  g_autoptr(RimMask) both = rim_mask_combine (a->mask, b->mask, RIM_MASK_INTERSECT);

  if (rim_mask_count (both) == 0)
    return TRUE;

  g_set_error (error, RIM_FORMAT_ERROR, RIM_FORMAT_ERROR_OVERLAP,
               _("“%s” and “%s” overlap, which one label map cannot hold"), a->name, b->name);

  return FALSE;
}

static gboolean
check_number (const RimRoi  *roi,
              GError       **error)
{
  if (roi->number > 0 && roi->number <= G_MAXUINT16)
    return TRUE;

  g_set_error (error, RIM_FORMAT_ERROR, RIM_FORMAT_ERROR_UNSUPPORTED,
               _("“%s” has the number %u, which a label map of 16 bits cannot hold"), roi->name, roi->number);

  return FALSE;
}

/* Borrows the masks of @rois. */
gboolean
rim_label_slices_init (RimLabelSlices  *self,
                       GPtrArray       *rois,
                       GError         **error)
{
  const RimGrid *grid = rim_mask_get_grid (((RimRoi *) g_ptr_array_index (rois, 0))->mask);

  for (guint i = 0; i < rois->len; i++)
    {
      if (!check_number (g_ptr_array_index (rois, i), error))
        return FALSE;
      for (guint j = i + 1; j < rois->len; j++)
        if (!check_disjoint (g_ptr_array_index (rois, i), g_ptr_array_index (rois, j), error))
          return FALSE;
    }

  self->masks = g_ptr_array_new ();
  self->values = g_new (guint16, rois->len);
  self->width = grid->size[0];
  self->height = grid->size[1];
  for (guint i = 0; i < rois->len; i++)
    {
      RimRoi *roi = g_ptr_array_index (rois, i);

      g_ptr_array_add (self->masks, roi->mask);
      self->values[i] = (guint16) roi->number;
    }

  return TRUE;
}

void
rim_label_slices_clear (RimLabelSlices *self)
{
  g_clear_pointer (&self->masks, g_ptr_array_unref);
  g_clear_pointer (&self->values, g_free);
}

/* A #RimVoxelFunc for masks that share no voxel: two bytes per voxel. */
void
rim_label_slices_make (guint    k,
                       gpointer bytes,
                       gpointer data)
{
  RimLabelSlices *labels = data;
  guint16 *voxels = bytes;

  memset (bytes, 0, labels->width * labels->height * sizeof *voxels);
  for (guint n = 0; n < labels->masks->len; n++)
    {
      RimMaskSlice *slice = rim_mask_get_slice (g_ptr_array_index (labels->masks, n), k);

      if (slice == NULL)
        continue;
      for (guint j = 0; j < labels->height; j++)
        {
          guint n_runs;
          const RimRun *runs = rim_mask_slice_get_runs (slice, j, &n_runs);

          for (guint r = 0; r < n_runs; r++)
            for (guint i = runs[r].begin; i < runs[r].end; i++)
              voxels[j * labels->width + i] = labels->values[n];
        }
    }
}
