/* rim-demo-outline.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-demo-outline-private.h"

/* A lattice of signed distances over part of a sheet, in mm of the body, so
 * that the outline is found where the distance is zero and not at voxels.
 */
typedef struct
{
  RimVec3 low;
  double  step;
  guint   width;
  guint   height;
  float  *values;
  guint8 *used;     /* which edges of a cell a contour has passed */
} Lattice;

/* The edges of a cell in the order they are passed: below, right, above, left.
 * For each of the 16 cells, by which corners (bit 0: low x and y, then counter
 * clockwise) are inside: the edge where the outline leaves, given where it came
 * in, keeping the inside on the same hand.
 */
static const gint8 leaves[16][4] = {
  { -1, -1, -1, -1 }, { -1, -1, -1, 0 }, { 1, -1, -1, -1 }, { -1, -1, -1, 1 },
  { -1, 2, -1, -1 }, { -1, 2, -1, 0 }, { 2, -1, -1, -1 }, { -1, -1, -1, 2 },
  { -1, -1, 3, -1 }, { -1, -1, 0, -1 }, { 1, -1, 3, -1 }, { -1, -1, 1, -1 },
  { -1, 3, -1, -1 }, { -1, 0, -1, -1 }, { 3, -1, -1, -1 }, { -1, -1, -1, -1 },
};

static inline float
value_at (const Lattice *self,
          guint          i,
          guint          j)
{
  return self->values[(gsize) j * self->width + i];
}

static guint
cell_case (const Lattice *self,
           guint          i,
           guint          j)
{
  return (value_at (self, i, j) < 0.0f ? 1u : 0u) | (value_at (self, i + 1, j) < 0.0f ? 2u : 0u) |
         (value_at (self, i + 1, j + 1) < 0.0f ? 4u : 0u) | (value_at (self, i, j + 1) < 0.0f ? 8u : 0u);
}

static void
fill (Lattice              *self,
      const RimDemoAnatomy *anatomy,
      RimDemoShape          shape,
      gconstpointer         data)
{
  for (guint j = 0; j < self->height; j++)
    for (guint i = 0; i < self->width; i++)
      {
        RimVec3 p = RIM_VEC3 (self->low.x + i * self->step, self->low.y + j * self->step,
                              self->low.z);
        gboolean border = i == 0 || j == 0 || i == self->width - 1 || j == self->height - 1;
        float value = (float) shape (anatomy, p, data);

        /* Zero is nowhere, and what reaches the border is closed there. */
        value = value == 0.0f ? 1e-4f : value;
        self->values[(gsize) j * self->width + i] = border ? MAX (value, 1e-3f) : value;
      }
}

static RimVec3
crossing (const Lattice *self,
          guint          i,
          guint          j,
          guint          edge)
{
  static const guint8 ends[4][4] = { { 0, 0, 1, 0 }, { 1, 0, 1, 1 }, { 1, 1, 0, 1 }, { 0, 1, 0, 0 } };
  const guint8 *e = ends[edge];
  float a = value_at (self, i + e[0], j + e[1]), b = value_at (self, i + e[2], j + e[3]);
  double t = a / (double) (a - b);

  return RIM_VEC3 (self->low.x + (i + e[0] + t * (e[2] - e[0])) * self->step,
                   self->low.y + (j + e[1] + t * (e[3] - e[1])) * self->step,
                   self->low.z);
}

static GArray *
follow (Lattice *self,
        guint    i,
        guint    j,
        gint     edge)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (RimVec3));

  while (!(self->used[(gsize) j * self->width + i] & 1u << edge))
    {
      RimVec3 p = crossing (self, i, j, (guint) edge);

      self->used[(gsize) j * self->width + i] |= (guint8) (1u << edge);
      g_array_append_val (points, p);
      edge = leaves[cell_case (self, i, j)][edge];
      if (edge == 0)
        j--;
      else if (edge == 1)
        i++;
      else if (edge == 2)
        j++;
      else
        i--;

      edge = (edge + 2) % 4;
    }

  return points;
}

