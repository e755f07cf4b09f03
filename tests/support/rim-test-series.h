/* rim-test-series.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RimTestSeries:
 * @study: (nullable): without one, files have no UIDs of study and series
 * @name: what its UIDs are made of; UIDs of the same names are equal
 * @date: (nullable): of the study, YYYYMMDD; 2026-01-02 where it does not matter
 *
 * A small axial series of 16 × 16 voxels of 1 mm, slices 2 mm apart.
 */
typedef struct
{
  const char *patient;
  const char *study;
  const char *name;
  const char *modality;
  guint       n_slices;
  const char *date;
} RimTestSeries;

void  rim_test_series_write     (const char          *folder,
                                 const RimTestSeries *series);
char *rim_test_series_dup_uid   (const char          *name) G_GNUC_WARN_UNUSED_RESULT;
char *rim_test_series_add_rois  (const char          *folder,
                                 const RimTestSeries *series) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
