/* rl-map-pane-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "maps/rl-map-keeper.h"
#include "maps/rl-map-pane.h"
#include "maps/rl-map-twin.h"
#include "widgets/rl-colormap-chooser.h"

G_BEGIN_DECLS

struct _RlMapPane
{
  GtkWidget          parent_instance;

  RlJobs            *jobs;
  RlSession         *session;
  RlMapMaker        *maker;
  RlMapLayer        *layer;
  RlMapTwin         *twin;         /* at another time; nullable */
  RlMapMultiples    *multiples;
  RlMapKeeper       *keeper;       /* NULL without a cache */
  RlMapFiles        *files;

  RimSettings       *base;         /* what windows are set in, with all filters */
  RimSettingWindows  windows;      /* but for the bins */
  double             bin_widths[RIM_N_STUDY_IMAGES];
  guint              bin_counts[RIM_N_STUDY_IMAGES]; /* 0: bins have a width */
  RimStudyImage      wanted_image; /* which is taken where there is one */
  char             **filters;      /* as the list has them */
  char              *filter;
  gboolean           is_following; /* what is selected follows something else */

  RlMapChooser      *chooser;
  GtkLabel          *details;
  GtkProgressBar    *progress;
  GtkLabel          *message;
  GtkDropDown       *image;
  GtkDropDown       *voi;
  RlVoiButton       *distances;
  GtkDropDown       *filter_list;
  GtkSpinButton     *radius;
  GtkDropDown       *shape;
  GtkCheckButton    *masked;
  GtkDropDown       *binning;
  GtkSpinButton     *bin_width;
  GtkSpinButton     *bin_count;
  GtkWidget         *display;
  GtkSwitch         *visible;
  GtkScale          *opacity;
  RlColormapChooser *colormap;
  GtkCheckButton    *inverted;
  GtkDropDown       *range;
  GtkEntry          *lower;
  GtkEntry          *upper;
  GtkSpinButton     *isolines;
  GtkSwitch         *swipe;
  GtkBox            *sections;
};

/* What is chosen */
void rl_map_pane_class_install_choices (GObjectClass   *object_class);
void rl_map_pane_class_bind_choices    (GtkWidgetClass *widget_class);
void rl_map_pane_set_up_choices        (RlMapPane      *self);
void rl_map_pane_follow_images         (RlMapPane      *self);
void rl_map_pane_clear_choices         (RlMapPane      *self);
void rl_map_pane_choose                (RlMapPane      *self);

/* How it is shown */
void rl_map_pane_class_bind_display    (GtkWidgetClass *widget_class);
void rl_map_pane_set_up_display        (RlMapPane      *self);

G_END_DECLS
