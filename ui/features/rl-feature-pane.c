/* rl-feature-pane.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "features/rl-feature-pane-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/rl-unit.h"
#include "view/rim-render.h"

/* Values of a stroke in progress come faster than this: they do not flicker. */
#define STALE_DELAY 300

enum
{
  MESSAGE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlFeaturePane, rl_feature_pane, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

void
rl_feature_pane_say (RlFeaturePane *self,
                     const char    *message)
{
  g_signal_emit (self, signals[MESSAGE], 0, message);
}

static RimUnit
get_unit (RlFeaturePane *self)
{
  RimVolume *image = rl_feature_extractor_get_image (self->extractor);

  return image != NULL ? rim_volume_get_unit (image) : RIM_UNIT_HU;
}

static void
set_row_style (RlFeaturePane *self,
               gboolean       compares,
               gboolean       is_stale)
{
  self->row_style = (RlFeatureRowStyle) { compares, is_stale };
  rl_feature_list_set_style (self->list, self->row_style);
}

static void
set_stale (RlFeaturePane *self,
           gboolean       stale)
{
  set_row_style (self, self->row_style.compares, stale);
  gtk_widget_set_opacity (GTK_WIDGET (self->progress), stale ? 1.0 : 0.0);
}

static gboolean
stale_cb (gpointer data)
{
  RlFeaturePane *self = data;

  self->stale_timeout = 0;
  set_stale (self, TRUE);

  return G_SOURCE_REMOVE;
}

static gboolean
is_current (RlFeaturePane *self)
{
  return rl_feature_extractor_is_up_to_date (self->extractor) &&
         rl_feature_extractor_is_up_to_date (self->other);
}

/* Values of another image or VOI are dimmed at once, those of the stroke before
 * only when the next take long.
 */
static void
update_stale (RlFeaturePane *self)
{
  if (is_current (self))
    {
      g_clear_handle_id (&self->stale_timeout, g_source_remove);
      set_stale (self, FALSE);
    }
  else if (rl_feature_extractor_get_state (self->extractor) == RL_FEATURES_COMPUTING)
    {
      g_clear_handle_id (&self->stale_timeout, g_source_remove);
      set_stale (self, TRUE);
    }
  else if (self->stale_timeout == 0)
    {
      self->stale_timeout = g_timeout_add (STALE_DELAY, stale_cb, self);
    }
}

static const char *
get_message (RlFeaturePane *self)
{
  const char *problem = rl_feature_extractor_get_problem (self->extractor);

  if (rl_feature_extractor_get_table (self->extractor) != NULL)
    return NULL;
  if (problem != NULL)
    return problem;

  return rl_feature_extractor_get_state (self->extractor) == RL_FEATURES_COMPUTING ? _("Computing…") : "";
}

static void
update_page (RlFeaturePane *self)
{
  const char *message = get_message (self);
  gboolean has_values = message == NULL && is_current (self);

  if (message != NULL)
    gtk_label_set_text (self->message, message);
  gtk_stack_set_visible_child_name (self->pages, message != NULL ? "message" : "list");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "features.copy", has_values);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "features.export", has_values);
}

/* The voxels of the range, in the VOI as it is now; without a range the VOI
 * itself, unless that is what is drawn anyway.
 */
