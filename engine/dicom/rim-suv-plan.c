/* rim-suv-plan.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-suv-private.h"

#include <math.h>
#include <string.h>

#define FIELD(name) G_STRUCT_OFFSET (RimPetHeader, name)

static const struct
{
  const char *name;
  gsize       offset;
} tags[RIM_SUV_N_TAGS] = {
  [RIM_SUV_TAG_MANUFACTURER] = { "(0008,0070) Manufacturer", FIELD (manufacturer) },
  [RIM_SUV_TAG_UNITS] = { "(0054,1001) Units", FIELD (units) },
  [RIM_SUV_TAG_SUV_TYPE] = { "(0054,1006) SUV Type", FIELD (suv_type) },
  [RIM_SUV_TAG_DECAY_CORRECTION] = { "(0054,1102) Decay Correction", FIELD (decay_correction) },
  [RIM_SUV_TAG_CORRECTED_IMAGE] = { "(0028,0051) Corrected Image", FIELD (corrected_image) },
  [RIM_SUV_TAG_SERIES_DATE] = { "(0008,0021) Series Date", FIELD (series_date) },
  [RIM_SUV_TAG_SERIES_TIME] = { "(0008,0031) Series Time", FIELD (series_time) },
  [RIM_SUV_TAG_ACQUISITION_DATE] = { "(0008,0022) Acquisition Date", FIELD (acquisition_date) },
  [RIM_SUV_TAG_ACQUISITION_TIME] = { "(0008,0032) Acquisition Time", FIELD (acquisition_time) },
  [RIM_SUV_TAG_ACQUISITION_DATETIME] = { "(0008,002A) Acquisition DateTime", FIELD (acquisition_datetime) },
  [RIM_SUV_TAG_TIMEZONE] = { "(0008,0201) Timezone Offset From UTC", FIELD (timezone) },
  [RIM_SUV_TAG_SEX] = { "(0010,0040) Patient's Sex", FIELD (patient_sex) },
  [RIM_SUV_TAG_WEIGHT] = { "(0010,1030) Patient's Weight", FIELD (patient_weight) },
  [RIM_SUV_TAG_SIZE] = { "(0010,1020) Patient's Size", FIELD (patient_size) },
  [RIM_SUV_TAG_DOSE] = { "(0018,1074) Radionuclide Total Dose", FIELD (dose) },
  [RIM_SUV_TAG_HALF_LIFE] = { "(0018,1075) Radionuclide Half Life", FIELD (half_life) },
  [RIM_SUV_TAG_START_TIME] = { "(0018,1072) Radiopharmaceutical Start Time", FIELD (start_time) },
  [RIM_SUV_TAG_START_DATETIME] = { "(0018,1078) Radiopharmaceutical Start DateTime", FIELD (start_datetime) },
  [RIM_SUV_TAG_NUCLIDE_CODE] = { "(0054,0300) Radionuclide Code Sequence", FIELD (nuclide_code) },
  [RIM_SUV_TAG_NUCLIDE_MEANING] = { "(0054,0300) Radionuclide Code Sequence", FIELD (nuclide_meaning) },
  [RIM_SUV_TAG_RADIOPHARMACEUTICAL] = { "(0018,0031) Radiopharmaceutical", FIELD (radiopharmaceutical) },
  [RIM_SUV_TAG_DOSE_CALIBRATION] = { "(0054,1322) Dose Calibration Factor", FIELD (dose_calibration_factor) },
  [RIM_SUV_TAG_PHILIPS_SUV] = { "(7053,1000) Philips SUV Scale Factor", FIELD (philips_suv_factor) },
  [RIM_SUV_TAG_PHILIPS_ACTIVITY] = { "(7053,1009) Philips Activity Concentration Scale Factor", FIELD (philips_activity_factor) },
  [RIM_SUV_TAG_GE_SCAN] = { "(0009,100D) GE Scan DateTime", FIELD (ge_scan_datetime) },
  [RIM_SUV_TAG_SIEMENS_SCAN] = { "(0071,1022) Siemens Decay Correction DateTime", FIELD (siemens_scan_datetime) },
};

const char *
rim_suv_format_number (char   *buffer,
                       double  value)
{
  return g_ascii_formatd (buffer, G_ASCII_DTOSTR_BUF_SIZE, "%.10g", value);
}

/* A DS or IS of one value; NAN where @text is none. */
double
rim_suv_parse_number (const char *text)
{
  char *end;
  double value;

  if (text == NULL)
    return NAN;

  value = g_ascii_strtod (text, &end);
  if (end == text || !isfinite (value))
    return NAN;
  while (*end == ' ')
    end++;

  return *end == '\0' ? value : NAN;
}

