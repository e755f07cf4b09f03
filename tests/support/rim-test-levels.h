/* rim-test-levels.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "texture/rim-family.h"

G_BEGIN_DECLS

/**
 * RimTestBox:
 * @size: along i, j, k
 * @levels: i fastest; 0 is outside the region
 *
 * A small region whose levels are looked up slowly and surely.
 */
typedef struct
{
  guint    size[3];
  guint16 *levels;
} RimTestBox;

RimTestBox *rim_test_box_new        (guint n_i,
                                     guint n_j,
                                     guint n_k) G_GNUC_WARN_UNUSED_RESULT;
RimTestBox *rim_test_box_new_random (guint n_levels) G_GNUC_WARN_UNUSED_RESULT;
RimTestBox *rim_test_box_turn       (const RimTestBox        *self,
                                     const guint              axes[3],
                                     const gboolean           flips[3]) G_GNUC_WARN_UNUSED_RESULT;
void        rim_test_box_free       (RimTestBox              *self);
guint       rim_test_box_get        (const RimTestBox        *self,
                                     int                      i,
                                     int                      j,
                                     int                      k);
RimLevels  *rim_test_box_to_levels  (const RimTestBox        *self,
                                     guint                    pad) G_GNUC_WARN_UNUSED_RESULT;
double     *rim_test_family_compute (const RimFamily         *family,
                                     const RimLevels         *levels,
                                     const RimFamilySettings *settings,
                                     RimAggregation           aggregation) G_GNUC_WARN_UNUSED_RESULT;
double      rim_test_family_get     (const RimFamily         *family,
                                     const double            *values,
                                     RimProfile               profile,
                                     const char              *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimTestBox, rim_test_box_free)

G_END_DECLS
