/* rim-fit-rank.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "learn/rim-fit.h"

G_BEGIN_DECLS

gboolean rim_fit_rank (RimFit         *self,
                       RimCohort      *cohort,
                       const guint32  *rows,
                       gsize           n_rows,
                       double         *importance,
                       GError        **error);

G_END_DECLS
