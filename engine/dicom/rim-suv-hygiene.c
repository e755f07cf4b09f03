/* rim-suv-hygiene.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-suv-private.h"

#include <math.h>
#include <string.h>

/* What a PET is made with: half-life in s, the code of CID 4020, and what a
 * meaning contains once it is in small letters without punctuation.
 */
static const struct
{
  const char *name;
  double      half_life;
  const char *code;
  const char *spellings[5];
} nuclides[] = {
  { "F-18", 6586.2, "C-111A1", { "18f", "f18", "fluorine18", "fluor18" } },
  { "Ga-68", 4057.7, "C-131A3", { "68ga", "ga68", "gallium68" } },
  { "C-11", 1223.4, "C-105A1", { "11c", "c11", "carbon11" } },
  { "Cu-64", 45723.0, "C-127A2", { "64cu", "cu64", "64copper", "copper64" } },
  { "Zr-89", 282276.0, "C-168A4", { "89zr", "zr89", "89zirconium", "zirconium89" } },
};

static char *
squeeze (const char *text)
{
  GString *result = g_string_new (NULL);

  for (const char *c = text != NULL ? text : ""; *c != '\0'; c++)
    {
      if (g_ascii_isalnum (*c))
        g_string_append_c (result, g_ascii_tolower (*c));
    }

  return g_string_free (result, FALSE);
}

static int
find_nuclide (const char *code,
              const char *meaning)
{
  g_autofree char *squeezed = squeeze (meaning);

  for (guint i = 0; i < G_N_ELEMENTS (nuclides); i++)
    {
      if (code != NULL && g_ascii_strncasecmp (code, nuclides[i].code, strlen (nuclides[i].code)) == 0)
        return (int) i;
      for (guint j = 0; nuclides[i].spellings[j] != NULL; j++)
        {
          if (strstr (squeezed, nuclides[i].spellings[j]) != NULL)
            return (int) i;
        }
    }

  return -1;
}

/* An override where there is one, else the number of @tag; says which. */
static double
take_number (RimSuvPlan  *plan,
             RimSuvTag    tag,
             double       typed,
             const char **raw,
             gboolean    *is_typed)
{
  *raw = rim_suv_plan_get_raw (plan, tag);
  *is_typed = isfinite (typed) && typed > 0.0;

  return *is_typed ? typed : rim_suv_parse_number (*raw);
}

static const char *
get_reason (RimSuvPlan *plan)
{
  const char *reason = plan->overrides != NULL ? plan->overrides->reason : NULL;

  return reason != NULL && *reason != '\0' ? reason : "no reason given";
}

static void
warn_if_not_uniform (RimSuvPlan *plan,
                     RimSuvTag   tag)
{
  if (!rim_suv_plan_is_uniform (plan, tag))
    rim_suv_plan_warn (plan, "%s is not the same in all slices; the first value was taken.",
                       rim_suv_tag_get_name (tag));
}

static void
plan_weight (RimSuvPlan *plan)
{
  double typed = plan->overrides != NULL ? plan->overrides->weight : NAN;
  const char *raw;
  gboolean is_typed;
  double weight = take_number (plan, RIM_SUV_TAG_WEIGHT, typed, &raw, &is_typed);
  const char *tag = rim_suv_tag_get_name (RIM_SUV_TAG_WEIGHT);
  g_autofree char *value = NULL;
  gboolean grams = weight > 1000.0;

  if (!(weight > 0.0))
    {
      rim_suv_plan_add_step (plan, tag, raw, NULL, "missing");
      return;
    }

  if (grams)
    weight /= 1000.0;
  plan->suv->weight = weight;
  value = g_strdup_printf ("%s kg", RIM_SUV_NUMBER (weight));
  if (is_typed)
    rim_suv_plan_add_step (plan, tag, raw, value, "typed in: %s", get_reason (plan));
  else
    rim_suv_plan_add_step (plan, tag, raw, value, grams ? "read as grams" : "as in the file");

  if (grams)
    rim_suv_plan_warn (plan, "The weight %s is above 1000 and was read as grams.", raw != NULL ? raw : "typed in");
  if (weight < 20.0 || weight > 300.0)
    rim_suv_plan_warn (plan, "The weight of %s kg is outside 20 to 300 kg.", RIM_SUV_NUMBER (weight));
  if (!is_typed)
    warn_if_not_uniform (plan, RIM_SUV_TAG_WEIGHT);
}

