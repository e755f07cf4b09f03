/* rim-rtstruct-read.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dicom/rim-rtstruct.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "dicom/rim-dicom-header.h"
#include "dicom/rim-object-private.h"

#define TAG RIM_DCM_TAG

#define REFERENCED_FRAMES     TAG (0x3006, 0x0010)
#define REFERENCED_STUDIES    TAG (0x3006, 0x0012)
#define REFERENCED_SERIES     TAG (0x3006, 0x0014)
#define CONTOUR_IMAGES        TAG (0x3006, 0x0016)
#define STRUCTURE_ROIS        TAG (0x3006, 0x0020)
#define ROI_NUMBER            TAG (0x3006, 0x0022)
#define ROI_FRAME             TAG (0x3006, 0x0024)
#define ROI_CONTOURS          TAG (0x3006, 0x0039)
#define CONTOURS              TAG (0x3006, 0x0040)
#define CONTOUR_TYPE          TAG (0x3006, 0x0042)
#define CONTOUR_DATA          TAG (0x3006, 0x0050)
#define OBSERVATIONS          TAG (0x3006, 0x0080)
#define REFERENCED_ROI        TAG (0x3006, 0x0084)
#define SOP_INSTANCE          TAG (0x0008, 0x1155)

static const char *const kind_names[] = {
  [RIM_CONTOUR_POINT] = "POINT",
  [RIM_CONTOUR_OPEN_PLANAR] = "OPEN_PLANAR",
  [RIM_CONTOUR_OPEN_NONPLANAR] = "OPEN_NONPLANAR",
  [RIM_CONTOUR_CLOSED_PLANAR] = "CLOSED_PLANAR",
  [RIM_CONTOUR_CLOSED_PLANAR_XOR] = "CLOSEDPLANAR_XOR",
};

/* A file being read. Regions go by their number, never by their name. */
typedef struct
{
  RimRoiSet  *set;
  RimDcmItem *dataset;
  GHashTable *by_number;
  guint       next_number;
  gboolean    is_cut;
} Reader;

static RimContourKind
parse_kind (const char *name)
{
  for (guint kind = 0; kind < G_N_ELEMENTS (kind_names); kind++)
    if (g_strcmp0 (name, kind_names[kind]) == 0)
      return kind;

  /* The name that the first texts of the standard gave it. */
  if (g_strcmp0 (name, "CLOSED_PLANAR_XOR") == 0)
    return RIM_CONTOUR_CLOSED_PLANAR_XOR;

  return RIM_CONTOUR_OPEN_NONPLANAR;
}

const char *
rim_contour_kind_get_dicom_name (RimContourKind kind)
{
  return kind_names[kind];
}

static gboolean
parse_number (const char **cursor,
              const char  *end,
              double      *value)
{
  const char *stop = memchr (*cursor, '\\', (gsize) (end - *cursor));
  char buffer[40];
  char *rest;
  gsize length;

  if (stop == NULL)
    stop = end;
  length = (gsize) (stop - *cursor);
  if (length >= sizeof buffer)
    return FALSE;

  memcpy (buffer, *cursor, length);
  buffer[length] = '\0';
  g_strstrip (buffer);
  *value = g_ascii_strtod (buffer, &rest);
  *cursor = stop < end ? stop + 1 : end;

  return rest != buffer && *rest == '\0' && isfinite (*value);
}

/* Returns: (transfer full) (nullable): the points, or %NULL where the text is not
 * a list of triples of finite numbers
 */
static RimVec3 *
parse_points (const char *text,
              gsize      *n_points)
{
  const char *cursor = text;
  const char *end = text + strlen (text);
  gsize n_values = 1;
  g_autofree RimVec3 *points = NULL;

  for (const char *c = text; c < end; c++)
    n_values += *c == '\\';

  if (cursor == end || n_values % 3 != 0)
    return NULL;

  points = g_new (RimVec3, n_values / 3);
  for (gsize n = 0; n < n_values / 3; n++)
    if (!parse_number (&cursor, end, &points[n].x) ||
        !parse_number (&cursor, end, &points[n].y) ||
        !parse_number (&cursor, end, &points[n].z))
      return NULL;

  *n_points = n_values / 3;

  return g_steal_pointer (&points);
}

