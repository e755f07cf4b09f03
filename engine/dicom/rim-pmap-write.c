/* rim-pmap-write.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dicom/rim-pmap.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "dicom/rim-dicom-header.h"
#include "dicom/rim-object-private.h"

#define TAG RIM_DCM_TAG

#define IMAGE_POSITION TAG (0x0020, 0x0032)
#define PLANE_POSITION TAG (0x0020, 0x9113)

typedef struct
{
  const RimPmapOptions *options;
  RimVolume            *map;
  const RimGrid        *grid;
  guint                 first;         /* slice that has a value */
  guint                 end;
  double                lowest;
  double                highest;
  RimDcmItem           *dataset;
  RimObjectNames        names;
  char                 *dimensions;    /* UID */
} Writer;

/* What there is no value of is left out above and below. */
static void
find_range (Writer *self)
{
  const gsize area = (gsize) self->grid->size[0] * self->grid->size[1];

  self->first = self->grid->size[2];
  self->lowest = INFINITY;
  self->highest = -INFINITY;
  for (guint k = 0; k < self->grid->size[2]; k++)
    {
      const float *values = rim_volume_get_slice (self->map, k);
      gboolean any = FALSE;

      for (gsize v = 0; v < area; v++)
        if (!isnan (values[v]))
          {
            self->lowest = MIN (self->lowest, values[v]);
            self->highest = MAX (self->highest, values[v]);
            any = TRUE;
          }
      if (any)
        {
          self->first = MIN (self->first, k);
          self->end = k + 1;
        }
    }
}

static void
put_image_attributes (Writer *self)
{
  RimDcmItem *dataset = self->dataset;
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();

  rim_dcm_item_put_string (dataset, TAG (0x0008, 0x0008), "DERIVED\\PRIMARY\\TEXTURE\\NONE");
  rim_object_put_date (dataset, TAG (0x0008, 0x0023), TAG (0x0008, 0x0033), now);
  rim_dcm_item_put_int (dataset, TAG (0x0028, 0x0002), 1);
  rim_dcm_item_put_string (dataset, TAG (0x0028, 0x0004), "MONOCHROME2");
  rim_dcm_item_put_int (dataset, TAG (0x0028, 0x0008), self->end - self->first);
  rim_dcm_item_put_int (dataset, TAG (0x0028, 0x0010), self->grid->size[1]);
  rim_dcm_item_put_int (dataset, TAG (0x0028, 0x0011), self->grid->size[0]);
  rim_dcm_item_put_int (dataset, TAG (0x0028, 0x0100), 32);
  rim_dcm_item_put_string (dataset, TAG (0x0028, 0x0301), "NO");
  rim_dcm_item_put_string (dataset, TAG (0x0028, 0x0302), "NO");
  rim_dcm_item_put_string (dataset, TAG (0x0028, 0x2110), "00");
  rim_dcm_item_put_string (dataset, TAG (0x0018, 0x9004), "RESEARCH");
  rim_dcm_item_put_empty (dataset, TAG (0x0020, 0x0060));
  rim_dcm_item_put_string (dataset, TAG (0x0070, 0x0080), "MAP");
  rim_object_put_text (dataset, TAG (0x0070, 0x0081), self->options->label, 64);
  rim_dcm_item_put_empty (dataset, TAG (0x0070, 0x0084));
  rim_dcm_item_put_string (dataset, TAG (0x2050, 0x0020), "IDENTITY");
  rim_dcm_item_put_empty (dataset, TAG (0x0040, 0x0555));
}

/* Values are what they are stored as. */
static void
put_real_world_values (Writer     *self,
                       RimDcmItem *groups)
{
  RimDcmItem *item = rim_dcm_item_add_item (groups, TAG (0x0040, 0x9096));

  rim_object_put_text (item, TAG (0x0028, 0x3003), self->options->label, 10240);
  rim_object_put_text (item, TAG (0x0040, 0x9210), self->options->label, 16);
  rim_dcm_item_put_double (item, TAG (0x0040, 0x9214), self->lowest);
  rim_dcm_item_put_double (item, TAG (0x0040, 0x9213), self->highest);
  rim_dcm_item_put_double (item, TAG (0x0040, 0x9224), 0.0);
  rim_dcm_item_put_double (item, TAG (0x0040, 0x9225), 1.0);
  rim_object_put_code (item, TAG (0x0040, 0x08ea), &self->options->unit);
}

static void
put_shared_groups (Writer *self)
{
  RimDcmItem *groups = rim_dcm_item_add_item (self->dataset, RIM_OBJECT_SHARED_GROUPS);
  RimDcmItem *transformation, *window, *type;

  rim_object_put_grid (groups, self->grid);
  put_real_world_values (self, groups);

  transformation = rim_dcm_item_add_item (groups, TAG (0x0028, 0x9145));
  rim_dcm_item_put_double (transformation, TAG (0x0028, 0x1052), 0.0);
  rim_dcm_item_put_double (transformation, TAG (0x0028, 0x1053), 1.0);
  rim_dcm_item_put_string (transformation, TAG (0x0028, 0x1054), "US");

  window = rim_dcm_item_add_item (groups, TAG (0x0028, 0x9132));
  rim_dcm_item_put_double (window, TAG (0x0028, 0x1050), (self->lowest + self->highest) / 2.0);
  rim_dcm_item_put_double (window, TAG (0x0028, 0x1051), MAX (self->highest - self->lowest, 1e-6));
  rim_dcm_item_put_string (window, TAG (0x0028, 0x1056), "LINEAR_EXACT");

  type = rim_dcm_item_add_item (groups, TAG (0x0040, 0x9092));
  rim_dcm_item_put_string (type, TAG (0x0008, 0x9007), "DERIVED\\PRIMARY\\TEXTURE\\NONE");
}

