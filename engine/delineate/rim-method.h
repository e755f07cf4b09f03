/* rim-method.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "delineate/rim-pet-rule.h"

G_BEGIN_DECLS

#define RIM_METHOD_MAX_PARAMETERS 4

typedef struct _RimMethod RimMethod;

/**
 * RimMethodQuestion:
 * @image: an image, all of whose slices are there
 * @point: where the user pointed to, LPS mm
 * @seek: how far from it a PET's maximum is looked for, in mm
 * @radius: how far from it the result may reach, in mm
 * @within: (nullable): a VOI beyond which nothing is looked at, on the grid of @image
 * @parameters: (nullable): as many as the method has; %NULL for what they start with
 * @mask: (nullable): what a method begins with that changes a mask, on the grid of @image
 * @reference_at: (nullable): where the reference lies that a method needs, LPS mm
 *
 * What a method is asked.
 */
typedef struct
{
  RimVolume     *image;
  RimVec3        point;
  double         seek;
  double         radius;
  RimMask       *within;
  const double  *parameters;
  RimMask       *mask;
  const RimVec3 *reference_at;
} RimMethodQuestion;

typedef RimMask *(*RimMethodFunc) (const RimMethod         *method,
                                   const RimMethodQuestion *question,
                                   const double            *parameters,
                                   gboolean                *reaches_end,
                                   GCancellable            *cancellable,
                                   GError                 **error);

/**
 * RimMethod:
 * @id: what a program types
 * @name: what a window shows
 * @modality: the DICOM modality that it is for; empty where it is for any
 * @parameters: the numbers it can be given
 * @n_parameters: how many
 * @citation: where it was published; empty of a plain threshold
 * @radius: how far it looks where nothing is said, in mm
 * @rule: (nullable): of a PET
 * @needs_mask: whether it begins with a mask instead of a point
 * @run: does it
 *
 * A way to propose where a lesion ends, from one click or from a mask: one row of a table, which a
 * window and a program list.
 */
struct _RimMethod
{
  const char                  *id;
  const char                  *name;
  const char                  *modality;
  const RimDelineateParameter *parameters;
  guint                        n_parameters;
  const char                  *citation;
  double                       radius;
  const RimPetRule            *rule;
  gboolean                     needs_mask;
  RimMethodFunc                run;
};

guint    rim_method_get_n_methods (void);
gboolean rim_method_get           (guint                    n,
                                   RimMethod               *method);
gboolean rim_method_find          (const char              *id,
                                   RimMethod               *method);
RimMask *rim_method_run           (const RimMethod         *self,
                                   const RimMethodQuestion *question,
                                   gboolean                *reaches_end,
                                   GCancellable            *cancellable,
                                   GError                 **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
