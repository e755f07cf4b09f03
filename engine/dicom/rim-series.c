/* rim-series.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dicom/rim-series.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dicom/rim-dicom-private.h"
#include "dicom/rim-series-private.h"

G_DEFINE_BOXED_TYPE (RimSeries, rim_series, rim_series_ref, rim_series_unref)

typedef struct
{
  const char    *uid;              /* or how it starts */
  RimSeriesKind  kind;
} KindOfClass;

static const KindOfClass kinds[] = {
  { RIM_UID_RTSTRUCT, RIM_SERIES_RTSTRUCT },
  { "1.2.840.10008.5.1.4.1.1.66.4", RIM_SERIES_SEG },
  { "1.2.840.10008.5.1.4.1.1.66.7", RIM_SERIES_SEG },
  { "1.2.840.10008.5.1.4.1.1.30", RIM_SERIES_PARAMETRIC_MAP },
  { "1.2.840.10008.5.1.4.1.1.88.", RIM_SERIES_SR },
};

static RimSeriesKind
get_kind (RimDicomHeader *header)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const char *uid = kinds[i].uid;
      gboolean is_prefix = g_str_has_suffix (uid, ".");

      if (is_prefix ? g_str_has_prefix (header->sop_class_uid, uid)
                    : strcmp (header->sop_class_uid, uid) == 0)
        return kinds[i].kind;
    }

  return header->has_pixels && header->rows > 0 && header->columns > 0
         ? RIM_SERIES_IMAGE : RIM_SERIES_OTHER;
}

static gboolean
makes_volume (RimSeriesKind kind)
{
  return kind == RIM_SERIES_IMAGE || kind == RIM_SERIES_PARAMETRIC_MAP;
}

RimSeries *
rim_series_ref (RimSeries *self)
{
  rim_ref_count_inc (&self->ref_count);

  return self;
}

void
rim_series_unref (RimSeries *self)
{
  if (self == NULL || !rim_ref_count_dec (&self->ref_count))
    return;

  rim_source_unref (self->source);
  g_ptr_array_unref (self->headers);
  g_free (self->slices);
  g_free (self->positions);
  g_free (self);
}

static void
copy_patient (RimSource      *source,
              RimDicomHeader *header)
{
  source->patient_id = g_strdup (header->patient_id);
  source->patient_name = g_strdup (header->patient_name);
  source->patient_birth_date = g_strdup (header->patient_birth_date);
  source->patient_sex = g_strdup (header->patient_sex);
  source->patient_weight = header->patient_weight;
  source->patient_height = header->patient_height;
  source->study_uid = g_strdup (header->study_uid);
  source->study_id = g_strdup (header->study_id);
  source->study_date = g_strdup (header->study_date);
  source->study_time = g_strdup (header->study_time);
  source->study_description = g_strdup (header->study_description);
  source->accession_number = g_strdup (header->accession_number);
  source->referring_physician = g_strdup (header->referring_physician);
}

static RimSource *
make_source (RimDicomHeader *header)
{
  RimSource *source = rim_source_new ();

  copy_patient (source, header);
  source->series_uid = g_strdup (header->series_uid);
  source->series_number = header->series_number;
  source->series_date = g_strdup (header->series_date);
  source->series_time = g_strdup (header->series_time);
  source->series_description = g_strdup (header->series_description);
  source->modality = g_strdup (header->modality);
  source->sop_class_uid = g_strdup (header->sop_class_uid);
  source->frame_of_reference_uid = g_strdup (header->frame_of_reference_uid);
  source->position_reference_indicator = g_strdup (header->position_reference_indicator);

  return source;
}

static RimSeries *
series_new (RimDicomHeader *first)
{
  RimSeries *self = g_new0 (RimSeries, 1);

  rim_ref_count_init (&self->ref_count);
  self->kind = get_kind (first);
  self->source = make_source (first);
  self->headers = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_dicom_header_unref);

  return self;
}

