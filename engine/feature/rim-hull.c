/* rim-hull.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-hull.h"

#include <stdlib.h>

/* Quickhull (C. B. Barber, D. P. Dobkin, H. Huhdanpaa, ACM Transactions on
 * Mathematical Software 22, 1996) in whole numbers. As a point that lies in the
 * plane of a face does not see it, flat sides and collinear points need no care:
 * what a point sees is what it would see if it were moved inwards a little, so
 * it is bounded by one simple loop, and no new face is flat.
 */

#define NONE G_MAXUINT32

typedef struct
{
  guint32  corners[3];
  guint32  neighbours[3];        /* across the edge from corner c to c + 1 */
  gint64   normal[3];
  gint64   offset;
  guint32  outside;              /* the first point that sees it */
  gboolean is_dead;
  gboolean is_seen;
} Face;

/* An edge between a face that is seen and one that is not. */
typedef struct
{
  guint32 from;
  guint32 to;
  guint32 beyond;
} Edge;

typedef struct
{
  const RimHullPoint *points;
  gsize               n_points;
  guint32            *next;      /* point to point in the lists of the faces */
  guint32            *leaving;   /* the new face whose loop edge leaves a point */
  GArray             *faces;
  GArray             *todo;      /* faces that may have points outside */
  GArray             *seen;
  GArray             *loop;
} Builder;

static inline Face *
get_face (const Builder *self,
          guint32        face)
{
  return &g_array_index (self->faces, Face, face);
}

static void
compute_normal (const RimHullPoint *a,
                const RimHullPoint *b,
                const RimHullPoint *c,
                gint64              normal[3])
{
  gint64 u[3] = { b->i - a->i, b->j - a->j, b->k - a->k };
  gint64 v[3] = { c->i - a->i, c->j - a->j, c->k - a->k };

  normal[0] = u[1] * v[2] - u[2] * v[1];
  normal[1] = u[2] * v[0] - u[0] * v[2];
  normal[2] = u[0] * v[1] - u[1] * v[0];
}

static inline gint64
dot (const gint64        normal[3],
     const RimHullPoint *point)
{
  return normal[0] * point->i + normal[1] * point->j + normal[2] * point->k;
}

static inline gint64
get_height (const Builder *self,
            const Face    *face,
            guint32        point)
{
  return dot (face->normal, &self->points[point]) - face->offset;
}

static guint32
add_face (Builder *self,
          guint32  a,
          guint32  b,
          guint32  c)
{
  Face face = { { a, b, c }, { NONE, NONE, NONE }, { 0 }, 0, NONE, FALSE, FALSE };

  compute_normal (&self->points[a], &self->points[b], &self->points[c], face.normal);
  face.offset = dot (face.normal, &self->points[a]);
  g_array_append_val (self->faces, face);

  return self->faces->len - 1;
}

/* Gives a point to the first face of several that it sees. */
static void
assign (Builder *self,
        guint32  point,
        guint32  first,
        guint32  end)
{
  for (guint32 f = first; f < end; f++)
    {
      Face *face = get_face (self, f);

      if (get_height (self, face, point) > 0)
        {
          self->next[point] = face->outside;
          face->outside = point;
          return;
        }
    }
}

static guint32
find_highest (const Builder *self,
              const Face    *face)
{
  guint32 highest = face->outside;
  gint64 height = get_height (self, face, highest);

  for (guint32 p = self->next[highest]; p != NONE; p = self->next[p])
    {
      gint64 other = get_height (self, face, p);

      if (other > height)
        {
          height = other;
          highest = p;
        }
    }

  return highest;
}

static void
see (Builder *self,
     guint32  face)
{
  get_face (self, face)->is_seen = TRUE;
  g_array_append_val (self->seen, face);
}

/* All faces that @point sees, from one of them on, and the loop round them. */
static void
find_seen (Builder *self,
           guint32  from,
           guint32  point)
{
  g_array_set_size (self->seen, 0);
  g_array_set_size (self->loop, 0);
  see (self, from);

  for (guint s = 0; s < self->seen->len; s++)
    {
      const Face *face = get_face (self, g_array_index (self->seen, guint32, s));

      for (guint e = 0; e < 3; e++)
        {
          guint32 beyond = face->neighbours[e];
          const Face *other = get_face (self, beyond);

          if (other->is_seen)
            continue;

          if (get_height (self, other, point) > 0)
            {
              see (self, beyond);
            }
          else
            {
              Edge edge = { face->corners[e], face->corners[(e + 1) % 3], beyond };

              g_array_append_val (self->loop, edge);
            }
        }
    }
}

