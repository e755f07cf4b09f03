/* rl-score-text.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "signature/rim-score.h"

G_BEGIN_DECLS

char *rl_score_text_margin      (double margin) G_GNUC_WARN_UNUSED_RESULT;
char *rl_score_text_difference  (double difference) G_GNUC_WARN_UNUSED_RESULT;
char *rl_score_text_probability (double probability) G_GNUC_WARN_UNUSED_RESULT;
char *rl_score_text_value       (double value) G_GNUC_WARN_UNUSED_RESULT;
const char *rl_score_text_group (gboolean is_high);

G_END_DECLS
