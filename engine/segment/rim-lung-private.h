/* rim-lung-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rim-bits-private.h"
#include "segment/rim-lung.h"

G_BEGIN_DECLS

/* What is below is gas and not lung; in HU. */
#define RIM_LUNG_GAS_HU -920.0

/* The lumen of trachea and main bronchi, from what is gas within the body and what
 * may be lung; empty where there is none.
 */
RimBits *rim_airway_find (const RimBits  *gas,
                          const RimBits  *body,
                          const RimBits  *lung,
                          GError        **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
