/* rim-shape-2d.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-shape.h"

#include <math.h>

#include "rim-moments.h"
#include "rim-shape-private.h"
#include "rim-spans.h"

/* Marching squares: a square has the centres of four pixels as its corners, in
 * the order (u, v) = 00 10 11 01; bit c of a case says whether corner c is in.
 * Pixels that touch at a corner alone are apart.
 */
typedef struct
{
  guint8 area;                   /* eighths of a pixel */
  guint8 n_u;                    /* lines along u, along v and slanted, which are */
  guint8 n_v;                    /* half as long as the diagonal */
  guint8 n_slanted;
} SquareCase;

static const SquareCase cases[16] = {
  { 0, 0, 0, 0 }, { 1, 0, 0, 1 }, { 1, 0, 0, 1 }, { 4, 1, 0, 0 },
  { 1, 0, 0, 1 }, { 2, 0, 0, 2 }, { 4, 0, 1, 0 }, { 7, 0, 0, 1 },
  { 1, 0, 0, 1 }, { 4, 0, 1, 0 }, { 2, 0, 0, 2 }, { 7, 0, 0, 1 },
  { 4, 1, 0, 0 }, { 7, 0, 0, 1 }, { 7, 0, 0, 1 }, { 8, 0, 0, 0 },
};

typedef struct
{
  double area;
  double perimeter;
  double pixel_area;
  double longest;
  double variances[2];           /* ascending */
} Shape;

static double
compute_elongation (const Shape *s)
{
  return sqrt (s->variances[0] / s->variances[1]);
}

static double
compute_major_axis (const Shape *s)
{
  return 4.0 * sqrt (s->variances[1]);
}

static double
compute_minor_axis (const Shape *s)
{
  return 4.0 * sqrt (s->variances[0]);
}

static double
get_longest (const Shape *s)
{
  return s->longest;
}

static double
get_area (const Shape *s)
{
  return s->area;
}

static double
get_perimeter (const Shape *s)
{
  return s->perimeter;
}

static double
get_pixel_area (const Shape *s)
{
  return s->pixel_area;
}

static double
compute_perimeter_per_area (const Shape *s)
{
  return s->perimeter / s->area;
}

static double
compute_sphericity (const Shape *s)
{
  return 2.0 * sqrt (G_PI * s->area) / s->perimeter;
}

static double
compute_spherical_disproportion (const Shape *s)
{
  return 1.0 / compute_sphericity (s);
}

typedef struct
{
  RimFeatureInfo info;
  double (*compute)(const Shape *shape);
} Feature;

#define FEATURE(name, is_on, unit, formula)                                                 \
  { name, NULL, NULL, RIM_IN_PYRADIOMICS, is_on, RIM_FEATURE_UNIT_ ## unit, formula,        \
    "PyRadiomics 3.1, shape2D" }

/* P and A are the length of the outline and the area inside, λ the variances of
 * the centres of the pixels along the principal axes, divided by N.
 */
static const Feature features[] = {
  { FEATURE ("Elongation", TRUE, NONE, "√(λ₂ / λ₁)"), compute_elongation },
  { FEATURE ("MajorAxisLength", TRUE, MM, "4 √λ₁"), compute_major_axis },
  { FEATURE ("MaximumDiameter", TRUE, MM, "max |a − b| over vertices a, b of the outline"),
    get_longest },
  { FEATURE ("MeshSurface", TRUE, MM2, "Σ a × b / 2 over lines (a, b) of the outline"),
    get_area },
  { FEATURE ("MinorAxisLength", TRUE, MM, "4 √λ₂"), compute_minor_axis },
  { FEATURE ("Perimeter", TRUE, MM, "Σ |b − a| over lines (a, b) of the outline"),
    get_perimeter },
  { FEATURE ("PerimeterSurfaceRatio", TRUE, PER_MM, "P / A"), compute_perimeter_per_area },
  { FEATURE ("PixelSurface", TRUE, MM2, "pixels × area of a pixel"), get_pixel_area },
  { FEATURE ("SphericalDisproportion", FALSE, NONE, "P / (2 √(π A))"),
    compute_spherical_disproportion },
  { FEATURE ("Sphericity", TRUE, NONE, "2 √(π A) / P"), compute_sphericity },
};

static const RimFeatureInfo *
get_info (guint i)
{
  return &features[i].info;
}

/* The slice of a solid that has one, with the axes that span it. */
typedef struct
{
  const guint8 *pixels;
  guint         size[2];
  gsize         stride[2];
  double        spacing[2];
} Slice;

