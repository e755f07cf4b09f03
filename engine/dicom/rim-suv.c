/* rim-suv.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-suv.h"

#include <math.h>
#include <string.h>

#include "rim-suv-private.h"

typedef gboolean (*UnitsFunc) (RimSuvPlan *plan);

static const RimUnit kinds[] = {
  RIM_UNIT_SUL_JANMA,
  RIM_UNIT_SUL_JAMES,
  RIM_UNIT_SUL_JAMES120,
  RIM_UNIT_SUVBSA,
  RIM_UNIT_SUVIBW,
};

static void
rim_suv_step_free (gpointer data)
{
  RimSuvStep *step = data;

  g_free (step->tag);
  g_free (step->raw);
  g_free (step->value);
  g_free (step->decision);
  g_free (step->warning);
  g_free (step);
}

static void
set_factors (RimSuvPlan *plan,
             double      factor)
{
  for (guint k = 0; k < plan->n_slices; k++)
    plan->suv->factor[k] = factor;
}

/* Multiplies each factor, which makes Bq/ml of a value, to make SUVbw of it. */
static gboolean
apply_dose (RimSuvPlan *plan)
{
  g_autofree double *fractions = g_new (double, plan->n_slices);

  if (!rim_suv_plan_need_weight (plan) || !rim_suv_plan_dose (plan) ||
      !rim_suv_plan_half_life (plan) || !rim_suv_plan_decay (plan, fractions))
    return FALSE;

  for (guint k = 0; k < plan->n_slices; k++)
    plan->suv->factor[k] *= plan->suv->weight * 1000.0 / (plan->dose * fractions[k]);

  return TRUE;
}

static gboolean
from_activity (RimSuvPlan *plan)
{
  set_factors (plan, 1.0);

  return apply_dose (plan);
}

/* Sets each factor to the number of @tag in its slice. */
static gboolean
take_slice_factors (RimSuvPlan *plan,
                    RimSuvTag   tag,
                    const char *decision)
{
  for (guint k = 0; k < plan->n_slices; k++)
    {
      double factor = rim_suv_parse_number (rim_suv_tag_get_raw (plan->slices[k], tag));

      if (!(factor > 0.0))
        return FALSE;
      plan->suv->factor[k] = factor;
    }

  rim_suv_plan_add_step (plan, rim_suv_tag_get_name (tag), rim_suv_plan_get_raw (plan, tag),
                         RIM_SUV_NUMBER (plan->suv->factor[0]), "%s", decision);

  return TRUE;
}

static gboolean
from_counts (RimSuvPlan *plan)
{
  if (take_slice_factors (plan, RIM_SUV_TAG_PHILIPS_SUV, "counts times this are SUVbw"))
    return TRUE;
  if (take_slice_factors (plan, RIM_SUV_TAG_PHILIPS_ACTIVITY, "counts times this are Bq/ml"))
    return apply_dose (plan);

  return rim_suv_plan_refuse (plan,
                              "The image is in counts, and Philips' factors (7053,1000) and (7053,1009) are both missing.");
}

static gboolean
from_count_rate (RimSuvPlan *plan)
{
  const char *raw = rim_suv_plan_get_raw (plan, RIM_SUV_TAG_DOSE_CALIBRATION);

  rim_suv_plan_add_step (plan, rim_suv_tag_get_name (RIM_SUV_TAG_DOSE_CALIBRATION), raw, NULL,
                         raw == NULL ? "missing" : "not enough: the volume the counts come from is not documented");
  if (raw == NULL)
    return rim_suv_plan_refuse (plan, "The image is in counts per second and Dose Calibration Factor (0054,1322) is missing.");

  return rim_suv_plan_refuse (plan, "The image is in counts per second and does not document the volume they come from.");
}

