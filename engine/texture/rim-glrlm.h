/* rim-glrlm.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "texture/rim-counts.h"

G_BEGIN_DECLS

#define RIM_GLRLM_N_FEATURES 16

/**
 * RimGlrlm:
 * @n: how many different levels there are in the region
 * @values: (array): [n + 1]: the level of each index, ascending, from index 1
 * @max_length: no run is longer
 * @n_cells: how many cells are not 0
 * @rows: (array length=n_cells): the index of the level of the runs
 * @lengths: (array length=n_cells): how long they are, from 1
 * @counts: (array length=n_cells): how many there are, perhaps weighed; above 0
 *
 * A grey level run length matrix. Owns nothing.
 */
typedef struct
{
  guint          n;
  const guint16 *values;
  guint          max_length;
  gsize          n_cells;
  guint16       *rows;
  guint16       *lengths;
  double        *counts;
} RimGlrlm;

extern const RimFamily rim_family_glrlm;

const RimCountFeature *rim_glrlm_get_features (void);
void                   rim_glrlm_measure      (const RimGlrlm *glrlm,
                                               RimProfile      profile,
                                               double         *values);

G_END_DECLS
