/* rl-session-proposal.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rl-session-private.h"

#include <string.h>

#include "segment/rim-lesion-review.h"
#include "volume/rim-mask-resample.h"

/**
 * rl_session_get_others:
 * @self: a session
 * @lesion: what a tool changes
 *
 * Which voxels are not to be taken, if other lesions are to be kept ("keep-others"): those
 * of all others that are not of @lesion, too.
 *
 * Returns: (transfer full) (nullable): the voxels, on the grid of @lesion
 */
RimMask *
rl_session_get_others (RlSession *self,
                       RimLesion *lesion)
{
  g_autoptr(RimMask) others = NULL;

  g_return_val_if_fail (RL_IS_SESSION (self), NULL);
  g_return_val_if_fail (lesion != NULL, NULL);

  for (guint i = 0; self->keep_others && i < rl_session_get_n_lesions (self); i++)
    {
      RimLesion *other = rl_session_get_lesion (self, i);
      g_autoptr(RimMask) before = g_steal_pointer (&others);
      g_autoptr(RimMask) mask = NULL;

      if (strcmp (other->id, lesion->id) == 0)
        {
          others = g_steal_pointer (&before);
          continue;
        }
      mask = rim_mask_resample (other->mask, rim_mask_get_grid (lesion->mask));
      others = before != NULL ? rim_mask_combine (before, mask, RIM_MASK_UNION) : g_steal_pointer (&mask);
    }

  return others != NULL ? rim_mask_combine (others, lesion->mask, RIM_MASK_SUBTRACT) : NULL;
}

static RimMask *
keep_others (RlSession *self,
             RimLesion *lesion,
             RimMask   *mask)
{
  g_autoptr(RimMask) others = rl_session_get_others (self, lesion);

  return others != NULL ? rim_mask_combine (mask, others, RIM_MASK_SUBTRACT) : rim_mask_ref (mask);
}

/**
 * rl_session_change_lesion:
 * @self: a session
 * @lesion: what a tool began with; where the session has it, as it is now
 * @region: the voxels to change, on the grid of @lesion
 * @op: how
 * @tool: what did it, such as "polygon"
 *
 * Makes the change one edit, or none where nothing differs.
 *
 * Returns: whether anything differs
 */
gboolean
rl_session_change_lesion (RlSession  *self,
                          RimLesion  *lesion,
                          RimMask    *region,
                          RimMaskOp   op,
                          const char *tool)
{
  g_autoptr(RimMask) combined = NULL;
  g_autoptr(RimMask) mask = NULL;
  g_autoptr(RimLesion) changed = NULL;
  RimLesion *current;

  g_return_val_if_fail (RL_IS_SESSION (self), FALSE);
  g_return_val_if_fail (lesion != NULL && region != NULL && tool != NULL, FALSE);

  current = rl_session_find_lesion (self, lesion->id);
  if (current != NULL)
    lesion = current;

  combined = rim_mask_combine (lesion->mask, region, op);
  mask = keep_others (self, lesion, combined);
  if (rim_mask_equal (mask, lesion->mask))
    return FALSE;

  changed = rim_lesion_with_mask (lesion, mask);
  rl_session_set_pending (self, changed);
  rl_session_commit_pending (self, tool);

  return TRUE;
}

/* Without telling anybody. */
void
rl_session_clear_proposal (RlSession *self)
{
  g_clear_pointer (&self->proposal.lesion, rim_lesion_unref);
  g_clear_pointer (&self->proposal.shown, g_ptr_array_unref);
  g_clear_pointer (&self->proposal.before, g_ptr_array_unref);
  g_clear_pointer (&self->proposal.tool, g_free);
  g_clear_pointer (&self->proposal.warning, g_free);
  self->proposal.is_part = FALSE;
  self->proposal.is_wanted = FALSE;
}

static void
tell (RlSession *self)
{
  rl_session_notify (self, RL_SESSION_PROP_HAS_PROPOSAL);
  rl_session_emit (self, RL_SESSION_DISPLAY_CHANGED);
}

static GPtrArray *
new_list (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) rim_lesion_unref);
}

static GPtrArray *
copy_list (GPtrArray *lesions)
{
  GPtrArray *copy = new_list ();

  for (guint i = 0; i < lesions->len; i++)
    g_ptr_array_add (copy, rim_lesion_ref (g_ptr_array_index (lesions, i)));

  return copy;
}