/* From an SUV by another mass, or by the body surface, to one by weight. */
static gboolean
from_kind (RimSuvPlan *plan,
           RimUnit     unit)
{
  double mass;

  if (!rim_suv_plan_need_weight (plan) ||
      !rim_suv_mass (unit, plan->suv->sex, plan->suv->weight, plan->suv->height, &mass,
                     &plan->suv->why_not))
    return FALSE;

  rim_suv_plan_add_step (plan, NULL, NULL, RIM_SUV_NUMBER (plan->suv->weight / mass),
                         "the file's SUV times this is SUVbw; %s", rim_suv_mass_formula (unit));
  if (plan->suv->sex == 'O' && unit != RIM_UNIT_SUVBSA)
    rim_suv_plan_warn (plan, "The patient's sex is neither M nor F; the mean of both masses was taken.");
  set_factors (plan, plan->suv->weight / mass);

  return TRUE;
}

static gboolean
from_gml (RimSuvPlan *plan)
{
  if (plan->suv->unit_as_stored == RIM_UNIT_STORED)
    return rim_suv_plan_refuse (plan, "SUV Type (0054,1006) is “%s”, which is not known for Units GML.",
                                rim_suv_plan_get_raw (plan, RIM_SUV_TAG_SUV_TYPE));
  if (plan->suv->unit_as_stored != RIM_UNIT_SUVBW)
    return from_kind (plan, plan->suv->unit_as_stored);

  rim_suv_plan_add_step (plan, NULL, NULL, "1", "the file is SUVbw already");
  set_factors (plan, 1.0);

  return TRUE;
}

static gboolean
from_cm2ml (RimSuvPlan *plan)
{
  return from_kind (plan, RIM_UNIT_SUVBSA);
}

static const struct
{
  const char *name;
  RimUnit     unit;
  UnitsFunc   func;
} units[] = {
  { "BQML", RIM_UNIT_BQML, from_activity },
  { "CNTS", RIM_UNIT_CNTS, from_counts },
  { "CPS", RIM_UNIT_CPS, from_count_rate },
  { "GML", RIM_UNIT_SUVBW, from_gml },
  { "CM2ML", RIM_UNIT_SUVBSA, from_cm2ml },
  { "PROPCNTS", RIM_UNIT_PROPCNTS, NULL },
};

static const struct
{
  const char *name;
  RimUnit     unit;
} suv_types[] = {
  { "BW", RIM_UNIT_SUVBW },
  { "LBM", RIM_UNIT_SUL_JAMES120 },
  { "LBMJAMES128", RIM_UNIT_SUL_JAMES },
  { "LBMJANMA", RIM_UNIT_SUL_JANMA },
  { "IBW", RIM_UNIT_SUVIBW },
};

/* The value of @tag in capitals without spaces around it, or %NULL. */
static char *
dup_keyword (RimSuvPlan *plan,
             RimSuvTag   tag)
{
  const char *raw = rim_suv_plan_get_raw (plan, tag);

  return raw == NULL ? NULL : g_strstrip (g_ascii_strup (raw, -1));
}

static RimUnit
get_gml_unit (RimSuvPlan *plan)
{
  g_autofree char *type = dup_keyword (plan, RIM_SUV_TAG_SUV_TYPE);

  rim_suv_plan_add_step (plan, rim_suv_tag_get_name (RIM_SUV_TAG_SUV_TYPE),
                         rim_suv_plan_get_raw (plan, RIM_SUV_TAG_SUV_TYPE), type,
                         type == NULL ? "missing; by body weight is the default" : "as in the file");
  if (type == NULL)
    return RIM_UNIT_SUVBW;

  for (guint i = 0; i < G_N_ELEMENTS (suv_types); i++)
    {
      if (strcmp (type, suv_types[i].name) == 0)
        return suv_types[i].unit;
    }

  return RIM_UNIT_STORED;
}

