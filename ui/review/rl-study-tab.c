/* rl-study-tab.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "review/rl-review-private.h"

#include <glib/gi18n-lib.h>

#include "canvas/rl-slice-canvas.h"
#include "core/rl-format.h"
#include "core/rl-lesion-center.h"
#include "history/rl-history-pane.h"
#include "maps/rl-habitat-panel.h"
#include "maps/rl-map-threshold-panel.h"
#include "measurements/rl-measurement-pane.h"

G_DEFINE_FINAL_TYPE (RlStudyTab, rl_study_tab, G_TYPE_OBJECT)

static void
restore_cb (AdwToast  *toast,
            RimLesion *lesion)
{
  RimSegmentation *segmentation = g_object_get_data (G_OBJECT (toast), "segmentation");
  guint position = rim_segmentation_get_position (segmentation);
  RimEdit *last = position > 0 ? rim_segmentation_get_edit (segmentation, position - 1) : NULL;

  if (rim_segmentation_find (segmentation, lesion->id, NULL) != NULL)
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

/* Undo brings back this lesion, whatever was done and opened since. */
static void
lesion_removed_cb (RlStudyTab   *self,
                   RimLesion    *lesion,
                   RlLesionPane *pane)
{
  g_autofree char *name = g_markup_escape_text (lesion->name, -1);
  g_autofree char *message = g_strdup_printf (_("“%s” deleted"), name);
  AdwToast *toast = adw_toast_new (message);

  adw_toast_set_button_label (toast, _("Undo"));
  g_object_set_data_full (G_OBJECT (toast), "segmentation",
                          g_object_ref (rl_session_get_segmentation (self->session)), g_object_unref);
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (restore_cb),
                         rim_lesion_ref (lesion), lesion_closure_free, 0);
  rl_window_add_toast (self->review->window, toast);
}

static void
lesion_message_cb (RlStudyTab *self,
                   const char *message)
{
  rl_window_say (self->review->window, message);
}

static const char *
get_modality (RlStudyTab *self)
{
  gboolean has_ct = rl_session_get_volume (self->session, RL_LAYER_CT) != NULL;
  RimVolume *base = rl_session_get_base (self->session);
  RimSource *source = base != NULL ? rim_volume_get_source (base) : NULL;

  if (rl_session_get_volume (self->session, RL_LAYER_PET) != NULL)
    return has_ct ? _("PET/CT") : _("PET");

  return source != NULL ? source->modality : NULL;
}

/* What says which tab it is comes first. */
static void
update_label (RlStudyTab *self,
              const char *name,
              const char *date)
{
  const char *modality = get_modality (self);
  g_autoptr(GString) label = g_string_new (name);

  if (date != NULL && *date != '\0')
    g_string_append_printf (label, " · %s", date);
  if (modality != NULL && *modality != '\0')
    g_string_append_printf (label, " · %s", modality);
  rl_reading_set_label (self->reading, label->str);
}

static void
update_heading (RlStudyTab *self)
{
  RimVolume *base = rl_session_get_base (self->session);
  RimSource *source = base != NULL ? rim_volume_get_source (base) : NULL;
  g_autofree char *name = NULL;
  g_autofree char *date = NULL;
  g_autofree char *subtitle = NULL;

  if (source == NULL)
    {
      rl_reading_set_heading (self->reading, NULL, NULL);
      rl_reading_set_label (self->reading, NULL);
      return;
    }

  name = rl_format_person_name (source->patient_name != NULL ? source->patient_name
                                                             : source->patient_id);
  date = rl_format_date (source->study_date);
  subtitle = g_strjoin (" · ", date, source->study_description, NULL);
  rl_reading_set_heading (self->reading, name, subtitle);
  update_label (self, name, date);
}

/* What was opened last is what is opened first the next time. */
static void
note_opened (RlStudyTab *self)
{
  RimVolume *base = rl_session_get_base (self->session);
  RimSource *source = base != NULL ? rim_volume_get_source (base) : NULL;
  gint64 asked = rl_study_loader_get_asked (self->loader);

  if (rl_study_loader_get_state (self->loader) != RL_LOAD_DONE || asked == self->noted ||
      source == NULL || source->study_uid == NULL)
    return;

  self->noted = asked;
  rim_library_note_opened (self->review->library, source->study_uid);
}

/* It comes with its study, which may take a while. */
static void
go_to_wanted (RlStudyTab *self)
{
  RimLesion *lesion = self->wanted != NULL ? rl_session_find_lesion (self->session, self->wanted) : NULL;
  RimVec3 center;

  if (lesion == NULL)
    return;

  rl_session_set_active_lesion (self->session, lesion->id);
  if (rl_lesion_find_center (lesion, &center))
    rl_session_set_cursor (self->session, center);
  g_clear_pointer (&self->wanted, g_free);
}

