/* rim-percist.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-percist.h"

#include <math.h>
#include <string.h>

/* Wahl et al. 2009, tables 5 and 6; Hyun et al. 2016 for what can be compared. */
#define LIVER_FACTOR        1.5
#define BLOOD_FACTOR        2.0
#define N_SD                2.0
#define RESPONSE_PART       0.30
#define RESPONSE_SUL        0.8
#define TLG_PROGRESSION     0.75
#define UPTAKE_LOW_MIN      50.0
#define UPTAKE_HIGH_MIN     70.0
#define UPTAKE_APART_MIN    15.0
#define DOSE_APART          0.20
#define LIVER_APART         0.20
#define LIVER_APART_SUL     0.3

/* Young et al. 1999, table 5. */
#define EORTC_CHANGE        0.25
#define EORTC_FIRST_CYCLE   0.15
#define EORTC_EXTENT        0.20

/* Limits are decimal numbers that differences miss by a rounding. */
#define ROUNDING 1e-9

static gboolean
reaches (double value,
         double limit)
{
  return value >= limit - ROUNDING;
}

/**
 * rim_percist_get_threshold:
 * @scan: a scan at baseline
 *
 * SULpeak has to reach 1.5 times the mean of the liver and two of its standard deviations, or
 * where the liver is no reference twice the mean of the blood pool and two of its own.
 *
 * Returns: the least SULpeak that is measurable; NAN where there is no reference
 */
double
rim_percist_get_threshold (const RimPercistScan *scan)
{
  if (!scan->liver_is_diseased && !isnan (scan->liver_mean))
    return LIVER_FACTOR * scan->liver_mean + N_SD * scan->liver_sd;
  return BLOOD_FACTOR * scan->blood_mean + N_SD * scan->blood_sd;
}

static gboolean
differs (double a,
         double b,
         double part)
{
  return fabs (b - a) > part * a + ROUNDING;
}

static guint
compare_liver (const RimPercistScan *baseline,
               const RimPercistScan *scan)
{
  if (isnan (baseline->liver_mean) || isnan (scan->liver_mean))
    return RIM_PERCIST_UNKNOWN;
  return differs (baseline->liver_mean, scan->liver_mean, LIVER_APART) ||
         fabs (baseline->liver_mean - scan->liver_mean) > LIVER_APART_SUL + ROUNDING
         ? RIM_PERCIST_LIVER_DIFFERS : 0;
}

static guint
check_uptake (const RimPercistScan *scan)
{
  if (isnan (scan->uptake_min))
    return RIM_PERCIST_UNKNOWN;
  return scan->uptake_min < UPTAKE_LOW_MIN || scan->uptake_min > UPTAKE_HIGH_MIN ? RIM_PERCIST_UPTAKE : 0;
}

/**
 * rim_percist_compare_scans:
 * @baseline: the scan before
 * @scan: the scan after
 *
 * Returns: what speaks against comparing them, as #RimPercistFault
 */
guint
rim_percist_compare_scans (const RimPercistScan *baseline,
                           const RimPercistScan *scan)
{
  guint faults = check_uptake (baseline) | check_uptake (scan) | compare_liver (baseline, scan);

  if (fabs (scan->uptake_min - baseline->uptake_min) > UPTAKE_APART_MIN + ROUNDING)
    faults |= RIM_PERCIST_UPTAKE_DIFFERS;
  if (isnan (baseline->dose_mbq) || isnan (scan->dose_mbq))
    faults |= RIM_PERCIST_UNKNOWN;
  else if (differs (baseline->dose_mbq, scan->dose_mbq, DOSE_APART))
    faults |= RIM_PERCIST_DOSE_DIFFERS;
  if (baseline->scanner == NULL || scan->scanner == NULL)
    faults |= RIM_PERCIST_UNKNOWN;
  else if (strcmp (baseline->scanner, scan->scanner) != 0)
    faults |= RIM_PERCIST_SCANNER_DIFFERS;
  if (isnan (rim_percist_get_threshold (baseline)))
    faults |= RIM_PERCIST_NO_REFERENCE;
  else if (baseline->sul_peak < rim_percist_get_threshold (baseline) - ROUNDING)
    faults |= RIM_PERCIST_NOT_MEASURABLE;
  return faults;
}

