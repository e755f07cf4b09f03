/* rim-review.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "segment/rim-answers.h"
#include "segment/rim-comment.h"

G_BEGIN_DECLS

/**
 * RimReviewStatus:
 * @RIM_REVIEW_NOT_STARTED: nobody has begun
 * @RIM_REVIEW_IN_PROGRESS: somebody is at it
 * @RIM_REVIEW_DONE: who contours it is content
 * @RIM_REVIEW_APPROVED: somebody who may judge it is, too
 * @RIM_REVIEW_REJECTED: it is not to be used, for the reason of the review
 *
 * How far the contouring of a lesion is. Of one that is done or approved the tools
 * leave the voxels alone. The numbers are part of the journal.
 */
typedef enum
{
  RIM_REVIEW_NOT_STARTED,
  RIM_REVIEW_IN_PROGRESS,
  RIM_REVIEW_DONE,
  RIM_REVIEW_APPROVED,
  RIM_REVIEW_REJECTED,
  RIM_N_REVIEW_STATUSES
} RimReviewStatus;

/**
 * RimReviewKind:
 * @RIM_REVIEW_KIND_NONE: nobody has said
 * @RIM_REVIEW_TARGET: a target lesion, which is measured
 * @RIM_REVIEW_NON_TARGET: a non-target lesion, which is only followed
 * @RIM_REVIEW_NODE: a lymph node
 * @RIM_REVIEW_NEW: a lesion that was not there at baseline
 *
 * What a lesion counts as when the response to a therapy is judged (RECIST 1.1). The
 * numbers are part of the journal.
 */
typedef enum
{
  RIM_REVIEW_KIND_NONE,
  RIM_REVIEW_TARGET,
  RIM_REVIEW_NON_TARGET,
  RIM_REVIEW_NODE,
  RIM_REVIEW_NEW,
  RIM_N_REVIEW_KINDS
} RimReviewKind;

/**
 * RimReview:
 * @status: how far it is, as somebody said
 * @kind: what it counts as
 * @reader: (nullable): who contours it
 * @reason: (nullable): why it was rejected or reopened
 * @signed_by: (nullable): who signed it; %NULL where nobody did
 * @signed_hash: (nullable): what was signed, as rim_lesion_dup_hash() gives it
 * @signed_time: when, microseconds since 1970, UTC
 * @comments: (nullable) (element-type RimComment): in the order they were made; not
 *   to be changed
 * @answers: (nullable) (element-type RimAnswer): what forms asked of it; not to be changed
 *
 * What is said of a lesion beside its voxels. A plain value, part of a #RimLesion.
 */
typedef struct
{
  RimReviewStatus  status;
  RimReviewKind    kind;
  char            *reader;
  char            *reason;
  char            *signed_by;
  char            *signed_hash;
  gint64           signed_time;
  GPtrArray       *comments;
  GPtrArray       *answers;
} RimReview;

/* For who writes one as bytes */
#define RIM_REVIEW_N_STRINGS 4

char      **rim_review_get_string   (RimReview       *self,
                                     guint            index);
void        rim_review_copy         (RimReview       *self,
                                     RimReview       *from);
void        rim_review_clear        (RimReview       *self);
gboolean    rim_review_equal        (RimReview       *a,
                                     RimReview       *b);
void        rim_review_unsign       (RimReview       *self);
guint       rim_review_get_n_comments (const RimReview *self);
RimComment *rim_review_find_comment (const RimReview *self,
                                     const char      *id);
RimComment *rim_review_find_resolution (const RimReview *self,
                                        RimComment      *comment);

const char *rim_review_status_get_name (RimReviewStatus status);
const char *rim_review_kind_get_name   (RimReviewKind kind);

G_END_DECLS
