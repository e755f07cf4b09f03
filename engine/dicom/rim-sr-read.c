/* rim-sr-read.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dicom/rim-sr-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TAG RIM_DCM_TAG

#define MAX_DEPTH     16
#define MAX_DRAWINGS  4
#define PLANE_EPSILON 1e-3

/* Coordinates of an item, in the patient's space. */
typedef struct
{
  char    *type;
  RimVec3 *points;
  guint    n;
  char    *frame_of_reference_uid;
  RimVec3  normal;                /* of the image; nothing where it is not known */
  char    *series_uid;
  char    *modality;
} Drawing;

/* What all groups of a report have in common. */
typedef struct
{
  RimSrReport *report;
  GPtrArray   *images;
  char        *instance_uid;
  char        *observer;
} Document;

/* A measurement group as it is read. */
typedef struct
{
  GPtrArray         *images;
  RimSrGroup        *group;       /* its numbers; the measurement comes last */
  Drawing            drawings[MAX_DRAWINGS];
  guint              n_drawings;
  gboolean           has_own_kind;
  RimMeasurementKind own_kind;
  gboolean           has_normal;
  RimVec3            normal;
  char              *tracking_id;
  char              *tracking_uid;
  char              *label;
  char              *lesion_id;
  char              *series_uid;
  char              *modality;
  char              *author;
  char              *comment;
  gint64             time;
} Reading;

static void
drawing_clear (Drawing *self)
{
  g_free (self->type);
  g_free (self->points);
  g_free (self->frame_of_reference_uid);
  g_free (self->series_uid);
  g_free (self->modality);
}

