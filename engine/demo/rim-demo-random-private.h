/* rim-demo-random-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RimDemoRandom:
 *
 * A generator of our own (SplitMix64), so that every machine and every release
 * of GLib writes the same patients.
 */
typedef struct
{
  guint64 state;
} RimDemoRandom;

guint64 rim_demo_seed           (const char    *name,
                                 guint64        number);
void    rim_demo_random_init    (RimDemoRandom *self,
                                 guint64        seed);
guint64 rim_demo_random_next    (RimDemoRandom *self);
double  rim_demo_random_uniform (RimDemoRandom *self,
                                 double         low,
                                 double         high);
float   rim_demo_random_normal  (RimDemoRandom *self);

/**
 * RIM_DEMO_NOISE_SIZE:
 *
 * Cells along each axis of a #RimDemoNoise, after which it repeats.
 */
#define RIM_DEMO_NOISE_SIZE 64

/**
 * RimDemoNoise:
 *
 * A smooth random function of space with mean 0 and standard deviation about 1,
 * whose features are about two cells wide. Immutable.
 */
typedef struct
{
  float cells[RIM_DEMO_NOISE_SIZE * RIM_DEMO_NOISE_SIZE * RIM_DEMO_NOISE_SIZE];
} RimDemoNoise;

RimDemoNoise *rim_demo_noise_new    (guint64 seed) G_GNUC_WARN_UNUSED_RESULT;
void          rim_demo_noise_free   (RimDemoNoise       *self);
float         rim_demo_noise_sample (const RimDemoNoise *self,
                                     double              x,
                                     double              y,
                                     double              z);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimDemoNoise, rim_demo_noise_free)

G_END_DECLS
