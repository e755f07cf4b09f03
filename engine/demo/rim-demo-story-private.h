/* rim-demo-story-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rim-affine.h"

G_BEGIN_DECLS

#define RIM_DEMO_MAX_LESIONS 5
#define RIM_DEMO_N_SCANS     4

/**
 * RimDemoLesionKind:
 *
 * How a lesion looks.
 */
typedef enum
{
  RIM_DEMO_LESION_NONE,
  RIM_DEMO_LESION_LUNG,
  RIM_DEMO_LESION_NODE,
  RIM_DEMO_LESION_LIVER,
} RimDemoLesionKind;

/**
 * RimDemoLesion:
 * @name: of its region in the structure set
 * @at: its centre at rest, mm of the body
 * @diameter: longest axial, mm
 * @flatness: short axis over long axis
 * @core: radius of the necrotic core over that of the lesion
 * @suv_rim: SUVbw of the living part
 * @suv_core: SUVbw of the core
 * @halo: width of the ground glass around it, mm
 * @grain: standard deviation of its texture in CT, HU; 0 for the usual
 *
 * A lesion at one time point.
 */
typedef struct
{
  RimDemoLesionKind kind;
  const char       *name;
  RimVec3           at;
  double            diameter;
  double            flatness;
  double            core;
  double            suv_rim;
  double            suv_core;
  double            halo;
  double            grain;
} RimDemoLesion;

/**
 * RimDemoScan:
 * @label: what the time point is called
 * @date: DICOM DA
 * @time: of the CT, DICOM TM; the PET starts ten minutes later
 * @breath: diaphragm below its place at rest in CT, mm
 * @shift: of the body in the scanner, mm
 * @turn: of the body about its long axis, degrees
 * @table: z of the body's origin in the scanner, mm
 * @weight: kg
 * @dose: activity injected, Bq
 * @uptake: from injection to the start of the PET, s
 * @marrow: uptake of bone marrow over the usual
 * @spleen: the same of the spleen
 * @heart: uptake of the left ventricle's wall, SUVbw
 *
 * A time point.
 */
typedef struct
{
  const char   *label;
  const char   *date;
  const char   *time;
  double        breath;
  RimVec3       shift;
  double        turn;
  double        table;
  double        weight;
  double        dose;
  double        uptake;
  double        marrow;
  double        spleen;
  double        heart;
  RimDemoLesion lesions[RIM_DEMO_MAX_LESIONS];
} RimDemoScan;

/**
 * RimDemoPatient:
 * @id: Patient ID and folder
 * @name: Patient's Name, PN
 * @girth: more fat all around, mm
 * @breadth: of the chest over the usual
 * @pixel: size of a CT pixel, mm
 *
 * Who it is, how the body is built, and its time points.
 */
typedef struct
{
  const char  *id;
  const char  *name;
  const char  *sex;
  const char  *birth_date;
  const char  *story;
  double       height;   /* m */
  double       girth;
  double       breadth;
  double       pixel;
  RimDemoScan  scans[RIM_DEMO_N_SCANS];
} RimDemoPatient;

guint                 rim_demo_story_get_n_patients (void);
const RimDemoPatient *rim_demo_story_get_patient    (guint index);
char                 *rim_demo_story_dup_clinical   (const RimDemoPatient *patient) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
