/* rim-concordance.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "statistics/rim-estimate.h"

G_BEGIN_DECLS

/**
 * RimConcordanceMethod:
 * @RIM_CONCORDANCE_HARRELL: every pair counts once
 * @RIM_CONCORDANCE_UNO: pairs count by the inverse probability of censoring, squared, so
 *   that the index does not depend on who is censored
 */
typedef enum
{
  RIM_CONCORDANCE_HARRELL,
  RIM_CONCORDANCE_UNO,
} RimConcordanceMethod;

/**
 * RimConcordance:
 * @index: how likely of two rows the one with the higher score has its event earlier,
 *   ties of scores by half; its interval is normal and cut at 0 and 1
 * @standard_error: by the infinitesimal jackknife
 * @n_concordant: in how many pairs it is so
 * @n_discordant: in how many it is not
 * @n_tied_scores: how many have the same score
 * @n_tied_times: how many have their events at the same time, which are not counted
 */
typedef struct
{
  RimEstimate index;
  double      standard_error;
  gsize       n_concordant;
  gsize       n_discordant;
  gsize       n_tied_scores;
  gsize       n_tied_times;
} RimConcordance;

gboolean rim_concordance_init (RimConcordance        *self,
                               const double          *scores,
                               const double          *times,
                               const guint8          *events,
                               gsize                  n,
                               RimConcordanceMethod   method,
                               GError               **error);

G_END_DECLS
