/* rim-enclosure-box.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-enclosure.h"

#include <math.h>
#include <stdlib.h>

#include "core/rim-parallel.h"

#define DIRECTIONS_PER_BLOCK 16
#define MAX_REFINEMENTS      64

/* A box: its edges, and how long they are. */
typedef struct
{
  RimVec3 edges[3];
  double  lengths[3];
  double  volume;
} Box;

typedef struct
{
  double x;
  double y;
} Point;

/* A hull in mm, and room to turn it about. */
typedef struct
{
  const RimHull *hull;
  RimVec3       *places;
  RimVec3       *normals;        /* of the faces, of any length */
  RimVec3       *directions;     /* to search along */
  gsize          n_directions;
  Box           *boxes;          /* the best of each block */
} Search;

typedef struct
{
  gboolean *is_on_rim;           /* per corner */
  gboolean *is_behind;           /* per face */
  Point    *points;
  Point    *outline;
} Scratch;

static void
scratch_init (Scratch       *self,
              const RimHull *hull)
{
  self->is_on_rim = g_new (gboolean, hull->n_points);
  self->is_behind = g_new (gboolean, hull->n_faces);
  self->points = g_new (Point, hull->n_points);
  self->outline = g_new (Point, 2 * hull->n_points + 2);
}

static void
scratch_clear (Scratch *self)
{
  g_free (self->is_on_rim);
  g_free (self->is_behind);
  g_free (self->points);
  g_free (self->outline);
}

static int
compare_points (gconstpointer a,
                gconstpointer b)
{
  const Point *p = a;
  const Point *q = b;

  if (p->x != q->x)
    return p->x < q->x ? -1 : 1;

  return (p->y > q->y) - (p->y < q->y);
}

/* The corners that lie on the rim of the hull as one looks along @direction, as
 * seen in the plane of @u and @v.
 */
static gsize
project_rim (const Search *self,
             Scratch      *scratch,
             RimVec3       direction,
             RimVec3       u,
             RimVec3       v)
{
  const RimHull *hull = self->hull;
  gsize n = 0;

  for (gsize p = 0; p < hull->n_points; p++)
    scratch->is_on_rim[p] = FALSE;
  for (gsize f = 0; f < hull->n_faces; f++)
    scratch->is_behind[f] = rim_vec3_dot (self->normals[f], direction) < 0.0;

  for (gsize f = 0; f < hull->n_faces; f++)
    for (guint e = 0; scratch->is_behind[f] && e < 3; e++)
      if (!scratch->is_behind[hull->neighbours[f][e]])
        {
          scratch->is_on_rim[hull->faces[f][e]] = TRUE;
          scratch->is_on_rim[hull->faces[f][(e + 1) % 3]] = TRUE;
        }

  for (gsize p = 0; p < hull->n_points; p++)
    if (scratch->is_on_rim[p])
      scratch->points[n++] = (Point) { rim_vec3_dot (self->places[p], u),
                                       rim_vec3_dot (self->places[p], v) };

  return n;
}

