/* rl-range-scale.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "delineate/rim-range.h"

G_BEGIN_DECLS

#define RL_TYPE_RANGE_SCALE (rl_range_scale_get_type ())

/**
 * RlRangeScale:
 *
 * Values as bars, and two handles at both ends of a range. Bars are as tall as the root of
 * what they count, so that a lesion is seen beside air. Arrows move the lower handle, with
 * Shift the upper one.
 *
 * Signal "changed" (double low, double high): the user wants another range.
 */
G_DECLARE_FINAL_TYPE (RlRangeScale, rl_range_scale, RL, RANGE_SCALE, GtkWidget)

GtkWidget *rl_range_scale_new (void) G_GNUC_WARN_UNUSED_RESULT;
void       rl_range_scale_set_levels (RlRangeScale         *self,
                                      const RimRangeLevels *levels);
void       rl_range_scale_set_range  (RlRangeScale *self,
                                      double        low,
                                      double        high);

G_END_DECLS
