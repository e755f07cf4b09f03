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

/* Every tab knows the user's layouts. */
void
rl_review_give_layouts (RlReview   *self,
                        RlStudyTab *tab)
{
  g_autoptr(GPtrArray) layouts = rl_layout_store_list (self->settings);

  rl_view_grid_set_own_layouts (rl_reading_get_views (tab->reading), layouts);
}

static void
update_own_layouts (RlReview *self)
{
  for (guint i = 0; i < self->tabs->len; i++)
    rl_review_give_layouts (self, g_ptr_array_index (self->tabs, i));
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

static void
set_state (RlReview   *self,
           const char *name,
           const char *id)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->window), name);

  g_simple_action_set_state (G_SIMPLE_ACTION (action),
                             g_variant_new_string (id != NULL ? id : ""));
}

/* The states of both actions say which prior it is. */
void
rl_review_update_priors (RlReview *self)
{
  const RlPrior *prior = rl_study_loader_get_chosen (self->tab->loader);

  set_state (self, "compare-with", prior != NULL ? prior->id : NULL);
  set_state (self, "pin-prior", rl_study_loader_get_pinned (self->tab->loader));
}

static void
compare_with_cb (GSimpleAction *action,
                 GVariant      *param,
                 gpointer       data)
{
  RlReview *self = data;

  rl_study_tab_compare (self->tab, g_variant_get_string (param, NULL));
}

/* Once more takes it back. */
static void
pin_prior_cb (GSimpleAction *action,
              GVariant      *param,
              gpointer       data)
{
  RlReview *self = data;
  RlStudyLoader *loader = self->tab->loader;
  const char *uid = g_variant_get_string (param, NULL);

  if (g_strcmp0 (rl_study_loader_get_pinned (loader), uid) == 0)
    {
      rl_study_loader_set_pinned (loader, NULL);
      return;
    }

  rl_study_loader_set_pinned (loader, uid);
  rl_study_tab_compare (self->tab, uid);
}

void
rl_review_set_up_layouts (RlReview *self)
{
  static const GActionEntry entries[] = {
    { .name = "save-layout", .activate = save_layout_cb, .parameter_type = "s" },
    { .name = "delete-layout", .activate = delete_layout_cb, .parameter_type = "s" },
    { .name = "compare-with", .activate = compare_with_cb, .parameter_type = "s", .state = "''" },
    { .name = "pin-prior", .activate = pin_prior_cb, .parameter_type = "s", .state = "''" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self->window), entries, G_N_ELEMENTS (entries),
                                   self);
}
