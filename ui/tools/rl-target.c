/* rl-target.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "tools/rl-target.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "segment/rim-lesion-review.h"
#include "tools/rl-tools.h"

G_DEFINE_QUARK (rl-target-error-quark, rl_target_error)

/* Bright enough on CT, dark enough on inverse grey, told apart by most eyes. */
static const guint8 palette[][3] = {
  { 0xff, 0x5d, 0x5d },
  { 0x2f, 0xc4, 0xa8 },
  { 0xff, 0xa0, 0x2e },
  { 0x6a, 0x9b, 0xff },
  { 0xd9, 0x6a, 0xf0 },
  { 0x9a, 0xc7, 0x3d },
  { 0xff, 0x7a, 0xb8 },
  { 0x38, 0xb6, 0xe8 },
};

static gboolean
is_color_used (RlSession    *session,
               const guint8 *color)
{
  for (guint i = 0; i < rl_session_get_n_lesions (session); i++)
    if (memcmp (rl_session_get_lesion (session, i)->color, color, 3) == 0)
      return TRUE;

  return FALSE;
}

static const guint8 *
choose_color (RlSession *session,
              guint      skip)
{
  guint n_free = 0;

  for (guint i = 0; i < G_N_ELEMENTS (palette); i++)
    if (!is_color_used (session, palette[i]) && n_free++ == skip)
      return palette[i];

  return palette[(rl_session_get_n_lesions (session) + skip) % G_N_ELEMENTS (palette)];
}

static gboolean
is_name_used (RlSession  *session,
              const char *name)
{
  for (guint i = 0; i < rl_session_get_n_lesions (session); i++)
    if (g_strcmp0 (rl_session_get_lesion (session, i)->name, name) == 0)
      return TRUE;

  return FALSE;
}

static char *
choose_name (RlSession *session,
             guint      skip)
{
  guint n_free = 0;

  for (guint number = 1; ; number++)
    {
      g_autofree char *name = g_strdup_printf (_("Lesion %u"), number);

      if (!is_name_used (session, name) && n_free++ == skip)
        return g_steal_pointer (&name);
    }
}

/* The first of a name has it alone, a second one is "NAME 2". */
static RimLesion *
new_like (RlSession *session,
          RimLesion *model,
          RimMask   *mask,
          guint      skip)
{
  guint n_free = 0;

  for (guint number = 1; ; number++)
    {
      g_autofree char *name = number == 1 ? g_strdup (model->name) : g_strdup_printf ("%s %u", model->name, number);

      if (!is_name_used (session, name) && n_free++ == skip)
        return rim_lesion_new_like (model, name, mask);
    }
}

/**
 * rl_target_new_lesion:
 * @session: what is drawn on
 * @mask: its voxels
 * @skip: how many names and colours are to be left for others that come with it
 *
 * Returns: (transfer full): a lesion as the session wants the next one, or else with a name
 *   and a colour that no other has; it is not in the session yet
 */
RimLesion *
rl_target_new_lesion (RlSession *session,
                      RimMask   *mask,
                      guint      skip)
{
  g_autofree char *name = NULL;
  g_autoptr(RimLesion) lesion = NULL;

  g_return_val_if_fail (RL_IS_SESSION (session), NULL);
  g_return_val_if_fail (mask != NULL, NULL);

  if (rl_session_get_next_lesion (session) != NULL)
    return new_like (session, rl_session_get_next_lesion (session), mask, skip);

  name = choose_name (session, skip);
  lesion = rim_lesion_new (name, mask);

  return rim_lesion_with_color (lesion, choose_color (session, skip));
}

static RimLesion *
new_empty (RlSession *session)
{
  g_autoptr(RimMask) mask = rim_mask_new (rim_volume_get_grid (rl_session_get_base (session)));

  return rl_target_new_lesion (session, mask, 0);
}

static gboolean
check (RlSession  *session,
       RimLesion  *lesion,
       gboolean    erase,
       GError    **error)
{
  g_autoptr(GError) reason = NULL;

  if (rl_session_get_base (session) == NULL || rl_session_get_segmentation (session) == NULL)
    g_set_error_literal (error, RL_TARGET_ERROR, RL_TARGET_ERROR_NOTHING,
                         _("There is no image to draw on"));
  else if (lesion != NULL && !rim_lesion_check_editable (lesion, &reason))
    g_set_error_literal (error, RL_TARGET_ERROR, RL_TARGET_ERROR_LOCKED, reason->message);
  else if (lesion == NULL && erase)
    g_set_error_literal (error, RL_TARGET_ERROR, RL_TARGET_ERROR_NOTHING,
                         _("No lesion is chosen to erase from"));
  else
    return TRUE;

  return FALSE;
}

/**
 * rl_target_choose:
 * @session: what is drawn on
 * @erase: whether voxels are to be taken away
 * @error: where to put an error
 *
 * Which lesion a tool changes: the active one or, where none is active, a new one. It is
 * shown from now on, for nobody draws what cannot be seen.
 *
 * Returns: (transfer full) (nullable): the lesion as it is now; %NULL where it is locked
 *   or there is nothing to draw on
 */
