/* rim-taps-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "filter/rim-interpolator.h"

G_BEGIN_DECLS

/* What lies beyond the first and the last voxel of an axis. */
typedef enum
{
  RIM_EXTENSION_MIRROR,          /* about the centres of these voxels: ITK */
  RIM_EXTENSION_EDGE,            /* their values for ever: the IBSI */
} RimExtension;

/* Where the samples of an axis are taken: sample n is at the continuous index
 * start + (first + n) * step.
 */
typedef struct
{
  RimInterpolator interpolator;
  RimExtension    extension;     /* of splines; others repeat the edge, as ITK */
  gboolean        is_clipped;    /* samples in no voxel are 0 */
  guint           n_voxels;
  double          start;
  double          step;
  guint           first;
  guint           n_samples;
} RimSampling;

/**
 * RimTaps:
 * @n_taps: how many values make a sample
 * @begins: (array length=n_samples): the place of the first of them in the line;
 *   -1 where the sample is 0
 * @weights: n_samples × n_taps
 * @line: (array length=n_line): which voxel of the axis stands at each place of
 *   the line that samples are taken from
 * @low: the lowest voxel in @line
 * @high: the highest
 * @n_poles: of the recursive filter that makes coefficients of values
 *
 * How one axis is resampled.
 */
typedef struct
{
  guint   n_samples;
  guint   n_taps;
  gint32 *begins;
  double *weights;
  guint   n_line;
  guint  *line;
  guint   low;
  guint   high;
  guint   n_poles;
  double  poles[2];
} RimTaps;

void rim_taps_init       (RimTaps           *self,
                          const RimSampling *sampling);
void rim_taps_clear      (RimTaps           *self);
void rim_taps_find_range (const RimTaps     *self,
                          guint              low,
                          guint              high,
                          guint             *first,
                          guint             *n_samples);

G_END_DECLS