/* A contour whose numbers cannot be read encloses nothing, yet its text is kept,
 * so that it is written again as it came.
 */
static RimContour *
read_contour (RimDcmItem *item,
              RimRoi     *roi,
              RimRoiSet  *set)
{
  g_autofree char *kind = rim_dcm_item_dup_string (item, CONTOUR_TYPE);
  g_autofree RimVec3 *points = NULL;
  g_autofree char *text = NULL;
  RimContour *contour;
  gsize n_points = 0;
  gsize length;
  const char *raw = rim_dcm_item_get_text (item, CONTOUR_DATA, &length);

  text = raw != NULL ? g_strndup (raw, length) : g_strdup ("");
  points = parse_points (text, &n_points);
  if (points == NULL)
    rim_roi_set_add_warning (set, _("%s: a contour of “%s” cannot be read and encloses nothing"),
                             set->path, roi->name != NULL ? roi->name : "");

  contour = rim_contour_new (parse_kind (kind), points, n_points);
  contour->text = g_steal_pointer (&text);
  contour->sop_instance_uid = rim_object_dup_string (item, CONTOUR_IMAGES, SOP_INSTANCE);

  return contour;
}

static RimRoi *
find_roi (Reader *reader,
          gint64  number)
{
  if (number < 0 || number > G_MAXINT32)
    return NULL;

  return g_hash_table_lookup (reader->by_number, GUINT_TO_POINTER ((guint) number));
}

static RimRoi *
add_roi (Reader *reader,
         gint64  number)
{
  RimRoi *roi = rim_roi_new ();

  roi->number = (guint) number;
  roi->contours = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_contour_unref);

  if (number < 0 || number > G_MAXINT32 || find_roi (reader, number) != NULL)
    {
      while (find_roi (reader, reader->next_number) != NULL)
        reader->next_number++;
      roi->number = reader->next_number;
      rim_roi_set_add_warning (reader->set,
                               _("%s: the ROI number %" PRId64 " stands twice or is "
                                 "none; the second is read as %u"),
                               reader->set->path, number, roi->number);
    }

  g_hash_table_insert (reader->by_number, GUINT_TO_POINTER (roi->number), roi);
  g_ptr_array_add (reader->set->rois, roi);

  return roi;
}

static void
read_names (Reader *reader)
{
  guint n_rois = rim_dcm_item_get_n_items (reader->dataset, STRUCTURE_ROIS);

  for (guint n = 0; n < n_rois; n++)
    {
      RimDcmItem *item = rim_dcm_item_get_item (reader->dataset, STRUCTURE_ROIS, n);
      RimRoi *roi = add_roi (reader, rim_dcm_item_get_int_or (item, ROI_NUMBER, -1));

      roi->name = rim_dcm_item_dup_string (item, TAG (0x3006, 0x0026));
      roi->description = rim_dcm_item_dup_string (item, TAG (0x3006, 0x0028));
      roi->algorithm = rim_dcm_item_dup_string (item, TAG (0x3006, 0x0036));
      roi->frame_of_reference_uid = rim_dcm_item_dup_string (item, ROI_FRAME);
    }
}

static void
read_color (RimRoi     *roi,
            RimDcmItem *item)
{
  gint64 value[3];

  for (guint n = 0; n < 3; n++)
    if (!rim_dcm_item_get_int (item, TAG (0x3006, 0x002a), n, &value[n]))
      return;

  roi->has_color = TRUE;
  for (guint n = 0; n < 3; n++)
    roi->color[n] = (guint8) CLAMP (value[n], 0, 255);
}

/* The last contours of a file that is cut short do not get as far as to say whose
 * they are. They belong to the region that has none, if it is but one.
 */
