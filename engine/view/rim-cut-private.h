/* rim-cut-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "view/rim-axis-map-private.h"
#include "view/rim-plane.h"
#include "volume/rim-mask.h"

G_BEGIN_DECLS

/**
 * RimCutEnd:
 * @key: the lattice edge that the plane cuts here; the same in every face that
 *   ends there
 * @x: in device pixels of the plane
 * @y: in device pixels of the plane
 *
 * Where the edge of a mask meets a plane: one end of a piece of outline. Ends
 * 2n and 2n + 1 belong to one piece.
 */
typedef struct
{
  guint64 key;
  double  x;
  double  y;
} RimCutEnd;

/**
 * RimCut:
 * @slope: what the signed distance from the plane grows by along each axis
 * @offset: the signed distance at the corner of voxel (0, 0, 0)
 * @slice: the slice that the plane lies in, or -1 where it crosses slices
 * @k_places: (nullable): where the corners along k truly are, in voxels; %NULL
 *   where corner k is at k
 * @slices: (nullable): the slice that each layer of the lattice is, or -1 for a
 *   layer that is a gap between two; %NULL where layer k is slice k
 * @layers: (nullable): the layer of each slice
 *
 * How a plane cuts the lattice of voxel corners of a grid. Corner (i, j, k) has
 * the continuous index (i - 1/2, j - 1/2, k - 1/2). Where slices leave a gap, the
 * lattice has a layer for it, in which nothing is drawn.
 */
typedef struct
{
  double  slope[3];
  double  offset;
  double  x_row[4];              /* from corner to pixel x */
  double  y_row[4];
  int     slice;
  double *k_places;
  int    *slices;
  guint  *layers;
} RimCut;

void    rim_cut_init      (RimCut           *self,
                           const RimGrid    *grid,
                           const RimAxisMap *slices,
                           const RimPlane   *plane);
void    rim_cut_clear     (RimCut         *self);
GArray *rim_cut_find_ends (const RimCut   *self,
                           RimMask        *mask) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
