/* rl-node-hand.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "tools/rl-node-hand.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "tools/rl-hand-paint.h"
#include "tools/rl-node-set.h"
#include "tools/rl-target.h"

/* Planes that are nearer, in mm, and turned by less are the same. */
#define SAME_PLANE 1e-6

typedef enum
{
  MODE_IDLE,
  MODE_MOVE,
  MODE_LASSO,
} Mode;

struct _RlNodeHand
{
  GObject      parent_instance;

  RlSession   *session;

  RlHandPlace  place;        /* where the nodes lie */
  gboolean     has_place;
  RimLesion   *lesion;       /* whose outline they are on; NULL where there is none */
  RlNodeSet   *nodes;
  gboolean     is_own;       /* the lesion changes because of this */

  Mode         mode;
  RimVec3      start;        /* of a drag */
  RimVec3      by;           /* how far the chosen nodes are moved */
  RlNodeSet   *drawn;        /* as they are moved; NULL where they are not */
  GArray      *lasso;
  RimVec3      pointer;
};

static void rl_node_hand_hand_init (RlHandInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RlNodeHand, rl_node_hand, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RL_TYPE_HAND, rl_node_hand_hand_init))

static gboolean
is_same_plane (const RimPlane *a,
               const RimPlane *b)
{
  RimVec3 normal = rim_plane_get_normal (a);

  return rim_vec3_length (rim_vec3_cross (normal, rim_plane_get_normal (b))) < SAME_PLANE &&
         fabs (rim_vec3_dot (rim_vec3_sub (a->origin, b->origin), normal)) < SAME_PLANE;
}

static gboolean
is_busy (RlNodeHand *self)
{
  return self->drawn != NULL || self->mode == MODE_LASSO;
}

static gboolean
is_smooth (RlNodeHand *self)
{
  gboolean smooth;

  g_object_get (self->session, "smooth-nodes", &smooth, NULL);

  return smooth;
}

static void
forget (RlNodeHand *self)
{
  self->mode = MODE_IDLE;
  g_clear_pointer (&self->drawn, rl_node_set_free);
  g_clear_pointer (&self->nodes, rl_node_set_free);
  g_clear_pointer (&self->lesion, rim_lesion_unref);
}

/* The lesion whose nodes are to be seen: the active one, unless it is hidden. */
static RimLesion *
get_lesion (RlNodeHand *self)
{
  RimLesion *lesion = rl_session_find_lesion (self->session, rl_session_get_active_lesion (self->session));

  if (lesion == NULL || !rl_session_get_show_contours (self->session) ||
      !rl_session_is_lesion_visible (self->session, lesion->id))
    return NULL;

  return lesion;
}

/* Another name or colour leaves nodes where they are. */
static gboolean
has_nodes_of (RlNodeHand *self,
              RimLesion  *lesion)
{
  return self->lesion != NULL && g_strcmp0 (self->lesion->id, lesion->id) == 0 &&
         (self->lesion == lesion || rim_mask_equal (self->lesion->mask, lesion->mask));
}

/* Finds the nodes anew where the outline is another one. */
static void
follow (RlNodeHand *self)
{
  RimLesion *lesion = get_lesion (self);

  if (lesion == NULL || !self->has_place)
    {
      forget (self);
      return;
    }

  if (!has_nodes_of (self, lesion))
    {
      forget (self);
      self->nodes = rl_node_set_new (lesion, rl_session_get_base (self->session), &self->place.plane);
    }
  if (self->lesion != lesion)
    {
      g_clear_pointer (&self->lesion, rim_lesion_unref);
      self->lesion = rim_lesion_ref (lesion);
    }
}

/* While something is drawn the plane stays. */
static void
take_place (RlNodeHand        *self,
            const RlHandPlace *place)
{
  if (is_busy (self))
    return;

  if (!self->has_place || !is_same_plane (&self->place.plane, &place->plane))
    forget (self);
  self->place = *place;
  self->has_place = TRUE;
  follow (self);
}

static void
lesions_cb (RlNodeHand *self)
{
  if (self->is_own || is_busy (self))
    return;

  follow (self);
  rl_hand_changed (RL_HAND (self));
}

