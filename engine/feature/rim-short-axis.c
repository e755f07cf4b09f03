/* rim-short-axis.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-measurement-values.h"

#include <math.h>
#include <stdlib.h>

#include "view/rim-outline.h"

/* Where no lesion says more, of the long axis: what other viewers draw. */
#define DEFAULT_PART (2.0 / 3.0)

/* Along the long axis and square to it, mm from its first end. */
typedef struct
{
  double x;
  double y;
} Point;

typedef struct
{
  double at;                     /* along the long axis, mm */
  double low;                    /* to either side of it, mm */
  double high;
} Chord;

static gboolean
init_plane (RimPlane       *plane,
            RimMeasurement *measurement,
            double         *length)
{
  RimVec3 along = rim_vec3_sub (measurement->points[1], measurement->points[0]);

  *length = rim_vec3_length (along);
  if (!rim_vec3_normalize (&along))
    return FALSE;

  plane->origin = measurement->points[0];
  plane->right = along;
  plane->down = rim_vec3_cross (measurement->normal, along);
  plane->width = 1;
  plane->height = 1;

  return TRUE;
}

/* Cheap, before the lesion is cut. */
static gboolean
may_hold (RimLesion *lesion,
          RimVec3    point)
{
  RimBox box;
  RimVec3 index;

  if (!rim_mask_get_bounds (lesion->mask, &box))
    return FALSE;

  index = rim_grid_from_patient (rim_mask_get_grid (lesion->mask), point);

  return index.x >= box.min[0] - 1.0 && index.x <= box.max[0] &&
         index.y >= box.min[1] - 1.0 && index.y <= box.max[1];
}

static gboolean
contains (const double *polygon,
          gsize         n,
          double        x,
          double        y)
{
  gboolean is_in = FALSE;

  for (gsize a = n - 1, b = 0; b < n; a = b++)
    {
      const double *p = polygon + 2 * a, *q = polygon + 2 * b;

      if ((p[1] > y) != (q[1] > y) && x < p[0] + (y - p[1]) / (q[1] - p[1]) * (q[0] - p[0]))
        is_in = !is_in;
    }

  return is_in;
}

/* The corners of the polygons around a point; none where it lies in a hole. */
static GArray *
find_corners (RimOutline *outline,
              double      middle)
{
  GArray *corners = g_array_new (FALSE, FALSE, sizeof (Point));
  guint n_around = 0;

  for (gsize p = 0; p < outline->n_polygons; p++)
    {
      const double *polygon = outline->points + 2 * outline->starts[p];
      gsize n = outline->starts[p + 1] - outline->starts[p];

      /* The centre of the first pixel is the first end of the axis. */
      if (!contains (polygon, n, middle + 0.5, 0.5))
        continue;

      n_around++;
      for (gsize i = 0; i < n; i++)
        {
          Point corner = { polygon[2 * i] - 0.5, polygon[2 * i + 1] - 0.5 };

          g_array_append_val (corners, corner);
        }
    }

  if (n_around % 2 == 0)
    g_array_set_size (corners, 0);

  return corners;
}

static int
compare_points (gconstpointer a,
                gconstpointer b)
{
  const Point *p = a, *q = b;

  if (p->x != q->x)
    return p->x < q->x ? -1 : 1;

  return p->y < q->y ? -1 : p->y > q->y;
}

static double
get_turn (const Point *o,
          const Point *a,
          const Point *b)
{
  return (a->x - o->x) * (b->y - o->y) - (a->y - o->y) * (b->x - o->x);
}

/* One side of the convex hull of points in order; @sense -1 for that of small y.
 * Andrew 1979.
 */
static gsize
find_side (const Point *points,
           gsize        n_points,
           double       sense,
           Point       *side)
{
  gsize n = 0;

  for (gsize i = 0; i < n_points; i++)
    {
      while (n >= 2 && sense * get_turn (&side[n - 2], &side[n - 1], &points[i]) >= 0.0)
        n--;
      side[n++] = points[i];
    }

  return n;
}

/* How far a side of the hull is from the long axis; @x within it. */
static double
get_height (const Point *side,
            gsize        n,
            double       x)
{
  gsize i = 1;

  if (n == 1)
    return side[0].y;
  while (i + 1 < n && side[i].x < x)
    i++;
  if (side[i].x == side[i - 1].x)
    return side[i].y;

  return side[i - 1].y + (x - side[i - 1].x) / (side[i].x - side[i - 1].x) * (side[i].y - side[i - 1].y);
}

typedef struct
{
  Point *sides[2];
  gsize  n[2];
} Hull;

