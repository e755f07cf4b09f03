/* rl-node-set.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "tools/rl-node-set.h"

#include "segment/rim-node-path.h"
#include "view/rim-outline.h"

struct _RlNodeSet
{
  GPtrArray *paths;           /* RimNodePath */
  GPtrArray *chosen;          /* GByteArray, one for each path */
};

static RimNodePath *
get_path (const RlNodeSet *self,
          guint            path)
{
  return g_ptr_array_index (self->paths, path);
}

static GByteArray *
get_chosen (const RlNodeSet *self,
            guint            path)
{
  return g_ptr_array_index (self->chosen, path);
}

/* Returns: the path of a node, and which of that it is */
static guint
find_path (const RlNodeSet *self,
           guint           *node)
{
  for (guint p = 0; p < self->paths->len; p++)
    {
      guint n_nodes = rim_node_path_get_n_nodes (get_path (self, p));

      if (*node < n_nodes)
        return p;
      *node -= n_nodes;
    }

  g_return_val_if_reached (0);
}

static guint
get_first (const RlNodeSet *self,
           guint            path)
{
  guint first = 0;

  for (guint p = 0; p < path; p++)
    first += rim_node_path_get_n_nodes (get_path (self, p));

  return first;
}

static RlNodeSet *
set_new (GPtrArray *paths)
{
  RlNodeSet *self = g_new0 (RlNodeSet, 1);

  self->paths = paths;
  self->chosen = g_ptr_array_new_with_free_func ((GDestroyNotify) g_byte_array_unref);

  return self;
}

/**
 * rl_node_set_new:
 * @lesion: a lesion
 * @image: (nullable): the image it is drawn on
 * @plane: where it is seen
 */
RlNodeSet *
rl_node_set_new (RimLesion      *lesion,
                 RimVolume      *image,
                 const RimPlane *plane)
{
  g_autoptr(RimOutline) outline = rim_outline_new_in (lesion, image, plane);
  gsize n_points = outline->starts[outline->n_polygons];
  g_autofree RimVec3 *points = g_new (RimVec3, n_points);
  RimVec3 normal = rim_plane_get_normal (plane);
  RlNodeSet *self;

  for (gsize n = 0; n < n_points; n++)
    points[n] = rim_plane_to_patient (plane, outline->points[2 * n], outline->points[2 * n + 1]);

  self = set_new (rim_node_paths_new (points, outline->starts, outline->n_polygons, normal,
                                      rim_node_path_get_tolerance (rim_mask_get_grid (lesion->mask), normal)));
  for (guint p = 0; p < self->paths->len; p++)
    {
      GByteArray *chosen = g_byte_array_new ();

      g_byte_array_set_size (chosen, rim_node_path_get_n_nodes (get_path (self, p)));
      memset (chosen->data, 0, chosen->len);
      g_ptr_array_add (self->chosen, chosen);
    }

  return self;
}

RlNodeSet *
rl_node_set_copy (const RlNodeSet *self)
{
  RlNodeSet *copy = set_new (g_ptr_array_new_with_free_func ((GDestroyNotify) rim_node_path_free));

  for (guint p = 0; p < self->paths->len; p++)
    {
      GByteArray *chosen = g_byte_array_new ();

      g_byte_array_append (chosen, get_chosen (self, p)->data, get_chosen (self, p)->len);
      g_ptr_array_add (copy->chosen, chosen);
      g_ptr_array_add (copy->paths, rim_node_path_copy (get_path (self, p)));
    }

  return copy;
}

void
rl_node_set_free (RlNodeSet *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->paths);
  g_ptr_array_unref (self->chosen);
  g_free (self);
}

guint
rl_node_set_get_n_outlines (const RlNodeSet *self)
{
  return self->paths->len;
}

/* Returns: (transfer full) (array length=n_points): the points of an outline, which is closed */
RimVec3 *
rl_node_set_dup_outline (const RlNodeSet *self,
                         guint            outline,
                         gsize           *n_points)
{
  return rim_node_path_dup_points (get_path (self, outline), n_points);
}

guint
rl_node_set_get_n_nodes (const RlNodeSet *self)
{
  return get_first (self, self->paths->len);
}

RimVec3
rl_node_set_get_node (const RlNodeSet *self,
                      guint            node)
{
  guint path = find_path (self, &node);

  return rim_node_path_get_node (get_path (self, path), node);
}

/* Returns: the nearest node within @reach mm of @point, or %RL_NODE_NONE */
guint
rl_node_set_find (const RlNodeSet *self,
                  RimVec3          point,
                  double           reach)
{
  guint found = RL_NODE_NONE;

  for (guint n = 0; n < rl_node_set_get_n_nodes (self); n++)
    {
      double distance = rim_vec3_length (rim_vec3_sub (rl_node_set_get_node (self, n), point));

      if (distance <= reach)
        {
          found = n;
          reach = distance;
        }
    }

  return found;
}

static guint
find_edge (const RlNodeSet *self,
           RimVec3          point,
           double           reach,
           RimVec3         *nearest)
{
  guint found = RL_NODE_NONE;

  for (guint p = 0; p < self->paths->len; p++)
    {
      RimVec3 near;
      double distance = rim_node_path_find_edge (get_path (self, p), point, &near);

      if (distance <= reach)
        {
          found = p;
          reach = distance;
          *nearest = near;
        }
    }

  return found;
}

