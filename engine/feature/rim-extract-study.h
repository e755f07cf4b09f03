/* rim-extract-study.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "feature/rim-extract.h"
#include "feature/rim-study-images.h"

G_BEGIN_DECLS

/**
 * RimStudyTable:
 * @image: which image
 * @voi: which VOI
 * @table: its features
 */
typedef struct
{
  RimStudyImage    image;
  RimVoiKind       voi;
  RimFeatureTable *table;
} RimStudyTable;

/* What settings say of images and VOIs */
gboolean     rim_settings_get_study       (RimSettings            *self,
                                           RimStudySettings       *study);
RimSettings *rim_settings_for_study_image (RimSettings            *self,
                                           RimStudyImage           image) G_GNUC_WARN_UNUSED_RESULT;
RimSettings *rim_settings_with_vois       (RimSettings            *self,
                                           const RimStudySettings *study) G_GNUC_WARN_UNUSED_RESULT;

/* Extraction */
GPtrArray   *rim_extract_study            (RimVolume              *ct,
                                           RimVolume              *pet,
                                           RimMask                *lesion,
                                           RimSettings            *settings,
                                           const RimStudySettings *study,
                                           RimExtractProgress      progress,
                                           gpointer                data,
                                           GCancellable           *cancellable,
                                           GError                **error) G_GNUC_WARN_UNUSED_RESULT;
void         rim_study_table_free         (RimStudyTable          *self);
char        *rim_study_tables_to_csv      (GPtrArray              *tables) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimStudyTable, rim_study_table_free)

G_END_DECLS