static void
plan_height (RimSuvPlan *plan)
{
  double typed = plan->overrides != NULL ? plan->overrides->height : NAN;
  const char *raw;
  gboolean is_typed;
  double height = take_number (plan, RIM_SUV_TAG_SIZE, typed, &raw, &is_typed);
  const char *tag = rim_suv_tag_get_name (RIM_SUV_TAG_SIZE);
  g_autofree char *value = NULL;
  gboolean centimetres = height > 3.0;

  if (!(height > 0.0))
    {
      rim_suv_plan_add_step (plan, tag, raw, NULL, "missing; no SUV by lean mass, body surface or ideal weight");
      return;
    }

  if (centimetres)
    height /= 100.0;
  plan->suv->height = height;
  value = g_strdup_printf ("%s m", RIM_SUV_NUMBER (height));
  if (is_typed)
    rim_suv_plan_add_step (plan, tag, raw, value, "typed in: %s", get_reason (plan));
  else
    rim_suv_plan_add_step (plan, tag, raw, value, centimetres ? "read as centimetres" : "as in the file");

  if (height < 0.5 || height > 2.5)
    rim_suv_plan_warn (plan, "The height of %s m is outside 0.5 to 2.5 m.", RIM_SUV_NUMBER (height));
  if (!is_typed)
    warn_if_not_uniform (plan, RIM_SUV_TAG_SIZE);
}

static void
plan_sex (RimSuvPlan *plan)
{
  const char *typed = plan->overrides != NULL ? plan->overrides->sex : NULL;
  const char *raw = rim_suv_plan_get_raw (plan, RIM_SUV_TAG_SEX);
  const char *used = typed != NULL && *typed != '\0' ? typed : raw;
  char sex = used != NULL ? g_ascii_toupper (used[strspn (used, " ")]) : 'O';
  const char *decision = "as in the file";

  plan->suv->sex = sex == 'M' || sex == 'F' ? sex : 'O';
  if (used == typed && typed != NULL)
    decision = get_reason (plan);
  else if (plan->suv->sex == 'O')
    decision = "neither M nor F; lean mass and ideal weight are the mean of both";

  rim_suv_plan_add_step (plan, rim_suv_tag_get_name (RIM_SUV_TAG_SEX), raw,
                         (char[2]) { plan->suv->sex, '\0' },
                         used == typed && typed != NULL ? "typed in: %s" : "%s", decision);
}

/* Weight, height and sex; none of them alone makes an SUV impossible. */
void
rim_suv_plan_patient (RimSuvPlan *plan)
{
  plan_weight (plan);
  plan_height (plan);
  plan_sex (plan);
}

gboolean
rim_suv_plan_need_weight (RimSuvPlan *plan)
{
  if (!isnan (plan->suv->weight))
    return TRUE;

  return rim_suv_plan_refuse (plan, "The patient's weight (0010,1030) is missing; it can be typed in.");
}

static gboolean
check_one_item (RimSuvPlan *plan,
                gboolean    is_typed)
{
  guint n = plan->slices[0]->n_radiopharmaceuticals;

  if (n <= 1 || is_typed)
    return TRUE;

  return rim_suv_plan_refuse (plan,
                              "The series names %u radiopharmaceuticals (0054,0016), so the dose is not known; it can be typed in.",
                              n);
}

