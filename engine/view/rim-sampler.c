/* rim-sampler.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-sampler-private.h"

#include <string.h>

/* A plane counts as running along the grid when no pixel of it is farther off
 * than this, in voxels.
 */
#define ALIGNED_TOLERANCE 1e-4

#define SLOW_COST 10

static void
fill (float  *values,
      gsize   n,
      guint32 bits)
{
  for (gsize i = 0; i < n; i++)
    values[i] = rim_sample_from_bits (bits);
}

static double
stored_at (RimVoxelType  type,
           gconstpointer voxels,
           gsize         index)
{
  switch (type)
    {
    case RIM_VOXEL_UINT8:
      return ((const guint8 *) voxels)[index];

    case RIM_VOXEL_INT8:
      return ((const gint8 *) voxels)[index];

    case RIM_VOXEL_UINT16:
      return ((const guint16 *) voxels)[index];

    case RIM_VOXEL_INT16:
      return ((const gint16 *) voxels)[index];

    case RIM_VOXEL_UINT32:
      return ((const guint32 *) voxels)[index];

    case RIM_VOXEL_INT32:
      return ((const gint32 *) voxels)[index];

    case RIM_VOXEL_FLOAT:
      return ((const float *) voxels)[index];

    case RIM_VOXEL_DOUBLE:
      return ((const double *) voxels)[index];

    default:
      g_return_val_if_reached (0.0);
    }
}

/* One voxel, in the unit of the image. */
float
rim_sampler_read_voxel (const RimSampler *self,
                        const gint32      index[3])
{
  gconstpointer slice = self->slices[index[2]];
  double stored;

  if (slice == NULL)
    return rim_sample_from_bits (RIM_SAMPLE_NOTHING);

  stored = stored_at (self->type, slice, (gsize) index[1] * self->size[0] + index[0]);
  if (stored >= self->pad_low && stored <= self->pad_high)
    return rim_sample_from_bits (RIM_SAMPLE_NOTHING);

  return (float) stored * (float) self->rescale[index[2]].slope +
         (float) self->rescale[index[2]].intercept;
}

static void
convert_generic (const RimSampler *self,
                 gconstpointer     stored,
                 gsize             n,
                 RimRescale        rescale,
                 float            *values)
{
  for (gsize i = 0; i < n; i++)
    {
      double value = stored_at (self->type, stored, i);

      if (value >= self->pad_low && value <= self->pad_high)
        values[i] = rim_sample_from_bits (RIM_SAMPLE_NOTHING);
      else
        values[i] = (float) value * (float) rescale.slope + (float) rescale.intercept;
    }
}

/* Stored voxels of one slice as values, in the unit of the image. */
void
rim_sampler_convert (const RimSampler *self,
                     gconstpointer     stored,
                     gsize             n,
                     RimRescale        rescale,
                     float            *values)
{
  float slope = (float) rescale.slope;
  float intercept = (float) rescale.intercept;
  gint32 low = (gint32) CLAMP (ceil (self->pad_low), -65537.0, 65537.0);
  gint32 high = (gint32) CLAMP (floor (self->pad_high), -65537.0, 65537.0);

  if (self->type == RIM_VOXEL_INT16)
    self->kernels->values_s16 (stored, n, slope, intercept, low, high, values);
  else if (self->type == RIM_VOXEL_UINT16)
    self->kernels->values_u16 (stored, n, slope, intercept, low, high, values);
  else if (self->type == RIM_VOXEL_FLOAT)
    self->kernels->values_f32 (stored, n, slope, intercept, (float) self->pad_low,
                               (float) self->pad_high, values);
  else
    convert_generic (self, stored, n, rescale, values);
}

static void
gather (gconstpointer from,
        gsize         voxel_size,
        gsize         stride,
        gsize         n,
        gpointer      to)
{
  if (voxel_size == 2)
    {
      for (gsize i = 0; i < n; i++)
        ((guint16 *) to)[i] = ((const guint16 *) from)[i * stride];
      return;
    }

  for (gsize i = 0; i < n; i++)
    memcpy ((guint8 *) to + i * voxel_size, (const guint8 *) from + i * stride * voxel_size,
            voxel_size);
}

