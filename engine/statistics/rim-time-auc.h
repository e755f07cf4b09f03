/* rim-time-auc.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean rim_time_auc_find (double        *auc,
                            const double  *scores,
                            const double  *times,
                            const guint8  *events,
                            gsize          n,
                            double         until,
                            GError       **error);

G_END_DECLS
