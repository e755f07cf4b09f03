/* rim-sphere.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-sphere-private.h"

#include <string.h>

#define GOLDEN 1.6180339887498949

static const RimVec3 corners[12] = {
  { -1, GOLDEN, 0 }, { 1, GOLDEN, 0 }, { -1, -GOLDEN, 0 }, { 1, -GOLDEN, 0 },
  { 0, -1, GOLDEN }, { 0, 1, GOLDEN }, { 0, -1, -GOLDEN }, { 0, 1, -GOLDEN },
  { GOLDEN, 0, -1 }, { GOLDEN, 0, 1 }, { -GOLDEN, 0, -1 }, { -GOLDEN, 0, 1 },
};

static const guint triangles[20][3] = {
  { 0, 11, 5 }, { 0, 5, 1 }, { 0, 1, 7 }, { 0, 7, 10 }, { 0, 10, 11 },
  { 1, 5, 9 }, { 5, 11, 4 }, { 11, 10, 2 }, { 10, 7, 6 }, { 7, 1, 8 },
  { 3, 9, 4 }, { 3, 4, 2 }, { 3, 2, 6 }, { 3, 6, 8 }, { 3, 8, 9 },
  { 4, 9, 5 }, { 2, 4, 11 }, { 6, 2, 10 }, { 8, 6, 7 }, { 9, 8, 1 },
};

/* Of two points, whichever way round. */
static gpointer
make_key (guint a,
          guint b)
{
  return GSIZE_TO_POINTER (((gsize) MIN (a, b) << 16 | MAX (a, b)) + 1);
}

static guint
get_middle (RimSphere  *self,
            GHashTable *middles,
            guint       a,
            guint       b)
{
  gpointer key = make_key (a, b);
  gpointer found = g_hash_table_lookup (middles, key);
  RimVec3 point;

  if (found != NULL)
    return GPOINTER_TO_UINT (found) - 1;

  point = rim_vec3_add (self->points[a], self->points[b]);
  rim_vec3_normalize (&point);
  self->points[self->n_points] = point;
  g_hash_table_insert (middles, key, GUINT_TO_POINTER (self->n_points + 1));

  return self->n_points++;
}

static void
cut (RimSphere *self)
{
  g_autoptr(GHashTable) middles = g_hash_table_new (NULL, NULL);
  guint (*faces)[3] = g_malloc_n (4 * self->n_faces, sizeof *faces);

  for (guint n = 0; n < self->n_faces; n++)
    {
      const guint *face = self->faces[n];
      guint m[3];

      for (guint i = 0; i < 3; i++)
        m[i] = get_middle (self, middles, face[i], face[(i + 1) % 3]);
      memcpy (faces[4 * n], m, sizeof m);
      for (guint i = 0; i < 3; i++)
        {
          faces[4 * n + i + 1][0] = face[i];
          faces[4 * n + i + 1][1] = m[i];
          faces[4 * n + i + 1][2] = m[(i + 2) % 3];
        }
    }

  g_free (self->faces);
  self->faces = faces;
  self->n_faces *= 4;
}

/* Each edge is of two faces, in opposite directions. */
static void
find_edges (RimSphere *self)
{
  self->edges = g_malloc_n (self->n_faces * 3 / 2, sizeof *self->edges);
  for (guint n = 0; n < self->n_faces; n++)
    for (guint i = 0; i < 3; i++)
      {
        guint a = self->faces[n][i], b = self->faces[n][(i + 1) % 3];

        if (a > b)
          continue;
        self->edges[self->n_edges][0] = a;
        self->edges[self->n_edges][1] = b;
        self->n_edges++;
      }
}

/**
 * rim_sphere_new:
 * @n_cuts: how often; three times make 642 points
 *
 * Returns: (transfer full): a sphere of triangles
 */
RimSphere *
rim_sphere_new (guint n_cuts)
{
  RimSphere *self = g_new0 (RimSphere, 1);

  g_return_val_if_fail (n_cuts <= 5, NULL);

  self->points = g_new (RimVec3, 2 + (10u << (2 * n_cuts)));
  self->faces = g_memdup2 (triangles, sizeof triangles);
  self->n_points = G_N_ELEMENTS (corners);
  self->n_faces = G_N_ELEMENTS (triangles);
  for (guint n = 0; n < self->n_points; n++)
    {
      self->points[n] = corners[n];
      rim_vec3_normalize (&self->points[n]);
    }

  for (guint n = 0; n < n_cuts; n++)
    cut (self);
  find_edges (self);

  return self;
}

void
rim_sphere_free (RimSphere *self)
{
  g_free (self->points);
  g_free (self->faces);
  g_free (self->edges);
  g_free (self);
}
