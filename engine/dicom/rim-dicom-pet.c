/* rim-dicom-pet.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dicom/rim-dicom-private.h"

#include <string.h>

#define RADIOPHARMACEUTICAL_SEQUENCE RIM_DCM_TAG (0x0054, 0x0016)
#define RADIONUCLIDE_CODE_SEQUENCE   RIM_DCM_TAG (0x0054, 0x0300)
#define UNASSIGNED_SHARED_SEQUENCE   RIM_DCM_TAG (0x0020, 0x9170)
#define REAL_WORLD_MAPPING           RIM_DCM_TAG (0x0040, 0x9096)
#define UNITS_CODE_SEQUENCE          RIM_DCM_TAG (0x0040, 0x08ea)
#define SHARED_GROUPS_SEQUENCE       RIM_DCM_TAG (0x5200, 0x9229)

typedef struct
{
  guint32 tag;
  gsize   offset;
} TextField;

typedef struct
{
  guint16     group;
  const char *creator;
  const char *vendor;              /* how the manufacturer's name starts */
  guint8      element;
  gsize       offset;
} PrivateField;

#define AT(field_) G_STRUCT_OFFSET (RimPetHeader, field_)

static const TextField text_fields[] = {
  { RIM_DCM_TAG (0x0008, 0x0070), AT (manufacturer) },
  { RIM_DCM_TAG (0x0054, 0x1001), AT (units) },
  { RIM_DCM_TAG (0x0054, 0x1006), AT (suv_type) },
  { RIM_DCM_TAG (0x0054, 0x1102), AT (decay_correction) },
  { RIM_DCM_TAG (0x0028, 0x0051), AT (corrected_image) },
  { RIM_DCM_TAG (0x0008, 0x0021), AT (series_date) },
  { RIM_DCM_TAG (0x0008, 0x0031), AT (series_time) },
  { RIM_DCM_TAG (0x0008, 0x0022), AT (acquisition_date) },
  { RIM_DCM_TAG (0x0008, 0x0032), AT (acquisition_time) },
  { RIM_DCM_TAG (0x0008, 0x002a), AT (acquisition_datetime) },
  { RIM_DCM_TAG (0x0008, 0x0201), AT (timezone) },
  { RIM_DCM_TAG (0x0010, 0x0040), AT (patient_sex) },
  { RIM_DCM_TAG (0x0010, 0x1030), AT (patient_weight) },
  { RIM_DCM_TAG (0x0010, 0x1020), AT (patient_size) },
  { RIM_DCM_TAG (0x0054, 0x1322), AT (dose_calibration_factor) },
};

static const TextField drug_fields[] = {
  { RIM_DCM_TAG (0x0018, 0x0031), AT (radiopharmaceutical) },
  { RIM_DCM_TAG (0x0018, 0x1072), AT (start_time) },
  { RIM_DCM_TAG (0x0018, 0x1074), AT (dose) },
  { RIM_DCM_TAG (0x0018, 0x1075), AT (half_life) },
  { RIM_DCM_TAG (0x0018, 0x1078), AT (start_datetime) },
};

static const TextField nuclide_fields[] = {
  { RIM_DCM_TAG (0x0008, 0x0100), AT (nuclide_code) },
  { RIM_DCM_TAG (0x0008, 0x0104), AT (nuclide_meaning) },
};

static const PrivateField private_fields[] = {
  { 0x7053, "Philips PET Private Group", "PHILIPS", 0x00, AT (philips_suv_factor) },
  { 0x7053, "Philips PET Private Group", "PHILIPS", 0x09, AT (philips_activity_factor) },
  { 0x0009, "GEMS_PETD_01", "GE", 0x0d, AT (ge_scan_datetime) },
  { 0x0071, "SIEMENS MED PT", "SIEMENS", 0x22, AT (siemens_scan_datetime) },
};

static char **
text_at (RimPetHeader *pet,
         gsize         offset)
{
  return G_STRUCT_MEMBER_P (pet, offset);
}

static void
read_texts (RimPetHeader    *pet,
            RimDcmItem      *item,
            const TextField *fields,
            gsize            n_fields)
{
  for (gsize i = 0; i < n_fields; i++)
    {
      char **text = text_at (pet, fields[i].offset);

      if (*text == NULL)
        *text = rim_dcm_item_dup_string (item, fields[i].tag);
    }
}

/* Some anonymisers keep private elements and lose who made them. The usual
 * block is believed where nobody else claims it and the manufacturer fits.
 */