static void
drop (RlNodeHand *self)
{
  self->mode = MODE_IDLE;
  g_clear_pointer (&self->drawn, rl_node_set_free);
  rl_hand_changed (RL_HAND (self));
}

/* As it is with voxels of other lesions kept, where they are to be. */
static RimMask *
get_changed (RlNodeHand *self,
             RimLesion  *lesion)
{
  g_autoptr(RimMask) others = rl_session_get_others (self->session, lesion);
  g_autoptr(RimMask) changed = NULL;

  changed = rl_node_set_change (self->drawn, self->nodes, lesion->mask,
                                rim_plane_get_normal (&self->place.plane));

  return others != NULL ? rim_mask_combine (changed, others, RIM_MASK_SUBTRACT)
                        : g_steal_pointer (&changed);
}

static void
replace (RlNodeHand *self,
         RimLesion  *lesion,
         RimMask    *mask)
{
  g_autoptr(RimLesion) changed = rim_lesion_with_mask (lesion, mask);

  self->is_own = TRUE;
  rl_session_set_pending (self->session, changed);
  rl_session_commit_pending (self->session, "nodes");
  self->is_own = FALSE;
}

/* Makes what was moved, put in or taken out one edit. The nodes stay where they are. */
static void
commit (RlNodeHand *self)
{
  RimLesion *now = rl_session_find_lesion (self->session, self->lesion->id);
  g_autoptr(GError) error = NULL;
  g_autoptr(RimLesion) lesion = NULL;
  g_autoptr(RimMask) mask = NULL;

  if (now != NULL)
    lesion = rl_target_choose (self->session, TRUE, &error);
  if (lesion == NULL)
    {
      if (error != NULL)
        rl_hand_say (RL_HAND (self), error->message);
      drop (self);
      return;
    }

  mask = get_changed (self, lesion);
  if (!rim_mask_equal (mask, lesion->mask))
    replace (self, lesion, mask);

  g_clear_pointer (&self->nodes, rl_node_set_free);
  self->nodes = g_steal_pointer (&self->drawn);
  g_clear_pointer (&self->lesion, rim_lesion_unref);
  self->lesion = rim_lesion_ref (rl_session_find_lesion (self->session, lesion->id));
  drop (self);
}

static void
remove_chosen (RlNodeHand *self)
{
  if (self->drawn == NULL)
    self->drawn = rl_node_set_copy (self->nodes);
  if (!rl_node_set_remove (self->drawn, is_smooth (self)))
    rl_hand_say (RL_HAND (self), _("An outline keeps at least three nodes"));
  commit (self);
}

static void
move_by (RlNodeHand *self,
         RimVec3     by)
{
  self->by = by;
  g_clear_pointer (&self->drawn, rl_node_set_free);
  self->drawn = rl_node_set_copy (self->nodes);
  rl_node_set_move (self->drawn, by, is_smooth (self));
  rl_hand_changed (RL_HAND (self));
}

static gboolean
check (RlNodeHand *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RimLesion) lesion = NULL;

  if (rl_session_get_active_lesion (self->session) == NULL)
    {
      rl_hand_say (RL_HAND (self), _("No lesion is selected"));
      return FALSE;
    }

  lesion = rl_target_choose (self->session, TRUE, &error);
  if (lesion == NULL)
    rl_hand_say (RL_HAND (self), error->message);

  return lesion != NULL;
}

static void
press_node (RlNodeHand        *self,
            const RlHandPlace *place,
            guint              node)
{
  if ((place->modifiers & RL_HAND_INVERT_MASK) != 0)
    {
      rl_node_set_choose_only (self->nodes, node);
      remove_chosen (self);
    }
  else if ((place->modifiers & GDK_SHIFT_MASK) != 0)
    {
      rl_node_set_choose (self->nodes, node, !rl_node_set_is_chosen (self->nodes, node));
    }
  else
    {
      if (!rl_node_set_is_chosen (self->nodes, node))
        rl_node_set_choose_only (self->nodes, node);
      self->mode = MODE_MOVE;
    }
}

