/* test-suv.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include <json-glib/json-glib.h>

#include "dicom/rim-suv.h"

#define N_SLICES 3
#define F18 6586.2

#define SET(field, text) { G_STRUCT_OFFSET (RimPetHeader, field), text }
#define GONE(field) { G_STRUCT_OFFSET (RimPetHeader, field), NULL }

typedef struct
{
  gsize       offset;
  const char *text;
} Change;

/* What a series says other than the standard one, and what must come of it. The
 * expected factor is weight * 1000 / (dose * 2^(-uptake / half_life)) unless
 * @factor gives it.
 */
typedef struct
{
  const char *name;
  Change      changes[8];
  double      reference;        /* ms; 0 keeps the standard's */
  double      reference_step;   /* ms more in each further slice */
  double      duration;         /* ms; 0 keeps the standard's, < 0 removes it */
  double      acquisition_step; /* s later in each further slice */
  guint       n_items;

  double      weight;
  double      dose;
  double      uptake;
  double      half_life;
  double      factor;
  const char *warning;          /* a part of it; NULL demands that there is none */
  const char *why_not;
  const char *decision;         /* a part of one step's tag, value or decision */
} Case;

#define MEAN_DECAY_300S (-expm1 (-G_LN2 / F18 * 300.0) / (G_LN2 / F18 * 300.0))

