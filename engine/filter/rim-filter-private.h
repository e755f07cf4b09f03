/* rim-filter-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rim-parallel.h"
#include "filter/rim-filter.h"

G_BEGIN_DECLS

gboolean rim_filter_check_box        (RimVolume     *image,
                                      const RimBox  *box,
                                      GError       **error);
gboolean rim_filter_for              (gsize             n_items,
                                      gsize             block,
                                      RimParallelFunc   func,
                                      gpointer          data,
                                      GCancellable     *cancellable,
                                      GError          **error);
gpointer rim_filter_alloc            (gsize          n,
                                      gsize          size,
                                      GError       **error) G_GNUC_WARN_UNUSED_RESULT;
char    *rim_filter_number_to_string (double   number,
                                      gboolean is_integer) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
