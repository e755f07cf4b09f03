/* rl-measures-panel.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "core/rl-measurer.h"

G_BEGIN_DECLS

#define RL_TYPE_MEASURES_PANEL (rl_measures_panel_get_type ())

/**
 * RlMeasuresPanel:
 *
 * The measures of the active lesion. Values change in place: nothing moves
 * while a stroke is drawn. What cannot be had is a dash that says why.
 */
G_DECLARE_FINAL_TYPE (RlMeasuresPanel, rl_measures_panel, RL, MEASURES_PANEL, GtkWidget)

GtkWidget  *rl_measures_panel_new (void) G_GNUC_WARN_UNUSED_RESULT;
void        rl_measures_panel_set_measurer (RlMeasuresPanel *self,
                                            RlMeasurer      *measurer);
void        rl_measures_panel_set_units    (RlMeasuresPanel *self,
                                            RimUnit          ct,
                                            RimUnit          pet,
                                            gboolean         pet_is_corrected);
void        rl_measures_panel_set_images (RlMeasuresPanel *self,
                                          gboolean         has_ct,
                                          gboolean         has_pet);
char       *rl_measures_panel_dup_text     (RlMeasuresPanel *self) G_GNUC_WARN_UNUSED_RESULT;
const char *rl_measures_panel_get_value    (RlMeasuresPanel *self,
                                            const char      *id);

G_END_DECLS
