/* rim-voi.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "volume/rim-mask.h"

G_BEGIN_DECLS

/**
 * RimVoiKind:
 * @RIM_VOI_TUMOUR: the lesion as drawn
 * @RIM_VOI_CORE: its voxels that lie deeper than r_in_mm
 * @RIM_VOI_RIM: what surrounds it, up to r_out_mm away, clipped
 * @RIM_VOI_TUMOUR_AND_RIM: both
 *
 * What features of a lesion are computed on.
 */
typedef enum
{
  RIM_VOI_TUMOUR,
  RIM_VOI_CORE,
  RIM_VOI_RIM,
  RIM_VOI_TUMOUR_AND_RIM,
  RIM_N_VOI_KINDS
} RimVoiKind;

/**
 * RimVoiClip:
 * @RIM_VOI_CLIP_NONE: the rim is what it is
 * @RIM_VOI_CLIP_BODY: what lies outside of the body is left out
 * @RIM_VOI_CLIP_LUNG: what lies outside of the lungs is left out
 *
 * What bounds a rim.
 */
typedef enum
{
  RIM_VOI_CLIP_NONE,
  RIM_VOI_CLIP_BODY,
  RIM_VOI_CLIP_LUNG,
  RIM_N_VOI_CLIPS
} RimVoiClip;

/**
 * RimVoiSettings:
 * @r_in_mm: how deep the shell is that the core is without
 * @r_out_mm: how far the rim reaches
 * @rim_inside: whether that inner shell belongs to the rim too
 * @clip: what bounds the rim
 *
 * What VOIs are made of a lesion. Distances are those of rim_distance_new(), from
 * centre to centre: rim and core are a dilation and an erosion by a ball. Plain
 * data.
 */
typedef struct
{
  double     r_in_mm;
  double     r_out_mm;
  gboolean   rim_inside;
  RimVoiClip clip;
} RimVoiSettings;

#define RIM_VOI_SETTINGS_DEFAULT \
  ((RimVoiSettings) { .r_in_mm = 3.0, .r_out_mm = 5.0, .clip = RIM_VOI_CLIP_NONE })

/**
 * RimVois:
 *
 * All VOIs of a lesion, which one measurement of distances gives. Immutable; owned
 * by one holder.
 */
typedef struct _RimVois RimVois;

RimVois    *rim_vois_new          (RimMask              *lesion,
                                   const RimVoiSettings *settings,
                                   RimMask              *clip,
                                   GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void        rim_vois_free         (RimVois              *self);
RimMask    *rim_vois_get          (RimVois              *self,
                                   RimVoiKind            kind,
                                   GError              **error);

const char *rim_voi_kind_get_id   (RimVoiKind kind);
gboolean    rim_voi_kind_from_id  (const char           *id,
                                   RimVoiKind           *kind);
const char *rim_voi_clip_get_id   (RimVoiClip clip);
gboolean    rim_voi_clip_from_id  (const char           *id,
                                   RimVoiClip           *clip);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimVois, rim_vois_free)

G_END_DECLS
