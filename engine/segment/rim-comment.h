/* rim-comment.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rim-affine.h"
#include "core/rim-ref-count.h"

G_BEGIN_DECLS

/**
 * RimComment:
 * @id: a UUID
 * @point: what it is about, in patient coordinates (LPS, mm)
 * @text: what is said
 * @author: (nullable): who says it
 * @time: when, microseconds since 1970, UTC
 *
 * A remark on a place. Immutable and reference counted. That one is settled is a remark of
 * its own, which says who settled it and when: a program that does not know of that shows
 * it as a remark.
 */
typedef struct
{
  RimRefCount  ref_count;
  char        *id;
  RimVec3      point;
  char        *text;
  char        *author;
  gint64       time;
} RimComment;

RimComment *rim_comment_new          (RimVec3     point,
                                      const char *text,
                                      const char *author) G_GNUC_WARN_UNUSED_RESULT;
RimComment *rim_comment_new_recorded (const char *id,
                                      RimVec3     point,
                                      const char *text,
                                      const char *author,
                                      gint64      time) G_GNUC_WARN_UNUSED_RESULT;
RimComment *rim_comment_new_resolution (RimComment *self,
                                        const char *author) G_GNUC_WARN_UNUSED_RESULT;
gboolean    rim_comment_is_resolution (RimComment *self);
gboolean    rim_comment_resolves     (RimComment *self,
                                      RimComment *other);
RimComment *rim_comment_ref          (RimComment *self);
void        rim_comment_unref        (RimComment *self);
gboolean    rim_comment_equal        (RimComment *a,
                                      RimComment *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimComment, rim_comment_unref)

G_END_DECLS
