/* rl-waterfall-row.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * RlWaterfallKind:
 * @RL_WATERFALL_BASE: where the waterfall begins
 * @RL_WATERFALL_STEP: what one input adds
 * @RL_WATERFALL_REST: what all the others add
 * @RL_WATERFALL_TOTAL: where it ends
 */
typedef enum
{
  RL_WATERFALL_BASE,
  RL_WATERFALL_STEP,
  RL_WATERFALL_REST,
  RL_WATERFALL_TOTAL,
} RlWaterfallKind;

/**
 * RlWaterfallBar:
 * @kind: what it is
 * @title: for people
 * @detail: (nullable): what stands below
 * @begin: where the bar begins
 * @end: where it ends
 * @low: the left end of the axis
 * @high: its right end
 * @is_warning: whether the input is missing, or outside of what was trained on
 *
 * What a row shows. Plain data.
 */
typedef struct
{
  RlWaterfallKind  kind;
  const char      *title;
  const char      *detail;
  double           begin;
  double           end;
  double           low;
  double           high;
  gboolean         is_warning;
} RlWaterfallBar;

#define RL_TYPE_WATERFALL_ROW (rl_waterfall_row_get_type ())

/**
 * RlWaterfallRow:
 *
 * One step of a waterfall: what it is, how much it adds, and a bar from where the step
 * before ended. It draws its text itself, for it changes with every stroke.
 */
G_DECLARE_FINAL_TYPE (RlWaterfallRow, rl_waterfall_row, RL, WATERFALL_ROW, GtkWidget)

GtkWidget  *rl_waterfall_row_new (void) G_GNUC_WARN_UNUSED_RESULT;
void        rl_waterfall_row_set       (RlWaterfallRow       *self,
                                        const RlWaterfallBar *bar);
const char *rl_waterfall_row_get_label (RlWaterfallRow       *self);

G_END_DECLS
