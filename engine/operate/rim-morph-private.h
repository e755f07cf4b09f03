/* rim-morph-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "operate/rim-sheet-private.h"

G_BEGIN_DECLS

/**
 * RimMorph:
 *
 * How what is drawn on one slice becomes what is drawn on another. Owned by one
 * holder.
 */
typedef struct _RimMorph RimMorph;

/**
 * RimMorphSpace:
 * @metric: of the slices
 * @shift: how many pixels the place of the patient moves, along either axis, from
 *   the first slice to the second; 0 where the axes are square
 * @gap_mm: how far the slices are apart
 *
 * Where two slices lie to each other.
 */
typedef struct
{
  RimMetric metric;
  double    shift[2];
  double    gap_mm;
} RimMorphSpace;

RimMorph *rim_morph_new     (const RimSheet      *from,
                             const RimSheet      *to,
                             const RimMorphSpace *space) G_GNUC_WARN_UNUSED_RESULT;
void      rim_morph_free    (RimMorph            *self);
void      rim_morph_get_box (const RimMorph      *self,
                             RimSheetBox         *box);

/* Adds what is in at @t, from 0 on the one slice to 1 on the other. */
void      rim_morph_paint   (const RimMorph      *self,
                             double               t,
                             RimSheet            *sheet);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimMorph, rim_morph_free)

G_END_DECLS