/* One line of voxels across the screen, from first_voxel on. */
static void
read_line (const RimSampler *self,
           RimSamplerCache  *cache,
           gint32            row,
           gint32            depth,
           float            *line)
{
  gint32 index[3];
  gsize n = (gsize) self->n_voxels;
  gsize stride = self->across == 0 ? 1 : self->size[0];
  const guint8 *from;

  index[self->across] = self->first_voxel;
  index[self->along] = row;
  index[self->through] = depth;

  if (self->across == 2)
    {
      for (gsize i = 0; i < n; i++, index[2]++)
        line[i] = rim_sampler_read_voxel (self, index);
      return;
    }

  if (self->slices[index[2]] == NULL)
    {
      fill (line, n, RIM_SAMPLE_NOTHING);
      return;
    }

  from = (const guint8 *) self->slices[index[2]] +
         ((gsize) index[1] * self->size[0] + index[0]) * self->voxel_size;

  if (stride != 1)
    {
      gather (from, self->voxel_size, stride, n, cache->stored);
      from = cache->stored;
    }

  rim_sampler_convert (self, from, n, self->rescale[index[2]], line);
}

static void
mark_columns (const RimSampler *self,
              float            *row)
{
  for (guint x = 0; x < self->width; x++)
    if (self->column_states[x] != RIM_AXIS_INSIDE)
      row[x] = rim_sample_from_bits (self->column_states[x] == RIM_AXIS_GAP ? RIM_SAMPLE_GAP
                                                                     : RIM_SAMPLE_NOTHING);
}

/* One row of voxels, sampled at the columns of the screen. */
static const float *
read_voxel_row (const RimSampler *self,
                RimSamplerCache  *cache,
                gint32            row)
{
  guint slot = (guint) row & 1;
  float *line = cache->lines[0];
  float *samples = cache->rows[slot];

  if (cache->row_keys[slot] == row)
    return samples;

  cache->row_keys[slot] = row;
  read_line (self, cache, row, self->depth.low, line);

  if (self->depth.fraction > 0.0f)
    {
      read_line (self, cache, row, self->depth.high, cache->lines[1]);
      self->kernels->mix (line, cache->lines[1], self->depth.fraction, (gsize) self->n_voxels,
                          line);
    }

  if (self->interpolation == RIM_INTERPOLATE_NEAREST)
    self->kernels->sample_nearest (line, self->column_low, self->width, samples);
  else
    self->kernels->sample_linear (line, self->column_low, self->column_high,
                                  self->column_fraction, self->width, samples);

  if (!self->all_inside)
    mark_columns (self, samples);

  return samples;
}

static const float *
read_nothing (const RimSampler *self,
              RimSamplerCache  *cache,
              RimAxisState      why)
{
  fill (cache->mixed, self->width, why == RIM_AXIS_GAP ? RIM_SAMPLE_GAP : RIM_SAMPLE_NOTHING);

  return cache->mixed;
}

static const float *
read_aligned_row (const RimSampler *self,
                  RimSamplerCache  *cache,
                  guint             y)
{
  RimAxisSample sample;
  const float *low;

  sample = rim_axis_map_sample (&self->axes[self->along],
                                self->base[self->along] + y * self->down[self->along],
                                self->interpolation);

  if (self->depth.state == RIM_AXIS_OUTSIDE || sample.state == RIM_AXIS_OUTSIDE ||
      self->n_voxels == 0)
    return read_nothing (self, cache, RIM_AXIS_OUTSIDE);
  if (self->depth.state == RIM_AXIS_GAP || sample.state == RIM_AXIS_GAP)
    return read_nothing (self, cache, RIM_AXIS_GAP);

  low = read_voxel_row (self, cache, sample.low);
  if (sample.fraction <= 0.0f)
    return low;

  self->kernels->mix (low, read_voxel_row (self, cache, sample.high), sample.fraction,
                      self->width, cache->mixed);

  return cache->mixed;
}

