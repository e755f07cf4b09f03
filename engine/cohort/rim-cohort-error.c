/* rim-cohort-error.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-cohort-error.h"

G_DEFINE_QUARK (rim-cohort-error-quark, rim_cohort_error)
