/* rim-morphology.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-morphology.h"

#include <math.h>

#include "rim-autocorrelation.h"
#include "rim-enclosure.h"
#include "rim-mesh.h"
#include "rim-moments.h"
#include "rim-shape-private.h"
#include "rim-spans.h"

typedef struct
{
  double             volume;
  double             area;
  double             voxel_volume;
  double             longest;
  double             variances[3];   /* ascending */
  double             shift;
  double             mean;
  RimAutocorrelation correlation;
  RimEnclosure       box;
  RimEnclosure       smallest_box;
  RimEnclosure       ellipsoid;
  RimEnclosure       smallest_ellipsoid;
  RimEnclosure       hull;
} Morphology;

static double
get_volume (const Morphology *m)
{
  return m->volume;
}

static double
get_voxel_volume (const Morphology *m)
{
  return m->voxel_volume;
}

static double
get_area (const Morphology *m)
{
  return m->area;
}

static double
compute_area_per_volume (const Morphology *m)
{
  return m->area / m->volume;
}

static double
compute_compactness_1 (const Morphology *m)
{
  return m->volume / (pow (m->area, 1.5) * sqrt (G_PI));
}

static double
compute_compactness_2 (const Morphology *m)
{
  return 36.0 * G_PI * (m->volume * m->volume) / pow (m->area, 3.0);
}

static double
compute_spherical_disproportion (const Morphology *m)
{
  return m->area / cbrt (36.0 * G_PI * (m->volume * m->volume));
}

static double
compute_sphericity (const Morphology *m)
{
  return cbrt (36.0 * G_PI * (m->volume * m->volume)) / m->area;
}

static double
compute_asphericity (const Morphology *m)
{
  return compute_spherical_disproportion (m) - 1.0;
}

static double
get_shift (const Morphology *m)
{
  return m->shift;
}

static double
get_longest (const Morphology *m)
{
  return m->longest;
}

static double
compute_major_axis (const Morphology *m)
{
  return 4.0 * sqrt (m->variances[2]);
}

static double
compute_minor_axis (const Morphology *m)
{
  return 4.0 * sqrt (m->variances[1]);
}

static double
compute_least_axis (const Morphology *m)
{
  return 4.0 * sqrt (m->variances[0]);
}

static double
compute_elongation (const Morphology *m)
{
  return sqrt (m->variances[1] / m->variances[2]);
}

static double
compute_flatness (const Morphology *m)
{
  return sqrt (m->variances[0] / m->variances[2]);
}

static double
compute_box_volume_density (const Morphology *m)
{
  return m->volume / m->box.volume;
}

static double
compute_box_area_density (const Morphology *m)
{
  return m->area / m->box.area;
}

static double
compute_smallest_box_volume_density (const Morphology *m)
{
  return m->volume / m->smallest_box.volume;
}

static double
compute_smallest_box_area_density (const Morphology *m)
{
  return m->area / m->smallest_box.area;
}

static double
compute_ellipsoid_volume_density (const Morphology *m)
{
  return m->volume / m->ellipsoid.volume;
}

static double
compute_ellipsoid_area_density (const Morphology *m)
{
  return m->area / m->ellipsoid.area;
}

static double
compute_smallest_ellipsoid_volume_density (const Morphology *m)
{
  return m->volume / m->smallest_ellipsoid.volume;
}

static double
compute_smallest_ellipsoid_area_density (const Morphology *m)
{
  return m->area / m->smallest_ellipsoid.area;
}

static double
compute_hull_volume_density (const Morphology *m)
{
  return m->volume / m->hull.volume;
}

static double
compute_hull_area_density (const Morphology *m)
{
  return m->area / m->hull.area;
}

static double
compute_integrated (const Morphology *m)
{
  return m->mean * m->volume;
}

static double
get_moran (const Morphology *m)
{
  return m->correlation.moran_i;
}

static double
get_geary (const Morphology *m)
{
  return m->correlation.geary_c;
}

typedef struct
{
  RimFeatureInfo info;
  double (*compute)(const Morphology *morphology);
} Feature;

#define ROW(name, tag, id, is_on, unit, formula)                                            \
  { name, tag, id, RIM_IN_IBSI, is_on, RIM_FEATURE_UNIT_ ## unit, formula,                  \
    "IBSI reference manual, 3.1" }
#define FEATURE(name, tag, id, unit, formula) ROW (name, tag, id, TRUE, unit, formula)

/* What the IBSI defines but has no values of. */
#define UNSETTLED(name, tag, id, unit, formula) ROW (name, tag, id, FALSE, unit, formula)

/* V and A are the volume and the area of the mesh, λ the variances of the centres
 * of the voxels along the principal axes, divided by N - 1.
 */
