/* rim-distance-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "volume/rim-distance.h"

G_BEGIN_DECLS

/* A box of voxels that may stick out of the grid. */
typedef struct
{
  gssize first[3];
  gsize  size[3];
} RimWindow;

/* One byte per voxel of @window, 1 where it is in the mask, which lies within
 * the window; %NULL and @error where there is no memory.
 */
guint8  *rim_distance_spread    (RimMask         *mask,
                                 const RimWindow *window,
                                 GError         **error) G_GNUC_WARN_UNUSED_RESULT;

/* Fills @field, whose voxels are those of @box, for a grid whose axes are not
 * square.
 */
gboolean rim_distance_sheared   (RimMask         *mask,
                                 double           reach,
                                 const RimBox    *box,
                                 RimField        *field,
                                 GError         **error);

G_END_DECLS
