/* rl-map-histogram.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "core/rl-jobs.h"
#include "core/rl-session.h"
#include "features/rl-histogram-view.h"

G_BEGIN_DECLS

#define RL_TYPE_MAP_HISTOGRAM (rl_map_histogram_get_type ())

/**
 * RlMapHistogram:
 *
 * How the values of a map are spread, and the range of its colours below. A range that is
 * dragged over is pointed at over the images; the value under the pointer there has a mark.
 * A worker counts whenever the map changes, the latest wins; it rests while nobody looks.
 *
 * Signal "counted": other values are shown.
 */
G_DECLARE_FINAL_TYPE (RlMapHistogram, rl_map_histogram, RL, MAP_HISTOGRAM, GtkWidget)

GtkWidget       *rl_map_histogram_new (RlJobs         *jobs,
                                       RlSession      *session,
                                       RlMapLayer     *layer) G_GNUC_WARN_UNUSED_RESULT;
RlHistogramView *rl_map_histogram_get_view (RlMapHistogram *self);
const char      *rl_map_histogram_get_text (RlMapHistogram *self);
gboolean         rl_map_histogram_is_busy  (RlMapHistogram *self);

G_END_DECLS
