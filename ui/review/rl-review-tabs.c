/* rl-review-tabs.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "review/rl-review-private.h"

/* Tabs that can be opened again. */
#define MAX_CLOSED 20

static RlStudyTab *
find_tab (RlReview  *self,
          RlReading *reading)
{
  for (guint i = 0; i < self->tabs->len; i++)
    {
      RlStudyTab *tab = g_ptr_array_index (self->tabs, i);

      if (tab->reading == reading)
        return tab;
    }

  return NULL;
}

static RlStudyTab *
find_study (RlReview *self,
            gint64    study_id)
{
  for (guint i = 0; i < self->tabs->len; i++)
    {
      RlStudyTab *tab = g_ptr_array_index (self->tabs, i);

      if (rl_study_loader_get_asked_study (tab->loader) == study_id)
        return tab;
    }

  return NULL;
}

RlStudyTab *
rl_review_add_tab (RlReview  *self,
                   RlReading *reading)
{
  RlStudyTab *tab = rl_study_tab_new (self, reading);

  g_ptr_array_add (self->tabs, tab);
  if (self->library != NULL)
    rl_study_tab_set_library (tab, self->library);

  return tab;
}

static gboolean
is_empty (RlStudyTab *tab)
{
  return rl_study_loader_get_asked (tab->loader) == 0;
}

static RlStudyTab *
open_tab (RlReview *self)
{
  RlReading *reading = rl_window_add_reading (self->window);
  RlStudyTab *tab = rl_review_add_tab (self, reading);

  rl_window_select_reading (self->window, reading);

  return tab;
}

static char *
dup_study_uid (RlReview *self,
               gint64    study_id)
{
  RimIndex *index = rl_browser_model_get_index (rl_browser_get_model (self->browser));
  guint study;

  if (index == NULL || !rim_index_find_study (index, study_id, &study))
    return NULL;

  return g_strdup (rim_index_get_study (index, study)->uid);
}

/* Returns: (transfer floating) (nullable): what a tab shows; ids are those of one
 * library, so the study is named too
 */
static GVariant *
describe_tab (RlStudyTab *tab)
{
  RimVolume *base = rl_session_get_base (tab->session);
  RimSource *source = base != NULL ? rim_volume_get_source (base) : NULL;

  if (source == NULL || source->study_uid == NULL)
    return NULL;

  return g_variant_new ("(sxx)", source->study_uid, rl_study_loader_get_asked_study (tab->loader),
                        rl_study_loader_get_asked (tab->loader));
}

static void
update_reopen (RlReview *self)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->window), "reopen-tab");

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action),
                               self->library != NULL && self->closed->len > 0);
}

static void
remember (RlReview   *self,
          RlStudyTab *tab)
{
  GVariant *closed = describe_tab (tab);

  if (closed == NULL)
    return;

  if (self->closed->len == MAX_CLOSED)
    g_ptr_array_remove_index (self->closed, 0);
  g_ptr_array_add (self->closed, g_variant_ref_sink (closed));
  update_reopen (self);
}

static void
tab_closed_cb (RlReview  *self,
               RlReading *reading)
{
  RlStudyTab *tab = find_tab (self, reading);

  if (tab == NULL)
    return;

  remember (self, tab);
  rl_study_tab_close (tab);
  g_ptr_array_remove (self->tabs, tab);
  rl_review_follow_tabs (self);
}

/* Another program, or another tab, may have drawn on the same image meanwhile. */
static void
reading_cb (RlReview *self)
{
  RlStudyTab *tab = find_tab (self, rl_window_get_reading (self->window));

  if (tab == NULL || tab == self->tab)
    return;

  self->tab = tab;
  rl_study_tab_refresh (tab);
  rl_review_follow_tabs (self);
  rl_review_update_maps (self);
  rl_review_update_measurements (self);
}

/* The last tab stays, empty; when nothing is left to close it is the window. */
static void
close_tab_cb (GSimpleAction *action,
              GVariant      *param,
              gpointer       data)
{
  RlReview *self = data;
  RlReading *reading = rl_window_get_menu_reading (self->window);

  if (rl_window_get_n_readings (self->window) > 1)
    {
      rl_window_close_reading (self->window, reading);
    }
  else if (self->tab->loader != NULL && !is_empty (self->tab))
    {
      remember (self, self->tab);
      rl_study_tab_close (self->tab);
    }
  else
    {
      gtk_window_close (GTK_WINDOW (self->window));
    }
}

static void
new_tab_cb (GSimpleAction *action,
            GVariant      *param,
            gpointer       data)
{
  RlReview *self = data;

  open_tab (self);
  g_object_set (self->window, "show-browser", TRUE, NULL);
  rl_browser_focus_search (self->browser);
}