static const Case cases[] = {
  { "start", { }, .uptake = 3600, .decision = "the series' time" },

  /* Step 0 */
  { "weight/missing", { GONE (patient_weight) }, .why_not = "weight (0010,1030) is missing" },
  { "weight/zero", { SET (patient_weight, "0") }, .why_not = "weight (0010,1030) is missing" },
  { "weight/negative", { SET (patient_weight, "-70") }, .why_not = "weight (0010,1030) is missing" },
  { "weight/text", { SET (patient_weight, "70 kg") }, .why_not = "weight (0010,1030) is missing" },
  { "weight/grams", { SET (patient_weight, "70000") }, .uptake = 3600, .warning = "read as grams" },
  { "weight/light", { SET (patient_weight, "19.5") }, .weight = 19.5, .uptake = 3600, .warning = "outside 20 to 300 kg" },
  { "weight/heavy", { SET (patient_weight, "301") }, .weight = 301, .uptake = 3600, .warning = "outside 20 to 300 kg" },
  { "weight/edge", { SET (patient_weight, " 20 ") }, .weight = 20, .uptake = 3600 },
  { "height/centimetres", { SET (patient_size, "175") }, .uptake = 3600, .decision = "read as centimetres" },
  { "height/missing", { GONE (patient_size) }, .uptake = 3600, .decision = "no SUV by lean mass" },
  { "dose/megabecquerel", { SET (dose, "368.08") }, .uptake = 3600, .warning = "read as MBq" },
  { "dose/large", { SET (dose, "6e10") }, .dose = 6e10, .uptake = 3600, .warning = "outside 1 MBq to 50 GBq" },
  { "dose/small", { SET (dose, "0.5") }, .dose = 5e5, .uptake = 3600, .warning = "outside 1 MBq to 50 GBq" },
  { "dose/small-becquerel", { SET (dose, "500000") }, .dose = 5e5, .uptake = 3600, .warning = "outside 1 MBq to 50 GBq" },
  { "dose/missing", { GONE (dose) }, .why_not = "dose (0018,1074) is missing" },
  { "dose/zero", { SET (dose, "0.0") }, .why_not = "dose (0018,1074) is missing" },
  { "dose/two-items", { }, .n_items = 2, .why_not = "2 radiopharmaceuticals" },
  { "half-life/code-f18", { GONE (half_life) }, .uptake = 3600, .warning = "that of F-18 was taken" },
  { "half-life/zero", { SET (half_life, "0") }, .uptake = 3600, .warning = "that of F-18 was taken" },
  { "half-life/code-ga68", { GONE (half_life), SET (nuclide_code, "C-131A3"), SET (nuclide_meaning, "^68^Gallium"), SET (radiopharmaceutical, "DOTATATE") },
    .uptake = 3600, .half_life = 4057.7, .warning = "that of Ga-68 was taken" },
  { "half-life/code-c11", { GONE (half_life), SET (nuclide_code, "C-105A1"), GONE (nuclide_meaning), SET (radiopharmaceutical, "Choline") },
    .uptake = 3600, .half_life = 1223.4, .warning = "that of C-11 was taken" },
  { "half-life/code-cu64", { GONE (half_life), SET (nuclide_code, "C-127A2"), GONE (nuclide_meaning), SET (radiopharmaceutical, "ATSM") },
    .uptake = 3600, .half_life = 45723.0, .warning = "that of Cu-64 was taken" },
  { "half-life/code-zr89", { GONE (half_life), SET (nuclide_code, "C-168A4"), GONE (nuclide_meaning), SET (radiopharmaceutical, "Antibody") },
    .uptake = 3600, .half_life = 282276.0, .warning = "that of Zr-89 was taken" },
  { "half-life/meaning", { GONE (half_life), SET (nuclide_code, "77004003"), SET (nuclide_meaning, "Fluorine-18") },
    .uptake = 3600, .warning = "that of F-18 was taken" },
  { "half-life/radiopharmaceutical", { GONE (half_life), GONE (nuclide_code), GONE (nuclide_meaning), SET (radiopharmaceutical, "FDG -- fluorodeoxyglucose") },
    .uptake = 3600, .warning = "that of F-18 was taken" },
  { "half-life/unknown", { GONE (half_life), SET (nuclide_code, "X"), SET (nuclide_meaning, "Unobtainium"), GONE (radiopharmaceutical) },
    .why_not = "half-life (0018,1075) is missing" },
  { "half-life/off", { SET (half_life, "6000") }, .uptake = 3600, .half_life = 6000, .warning = "more than 5 % off that of F-18" },
  { "half-life/ge", { SET (half_life, "6588.0") }, .uptake = 3600, .half_life = 6588 },
  { "corrections/no-attenuation", { SET (corrected_image, "NORM\\DTIM\\DECY") }, .why_not = "lacks ATTN" },
  { "corrections/no-decay", { SET (corrected_image, "NORM\\ATTN") }, .why_not = "lacks DECY" },
  { "corrections/missing", { GONE (corrected_image) }, .why_not = "Corrected Image (0028,0051) is missing" },
  { "corrections/gml-missing", { GONE (corrected_image), SET (units, "GML") }, .factor = 1, .warning = "was trusted" },
  { "corrections/gml-no-attenuation", { SET (corrected_image, "DECY"), SET (units, "GML") }, .why_not = "lacks ATTN" },
  { "corrections/gml-no-decay", { SET (corrected_image, "ATTN"), SET (units, "GML") }, .factor = 1, .warning = "lacks DECY" },

  /* Step 1 */
  { "units/gml", { SET (units, "GML") }, .factor = 1, .decision = "by body weight is the default" },
  { "units/gml-bw", { SET (units, "GML"), SET (suv_type, "BW"), GONE (dose), GONE (patient_weight) }, .factor = 1 },
  { "units/gml-lbm-m", { SET (units, "GML"), SET (suv_type, "LBM"), SET (patient_sex, "M") },
    .factor = 70.0 / (77.0 - 120.0 * 0.4 * 0.4), .decision = "Morgan" },
  { "units/gml-james-m", { SET (units, "GML"), SET (suv_type, "LBMJAMES128"), SET (patient_sex, "M") },
    .factor = 70.0 / (77.0 - 128.0 * 0.4 * 0.4), .decision = "James" },
  { "units/gml-james-f", { SET (units, "GML"), SET (suv_type, "LBMJAMES128"), SET (patient_sex, "F") },
    .factor = 70.0 / (74.9 - 148.0 * 0.4 * 0.4) },
  { "units/gml-janma-m", { SET (units, "GML"), SET (suv_type, "LBMJANMA"), SET (patient_sex, "M") },
    .factor = (6680.0 + 216.0 * 70.0 / (1.75 * 1.75)) / 9270.0 },
  { "units/gml-janma-f", { SET (units, "GML"), SET (suv_type, "LBMJANMA"), SET (patient_sex, "F") },
    .factor = (8780.0 + 244.0 * 70.0 / (1.75 * 1.75)) / 9270.0 },
  { "units/gml-ibw-o", { SET (units, "GML"), SET (suv_type, "IBW") },
    .factor = 70.0 / ((72.38 + 66.43) / 2.0), .warning = "mean of both masses" },
  { "units/gml-ibw-no-height", { SET (units, "GML"), SET (suv_type, "IBW"), GONE (patient_size) }, .why_not = "height is not known" },
  { "units/gml-lbm-no-weight", { SET (units, "GML"), SET (suv_type, "LBM"), GONE (patient_weight) }, .why_not = "weight (0010,1030) is missing" },
  { "units/gml-unknown-type", { SET (units, "GML"), SET (suv_type, "BSA") }, .why_not = "SUV Type (0054,1006)" },
  { "units/cm2ml", { SET (units, "CM2ML"), SET (suv_type, "BSA") }, .factor = 70.0 * 1000.0 / 18481.430181213466 },
  { "units/cnts-suv", { SET (units, "CNTS"), SET (philips_suv_factor, "0.0005"), SET (philips_activity_factor, "2") },
    .factor = 0.0005, .decision = "counts times this are SUVbw" },
  { "units/cnts-activity", { SET (units, "CNTS"), SET (philips_suv_factor, "0"), SET (philips_activity_factor, "2") },
    .weight = 140, .uptake = 3600, .decision = "counts times this are Bq/ml" },
  { "units/cnts-none", { SET (units, "CNTS") }, .why_not = "(7053,1000) and (7053,1009) are both missing" },
  { "units/cps", { SET (units, "CPS") }, .why_not = "Dose Calibration Factor (0054,1322) is missing" },
  { "units/cps-calibrated", { SET (units, "CPS"), SET (dose_calibration_factor, "39140") }, .why_not = "does not document the volume" },
  { "units/propcnts", { SET (units, "PROPCNTS") }, .why_not = "cannot be had of Units (0054,1001) PROPCNTS" },
  { "units/1cm", { SET (units, "1CM") }, .why_not = "cannot be had of Units (0054,1001) 1CM" },
  { "units/missing", { GONE (units) }, .why_not = "Units (0054,1001) are missing" },
  { "units/small-letters", { SET (units, "bqml ") }, .uptake = 3600 },

  /* Step 2 */
  { "administration/time-only", { GONE (start_datetime) }, .uptake = 3600, .decision = "on the day of the scan" },
  { "administration/datetime-only", { GONE (start_time) }, .uptake = 3600, .decision = "its date and time" },
  { "administration/midnight-time", { GONE (start_datetime), SET (start_time, "233000"), SET (acquisition_time, "003000"), SET (series_time, "003000") },
    .uptake = 3600, .decision = "on the day before the scan" },
  { "administration/midnight-datetime", { SET (start_datetime, "20241231233000"), SET (start_time, "233000"), SET (acquisition_time, "003000"), SET (series_time, "003000") },
    .uptake = 3600 },
  { "administration/differ", { SET (start_datetime, "20250101095500"), SET (start_time, "100000") },
    .uptake = 3900, .warning = "differ by 300 s; the DateTime was taken" },
  { "administration/differ-60s", { SET (start_datetime, "20250101095900"), SET (start_time, "100000") }, .uptake = 3660 },
  { "administration/date-off", { SET (start_datetime, "20241225100000"), SET (start_time, "100000") },
    .uptake = 3600, .warning = "the Time was taken" },
  { "administration/date-after", { SET (start_datetime, "20250102100000"), SET (start_time, "100000") },
    .uptake = 3600, .warning = "the Time was taken" },
  { "administration/long-lived", { SET (start_datetime, "20241227110000"), SET (start_time, "110000"), SET (half_life, "282276"), SET (nuclide_code, "C-168A4"), SET (nuclide_meaning, "^89^Zirconium"), SET (radiopharmaceutical, "Antibody") },
    .uptake = 5 * 86400, .half_life = 282276, .warning = "the DateTime was taken" },
  { "administration/missing", { GONE (start_datetime), GONE (start_time) }, .why_not = "neither (0018,1078) nor (0018,1072)" },
  { "administration/day-only", { SET (start_datetime, "20250101"), GONE (start_time) }, .why_not = "neither (0018,1078) nor (0018,1072)" },
  { "administration/after", { SET (start_datetime, "20250101120000"), GONE (start_time) }, .why_not = "after the scan" },
  { "administration/long-ago", { SET (start_datetime, "20240101120000"), GONE (start_time) }, .why_not = "more than 10 half-lives" },
  { "administration/offset", { SET (timezone, "+0100"), SET (start_datetime, "20250101040000-0500"), SET (start_time, "100000") }, .uptake = 3600 },
  { "administration/offset-alone", { SET (start_datetime, "20250101100000-0500") }, .uptake = 3600 },
  { "administration/zone-alone", { SET (timezone, "-0500") }, .uptake = 3600 },

  /* Step 3 */
  { "decay/admin", { SET (decay_correction, "ADMIN") }, .uptake = 0 },
  { "decay/none", { SET (decay_correction, "NONE"), SET (corrected_image, "ATTN") }, .weight = NAN, .uptake = 3600 },
  { "decay/none-steps", { SET (decay_correction, "NONE") }, .acquisition_step = 300, .weight = NAN, .uptake = 3600 },
  { "decay/none-no-duration", { SET (decay_correction, "NONE") }, .duration = -1, .why_not = "Actual Frame Duration (0018,1242) is missing" },
  { "decay/unknown", { SET (decay_correction, "SCAN") }, .why_not = "Decay Correction (0054,1102) is SCAN" },
  { "decay/missing", { GONE (decay_correction) }, .why_not = "Decay Correction (0054,1102) is missing" },
  { "start/ge", { SET (manufacturer, "GE MEDICAL SYSTEMS"), SET (ge_scan_datetime, "20250101110000.000000"), SET (acquisition_time, "113000") },
    .uptake = 3600, .decision = "private time of GE" },
  { "start/ge-slack", { SET (ge_scan_datetime, "20250101110100") }, .uptake = 3660, .decision = "private time of GE" },
  { "start/ge-late", { SET (ge_scan_datetime, "20250101110101") }, .uptake = 3600, .decision = "after the first acquisition; ignored" },
  { "start/ge-broken", { SET (ge_scan_datetime, "11 o'clock") }, .uptake = 3600, .decision = "not a date and time; ignored" },
  { "start/siemens", { SET (siemens_scan_datetime, "20250101105958.5"), SET (acquisition_time, "110000") },
    .uptake = 3598.5, .decision = "private time of Siemens" },
  { "start/ge-before-siemens", { SET (ge_scan_datetime, "20250101105959"), SET (siemens_scan_datetime, "20250101105950") }, .uptake = 3599 },
  { "start/back", { SET (series_time, "110500"), SET (acquisition_time, "110100") }, .reference = 210000,
    .uptake = 3599.60534, .decision = "computed back" },
  { "start/back-spread", { SET (series_time, "110500"), SET (acquisition_time, "110100") }, .reference = 210000, .reference_step = 1500,
    .uptake = 3660, .warning = "the first acquisition was taken" },
  { "start/back-no-duration", { SET (series_time, "110500") }, .duration = -1, .uptake = 3600, .warning = "the first acquisition was taken" },
  { "start/series-missing", { GONE (series_time) }, .uptake = 3599.60534, .decision = "computed back" },
  { "start/check", { }, .reference = 300000, .uptake = 3600, .warning = "differs from the series' time by -150." },
  { "start/check-not-ge", { SET (manufacturer, "GE MEDICAL SYSTEMS") }, .reference = 300000, .uptake = 3600 },
  { "start/acquisition-missing", { GONE (acquisition_time) }, .why_not = "acquisition date (0008,0022) or time (0008,0032)" },
  { "start/acquisition-datetime", { GONE (acquisition_time), SET (acquisition_datetime, "20250101110000") }, .uptake = 3600 },
  { "start/acquisition-date-missing", { GONE (acquisition_date) }, .uptake = 3600 },

  /* Uptake */
  { "uptake/short", { SET (start_datetime, "20250101104100"), SET (start_time, "104100") }, .uptake = 1140, .warning = "outside 20 to 180 min" },
  { "uptake/20min", { SET (start_datetime, "20250101104000"), SET (start_time, "104000") }, .uptake = 1200 },
  { "uptake/180min", { SET (start_datetime, "20250101080000"), SET (start_time, "080000") }, .uptake = 10800 },
  { "uptake/long", { SET (start_datetime, "20250101075900"), SET (start_time, "075900") }, .uptake = 10860, .warning = "outside 20 to 180 min" },
  { "uptake/zero", { SET (start_datetime, "20250101110000"), SET (start_time, "110000") }, .uptake = 0, .warning = "uptake time of 0 min" },
  { "uptake/not-fdg", { SET (start_datetime, "20250101104500"), SET (start_time, "104500"), SET (radiopharmaceutical, "PSMA") }, .uptake = 900 },
};

