/* rim-contour-variants.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "volume/rim-mask.h"

G_BEGIN_DECLS

/**
 * RimContourVariants:
 *
 * Contours that somebody else might have drawn instead of one: shifted, grown or shrunk, and
 * uneven. The same seed gives the same, whoever asks for which. Immutable; belongs to one
 * holder; safe on any thread.
 */
typedef struct _RimContourVariants RimContourVariants;

RimContourVariants *rim_contour_variants_new  (RimMask             *contour,
                                               double               distance_mm,
                                               guint64              seed,
                                               GError             **error) G_GNUC_WARN_UNUSED_RESULT;
void                rim_contour_variants_free (RimContourVariants  *self);
RimMask            *rim_contour_variants_make (RimContourVariants  *self,
                                               guint                variant) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimContourVariants, rim_contour_variants_free)

G_END_DECLS
