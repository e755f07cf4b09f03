/* rim-newton-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RimNewtonModel:
 * @n_parameters: how many
 * @scales: (nullable): what the information of each would be part of, were it not for
 *   rounding
 * @evaluate: the logarithm of the likelihood, its derivatives, and the negative of its
 *   second derivatives (n_parameters × n_parameters)
 * @separates: whether the likelihood never falls along a direction and rises somewhere, so
 *   that it has no highest point; differences of @tolerance of the largest one are none
 * @describe: (transfer full): what a parameter is called, for errors
 * @data: what all of them get
 */
typedef struct
{
  gsize         n_parameters;
  const double *scales;
  void (*evaluate)(const double *parameters,
                   double       *log_likelihood,
                   double       *score,
                   double       *information,
                   gpointer      data);
  gboolean (*separates)(const double *direction,
                        double        tolerance,
                        gpointer      data);
  char    *(*describe)(gsize parameter,
                       gpointer data);
  gpointer data;
} RimNewtonModel;

/**
 * RimNewton:
 * @parameters: those of the highest likelihood
 * @covariance: the inverse of the information there
 * @log_likelihood: there
 * @wald: how far the parameters are from 0
 * @null_log_likelihood: where all parameters are 0
 * @score_statistic: how steep the likelihood is there
 * @n_steps: how many steps it took
 */
typedef struct
{
  double *parameters;
  double *covariance;
  double  log_likelihood;
  double  wald;
  double  null_log_likelihood;
  double  score_statistic;
  guint   n_steps;
} RimNewton;

gboolean rim_newton_maximise (RimNewton             *self,
                              const RimNewtonModel  *model,
                              GError               **error);

G_END_DECLS