static guint32
find_orphan (RimPetHeader       *pet,
             RimDcmItem         *dataset,
             const PrivateField *field)
{
  if (rim_dcm_item_has (dataset, RIM_DCM_TAG (field->group, 0x10)) || pet->manufacturer == NULL ||
      g_ascii_strncasecmp (pet->manufacturer, field->vendor, strlen (field->vendor)) != 0)
    return 0;

  return RIM_DCM_TAG (field->group, 0x1000 | field->element);
}

static void
read_private (RimPetHeader *pet,
              RimDcmItem   *dataset)
{
  for (gsize i = 0; i < G_N_ELEMENTS (private_fields); i++)
    {
      const PrivateField *field = &private_fields[i];
      guint32 tag = rim_dcm_item_find_private (dataset, field->group, field->creator,
                                               field->element);

      if (tag == 0)
        tag = find_orphan (pet, dataset, field);

      if (tag != 0)
        *text_at (pet, field->offset) = rim_dcm_item_dup_string (dataset, tag);
    }
}

static void
read_drug (RimPetHeader *pet,
           RimDcmItem   *dataset)
{
  RimDcmItem *drug = rim_dcm_item_get_item (dataset, RADIOPHARMACEUTICAL_SEQUENCE, 0);
  RimDcmItem *nuclide;

  pet->n_radiopharmaceuticals = rim_dcm_item_get_n_items (dataset, RADIOPHARMACEUTICAL_SEQUENCE);
  if (drug == NULL)
    return;

  read_texts (pet, drug, drug_fields, G_N_ELEMENTS (drug_fields));

  nuclide = rim_dcm_item_get_item (drug, RADIONUCLIDE_CODE_SEQUENCE, 0);
  if (nuclide != NULL)
    read_texts (pet, nuclide, nuclide_fields, G_N_ELEMENTS (nuclide_fields));
}

/* A legacy-converted image keeps what its frames had in common in a sequence of
 * its own within the shared functional groups.
 */
static RimDcmItem *
find_converted_attributes (RimDcmItem *dataset)
{
  RimDcmItem *shared = rim_dcm_item_get_item (dataset, SHARED_GROUPS_SEQUENCE, 0);

  return shared != NULL ? rim_dcm_item_get_item (shared, UNASSIGNED_SHARED_SEQUENCE, 0) : NULL;
}

/* An enhanced PET gives its unit as a code of UCUM. */
static char *
dup_coded_units (RimDcmItem *dataset)
{
  static const char *const units[][2] = {
    { "Bq/ml", "BQML" }, { "{SUVbw}g/ml", "GML" }, { "{counts}", "CNTS" },
  };
  RimDcmItem *shared = rim_dcm_item_get_item (dataset, SHARED_GROUPS_SEQUENCE, 0);
  RimDcmItem *mapping = shared != NULL
                        ? rim_dcm_item_get_item (shared, REAL_WORLD_MAPPING, 0) : NULL;
  RimDcmItem *unit = mapping != NULL
                     ? rim_dcm_item_get_item (mapping, UNITS_CODE_SEQUENCE, 0) : NULL;
  g_autofree char *code = unit != NULL
                          ? rim_dcm_item_dup_string (unit, RIM_DCM_TAG (0x0008, 0x0100)) : NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_strcmp0 (code, units[i][0]) == 0)
      return g_strdup (units[i][1]);

  return NULL;
}

/**
 * rim_dicom_read_pet:
 * @dataset: of a PET instance
 * @frame: its first frame
 *
 * Collects what an SUV needs, as the file has it.
 *
 * Returns: (transfer full): the collection
 */
RimPetHeader *
rim_dicom_read_pet (RimDcmItem          *dataset,
                    const RimDicomFrame *frame)
{
  RimPetHeader *pet = rim_pet_header_new ();
  RimDcmItem *converted = find_converted_attributes (dataset);

  read_texts (pet, dataset, text_fields, G_N_ELEMENTS (text_fields));
  if (converted != NULL)
    read_texts (pet, converted, text_fields, G_N_ELEMENTS (text_fields));

  if (pet->units == NULL)
    pet->units = dup_coded_units (dataset);

  read_drug (pet, dataset);
  if (pet->n_radiopharmaceuticals == 0 && converted != NULL)
    read_drug (pet, converted);

  read_private (pet, dataset);
  pet->frame_reference_time = frame->frame_reference_time;
  pet->frame_duration = frame->frame_duration;
  pet->intercept = frame->has_rescale ? frame->intercept : NAN;

  return pet;
}
