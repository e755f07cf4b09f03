/* rim-lesion-review.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-lesion-review.h"

#include <glib/gi18n-lib.h>

#include "rim-edit-private.h"
#include "rim-lesion-private.h"

G_DEFINE_QUARK (rim-lesion-error-quark, rim_lesion_error)

static gboolean
has_voxels (RimLesion *self)
{
  guint n_slices = rim_mask_get_grid (self->mask)->size[2];

  for (guint k = 0; k < n_slices; k++)
    if (rim_mask_get_slice (self->mask, k) != NULL)
      return TRUE;

  return FALSE;
}

/**
 * rim_lesion_get_status:
 * @self: a lesion
 *
 * Returns: how far it is; one with voxels is begun, whatever nobody said
 */
RimReviewStatus
rim_lesion_get_status (RimLesion *self)
{
  g_return_val_if_fail (self != NULL, RIM_REVIEW_NOT_STARTED);

  if (self->review.status == RIM_REVIEW_NOT_STARTED && has_voxels (self))
    return RIM_REVIEW_IN_PROGRESS;

  return self->review.status;
}

/**
 * rim_lesion_is_anatomy:
 * @self: what was drawn
 *
 * Returns: whether it is an organ, the body or a marker, as its RT ROI Interpreted Type or
 *   its category says (SCT 123037004, SRT T-D000A), and nobody has called it a lesion
 */
gboolean
rim_lesion_is_anatomy (RimLesion *self)
{
  static const char *const types[] = {
    "ORGAN", "AVOIDANCE", "EXTERNAL", "CAVITY", "BOLUS", "SUPPORT", "FIXATION", "CONTROL", "MARKER", "ISOCENTER",
    "REGISTRATION", "CONTRAST_AGENT", "DOSE_REGION", "TREATED_VOLUME", "IRRAD_VOLUME", NULL,
  };
  static const char *const categories[] = { "123037004", "T-D000A", NULL };

  if (self->review.kind != RIM_REVIEW_KIND_NONE)
    return FALSE;

  return (self->type != NULL && g_strv_contains (types, self->type)) ||
         (self->category.value != NULL && g_strv_contains (categories, self->category.value));
}

/**
 * rim_lesion_is_disease:
 * @self: what was drawn
 *
 * Returns: whether a patient's scores count it: it is no anatomy, and nobody rejected it
 */
gboolean
rim_lesion_is_disease (RimLesion *self)
{
  return !rim_lesion_is_anatomy (self) && self->review.status != RIM_REVIEW_REJECTED;
}

/* Returns: whether it is done or approved, and with that locked */
gboolean
rim_lesion_is_finished (RimLesion *self)
{
  return self->review.status == RIM_REVIEW_DONE || self->review.status == RIM_REVIEW_APPROVED;
}

gboolean
rim_lesion_is_signed (RimLesion *self)
{
  return self->review.signed_hash != NULL;
}

/**
 * rim_lesion_check_editable:
 * @self: a lesion
 * @error: where to put why not
 *
 * Returns: whether tools may change its voxels
 */
gboolean
rim_lesion_check_editable (RimLesion  *self,
                           GError    **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (rim_lesion_is_signed (self))
    g_set_error (error, RIM_LESION_ERROR, RIM_LESION_ERROR_SIGNED,
                 _("“%s” is signed by %s; reopen it to change it"),
                 self->name, self->review.signed_by);
  else if (rim_lesion_is_finished (self))
    g_set_error (error, RIM_LESION_ERROR, RIM_LESION_ERROR_FINISHED,
                 self->review.status == RIM_REVIEW_DONE
                 ? _("“%s” is done; reopen it to change it")
                 : _("“%s” is approved; reopen it to change it"), self->name);
  else if (self->locked)
    g_set_error (error, RIM_LESION_ERROR, RIM_LESION_ERROR_LOCKED, _("“%s” is locked"), self->name);
  else
    return TRUE;

  return FALSE;
}

/**
 * rim_lesion_dup_hash:
 * @self: a lesion
 *
 * What a signature is of: SHA-256 over the voxels, the contours and every attribute
 * but the signature.
 *
 * Returns: (transfer full): 64 hexadecimal digits
 */
char *
rim_lesion_dup_hash (RimLesion *self)
{
  g_autoptr(RimLesion) plain = NULL;
  g_autoptr(GBytes) bytes = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  plain = rim_lesion_copy (self);
  rim_review_unsign (&plain->review);
  bytes = rim_edit_pack_lesion (plain);

  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
}

/**
 * rim_lesion_check_signature:
 * @self: a lesion
 *
 * Costs as much as writing the lesion.
 *
 * Returns: whether it is what was signed
 */
RimLesionSignature
rim_lesion_check_signature (RimLesion *self)
{
  g_autofree char *hash = NULL;

  g_return_val_if_fail (self != NULL, RIM_LESION_NOT_SIGNED);

  if (!rim_lesion_is_signed (self))
    return RIM_LESION_NOT_SIGNED;

  hash = rim_lesion_dup_hash (self);

  return g_str_equal (hash, self->review.signed_hash) ? RIM_LESION_SIGNED : RIM_LESION_SIGNED_OTHER;
}

