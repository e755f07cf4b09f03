/* rim-feature-table.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "texture/rim-family.h"

G_BEGIN_DECLS

/**
 * RimFeatureRow:
 * @image_type: "original", "wavelet-LLH", "log-sigma-1-0-mm-3D", "diagnostics"
 * @family: (nullable): its family; %NULL for a diagnostic
 * @info: (nullable): what is known of the feature; %NULL for a diagnostic
 * @name: the feature's name, or the diagnostic's
 * @aggregation: how matrices became one number
 * @value: the number; NAN where @text says it
 * @text: (nullable): what a diagnostic says that is no number
 *
 * One value. Everything but @value and @text lives as long as the program or the
 * table.
 */
typedef struct
{
  const char           *image_type;
  const RimFamily      *family;
  const RimFeatureInfo *info;
  const char           *name;
  RimAggregation        aggregation;
  double                value;
  const char           *text;
} RimFeatureRow;

/**
 * RimFeatureTable:
 *
 * The values of features, in the order in which they are written: diagnostics
 * first, then image type by image type. Immutable once made; reference counted;
 * safe on any thread.
 */
typedef struct _RimFeatureTable RimFeatureTable;

#define RIM_TYPE_FEATURE_TABLE (rim_feature_table_get_type ())

GType                rim_feature_table_get_type  (void);
RimFeatureTable     *rim_feature_table_new       (RimProfile profile) G_GNUC_WARN_UNUSED_RESULT;
void                 rim_feature_table_append    (RimFeatureTable       *self,
                                                  const RimFeatureRow   *row);
RimFeatureTable     *rim_feature_table_ref       (RimFeatureTable       *self);
void                 rim_feature_table_unref     (RimFeatureTable       *self);
RimProfile           rim_feature_table_get_profile (RimFeatureTable     *self);
gsize                rim_feature_table_get_n_rows (RimFeatureTable      *self);
const RimFeatureRow *rim_feature_table_get_row   (RimFeatureTable       *self,
                                                  gsize                  row);
const RimFeatureRow *rim_feature_table_find      (RimFeatureTable       *self,
                                                  const char            *image_type,
                                                  const char            *family,
                                                  const char            *name,
                                                  RimAggregation         aggregation);
void                 rim_feature_table_append_header (RimFeatureTable   *self,
                                                      const char        *prefix,
                                                      GString           *csv);
void                 rim_feature_table_append_csv (RimFeatureTable      *self,
                                                   const char           *prefix,
                                                   GString              *csv);
char                *rim_feature_table_to_csv    (RimFeatureTable       *self) G_GNUC_WARN_UNUSED_RESULT;

/* All families, in the order in which their classes are written. */
const RimFamily *const *rim_families_get         (guint                 *n_families);
const RimFamily     *rim_families_find           (const char            *name);

gboolean             rim_family_has_directions   (const RimFamily       *family);
const char          *rim_aggregation_get_name    (RimAggregation         aggregation,
                                                  const RimFamily       *family);
const char          *rim_aggregation_get_ibsi_id (RimAggregation         aggregation,
                                                  const RimFamily       *family);
char                *rim_feature_unit_to_string  (RimFeatureUnit unit,
                                                  RimUnit        image_unit) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimFeatureTable, rim_feature_table_unref)

G_END_DECLS
