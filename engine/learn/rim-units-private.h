/* rim-units-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "learn/rim-selection-private.h"

G_BEGIN_DECLS

double *rim_units_new (RimSelection *selection,
                       gboolean      of_ranks) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
