/* rim-validation-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <math.h>

#include "statistics/rim-confusion.h"
#include "validate/rim-validation-rows-private.h"

G_BEGIN_DECLS

/* Wherever there is no estimate. */
#define RIM_ESTIMATE_NONE ((RimEstimate) { NAN, NAN, NAN })

RimMeasure *rim_validation_add_measure     (RimValidation           *self,
                                            const char              *id,
                                            const char              *title,
                                            RimEstimate              estimate,
                                            double                   p,
                                            char                    *note);
void        rim_validation_take_plot       (RimValidation           *self,
                                            RimPlot                 *plot);
char       *rim_validation_explain         (const RimValidationRows *rows,
                                            RimEstimate              estimate,
                                            const char              *formula);

void        rim_validation_measure_binary  (RimValidation           *self,
                                            const RimValidationRows *rows);
void        rim_validation_confuse         (const RimSample         *sample,
                                            RimConfusion            *confusion);
void        rim_validation_plot_binary     (RimValidation           *self,
                                            const RimValidationRows *rows);

G_END_DECLS
