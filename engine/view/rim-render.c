/* rim-render.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-render.h"

#include "core/rim-parallel.h"
#include "view/rim-paint-private.h"
#include "view/rim-sampler-private.h"

#include <string.h>

#define OPAQUE_BLACK   0xff000000u
#define HATCH_COLOR    0xff505050u
#define HATCH_PERIOD   8
#define ROWS_PER_BLOCK 16

/* A layer with all that does not change from row to row. */
typedef struct
{
  RimSampler sampler;
  RimPaint   paint;
  gboolean   is_base;
} PreparedLayer;

typedef struct
{
  const RimKernels *kernels;
  PreparedLayer    *layers;
  guint             n_layers;
  guint             width;
  guint32           background;
  guint32          *pixels;
  gsize             stride;
} RenderJob;

static void
prepare_layer (PreparedLayer  *self,
               const RimLayer *layer,
               const RimPlane *plane,
               gboolean        is_first)
{
  rim_sampler_init (&self->sampler, layer->volume, layer->interpolation, plane);
  rim_paint_init (&self->paint, layer);
  if (!is_first)
    rim_paint_set_opacity (&self->paint, layer->opacity, layer->fade);

  self->is_base = is_first && layer->background == 0 && !(layer->threshold > -G_MAXDOUBLE);
}

static void
hatch_gaps (const float *values,
            guint        width,
            guint        y,
            guint32     *pixels)
{
  for (guint x = 0; x < width; x++)
    {
      guint32 bits;

      memcpy (&bits, &values[x], sizeof bits);
      if (bits == RIM_SAMPLE_GAP)
        pixels[x] = (x + y) % HATCH_PERIOD == 0 ? HATCH_COLOR : OPAQUE_BLACK;
    }
}

static void
render_row (const RenderJob *job,
            RimSamplerCache *caches,
            guint            y)
{
  guint32 *pixels = job->pixels + y * job->stride;

  if (job->n_layers == 0 || !job->layers[0].is_base)
    for (guint x = 0; x < job->width; x++)
      pixels[x] = job->background;

  for (guint l = 0; l < job->n_layers; l++)
    {
      const PreparedLayer *layer = &job->layers[l];
      const RimPaint *paint = &layer->paint;
      const float *values = rim_sampler_read_row (&layer->sampler, &caches[l], y);

      if (layer->is_base)
        job->kernels->color (values, job->width, paint->center, paint->scale, paint->colors, pixels);
      else
        job->kernels->blend (values, job->width, paint->center, paint->scale, paint->threshold,
                             paint->colors, pixels);

      if (l == 0 && layer->sampler.has_gaps)
        hatch_gaps (values, job->width, y, pixels);
    }
}

static void
render_rows (gsize    begin,
             gsize    end,
             gpointer data)
{
  const RenderJob *job = data;
  g_autofree RimSamplerCache *caches = g_new (RimSamplerCache, job->n_layers);

  for (guint l = 0; l < job->n_layers; l++)
    rim_sampler_cache_init (&caches[l], &job->layers[l].sampler);

  for (gsize y = begin; y < end; y++)
    render_row (job, caches, (guint) y);

  for (guint l = 0; l < job->n_layers; l++)
    rim_sampler_cache_clear (&caches[l]);
}

/**
 * rim_layer_equal:
 * @a: an image and how it is shown
 * @b: another
 *
 * Returns: whether they look the same as long as the values of their volumes do not change
 */
gboolean
rim_layer_equal (const RimLayer *a,
                 const RimLayer *b)
{
  return a->volume == b->volume &&
         a->window.center == b->window.center && a->window.width == b->window.width &&
         a->colormap == b->colormap && a->invert == b->invert &&
         a->opacity == b->opacity && a->fade == b->fade && a->threshold == b->threshold &&
         a->interpolation == b->interpolation && a->background == b->background;
}

