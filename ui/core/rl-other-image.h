/* rl-other-image.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "library/rim-library.h"
#include "segment/rim-lesion.h"

G_BEGIN_DECLS

/**
 * RlOtherImage:
 * @study_id: the study of the image it was drawn on, in the library
 * @series_id: that image
 * @date: (nullable): of its study, YYYYMMDD
 * @title: of the image
 * @frame_of_reference_uid: (nullable): the space that it lies in
 * @is_same_study: whether it is of the study that is shown
 * @lesions: (element-type RimLesion): what was drawn
 *
 * What was drawn on another image of the same patient: at another time, or by
 * another reader of the same study. Immutable; reference counted.
 */
typedef struct
{
  RimRefCount  ref_count;
  gint64       study_id;
  gint64       series_id;
  char        *date;
  char        *title;
  char        *frame_of_reference_uid;
  gboolean     is_same_study;
  GPtrArray   *lesions;
} RlOtherImage;

/**
 * RlShownImage:
 * @library: the library
 * @patient_id: (nullable): whose images are shown
 * @study_uid: the study that is shown
 * @series_uid: the image that is drawn on
 * @part: of a series that was split
 *
 * The image whose patient’s others to look for.
 */
typedef struct
{
  RimLibrary *library;
  char       *patient_id;
  char       *study_uid;
  char       *series_uid;
  guint       part;
} RlShownImage;

RlOtherImage *rl_other_image_ref       (RlOtherImage *self);
void          rl_other_image_unref     (RlOtherImage *self);
RimLesion    *rl_other_image_find      (RlOtherImage *self,
                                        RimLesion    *lesion,
                                        gboolean      is_only);
char         *rl_other_image_dup_title (RlOtherImage *self,
                                        RimLesion    *there,
                                        RimLesion    *lesion) G_GNUC_WARN_UNUSED_RESULT;

GPtrArray    *rl_shown_image_find_others (const RlShownImage  *self,
                                          GCancellable        *cancellable,
                                          GError             **error) G_GNUC_WARN_UNUSED_RESULT;
void          rl_shown_image_free        (RlShownImage        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RlOtherImage, rl_other_image_unref)

G_END_DECLS
