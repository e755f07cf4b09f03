/* rim-map-glcm-window-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "map/rim-map-input.h"
#include "rim-map-entropy-private.h"
#include "texture/rim-directions.h"
#include "texture/rim-glcm.h"

G_BEGIN_DECLS

/**
 * RimMapGlcmPart:
 * @RIM_MAP_GLCM_POWERS: the third and fourth power of sums
 * @RIM_MAP_GLCM_LINES: how often each sum and each difference of levels occurs
 * @RIM_MAP_GLCM_WEIGHTS: sums over inverse differences
 * @RIM_MAP_GLCM_CELLS: how often each pair of levels occurs, and each level
 *
 * What of a window is kept besides its moments.
 */
typedef enum
{
  RIM_MAP_GLCM_POWERS = 1 << 0,
  RIM_MAP_GLCM_LINES = 1 << 1,
  RIM_MAP_GLCM_WEIGHTS = 1 << 2,
  RIM_MAP_GLCM_CELLS = 1 << 3,
} RimMapGlcmPart;

#define RIM_MAP_GLCM_N_WEIGHTS 5

/**
 * RimMapGlcmSums:
 *
 * Sums over the pairs (i, j) of a window in one direction, as whole numbers, so that
 * pairs can be taken off again.
 */
typedef struct
{
  gint64 n;
  gint64 sum[5];                               /* of (i + j) to the power */
  gint64 product;                              /* of i j */
  gint64 difference;                           /* of |i − j| */
  gint64 weights[RIM_MAP_GLCM_N_WEIGHTS];
  gint64 energy;                               /* Σ c² over half of the cells, twice */
  gint64 cells;                                /* terms of entropy of cells */
  gint64 margins;
  gint64 sums;
  gint64 differences;
  guint  n_cells;                              /* that are not 0 */
  guint  n_margins;
  guint  n_sums;
  guint  n_differences;
  guint  top;                                  /* the greatest count of a cell */
} RimMapGlcmSums;

/**
 * RimMapGlcmWindow:
 * @parts: what is kept
 * @low: the corner of the voxels from which pairs start, relative to the middle
 * @high: the opposite corner
 * @ahead: from the first voxel of a pair to the second
 * @cells: how often each pair of levels occurs, the lower level first
 *
 * The co-occurrence matrix of a window that slides along i. Made once, used for one
 * direction after the other.
 */
typedef struct
{
  const RimMapInput   *input;
  guint                parts;
  const RimMapEntropy *entropy;
  const gint64        *weights;
  int                  low[3];
  int                  high[3];
  gssize               ahead;
  guint16             *cells;
  guint16             *margins;
  guint16             *sums;
  guint16             *differences;
  guint16             *tops;
  RimMapGlcmSums       s;
} RimMapGlcmWindow;

/* 2^-52, the unit of weights. */
#define RIM_MAP_GLCM_WEIGHT_SCALE 0x1p52

void     rim_map_glcm_window_init      (RimMapGlcmWindow    *self,
                                        const RimMapInput   *input,
                                        guint                parts,
                                        const RimMapEntropy *entropy);
void     rim_map_glcm_window_clear     (RimMapGlcmWindow    *self);
gboolean rim_map_glcm_window_turn      (RimMapGlcmWindow    *self,
                                        const RimDirection  *direction);
void     rim_map_glcm_window_move      (RimMapGlcmWindow    *self,
                                        gsize                from,
                                        gsize                to);
void     rim_map_glcm_window_enter     (RimMapGlcmWindow    *self,
                                        gsize                at);
void     rim_map_glcm_window_leave     (RimMapGlcmWindow    *self,
                                        gsize                at);
guint    rim_map_glcm_window_list      (RimMapGlcmWindow    *self,
                                        gsize                at,
                                        guint32             *keys);

G_END_DECLS
