/* rim-node-path-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "segment/rim-node-path.h"

G_BEGIN_DECLS

struct _RimNodePath
{
  GArray   *nodes;
  GArray   *touched;          /* points of what was replaced, and of what replaced it */
  gboolean  is_hole;
};

/* Across a plane, of length 1. */
typedef struct
{
  RimVec3 u;
  RimVec3 v;
} RimNodeAxes;

void rim_node_axes_init (RimNodeAxes *self,
                         RimVec3      normal);

G_END_DECLS
