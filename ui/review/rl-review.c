/* rl-review.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "review/rl-review-private.h"

#include <glib/gi18n-lib.h>

#include "core/rl-format.h"
#include "dialogs/rl-lines-dialog.h"
#include "measurements/rl-measurement-pane.h"

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
restore_cb (AdwToast  *toast,
            RimLesion *lesion)
{
  RlReview *self = g_object_get_data (G_OBJECT (toast), "review");
  RimSegmentation *segmentation = rl_session_get_segmentation (self->session);
  guint position = segmentation != NULL ? rim_segmentation_get_position (segmentation) : 0;
  RimEdit *last = position > 0 ? rim_segmentation_get_edit (segmentation, position - 1) : NULL;

  if (segmentation == NULL || rim_segmentation_find (segmentation, lesion->id, NULL) != NULL)
    return;

  if (last != NULL && last->after == NULL && last->before != NULL &&
      g_strcmp0 (last->before->id, lesion->id) == 0)
    rim_segmentation_undo (segmentation);
  else
    rim_segmentation_add (segmentation, lesion, "restore");
}

static void
lesion_closure_free (gpointer  lesion,
                     GClosure *closure)
{
  rim_lesion_unref (lesion);
}

/* Undo brings back this lesion, whatever was done since. */
static void
lesion_removed_cb (RlReview     *self,
                   RimLesion    *lesion,
                   RlLesionPane *pane)
{
  g_autofree char *name = g_markup_escape_text (lesion->name, -1);
  g_autofree char *message = g_strdup_printf (_("“%s” deleted"), name);
  AdwToast *toast = adw_toast_new (message);

  adw_toast_set_button_label (toast, _("Undo"));
  g_object_set_data_full (G_OBJECT (toast), "review", g_object_ref (self), g_object_unref);
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (restore_cb),
                         rim_lesion_ref (lesion), lesion_closure_free, 0);
  rl_window_add_toast (self->window, toast);
}

static void
update_heading (RlReview *self)
{
  RimVolume *base = rl_session_get_base (self->session);
  RimSource *source = base != NULL ? rim_volume_get_source (base) : NULL;
  g_autofree char *name = NULL;
  g_autofree char *date = NULL;
  g_autofree char *subtitle = NULL;

  if (source == NULL)
    {
      rl_reading_set_heading (rl_window_get_reading (self->window), NULL, NULL);
      return;
    }

  name = rl_format_person_name (source->patient_name != NULL ? source->patient_name
                                                             : source->patient_id);
  date = rl_format_date (source->study_date);
  subtitle = g_strjoin (" · ", date, source->study_description, NULL);
  rl_reading_set_heading (rl_window_get_reading (self->window), name, subtitle);
}

static void
loader_changed_cb (RlReview      *self,
                   RlStudyLoader *loader)
{
  RimSuv *suv = rl_study_loader_get_suv (loader);
  gint64 shown[2];
  guint n = rl_study_loader_get_shown (loader, shown);

  rl_measurer_set_pet_reason (self->measurer, suv != NULL ? suv->why_not : NULL);
  rl_lesion_pane_set_n_suv_warnings (self->lesions, suv != NULL ? suv->warnings->len : 0);
  rl_browser_model_set_current (rl_browser_get_model (self->browser), shown, n);
  rl_review_follow_browser (self);
  rl_review_update_page (self);
  rl_review_update_actions (self);
  rl_review_update_suv (self);
  rl_review_update_prior (self);
  update_heading (self);
}