static RimPetHeader *
standard_new (void)
{
  RimPetHeader *header = rim_pet_header_new ();

  header->manufacturer = g_strdup ("Synthetic");
  header->units = g_strdup ("BQML");
  header->decay_correction = g_strdup ("START");
  header->corrected_image = g_strdup ("NORM\\DTIM\\ATTN\\SCAT\\DECY\\RAN");
  header->series_date = g_strdup ("20250101");
  header->series_time = g_strdup ("110000.000000");
  header->acquisition_date = g_strdup ("20250101");
  header->acquisition_time = g_strdup ("110000.000000");
  header->patient_sex = g_strdup ("O");
  header->patient_weight = g_strdup ("70.0");
  header->patient_size = g_strdup ("1.75");
  header->dose = g_strdup ("368080000.0");
  header->half_life = g_strdup ("6586.2");
  header->start_time = g_strdup ("100000.000000");
  header->start_datetime = g_strdup ("20250101100000.000000");
  header->nuclide_code = g_strdup ("C-111A1");
  header->nuclide_meaning = g_strdup ("^18^Fluorine");
  header->radiopharmaceutical = g_strdup ("FDG");
  header->n_radiopharmaceuticals = 1;
  header->frame_reference_time = 150000.0;
  header->frame_duration = 300000.0;
  header->intercept = 0.0;

  return header;
}

