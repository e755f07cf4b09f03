/* rim-comment.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-comment.h"

#include <string.h>

/* Before the id of what it settles. */
#define RESOLVED "resolved:"

/**
 * rim_comment_new:
 * @point: what it is about, LPS, mm
 * @text: what is said
 * @author: (nullable): who says it
 *
 * Returns: (transfer full): a comment made now
 */
RimComment *
rim_comment_new (RimVec3     point,
                 const char *text,
                 const char *author)
{
  g_autofree char *id = g_uuid_string_random ();

  return rim_comment_new_recorded (id, point, text, author, g_get_real_time ());
}

/* A comment as it was made at another time. */
RimComment *
rim_comment_new_recorded (const char *id,
                          RimVec3     point,
                          const char *text,
                          const char *author,
                          gint64      time)
{
  RimComment *self;

  g_return_val_if_fail (id != NULL && text != NULL, NULL);

  self = g_new0 (RimComment, 1);
  rim_ref_count_init (&self->ref_count);
  self->id = g_strdup (id);
  self->point = point;
  self->text = g_strdup (text);
  self->author = g_strdup (author);
  self->time = time;

  return self;
}

/**
 * rim_comment_new_resolution:
 * @self: a remark
 * @author: (nullable): who settled it
 *
 * Returns: (transfer full): the remark that it is settled, made now
 */
RimComment *
rim_comment_new_resolution (RimComment *self,
                            const char *author)
{
  g_autofree char *id = g_strconcat (RESOLVED, self->id, NULL);

  return rim_comment_new_recorded (id, self->point, "Resolved", author, g_get_real_time ());
}

/* Returns: whether it says that another remark is settled */
gboolean
rim_comment_is_resolution (RimComment *self)
{
  return g_str_has_prefix (self->id, RESOLVED);
}

/* Returns: whether it says that @other is settled */
gboolean
rim_comment_resolves (RimComment *self,
                      RimComment *other)
{
  return rim_comment_is_resolution (self) && strcmp (self->id + strlen (RESOLVED), other->id) == 0;
}

RimComment *
rim_comment_ref (RimComment *self)
{
  rim_ref_count_inc (&self->ref_count);

  return self;
}

void
rim_comment_unref (RimComment *self)
{
  if (!rim_ref_count_dec (&self->ref_count))
    return;

  g_free (self->id);
  g_free (self->text);
  g_free (self->author);
  g_free (self);
}

gboolean
rim_comment_equal (RimComment *a,
                   RimComment *b)
{
  return a == b ||
         (strcmp (a->id, b->id) == 0 &&
          strcmp (a->text, b->text) == 0 &&
          g_strcmp0 (a->author, b->author) == 0 &&
          a->time == b->time &&
          memcmp (&a->point, &b->point, sizeof a->point) == 0);
}
