/* rim-sr-write.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dicom/rim-sr-private.h"

#include <string.h>

#define TAG RIM_DCM_TAG

#define EVIDENCE           TAG (0x0040, 0xa375)
#define REFERENCED_SERIES  TAG (0x0008, 0x1115)

#define MAX_TEXT 1024

/* The image slices that the measurements lie on. */
typedef struct
{
  RimSource            *source;
  const RimSourceSlice *slice;
} Evidence;

static RimDcmItem *
add_item (RimDcmItem *parent,
          const char *relationship,
          const char *type,
          const char *value,
          const char *scheme,
          const char *meaning)
{
  RimDcmItem *item = rim_dcm_item_add_item (parent, RIM_SR_CONTENT);
  const RimCode concept = { (char *) value, (char *) scheme, (char *) meaning };

  rim_dcm_item_put_string (item, RIM_SR_RELATIONSHIP, relationship);
  rim_dcm_item_put_string (item, RIM_SR_VALUE_TYPE, type);
  if (value != NULL)
    rim_object_put_code (item, RIM_SR_CONCEPT, &concept);

  return item;
}

static void
put_template (RimDcmItem *item,
              const char *id)
{
  RimDcmItem *template = rim_dcm_item_add_item (item, TAG (0x0040, 0xa504));

  rim_dcm_item_put_string (template, TAG (0x0008, 0x0105), "DCMR");
  rim_dcm_item_put_string (template, TAG (0x0040, 0xdb00), id);
}

static RimDcmItem *
add_container (RimDcmItem *parent,
               const char *value,
               const char *meaning)
{
  RimDcmItem *item = add_item (parent, "CONTAINS", "CONTAINER", value, "DCM", meaning);

  rim_dcm_item_put_string (item, TAG (0x0040, 0xa050), "SEPARATE");

  return item;
}

static RimDcmItem *
add_code (RimDcmItem    *parent,
          const char    *relationship,
          const char    *value,
          const char    *scheme,
          const char    *meaning,
          const RimCode *code)
{
  RimDcmItem *item = add_item (parent, relationship, "CODE", value, scheme, meaning);

  rim_object_put_code (item, RIM_SR_CODE, code);

  return item;
}

static RimDcmItem *
add_text (RimDcmItem *parent,
          const char *relationship,
          const char *value,
          const char *scheme,
          const char *meaning,
          const char *text)
{
  RimDcmItem *item = add_item (parent, relationship, "TEXT", value, scheme, meaning);

  rim_object_put_text (item, RIM_SR_TEXT, text, MAX_TEXT);

  return item;
}

/* A number of at most 16 characters, the rounded form of what stands beside it. */
static void
put_number (RimDcmItem       *item,
            const RimSrValue *value)
{
  RimDcmItem *measured = rim_dcm_item_add_item (item, RIM_SR_MEASURED);
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  for (int digits = 15; digits > 0; digits--)
    {
      g_autofree char *format = g_strdup_printf ("%%.%dg", digits);

      if (strlen (g_ascii_formatd (text, sizeof text, format, value->value)) <= 16)
        break;
    }

  rim_dcm_item_put_double (measured, RIM_SR_DOUBLE, value->value);
  rim_dcm_item_put_string (measured, RIM_SR_NUMBER, text);
  rim_object_put_code (measured, RIM_SR_UNIT, &value->unit);
}

static const char *
get_graphic_type (RimMeasurementKind kind,
                  guint              n_points)
{
  if (kind == RIM_MEASUREMENT_ELLIPSE)
    return "ELLIPSE";
  if (kind == RIM_MEASUREMENT_RECTANGLE || kind == RIM_MEASUREMENT_FREEHAND)
    return "POLYGON";

  return n_points == 1 ? "POINT" : "POLYLINE";
}