/**
 * rim_sampler_read_row:
 * @self: a sampler
 * @cache: the thread's own
 * @y: a row of the plane
 *
 * Returns: (transfer none): one value per pixel, in the unit of the image, or
 *   one of the NaNs above; valid until the next call with @cache
 */
const float *
rim_sampler_read_row (const RimSampler *self,
                      RimSamplerCache  *cache,
                      guint             y)
{
  return self->aligned ? read_aligned_row (self, cache, y)
                       : rim_sampler_read_oblique_row (self, cache, y);
}

static guint
find_largest (const double step[3])
{
  guint largest = 0;

  for (guint axis = 1; axis < 3; axis++)
    if (fabs (step[axis]) > fabs (step[largest]))
      largest = axis;

  return largest;
}

static void
find_alignment (RimSampler     *self,
                const RimPlane *plane)
{
  double off = 0.0;

  self->across = find_largest (self->right);
  self->along = find_largest (self->down);
  self->through = 3 - self->across - self->along;

  for (guint axis = 0; axis < 3; axis++)
    {
      if (axis != self->across)
        off = MAX (off, fabs (self->right[axis]) * plane->width);
      if (axis != self->along)
        off = MAX (off, fabs (self->down[axis]) * plane->height);
    }

  self->aligned = self->across != self->along && off < ALIGNED_TOLERANCE;
}

static void
sample_columns (RimSampler *self)
{
  gint32 first = G_MAXINT32;
  gint32 last = -1;

  self->all_inside = TRUE;

  for (guint x = 0; x < self->width; x++)
    {
      RimAxisSample sample;

      sample = rim_axis_map_sample (&self->axes[self->across],
                                    self->base[self->across] + x * self->right[self->across],
                                    self->interpolation);
      self->column_states[x] = sample.state;
      self->column_low[x] = sample.low;
      self->column_high[x] = sample.high;
      self->column_fraction[x] = sample.fraction;

      if (sample.state != RIM_AXIS_INSIDE)
        {
          self->all_inside = FALSE;
          continue;
        }

      first = MIN (first, sample.low);
      last = MAX (last, sample.high);
    }

  self->first_voxel = last < 0 ? 0 : first;
  self->n_voxels = last < 0 ? 0 : last - first + 1;

  for (guint x = 0; x < self->width; x++)
    {
      gboolean inside = self->column_states[x] == RIM_AXIS_INSIDE;

      self->column_low[x] = inside ? self->column_low[x] - self->first_voxel : 0;
      self->column_high[x] = inside ? self->column_high[x] - self->first_voxel : 0;
    }
}

static void
init_aligned (RimSampler *self)
{
  self->column_states = g_new (RimAxisState, self->width);
  self->column_low = g_new (gint32, self->width);
  self->column_high = g_new (gint32, self->width);
  self->column_fraction = g_new (float, self->width);
  self->depth = rim_axis_map_sample (&self->axes[self->through], self->base[self->through],
                                     self->interpolation);
  sample_columns (self);
}

static void
store (RimVec3 v,
       double  components[3])
{
  components[0] = v.x;
  components[1] = v.y;
  components[2] = v.z;
}

static void
place_plane (RimSampler     *self,
             const RimGrid  *grid,
             const RimPlane *plane)
{
  RimAffine to_index;

  if (!rim_affine_invert (&grid->to_patient, &to_index))
    rim_affine_init_identity (&to_index);

  store (rim_affine_apply (&to_index, plane->origin), self->base);
  store (rim_affine_apply_vector (&to_index, plane->right), self->right);
  store (rim_affine_apply_vector (&to_index, plane->down), self->down);
}

static void
read_slices (RimSampler *self,
             RimVolume  *volume)
{
  guint n = self->size[2];

  self->slices = g_new (gconstpointer, n);
  self->rescale = g_new (RimRescale, n);

  for (guint k = 0; k < n; k++)
    {
      gboolean ready = rim_volume_is_slice_ready (volume, k);

      self->slices[k] = ready ? rim_volume_get_slice (volume, k) : NULL;
      self->rescale[k] = rim_volume_get_rescale (volume, k);
    }
}

