/* rim-bits-private.h
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
 * RimBits:
 * @grid: where the voxels lie
 * @n_words: per row; bits behind the last column are 0
 * @words: row by row, the lowest bit first
 *
 * One bit per voxel of an image: what whole organs are worked out on. A chest CT
 * takes 4 MB, and 64 voxels are eroded at once.
 */
typedef struct
{
  RimGrid  grid;
  gsize    n_words;
  guint64 *words;
} RimBits;

/**
 * RimComponent:
 * @n_voxels: how many it has
 * @touches_edge: whether one of them lies at the edge of its slice
 */
typedef struct
{
  gsize    n_voxels;
  gboolean touches_edge;
} RimComponent;

/**
 * RimComponents:
 * @first_slice: where the runs begin
 * @n_slices: in how many slices they are
 * @row_starts: of each row, where its runs begin; one more than there are rows
 * @runs: row by row
 * @labels: of each run, which component it belongs to
 * @components: all of them
 * @n_components: how many
 *
 * Sets of voxels that hang together by their faces.
 */
typedef struct
{
  guint         first_slice;
  guint         n_slices;
  gsize        *row_starts;
  RimRun       *runs;
  guint        *labels;
  RimComponent *components;
  guint         n_components;
} RimComponents;

RimBits  *rim_bits_new         (const RimGrid *grid,
                                GError       **error) G_GNUC_WARN_UNUSED_RESULT;
RimBits  *rim_bits_copy        (const RimBits *self,
                                GError       **error) G_GNUC_WARN_UNUSED_RESULT;
void      rim_bits_free        (RimBits       *self);
guint64  *rim_bits_get_row     (const RimBits *self,
                                guint          j,
                                guint          k);
void      rim_bits_combine     (RimBits       *self,
                                const RimBits *other,
                                RimMaskOp      op);
void      rim_bits_invert      (RimBits       *self);
void      rim_bits_set_run     (RimBits       *self,
                                RimRun         run,
                                guint          j,
                                guint          k);
gsize     rim_bits_count_run   (const RimBits *self,
                                RimRun         run,
                                guint          j,
                                guint          k);
gsize     rim_bits_count_slice (const RimBits *self,
                                guint          k);
RimMask  *rim_bits_to_mask     (const RimBits *self) G_GNUC_WARN_UNUSED_RESULT;

gboolean  rim_bits_dilate      (RimBits       *self,
                                double         radius_mm,
                                GError       **error);
gboolean  rim_bits_erode       (RimBits       *self,
                                double         radius_mm,
                                GError       **error);

/* The voxels of a CT that are below each threshold, in HU; those without a value
 * are. Works on several slices at once.
 */
gboolean  rim_bits_threshold   (RimVolume     *ct,
                                const double  *below,
                                guint          n_thresholds,
                                RimBits      **bits,
                                GCancellable  *cancellable,
                                GError       **error);

/* Fills what each slice encloses, up to @max_mm2. */
void      rim_bits_fill_slices (RimBits       *self,
                                double         max_mm2);

RimComponents *rim_components_new  (const RimBits       *bits,
                                    guint                first_slice,
                                    guint                n_slices) G_GNUC_WARN_UNUSED_RESULT;
void           rim_components_free (RimComponents       *self);
void           rim_components_keep (const RimComponents *self,
                                    const gboolean      *keep,
                                    RimBits             *bits);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimBits, rim_bits_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimComponents, rim_components_free)

G_END_DECLS
