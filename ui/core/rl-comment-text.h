/* rl-comment-text.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-session.h"
#include "segment/rim-review.h"

G_BEGIN_DECLS

/**
 * RlCommentFunc:
 * @lesion: whose comment it is
 * @comment: a comment
 * @resolution: (nullable): what says that it is settled
 * @data: what was given with the function
 *
 * Returns: whether to go on with the next
 */
typedef gboolean (*RlCommentFunc) (RimLesion  *lesion,
                                   RimComment *comment,
                                   RimComment *resolution,
                                   gpointer    data);

char *rl_comment_describe     (RimComment    *comment,
                               RimComment    *resolution) G_GNUC_WARN_UNUSED_RESULT;
void  rl_session_foreach_comment (RlSession     *session,
                                  RlCommentFunc  func,
                                  gpointer       data);

G_END_DECLS
