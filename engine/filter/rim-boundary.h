/* rim-boundary.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RimBoundary:
 * @RIM_BOUNDARY_ZERO: 0 0 0 0 | a b c d | 0 0 0 0
 * @RIM_BOUNDARY_NEAREST: a a a a | a b c d | d d d d
 * @RIM_BOUNDARY_PERIODIC: a b c d | a b c d | a b c d
 * @RIM_BOUNDARY_MIRROR: d c b a | a b c d | d c b a
 *
 * What an image is taken to be where it is not (IBSI 2, boundary conditions).
 */
typedef enum
{
  RIM_BOUNDARY_ZERO,
  RIM_BOUNDARY_NEAREST,
  RIM_BOUNDARY_PERIODIC,
  RIM_BOUNDARY_MIRROR,
} RimBoundary;

gssize rim_boundary_map   (RimBoundary self,
                           gssize      index,
                           guint       size);
void   rim_boundary_range (RimBoundary  self,
                           gssize       from,
                           gssize       to,
                           guint        size,
                           guint       *begin,
                           guint       *end);

G_END_DECLS