static double
turn (Point a,
      Point b,
      Point c)
{
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/* The convex hull, anticlockwise; sorts @points. */
static gsize
find_outline (Point *points,
              gsize  n,
              Point *outline)
{
  gsize m = 0;

  qsort (points, n, sizeof *points, compare_points);

  for (gsize p = 0; p < n; p++)
    {
      while (m >= 2 && turn (outline[m - 2], outline[m - 1], points[p]) <= 0.0)
        m--;
      outline[m++] = points[p];
    }

  for (gsize p = n - 1, lower = m + 1; p-- > 0;)
    {
      while (m >= lower && turn (outline[m - 2], outline[m - 1], points[p]) <= 0.0)
        m--;
      outline[m++] = points[p];
    }

  return m - 1;
}

/* The rectangle along the edge from @from to @to. */
static gboolean
fit_rectangle (const Point *outline,
               gsize        n,
               Point        from,
               Point        to,
               Point       *along,
               double       lengths[2])
{
  double length = hypot (to.x - from.x, to.y - from.y);
  double low = INFINITY;
  double high = -INFINITY;
  double height = 0.0;

  if (length == 0.0)
    return FALSE;

  *along = (Point) { (to.x - from.x) / length, (to.y - from.y) / length };
  for (gsize p = 0; p < n; p++)
    {
      Point d = { outline[p].x - from.x, outline[p].y - from.y };
      double s = d.x * along->x + d.y * along->y;

      low = MIN (low, s);
      high = MAX (high, s);
      height = MAX (height, d.y * along->x - d.x * along->y);
    }
  lengths[0] = high - low;
  lengths[1] = height;

  return TRUE;
}

static double
find_height (const Search *self,
             RimVec3       direction)
{
  double low = INFINITY;
  double high = -INFINITY;

  for (gsize p = 0; p < self->hull->n_points; p++)
    {
      double along = rim_vec3_dot (self->places[p], direction);

      low = MIN (low, along);
      high = MAX (high, along);
    }

  return high - low;
}

/* Two directions square to one of length 1, and to each other. */
static void
find_plane (RimVec3  direction,
            RimVec3 *u,
            RimVec3 *v)
{
  RimVec3 axis = fabs (direction.x) < 0.7 ? RIM_VEC3 (1.0, 0.0, 0.0) : RIM_VEC3 (0.0, 1.0, 0.0);

  *u = rim_vec3_cross (direction, axis);
  rim_vec3_normalize (u);
  *v = rim_vec3_cross (direction, *u);
}

/* The smallest box with an edge along @direction takes the place of @best if it
 * is smaller: seen along that edge it is the smallest rectangle, one of whose
 * sides lies on the outline.
 */
static void
try_direction (const Search *self,
               Scratch      *scratch,
               RimVec3       direction,
               Box          *best)
{
  double height = find_height (self, direction);
  RimVec3 u, v;
  gsize n;

  find_plane (direction, &u, &v);
  n = project_rim (self, scratch, direction, u, v);
  if (n < 3)
    return;
  n = find_outline (scratch->points, n, scratch->outline);

  for (gsize p = 0; p < n; p++)
    {
      Point along;
      double lengths[2];

      if (!fit_rectangle (scratch->outline, n, scratch->outline[p], scratch->outline[(p + 1) % n],
                          &along, lengths) ||
          !(height * lengths[0] * lengths[1] < best->volume))
        continue;

      best->edges[0] = direction;
      best->edges[1] = rim_vec3_add (rim_vec3_scale (u, along.x), rim_vec3_scale (v, along.y));
      best->edges[2] = rim_vec3_cross (best->edges[0], best->edges[1]);
      best->lengths[0] = height;
      best->lengths[1] = lengths[0];
      best->lengths[2] = lengths[1];
      best->volume = height * lengths[0] * lengths[1];
    }
}

static void
search_directions (gsize    begin,
                   gsize    end,
                   gpointer data)
{
  const Search *self = data;
  Box *best = &self->boxes[begin / DIRECTIONS_PER_BLOCK];
  Scratch scratch;

  best->volume = INFINITY;
  scratch_init (&scratch, self->hull);
  for (gsize d = begin; d < end; d++)
    try_direction (self, &scratch, self->directions[d], best);
  scratch_clear (&scratch);
}

/* Looks along each edge of the best box in turn for a smaller one (C. K. Chan,
 * S. T. Tan, Computers & Graphics 25, 2001).
 */
static void
refine (const Search *self,
        Box          *best)
{
  Scratch scratch;

  scratch_init (&scratch, self->hull);
  for (guint round = 0; round < MAX_REFINEMENTS; round++)
    {
      Box before = *best;

      for (guint e = 0; e < 3; e++)
        try_direction (self, &scratch, before.edges[e], best);
      if (!(best->volume < before.volume * (1.0 - 1e-12)))
        break;
    }
  scratch_clear (&scratch);
}

static gint64
find_divisor (gint64 a,
              gint64 b)
{
  while (b != 0)
    {
      gint64 rest = a % b;

      a = b;
      b = rest;
    }

  return ABS (a);
}

static guint
hash_normal (gconstpointer data)
{
  const gint64 *normal = data;

  return (guint) ((guint64) normal[0] * 73856093 ^ (guint64) normal[1] * 19349663 ^
                  (guint64) normal[2] * 83492791);
}

static gboolean
equal_normals (gconstpointer a,
               gconstpointer b)
{
  const gint64 *p = a;
  const gint64 *q = b;

  return p[0] == q[0] && p[1] == q[1] && p[2] == q[2];
}

/* Normals in lowest terms and with one sign, so that parallel faces have one. */
static void
reduce_normal (gint64 normal[3])
{
  gint64 divisor = find_divisor (normal[0], find_divisor (normal[1], normal[2]));

  if (normal[0] < 0 || (normal[0] == 0 && (normal[1] < 0 || (normal[1] == 0 && normal[2] < 0))))
    divisor = -divisor;
  for (guint a = 0; a < 3; a++)
    normal[a] /= divisor;
}

/* The axes of the grid, the principal ones, and those square to the hull's sides. */
static void
collect_directions (Search         *self,
                    const RimFrame *frame,
                    const RimVec3   principal[3])
{
  g_autoptr(GHashTable) known = g_hash_table_new (hash_normal, equal_normals);
  g_autofree gint64 (*normals)[3] = g_malloc (self->hull->n_faces * sizeof *normals);

  self->normals = g_new (RimVec3, self->hull->n_faces);
  self->directions = g_new (RimVec3, self->hull->n_faces + 6);
  self->directions[self->n_directions++] = RIM_VEC3 (1.0, 0.0, 0.0);
  self->directions[self->n_directions++] = RIM_VEC3 (0.0, 1.0, 0.0);
  self->directions[self->n_directions++] = RIM_VEC3 (0.0, 0.0, 1.0);
  for (guint a = 0; a < 3; a++)
    self->directions[self->n_directions++] = principal[a];

  for (gsize f = 0; f < self->hull->n_faces; f++)
    {
      RimVec3 direction;

      rim_hull_get_normal (self->hull, f, normals[f]);
      self->normals[f] = rim_frame_cross (frame, (double) normals[f][0], (double) normals[f][1],
                                          (double) normals[f][2]);
      reduce_normal (normals[f]);
      if (!g_hash_table_add (known, normals[f]))
        continue;

      direction = self->normals[f];
      rim_vec3_normalize (&direction);
      self->directions[self->n_directions++] = direction;
    }
}

/**
 * rim_enclosure_init_smallest_box:
 * @self: (out): how large the box is
 * @hull: a hull
 * @frame: where its points lie
 * @principal: the principal axes
 *
 * The box of the least volume around a hull among those with a side on a side of
 * the hull or square to an axis of @frame or a principal one, made smaller by
 * looking along its edges. (The least of all boxes has two sides each on an edge
 * of the hull, which are far more to try; J. O'Rourke, International Journal of
 * Computer & Information Sciences 14, 1985.)
 */
void
rim_enclosure_init_smallest_box (RimEnclosure   *self,
                                 const RimHull  *hull,
                                 const RimFrame *frame,
                                 const RimVec3   principal[3])
{
  Search search = { .hull = hull, .places = rim_enclosure_place_points (hull, frame) };
  Box best = { .volume = INFINITY };
  gsize n_blocks;

  collect_directions (&search, frame, principal);
  n_blocks = (search.n_directions + DIRECTIONS_PER_BLOCK - 1) / DIRECTIONS_PER_BLOCK;
  search.boxes = g_new0 (Box, n_blocks);
  rim_parallel_for (search.n_directions, DIRECTIONS_PER_BLOCK, search_directions, &search);

  for (gsize b = 0; b < n_blocks; b++)
    if (search.boxes[b].volume < best.volume)
      best = search.boxes[b];
  refine (&search, &best);

  self->volume = best.volume;
  self->area = 2.0 * (best.lengths[0] * best.lengths[1] + best.lengths[1] * best.lengths[2] +
                      best.lengths[2] * best.lengths[0]);

  g_free (search.places);
  g_free (search.normals);
  g_free (search.directions);
  g_free (search.boxes);
}
