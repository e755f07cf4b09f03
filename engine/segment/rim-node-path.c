/* rim-node-path.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-node-path-private.h"

#include <math.h>

#include "segment/rim-path.h"

#define MIN_NODES 3

/* How far from straight the steps of voxels may be, as a part of the sum of their sides. */
#define STEPS 0.75

/* Of an outline that may lie within another, so many edges are asked. */
#define MAX_ASKED 16

typedef struct
{
  RimVec3  at;
  GArray  *way;               /* the points between it and the next node */
} Node;

static void
node_clear (gpointer data)
{
  g_array_unref (((Node *) data)->way);
}

static GArray *
new_points (void)
{
  return g_array_new (FALSE, FALSE, sizeof (RimVec3));
}

static RimNodePath *
path_new (void)
{
  RimNodePath *self = g_new0 (RimNodePath, 1);

  self->nodes = g_array_new (FALSE, FALSE, sizeof (Node));
  g_array_set_clear_func (self->nodes, node_clear);
  self->touched = new_points ();

  return self;
}

static Node *
get (const RimNodePath *self,
     guint              node)
{
  return &g_array_index (self->nodes, Node, node % self->nodes->len);
}

static double
get_distance (RimVec3 a,
              RimVec3 b)
{
  return rim_vec3_length (rim_vec3_sub (a, b));
}

static RimVec3
find_nearest (RimVec3 a,
              RimVec3 b,
              RimVec3 point)
{
  RimVec3 along = rim_vec3_sub (b, a);
  double square = rim_vec3_dot (along, along);
  double t = square > 0 ? rim_vec3_dot (rim_vec3_sub (point, a), along) / square : 0;

  return rim_vec3_add (a, rim_vec3_scale (along, CLAMP (t, 0, 1)));
}

/* Of the points between two, the one farthest from the line that joins these.
 *
 * Returns: how far that is
 */
static double
find_farthest (const RimVec3 *points,
               gsize          n_points,
               gsize          first,
               gsize          last,
               gsize         *farthest)
{
  RimVec3 a = points[first % n_points];
  RimVec3 b = points[last % n_points];
  double most = -1;

  for (gsize n = first + 1; n < last; n++)
    {
      RimVec3 point = points[n % n_points];
      double distance = get_distance (find_nearest (a, b, point), point);

      if (distance > most)
        {
          most = distance;
          *farthest = n;
        }
    }

  return most;
}

/* Douglas and Peucker, The Canadian Cartographer 10, 1973, without recursion. */
static void
keep_between (const RimVec3 *points,
              gsize          n_points,
              gsize          first,
              gsize          last,
              double         tolerance,
              guint8        *kept)
{
  g_autoptr(GArray) ends = g_array_new (FALSE, FALSE, sizeof (gsize));

  g_array_append_val (ends, last);
  while (ends->len > 0)
    {
      gsize end = g_array_index (ends, gsize, ends->len - 1);
      gsize farthest = end;

      if (find_farthest (points, n_points, first, end, &farthest) > tolerance)
        {
          kept[farthest % n_points] = TRUE;
          g_array_append_val (ends, farthest);
        }
      else
        {
          first = end;
          g_array_set_size (ends, ends->len - 1);
        }
    }
}

static gsize
find_far (const RimVec3 *points,
          gsize          n_points,
          RimVec3        from)
{
  gsize far = 0;

  for (gsize n = 1; n < n_points; n++)
    if (get_distance (points[n], from) > get_distance (points[far], from))
      far = n;

  return far;
}

/* Which points become nodes: those two that lie far apart, and what keeps the outline within
 * the tolerance; at least three.
 */
static void
choose_nodes (const RimVec3 *points,
              gsize          n_points,
              double         tolerance,
              guint8        *kept)
{
  gsize first = find_far (points, n_points, points[0]);
  gsize last = find_far (points, n_points, points[first]);
  gsize n_kept = 0;
  gsize farthest = first;

  if (last == first)
    last = first + 1;
  if (last < first)
    last += n_points;

  kept[first] = kept[last % n_points] = TRUE;
  keep_between (points, n_points, first, last, tolerance, kept);
  keep_between (points, n_points, last, first + n_points, tolerance, kept);

  for (gsize n = 0; n < n_points; n++)
    n_kept += kept[n];
  if (n_kept >= MIN_NODES)
    return;
  if (find_farthest (points, n_points, first, last, &farthest) >= 0)
    kept[farthest % n_points] = TRUE;
  if (find_farthest (points, n_points, last, first + n_points, &farthest) >= 0)
    kept[farthest % n_points] = TRUE;
}

