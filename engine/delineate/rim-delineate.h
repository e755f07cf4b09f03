/* rim-delineate.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "volume/rim-mask.h"
#include "volume/rim-volume.h"

G_BEGIN_DECLS

#define RIM_DELINEATE_ERROR (rim_delineate_error_quark ())

/* No region that is searched has more voxels than this. */
#define RIM_DELINEATE_MAX_VOXELS ((gsize) 1 << 26)

/**
 * RimDelineateError:
 * @RIM_DELINEATE_ERROR_OUTSIDE: the point lies outside the image or its limit
 * @RIM_DELINEATE_ERROR_NO_VALUE: there is no value there, such as outside a CT's circle
 * @RIM_DELINEATE_ERROR_TOO_LARGE: the region has more than %RIM_DELINEATE_MAX_VOXELS
 * @RIM_DELINEATE_ERROR_UNIT: the method does not go with the unit of the image
 * @RIM_DELINEATE_ERROR_PARAMETER: a parameter is out of its range
 * @RIM_DELINEATE_ERROR_REFERENCE: a reference is missing or is not plausible
 * @RIM_DELINEATE_ERROR_NOTHING: nothing near the point is what was looked for
 *
 * Why nothing can be proposed.
 */
typedef enum
{
  RIM_DELINEATE_ERROR_OUTSIDE,
  RIM_DELINEATE_ERROR_NO_VALUE,
  RIM_DELINEATE_ERROR_TOO_LARGE,
  RIM_DELINEATE_ERROR_UNIT,
  RIM_DELINEATE_ERROR_PARAMETER,
  RIM_DELINEATE_ERROR_REFERENCE,
  RIM_DELINEATE_ERROR_NOTHING,
} RimDelineateError;

/**
 * RimDelineateParameter:
 * @id: what a program types
 * @name: what a window shows
 * @unit: of the values; empty where it has none
 * @min: the least allowed
 * @max: the greatest allowed
 * @initial: what is taken where nothing is said; %NAN where the image says it
 *
 * A number that a method can be given.
 */
typedef struct
{
  const char *id;
  const char *name;
  const char *unit;
  double      min;
  double      max;
  double      initial;
} RimDelineateParameter;

GQuark rim_delineate_error_quark (void);

G_END_DECLS
