/* rim-isolines.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-isolines.h"

#include "view/rim-plane-part-private.h"
#include "view/rim-sampler-private.h"

#include <math.h>
#include <string.h>

/* A lattice is no finer than pixels are. */
#define LEAST_STEP 1.0

/* The nodes at which values are read: of voxels, where the plane runs along the grid. */
typedef struct
{
  float  *values;
  guint   width;
  guint   height;
  double  origin[2];    /* of the first node, in pixels of the plane */
  double  step[2];
} Lattice;

/* The lines of one level. Edge 2n runs from node n to the right, edge 2n + 1 down. */
typedef struct
{
  const Lattice *lattice;
  double         level;
  gint32 (*links)[2];         /* of each edge: those the line goes on to, or -1 */
  GArray        *crossed;     /* edges, in the order they were found */
} Trace;

typedef struct
{
  GArray *points;
  GArray *starts;
  GArray *levels;
} Builder;

/* Nodes lie at the centres of voxels along the axis that a step follows most. Returns: the
 * place of the first one before pixel 0, in pixels.
 */
static double
find_nodes (RimVec3  base,
            RimVec3  step,
            double  *size)
{
  double bases[3] = { base.x, base.y, base.z };
  double steps[3] = { step.x, step.y, step.z };
  guint most = 0;

  for (guint axis = 1; axis < 3; axis++)
    if (fabs (steps[axis]) > fabs (steps[most]))
      most = axis;

  *size = LEAST_STEP;
  if (!(fabs (steps[most]) < 1.0 / LEAST_STEP && fabs (steps[most]) > 0.0))
    return 0.0;

  *size = 1.0 / fabs (steps[most]);

  return (steps[most] > 0.0 ? floor (bases[most]) - bases[most] : ceil (bases[most]) - bases[most]) /
         steps[most];
}

static void
read_values (Lattice        *self,
             RimVolume      *volume,
             const RimPlane *nodes)
{
  RimSamplerCache cache;
  RimSampler sampler;

  rim_sampler_init (&sampler, volume, RIM_INTERPOLATE_LINEAR, nodes);
  rim_sampler_cache_init (&cache, &sampler);
  self->values = g_new (float, (gsize) self->width * self->height);
  for (guint y = 0; y < self->height; y++)
    memcpy (self->values + (gsize) y * self->width, rim_sampler_read_row (&sampler, &cache, y),
            self->width * sizeof *self->values);
  rim_sampler_cache_clear (&cache);
  rim_sampler_clear (&sampler);
}

/* A step beyond the part on each side, so that lines end at the edge of a pane. */
static gboolean
lattice_init (Lattice        *self,
              RimVolume      *volume,
              const RimPlane *plane)
{
  RimPlanePart part;
  RimAffine to_index;
  RimPlane nodes;
  RimVec3 base;

  if (!rim_plane_part_init (&part, volume, plane) ||
      !rim_affine_invert (&rim_volume_get_grid (volume)->to_patient, &to_index))
    return FALSE;

  base = rim_affine_apply (&to_index, part.plane.origin);
  self->origin[0] = find_nodes (base, rim_affine_apply_vector (&to_index, plane->right), &self->step[0]);
  self->origin[1] = find_nodes (base, rim_affine_apply_vector (&to_index, plane->down), &self->step[1]);
  self->width = (guint) ceil ((part.plane.width - 1.0 - self->origin[0]) / self->step[0]) + 1;
  self->height = (guint) ceil ((part.plane.height - 1.0 - self->origin[1]) / self->step[1]) + 1;

  nodes.width = self->width;
  nodes.height = self->height;
  nodes.right = rim_vec3_scale (plane->right, self->step[0]);
  nodes.down = rim_vec3_scale (plane->down, self->step[1]);
  nodes.origin = rim_vec3_add (part.plane.origin,
                               rim_vec3_add (rim_vec3_scale (plane->right, self->origin[0]),
                                             rim_vec3_scale (plane->down, self->origin[1])));
  self->origin[0] += part.x;
  self->origin[1] += part.y;
  read_values (self, volume, &nodes);

  return TRUE;
}

static void
link_to (Trace  *self,
         gint32  edge,
         gint32  other)
{
  gint32 *links = self->links[edge];

  if (links[0] < 0 && links[1] < 0)
    g_array_append_val (self->crossed, edge);
  links[links[0] < 0 ? 0 : 1] = other;
}

static void
join (Trace  *self,
      gint32  a,
      gint32  b)
{
  link_to (self, a, b);
  link_to (self, b, a);
}

/* A line crosses each edge between a node below the level and one that is not. Where it
 * crosses all four the middle says which sides belong together.
 */
static void
trace_cell (Trace *self,
            guint  x,
            guint  y)
{
  guint width = self->lattice->width;
  gint32 node = (gint32) (y * width + x);
  const float *row = self->lattice->values + node;
  const float corners[4] = { row[0], row[1], row[width + 1], row[width] };
  const gint32 edges[4] = { 2 * node, 2 * (node + 1) + 1, 2 * (node + (gint32) width), 2 * node + 1 };
  double sum = 0.0;
  gint32 found[4];
  guint n = 0;

  for (guint c = 0; c < 4; c++)
    {
      if (!isfinite (corners[c]))
        return;
      sum += corners[c];
      if ((corners[c] >= self->level) != (corners[(c + 1) % 4] >= self->level))
        found[n++] = edges[c];
    }

  if (n == 2)
    join (self, found[0], found[1]);
  else if (n == 4)
    {
      guint first = (sum / 4.0 >= self->level) == (corners[0] >= self->level) ? 0 : 1;

      join (self, found[first], found[first + 1]);
      join (self, found[(first + 2) % 4], found[(first + 3) % 4]);
    }
}

