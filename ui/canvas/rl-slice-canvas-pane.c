/* rl-slice-canvas-pane.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "canvas/rl-slice-canvas-private.h"

#include <glib/gi18n-lib.h>

#include "core/rl-format.h"

static RlSession *
get_session (RlPane *pane)
{
  return RL_SLICE_CANVAS (pane)->session;
}

static RlLayerKind
get_layer (RlPane *pane)
{
  RlSliceCanvas *self = RL_SLICE_CANVAS (pane);

  return rl_content_get_layer (rl_content_resolve (self->content, self->session));
}

static void
set_active (RlPane   *pane,
            gboolean  active)
{
  rl_slice_canvas_set_active (RL_SLICE_CANVAS (pane), active);
}

static void
scroll (RlPane *pane,
        int     steps)
{
  rl_slice_canvas_scroll (RL_SLICE_CANVAS (pane), steps);
}

static gboolean
get_position (RlPane *pane,
              guint  *index,
              guint  *n)
{
  RlSlice slice;

  if (!rl_slice_canvas_get_slice (RL_SLICE_CANVAS (pane), &slice))
    return FALSE;

  *index = slice.index;
  *n = slice.n;

  return TRUE;
}

static void
zoom (RlPane *pane,
      double  factor)
{
  rl_slice_canvas_zoom (RL_SLICE_CANVAS (pane), factor);
}

static void
fit (RlPane *pane)
{
  rl_viewport_fit (RL_SLICE_CANVAS (pane)->viewport);
}

/* The finer of the two steps between voxels counts. */
static void
show_actual (RlPane *pane)
{
  RlSliceCanvas *self = RL_SLICE_CANVAS (pane);
  RimVolume *base = rl_session_get_base (self->session);
  RimSliceAxis axis;
  RimPlane plane;
  double voxel;

  if (!rl_slice_canvas_get_plane (self, &plane))
    return;

  rim_slice_axis_init (&axis, rim_volume_get_grid (base), self->orientation);
  voxel = MIN (rim_grid_get_spacing (rim_volume_get_grid (base), axis.right_axis),
               rim_grid_get_spacing (rim_volume_get_grid (base), axis.down_axis));
  rl_slice_canvas_zoom (self, rim_vec3_length (plane.right) / voxel);
}

static RlViewport *
get_viewport (RlPane *pane)
{
  return RL_SLICE_CANVAS (pane)->viewport;
}

static gboolean
cancel (RlPane *pane)
{
  return rl_slice_canvas_cancel (RL_SLICE_CANVAS (pane));
}

/* A click places the next point while one floats. */
static const char *
get_hint (RlPane          *pane,
          guint            button,
          GdkModifierType  modifiers)
{
  RlSliceCanvas *self = RL_SLICE_CANVAS (pane);

  return self->annotator != NULL && button == GDK_BUTTON_PRIMARY ? rl_annotator_get_hint (self->annotator)
                                                                 : NULL;
}

/* Where its slice is, how it is shown, and what is under the crosshair. */
static char *
describe (RlPane *pane)
{
  RlSliceCanvas *self = RL_SLICE_CANVAS (pane);
  RlContent content = rl_content_resolve (self->content, self->session);
  g_autofree char *point = rl_narrator_say_point (self->session);
  g_autofree char *map = rl_slice_canvas_describe_map (self);
  GString *text = g_string_new (NULL);
  RlSlice slice;

  if (self->is_pointing)
    {
      g_string_append_printf (text, _("%s. Enter: %s."), point, rl_session_get_pointing (self->session));
      return g_string_free (text, FALSE);
    }
  if (rl_slice_canvas_get_slice (self, &slice))
    g_string_append_printf (text, _("At %.1f mm. "), rl_format_to_tenths (slice.position));
  for (guint layer = 0; layer < RL_N_LAYERS; layer++)
    if (content == RL_CONTENT_FUSED || layer == (guint) rl_content_get_layer (content))
      {
        g_autofree char *window = rl_narrator_say_window (self->session, layer);

        g_string_append_printf (text, "%s. ", window);
      }
  if (map != NULL)
    g_string_append_printf (text, _("Map: %s. "), map);
  g_string_append (text, point);

  return g_string_free (text, FALSE);
}

static gboolean
press (RlPane          *pane,
       guint            button,
       GdkModifierType  modifiers,
       double           x,
       double           y)
{
  return rl_slice_canvas_press (RL_SLICE_CANVAS (pane), button, modifiers, x, y);
}

static gboolean
erase (RlPane *pane,
       double  x,
       double  y)
{
  return rl_slice_canvas_erase (RL_SLICE_CANVAS (pane), x, y);
}

static void
drag (RlPane       *pane,
      const double *xy,
      gsize         n_points)
{
  rl_slice_canvas_drag (RL_SLICE_CANVAS (pane), xy, n_points);
}

static void
release (RlPane *pane)
{
  rl_slice_canvas_release (RL_SLICE_CANVAS (pane));
}

static void
take_back (RlPane *pane)
{
  rl_slice_canvas_take_back (RL_SLICE_CANVAS (pane));
}

static void
move_view (RlPane *pane,
           double  dx,
           double  dy,
           double  factor,
           double  x,
           double  y)
{
  rl_slice_canvas_move_view (RL_SLICE_CANVAS (pane), dx, dy, factor, x, y);
}

/* The second click ends a path, and with a tool that draws it is a click more. */
static gboolean
press_twice (RlPane *pane)
{
  RlSliceCanvas *self = RL_SLICE_CANVAS (pane);
  RlTool tool = rl_session_get_tool (self->session);

  return rl_slice_canvas_command (self, RL_HAND_FINISH) ||
         rl_slice_canvas_release_label (self, self->pointer[0], self->pointer[1]) ||
         rl_tool_draws (tool);
}

void
rl_slice_canvas_pane_init (RlPaneInterface *iface)
{
  iface->get_session = get_session;
  iface->get_layer = get_layer;
  iface->set_active = set_active;
  iface->scroll = scroll;
  iface->get_position = get_position;
  iface->zoom = zoom;
  iface->fit = fit;
  iface->get_viewport = get_viewport;
  iface->show_actual = show_actual;
  iface->cancel = cancel;
  iface->get_hint = get_hint;
  iface->describe = describe;
  iface->press = press;
  iface->erase = erase;
  iface->drag = drag;
  iface->release = release;
  iface->take_back = take_back;
  iface->move_view = move_view;
  iface->press_twice = press_twice;
}