gboolean
rim_suv_plan_dose (RimSuvPlan *plan)
{
  double typed = plan->overrides != NULL ? plan->overrides->dose : NAN;
  const char *raw;
  gboolean is_typed;
  double dose = take_number (plan, RIM_SUV_TAG_DOSE, typed, &raw, &is_typed);
  gboolean megabecquerel = dose < 1e5;
  g_autofree char *value = NULL;

  if (!check_one_item (plan, is_typed))
    return FALSE;
  if (!(dose > 0.0))
    return rim_suv_plan_refuse (plan, "The injected dose (0018,1074) is missing; it can be typed in.");

  plan->dose = megabecquerel ? dose * 1e6 : dose;
  value = g_strdup_printf ("%s Bq", RIM_SUV_NUMBER (plan->dose));
  rim_suv_plan_add_step (plan, rim_suv_tag_get_name (RIM_SUV_TAG_DOSE), raw, value, "%s%s%s",
                         is_typed ? "typed in: " : "",
                         is_typed ? get_reason (plan) : "",
                         is_typed ? "" : megabecquerel ? "read as MBq" : "as in the file");

  if (megabecquerel)
    rim_suv_plan_warn (plan, "The dose %s is below 100000 and was read as MBq.", RIM_SUV_NUMBER (dose));
  if (plan->dose < 1e6 || plan->dose > 5e10)
    rim_suv_plan_warn (plan, "The dose of %s Bq is outside 1 MBq to 50 GBq.", RIM_SUV_NUMBER (plan->dose));
  if (!is_typed)
    warn_if_not_uniform (plan, RIM_SUV_TAG_DOSE);

  return TRUE;
}

/* The nuclide by its code or its name; FDG is always made with F-18. */
static int
plan_nuclide (RimSuvPlan *plan)
{
  const char *code = rim_suv_plan_get_raw (plan, RIM_SUV_TAG_NUCLIDE_CODE);
  const char *meaning = rim_suv_plan_get_raw (plan, RIM_SUV_TAG_NUCLIDE_MEANING);
  const char *drug = rim_suv_plan_get_raw (plan, RIM_SUV_TAG_RADIOPHARMACEUTICAL);
  g_autofree char *squeezed = squeeze (drug);
  g_autofree char *raw = g_strjoin (" ", code != NULL ? code : "", meaning != NULL ? meaning : "", NULL);
  int row = find_nuclide (code, meaning);
  gboolean by_drug = row < 0 && (strstr (squeezed, "fdg") != NULL || strstr (squeezed, "deoxyglucose") != NULL);

  if (by_drug)
    row = 0;
  if (row >= 0)
    plan->nuclide = nuclides[row].name;

  rim_suv_plan_add_step (plan, rim_suv_tag_get_name (RIM_SUV_TAG_NUCLIDE_CODE), g_strstrip (raw),
                         plan->nuclide, by_drug ? "by its radiopharmaceutical"
                                                : row < 0 ? "not in the table of half-lives" : "known");
  if (drug != NULL)
    rim_suv_plan_add_step (plan, rim_suv_tag_get_name (RIM_SUV_TAG_RADIOPHARMACEUTICAL), drug, drug,
                           "as in the file");

  return row;
}

static gboolean
half_life_of_nuclide (RimSuvPlan *plan,
                      int         row,
                      const char *raw)
{
  g_autofree char *value = NULL;

  if (row < 0)
    return rim_suv_plan_refuse (plan,
                                "The half-life (0018,1075) is missing and the nuclide (0054,0300) does not tell it; it can be typed in.");

  plan->half_life = nuclides[row].half_life;
  value = g_strdup_printf ("%s s", RIM_SUV_NUMBER (plan->half_life));
  rim_suv_plan_add_step (plan, rim_suv_tag_get_name (RIM_SUV_TAG_HALF_LIFE), raw, value,
                         "missing; that of %s was taken", nuclides[row].name);
  rim_suv_plan_warn (plan, "The half-life is missing; that of %s was taken.", nuclides[row].name);

  return TRUE;
}