static RimLesion *
find_in (GPtrArray  *lesions,
         const char *id)
{
  for (guint i = 0; i < lesions->len; i++)
    {
      RimLesion *lesion = g_ptr_array_index (lesions, i);

      if (strcmp (lesion->id, id) == 0)
        return lesion;
    }

  return NULL;
}

static void
propose (RlSession  *self,
         RimLesion  *lesion,
         RimMask    *region,
         RimMaskOp   op,
         const char *tool,
         gboolean    is_part)
{
  g_autoptr(RimMask) shown = op == RIM_MASK_UNION ? keep_others (self, lesion, region) : rim_mask_ref (region);

  rim_lesion_ref (lesion);
  rl_session_clear_proposal (self);
  self->proposal.lesion = lesion;
  self->proposal.shown = new_list ();
  g_ptr_array_add (self->proposal.shown, rim_lesion_with_mask (lesion, shown));
  self->proposal.op = op;
  self->proposal.tool = g_strdup (tool);
  self->proposal.is_part = is_part;
  tell (self);
}

/**
 * rl_session_propose:
 * @self: a session
 * @lesion: the lesion that would change; it need not be in the session yet
 * @region: the voxels that would, on the grid of @lesion
 * @op: how
 * @tool: what proposes it, such as "grow"
 *
 * Shows what a tool found, which is no part of any lesion until it is accepted. Of an
 * earlier proposal nothing stays.
 */
void
rl_session_propose (RlSession  *self,
                    RimLesion  *lesion,
                    RimMask    *region,
                    RimMaskOp   op,
                    const char *tool)
{
  gboolean is_wanted;

  g_return_if_fail (RL_IS_SESSION (self));
  g_return_if_fail (lesion != NULL && region != NULL && tool != NULL);

  is_wanted = self->proposal.is_wanted && g_strcmp0 (self->proposal.tool, tool) == 0;
  propose (self, lesion, region, op, tool, FALSE);
  if (is_wanted)
    rl_session_accept_proposal (self);
}

/**
 * rl_session_propose_part:
 * @self: a session
 * @lesion: as of rl_session_propose()
 * @region: the voxels that are known already
 * @op: how
 * @tool: what proposes it
 *
 * Shows the part of a proposal that can be seen at once. It becomes no edit: who accepts it
 * accepts what the same tool proposes next.
 */
void
rl_session_propose_part (RlSession  *self,
                         RimLesion  *lesion,
                         RimMask    *region,
                         RimMaskOp   op,
                         const char *tool)
{
  g_return_if_fail (RL_IS_SESSION (self));
  g_return_if_fail (lesion != NULL && region != NULL && tool != NULL);

  propose (self, lesion, region, op, tool, TRUE);
}

/* Returns: whether what is proposed is only a part of it, whose size says nothing */
gboolean
rl_session_is_proposal_partial (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), FALSE);

  return self->proposal.is_part;
}

/**
 * rl_session_propose_lesions:
 * @self: a session
 * @before: (element-type RimLesion): lesions of the session as they are
 * @after: (element-type RimLesion): what would become of them: one with the id of one in
 *   @before has other voxels, any other is new, and those in @before that have no match
 *   would go; not empty
 * @tool: what proposes it, such as "margin"
 *
 * As rl_session_propose(), but shows lesions as they would be. It cannot be accepted once one
 * of @before is no longer what it was.
 */
void
rl_session_propose_lesions (RlSession  *self,
                            GPtrArray  *before,
                            GPtrArray  *after,
                            const char *tool)
{
  g_return_if_fail (RL_IS_SESSION (self));
  g_return_if_fail (before != NULL && after != NULL && after->len > 0 && tool != NULL);

  rl_session_clear_proposal (self);
  self->proposal.before = copy_list (before);
  self->proposal.shown = copy_list (after);
  self->proposal.tool = g_strdup (tool);
  tell (self);
}

/* What replaces voxels knows nothing of those that came since. */
static gboolean
is_stale (RlSession *self)
{
  GPtrArray *before = self->proposal.before;

  for (guint i = 0; before != NULL && i < before->len; i++)
    {
      RimLesion *was = g_ptr_array_index (before, i);
      RimLesion *now = rl_session_find_lesion (self, was->id);

      if (now == NULL || !rim_lesion_check_editable (now, NULL) || !rim_mask_equal (now->mask, was->mask))
        return TRUE;
    }

  return FALSE;
}

/**
 * rl_session_get_proposals:
 * @self: a session
 *
 * Returns: (transfer none) (nullable) (element-type RimLesion): what is proposed: one lesion
 *   that has the voxels that would change, or lesions as they would be
 */
