/* rim-glrlm.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "texture/rim-family.h"

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

/**
 * RimGlrlmSummary:
 * @n_runs: how many runs there are
 * @n_voxels: how many voxels they have; each direction that was merged counts
 * @by_level: (array): [n + 1]: the runs of each index
 * @by_length: (array): [max_length + 1]: the runs of each length
 * @entropy: of the cells, in bits, with PyRadiomics' epsilon
 * @short_low: Σ over runs of 1 / (level² length²)
 * @short_high: of level² / length²
 * @long_low: of length² / level²
 * @long_high: of length² level²
 *
 * What features of a matrix are made of. Made once with room for the largest
 * matrix and filled for one matrix after the other.
 */
typedef struct
{
  guint          n;
  const guint16 *values;
  guint          max_length;
  double         epsilon;
  double         n_runs;
  double         n_voxels;
  double        *by_level;
  double        *by_length;
  double         entropy;
  double         short_low;
  double         short_high;
  double         long_low;
  double         long_high;
} RimGlrlmSummary;

/**
 * RimGlrlmFeature:
 * @info: what is known of it
 * @func: its value
 *
 * A row of the table of RIM_GLRLM_N_FEATURES features.
 */
typedef struct
{
  RimFeatureInfo info;
  double (*func)(const RimGlrlmSummary *m);
} RimGlrlmFeature;

extern const RimFamily rim_family_glrlm;

const RimGlrlmFeature *rim_glrlm_get_features  (void);
void                   rim_glrlm_measure       (const RimGlrlm  *glrlm,
                                                RimProfile       profile,
                                                double          *values);

void                   rim_glrlm_summary_init  (RimGlrlmSummary *self,
                                                guint            n,
                                                guint            max_length,
                                                RimProfile       profile);
void                   rim_glrlm_summary_fill  (RimGlrlmSummary *self,
                                                const RimGlrlm  *glrlm);
void                   rim_glrlm_summary_clear (RimGlrlmSummary *self);

G_END_DECLS
