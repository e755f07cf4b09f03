/* rim-shape.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-shape.h"

#include <math.h>

#include "rim-enclosure.h"
#include "rim-mesh.h"
#include "rim-moments.h"
#include "rim-shape-private.h"
#include "rim-spans.h"

typedef struct
{
  double volume;
  double area;
  double voxel_volume;
  double variances[3];           /* ascending */
  double longest[3];             /* in planes square to i, j, k */
  double longest_3d;
} Shape;

static double
compute_compactness_1 (const Shape *s)
{
  return s->volume / (pow (s->area, 1.5) * sqrt (G_PI));
}

static double
compute_compactness_2 (const Shape *s)
{
  return 36.0 * G_PI * (s->volume * s->volume) / pow (s->area, 3.0);
}

static double
compute_elongation (const Shape *s)
{
  return sqrt (s->variances[1] / s->variances[2]);
}

static double
compute_flatness (const Shape *s)
{
  return sqrt (s->variances[0] / s->variances[2]);
}

static double
compute_least_axis (const Shape *s)
{
  return 4.0 * sqrt (s->variances[0]);
}

static double
compute_major_axis (const Shape *s)
{
  return 4.0 * sqrt (s->variances[2]);
}

static double
compute_minor_axis (const Shape *s)
{
  return 4.0 * sqrt (s->variances[1]);
}

static double
get_longest_column (const Shape *s)
{
  return s->longest[1];
}

static double
get_longest_row (const Shape *s)
{
  return s->longest[0];
}

static double
get_longest_slice (const Shape *s)
{
  return s->longest[2];
}

static double
get_longest_3d (const Shape *s)
{
  return s->longest_3d;
}

static double
get_volume (const Shape *s)
{
  return s->volume;
}

static double
get_voxel_volume (const Shape *s)
{
  return s->voxel_volume;
}

static double
get_area (const Shape *s)
{
  return s->area;
}

static double
compute_sphericity (const Shape *s)
{
  return cbrt (36.0 * G_PI * (s->volume * s->volume)) / s->area;
}

static double
compute_spherical_disproportion (const Shape *s)
{
  return s->area / cbrt (36.0 * G_PI * (s->volume * s->volume));
}

static double
compute_area_per_volume (const Shape *s)
{
  return s->area / s->volume;
}

typedef struct
{
  RimFeatureInfo info;
  double (*compute)(const Shape *shape);
} Feature;

#define FEATURE(name, tag, id, is_on, unit, formula)                                        \
  { name, tag, id, RIM_IN_PYRADIOMICS, is_on, RIM_FEATURE_UNIT_ ## unit, formula,           \
    "PyRadiomics 3.1, shape" }

/* V and A are the volume and the area of the mesh, λ the variances of the centres
 * of the voxels along the principal axes, divided by N.
 */
static const Feature features[] = {
  { FEATURE ("Compactness1", "morph_comp_1", "SKGS", FALSE, NONE, "V / √(π A³)"),
    compute_compactness_1 },
  { FEATURE ("Compactness2", "morph_comp_2", "BQWJ", FALSE, NONE, "36 π V² / A³"),
    compute_compactness_2 },
  { FEATURE ("Elongation", "morph_pca_elongation", "Q3CK", TRUE, NONE, "√(λ₂ / λ₁)"),
    compute_elongation },
  { FEATURE ("Flatness", "morph_pca_flatness", "N17B", TRUE, NONE, "√(λ₃ / λ₁)"),
    compute_flatness },
  { FEATURE ("LeastAxisLength", "morph_pca_least_axis", "7J51", TRUE, MM, "4 √λ₃"),
    compute_least_axis },
  { FEATURE ("MajorAxisLength", "morph_pca_maj_axis", "TDIC", TRUE, MM, "4 √λ₁"),
    compute_major_axis },
  { FEATURE ("Maximum2DDiameterColumn", NULL, NULL, TRUE, MM,
             "max |a − b| over vertices a, b of the mesh with equal y"),
    get_longest_column },
  { FEATURE ("Maximum2DDiameterRow", NULL, NULL, TRUE, MM,
             "max |a − b| over vertices a, b of the mesh with equal x"),
    get_longest_row },
  { FEATURE ("Maximum2DDiameterSlice", NULL, NULL, TRUE, MM,
             "max |a − b| over vertices a, b of the mesh with equal z"),
    get_longest_slice },
  { FEATURE ("Maximum3DDiameter", "morph_diam", "L0JK", TRUE, MM,
             "max |a − b| over vertices a, b of the mesh"),
    get_longest_3d },
  { FEATURE ("MeshVolume", "morph_volume", "RNU0", TRUE, MM3,
             "Σ a · (b × c) / 6 over triangles (a, b, c) of the mesh"),
    get_volume },
  { FEATURE ("MinorAxisLength", "morph_pca_min_axis", "P9VJ", TRUE, MM, "4 √λ₂"),
    compute_minor_axis },
  { FEATURE ("SphericalDisproportion", "morph_sph_dispr", "KRCK", FALSE, NONE,
             "A / ∛(36 π V²)"),
    compute_spherical_disproportion },
  { FEATURE ("Sphericity", "morph_sphericity", "QCFX", TRUE, NONE, "∛(36 π V²) / A"),
    compute_sphericity },
  { FEATURE ("SurfaceArea", "morph_area_mesh", "C0JK", TRUE, MM2,
             "Σ |(b − a) × (c − a)| / 2 over triangles (a, b, c) of the mesh"),
    get_area },
  { FEATURE ("SurfaceVolumeRatio", "morph_av", "2PR5", TRUE, PER_MM, "A / V"),
    compute_area_per_volume },
  { FEATURE ("VoxelVolume", "morph_vol_approx", "YEKZ", TRUE, MM3,
             "voxels × volume of a voxel"),
    get_voxel_volume },
};

