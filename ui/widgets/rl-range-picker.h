/* rl-range-picker.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "delineate/rim-range.h"
#include "volume/rim-unit.h"

G_BEGIN_DECLS

#define RL_TYPE_RANGE_PICKER (rl_range_picker_get_type ())

/**
 * RlRangePicker:
 *
 * A range of values: handles on a histogram, and both ends as numbers.
 *
 * Signal "changed" (double low, double high): the user wants another range, in the unit of
 * the image, as it is shown. It is silent while a range is set.
 */
G_DECLARE_FINAL_TYPE (RlRangePicker, rl_range_picker, RL, RANGE_PICKER, GtkWidget)

GtkWidget *rl_range_picker_new (void) G_GNUC_WARN_UNUSED_RESULT;
void       rl_range_picker_set_levels (RlRangePicker        *self,
                                       const RimRangeLevels *levels);
void       rl_range_picker_set_unit   (RlRangePicker *self,
                                       RimUnit        unit,
                                       const char    *name);
void       rl_range_picker_set_digits (RlRangePicker *self,
                                       guint          n_digits,
                                       double         step);
void       rl_range_picker_set_range  (RlRangePicker *self,
                                       double         low,
                                       double         high);

G_END_DECLS
