/* rl-map-threshold-panel.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "core/rl-jobs.h"
#include "core/rl-session.h"

G_BEGIN_DECLS

/**
 * RlMapThresholdResult:
 * @RL_MAP_THRESHOLD_NEW: a new lesion has the voxels of the range
 * @RL_MAP_THRESHOLD_REPLACE: the active lesion has them, and no others
 * @RL_MAP_THRESHOLD_INTERSECT: the active lesion keeps of its voxels only those
 *
 * What becomes of a range of a map.
 */
typedef enum
{
  RL_MAP_THRESHOLD_NEW,
  RL_MAP_THRESHOLD_REPLACE,
  RL_MAP_THRESHOLD_INTERSECT,
} RlMapThresholdResult;

#define RL_TYPE_MAP_THRESHOLD_PANEL (rl_map_threshold_panel_get_type ())

/**
 * RlMapThresholdPanel:
 *
 * A contour from the values of the map that is shown: a range, and what becomes of the voxels
 * in it, which is proposed on the planes with every change and is no edit until it is
 * accepted. A section of the page of maps; it does nothing while it is folded away.
 */
G_DECLARE_FINAL_TYPE (RlMapThresholdPanel, rl_map_threshold_panel, RL, MAP_THRESHOLD_PANEL, GtkWidget)

GtkWidget *rl_map_threshold_panel_new (RlJobs    *jobs,
                                       RlSession *session) G_GNUC_WARN_UNUSED_RESULT;
void       rl_map_threshold_panel_set_range  (RlMapThresholdPanel  *self,
                                              double                low,
                                              double                high);
gboolean   rl_map_threshold_panel_get_range  (RlMapThresholdPanel  *self,
                                              double               *low,
                                              double               *high);
void       rl_map_threshold_panel_set_result (RlMapThresholdPanel  *self,
                                              RlMapThresholdResult  result);
gboolean   rl_map_threshold_panel_is_busy    (RlMapThresholdPanel  *self);

G_END_DECLS