static void
loader_note_cb (RlReview      *self,
                const char    *text,
                RlStudyLoader *loader)
{
  rl_window_say (self->window, text);
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
browser_open_cb (RlReview  *self,
                 gint64     study_id,
                 gint64     series_id,
                 RlBrowser *browser)
{
  rl_review_open_series (self, study_id, series_id);
}

static void
find_feature_cb (GSimpleAction *action,
                 GVariant      *param,
                 gpointer       data)
{
  RlReview *self = data;

  rl_window_show_inspector (self->window, "features");
  rl_feature_pane_focus_search (self->features);
}

static void
apply_mouse_profile (RlReview *self)
{
  RlTool tool = rl_settings_get_mouse_profile (self->settings) == RL_MOUSE_RESEARCH
                ? RL_TOOL_CROSSHAIR
                : RL_TOOL_WINDOW;

  rl_session_set_tool (self->session, tool);
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

  rl_study_loader_close (self->loader);
}

static void
apply_user_windows (RlReview *self)
{
  rl_session_set_user_windows (self->session, rl_settings_get_user_windows (self->settings));
}

static void
apply_author (RlReview *self)
{
  g_autofree char *author = rl_settings_dup_author (self->settings);
  RimSegmentation *segmentation = rl_session_get_segmentation (self->session);

  if (segmentation != NULL)
    rim_segmentation_set_author (segmentation, author);
}

/* What the user should know of how contours were read. */
static void
say_warnings (RlReview *self)
{
  RimSegmentation *segmentation = rl_session_get_segmentation (self->session);
  GPtrArray *warnings = segmentation != NULL ? rim_segmentation_get_warnings (segmentation) : NULL;
  g_autofree char *message = NULL;

  if (warnings == NULL || warnings->len == 0)
    return;

  message = warnings->len == 1
            ? g_strdup (g_ptr_array_index (warnings, 0))
            : g_strdup_printf (_("Contours were read with %u warnings"), warnings->len);
  rl_review_say_with_details (self, message, _("How the Contours Were Read"), warnings);
}

static void
segmentation_changed_cb (RlReview *self)
{
  apply_author (self);
  say_warnings (self);
}

/* Another program may have drawn on the same image while this one was not
 * looked at. A stroke in progress is not disturbed.
 */
static void
window_active_cb (RlReview *self)
{
  RimSegmentation *segmentation = rl_session_get_segmentation (self->session);
  g_autoptr(GError) error = NULL;

  if (self->library == NULL || self->is_closing || segmentation == NULL ||
      rl_session_get_pending (self->session) != NULL ||
      !gtk_window_is_active (GTK_WINDOW (self->window)))
    return;

  if (!rim_library_refresh (self->library, segmentation, &error))
    rl_window_say (self->window, error->message);
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
  RimSegmentation *segmentation = rl_session_get_segmentation (self->session);
  gboolean has_library = self->library != NULL;
  gboolean is_open = has_library && rl_study_loader_get_asked (self->loader) != 0;
  gboolean has_lesions = segmentation != NULL && rim_segmentation_get_n_lesions (segmentation) > 0;

  set_enabled (self, "import-folder", has_library);
  set_enabled (self, "import-files", has_library);
  set_enabled (self, "open-demo", has_library);
  set_enabled (self, "relocate", has_library);
  set_enabled (self, "next-series", is_open);
  set_enabled (self, "next-study", has_library);
  set_enabled (self, "next-undone", has_library);
  set_enabled (self, "set-status", has_library);
  set_enabled (self, "save", has_lesions && rl_session_get_base (self->session) != NULL);
  set_enabled (self, "save-to", has_lesions && rl_session_get_base (self->session) != NULL);
  set_enabled (self, "close-study", rl_session_get_base (self->session) != NULL);
  set_enabled (self, "suv-details",
               has_library && rl_study_loader_get_suv (self->loader) != NULL);
}

static void
rl_review_dispose (GObject *object)
{
  RlReview *self = RL_REVIEW (object);

  rl_review_clear_imports (self);
  g_clear_object (&self->chooser);
  g_clear_object (&self->measurer);
  g_clear_object (&self->evaluator);
  g_clear_object (&self->loader);
  g_clear_object (&self->prior_loader);
  g_clear_object (&self->cache);
  g_clear_object (&self->library);
  g_clear_object (&self->jobs);
  g_clear_object (&self->session);
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
}

static void
set_up_panes (RlReview *self)
{
  RlInspector *inspector = rl_window_get_inspector (self->window);

  self->browser = RL_BROWSER (rl_browser_new ());
  self->lesions = RL_LESION_PANE (rl_lesion_pane_new (self->session, self->measurer));
  self->features = RL_FEATURE_PANE (rl_feature_pane_new (self->jobs, self->session));
  self->progress = RL_PROGRESS_BAR (rl_progress_bar_new ());
  self->notice = RL_NOTICE (rl_notice_new ());

  rl_review_connect_progress (self);
  rl_browser_set_footer (self->browser, GTK_WIDGET (self->progress));
  rl_window_set_place (self->window, "browser", GTK_WIDGET (self->browser));
  rl_window_set_place (self->window, "notices", GTK_WIDGET (self->notice));
  rl_inspector_add_page (inspector, "lesions", _("Lesions"), GTK_WIDGET (self->lesions));
  rl_inspector_add_page (inspector, "features", _("Features"), GTK_WIDGET (self->features));
  rl_inspector_add_page (inspector, "measurements", _("Measurements"),
                         rl_measurement_pane_new (self->session));

  g_signal_connect_object (self->browser, "open", G_CALLBACK (browser_open_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->browser, "status", G_CALLBACK (rl_review_set_status), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->features, "message", G_CALLBACK (rl_window_say), self->window,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->lesions, "removed", G_CALLBACK (lesion_removed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
set_up_settings (RlReview *self)
{
  rl_session_set_brush_radius (self->session, rl_settings_get_brush_radius (self->settings));
  rl_settings_keep_inspector (self->settings, G_OBJECT (self->window));
  rl_settings_keep_features (self->settings, G_OBJECT (self->features));
  apply_mouse_profile (self);
  apply_user_windows (self);
  apply_memory_budget (self);

  g_signal_connect_object (self->settings, "notify::user-windows",
                           G_CALLBACK (apply_user_windows), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "notify::memory-budget",
                           G_CALLBACK (apply_memory_budget), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "notify::mouse-profile",
                           G_CALLBACK (apply_mouse_profile), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "notify::author", G_CALLBACK (apply_author), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::segmentation",
                           G_CALLBACK (segmentation_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->window, "notify::is-active", G_CALLBACK (window_active_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "lesions-changed",
                           G_CALLBACK (rl_review_update_actions), self, G_CONNECT_SWAPPED);
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
    { .name = "find-feature", .activate = find_feature_cb },
    { .name = "close-study", .activate = close_study_cb },
  };
  RlReview *self = g_object_new (RL_TYPE_REVIEW, NULL);

  self->window = window;
  self->settings = g_object_ref (settings);
  self->jobs = g_object_ref (rl_window_get_jobs (window));
  self->session = g_object_ref (rl_window_get_session (window));
  self->measurer = rl_measurer_new (self->jobs, self->session);
  self->evaluator = rl_evaluator_new (self->jobs, self->session);

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), self);
  rl_review_set_up_browse (self);
  rl_review_set_up_import (self);
  rl_review_set_up_layouts (self);
  rl_review_set_up_save (self);
  rl_review_set_up_suv (self);
  rl_review_set_up_measurements (self);
  set_up_panes (self);
  rl_review_set_up_pages (self);
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
      adw_status_page_set_title (self->error_page, _("The Library Cannot Be Opened"));
      adw_status_page_set_description (self->error_page, error->message);
      gtk_widget_set_visible (self->relocate_button, FALSE);
      rl_window_show_page (self->window, "error");
      return FALSE;
    }

  self->loader = rl_study_loader_new (self->jobs, self->library, self->session);
  self->prior_loader = rl_study_loader_new (self->jobs, self->library,
                                            rl_window_get_prior (self->window));
  rl_study_loader_set_cache (self->loader, self->cache);
  rl_study_loader_set_cache (self->prior_loader, self->cache);
  rl_browser_set_library (self->browser, self->jobs, self->library);
  rl_feature_pane_set_library (self->features, self->library);
  g_signal_connect_object (self->library, "changed", G_CALLBACK (rl_image_cache_clear),
                           self->cache, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->library, "write-failed", G_CALLBACK (write_failed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->library, "write-recovered", G_CALLBACK (write_recovered_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->loader, "changed", G_CALLBACK (loader_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->loader, "note", G_CALLBACK (loader_note_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->prior_loader, "changed", G_CALLBACK (rl_review_announce_prior), self,
                           G_CONNECT_SWAPPED);
  loader_changed_cb (self, self->loader);

  return TRUE;
}

void
rl_review_show_place (RlReview *self,
                      RlPlace   place)
{
  rl_browser_reveal (self->browser, place.patient_id, place.study_id, place.series_id);
  rl_review_open_series (self, place.study_id, place.series_id);
}

/**
 * rl_review_open_series:
 * @self: a review
 * @study_id: a study of the library
 * @series_id: a series of the study
 */
void
rl_review_open_series (RlReview *self,
                       gint64    study_id,
                       gint64    series_id)
{
  g_return_if_fail (RL_IS_REVIEW (self));
  g_return_if_fail (self->loader != NULL);

  rl_study_loader_open (self->loader, study_id, series_id);
}

/* Returns: (transfer none) (nullable) */
RlStudyLoader *
rl_review_get_loader (RlReview *self)
{
  g_return_val_if_fail (RL_IS_REVIEW (self), NULL);

  return self->loader;
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

  return self->measurer;
}

/* Returns: (transfer none) */
RlFeaturePane *
rl_review_get_features (RlReview *self)
{
  g_return_val_if_fail (RL_IS_REVIEW (self), NULL);

  return self->features;
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

  self->is_closing = TRUE;
  rl_review_clear_imports (self);
  rl_jobs_shut_down (self->jobs);
  if (self->library == NULL)
    return;

  rl_study_loader_save_display (self->loader);
  if (!rim_library_flush (self->library, &error))
    g_message ("%s", error->message);
  rim_library_close (self->library);
}
