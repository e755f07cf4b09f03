/* rl-layout-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "window/rl-layout.h"

G_BEGIN_DECLS

#define RL_LAYOUT_MAX_WEIGHT 100u

/* The columns or the rows of a layout. */
typedef struct
{
  guint n;
  guint weights[RL_LAYOUT_MAX_SIDE];
} RlTracks;

struct _RlLayout
{
  char     *id;
  char     *name;
  RlTracks  columns;
  RlTracks  rows;
  guint     n_cells;
  RlCell    cells[RL_LAYOUT_MAX_SIDE * RL_LAYOUT_MAX_SIDE];
};

RlLayout *rl_layout_new_alike (RlLayout   *self,
                               const char *id,
                               const char *name) G_GNUC_WARN_UNUSED_RESULT;
void      rl_layout_sort      (RlLayout   *self);

G_END_DECLS
