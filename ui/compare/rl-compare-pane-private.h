/* rl-compare-pane-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "compare/rl-compare-pane.h"

G_BEGIN_DECLS

struct _RlComparePane
{
  GtkWidget             parent_instance;

  RlJobs               *jobs;
  RlSession            *session;
  RlCompareSources     *sources;
  RlComparer           *comparer;
  GtkFileChooserNative *chooser;

  GtkLabel             *lesion;
  GtkDropDown          *choice;
  GtkSpinButton        *tolerance;
  RlComparisonTable    *table;
  RlPairList           *list;
  RlConsensusBox       *consensus;
  GtkLabel             *message;
};

void rl_compare_pane_class_install_export (GtkWidgetClass *widget_class);

G_END_DECLS
