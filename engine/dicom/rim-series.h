/* rim-series.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dicom/rim-dicom-header.h"
#include "dicom/rim-suv.h"
#include "volume/rim-volume.h"

G_BEGIN_DECLS

/**
 * RimSeriesKind:
 *
 * What a series holds, by SOP class.
 */
typedef enum
{
  RIM_SERIES_IMAGE,
  RIM_SERIES_RTSTRUCT,
  RIM_SERIES_SEG,
  RIM_SERIES_PARAMETRIC_MAP,
  RIM_SERIES_SR,
  RIM_SERIES_OTHER,
} RimSeriesKind;

/**
 * RimSeriesSlice:
 * @header: (transfer none): the instance, one of the series' headers
 * @frame: the frame in it, from 0
 *
 * Where a slice comes from.
 */
typedef struct
{
  RimDicomHeader *header;
  guint           frame;
} RimSeriesSlice;

/**
 * RimSeries:
 * @kind: what it holds
 * @source: who and what it shows; its slices are in the order of the grid
 * @headers: (element-type RimDicomHeader): its instances, in that order
 * @slices: (array length=n_slices): of each slice of the grid, which frame of
 *   which instance it is; %NULL for what is no volume
 * @has_grid: whether it makes a volume
 * @grid: where the voxels lie
 * @geometry: how evenly
 * @residual: the largest distance of a slice from where the grid puts it, mm
 * @positions: (nullable): true positions of the slices along the normal, mm,
 *   one per slice, when they are not even
 *
 * A series, or the part of a split one that makes one volume (guide: DICOM,
 * section 1). Immutable and reference counted.
 */
typedef struct
{
  RimRefCount      ref_count;
  RimSeriesKind    kind;
  RimSource       *source;
  GPtrArray       *headers;
  RimSeriesSlice  *slices;
  guint            n_slices;
  gboolean         has_grid;
  RimGrid          grid;
  RimGeometryKind  geometry;
  double           residual;
  double          *positions;
} RimSeries;

/**
 * RimScanProgress:
 * @n_done: files looked at
 * @n_found: files found so far
 * @data: what the caller gave
 *
 * Called from a worker, at most ten times a second.
 */
typedef void (*RimScanProgress) (guint    n_done,
                                 guint    n_found,
                                 gpointer data);

/**
 * RimSliceReady:
 * @volume: the volume
 * @k: a slice that can be read now
 * @data: what the caller gave
 *
 * Called from a worker.
 */
typedef void (*RimSliceReady) (RimVolume *volume,
                               guint      k,
                               gpointer   data);

/**
 * RimLoadOptions:
 * @unit: the unit wanted; %RIM_UNIT_STORED for what suits the modality: HU for
 *   CT, SUVbw for PET where it can be had
 * @first_slice: which slice to decode first
 * @overrides: (nullable): corrections of weight, dose … (rim-suv.h)
 */
typedef struct _RimLoadOptions RimLoadOptions;
struct _RimLoadOptions
{
  RimUnit                unit;
  guint                  first_slice;
  const RimSuvOverrides *overrides;
  RimSliceReady          slice_ready;
  gpointer               data;
};

#define RIM_TYPE_SERIES (rim_series_get_type ())

GType       rim_series_get_type (void);
RimSeries  *rim_series_ref      (RimSeries           *self);
void        rim_series_unref    (RimSeries           *self);

GPtrArray  *rim_dicom_find_files (const char *const   *paths,
                                  RimScanProgress      progress,
                                  gpointer             data,
                                  GCancellable        *cancellable,
                                  GError             **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray  *rim_dicom_read_headers (GPtrArray           *files,
                                    GPtrArray           *refused,
                                    RimScanProgress      progress,
                                    gpointer             data,
                                    GCancellable        *cancellable,
                                    GError             **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray  *rim_dicom_group      (GPtrArray           *headers) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray  *rim_dicom_scan       (const char *const   *paths,
                                  GPtrArray           *refused,
                                  RimScanProgress      progress,
                                  gpointer             data,
                                  GCancellable        *cancellable,
                                  GError             **error) G_GNUC_WARN_UNUSED_RESULT;

RimSuv     *rim_series_dup_suv  (RimSeries             *self,
                                 const RimSuvOverrides *overrides) G_GNUC_WARN_UNUSED_RESULT;
RimVolume  *rim_series_convert  (RimSeries             *self,
                                 RimVolume             *volume,
                                 const RimLoadOptions  *options,
                                 GError               **error) G_GNUC_WARN_UNUSED_RESULT;
RimVolume  *rim_series_prepare  (RimSeries            *self,
                                 const RimLoadOptions *options,
                                 GError              **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean    rim_series_decode   (RimSeries            *self,
                                 RimVolume            *volume,
                                 const RimLoadOptions *options,
                                 GCancellable         *cancellable,
                                 GError              **error);
RimVolume  *rim_series_load     (RimSeries            *self,
                                 const RimLoadOptions *options,
                                 GCancellable         *cancellable,
                                 GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimSeries, rim_series_unref)

G_END_DECLS
