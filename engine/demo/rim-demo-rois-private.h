/* rim-demo-rois-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "demo/rim-demo-anatomy-private.h"

G_BEGIN_DECLS

GPtrArray *rim_demo_rois_new   (const RimDemoAnatomy *anatomy) G_GNUC_WARN_UNUSED_RESULT;
gboolean   rim_demo_rois_write (const RimDemoAnatomy *anatomy,
                                const char           *path,
                                GError              **error);

G_END_DECLS
