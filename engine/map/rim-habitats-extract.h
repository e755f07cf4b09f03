/* rim-habitats-extract.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "feature/rim-extract-study.h"

G_BEGIN_DECLS

/**
 * RimHabitatTable:
 * @habitat: which, from 0
 * @image: of which image
 * @table: (nullable): its features; %NULL where there are none
 * @problem: (nullable): why
 */
typedef struct
{
  guint            habitat;
  RimStudyImage    image;
  RimFeatureTable *table;
  char            *problem;
} RimHabitatTable;

GPtrArray *rim_habitats_extract      (RimVolume *const    *images,
                                      GPtrArray           *masks,
                                      RimSettings         *settings,
                                      RimExtractProgress   progress,
                                      gpointer             data,
                                      GCancellable        *cancellable,
                                      GError             **error) G_GNUC_WARN_UNUSED_RESULT;
void       rim_habitat_table_free    (RimHabitatTable     *self);
char      *rim_habitat_tables_to_csv (GPtrArray           *tables) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimHabitatTable, rim_habitat_table_free)

G_END_DECLS
