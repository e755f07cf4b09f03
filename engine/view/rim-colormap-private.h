/* rim-colormap-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A colour at an entry. Up to the next stop each channel runs straight, rounded
 * to the nearest (upwards from the middle), or, in steps, stays as it is; the end
 * of the last step is no entry.
 */
typedef struct
{
  guint  at;
  guint8 rgb[3];
} RimColormapStop;

G_GNUC_INTERNAL extern const RimColormapStop rim_colormap_grey[];
G_GNUC_INTERNAL extern const RimColormapStop rim_colormap_inverse_grey[];
G_GNUC_INTERNAL extern const RimColormapStop rim_colormap_hot_iron[];
G_GNUC_INTERNAL extern const RimColormapStop rim_colormap_hot_metal[];
G_GNUC_INTERNAL extern const RimColormapStop rim_colormap_hot_metal_blue[];
G_GNUC_INTERNAL extern const RimColormapStop rim_colormap_pet[];
G_GNUC_INTERNAL extern const RimColormapStop rim_colormap_pet_20_step[];
G_GNUC_INTERNAL extern const RimColormapStop rim_colormap_spring[];
G_GNUC_INTERNAL extern const RimColormapStop rim_colormap_summer[];
G_GNUC_INTERNAL extern const RimColormapStop rim_colormap_fall[];
G_GNUC_INTERNAL extern const RimColormapStop rim_colormap_winter[];

/* 256 colours of six hexadecimal digits each. */
G_GNUC_INTERNAL extern const char rim_colormap_viridis[];
G_GNUC_INTERNAL extern const char rim_colormap_inferno[];
G_GNUC_INTERNAL extern const char rim_colormap_magma[];

G_END_DECLS
