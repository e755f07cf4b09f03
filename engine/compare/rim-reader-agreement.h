/* rim-reader-agreement.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "statistics/rim-estimate.h"

G_BEGIN_DECLS

/**
 * RimReaderAgreementState:
 * @RIM_READER_AGREEMENT_KNOWN: there are values
 * @RIM_READER_AGREEMENT_TOO_FEW: fewer than two cases are complete, or there are
 *   fewer than two readers
 * @RIM_READER_AGREEMENT_CONSTANT: all values are the same, so that there is nothing
 *   to tell cases apart by
 *
 * Whether there is an agreement to speak of. Where there is none, all is NAN.
 */
typedef enum
{
  RIM_READER_AGREEMENT_KNOWN,
  RIM_READER_AGREEMENT_TOO_FEW,
  RIM_READER_AGREEMENT_CONSTANT,
} RimReaderAgreementState;

/**
 * RimReaderAgreement:
 * @state: whether there is an agreement to speak of
 * @n_cases: that are complete and were used
 * @n_missing: that were left out as a reader has no number there
 * @n_readers: of how many readers
 * @mean_square_cases: of the two-way analysis of variance, between cases
 * @mean_square_readers: between readers
 * @mean_square_error: what is left
 * @icc_2_1: two-way random effects, absolute agreement, single reader
 * @icc_3_1: two-way mixed effects, consistency, single reader
 * @concordance: the concordance correlation coefficient; its interval of two
 *   readers only
 * @bias: of two readers, the mean of the second without the first, as the others
 *   below; else NAN
 * @bias_sd: the standard deviation of those differences
 * @limit_low: the lower limit of agreement
 * @limit_high: the upper one
 *
 * How well readers agree on one number (Shrout and Fleiss 1979, Lin 1989, Bland and
 * Altman 1986). Plain data.
 */
typedef struct
{
  RimReaderAgreementState state;
  gsize                   n_cases;
  gsize                   n_missing;
  guint                   n_readers;
  double                  mean_square_cases;
  double                  mean_square_readers;
  double                  mean_square_error;
  RimEstimate             icc_2_1;
  RimEstimate             icc_3_1;
  RimEstimate             concordance;
  double                  bias;
  double                  bias_sd;
  double                  limit_low;
  double                  limit_high;
} RimReaderAgreement;

void        rim_reader_agreement_init (RimReaderAgreement      *self,
                                       const double            *values,
                                       gsize                    n_cases,
                                       guint                    n_readers);
void        rim_reader_agreement_append_header (GString *csv);
void        rim_reader_agreement_append_row (const RimReaderAgreement *self,
                                             const char               *feature,
                                             GString                  *csv);
const char *rim_reader_agreement_state_get_name (RimReaderAgreementState state);

G_END_DECLS
