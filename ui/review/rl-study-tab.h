/* rl-study-tab.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-measurer.h"
#include "core/rl-study-loader.h"
#include "features/rl-feature-pane.h"
#include "maps/rl-map-pane.h"
#include "review/rl-review.h"
#include "window/rl-reading.h"

G_BEGIN_DECLS

#define RL_TYPE_STUDY_TAB (rl_study_tab_get_type ())

/**
 * RlStudyTab:
 *
 * What makes a reading one of a study of the library: the loaders of the study and
 * of its prior, the pages of the inspector, and the layout that suits the study.
 */
G_DECLARE_FINAL_TYPE (RlStudyTab, rl_study_tab, RL, STUDY_TAB, GObject)

RlStudyTab *rl_study_tab_new (RlReview   *review,
                              RlReading  *reading) G_GNUC_WARN_UNUSED_RESULT;
void        rl_study_tab_set_library    (RlStudyTab *self,
                                         RimLibrary *library);
void        rl_study_tab_say_no_library (RlStudyTab *self,
                                         const char *reason);
void        rl_study_tab_close          (RlStudyTab *self);
void        rl_study_tab_refresh        (RlStudyTab *self);
void        rl_study_tab_update_page    (RlStudyTab *self);
void        rl_study_tab_update_prior   (RlStudyTab *self);

G_END_DECLS
