/* rim-irecist.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "response/rim-recist.h"

G_BEGIN_DECLS

/**
 * RimImmuneResponse:
 * @RIM_IMMUNE_RESPONSE_NONE: there is nothing to compare with yet
 * @RIM_IMMUNE_RESPONSE_NE: not all evaluated
 * @RIM_IMMUNE_RESPONSE_CR: iCR
 * @RIM_IMMUNE_RESPONSE_PR: iPR
 * @RIM_IMMUNE_RESPONSE_SD: iSD
 * @RIM_IMMUNE_RESPONSE_NON_CR_NON_UPD: of non-target disease alone
 * @RIM_IMMUNE_RESPONSE_UPD: iUPD, progression that is not confirmed
 * @RIM_IMMUNE_RESPONSE_CPD: iCPD, progression that is
 *
 * A category of iRECIST (Seymour et al. 2017).
 */
typedef enum
{
  RIM_IMMUNE_RESPONSE_NONE,
  RIM_IMMUNE_RESPONSE_NE,
  RIM_IMMUNE_RESPONSE_CR,
  RIM_IMMUNE_RESPONSE_PR,
  RIM_IMMUNE_RESPONSE_SD,
  RIM_IMMUNE_RESPONSE_NON_CR_NON_UPD,
  RIM_IMMUNE_RESPONSE_UPD,
  RIM_IMMUNE_RESPONSE_CPD,
  RIM_N_IMMUNE_RESPONSES
} RimImmuneResponse;

/**
 * RimImmuneReason:
 * @RIM_IMMUNE_REASON_TARGET: the sum of targets
 * @RIM_IMMUNE_REASON_NON_TARGET: non-target disease
 * @RIM_IMMUNE_REASON_NEW: new lesions
 *
 * Where progression is.
 */
typedef enum
{
  RIM_IMMUNE_REASON_TARGET     = 1 << 0,
  RIM_IMMUNE_REASON_NON_TARGET = 1 << 1,
  RIM_IMMUNE_REASON_NEW        = 1 << 2,
} RimImmuneReason;

/**
 * RimIrecistSettings:
 * @recist: what holds of RECIST 1.1
 * @confirm_from_days: how long after iUPD an assessment can confirm it at the earliest; 4 weeks
 * @confirm_to_days: how long after it one should be; 8 weeks. A later one counts and is flagged
 * @new_lesions_have_to_resolve: whether new lesions that are there and have not grown keep an
 *   iUPD open whatever the rest does, as in table 2 of the source; where they need not, they
 *   do not hinder iSD, iPR and, as iPR, iCR
 *
 * What iRECIST leaves to a protocol. Plain data.
 */
typedef struct
{
  RimRecistSettings recist;
  double            confirm_from_days;
  double            confirm_to_days;
  gboolean          new_lesions_have_to_resolve;
} RimIrecistSettings;

#define RIM_IRECIST_SETTINGS_DEFAULT \
  ((RimIrecistSettings) { .recist = RIM_RECIST_SETTINGS_DEFAULT, .confirm_from_days = 28.0, \
                          .confirm_to_days = 56.0, .new_lesions_have_to_resolve = TRUE })

/**
 * RimIrecistPoint:
 * @response: of all of it; NONE at baseline
 * @progression: where there is progression now, as #RimImmuneReason
 * @confirmed_by: what confirmed it, as #RimImmuneReason; 0 unless @response is iCPD
 * @new_sum_mm: of the diameters of new lesion targets
 * @n_new: how many new lesions are there
 * @is_reset: whether this time point took back an iUPD
 * @is_early: whether it came too early after an iUPD to confirm it
 * @is_late: whether it came later after an iUPD than it should
 *
 * What iRECIST says of a time point.
 */
typedef struct
{
  RimImmuneResponse response;
  guint             progression;
  guint             confirmed_by;
  double            new_sum_mm;
  guint             n_new;
  gboolean          is_reset;
  gboolean          is_early;
  gboolean          is_late;
} RimIrecistPoint;

/**
 * RimIrecist:
 * @recist: what RECIST 1.1 says of the same
 * @points: (array length=n_points): of the time points
 * @n_points: how many
 * @best: best response up to confirmed progression
 * @progression: the iUPD that was confirmed, which is the date of progression; 0 where none was
 * @confirmation: the time point that confirmed it; 0 where none did
 *
 * What iRECIST says of a patient. Immutable once made.
 */
typedef struct
{
  RimRecist         *recist;
  RimIrecistPoint   *points;
  guint              n_points;
  RimImmuneResponse  best;
  guint              progression;
  guint              confirmation;
} RimIrecist;

RimIrecist *rim_irecist_new              (const RimFollowUp         *follow_up,
                                          const RimIrecistSettings  *settings,
                                          GError                   **error) G_GNUC_WARN_UNUSED_RESULT;
void        rim_irecist_free             (RimIrecist                *self);
const char *rim_immune_response_get_name (RimImmuneResponse self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimIrecist, rim_irecist_free)

G_END_DECLS
