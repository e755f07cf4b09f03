/* rl-map-pane.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "features/rl-voi-button.h"
#include "maps/rl-map-chooser.h"
#include "maps/rl-map-files.h"
#include "maps/rl-map-maker.h"
#include "maps/rl-map-multiples.h"

G_BEGIN_DECLS

#define RL_TYPE_MAP_PANE (rl_map_pane_get_type ())

/**
 * RlMapPane:
 *
 * The page of maps: which one, of which image and VOI, with which windows, and how it is
 * shown. The map is computed, and follows the brush, whether the page is seen or not.
 *
 * Properties, all of them what the user chooses: "image", "voi" and "filter" (strings, ids
 * of the engine), "radius" (uint, voxels), "flat" and "masked" (booleans).
 *
 * Signal "message" (char *text): something to say in a toast.
 */
G_DECLARE_FINAL_TYPE (RlMapPane, rl_map_pane, RL, MAP_PANE, GtkWidget)

GtkWidget    *rl_map_pane_new (RlJobs    *jobs,
                               RlSession *session) G_GNUC_WARN_UNUSED_RESULT;
RlMapMaker   *rl_map_pane_get_maker   (RlMapPane  *self);
RlMapLayer   *rl_map_pane_get_layer   (RlMapPane  *self);
RlMapChooser *rl_map_pane_get_chooser (RlMapPane  *self);
RlVoiButton  *rl_map_pane_get_voi_button (RlMapPane *self);
RlMapMultiples *rl_map_pane_get_multiples (RlMapPane *self);
RlMapFiles   *rl_map_pane_get_files   (RlMapPane  *self);
void          rl_map_pane_set_cache   (RlMapPane   *self,
                                       RimMapCache *cache);
RlMapChoice  *rl_map_pane_dup_choice  (RlMapPane  *self) G_GNUC_WARN_UNUSED_RESULT;
void          rl_map_pane_set_prior   (RlMapPane  *self,
                                       RlSession  *prior);
void          rl_map_pane_add_section (RlMapPane  *self,
                                       const char *title,
                                       GtkWidget  *widget);
void          rl_map_pane_say         (RlMapPane  *self,
                                       const char *message);
const char   *rl_map_pane_get_message (RlMapPane  *self);

G_END_DECLS