/**
 * rim_render:
 * @layers: (array length=n_layers): the images, from the bottom up
 * @n_layers: how many
 * @plane: where and how large
 * @pixels: (out caller-allocates): rows of opaque pixels (0xffRRGGBB in the
 *   byte order of the machine)
 * @stride_pixels: from one row of @pixels to the next
 *
 * Draws images on a plane at the resolution of the device, so that nobody
 * downstream needs to resample them. The plane may lie in any way to the grids;
 * where it runs along a grid it costs least.
 *
 * Slices are drawn where they truly lie. What no image covers, slices that have
 * not arrived and padding are black, or the background of the first layer; a
 * gap between slices is hatched.
 */
void
rim_render (const RimLayer *layers,
            guint           n_layers,
            const RimPlane *plane,
            guint32        *pixels,
            gsize           stride_pixels)
{
  g_autofree PreparedLayer *prepared = NULL;
  RenderJob job;

  g_return_if_fail (plane != NULL);
  g_return_if_fail (stride_pixels >= plane->width);

  prepared = g_new (PreparedLayer, n_layers);
  for (guint l = 0; l < n_layers; l++)
    prepare_layer (&prepared[l], &layers[l], plane, l == 0);

  job = (RenderJob) { rim_kernels_get (), prepared, n_layers, plane->width, OPAQUE_BLACK,
                      pixels, stride_pixels };
  if (n_layers > 0)
    job.background |= layers[0].background;

  rim_parallel_for (plane->height, ROWS_PER_BLOCK, render_rows, &job);

  for (guint l = 0; l < n_layers; l++)
    rim_sampler_clear (&prepared[l].sampler);
}

/**
 * rim_render_legend:
 * @layer: an image and how it is shown
 * @n: how many pixels
 * @pixels: (out caller-allocates) (array length=n): the colours of the values
 *   from the upper end of the window to the lower end, evenly spaced; 0 for
 *   those below the threshold
 *
 * Draws what the colours of a layer mean, by the arithmetic that draws the
 * layer, without its opacity.
 */
void
rim_render_legend (const RimLayer *layer,
                   guint           n,
                   guint32        *pixels)
{
  g_autofree float *values = g_new (float, n);
  double lower, upper;
  RimPaint paint;

  g_return_if_fail (layer != NULL && layer->volume != NULL);
  g_return_if_fail (n > 1);

  rim_paint_init (&paint, layer);
  rim_window_get_range (layer->window, rim_volume_get_unit (layer->volume), &lower, &upper);
  for (guint i = 0; i < n; i++)
    values[i] = (float) (upper - (upper - lower) * i / (n - 1.0));

  rim_kernels_get ()->color (values, n, paint.center, paint.scale, paint.colors, pixels);
  for (guint i = 0; i < n; i++)
    if (values[i] < layer->threshold)
      pixels[i] = 0;
}

/**
 * rim_render_get_cost:
 * @layers: (array length=n_layers): the images
 * @n_layers: how many
 * @plane: where
 *
 * Returns: what rim_render() costs beyond what it costs for planes along the
 *   grids, in samples between eight voxels
 */
gsize
rim_render_get_cost (const RimLayer *layers,
                     guint           n_layers,
                     const RimPlane *plane)
{
  gsize cost = 0;

  for (guint l = 0; l < n_layers; l++)
    {
      RimSampler sampler;

      rim_sampler_init (&sampler, layers[l].volume, layers[l].interpolation, plane);
      cost += rim_sampler_get_cost (&sampler) * plane->width * plane->height;
      rim_sampler_clear (&sampler);
    }

  return cost;
}

/* One sample is a plane of one pixel. */
static gboolean
find_voxel (RimVolume *volume,
            RimVec3    point,
            guint      index[3])
{
  RimVec3 place = rim_grid_from_patient (rim_volume_get_grid (volume), point);
  double places[3] = { place.x, place.y, place.z };

  for (guint axis = 0; axis < 3; axis++)
    {
      RimAxisMap map;
      RimAxisSample sample;

      rim_axis_map_init (&map, volume, axis);
      sample = rim_axis_map_sample (&map, places[axis], RIM_INTERPOLATE_NEAREST);
      rim_axis_map_clear (&map);

      if (sample.state != RIM_AXIS_INSIDE)
        return FALSE;
      index[axis] = (guint) sample.low;
    }

  return TRUE;
}

