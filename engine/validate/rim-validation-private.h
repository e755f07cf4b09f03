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

/**
 * RimMeasureKind:
 * @id: of the measure
 * @title: as people read it
 * @formula: (nullable): whose interval it has where rows are independent; %NULL for that
 *   of a bootstrap
 */
typedef struct
{
  const char *id;
  const char *title;
  const char *formula;
} RimMeasureKind;

RimValidation *rim_validation_new_empty    (gboolean is_synthetic) G_GNUC_WARN_UNUSED_RESULT;
gboolean    rim_validation_check           (const RimValidationInput  *input,
                                            GError                   **error);
RimMeasure *rim_validation_add_measure     (RimValidation           *self,
                                            const char              *id,
                                            const char              *title,
                                            RimEstimate              estimate,
                                            double                   p,
                                            char                    *note);
void        rim_validation_explain         (char                   **notes,
                                            guint                    first,
                                            guint                    last,
                                            const char              *why);
void        rim_validation_add_estimates   (RimValidation           *self,
                                            const RimValidationRows *rows,
                                            const RimMeasureKind    *kinds,
                                            guint                    n_kinds,
                                            const RimEstimate       *estimates,
                                            char                   **notes);
void        rim_validation_add_test        (RimValidation           *self,
                                            const char              *id,
                                            const char              *title,
                                            double                   statistic,
                                            double                   p,
                                            char                    *note);
void        rim_validation_count           (RimValidation           *self,
                                            const RimValidationRows *rows,
                                            const RimSample         *sample,
                                            const char              *id,
                                            const char              *title);
void        rim_validation_take_plot       (RimValidation           *self,
                                            RimPlot                 *plot);
char       *rim_validation_format          (const RimMeasure        *measure,
                                            const char              *title,
                                            int                      decimals) G_GNUC_WARN_UNUSED_RESULT;
char       *rim_validation_format_interval (const RimEstimate       *estimate,
                                            int                      decimals) G_GNUC_WARN_UNUSED_RESULT;
char       *rim_validation_format_p        (double p) G_GNUC_WARN_UNUSED_RESULT;

void        rim_validation_measure_binary  (RimValidation           *self,
                                            const RimValidationRows *rows);
void        rim_validation_measure_number  (RimValidation           *self,
                                            const RimValidationRows *rows);
void        rim_validation_measure_survival (RimValidation           *self,
                                             const RimValidationRows *rows);
void        rim_validation_confuse         (const RimSample         *sample,
                                            RimConfusion            *confusion);
void        rim_validation_take_group      (const RimSample         *sample,
                                            int                      is_high,
                                            RimSample               *group);
GArray     *rim_validation_list_times      (const RimValidationRows *rows,
                                            const RimSample         *sample) G_GNUC_WARN_UNUSED_RESULT;
void        rim_validation_add_roc         (RimPlot                 *plot,
                                            const char              *title,
                                            int                      color,
                                            const RimSample         *sample);
void        rim_validation_plot_curves     (RimValidation           *self,
                                            const RimValidationRows *rows,
                                            const RimSample         *average);
void        rim_validation_plot_binary     (RimValidation           *self,
                                            const RimValidationRows *rows,
                                            const RimSample         *average);
void        rim_validation_plot_survival   (RimValidation           *self,
                                            const RimValidationRows *rows,
                                            const RimSample         *average);

G_END_DECLS