static void
point_at_range (RlFeaturePane *self)
{
  RimMask *mask = rl_feature_extractor_get_mask (self->extractor);
  double lower;
  double upper;

  self->pointed_mask = mask;
  if (mask == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    rl_highlighter_clear (self->highlighter);
  else if (rl_histogram_view_get_values (self->histogram, &lower, &upper))
    rl_highlighter_point_at (self->highlighter, mask,
                             rl_feature_extractor_get_image (self->extractor), lower, upper);
  else if (rl_feature_pane_get_voi (self) != RIM_VOI_TUMOUR)
    rl_highlighter_show (self->highlighter, mask);
  else
    rl_highlighter_clear (self->highlighter);
}

/* Escape takes the highlight away wherever the focus is. */
static void
display_changed_cb (RlFeaturePane *self)
{
  if (self->pointed_mask != NULL && rl_session_get_highlight (self->session) == NULL &&
      !rl_highlighter_is_busy (self->highlighter) && gtk_widget_get_mapped (GTK_WIDGET (self)))
    rl_histogram_view_clear_range (self->histogram);
}

static void
update_histogram (RlFeaturePane *self)
{
  RimVolume *image = rl_feature_extractor_get_image (self->extractor);
  g_autofree char *unit = image != NULL ? rl_unit_describe (image) : g_strdup ("");

  rl_histogram_view_set_histogram (self->histogram,
                                   rl_feature_extractor_get_histogram (self->extractor), unit);
  if (image == NULL && rl_feature_extractor_get_state (self->extractor) == RL_FEATURES_NOTHING)
    rl_histogram_view_clear_range (self->histogram);
  if (self->pointed_mask != rl_feature_extractor_get_mask (self->extractor))
    point_at_range (self);
}

static void
update_values (RlFeaturePane *self)
{
  rl_feature_model_set_tables (self->model, rl_feature_extractor_get_table (self->extractor),
                               get_unit (self), rl_feature_extractor_get_table (self->other));
  update_page (self);
  update_stale (self);
}

static void
extracted_cb (RlFeaturePane *self)
{
  update_histogram (self);
  update_values (self);
}

static void
probe_changed_cb (RlFeaturePane *self)
{
  RimVolume *image = rl_feature_extractor_get_image (self->extractor);
  RimVec3 point;
  double value;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)) || image == NULL ||
      !rl_session_get_probe (self->session, &point) || !rim_probe (image, point, &value))
    value = NAN;

  rl_histogram_view_set_mark (self->histogram, value);
}

static void
update_other (RlFeaturePane *self)
{
  RlFeatureSource *source = gtk_drop_down_get_selected_item (self->compare);
  gboolean compares = source != NULL &&
                      g_strcmp0 (rl_source_get_id (RL_SOURCE (source)), RL_NO_SOURCE) != 0;

  rl_feature_extractor_set_settings (self->other,
                                     compares
                                     ? rl_feature_pane_get_settings (self,
                                                                     rl_feature_source_get_image (source))
                                     : NULL);
  rl_feature_extractor_set_source (self->other, compares ? source : NULL);

  set_row_style (self, compares, self->row_style.is_stale);
  update_values (self);
}

void
rl_feature_pane_update_sources (RlFeaturePane *self)
{
  RimStudyImage image = rl_feature_pane_get_image (self);
  RimVoiKind voi = rl_feature_pane_get_voi (self);
  const RlFeatureVoi *how = rl_voi_button_get_how (self->distances);
  g_autoptr(RlFeatureSource) source =
    rl_feature_source_new ("main", rl_study_image_get_title (image), image, voi, NULL, NULL, NULL);

  rl_feature_pane_follow_settings (self);
  rl_feature_extractor_set_settings (self->extractor, rl_feature_pane_get_settings (self, image));
  rl_feature_extractor_set_voi (self->extractor, how);
  rl_feature_extractor_set_voi (self->other, how);
  rl_feature_extractor_set_source (self->extractor, source);
  rl_feature_sources_set_main (self->sources, image, voi);
  update_other (self);
}

static void
compare_selected_cb (RlFeaturePane *self)
{
  RlFeatureSource *source = gtk_drop_down_get_selected_item (self->compare);

  if (self->is_following || source == NULL || rl_sources_is_updating (RL_SOURCES (self->sources)))
    return;

  g_free (self->other_id);
  self->other_id = g_strdup (rl_source_get_id (RL_SOURCE (source)));
  update_other (self);
}

/* What is compared with stays chosen, or nothing is if it is gone. */
static void
sources_changed_cb (RlFeaturePane *self)
{
  self->is_following = TRUE;
  gtk_drop_down_set_selected (self->compare, rl_sources_find (RL_SOURCES (self->sources), self->other_id));
  self->is_following = FALSE;
  update_other (self);
}

static void
search_changed_cb (RlFeaturePane *self)
{
  rl_feature_model_set_search (self->model, gtk_editable_get_text (GTK_EDITABLE (self->search)));
  rl_feature_list_scroll_to_top (self->list);
}

static void
stop_search_cb (RlFeaturePane *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}

static void
choose_image (RlFeaturePane *self)
{
  self->is_following = TRUE;
  gtk_drop_down_set_selected (self->image, rl_study_image_find_shown (self->session, self->wanted_image));
  self->is_following = FALSE;
}

static void
images_changed_cb (RlFeaturePane *self)
{
  RimVolume *ct = rl_session_get_volume (self->session, RL_LAYER_CT);
  RimVolume *pet = rl_session_get_volume (self->session, RL_LAYER_PET);

  if (!rl_feature_images_are_of (self->images, ct, pet))
    {
      g_object_unref (self->images);
      self->images = rl_feature_images_new (ct, pet);
    }

  choose_image (self);
  rl_feature_extractor_set_images (self->extractor, self->images);
  rl_feature_extractor_set_images (self->other, self->images);
  rl_feature_pane_update_sources (self);
}

