/* rim-score-text.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "signature/rim-score.h"

G_BEGIN_DECLS

/* A row per input, by the size of its contribution, below a row of the score itself. */
char *rim_score_to_csv (const RimScore *self,
                        RimSignature   *signature) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
