/* rl-review.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "review/rl-review-private.h"

#include <glib/gi18n-lib.h>

#include "dialogs/rl-lines-dialog.h"

enum
{
  SAVED,
  IMPORTED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlReview, rl_review, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void
show_lines_cb (AdwToast  *toast,
               GtkWindow *dialog)
{
  gtk_window_present (dialog);
}

/* The dialog waits with the toast and goes with it. */
void
rl_review_say_with_details (RlReview   *self,
                            const char *message,
                            const char *title,
                            GPtrArray  *lines)
{
  g_autofree char *markup = g_markup_escape_text (message, -1);
  AdwToast *toast = adw_toast_new (markup);
  g_autoptr(GPtrArray) strings = g_ptr_array_new ();

  for (guint i = 0; lines != NULL && i < lines->len; i++)
    g_ptr_array_add (strings, g_ptr_array_index (lines, i));
  g_ptr_array_add (strings, NULL);

  if (strings->len > 1)
    {
      GtkWindow *dialog = rl_lines_dialog_new (GTK_WINDOW (self->window), title,
                                               (const char *const *) strings->pdata);

      adw_toast_set_button_label (toast, _("Details"));
      adw_toast_set_timeout (toast, 10);
      gtk_window_set_hide_on_close (dialog, TRUE);
      g_signal_connect_object (toast, "button-clicked", G_CALLBACK (show_lines_cb), dialog, 0);
    }

  rl_window_add_toast (self->window, toast);
}

/* For what the user must know before going on. */
void
rl_review_fail (RlReview   *self,
                const char *heading,
                const char *reason)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self->window), heading, reason);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

void
rl_review_choose (RlReview             *self,
                  GtkFileChooserNative *chooser,
                  GCallback             response)
{
  g_clear_object (&self->chooser);
  self->chooser = chooser;
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", response, self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
write_failed_cb (RlReview   *self,
                 const char *message,
                 RimLibrary *library)
{
  g_autofree char *text = g_strdup_printf (_("Your last edits are not on disk yet: %s. "
                                             "Rimlight keeps them and tries again."), message);

  rl_notice_set_text (self->notice, text);
}

static void
write_recovered_cb (RlReview   *self,
                    RimLibrary *library)
{
  rl_notice_set_text (self->notice, NULL);
  rl_window_say (self->window, _("All edits are on disk again"));
}

static void
say_interrupted (RlReview *self)
{
  AdwToast *toast = adw_toast_new (_("Rimlight was interrupted last time. "
                                     "All edits that were on disk are here."));

  adw_toast_set_timeout (toast, 10);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  rl_window_add_toast (self->window, toast);
}

static void
browser_open_cb (RlReview  *self,
                 gint64     study_id,
                 gint64     series_id,
                 gboolean   in_tab,
                 RlBrowser *browser)
{
  if (in_tab)
    rl_review_open_in_tab (self, study_id, series_id);
  else
    rl_review_open_series (self, study_id, series_id);
}

static void
find_feature_cb (GSimpleAction *action,
                 GVariant      *param,
                 gpointer       data)
{
  RlReview *self = data;

  rl_window_show_inspector (self->window, "features");
  rl_feature_pane_focus_search (self->tab->features);
}

static void
find_map_cb (GSimpleAction *action,
             GVariant      *param,
             gpointer       data)
{
  RlReview *self = data;

  rl_window_show_inspector (self->window, "maps");
  rl_map_chooser_set_open (rl_map_pane_get_chooser (self->tab->maps), TRUE);
}

/* In MB as people count. */
static void
apply_memory_budget (RlReview *self)
{
  int budget;

  g_object_get (self->settings, "memory-budget", &budget, NULL);
  rl_image_cache_set_budget (self->cache, (guint64) budget * 1000000);
}

static void
close_study_cb (GSimpleAction *action,
                GVariant      *param,
                gpointer       data)
{
  RlReview *self = data;

  rl_study_tab_close (self->tab);
}

/* From now on, where it was the settings that named the one that cannot be opened. */
static void
library_chosen_cb (RlReview             *self,
                   int                   response,
                   GtkFileChooserNative *chooser)
{
  g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL && g_file_peek_path (file) != NULL)
    rl_review_change_library (self, g_file_peek_path (file));

  g_clear_object (&self->chooser);
}

