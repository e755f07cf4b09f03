/* rim-growth.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Days in a month, on average. */
#define RIM_GROWTH_MONTH_DAYS 30.4375

/**
 * RimGrowth:
 * @tgr: tumour growth rate, per cent of the volume in a month
 * @tgk: tumour growth kinetics, mm of the sum of diameters in a month
 * @doubling_days: in what time the volume doubles; negative where it halves in that time,
 *   infinite where it does not change
 *
 * How fast tumours grow between two time points. NAN where it cannot be said.
 */
typedef struct
{
  double tgr;
  double tgk;
  double doubling_days;
} RimGrowth;

/**
 * RimVerdict:
 * @RIM_VERDICT_UNKNOWN: what it takes is not known
 * @RIM_VERDICT_NO: no
 * @RIM_VERDICT_YES: yes
 */
typedef enum
{
  RIM_VERDICT_UNKNOWN,
  RIM_VERDICT_NO,
  RIM_VERDICT_YES,
} RimVerdict;

/**
 * RimHyperprogressionDefinition:
 *
 * The published definitions, side by side.
 */
typedef enum
{
  RIM_HYPERPROGRESSION_CHAMPIAT,
  RIM_HYPERPROGRESSION_FERRARA,
  RIM_HYPERPROGRESSION_SAADA_BOUZID,
  RIM_HYPERPROGRESSION_KATO,
  RIM_HYPERPROGRESSION_LO_RUSSO,
  RIM_N_HYPERPROGRESSION_DEFINITIONS
} RimHyperprogressionDefinition;

/**
 * RimGrowthCourse:
 * @before_mm: sum of diameters before the baseline; NAN where there is no such scan
 * @before_days: when that was, in days from baseline; negative
 * @baseline_mm: sum at baseline
 * @first_mm: sum at the first evaluation; NAN where it is not complete
 * @first_days: when that was, in days from baseline
 * @is_progression: whether that is progression by RECIST 1.1
 * @failure_days: from baseline to the end of therapy by progression or death; NAN where it
 *   has not happened
 * @followed_days: for how long the patient was seen
 * @n_new_in_involved: new lesions in organs that had lesions
 * @is_new_organ: whether disease spread to another organ
 * @ecog_rise: how much worse the performance status became; NAN where it is not known
 *
 * What definitions of hyperprogression look at.
 */
typedef struct
{
  double   before_mm;
  double   before_days;
  double   baseline_mm;
  double   first_mm;
  double   first_days;
  gboolean is_progression;
  double   failure_days;
  double   followed_days;
  guint    n_new_in_involved;
  gboolean is_new_organ;
  double   ecog_rise;
} RimGrowthCourse;

void        rim_growth_init_diameters       (RimGrowth              *self,
                                             double                  first_mm,
                                             double                  second_mm,
                                             double                  days);
void        rim_growth_init_volumes         (RimGrowth              *self,
                                             double                  first_ml,
                                             double                  second_ml,
                                             double                  days);
void        rim_hyperprogression_judge      (const RimGrowthCourse  *course,
                                             RimVerdict              verdicts[RIM_N_HYPERPROGRESSION_DEFINITIONS]);
const char *rim_hyperprogression_get_source (RimHyperprogressionDefinition definition);
const char *rim_hyperprogression_get_rule   (RimHyperprogressionDefinition definition);

G_END_DECLS
