/* rim-feature-column.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "feature/rim-extract-study.h"

G_BEGIN_DECLS

/**
 * RimFeatureColumn:
 * @has_study: whether the name begins with an image and a VOI
 * @image: which image; only with @has_study
 * @voi: which VOI; only with @has_study
 * @image_type: "original", "wavelet-LLH"
 * @family: its family
 * @feature: the row of the family's table
 * @aggregation: how matrices became one number; none where the profile has one way only
 *
 * What the name of a column of a table of features says:
 * "ct_rim_wavelet-LLH_glcm_Contrast", or "original_glcm_Contrast" where there is one
 * image and one VOI. Owned by the holder.
 */
typedef struct
{
  gboolean         has_study;
  RimStudyImage    image;
  RimVoiKind       voi;
  char            *image_type;
  const RimFamily *family;
  guint            feature;
  RimAggregation   aggregation;
} RimFeatureColumn;

gboolean rim_feature_column_parse    (RimFeatureColumn    *self,
                                      const char          *name,
                                      RimProfile           profile,
                                      GError             **error);
void     rim_feature_column_clear    (RimFeatureColumn    *self);

char    *rim_feature_column_new_name (const RimStudyTable *study,
                                      const RimFeatureRow *row,
                                      RimProfile           profile) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RimFeatureColumn, rim_feature_column_clear)

G_END_DECLS