static const Feature features[] = {
  { FEATURE ("MeshVolume", "morph_volume", "RNU0", MM3,
             "Σ a · (b × c) / 6 over triangles (a, b, c) of the mesh"),
    get_volume },
  { FEATURE ("VoxelVolume", "morph_vol_approx", "YEKZ", MM3, "voxels × volume of a voxel"),
    get_voxel_volume },
  { FEATURE ("SurfaceArea", "morph_area_mesh", "C0JK", MM2,
             "Σ |(b − a) × (c − a)| / 2 over triangles (a, b, c) of the mesh"),
    get_area },
  { FEATURE ("SurfaceVolumeRatio", "morph_av", "2PR5", PER_MM, "A / V"),
    compute_area_per_volume },
  { FEATURE ("Compactness1", "morph_comp_1", "SKGS", NONE, "V / √(π A³)"),
    compute_compactness_1 },
  { FEATURE ("Compactness2", "morph_comp_2", "BQWJ", NONE, "36 π V² / A³"),
    compute_compactness_2 },
  { FEATURE ("SphericalDisproportion", "morph_sph_dispr", "KRCK", NONE, "A / ∛(36 π V²)"),
    compute_spherical_disproportion },
  { FEATURE ("Sphericity", "morph_sphericity", "QCFX", NONE, "∛(36 π V²) / A"),
    compute_sphericity },
  { FEATURE ("Asphericity", "morph_asphericity", "25C7", NONE, "∛(A³ / (36 π V²)) − 1"),
    compute_asphericity },
  { FEATURE ("CentreOfMassShift", "morph_com", "KLMA", MM,
             "|mean of centres − mean of centres weighted with intensity|"),
    get_shift },
  { FEATURE ("Maximum3DDiameter", "morph_diam", "L0JK", MM,
             "max |a − b| over vertices a, b of the mesh"),
    get_longest },
  { FEATURE ("MajorAxisLength", "morph_pca_maj_axis", "TDIC", MM, "4 √λ₁"), compute_major_axis },
  { FEATURE ("MinorAxisLength", "morph_pca_min_axis", "P9VJ", MM, "4 √λ₂"), compute_minor_axis },
  { FEATURE ("LeastAxisLength", "morph_pca_least_axis", "7J51", MM, "4 √λ₃"),
    compute_least_axis },
  { FEATURE ("Elongation", "morph_pca_elongation", "Q3CK", NONE, "√(λ₂ / λ₁)"),
    compute_elongation },
  { FEATURE ("Flatness", "morph_pca_flatness", "N17B", NONE, "√(λ₃ / λ₁)"), compute_flatness },
  { FEATURE ("VolumeDensityAABB", "morph_vol_dens_aabb", "PBX1", NONE,
             "V / volume of the box along the axes of the grid"),
    compute_box_volume_density },
  { FEATURE ("AreaDensityAABB", "morph_area_dens_aabb", "R59B", NONE,
             "A / area of the box along the axes of the grid"),
    compute_box_area_density },
  { UNSETTLED ("VolumeDensityOMBB", "morph_vol_dens_ombb", "ZH1A", NONE,
               "V / volume of the smallest box around the hull"),
    compute_smallest_box_volume_density },
  { UNSETTLED ("AreaDensityOMBB", "morph_area_dens_ombb", "IQYR", NONE,
               "A / area of the smallest box around the hull"),
    compute_smallest_box_area_density },
  { FEATURE ("VolumeDensityAEE", "morph_vol_dens_aee", "6BDE", NONE,
             "V / volume of the ellipsoid with the semi-axes 2 √λ"),
    compute_ellipsoid_volume_density },
  { FEATURE ("AreaDensityAEE", "morph_area_dens_aee", "RDD2", NONE,
             "A / area of the ellipsoid with the semi-axes 2 √λ"),
    compute_ellipsoid_area_density },
  { UNSETTLED ("VolumeDensityMVEE", "morph_vol_dens_mvee", "SWZ1", NONE,
               "V / volume of the smallest ellipsoid around the hull"),
    compute_smallest_ellipsoid_volume_density },
  { UNSETTLED ("AreaDensityMVEE", "morph_area_dens_mvee", "BRI8", NONE,
               "A / area of the smallest ellipsoid around the hull"),
    compute_smallest_ellipsoid_area_density },
  { FEATURE ("VolumeDensityConvexHull", "morph_vol_dens_conv_hull", "R3ER", NONE,
             "V / volume of the convex hull of the mesh"),
    compute_hull_volume_density },
  { FEATURE ("AreaDensityConvexHull", "morph_area_dens_conv_hull", "7T7F", NONE,
             "A / area of the convex hull of the mesh"),
    compute_hull_area_density },
  { FEATURE ("IntegratedIntensity", "morph_integ_int", "99N0", INTENSITY_VOLUME, "mean × V"),
    compute_integrated },
  { FEATURE ("MoranI", "morph_moran_i", "N365", NONE,
             "N / Σ w · Σ w (x − μ)(y − μ) / Σ (x − μ)², w = 1 / distance"),
    get_moran },
  { FEATURE ("GearyC", "morph_geary_c", "NPT7", NONE,
             "(N − 1) / 2 Σ w · Σ w (x − y)² / Σ (x − μ)², w = 1 / distance"),
    get_geary },
};

