/* rl-window-actions.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "window/rl-window-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "canvas/rl-drag.h"

#define BRUSH_GROWTH 1.2

static void
undo_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);
  RlMeasurements *measurements = rl_session_get_measurements (self->session);
  RlSliceCanvas *canvas = rl_view_grid_get_active (self->views);
  g_autoptr(GError) error = NULL;

  /* What is not yet placed is the last that was done. */
  if (rl_measurements_get_pending (measurements) != NULL && rl_view_grid_cancel (self->views))
    return;
  if (canvas != NULL && rl_slice_canvas_command (canvas, RL_HAND_BACK))
    return;

  if (!rim_segmentation_check_undo (rl_session_get_segmentation (self->session), &error))
    rl_window_say (self, error->message);
  else
    rim_segmentation_undo (rl_session_get_segmentation (self->session));
}

static void
redo_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);
  g_autoptr(GError) error = NULL;

  if (!rim_segmentation_check_redo (rl_session_get_segmentation (self->session), &error))
    rl_window_say (self, error->message);
  else
    rim_segmentation_redo (rl_session_get_segmentation (self->session));
}

static void
scroll_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);

  rl_pane_scroll (rl_view_grid_get_active_pane (self->views), g_variant_get_int32 (param));
}

static void
zoom_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);

  rl_pane_zoom (rl_view_grid_get_active_pane (self->views), g_variant_get_double (param));
}

static void
next_pane_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);

  rl_view_grid_focus_next (self->views, g_variant_get_int32 (param));
}

static void
reset_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);

  rl_view_grid_reset (self->views);
  rl_session_reset_planes (self->session);
  for (guint i = 0; i < RL_N_LAYERS; i++)
    rl_session_reset_window (self->session, i);
}

static void
fit_action (GtkWidget  *widget,
            const char *action_name,
            GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);

  rl_pane_fit (rl_view_grid_get_active_pane (self->views));
}

static void
actual_size_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);

  rl_pane_show_actual (rl_view_grid_get_active_pane (self->views));
}

static void
flip_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);
  RlViewport *viewport = rl_pane_get_viewport (rl_view_grid_get_active_pane (self->views));

  if (viewport != NULL)
    rl_viewport_flip (viewport);
}

static void
rotate_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);
  RlViewport *viewport = rl_pane_get_viewport (rl_view_grid_get_active_pane (self->views));

  if (viewport != NULL)
    rl_viewport_rotate (viewport);
}

static void
cine_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);

  rl_view_grid_toggle_cine (self->views);
}

static void
fullscreen_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);

  rl_window_set_images_only (self, !self->images_only);
}

static void
maximize_action (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);

  rl_view_grid_toggle_maximized (self->views);
}

static void
brush_size_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);
  double radius = rl_session_get_brush_radius (self->session);

  rl_session_set_brush_radius (self->session,
                               radius * pow (BRUSH_GROWTH, g_variant_get_int32 (param)));
}

static void
opacity_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);

  rl_session_set_pet_opacity (self->session, rl_session_get_pet_opacity (self->session) +
                              g_variant_get_double (param));
}

static void
next_lesion_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);
  const char *active = rl_session_get_active_lesion (self->session);
  int n = (int) rl_session_get_n_lesions (self->session);
  int steps = g_variant_get_int32 (param);
  int index = steps > 0 ? -1 : n;

  if (n == 0)
    return;

  for (int i = 0; i < n; i++)
    if (g_strcmp0 (rl_session_get_lesion (self->session, (guint) i)->id, active) == 0)
      index = i;

  index = ((index + steps) % n + n) % n;
  rl_session_set_active_lesion (self->session,
                                rl_session_get_lesion (self->session, (guint) index)->id);
}

static void
last_tool_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);

  rl_session_swap_tool (self->session);
}

static void
cancel_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);

  if (!rl_view_grid_cancel (self->views) && !rl_session_discard_proposal (self->session) &&
      !rl_session_set_operation (self->session, NULL))
    rl_window_set_images_only (self, FALSE);
  rl_overlap_dismiss (rl_session_get_overlap (self->session));
  rl_session_set_highlight (self->session, NULL);
}

static void
finish_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *param)
{
  RlSliceCanvas *canvas = rl_view_grid_get_active (RL_WINDOW (widget)->views);

  if (canvas == NULL || !rl_slice_canvas_place (canvas))
    rl_session_accept_proposal (RL_WINDOW (widget)->session);
}

