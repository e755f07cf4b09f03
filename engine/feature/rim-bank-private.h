/* rim-bank-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "feature/rim-intensity-private.h"

G_BEGIN_DECLS

#define RIM_BANK_MAX_FILTERS 27
#define RIM_BANK_MAX_BINS    1024

/* What the responses of one filter are like over a VOI. */
typedef struct
{
  double mean;                   /* of magnitudes */
  double deviation;              /* of the responses themselves */
  double entropy;                /* of their histogram */
} RimBankEnergy;

/* Of every filter of a bank, in its order. */
typedef struct
{
  const RimRegion *region;
  guint            n_bins;       /* at most RIM_BANK_MAX_BINS */
  guint            n;
  RimBankEnergy    energies[RIM_BANK_MAX_FILTERS];
} RimBank;

#define RIM_BANK_ROWS(index_, id_, filter_, bins_, reference_) \
  { { id_ "Mean", NULL, NULL, RIM_IN_RIMLIGHT, TRUE, RIM_FEATURE_UNIT_INTENSITY, \
      "the mean over the VOI of |r|, r the response of " filter_, reference_ }, \
    G_STRUCT_OFFSET (RimBank, energies[index_].mean) }, \
  { { id_ "StandardDeviation", NULL, NULL, RIM_IN_RIMLIGHT, TRUE, RIM_FEATURE_UNIT_INTENSITY, \
    "the standard deviation of r", reference_ }, \
    G_STRUCT_OFFSET (RimBank, energies[index_].deviation) }, \
  { { id_ "Entropy", NULL, NULL, RIM_IN_RIMLIGHT, TRUE, RIM_FEATURE_UNIT_BITS, \
    "− Σ p log₂ p of r in equal bins (" bins_ ") from its minimum to its maximum", reference_ }, \
    G_STRUCT_OFFSET (RimBank, energies[index_].entropy) }

/**
 * RimBankFilterFunc:
 * @input: the image and the region
 * @bank: gets every response, by rim_bank_take()
 * @cancellable: (nullable): to stop
 * @error: where to put an error
 *
 * Filters the image by each filter of a bank, in its order.
 *
 * Returns: whether that went well
 */
typedef gboolean (*RimBankFilterFunc) (const RimFamilyInput  *input,
                                       RimBank               *bank,
                                       GCancellable          *cancellable,
                                       GError               **error);

gboolean rim_bank_take    (const char            *name,
                           RimField              *field,
                           gpointer               data,
                           GError               **error);
gboolean rim_bank_compute (const RimFamilyInput  *input,
                           guint                  n_bins,
                           RimBankFilterFunc      filter,
                           const RimIntensityRow *rows,
                           guint                  n_rows,
                           guint                  n_aggregations,
                           double                *values,
                           GCancellable          *cancellable,
                           GError               **error);

G_END_DECLS
