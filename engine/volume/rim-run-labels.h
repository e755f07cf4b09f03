/* rim-run-labels.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "volume/rim-mask.h"

G_BEGIN_DECLS

/**
 * RimTouch:
 * @RIM_TOUCH_FACES: voxels hang together by faces (6 neighbours)
 * @RIM_TOUCH_EDGES: by faces and edges (18)
 * @RIM_TOUCH_CORNERS: by faces, edges and corners (26)
 * @RIM_TOUCH_IN_SLICE: by faces and only within their slice (4)
 */
typedef enum
{
  RIM_TOUCH_FACES,
  RIM_TOUCH_EDGES,
  RIM_TOUCH_CORNERS,
  RIM_TOUCH_IN_SLICE,
} RimTouch;

guint32 *rim_runs_label (const RimRun *runs,
                         const gsize  *starts,
                         gsize         n_rows,
                         gsize         height,
                         RimTouch      touch,
                         guint32      *n_pieces) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