GPtrArray *
rl_session_get_proposals (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), NULL);

  return self->proposal.shown;
}

/**
 * rl_session_get_proposal:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): the first of rl_session_get_proposals()
 */
RimLesion *
rl_session_get_proposal (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), NULL);

  return self->proposal.shown != NULL ? g_ptr_array_index (self->proposal.shown, 0) : NULL;
}

/* Returns: (nullable): what proposed it, such as "grow" */
const char *
rl_session_get_proposal_tool (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), NULL);

  return self->proposal.tool;
}

/**
 * rl_session_warn_of_proposal:
 * @self: a session with a proposal
 * @warning: what to look at before it is accepted
 */
void
rl_session_warn_of_proposal (RlSession  *self,
                             const char *warning)
{
  g_return_if_fail (RL_IS_SESSION (self));
  g_return_if_fail (warning != NULL);

  if (self->proposal.shown == NULL)
    return;

  g_free (self->proposal.warning);
  self->proposal.warning = g_strdup (warning);
  rl_session_notify (self, RL_SESSION_PROP_HAS_PROPOSAL);
}

/* Returns: (nullable): what to look at before the proposal is accepted */
const char *
rl_session_get_proposal_warning (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), NULL);

  return self->proposal.warning;
}

/* One edit for each lesion, all one step. The lesion that was active stays so. */
static void
accept_lesions (RlSession  *self,
                GPtrArray  *before,
                GPtrArray  *after,
                const char *tool)
{
  g_autofree char *active = g_strdup (self->active_lesion);

  rim_segmentation_begin_act (self->segmentation);

  for (guint i = 0; i < before->len; i++)
    {
      RimLesion *was = g_ptr_array_index (before, i);

      if (find_in (after, was->id) == NULL)
        rim_segmentation_remove (self->segmentation, was->id, tool);
    }

  for (guint i = 0; i < after->len; i++)
    {
      RimLesion *lesion = g_ptr_array_index (after, i);
      RimLesion *now = rl_session_find_lesion (self, lesion->id);

      if (now != NULL)
        {
          g_autoptr(RimLesion) changed = rim_lesion_with_mask (now, lesion->mask);

          rim_segmentation_replace (self->segmentation, changed, tool);
        }
      else
        {
          rim_segmentation_add (self->segmentation, lesion, tool);
        }
    }

  rim_segmentation_end_act (self->segmentation);

  if (rl_session_find_lesion (self, active) != NULL)
    rl_session_set_active_lesion (self, active);
}

/**
 * rl_session_accept_proposal:
 * @self: a session
 *
 * Makes what is proposed one step of undo and redo, however many lesions there are.
 *
 * Returns: whether there was anything to accept; a lesion that has changed since stays as it
 *   is, and of what is proposed in part all is accepted when it has come
 */
gboolean
rl_session_accept_proposal (RlSession *self)
{
  RlSessionProposal proposal;

  g_return_val_if_fail (RL_IS_SESSION (self), FALSE);

  if (self->proposal.shown == NULL || self->segmentation == NULL || self->pending != NULL ||
      is_stale (self))
    return FALSE;
  if (self->proposal.is_part)
    {
      self->proposal.is_wanted = TRUE;
      return TRUE;
    }

  proposal = self->proposal;
  self->proposal = (RlSessionProposal) { NULL };
  if (proposal.before != NULL)
    {
      accept_lesions (self, proposal.before, proposal.shown, proposal.tool);
    }
  else
    {
      RimLesion *shown = g_ptr_array_index (proposal.shown, 0);

      rl_session_change_lesion (self, proposal.lesion, shown->mask, proposal.op, proposal.tool);
    }

  g_clear_pointer (&proposal.before, g_ptr_array_unref);
  g_clear_pointer (&proposal.lesion, rim_lesion_unref);
  g_ptr_array_unref (proposal.shown);
  g_free (proposal.tool);
  g_free (proposal.warning);
  tell (self);
  rl_session_emit (self, RL_SESSION_PROPOSAL_SETTLED);

  return TRUE;
}

/**
 * rl_session_discard_proposal:
 * @self: a session
 *
 * Returns: whether there was anything to discard
 */
gboolean
rl_session_discard_proposal (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), FALSE);

  if (self->proposal.shown == NULL)
    return FALSE;

  rl_session_clear_proposal (self);
  tell (self);
  rl_session_emit (self, RL_SESSION_PROPOSAL_SETTLED);

  return TRUE;
}