static void
reading_clear (Reading *self)
{
  for (guint i = 0; i < self->n_drawings; i++)
    drawing_clear (&self->drawings[i]);
  g_clear_pointer (&self->group, rim_sr_group_free);
  g_free (self->tracking_id);
  g_free (self->tracking_uid);
  g_free (self->label);
  g_free (self->lesion_id);
  g_free (self->series_uid);
  g_free (self->modality);
  g_free (self->author);
  g_free (self->comment);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

static void
take_string (char **string,
             char  *value)
{
  g_free (*string);
  *string = value;
}

/* Returns: whether an item has that value type */
static gboolean
is_type (RimDcmItem *item,
         const char *type)
{
  g_autofree char *found = rim_dcm_item_dup_string (item, RIM_SR_VALUE_TYPE);

  return g_strcmp0 (found, type) == 0;
}

static char *
dup_concept (RimDcmItem *item)
{
  return rim_object_dup_string (item, RIM_SR_CONCEPT, TAG (0x0008, 0x0100));
}

static gboolean
is_concept (RimDcmItem *item,
            const char *value)
{
  g_autofree char *found = dup_concept (item);

  return g_strcmp0 (found, value) == 0;
}

static gint64
parse_time (RimDcmItem *item)
{
  g_autofree char *text = rim_dcm_item_dup_string (item, RIM_SR_DATE_TIME);
  g_autofree char *iso = NULL;
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr(GDateTime) second = NULL;
  gint64 micros = 0;

  if (text == NULL || strlen (text) < 14 || !g_str_is_ascii (text))
    return 0;

  iso = g_strdup_printf ("%.8sT%.6s%s", text, text + 8,
                         strpbrk (text, "+-") != NULL ? strpbrk (text, "+-") : "");
  second = g_date_time_new_from_iso8601 (iso, utc);
  if (second == NULL)
    return 0;

  if (text[14] == '.')
    for (guint i = 0; i < 6; i++)
      micros = micros * 10 + (g_ascii_isdigit (text[15]) && strlen (text) > 15 + i &&
                              g_ascii_isdigit (text[15 + i]) ? text[15 + i] - '0' : 0);

  return g_date_time_to_unix (second) * G_USEC_PER_SEC + micros;
}

/* The slice of an image that an instance is. */
static gboolean
find_slice (GPtrArray   *images,
            const char  *uid,
            guint        frame,
            RimVolume  **image,
            guint       *k)
{
  for (guint i = 0; images != NULL && uid != NULL && i < images->len; i++)
    {
      RimSource *source = rim_volume_get_source (images->pdata[i]);
      guint n = source != NULL ? rim_volume_get_grid (images->pdata[i])->size[2] : 0;

      for (guint s = 0; s < n; s++)
        {
          const RimSourceSlice *slice = rim_source_get_slice (source, s);

          if (slice == NULL || g_strcmp0 (slice->sop_instance_uid, uid) != 0 ||
              (slice->frame != 0 && slice->frame != frame))
            continue;

          *image = images->pdata[i];
          *k = s;
          return TRUE;
        }
    }

  return FALSE;
}

/* Of a pixel of slice @k; the corner of the image is (0, 0), the middle of its first
 * pixel (0.5, 0.5) (PS3.3 C.18.6.1.1).
 */
static RimVec3
place_pixel (RimVolume *image,
             guint      k,
             double     column,
             double     row)
{
  const RimGrid *grid = rim_volume_get_grid (image);
  double position = rim_vec3_dot (rim_grid_get_normal (grid),
                                  rim_grid_to_patient (grid, RIM_VEC3 (0, 0, k)));
  double steps = (rim_volume_get_slice_position (image, k) - position) /
                 rim_grid_get_slice_distance (grid);

  return rim_grid_to_patient (grid, RIM_VEC3 (column - 0.5, row - 0.5, k + steps));
}

static RimDcmItem *
find_selected_image (RimDcmItem *coordinates)
{
  guint n = rim_dcm_item_get_n_items (coordinates, RIM_SR_CONTENT);

  for (guint i = 0; i < n; i++)
    {
      RimDcmItem *item = rim_dcm_item_get_item (coordinates, RIM_SR_CONTENT, i);

      if (is_type (item, "IMAGE") && rim_dcm_item_get_n_items (item, RIM_SR_REFERENCED_SOP) > 0)
        return rim_dcm_item_get_item (item, RIM_SR_REFERENCED_SOP, 0);
    }

  return NULL;
}

static gboolean
place_on_image (Reading      *self,
                RimDcmItem   *item,
                const double *data,
                gsize         n_values,
                Drawing      *drawing)
{
  RimDcmItem *reference = find_selected_image (item);
  g_autofree char *uid = reference != NULL ? rim_dcm_item_dup_string (reference, TAG (0x0008, 0x1155)) : NULL;
  guint frame = reference != NULL
                ? (guint) CLAMP (rim_dcm_item_get_int_or (reference, TAG (0x0008, 0x1160), 1), 0, G_MAXINT)
                : 0;
  RimVolume *image;
  RimSource *source;
  guint k;

  if (!find_slice (self->images, uid, frame, &image, &k))
    return FALSE;

  source = rim_volume_get_source (image);
  drawing->n = (guint) (n_values / 2);
  drawing->points = g_new (RimVec3, drawing->n);
  for (guint i = 0; i < drawing->n; i++)
    drawing->points[i] = place_pixel (image, k, data[2 * i], data[2 * i + 1]);

  drawing->normal = rim_grid_get_normal (rim_volume_get_grid (image));
  drawing->frame_of_reference_uid = g_strdup (source->frame_of_reference_uid);
  drawing->series_uid = g_strdup (source->series_uid);
  drawing->modality = g_strdup (source->modality);

  return TRUE;
}

static void
place_in_space (RimDcmItem   *item,
                const double *data,
                gsize         n_values,
                Drawing      *drawing)
{
  drawing->n = (guint) (n_values / 3);
  drawing->points = g_new (RimVec3, drawing->n);
  for (guint i = 0; i < drawing->n; i++)
    drawing->points[i] = RIM_VEC3 (data[3 * i], data[3 * i + 1], data[3 * i + 2]);
  drawing->frame_of_reference_uid = rim_dcm_item_dup_string (item, RIM_SR_FRAME_OF_REFERENCE);
}

/* Returns: how many points there are, below the most that we keep; 0 where it has none
 * that can be placed
 */
static guint
read_drawing (Reading    *self,
              RimDcmItem *item)
{
  Drawing *drawing = &self->drawings[self->n_drawings];
  gboolean is_3d = is_type (item, "SCOORD3D");
  gsize n_values = 0;
  g_autofree double *data = NULL;

  if (self->n_drawings == MAX_DRAWINGS)
    return 0;

  data = rim_dcm_item_dup_doubles (item, RIM_SR_GRAPHIC_DATA, &n_values);
  if (data == NULL || n_values < 2 || n_values > 3 * (gsize) RIM_MEASUREMENT_MAX_POINTS)
    return 0;

  *drawing = (Drawing) { 0 };
  if (is_3d)
    place_in_space (item, data, n_values, drawing);
  else if (!place_on_image (self, item, data, n_values, drawing))
    return 0;

  drawing->type = rim_dcm_item_dup_string (item, RIM_SR_GRAPHIC_TYPE);
  self->n_drawings++;

  return drawing->n;
}

/* Returns: how many points the coordinates below an item have */
static guint
read_drawings_below (Reading    *self,
                     RimDcmItem *parent,
                     guint       depth)
{
  guint n = rim_dcm_item_get_n_items (parent, RIM_SR_CONTENT);
  guint n_points = 0;

  for (guint i = 0; i < n && depth < MAX_DEPTH; i++)
    {
      RimDcmItem *item = rim_dcm_item_get_item (parent, RIM_SR_CONTENT, i);

      if (is_type (item, "SCOORD") || is_type (item, "SCOORD3D"))
        n_points += read_drawing (self, item);
      else
        n_points += read_drawings_below (self, item, depth + 1);
    }

  return n_points;
}

static void
read_derivation (RimDcmItem *parent,
                 RimCode    *code)
{
  guint n = rim_dcm_item_get_n_items (parent, RIM_SR_CONTENT);

  for (guint i = 0; i < n; i++)
    {
      RimDcmItem *item = rim_dcm_item_get_item (parent, RIM_SR_CONTENT, i);

      if (is_concept (item, RIM_SR_DERIVATION))
        rim_object_get_code (item, RIM_SR_CODE, code);
    }
}

static guint
count_points (Reading *self)
{
  guint n = 0;

  for (guint i = 0; i < self->n_drawings; i++)
    n += self->drawings[i].n;

  return n;
}

static void
read_number (Reading    *self,
             RimDcmItem *item)
{
  guint first = count_points (self);
  guint n = read_drawings_below (self, item, 0);
  RimDcmItem *measured;
  RimSrValue *value;
  double number = NAN;

  if (rim_dcm_item_get_n_items (item, RIM_SR_MEASURED) == 0)
    return;

  measured = rim_dcm_item_get_item (item, RIM_SR_MEASURED, 0);
  if (!rim_dcm_item_get_double (measured, RIM_SR_DOUBLE, 0, &number) &&
      !rim_dcm_item_get_double (measured, RIM_SR_NUMBER, 0, &number))
    return;

  value = rim_sr_group_add (self->group, number);
  rim_object_get_code (item, RIM_SR_CONCEPT, &value->quantity);
  rim_object_get_code (measured, RIM_SR_UNIT, &value->unit);
  read_derivation (item, &value->derivation);
  value->first = first;
  value->n = n;
}

static void
read_normal (Reading    *self,
             const char *text)
{
  g_auto(GStrv) parts = g_strsplit (text, " ", 4);

  if (g_strv_length (parts) != 3)
    return;

  self->normal = RIM_VEC3 (g_ascii_strtod (parts[0], NULL), g_ascii_strtod (parts[1], NULL),
                           g_ascii_strtod (parts[2], NULL));
  self->has_normal = isfinite (self->normal.x) && isfinite (self->normal.y) &&
                     isfinite (self->normal.z) && rim_vec3_length (self->normal) > 0.5;
}

static void
read_own_kind (Reading    *self,
               RimDcmItem *item)
{
  RimCode code = { 0 };

  rim_object_get_code (item, RIM_SR_CODE, &code);
  self->has_own_kind = g_strcmp0 (code.scheme, RIM_SR_OWN_SCHEME) == 0 &&
                       rim_measurement_kind_from_id (code.value, &self->own_kind);
  rim_code_clear (&code);
}

static void
read_text (Reading    *self,
           RimDcmItem *item,
           const char *concept)
{
  g_autofree char *text = rim_dcm_item_dup_string (item, RIM_SR_TEXT);

  if (text == NULL)
    return;

  if (g_str_equal (concept, RIM_SR_TRACKING_ID))
    take_string (&self->tracking_id, g_steal_pointer (&text));
  else if (g_str_equal (concept, RIM_SR_OWN_LABEL))
    take_string (&self->label, g_steal_pointer (&text));
  else if (g_str_equal (concept, RIM_SR_OWN_LESION))
    take_string (&self->lesion_id, g_steal_pointer (&text));
  else if (g_str_equal (concept, RIM_SR_OWN_NORMAL))
    read_normal (self, text);
  else if (g_str_equal (concept, RIM_SR_COMMENT))
    take_string (&self->comment, g_steal_pointer (&text));

  read_drawings_below (self, item, 0);
}

static void
read_other (Reading    *self,
            RimDcmItem *item,
            const char *concept)
{
  if (g_str_equal (concept, RIM_SR_TRACKING_UID))
    take_string (&self->tracking_uid, rim_dcm_item_dup_string (item, RIM_SR_UID));
  else if (g_str_equal (concept, RIM_SR_SOURCE_SERIES))
    take_string (&self->series_uid, rim_dcm_item_dup_string (item, RIM_SR_UID));
  else if (g_str_equal (concept, RIM_SR_OBSERVER_NAME))
    take_string (&self->author, rim_dcm_item_dup_string (item, RIM_SR_PERSON));
  else if (g_str_equal (concept, RIM_SR_METHOD))
    read_own_kind (self, item);
  else if (g_str_equal (concept, RIM_SR_MODALITY))
    take_string (&self->modality, rim_object_dup_string (item, RIM_SR_CODE, TAG (0x0008, 0x0100)));
}

static void
read_items (Reading    *self,
            RimDcmItem *container)
{
  guint n = rim_dcm_item_get_n_items (container, RIM_SR_CONTENT);

  for (guint i = 0; i < n; i++)
    {
      RimDcmItem *item = rim_dcm_item_get_item (container, RIM_SR_CONTENT, i);
      g_autofree char *concept = dup_concept (item);

      if (is_type (item, "NUM"))
        read_number (self, item);
      else if (is_type (item, "SCOORD") || is_type (item, "SCOORD3D"))
        read_drawing (self, item);
      else if (concept != NULL && is_type (item, "TEXT"))
        read_text (self, item, concept);
      else if (concept != NULL)
        read_other (self, item, concept);
    }
}

static gboolean
is_closed (const Drawing *drawing)
{
  return drawing->n > 3 &&
         rim_vec3_length (rim_vec3_sub (drawing->points[0], drawing->points[drawing->n - 1])) < PLANE_EPSILON;
}

static gboolean
is_rectangle (const Drawing *drawing)
{
  RimVec3 sides[4];

  if (drawing->n != 5)
    return FALSE;

  for (guint i = 0; i < 4; i++)
    {
      sides[i] = rim_vec3_sub (drawing->points[i + 1], drawing->points[i]);
      if (!rim_vec3_normalize (&sides[i]))
        return FALSE;
    }

  for (guint i = 0; i < 4; i++)
    if (fabs (rim_vec3_dot (sides[i], sides[(i + 1) % 4])) > PLANE_EPSILON)
      return FALSE;

  return TRUE;
}

/* A circle by its middle and a point of it, as an ellipse of equal axes. */
static void
open_circle (Drawing *drawing,
             RimVec3  normal)
{
  RimVec3 middle = drawing->points[0];
  RimVec3 radius = rim_vec3_sub (drawing->points[1], middle);
  RimVec3 across = rim_vec3_cross (normal, radius);

  g_free (drawing->points);
  drawing->n = 4;
  drawing->points = g_new (RimVec3, 4);
  drawing->points[0] = rim_vec3_sub (middle, radius);
  drawing->points[1] = rim_vec3_add (middle, radius);
  drawing->points[2] = rim_vec3_sub (middle, across);
  drawing->points[3] = rim_vec3_add (middle, across);
}

/* Of a report that was not ours: what its coordinates are. */
static gboolean
guess_kind (Reading            *self,
            RimMeasurementKind *kind)
{
  const Drawing *first = &self->drawings[0];
  const char *type = first->type != NULL ? first->type : "";

  if (g_str_equal (type, "ELLIPSE") || g_str_equal (type, "CIRCLE"))
    *kind = RIM_MEASUREMENT_ELLIPSE;
  else if (g_str_equal (type, "POINT") || first->n == 1)
    *kind = self->group->values->len > 0 ? RIM_MEASUREMENT_PROBE : RIM_MEASUREMENT_TEXT;
  else if (is_closed (first))
    *kind = is_rectangle (first) ? RIM_MEASUREMENT_RECTANGLE : RIM_MEASUREMENT_FREEHAND;
  else if (first->n == 2 && self->n_drawings >= 2 && self->drawings[1].n == 2)
    *kind = RIM_MEASUREMENT_BIDIRECTIONAL;
  else if (first->n == 2)
    *kind = self->group->values->len > 0 ? RIM_MEASUREMENT_LENGTH : RIM_MEASUREMENT_ARROW;
  else if (first->n == 3)
    *kind = RIM_MEASUREMENT_ANGLE;
  else
    return FALSE;

  return TRUE;
}

/* Where nothing says how the plane lies: by the points, else by the image. */
static RimVec3
guess_normal (Reading *self)
{
  const Drawing *drawing = &self->drawings[0];

  if (self->has_normal)
    return self->normal;
  if (rim_vec3_length (drawing->normal) > 0.5)
    return drawing->normal;

  for (guint i = 2; i < drawing->n; i++)
    {
      RimVec3 normal = rim_vec3_cross (rim_vec3_sub (drawing->points[1], drawing->points[0]),
                                       rim_vec3_sub (drawing->points[i], drawing->points[0]));

      if (rim_vec3_length (normal) > PLANE_EPSILON && rim_vec3_normalize (&normal))
        return normal;
    }

  if (self->images != NULL && self->images->len > 0)
    return rim_grid_get_normal (rim_volume_get_grid (self->images->pdata[0]));

  return RIM_VEC3 (0, 0, 1);
}

/* The points of the kind, of as many drawings as it takes. */
static GArray *
collect_points (Reading            *self,
                RimMeasurementKind  kind,
                RimVec3             normal)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (RimVec3));
  guint n_drawings = kind == RIM_MEASUREMENT_BIDIRECTIONAL ? MIN (self->n_drawings, 2) : 1;

  for (guint d = 0; d < n_drawings; d++)
    {
      Drawing *drawing = &self->drawings[d];
      guint n;

      if (g_strcmp0 (drawing->type, "CIRCLE") == 0 && drawing->n == 2)
        open_circle (drawing, normal);
      n = drawing->n;
      if ((kind == RIM_MEASUREMENT_RECTANGLE || kind == RIM_MEASUREMENT_FREEHAND) && is_closed (drawing))
        n--;
      g_array_append_vals (points, drawing->points, n);
    }

  return points;
}

