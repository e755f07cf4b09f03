/* rl-cohort-tables.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cohort/rim-cohort.h"

G_BEGIN_DECLS

RimCohort *rl_cohort_tables_load (const char *const  *paths,
                                  GPtrArray          *notes,
                                  GError            **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
