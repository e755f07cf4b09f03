/* rim-comparison.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-comparison.h"

#include "compare/rim-surface-distance-private.h"

#define ROW(member, unit, what) { #member, unit, G_STRUCT_OFFSET (RimComparison, member), what }
#define DISTANCE(member, name, what) { name, "mm", G_STRUCT_OFFSET (RimComparison, member), what }

static const RimComparisonMeasure measures[] = {
  ROW (volume_a_ml, "ml", "voxels times their volume, of A"),
  ROW (volume_b_ml, "ml", "voxels times their volume, of B"),
  ROW (volume_difference_ml, "ml", "B - A"),
  ROW (volume_difference_percent, "%", "B - A, of A"),
  ROW (dice, "1", "2 |A and B| / (|A| + |B|)"),
  ROW (jaccard, "1", "|A and B| / |A or B|"),
  ROW (sensitivity, "1", "|A and B| / |A|"),
  ROW (precision, "1", "|A and B| / |B|"),
  ROW (centroid_distance_mm, "mm", "between the means of the voxels' centres"),
  ROW (surface_area_a_mm2, "mm2", "of the triangles of marching cubes, of A"),
  ROW (surface_area_b_mm2, "mm2", "of the triangles of marching cubes, of B"),
  DISTANCE (surface.hausdorff, "hausdorff_mm", "largest distance between surface elements"),
  DISTANCE (surface.hausdorff_95, "hausdorff_95_mm",
            "larger of both directions' 95th percentiles, weighted by area"),
  DISTANCE (surface.hausdorff_95_pooled, "hausdorff_95_pooled_mm",
            "95th percentile of both directions together, weighted by area"),
  DISTANCE (surface.mean_a_to_b, "mean_distance_a_to_b_mm", "of A's surface to B's, weighted by area"),
  DISTANCE (surface.mean_b_to_a, "mean_distance_b_to_a_mm", "of B's surface to A's, weighted by area"),
  DISTANCE (surface.mean, "mean_surface_distance_mm", "mean of both directions' means (MASD)"),
  DISTANCE (surface.mean_pooled, "mean_surface_distance_pooled_mm",
            "mean of both directions together (ASSD), weighted by area"),
  ROW (surface_dice, "1", "part of both surfaces within the tolerance of the other"),
  ROW (surface_overlap_a, "1", "part of A's surface within the tolerance of B's"),
  ROW (surface_overlap_b, "1", "part of B's surface within the tolerance of A's"),
  DISTANCE (voxel.hausdorff, "voxel_hausdorff_mm", "largest distance between border voxels"),
  DISTANCE (voxel.hausdorff_95, "voxel_hausdorff_95_mm",
            "larger of both directions' 95th percentiles, border voxels alike"),
  DISTANCE (voxel.hausdorff_95_pooled, "voxel_hausdorff_95_pooled_mm",
            "95th percentile of both directions together, border voxels alike"),
  DISTANCE (voxel.mean, "voxel_mean_distance_mm", "mean of both directions' means, border voxels alike"),
  DISTANCE (voxel.mean_pooled, "voxel_mean_distance_pooled_mm",
            "mean of both directions together, border voxels alike"),
  ROW (added_path_voxels, "1", "voxels on the outlines of B's slices and not of A's"),
  ROW (added_path_mm, "mm", "the same times the mean spacing in plane"),
};

#undef ROW
#undef DISTANCE

/* Twice the sums of the indices, which are whole. */
typedef struct
{
  gsize   n;
  guint64 twice[3];
} Sums;

static void
add_slice (Sums         *self,
           RimMaskSlice *slice,
           guint         k)
{
  guint first_row, n_rows;

  rim_mask_slice_get_rows (slice, &first_row, &n_rows);
  for (guint j = first_row; j < first_row + n_rows; j++)
    {
      guint n_runs;
      const RimRun *runs = rim_mask_slice_get_runs (slice, j, &n_runs);

      for (guint r = 0; r < n_runs; r++)
        {
          const guint64 length = runs[r].end - runs[r].begin;

          self->n += length;
          self->twice[0] += length * ((guint64) runs[r].begin + runs[r].end - 1);
          self->twice[1] += length * 2 * j;
          self->twice[2] += length * 2 * k;
        }
    }
}