static void
open_in_tab_cb (GSimpleAction *action,
                GVariant      *param,
                gpointer       data)
{
  RlReview *self = data;

  rl_browser_open_selected (self->browser, TRUE);
}

/* What is no longer in this library, or was never, is passed over. */
static void
reopen_tab_cb (GSimpleAction *action,
               GVariant      *param,
               gpointer       data)
{
  RlReview *self = data;
  gboolean is_open = FALSE;

  while (!is_open && self->closed->len > 0)
    {
      g_autoptr(GVariant) closed = g_ptr_array_steal_index (self->closed, self->closed->len - 1);
      g_autofree char *uid = NULL;
      const char *closed_uid;
      gint64 study_id, series_id;

      g_variant_get (closed, "(&sxx)", &closed_uid, &study_id, &series_id);
      uid = dup_study_uid (self, study_id);
      is_open = g_strcmp0 (uid, closed_uid) == 0;
      if (is_open)
        rl_review_open_in_tab (self, study_id, series_id);
    }

  update_reopen (self);
}

/* What was open when the program was left can be opened again. */
static void
recall (RlReview *self)
{
  g_autoptr(GVariant) tabs = rl_settings_ref_open_tabs (self->settings);

  for (gsize i = 0; i < g_variant_n_children (tabs); i++)
    g_ptr_array_add (self->closed, g_variant_get_child_value (tabs, i));
}

/* What is selected comes by itself the next time. */
void
rl_review_keep_tabs (RlReview *self)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(sxx)"));
  for (guint i = 0; i < self->tabs->len; i++)
    {
      RlStudyTab *tab = g_ptr_array_index (self->tabs, i);
      GVariant *described = tab != self->tab ? describe_tab (tab) : NULL;

      if (described != NULL)
        g_variant_builder_add_value (&builder, described);
    }
  rl_settings_set_open_tabs (self->settings, g_variant_builder_end (&builder));
}

void
rl_review_set_up_tabs (RlReview *self)
{
  static const GActionEntry entries[] = {
    { .name = "new-tab", .activate = new_tab_cb },
    { .name = "open-in-tab", .activate = open_in_tab_cb },
    { .name = "close-tab", .activate = close_tab_cb },
    { .name = "reopen-tab", .activate = reopen_tab_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self->window), entries, G_N_ELEMENTS (entries),
                                   self);
  self->tab = rl_review_add_tab (self, rl_window_get_reading (self->window));
  recall (self);
  update_reopen (self);
  g_signal_connect_object (self->window, "notify::reading", G_CALLBACK (reading_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->window, "tab-closed", G_CALLBACK (tab_closed_cb), self,
                           G_CONNECT_SWAPPED);
}

void
rl_review_update_tabs (RlReview *self)
{
  GActionMap *map = G_ACTION_MAP (self->window);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (map, "new-tab")),
                               self->library != NULL);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (map, "open-in-tab")),
                               self->library != NULL);
  update_reopen (self);
}

/* A study is open once: what is drawn, undone and looked at is so in one place. */
static void
open_series (RlReview *self,
             gint64    study_id,
             gint64    series_id,
             gboolean  in_tab)
{
  RlStudyTab *selected = self->tab;
  RlStudyTab *tab = find_study (self, study_id);

  if (tab == NULL)
    tab = in_tab && !is_empty (selected) ? open_tab (self) : selected;

  rl_window_select_reading (self->window, tab->reading);
  if (tab == selected || rl_study_loader_get_asked (tab->loader) != series_id)
    rl_study_loader_open (tab->loader, study_id, series_id);
}

/**
 * rl_review_open_series:
 * @self: a review
 * @study_id: a study of the library
 * @series_id: a series of the study
 *
 * Opens a series in place of what the selected tab shows, or in the tab that shows
 * its study.
 */
void
rl_review_open_series (RlReview *self,
                       gint64    study_id,
                       gint64    series_id)
{
  g_return_if_fail (RL_IS_REVIEW (self));
  g_return_if_fail (self->library != NULL);

  open_series (self, study_id, series_id, FALSE);
}

/**
 * rl_review_open_in_tab:
 * @self: a review
 * @study_id: a study of the library
 * @series_id: a series of the study
 *
 * Opens a series in a tab of its own, or in the tab that shows its study.
 */
void
rl_review_open_in_tab (RlReview *self,
                       gint64    study_id,
                       gint64    series_id)
{
  g_return_if_fail (RL_IS_REVIEW (self));
  g_return_if_fail (self->library != NULL);

  open_series (self, study_id, series_id, TRUE);
}