gboolean
rim_suv_plan_half_life (RimSuvPlan *plan)
{
  double typed = plan->overrides != NULL ? plan->overrides->half_life : NAN;
  const char *raw;
  gboolean is_typed;
  double half_life = take_number (plan, RIM_SUV_TAG_HALF_LIFE, typed, &raw, &is_typed);
  int row = plan_nuclide (plan);
  g_autofree char *value = NULL;

  if (!(half_life > 0.0))
    {
      if (!half_life_of_nuclide (plan, row, raw))
        return FALSE;
    }
  else
    {
      plan->half_life = half_life;
      value = g_strdup_printf ("%s s", RIM_SUV_NUMBER (half_life));
      rim_suv_plan_add_step (plan, rim_suv_tag_get_name (RIM_SUV_TAG_HALF_LIFE), raw, value,
                             "%s%s", is_typed ? "typed in: " : "as in the file",
                             is_typed ? get_reason (plan) : "");
      if (row >= 0 && fabs (half_life / nuclides[row].half_life - 1.0) > 0.05)
        rim_suv_plan_warn (plan, "The half-life of %s s is more than 5 %% off that of %s, %s s.",
                           RIM_SUV_NUMBER (half_life), nuclides[row].name,
                           RIM_SUV_NUMBER (nuclides[row].half_life));
      if (!is_typed)
        warn_if_not_uniform (plan, RIM_SUV_TAG_HALF_LIFE);
    }

  plan->lambda = G_LN2 / plan->half_life;

  return TRUE;
}

/* Whether the value list @text, separated by backslashes, has @word. */
static gboolean
has_value (const char *text,
           const char *word)
{
  g_auto(GStrv) values = g_strsplit (text, "\\", -1);

  for (guint i = 0; values[i] != NULL; i++)
    {
      if (g_ascii_strcasecmp (g_strstrip (values[i]), word) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
every_slice_has (RimSuvPlan *plan,
                 const char *word)
{
  for (guint k = 0; k < plan->n_slices; k++)
    {
      const char *raw = rim_suv_tag_get_raw (plan->slices[k], RIM_SUV_TAG_CORRECTED_IMAGE);

      if (raw == NULL || !has_value (raw, word))
        return FALSE;
    }

  return TRUE;
}

/* An image that is an SUV already was corrected by whoever made it; its tag may
 * be gone, but must not say the contrary.
 */
gboolean
rim_suv_plan_corrections (RimSuvPlan *plan)
{
  const char *raw = rim_suv_plan_get_raw (plan, RIM_SUV_TAG_CORRECTED_IMAGE);
  const char *tag = rim_suv_tag_get_name (RIM_SUV_TAG_CORRECTED_IMAGE);
  gboolean is_suv = rim_unit_is_suv (plan->suv->unit_as_stored);
  gboolean attenuation = every_slice_has (plan, "ATTN");
  gboolean decay = every_slice_has (plan, "DECY");

  rim_suv_plan_add_step (plan, tag, raw, NULL, "%s, %s",
                         attenuation ? "corrected for attenuation" : "not corrected for attenuation",
                         decay ? "corrected for decay" : "not corrected for decay");

  if (raw == NULL && is_suv)
    {
      rim_suv_plan_warn (plan, "Corrected Image (0028,0051) is missing; the SUV of the file was trusted.");
      return TRUE;
    }
  if (raw == NULL)
    return rim_suv_plan_refuse (plan, "Corrected Image (0028,0051) is missing, so it is not known whether attenuation was corrected.");
  if (!attenuation)
    return rim_suv_plan_refuse (plan, "The image is not corrected for attenuation: Corrected Image (0028,0051) lacks ATTN.");
  if (!decay && is_suv)
    rim_suv_plan_warn (plan, "Corrected Image (0028,0051) lacks DECY; the SUV of the file was trusted.");
  else if (!decay && g_strcmp0 (plan->decay, "NONE") != 0)
    return rim_suv_plan_refuse (plan,
                                "Corrected Image (0028,0051) lacks DECY, yet Decay Correction (0054,1102) is %s.",
                                plan->decay != NULL ? plan->decay : "missing");

  return TRUE;
}