/* Drops points that lie on the line between their neighbours. */
static gsize
simplify (RimVec3 *points,
          gsize    n_points)
{
  const double tolerance = 0.04;
  gsize n = 0;

  for (gsize i = 0; i < n_points; i++)
    {
      RimVec3 last = n > 0 ? points[n - 1] : points[n_points - 1];
      RimVec3 ab = rim_vec3_sub (points[(i + 1) % n_points], last);
      RimVec3 ap = rim_vec3_sub (points[i], last);
      double length = rim_vec3_length (ab);
      double off = length > 1e-9 ? rim_vec3_length (rim_vec3_cross (ab, ap)) / length : 1.0;

      if (off > tolerance || length > 5.0)
        points[n++] = points[i];
    }

  return n;
}

static void
take_contour (GPtrArray          *contours,
              GArray             *points,
              const RimDemoSheet *sheet,
              const char         *sop_instance_uid)
{
  RimVec3 *p = (RimVec3 *) (void *) points->data;
  gsize n = simplify (p, points->len);
  RimContour *contour;

  if (n < 4)
    return;

  for (gsize i = 0; i < n; i++)
    {
      p[i] = rim_demo_sheet_from_body (sheet, p[i]);
      p[i] = RIM_VEC3 (round (p[i].x * 100.0) / 100.0, round (p[i].y * 100.0) / 100.0, sheet->z);
    }

  contour = rim_contour_new (RIM_CONTOUR_CLOSED_PLANAR, p, n);
  contour->sop_instance_uid = g_strdup (sop_instance_uid);
  g_ptr_array_add (contours, contour);
}

static void
trace (Lattice            *self,
       const RimDemoSheet *sheet,
       const char         *sop_instance_uid,
       GPtrArray          *contours)
{
  for (guint j = 0; j + 1 < self->height; j++)
    for (guint i = 0; i + 1 < self->width; i++)
      for (gint edge = 0; edge < 4; edge++)
        if (leaves[cell_case (self, i, j)][edge] >= 0 &&
            !(self->used[(gsize) j * self->width + i] & 1u << edge))
          {
            g_autoptr(GArray) points = follow (self, i, j, edge);

            take_contour (contours, points, sheet, sop_instance_uid);
          }
}

/**
 * rim_demo_outline:
 * @anatomy: what is in the scanner
 * @sheet: a slice of it
 * @shape: the shape to outline
 * @data: for @shape
 * @low: the corner of a box around it, mm of the body
 * @high: the other
 * @step: how fine to look, mm
 * @sop_instance_uid: of the slice's image
 * @contours: (element-type RimContour): where to add its outlines
 *
 * Outlines a shape on a slice by marching squares over its signed distance.
 */
void
rim_demo_outline (const RimDemoAnatomy *anatomy,
                  const RimDemoSheet   *sheet,
                  RimDemoShape          shape,
                  gconstpointer         data,
                  const RimVec3        *low,
                  const RimVec3        *high,
                  double                step,
                  const char           *sop_instance_uid,
                  GPtrArray            *contours)
{
  Lattice self = { .step = step };
  g_autofree float *values = NULL;
  g_autofree guint8 *used = NULL;
  gsize n;

  self.low = RIM_VEC3 (low->x - 2.0 * step, low->y - 2.0 * step, sheet->z - sheet->origin.z);
  if (self.low.z < low->z || self.low.z > high->z)
    return;

  self.width = (guint) ceil ((high->x - low->x) / step) + 5;
  self.height = (guint) ceil ((high->y - low->y) / step) + 5;
  n = (gsize) self.width * self.height;
  self.values = values = g_new (float, n);
  self.used = used = g_new0 (guint8, n);
  fill (&self, anatomy, shape, data);
  trace (&self, sheet, sop_instance_uid, contours);
}
