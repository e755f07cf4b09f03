/* rim-otsu.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define RIM_OTSU_MAX_CLASSES 4

gboolean rim_otsu        (const double  *values,
                          gsize          n,
                          guint          n_classes,
                          double        *thresholds);
gboolean rim_otsu_counts (const guint64 *counts,
                          guint          n_bins,
                          double         low,
                          double         width,
                          guint          n_classes,
                          double        *thresholds);

G_END_DECLS
