/* rim-validation-rows-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "statistics/rim-bootstrap.h"
#include "validate/rim-validation.h"

G_BEGIN_DECLS

/**
 * RimSample:
 * @n: how many rows
 * @margins: (array length=n): what was said of them
 * @probabilities: (nullable) (array length=n): of class 1
 * @is_high: (nullable) (array length=n): above the cut-off
 * @labels: (nullable) (array length=n): classes or events
 * @values: (nullable) (array length=n): times or numbers
 *
 * Rows that are judged together; numbers are its own.
 */
typedef struct
{
  gsize   n;
  double *margins;
  double *probabilities;
  guint8 *is_high;
  guint8 *labels;
  double *values;
} RimSample;

/**
 * RimValidationRows:
 * @input: what was given
 * @cancellable: (nullable): whether to go on
 * @n_repeats: of the splits, at least 1
 * @n_patients: how many patients
 * @begins: (array length=n_repeats*n_patients+1): where in @rows those of a patient in a
 *   repeat begin
 * @rows: (array length=input.n): by repeat and patient
 * @is_simple: whether there is one repeat, and one row of each patient
 *
 * Rows by repeat and patient.
 */
typedef struct
{
  const RimValidationInput *input;
  GCancellable             *cancellable;
  guint                     n_repeats;
  guint                     n_patients;
  gsize                    *begins;
  guint32                  *rows;
  gboolean                  is_simple;
} RimValidationRows;

/**
 * RimSampleFunc:
 * @sample: rows
 * @values: (out): what is measured of them; NAN where there is no value
 * @notes: (nullable) (inout): why a value is NAN
 * @data: what the caller gave
 *
 * Measures; runs in any thread.
 */
typedef void (*RimSampleFunc) (const RimSample  *sample,
                               double           *values,
                               char            **notes,
                               gpointer          data);

void rim_sample_clear                  (RimSample                *self);

void rim_validation_rows_init          (RimValidationRows        *self,
                                        const RimValidationInput *input,
                                        GCancellable             *cancellable);
void rim_validation_rows_clear         (RimValidationRows        *self);
void rim_validation_rows_get_repeat    (const RimValidationRows  *self,
                                        guint                     repeat,
                                        RimSample                *sample);
void rim_validation_rows_average       (const RimValidationRows  *self,
                                        RimSample                *sample);
void rim_validation_rows_estimate      (const RimValidationRows  *self,
                                        RimSampleFunc             func,
                                        gpointer                  data,
                                        guint                     n_values,
                                        RimEstimate              *estimates,
                                        char                    **notes);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RimSample, rim_sample_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RimValidationRows, rim_validation_rows_clear)

G_END_DECLS
