/* rim-extract-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "feature/rim-extract.h"
#include "feature/rim-settings-private.h"
#include "filter/rim-filter.h"
#include "texture/rim-discretise.h"

G_BEGIN_DECLS

/**
 * RimPrepared:
 * @image: the image that filters see
 * @shape: the VOI on its grid
 * @intensity: the VOI after re-segmentation; @shape itself where there is none
 *
 * Image and VOI as features are computed on them. Owned by the holder.
 */
typedef struct
{
  RimVolume *image;
  RimMask   *shape;
  RimMask   *intensity;
} RimPrepared;

/* rim-extract-prepare.c */
gboolean   rim_extract_prepare         (RimPrepared            *self,
                                        RimVolume              *image,
                                        RimMask                *mask,
                                        RimSettings            *settings,
                                        RimFeatureTable        *diagnostics,
                                        GCancellable           *cancellable,
                                        GError                **error);
gboolean   rim_prepared_init          (RimPrepared            *self,
                                       RimVolume              *image,
                                       RimMask                *mask,
                                       const RimSettingValues *values,
                                       RimFeatureTable        *diagnostics,
                                       GCancellable           *cancellable,
                                       GError                **error);
void       rim_prepared_clear         (RimPrepared            *self);
gboolean   rim_extract_check_image    (RimVolume              *image,
                                       GError                **error);
gboolean   rim_extract_fit            (RimPrepared            *self,
                                       RimMask                *mask,
                                       const RimSettingValues *values,
                                       GError                **error);

/* rim-extract-mask.c */
RimMask   *rim_extract_fit_mask       (RimMask                *mask,
                                       const RimGrid          *grid,
                                       const RimSettingValues *values,
                                       GError                **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean   rim_extract_check_mask     (RimMask                *mask,
                                       const RimSettingValues *values,
                                       GError                **error);
double    *rim_extract_gather         (const RimRegion        *region,
                                       const RimField         *field,
                                       GError                **error) G_GNUC_WARN_UNUSED_RESULT;
RimMask   *rim_extract_resegment      (RimMask                *mask,
                                       RimVolume              *image,
                                       const RimSettingValues *values,
                                       GError                **error) G_GNUC_WARN_UNUSED_RESULT;
RimMask   *rim_extract_keep_between   (RimMask                *mask,
                                       const RimRegion        *region,
                                       const RimField         *field,
                                       const double            thresholds[2]) G_GNUC_WARN_UNUSED_RESULT;

/* rim-extract-image.c */
RimVolume *rim_extract_round          (RimVolume              *image,
                                       GError                **error) G_GNUC_WARN_UNUSED_RESULT;
RimVolume *rim_extract_normalize      (RimVolume              *image,
                                       const RimSettingValues *values,
                                       GError                **error) G_GNUC_WARN_UNUSED_RESULT;
RimVolume *rim_extract_crop_image     (RimVolume              *image,
                                       const RimBox           *box,
                                       GError                **error) G_GNUC_WARN_UNUSED_RESULT;
RimVolume *rim_extract_make_volume    (const RimField         *field,
                                       GError                **error) G_GNUC_WARN_UNUSED_RESULT;
RimMask   *rim_extract_crop_mask      (RimMask                *mask,
                                       const RimBox           *box) G_GNUC_WARN_UNUSED_RESULT;

/* rim-extract-voxels.c */
void       rim_extract_init_family    (RimFamilySettings      *self,
                                       const RimSettingValues *values);
RimBins    rim_extract_get_bins       (const RimSettingValues *values,
                                       gboolean                is_single);

/* rim-extract-filters.c */
gboolean   rim_extract_filter         (RimVolume              *image,
                                       const RimBox           *box,
                                       const guint8           *wanted,
                                       const RimSettingImage  *settings,
                                       const char             *only,
                                       RimFilteredFunc         func,
                                       gpointer                data,
                                       GCancellable           *cancellable,
                                       GError                **error);
void       rim_extract_list_images    (const RimSettingImage  *settings,
                                       const RimGrid          *grid,
                                       GStrvBuilder           *names);
guint      rim_extract_count_images   (const RimSettingImage  *settings);

/* rim-extract-batch.c */

/**
 * RimBatch:
 *
 * Images of a VOI whose features are computed together, and with those of other
 * VOIs, so that all processors have work; their number bounds the memory.
 */
typedef struct _RimBatch RimBatch;

RimBatch  *rim_batch_new              (RimSettings            *settings,
                                       const RimPrepared      *prepared,
                                       RimFeatureTable        *table) G_GNUC_WARN_UNUSED_RESULT;
void       rim_batch_free             (RimBatch               *self);
gboolean   rim_batch_needs_images     (RimBatch               *self);
const guint8 *rim_batch_get_wanted    (RimBatch               *self,
                                       const RimSettingImage  *settings,
                                       RimBox                 *box);
gboolean   rim_batch_add              (RimBatch               *self,
                                       const char             *name,
                                       const RimSettingImage  *settings,
                                       const RimField         *field,
                                       const RimBox           *box,
                                       GError                **error);
gboolean   rim_batch_is_full          (RimBatch               *self);
gboolean   rim_batches_run            (RimBatch *const        *batches,
                                       guint                   n_batches,
                                       guint                  *failed,
                                       GCancellable           *cancellable,
                                       GError                **error);

/* rim-extract-diagnostics.c */
void       rim_diagnostics_add_versions (RimFeatureTable      *table);
void       rim_diagnostics_add_settings (RimFeatureTable      *table,
                                         RimSettings          *settings);
void       rim_diagnostics_add_image  (RimFeatureTable        *table,
                                       const char             *when,
                                       RimVolume              *image);
void       rim_diagnostics_add_mask   (RimFeatureTable        *table,
                                       const char             *when,
                                       RimMask                *mask,
                                       RimVolume              *image,
                                       guint                   label);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimBatch, rim_batch_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RimPrepared, rim_prepared_clear)

G_END_DECLS
