/* rim-check-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "statistics/rim-statistics-error.h"

G_BEGIN_DECLS

gboolean rim_check_finite        (const double  *values,
                                  gsize          n,
                                  const char    *what,
                                  GError       **error);
gboolean rim_check_constant      (const double  *values,
                                  gsize          n,
                                  const char    *what,
                                  GError       **error);
gboolean rim_check_labels        (const guint8  *labels,
                                  gsize          n,
                                  gsize         *n_positive,
                                  GError       **error);
gboolean rim_check_groups        (const guint32 *groups,
                                  gsize          n,
                                  guint          n_groups,
                                  gsize        **counts,
                                  GError       **error);
gboolean rim_check_probabilities (const double  *probabilities,
                                  gsize          n,
                                  GError       **error);
gboolean rim_check_times         (const double  *times,
                                  const guint8  *events,
                                  gsize          n,
                                  GError       **error);

G_END_DECLS
