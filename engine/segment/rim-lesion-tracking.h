/* rim-lesion-tracking.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "segment/rim-lesion.h"

G_BEGIN_DECLS

/**
 * RimLesionMatchKind:
 * @RIM_LESION_MATCH_NAME: both have the same name, and no other has it
 * @RIM_LESION_MATCH_SITE: both have the same coded site; of several the nearest, or none
 *   where it is not known how far they are apart
 * @RIM_LESION_MATCH_NEAR: they lie next to each other
 *
 * Why two lesions of different times may be the same, the surest first.
 */
typedef enum
{
  RIM_LESION_MATCH_NAME,
  RIM_LESION_MATCH_SITE,
  RIM_LESION_MATCH_NEAR,
} RimLesionMatchKind;

/**
 * RimLesionMatch:
 * @here: which lesion of the first time
 * @there: which of the second
 * @kind: why they may be the same
 * @distance: between their middles, mm; NAN where it is not known
 */
typedef struct
{
  guint              here;
  guint              there;
  RimLesionMatchKind kind;
  double             distance;
} RimLesionMatch;

/* Farther apart two lesions are not proposed for being near. */
#define RIM_LESION_MATCH_MAX_DISTANCE 30.0

char      *rim_lesion_dup_tracking_uid (RimLesion     *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean   rim_lesion_is_same          (RimLesion     *a,
                                        RimLesion     *b);
RimLesion *rim_lesion_with_link        (RimLesion     *self,
                                        RimLesion     *other) G_GNUC_WARN_UNUSED_RESULT;
RimLesion *rim_lesion_without_link     (RimLesion     *self) G_GNUC_WARN_UNUSED_RESULT;
GArray    *rim_lesions_propose_links   (GPtrArray     *here,
                                        GPtrArray     *there,
                                        const RimVec3 *offset) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