/* On the outline a node is put in, beside it a lasso begins. */
static void
press_elsewhere (RlNodeHand        *self,
                 const RlHandPlace *place,
                 RimVec3            point)
{
  gboolean adds = (place->modifiers & GDK_SHIFT_MASK) != 0;
  RimVec3 nearest;

  if (!adds && rl_node_set_find_edge (self->nodes, point, place->reach, &nearest))
    {
      rl_node_set_insert (self->nodes, point);
      self->mode = MODE_MOVE;
      return;
    }

  if (!adds)
    rl_node_set_choose_only (self->nodes, RL_NODE_NONE);
  g_array_set_size (self->lasso, 0);
  g_array_append_val (self->lasso, point);
  self->mode = MODE_LASSO;
}

static gboolean
rl_node_hand_press (RlHand            *hand,
                    const RlHandPlace *place,
                    RimVec3            point)
{
  RlNodeHand *self = RL_NODE_HAND (hand);
  guint node;

  if (self->drawn != NULL)
    commit (self);
  if (!check (self))
    return FALSE;
  take_place (self, place);
  if (self->nodes == NULL)
    return FALSE;

  self->start = self->pointer = point;
  self->by = RIM_VEC3 (0, 0, 0);
  node = rl_node_set_find (self->nodes, point, place->reach);
  if (node != RL_NODE_NONE)
    press_node (self, place, node);
  else if ((place->modifiers & RL_HAND_INVERT_MASK) == 0)
    press_elsewhere (self, place, point);
  rl_hand_changed (hand);

  return TRUE;
}

static void
rl_node_hand_move (RlHand        *hand,
                   const RimVec3 *points,
                   gsize          n_points)
{
  RlNodeHand *self = RL_NODE_HAND (hand);

  self->pointer = points[n_points - 1];
  if (self->mode == MODE_MOVE)
    {
      move_by (self, rim_vec3_sub (self->pointer, self->start));
    }
  else if (self->mode == MODE_LASSO)
    {
      g_array_append_vals (self->lasso, points, (guint) n_points);
      rl_hand_changed (hand);
    }
}

static void
rl_node_hand_release (RlHand   *hand,
                      gboolean  has_moved)
{
  RlNodeHand *self = RL_NODE_HAND (hand);
  Mode mode = self->mode;

  self->mode = MODE_IDLE;
  if (mode == MODE_LASSO)
    rl_node_set_choose_within (self->nodes, rim_plane_get_normal (&self->place.plane),
                               (const RimVec3 *) (gpointer) self->lasso->data, self->lasso->len);
  if (mode == MODE_MOVE && self->drawn != NULL)
    commit (self);
  rl_hand_changed (hand);
}

static void
rl_node_hand_hover (RlHand            *hand,
                    const RlHandPlace *place,
                    RimVec3            point)
{
  RlNodeHand *self = RL_NODE_HAND (hand);

  take_place (self, place);
  self->pointer = point;
  rl_hand_changed (hand);
}

/* On another slice no node is chosen. */
static void
rl_node_hand_show (RlHand            *hand,
                   const RlHandPlace *place)
{
  RlNodeHand *self = RL_NODE_HAND (hand);

  if (self->has_place && is_same_plane (&self->place.plane, &place->plane))
    return;

  take_place (self, place);
  rl_hand_changed (hand);
}

/* Where the keys begin: at the node nearest to the crosshair. */
static gboolean
begin (RlNodeHand *self)
{
  guint node;

  if (self->nodes == NULL || !check (self))
    return FALSE;

  node = rl_node_set_find (self->nodes, rl_session_get_cursor (self->session), G_MAXDOUBLE);
  if (node == RL_NODE_NONE)
    return FALSE;

  rl_node_set_choose_only (self->nodes, node);
  rl_hand_changed (RL_HAND (self));

  return TRUE;
}

static gboolean
go_on (RlNodeHand *self,
       int         step)
{
  if (self->drawn != NULL)
    commit (self);
  rl_node_set_choose_only (self->nodes, rl_node_set_find_next (self->nodes, step));
  rl_hand_changed (RL_HAND (self));

  return TRUE;
}

static gboolean
choose_none (RlNodeHand *self)
{
  rl_node_set_choose_only (self->nodes, RL_NODE_NONE);
  rl_hand_changed (RL_HAND (self));

  return TRUE;
}

