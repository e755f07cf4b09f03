/* rim-ibsi-filter.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "filter/rim-boundary.h"
#include "filter/rim-filter.h"
#include "filter/rim-pooling.h"

G_BEGIN_DECLS

/**
 * RimIbsiFilterKind:
 * @RIM_IBSI_MEAN: the mean of a box (S60F)
 * @RIM_IBSI_LOG: Laplacian of Gaussian (L6PA)
 * @RIM_IBSI_LAWS: Laws kernels (JTXT)
 * @RIM_IBSI_GABOR: the modulus of Gabor filters in planes (Q88H)
 * @RIM_IBSI_WAVELET: separable wavelets, undecimated (25BO)
 * @RIM_IBSI_SIMONCELLI: the band-pass map of Simoncelli's wavelet (PRT7)
 * @RIM_IBSI_RIESZ_LOG: Riesz transform of Laplacian of Gaussian (AYRS)
 * @RIM_IBSI_RIESZ_SIMONCELLI: Riesz transform of Simoncelli's wavelet
 *
 * The filters of the reference manual of the second part of the IBSI (Standardised
 * convolutional filtering for radiomics, arXiv 2006.05470).
 */
typedef enum
{
  RIM_IBSI_MEAN,
  RIM_IBSI_LOG,
  RIM_IBSI_LAWS,
  RIM_IBSI_GABOR,
  RIM_IBSI_WAVELET,
  RIM_IBSI_SIMONCELLI,
  RIM_IBSI_RIESZ_LOG,
  RIM_IBSI_RIESZ_SIMONCELLI,
} RimIbsiFilterKind;

/**
 * RimIbsiFilterSettings:
 * @kind: which filter; what follows counts for the kinds named
 * @is_2d: slice by slice, along i and j, rather than along all axes
 * @boundary: what the image is where it is not; Simoncelli's wavelet takes it for
 *   periodic
 * @rotation_invariant: Laws, wavelet: pool the responses of all rotations by right
 *   angles, 24 or 4; Gabor: pool those of all angles
 * @pooling: how
 * @energy: whether to take the mean of absolute values around each voxel, after
 *   pooling
 * @energy_distance: how far around, in voxels: delta
 *
 * @support: mean: how many voxels along an axis, odd
 *
 * @sigma: LoG, Gabor, Riesz LoG: of the Gaussian, in mm: sigma*
 * @cutoff: LoG, Riesz LoG: the kernel ends after this many sigma
 *
 * @kernels: Laws: "L5E5S5", "L5S5" where @is_2d: along i, j, k
 *
 * @lambda: Gabor: wavelength, in mm: lambda*
 * @gamma: Gabor: how many times narrower across the wave than along it
 * @theta: Gabor: the angle of the wave, from i towards j, in radians
 * @theta_step: Gabor: the step between the angles that are pooled, in radians
 * @orthogonal_planes: Gabor: average over the planes i j, i k and j k, rather
 *   than filter in i j alone
 *
 * @wavelet: wavelet: as PyWavelets calls it: "haar", "db3", "coif1", "bior1.3"
 * @subband: wavelet: "LLH", "LH" where @is_2d: along i, j, k
 * @level: wavelet, Simoncelli, Riesz Simoncelli: from 1
 *
 * @order: Riesz: how often to derive along i, j, k: l
 * @steered: Riesz: align at each voxel by the structure tensor: the first axis of
 *   @order is then where the image varies most
 * @tensor_sigma: Riesz, where @steered: how far around a voxel counts, in mm
 *
 * A filter of the IBSI. Plain data: copy and compare as you like.
 */
typedef struct
{
  RimIbsiFilterKind kind;
  gboolean          is_2d;
  RimBoundary       boundary;
  gboolean          rotation_invariant;
  RimPooling        pooling;
  gboolean          energy;
  guint             energy_distance;

  guint             support;

  double            sigma;
  double            cutoff;

  char              kernels[8];

  double            lambda;
  double            gamma;
  double            theta;
  double            theta_step;
  gboolean          orthogonal_planes;

  char              wavelet[16];
  char              subband[4];
  guint             level;

  guint             order[3];
  gboolean          steered;
  double            tensor_sigma;
} RimIbsiFilterSettings;

void        rim_ibsi_filter_settings_init  (RimIbsiFilterSettings *self,
                                            RimIbsiFilterKind      kind);
gboolean    rim_ibsi_filter_settings_check (const RimIbsiFilterSettings *self,
                                            GError                     **error);
const char *rim_ibsi_filter_kind_get_name  (RimIbsiFilterKind kind);
gboolean    rim_filter_ibsi                (RimVolume                    *image,
                                            const RimBox                 *box,
                                            const RimIbsiFilterSettings  *settings,
                                            RimFilteredFunc               func,
                                            gpointer                      data,
                                            GCancellable                 *cancellable,
                                            GError                      **error);

/* The kernels that Laws combines; %NULL after the last. */
char      **rim_laws_list_combinations     (const char *letters,
                                            guint       length,
                                            guint       n_axes) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
