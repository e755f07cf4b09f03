/* rim-lesion-times.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "library/rim-library.h"

G_BEGIN_DECLS

/**
 * RimDrawnImage:
 * @study_id: the study in the library, or 0
 * @series_id: the image in the library, or 0
 * @date: (nullable): of the study, YYYYMMDD
 * @time: (nullable): of the study
 * @title: (nullable): of the image
 *
 * An image that lesions are drawn on. Immutable and reference counted.
 */
typedef struct
{
  RimRefCount  ref_count;
  gint64       study_id;
  gint64       series_id;
  char        *study_uid;
  char        *series_uid;
  guint        series_part;
  char        *date;
  char        *time;
  char        *title;
  char        *modality;
  char        *frame_of_reference_uid;
} RimDrawnImage;

/**
 * RimLesionTime:
 * @image: what it is drawn on
 * @lesion: the lesion as it was then
 * @tracking_uid: (nullable): which lesion it is, as rim_lesion_dup_tracking_uid() says
 * @volume: by counting voxels, mm³
 * @long_axis: the longest diameter in a slice, mm
 * @short_axis: the longest perpendicular to it there, mm
 *
 * A lesion at one time. Immutable and reference counted.
 */
typedef struct
{
  RimRefCount    ref_count;
  RimDrawnImage *image;
  RimLesion     *lesion;
  char          *tracking_uid;
  double         volume;
  double         long_axis;
  double         short_axis;
} RimLesionTime;

RimDrawnImage *rim_drawn_image_new_from_source (RimSource  *source) G_GNUC_WARN_UNUSED_RESULT;
RimDrawnImage *rim_drawn_image_ref         (RimDrawnImage *self);
void           rim_drawn_image_unref       (RimDrawnImage *self);

RimLesionTime *rim_lesion_time_new         (RimDrawnImage *image,
                                            RimLesion     *lesion,
                                            GPtrArray     *known) G_GNUC_WARN_UNUSED_RESULT;
RimLesionTime *rim_lesion_time_ref         (RimLesionTime *self);
void           rim_lesion_time_unref       (RimLesionTime *self);

gint64         rim_library_find_patient      (RimLibrary    *self,
                                              const char    *study_uid);
GPtrArray     *rim_library_list_drawn_images (RimLibrary    *self,
                                              gint64         patient_id,
                                              GError       **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean       rim_library_add_lesion_times  (RimLibrary    *self,
                                              RimDrawnImage *image,
                                              GPtrArray     *known,
                                              GPtrArray     *times,
                                              GError       **error);
GPtrArray     *rim_library_list_lesions      (RimLibrary    *self,
                                              gint64         patient_id,
                                              GPtrArray     *known,
                                              GCancellable  *cancellable,
                                              GError       **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray     *rim_lesion_times_group        (GPtrArray     *times) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimDrawnImage, rim_drawn_image_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimLesionTime, rim_lesion_time_unref)

G_END_DECLS
