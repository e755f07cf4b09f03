/* rim-review.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-review.h"

static const gsize string_offsets[RIM_REVIEW_N_STRINGS] = {
  G_STRUCT_OFFSET (RimReview, reader),
  G_STRUCT_OFFSET (RimReview, reason),
  G_STRUCT_OFFSET (RimReview, signed_by),
  G_STRUCT_OFFSET (RimReview, signed_hash),
};

static const char *const status_names[RIM_N_REVIEW_STATUSES] = {
  [RIM_REVIEW_NOT_STARTED] = "not started",
  [RIM_REVIEW_IN_PROGRESS] = "in progress",
  [RIM_REVIEW_DONE] = "done",
  [RIM_REVIEW_APPROVED] = "approved",
  [RIM_REVIEW_REJECTED] = "rejected",
};

static const char *const kind_names[RIM_N_REVIEW_KINDS] = {
  [RIM_REVIEW_KIND_NONE] = "",
  [RIM_REVIEW_TARGET] = "target",
  [RIM_REVIEW_NON_TARGET] = "non-target",
  [RIM_REVIEW_NODE] = "node",
  [RIM_REVIEW_NEW] = "new",
};

/**
 * rim_review_get_string:
 * @self: a review
 * @index: which of its RIM_REVIEW_N_STRINGS strings
 *
 * Returns: (transfer none): where the string is kept
 */
char **
rim_review_get_string (RimReview *self,
                       guint      index)
{
  return G_STRUCT_MEMBER_P (self, string_offsets[index]);
}

/**
 * rim_review_copy:
 * @self: (out): zeros
 * @from: what it shall be
 */
void
rim_review_copy (RimReview *self,
                 RimReview *from)
{
  *self = *from;
  for (guint i = 0; i < RIM_REVIEW_N_STRINGS; i++)
    *rim_review_get_string (self, i) = g_strdup (*rim_review_get_string (from, i));

  if (from->comments != NULL)
    self->comments = g_ptr_array_ref (from->comments);
  if (from->answers != NULL)
    self->answers = g_ptr_array_ref (from->answers);
}

void
rim_review_clear (RimReview *self)
{
  for (guint i = 0; i < RIM_REVIEW_N_STRINGS; i++)
    g_clear_pointer (rim_review_get_string (self, i), g_free);
  g_clear_pointer (&self->comments, g_ptr_array_unref);
  g_clear_pointer (&self->answers, g_ptr_array_unref);
}

/* Takes the signature out. */
void
rim_review_unsign (RimReview *self)
{
  g_clear_pointer (&self->signed_by, g_free);
  g_clear_pointer (&self->signed_hash, g_free);
  self->signed_time = 0;
}

guint
rim_review_get_n_comments (const RimReview *self)
{
  return self->comments != NULL ? self->comments->len : 0;
}

/* Returns: (transfer none) (nullable): the comment with that id */
RimComment *
rim_review_find_comment (const RimReview *self,
                         const char      *id)
{
  for (guint i = 0; i < rim_review_get_n_comments (self); i++)
    {
      RimComment *comment = g_ptr_array_index (self->comments, i);

      if (g_str_equal (comment->id, id))
        return comment;
    }

  return NULL;
}

/* Returns: (transfer none) (nullable): what says that a comment is settled */
RimComment *
rim_review_find_resolution (const RimReview *self,
                            RimComment      *comment)
{
  for (guint i = 0; i < rim_review_get_n_comments (self); i++)
    {
      RimComment *other = g_ptr_array_index (self->comments, i);

      if (rim_comment_resolves (other, comment))
        return other;
    }

  return NULL;
}

static gboolean
comments_equal (const RimReview *a,
                const RimReview *b)
{
  guint n_comments = rim_review_get_n_comments (a);

  if (a->comments == b->comments)
    return TRUE;
  if (n_comments != rim_review_get_n_comments (b))
    return FALSE;

  for (guint i = 0; i < n_comments; i++)
    if (!rim_comment_equal (g_ptr_array_index (a->comments, i), g_ptr_array_index (b->comments, i)))
      return FALSE;

  return TRUE;
}

gboolean
rim_review_equal (RimReview *a,
                  RimReview *b)
{
  for (guint i = 0; i < RIM_REVIEW_N_STRINGS; i++)
    if (g_strcmp0 (*rim_review_get_string (a, i), *rim_review_get_string (b, i)) != 0)
      return FALSE;

  return a->status == b->status && a->kind == b->kind && a->signed_time == b->signed_time &&
         comments_equal (a, b) && rim_answers_equal (a->answers, b->answers);
}

/**
 * rim_review_status_get_name:
 * @status: a status
 *
 * Returns: (transfer none): the status in English, as files and programs have it
 */
const char *
rim_review_status_get_name (RimReviewStatus status)
{
  g_return_val_if_fail (status < RIM_N_REVIEW_STATUSES, NULL);

  return status_names[status];
}

/**
 * rim_review_kind_get_name:
 * @kind: a kind
 *
 * Returns: (transfer none): the kind in English, empty for none
 */
const char *
rim_review_kind_get_name (RimReviewKind kind)
{
  g_return_val_if_fail (kind < RIM_N_REVIEW_KINDS, NULL);

  return kind_names[kind];
}
