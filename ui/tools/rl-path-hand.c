/* rl-path-hand.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "tools/rl-path-hand.h"

#include <math.h>

#include "segment/rim-path.h"
#include "tools/rl-hand-paint.h"
#include "tools/rl-target.h"

#define MIN_POINTS 3

struct _RlPathHand
{
  GObject      parent_instance;

  RlSession   *session;
  RlTool       tool;

  RlHandPlace  place;        /* where the path began */
  RimLesion   *lesion;       /* what it changes; NULL while nothing is drawn */
  gboolean     is_inverted;
  GArray      *points;       /* of the path, LPS mm */
  GArray      *steps;        /* how many points there were before each click or drag */
  RimVec3      pointer;      /* where the next point would be */
  gboolean     has_pointer;
};

static void rl_path_hand_hand_init (RlHandInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RlPathHand, rl_path_hand, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RL_TYPE_HAND, rl_path_hand_hand_init))

static const char *
get_tool_name (RlPathHand *self)
{
  switch ((guint) self->tool)
    {
    case RL_TOOL_POLYGON:
      return "polygon";
    case RL_TOOL_SPLINE:
      return "spline";
    case RL_TOOL_LASSO:
      return "scissors";
    default:
      return "contour";
    }
}

static gboolean
is_free (RlPathHand *self)
{
  return self->tool == RL_TOOL_CONTOUR || self->tool == RL_TOOL_LASSO;
}

static RimVec3 *
get_points (RlPathHand *self,
            gsize      *n)
{
  *n = self->points->len;

  return (RimVec3 *) (gpointer) self->points->data;
}

static double
distance_to (RimVec3 a,
             RimVec3 b)
{
  return rim_vec3_length (rim_vec3_sub (a, b));
}

static void
append_point (RlPathHand *self,
              RimVec3     point)
{
  gsize n;
  RimVec3 *points = get_points (self, &n);

  if (n == 0 || distance_to (points[n - 1], point) > 0)
    g_array_append_val (self->points, point);
}

static void
drop (RlPathHand *self)
{
  g_array_set_size (self->points, 0);
  g_array_set_size (self->steps, 0);
  g_clear_pointer (&self->lesion, rim_lesion_unref);
  rl_hand_changed (RL_HAND (self));
}

/* What the path holds, as the tool understands it. */
static RimMask *
fill (RlPathHand *self,
      RimMaskOp  *op)
{
  const RimGrid *grid = rim_mask_get_grid (self->lesion->mask);
  RimVec3 normal = rim_plane_get_normal (&self->place.plane);
  g_autofree RimVec3 *curve = NULL;
  gsize n;
  RimVec3 *points = get_points (self, &n);

  *op = self->is_inverted ? RIM_MASK_SUBTRACT : RIM_MASK_UNION;

  if (self->tool == RL_TOOL_LASSO)
    {
      *op = self->is_inverted ? RIM_MASK_INTERSECT : RIM_MASK_SUBTRACT;
      return rim_path_sweep (grid, points, n, normal, INFINITY, INFINITY);
    }

  if (self->tool == RL_TOOL_SPLINE)
    points = curve = rim_path_spline (points, n, TRUE, &n);

  return rim_path_fill (grid, points, n, normal);
}

/* Makes the path an edit; one of fewer than three points holds nothing. */
static void
finish (RlPathHand *self)
{
  if (self->points->len >= MIN_POINTS)
    {
      RimMaskOp op;
      g_autoptr(RimMask) region = fill (self, &op);

      rl_target_draw (self->session, self->lesion, region, op, get_tool_name (self));
    }

  drop (self);
}

static gboolean
begin (RlPathHand        *self,
       const RlHandPlace *place)
{
  g_autoptr(GError) error = NULL;
  gboolean is_inverted = rl_hand_place_get_op (place) == RIM_MASK_SUBTRACT;

  self->lesion = rl_target_choose (self->session, is_inverted || self->tool == RL_TOOL_LASSO,
                                   &error);
  if (self->lesion == NULL)
    {
      rl_hand_say (RL_HAND (self), error->message);
      return FALSE;
    }

  self->is_inverted = is_inverted;
  self->place = *place;

  return TRUE;
}

static gboolean
rl_path_hand_press (RlHand            *hand,
                    const RlHandPlace *place,
                    RimVec3            point)
{
  RlPathHand *self = RL_PATH_HAND (hand);
  gsize n;
  RimVec3 *points = get_points (self, &n);

  if (self->lesion == NULL && !begin (self, place))
    return FALSE;

  /* A click on its beginning closes a path. */
  if (n >= MIN_POINTS && distance_to (points[0], point) <= place->reach)
    {
      finish (self);
      return TRUE;
    }

  g_array_append_val (self->steps, self->points->len);
  append_point (self, point);
  self->pointer = point;
  rl_hand_changed (hand);

  return TRUE;
}

static void
rl_path_hand_move (RlHand        *hand,
                   const RimVec3 *points,
                   gsize          n_points)
{
  RlPathHand *self = RL_PATH_HAND (hand);

  if (self->lesion == NULL)
    return;

  self->pointer = points[n_points - 1];
  if (is_free (self))
    for (gsize n = 0; n < n_points; n++)
      append_point (self, points[n]);
  else
    g_array_index (self->points, RimVec3, self->points->len - 1) = self->pointer;

  rl_hand_changed (hand);
}

