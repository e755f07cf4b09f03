/* rim-glcm.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-glcm.h"

#include <math.h>

#define HARALICK "Haralick, Shanmugam, Dinstein 1973"
#define UNSER "Unser 1986"
#define SOH "Soh, Tsatsoulis 1999"
#define CLAUSI "Clausi 2002"

static double
get_autocorrelation (const RimGlcmSummary *m)
{
  return m->autocorrelation;
}

static double
get_cluster_prominence (const RimGlcmSummary *m)
{
  return m->cluster_prominence;
}

static double
get_cluster_shade (const RimGlcmSummary *m)
{
  return m->cluster_shade;
}

static double
get_cluster_tendency (const RimGlcmSummary *m)
{
  return m->cluster_tendency;
}

static double
get_contrast (const RimGlcmSummary *m)
{
  return m->contrast;
}

static double
get_correlation (const RimGlcmSummary *m)
{
  double sigma = sqrt (m->variance_x) * sqrt (m->variance_y);

  return sigma > 0.0 ? m->covariance / (sigma + m->epsilon) : 1.0;
}

static double
get_difference_average (const RimGlcmSummary *m)
{
  return m->difference_average;
}

static double
get_difference_entropy (const RimGlcmSummary *m)
{
  return m->difference_entropy;
}

static double
get_difference_variance (const RimGlcmSummary *m)
{
  return m->difference_variance;
}

static double
get_id (const RimGlcmSummary *m)
{
  return m->id;
}

static double
get_idm (const RimGlcmSummary *m)
{
  return m->idm;
}

static double
get_idmn (const RimGlcmSummary *m)
{
  return m->idmn;
}

static double
get_idn (const RimGlcmSummary *m)
{
  return m->idn;
}

static double
get_imc1 (const RimGlcmSummary *m)
{
  double most = MAX (m->hx, m->hy);

  return most != 0.0 ? (m->hxy - m->hxy1) / most : 0.0;
}

/* Where rounding has the cells less certain than independence, the root has no
 * value, and PyRadiomics leaves that direction out.
 */
static double
get_imc2 (const RimGlcmSummary *m)
{
  return sqrt (1.0 - exp (-2.0 * (m->hxy2 - m->hxy)));
}

static double
get_imc2_ibsi (const RimGlcmSummary *m)
{
  return sqrt (MAX (0.0, 1.0 - exp (-2.0 * (m->hxy2 - m->hxy))));
}

static double
get_inverse_variance (const RimGlcmSummary *m)
{
  return m->inverse_variance;
}

static double
get_joint_average (const RimGlcmSummary *m)
{
  return m->mean_x;
}

static double
get_joint_energy (const RimGlcmSummary *m)
{
  return m->energy;
}

static double
get_joint_entropy (const RimGlcmSummary *m)
{
  return m->hxy;
}

static double
get_mcc (const RimGlcmSummary *m)
{
  return sqrt (m->eigenvalue);
}

static double
get_maximum_probability (const RimGlcmSummary *m)
{
  return m->maximum;
}

static double
get_sum_average (const RimGlcmSummary *m)
{
  return m->mean_x + m->mean_y;
}

static double
get_sum_entropy (const RimGlcmSummary *m)
{
  return m->sum_entropy;
}

static double
get_sum_squares (const RimGlcmSummary *m)
{
  return m->variance_x;
}

/* In the order in which PyRadiomics writes them. Those that it deprecates,
 * because another is the same, have no value there, and so no row; the IBSI keeps
 * Dissimilarity and SumVariance.
 */
