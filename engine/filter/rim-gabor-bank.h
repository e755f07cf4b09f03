/* rim-gabor-bank.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "filter/rim-boundary.h"
#include "filter/rim-filter.h"

G_BEGIN_DECLS

#define RIM_GABOR_BANK_N 13

/**
 * RimGaborBankSettings:
 * @boundary: what the image is where it is not
 * @sigma: of the Gaussian, in mm
 * @cutoff: it ends after this many sigma
 * @lambda: wavelength, in mm
 *
 * Gabor filters of a volume, one along each direction to a neighbour. Not of the
 * IBSI, whose Gabor filters are of planes.
 */
typedef struct
{
  RimBoundary boundary;
  double      sigma;
  double      cutoff;
  double      lambda;
} RimGaborBankSettings;

void     rim_gabor_bank_get_direction (guint  which,
                                       double direction[3]);
gboolean rim_filter_gabor_bank        (RimVolume                   *image,
                                       const RimBox                *box,
                                       const RimGaborBankSettings  *settings,
                                       RimFilteredFunc              func,
                                       gpointer                     data,
                                       GCancellable                *cancellable,
                                       GError                     **error);

G_END_DECLS
