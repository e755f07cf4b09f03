/* rim-random.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-random.h"

#include <math.h>

#define STEP G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)

/**
 * rim_random_seed:
 * @name: what the numbers are for
 * @number: which one of them
 *
 * Returns: a seed that depends on nothing else
 */
guint64
rim_random_seed (const char *name,
                 guint64     number)
{
  RimRandom mixer;
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (const char *c = name; *c != '\0'; c++)
    hash = (hash ^ (guint8) *c) * G_GUINT64_CONSTANT (0x100000001b3);

  rim_random_init (&mixer, hash + number * STEP);

  return rim_random_next (&mixer);
}

void
rim_random_init (RimRandom *self,
                 guint64    seed)
{
  self->state = seed;
}

/**
 * rim_random_init_stream:
 * @self: (out): a generator
 * @seed: that the user can repeat
 * @stream: the number of the piece of work
 *
 * Begins a stream that depends on @seed and @stream alone.
 */
void
rim_random_init_stream (RimRandom *self,
                        guint64    seed,
                        guint64    stream)
{
  RimRandom mixer = { seed };

  mixer.state = rim_random_next (&mixer) + stream * STEP;
  self->state = rim_random_next (&mixer);
}

guint64
rim_random_next (RimRandom *self)
{
  guint64 z = self->state += STEP;

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);

  return z ^ (z >> 31);
}

/**
 * rim_random_uniform:
 * @self: a generator
 * @low: the lowest value
 * @high: one that is not reached
 *
 * Returns: a number between them
 */
double
rim_random_uniform (RimRandom *self,
                    double     low,
                    double     high)
{
  return low + (high - low) * ldexp ((double) (rim_random_next (self) >> 11), -53);
}

/**
 * rim_random_below:
 * @self: a generator
 * @n: above 0
 *
 * Draws again where the numbers that are left over would favour some.
 *
 * Returns: a whole number from 0 to @n - 1, all equally likely
 */
gsize
rim_random_below (RimRandom *self,
                  gsize      n)
{
  const guint64 left_over = (G_MAXUINT64 % n + 1) % n;
  guint64 bits;

  do
    bits = rim_random_next (self);
  while (bits > G_MAXUINT64 - left_over);

  return (gsize) (bits % n);
}
