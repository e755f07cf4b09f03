/* rim-icosphere.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-icosphere-private.h"

#include <math.h>
#include <string.h>

#define N_VERTICES 12
#define N_FACES    20

static const guint8 icosahedron[N_FACES][3] = {
  { 0, 11, 5 }, { 0, 5, 1 }, { 0, 1, 7 }, { 0, 7, 10 }, { 0, 10, 11 },
  { 1, 5, 9 }, { 5, 11, 4 }, { 11, 10, 2 }, { 10, 7, 6 }, { 7, 1, 8 },
  { 3, 9, 4 }, { 3, 4, 2 }, { 3, 2, 6 }, { 3, 6, 8 }, { 3, 8, 9 },
  { 4, 9, 5 }, { 2, 4, 11 }, { 6, 2, 10 }, { 8, 6, 7 }, { 9, 8, 1 },
};

typedef struct
{
  guint32 low;
  guint32 high;
  guint32 middle;
} Edge;

typedef struct
{
  guint32 corners[3];
} Face;

typedef struct
{
  GArray *vertices;
  GArray *faces;
} Sphere;

/* Three golden rectangles, square to each other. */
static void
add_icosahedron (Sphere *self)
{
  const double golden = (1.0 + sqrt (5.0)) / 2.0;
  const double length = sqrt (2.0 + golden);

  for (guint v = 0; v < N_VERTICES; v++)
    {
      double one = (v % 2 == 0 ? -1.0 : 1.0) / length;
      double long_side = ((v / 2) % 2 == 0 ? golden : -golden) / length;
      RimVec3 at = RIM_VEC3 (one, long_side, 0.0);

      if (v >= 8)
        at = RIM_VEC3 ((v < 10 ? golden : -golden) / length, 0.0, one);
      else if (v >= 4)
        at = RIM_VEC3 (0.0, one, long_side);

      g_array_append_val (self->vertices, at);
    }

  for (guint f = 0; f < N_FACES; f++)
    {
      Face face = { { icosahedron[f][0], icosahedron[f][1], icosahedron[f][2] } };

      g_array_append_val (self->faces, face);
    }
}

static int
compare_edges (gconstpointer a,
               gconstpointer b)
{
  const Edge *one = a;
  const Edge *other = b;

  if (one->high != other->high)
    return one->high < other->high ? -1 : 1;

  return one->low < other->low ? -1 : one->low > other->low;
}

static Edge
make_edge (const Face *face,
           guint       side)
{
  guint32 a = face->corners[side];
  guint32 b = face->corners[(side + 1) % 3];

  return (Edge) { MIN (a, b), MAX (a, b), 0 };
}

/* The edges in the order in which their middles become vertices. */
static GArray *
list_edges (const Sphere *self)
{
  GArray *edges = g_array_new (FALSE, FALSE, sizeof (Edge));

  for (guint f = 0; f < self->faces->len; f++)
    for (guint side = 0; side < 3; side++)
      {
        Edge edge = make_edge (&g_array_index (self->faces, Face, f), side);

        /* Each belongs to two faces, which go through it in opposite directions. */
        if (edge.low == g_array_index (self->faces, Face, f).corners[side])
          g_array_append_val (edges, edge);
      }

  g_array_sort (edges, compare_edges);
  for (guint e = 0; e < edges->len; e++)
    g_array_index (edges, Edge, e).middle = self->vertices->len + e;

  return edges;
}

static void
add_middles (Sphere       *self,
             const GArray *edges)
{
  for (guint e = 0; e < edges->len; e++)
    {
      const Edge *edge = &g_array_index (edges, Edge, e);
      RimVec3 a = g_array_index (self->vertices, RimVec3, edge->low);
      RimVec3 b = g_array_index (self->vertices, RimVec3, edge->high);
      RimVec3 middle = RIM_VEC3 ((a.x + b.x) / 2.0, (a.y + b.y) / 2.0, (a.z + b.z) / 2.0);

      g_array_append_val (self->vertices, middle);
    }
}

static guint32
find_middle (const Face *face,
             guint       side,
             GArray     *edges)
{
  Edge wanted = make_edge (face, side);
  guint at = 0;

  g_array_binary_search (edges, &wanted, compare_edges, &at);

  return g_array_index (edges, Edge, at).middle;
}

static void
split_faces (Sphere *self,
             GArray *edges)
{
  g_autoptr(GArray) whole = g_steal_pointer (&self->faces);

  self->faces = g_array_new (FALSE, FALSE, sizeof (Face));
  for (guint f = 0; f < whole->len; f++)
    {
      const Face *face = &g_array_index (whole, Face, f);
      const guint32 *c = face->corners;
      guint32 a = find_middle (face, 0, edges);
      guint32 b = find_middle (face, 1, edges);
      guint32 d = find_middle (face, 2, edges);
      const Face parts[4] = { { { c[0], a, d } }, { { a, c[1], b } }, { { d, b, c[2] } },
                              { { a, b, d } } };

      g_array_append_vals (self->faces, parts, 4);
    }
}

static void
push_out (Sphere *self,
          double  radius)
{
  for (guint v = 0; v < self->vertices->len; v++)
    {
      RimVec3 *at = &g_array_index (self->vertices, RimVec3, v);
      double length = sqrt (at->x * at->x + at->y * at->y + at->z * at->z);
      double missing = radius - length;

      *at = RIM_VEC3 (at->x + at->x / length * missing, at->y + at->y / length * missing,
                      at->z + at->z / length * missing);
    }
}

/**
 * rim_icosphere_new:
 * @subdivision: how often each triangle of an icosahedron is split into four, at
 *   most %RIM_ICOSPHERE_MAX_SUBDIVISION
 * @radius: of the sphere
 * @n_vertices: (out): how many there are, 10 × 4^subdivision + 2
 *
 * Returns: (transfer full) (array length=n_vertices): the vertices, in the order of
 *   the Python package trimesh, on which single precision sums depend
 */
RimVec3 *
rim_icosphere_new (guint   subdivision,
                   double  radius,
                   guint  *n_vertices)
{
  Sphere self = { g_array_new (FALSE, FALSE, sizeof (RimVec3)),
                  g_array_new (FALSE, FALSE, sizeof (Face)) };

  add_icosahedron (&self);
  if (subdivision == 0)
    push_out (&self, radius);

  for (guint round = 0; round < subdivision; round++)
    {
      g_autoptr(GArray) edges = list_edges (&self);

      add_middles (&self, edges);
      split_faces (&self, edges);
      push_out (&self, radius);
    }

  *n_vertices = self.vertices->len;
  g_array_unref (self.faces);

  return (gpointer) g_array_free (self.vertices, FALSE);
}