static const RimFeatureInfo *
get_info (guint i)
{
  return &features[i].info;
}

/* The greatest distance between two corners of a hull of half voxels. */
double
rim_shape_find_longest (const RimHull  *hull,
                        const RimFrame *frame)
{
  g_autofree RimVec3 *places = rim_enclosure_place_points (hull, frame);
  double longest = 0.0;

  for (gsize a = 0; a < hull->n_points; a++)
    for (gsize b = a + 1; b < hull->n_points; b++)
      {
        RimVec3 d = rim_vec3_sub (places[a], places[b]);

        longest = MAX (longest, rim_vec3_dot (d, d));
      }

  return sqrt (longest);
}

static void
measure_diameters (Shape          *self,
                   const RimSolid *solid,
                   const RimFrame *frame)
{
  double spacing[3] = { frame->axes[0].x, frame->axes[1].y, frame->axes[2].z };
  g_autoptr(RimSpans) spans = rim_spans_new (solid);
  g_autoptr(RimHull) hull = rim_spans_make_hull (spans);

  for (guint axis = 0; axis < 3; axis++)
    self->longest[axis] = rim_spans_get_longest (spans, axis, spacing);
  self->longest_3d = rim_shape_find_longest (hull, frame);
}

static gboolean
measure (Shape           *self,
         const RimRegion *region,
         GCancellable    *cancellable,
         GError         **error)
{
  g_autoptr(RimSolid) solid = rim_solid_new (region, error);
  RimFrame frame;
  RimMesh mesh;
  RimMoments moments;
  RimAxes axes;

  if (solid == NULL)
    return FALSE;

  rim_frame_init_orthogonal (&frame, &region->grid);
  rim_mesh_init (&mesh, solid, cancellable);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  self->volume = rim_mesh_get_volume (&mesh, &frame);
  self->area = rim_mesh_get_area (&mesh, &frame);
  self->voxel_volume = (double) region->n_voxels * rim_frame_get_volume (&frame);

  rim_moments_init (&moments, solid);
  rim_moments_get_axes (&moments, &frame, (double) moments.n, &axes);
  for (guint a = 0; a < 3; a++)
    self->variances[a] = axes.variances[a];

  measure_diameters (self, solid, &frame);

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
  Shape shape;

  if (!rim_shape_check (input->shape, error) ||
      !measure (&shape, input->shape, cancellable, error))
    return FALSE;

  for (guint a = 0; a < n_aggregations; a++)
    for (guint f = 0; f < G_N_ELEMENTS (features); f++)
      *values++ = aggregations[a] == RIM_AGGREGATION_NONE ? features[f].compute (&shape) : NAN;

  return TRUE;
}

/* Whether there is a region that has a shape. */
gboolean
rim_shape_check (const RimRegion *region,
                 GError         **error)
{
  if (region != NULL && region->n_voxels > 0)
    return TRUE;

  g_set_error_literal (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_EMPTY,
                       "The region has no voxels");

  return FALSE;
}

const RimFamily rim_family_shape = {
  "shape", "Shape", "HCUG", FALSE, FALSE, G_N_ELEMENTS (features), get_info, compute,
};
