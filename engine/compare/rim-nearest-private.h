/* rim-nearest-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "volume/rim-grid.h"

G_BEGIN_DECLS

/**
 * RimLatticePoint:
 *
 * A place on the lattice of a grid, in whole steps along i, j, k.
 */
typedef struct
{
  gint32 at[3];
} RimLatticePoint;

/**
 * RimNearest:
 *
 * A set of places that can be asked which of them is nearest, a k-d tree.
 * Distances are of the patient, on slanted grids too: they come from the steps
 * between two places, so that moving both sets changes no bit. Immutable once
 * made; safe on any thread.
 */
typedef struct _RimNearest RimNearest;

RimNearest *rim_nearest_new      (const RimGrid         *grid,
                                  const RimLatticePoint *points,
                                  gsize                  n_points) G_GNUC_WARN_UNUSED_RESULT;
void        rim_nearest_free     (RimNearest            *self);
void        rim_nearest_measure  (const RimNearest      *self,
                                  const RimLatticePoint *points,
                                  gsize                  n_points,
                                  double                *distances);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimNearest, rim_nearest_free)

G_END_DECLS
