/* rim-pieces-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "operate/rim-rows-private.h"
#include "volume/rim-run-labels.h"

G_BEGIN_DECLS

/**
 * RimPiece:
 * @n_voxels: how many it has
 * @min: the lowest index of the window along each axis
 * @max: one past the highest
 * @first: its first voxel in scan order
 */
typedef struct
{
  gsize n_voxels;
  gsize min[3];
  gsize max[3];
  gsize first[3];
} RimPiece;

/**
 * RimPieces:
 * @rows: what was cut into pieces
 * @labels: of each run, which piece it belongs to
 * @pieces: in the order of their first voxels
 * @n_pieces: how many
 *
 * Voxels that hang together, found in one pass over runs.
 */
typedef struct
{
  RimRows  *rows;
  guint32  *labels;
  RimPiece *pieces;
  guint32   n_pieces;
} RimPieces;

RimPieces *rim_pieces_new_take (RimRows         *rows,
                                RimTouch         touch) G_GNUC_WARN_UNUSED_RESULT;
void       rim_pieces_free     (RimPieces       *self);
RimMask   *rim_pieces_to_mask  (const RimPieces *self,
                                const gboolean  *keep,
                                const RimGrid   *grid) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimPieces, rim_pieces_free)

G_END_DECLS
