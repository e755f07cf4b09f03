/* rim-image-type.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "filter/rim-gradient.h"
#include "filter/rim-lbp-2d.h"
#include "filter/rim-lbp-3d.h"
#include "filter/rim-log.h"
#include "filter/rim-wavelet.h"

G_BEGIN_DECLS

/**
 * RimImageTypeSettings:
 * @only: (nullable): the name of the only image that is wanted; a type whose images
 *   come of one computation hands out the others too
 *
 * Everything that image types can be told. Plain data: each type reads its own part.
 */
typedef struct
{
  RimLogSettings      log;
  RimWaveletSettings  wavelet;
  RimGradientSettings gradient;
  RimLbp2dSettings    lbp_2d;
  RimLbp3dSettings    lbp_3d;
  const char         *only;
} RimImageTypeSettings;

#define RIM_IMAGE_TYPE_SETTINGS_INIT                                                \
  { RIM_LOG_SETTINGS_INIT, RIM_WAVELET_SETTINGS_INIT, RIM_GRADIENT_SETTINGS_INIT,   \
    RIM_LBP_2D_SETTINGS_INIT, RIM_LBP_3D_SETTINGS_INIT, NULL }

/**
 * RimImageParameterKind:
 * @RIM_IMAGE_PARAMETER_SIGMAS: RimLogSettings: a list of numbers
 * @RIM_IMAGE_PARAMETER_NUMBER: a double
 * @RIM_IMAGE_PARAMETER_COUNT: a guint
 * @RIM_IMAGE_PARAMETER_SWITCH: a gboolean
 * @RIM_IMAGE_PARAMETER_WAVELET: a char[16]: a name
 * @RIM_IMAGE_PARAMETER_METHOD: a #RimLbp2dMethod: a name
 *
 * What a parameter holds.
 */
typedef enum
{
  RIM_IMAGE_PARAMETER_SIGMAS,
  RIM_IMAGE_PARAMETER_NUMBER,
  RIM_IMAGE_PARAMETER_COUNT,
  RIM_IMAGE_PARAMETER_SWITCH,
  RIM_IMAGE_PARAMETER_WAVELET,
  RIM_IMAGE_PARAMETER_METHOD,
} RimImageParameterKind;

/**
 * RimImageParameter:
 * @name: as in PyRadiomics' parameter files: "lbp3DLevels"
 * @kind: what it holds
 * @offset: where it is in #RimImageTypeSettings
 *
 * A parameter of an image type. Its default is in %RIM_IMAGE_TYPE_SETTINGS_INIT.
 */
typedef struct
{
  const char            *name;
  RimImageParameterKind  kind;
  gsize                  offset;
} RimImageParameter;

/**
 * RimImageTypeFunc:
 * @image: an image, all slices ready
 * @box: the voxels to compute, not empty
 * @wanted: (nullable): one byte per voxel of @box, i fastest: 0 where no value is
 *   needed and there may be 0 instead
 * @settings: of which it reads its own part
 * @func: what takes the images, on the calling thread
 * @data: for @func
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * Makes the images of a type and hands them out.
 *
 * Returns: whether all were made and taken
 */
typedef gboolean (*RimImageTypeFunc) (RimVolume                   *image,
                                      const RimBox                *box,
                                      const guint8                *wanted,
                                      const RimImageTypeSettings  *settings,
                                      RimFilteredFunc              func,
                                      gpointer                     data,
                                      GCancellable                *cancellable,
                                      GError                     **error);

/**
 * RimImageTypeListFunc:
 * @settings: of which it reads its own part
 * @grid: of an image
 * @names: gets the names of what the type makes of it, in its order
 */
typedef void (*RimImageTypeListFunc) (const RimImageTypeSettings *settings,
                                      const RimGrid              *grid,
                                      GStrvBuilder               *names);

/**
 * RimImageType:
 * @name: as in PyRadiomics' parameter files: "LoG"
 * @min_size: how many voxels the image must have along each axis; a smaller one has
 *   no images of this type
 * @n_parameters: how many there are
 * @parameters: (array length=n_parameters): what it can be told
 * @image: (nullable): the name of the only image that there is; else @list lists them
 * @list: (nullable): lists the names of its images
 * @run: makes its images
 *
 * A kind of image that features are computed on.
 */
typedef struct
{
  const char              *name;
  guint                    min_size;
  guint                    n_parameters;
  const RimImageParameter *parameters;
  const char              *image;
  RimImageTypeListFunc     list;
  RimImageTypeFunc         run;
} RimImageType;

const RimImageType *rim_image_types_get       (guint          *n_types);
const RimImageType *rim_image_type_find       (const char     *name);
void                rim_image_type_list_images (const RimImageType         *self,
                                                const RimImageTypeSettings *settings,
                                                const RimGrid              *grid,
                                                GStrvBuilder               *names);
const char         *rim_lbp_2d_method_get_name (RimLbp2dMethod method);
gboolean            rim_lbp_2d_method_find    (const char     *name,
                                               RimLbp2dMethod *method);

G_END_DECLS
