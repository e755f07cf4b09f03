/* rl-review.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-jobs.h"
#include "core/rl-measurer.h"
#include "core/rl-settings.h"
#include "core/rl-study-loader.h"
#include "features/rl-feature-pane.h"
#include "review/rl-save.h"
#include "window/rl-window.h"

G_BEGIN_DECLS

#define RL_TYPE_REVIEW (rl_review_get_type ())

/**
 * RlReview:
 *
 * Reading and contouring in a window: fills the window's places and tabs and joins
 * the library, the jobs and the sessions to them. Its commands are the window's
 * actions "win.import-folder", "win.import-files", "win.open-demo", "win.save",
 * "win.save-to" (a path), "win.save-measurements", "win.open-measurements",
 * "win.suv-details", "win.relocate", "win.new-tab", "win.open-in-tab",
 * "win.close-tab" and "win.reopen-tab".
 *
 * Signal "saved" (const char *path, const char *problem): lesions were saved
 * and read back the same, or problem says why not.
 * Signal "imported" (guint n_added, const char *problem): an import ended.
 */
G_DECLARE_FINAL_TYPE (RlReview, rl_review, RL, REVIEW, GObject)

RlReview      *rl_review_new (RlWindow          *window,
                              RlSettings        *settings) G_GNUC_WARN_UNUSED_RESULT;
gboolean       rl_review_open_library    (RlReview          *self,
                                          const char        *folder);
gboolean       rl_review_change_library  (RlReview          *self,
                                          const char        *folder);
void           rl_review_open_first      (RlReview          *self);
void           rl_review_open_series     (RlReview          *self,
                                          gint64             study_id,
                                          gint64             series_id);
void           rl_review_open_in_tab     (RlReview          *self,
                                          gint64             study_id,
                                          gint64             series_id);
void           rl_review_import          (RlReview          *self,
                                          const char *const *paths,
                                          gboolean           show);
void           rl_review_continue_demo   (RlReview          *self);
void           rl_review_save            (RlReview          *self,
                                          const char        *path,
                                          RimExportFormat    format,
                                          RlSaveScope        scope);
RlStudyLoader *rl_review_get_loader      (RlReview          *self);
RlImageCache  *rl_review_get_cache       (RlReview          *self);
RlMeasurer    *rl_review_get_measurer    (RlReview          *self);
RlFeaturePane *rl_review_get_features    (RlReview          *self);
RimLibrary    *rl_review_get_library     (RlReview          *self);
gboolean       rl_review_is_importing    (RlReview          *self);
void           rl_review_shut_down       (RlReview          *self);

G_END_DECLS