static void
back_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *param)
{
  RlSliceCanvas *canvas = rl_view_grid_get_active (RL_WINDOW (widget)->views);

  if (canvas != NULL)
    rl_slice_canvas_back (canvas);
}

static void
copy_slice_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *param)
{
  RlSliceCanvas *canvas = rl_view_grid_get_active (RL_WINDOW (widget)->views);

  if (canvas != NULL)
    rl_slice_canvas_copy_slice (canvas, g_variant_get_int32 (param));
}

/* Whether the slider of the brush is of use, or at least not in the way. */
static gboolean
is_sized (RlTool tool)
{
  return tool != RL_TOOL_CLICK && tool != RL_TOOL_GROW && tool != RL_TOOL_THRESHOLD;
}

/* The one place that says which commands can be given now. */
void
rl_window_update_actions (RlWindow *self)
{
  static const char *const needs_image[] = {
    "view.scroll", "view.zoom", "view.next-pane", "view.preset", "view.invert", "view.reset",
    "view.display", "view.file-window", "view.next-file-window", "view.reset-display",
    "view.maximize", "view.brush-size", "view.last-tool", "view.cancel", "view.finish",
    "view.back", "view.copy-slice", "view.turn",
    "view.turn-finely", "view.straighten", "view.slab", "view.next-slab", "view.slab-thickness",
    "view.fit", "view.actual-size", "view.flip", "view.rotate", "view.cine", "win.fullscreen",
    "view.pane-shows", "view.pane-plane", "view.pane-role", "view.pane-map", "view.pane-split", "view.pane-remove",
    "view.detach", "view.menu", "view.menu-at",
    "view.map-opacity", "view.map-swipe", "view.move-swipe", "view.map-isolines",
  };
  RimSegmentation *segmentation = rl_session_get_segmentation (self->session);
  RlMeasurements *measurements = rl_session_get_measurements (self->session);
  gboolean is_stroking = rl_session_get_pending (self->session) != NULL;
  gboolean is_measuring = rl_measurements_get_pending (measurements) != NULL;
  gboolean is_drawing = rl_session_is_drawing (self->session);
  gboolean shows_images = rl_window_shows_images (self);
  gboolean can_undo = shows_images && segmentation != NULL && rim_segmentation_can_undo (segmentation);
  gboolean can_redo = shows_images && segmentation != NULL && rim_segmentation_can_redo (segmentation);
  gboolean has_image = shows_images && rl_session_get_base (self->session) != NULL &&
                       g_strcmp0 (rl_window_get_page (self), "views") == 0;
  gboolean has_both = has_image &&
                      rl_session_get_volume (self->session, RL_LAYER_CT) != NULL &&
                      rl_session_get_volume (self->session, RL_LAYER_PET) != NULL;
  RlTool tool = rl_session_get_tool (self->session);
  gboolean is_brush = rl_tool_has_width (tool);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.undo",
                                 (can_undo || (shows_images && (is_measuring || is_drawing))) && !is_stroking);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.redo",
                                 can_redo && !is_measuring && !is_stroking && !is_drawing);

  for (guint i = 0; i < G_N_ELEMENTS (needs_image); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), needs_image[i], has_image);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "view.opacity", has_both);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "view.link-here",
                                 has_image && rl_session_get_base (self->prior) != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "view.next-lesion",
                                 has_image && rl_session_get_n_lesions (self->session) > 0);

  gtk_widget_set_sensitive (GTK_WIDGET (self->display), has_image);
  gtk_widget_set_visible (self->view_switcher, has_both);
  gtk_widget_set_visible (self->pet_opacity, has_both && !self->is_tight);
  gtk_widget_set_sensitive (self->brush_size, is_brush);
  gtk_widget_set_visible (self->brush_size, is_sized (tool));
  rl_window_update_warnings (self);
  rl_window_show_tool (self);
}

