/* rim-elastic-net-descent-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "learn/rim-elastic-net-problem-private.h"

G_BEGIN_DECLS

/* Where a descent stands: coefficients of standardised columns, and what follows. */
typedef struct
{
  double   intercept;
  double  *coefficients;       /* p */
  double  *predictors;         /* n */
  double  *residuals;          /* n */
  double  *curvatures;         /* n */
  double  *slopes;             /* p: how far a column is from coming in, by the last residuals */
  guint32 *set;                /* columns that may come in, rising */
  gsize    n_set;
  guint8  *is_in_set;          /* p */
  double  *set_curvatures;     /* n_set: of each column by itself */
  double   loss;
  double   loose_limit;        /* what a step may be worth where columns are so alike that none ends */
} RimElasticNetState;

void     rim_elastic_net_state_init    (RimElasticNetState          *self,
                                        const RimElasticNetProblem  *problem);
void     rim_elastic_net_state_clear   (RimElasticNetState          *self);
void     rim_elastic_net_state_screen  (RimElasticNetState          *self,
                                        const RimElasticNetProblem  *problem,
                                        double                       lasso,
                                        double                       last_lasso);
gboolean rim_elastic_net_state_descend (RimElasticNetState          *self,
                                        const RimElasticNetProblem  *problem,
                                        double                       lasso,
                                        double                       ridge,
                                        double                       limit);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RimElasticNetState, rim_elastic_net_state_clear)

G_END_DECLS