static void
choose_library_cb (GSimpleAction *action,
                   GVariant      *param,
                   gpointer       data)
{
  RlReview *self = data;

  rl_review_choose (self,
                    gtk_file_chooser_native_new (_("Library Folder"), GTK_WINDOW (self->window),
                                                 GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, NULL, NULL),
                    G_CALLBACK (library_chosen_cb));
}

static void
switch_image_cb (GSimpleAction *action,
                 GVariant      *param,
                 gpointer       data)
{
  RlReview *self = data;

  rl_study_loader_switch (self->tab->loader);
}

static void
window_active_cb (RlReview *self)
{
  if (!self->is_closing && gtk_window_is_active (GTK_WINDOW (self->window)))
    rl_study_tab_refresh (self->tab);
}

static void
set_enabled (RlReview   *self,
             const char *name,
             gboolean    enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->window), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

void
rl_review_update_actions (RlReview *self)
{
  RlStudyTab *tab = self->tab;
  RimSegmentation *segmentation = rl_session_get_segmentation (tab->session);
  gboolean has_library = tab->loader != NULL;
  gboolean shows_images = rl_window_shows_images (self->window);
  gboolean has_images = rl_session_get_base (tab->session) != NULL;
  gboolean is_open = has_library && rl_study_loader_get_asked (tab->loader) != 0;
  gboolean has_lesions = segmentation != NULL && rim_segmentation_get_n_lesions (segmentation) > 0;

  set_enabled (self, "choose-library", !has_library);
  set_enabled (self, "import-folder", has_library);
  set_enabled (self, "import-files", has_library);
  set_enabled (self, "open-demo", has_library);
  set_enabled (self, "relocate", has_library);
  set_enabled (self, "next-series", is_open && shows_images);
  set_enabled (self, "next-study", has_library && shows_images);
  set_enabled (self, "next-undone", has_library && shows_images);
  set_enabled (self, "set-status", has_library && shows_images);
  set_enabled (self, "queue-step", shows_images);
  set_enabled (self, "queue-done", shows_images);
  set_enabled (self, "queue-skip", shows_images);
  set_enabled (self, "save", has_lesions && has_images);
  set_enabled (self, "save-to", has_lesions && has_images);
  set_enabled (self, "close-study", has_images);
  set_enabled (self, "switch-image", has_library && rl_study_loader_can_switch (tab->loader));
  rl_review_update_tabs (self);
  set_enabled (self, "suv-details",
               has_library && rl_study_loader_get_suv (tab->loader) != NULL);
}

static gboolean
is_loading (RlStudyTab *tab)
{
  RlLoadState state = tab->loader != NULL ? rl_study_loader_get_state (tab->loader) : RL_LOAD_EMPTY;

  return state == RL_LOAD_OPENING || state == RL_LOAD_DECODING;
}

/* Pictures of other series wait until what was asked for is there. */
static void
pause_thumbnails (RlReview *self)
{
  gboolean pause = FALSE;

  for (guint i = 0; i < self->tabs->len; i++)
    pause |= is_loading (g_ptr_array_index (self->tabs, i));
  rl_thumbnails_set_paused (rl_browser_get_thumbnails (self->browser), pause);
}

/* What is around the tabs shows what the one that is selected has now. */
void
rl_review_follow_tabs (RlReview *self)
{
  gint64 shown[2];
  guint n;

  pause_thumbnails (self);
  if (self->tab->loader == NULL)
    return;

  n = rl_study_loader_get_shown (self->tab->loader, shown);
  rl_browser_model_set_current (rl_browser_get_model (self->browser), shown, n);
  rl_review_keep_tabs (self);
  rl_review_update_priors (self);
  rl_review_update_actions (self);
  rl_review_update_suv (self);
  rl_review_update_queue (self);
}

static void
session_changed_cb (RlReview *self)
{
  rl_review_update_actions (self);
  rl_review_update_measurements (self);
  rl_review_update_maps (self);
  rl_review_update_patient (self);
  rl_review_update_suv (self);
}

