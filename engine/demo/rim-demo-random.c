/* rim-demo-random.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-demo-random-private.h"

#include <math.h>

#define SIZE RIM_DEMO_NOISE_SIZE
#define WRAP (SIZE - 1)
#define N_CELLS (SIZE * SIZE * SIZE)

/**
 * rim_demo_random_normal:
 * @self: a generator
 *
 * The sum of four uniform numbers is near enough to normal for noise, and costs
 * one step of the generator.
 *
 * Returns: a number with mean 0 and standard deviation 1
 */
float
rim_demo_random_normal (RimRandom *self)
{
  guint64 bits = rim_random_next (self);
  gint sum = (gint) (bits & 0xffff) + (gint) (bits >> 16 & 0xffff) +
             (gint) (bits >> 32 & 0xffff) + (gint) (bits >> 48);

  return (float) (sum - 131070) * (1.0f / 37837.3f);
}

static void
smooth_along (float *cells,
              gsize  stride)
{
  float line[SIZE];

  for (gsize start = 0; start < N_CELLS; start++)
    {
      if (start / stride % SIZE != 0)
        continue;

      for (gsize i = 0; i < SIZE; i++)
        line[i] = cells[start + i * stride];

      for (gsize i = 0; i < SIZE; i++)
        cells[start + i * stride] = 0.25f * line[(i + WRAP) % SIZE] + 0.5f * line[i] +
                                    0.25f * line[(i + 1) % SIZE];
    }
}

static void
standardise (float *cells)
{
  double sum = 0.0, squares = 0.0, mean, sd;

  for (gsize i = 0; i < N_CELLS; i++)
    {
      sum += cells[i];
      squares += (double) cells[i] * cells[i];
    }

  mean = sum / N_CELLS;
  sd = sqrt (squares / N_CELLS - mean * mean);

  for (gsize i = 0; i < N_CELLS; i++)
    cells[i] = (float) ((cells[i] - mean) / sd);
}

/**
 * rim_demo_noise_new:
 * @seed: which one
 *
 * Returns: (transfer full): a random function of space
 */
RimDemoNoise *
rim_demo_noise_new (guint64 seed)
{
  RimDemoNoise *self = g_new (RimDemoNoise, 1);
  RimRandom random;

  rim_random_init (&random, seed);
  for (gsize i = 0; i < N_CELLS; i++)
    self->cells[i] = rim_demo_random_normal (&random);

  smooth_along (self->cells, 1);
  smooth_along (self->cells, SIZE);
  smooth_along (self->cells, SIZE * SIZE);
  standardise (self->cells);

  return self;
}

void
rim_demo_noise_free (RimDemoNoise *self)
{
  g_free (self);
}

static inline float
mix (float a,
     float b,
     float t)
{
  return a + (b - a) * t;
}

/* Without kinks where cells meet: surfaces are made of this. */
static inline float
ease (float t)
{
  return t * t * (3.0f - 2.0f * t);
}

/**
 * rim_demo_noise_sample:
 * @self: a random function
 * @x: where, in cells
 * @y: where, in cells
 * @z: where, in cells
 *
 * Returns: its value there
 */
float
rim_demo_noise_sample (const RimDemoNoise *self,
                       double              x,
                       double              y,
                       double              z)
{
  double fx = floor (x), fy = floor (y), fz = floor (z);
  float tx = ease ((float) (x - fx)), ty = ease ((float) (y - fy)), tz = ease ((float) (z - fz));
  guint x0 = (guint) (gint) fx & WRAP, x1 = (x0 + 1) & WRAP;
  guint y0 = ((guint) (gint) fy & WRAP) * SIZE, y1 = (y0 + SIZE) & (WRAP * SIZE);
  guint z0 = ((guint) (gint) fz & WRAP) * SIZE * SIZE;
  guint z1 = (z0 + SIZE * SIZE) & (WRAP * SIZE * SIZE);
  const float *c = self->cells;

  return mix (mix (mix (c[z0 + y0 + x0], c[z0 + y0 + x1], tx),
                   mix (c[z0 + y1 + x0], c[z0 + y1 + x1], tx), ty),
              mix (mix (c[z1 + y0 + x0], c[z1 + y0 + x1], tx),
                   mix (c[z1 + y1 + x0], c[z1 + y1 + x1], tx), ty), tz);
}