static void
replace_neighbour (Face   *self,
                   guint32 from,
                   guint32 to,
                   guint32 neighbour)
{
  for (guint e = 0; e < 3; e++)
    if (self->corners[e] == from && self->corners[(e + 1) % 3] == to)
      self->neighbours[e] = neighbour;
}

/* A cone from the loop to @point. */
static guint32
add_cone (Builder *self,
          guint32  point)
{
  guint32 first = self->faces->len;

  for (guint e = 0; e < self->loop->len; e++)
    {
      const Edge *edge = &g_array_index (self->loop, Edge, e);
      guint32 f = add_face (self, edge->from, edge->to, point);

      get_face (self, f)->neighbours[0] = edge->beyond;
      replace_neighbour (get_face (self, edge->beyond), edge->to, edge->from, f);
      self->leaving[edge->from] = f;
    }

  for (guint32 f = first; f < self->faces->len; f++)
    {
      guint32 after = self->leaving[get_face (self, f)->corners[1]];

      get_face (self, f)->neighbours[1] = after;
      get_face (self, after)->neighbours[2] = f;
    }

  return first;
}

/* Hands the points outside of the faces that were seen to the new ones. */
static void
pass_points_on (Builder *self,
                guint32  first,
                guint32  except)
{
  for (guint s = 0; s < self->seen->len; s++)
    {
      Face *face = get_face (self, g_array_index (self->seen, guint32, s));
      guint32 point = face->outside;

      face->is_dead = TRUE;
      face->outside = NONE;
      while (point != NONE)
        {
          guint32 next = self->next[point];

          if (point != except)
            assign (self, point, first, self->faces->len);
          point = next;
        }
    }
}

static void
build (Builder *self)
{
  while (self->todo->len > 0)
    {
      guint32 f = g_array_index (self->todo, guint32, self->todo->len - 1);
      const Face *face = get_face (self, f);
      guint32 point, first;

      g_array_set_size (self->todo, self->todo->len - 1);
      if (face->is_dead || face->outside == NONE)
        continue;

      point = find_highest (self, face);
      find_seen (self, f, point);
      first = add_cone (self, point);
      pass_points_on (self, first, point);
      for (guint32 added = first; added < self->faces->len; added++)
        if (get_face (self, added)->outside != NONE)
          g_array_append_val (self->todo, added);
    }
}

static gint64
sum_absolute (const gint64 values[3])
{
  return ABS (values[0]) + ABS (values[1]) + ABS (values[2]);
}

/* How far point @p lies from what the first @n of @corners span, in a measure
 * that is 0 only where it does not lie outside.
 */
static gint64
get_extent (const Builder *self,
            const guint32 *corners,
            guint          n,
            guint32        p)
{
  const RimHullPoint *a = &self->points[corners[0]];
  const RimHullPoint *q = &self->points[p];
  gint64 normal[3] = { q->i - a->i, q->j - a->j, q->k - a->k };

  if (n == 1)
    return sum_absolute (normal);

  if (n == 2)
    {
      compute_normal (a, &self->points[corners[1]], q, normal);
      return sum_absolute (normal);
    }

  compute_normal (a, &self->points[corners[1]], &self->points[corners[2]], normal);

  return ABS (dot (normal, q) - dot (normal, a));
}

/* Four points that do not lie in a plane. */
static gboolean
find_corners (const Builder *self,
              guint32        corners[4])
{
  corners[0] = 0;

  for (guint n = 1; n < 4; n++)
    {
      gint64 widest = 0;

      for (guint32 p = 0; p < self->n_points; p++)
        {
          gint64 extent = get_extent (self, corners, n, p);

          if (extent > widest)
            {
              widest = extent;
              corners[n] = p;
            }
        }

      if (widest == 0)
        return FALSE;
    }

  return TRUE;
}

static void
add_tetrahedron (Builder      *self,
                 const guint32 corners[4])
{
  guint32 c[4] = { corners[0], corners[1], corners[2], corners[3] };
  gint64 normal[3];

  compute_normal (&self->points[c[0]], &self->points[c[1]], &self->points[c[2]], normal);
  if (dot (normal, &self->points[c[3]]) > dot (normal, &self->points[c[0]]))
    {
      c[1] = corners[2];
      c[2] = corners[1];
    }

  add_face (self, c[0], c[1], c[2]);
  add_face (self, c[0], c[3], c[1]);
  add_face (self, c[1], c[3], c[2]);
  add_face (self, c[2], c[3], c[0]);

  for (guint32 f = 0; f < 4; f++)
    for (guint e = 0; e < 3; e++)
      for (guint32 other = 0; other < 4; other++)
        replace_neighbour (get_face (self, f), get_face (self, other)->corners[(e + 1) % 3],
                           get_face (self, other)->corners[e], other);
}

