/* rim-demo-patch-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "demo/rim-demo-anatomy-private.h"
#include "volume/rim-mask.h"
#include "volume/rim-volume.h"

G_BEGIN_DECLS

/**
 * RimDemoScanner:
 * @name: of the centre that has it
 * @pixel: size of a pixel, mm
 * @distance: of slices, mm
 * @noise: of a lesion in the middle of the body, HU
 * @sharpness: width of an edge, mm
 */
typedef struct
{
  const char *name;
  double      pixel;
  double      distance;
  double      noise;
  double      sharpness;
} RimDemoScanner;

/**
 * RimDemoPatch:
 * @ct: of a lesion and what is around it, HU
 * @mask: the lesion as it is
 *
 * The grid is in mm of the scanner, whose origin is in the middle of the lesion.
 */
typedef struct
{
  RimVolume *ct;
  RimMask   *mask;
} RimDemoPatch;

void rim_demo_patch_init  (RimDemoPatch         *self,
                           const RimDemoAnatomy *anatomy,
                           const RimDemoLesion  *lesion,
                           const RimDemoScanner *scanner);
void rim_demo_patch_clear (RimDemoPatch         *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RimDemoPatch, rim_demo_patch_clear)

G_END_DECLS