static void
init_common (RimSampler       *self,
             RimVolume        *volume,
             RimInterpolation  interpolation,
             const RimPlane   *plane)
{
  const RimGrid *grid = rim_volume_get_grid (volume);

  memset (self, 0, sizeof *self);
  self->kernels = rim_kernels_get ();
  self->type = rim_volume_get_voxel_type (volume);
  self->voxel_size = rim_voxel_type_get_size (self->type);
  self->interpolation = interpolation;
  self->width = plane->width;
  self->has_gaps = rim_volume_get_geometry_kind (volume) != RIM_GEOMETRY_REGULAR;
  memcpy (self->size, grid->size, sizeof self->size);

  if (!rim_volume_get_padding (volume, &self->pad_low, &self->pad_high))
    {
      self->pad_low = G_MAXDOUBLE;
      self->pad_high = -G_MAXDOUBLE;
    }

  read_slices (self, volume);
  place_plane (self, grid, plane);
  for (guint axis = 0; axis < 3; axis++)
    rim_axis_map_init (&self->axes[axis], volume, axis);

  find_alignment (self, plane);
}

/**
 * rim_sampler_init:
 * @self: (out caller-allocates): the sampler
 * @volume: an image, which must outlive the sampler
 * @interpolation: between voxels
 * @plane: where to read it
 */
void
rim_sampler_init (RimSampler       *self,
                  RimVolume        *volume,
                  RimInterpolation  interpolation,
                  const RimPlane   *plane)
{
  init_common (self, volume, interpolation, plane);
  if (self->aligned)
    init_aligned (self);
  else
    rim_sampler_init_oblique (self);
}

/**
 * rim_sampler_init_space:
 * @self: (out caller-allocates): the sampler
 * @volume: an image, which must outlive the sampler
 * @interpolation: between voxels
 * @plane: where to read it
 *
 * As rim_sampler_init(), for a sampler whose base is moved off the plane afterwards.
 */
void
rim_sampler_init_space (RimSampler       *self,
                        RimVolume        *volume,
                        RimInterpolation  interpolation,
                        const RimPlane   *plane)
{
  init_common (self, volume, interpolation, plane);
  self->aligned = FALSE;
  rim_sampler_init_oblique (self);
}

/* Of a sample, counted in those that the kernels take between eight voxels: along
 * the grid hardly anything, at the nearest voxel as much, and where there is no kernel
 * as much as was measured.
 */
gsize
rim_sampler_get_cost (const RimSampler *self)
{
  if (self->aligned)
    return 0;

  return self->has_fast_oblique || rim_sampler_is_fast_nearest (self) ? 1 : SLOW_COST;
}

void
rim_sampler_clear (RimSampler *self)
{
  g_free (self->slices);
  g_free (self->rescale);
  g_free (self->column_states);
  g_free (self->column_low);
  g_free (self->column_high);
  g_free (self->column_fraction);
  g_free (self->slopes);
  g_free (self->intercepts);
  for (guint axis = 0; axis < 3; axis++)
    rim_axis_map_clear (&self->axes[axis]);
}

void
rim_sampler_cache_init (RimSamplerCache  *cache,
                        const RimSampler *self)
{
  memset (cache, 0, sizeof *cache);
  cache->mixed = g_new (float, self->width);

  if (!self->aligned)
    return;

  for (guint slot = 0; slot < 2; slot++)
    {
      cache->lines[slot] = g_new (float, MAX (self->n_voxels, 1));
      cache->rows[slot] = g_new (float, self->width);
      cache->row_keys[slot] = -1;
    }
  cache->stored = g_malloc (MAX (self->n_voxels, 1) * self->voxel_size);
}

void
rim_sampler_cache_clear (RimSamplerCache *cache)
{
  for (guint slot = 0; slot < 2; slot++)
    {
      g_free (cache->lines[slot]);
      g_free (cache->rows[slot]);
    }
  g_free (cache->stored);
  g_free (cache->mixed);
}
