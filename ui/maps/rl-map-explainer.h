/* rl-map-explainer.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "core/rl-jobs.h"
#include "core/rl-session.h"
#include "map/rim-map-explanation.h"
#include "maps/rl-map-maker.h"

G_BEGIN_DECLS

#define RL_TYPE_MAP_EXPLAINER (rl_map_explainer_get_type ())

/**
 * RlMapExplainer:
 *
 * Says where the value of one voxel of a map comes from: its window, the matrix behind it,
 * the formula. Follows the pointer over the images, and the crosshair, until the session has
 * the voxel held ("map-held"); its window is then outlined over the images. A worker asks the
 * engine; the latest voxel wins.
 *
 * Signal "explained": another voxel is shown, or none.
 */
G_DECLARE_FINAL_TYPE (RlMapExplainer, rl_map_explainer, RL, MAP_EXPLAINER, GtkWidget)

GtkWidget               *rl_map_explainer_new (RlJobs              *jobs,
                                               RlSession           *session) G_GNUC_WARN_UNUSED_RESULT;
void                     rl_map_explainer_set_map  (RlMapExplainer      *self,
                                                    RimMapInput         *input,
                                                    const RimMapFeature *feature,
                                                    const char          *title,
                                                    const char          *unit);
void                     rl_map_explainer_follow   (RlMapExplainer      *self,
                                                    RlMapMaker          *maker);
const RimMapExplanation *rl_map_explainer_get_told (RlMapExplainer      *self);
const char              *rl_map_explainer_get_value (RlMapExplainer     *self);
char                    *rl_map_explainer_dup_text (RlMapExplainer      *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean                 rl_map_explainer_is_busy  (RlMapExplainer      *self);
void                     rl_map_explainer_turn     (RlMapExplainer      *self,
                                                    int                  n_tables);

G_END_DECLS
