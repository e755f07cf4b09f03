/* rl-map-pane.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "maps/rl-map-pane-private.h"

#include <glib/gi18n-lib.h>

#include "maps/rl-map-explainer.h"
#include "maps/rl-map-histogram.h"
#include "widgets/rl-section.h"

enum
{
  MESSAGE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlMapPane, rl_map_pane, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static void
update_details (RlMapPane *self)
{
  const char *name = rl_map_chooser_get_feature (self->chooser);
  const RimFeatureInfo *info;
  RimMapFeature feature;
  g_autofree char *tip = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->details), name != NULL);
  gtk_widget_set_visible (self->display, name != NULL);
  if (name == NULL || !rim_map_feature_find (name, &feature, NULL))
    return;

  info = rim_map_feature_get_info (&feature);
  tip = g_strdup_printf ("%s\n%s", info->formula, info->reference);
  gtk_label_set_text (self->details, info->formula);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->details), tip);
}

static const char *
get_message (RlMapPane *self)
{
  const char *problem;

  if (rl_map_chooser_get_feature (self->chooser) == NULL)
    return NULL;

  problem = rl_map_maker_get_problem (self->maker);

  return problem == NULL && self->twin != NULL ? rl_map_twin_get_problem (self->twin) : problem;
}

static void
maker_changed_cb (RlMapPane *self)
{
  const char *message = get_message (self);

  gtk_label_set_text (self->message, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), message != NULL);
  gtk_widget_set_opacity (GTK_WIDGET (self->progress),
                          rl_map_maker_get_state (self->maker) == RL_MAP_COMPUTING ? 1.0 : 0.0);
}

static void
feature_cb (RlMapPane *self)
{
  g_object_set (self->multiples, "feature", rl_map_chooser_get_feature (self->chooser), NULL);
  update_details (self);
  rl_map_pane_choose (self);
}

static void
rl_map_pane_dispose (GObject *object)
{
  RlMapPane *self = RL_MAP_PANE (object);
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (self), RL_TYPE_MAP_PANE);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  rl_map_pane_clear_choices (self);
  g_clear_object (&self->twin);
  g_clear_object (&self->keeper);
  g_clear_object (&self->maker);
  g_clear_object (&self->layer);
  g_clear_object (&self->session);
  g_clear_object (&self->jobs);

  G_OBJECT_CLASS (rl_map_pane_parent_class)->dispose (object);
}

static void
rl_map_pane_class_init (RlMapPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rl_map_pane_dispose;

  signals[MESSAGE] = g_signal_new ("message", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rimlight/Rimlight/ui/rl-map-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, RlMapPane, chooser);
  gtk_widget_class_bind_template_child (widget_class, RlMapPane, details);
  gtk_widget_class_bind_template_child (widget_class, RlMapPane, progress);
  gtk_widget_class_bind_template_child (widget_class, RlMapPane, message);
  gtk_widget_class_bind_template_child (widget_class, RlMapPane, sections);
  rl_map_pane_class_install_choices (G_OBJECT_CLASS (klass));
  rl_map_pane_class_bind_choices (widget_class);
  rl_map_pane_class_bind_display (widget_class);
  gtk_widget_class_set_css_name (widget_class, "maps");

  g_type_ensure (RL_TYPE_COLORMAP_CHOOSER);
  g_type_ensure (RL_TYPE_MAP_CHOOSER);
  g_type_ensure (RL_TYPE_VOI_BUTTON);
}

static void
rl_map_pane_init (RlMapPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* What is shown has its name there. */
static void
unfold_cb (GtkToggleButton *section)
{
  gtk_toggle_button_set_active (section, TRUE);
}

static void
add_sections (RlMapPane *self)
{
  GtkWidget *explainer = rl_map_explainer_new (self->jobs, self->session);
  GtkWidget *multiples = rl_map_multiples_new (self->session, self->maker);

  rl_map_pane_add_section (self, _("Histogram"), rl_map_histogram_new (self->jobs, self->session, self->layer));
  self->multiples = RL_MAP_MULTIPLES (multiples);
  g_signal_connect_object (multiples, "changed", G_CALLBACK (rl_map_pane_choose), self, G_CONNECT_SWAPPED);
  rl_map_pane_add_section (self, _("Several maps"), multiples);
  rl_map_explainer_follow (RL_MAP_EXPLAINER (explainer), self->maker);
  rl_map_pane_add_section (self, _("Explain a voxel"), explainer);
  self->files = RL_MAP_FILES (rl_map_files_new (self->session, self->maker, self->chooser));
  rl_map_pane_add_section (self, _("Export and other maps"), GTK_WIDGET (self->files));
  g_signal_connect_object (self->files, "shown", G_CALLBACK (unfold_cb),
                           gtk_widget_get_prev_sibling (GTK_WIDGET (self->files)), G_CONNECT_SWAPPED);
}

