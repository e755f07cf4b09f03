/* rim-suv.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "core/rim-ref-count.h"
#include "volume/rim-unit.h"

G_BEGIN_DECLS

/**
 * RimPetHeader:
 *
 * What one PET instance says that an SUV needs, as the file has it: strings are
 * raw DICOM values in UTF-8 without padding, %NULL when absent; numbers are NAN
 * when absent. The raw text stands beside each number in the provenance.
 *
 * Private elements go by their creator. Where a file has none in that group
 * (anonymisers drop it, the IBSI phantoms never had it) and its manufacturer is
 * the vendor, they go by their customary number, block 10.
 */
typedef struct
{
  char   *manufacturer;
  char   *units;                    /* (0054,1001) */
  char   *suv_type;                 /* (0054,1006) */
  char   *decay_correction;         /* (0054,1102) */
  char   *corrected_image;          /* (0028,0051), backslash separated */
  char   *series_date;              /* (0008,0021) */
  char   *series_time;              /* (0008,0031) */
  char   *acquisition_date;         /* (0008,0022) */
  char   *acquisition_time;         /* (0008,0032) */
  char   *acquisition_datetime;     /* (0008,002A) */
  char   *timezone;                 /* (0008,0201) */
  char   *patient_sex;
  char   *patient_weight;           /* (0010,1030) */
  char   *patient_size;             /* (0010,1020) */
  char   *dose;                     /* (0018,1074) */
  char   *half_life;                /* (0018,1075) */
  char   *start_time;               /* (0018,1072) */
  char   *start_datetime;           /* (0018,1078) */
  char   *nuclide_code;             /* (0054,0300) > (0008,0100) */
  char   *nuclide_meaning;          /* (0054,0300) > (0008,0104) */
  char   *radiopharmaceutical;      /* (0018,0031) */
  guint   n_radiopharmaceuticals;
  char   *dose_calibration_factor;  /* (0054,1322) */
  char   *philips_suv_factor;       /* (7053,xx00) under Philips PET Private Group */
  char   *philips_activity_factor;  /* (7053,xx09) under Philips PET Private Group */
  char   *ge_scan_datetime;         /* (0009,xx0D) under GEMS_PETD_01 */
  char   *siemens_scan_datetime;    /* (0071,xx22) under SIEMENS MED PT */
  double  frame_reference_time;     /* (0054,1300) ms */
  double  frame_duration;           /* (0018,1242) ms */
  double  intercept;                /* (0028,1052) */
} RimPetHeader;

/**
 * RimSuvOverrides:
 *
 * Corrections typed in by a user, each NAN or %NULL where the file's own value
 * stands, with who made them, when and why, which goes into the provenance.
 */
typedef struct
{
  double  weight;                   /* kg */
  double  height;                   /* m */
  double  dose;                     /* Bq */
  double  half_life;                /* s */
  char   *sex;
  char   *start_datetime;           /* DICOM DT: when it was administered */
  char   *reason;
  char   *reference_datetime;       /* DICOM DT: what decay is corrected to */
  char   *author;
  gint64  time;                     /* µs since 1970, UTC; 0 when unknown */
} RimSuvOverrides;

/**
 * RimSuvStep:
 * @tag: such as "(0018,1074) Radionuclide Total Dose", or NULL for a decision
 * @raw: (nullable): the value as the file has it
 * @value: (nullable): the value as used, with its unit
 * @decision: (nullable): what was made of it
 * @warning: (nullable): what is doubtful about it
 */
typedef struct
{
  char *tag;
  char *raw;
  char *value;
  char *decision;
  char *warning;
} RimSuvStep;

/**
 * RimSuv:
 * @convertible: whether SUV by body weight can be had
 * @why_not: the reason when it cannot
 * @unit_as_stored: the unit of the rescaled values in the file
 * @factor: slice by slice, from rescaled value to SUVbw
 * @is_corrected: whether a user typed in any of what it stands on
 * @steps: (element-type RimSuvStep): each tag, value and decision, in order
 * @warnings: (element-type utf8): whole sentences
 *
 * How an SUV comes about (guide: DICOM, section 4). Reference counted. Its texts
 * are a record that is hashed and kept, so they are not translated.
 */
typedef struct
{
  RimRefCount ref_count;
  gboolean    convertible;
  char       *why_not;
  RimUnit     unit_as_stored;
  guint       n_slices;
  double     *factor;
  double      weight;               /* kg, NAN when unknown */
  double      height;               /* m, NAN when unknown */
  char        sex;                  /* M, F or O */
  double      uptake_time;          /* s, NAN when unknown */
  gboolean    is_corrected;
  char       *correction;           /* who, when and why; NULL where not */
  GPtrArray  *steps;
  GPtrArray  *warnings;
} RimSuv;

RimSuv  *rim_suv_new        (const RimPetHeader *const *slices,
                             guint                      n_slices,
                             const RimSuvOverrides     *overrides) G_GNUC_WARN_UNUSED_RESULT;
RimSuv  *rim_suv_ref        (RimSuv                    *self);
void     rim_suv_unref      (RimSuv                    *self);
gboolean rim_suv_get_ratio  (RimSuv                    *self,
                             RimUnit                    unit,
                             double                    *ratio,
                             char                     **why_not);
guint    rim_suv_get_units  (RimSuv                    *self,
                             RimUnit                    list[RIM_N_UNITS]);
char    *rim_suv_to_text    (RimSuv                    *self) G_GNUC_WARN_UNUSED_RESULT;
char    *rim_suv_to_json    (RimSuv                    *self) G_GNUC_WARN_UNUSED_RESULT;
char    *rim_suv_get_hash   (RimSuv                    *self) G_GNUC_WARN_UNUSED_RESULT;
double   rim_lean_body_mass (RimUnit formula,
                             char    sex,
                             double  weight,
                             double  height);
double   rim_body_surface_area (double weight,
                                double height);

RimSuvOverrides *rim_suv_overrides_new       (void) G_GNUC_WARN_UNUSED_RESULT;
RimSuvOverrides *rim_suv_overrides_copy      (const RimSuvOverrides *self) G_GNUC_WARN_UNUSED_RESULT;
void             rim_suv_overrides_free      (RimSuvOverrides       *self);
gboolean         rim_suv_overrides_is_empty  (const RimSuvOverrides *self);
gboolean         rim_suv_overrides_check     (const RimSuvOverrides  *self,
                                              GError                **error);
char            *rim_suv_overrides_to_json   (const RimSuvOverrides *self) G_GNUC_WARN_UNUSED_RESULT;
RimSuvOverrides *rim_suv_overrides_from_json (const char             *json,
                                              GError                **error) G_GNUC_WARN_UNUSED_RESULT;
char            *rim_suv_overrides_describe  (const RimSuvOverrides *self) G_GNUC_WARN_UNUSED_RESULT;

RimPetHeader *rim_pet_header_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void          rim_pet_header_free (RimPetHeader *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimSuv, rim_suv_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimSuvOverrides, rim_suv_overrides_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimPetHeader, rim_pet_header_free)

G_END_DECLS
