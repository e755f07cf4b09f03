/* rim-map-study.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-map-study.h"

typedef struct
{
  const RimMapCase *of;
  RimMapCaseFunc    func;
  gpointer          data;
} Walk;

static gboolean
take_image (const RimVoxelImage  *image,
            gpointer              data,
            GError              **error)
{
  const Walk *self = data;
  RimVoxelImage own = *image;
  g_autoptr(RimMapInput) input = NULL;

  own.lesion = self->of->lesion;
  input = rim_map_input_new_for_image (&own, error);

  return input != NULL && self->func (image->name, input, self->data, error);
}

static gboolean
keep (const char   *image_type,
      RimMapInput  *input,
      gpointer      data,
      GError      **error)
{
  *(RimMapInput **) data = rim_map_input_ref (input);

  return TRUE;
}

/**
 * rim_map_input_new_for_case:
 * @self: an image of a patient and a VOI on it
 * @image_type: an image that the settings make: "wavelet-LLH"; see
 *   rim_extract_list_voxel_images()
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * Prepares image and VOI as for features, filters, and discretises. This is what the
 * window and the command line make maps of, so that both have the same bits.
 *
 * Returns: (transfer full) (nullable): what maps are made of
 */
RimMapInput *
rim_map_input_new_for_case (const RimMapCase  *self,
                            const char        *image_type,
                            GCancellable      *cancellable,
                            GError           **error)
{
  RimMapInput *input = NULL;
  Walk walk = { self, keep, &input };

  if (!rim_extract_voxel_image (self->image, self->voi, self->settings, image_type, take_image, &walk, cancellable,
                                error))
    g_clear_pointer (&input, rim_map_input_unref);

  return input;
}

/**
 * rim_map_case_for_each:
 * @self: an image of a patient and a VOI on it
 * @func: takes every image that the settings make, in the order of
 *   rim_extract_list_voxel_images()
 * @data: for @func
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * The same as rim_map_input_new_for_case() for one image type after the other, of which
 * one is in memory at a time.
 *
 * Returns: whether all went well
 */
gboolean
rim_map_case_for_each (const RimMapCase  *self,
                       RimMapCaseFunc     func,
                       gpointer           data,
                       GCancellable      *cancellable,
                       GError           **error)
{
  Walk walk = { self, func, data };

  return rim_extract_voxel_images (self->image, self->voi, self->settings, take_image, &walk, cancellable, error);
}