static const RimGlcmFeature features[RIM_GLCM_N_FEATURES] = {
  {
    { "Autocorrelation", "cm_auto_corr", "QWB0", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_LEVEL_SQUARED,
      "Σ p(i,j)·i·j", SOH },
    RIM_GLCM_MOMENTS, get_autocorrelation,
  },
  {
    { "ClusterProminence", "cm_clust_prom", "AE86", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_NONE,
      "Σ p(i,j)·(i + j − μx − μy)⁴", UNSER },
    RIM_GLCM_MOMENTS, get_cluster_prominence,
  },
  {
    { "ClusterShade", "cm_clust_shade", "7NFM", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_NONE,
      "Σ p(i,j)·(i + j − μx − μy)³", UNSER },
    RIM_GLCM_MOMENTS, get_cluster_shade,
  },
  {
    { "ClusterTendency", "cm_clust_tend", "DG8W", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_LEVEL_SQUARED,
      "Σ p(i,j)·(i + j − μx − μy)²", UNSER },
    RIM_GLCM_MOMENTS, get_cluster_tendency,
  },
  {
    { "Contrast", "cm_contrast", "ACUI", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_LEVEL_SQUARED,
      "Σ p(i,j)·(i − j)²", HARALICK },
    RIM_GLCM_MOMENTS, get_contrast,
  },
  {
    { "Correlation", "cm_corr", "NI2N", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_NONE,
      "(Σ p(i,j)·i·j − μx·μy) / (σx·σy); 1 where a σ is 0", HARALICK },
    RIM_GLCM_MOMENTS, get_correlation,
  },
  {
    { "DifferenceAverage", "cm_diff_avg", "TF7R", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_LEVEL,
      "Σ p|x−y|(k)·k", "IBSI 3.6.5" },
    RIM_GLCM_MOMENTS, get_difference_average,
  },
  {
    { "DifferenceEntropy", "cm_diff_entr", "NTRS", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_BITS,
      "−Σ p|x−y|(k)·log₂ p|x−y|(k)", HARALICK },
    RIM_GLCM_LINE_ENTROPIES, get_difference_entropy,
  },
  {
    { "DifferenceVariance", "cm_diff_var", "D3YU", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_LEVEL_SQUARED,
      "Σ p|x−y|(k)·(k − μ|x−y|)²", HARALICK },
    RIM_GLCM_MOMENTS, get_difference_variance,
  },
  {
    { "Dissimilarity", "cm_dissimilarity", "8S9J", RIM_IN_IBSI, TRUE, RIM_FEATURE_UNIT_LEVEL,
      "Σ p(i,j)·|i − j|", "IBSI 3.6.13" },
    RIM_GLCM_MOMENTS, get_difference_average,
  },
  {
    { "Id", "cm_inv_diff", "IB1Z", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_NONE,
      "Σ p|x−y|(k) / (1 + k)", CLAUSI },
    RIM_GLCM_MOMENTS, get_id,
  },
  {
    { "Idm", "cm_inv_diff_mom", "WF0Z", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_NONE,
      "Σ p|x−y|(k) / (1 + k²)", HARALICK },
    RIM_GLCM_MOMENTS, get_idm,
  },
  {
    { "Idmn", "cm_inv_diff_mom_norm", "1QCO", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_NONE,
      "Σ p|x−y|(k) / (1 + k²/Ng²)", CLAUSI },
    RIM_GLCM_MOMENTS, get_idmn,
  },
  {
    { "Idn", "cm_inv_diff_norm", "NDRX", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_NONE,
      "Σ p|x−y|(k) / (1 + k/Ng)", CLAUSI },
    RIM_GLCM_MOMENTS, get_idn,
  },
  {
    { "Imc1", "cm_info_corr1", "R8DG", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_NONE,
      "(HXY − HXY1) / max(HX, HY); 0 where that is 0", HARALICK },
    RIM_GLCM_ENTROPIES, get_imc1,
  },
  {
    { "Imc2", "cm_info_corr2", "JN9H", RIM_IN_PYRADIOMICS, TRUE, RIM_FEATURE_UNIT_NONE,
      "√(1 − exp(−2·(HXY2 − HXY)))", HARALICK },
    RIM_GLCM_ENTROPIES, get_imc2,
  },
  {
    { "Imc2", "cm_info_corr2", "JN9H", RIM_IN_IBSI, TRUE, RIM_FEATURE_UNIT_NONE,
      "√(1 − exp(−2·(HXY2 − HXY))); 0 where HXY > HXY2", HARALICK },
    RIM_GLCM_ENTROPIES, get_imc2_ibsi,
  },
  {
    { "InverseVariance", "cm_inv_var", "E8JP", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_NONE,
      "Σ p|x−y|(k) / k² for k ≥ 1", "IBSI 3.6.18" },
    RIM_GLCM_MOMENTS, get_inverse_variance,
  },
  {
    { "JointAverage", "cm_joint_avg", "60VM", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_LEVEL,
      "μx = Σ p(i,j)·i", UNSER },
    RIM_GLCM_MOMENTS, get_joint_average,
  },
  {
    { "JointEnergy", "cm_energy", "8ZQL", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_NONE,
      "Σ p(i,j)²", HARALICK },
    RIM_GLCM_MOMENTS, get_joint_energy,
  },
  {
    { "JointEntropy", "cm_joint_entr", "TU9B", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_BITS,
      "HXY = −Σ p(i,j)·log₂ p(i,j)", HARALICK },
    RIM_GLCM_ENTROPIES, get_joint_entropy,
  },
  {
    { "MCC", NULL, NULL, RIM_IN_PYRADIOMICS, TRUE, RIM_FEATURE_UNIT_NONE,
      "√ of the second largest eigenvalue of Q(i,j) = Σk p(i,k)·p(j,k) / (px(i)·py(k))", HARALICK },
    RIM_GLCM_EIGENVALUE, get_mcc,
  },
  {
    { "MaximumProbability", "cm_joint_max", "GYBY", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_NONE,
      "max p(i,j)", "IBSI 3.6.1" },
    RIM_GLCM_MOMENTS, get_maximum_probability,
  },
  {
    { "SumAverage", "cm_sum_avg", "ZGXS", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_LEVEL,
      "Σ px+y(k)·k", HARALICK },
    RIM_GLCM_MOMENTS, get_sum_average,
  },
  {
    { "SumEntropy", "cm_sum_entr", "P6QZ", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_BITS,
      "−Σ px+y(k)·log₂ px+y(k)", HARALICK },
    RIM_GLCM_LINE_ENTROPIES, get_sum_entropy,
  },
  {
    { "SumSquares", "cm_joint_var", "UR99", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_LEVEL_SQUARED,
      "Σ p(i,j)·(i − μx)²", HARALICK },
    RIM_GLCM_MOMENTS, get_sum_squares,
  },
  {
    { "SumVariance", "cm_sum_var", "OEEB", RIM_IN_IBSI, TRUE, RIM_FEATURE_UNIT_LEVEL_SQUARED,
      "Σ px+y(k)·(k − μx+y)²", HARALICK },
    RIM_GLCM_MOMENTS, get_cluster_tendency,
  },
};

