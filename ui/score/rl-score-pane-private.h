/* rl-score-pane-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "score/rl-contour-panel.h"
#include "score/rl-lesion-scores.h"
#include "score/rl-score-limits.h"
#include "score/rl-score-pane.h"
#include "score/rl-score-summary.h"
#include "score/rl-waterfall.h"

G_BEGIN_DECLS

struct _RlScorePane
{
  GtkWidget             parent_instance;

  RlJobs               *jobs;
  RlSession            *session;
  RlSignatureChoice    *choice;
  RlScorer             *scorer;
  RlContourEffect      *effect;
  RimSignature         *signature;      /* that is shown; nullable */
  guint                 stale_timeout;
  gboolean              is_following;   /* what is selected follows something else */
  GtkFileChooserNative *chooser;

  GtkDropDown          *signatures;
  GtkLabel             *unread;
  RlScoreLimits        *limits;
  GtkStack             *pages;
  GtkLabel             *message;
  GtkWidget            *score;          /* all that a stroke changes */
  RlScoreSummary       *summary;
  RlContourPanel       *contour;
  RlWaterfall          *waterfall;
  GtkLabel             *definition;
  GtkWidget            *clinical_heading;
  GtkLabel             *clinical_missing;
  RlClinicalForm       *clinical;
  GHashTable           *known;          /* id of a patient -> values of the form */
  RimLibrary           *library;        /* nullable */
  GtkWidget            *kept_heading;
  GtkBox               *kept;
};

void rl_score_pane_say             (RlScorePane  *self,
                                    const char   *message);
void rl_score_pane_set_signature   (RlScorePane  *self,
                                    RimSignature *signature);
void rl_score_pane_show_clinical   (RlScorePane  *self,
                                    GHashTable   *values);

/* Which signature */
void rl_score_pane_class_install_signatures (GtkWidgetClass *widget_class);
void rl_score_pane_set_up_signatures (RlScorePane *self,
                                      GtkBox      *page);

/* What is kept, and goes out */
void rl_score_pane_class_install_keep (GtkWidgetClass *widget_class);
void rl_score_pane_set_up_keep       (RlScorePane *self,
                                      GtkBox      *page);
void rl_score_pane_update_keep       (RlScorePane *self);
void rl_score_pane_list_kept         (RlScorePane *self);
void rl_score_pane_remember_clinical (RlScorePane *self,
                                      GHashTable  *values);
void rl_score_pane_recall_clinical   (RlScorePane *self);

G_END_DECLS
