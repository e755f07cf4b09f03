/* rim-demo-fate-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Free of progression for so many months is a durable benefit. */
#define RIM_DEMO_HORIZON 6.0

/**
 * RimDemoFate:
 * @coarseness: of the texture of the tumour, in standard deviations
 * @infiltrate: what surrounds it, in standard deviations
 * @growth: how fast it grew, in standard deviations
 * @expression: of PD-L1, in standard deviations
 * @chances: normal numbers that are for nothing but variety
 * @months: from baseline to progression, or to when nobody looked any more
 * @progressed: whether it came
 *
 * What is hidden of a patient, of whom images show something, and what became of him.
 */
typedef struct
{
  double   coarseness;
  double   infiltrate;
  double   growth;
  double   expression;
  double   chances[8];
  double   months;
  gboolean progressed;
} RimDemoFate;

void   rim_demo_fate_init      (RimDemoFate       *self,
                                guint              patient);
double rim_demo_fate_get_score (const RimDemoFate *self);

G_END_DECLS
