/* rim-contingency.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "statistics/rim-significance.h"

G_BEGIN_DECLS

gboolean rim_chi2_test    (RimSignificance  *self,
                           const gsize      *counts,
                           guint             n_rows,
                           guint             n_columns,
                           gboolean          correct,
                           GError          **error);
gboolean rim_fisher_exact (RimSignificance  *self,
                           const gsize       counts[4],
                           GError          **error);

G_END_DECLS