/* Commands depend on what a tab shows. */
void
rl_review_follow_session (RlReview   *self,
                          RlStudyTab *tab)
{
  g_signal_connect_object (tab->session, "lesions-changed", G_CALLBACK (rl_review_update_actions),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tab->session, "images-changed", G_CALLBACK (session_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (rl_session_get_measurements (tab->session), "changed",
                           G_CALLBACK (rl_review_update_measurements), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (rl_map_pane_get_maker (tab->maps), "changed", G_CALLBACK (rl_review_update_maps), self,
                           G_CONNECT_SWAPPED);
}

static void
rl_review_dispose (GObject *object)
{
  RlReview *self = RL_REVIEW (object);

  rl_review_clear_imports (self);
  rl_review_clear_queue (self);
  g_clear_object (&self->chooser);
  g_clear_pointer (&self->refused, g_free);
  self->tab = NULL;
  g_clear_pointer (&self->tabs, g_ptr_array_unref);
  g_clear_pointer (&self->closed, g_ptr_array_unref);
  g_clear_object (&self->cache);
  g_clear_object (&self->signature);
  g_clear_object (&self->signatures);
  g_clear_object (&self->library);
  g_clear_object (&self->jobs);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (rl_review_parent_class)->dispose (object);
}

static void
rl_review_class_init (RlReviewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_review_dispose;

  signals[SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                 G_TYPE_STRING, G_TYPE_STRING);
  signals[IMPORTED] = g_signal_new ("imported", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                    0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                    G_TYPE_UINT, G_TYPE_STRING);
}

static void
rl_review_init (RlReview *self)
{
  g_queue_init (&self->imports);
  self->cache = rl_image_cache_new ();
  self->tabs = g_ptr_array_new_with_free_func (g_object_unref);
  self->closed = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
}

static void
set_up_panes (RlReview *self)
{
  self->browser = RL_BROWSER (rl_browser_new ());
  self->progress = RL_PROGRESS_BAR (rl_progress_bar_new ());
  self->notice = RL_NOTICE (rl_notice_new ());

  rl_review_connect_progress (self);
  rl_browser_set_footer (self->browser, GTK_WIDGET (self->progress));
  rl_window_set_place (self->window, "browser", GTK_WIDGET (self->browser));
  rl_window_set_place (self->window, "notices", GTK_WIDGET (self->notice));

  g_signal_connect_object (self->browser, "open", G_CALLBACK (browser_open_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->browser, "status", G_CALLBACK (rl_review_set_status), self,
                           G_CONNECT_SWAPPED);
}

static void
set_up_signatures (RlReview *self)
{
  g_autofree char *folder = rl_signatures_dup_folder ();

  self->signatures = rl_signatures_new (self->jobs, folder);
  self->signature = rl_signature_choice_new (self->signatures);
  rl_settings_keep_signature (self->settings, G_OBJECT (self->signature));
  g_signal_connect_object (self->signatures, "failed", G_CALLBACK (rl_window_say), self->window, G_CONNECT_SWAPPED);
}

static void
set_up_settings (RlReview *self)
{
  rl_settings_keep_inspector (self->settings, G_OBJECT (self->window));
  apply_memory_budget (self);

  g_signal_connect_object (self->settings, "notify::memory-budget",
                           G_CALLBACK (apply_memory_budget), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->window, "notify::is-active", G_CALLBACK (window_active_cb),
                           self, G_CONNECT_SWAPPED);
}

/**
 * rl_review_new:
 * @window: the window to fill; must live as long as this
 * @settings: what the user prefers
 */
RlReview *
rl_review_new (RlWindow   *window,
               RlSettings *settings)
{
  static const GActionEntry entries[] = {
    { .name = "choose-library", .activate = choose_library_cb },
    { .name = "find-feature", .activate = find_feature_cb },
    { .name = "find-map", .activate = find_map_cb },
    { .name = "close-study", .activate = close_study_cb },
    { .name = "switch-image", .activate = switch_image_cb },
  };
  RlReview *self = g_object_new (RL_TYPE_REVIEW, NULL);

  self->window = window;
  self->settings = g_object_ref (settings);
  self->jobs = g_object_ref (rl_window_get_jobs (window));

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), self);
  set_up_signatures (self);
  rl_review_set_up_browse (self);
  rl_review_set_up_import (self);
  rl_review_set_up_layouts (self);
  rl_review_set_up_maps (self);
  rl_review_set_up_save (self);
  rl_review_set_up_suv (self);
  rl_review_set_up_answers (self);
  rl_review_set_up_training (self);
  rl_review_set_up_measurements (self);
  set_up_panes (self);
  rl_review_set_up_queue (self);
  rl_review_set_up_workspaces (self);
  rl_review_set_up_tabs (self);
  set_up_settings (self);
  rl_review_update_actions (self);

  return self;
}

/**
 * rl_review_open_library:
 * @self: a review
 * @folder: where the library is
 *
 * Opens the library; once. If that fails the window says why.
 *
 * Returns: whether it is open
 */
gboolean
rl_review_open_library (RlReview   *self,
                        const char *folder)
{
  g_autoptr(GError) error = NULL;

  g_return_val_if_fail (RL_IS_REVIEW (self), FALSE);
  g_return_val_if_fail (self->library == NULL, FALSE);

  self->library = rim_library_open (folder, &error);
  if (self->library == NULL)
    {
      g_free (self->refused);
      self->refused = g_strdup (folder);
      rl_study_tab_say_no_library (self->tab, error->message);
      return FALSE;
    }

  rl_browser_set_library (self->browser, self->jobs, self->library);
  rl_settings_keep_browser (self->settings, G_OBJECT (rl_browser_get_model (self->browser)));
  for (guint i = 0; i < self->tabs->len; i++)
    rl_study_tab_set_library (g_ptr_array_index (self->tabs, i), self->library);
  g_signal_connect_object (self->library, "changed", G_CALLBACK (rl_image_cache_clear),
                           self->cache, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->library, "write-failed", G_CALLBACK (write_failed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->library, "write-recovered", G_CALLBACK (write_recovered_cb),
                           self, G_CONNECT_SWAPPED);
  if (rim_library_begin_session (self->library))
    say_interrupted (self);

  return TRUE;
}

/**
 * rl_review_change_library:
 * @self: a review whose library could not be opened
 * @folder: where another one is, or may be made
 *
 * Opens that instead, and what was looked at last in it. The settings have it from then on
 * where it was they that named the first one.
 *
 * Returns: whether it is open
 */
gboolean
rl_review_change_library (RlReview   *self,
                          const char *folder)
{
  g_autofree char *set = NULL;
  g_autofree char *refused = NULL;

  g_return_val_if_fail (RL_IS_REVIEW (self), FALSE);
  g_return_val_if_fail (self->library == NULL, FALSE);

  set = rl_settings_dup_library_folder (self->settings);
  refused = g_steal_pointer (&self->refused);
  if (!rl_review_open_library (self, folder))
    {
      g_free (self->refused);
      self->refused = g_steal_pointer (&refused);
      return FALSE;
    }

  if (g_strcmp0 (set, refused) == 0)
    g_object_set (self->settings, "library-folder", folder, NULL);
  rl_review_update_actions (self);
  rl_review_open_first (self);

  return TRUE;
}

void
rl_review_show_place (RlReview *self,
                      RlPlace   place)
{
  rl_browser_reveal (self->browser, place.patient_id, place.study_id, place.series_id);
  rl_review_open_series (self, place.study_id, place.series_id);
}

/* Returns: (transfer none) (nullable) */
RlStudyLoader *
rl_review_get_loader (RlReview *self)
{
  g_return_val_if_fail (RL_IS_REVIEW (self), NULL);

  return self->tab->loader;
}

/* Returns: (transfer none): the images that are kept */
RlImageCache *
rl_review_get_cache (RlReview *self)
{
  g_return_val_if_fail (RL_IS_REVIEW (self), NULL);

  return self->cache;
}

/* Returns: (transfer none) */
RlMeasurer *
rl_review_get_measurer (RlReview *self)
{
  g_return_val_if_fail (RL_IS_REVIEW (self), NULL);

  return self->tab->measurer;
}

/* Returns: (transfer none) */
RlFeaturePane *
rl_review_get_features (RlReview *self)
{
  g_return_val_if_fail (RL_IS_REVIEW (self), NULL);

  return self->tab->features;
}

/* Returns: (transfer none) (nullable) */
RimLibrary *
rl_review_get_library (RlReview *self)
{
  g_return_val_if_fail (RL_IS_REVIEW (self), NULL);

  return self->library;
}

/**
 * rl_review_shut_down:
 * @self: a review
 *
 * Ends all jobs, lets what is being saved be saved, and has every edit on disk.
 */
void
rl_review_shut_down (RlReview *self)
{
  g_autoptr(GError) error = NULL;

  g_return_if_fail (RL_IS_REVIEW (self));

  rl_queue_close (self->queue);
  self->is_closing = TRUE;
  rl_review_clear_imports (self);
  rl_jobs_shut_down (self->jobs);
  if (self->library == NULL)
    return;

  for (guint i = 0; i < self->tabs->len; i++)
    rl_study_loader_save_display (((RlStudyTab *) g_ptr_array_index (self->tabs, i))->loader);
  if (!rim_library_flush (self->library, &error))
    g_message ("%s", error->message);
  rim_library_close (self->library);
}
