/* rim-proportion.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "statistics/rim-estimate.h"

G_BEGIN_DECLS

RimEstimate rim_proportion_estimate (gsize k,
                                     gsize n);

G_END_DECLS
