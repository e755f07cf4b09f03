/* rim-counts.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "texture/rim-family.h"

G_BEGIN_DECLS

/**
 * RimPairs:
 * @n: how many
 * @levels: (array length=n): the grey level of each
 * @sizes: (array length=n): its size, distance or dependence, from 1
 * @n_slices: of the box, along k
 * @slices: (array): where the pairs of each slice begin, and then @n
 * @n_voxels: (array): the voxels of the region in each slice
 *
 * The zones, or the voxels, of a region in scan order: what is counted in a
 * matrix of levels by sizes.
 */
typedef struct
{
  gsize    n;
  guint16 *levels;
  guint32 *sizes;
  guint    n_slices;
  gsize   *slices;
  gsize   *n_voxels;
} RimPairs;

/**
 * RimCount:
 * @level: i
 * @size: j
 * @n: how many there are of both, never 0
 *
 * An element of a matrix of levels by sizes.
 */
typedef struct
{
  guint32 level;
  guint32 size;
  gsize   n;
} RimCount;

/**
 * RimCountSums:
 *
 * What the features of a matrix N(i, j) of levels by sizes are made of: sums
 * over all elements, where p = N / Σ N.
 */
typedef struct
{
  double n_voxels;
  double n;                 /* Σ N */
  double small;             /* Σ N / j² */
  double large;             /* Σ N j² */
  double low;               /* Σ N / i² */
  double high;              /* Σ N i² */
  double small_low;         /* Σ N / (i² j²) */
  double small_high;        /* Σ N i² / j² */
  double large_low;         /* Σ N j² / i² */
  double large_high;        /* Σ N i² j² */
  double level_squares;     /* Σi (Σj N)² */
  double size_squares;      /* Σj (Σi N)² */
  double level_variance;    /* Σ p (i - Σ p i)² */
  double size_variance;     /* Σ p (j - Σ p j)² */
  double entropy;           /* -Σ p log₂ (p + ε) */
  double energy;            /* Σ p² */
} RimCountSums;

/**
 * RimCountFeature:
 * @info: what is known of it
 * @function: its value
 *
 * A feature of a matrix of levels by sizes: a row of the table of a family.
 */
typedef struct
{
  RimFeatureInfo info;
  double (*function)(const RimCountSums *sums);
} RimCountFeature;

/**
 * RimPairsFunc:
 * @input: levels and settings
 * @flat_axis: -1, or the axis along which slices are kept apart
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): what is counted
 */
typedef RimPairs *(*RimPairsFunc) (const RimFamilyInput *input,
                                   int                   flat_axis,
                                   GCancellable         *cancellable,
                                   GError              **error);

RimPairs *rim_pairs_new              (const RimLevels       *levels,
                                      const gsize           *offsets,
                                      gsize                  n) G_GNUC_WARN_UNUSED_RESULT;
void      rim_pairs_free             (RimPairs              *self);
RimCount *rim_counts_new             (const guint16         *levels,
                                      const guint32         *sizes,
                                      gsize                  n,
                                      gsize                 *n_counts) G_GNUC_WARN_UNUSED_RESULT;
void      rim_count_sums_init        (RimCountSums          *self,
                                      const RimCount        *counts,
                                      gsize                  n_counts,
                                      gsize                  n_voxels,
                                      double                 epsilon);
gboolean  rim_count_features_compute (const RimCountFeature *features,
                                      guint                  n_features,
                                      RimPairsFunc           make_pairs,
                                      const RimFamilyInput  *input,
                                      const RimAggregation  *aggregations,
                                      guint                  n_aggregations,
                                      double                *values,
                                      GCancellable          *cancellable,
                                      GError               **error);

/* The features of such matrices, each a sum that RimCountSums has over another. The
 * tables of the families give them names, formulae and references.
 */
double rim_count_small_emphasis          (const RimCountSums *sums);
double rim_count_large_emphasis          (const RimCountSums *sums);
double rim_count_low_emphasis            (const RimCountSums *sums);
double rim_count_high_emphasis           (const RimCountSums *sums);
double rim_count_small_low_emphasis      (const RimCountSums *sums);
double rim_count_small_high_emphasis     (const RimCountSums *sums);
double rim_count_large_low_emphasis      (const RimCountSums *sums);
double rim_count_large_high_emphasis     (const RimCountSums *sums);
double rim_count_level_non_uniformity    (const RimCountSums *sums);
double rim_count_level_non_uniformity_normalised (const RimCountSums *sums);
double rim_count_size_non_uniformity     (const RimCountSums *sums);
double rim_count_size_non_uniformity_normalised (const RimCountSums *sums);
double rim_count_percentage              (const RimCountSums *sums);
double rim_count_level_variance          (const RimCountSums *sums);
double rim_count_size_variance           (const RimCountSums *sums);
double rim_count_entropy                 (const RimCountSums *sums);
double rim_count_energy                  (const RimCountSums *sums);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimPairs, rim_pairs_free)

G_END_DECLS