static void
rl_path_hand_release (RlHand   *hand,
                      gboolean  has_moved)
{
  RlPathHand *self = RL_PATH_HAND (hand);

  if (self->lesion != NULL && has_moved && is_free (self))
    finish (self);
}

static void
rl_path_hand_hover (RlHand            *hand,
                    const RlHandPlace *place,
                    RimVec3            point)
{
  RlPathHand *self = RL_PATH_HAND (hand);

  self->pointer = point;
  self->has_pointer = TRUE;
  if (self->lesion != NULL)
    rl_hand_changed (hand);
}

static void
go_back (RlPathHand *self)
{
  guint last = self->steps->len - 1;

  g_array_set_size (self->points, g_array_index (self->steps, guint, last));
  g_array_set_size (self->steps, last);

  if (last == 0)
    drop (self);
  else
    rl_hand_changed (RL_HAND (self));
}

static gboolean
rl_path_hand_command (RlHand        *hand,
                      RlHandCommand  command)
{
  RlPathHand *self = RL_PATH_HAND (hand);

  if (self->lesion == NULL)
    return FALSE;

  switch (command)
    {
    case RL_HAND_BACK:
      go_back (self);
      break;
    case RL_HAND_FINISH:
    case RL_HAND_PUT_DOWN:
      finish (self);
      break;
    case RL_HAND_CANCEL:
      drop (self);
      break;
    case RL_HAND_BEGIN:
    case RL_HAND_NEXT:
    case RL_HAND_PREVIOUS:
    case RL_HAND_DELETE:
    default:
      return FALSE;
    }

  return TRUE;
}

static gboolean
rl_path_hand_is_busy (RlHand *hand)
{
  return RL_PATH_HAND (hand)->lesion != NULL;
}

static void
trace_path (RlPathHand        *self,
            cairo_t           *cr,
            const RlHandPlace *place)
{
  g_autoptr(GArray) all = g_array_copy (self->points);
  g_autofree RimVec3 *curve = NULL;
  RimVec3 *points;
  gsize n;

  if (!is_free (self) && self->has_pointer)
    g_array_append_val (all, self->pointer);
  points = (RimVec3 *) (gpointer) all->data;
  n = all->len;
  if (self->tool == RL_TOOL_SPLINE)
    points = curve = rim_path_spline (points, n, n >= MIN_POINTS, &n);

  rl_hand_paint_trace (cr, place, points, n);
}

static void
paint_knots (RlPathHand        *self,
             cairo_t           *cr,
             const RlHandPlace *place)
{
  for (guint n = 0; n < self->steps->len; n++)
    {
      guint at = g_array_index (self->steps, guint, n);

      rl_hand_paint_knot (cr, place, g_array_index (self->points, RimVec3, at), n == 0);
    }
}

/* Where the path would be closed. */
static void
paint_end (RlPathHand        *self,
           cairo_t           *cr,
           const RlHandPlace *place)
{
  const double dashes[] = { 4, 4 };
  RimVec3 ends[2];

  ends[0] = self->has_pointer || is_free (self)
            ? self->pointer : g_array_index (self->points, RimVec3, self->points->len - 1);
  ends[1] = g_array_index (self->points, RimVec3, 0);
  rl_hand_paint_trace (cr, place, ends, G_N_ELEMENTS (ends));
  cairo_set_dash (cr, dashes, 2, 0);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}

static void
rl_path_hand_paint (RlHand            *hand,
                    GtkSnapshot       *snapshot,
                    const RlHandPlace *place)
{
  RlPathHand *self = RL_PATH_HAND (hand);
  cairo_t *cr;

  if (self->lesion == NULL || self->points->len == 0)
    return;

  cr = rl_hand_paint_begin (snapshot, place);
  trace_path (self, cr, place);
  if (!is_free (self))
    paint_knots (self, cr, place);
  rl_hand_paint_stroke (cr, self->lesion->color);
  if (self->tool != RL_TOOL_SPLINE)
    paint_end (self, cr, place);
  cairo_destroy (cr);
}

static void
rl_path_hand_hand_init (RlHandInterface *iface)
{
  iface->press = rl_path_hand_press;
  iface->move = rl_path_hand_move;
  iface->release = rl_path_hand_release;
  iface->hover = rl_path_hand_hover;
  iface->command = rl_path_hand_command;
  iface->paint = rl_path_hand_paint;
  iface->is_busy = rl_path_hand_is_busy;
}

static void
rl_path_hand_dispose (GObject *object)
{
  RlPathHand *self = RL_PATH_HAND (object);

  g_clear_pointer (&self->lesion, rim_lesion_unref);
  g_clear_pointer (&self->points, g_array_unref);
  g_clear_pointer (&self->steps, g_array_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (rl_path_hand_parent_class)->dispose (object);
}

static void
rl_path_hand_class_init (RlPathHandClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_path_hand_dispose;
}

static void
rl_path_hand_init (RlPathHand *self)
{
  self->points = g_array_new (FALSE, FALSE, sizeof (RimVec3));
  self->steps = g_array_new (FALSE, FALSE, sizeof (guint));
}

/**
 * rl_path_hand_new:
 * @session: what is drawn on
 * @tool: which sort of path
 */
RlHand *
rl_path_hand_new (RlSession *session,
                  RlTool     tool)
{
  RlPathHand *self = g_object_new (RL_TYPE_PATH_HAND, NULL);

  self->session = g_object_ref (session);
  self->tool = tool;

  return RL_HAND (self);
}
