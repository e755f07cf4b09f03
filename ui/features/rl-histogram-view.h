/* rl-histogram-view.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "feature/rim-histogram.h"

G_BEGIN_DECLS

#define RL_TYPE_HISTOGRAM_VIEW (rl_histogram_view_get_type ())

/**
 * RlHistogramView:
 *
 * A histogram on which a range can be chosen: by dragging, or with the arrows,
 * which move it, with Shift its upper end. A click or Escape takes it away.
 *
 * Signal "range-changed": another range, or none.
 */
G_DECLARE_FINAL_TYPE (RlHistogramView, rl_histogram_view, RL, HISTOGRAM_VIEW, GtkWidget)

GtkWidget *rl_histogram_view_new (void) G_GNUC_WARN_UNUSED_RESULT;
void       rl_histogram_view_set_histogram (RlHistogramView    *self,
                                            const RimHistogram *histogram,
                                            const char         *unit);
void       rl_histogram_view_set_about     (RlHistogramView    *self,
                                            const char         *name,
                                            const char         *tip);
void       rl_histogram_view_set_quartiles (RlHistogramView    *self,
                                            const double       *quartiles);
void       rl_histogram_view_set_mark      (RlHistogramView    *self,
                                            double              value);
gboolean   rl_histogram_view_get_range     (RlHistogramView    *self,
                                            double             *lower,
                                            double             *upper);
gboolean   rl_histogram_view_get_values    (RlHistogramView    *self,
                                            double             *lower,
                                            double             *upper);
void       rl_histogram_view_set_range     (RlHistogramView    *self,
                                            double              lower,
                                            double              upper);
void       rl_histogram_view_clear_range   (RlHistogramView    *self);

G_END_DECLS