GtkWidget *
rl_map_pane_new (RlJobs    *jobs,
                 RlSession *session)
{
  RlMapPane *self = g_object_new (RL_TYPE_MAP_PANE, NULL);

  self->jobs = g_object_ref (jobs);
  self->session = g_object_ref (session);
  self->layer = g_object_ref (rl_session_get_map_layer (session));
  self->maker = rl_map_maker_new (jobs, session);
  rl_map_maker_set_layer (self->maker, 0, self->layer);

  add_sections (self);
  rl_map_pane_set_up_choices (self);
  rl_map_pane_set_up_display (self);
  g_object_bind_property (self->maker, "progress", self->progress, "fraction", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->maker, "changed", G_CALLBACK (maker_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->chooser, "notify::feature", G_CALLBACK (feature_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "images-changed", G_CALLBACK (rl_map_pane_follow_images), self,
                           G_CONNECT_SWAPPED);
  rl_map_pane_follow_images (self);
  feature_cb (self);
  maker_changed_cb (self);

  return GTK_WIDGET (self);
}

/**
 * rl_map_pane_set_prior:
 * @self: a pane
 * @prior: what is shown of another time, with the same map over it
 */
void
rl_map_pane_set_prior (RlMapPane *self,
                       RlSession *prior)
{
  g_return_if_fail (RL_IS_MAP_PANE (self));
  g_return_if_fail (self->twin == NULL);

  self->twin = rl_map_twin_new (self->jobs, self->maker, self->session, prior);
  g_signal_connect_object (self->twin, "changed", G_CALLBACK (maker_changed_cb), self, G_CONNECT_SWAPPED);
}

/* Returns: (transfer none): makes the map that is shown */
RlMapMaker *
rl_map_pane_get_maker (RlMapPane *self)
{
  g_return_val_if_fail (RL_IS_MAP_PANE (self), NULL);

  return self->maker;
}

/* Returns: (transfer none): the map that is shown */
RlMapLayer *
rl_map_pane_get_layer (RlMapPane *self)
{
  g_return_val_if_fail (RL_IS_MAP_PANE (self), NULL);

  return self->layer;
}

/* Returns: (transfer none) */
RlMapChooser *
rl_map_pane_get_chooser (RlMapPane *self)
{
  g_return_val_if_fail (RL_IS_MAP_PANE (self), NULL);

  return self->chooser;
}

/* Returns: (transfer none): maps that go out and come in */
RlMapFiles *
rl_map_pane_get_files (RlMapPane *self)
{
  g_return_val_if_fail (RL_IS_MAP_PANE (self), NULL);

  return self->files;
}

/**
 * rl_map_pane_set_cache:
 * @self: a pane
 * @cache: where maps are kept, and looked for
 */
void
rl_map_pane_set_cache (RlMapPane   *self,
                       RimMapCache *cache)
{
  g_return_if_fail (RL_IS_MAP_PANE (self));

  g_clear_object (&self->keeper);
  self->keeper = rl_map_keeper_new (self->jobs, self->session, self->maker, cache);
}

/* Returns: (transfer none): how core and rim are made */
RlVoiButton *
rl_map_pane_get_voi_button (RlMapPane *self)
{
  g_return_val_if_fail (RL_IS_MAP_PANE (self), NULL);

  return self->distances;
}

/* Returns: (transfer none) */
RlMapMultiples *
rl_map_pane_get_multiples (RlMapPane *self)
{
  g_return_val_if_fail (RL_IS_MAP_PANE (self), NULL);

  return self->multiples;
}

/* All of a section, from its title on, as far as there is room. */
static void
scroll_to (GtkWidget *section)
{
  GtkScrolledWindow *scrolled =
    GTK_SCROLLED_WINDOW (gtk_widget_get_ancestor (section, GTK_TYPE_SCROLLED_WINDOW));
  GtkWidget *page = gtk_viewport_get_child (GTK_VIEWPORT (gtk_scrolled_window_get_child (scrolled)));
  graphene_rect_t title;
  graphene_rect_t bounds;

  if (gtk_widget_compute_bounds (gtk_widget_get_prev_sibling (section), page, &title) &&
      gtk_widget_compute_bounds (section, page, &bounds))
    gtk_adjustment_clamp_page (gtk_scrolled_window_get_vadjustment (scrolled), (double) title.origin.y,
                               (double) bounds.origin.y + (double) bounds.size.height);
}

/* With the second frame it has its place. */
static gboolean
unfolded_cb (GtkWidget     *section,
             GdkFrameClock *clock,
             gpointer       n_frames)
{
  if (++*(guint *) n_frames < 2)
    return G_SOURCE_CONTINUE;

  if (gtk_widget_get_mapped (section))
    scroll_to (section);

  return G_SOURCE_REMOVE;
}

static void
toggled_cb (GtkWidget       *section,
            GtkToggleButton *button)
{
  if (gtk_toggle_button_get_active (button))
    gtk_widget_add_tick_callback (section, unfolded_cb, g_new0 (guint, 1), g_free);
}

/**
 * rl_map_pane_add_section:
 * @self: a pane
 * @title: what it is about
 * @widget: what can be done with maps there
 *
 * Adds something that folds away, below the others. It starts folded; a widget that is not
 * mapped has nothing to compute.
 */
void
rl_map_pane_add_section (RlMapPane  *self,
                         const char *title,
                         GtkWidget  *widget)
{
  GtkWidget *button;

  g_return_if_fail (RL_IS_MAP_PANE (self));
  g_return_if_fail (GTK_IS_WIDGET (widget));

  button = rl_section_button_new (title, widget);
  gtk_box_append (self->sections, button);
  gtk_box_append (self->sections, widget);
  g_signal_connect_object (button, "toggled", G_CALLBACK (toggled_cb), widget, G_CONNECT_SWAPPED);
}

/**
 * rl_map_pane_say:
 * @self: a pane
 * @message: what to say in a toast
 */
void
rl_map_pane_say (RlMapPane  *self,
                 const char *message)
{
  g_return_if_fail (RL_IS_MAP_PANE (self));

  g_signal_emit (self, signals[MESSAGE], 0, message);
}

/* Returns: (nullable): why there is no map, while one is chosen */
const char *
rl_map_pane_get_message (RlMapPane *self)
{
  g_return_val_if_fail (RL_IS_MAP_PANE (self), NULL);

  return get_message (self);
}
