/* rl-input-name.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "feature/rim-feature-column.h"

G_BEGIN_DECLS

/**
 * RlInputName:
 * @is_feature: whether it is computed of images
 * @column: what its name says; only with @is_feature
 * @title: for people: "GLCM Contrast"
 * @where: image, VOI and filter: "PET, rim, LoG σ 2 mm"; empty for what is no feature
 * @definition: what it is, by formula and reference; empty for what is no feature
 * @map: (nullable): the feature of its map: "glcm_Contrast"; %NULL where there are no maps of it
 *
 * What people call an input of a signature, and where more of it is to be seen.
 */
typedef struct
{
  gboolean          is_feature;
  RimFeatureColumn  column;
  char             *title;
  char             *where;
  char             *definition;
  char             *map;
} RlInputName;

RlInputName *rl_input_name_new  (const char  *name,
                                 RimProfile   profile) G_GNUC_WARN_UNUSED_RESULT;
void         rl_input_name_free (RlInputName *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RlInputName, rl_input_name_free)

G_END_DECLS