/* Of a polygon the first point comes again at the end. */
static void
add_coordinates (RimDcmItem     *parent,
                 const char     *relationship,
                 const char     *concept,
                 RimMeasurement *measurement,
                 guint           first,
                 guint           n)
{
  const char *type = get_graphic_type (measurement->kind, n);
  guint n_written = strcmp (type, "POLYGON") == 0 ? n + 1 : n;
  g_autofree double *data = g_new (double, 3 * (gsize) n_written);
  RimDcmItem *item = add_item (parent, relationship, "SCOORD3D", concept, "DCM", "Image Region");

  for (guint i = 0; i < n_written; i++)
    {
      RimVec3 point = measurement->points[first + i % n];

      data[3 * i] = point.x;
      data[3 * i + 1] = point.y;
      data[3 * i + 2] = point.z;
    }

  rim_dcm_item_put_string (item, RIM_SR_GRAPHIC_TYPE, type);
  rim_dcm_item_put_doubles (item, RIM_SR_GRAPHIC_DATA, data, 3 * (gsize) n_written);
  rim_dcm_item_put_string (item, RIM_SR_FRAME_OF_REFERENCE, measurement->frame_of_reference_uid);
}

static void
add_value (RimDcmItem       *group,
           RimMeasurement   *measurement,
           const RimSrValue *value)
{
  RimDcmItem *item = add_item (group, "CONTAINS", "NUM", value->quantity.value,
                               value->quantity.scheme, value->quantity.meaning);

  put_number (item, value);
  if (value->derivation.value != NULL)
    add_code (item, "HAS CONCEPT MOD", RIM_SR_DERIVATION, "DCM", "Derivation", &value->derivation);
  if (value->n > 0)
    add_coordinates (item, "INFERRED FROM", NULL, measurement, value->first, value->n);
}

static void
add_normal (RimDcmItem     *group,
            RimMeasurement *measurement)
{
  const double parts[3] = { measurement->normal.x, measurement->normal.y, measurement->normal.z };
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < 3; i++)
    {
      char number[G_ASCII_DTOSTR_BUF_SIZE];

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                              g_ascii_dtostr (number, sizeof number, parts[i]));
    }

  add_text (group, "HAS OBS CONTEXT", RIM_SR_OWN_NORMAL, RIM_SR_OWN_SCHEME, "Plane Normal",
            text->str);
}

static void
add_observer (RimDcmItem *parent,
              const char *name)
{
  const RimCode person = { "121006", "DCM", "Person" };
  RimDcmItem *item;

  add_code (parent, "HAS OBS CONTEXT", "121005", "DCM", "Observer Type", &person);
  item = add_item (parent, "HAS OBS CONTEXT", "PNAME", RIM_SR_OBSERVER_NAME, "DCM",
                   "Person Observer Name");
  rim_dcm_item_put_string (item, RIM_SR_PERSON, name);
}

static void
put_time (RimDcmItem *item,
          gint64      time)
{
  g_autoptr(GDateTime) second = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  g_autofree char *text = second != NULL ? g_date_time_format (second, "%Y%m%d%H%M%S") : NULL;
  g_autofree char *whole = NULL;

  if (time < 0 || text == NULL)
    return;

  whole = g_strdup_printf ("%s.%06d+0000", text, (int) (time % G_USEC_PER_SEC));
  rim_dcm_item_put_string (item, RIM_SR_DATE_TIME, whole);
}

/* What a measurement is of: for other programs in the standard's words, and, where it
 * has none, in ours.
 */
