/* rim-growth.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-growth.h"

#include <math.h>

/* Two scans that are closer than this say nothing of growth before therapy. */
#define MIN_REFERENCE_DAYS 14.0

#define FERRARA_DAYS       42.0
#define TWO_MONTHS_DAYS    (2.0 * RIM_GROWTH_MONTH_DAYS)
#define BURDEN_PART        0.5
#define LO_RUSSO_CRITERIA  3

/**
 * rim_growth_init_diameters:
 * @self: (out): how fast
 * @first_mm: sum of diameters
 * @second_mm: the sum later
 * @days: how much later
 *
 * TG = 3 ln (D2 / D1) / months; TGR = 100 (exp TG − 1), as volumes go with the third power
 * (Ferté et al. 2014, Champiat et al. 2017). TGK is the difference of sums in a month
 * (Saâda-Bouzid et al. 2017).
 */
void
rim_growth_init_diameters (RimGrowth *self,
                           double     first_mm,
                           double     second_mm,
                           double     days)
{
  const double months = days / RIM_GROWTH_MONTH_DAYS;

  *self = (RimGrowth) { NAN, NAN, NAN };
  if (!(days > 0.0))
    return;
  self->tgk = (second_mm - first_mm) / months;
  if (!(first_mm > 0.0 && second_mm > 0.0))
    return;
  self->tgr = 100.0 * expm1 (3.0 * log (second_mm / first_mm) / months);
  self->doubling_days = days * log (2.0) / (3.0 * log (second_mm / first_mm));
}

/**
 * rim_growth_init_volumes:
 * @self: (out): how fast; the kinetics are of diameters and NAN
 * @first_ml: volume
 * @second_ml: the volume later
 * @days: how much later
 *
 * The same of volumes that were measured: TG = ln (V2 / V1) / months, doubling time
 * ln 2 / ln (V2 / V1) · Δt (Schwartz 1961).
 */
void
rim_growth_init_volumes (RimGrowth *self,
                         double     first_ml,
                         double     second_ml,
                         double     days)
{
  *self = (RimGrowth) { NAN, NAN, NAN };
  if (!(days > 0.0 && first_ml > 0.0 && second_ml > 0.0))
    return;
  self->tgr = 100.0 * expm1 (log (second_ml / first_ml) / (days / RIM_GROWTH_MONTH_DAYS));
  self->doubling_days = days * log (2.0) / log (second_ml / first_ml);
}

static RimVerdict
judge (gboolean is_known,
       gboolean is_so)
{
  return !is_known ? RIM_VERDICT_UNKNOWN : is_so ? RIM_VERDICT_YES : RIM_VERDICT_NO;
}

/* A ratio of speeds says what is meant only where the tumour grew before; where it did not and
 * grows now, the pace rose without limit.
 */
static gboolean
is_twice (double before,
          double after)
{
  return after > 0.0 && (before <= 0.0 || after >= 2.0 * before);
}

/* Whether therapy failed within two months; not known while it goes on and they are not over. */
static RimVerdict
judge_failure (const RimGrowthCourse *course)
{
  if (!isnan (course->failure_days))
    return judge (TRUE, course->failure_days < TWO_MONTHS_DAYS);
  return judge (course->followed_days >= TWO_MONTHS_DAYS, FALSE);
}

static RimVerdict
judge_burden (const RimGrowthCourse *course)
{
  return judge (!isnan (course->first_mm) && course->baseline_mm > 0.0,
                course->first_mm >= course->baseline_mm * (1.0 + BURDEN_PART));
}

/* Yes where all are, no where one is. */
static RimVerdict
judge_all (const RimVerdict *verdicts,
           guint             n)
{
  gboolean is_known = TRUE;

  for (guint i = 0; i < n; i++)
    {
      if (verdicts[i] == RIM_VERDICT_NO)
        return RIM_VERDICT_NO;
      is_known &= verdicts[i] == RIM_VERDICT_YES;
    }
  return judge (is_known, TRUE);
}

