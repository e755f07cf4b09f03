/* rim-family.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-family.h"

G_DEFINE_QUARK (rim-feature-error-quark, rim_feature_error)