static void
apply_change (RimPetHeader *header,
              Change        change)
{
  char **field = &G_STRUCT_MEMBER (char *, header, change.offset);

  g_free (*field);
  *field = g_strdup (change.text);
}

static char *
add_to_time (const char *text,
             int         seconds)
{
  int hour = (text[0] - '0') * 10 + text[1] - '0';
  int minute = (text[2] - '0') * 10 + text[3] - '0';
  int total = hour * 3600 + minute * 60 + seconds;

  return g_strdup_printf ("%02d%02d%02d", total / 3600, total / 60 % 60, total % 60);
}

static RimPetHeader *
slice_new (const Case *c,
           guint       k)
{
  RimPetHeader *header = standard_new ();

  for (guint i = 0; i < G_N_ELEMENTS (c->changes) && c->changes[i].offset + (c->changes[i].text != NULL) > 0; i++)
    apply_change (header, c->changes[i]);
  if (c->reference > 0.0)
    header->frame_reference_time = c->reference;
  header->frame_reference_time += k * c->reference_step;
  if (c->duration != 0.0)
    header->frame_duration = c->duration > 0.0 ? c->duration : NAN;
  if (c->acquisition_step > 0.0)
    {
      char *time = add_to_time (header->acquisition_time, (int) (k * c->acquisition_step));

      g_free (header->acquisition_time);
      header->acquisition_time = time;
    }
  if (c->n_items > 0)
    header->n_radiopharmaceuticals = c->n_items;

  return header;
}

