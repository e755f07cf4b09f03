/* rim-voi-image.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-voi-image-private.h"

#include <string.h>

#include "rim-ibsi-private.h"

/* The VOI */

/* PyRadiomics cuts the image to the box of what re-segmentation leaves before it
 * measures shape, also where shape is that of the VOI before.
 */
static RimRegion *
new_shape_region (const RimVoiVoxels *self,
                  const RimPrepared  *prepared)
{
  g_autoptr(RimMask) cropped = NULL;

  if (prepared->shape == prepared->intensity)
    return rim_region_ref (self->region);
  if (self->profile != RIM_PROFILE_PYRADIOMICS)
    return rim_region_new (prepared->shape);

  cropped = rim_extract_crop_mask (prepared->shape, &self->region->box);

  return rim_region_new (cropped);
}

/**
 * rim_voi_voxels_init:
 * @self: (out caller-allocates): a VOI
 * @profile: whose features are computed
 * @prepared: image and VOI
 * @looks_around: whether a family reads images beyond the VOI
 */
void
rim_voi_voxels_init (RimVoiVoxels      *self,
                     RimProfile         profile,
                     const RimPrepared *prepared,
                     gboolean           looks_around)
{
  self->profile = profile;
  self->volume = rim_volume_ref (prepared->image);
  self->region = rim_region_new (prepared->intensity);
  self->shape = new_shape_region (self, prepared);
  self->looks_around = looks_around;
}

void
rim_voi_voxels_clear (RimVoiVoxels *self)
{
  g_clear_pointer (&self->volume, rim_volume_unref);
  g_clear_pointer (&self->region, rim_region_unref);
  g_clear_pointer (&self->shape, rim_region_unref);
}

/**
 * rim_voi_voxels_get_wanted:
 * @self: a VOI
 * @settings: an image type
 * @box: (out): where its values are wanted: in the box of the region, or
 *   everywhere
 *
 * Returns: (transfer none) (nullable): one byte per voxel of @box: 0 where no
 *   value is wanted; %NULL where all are
 */
const guint8 *
rim_voi_voxels_get_wanted (const RimVoiVoxels    *self,
                           const RimSettingImage *settings,
                           RimBox                *box)
{
  const guint *size = rim_volume_get_grid (self->volume)->size;

  *box = self->region->box;
  if (settings->kind == RIM_IMAGE_ORIGINAL || !self->looks_around)
    return self->region->inside;

  *box = (RimBox) { { 0, 0, 0 }, { size[0], size[1], size[2] } };

  return NULL;
}

/**
 * rim_box_mark:
 * @all: a byte per voxel of @box
 * @box: a box
 * @some: a byte per voxel of @part
 * @part: a part of it
 *
 * Marks in the box what is marked in a part of it.
 */
void
rim_box_mark (guint8       *all,
              const RimBox *box,
              const guint8 *some,
              const RimBox *part)
{
  const gsize width = box->max[0] - box->min[0];
  const gsize height = box->max[1] - box->min[1];

  for (guint k = part->min[2]; k < part->max[2]; k++)
    for (guint j = part->min[1]; j < part->max[1]; j++)
      {
        guint8 *row = all + ((k - box->min[2]) * height + (j - box->min[1])) * width +
                      (part->min[0] - box->min[0]);

        for (guint i = part->min[0]; i < part->max[0]; i++)
          *row++ |= *some++;
      }
}

/* An image of it */

static gboolean
is_filtered (const RimVoiImage *self)
{
  return self->settings != NULL && self->settings->kind != RIM_IMAGE_ORIGINAL;
}

/**
 * rim_voi_image_init:
 * @self: (out caller-allocates): an image
 * @voxels: of which VOI
 * @name: of the image
 * @settings: (nullable): its type; %NULL for shapes
 * @values: settings that its families are computed with
 */
void
rim_voi_image_init (RimVoiImage            *self,
                    const RimVoiVoxels     *voxels,
                    const char             *name,
                    const RimSettingImage  *settings,
                    const RimSettingValues *values)
{
  memset (self, 0, sizeof *self);
  self->name = g_strdup (name);
  self->settings = settings;
  if (voxels->profile == RIM_PROFILE_IBSI)
    rim_ibsi_family_settings_init (&self->family_settings, values, is_filtered (self));
  else
    rim_extract_init_family (&self->family_settings, values);
  self->input = (RimFamilyInput) {
    .image = is_filtered (self) ? NULL : voxels->volume,
    .region = voxels->region,
    .shape = voxels->shape,
    .settings = &self->family_settings,
  };
}

void
rim_voi_image_clear (RimVoiImage *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->volume, rim_volume_unref);
  g_clear_pointer (&self->voxels, g_free);
  g_clear_pointer (&self->levels, rim_levels_free);
  g_clear_error (&self->error);
}

