/* rl-study-tab-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "compare/rl-compare-pane.h"
#include "core/rl-evaluator.h"
#include "lesions/rl-lesion-pane.h"
#include "queue/rl-target-list.h"
#include "review/rl-study-tab.h"
#include "score/rl-score-pane.h"

G_BEGIN_DECLS

struct _RlStudyTab
{
  GObject        parent_instance;

  RlReview      *review;                /* borrowed: it owns this */
  RlReading     *reading;               /* the window's; NULL once that is gone */
  RlSession     *session;
  RlStudyLoader *loader;                /* NULL without a library */
  RlStudyLoader *prior_loader;
  RlMeasurer    *measurer;
  RlLesionTimes *times;
  RlEvaluator   *evaluator;

  RlLesionPane  *lesions;
  RlFeaturePane *features;
  RlMapPane     *maps;
  RlScorePane   *score;
  RimMapCache   *map_cache;             /* NULL without a library */
  gint64         map_shown;             /* the series of maps that the study was opened by */
  RlComparePane *compare;
  RlTargetList  *targets;               /* NULL before there is a queue */
  AdwStatusPage *error_page;
  GtkWidget     *relocate_button;
  GtkWidget     *import_button;
  GtkWidget     *library_button;

  const char    *hung;                  /* the kind of study that is shown */
  gboolean       is_hanging;            /* the layout is not the user's choice */
  guint          unsaved_id;            /* looks whether all is on disk */
  gint64         noted;                 /* the series noted as opened last */
  char          *wanted;                /* the lesion to go to when it is there */
  char          *begun_case;            /* the study that a protocol set the window for */
};

void rl_study_tab_set_up_pages   (RlStudyTab *self);
void rl_study_tab_set_up_layouts (RlStudyTab *self);
void rl_study_tab_set_up_saving  (RlStudyTab *self);
void rl_study_tab_clear_saving   (RlStudyTab *self);
void rl_study_tab_set_up_maps    (RlStudyTab *self,
                                  RimLibrary *library);
void rl_study_tab_find_maps      (RlStudyTab *self);
GtkWidget *rl_study_tab_new_score (RlStudyTab *self);
void rl_study_tab_announce_prior (RlStudyTab *self);
void rl_study_tab_show_lesion    (RlStudyTab *self,
                                  const char *lesion_id);
void rl_study_tab_apply_user_windows (RlStudyTab *self);
void rl_study_tab_show_layout    (RlStudyTab *self,
                                  RlLayout   *layout);
void rl_study_tab_compare        (RlStudyTab *self,
                                  const char *id);

G_END_DECLS
