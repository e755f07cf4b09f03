/* rim-statistics-error.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-statistics-error.h"

G_DEFINE_QUARK (rim-statistics-error-quark, rim_statistics_error)
