/* rim-dependence.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "texture/rim-counts.h"

G_BEGIN_DECLS

RimPairs *rim_dependence_new (const RimFamilyInput *input,
                              int                   flat_axis,
                              GCancellable         *cancellable,
                              GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
