/* rim-object.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dicom/rim-object-private.h"

#define TAG RIM_DCM_TAG

/**
 * rim_object_names_init:
 * @image: what the object refers to
 *
 * Takes the UIDs of the image; makes those up that it lacks.
 */
void
rim_object_names_init (RimObjectNames *self,
                       RimSource      *image)
{
  self->study_uid = image->study_uid != NULL ? g_strdup (image->study_uid) : rim_dcm_uid_new ();
  self->series_uid = image->series_uid != NULL ? g_strdup (image->series_uid) : rim_dcm_uid_new ();
  self->frame_of_reference_uid = image->frame_of_reference_uid != NULL
    ? g_strdup (image->frame_of_reference_uid)
    : rim_dcm_uid_from_name (self->series_uid);
}

void
rim_object_names_clear (RimObjectNames *self)
{
  g_free (self->study_uid);
  g_free (self->series_uid);
  g_free (self->frame_of_reference_uid);
}

/**
 * rim_object_put_text:
 * @text: (nullable): UTF-8
 * @max_characters: how many the value representation allows
 *
 * Puts one value of text: a backslash would make two of it, and what is too long
 * is cut.
 */
void
rim_object_put_text (RimDcmItem *item,
                     guint32     tag,
                     const char *text,
                     gsize       max_characters)
{
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : NULL;
  g_autofree char *cut = NULL;

  if (valid == NULL)
    {
      rim_dcm_item_put_empty (item, tag);
      return;
    }

  cut = g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), (glong) max_characters));
  g_strdelimit (cut, "\\", '/');
  for (char *c = cut; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c))
      *c = ' ';

  rim_dcm_item_put_string (item, tag, cut);
}

/**
 * rim_object_put_date:
 *
 * Puts a moment as a date and a time.
 */
void
rim_object_put_date (RimDcmItem *dataset,
                     guint32     date_tag,
                     guint32     time_tag,
                     GDateTime  *when)
{
  g_autofree char *date = g_date_time_format (when, "%Y%m%d");
  g_autofree char *time = g_date_time_format (when, "%H%M%S");

  rim_dcm_item_put_string (dataset, date_tag, date);
  rim_dcm_item_put_string (dataset, time_tag, time);
}

static void
put_patient (RimDcmItem *dataset,
             RimSource  *image)
{
  rim_dcm_item_put_string (dataset, TAG (0x0010, 0x0010), image->patient_name);
  rim_object_put_text (dataset, TAG (0x0010, 0x0020), image->patient_id, 64);
  rim_dcm_item_put_string (dataset, TAG (0x0010, 0x0030), image->patient_birth_date);
  rim_dcm_item_put_string (dataset, TAG (0x0010, 0x0040), image->patient_sex);
}

static void
put_study (RimDcmItem     *dataset,
           RimSource      *image,
           RimObjectNames *names)
{
  rim_dcm_item_put_string (dataset, TAG (0x0008, 0x0020), image->study_date);
  rim_dcm_item_put_string (dataset, TAG (0x0008, 0x0030), image->study_time);
  rim_object_put_text (dataset, TAG (0x0008, 0x0050), image->accession_number, 16);
  rim_dcm_item_put_string (dataset, TAG (0x0008, 0x0090), image->referring_physician);
  rim_dcm_item_put_string (dataset, TAG (0x0020, 0x000d), names->study_uid);
  rim_object_put_text (dataset, TAG (0x0020, 0x0010), image->study_id, 16);

  if (image->study_description != NULL)
    rim_object_put_text (dataset, TAG (0x0008, 0x1030), image->study_description, 64);
}

static void
put_equipment (RimDcmItem *dataset)
{
  rim_dcm_item_put_string (dataset, TAG (0x0008, 0x0070), "Rimlight");
  rim_dcm_item_put_string (dataset, TAG (0x0008, 0x1090), "Rimlight");
  rim_dcm_item_put_string (dataset, TAG (0x0018, 0x1000), "1");
  rim_dcm_item_put_string (dataset, TAG (0x0018, 0x1020), RIM_VERSION);
}

/**
 * rim_object_put_common:
 * @dataset: a new data set
 * @image: what it refers to
 * @names: its UIDs
 * @sop_class_uid: what it is
 * @modality: such as "RTSTRUCT"
 * @description: (nullable): the Series Description
 *
 * Puts the patient, the study, a series of its own, the equipment, the frame of
 * reference and the SOP common module; the type 2 tags are there, if empty.
 */
