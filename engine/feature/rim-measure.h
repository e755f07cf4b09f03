/* rim-measure.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "volume/rim-mask.h"
#include "volume/rim-volume.h"

G_BEGIN_DECLS

/**
 * RimStatistics:
 *
 * Intensities of the voxels whose centres are in the mask. Population standard
 * deviation. All NAN when there is no voxel.
 */
typedef struct
{
  gsize  n;
  double mean;
  double sd;
  double min;
  double max;
  double sum;
  double median;
} RimStatistics;

/**
 * RimDiameters:
 * @long_axis: the longest in-plane diameter over all slices, mm
 * @short_axis: the longest perpendicular to it on that slice, mm
 * @slice: which slice
 * @long_ends: its ends, LPS mm
 * @short_ends: the ends of the perpendicular, LPS mm
 *
 * RECIST diameters, measured on the outline along voxel edges.
 */
typedef struct
{
  double  long_axis;
  double  short_axis;
  guint   slice;
  RimVec3 long_ends[2];
  RimVec3 short_ends[2];
} RimDiameters;

/**
 * RimSuvPeak:
 * @value: mean over a 1 cm³ sphere at the lesion voxel that maximises it
 *   (PERCIST; IBSI 0F91, global intensity peak)
 * @at: centre of that sphere, LPS mm
 * @local: mean over the sphere centred on the hottest voxel (IBSI VJGA, local
 *   intensity peak)
 */
typedef struct
{
  double  value;
  RimVec3 at;
  double  local;
} RimSuvPeak;

/**
 * RimMeasures:
 *
 * What stands beside a lesion and follows the stroke. Where there is no CT or
 * no PET in a known unit, has_ct or has_pet is %FALSE and its numbers are NAN.
 */
typedef struct
{
  gsize         n_voxels;
  double        voxel_volume;   /* mm³, by counting */
  double        mesh_volume;    /* mm³, of the surface (IBSI RNU0) */
  RimDiameters  diameters;
  gboolean      has_ct;
  RimStatistics ct;             /* HU */
  gboolean      has_pet;
  RimUnit       pet_unit;       /* of pet and peak */
  RimStatistics pet;
  RimSuvPeak    peak;
  double        mtv;            /* ml */
  double        tlg;            /* SUV × ml; NAN in other units */
} RimMeasures;

gboolean rim_measure_lesion     (RimMask        *mask,
                                 RimVolume      *ct,
                                 RimVolume      *pet,
                                 RimMeasures    *measures,
                                 GCancellable   *cancellable,
                                 GError        **error);
gboolean rim_measure_statistics (RimMask        *mask,
                                 RimVolume      *volume,
                                 RimStatistics  *statistics);
gboolean rim_measure_diameters  (RimMask        *mask,
                                 RimDiameters   *diameters);
double   rim_measure_mesh_volume (RimMask       *mask);
gboolean rim_measure_suv_peak   (RimMask        *mask,
                                 RimVolume      *pet,
                                 RimSuvPeak     *peak);

G_END_DECLS
