/* rim-distributions.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

double rim_normal_tail          (double z);
double rim_normal_quantile      (double probability);
double rim_t_tail               (double t,
                                 double freedom);
double rim_t_quantile           (double probability,
                                 double freedom);
double rim_chi2_tail            (double chi2,
                                 double freedom);
double rim_chi2_quantile        (double probability,
                                 double freedom);
double rim_f_probability        (double f,
                                 double freedom_1,
                                 double freedom_2);
double rim_f_tail               (double f,
                                 double freedom_1,
                                 double freedom_2);
double rim_f_quantile           (double probability,
                                 double freedom_1,
                                 double freedom_2);
double rim_binomial_probability (gsize  k,
                                 gsize  n,
                                 double probability);

G_END_DECLS
