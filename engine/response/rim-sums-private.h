/* rim-sums-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "response/rim-follow-up.h"

G_BEGIN_DECLS

/* Sums of diameters, which RECIST and iRECIST judge alike. */
gboolean rim_sums_add             (const RimFollowUp *follow_up,
                                   RimFollowUpRole    role,
                                   guint              time,
                                   double            *sum_mm);
double   rim_sums_get_change      (double sum_mm,
                                   double reference_mm);
gboolean rim_sums_are_progression (double sum_mm,
                                   double nadir_mm);
gboolean rim_sums_are_response    (double sum_mm,
                                   double baseline_mm);
gboolean rim_sums_grew            (double sum_mm,
                                   double before_mm);

G_END_DECLS
