/* rim-gabor.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-gabor.h"

#include "feature/rim-bank-private.h"
#include "filter/rim-gabor-bank.h"

#define REFERENCE "Gabor filters in space, 13 directions; after Jain and Farrokhnia 1991, " \
  "doi:10.1016/0031-3203(91)90143-S"

#define CUTOFF 3.0

#define ROWS(number_, direction_) \
  RIM_BANK_ROWS (number_ - 1, "Direction" #number_, \
                 "exp(−|x|² / 2σ² + 2πi n·x / λ), σ gaborSigmaMm, λ gaborLambdaMm, its modulus, n along " direction_, "gaborBins", REFERENCE)

static const RimIntensityRow rows[] = {
  ROWS (1, "(1, 0, 0)"),
  ROWS (2, "(0, 1, 0)"),
  ROWS (3, "(0, 0, 1)"),
  ROWS (4, "(1, 1, 0)"),
  ROWS (5, "(1, −1, 0)"),
  ROWS (6, "(1, 0, 1)"),
  ROWS (7, "(1, 0, −1)"),
  ROWS (8, "(0, 1, 1)"),
  ROWS (9, "(0, 1, −1)"),
  ROWS (10, "(1, 1, 1)"),
  ROWS (11, "(1, 1, −1)"),
  ROWS (12, "(1, −1, 1)"),
  ROWS (13, "(1, −1, −1)"),
};

static const RimFeatureInfo *
get_info (guint i)
{
  return &rows[i].info;
}

static gboolean
filter (const RimFamilyInput  *input,
        RimBank               *bank,
        GCancellable          *cancellable,
        GError               **error)
{
  const RimBeyondSettings *beyond = &input->settings->beyond;
  const RimGaborBankSettings settings = {
    RIM_BOUNDARY_MIRROR, beyond->gabor_sigma_mm, CUTOFF, beyond->gabor_lambda_mm
  };

  return rim_filter_gabor_bank (input->image, &input->shape->box, &settings, rim_bank_take, bank,
                                cancellable, error);
}

static gboolean
compute (const RimFamilyInput *input,
         const RimAggregation *aggregations,
         guint                 n_aggregations,
         double               *values,
         GCancellable         *cancellable,
         GError              **error)
{
  return rim_bank_compute (input, input->settings->beyond.gabor_bins, filter, rows, G_N_ELEMENTS (rows),
                           n_aggregations, values, cancellable, error);
}

/* Of the image itself, as it looks outside of the region; so it is computed once. */
const RimFamily rim_family_gabor = {
  .name = "gabor",
  .title = "Responses of Gabor filters",
  .needs_levels = FALSE,
  .needs_intensity = FALSE,
  .n_features = G_N_ELEMENTS (rows),
  .get_info = get_info,
  .compute = compute,
};
