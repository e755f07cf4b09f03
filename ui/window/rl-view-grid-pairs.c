/* rl-view-grid-pairs.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "window/rl-view-grid-private.h"

#include <glib/gi18n-lib.h>

#include "core/rl-format.h"

/* Only the ratio of two sizes of pixels counts. */
#define ANY_SIZE 1000

static void
find_viewport (RlViewGrid *self,
               RlViewport *viewport,
               guint      *role,
               guint      *orientation)
{
  for (*role = 0; *role < RL_N_ROLES; (*role)++)
    for (*orientation = 0; *orientation < RL_N_ORIENTATIONS; (*orientation)++)
      if (self->viewports[*role][*orientation] == viewport)
        return;
}

static double
get_fit (RlViewGrid *self,
         guint       role,
         guint       orientation)
{
  return rim_plane_fit (rim_volume_get_grid (rl_session_get_base (self->sessions[role])),
                        (RimOrientation) orientation, ANY_SIZE, ANY_SIZE, NULL);
}

/* The same part in the same size, at the place that the other study looks at. */
static void
copy_viewport (RlViewGrid *self,
               guint       role,
               guint       orientation)
{
  RlViewport *from = self->viewports[role][orientation];
  RlViewport *to = self->viewports[1 - role][orientation];
  RimVec3 center;

  rl_viewport_set_turn (to, rl_viewport_get_flipped (from), rl_viewport_get_quarters (from));
  if (!rl_viewport_get_center (from, &center))
    {
      rl_viewport_fit (to);
      return;
    }

  center = rim_vec3_sub (center, rl_session_get_cursor (self->sessions[role]));
  center = rim_vec3_add (center, rl_session_get_cursor (self->sessions[1 - role]));
  rl_viewport_set (to, rl_viewport_get_zoom (from) * get_fit (self, 1 - role, orientation) /
                   get_fit (self, role, orientation), &center);
}

static void
viewport_changed_cb (RlViewGrid *self,
                     RlViewport *viewport)
{
  guint role, orientation;

  g_assert (RL_IS_VIEW_GRID (self));

  if (self->is_pairing || !rl_link_get_linked (self->link) ||
      rl_session_get_base (self->sessions[RL_ROLE_CURRENT]) == NULL ||
      rl_session_get_base (self->sessions[RL_ROLE_PRIOR]) == NULL)
    return;

  find_viewport (self, viewport, &role, &orientation);
  self->is_pairing = TRUE;
  copy_viewport (self, role, orientation);
  self->is_pairing = FALSE;
}

/* Links both studies: what is looked at, how large, and in which window. */
void
rl_view_grid_add_pairs (RlViewGrid *self)
{
  self->link = rl_link_new (self->sessions[RL_ROLE_CURRENT], self->sessions[RL_ROLE_PRIOR]);

  for (guint role = 0; role < RL_N_ROLES; role++)
    for (guint i = 0; i < RL_N_ORIENTATIONS; i++)
      g_signal_connect_object (self->viewports[role][i], "changed",
                               G_CALLBACK (viewport_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * rl_view_grid_dup_caption:
 * @self: a view grid
 * @role: whose images a pane shows
 *
 * Returns: (transfer full) (nullable): which study that is, where there are two
 */
char *
rl_view_grid_dup_caption (RlViewGrid *self,
                          RlRole      role)
{
  RimVolume *base = rl_session_get_base (self->sessions[role]);
  RimSource *source = base != NULL ? rim_volume_get_source (base) : NULL;
  g_autofree char *date = NULL;

  if (!rl_layout_needs_prior (self->shown))
    return NULL;

  if (base == NULL)
    return g_strdup (self->expects_prior ? _("Opening…") : _("No earlier study"));

  date = rl_format_date (source != NULL ? source->study_date : NULL);

  return date != NULL && *date != '\0' ? g_steal_pointer (&date) : g_strdup (_("No date"));
}

/**
 * rl_view_grid_set_expects_prior:
 * @self: a view grid
 * @expects_prior: whether there is an earlier study, which may be on its way
 */
void
rl_view_grid_set_expects_prior (RlViewGrid *self,
                                gboolean    expects_prior)
{
  g_return_if_fail (RL_IS_VIEW_GRID (self));

  if (self->expects_prior == !!expects_prior)
    return;

  self->expects_prior = !!expects_prior;
  rl_view_grid_arrange (self);
}
