/* rl-review-layouts.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "review/rl-review-private.h"

#include <glib/gi18n-lib.h>

#include "window/rl-layout-store.h"

static RlViewGrid *
get_views (RlReview *self)
{
  return rl_window_get_views (self->window);
}

static void
update_own_layouts (RlReview *self)
{
  g_autoptr(GPtrArray) layouts = rl_layout_store_list (self->settings);

  rl_view_grid_set_own_layouts (get_views (self), layouts);
}

static void
save_layout_cb (GSimpleAction *action,
                GVariant      *param,
                gpointer       data)
{
  RlReview *self = data;
  const char *name = g_variant_get_string (param, NULL);
  g_autoptr(RlLayout) layout = NULL;
  g_autofree char *message = NULL;

  if (*name == '\0')
    return;

  layout = rl_layout_store_save (self->settings, name,
                                 rl_view_grid_get_shown_layout (get_views (self)));
  update_own_layouts (self);
  rl_view_grid_set_layout (get_views (self), layout);

  message = g_strdup_printf (_("Layout “%s” saved"), name);
  rl_window_say (self->window, message);
}

static void
restore_layout_cb (AdwToast *toast,
                   RlReview *self)
{
  RlLayout *layout = g_object_get_data (G_OBJECT (toast), "layout");
  RlLayout *saved = rl_layout_store_save (self->settings, rl_layout_get_name (layout), layout);

  rl_layout_unref (saved);
  update_own_layouts (self);
}

static void
delete_layout_cb (GSimpleAction *action,
                  GVariant      *param,
                  gpointer       data)
{
  RlReview *self = data;
  const char *name = g_variant_get_string (param, NULL);
  g_autofree char *id = g_strconcat ("own:", name, NULL);
  RlLayout *layout = rl_view_grid_find_layout (get_views (self), id);
  g_autofree char *markup = NULL;
  g_autofree char *message = NULL;
  AdwToast *toast;

  if (layout == NULL)
    return;

  markup = g_markup_escape_text (name, -1);
  message = g_strdup_printf (_("Layout “%s” deleted"), markup);
  toast = adw_toast_new (message);
  adw_toast_set_button_label (toast, _("Undo"));
  g_object_set_data_full (G_OBJECT (toast), "layout", rl_layout_ref (layout),
                          (GDestroyNotify) rl_layout_unref);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (restore_layout_cb), self, 0);

  rl_layout_store_delete (self->settings, name);
  update_own_layouts (self);
  rl_window_add_toast (self->window, toast);
}

/* What the user chose for such a study comes first, then what is usual. */
static void
hang (RlReview *self)
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
  chosen = rl_layout_store_dup_choice (self->settings, self->hung);
  if (chosen != NULL)
    layout = rl_view_grid_find_layout (views, chosen);
  if (layout == NULL)
    layout = rl_layouts_find (rl_hanging_get_layout (self->hung));

  self->is_hanging = TRUE;
  rl_view_grid_set_layout (views, layout);
  self->is_hanging = FALSE;
}

/* Nobody is told that there is no earlier study while it is being opened. */
void
rl_review_announce_prior (RlReview *self)
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
rl_review_update_prior (RlReview *self)
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

  rl_review_announce_prior (self);
}

static void
layout_changed_cb (RlReview *self)
{
  const char *id = rl_layout_get_id (rl_view_grid_get_layout (get_views (self)));

  if (!self->is_hanging && self->hung != NULL && g_strcmp0 (id, RL_LAYOUT_CHANGED) != 0)
    rl_layout_store_set_choice (self->settings, self->hung, id);
  if (self->loader != NULL)
    rl_review_update_prior (self);
}

void
rl_review_set_up_layouts (RlReview *self)
{
  static const GActionEntry entries[] = {
    { .name = "save-layout", .activate = save_layout_cb, .parameter_type = "s" },
    { .name = "delete-layout", .activate = delete_layout_cb, .parameter_type = "s" },
  };
  RlCine *cine = rl_view_grid_get_cine (get_views (self));

  g_action_map_add_action_entries (G_ACTION_MAP (self->window), entries, G_N_ELEMENTS (entries),
                                   self);
  update_own_layouts (self);
  g_signal_connect_object (get_views (self), "notify::layout", G_CALLBACK (layout_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "images-changed", G_CALLBACK (hang), self,
                           G_CONNECT_SWAPPED);
  g_object_bind_property (self->settings, "cine-rate", cine, "rate", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->settings, "cine-swing", cine, "swing", G_BINDING_SYNC_CREATE);
}
