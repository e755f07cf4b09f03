/* rim-extract-filters.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-extract-private.h"

#include <string.h>

#include "feature/rim-ibsi-filters.h"
#include "filter/rim-image-type.h"

/* From an image type of the settings to the filter that makes its images. */

static void
init_log (RimLogSettings   *self,
          const RimNumbers *sigma)
{
  self->n_sigmas = sigma->n;
  for (guint i = 0; i < sigma->n; i++)
    self->sigmas[i] = (RimLogSigma) { sigma->values[i], sigma->whole >> i & 1 };
}

static void
init_settings (RimImageTypeSettings   *self,
               const RimSettingValues *values)
{
  const int flat_axis = rim_setting_values_get_flat_axis (values);

  init_log (&self->log, &values->sigma);
  g_strlcpy (self->wavelet.wavelet, values->wavelet, sizeof self->wavelet.wavelet);
  self->wavelet.level = (guint) values->level;
  self->wavelet.start_level = (guint) values->start_level;
  self->wavelet.force_2d_axis = flat_axis;
  self->gradient.use_spacing = values->gradient_use_spacing;
  self->lbp_2d.radius = values->lbp_2d_radius;
  self->lbp_2d.n_samples = (guint) values->lbp_2d_samples;
  self->lbp_2d.method = (RimLbp2dMethod) values->lbp_2d_method;
  self->lbp_2d.force_2d_axis = 2 - (int) values->force_2d_dimension;
  self->lbp_3d.levels = (guint) values->lbp_3d_levels;
  self->lbp_3d.radius = values->lbp_3d_radius;
  self->lbp_3d.subdivision = (guint) values->lbp_3d_subdivision;
}

/* Lets through what is wanted. */
typedef struct
{
  const char      *name;        /* nullable: all is */
  RimFilteredFunc  func;
  gpointer         data;
} Only;

static gboolean
hand_on (const char  *name,
         RimField    *field,
         gpointer     data,
         GError     **error)
{
  const Only *self = data;

  if (self->name == NULL || strcmp (name, self->name) == 0)
    return self->func (name, field, self->data, error);

  rim_field_unref (field);

  return TRUE;
}

/**
 * rim_extract_filter:
 * @image: the image, all of it
 * @box: the voxels to compute
 * @wanted: (nullable): one byte per voxel of @box: 0 where no value is needed
 * @settings: an image type
 * @only: (nullable): the name of the only image that is wanted; all of them else
 * @func: takes the images
 * @data: for @func
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * Makes the images of an image type, one after the other. What is too wide for the
 * image is left out, as PyRadiomics does.
 *
 * Returns: whether nothing went wrong
 */
gboolean
rim_extract_filter (RimVolume              *image,
                    const RimBox           *box,
                    const guint8           *wanted,
                    const RimSettingImage  *settings,
                    const char             *only,
                    RimFilteredFunc         func,
                    gpointer                data,
                    GCancellable           *cancellable,
                    GError                **error)
{
  const RimImageType *type = rim_image_type_find (rim_image_kind_get_info (settings->kind)->name);
  const guint *size = rim_volume_get_grid (image)->size;
  Only one = { only, func, data };
  RimImageTypeSettings filter = RIM_IMAGE_TYPE_SETTINGS_INIT;

  if (settings->kind == RIM_IMAGE_IBSI_FILTER)
    return rim_ibsi_filter_run (image, box, &settings->values, hand_on, &one, cancellable, error);

  g_return_val_if_fail (type != NULL, FALSE);

  for (guint axis = 0; axis < 3; axis++)
    if (size[axis] < type->min_size)
      return TRUE;

  init_settings (&filter, &settings->values);
  filter.only = only;

  return type->run (image, box, wanted, &filter, hand_on, &one, cancellable, error);
}

/**
 * rim_extract_list_images:
 * @settings: an image type
 * @grid: of the image that it sees
 * @names: gets the names of the images that rim_extract_filter() makes, in their order
 */
void
rim_extract_list_images (const RimSettingImage *settings,
                         const RimGrid         *grid,
                         GStrvBuilder          *names)
{
  const RimImageType *type = rim_image_type_find (rim_image_kind_get_info (settings->kind)->name);
  RimImageTypeSettings filter = RIM_IMAGE_TYPE_SETTINGS_INIT;

  if (settings->kind == RIM_IMAGE_IBSI_FILTER)
    {
      g_autofree char *name = rim_ibsi_filter_make_name (&settings->values);

      g_strv_builder_add (names, name);
      return;
    }

  g_return_if_fail (type != NULL);

  init_settings (&filter, &settings->values);
  rim_image_type_list_images (type, &filter, grid, names);
}

/* Returns: how many images a type has at most, to tell how far an extraction is */
guint
rim_extract_count_images (const RimSettingImage *settings)
{
  const guint n_axes = settings->values.force_2d ? 2 : 3;

  if (settings->kind == RIM_IMAGE_WAVELET)
    return (guint) settings->values.level * ((1u << n_axes) - 1) + 1;
  if (settings->kind == RIM_IMAGE_LOG)
    return settings->values.sigma.n;
  if (settings->kind == RIM_IMAGE_LBP_3D)
    return (guint) settings->values.lbp_3d_levels + 1;

  return 1;
}
