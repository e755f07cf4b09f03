/* rim-glcm.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "texture/rim-family.h"

G_BEGIN_DECLS

/**
 * RIM_GLCM_DIRECT_MAX:
 *
 * Up to so many different levels, entropies are added up cell by cell in PyRadiomics'
 * order: whether a small matrix is one of independent levels is decided by the last bit.
 */
#define RIM_GLCM_DIRECT_MAX 32

/**
 * RimGlcm:
 * @is_symmetric: whether a cell off the diagonal stands for its mirror image too
 * @n_levels: the highest level there is in the region, "Ng"
 * @n: how many different levels there are in the region
 * @values: (array): [n + 1]: the level of each index, ascending, from index 1
 * @n_cells: how many cells are not 0
 * @rows: (array length=n_cells): the index of the level, ascending
 * @columns: (array length=n_cells): of its neighbour; where @is_symmetric not
 *   below the row, ascending within it
 * @p: (array length=n_cells): the probability of each cell, not 0; with mirror
 *   images they add up to 1
 *
 * A grey level co-occurrence matrix. Owns nothing.
 */
typedef struct
{
  gboolean       is_symmetric;
  guint          n_levels;
  guint          n;
  const guint16 *values;
  gsize          n_cells;
  guint16       *rows;
  guint16       *columns;
  double        *p;
} RimGlcm;

/**
 * RimGlcmPart:
 * @RIM_GLCM_MOMENTS: everything but the following
 * @RIM_GLCM_LINE_ENTROPIES: the entropies of sums and of differences
 * @RIM_GLCM_ENTROPIES: the joint and the marginal entropies
 * @RIM_GLCM_EIGENVALUE: the second largest eigenvalue
 *
 * What of a summary a feature reads.
 */
typedef enum
{
  RIM_GLCM_MOMENTS = 0,
  RIM_GLCM_LINE_ENTROPIES = 1 << 0,
  RIM_GLCM_ENTROPIES = 1 << 1,
  RIM_GLCM_EIGENVALUE = 1 << 2,
} RimGlcmPart;

/**
 * RimGlcmSummary:
 * @epsilon: what PyRadiomics adds within logarithms and divisors; 0 else
 * @px: (array): [n + 1]: the probability of each index as a row
 * @py: (array): [n + 1]: as a column
 * @sums: (array): of a sum k of two levels, for k from sum_min to sum_max
 * @differences: (array): of a difference k, for k from 0 to difference_max
 * @contrast: the mean of k² over differences k; likewise @difference_average of k,
 *   @id of 1 / (1 + k), @idm of 1 / (1 + k²), @idn and @idmn of the same with k / Ng,
 *   @inverse_variance of 1 / k² where k is not 0
 * @cluster_tendency: the second moment of sums about their mean; @cluster_shade the
 *   third, @cluster_prominence the fourth
 * @hxy: the entropy of the cells, with epsilon, in bits
 * @hx: of the rows
 * @hy: of the columns
 * @hxy1: as @hxy, as if rows and columns were independent, cell by cell
 * @hxy2: the same with the probabilities too as if they were
 * @eigenvalue: see rim_glcm_find_eigenvalue()
 *
 * What features of a matrix are made of. Made once with room for the largest
 * matrix and filled for one matrix after the other.
 */
typedef struct
{
  guint   n_levels;
  double  epsilon;
  double *px;
  double *py;
  double *sums;
  guint   sum_min;
  guint   sum_max;
  double *differences;
  guint   difference_max;
  double  mean_x;
  double  mean_y;
  double  variance_x;
  double  variance_y;
  double  covariance;
  double  autocorrelation;
  double  energy;
  double  maximum;
  double  contrast;
  double  difference_average;
  double  difference_variance;
  double  difference_entropy;
  double  id;
  double  idm;
  double  idn;
  double  idmn;
  double  inverse_variance;
  double  cluster_tendency;
  double  cluster_shade;
  double  cluster_prominence;
  double  sum_entropy;
  double  hxy;
  double  hx;
  double  hy;
  double  hxy1;
  double  hxy2;
  double  eigenvalue;
} RimGlcmSummary;

/**
 * RimGlcmFeature:
 * @info: what is known of it
 * @needs: what of the summary its function reads
 * @func: its value; NAN where it has none
 *
 * A row of the table of RIM_GLCM_N_FEATURES features.
 */
typedef struct
{
  RimFeatureInfo info;
  RimGlcmPart    needs;
  double (*func)(const RimGlcmSummary *m);
} RimGlcmFeature;

#define RIM_GLCM_N_FEATURES 27

extern const RimFamily rim_family_glcm;

const RimGlcmFeature *rim_glcm_get_features    (void);
void                  rim_glcm_measure         (const RimGlcm  *glcm,
                                                RimProfile      profile,
                                                double         *values);

void                  rim_glcm_summary_init    (RimGlcmSummary *self,
                                                guint           n,
                                                guint           n_levels,
                                                RimProfile      profile);
void                  rim_glcm_summary_fill    (RimGlcmSummary *self,
                                                const RimGlcm  *glcm,
                                                RimGlcmPart     parts);
void                  rim_glcm_summary_clear   (RimGlcmSummary *self);
double                rim_glcm_find_eigenvalue (const RimGlcm  *glcm,
                                                const double   *px,
                                                const double   *py,
                                                double          epsilon);

G_END_DECLS
