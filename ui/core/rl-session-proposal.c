/* rl-session-proposal.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rl-session-private.h"

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
  g_autoptr(RimMask) mask = NULL;
  g_autoptr(RimLesion) changed = NULL;
  RimLesion *current;

  g_return_val_if_fail (RL_IS_SESSION (self), FALSE);
  g_return_val_if_fail (lesion != NULL && region != NULL && tool != NULL, FALSE);

  current = rl_session_find_lesion (self, lesion->id);
  if (current != NULL)
    lesion = current;

  mask = rim_mask_combine (lesion->mask, region, op);
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
  g_clear_pointer (&self->proposal.shown, rim_lesion_unref);
  g_clear_pointer (&self->proposal.tool, g_free);
}

static void
tell (RlSession *self)
{
  rl_session_notify (self, RL_SESSION_PROP_HAS_PROPOSAL);
  rl_session_emit (self, RL_SESSION_DISPLAY_CHANGED);
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
  g_return_if_fail (RL_IS_SESSION (self));
  g_return_if_fail (lesion != NULL && region != NULL && tool != NULL);

  rim_lesion_ref (lesion);
  rl_session_clear_proposal (self);
  self->proposal.lesion = lesion;
  self->proposal.shown = rim_lesion_with_mask (lesion, region);
  self->proposal.op = op;
  self->proposal.tool = g_strdup (tool);
  tell (self);
}

/**
 * rl_session_get_proposal:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): what is proposed, as a lesion that has the
 *   voxels that would change
 */
RimLesion *
rl_session_get_proposal (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), NULL);

  return self->proposal.shown;
}

/* Returns: (nullable): what proposed it, such as "grow" */
const char *
rl_session_get_proposal_tool (RlSession *self)
{
  g_return_val_if_fail (RL_IS_SESSION (self), NULL);

  return self->proposal.tool;
}

/**
 * rl_session_accept_proposal:
 * @self: a session
 *
 * Makes what is proposed one edit.
 *
 * Returns: whether there was anything to accept
 */
gboolean
rl_session_accept_proposal (RlSession *self)
{
  g_autoptr(RimLesion) lesion = NULL;
  g_autoptr(RimMask) region = NULL;
  g_autofree char *tool = NULL;

  g_return_val_if_fail (RL_IS_SESSION (self), FALSE);

  if (self->proposal.shown == NULL)
    return FALSE;

  lesion = rim_lesion_ref (self->proposal.lesion);
  region = rim_mask_ref (self->proposal.shown->mask);
  tool = g_strdup (self->proposal.tool);
  rl_session_clear_proposal (self);
  rl_session_change_lesion (self, lesion, region, self->proposal.op, tool);
  tell (self);

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

  return TRUE;
}
