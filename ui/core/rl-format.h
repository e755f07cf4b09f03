/* rl-format.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What stands where a value is missing. */
#define RL_NO_VALUE "–"

char *rl_format_person_name (const char *name) G_GNUC_WARN_UNUSED_RESULT;
char *rl_format_date        (const char *date) G_GNUC_WARN_UNUSED_RESULT;
char *rl_format_time        (const char *time) G_GNUC_WARN_UNUSED_RESULT;
char *rl_format_age         (const char *birth_date,
                             const char *date) G_GNUC_WARN_UNUSED_RESULT;
char *rl_format_number      (double value,
                             guint  n_decimals) G_GNUC_WARN_UNUSED_RESULT;
char *rl_format_measure     (double value) G_GNUC_WARN_UNUSED_RESULT;
double rl_format_to_tenths  (double mm);

G_END_DECLS