RimLesion *
rl_target_choose (RlSession  *session,
                  gboolean    erase,
                  GError    **error)
{
  RimLesion *lesion;

  g_return_val_if_fail (RL_IS_SESSION (session), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  lesion = rl_session_find_lesion (session, rl_session_get_active_lesion (session));
  if (!check (session, lesion, erase, error))
    return NULL;

  lesion = lesion != NULL ? rim_lesion_ref (lesion) : new_empty (session);
  rl_session_set_show_contours (session, TRUE);
  rl_session_set_lesion_visible (session, lesion->id, TRUE);

  return lesion;
}

/**
 * rl_target_draw:
 * @session: what is drawn on
 * @lesion: what a tool began with
 * @region: what the contour holds
 * @op: how it changes the lesion
 * @tool: what drew it
 *
 * As rl_session_change_lesion(), and where a contour is added that lies over a lesion, what
 * else can become of it is offered (#RlOverlap).
 *
 * Returns: whether anything differs
 */
gboolean
rl_target_draw (RlSession  *session,
                RimLesion  *lesion,
                RimMask    *region,
                RimMaskOp   op,
                const char *tool)
{
  RimLesion *now = rl_session_find_lesion (session, lesion->id);
  g_autoptr(RimLesion) before = rim_lesion_ref (now != NULL ? now : lesion);
  gboolean differs = rl_session_change_lesion (session, lesion, region, op, tool);

  if (op == RIM_MASK_UNION)
    {
      g_autoptr(RimLesion) spare = rl_target_new_lesion (session, region, 0);

      rl_overlap_offer (rl_session_get_overlap (session), before, region, spare);
    }

  return differs;
}

/**
 * rl_target_find:
 * @session: what is drawn on
 *
 * Returns: (transfer none) (nullable): the lesion that a press with the tool in hand would
 *   change; %NULL where none or a new one
 */
RimLesion *
rl_target_find (RlSession *session)
{
  RimLesion *lesion;

  g_return_val_if_fail (RL_IS_SESSION (session), NULL);

  lesion = rl_session_find_lesion (session, rl_session_get_active_lesion (session));
  if (lesion == NULL || rl_tool_get_name (rl_session_get_tool (session)) == NULL ||
      !rim_lesion_check_editable (lesion, NULL))
    return NULL;

  return lesion;
}

/* Translators: the name of a tool, and what it does to which lesion. */
static char *
describe_change (RlTool      tool,
                 gboolean    inverted,
                 const char *name,
                 const char *lesion)
{
  if (tool >= RL_TOOL_CLICK && tool <= RL_TOOL_SEEDS_OUT)
    return g_strdup_printf (_("%s — proposes for %s"), name, lesion);

  if (tool == RL_TOOL_NUDGE || tool == RL_TOOL_NODES)
    return g_strdup_printf (_("%s — changes %s"), name, lesion);

  if (tool == RL_TOOL_LASSO || inverted != (tool == RL_TOOL_ERASER))
    return g_strdup_printf (_("%s — takes from %s"), name, lesion);

  return g_strdup_printf (_("%s — adds to %s"), name, lesion);
}

static gboolean
needs_lesion (RlTool   tool,
              gboolean inverted)
{
  return tool == RL_TOOL_LASSO || tool == RL_TOOL_NUDGE || tool == RL_TOOL_NODES ||
         inverted != (tool == RL_TOOL_ERASER);
}

/**
 * rl_target_describe:
 * @session: what is drawn on
 * @inverted: whether a key is held that turns tools into their opposites
 *
 * What a press with the tool in hand would do, for the status line: "Brush — adds to GTV-1",
 * or why it would do nothing.
 *
 * Returns: (transfer full) (nullable): a sentence; %NULL where the tool changes no lesions
 */
char *
rl_target_describe (RlSession *session,
                    gboolean   inverted)
{
  g_autoptr(GError) reason = NULL;
  RlTool tool;
  const char *name;
  RimLesion *lesion;

  g_return_val_if_fail (RL_IS_SESSION (session), NULL);

  tool = rl_session_get_tool (session);
  name = rl_tool_get_name (tool);
  if (name == NULL)
    return NULL;

  lesion = rl_session_find_lesion (session, rl_session_get_active_lesion (session));
  if (lesion != NULL && !rim_lesion_check_editable (lesion, &reason))
    return g_strdup (reason->message);
  if (lesion != NULL)
    return describe_change (tool, inverted, name, lesion->name);
  if (needs_lesion (tool, inverted))
    return g_strdup_printf (_("%s — no lesion is selected"), name);

  if (rl_session_get_next_lesion (session) != NULL)
    return g_strdup_printf (_("%s — begins “%s”"), name, rl_session_get_next_lesion (session)->name);

  return g_strdup_printf (_("%s — begins a new lesion"), name);
}

/* Returns: what is said of a proposal that reaches as far as was looked */
const char *
rl_target_get_leak_warning (void)
{
  return _("Reaches as far as was looked: it may have leaked");
}
