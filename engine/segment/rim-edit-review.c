/* rim-edit-review.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-edit-private.h"

#include <string.h>

/* A review as bytes: which attributes follow, then those. Of comments it is those
 * that were taken out, by id, and those that were added, and of answers those that are
 * others, so that what two programs said at the same time is both there.
 */
enum
{
  CHANGED_STATUS      = 1 << 0,
  CHANGED_KIND        = 1 << 1,
  CHANGED_SIGNED_TIME = 1 << 2,
  CHANGED_COMMENTS    = 1 << 3,
  FIRST_STRING        = 1 << 4,
  CHANGED_ANSWERS     = FIRST_STRING << RIM_REVIEW_N_STRINGS,
};

/* More than any form asks; a record that claims more is damaged. */
#define MAX_ANSWERS 4096

#define ALL_CHANGES ((CHANGED_ANSWERS << 1) - 1)

static guint
find_changes (RimReview *before,
              RimReview *after)
{
  guint changes = 0;

  if (before->status != after->status)
    changes |= CHANGED_STATUS;
  if (before->kind != after->kind)
    changes |= CHANGED_KIND;
  if (before->signed_time != after->signed_time)
    changes |= CHANGED_SIGNED_TIME;
  if (before->comments != after->comments)
    changes |= CHANGED_COMMENTS;

  if (!rim_answers_equal (before->answers, after->answers))
    changes |= CHANGED_ANSWERS;

  for (guint i = 0; i < RIM_REVIEW_N_STRINGS; i++)
    if (g_strcmp0 (*rim_review_get_string (before, i), *rim_review_get_string (after, i)) != 0)
      changes |= FIRST_STRING << i;

  return changes;
}

/* Returns: (element-type RimComment): those of @a that @b does not have */
static GPtrArray *
find_missing (RimReview *a,
              RimReview *b)
{
  GPtrArray *missing = g_ptr_array_new ();

  for (guint i = 0; i < rim_review_get_n_comments (a); i++)
    {
      RimComment *comment = g_ptr_array_index (a->comments, i);
      RimComment *other = rim_review_find_comment (b, comment->id);

      if (other == NULL || !rim_comment_equal (comment, other))
        g_ptr_array_add (missing, comment);
    }

  return missing;
}

static void
pack_comment (GByteArray *bytes,
              RimComment *comment)
{
  rim_pack_string (bytes, comment->id);
  rim_pack_double (bytes, comment->point.x);
  rim_pack_double (bytes, comment->point.y);
  rim_pack_double (bytes, comment->point.z);
  rim_pack_string (bytes, comment->text);
  rim_pack_string (bytes, comment->author);
  rim_pack_uint (bytes, (guint64) comment->time);
}

static void
pack_comments (GByteArray *bytes,
               RimReview  *before,
               RimReview  *after)
{
  g_autoptr(GPtrArray) removed = find_missing (before, after);
  g_autoptr(GPtrArray) added = find_missing (after, before);

  rim_pack_uint (bytes, removed->len);
  for (guint i = 0; i < removed->len; i++)
    rim_pack_string (bytes, ((RimComment *) g_ptr_array_index (removed, i))->id);

  rim_pack_uint (bytes, added->len);
  for (guint i = 0; i < added->len; i++)
    pack_comment (bytes, g_ptr_array_index (added, i));
}

/* Answers that were taken back are there without a value. */
static void
pack_answers (GByteArray *bytes,
              RimReview  *before,
              RimReview  *after)
{
  g_autoptr(GByteArray) changed = g_byte_array_new ();
  guint n = 0;

  for (guint i = 0; i < rim_answers_get_n (before->answers); i++)
    {
      const RimAnswer *answer = g_ptr_array_index (before->answers, i);

      if (rim_answers_get (after->answers, answer->question) != NULL)
        continue;
      rim_pack_string (changed, answer->question);
      rim_pack_string (changed, NULL);
      n++;
    }
  for (guint i = 0; i < rim_answers_get_n (after->answers); i++)
    {
      const RimAnswer *answer = g_ptr_array_index (after->answers, i);

      if (g_strcmp0 (rim_answers_get (before->answers, answer->question), answer->value) == 0)
        continue;
      rim_pack_string (changed, answer->question);
      rim_pack_string (changed, answer->value);
      n++;
    }

  rim_pack_uint (bytes, n);
  g_byte_array_append (bytes, changed->data, changed->len);
}

