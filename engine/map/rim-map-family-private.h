/* rim-map-family-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "map/rim-map-input.h"

G_BEGIN_DECLS

/* What PyRadiomics adds within logarithms. */
#define RIM_MAP_EPSILON 2.220446049250313e-16

/**
 * RimMapFamily:
 * @family: whose features these are
 * @state_new: makes what one thread needs to measure windows; @wanted has a byte per
 *   feature of the family
 * @state_free: frees it
 * @measure: the features of the windows around @n voxels of one row, at @offsets of
 *   the levels, ascending: @n times as many values as the family has features, of
 *   which only those wanted count; NAN where there is none
 *
 * How the features of a family become maps. What is measured of a window depends on
 * nothing but the window.
 */
typedef struct
{
  const RimFamily *family;
  gpointer (*state_new)(const RimMapInput *input,
                        const guint8      *wanted);
  void (*state_free)(gpointer state);
  void (*measure)(gpointer     state,
                  const gsize *offsets,
                  gsize        n,
                  double      *values);
} RimMapFamily;

extern const RimMapFamily rim_map_family_firstorder;
extern const RimMapFamily rim_map_family_glcm;
extern const RimMapFamily rim_map_family_gldm;
extern const RimMapFamily rim_map_family_glrlm;
extern const RimMapFamily rim_map_family_glszm;
extern const RimMapFamily rim_map_family_ngtdm;

G_END_DECLS