static void
append_point (const Trace *self,
              gint32       edge,
              Builder     *builder)
{
  const Lattice *lattice = self->lattice;
  guint x = (guint) (edge / 2) % lattice->width;
  guint y = (guint) (edge / 2) / lattice->width;
  gboolean is_down = edge % 2 == 1;
  double a = lattice->values[edge / 2];
  double b = lattice->values[edge / 2 + (is_down ? (gint32) lattice->width : 1)];
  double t = (self->level - a) / (b - a);
  double point[2] = { lattice->origin[0] + (x + (is_down ? 0.0 : t)) * lattice->step[0] + 0.5,
                      lattice->origin[1] + (y + (is_down ? t : 0.0)) * lattice->step[1] + 0.5 };

  g_array_append_vals (builder->points, point, 2);
}

/* Takes links away as it goes along them. Returns: the next edge, or -1 */
static gint32
step_on (Trace  *self,
         gint32  edge)
{
  gint32 *links = self->links[edge];
  guint side = links[0] >= 0 ? 0 : 1;
  gint32 next = links[side];

  links[side] = -1;
  if (next >= 0)
    self->links[next][self->links[next][0] == edge ? 0 : 1] = -1;

  return next;
}

static void
follow (Trace   *self,
        gint32   edge,
        guint    level,
        Builder *builder)
{
  gsize end;

  for (; edge >= 0; edge = step_on (self, edge))
    append_point (self, edge, builder);

  end = builder->points->len / 2;
  g_array_append_val (builder->starts, end);
  g_array_append_val (builder->levels, level);
}

/* Lines that have ends first; what is left are rings. */
static void
follow_all (Trace   *self,
            guint    level,
            Builder *builder)
{
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < self->crossed->len; i++)
      {
        gint32 edge = g_array_index (self->crossed, gint32, i);
        const gint32 *links = self->links[edge];
        gboolean is_end = (links[0] >= 0) != (links[1] >= 0);

        if (pass == 0 ? is_end : links[0] >= 0)
          follow (self, edge, level, builder);
      }

  g_array_set_size (self->crossed, 0);
}

static void
trace_levels (const Lattice *lattice,
              const double  *levels,
              guint          n_levels,
              Builder       *builder)
{
  gsize n_edges = 2 * (gsize) lattice->width * lattice->height;
  Trace trace = { .lattice = lattice };

  trace.links = g_malloc (n_edges * sizeof *trace.links);
  memset (trace.links, 0xff, n_edges * sizeof *trace.links);
  trace.crossed = g_array_new (FALSE, FALSE, sizeof (gint32));

  for (guint l = 0; l < n_levels; l++)
    {
      trace.level = levels[l];
      for (guint y = 0; y + 1 < lattice->height; y++)
        for (guint x = 0; x + 1 < lattice->width; x++)
          trace_cell (&trace, x, y);
      follow_all (&trace, l, builder);
    }

  g_array_unref (trace.crossed);
  g_free (trace.links);
}

/**
 * rim_isolines_new:
 * @volume: an image
 * @plane: where it is shown
 * @levels: (array length=n_levels): values, in the unit of the image
 * @n_levels: how many
 *
 * Finds the lines on which an image has given values, by marching squares between the
 * centres of its voxels where the plane runs along its grid, and between samples as dense
 * as voxels or pixels, whichever are coarser, elsewhere. Where a saddle is ambiguous the mean
 * of its corners decides. There is no line where one of the four neighbours has no value.
 *
 * Returns: (transfer full): the lines, those of the first level first
 */
RimIsolines *
rim_isolines_new (RimVolume      *volume,
                  const RimPlane *plane,
                  const double   *levels,
                  guint           n_levels)
{
  RimIsolines *self = g_new0 (RimIsolines, 1);
  Lattice lattice = { .values = NULL };
  gsize start = 0;
  Builder builder;

  g_return_val_if_fail (volume != NULL && plane != NULL, self);

  builder.points = g_array_new (FALSE, FALSE, sizeof (double));
  builder.starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  builder.levels = g_array_new (FALSE, FALSE, sizeof (guint));
  g_array_append_val (builder.starts, start);

  if (n_levels > 0 && lattice_init (&lattice, volume, plane))
    trace_levels (&lattice, levels, n_levels, &builder);
  g_free (lattice.values);

  self->n_lines = builder.levels->len;
  self->points = (gpointer) g_array_free (builder.points, FALSE);
  self->starts = (gpointer) g_array_free (builder.starts, FALSE);
  self->levels = (gpointer) g_array_free (builder.levels, FALSE);

  return self;
}

void
rim_isolines_free (RimIsolines *self)
{
  if (self == NULL)
    return;

  g_free (self->points);
  g_free (self->starts);
  g_free (self->levels);
  g_free (self);
}
