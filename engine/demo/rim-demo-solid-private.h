/* rim-demo-solid-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rim-affine.h"
#include "demo/rim-demo-random-private.h"
#include "demo/rim-demo-tissue-private.h"

G_BEGIN_DECLS

/**
 * RimDemoSolidKind:
 * @RIM_DEMO_TUBE: from @a to @b with radius @ra there and @rb here
 * @RIM_DEMO_ELLIPSOID: around @a with @radii
 * @RIM_DEMO_BUBBLE: as an ellipsoid, but only what is in front of @c
 * @RIM_DEMO_SPHEROID: around @a, half length @ra along @b, @rb across it
 * @RIM_DEMO_COLUMN: upright, around @a, with half axes @radii and a waist
 * @RIM_DEMO_PLATE: triangle @a, @b, @c, @ra thick to either side
 * @RIM_DEMO_LOBED: an ellipsoid, bumpy by @rb mm as @noise is around @c, which
 *   keeps its form as it grows
 */
typedef enum
{
  RIM_DEMO_TUBE,
  RIM_DEMO_ELLIPSOID,
  RIM_DEMO_BUBBLE,
  RIM_DEMO_SPHEROID,
  RIM_DEMO_COLUMN,
  RIM_DEMO_PLATE,
  RIM_DEMO_LOBED,
} RimDemoSolidKind;

/**
 * RimDemoWithin:
 *
 * What a solid ends at.
 */
typedef enum
{
  RIM_DEMO_ANYWHERE,
  RIM_DEMO_IN_ABDOMEN,
  RIM_DEMO_IN_LUNGS,
} RimDemoWithin;

/**
 * RimDemoSolid:
 * @squash: how much of a distance counts along each axis; a tube with z at one
 *   half is twice as tall as it is wide
 * @wall: thickness of the outer tissue, mm; 0 where all of it is that
 * @tissue: of the wall and of what is inside it
 * @value: what each scanner sees of them
 * @grain: standard deviation of their texture in CT, HU
 * @softness: width of its edge, mm; 0 for as sharp as the scanner shows it
 * @within: what it ends at
 * @low: the corner of its box, @high the other
 *
 * A body part with a signed distance, in millimetres of the body (x to the
 * left, y to the back, z to the head, as LPS).
 */
typedef struct
{
  RimDemoSolidKind    kind;
  RimVec3             a;
  RimVec3             b;
  RimVec3             c;
  RimVec3             radii;
  RimVec3             squash;
  double              ra;
  double              rb;
  double              wall;
  RimDemoTissue       tissue[2];
  float               value[2][RIM_DEMO_N_CHANNELS];
  float               grain[2];
  float               softness;
  RimDemoWithin       within;
  const RimDemoNoise *noise;
  RimVec3             low;
  RimVec3             high;
} RimDemoSolid;

RimDemoSolid rim_demo_solid_tube      (RimVec3       a,
                                       double        ra,
                                       RimVec3       b,
                                       double        rb,
                                       RimDemoTissue tissue);
RimDemoSolid rim_demo_solid_ellipsoid (RimVec3       centre,
                                       RimVec3       radii,
                                       RimDemoTissue tissue);
RimDemoSolid rim_demo_solid_bubble    (RimVec3       centre,
                                       RimVec3       radii,
                                       double        level,
                                       RimDemoTissue tissue);
RimDemoSolid rim_demo_solid_spheroid  (RimVec3       centre,
                                       RimVec3       axis,
                                       double        along,
                                       double        across,
                                       RimDemoTissue tissue);
RimDemoSolid rim_demo_solid_column    (RimVec3       centre,
                                       RimVec3       radii,
                                       RimDemoTissue tissue);
RimDemoSolid rim_demo_solid_plate     (RimVec3       a,
                                       RimVec3       b,
                                       RimVec3       c,
                                       double        half_thickness,
                                       RimDemoTissue tissue);
RimDemoSolid rim_demo_solid_lobed     (RimVec3             centre,
                                       RimVec3             radii,
                                       double              bumps,
                                       const RimDemoNoise *noise,
                                       RimVec3             where,
                                       RimDemoTissue       tissue);
void         rim_demo_solid_squash    (RimDemoSolid       *self,
                                       RimVec3             squash);
void         rim_demo_solid_fill      (RimDemoSolid       *self,
                                       double              wall,
                                       RimDemoTissue       tissue);
void         rim_demo_solid_set_uptake (RimDemoSolid      *self,
                                        float              outer,
                                        float              inner);
void         rim_demo_solid_set_grain (RimDemoSolid       *self,
                                       float               grain);
double       rim_demo_solid_distance  (const RimDemoSolid *self,
                                       RimVec3             p);

double       rim_demo_ellipsoid_distance (RimVec3 p,
                                          RimVec3 radii);
double       rim_demo_smooth_min      (double a,
                                       double b,
                                       double k);
double       rim_demo_smooth_max      (double a,
                                       double b,
                                       double k);

G_END_DECLS