static RimSuv *
suv_of_headers (GPtrArray             *headers,
                const RimSuvOverrides *overrides)
{
  return rim_suv_new ((const RimPetHeader *const *) headers->pdata, headers->len, overrides);
}

static GPtrArray *
headers_new (const Case *c)
{
  GPtrArray *headers = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_pet_header_free);

  for (guint k = 0; k < N_SLICES; k++)
    g_ptr_array_add (headers, slice_new (c, k));

  return headers;
}

static double
expected_factor (const Case *c,
                 guint       k)
{
  double weight = c->weight > 0.0 ? c->weight : 70.0;
  double dose = c->dose > 0.0 ? c->dose : 368080000.0;
  double half_life = c->half_life > 0.0 ? c->half_life : F18;
  double uptake = c->uptake + k * c->acquisition_step;
  double mean = isnan (c->weight) ? MEAN_DECAY_300S : 1.0;

  if (c->factor > 0.0)
    return c->factor;

  return weight * 1000.0 / (dose * exp2 (-uptake / half_life) * mean);
}

static void
assert_near (double value,
             double expected,
             double relative)
{
  g_assert_cmpfloat_with_epsilon (value / expected, 1.0, relative);
}

static gboolean
has_decision (RimSuv     *suv,
              const char *part)
{
  g_autofree char *text = rim_suv_to_text (suv);

  return strstr (text, part) != NULL;
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr(GPtrArray) headers = headers_new (c);
  g_autoptr(RimSuv) suv = suv_of_headers (headers, NULL);
  g_autofree char *text = rim_suv_to_text (suv);

  g_test_message ("%s", text);
  if (c->why_not != NULL)
    {
      g_assert_false (suv->convertible);
      g_assert_nonnull (strstr (suv->why_not, c->why_not));
      g_assert_true (isnan (suv->factor[0]));
      return;
    }

  g_assert_cmpstr (suv->why_not, ==, NULL);
  g_assert_true (suv->convertible);
  for (guint k = 0; k < N_SLICES; k++)
    assert_near (suv->factor[k], expected_factor (c, k), 1e-9);

  if (c->warning == NULL)
    g_assert_cmpuint (suv->warnings->len, ==, 0);
  else
    g_assert_nonnull (strstr (text, c->warning));
  if (c->decision != NULL)
    g_assert_true (has_decision (suv, c->decision));
}

