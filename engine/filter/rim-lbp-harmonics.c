/* rim-lbp-harmonics.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-lbp-harmonics-private.h"

#include <math.h>

#define LANES RIM_PATTERN_LANES

/* PyRadiomics projects a pattern s on the harmonics of degree n and takes the norm of
 * the projection over the vertices, but does not conjugate, and swaps azimuth and
 * polar angle. What is left of the sum over orders is real:
 *
 *   K(v, w) = Σ_m (2 - δ_m0) N_nm² P_nm(cos φ_v) P_nm(cos φ_w) cos(m (θ_v + θ_w))
 *   value = √Σ_w (Σ_v s_v K(v, w))²
 *
 * with θ = acos(z / radius), φ = atan2(y, x). The cosine of a sum makes K = U D Uᵀ,
 * D = diag(±1), so that the value is √(cᵀ D Uᵀ U D c) with c = Uᵀ s.
 *
 * Degree 0 depends on nothing but how many vertices are set. Its values are so few
 * that percentiles fall on them, so equal numbers must have equal bits, and the bits
 * of PyRadiomics.
 */

static guint
get_first_function (guint level)
{
  return level * level;
}

/* Function 0 of a degree is of order 0; 2 m - 1 and 2 m are cosine and sine. */
static double
get_sign (guint function)
{
  return function > 0 && function % 2 == 0 ? -1.0 : 1.0;
}

/* The associated Legendre function of x = cos φ, s = |sin φ|, without a sign for
 * odd orders.
 */
static double
legendre (guint  degree,
          guint  order,
          double x,
          double s)
{
  double below = 0.0;
  double at = 1.0;

  for (guint m = 1; m <= order; m++)
    at *= (2.0 * m - 1.0) * s;

  for (guint n = order + 1; n <= degree; n++)
    {
      double next = ((2.0 * n - 1.0) * x * at - (n + order - 1.0) * below) / ((double) n - order);

      below = at;
      at = next;
    }

  return at;
}

static double
get_normalisation (guint degree,
                   guint order)
{
  double ratio = 1.0;

  for (guint f = degree - order + 1; f <= degree + order; f++)
    ratio /= f;

  return sqrt ((2.0 * degree + 1.0) / (4.0 * G_PI) * ratio * (order > 0 ? 2.0 : 1.0));
}

static void
fill_functions (const RimLbpHarmonics *self,
                RimVec3                vertex,
                double                 radius,
                double                *functions)
{
  const double theta = acos (CLAMP (vertex.z / radius, -1.0, 1.0));
  const double phi = atan2 (vertex.y, vertex.x);

  functions[0] = 1.0;
  for (guint n = 1; n < self->n_levels; n++)
    for (guint f = 0; f < 2 * n + 1; f++)
      {
        guint m = (f + 1) / 2;
        double scale = get_normalisation (n, m) * legendre (n, m, cos (phi), fabs (sin (phi)));

        functions[get_first_function (n) + f] =
          scale * (get_sign (f) < 0.0 ? sin (m * theta) : cos (m * theta));
      }
}

static double *
make_form (const RimLbpHarmonics *self,
           guint                  level)
{
  const guint n = 2 * level + 1;
  const double *functions = self->functions + get_first_function (level);
  double *form = g_new0 (double, n * n);

  for (guint v = 0; v < self->n_vertices; v++, functions += self->n_functions)
    for (guint a = 0; a < n; a++)
      for (guint b = 0; b < n; b++)
        form[a * n + b] += get_sign (a) * functions[a] * functions[b] * get_sign (b);

  return form;
}

static double *
make_counted (guint n_vertices)
{
  const double constant = get_normalisation (0, 0);
  double *counted = g_new0 (double, n_vertices + 1);
  double sum = 0.0;

  for (guint n_set = 1; n_set <= n_vertices; n_set++)
    {
      double squares = 0.0;

      sum += constant;
      for (guint v = 0; v < n_vertices; v++)
        squares += (sum * constant) * (sum * constant);
      counted[n_set] = sqrt (squares);
    }

  return counted;
}

/**
 * rim_lbp_harmonics_init:
 * @self: (out caller-allocates): the harmonics; rim_lbp_harmonics_clear() them
 * @n_levels: how many degrees, 1 to %RIM_LBP_MAX_LEVELS
 * @vertices: (array length=n_vertices): on a sphere
 * @n_vertices: how many there are
 * @radius: of the sphere
 */
void
rim_lbp_harmonics_init (RimLbpHarmonics *self,
                        guint            n_levels,
                        const RimVec3   *vertices,
                        guint            n_vertices,
                        double           radius)
{
  *self = (RimLbpHarmonics) { n_levels, n_vertices, n_levels * n_levels, NULL, NULL, { NULL } };
  self->functions = g_new (double, (gsize) n_vertices * self->n_functions);

  for (guint v = 0; v < n_vertices; v++)
    fill_functions (self, vertices[v], radius, self->functions + (gsize) v * self->n_functions);
  self->counted = make_counted (n_vertices);
  for (guint n = 1; n < n_levels; n++)
    self->forms[n] = make_form (self, n);
}

void
rim_lbp_harmonics_clear (RimLbpHarmonics *self)
{
  g_clear_pointer (&self->functions, g_free);
  g_clear_pointer (&self->counted, g_free);
  for (guint n = 0; n < RIM_LBP_MAX_LEVELS; n++)
    g_clear_pointer (&self->forms[n], g_free);
}

/**
 * rim_lbp_harmonics_add_up:
 * @self: harmonics
 * @samples: of %RIM_PATTERN_LANES voxels that lie side by side, those of a voxel @stride
 *   apart
 * @stride: from vertex to vertex
 * @centers: (array): the voxels
 * @sums: (out caller-allocates): for each function, for each voxel, over the vertices
 *   where the sample is not below the centre
 *
 * Vertices are added one by one, as NumPy does: patterns that differ but have the
 * same value then have the same bits, which percentiles and bins see.
 */
void
rim_lbp_harmonics_add_up (const RimLbpHarmonics *self,
                          const double          *samples,
                          gsize                  stride,
                          const double          *centers,
                          double                *sums)
{
  rim_kernels_get ()->add_pattern (samples, stride, centers, self->functions, self->n_vertices,
                                   self->n_functions, sums);
}

/**
 * rim_lbp_harmonics_get_norms:
 * @self: harmonics
 * @level: a degree
 * @sums: (array): what rim_lbp_harmonics_add_up() made
 * @norms: (out caller-allocates): for each voxel, the norm of the part of its pattern
 *   that is of this degree
 */
void
rim_lbp_harmonics_get_norms (const RimLbpHarmonics *self,
                             guint                  level,
                             const double          *sums,
                             double                *norms)
{
  const guint n = 2 * level + 1;
  const double *form = self->forms[level];

  sums += get_first_function (level) * LANES;
  for (guint l = 0; l < LANES; l++)
    {
      double norm = 0.0;

      for (guint a = 0; level > 0 && a < n; a++)
        {
          double row = 0.0;

          for (guint b = 0; b < n; b++)
            row += form[a * n + b] * sums[b * LANES + l];
          norm += sums[a * LANES + l] * row;
        }

      norms[l] = level == 0 ? self->counted[(gsize) sums[l]] : sqrt (MAX (norm, 0.0));
    }
}
