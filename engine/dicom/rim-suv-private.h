/* rim-suv-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rim-suv.h"
#include "rim-suv-time.h"

G_BEGIN_DECLS

/**
 * RimSuvTag:
 *
 * The elements an SUV is made of; each has a row in a table with its number,
 * its name and its place in #RimPetHeader.
 */
typedef enum
{
  RIM_SUV_TAG_MANUFACTURER,
  RIM_SUV_TAG_UNITS,
  RIM_SUV_TAG_SUV_TYPE,
  RIM_SUV_TAG_DECAY_CORRECTION,
  RIM_SUV_TAG_CORRECTED_IMAGE,
  RIM_SUV_TAG_SERIES_DATE,
  RIM_SUV_TAG_SERIES_TIME,
  RIM_SUV_TAG_ACQUISITION_DATE,
  RIM_SUV_TAG_ACQUISITION_TIME,
  RIM_SUV_TAG_ACQUISITION_DATETIME,
  RIM_SUV_TAG_TIMEZONE,
  RIM_SUV_TAG_SEX,
  RIM_SUV_TAG_WEIGHT,
  RIM_SUV_TAG_SIZE,
  RIM_SUV_TAG_DOSE,
  RIM_SUV_TAG_HALF_LIFE,
  RIM_SUV_TAG_START_TIME,
  RIM_SUV_TAG_START_DATETIME,
  RIM_SUV_TAG_NUCLIDE_CODE,
  RIM_SUV_TAG_NUCLIDE_MEANING,
  RIM_SUV_TAG_RADIOPHARMACEUTICAL,
  RIM_SUV_TAG_DOSE_CALIBRATION,
  RIM_SUV_TAG_PHILIPS_SUV,
  RIM_SUV_TAG_PHILIPS_ACTIVITY,
  RIM_SUV_TAG_GE_SCAN,
  RIM_SUV_TAG_SIEMENS_SCAN,
  RIM_SUV_N_TAGS
} RimSuvTag;

/**
 * RimSuvPlan:
 *
 * What is known while an SUV is worked out.
 */
typedef struct
{
  RimSuv                    *suv;
  const RimPetHeader *const *slices;
  guint                      n_slices;
  const RimSuvOverrides     *overrides;

  double                     dose;         /* Bq, NAN until known */
  double                     half_life;    /* s, NAN until known */
  double                     lambda;       /* 1/s */
  const char                *nuclide;      /* such as "F-18", or NULL */
  char                      *units;        /* in capitals, or NULL */
  char                      *decay;        /* START, NONE or ADMIN, or NULL */

  gboolean                   has_zone;
  int                        zone;
  RimClock                  *acquired;     /* slice by slice */
  RimClock                   earliest;     /* of them */
  RimClock                   administered;
} RimSuvPlan;

/* A number as text that does not depend on the locale, for one statement. */
#define RIM_SUV_NUMBER(value) \
  rim_suv_format_number ((char [G_ASCII_DTOSTR_BUF_SIZE]) { 0 }, (value))

const char *rim_suv_format_number   (char                *buffer,
                                     double               value);
double      rim_suv_parse_number    (const char          *text);

const char *rim_suv_tag_get_name    (RimSuvTag tag);
const char *rim_suv_tag_get_raw     (const RimPetHeader  *header,
                                     RimSuvTag            tag);
gboolean    rim_suv_plan_is_uniform (RimSuvPlan          *plan,
                                     RimSuvTag            tag);
const char *rim_suv_plan_get_raw    (RimSuvPlan          *plan,
                                     RimSuvTag            tag);
gboolean    rim_suv_plan_is_vendor  (RimSuvPlan          *plan,
                                     const char          *name);
void        rim_suv_plan_add_step   (RimSuvPlan          *plan,
                                     const char          *tag,
                                     const char          *raw,
                                     const char          *value,
                                     const char          *format,
                                     ...) G_GNUC_PRINTF (5, 6);
void        rim_suv_plan_warn       (RimSuvPlan          *plan,
                                     const char          *format,
                                     ...) G_GNUC_PRINTF (2, 3);
gboolean    rim_suv_plan_refuse     (RimSuvPlan          *plan,
                                     const char          *format,
                                     ...) G_GNUC_PRINTF (2, 3);

void        rim_suv_plan_patient    (RimSuvPlan          *plan);
gboolean    rim_suv_plan_need_weight (RimSuvPlan          *plan);
gboolean    rim_suv_plan_dose       (RimSuvPlan          *plan);
gboolean    rim_suv_plan_half_life  (RimSuvPlan          *plan);
gboolean    rim_suv_plan_corrections (RimSuvPlan          *plan);

gboolean    rim_suv_plan_decay      (RimSuvPlan          *plan,
                                     double              *fractions);

gboolean    rim_suv_mass            (RimUnit              unit,
                                     char                 sex,
                                     double               weight,
                                     double               height,
                                     double              *mass,
                                     char               **why_not);
const char *rim_suv_mass_formula    (RimUnit unit);

G_END_DECLS