/* Whether @value, which has the rescale of slice @k, was padding when stored. */
static gboolean
is_padding (RimVolume *volume,
            guint      k,
            double     value)
{
  RimRescale rescale = rim_volume_get_rescale (volume, k);
  double low, high, a, b;

  if (!rim_volume_get_padding (volume, &low, &high))
    return FALSE;

  a = rescale.slope * low + rescale.intercept;
  b = rescale.slope * high + rescale.intercept;

  return value >= MIN (a, b) - 1e-9 * fabs (MIN (a, b)) &&
         value <= MAX (a, b) + 1e-9 * fabs (MAX (a, b));
}

/**
 * rim_probe:
 * @volume: an image
 * @point: LPS mm
 * @value: (out): the value of the voxel at @point, in the unit of the image
 *
 * Reads the voxel that @point lies in, not interpolated.
 *
 * Returns: whether there is one: not outside, in a gap, padding, or on a slice
 *   that has not arrived
 */
gboolean
rim_probe (RimVolume *volume,
           RimVec3    point,
           double    *value)
{
  guint index[3];

  g_return_val_if_fail (volume != NULL, FALSE);

  if (!find_voxel (volume, point, index) || !rim_volume_is_slice_ready (volume, index[2]))
    return FALSE;

  *value = rim_volume_get_value (volume, index[0], index[1], index[2]);

  return !is_padding (volume, index[2], *value) && isfinite (*value);
}

/**
 * rim_volume_step:
 * @volume: an image
 * @orientation: a plane of reading
 * @point: LPS mm
 * @n_steps: how many slices to go on: towards the head, the left or the back
 *   where positive
 * @slice: (out) (optional): the index of the slice, along the grid
 * @n_slices: (out) (optional): how many there are
 *
 * Moves a point to the centre of the nearest slice of the plane and then on by
 * whole slices, where they truly lie; it stops at the first and the last.
 *
 * Returns: the point there, LPS mm
 */
RimVec3
rim_volume_step (RimVolume      *volume,
                 RimOrientation  orientation,
                 RimVec3         point,
                 int             n_steps,
                 guint          *slice,
                 guint          *n_slices)
{
  const RimGrid *grid = rim_volume_get_grid (volume);
  RimVec3 place = rim_grid_from_patient (grid, point);
  RimSliceAxis axis;
  RimAxisMap map;
  double *along;
  RimVec3 direction;
  gint64 nearest = 0;
  double toward;

  rim_slice_axis_init (&axis, grid, orientation);
  rim_axis_map_init (&map, volume, axis.axis);
  along = axis.axis == 0 ? &place.x : axis.axis == 1 ? &place.y : &place.z;
  direction = rim_affine_get_column (&grid->to_patient, axis.axis);
  toward = orientation == RIM_ORIENTATION_AXIAL ? direction.z
           : orientation == RIM_ORIENTATION_SAGITTAL ? direction.x : direction.y;

  for (guint n = 1; n < map.n; n++)
    {
      double here = map.places != NULL ? map.places[n] : n;
      double best = map.places != NULL ? map.places[nearest] : (double) nearest;

      if (fabs (here - *along) < fabs (best - *along))
        nearest = n;
    }

  nearest = CLAMP (nearest + (toward < 0.0 ? -(gint64) n_steps : n_steps), 0, (gint64) map.n - 1);
  *along = map.places != NULL ? map.places[nearest] : (double) nearest;
  rim_axis_map_clear (&map);

  if (slice != NULL)
    *slice = (guint) nearest;
  if (n_slices != NULL)
    *n_slices = grid->size[axis.axis];

  return rim_grid_to_patient (grid, place);
}
