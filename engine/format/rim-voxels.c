/* rim-voxels.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-voxels-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "rim-image.h"

/* The largest whole number up to which a double has every one. */
#define MAX_EXACT (G_GUINT64_CONSTANT (1) << 53)

/* One slice of a file, all layers, and where it goes. */
typedef struct
{
  RimReader            *reader;
  const RimVoxelLayout *layout;
  gsize                 n_voxels;
  guint8               *buffer;  /* n_layers * n_voxels * item_size; with one
                                  * layer, where the slice goes */
} SliceReader;

static gboolean
fail_exact (RimReader  *reader,
            GError    **error)
{
  g_set_error (error, RIM_FORMAT_ERROR, RIM_FORMAT_ERROR_UNSUPPORTED,
               _("%s: it has 64-bit voxels that no other type can hold"), rim_reader_get_path (reader));

  return FALSE;
}

/* 64-bit whole numbers to doubles, in place. */
static gboolean
widen (SliceReader  *self,
       GError      **error)
{
  gsize n = self->n_voxels * self->layout->n_layers;
  guint64 *items = (guint64 *) (gpointer) self->buffer;

  for (gsize i = 0; i < n; i++)
    {
      gint64 value;
      double real;

      memcpy (&value, &items[i], sizeof value);
      real = self->layout->is_signed ? (double) value : (double) items[i];
      if (!(fabs (real) <= (double) MAX_EXACT))
        return fail_exact (self->reader, error);
      memcpy (&items[i], &real, sizeof real);
    }

  return TRUE;
}

/* Takes one layer out of the interleaved ones. */
static void
pick_layer (SliceReader *self,
            guint8      *target)
{
  gsize size = self->layout->item_size;
  gsize stride = size * self->layout->n_layers;
  const guint8 *source = self->buffer + self->layout->layer * size;

  for (gsize i = 0; i < self->n_voxels; i++)
    memcpy (target + i * size, source + i * stride, size);
}

static gboolean
read_binary_slice (SliceReader  *self,
                   guint8       *target,
                   GError      **error)
{
  const RimVoxelLayout *layout = self->layout;
  gsize n = self->n_voxels * layout->n_layers;

  if (layout->n_layers == 1)
    self->buffer = target;
  if (!rim_reader_read (self->reader, self->buffer, n * layout->item_size, error))
    return FALSE;
  if (layout->swapped)
    rim_swap_bytes (self->buffer, n, layout->item_size);
  if (layout->whole && !widen (self, error))
    return FALSE;
  if (layout->n_layers > 1)
    pick_layer (self, target);

  return TRUE;
}

static const struct
{
  double low;
  double high;
} ranges[] = {
  [RIM_VOXEL_UINT8] = { 0, G_MAXUINT8 },
  [RIM_VOXEL_INT8] = { G_MININT8, G_MAXINT8 },
  [RIM_VOXEL_UINT16] = { 0, G_MAXUINT16 },
  [RIM_VOXEL_INT16] = { G_MININT16, G_MAXINT16 },
  [RIM_VOXEL_UINT32] = { 0, G_MAXUINT32 },
  [RIM_VOXEL_INT32] = { G_MININT32, G_MAXINT32 },
};

static void
store_number (RimVoxelType  type,
              double        value,
              guint8       *target,
              gsize         index)
{
  gint64 whole = type == RIM_VOXEL_FLOAT || type == RIM_VOXEL_DOUBLE ? 0 : (gint64) value;

  switch (type)
    {
    case RIM_VOXEL_UINT8:
    case RIM_VOXEL_INT8:
      target[index] = (guint8) whole;
      break;

    case RIM_VOXEL_UINT16:
    case RIM_VOXEL_INT16:
      ((guint16 *) (gpointer) target)[index] = (guint16) whole;
      break;

    case RIM_VOXEL_UINT32:
    case RIM_VOXEL_INT32:
      ((guint32 *) (gpointer) target)[index] = (guint32) whole;
      break;

    case RIM_VOXEL_FLOAT:
      ((float *) (gpointer) target)[index] = (float) value;
      break;

    case RIM_VOXEL_DOUBLE:
    default:
      ((double *) (gpointer) target)[index] = value;
      break;
    }
}

static gboolean
read_number (SliceReader  *self,
             double       *value,
             GError      **error)
{
  char token[64];
  char *end;
  RimVoxelType type = self->layout->type;

  if (!rim_reader_read_token (self->reader, token, sizeof token))
    {
      g_set_error (error, RIM_FORMAT_ERROR, RIM_FORMAT_ERROR_DAMAGED,
                   _("%s: the file ends before its voxels do"), rim_reader_get_path (self->reader));
      return FALSE;
    }

  *value = g_ascii_strtod (token, &end);
  if (*end == '\0' && (type == RIM_VOXEL_FLOAT || type == RIM_VOXEL_DOUBLE ||
                       (*value >= ranges[type].low && *value <= ranges[type].high && *value == rint (*value))))
    return TRUE;

  g_set_error (error, RIM_FORMAT_ERROR, RIM_FORMAT_ERROR_DAMAGED,
               _("%s: “%s” is no voxel of its type"), rim_reader_get_path (self->reader), token);

  return FALSE;
}

static gboolean
read_text_slice (SliceReader  *self,
                 guint8       *target,
                 GError      **error)
{
  const RimVoxelLayout *layout = self->layout;

  for (gsize i = 0; i < self->n_voxels; i++)
    {
      for (gsize layer = 0; layer < layout->n_layers; layer++)
        {
          double value;

          if (!read_number (self, &value, error))
            return FALSE;
          if (layer == layout->layer)
            store_number (layout->type, value, target, i);
        }
    }

  return TRUE;
}

/**
 * rim_voxels_read:
 * @reader: a reader where the voxels begin
 * @volume: the volume to fill and publish
 * @layout: how they lie
 * @error: where to put an error
 *
 * Returns: whether all slices could be read
 */
gboolean
rim_voxels_read (RimReader             *reader,
                 RimVolume             *volume,
                 const RimVoxelLayout  *layout,
                 GError               **error)
{
  const RimGrid *grid = rim_volume_get_grid (volume);
  SliceReader self = { reader, layout, (gsize) grid->size[0] * grid->size[1], NULL };
  g_autofree guint8 *layers = NULL;
  gboolean done = TRUE;

  if (layout->n_layers > 1)
    {
      layers = g_try_malloc_n (self.n_voxels * layout->n_layers, layout->item_size);
      self.buffer = layers;
      if (layers == NULL)
        {
          g_set_error (error, RIM_FORMAT_ERROR, RIM_FORMAT_ERROR_TOO_LARGE,
                       _("%s: not enough memory for a slice"), rim_reader_get_path (reader));
          return FALSE;
        }
    }

  if (!layout->text)
    rim_reader_expect (reader, self.n_voxels * layout->n_layers * layout->item_size * grid->size[2]);

  for (guint k = 0; k < grid->size[2] && done; k++)
    {
      guint8 *target = rim_volume_get_slice_for_writing (volume, k);

      done = layout->text ? read_text_slice (&self, target, error)
                          : read_binary_slice (&self, target, error);
    }

  if (done)
    rim_volume_publish_all (volume);

  return done;
}
