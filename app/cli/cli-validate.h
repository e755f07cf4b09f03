/* cli-validate.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cli-outcome.h"
#include "cli-tables.h"
#include "cli.h"
#include "cohort/rim-outcome.h"
#include "report/rim-plot-draw.h"
#include "signature/rim-signature.h"
#include "validate/rim-predictions.h"

G_BEGIN_DECLS

/**
 * CliValidate:
 * @signature: (nullable): what predicts; otherwise predictions are read
 * @predictions: (nullable): a table of them, or how they were read
 * @compare: (nullable): another signature, or a table of its predictions
 * @cohort: (nullable): tables that are joined, between commas
 * @tables: how they are read
 * @outcome: of the cohort
 * @forest: (nullable): columns beside the score in a forest plot, between commas
 * @cutoffs: (element-type double): of categories
 * @times: (element-type double): at which an AUC is wanted
 * @time_unit: (nullable): what times are counted in
 * @n_bootstraps: for intervals
 * @n_permutations: of the permutation test
 * @seed: of both
 * @plots: (nullable): a folder for plots
 * @format: of the plots
 * @report: (nullable): a PDF to write
 * @is_synthetic: whether patients do not exist
 * @json: whether to print JSON
 * @sections: (element-type CliSection): what came of it
 *
 * What rimlightctl validate is told, and what comes of it.
 */
typedef struct
{
  char               *signature;
  char               *predictions;
  char               *compare;
  char               *cohort;
  CliTables           tables;
  CliOutcome          outcome;
  char               *forest;
  GArray             *cutoffs;
  GArray             *times;
  char               *time_unit;
  gint                n_bootstraps;
  gint                n_permutations;
  gint                seed;
  char               *plots;
  char               *format;
  char               *report;
  gboolean            is_synthetic;
  gboolean            json;
  GPtrArray          *sections;
} CliValidate;

/**
 * CliSection:
 * @id: "validation", "comparison" or "forest"
 * @title: as people read it
 * @validation: measures and plots
 */
typedef struct
{
  const char    *id;
  const char    *title;
  RimValidation *validation;
} CliSection;

void     cli_validate_clear (CliValidate  *self);
gboolean cli_validate_run   (CliValidate  *self,
                             GError      **error);
gboolean cli_validate_write (CliValidate  *self,
                             const char   *out,
                             GError      **error);
void     cli_validate_print (CliValidate  *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliValidate, cli_validate_clear)

G_END_DECLS
