/* rim-surface-paint.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-surface-paint.h"

#include <math.h>

#include "core/rim-parallel.h"
#include "kernels/rim-kernels.h"
#include "rim-paint-private.h"

#define POINTS_PER_BLOCK 4096

/* Smoothing leaves points outside of the voxels that they bound: values are looked for
 * so many half voxels inwards.
 */
#define N_STEPS 6

typedef struct
{
  const RimSurface *surface;
  RimVolume        *volume;
  RimPaint          paint;
  double            step;           /* mm */
  float             opacity;
  float             base[3];
  float            *colors;
} Job;

static RimVec3
get_vec3 (const float *values,
          gsize        n)
{
  return RIM_VEC3 (values[3 * n], values[3 * n + 1], values[3 * n + 2]);
}

static gboolean
find_value (const Job *job,
            gsize      n,
            double    *value)
{
  const RimVec3 point = get_vec3 (job->surface->points, n);
  const RimVec3 normal = get_vec3 (job->surface->normals, n);

  for (guint s = 0; s < N_STEPS; s++)
    if (rim_probe (job->volume, rim_vec3_add (point, rim_vec3_scale (normal, -job->step * s)), value) &&
        !isnan (*value))
      return TRUE;

  return FALSE;
}

static guint32
get_color (const RimPaint *paint,
           double          value)
{
  const float of = (float) value;
  guint32 color;

  rim_kernels_get ()->color (&of, 1, paint->center, paint->scale, paint->colors, &color);

  return color;
}

static void
paint_points (gsize    begin,
              gsize    end,
              gpointer data)
{
  const Job *job = data;

  for (gsize n = begin; n < end; n++)
    {
      double value;
      const gboolean has_value = find_value (job, n, &value) && (float) value >= job->paint.threshold;
      const guint32 color = has_value ? get_color (&job->paint, value) : 0;

      for (guint c = 0; c < 3; c++)
        {
          const float of_map = (float) (color >> (16 - 8 * c) & 0xff) / 255.0f;

          job->colors[3 * n + c] = has_value ? job->base[c] + (of_map - job->base[c]) * job->opacity : job->base[c];
        }
    }
}

/**
 * rim_surface_paint:
 * @self: a surface
 * @layer: an image, such as a map, and how it is shown
 * @base: sRGB of what has no value, and of what shines through
 *
 * Colours the points of a surface by the voxel that each lies in, or by the first inwards
 * that has a value.
 *
 * Returns: (transfer full) (array): sRGB of each point, 0 to 1, to be freed with g_free()
 */
float *
rim_surface_paint (const RimSurface *self,
                   const RimLayer   *layer,
                   const guint8      base[3])
{
  const RimGrid *grid = rim_volume_get_grid (layer->volume);
  Job job = {
    .surface = self, .volume = layer->volume, .opacity = (float) CLAMP (layer->opacity, 0.0, 1.0),
    .step = INFINITY, .colors = g_new (float, 3 * (gsize) self->n_points),
  };

  for (guint axis = 0; axis < 3; axis++)
    {
      job.step = MIN (job.step, 0.5 * rim_grid_get_spacing (grid, axis));
      job.base[axis] = base[axis] / 255.0f;
    }
  rim_paint_init (&job.paint, layer);
  rim_parallel_for (self->n_points, POINTS_PER_BLOCK, paint_points, &job);

  return job.colors;
}

/**
 * rim_surface_new_of_values:
 * @volume: an image with NANs
 * @n_smoothings: as for rim_surface_new()
 *
 * Returns: (transfer full): the surface around the voxels that have a value
 */
RimSurface *
rim_surface_new_of_values (RimVolume *volume,
                           guint      n_smoothings)
{
  const RimGrid *grid = rim_volume_get_grid (volume);
  g_autofree guint8 *inside = g_malloc (rim_grid_get_n_voxels (grid));
  g_autofree double *row = g_new (double, grid->size[0]);
  g_autoptr(RimMask) mask = NULL;
  guint8 *next = inside;

  for (guint k = 0; k < grid->size[2]; k++)
    for (guint j = 0; j < grid->size[1]; j++)
      {
        rim_volume_read_row (volume, 0, j, k, grid->size[0], row);
        for (guint i = 0; i < grid->size[0]; i++)
          *next++ = !isnan (row[i]);
      }
  mask = rim_mask_new_from_bytes (grid, inside);

  return rim_surface_new (mask, n_smoothings);
}
