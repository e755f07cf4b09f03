/* rim-margin.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "feature/rim-sigmoid.h"
#include "texture/rim-family.h"

G_BEGIN_DECLS

/**
 * RimMarginSettings:
 * @reach_mm: how far profiles go from the border, to either side
 * @step_mm: from sample to sample
 * @max_profiles: at most so many are taken, evenly among the voxels of the border
 *
 * How the margin of a lesion is measured. Plain data.
 */
typedef struct
{
  double reach_mm;
  double step_mm;
  guint  max_profiles;
} RimMarginSettings;

#define RIM_MARGIN_SETTINGS_DEFAULT \
  ((RimMarginSettings) { .reach_mm = 5.0, .step_mm = 0.5, .max_profiles = 2000 })

/**
 * RimMargin:
 * @curves: (array length=n): one per profile that has one, in scan order of the
 *   voxels they start from
 * @n: how many
 * @n_profiles: how many profiles were looked at
 */
typedef struct
{
  RimSigmoid *curves;
  gsize       n;
  gsize       n_profiles;
} RimMargin;

gboolean   rim_margin_settings_check (const RimMarginSettings *self);
RimMargin *rim_margin_new  (RimVolume                *image,
                            const RimRegion          *region,
                            const RimMarginSettings  *settings,
                            GCancellable             *cancellable,
                            GError                  **error) G_GNUC_WARN_UNUSED_RESULT;
void       rim_margin_free (RimMargin                *self);

extern const RimFamily rim_family_margin;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimMargin, rim_margin_free)

G_END_DECLS
