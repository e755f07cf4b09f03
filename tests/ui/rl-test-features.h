/* rl-test-features.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "features/rl-feature-pane.h"

G_BEGIN_DECLS

/*
 * RlTestFeatures:
 * @said: (nullable): what the pane said last
 *
 * A pane of features in a window of its own, over a CT and a PET without lesions.
 */
typedef struct
{
  RlSession          *session;
  RlJobs             *jobs;
  RlFeaturePane      *pane;
  RlFeatureExtractor *extractor;
  RlFeatureModel     *model;
  GtkWidget          *window;
  RimSegmentation    *segmentation;
  char               *said;
} RlTestFeatures;

void           rl_test_features_set_up      (RlTestFeatures *fixture,
                                             gconstpointer   data);
void           rl_test_features_tear_down   (RlTestFeatures *fixture,
                                             gconstpointer   data);
void           rl_test_features_settle      (RlTestFeatures *fixture);
RimLesion     *rl_test_features_add_ball    (RlTestFeatures *fixture,
                                             const char     *name,
                                             double          radius);
RimLesion     *rl_test_features_make_stroke (RlTestFeatures *fixture,
                                             RimLesion      *lesion,
                                             double          radius) G_GNUC_WARN_UNUSED_RESULT;
RlFeatureItem *rl_test_features_find        (RlTestFeatures *fixture,
                                             const char     *family,
                                             const char     *name);
void           rl_test_features_count_cb    (GListModel     *list,
                                             guint           position,
                                             guint           removed,
                                             guint           added,
                                             guint          *n);

G_END_DECLS