static void
add_mask (Sums    *self,
          RimMask *mask)
{
  const guint n_slices = rim_mask_get_grid (mask)->size[2];

  for (guint k = 0; k < n_slices; k++)
    add_slice (self, rim_mask_get_slice (mask, k), k);
}

static gsize
count_both (RimMask *a,
            RimMask *b)
{
  const guint n_slices = rim_mask_get_grid (a)->size[2];
  gsize n = 0;

  for (guint k = 0; k < n_slices; k++)
    {
      RimMaskSlice *first = rim_mask_get_slice (a, k);
      RimMaskSlice *second = rim_mask_get_slice (b, k);
      g_autoptr(RimMaskSlice) both = rim_mask_slice_combine (first, second, RIM_MASK_INTERSECT);

      n += rim_mask_slice_count (both);
    }

  return n;
}

static double
get_mean_index (const Sums *self,
                guint       axis)
{
  return (double) self->twice[axis] / (2.0 * (double) self->n);
}

static double
find_centroid_distance (const RimGrid *grid,
                        const Sums    *a,
                        const Sums    *b)
{
  RimVec3 step;

  if (a->n == 0 || b->n == 0)
    return a->n == b->n ? 0.0 : INFINITY;

  step = RIM_VEC3 (get_mean_index (b, 0) - get_mean_index (a, 0),
                   get_mean_index (b, 1) - get_mean_index (a, 1),
                   get_mean_index (b, 2) - get_mean_index (a, 2));

  return rim_vec3_length (rim_affine_apply_vector (&grid->to_patient, step));
}

static double
divide (gsize  part,
        gsize  whole,
        double otherwise)
{
  return whole > 0 ? (double) part / (double) whole : otherwise;
}

static void
compare_voxels (RimComparison *self,
                RimMask       *a,
                RimMask       *b)
{
  const RimGrid *grid = rim_mask_get_grid (a);
  const double ml = rim_grid_get_voxel_volume (grid) / 1000.0;
  Sums sums[2] = { { 0 } };

  add_mask (&sums[0], a);
  add_mask (&sums[1], b);
  self->n_a = sums[0].n;
  self->n_b = sums[1].n;
  self->n_both = count_both (a, b);
  self->state = self->n_a > 0 ? (self->n_b > 0 ? RIM_COMPARISON_BOTH : RIM_COMPARISON_B_EMPTY)
                              : (self->n_b > 0 ? RIM_COMPARISON_A_EMPTY : RIM_COMPARISON_BOTH_EMPTY);

  self->volume_a_ml = (double) self->n_a * ml;
  self->volume_b_ml = (double) self->n_b * ml;
  self->volume_difference_ml = ((double) self->n_b - (double) self->n_a) * ml;
  self->volume_difference_percent = self->n_a > 0
                                    ? 100.0 * ((double) self->n_b - (double) self->n_a) / (double) self->n_a
                                    : NAN;
  self->dice = divide (2 * self->n_both, self->n_a + self->n_b, 1.0);
  self->jaccard = divide (self->n_both, self->n_a + self->n_b - self->n_both, 1.0);
  self->sensitivity = divide (self->n_both, self->n_a, NAN);
  self->precision = divide (self->n_both, self->n_b, NAN);
  self->centroid_distance_mm = find_centroid_distance (grid, &sums[0], &sums[1]);
}

static void
compare_path (RimComparison   *self,
              const RimGrid   *grid,
              const RimBorder *a,
              const RimBorder *b)
{
  const double spacing = (rim_grid_get_spacing (grid, 0) + rim_grid_get_spacing (grid, 1)) / 2.0;

  self->added_path_voxels = b != NULL ? (double) rim_border_count_added (a, b) : 0.0;
  self->added_path_mm = self->added_path_voxels * spacing;
}

static double
sum_areas (const RimBorder *border)
{
  double area = 0.0;

  for (guint n = 0; border != NULL && n < border->areas->len; n++)
    area += g_array_index (border->areas, double, n);

  return area;
}

