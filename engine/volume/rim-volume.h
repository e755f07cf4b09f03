/* rim-volume.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "volume/rim-grid.h"
#include "volume/rim-source.h"
#include "volume/rim-unit.h"

G_BEGIN_DECLS

/**
 * RimVoxelType:
 *
 * How a voxel is stored, in the byte order of the machine.
 */
typedef enum
{
  RIM_VOXEL_UINT8,
  RIM_VOXEL_INT8,
  RIM_VOXEL_UINT16,
  RIM_VOXEL_INT16,
  RIM_VOXEL_UINT32,
  RIM_VOXEL_INT32,
  RIM_VOXEL_FLOAT,
  RIM_VOXEL_DOUBLE,
} RimVoxelType;

/**
 * RimRescale:
 *
 * The value of a voxel of one slice is slope * stored + intercept.
 */
typedef struct
{
  double slope;
  double intercept;
} RimRescale;

/**
 * RimGeometryKind:
 * @RIM_GEOMETRY_REGULAR: equal distances within max (1 %, 0.01 mm)
 * @RIM_GEOMETRY_UNEVEN: deviations up to a third of the spacing; a warning
 * @RIM_GEOMETRY_IRREGULAR: gaps or larger deviations; three-dimensional
 *   features are refused unless the volume is resampled first
 *
 * How evenly the slices lie (guide: DICOM, section 1).
 */
typedef enum
{
  RIM_GEOMETRY_REGULAR,
  RIM_GEOMETRY_UNEVEN,
  RIM_GEOMETRY_IRREGULAR,
} RimGeometryKind;

/**
 * RimVolume:
 *
 * An image volume: stored voxels once, one rescale per slice, a grid in LPS mm,
 * a unit and where all that came from. Immutable once its maker has published
 * every slice; safe to read from any thread. A slice that is not yet published
 * is zeros and rim_volume_is_slice_ready() says so.
 */
typedef struct _RimVolume RimVolume;

#define RIM_TYPE_VOLUME (rim_volume_get_type ())

GType         rim_volume_get_type        (void);

/* Making one */
RimVolume    *rim_volume_new             (const RimGrid    *grid,
                                          RimVoxelType      type,
                                          GError          **error) G_GNUC_WARN_UNUSED_RESULT;
RimVolume    *rim_volume_new_rescaled    (RimVolume        *base,
                                          const double     *factors,
                                          RimUnit           unit) G_GNUC_WARN_UNUSED_RESULT;
gpointer      rim_volume_get_slice_for_writing (RimVolume  *self,
                                                guint       k);
void          rim_volume_set_rescale     (RimVolume        *self,
                                          guint             k,
                                          RimRescale        rescale);
void          rim_volume_set_rescaled_is_single (RimVolume *self,
                                                 gboolean   is_single);
gboolean      rim_volume_get_rescaled_is_single (RimVolume *self);
void          rim_volume_set_unit        (RimVolume        *self,
                                          RimUnit           unit);
void          rim_volume_set_source      (RimVolume        *self,
                                          RimSource        *source);
void          rim_volume_set_provenance  (RimVolume        *self,
                                          const char       *provenance_json);
void          rim_volume_set_is_corrected (RimVolume       *self,
                                           gboolean         is_corrected);
void          rim_volume_set_padding     (RimVolume        *self,
                                          double            low,
                                          double            high);
void          rim_volume_set_slice_positions (RimVolume        *self,
                                              const double     *positions,
                                              RimGeometryKind   kind);
void          rim_volume_publish_slice   (RimVolume        *self,
                                          guint             k);
void          rim_volume_publish_all     (RimVolume        *self);

RimVolume    *rim_volume_ref             (RimVolume        *self);
void          rim_volume_unref           (RimVolume        *self);
gboolean      rim_volume_is_shared       (RimVolume        *self);

/* Reading it */
const RimGrid  *rim_volume_get_grid      (RimVolume        *self);
RimVoxelType  rim_volume_get_voxel_type  (RimVolume        *self);
gsize         rim_voxel_type_get_size    (RimVoxelType type);
RimUnit       rim_volume_get_unit        (RimVolume        *self);
gboolean      rim_volume_get_is_corrected (RimVolume       *self);
RimSource    *rim_volume_get_source      (RimVolume        *self);
const char   *rim_volume_get_provenance  (RimVolume        *self);
RimRescale    rim_volume_get_rescale     (RimVolume        *self,
                                          guint             k);
gboolean      rim_volume_get_padding     (RimVolume        *self,
                                          double           *low,
                                          double           *high);
RimGeometryKind rim_volume_get_geometry_kind (RimVolume    *self);
double        rim_volume_get_slice_position (RimVolume     *self,
                                             guint          k);
double       *rim_volume_dup_slice_positions (RimVolume    *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean      rim_volume_is_slice_ready  (RimVolume        *self,
                                          guint             k);
guint         rim_volume_get_n_ready     (RimVolume        *self);
gconstpointer rim_volume_get_slice       (RimVolume        *self,
                                          guint             k);
void          rim_volume_read_row        (RimVolume        *self,
                                          guint             i,
                                          guint             j,
                                          guint             k,
                                          guint             n,
                                          double           *values);
gboolean      rim_volume_has_hash        (RimVolume        *self);
char         *rim_volume_dup_hash        (RimVolume        *self,
                                          GCancellable     *cancellable,
                                          GError          **error) G_GNUC_WARN_UNUSED_RESULT;
double        rim_volume_get_value       (RimVolume        *self,
                                          guint             i,
                                          guint             j,
                                          guint             k);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimVolume, rim_volume_unref)

G_END_DECLS