/* What turns @before into @after, as bytes. */
void
rim_edit_pack_review (GByteArray *bytes,
                      RimReview  *before,
                      RimReview  *after)
{
  guint changes = find_changes (before, after);

  rim_pack_uint (bytes, changes);
  if (changes & CHANGED_STATUS)
    rim_pack_uint (bytes, after->status);
  if (changes & CHANGED_KIND)
    rim_pack_uint (bytes, after->kind);
  if (changes & CHANGED_SIGNED_TIME)
    rim_pack_uint (bytes, (guint64) after->signed_time);

  for (guint i = 0; i < RIM_REVIEW_N_STRINGS; i++)
    if (changes & (FIRST_STRING << i))
      rim_pack_string (bytes, *rim_review_get_string (after, i));

  if (changes & CHANGED_COMMENTS)
    pack_comments (bytes, before, after);
  if (changes & CHANGED_ANSWERS)
    pack_answers (bytes, before, after);
}

static RimComment *
unpack_comment (RimUnpacker *in)
{
  g_autofree char *id = rim_unpack_string (in);
  g_autofree char *text = NULL;
  g_autofree char *author = NULL;
  RimVec3 point;
  gint64 time;

  point.x = rim_unpack_double (in);
  point.y = rim_unpack_double (in);
  point.z = rim_unpack_double (in);
  text = rim_unpack_string (in);
  author = rim_unpack_string (in);
  time = (gint64) rim_unpack_uint (in, G_MAXUINT64);

  if (in->failed || id == NULL || text == NULL ||
      !isfinite (point.x) || !isfinite (point.y) || !isfinite (point.z))
    {
      in->failed = TRUE;
      return NULL;
    }

  return rim_comment_new_recorded (id, point, text, author, time);
}

static void
remove_comment (GPtrArray  *comments,
                const char *id)
{
  for (guint i = 0; i < comments->len; i++)
    if (g_strcmp0 (((RimComment *) g_ptr_array_index (comments, i))->id, id) == 0)
      {
        g_ptr_array_remove_index (comments, i);
        return;
      }
}

static void
unpack_changed_comments (RimUnpacker *in,
                         GPtrArray   *comments)
{
  guint64 n_removed = rim_unpack_uint (in, rim_unpacker_get_left (in));
  guint64 n_added;

  for (guint64 i = 0; i < n_removed && !in->failed; i++)
    {
      g_autofree char *id = rim_unpack_string (in);

      remove_comment (comments, id);
    }

  n_added = rim_unpack_uint (in, rim_unpacker_get_left (in));
  for (guint64 i = 0; i < n_added && !in->failed; i++)
    {
      RimComment *comment = unpack_comment (in);

      if (comment == NULL)
        return;

      remove_comment (comments, comment->id);
      g_ptr_array_add (comments, comment);
    }
}

static void
unpack_comments (RimUnpacker *in,
                 RimReview   *self)
{
  g_autoptr(GPtrArray) comments = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_comment_unref);

  for (guint i = 0; i < rim_review_get_n_comments (self); i++)
    g_ptr_array_add (comments, rim_comment_ref (g_ptr_array_index (self->comments, i)));

  unpack_changed_comments (in, comments);
  g_clear_pointer (&self->comments, g_ptr_array_unref);
  if (comments->len > 0)
    self->comments = g_steal_pointer (&comments);
}

static void
unpack_answers (RimUnpacker *in,
                RimReview   *self)
{
  const guint64 n = rim_unpack_uint (in, MAX_ANSWERS);

  for (guint64 i = 0; i < n && !in->failed; i++)
    {
      g_autofree char *question = rim_unpack_string (in);
      g_autofree char *value = rim_unpack_string (in);
      GPtrArray *answers;

      if (question == NULL)
        in->failed = TRUE;
      if (in->failed)
        return;

      answers = rim_answers_with (self->answers, question, value);
      g_clear_pointer (&self->answers, g_ptr_array_unref);
      self->answers = answers;
    }
}

/* Applies what rim_edit_pack_review() wrote; @in has failed where that is damaged. */
void
rim_edit_unpack_review (RimUnpacker *in,
                        RimReview   *self)
{
  guint changes = (guint) rim_unpack_uint (in, ALL_CHANGES);

  if (changes & CHANGED_STATUS)
    self->status = (RimReviewStatus) rim_unpack_uint (in, RIM_N_REVIEW_STATUSES - 1);
  if (changes & CHANGED_KIND)
    self->kind = (RimReviewKind) rim_unpack_uint (in, RIM_N_REVIEW_KINDS - 1);
  if (changes & CHANGED_SIGNED_TIME)
    self->signed_time = (gint64) rim_unpack_uint (in, G_MAXUINT64);

  for (guint i = 0; i < RIM_REVIEW_N_STRINGS; i++)
    {
      char **string = rim_review_get_string (self, i);

      if ((changes & (FIRST_STRING << i)) == 0)
        continue;

      g_free (*string);
      *string = rim_unpack_string (in);
    }

  if (changes & CHANGED_COMMENTS)
    unpack_comments (in, self);
  if (changes & CHANGED_ANSWERS)
    unpack_answers (in, self);
}
