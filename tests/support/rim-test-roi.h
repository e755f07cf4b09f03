/* rim-test-roi.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rim-test-levels.h"
#include "texture/rim-discretise.h"
#include "texture/rim-family.h"

G_BEGIN_DECLS

/**
 * RimTestRoi:
 *
 * What families of features compute from, and what it is made of.
 */
typedef struct
{
  RimVolume *image;
  RimRegion *shape;
  RimRegion *region;
  double    *values;
  RimLevels *levels;
  gboolean   is_single;
} RimTestRoi;

gboolean   rim_test_roi_load_or_skip (RimTestRoi              *self,
                                      const char              *image,
                                      const char              *mask);
void       rim_test_roi_resegment    (RimTestRoi              *self,
                                      double                   low,
                                      double                   high);
void       rim_test_roi_discretise   (RimTestRoi              *self,
                                      RimBins                  bins,
                                      guint                    pad);
void       rim_test_roi_init_box     (RimTestRoi              *self,
                                      const RimTestBox        *box,
                                      guint                    pad);
void       rim_test_roi_compute      (const RimTestRoi        *self,
                                      const RimFamily         *family,
                                      const RimFamilySettings *settings,
                                      RimAggregation           aggregation,
                                      double                  *values);
void       rim_test_roi_clear        (RimTestRoi              *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RimTestRoi, rim_test_roi_clear)

G_END_DECLS