static void
loader_changed_cb (RlStudyTab    *self,
                   RlStudyLoader *loader)
{
  RimSuv *suv = rl_study_loader_get_suv (loader);

  rl_measurer_set_pet_reason (self->measurer, suv != NULL ? suv->why_not : NULL);
  rl_lesion_pane_set_n_suv_warnings (self->lesions, suv != NULL ? suv->warnings->len : 0);
  rl_lesion_pane_set_n_other (self->lesions, rl_study_loader_get_n_other_drawn (loader));
  note_opened (self);
  go_to_wanted (self);
  rl_reading_set_priors (self->reading, rl_study_loader_get_priors (loader));
  rl_study_tab_update_page (self);
  rl_review_follow_tabs (self->review);
  rl_study_tab_update_prior (self);
  update_heading (self);
  rl_study_tab_find_maps (self);
}

static void
priors_changed_cb (RlStudyTab    *self,
                   RlStudyLoader *loader)
{
  rl_reading_set_priors (self->reading, rl_study_loader_get_priors (loader));
  rl_study_tab_update_prior (self);
  if (self == self->review->tab)
    rl_review_update_priors (self->review);
}

static void
library_changed_cb (RlStudyTab *self)
{
  if (self->review->is_closing)
    return;

  rl_study_loader_refresh_priors (self->loader);
  rl_study_tab_find_maps (self);
}

static void
loader_note_cb (RlStudyTab    *self,
                const char    *text,
                RlStudyLoader *loader)
{
  rl_window_say (self->review->window, text);
}

static void
apply_mouse_profile (RlStudyTab *self)
{
  RlTool tool = rl_settings_get_mouse_profile (self->review->settings) == RL_MOUSE_RESEARCH
                ? RL_TOOL_CROSSHAIR
                : RL_TOOL_WINDOW;

  rl_session_set_tool (self->session, tool);
}

void
rl_study_tab_apply_user_windows (RlStudyTab *self)
{
  GVariant *windows = rl_settings_get_user_windows (self->review->settings);

  rl_session_set_user_windows (self->session, windows);
  rl_session_set_user_windows (rl_reading_get_prior (self->reading), windows);
}

static void
apply_author (RlStudyTab *self)
{
  g_autofree char *author = rl_settings_dup_author (self->review->settings);
  RimSegmentation *segmentation = rl_session_get_segmentation (self->session);

  if (segmentation != NULL)
    rim_segmentation_set_author (segmentation, author);
}

/* What the user should know of how contours were read. */
static void
say_warnings (RlStudyTab *self)
{
  RimSegmentation *segmentation = rl_session_get_segmentation (self->session);
  GPtrArray *warnings = segmentation != NULL ? rim_segmentation_get_warnings (segmentation) : NULL;
  g_autofree char *message = NULL;

  if (warnings == NULL || warnings->len == 0)
    return;

  message = warnings->len == 1
            ? g_strdup (g_ptr_array_index (warnings, 0))
            : g_strdup_printf (_("Contours were read with %u warnings"), warnings->len);
  rl_review_say_with_details (self->review, message, _("How the Contours Were Read"), warnings);
}

static void
segmentation_changed_cb (RlStudyTab *self)
{
  apply_author (self);
  say_warnings (self);
}

static void
rl_study_tab_dispose (GObject *object)
{
  RlStudyTab *self = RL_STUDY_TAB (object);

  rl_study_tab_clear_saving (self);
  g_clear_pointer (&self->wanted, g_free);
  g_clear_pointer (&self->map_cache, rim_map_cache_unref);
  g_clear_object (&self->times);
  g_clear_object (&self->measurer);
  g_clear_object (&self->evaluator);
  g_clear_object (&self->loader);
  g_clear_object (&self->prior_loader);
  g_clear_object (&self->session);
  g_clear_weak_pointer (&self->reading);
  g_clear_pointer (&self->begun_case, g_free);

  G_OBJECT_CLASS (rl_study_tab_parent_class)->dispose (object);
}

static void
rl_study_tab_class_init (RlStudyTabClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_study_tab_dispose;
}

static void
rl_study_tab_init (RlStudyTab *self)
{
}

/* A form is of use where it is seen. */
static void
operation_cb (RlStudyTab *self)
{
  if (*rl_session_get_operation (self->session) != '\0')
    rl_window_show_inspector (self->review->window, "lesions");
}

/* The study of another time is read in a tab of its own, beside this one. */
static void
open_time_cb (RlStudyTab   *self,
              gint64        study_id,
              gint64        series_id,
              const char   *lesion_id,
              RlLesionPane *pane)
{
  RlReview *review = self->review;

  rl_review_open_in_tab (review, study_id, series_id);
  rl_study_tab_show_lesion (review->tab, lesion_id);
}