static RimNodePath *
path_of (const RimVec3 *points,
         gsize          n_points,
         double         tolerance)
{
  g_autofree guint8 *kept = g_new0 (guint8, n_points);
  RimNodePath *self = path_new ();
  gsize first = 0;

  choose_nodes (points, n_points, tolerance, kept);
  while (!kept[first])
    first++;

  for (gsize n = first; n < first + n_points; n++)
    {
      RimVec3 point = points[n % n_points];

      if (kept[n % n_points])
        {
          Node node = { point, new_points () };

          g_array_append_val (self->nodes, node);
        }
      else
        {
          g_array_append_val (get (self, self->nodes->len - 1)->way, point);
        }
    }

  return self;
}

/* Two directions of a plane, at right angles. */
void
rim_node_axes_init (RimNodeAxes *self,
                    RimVec3      normal)
{
  rim_vec3_normalize (&normal);
  self->u = rim_vec3_cross (normal, fabs (normal.x) < 0.6 ? RIM_VEC3 (1, 0, 0) : RIM_VEC3 (0, 1, 0));
  rim_vec3_normalize (&self->u);
  self->v = rim_vec3_cross (normal, self->u);
}

static gboolean
holds (const RimVec3     *points,
       gsize              n_points,
       const RimNodeAxes *axes,
       RimVec3            point)
{
  double x = rim_vec3_dot (point, axes->u);
  double y = rim_vec3_dot (point, axes->v);
  gboolean is_in = FALSE;

  for (gsize n = 0; n < n_points; n++)
    {
      RimVec3 a = points[n];
      RimVec3 b = points[n + 1 < n_points ? n + 1 : 0];
      double ax = rim_vec3_dot (a, axes->u), ay = rim_vec3_dot (a, axes->v);
      double bx = rim_vec3_dot (b, axes->u), by = rim_vec3_dot (b, axes->v);

      if ((ay <= y) != (by <= y) && x < ax + (y - ay) / (by - ay) * (bx - ax))
        is_in = !is_in;
    }

  return is_in;
}

/* Outlines may touch each other at corners, so most of the middles of edges count. */
static gboolean
is_within (const RimVec3     *points,
           const gsize       *starts,
           gsize              inner,
           gsize              outer,
           const RimNodeAxes *axes)
{
  gsize n_points = starts[inner + 1] - starts[inner];
  const RimVec3 *own = points + starts[inner];
  gsize step = MAX (n_points / MAX_ASKED, 1);
  gsize n_asked = 0;
  gsize n_in = 0;

  for (gsize n = 0; n < n_points; n += step)
    {
      RimVec3 next = own[n + 1 < n_points ? n + 1 : 0];

      n_asked++;
      n_in += holds (points + starts[outer], starts[outer + 1] - starts[outer], axes,
                     rim_vec3_scale (rim_vec3_add (own[n], next), 0.5));
    }

  return 2 * n_in > n_asked;
}

/**
 * rim_node_paths_new:
 * @points: (array): of all outlines, LPS mm, on one plane
 * @starts: (array): where each outline begins in @points; one more than there are outlines
 * @n_outlines: how many closed outlines, of at least three points each
 * @normal: of the plane, LPS
 * @tolerance: how far an outline may be, in mm, from the straight lines between its nodes
 *
 * An outline that lies within an odd number of others goes around a hole.
 *
 * Returns: (transfer full) (element-type RimNodePath): one for each outline
 */
GPtrArray *
rim_node_paths_new (const RimVec3 *points,
                    const gsize   *starts,
                    gsize          n_outlines,
                    RimVec3        normal,
                    double         tolerance)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_node_path_free);
  RimNodeAxes axes;

  rim_node_axes_init (&axes, normal);
  for (gsize n = 0; n < n_outlines; n++)
    {
      RimNodePath *path = path_of (points + starts[n], starts[n + 1] - starts[n], tolerance);

      for (gsize outer = 0; outer < n_outlines; outer++)
        if (outer != n && is_within (points, starts, n, outer, &axes))
          path->is_hole = !path->is_hole;
      g_ptr_array_add (paths, path);
    }

  return paths;
}

/**
 * rim_node_path_copy:
 * @self: an outline
 *
 * Returns: (transfer full): the same, of which nothing has been changed yet
 */