static void
finish_strings (Reading        *self,
                const Document *document,
                RimMeasurement *measurement,
                const char     *fallback_uid)
{
  const Drawing *drawing = &self->drawings[0];
  const char *label = self->label;

  if (!self->has_own_kind)
    label = self->comment != NULL ? self->comment : self->tracking_id;

  g_free (measurement->id);
  measurement->id = rim_sr_uuid_from_uid (self->tracking_uid != NULL ? self->tracking_uid
                                                                     : fallback_uid);
  measurement->label = g_strdup (label);
  measurement->lesion_id = g_strdup (self->lesion_id);
  measurement->series_uid = g_strdup (self->series_uid != NULL ? self->series_uid
                                                               : drawing->series_uid);
  measurement->modality = g_strdup (self->modality != NULL ? self->modality : drawing->modality);
  measurement->frame_of_reference_uid = g_strdup (drawing->frame_of_reference_uid);
  measurement->author = g_strdup (self->author != NULL || self->has_own_kind ? self->author
                                                                              : document->observer);
  measurement->origin = g_strdup (document->instance_uid);
  measurement->time = self->time;
}

/* Returns: whether there is a measurement that can be placed */
static gboolean
finish (Reading        *self,
        const Document *document,
        const char     *fallback_uid)
{
  RimMeasurementKind kind = self->own_kind;
  g_autoptr(GArray) points = NULL;
  RimVec3 normal;

  if (self->n_drawings == 0 || (!self->has_own_kind && !guess_kind (self, &kind)))
    return FALSE;

  normal = guess_normal (self);
  points = collect_points (self, kind, normal);
  if (!rim_measurement_shape_is_valid (kind, (gconstpointer) points->data, points->len))
    return FALSE;

  self->group->measurement = rim_measurement_new (kind, (gconstpointer) points->data, points->len,
                                                  normal);
  if (self->has_normal)
    self->group->measurement->normal = normal;
  finish_strings (self, document, self->group->measurement, fallback_uid);

  return TRUE;
}

