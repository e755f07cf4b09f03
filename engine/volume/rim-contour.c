/* rim-contour.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-contour.h"

/**
 * rim_contour_new:
 * @kind: its geometric type
 * @points: (array length=n_points): LPS mm, in order; a closed contour does not
 *   repeat its first point
 * @n_points: how many
 *
 * Its maker may set the text and the SOP instance before anyone else sees it.
 *
 * Returns: (transfer full): a contour
 */
RimContour *
rim_contour_new (RimContourKind  kind,
                 const RimVec3  *points,
                 gsize           n_points)
{
  RimContour *self = g_new0 (RimContour, 1);

  rim_ref_count_init (&self->ref_count);
  self->kind = kind;
  self->points = g_memdup2 (points, n_points * sizeof *points);
  self->n_points = n_points;

  return self;
}

RimContour *
rim_contour_ref (RimContour *self)
{
  rim_ref_count_inc (&self->ref_count);

  return self;
}

void
rim_contour_unref (RimContour *self)
{
  if (self == NULL || !rim_ref_count_dec (&self->ref_count))
    return;

  g_free (self->points);
  g_free (self->text);
  g_free (self->sop_instance_uid);
  g_free (self);
}

/**
 * rim_contour_is_closed:
 * @self: a contour
 *
 * Returns: whether it encloses anything: CLOSED_PLANAR and CLOSEDPLANAR_XOR,
 *   which are one and the same where even-odd is the rule (PS3.3 C.8.8.6.3)
 */
gboolean
rim_contour_is_closed (RimContour *self)
{
  return (self->kind == RIM_CONTOUR_CLOSED_PLANAR || self->kind == RIM_CONTOUR_CLOSED_PLANAR_XOR) &&
         self->n_points > 0;
}

/* Where the points lie along a direction: their mean and how far they spread. */
typedef struct
{
  double mean;
  double min;
  double max;
} Extent;

static Extent
measure_along (RimContour *self,
               RimVec3     direction,
               double      offset)
{
  Extent extent = { 0.0, INFINITY, -INFINITY };

  for (gsize n = 0; n < self->n_points; n++)
    {
      double at = rim_vec3_dot (self->points[n], direction) + offset;

      extent.mean += at;
      extent.min = MIN (extent.min, at);
      extent.max = MAX (extent.max, at);
    }
  extent.mean /= (double) self->n_points;

  return extent;
}

/* What lies within half the spacing of a plane at 0, all of it. */
static gboolean
is_on_plane (Extent extent,
             double plane,
             double half)
{
  double slack = half * 1e-6;

  return fabs (extent.mean - plane) <= half + slack &&
         extent.max - extent.min <= 2.0 * half + slack;
}

static int
find_even_slice (RimContour    *self,
                 const RimGrid *grid)
{
  RimAffine inverse;
  Extent extent;
  double k;

  if (!rim_affine_invert (&grid->to_patient, &inverse))
    return -1;

  extent = measure_along (self,
                          RIM_VEC3 (inverse.m[2][0], inverse.m[2][1], inverse.m[2][2]),
                          inverse.m[2][3]);
  k = ceil (extent.mean - 0.5);
  k = CLAMP (k, 0.0, grid->size[2] - 1.0);

  return is_on_plane (extent, k, 0.5) ? (int) k : -1;
}

static double
get_half_spacing (const double  *positions,
                  guint          n,
                  guint          k,
                  const RimGrid *grid)
{
  double below = k > 0 ? positions[k] - positions[k - 1] : INFINITY;
  double above = k + 1 < n ? positions[k + 1] - positions[k] : INFINITY;
  double spacing = MIN (fabs (below), fabs (above));

  return 0.5 * (isfinite (spacing) ? spacing : fabs (rim_grid_get_slice_distance (grid)));
}

static int
find_uneven_slice (RimContour    *self,
                   const RimGrid *grid,
                   const double  *positions)
{
  Extent extent = measure_along (self, rim_grid_get_normal (grid), 0.0);
  guint low = 0;
  guint high = grid->size[2] - 1;

  while (high - low > 1)
    {
      guint middle = (low + high) / 2;

      if (positions[middle] <= extent.mean)
        low = middle;
      else
        high = middle;
    }

  if (fabs (positions[high] - extent.mean) < fabs (positions[low] - extent.mean))
    low = high;

  return is_on_plane (extent, positions[low],
                      get_half_spacing (positions, grid->size[2], low, grid)) ? (int) low : -1;
}

/**
 * rim_contour_find_slice:
 * @self: a contour
 * @grid: the grid of an image
 * @slice_positions: (nullable): the true positions of its slices along the
 *   normal, LPS mm, growing; %NULL where the grid has them all
 *
 * A contour belongs to the slice whose plane its points lie within half the
 * local spacing of, measured along the normal of the image, not along z; the
 * local spacing is that to the nearer neighbour, so that a contour drawn in a
 * gap of the series is not moved.
 *
 * Returns: the slice, or -1 when it lies on none or across several
 */
int
rim_contour_find_slice (RimContour    *self,
                        const RimGrid *grid,
                        const double  *slice_positions)
{
  g_return_val_if_fail (self != NULL, -1);
  g_return_val_if_fail (grid != NULL, -1);

  if (self->n_points == 0)
    return -1;

  if (slice_positions != NULL)
    return find_uneven_slice (self, grid, slice_positions);

  return find_even_slice (self, grid);
}
