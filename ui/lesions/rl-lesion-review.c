/* rl-lesion-review.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "lesions/rl-lesion-review.h"

#include <glib/gi18n-lib.h>

#include "segment/rim-site.h"

static const char *const status_names[RIM_N_REVIEW_STATUSES] = {
  [RIM_REVIEW_NOT_STARTED] = N_("Not started"),
  [RIM_REVIEW_IN_PROGRESS] = N_("In progress"),
  [RIM_REVIEW_DONE] = N_("Done"),
  [RIM_REVIEW_APPROVED] = N_("Approved"),
  [RIM_REVIEW_REJECTED] = N_("Rejected"),
};

static const char *const kind_names[RIM_N_REVIEW_KINDS] = {
  [RIM_REVIEW_KIND_NONE] = N_("None"),
  [RIM_REVIEW_TARGET] = N_("Target"),
  [RIM_REVIEW_NON_TARGET] = N_("Non-target"),
  [RIM_REVIEW_NODE] = N_("Node"),
  [RIM_REVIEW_NEW] = N_("New"),
};

static const char *const icons[RIM_N_REVIEW_STATUSES] = {
  [RIM_REVIEW_NOT_STARTED] = "content-loading-symbolic",
  [RIM_REVIEW_IN_PROGRESS] = "document-edit-symbolic",
  [RIM_REVIEW_DONE] = "object-select-symbolic",
  [RIM_REVIEW_APPROVED] = "emblem-ok-symbolic",
  [RIM_REVIEW_REJECTED] = "action-unavailable-symbolic",
};

static RimLesion *
find (RlSession  *session,
      const char *lesion_id)
{
  RimSegmentation *segmentation = rl_session_get_segmentation (session);

  return segmentation != NULL ? rim_segmentation_find (segmentation, lesion_id, NULL) : NULL;
}

static gboolean
replace (RlSession  *session,
         RimLesion  *after,
         const char *tool)
{
  return rim_segmentation_replace (rl_session_get_segmentation (session), after, tool);
}

gboolean
rl_lesion_review_set_status (RlSession       *session,
                             const char      *lesion_id,
                             RimReviewStatus  status,
                             const char      *reason)
{
  static const char *const tools[RIM_N_REVIEW_STATUSES] = { "reset", "reopen", "finish", "approve", "reject" };
  RimLesion *lesion = find (session, lesion_id);
  g_autoptr(RimLesion) after = lesion != NULL ? rim_lesion_with_status (lesion, status, reason) : NULL;

  return after != NULL && replace (session, after, tools[status]);
}

gboolean
rl_lesion_review_set_kind (RlSession     *session,
                           const char    *lesion_id,
                           RimReviewKind  kind)
{
  RimLesion *lesion = find (session, lesion_id);
  g_autoptr(RimLesion) after = lesion != NULL ? rim_lesion_with_kind (lesion, kind) : NULL;

  return after != NULL && replace (session, after, "kind");
}

gboolean
rl_lesion_review_set_site (RlSession     *session,
                           const char    *lesion_id,
                           const RimCode *site)
{
  RimLesion *lesion = find (session, lesion_id);
  g_autoptr(RimLesion) after = lesion != NULL ? rim_lesion_with_region (lesion, site) : NULL;

  return after != NULL && replace (session, after, "site");
}

gboolean
rl_lesion_review_set_reader (RlSession  *session,
                             const char *lesion_id,
                             const char *reader)
{
  RimLesion *lesion = find (session, lesion_id);
  g_autoptr(RimLesion) after = lesion != NULL ? rim_lesion_with_reader (lesion, reader) : NULL;

  return after != NULL && replace (session, after, "reader");
}

/* @question is "form/question"; an empty answer takes back what there was. */
gboolean
rl_lesion_review_answer (RlSession  *session,
                         const char *lesion_id,
                         const char *question,
                         const char *answer)
{
  RimLesion *lesion = find (session, lesion_id);
  g_autoptr(RimLesion) after = lesion != NULL ? rim_lesion_with_answer (lesion, question, answer) : NULL;

  return after != NULL && replace (session, after, "answer");
}

/* The comment is on where the crosshair is. */
gboolean
rl_lesion_review_comment (RlSession  *session,
                          const char *lesion_id,
                          const char *text)
{
  RimLesion *lesion = find (session, lesion_id);
  g_autoptr(RimComment) comment = NULL;
  g_autoptr(RimLesion) after = NULL;

  if (lesion == NULL || *text == '\0')
    return FALSE;

  comment = rim_comment_new (rl_session_get_cursor (session), text,
                             rim_segmentation_get_author (rl_session_get_segmentation (session)));
  after = rim_lesion_with_comment (lesion, comment);

  return replace (session, after, "comment");
}