static void
add_context (RimDcmItem     *group,
             RimMeasurement *measurement)
{
  const char *kind = rim_measurement_kind_get_id (measurement->kind);
  const RimCode method = { (char *) kind, RIM_SR_OWN_SCHEME, (char *) kind };
  const RimCode lesion = { "52988006", "SCT", "Lesion" };
  const char *name = measurement->label != NULL && *measurement->label != '\0' ? measurement->label
                                                                                : kind;
  g_autofree char *uid = rim_sr_uid_from_uuid (measurement->id);
  RimDcmItem *item;

  add_text (group, "HAS OBS CONTEXT", RIM_SR_TRACKING_ID, "DCM", "Tracking Identifier", name);
  item = add_item (group, "HAS OBS CONTEXT", "UIDREF", RIM_SR_TRACKING_UID, "DCM",
                   "Tracking Unique Identifier");
  rim_dcm_item_put_string (item, RIM_SR_UID, uid);

  if (measurement->author != NULL)
    add_observer (group, measurement->author);
  add_normal (group, measurement);
  if (measurement->kind == RIM_MEASUREMENT_PROBE || rim_measurement_kind_is_region (measurement->kind))
    add_text (group, "HAS OBS CONTEXT", RIM_SR_OWN_VALUES_OF, RIM_SR_OWN_SCHEME, "Values Of",
              "central layer");
  if (measurement->label != NULL && *measurement->label != '\0')
    add_text (group, "HAS OBS CONTEXT", RIM_SR_OWN_LABEL, RIM_SR_OWN_SCHEME, "Label",
              measurement->label);
  if (measurement->lesion_id != NULL)
    {
      add_text (group, "HAS OBS CONTEXT", RIM_SR_OWN_LESION, RIM_SR_OWN_SCHEME, "Lesion",
                measurement->lesion_id);
      add_code (group, "CONTAINS", RIM_SR_FINDING, "DCM", "Finding", &lesion);
    }
  add_code (group, "HAS CONCEPT MOD", RIM_SR_METHOD, "SCT", "Measurement Method", &method);
}

static void
add_layer (RimDcmItem     *group,
           RimMeasurement *measurement)
{
  const RimCode modality = { measurement->modality, "DCM", measurement->modality };
  RimDcmItem *item;

  if (measurement->modality != NULL)
    add_code (group, "HAS ACQ CONTEXT", RIM_SR_MODALITY, "DCM", "Modality", &modality);
  if (measurement->series_uid == NULL)
    return;

  item = add_item (group, "CONTAINS", "UIDREF", RIM_SR_SOURCE_SERIES, "DCM",
                   "Source series for segmentation");
  rim_dcm_item_put_string (item, RIM_SR_UID, measurement->series_uid);
}

static gboolean
has_coordinates (RimSrGroup *group)
{
  for (guint i = 0; i < group->values->len; i++)
    if (g_array_index (group->values, RimSrValue, i).n > 0)
      return TRUE;

  return FALSE;
}

static void
add_group (RimDcmItem *parent,
           RimSrGroup *group)
{
  RimMeasurement *measurement = group->measurement;
  gboolean is_region = rim_measurement_kind_is_region (measurement->kind);
  RimDcmItem *item = add_container (parent, RIM_SR_GROUP, "Measurement Group");
  const char *words = measurement->label != NULL && *measurement->label != '\0'
                      ? measurement->label : rim_measurement_kind_get_id (measurement->kind);

  put_time (item, measurement->time);
  put_template (item, is_region ? "1410" : "1501");
  add_context (item, measurement);
  add_layer (item, measurement);

  if (is_region)
    add_coordinates (item, "CONTAINS", RIM_SR_REGION, measurement, 0, measurement->n_points);
  else if (!has_coordinates (group))
    add_coordinates (add_text (item, "CONTAINS", RIM_SR_COMMENT, "DCM", "Comment", words),
                     "INFERRED FROM", NULL, measurement, 0, measurement->n_points);

  for (guint i = 0; i < group->values->len; i++)
    add_value (item, measurement, &g_array_index (group->values, RimSrValue, i));
}

static RimVolume *
find_image (GPtrArray      *images,
            RimMeasurement *measurement)
{
  for (guint i = 0; i < images->len; i++)
    {
      RimSource *source = rim_volume_get_source (images->pdata[i]);

      if (source != NULL && source->series_uid != NULL &&
          g_strcmp0 (source->series_uid, measurement->series_uid) == 0)
        return images->pdata[i];
    }

  return NULL;
}

