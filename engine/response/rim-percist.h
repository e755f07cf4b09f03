/* rim-percist.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RimMetabolicResponse:
 * @RIM_METABOLIC_RESPONSE_NE: it cannot be said
 * @RIM_METABOLIC_RESPONSE_CMR: complete metabolic response
 * @RIM_METABOLIC_RESPONSE_PMR: partial metabolic response
 * @RIM_METABOLIC_RESPONSE_SMD: stable metabolic disease
 * @RIM_METABOLIC_RESPONSE_PMD: progressive metabolic disease
 *
 * A category of PERCIST 1.0 and of the EORTC's criteria.
 */
typedef enum
{
  RIM_METABOLIC_RESPONSE_NE,
  RIM_METABOLIC_RESPONSE_CMR,
  RIM_METABOLIC_RESPONSE_PMR,
  RIM_METABOLIC_RESPONSE_SMD,
  RIM_METABOLIC_RESPONSE_PMD,
  RIM_N_METABOLIC_RESPONSES
} RimMetabolicResponse;

/**
 * RimPercistScan:
 * @sul_peak: SULpeak of the hottest lesion, which may be another one at each scan
 * @tlg: total lesion glycolysis by SUL, of all lesions; NAN where it is not known
 * @liver_mean: SUL of a sphere of 3 cm in the right lobe; NAN where it is not known
 * @liver_sd: its standard deviation
 * @liver_is_diseased: whether the liver is no reference
 * @blood_mean: SUL of 1 × 2 cm in the descending aorta; NAN where it is not known
 * @blood_sd: its standard deviation
 * @uptake_min: from injection to scan; NAN where it is not known
 * @dose_mbq: what was injected; NAN where it is not known
 * @scanner: (nullable): maker, model and reconstruction
 * @is_resolved: whether no lesion can be told from the blood pool
 * @has_new: whether there is a new avid lesion
 *
 * What PERCIST 1.0 looks at in a PET.
 */
typedef struct
{
  double      sul_peak;
  double      tlg;
  double      liver_mean;
  double      liver_sd;
  gboolean    liver_is_diseased;
  double      blood_mean;
  double      blood_sd;
  double      uptake_min;
  double      dose_mbq;
  const char *scanner;
  gboolean    is_resolved;
  gboolean    has_new;
} RimPercistScan;

/**
 * RimPercistFault:
 * @RIM_PERCIST_NO_REFERENCE: neither liver nor blood pool is known
 * @RIM_PERCIST_UPTAKE: uptake was not 50 to 70 min
 * @RIM_PERCIST_UPTAKE_DIFFERS: uptake times differ by more than 15 min
 * @RIM_PERCIST_DOSE_DIFFERS: doses differ by more than 20 %
 * @RIM_PERCIST_SCANNER_DIFFERS: scanner or reconstruction are not the same
 * @RIM_PERCIST_LIVER_DIFFERS: SUL of the liver differs by more than 20 % or 0.3
 * @RIM_PERCIST_UNKNOWN: uptake time, dose, scanner or liver of a scan is not known
 * @RIM_PERCIST_NOT_MEASURABLE: the baseline's uptake is too low to be measured
 *
 * What speaks against comparing two scans.
 */
typedef enum
{
  RIM_PERCIST_NO_REFERENCE       = 1 << 0,
  RIM_PERCIST_UPTAKE             = 1 << 1,
  RIM_PERCIST_UPTAKE_DIFFERS     = 1 << 2,
  RIM_PERCIST_DOSE_DIFFERS       = 1 << 3,
  RIM_PERCIST_SCANNER_DIFFERS    = 1 << 4,
  RIM_PERCIST_LIVER_DIFFERS      = 1 << 5,
  RIM_PERCIST_UNKNOWN            = 1 << 6,
  RIM_PERCIST_NOT_MEASURABLE     = 1 << 7,
} RimPercistFault;

/**
 * RimPercist:
 * @response: the category
 * @change: of SULpeak, in SUL
 * @relative_change: of it
 * @tlg_change: relative; NAN where it is not known
 * @faults: what speaks against it, as #RimPercistFault
 *
 * What PERCIST 1.0 says of a scan against a baseline.
 */
typedef struct
{
  RimMetabolicResponse response;
  double               change;
  double               relative_change;
  double               tlg_change;
  guint                faults;
} RimPercist;

/**
 * RimEortcScan:
 * @suv_mean: of the region of the baseline
 * @extent_mm: the greatest extent of uptake; NAN where it is not known
 * @is_resolved: whether no uptake is left
 * @has_new: whether there is a new lesion
 *
 * What the EORTC's criteria look at in a PET.
 */
typedef struct
{
  double   suv_mean;
  double   extent_mm;
  gboolean is_resolved;
  gboolean has_new;
} RimEortcScan;

double               rim_percist_get_threshold      (const RimPercistScan  *scan);
guint                rim_percist_compare_scans      (const RimPercistScan  *baseline,
                                                     const RimPercistScan  *scan);
void                 rim_percist_init               (RimPercist            *self,
                                                     const RimPercistScan  *baseline,
                                                     const RimPercistScan  *scan);
RimMetabolicResponse rim_eortc_assess               (const RimEortcScan    *baseline,
                                                     const RimEortcScan    *scan,
                                                     guint                  n_cycles);
const char          *rim_metabolic_response_get_name (RimMetabolicResponse self);

G_END_DECLS
