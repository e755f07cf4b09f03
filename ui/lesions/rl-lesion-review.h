/* rl-lesion-review.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-session.h"
#include "segment/rim-lesion-review.h"

G_BEGIN_DECLS

/* What is said of a lesion. Each gives whether that was a change, which is an edit in
 * the journal of the session; a signed lesion changes by reopening only.
 */
gboolean    rl_lesion_review_set_status  (RlSession       *session,
                                          const char      *lesion_id,
                                          RimReviewStatus  status,
                                          const char      *reason);
gboolean    rl_lesion_review_set_kind    (RlSession       *session,
                                          const char      *lesion_id,
                                          RimReviewKind    kind);
gboolean    rl_lesion_review_set_site    (RlSession       *session,
                                          const char      *lesion_id,
                                          const RimCode   *site);
gboolean    rl_lesion_review_set_reader  (RlSession       *session,
                                          const char      *lesion_id,
                                          const char      *reader);
gboolean    rl_lesion_review_answer      (RlSession       *session,
                                          const char      *lesion_id,
                                          const char      *question,
                                          const char      *answer);
gboolean    rl_lesion_review_comment     (RlSession       *session,
                                          const char      *lesion_id,
                                          const char      *text);
gboolean    rl_lesion_review_resolve     (RlSession       *session,
                                          const char      *lesion_id,
                                          const char      *comment_id,
                                          gboolean         resolved);
gboolean    rl_lesion_review_sign        (RlSession       *session,
                                          const char      *lesion_id,
                                          const char      *name);
gboolean    rl_lesion_review_reopen      (RlSession       *session,
                                          const char      *lesion_id,
                                          const char      *reason);

/* How it is shown */
const char *rl_lesion_review_status_name (RimReviewStatus status);
const char *rl_lesion_review_kind_name   (RimReviewKind kind);
const char *rl_lesion_review_get_icon    (RimLesion       *lesion);
char       *rl_lesion_review_describe    (RimLesion       *lesion) G_GNUC_WARN_UNUSED_RESULT;
char       *rl_lesion_review_describe_status (RimLesion   *lesion) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
