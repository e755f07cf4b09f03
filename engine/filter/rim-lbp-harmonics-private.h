/* rim-lbp-harmonics-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rim-affine.h"
#include "kernels/rim-kernels.h"

G_BEGIN_DECLS

#define RIM_LBP_MAX_LEVELS 8

/**
 * RimLbpHarmonics:
 * @n_levels: how many degrees, from 0
 * @n_vertices: of the sphere
 * @n_functions: of all degrees
 * @functions: (array): n_vertices × n_functions, function fastest
 * @counted: (array): the norm of degree 0, whose function only counts, for each number
 *   of vertices that are set
 * @forms: (array): for each other degree, with n functions, the n × n quadratic form
 *   that makes a squared norm of the sums over the vertices
 *
 * The spherical harmonics of patterns on the vertices of a sphere.
 */
typedef struct
{
  guint   n_levels;
  guint   n_vertices;
  guint   n_functions;
  double *functions;
  double *counted;
  double *forms[RIM_LBP_MAX_LEVELS];
} RimLbpHarmonics;

void   rim_lbp_harmonics_init     (RimLbpHarmonics       *self,
                                   guint                  n_levels,
                                   const RimVec3         *vertices,
                                   guint                  n_vertices,
                                   double                 radius);
void   rim_lbp_harmonics_clear    (RimLbpHarmonics       *self);
void   rim_lbp_harmonics_add_up   (const RimLbpHarmonics *self,
                                   const double          *samples,
                                   gsize                  stride,
                                   const double          *centers,
                                   double                *sums);
void   rim_lbp_harmonics_get_norms (const RimLbpHarmonics *self,
                                    guint                  level,
                                    const double          *sums,
                                    double                *norms);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RimLbpHarmonics, rim_lbp_harmonics_clear)

G_END_DECLS
