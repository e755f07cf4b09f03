/* rim-random.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RimRandom:
 *
 * A generator of our own (SplitMix64), so that every machine and every release of
 * GLib draws the same numbers. Where many threads draw, each piece of work begins a
 * stream of its own by its number, and what it draws does not depend on who does it.
 */
typedef struct
{
  guint64 state;
} RimRandom;

guint64 rim_random_seed        (const char *name,
                                guint64     number);
void    rim_random_init        (RimRandom  *self,
                                guint64     seed);
void    rim_random_init_stream (RimRandom  *self,
                                guint64     seed,
                                guint64     stream);
guint64 rim_random_next        (RimRandom  *self);
double  rim_random_uniform     (RimRandom  *self,
                                double      low,
                                double      high);
gsize   rim_random_below       (RimRandom  *self,
                                gsize       n);

G_END_DECLS
