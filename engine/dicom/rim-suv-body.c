/* rim-suv-body.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-suv-private.h"

#include <math.h>

typedef double (*MassFunc) (double weight,
                            double height);

/* James 1976. Weight in kg, height in cm. */
static double
james_male (double weight,
            double height)
{
  return 1.10 * weight - 128.0 * (weight / height) * (weight / height);
}

/* Morgan 1994, and "LBM" in the older text of PS3.3 C.8.9.1.1.3. */
static double
james120_male (double weight,
               double height)
{
  return 1.10 * weight - 120.0 * (weight / height) * (weight / height);
}

static double
james_female (double weight,
              double height)
{
  return 1.07 * weight - 148.0 * (weight / height) * (weight / height);
}

static double
body_mass_index (double weight,
                 double height)
{
  return weight / (height / 100.0 * height / 100.0);
}

/* Janmahasatian 2005, equations 4 and 5. */
static double
janmahasatian_male (double weight,
                    double height)
{
  return 9270.0 * weight / (6680.0 + 216.0 * body_mass_index (weight, height));
}

static double
janmahasatian_female (double weight,
                      double height)
{
  return 9270.0 * weight / (8780.0 + 244.0 * body_mass_index (weight, height));
}

/* Sugawara 1999. */
static double
ideal_male (double weight,
            double height)
{
  return 48.0 + 1.06 * (height - 152.0);
}

static double
ideal_female (double weight,
              double height)
{
  return 45.5 + 0.91 * (height - 152.0);
}

static const struct
{
  RimUnit     unit;
  const char *formula;
  MassFunc    male;
  MassFunc    female;
} masses[] = {
  { RIM_UNIT_SUL_JANMA,
    "lean body mass, Janmahasatian 2005: M 9270 W / (6680 + 216 BMI), F 9270 W / (8780 + 244 BMI)",
    janmahasatian_male, janmahasatian_female },
  { RIM_UNIT_SUL_JAMES,
    "lean body mass, James 1976: M 1.10 W - 128 (W/H)^2, F 1.07 W - 148 (W/H)^2",
    james_male, james_female },
  { RIM_UNIT_SUL_JAMES120,
    "lean body mass, Morgan 1994: M 1.10 W - 120 (W/H)^2, F 1.07 W - 148 (W/H)^2",
    james120_male, james_female },
  { RIM_UNIT_SUVIBW,
    "ideal body weight: M 48.0 + 1.06 (H - 152), F 45.5 + 0.91 (H - 152)",
    ideal_male, ideal_female },
};

/* Where in the table @unit is, or -1. */
static int
find_mass (RimUnit unit)
{
  for (guint i = 0; i < G_N_ELEMENTS (masses); i++)
    {
      if (masses[i].unit == unit)
        return (int) i;
    }

  return -1;
}

const char *
rim_suv_mass_formula (RimUnit unit)
{
  int row = find_mass (unit);

  if (unit == RIM_UNIT_SUVBSA)
    return "body surface area, Du Bois 1916: 0.007184 H^0.725 W^0.425 m2";

  return row < 0 ? NULL : masses[row].formula;
}

/**
 * rim_lean_body_mass:
 * @formula: %RIM_UNIT_SUL_JANMA, %RIM_UNIT_SUL_JAMES, %RIM_UNIT_SUL_JAMES120 or,
 *   for the ideal body weight, %RIM_UNIT_SUVIBW
 * @sex: M or F; anything else gives the mean of both
 * @weight: in kg
 * @height: in m
 *
 * The mass that an SUV of that kind stands on instead of the body weight. The
 * formulae of James and Morgan fall with growing weight in the very obese and
 * become negative; so does the ideal weight in small children.
 *
 * Sources: James (1976), Research on Obesity, HMSO; Morgan and Bray (1994);
 * Janmahasatian et al. (2005) Clin Pharmacokinet 44:1051; Sugawara et al. (1999)
 * Radiology 213:521.
 *
 * Returns: kilogrammes; %NAN for any other unit
 */
double
rim_lean_body_mass (RimUnit formula,
                    char    sex,
                    double  weight,
                    double  height)
{
  int row = find_mass (formula);
  double cm = height * 100.0;

  if (row < 0)
    return NAN;

  if (sex == 'M')
    return masses[row].male (weight, cm);
  if (sex == 'F')
    return masses[row].female (weight, cm);

  return (masses[row].male (weight, cm) + masses[row].female (weight, cm)) / 2.0;
}

/**
 * rim_body_surface_area:
 * @weight: in kg
 * @height: in m
 *
 * Source: Du Bois and Du Bois (1916) Arch Intern Med 17:863.
 *
 * Returns: square metres
 */
double
rim_body_surface_area (double weight,
                       double height)
{
  return 0.007184 * pow (height * 100.0, 0.725) * pow (weight, 0.425);
}

/* What SUVbw is multiplied with, times the weight: a mass in kg, or the body
 * surface in cm2 over 1000.
 */
gboolean
rim_suv_mass (RimUnit   unit,
              char      sex,
              double    weight,
              double    height,
              double   *mass,
              char    **why_not)
{
  const char *missing = isnan (weight) ? "weight" : isnan (height) ? "height" : NULL;

  if (missing != NULL)
    {
      if (why_not != NULL)
        *why_not = g_strdup_printf ("The patient's %s is not known.", missing);
      return FALSE;
    }

  if (unit == RIM_UNIT_SUVBSA)
    *mass = rim_body_surface_area (weight, height) * 10.0;
  else
    *mass = rim_lean_body_mass (unit, sex, weight, height);

  if (*mass > 0.0)
    return TRUE;

  if (why_not != NULL)
    *why_not = g_strdup_printf ("The formula (%s) gives no mass for this patient.",
                                rim_suv_mass_formula (unit));

  return FALSE;
}
