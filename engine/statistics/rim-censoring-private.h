/* rim-censoring-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void rim_censoring_find (const double *times,
                         const guint8 *events,
                         gsize         n,
                         double       *free_before);

G_END_DECLS
