/* rim-elastic-net-problem-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "learn/rim-elastic-net.h"

G_BEGIN_DECLS

/* What is minimised: loss + penalty of standardised columns, with weights that sum to 1.
 * Rows of a Cox model go from the last time to the first, so that one walk sums risks.
 */
typedef struct
{
  RimElasticNetFamily  family;
  gboolean             is_efron;
  gsize                n;
  guint                p;
  double              *columns;            /* p × n, of mean 0 and variance 1 */
  double              *means;
  double              *scales;             /* 0 for a column that is constant */
  double              *penalties;
  double              *weights;
  double              *outcomes;           /* numbers, classes or events */
  guint32             *rows;               /* of the data */
  guint32             *ends;               /* of a Cox model: behind the rows of the same time */
  double               total_weight;
  double               ridge_scale;
} RimElasticNetProblem;

gboolean rim_elastic_net_check_data    (const RimElasticNetData     *data,
                                        RimElasticNetFamily          family,
                                        GError                     **error);
void     rim_elastic_net_problem_init  (RimElasticNetProblem        *self,
                                        const RimElasticNetData     *data,
                                        RimElasticNetFamily          family,
                                        gboolean                     is_efron,
                                        const guint32               *rows,
                                        gsize                        n_rows);
gboolean rim_elastic_net_problem_check (const RimElasticNetProblem  *self,
                                        GError                     **error);
void     rim_elastic_net_problem_clear (RimElasticNetProblem        *self);
double   rim_elastic_net_problem_score (const RimElasticNetProblem  *self,
                                        const double                *predictors,
                                        double                      *residuals,
                                        double                      *curvatures);
double   rim_elastic_net_problem_score_cox
  (const RimElasticNetProblem  *self,
  const double                 *predictors,
  double                       *residuals,
  double                       *curvatures);

RimElasticNetFit *rim_elastic_net_fit_new_rows (const RimElasticNetData      *data,
                                                const RimElasticNetSettings  *settings,
                                                const guint32                *rows,
                                                gsize                         n_rows,
                                                GError                      **error) G_GNUC_WARN_UNUSED_RESULT;
void              rim_elastic_net_fit_end_at   (RimElasticNetFit             *self,
                                                guint                         n_steps);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RimElasticNetProblem, rim_elastic_net_problem_clear)

G_END_DECLS
