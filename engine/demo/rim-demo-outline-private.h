/* rim-demo-outline-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "demo/rim-demo-paint-private.h"
#include "volume/rim-contour.h"

G_BEGIN_DECLS

/**
 * RimDemoShape:
 * @anatomy: what is in the scanner
 * @p: a point of the body
 * @data: what the caller gave
 *
 * Returns: the signed distance to a shape, mm
 */
typedef double (*RimDemoShape) (const RimDemoAnatomy *anatomy,
                                RimVec3               p,
                                gconstpointer         data);

void rim_demo_outline (const RimDemoAnatomy *anatomy,
                       const RimDemoSheet   *sheet,
                       RimDemoShape          shape,
                       gconstpointer         data,
                       const RimVec3        *low,
                       const RimVec3        *high,
                       double                step,
                       const char           *sop_instance_uid,
                       GPtrArray            *contours);

G_END_DECLS
