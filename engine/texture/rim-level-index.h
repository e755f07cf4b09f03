/* rim-level-index.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "texture/rim-levels.h"

G_BEGIN_DECLS

/**
 * RimLevelIndex:
 * @levels: (unowned): the levels it is of
 * @n: how many different levels there are
 * @values: (array): [n + 1]: the level of each index, ascending; 0 for index 0
 * @indices: the index of voxel (0, 0, 0), laid out as in @levels; 0 is outside
 *
 * The levels that occur, numbered from 1 without gaps, so that matrices need no
 * room for those that do not.
 */
typedef struct
{
  const RimLevels *levels;
  guint            n;
  guint16         *values;
  const guint16   *indices;
  guint16         *allocated;
} RimLevelIndex;

RimLevelIndex *rim_level_index_new  (const RimLevels *levels) G_GNUC_WARN_UNUSED_RESULT;
void           rim_level_index_free (RimLevelIndex   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimLevelIndex, rim_level_index_free)

G_END_DECLS
