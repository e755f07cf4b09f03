/* rim-render.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "view/rim-colormap.h"
#include "view/rim-plane.h"
#include "volume/rim-volume.h"

G_BEGIN_DECLS

/**
 * RimWindow:
 * @center: the value that becomes mid grey
 * @width: the span from the first colour to the last
 *
 * A window, as DICOM PS3.3 C.11.2.1.2.1 defines it (LINEAR) for HU and as
 * LINEAR_EXACT (C.11.2.1.3.2) for real-valued units.
 */
typedef struct
{
  double center;
  double width;
} RimWindow;

typedef enum
{
  RIM_INTERPOLATE_NEAREST,
  RIM_INTERPOLATE_LINEAR,
} RimInterpolation;

/**
 * RimLayer:
 * @volume: what to show
 * @window: how
 * @colormap: with which colours
 * @invert: whether the colours run backwards
 * @opacity: 0 to 1; the first layer is opaque
 * @fade: 0 to 1; the part of the window, from its lower end, over which opacity
 *   rises from nothing to @opacity, so that what lies below stays undimmed where
 *   there is little to lay over it; 0 for the same opacity everywhere
 * @threshold: values below are transparent; -INFINITY for none
 * @interpolation: between voxels
 * @background: of the first layer: the colour of what no image covers, as a
 *   pixel; 0 for black
 */
typedef struct
{
  RimVolume         *volume;
  RimWindow          window;
  const RimColormap *colormap;
  gboolean           invert;
  double             opacity;
  double             fade;
  double             threshold;
  RimInterpolation   interpolation;
  guint32            background;
} RimLayer;

gboolean rim_layer_equal       (const RimLayer  *a,
                                const RimLayer  *b);
void     rim_render            (const RimLayer  *layers,
                                guint            n_layers,
                                const RimPlane  *plane,
                                guint32         *pixels,
                                gsize            stride_pixels);
void     rim_render_legend     (const RimLayer   *layer,
                                guint             n,
                                guint32          *pixels);
gsize    rim_render_get_cost   (const RimLayer  *layers,
                                guint            n_layers,
                                const RimPlane  *plane);
gboolean rim_probe             (RimVolume       *volume,
                                RimVec3          point,
                                double          *value);
RimVec3  rim_volume_step       (RimVolume       *volume,
                                RimOrientation   orientation,
                                RimVec3          point,
                                int              n_steps,
                                guint           *slice,
                                guint           *n_slices);
gboolean rim_window_auto       (RimVolume       *volume,
                                double           low_percentile,
                                double           high_percentile,
                                RimWindow       *window);
gboolean rim_window_auto_region (RimVolume       *volume,
                                 const RimPlane  *plane,
                                 double           low_percentile,
                                 double           high_percentile,
                                 RimWindow       *window);
void     rim_window_get_range  (RimWindow        window,
                                RimUnit          unit,
                                double          *lower,
                                double          *upper);
RimWindow rim_window_from_range (double  lower,
                                 double  upper,
                                 RimUnit unit);

G_END_DECLS
