/* rl-feature-pane-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "features/rl-feature-list.h"
#include "features/rl-feature-pane.h"
#include "features/rl-feature-sources.h"
#include "features/rl-highlighter.h"
#include "features/rl-voi-button.h"

G_BEGIN_DECLS

struct _RlFeaturePane
{
  GtkWidget             parent_instance;

  RlJobs               *jobs;
  RlSession            *session;
  RlFeatureExtractor   *extractor;
  RlFeatureExtractor   *other;          /* what is compared with */
  RlFeatureSources     *sources;
  RlFeatureModel       *model;
  RlHighlighter        *highlighter;

  char                 *other_id;       /* of the source to compare with */
  GPtrArray            *choices;        /* of RlSettingsChoice */
  guint                 chosen[RIM_N_STUDY_IMAGES];
  char                 *asked[RIM_N_STUDY_IMAGES]; /* settings that are being read */
  char                 *unread;         /* settings that could not be read */
  RimStudyImage         unread_image;
  RlFeatureImages      *images;
  RimStudyImage         wanted_image;   /* which is shown where there is one */
  gboolean              is_following;   /* what is selected follows something else */
  RlFeatureRowStyle     row_style;
  guint                 stale_timeout;
  RimMask              *pointed_mask;   /* that the range was looked for in; only compared */
  GtkFileChooserNative *chooser;

  GtkDropDown          *image;
  GtkDropDown          *voi;
  RlVoiButton          *distances;
  RlHistogramView      *histogram;
  GtkSearchEntry       *search;
  GtkDropDown          *compare;
  GtkStack             *pages;
  GtkLabel             *message;
  RlFeatureList        *list;
  GtkProgressBar       *progress;
  GtkRevealer          *unread_notice;
  GtkLabel             *unread_reason;
  GtkDropDown          *settings;
  GtkMenuButton        *about_settings;
};

/**
 * RlSettingsChoice:
 * @title: what the list says
 * @name: a recipe or a file
 * @settings: (nullable): read when first chosen
 *
 * An entry of the list of settings.
 */
typedef struct
{
  char        *title;
  char        *name;
  RimSettings *settings;
} RlSettingsChoice;

/* Of what */
void         rl_feature_pane_update_sources  (RlFeaturePane *self);

/* What is chosen, as properties */
void         rl_feature_pane_class_install_choices (GObjectClass   *object_class);
void         rl_feature_pane_class_bind_choices    (GtkWidgetClass *widget_class);
void         rl_feature_pane_set_up_choices  (RlFeaturePane *self);
void         rl_feature_pane_adopt           (RlFeaturePane *self,
                                              RimSettings   *settings);
void         rl_feature_pane_notify_settings (RlFeaturePane *self,
                                              RimStudyImage  image);

/* How */
void         rl_feature_pane_set_up_settings (RlFeaturePane *self);
void         rl_feature_pane_follow_settings (RlFeaturePane *self);
RimSettings *rl_feature_pane_get_settings    (RlFeaturePane *self,
                                              RimStudyImage  image);
const char  *rl_feature_pane_get_settings_name (RlFeaturePane *self,
                                                RimStudyImage  image);
void         rl_feature_pane_read_settings   (RlFeaturePane *self,
                                              RimStudyImage  image,
                                              const char    *path_or_name,
                                              gboolean       by_user);
void         rl_feature_pane_class_bind_settings (GtkWidgetClass *widget_class);
void         rl_feature_pane_clear_settings  (RlFeaturePane *self);

/* Where to */
void         rl_feature_pane_say             (RlFeaturePane *self,
                                              const char    *message);
void         rl_feature_pane_class_install_export (GtkWidgetClass *widget_class);

G_END_DECLS
