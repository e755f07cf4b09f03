/* rim-sampler-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kernels/rim-kernels.h"
#include "view/rim-axis-map-private.h"

G_BEGIN_DECLS

/* The bits of the two NaNs that stand where there is no value. */
#define RIM_SAMPLE_NOTHING 0x7fc00000u
#define RIM_SAMPLE_GAP     0x7fc0bad0u

/**
 * RimSampler:
 *
 * Reads an image row by row along a plane. Made once per image and plane, then
 * read by every thread, each with a #RimSamplerCache of its own.
 */
typedef struct
{
  const RimKernels  *kernels;
  RimVoxelType       type;
  gsize              voxel_size;
  guint              size[3];
  gconstpointer     *slices;      /* NULL where not ready */
  RimRescale        *rescale;
  double             pad_low;     /* stored; above pad_high for none */
  double             pad_high;
  RimAxisMap         axes[3];
  RimInterpolation   interpolation;
  guint              width;

  /* The continuous index of the first pixel, and its steps. */
  double             base[3];
  double             right[3];
  double             down[3];

  /* Where the plane runs along the grid: which grid axis runs across the screen,
   * down it and through it, and the columns' samples.
   */
  gboolean           aligned;
  guint              across;
  guint              along;
  guint              through;
  RimAxisSample      depth;
  RimAxisState      *column_states;
  gint32            *column_low;
  gint32            *column_high;
  float             *column_fraction;
  gint32             first_voxel;  /* that some column needs */
  gint32             n_voxels;
  gboolean           all_inside;   /* every column */
  gboolean           has_gaps;

  /* Where it does not: what the kernels need, if they can do it. */
  gboolean           has_fast_oblique;
  gboolean           has_plain_floats;
  RimObliqueRow      oblique;
  float             *slopes;      /* one per slice */
  float             *intercepts;
} RimSampler;

/**
 * RimSamplerCache:
 *
 * What one thread keeps from row to row.
 */
typedef struct
{
  float   *lines[2];              /* of voxels, across the screen */
  gpointer stored;
  float   *rows[2];               /* of pixels */
  gint32   row_keys[2];           /* which voxel row, -1 for none */
  float   *mixed;
} RimSamplerCache;

void         rim_sampler_init        (RimSampler       *self,
                                      RimVolume        *volume,
                                      RimInterpolation  interpolation,
                                      const RimPlane   *plane);
void         rim_sampler_init_space  (RimSampler       *self,
                                      RimVolume        *volume,
                                      RimInterpolation  interpolation,
                                      const RimPlane   *plane);
void         rim_sampler_clear       (RimSampler       *self);
gsize        rim_sampler_get_cost    (const RimSampler *self);
void         rim_sampler_convert     (const RimSampler *self,
                                      gconstpointer     stored,
                                      gsize             n,
                                      RimRescale        rescale,
                                      float            *values);
const float *rim_sampler_read_row    (const RimSampler *self,
                                      RimSamplerCache  *cache,
                                      guint             y);
float        rim_sampler_read_voxel  (const RimSampler *self,
                                      const gint32      index[3]);
void         rim_sampler_init_oblique (RimSampler      *self);
const float *rim_sampler_read_oblique_row (const RimSampler *self,
                                           RimSamplerCache  *cache,
                                           guint             y);
void         rim_sampler_cache_init  (RimSamplerCache  *cache,
                                      const RimSampler *self);
void         rim_sampler_cache_clear (RimSamplerCache  *cache);

/* Whether the nearest voxel is a matter of rounding. */
static inline gboolean
rim_sampler_is_fast_nearest (const RimSampler *self)
{
  return self->interpolation == RIM_INTERPOLATE_NEAREST && self->axes[2].places == NULL;
}

static inline float
rim_sample_from_bits (guint32 bits)
{
  union { guint32 bits; float value; } both = { bits };

  return both.value;
}

G_END_DECLS
