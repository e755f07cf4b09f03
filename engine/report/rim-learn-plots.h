/* rim-learn-plots.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "learn/rim-elastic-net-cv.h"
#include "learn/rim-trial.h"
#include "plot/rim-plot.h"

G_BEGIN_DECLS

RimPlot *rim_learn_plots_new_path        (const RimElasticNetFit *fit,
                                          const char *const      *names,
                                          guint                   step) G_GNUC_WARN_UNUSED_RESULT;
RimPlot *rim_learn_plots_new_penalty     (const RimElasticNetCv  *cv) G_GNUC_WARN_UNUSED_RESULT;
RimPlot *rim_learn_plots_new_stability   (const RimTrial         *trial,
                                          guint                   n_most) G_GNUC_WARN_UNUSED_RESULT;
RimPlot *rim_learn_plots_new_correlation (const double           *columns,
                                          const char *const      *names,
                                          guint                   n_columns,
                                          gsize                   n) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