static RimRoi *
find_cut_roi (Reader *reader)
{
  RimRoi *found = NULL;

  for (guint n = 0; n < reader->set->rois->len; n++)
    {
      RimRoi *roi = reader->set->rois->pdata[n];

      if (roi->contours->len > 0)
        continue;
      if (found != NULL)
        return NULL;
      found = roi;
    }

  if (found != NULL)
    rim_roi_set_add_warning (reader->set, _("%s: “%s” is incomplete"), reader->set->path,
                             found->name != NULL ? found->name : "");

  return found;
}

/* Half of a contour may read as a contour of other shape. */
static gboolean
is_whole (RimDcmItem *contour)
{
  gint64 n_points = rim_dcm_item_get_int_or (contour, TAG (0x3006, 0x0046), -1);
  gsize length;
  const char *text = rim_dcm_item_get_text (contour, CONTOUR_DATA, &length);
  gint64 n_values = 1;

  for (gsize n = 0; text != NULL && n < length; n++)
    n_values += text[n] == '\\';

  return text != NULL && n_values == 3 * n_points;
}

static RimRoi *
find_contoured_roi (Reader     *reader,
                    RimDcmItem *item)
{
  gint64 number = rim_dcm_item_get_int_or (item, REFERENCED_ROI, -1);
  RimRoi *roi = find_roi (reader, number);

  if (roi == NULL && reader->is_cut && number < 0)
    roi = find_cut_roi (reader);
  if (roi != NULL)
    return roi;

  rim_roi_set_add_warning (reader->set, _("%s: there are contours of a ROI %" PRId64
                                          " that has no name"), reader->set->path, number);

  return add_roi (reader, number);
}

static void
read_contours (Reader *reader)
{
  guint n_items = rim_dcm_item_get_n_items (reader->dataset, ROI_CONTOURS);

  for (guint n = 0; n < n_items; n++)
    {
      RimDcmItem *item = rim_dcm_item_get_item (reader->dataset, ROI_CONTOURS, n);
      RimRoi *roi = find_contoured_roi (reader, item);
      guint n_contours = rim_dcm_item_get_n_items (item, CONTOURS);

      read_color (roi, item);
      for (guint c = 0; c < n_contours; c++)
        {
          RimDcmItem *contour = rim_dcm_item_get_item (item, CONTOURS, c);

          if (!reader->is_cut || is_whole (contour))
            g_ptr_array_add (roi->contours, read_contour (contour, roi, reader->set));
        }
    }
}

static void
read_observations (Reader *reader)
{
  guint n_items = rim_dcm_item_get_n_items (reader->dataset, OBSERVATIONS);

  for (guint n = 0; n < n_items; n++)
    {
      RimDcmItem *item = rim_dcm_item_get_item (reader->dataset, OBSERVATIONS, n);
      RimRoi *roi = find_roi (reader, rim_dcm_item_get_int_or (item, REFERENCED_ROI, -1));

      if (roi == NULL || roi->interpreted_type != NULL)
        continue;

      roi->interpreted_type = rim_dcm_item_dup_string (item, TAG (0x3006, 0x00a4));
      roi->tracking_id = rim_dcm_item_dup_string (item, TAG (0x0062, 0x0020));
      roi->tracking_uid = rim_dcm_item_dup_string (item, TAG (0x0062, 0x0021));
      rim_object_get_code (item, TAG (0x0062, 0x0003), &roi->category);
      rim_object_get_code (item, TAG (0x3006, 0x0086), &roi->type);
      rim_object_get_code (item, TAG (0x0008, 0x2218), &roi->region);
    }
}

static void
read_images (RimRoiSet  *set,
             RimDcmItem *series)
{
  guint n_images = rim_dcm_item_get_n_items (series, CONTOUR_IMAGES);

  for (guint n = 0; n < n_images; n++)
    {
      RimDcmItem *item = rim_dcm_item_get_item (series, CONTOUR_IMAGES, n);
      char *uid = rim_dcm_item_dup_string (item, SOP_INSTANCE);

      if (uid != NULL)
        g_ptr_array_add (set->referenced_sop_uids, uid);
    }
}

