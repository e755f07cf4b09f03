/* rl-window-planes.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "window/rl-window-private.h"

/* Degrees a key turns a plane by. */
#define TURN      5.0
#define FINE_TURN 1.0

/* Where a slab begins, and the step of a key, in mm. */
#define SLAB_START 10.0

static const struct
{
  const char *name;
  RimSlabKind kind;
} kinds[] = {
  { "max", RIM_SLAB_MAX },
  { "mean", RIM_SLAB_MEAN },
  { "min", RIM_SLAB_MIN },
};

static RlSliceCanvas *
get_canvas (GtkWidget *widget)
{
  return rl_view_grid_get_active (RL_WINDOW (widget)->views);
}

/* Towards an arrow: that edge of the plane comes nearer. */
static void
turn (GtkWidget *widget,
      GVariant  *param,
      double     degrees)
{
  const char *to = g_variant_get_string (param, NULL);
  double right = 0.0;
  double down = 0.0;

  if (g_strcmp0 (to, "left") == 0)
    right = degrees;
  else if (g_strcmp0 (to, "right") == 0)
    right = -degrees;
  else if (g_strcmp0 (to, "up") == 0)
    down = degrees;
  else if (g_strcmp0 (to, "down") == 0)
    down = -degrees;

  rl_slice_canvas_turn (get_canvas (widget), right, down);
}

static void
turn_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *param)
{
  turn (widget, param, TURN);
}

static void
turn_finely_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *param)
{
  turn (widget, param, FINE_TURN);
}

static void
straighten_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *param)
{
  rl_session_reset_planes (RL_WINDOW (widget)->session);
}

/* Returns: what the slab of the active plane shows: "none" where there is none */
const char *
rl_window_get_slab (RlWindow *self)
{
  RlSliceCanvas *canvas = self->views != NULL ? rl_view_grid_get_active (self->views) : NULL;
  RlSlab slab = { RIM_SLAB_MAX, 0.0 };

  if (canvas != NULL)
    slab = rl_slice_canvas_get_slab (canvas);

  for (guint i = 0; i < G_N_ELEMENTS (kinds) && slab.mm > 0.0; i++)
    if (slab.kind == kinds[i].kind)
      return kinds[i].name;

  return "none";
}

/**
 * rl_window_set_slab:
 * @self: a window
 * @name: what the slab of the active plane is to show; "none" for no slab
 */
void
rl_window_set_slab (RlWindow   *self,
                    const char *name)
{
  RlSliceCanvas *canvas = get_canvas (GTK_WIDGET (self));
  RlSlab slab;

  if (canvas == NULL)
    return;

  slab = rl_slice_canvas_get_slab (canvas);
  if (slab.mm == 0.0)
    slab.mm = SLAB_START;
  if (g_strcmp0 (name, "none") == 0)
    slab.mm = 0.0;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (name, kinds[i].name) == 0)
      slab.kind = kinds[i].kind;

  rl_slice_canvas_set_slab (canvas, slab);
}

/* No slab, then each kind in turn. */
static void
next_slab_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *param)
{
  RlSlab slab = rl_slice_canvas_get_slab (get_canvas (widget));
  guint next = 0;

  for (guint i = 0; i < G_N_ELEMENTS (kinds) && slab.mm > 0.0; i++)
    if (slab.kind == kinds[i].kind)
      next = i + 1;

  if (slab.mm == 0.0)
    slab.mm = SLAB_START;
  if (next == G_N_ELEMENTS (kinds))
    slab.mm = 0.0;
  else
    slab.kind = kinds[next].kind;

  rl_slice_canvas_set_slab (get_canvas (widget), slab);
}

static void
slab_thickness_action (GtkWidget  *widget,
                       const char *action_name,
                       GVariant   *param)
{
  RlSlab slab = rl_slice_canvas_get_slab (get_canvas (widget));

  slab.mm = MAX (0.0, slab.mm + g_variant_get_double (param));
  rl_slice_canvas_set_slab (get_canvas (widget), slab);
}

void
rl_window_class_install_plane_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "view.turn", "s", turn_action);
  gtk_widget_class_install_action (widget_class, "view.turn-finely", "s", turn_finely_action);
  gtk_widget_class_install_action (widget_class, "view.straighten", NULL, straighten_action);
  gtk_widget_class_install_property_action (widget_class, "view.slab", "slab");
  gtk_widget_class_install_action (widget_class, "view.next-slab", NULL, next_slab_action);
  gtk_widget_class_install_action (widget_class, "view.slab-thickness", "d",
                                   slab_thickness_action);
}