static void
add_slice (RimSource      *source,
           RimDicomHeader *header,
           guint           frame)
{
  gboolean has_frames = header->n_frames > 1 || header->is_enhanced;
  guint number = has_frames ? frame + 1 : (guint) MAX (header->instance_number, 0);

  rim_source_add_slice (source, header->sop_instance_uid, header->path, has_frames ? frame + 1 : 0,
                        number);
}

static void
add_slices (RimSeries     *self,
            const RimPart *part)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (NULL, NULL);

  self->n_slices = part->places->len;
  self->slices = g_new (RimSeriesSlice, self->n_slices);

  for (guint k = 0; k < self->n_slices; k++)
    {
      RimPlace *place = &g_array_index (part->places, RimPlace, k);
      RimDicomHeader *header = place->header;

      if (g_hash_table_add (seen, header))
        g_ptr_array_add (self->headers, rim_dicom_header_ref (header));

      self->slices[k] = (RimSeriesSlice) { header, place->frame };
      add_slice (self->source, header, place->frame);
    }
}

static void
tell_left_out (RimSeries     *self,
               const RimPart *part)
{
  if (part->n_copies > 0)
    rim_source_add_warning (self->source,
                            _("Files that are copies of instances of this series were left out: "
                              "%u."), part->n_copies);

  if (part->n_dropped > 0)
    rim_source_add_warning (self->source,
                            _("Slices that lie where another lies were left out: %u. Of each "
                              "position the one of the last acquisition was kept."),
                            part->n_dropped);
}

static RimSeries *
series_from_part (const RimPart *part)
{
  RimSeries *self = series_new (g_array_index (part->places, RimPlace, 0).header);

  rim_series_lay_out (self, part);
  add_slices (self, part);
  tell_left_out (self, part);

  return self;
}

/* Returns: (transfer full): how many parts each series has, by its UID */
static GHashTable *
count_parts (GPtrArray *parts)
{
  GHashTable *counts = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < parts->len; i++)
    {
      RimSeries *series = parts->pdata[i];
      const char *uid = series->source->series_uid;

      if (uid != NULL)
        g_hash_table_insert (counts, (gpointer) uid,
                             GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, uid))
                                               + 1));
    }

  return counts;
}

/* Numbers the parts of each series that was split, and says so. */
static void
number_parts (GPtrArray *parts,
              GPtrArray *reasons)
{
  g_autoptr(GHashTable) counts = count_parts (parts);
  g_autoptr(GHashTable) last = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < parts->len; i++)
    {
      RimSeries *series = parts->pdata[i];
      const char *uid = series->source->series_uid;
      guint n;

      if (uid == NULL || reasons->pdata[i] == NULL)
        continue;

      n = GPOINTER_TO_UINT (g_hash_table_lookup (last, uid)) + 1;
      g_hash_table_insert (last, (gpointer) uid, GUINT_TO_POINTER (n));
      series->source->series_part = n;
      rim_source_add_warning (series->source,
                              _("The series was split in %u; its images differ in %s."),
                              GPOINTER_TO_UINT (g_hash_table_lookup (counts, uid)), _(reasons->pdata[i]));
    }
}

static int
compare_parts (gconstpointer a,
               gconstpointer b)
{
  const RimPart *x = *(const RimPart *const *) a;
  const RimPart *y = *(const RimPart *const *) b;

  return (x->places->len < y->places->len) - (x->places->len > y->places->len);
}

static void
add_images (GPtrArray *result,
            GPtrArray *headers)
{
  g_autoptr(GPtrArray) parts = rim_series_split (headers);
  g_autoptr(GPtrArray) reasons = g_ptr_array_new ();
  g_autoptr(GPtrArray) images = g_ptr_array_new ();

  g_ptr_array_sort (parts, compare_parts);

  for (guint i = 0; i < parts->len; i++)
    {
      RimPart *part = parts->pdata[i];

      g_ptr_array_add (images, series_from_part (part));
      g_ptr_array_add (reasons, (gpointer) part->why_split);
    }

  number_parts (images, reasons);

  for (guint i = 0; i < images->len; i++)
    g_ptr_array_add (result, images->pdata[i]);
}

