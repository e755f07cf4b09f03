/* rl-study-tab-layouts.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "review/rl-review-private.h"

#include "window/rl-layout-store.h"

static RlViewGrid *
get_views (RlStudyTab *self)
{
  return rl_reading_get_views (self->reading);
}

/* What the user chose for such a study comes first, then what is usual. */
static void
hang (RlStudyTab *self)
{
  RlViewGrid *views = get_views (self);
  g_autofree char *chosen = NULL;
  RlLayout *layout = NULL;
  gint64 study, series;

  if (self->loader == NULL || rl_session_get_base (self->session) == NULL)
    return;

  self->hung = rl_hanging_get_kind (rl_session_get_volume (self->session, RL_LAYER_CT) != NULL,
                                    rl_session_get_volume (self->session, RL_LAYER_PET) != NULL,
                                    rl_study_loader_get_prior (self->loader, &study, &series));
  chosen = rl_layout_store_dup_choice (self->review->settings, self->hung);
  if (chosen != NULL)
    layout = rl_view_grid_find_layout (views, chosen);
  if (layout == NULL)
    layout = rl_layouts_find (rl_hanging_get_layout (self->hung));

  rl_study_tab_show_layout (self, layout);
}

/* A layout that somebody else than the user chose, for this study alone. */
void
rl_study_tab_show_layout (RlStudyTab *self,
                          RlLayout   *layout)
{
  self->is_hanging = TRUE;
  rl_view_grid_set_layout (get_views (self), layout);
  self->is_hanging = FALSE;
}

/* What is compared is shown side by side. */
void
rl_study_tab_compare (RlStudyTab *self,
                      const char *id)
{
  rl_study_loader_choose (self->loader, id);
  if (!rl_layout_needs_prior (rl_view_grid_get_layout (get_views (self))))
    rl_view_grid_set_layout (get_views (self), rl_layouts_find ("compare"));
}

/* Nobody is told that there is no earlier study while it is being opened. */
void
rl_study_tab_announce_prior (RlStudyTab *self)
{
  gint64 study, series;

  rl_view_grid_set_expects_prior (get_views (self),
                                  rl_study_loader_get_prior (self->loader, &study, &series) &&
                                  rl_study_loader_get_state (self->prior_loader) != RL_LOAD_FAILED);
}

/* The prior comes when what is read is all there, and only if it is looked at;
 * another study sends it away.
 */
void
rl_study_tab_update_prior (RlStudyTab *self)
{
  gboolean is_wanted = rl_layout_needs_prior (rl_view_grid_get_layout (get_views (self)));
  gint64 study, series;

  if (!rl_study_loader_get_prior (self->loader, &study, &series))
    rl_study_loader_close (self->prior_loader);
  else if (is_wanted && rl_study_loader_get_state (self->loader) == RL_LOAD_DONE &&
           rl_study_loader_get_asked (self->prior_loader) != series)
    rl_study_loader_open (self->prior_loader, study, series);
  else if (rl_study_loader_get_asked (self->prior_loader) != series &&
           rl_study_loader_get_asked (self->prior_loader) != 0)
    rl_study_loader_close (self->prior_loader);

  rl_study_tab_announce_prior (self);
}

static void
layout_changed_cb (RlStudyTab *self)
{
  const char *id = rl_layout_get_id (rl_view_grid_get_layout (get_views (self)));

  if (!self->is_hanging && self->hung != NULL && g_strcmp0 (id, RL_LAYOUT_CHANGED) != 0)
    rl_layout_store_set_choice (self->review->settings, self->hung, id);
  if (self->loader != NULL)
    rl_study_tab_update_prior (self);
}

void
rl_study_tab_set_up_layouts (RlStudyTab *self)
{
  RlSettings *settings = self->review->settings;
  RlCine *cine = rl_view_grid_get_cine (get_views (self));

  rl_review_give_layouts (self->review, self);
  g_signal_connect_object (get_views (self), "notify::layout", G_CALLBACK (layout_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "images-changed", G_CALLBACK (hang), self,
                           G_CONNECT_SWAPPED);
  g_object_bind_property (settings, "cine-rate", cine, "rate", G_BINDING_SYNC_CREATE);
  g_object_bind_property (settings, "cine-swing", cine, "swing", G_BINDING_SYNC_CREATE);
}