static void
start (Builder      *self,
       const guint32 corners[4])
{
  add_tetrahedron (self, corners);

  for (guint32 p = 0; p < self->n_points; p++)
    assign (self, p, 0, 4);
  for (guint32 f = 0; f < 4; f++)
    g_array_append_val (self->todo, f);
}

/* Where each face that is left comes to stand. */
static guint32 *
number_faces (const Builder *self,
              gsize         *n_faces)
{
  guint32 *numbers = g_new (guint32, self->faces->len);
  guint32 n = 0;

  for (guint32 f = 0; f < self->faces->len; f++)
    numbers[f] = get_face (self, f)->is_dead ? NONE : n++;
  *n_faces = n;

  return numbers;
}

static void
collect_face (RimHull       *hull,
              const Builder *self,
              guint32        f,
              const guint32 *numbers,
              guint32       *places)
{
  const Face *face = get_face (self, f);

  for (guint c = 0; c < 3; c++)
    {
      guint32 p = face->corners[c];

      if (places[p] == NONE)
        {
          places[p] = (guint32) hull->n_points;
          hull->points[hull->n_points++] = self->points[p];
        }
      hull->faces[numbers[f]][c] = places[p];
      hull->neighbours[numbers[f]][c] = numbers[face->neighbours[c]];
    }
}

static RimHull *
collect (const Builder *self)
{
  RimHull *hull = g_new0 (RimHull, 1);
  g_autofree guint32 *numbers = number_faces (self, &hull->n_faces);
  g_autofree guint32 *places = g_new (guint32, self->n_points);

  for (gsize p = 0; p < self->n_points; p++)
    places[p] = NONE;

  hull->faces = g_malloc (hull->n_faces * sizeof *hull->faces);
  hull->neighbours = g_malloc (hull->n_faces * sizeof *hull->neighbours);
  hull->points = g_new (RimHullPoint, hull->n_faces);

  for (guint32 f = 0; f < self->faces->len; f++)
    if (numbers[f] != NONE)
      collect_face (hull, self, f, numbers, places);

  return hull;
}

/**
 * rim_hull_new:
 * @points: (array length=n_points): points, within %RIM_HULL_MAX; some may be equal
 * @n_points: how many, below 2³²
 *
 * Returns: (transfer full) (nullable): their convex hull; %NULL where they lie in
 *   a plane
 */
RimHull *
rim_hull_new (const RimHullPoint *points,
              gsize               n_points)
{
  Builder self = { points, n_points, NULL, NULL, NULL, NULL, NULL, NULL };
  RimHull *hull = NULL;
  guint32 corners[4];

  g_return_val_if_fail (n_points < NONE, NULL);

  if (n_points < 4 || !find_corners (&self, corners))
    return NULL;

  self.next = g_new (guint32, n_points);
  self.leaving = g_new (guint32, n_points);
  self.faces = g_array_new (FALSE, FALSE, sizeof (Face));
  self.todo = g_array_new (FALSE, FALSE, sizeof (guint32));
  self.seen = g_array_new (FALSE, FALSE, sizeof (guint32));
  self.loop = g_array_new (FALSE, FALSE, sizeof (Edge));

  start (&self, corners);
  build (&self);
  hull = collect (&self);

  g_free (self.next);
  g_free (self.leaving);
  g_array_unref (self.faces);
  g_array_unref (self.todo);
  g_array_unref (self.seen);
  g_array_unref (self.loop);

  return hull;
}

/**
 * rim_hull_free:
 * @self: (transfer full): a hull
 */
void
rim_hull_free (RimHull *self)
{
  g_free (self->points);
  g_free (self->faces);
  g_free (self->neighbours);
  g_free (self);
}

/**
 * rim_hull_get_normal:
 * @self: a hull
 * @face: one of its triangles
 * @normal: (out): square to it, outwards, twice as long as its area is large
 */
void
rim_hull_get_normal (const RimHull *self,
                     gsize          face,
                     gint64         normal[3])
{
  const guint32 *corners = self->faces[face];

  compute_normal (&self->points[corners[0]], &self->points[corners[1]],
                  &self->points[corners[2]], normal);
}

/**
 * rim_hull_get_volume:
 * @self: a hull
 *
 * Returns: six times its volume
 */
gint64
rim_hull_get_volume (const RimHull *self)
{
  const RimHullPoint *origin = &self->points[0];
  gint64 volume = 0;

  for (gsize f = 0; f < self->n_faces; f++)
    {
      gint64 normal[3];

      rim_hull_get_normal (self, f, normal);
      volume += dot (normal, &self->points[self->faces[f][0]]) - dot (normal, origin);
    }

  return volume;
}
