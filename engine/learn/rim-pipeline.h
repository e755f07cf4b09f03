/* rim-pipeline.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cohort/rim-splits.h"
#include "learn/rim-selector.h"

G_BEGIN_DECLS

/**
 * RimMissingRule:
 * @RIM_MISSING_REFUSE: a missing value is an error
 * @RIM_MISSING_MEDIAN: it becomes the median of the rows that are learned from (of a
 *   category its commonest level)
 * @RIM_MISSING_DROP_ROWS: rows that miss an input are left out, and said so
 * @RIM_MISSING_DROP_COLUMNS: columns that miss a value are left out, and said so
 *
 * What becomes of values that are missing.
 */
typedef enum
{
  RIM_MISSING_REFUSE,
  RIM_MISSING_MEDIAN,
  RIM_MISSING_DROP_ROWS,
  RIM_MISSING_DROP_COLUMNS,
} RimMissingRule;

/**
 * RimScaling:
 * @RIM_SCALING_NONE: values as they are
 * @RIM_SCALING_Z_SCORE: mean 0 and standard deviation 1 of the rows that are learned from
 * @RIM_SCALING_ROBUST: median 0 and interquartile range 1
 * @RIM_SCALING_MIN_MAX: 0 to 1
 */
typedef enum
{
  RIM_SCALING_NONE,
  RIM_SCALING_Z_SCORE,
  RIM_SCALING_ROBUST,
  RIM_SCALING_MIN_MAX,
} RimScaling;

/**
 * RimPipelineStep:
 * @selector: how columns are left out
 * @parameters: what it takes
 */
typedef struct
{
  const RimSelector *selector;
  double             parameters[RIM_MAX_PARAMETERS];
} RimPipelineStep;

/**
 * RimPipelineLearner:
 * @learner: how a model is learned
 * @grid: for each parameter the numbers to try (array of double); one for a fixed one
 * @n_grid: for each parameter how many
 * @weight: in an ensemble
 */
typedef struct
{
  const RimLearner *learner;
  double           *grid[RIM_MAX_PARAMETERS];
  guint             n_grid[RIM_MAX_PARAMETERS];
  double            weight;
} RimPipelineLearner;

/**
 * RimPipeline:
 * @missing: what becomes of values that are missing
 * @batch: (nullable): the column whose batches are harmonised by ComBat
 * @scaling: of the columns
 * @steps: (array length=n_steps): one after the other
 * @learners: (array length=n_learners): several are an ensemble
 * @inner_folds: folds that choose among a grid; 0 folds for a grid of one point
 * @inner_repeats: how often such folds are drawn, at least 1
 * @class_weights: whether classes weigh the same
 * @keep_clinical: whether clinical columns pass all steps untouched
 * @icc: (nullable): an ICC for each column name (name -> double*), as of a test-retest set
 * @seed: of everything that is drawn
 *
 * How a signature is learned: all of it happens inside of a fold, of the rows that train
 * alone. Made by rim_pipeline_new(), filled in by its maker and not changed after that.
 */
typedef struct
{
  RimMissingRule      missing;
  char               *batch;
  RimScaling          scaling;
  RimPipelineStep    *steps;
  guint               n_steps;
  RimPipelineLearner *learners;
  guint               n_learners;
  guint               inner_folds;
  guint               inner_repeats;
  gboolean            class_weights;
  gboolean            keep_clinical;
  GHashTable         *icc;
  guint64             seed;
} RimPipeline;

RimPipeline *rim_pipeline_new          (void) G_GNUC_WARN_UNUSED_RESULT;
void         rim_pipeline_free         (RimPipeline             *self);
gboolean     rim_pipeline_add_step     (RimPipeline             *self,
                                        const char              *selector,
                                        GError                 **error);
gboolean     rim_pipeline_set_step     (RimPipeline             *self,
                                        const char              *parameter,
                                        double                   value,
                                        GError                 **error);
gboolean     rim_pipeline_add_learner  (RimPipeline             *self,
                                        const char              *learner,
                                        GError                 **error);
gboolean     rim_pipeline_set_learner  (RimPipeline             *self,
                                        const char              *parameter,
                                        const double            *values,
                                        guint                    n_values,
                                        GError                 **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimPipeline, rim_pipeline_free)

G_END_DECLS
