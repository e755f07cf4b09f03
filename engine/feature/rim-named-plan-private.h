/* rim-named-plan-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "feature/rim-feature-column.h"
#include "feature/rim-ibsi-private.h"

G_BEGIN_DECLS

/**
 * RimNamedVoi:
 * @has_study: whether names have an image and a VOI; else there is one of each
 * @image: which image
 * @kind: which VOI
 * @settings: of the image
 * @looks_around: whether a family reads images beyond the VOI
 *
 * A VOI on an image.
 */
typedef struct
{
  gboolean       has_study;
  RimStudyImage  image;
  RimVoiKind     kind;
  RimSettings   *settings;
  gboolean       looks_around;
} RimNamedVoi;

/**
 * RimNamedImage:
 * @voi: which VOI
 * @name: of the image that a filter makes, or "original"
 * @settings: (nullable): its type; %NULL for shapes
 * @needs_levels: whether a family reads grey levels
 */
typedef struct
{
  guint                  voi;
  char                  *name;
  const RimSettingImage *settings;
  gboolean               needs_levels;
} RimNamedImage;

/**
 * RimNamedFamily:
 * @image: which image
 * @family: a family that is computed of it
 * @aggregations: (array length=n_aggregations): how
 */
typedef struct
{
  guint            image;
  const RimFamily *family;
  guint            n_aggregations;
  RimAggregation   aggregations[RIM_N_AGGREGATIONS];
} RimNamedFamily;

/**
 * RimNamedValue:
 * @column: what its name says
 * @family: which family
 * @at: where in its values
 */
typedef struct
{
  RimFeatureColumn column;
  guint            family;
  guint            at;
} RimNamedValue;

/**
 * RimNamedPlan:
 * @study: how VOIs and the fused image are made
 * @vois: (element-type RimNamedVoi)
 * @images: (element-type RimNamedImage)
 * @families: (element-type RimNamedFamily)
 * @values: (element-type RimNamedValue): in the order of the names
 *
 * What has to be computed for some names. Immutable once made.
 */
typedef struct
{
  RimStudySettings  study;
  RimSettings      *settings[RIM_N_STUDY_IMAGES + 1];
  GArray           *vois;
  GArray           *images;
  GArray           *families;
  GArray           *values;
} RimNamedPlan;

gboolean rim_named_plan_init  (RimNamedPlan            *self,
                               RimSettings             *settings,
                               const RimStudySettings  *study,
                               const char *const       *names,
                               GError                 **error);
void     rim_named_plan_clear (RimNamedPlan            *self);
gboolean rim_named_plan_needs (const RimNamedPlan      *self,
                               guint                    images);

G_END_DECLS
