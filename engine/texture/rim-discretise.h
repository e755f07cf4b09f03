/* rim-discretise.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RIM_MAX_LEVELS G_MAXUINT16

/**
 * RimBinning:
 * @RIM_BINNING_WIDTH: PyRadiomics' binWidth: edges at multiples of the width, so
 *   that equal values have bins with equal edges whatever the region
 * @RIM_BINNING_COUNT: PyRadiomics' binCount: so many bins from minimum to maximum
 * @RIM_BINNING_FIXED_SIZE: IBSI Q3RU: bins of a width from a lower bound
 * @RIM_BINNING_FIXED_NUMBER: IBSI K15C: so many bins from minimum to maximum
 *
 * How intensities become grey levels. The two of PyRadiomics and the two of the
 * IBSI differ in what happens on the edges of bins.
 */
typedef enum
{
  RIM_BINNING_WIDTH,
  RIM_BINNING_COUNT,
  RIM_BINNING_FIXED_SIZE,
  RIM_BINNING_FIXED_NUMBER,
} RimBinning;

/**
 * RimBins:
 * @binning: how
 * @width: of a bin, in the unit of the image; WIDTH and FIXED_SIZE
 * @count: of bins; COUNT and FIXED_NUMBER
 * @lower: where the first bin begins; FIXED_SIZE
 * @is_single: whether the image is stored in single precision, as the edges of
 *   COUNT then are; see #RimField
 *
 * Settings of a discretisation. Plain data.
 */
typedef struct
{
  RimBinning binning;
  double     width;
  guint      count;
  double     lower;
  gboolean   is_single;
} RimBins;

gboolean rim_discretise (const RimBins *bins,
                         const double  *values,
                         gsize          n,
                         guint16       *levels,
                         guint         *n_levels,
                         double       **edges,
                         GError       **error);

G_END_DECLS
