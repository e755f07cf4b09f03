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
  guint                 chosen[RL_N_LAYERS];
  RimVoiSettings        voi_settings;
  gboolean              is_following;   /* what is selected follows something else */
  RlFeatureRowStyle     row_style;
  guint                 stale_timeout;
  RimMask              *pointed_mask;   /* that the range was looked for in; only compared */
  GtkFileChooserNative *chooser;

  GtkDropDown          *image;
  GtkDropDown          *voi;
  GtkMenuButton        *distances;
  GtkSpinButton        *r_in;
  GtkSpinButton        *r_out;
  GtkCheckButton       *rim_inside;
  RlHistogramView      *histogram;
  GtkSearchEntry       *search;
  GtkDropDown          *compare;
  GtkStack             *pages;
  GtkLabel             *message;
  RlFeatureList        *list;
  GtkProgressBar       *progress;
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
RlLayerKind  rl_feature_pane_get_layer       (RlFeaturePane *self);
void         rl_feature_pane_update_sources  (RlFeaturePane *self);

/* How */
void         rl_feature_pane_set_up_settings (RlFeaturePane *self);
void         rl_feature_pane_follow_settings (RlFeaturePane *self);
RimSettings *rl_feature_pane_get_settings    (RlFeaturePane *self,
                                              RlLayerKind    layer);
void         rl_feature_pane_clear_settings  (RlFeaturePane *self);

/* Where to */
void         rl_feature_pane_say             (RlFeaturePane *self,
                                              const char    *message);
void         rl_feature_pane_choose_file     (RlFeaturePane        *self,
                                              GtkFileChooserNative *chooser,
                                              GCallback             response);
void         rl_feature_pane_class_install_export (GtkWidgetClass *widget_class);

G_END_DECLS
