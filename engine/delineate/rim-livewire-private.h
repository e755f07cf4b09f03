/* rim-livewire-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "delineate/rim-livewire.h"

G_BEGIN_DECLS

/* The most that a step to a neighbour costs. */
#define RIM_LIVEWIRE_MAX_COST 1023u

/**
 * RimLivewireEdges:
 * @width: columns
 * @height: rows
 * @steps: from one column and from one row to the next, in mm
 * @lengths: of the steps to the eight neighbours, 1 the longest of them
 * @turns: of each pixel, the angle between its edge and a row, a column and both
 *   diagonals, in parts of a half turn; a half where it has no edge
 * @costs: of each pixel, what it costs to go there whatever the direction; 0 to 1
 *
 * Where the edges of a plane are.
 */
typedef struct
{
  guint   width;
  guint   height;
  double  steps[2];
  double  lengths[8];
  float (*turns)[4];
  float  *costs;
} RimLivewireEdges;

/* Neighbours, in this order. */
extern const int rim_livewire_steps[8][2];

void  rim_livewire_edges_init     (RimLivewireEdges       *self,
                                   const RimLivewirePlane *plane);
void  rim_livewire_edges_clear    (RimLivewireEdges       *self);
guint rim_livewire_edges_get_cost (const RimLivewireEdges *self,
                                   gsize                   from,
                                   gsize                   to,
                                   guint                   step);

G_END_DECLS