static void
set_active (RlFeaturePane *self,
            gboolean       active)
{
  rl_feature_extractor_set_active (self->extractor, active);
  rl_feature_extractor_set_active (self->other, active);
  point_at_range (self);
}

static void
rl_feature_pane_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (rl_feature_pane_parent_class)->map (widget);

  set_active (RL_FEATURE_PANE (widget), TRUE);
}

static void
rl_feature_pane_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (rl_feature_pane_parent_class)->unmap (widget);

  set_active (RL_FEATURE_PANE (widget), FALSE);
}

static void
rl_feature_pane_dispose (GObject *object)
{
  RlFeaturePane *self = RL_FEATURE_PANE (object);
  GtkWidget *child;

  g_clear_handle_id (&self->stale_timeout, g_source_remove);
  if (self->list != NULL)
    rl_feature_list_set_model (self->list, NULL);
  if (self->compare != NULL)
    gtk_drop_down_set_model (self->compare, NULL);
  if (self->about_settings != NULL)
    gtk_menu_button_set_create_popup_func (self->about_settings, NULL, NULL, NULL);
  g_clear_object (&self->chooser);
  gtk_widget_dispose_template (GTK_WIDGET (self), RL_TYPE_FEATURE_PANE);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  rl_feature_pane_clear_settings (self);
  g_clear_pointer (&self->other_id, g_free);
  g_clear_object (&self->images);
  g_clear_object (&self->highlighter);
  g_clear_object (&self->model);
  g_clear_object (&self->sources);
  g_clear_object (&self->other);
  g_clear_object (&self->extractor);
  g_clear_object (&self->session);
  g_clear_object (&self->jobs);

  G_OBJECT_CLASS (rl_feature_pane_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rimlight/Rimlight/ui/rl-feature-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, RlFeaturePane, histogram);
  gtk_widget_class_bind_template_child (widget_class, RlFeaturePane, search);
  gtk_widget_class_bind_template_child (widget_class, RlFeaturePane, compare);
  gtk_widget_class_bind_template_child (widget_class, RlFeaturePane, pages);
  gtk_widget_class_bind_template_child (widget_class, RlFeaturePane, message);
  gtk_widget_class_bind_template_child (widget_class, RlFeaturePane, list);
  gtk_widget_class_bind_template_child (widget_class, RlFeaturePane, progress);
  gtk_widget_class_bind_template_callback (widget_class, point_at_range);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
}

static void
rl_feature_pane_class_init (RlFeaturePaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rl_feature_pane_dispose;
  widget_class->map = rl_feature_pane_map;
  widget_class->unmap = rl_feature_pane_unmap;

  signals[MESSAGE] = g_signal_new ("message", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  bind_template (widget_class);
  rl_feature_pane_class_install_choices (G_OBJECT_CLASS (klass));
  rl_feature_pane_class_bind_choices (widget_class);
  rl_feature_pane_class_bind_settings (widget_class);
  rl_feature_pane_class_install_export (widget_class);
  gtk_widget_class_set_css_name (widget_class, "features");

  g_type_ensure (RL_TYPE_FEATURE_LIST);
  g_type_ensure (RL_TYPE_HISTOGRAM_VIEW);
  g_type_ensure (RL_TYPE_VOI_BUTTON);
}

static void
rl_feature_pane_init (RlFeaturePane *self)
{
  self->other_id = g_strdup (RL_NO_SOURCE);
  self->model = rl_feature_model_new ();
  self->images = rl_feature_images_new (NULL, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));

  rl_feature_list_set_model (self->list, self->model);
}