/* Returns: the row of the table of units, or %NULL for none */
static UnitsFunc
plan_units (RimSuvPlan *plan)
{
  UnitsFunc func = NULL;

  plan->units = dup_keyword (plan, RIM_SUV_TAG_UNITS);
  plan->decay = dup_keyword (plan, RIM_SUV_TAG_DECAY_CORRECTION);
  plan->suv->unit_as_stored = RIM_UNIT_STORED;
  rim_suv_plan_add_step (plan, rim_suv_tag_get_name (RIM_SUV_TAG_MANUFACTURER),
                         rim_suv_plan_get_raw (plan, RIM_SUV_TAG_MANUFACTURER), NULL, "as in the file");
  rim_suv_plan_add_step (plan, rim_suv_tag_get_name (RIM_SUV_TAG_UNITS),
                         rim_suv_plan_get_raw (plan, RIM_SUV_TAG_UNITS), plan->units,
                         plan->units == NULL ? "missing" : "as in the file");
  rim_suv_plan_add_step (plan, rim_suv_tag_get_name (RIM_SUV_TAG_DECAY_CORRECTION),
                         rim_suv_plan_get_raw (plan, RIM_SUV_TAG_DECAY_CORRECTION), plan->decay,
                         plan->decay == NULL ? "missing" : "as in the file");

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      if (g_strcmp0 (plan->units, units[i].name) != 0)
        continue;
      plan->suv->unit_as_stored = units[i].unit;
      func = units[i].func;
    }
  if (g_strcmp0 (plan->units, "GML") == 0)
    plan->suv->unit_as_stored = get_gml_unit (plan);

  return func;
}

static void
check_intercept (RimSuvPlan *plan)
{
  for (guint k = 0; k < plan->n_slices; k++)
    {
      double intercept = plan->slices[k]->intercept;

      if (isnan (intercept) || intercept == 0.0)
        continue;
      rim_suv_plan_add_step (plan, "(0028,1052) Rescale Intercept", NULL, RIM_SUV_NUMBER (intercept),
                             "applied as it stands");
      rim_suv_plan_warn (plan, "The rescale intercept of a PET image must be 0; it is %s in slice %u.",
                         RIM_SUV_NUMBER (intercept), k + 1);
      return;
    }
}

static gboolean
work_out (RimSuvPlan *plan)
{
  UnitsFunc func = plan_units (plan);

  if (!rim_suv_plan_is_uniform (plan, RIM_SUV_TAG_UNITS))
    return rim_suv_plan_refuse (plan, "Units (0054,1001) are not the same in all slices.");
  if (!rim_suv_plan_is_uniform (plan, RIM_SUV_TAG_DECAY_CORRECTION))
    return rim_suv_plan_refuse (plan, "Decay Correction (0054,1102) is not the same in all slices.");
  if (func == NULL && plan->units == NULL)
    return rim_suv_plan_refuse (plan, "Units (0054,1001) are missing.");
  if (func == NULL)
    return rim_suv_plan_refuse (plan, "An SUV cannot be had of Units (0054,1001) %s.", plan->units);
  if (!rim_suv_plan_corrections (plan))
    return FALSE;

  return func (plan);
}

/* A factor that is not a number means that some number of the file is absurd. */
static gboolean
check_factors (RimSuvPlan *plan)
{
  double low = plan->suv->factor[0];
  double high = low;
  g_autofree char *value = NULL;

  for (guint k = 0; k < plan->n_slices; k++)
    {
      double factor = plan->suv->factor[k];

      if (!isfinite (factor) || factor <= 0.0)
        return rim_suv_plan_refuse (plan, "The numbers of slice %u give no factor above 0.", k + 1);
      low = MIN (low, factor);
      high = MAX (high, factor);
    }

  value = low == high ? g_strdup (RIM_SUV_NUMBER (low))
                      : g_strdup_printf ("%s to %s", RIM_SUV_NUMBER (low), RIM_SUV_NUMBER (high));
  rim_suv_plan_add_step (plan, NULL, NULL, value, "factor from rescaled value to SUVbw (g/ml)");

  return TRUE;
}

/* Each kind of SUV with its formula, where weight and height are known. */
static void
add_kinds (RimSuvPlan *plan)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      double ratio;

      if (!rim_suv_get_ratio (plan->suv, kinds[i], &ratio, NULL))
        continue;
      rim_suv_plan_add_step (plan, NULL, NULL, RIM_SUV_NUMBER (ratio), "%s per SUVbw; %s",
                             rim_unit_get_id (kinds[i]), rim_suv_mass_formula (kinds[i]));
    }
}

/**
 * rim_suv_new:
 * @slices: (array length=n_slices): the headers of a series, in the order of
 *   its slices
 * @n_slices: how many, at least one
 * @overrides: (nullable): what a user typed in
 *
 * Works out how rescaled values become SUV by body weight, and writes down how
 * that came about. Where it cannot be done the result says why.
 *
 * Source: guide, DICOM, section 4; IBSI SUV reference manual.
 *
 * Returns: (transfer full): the conversion
 */
