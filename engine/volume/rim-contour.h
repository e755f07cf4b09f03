/* rim-contour.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "core/rim-ref-count.h"
#include "volume/rim-mask.h"

G_BEGIN_DECLS

/**
 * RimContourKind:
 *
 * Contour Geometric Type (3006,0042).
 */
typedef enum
{
  RIM_CONTOUR_POINT,
  RIM_CONTOUR_OPEN_PLANAR,
  RIM_CONTOUR_OPEN_NONPLANAR,
  RIM_CONTOUR_CLOSED_PLANAR,
  RIM_CONTOUR_CLOSED_PLANAR_XOR,
} RimContourKind;

/**
 * RimContour:
 * @kind: its geometric type
 * @points: (array length=n_points): in LPS mm, as they came, never rounded
 * @n_points: how many
 * @text: the Contour Data (3006,0050) as it stood in the file, so that it can
 *   be written again to the letter; %NULL if we made it
 * @sop_instance_uid: the image it was drawn on, or %NULL
 *
 * One contour of a region of interest. Immutable and reference counted.
 */
typedef struct
{
  RimRefCount      ref_count;
  RimContourKind   kind;
  RimVec3         *points;
  gsize            n_points;
  char            *text;
  char            *sop_instance_uid;
} RimContour;

/**
 * RimRasterReport:
 *
 * What happened when contours became voxels.
 */
typedef struct
{
  guint    n_contours;   /* closed contours given */
  guint    n_off_plane;  /* farther from every slice than half the spacing */
  guint    n_outside;    /* reach outside the grid in plane; clipped */
  guint    n_tiny;       /* cover no voxel centre; the nearest voxel was taken
                          where the slice would be empty */
  guint    n_overlapping; /* slices on which contours partly overlap */
  guint    n_gaps;       /* empty slices between slices with contours */
  gboolean skips_regularly; /* every second (third …) slice is empty */
} RimRasterReport;

RimContour   *rim_contour_new        (RimContourKind   kind,
                                      const RimVec3   *points,
                                      gsize            n_points) G_GNUC_WARN_UNUSED_RESULT;
RimContour   *rim_contour_ref        (RimContour      *self);
void          rim_contour_unref      (RimContour      *self);
gboolean      rim_contour_is_closed  (RimContour      *self);
int           rim_contour_find_slice (RimContour      *self,
                                      const RimGrid   *grid,
                                      const double    *slice_positions);

/* Contours to voxels */
RimMask      *rim_contours_to_mask   (GPtrArray       *contours,
                                      const RimGrid   *grid,
                                      const double    *slice_positions,
                                      RimRasterReport *report) G_GNUC_WARN_UNUSED_RESULT;
RimMaskSlice *rim_contour_rasterise  (const RimVec3   *points_ij,
                                      const gsize     *starts,
                                      gsize            n_contours,
                                      guint            width,
                                      guint            height) G_GNUC_WARN_UNUSED_RESULT;
RimMaskSlice *rim_contour_rasterise_interior (const RimVec3 *points_ij,
                                              const gsize   *starts,
                                              gsize          n_contours,
                                              guint          width,
                                              guint          height) G_GNUC_WARN_UNUSED_RESULT;

/* Voxels to contours. A polygon is a GArray of RimVec3. */
GPtrArray    *rim_mask_slice_trace    (RimMaskSlice  *slice) G_GNUC_WARN_UNUSED_RESULT;
double        rim_polygon_get_area    (GArray        *polygon);
GPtrArray    *rim_polygons_join_holes (GPtrArray     *polygons) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray    *rim_polygons_to_contours (GPtrArray     *polygons,
                                        const RimGrid *grid,
                                        double         k) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray    *rim_mask_trace_slice    (RimMask       *mask,
                                       guint          k) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimContour, rim_contour_unref)

G_END_DECLS
