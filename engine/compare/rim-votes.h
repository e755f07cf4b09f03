/* rim-votes.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "volume/rim-mask.h"

G_BEGIN_DECLS

#define RIM_VOTES_MAX_READERS 64

/**
 * RimVotePattern:
 * @readers: bit r is set where reader r has the voxel
 * @n_voxels: how many voxels have just those readers
 */
typedef struct
{
  guint64 readers;
  guint64 n_voxels;
} RimVotePattern;

/**
 * RimVotes:
 * @n_readers: how many masks
 * @n_voxels: of the box around all masks, those of nobody included
 * @patterns: (array length=n_patterns): who has the same voxels, from the lowest
 *   @readers up; voxels of nobody are the first where there are any
 * @n_patterns: how many of them there are
 * @grid: that all masks lie on
 * @box: around all masks, in voxels of @grid
 *
 * What several readers say of each voxel. Agreement and consensus only depend on
 * how many voxels have each pattern, so that they cost the patterns and not the
 * voxels. Owned by the holder; immutable.
 */
typedef struct
{
  guint           n_readers;
  guint64         n_voxels;
  RimVotePattern *patterns;
  guint           n_patterns;

  /* For consensus. */
  RimGrid         grid;
  RimBox          box;
  guint64        *voxels;        /* of the box; %NULL where it is empty */
} RimVotes;

RimVotes *rim_votes_new             (RimMask *const  *masks,
                                     guint            n_masks,
                                     GError         **error) G_GNUC_WARN_UNUSED_RESULT;
void      rim_votes_free            (RimVotes        *self);
RimMask  *rim_votes_select          (const RimVotes  *self,
                                     const gboolean  *wanted) G_GNUC_WARN_UNUSED_RESULT;
double    rim_votes_get_conformity  (const RimVotes  *self);
double    rim_votes_get_fleiss_kappa (const RimVotes *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimVotes, rim_votes_free)

G_END_DECLS