static RimMetabolicResponse
categorize (const RimPercist     *self,
            const RimPercistScan *scan)
{
  if (scan->has_new)
    return RIM_METABOLIC_RESPONSE_PMD;
  if (scan->is_resolved && scan->sul_peak < scan->liver_mean)
    return RIM_METABOLIC_RESPONSE_CMR;
  if (isnan (self->change))
    return RIM_METABOLIC_RESPONSE_NE;
  if (reaches (self->relative_change, RESPONSE_PART) && reaches (self->change, RESPONSE_SUL))
    return RIM_METABOLIC_RESPONSE_PMD;
  if (reaches (self->tlg_change, TLG_PROGRESSION) && self->change >= 0.0)
    return RIM_METABOLIC_RESPONSE_PMD;
  if (reaches (-self->relative_change, RESPONSE_PART) && reaches (-self->change, RESPONSE_SUL))
    return RIM_METABOLIC_RESPONSE_PMR;
  return RIM_METABOLIC_RESPONSE_SMD;
}

/**
 * rim_percist_init:
 * @self: (out): what is said
 * @baseline: the scan before therapy
 * @scan: the scan after it
 *
 * PERCIST 1.0 (Wahl RL et al., J Nucl Med 2009;50 Suppl 1:122S-150S). The response is given
 * whatever speaks against comparing the scans; that is in @self->faults and belongs beside it.
 */
void
rim_percist_init (RimPercist           *self,
                  const RimPercistScan *baseline,
                  const RimPercistScan *scan)
{
  *self = (RimPercist) {
    .change = scan->sul_peak - baseline->sul_peak,
    .tlg_change = baseline->tlg > 0.0 ? (scan->tlg - baseline->tlg) / baseline->tlg : NAN,
    .faults = rim_percist_compare_scans (baseline, scan),
  };
  self->relative_change = baseline->sul_peak > 0.0 ? self->change / baseline->sul_peak : NAN;
  self->response = categorize (self, scan);
}

/**
 * rim_eortc_assess:
 * @baseline: the scan before therapy
 * @scan: the scan after it
 * @n_cycles: of therapy, up to @scan
 *
 * Young H et al., Eur J Cancer 1999;35:1773-1782: SUVmean of the region of the baseline, by
 * 25 %; after one cycle 15 % less are a partial response. An extent that grew by 20 % is
 * progression.
 *
 * Returns: the category
 */
RimMetabolicResponse
rim_eortc_assess (const RimEortcScan *baseline,
                  const RimEortcScan *scan,
                  guint               n_cycles)
{
  const double change = baseline->suv_mean > 0.0 ? (scan->suv_mean - baseline->suv_mean) / baseline->suv_mean : NAN;
  const double extent = baseline->extent_mm > 0.0 ? (scan->extent_mm - baseline->extent_mm) / baseline->extent_mm : NAN;

  if (scan->has_new || reaches (change, EORTC_CHANGE) || reaches (extent, EORTC_EXTENT))
    return RIM_METABOLIC_RESPONSE_PMD;
  if (scan->is_resolved)
    return RIM_METABOLIC_RESPONSE_CMR;
  if (isnan (change))
    return RIM_METABOLIC_RESPONSE_NE;
  return reaches (-change, n_cycles <= 1 ? EORTC_FIRST_CYCLE : EORTC_CHANGE) ? RIM_METABOLIC_RESPONSE_PMR
                                                                             : RIM_METABOLIC_RESPONSE_SMD;
}

/**
 * rim_metabolic_response_get_name:
 * @self: a category
 *
 * Returns: (transfer none): its abbreviation in the standard
 */
const char *
rim_metabolic_response_get_name (RimMetabolicResponse self)
{
  static const char *const names[RIM_N_METABOLIC_RESPONSES] = { "NE", "CMR", "PMR", "SMD", "PMD" };

  g_return_val_if_fail (self < RIM_N_METABOLIC_RESPONSES, NULL);

  return names[self];
}
