/* rim-ibsi-filters.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "feature/rim-settings-private.h"
#include "filter/rim-ibsi-filter.h"

G_BEGIN_DECLS

void      rim_ibsi_filter_init      (RimIbsiFilterSettings   *self,
                                     const RimSettingValues  *values);
char     *rim_ibsi_filter_make_name (const RimSettingValues  *values) G_GNUC_WARN_UNUSED_RESULT;
gboolean  rim_ibsi_filter_run       (RimVolume               *image,
                                     const RimBox            *box,
                                     const RimSettingValues  *values,
                                     RimFilteredFunc          func,
                                     gpointer                 data,
                                     GCancellable            *cancellable,
                                     GError                 **error);

G_END_DECLS
