/* rim-overlay.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-overlay.h"

#include "core/rim-parallel.h"
#include "view/rim-paint-private.h"
#include "view/rim-plane-part-private.h"
#include "view/rim-sampler-private.h"

#define ROWS_PER_BLOCK 16

typedef struct
{
  RimSampler  sampler;
  RimPaint    paint;
  RimOverlay *overlay;
} OverlayJob;

static guint32
premultiply (guint32 color)
{
  guint32 alpha = color >> 24;
  guint32 result = alpha << 24;

  for (guint shift = 0; shift < 24; shift += 8)
    result |= (((color >> shift & 0xff) * alpha + 127) / 255) << shift;

  return result;
}

static void
render_row (const OverlayJob *job,
            RimSamplerCache  *cache,
            guint             y)
{
  const RimPaint *paint = &job->paint;
  guint width = job->overlay->width;
  guint32 *pixels = job->overlay->pixels + (gsize) y * width;
  const float *values = rim_sampler_read_row (&job->sampler, cache, y);

  job->sampler.kernels->color (values, width, paint->center, paint->scale, paint->colors, pixels);
  for (guint x = 0; x < width; x++)
    pixels[x] = values[x] >= paint->threshold ? pixels[x] : 0;
}

static void
render_rows (gsize    begin,
             gsize    end,
             gpointer data)
{
  const OverlayJob *job = data;
  RimSamplerCache cache;

  rim_sampler_cache_init (&cache, &job->sampler);
  for (gsize y = begin; y < end; y++)
    render_row (job, &cache, (guint) y);
  rim_sampler_cache_clear (&cache);
}

static void
render (RimOverlay     *self,
        const RimLayer *layer,
        const RimPlane *plane)
{
  OverlayJob job = { .overlay = self };

  rim_sampler_init (&job.sampler, layer->volume, layer->interpolation, plane);
  rim_paint_init (&job.paint, layer);
  rim_paint_set_opacity (&job.paint, layer->opacity, layer->fade);
  for (guint i = 0; i < G_N_ELEMENTS (job.paint.colors); i++)
    job.paint.colors[i] = premultiply (job.paint.colors[i]);

  rim_parallel_for (plane->height, ROWS_PER_BLOCK, render_rows, &job);
  rim_sampler_clear (&job.sampler);
}

/**
 * rim_overlay_new:
 * @layer: an image and how it is shown; its background does not matter
 * @plane: where and how large
 *
 * Draws one layer by the arithmetic of rim_render(), with its opacity and nothing below it.
 * What the image does not cover, NANs, padding, gaps and values below the threshold are
 * transparent. Between voxels a NAN has the room of its own voxel and no more: where one of
 * the neighbours has no value, the nearest one decides.
 *
 * Returns: (transfer full) (nullable): the pixels; NULL where the plane misses the image
 */
RimOverlay *
rim_overlay_new (const RimLayer *layer,
                 const RimPlane *plane)
{
  RimOverlay *self;
  RimPlanePart part;

  g_return_val_if_fail (layer != NULL && layer->volume != NULL, NULL);
  g_return_val_if_fail (plane != NULL, NULL);

  if (!rim_plane_part_init (&part, layer->volume, plane))
    return NULL;

  self = g_new0 (RimOverlay, 1);
  self->x = part.x;
  self->y = part.y;
  self->width = part.plane.width;
  self->height = part.plane.height;
  self->pixels = g_new (guint32, (gsize) self->width * self->height);
  render (self, layer, &part.plane);

  return self;
}

void
rim_overlay_free (RimOverlay *self)
{
  if (self == NULL)
    return;

  g_free (self->pixels);
  g_free (self);
}