static const RimFeatureInfo *
get_info (guint i)
{
  return &features[i].info;
}

static void
measure_enclosures (Morphology     *self,
                    const RimHull  *hull,
                    const RimFrame *frame,
                    const RimAxes  *axes)
{
  double semi_axes[3];

  for (guint a = 0; a < 3; a++)
    semi_axes[a] = 2.0 * sqrt (axes->variances[2 - a]);

  rim_enclosure_init_box (&self->box, hull, frame);
  rim_enclosure_init_smallest_box (&self->smallest_box, hull, frame, axes->directions);
  rim_enclosure_init_ellipsoid (&self->ellipsoid, semi_axes);
  rim_enclosure_init_smallest_ellipsoid (&self->smallest_ellipsoid, hull, frame);
  rim_enclosure_init_hull (&self->hull, hull, frame);
}

/* The mean of the centres of voxels weighted with their values, on the grid of the
 * image.
 */
static void
find_centre_of_mass (const RimRegion *region,
                     const double    *values,
                     double           centre[3])
{
  const guint *size = region->grid.size;
  double sums[3] = { 0.0, 0.0, 0.0 };
  double sum = 0.0;
  gsize v = 0;

  for (guint k = 0; k < size[2]; k++)
    for (guint j = 0; j < size[1]; j++)
      for (guint i = 0; i < size[0]; i++)
        if (region->inside[v++])
          {
            sum += *values;
            sums[0] += *values * i;
            sums[1] += *values * j;
            sums[2] += *values * k;
            values++;
          }

  for (guint a = 0; a < 3; a++)
    centre[a] = region->box.min[a] + sums[a] / sum;
}

static double
compute_mean (const double *values,
              gsize         n)
{
  double sum = 0.0;

  for (gsize v = 0; v < n; v++)
    sum += values[v];

  return sum / (double) n;
}

/* The solid of a region begins a voxel before its box. */
static double
compute_shift (const RimFamilyInput *input,
               const RimMoments     *moments,
               const RimFrame       *frame)
{
  double centre[3];
  double d[3];

  find_centre_of_mass (input->region, input->values, centre);
  for (guint a = 0; a < 3; a++)
    d[a] = moments->centre[a] - 1.0 + input->shape->box.min[a] - centre[a];

  return rim_vec3_length (rim_frame_place (frame, d[0], d[1], d[2]));
}

static gboolean
measure_shape (Morphology           *self,
               const RimFamilyInput *input,
               const RimFrame       *frame,
               GCancellable         *cancellable,
               GError              **error)
{
  g_autoptr(RimSolid) solid = rim_solid_new (input->shape, error);
  g_autoptr(RimSpans) spans = NULL;
  g_autoptr(RimHull) hull = NULL;
  RimMesh mesh;
  RimMoments moments;
  RimAxes axes;

  if (solid == NULL)
    return FALSE;

  rim_mesh_init (&mesh, solid, cancellable);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  self->volume = rim_mesh_get_volume (&mesh, frame);
  self->area = rim_mesh_get_area (&mesh, frame);
  self->voxel_volume = (double) input->shape->n_voxels * rim_frame_get_volume (frame);

  rim_moments_init (&moments, solid);
  rim_moments_get_axes (&moments, frame, (double) moments.n - 1.0, &axes);
  for (guint a = 0; a < 3; a++)
    self->variances[a] = axes.variances[a];
  self->shift = compute_shift (input, &moments, frame);

  spans = rim_spans_new (solid);
  hull = rim_spans_make_hull (spans);
  self->longest = rim_shape_find_longest (hull, frame);
  measure_enclosures (self, hull, frame, &axes);

  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static gboolean
compute (const RimFamilyInput *input,
         const RimAggregation *aggregations,
         guint                 n_aggregations,
         double               *values,
         GCancellable         *cancellable,
         GError              **error)
{
  Morphology morphology;
  RimFrame frame;

  g_return_val_if_fail (input->values != NULL, FALSE);

  if (!rim_shape_check (input->shape, error) || !rim_shape_check (input->region, error))
    return FALSE;

  rim_frame_init (&frame, &input->shape->grid);
  morphology.mean = compute_mean (input->values, input->region->n_voxels);
  if (!measure_shape (&morphology, input, &frame, cancellable, error) ||
      !rim_autocorrelation_init (&morphology.correlation, input->region, input->values, &frame,
                                 cancellable, error))
    return FALSE;

  for (guint a = 0; a < n_aggregations; a++)
    for (guint f = 0; f < G_N_ELEMENTS (features); f++)
      {
        double value = aggregations[a] == RIM_AGGREGATION_NONE ? features[f].compute (&morphology)
                                                               : NAN;

        *values++ = isfinite (value) ? value : NAN;
      }

  return TRUE;
}

const RimFamily rim_family_morphology = {
  "morphology", "Morphology", "HCUG", FALSE, FALSE, G_N_ELEMENTS (features), get_info, compute,
};