static void
read_references (RimRoiSet  *set,
                 RimDcmItem *dataset)
{
  RimDcmItem *frame = rim_dcm_item_get_item (dataset, REFERENCED_FRAMES, 0);
  RimDcmItem *study = frame != NULL ? rim_dcm_item_get_item (frame, REFERENCED_STUDIES, 0) : NULL;
  RimDcmItem *series = study != NULL ? rim_dcm_item_get_item (study, REFERENCED_SERIES, 0) : NULL;
  const RimRoi *first = set->rois->len > 0 ? set->rois->pdata[0] : NULL;

  if (first != NULL && first->frame_of_reference_uid != NULL)
    set->frame_of_reference_uid = g_strdup (first->frame_of_reference_uid);
  else if (frame != NULL)
    set->frame_of_reference_uid = rim_dcm_item_dup_string (frame, TAG (0x0020, 0x0052));

  if (set->frame_of_reference_uid == NULL)
    set->frame_of_reference_uid = rim_dcm_item_dup_string (dataset, TAG (0x0020, 0x0052));

  if (series != NULL)
    {
      set->referenced_series_uid = rim_dcm_item_dup_string (series, TAG (0x0020, 0x000e));
      read_images (set, series);
    }
}

static gboolean
check_class (RimDcmItem  *dataset,
             const char  *path,
             GError     **error)
{
  g_autofree char *class_uid = rim_dcm_item_dup_string (dataset, TAG (0x0008, 0x0016));
  g_autofree char *modality = rim_dcm_item_dup_string (dataset, TAG (0x0008, 0x0060));

  if (g_strcmp0 (class_uid, RIM_UID_RTSTRUCT) == 0 ||
      (class_uid == NULL && g_strcmp0 (modality, "RTSTRUCT") == 0))
    return TRUE;

  g_set_error (error, RIM_DICOM_ERROR, RIM_DICOM_ERROR_UNSUPPORTED,
               _("%s: not an RT structure set"), path);
  return FALSE;
}

/**
 * rim_rtstruct_read:
 * @path: a file
 * @error: where to put an error
 *
 * Reads the regions of an RT structure set (PS3.3 A.19) with their contours as
 * they stand: nothing is rounded, joined or left out, and the number of each
 * region, not its name, is its key. Masks are made by rim_roi_match_volume().
 * Of a file that is cut short what is whole is read, and the warnings say so.
 *
 * Returns: (transfer full) (nullable): the regions
 */
RimRoiSet *
rim_rtstruct_read (const char  *path,
                   GError     **error)
{
  g_autoptr(RimDcmFile) file = NULL;
  g_autoptr(RimRoiSet) set = NULL;
  g_autoptr(GHashTable) by_number = NULL;
  g_autofree char *damage = NULL;
  RimDcmItem *dataset;
  Reader reader;

  g_return_val_if_fail (path != NULL, NULL);

  file = rim_dcm_file_open_partial (path, &damage, error);
  if (file == NULL)
    return NULL;

  dataset = rim_dcm_file_get_dataset (file);
  if (!check_class (dataset, path, error))
    return NULL;

  set = rim_roi_set_new ();
  if (damage != NULL)
    g_ptr_array_add (set->warnings,
                     g_strdup_printf (_("The file is cut short (%s); contours after the cut are "
                                        "missing."), damage));

  set->path = g_strdup (path);
  set->label = rim_dcm_item_dup_string (dataset, TAG (0x3006, 0x0002));
  set->sop_instance_uid = rim_dcm_item_dup_string (dataset, TAG (0x0008, 0x0018));
  set->series_uid = rim_dcm_item_dup_string (dataset, TAG (0x0020, 0x000e));
  set->study_uid = rim_dcm_item_dup_string (dataset, TAG (0x0020, 0x000d));

  by_number = g_hash_table_new (NULL, NULL);
  reader = (Reader) { set, dataset, by_number, 1, damage != NULL };
  read_names (&reader);
  read_contours (&reader);
  read_observations (&reader);
  read_references (set, dataset);

  return g_steal_pointer (&set);
}
