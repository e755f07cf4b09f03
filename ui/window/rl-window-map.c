/* rl-window-map.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "window/rl-window-private.h"

#include <glib/gi18n-lib.h>

/* Where the line is at first, and how near to an edge it gets. */
#define SWIPE_MIDDLE 0.5
#define SWIPE_EDGE   0.02

/* So many lines of equal value at first. */
#define N_ISOLINES 5

/* That of the active pane; of a pane without one, what the others show. NULL where there is
 * none, which is said.
 */
static RlMapLayer *
get_layer (RlWindow *self)
{
  RlSliceCanvas *canvas = rl_view_grid_get_active (self->views);
  RlMapLayer *layer = canvas != NULL ? rl_slice_canvas_get_map_layer (canvas) : NULL;

  if (layer == NULL)
    layer = rl_session_get_map_layer (self->session);
  if (rl_map_layer_get_volume (layer) != NULL)
    return layer;

  rl_window_say (self, _("There is no map over the images"));

  return NULL;
}

static void
opacity_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *param)
{
  RlMapLayer *layer = get_layer (RL_WINDOW (widget));

  if (layer != NULL)
    rl_map_layer_set_opacity (layer, rl_map_layer_get_opacity (layer) + g_variant_get_double (param));
}

static void
swipe_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *param)
{
  RlMapLayer *layer = get_layer (RL_WINDOW (widget));

  if (layer != NULL)
    rl_map_layer_set_swipe (layer, rl_map_layer_get_swipe (layer) > 0.0 ? 0.0 : SWIPE_MIDDLE);
}

static void
move_swipe_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *param)
{
  RlMapLayer *layer = get_layer (RL_WINDOW (widget));
  double swipe;

  if (layer == NULL)
    return;

  swipe = rl_map_layer_get_swipe (layer);
  swipe = swipe > 0.0 ? swipe + g_variant_get_double (param) : SWIPE_MIDDLE;
  rl_map_layer_set_swipe (layer, CLAMP (swipe, SWIPE_EDGE, 1.0 - SWIPE_EDGE));
}

static void
isolines_action (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *param)
{
  RlMapLayer *layer = get_layer (RL_WINDOW (widget));

  if (layer != NULL)
    rl_map_layer_set_isolines (layer, rl_map_layer_get_isolines (layer) > 0 ? 0 : N_ISOLINES);
}

void
rl_window_class_install_map_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "view.map-opacity", "d", opacity_action);
  gtk_widget_class_install_action (widget_class, "view.map-swipe", NULL, swipe_action);
  gtk_widget_class_install_action (widget_class, "view.move-swipe", "d", move_swipe_action);
  gtk_widget_class_install_action (widget_class, "view.map-isolines", NULL, isolines_action);
}