static void
slice_init (Slice          *self,
            const RimSolid *solid,
            const RimFrame *frame,
            guint           axis)
{
  gsize stride[3] = { 1, solid->stride, solid->slice };
  double spacing[3] = { frame->axes[0].x, frame->axes[1].y, frame->axes[2].z };
  guint spanned[2] = { axis == 0 ? 1 : 0, axis == 2 ? 1 : 2 };

  self->pixels = solid->voxels + stride[axis];
  for (guint a = 0; a < 2; a++)
    {
      self->size[a] = solid->size[spanned[a]];
      self->stride[a] = stride[spanned[a]];
      self->spacing[a] = spacing[spanned[a]];
    }
}

static void
measure_outline (Shape       *self,
                 const Slice *slice)
{
  const gsize *stride = slice->stride;
  const double *spacing = slice->spacing;
  guint64 area = 0;
  guint64 n_u = 0;
  guint64 n_v = 0;
  guint64 n_slanted = 0;

  for (gsize v = 0; v + 1 < slice->size[1]; v++)
    for (gsize u = 0; u + 1 < slice->size[0]; u++)
      {
        const guint8 *here = slice->pixels + v * stride[1] + u * stride[0];
        guint index = here[0] | (guint) here[stride[0]] << 1 |
                      (guint) here[stride[0] + stride[1]] << 2 | (guint) here[stride[1]] << 3;

        area += cases[index].area;
        n_u += cases[index].n_u;
        n_v += cases[index].n_v;
        n_slanted += cases[index].n_slanted;
      }

  self->area = (double) area / 8.0 * (spacing[0] * spacing[1]);
  self->perimeter = (double) n_u * spacing[0] + (double) n_v * spacing[1] +
                    (double) n_slanted * (sqrt (spacing[0] * spacing[0] +
                                                spacing[1] * spacing[1]) / 2.0);
  self->pixel_area = spacing[0] * spacing[1];
}

/* The variances within the slice are the upper two: across it there is none. */
static void
measure_axes (Shape          *self,
              const RimSolid *solid,
              const RimFrame *frame)
{
  RimMoments moments;
  RimAxes axes;

  rim_moments_init (&moments, solid);
  rim_moments_get_axes (&moments, frame, (double) moments.n, &axes);
  self->variances[0] = axes.variances[1];
  self->variances[1] = axes.variances[2];
}

static gboolean
check (const RimFamilyInput *input,
       GError              **error)
{
  int axis = input->settings->force_2d_axis;

  if (!rim_shape_check (input->shape, error))
    return FALSE;

  if (axis < 0)
    {
      g_set_error_literal (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS,
                           "Features of shape in 2-D need force2D");
      return FALSE;
    }

  if (input->shape->grid.size[axis] > 1)
    {
      g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS,
                   "Features of shape in 2-D need a region of one slice; this one has %u along %c",
                   input->shape->grid.size[axis], "xyz"[axis]);
      return FALSE;
    }

  return TRUE;
}

static gboolean
measure (Shape                *self,
         const RimFamilyInput *input,
         GError              **error)
{
  guint axis = (guint) input->settings->force_2d_axis;
  g_autoptr(RimSolid) solid = rim_solid_new (input->shape, error);
  g_autoptr(RimSpans) spans = NULL;
  RimFrame frame;
  Slice slice;

  if (solid == NULL)
    return FALSE;

  rim_frame_init_orthogonal (&frame, &input->shape->grid);
  slice_init (&slice, solid, &frame, axis);
  measure_outline (self, &slice);
  self->pixel_area *= (double) input->shape->n_voxels;
  measure_axes (self, solid, &frame);

  spans = rim_spans_new (solid);
  self->longest = rim_spans_get_longest (spans, axis, (const double[]) { frame.axes[0].x,
                                                                         frame.axes[1].y,
                                                                         frame.axes[2].z });

  return TRUE;
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

  if (!check (input, error) || !measure (&shape, input, error) ||
      g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  for (guint a = 0; a < n_aggregations; a++)
    for (guint f = 0; f < G_N_ELEMENTS (features); f++)
      *values++ = aggregations[a] == RIM_AGGREGATION_NONE ? features[f].compute (&shape) : NAN;

  return TRUE;
}

const RimFamily rim_family_shape2d = {
  "shape2D", "Shape in 2-D", NULL, FALSE, FALSE, G_N_ELEMENTS (features), get_info, compute,
};
