/* rim-demo-dicom.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-demo-dicom-private.h"

#include "dicom/rim-dcm.h"

#define CT_CLASS  "1.2.840.10008.5.1.4.1.1.2"
#define PET_CLASS "1.2.840.10008.5.1.4.1.1.128"
#define COMMENT   "SYNTHETIC: computed by Rimlight, shows no person"

#define PET_DELAY   600   /* from the CT, s */
#define N_BEDS      2
#define BED_SECONDS 150
#define BED_TRAVEL  4

typedef struct
{
  guint32     tag;
  const char *value;
} Text;

#define T RIM_DCM_TAG

/**
 * rim_demo_dicom_dup_uid:
 * @patient: whose
 * @scan: of which time point
 * @what: of which object
 * @number: which one of them
 *
 * Returns: (transfer full): its UID, the same whenever it is written
 */
char *
rim_demo_dicom_dup_uid (const RimDemoPatient *patient,
                        const RimDemoScan    *scan,
                        const char           *what,
                        guint                 number)
{
  g_autofree char *name = g_strdup_printf ("rimlight demo/%s/%s/%s/%u",
                                           patient->id, scan->date, what, number);

  return rim_dcm_uid_from_name (name);
}

static void
put_uid (RimDcmItem           *item,
         guint32               tag,
         const RimDemoAnatomy *anatomy,
         const char           *what,
         guint                 number)
{
  g_autofree char *uid = rim_demo_dicom_dup_uid (anatomy->patient, anatomy->scan, what, number);

  rim_dcm_item_put_string (item, tag, uid);
}

static void
put_texts (RimDcmItem *item,
           const Text *texts,
           guint       n_texts)
{
  for (guint i = 0; i < n_texts; i++)
    rim_dcm_item_put_string (item, texts[i].tag, texts[i].value);
}

static void
put_code (RimDcmItem *item,
          guint32     tag,
          const char *value,
          const char *scheme,
          const char *meaning)
{
  RimDcmItem *code = rim_dcm_item_add_item (item, tag);

  rim_dcm_item_put_string (code, T (0x0008, 0x0100), value);
  rim_dcm_item_put_string (code, T (0x0008, 0x0102), scheme);
  rim_dcm_item_put_string (code, T (0x0008, 0x0104), meaning);
}

