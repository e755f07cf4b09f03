/* rim-demo-case-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "demo/rim-demo-fate-private.h"
#include "demo/rim-demo-patch-private.h"

G_BEGIN_DECLS

/* Where a patient of the cohort was scanned. */
#define RIM_DEMO_N_CENTRES 3

/* How many builds there are. */
#define RIM_DEMO_N_BODIES 4

/**
 * RimDemoCase:
 * @id: what the patient is called
 * @fate: what is hidden
 * @centre: in which centre
 * @body: of which build
 * @patient: the body and the lesion that images are made of
 *
 * A patient of the cohort.
 */
typedef struct
{
  char           *id;
  RimDemoFate     fate;
  guint           centre;
  guint           body;
  RimDemoPatient  patient;
} RimDemoCase;

/**
 * RimDemoBodies:
 * @noise: what they are grown from
 * @bodies: without lesions
 *
 * The bodies that all patients of the cohort share. Immutable once made.
 */
typedef struct
{
  RimDemoNoise   *noise;
  RimDemoAnatomy *bodies[RIM_DEMO_N_BODIES];
} RimDemoBodies;

RimDemoBodies        *rim_demo_bodies_new       (void) G_GNUC_WARN_UNUSED_RESULT;
void                  rim_demo_bodies_free      (RimDemoBodies       *self);

void                  rim_demo_case_init        (RimDemoCase         *self,
                                                 guint                patient);
void                  rim_demo_case_clear       (RimDemoCase         *self);
void                  rim_demo_case_scan        (const RimDemoCase   *self,
                                                 const RimDemoBodies *bodies,
                                                 RimDemoPatch        *patch);
const RimDemoScanner *rim_demo_case_get_scanner (const RimDemoCase   *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RimDemoCase, rim_demo_case_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimDemoBodies, rim_demo_bodies_free)

G_END_DECLS
