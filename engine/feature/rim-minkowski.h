/* rim-minkowski.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "texture/rim-family.h"

G_BEGIN_DECLS

/**
 * RimCells:
 * @cubes: voxels
 * @faces: the faces of voxels, by the axis that they are square to
 * @edges: their edges, by the axis that they run along
 * @corners: their corners
 *
 * Of what a set of voxels is built, each part counted once: whole numbers, from
 * which its Minkowski functionals follow. Voxels are closed, so that those that
 * share but a corner hang together (26-adjacency), and what is left has
 * 6-adjacency.
 */
typedef struct
{
  gint64 cubes;
  gint64 faces[3];
  gint64 edges[3];
  gint64 corners;
} RimCells;

/**
 * RimMinkowski:
 * @volume: mm³
 * @surface: the area of all faces between in and out, mm²
 * @mean_breadth: the mean distance of parallel planes that touch a convex set from
 *   both sides; of a box of sides a, b, c it is (a + b + c) / 2, mm
 * @euler_number: pieces minus tunnels plus hollows
 *
 * What is measured is the set of voxels itself, with its steps: exact for boxes;
 * the surface of a large ball is half again that of the smooth one.
 */
typedef struct
{
  double volume;
  double surface;
  double mean_breadth;
  double euler_number;
} RimMinkowski;

void rim_cells_count     (RimCells        *self,
                          const guint8    *inside,
                          const guint      size[3]);
void rim_minkowski_init  (RimMinkowski    *self,
                          const RimCells  *cells,
                          const RimGrid   *grid);

extern const RimFamily rim_family_minkowski;

G_END_DECLS
