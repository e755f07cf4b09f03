/* rl-feature-other.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "features/rl-feature-images.h"
#include "segment/rim-lesion.h"

G_BEGIN_DECLS

/**
 * RlFeatureOther:
 * @series_id: the image it was drawn on, in the library
 * @date: (nullable): of its study, YYYYMMDD
 * @title: of the image
 * @frame_of_reference_uid: (nullable): the space that it lies in
 * @is_same_study: whether it is of the study that is shown
 * @images: what it was drawn on
 * @lesions: (element-type RimLesion): what was drawn
 *
 * What was drawn on another image of the same patient: at another time, or by
 * another reader of the same study. Immutable; reference counted.
 */
typedef struct
{
  RimRefCount      ref_count;
  gint64           series_id;
  char            *date;
  char            *title;
  char            *frame_of_reference_uid;
  gboolean         is_same_study;
  RlFeatureImages *images;
  GPtrArray       *lesions;
} RlFeatureOther;

/**
 * RlFeaturePatient:
 * @library: the library
 * @patient_id: (nullable): whose images are shown
 * @study_uid: the study that is shown
 * @series_uid: the image that is drawn on
 * @part: of a series that was split
 *
 * Whose other images to look for.
 */
typedef struct
{
  RimLibrary *library;
  char       *patient_id;
  char       *study_uid;
  char       *series_uid;
  guint       part;
} RlFeaturePatient;

RlFeatureOther *rl_feature_other_ref   (RlFeatureOther   *self);
void            rl_feature_other_unref (RlFeatureOther   *self);
RimLesion      *rl_feature_other_find  (RlFeatureOther   *self,
                                        RimLesion        *lesion,
                                        gboolean          is_only);
char           *rl_feature_other_dup_title (RlFeatureOther *self,
                                            RimLesion      *there,
                                            RimLesion      *lesion) G_GNUC_WARN_UNUSED_RESULT;

GPtrArray      *rl_feature_patient_find_others (const RlFeaturePatient  *self,
                                                GCancellable            *cancellable,
                                                GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
void            rl_feature_patient_free (RlFeaturePatient *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RlFeatureOther, rl_feature_other_unref)

G_END_DECLS