static void
set_string (char       **string,
            const char  *value)
{
  g_free (*string);
  *string = value != NULL && *value != '\0' ? g_strdup (value) : NULL;
}

/**
 * rim_lesion_with_status:
 * @self: a lesion
 * @status: how far it is
 * @reason: (nullable): why, where it is rejected
 *
 * Returns: (transfer full): the lesion with that status
 */
RimLesion *
rim_lesion_with_status (RimLesion       *self,
                        RimReviewStatus  status,
                        const char      *reason)
{
  RimLesion *copy = rim_lesion_copy (self);

  copy->review.status = status;
  set_string (&copy->review.reason, reason);

  return copy;
}

RimLesion *
rim_lesion_with_kind (RimLesion     *self,
                      RimReviewKind  kind)
{
  RimLesion *copy = rim_lesion_copy (self);

  copy->review.kind = kind;

  return copy;
}

/**
 * rim_lesion_with_region:
 * @self: a lesion
 * @region: (nullable): where it is, coded
 *
 * Returns: (transfer full): the lesion at that site
 */
RimLesion *
rim_lesion_with_region (RimLesion     *self,
                        const RimCode *region)
{
  RimLesion *copy = rim_lesion_copy (self);

  if (region != NULL)
    rim_code_set (&copy->region, region->value, region->scheme, region->meaning);
  else
    rim_code_set (&copy->region, NULL, NULL, NULL);

  return copy;
}

RimLesion *
rim_lesion_with_reader (RimLesion  *self,
                        const char *reader)
{
  RimLesion *copy = rim_lesion_copy (self);

  set_string (&copy->review.reader, reader);

  return copy;
}

/* Returns: (transfer full): the comments of @self but the one with the id @without */
static GPtrArray *
copy_comments (RimLesion  *self,
               const char *without)
{
  GPtrArray *comments = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_comment_unref);

  for (guint i = 0; i < rim_review_get_n_comments (&self->review); i++)
    {
      RimComment *comment = g_ptr_array_index (self->review.comments, i);

      if (!g_str_equal (comment->id, without))
        g_ptr_array_add (comments, rim_comment_ref (comment));
    }

  return comments;
}

static RimLesion *
take_comments (RimLesion *self,
               GPtrArray *comments)
{
  RimLesion *copy = rim_lesion_copy (self);

  g_clear_pointer (&copy->review.comments, g_ptr_array_unref);
  if (comments->len > 0)
    copy->review.comments = comments;
  else
    g_ptr_array_unref (comments);

  return copy;
}

/**
 * rim_lesion_with_comment:
 * @self: a lesion
 * @comment: what is said; it takes the place of one with the same id
 *
 * Returns: (transfer full): the lesion with the comment
 */
RimLesion *
rim_lesion_with_comment (RimLesion  *self,
                         RimComment *comment)
{
  GPtrArray *comments = copy_comments (self, comment->id);

  g_ptr_array_add (comments, rim_comment_ref (comment));

  return take_comments (self, comments);
}

RimLesion *
rim_lesion_without_comment (RimLesion  *self,
                            const char *comment_id)
{
  return take_comments (self, copy_comments (self, comment_id));
}

/**
 * rim_lesion_with_answer:
 * @self: a lesion
 * @question: the form and the question, as "form/question"
 * @value: (nullable): the answer; nothing or %NULL takes back what there was
 *
 * Returns: (transfer full): the lesion with that answer
 */
RimLesion *
rim_lesion_with_answer (RimLesion  *self,
                        const char *question,
                        const char *value)
{
  RimLesion *copy = rim_lesion_copy (self);

  g_clear_pointer (&copy->review.answers, g_ptr_array_unref);
  copy->review.answers = rim_answers_with (self->review.answers, question, value);

  return copy;
}

/**
 * rim_lesion_with_signature:
 * @self: a lesion
 * @name: who signs
 * @time: when, microseconds since 1970, UTC
 *
 * Returns: (transfer full): the lesion, approved and signed as it is
 */
RimLesion *
rim_lesion_with_signature (RimLesion  *self,
                           const char *name,
                           gint64      time)
{
  g_autoptr(RimLesion) approved = rim_lesion_with_status (self, RIM_REVIEW_APPROVED, NULL);
  RimLesion *copy = rim_lesion_copy (approved);

  set_string (&copy->review.signed_by, name);
  g_free (copy->review.signed_hash);
  copy->review.signed_hash = rim_lesion_dup_hash (approved);
  copy->review.signed_time = time;

  return copy;
}

/**
 * rim_lesion_with_reopening:
 * @self: a lesion
 * @reason: (nullable): why
 *
 * Returns: (transfer full): the lesion in progress again, without a signature
 */
RimLesion *
rim_lesion_with_reopening (RimLesion  *self,
                           const char *reason)
{
  RimLesion *copy = rim_lesion_with_status (self, RIM_REVIEW_IN_PROGRESS, reason);

  rim_review_unsign (&copy->review);

  return copy;
}
