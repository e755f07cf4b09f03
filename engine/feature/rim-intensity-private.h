/* rim-intensity-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "texture/rim-family.h"

G_BEGIN_DECLS

/* A row of the table of a family whose features are all found together: what is
 * known of the feature, and where its value stands among those found.
 */
typedef struct
{
  RimFeatureInfo info;
  gsize          offset;
} RimIntensityRow;

gboolean rim_intensity_check (const RimFamilyInput  *input,
                              GCancellable          *cancellable,
                              GError               **error);
gsize   *rim_intensity_count_levels (const RimLevels *levels) G_GNUC_WARN_UNUSED_RESULT;
void     rim_intensity_fill  (const RimIntensityRow *rows,
                              guint                  n_rows,
                              gconstpointer          found,
                              RimProfile             profile,
                              guint                  n_aggregations,
                              double                *values);

G_END_DECLS
