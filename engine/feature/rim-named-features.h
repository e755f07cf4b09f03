/* rim-named-features.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "feature/rim-feature-column.h"

G_BEGIN_DECLS

/**
 * RimNamedFeatures:
 *
 * Some features by the names of their columns, and what they need: VOIs, filtered images,
 * classes, and nothing else. What it made of images it keeps for the next contour on them, up
 * to a bound. Reference counted; safe on any thread, on several at a time.
 */
typedef struct _RimNamedFeatures RimNamedFeatures;

RimNamedFeatures *rim_named_features_new        (RimSettings             *settings,
                                                 const RimStudySettings  *study,
                                                 const char *const       *names,
                                                 GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
RimNamedFeatures *rim_named_features_ref        (RimNamedFeatures        *self);
void              rim_named_features_unref      (RimNamedFeatures        *self);
guint             rim_named_features_get_n      (RimNamedFeatures        *self);
const RimFeatureColumn *rim_named_features_get_column (RimNamedFeatures  *self,
                                                       guint              feature);
void              rim_named_features_get_needs  (RimNamedFeatures        *self,
                                                 gboolean                *needs_ct,
                                                 gboolean                *needs_pet);
gboolean          rim_named_features_compute    (RimNamedFeatures        *self,
                                                 RimVolume               *ct,
                                                 RimVolume               *pet,
                                                 RimMask                 *lesion,
                                                 double                  *values,
                                                 GPtrArray               *reasons,
                                                 GCancellable            *cancellable,
                                                 GError                 **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimNamedFeatures, rim_named_features_unref)

G_END_DECLS