/* Lo Russo et al. 2019: progression within two months and three of five criteria. */
static RimVerdict
judge_lo_russo (const RimGrowthCourse *course)
{
  const RimVerdict criteria[] = {
    judge_failure (course),
    judge_burden (course),
    judge (TRUE, course->n_new_in_involved >= 2),
    judge (TRUE, course->is_new_organ),
    judge (!isnan (course->ecog_rise), course->ecog_rise >= 2.0),
  };
  guint n_met = 0, n_unknown = 0;

  if (!course->is_progression || course->first_days > TWO_MONTHS_DAYS)
    return RIM_VERDICT_NO;
  for (guint i = 0; i < G_N_ELEMENTS (criteria); i++)
    {
      n_met += criteria[i] == RIM_VERDICT_YES;
      n_unknown += criteria[i] == RIM_VERDICT_UNKNOWN;
    }
  return judge (n_met >= LO_RUSSO_CRITERIA || n_met + n_unknown < LO_RUSSO_CRITERIA, n_met >= LO_RUSSO_CRITERIA);
}

/**
 * rim_hyperprogression_judge:
 * @course: what happened
 * @verdicts: (out): by definition
 *
 * Champiat et al. 2017, Ferrara et al. 2018, Saâda-Bouzid et al. 2017, Kato et al. 2017 and
 * Lo Russo et al. 2019. All but the last need a scan before the
 * baseline, at least two weeks earlier.
 */
void
rim_hyperprogression_judge (const RimGrowthCourse *course,
                            RimVerdict             verdicts[RIM_N_HYPERPROGRESSION_DEFINITIONS])
{
  RimGrowth before, after;
  gboolean has_rate, has_kinetics;

  rim_growth_init_diameters (&before, course->before_mm, course->baseline_mm, -course->before_days);
  rim_growth_init_diameters (&after, course->baseline_mm, course->first_mm, course->first_days);
  has_kinetics = -course->before_days >= MIN_REFERENCE_DAYS && !isnan (before.tgk) && !isnan (after.tgk);
  has_rate = has_kinetics && !isnan (before.tgr) && !isnan (after.tgr);

  verdicts[RIM_HYPERPROGRESSION_CHAMPIAT] =
    judge_all ((RimVerdict[]) { judge (TRUE, course->is_progression),
                                judge (has_rate, is_twice (before.tgr, after.tgr)) }, 2);
  verdicts[RIM_HYPERPROGRESSION_FERRARA] =
    judge_all ((RimVerdict[]) { judge (TRUE, course->is_progression && course->first_days <= FERRARA_DAYS),
                                judge (has_rate, after.tgr - before.tgr > 50.0) }, 2);
  verdicts[RIM_HYPERPROGRESSION_SAADA_BOUZID] = judge (has_kinetics, is_twice (before.tgk, after.tgk));
  verdicts[RIM_HYPERPROGRESSION_KATO] =
    judge_all ((RimVerdict[]) { judge_failure (course), judge_burden (course),
                                judge (has_kinetics, is_twice (before.tgk, after.tgk)) }, 3);
  verdicts[RIM_HYPERPROGRESSION_LO_RUSSO] = judge_lo_russo (course);
}

/**
 * rim_hyperprogression_get_source:
 * @definition: whose
 *
 * Returns: (transfer none): author and year
 */
const char *
rim_hyperprogression_get_source (RimHyperprogressionDefinition definition)
{
  static const char *const sources[RIM_N_HYPERPROGRESSION_DEFINITIONS] = {
    "Champiat 2017", "Ferrara 2018", "Saâda-Bouzid 2017", "Kato 2017", "Lo Russo 2019",
  };

  g_return_val_if_fail (definition < RIM_N_HYPERPROGRESSION_DEFINITIONS, NULL);

  return sources[definition];
}

/**
 * rim_hyperprogression_get_rule:
 * @definition: whose
 *
 * Returns: (transfer none): the rule
 */
const char *
rim_hyperprogression_get_rule (RimHyperprogressionDefinition definition)
{
  static const char *const rules[RIM_N_HYPERPROGRESSION_DEFINITIONS] = {
    "RECIST PD at the first evaluation and TGR at least doubled",
    "RECIST PD within 6 weeks and TGR higher by more than 50 points",
    "TGK at least doubled",
    "failure within 2 months, burden 50 % greater, pace at least doubled",
    ("PD within 2 months and three of: failure within 2 months; sum 50 % greater; two new lesions "
     "in an involved organ; a new organ; ECOG worse by 2"),
  };

  g_return_val_if_fail (definition < RIM_N_HYPERPROGRESSION_DEFINITIONS, NULL);

  return rules[definition];
}
