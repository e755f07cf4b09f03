/* rim-extract-voxels.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-extract-voxels.h"

#include "rim-extract-private.h"

/* A walk through the images of a VOI. */
typedef struct
{
  RimVoxelImage     image;
  const char       *only;       /* nullable: the name of the only image that is wanted */
  gboolean          has_any;
  RimVoxelImageFunc func;
  gpointer          data;
} Walk;

void
rim_extract_init_family (RimFamilySettings      *self,
                         const RimSettingValues *values)
{
  *self = (RimFamilySettings) RIM_FAMILY_SETTINGS_INIT;
  self->force_2d_axis = rim_setting_values_get_flat_axis (values);
  self->n_distances = values->distances.n;
  self->weighting = (RimWeighting) values->weighting;
  self->is_symmetric = values->symmetrical_glcm;
  self->alpha = (double) values->gldm_a;
  self->voxel_array_shift = (double) values->voxel_array_shift;
  for (guint i = 0; i < values->distances.n; i++)
    self->distances[i] = (guint) values->distances.values[i];
  rim_setting_values_get_beyond (values, &self->beyond);
}

RimBins
rim_extract_get_bins (const RimSettingValues *values,
                      gboolean                is_single)
{
  return (RimBins) {
           .binning = values->bin_count > 0 ? RIM_BINNING_COUNT : RIM_BINNING_WIDTH,
           .width = values->bin_width,
           .count = (guint) values->bin_count,
           .is_single = is_single,
  };
}

static void
find_box (const RimGrid *grid,
          RimRegion     *region,
          guint          radius,
          RimBox        *box)
{
  *box = region->box;
  for (guint axis = 0; axis < 3; axis++)
    {
      box->min[axis] -= MIN (box->min[axis], radius);
      box->max[axis] = MIN (box->max[axis] + radius, grid->size[axis]);
    }
}

static gboolean
hand_out (const char  *name,
          RimField    *field,
          gpointer     data,
          GError     **error)
{
  g_autoptr(RimField) own = field;
  Walk *self = data;

  self->has_any = TRUE;
  self->image.name = name;
  self->image.field = own;
  self->image.bins.is_single = own->is_single;

  return self->func (&self->image, self->data, error);
}

/* Whether an image type makes an image of that name. */
static gboolean
makes (const RimSettingImage *settings,
       const RimGrid         *grid,
       const char            *name)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) names = NULL;

  rim_extract_list_images (settings, grid, builder);
  names = g_strv_builder_end (builder);

  return g_strv_contains ((const char *const *) names, name);
}

static gboolean
walk (Walk             *self,
      RimVolume        *image,
      RimSettings      *settings,
      GCancellable     *cancellable,
      GError          **error)
{
  for (guint i = 0; i < settings->n_images; i++)
    {
      const RimSettingValues *values = &settings->images[i]->values;

      if (self->only != NULL && !makes (settings->images[i], self->image.grid, self->only))
        continue;

      self->image.volume = settings->images[i]->kind == RIM_IMAGE_ORIGINAL ? image : NULL;
      self->image.kernel_radius = (guint) values->kernel_radius;
      self->image.is_masked = values->masked_kernel;
      self->image.bins = rim_extract_get_bins (values, FALSE);
      rim_extract_init_family (&self->image.family, values);
      find_box (self->image.grid, self->image.region, self->image.kernel_radius, &self->image.box);
      if (!rim_extract_filter (image, &self->image.box, NULL, settings->images[i], self->only, hand_out, self,
                               cancellable, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
prepare_and_walk (Walk          *self,
                  RimVolume     *image,
                  RimMask       *mask,
                  RimSettings   *settings,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_auto(RimPrepared) prepared = { NULL, NULL, NULL };
  g_autoptr(RimRegion) region = NULL;

  if (settings->profile != RIM_PROFILE_PYRADIOMICS)
    {
      g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS,
                   "Maps are made in PyRadiomics’ way; the settings have the profile of the IBSI, which "
                   "defines none");
      return FALSE;
    }
  if (!rim_extract_prepare (&prepared, image, mask, settings, NULL, cancellable, error))
    return FALSE;

  region = rim_region_new (prepared.intensity);
  self->image.grid = rim_volume_get_grid (prepared.image);
  self->image.region = region;

  return walk (self, prepared.image, settings, cancellable, error);
}

/**
 * rim_extract_voxel_images:
 * @image: an image, all slices ready
 * @mask: the VOI, on any grid
 * @settings: settings of PyRadiomics' profile
 * @func: takes each image type of the settings
 * @data: for @func
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * Prepares image and VOI as for features (resampling, re-segmentation, filters) and
 * hands out what maps are made of.
 *
 * Returns: whether it could
 */
gboolean
rim_extract_voxel_images (RimVolume          *image,
                          RimMask            *mask,
                          RimSettings        *settings,
                          RimVoxelImageFunc   func,
                          gpointer            data,
                          GCancellable       *cancellable,
                          GError            **error)
{
  Walk self = { .func = func, .data = data };

  return prepare_and_walk (&self, image, mask, settings, cancellable, error);
}

static void
fail_not_made (RimSettings    *settings,
               const RimGrid  *grid,
               const char     *name,
               GError        **error)
{
  g_auto(GStrv) names = rim_extract_list_voxel_images (settings, grid);
  g_autofree char *list = g_strjoinv (", ", names);

  g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS,
               "The settings make no image “%s” of this one; they make %s", name, list);
}

/**
 * rim_extract_voxel_image:
 * @image: an image, all slices ready
 * @mask: the VOI, on any grid
 * @settings: settings of PyRadiomics' profile
 * @name: of an image that they make: "wavelet-LLH"
 * @func: takes it
 * @data: for @func
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * The same as rim_extract_voxel_images() for one image, at the cost of that image; only
 * local binary patterns in space come of one computation.
 *
 * Returns: whether it could; it cannot where there is no such image
 */
gboolean
rim_extract_voxel_image (RimVolume          *image,
                         RimMask            *mask,
                         RimSettings        *settings,
                         const char         *name,
                         RimVoxelImageFunc   func,
                         gpointer            data,
                         GCancellable       *cancellable,
                         GError            **error)
{
  Walk self = { .only = name, .func = func, .data = data };

  g_return_val_if_fail (name != NULL, FALSE);

  if (!prepare_and_walk (&self, image, mask, settings, cancellable, error))
    return FALSE;

  if (!self.has_any)
    fail_not_made (settings, rim_volume_get_grid (image), name, error);

  return self.has_any;
}

/**
 * rim_extract_list_voxel_images:
 * @settings: settings
 * @grid: of an image
 *
 * Returns: (transfer full): the names of what rim_extract_voxel_images() hands out, in
 *   its order, where the settings leave the grid as it is; where they resample or crop,
 *   widths of LoG that are too great for what is left are among them
 */
char **
rim_extract_list_voxel_images (RimSettings   *settings,
                               const RimGrid *grid)
{
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < settings->n_images; i++)
    rim_extract_list_images (settings->images[i], grid, names);

  return g_strv_builder_end (names);
}