void
rim_object_put_common (RimDcmItem     *dataset,
                       RimSource      *image,
                       RimObjectNames *names,
                       const char     *sop_class_uid,
                       const char     *modality,
                       const char     *description)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *instance_uid = rim_dcm_uid_new ();
  g_autofree char *series_uid = rim_dcm_uid_new ();

  put_patient (dataset, image);
  put_study (dataset, image, names);
  put_equipment (dataset);

  rim_dcm_item_put_string (dataset, TAG (0x0008, 0x0016), sop_class_uid);
  rim_dcm_item_put_string (dataset, TAG (0x0008, 0x0018), instance_uid);
  rim_object_put_date (dataset, TAG (0x0008, 0x0012), TAG (0x0008, 0x0013), now);

  rim_dcm_item_put_string (dataset, TAG (0x0008, 0x0060), modality);
  rim_dcm_item_put_string (dataset, TAG (0x0020, 0x000e), series_uid);
  rim_dcm_item_put_int (dataset, TAG (0x0020, 0x0011), 1);
  rim_dcm_item_put_int (dataset, TAG (0x0020, 0x0013), 1);
  rim_object_put_date (dataset, TAG (0x0008, 0x0021), TAG (0x0008, 0x0031), now);
  if (description != NULL && description[0] != '\0')
    rim_object_put_text (dataset, TAG (0x0008, 0x103e), description, 64);

  rim_dcm_item_put_string (dataset, TAG (0x0020, 0x0052), names->frame_of_reference_uid);
  rim_dcm_item_put_string (dataset, TAG (0x0020, 0x1040), image->position_reference_indicator);
}

/**
 * rim_object_put_code:
 * @tag: a code sequence
 * @code: a code; nothing is put where it has no value
 */
void
rim_object_put_code (RimDcmItem    *item,
                     guint32        tag,
                     const RimCode *code)
{
  RimDcmItem *entry;

  if (code->value == NULL || code->scheme == NULL)
    return;

  entry = rim_dcm_item_add_item (item, tag);
  rim_object_put_text (entry, TAG (0x0008, 0x0100), code->value, 16);
  rim_object_put_text (entry, TAG (0x0008, 0x0102), code->scheme, 16);
  rim_object_put_text (entry, TAG (0x0008, 0x0104),
                       code->meaning != NULL ? code->meaning : code->value, 64);
}

/**
 * rim_object_get_code:
 * @tag: a code sequence
 * @code: what to set to its first item; left alone where there is none
 */
void
rim_object_get_code (RimDcmItem *item,
                     guint32     tag,
                     RimCode    *code)
{
  RimDcmItem *entry = rim_dcm_item_get_item (item, tag, 0);
  g_autofree char *value = NULL;
  g_autofree char *scheme = NULL;
  g_autofree char *meaning = NULL;

  if (entry == NULL)
    return;

  value = rim_dcm_item_dup_string (entry, TAG (0x0008, 0x0100));
  if (value == NULL)
    value = rim_dcm_item_dup_string (entry, TAG (0x0008, 0x0119));
  scheme = rim_dcm_item_dup_string (entry, TAG (0x0008, 0x0102));
  meaning = rim_dcm_item_dup_string (entry, TAG (0x0008, 0x0104));
  if (value != NULL)
    rim_code_set (code, value, scheme, meaning);
}

/**
 * rim_object_put_image:
 * @tag: a sequence of image references
 * @sop_instance_uid: the image
 * @frame: its frame, from 1, or 0 for all of it
 */
void
rim_object_put_image (RimDcmItem *item,
                      guint32     tag,
                      RimSource  *image,
                      const char *sop_instance_uid,
                      guint       frame)
{
  RimDcmItem *entry = rim_dcm_item_add_item (item, tag);

  rim_dcm_item_put_string (entry, TAG (0x0008, 0x1150),
                           image->sop_class_uid != NULL ? image->sop_class_uid : RIM_UID_CT_IMAGE);
  rim_dcm_item_put_string (entry, TAG (0x0008, 0x1155), sop_instance_uid);
  if (frame > 0)
    rim_dcm_item_put_int (entry, TAG (0x0008, 0x1160), frame);
}

/**
 * rim_object_dup_string:
 * @sequence: a sequence
 * @tag: a tag in its first item
 *
 * Returns: (transfer full) (nullable): the value
 */
char *
rim_object_dup_string (RimDcmItem *item,
                       guint32     sequence,
                       guint32     tag)
{
  RimDcmItem *entry = rim_dcm_item_get_item (item, sequence, 0);

  return entry != NULL ? rim_dcm_item_dup_string (entry, tag) : NULL;
}

/**
 * rim_object_number_rois:
 * @rois: (element-type RimRoi): regions
 * @first: the lowest number allowed
 * @numbers: (out) (array): a number for each, its own where it is allowed and no
 *   region before it has it
 */
void
rim_object_number_rois (GPtrArray *rois,
                        guint      first,
                        guint     *numbers)
{
  g_autoptr(GHashTable) taken = g_hash_table_new (NULL, NULL);
  guint next = first;

  for (guint n = 0; n < rois->len; n++)
    {
      const RimRoi *roi = rois->pdata[n];

      numbers[n] = roi->number;
      if (roi->number >= first && roi->number <= G_MAXINT32)
        next = MAX (next, roi->number + 1);
    }

  for (guint n = 0; n < rois->len; n++)
    {
      if (numbers[n] < first || numbers[n] > G_MAXINT32 ||
          g_hash_table_contains (taken, GUINT_TO_POINTER (numbers[n])))
        numbers[n] = next++;
      g_hash_table_add (taken, GUINT_TO_POINTER (numbers[n]));
    }
}