static void
set_up_times (RlStudyTab *self)
{
  self->times = rl_lesion_times_new (self->review->jobs, self->session);
  rl_lesion_times_set_link (self->times, rl_view_grid_get_link (rl_reading_get_views (self->reading)),
                            rl_reading_get_prior (self->reading));
  rl_lesion_pane_set_times (self->lesions, self->times);
  rl_reading_set_times (self->reading, self->times);
  g_signal_connect_object (self->lesions, "open-time", G_CALLBACK (open_time_cb), self, G_CONNECT_SWAPPED);
}

static void
tool_cb (RlStudyTab *self)
{
  if (rl_session_get_tool (self->session) == RL_TOOL_THRESHOLD)
    rl_window_show_inspector (self->review->window, "lesions");
}

static void
set_up_map_sections (RlStudyTab *self)
{
  GtkWidget *habitats = rl_habitat_panel_new (self->review->jobs, self->session, self->maps,
                                              rl_feature_pane_get_extractor (self->features));

  rl_map_pane_add_section (self->maps, _("Threshold"),
                           rl_map_threshold_panel_new (self->review->jobs, self->session));
  rl_map_pane_add_section (self->maps, _("Habitats"), habitats);
  g_signal_connect_object (habitats, "message", G_CALLBACK (rl_map_pane_say), self->maps, G_CONNECT_SWAPPED);
}