RimNodePath *
rim_node_path_copy (const RimNodePath *self)
{
  RimNodePath *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = path_new ();
  copy->is_hole = self->is_hole;
  for (guint n = 0; n < self->nodes->len; n++)
    {
      Node node = { get (self, n)->at, g_array_copy (get (self, n)->way) };

      g_array_append_val (copy->nodes, node);
    }

  return copy;
}

void
rim_node_path_free (RimNodePath *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->nodes);
  g_array_unref (self->touched);
  g_free (self);
}

/**
 * rim_node_path_get_tolerance:
 * @grid: the voxels
 * @normal: of a plane, LPS
 *
 * Returns: the tolerance in mm at which the steps of voxels on that plane give no nodes
 */
double
rim_node_path_get_tolerance (const RimGrid *grid,
                             RimVec3        normal)
{
  double sum = 0;

  g_return_val_if_fail (grid != NULL, 1.0);

  rim_vec3_normalize (&normal);
  for (guint axis = 0; axis < 3; axis++)
    {
      RimVec3 step = rim_affine_get_column (&grid->to_patient, axis);

      sum += rim_vec3_length (rim_vec3_cross (step, normal));
    }

  return STEPS * sum;
}

/* Returns: whether what it goes around is not of the lesion */
gboolean
rim_node_path_is_hole (const RimNodePath *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->is_hole;
}

guint
rim_node_path_get_n_nodes (const RimNodePath *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->nodes->len;
}

/* Returns: where a node is, LPS mm */
RimVec3
rim_node_path_get_node (const RimNodePath *self,
                        guint              node)
{
  g_return_val_if_fail (self != NULL, RIM_VEC3 (0, 0, 0));
  g_return_val_if_fail (node < self->nodes->len, RIM_VEC3 (0, 0, 0));

  return get (self, node)->at;
}

/**
 * rim_node_path_dup_points:
 * @self: an outline
 * @n_points: (out): how many
 *
 * Returns: (transfer full) (array length=n_points): all its points, nodes among them
 */
RimVec3 *
rim_node_path_dup_points (const RimNodePath *self,
                          gsize             *n_points)
{
  GArray *points = new_points ();

  g_return_val_if_fail (self != NULL && n_points != NULL, NULL);

  for (guint n = 0; n < self->nodes->len; n++)
    {
      const Node *node = get (self, n);

      g_array_append_val (points, node->at);
      g_array_append_vals (points, node->way->data, node->way->len);
    }
  *n_points = points->len;

  return (RimVec3 *) (gpointer) g_array_free (points, FALSE);
}

/* The point of the way after a node that comes at @index, both its ends among them. */
static RimVec3
get_way_point (const RimNodePath *self,
               guint              node,
               guint              index)
{
  GArray *way = get (self, node)->way;

  if (index == 0)
    return get (self, node)->at;

  return index <= way->len ? g_array_index (way, RimVec3, index - 1) : get (self, node + 1)->at;
}

static double
find_edge (const RimNodePath *self,
           RimVec3            point,
           RimVec3           *nearest,
           guint             *node,
           guint             *index)
{
  double least = INFINITY;

  for (guint n = 0; n < self->nodes->len; n++)
    for (guint i = 0; i <= get (self, n)->way->len; i++)
      {
        RimVec3 near = find_nearest (get_way_point (self, n, i), get_way_point (self, n, i + 1), point);
        double distance = get_distance (near, point);

        if (distance < least)
          {
            least = distance;
            *nearest = near;
            *node = n;
            *index = i;
          }
      }

  return least;
}

/**
 * rim_node_path_find_edge:
 * @self: an outline
 * @point: a point, LPS mm
 * @nearest: (out): the point of the outline that is nearest to it
 *
 * Returns: how far that is, in mm
 */
double
rim_node_path_find_edge (const RimNodePath *self,
                         RimVec3            point,
                         RimVec3           *nearest)
{
  guint node, index;

  g_return_val_if_fail (self != NULL && nearest != NULL, INFINITY);

  return find_edge (self, point, nearest, &node, &index);
}

/**
 * rim_node_path_find_within:
 * @self: an outline
 * @points: (array length=n_points): a closed path on the same plane, LPS mm
 * @n_points: how many
 * @normal: of the plane
 * @within: (array): for each node, set to %TRUE where the path goes around it an odd number
 *   of times, and left alone elsewhere
 */
void
rim_node_path_find_within (const RimNodePath *self,
                           const RimVec3     *points,
                           gsize              n_points,
                           RimVec3            normal,
                           guint8            *within)
{
  RimNodeAxes axes;

  g_return_if_fail (self != NULL && within != NULL);
  g_return_if_fail (points != NULL || n_points == 0);

  rim_node_axes_init (&axes, normal);
  for (guint n = 0; n < self->nodes->len; n++)
    if (holds (points, n_points, &axes, get (self, n)->at))
      within[n] = TRUE;
}

