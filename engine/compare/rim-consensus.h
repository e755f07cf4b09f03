/* rim-consensus.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "compare/rim-votes.h"

G_BEGIN_DECLS

/**
 * RimConsensusMethod:
 * @RIM_CONSENSUS_STAPLE: what the true contour is most likely to be, each reader
 *   weighted by how well he is estimated to draw
 * @RIM_CONSENSUS_MAJORITY: what more than half of the readers have
 * @RIM_CONSENSUS_UNION: what one reader has
 * @RIM_CONSENSUS_INTERSECTION: what all readers have
 *
 * How one mask is made of several readers'.
 */
typedef enum
{
  RIM_CONSENSUS_STAPLE,
  RIM_CONSENSUS_MAJORITY,
  RIM_CONSENSUS_UNION,
  RIM_CONSENSUS_INTERSECTION,
} RimConsensusMethod;

/**
 * RimStapleOptions:
 * @prior: how likely a voxel is to be in before anybody drew; NAN for the mean part
 *   of the voxels that the readers have
 * @n_voxels: how many voxels there are to choose from, those that nobody has
 *   included; 0 for the box around all masks
 * @threshold: from which probability on a voxel is in
 * @max_iterations: after how many steps to stop
 */
typedef struct
{
  double  prior;
  guint64 n_voxels;
  double  threshold;
  guint   max_iterations;
} RimStapleOptions;

#define RIM_STAPLE_OPTIONS_INIT { NAN, 0, 0.5, 1000 }

/**
 * RimReaderQuality:
 * @sensitivity: how likely a reader has a voxel that is in
 * @specificity: how likely a reader has not one that is out
 */
typedef struct
{
  double sensitivity;
  double specificity;
} RimReaderQuality;

/**
 * RimConsensus:
 * @method: how it was made
 * @mask: the voxels
 * @n_readers: of how many masks
 * @readers: (nullable) (array length=n_readers): of STAPLE, what it found of each
 * @prior: of STAPLE, the prior that was used
 * @n_voxels: of STAPLE, how many voxels there were to choose from
 * @n_iterations: of STAPLE, how many steps
 * @converged: of STAPLE, whether the last step changed nothing that counts
 *
 * One mask of several readers', and where it comes from. Owned by the holder.
 */
typedef struct
{
  RimConsensusMethod  method;
  RimMask            *mask;
  guint               n_readers;
  RimReaderQuality   *readers;
  double              prior;
  guint64             n_voxels;
  guint               n_iterations;
  gboolean            converged;
} RimConsensus;

RimConsensus *rim_consensus_new      (const RimVotes         *votes,
                                      RimConsensusMethod      method,
                                      const RimStapleOptions *options) G_GNUC_WARN_UNUSED_RESULT;
void          rim_consensus_free     (RimConsensus           *self);
char         *rim_consensus_describe (const RimConsensus     *self) G_GNUC_WARN_UNUSED_RESULT;

gboolean      rim_consensus_method_from_name (const char         *name,
                                              RimConsensusMethod *method);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimConsensus, rim_consensus_free)

G_END_DECLS
