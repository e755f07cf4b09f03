/* rim-log.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "filter/rim-filter.h"

G_BEGIN_DECLS

#define RIM_LOG_MAX_SIGMAS 64

/**
 * RimLogSigma:
 * @value: the width of the Gaussian, mm
 * @is_integer: whether it was written as a whole number, "2" and not "2.0", which
 *   shows in the name of the image
 */
typedef struct
{
  double   value;
  gboolean is_integer;
} RimLogSigma;

/**
 * RimLogSettings:
 * @n_sigmas: how many images there are
 * @sigmas: (array length=n_sigmas): their Gaussians
 *
 * What the Laplacian of a Gaussian is made with.
 */
typedef struct
{
  guint       n_sigmas;
  RimLogSigma sigmas[RIM_LOG_MAX_SIGMAS];
} RimLogSettings;

#define RIM_LOG_SETTINGS_INIT { 0, { { 0.0, FALSE } } }

char    *rim_log_get_name (RimLogSigma sigma) G_GNUC_WARN_UNUSED_RESULT;
gboolean rim_log_is_apt   (const RimGrid         *grid,
                           RimLogSigma            sigma);
gboolean rim_filter_log   (RimVolume             *image,
                           const RimBox          *box,
                           const RimLogSettings  *settings,
                           RimFilteredFunc        func,
                           gpointer               data,
                           GCancellable          *cancellable,
                           GError               **error);

G_END_DECLS