static gboolean
keep (RlNodeHand *self)
{
  if (self->drawn != NULL)
    commit (self);
  else
    drop (self);

  return TRUE;
}

/* What a key says where nodes are chosen. */
static gboolean
command_chosen (RlNodeHand    *self,
                RlHandCommand  command)
{
  switch (command)
    {
    case RL_HAND_BACK:
    case RL_HAND_DELETE:
      remove_chosen (self);
      return TRUE;

    case RL_HAND_NEXT:
      return go_on (self, 1);

    case RL_HAND_PREVIOUS:
      return go_on (self, -1);

    case RL_HAND_BEGIN:
    case RL_HAND_FINISH:
    case RL_HAND_PUT_DOWN:
    case RL_HAND_CANCEL:
    default:
      return choose_none (self);
    }
}

static gboolean
rl_node_hand_command (RlHand        *hand,
                      RlHandCommand  command)
{
  RlNodeHand *self = RL_NODE_HAND (hand);
  gboolean is_over = command == RL_HAND_FINISH || command == RL_HAND_PUT_DOWN;

  if (is_over && is_busy (self))
    return keep (self);

  if (command == RL_HAND_CANCEL && is_busy (self))
    {
      drop (self);
      return TRUE;
    }

  if (rl_node_hand_get_n_chosen (self) > 0)
    return command_chosen (self, command);

  return command == RL_HAND_BEGIN && begin (self);
}

static gboolean
rl_node_hand_step (RlHand  *hand,
                   RimVec3  by)
{
  RlNodeHand *self = RL_NODE_HAND (hand);

  if (self->mode != MODE_IDLE || rl_node_hand_get_n_chosen (self) == 0 || !check (self))
    return FALSE;

  move_by (self, self->drawn != NULL ? rim_vec3_add (self->by, by) : by);

  return TRUE;
}

static gboolean
rl_node_hand_remove (RlHand            *hand,
                     const RlHandPlace *place,
                     RimVec3            point)
{
  RlNodeHand *self = RL_NODE_HAND (hand);
  RlHandPlace inverted = *place;

  take_place (self, place);
  if (self->nodes == NULL || rl_node_set_find (self->nodes, point, place->reach) == RL_NODE_NONE)
    return FALSE;

  inverted.modifiers = GDK_CONTROL_MASK;

  return rl_node_hand_press (hand, &inverted, point);
}

static gboolean
rl_node_hand_is_busy (RlHand *hand)
{
  return is_busy (RL_NODE_HAND (hand));
}

static gboolean
rl_node_hand_keeps_arrows (RlHand *hand)
{
  return rl_node_hand_get_n_chosen (RL_NODE_HAND (hand)) > 0;
}

static void
paint_drawn (RlNodeHand        *self,
             cairo_t           *cr,
             const RlHandPlace *place)
{
  for (guint n = 0; n < rl_node_set_get_n_outlines (self->drawn); n++)
    {
      gsize n_points;
      g_autofree RimVec3 *points = rl_node_set_dup_outline (self->drawn, n, &n_points);

      cairo_new_sub_path (cr);
      rl_hand_paint_trace (cr, place, points, n_points);
      cairo_close_path (cr);
    }
  rl_hand_paint_stroke (cr, self->lesion->color);
}

static void
paint_lasso (RlNodeHand        *self,
             cairo_t           *cr,
             const RlHandPlace *place)
{
  static const guint8 white[3] = { 255, 255, 255 };
  const double dashes[] = { 4, 4 };

  rl_hand_paint_trace (cr, place, (const RimVec3 *) (gpointer) self->lasso->data, self->lasso->len);
  cairo_close_path (cr);
  cairo_set_dash (cr, dashes, 2, 0);
  rl_hand_paint_stroke (cr, white);
  cairo_set_dash (cr, NULL, 0, 0);
}

/* Where a press would take hold. */
static void
paint_hover (RlNodeHand        *self,
             cairo_t           *cr,
             const RlHandPlace *place,
             const RlNodeSet   *nodes)
{
  guint node = rl_node_set_find (nodes, self->pointer, place->reach);
  RimVec3 nearest;

  if (node != RL_NODE_NONE)
    rl_hand_paint_knot (cr, place, rl_node_set_get_node (nodes, node), TRUE);
  else if (rl_node_set_find_edge (nodes, self->pointer, place->reach, &nearest))
    rl_hand_paint_knot (cr, place, nearest, FALSE);
}

