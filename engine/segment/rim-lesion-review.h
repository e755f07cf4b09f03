/* rim-lesion-review.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "segment/rim-lesion.h"

G_BEGIN_DECLS

#define RIM_LESION_ERROR (rim_lesion_error_quark ())

/**
 * RimLesionError:
 * @RIM_LESION_ERROR_LOCKED: somebody has locked the lesion
 * @RIM_LESION_ERROR_FINISHED: it is done or approved
 * @RIM_LESION_ERROR_SIGNED: it is signed
 */
typedef enum
{
  RIM_LESION_ERROR_LOCKED,
  RIM_LESION_ERROR_FINISHED,
  RIM_LESION_ERROR_SIGNED,
} RimLesionError;

/**
 * RimLesionSignature:
 * @RIM_LESION_NOT_SIGNED: nobody signed it
 * @RIM_LESION_SIGNED: it is what was signed, to the bit
 * @RIM_LESION_SIGNED_OTHER: somebody signed it when it was something else
 */
typedef enum
{
  RIM_LESION_NOT_SIGNED,
  RIM_LESION_SIGNED,
  RIM_LESION_SIGNED_OTHER,
} RimLesionSignature;

GQuark             rim_lesion_error_quark     (void);

/* How it stands */
RimReviewStatus    rim_lesion_get_status      (RimLesion       *self);
gboolean           rim_lesion_is_finished     (RimLesion       *self);
gboolean           rim_lesion_is_anatomy      (RimLesion       *self);
gboolean           rim_lesion_is_disease      (RimLesion       *self);
gboolean           rim_lesion_is_signed       (RimLesion       *self);
gboolean           rim_lesion_check_editable  (RimLesion       *self,
                                               GError         **error);
RimLesionSignature rim_lesion_check_signature (RimLesion       *self);
char              *rim_lesion_dup_hash        (RimLesion       *self) G_GNUC_WARN_UNUSED_RESULT;

/* Each gives a lesion that differs in one thing and shares the rest. */
RimLesion         *rim_lesion_with_status     (RimLesion       *self,
                                               RimReviewStatus  status,
                                               const char      *reason) G_GNUC_WARN_UNUSED_RESULT;
RimLesion         *rim_lesion_with_kind       (RimLesion       *self,
                                               RimReviewKind    kind) G_GNUC_WARN_UNUSED_RESULT;
RimLesion         *rim_lesion_with_region     (RimLesion       *self,
                                               const RimCode   *region) G_GNUC_WARN_UNUSED_RESULT;
RimLesion         *rim_lesion_with_reader     (RimLesion       *self,
                                               const char      *reader) G_GNUC_WARN_UNUSED_RESULT;
RimLesion         *rim_lesion_with_comment    (RimLesion       *self,
                                               RimComment      *comment) G_GNUC_WARN_UNUSED_RESULT;
RimLesion         *rim_lesion_without_comment (RimLesion       *self,
                                               const char      *comment_id) G_GNUC_WARN_UNUSED_RESULT;
RimLesion         *rim_lesion_with_answer     (RimLesion       *self,
                                               const char      *question,
                                               const char      *value) G_GNUC_WARN_UNUSED_RESULT;
RimLesion         *rim_lesion_with_signature  (RimLesion       *self,
                                               const char      *name,
                                               gint64           time) G_GNUC_WARN_UNUSED_RESULT;
RimLesion         *rim_lesion_with_reopening  (RimLesion       *self,
                                               const char      *reason) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