/* A comment that is settled stays, and can be opened again. */
gboolean
rl_lesion_review_resolve (RlSession  *session,
                          const char *lesion_id,
                          const char *comment_id,
                          gboolean    resolved)
{
  RimLesion *lesion = find (session, lesion_id);
  RimComment *comment = lesion != NULL ? rim_review_find_comment (&lesion->review, comment_id) : NULL;
  RimComment *resolution = comment != NULL ? rim_review_find_resolution (&lesion->review, comment) : NULL;
  g_autoptr(RimComment) settled = NULL;
  g_autoptr(RimLesion) after = NULL;

  if (comment == NULL || (resolution != NULL) == !!resolved)
    return FALSE;

  if (resolved)
    settled = rim_comment_new_resolution (comment,
                                          rim_segmentation_get_author (rl_session_get_segmentation (session)));
  after = resolved ? rim_lesion_with_comment (lesion, settled)
                   : rim_lesion_without_comment (lesion, resolution->id);

  return replace (session, after, resolved ? "resolve" : "reopen-comment");
}

/* Without @lesion_id all are signed that are not rejected. */
gboolean
rl_lesion_review_sign (RlSession  *session,
                       const char *lesion_id,
                       const char *name)
{
  RimSegmentation *segmentation = rl_session_get_segmentation (session);

  return segmentation != NULL && *name != '\0' &&
         rim_segmentation_sign (segmentation, lesion_id, name) > 0;
}

gboolean
rl_lesion_review_reopen (RlSession  *session,
                         const char *lesion_id,
                         const char *reason)
{
  return find (session, lesion_id) != NULL &&
         rim_segmentation_reopen (rl_session_get_segmentation (session), lesion_id, reason);
}

const char *
rl_lesion_review_status_name (RimReviewStatus status)
{
  return _(status_names[status]);
}

const char *
rl_lesion_review_kind_name (RimReviewKind kind)
{
  return _(kind_names[kind]);
}

const char *
rl_lesion_review_get_icon (RimLesion *lesion)
{
  if (!rim_lesion_is_signed (lesion))
    return icons[rim_lesion_get_status (lesion)];

  return rim_lesion_check_signature (lesion) == RIM_LESION_SIGNED ? "security-high-symbolic"
                                                                 : "dialog-warning-symbolic";
}

/* Returns: (transfer full): its status, and who signed it when */
char *
rl_lesion_review_describe_status (RimLesion *lesion)
{
  g_autoptr(GDateTime) utc = NULL;
  g_autoptr(GDateTime) local = NULL;
  g_autofree char *date = NULL;

  if (!rim_lesion_is_signed (lesion))
    return g_strdup (rl_lesion_review_status_name (rim_lesion_get_status (lesion)));
  if (rim_lesion_check_signature (lesion) != RIM_LESION_SIGNED)
    return g_strdup_printf (_("Changed after %s signed"), lesion->review.signed_by);

  utc = g_date_time_new_from_unix_utc (lesion->review.signed_time / G_USEC_PER_SEC);
  local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  date = local != NULL ? g_date_time_format (local, "%x") : g_strdup ("");

  return g_strdup_printf (_("Signed by %s, %s"), lesion->review.signed_by, date);
}

static const char *
get_short_status (RimLesion *lesion)
{
  if (!rim_lesion_is_signed (lesion))
    return rl_lesion_review_status_name (rim_lesion_get_status (lesion));

  return rim_lesion_check_signature (lesion) == RIM_LESION_SIGNED ? _("Signed") : _("Changed");
}

/**
 * rl_lesion_review_describe:
 * @lesion: a lesion
 *
 * Returns: (transfer full) (nullable): its status, kind and site in a line; %NULL where
 *   nobody said any of it
 */
char *
rl_lesion_review_describe (RimLesion *lesion)
{
  const RimSite *site = rim_sites_find (&lesion->region);
  const char *where = site != NULL ? site->name : lesion->region.meaning;
  gboolean has_kind = lesion->review.kind != RIM_REVIEW_KIND_NONE;

  if (lesion->review.status == RIM_REVIEW_NOT_STARTED && !has_kind && where == NULL)
    return NULL;

  return g_strconcat (get_short_status (lesion),
                      has_kind ? " · " : "", has_kind ? rl_lesion_review_kind_name (lesion->review.kind) : "",
                      where != NULL ? " · " : "", where != NULL ? where : "", NULL);
}