/* The slice nearest to the first point, where its file is known. */
static void
add_evidence (GArray         *evidence,
              GPtrArray      *images,
              RimMeasurement *measurement)
{
  RimVolume *image = find_image (images, measurement);
  RimSource *source = image != NULL ? rim_volume_get_source (image) : NULL;
  const RimSourceSlice *slice;
  Evidence found;
  double k;

  if (image == NULL || source->study_uid == NULL)
    return;

  k = round (rim_grid_from_patient (rim_volume_get_grid (image), measurement->points[0]).z);
  k = CLAMP (k, 0.0, rim_volume_get_grid (image)->size[2] - 1.0);
  slice = rim_source_get_slice (source, (guint) k);
  if (slice == NULL || slice->sop_instance_uid == NULL)
    return;

  for (guint i = 0; i < evidence->len; i++)
    if (g_strcmp0 (g_array_index (evidence, Evidence, i).slice->sop_instance_uid,
                   slice->sop_instance_uid) == 0)
      return;

  found = (Evidence) { source, slice };
  g_array_append_val (evidence, found);
}

/* TID 1600 */
static void
add_image_library (RimDcmItem *dataset,
                   GArray     *evidence)
{
  RimDcmItem *group;

  if (evidence->len == 0)
    return;

  group = add_container (add_container (dataset, "111028", "Image Library"),
                         "126200", "Image Library Group");
  for (guint i = 0; i < evidence->len; i++)
    {
      const Evidence *image = &g_array_index (evidence, Evidence, i);
      RimDcmItem *item = add_item (group, "CONTAINS", "IMAGE", NULL, NULL, NULL);

      rim_object_put_image (item, RIM_SR_REFERENCED_SOP, image->source,
                            image->slice->sop_instance_uid, image->slice->frame);
    }
}

static gboolean
is_first_of_series (GArray *evidence,
                    guint   index)
{
  const char *uid = g_array_index (evidence, Evidence, index).source->series_uid;

  for (guint i = 0; i < index; i++)
    if (g_strcmp0 (g_array_index (evidence, Evidence, i).source->series_uid, uid) == 0)
      return FALSE;

  return TRUE;
}

static void
put_evidence (RimDcmItem *dataset,
              GArray     *evidence)
{
  for (guint i = 0; i < evidence->len; i++)
    {
      RimSource *source = g_array_index (evidence, Evidence, i).source;
      RimDcmItem *study, *series;

      if (!is_first_of_series (evidence, i))
        continue;

      study = rim_dcm_item_add_item (dataset, EVIDENCE);
      rim_dcm_item_put_string (study, TAG (0x0020, 0x000d), source->study_uid);
      series = rim_dcm_item_add_item (study, REFERENCED_SERIES);
      rim_dcm_item_put_string (series, TAG (0x0020, 0x000e), source->series_uid);
      for (guint j = i; j < evidence->len; j++)
        {
          const Evidence *image = &g_array_index (evidence, Evidence, j);

          if (g_strcmp0 (image->source->series_uid, source->series_uid) == 0)
            rim_object_put_image (series, RIM_SR_REFERENCED_SOP, image->source,
                                  image->slice->sop_instance_uid, 0);
        }
    }
}

static void
put_document (RimDcmItem *dataset)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  const RimCode title = { RIM_SR_REPORT, "DCM", "Imaging Measurement Report" };

  rim_dcm_item_remove (dataset, TAG (0x0020, 0x0052));
  rim_dcm_item_remove (dataset, TAG (0x0020, 0x1040));
  rim_dcm_item_put_empty (dataset, TAG (0x0008, 0x1111));
  rim_dcm_item_put_empty (dataset, TAG (0x0040, 0xa372));
  rim_dcm_item_put_string (dataset, TAG (0x0040, 0xa491), "COMPLETE");
  rim_dcm_item_put_string (dataset, TAG (0x0040, 0xa493), "UNVERIFIED");
  rim_object_put_date (dataset, TAG (0x0008, 0x0023), TAG (0x0008, 0x0033), now);
  rim_dcm_item_put_string (dataset, RIM_SR_VALUE_TYPE, "CONTAINER");
  rim_object_put_code (dataset, RIM_SR_CONCEPT, &title);
  rim_dcm_item_put_string (dataset, TAG (0x0040, 0xa050), "SEPARATE");
  put_template (dataset, "1500");
}