static void
rl_node_hand_paint (RlHand            *hand,
                    GtkSnapshot       *snapshot,
                    const RlHandPlace *place)
{
  RlNodeHand *self = RL_NODE_HAND (hand);
  const RlNodeSet *nodes;
  cairo_t *cr;

  take_place (self, place);
  if (self->nodes == NULL || rl_node_set_get_n_nodes (self->nodes) == 0)
    return;

  nodes = self->drawn != NULL ? self->drawn : self->nodes;
  cr = rl_hand_paint_begin (snapshot, place);
  if (self->drawn != NULL)
    paint_drawn (self, cr, place);
  if (self->mode == MODE_LASSO)
    paint_lasso (self, cr, place);

  for (guint n = 0; n < rl_node_set_get_n_nodes (nodes); n++)
    rl_hand_paint_node (cr, place, rl_node_set_get_node (nodes, n), self->lesion->color,
                        rl_node_set_is_chosen (nodes, n));
  if (place->has_pointer && !is_busy (self))
    paint_hover (self, cr, place, nodes);
  rl_hand_paint_stroke (cr, self->lesion->color);
  cairo_destroy (cr);
}

static void
rl_node_hand_hand_init (RlHandInterface *iface)
{
  iface->press = rl_node_hand_press;
  iface->move = rl_node_hand_move;
  iface->release = rl_node_hand_release;
  iface->hover = rl_node_hand_hover;
  iface->show = rl_node_hand_show;
  iface->command = rl_node_hand_command;
  iface->step = rl_node_hand_step;
  iface->remove = rl_node_hand_remove;
  iface->paint = rl_node_hand_paint;
  iface->is_busy = rl_node_hand_is_busy;
  iface->keeps_arrows = rl_node_hand_keeps_arrows;
}

static void
rl_node_hand_dispose (GObject *object)
{
  RlNodeHand *self = RL_NODE_HAND (object);

  forget (self);
  g_clear_pointer (&self->lasso, g_array_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (rl_node_hand_parent_class)->dispose (object);
}

static void
rl_node_hand_class_init (RlNodeHandClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_node_hand_dispose;
}

static void
rl_node_hand_init (RlNodeHand *self)
{
  self->lasso = g_array_new (FALSE, FALSE, sizeof (RimVec3));
}

/**
 * rl_node_hand_new:
 * @session: what is drawn on
 * @tool: %RL_TOOL_NODES
 */
RlHand *
rl_node_hand_new (RlSession *session,
                  RlTool     tool)
{
  RlNodeHand *self = g_object_new (RL_TYPE_NODE_HAND, NULL);
  static const char *const changes[] = { "lesions-changed", "display-changed", "notify::active-lesion" };

  self->session = g_object_ref (session);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    g_signal_connect_object (session, changes[i], G_CALLBACK (lesions_cb), self, G_CONNECT_SWAPPED);

  return RL_HAND (self);
}

/* Returns: how many nodes there are on the plane */
guint
rl_node_hand_get_n_nodes (RlNodeHand *self)
{
  g_return_val_if_fail (RL_IS_NODE_HAND (self), 0);

  return self->nodes != NULL ? rl_node_set_get_n_nodes (self->nodes) : 0;
}

guint
rl_node_hand_get_n_chosen (RlNodeHand *self)
{
  g_return_val_if_fail (RL_IS_NODE_HAND (self), 0);

  return self->nodes != NULL ? rl_node_set_get_n_chosen (self->nodes) : 0;
}

/* Returns: where a node is, LPS mm */
RimVec3
rl_node_hand_get_node (RlNodeHand *self,
                       guint       node)
{
  g_return_val_if_fail (RL_IS_NODE_HAND (self), RIM_VEC3 (0, 0, 0));
  g_return_val_if_fail (node < rl_node_hand_get_n_nodes (self), RIM_VEC3 (0, 0, 0));

  return rl_node_set_get_node (self->nodes, node);
}
