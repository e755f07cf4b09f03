/* rim-test-ball.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "volume/rim-region.h"

G_BEGIN_DECLS

#define RIM_TEST_N_GRIDS 5

/**
 * RimTestValueFunc:
 *
 * The value of a place in mm.
 */
typedef double (*RimTestValueFunc) (RimVec3  place,
                                    gpointer data);

void       rim_test_grid_init   (RimGrid          *grid,
                                 guint             n_i,
                                 guint             n_j,
                                 guint             n_k,
                                 RimVec3           spacing);
void       rim_test_grid_init_kind (RimGrid       *grid,
                                    guint          which,
                                    guint          n);
RimVolume *rim_test_volume_new  (const RimGrid    *grid,
                                 RimTestValueFunc  func,
                                 gpointer          data) G_GNUC_WARN_UNUSED_RESULT;
RimRegion *rim_test_region_new  (const RimGrid    *grid,
                                 RimTestValueFunc  func,
                                 gpointer          data) G_GNUC_WARN_UNUSED_RESULT;
double     rim_test_ball        (RimVec3  place,
                                 gpointer radius);
RimMask   *rim_test_mask_new_ball  (const RimGrid *grid,
                                    double         radius) G_GNUC_WARN_UNUSED_RESULT;
RimMask   *rim_test_mask_new_noise (const RimGrid *grid,
                                    guint          one_in) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
