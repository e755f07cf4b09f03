/* rim-extract-diagnostics.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-extract-private.h"

#include <math.h>
#include <string.h>

#include "texture/rim-zones.h"

/* What PyRadiomics' generalinfo.py tells, under its names and in its order.
 * Hashes are SimpleITK's: SHA-1 of the voxels as they are stored, those of a mask
 * as 32-bit labels.
 */

static void
add_text (RimFeatureTable *table,
          const char      *what,
          const char      *when,
          const char      *item,
          const char      *text)
{
  g_autofree char *name = g_strdup_printf ("%s%s_%s", what, when, item);

  rim_feature_table_append (table, &(RimFeatureRow) {
    .image_type = "diagnostics", .name = name, .value = NAN, .text = text,
  });
}

static void
add_number (RimFeatureTable *table,
            const char      *what,
            const char      *when,
            const char      *item,
            double           value)
{
  g_autofree char *name = g_strdup_printf ("%s%s_%s", what, when, item);

  rim_feature_table_append (table, &(RimFeatureRow) {
    .image_type = "diagnostics", .name = name, .value = value,
  });
}

/* Numbers as a tuple, and reals as Python writes them: shortest, with a point. */
static void
add_reals (RimFeatureTable *table,
           const char      *what,
           const char      *when,
           const char      *item,
           const double    *values,
           guint            n)
{
  g_autoptr(GString) text = g_string_new ("(");

  for (guint i = 0; i < n; i++)
    {
      g_string_append (text, i > 0 ? ", " : "");
      rim_settings_append_real (text, values[i]);
    }
  g_string_append_c (text, ')');
  add_text (table, what, when, item, text->str);
}

static void
add_counts (RimFeatureTable *table,
            const char      *what,
            const char      *when,
            const char      *item,
            const guint     *values,
            guint            n)
{
  g_autoptr(GString) text = g_string_new ("(");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%u", i > 0 ? ", " : "", values[i]);
  g_string_append_c (text, ')');
  add_text (table, what, when, item, text->str);
}

static void
add_grid (RimFeatureTable *table,
          const char      *what,
          const char      *when,
          const RimGrid   *grid)
{
  double spacing[3];

  for (guint axis = 0; axis < 3; axis++)
    spacing[axis] = rim_grid_get_spacing (grid, axis);
  add_reals (table, what, when, "Spacing", spacing, 3);
  add_counts (table, what, when, "Size", grid->size, 3);
}

/* What values of image or region sum up to. */
typedef struct
{
  double sum;
  double min;
  double max;
} Summary;

static void
add_summary (RimFeatureTable *table,
             const char      *what,
             const char      *when,
             const Summary   *summary,
             gsize            n)
{
  add_number (table, what, when, "Mean", summary->sum / (double) n);
  add_number (table, what, when, "Minimum", summary->min);
  add_number (table, what, when, "Maximum", summary->max);
}

static void
summarize (Summary      *self,
           const double *values,
           gsize         n)
{
  double sum = 0.0;

  for (gsize i = 0; i < n; i++)
    {
      sum += values[i];
      self->min = MIN (self->min, values[i]);
      self->max = MAX (self->max, values[i]);
    }
  self->sum += sum;
}

static gboolean
is_rescaled (RimVolume *image)
{
  for (guint k = 0; k < rim_volume_get_grid (image)->size[2]; k++)
    {
      const RimRescale rescale = rim_volume_get_rescale (image, k);

      if (rescale.slope != 1.0 || rescale.intercept != 0.0)
        return TRUE;
    }

  return FALSE;
}

/* Values that are rescaled are hashed as doubles. */
static char *
hash_image (RimVolume *image)
{
  const guint *size = rim_volume_get_grid (image)->size;
  const gsize area = (gsize) size[0] * size[1];
  const gsize voxel = rim_voxel_type_get_size (rim_volume_get_voxel_type (image));
  const gboolean rescaled = is_rescaled (image);
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);
  g_autofree double *row = g_new (double, size[0]);

  for (guint k = 0; k < size[2]; k++)
    {
      if (!rescaled)
        g_checksum_update (checksum, rim_volume_get_slice (image, k), (gssize) (area * voxel));
      for (guint j = 0; j < size[1] && rescaled; j++)
        {
          rim_volume_read_row (image, 0, j, k, size[0], row);
          g_checksum_update (checksum, (const guchar *) row, (gssize) (size[0] * sizeof *row));
        }
    }

  return g_strdup (g_checksum_get_string (checksum));
}

static char *
hash_mask (RimMask *mask,
           guint    label)
{
  const guint *size = rim_mask_get_grid (mask)->size;
  const gsize area = (gsize) size[0] * size[1];
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);
  g_autofree guint8 *plane = g_malloc (area);
  g_autofree guint32 *labels = g_new (guint32, area);

  for (guint k = 0; k < size[2]; k++)
    {
      const RimBox box = { { 0, 0, k }, { size[0], size[1], k + 1 } };

      memset (plane, 0, area);
      rim_mask_paint_box (mask, &box, plane, 1);
      for (gsize v = 0; v < area; v++)
        labels[v] = plane[v] ? label : 0;
      g_checksum_update (checksum, (const guchar *) labels, (gssize) (area * sizeof *labels));
    }

  return g_strdup (g_checksum_get_string (checksum));
}

