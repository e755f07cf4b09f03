/* rim-demo-anatomy-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "demo/rim-demo-solid-private.h"
#include "demo/rim-demo-story-private.h"

G_BEGIN_DECLS

/* What all textures and forms of the demo are grown from. */
#define RIM_DEMO_NOISE_SEED 20260101

/**
 * RimDemoField:
 *
 * The large parts of a body, which are functions of space rather than solids.
 */
typedef enum
{
  RIM_DEMO_BODY,
  RIM_DEMO_FAT_DEPTH,
  RIM_DEMO_CAGE,
  RIM_DEMO_LUNG_RIGHT,
  RIM_DEMO_LUNG_LEFT,
  RIM_DEMO_ABDOMEN,
  RIM_DEMO_LIVER_SHAPE,
  RIM_DEMO_N_FIELDS,
} RimDemoField;

/**
 * RimDemoLayer:
 *
 * Solids of a later layer hide those of an earlier one; within a layer all
 * walls come before all contents, so that what touches is open to each other.
 */
typedef enum
{
  RIM_DEMO_LAYER_PADS,
  RIM_DEMO_LAYER_ORGANS,
  RIM_DEMO_LAYER_LUNG_VESSELS,
  RIM_DEMO_LAYER_AIRWAYS,
  RIM_DEMO_LAYER_RIGHT_HEART,
  RIM_DEMO_LAYER_LEFT_HEART,
  RIM_DEMO_LAYER_GREAT_VESSELS,
  RIM_DEMO_LAYER_TRACHEA,
  RIM_DEMO_LAYER_BONES,
  RIM_DEMO_LAYER_CANAL,
  RIM_DEMO_LAYER_LESIONS,
  RIM_DEMO_N_LAYERS,
} RimDemoLayer;

/**
 * RimDemoAnatomy:
 * @noise: what makes its textures
 * @breath: how much deeper the diaphragm stands than at rest, mm
 * @layers: (element-type RimDemoSolid): its solids
 *
 * A thorax at one time point, in mm of the body: the origin is in the middle of
 * the chest, x to the left, y to the back, z to the head. Immutable when made.
 */
typedef struct
{
  const RimDemoNoise   *noise;
  const RimDemoPatient *patient;
  const RimDemoScan    *scan;
  double                breath;
  GArray               *layers[RIM_DEMO_N_LAYERS];
} RimDemoAnatomy;

RimDemoAnatomy *rim_demo_anatomy_new      (const RimDemoPatient *patient,
                                           const RimDemoScan    *scan,
                                           double                breath,
                                           const RimDemoNoise   *noise) G_GNUC_WARN_UNUSED_RESULT;
RimDemoAnatomy *rim_demo_anatomy_new_like (const RimDemoAnatomy *body,
                                           const RimDemoPatient *patient,
                                           const RimDemoScan    *scan,
                                           const RimDemoNoise   *noise,
                                           RimVec3               middle,
                                           double                reach) G_GNUC_WARN_UNUSED_RESULT;
void            rim_demo_anatomy_free     (RimDemoAnatomy       *self);
void            rim_demo_anatomy_measure  (const RimDemoAnatomy *self,
                                           RimVec3               p,
                                           float                *fields);
double          rim_demo_anatomy_lung     (const RimDemoAnatomy *self,
                                           RimVec3               p,
                                           gboolean              left);
double          rim_demo_anatomy_heart    (const RimDemoAnatomy *self,
                                           RimVec3               p);
double          rim_demo_anatomy_liver    (const RimDemoAnatomy *self,
                                           RimVec3               p);
RimVec3         rim_demo_anatomy_breathe  (const RimDemoAnatomy *self,
                                           RimVec3               p);
double          rim_demo_anatomy_spine_y  (double z);
RimVec3         rim_demo_anatomy_cage_point (const RimDemoAnatomy *self,
                                             double                angle,
                                             double                z,
                                             double                outside);
void            rim_demo_anatomy_add      (RimDemoAnatomy       *self,
                                           RimDemoLayer          layer,
                                           RimDemoSolid          solid);

/* Parts, each in a file of its own. */
void            rim_demo_add_skeleton     (RimDemoAnatomy       *self);
void            rim_demo_add_mediastinum  (RimDemoAnatomy       *self);
void            rim_demo_add_abdomen      (RimDemoAnatomy       *self);
void            rim_demo_add_trees        (RimDemoAnatomy       *self);
void            rim_demo_add_lesions      (RimDemoAnatomy       *self);
RimDemoSolid    rim_demo_lesion_solid     (const RimDemoAnatomy *self,
                                           const RimDemoLesion  *lesion);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimDemoAnatomy, rim_demo_anatomy_free)

G_END_DECLS