static const Case standard = { "standard" };

static void
test_mixed (void)
{
  g_autoptr(GPtrArray) units = headers_new (&standard);
  g_autoptr(GPtrArray) decay = headers_new (&standard);
  g_autoptr(GPtrArray) dose = headers_new (&standard);
  g_autoptr(RimSuv) by_units = NULL;
  g_autoptr(RimSuv) by_decay = NULL;
  g_autoptr(RimSuv) by_dose = NULL;

  apply_change (units->pdata[1], (Change) SET (units, "CNTS"));
  apply_change (decay->pdata[2], (Change) SET (decay_correction, "ADMIN"));
  apply_change (dose->pdata[2], (Change) SET (dose, "400000000"));

  by_units = suv_of_headers (units, NULL);
  g_assert_cmpstr (by_units->why_not, ==, "Units (0054,1001) are not the same in all slices.");
  by_decay = suv_of_headers (decay, NULL);
  g_assert_cmpstr (by_decay->why_not, ==, "Decay Correction (0054,1102) is not the same in all slices.");
  by_dose = suv_of_headers (dose, NULL);
  g_assert_true (by_dose->convertible);
  g_assert_cmpuint (by_dose->warnings->len, ==, 1);
}

static void
test_intercept (void)
{
  g_autoptr(GPtrArray) headers = headers_new (&standard);
  g_autoptr(RimSuv) suv = NULL;

  ((RimPetHeader *) headers->pdata[1])->intercept = -3.5;
  suv = suv_of_headers (headers, NULL);
  g_assert_cmpstr (suv->warnings->pdata[0], ==,
                   "The rescale intercept of a PET image must be 0; it is -3.5 in slice 2.");
}

static void
test_overrides (void)
{
  const Case missing = { "missing", { GONE (patient_weight), GONE (patient_size), GONE (dose), GONE (half_life),
                                      GONE (nuclide_code), GONE (radiopharmaceutical), GONE (start_time), GONE (start_datetime) },
                         .n_items = 2 };
  RimSuvOverrides overrides = { 82.5, 1.8, 3e8, 4057.7, (char *) "F", (char *) "20250101103000", (char *) "from the chart", NULL, NULL, 0 };
  RimSuvOverrides none = { NAN, NAN, NAN, NAN, NULL, NULL, NULL, NULL, NULL, 0 };
  g_autoptr(GPtrArray) headers = headers_new (&missing);
  g_autoptr(RimSuv) without = suv_of_headers (headers, &none);
  g_autoptr(RimSuv) with = suv_of_headers (headers, &overrides);

  g_assert_false (without->convertible);
  g_assert_true (with->convertible);
  assert_near (with->factor[0], 82.5 * 1000.0 / (3e8 * exp2 (-1800.0 / 4057.7)), 1e-12);
  g_assert_cmpfloat (with->weight, ==, 82.5);
  g_assert_cmpfloat (with->height, ==, 1.8);
  g_assert_cmpint (with->sex, ==, 'F');
  g_assert_true (has_decision (with, "82.5 kg - typed in: from the chart"));
  g_assert_true (has_decision (with, "2025-01-01 10:30:00 - typed in: from the chart"));
}

static const struct
{
  RimUnit unit;
  char    sex;
  double  mass;
} masses[] = {
  { RIM_UNIT_SUL_JANMA, 'M', 9270.0 * 70.0 / (6680.0 + 216.0 * 22.857142857142858) },
  { RIM_UNIT_SUL_JANMA, 'F', 9270.0 * 70.0 / (8780.0 + 244.0 * 22.857142857142858) },
  { RIM_UNIT_SUL_JAMES, 'M', 56.52 },
  { RIM_UNIT_SUL_JAMES, 'F', 51.22 },
  { RIM_UNIT_SUL_JAMES, 'O', 53.87 },
  { RIM_UNIT_SUL_JAMES120, 'M', 57.8 },
  { RIM_UNIT_SUL_JAMES120, 'F', 51.22 },
  { RIM_UNIT_SUVIBW, 'M', 72.38 },
  { RIM_UNIT_SUVIBW, 'F', 66.43 },
  { RIM_UNIT_SUVIBW, 'O', 69.405 },
};