static void
set_up_compare (RlFeaturePane *self)
{
  g_autoptr(GtkExpression) title = gtk_property_expression_new (RL_TYPE_FEATURE_SOURCE, NULL, "title");

  gtk_drop_down_set_expression (self->compare, title);
  gtk_drop_down_set_model (self->compare, rl_sources_get_list (RL_SOURCES (self->sources)));
  g_signal_connect_object (self->compare, "notify::selected-item", G_CALLBACK (compare_selected_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sources, "changed", G_CALLBACK (sources_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
connect_signals (RlFeaturePane *self)
{
  const struct {
    gpointer    object;
    const char *signal;
    GCallback   callback;
  } handlers[] = {
    { self->extractor, "changed", G_CALLBACK (extracted_cb) },
    { self->other, "changed", G_CALLBACK (update_values) },
    { self->session, "images-changed", G_CALLBACK (images_changed_cb) },
    { self->session, "probe-changed", G_CALLBACK (probe_changed_cb) },
    { self->session, "display-changed", G_CALLBACK (display_changed_cb) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (handlers); i++)
    g_signal_connect_object (handlers[i].object, handlers[i].signal, handlers[i].callback, self,
                             G_CONNECT_SWAPPED);
  g_object_bind_property (self->extractor, "progress", self->progress, "fraction",
                          G_BINDING_SYNC_CREATE);
}

GtkWidget *
rl_feature_pane_new (RlJobs    *jobs,
                     RlSession *session)
{
  RlFeaturePane *self = g_object_new (RL_TYPE_FEATURE_PANE, NULL);

  self->jobs = g_object_ref (jobs);
  self->session = g_object_ref (session);
  self->extractor = rl_feature_extractor_new (jobs, session);
  self->other = rl_feature_extractor_new (jobs, session);
  self->sources = rl_feature_sources_new (jobs, session);
  self->highlighter = rl_highlighter_new (jobs, session);

  rl_feature_pane_set_up_settings (self);
  set_up_compare (self);
  rl_feature_pane_set_up_choices (self);
  connect_signals (self);
  images_changed_cb (self);

  return GTK_WIDGET (self);
}

/**
 * rl_feature_pane_set_library:
 * @self: a pane
 * @library: (nullable): where other time points and readers are looked for
 */
void
rl_feature_pane_set_library (RlFeaturePane *self,
                             RimLibrary    *library)
{
  g_return_if_fail (RL_IS_FEATURE_PANE (self));

  rl_sources_set_library (RL_SOURCES (self->sources), library);
}

/* Returns: (transfer none) */
RlFeatureExtractor *
rl_feature_pane_get_extractor (RlFeaturePane *self)
{
  g_return_val_if_fail (RL_IS_FEATURE_PANE (self), NULL);

  return self->extractor;
}

/* Returns: (transfer none): of what is compared with */
RlFeatureExtractor *
rl_feature_pane_get_other (RlFeaturePane *self)
{
  g_return_val_if_fail (RL_IS_FEATURE_PANE (self), NULL);

  return self->other;
}

/* Returns: (transfer none) */
RlFeatureModel *
rl_feature_pane_get_model (RlFeaturePane *self)
{
  g_return_val_if_fail (RL_IS_FEATURE_PANE (self), NULL);

  return self->model;
}

/* Returns: (transfer none) */
RlHistogramView *
rl_feature_pane_get_histogram (RlFeaturePane *self)
{
  g_return_val_if_fail (RL_IS_FEATURE_PANE (self), NULL);

  return self->histogram;
}

void
rl_feature_pane_focus_search (RlFeaturePane *self)
{
  g_return_if_fail (RL_IS_FEATURE_PANE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/**
 * rl_feature_pane_set_search:
 * @self: a pane
 * @search: words, as for rl_feature_model_set_search()
 */
void
rl_feature_pane_set_search (RlFeaturePane *self,
                            const char    *search)
{
  g_return_if_fail (RL_IS_FEATURE_PANE (self));

  gtk_editable_set_text (GTK_EDITABLE (self->search), search);
  search_changed_cb (self);
}

/**
 * rl_feature_pane_compare_with:
 * @self: a pane
 * @source_id: the id of a source: RL_NO_SOURCE, "opened", "image-pet", "voi-rim",
 *   "lesion-ID", "series-ID" (the same lesion on another image of the library)
 */
void
rl_feature_pane_compare_with (RlFeaturePane *self,
                              const char    *source_id)
{
  g_return_if_fail (RL_IS_FEATURE_PANE (self));

  gtk_drop_down_set_selected (self->compare, rl_sources_find (RL_SOURCES (self->sources), source_id));
}

/* Returns: (nullable): what stands there instead of values */
const char *
rl_feature_pane_get_message (RlFeaturePane *self)
{
  g_return_val_if_fail (RL_IS_FEATURE_PANE (self), NULL);

  return get_message (self);
}

/* Returns: (transfer none): how core and rim are made */
RlVoiButton *
rl_feature_pane_get_voi_button (RlFeaturePane *self)
{
  g_return_val_if_fail (RL_IS_FEATURE_PANE (self), NULL);

  return self->distances;
}