static void
put_frame_groups (Writer *self,
                  guint   k)
{
  static const RimCode processing = { "TEXTUREMAP", "99RIMLIGHT", "Map of a texture feature" };
  RimDcmItem *groups = rim_dcm_item_add_item (self->dataset, RIM_OBJECT_FRAME_GROUPS);
  RimDcmItem *content = rim_dcm_item_add_item (groups, TAG (0x0020, 0x9111));
  RimDcmItem *position = rim_dcm_item_add_item (groups, PLANE_POSITION);
  RimVec3 at = rim_grid_to_patient (self->grid, RIM_VEC3 (0, 0, k));

  rim_object_put_derivation (groups, self->options->image, self->grid, k, &processing);
  rim_dcm_item_put_int (content, TAG (0x0020, 0x9157), k - self->first + 1);
  rim_dcm_item_put_doubles (position, IMAGE_POSITION, (double[]) { at.x, at.y, at.z }, 3);
}

static gboolean
put_pixels (Writer      *self,
            const char  *path,
            GError     **error)
{
  const gsize area = (gsize) self->grid->size[0] * self->grid->size[1];
  const gsize n = area * (self->end - self->first);
  g_autofree float *values = n <= (G_MAXUINT32 - 2) / sizeof *values ? g_try_new (float, n) : NULL;

  if (values == NULL)
    {
      g_set_error (error, RIM_DICOM_ERROR, RIM_DICOM_ERROR_FAILED,
                   _("%s: cannot be written: %u frames are too many for one file"), path, self->end - self->first);
      return FALSE;
    }

  for (guint k = self->first; k < self->end; k++)
    memcpy (values + (k - self->first) * area, rim_volume_get_slice (self->map, k), area * sizeof *values);
  rim_dcm_item_put_floats (self->dataset, RIM_DCM_FLOAT_PIXEL_DATA, values, n);

  return TRUE;
}

static gboolean
fill (Writer      *self,
      const char  *path,
      GError     **error)
{
  const char *modality = self->options->image->modality;

  rim_object_put_common (self->dataset, self->options->image, &self->names, RIM_UID_PARAMETRIC_MAP,
                         modality != NULL ? modality : "OT", self->options->label);
  put_image_attributes (self);
  if (self->options->explanation != NULL)
    rim_object_put_text (self->dataset, TAG (0x0020, 0x4000), self->options->explanation, 10240);

  rim_object_put_organization (self->dataset, self->dimensions);
  rim_object_put_dimension (self->dataset, self->dimensions, IMAGE_POSITION, PLANE_POSITION, "Position");
  put_shared_groups (self);
  for (guint k = self->first; k < self->end; k++)
    put_frame_groups (self, k);
  rim_object_put_references (self->dataset, self->options->image, self->grid, self->names.series_uid);

  return put_pixels (self, path, error);
}

/**
 * rim_pmap_write:
 * @path: where to
 * @map: values in single precision, NAN where there is none
 * @options: what it says of itself
 * @error: where to put an error
 *
 * Writes a map as a Parametric Map with Float Pixel Data (PS3.3 A.75), on the grid of
 * the image, from the first slice that has a value to the last.
 *
 * Returns: whether it was written
 */
gboolean
rim_pmap_write (const char            *path,
                RimVolume             *map,
                const RimPmapOptions  *options,
                GError               **error)
{
  g_autoptr(RimDcmFile) file = NULL;
  g_autofree char *dimensions = NULL;
  Writer self = { options, map };
  gboolean filled;

  g_return_val_if_fail (path != NULL && map != NULL && options != NULL && options->image != NULL, FALSE);
  g_return_val_if_fail (rim_volume_get_voxel_type (map) == RIM_VOXEL_FLOAT, FALSE);

  self.grid = rim_volume_get_grid (map);
  find_range (&self);
  if (self.first >= self.end)
    {
      g_set_error (error, RIM_DICOM_ERROR, RIM_DICOM_ERROR_FAILED,
                   _("%s: cannot be written: the map has no values"), path);
      return FALSE;
    }

  file = rim_dcm_file_new ();
  dimensions = rim_dcm_uid_new ();
  self.dataset = rim_dcm_file_get_dataset (file);
  self.dimensions = dimensions;
  rim_object_names_init (&self.names, options->image);
  filled = fill (&self, path, error);
  rim_object_names_clear (&self.names);

  return filled && rim_dcm_file_save (file, path, error);
}
