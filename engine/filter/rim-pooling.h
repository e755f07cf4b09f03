/* rim-pooling.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RimPooling:
 *
 * How the responses of rotated filters become one.
 */
typedef enum
{
  RIM_POOLING_AVERAGE,
  RIM_POOLING_MAX,
  RIM_POOLING_MIN,
} RimPooling;

void rim_pooling_start  (RimPooling  self,
                         double     *pooled,
                         gsize       n);
void rim_pooling_add    (RimPooling    self,
                         double       *pooled,
                         const double *response,
                         gsize         n,
                         guint         n_plus,
                         guint         n_minus);
void rim_pooling_finish (RimPooling  self,
                         double     *pooled,
                         gsize       n,
                         guint       n_responses);

G_END_DECLS
