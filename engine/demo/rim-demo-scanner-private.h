/* rim-demo-scanner-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "demo/rim-demo-paint-private.h"

G_BEGIN_DECLS

#define RIM_DEMO_CT_SIZE     512
#define RIM_DEMO_CT_SLICES   120
#define RIM_DEMO_CT_DISTANCE 2.5
#define RIM_DEMO_CT_PADDING  (-2000)
#define RIM_DEMO_CT_OFFSET   (-1024)

#define RIM_DEMO_PET_SIZE     168
#define RIM_DEMO_PET_SLICES   100
#define RIM_DEMO_PET_DISTANCE 3.0
#define RIM_DEMO_PET_PIXEL    4.07283

void         rim_demo_scanner_get_sheet (const RimDemoAnatomy *anatomy,
                                         RimDemoChannel        channel,
                                         guint                 k,
                                         RimDemoSheet         *sheet);
void         rim_demo_scanner_ct_slice  (const RimDemoAnatomy *anatomy,
                                         guint                 k,
                                         gint16               *stored);
void         rim_demo_scanner_add_grain (float                *pixels,
                                         RimRandom            *random,
                                         guint                 n,
                                         const double         *middle,
                                         double                pixel,
                                         float                 sigma);
float       *rim_demo_scanner_pet       (const RimDemoAnatomy *anatomy) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
