/* rim-operate-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "volume/rim-mask.h"

G_BEGIN_DECLS

gboolean rim_operate_check_grid (RimMask  *mask,
                                 RimMask  *other,
                                 GError  **error);

G_END_DECLS
