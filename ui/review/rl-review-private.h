/* rl-review-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "browser/rl-browser.h"
#include "queue/rl-queue.h"
#include "review/rl-import.h"
#include "review/rl-notice.h"
#include "review/rl-progress-bar.h"
#include "review/rl-review.h"
#include "review/rl-study-tab-private.h"
#include "score/rl-signature-choice.h"

G_BEGIN_DECLS

struct _RlReview
{
  GObject               parent_instance;

  RlWindow             *window;         /* borrowed: it owns this */
  RlSettings           *settings;
  RlJobs               *jobs;
  RimLibrary           *library;
  char                 *refused;        /* the folder whose library could not be opened */
  RlImageCache         *cache;
  RlSignatures         *signatures;
  RlSignatureChoice    *signature;      /* that is applied */
  GPtrArray            *tabs;           /* of RlStudyTab */
  GPtrArray            *closed;         /* of GVariant (sxx), the last one last */
  RlStudyTab           *tab;            /* the one that is selected */

  RlBrowser            *browser;
  RlProgressBar        *progress;
  RlNotice             *notice;

  GQueue                imports;        /* of RlImportRequest */
  gboolean              show_import;
  gint64                import_asked;   /* what was read when it was asked for */
  RlImportKind          import_kind;
  gboolean              is_closing;     /* the window is gone */
  RlImportStatus        import_status;
  gulong                first_id;       /* waits for the first list of patients */
  GtkFileChooserNative *chooser;

  RlQueue              *queue;
  GtkWidget            *queue_pane;     /* where else patients are */
  GtkWidget            *away;           /* the one of the two that is not shown */
  gint64                prefetched;     /* the study whose images were got ready last */
};

void rl_review_say_with_details (RlReview          *self,
                                 const char        *message,
                                 const char        *title,
                                 GPtrArray         *lines);
void rl_review_say_saved        (RlReview          *self,
                                 const char        *message,
                                 const char        *path);
void rl_review_fail             (RlReview          *self,
                                 const char        *heading,
                                 const char        *reason);
void rl_review_show_place       (RlReview          *self,
                                 RlPlace            place);
void rl_review_update_actions   (RlReview          *self);
RlStudyTab *rl_review_add_tab   (RlReview          *self,
                                 RlReading         *reading);
void rl_review_set_up_tabs      (RlReview          *self);
void rl_review_update_tabs      (RlReview          *self);
void rl_review_keep_tabs        (RlReview          *self);
void rl_review_follow_tabs      (RlReview          *self);
void rl_review_follow_session   (RlReview          *self,
                                 RlStudyTab        *tab);
void rl_review_give_layouts     (RlReview          *self,
                                 RlStudyTab        *tab);
void rl_review_clear_imports    (RlReview          *self);
gboolean rl_review_is_making_demo (RlReview       *self);
void rl_review_choose           (RlReview             *self,
                                 GtkFileChooserNative *chooser,
                                 GCallback             response);

void rl_review_follow_browser   (RlReview          *self);
void rl_review_set_status       (RlReview          *self,
                                 gint64             study_id,
                                 guint              status);

void     rl_review_set_up_queue  (RlReview     *self);
void     rl_review_clear_queue   (RlReview     *self);
void     rl_review_update_queue  (RlReview     *self);
void     rl_review_prefetch      (RlReview     *self);
gboolean rl_review_shows_queue   (RlReview     *self);
gboolean rl_review_has_case      (RlReview     *self);
void     rl_review_show_patients (RlReview     *self);
void     rl_review_step_queue    (RlReview     *self,
                                  int           direction,
                                  gboolean      undone);
void     rl_review_finish_case   (RlReview     *self);
void     rl_review_ask_reason    (RlReview     *self,
                                  RimCaseState  state);

void     rl_review_set_up_protocol (RlReview   *self);
void     rl_review_update_protocol (RlReview   *self);
void     rl_review_add_targets     (RlReview   *self,
                                    RlStudyTab *tab);

/* Actions */
void rl_review_set_up_browse    (RlReview          *self);
void rl_review_set_up_import    (RlReview          *self);
void rl_review_connect_progress (RlReview          *self);
void rl_review_set_up_layouts   (RlReview          *self);
void rl_review_update_priors    (RlReview          *self);
void rl_review_set_up_save      (RlReview          *self);
void rl_review_set_up_training  (RlReview          *self);
void rl_review_set_up_answers   (RlReview          *self);
void rl_review_set_up_suv       (RlReview          *self);
void rl_review_update_suv       (RlReview          *self);
void rl_review_update_maps      (RlReview          *self);
void rl_review_set_up_maps      (RlReview          *self);
void rl_review_update_patient   (RlReview          *self);
void rl_review_update_measurements (RlReview       *self);
void rl_review_set_up_measurements (RlReview       *self);
void rl_review_set_up_workspaces (RlReview         *self);

G_END_DECLS