static void
touch_way (RimNodePath *self,
           guint        node)
{
  const Node *begin = get (self, node);
  const Node *end = get (self, node + 1);

  g_array_append_val (self->touched, begin->at);
  g_array_append_vals (self->touched, begin->way->data, begin->way->len);
  g_array_append_val (self->touched, end->at);
}

/* Joins a node and the next anew. */
static void
join (RimNodePath *self,
      guint        node,
      gboolean     smooth)
{
  guint len = self->nodes->len;
  const RimVec3 knots[4] = { get (self, node + len - 1)->at, get (self, node)->at,
                             get (self, node + 1)->at, get (self, node + 2)->at };
  GArray *way = get (self, node)->way;

  g_array_set_size (way, 0);
  if (smooth)
    {
      gsize n_points, step;
      g_autofree RimVec3 *curve = rim_path_spline (knots, G_N_ELEMENTS (knots), FALSE, &n_points);

      step = (n_points - 1) / 3;
      g_array_append_vals (way, curve + step + 1, (guint) step - 1);
    }
  touch_way (self, node);
}

static void
move_way (RimNodePath *self,
          guint        node,
          RimVec3      by)
{
  GArray *way = get (self, node)->way;

  for (guint n = 0; n < way->len; n++)
    g_array_index (way, RimVec3, n) = rim_vec3_add (g_array_index (way, RimVec3, n), by);
  touch_way (self, node);
}

/**
 * rim_node_path_move:
 * @self: an outline
 * @chosen: (array): for each node, whether it moves
 * @by: how far, in mm
 * @smooth: whether nodes are joined by a curve anew, else by straight lines
 *
 * Moves nodes together. What lies between two that move goes with them, what lies between
 * two that stay is not touched.
 */
void
rim_node_path_move (RimNodePath  *self,
                    const guint8 *chosen,
                    RimVec3       by,
                    gboolean      smooth)
{
  guint len;

  g_return_if_fail (self != NULL && chosen != NULL);

  len = self->nodes->len;
  for (guint n = 0; n < len; n++)
    if (chosen[n] || chosen[(n + 1) % len])
      touch_way (self, n);
  for (guint n = 0; n < len; n++)
    if (chosen[n])
      get (self, n)->at = rim_vec3_add (get (self, n)->at, by);

  for (guint n = 0; n < len; n++)
    if (chosen[n] && chosen[(n + 1) % len])
      move_way (self, n, by);
    else if (chosen[n] || chosen[(n + 1) % len])
      join (self, n, smooth);
}

/**
 * rim_node_path_insert:
 * @self: an outline
 * @point: near to it, LPS mm
 *
 * Makes the nearest point of the outline a node, which changes nothing of it.
 *
 * Returns: which node it is; those from there on are counted one higher than before
 */
guint
rim_node_path_insert (RimNodePath *self,
                      RimVec3      point)
{
  Node added = { { 0, 0, 0 }, NULL };
  guint node, index;
  GArray *way;

  g_return_val_if_fail (self != NULL, 0);

  find_edge (self, point, &added.at, &node, &index);
  way = get (self, node)->way;
  added.way = new_points ();
  if (index < way->len)
    g_array_append_vals (added.way, &g_array_index (way, RimVec3, index), way->len - index);
  g_array_set_size (way, index);
  g_array_insert_val (self->nodes, node + 1, added);

  return node + 1;
}

/**
 * rim_node_path_remove:
 * @self: an outline
 * @chosen: (array): for each node, whether it goes
 * @smooth: whether those beside it are joined by a curve, else by a straight line
 *
 * Returns: whether it did; an outline keeps at least three nodes
 */
gboolean
rim_node_path_remove (RimNodePath  *self,
                      const guint8 *chosen,
                      gboolean      smooth)
{
  guint n_left = 0;

  g_return_val_if_fail (self != NULL && chosen != NULL, FALSE);

  for (guint n = 0; n < self->nodes->len; n++)
    n_left += !chosen[n];
  if (n_left < MIN_NODES)
    return FALSE;

  for (guint n = self->nodes->len; n-- > 0;)
    if (chosen[n])
      {
        touch_way (self, n + self->nodes->len - 1);
        touch_way (self, n);
        g_array_remove_index (self->nodes, n);
        join (self, n + self->nodes->len - 1, smooth);
      }

  return TRUE;
}
