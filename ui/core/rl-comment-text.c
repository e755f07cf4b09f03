/* rl-comment-text.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rl-comment-text.h"

#include <glib/gi18n-lib.h>

static char *
dup_date (gint64 time)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  g_autoptr(GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  return local != NULL ? g_date_time_format (local, "%F %H:%M") : g_strdup ("");
}

static char *
dup_who (RimComment *comment)
{
  g_autofree char *date = dup_date (comment->time);

  if (comment->author == NULL || *comment->author == '\0')
    return g_steal_pointer (&date);

  return g_strdup_printf ("%s · %s", comment->author, date);
}

/**
 * rl_comment_describe:
 * @comment: a comment
 * @resolution: (nullable): what says that it is settled
 *
 * Returns: (transfer full): who said it when, and who settled it when
 */
char *
rl_comment_describe (RimComment *comment,
                     RimComment *resolution)
{
  g_autofree char *said = dup_who (comment);
  g_autofree char *settled = resolution != NULL ? dup_who (resolution) : NULL;

  if (settled == NULL)
    return g_steal_pointer (&said);

  return g_strdup_printf (_("%s\nResolved: %s"), said, settled);
}

/**
 * rl_session_foreach_comment:
 * @session: what is shown
 * @func: called for each comment of each lesion that is not hidden, in their order
 * @data: for @func
 */
void
rl_session_foreach_comment (RlSession     *session,
                            RlCommentFunc  func,
                            gpointer       data)
{
  g_return_if_fail (RL_IS_SESSION (session));

  for (guint i = 0; i < rl_session_get_n_lesions (session); i++)
    {
      RimLesion *lesion = rl_session_get_lesion (session, i);
      const RimReview *review = &lesion->review;

      for (guint c = 0; c < rim_review_get_n_comments (review); c++)
        {
          RimComment *comment = g_ptr_array_index (review->comments, c);

          if (rl_session_is_lesion_visible (session, lesion->id) && !rim_comment_is_resolution (comment) &&
              !func (lesion, comment, rim_review_find_resolution (review, comment), data))
            return;
        }
    }
}
