/* rim-distance.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "volume/rim-field.h"
#include "volume/rim-mask.h"

G_BEGIN_DECLS

RimField *rim_distance_new (RimMask *mask,
                            double   reach,
                            RimBox  *box,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
