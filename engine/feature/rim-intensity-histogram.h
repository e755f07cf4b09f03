/* rim-intensity-histogram.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "texture/rim-family.h"

G_BEGIN_DECLS

/* IBSI ZVCW: the intensity histogram, of grey levels. */
extern const RimFamily rim_family_histogram;

G_END_DECLS
