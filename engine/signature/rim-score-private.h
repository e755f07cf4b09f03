/* rim-score-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "signature/rim-score.h"

G_BEGIN_DECLS

/* rim-score.c */
RimScore *rim_score_new_with_reasons (RimSignature        *signature,
                                      const double        *values,
                                      GPtrArray           *reasons,
                                      GError             **error) G_GNUC_WARN_UNUSED_RESULT;
double    rim_score_find_percentile  (RimFit              *fit,
                                      double               margin);

/* rim-score-limits.c */
void      rim_score_add_limit        (RimScore            *self,
                                      gboolean             is_serious,
                                      char                *text);
void      rim_score_find_limits      (RimScore            *self,
                                      RimSignature        *signature);
void      rim_score_sort_limits      (RimScore            *self);

/* rim-acquisition.c */
void      rim_score_check_case       (RimScore            *self,
                                      RimSignature        *signature,
                                      const RimScoreCase  *score_case,
                                      gboolean             needs_ct,
                                      gboolean             needs_pet);

G_END_DECLS
