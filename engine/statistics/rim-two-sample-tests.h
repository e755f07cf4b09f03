/* rim-two-sample-tests.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "statistics/rim-significance.h"

G_BEGIN_DECLS

gboolean rim_t_test       (RimSignificance  *self,
                           const double     *values,
                           const guint8     *labels,
                           gsize             n,
                           gboolean          equal_variances,
                           GError          **error);
gboolean rim_mann_whitney (RimSignificance  *self,
                           const double     *values,
                           const guint8     *labels,
                           gsize             n,
                           GError          **error);

G_END_DECLS