const char *
rim_suv_tag_get_name (RimSuvTag tag)
{
  return tags[tag].name;
}

/* Returns: (nullable): the text of @tag; %NULL also for nothing but spaces */
const char *
rim_suv_tag_get_raw (const RimPetHeader *header,
                     RimSuvTag           tag)
{
  const char *text = G_STRUCT_MEMBER (const char *, header, tags[tag].offset);

  if (text == NULL)
    return NULL;

  return text[strspn (text, " ")] == '\0' ? NULL : text;
}

gboolean
rim_suv_plan_is_uniform (RimSuvPlan *plan,
                         RimSuvTag   tag)
{
  const char *first = rim_suv_tag_get_raw (plan->slices[0], tag);

  for (guint k = 1; k < plan->n_slices; k++)
    {
      if (g_strcmp0 (rim_suv_tag_get_raw (plan->slices[k], tag), first) != 0)
        return FALSE;
    }

  return TRUE;
}

/* The text of @tag in the first slice that has it. */
const char *
rim_suv_plan_get_raw (RimSuvPlan *plan,
                      RimSuvTag   tag)
{
  for (guint k = 0; k < plan->n_slices; k++)
    {
      const char *raw = rim_suv_tag_get_raw (plan->slices[k], tag);

      if (raw != NULL)
        return raw;
    }

  return NULL;
}

/* Whether the manufacturer's name begins with @name, in any case. */
gboolean
rim_suv_plan_is_vendor (RimSuvPlan *plan,
                        const char *name)
{
  const char *raw = rim_suv_plan_get_raw (plan, RIM_SUV_TAG_MANUFACTURER);

  return raw != NULL && g_ascii_strncasecmp (raw, name, strlen (name)) == 0;
}

void
rim_suv_plan_add_step (RimSuvPlan *plan,
                       const char *tag,
                       const char *raw,
                       const char *value,
                       const char *format,
                       ...)
{
  RimSuvStep *step = g_new0 (RimSuvStep, 1);
  va_list args;

  step->tag = g_strdup (tag);
  step->raw = g_strdup (raw);
  step->value = g_strdup (value);
  va_start (args, format);
  step->decision = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (plan->suv->steps, step);
}

/* A warning about the last step. */
void
rim_suv_plan_warn (RimSuvPlan *plan,
                   const char *format,
                   ...)
{
  GPtrArray *steps = plan->suv->steps;
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);

  if (steps->len > 0)
    {
      RimSuvStep *step = g_ptr_array_index (steps, steps->len - 1);
      char *joined = step->warning == NULL ? g_strdup (text)
                                           : g_strconcat (step->warning, " ", text, NULL);

      g_free (step->warning);
      step->warning = joined;
    }
  g_ptr_array_add (plan->suv->warnings, g_steal_pointer (&text));
}

/* Returns: %FALSE, so that it can stand in a return statement */
gboolean
rim_suv_plan_refuse (RimSuvPlan *plan,
                     const char *format,
                     ...)
{
  va_list args;

  g_free (plan->suv->why_not);
  va_start (args, format);
  plan->suv->why_not = g_strdup_vprintf (format, args);
  va_end (args);

  return FALSE;
}
