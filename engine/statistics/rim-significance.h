/* rim-significance.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RimSignificance:
 * @statistic: of the test
 * @freedom: degrees of freedom; INFINITY where the statistic has none
 * @p: how likely one so far or further away is by chance alone, two-sided
 */
typedef struct
{
  double statistic;
  double freedom;
  double p;
} RimSignificance;

G_END_DECLS
