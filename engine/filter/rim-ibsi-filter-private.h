/* rim-ibsi-filter-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "filter/rim-ibsi-filter.h"
#include "filter/rim-patch.h"

G_BEGIN_DECLS

/**
 * RimIbsiJob:
 * @image: what is filtered
 * @settings: how; they have been checked
 * @cancellable: (nullable): to stop it
 *
 * What each kind of filter is told.
 */
typedef struct
{
  RimVolume                   *image;
  const RimIbsiFilterSettings *settings;
  GCancellable                *cancellable;
} RimIbsiJob;

/* How wide a kernel may be, in voxels to either side, before it is a mistake. */
#define RIM_IBSI_MAX_REACH 4096

/* How often a Riesz transform derives in all. */
#define RIM_IBSI_MAX_ORDER 6

/* The response of each kind for the voxels of a box, before energy. */
RimPatch *rim_ibsi_mean_respond     (const RimIbsiJob  *job,
                                     const RimBox      *box,
                                     GError           **error) G_GNUC_WARN_UNUSED_RESULT;
RimPatch *rim_ibsi_log_respond      (const RimIbsiJob  *job,
                                     const RimBox      *box,
                                     GError           **error) G_GNUC_WARN_UNUSED_RESULT;
RimPatch *rim_ibsi_laws_respond     (const RimIbsiJob  *job,
                                     const RimBox      *box,
                                     GError           **error) G_GNUC_WARN_UNUSED_RESULT;
RimPatch *rim_ibsi_gabor_respond    (const RimIbsiJob  *job,
                                     const RimBox      *box,
                                     GError           **error) G_GNUC_WARN_UNUSED_RESULT;
RimPatch *rim_ibsi_wavelet_respond  (const RimIbsiJob  *job,
                                     const RimBox      *box,
                                     GError           **error) G_GNUC_WARN_UNUSED_RESULT;
RimPatch *rim_ibsi_spectral_respond (const RimIbsiJob  *job,
                                     const RimBox      *box,
                                     GError           **error) G_GNUC_WARN_UNUSED_RESULT;

/* What only the file of a kind knows about its settings. */
gboolean  rim_ibsi_laws_check       (const RimIbsiFilterSettings  *settings,
                                     GError                      **error);
gboolean  rim_ibsi_wavelet_check    (const RimIbsiFilterSettings  *settings,
                                     GError                      **error);

/* Parts that several kinds share. */
RimPatch *rim_ibsi_box_mean         (const RimPatch  *in,
                                     guint            support,
                                     gboolean         is_2d,
                                     RimBoundary      boundary,
                                     const RimBox    *box,
                                     GError         **error) G_GNUC_WARN_UNUSED_RESULT;
void      rim_ibsi_box_mean_get_source (guint           support,
                                        gboolean        is_2d,
                                        RimBoundary     boundary,
                                        const guint     size[3],
                                        const RimBox   *box,
                                        RimBox         *source);
gboolean  rim_ibsi_log_get_reach    (const RimIbsiJob *job,
                                     guint             reach[3],
                                     GError          **error);
RimPatch *rim_ibsi_log_apply        (const RimIbsiJob  *job,
                                     const RimPatch    *in,
                                     RimBoundary        boundary,
                                     const RimBox      *box,
                                     GError           **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
