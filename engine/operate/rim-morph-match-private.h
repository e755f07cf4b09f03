/* rim-morph-match-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "operate/rim-morph-private.h"

G_BEGIN_DECLS

/**
 * RimMorphPart:
 * @n_pixels: how many it has
 * @middle: their mean index along either axis
 *
 * Pixels of a sheet that hang together.
 */
typedef struct
{
  double n_pixels;
  double middle[2];
} RimMorphPart;

/**
 * RimMorphMatch:
 * @labels: of either sheet, which part each pixel belongs to, from 1
 * @parts: of either sheet
 * @n_parts: how many
 * @groups: of each part which group it belongs to; those of the second sheet follow
 * @n_groups: how many
 *
 * Which parts of two sheets become which.
 */
typedef struct
{
  guint32      *labels[2];
  RimMorphPart *parts[2];
  guint32       n_parts[2];
  guint32      *groups;
  guint32       n_groups;
} RimMorphMatch;

RimMorphMatch *rim_morph_match_new  (const RimSheet      *from,
                                     const RimSheet      *to,
                                     const RimMorphSpace *space) G_GNUC_WARN_UNUSED_RESULT;
void           rim_morph_match_free (RimMorphMatch       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimMorphMatch, rim_morph_match_free)

G_END_DECLS
