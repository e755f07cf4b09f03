/* rim-body-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rim-bits-private.h"
#include "segment/rim-body.h"

G_BEGIN_DECLS

/* What is below is air, or lung; in HU. */
#define RIM_BODY_AIR_HU -400.0

/* The body, from what is air, including the air in it. */
RimBits *rim_body_find (const RimBits  *air,
                        GError        **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