static guint
count_volumes (const RimRegion *region)
{
  g_autofree guint16 *ones = g_new (guint16, region->n_voxels);
  g_autoptr(RimLevels) levels = NULL;
  g_autoptr(RimZones) zones = NULL;

  for (gsize i = 0; i < region->n_voxels; i++)
    ones[i] = 1;
  levels = rim_levels_new (region, ones, 1, 1);
  zones = levels != NULL ? rim_zones_new (levels, -1, NULL) : NULL;

  return zones != NULL ? (guint) zones->n : 0;
}

static void
add_centre (RimFeatureTable *table,
            const char      *when,
            const RimGrid   *grid,
            const RimRegion *region)
{
  const guint *size = region->grid.size;
  double sums[3] = { 0.0, 0.0, 0.0 };
  const guint8 *inside = region->inside;
  RimVec3 centre;

  for (guint k = 0; k < size[2]; k++)
    for (guint j = 0; j < size[1]; j++)
      for (guint i = 0; i < size[0]; i++)
        if (*inside++)
          {
            sums[0] += i + region->box.min[0];
            sums[1] += j + region->box.min[1];
            sums[2] += k + region->box.min[2];
          }
  for (guint axis = 0; axis < 3; axis++)
    sums[axis] /= (double) region->n_voxels;
  add_reals (table, "Mask-", when, "CenterOfMassIndex", sums, 3);

  centre = rim_grid_to_patient (grid, RIM_VEC3 (sums[0], sums[1], sums[2]));
  add_reals (table, "Mask-", when, "CenterOfMass", (double[]) { centre.x, centre.y, centre.z }, 3);
}

static void
add_region_summary (RimFeatureTable *table,
                    const char      *when,
                    const RimRegion *region,
                    RimVolume       *image)
{
  g_autoptr(RimField) field = rim_field_new_from_volume (image, &region->box, NULL);
  g_autofree double *voxels = NULL;
  Summary summary = { 0.0, INFINITY, -INFINITY };

  if (field == NULL)
    return;

  voxels = g_new (double, region->n_voxels);
  rim_region_gather (region, field, voxels);
  summarize (&summary, voxels, region->n_voxels);
  add_summary (table, "Mask-", when, &summary, region->n_voxels);
}

void
rim_diagnostics_add_versions (RimFeatureTable *table)
{
  g_autofree char *glib = g_strdup_printf ("%u.%u.%u", glib_major_version, glib_minor_version,
                                           glib_micro_version);

  add_text (table, "Versions", "", "Rimlight", RIM_VERSION);
  add_text (table, "Versions", "", "GLib", glib);
}

void
rim_diagnostics_add_settings (RimFeatureTable *table,
                              RimSettings     *settings)
{
  g_autofree char *values = rim_settings_describe (settings);
  g_autofree char *images = rim_settings_describe_images (settings);

  add_text (table, "Configuration", "", "Hash", rim_settings_get_hash (settings));
  add_text (table, "Configuration", "", "Settings", values);
  add_text (table, "Configuration", "", "EnabledImageTypes", images);
}

/**
 * rim_diagnostics_add_image:
 * @table: gets rows
 * @when: in which state the image is: "original", "interpolated"
 * @image: the image
 */
void
rim_diagnostics_add_image (RimFeatureTable *table,
                           const char      *when,
                           RimVolume       *image)
{
  const RimGrid *grid = rim_volume_get_grid (image);
  g_autofree double *row = g_new (double, grid->size[0]);
  Summary summary = { 0.0, INFINITY, -INFINITY };

  if (strcmp (when, "original") == 0)
    {
      g_autofree char *hash = hash_image (image);

      add_text (table, "Image-", when, "Hash", hash);
      add_text (table, "Image-", when, "Dimensionality", "3D");
    }

  add_grid (table, "Image-", when, grid);
  for (guint k = 0; k < grid->size[2]; k++)
    for (guint j = 0; j < grid->size[1]; j++)
      {
        rim_volume_read_row (image, 0, j, k, grid->size[0], row);
        summarize (&summary, row, grid->size[0]);
      }
  add_summary (table, "Image-", when, &summary, rim_grid_get_n_voxels (grid));
}

/**
 * rim_diagnostics_add_mask:
 * @table: gets rows
 * @when: in which state the mask is: "original", "corrected", "interpolated",
 *   "resegmented"
 * @mask: the VOI, with voxels
 * @image: (nullable): the image on the same grid; %NULL where that is not yet known
 * @label: the label it had in its file
 */
void
rim_diagnostics_add_mask (RimFeatureTable *table,
                          const char      *when,
                          RimMask         *mask,
                          RimVolume       *image,
                          guint            label)
{
  const RimGrid *grid = rim_mask_get_grid (mask);
  g_autoptr(RimRegion) region = rim_region_new (mask);
  guint box[6];

  if (strcmp (when, "original") == 0)
    {
      g_autofree char *hash = hash_mask (mask, label);

      add_text (table, "Mask-", when, "Hash", hash);
    }

  add_grid (table, "Mask-", when, grid);
  for (guint axis = 0; axis < 3; axis++)
    {
      box[axis] = region->box.min[axis];
      box[axis + 3] = region->grid.size[axis];
    }
  add_counts (table, "Mask-", when, "BoundingBox", box, 6);
  add_number (table, "Mask-", when, "VoxelNum", (double) region->n_voxels);
  add_number (table, "Mask-", when, "VolumeNum", count_volumes (region));
  add_centre (table, when, grid, region);
  if (image != NULL)
    add_region_summary (table, when, region, image);
}