/**
 * rim_glcm_get_features:
 *
 * Returns: (transfer none): the table of RIM_GLCM_N_FEATURES features
 */
const RimGlcmFeature *
rim_glcm_get_features (void)
{
  return features;
}

/**
 * rim_glcm_measure:
 * @glcm: a matrix of at least one cell
 * @profile: whose features
 * @values: (out caller-allocates): RIM_GLCM_N_FEATURES values; NAN for those that
 *   are not of the profile or have none
 *
 * Computes all features of one matrix.
 */
void
rim_glcm_measure (const RimGlcm *glcm,
                  RimProfile     profile,
                  double        *values)
{
  RimGlcmSummary summary;
  guint parts = RIM_GLCM_MOMENTS;

  for (guint f = 0; f < RIM_GLCM_N_FEATURES; f++)
    if (features[f].info.profiles & (1u << profile))
      parts |= features[f].needs;

  rim_glcm_summary_init (&summary, glcm->n, glcm->n_levels, profile);
  rim_glcm_summary_fill (&summary, glcm, parts);
  for (guint f = 0; f < RIM_GLCM_N_FEATURES; f++)
    values[f] = features[f].info.profiles & (1u << profile) ? features[f].func (&summary) : NAN;
  rim_glcm_summary_clear (&summary);
}
