/* rim-staple-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "compare/rim-consensus.h"

G_BEGIN_DECLS

/* Fills what @consensus knows of readers and prior, and of each pattern whether its
 * voxels are in.
 */
void rim_staple_run (RimConsensus           *consensus,
                     const RimVotes         *votes,
                     const RimStapleOptions *options,
                     gboolean               *wanted);

G_END_DECLS