/* Of equal ones the first along the axis. */
static void
try_chord (const Hull *hull,
           double      at,
           double      length,
           Chord      *widest)
{
  Chord chord = { at, 0, 0 };

  if (at < MAX (hull->sides[0][0].x, 0.0) || at > MIN (hull->sides[0][hull->n[0] - 1].x, length))
    return;

  chord.low = get_height (hull->sides[0], hull->n[0], at);
  chord.high = get_height (hull->sides[1], hull->n[1], at);
  if (chord.low <= 0.0 && chord.high >= 0.0 && chord.high - chord.low > widest->high - widest->low)
    *widest = chord;
}

/* Where a side of the hull crosses the long axis, chords begin to cross it, too. */
static void
try_crossings (const Hull *hull,
               guint       side,
               double      length,
               Chord      *widest)
{
  const Point *points = hull->sides[side];

  for (gsize i = 0; i + 1 < hull->n[side]; i++)
    {
      const Point *a = &points[i], *b = &points[i + 1];

      if ((a->y < 0.0) != (b->y < 0.0))
        try_chord (hull, a->x + a->y / (a->y - b->y) * (b->x - a->x), length, widest);
    }
}

/* Between two corners of the hull a chord changes evenly, so the widest goes through
 * a corner or begins where others end.
 */
static gboolean
find_widest (GArray *corners,
             double  length,
             Chord  *widest)
{
  g_autofree Point *low = g_new (Point, corners->len);
  g_autofree Point *high = g_new (Point, corners->len);
  Point *points = (gpointer) corners->data;
  Hull hull = { { low, high }, { 0, 0 } };

  *widest = (Chord) { 0, 0, 0 };
  if (corners->len < 3)
    return FALSE;

  qsort (points, corners->len, sizeof *points, compare_points);
  hull.n[0] = find_side (points, corners->len, -1.0, low);
  hull.n[1] = find_side (points, corners->len, 1.0, high);

  try_chord (&hull, 0.0, length, widest);
  for (guint side = 0; side < 2; side++)
    {
      for (gsize i = 0; i < hull.n[side]; i++)
        try_chord (&hull, hull.sides[side][i].x, length, widest);
      try_crossings (&hull, side, length, widest);
    }
  try_chord (&hull, length, length, widest);

  return widest->high > widest->low;
}

static gboolean
find_in_lesion (RimLesion      *lesion,
                RimVolume      *image,
                const RimPlane *plane,
                double          length,
                Chord          *chord)
{
  RimVec3 middle = rim_vec3_add (plane->origin, rim_vec3_scale (plane->right, length / 2));
  g_autoptr(RimOutline) outline = NULL;
  g_autoptr(GArray) corners = NULL;

  if (!may_hold (lesion, middle))
    return FALSE;

  outline = rim_outline_new_in (lesion, image, plane);
  corners = find_corners (outline, length / 2);

  return find_widest (corners, length, chord);
}

/**
 * rim_measurement_with_short_axis:
 * @self: a bidirectional measurement, of which only the long axis counts
 * @lesions: (array length=n_lesions): lesions that may lie under it, the first first
 * @n_lesions: how many
 * @image: (nullable): the image they are drawn on
 *
 * Gives a long axis its short one. In a lesion that holds the middle of the long axis
 * it is the longest chord of the convex hull of the lesion's outline there that is
 * square to the long axis and crosses it (as RECIST 1.1 has it, and
 * rim_measure_diameters()). Elsewhere it crosses at the middle, two thirds as long, for
 * a hand to correct.
 *
 * Returns: (transfer full): the measurement with both axes
 */
RimMeasurement *
rim_measurement_with_short_axis (RimMeasurement   *self,
                                 RimLesion *const *lesions,
                                 gsize             n_lesions,
                                 RimVolume        *image)
{
  RimVec3 points[4] = { self->points[0], self->points[1], self->points[0], self->points[0] };
  RimPlane plane;
  double length;
  Chord chord;

  g_return_val_if_fail (self->kind == RIM_MEASUREMENT_BIDIRECTIONAL, NULL);

  if (!init_plane (&plane, self, &length))
    return rim_measurement_with_points (self, points, 4);

  chord = (Chord) { length / 2, -DEFAULT_PART * length / 2, DEFAULT_PART * length / 2 };
  for (gsize i = 0; i < n_lesions; i++)
    {
      Chord found;

      if (find_in_lesion (lesions[i], image, &plane, length, &found))
        {
          chord = found;
          break;
        }
    }

  for (guint end = 0; end < 2; end++)
    {
      points[2 + end] = rim_vec3_add (plane.origin, rim_vec3_scale (plane.right, chord.at));
      points[2 + end] = rim_vec3_add (points[2 + end],
                                      rim_vec3_scale (plane.down, end == 0 ? chord.low : chord.high));
    }

  return rim_measurement_with_points (self, points, 4);
}