static void
set_up_panes (RlStudyTab *self)
{
  RlInspector *inspector = rl_reading_get_inspector (self->reading);
  RlReview *review = self->review;
  GtkWidget *history = rl_history_pane_new (review->jobs, self->session);

  self->lesions = RL_LESION_PANE (rl_lesion_pane_new (self->session, self->measurer));
  set_up_times (self);
  self->features = RL_FEATURE_PANE (rl_feature_pane_new (review->jobs, self->session));
  self->maps = RL_MAP_PANE (rl_map_pane_new (review->jobs, self->session));
  rl_map_pane_set_prior (self->maps, rl_reading_get_prior (self->reading));
  set_up_map_sections (self);
  self->compare = RL_COMPARE_PANE (rl_compare_pane_new (review->jobs, self->session));
  rl_inspector_add_page (inspector, "lesions", _("Lesions"), GTK_WIDGET (self->lesions));
  rl_inspector_add_page (inspector, "features", _("Features"), GTK_WIDGET (self->features));
  rl_inspector_add_page (inspector, "maps", _("Maps"), GTK_WIDGET (self->maps));
  rl_inspector_add_page (inspector, "measurements", _("Measurements"),
                         rl_measurement_pane_new (self->session));
  rl_inspector_add_page (inspector, "score", _("Score"), rl_study_tab_new_score (self));
  rl_inspector_add_page (inspector, "compare", _("Compare"), GTK_WIDGET (self->compare));
  rl_inspector_add_page (inspector, "history", _("History"), history);

  g_signal_connect_object (self->features, "message", G_CALLBACK (rl_window_say), review->window,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->maps, "message", G_CALLBACK (rl_window_say), review->window,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->compare, "message", G_CALLBACK (rl_window_say), review->window,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (history, "message", G_CALLBACK (rl_window_say), review->window,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->lesions, "message", G_CALLBACK (lesion_message_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::operation", G_CALLBACK (operation_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::tool", G_CALLBACK (tool_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->lesions, "removed", G_CALLBACK (lesion_removed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
set_up_settings (RlStudyTab *self)
{
  RlSettings *settings = self->review->settings;

  rl_session_set_brush_radius (self->session, rl_settings_get_brush_radius (settings));
  rl_settings_keep_features (settings, G_OBJECT (self->features));
  rl_settings_keep_voi (settings, G_OBJECT (rl_feature_pane_get_voi_button (self->features)));
  rl_settings_keep_voi (settings, G_OBJECT (rl_map_pane_get_voi_button (self->maps)));
  rl_settings_keep_maps (settings, G_OBJECT (self->maps), G_OBJECT (rl_map_pane_get_chooser (self->maps)),
                         G_OBJECT (rl_map_pane_get_layer (self->maps)));
  rl_settings_keep_drawing (settings, G_OBJECT (self->session));
  apply_mouse_profile (self);
  rl_study_tab_apply_user_windows (self);

  g_signal_connect_object (settings, "notify::user-windows", G_CALLBACK (rl_study_tab_apply_user_windows), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "notify::mouse-profile", G_CALLBACK (apply_mouse_profile), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "notify::author", G_CALLBACK (apply_author), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::segmentation",
                           G_CALLBACK (segmentation_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * rl_study_tab_new:
 * @review: what it is a tab of; must live as long as this
 * @reading: the reading to fill
 */
RlStudyTab *
rl_study_tab_new (RlReview  *review,
                  RlReading *reading)
{
  RlStudyTab *self = g_object_new (RL_TYPE_STUDY_TAB, NULL);

  self->review = review;
  g_set_weak_pointer (&self->reading, reading);
  self->session = g_object_ref (rl_reading_get_session (reading));
  self->measurer = rl_measurer_new (review->jobs, self->session);
  self->evaluator = rl_evaluator_new (review->jobs, self->session);

  rl_study_tab_set_up_layouts (self);
  set_up_panes (self);
  rl_study_tab_set_up_pages (self);
  rl_study_tab_set_up_saving (self);
  set_up_settings (self);
  rl_review_follow_session (review, self);

  return self;
}

/**
 * rl_study_tab_set_library:
 * @self: a tab
 * @library: where its studies come from; set once
 */
void
rl_study_tab_set_library (RlStudyTab *self,
                          RimLibrary *library)
{
  RlReview *review = self->review;

  g_return_if_fail (RL_IS_STUDY_TAB (self));
  g_return_if_fail (self->loader == NULL);

  self->loader = rl_study_loader_new (review->jobs, library, self->session);
  self->prior_loader = rl_study_loader_new (review->jobs, library,
                                            rl_reading_get_prior (self->reading));
  rl_study_loader_set_cache (self->loader, review->cache);
  rl_study_loader_set_cache (self->prior_loader, review->cache);
  rl_feature_pane_set_library (self->features, library);
  rl_lesion_times_set_library (self->times, library);
  rl_compare_pane_set_library (self->compare, library);
  rl_score_pane_set_library (self->score, library);
  rl_study_tab_set_up_maps (self, library);

  g_signal_connect_object (self->loader, "changed", G_CALLBACK (loader_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->loader, "priors-changed", G_CALLBACK (priors_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (library, "changed", G_CALLBACK (library_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->loader, "note", G_CALLBACK (loader_note_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->prior_loader, "changed", G_CALLBACK (rl_study_tab_announce_prior),
                           self, G_CONNECT_SWAPPED);
  loader_changed_cb (self, self->loader);
}

/**
 * rl_study_tab_show_lesion:
 * @self: a tab
 * @lesion_id: a lesion of what it shows or is opening
 *
 * Makes it the active one and goes to it, as soon as it is there.
 */
void
rl_study_tab_show_lesion (RlStudyTab *self,
                          const char *lesion_id)
{
  g_return_if_fail (RL_IS_STUDY_TAB (self));

  g_free (self->wanted);
  self->wanted = g_strdup (lesion_id);
  go_to_wanted (self);
}

/* A contour that was begun is closed. */
static void
finish_contours (RlStudyTab *self)
{
  RlViewGrid *views = rl_reading_get_views (self->reading);

  for (guint i = 0; i < rl_view_grid_get_n_shown (views); i++)
    if (RL_IS_SLICE_CANVAS (rl_view_grid_get_pane (views, i)))
      rl_slice_canvas_command (rl_view_grid_get_canvas (views, i), RL_HAND_FINISH);
}

/**
 * rl_study_tab_close:
 * @self: a tab
 *
 * Shows nothing and keeps nothing of what was shown. A stroke in progress is drawn.
 */
void
rl_study_tab_close (RlStudyTab *self)
{
  g_return_if_fail (RL_IS_STUDY_TAB (self));

  finish_contours (self);
  rl_session_commit_pending (self->session, rl_session_get_tool (self->session) == RL_TOOL_ERASER
                                            ? "eraser" : "brush");
  rl_measurements_commit_pending (rl_session_get_measurements (self->session), "handle");
  if (self->loader == NULL)
    return;

  rl_study_loader_save_display (self->loader);
  rl_study_loader_close (self->loader);
  rl_study_loader_close (self->prior_loader);
}

/**
 * rl_study_tab_refresh:
 * @self: a tab
 *
 * Takes over what another program drew on the same image while this one was not
 * looked at. A stroke in progress is not disturbed.
 */
void
rl_study_tab_refresh (RlStudyTab *self)
{
  RimSegmentation *segmentation = rl_session_get_segmentation (self->session);
  g_autoptr(GError) error = NULL;

  if (self->review->library == NULL || segmentation == NULL ||
      rl_session_get_pending (self->session) != NULL)
    return;

  rl_lesion_times_refresh (self->times);
  if (!rim_library_refresh (self->review->library, segmentation, &error))
    rl_window_say (self->review->window, error->message);
}