static char *
dup_object_key (RimDicomHeader *header)
{
  return g_strdup_printf ("%d %s", get_kind (header),
                          header->series_uid != NULL ? header->series_uid
                                                     : header->sop_instance_uid);
}

/* The storage classes of images that nobody keeps without pixels. */
static gboolean
should_have_pixels (RimDicomHeader *header)
{
  static const char *const classes[] = {
    "1.2.840.10008.5.1.4.1.1.1", "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.2.1",
    "1.2.840.10008.5.1.4.1.1.2.2", "1.2.840.10008.5.1.4.1.1.4", "1.2.840.10008.5.1.4.1.1.4.1",
    "1.2.840.10008.5.1.4.1.1.4.4", "1.2.840.10008.5.1.4.1.1.7", "1.2.840.10008.5.1.4.1.1.20",
    "1.2.840.10008.5.1.4.1.1.128", "1.2.840.10008.5.1.4.1.1.128.1", "1.2.840.10008.5.1.4.1.1.130",
    NULL
  };

  return g_strv_contains (classes, header->sop_class_uid) ||
         (header->rows > 0 && header->columns > 0);
}

static void
add_object (GPtrArray      *result,
            GHashTable     *by_key,
            RimDicomHeader *header)
{
  g_autofree char *key = dup_object_key (header);
  RimSeries *series = g_hash_table_lookup (by_key, key);

  if (series == NULL)
    {
      series = series_new (header);
      g_ptr_array_add (result, series);
      g_hash_table_insert (by_key, g_steal_pointer (&key), series);
    }

  if (header->damage != NULL)
    rim_source_add_warning (series->source, _("The file is cut short: %s."), header->damage);

  if (!header->has_pixels && should_have_pixels (header))
    rim_source_add_warning (series->source,
                            _("An image has no pixels; its file may be cut short: %s."),
                            header->path);

  g_ptr_array_add (series->headers, rim_dicom_header_ref (header));
  rim_source_add_slice (series->source, header->sop_instance_uid, header->path, 0,
                        (guint) MAX (header->instance_number, 0));
}

static int
compare_series (gconstpointer a,
                gconstpointer b)
{
  const RimSource *x = (*(RimSeries *const *) a)->source;
  const RimSource *y = (*(RimSeries *const *) b)->source;
  int order;

  if ((order = g_strcmp0 (x->patient_id, y->patient_id)) != 0 ||
      (order = g_strcmp0 (x->study_date, y->study_date)) != 0 ||
      (order = g_strcmp0 (x->study_uid, y->study_uid)) != 0 ||
      (order = (x->series_number > y->series_number) - (x->series_number < y->series_number)) != 0 ||
      (order = g_strcmp0 (x->series_uid, y->series_uid)) != 0 ||
      (order = (int) x->series_part - (int) y->series_part) != 0)
    return order;

  return 0;
}

/**
 * rim_dicom_group:
 * @headers: (element-type RimDicomHeader): instances of any kind and order
 *
 * Groups instances by series; a series of images is split where its images
 * cannot be one volume, and each part has its slices sorted and its grid fitted
 * (guide: DICOM, section 1). The order of @headers makes no difference.
 *
 * Returns: (transfer full) (element-type RimSeries): the series, by patient,
 *   study and number
 */
GPtrArray *
rim_dicom_group (GPtrArray *headers)
{
  GPtrArray *result = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_series_unref);
  g_autoptr(GPtrArray) images = g_ptr_array_new ();
  g_autoptr(GHashTable) objects = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_return_val_if_fail (headers != NULL, result);

  for (guint i = 0; i < headers->len; i++)
    {
      RimDicomHeader *header = headers->pdata[i];

      if (strcmp (header->sop_class_uid, RIM_UID_DICOMDIR) == 0)
        continue;

      if (makes_volume (get_kind (header)))
        g_ptr_array_add (images, header);
      else
        add_object (result, objects, header);
    }

  add_images (result, images);
  g_ptr_array_sort (result, compare_series);

  return result;
}
