/* rim-scaled.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "filter/rim-filter.h"

G_BEGIN_DECLS

gboolean rim_filter_square      (RimVolume        *image,
                                 const RimBox     *box,
                                 RimFilteredFunc   func,
                                 gpointer          data,
                                 GCancellable     *cancellable,
                                 GError          **error);
gboolean rim_filter_square_root (RimVolume        *image,
                                 const RimBox     *box,
                                 RimFilteredFunc   func,
                                 gpointer          data,
                                 GCancellable     *cancellable,
                                 GError          **error);
gboolean rim_filter_logarithm   (RimVolume        *image,
                                 const RimBox     *box,
                                 RimFilteredFunc   func,
                                 gpointer          data,
                                 GCancellable     *cancellable,
                                 GError          **error);
gboolean rim_filter_exponential (RimVolume        *image,
                                 const RimBox     *box,
                                 RimFilteredFunc   func,
                                 gpointer          data,
                                 GCancellable     *cancellable,
                                 GError          **error);

G_END_DECLS
