/* rim-sampler-oblique.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-sampler-private.h"

#include <string.h>

static inline float
mix (float a,
     float b,
     float fraction)
{
  if (isunordered (a, b))
    return fraction < 0.5f ? a : b;

  return a + fraction * (b - a);
}

static float
value_between (const RimSampler   *self,
               const RimAxisSample samples[3])
{
  float corners[8];

  for (guint c = 0; c < 8; c++)
    {
      gint32 index[3];

      for (guint axis = 0; axis < 3; axis++)
        index[axis] = c & (1u << axis) ? samples[axis].high : samples[axis].low;
      corners[c] = rim_sampler_read_voxel (self, index);
    }

  for (guint axis = 0; axis < 3; axis++)
    for (guint c = 0; c < 4u >> axis; c++)
      corners[c] = mix (corners[2 * c], corners[2 * c + 1], samples[axis].fraction);

  return corners[0];
}

static float
value_in_space (const RimSampler *self,
                const double      place[3])
{
  RimAxisSample samples[3];
  RimAxisState state = RIM_AXIS_INSIDE;

  for (guint axis = 0; axis < 3; axis++)
    {
      samples[axis] = rim_axis_map_sample (&self->axes[axis], place[axis], self->interpolation);
      state = MIN (state, samples[axis].state);
    }

  if (state != RIM_AXIS_INSIDE)
    return rim_sample_from_bits (state == RIM_AXIS_GAP ? RIM_SAMPLE_GAP : RIM_SAMPLE_NOTHING);

  if (self->interpolation == RIM_INTERPOLATE_NEAREST)
    {
      gint32 index[3] = { samples[0].low, samples[1].low, samples[2].low };

      return rim_sampler_read_voxel (self, index);
    }

  return value_between (self, samples);
}

/* As rim_axis_map_sample() has it, for a place in the image. */
static gint32
find_nearest (const RimSampler *self,
              guint             axis,
              double            place)
{
  gint64 units = (gint64) (place * RIM_PLACE_UNIT + 0.5) + RIM_PLACE_UNIT / 2;

  return (gint32) CLAMP (units / RIM_PLACE_UNIT, 0, (gint64) self->size[axis] - 1);
}

/* Voxels of slices that follow each other evenly. */
static void
read_nearest (const RimSampler *self,
              const double      base[3],
              guint             begin,
              guint             end,
              float            *samples)
{
  for (guint x = begin; x < end; x++)
    {
      gint32 index[3];

      for (guint axis = 0; axis < 3; axis++)
        index[axis] = find_nearest (self, axis, base[axis] + x * self->right[axis]);

      samples[x] = rim_sampler_read_voxel (self, index);
    }
}

static void
read_slowly (const RimSampler *self,
             guint             y,
             guint             begin,
             guint             end,
             float            *samples)
{
  for (guint x = begin; x < end; x++)
    {
      double place[3];

      for (guint axis = 0; axis < 3; axis++)
        place[axis] = self->base[axis] + y * self->down[axis] + x * self->right[axis];

      samples[x] = value_in_space (self, place);
    }
}

/* Which voxels of an axis make a sample, as rim_axis_map_sample() has it for a place in the
 * image.
 */
typedef struct
{
  gsize low;
  gsize high;
  float fraction;
} Pair;

static inline Pair
find_pair (double place,
           guint  size)
{
  gint64 last = (gint64) (size - 1) * RIM_PLACE_UNIT;
  gint64 units = place > 0.0 ? MIN ((gint64) (place * RIM_PLACE_UNIT + 0.5), last) : 0;
  gint64 part = units % RIM_PLACE_UNIT;
  gsize low = (gsize) (units / RIM_PLACE_UNIT);

  return (Pair) { low, low + (part > 0), (float) part * (1.0f / RIM_PLACE_UNIT) };
}

static inline float
mix_row (const float *row,
         Pair         pair,
         float        slope,
         float        intercept)
{
  return mix (row[pair.low] * slope + intercept, row[pair.high] * slope + intercept, pair.fraction);
}

static inline float
mix_slice (const RimSampler *self,
           gsize             k,
           Pair              i,
           Pair              j)
{
  const float *slice = self->slices[k];
  float slope = (float) self->rescale[k].slope;
  float intercept = (float) self->rescale[k].intercept;

  return mix (mix_row (slice + j.low * self->size[0], i, slope, intercept),
              mix_row (slice + j.high * self->size[0], i, slope, intercept), j.fraction);
}

/* The same bits as value_in_space() gives, an order of magnitude sooner. */
static void
read_floats (const RimSampler *self,
             const double      base[3],
             guint             begin,
             guint             end,
             float            *samples)
{
  for (guint x = begin; x < end; x++)
    {
      Pair i = find_pair (base[0] + x * self->right[0], self->size[0]);
      Pair j = find_pair (base[1] + x * self->right[1], self->size[1]);
      Pair k = find_pair (base[2] + x * self->right[2], self->size[2]);

      samples[x] = mix (mix_slice (self, k.low, i, j), mix_slice (self, k.high, i, j), k.fraction);
    }
}