/**
 * rim_voi_image_take:
 * @self: an image
 * @voxels: its VOI
 * @field: its values
 * @box: where they lie; holds that of rim_voi_voxels_get_wanted()
 * @error: where to put an error
 *
 * Takes the values of the region, and all of the image where that is read.
 *
 * Returns: whether there is memory for them
 */
gboolean
rim_voi_image_take (RimVoiImage         *self,
                    const RimVoiVoxels  *voxels,
                    const RimField      *field,
                    const RimBox        *box,
                    GError             **error)
{
  g_autoptr(RimField) cropped = NULL;

  self->is_single = field->is_single;
  self->voxels = g_try_new (double, voxels->region->n_voxels);
  if (self->voxels == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "There is no memory for %zu voxels",
                   voxels->region->n_voxels);
      return FALSE;
    }

  self->input.values = self->voxels;
  if (!is_filtered (self) || !voxels->looks_around)
    {
      rim_region_gather_within (voxels->region, field, box, self->voxels);
      return TRUE;
    }

  self->volume = rim_extract_make_volume (field, error);
  cropped = self->volume != NULL ? rim_field_new_from_volume (self->volume, &voxels->region->box, error) : NULL;
  if (cropped == NULL)
    return FALSE;

  self->input.image = self->volume;
  rim_region_gather (voxels->region, cropped, self->voxels);

  return TRUE;
}

/**
 * rim_voi_image_take_shape:
 * @self: the image of shapes
 * @voxels: its VOI
 * @error: where to put an error
 *
 * The shape's image is the original one: the IBSI's morphology reads it, too.
 *
 * Returns: whether its values are there, where they are read
 */
gboolean
rim_voi_image_take_shape (RimVoiImage         *self,
                          const RimVoiVoxels  *voxels,
                          GError             **error)
{
  g_autoptr(RimField) field = NULL;

  if (voxels->profile == RIM_PROFILE_PYRADIOMICS)
    return TRUE;

  field = rim_field_new_from_volume (voxels->volume, &voxels->region->box, error);
  if (field == NULL)
    return FALSE;

  self->voxels = rim_extract_gather (voxels->region, field, error);
  if (self->voxels == NULL)
    g_prefix_error (error, "%s: ", self->name);
  self->input.values = self->voxels;

  return self->voxels != NULL;
}

/* Levels */

static guint
get_pad (const RimFamilySettings *settings)
{
  guint pad = 1;

  for (guint i = 0; i < settings->n_distances; i++)
    pad = MAX (pad, settings->distances[i]);

  return pad;
}

static RimBins
get_bins (const RimVoiImage *self,
          const RimRegion   *region)
{
  const RimSettingValues *values = &self->settings->values;

  if (self->family_settings.profile == RIM_PROFILE_IBSI)
    return rim_ibsi_get_bins (values, is_filtered (self), self->voxels, region->n_voxels);

  return rim_extract_get_bins (values, self->is_single);
}

/**
 * rim_voi_image_make_levels:
 * @self: an image whose values are there
 * @voxels: its VOI
 *
 * Makes grey levels of values, or says in @self why it cannot.
 */
void
rim_voi_image_make_levels (RimVoiImage        *self,
                           const RimVoiVoxels *voxels)
{
  const RimRegion *region = voxels->region;
  const RimBins bins = get_bins (self, region);
  g_autofree guint16 *levels = g_try_new (guint16, region->n_voxels);
  guint n_levels;

  if (levels != NULL &&
      !rim_discretise (&bins, self->voxels, region->n_voxels, levels, &n_levels, NULL, &self->error))
    return;

  if (levels != NULL)
    self->levels = rim_levels_new (region, levels, n_levels, get_pad (&self->family_settings));
  if (self->levels == NULL)
    g_set_error_literal (&self->error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "There is no memory for grey levels");
  self->input.levels = self->levels;
}

/* Families */

/**
 * rim_voi_image_leaves_out:
 * @self: an image
 * @family: a family
 *
 * PyRadiomics has no shape in two dimensions, and no error either, where slices
 * are not looked at one by one. It means to leave it out as well where there are
 * several, but counts them along x instead of z and along z instead of x, so that
 * nearly all of these are errors.
 *
 * Returns: whether the image has no features of the family
 */
gboolean
rim_voi_image_leaves_out (const RimVoiImage *self,
                          const RimFamily   *family)
{
  const int axis = self->family_settings.force_2d_axis;
  const guint *size = self->input.shape->grid.size;

  return strcmp (family->name, "shape2D") == 0 && (axis < 0 || (size[axis] > 1 && size[2 - axis] == 1));
}

/**
 * rim_family_get_rank:
 * @family: a family
 *
 * Returns: its place in the order of what families cost, so that the last to end is short
 */
guint
rim_family_get_rank (const RimFamily *family)
{
  static const char *const names[] = { "morphology", "glcm", "glrlm", "shape", "glszm", "gldm", "ngtdm" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (family->name, names[i]) == 0)
      return i;

  return G_N_ELEMENTS (names);
}
