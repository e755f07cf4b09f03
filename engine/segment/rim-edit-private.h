/* rim-edit-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "segment/rim-edit.h"
#include "segment/rim-pack-private.h"

G_BEGIN_DECLS

typedef enum
{
  RIM_EDIT_REMOVE,
  RIM_EDIT_WHOLE,
  RIM_EDIT_CHANGE,
} RimEditKind;

RimEdit *rim_edit_new_recorded (const char *id,
                                RimLesion  *before,
                                RimLesion  *after,
                                guint       index,
                                const char *tool,
                                const char *author,
                                gint64      time) G_GNUC_WARN_UNUSED_RESULT;
RimEdit *rim_edit_new_recorded_of_measurement (const char     *id,
                                               RimMeasurement *before,
                                               RimMeasurement *after,
                                               guint           index,
                                               const char     *tool,
                                               const char     *author,
                                               gint64          time) G_GNUC_WARN_UNUSED_RESULT;
void     rim_edit_set_act      (RimEdit    *self,
                                const char *act);

/* A whole lesion, as bytes that are equal on every machine */
GBytes *rim_edit_pack_lesion   (RimLesion   *lesion) G_GNUC_WARN_UNUSED_RESULT;

/* What differs between two reviews, as bytes */
void    rim_edit_pack_review   (GByteArray  *bytes,
                                RimReview   *before,
                                RimReview   *after);
void rim_edit_unpack_review (RimUnpacker *in,
                             RimReview   *self);

/* What differs between two measurements, as bytes */
RimEditKind     rim_edit_get_measurement_kind (RimEdit        *self);
void            rim_edit_pack_measurement     (GByteArray     *bytes,
                                               RimMeasurement *before,
                                               RimMeasurement *after);
RimMeasurement *rim_edit_unpack_measurement (RimUnpacker    *in,
                                             RimMeasurement *before,
                                             const char     *id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