static gboolean
is_inside (const RimSampler *self,
           const double      base[3],
           guint             x)
{
  for (guint axis = 0; axis < 3; axis++)
    {
      RimAxisSample sample;

      sample = rim_axis_map_sample (&self->axes[axis], base[axis] + x * self->right[axis],
                                    RIM_INTERPOLATE_NEAREST);
      if (sample.state == RIM_AXIS_OUTSIDE)
        return FALSE;
    }

  return TRUE;
}

/* The pixels of a row that lie in the image are one stretch, as it is convex. */
static void
find_inside (const RimSampler *self,
             const double      base[3],
             guint            *begin,
             guint            *end)
{
  double low = 0.0;
  double high = self->width;

  for (guint axis = 0; axis < 3; axis++)
    {
      const double *places = self->axes[axis].places;
      double first = places != NULL ? places[0] : 0.0;
      double last = places != NULL ? places[self->size[axis] - 1] : self->size[axis] - 1.0;
      double a, b;

      if (fabs (self->right[axis]) < 1e-12)
        continue;

      a = (first - 0.5 - base[axis]) / self->right[axis];
      b = (last + 0.5 - base[axis]) / self->right[axis];
      low = MAX (low, floor (MIN (a, b)) - 1.0);
      high = MIN (high, ceil (MAX (a, b)) + 2.0);
    }

  *begin = (guint) MIN (low, self->width);
  *end = (guint) CLAMP (high, *begin, self->width);

  while (*begin < *end && !is_inside (self, base, *begin))
    (*begin)++;
  while (*begin < *end && !is_inside (self, base, *end - 1))
    (*end)--;
}

/* A row that runs anyhow. */
const float *
rim_sampler_read_oblique_row (const RimSampler *self,
                              RimSamplerCache  *cache,
                              guint             y)
{
  RimObliqueRow row = self->oblique;
  guint begin, end;

  for (guint axis = 0; axis < 3; axis++)
    row.base[axis] = self->base[axis] + y * self->down[axis];

  find_inside (self, row.base, &begin, &end);

  for (guint x = 0; x < self->width; x++)
    if (x < begin || x >= end)
      cache->mixed[x] = rim_sample_from_bits (RIM_SAMPLE_NOTHING);

  if (rim_sampler_is_fast_nearest (self))
    read_nearest (self, row.base, begin, end, cache->mixed);
  else if (self->has_plain_floats)
    read_floats (self, row.base, begin, end, cache->mixed);
  else if (!self->has_fast_oblique)
    read_slowly (self, y, begin, end, cache->mixed);
  else if (self->type == RIM_VOXEL_INT16)
    self->kernels->sample_oblique_s16 (&row, begin, end - begin, cache->mixed + begin);
  else
    self->kernels->sample_oblique_u16 (&row, begin, end - begin, cache->mixed + begin);

  return cache->mixed;
}

/* The kernels read all slices as one piece of memory. */
static gboolean
is_one_piece (const RimSampler *self)
{
  gsize length = (gsize) self->size[0] * self->size[1] * self->voxel_size;
  const guint8 *first = self->slices[0];

  for (guint k = 0; k < self->size[2]; k++)
    if (first == NULL || self->slices[k] != first + k * length)
      return FALSE;

  return TRUE;
}

static gboolean
is_even (const RimSampler *self)
{
  for (guint k = 0; k < self->size[2]; k++)
    if (self->slopes[k] != self->slopes[0] || self->intercepts[k] != self->intercepts[0])
      return FALSE;

  return isfinite (self->slopes[0]) && isfinite (self->intercepts[0]);
}

/* Maps and images that were computed: evenly spaced, all there, without padding. */
static gboolean
has_plain_floats (const RimSampler *self)
{
  if (self->type != RIM_VOXEL_FLOAT || self->axes[2].places != NULL || self->pad_low <= self->pad_high)
    return FALSE;

  for (guint k = 0; k < self->size[2]; k++)
    if (self->slices[k] == NULL)
      return FALSE;

  return TRUE;
}

void
rim_sampler_init_oblique (RimSampler *self)
{
  self->has_plain_floats = self->interpolation == RIM_INTERPOLATE_LINEAR && has_plain_floats (self);
  self->has_fast_oblique = (self->type == RIM_VOXEL_INT16 || self->type == RIM_VOXEL_UINT16) &&
                           self->interpolation == RIM_INTERPOLATE_LINEAR &&
                           self->axes[2].places == NULL &&
                           MIN (self->size[0], MIN (self->size[1], self->size[2])) >= 2 &&
                           is_one_piece (self);

  if (!self->has_fast_oblique)
    return;

  self->slopes = g_new (float, self->size[2]);
  self->intercepts = g_new (float, self->size[2]);
  for (guint k = 0; k < self->size[2]; k++)
    {
      self->slopes[k] = (float) self->rescale[k].slope;
      self->intercepts[k] = (float) self->rescale[k].intercept;
    }

  self->oblique.is_even = is_even (self);
  self->oblique.voxels = self->slices[0];
  self->oblique.slopes = self->slopes;
  self->oblique.intercepts = self->intercepts;
  self->oblique.low = (gint32) CLAMP (ceil (self->pad_low), -65537.0, 65537.0);
  self->oblique.high = (gint32) CLAMP (floor (self->pad_high), -65537.0, 65537.0);
  memcpy (self->oblique.size, self->size, sizeof self->oblique.size);
  memcpy (self->oblique.step, self->right, sizeof self->oblique.step);
}
