/* rl-review-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "browser/rl-browser.h"
#include "core/rl-evaluator.h"
#include "lesions/rl-lesion-pane.h"
#include "review/rl-import.h"
#include "review/rl-notice.h"
#include "review/rl-progress-bar.h"
#include "review/rl-review.h"

G_BEGIN_DECLS

struct _RlReview
{
  GObject               parent_instance;

  RlWindow             *window;         /* borrowed: it owns this */
  RlSettings           *settings;
  RlSession            *session;
  RlJobs               *jobs;
  RimLibrary           *library;
  RlStudyLoader        *loader;
  RlStudyLoader        *prior_loader;
  RlImageCache         *cache;
  RlMeasurer           *measurer;
  RlEvaluator          *evaluator;

  RlBrowser            *browser;
  RlLesionPane         *lesions;
  RlFeaturePane        *features;
  RlProgressBar        *progress;
  RlNotice             *notice;
  AdwStatusPage        *error_page;
  GtkWidget            *relocate_button;

  GQueue                imports;        /* of RlImportRequest */
  const char           *hung;           /* the kind of study that is shown */
  gboolean              is_hanging;     /* the layout is not the user's choice */
  gboolean              show_import;
  RlImportKind          import_kind;
  gboolean              is_closing;     /* the window is gone */
  RlImportStatus        import_status;
  gulong                first_id;       /* waits for the first list of patients */
  gint64                noted;          /* the series noted as opened last */
  GtkFileChooserNative *chooser;
};

void rl_review_say_with_details (RlReview          *self,
                                 const char        *message,
                                 const char        *title,
                                 GPtrArray         *lines);
void rl_review_fail             (RlReview          *self,
                                 const char        *heading,
                                 const char        *reason);
void rl_review_show_place       (RlReview          *self,
                                 RlPlace            place);
void rl_review_update_actions   (RlReview          *self);
void rl_review_set_up_pages     (RlReview          *self);
void rl_review_update_page      (RlReview          *self);
void rl_review_clear_imports    (RlReview          *self);
gboolean rl_review_is_making_demo (RlReview       *self);
void rl_review_choose           (RlReview             *self,
                                 GtkFileChooserNative *chooser,
                                 GCallback             response);

void rl_review_follow_browser   (RlReview          *self);
void rl_review_set_status       (RlReview          *self,
                                 gint64             study_id,
                                 guint              status);

/* Actions */
void rl_review_set_up_browse    (RlReview          *self);
void rl_review_set_up_import    (RlReview          *self);
void rl_review_connect_progress (RlReview          *self);
void rl_review_set_up_layouts   (RlReview          *self);
void rl_review_announce_prior   (RlReview          *self);
void rl_review_update_prior     (RlReview          *self);
void rl_review_set_up_save      (RlReview          *self);
void rl_review_set_up_suv       (RlReview          *self);
void rl_review_update_suv       (RlReview          *self);
void rl_review_set_up_measurements (RlReview       *self);

G_END_DECLS
