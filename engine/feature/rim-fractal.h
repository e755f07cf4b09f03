/* rim-fractal.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "texture/rim-family.h"

G_BEGIN_DECLS

gboolean rim_fractal_count_boxes (const guint8  *inside,
                                  const double  *heights,
                                  const guint    size[3],
                                  guint          side,
                                  double        *n,
                                  GError       **error);
double   rim_fractal_fit         (const guint   *sides,
                                  const double  *counts,
                                  guint          n,
                                  double        *r_squared);

extern const RimFamily rim_family_fractal;

G_END_DECLS