static void
read_group (const Document *document,
            RimDcmItem     *container)
{
  RimSrReport *report = document->report;
  g_auto(Reading) reading = { .images = document->images };
  guint index = report->groups->len + report->warnings->len;
  g_autofree char *uid = g_strdup_printf ("%s/%u", document->instance_uid != NULL
                                                   ? document->instance_uid : "", index);

  reading.group = rim_sr_group_new (NULL);
  reading.time = parse_time (container);
  read_items (&reading, container);

  if (finish (&reading, document, uid))
    g_ptr_array_add (report->groups, g_steal_pointer (&reading.group));
  else
    g_ptr_array_add (report->warnings,
                     g_strdup_printf (_("Measurement “%s” has no place on the images that are open "
                                        "and was left out."),
                                      reading.tracking_id != NULL ? reading.tracking_id : uid));
}

static void
find_groups (const Document *document,
             RimDcmItem     *parent,
             guint           depth)
{
  guint n = rim_dcm_item_get_n_items (parent, RIM_SR_CONTENT);

  for (guint i = 0; i < n && depth < MAX_DEPTH; i++)
    {
      RimDcmItem *item = rim_dcm_item_get_item (parent, RIM_SR_CONTENT, i);

      if (!is_type (item, "CONTAINER"))
        continue;
      if (is_concept (item, RIM_SR_GROUP))
        read_group (document, item);
      else
        find_groups (document, item, depth + 1);
    }
}

