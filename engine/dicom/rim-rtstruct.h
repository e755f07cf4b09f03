/* rim-rtstruct.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "volume/rim-roi.h"
#include "volume/rim-source.h"

G_BEGIN_DECLS

RimRoiSet *rim_rtstruct_read  (const char       *path,
                               GError          **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean   rim_rtstruct_write (const char       *path,
                               GPtrArray        *rois,
                               const char       *label,
                               RimSource        *image,
                               const RimGrid    *grid,
                               GError          **error);

G_END_DECLS