/* Returns: whether an outline passes within @reach mm of @point, and where it is nearest */
gboolean
rl_node_set_find_edge (const RlNodeSet *self,
                       RimVec3          point,
                       double           reach,
                       RimVec3         *nearest)
{
  return find_edge (self, point, reach, nearest) != RL_NODE_NONE;
}

/**
 * rl_node_set_find_next:
 * @self: nodes
 * @step: 1 or -1
 *
 * Returns: the node after the last chosen one, or before the first, on all outlines in turn;
 *   %RL_NODE_NONE where none is chosen
 */
guint
rl_node_set_find_next (const RlNodeSet *self,
                       int              step)
{
  guint n_nodes = rl_node_set_get_n_nodes (self);

  for (guint n = 0; n < n_nodes; n++)
    {
      guint node = step > 0 ? n_nodes - 1 - n : n;

      if (rl_node_set_is_chosen (self, node))
        return step > 0 ? (node + 1) % n_nodes : (node + n_nodes - 1) % n_nodes;
    }

  return RL_NODE_NONE;
}

guint
rl_node_set_get_n_chosen (const RlNodeSet *self)
{
  guint n_chosen = 0;

  for (guint n = 0; n < rl_node_set_get_n_nodes (self); n++)
    n_chosen += rl_node_set_is_chosen (self, n);

  return n_chosen;
}

gboolean
rl_node_set_is_chosen (const RlNodeSet *self,
                       guint            node)
{
  guint path = find_path (self, &node);

  return get_chosen (self, path)->data[node];
}

void
rl_node_set_choose (RlNodeSet *self,
                    guint      node,
                    gboolean   chosen)
{
  guint path = find_path (self, &node);

  get_chosen (self, path)->data[node] = !!chosen;
}

/* No other than that, or with %RL_NODE_NONE none. */
void
rl_node_set_choose_only (RlNodeSet *self,
                         guint      node)
{
  for (guint p = 0; p < self->paths->len; p++)
    memset (get_chosen (self, p)->data, 0, get_chosen (self, p)->len);

  if (node != RL_NODE_NONE)
    rl_node_set_choose (self, node, TRUE);
}

/* Besides those that are, what a closed path on the plane goes around. */
void
rl_node_set_choose_within (RlNodeSet     *self,
                           RimVec3        normal,
                           const RimVec3 *points,
                           gsize          n_points)
{
  for (guint p = 0; p < self->paths->len; p++)
    rim_node_path_find_within (get_path (self, p), points, n_points, normal, get_chosen (self, p)->data);
}

/* Puts a node on the outline nearest to a point, which changes nothing else.
 *
 * Returns: which it is; the only one that is chosen
 */
guint
rl_node_set_insert (RlNodeSet *self,
                    RimVec3    point)
{
  RimVec3 nearest;
  guint path = find_edge (self, point, G_MAXDOUBLE, &nearest);
  GByteArray *chosen;
  guint node;

  g_return_val_if_fail (path != RL_NODE_NONE, RL_NODE_NONE);

  node = rim_node_path_insert (get_path (self, path), point);
  chosen = get_chosen (self, path);
  g_byte_array_set_size (chosen, chosen->len + 1);
  node += get_first (self, path);
  rl_node_set_choose_only (self, node);

  return node;
}

/* Moves the chosen nodes. */
void
rl_node_set_move (RlNodeSet *self,
                  RimVec3    by,
                  gboolean   smooth)
{
  for (guint p = 0; p < self->paths->len; p++)
    rim_node_path_move (get_path (self, p), get_chosen (self, p)->data, by, smooth);
}

/* Takes the chosen nodes out where their outlines keep enough of them.
 *
 * Returns: whether all could be
 */
gboolean
rl_node_set_remove (RlNodeSet *self,
                    gboolean   smooth)
{
  gboolean is_whole = TRUE;

  for (guint p = 0; p < self->paths->len; p++)
    {
      GByteArray *chosen = get_chosen (self, p);

      if (memchr (chosen->data, TRUE, chosen->len) == NULL)
        continue;

      if (rim_node_path_remove (get_path (self, p), chosen->data, smooth))
        g_byte_array_set_size (chosen, rim_node_path_get_n_nodes (get_path (self, p)));
      else
        is_whole = FALSE;
      memset (chosen->data, 0, chosen->len);
    }

  return is_whole;
}

/**
 * rl_node_set_change:
 * @self: a changed copy of @before
 * @before: the nodes of a lesion
 * @mask: the voxels of that lesion
 * @normal: of the plane
 *
 * Returns: (transfer full): the voxels as they are to be, see rim_node_path_change()
 */
RimMask *
rl_node_set_change (const RlNodeSet *self,
                    const RlNodeSet *before,
                    RimMask         *mask,
                    RimVec3          normal)
{
  RimMask *changed = rim_mask_ref (mask);

  for (guint p = 0; p < self->paths->len; p++)
    {
      g_autoptr(RimMask) last = changed;

      changed = rim_node_path_change (get_path (self, p), get_path (before, p), last, normal);
    }

  return changed;
}