RimSuv *
rim_suv_new (const RimPetHeader *const *slices,
             guint                      n_slices,
             const RimSuvOverrides     *overrides)
{
  RimSuv *self;
  RimSuvPlan plan = { .slices = slices, .n_slices = n_slices, .overrides = overrides };

  g_return_val_if_fail (slices != NULL && n_slices > 0, NULL);

  self = g_new0 (RimSuv, 1);
  rim_ref_count_init (&self->ref_count);
  self->n_slices = n_slices;
  self->factor = g_new (double, n_slices);
  self->weight = NAN;
  self->height = NAN;
  self->uptake_time = NAN;
  self->steps = g_ptr_array_new_with_free_func (rim_suv_step_free);
  self->warnings = g_ptr_array_new_with_free_func (g_free);
  self->is_corrected = !rim_suv_overrides_is_empty (overrides);
  self->correction = self->is_corrected ? rim_suv_overrides_describe (overrides) : NULL;

  plan.suv = self;
  plan.dose = NAN;
  plan.half_life = NAN;
  plan.acquired = g_new (RimClock, n_slices);
  set_factors (&plan, NAN);

  rim_suv_plan_patient (&plan);
  self->convertible = work_out (&plan) && check_factors (&plan);
  check_intercept (&plan);
  if (self->convertible)
    add_kinds (&plan);
  else
    set_factors (&plan, NAN);

  g_free (plan.acquired);
  g_free (plan.units);
  g_free (plan.decay);

  return self;
}

/**
 * rim_suv_ref:
 * @self: a conversion
 *
 * Returns: (transfer full): @self
 */
RimSuv *
rim_suv_ref (RimSuv *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  rim_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * rim_suv_unref:
 * @self: (transfer full): a conversion
 */
void
rim_suv_unref (RimSuv *self)
{
  g_return_if_fail (self != NULL);

  if (!rim_ref_count_dec (&self->ref_count))
    return;

  g_free (self->why_not);
  g_free (self->correction);
  g_free (self->factor);
  g_ptr_array_unref (self->steps);
  g_ptr_array_unref (self->warnings);
  g_free (self);
}

/**
 * rim_suv_get_ratio:
 * @self: a conversion
 * @unit: a kind of SUV
 * @ratio: (out): what to multiply SUVbw with
 * @why_not: (out) (optional) (transfer full): a sentence, on failure
 *
 * For a patient of unknown sex the mean of both masses is taken; the provenance
 * says so.
 *
 * Returns: whether @unit can be had of SUVbw for this patient
 */
gboolean
rim_suv_get_ratio (RimSuv   *self,
                   RimUnit   unit,
                   double   *ratio,
                   char    **why_not)
{
  double mass;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (ratio != NULL, FALSE);
  g_return_val_if_fail (rim_unit_is_suv (unit), FALSE);

  if (!self->convertible)
    {
      if (why_not != NULL)
        *why_not = g_strdup (self->why_not);
      return FALSE;
    }

  *ratio = 1.0;
  if (unit == RIM_UNIT_SUVBW)
    return TRUE;
  if (!rim_suv_mass (unit, self->sex, self->weight, self->height, &mass, why_not))
    return FALSE;

  *ratio = mass / self->weight;

  return TRUE;
}

/**
 * rim_suv_get_units:
 * @self: a conversion
 * @list: (out caller-allocates): what the values can be shown in
 *
 * Returns: how many there are: that of the file, and each kind of SUV that can
 *   be had for this patient
 */
guint
rim_suv_get_units (RimSuv  *self,
                   RimUnit  list[RIM_N_UNITS])
{
  guint n = 0;
  double ratio;

  g_return_val_if_fail (self != NULL, 0);

  list[n++] = self->unit_as_stored;
  if (self->convertible && self->unit_as_stored != RIM_UNIT_SUVBW)
    list[n++] = RIM_UNIT_SUVBW;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i] != self->unit_as_stored && rim_suv_get_ratio (self, kinds[i], &ratio, NULL))
      list[n++] = kinds[i];

  return n;
}
