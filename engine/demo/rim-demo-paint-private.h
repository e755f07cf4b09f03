/* rim-demo-paint-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "demo/rim-demo-anatomy-private.h"

G_BEGIN_DECLS

/**
 * RimDemoSheet:
 * @size: pixels along each side
 * @pixel: their size, mm
 * @z: height, mm of the scanner
 * @origin: centre of the body, mm of the scanner
 * @cosine: of how far the body is turned about its long axis
 * @sine: of the same
 * @sharpness: width of an edge, mm
 *
 * A square sheet across the scanner's axis, its middle on that axis. Frame of
 * reference of the scanner: LPS, mm.
 */
typedef struct
{
  guint   size;
  double  pixel;
  double  z;
  RimVec3 origin;
  double  cosine;
  double  sine;
  double  sharpness;
} RimDemoSheet;

void    rim_demo_paint           (const RimDemoAnatomy *anatomy,
                                  const RimDemoSheet   *sheet,
                                  RimDemoChannel        channel,
                                  float                *pixels);
RimVec3 rim_demo_sheet_to_body   (const RimDemoSheet   *self,
                                  double                x,
                                  double                y);
RimVec3 rim_demo_sheet_from_body (const RimDemoSheet   *self,
                                  RimVec3               p);

G_END_DECLS