/* Who measured, where a group does not say. */
static char *
dup_observer (RimDcmItem *dataset)
{
  guint n = rim_dcm_item_get_n_items (dataset, RIM_SR_CONTENT);

  for (guint i = 0; i < n; i++)
    {
      RimDcmItem *item = rim_dcm_item_get_item (dataset, RIM_SR_CONTENT, i);

      if (is_type (item, "PNAME") && is_concept (item, RIM_SR_OBSERVER_NAME))
        return rim_dcm_item_dup_string (item, RIM_SR_PERSON);
    }

  return NULL;
}

/**
 * rim_sr_read:
 * @path: a structured report
 * @images: (nullable) (element-type RimVolume): images that it may refer to; where it
 *   has coordinates on an image (SCOORD) instead of in space, they can only be placed
 *   on one of these
 * @error: where to put an error
 *
 * Reads the measurement groups (template 1500) of a report, whoever wrote it. What
 * cannot be placed is told in the warnings.
 *
 * Returns: (transfer full) (nullable): what it has
 */
RimSrReport *
rim_sr_read (const char  *path,
             GPtrArray   *images,
             GError     **error)
{
  g_autoptr(RimDcmFile) file = NULL;
  g_autoptr(RimSrReport) report = NULL;
  g_autofree char *modality = NULL;
  g_autofree char *uid = NULL;
  g_autofree char *observer = NULL;
  RimDcmItem *dataset;
  Document document;

  g_return_val_if_fail (path != NULL, NULL);

  file = rim_dcm_file_open (path, error);
  if (file == NULL)
    return NULL;

  dataset = rim_dcm_file_get_dataset (file);
  modality = rim_dcm_item_dup_string (dataset, TAG (0x0008, 0x0060));
  uid = rim_dcm_item_dup_string (dataset, TAG (0x0008, 0x0018));
  if (!rim_dcm_item_has (dataset, RIM_SR_CONTENT))
    {
      g_set_error (error, RIM_SR_ERROR, RIM_SR_ERROR_FORMAT,
                   _("%s: is no structured report (modality “%s”)"), path,
                   modality != NULL ? modality : "");
      return NULL;
    }

  report = g_new0 (RimSrReport, 1);
  report->groups = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_sr_group_free);
  report->warnings = g_ptr_array_new_with_free_func (g_free);
  observer = dup_observer (dataset);
  document = (Document) { report, images, uid, observer };
  find_groups (&document, dataset, 0);

  if (report->groups->len > 0)
    return g_steal_pointer (&report);

  g_set_error (error, RIM_SR_ERROR, RIM_SR_ERROR_NOTHING,
               _("%s: has no measurements that can be placed on these images"), path);

  return NULL;
}