/* What the codes of our own are (PS3.3 C.12.1.1.9). */
static void
put_own_scheme (RimDcmItem *dataset)
{
  RimDcmItem *scheme = rim_dcm_item_add_item (dataset, TAG (0x0008, 0x0110));

  rim_dcm_item_put_string (scheme, TAG (0x0008, 0x0102), RIM_SR_OWN_SCHEME);
  rim_dcm_item_put_string (scheme, TAG (0x0008, 0x0115), "Rimlight");
  rim_dcm_item_put_string (scheme, TAG (0x0008, 0x0116), "The Rimlight Authors");
}

static void
add_report_context (RimDcmItem *dataset,
                    GPtrArray  *groups)
{
  const RimCode language = { "en", "RFC5646", "English" };
  const RimCode procedure = { "363679005", "SCT", "Imaging procedure" };
  RimSrGroup *first = groups->pdata[0];

  add_code (dataset, "HAS CONCEPT MOD", "121049", "DCM",
            "Language of Content Item and Descendants", &language);
  add_observer (dataset, first->measurement->author != NULL ? first->measurement->author
                                                            : "Rimlight");
  add_code (dataset, "HAS CONCEPT MOD", "121058", "DCM", "Procedure reported", &procedure);
}

/**
 * rim_sr_write:
 * @path: where to
 * @groups: (element-type RimSrGroup): what to report; at least one
 * @images: (element-type RimVolume): what was measured; the first says who the patient
 *   is
 * @error: where to put an error
 *
 * Writes a Comprehensive 3D SR by template 1500 "Measurement Report": a group by
 * template 1410 for each region, by 1501 for everything else, with coordinates in
 * the patient's space. What templates have no room for (the kind of drawing, the
 * normal of its plane, its lesion) stands beside it under codes of our own.
 *
 * Returns: whether it was written
 */
gboolean
rim_sr_write (const char  *path,
              GPtrArray   *groups,
              GPtrArray   *images,
              GError     **error)
{
  g_autoptr(RimDcmFile) file = NULL;
  g_autoptr(GArray) evidence = NULL;
  RimDcmItem *dataset, *measurements;
  RimObjectNames names;
  RimSource *source;

  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (groups != NULL && groups->len > 0, FALSE);
  g_return_val_if_fail (images != NULL && images->len > 0, FALSE);

  source = rim_volume_get_source (images->pdata[0]);
  g_return_val_if_fail (source != NULL, FALSE);

  file = rim_dcm_file_new ();
  dataset = rim_dcm_file_get_dataset (file);
  evidence = g_array_new (FALSE, FALSE, sizeof (Evidence));
  for (guint i = 0; i < groups->len; i++)
    add_evidence (evidence, images, ((RimSrGroup *) groups->pdata[i])->measurement);

  rim_object_names_init (&names, source);
  rim_object_put_common (dataset, source, &names, RIM_UID_COMPREHENSIVE_3D_SR, "SR",
                         "Measurements");
  rim_object_names_clear (&names);
  put_document (dataset);
  put_own_scheme (dataset);
  put_evidence (dataset, evidence);
  add_report_context (dataset, groups);
  add_image_library (dataset, evidence);

  measurements = add_container (dataset, RIM_SR_MEASUREMENTS, "Imaging Measurements");
  for (guint i = 0; i < groups->len; i++)
    add_group (measurements, groups->pdata[i]);

  return rim_dcm_file_save (file, path, error);
}
