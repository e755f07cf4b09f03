/* rim-demo-random-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rim-random.h"

G_BEGIN_DECLS

float rim_demo_random_normal (RimRandom *self);

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
