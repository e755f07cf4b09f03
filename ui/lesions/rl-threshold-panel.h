/* rl-threshold-panel.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "tools/rl-thresholder.h"

G_BEGIN_DECLS

#define RL_TYPE_THRESHOLD_PANEL (rl_threshold_panel_get_type ())

/**
 * RlThresholdPanel:
 *
 * What the tool threshold is told: range, image, region, pieces. It is seen while the tool
 * is in hand.
 */
G_DECLARE_FINAL_TYPE (RlThresholdPanel, rl_threshold_panel, RL, THRESHOLD_PANEL, GtkWidget)

void rl_threshold_panel_set_session (RlThresholdPanel *self,
                                     RlSession        *session);

G_END_DECLS