static void
compare_borders (RimComparison   *self,
                 const RimGrid   *grid,
                 const RimBorder *a,
                 const RimBorder *b)
{
  self->surface_area_a_mm2 = sum_areas (a);
  self->surface_area_b_mm2 = sum_areas (b);
  compare_path (self, grid, a, b);

  if (self->state == RIM_COMPARISON_BOTH)
    {
      rim_surface_distances_weighted (self, grid, a, b);
      rim_surface_distances_alike (self, grid, a, b);
      return;
    }

  rim_surface_distances_none (&self->surface, self->state == RIM_COMPARISON_BOTH_EMPTY ? 0.0 : INFINITY);
  self->voxel = self->surface;
  self->surface_dice = self->state == RIM_COMPARISON_BOTH_EMPTY ? 1.0 : 0.0;
  self->surface_overlap_a = self->n_a > 0 ? 0.0 : NAN;
  self->surface_overlap_b = self->n_b > 0 ? 0.0 : NAN;
}

/**
 * rim_masks_compare:
 * @a: a mask, where it matters the one that was there first
 * @b: a mask on the same grid; see rim_masks_align()
 * @tolerance_mm: what distance between surfaces does not count, not below 0
 * @comparison: (out): how well they agree
 * @error: where to put an error
 *
 * Compares two masks. Only @sensitivity, @precision, what has a direction in its
 * name, and the added path length change when the masks are swapped.
 *
 * Distances between surfaces and the surface Dice coefficient are defined as by
 * Nikolov et al. (2021, doi:10.2196/26151): surface elements lie where eight voxels
 * meet that are not all alike, are weighted by the area of marching cubes, and a
 * percentile is the first distance up to which that part of the area lies. The
 * Hausdorff distance of 95 % is the larger of both directions, as recommended by
 * Metrics Reloaded (Maier-Hein, Reinke et al. 2024, doi:10.1038/s41592-023-02151-z).
 * Other programs measure between the voxels of the borders (faces count as
 * neighbours), all alike, with percentiles between two of them by proportion; those
 * are in @voxel.
 *
 * The cost follows the boxes and surfaces of the masks, not their grid, and no bit
 * depends on the number of threads.
 *
 * Returns: whether there was memory for it
 */
gboolean
rim_masks_compare (RimMask        *a,
                   RimMask        *b,
                   double          tolerance_mm,
                   RimComparison  *comparison,
                   GError        **error)
{
  const RimGrid *grid = rim_mask_get_grid (a);
  g_autoptr(RimBorder) border_a = NULL;
  g_autoptr(RimBorder) border_b = NULL;

  g_return_val_if_fail (tolerance_mm >= 0.0, FALSE);
  g_return_val_if_fail (rim_grid_equal (grid, rim_mask_get_grid (b), 1e-3), FALSE);

  *comparison = (RimComparison) { .tolerance_mm = tolerance_mm };
  compare_voxels (comparison, a, b);

  if (comparison->n_a > 0 && (border_a = rim_border_new (a, error)) == NULL)
    return FALSE;
  if (comparison->n_b > 0 && (border_b = rim_border_new (b, error)) == NULL)
    return FALSE;
  compare_borders (comparison, grid, border_a, border_b);

  return TRUE;
}

/* Returns: (transfer none): "both", "a-empty", "b-empty" or "both-empty" */
const char *
rim_comparison_state_get_name (RimComparisonState state)
{
  switch (state)
    {
    case RIM_COMPARISON_BOTH:
      return "both";
    case RIM_COMPARISON_A_EMPTY:
      return "a-empty";
    case RIM_COMPARISON_B_EMPTY:
      return "b-empty";
    case RIM_COMPARISON_BOTH_EMPTY:
      return "both-empty";
    default:
      g_return_val_if_reached (NULL);
    }
}

/**
 * rim_comparison_list_measures:
 * @n_measures: (out): how many
 *
 * Returns: (transfer none) (array length=n_measures): all measures, in the order of
 *   tables
 */
const RimComparisonMeasure *
rim_comparison_list_measures (guint *n_measures)
{
  *n_measures = G_N_ELEMENTS (measures);

  return measures;
}

/* Returns: the value of @measure */
double
rim_comparison_get (const RimComparison        *self,
                    const RimComparisonMeasure *measure)
{
  return G_STRUCT_MEMBER (double, self, measure->offset);
}
