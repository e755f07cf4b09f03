/* rim-reach.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* No operation reaches farther than this, in mm. */
#define RIM_REACH_MAX 200.0

/**
 * RimReach:
 * @left: towards the patient's left, mm
 * @right: towards the right, mm
 * @anterior: to the front, mm
 * @posterior: to the back, mm
 * @inferior: to the feet, mm
 * @superior: to the head, mm
 *
 * How far something reaches in each direction of the patient, whatever way the
 * grid is turned. Between the directions it is a part of an ellipsoid, one in each
 * octant, as planning systems do it; six times the same is a ball. Plain data.
 */
typedef struct
{
  double left;
  double right;
  double anterior;
  double posterior;
  double inferior;
  double superior;
} RimReach;

#define RIM_REACH_EVEN(mm) ((RimReach) { (mm), (mm), (mm), (mm), (mm), (mm) })

G_END_DECLS