/* Actions that are a property of what is shown in the tab that is selected, while it is. */
void
rl_window_insert_state_actions (RlWindow *self)
{
  const char *of_grid[] = { "content", "layout" };
  const char *of_session[] = { "tool", "show-contours", "show-text", "show-fill",
                               "show-difference", "interpolate", "show-legend", "swap-layers", "operation",
                               "keep-others", "smooth-nodes", "map-held" };
  g_autoptr(GPropertyAction) rulers =
    g_property_action_new ("show-measurements", rl_session_get_measurements (self->session), "visible");
  g_autoptr(GPropertyAction) map =
    g_property_action_new ("show-map", rl_session_get_map_layer (self->session), "visible");
  g_autoptr(GPropertyAction) method =
    g_property_action_new ("method", rl_session_get_method_choice (self->session), "method");
  g_autoptr(GPropertyAction) overlap =
    g_property_action_new ("overlap", rl_session_get_overlap (self->session), "choice");
  g_autoptr(GPropertyAction) limit =
    g_property_action_new ("brush-limit", rl_session_get_brush_limits (self->session), "kind");
  g_autoptr(GPropertyAction) limited =
    g_property_action_new ("brush-limited", rl_session_get_brush_limits (self->session), "limited");
  g_autoptr(GPropertyAction) linked =
    g_property_action_new ("linked", rl_view_grid_get_link (self->views), "linked");
  g_autoptr(GSimpleActionGroup) session = g_simple_action_group_new ();
  g_autoptr(GSimpleActionGroup) grid = g_simple_action_group_new ();

  for (guint i = 0; i < G_N_ELEMENTS (of_session); i++)
    {
      g_autoptr(GPropertyAction) action = g_property_action_new (of_session[i], self->session,
                                                                 of_session[i]);

      g_action_map_add_action (G_ACTION_MAP (session), G_ACTION (action));
    }

  for (guint i = 0; i < G_N_ELEMENTS (of_grid); i++)
    {
      g_autoptr(GPropertyAction) action = g_property_action_new (of_grid[i], self->views,
                                                                 of_grid[i]);

      g_action_map_add_action (G_ACTION_MAP (grid), G_ACTION (action));
    }

  g_action_map_add_action (G_ACTION_MAP (session), G_ACTION (rulers));
  g_action_map_add_action (G_ACTION_MAP (session), G_ACTION (map));
  g_action_map_add_action (G_ACTION_MAP (session), G_ACTION (method));
  g_action_map_add_action (G_ACTION_MAP (session), G_ACTION (overlap));
  g_action_map_add_action (G_ACTION_MAP (session), G_ACTION (limit));
  g_action_map_add_action (G_ACTION_MAP (session), G_ACTION (limited));
  g_action_map_add_action (G_ACTION_MAP (grid), G_ACTION (linked));

  g_set_object (&self->session_actions, G_ACTION_GROUP (session));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "session",
                                  rl_window_shows_images (self) ? self->session_actions : NULL);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "grid",
                                  rl_window_shows_images (self) ? G_ACTION_GROUP (grid) : NULL);
}

void
rl_window_class_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "win.redo", NULL, redo_action);
  gtk_widget_class_install_property_action (widget_class, "win.show-browser", "show-browser");
  gtk_widget_class_install_property_action (widget_class, "win.show-lesions", "show-lesions");
  gtk_widget_class_install_property_action (widget_class, "win.inspector-page", "inspector-page");
  gtk_widget_class_install_property_action (widget_class, "win.workspace", "workspace");

  gtk_widget_class_install_action (widget_class, "view.scroll", "i", scroll_action);
  gtk_widget_class_install_action (widget_class, "view.zoom", "d", zoom_action);
  gtk_widget_class_install_action (widget_class, "view.next-pane", "i", next_pane_action);
  gtk_widget_class_install_action (widget_class, "view.reset", NULL, reset_action);
  gtk_widget_class_install_action (widget_class, "view.maximize", NULL, maximize_action);
  gtk_widget_class_install_action (widget_class, "view.fit", NULL, fit_action);
  gtk_widget_class_install_action (widget_class, "view.actual-size", NULL, actual_size_action);
  gtk_widget_class_install_action (widget_class, "view.flip", NULL, flip_action);
  gtk_widget_class_install_action (widget_class, "view.rotate", NULL, rotate_action);
  gtk_widget_class_install_action (widget_class, "view.cine", NULL, cine_action);
  gtk_widget_class_install_action (widget_class, "win.fullscreen", NULL, fullscreen_action);
  gtk_widget_class_install_action (widget_class, "view.brush-size", "i", brush_size_action);
  gtk_widget_class_install_action (widget_class, "view.opacity", "d", opacity_action);
  gtk_widget_class_install_action (widget_class, "view.next-lesion", "i", next_lesion_action);
  gtk_widget_class_install_action (widget_class, "view.last-tool", NULL, last_tool_action);
  gtk_widget_class_install_action (widget_class, "view.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "view.copy-slice", "i", copy_slice_action);
  gtk_widget_class_install_action (widget_class, "view.finish", NULL, finish_action);
  gtk_widget_class_install_action (widget_class, "view.back", NULL, back_action);
  rl_window_class_install_plane_actions (widget_class);
}
