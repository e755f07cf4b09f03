/* rl-habitat-panel.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "features/rl-feature-extractor.h"
#include "maps/rl-habitat-finder.h"
#include "maps/rl-map-pane.h"

G_BEGIN_DECLS

#define RL_TYPE_HABITAT_PANEL (rl_habitat_panel_get_type ())

/**
 * RlHabitatPanel:
 *
 * The habitats of a lesion: on which maps and how they are found, what they are like, and what
 * becomes of them. A section of the page of maps.
 *
 * Signal "message" (char *text): something to say in a toast.
 */
G_DECLARE_FINAL_TYPE (RlHabitatPanel, rl_habitat_panel, RL, HABITAT_PANEL, GtkWidget)

GtkWidget       *rl_habitat_panel_new (RlJobs             *jobs,
                                       RlSession          *session,
                                       RlMapPane          *maps,
                                       RlFeatureExtractor *features) G_GNUC_WARN_UNUSED_RESULT;
RlHabitatFinder *rl_habitat_panel_get_finder (RlHabitatPanel *self);
void             rl_habitat_panel_export     (RlHabitatPanel *self,
                                              const char     *path);

G_END_DECLS
