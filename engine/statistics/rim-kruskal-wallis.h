/* rim-kruskal-wallis.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "statistics/rim-significance.h"

G_BEGIN_DECLS

gboolean rim_kruskal_wallis (RimSignificance  *self,
                             const double     *values,
                             const guint32    *groups,
                             gsize             n,
                             guint             n_groups,
                             GError          **error);

G_END_DECLS