static void
test_masses (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (masses); i++)
    {
      double mass = rim_lean_body_mass (masses[i].unit, masses[i].sex, 70.0, 1.75);

      g_assert_cmpfloat_with_epsilon (mass, masses[i].mass, 1e-9);
    }

  g_assert_true (isnan (rim_lean_body_mass (RIM_UNIT_HU, 'M', 70, 1.75)));
  g_assert_cmpfloat_with_epsilon (rim_body_surface_area (70, 1.75), 1.8481430181213466, 1e-12);
}

static void
test_ratios (void)
{
  const Case james = { "james", { SET (patient_sex, "M") } };
  const Case obese = { "obese", { SET (patient_weight, "290"), SET (patient_size, "1.5"), SET (patient_sex, "M") } };
  g_autoptr(GPtrArray) headers = headers_new (&james);
  g_autoptr(GPtrArray) heavy = headers_new (&obese);
  g_autoptr(RimSuv) suv = suv_of_headers (headers, NULL);
  g_autoptr(RimSuv) none = suv_of_headers (heavy, NULL);
  g_autofree char *why_not = NULL;
  double ratio;

  g_assert_true (rim_suv_get_ratio (suv, RIM_UNIT_SUVBW, &ratio, NULL));
  g_assert_cmpfloat (ratio, ==, 1.0);
  g_assert_true (rim_suv_get_ratio (suv, RIM_UNIT_SUL_JAMES, &ratio, NULL));
  assert_near (ratio, 56.52 / 70.0, 1e-12);
  g_assert_true (rim_suv_get_ratio (suv, RIM_UNIT_SUVBSA, &ratio, NULL));
  assert_near (ratio, 18481.430181213466 / 70000.0, 1e-12);
  g_assert_true (has_decision (suv, "SUV"));

  g_assert_true (none->convertible);
  g_assert_false (rim_suv_get_ratio (none, RIM_UNIT_SUL_JAMES, &ratio, &why_not));
  g_assert_nonnull (strstr (why_not, "gives no mass"));
  g_assert_true (rim_suv_get_ratio (none, RIM_UNIT_SUL_JANMA, &ratio, NULL));
}

static void
test_provenance (void)
{
  const Case other = { "other", { SET (dose, "368080001") } };
  g_autoptr(GPtrArray) headers = headers_new (&standard);
  g_autoptr(GPtrArray) changed = headers_new (&other);
  g_autoptr(RimSuv) a = suv_of_headers (headers, NULL);
  g_autoptr(RimSuv) b = suv_of_headers (headers, NULL);
  g_autoptr(RimSuv) c = suv_of_headers (changed, NULL);
  g_autofree char *hash_a = rim_suv_get_hash (a);
  g_autofree char *hash_b = rim_suv_get_hash (b);
  g_autofree char *hash_c = rim_suv_get_hash (c);
  g_autofree char *json = rim_suv_to_json (a);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) root = json_from_string (json, &error);
  JsonObject *object;

  g_assert_no_error (error);
  object = json_node_get_object (root);
  g_assert_true (json_object_get_boolean_member (object, "convertible"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "factors")), ==, 1);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "steps")), ==, a->steps->len);
  g_assert_cmpfloat (json_object_get_double_member (object, "uptake_s"), ==, 3600.0);

  g_assert_cmpuint (strlen (hash_a), ==, 64);
  g_assert_cmpstr (hash_a, ==, hash_b);
  g_assert_cmpstr (hash_a, !=, hash_c);
  g_assert_true (has_decision (a, "(0018,1074) Radionuclide Total Dose: [368080000.0] 368080000 Bq - as in the file"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/engine/suv/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }

  g_test_add_func ("/engine/suv/mixed", test_mixed);
  g_test_add_func ("/engine/suv/intercept", test_intercept);
  g_test_add_func ("/engine/suv/overrides", test_overrides);
  g_test_add_func ("/engine/suv/masses", test_masses);
  g_test_add_func ("/engine/suv/ratios", test_ratios);
  g_test_add_func ("/engine/suv/provenance", test_provenance);

  return g_test_run ();
}
