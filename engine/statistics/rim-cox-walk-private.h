/* rim-cox-walk-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "statistics/rim-cox.h"

G_BEGIN_DECLS

/**
 * RimCoxWalk:
 *
 * Rows from the last time to the first with their covariates beside each other, less
 * their means, and what one walk along them needs.
 */
typedef struct
{
  const RimCoxData *data;
  RimCoxTies        ties;
  guint32          *rows;
  double           *covariates;          /* n × n_columns, in the order of rows */
  double           *means;
  double           *risks;               /* exp of the linear predictor, in that order */
  double           *scratch;
} RimCoxWalk;

/**
 * RimCoxMoment:
 * @row: one of the rows with the time
 * @n_events: how many events then
 * @log_likelihood: what they add
 * @score: (array length=n_columns): what they add to the derivatives
 * @information: n_columns × n_columns: and to the second ones; the lower half
 * @hazard: by how much the baseline's cumulated hazard rises
 */
typedef struct
{
  guint32 row;
  gsize   n_events;
  double  log_likelihood;
  double *score;
  double *information;
  double  hazard;
} RimCoxMoment;

typedef void (*RimCoxMomentFunc) (const RimCoxMoment *moment,
                                  gpointer            data);

gboolean rim_cox_walk_check        (const RimCoxData  *data,
                                    GError           **error);
gboolean rim_cox_walk_init         (RimCoxWalk        *self,
                                    const RimCoxData  *data,
                                    RimCoxTies         ties,
                                    GError           **error);
void     rim_cox_walk_clear        (RimCoxWalk        *self);
double   rim_cox_walk_get_spread   (const RimCoxWalk  *self,
                                    gsize              column);
void     rim_cox_walk_each_time    (RimCoxWalk        *self,
                                    const double      *coefficients,
                                    RimCoxMomentFunc   func,
                                    gpointer           data);
gboolean rim_cox_walk_is_separated (RimCoxWalk        *self,
                                    const double      *direction,
                                    double             tolerance);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RimCoxWalk, rim_cox_walk_clear)

G_END_DECLS