/* DICOM TM, some seconds after the CT. No time point reaches midnight. */
static char *
dup_time (const RimDemoScan *scan,
          gint               after)
{
  guint64 at = g_ascii_strtoull (scan->time, NULL, 10);
  gint seconds = (gint) (at / 10000 * 3600 + at / 100 % 100 * 60 + at % 100) + after;

  return g_strdup_printf ("%02d%02d%02d.000000", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

static void
put_time (RimDcmItem        *item,
          guint32            tag,
          const RimDemoScan *scan,
          gint               after)
{
  g_autofree char *time = dup_time (scan, after);

  rim_dcm_item_put_string (item, tag, time);
}

static void
put_patient (RimDcmItem           *item,
             const RimDemoPatient *patient,
             const RimDemoScan    *scan)
{
  guint64 years = (g_ascii_strtoull (scan->date, NULL, 10) -
                   g_ascii_strtoull (patient->birth_date, NULL, 10)) / 10000;
  g_autofree char *age = g_strdup_printf ("%03" G_GUINT64_FORMAT "Y", years);
  const Text texts[] = {
    { T (0x0010, 0x0010), patient->name },
    { T (0x0010, 0x0020), patient->id },
    { T (0x0010, 0x0030), patient->birth_date },
    { T (0x0010, 0x0040), patient->sex },
    { T (0x0010, 0x1010), age },
    { T (0x0010, 0x4000), COMMENT },
  };

  put_texts (item, texts, G_N_ELEMENTS (texts));
  rim_dcm_item_put_double (item, T (0x0010, 0x1020), patient->height);
  rim_dcm_item_put_double (item, T (0x0010, 0x1030), scan->weight);
}

static void
put_study (RimDcmItem           *item,
           const RimDemoAnatomy *anatomy)
{
  const RimDemoScan *scan = anatomy->scan;
  g_autofree char *description = g_strdup_printf ("SYNTHETIC CT/PET chest, %s", scan->label);
  g_autofree char *id = g_strdup_printf ("S%s", scan->date);
  const Text texts[] = {
    { T (0x0008, 0x0020), scan->date },
    { T (0x0008, 0x0050), id },
    { T (0x0008, 0x0090), "SYNTHETIC^Referrer" },
    { T (0x0008, 0x1030), description },
    { T (0x0020, 0x0010), id },
  };

  put_texts (item, texts, G_N_ELEMENTS (texts));
  put_uid (item, T (0x0020, 0x000d), anatomy, "study", 0);
  put_time (item, T (0x0008, 0x0030), scan, -120);
}

static void
put_series (RimDcmItem           *item,
            const RimDemoAnatomy *anatomy,
            const char           *modality,
            guint                 k,
            guint                 n_slices)
{
  const Text texts[] = {
    { T (0x0008, 0x0060), modality },
    { T (0x0008, 0x0021), anatomy->scan->date },
    { T (0x0008, 0x0022), anatomy->scan->date },
    { T (0x0008, 0x0023), anatomy->scan->date },
    { T (0x0008, 0x0070), "Rimlight" },
    { T (0x0008, 0x0080), "SYNTHETIC" },
    { T (0x0008, 0x1090), "Computed thorax" },
    { T (0x0018, 0x0015), "CHEST" },
    { T (0x0018, 0x1020), RIM_VERSION },
    { T (0x0020, 0x1040), "SN" },
    { T (0x0020, 0x4000), COMMENT },
    { T (0x0028, 0x0301), "NO" },
  };

  put_texts (item, texts, G_N_ELEMENTS (texts));
  put_uid (item, T (0x0020, 0x000e), anatomy, modality, 0);
  put_uid (item, T (0x0008, 0x0018), anatomy, modality, n_slices - k);
  put_uid (item, T (0x0020, 0x0052), anatomy, "frame", 0);
  rim_dcm_item_put_int (item, T (0x0020, 0x0013), n_slices - k);
  rim_dcm_item_put_int (item, T (0x0020, 0x0012), 1);
}

static void
put_plane (RimDcmItem         *item,
           const RimDemoSheet *sheet,
           double              thickness)
{
  double corner = -0.5 * (sheet->size - 1.0) * sheet->pixel;
  const double position[] = { corner, corner, sheet->z };
  const double orientation[] = { 1.0, 0.0, 0.0, 0.0, 1.0, 0.0 };
  const double spacing[] = { sheet->pixel, sheet->pixel };

  rim_dcm_item_put_double (item, T (0x0018, 0x0050), thickness);
  rim_dcm_item_put_doubles (item, T (0x0020, 0x0032), position, 3);
  rim_dcm_item_put_doubles (item, T (0x0020, 0x0037), orientation, 6);
  rim_dcm_item_put_double (item, T (0x0020, 0x1041), sheet->z);
  rim_dcm_item_put_doubles (item, T (0x0028, 0x0030), spacing, 2);
}

static void
put_pixels (RimDcmItem   *item,
            guint         size,
            const gint16 *stored,
            double        slope,
            double        intercept)
{
  static const struct { guint32 tag; gint64 value; } numbers[] = {
    { T (0x0028, 0x0002), 1 }, { T (0x0028, 0x0100), 16 }, { T (0x0028, 0x0101), 16 },
    { T (0x0028, 0x0102), 15 }, { T (0x0028, 0x0103), 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    rim_dcm_item_put_int (item, numbers[i].tag, numbers[i].value);

  rim_dcm_item_put_string (item, T (0x0028, 0x0004), "MONOCHROME2");
  rim_dcm_item_put_int (item, T (0x0028, 0x0010), size);
  rim_dcm_item_put_int (item, T (0x0028, 0x0011), size);
  rim_dcm_item_put_double (item, T (0x0028, 0x1052), intercept);
  rim_dcm_item_put_double (item, T (0x0028, 0x1053), slope);
  rim_dcm_item_put_words (item, T (0x7fe0, 0x0010), (const guint16 *) stored, (gsize) size * size);
}

static gboolean
save (RimDcmFile *file,
      const char *folder,
      guint       instance,
      GError    **error)
{
  g_autofree char *name = g_strdup_printf ("%04u.dcm", instance);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return rim_dcm_file_save_unsynced (file, path, error);
}

static void
put_ct (RimDcmItem           *item,
        const RimDemoAnatomy *anatomy)
{
  static const Text texts[] = {
    { T (0x0008, 0x0008), "ORIGINAL\\PRIMARY\\AXIAL" },
    { T (0x0008, 0x0016), CT_CLASS },
    { T (0x0008, 0x103e), "SYNTHETIC CT chest 2.5 mm, portal venous" },
    { T (0x0018, 0x0010), "IODINE 300 MG/ML" },
    { T (0x0018, 0x0022), "HELICAL MODE" },
    { T (0x0018, 0x1210), "STANDARD" },
    { T (0x0018, 0x5100), "HFS" },
    { T (0x0020, 0x0011), "2" },
    { T (0x0028, 0x1054), "HU" },
  };
  double width = RIM_DEMO_CT_SIZE * anatomy->patient->pixel;

  put_texts (item, texts, G_N_ELEMENTS (texts));
  rim_dcm_item_put_double (item, T (0x0018, 0x0060), 120.0);
  rim_dcm_item_put_double (item, T (0x0018, 0x0090), width);
  rim_dcm_item_put_double (item, T (0x0018, 0x1100), width);
  rim_dcm_item_put_double (item, T (0x0018, 0x1120), 0.0);
  rim_dcm_item_put_int (item, T (0x0018, 0x1150), 500);
  rim_dcm_item_put_int (item, T (0x0018, 0x1151), 180);
  rim_dcm_item_put_double (item, T (0x0028, 0x1050), 40.0);
  rim_dcm_item_put_double (item, T (0x0028, 0x1051), 400.0);
  rim_dcm_item_put_int (item, T (0x0028, 0x0120), RIM_DEMO_CT_PADDING);
  put_time (item, T (0x0008, 0x0031), anatomy->scan, 0);
  put_time (item, T (0x0008, 0x0032), anatomy->scan, 0);
  put_time (item, T (0x0008, 0x0033), anatomy->scan, 20);
}

/**
 * rim_demo_dicom_write_ct:
 * @anatomy: what was in the scanner
 * @k: which slice, from the feet
 * @stored: its pixels
 * @folder: where to put its file
 * @error: where to put an error
 *
 * Returns: whether it was written
 */
gboolean
rim_demo_dicom_write_ct (const RimDemoAnatomy *anatomy,
                         guint                 k,
                         const gint16         *stored,
                         const char           *folder,
                         GError              **error)
{
  g_autoptr(RimDcmFile) file = rim_dcm_file_new ();
  RimDcmItem *item = rim_dcm_file_get_dataset (file);
  RimDemoSheet sheet;

  rim_demo_scanner_get_sheet (anatomy, RIM_DEMO_HU, k, &sheet);
  put_patient (item, anatomy->patient, anatomy->scan);
  put_study (item, anatomy);
  put_series (item, anatomy, "CT", k, RIM_DEMO_CT_SLICES);
  put_ct (item, anatomy);
  put_plane (item, &sheet, RIM_DEMO_CT_DISTANCE);
  put_pixels (item, RIM_DEMO_CT_SIZE, stored, 1.0, RIM_DEMO_CT_OFFSET);

  return save (file, folder, RIM_DEMO_CT_SLICES - k, error);
}

/**
 * rim_demo_dicom_get_bqml:
 * @scan: a time point
 *
 * Returns: the activity concentration at the start of the PET where SUVbw is 1
 */
double
rim_demo_dicom_get_bqml (const RimDemoScan *scan)
{
  return scan->dose * exp2 (-scan->uptake / RIM_DEMO_HALF_LIFE) / (scan->weight * 1000.0);
}

static void
put_tracer (RimDcmItem        *dataset,
            const RimDemoScan *scan)
{
  RimDcmItem *item = rim_dcm_item_add_item (dataset, T (0x0054, 0x0016));
  g_autofree char *time = dup_time (scan, PET_DELAY - (gint) scan->uptake);
  g_autofree char *date_time = g_strconcat (scan->date, time, NULL);

  rim_dcm_item_put_string (item, T (0x0018, 0x0031), "Fluorodeoxyglucose F^18^");
  rim_dcm_item_put_string (item, T (0x0018, 0x1070), "Intravenous route");
  rim_dcm_item_put_double (item, T (0x0018, 0x1071), 0.0);
  rim_dcm_item_put_string (item, T (0x0018, 0x1072), time);
  rim_dcm_item_put_double (item, T (0x0018, 0x1074), scan->dose);
  rim_dcm_item_put_double (item, T (0x0018, 0x1075), RIM_DEMO_HALF_LIFE);
  rim_dcm_item_put_double (item, T (0x0018, 0x1076), 0.967);
  rim_dcm_item_put_string (item, T (0x0018, 0x1078), date_time);
  put_code (item, T (0x0054, 0x0300), "77004003", "SCT", "^18^Fluorine");
  put_code (item, T (0x0054, 0x0302), "47625008", "SCT", "Intravenous route");
  put_code (item, T (0x0054, 0x0304), "35321007", "SCT", "Fluorodeoxyglucose F^18^");
}

/* Beds follow each other from the feet. The reference time of a frame is when
 * its activity was the mean of the frame (DICOM PS3.3 C.8.9.4.1.5).
 */
static void
put_frame_times (RimDcmItem        *item,
                 const RimDemoScan *scan,
                 guint              k)
{
  double lambda = G_LN2 / RIM_DEMO_HALF_LIFE;
  gint begin = (gint) (k * N_BEDS / RIM_DEMO_PET_SLICES) * (BED_SECONDS + BED_TRAVEL);
  double mean = log (lambda * BED_SECONDS / (1.0 - exp (-lambda * BED_SECONDS))) / lambda;
  double reference = begin + mean;

  put_time (item, T (0x0008, 0x0032), scan, PET_DELAY + begin);
  put_time (item, T (0x0008, 0x0033), scan, PET_DELAY + begin + BED_SECONDS);
  rim_dcm_item_put_int (item, T (0x0018, 0x1242), BED_SECONDS * 1000);
  rim_dcm_item_put_double (item, T (0x0054, 0x1300), reference * 1000.0);
  rim_dcm_item_put_double (item, T (0x0054, 0x1321), exp (lambda * reference));
}

static void
put_pet (RimDcmItem           *item,
         const RimDemoAnatomy *anatomy,
         guint                 k)
{
  static const Text texts[] = {
    { T (0x0008, 0x0008), "ORIGINAL\\PRIMARY" },
    { T (0x0008, 0x0016), PET_CLASS },
    { T (0x0008, 0x103e), "SYNTHETIC PET chest, FDG, attenuation corrected" },
    { T (0x0018, 0x1181), "NONE" },
    { T (0x0018, 0x1210), "XYZ Gauss4.00" },
    { T (0x0020, 0x0011), "4" },
    { T (0x0028, 0x0051), "NORM\\DTIM\\ATTN\\SCAT\\DECY\\RAN" },
    { T (0x0054, 0x1000), "STATIC\\IMAGE" },
    { T (0x0054, 0x1001), "BQML" },
    { T (0x0054, 0x1002), "EMISSION" },
    { T (0x0054, 0x1100), "DLYD" },
    { T (0x0054, 0x1101), "CT-derived mu-map" },
    { T (0x0054, 0x1102), "START" },
    { T (0x0054, 0x1103), "OSEM 3i21s" },
    { T (0x0054, 0x1105), "Model-based" },
  };

  put_texts (item, texts, G_N_ELEMENTS (texts));
  put_time (item, T (0x0008, 0x0031), anatomy->scan, PET_DELAY);
  put_frame_times (item, anatomy->scan, k);
  put_tracer (item, anatomy->scan);
  rim_dcm_item_put_int (item, T (0x0054, 0x0081), RIM_DEMO_PET_SLICES);
  rim_dcm_item_put_int (item, T (0x0054, 0x1330), RIM_DEMO_PET_SLICES - k);
}

static void
put_posture (RimDcmItem *item)
{
  RimDcmItem *posture = rim_dcm_item_add_item (item, T (0x0054, 0x0410));

  rim_dcm_item_put_string (posture, T (0x0008, 0x0100), "102538003");
  rim_dcm_item_put_string (posture, T (0x0008, 0x0102), "SCT");
  rim_dcm_item_put_string (posture, T (0x0008, 0x0104), "recumbent");
  put_code (posture, T (0x0054, 0x0412), "40199007", "SCT", "supine");
  put_code (item, T (0x0054, 0x0414), "102540008", "SCT", "headfirst");
}

/* Each slice uses all 15 bits, so each has its own slope. */
static double
store_slice (const float *suv,
             double       bqml,
             gint16      *stored)
{
  const gsize n = (gsize) RIM_DEMO_PET_SIZE * RIM_DEMO_PET_SIZE;
  float highest = 0.01f;
  double slope;

  for (gsize i = 0; i < n; i++)
    highest = MAX (highest, suv[i]);

  /* A decimal string holds the slope exactly: what is stored is what is meant. */
  slope = ceil (highest * bqml / 32767.0 * 1e6) / 1e6;
  for (gsize i = 0; i < n; i++)
    stored[i] = (gint16) lrint (suv[i] * bqml / slope);

  return slope;
}

/**
 * rim_demo_dicom_write_pet:
 * @anatomy: what was in the scanner
 * @k: which slice, from the feet
 * @suv: its pixels, SUVbw
 * @folder: where to put its file
 * @error: where to put an error
 *
 * Returns: whether it was written
 */
gboolean
rim_demo_dicom_write_pet (const RimDemoAnatomy *anatomy,
                          guint                 k,
                          const float          *suv,
                          const char           *folder,
                          GError              **error)
{
  g_autoptr(RimDcmFile) file = rim_dcm_file_new ();
  RimDcmItem *item = rim_dcm_file_get_dataset (file);
  g_autofree gint16 *stored = g_new (gint16, (gsize) RIM_DEMO_PET_SIZE * RIM_DEMO_PET_SIZE);
  double slope = store_slice (suv, rim_demo_dicom_get_bqml (anatomy->scan), stored);
  RimDemoSheet sheet;

  rim_demo_scanner_get_sheet (anatomy, RIM_DEMO_SUV, k, &sheet);
  put_patient (item, anatomy->patient, anatomy->scan);
  put_study (item, anatomy);
  put_series (item, anatomy, "PT", k, RIM_DEMO_PET_SLICES);
  put_pet (item, anatomy, k);
  put_posture (item);
  put_plane (item, &sheet, RIM_DEMO_PET_DISTANCE);
  put_pixels (item, RIM_DEMO_PET_SIZE, stored, slope, 0.0);

  return save (file, folder, RIM_DEMO_PET_SLICES - k, error);
}

/**
 * rim_demo_dicom_get_source:
 * @anatomy: what was in the scanner
 *
 * Returns: (transfer full): who and what its CT shows, slices from the feet
 */
RimSource *
rim_demo_dicom_get_source (const RimDemoAnatomy *anatomy)
{
  const RimDemoPatient *patient = anatomy->patient;
  const RimDemoScan *scan = anatomy->scan;
  RimSource *source = rim_source_new ();

  source->patient_id = g_strdup (patient->id);
  source->patient_name = g_strdup (patient->name);
  source->patient_birth_date = g_strdup (patient->birth_date);
  source->patient_sex = g_strdup (patient->sex);
  source->study_uid = rim_demo_dicom_dup_uid (patient, scan, "study", 0);
  source->study_id = g_strdup_printf ("S%s", scan->date);
  source->accession_number = g_strdup (source->study_id);
  source->study_date = g_strdup (scan->date);
  source->study_time = dup_time (scan, -120);
  source->study_description = g_strdup_printf ("SYNTHETIC CT/PET chest, %s", scan->label);
  source->referring_physician = g_strdup ("SYNTHETIC^Referrer");
  source->series_uid = rim_demo_dicom_dup_uid (patient, scan, "CT", 0);
  source->series_number = 2;
  source->modality = g_strdup ("CT");
  source->sop_class_uid = g_strdup (CT_CLASS);
  source->frame_of_reference_uid = rim_demo_dicom_dup_uid (patient, scan, "frame", 0);
  source->position_reference_indicator = g_strdup ("SN");

  for (guint k = 0; k < RIM_DEMO_CT_SLICES; k++)
    {
      g_autofree char *uid = rim_demo_dicom_dup_uid (patient, scan, "CT", RIM_DEMO_CT_SLICES - k);

      rim_source_add_slice (source, uid, NULL, 0, RIM_DEMO_CT_SLICES - k);
    }

  return source;
}
